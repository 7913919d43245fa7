//! Happenings that have a name of their own and stand in the gazetteer with their dates: wars, treaties, games.

use super::candidate::{Candidate, candidate};
use super::class::Class;
use super::prune::EACH;
use super::roles::Roles;
use super::triggers::Found;
use super::unit::Unit;
use super::when::{When, last_day};
use crate::analysis::Gazetteer;
use crate::analysis::gazetteer::KnownEvent;
use crate::analysis::words::words;
use crate::model::{Annotations, DateBasis, DayRange, EntityId, EntityKind, Happening, Span};
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;

/// Named events by entity.
pub(super) type Known<'g> = HashMap<EntityId, Vec<&'g KnownEvent>>;

/// Whether a named event is one happening with a date, not an undertaking or a series.
fn is_happening(event: &KnownEvent) -> bool {
    let undertaking =
        ["project", "series", "initiative", "policy", "doctrine", "reform", "law", "prize", "festival"];
    !undertaking.contains(&&*event.kind) && event.days.from > NaiveDate::MIN
}

/// The named events of the gazetteer that are happenings: not projects and series.
pub(super) fn known(gazetteer: &Gazetteer) -> Known<'_> {
    let mut known: Known<'_> = HashMap::new();
    for event in gazetteer.events().iter().filter(|event| is_happening(event)) {
        known.entry(event.entity).or_default().push(event);
    }
    known
}

/// Named events of the unit.
pub(super) fn named(unit: &Unit<'_>, found: &Annotations, known: &Known<'_>, all: &mut Vec<Candidate>) {
    let last = found.published.as_ref().map(last_day);
    for name in unit.names.iter().filter(|name| name.kind == EntityKind::Event) {
        let Some(events) = known.get(&name.entity) else { continue };
        // What had not begun when the article was written is not what it tells.
        let begun = events.iter().rev().find(|event| last.is_none_or(|last| event.days.from <= last));
        let begun = begun.filter(|event| !is_another(unit, name.first, event, last));
        if let Some(event) = begun {
            all.extend(known_event(unit, name.span, event, last, all));
        }
    }
}

/// Happenings that come again under the same name.
const RECURRING: [&str; 7] = ["games", "summit", "election", "tournament", "conference", "crisis", "protest"];
/// Days after its end for which a recurring happening is still the one meant where no date says so.
const STILL_MEANT: i64 = 400;

/// Whether the name is said of a later happening than the list has: the sentence dates it otherwise, or what comes again
/// was last listed long ago.
fn is_another(unit: &Unit<'_>, at: usize, event: &KnownEvent, last: Option<NaiveDate>) -> bool {
    // “The 2020 Games” say themselves which are meant.
    let own = unit.word(at).starts_with(|c: char| c.is_ascii_digit());
    let later = unit.expressions.iter().any(|date| {
        let near = unit.is_one_clause(unit.token_at(date.span.start), at);
        near && date.range.is_some_and(|days| {
            days.days() <= 366 && (days.from - event.days.to.min(days.from)).num_days() > STILL_MEANT
        })
    });
    let recurs = RECURRING.contains(&&*event.kind);
    let long_ago = last.is_some_and(|last| (last - event.days.to.min(last)).num_days() > STILL_MEANT);
    let past = (0..unit.tokens.len()).any(|i| unit.is(i, words!["was", "were", "had", "since", "after"]));
    !own && recurs && (later || long_ago && !past)
}

/// A telling of a named event, unless the sentence has one already.
pub(super) fn known_event(
    unit: &Unit<'_>,
    trigger: Span,
    event: &KnownEvent,
    last: Option<NaiveDate>,
    all: &[Candidate],
) -> Option<Candidate> {
    if all
        .iter()
        .rev()
        .take(2 * EACH)
        .any(|other| other.span == unit.span && other.known == Some(event.entity))
    {
        return None;
    }
    // What goes on has no last day yet but that of the article.
    let open = event.days.to.year() > 9000;
    let to = if open { last.unwrap_or(event.days.from).max(event.days.from) } else { event.days.to };
    let days = DayRange { from: event.days.from, to };
    let when = When {
        days,
        precision: days.precision(),
        basis: DateBasis::KnownEvent,
        guessed: false,
        loose: false,
        reach: days,
    };
    let roles = Roles { place: event.place, ..Roles::default() };
    Some(Candidate {
        known: Some(event.entity),
        ..candidate(unit, trigger, Class::Known, "", true, 1, Happening::Event, Some(when), roles)
    })
}

/// Whether the noun is said of a whole war: a strike or a bombing is one deed, in a war or not.
pub(super) fn names_war(lemma: &str) -> bool {
    matches!(lemma, "war" | "wars" | "conflict" | "conflicts" | "invasion" | "fighting" | "hostilities")
}

/// “The conflict in Ukraine”: the war of the list that is being fought there when the article is written.
pub(super) fn war_there<'g>(
    unit: &Unit<'_>,
    found: &Found,
    roles: &Roles,
    known: &Known<'g>,
    last: Option<NaiveDate>,
) -> Option<&'g KnownEvent> {
    let country = roles.place?;
    let near = unit.names.iter().find(|name| {
        name.entity == country
            && (name.first > found.last && name.first <= found.last + 3 || name.last + 1 == found.first)
    });
    let last = last?;
    near?;
    let wars = known.values().flatten().filter(|event| {
        &*event.kind == "war"
            && event.place == Some(country)
            && event.days.from <= last
            && last <= event.days.to
    });
    wars.max_by_key(|event| (event.days.from, event.entity)).copied()
}
