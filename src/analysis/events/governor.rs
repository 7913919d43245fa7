//! Which preposition governs a name: what tells a place (“in Moscow”) and an object (“with Xi”) from a subject.
//!
//! Found once for every name of a unit, from left to right, each by a few steps back from the name.

use super::unit::{Name, Unit};
use crate::analysis::words::{List, words};

/// Prepositions after which a country or place is where something is.
const WHERE: List<12> = List::of([
    "in",
    "at",
    "near",
    "inside",
    "across",
    "outside",
    "around",
    "throughout",
    "from",
    "off",
    "over",
    "into",
]);
/// Prepositions and verbs of reporting that keep a name from being the subject.
const GOVERNORS: List<22> = List::of([
    "with",
    "of",
    "to",
    "for",
    "against",
    "by",
    "between",
    "than",
    "under",
    "on",
    "about",
    "including",
    "like",
    "toward",
    "towards",
    "via",
    "among",
    "amid",
    "from",
    "after",
    "following",
    "despite",
]);

/// Notes with every name of the unit what governs it, and whether that makes it where something is.
pub(super) fn govern(unit: &mut Unit<'_>) {
    for i in 0..unit.names.len() {
        let governor = preposition(unit, &unit.names[i]);
        let is_where = governor.is_some_and(|at| unit.is(at, &WHERE));
        unit.names[i].governor = governor;
        unit.names[i].is_where = is_where;
    }
}

/// The preposition that governs a name, over articles, titles and attributes: “with his Chinese counterpart Xi”.
/// The names before it have theirs.
fn preposition(unit: &Unit<'_>, name: &Name) -> Option<usize> {
    let mut i = name.first;
    for _ in 0..8 {
        i = i.checked_sub(1)?;
        let object =
            i + 1 == name.first && unit.word(i).ends_with("ing") && !unit.tokens[i].is_capitalised(unit.text);
        if unit.is(i, &GOVERNORS) || unit.is(i, &WHERE) || object {
            return Some(i);
        }
        let attribute = unit.names_at(i).any(|other| other.attribute);
        let title = unit.is(
            i,
            words![
                "the",
                "a",
                "an",
                "his",
                "her",
                "its",
                "their",
                "both",
                "counterpart",
                "leader",
                "president",
                "minister",
                "foreign",
                "prime",
                "defence",
                "defense",
                "chancellor",
                "capital",
                "city",
                "mr",
                "’s",
                "'s",
                "general",
                "premier",
                "spokesman",
            ],
        );
        if let Some(other) = unit.names_at(i).find(|other| !other.attribute && other.last == i) {
            // “with Russia and China”: the second is governed as the first.
            return other.governor;
        }
        if i > 0 && unit.is(i - 1, words!["to"]) && !title {
            // “attempts to divide the two”: the object of an infinitive.
            return Some(i - 1);
        }
        if !(attribute
            || title
            || unit.is(i, words!["and", ","]) && coordinated(unit, i)
            || unit.tokens[i].is_capitalised(unit.text))
        {
            return None;
        }
    }
    None
}

/// Whether a name ends right before the conjunction at `i`.
fn coordinated(unit: &Unit<'_>, i: usize) -> bool {
    i > 0 && unit.names_at(i - 1).any(|name| !name.attribute && name.last + 1 == i)
}
