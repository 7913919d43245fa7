//! Calendar arithmetic that cannot overflow: cells (day, week, month … century), steps from cell to cell, and what
//! they are called in TIMEX3. It knows nothing of words or articles.
//!
//! Years reach from 1 to 9999; whatever falls outside is `None`, never a panic.

use crate::model::DayRange;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A stretch of the calendar that follows upon its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Grain {
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
}

/// A piece of the calendar with its TIMEX3 name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) value: String,
    pub(super) range: DayRange,
    pub(super) grain: Grain,
}

/// The day, where it exists between the years 1 and 9999.
pub(super) fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    (1..=9999).contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, day)).flatten()
}

/// The day `n` days on (back, where negative).
pub(super) fn add_days(day: NaiveDate, n: i64) -> Option<NaiveDate> {
    let step = Days::new(n.unsigned_abs());
    let moved = if n < 0 { day.checked_sub_days(step) } else { day.checked_add_days(step) };
    moved.filter(|day| (1..=9999).contains(&day.year()))
}

/// Year and month `n` months on.
fn add_months(year: i32, month: u32, n: i64) -> Option<(i32, u32)> {
    let at = i64::from(year).checked_mul(12)?.checked_add(i64::from(month) - 1)?.checked_add(n)?;
    let year = i32::try_from(at.div_euclid(12)).ok().filter(|year| (1..=9999).contains(year))?;
    Some((year, at.rem_euclid(12) as u32 + 1))
}

/// The last day of a month.
pub(super) fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    (28..=31).rev().find_map(|day| date(year, month, day))
}

/// The Monday of the day's week.
pub(super) fn monday(day: NaiveDate) -> Option<NaiveDate> {
    add_days(day, -i64::from(day.weekday().num_days_from_monday()))
}

/// A year in four digits.
pub(super) fn year_name(year: i32) -> String {
    let Ok(year) = u32::try_from(year) else { return format!("{year:04}") };
    let mut name = String::with_capacity(7);
    add_number(&mut name, year, 4);
    name
}

/// Months `first` to `last` of a year; `last` may lie in the next year (above 12).
pub(super) fn months(year: i32, first: u32, last: u32) -> Option<DayRange> {
    let from = date(year, first, 1)?;
    let (end_year, end_month) = add_months(year, last.min(12), i64::from(last.saturating_sub(12)))?;
    Some(DayRange { from, to: month_end(end_year, end_month)? })
}

/// Adds a number of so many digits at the least.
fn add_number(out: &mut String, number: u32, digits: u32) {
    if number >= 10_u32.pow(digits) {
        *out += &number.to_string();
        return;
    }
    for place in (0..digits).rev() {
        out.push(char::from(b'0' + (number / 10_u32.pow(place) % 10) as u8));
    }
}

impl Cell {
    /// One day.
    pub(super) fn day(day: NaiveDate) -> Self {
        let mut value = String::with_capacity(10);
        value.push_str(&year_name(day.year()));
        value.push('-');
        add_number(&mut value, day.month(), 2);
        value.push('-');
        add_number(&mut value, day.day(), 2);
        Self { value, range: DayRange::day(day), grain: Grain::Day }
    }

    /// A month of a year.
    pub(super) fn month(year: i32, month: u32) -> Option<Self> {
        let range = months(year, month, month)?;
        let mut value = year_name(year);
        value.push('-');
        add_number(&mut value, month, 2);
        Some(Self { value, range, grain: Grain::Month })
    }

    /// A year.
    pub(super) fn year(year: i32) -> Option<Self> {
        Some(Self { value: year_name(year), range: months(year, 1, 12)?, grain: Grain::Year })
    }

    /// A quarter of a year, from 1.
    pub(super) fn quarter(year: i32, n: u32) -> Option<Self> {
        let last = n.checked_mul(3).filter(|last| (3..=12).contains(last))?;
        let range = months(year, last - 2, last)?;
        Some(Self { value: format!("{year:04}-Q{n}"), range, grain: Grain::Quarter })
    }

    /// A half of a year, 1 or 2.
    pub(super) fn half(year: i32, n: u32) -> Option<Self> {
        let range = if n == 1 { months(year, 1, 6)? } else { months(year, 7, 12)? };
        Some(Self { value: format!("{year:04}-H{n}"), range, grain: Grain::Half })
    }

    /// A season: 0 spring, 1 summer, 2 autumn, 3 winter, by whole months of the northern half, as weather services
    /// count them. Winter is named after the year in which it begins.
    pub(super) fn season(year: i32, n: u32) -> Option<Self> {
        let name = ["SP", "SU", "FA", "WI"].get(n as usize)?;
        let first = n * 3 + 3;
        let range = months(year, first, first + 2)?;
        Some(Self { value: format!("{year:04}-{name}"), range, grain: Grain::Season })
    }

    /// The ten years that begin with the year.
    pub(super) fn decade(first: i32) -> Option<Self> {
        let first = first.div_euclid(10) * 10;
        let range = DayRange { from: date(first.max(1), 1, 1)?, to: date(first + 9, 12, 31)? };
        Some(Self { value: format!("{:03}X", first / 10), range, grain: Grain::Decade })
    }

    /// The hundred years that begin with the year, as the words for them run (the 20th century: 1900–1999).
    pub(super) fn century(first: i32) -> Option<Self> {
        let first = first.div_euclid(100) * 100;
        let range = DayRange { from: date(first.max(1), 1, 1)?, to: date(first + 99, 12, 31)? };
        Some(Self { value: format!("{:02}XX", first / 100), range, grain: Grain::Century })
    }

    /// The ISO week that holds the day.
    pub(super) fn week(day: NaiveDate) -> Option<Self> {
        let from = monday(day)?;
        let week = from.iso_week();
        let range = DayRange { from, to: add_days(from, 6)? };
        Some(Self { value: format!("{:04}-W{:02}", week.year(), week.week()), range, grain: Grain::Week })
    }

    /// Saturday and Sunday of the day's ISO week.
    pub(super) fn weekend(day: NaiveDate) -> Option<Self> {
        let week = Self::week(day)?;
        let range = DayRange { from: add_days(week.range.from, 5)?, to: week.range.to };
        Some(Self { value: format!("{}-WE", week.value), range, grain: Grain::Weekend })
    }

    /// The cell of a grain that holds the day.
    pub(super) fn around(grain: Grain, day: NaiveDate) -> Option<Self> {
        let (year, month) = (day.year(), day.month());
        match grain {
            Grain::Day => Some(Self::day(day)),
            Grain::Weekend => Self::weekend(day),
            Grain::Week => Self::week(day),
            Grain::Month => Self::month(year, month),
            Grain::Quarter => Self::quarter(year, month.div_ceil(3)),
            Grain::Season if month < 3 => Self::season(year - 1, 3),
            Grain::Season => Self::season(year, (month / 3) - 1),
            Grain::Half => Self::half(year, month.div_ceil(6)),
            Grain::Year => Self::year(year),
            Grain::Decade => Self::decade(year),
            Grain::Century => Self::century(year),
        }
    }

    /// The cell of a grain `n` cells from the one that holds the day.
    pub(super) fn away(grain: Grain, day: NaiveDate, n: i64) -> Option<Self> {
        let months_apart = match grain {
            Grain::Day => return add_days(day, n).map(Self::day),
            Grain::Week | Grain::Weekend => {
                return Self::around(grain, add_days(monday(day)?, n.checked_mul(7)?)?);
            }
            Grain::Month => 1,
            Grain::Quarter | Grain::Season => 3,
            Grain::Half => 6,
            Grain::Year => 12,
            Grain::Decade => 120,
            Grain::Century => 1200,
        };
        let (year, month) = add_months(day.year(), day.month(), n.checked_mul(months_apart)?)?;
        Self::around(grain, date(year, month, 1)?)
    }
}

/// The `n`th weekday within the days, counted from the end where `n` is negative.
pub(super) fn nth_weekday(within: DayRange, weekday: Weekday, n: i32) -> Option<NaiveDate> {
    let day = if n > 0 {
        let ahead = (7 + weekday.num_days_from_monday() - within.from.weekday().num_days_from_monday()) % 7;
        add_days(within.from, i64::from(ahead) + 7 * i64::from(n - 1))?
    } else {
        let back = (7 + within.to.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
        add_days(within.to, -i64::from(back) - 7 * i64::from(-1 - n))?
    };
    (n != 0 && within.overlaps(DayRange::day(day))).then_some(day)
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's rule).
#[expect(clippy::many_single_char_names, reason = "the letters are those of the published rule")]
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15).rem_euclid(30);
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let at = h + l - 7 * m + 114;
    date(year, (at / 31).cast_unsigned(), (at % 31 + 1).cast_unsigned())
}

/// Easter Sunday of the eastern churches, as a day of the Gregorian calendar (Meeus' Julian rule).
#[expect(clippy::many_single_char_names, reason = "the letters are those of the published rule")]
pub(super) fn orthodox_easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year.rem_euclid(4), year.rem_euclid(7), year.rem_euclid(19));
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let at = d + e + 114;
    let julian = date(year, (at / 31).cast_unsigned(), (at % 31 + 1).cast_unsigned())?;
    let ahead = year.div_euclid(100) - year.div_euclid(400) - 2;
    add_days(julian, i64::from(ahead))
}

/// The first day of a month of the tabular Islamic calendar that falls in the year; the observed day can differ by one.
pub(super) fn islamic(year: i32, month: i64, day: i64) -> Option<NaiveDate> {
    let epoch = date(622, 7, 19)?;
    let first_guess = i64::from(year - 622) * 33 / 32;
    (first_guess..first_guess + 3).find_map(|hijri| {
        let days = (hijri - 1) * 354 + (3 + 11 * hijri).div_euclid(30) + (59 * (month - 1) + 1) / 2 + day - 1;
        add_days(epoch, days).filter(|found| found.year() == year)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn cells_around_and_away() {
        for (grain, at, n, value, from, to) in [
            (Grain::Day, "2024-02-28", 1, "2024-02-29", "2024-02-29", "2024-02-29"),
            (Grain::Week, "2025-09-07", 0, "2025-W36", "2025-09-01", "2025-09-07"),
            (Grain::Week, "2022-02-04", -1, "2022-W04", "2022-01-24", "2022-01-30"),
            (Grain::Weekend, "2021-01-01", 0, "2020-W53-WE", "2021-01-02", "2021-01-03"),
            (Grain::Month, "2023-03-31", -1, "2023-02", "2023-02-01", "2023-02-28"),
            (Grain::Quarter, "2023-03-31", -1, "2022-Q4", "2022-10-01", "2022-12-31"),
            (Grain::Half, "2023-08-31", 1, "2024-H1", "2024-01-01", "2024-06-30"),
            (Grain::Season, "2023-01-15", 0, "2022-WI", "2022-12-01", "2023-02-28"),
            (Grain::Season, "2023-07-15", 1, "2023-FA", "2023-09-01", "2023-11-30"),
            (Grain::Year, "2023-07-15", -5, "2018", "2018-01-01", "2018-12-31"),
            (Grain::Decade, "2023-07-15", -1, "201X", "2010-01-01", "2019-12-31"),
            (Grain::Century, "2023-07-15", -1, "19XX", "1900-01-01", "1999-12-31"),
        ] {
            let cell = Cell::away(grain, day(at), n).unwrap();
            assert_eq!((cell.value.as_str(), cell.range.from, cell.range.to), (value, day(from), day(to)));
        }
    }

    #[test]
    fn movable_feasts() {
        for (year, western, eastern) in [
            (1818, "1818-03-22", "1818-04-26"),
            (2000, "2000-04-23", "2000-04-30"),
            (2025, "2025-04-20", "2025-04-20"),
            (2038, "2038-04-25", "2038-04-25"),
        ] {
            assert_eq!((easter(year), orthodox_easter(year)), (Some(day(western)), Some(day(eastern))));
        }
        // Observed: 13 April 2021 and 23 March 2023; the tables may be a day off.
        for (year, observed) in [(2021, "2021-04-13"), (2023, "2023-03-23"), (2010, "2010-08-11")] {
            let off = (islamic(year, 9, 1).unwrap() - day(observed)).num_days();
            assert!(off.abs() <= 1, "{year}: {off}");
        }
    }

    #[test]
    fn weekdays_counted_from_either_end() {
        let november = months(2024, 11, 11).unwrap();
        for (weekday, n, expected) in [
            (Weekday::Thu, 4, Some("2024-11-28")),
            (Weekday::Fri, 1, Some("2024-11-01")),
            (Weekday::Sat, -1, Some("2024-11-30")),
            (Weekday::Mon, -4, Some("2024-11-04")),
            (Weekday::Mon, 5, None),
            (Weekday::Mon, 0, None),
        ] {
            assert_eq!(nth_weekday(november, weekday, n), expected.map(day));
        }
    }

    proptest! {
        #[test]
        fn no_step_panics(days in 1i32..3_000_000, n in any::<i64>(), small in -500i64..500) {
            let Some(at) = NaiveDate::from_num_days_from_ce_opt(days) else { return Ok(()) };
            for grain in [Grain::Day, Grain::Weekend, Grain::Week, Grain::Month, Grain::Quarter, Grain::Season,
                Grain::Half, Grain::Year, Grain::Decade, Grain::Century] {
                let _ = Cell::away(grain, at, n);
                if let Some(cell) = Cell::away(grain, at, small) {
                    prop_assert!(cell.range.from <= cell.range.to);
                }
            }
            let _ = (easter(at.year()), orthodox_easter(at.year()), islamic(at.year(), 9, 1));
        }
    }
}
