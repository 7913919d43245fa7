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
    /// Groups that the reader joined: their own members may clash.
    by_reader: HashSet<u32>,
    root: Vec<u32>,
    members: Vec<Vec<u32>>,
    why: Vec<Option<Evidence>>,
}

/// Groups candidates, in order of their first. `candidates` are sorted by article and place. What the reader ruled
/// comes first, and nothing overrules it.
pub(super) fn join(candidates: &mut [Candidate], judge: &Judge<'_>, ruling: &Ruling) -> Vec<Cluster> {
    let count = candidates.len();
    let mut union = Union {
        candidates,
        judge,
        ruling,
        by_reader: HashSet::new(),
        root: (0..count as u32).collect(),
        members: (0..count as u32).map(|i| vec![i]).collect(),
        why: vec![None; count],
    };
    union.follow_reader();
    union.within_articles();
    union.widen_guesses();
    union.across();
    let Union { members, mut why, .. } = union;
    let clusters = members.into_iter().filter(|members| !members.is_empty()).map(|mut members| {
        members.sort_unstable();
        Cluster { members: members.into_iter().map(|i| (i, why[i as usize].take())).collect() }
    });
    clusters.collect()
}

impl Union<'_, '_> {
    fn find(&mut self, i: u32) -> u32 {
        let mut root = i;
        while self.root[root as usize] != root {
            root = self.root[root as usize];
        }
        let mut at = i;
        while self.root[at as usize] != root {
            at = std::mem::replace(&mut self.root[at as usize], root);
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
        if self.why[later].is_none() {
            self.why[later] = Some(evidence);
        } else if self.why[i.min(j) as usize].is_none() {
            self.why[i.min(j) as usize] = Some(evidence);
        }
        true
    }

    /// The members of a group that are asked for vetoes when one of them links: of those that the reader joined,
    /// only such as agree with that one.
    fn asked(&self, root: u32, linking: u32) -> impl Iterator<Item = &Candidate> {
        let own = &self.candidates[linking as usize];
        let joined = self.by_reader.contains(&root);
        let members = self.members[root as usize].iter().take(ASKED).map(|&m| &self.candidates[m as usize]);
        members.filter(move |member| !joined || !self.judge.clashes(member, own))
    }

    /// Whether the reader told a member of the one group apart from a member of the other.
    fn is_parted(&mut self, one: u32, other: u32) -> bool {
        if self.ruling.apart.is_empty() {
            return false;
        }
        let smaller =
            if self.members[one as usize].len() < self.members[other as usize].len() { one } else { other };
        let larger = if smaller == one { other } else { one };
        let ruling = self.ruling;
        let foes: Vec<u32> = self.members[smaller as usize]
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
                    self.by_reader.insert(root);
                    self.why[i as usize] = Some(Evidence::by_reader());
                }
            }
        }
    }

    /// Makes one group of two; returns its root.
    fn merge(&mut self, one: u32, other: u32) -> u32 {
        let (keep, gone) = (one.min(other), one.max(other));
        let moved = std::mem::take(&mut self.members[gone as usize]);
        self.members[keep as usize].extend(moved);
        self.root[gone as usize] = keep;
        if self.by_reader.remove(&gone) {
            self.by_reader.insert(keep);
        }
        keep
    }

    /// Collapses the tellings of one happening in one article.
    fn within_articles(&mut self) {
        let mut start = 0;
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
    fn widen_guesses(&mut self) {
        for group in self.members.iter().filter(|group| group.len() > 1) {
            let guess = |&i: &u32| self.candidates[i as usize].when.filter(|when| when.guessed);
            let Some(from) = group.iter().filter_map(guess).map(|when| when.reach.from).min() else {
                continue;
            };
            for &i in group {
                if let Some(when) = &mut self.candidates[i as usize].when
                    && when.guessed
                {
                    when.reach.from = from;
                }
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
        let proposal = now.happening == Happening::Proposal
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
        let mut pairs: Vec<(f64, u32, u32, Evidence)> = Vec::new();
        let mut coarse: Vec<(u32, Vec<(u32, Evidence)>)> = Vec::new();
        for block in self.blocks() {
            for (place, &i) in block.iter().enumerate() {
                let now = &self.candidates[i as usize];
                let mut found: Vec<(u32, Evidence)> = Vec::new();
                for &j in block[..place].iter().rev().take(NEIGHBOURS) {
                    let before = &self.candidates[j as usize];
                    if now.article == before.article {
                        continue;
                    }
                    if let Some(evidence) = self.judge.link(before, now) {
                        found.push((j, evidence));
                    }
                }
                if is_coarse(now) {
                    coarse.push((i, found));
                } else {
                    pairs.extend(found.into_iter().map(|(j, evidence)| (evidence.score, j, i, evidence)));
                }
            }
        }
        pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        for (_, j, i, evidence) in pairs {
            self.unite(j, i, evidence);
        }
        self.place_coarse(coarse);
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

    /// Candidates that can be of one happening, each block sorted by day and then by place, the coarse last.
    fn blocks(&self) -> Vec<Vec<u32>> {
        let mut blocks: HashMap<Key, Vec<u32>> = HashMap::new();
        for (i, candidate) in self.candidates.iter().enumerate() {
            for key in keys(candidate) {
                blocks.entry(key).or_default().push(i as u32);
            }
        }
        let mut blocks: Vec<(Key, Vec<u32>)> =
            blocks.into_iter().filter(|(_, block)| block.len() > 1).collect();
        blocks.sort_unstable_by_key(|(key, _)| *key);
        let day = |i: u32| {
            let candidate = &self.candidates[i as usize];
            (is_coarse(candidate), candidate.when.map(|when| when.days.from), i)
        };
        for (_, block) in &mut blocks {
            block.sort_unstable_by_key(|&i| day(i));
            block.dedup();
        }
        blocks.into_iter().map(|(_, block)| block).collect()
    }
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
    if candidate.happening == Happening::Proposal {
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
