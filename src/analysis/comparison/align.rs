//! Which sentences of two sides belong together.
//!
//! Method: mutual best matches, then the best match of each sentence that has none, for one side may say in several
//! sentences what the other says in one (Barzilay and Elhadad 2003 without order,
//! for news reorders facts). Quotations that share a run of four words anchor their sentences.

use super::similarity;
use super::units::Unit;
use crate::analysis::terms::{TermId, TermMap, Terms};
use std::borrow::Borrow;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// Below this similarity nothing is aligned.
pub(super) const LEAST: f64 = 0.2;
/// The best match of a sentence whose partner has a better one must be this share of the best of each: what one side
/// says in a sentence the other may have split into several.
const SPLIT_SHARE: f64 = 0.5;
/// No sentence is in more pairs than this.
const MOST_PAIRS: usize = 4;
/// Words in a row that make two quotations the same.
const RUN: usize = 4;

/// Two sentences that belong together, by index into the two lists.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    pub(super) left: usize,
    pub(super) right: usize,
    /// How alike they are with what stands around them, 0 to 1.
    pub(super) score: f64,
    /// How many words in a row the quotations of both share; 0 below four.
    pub(super) run: usize,
    /// Which share of the shorter of the two quotations that is, 0 to 1.
    pub(super) share: f64,
    /// Whether each is the best match of the other.
    pub(super) mutual: bool,
}

/// Aligns two lists of sentences. The result is in order of left, then right.
pub(super) fn align<L: Borrow<Unit>, R: Borrow<Unit>>(left: &[L], right: &[R]) -> Vec<Link> {
    let mut runs = shared_runs(left, right);
    let mut links: Vec<Link> = similarity::similar(left, right, LEAST)
        .into_iter()
        .map(|similarity::Similar { left, right, score }| {
            let (run, share) = runs.remove(&(left, right)).unwrap_or_default();
            Link { left, right, score, run, share, mutual: false }
        })
        .collect();
    // Quotations of two sentences that are not alike otherwise.
    links.extend(runs.into_iter().map(|((l, r), (run, share))| {
        let words: f64 =
            similarity::matches(left[l].borrow(), right[r].borrow()).iter().map(|found| found.weight).sum();
        Link { left: l, right: r, score: words.min(1.0), run, share, mutual: false }
    }));
    let place = |link: &Link| {
        let (l, r) = (link.left as f64 / left.len() as f64, link.right as f64 / right.len() as f64);
        (l - r).abs()
    };
    // By where they stand in the corpus, so that it does not matter which side is called left.
    let ends = |link: &Link| {
        let (l, r) = (left[link.left].borrow().passage, right[link.right].borrow().passage);
        (l.min(r), l.max(r))
    };
    // Best first; order in the text decides only between equals.
    links.sort_by(|a, b| {
        let key = |link: &Link| link.score + if link.run > 0 { 1.0 } else { 0.0 };
        key(b).total_cmp(&key(a)).then(place(a).total_cmp(&place(b))).then_with(|| ends(a).cmp(&ends(b)))
    });
    let mut chosen = choose(&links, left.len(), right.len());
    chosen.sort_by_key(|link| (link.left, link.right));
    chosen
}

/// Mutual best matches, and for each sentence without one its own best: `links` come best first.
fn choose(links: &[Link], left: usize, right: usize) -> Vec<Link> {
    let (mut seen_left, mut seen_right) = (vec![Seen::default(); left], vec![Seen::default(); right]);
    let mut chosen: Vec<Link> = Vec::new();
    for link in links {
        let (l, r) = (&mut seen_left[link.left], &mut seen_right[link.right]);
        let (best_of_left, best_of_right) = (l.is_best(link.score), r.is_best(link.score));
        let mutual = best_of_left && best_of_right;
        let split = (best_of_left || best_of_right)
            && link.score >= SPLIT_SHARE * l.best
            && link.score >= SPLIT_SHARE * r.best;
        if (mutual || split || link.run > 0) && l.chosen < MOST_PAIRS && r.chosen < MOST_PAIRS {
            l.chosen += 1;
            r.chosen += 1;
            chosen.push(Link { mutual, ..*link });
        }
    }
    chosen
}

/// What was seen of one sentence so far.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    best: f64,
    links: usize,
    chosen: usize,
}

impl Seen {
    /// Whether the next link is the first, which is its best.
    fn is_best(&mut self, score: f64) -> bool {
        if self.links == 0 {
            self.best = score;
        }
        self.links += 1;
        self.links == 1
    }
}

/// Pairs of sentences whose quotations share a run of words, with the length of the longest and its share of the
/// shorter quotation.
fn shared_runs<L: Borrow<Unit>, R: Borrow<Unit>>(
    left: &[L],
    right: &[R],
) -> BTreeMap<(usize, usize), (usize, f64)> {
    let mut places: TermMap<u64, Vec<(usize, usize, usize)>> = TermMap::default();
    for (r, unit) in right.iter().map(Borrow::borrow).enumerate() {
        for (q, quote) in unit.quoted.iter().enumerate() {
            for (at, run) in quote.windows(RUN).enumerate() {
                places.entry(hash(run)).or_default().push((r, q, at));
            }
        }
    }
    let mut runs = BTreeMap::new();
    for (l, unit) in left.iter().map(Borrow::borrow).enumerate() {
        for quote in &unit.quoted {
            let mut seen = HashSet::new();
            for (at, run) in quote.windows(RUN).enumerate() {
                for &(r, q, other) in
                    places.get(&hash(run)).map_or(&[][..], |list| &list[..list.len().min(50)])
                {
                    let shared = quote[at..]
                        .iter()
                        .zip(&right[r].borrow().quoted[q][other..])
                        .take_while(|(a, b)| a == b)
                        .count();
                    if shared >= RUN && telling(&quote[at..at + shared]) >= 2 && seen.insert((r, at, other)) {
                        let shorter = quote.len().min(right[r].borrow().quoted[q].len());
                        let found = (shared, shared as f64 / shorter as f64);
                        let longest = runs.entry((l, r)).or_insert(found);
                        if found > *longest {
                            *longest = found;
                        }
                    }
                }
            }
        }
    }
    runs
}

/// The longest run of words that two quotations share; 0 below [`RUN`].
pub(super) fn longest_run(a: &[String], b: &[String]) -> usize {
    let mut before = vec![0_usize; b.len() + 1];
    let mut longest = 0;
    for word in a {
        let mut row = vec![0_usize; b.len() + 1];
        for (j, other) in b.iter().enumerate() {
            if word == other {
                row[j + 1] = before[j] + 1;
                longest = longest.max(row[j + 1]);
            }
        }
        before = row;
    }
    if longest >= RUN { longest } else { 0 }
}

/// How many different words of a run are no function words: “of the United States” anchors nothing.
fn telling(run: &[TermId]) -> usize {
    static STOP: LazyLock<HashSet<TermId>> =
        LazyLock::new(|| Terms::default().stop_words().map(TermId::of_stem).collect());
    run.iter().filter(|term| !STOP.contains(term)).collect::<HashSet<_>>().len()
}

fn hash(run: &[TermId]) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    run.hash(&mut hasher);
    hasher.finish()
}
