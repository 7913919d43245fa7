//! Feasts and observances by name, and the days on which they fall: `assets/temporal/feasts.tsv`.

use super::calendar::{add_days, date, easter, islamic, months, nth_weekday, orthodox_easter};
use crate::analysis::words;
use crate::model::DayRange;
use chrono::{Datelike, NaiveDate, Weekday};
use std::sync::OnceLock;

/// How the first day of a feast is found in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Rule {
    Fixed(u32, u32),
    Nth(u32, Weekday, i32),
    Easter,
    Orthodox,
    Advent,
    RoshHashanah,
    Passover,
    Kislev,
    Islamic(i64, i64),
    Listed(Vec<NaiveDate>),
}

/// A feast: its rule, how many days after the rule's day it begins, and how many days it lasts.
#[derive(Debug)]
struct Feast {
    rule: Rule,
    shift: i64,
    days: i64,
}

/// A name of a feast.
#[derive(Debug)]
struct Name {
    words: Vec<&'static str>,
    feast: u16,
    capital: bool,
    alone: bool,
}

#[derive(Debug, Default)]
struct Table {
    feasts: Vec<Feast>,
    /// By first word, longest name first.
    names: words::Words<Vec<Name>>,
    /// The first words of all names.
    first: Vec<&'static str>,
}

const ASSET: &str = include_str!("../../../assets/temporal/feasts.tsv");

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::default();
        for line in ASSET.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(rule), Some(names)) = (cells.next(), cells.next()) else { continue };
            let Some(feast) = feast(rule, cells.next().unwrap_or_default()) else { continue };
            let id = table.feasts.len() as u16;
            table.feasts.push(feast);
            for name in names.split('|') {
                let bare = name.trim_start_matches(['!', '^']);
                let words: Vec<_> = bare.split(' ').collect();
                let (capital, alone) = (name.starts_with('!'), name.starts_with('^'));
                table.first.push(words[0]);
                table.names.entry(words[0]).push(Name { words, feast: id, capital, alone });
            }
        }
        table.first.sort_unstable();
        table.first.dedup();
        for first in &table.first {
            table.names.entry(first).sort_by_key(|name| std::cmp::Reverse(name.words.len()));
        }
        table
    })
}

/// The first words of all names.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    table().first.iter().copied()
}

/// What stands at one place of a text.
pub(super) trait Words {
    /// The word `n` tokens on that is no punctuation, in any case, with the number of tokens up to and including it.
    fn word(&self, after: usize) -> Option<(&str, usize)>;
    /// Whether the first word begins with a capital letter.
    fn capital(&self) -> bool;
    /// Whether a name, or a name with `’s`, stands right before.
    fn after_name(&self) -> bool;
}

/// The longest feast whose name begins here, with the number of tokens it takes.
pub(super) fn find(words: &impl Words) -> Option<(u16, usize)> {
    let (first, one) = words.word(0)?;
    let names = table().names.get(first)?;
    names.iter().find_map(|name| {
        if (name.capital && !words.capital()) || (name.alone && words.after_name()) {
            return None;
        }
        let mut taken = one;
        for expected in &name.words[1..] {
            let (word, next) = words.word(taken)?;
            if !word.eq_ignore_ascii_case(expected) {
                return None;
            }
            taken = next;
        }
        Some((name.feast, taken))
    })
}

/// The days of a feast in a year.
pub(super) fn days(feast: u16, year: i32) -> Option<DayRange> {
    let feast = table().feasts.get(usize::from(feast))?;
    let first = add_days(feast.rule.day(year)?, feast.shift)?;
    Some(DayRange { from: first, to: add_days(first, feast.days - 1)? })
}

impl Rule {
    fn day(&self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::Fixed(month, day) => date(year, *month, *day),
            Self::Nth(month, weekday, n) => nth_weekday(months(year, *month, *month)?, *weekday, *n),
            Self::Easter => easter(year),
            Self::Orthodox => orthodox_easter(year),
            // The fourth Sunday before Christmas.
            Self::Advent => {
                let days = DayRange { from: date(year, 11, 1)?, to: date(year, 12, 24)? };
                nth_weekday(days, Weekday::Sun, -4)
            }
            Self::RoshHashanah => hebrew_new_year(year + 3761),
            // The fifteenth of Nisan lies 163 days before the next new year.
            Self::Passover => add_days(hebrew_new_year(year + 3761)?, -163),
            Self::Kislev => {
                let start = hebrew_new_year(year + 3761)?;
                let length = (hebrew_new_year(year + 3762)? - start).num_days();
                add_days(start, if length % 10 == 5 { 84 } else { 83 })
            }
            Self::Islamic(month, day) => islamic(year, *month, *day),
            Self::Listed(days) => days.iter().copied().find(|day| day.year() == year),
        }
    }
}

/// The first of Tishri of a Hebrew year (Reingold & Dershowitz, Calendrical Calculations).
fn hebrew_new_year(year: i32) -> Option<NaiveDate> {
    let delay = |year: i64| {
        let months = (235 * year - 234).div_euclid(19);
        let day = 29 * months + (12_084 + 13_753 * months).div_euclid(25_920);
        if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
    };
    let year = i64::from(year);
    let (before, this, after) = (delay(year - 1), delay(year), delay(year + 1));
    let correction = if after - this == 356 { 2 } else { i64::from(this - before == 382) };
    let day = i32::try_from(this + correction - 1_373_427).ok()?;
    NaiveDate::from_num_days_from_ce_opt(day).filter(|day| (1..=9999).contains(&day.year()))
}

fn feast(rule: &str, list: &str) -> Option<Feast> {
    let (rule, days) = match rule.rsplit_once('x') {
        Some((rule, days)) if days.starts_with(|c: char| c.is_ascii_digit()) => (rule, days.parse().ok()?),
        _ => (rule, 1),
    };
    let signed = rule.char_indices().rev().find(|&(_, c)| !c.is_ascii_digit());
    let (rule, shift) = match signed {
        Some((i, '+')) => (&rule[..i], rule[i + 1..].parse().ok()?),
        Some((i, '-'))
            if rule.starts_with(|c: char| c.is_ascii_lowercase()) && !rule.starts_with("islamic") =>
        {
            (&rule[..i], -rule[i + 1..].parse::<i64>().ok()?)
        }
        _ => (rule, 0),
    };
    let rule = match rule {
        "easter" => Rule::Easter,
        "orthodox" => Rule::Orthodox,
        "advent" => Rule::Advent,
        "roshhashanah" => Rule::RoshHashanah,
        "passover" => Rule::Passover,
        "kislev" => Rule::Kislev,
        "table" => Rule::Listed(list.split(' ').filter_map(|day| day.parse().ok()).collect()),
        _ if rule.starts_with("islamic-") => {
            let (month, day) = rule["islamic-".len()..].split_once('-')?;
            Rule::Islamic(month.parse().ok()?, day.parse().ok()?)
        }
        _ if rule.contains('/') => {
            let mut cells = rule.split('/');
            let month = cells.next()?.parse().ok()?;
            Rule::Nth(month, cells.next()?.parse().ok()?, cells.next()?.parse().ok()?)
        }
        _ => {
            let (month, day) = rule.split_once('-')?;
            Rule::Fixed(month.parse().ok()?, day.parse().ok()?)
        }
    };
    Some(Feast { rule, shift, days })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Phrase(Vec<&'static str>);

    impl Words for Phrase {
        fn word(&self, after: usize) -> Option<(&str, usize)> {
            self.0.get(after).map(|word| (*word, after + 1))
        }
        fn capital(&self) -> bool {
            self.0[0].starts_with(char::is_uppercase)
        }
        fn after_name(&self) -> bool {
            false
        }
    }

    #[test]
    fn every_line_is_understood() {
        for (i, line) in ASSET.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let cells: Vec<_> = line.split('\t').collect();
            let feast = feast(cells[0], cells.get(2).copied().unwrap_or_default());
            assert!(feast.is_some(), "line {}: {line:?}", i + 1);
            assert!(feast.unwrap().rule.day(2024).is_some(), "line {}: {line:?}", i + 1);
        }
    }

    #[test]
    fn feasts_fall_on_their_days() {
        for (name, year, from, to) in [
            ("Christmas Eve", 2024, "2024-12-24", "2024-12-24"),
            ("Thanksgiving", 2025, "2025-11-27", "2025-11-27"),
            ("Black Friday", 2025, "2025-11-28", "2025-11-28"),
            ("Good Friday", 2024, "2024-03-29", "2024-03-29"),
            ("Ash Wednesday", 2018, "2018-02-14", "2018-02-14"),
            ("Orthodox Easter", 2022, "2022-04-24", "2022-04-24"),
            ("Memorial Day", 2021, "2021-05-31", "2021-05-31"),
            ("Rosh Hashanah", 2018, "2018-09-10", "2018-09-11"),
            ("Yom Kippur", 2023, "2023-09-25", "2023-09-25"),
            ("Passover", 2018, "2018-03-31", "2018-04-07"),
            ("Hanukkah", 2023, "2023-12-08", "2023-12-15"),
            ("Lunar New Year", 2022, "2022-02-01", "2022-02-01"),
            ("Advent Sunday", 2023, "2023-12-03", "2023-12-03"),
        ] {
            let words = Phrase(name.split(' ').collect());
            let (feast, taken) = find(&words).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(taken, words.0.len(), "{name}");
            let days = days(feast, year).unwrap();
            assert_eq!((days.from.to_string(), days.to.to_string()), (from.into(), to.into()), "{name}");
        }
    }

    #[test]
    fn the_longest_name_wins_and_common_words_need_a_capital() {
        let (_, taken) = find(&Phrase(vec!["easter", "monday", "morning"])).unwrap();
        assert_eq!(taken, 2);
        assert!(find(&Phrase(vec!["lent", "money"])).is_none());
        assert!(find(&Phrase(vec!["Lent"])).is_some());
    }
}
