//! Tab-separated tables: the first line that is no comment names the columns. Knows nothing of what they mean.

use chrono::{Datelike, NaiveDate};
use std::borrow::Cow;

/// A mistake in a table, for whoever edits it. The line is skipped, the program goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The table or a person's own file.
    pub file: Cow<'static, str>,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// A table over its text.
pub(super) struct Table<'t> {
    columns: Vec<&'t str>,
    text: &'t str,
}

impl<'t> Table<'t> {
    /// Reads the header.
    pub(super) fn new(text: &'t str) -> Self {
        let header = text.lines().find(|line| !is_blank(line)).unwrap_or("");
        Self { columns: header.split('\t').map(str::trim).collect(), text }
    }

    /// The places of the named columns; a column that is not there is empty in every row.
    pub(super) fn columns<const N: usize>(&self, names: [&str; N]) -> [usize; N] {
        names.map(|name| self.columns.iter().position(|column| *column == name).unwrap_or(usize::MAX))
    }

    /// The rows after the header, with their lines.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'t>> + use<'t> {
        self.text
            .lines()
            .enumerate()
            .filter(|(_, line)| !is_blank(line))
            .skip(1)
            .map(|(i, line)| Row { line: i + 1, cells: line.split('\t').map(str::trim).collect() })
    }
}

fn is_blank(line: &str) -> bool {
    line.starts_with('#') || line.trim().is_empty()
}

/// One row.
pub(super) struct Row<'t> {
    /// Its line, from 1.
    pub(super) line: usize,
    cells: Vec<&'t str>,
}

impl<'t> Row<'t> {
    /// The cell in a column, empty where there is none.
    pub(super) fn cell(&self, column: usize) -> &'t str {
        self.cells.get(column).copied().unwrap_or("")
    }

    /// The values of a cell.
    pub(super) fn values(&self, column: usize) -> impl Iterator<Item = &'t str> + use<'t> {
        values(self.cell(column))
    }
}

/// The values of a cell, without the empty ones.
pub(super) fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|value| !value.is_empty())
}

/// First and last day that `YYYY`, `YYYY-MM` or `YYYY-MM-DD` can mean; `None` where it is none of these.
pub(super) fn days(date: &str) -> Option<(NaiveDate, NaiveDate)> {
    let mut parts = date.split('-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let last = match (month, day) {
        (_, Some(_)) => first,
        (Some(_), None) => (first + chrono::Months::new(1)).pred_opt()?,
        (None, None) => NaiveDate::from_ymd_opt(first.year(), 12, 31)?,
    };
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_by_column_name() {
        let table =
            Table::new("# source: none\nname\taliases\tother\nChad\tTchad| Ciad\tx\n\n# more\nMali\n");
        let [aliases, name, missing] = table.columns(["aliases", "name", "colour"]);
        let rows: Vec<_> = table.rows().collect();
        assert_eq!(
            rows.iter().map(|row| (row.line, row.cell(name))).collect::<Vec<_>>(),
            [(3, "Chad"), (6, "Mali")]
        );
        assert_eq!(rows[0].values(aliases).collect::<Vec<_>>(), ["Tchad", "Ciad"]);
        assert_eq!((rows[1].cell(aliases), rows[0].cell(missing)), ("", ""));
    }

    #[test]
    fn dates_of_three_precisions() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        for (date, expected) in [
            ("1999", Some((day(1999, 1, 1), day(1999, 12, 31)))),
            ("2024-02", Some((day(2024, 2, 1), day(2024, 2, 29)))),
            ("2024-12", Some((day(2024, 12, 1), day(2024, 12, 31)))),
            ("2012-05-07", Some((day(2012, 5, 7), day(2012, 5, 7)))),
            ("2012-13", None),
            ("2012-05-07-01", None),
            ("soon", None),
        ] {
            assert_eq!(days(date), expected, "{date}");
        }
    }
}
