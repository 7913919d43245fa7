//! Who did it, to whom, and where: the names around a trigger.
//!
//! Method: shallow grammar on the order of names, prepositions and possessives, after Carreras and Màrquez's finding
//! (2005) that position, voice and path to the verb carry most of role labelling. What it cannot settle it leaves out.

use super::class::Class;
use super::focus::Focus;
use super::place::place;
use super::subject::{Subject, actors, is_in_subject, joined, plural, subject};
use super::triggers::{Found, Inflection};
use super::unit::{Name, Unit};
use crate::analysis::tokens::TokenKind;
use crate::analysis::words::words;
use crate::model::{EntityId, EntityKind};

/// Who takes part in a happening, and where it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Roles {
    pub agents: Vec<EntityId>,
    pub targets: Vec<EntityId>,
    /// All who take part, agents first; last those of whom only something takes part.
    pub participants: Vec<EntityId>,
    /// Of the participants those that only qualify a noun: the country of “a Norwegian court”.
    pub qualifiers: Vec<EntityId>,
    pub place: Option<EntityId>,
    /// Whether the participants are read off the sentences before.
    pub borrowed: bool,
}

/// The roles around a trigger.
pub(super) fn roles(unit: &Unit<'_>, found: &Found, focus: &Focus) -> Roles {
    let mut roles = if found.form == Inflection::Noun {
        around_noun(unit, found, focus)
    } else {
        around_verb(unit, found, focus)
    };
    roles.place = place(unit, found);
    if found.trigger.class == Class::Disaster {
        // Nobody does it: the country it hits is where it is.
        let country = |id: &EntityId| {
            unit.names.iter().any(|name| name.entity == *id && name.kind == EntityKind::Country)
        };
        roles.place = roles.place.or(roles.targets.iter().copied().find(country));
        roles.targets.retain(|id| !country(id));
    }
    if found.trigger.class.is_mutual() {
        let clause = unit.clauses()[found.first];
        let beside = actors(unit).filter(|name| unit.clauses()[name.first] == clause).map(|name| name.entity);
        roles.participants.extend(beside.take(6));
    }
    let (agents, targets) = (roles.agents.clone(), roles.targets.clone());
    roles.participants.splice(0..0, agents.into_iter().chain(targets));
    roles.qualifiers.retain(|id| !roles.participants.contains(id));
    roles.participants.extend(&roles.qualifiers);
    dedup(&mut roles.participants);
    if roles.participants.is_empty() {
        borrow(unit, found, focus, &mut roles);
    }
    roles
}

/// Keeps the first of each.
pub(super) fn dedup(list: &mut Vec<EntityId>) {
    let mut seen = Vec::with_capacity(list.len());
    list.retain(|id| {
        let new = !seen.contains(id);
        seen.push(*id);
        new
    });
}

fn around_verb(unit: &Unit<'_>, found: &Found, focus: &Focus) -> Roles {
    let Subject { ids: mut subject, mut qualifiers, .. } = subject(unit, found.first, focus);
    let clause = unit.clauses()[found.last];
    if found.form == Inflection::Ing {
        // “with her spokesman, Carl Dorn, this time attacking …”: the nearest person.
        let near = actors(unit).rfind(|name| name.last < found.first && found.first - name.last <= 5);
        let thanked = found.first > 0 && unit.is(found.first - 1, words!["for"]);
        let fits = |name: &&Name| {
            thanked || name.kind == EntityKind::Person && !unit.owns(name) && name.governor.is_none()
        };
        if let Some(name) = near.filter(fits) {
            subject = vec![name.entity];
            qualifiers.clear();
        }
    }
    let after = |limit: usize| {
        actors(unit).filter(move |name| {
            name.first > found.last
                && name.first <= found.last + limit
                && unit.clauses()[name.first] == clause
        })
    };
    if is_passive(unit, found) {
        let by = after(20).filter(|name| name.governor.is_some_and(|i| unit.is(i, words!["by"])));
        let agents = by.map(|name| name.entity).collect();
        return Roles { agents, targets: subject, qualifiers, ..Roles::default() };
    }
    let mut targets: Vec<EntityId> = Vec::new();
    let objects: Vec<&Name> = after(14).collect();
    if let Some(first) = objects.first() {
        targets.push(first.entity);
        for pair in objects.windows(2) {
            if !joined(unit, pair[0], pair[1]) {
                break;
            }
            targets.push(pair[1].entity);
        }
    }
    targets.retain(|id| !subject.contains(id));
    Roles { agents: subject, targets, qualifiers, ..Roles::default() }
}

/// Whether the verb is passive: “was invited”, “to be sanctioned”.
pub(super) fn is_passive(unit: &Unit<'_>, found: &Found) -> bool {
    found.form == Inflection::Past
        && (unit.is(found.last + 1, words!["by"])
            || is_held(unit, found)
            || (1..=3).filter_map(|n| found.first.checked_sub(n)).any(|i| {
                unit.clauses()[i] == unit.clauses()[found.first]
                    && unit.is(i, words!["was", "were", "been", "being", "be", "is", "are", "got"])
            }))
}

/// “The congress held in Beijing”: verbs that need an object and have none are passive.
fn is_held(unit: &Unit<'_>, found: &Found) -> bool {
    let transitive = matches!(
        found.trigger.class,
        Class::Hold
            | Class::Invite
            | Class::Sanction
            | Class::Kill
            | Class::Appoint
            | Class::Court
            | Class::Free
    ) && &*found.trigger.lemma != "escape";
    let next = found.last + 1;
    let loose = next >= unit.tokens.len()
        || unit.is(next, words!["on", "in", "at", "from", "during", "over", "to", "as", ",", "."]);
    transitive && loose
}

fn around_noun(unit: &Unit<'_>, found: &Found, focus: &Focus) -> Roles {
    let clause = unit.clauses()[found.first];
    let owner = owners(unit, found);
    let mut roles = Roles::default();
    // “the talks that Anna had with Boris”: the relative clause belongs to the noun.
    let relative = u16::from(unit.is(found.last + 1, words!["that", "which"]));
    let after = |name: &&Name| name.first > found.last && unit.clauses()[name.first] <= clause + relative;
    for name in actors(unit).filter(after).take_while(|name| name.first <= found.last + 12) {
        match name.governor {
            Some(i) if i > found.last && unit.is(i, words!["by", "from"]) => roles.agents.push(name.entity),
            Some(i) if i > found.last => roles.targets.push(name.entity),
            None if relative == 1 => roles.agents.push(name.entity),
            _ => {}
        }
    }
    if found.trigger.class.is_mutual() {
        referred(unit, found, focus, &mut roles);
    }
    let acts = owner.is_empty() && roles.agents.is_empty();
    roles.agents = if acts && is_in_subject(unit, found.first) {
        Vec::new()
    } else if acts {
        let Subject { ids, qualifiers, .. } = subject(unit, found.first, focus);
        roles.qualifiers = qualifiers;
        ids
    } else {
        [owner, roles.agents].concat()
    };
    roles.targets.retain(|id| !roles.agents.contains(id));
    roles
}

/// Whose it is: “Putin and Xi’s talks”, “Russian exercises”, “Xi’s three-day state visit”.
fn owners(unit: &Unit<'_>, found: &Found) -> Vec<EntityId> {
    let before: Vec<&Name> = actors(unit).filter(|name| name.last < found.first).collect();
    let reaches = |name: &Name| {
        let gap = found.first - name.last;
        unit.owns(name) && gap <= 7 && phrase_reaches(unit, name.last + 2, found.first)
            || gap <= 4 && phrase_reaches(unit, name.last + 1, found.first)
    };
    let Some(first) = before.iter().position(|name| reaches(name)) else { return Vec::new() };
    let mut from = first;
    while from > 0 && and_between(unit, before[from - 1], before[from]) {
        from -= 1;
    }
    before[from..].iter().map(|name| name.entity).collect()
}

/// Whether only “and” or a hyphen stands between two names.
fn and_between(unit: &Unit<'_>, a: &Name, b: &Name) -> bool {
    a.last + 2 == b.first && unit.is(a.last + 1, words!["and", "-", "–", "&"])
}

/// Whom “the two leaders” and “him” after the noun mean: “talks the two leaders had”, “after talks with him”.
fn referred(unit: &Unit<'_>, found: &Found, focus: &Focus, roles: &mut Roles) {
    let clause = unit.clauses()[found.first];
    let near =
        (found.last + 1..(found.last + 7).min(unit.tokens.len())).filter(|&i| unit.clauses()[i] == clause);
    for i in near {
        if let Some(pair) = plural(unit, i, focus) {
            roles.targets.extend(pair);
        } else if unit.is(i, words!["him", "her", "them"]) {
            let people: Vec<EntityId> = actors(unit)
                .filter(|name| name.last < found.first && name.kind == EntityKind::Person)
                .map(|n| n.entity)
                .collect();
            let both = Focus::last(&people, 2);
            roles.targets.extend(if both.len() == 2 { both } else { Focus::last(&focus.people, 2) });
        }
    }
    // “Anna told Boris in a call”: those who stand before the noun take part.
    if roles.targets.is_empty() {
        let beside = actors(unit).filter(|name| {
            name.last < found.first && unit.clauses()[name.first] == clause && !unit.owns(name)
        });
        roles.targets.extend(beside.map(|name| name.entity).take(4));
    }
}

/// Whether only adjectives and nouns stand between: “Russian [naval] exercises”, “Russia-China [talks]”.
fn phrase_reaches(unit: &Unit<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|i| {
        let word = unit.word(i);
        word == "-"
            || unit.tokens[i].kind == TokenKind::Number
            || word.chars().all(char::is_alphabetic)
                && !unit.is(
                    i,
                    words![
                        "and", "the", "a", "in", "to", "of", "had", "has", "have", "with", "for", "on", "is",
                        "was", "as", "that", "after", "his", "her", "at", "said",
                    ],
                )
    })
}

/// “The summit”, “this visit”, “the discussions”: who it was the sentences before have said.
fn borrow(unit: &Unit<'_>, found: &Found, focus: &Focus, roles: &mut Roles) {
    let definite = (1..=3)
        .filter_map(|n| found.first.checked_sub(n))
        .any(|i| unit.is(i, words!["the", "this", "these", "their", "his", "her", "its"]));
    if !definite || found.form != Inflection::Noun {
        return;
    }
    roles.borrowed = true;
    roles.participants = if matches!(found.trigger.class, Class::Meet | Class::Talk | Class::Visit)
        && focus.people.len() >= 2
    {
        focus.main.iter().copied().filter(|id| focus.people.contains(id)).take(2).collect()
    } else {
        focus.main.iter().copied().take(2).collect()
    };
}
