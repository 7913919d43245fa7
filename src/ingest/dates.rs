//! Publication dates as fields state them. Dates inside the running text are the analysis' business.

use crate::model::{GivenDate, Precision, SafeText};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// Reads a date field; `source` says which field it was. The error names what would be understood.
///
/// A date with a time zone keeps the day it names; the time of day is told in UTC.
pub(crate) fn given(value: &str, source: &str) -> Result<GivenDate, String> {
    let value = value.trim();
    let (date, precision, minute) =
        parse(value).filter(|(date, ..)| (1..=9999).contains(&date.year())).ok_or_else(|| {
            format!(
                "“{}” is no date that is understood; write 2025-09-03, 2025-09 or 2025",
                super::format::head(value, 60)
            )
        })?;
    Ok(GivenDate { date, precision, minute, source: SafeText::line(source) })
}

type Parsed = (NaiveDate, Precision, Option<(u8, u8)>);

fn parse(value: &str) -> Option<Parsed> {
    with_zone(value)
        .or_else(|| without_zone(value))
        .or_else(|| numeric(value))
        .or_else(|| epoch(value))
        .or_else(|| in_words(value))
}

/// RFC 3339, RFC 2822 and their neighbours: local day, time in UTC.
fn with_zone(value: &str) -> Option<Parsed> {
    let spaced = value.replace(" UTC", "+00:00").replace(" GMT", " +0000");
    let time = DateTime::parse_from_rfc3339(value)
        .or_else(|_| DateTime::parse_from_rfc2822(value))
        .or_else(|_| DateTime::parse_from_rfc2822(&spaced))
        .ok()
        .or_else(|| {
            [
                "%Y-%m-%dT%H:%M:%S%.f%#z",
                "%Y-%m-%d %H:%M:%S%.f %#z",
                "%Y-%m-%d %H:%M:%S%.f%#z",
                "%Y-%m-%dT%H:%M%#z",
                "%Y-%m-%d %H:%M%#z",
            ]
            .iter()
            .find_map(|format| DateTime::<FixedOffset>::parse_from_str(&spaced, format).ok())
        })?;
    let utc = time.naive_utc();
    Some((time.date_naive(), Precision::Day, Some((utc.hour() as u8, utc.minute() as u8))))
}

/// A day with a time but no zone, whose time is taken for UTC.
fn without_zone(value: &str) -> Option<Parsed> {
    [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
        "%Y/%m/%d %H:%M:%S",
        "%Y/%m/%d %H:%M",
    ]
    .iter()
    .find_map(|format| NaiveDateTime::parse_from_str(value, format).ok())
    .map(|time| {
        let known = time.time() != NaiveTime::MIN;
        (time.date(), Precision::Day, known.then(|| (time.hour() as u8, time.minute() as u8)))
    })
}

/// `2025-09-03`, `2025/9/3`, `20250903`, `2025-09`, `2025`, and `25.12.2024` or `12/25/2024` where only one order fits.
fn numeric(value: &str) -> Option<Parsed> {
    let parts: Vec<&str> = value.trim_end_matches('.').split(['-', '/', '.']).map(str::trim).collect();
    if !parts
        .iter()
        .all(|part| !part.is_empty() && part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let day = |year: u32, month, day| {
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
            .map(|date| (date, Precision::Day, None))
    };
    let dotted = value.contains('.');
    match (numbers.as_slice(), parts[0].len()) {
        (&[year], 4) => day(year, 1, 1).map(|(date, ..)| (date, Precision::Year, None)),
        (&[packed], 8) => day(packed / 10_000, packed / 100 % 100, packed % 100),
        (&[year, month], 4) => day(year, month, 1).map(|(date, ..)| (date, Precision::Month, None)),
        (&[year, month, d], 4) => day(year, month, d),
        (&[a, b, year], 1 | 2) if parts[2].len() == 4 => match (day(year, b, a), day(year, a, b)) {
            // Dots are written with the day first; with strokes, only one order may fit.
            (Some(first), _) if dotted => Some(first),
            (Some(only), None) | (None, Some(only)) => Some(only),
            (Some(one), Some(other)) if one == other => Some(one),
            _ => None,
        },
        _ => None,
    }
}

/// Seconds or milliseconds since 1970.
fn epoch(value: &str) -> Option<Parsed> {
    let whole = value.split('.').next()?;
    if !(9..=13).contains(&whole.len()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let seconds = if whole.len() > 11 { number / 1000 } else { number };
    let time = DateTime::from_timestamp(seconds, 0)?.naive_utc();
    Some((time.date(), Precision::Day, Some((time.hour() as u8, time.minute() as u8))))
}

/// `Wednesday, 3 September 2025`, `Sept. 3rd, 2025`, `September 2025`.
fn in_words(value: &str) -> Option<Parsed> {
    let (mut year, mut month, mut day) = (None, None, None);
    for word in
        value.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.')).filter(|word| !word.is_empty())
    {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        if let Ok(number) = digits.parse::<u32>() {
            match number {
                1..=31 if day.is_none() => day = Some(number),
                1000..=9999 if year.is_none() && digits == word => year = i32::try_from(number).ok(),
                _ => return None,
            }
        } else if month.is_none() && month_of(word).is_some() {
            month = month_of(word);
        } else if !is_weekday(word) {
            return None;
        }
    }
    let precision = if day.is_some() { Precision::Day } else { Precision::Month };
    NaiveDate::from_ymd_opt(year?, month?, day.unwrap_or(1)).map(|date| (date, precision, None))
}

/// The English names of the months, for full names and abbreviations of three letters or more.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of an English month's name or abbreviation.
pub(crate) fn month_of(word: &str) -> Option<u32> {
    let lower = word.trim_end_matches('.').to_lowercase();
    let found = MONTHS.iter().position(|month| lower.len() >= 3 && month.starts_with(&lower))?;
    Some(found as u32 + 1)
}

/// Whether the word is an English weekday or its abbreviation.
pub(crate) fn is_weekday(word: &str) -> bool {
    let lower = word.trim_end_matches('.').to_lowercase();
    lower.len() >= 3
        && ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            .iter()
            .any(|day| day.starts_with(&lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_in_many_shapes() {
        for (value, expected) in [
            ("2025-09-03", "2025-09-03 Day"),
            (" 2025-09 ", "2025-09-01 Month"),
            ("2025", "2025-01-01 Year"),
            ("20250903", "2025-09-03 Day"),
            ("2025/9/3", "2025-09-03 Day"),
            ("2025-09-03T23:30:00-05:00", "2025-09-03 Day 04:30"),
            ("2025-09-03T08:15:00Z", "2025-09-03 Day 08:15"),
            ("2025-09-03T08:15:00+0200", "2025-09-03 Day 06:15"),
            ("2025-09-03 08:15:09 +02:00", "2025-09-03 Day 06:15"),
            ("2025-09-03T08:15", "2025-09-03 Day 08:15"),
            ("2025-09-03T00:00:00", "2025-09-03 Day"),
            ("Wed, 03 Sep 2025 08:15:00 GMT", "2025-09-03 Day 08:15"),
            ("3 September 2025", "2025-09-03 Day"),
            ("Wednesday, Sept. 3rd, 2025", "2025-09-03 Day"),
            ("September 2025", "2025-09-01 Month"),
            ("25.12.2024", "2024-12-25 Day"),
            ("03.09.2025", "2025-09-03 Day"),
            ("12/25/2024", "2024-12-25 Day"),
            ("1756886400", "2025-09-03 Day 08:00"),
            ("1756886400000", "2025-09-03 Day 08:00"),
        ] {
            let given = given(value, "test").unwrap();
            let minute = given.minute.map(|(h, m)| format!(" {h:02}:{m:02}")).unwrap_or_default();
            assert_eq!(format!("{} {:?}{minute}", given.date, given.precision), expected, "{value:?}");
        }
    }

    #[test]
    fn what_is_no_date_or_has_two_readings() {
        for value in [
            "",
            "soon",
            "2025-13-01",
            "2025-02-30",
            "03/09/2025",
            "3 3 September 2025",
            "yesterday",
            "0000-00-00",
            "99999",
        ] {
            assert!(given(value, "test").is_err(), "{value:?}");
        }
    }
}
