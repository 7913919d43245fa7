//! Words that cannot both be right of one happening (`assets/opposites.tsv`): “accepted” and “rejected”, a train and a
//! bus that crashed.

use super::terms::{TermId, TermMap, Terms};
use std::sync::LazyLock;

/// The groups a stem is in: the number of the row, and of the group in it.
type Groups = TermMap<TermId, Vec<(usize, usize)>>;

static ACTS: LazyLock<Groups> = LazyLock::new(|| read("act"));
static CRAFT: LazyLock<Groups> = LazyLock::new(|| read("craft"));

fn read(part: &str) -> Groups {
    let (rules, mut groups) = (Terms::default(), Groups::default());
    let lines = include_str!("../../assets/opposites.tsv").lines().skip(1);
    for (row, line) in lines.filter(|line| !line.starts_with('#')).enumerate() {
        let mut cells = line.split('\t');
        if cells.next() != Some(part) {
            continue;
        }
        for (group, words) in cells.enumerate() {
            for stem in words.split(' ').filter_map(|word| rules.term(word)) {
                groups.entry(TermId::of_stem(&stem)).or_default().push((row, group));
            }
        }
    }
    groups
}

fn groups(all: &'static Groups, stem: TermId) -> &'static [(usize, usize)] {
    all.get(&stem).map_or(&[], Vec::as_slice)
}

/// Whether the stem has an opposite.
pub(crate) fn is_act(stem: TermId) -> bool {
    ACTS.contains_key(&stem)
}

/// Whether the one says the opposite of the other.
pub(crate) fn are_opposite(a: TermId, b: TermId) -> bool {
    let (x, y) = (groups(&ACTS, a), groups(&ACTS, b));
    x.iter().any(|(row, group)| y.iter().any(|(other, its)| row == other && group != its))
}

/// The sorts of craft that a text names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Crafts(u32);

impl Crafts {
    /// Whether each names a craft, and none the same sort.
    pub(crate) const fn differ(self, other: Self) -> bool {
        self.0 != 0 && other.0 != 0 && self.0 & other.0 == 0
    }

    /// Whether both name a craft of one sort.
    pub(crate) const fn agree(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The sorts of craft among some terms.
pub(crate) fn crafts(terms: &[TermId]) -> Crafts {
    let sorts = terms.iter().flat_map(|&term| groups(&CRAFT, term));
    Crafts(sorts.fold(0, |all, (_, group)| all | 1 << group))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(word: &str) -> TermId {
        TermId::of_stem(&Terms::default().term(word).unwrap_or_default())
    }

    #[test]
    fn opposites_are_known_in_all_forms() {
        for (a, b, opposite) in [
            ("wins", "lost", true),
            ("rising", "fell", true),
            ("acquitted", "convicts", true),
            ("lifting", "imposes", true),
            ("rose", "grew", false),
            ("accept", "accept", false),
            ("harbour", "violin", false),
        ] {
            assert_eq!(are_opposite(stem(a), stem(b)), opposite, "{a} {b}");
            assert_eq!(are_opposite(stem(b), stem(a)), opposite, "{b} {a}");
        }
    }

    #[test]
    fn crafts_are_of_one_sort_or_of_two() {
        let of = |text: &str| crafts(&text.split(' ').map(stem).collect::<Vec<_>>());
        for (a, b, differ, agree) in [
            ("a train", "a bus", true, false),
            ("the railways", "two trains", false, true),
            ("a train and a bus", "a bus", false, true),
            ("a wall", "a bus", false, false),
        ] {
            assert_eq!((of(a).differ(of(b)), of(b).agree(of(a))), (differ, agree), "{a} {b}");
        }
        // Each sort is a bit of its own.
        let rows: Vec<&(usize, usize)> = CRAFT.values().flatten().collect();
        assert!(rows.iter().all(|(row, group)| *row == rows[0].0 && *group < 32));
    }

    #[test]
    fn every_word_of_the_table_has_a_stem() {
        let rules = Terms::default();
        for line in include_str!("../../assets/opposites.tsv").lines().skip(1).filter(|l| !l.starts_with('#'))
        {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(cells.len() > 2 && ["act", "craft"].contains(&cells[0]), "{line}");
            for word in cells[1..].iter().flat_map(|cell| cell.split(' ')) {
                assert!(rules.term(word).is_some(), "{word}");
            }
        }
    }
}
