//! What an expression says before it is placed in the calendar: the underspecified values of `HeidelTime` (Strötgen &
//! Gertz 2010), as plain data.

use super::calendar::Grain;
use super::lexicon::{Part, Unit};
use super::numbers::Amount;
use chrono::Weekday;

/// Which year, or which of the like, is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// This very year.
    Year(i32),
    /// Two digits of a year: `’82`.
    Short(u8),
    /// Years from the anchor's.
    Relative(i32),
    /// Tense and distance must tell.
    Open,
    /// The last before the anchor.
    Last,
    /// The one of the period after the anchor's: “next Friday” is next week's.
    Next,
    /// The first after the anchor.
    Coming,
    /// The one in the anchor's own period.
    This,
}

/// What a distance is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The publication of the article: “two days ago”.
    Publication,
    /// The date just named: “two days later”.
    Text,
}

/// The cells a unit counts, with how many of them it is.
pub(super) fn grain(unit: Unit) -> Option<(Grain, i64)> {
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day | Unit::BusinessDay | Unit::Night => (Grain::Day, 1),
        Unit::Weekend => (Grain::Weekend, 1),
        Unit::Week => (Grain::Week, 1),
        Unit::Fortnight => (Grain::Week, 2),
        Unit::Month => (Grain::Month, 1),
        Unit::Quarter => (Grain::Quarter, 1),
        Unit::Year => (Grain::Year, 1),
        Unit::Decade => (Grain::Decade, 1),
        Unit::Century => (Grain::Century, 1),
        Unit::Millennium => (Grain::Century, 10),
    })
}

/// One place in the calendar.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Point {
    Day {
        year: Which,
        month: u8,
        day: u8,
        weekday: Option<Weekday>,
    },
    /// Numbers whose order must be guessed: `3/9/2025`.
    Numeric {
        first: u8,
        second: u8,
        year: Option<i32>,
        dotted: bool,
    },
    /// “the 18th”
    DayOfMonth {
        day: u8,
        weekday: Option<Weekday>,
    },
    Month {
        year: Which,
        month: u8,
    },
    Year(Which),
    Weekday {
        weekday: Weekday,
        which: Which,
    },
    Decade(i32),
    /// “the eighties”, of which century is open.
    OpenDecade(u8),
    Century(i32),
    Quarter {
        n: u8,
        year: Which,
    },
    Half {
        n: u8,
        year: Which,
    },
    Season {
        n: u8,
        year: Which,
    },
    Week {
        n: u8,
        year: Which,
    },
    /// The cell `shift` cells from the origin's: “last week”, “two years ago”.
    Cell {
        grain: Grain,
        shift: i64,
        origin: Origin,
    },
    /// “the weekend”: which one, the tense tells.
    Weekend,
    /// “in two hours”: close to the origin, less than a day.
    Moment {
        origin: Origin,
        hours: i64,
    },
    /// “the first week of March”, “the last day of the year”; from the end where `n` is negative.
    Nth {
        n: i32,
        grain: Grain,
        of: Box<Point>,
    },
    NthWeekday {
        n: i32,
        weekday: Weekday,
        of: Box<Point>,
    },
    /// The first `n` days, weeks, months of a period; its last, where `n` is negative.
    Run {
        n: i32,
        grain: Grain,
        of: Box<Point>,
    },
    /// The cell of a grain that holds the point: “the week of October 6”.
    Around {
        grain: Grain,
        of: Box<Point>,
    },
    Part {
        part: Part,
        of: Box<Point>,
    },
    Feast {
        feast: u16,
        year: Which,
    },
    /// A distance from a point: “two days before Christmas”.
    Offset {
        shift: i64,
        grain: Grain,
        of: Box<Point>,
    },
    /// Two letters as in TIMEX3 (`MO`, `NI`), or `00` for midnight.
    DayPart {
        part: [u8; 2],
        of: Box<Point>,
    },
    Clock {
        hour: u8,
        minute: u8,
        utc: bool,
        of: Box<Point>,
    },
    /// A day known by its name: 9/11.
    Fixed {
        year: i32,
        month: u8,
        day: u8,
    },
}

/// What an expression says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    Point(Point),
    /// From the first to the second, both included.
    Range(Box<Point>, Box<Point>),
    /// From the point to the publication.
    Since(Box<Point>),
    /// The length of time before or after the anchor: “the past three years”.
    Stretch {
        amount: Amount,
        unit: Unit,
        ahead: bool,
    },
    /// “in three weeks”: a distance ahead, or where the tense is past a length of time.
    Within {
        amount: Amount,
        unit: Unit,
    },
    /// The day of publication and so many days before it: “in recent hours”, “these days”.
    DaysBefore(i64),
    /// A length of time, as in TIMEX3.
    Duration(String),
    /// Something that recurs, as in TIMEX3 where there is a form for it.
    Set(Option<String>),
    /// `PRESENT_REF`, `PAST_REF`, `FUTURE_REF`.
    Reference(&'static str),
    /// The `n`th anniversary of the happening named in the tokens that follow.
    Anniversary {
        n: i32,
    },
    /// A fiscal year: which days it holds depends on the country and the firm.
    Fiscal(Which),
    /// Temporal, but it must stay open.
    Open,
}

/// An expression found: token indices and what it says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) meaning: Meaning,
}
