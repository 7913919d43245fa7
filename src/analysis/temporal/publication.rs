//! The publication date: a ladder of evidence, each rung with the sentence that says which words decided.
//!
//! Never more exact than the evidence, and no clock: what the text cannot tell stays unknown.

use super::Reader;
use super::calendar::{Cell, date};
use super::evidence;
use super::expressions::{Reading, day_first};
use super::meaning::{Found, Meaning, Point, Which};
use super::resolve::{Anchor, Context};
use super::tense::Direction;
use crate::model::{DateBasis, Mention, Precision, Published, Role, SafeText, dates};
use chrono::{Datelike, NaiveDate, Weekday};

/// How far down, in lines, a date that stands alone is taken for the date line.
const TOP: usize = 12;

/// The publication date by the strongest rung that holds.
pub(super) fn find(reader: &Reader<'_>, mentions: &[Mention]) -> Option<Published> {
    let article = reader.article;
    if let Some(given) = &article.given_date {
        let why = format!("{} says so", given.source);
        return Some(published(given.date, given.precision, DateBasis::Stated, &why));
    }
    let reading = Reading::new(reader, &[], mentions);
    date_line(&reading)
        .or_else(|| article.url.as_deref().and_then(of_url))
        .or_else(|| evidence::of_text(&reading))
}

pub(super) fn published(date: NaiveDate, precision: Precision, basis: DateBasis, why: &str) -> Published {
    Published { date, precision, basis, why: SafeText::line(why) }
}

/// A date near the top that stands in a line of its own: complete, or completed by what the text tells.
fn date_line(reading: &Reading<'_>) -> Option<Published> {
    let marked = reading.lines.iter().any(|&(_, _, role)| role == Role::Dateline);
    let candidates = reading.found.iter().filter(|(line, found)| {
        let (from, to, role) = reading.lines[*line];
        let alone = from == found.from && to <= found.to + 1;
        role == Role::Dateline || (!marked && alone && *line < TOP)
    });
    let mut incomplete = None;
    for (line, found) in candidates {
        if let Some(complete) = complete(reading, found) {
            return Some(complete);
        }
        incomplete = incomplete.or_else(|| partial(found).map(|partial| (*line, found, partial)));
    }
    let (_, found, (month, day, weekday)) = incomplete?;
    completed(reading, found, month, day, weekday)
}

/// A date line that says the year.
fn complete(reading: &Reading<'_>, found: &Found) -> Option<Published> {
    let point = match &found.meaning {
        Meaning::Point(Point::Clock { of, .. } | Point::DayPart { of, .. }) => of,
        Meaning::Point(point) => point,
        _ => return None,
    };
    let precision = match point {
        Point::Day { year: Which::Year(_) | Which::Short(_), .. } | Point::Numeric { year: Some(_), .. } => {
            Precision::Day
        }
        Point::Month { year: Which::Year(_) | Which::Short(_), .. } => Precision::Month,
        _ => return None,
    };
    let anchor = Anchor { day_first: day_first(reading), ..Anchor::default() };
    let context = Context { anchor, direction: Direction::Open, after: None };
    let from = context.point(point)?.cell.range.from;
    let why = format!("the line “{}” near the top", reading.words(found));
    Some(published(from, precision, DateBasis::Stated, &why))
}

/// Month, day and perhaps weekday of a date line without a year.
fn partial(found: &Found) -> Option<(u8, u8, Option<Weekday>)> {
    match &found.meaning {
        Meaning::Point(Point::Clock { of, .. } | Point::DayPart { of, .. }) => match **of {
            Point::Day { year: Which::Open, month, day, weekday } => Some((month, day, weekday)),
            _ => None,
        },
        Meaning::Point(Point::Day { year: Which::Open, month, day, weekday }) => {
            Some((*month, *day, *weekday))
        }
        _ => None,
    }
}

/// Years in which a date without one is looked for.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// The year of a date line without one: of the years in which the weekday fits, the one that agrees with what the text
/// tells; between equals the earliest, for the lists of offices end at their making.
fn completed(
    reading: &Reading<'_>,
    found: &Found,
    month: u8,
    day: u8,
    weekday: Option<Weekday>,
) -> Option<Published> {
    let fitting: Vec<NaiveDate> = YEARS
        .filter_map(|year| date(year, u32::from(month), u32::from(day)))
        .filter(|day| weekday.is_none_or(|weekday| day.weekday() == weekday))
        .collect();
    let facts = evidence::Facts::of(reading);
    let best = fitting.iter().copied().max_by_key(|day| (facts.agreement(*day), std::cmp::Reverse(*day)))?;
    // Without a weekday every year fits, and the first in which all held office is only the earliest possible.
    let told = facts.latest_year() == Some(best.year());
    if facts.agreement(best) <= 0 || (weekday.is_none() && !told) {
        return None;
    }
    let near: Vec<String> = fitting
        .iter()
        .filter(|day| (day.year() - best.year()).abs() <= 11)
        .map(|day| day.year().to_string())
        .collect();
    let fits = weekday.map_or_else(String::new, |_| format!(", a day of {}", near.join(", ")));
    let why = format!("the line “{}” near the top{fits}; {}", reading.words(found), facts.reason(best));
    Some(published(best, Precision::Day, DateBasis::Text, &why))
}

/// A date in the path of a URL: `/2024/03/21/`, `/2024/mar/21/`, `/2024-03-21-title`, `/20240321/`, `/2024/03/`.
fn of_url(url: &str) -> Option<Published> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let found = segments.iter().enumerate().find_map(|(i, segment)| {
        let year = year_in(segment);
        let month = segments.get(i + 1).and_then(|month| month_in(month));
        if let (Some(year), Some(month)) = (year, month) {
            let day = segments.get(i + 2).and_then(|day| two_digits(day));
            return match day.and_then(|day| date(year, month, day)) {
                Some(day) => Some((day, Precision::Day)),
                None => date(year, month, 1).map(|day| (day, Precision::Month)),
            };
        }
        in_segment(segment).map(|day| (day, Precision::Day))
    });
    let (day, precision) = found?;
    let why = format!("the web address has {}", dates::iso(day, precision));
    Some(published(day, precision, DateBasis::Stated, &why))
}

fn year_in(segment: &str) -> Option<i32> {
    let digits = segment.len() == 4 && segment.bytes().all(|b| b.is_ascii_digit());
    segment.parse().ok().filter(|year| digits && (1990..=2100).contains(year))
}

fn two_digits(segment: &str) -> Option<u32> {
    let digits = (1..=2).contains(&segment.len()) && segment.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| segment.parse().ok()).flatten()
}

fn month_in(segment: &str) -> Option<u32> {
    two_digits(segment).or_else(|| {
        let name = segment.to_ascii_lowercase();
        let at = dates::MONTHS.iter().position(|month| month.eq_ignore_ascii_case(&name))?;
        Some(at as u32 + 1)
    })
}

/// `2024-03-21-title`, `20240321-title`, `title-2024-03-21`.
fn in_segment(segment: &str) -> Option<NaiveDate> {
    let runs: Vec<&str> = segment.split(|c: char| !c.is_ascii_digit()).collect();
    let dashed = runs.windows(3).find_map(|run| {
        let year = year_in(run[0])?;
        let full = run[1].len() == 2 && run[2].len() == 2;
        date(year, two_digits(run[1])?, two_digits(run[2])?).filter(|_| full)
    });
    dashed.or_else(|| {
        runs.iter().filter(|run| run.len() == 8).find_map(|run| {
            let year = year_in(&run[..4])?;
            date(year, two_digits(&run[4..6])?, two_digits(&run[6..])?)
        })
    })
}

/// The year's cell, for evidence no more exact than that.
pub(super) fn year(year: i32) -> Option<NaiveDate> {
    Cell::year(year).map(|cell| cell.range.from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_web_addresses() {
        for (url, expected) in [
            ("https://a.example/2024/03/21/title.html", Some("2024-03-21")),
            ("https://a.example/world/2024/mar/21/title", Some("2024-03-21")),
            ("https://a.example/news/2024-03-21-title", Some("2024-03-21")),
            ("https://a.example/news/title-20240321?x=1", Some("2024-03-21")),
            ("https://a.example/2024/03/title", Some("2024-03")),
            ("https://a.example/2024/13/40/title", None),
            ("https://a.example/article/12345678", None),
            ("https://2024.example/title", None),
            ("not a url", None),
        ] {
            let got = of_url(url).map(|published| dates::iso(published.date, published.precision));
            assert_eq!(got.as_deref(), expected, "{url}");
        }
    }
}
