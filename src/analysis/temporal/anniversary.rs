//! “The 80th anniversary of …”: the day or year it falls in, counted from the known event or the year named with it.

use super::calendar::{Cell, Grain, add_days, date};
use super::expressions::Reading;
use super::meaning::{Found, Meaning, Point, Which};
use crate::analysis::gazetteer::KnownEvent;
use chrono::{Datelike, NaiveDate};

/// Tokens after “anniversary” in which its event is looked for.
const REACH: usize = 16;

/// Which end of a long event is remembered.
const ITS_END: [&str; 9] =
    ["end", "victory", "surrender", "defeat", "liberation", "fall", "armistice", "ceasefire", "conclusion"];
const ITS_START: [&str; 9] = [
    "start",
    "outbreak",
    "beginning",
    "invasion",
    "founding",
    "signing",
    "launch",
    "establishment",
    "opening",
];

/// The anniversary's place in the calendar and the reason, where its event is known.
pub(super) fn day(reading: &Reading<'_>, line: usize, found: &Found, n: i32) -> Option<(Cell, String)> {
    let (_, end, _) = reading.lines[line];
    let to = end.min(found.to + REACH);
    known(reading, found, to, n).or_else(|| stated(reading, line, found, to, n))
}

fn known(reading: &Reading<'_>, found: &Found, to: usize, n: i32) -> Option<(Cell, String)> {
    let span = reading.tokens[found.from].span.cover(reading.tokens[to - 1].span);
    let listed = reading.gazetteer.entities();
    let mentions = crate::model::span::within(reading.mentions, span, |mention| mention.span);
    let (entity, event) = mentions.iter().find_map(|mention| {
        let event = reading.gazetteer.known_event_of(mention.entity)?;
        Some((listed.get(mention.entity), event))
    })?;
    let words = (found.to..to).map(|i| reading.tokens[i].text(&reading.article.text));
    let remembered = words.take_while(|word| !entity.name.starts_with(word)).fold(None, |known, word| {
        let is = |list: &[&str]| list.iter().any(|one| one.eq_ignore_ascii_case(word));
        known.or(if is(&ITS_END) {
            Some(true)
        } else if is(&ITS_START) {
            Some(false)
        } else {
            None
        })
    });
    let (day, exact) = remembered_day(event, remembered);
    let cell = anniversary(day, exact, n)?;
    let year = day.year();
    Some((cell, format!("{} ({year}) and {n} years: the {} anniversary", entity.name, ordinal(n))))
}

/// The day remembered, and whether it is known to the day: a long event's end in several places on several days.
fn remembered_day(event: &KnownEvent, end: Option<bool>) -> (NaiveDate, bool) {
    let over = event.days.to.year() <= 9999;
    let end = end.unwrap_or(over && &*event.kind == "war");
    let day = if end && over { event.days.to } else { event.days.from };
    let whole_year = (event.days.from.month(), event.days.from.day()) == (1, 1) && event.days.days() >= 365;
    let exact = event.days.from == event.days.to || (!end && !whole_year && &*event.kind == "war");
    (day, exact)
}

fn anniversary(day: NaiveDate, exact: bool, n: i32) -> Option<Cell> {
    let year = day.year().checked_add(n)?;
    if !exact {
        return Cell::year(year);
    }
    // A 29 February is remembered on the 28th.
    let fallen = date(year, day.month(), day.day()).or_else(|| add_days(date(year, 3, 1)?, -1))?;
    Cell::around(Grain::Day, fallen)
}

/// `the 75th anniversary of the founding … in 1949`, `of the 1945 victory`.
fn stated(reading: &Reading<'_>, line: usize, found: &Found, to: usize, n: i32) -> Option<(Cell, String)> {
    let from = reading.found.partition_point(|(_, other)| other.from < found.to);
    let near = reading.found[from..].iter().take_while(|(other, next)| *other == line && next.from < to);
    let (cell, words) = near.into_iter().find_map(|(_, next)| match next.meaning {
        Meaning::Point(Point::Year(Which::Year(year))) => {
            Some((Cell::year(year.checked_add(n)?)?, reading.words(next)))
        }
        Meaning::Point(Point::Day { year: Which::Year(year), month, day, .. }) => {
            let day = date(year, u32::from(month), u32::from(day))?;
            Some((anniversary(day, true, n)?, reading.words(next)))
        }
        _ => None,
    })?;
    Some((cell, format!("“{words}” and {n} years: the {} anniversary", ordinal(n))))
}

fn ordinal(n: i32) -> String {
    let end = match (n % 10, n % 100) {
        (1, last) if last != 11 => "st",
        (2, last) if last != 12 => "nd",
        (3, last) if last != 13 => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}
