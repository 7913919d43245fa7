//! What decides whether two groups of articles are one story, and what a group is made of.
//!
//! Method: TF-IDF cosine times a Gaussian in days (as in Miranda et al. 2018, “Multilingual clustering of streaming
//! news”), averaged over all pairs of the two sides (UPGMA, Sokal and Michener 1958).

use super::features::Names;
use super::runs::Sample;
use super::vocabulary::{Weighted, dot, keep_weightiest, sum};
use std::borrow::Cow;

/// Standard deviation of the Gaussian in days.
const SIGMA: f64 = 3.0;
/// Stands for the Gaussian where one side has no day: text alone must then be more alike.
const UNDATED: f64 = 0.6;
/// Joining needs this similarity, averaged over all pairs of the two sides.
const JOIN: f64 = 0.165;
/// The average may be a little below what a single pair needs: members of one story tell different parts of it.
const LINKAGE: f64 = 0.9;
/// What is left of the similarity where headlines and leads name other places and other people.
const CLASH: f64 = 0.7;
/// Terms kept of a group's sum: what only one of many members has does not decide.
const GROUP_TERMS: usize = 600;

/// One article, as joining sees it.
pub(super) struct Member {
    /// Weighted terms, sorted by number.
    pub terms: Box<[Weighted]>,
    pub names: Names,
    /// By which copies are found.
    pub sample: Sample,
}

/// Similarity of two articles, with the days of their publication, 0 to 1; nothing where it is too little to join them.
pub(super) fn alike(a: (&Member, Option<i32>), b: (&Member, Option<i32>)) -> Option<f64> {
    let near = near(a.1.map(f64::from), b.1.map(f64::from));
    if near < JOIN {
        return None;
    }
    let words = dot(&a.0.terms, &b.0.terms) * near;
    if words < JOIN {
        return None;
    }
    let all = if a.0.names.clash(&b.0.names) { words * CLASH } else { words };
    (all >= JOIN).then_some(all)
}

/// How near two days are, 0 to 1.
fn near(a: Option<f64>, b: Option<f64>) -> f64 {
    match (a, b) {
        (Some(a), Some(b)) => (-(a - b).powi(2) / (2.0 * SIGMA * SIGMA)).exp(),
        _ => UNDATED,
    }
}

/// Articles joined so far.
#[derive(Clone)]
pub(super) struct Group<'t> {
    /// Numbers of articles.
    pub articles: Vec<u32>,
    /// The sum of the members' terms: its scalar product with another's is the sum over all pairs.
    terms: Cow<'t, [Weighted]>,
    /// Oldest and newest day, and the sum of the days of the dated members.
    days: Option<(i32, i32)>,
    sum: f64,
    dated: usize,
}

impl<'t> Group<'t> {
    /// A group of one.
    pub(super) fn of(number: u32, member: &'t Member, day: Option<i32>) -> Self {
        Self {
            articles: vec![number],
            terms: Cow::Borrowed(&member.terms),
            days: day.map(|day| (day, day)),
            sum: day.map_or(0.0, f64::from),
            dated: usize::from(day.is_some()),
        }
    }

    /// The same with terms of its own where it is large enough to be kept as it is, else without.
    pub(super) fn into_kept(self, whole: usize) -> Group<'static> {
        let Self { articles, terms, days, sum, dated } = self;
        let terms = if articles.len() > whole { terms.into_owned() } else { Vec::new() };
        Group { articles, terms: Cow::Owned(terms), days, sum, dated }
    }

    /// The same without a copy of the terms.
    pub(super) fn borrowed(&'t self) -> Self {
        Self { articles: self.articles.clone(), terms: Cow::Borrowed(&self.terms), ..*self }
    }

    fn mean(&self) -> Option<f64> {
        (self.dated > 0).then(|| self.sum / self.dated as f64)
    }

    /// The second decision: whether the two sides as wholes are alike, not only their nearest members.
    pub(super) fn joins(&self, other: &Self) -> bool {
        let pairs = (self.articles.len() * other.articles.len()) as f64;
        let time = match (self.days, other.days) {
            (Some((old, new)), Some((other_old, other_new))) => {
                let day = |d: i32| Some(f64::from(d));
                (near(self.mean(), other.mean())
                    + near(day(old), day(other_old))
                    + near(day(new), day(other_new)))
                    / 3.0
            }
            _ => UNDATED,
        };
        dot(&self.terms, &other.terms) * time >= JOIN * LINKAGE * pairs
    }

    /// Takes the other's articles in.
    pub(super) fn absorb(&mut self, other: Self) {
        self.articles.extend(other.articles);
        self.days = match (self.days, other.days) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (days, None) | (None, days) => days,
        };
        self.sum += other.sum;
        self.dated += other.dated;
        let mut terms = sum(&self.terms, &other.terms);
        if terms.len() > GROUP_TERMS {
            keep_weightiest(&mut terms, GROUP_TERMS);
            terms.sort_unstable_by_key(|&(term, _)| term);
        }
        self.terms = Cow::Owned(terms);
    }
}
