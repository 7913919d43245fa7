//! How alike sentences are: the words they share and those of like meaning, what stands around them, the happening
//! they tell.
//!
//! Method: cosine over TF-IDF terms, in which a word without its like on the other side may meet one of like meaning, each
//! word once and the best first (Sultan, Bethard and Sumner 2014); a pair whose neighbours are alike too is likelier
//! (the same, and Barzilay and Elhadad 2003). Candidates come from an inverted index.

use super::likeness::alike;
use super::units::Unit;
use crate::analysis::opposites::are_opposite;
use crate::analysis::terms::{TermId, TermMap};
use crate::model::Span;
use std::borrow::Borrow;

/// What the best pair of neighbours adds, as a share of how alike it is.
const NEIGHBOURS: f64 = 0.3;
/// What it adds that both tell one event of the timeline.
const EVENT: f64 = 0.1;
/// What the likeness of two clauses counts where the sentences around them are less alike.
const CLAUSE: f64 = 0.75;
/// Different terms, and terms that meet, below which a clause says too little to be compared.
const CLAUSE_TERMS: u32 = 4;
const CLAUSE_MEETING: u32 = 2;
/// Less alike than this by its own words a pair is none, whatever stands around it.
const FAINT: f64 = 0.1;
/// Terms in more sentences than this add nothing to finding candidates on big sides.
const MOST_POSTINGS: usize = 400;

/// A term of the left sentence that meets one of the right, which is the same one or of like meaning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Match {
    pub(super) left: TermId,
    pub(super) right: TermId,
    /// What it adds to the cosine.
    pub(super) weight: f64,
}

/// What meets in two sentences: the shared terms in order of term, then words of like meaning, the best first.
pub(super) fn matches(left: &Unit, right: &Unit) -> Vec<Match> {
    let same = left.vector.shared(&right.vector);
    let mut found: Vec<Match> =
        same.iter().map(|&(term, weight)| Match { left: term, right: term, weight }).collect();
    let alone = |unit: &Unit, term: TermId| -> f64 {
        let shared = same.binary_search_by_key(&term, |&(term, _)| term).is_ok();
        if shared { 0.0 } else { unit.vector.weight(term) }
    };
    let mut near: Vec<Match> = Vec::new();
    for &(term, _) in left.vector.weights() {
        let own = alone(left, term);
        if own > 0.0 {
            near.extend(alike(term).iter().filter_map(|&(other, likeness)| {
                let its = alone(right, other);
                (its > 0.0 && !are_opposite(term, other)).then_some(Match {
                    left: term,
                    right: other,
                    weight: likeness * (own * its),
                })
            }));
        }
    }
    // Ties in an order that is the same from either side.
    let ends = |found: &Match| (found.left.min(found.right), found.left.max(found.right));
    near.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| ends(a).cmp(&ends(b))));
    let first = found.len();
    for candidate in near {
        let taken = |used: &Match| used.left == candidate.left || used.right == candidate.right;
        if !found[first..].iter().any(taken) {
            found.push(candidate);
        }
    }
    found
}

/// Two clauses that answer to one another, or a clause and a whole sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Clauses {
    pub(super) left: Span,
    pub(super) right: Span,
    /// How alike they are, 0 to 1, for what a clause counts.
    pub(super) score: f64,
}

/// The clauses of two sentences that are most alike; `None` where both sentences are one clause, or none has enough
/// words to tell. `found` is what meets in the sentences.
pub(super) fn clauses(left: &Unit, right: &Unit, found: &[Match]) -> Option<Clauses> {
    if left.clauses.is_empty() && right.clauses.is_empty() || found.len() < CLAUSE_MEETING as usize {
        return None;
    }
    let meeting: Vec<(u16, u16, f64)> = found
        .iter()
        .map(|found| (left.clauses_of(found.left), right.clauses_of(found.right), found.weight))
        .collect();
    // A sentence of one clause has no bits: all of it is in its one part.
    let parts = |unit: &Unit| -> Vec<(Span, f64, u16)> {
        if unit.clauses.is_empty() {
            return vec![(unit.passage.span, 1.0, u16::MAX)];
        }
        let telling = unit.clauses.iter().enumerate().filter(|(_, clause)| clause.terms >= CLAUSE_TERMS);
        telling.map(|(i, clause)| (clause.span, clause.length, 1 << i)).collect()
    };
    let (ours, theirs) = (parts(left), parts(right));
    let mut best: Option<Clauses> = None;
    for &(l, l_length, l_bit) in &ours {
        for &(r, r_length, r_bit) in &theirs {
            let inside = |mask: u16, bit: u16| bit == u16::MAX || mask & bit != 0;
            let (mut sum, mut count) = (0.0, 0);
            for &(a, b, weight) in &meeting {
                if inside(a, l_bit) && inside(b, r_bit) {
                    (sum, count) = (sum + weight, count + 1);
                }
            }
            if count >= CLAUSE_MEETING && l_length * r_length > 0.0 {
                let score = (CLAUSE * sum / (l_length * r_length)).min(1.0);
                if best.is_none_or(|best| best.score < score) {
                    best = Some(Clauses { left: l, right: r, score });
                }
            }
        }
    }
    best
}

/// Two sentences that are somewhat alike, by index into the two lists.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Similar {
    pub(super) left: usize,
    pub(super) right: usize,
    /// How alike they are with what stands around them, 0 to 1.
    pub(super) score: f64,
}

/// All pairs of sentences that are at least `least` alike, in order of left, then right.
pub(super) fn similar<L: Borrow<Unit>, R: Borrow<Unit>>(left: &[L], right: &[R], least: f64) -> Vec<Similar> {
    let left: Vec<&Unit> = left.iter().map(Borrow::borrow).collect();
    let right: Vec<&Unit> = right.iter().map(Borrow::borrow).collect();
    let (left, right) = (&left[..], &right[..]);
    let rows = rows(left, right);
    let own = |l: usize, r: usize| -> f64 {
        rows[l].binary_search_by_key(&r, |&(r, _)| r).map_or(0.0, |at| rows[l][at].1)
    };
    let mut found = Vec::new();
    for (l, row) in rows.iter().enumerate() {
        for &(r, score) in row.iter().filter(|(_, score)| *score >= FAINT) {
            let around = around(left, l)
                .flat_map(|l| around(right, r).map(move |r| (l, r)))
                .map(|(l, r)| own(l, r))
                .fold(0.0, f64::max);
            let score = (score + NEIGHBOURS * around).min(1.0);
            if score >= least {
                found.push(Similar { left: l, right: r, score });
            }
        }
    }
    found
}

/// The sentences right before and after one, of the same article.
fn around(units: &[&Unit], at: usize) -> impl Iterator<Item = usize> {
    let same = |other: &usize| {
        units.get(*other).is_some_and(|unit| unit.passage.article == units[at].passage.article)
    };
    [at.checked_sub(1).filter(same), Some(at + 1).filter(same)].into_iter().flatten()
}

/// For each sentence of the left those of the right it shares weight with, in order, with how alike the two are by
/// themselves.
fn rows(left: &[&Unit], right: &[&Unit]) -> Vec<Vec<(usize, f64)>> {
    let mut postings: TermMap<TermId, Vec<(u32, f64)>> = TermMap::default();
    for (r, unit) in right.iter().enumerate() {
        for &(term, weight) in unit.vector.weights() {
            postings.entry(term).or_default().push((r as u32, weight));
        }
    }
    let mut on_left: TermMap<TermId, usize> = TermMap::default();
    for (term, _) in left.iter().flat_map(|unit| unit.vector.weights()) {
        *on_left.entry(*term).or_default() += 1;
    }
    let frequent = |term: &TermId| on_left.get(term).is_some_and(|&count| count > MOST_POSTINGS);
    postings.retain(|term, list| list.len() <= MOST_POSTINGS && !frequent(term));
    let mut sums = vec![Sum::default(); right.len()];
    let mut touched: Vec<usize> = Vec::new();
    let mut near: TermMap<TermId, Vec<(TermId, f64)>> = TermMap::default();
    let row = |unit: &Unit| {
        for &(term, weight) in unit.vector.weights().iter().filter(|(term, _)| !frequent(term)) {
            let like = near.entry(term).or_insert_with(|| {
                alike(term).iter().copied().filter(|(other, _)| postings.contains_key(other)).collect()
            });
            for &(other, likeness) in std::iter::once(&(term, 1.0)).chain(like.iter()) {
                for &(r, its) in postings.get(&other).map_or(&[][..], Vec::as_slice) {
                    let sum = &mut sums[r as usize];
                    if sum.same == 0.0 && sum.alike == 0.0 {
                        touched.push(r as usize);
                    }
                    let part = if other == term { &mut sum.same } else { &mut sum.alike };
                    *part += likeness * (weight * its);
                }
            }
        }
        touched.sort_unstable();
        let row = touched.drain(..).filter_map(|r| {
            let score = std::mem::take(&mut sums[r]).score(unit, right[r])?;
            Some((r, score))
        });
        row.collect()
    };
    left.iter().copied().map(row).collect()
}

/// What was added up for a pair of sentences.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    /// By shared terms.
    same: f64,
    /// By words of like meaning, some perhaps more than once.
    alike: f64,
}

impl Sum {
    /// How alike the two are; `None` where that is next to nothing.
    fn score(self, left: &Unit, right: &Unit) -> Option<f64> {
        if self.same + self.alike < FAINT / 2.0 {
            return None;
        }
        // Added up afresh, in one order from either side.
        let found = matches(left, right);
        let words: f64 = found.iter().map(|found| found.weight).sum();
        let words = clauses(left, right, &found).map_or(words, |part| part.score.max(words));
        let event = left.events.iter().any(|event| right.events.binary_search(event).is_ok());
        Some((words + if event { EVENT } else { 0.0 }).min(1.0))
    }
}
