//! Which events of the line stand folded into one row: background from long before the articles, and what a person
//! folded.

use super::EventRef;
use super::period::Period;
use crate::model::{Brief, DateBasis, DayRange, Precision};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;
use std::ops::Range;

/// Days before the first article from which on an event is long ago: a year and a day, so that what happened at the
/// same time last year still stands on the line.
const LONG_AGO: u64 = 366;

/// Fewer events than this are not worth a row that hides them.
const LEAST: usize = 3;

/// Events that stand folded into one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// Which, by their places in the order of the line.
    pub events: Range<usize>,
    /// What it says: `14 events before 2020`.
    pub label: String,
    /// The period that a person folded; `None` for background.
    pub period: Option<Period>,
}

/// What a person folded and unfolded.
#[derive(Debug, Clone, Default)]
pub(super) struct Folding {
    /// Periods folded, with the zoom at which they were.
    pub(super) closed: BTreeSet<(Precision, Period)>,
    /// Background that was unfolded.
    pub(super) opened: BTreeSet<EventRef>,
}

/// The last day that is long ago for articles of which the first is of that day; `None` where none is dated.
pub(super) fn long_ago(first: Option<NaiveDate>) -> Option<NaiveDate> {
    first?.checked_sub_days(Days::new(LONG_AGO))
}

/// Whether an event is background: over long before the first article, and told by one outlet alone, or only named as
/// something every reader knows.
pub(super) fn is_background(event: Brief<'_>, shared: bool, long_ago: Option<NaiveDate>) -> bool {
    let over =
        event.days().and_then(DayRange::end).zip(long_ago).is_some_and(|(end, long_ago)| end < long_ago);
    over && (event.basis() == DateBasis::KnownEvent || !shared)
}

/// The end of the run of background that begins at a place, where it is worth folding.
pub(super) fn run(background: &[bool], from: usize) -> Option<Range<usize>> {
    let len = background.get(from..)?.iter().take_while(|background| **background).count();
    (len >= LEAST).then_some(from..from + len)
}

/// The words of a row of background: from `first` to `last` year, `next` the year of what follows.
pub(super) fn label(count: usize, first: i32, last: i32, at_start: bool, next: Option<i32>) -> String {
    let events = crate::model::text::counted(count, "event");
    match (at_start, next) {
        (true, Some(next)) if last < next => format!("{events} before {}", last + 1),
        _ if first == last => format!("{events} of {first}"),
        _ => format!("{events}, {first}–{last}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_worth_a_row() {
        let background = [true, true, false, true, true, true, true];
        for (from, expected) in [(0, None), (2, None), (3, Some(3..7)), (4, Some(4..7)), (5, None)] {
            assert_eq!(run(&background, from), expected, "from {from}");
        }
    }

    #[test]
    fn a_row_says_what_it_hides() {
        for (count, first, last, at_start, next, expected) in [
            (14, 1945, 2019, true, Some(2021), "14 events before 2020"),
            (14, 1945, 2019, true, Some(2019), "14 events, 1945–2019"),
            (3, 2018, 2018, false, Some(2021), "3 events of 2018"),
            (4, 1990, 2018, true, None, "4 events, 1990–2018"),
        ] {
            assert_eq!(label(count, first, last, at_start, next), expected);
        }
    }
}
