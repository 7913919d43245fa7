//! One article as a Markdown file that dateline and others read back: front matter, then its lines without page furniture.

use super::View;
use super::records::ExportRecord;
use crate::model::{ArticleIndex, Role};
use std::fmt::Write;

/// The file's text.
#[must_use]
pub fn markdown(view: &View<'_>, index: ArticleIndex) -> String {
    let (corpus, article) = (view.corpus(), view.article(index));
    let mut out = front(&ExportRecord::new(corpus, index, article));
    for part in article.parts.iter().filter(|part| part.role != Role::Furniture) {
        let mark = match part.role {
            Role::Title => "# ",
            Role::Heading => "## ",
            Role::Quote => "> ",
            Role::List => "- ",
            _ => "",
        };
        for line in article.words(part.span).lines().map(str::trim).filter(|line| !line.is_empty()) {
            let _ = write!(out, "\n{mark}{}\n", escaped(line));
        }
    }
    out
}

fn front(record: &ExportRecord<'_>) -> String {
    let mut out = String::from("---\n");
    let fields = [
        ("id", Some(record.id)),
        ("title", record.title),
        ("outlet", record.outlet),
        ("country", record.country),
        ("author", record.author),
        ("date", record.date.as_deref()),
        ("url", record.url),
        ("language", record.language),
    ];
    for (name, value) in fields {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            // A date is one for every reader of YAML only without quotation marks.
            let value = if name == "date" { value.to_owned() } else { quoted(value) };
            let _ = writeln!(out, "{name}: {value}");
        }
    }
    if !record.tags.is_empty() {
        out.push_str("tags:\n");
        for tag in record.tags {
            let _ = writeln!(out, "  - {}", quoted(tag));
        }
    }
    for (name, value) in [("outlet", record.found.outlet), ("date", record.found.date.as_deref())] {
        if let Some(value) = value {
            let _ = writeln!(out, "# {name}, worked out: {value}");
        }
    }
    out.push_str("---\n");
    out
}

/// A text in double quotation marks, as YAML has it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A line whose characters mean themselves.
fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in line.char_indices() {
        let opens = at == 0 && matches!(c, '#' | '>' | '-' | '+' | '=' | '|');
        let numbers = at > 0 && at == digits && matches!(c, '.' | ')');
        if opens || numbers || matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_escaped_where_they_would_mean_something() {
        for (line, expected) in [
            ("plain words, 2025.", "plain words, 2025."),
            ("# no heading", "\\# no heading"),
            ("- no item", "\\- no item"),
            ("12. March", "12\\. March"),
            ("a*b _c_ `d` [e](f) <http://g>", "a\\*b \\_c\\_ \\`d\\` \\[e\\](f) \\<http://g>"),
            ("C:\\new", "C:\\\\new"),
        ] {
            assert_eq!(escaped(line), expected);
        }
        assert_eq!(quoted("say \"C:\\new\""), "\"say \\\"C:\\\\new\\\"\"");
    }
}
