//! Everything in memory: articles, what was found in them, and how they hang together.

use super::{
    Article, ArticleIndex, Briefs, Chunked, Corrected, Corrections, CountryCode, DateBasis, DayRange,
    Deferred, EntityId, EntityTable, Event, EventColumns, Expression, Head, KeptHead, Mention, OutletLabels,
    Precision, Quote, Rarities, Reprint, SafeText, Span, Story, Timeline,
};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

/// When an article was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The first day it can mean.
    pub date: NaiveDate,
    /// How exact it is.
    pub precision: Precision,
    /// How it was found; [`DateBasis::Stated`] for a field or a date line, [`DateBasis::Text`] for one worked out.
    pub basis: DateBasis,
    /// Which words decided, in a short sentence.
    pub why: SafeText,
}

impl Published {
    /// All days it can mean.
    #[must_use]
    pub fn days(&self) -> DayRange {
        DayRange::around(self.date, self.precision)
    }
}

/// What was found in one article. All lists are in order of their spans.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotations {
    /// When it was published.
    pub published: Option<Published>,
    /// What in the text contradicts the publication date, in a short sentence.
    pub contradiction: Option<SafeText>,
    /// Sentences of the prose.
    pub sentences: Vec<Span>,
    /// Mentions of entities, not overlapping. Titles, headings and captions are searched too.
    pub mentions: Vec<Mention>,
    /// Temporal expressions, not overlapping.
    pub expressions: Vec<Expression>,
    /// Quotations.
    pub quotes: Vec<Quote>,
}

impl Annotations {
    /// The mentions inside a span.
    #[must_use]
    pub fn mentions_in(&self, span: Span) -> &[Mention] {
        super::span::within(&self.mentions, span, |mention| mention.span)
    }

    /// The temporal expressions inside a span.
    #[must_use]
    pub fn expressions_in(&self, span: Span) -> &[Expression] {
        super::span::within(&self.expressions, span, |expression| expression.span)
    }

    /// The sentence that holds a byte offset.
    #[must_use]
    pub fn sentence_at(&self, offset: u32) -> Option<Span> {
        let i = self.sentences.partition_point(|sentence| sentence.end <= offset);
        self.sentences.get(i).copied().filter(|sentence| sentence.holds(offset))
    }

    /// How often each entity is mentioned, most often first, ties in order of first mention.
    #[must_use]
    pub fn entity_counts(&self) -> Vec<(EntityId, usize)> {
        let mut counts: Vec<(EntityId, usize)> = Vec::new();
        let mut place = std::collections::HashMap::new();
        for mention in &self.mentions {
            let i = *place.entry(mention.entity).or_insert_with(|| {
                counts.push((mention.entity, 0));
                counts.len() - 1
            });
            counts[i].1 += 1;
        }
        counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        counts
    }
}

/// Gives the texts, and what was found in them, of articles that are not held in memory. Asked from several threads.
pub trait Bodies: fmt::Debug + Send + Sync {
    /// The article with its text. One that cannot be read any more is given as a text that says so, long enough that
    /// every place found in the true one is there.
    fn article(&self, index: ArticleIndex) -> Arc<Article>;
    /// What was found in it.
    fn annotated(&self, index: ArticleIndex) -> Arc<Annotations>;
    /// The columns of the [events in brief](Briefs::kept), where these are kept too.
    fn event_columns(&self) -> Option<EventColumns> {
        None
    }
}

/// What is asked of all articles at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// Days counted from the first of the first year, and how exact that is.
    dates: Vec<Option<(i32, Precision)>>,
    /// Places among the outlets.
    outlet_of: Vec<u32>,
    /// Name and country.
    outlets: Vec<(Option<SafeText>, Option<CountryCode>)>,
    /// Hashes of the ids.
    ids: Vec<u64>,
}

/// The hash of an id, the same in every run: so many bits of a strong one that no two ids share them.
fn hash(id: &str) -> u64 {
    let digest = Sha256::digest(id.as_bytes());
    digest.iter().take(8).fold(0, |hash, &byte| hash << 8 | u64::from(byte))
}

impl Columns {
    /// Goes once over the articles.
    #[must_use]
    pub fn of(corpus: &Corpus) -> Self {
        let mut columns = Self::default();
        let mut places = std::collections::HashMap::new();
        for head in corpus.heads() {
            let outlet = (&head.outlet.name, head.outlet.country);
            let place = *places.entry(outlet).or_insert_with(|| {
                columns.outlets.push((outlet.0.clone(), outlet.1));
                columns.outlets.len() as u32 - 1
            });
            columns.put(head, place);
        }
        columns
    }

    /// Takes in one article more.
    pub(super) fn push(&mut self, head: Head<'_>) {
        let outlet = (&head.outlet.name, head.outlet.country);
        let known = self.outlets.iter().position(|(name, country)| (name, *country) == outlet);
        let place = known.unwrap_or_else(|| {
            self.outlets.push((outlet.0.clone(), outlet.1));
            self.outlets.len() - 1
        });
        self.put(head, place as u32);
    }

    fn put(&mut self, head: Head<'_>, outlet: u32) {
        self.dates.push(head.published.map(|one| (one.date.num_days_from_ce(), one.precision)));
        self.outlet_of.push(outlet);
        self.ids.push(hash(head.id));
    }

    fn outlet(&self, index: ArticleIndex) -> &(Option<SafeText>, Option<CountryCode>) {
        &self.outlets[self.outlet_of[index.get()] as usize]
    }

    /// Whether it can be of so many articles.
    #[must_use]
    pub fn fits(&self, articles: usize) -> bool {
        self.dates.len() == articles
            && self.outlet_of.len() == articles
            && self.ids.len() == articles
            && self.outlet_of.iter().all(|&place| (place as usize) < self.outlets.len())
    }
}

/// Articles of which only the heads are in memory.
#[derive(Debug, Clone)]
pub struct Kept {
    /// In input order.
    pub heads: Chunked<KeptHead>,
    /// Of each when it was published, and the place of its outlet among those named.
    pub columns: Arc<Columns>,
    /// The reprints of all stories.
    pub reprints: Arc<Deferred<Vec<Reprint>>>,
    /// Where the rest of them is.
    pub bodies: Arc<dyn Bodies>,
}

/// Articles with their annotations, joined. Immutable once assembled; shared between threads as it is. A copy shares
/// nearly all with what it is a copy of.
///
/// The articles are either all held in memory, as they are once they were analysed, or kept elsewhere and given one by
/// one: [`Corpus::head`] costs nothing in either case, [`Corpus::article`] and [`Corpus::annotated`] may have to read.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// The articles in input order, where they are held; see [`Corpus::hold`].
    pub articles: Chunked<Arc<Article>>,
    /// What was found in each, at the same index.
    pub annotations: Chunked<Arc<Annotations>>,
    /// The articles where they are not held; then the two lists above are empty.
    pub kept: Option<Kept>,
    /// Every entity that is mentioned or listed.
    pub entities: EntityTable,
    /// Which articles tell the same happening; every article is in exactly one.
    pub stories: Chunked<Story>,
    /// The index into `stories` of each article's story.
    pub story_of: Chunked<u32>,
    /// What happened when.
    pub timeline: Timeline,
    /// The reader's rules that were replayed.
    pub corrections: Arc<Corrections>,
    /// Where they were applied, by article and place.
    pub corrected: Vec<Corrected>,
    /// How rare words are, as it was counted when all was joined.
    pub rarities: Arc<Deferred<Rarities>>,
}

impl Corpus {
    /// How many articles there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.as_ref().map_or(self.articles.len(), |kept| kept.heads.len())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The article at an index of this corpus, with its text. For what a [`Head`] tells ask [`Corpus::head`].
    #[must_use]
    pub fn article(&self, index: ArticleIndex) -> Arc<Article> {
        match &self.kept {
            Some(kept) => kept.bodies.article(index),
            None => self.articles[index.get()].clone(),
        }
    }

    /// What was found in it.
    #[must_use]
    pub fn annotated(&self, index: ArticleIndex) -> Arc<Annotations> {
        match &self.kept {
            Some(kept) => kept.bodies.annotated(index),
            None => self.annotations[index.get()].clone(),
        }
    }

    /// What is known of an article besides its text.
    #[must_use]
    pub fn head(&self, index: ArticleIndex) -> Head<'_> {
        if let Some(kept) = &self.kept {
            return kept.heads[index.get()].head();
        }
        let found = self.annotations.get(index.get());
        let published = found.and_then(|found| found.published.as_ref());
        let contradiction = found.and_then(|found| found.contradiction.as_ref());
        Head::of(&self.articles[index.get()], published, contradiction)
    }

    /// When an article was published.
    #[must_use]
    pub fn published(&self, index: ArticleIndex) -> Option<&Published> {
        self.head(index).published
    }

    /// Bytes of an article's text.
    #[must_use]
    pub fn bytes(&self, index: ArticleIndex) -> usize {
        match &self.kept {
            Some(kept) => kept.heads[index.get()].bytes() as usize,
            None => self.articles[index.get()].text.len(),
        }
    }

    /// The article of an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<ArticleIndex> {
        let called = |article: &ArticleIndex| self.head(*article).id.as_str() == id;
        let Some(Kept { columns, .. }) = &self.kept else { return self.indices().find(called) };
        let hash = hash(id);
        let alike = (0..).zip(&columns.ids).filter(|(_, other)| **other == hash);
        alike.map(|(place, _)| ArticleIndex(place)).find(called)
    }

    /// The articles that have one of some ids, in input order.
    #[must_use]
    pub fn with_ids<'i>(&self, ids: impl Iterator<Item = &'i str>) -> Vec<ArticleIndex> {
        let Some(Kept { columns, .. }) = &self.kept else {
            let ids: HashSet<&str> = ids.collect();
            let some = |article: &ArticleIndex| ids.contains(self.head(*article).id.as_str());
            return if ids.is_empty() { Vec::new() } else { self.indices().filter(some).collect() };
        };
        let hashes: HashSet<u64> = ids.map(hash).collect();
        if hashes.is_empty() {
            return Vec::new();
        }
        let some = (0..).zip(&columns.ids).filter(|(_, hash)| hashes.contains(hash));
        some.map(|(place, _)| ArticleIndex(place)).collect()
    }

    /// Bytes, about, of what was read of a corpus that is kept elsewhere and can be read again: heads, stories, events.
    #[must_use]
    pub fn weight(&self) -> usize {
        let Some(Kept { heads, .. }) = &self.kept else { return 0 };
        let Timeline { events, undated, .. } = &self.timeline;
        heads.weight() + self.stories.weight() + self.story_of.weight() + events.weight() + undated.weight()
    }

    /// The same without it. The memory is free once nobody holds this one any more.
    #[must_use]
    pub fn lightened(&self) -> Self {
        let mut light = self.clone();
        if let Some(kept) = &mut light.kept {
            kept.heads = kept.heads.lightened();
            light.stories = light.stories.lightened();
            light.story_of = light.story_of.lightened();
            light.timeline.events = light.timeline.events.lightened();
            light.timeline.undated = light.timeline.undated.lightened();
        }
        light
    }

    /// The heads in input order.
    pub fn heads(&self) -> impl Iterator<Item = Head<'_>> {
        self.indices().map(|index| self.head(index))
    }

    /// The same with all articles in memory, as whatever joins them anew needs it. Reads every one that is kept.
    #[must_use]
    pub fn hold(&self) -> Self {
        let mut held = self.clone();
        if let Some(Kept { bodies, .. }) = held.kept.take() {
            held.articles = self.indices().map(|index| bodies.article(index)).collect();
            held.annotations = self.indices().map(|index| bodies.annotated(index)).collect();
        }
        held
    }

    /// All events in brief. Worked out when it is first asked for, which goes once over them and what was found.
    #[must_use]
    pub fn briefs(&self) -> &Arc<Briefs> {
        self.timeline.briefs.get_or_init(|| {
            let (dated, undated) = (self.timeline.events.len(), self.timeline.undated.len());
            let columns = self.kept.as_ref().and_then(|kept| kept.bodies.event_columns());
            let kept = columns.and_then(|column| Briefs::kept(&column, dated, undated, self.len()));
            Arc::new(kept.unwrap_or_else(|| Briefs::of(self)))
        })
    }

    /// The groups of articles that are largely one text, in the order of the stories.
    pub fn reprints(&self) -> impl Iterator<Item = &Reprint> {
        let kept = self.kept.as_ref().map(|kept| kept.reprints.get());
        let held = kept.is_none().then_some(&self.stories).into_iter().flatten();
        kept.into_iter().flatten().chain(held.flat_map(|story| &story.reprints))
    }

    /// When an article was published, without the reason.
    #[must_use]
    pub fn dated(&self, index: ArticleIndex) -> Option<(NaiveDate, Precision)> {
        match &self.kept {
            Some(kept) => {
                let (day, precision) = kept.columns.dates.get(index.get()).copied().flatten()?;
                Some((NaiveDate::from_num_days_from_ce_opt(day)?, precision))
            }
            None => self.published(index).map(|published| (published.date, published.precision)),
        }
    }

    /// The story it belongs to.
    #[must_use]
    pub fn story(&self, index: ArticleIndex) -> &Story {
        &self.stories[self.story_of[index.get()] as usize]
    }

    /// What the reader corrected inside a span.
    pub fn corrected_in(&self, article: ArticleIndex, span: Span) -> impl Iterator<Item = &Corrected> {
        let from = self.corrected.partition_point(|corrected| corrected.article < article);
        let here = self.corrected[from..].iter().take_while(move |corrected| corrected.article == article);
        here.filter(move |corrected| span.contains(corrected.span) || corrected.span.contains(span))
    }

    /// What the reader corrected about an event, each rule once.
    #[must_use]
    pub fn corrections_of(&self, event: &Event) -> Vec<&Corrected> {
        let mut all: Vec<&Corrected> = Vec::new();
        if !self.corrected.is_empty() {
            let told = event.mentions.iter();
            all.extend(told.flat_map(|mention| self.corrected_in(mention.article, mention.span)));
            all.retain(|corrected| !self.corrections.rules[corrected.rule as usize].rule.is_about_words());
            all.sort_by_key(|corrected| corrected.rule);
            all.dedup_by_key(|corrected| corrected.rule);
        }
        all
    }

    /// All indices, in input order.
    pub fn indices(&self) -> impl Iterator<Item = ArticleIndex> + use<> {
        (0..self.len() as u32).map(ArticleIndex)
    }

    /// The name of an article's outlet, or a stand-in that tells unknown outlets apart: `unknown 2` for the second
    /// article without one. For all articles use [`Corpus::outlet_labels`], which counts once.
    #[must_use]
    pub fn outlet_label(&self, index: ArticleIndex) -> SafeText {
        if let Some(name) = &self.head(index).outlet.name {
            return name.clone();
        }
        let before = self.heads().take(index.get()).filter(|head| head.outlet.name.is_none()).count();
        SafeText::line(&format!("unknown {}", before + 1))
    }

    /// The country of an article's outlet.
    #[must_use]
    pub fn outlet_country(&self, index: ArticleIndex) -> Option<CountryCode> {
        match &self.kept {
            Some(Kept { columns, .. }) => columns.outlet(index).1,
            None => self.head(index).outlet.country,
        }
    }

    /// [`Corpus::outlet_label`] of every article, in one pass.
    #[must_use]
    pub fn outlet_labels(&self) -> OutletLabels {
        let names: Vec<Option<&SafeText>> = match &self.kept {
            Some(Kept { columns, .. }) => {
                self.indices().map(|index| columns.outlet(index).0.as_ref()).collect()
            }
            None => self.heads().map(|head| head.outlet.name.as_ref()).collect(),
        };
        let count = names.iter().filter(|name| name.is_none()).count();
        let unknown: Vec<SafeText> = (1..=count).map(|i| SafeText::line(&format!("unknown {i}"))).collect();
        let mut unknown = unknown.iter();
        names.into_iter().filter_map(|name| name.or_else(|| unknown.next())).collect()
    }
}
