//! Weighted terms: the stems and entities that carry meaning, their rarity, and how alike two texts are.
//!
//! Method: TF-IDF with logarithmic term frequency and cosine similarity (Salton and Buckley 1988), on Snowball stems
//! (Porter 2001) without stop words. A mention of a listed entity is one term, whatever its words: “Moscow” that
//! stands for Russia and “Russian” meet. Words of unlisted entities count beside the entity, for two texts may have
//! recognised different parts of the name.
//!
//! Used by stories, events and comparison alike: [`Extractor`] makes terms of text, [`Rarity`] counts them over
//! documents (articles or sentences, as the user of it decides), [`Vector`] compares.

use super::tokens::{Token, TokenKind};
use crate::model::{EntityKind, EntityTable, Mention, Span};
use frostem::{Algorithm, Stemmer};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Words too frequent in English to tell texts apart.
pub(crate) const STOP_WORDS: &str = include_str!("../../assets/stopwords.txt");

/// A stem or an entity, as a 64-bit hash of its letters: the same in every article and every run, without a shared
/// table, so that articles can be read on all cores. (With a million terms two meet by chance once in 10⁷ corpora.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(u64);

impl TermId {
    /// The hash itself, to be kept.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The term of a stem.
    #[must_use]
    pub fn of_stem(stem: &str) -> Self {
        Self(fnv(0xcbf2_9ce4_8422_2325, stem.as_bytes()))
    }

    /// The term of an entity, by its stable key.
    #[must_use]
    pub fn of_entity(key: &str) -> Self {
        Self(fnv(0x9e37_79b9_7f4a_7c15, key.as_bytes()))
    }
}

/// The Fowler–Noll–Vo hash 1a.
fn fnv(basis: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(basis, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A map over keys that are hashes already.
pub type TermMap<K, V> = HashMap<K, V, BuildHasherDefault<Keep>>;

/// Keeps a 64-bit key as its own hash.
#[derive(Debug, Default, Clone, Copy)]
pub struct Keep(u64);

impl Hasher for Keep {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = fnv(self.0, bytes);
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// Turns words into stems.
pub struct Terms {
    stemmer: Stemmer,
    stop: HashSet<&'static str>,
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
    /// The term of a word: lower case, stemmed; `None` for stop words and single letters. Digits stay, without the
    /// separators of thousands: `100,000` and `100000` are one term.
    #[must_use]
    pub fn term(&self, word: &str) -> Option<String> {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(word.replace(',', "").to_lowercase());
        }
        let lower = word.to_lowercase().replace('’', "'");
        if lower.chars().nth(1).is_none() || self.stop.contains(lower.as_str()) {
            return None;
        }
        Some(self.stemmer.stem(&lower).into_owned())
    }

    /// All stop words, lower case, in no order.
    pub fn stop_words(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.stop.iter().copied()
    }

    /// Whether the word is a stop word, in any case.
    #[must_use]
    pub fn is_stop(&self, word: &str) -> bool {
        self.stop.contains(word.to_lowercase().replace('’', "'").as_str())
    }
}

/// A term at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    /// What it says.
    pub term: TermId,
    /// The word, or the mention of the entity.
    pub span: Span,
}

/// Makes terms of text and remembers the stems of words it has met. One for each thread.
#[derive(Default)]
pub struct Extractor {
    terms: Terms,
    memo: TermMap<u64, Option<TermId>>,
}

impl Extractor {
    /// The term of one word, as [`Terms::term`].
    pub fn word(&mut self, word: &str) -> Option<TermId> {
        let hash = fnv(0, word.as_bytes());
        let terms = &self.terms;
        *self.memo.entry(hash).or_insert_with(|| terms.term(word).map(|stem| TermId::of_stem(&stem)))
    }

    /// The rules it goes by.
    #[must_use]
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The terms of some tokens in order: an entity for each mention, a stem for each word outside mentions (and
    /// inside those of unlisted entities). `mentions` are those of the whole article, or at least of these tokens.
    pub fn features(
        &mut self,
        text: &str,
        tokens: &[Token],
        mentions: &[Mention],
        entities: &EntityTable,
    ) -> Vec<Feature> {
        let mut features = Vec::with_capacity(tokens.len() / 2 + 1);
        let begin = tokens.first().map_or(0, |token| token.span.start);
        let mut next = mentions.partition_point(|mention| mention.span.end <= begin);
        let mut told = None;
        for token in tokens {
            while mentions.get(next).is_some_and(|mention| mention.span.end <= token.span.start) {
                next += 1;
            }
            if let Some(mention) = mentions.get(next).filter(|mention| mention.span.overlaps(token.span)) {
                let entity = entities.get(mention.entity);
                if told != Some(next) {
                    told = Some(next);
                    features.push(Feature { term: TermId::of_entity(&entity.key), span: mention.span });
                }
                // A happening is also named by its words: “the Ukraine conflict”, “the conflict in Ukraine”.
                if entity.listed && entity.kind != EntityKind::Event {
                    continue;
                }
            }
            if matches!(token.kind, TokenKind::Word | TokenKind::Number)
                && let Some(term) = self.word(token.text(text))
            {
                features.push(Feature { term, span: token.span });
            }
        }
        features
    }
}

/// Inverse document frequency, smoothed, of a term in `frequency` of so many documents.
pub(crate) fn idf(documents: u32, frequency: u32) -> f64 {
    ((f64::from(documents) + 1.0) / (f64::from(frequency) + 1.0)).ln() + 1.0
}

/// Logarithmic term frequency: the tenth occurrence says less than the first.
pub(crate) fn damped(count: f64) -> f64 {
    if count > 1.0 { 1.0 + count.ln() } else { count }
}

/// How rare each term is, counted over documents (articles, or sentences).
#[derive(Debug, Default, Clone)]
pub struct Rarity {
    documents: u32,
    frequency: TermMap<TermId, u32>,
}

impl Rarity {
    /// Counts one document's terms, each once.
    pub fn add(&mut self, features: &[Feature]) {
        self.documents += 1;
        let mut terms: Vec<TermId> = features.iter().map(|feature| feature.term).collect();
        terms.sort_unstable();
        terms.dedup();
        for term in terms {
            *self.frequency.entry(term).or_insert(0) += 1;
        }
    }

    /// Counts one document's terms that are sorted and each there once.
    pub fn add_terms(&mut self, terms: &[TermId]) {
        self.documents += 1;
        for &term in terms {
            *self.frequency.entry(term).or_insert(0) += 1;
        }
    }

    /// How many documents were counted.
    #[must_use]
    pub const fn documents(&self) -> u32 {
        self.documents
    }

    /// In how many of them the term is.
    #[must_use]
    pub fn frequency(&self, term: TermId) -> u32 {
        self.frequency.get(&term).copied().unwrap_or(0)
    }

    /// Inverse document frequency, smoothed: `ln((N + 1) / (n + 1)) + 1`, at least 1.
    #[must_use]
    pub fn idf(&self, term: TermId) -> f64 {
        idf(self.documents, self.frequency(term))
    }

    /// The weighted vector of some features, of length 1.
    #[must_use]
    pub fn vector(&self, features: &[Feature]) -> Vector {
        self.weighted(features.iter().map(|feature| (feature.term, 1.0)))
    }

    /// The vector of terms that count more or less than once each (a headline's words twice, say).
    #[must_use]
    pub fn weighted(&self, counts: impl Iterator<Item = (TermId, f64)>) -> Vector {
        let mut counts: Vec<(TermId, f64)> = counts.collect();
        counts.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        counts.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        for (term, count) in &mut counts {
            *count = damped(*count) * self.idf(*term);
        }
        Vector::new(counts)
    }
}

/// Terms with weights, sorted by term, scaled to length 1: sums run in one order, so results are the same each time.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Vector(Vec<(TermId, f64)>);

impl Vector {
    /// Sorts and scales. Each term must be there once.
    #[must_use]
    pub fn new(mut weights: Vec<(TermId, f64)>) -> Self {
        weights.sort_unstable_by_key(|&(term, _)| term);
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
    pub fn weights(&self) -> &[(TermId, f64)] {
        &self.0
    }

    /// The weight of a term, 0 where it is not there.
    #[must_use]
    pub fn weight(&self, term: TermId) -> f64 {
        self.0.binary_search_by_key(&term, |&(term, _)| term).map_or(0.0, |i| self.0[i].1)
    }

    /// The shared terms with what each adds to the cosine, in order of term.
    #[must_use]
    pub fn shared(&self, other: &Self) -> Vec<(TermId, f64)> {
        let (mut i, mut j) = (0, 0);
        let mut shared = Vec::new();
        while let (Some((a, x)), Some((b, y))) = (self.0.get(i), other.0.get(j)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    shared.push((*a, x * y));
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
    use crate::model::testing;
    use crate::model::{Entity, Form};
    use std::sync::Arc;

    fn vector(rarity: &Rarity, text: &str) -> Vector {
        let tokens = tokenise(text, Span::of(0, text.len()));
        rarity.vector(&Extractor::default().features(text, &tokens, &[], &EntityTable::default()))
    }

    #[test]
    fn stems_meet_and_stop_words_vanish() {
        let terms = Terms::default();
        assert_eq!(terms.term("meetings"), terms.term("Meeting"));
        assert_eq!(terms.term("100,000"), terms.term("100000"));
        assert_eq!((terms.term("The"), terms.term("a"), terms.term("Won’t")), (None, None, None));
    }

    #[test]
    fn cosine_is_one_for_the_same_and_zero_for_nothing_shared() {
        let rarity = Rarity::default();
        let a = vector(&rarity, "Leaders signed a treaty");
        assert!((a.cosine(&a) - 1.0).abs() < 1e-9);
        assert!(a.cosine(&vector(&rarity, "Rain fell on Sunday")) < 1e-9);
        assert!(Vector::default().cosine(&a) < 1e-9);
    }

    #[test]
    fn a_rare_term_weighs_more() {
        let mut rarity = Rarity::default();
        let mut extractor = Extractor::default();
        for text in ["ministers met", "ministers spoke", "ministers left"] {
            let tokens = tokenise(text, Span::of(0, text.len()));
            rarity.add(&extractor.features(text, &tokens, &[], &EntityTable::default()));
        }
        let both = vector(&rarity, "ministers spoke");
        assert!(both.weight(TermId::of_stem("spoke")) > both.weight(TermId::of_stem("minist")));
    }

    #[test]
    fn mentions_are_one_term_and_unlisted_names_keep_their_words() {
        let mut entities = EntityTable::default();
        let mut id = |key: &str, listed| entities.intern(Arc::new(Entity { listed, ..testing::person(key) }));
        let (listed, unlisted) = (id("angela-merkel", true), id("tom-baker", false));
        let text = "Angela Merkel met Tom Baker";
        let mention =
            |span, entity| Mention { span, entity, form: Form::Name, why: "".into(), rivals: Vec::new() };
        let mentions = [mention(Span::new(0, 13), listed), mention(Span::new(18, 27), unlisted)];
        let tokens = tokenise(text, Span::of(0, text.len()));
        let got: Vec<_> = Extractor::default()
            .features(text, &tokens, &mentions, &entities)
            .iter()
            .map(|feature| (feature.term, feature.span.slice(text)))
            .collect();
        assert_eq!(
            got,
            [
                (TermId::of_entity("angela-merkel"), "Angela Merkel"),
                (TermId::of_stem("met"), "met"),
                (TermId::of_entity("tom-baker"), "Tom Baker"),
                (TermId::of_stem("tom"), "Tom"),
                (TermId::of_stem("baker"), "Baker"),
            ]
        );
    }
}
