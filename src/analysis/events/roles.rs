//! Who did it, to whom, and where: the names around a trigger.
//!
//! Method: shallow grammar on the order of names, prepositions and possessives, after Carreras and Màrquez's finding
//! (2005) that position, voice and path to the verb carry most of role labelling. What it cannot settle it leaves out.

use super::class::Class;
use super::triggers::{Found, Inflection};
use super::unit::{Name, Unit};
use crate::analysis::tokens::TokenKind;
use crate::model::{EntityId, EntityKind, Form};

/// Who takes part in a happening, and where it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Roles {
    pub agents: Vec<EntityId>,
    pub targets: Vec<EntityId>,
    /// All who take part, agents first.
    pub participants: Vec<EntityId>,
    pub place: Option<EntityId>,
    /// Whether the participants are read off the sentences before.
    pub borrowed: bool,
}

/// Whom pronouns and “the two leaders” mean: the names of the sentences before.
#[derive(Debug, Default)]
pub(super) struct Focus {
    /// People and countries, the latest last, each once.
    people: Vec<EntityId>,
    countries: Vec<EntityId>,
    /// The first person of the unit before who is its subject, else the last person named.
    subject: Option<EntityId>,
    /// The people and countries the article mentions most.
    pub main: Vec<EntityId>,
}

impl Focus {
    /// Takes note of the names of a unit that has been read.
    pub(super) fn read(&mut self, unit: &Unit<'_>) {
        let people = || actors(unit).filter(|name| name.kind == EntityKind::Person);
        let subject = people()
            .find(|name| name.governor.is_none() && !unit.owns(name))
            .or_else(|| people().next_back());
        self.subject = subject.map(|name| name.entity).or(self.subject);
        for name in unit.names.iter().filter(|name| !name.attribute) {
            let list = match name.kind {
                EntityKind::Person => &mut self.people,
                EntityKind::Country => &mut self.countries,
                _ => continue,
            };
            list.retain(|&other| other != name.entity);
            list.push(name.entity);
            if list.len() > 8 {
                list.remove(0);
            }
        }
    }

    /// The two of a kind that “the two” means: those of the sentence, those the article is about, the last two.
    fn pair(&self, kind: EntityKind, here: &[EntityId]) -> Vec<EntityId> {
        let mut here = here.to_vec();
        dedup(&mut here);
        if here.len() == 2 {
            return here;
        }
        let recent = if kind == EntityKind::Person { &self.people } else { &self.countries };
        let main: Vec<EntityId> = self.main.iter().copied().filter(|id| recent.contains(id)).collect();
        if main.len() >= 2 { main[..2].to_vec() } else { Self::last(recent, 2) }
    }

    fn last(list: &[EntityId], n: usize) -> Vec<EntityId> {
        list[list.len().saturating_sub(n)..].to_vec()
    }
}

/// The roles around a trigger.
pub(super) fn roles(unit: &Unit<'_>, found: &Found, focus: &Focus) -> Roles {
    let mut roles = if found.form == Inflection::Noun {
        around_noun(unit, found, focus)
    } else {
        around_verb(unit, found, focus)
    };
    roles.place = place(unit, found);
    if found.trigger.class.is_mutual() {
        let clause = unit.clauses[found.first];
        let beside = actors(unit).filter(|name| unit.clauses[name.first] == clause).map(|name| name.entity);
        roles.participants.extend(beside.take(6));
    }
    let (agents, targets) = (roles.agents.clone(), roles.targets.clone());
    roles.participants.splice(0..0, agents.into_iter().chain(targets));
    dedup(&mut roles.participants);
    if roles.participants.is_empty() {
        borrow(unit, found, focus, &mut roles);
    }
    roles
}

/// Keeps the first of each.
fn dedup(list: &mut Vec<EntityId>) {
    let mut seen = Vec::with_capacity(list.len());
    list.retain(|id| {
        let new = !seen.contains(id);
        seen.push(*id);
        new
    });
}

/// The names that can act: no attribute, and no country that is only where something is.
fn actors<'u>(unit: &'u Unit<'_>) -> impl DoubleEndedIterator<Item = &'u Name> {
    unit.names.iter().filter(|name| {
        !name.attribute
            && match name.kind {
                EntityKind::Person | EntityKind::Organisation | EntityKind::Bloc => true,
                EntityKind::Country => !name.is_where,
                EntityKind::Place | EntityKind::Event => false,
            }
    })
}

/// The subject of the clause before a token, with those coordinated with it.
fn subject(unit: &Unit<'_>, before: usize, focus: &Focus) -> Vec<EntityId> {
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
fn plural(unit: &Unit<'_>, i: usize, focus: &Focus) -> Option<Vec<EntityId>> {
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
fn joined(unit: &Unit<'_>, a: &Name, b: &Name) -> bool {
    !unit.owns(b)
        && (a.last + 1..b.first).all(|i| {
            unit.is(
                i,
                &["and", ",", "-", "president", "’s", "'s", "the", "leader", "prime", "minister", "foreign"],
            ) || unit.tokens[i].is_capitalised(unit.text)
        })
        && b.first > a.last
}

fn around_verb(unit: &Unit<'_>, found: &Found, focus: &Focus) -> Roles {
    let mut subject = subject(unit, found.first, focus);
    let clause = unit.clauses[found.last];
    if found.form == Inflection::Ing {
        // “with her spokesman, Carl Dorn, this time attacking …”: the nearest person.
        let near = actors(unit).rfind(|name| name.last < found.first && found.first - name.last <= 5);
        let thanked = found.first > 0 && unit.is(found.first - 1, &["for"]);
        let fits = |name: &&Name| {
            thanked || name.kind == EntityKind::Person && !unit.owns(name) && name.governor.is_none()
        };
        if let Some(name) = near.filter(fits) {
            subject = vec![name.entity];
        }
    }
    let after = |limit: usize| {
        actors(unit).filter(move |name| {
            name.first > found.last && name.first <= found.last + limit && unit.clauses[name.first] == clause
        })
    };
    if is_passive(unit, found) {
        let by = after(20).filter(|name| name.governor.is_some_and(|i| unit.is(i, &["by"])));
        return Roles { agents: by.map(|name| name.entity).collect(), targets: subject, ..Roles::default() };
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
    Roles { agents: subject, targets, ..Roles::default() }
}

/// Whether the verb is passive: “was invited”, “to be sanctioned”.
pub(super) fn is_passive(unit: &Unit<'_>, found: &Found) -> bool {
    found.form == Inflection::Past
        && (unit.is(found.last + 1, &["by"])
            || is_held(unit, found)
            || (1..=3).filter_map(|n| found.first.checked_sub(n)).any(|i| {
                unit.clauses[i] == unit.clauses[found.first]
                    && unit.is(i, &["was", "were", "been", "being", "be", "is", "are", "got"])
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
        || unit.is(next, &["on", "in", "at", "from", "during", "over", "to", ",", "."]);
    transitive && loose
}

fn around_noun(unit: &Unit<'_>, found: &Found, focus: &Focus) -> Roles {
    let clause = unit.clauses[found.first];
    let owner = owners(unit, found);
    let mut roles = Roles::default();
    // “the talks that Anna had with Boris”: the relative clause belongs to the noun.
    let relative = u16::from(unit.is(found.last + 1, &["that", "which"]));
    let after = |name: &&Name| name.first > found.last && unit.clauses[name.first] <= clause + relative;
    for name in actors(unit).filter(after).take_while(|name| name.first <= found.last + 12) {
        match name.governor {
            Some(i) if i > found.last && unit.is(i, &["by", "from"]) => roles.agents.push(name.entity),
            Some(i) if i > found.last => roles.targets.push(name.entity),
            None if relative == 1 => roles.agents.push(name.entity),
            _ => {}
        }
    }
    if found.trigger.class.is_mutual() {
        referred(unit, found, focus, &mut roles);
    }
    roles.agents = if owner.is_empty() && roles.agents.is_empty() {
        subject(unit, found.first, focus)
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
    a.last + 2 == b.first && unit.is(a.last + 1, &["and", "-", "–", "&"])
}

/// Whom “the two leaders” and “him” after the noun mean: “talks the two leaders had”, “after talks with him”.
fn referred(unit: &Unit<'_>, found: &Found, focus: &Focus, roles: &mut Roles) {
    let clause = unit.clauses[found.first];
    let near =
        (found.last + 1..(found.last + 7).min(unit.tokens.len())).filter(|&i| unit.clauses[i] == clause);
    for i in near {
        if let Some(pair) = plural(unit, i, focus) {
            roles.targets.extend(pair);
        } else if unit.is(i, &["him", "her", "them"]) {
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
        let beside = actors(unit)
            .filter(|name| name.last < found.first && unit.clauses[name.first] == clause && !unit.owns(name));
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
                    &[
                        "and", "the", "a", "in", "to", "of", "had", "has", "have", "with", "for", "on", "is",
                        "was", "as", "that", "after", "his", "her", "at", "said",
                    ],
                )
    })
}

/// Tokens between a trigger and the place of its happening.
const PLACE_NEAR: usize = 15;

/// Where: a place in the trigger's clause, after it before all; a comma ends the reach unless the place comes at once.
fn place(unit: &Unit<'_>, found: &Found) -> Option<EntityId> {
    let clause = unit.clauses[found.first];
    // “a week in the capital, where he took part in a summit”
    let opening = unit.clauses.partition_point(|&other| other < clause);
    let opened_where = unit.is(opening, &["where"]);
    let near = |name: &Name| {
        let (from, to) =
            if name.first > found.last { (found.last, name.first) } else { (name.last, found.first) };
        let within =
            unit.clauses[name.first] == clause || opened_where && unit.clauses[name.first] + 1 == clause;
        let at_once = || to - from <= 5 || opened_where || !(from..to).any(|i| unit.is(i, &[","]));
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
    let to = destination && governor.is_some_and(|i| unit.is(i, &["to"]));
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

/// “The summit”, “this visit”, “the discussions”: who it was the sentences before have said.
fn borrow(unit: &Unit<'_>, found: &Found, focus: &Focus, roles: &mut Roles) {
    let definite = (1..=3)
        .filter_map(|n| found.first.checked_sub(n))
        .any(|i| unit.is(i, &["the", "this", "these", "their", "his", "her", "its"]));
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
