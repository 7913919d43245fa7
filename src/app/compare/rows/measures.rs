//! Rows of what is counted over each side: numbers, words, names, sources, emphasis.

use super::Builder;
use crate::app::compare::weights::{self, Bars};
use crate::app::compare::{Cell, RowKind, of_kind};
use crate::model::Passage;
use crate::model::comparison::{NamingKind, Phrase};

/// Phrases of a slot on a side.
const MOST_PHRASES: usize = 4;

impl Builder<'_> {
    pub(super) fn numbers(&mut self) {
        let comparison = self.comparison;
        if comparison.numbers.is_empty() {
            return;
        }
        self.section("numbers", "one quantity, two values");
        for (i, clash) in comparison.numbers.iter().enumerate() {
            let cell = |passage: Passage| {
                let body = self.corpus.article(passage.article);
                let words = body.words(passage.span);
                self.words_cell(&format!("{}: {words}", clash.quantity), Cell::Words)
            };
            let (left, right) = (cell(clash.left), cell(clash.right));
            self.row(RowKind::Number(i), [left, right, Vec::new()]);
        }
    }

    /// What each side calls the same thing, then the same person.
    pub(super) fn words(&mut self) {
        for (kind, name, told) in [
            (NamingKind::Thing, "words", "what each side calls the same thing"),
            (NamingKind::Person, "names and titles", "how each side names the same person"),
        ] {
            let comparison = self.comparison;
            let all: Vec<usize> =
                (0..comparison.naming.len()).filter(|&i| of_kind(kind)(&comparison.naming[i])).collect();
            if all.is_empty() {
                continue;
            }
            self.section(name, told);
            for i in all {
                let naming = &comparison.naming[i];
                let cell = |phrases: &[Phrase]| {
                    let list: Vec<String> = phrases.iter().take(MOST_PHRASES).map(phrase).collect();
                    let list = if list.is_empty() { "–".to_owned() } else { list.join(", ") };
                    self.words_cell(&format!("{}: {list}", naming.slot), Cell::Words)
                };
                let (left, right) = (cell(&naming.left), cell(&naming.right));
                self.row(RowKind::Naming(i), [left, right, Vec::new()]);
            }
        }
    }

    pub(super) fn distinctive(&mut self) {
        let words = &self.comparison.distinctive;
        let (left, right): (Vec<usize>, Vec<usize>) = (0..words.len()).partition(|&i| words[i].z > 0.0);
        if words.is_empty() {
            return;
        }
        self.section(
            "words one side uses far more",
            "uses left : right, and by how many standard deviations",
        );
        for k in 0..left.len().max(right.len()) {
            let (l, r) = (left.get(k).copied(), right.get(k).copied());
            let cell = |i: Option<usize>| {
                i.map_or_else(Vec::new, |i| {
                    let word = &words[i];
                    let told =
                        format!("{}  {} : {}  z {:.1}", word.word, word.left, word.right, word.z.abs());
                    self.words_cell(&told, Cell::Words)
                })
            };
            let (a, b) = (cell(l), cell(r));
            self.row(RowKind::Distinctive(l, r), [a, b, Vec::new()]);
        }
    }

    pub(super) fn sources(&mut self) {
        let (left, right) = (&self.comparison.speakers_left, &self.comparison.speakers_right);
        if left.is_empty() && right.is_empty() {
            return;
        }
        self.section("sources", "who is quoted or reported, and how often");
        for (l, r) in weights::beside(left, right) {
            let cell = |source: Option<&crate::model::comparison::Source>| {
                source.map_or_else(Vec::new, |source| self.words_cell(&weights::source(source), Cell::Words))
            };
            let (a, b) = (cell(l.map(|i| &left[i])), cell(r.map(|i| &right[i])));
            self.row(RowKind::Source(l, r), [a, b, Vec::new()]);
        }
    }

    pub(super) fn weights(&mut self) {
        let comparison = self.comparison;
        if !comparison.emphasis.is_empty() {
            self.section("emphasis", "share of the sentences that mention it, and where it first stands");
            let name = |i: usize| self.corpus.entities.get(comparison.emphasis[i].entity).name.as_str();
            let bars = Bars::new((0..comparison.emphasis.len()).map(name), self.columns.width);
            for (i, one) in comparison.emphasis.iter().enumerate() {
                let name = self.corpus.entities.get(one.entity).name.as_str();
                let [left, right] =
                    [one.left, one.right].map(|weight| self.words_cell(&bars.row(name, weight), Cell::Words));
                self.row(RowKind::Weight(i), [left, right, Vec::new()]);
            }
        }
        if !comparison.events.is_empty() {
            self.section(
                "events both tell",
                "share of the sentences that tell it, and where it first stands",
            );
            let bars =
                Bars::new(comparison.events.iter().map(|event| event.label.as_str()), self.columns.width);
            for (i, one) in comparison.events.iter().enumerate() {
                let [left, right] = [one.left, one.right]
                    .map(|weight| self.words_cell(&bars.row(&one.label, weight), Cell::Words));
                self.row(RowKind::Event(i), [left, right, Vec::new()]);
            }
        }
    }
}

fn phrase(phrase: &Phrase) -> String {
    if phrase.count > 1 { format!("{} ({})", phrase.text, phrase.count) } else { phrase.text.to_string() }
}
