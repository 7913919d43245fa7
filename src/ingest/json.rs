//! JSON Lines, and a JSON array of the same records. A bad record is named with its line; the good ones stay.

use super::crawler::{self, kind};
use super::draft::{Draft, Layout};
use super::fields::Fields;
use super::format::{self, Format};
use crate::model::{SafeText, Warning};
use memchr::memchr;
use rayon::prelude::*;
use serde_json::{Map, Value as Json};

/// One record's bytes and the line, from 1, on which it begins.
pub(crate) type Record<'t> = (usize, &'t str);

/// Whether a text without a telling name holds records: its first line is an object with a `text`, or it begins
/// as an array of objects.
pub(crate) fn looks_like_records(text: &str) -> bool {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix('[') {
        return rest.trim_start().starts_with("{\"");
    }
    text.starts_with('{')
        && object(text.lines().next().unwrap_or_default())
            .is_ok_and(|map| crawler::has_text(&map) || map.contains_key("text"))
}

/// Whether the text is one object a line or one array (or object) over many lines, whatever its name says.
pub(crate) fn lines_or_whole(text: &str) -> Format {
    let text = text.trim_start();
    let first = text.lines().next().unwrap_or_default().trim_end();
    let open = text.starts_with('{') && !first.ends_with('}');
    let spread = text.starts_with('[') || first == "{" || open && !is_cut_line(text);
    if spread { Format::Json } else { Format::JsonLines }
}

/// Whether the object a text begins with is a line that was cut off: with the lines after it it is no JSON, and one of
/// these is a record by itself.
fn is_cut_line(text: &str) -> bool {
    let is_record =
        |line: &str| object(line).is_ok_and(|map| crawler::has_text(&map) || map.contains_key("text"));
    let mut lines =
        text.lines().skip(1).map(str::trim).filter(|line| line.starts_with('{') && line.ends_with('}'));
    object_end(text.as_bytes(), 0).is_none_or(|end| object(&text[..end]).is_err()) && lines.any(is_record)
}

/// One record a line; blank lines are passed over.
pub(crate) fn read_lines(place: &str, text: &str, warnings: &mut Vec<Warning>) -> Vec<Draft> {
    let lines: Vec<Record<'_>> = text
        .lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    read(place, &lines, warnings)
}

/// The objects of an array, or one object, or several one after the other. Whatever else stands between them is named.
pub(crate) fn read_whole(place: &str, text: &str, warnings: &mut Vec<Warning>) -> Vec<Draft> {
    read_piece(place, text, &mut Open::default(), true, warnings)
}

/// How far a text is read that comes in pieces.
#[derive(Debug, Default)]
pub(crate) struct Open {
    /// Lines of the pieces before.
    lines: usize,
    /// The lines on which the arrays that are still open begin.
    arrays: Vec<usize>,
    /// Whether anything was found.
    any: bool,
}

/// As [`read_whole`], of one piece of a text after the other, none of which ends inside an object.
pub(crate) fn read_piece(
    place: &str,
    text: &str,
    open: &mut Open,
    last: bool,
    warnings: &mut Vec<Warning>,
) -> Vec<Draft> {
    let Outermost { records, mut troubles } = outermost(text, open);
    let drafts = read(place, &records, warnings);
    open.any |= !records.is_empty() || !troubles.is_empty();
    open.lines += memchr::memchr_iter(b'\n', text.as_bytes()).count();
    if let (true, Some(began)) = (last, open.arrays.first()) {
        troubles.push((open.lines + 1, format!("the array that begins on line {began} has no “]”")));
    }
    if last && !open.any {
        warnings.push(Warning::unreadable(place, "holds no JSON object"));
    }
    let told = troubles.into_iter().map(|(line, reason)| Warning::unreadable(place, &reason).at_line(line));
    warnings.extend(told);
    drafts
}

fn read(place: &str, records: &[Record<'_>], warnings: &mut Vec<Warning>) -> Vec<Draft> {
    let read: Vec<(Option<Draft>, Vec<Warning>)> =
        records.par_iter().map(|record| read_record(place, *record)).collect();
    let mut drafts = Vec::with_capacity(read.len());
    for (draft, complaints) in read {
        drafts.extend(draft);
        warnings.extend(complaints);
    }
    drafts
}

/// One record; what is wrong with a field costs the field, not the record.
fn read_record(place: &str, (line, record): Record<'_>) -> (Option<Draft>, Vec<Warning>) {
    let unreadable = |reason: &str| (None, vec![Warning::unreadable(place, reason).at_line(line)]);
    let mut warnings = Vec::new();
    let whole = whole_characters(record);
    if whole.is_some() {
        let reason = "half of a character stands for itself; it is shown as \u{fffd}";
        warnings.push(Warning::notice(place, reason).at_line(line));
    }
    let mut map = match object(whole.as_deref().unwrap_or(record)) {
        Ok(map) => map,
        Err(reason) => return unreadable(&reason),
    };
    let text = match crawler::take_text(&mut map) {
        Ok(text) => text,
        Err(reason) => return unreadable(&reason),
    };
    let mut fields = Fields { source: "the record", ..Fields::default() };
    if text.trim().is_empty() {
        // It stays: who joins results to records by their order or id misses none.
        warnings.push(Warning::notice(place, "the field “text” is empty").at_line(line));
    }
    for (key, names) in crawler::FIELDS {
        let set = match crawler::take(&map, key, names) {
            Ok(None) => continue,
            Ok(Some(value)) => fields.set(key, value),
            Err(reason) => Err(reason),
        };
        if let Err(reason) = set {
            warnings.push(Warning::notice(place, &format!("{reason}; the field is left out")).at_line(line));
        }
    }
    (
        Some(Draft { fields, layout: Layout::Plain, line: Some(line), ..Draft::new(SafeText::new(&text)) }),
        warnings,
    )
}

/// The record with `\ufffd` for each half of a character that is written without its other half, as programs do that cut a
/// text between the two; `None` where there is no such half.
fn whole_characters(record: &str) -> Option<String> {
    let half = |at: usize| {
        let digits = record.as_bytes().get(at..at + 6)?.strip_prefix(b"\\u")?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok().filter(|code| code >> 11 == 0x1b)
    };
    let (mut out, mut at, mut copied) = (String::new(), 0, 0);
    while let Some(found) = memchr(b'\\', &record.as_bytes()[at..]) {
        let here = at + found;
        at = match (half(here), half(here + 6)) {
            (None, _) => here + 2,
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => here + 12,
            (Some(_), _) => {
                out.push_str(&record[copied..here]);
                out.push_str("\\ufffd");
                copied = here + 6;
                copied
            }
        };
        if at > record.len() {
            break;
        }
    }
    (copied > 0).then(|| out + &record[copied..])
}

fn object(record: &str) -> Result<Map<String, Json>, String> {
    match serde_json::from_str(record) {
        Ok(Json::Object(map)) => Ok(map),
        Ok(other) => Err(format!("must be an object, not {}", kind(&other))),
        Err(error) => {
            // serde_json counts lines inside the record; the place is told by the warning.
            let message = error.to_string();
            let cut = message.find(" at line").unwrap_or(message.len());
            Err(format!("is no JSON: {}", &message[..cut]))
        }
    }
}

/// The outermost objects of a text with the lines on which they begin, and what is wrong between them with its line.
pub(crate) fn records(text: &str) -> (Vec<Record<'_>>, Vec<(usize, String)>) {
    let mut open = Open::default();
    let Outermost { records, mut troubles } = outermost(text, &mut open);
    if let Some(began) = open.arrays.first() {
        let line = text.trim_end().matches('\n').count() + 1;
        troubles.push((line, format!("the array that begins on line {began} has no “]”")));
    }
    (records, troubles)
}

/// What stands outermost in a text.
#[derive(Debug, Default)]
struct Outermost<'t> {
    /// The objects, whole.
    records: Vec<Record<'t>>,
    /// What is no object, and what has no end: the line, from 1, and the reason.
    troubles: Vec<(usize, String)>,
}

/// The bytes up to the end of the last whole object that stands outermost; 0 where there is none.
pub(crate) fn whole(bytes: &[u8]) -> usize {
    let (mut at, mut end) = (0, 0);
    while at < bytes.len() {
        at = match bytes[at] {
            b'{' => {
                let Some(found) = object_end(bytes, at) else { break };
                end = found;
                found
            }
            b'"' => string_end(bytes, at),
            _ => at + 1,
        };
    }
    end
}

/// The outermost objects of a text with their lines, and what is wrong between them. Found by counting braces outside
/// strings, so that a mistake in one object costs only that object.
fn outermost<'t>(text: &'t str, open: &mut Open) -> Outermost<'t> {
    let bytes = text.as_bytes();
    let mut out = Outermost::default();
    let (mut line, mut at) = (open.lines + 1, 0);
    let arrays = &mut open.arrays;
    while at < bytes.len() {
        let (from, began) = (at, line);
        at = match bytes[at] {
            b'{' => {
                let Some(end) = object_end(bytes, at) else {
                    out.troubles.push((began, "the record that begins here has no end".to_owned()));
                    // The array may well have had one.
                    arrays.clear();
                    return out;
                };
                end
            }
            b'[' | b']' | b',' => at + 1,
            byte if byte.is_ascii_whitespace() => at + 1,
            _ => stray_end(bytes, at),
        };
        line += memchr::memchr_iter(b'\n', &bytes[from..at]).count();
        match bytes[from] {
            // Marks are ASCII: both ends are character boundaries.
            b'{' => out.records.push((began, &text[from..at])),
            b'[' => {
                if arrays.len() == 1 {
                    let reason = "an element must be an object, not an array; objects inside it are read";
                    out.troubles.push((began, reason.to_owned()));
                }
                arrays.push(began);
            }
            b']' if arrays.pop().is_some() => {}
            b',' => {}
            byte if byte.is_ascii_whitespace() => {}
            // What an inner array holds is told with that array.
            _ if arrays.len() < 2 => out.troubles.push((began, stray(&text[from..at], !arrays.is_empty()))),
            _ => {}
        }
    }
    out
}

/// The complaint about what is neither object nor array.
fn stray(token: &str, in_array: bool) -> String {
    let token = token.trim();
    if !in_array {
        return format!("“{}” stands outside of any record", format::head(token, 40));
    }
    match serde_json::from_str::<Json>(token) {
        Ok(json) => format!("an element must be an object, not {}", kind(&json)),
        Err(_) => format!("an element must be an object; “{}” is no JSON", format::head(token, 40)),
    }
}

/// One past what begins at `at` and is neither object nor array: up to the next mark, string or end of the line.
fn stray_end(bytes: &[u8], at: usize) -> usize {
    if bytes[at] == b'"' {
        return string_end(bytes, at);
    }
    let marks = |byte: &u8| matches!(byte, b',' | b'{' | b'[' | b']' | b'"' | b'\n');
    bytes[at + 1..].iter().position(marks).map_or(bytes.len(), |length| at + 1 + length)
}

/// One past the brace that closes the object at `at`; `None` where it has no end.
fn object_end(bytes: &[u8], at: usize) -> Option<usize> {
    let (mut depth, mut at) = (0usize, at);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at = string_end(bytes, at);
                continue;
            }
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
    None
}
/// One past the quotation mark that closes the string at `at`, or the end of the text.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(found) = memchr(b'"', &bytes[end..]) {
        let mark = end + found;
        let escapes = bytes[at + 1..mark].iter().rev().take_while(|byte| **byte == b'\\').count();
        end = mark + 1;
        if escapes % 2 == 0 {
            return end;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_that_is_cut_costs_itself_only() {
        for (text, expected) in [
            ("{\"text\":\"A\"}\n{\"text\":", Format::JsonLines),
            ("{\"id\":0,\"text\":\n{\"id\":1,\"text\":\n{\"text\":\"A\"}\n", Format::JsonLines),
            ("{\"text\":\"The har\n{\"text\":\"A\"}\n{\"text\":\"B\"}", Format::JsonLines),
            ("{\"text\":\"A\",\n\"tags\":[]}\n{\"text\":\"B\"}", Format::Json),
            ("{\"text\":\"A\",\n\"tags\":[", Format::Json),
            ("{\n\"text\":\"A\"\n}", Format::Json),
            ("[{\"text\":\"A\"},\n{\"text\":\"B\"}\n]", Format::Json),
        ] {
            assert_eq!(lines_or_whole(text), expected, "{text}");
        }
    }

    #[test]
    fn half_a_character_costs_itself_only() {
        for (record, expected) in [
            (r#"{"text":"a \ud83d of"}"#, Some("a \u{fffd} of")),
            (r#"{"text":"\ude00\ud83d\ud83d\ude00\ud83d"}"#, Some("\u{fffd}\u{fffd}😀\u{fffd}")),
            (r#"{"text":"\ud83d\ude00 \\ud83d \u00e9"}"#, None),
            (r#"{"text":"plain\"#, None),
        ] {
            let whole = whole_characters(record);
            let text = whole.map(|whole| object(&whole).unwrap()["text"].as_str().unwrap().to_owned());
            assert_eq!(text.as_deref(), expected, "{record}");
        }
        let mut warnings = Vec::new();
        assert_eq!(read_lines("x", r#"{"text":"a \ud83d of"}"#, &mut warnings).len(), 1);
        assert_eq!(warnings.len(), 1, "{warnings:?}");
    }

    #[test]
    fn nothing_of_an_array_is_lost_unsaid() {
        for (text, records, expected) in [
            (r#"[{"text":"A"},{"text":"B"}]"#, 2, &[][..]),
            ("{\"text\":\"A\"}\n{\"text\":\"B\"}\n", 2, &[]),
            (r#"[{"text":"A"},{"text":"B"},3]"#, 2, &["x:1: an element must be an object, not a number"]),
            ("[{\"text\":\"A\"},\n", 1, &["x:2: the array that begins on line 1 has no “]”"]),
            ("[\n{\"text\":\"A\"},\n{\"text\":", 1, &["x:3: the record that begins here has no end"]),
            (
                "[null,\n\"a, {b\",\ntrue, nul, {\"text\":\"A\"}]",
                1,
                &[
                    "x:1: an element must be an object, not null",
                    "x:2: an element must be an object, not a string",
                    "x:3: an element must be an object, not true or false",
                    "x:3: an element must be an object; “nul” is no JSON",
                ],
            ),
            (
                "[[1, {\"text\":\"A\"}],\n{\"text\":\"B\"}]",
                2,
                &["x:1: an element must be an object, not an array; objects inside it are read"],
            ),
            (
                "[{\"text\":\"A\"}]\nand more\n]",
                1,
                &["x:2: “and more” stands outside of any record", "x:3: “]” stands outside of any record"],
            ),
            ("[]", 0, &["x: holds no JSON object"]),
        ] {
            let mut warnings = Vec::new();
            let drafts = read_whole("x", text, &mut warnings);
            let told: Vec<String> = warnings.iter().map(ToString::to_string).collect();
            assert_eq!(
                (drafts.len(), told.as_slice()),
                (records, &expected.iter().map(ToString::to_string).collect::<Vec<_>>()[..]),
                "{text}"
            );
            assert!(warnings.iter().all(|warning| warning.kind == crate::model::WarningKind::Unreadable));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_named(text in "([\\[\\]{}\",:\\\\\\n 1a]|\\{\"text\":\"A\"\\}|\\PC){0,40}") {
            let mut warnings = Vec::new();
            let drafts = read_whole("x", &text, &mut warnings);
            prop_assert!(!drafts.is_empty() || !warnings.is_empty());
        }
    }
}
