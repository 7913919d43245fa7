//! What the whole article shows: full names, their surnames, abbreviations with their expansions.
//!
//! Rule: a bare surname is the last full name with it before, else the first one after. What is in no full name is left
//! to the gazetteer.

use super::cues::Cues;
use super::page::Page;
use crate::analysis::gazetteer::fold;
use crate::analysis::gazetteer::lexicon::Folded;
use crate::model::{EntityId, EntityKind};

/// A full name seen.
#[derive(Debug, Clone, Copy)]
struct Seen {
    at: usize,
    to: usize,
    entity: EntityId,
}

/// Who bears a surname.
#[derive(Debug, Default)]
struct Bearers {
    /// Their full names, in reading order.
    seen: Vec<Seen>,
    /// Each once, in order of first mention.
    people: Vec<EntityId>,
}

/// Names of the article that are settled.
#[derive(Debug, Default)]
pub(super) struct Memory {
    surnames: Folded<Bearers>,
    given: Folded<EntityId>,
    names: Folded<(EntityId, EntityKind)>,
    /// Bodies by the word that tells what they are: `Commission`, `League`.
    bodies: Folded<Vec<Seen>>,
}

/// The hash of a run of items, hyphens and dots passed over.
pub(super) fn phrase(page: &Page<'_>, from: usize, to: usize) -> u64 {
    use crate::analysis::gazetteer::lexicon::Link;
    page.items[from..to]
        .iter()
        .enumerate()
        .filter(|(i, item)| *i == 0 || item.word.link != Link::Joint)
        .fold(fold::EMPTY, |hash, (_, item)| fold::join(hash, item.word.hash))
}

/// The hash a surname of one word is kept under.
pub(super) fn surname(page: &Page<'_>, i: usize) -> u64 {
    fold::join(fold::EMPTY, page.items[i].word.hash)
}

impl Memory {
    /// Notes a name of several words or an abbreviation.
    pub(super) fn note(&mut self, name: u64, entity: EntityId, kind: EntityKind) {
        self.names.entry(name).or_insert((entity, kind));
    }

    /// Notes a person's surname and first name.
    pub(super) fn note_person(
        &mut self,
        page: &Page<'_>,
        from: usize,
        to: usize,
        surname: u64,
        entity: EntityId,
    ) {
        let bearers = self.surnames.entry(surname).or_default();
        bearers.seen.push(Seen { at: from, to, entity });
        if !bearers.people.contains(&entity) {
            bearers.people.push(entity);
        }
        if to - from > 1 && page.cues(from).any(Cues::GIVEN) {
            self.given.entry(fold::join(fold::EMPTY, page.items[from].word.hash)).or_insert(entity);
        }
    }

    /// Notes a body under the word that tells what it is.
    pub(super) fn note_body(&mut self, head: u64, at: usize, entity: EntityId) {
        self.bodies.entry(head).or_default().push(Seen { at, to: at + 1, entity });
    }

    /// The body that `the Commission` at item `at` is short for: the last one named before.
    pub(super) fn body(&self, head: u64, at: usize) -> Option<EntityId> {
        let seen = self.bodies.get(&head)?;
        let before = seen.partition_point(|seen| seen.at < at).checked_sub(1)?;
        Some(seen[before].entity)
    }

    /// What a settled name means.
    pub(super) fn name(&self, name: u64) -> Option<(EntityId, EntityKind)> {
        self.names.get(&name).copied()
    }

    /// Who a surname at item `at` refers to: the last one before, else the first after; with the others of that name.
    pub(super) fn person(&self, surname: u64, at: usize) -> Option<(EntityId, Vec<EntityId>)> {
        let Bearers { seen, people } = self.surnames.get(&surname)?;
        let after = seen.partition_point(|seen| seen.at < at);
        let chosen = if after > 0 { seen[after - 1] } else { *seen.first()? };
        let others = people.iter().copied().filter(|&other| other != chosen.entity).collect();
        Some((chosen.entity, others))
    }

    /// Puts the names back in the order of the text, after some were noted late.
    pub(super) fn sort(&mut self) {
        for Bearers { seen, people } in self.surnames.values_mut() {
            seen.sort_by_key(|seen| seen.at);
            let first = |person: &EntityId| seen.iter().position(|seen| seen.entity == *person);
            people.sort_by_cached_key(first);
        }
    }

    /// Where the last full name of that surname before item `at` stands.
    pub(super) fn last_before(&self, surname: u64, at: usize) -> Option<usize> {
        let seen = &self.surnames.get(&surname)?.seen;
        let before = seen.partition_point(|seen| seen.at < at).checked_sub(1)?;
        Some(seen[before].at)
    }

    /// Everybody of a surname who is named in full in the article, in order of the first time.
    pub(super) fn people(&self, surname: u64) -> &[EntityId] {
        self.surnames.get(&surname).map_or(&[], |bearers| &bearers.people)
    }

    /// The full names of a surname, each with its first item, the one past its last, and whose it is.
    pub(super) fn full_names(&self, surname: u64) -> impl Iterator<Item = (usize, usize, EntityId)> + '_ {
        let seen = self.surnames.get(&surname).into_iter().flat_map(|bearers| &bearers.seen);
        seen.map(|seen| (seen.at, seen.to, seen.entity))
    }

    /// Whether a full name of that surname begins at item `at`.
    pub(super) fn is_full_name(&self, surname: u64, at: usize) -> bool {
        self.surnames
            .get(&surname)
            .is_some_and(|bearers| bearers.seen.binary_search_by_key(&at, |seen| seen.at).is_ok())
    }

    /// Who a first name refers to.
    pub(super) fn first_name(&self, name: u64) -> Option<EntityId> {
        self.given.get(&name).copied()
    }
}
