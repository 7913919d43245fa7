//! Joins candidates into events: first within an article, then across.
//!
//! Candidates meet only as neighbours in their [`blocks`](super::blocks), so that time and memory grow with their
//! number. Links are weighed on all cores and taken in one order, the surest first. A union is refused where any member
//! of the one side forbids any of the other: a chain of likely links cannot join what clashes.

use super::blocks::{Blocks, NEIGHBOURS, is_before, is_coarse};
use super::candidate::Candidate;
use super::groups::{Groups, Tie};
use super::link::{self, Evidence, Judge};
use super::ruling::Ruling;
use crate::model::{EntityId, Happening};
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// How candidates hang together so far, with what is needed to take in more of them.
#[derive(Default)]
pub(super) struct Joins {
    pub groups: Groups,
    blocks: Blocks,
}

/// Members of each side that are asked for vetoes; beyond these the rest repeat them.
const ASKED: usize = 12;
/// Sentences back that a telling can take up in its own article without naming anyone.
const BACK: u32 = 24;

struct Union<'a, 'j> {
    candidates: &'a mut [Candidate],
    judge: &'a Judge<'j>,
    ruling: &'a Ruling,
    groups: &'a mut Groups,
    /// Groups that were refused, with their sizes then: they need not be asked again as they are.
    refused: HashMap<(u32, u32), (u32, u32)>,
}

/// A link between tellings of different articles, the one that stands before in their blocks first.
#[derive(Debug, Clone, Copy)]
struct Link {
    first: u32,
    second: u32,
    score: f64,
}

/// Groups candidates, which are sorted by article and place. What the reader ruled comes first, and nothing overrules
/// it. Without the blocks where no more will be added.
pub(super) fn join(candidates: &mut [Candidate], judge: &Judge<'_>, ruling: &Ruling, grows: bool) -> Joins {
    let mut joins = Joins::default();
    joins.groups.grow(candidates.len());
    let mut union = Union::new(candidates, judge, ruling, &mut joins.groups);
    union.follow_reader();
    union.within_articles(0);
    for root in 0..union.candidates.len() {
        union.widen_guesses(root as u32);
    }
    let blocks = Blocks::of(union.candidates);
    let links = links(union.candidates, judge, &blocks);
    if grows {
        joins.blocks = blocks;
    } else {
        drop(blocks);
    }
    union.unite_all(links);
    joins.groups.take_merged();
    joins
}

/// Takes in the candidates of one article more, those from `from` on. Only they are linked anew; of what was joined
/// before nothing is taken apart. Returns the groups that are new or changed, and those that are no more.
pub(super) fn join_more(
    candidates: &mut [Candidate],
    from: usize,
    judge: &Judge<'_>,
    joins: &mut Joins,
) -> (Vec<u32>, Vec<u32>) {
    joins.groups.grow(candidates.len());
    let ruling = Ruling::default();
    let mut union = Union::new(candidates, judge, &ruling, &mut joins.groups);
    union.within_articles(from);
    for root in from..union.candidates.len() {
        union.widen_guesses(root as u32);
    }
    let pairs = joins.blocks.add(union.candidates, from);
    let links = pairs.iter().filter_map(|&(first, second)| weigh(union.candidates, judge, first, second));
    let links = links.collect();
    union.unite_all(links);
    let mut changed: Vec<u32> =
        (from as u32..union.candidates.len() as u32).map(|i| union.groups.find(i)).collect();
    changed.sort_unstable();
    changed.dedup();
    let mut merged = joins.groups.take_merged();
    merged.retain(|&root| (root as usize) < from);
    (changed, merged)
}

/// Joins the candidates from `from` on with those before, which hang together as they are known to: of each what it was
/// joined to, by a number of the group. Returns the groups, and which of them are new or changed.
pub(super) fn join_near(
    candidates: &mut [Candidate],
    from: usize,
    known: &[Option<usize>],
    judge: &Judge<'_>,
) -> (Groups, Vec<u32>) {
    let mut joins = Joins::default();
    joins.groups.grow(from);
    let ruling = Ruling::default();
    let mut union = Union::new(&mut candidates[..from], judge, &ruling, &mut joins.groups);
    union.within_articles(0);
    for root in 0..from {
        union.widen_guesses(root as u32);
    }
    let mut first: HashMap<usize, u32> = HashMap::new();
    for (i, group) in (0..).zip(known).filter_map(|(i, group)| Some((i, (*group)?))) {
        let head = *first.entry(group).or_insert(i);
        let (one, other) = (union.groups.find(head), union.groups.find(i));
        if one != other {
            union.groups.merge(one, other);
            union.groups.tie(head, i);
        }
    }
    joins.groups.take_merged();
    joins.blocks = Blocks::of(&candidates[..from]);
    let (changed, _) = join_more(candidates, from, judge, &mut joins);
    (joins.groups, changed)
}

/// All links between the tellings of different articles.
fn links(candidates: &[Candidate], judge: &Judge<'_>, blocks: &Blocks) -> Vec<Link> {
    let before = blocks.before(candidates.len());
    let found =
        (0..candidates.len() as u32).into_par_iter().with_min_len(256).map_init(Vec::new, |near, i| {
            blocks.neighbours(&before, i, near);
            near.iter().filter_map(|&j| weigh(candidates, judge, j, i)).collect::<Vec<Link>>()
        });
    found.flatten_iter().collect()
}

/// Links two tellings where they are of different articles and enough speaks for it.
fn weigh(candidates: &[Candidate], judge: &Judge<'_>, first: u32, second: u32) -> Option<Link> {
    let (one, other) = (&candidates[first as usize], &candidates[second as usize]);
    let evidence = (one.article != other.article).then(|| judge.link(one, other)).flatten()?;
    Some(Link { first, second, score: evidence.score })
}

/// What tied a candidate to its group, weighed again.
pub(super) fn evidence(candidates: &[Candidate], judge: &Judge<'_>, i: u32, tie: Tie) -> Option<Evidence> {
    match tie {
        Tie::None => None,
        Tie::Reader => Some(Evidence::by_reader()),
        Tie::To(j) => {
            let own = candidates[i as usize].article == candidates[j as usize].article;
            let is_first = if own { j < i } else { is_before(candidates, j, i) };
            let (first, second) = if is_first { (j, i) } else { (i, j) };
            let (one, other) = (&candidates[first as usize], &candidates[second as usize]);
            Some(one.known.map_or_else(|| judge.evidence(one, other), |known| judge.known(known)))
        }
    }
}

impl<'a, 'j> Union<'a, 'j> {
    fn new(
        candidates: &'a mut [Candidate],
        judge: &'a Judge<'j>,
        ruling: &'a Ruling,
        groups: &'a mut Groups,
    ) -> Self {
        Self { candidates, judge, ruling, groups, refused: HashMap::new() }
    }

    /// Joins the groups of two candidates unless a member forbids it.
    fn unite(&mut self, i: u32, j: u32) {
        let (one, other) = (self.groups.find(i), self.groups.find(j));
        let (keep, gone) = (one.min(other), one.max(other));
        if keep == gone {
            return;
        }
        let sizes = (self.groups.size(keep), self.groups.size(gone));
        if self.refused.get(&(keep, gone)) == Some(&sizes) {
            return;
        }
        let forbidden = self.asked(one, i).any(|member| {
            member.known.is_none() && self.asked(other, j).any(|foe| self.judge.clashes(member, foe))
        });
        if forbidden || self.is_parted(keep, gone) {
            if !self.groups.is_by_reader(keep) && !self.groups.is_by_reader(gone) && sizes != (1, 1) {
                self.refused.insert((keep, gone), sizes);
            }
            return;
        }
        self.groups.merge(keep, gone);
        self.groups.tie(i, j);
    }

    /// The members of a group that are asked for vetoes when one of them links: of those that the reader joined,
    /// only such as agree with that one.
    fn asked(&self, group: u32, linking: u32) -> impl Iterator<Item = &Candidate> {
        let own = &self.candidates[linking as usize];
        let joined = self.groups.is_by_reader(group);
        let members = self.groups.members(group).take(ASKED).map(|m| &self.candidates[m as usize]);
        members.filter(move |member| !joined || !self.judge.clashes(member, own))
    }

    /// Whether the reader told a member of the one group apart from a member of the other.
    fn is_parted(&mut self, one: u32, other: u32) -> bool {
        if self.ruling.apart.is_empty() {
            return false;
        }
        let (smaller, larger) =
            if self.groups.size(one) < self.groups.size(other) { (one, other) } else { (other, one) };
        let apart = &self.ruling.apart;
        let foes: Vec<u32> =
            self.groups.members(smaller).filter_map(|m| apart.get(&m)).flatten().copied().collect();
        foes.into_iter().any(|foe| self.groups.find(foe) == larger)
    }

    /// Joins what the reader joined.
    fn follow_reader(&mut self) {
        for group in &self.ruling.together {
            for &i in &group[1..] {
                let (keep, gone) = (self.groups.find(group[0]), self.groups.find(i));
                if keep != gone {
                    let group = self.groups.merge(keep, gone);
                    self.groups.tie_by_reader(i, group);
                }
            }
        }
    }

    /// Collapses the tellings of one happening in one article.
    fn within_articles(&mut self, from: usize) {
        let mut begin = from;
        let articles = self.candidates[from..].chunk_by(|a, b| a.article == b.article).map(|article| {
            begin += article.len();
            begin - article.len()..begin
        });
        let articles: Vec<Range<usize>> = articles.collect();
        let this = &*self;
        let repeated = |article: Range<usize>| {
            let start = article.start;
            let before = move |i| (start..i).rev().take(2 * NEIGHBOURS).map(move |j| (i, j));
            article.flat_map(before).filter(|&(i, j)| this.repeats(i, j))
        };
        let repeated: Vec<(usize, usize)> = match &articles[..] {
            // One article is not worth waking another thread, which may be busy.
            [one] => repeated(one.clone()).collect(),
            _ => articles.into_par_iter().flat_map_iter(repeated).collect(),
        };
        for (i, j) in repeated {
            self.unite(j as u32, i as u32);
        }
    }

    /// Where one telling of an article says “recent”, the others of the same happening are as old.
    fn widen_guesses(&mut self, root: u32) {
        if self.groups.size(root) < 2 {
            return;
        }
        let guess = |i: u32| self.candidates[i as usize].when.filter(|when| when.guessed);
        let guesses = self.groups.members(root).filter_map(guess);
        let Some(from) = guesses.map(|when| when.reach.from).min() else { return };
        for i in self.groups.members(root) {
            if let Some(when) = &mut self.candidates[i as usize].when
                && when.guessed
            {
                when.reach.from = from;
            }
        }
    }

    /// Whether a candidate takes up an earlier one of its article.
    fn repeats(&self, i: usize, j: usize) -> bool {
        let (now, before) = (&self.candidates[i], &self.candidates[j]);
        if now.span == before.span && !(link::is_stay(now, before) || link::is_stay(before, now)) {
            return false;
        }
        if now.known.is_some() || before.known.is_some() {
            return self.judge.link(before, now).is_some();
        }
        if self.judge.forbidden(before, now) {
            return false;
        }
        let gap = now.unit - before.unit;
        let same = now.class == before.class;
        let told_again = same && same_set(&now.roles.participants, &before.roles.participants);
        let backward = now.anaphoric || now.roles.borrowed || before.roles.borrowed;
        let taken_up = same && backward && gap <= BACK && now.lemma == before.lemma;
        let speaking_on =
            same && gap <= 2 && now.class.is_speech() && now.roles.agents == before.roles.agents;
        let nameless = now.roles.participants.is_empty() || before.roles.participants.is_empty();
        let told_again = told_again
            || same && nameless && now.roles.place.is_some() && now.roles.place == before.roles.place;
        // What has a date of its own is not a series told without one.
        let stated = |candidate: &Candidate| candidate.when.is_some_and(|when| !when.guessed);
        let told_again = told_again && (now.lemma == before.lemma || stated(now) == stated(before));
        let near = gap <= 3 || now.lemma == before.lemma;
        let evidence = self.judge.evidence(before, now);
        let free = !now.class.is_speech() || speaking_on || evidence.words > 0.25;
        let agrees =
            (told_again && near || taken_up || speaking_on) && free && now.happening == Happening::Event;
        let proposal = now.happening != Happening::Event
            && same
            && now.lemma == before.lemma
            && (taken_up || evidence.words > 0.2);
        agrees
            || proposal
            || (same || link::is_stay(now, before) || link::is_stay(before, now))
                && self.judge.link(before, now).is_some()
    }

    /// Joins what was linked, the surest first; then what is dated to a month or year, where there is exactly one
    /// happening it can mean.
    fn unite_all(&mut self, links: Vec<Link>) {
        let candidates = &*self.candidates;
        let is_exact = |link: &Link| !is_coarse(&candidates[link.second as usize]);
        let (mut exact, mut coarse): (Vec<Link>, Vec<Link>) = links.into_iter().partition(is_exact);
        let surest = |a: &Link, b: &Link| {
            b.score.total_cmp(&a.score).then((a.first, a.second).cmp(&(b.first, b.second)))
        };
        exact.par_sort_unstable_by(surest);
        for link in exact {
            self.unite(link.first, link.second);
        }
        coarse.sort_unstable_by(|a, b| a.second.cmp(&b.second).then_with(|| surest(a, b)));
        for all in coarse.chunk_by(|a, b| a.second == b.second) {
            let group = self.groups.find(all[0].first);
            if all[1..].iter().all(|link| self.groups.find(link.first) == group) {
                self.unite(all[0].first, all[0].second);
            }
        }
    }
}

/// Whether two lists hold the same, in any order.
fn same_set(a: &[EntityId], b: &[EntityId]) -> bool {
    a.len() == b.len() && a.iter().all(|id| b.contains(id))
}
