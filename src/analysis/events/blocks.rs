//! Which tellings can be of one happening at all: those that share a class, two participants and a month.
//!
//! Each block is sorted by day, and only neighbours in it meet, so that time and memory grow with the number of
//! tellings. The blocks of a whole corpus are one plain list; what comes to a block later is kept beside it.

use super::candidate::Candidate;
use super::class::Class;
use crate::model::{EntityId, Happening, Precision};
use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;
use std::collections::HashMap;

/// Neighbours a candidate is compared with in its block.
pub(super) const NEIGHBOURS: usize = 30;
/// Participants that are looked at when blocks are made.
const KEYED: usize = 4;
/// Stands for nobody beside the first participant.
const NOBODY: EntityId = EntityId(u32::MAX);

/// What puts candidates into one block: a named event, or a class, two participants (or one and nobody) and a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    class: Class,
    first: EntityId,
    second: EntityId,
    month: i32,
}

/// The order of candidates in a block: by day, those dated no better than to a month last, then as they were read.
type Place = (bool, i32, u32);

/// The blocks. Memory grows with the number of candidates.
#[derive(Default)]
pub(super) struct Blocks {
    /// The blocks of the list, in order, with where each begins in it; the last ends with it.
    keys: Vec<(Key, u32)>,
    list: Vec<u32>,
    /// What came to blocks later, or to new ones, in order of place.
    added: HashMap<Key, Vec<u32>>,
}

/// The stretches of the list that stand before each candidate in its blocks.
pub(super) struct Before {
    /// Where the stretches of each candidate begin in the list of them; one more at the end.
    of: Vec<u32>,
    stretches: Vec<(u32, u32)>,
}

impl Blocks {
    /// The blocks of all candidates.
    pub(super) fn of(candidates: &[Candidate]) -> Self {
        let indices = 0..candidates.len() as u32;
        let mut entries: Vec<(Key, Place)> = indices
            .into_par_iter()
            .flat_map_iter(|i| {
                let candidate = &candidates[i as usize];
                let place = place(candidate, i);
                keys(candidate).into_iter().map(move |key| (key, place))
            })
            .collect();
        entries.par_sort_unstable();
        entries.dedup();
        let mut blocks = Self::default();
        blocks.list.reserve_exact(entries.len());
        for (key, (_, _, i)) in entries {
            if blocks.keys.last().is_none_or(|&(last, _)| last != key) {
                blocks.keys.push((key, blocks.list.len() as u32));
            }
            blocks.list.push(i);
        }
        blocks.keys.shrink_to_fit();
        blocks
    }

    /// Where the neighbours of each of so many candidates stand.
    pub(super) fn before(&self, candidates: usize) -> Before {
        let mut of = vec![0_u32; candidates + 1];
        for &i in &self.list {
            of[i as usize + 1] += 1;
        }
        for i in 1..of.len() {
            of[i] += of[i - 1];
        }
        let mut stretches = vec![(0, 0); self.list.len()];
        let mut filled = of.clone();
        for block in 0..self.keys.len() {
            let (begin, end) = (self.keys[block].1, self.end(block));
            for at in begin..end {
                let place = &mut filled[self.list[at as usize] as usize];
                stretches[*place as usize] = (at.saturating_sub(NEIGHBOURS as u32).max(begin), at);
                *place += 1;
            }
        }
        Before { of, stretches }
    }

    /// The neighbours before a candidate in all its blocks, each once, in order of their indices.
    pub(super) fn neighbours(&self, before: &Before, i: u32, into: &mut Vec<u32>) {
        into.clear();
        for &(from, to) in
            &before.stretches[before.of[i as usize] as usize..before.of[i as usize + 1] as usize]
        {
            into.extend_from_slice(&self.list[from as usize..to as usize]);
        }
        into.sort_unstable();
        into.dedup();
    }

    /// Adds candidates from an index on; returns the pairs of them with their neighbours that should meet, the one that
    /// stands before in its block first, each once.
    pub(super) fn add(&mut self, candidates: &[Candidate], from: usize) -> Vec<(u32, u32)> {
        let mut met: Vec<(Key, u32)> = (from as u32..candidates.len() as u32)
            .flat_map(|i| keys(&candidates[i as usize]).into_iter().map(move |key| (key, i)))
            .collect();
        met.sort_unstable();
        met.dedup();
        let order = |i: u32| place(&candidates[i as usize], i);
        for &(key, i) in &met {
            let added = self.added.entry(key).or_default();
            let at = added.partition_point(|&other| order(other) < order(i));
            added.insert(at, i);
        }
        let mut pairs = Vec::new();
        for &(key, i) in &met {
            let own = order(i);
            let parted = |list: &'_ [u32]| list.partition_point(|&other| order(other) < own);
            let (listed, added) = (self.listed(key), &self.added[&key][..]);
            let (a, b) = (parted(listed), parted(added));
            let earlier = merged(&listed[..a], &added[..b], true, order);
            pairs.extend(earlier.take(NEIGHBOURS).map(|other| (other, i)));
            // What is dated to a month has its place already, or none.
            let later = merged(&listed[a..], &added[b + 1..], false, order).take(NEIGHBOURS);
            let later = later.take_while(|&other| !is_coarse(&candidates[other as usize]));
            pairs.extend(later.map(|other| (i, other)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// A block as it is in the list.
    fn listed(&self, key: Key) -> &[u32] {
        match self.keys.binary_search_by_key(&key, |&(key, _)| key) {
            Ok(block) => &self.list[self.keys[block].1 as usize..self.end(block) as usize],
            Err(_) => &[],
        }
    }

    fn end(&self, block: usize) -> u32 {
        self.keys.get(block + 1).map_or(self.list.len() as u32, |&(_, begin)| begin)
    }
}

/// Two lists in order of place as one, from the end or from the beginning.
fn merged<'l>(
    one: &'l [u32],
    other: &'l [u32],
    from_end: bool,
    order: impl Fn(u32) -> Place + 'l,
) -> impl Iterator<Item = u32> + 'l {
    let (mut one, mut other) = (one, other);
    std::iter::from_fn(move || {
        let next = |list: &[u32]| if from_end { list.last() } else { list.first() }.copied();
        let list = match (next(one), next(other)) {
            (Some(x), Some(y)) if (order(x) > order(y)) != from_end => &mut other,
            (None, _) => &mut other,
            _ => &mut one,
        };
        let taken = if from_end { list.split_off_last() } else { list.split_off_first() };
        taken.copied()
    })
}

/// Where a candidate stands in its blocks.
fn place(candidate: &Candidate, i: u32) -> Place {
    let day = candidate.when.map_or(i32::MIN, |when| when.days.from.num_days_from_ce());
    (is_coarse(candidate), day, i)
}

/// Whether the one stands before the other in their blocks.
pub(super) fn is_before(candidates: &[Candidate], one: u32, other: u32) -> bool {
    place(&candidates[one as usize], one) < place(&candidates[other as usize], other)
}

/// Whether the date is no better than a month.
pub(super) fn is_coarse(candidate: &Candidate) -> bool {
    candidate.known.is_none() && candidate.when.is_some_and(|when| when.precision > Precision::Day)
}

/// The blocks of a candidate: for each participant, alone and with each other one.
fn keys(candidate: &Candidate) -> Vec<Key> {
    if let Some(known) = candidate.known {
        return vec![Key { class: Class::Known, first: known, second: NOBODY, month: 0 }];
    }
    let Some(when) = candidate.when else { return Vec::new() };
    if candidate.happening != Happening::Event {
        return Vec::new();
    }
    let class = candidate.class.block();
    let month = |date: NaiveDate| date.year() * 12 + date.month0().cast_signed();
    let months = month(when.reach.from)..=month(when.reach.to);
    // Of a disaster or an attack often only the place is named.
    let place = candidate.roles.place.filter(|_| candidate.roles.participants.len() < 2);
    let named = candidate.roles.participants.iter().copied().chain(place);
    let people: Vec<EntityId> = named.take(KEYED).collect();
    let mut keys = Vec::with_capacity(people.len() * (people.len() + 1));
    for month in months.take(13) {
        for (n, &a) in people.iter().enumerate() {
            keys.push(Key { class, first: a, second: NOBODY, month });
            for &b in &people[n + 1..] {
                keys.push(Key { class, first: a.min(b), second: a.max(b), month });
            }
        }
    }
    keys
}
