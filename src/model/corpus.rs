//! Everything in memory: articles, what was found in them, and how they hang together.

use super::{
    Article, ArticleIndex, Chunked, Corrected, Corrections, DateBasis, DayRange, EntityId, EntityTable,
    Event, Expression, Mention, Precision, Quote, SafeText, Span, Story, Timeline,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
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

/// Articles with their annotations, joined. Immutable once assembled; shared between threads as it is. A copy shares
/// nearly all with what it is a copy of.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// The articles in input order.
    pub articles: Chunked<Arc<Article>>,
    /// What was found in each, at the same index.
    pub annotations: Chunked<Arc<Annotations>>,
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
}

impl Corpus {
    /// The article at an index of this corpus.
    #[must_use]
    pub fn article(&self, index: ArticleIndex) -> &Article {
        &self.articles[index.get()]
    }

    /// What was found in it.
    #[must_use]
    pub fn annotated(&self, index: ArticleIndex) -> &Annotations {
        &self.annotations[index.get()]
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
        (0..self.articles.len() as u32).map(ArticleIndex)
    }

    /// The name of an article's outlet, or a stand-in that tells unknown outlets apart: `unknown 2` for the second
    /// article without one. For all articles use [`Corpus::outlet_labels`], which counts once.
    #[must_use]
    pub fn outlet_label(&self, index: ArticleIndex) -> SafeText {
        if let Some(name) = &self.article(index).outlet.name {
            return name.clone();
        }
        let before =
            self.articles.iter().take(index.get()).filter(|article| article.outlet.name.is_none()).count();
        SafeText::line(&format!("unknown {}", before + 1))
    }

    /// [`Corpus::outlet_label`] of every article, in one pass.
    #[must_use]
    pub fn outlet_labels(&self) -> Vec<SafeText> {
        let mut unknown = 0;
        let label = |article: &Arc<Article>| {
            article.outlet.name.clone().unwrap_or_else(|| {
                unknown += 1;
                SafeText::line(&format!("unknown {unknown}"))
            })
        };
        self.articles.iter().map(label).collect()
    }
}
