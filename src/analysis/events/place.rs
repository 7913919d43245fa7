//! Where a happening is: the place near its trigger.

use super::class::Class;
use super::triggers::Found;
use super::unit::{Name, Unit};
use crate::analysis::words::words;
use crate::model::{EntityId, EntityKind, Form};

/// Tokens between a trigger and the place of its happening.
const PLACE_NEAR: usize = 15;

/// Where: a place in the trigger's clause, after it before all; a comma ends the reach unless the place comes at once.
pub(super) fn place(unit: &Unit<'_>, found: &Found) -> Option<EntityId> {
    let clause = unit.clauses()[found.first];
    // “a week in the capital, where he took part in a summit”
    let opening = unit.clauses().partition_point(|&other| other < clause);
    let opened_where = unit.is(opening, words!["where"]);
    let near = |name: &Name| {
        let (from, to) =
            if name.first > found.last { (found.last, name.first) } else { (name.last, found.first) };
        let within = unit.is_one_clause(name.first, found.first)
            || opened_where && unit.clauses()[name.first] + 1 == clause;
        let at_once = || to - from <= 5 || opened_where || !(from..to).any(|i| unit.is(i, words![","]));
        within && to - from <= PLACE_NEAR && at_once()
    };
    let rank = |name: &&Name| {
        (name.first < found.first, name.kind != EntityKind::Place, name.first.abs_diff(found.first))
    };
    unit.names_between(found.first.saturating_sub(PLACE_NEAR), found.last + PLACE_NEAR)
        .filter(|name| near(name) && is_place(unit, found, name))
        .min_by_key(rank)
        .map(|name| name.entity)
}

/// Whether the name can be where the happening is.
fn is_place(unit: &Unit<'_>, found: &Found, name: &Name) -> bool {
    let destination = found.trigger.class == Class::Visit;
    let governor = name.governor;
    let to = destination && governor.is_some_and(|i| unit.is(i, words!["to"]));
    let object = destination && name.first == found.last + 1;
    !name.attribute
        && match name.kind {
            // “Geneva talks”, “the city hosted”: a place that nothing governs.
            EntityKind::Place => {
                name.form != Form::Demonym && (name.is_where || to || object || governor.is_none())
            }
            EntityKind::Country => name.is_where || to || object,
            _ => false,
        }
}
