//! How alike two words are in meaning: the thesaurus built from `WordNet` (`assets/thesaurus`), the groups of
//! `assets/concepts.tsv`, and words that name one class of happening (`assets/triggers.tsv`).

use super::concepts;
use crate::analysis::opposites::are_opposite;
use crate::analysis::terms::{TermId, TermMap, Terms};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// How alike words of one group are.
const GROUP: f64 = 0.5;
/// How alike words for one class of happening are: a summit and talks, an attack and a raid.
const CLASS: f64 = 0.5;
/// From this likeness on a pair of the thesaurus is used.
const LEAST: f64 = 0.35;

static ALIKE: LazyLock<TermMap<TermId, Vec<(TermId, f64)>>> = LazyLock::new(|| {
    let mut table = Table::default();
    table.thesaurus(include_str!("../../../assets/thesaurus/words.tsv"));
    table.classes(include_str!("../../../assets/triggers.tsv"));
    for group in concepts::groups() {
        table.all_alike(&group, GROUP);
    }
    table.finish()
});

/// The stems that mean much the same as this one, in order of stem, with how alike they are, above 0 to 1.
pub(super) fn alike(stem: TermId) -> &'static [(TermId, f64)] {
    ALIKE.get(&stem).map_or(&[], Vec::as_slice)
}

/// Builds the map; stems each word once.
#[derive(Default)]
struct Table {
    rules: Terms,
    stems: HashMap<&'static str, Option<TermId>>,
    alike: TermMap<TermId, Vec<(TermId, f64)>>,
}

impl Table {
    fn stem(&mut self, word: &'static str) -> Option<TermId> {
        let rules = &self.rules;
        *self.stems.entry(word).or_insert_with(|| rules.term(word).map(|stem| TermId::of_stem(&stem)))
    }

    /// Lines of a word, a tab, and words with percent: `aid⇥assist:52 help:68`.
    fn thesaurus(&mut self, table: &'static str) {
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let Some((word, others)) = line.split_once('\t') else { continue };
            let Some(stem) = self.stem(word) else { continue };
            for (other, percent) in others.split(' ').filter_map(|cell| cell.split_once(':')) {
                let likeness = percent.parse::<f64>().unwrap_or(0.0) / 100.0;
                if let (true, Some(other)) = (likeness >= LEAST, self.stem(other)) {
                    self.both(stem, other, likeness);
                }
            }
        }
    }

    /// Single words of one class of the table of triggers.
    fn classes(&mut self, table: &'static str) {
        let mut classes: BTreeMap<&str, Vec<TermId>> = BTreeMap::new();
        for line in table.lines().skip(1).filter(|line| !line.starts_with('#')) {
            let cells: Vec<&'static str> = line.split('\t').collect();
            let (Some(class), Some(lemma)) = (cells.first(), cells.get(2)) else { continue };
            let forms = cells.get(4).into_iter().flat_map(|forms| forms.split(['|', ' ']));
            for word in std::iter::once(*lemma).chain(forms).filter(|word| !word.contains(' ')) {
                classes.entry(class).or_default().extend(self.stem(word));
            }
        }
        for stems in classes.values() {
            self.all_alike(stems, CLASS);
        }
    }

    fn all_alike(&mut self, stems: &[TermId], likeness: f64) {
        for (i, &a) in stems.iter().enumerate() {
            for &b in &stems[..i] {
                self.both(a, b, likeness);
            }
        }
    }

    fn both(&mut self, a: TermId, b: TermId, likeness: f64) {
        if a != b && !are_opposite(a, b) {
            self.alike.entry(a).or_default().push((b, likeness));
            self.alike.entry(b).or_default().push((a, likeness));
        }
    }

    /// Each pair once, with the best of what the tables say.
    fn finish(mut self) -> TermMap<TermId, Vec<(TermId, f64)>> {
        for list in self.alike.values_mut() {
            list.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            list.dedup_by_key(|(stem, _)| *stem);
        }
        self.alike
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(a: &str, b: &str) -> f64 {
        let of = |word| TermId::of_stem(&Terms::default().term(word).unwrap_or_default());
        alike(of(a)).iter().find(|(stem, _)| *stem == of(b)).map_or(0.0, |&(_, likeness)| likeness)
    }

    #[test]
    fn words_of_like_meaning_are_known_from_all_three_tables() {
        for (a, b) in
            [("buys", "purchased"), ("help", "aid"), ("alliances", "partnership"), ("summit", "talks")]
        {
            let there = likeness(a, b);
            assert!((LEAST..=1.0).contains(&there), "{a} {b} {there}");
            assert!((there - likeness(b, a)).abs() < 1e-9, "{a} {b}: from either side");
        }
        for (a, b) in [("harbour", "violin"), ("rise", "fall"), ("war", "war"), ("imposed", "lifting")] {
            assert!(likeness(a, b) < 1e-9, "{a} {b}");
        }
    }

    #[test]
    fn the_thesaurus_is_sorted_and_whole() {
        let lines: Vec<_> = include_str!("../../../assets/thesaurus/words.tsv").lines().skip(1).collect();
        assert!(lines.len() > 8000 && lines.is_sorted());
        for line in lines {
            let (word, others) = line.split_once('\t').expect("a tab");
            for cell in others.split(' ') {
                let (other, percent) = cell.split_once(':').expect("a colon");
                assert!(word < other && (25..100).contains(&percent.parse::<u32>().unwrap()), "{line}");
            }
        }
    }
}
