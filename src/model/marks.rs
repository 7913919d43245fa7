//! What the person did to articles: read, starred. Never lost, never guessed.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The person's own marks, by article id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    /// Articles that were opened, or marked read.
    pub read: BTreeSet<String>,
    /// Articles with a star.
    pub starred: BTreeSet<String>,
}

/// One thing the person did to one article. Applying the [`inverse`](Self::inverse) undoes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkChange {
    /// The article's id.
    pub article: String,
    /// Which mark.
    pub mark: Mark,
    /// Set or taken.
    pub on: bool,
}

/// A mark an article can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// It was opened, or marked read.
    Read,
    /// It has a star.
    Star,
}

impl MarkChange {
    /// The change that undoes this one.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { on: !self.on, ..self.clone() }
    }
}

impl Marks {
    /// Whether the article has the mark.
    #[must_use]
    pub fn has(&self, mark: Mark, article: &str) -> bool {
        self.of(mark).contains(article)
    }

    /// Applies a change; false where it changed nothing.
    pub fn apply(&mut self, change: &MarkChange) -> bool {
        let set = match change.mark {
            Mark::Read => &mut self.read,
            Mark::Star => &mut self.starred,
        };
        if change.on { set.insert(change.article.clone()) } else { set.remove(&change.article) }
    }

    fn of(&self, mark: Mark) -> &BTreeSet<String> {
        match mark {
            Mark::Read => &self.read,
            Mark::Star => &self.starred,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_and_its_inverse_leave_nothing() {
        let mut marks = Marks::default();
        let star = MarkChange { article: "a".to_owned(), mark: Mark::Star, on: true };
        assert!(marks.apply(&star) && !marks.apply(&star) && marks.has(Mark::Star, "a"));
        assert!(marks.apply(&star.inverse()));
        assert_eq!(marks, Marks::default());
    }
}
