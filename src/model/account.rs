//! The accounts of one story: what each other outlet makes of it, and what most of them say.

use super::{ArticleIndex, CountryCode, Passage, SafeText, Span};
use serde::Serialize;

/// What joins the articles whose accounts are laid together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// They tell one story.
    Story,
    /// Some tell the story, others only an event that the article tells too.
    StoryAndEvent,
    /// No other outlet tells the story; they tell an event that the article tells too.
    Event,
    /// Nothing: no other outlet tells any of it.
    Nothing,
}

/// The accounts of the story of one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// The article being read.
    pub article: ArticleIndex,
    /// What joins it with the others.
    pub ground: Ground,
    /// The articles that were read, the article among them, oldest first, undated last.
    pub articles: Vec<ArticleIndex>,
    /// How many there are; more than were read in a very large story.
    pub of: usize,
    /// How many outlets have told it among those read, copies of one text counted once.
    pub outlets: usize,
    /// The others' accounts, oldest first, copies last.
    pub takes: Vec<Take>,
    /// What several outlets say, that of most outlets first.
    pub common: Vec<Statement>,
}

/// One other outlet's account, in the sentence that best stands for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Take {
    /// The outlet.
    pub label: SafeText,
    /// The outlet's country, where it is known.
    pub country: Option<CountryCode>,
    /// The sentence.
    pub passage: Passage,
    /// Words of the sentence that the article being read has nowhere.
    pub own: Vec<Span>,
    /// All its articles on it.
    pub articles: Vec<ArticleIndex>,
    /// The article of another outlet that this one's is largely the text of.
    pub copy_of: Option<ArticleIndex>,
    /// Why this sentence.
    pub why: SafeText,
}

/// What several outlets say.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The sentences that say it; first the one that stands for all, then by publication.
    pub sources: Vec<Source>,
    /// How many outlets say it, copies of one text counted once.
    pub outlets: usize,
    /// Their countries, in order, as far as known.
    pub countries: Vec<CountryCode>,
}

/// One sentence of a statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The sentence.
    pub passage: Passage,
    /// The outlet.
    pub label: SafeText,
    /// Whether it says so with another number, date or stance.
    pub differs: bool,
    /// What it shares with the first.
    pub why: SafeText,
}
