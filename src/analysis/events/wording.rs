//! The words of what is told, as small numbers in one list, and how much each weighs.
//!
//! Linking compares the words of neighbours again and again: numbers are compared faster than hashes, a weight is read
//! from a list instead of being worked out, and a sentence takes four bytes a word. The weighting is that of
//! [`terms`](crate::analysis::terms), counted over tellings.

use crate::analysis::terms::{TermId, TermMap, idf};
use crate::model::{Counts, EntityId, EntityTable};
use rayon::prelude::*;

/// A stretch of the list of words: those of one sentence, sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub from: u32,
    pub to: u32,
}

/// Stands for a word that nothing tells.
const NONE: u32 = u32::MAX;

/// All words. Memory grows with the number of sentences that tell something.
#[derive(Default)]
pub(super) struct Wording {
    numbers: TermMap<TermId, u32>,
    /// How many tellings have each, and how many tellings there are.
    frequency: Vec<u32>,
    told: u32,
    list: Vec<u32>,
    /// The number of each entity's term.
    of_entity: Vec<u32>,
    /// The square of each one's rarity, where none was added since all were weighed.
    weights: Vec<f64>,
    /// What each one's frequency takes from its rarity, and what all have alike, once some were added.
    logs: Vec<f64>,
    all_alike: f64,
    /// Whether more may be added.
    is_open: bool,
}

impl Wording {
    /// In how many tellings each word is.
    pub(super) fn counts(&self) -> Counts {
        let of = |(term, &number): (&TermId, &u32)| (term.number(), self.frequency[number as usize]);
        Counts::of(self.told, self.numbers.iter().map(of))
    }

    /// Numbers all in order of their terms as [`Self::settle`] does, where they are those of some neighbours only:
    /// weighed by what was counted of all before. Knows the terms of those entities only that are named.
    pub(super) fn settle_under(
        &mut self,
        counted: &Counts,
        named: impl Iterator<Item = EntityId>,
        entities: &EntityTable,
    ) {
        self.told = counted.documents();
        for (term, &number) in &self.numbers {
            self.frequency[number as usize] = counted.get(term.number());
        }
        self.number_in_order();
        self.learn(named, entities);
    }

    /// Takes in the words of a sentence, sorted, which so many tellings share.
    pub(super) fn add(&mut self, terms: &[TermId], tellings: u32) -> Words {
        let from = self.list.len() as u32;
        for &term in terms {
            let next = self.frequency.len() as u32;
            let number = *self.numbers.entry(term).or_insert(next);
            if number == next {
                self.frequency.push(0);
            }
            self.frequency[number as usize] += tellings;
            self.list.push(number);
            if self.is_open {
                self.logs.resize(self.frequency.len(), 0.0);
                self.logs[number as usize] = log(self.frequency[number as usize]);
            }
        }
        self.told += tellings;
        Words { from, to: self.list.len() as u32 }
    }

    /// Puts the words of a sentence that was added after [`Self::settle`] in order of their numbers, and brings places
    /// among them up to date.
    pub(super) fn sort<'p>(&mut self, words: Words, places: impl Iterator<Item = &'p mut u32>) {
        let sentence = &mut self.list[words.from as usize..words.to as usize];
        let before = sentence.to_vec();
        sentence.sort_unstable();
        for place in places {
            let word = before[(*place - words.from) as usize];
            *place = words.from + sentence.partition_point(|&other| other < word) as u32;
        }
        self.weights = Vec::new();
        self.all_alike = log(self.told) + 1.0;
    }

    /// Numbers all in order of their terms, so that sums run in one order however the articles came, and weighs them.
    /// Forgets what only adding needs unless more may come.
    pub(super) fn settle(&mut self, entities: &EntityTable, grows: bool) {
        self.number_in_order();
        let numbers = &self.numbers;
        let ids = (0..entities.len() as u32).into_par_iter();
        self.of_entity = ids.map(|id| number_of(numbers, entities, EntityId(id))).collect();
        self.is_open = grows;
        if grows {
            self.logs = self.frequency.iter().map(|&frequency| log(frequency)).collect();
        } else {
            self.numbers = TermMap::default();
        }
    }

    fn number_in_order(&mut self) {
        let mut order: Vec<(TermId, u32)> =
            self.numbers.iter().map(|(&term, &number)| (term, number)).collect();
        order.par_sort_unstable();
        let mut place = vec![0_u32; order.len()];
        for (new, &(_, old)) in order.iter().enumerate() {
            place[old as usize] = new as u32;
        }
        self.frequency = order.iter().map(|&(_, old)| self.frequency[old as usize]).collect();
        self.list.par_iter_mut().for_each(|number| *number = place[*number as usize]);
        self.numbers.values_mut().for_each(|number| *number = place[*number as usize]);
        self.weights = self.frequency.iter().map(|&frequency| square(self.told, frequency)).collect();
    }

    /// Learns the terms of entities that an article more names.
    pub(super) fn learn(&mut self, named: impl Iterator<Item = EntityId>, entities: &EntityTable) {
        self.of_entity.resize(entities.len().max(self.of_entity.len()), NONE);
        for id in named {
            self.of_entity[id.0 as usize] = number_of(&self.numbers, entities, id);
        }
    }

    /// The words of a sentence.
    pub(super) fn of(&self, words: Words) -> &[u32] {
        &self.list[words.from as usize..words.to as usize]
    }

    /// The word at a place of the list.
    pub(super) fn at(&self, place: u32) -> u32 {
        self.list[place as usize]
    }

    /// The term of an entity; none of those in any sentence where no sentence names it.
    pub(super) fn entity(&self, id: EntityId) -> u32 {
        self.of_entity.get(id.0 as usize).copied().unwrap_or(NONE)
    }

    /// The square of a word's rarity.
    #[inline]
    pub(super) fn weight(&self, number: u32) -> f64 {
        let known = self.weights.get(number as usize).copied();
        known.unwrap_or_else(|| (self.all_alike - self.logs[number as usize]).powi(2))
    }

    /// How much the words of a sentence weigh together: the length of their vector.
    pub(super) fn length(&self, words: Words) -> f64 {
        self.of(words).iter().map(|&number| self.weight(number)).sum::<f64>().sqrt()
    }

    /// Whether the weights are as they were when all were weighed.
    pub(super) fn is_weighed(&self) -> bool {
        !self.weights.is_empty()
    }
}

/// The part of a rarity that so many tellings make.
fn log(count: u32) -> f64 {
    (f64::from(count) + 1.0).ln()
}

fn square(told: u32, frequency: u32) -> f64 {
    idf(told, frequency).powi(2)
}

fn number_of(numbers: &TermMap<TermId, u32>, entities: &EntityTable, id: EntityId) -> u32 {
    numbers.get(&TermId::of_entity(&entities.get(id).key)).copied().unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_in_order_of_their_terms_and_rare_ones_weigh_more() {
        let mut terms: Vec<TermId> = ["rain", "hill", "ferry"].map(TermId::of_stem).into();
        terms.sort_unstable();
        let mut wording = Wording::default();
        let last = wording.add(&terms[2..], 1);
        let all = wording.add(&terms, 2);
        wording.settle(&EntityTable::default(), true);
        assert_eq!((wording.of(all), wording.of(last)), (&[0, 1, 2][..], &[2][..]));
        assert!(wording.weight(0) > wording.weight(2));
        assert!((wording.weight(0) - square(3, 2)).abs() < 1e-12 && wording.is_weighed());
        let more = wording.add(&[TermId::of_stem("harbour"), terms[0]], 1);
        let mut place = more.from;
        wording.sort(more, std::iter::once(&mut place));
        assert_eq!((wording.of(more), wording.is_weighed()), (&[0, 3][..], false));
        assert_eq!(wording.at(place), 3);
        assert!((wording.weight(0) - square(4, 3)).abs() < 1e-12);
    }
}
