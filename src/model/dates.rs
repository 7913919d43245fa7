//! Dates in writing, never more exact than they are known: for the eye (`2025 Sep 3`) and for other programs (`2025-09`).

use super::{DayRange, Precision};
use chrono::{Datelike, NaiveDate};

/// Short names of the months, January first.
pub const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Names of the days of the week, Monday first.
pub const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Whether a word names a day of the week, in any case.
#[must_use]
pub fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|day| day.eq_ignore_ascii_case(word))
}

/// A date at its precision, for the eye: `2025 Sep 3`, `2021 Aug`, `2018`. Year first, so that a column reads in order.
#[must_use]
pub fn show(date: NaiveDate, precision: Precision) -> String {
    show_day_range(DayRange::day(date), precision)
}

/// A stretch of days at its precision, for the eye: `2023 Mar 20–22`, `2023 Mar 30 – Apr 2`, `2021 Aug–Oct`, `1947–1991`.
/// What both ends share is written once.
#[must_use]
pub fn show_day_range(range: DayRange, precision: Precision) -> String {
    let DayRange { from, to } = range;
    if range.end().is_none() {
        let precision = if from.ordinal() == 1 { precision } else { Precision::Day };
        return format!("since {}", show(from, precision));
    }
    let (year, until) = (from.year(), to.year());
    let month = MONTHS[from.month0() as usize];
    let until_month = MONTHS[to.month0() as usize];
    let same_month = year == until && from.month() == to.month();
    match precision {
        Precision::Day if from == to => format!("{year} {month} {}", from.day()),
        Precision::Day if same_month => format!("{year} {month} {}–{}", from.day(), to.day()),
        Precision::Day if year == until => {
            format!("{year} {month} {} – {until_month} {}", from.day(), to.day())
        }
        Precision::Day => format!("{year} {month} {} – {until} {until_month} {}", from.day(), to.day()),
        Precision::Month if same_month => format!("{year} {month}"),
        Precision::Month if year == until => format!("{year} {month}–{until_month}"),
        Precision::Month => format!("{year} {month} – {until} {until_month}"),
        Precision::Year if year == until => year.to_string(),
        Precision::Year => format!("{year}–{until}"),
    }
}

/// A stretch of days for a line under a heading that names its beginning at the precision `heading`; what the heading
/// says is not said again: under `2025` `Sep 3–5`, `to 2027`, `since Feb 24`; under `2025 Sep` `3–5`; empty where the
/// heading says it all.
#[must_use]
pub fn show_below(range: DayRange, precision: Precision, heading: Precision) -> String {
    let said = show(range.from, heading);
    let whole = show_day_range(range, precision);
    let rest = match whole.find(&said) {
        Some(at) => format!("{}{}", &whole[..at], whole[at + said.len()..].trim_start_matches(' ')),
        // The heading is more exact than the words: it is no beginning of them.
        None => whole,
    };
    let rest = rest.trim();
    rest.strip_prefix('–').map_or_else(|| rest.to_owned(), |end| format!("to {}", end.trim_start()))
}

/// A date at its precision in ISO 8601: `2025-09-03`, `2025-09`, `2025`.
#[must_use]
pub fn iso(date: NaiveDate, precision: Precision) -> String {
    match precision {
        Precision::Day => format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
        Precision::Month => format!("{:04}-{:02}", date.year(), date.month()),
        Precision::Year => format!("{:04}", date.year()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_is_shown_no_more_exactly_than_it_is_known() {
        for (precision, shown, contract) in [
            (Precision::Day, "2025 Sep 3", "2025-09-03"),
            (Precision::Month, "2025 Sep", "2025-09"),
            (Precision::Year, "2025", "2025"),
        ] {
            assert_eq!(show(day("2025-09-03"), precision), shown);
            assert_eq!(iso(day("2025-09-03"), precision), contract);
        }
        assert_eq!(iso(day("0476-09-04"), Precision::Year), "0476");
    }

    #[test]
    fn a_range_says_once_what_its_ends_share() {
        for (from, to, precision, expected) in [
            ("2023-03-20", "2023-03-22", Precision::Day, "2023 Mar 20–22"),
            ("2023-03-30", "2023-04-02", Precision::Day, "2023 Mar 30 – Apr 2"),
            ("2022-12-30", "2023-01-02", Precision::Day, "2022 Dec 30 – 2023 Jan 2"),
            ("2021-08-01", "2021-08-31", Precision::Month, "2021 Aug"),
            ("2021-08-01", "2021-10-31", Precision::Month, "2021 Aug–Oct"),
            ("2021-11-01", "2022-02-28", Precision::Month, "2021 Nov – 2022 Feb"),
            ("2018-01-01", "2018-12-31", Precision::Year, "2018"),
            ("1947-01-01", "1991-12-31", Precision::Year, "1947–1991"),
            ("2022-02-24", "+262142-12-31", Precision::Year, "since 2022 Feb 24"),
            ("2021-01-01", "+262142-12-31", Precision::Year, "since 2021"),
        ] {
            let range = DayRange { from: day(from), to: day(to) };
            assert_eq!(show_day_range(range, precision), expected);
        }
    }

    #[test]
    fn below_a_heading_only_the_rest_is_said() {
        use Precision::{Day, Month, Year};
        for (from, to, precision, heading, expected) in [
            ("2025-09-03", "2025-09-03", Day, Year, "Sep 3"),
            ("2025-09-03", "2025-09-05", Day, Year, "Sep 3–5"),
            ("2025-09-01", "2025-09-30", Month, Year, "Sep"),
            ("2025-01-01", "2025-12-31", Year, Year, ""),
            ("2022-01-01", "2025-12-31", Year, Year, "to 2025"),
            ("2022-02-24", "+262142-12-31", Year, Year, "since Feb 24"),
            ("2022-12-30", "2023-01-02", Day, Year, "Dec 30 – 2023 Jan 2"),
            ("2025-09-03", "2025-09-03", Day, Month, "3"),
            ("2025-09-03", "2025-09-05", Day, Month, "3–5"),
            ("2023-03-30", "2023-04-02", Day, Month, "30 – Apr 2"),
            ("2021-08-01", "2021-10-31", Month, Month, "to Oct"),
            ("2025-09-01", "2025-09-30", Month, Month, ""),
            ("2022-02-24", "+262142-12-31", Year, Month, "since 24"),
            ("2025-09-03", "2025-09-03", Day, Day, ""),
            ("2025-09-03", "2025-09-05", Day, Day, "to 5"),
            ("2023-03-30", "2023-04-02", Day, Day, "to Apr 2"),
            ("2022-02-24", "+262142-12-31", Year, Day, "since"),
            ("2025-01-01", "2025-12-31", Year, Month, "2025"),
        ] {
            let range = DayRange { from: day(from), to: day(to) };
            assert_eq!(show_below(range, precision, heading), expected, "{from} to {to} under {heading:?}");
        }
    }
}
