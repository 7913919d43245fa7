//! Where everything occurs: articles by entity, outlet, country, day and word of title, and the standing orders.

use super::fold::fold;
use super::names::OutletId;
use super::newest;
use super::over::Over;
use super::query::Sort;
use super::set::ArticleSet;
use crate::model::{ArticleIndex, Corpus, CountryCode, DayRange, Deferred, EntityId, Published, SafeText};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::{Bound, Deref};
use std::sync::Arc;

/// An article in which an entity is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Posting {
    pub article: u32,
    /// Mentions.
    pub count: u32,
    /// Whether one is in the headline.
    pub headline: bool,
}

/// The days an article may have been published on; `None` where nothing is known.
pub(crate) type Days = Option<DayRange>;

/// The lists behind the index. All are in order of article.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    standing: Standing,
    /// Made when first asked for, where it is kept.
    occurring: Arc<Deferred<Occurring>>,
    /// What articles that came later change of it.
    over: Deferred<Over>,
}

/// What a list without a filter needs: outlets, days and the standing orders.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Standing {
    /// The outlet of each article; `None` where unknown.
    pub outlet_of: Vec<Option<OutletId>>,
    /// For each article how many before it, itself included, are of no known outlet.
    pub unknown: Vec<u32>,
    /// Names of the outlets.
    pub outlets: Vec<SafeText>,
    /// Articles by outlet.
    pub by_outlet: Vec<Vec<u32>>,
    /// Articles by the outlet's country.
    pub from: BTreeMap<CountryCode, Vec<u32>>,
    /// The days each article may have been published on.
    pub days: Vec<Days>,
    /// The newest of them, from which `7d` counts back.
    pub newest: Option<chrono::NaiveDate>,
    /// Places of the articles in each order, the first at the top.
    pub(super) orders: [Vec<u32>; 4],
    /// Place of each article by date, newest first: breaks ties everywhere.
    pub recency: Vec<u32>,
}

/// Who and what occurs where.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Occurring {
    /// By entity id.
    pub(super) entities: Vec<Vec<Posting>>,
    /// For each article its entities with counts, most mentioned first.
    pub of_article: Vec<Vec<(EntityId, u32)>>,
    /// Articles by whoever is quoted in them.
    pub speakers: BTreeMap<EntityId, Vec<u32>>,
    /// Words of titles, folded, with their articles.
    pub(super) titles: BTreeMap<Box<str>, Vec<u32>>,
}

impl Deref for Postings {
    type Target = Standing;

    fn deref(&self) -> &Standing {
        &self.standing
    }
}

impl Postings {
    /// Goes once over the corpus.
    pub(crate) fn of(corpus: &Corpus) -> Self {
        let occurring = Occurring::of(corpus, corpus.indices());
        Self {
            standing: Standing::of(corpus),
            occurring: Arc::new(Deferred::of(occurring)),
            over: Deferred::default(),
        }
    }

    /// Of what is kept.
    pub(crate) fn kept(standing: Standing, occurring: Deferred<Occurring>) -> Self {
        Self { standing, occurring: Arc::new(occurring), over: Deferred::default() }
    }

    /// With the articles of a corpus that came to those that were indexed as a whole, `first` the first of them.
    pub(super) fn grown(&self, standing: Standing, corpus: &Arc<Corpus>, first: usize) -> Self {
        let (below, corpus) = (self.occurring.clone(), corpus.clone());
        let over = Deferred::by(move || Over::of(below.get(), &corpus, first));
        Self { standing, occurring: self.occurring.clone(), over }
    }

    fn over(&self) -> &Over {
        self.over.get()
    }

    pub(crate) fn standing(&self) -> &Standing {
        &self.standing
    }

    pub(crate) fn occurring(&self) -> &Occurring {
        self.occurring.get()
    }

    /// For each article its entities with counts, most mentioned first.
    pub(crate) fn of_article(&self, article: ArticleIndex) -> &[(EntityId, u32)] {
        let below = &self.occurring().of_article;
        let of = match article.get().checked_sub(below.len()) {
            None => below.get(article.get()),
            Some(place) => self.over().of_article.get(place),
        };
        of.map_or(&[], Vec::as_slice)
    }

    /// Articles in which somebody is quoted.
    pub(crate) fn speaks_in(&self, speaker: EntityId) -> Option<&[u32]> {
        let over = self.over().speakers.get(&speaker);
        over.or_else(|| self.occurring().speakers.get(&speaker)).map(Vec::as_slice)
    }

    /// Where an entity is mentioned.
    pub(crate) fn entity(&self, entity: EntityId) -> &[Posting] {
        let over = self.over().entities.get(&entity);
        over.or_else(|| self.occurring().entities.get(entity.0 as usize)).map_or(&[], Vec::as_slice)
    }

    /// Entities that are mentioned, in order of id.
    pub(crate) fn mentioned(&self) -> impl Iterator<Item = EntityId> + '_ {
        let entities = self.occurring().entities.len().max(self.over().known) as u32;
        (0..entities).map(EntityId).filter(|entity| !self.entity(*entity).is_empty())
    }

    /// Articles whose title has a word equal to `word`, or one that begins with it.
    pub(crate) fn titled(&self, word: &str, beginning: bool, size: usize) -> ArticleSet {
        let mut set = ArticleSet::none(size);
        for titles in [&self.occurring().titles, &self.over().titles] {
            for (found, articles) in titles.range::<str, _>((Bound::Included(word), Bound::Unbounded)) {
                if !(found.as_ref() == word || beginning && found.starts_with(word)) {
                    break;
                }
                for &article in articles {
                    set.insert(article);
                }
            }
        }
        set
    }

    /// The articles whose title has a word.
    pub(crate) fn titled_exactly(&self, word: &str) -> &[u32] {
        let over = self.over().titles.get(word);
        over.or_else(|| self.occurring().titles.get(word)).map_or(&[], Vec::as_slice)
    }

    /// The words of titles with their articles.
    pub(crate) fn title_words(&self) -> impl Iterator<Item = (&str, &[u32])> {
        let over = &self.over().titles;
        let below = self.occurring().titles.iter().filter(|(word, _)| !over.contains_key(*word));
        below.chain(over).map(|(word, articles)| (word.as_ref(), articles.as_slice()))
    }
}

impl Occurring {
    /// Of some articles of a corpus.
    pub(super) fn of(corpus: &Corpus, articles: impl Iterator<Item = ArticleIndex>) -> Self {
        let mut all = Self { entities: vec![Vec::new(); corpus.entities.len()], ..Self::default() };
        for index in articles {
            all.add_mentions(corpus, index);
            all.add_speakers(corpus, index);
            for word in fold(title(corpus, index)).split(' ').filter(|word| !word.is_empty()) {
                let list = all.titles.entry(word.into()).or_default();
                if list.last() != Some(&index.0) {
                    list.push(index.0);
                }
            }
        }
        all
    }

    fn add_mentions(&mut self, corpus: &Corpus, index: ArticleIndex) {
        let annotations = corpus.annotated(index);
        let headline = corpus.head(index).title.as_ref().and_then(|title| title.span).unwrap_or_default();
        let in_headline: std::collections::HashSet<EntityId> =
            annotations.mentions_in(headline).iter().map(|mention| mention.entity).collect();
        let counts = annotations.entity_counts();
        for &(entity, count) in &counts {
            if let Some(list) = self.entities.get_mut(entity.0 as usize) {
                list.push(Posting {
                    article: index.0,
                    count: count as u32,
                    headline: in_headline.contains(&entity),
                });
            }
        }
        self.of_article.push(counts.into_iter().map(|(entity, count)| (entity, count as u32)).collect());
    }

    fn add_speakers(&mut self, corpus: &Corpus, index: ArticleIndex) {
        for speaker in corpus.annotated(index).quotes.iter().filter_map(|quote| quote.speaker) {
            let list = self.speakers.entry(speaker).or_default();
            if list.last() != Some(&index.0) {
                list.push(index.0);
            }
        }
    }
}

impl Standing {
    fn of(corpus: &Corpus) -> Self {
        let mut standing = Self::default();
        let mut outlet_ids: HashMap<String, OutletId> = HashMap::new();
        for index in corpus.indices() {
            standing.add_outlet(corpus, index, &mut outlet_ids);
            standing.days.push(corpus.published(index).map(Published::days));
        }
        // The end of a year that is known only as such has not been written about yet.
        standing.newest = newest::borne_out(standing.days.iter().flatten().map(|days| days.from).collect());
        standing.add_orders(corpus);
        standing
    }

    pub(super) fn add_outlet(
        &mut self,
        corpus: &Corpus,
        index: ArticleIndex,
        ids: &mut HashMap<String, OutletId>,
    ) {
        let outlet = &corpus.head(index).outlet;
        if let Some(country) = outlet.country {
            self.from.entry(country).or_default().push(index.0);
        }
        let id = outlet.name.as_ref().map(|name| {
            *ids.entry(fold(name)).or_insert_with(|| {
                self.outlets.push(name.clone());
                self.by_outlet.push(Vec::new());
                OutletId(self.outlets.len() as u32 - 1)
            })
        });
        if let Some(list) = id.and_then(|id| self.by_outlet.get_mut(id.0 as usize)) {
            list.push(index.0);
        }
        self.outlet_of.push(id);
        self.unknown.push(self.unknown.last().copied().unwrap_or(0) + u32::from(id.is_none()));
    }

    /// Sorts the articles once in every order that does not depend on a query.
    fn add_orders(&mut self, corpus: &Corpus) {
        let all: Vec<u32> = (0..corpus.len() as u32).collect();
        self.orders = ORDERS.map(|sort| {
            let keyed = all.iter().map(|&article| (self.sort_key(corpus, sort, article), article));
            let mut keyed: Vec<(SortKey, u32)> = keyed.collect();
            keyed.sort();
            keyed.into_iter().map(|(_, article)| article).collect()
        });
        self.add_recency();
    }

    /// Notes the places of the articles by date.
    pub(super) fn add_recency(&mut self) {
        self.recency = vec![0; self.orders[0].len()];
        for (place, &article) in self.orders[0].iter().enumerate() {
            self.recency[article as usize] = place as u32;
        }
    }

    /// What an article is sorted by.
    pub(super) fn sort_key(&self, corpus: &Corpus, sort: Sort, article: u32) -> SortKey {
        let days = self.days[article as usize];
        // What is known by its month or year only stands at the early end of it, behind the days that are known:
        // it may be any of them, and claims to be none.
        let newest = SortKey {
            undated: days.is_none(),
            newest: days.map(|days| (Reverse(days.from), days.to)),
            ..SortKey::default()
        };
        match sort {
            Sort::Date | Sort::Relevance => newest,
            Sort::Oldest => SortKey {
                undated: days.is_none(),
                oldest: days.map(|days| (days.from, Reverse(days.to))),
                ..SortKey::default()
            },
            Sort::Outlet => {
                let name = self.outlet_of[article as usize].map(|id| fold(&self.outlets[id.0 as usize]));
                SortKey { last: name.is_none(), name: name.unwrap_or_default(), ..newest }
            }
            Sort::Title => {
                let name = fold(title(corpus, ArticleIndex(article)));
                SortKey { last: name.is_empty(), name, ..newest }
            }
        }
    }

    /// The articles in a standing order; relevance without a query is newest first.
    pub(crate) fn order(&self, sort: Sort) -> &[u32] {
        let place = ORDERS.iter().position(|order| *order == sort);
        // Relevance is none of them.
        &self.orders[place.unwrap_or(0)]
    }

    /// Articles whose outlet is from a country.
    pub(crate) fn from(&self, country: CountryCode) -> &[u32] {
        self.from.get(&country).map_or(&[], Vec::as_slice)
    }
}

/// The orders that do not depend on a query.
pub(super) const ORDERS: [Sort; 4] = [Sort::Date, Sort::Oldest, Sort::Outlet, Sort::Title];

/// What articles are sorted by.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SortKey {
    last: bool,
    name: String,
    undated: bool,
    newest: Option<(Reverse<chrono::NaiveDate>, chrono::NaiveDate)>,
    oldest: Option<(chrono::NaiveDate, Reverse<chrono::NaiveDate>)>,
}

/// The headline as shown; empty where the article has none.
pub(crate) fn title(corpus: &Corpus, index: ArticleIndex) -> &str {
    corpus.head(index).title.map_or("", |title| &title.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index;
    use crate::index::tests::corpus;
    use crate::model::{Annotations, DateBasis, Precision, SafeText};
    use std::sync::Arc;

    #[test]
    fn a_year_stands_behind_the_days_known_in_it() {
        use Precision::{Day, Month, Year};
        let dates = [("2025-01-01", Year), ("2025-09-03", Day), ("2025-09-01", Month), ("2024-12-31", Day)];
        let mut corpus = (*corpus()).clone();
        for (i, (date, precision)) in dates.into_iter().enumerate() {
            let date = date.parse().unwrap();
            let published =
                Some(Published { date, precision, basis: DateBasis::Stated, why: SafeText::default() });
            *corpus.annotations.get_mut(i).unwrap() =
                Arc::new(Annotations { published, ..Annotations::default() });
        }
        let index = Index::build(&Arc::new(corpus));
        assert_eq!(index.postings.order(Sort::Date), [1, 2, 0, 3]);
        assert_eq!(index.postings.order(Sort::Oldest), [3, 0, 2, 1], "the same turned round");
    }
}
