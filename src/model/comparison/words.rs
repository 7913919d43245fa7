//! The words two sides choose.

use crate::model::SafeText;
use serde::Serialize;

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
    /// What kind of thing is named.
    pub kind: NamingKind,
    /// The thing: an entity's name or the words both share at that place.
    pub slot: SafeText,
    /// The left side's phrases, most used first.
    pub left: Vec<Phrase>,
    /// The right side's.
    pub right: Vec<Phrase>,
}

/// What the words of a slot stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NamingKind {
    /// A thing: the words are phrases around nouns of one meaning.
    Thing,
    /// A person: the words are names and titles.
    Person,
}

/// A word that one outlet uses far more than the other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Distinctive {
    /// The word, in the form used most.
    pub word: SafeText,
    /// How often the left side uses it.
    pub left: usize,
    /// How often the right side does.
    pub right: usize,
    /// The log-odds ratio with a Dirichlet prior in standard deviations (Monroe, Colaresi and Quinn 2008): above 0
    /// the word is the left side's.
    pub z: f64,
}
