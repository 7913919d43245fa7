//! Which articles of a story are largely one text, and which stretches they share.
//!
//! Method: containment of five-word runs (Broder 1997, “On the resemblance and containment of documents”): the share
//! of the shorter text's runs that are in the longer one. Candidates come from samples of the runs; only they are
//! read again, each once, and compared with the first that has their runs and the last, so that a story of thousands
//! of copies is not compared pair by pair.

use super::runs::{RUN, Reader, SHORTEST, Sample, containment};
use crate::analysis::tokens::{TokenKind, tokenise};
use crate::model::{Article, ArticleIndex, Chunked, Span, story::Reprint};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Share of the shorter text's runs found in the longer from which the two are largely one text.
const REPRINT: f64 = 0.5;
/// The same share in the samples from which the texts themselves are compared.
const LIKELY: f64 = 0.3;
/// Texts that one is compared with at most: those that most of its sample leads to.
const COMPARED: usize = 4;

/// Groups of largely one text among the articles of a story, with a sample of the runs of each.
pub(super) fn find(
    group: &[ArticleIndex],
    articles: &Chunked<Arc<Article>>,
    samples: &[&Sample],
) -> Vec<Reprint> {
    if group.len() < 2 {
        return Vec::new();
    }
    let mut leader: Vec<usize> = (0..group.len()).collect();
    let mut runs: HashMap<usize, Vec<u32>> = HashMap::new();
    let mut seen: HashMap<u32, (usize, usize)> = HashMap::new();
    for i in 0..group.len() {
        for j in likely(i, samples, &seen) {
            if root(&leader, i) == root(&leader, j) {
                continue;
            }
            for k in [i, j] {
                runs.entry(k).or_insert_with(|| all_runs(&articles[group[k].get()]));
            }
            if share(&runs[&i], &runs[&j]) >= REPRINT {
                let (a, b) = (root(&leader, i), root(&leader, j));
                leader[a.max(b)] = a.min(b);
            }
        }
        for &run in samples[i].runs() {
            seen.entry(run).or_insert((i, i)).1 = i;
        }
    }
    let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..group.len() {
        sets.entry(root(&leader, i)).or_default().push(i);
    }
    sets.into_values()
        .filter(|set| set.len() > 1)
        .map(|set| reprint(&set.iter().map(|&i| group[i]).collect::<Vec<_>>(), articles))
        .collect()
}

/// The articles before `i` that may be largely one text with it, the likeliest first.
fn likely(i: usize, samples: &[&Sample], seen: &HashMap<u32, (usize, usize)>) -> Vec<usize> {
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    for run in samples[i].runs() {
        if let Some(&(first, last)) = seen.get(run) {
            *shared.entry(first).or_default() += 1;
            if last != first {
                *shared.entry(last).or_default() += 1;
            }
        }
    }
    let mut all: Vec<(usize, usize)> = shared.into_iter().collect();
    all.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let all = all.into_iter().map(|(j, _)| j).take(COMPARED);
    all.filter(|&j| samples[i].containment(samples[j]) >= LIKELY).collect()
}

fn root(leader: &[usize], mut i: usize) -> usize {
    while leader[i] != i {
        i = leader[i];
    }
    i
}

/// The articles, oldest first, as the model has them, each copy measured against the first.
fn reprint(set: &[ArticleIndex], articles: &Chunked<Arc<Article>>) -> Reprint {
    let first = all_runs(&articles[set[0].get()]);
    let shared = set[1..].iter().map(|i| {
        let copy = &articles[i.get()];
        (share(&first, &all_runs(copy)), shared(copy, &first))
    });
    Reprint { articles: set.to_vec(), shared: shared.collect() }
}

/// The runs of five words of some articles' prose, for how much of one text stands in another.
pub(crate) struct Runs(Vec<u32>);

impl Runs {
    /// All runs of some articles together.
    pub(crate) fn of<'a>(articles: impl Iterator<Item = &'a Article>) -> Self {
        let mut runs: Vec<u32> = Vec::new();
        for article in articles {
            each_run(article, |run, _| runs.push(run));
        }
        runs.sort_unstable();
        runs.dedup();
        Self(runs)
    }

    /// The share of these runs that stand in the other text too, 0 to 1.
    pub(crate) fn share_in(&self, other: &Self) -> f64 {
        let shared = self.0.iter().filter(|run| other.0.binary_search(run).is_ok()).count();
        if self.0.is_empty() { 0.0 } else { shared as f64 / self.0.len() as f64 }
    }
}

/// [`containment`], but nothing of texts that are too short to tell.
fn share(a: &[u32], b: &[u32]) -> f64 {
    if a.len().min(b.len()) < SHORTEST { 0.0 } else { containment(a, b) }
}

/// The runs of an article's prose, sorted, each once.
fn all_runs(article: &Article) -> Vec<u32> {
    let mut runs: Vec<u32> = Vec::new();
    each_run(article, |run, _| runs.push(run));
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// The stretches of an article whose runs are in a list, joined where they touch.
fn shared(article: &Article, other: &[u32]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    each_run(article, |run, span| {
        if other.binary_search(&run).is_ok() {
            match spans.last_mut() {
                Some(last) if span.start <= last.end => *last = last.cover(span),
                _ => spans.push(span),
            }
        }
    });
    spans
}

/// Hands on each run of the prose with its place, in reading order. No run reaches over the end of a part.
fn each_run(article: &Article, mut with: impl FnMut(u32, Span)) {
    let text = &article.text;
    for part in article.prose() {
        let mut reader = Reader::default();
        let mut starts = [Span::default(); RUN];
        for token in tokenise(text, part.span) {
            if matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                starts.rotate_left(1);
                starts[RUN - 1] = token.span;
            }
            if let Some(run) = reader.run(&token, text) {
                with(run, starts[0].cover(token.span));
            }
        }
    }
}
