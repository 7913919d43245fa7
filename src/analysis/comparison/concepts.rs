//! Words of the news that name one thing (`assets/concepts.tsv`): “alliance” and “partnership”, “war” and “conflict”.

use crate::analysis::terms::{TermId, TermMap, Terms};
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// A group of words for one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Concept {
    /// Its name in the table, which is also what a person is shown.
    pub(super) name: &'static str,
    /// Whether an outlet's choice among the words is worth showing.
    pub(super) slot: bool,
    /// The term that stands for the group.
    pub(super) term: TermId,
}

static CONCEPTS: LazyLock<TermMap<TermId, Vec<Concept>>> = LazyLock::new(|| {
    let rules = Terms::default();
    let mut concepts: TermMap<TermId, Vec<Concept>> = TermMap::default();
    let table = include_str!("../../../assets/concepts.tsv");
    for line in table.lines().skip(1).filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(name), Some(slot), Some(words)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        let concept =
            Concept { name, slot: slot == "yes", term: TermId::of_entity(&format!("concept:{name}")) };
        for word in words.split(' ') {
            if let Some(stem) = rules.term(word) {
                let of_stem = concepts.entry(TermId::of_stem(&stem)).or_default();
                if !of_stem.contains(&concept) {
                    of_stem.push(concept);
                }
            }
        }
    }
    concepts
});

/// The groups a stem belongs to; empty for most.
pub(super) fn of(stem: TermId) -> &'static [Concept] {
    CONCEPTS.get(&stem).map_or(&[], Vec::as_slice)
}

/// Whether the word stands in the table as it is, or in the plural: “cooperative” only has the stem of one that does.
pub(super) fn is_listed(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let lines = include_str!("../../../assets/concepts.tsv").lines().skip(1);
        let cells = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').nth(2));
        cells.flat_map(|words| words.split(' ')).collect()
    });
    let lower = word.to_lowercase();
    let singular = [lower.strip_suffix("s"), lower.strip_suffix("es"), Some(lower.as_str())];
    singular.into_iter().flatten().any(|word| WORDS.contains(word))
        || lower.strip_suffix("ies").is_some_and(|stem| WORDS.contains(format!("{stem}y").as_str()))
}

/// The stems of each group, in order of its name.
pub(super) fn groups() -> Vec<Vec<TermId>> {
    let mut groups: BTreeMap<&str, Vec<TermId>> = BTreeMap::new();
    for (&stem, concepts) in CONCEPTS.iter() {
        for concept in concepts {
            groups.entry(concept.name).or_default().push(stem);
        }
    }
    let sorted = |mut stems: Vec<TermId>| {
        stems.sort_unstable();
        stems
    };
    groups.into_values().map(sorted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(word: &str) -> Vec<&'static str> {
        let stem = Terms::default().term(word).unwrap_or_default();
        of(TermId::of_stem(&stem)).iter().map(|concept| concept.name).collect()
    }

    #[test]
    fn words_of_one_thing_meet() {
        assert!(names("alliances").iter().any(|name| names("Partnership").contains(name)));
        assert!(names("war").iter().any(|name| names("conflict").contains(name)));
        assert!(names("harbour").is_empty());
    }

    #[test]
    fn the_table_is_sorted_and_whole() {
        let lines: Vec<_> = include_str!("../../../assets/concepts.tsv")
            .lines()
            .skip(1)
            .filter(|line| !line.starts_with('#'))
            .collect();
        for line in &lines {
            let cells: Vec<_> = line.split('\t').collect();
            assert!(cells.len() == 3 && ["yes", "no"].contains(&cells[1]), "{line}");
            assert!(cells[2].split(' ').count() >= 2, "{line}");
        }
        assert!(lines.is_sorted(), "sorted by name");
    }
}
