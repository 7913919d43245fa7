//! A page as Markdown (`CommonMark` with tables). Words of the articles are escaped: they never become markup.

use super::document::{Align, Block, Document, Item, Line, Look, Run, Table};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes a page.
pub(crate) fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    for (i, block) in document.blocks.iter().enumerate() {
        if i > 0 {
            out.write_all(b"\n")?;
        }
        out.write_all(markdown(block).as_bytes())?;
    }
    Ok(())
}

fn markdown(block: &Block) -> String {
    match block {
        Block::Heading(level, line) => format!("{} {}\n", "#".repeat(usize::from(*level)), plain(line)),
        Block::Paragraph(line) => format!("{}\n", inline(line)),
        Block::Quote(words, source) => format!("> {}\n>\n> — {}\n", inline(words), inline(source)),
        Block::Fields(fields) => {
            let field = |(name, value): &(&str, Line)| format!("- **{name}:** {}\n", inline(value));
            fields.iter().map(field).collect::<Vec<_>>().concat()
        }
        Block::Items(items) => items.iter().map(item).collect(),
        Block::Table(table) => rows(table),
        Block::Pair { head, left, right } => {
            let side = |(label, words): &(Line, Line)| format!("- {}: {}\n", inline(label), inline(words));
            format!("{}\n\n{}{}", inline(head), side(left), side(right))
        }
    }
}

fn item(item: &Item) -> String {
    // A number that Markdown knows stays one; any other marker is a word of the item.
    let numbered = item.marker.strip_suffix('.').is_some_and(|n| n.parse::<u32>().is_ok());
    let (marker, word) = match item.marker.as_str() {
        "" => ("-", String::new()),
        marker if numbered => (marker, String::new()),
        marker => ("-", format!("**{}** ", escape(marker))),
    };
    let indent = " ".repeat(marker.len() + 1);
    let mut out = format!("{marker} {word}{}", inline(&item.first));
    for line in &item.under {
        let _ = write!(out, "  \n{indent}{}", inline(line));
    }
    out.push('\n');
    out
}

fn rows(table: &Table) -> String {
    let cells = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = cells(table.columns.iter().map(|(name, _)| (*name).to_owned()).collect());
    let rules = table.columns.iter().map(|(_, align)| match align {
        Align::Left => "---".to_owned(),
        Align::Right => "--:".to_owned(),
    });
    out.push_str(&cells(rules.collect()));
    for row in &table.rows {
        out.push_str(&cells(row.iter().map(inline).collect()));
    }
    out
}

fn plain(line: &Line) -> String {
    escape(&line.text())
}

fn inline(line: &Line) -> String {
    line.0.iter().map(run).collect()
}

/// Emphasis must hug the words, so blanks at the ends go outside.
fn run(run: &Run) -> String {
    let mark = match run.look {
        Look::Strong | Look::Differs | Look::Hit => "**",
        Look::Link if super::html::is_web(&run.text) && !run.text.contains(['\\', '`']) => {
            return format!("<{}>", run.text.as_str());
        }
        Look::Plain | Look::Faint | Look::Link | Look::Entity(_) => "",
    };
    let words = escape(&run.text);
    let core = words.trim();
    if mark.is_empty() || core.is_empty() {
        return words;
    }
    let (before, after) = words.split_once(core).unwrap_or(("", ""));
    format!("{before}{mark}{core}{mark}{after}")
}

/// Escapes what `CommonMark` could read as markup; a line end becomes a blank.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (i, c) in text.char_indices() {
        let begins = i == 0 || text[..i].trim_start().is_empty();
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '+' | '-' | '=' if begins => {
                out.push('\\');
                out.push(c);
            }
            // `1.` at the beginning would open a list.
            '.' | ')' if text[..i].trim_start().bytes().all(|b| b.is_ascii_digit()) && !begins => {
                out.push('\\');
                out.push(c);
            }
            // Schemes and `www.` are made into links by many readers.
            ':' if text[i..].starts_with("://") => out.push_str("&#58;"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_become_markup() {
        for (text, expected) in [
            ("plain words, 5 per cent.", "plain words, 5 per cent."),
            ("*bold* [x](http://e.com)", "\\*bold\\* \\[x\\](http&#58;//e.com)"),
            ("<script>", "\\<script\\>"),
            ("# no heading", "\\# no heading"),
            ("- no item", "\\- no item"),
            ("well-known", "well-known"),
            ("12. no item", "12\\. no item"),
            ("a | b", "a \\| b"),
        ] {
            assert_eq!(escape(text), expected, "{text:?}");
        }
    }

    #[test]
    fn emphasis_hugs_its_words() {
        let line = Line::of("a").with(" b ", Look::Strong).plain("c");
        assert_eq!(inline(&line), "a **b** c");
    }
}
