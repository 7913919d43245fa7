//! What the text of an article without a stated date tells of when it was written: who is in office, which dates and
//! anniversaries it names, which known events it stands beside.

use super::ahead::{self, Limit};
use super::anniversary;
use super::calendar::{Cell, add_days, date};
use super::expressions::{Reading, day_first};
use super::meaning::{Found, Meaning, Origin, Point, Which};
use super::publication::{published, year};
use super::resolve::{Anchor, Context};
use super::tense::Direction;
use crate::analysis::gazetteer::KnownEvent;
use crate::model::{DateBasis, DayRange, EntityId, Precision, Published, SafeText, dates};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeSet;

/// A date the text names as past or present.
#[derive(Debug, Clone)]
struct Told {
    range: DayRange,
    precision: Precision,
    words: SafeText,
    /// Whether it reaches to the writing: “by 2025 they have …”.
    so_far: bool,
}

/// From so many of its days or months on a year is what the text is about.
const SEVERAL: usize = 2;

/// What the text tells, gathered once.
pub(super) struct Facts<'r> {
    reading: &'r Reading<'r>,
    /// Listed people who hold or held an office of a state, by id.
    people: BTreeSet<EntityId>,
    /// Known events mentioned.
    events: Vec<&'r KnownEvent>,
    told: Vec<Told>,
}

impl<'r> Facts<'r> {
    pub(super) fn of(reading: &'r Reading<'r>) -> Self {
        let gazetteer = reading.gazetteer;
        let ids: BTreeSet<EntityId> = reading.mentions.iter().map(|mention| mention.entity).collect();
        let in_office =
            |id: &EntityId| gazetteer.tenures_of(*id).iter().any(|tenure| tenure.country.is_some());
        let people = ids.iter().copied().filter(in_office).collect();
        let events = ids.iter().filter_map(|id| gazetteer.known_event_of(*id)).collect();
        Self { reading, people, events, told: told(reading) }
    }

    /// Whether a person holds an office of a state on the day.
    fn holds(&self, person: EntityId, day: NaiveDate) -> bool {
        let tenures = self.reading.gazetteer.tenures_of(person);
        tenures.iter().any(|tenure| tenure.country.is_some() && tenure.days.overlaps(DayRange::day(day)))
    }

    /// How well a day of publication agrees with the text: offices held count for it; dates told as past and events
    /// that came only later count against it.
    pub(super) fn agreement(&self, day: NaiveDate) -> i32 {
        let held = count(self.people.iter().filter(|person| self.holds(**person, day)));
        let begun = count(self.events.iter().filter(|event| event.days.from <= day));
        let later = count(self.events.iter().filter(|event| event.days.from > day));
        let contradicted = count(self.told.iter().filter(|told| told.range.from > day));
        let this_year = i32::from(self.latest_year() == Some(day.year()));
        held + begun + 2 * this_year - 2 * later - 3 * contradicted
    }

    /// The latest year the text tells of as past or present.
    pub(super) fn latest_year(&self) -> Option<i32> {
        self.told.iter().map(|told| told.range.from.year()).max()
    }

    /// Which facts speak for the day, in words.
    pub(super) fn reason(&self, day: NaiveDate) -> String {
        let entities = self.reading.gazetteer.entities();
        let held = self.people.iter().filter(|person| self.holds(**person, day));
        let names: Vec<&str> = held.take(4).map(|person| entities.get(*person).name.as_str()).collect();
        let told = self
            .told
            .iter()
            .filter(|told| told.range.from.year() == day.year())
            .map(|told| &told.words)
            .next();
        match (names.is_empty(), told) {
            (false, _) => format!("of these {} fits {} in office", day.year(), names.join(", ")),
            (true, Some(words)) => format!("of these {} is the year of “{words}”", day.year()),
            (true, None) => format!("{} fits the events named", day.year()),
        }
    }

    /// The first year in which everybody named had come into office, at least.
    fn not_before(&self) -> Option<i32> {
        let first = |person: &EntityId| {
            let tenures = self.reading.gazetteer.tenures_of(*person);
            tenures
                .iter()
                .filter(|tenure| tenure.country.is_some())
                .map(|tenure| tenure.days.from.year())
                .min()
        };
        self.people.iter().filter_map(first).max()
    }
}

/// How many there are.
fn count<T>(items: impl Iterator<Item = T>) -> i32 {
    items.fold(0, |n, _| n + 1)
}

/// Dates with a year that the text tells as past or present; days without a year take the year that brings them
/// closest to the latest full date.
fn told(reading: &Reading<'_>) -> Vec<Told> {
    let anchor = Anchor { day_first: day_first(reading), ..Anchor::default() };
    let mut told: Vec<Told> = Vec::new();
    let explicit = |point: &Point| {
        let context = Context { anchor, direction: Direction::Open, after: None };
        let precision = match point {
            Point::Day { year: Which::Year(_), .. } | Point::Numeric { year: Some(_), .. } => Precision::Day,
            Point::Month { year: Which::Year(_), .. } => Precision::Month,
            Point::Year(Which::Year(_)) => Precision::Year,
            _ => return None,
        };
        context.point(point).map(|resolved| (resolved.cell.range, precision))
    };
    for (line, found) in &reading.found {
        let Meaning::Point(point) = &found.meaning else { continue };
        let Some((range, precision)) = explicit(point) else { continue };
        let limit = ahead::limit(&reading.line(*line), found);
        if limit == Limit::Ahead || reading.tense(*line, found).direction == Direction::Ahead {
            continue;
        }
        told.push(Told { range, precision, words: reading.words(found), so_far: limit == Limit::SoFar });
    }
    let latest =
        told.iter().filter(|told| told.precision == Precision::Day).map(|told| told.range.from).max();
    let Some(latest) = latest else { return told };
    for (line, found) in &reading.found {
        let Meaning::Point(Point::Day { year: Which::Open, month, day, .. }) = found.meaning else {
            continue;
        };
        let years = latest.year() - 1..=latest.year() + 1;
        let days = years.filter_map(|year| date(year, u32::from(month), u32::from(day)));
        let Some(day) = days.min_by_key(|day| (*day - latest).num_days().abs()) else { continue };
        let limit = ahead::limit(&reading.line(*line), found);
        if limit != Limit::Ahead && reading.tense(*line, found).direction != Direction::Ahead {
            let words = reading.words(found);
            told.push(Told { range: DayRange::day(day), precision: Precision::Day, words, so_far: false });
        }
    }
    told
}

/// What the text alone tells of its publication.
pub(super) fn of_text(reading: &Reading<'_>) -> Option<Published> {
    let facts = Facts::of(reading);
    let beside = super::beside::known_event(reading, &facts.people, &weekdays(reading));
    if let Some(found) = beside.as_ref().filter(|found| found.precision == Precision::Day) {
        return Some(found.clone());
    }
    let day = latest_day(reading, &facts);
    if day.is_some() {
        return day;
    }
    let latest = latest_year(reading, &facts);
    match (&latest, &beside) {
        (Some(year), Some(event)) if event.date.year() < year.date.year() => latest,
        _ => beside.or(latest),
    }
}

/// The weekdays the text names without a date.
fn weekdays(reading: &Reading<'_>) -> Vec<Weekday> {
    let bare = |found: &Found| match &found.meaning {
        Meaning::Point(Point::Weekday { weekday, which: Which::Open }) => Some(*weekday),
        Meaning::Point(Point::DayPart { of, .. }) => match **of {
            Point::Weekday { weekday, which: Which::Open } => Some(weekday),
            _ => None,
        },
        _ => None,
    };
    reading.found.iter().filter_map(|(_, found)| bare(found)).collect()
}

/// Whether the text speaks of the days just gone: a bare weekday of that day, “this week”, “yesterday”.
fn freshly(reading: &Reading<'_>, day: NaiveDate) -> Option<SafeText> {
    let fresh = |found: &Found| match &found.meaning {
        Meaning::Point(Point::Weekday { weekday, which: Which::Open }) => *weekday == day.weekday(),
        Meaning::Point(Point::Cell { grain, shift: -1..=0, origin: Origin::Publication }) => {
            *grain <= super::calendar::Grain::Week
        }
        _ => false,
    };
    reading.found.iter().find(|(_, found)| fresh(found)).map(|(_, found)| reading.words(found))
}

/// The latest day told; of a fresh report the month of publication, else only the year.
fn latest_day(reading: &Reading<'_>, facts: &Facts<'_>) -> Option<Published> {
    let days = facts.told.iter().filter(|told| told.precision == Precision::Day);
    let latest = days.max_by_key(|told| told.range.from)?;
    let day = latest.range.from;
    let too_early = facts.not_before().is_some_and(|first| day.year() < first);
    if too_early || facts.latest_year().is_some_and(|year| year > day.year()) {
        return None;
    }
    let fresh = freshly(reading, day)?;
    let within_month = add_days(day, 6).is_some_and(|later| later.month() == day.month());
    let shown = dates::show(day, Precision::Day);
    let why = format!(
        "“{}” ({shown}) is the latest day the text tells of, and “{fresh}” says that it is fresh",
        latest.words
    );
    let precision = if within_month { Precision::Month } else { Precision::Year };
    let from = if within_month { date(day.year(), day.month(), 1)? } else { year(day.year())? };
    Some(published(from, precision, DateBasis::Text, &why))
}

/// The latest year told or reached by an anniversary, unless somebody named came into office only later. What is told
/// may be long past: a year alone dates the writing only where the words reach up to it, or where several of its days
/// or months are told.
fn latest_year(reading: &Reading<'_>, facts: &Facts<'_>) -> Option<Published> {
    let mut best: Option<(i32, DateBasis, String)> = None;
    let mut consider = |year: i32, basis: DateBasis, why: String| {
        if best.as_ref().is_none_or(|(known, ..)| year > *known) {
            best = Some((year, basis, why));
        }
    };
    let latest = facts.latest_year();
    let of_latest = || facts.told.iter().filter(|told| Some(told.range.from.year()) == latest);
    let exact: BTreeSet<NaiveDate> =
        of_latest().filter(|told| told.precision != Precision::Year).map(|told| told.range.from).collect();
    for told in of_latest().filter(|told| told.so_far || exact.len() >= SEVERAL) {
        let why = format!("“{}” is the latest year the text tells of", told.words);
        consider(told.range.from.year(), DateBasis::Text, why);
    }
    for (line, found) in &reading.found {
        if let Meaning::Anniversary { n } = found.meaning
            && let Some((cell, why)) = anniversary::day(reading, *line, found, n)
        {
            consider(cell.range.from.year(), DateBasis::Anniversary, why);
        }
    }
    let (latest, basis, why) = best?;
    let too_early = facts.not_before().is_some_and(|first| latest < first);
    Cell::year(latest)?;
    (!too_early).then(|| year(latest)).flatten().map(|from| published(from, Precision::Year, basis, &why))
}
