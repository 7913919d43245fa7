//! Counts over time: days, months or years, whichever is finest and still few enough to read.
//!
//! A date that is not known as exactly as a stretch asks is not put into one: it has a stretch of its own.

use crate::model::{DayRange, Precision, dates};
use chrono::{Datelike, Days, Months, NaiveDate};
use std::collections::BTreeMap;

/// Days beyond which a table goes by month, and months beyond which it goes by year.
const MOST: (i64, i32) = (14, 30);

/// Empty stretches in a row beyond which they are told in one line.
const SILENT: usize = 2;

/// A stretch of time with what is counted in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// `2025 Sep 3`, `2025 Sep`, `2025`; `2025, month not known`; `undated`; `7 months without`.
    pub label: String,
    /// Articles.
    pub articles: usize,
    /// Mentions.
    pub mentions: usize,
    /// What `on:` takes to narrow to it; `None` where no date says it.
    pub on: Option<String>,
}

/// What is counted, by the days it may belong to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counts {
    by_days: BTreeMap<(NaiveDate, NaiveDate), (usize, usize)>,
    undated: (usize, usize),
}

impl Counts {
    /// Counts an article with its mentions.
    pub(crate) fn add(&mut self, days: Option<DayRange>, mentions: usize) {
        let count = match days {
            Some(days) => self.by_days.entry((days.from, days.to)).or_default(),
            None => &mut self.undated,
        };
        count.0 += 1;
        count.1 += mentions;
    }

    /// The table: each stretch from the first to the last, then what is known less exactly, then the undated.
    pub(crate) fn stretches(&self) -> Vec<Stretch> {
        let precision = self.precision();
        let mut exact: BTreeMap<NaiveDate, (usize, usize)> = BTreeMap::new();
        let mut coarse: Vec<Stretch> = Vec::new();
        for (&(from, to), &(articles, mentions)) in &self.by_days {
            let own = precision_of(from, to);
            if own <= precision {
                let sum = exact.entry(start(from, precision)).or_default();
                *sum = (sum.0 + articles, sum.1 + mentions);
            } else {
                let missing = if precision == Precision::Day { "day" } else { "month" };
                let label = format!("{}, {missing} not known", dates::show(from, own));
                coarse.push(Stretch { label, articles, mentions, on: Some(dates::iso(from, own)) });
            }
        }
        let mut out = with_silence(&exact, precision);
        out.extend(coarse);
        if self.undated.0 > 0 {
            let (articles, mentions) = self.undated;
            out.push(Stretch { label: "undated".to_owned(), articles, mentions, on: None });
        }
        out
    }

    /// The finest unit in which all that is known so exactly makes a short table.
    fn precision(&self) -> Precision {
        let within = |unit: Precision| {
            let mut known = self.by_days.keys().filter(move |(from, to)| precision_of(*from, *to) <= unit);
            let first = known.next()?.0;
            Some((first, known.next_back().map_or(first, |(from, _)| *from)))
        };
        let years = |from: NaiveDate, to: NaiveDate| to.year() - from.year();
        let months = |from: NaiveDate, to: NaiveDate| {
            years(from, to) * 12 + to.month0().cast_signed() - from.month0().cast_signed()
        };
        let all_exact = self.by_days.keys().all(|(from, to)| from == to);
        match (within(Precision::Day), within(Precision::Month)) {
            (Some((from, to)), _) if all_exact && (to - from).num_days() < MOST.0 => Precision::Day,
            (_, Some((from, to))) if months(from, to) < MOST.1 => Precision::Month,
            _ => Precision::Year,
        }
    }
}

fn precision_of(from: NaiveDate, to: NaiveDate) -> Precision {
    match (to - from).num_days() {
        0 => Precision::Day,
        1..=31 => Precision::Month,
        _ => Precision::Year,
    }
}

/// The first day of the stretch that a day is in.
fn start(day: NaiveDate, precision: Precision) -> NaiveDate {
    let first = match precision {
        Precision::Day => Some(day),
        Precision::Month => day.with_day(1),
        Precision::Year => NaiveDate::from_ymd_opt(day.year(), 1, 1),
    };
    first.unwrap_or(day)
}

fn next(day: NaiveDate, precision: Precision) -> Option<NaiveDate> {
    match precision {
        Precision::Day => day.checked_add_days(Days::new(1)),
        Precision::Month => day.checked_add_months(Months::new(1)),
        Precision::Year => day.checked_add_months(Months::new(12)),
    }
}

/// The stretches with those between them in which nothing is counted.
fn with_silence(counted: &BTreeMap<NaiveDate, (usize, usize)>, precision: Precision) -> Vec<Stretch> {
    let stretch = |day: NaiveDate, (articles, mentions): (usize, usize)| Stretch {
        label: dates::show(day, precision),
        articles,
        mentions,
        on: Some(dates::iso(day, precision)),
    };
    let mut out: Vec<Stretch> = Vec::new();
    let mut expected: Option<NaiveDate> = None;
    for (&day, &counts) in counted {
        let steps = std::iter::successors(expected, |at| next(*at, precision)).take_while(|at| *at < day);
        let silent: Vec<NaiveDate> = steps.collect();
        if silent.len() > SILENT {
            let unit = match precision {
                Precision::Day => "days",
                Precision::Month => "months",
                Precision::Year => "years",
            };
            let label = format!("{} {unit} without", silent.len());
            out.push(Stretch { label, articles: 0, mentions: 0, on: None });
        } else {
            out.extend(silent.into_iter().map(|at| stretch(at, (0, 0))));
        }
        out.push(stretch(day, counts));
        expected = next(day, precision);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_fits_the_time() {
        for (days, expected) in [
            (&[("2025-09-03", "2025-09-03"), ("2025-09-04", "2025-09-04")][..], "2025 Sep 3 1|2025 Sep 4 1"),
            (&[("2025-09-03", "2025-09-03"), ("2025-09-20", "2025-09-20")], "2025 Sep 2"),
            (
                &[("2025-03-01", "2025-03-31"), ("2025-09-03", "2025-09-03")],
                "2025 Mar 1|5 months without 0|2025 Sep 1",
            ),
            (
                &[("2025-01-01", "2025-12-31"), ("2025-09-03", "2025-09-03")],
                "2025 Sep 1|2025, month not known 1",
            ),
            (
                &[("2019-01-01", "2019-12-31"), ("2022-02-04", "2022-02-04"), ("2025-09-03", "2025-09-03")],
                "2019 1|2020 0|2021 0|2022 1|2023 0|2024 0|2025 1",
            ),
            (
                &[("0001-01-01", "0001-01-01"), ("2025-09-03", "2025-09-03")],
                "1 1|2023 years without 0|2025 1",
            ),
            (&[], ""),
        ] {
            let mut counts = Counts::default();
            for (from, to) in days {
                let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
                counts.add(Some(DayRange { from, to }), 2);
            }
            let told: Vec<_> =
                counts.stretches().iter().map(|s| format!("{} {}", s.label, s.articles)).collect();
            assert_eq!(told.join("|"), expected);
        }
    }

    #[test]
    fn nothing_is_lost() {
        let mut counts = Counts::default();
        counts.add(None, 3);
        counts.add(Some(DayRange { from: NaiveDate::MIN, to: NaiveDate::MIN }), 1);
        counts.add(Some(DayRange { from: NaiveDate::MAX, to: NaiveDate::MAX }), 1);
        let stretches = counts.stretches();
        assert_eq!(stretches.iter().map(|s| s.mentions).sum::<usize>(), 5);
        assert_eq!(stretches.last().map(|s| s.label.as_str()), Some("undated"));
    }
}
