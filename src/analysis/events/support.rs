//! Whether enough is known beside a trigger for a happening, and whether an attack is one in words.

use super::class::Class;
use super::roles::{Roles, is_passive};
use super::speech;
use super::triggers::{Found, Inflection};
use super::unit::Unit;
use crate::analysis::words::{List, words};
use crate::model::{EntityId, EntityKind, EntityTable, Happening};

/// Whether an attack is one in words: on a person, by one, in a sentence of speech.
pub(super) fn is_verbal(unit: &Unit<'_>, found: &Found, roles: &Roles, entities: &EntityTable) -> bool {
    let speech = words![
        "saying",
        "said",
        "statement",
        "statements",
        "remarks",
        "comments",
        "words",
        "calling",
        "verbal"
    ];
    found.trigger.class == Class::Attack
        && roles.targets.iter().chain(&roles.agents).any(|&id| entities.get(id).kind == EntityKind::Person)
        && (0..unit.tokens.len()).any(|i| unit.is(i, speech))
}

/// Whether enough is known beside the trigger: participants, a place, a date of its own.
pub(super) fn is_supported(
    unit: &Unit<'_>,
    found: &Found,
    roles: &Roles,
    dated: bool,
    happening: Happening,
    entities: &EntityTable,
) -> bool {
    let named = !roles.participants.is_empty();
    let own = named && !roles.borrowed;
    let support = usize::from(own) + usize::from(roles.place.is_some()) + usize::from(dated);
    let class = found.trigger.class;
    if is_figure(unit, found, roles, entities) {
        return false;
    }
    if class.is_speech() && !speech::is_news(unit, found, roles, dated, happening, entities) {
        return false;
    }
    match found.trigger.strength {
        1 => support >= 1 || roles.borrowed,
        2 => support >= 1 || roles.borrowed && found.form == Inflection::Noun,
        _ => support >= 2 || own && roles.participants.len() >= 2,
    }
}

/// Words for what a plan or a person meets with that is no meeting.
const RECEPTIONS: List<18> = List::of([
    "reception",
    "pushback",
    "criticism",
    "resistance",
    "opposition",
    "disdain",
    "scepticism",
    "skepticism",
    "anger",
    "silence",
    "applause",
    "outrage",
    "approval",
    "protests",
    "condemnation",
    "derision",
    "indifference",
    "success",
]);

/// Whether the word is meant in another sense: “was met with anger”, “received warnings”, “agreed that”.
fn is_figure(unit: &Unit<'_>, found: &Found, roles: &Roles, entities: &EntityTable) -> bool {
    let next = found.last + 1;
    match &*found.trigger.lemma {
        "meet" => {
            found.form == Inflection::Past
                && unit.is(next, words!["with", "by"])
                && ((next + 1..next + 6).any(|i| unit.is(i, &RECEPTIONS)) || is_passive(unit, found))
        }
        "receive" | "welcome" | "greet" => {
            let someone = |&id: &EntityId| {
                matches!(entities.get(id).kind, EntityKind::Person | EntityKind::Country | EntityKind::Bloc)
            };
            let near = unit
                .names_between(next, next + 6)
                .any(|name| name.first >= next && name.governor.is_none() && someone(&name.entity));
            found.form != Inflection::Noun
                && !near
                && !(is_passive(unit, found) && roles.targets.iter().any(someone))
        }
        "agree" => unit.is(next, words!["that", "with", ",", "."]) || next >= unit.tokens.len(),
        "reception" => {
            unit.is(found.first.wrapping_sub(1), words!["mixed", "warm", "cold", "cool", "hostile", "frosty"])
        }
        _ => false,
    }
}
