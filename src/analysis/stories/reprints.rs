//! Which articles of a story are largely one text, and which stretches they share.
//!
//! Method: containment of five-word runs (Broder 1997, “On the resemblance and containment of documents”): the share
//! of the shorter text's runs that are in the longer one. Candidates share runs from a sample of them by their hash
//! (those divisible by a small number), so that a story of thousands of articles is not compared pair by pair.

use crate::analysis::tokens::{Token, TokenKind, tokenise};
use crate::model::{Article, ArticleIndex, Span, story::Reprint};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Words in a run.
const RUN: usize = 5;
/// Share of the shorter text's runs found in the longer from which the two are largely one text.
const REPRINT: f64 = 0.5;
/// Texts with fewer runs are too short to tell.
const SHORTEST: usize = 20;
/// One run in so many is looked up to find candidates.
const SAMPLE: u64 = 4;
/// A run in more articles than this is a formula, not a copy.
const FORMULA: usize = 200;

/// The runs of one article.
struct Runs {
    /// Hash and place of each run, in reading order.
    placed: Vec<(u64, Span)>,
    set: HashSet<u64>,
}

/// Groups of largely one text among the articles of a story.
pub(super) fn find(group: &[ArticleIndex], articles: &[Arc<Article>]) -> Vec<Reprint> {
    if group.len() < 2 {
        return Vec::new();
    }
    let runs: Vec<Runs> = group.iter().map(|i| Runs::of(&articles[i.get()])).collect();
    let mut leader: Vec<usize> = (0..group.len()).collect();
    for (i, j) in candidates(&runs) {
        let (a, b) = (root(&leader, i), root(&leader, j));
        if a != b && containment(&runs[i], &runs[j]) >= REPRINT {
            leader[a.max(b)] = a.min(b);
        }
    }
    let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..group.len() {
        sets.entry(root(&leader, i)).or_default().push(i);
    }
    sets.into_values().filter(|set| set.len() > 1).map(|set| reprint(&set, group, &runs)).collect()
}

fn root(leader: &[usize], mut i: usize) -> usize {
    while leader[i] != i {
        i = leader[i];
    }
    i
}

/// The group as the model has it, each copy measured against the first (the oldest).
fn reprint(set: &[usize], group: &[ArticleIndex], runs: &[Runs]) -> Reprint {
    let first = &runs[set[0]];
    Reprint {
        articles: set.iter().map(|&i| group[i]).collect(),
        shared: set[1..]
            .iter()
            .map(|&i| (containment(first, &runs[i]), runs[i].shared_with(first)))
            .collect(),
    }
}

/// Pairs that share sampled runs, in order.
fn candidates(runs: &[Runs]) -> Vec<(usize, usize)> {
    let mut having: HashMap<u64, Vec<usize>> = HashMap::new();
    for (i, text) in runs.iter().enumerate().filter(|(_, text)| text.set.len() >= SHORTEST) {
        for &run in text.set.iter().filter(|&&run| run % SAMPLE == 0) {
            having.entry(run).or_default().push(i);
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for texts in having.values().filter(|texts| (2..=FORMULA).contains(&texts.len())) {
        // To the first of those that share the run is enough: whoever shares more meets it there.
        pairs.extend(texts[1..].iter().map(|&other| (texts[0], other)));
        pairs.extend(texts.windows(2).map(|pair| (pair[0], pair[1])));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The share of the shorter text's runs that are in the longer, 0 to 1.
fn containment(a: &Runs, b: &Runs) -> f64 {
    let (short, long) = if a.set.len() <= b.set.len() { (a, b) } else { (b, a) };
    if short.set.len() < SHORTEST {
        return 0.0;
    }
    short.set.iter().filter(|run| long.set.contains(run)).count() as f64 / short.set.len() as f64
}

impl Runs {
    fn of(article: &Article) -> Self {
        let text = &article.text;
        let mut placed = Vec::new();
        for part in article.prose() {
            let words: Vec<Token> = tokenise(text, part.span)
                .into_iter()
                .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
                .collect();
            for run in words.windows(RUN) {
                placed.push((hash(text, run), run[0].span.cover(run[RUN - 1].span)));
            }
        }
        Self { set: placed.iter().map(|&(run, _)| run).collect(), placed }
    }

    /// The stretches of this text whose runs are in the other, joined where they touch.
    fn shared_with(&self, other: &Self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for &(_, span) in self.placed.iter().filter(|(run, _)| other.set.contains(run)) {
            match spans.last_mut() {
                Some(last) if span.start <= last.end => *last = last.cover(span),
                _ => spans.push(span),
            }
        }
        spans
    }
}

/// The Fowler–Noll–Vo hash 1a of a run's words in lower case, mixed once more so that samples of it are even.
fn hash(text: &str, run: &[Token]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for token in run {
        for c in token.text(text).chars().flat_map(char::to_lowercase) {
            hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
        }
        hash = (hash ^ 0x20).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^ (hash >> 29)
}
