//! Tab-separated tables: the first line that is no comment names the columns. Knows nothing of what they mean.

use crate::model::CountryCode;
use chrono::{Datelike, NaiveDate};
use memchr::memchr;
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
        let header = parts(text, b'\n').find(|line| !is_blank(line)).unwrap_or("");
        Self { columns: parts(header, b'\t').map(str::trim).collect(), text }
    }

    /// The places of the named columns; a column that is not there is empty in every row.
    pub(super) fn columns<const N: usize>(&self, names: [&str; N]) -> [usize; N] {
        names.map(|name| self.columns.iter().position(|column| *column == name).unwrap_or(usize::MAX))
    }

    /// The rows after the header, with their lines.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'t>> + use<'t> {
        parts(self.text, b'\n').enumerate().filter(|(_, line)| !is_blank(line)).skip(1).map(|(i, line)| {
            let mut cells = [""; MOST_COLUMNS];
            for (cell, value) in cells.iter_mut().zip(parts(line, b'\t')) {
                *cell = value.trim();
            }
            Row { line: i + 1, cells }
        })
    }
}

/// Columns of the widest table, and some more.
const MOST_COLUMNS: usize = 16;

/// The stretches of a text between marks of one ASCII byte; after a mark at its end there is none.
fn parts(text: &str, mark: u8) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = memchr(mark, rest.as_bytes()).unwrap_or(rest.len());
        let part = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or("");
        Some(part)
    })
}

fn is_blank(line: &str) -> bool {
    line.starts_with('#') || line.trim().is_empty()
}

/// One row.
pub(super) struct Row<'t> {
    /// Its line, from 1.
    pub(super) line: usize,
    cells: [&'t str; MOST_COLUMNS],
}

impl<'t> Row<'t> {
    /// The cell in a column, empty where there is none.
    pub(super) fn cell(&self, column: usize) -> &'t str {
        self.cells.get(column).copied().unwrap_or("")
    }

    /// The country whose code a cell holds; `None` where it is empty.
    ///
    /// # Errors
    /// Where it holds something else: what is wrong.
    pub(super) fn country(&self, column: usize) -> Result<Option<CountryCode>, String> {
        let cell = self.cell(column);
        let code = CountryCode::new(cell);
        if code.is_none() && !cell.is_empty() {
            Err(format!("“{cell}” is no country code"))
        } else {
            Ok(code)
        }
    }

    /// The values of a cell.
    pub(super) fn values(&self, column: usize) -> impl Iterator<Item = &'t str> + use<'t> {
        values(self.cell(column))
    }
}

/// The values of a cell, without the empty ones.
pub(super) fn values(cell: &str) -> impl Iterator<Item = &str> {
    parts(cell, b'|').map(str::trim).filter(|value| !value.is_empty())
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
        let values = |cell: &'static str| values(cell).collect::<Vec<_>>();
        assert_eq!((values(""), values("|a||é|"), values("b")), (vec![], vec!["a", "é"], vec!["b"]));
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
