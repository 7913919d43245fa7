//! Under which heading an event stands at a zoom: its year, its month, its day, and never more exact than it is known.

use crate::model::dates::show;
use crate::model::{DayRange, Event, Happening, Precision, Stamp};
use chrono::{Datelike, NaiveDate};
use std::cmp::Reverse;

/// A stretch of the line under one heading. In order: by first day, the less exact first; then what has no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// A year, month or day.
    Days(NaiveDate, Reverse<Precision>),
    /// Events without a date.
    Undated,
    /// What was proposed, planned or foreseen.
    Proposed,
    /// What happens again and again.
    Usual,
}

impl Period {
    /// Where an event stands at a zoom.
    #[must_use]
    pub fn of(event: &Event, zoom: Precision) -> Self {
        Self::when(event.happening, event.days, event.precision, zoom)
    }

    /// As [`of`](Self::of), of an event in brief.
    #[must_use]
    pub(super) fn of_stamp(event: Stamp, zoom: Precision) -> Self {
        Self::when(event.happening(), event.days(), event.precision(), zoom)
    }

    fn when(happening: Happening, days: Option<DayRange>, precision: Precision, zoom: Precision) -> Self {
        match (happening, days) {
            (Happening::Proposal, _) => Self::Proposed,
            (Happening::Habit, _) => Self::Usual,
            (Happening::Event, None) => Self::Undated,
            (Happening::Event, Some(days)) => Self::around(days.from, exact(days, precision), zoom),
        }
    }

    /// Where a date of that precision stands at a zoom.
    #[must_use]
    pub fn around(date: NaiveDate, precision: Precision, zoom: Precision) -> Self {
        let heading = precision.max(zoom);
        Self::Days(DayRange::around(date, heading).from, Reverse(heading))
    }

    /// How exact the heading is; `None` where there is no date in it.
    #[must_use]
    pub const fn exact(self) -> Option<Precision> {
        match self {
            Self::Days(_, Reverse(precision)) => Some(precision),
            Self::Undated | Self::Proposed | Self::Usual => None,
        }
    }

    /// Its first day; `None` without a date.
    #[must_use]
    pub(super) const fn begins(self) -> Option<NaiveDate> {
        match self {
            Self::Days(from, _) => Some(from),
            Self::Undated | Self::Proposed | Self::Usual => None,
        }
    }

    /// The year it is in, or of which it is.
    #[must_use]
    pub fn year(self) -> Option<i32> {
        match self {
            Self::Days(from, _) => Some(from.year()),
            Self::Undated | Self::Proposed | Self::Usual => None,
        }
    }

    /// The words of its heading at a zoom: `2025`, `2025 Sep`, `2025 Sep 3, Wed`, `2025, month not known`.
    #[must_use]
    pub fn heading(self, zoom: Precision) -> String {
        let Self::Days(from, Reverse(precision)) = self else {
            return match self {
                Self::Undated => "undated",
                Self::Usual => "again and again",
                _ => "proposed, planned, foreseen",
            }
            .to_owned();
        };
        let date = show(from, precision);
        match (precision, zoom) {
            (Precision::Day, _) => format!("{date}, {}", from.weekday()),
            (heading, zoom) if heading == zoom => date,
            (_, Precision::Month) => format!("{date}, month not known"),
            _ => format!("{date}, day not known"),
        }
    }

    /// Its number among the periods of its precision, for counting those between two; `None` without a date.
    #[must_use]
    pub fn number(self) -> Option<i64> {
        let Self::Days(from, Reverse(precision)) = self else { return None };
        Some(match precision {
            Precision::Day => i64::from(from.num_days_from_ce()),
            Precision::Month => i64::from(from.year()) * 12 + i64::from(from.month0()),
            Precision::Year => i64::from(from.year()),
        })
    }
}

/// What a stretch of that length is called.
#[must_use]
pub const fn name(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::Month => "month",
        Precision::Year => "year",
    }
}

/// How exact the beginning of some days is: what goes on from a day since has begun on that day, whatever its length.
fn exact(days: DayRange, precision: Precision) -> Precision {
    if days.end().is_none() && days.from.ordinal() != 1 { Precision::Day } else { precision }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_no_more_exact_than_what_stands_below() {
        use Precision::{Day, Month, Year};
        for (date, precision, zoom, expected) in [
            ("2025-09-03", Day, Year, "2025"),
            ("2025-09-03", Day, Month, "2025 Sep"),
            ("2025-09-03", Day, Day, "2025 Sep 3, Wed"),
            ("2025-09-01", Month, Year, "2025"),
            ("2025-09-01", Month, Month, "2025 Sep"),
            ("2025-09-01", Month, Day, "2025 Sep, day not known"),
            ("2025-01-01", Year, Month, "2025, month not known"),
            ("2025-01-01", Year, Day, "2025, day not known"),
        ] {
            let period = Period::around(date.parse().unwrap(), precision, zoom);
            assert_eq!(period.heading(zoom), expected);
        }
    }

    #[test]
    fn what_is_less_exact_stands_before_what_is_in_it() {
        let at = |date: &str, precision| Period::around(date.parse().unwrap(), precision, Precision::Day);
        let ordered = [
            at("2024-12-31", Precision::Day),
            at("2025-06-06", Precision::Year),
            at("2025-01-01", Precision::Month),
            at("2025-01-01", Precision::Day),
            Period::Undated,
            Period::Proposed,
        ];
        assert!(ordered.is_sorted());
    }
}
