//! Who does what a verb tells: the names that can act, the subject of a clause, and whom pronouns stand for.

use super::focus::Focus;
use super::unit::{Name, Unit};
use crate::model::{EntityId, EntityKind, Form};

/// The names that can act: no attribute, and no country that is only where something is.
pub(super) fn actors<'u>(unit: &'u Unit<'_>) -> impl DoubleEndedIterator<Item = &'u Name> {
    unit.names.iter().filter(|name| {
        !name.attribute
            && !is_origin(unit, name)
            && match name.kind {
                EntityKind::Person | EntityKind::Organisation | EntityKind::Bloc => true,
                EntityKind::Country => !name.is_where,
                EntityKind::Place | EntityKind::Event => false,
            }
    })
}

/// Whether a country only says where private people come from: “two Japanese tourists”.
fn is_origin(unit: &Unit<'_>, name: &Name) -> bool {
    let people = [
        "tourist",
        "tourists",
        "student",
        "students",
        "citizen",
        "citizens",
        "national",
        "nationals",
        "man",
        "men",
        "woman",
        "women",
        "child",
        "children",
        "girl",
        "boy",
        "worker",
        "workers",
        "journalist",
        "journalists",
        "fan",
        "fans",
        "climber",
        "climbers",
        "hiker",
        "hikers",
        "family",
        "couple",
        "teenager",
        "farmer",
        "farmers",
        "villagers",
        "doctor",
        "doctors",
        "nurse",
        "singer",
        "actor",
        "actress",
        "player",
        "writer",
    ];
    name.form == Form::Demonym && unit.is(name.last + 1, &people)
}

/// The subject of the clause before a token, with those coordinated with it.
pub(super) fn subject(unit: &Unit<'_>, before: usize, focus: &Focus) -> Vec<EntityId> {
    let clause = unit.clauses[before];
    let here: Vec<&Name> =
        actors(unit).filter(|name| name.last < before && unit.clauses[name.first] == clause).collect();
    let free = here.iter().position(|name| name.governor.is_none() && !unit.owns(name));
    if let Some(at) = free {
        let mut all = vec![here[at].entity];
        for pair in here[at..].windows(2) {
            if !joined(unit, pair[0], pair[1]) {
                break;
            }
            all.push(pair[1].entity);
        }
        return all;
    }
    let opening = (0..before).rev().take_while(|&i| unit.clauses[i] == clause);
    for i in opening {
        if unit.is(i, &["he", "she"]) {
            // The subject of the sentence so far, else whoever is named, else the subject of the one before.
            let earlier = || actors(unit).filter(|name| name.last < i && name.kind == EntityKind::Person);
            let named = earlier()
                .find(|name| name.governor.is_none() && !unit.owns(name))
                .or_else(|| earlier().next());
            return named.map(|name| name.entity).or(focus.subject).into_iter().collect();
        }
        if unit.is(i, &["who", "which"]) {
            // Right after a name it is the name; after “those” or another noun nobody knows.
            let own =
                actors(unit).rfind(|name| name.last < i && i - name.last <= 2 && name.governor.is_none());
            if own.is_none() && clause > 0 {
                // “Anna, Boris and Carl were among those who arrived”
                let people = actors(unit).filter(|name| name.last < i && name.kind == EntityKind::Person);
                let free = people.filter(|name| !unit.owns(name) && unit.clauses[name.first] + 1 == clause);
                return free.map(|name| name.entity).take(4).collect();
            }
            return own.map(|name| name.entity).into_iter().collect();
        }
        if let Some(pair) = plural(unit, i, focus) {
            return pair;
        }
    }
    if clause > 0 && here.is_empty() {
        // A participle or a clause without a subject of its own goes with the one before.
        let start = (0..before).find(|&i| unit.clauses[i] == clause).unwrap_or(before);
        if start > 0 && !unit.is(start, &["“", "”", "\"", ":", ";", "that"]) {
            return subject(unit, start - 1, focus);
        }
    }
    Vec::new()
}

/// “The two leaders”, “both countries”, “they”: the two the article is about, else the last two named.
pub(super) fn plural(unit: &Unit<'_>, i: usize, focus: &Focus) -> Option<Vec<EntityId>> {
    let people = ["leaders", "presidents", "men", "ministers"];
    let states = [
        "countries",
        "nations",
        "sides",
        "states",
        "neighbors",
        "neighbours",
        "capitals",
        "governments",
        "giants",
    ];
    let counted = |n: usize| i >= n && unit.is(i - n, &["two", "both"]);
    let kind = if unit.is(i, &people) && (counted(1) || counted(2)) {
        EntityKind::Person
    } else if unit.is(i, &states) && (counted(1) || counted(2)) || unit.is(i, &["they", "each"]) {
        EntityKind::Country
    } else {
        return None;
    };
    let here: Vec<EntityId> =
        actors(unit).filter(|name| name.kind == kind && name.last < i).map(|n| n.entity).collect();
    Some(focus.pair(kind, &here))
}

/// Whether only “and”, commas, attributes and titles stand between two names.
pub(super) fn joined(unit: &Unit<'_>, a: &Name, b: &Name) -> bool {
    !unit.owns(b)
        && (a.last + 1..b.first).all(|i| {
            unit.is(
                i,
                &["and", ",", "-", "president", "’s", "'s", "the", "leader", "prime", "minister", "foreign"],
            ) || unit.tokens[i].is_capitalised(unit.text)
        })
        && b.first > a.last
}
