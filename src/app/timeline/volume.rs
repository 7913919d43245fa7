//! How much was written when: the listed articles by year, month or day.

use super::period::Period;
use crate::analysis::coverage::Coverage;
use crate::model::{ArticleIndex, Corpus, DayRange, Precision};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Articles by period at a zoom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Volume {
    periods: BTreeMap<Period, usize>,
    /// By [number](Period::number), those that are as exact as the zoom.
    numbered: Vec<(i64, usize)>,
    ends: Option<(Period, Period)>,
    /// The first day on which one of them can have been published; `None` where none is dated.
    pub(super) first: Option<NaiveDate>,
    /// Articles whose date is less exact than the zoom, or that have none.
    pub unplaced: usize,
}

/// A cell of the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// Articles.
    pub articles: usize,
    /// Whether the period looked for is in it.
    pub here: bool,
}

impl Volume {
    /// Counts those of the articles that are of an outlet of the coverage.
    #[must_use]
    pub fn of(corpus: &Corpus, articles: &[ArticleIndex], coverage: &Coverage, zoom: Precision) -> Self {
        let mut volume = Self::default();
        let listed = articles.iter().filter(|&&article| coverage.column_of(article).is_some());
        let mut dates: Vec<Option<(NaiveDate, Precision)>> =
            listed.map(|&article| corpus.dated(article)).collect();
        dates.sort_unstable();
        for same in dates.chunk_by(|a, b| a == b) {
            let period = same[0].map(|(date, precision)| Period::around(date, precision, zoom));
            if period.and_then(Period::exact) != Some(zoom) {
                volume.unplaced += same.len();
            }
            if let Some(period) = period {
                *volume.periods.entry(period).or_insert(0) += same.len();
            }
        }
        volume.first =
            dates.iter().flatten().map(|&(date, precision)| DayRange::around(date, precision).from).min();
        let exact = || volume.periods.iter().filter(|(period, _)| period.exact() == Some(zoom));
        let numbered = exact().filter_map(|(period, count)| Some((period.number()?, *count))).collect();
        volume.ends = exact().next().zip(exact().next_back()).map(|((first, _), (last, _))| (*first, *last));
        volume.numbered = numbered;
        volume
    }

    /// How many articles were published in a period.
    #[must_use]
    pub fn articles(&self, period: Period) -> usize {
        self.periods.get(&period).copied().unwrap_or(0)
    }

    /// First and last period as exact as the zoom that has an article.
    #[must_use]
    pub const fn ends(&self) -> Option<(Period, Period)> {
        self.ends
    }

    /// The bar in at most `columns` cells: each stands for as many periods as are needed to show them all. Gives the
    /// cells and the periods of each; the period looked for is marked where it is among them.
    #[must_use]
    pub fn bar(&self, columns: usize, here: Option<Period>) -> (Vec<Cell>, i64) {
        let (Some(&(first, _)), Some(&(last, _))) = (self.numbered.first(), self.numbered.last()) else {
            return (Vec::new(), 1);
        };
        if columns == 0 {
            return (Vec::new(), 1);
        }
        let (periods, columns_wide) = (last - first + 1, i64::try_from(columns).unwrap_or(i64::MAX));
        let step = (periods - 1) / columns_wide + 1;
        let len = usize::try_from((periods + step - 1) / step).unwrap_or(columns).min(columns);
        let mut cells = vec![Cell::default(); len];
        let place = |number: i64| usize::try_from((number - first) / step).unwrap_or(0).min(len - 1);
        for &(number, articles) in &self.numbered {
            cells[place(number)].articles += articles;
        }
        if let Some(number) = here.and_then(Period::number).filter(|number| (first..=last).contains(number)) {
            cells[place(number)].here = true;
        }
        (cells, step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn volume(numbered: Vec<(i64, usize)>) -> Volume {
        Volume { numbered, ..Volume::default() }
    }

    #[test]
    fn empty_periods_are_part_of_the_bar() {
        let (cells, step) = volume(vec![(2020, 2), (2023, 5)]).bar(10, None);
        assert_eq!((cells.iter().map(|cell| cell.articles).collect::<Vec<_>>(), step), (vec![2, 0, 0, 5], 1));
        let (cells, step) = volume(vec![(2020, 2), (2023, 5)]).bar(2, None);
        assert_eq!((cells.iter().map(|cell| cell.articles).collect::<Vec<_>>(), step), (vec![2, 5], 2));
        assert_eq!(volume(Vec::new()).bar(5, None), (Vec::new(), 1));
    }

    proptest! {
        #[test]
        fn no_article_is_lost_and_the_bar_fits(
            numbered in proptest::collection::btree_map(-300_000i64..800_000, 1usize..50, 1..40), columns in 1usize..200,
        ) {
            let total: usize = numbered.values().sum();
            let (cells, step) = volume(numbered.into_iter().collect()).bar(columns, None);
            prop_assert!(cells.len() <= columns && step >= 1);
            prop_assert_eq!(cells.iter().map(|cell| cell.articles).sum::<usize>(), total);
        }
    }
}
