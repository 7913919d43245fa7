//! Two accounts side by side.

use super::{ArticleIndex, EntityId, SafeText, Span};
use serde::Serialize;

/// What two sides have to do with one another; said before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Both tell one happening.
    SameEvent,
    /// Both belong to one story, on different happenings of it.
    SameStory,
    /// They share people or matters only.
    ThemeOnly,
    /// Nothing of weight is shared.
    Unrelated,
}

/// How two aligned passages relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// The same fact.
    Same,
    /// The same matter.
    Related,
    /// The same matter with another number, date or stance.
    Differs,
}

/// A sentence of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage {
    /// The article.
    pub article: ArticleIndex,
    /// The sentence.
    pub span: Span,
}

/// Two aligned passages.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Of the left side.
    pub left: Passage,
    /// Of the right side.
    pub right: Passage,
    /// How they relate.
    pub grade: Grade,
    /// Similarity, 0 to 1.
    pub score: f64,
    /// Shared entities, numbers, words, and what differs.
    pub why: SafeText,
    /// Words of the left passage that the right one has not, as spans into the left text.
    pub differing_left: Vec<Span>,
    /// The same for the right.
    pub differing_right: Vec<Span>,
}

/// A phrase with how often a side uses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// The words.
    pub text: SafeText,
    /// How often.
    pub count: usize,
}

/// The words each side uses for one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Naming {
    /// The thing: an entity's name or the words both share at that place.
    pub slot: SafeText,
    /// The left side's phrases, most used first.
    pub left: Vec<Phrase>,
    /// The right side's.
    pub right: Vec<Phrase>,
}

/// One quantity with two values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberClash {
    /// What is counted.
    pub quantity: SafeText,
    /// The left value's words.
    pub left: Passage,
    /// The right value's words.
    pub right: Passage,
}

/// Somebody quoted or reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// As named.
    pub name: SafeText,
    /// Where it is an entity.
    pub entity: Option<EntityId>,
    /// Quotations in the speaker's own words.
    pub direct: usize,
    /// Reported speech.
    pub reported: usize,
}

/// The weight an entity has on one side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// Share of the side's sentences that mention it, 0 to 1.
    pub share: f64,
    /// Place of the first sentence that mentions it, 0 (beginning) to 1 (end).
    pub first: f64,
    /// Whether the headline has it.
    pub headline: bool,
    /// Mentions.
    pub count: usize,
}

/// The weight one shared entity has on both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Emphasis {
    /// The entity.
    pub entity: EntityId,
    /// On the left.
    pub left: Weight,
    /// On the right.
    pub right: Weight,
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The outlet, or the article's display title where the outlet is unknown.
    pub label: SafeText,
    /// The articles, oldest first.
    pub articles: Vec<ArticleIndex>,
}

/// Two articles, or two outlets, laid side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The left side.
    pub left: Side,
    /// The right side.
    pub right: Side,
    /// What the two have to do with one another.
    pub relation: Relation,
    /// The reason for the relation in one line.
    pub why: SafeText,
    /// Aligned passages, in the left side's reading order.
    pub pairs: Vec<Pair>,
    /// Sentences of the left side not found on the right, in reading order.
    pub only_left: Vec<Passage>,
    /// Sentences of the right side not found on the left, in reading order.
    pub only_right: Vec<Passage>,
    /// The words each side uses for the same thing.
    pub naming: Vec<Naming>,
    /// Quantities with two values.
    pub numbers: Vec<NumberClash>,
    /// Who is quoted or reported on the left, most often first.
    pub speakers_left: Vec<Source>,
    /// The same on the right.
    pub speakers_right: Vec<Source>,
    /// Shared entities by their joint weight.
    pub emphasis: Vec<Emphasis>,
}
