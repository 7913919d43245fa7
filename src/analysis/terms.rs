//! Weighted words: the stems that carry meaning, their rarity, and how alike two texts are.
//!
//! Method: TF-IDF with logarithmic term frequency and cosine similarity (Salton and Buckley 1988), on Snowball stems
//! (Porter 2001) without stop words.

use super::tokens::{Token, TokenKind};
use frostem::{Algorithm, Stemmer};
use std::collections::HashMap;

/// Words too frequent in English to tell texts apart.
const STOP_WORDS: &str = include_str!("../../assets/stopwords.txt");

/// Turns words into terms.
pub struct Terms {
    stemmer: Stemmer,
    stop: std::collections::HashSet<&'static str>,
}

impl Default for Terms {
    fn default() -> Self {
        let stop = STOP_WORDS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .collect();
        Self { stemmer: Stemmer::new(Algorithm::English), stop }
    }
}

impl Terms {
    /// The term of a word: lower case, stemmed; `None` for stop words and single letters.
    #[must_use]
    pub fn term(&self, word: &str) -> Option<String> {
        let lower = word.to_lowercase().replace('’', "'");
        if lower.chars().count() < 2 || self.stop.contains(lower.as_str()) {
            return None;
        }
        Some(self.stemmer.stem(&lower).into_owned())
    }

    /// Whether the word is a stop word, in any case.
    #[must_use]
    pub fn is_stop(&self, word: &str) -> bool {
        self.stop.contains(word.to_lowercase().as_str())
    }

    /// The terms of some tokens with their counts.
    #[must_use]
    pub fn count(&self, text: &str, tokens: &[Token]) -> HashMap<String, u32> {
        let mut counts = HashMap::new();
        for token in tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number)) {
            if let Some(term) = self.term(token.text(text)) {
                *counts.entry(term).or_insert(0) += 1;
            }
        }
        counts
    }
}

/// How rare each term is, counted over documents (articles, or sentences).
#[derive(Debug, Default, Clone)]
pub struct Rarity {
    documents: u32,
    frequency: HashMap<String, u32>,
}

impl Rarity {
    /// Counts one document's terms, each once.
    pub fn add<'a>(&mut self, terms: impl Iterator<Item = &'a String>) {
        self.documents += 1;
        for term in terms {
            *self.frequency.entry(term.clone()).or_insert(0) += 1;
        }
    }

    /// Inverse document frequency, smoothed: `ln((N + 1) / (n + 1)) + 1`, at least 1.
    #[must_use]
    pub fn idf(&self, term: &str) -> f64 {
        let n = self.frequency.get(term).copied().unwrap_or(0);
        ((f64::from(self.documents) + 1.0) / (f64::from(n) + 1.0)).ln() + 1.0
    }

    /// The weighted vector of some counted terms, of length 1.
    #[must_use]
    pub fn vector(&self, counts: &HashMap<String, u32>) -> Vector {
        let weigh =
            |(term, &count): (&String, &u32)| (term.clone(), (1.0 + f64::from(count).ln()) * self.idf(term));
        Vector::new(counts.iter().map(weigh).collect())
    }
}

/// Terms with weights, sorted by term, scaled to length 1: sums run in one order, so results are the same each time.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Vector(Vec<(String, f64)>);

impl Vector {
    /// Sorts and scales.
    #[must_use]
    pub fn new(mut weights: Vec<(String, f64)>) -> Self {
        weights.sort_by(|a, b| a.0.cmp(&b.0));
        let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        if length > 0.0 {
            for (_, weight) in &mut weights {
                *weight /= length;
            }
        }
        Self(weights)
    }

    /// The terms and weights, sorted by term.
    #[must_use]
    pub fn weights(&self) -> &[(String, f64)] {
        &self.0
    }

    /// Cosine similarity, 0 to 1, with the shared terms' contributions in order of term.
    #[must_use]
    pub fn shared(&self, other: &Self) -> Vec<(&str, f64)> {
        let (mut i, mut j) = (0, 0);
        let mut shared = Vec::new();
        while let (Some((a, x)), Some((b, y))) = (self.0.get(i), other.0.get(j)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    shared.push((a.as_str(), x * y));
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        shared
    }

    /// Cosine similarity, 0 to 1.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> f64 {
        self.shared(other).iter().map(|(_, weight)| weight).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokens::tokenise;
    use crate::model::Span;

    fn vector(rarity: &Rarity, text: &str) -> Vector {
        rarity.vector(&Terms::default().count(text, &tokenise(text, Span::of(0, text.len()))))
    }

    #[test]
    fn stems_meet_and_stop_words_vanish() {
        let terms = Terms::default();
        assert_eq!(terms.term("meetings"), terms.term("meeting"));
        assert_eq!(terms.term("The"), None);
    }

    #[test]
    fn cosine_is_one_for_the_same_and_zero_for_nothing_shared() {
        let rarity = Rarity::default();
        let a = vector(&rarity, "Leaders signed a treaty");
        assert!((a.cosine(&a) - 1.0).abs() < 1e-9);
        assert!(a.cosine(&vector(&rarity, "Rain fell on Sunday")) < 1e-9);
    }
}
