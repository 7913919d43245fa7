//! Two accounts side by side: relation, alignment, words chosen, sources, emphasis.

use crate::model::{ArticleIndex, Comparison, Corpus, Relation, SafeText, comparison::Side};

/// Compares two sides of a corpus: two articles, or the articles of two outlets.
#[must_use]
pub fn compare(corpus: &Corpus, left: &[ArticleIndex], right: &[ArticleIndex]) -> Comparison {
    let side = |articles: &[ArticleIndex]| Side {
        label: articles.first().map(|&first| corpus.outlet_label(first)).unwrap_or_default(),
        articles: articles.to_vec(),
    };
    Comparison {
        left: side(left),
        right: side(right),
        relation: Relation::Unrelated,
        why: SafeText::default(),
        pairs: Vec::new(),
        only_left: Vec::new(),
        only_right: Vec::new(),
        naming: Vec::new(),
        numbers: Vec::new(),
        speakers_left: Vec::new(),
        speakers_right: Vec::new(),
        emphasis: Vec::new(),
    }
}
