//! A corpus as it is to be written: which articles, and what writing them needs again and again, made once.

use super::offsets::{CharSpan, Counts};
use crate::analysis::coverage::Coverage;
use crate::model::{
    Annotations, Article, ArticleIndex, Chunked, Corpus, EntityId, EntityKind, Event, EventMention, Marks,
    OutletLabels, Passage, Span, Story,
};
use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::Arc;

/// Some articles of a corpus.
pub struct View<'a> {
    corpus: &'a Corpus,
    /// In the order in which they are to be written.
    selected: Vec<ArticleIndex>,
    /// At each article's index: whether it is among them.
    holds: Vec<bool>,
    labels: OutletLabels,
    /// The texts that were asked for.
    read: Vec<OnceCell<Box<Read>>>,
    coverage: OnceCell<Coverage>,
    /// What the person did to the articles, where that is to be told.
    marks: Option<Marks>,
}

/// An article that was read, and what was found in it.
struct Read {
    article: Arc<Article>,
    annotations: Arc<Annotations>,
    counts: OnceCell<Counts>,
}

/// An event with those of its sentences that stand in selected articles.
pub(crate) struct ToldEvent<'a> {
    pub(crate) event: &'a Event,
    pub(crate) mentions: Vec<&'a EventMention>,
}

impl<'a> View<'a> {
    /// All articles.
    #[must_use]
    pub fn new(corpus: &'a Corpus) -> Self {
        Self::of(corpus, corpus.indices().collect())
    }

    /// Some articles, each once, in this order.
    #[must_use]
    pub fn of(corpus: &'a Corpus, selected: Vec<ArticleIndex>) -> Self {
        let mut holds = vec![false; corpus.len()];
        for index in &selected {
            holds[index.get()] = true;
        }
        let read = corpus.indices().map(|_| OnceCell::new()).collect();
        let labels = corpus.outlet_labels();
        Self { corpus, selected, holds, labels, read, coverage: OnceCell::new(), marks: None }
    }

    /// The same, with what the person did to the articles.
    #[must_use]
    pub fn with_marks(self, marks: Marks) -> Self {
        Self { marks: Some(marks), ..self }
    }

    /// What the person did to the articles, where that is to be told.
    #[must_use]
    pub const fn marks(&self) -> Option<&Marks> {
        self.marks.as_ref()
    }

    /// The whole corpus.
    #[must_use]
    pub fn corpus(&self) -> &'a Corpus {
        self.corpus
    }

    /// The articles, in order.
    #[must_use]
    pub fn articles(&self) -> &[ArticleIndex] {
        &self.selected
    }

    /// Whether the article is among them.
    #[must_use]
    pub fn holds(&self, article: ArticleIndex) -> bool {
        self.holds[article.get()]
    }

    /// The outlet of an article, or a stand-in that tells unknown ones apart.
    #[must_use]
    pub fn label(&self, article: ArticleIndex) -> &str {
        &self.labels[article]
    }

    /// The outlets of articles, each once, in order of first appearance.
    pub(crate) fn outlets(&self, articles: impl IntoIterator<Item = ArticleIndex>) -> Vec<&str> {
        let mut seen = HashSet::new();
        articles.into_iter().map(|i| self.label(i)).filter(|label| seen.insert(*label)).collect()
    }

    /// The stories of the articles, in order of the corpus, each with those of its articles that are selected.
    pub(crate) fn stories(&self) -> impl Iterator<Item = (&'a Story, Vec<ArticleIndex>)> {
        self.corpus.stories.iter().filter_map(|story| {
            let here: Vec<_> = story.articles.iter().copied().filter(|&i| self.holds(i)).collect();
            (!here.is_empty()).then_some((story, here))
        })
    }

    /// The dated events that the articles tell.
    pub(crate) fn events(&self) -> Vec<ToldEvent<'a>> {
        self.told(&self.corpus.timeline.events)
    }

    /// Whether the articles tell any event, dated or not, or any proposal.
    #[must_use]
    pub fn tells_events(&self) -> bool {
        let line = &self.corpus.timeline;
        let told = |event: &Event| event.mentions.iter().any(|mention| self.holds(mention.article));
        line.events.iter().chain(&line.undated).any(told)
    }

    /// The outlets of the articles, and who could have told what.
    pub(crate) fn coverage(&self) -> &Coverage {
        self.coverage.get_or_init(|| Coverage::of(self.corpus, &self.selected, &self.labels))
    }

    /// The undated events and the proposals that the articles tell.
    pub(crate) fn undated(&self) -> Vec<ToldEvent<'a>> {
        self.told(&self.corpus.timeline.undated)
    }

    fn told(&self, events: &'a Chunked<Event>) -> Vec<ToldEvent<'a>> {
        let told = events.iter().map(|event| ToldEvent {
            event,
            mentions: event.mentions.iter().filter(|mention| self.holds(mention.article)).collect(),
        });
        told.filter(|told| !told.mentions.is_empty()).collect()
    }

    fn read(&self, article: ArticleIndex) -> &Read {
        self.read[article.get()].get_or_init(|| {
            let (annotations, text) = (self.corpus.annotated(article), self.corpus.article(article));
            Box::new(Read { article: text, annotations, counts: OnceCell::new() })
        })
    }

    /// An article with its text, which then stays in memory for as long as this does.
    pub(crate) fn article(&self, article: ArticleIndex) -> &Article {
        &self.read(article).article
    }

    /// What was found in it, likewise.
    pub(crate) fn annotated(&self, article: ArticleIndex) -> &Annotations {
        &self.read(article).annotations
    }

    /// A span in characters of its article's text.
    pub(crate) fn span(&self, article: ArticleIndex, span: Span) -> CharSpan {
        let Read { article, counts, .. } = self.read(article);
        counts.get_or_init(|| Counts::of(&article.text)).span(&article.text, span)
    }

    /// The words of a passage.
    pub(crate) fn words(&self, passage: Passage) -> &str {
        self.article(passage.article).words(passage.span)
    }

    /// The stable id of an article.
    pub(crate) fn id(&self, article: ArticleIndex) -> &'a str {
        self.corpus.head(article).id
    }

    /// The stable id of an entity.
    pub(crate) fn key(&self, entity: EntityId) -> &'a str {
        &self.corpus.entities.get(entity).key
    }

    /// The canonical name of an entity.
    pub(crate) fn name(&self, entity: EntityId) -> &'a str {
        &self.corpus.entities.get(entity).name
    }

    /// The kind of an entity.
    pub(crate) fn kind(&self, entity: EntityId) -> EntityKind {
        self.corpus.entities.get(entity).kind
    }

    /// All entities mentioned in the articles: mentions and articles of each, most mentioned first, ties by key.
    pub(crate) fn entities(&self) -> Vec<EntityCount> {
        let mut counts = vec![(0_usize, 0_usize); self.corpus.entities.len()];
        for &article in &self.selected {
            for (entity, count) in self.corpus.annotated(article).entity_counts() {
                let (mentions, articles) = &mut counts[entity.0 as usize];
                *mentions += count;
                *articles += 1;
            }
        }
        let counted = (0_u32..).map(EntityId).zip(counts).filter(|(_, (mentions, _))| *mentions > 0);
        let mut all: Vec<EntityCount> = counted
            .map(|(entity, (mentions, articles))| EntityCount { entity, mentions, articles })
            .collect();
        all.sort_by_key(|one| (std::cmp::Reverse((one.mentions, one.articles)), self.key(one.entity)));
        all
    }

    /// The same, of one kind or all.
    pub(crate) fn entities_of(&self, kind: Option<EntityKind>) -> Vec<EntityCount> {
        let wanted = |one: &EntityCount| kind.is_none_or(|kind| self.kind(one.entity) == kind);
        self.entities().into_iter().filter(wanted).collect()
    }
}

/// How often an entity is mentioned.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EntityCount {
    pub(crate) entity: EntityId,
    pub(crate) mentions: usize,
    pub(crate) articles: usize,
}

impl ToldEvent<'_> {
    /// How many outlets tell it in words of their own: those that print one text count once.
    pub(crate) fn accounts(&self, view: &View<'_>) -> usize {
        view.coverage().telling(self.event)
    }

    /// The outlets that tell it, each once.
    pub(crate) fn outlets<'v>(&self, view: &'v View<'_>) -> Vec<&'v str> {
        view.outlets(self.mentions.iter().map(|mention| mention.article))
    }
}
