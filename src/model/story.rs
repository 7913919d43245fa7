//! Stories: articles that tell the same happening.

use super::{ArticleIndex, DayRange, SafeText, Span};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Articles on the same happening, any outlet. Every article is in exactly one story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reprint {
    /// The articles; the first is the one the others are measured against.
    pub articles: Vec<ArticleIndex>,
    /// For each article after the first: share of the shorter text's five-word runs found in the longer, 0 to 1,
    /// and the stretches of that article that are shared.
    pub shared: Vec<(f64, Vec<Span>)>,
}

impl Story {
    /// How many accounts of their own some of the articles are: of those that are largely one text one counts.
    pub fn accounts(&self, counts: impl Fn(ArticleIndex) -> bool) -> usize {
        let among = |articles: &[ArticleIndex]| articles.iter().filter(|&&article| counts(article)).count();
        let copies = self.reprints.iter().map(|reprint| among(&reprint.articles).saturating_sub(1));
        among(&self.articles).saturating_sub(copies.sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_counted_once() {
        let reprint = |articles: [u32; 2]| Reprint {
            articles: articles.map(ArticleIndex).to_vec(),
            shared: vec![(1.0, Vec::new())],
        };
        let story = Story {
            key: "s".into(),
            label: SafeText::default(),
            articles: [3, 0, 4, 1, 2].map(ArticleIndex).to_vec(),
            days: None,
            reprints: vec![reprint([3, 1]), reprint([0, 2])],
            why: SafeText::default(),
        };
        assert_eq!(story.accounts(|_| true), 3);
        assert_eq!(story.accounts(|article| article.0 != 3), 3);
        assert_eq!(story.accounts(|_| false), 0);
    }
}
