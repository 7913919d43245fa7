//! Markdown: the marks are stripped, what they say about a line becomes its role; order and words stay.
//!
//! Covers what articles use: headings, quotations, lists, emphasis, links, pictures, rules, code. Tables and raw HTML
//! stay as they are written, but for comments.

use super::draft::{Draft, Layout, same_words};
use super::front;
use crate::model::{Role, SafeText, Span, Warning};

/// The text so far, with the roles of its lines.
#[derive(Debug, Default)]
struct Output {
    text: String,
    marked: Vec<(Span, Role, &'static str)>,
}

/// The one article of a Markdown file.
pub(crate) fn read(place: &str, text: &str, warnings: &mut Vec<Warning>) -> Vec<Draft> {
    let safe = SafeText::new(text);
    let front = front::read(place, &safe, warnings);
    let mut output = Output::default();
    convert(&safe[front.end..], front.fields.title.as_deref(), &mut output);
    if output.text.trim().is_empty() {
        warnings.push(Warning::unreadable(place, "holds no text"));
        return Vec::new();
    }
    let text = SafeText::new(&output.text);
    vec![Draft { layout: Layout::Marked(output.marked), fields: front.fields, ..Draft::new(text) }]
}

/// What kind of block a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Heading(usize),
    Quote,
    Item,
    Paragraph,
    Picture,
}

/// Goes through the lines; lines of one paragraph are joined.
fn convert(source: &str, title: Option<&str>, output: &mut Output) {
    let mut open: Option<(Block, String)> = None;
    let mut fence: Option<&str> = None;
    let mut comment = false;
    for line in source.split('\n') {
        let trimmed = line.trim();
        if let Some(mark) = fence {
            if trimmed.starts_with(mark) {
                fence = None;
            } else if !trimmed.is_empty() {
                output.add(Block::Paragraph, trimmed, title);
            }
            continue;
        }
        if comment || trimmed.starts_with("<!--") {
            comment = !trimmed.ends_with("-->");
            continue;
        }
        let underline = is_underline(trimmed);
        if let (Some(level), Some((Block::Paragraph, text))) = (underline, &open) {
            output.add(Block::Heading(level), text, title);
            open = None;
            continue;
        }
        if trimmed.is_empty()
            || is_rule(trimmed)
            || trimmed.starts_with("```")
            || trimmed.starts_with("~~~")
            || is_reference(trimmed)
        {
            output.close(&mut open, title);
            fence = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
            output.blank();
            continue;
        }
        let (block, text) = classify(trimmed);
        match &mut open {
            Some((Block::Paragraph | Block::Item | Block::Quote, started)) if block == Block::Paragraph => {
                push_line(started, text);
            }
            Some((Block::Quote, started)) if block == Block::Quote => push_line(started, text),
            _ => {
                output.close(&mut open, title);
                open = Some((block, text.to_owned()));
            }
        }
        // Two blanks or a backslash at the end of a line break it.
        if line.trim_end_matches('\r').ends_with("  ") || text.ends_with('\\') {
            output.close(&mut open, title);
        }
    }
    output.close(&mut open, title);
}

fn push_line(started: &mut String, text: &str) {
    if !started.is_empty() {
        started.push(' ');
    }
    started.push_str(text);
}

/// The block a line opens, and the line without the block's marks.
fn classify(line: &str) -> (Block, &str) {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&level) && line[level..].starts_with(' ') {
        return (Block::Heading(level), line[level..].trim().trim_end_matches('#').trim_end());
    }
    if line.starts_with('>') {
        return (Block::Quote, line.trim_start_matches(['>', ' ']));
    }
    if let Some(rest) = ["- ", "* ", "+ ", "• "].iter().find_map(|mark| line.strip_prefix(mark)) {
        return (Block::Item, rest.trim());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) && (line[digits..].starts_with(". ") || line[digits..].starts_with(") ")) {
        return (Block::Item, line);
    }
    if line.starts_with("![") && line.ends_with(')') && line.matches("](").count() == 1 {
        return (Block::Picture, line);
    }
    (Block::Paragraph, line)
}

/// `=====` or `-----` below a line makes it a heading.
fn is_underline(line: &str) -> Option<usize> {
    let all = |mark| line.len() >= 2 && line.bytes().all(|byte| byte == mark);
    if all(b'=') {
        return Some(1);
    }
    all(b'-').then_some(2)
}

fn is_rule(line: &str) -> bool {
    let marks: String = line.split_whitespace().collect();
    marks.len() >= 3 && ["-", "*", "_"].iter().any(|mark| marks.replace(mark, "").is_empty())
}

/// `[name]: https://…`, the target of a link elsewhere.
fn is_reference(line: &str) -> bool {
    line.starts_with('[')
        && line.split_once("]:").is_some_and(|(name, _)| !name.contains(']') && name.len() < 80)
}

impl Output {
    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn close(&mut self, open: &mut Option<(Block, String)>, title: Option<&str>) {
        if let Some((block, text)) = open.take() {
            self.add(block, text.trim_end_matches('\\'), title);
        }
    }

    /// Adds one block as one line.
    fn add(&mut self, block: Block, text: &str, title: Option<&str>) {
        let plain = inline(text);
        let plain = plain.trim();
        if plain.is_empty() {
            return;
        }
        let begins = self.marked.iter().all(|(_, role, _)| *role == Role::Caption);
        let (role, why) = match block {
            Block::Heading(_) if title.is_some_and(|title| same_words(title, plain)) => {
                (Role::Title, "a heading that repeats the title of the front matter")
            }
            Block::Heading(1) if title.is_none() && begins => {
                (Role::Title, "the heading that opens the text")
            }
            Block::Heading(_) => (Role::Heading, "marked as a heading"),
            Block::Quote => (Role::Quote, "marked as a quotation"),
            Block::Item => (Role::List, "marked as an item of a list"),
            Block::Picture => (Role::Caption, "the text of a picture"),
            Block::Paragraph => (Role::Body, "a paragraph"),
        };
        let start = self.text.len();
        self.text.push_str(plain);
        self.marked.push((Span::of(start, self.text.len()), role, why));
        self.text.push('\n');
    }
}

/// A line without its inline marks: emphasis, code, links and pictures keep their words.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let before = out.chars().next_back();
        match c {
            '\\' if after.starts_with(|next: char| next.is_ascii_punctuation()) => {
                let escaped = after.chars().next().unwrap_or('\\');
                out.push(escaped);
                rest = &after[escaped.len_utf8()..];
                continue;
            }
            '!' if after.starts_with('[') => {}
            '[' => {
                if let Some((words, length)) = link(rest) {
                    out.push_str(&inline(words));
                    rest = &rest[length..];
                    continue;
                }
                out.push(c);
            }
            '<' if after.starts_with("http") => {
                let end = after.find('>').unwrap_or(0);
                out.push_str(&after[..end]);
                rest = &after[(end + 1).min(after.len())..];
                continue;
            }
            '*' | '`' => {
                // A lone star between blanks is a star.
                let between =
                    before.is_none_or(char::is_whitespace) && after.starts_with(char::is_whitespace);
                if between {
                    out.push(c);
                }
            }
            '_' => {
                // Inside a word an underscore is part of it.
                let inside =
                    before.is_some_and(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
                if inside {
                    out.push(c);
                }
            }
            '~' if after.starts_with('~') => {
                rest = &after[1..];
                continue;
            }
            _ => out.push(c),
        }
        rest = after;
    }
    out
}

/// The words of the link that `text` begins with, and its length in bytes. Looks only so far as links reach, so that
/// a line of brackets costs no more than its length.
fn link(text: &str) -> Option<(&str, usize)> {
    const REACH: usize = 1000;
    let near = super::format::head(text, REACH);
    let close = near.find(']')?;
    let words = &near[1..close];
    if words.contains('[') {
        return None;
    }
    let rest = &near[close + 1..];
    if rest.starts_with('(') {
        let end = rest.find(')')?;
        return Some((words, close + 1 + end + 1));
    }
    if rest.starts_with('[') {
        let end = rest.find(']')?;
        return Some((words, close + 1 + end + 1));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn roles(text: &str) -> Vec<(Role, String)> {
        let mut output = Output::default();
        convert(text, None, &mut output);
        output.marked.iter().map(|(span, role, _)| (*role, span.slice(&output.text).to_owned())).collect()
    }

    #[test]
    fn blocks_get_their_roles() {
        let text = "# Grain *corridor* opens\n\nA first paragraph\nover two lines with a [link](https://example.org).\n\n## Why now\n\n> We waited\n> long.\n\n- one\n- two\n  still two\n1. three\n\n![A ship](ship.jpg)\n\n***\n\nOld heading\n-----------\n```\ncode here\n```\n<!-- hidden\nstill -->\n[ref]: https://example.org\nThe end.";
        let expected = [
            (Role::Title, "Grain corridor opens"),
            (Role::Body, "A first paragraph over two lines with a link."),
            (Role::Heading, "Why now"),
            (Role::Quote, "We waited long."),
            (Role::List, "one"),
            (Role::List, "two still two"),
            (Role::List, "1. three"),
            (Role::Caption, "A ship"),
            (Role::Heading, "Old heading"),
            (Role::Body, "code here"),
            (Role::Body, "The end."),
        ];
        let got = roles(text);
        assert_eq!(got.iter().map(|(role, text)| (*role, text.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn inline_marks() {
        for (marked, plain) in [
            ("**bold** and _slanted_ and `code`", "bold and slanted and code"),
            ("snake_case stays, 2 * 3 stays", "snake_case stays, 2 * 3 stays"),
            ("\\*not bold\\*", "*not bold*"),
            ("[Name][1] and <https://example.org>", "Name and https://example.org"),
            ("[an aside] in brackets", "[an aside] in brackets"),
            ("~~gone~~ but told", "gone but told"),
        ] {
            assert_eq!(inline(marked), plain);
        }
    }

    proptest! {
        #[test]
        fn any_text_converts_to_disjoint_lines(text in "([#>*_`\\[\\]()!~<\\\\ a-zé.\\n-]|\\PC){0,200}") {
            let mut output = Output::default();
            convert(&text, None, &mut output);
            let safe = SafeText::new(&output.text);
            let mut end = 0;
            for (span, ..) in &output.marked {
                prop_assert!(span.start >= end && !span.is_empty());
                prop_assert_eq!(span.slice(&output.text).trim(), span.slice(&output.text));
                end = span.end;
            }
            prop_assert!(safe.len() >= end as usize);
        }
    }
}
