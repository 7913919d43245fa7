//! Who does what a verb tells: the names that can act, the subject of a clause, and whom pronouns stand for.

use super::clauses::{RELATIVES, is_finite};
use super::focus::Focus;
use super::noun_group::{Group, group, head, list};
use super::unit::{Name, OPENERS, Unit};
use super::wordlists::{AUXILIARIES, BREAKS, IRREGULAR, OFFICES, PRIVATE};
use crate::analysis::tokens::TokenKind;
use crate::analysis::words::words;
use crate::model::{EntityId, EntityKind, Form};

/// The names that can act: no attribute, and no country that is only where something is.
pub(super) fn actors<'u>(unit: &'u Unit<'_>) -> impl DoubleEndedIterator<Item = &'u Name> {
    unit.names.iter().filter(|name| !name.attribute && !is_origin(unit, name) && can_act(name))
}

fn can_act(name: &Name) -> bool {
    match name.kind {
        EntityKind::Person | EntityKind::Organisation | EntityKind::Bloc => true,
        EntityKind::Country => !name.is_where,
        EntityKind::Place | EntityKind::Event => false,
    }
}

/// Whether a country only says where private people come from: “two Japanese tourists”.
fn is_origin(unit: &Unit<'_>, name: &Name) -> bool {
    name.form == Form::Demonym && unit.is(name.last + 1, &PRIVATE)
}

/// The subject of a clause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Subject {
    /// Those it names.
    pub ids: Vec<EntityId>,
    /// Those that only qualify its nouns: the country of “a Norwegian court”.
    pub qualifiers: Vec<EntityId>,
    /// Its words, where they are nouns; none for a pronoun.
    pub groups: Vec<Group>,
}

/// Clauses a subject is looked for in, from the verb's outwards.
const OUTWARDS: usize = 4;

/// The subject of the verb, or of the verb a noun belongs to, at a token: the first noun group of its clause with
/// those coordinated with it; of a relative clause the noun before it; of a participle that of the clause around it.
pub(super) fn subject(unit: &Unit<'_>, before: usize, focus: &Focus) -> Subject {
    if is_reduced(unit, before) {
        return antecedent(unit, before);
    }
    let mut at = before;
    for _ in 0..OUTWARDS {
        let clause = unit.clauses()[at];
        let start = unit.clauses().partition_point(|&other| other < clause);
        let home = unit.homes()[usize::from(clause)];
        if home != clause {
            // It goes on with an earlier clause: the subject is that one's.
            let from = unit.clauses().partition_point(|&other| other < home);
            let to = unit.clauses().partition_point(|&other| other <= home);
            if let Some(found) = within(unit, from, to, focus) {
                return found;
            }
            at = from;
        } else if let Some(found) = within(unit, start, at, focus) {
            return found;
        }
        let start = unit.clauses().partition_point(|&other| other < unit.clauses()[at]);
        if unit.is(start, &RELATIVES) || unit.is(start, words!["that"]) && start > 0 {
            return antecedent(unit, start);
        }
        let closed = words!["“", "”", "\"", ":", ";", "—", "–"];
        if start == 0 || unit.is(start, closed) {
            break;
        }
        // A participle or a clause without a subject of its own goes with the one before.
        at = start - 1;
    }
    Subject::default()
}

/// Whether a participle only qualifies the noun before it: “a letter signed by all of them”.
pub(super) fn is_reduced(unit: &Unit<'_>, verb: usize) -> bool {
    let auxiliary = (verb.saturating_sub(3)..verb)
        .any(|i| unit.is(i, &AUXILIARIES) || unit.is(i, words!["being", "and"]));
    let participle = unit.word(verb).ends_with("ed") || unit.is(verb, &IRREGULAR);
    participle && unit.is(verb + 1, words!["by"]) && !auxiliary
}

/// Whether the noun at a token is in the subject of its clause: nobody does it, it does.
pub(super) fn is_in_subject(unit: &Unit<'_>, noun: usize) -> bool {
    let clause = unit.clauses()[noun];
    let start = unit.clauses().partition_point(|&other| other < clause);
    let end = unit.clauses().partition_point(|&other| other <= clause);
    let from = after_fronted(unit, start, end);
    let groups = list(unit, from, end);
    groups.iter().any(|group| (group.from..group.to).contains(&noun))
        && groups.last().is_some_and(|last| (last.to..last.to + 3).any(|i| i < end && is_finite(unit, i)))
}

/// The subject among the tokens of a clause up to its verb; `None` where there is none.
fn within(unit: &Unit<'_>, start: usize, end: usize, focus: &Focus) -> Option<Subject> {
    let from = after_fronted(unit, start, end);
    if from >= end {
        return None;
    }
    if unit.is(from, words!["he", "she"]) {
        return Some(Subject { ids: meant(unit, from, focus), ..Subject::default() });
    }
    if let Some(pair) = plural(unit, from, focus) {
        return Some(Subject { ids: pair, ..Subject::default() });
    }
    if unit.is(from, words!["it", "they", "we", "i", "you", "there", "this", "these", "those"])
        && group(unit, from, end).is_none_or(|group| group.to <= from + 1)
    {
        return Some(Subject::default());
    }
    let groups = list(unit, from, end);
    if groups.is_empty() {
        return None;
    }
    let mut found = Subject { groups, ..Subject::default() };
    if let [Group { from, to }] = found.groups[..]
        && to == from + 2
        && unit.is(from, words!["the"])
        && unit.is(from + 1, &OFFICES)
        && !unit.is_named(from + 1)
    {
        // “The governor” of a sentence that has named one.
        found.ids = meant(unit, from, focus);
        return Some(found);
    }
    for group in found.groups.clone() {
        read(unit, group, focus, &mut found);
    }
    Some(found)
}

/// Whom a group names, and whom it only mentions to qualify its noun.
fn read(unit: &Unit<'_>, group: Group, focus: &Focus, found: &mut Subject) {
    if let Some(pair) = (group.from..group.to).find_map(|i| plural(unit, i, focus)) {
        found.ids.extend(pair);
        return;
    }
    let acts = |name: &&Name| !name.attribute && can_act(name);
    if let Some(name) = head(unit, group).filter(acts) {
        found.ids.push(name.entity);
        return;
    }
    let inside = unit.names_between(group.from, group.to - 1).filter(acts);
    let states = inside.filter(|name| {
        name.kind != EntityKind::Person && !is_origin(unit, name) && !unit.is(group.to - 1, &PRIVATE)
    });
    found.qualifiers.extend(states.map(|name| name.entity));
    // “the government of Japan”
    if unit.is(group.to, words!["of"]) {
        let bodies = [EntityKind::Country, EntityKind::Organisation, EntityKind::Bloc];
        let of = unit.names_between(group.to + 1, group.to + 2).find(|name| bodies.contains(&name.kind));
        found.qualifiers.extend(of.map(|name| name.entity));
    }
}

/// The token where the subject of a clause can begin: after its conjunction, and after what is put before it (“On
/// Monday, in Paris,”, “Speaking to reporters,”).
fn after_fronted(unit: &Unit<'_>, start: usize, end: usize) -> usize {
    let mut i = start;
    for _ in 0..OUTWARDS * 2 {
        if i >= end {
            return end;
        }
        let dated = unit.date_at(i);
        let participle = unit.word(i).ends_with("ing") && unit.word(i).len() > 4 && !unit.is_named(i);
        let adverb = unit.word(i).ends_with("ly") && !unit.is_named(i)
            || unit.is(
                i,
                words![
                    "meanwhile",
                    "however",
                    "also",
                    "then",
                    "later",
                    "earlier",
                    "still",
                    "now",
                    "yet",
                    "instead",
                ],
            );
        if unit.tokens[i].kind == TokenKind::Punct
            || unit.is(i, &OPENERS)
            || unit.is(i, words!["that", "and", "or", "so"])
        {
            i += 1;
        } else if let Some(expression) = dated.filter(|_| !unit.is_named(i)) {
            i = unit.token_at(expression.span.end.saturating_sub(1)) + 1;
            // “Tuesday's vote”
            if unit.tokens.get(i).is_some_and(|token| token.kind == TokenKind::Possessive) {
                return i + 1;
            }
        } else if adverb {
            i += 1;
        } else if let Some(comma) = adjunct(unit, start, i, end) {
            i = comma + 1;
        } else if unit.is(i, &BREAKS)
            || unit.is(i, words!["of", "under", "despite", "without", "between"])
            || participle
        {
            match (i..end).find(|&j| unit.word(j) == ",") {
                Some(comma) => i = comma + 1,
                // “On 2 June Macron visited”
                None if unit.date_at(i + 1).is_some() => i += 1,
                // “In Paris police arrested”
                None => i = group(unit, i + 1, end).map_or(end, |group| group.to),
            }
        } else {
            return i;
        }
    }
    i
}

/// The comma that ends a phrase without a verb after the word that opens a clause: “as part of the talks, …”.
fn adjunct(unit: &Unit<'_>, start: usize, i: usize, end: usize) -> Option<usize> {
    let opened = i == start + 1
        && unit.is(start, words!["as", "after", "before", "since", "while", "though", "although"]);
    let comma = opened.then(|| (i..end).find(|&j| unit.word(j) == ","))??;
    (!(i..comma).any(|j| is_finite(unit, j))).then_some(comma)
}

/// What a relative pronoun at the token stands for.
fn antecedent(unit: &Unit<'_>, pronoun: usize) -> Subject {
    let end = if pronoun > 0 && unit.word(pronoun - 1) == "," { pronoun - 1 } else { pronoun };
    let own = actors(unit).rfind(|name| name.last + 1 == end && !unit.owns(name));
    // “A dispute with Anglia that threatens the peace”: the dispute does.
    let thing = |name: &&Name| {
        name.kind != EntityKind::Person && end == pronoun && !unit.is(pronoun, words!["who", "whom"])
    };
    let end = match own {
        Some(name) => match name.governor.filter(|_| thing(&name)) {
            Some(governor) => governor,
            None => return Subject { ids: vec![name.entity], ..Subject::default() },
        },
        None => end,
    };
    if (end.saturating_sub(4)..end).any(|i| unit.is(i, words!["those", "among"])) {
        // “Anna, Boris and Carl were among those who arrived”
        let clause = unit.clauses()[end - 1];
        let people = actors(unit).filter(|name| name.last < end && name.kind == EntityKind::Person);
        let free = people.filter(|name| !unit.owns(name) && unit.clauses()[name.first] == clause);
        return Subject { ids: free.map(|name| name.entity).take(4).collect(), ..Subject::default() };
    }
    // The group that ends before it: the longest that does.
    let found = (end.saturating_sub(8)..end).find_map(|from| {
        let starts = from == 0 || !unit.is(from - 1, words!["the", "a", "an"]);
        group(unit, from, end).filter(|group| starts && group.to == end)
    });
    Subject { groups: found.into_iter().collect(), ..Subject::default() }
}

/// Whom “he” and “she” at a token stand for: the subject of the sentence so far, else whoever is named, else the
/// subject of the one before.
fn meant(unit: &Unit<'_>, i: usize, focus: &Focus) -> Vec<EntityId> {
    let earlier = || actors(unit).filter(|name| name.last < i && name.kind == EntityKind::Person);
    let named =
        earlier().find(|name| name.governor.is_none() && !unit.owns(name)).or_else(|| earlier().next());
    named.map(|name| name.entity).or(focus.subject).into_iter().collect()
}

/// “The two leaders”, “both countries”, “they”: the two the article is about, else the last two named.
pub(super) fn plural(unit: &Unit<'_>, i: usize, focus: &Focus) -> Option<Vec<EntityId>> {
    let people = words!["leaders", "presidents", "men", "ministers"];
    let states = words![
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
    let counted = |n: usize| i >= n && unit.is(i - n, words!["two", "both"]);
    let kind = if unit.is(i, people) && (counted(1) || counted(2)) {
        EntityKind::Person
    } else if unit.is(i, states) && (counted(1) || counted(2)) {
        EntityKind::Country
    } else if unit.is(i, words!["they", "each"]) {
        focus.spoken_of
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
                words![
                    "and",
                    ",",
                    "-",
                    "president",
                    "’s",
                    "'s",
                    "the",
                    "leader",
                    "prime",
                    "minister",
                    "foreign"
                ],
            ) || unit.tokens[i].is_capitalised(unit.text)
        })
        && b.first > a.last
}
