//! Two accounts side by side.

mod weight;
mod words;

pub use weight::{Emphasis, EntityCount, EventEmphasis, Source, SourceKind, Weight};
pub use words::{Distinctive, Naming, NamingKind, Phrase};

use super::{ArticleIndex, SafeText, Span};
use serde::Serialize;

/// What two sides have to do with one another; said before anything else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Both tell one happening.
    SameEvent,
    /// Both belong to one story, on different happenings of it.
    SameStory,
    /// They share people or matters only.
    ThemeOnly,
    /// Nothing of weight is shared.
    #[default]
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
    /// The words of both that cannot be right together; empty unless they differ.
    pub clash: Clash,
    /// The clauses that answer to one another, where whole sentences do not.
    pub clauses: Option<(Span, Span)>,
    /// What each side quotes, where both cut it from the same words.
    pub quotation: Option<(Cut, Cut)>,
    /// Sentences of third outlets that tell the same, one an outlet.
    pub elsewhere: Vec<Passage>,
}

/// The words of two passages that cannot be right together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clash {
    /// On the left.
    pub left: Vec<Span>,
    /// On the right.
    pub right: Vec<Span>,
}

/// One side's cut of a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The words quoted.
    pub words: Passage,
    /// The words that introduce them: `said`, `claimed`.
    pub cue: Option<Span>,
    /// The speaker as named.
    pub speaker: Option<SafeText>,
}

/// A passage that the other side has no partner for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Only {
    /// The sentence.
    pub passage: Passage,
    /// What it is about, as a place in the list of that side's topics.
    pub topic: usize,
    /// Sentences of third outlets that tell the same, one an outlet.
    pub elsewhere: Vec<Passage>,
}

/// What some passages of one side without partner are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// In a few words: names, or the telling word.
    pub label: SafeText,
    /// Whether the other side names nothing of it at all.
    pub absent: bool,
}

/// Sentences that stand word for word on both sides, one after the other on each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// On the left: from the first sentence to the last.
    pub left: Passage,
    /// On the right.
    pub right: Passage,
    /// The sentences of both, as places in the list of pairs.
    pub pairs: Vec<usize>,
}

/// Text that both sides share word for word.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verbatim {
    /// Share of the left side's words that stand on the right in runs of five words or more, 0 to 1.
    pub left: f64,
    /// The same for the right.
    pub right: f64,
    /// Two or more sentences in a row.
    pub folds: Vec<Fold>,
}

/// One story that both outlets cover.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedStory {
    /// The clearest headline among all its articles.
    pub label: SafeText,
    /// The left side's articles, oldest first.
    pub left: Vec<ArticleIndex>,
    /// The right side's.
    pub right: Vec<ArticleIndex>,
    /// What the two accounts have to do with one another.
    pub relation: Relation,
    /// The reason for that.
    pub why: SafeText,
    /// Its pairs, as places in the list of pairs.
    pub pairs: std::ops::Range<usize>,
    /// Its passages without partner on the left, as places in that list.
    pub only_left: std::ops::Range<usize>,
    /// The same on the right.
    pub only_right: std::ops::Range<usize>,
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

/// One side of a comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// The outlet, or the article's display title where the outlet is unknown.
    pub label: SafeText,
    /// The articles, oldest first.
    pub articles: Vec<ArticleIndex>,
}

/// Two articles, or two outlets, laid side by side.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// The left side.
    pub left: Side,
    /// The right side.
    pub right: Side,
    /// What the two have to do with one another.
    pub relation: Relation,
    /// The reason for the relation in one line.
    pub why: SafeText,
    /// What a reader must know of how far this can be trusted: another language than English. Mostly empty.
    pub notice: SafeText,
    /// Third outlets that tell one of the stories too, or whose article was asked for; each with its articles.
    pub others: Vec<Side>,
    /// The stories both cover, by first publication; empty where an article stands against an article.
    pub stories: Vec<SharedStory>,
    /// Aligned passages, story by story, in the left side's reading order.
    pub pairs: Vec<Pair>,
    /// What the passages without partner on the left are about, in reading order.
    pub topics_left: Vec<Topic>,
    /// The same on the right.
    pub topics_right: Vec<Topic>,
    /// Sentences of the left side not found on the right, story by story, in reading order.
    pub only_left: Vec<Only>,
    /// Sentences of the right side not found on the left.
    pub only_right: Vec<Only>,
    /// Text shared word for word.
    pub verbatim: Verbatim,
    /// The words each side uses for the same thing, and how it names and titles the same person.
    pub naming: Vec<Naming>,
    /// Words that one side uses far more than the other, those of the left first; only of whole outlets.
    pub distinctive: Vec<Distinctive>,
    /// Quantities with two values.
    pub numbers: Vec<NumberClash>,
    /// Who is quoted or reported on the left, most often first.
    pub speakers_left: Vec<Source>,
    /// The same on the right.
    pub speakers_right: Vec<Source>,
    /// Shared entities by their joint weight.
    pub emphasis: Vec<Emphasis>,
    /// Events both tell, by their joint weight.
    pub events: Vec<EventEmphasis>,
    /// Who and what only the left side names, most often named first.
    pub named_left: Vec<EntityCount>,
    /// The same on the right.
    pub named_right: Vec<EntityCount>,
}
