//! Which day is the newest of a collection, from which `7d` counts back. No clock is asked: a collection may be old,
//! and the same query is to find the same articles tomorrow.
//!
//! One article that is dated wrongly, years ahead, must not move everybody else out of the last seven days. A day is
//! therefore left out where the others do not bear it out:
//!
//! - days more than a year beyond the 99th percentile (a hundredth of the articles at most);
//! - the day of a single article, more than 31 days beyond the next and more than four times as far as the newer half
//!   of the others lie from one another. Where articles are years apart, years are no sign of a mistake.

use chrono::NaiveDate;

/// Days beyond the 99th percentile up to which a day is believed.
const BEYOND_MOST: i64 = 365;

/// Days up to which a single article may be ahead of all others.
const AHEAD: i64 = 31;

/// How many times the widest gap between others a single article must be ahead.
const TIMES: i64 = 4;

/// The newest of the days of articles that the others bear out, in any order; `None` where there is none.
pub(super) fn borne_out(mut days: Vec<NaiveDate>) -> Option<NaiveDate> {
    days.sort_unstable();
    let most = *days.get(days.len().checked_sub(1 + days.len() / 100)?)?;
    days.retain(|day| (*day - most).num_days() <= BEYOND_MOST);
    let (last, others) = days.split_last()?;
    let Some(next) = others.last().filter(|_| others.len() > 1) else { return Some(*last) };
    let newer = &others[(others.len() / 2).min(others.len() - 2)..];
    let widest = newer.windows(2).map(|two| (two[1] - two[0]).num_days()).max().unwrap_or(0);
    let ahead = (*last - *next).num_days();
    Some(if ahead > AHEAD.max(widest * TIMES) { *next } else { *last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_day_is_one_that_others_bear_out() {
        let daily = |count: u32| {
            let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
            first.iter_days().take(count as usize).map(|day| day.to_string()).collect::<Vec<_>>().join(" ")
        };
        let [ten, year] = [daily(10), daily(300)];
        for (days, expected) in [
            ("", None),
            ("2036-01-01", Some("2036-01-01")),
            // Of two, either may be wrong.
            ("2026-11-20 2036-01-01", Some("2036-01-01")),
            ("2026-11-20 2026-11-21 2036-01-01", Some("2026-11-21")),
            ("2036-01-01 2026-11-21 2026-11-20", Some("2026-11-21")),
            // Whoever reads about many years has articles far apart.
            ("1990-05-01 2005-05-01 2020-05-01", Some("2020-05-01")),
            ("2023-03-15 2024-02-01 2025-09-07", Some("2025-09-07")),
            // Two articles bear one another out.
            (format!("{ten} 2026-06-01 2026-06-02").as_str(), Some("2026-06-02")),
            (format!("{ten} 2026-06-01").as_str(), Some("2026-01-10")),
            (format!("{ten} 2026-02-05").as_str(), Some("2026-02-05")),
            // In a large collection several may be wrong, in the same way or not.
            (format!("{year} 2028-06-01 2028-06-01 2100-01-01").as_str(), Some("2026-10-27")),
            (format!("{year} 2027-06-01 2027-06-02 2027-06-03").as_str(), Some("2027-06-03")),
            (format!("1889-01-01 {year}").as_str(), Some("2026-10-27")),
        ] {
            let read = days.split_whitespace().map(|day| day.parse().unwrap()).collect();
            let newest = borne_out(read).map(|day| day.to_string());
            assert_eq!(newest.as_deref(), expected, "{days}");
        }
    }
}
