//! Short lines that stand on several different pages of one load: what every page of a site carries is no news.

use super::units::{self, End, Unit};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// On so many different pages a line must stand.
const PAGES: usize = 3;

/// Lines heavier than this are never counted.
const HEAVIEST: usize = 20;

/// The lines that recur. Two copies of one article are one page.
#[derive(Debug, Default)]
pub(crate) struct Recurring(HashSet<u64>);

/// What one page adds: the mark of its first long line, and its short lines.
#[derive(Debug)]
pub(crate) struct Tally {
    page: u64,
    lines: Vec<u64>,
}

impl Tally {
    /// Of one page's text from byte `from` on.
    pub(crate) fn of(text: &str, from: usize) -> Self {
        let units = units::split(text, &units::page_and_rest(text, from).0, true);
        let page = units.iter().find(|unit| unit.is_long()).map_or(0, |unit| mark(&unit.words));
        let mut lines: Vec<u64> =
            units.iter().filter(|unit| counts(unit)).map(|unit| mark(&unit.words)).collect();
        lines.sort_unstable();
        lines.dedup();
        Self { page, lines }
    }
}

impl Recurring {
    /// Joins the tallies of all pages.
    pub(crate) fn of(tallies: &[Tally]) -> Self {
        let mut pages: HashMap<u64, Vec<u64>> = HashMap::new();
        for tally in tallies {
            for line in &tally.lines {
                let seen = pages.entry(*line).or_default();
                if seen.len() < PAGES && !seen.contains(&tally.page) {
                    seen.push(tally.page);
                }
            }
        }
        Self(pages.into_iter().filter(|(_, seen)| seen.len() >= PAGES).map(|(line, _)| line).collect())
    }

    /// Whether the line recurs.
    pub(crate) fn holds(&self, unit: &Unit<'_>) -> bool {
        !self.0.is_empty() && counts(unit) && self.0.contains(&mark(&unit.words))
    }
}

/// Sentences are never furniture because they recur: agencies' texts recur too.
fn counts(unit: &Unit<'_>) -> bool {
    unit.has_words() && unit.weight <= HEAVIEST && unit.end == End::Open
}

/// A mark of the words, the same in every run.
fn mark(words: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    #[test]
    fn copies_of_one_article_do_not_count_as_pages() {
        let page = |lead: &str| format!("Wire and Thread\n\n{lead}\n\nOur house style\n");
        let lead = |day: &str| {
            format!(
                "The ministers of the three countries met on {day} and talked for nine hours about grain."
            )
        };
        let of = |texts: &[String]| {
            Recurring::of(&texts.iter().map(|text| Tally::of(text, 0)).collect::<Vec<_>>())
        };
        let line = "Our house style";
        let unit = Unit::new(line, Span::of(0, line.len()), true);
        let differing: Vec<String> =
            ["Monday", "Tuesday", "Friday"].iter().map(|day| page(&lead(day))).collect();
        assert!(of(&differing).holds(&unit));
        assert!(!of(&vec![page(&lead("Monday")); 5]).holds(&unit));
    }
}
