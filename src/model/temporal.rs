//! Dates: how exact they are, and the expressions in the text that name them.

use super::Span;
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// One day.
    Day,
    /// One month.
    Month,
    /// One year.
    Year,
}

/// First and last day, inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DayRange {
    /// First day.
    pub from: NaiveDate,
    /// Last day, not before the first.
    pub to: NaiveDate,
}

impl DayRange {
    /// One day.
    #[must_use]
    pub const fn day(day: NaiveDate) -> Self {
        Self { from: day, to: day }
    }

    /// All days a date of that precision can mean: the day, its month, its year.
    #[must_use]
    pub fn around(date: NaiveDate, precision: Precision) -> Self {
        let first = |step: u32| {
            let from =
                date.with_day(1).and_then(|day| if step == 12 { day.with_month(1) } else { Some(day) });
            let next = from?.checked_add_months(Months::new(step)).and_then(|day| day.pred_opt());
            Some(Self { from: from?, to: next.unwrap_or(NaiveDate::MAX) })
        };
        match precision {
            Precision::Day => Self::day(date),
            Precision::Month => first(1).unwrap_or(Self::day(date)),
            Precision::Year => first(12).unwrap_or(Self::day(date)),
        }
    }

    /// Whether the two share a day.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// The last day, or `None` where the end is open: a war that goes on, an office still held.
    #[must_use]
    pub fn end(self) -> Option<NaiveDate> {
        (self.to != NaiveDate::MAX).then_some(self.to)
    }

    /// Length in days, at least 1.
    #[must_use]
    pub fn days(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    /// The precision this range is fit to be shown at: a day or a few, a month or so, longer.
    #[must_use]
    pub fn precision(self) -> Precision {
        match self.days() {
            ..=7 => Precision::Day,
            8..=62 => Precision::Month,
            _ => Precision::Year,
        }
    }
}

/// Where the value of a temporal expression comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateBasis {
    /// The words alone say it.
    Stated,
    /// Resolved from the publication date.
    Published,
    /// Resolved from another date in the text.
    Text,
    /// Counted from an anniversary.
    Anniversary,
    /// Known from the gazetteer of events.
    KnownEvent,
}

/// A temporal expression: a span of text with a calendar value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expression {
    /// The words.
    pub span: Span,
    /// As in TIMEX3 (`2013-03-22`, `2013-W11`, `2013-Q1`, `2018`, `199X`, `PT2H30M`); `None` where it must stay open.
    pub value: Option<Box<str>>,
    /// The days it covers; `None` for durations, sets and open expressions.
    pub range: Option<DayRange>,
    /// Where the value comes from.
    pub basis: DateBasis,
    /// Which words and which anchor decided, in a short sentence.
    #[serde(with = "super::reason")]
    pub why: Cow<'static, str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_means_all_days_of_its_precision() {
        for (date, precision, from, to) in [
            ("2024-02-10", Precision::Day, "2024-02-10", "2024-02-10"),
            ("2024-02-10", Precision::Month, "2024-02-01", "2024-02-29"),
            ("2024-02-29", Precision::Year, "2024-01-01", "2024-12-31"),
            ("2023-12-31", Precision::Month, "2023-12-01", "2023-12-31"),
        ] {
            let [date, from, to] = [date, from, to].map(|day| day.parse::<NaiveDate>().unwrap());
            assert_eq!(DayRange::around(date, precision), DayRange { from, to });
        }
        let last = DayRange::around(NaiveDate::MAX, Precision::Year);
        assert_eq!(last.to, NaiveDate::MAX, "the calendar's end is no reason to stop");
    }
}
