//! Stories: articles that tell the same happening.

use super::{ArticleIndex, DayRange, SafeText, Span};
use std::sync::Arc;

/// Articles on the same happening, any outlet. Every article is in exactly one story.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// Stable id, made from the articles' ids.
    pub key: Arc<str>,
    /// The clearest headline among the articles.
    pub label: SafeText,
    /// The articles, oldest first, undated last.
    pub articles: Vec<ArticleIndex>,
    /// Earliest to latest publication; `None` where no article is dated.
    pub days: Option<DayRange>,
    /// Groups of articles that are largely one text.
    pub reprints: Vec<Reprint>,
    /// What joined the articles, in a short sentence; empty for a story of one.
    pub why: SafeText,
}

/// Articles that are largely one text, with what they share.
#[derive(Debug, Clone, PartialEq)]
pub struct Reprint {
    /// The articles; the first is the one the others are measured against.
    pub articles: Vec<ArticleIndex>,
    /// For each article after the first: share of the shorter text's five-word runs found in the longer, 0 to 1,
    /// and the stretches of that article that are shared.
    pub shared: Vec<(f64, Vec<Span>)>,
}
