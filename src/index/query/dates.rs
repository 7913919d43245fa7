//! Dates in queries: `2025-09-03`, `2025-09`, `2025`, `7d`, and ranges of them.

use crate::model::DayRange;
use chrono::{Days, Months, NaiveDate};

/// A date as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// A day, month, year or range.
    Days(DayRange),
    /// So many days back from the newest article.
    DaysBack(u64),
    /// So many months back from the newest article.
    MonthsBack(u32),
}

/// What was typed after `after:`, `before:` or `on:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    /// A date.
    When(When),
    /// May become one: `20`, `2025-`, `2025-0`, `7`.
    Open,
    /// Cannot become one.
    No,
}

/// Reads a date, leniently while it is being typed.
pub(crate) fn read(typed: &str) -> Typed {
    let typed = typed.trim();
    if let Some((from, to)) = typed.split_once("..") {
        return match (read_one(from), read_one(to)) {
            (Typed::When(When::Days(from)), Typed::When(When::Days(to))) if from.from <= to.to => {
                Typed::When(When::Days(DayRange { from: from.from, to: to.to }))
            }
            (Typed::When(When::Days(_)), Typed::Open) => Typed::Open,
            _ => Typed::No,
        };
    }
    read_one(typed.strip_suffix('.').unwrap_or(typed))
}

fn read_one(typed: &str) -> Typed {
    if !typed.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') || typed.len() > 10 {
        return Typed::No;
    }
    if let Some(back) = read_back(typed) {
        return Typed::When(back);
    }
    let mut parts = typed.split('-');
    let (year, month, day, more) = (parts.next().unwrap_or(""), parts.next(), parts.next(), parts.next());
    if more.is_some() || [Some(year), month, day].into_iter().flatten().any(|part| !is_number(part)) {
        return Typed::No;
    }
    if year.len() < 4 {
        return if month.is_none() { Typed::Open } else { Typed::No };
    }
    calendar(year, month, day)
}

/// The date nearest to what has the form of one and names a month or day there is not: `2025-12` for `2025-13`.
pub(crate) fn nearest(typed: &str) -> Option<String> {
    let parts: Vec<u32> = typed.trim().split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (year, month, day) = match parts.as_slice() {
        [year, month] => (*year, *month, None),
        [year, month, day] => (*year, *month, Some(*day)),
        _ => return None,
    };
    if !(1000..=9999).contains(&year) {
        return None;
    }
    let month = month.clamp(1, 12);
    let Some(day) = day else { return Some(format!("{year}-{month:02}")) };
    let there_is = |day: &u32| NaiveDate::from_ymd_opt(year.cast_signed(), month, *day).is_some();
    let day = (1..=day.clamp(1, 31)).rev().find(there_is)?;
    Some(format!("{year}-{month:02}-{day:02}"))
}

fn is_number(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_digit())
}

/// The days of year, month and day as typed so far.
fn calendar(year: &str, month: Option<&str>, day: Option<&str>) -> Typed {
    let Some(year) = year.parse().ok().filter(|year| (1..=9999).contains(year)) else { return Typed::No };
    let whole = |from: Option<NaiveDate>, months: u32| {
        let to = from.and_then(|from| from.checked_add_months(Months::new(months))?.pred_opt());
        from.zip(to).map_or(Typed::No, |(from, to)| Typed::When(When::Days(DayRange { from, to })))
    };
    match (month, day) {
        (None, _) => whole(NaiveDate::from_ymd_opt(year, 1, 1), 12),
        (Some("" | "0" | "1"), None) => Typed::Open,
        (Some(month), None) => match month.parse() {
            Ok(month) if month <= 12 => whole(NaiveDate::from_ymd_opt(year, month, 1), 1),
            _ => Typed::No,
        },
        (Some(month), Some(day)) => match (month.parse(), day) {
            (Ok(month), "" | "0" | "1" | "2" | "3") if (1..=12).contains(&month) => Typed::Open,
            (Ok(month), day) => day
                .parse()
                .ok()
                .and_then(|day| NaiveDate::from_ymd_opt(year, month, day))
                .map_or(Typed::No, |day| Typed::When(When::Days(DayRange::day(day)))),
            _ => Typed::No,
        },
    }
}

/// `7d`, `2w`, `6m`, `1y`.
fn read_back(typed: &str) -> Option<When> {
    let unit = typed.chars().last().filter(char::is_ascii_alphabetic)?;
    let number = typed.get(..typed.len() - 1)?.parse::<u32>().ok().filter(|number| *number <= 99_999)?;
    match unit.to_ascii_lowercase() {
        'd' => Some(When::DaysBack(u64::from(number))),
        'w' => Some(When::DaysBack(u64::from(number) * 7)),
        'm' => Some(When::MonthsBack(number)),
        'y' => Some(When::MonthsBack(number * 12)),
        _ => None,
    }
}

impl When {
    /// The days meant, where the newest article is of `newest`.
    pub(crate) fn days(self, newest: NaiveDate) -> DayRange {
        let from = match self {
            Self::Days(days) => return days,
            Self::DaysBack(days) => newest.checked_sub_days(Days::new(days.saturating_sub(1))),
            Self::MonthsBack(months) => newest.checked_sub_months(Months::new(months)),
        };
        DayRange { from: from.unwrap_or(NaiveDate::MIN), to: newest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_typed() {
        let newest = NaiveDate::from_ymd_opt(2025, 9, 7).unwrap();
        for (typed, expected) in [
            ("2025-09-03", "2025-09-03..2025-09-03"),
            ("2025-9", "2025-09-01..2025-09-30"),
            ("2024-02", "2024-02-01..2024-02-29"),
            ("2025-12", "2025-12-01..2025-12-31"),
            ("2025", "2025-01-01..2025-12-31"),
            ("2023-03..2023-05", "2023-03-01..2023-05-31"),
            ("7d", "2025-09-01..2025-09-07"),
            ("1w", "2025-09-01..2025-09-07"),
            ("1m", "2025-08-07..2025-09-07"),
            ("1y", "2024-09-07..2025-09-07"),
            ("", "open"),
            ("20", "open"),
            ("2025-", "open"),
            ("2025-0", "open"),
            ("2025-09-", "open"),
            ("2025-09-1", "open"),
            ("2025-09-04", "2025-09-04..2025-09-04"),
            ("2025..", "open"),
            ("2025-13", "no"),
            ("2025-02-30", "no"),
            ("2025..2023", "no"),
            ("monday", "no"),
            ("20-09", "no"),
            ("0000", "no"),
            ("2025-9-é", "no"),
        ] {
            let got = match read(typed) {
                Typed::When(when) => {
                    let days = when.days(newest);
                    format!("{}..{}", days.from, days.to)
                }
                Typed::Open => "open".to_owned(),
                Typed::No => "no".to_owned(),
            };
            assert_eq!(got, expected, "{typed:?}");
        }
    }
}
