//! The terms of all articles as small numbers, and how rare each is.
//!
//! Weights are those of [`terms`](crate::analysis::terms): logarithmic frequency times inverse document frequency,
//! scaled to length 1. Numbers instead of hashes halve what an article takes and let postings be a plain list.

use crate::analysis::terms::{TermId, TermMap, damped, idf};
use crate::model::{Counts, Deferred, Rarities};
use std::sync::Arc;

/// Terms kept of an article: its weightiest.
const TERMS: usize = 300;

/// A term's number with how much it counts or weighs.
pub(super) type Weighted = (u32, f32);

/// Numbers terms in the order in which they are met. Memory grows with the number of different terms.
#[derive(Default)]
pub(super) struct Vocabulary {
    numbers: TermMap<TermId, u32>,
    /// In how many articles each is.
    frequency: Vec<u32>,
    articles: u32,
    /// Rarities that were counted before, over more articles than these: then these are not counted.
    known: Option<Arc<Deferred<Rarities>>>,
}

impl Vocabulary {
    /// One that weighs by rarities that were counted before.
    pub(super) fn under(known: Arc<Deferred<Rarities>>) -> Self {
        let articles = known.get().articles.documents();
        Self { articles, known: Some(known), ..Self::default() }
    }

    /// In how many articles each term is.
    pub(super) fn counts(&self) -> Counts {
        let of = |(term, &number): (&TermId, &u32)| (term.number(), self.frequency[number as usize]);
        Counts::of(self.articles, self.numbers.iter().map(of))
    }

    /// Takes note of one article's terms, each of which must be there once, and numbers them.
    pub(super) fn count(&mut self, terms: &[(TermId, f32)]) -> Box<[Weighted]> {
        let known = self.known.as_ref().map(|known| &known.get().articles);
        let one = u32::from(known.is_none());
        self.articles += one;
        let number = |&(term, count): &(TermId, f32)| {
            let next = self.frequency.len() as u32;
            let number = *self.numbers.entry(term).or_insert(next);
            if number == next {
                self.frequency.push(known.map_or(0, |known| known.get(term.number())));
            }
            self.frequency[number as usize] += one;
            (number, count)
        };
        terms.iter().map(number).collect()
    }

    /// Makes weights of counts, by the rarities known so far: the weightiest terms, sorted by number.
    pub(super) fn weigh(&self, counts: &[Weighted]) -> Box<[Weighted]> {
        let mut weights: Vec<Weighted> = Vec::with_capacity(counts.len());
        let mut squares = 0.0;
        for &(term, count) in counts {
            let weight = damped(f64::from(count)) * idf(self.articles, self.frequency[term as usize]);
            squares += weight * weight;
            weights.push((term, weight as f32));
        }
        let length = (squares.sqrt() as f32).max(f32::MIN_POSITIVE);
        for (_, weight) in &mut weights {
            *weight /= length;
        }
        keep_weightiest(&mut weights, TERMS);
        weights.sort_unstable_by_key(|&(term, _)| term);
        weights.into()
    }
}

/// Drops all but the weightiest, which are left in no order; of equals the one met first stays.
pub(super) fn keep_weightiest(terms: &mut Vec<Weighted>, count: usize) {
    if terms.len() > count {
        terms.select_nth_unstable_by(count, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(count);
    }
}

/// The scalar product of two lists sorted by term.
pub(super) fn dot(a: &[Weighted], b: &[Weighted]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        // Both lists step by comparisons, not by branches: which is lower next cannot be foreseen.
        if x.0 == y.0 {
            sum += f64::from(x.1) * f64::from(y.1);
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    sum
}

/// The sum of two lists sorted by term.
pub(super) fn sum(a: &[Weighted], b: &[Weighted]) -> Vec<Weighted> {
    let mut all = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => all.push(x),
            std::cmp::Ordering::Greater => all.push(y),
            std::cmp::Ordering::Equal => all.push((x.0, x.1 + y.1)),
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    all.extend_from_slice(&a[i..]);
    all.extend_from_slice(&b[j..]);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rarer_term_weighs_more_and_the_length_is_one() {
        let mut vocabulary = Vocabulary::default();
        let [common, rare, other] = ["common", "rare", "other"].map(TermId::of_stem);
        vocabulary.count(&[(common, 1.0), (other, 1.0)]);
        let counts = vocabulary.count(&[(common, 1.0), (rare, 1.0)]);
        let weights = vocabulary.weigh(&counts);
        assert!(weights[1].1 > weights[0].1);
        assert!((dot(&weights, &weights) - 1.0).abs() < 1e-6);
        assert!(vocabulary.weigh(&[]).is_empty());
    }

    #[test]
    fn sums_and_products_run_over_both_lists() {
        let (a, b) = ([(1, 0.5), (3, 1.0), (9, 2.0)], [(3, 1.0), (4, 1.0)]);
        assert_eq!(sum(&a, &b), [(1, 0.5), (3, 2.0), (4, 1.0), (9, 2.0)]);
        assert_eq!(sum(&a, &[]), a);
        assert!((dot(&a, &b) - 1.0).abs() < 1e-9);
        let mut terms = a.to_vec();
        keep_weightiest(&mut terms, 2);
        terms.sort_unstable_by_key(|&(term, _)| term);
        assert_eq!(terms, [(3, 1.0), (9, 2.0)]);
    }
}
