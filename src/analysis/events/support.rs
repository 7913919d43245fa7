//! Whether enough is known beside a trigger for a happening, and whether an attack is one in words.

use super::class::Class;
use super::roles::Roles;
use super::triggers::{Found, Inflection};
use super::unit::Unit;
use crate::model::{EntityKind, EntityTable, Happening};

/// Whether an attack is one in words: on a person, by one, in a sentence of speech.
pub(super) fn is_verbal(unit: &Unit<'_>, found: &Found, roles: &Roles, entities: &EntityTable) -> bool {
    let speech =
        ["saying", "said", "statement", "statements", "remarks", "comments", "words", "calling", "verbal"];
    found.trigger.class == Class::Attack
        && roles.targets.iter().chain(&roles.agents).any(|&id| entities.get(id).kind == EntityKind::Person)
        && (0..unit.tokens.len()).any(|i| unit.is(i, &speech))
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
    if matches!(class, Class::Say | Class::Ask) {
        let person = roles.participants.iter().any(|&id| entities.get(id).kind == EntityKind::Person);
        let marked = (0..unit.tokens.len())
            .any(|i| unit.is(i, &["earlier", "interview", "asked", "conference", "speech", "statement"]));
        return own
            && person
            && (dated || marked || found.form == Inflection::Noun)
            && happening == Happening::Event;
    }
    if class.is_speech() && found.form != Inflection::Noun && roles.agents.is_empty() && !unit.is_display() {
        return false;
    }
    if class.is_speech() && is_reduced(unit, found) {
        // “a video released by the Kremlin”
        return false;
    }
    match found.trigger.strength {
        1 => support >= 1 || roles.borrowed,
        2 => support >= 1 || roles.borrowed && found.form == Inflection::Noun,
        _ => support >= 2 || own && roles.participants.len() >= 2,
    }
}

/// Whether the verb only qualifies a noun: “released by”, without an auxiliary.
fn is_reduced(unit: &Unit<'_>, found: &Found) -> bool {
    let auxiliary = (1..=3)
        .filter_map(|n| found.first.checked_sub(n))
        .any(|i| unit.is(i, &["was", "were", "been", "being", "be"]));
    found.form == Inflection::Past && unit.is(found.last + 1, &["by"]) && !auxiliary
}
