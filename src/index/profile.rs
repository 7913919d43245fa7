//! Profiles: everything some articles have on one entity or outlet, gathered in one pass over the articles that
//! mention it. What outlets call it, when, with whom it is named, what it is quoted with.

use super::Index;
use super::fold::fold;
use super::names::Target;
use super::stretch::{Counts, Stretch};
use crate::analysis::Gazetteer;
use crate::model::dates::show_day_range;
use crate::model::{
    Annotations, Article, ArticleIndex, CountryCode, DayRange, EntityId, Form, Passage, Precision, SafeText,
    Span,
};
use std::cmp::Reverse;
use std::collections::HashMap;

/// What outlets call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The words, in the spelling that is most frequent.
    pub words: SafeText,
    /// In what form they stand for it.
    pub form: Form,
    /// How often.
    pub count: usize,
    /// By place in [`Profile::outlets`], most often first.
    pub outlets: Vec<(usize, usize)>,
    /// Where they stand first.
    pub first: Passage,
}

/// An outlet that mentions it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teller {
    /// The outlet, or `unknown 2`.
    pub label: SafeText,
    /// Its id; `None` where it is unknown.
    pub target: Option<Target>,
    /// Articles.
    pub articles: usize,
    /// Mentions.
    pub mentions: usize,
    /// The first of its articles.
    pub first: ArticleIndex,
}

/// Another entity that is named together with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    /// Who or what.
    pub entity: EntityId,
    /// Sentences and headlines that name both; for an outlet the mentions.
    pub sentences: usize,
    /// Articles that name both.
    pub articles: usize,
    /// The first of those sentences.
    pub first: Option<Passage>,
}

/// Something it is quoted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub passage: Passage,
    /// Place in [`Profile::outlets`].
    pub outlet: usize,
    /// Place among the article's quotations.
    pub quote: usize,
}

/// Everything some articles have on one entity or outlet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Who or what.
    pub target: Target,
    /// The offices it held while the articles were written, else the last one: `president of Russia, since 2012`.
    pub offices: Vec<SafeText>,
    /// Articles that mention it; of an outlet, its articles.
    pub articles: usize,
    /// Of how many.
    pub of: usize,
    /// Mentions.
    pub mentions: usize,
    /// The first mention in the oldest article.
    pub first: Option<Passage>,
    /// What it is called, most often first.
    pub names: Vec<Naming>,
    /// Who mentions it, most mentions first.
    pub outlets: Vec<Teller>,
    /// Mentions over time.
    pub over: Vec<Stretch>,
    /// Who and what is named together with it, most sentences first.
    pub beside: Vec<Beside>,
    /// What it is quoted with: by outlet in their order, the newest first.
    pub said: Vec<Said>,
}

impl Index {
    /// What the articles have on a target.
    #[must_use]
    pub fn profile(&self, target: Target, articles: &[ArticleIndex]) -> Profile {
        let mut chosen: Vec<ArticleIndex> =
            articles.iter().copied().filter(|&article| self.has(target, article)).collect();
        // Oldest first; what is known by its year only stands where the year begins.
        chosen.sort_by_key(|article| Reverse(self.postings.recency[article.get()]));
        let mut gathering = Gathering::new(self, target);
        for &article in &chosen {
            gathering.add(article);
        }
        let days: Vec<DayRange> =
            chosen.iter().filter_map(|article| self.postings.days[article.get()]).collect();
        let offices = match target {
            Target::Entity(id) => self.offices(id, &days),
            Target::Outlet(_) => Vec::new(),
        };
        gathering.finish(chosen.len(), articles.len(), offices)
    }

    fn has(&self, target: Target, article: ArticleIndex) -> bool {
        match target {
            Target::Entity(id) => {
                self.postings.entity(id).binary_search_by_key(&article.0, |p| p.article).is_ok()
            }
            Target::Outlet(id) => self.postings.outlet_of.get(article.get()).copied().flatten() == Some(id),
        }
    }

    /// The offices a person held on some days, by first day; where there is none, the last one.
    fn offices(&self, entity: EntityId, days: &[DayRange]) -> Vec<SafeText> {
        let gazetteer = Gazetteer::bundled();
        let Some(holder) = gazetteer.entities().find(&self.corpus.entities.get(entity).key) else {
            return Vec::new();
        };
        let all = gazetteer.tenures_of(holder);
        let held: Vec<_> =
            all.iter().filter(|tenure| days.iter().any(|days| tenure.days.overlaps(*days))).collect();
        let held = if held.is_empty() { all.last().into_iter().collect() } else { held };
        let name = |code: CountryCode| {
            let id = self.corpus.entities.find(code.as_str());
            id.map_or_else(|| code.to_string(), |id| self.corpus.entities.get(id).name.to_string())
        };
        let told = held.into_iter().map(|tenure| {
            let place = tenure.country.map(name);
            let place =
                place.or_else(|| Some(gazetteer.entities().get(tenure.organisation?).name.to_string()));
            let place = place.map(|place| format!(" of {place}")).unwrap_or_default();
            SafeText::line(&format!("{}{place}{}", tenure.title, when(tenure.days)))
        });
        let mut told: Vec<SafeText> = told.collect();
        told.dedup();
        told
    }
}

/// The years of an office, as far as they are known.
fn when(days: DayRange) -> String {
    use chrono::{Datelike, NaiveDate};
    let year = |day: NaiveDate| day.year();
    match (days.from == NaiveDate::MIN, days.end()) {
        (true, None) => String::new(),
        (true, Some(to)) => format!(", until {}", year(to)),
        (false, None) => format!(", since {}", year(days.from)),
        (false, Some(_)) => format!(", {}", show_day_range(days, Precision::Year)),
    }
}

/// A name being counted.
struct Called {
    form: Form,
    spellings: HashMap<Box<str>, usize>,
    count: usize,
    outlets: HashMap<usize, usize>,
    first: Passage,
}

/// What is gathered on the way through the articles.
struct Gathering<'a> {
    index: &'a Index,
    target: Target,
    names: Vec<Called>,
    /// The name that stands at exact words, so that few need folding.
    by_words: HashMap<Box<str>, usize>,
    by_folded: HashMap<String, usize>,
    outlets: Vec<Teller>,
    outlet_of: HashMap<SafeText, usize>,
    over: Counts,
    beside: HashMap<EntityId, Beside>,
    said: Vec<Said>,
    first: Option<Passage>,
}

impl<'a> Gathering<'a> {
    fn new(index: &'a Index, target: Target) -> Self {
        Self {
            index,
            target,
            names: Vec::new(),
            by_words: HashMap::new(),
            by_folded: HashMap::new(),
            outlets: Vec::new(),
            outlet_of: HashMap::new(),
            over: Counts::default(),
            beside: HashMap::new(),
            said: Vec::new(),
            first: None,
        }
    }

    fn add(&mut self, at: ArticleIndex) {
        let index = self.index;
        let outlet = self.outlet(at);
        let mentions = match self.target {
            Target::Entity(entity) => self.add_entity(entity, at, outlet),
            Target::Outlet(_) => self.add_all(at),
        };
        self.outlets[outlet].articles += 1;
        self.outlets[outlet].mentions += mentions;
        self.over.add(index.postings.days[at.get()], mentions);
    }

    fn outlet(&mut self, article: ArticleIndex) -> usize {
        let label = self.index.outlet_label(article);
        if let Some(&place) = self.outlet_of.get(&label) {
            return place;
        }
        let target = self.index.postings.outlet_of[article.get()].map(Target::Outlet);
        self.outlet_of.insert(label.clone(), self.outlets.len());
        self.outlets.push(Teller { label, target, articles: 0, mentions: 0, first: article });
        self.outlets.len() - 1
    }

    /// An article of an outlet: whom it mentions.
    fn add_all(&mut self, at: ArticleIndex) -> usize {
        for &(entity, count) in self.index.postings.of_article(at) {
            let beside = self.beside.entry(entity).or_insert(Beside {
                entity,
                sentences: 0,
                articles: 0,
                first: None,
            });
            beside.sentences += count as usize;
            beside.articles += 1;
        }
        1
    }

    fn add_entity(&mut self, entity: EntityId, at: ArticleIndex, outlet: usize) -> usize {
        let (article, found) = (self.index.corpus.article(at), self.index.corpus.annotated(at));
        let mut count = 0;
        let mut past = 0;
        for mention in found.mentions.iter().filter(|mention| mention.entity == entity) {
            count += 1;
            let passage = Passage { article: at, span: mention.span };
            self.first.get_or_insert(passage);
            self.call(mention.span.slice(&article.text), mention.form, outlet, passage);
            if mention.span.start >= past {
                let around = around(&article, &found, mention.span);
                past = around.end.max(mention.span.end);
                self.name_together(entity, &found, Passage { article: at, span: around });
            }
        }
        for &(other, _) in self.index.postings.of_article(at).iter().filter(|(other, _)| *other != entity) {
            let new = Beside { entity: other, sentences: 0, articles: 0, first: None };
            self.beside.entry(other).or_insert(new).articles += 1;
        }
        let quotes = found.quotes.iter().enumerate().filter(|(_, quote)| quote.speaker == Some(entity));
        self.said.extend(quotes.map(|(i, quote)| Said {
            passage: Passage { article: at, span: quote.span },
            outlet,
            quote: i,
        }));
        count
    }

    fn name_together(&mut self, entity: EntityId, found: &Annotations, around: Passage) {
        let mut others: Vec<EntityId> =
            found.mentions_in(around.span).iter().map(|mention| mention.entity).collect();
        others.sort_unstable();
        others.dedup();
        for other in others.into_iter().filter(|other| *other != entity) {
            let new = Beside { entity: other, sentences: 0, articles: 0, first: None };
            let beside = self.beside.entry(other).or_insert(new);
            beside.sentences += 1;
            beside.first.get_or_insert(around);
        }
    }

    fn call(&mut self, words: &str, form: Form, outlet: usize, passage: Passage) {
        let names = &mut self.names;
        let place = self.by_words.get(words).copied().unwrap_or_else(|| {
            let place = *self.by_folded.entry(fold(words)).or_insert_with(|| {
                names.push(Called {
                    form,
                    spellings: HashMap::new(),
                    count: 0,
                    outlets: HashMap::new(),
                    first: passage,
                });
                names.len() - 1
            });
            self.by_words.insert(words.into(), place);
            place
        });
        let called = &mut self.names[place];
        called.count += 1;
        match called.spellings.get_mut(words) {
            Some(times) => *times += 1,
            None => drop(called.spellings.insert(words.into(), 1)),
        }
        *called.outlets.entry(outlet).or_insert(0) += 1;
    }

    fn finish(self, articles: usize, of: usize, offices: Vec<SafeText>) -> Profile {
        // The outlets in their final order, and where each went.
        let mut order: Vec<usize> = (0..self.outlets.len()).collect();
        order.sort_by_key(|&i| (Reverse((self.outlets[i].mentions, self.outlets[i].articles)), i));
        let mut went = vec![0; order.len()];
        order.iter().enumerate().for_each(|(to, &from)| went[from] = to);
        let outlets: Vec<Teller> = order.iter().map(|&i| self.outlets[i].clone()).collect();
        let mut names: Vec<Naming> = self.names.into_iter().map(|called| called.finish(&went)).collect();
        names.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.words.cmp(&b.words)));
        let mut beside: Vec<Beside> = self.beside.into_values().collect();
        beside.sort_by_key(|one| (Reverse((one.sentences, one.articles)), one.entity));
        let mut said: Vec<Said> =
            self.said.into_iter().map(|said| Said { outlet: went[said.outlet], ..said }).collect();
        let recency = &self.index.postings.recency;
        said.sort_by_key(|said| (said.outlet, recency[said.passage.article.get()], said.passage.span.start));
        Profile {
            target: self.target,
            offices,
            articles,
            of,
            mentions: outlets.iter().map(|outlet| outlet.mentions).sum(),
            first: self.first,
            names,
            over: self.over.stretches(),
            outlets,
            beside,
            said,
        }
    }
}

impl Called {
    fn finish(self, went: &[usize]) -> Naming {
        let most = self.spellings.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
        let mut outlets: Vec<(usize, usize)> =
            self.outlets.into_iter().map(|(outlet, count)| (went[outlet], count)).collect();
        outlets.sort_by_key(|&(outlet, count)| (Reverse(count), outlet));
        Naming {
            words: SafeText::line(most.as_ref().map_or("", |(words, _)| words)),
            form: self.form,
            count: self.count,
            outlets,
            first: self.first,
        }
    }
}

/// The sentence that a mention stands in, else the headline or caption.
fn around(article: &Article, found: &Annotations, mention: Span) -> Span {
    found.sentence_at(mention.start).unwrap_or_else(|| {
        let part = article.parts.partition_point(|part| part.span.end <= mention.start);
        article.parts.get(part).map(|part| part.span).filter(|span| span.contains(mention)).unwrap_or(mention)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::tests::{corpus, run};

    fn profile(index: &Index, query: &str, key: &str) -> Profile {
        let id = index.corpus().entities.find(key).unwrap();
        index.profile(Target::Entity(id), &run(index, query).articles)
    }

    #[test]
    fn a_profile_gathers_what_there_is() {
        let index = Index::build(&corpus());
        let russia = profile(&index, "", "RU");
        assert_eq!((russia.articles, russia.of, russia.mentions), (2, 4, 3));
        let names: Vec<_> = russia.names.iter().map(|name| (name.words.as_str(), name.count)).collect();
        assert_eq!(names, [("Kremlin", 1), ("Russia", 1), ("Russian", 1)]);
        let outlets: Vec<_> =
            russia.outlets.iter().map(|o| (o.label.as_str(), o.mentions, o.articles)).collect();
        assert_eq!(outlets, [("Eastern Wire", 2, 1), ("The Harbour Post", 1, 1)]);
        let over: Vec<_> = russia.over.iter().map(|s| (s.label.as_str(), s.mentions)).collect();
        assert_eq!(over, [("2023", 2), ("2024", 0), ("2025", 1)]);
        let first = russia
            .first
            .map(|passage| (passage.article.0, passage.span.slice(&index.corpus().articles[1].text)));
        assert_eq!(first, Some((1, "Kremlin")), "the oldest article comes first");
    }

    #[test]
    fn the_unit_is_the_finest_that_fits() {
        let index = Index::build(&corpus());
        let putin = profile(&index, "", "vladimir-putin");
        assert_eq!(putin.over.iter().map(|s| s.label.as_str()).collect::<Vec<_>>(), ["2025 Sep 3"]);
    }

    #[test]
    fn what_is_said_and_who_is_near() {
        let index = Index::build(&corpus());
        let putin = profile(&index, "", "vladimir-putin");
        let said: Vec<_> =
            putin.said.iter().map(|said| said.passage.span.slice(&index.corpus().articles[0].text)).collect();
        assert_eq!(said, ["We need no\nlimits,"]);
        let entities = &index.corpus().entities;
        let beside: Vec<_> =
            putin.beside.iter().map(|one| (entities.get(one.entity).name.as_str(), one.articles)).collect();
        assert_eq!(beside.len(), 4);
        assert!(beside.iter().all(|(name, articles)| *name != "Vladimir Putin" && *articles == 1));
        assert!(putin.beside.iter().all(|one| one.sentences <= 1));
    }

    #[test]
    fn an_outlet_has_a_profile_too() {
        let index = Index::build(&corpus());
        let target = run(&index, "outlet:wire").chips[0].took[0].what;
        let crate::index::What::Name(target) = target else { panic!("no outlet") };
        let wire = index.profile(target, &run(&index, "").articles);
        assert_eq!((wire.articles, wire.outlets.len(), wire.names.len(), wire.said.len()), (2, 1, 0, 0));
        assert_eq!(wire.over.last().map(|s| s.label.as_str()), Some("undated"));
        assert_eq!(index.profile(target, &[]).articles, 0, "nothing of no articles");
    }

    #[test]
    fn offices_are_those_of_the_days() {
        let index = Index::build(&corpus());
        let entity = index.corpus().entities.find("vladimir-putin").unwrap();
        let day = |text: &str| vec![DayRange::day(text.parse().unwrap())];
        for (days, expected) in [
            (day("2010-01-01"), "prime minister of Russia"),
            (day("2025-09-03"), "president of Russia"),
            (day("1950-01-01"), "president of Russia"),
            (Vec::new(), "president of Russia"),
            ([day("2010-01-01"), day("2013-01-01")].concat(), "president of Russia"),
        ] {
            let offices = index.offices(entity, &days);
            assert!(offices.iter().any(|office| office.starts_with(expected)), "{days:?}: {offices:?}");
        }
    }
}
