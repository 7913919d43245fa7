//! Which acts of speech are news: those that do something by being said, told first or on a day of their own.
//!
//! Articles are full of what people say; on a line of what happened only announcements, demands and the like stand,
//! with what was announced.

use super::class::Class;
use super::roles::{Roles, is_passive};
use super::subject::is_reduced;
use super::triggers::{Found, Inflection};
use super::unit::Unit;
use crate::analysis::words::{List, words};
use crate::model::{CountryCode, EntityId, EntityKind, EntityTable, Happening};

/// Verbs that after “declined to” only keep silent.
const SILENT: List<14> = List::of([
    "say",
    "comment",
    "discuss",
    "answer",
    "provide",
    "give",
    "elaborate",
    "speak",
    "name",
    "confirm",
    "identify",
    "specify",
    "disclose",
    "respond",
]);

/// Whether an act of speech is news enough for an event.
pub(super) fn is_news(
    unit: &Unit<'_>,
    found: &Found,
    roles: &Roles,
    dated: bool,
    happening: Happening,
    entities: &EntityTable,
) -> bool {
    let own = !roles.borrowed && !roles.participants.is_empty();
    let class = found.trigger.class;
    let noun = found.form == Inflection::Noun;
    if matches!(class, Class::Say | Class::Ask) {
        // A speech or an interview is held, a remark only made.
        let person = roles.participants.iter().any(|&id| entities.get(id).kind == EntityKind::Person);
        let occasion = noun && &*found.trigger.lemma != "remarks" || &*found.trigger.lemma == "testify";
        return own && person && occasion && (dated || unit.is_display()) && happening == Happening::Event;
    }
    if noun {
        return own && (unit.is_lead() || dated);
    }
    let nobody = roles.agents.is_empty() && roles.qualifiers.is_empty();
    let silent = unit.is(found.last + 1, words!["to"]) && unit.is(found.last + 2, &SILENT);
    if is_reduced(unit, found.first) || silent || nobody && !unit.is_display() {
        return false;
    }
    let passive = is_passive(unit, found);
    (unit.is_lead() || dated || is_diplomacy(roles, entities)) && (passive || has_object(unit, found))
}

/// Whether one country's people speak to another's: they thank, promise, threaten in their countries' names.
fn is_diplomacy(roles: &Roles, entities: &EntityTable) -> bool {
    let country = |id: &EntityId| {
        let entity = entities.get(*id);
        if entity.kind == EntityKind::Country { CountryCode::new(&entity.key) } else { entity.country }
    };
    let one = roles.agents.iter().find_map(country);
    let other = roles.targets.iter().find_map(country);
    matches!((one, other), (Some(one), Some(other)) if one != other)
}

/// Whether something follows the verb that can be what was said or done: “promised”, but not what, is no news.
fn has_object(unit: &Unit<'_>, found: &Found) -> bool {
    let next = found.last + 1;
    let ends =
        words![".", ",", ";", "”", "\"", "—", "–", "on", "in", "at", "after", "when", "as", "and", "while"];
    next < unit.tokens.len() && !unit.is(next, ends)
}
