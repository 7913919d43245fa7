//! Joins candidates into events: first within an article, then within a story, then across.
//!
//! Candidates meet only in blocks (a class of happenings, two participants, a month), sorted by day, and there only
//! their neighbours, so that time and memory grow with the number of candidates. A union is refused where any member
//! of the one side forbids any of the other: a chain of likely links cannot join what clashes.

use super::candidate::Candidate;
use super::class::Class;
use super::link::{self, Evidence, Judge};
use super::ruling::Ruling;
use crate::model::{EntityId, Happening, Precision};
use chrono::Datelike;
use std::collections::{HashMap, HashSet};

/// Candidates of one happening, with what linked each to those before it.
pub(super) struct Cluster {
    /// Indices of candidates, the first is the head.
    pub members: Vec<(u32, Option<Evidence>)>,
}

/// How candidates hang together so far, with what is needed to take in more of them.
#[derive(Default)]
pub(super) struct Joins {
    /// Groups that the reader joined: their own members may clash.
    by_reader: HashSet<u32>,
    root: Vec<u32>,
    members: Vec<Vec<u32>>,
    why: Vec<Option<Evidence>>,
    /// Candidates that can be of one happening, each block sorted by day and then by place, the coarse last.
    blocks: HashMap<Key, Vec<u32>>,
    /// Groups that were taken into others.
    merged: Vec<u32>,
}

/// Neighbours a candidate is compared with in its block.
const NEIGHBOURS: usize = 30;
/// Members of each side that are asked for vetoes; beyond these the rest repeat them.
const ASKED: usize = 12;
/// Sentences back that a telling can take up in its own article without naming anyone.
const BACK: u32 = 24;

struct Union<'a, 'j> {
    candidates: &'a mut [Candidate],
    judge: &'a Judge<'j>,
    ruling: &'a Ruling,
    joins: &'a mut Joins,
}

/// Groups candidates, which are sorted by article and place. What the reader ruled comes first, and nothing overrules
/// it.
pub(super) fn join(candidates: &mut [Candidate], judge: &Judge<'_>, ruling: &Ruling) -> Joins {
    let mut joins = Joins::default();
    joins.grow(candidates.len());
    let mut union = Union { candidates, judge, ruling, joins: &mut joins };
    union.follow_reader();
    union.within_articles(0);
    for root in 0..union.candidates.len() {
        union.widen_guesses(root);
    }
    union.across();
    joins.merged.clear();
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
    joins.grow(candidates.len());
    let mut union = Union { candidates, judge, ruling: &Ruling::default(), joins };
    union.within_articles(from);
    for root in from..union.candidates.len() {
        union.widen_guesses(root);
    }
    union.across_from(from);
    let mut changed: Vec<u32> = (from as u32..union.candidates.len() as u32).map(|i| union.find(i)).collect();
    changed.sort_unstable();
    changed.dedup();
    let mut merged = std::mem::take(&mut joins.merged);
    merged.retain(|&root| (root as usize) < from);
    merged.sort_unstable();
    (changed, merged)
}

impl Joins {
    fn grow(&mut self, count: usize) {
        let more = self.root.len() as u32..count as u32;
        self.root.extend(more.clone());
        self.members.extend(more.map(|i| vec![i]));
        self.why.resize(count, None);
    }

    /// Gives up what only more candidates would need.
    pub(super) fn forget_blocks(&mut self) {
        self.blocks = HashMap::new();
    }

    /// The roots of all groups, in order.
    pub(super) fn roots(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.members.len() as u32).filter(|&root| !self.members[root as usize].is_empty())
    }

    /// The group of a root: its first candidate, for groups go into the one that began before.
    pub(super) fn cluster(&self, root: u32) -> Cluster {
        let mut members = self.members[root as usize].clone();
        members.sort_unstable();
        Cluster { members: members.into_iter().map(|i| (i, self.why[i as usize].clone())).collect() }
    }
}

impl Union<'_, '_> {
    fn find(&mut self, i: u32) -> u32 {
        let mut root = i;
        while self.joins.root[root as usize] != root {
            root = self.joins.root[root as usize];
        }
        let mut at = i;
        while self.joins.root[at as usize] != root {
            at = std::mem::replace(&mut self.joins.root[at as usize], root);
        }
        root
    }

    /// Joins the groups of two candidates unless a member forbids it. The later one remembers why.
    fn unite(&mut self, i: u32, j: u32, evidence: Evidence) -> bool {
        let (keep, gone) = (self.find(i), self.find(j));
        if keep == gone {
            return false;
        }
        let forbidden = self.asked(keep, i).any(|one| {
            one.known.is_none() && self.asked(gone, j).any(|other| self.judge.clashes(one, other))
        });
        if forbidden || self.is_parted(keep, gone) {
            return false;
        }
        self.merge(keep, gone);
        let later = i.max(j) as usize;
        if self.joins.why[later].is_none() {
            self.joins.why[later] = Some(evidence);
        } else if self.joins.why[i.min(j) as usize].is_none() {
            self.joins.why[i.min(j) as usize] = Some(evidence);
        }
        true
    }

    /// The members of a group that are asked for vetoes when one of them links: of those that the reader joined,
    /// only such as agree with that one.
    fn asked(&self, root: u32, linking: u32) -> impl Iterator<Item = &Candidate> {
        let own = &self.candidates[linking as usize];
        let joined = self.joins.by_reader.contains(&root);
        let members =
            self.joins.members[root as usize].iter().take(ASKED).map(|&m| &self.candidates[m as usize]);
        members.filter(move |member| !joined || !self.judge.clashes(member, own))
    }

    /// Whether the reader told a member of the one group apart from a member of the other.
    fn is_parted(&mut self, one: u32, other: u32) -> bool {
        if self.ruling.apart.is_empty() {
            return false;
        }
        let smaller = if self.joins.members[one as usize].len() < self.joins.members[other as usize].len() {
            one
        } else {
            other
        };
        let larger = if smaller == one { other } else { one };
        let ruling = self.ruling;
        let foes: Vec<u32> = self.joins.members[smaller as usize]
            .iter()
            .filter_map(|m| ruling.apart.get(m))
            .flatten()
            .copied()
            .collect();
        foes.into_iter().any(|foe| self.find(foe) == larger)
    }

    /// Joins what the reader joined.
    fn follow_reader(&mut self) {
        for group in &self.ruling.together {
            for &i in &group[1..] {
                let (keep, gone) = (self.find(group[0]), self.find(i));
                if keep != gone {
                    let root = self.merge(keep, gone);
                    self.joins.by_reader.insert(root);
                    self.joins.why[i as usize] = Some(Evidence::by_reader());
                }
            }
        }
    }

    /// Makes one group of two; returns its root.
    fn merge(&mut self, one: u32, other: u32) -> u32 {
        let (keep, gone) = (one.min(other), one.max(other));
        let moved = std::mem::take(&mut self.joins.members[gone as usize]);
        self.joins.members[keep as usize].extend(moved);
        self.joins.root[gone as usize] = keep;
        self.joins.merged.push(gone);
        if self.joins.by_reader.remove(&gone) {
            self.joins.by_reader.insert(keep);
        }
        keep
    }

    /// Collapses the tellings of one happening in one article.
    fn within_articles(&mut self, mut start: usize) {
        while start < self.candidates.len() {
            let article = self.candidates[start].article;
            let end =
                start + self.candidates[start..].partition_point(|candidate| candidate.article == article);
            for i in start..end {
                for j in (start..i).rev().take(2 * NEIGHBOURS) {
                    if let Some(evidence) = self.repeats(i, j) {
                        self.unite(j as u32, i as u32, evidence);
                    }
                }
            }
            start = end;
        }
    }

    /// Where one telling of an article says “recent”, the others of the same happening are as old.
    fn widen_guesses(&mut self, root: usize) {
        let group = &self.joins.members[root];
        if group.len() < 2 {
            return;
        }
        let guess = |&i: &u32| self.candidates[i as usize].when.filter(|when| when.guessed);
        let Some(from) = group.iter().filter_map(guess).map(|when| when.reach.from).min() else { return };
        for &i in group {
            if let Some(when) = &mut self.candidates[i as usize].when
                && when.guessed
            {
                when.reach.from = from;
            }
        }
    }

    /// Whether a candidate takes up an earlier one of its article.
    fn repeats(&self, i: usize, j: usize) -> Option<Evidence> {
        let (now, before) = (&self.candidates[i], &self.candidates[j]);
        if now.span == before.span && !(link::is_stay(now, before) || link::is_stay(before, now)) {
            return None;
        }
        if now.known.is_some() || before.known.is_some() {
            return self.judge.link(before, now);
        }
        if self.judge.forbidden(before, now) {
            return None;
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
        if agrees || proposal {
            return Some(evidence);
        }
        self.judge
            .link(before, now)
            .filter(|_| same || link::is_stay(now, before) || link::is_stay(before, now))
    }

    /// Links the tellings of different articles.
    fn across(&mut self) {
        self.fill_blocks();
        let mut found = Found::default();
        let mut keys: Vec<Key> = self.joins.blocks.keys().copied().collect();
        keys.sort_unstable();
        for key in &keys {
            let block = &self.joins.blocks[key];
            for (place, &i) in block.iter().enumerate() {
                self.meet(i, &block[place.saturating_sub(NEIGHBOURS)..place], &mut found);
            }
        }
        self.unite_found(found);
    }

    /// Links the tellings from `from` on, which are of one article, with their neighbours on both sides.
    fn across_from(&mut self, from: usize) {
        let mut found = Found::default();
        let mut met: Vec<(Key, u32)> = Vec::new();
        for i in from as u32..self.candidates.len() as u32 {
            for key in keys(&self.candidates[i as usize]) {
                met.push((key, i));
            }
        }
        met.sort_unstable();
        met.dedup();
        for &(key, i) in &met {
            let candidates = &*self.candidates;
            let block = self.joins.blocks.entry(key).or_default();
            let place = block.partition_point(|&other| order(candidates, other) < order(candidates, i));
            block.insert(place, i);
        }
        for (key, i) in met {
            let block = &self.joins.blocks[&key];
            let place =
                block.partition_point(|&other| order(self.candidates, other) < order(self.candidates, i));
            self.meet(i, &block[place.saturating_sub(NEIGHBOURS)..place], &mut found);
            let end = (place + 1 + NEIGHBOURS).min(block.len());
            // What is dated to a month has its place already, or none.
            for &later in
                block[place + 1..end].iter().take_while(|&&j| !is_coarse(&self.candidates[j as usize]))
            {
                self.meet(later, &[i], &mut found);
            }
        }
        self.unite_found(found);
    }

    /// Links a telling with some before it in its block, the nearest first.
    fn meet(&self, i: u32, before: &[u32], found: &mut Found) {
        let now = &self.candidates[i as usize];
        let mut links: Vec<(u32, Evidence)> = Vec::new();
        for &j in before.iter().rev() {
            let before = &self.candidates[j as usize];
            if now.article == before.article {
                continue;
            }
            if let Some(evidence) = self.judge.link(before, now) {
                links.push((j, evidence));
            }
        }
        if is_coarse(now) {
            found.coarse.push((i, links));
        } else {
            found.pairs.extend(links.into_iter().map(|(j, evidence)| (j, i, evidence)));
        }
    }

    /// Joins what was linked, the surest first.
    fn unite_found(&mut self, mut found: Found) {
        found.pairs.sort_by(|x, y| y.2.score.total_cmp(&x.2.score).then((x.0, x.1).cmp(&(y.0, y.1))));
        for (j, i, evidence) in found.pairs {
            self.unite(j, i, evidence);
        }
        self.place_coarse(found.coarse);
    }

    /// A telling dated to a month or year joins only where there is exactly one happening it can mean.
    fn place_coarse(&mut self, coarse: Vec<(u32, Vec<(u32, Evidence)>)>) {
        let mut options: Vec<(u32, Vec<(u32, Evidence)>)> = Vec::new();
        for (i, found) in coarse {
            match options.iter_mut().rev().take(64).find(|(other, _)| *other == i) {
                Some((_, all)) => all.extend(found),
                None => options.push((i, found)),
            }
        }
        for (i, mut found) in options {
            let mut roots: Vec<u32> = found.iter().map(|&(j, _)| self.find(j)).collect();
            roots.sort_unstable();
            roots.dedup();
            if roots.len() == 1 {
                found.sort_by(|x, y| y.1.score.total_cmp(&x.1.score).then(x.0.cmp(&y.0)));
                let (j, evidence) = found.swap_remove(0);
                self.unite(j, i, evidence);
            }
        }
    }

    fn fill_blocks(&mut self) {
        let mut blocks: HashMap<Key, Vec<u32>> = HashMap::new();
        for (i, candidate) in self.candidates.iter().enumerate() {
            for key in keys(candidate) {
                blocks.entry(key).or_default().push(i as u32);
            }
        }
        for block in blocks.values_mut() {
            block.sort_unstable_by_key(|&i| order(self.candidates, i));
            block.dedup();
        }
        self.joins.blocks = blocks;
    }
}

/// Links between tellings of different articles.
#[derive(Default)]
struct Found {
    pairs: Vec<(u32, u32, Evidence)>,
    /// For those dated to a month or year all they link to.
    coarse: Vec<(u32, Vec<(u32, Evidence)>)>,
}

/// The order of candidates in a block.
fn order(candidates: &[Candidate], i: u32) -> (bool, Option<chrono::NaiveDate>, u32) {
    let candidate = &candidates[i as usize];
    (is_coarse(candidate), candidate.when.map(|when| when.days.from), i)
}

/// Whether two lists hold the same, in any order.
fn same_set(a: &[EntityId], b: &[EntityId]) -> bool {
    a.len() == b.len() && a.iter().all(|id| b.contains(id))
}

/// What puts candidates into one block: a named event, or a class, two participants (or one and nobody) and a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key {
    class: Class,
    first: EntityId,
    second: Option<EntityId>,
    month: i32,
}

/// Participants that are looked at when blocks are made.
const KEYED: usize = 4;

/// The blocks of a candidate: for each participant, alone and with each other one.
fn keys(candidate: &Candidate) -> Vec<Key> {
    if let Some(known) = candidate.known {
        return vec![Key { class: Class::Known, first: known, second: None, month: 0 }];
    }
    let Some(when) = candidate.when else { return Vec::new() };
    if candidate.happening != Happening::Event {
        return Vec::new();
    }
    let class = candidate.class.block();
    let month = |date: chrono::NaiveDate| date.year() * 12 + date.month0().cast_signed();
    let months = month(when.reach.from)..=month(when.reach.to);
    let people: Vec<EntityId> = candidate.roles.participants.iter().copied().take(KEYED).collect();
    let mut keys = Vec::new();
    for month in months.take(13) {
        for (n, &a) in people.iter().enumerate() {
            keys.push(Key { class, first: a, second: None, month });
            for &b in &people[n + 1..] {
                keys.push(Key { class, first: a.min(b), second: Some(a.max(b)), month });
            }
        }
    }
    keys
}

/// Whether the date is no better than a month.
fn is_coarse(candidate: &Candidate) -> bool {
    candidate.known.is_none() && candidate.when.is_some_and(|when| when.precision > Precision::Day)
}
