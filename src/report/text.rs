//! A page as plain text: wrapped, aligned by columns, without boxes, so that a screen reader can follow it too.

use super::document::{Align, Block, Document, Item, Line, Look, Table};
use super::paint::Paint;
use super::wrap::{Wrapped, wrap};
use crate::model::width::{pad, width};
use std::io::{self, Write};

/// How the text is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// Columns to fill, at least 20.
    pub columns: usize,
    /// Colours, where the output is a terminal.
    pub paint: Paint,
}

/// Writes a page.
pub(crate) fn write(document: &Document, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let layout = Layout { columns: layout.columns.max(20), ..layout };
    for (i, block) in document.blocks.iter().enumerate() {
        if i > 0 {
            out.write_all(b"\n")?;
        }
        Writer { layout, out }.block(block)?;
    }
    Ok(())
}

struct Writer<'w> {
    layout: Layout,
    out: &'w mut dyn Write,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) -> io::Result<()> {
        match block {
            Block::Heading(_, line) => {
                let strong = Line::default().with(&line.text(), Look::Strong);
                self.wrapped("", "", &strong)
            }
            Block::Paragraph(line) => self.wrapped("", "", line),
            Block::Quote(words, source) => {
                self.wrapped("    ", "    ", words)?;
                self.wrapped("    — ", "      ", source)
            }
            Block::Fields(fields) => self.fields(fields),
            Block::Items(items) => self.items(items),
            Block::Table(table) => self.table(table),
            Block::Pair { head, left, right } => {
                self.wrapped("", "", head)?;
                self.fields_of([left, right].map(|(label, words)| (label.text(), words)).as_slice())
            }
        }
    }

    fn fields(&mut self, fields: &[(&'static str, Line)]) -> io::Result<()> {
        let fields: Vec<(String, &Line)> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), value)).collect();
        self.fields_of(&fields)
    }

    /// Names in a column, values hanging beside it.
    fn fields_of(&mut self, fields: &[(String, &Line)]) -> io::Result<()> {
        let column = fields.iter().map(|(name, _)| width(name)).max().unwrap_or(0).min(18);
        let under = " ".repeat(column + 4);
        for (name, value) in fields {
            let lead = format!("  {}  ", pad(name, column));
            self.wrapped_with_lead(&lead, Look::Faint, &under, value)?;
        }
        Ok(())
    }

    fn items(&mut self, items: &[Item]) -> io::Result<()> {
        let column = items.iter().map(|item| width(&item.marker)).max().unwrap_or(0).max(1);
        let under = " ".repeat(column + 2);
        let spaced = items.iter().any(|item| !item.under.is_empty());
        for (i, item) in items.iter().enumerate() {
            if spaced && i > 0 {
                self.out.write_all(b"\n")?;
            }
            let marker = if item.marker.is_empty() { "-" } else { &item.marker };
            let gap = " ".repeat(column - width(marker).min(column));
            // Numbers end under one another, dates begin so.
            let lead =
                if marker.ends_with('.') { format!("{gap}{marker}  ") } else { format!("{marker}{gap}  ") };
            self.wrapped(&lead, &under, &item.first)?;
            for line in &item.under {
                self.wrapped(&under, &under, line)?;
            }
        }
        Ok(())
    }

    /// Columns as wide as their widest cell, as far as there is room.
    fn table(&mut self, table: &Table) -> io::Result<()> {
        let mut widths: Vec<usize> = table.columns.iter().map(|(name, _)| width(name)).collect();
        for row in &table.rows {
            for (column, cell) in widths.iter_mut().zip(row) {
                *column = (*column).max(width(&cell.text()));
            }
        }
        give_way(table, &mut widths, self.layout.columns);
        let heads: Vec<Line> = table.columns.iter().map(|(name, _)| Line::faint(name)).collect();
        self.row(&heads, table, &widths)?;
        table.rows.iter().try_for_each(|row| self.row(row, table, &widths))
    }

    fn row(&mut self, cells: &[Line], table: &Table, widths: &[usize]) -> io::Result<()> {
        let mut line = String::new();
        let last = cells.len().saturating_sub(1);
        for (i, ((cell, (_, align)), &columns)) in cells.iter().zip(&table.columns).zip(widths).enumerate() {
            let words = cell.text();
            let look = cell.0.first().map_or(Look::Plain, |run| run.look);
            let filled = match align {
                Align::Left => pad(&words, columns),
                Align::Right => format!("{}{words}", " ".repeat(columns.saturating_sub(width(&words)))),
            };
            let filled = if i == last { filled.trim_end() } else { &filled };
            line.push_str(&self.layout.paint.apply(look, filled));
            if i < last {
                line.push_str("  ");
            }
        }
        writeln!(self.out, "{}", line.trim_end())
    }

    fn wrapped(&mut self, lead: &str, under: &str, line: &Line) -> io::Result<()> {
        self.wrapped_with_lead(lead, Look::Plain, under, line)
    }

    fn wrapped_with_lead(&mut self, lead: &str, look: Look, under: &str, line: &Line) -> io::Result<()> {
        let room = self.layout.columns.saturating_sub(width(lead).max(width(under))).max(10);
        for (i, Wrapped(runs)) in wrap(line, room).into_iter().enumerate() {
            let lead = if i == 0 { self.layout.paint.apply(look, lead) } else { under.to_owned() };
            self.out.write_all(lead.as_bytes())?;
            for (words, look) in runs {
                self.out.write_all(self.layout.paint.apply(look, &words).as_bytes())?;
            }
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// Narrows columns until a table fits: first the last column of words, which holds notes, then the widest.
fn give_way(table: &Table, widths: &mut [usize], columns: usize) {
    const NARROWEST: usize = 8;
    let gaps = 2 * widths.len().saturating_sub(1);
    let over = |widths: &[usize]| (widths.iter().sum::<usize>() + gaps).saturating_sub(columns);
    if let Some(last) = table.columns.iter().rposition(|(_, align)| *align == Align::Left) {
        let room = widths[last].saturating_sub(2 * NARROWEST);
        widths[last] -= over(widths).min(room);
    }
    while over(widths) > 0 {
        let widest = (0..widths.len()).max_by_key(|&i| (widths[i], std::cmp::Reverse(i)));
        match widest {
            Some(widest) if widths[widest] > NARROWEST => widths[widest] -= 1,
            _ => break,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(document: &Document, columns: usize) -> String {
        let mut out = Vec::new();
        write(document, Layout { columns, paint: Paint::off() }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn blocks_are_wrapped_and_aligned() {
        let mut page = Document::new("t");
        page.heading(1, "A heading");
        page.fields(vec![("Outlet", "To Vima".into()), ("Date", Line::default()), ("Id", "7".into())]);
        page.items(vec![
            Item { marker: "9.".into(), first: "one two three four five".into(), under: Vec::new() },
            Item { marker: "10.".into(), first: "six".into(), under: vec!["seven".into()] },
        ]);
        assert_eq!(
            plain(&page, 22),
            "A heading\n\n  Outlet  To Vima\n  Id      7\n\n 9.  one two three four\n     five\n\n10.  six\n     seven\n"
                .replace("one two three four\n     five", "one two three\n     four five")
        );
    }

    #[test]
    fn a_table_gives_way_in_its_widest_column() {
        let mut page = Document::new("t");
        page.push(Block::Table(Table {
            columns: vec![("name", Align::Left), ("n", Align::Right)],
            rows: vec![
                vec!["a name that is far too long for it".into(), "7".into()],
                vec!["東京".into(), "12".into()],
            ],
        }));
        let text = plain(&page, 24);
        assert_eq!(text, "name                   n\na name that is far…    7\n東京                  12\n");
        assert!(text.lines().all(|line| width(line) <= 24));
    }
}
