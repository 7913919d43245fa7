//! Stepping through the readings of a filter's word: `zelinsky` as Volodymyr Zelenskyy, then as Olena Zelenska.

use super::state::App;
use crate::index::{Chip, Reading};
use std::ops::Range;

/// A filter whose word is being read in other ways.
#[derive(Debug, Clone)]
pub struct Rereading {
    /// The filter as typed.
    typed: String,
    /// Where the word stands in it, in bytes.
    word: Range<usize>,
    readings: Vec<Reading>,
    /// Which reading is shown: 0 for the word as typed.
    at: usize,
}

impl Rereading {
    /// Begins with the last word of a filter that has other readings.
    pub(super) fn begin(app: &App) -> Option<Self> {
        let (library, typed) = (app.library.as_ref()?, &app.list.query);
        let last = |chip: &Chip| {
            let word = typed.get(chip.span.clone())?;
            // The chips may be those of a filter that was there before the last key.
            let readings = word.contains(chip.typed.as_str()).then(|| library.index.readings(chip))?;
            let begun = Self { typed: typed.clone(), word: chip.span.clone(), readings, at: 0 };
            (!begun.readings.is_empty()).then_some(begun)
        };
        app.list.hits.chips.iter().rev().find_map(last)
    }

    /// The filter as it is read now.
    pub(super) fn query(&self) -> String {
        let Some(reading) = self.at.checked_sub(1).and_then(|at| self.readings.get(at)) else {
            return self.typed.clone();
        };
        [&self.typed[..self.word.start], &reading.term, &self.typed[self.word.end..]].concat()
    }

    pub(super) fn told(&self) -> String {
        let word = self.typed.get(self.word.clone()).unwrap_or_default();
        let count = self.readings.len() + 1;
        match self.at.checked_sub(1).and_then(|at| self.readings.get(at)) {
            Some(reading) => format!("{word} → {}, reading {} of {count}", reading.name, self.at + 1),
            None => format!("{word} as typed, reading 1 of {count}"),
        }
    }

    /// Takes the reading that lies `step` further, around the end.
    pub(super) fn step(&mut self, step: isize) {
        let count = (self.readings.len() + 1).cast_signed();
        self.at = (self.at.cast_signed() + step).rem_euclid(count).unsigned_abs();
    }
}
