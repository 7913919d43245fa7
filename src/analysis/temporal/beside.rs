//! Articles that stand beside a known event: “arrived to attend the opening ceremony of the Winter Olympic Games”.
//!
//! Such events come again every few years; the place, and who was in office, tell which one it is.

use super::calendar::add_days;
use super::expressions::Reading;
use super::publication::published;
use crate::analysis::gazetteer::KnownEvent;
use crate::model::{DateBasis, DayRange, EntityId, Precision, Published, dates};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeSet;

/// The publication date beside a known event, where one is meant beyond doubt.
pub(super) fn known_event(
    reading: &Reading<'_>,
    people: &BTreeSet<EntityId>,
    weekdays: &[Weekday],
) -> Option<Published> {
    let mentioned: BTreeSet<EntityId> = reading.mentions.iter().map(|mention| mention.entity).collect();
    let mut candidates: Vec<(usize, &KnownEvent, usize)> = Vec::new();
    let named = reading.gazetteer.recurring().find(&reading.article.text, reading.tokens);
    for (i, at) in named {
        let event = &reading.gazetteer.events()[i];
        if event.place.is_some_and(|place| !place_is_named(reading, place, &mentioned)) {
            continue;
        }
        let held = people.iter().filter(|person| holds(reading, **person, event.days.from)).count();
        candidates.push((held, event, at));
    }
    let best = candidates.iter().map(|(held, ..)| *held).max()?;
    let mut fitting = candidates.iter().filter(|(held, ..)| *held == best);
    let (_, event, at) = fitting.next()?;
    // Most of those named must have held office then; some may be of the past.
    if fitting.next().is_some() || best * 4 < people.len() * 3 {
        return None;
    }
    dated(reading, event, *at, weekdays)
}

/// Whether the event's place, or the country it lies in, is mentioned.
fn place_is_named(reading: &Reading<'_>, place: EntityId, mentioned: &BTreeSet<EntityId>) -> bool {
    let entities = reading.gazetteer.entities();
    let of = entities.get(place);
    // A capital is often read as its country; then the name itself must stand in the text.
    mentioned.contains(&place) || reading.article.text.contains(of.name.as_str())
}

fn holds(reading: &Reading<'_>, person: EntityId, day: NaiveDate) -> bool {
    let tenures = reading.gazetteer.tenures_of(person);
    tenures.iter().any(|tenure| tenure.country.is_some() && tenure.days.overlaps(DayRange::day(day)))
}

/// The day of the event that the words around its name tell, and how exact the publication date is with it.
fn dated(reading: &Reading<'_>, event: &KnownEvent, at: usize, weekdays: &[Weekday]) -> Option<Published> {
    let text: &str = &reading.article.text;
    let start = text[..at].rfind('.').map_or(0, |dot| dot + 1);
    let before = text[start..at].to_lowercase();
    let day = if before.contains("opening") {
        Some((event.days.from, "opening"))
    } else if before.contains("closing") {
        Some((event.days.to, "closing"))
    } else {
        None
    };
    let name = &reading.gazetteer.entities().get(event.entity).name;
    if let Some((day, which)) = day {
        let shown = dates::show(day, Precision::Day);
        let why = format!("the {which} of {name} was on {shown}");
        if weekdays.first() == Some(&day.weekday()) {
            let why = format!("{why}, the {} the text speaks of", day.format("%A"));
            return Some(published(day, Precision::Day, DateBasis::KnownEvent, &why));
        }
        let month = day.with_day(1)?;
        let steady = add_days(day, 6)?.month() == day.month() && add_days(day, -6)?.month() == day.month();
        let (from, precision) =
            if steady { (month, Precision::Month) } else { (day.with_ordinal(1)?, Precision::Year) };
        return Some(published(from, precision, DateBasis::KnownEvent, &why));
    }
    let why = format!("{name} was in {}", event.days.from.year());
    Some(published(event.days.from.with_ordinal(1)?, Precision::Year, DateBasis::KnownEvent, &why))
}
