//! Front matter: a block of keys before the text, between lines of `---` (YAML-like) or `+++` (TOML).
//!
//! Of YAML only what people write there is read: `key: value`, quoted values, lists in brackets or one item a line.

use super::fields::{Fields, Value};
use crate::model::Warning;

/// A block further down than this many lines ends nowhere: the marks were a rule, not front matter.
const LONGEST: usize = 100;

/// Front matter as it was found.
#[derive(Debug, Default)]
pub(crate) struct Front {
    /// What it states.
    pub(crate) fields: Fields,
    /// The byte at which the text proper begins; 0 where there is no block.
    pub(crate) end: usize,
}

/// Reads the block at the beginning of a text, if there is one. Mistakes become notices with their lines.
pub(crate) fn read(place: &str, text: &str, warnings: &mut Vec<Warning>) -> Front {
    let closed = block(text);
    let Some((block, end, mark)) = closed.or_else(|| unclosed(text)) else { return Front::default() };
    let mut fields = Fields { source: "the front matter", ..Fields::default() };
    let first = text[..end].find(mark).map_or(1, |at| text[..at].matches('\n').count() + 2);
    if closed.is_none() {
        // `first` is the line below the mark, lines count from it.
        warnings.push(Warning::notice(place, "front matter opened here is not closed").at_line(first - 1));
    }
    let mut tell = |line: usize, reason: &str| {
        warnings.push(Warning::notice(place, &format!("front matter: {reason}")).at_line(first + line));
    };
    if mark == "+++" {
        toml(block, &mut fields, &mut tell);
    } else {
        yaml(block, &mut fields, &mut tell);
    }
    Front { fields, end }
}

/// The mark that opens a text on a line of its own, and the byte after that line.
fn opening(text: &str) -> Option<(&'static str, usize)> {
    let lead = text.len() - text.trim_start().len();
    let rest = &text[lead..];
    let mark = ["---", "+++"].into_iter().find(|mark| rest.starts_with(mark))?;
    let open = rest.find('\n')? + 1;
    (rest[..open].trim() == mark).then_some((mark, lead + open))
}

/// The lines of known keys below a mark that nothing closes, with what belongs to them; else as [`block`].
fn unclosed(text: &str) -> Option<(&str, usize, &'static str)> {
    let (mark, open) = opening(text)?;
    let sign = if mark == "+++" { '=' } else { ':' };
    let (mut at, mut end) = (open, open);
    for line in text[open..].split_inclusive('\n').take(LONGEST) {
        at += line.len();
        let key = line.split_once(sign).map(|(key, _)| key.trim());
        let belongs = end > open && (line.starts_with([' ', '\t']) || line.starts_with("- "));
        if belongs && !line.trim().is_empty() || key.is_some_and(super::fields::is_key) {
            end = at;
        } else if key.is_none_or(|key| key.is_empty() || key.contains(char::is_whitespace)) {
            break;
        }
    }
    (end > open).then(|| (&text[open..end], end, mark))
}

/// The lines between the marks, the end of the closing mark's line, and the mark.
fn block(text: &str) -> Option<(&str, usize, &'static str)> {
    let (mark, open) = opening(text)?;
    let mut at = open;
    for line in text[open..].split_inclusive('\n').take(LONGEST) {
        if line.trim() == mark {
            let block = &text[open..at];
            // Two rules with prose between are no front matter.
            return block.contains([':', '=']).then_some((block, at + line.len(), mark));
        }
        at += line.len();
    }
    None
}

/// TOML: a mistake costs its line only, so each key is parsed alone where the block as a whole does not parse.
fn toml(block: &str, fields: &mut Fields, tell: &mut dyn FnMut(usize, &str)) {
    match block.parse::<toml::Table>() {
        Ok(table) => set_table(table, fields, &|key| line_of(block, key), tell),
        Err(error) => {
            let at =
                error.span().map_or(0, |span| block[..span.start.min(block.len())].matches('\n').count());
            tell(at, &format!("is no TOML: {}", error.message()));
            for line in block.lines() {
                if let Ok(table) = line.parse::<toml::Table>() {
                    set_table(table, fields, &|_| at, &mut |_, _| {});
                }
            }
        }
    }
}

/// Sets the keys of a TOML table. Also for sidecars.
pub(crate) fn set_table(
    table: toml::Table,
    stated: &mut Fields,
    line: &dyn Fn(&str) -> usize,
    tell: &mut dyn FnMut(usize, &str),
) {
    for (key, value) in table {
        let value = match value {
            toml::Value::String(text) => Ok(Value::Text(text)),
            toml::Value::Integer(number) => {
                super::fields::refuse_number(&key).map(|()| Value::Text(number.to_string()))
            }
            toml::Value::Datetime(date) => Ok(Value::Text(date.to_string())),
            toml::Value::Array(items) => items
                .into_iter()
                .map(|item| {
                    item.as_str().map(str::to_owned).ok_or_else(|| format!("“{key}” must hold strings only"))
                })
                .collect::<Result<_, _>>()
                .map(Value::List),
            other => Err(format!("“{key}” must be a string or a list of strings, not {}", other.type_str())),
        };
        if let Err(reason) = value.and_then(|value| stated.set(&key, value)) {
            tell(line(&key), &reason);
        }
    }
}

/// The line, from 0, on which a key stands.
pub(crate) fn line_of(block: &str, key: &str) -> usize {
    block.lines().position(|line| line.trim_start().trim_start_matches('"').starts_with(key)).unwrap_or(0)
}

/// A key whose value stands on the lines below it.
struct Open<'b> {
    line: usize,
    key: &'b str,
    items: Vec<String>,
    /// Whether the lines are one text (`|`, `>`), not a list.
    folded: bool,
}

impl Open<'_> {
    fn close(self, fields: &mut Fields, tell: &mut dyn FnMut(usize, &str)) {
        let value = if self.folded { Value::Text(self.items.join(" ")) } else { Value::List(self.items) };
        if let Err(reason) = fields.set(self.key, value) {
            tell(self.line, &reason);
        }
    }
}

/// `key: value` a line; `- item` lines and the lines of a folded text belong to the key before.
fn yaml(block: &str, stated: &mut Fields, tell: &mut dyn FnMut(usize, &str)) {
    let mut open: Option<Open<'_>> = None;
    for (number, line) in block.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if let Some(open) = open.as_mut().filter(|open| open.folded && line.starts_with(' ')) {
            open.items.push(trimmed.to_owned());
            continue;
        }
        if let Some(item) = trimmed.strip_prefix("- ").or_else(|| (trimmed == "-").then_some("")) {
            match &mut open {
                Some(open) => open.items.push(scalar(item)),
                None => tell(number, "an item of a list without a key before it"),
            }
            continue;
        }
        if let Some(open) = open.take() {
            open.close(stated, tell);
        }
        let Some((key, value)) = trimmed.split_once(':') else {
            tell(number, &format!("“{}” is no “key: value”", super::format::head(trimmed, 40)));
            continue;
        };
        let (key, value) = (key.trim().trim_matches(['"', '\'']), value.trim());
        let folded = matches!(value, "|" | ">" | ">-" | "|-");
        if value.is_empty() || folded {
            open = Some(Open { line: number, key, items: Vec::new(), folded });
        } else if let Err(reason) = parse(key, value).and_then(|value| stated.set(key, value)) {
            tell(number, &reason);
        }
    }
    if let Some(open) = open {
        open.close(stated, tell);
    }
}

/// `[a, "b, c"]` is a list, everything else one text.
fn parse(key: &str, value: &str) -> Result<Value, String> {
    let Some(inner) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        // `[Opinion] Why now` is a text.
        if value.starts_with('[') && !value.contains(']') {
            return Err(format!("the list of “{key}” has no “]” on its line"));
        }
        let text = scalar(value);
        if !value.starts_with(['"', '\''])
            && text.parse::<f64>().is_ok()
            && text.ends_with(|c: char| c.is_ascii_digit())
        {
            super::fields::refuse_number(key)?;
        }
        return Ok(Value::Text(text));
    };
    let mut items = vec![String::new()];
    let mut quote = None;
    for c in inner.chars() {
        match (quote, c) {
            (None, ',') => items.push(String::new()),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (_, c) => items.last_mut().into_iter().for_each(|item| item.push(c)),
        }
    }
    Ok(Value::List(items))
}

/// A text without its quotation marks, or without the comment after it.
fn scalar(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote)
            && let Some(end) = rest.rfind(quote)
        {
            return if quote == '"' { unescaped(&rest[..end]) } else { rest[..end].to_owned() };
        }
    }
    value.split_once(" #").map_or(value, |(value, _)| value.trim_end()).to_owned()
}

/// Quotation marks and backslashes without the backslash before them.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(match (c, chars.peek()) {
            ('\\', Some(&next @ ('"' | '\\'))) => {
                chars.next();
                next
            }
            (c, _) => c,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_block(text: &str) -> (Front, Vec<String>) {
        let mut warnings = Vec::new();
        let front = read("x", text, &mut warnings);
        (front, warnings.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn yaml_like_blocks() {
        let (front, warnings) = read_block(
            "---\ntitle: \"Talks: a new round\"\nOutlet: Example Post # ours\ntags:\n  - grain\n  - 'sea, trade'\nurl: >\n  https://example.org/a\ndate: 2024-05-03\nauthor: [Ann Roe, \"Doe, Ben\"]\n---\nText.",
        );
        assert_eq!(warnings, Vec::<String>::new());
        assert_eq!(front.fields.title.as_deref(), Some("Talks: a new round"));
        assert_eq!(front.fields.outlet.as_deref(), Some("Example Post"));
        assert_eq!(front.fields.tags, ["grain", "sea, trade"]);
        assert_eq!(front.fields.author.as_deref(), Some("Ann Roe, Doe, Ben"));
        assert_eq!(front.fields.url.as_deref(), Some("https://example.org/a"));
        assert!(front.fields.date.is_some());
    }

    #[test]
    fn mistakes_are_told_with_their_lines() {
        let (front, warnings) = read_block("\n---\ntitel: A\nno key here\ndate: soon\ntitle: B\n---\nText.");
        assert_eq!(front.fields.title.as_deref(), Some("B"));
        assert_eq!(
            warnings,
            [
                "x:3: front matter: unknown key “titel”; “title” is meant?",
                "x:4: front matter: “no key here” is no “key: value”",
                "x:5: front matter: “soon” is no date that is understood; write 2025-09-03, 2025-09 or 2025",
            ]
        );
    }

    #[test]
    fn toml_blocks() {
        let (front, warnings) = read_block(
            "+++\ntitle = \"A\"\ndate = 2024-05-03\ntags = [\"x\", \"y\"]\ndraft = true\n+++\nText.",
        );
        assert_eq!((front.fields.title.as_deref(), front.fields.tags.len()), (Some("A"), 2));
        assert_eq!(
            warnings,
            ["x:5: front matter: “draft” must be a string or a list of strings, not boolean"]
        );
        let (front, warnings) = read_block("+++\ntitle = \"A\"\noutlet = Post\n+++\nText.");
        assert_eq!((front.fields.title.as_deref(), warnings.len()), (Some("A"), 1));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in [
            "---\nJust a rule above prose.\n---\nMore.",
            "---\nMoscow: never closed, and no key\n",
            "--- title: x ---\n",
            "Text\n---\na: b\n---\n",
            "",
        ] {
            assert_eq!(read_block(text).0.end, 0, "{text:?}");
        }
    }

    #[test]
    fn a_block_that_is_never_closed_ends_with_its_keys() {
        let not_closed = "x:1: front matter opened here is not closed";
        for (text, rest, title, expected) in [
            ("---\ntitle: Open\nThe talks opened.\n", "The talks opened.\n", "Open", &[not_closed][..]),
            (
                "---\ntitle: Open\nlayout: x\ntags:\n  - a\n\nKyiv: the talks.",
                "\nKyiv: the talks.",
                "Open",
                &[
                    not_closed,
                    "x:3: front matter: unknown key “layout”; known are id, title, outlet, country, author, date, url, language, tags",
                ],
            ),
            ("+++\ntitle = \"Open\"\nThe talks.", "The talks.", "Open", &[not_closed]),
        ] {
            let (front, warnings) = read_block(text);
            assert_eq!((&text[front.end..], front.fields.title.as_deref()), (rest, Some(title)));
            assert_eq!(warnings, expected);
        }
    }

    #[test]
    fn values_of_the_wrong_type_are_told_and_not_taken() {
        let outlet = "“outlet” must be a string, not a number; put it in quotation marks if it is meant so";
        for (text, expected) in [
            ("---\noutlet: 5\n---\n", format!("x:2: front matter: {outlet}")),
            ("+++\noutlet = 5\n+++\n", format!("x:2: front matter: {outlet}")),
            (
                "---\noutlet: [\n---\n",
                "x:2: front matter: the list of “outlet” has no “]” on its line".into(),
            ),
            ("---\noutlet: [a, b]\n---\n", "x:2: front matter: “outlet” must be one text, not a list".into()),
            (
                "---\nurl: javascript:x\n---\n",
                "x:2: front matter: “url” must begin with http:// or https://, not “javascript:x”".into(),
            ),
        ] {
            let (front, warnings) = read_block(text);
            assert_eq!(warnings, [expected], "{text}");
            assert_eq!((front.fields.outlet, front.fields.url), (None, None));
        }
        let (front, warnings) = read_block("---\ntitle: 1984\ndate: 2024\noutlet: \"24\"\n---\n");
        assert_eq!(
            (front.fields.title.as_deref(), front.fields.outlet.as_deref()),
            (Some("1984"), Some("24"))
        );
        assert_eq!(warnings, Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn any_block_is_read(text in "(---|\\+\\+\\+)\n(\\PC{0,20}|[a-z:=\\[\\]\"', -]{0,20}|\n){0,12}(---|\\+\\+\\+)\n\\PC{0,9}") {
            let (front, _) = read_block(&text);
            prop_assert!(text.is_char_boundary(front.end));
        }
    }
}
