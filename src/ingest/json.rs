//! JSON Lines, and a JSON array of the same records. A bad record is named with its line; the good ones stay.

use super::draft::{Draft, Layout};
use super::fields::{Fields, Value};
use super::format::Format;
use crate::model::{SafeText, Warning};
use memchr::memchr;
use rayon::prelude::*;
use serde_json::{Map, Value as Json};

/// The fields a record may have beside `text`.
const FIELDS: [&str; 9] = ["id", "title", "outlet", "country", "author", "date", "url", "language", "tags"];

/// One record's bytes and the line, from 1, on which it begins.
type Record<'t> = (usize, &'t str);

/// Whether a text without a telling name holds records: its first line is an object with a `text`, or it begins
/// as an array of objects.
pub(crate) fn looks_like_records(text: &str) -> bool {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix('[') {
        return rest.trim_start().starts_with("{\"");
    }
    text.starts_with('{')
        && object(text.lines().next().unwrap_or_default()).is_ok_and(|map| map.contains_key("text"))
}

/// Whether the text is one object a line or one array (or object) over many lines, whatever its name says.
pub(crate) fn lines_or_whole(text: &str) -> Format {
    let text = text.trim_start();
    let first = text.lines().next().unwrap_or_default().trim_end();
    let spread = text.starts_with('[') || first == "{" || text.starts_with('{') && !first.ends_with('}');
    if spread { Format::Json } else { Format::JsonLines }
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

/// The objects of an array, or one object, or several one after the other.
pub(crate) fn read_whole(place: &str, text: &str, warnings: &mut Vec<Warning>) -> Vec<Draft> {
    let (records, unfinished) = objects(text);
    let drafts = read(place, &records, warnings);
    if let Some(line) = unfinished {
        warnings.push(Warning::unreadable(place, "the record that begins here has no end").at_line(line));
    } else if records.is_empty() {
        warnings.push(Warning::unreadable(place, "holds no JSON object"));
    }
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
    let mut map = match object(record) {
        Ok(map) => map,
        Err(reason) => return unreadable(&reason),
    };
    let text = match map.remove("text") {
        Some(Json::String(text)) => text,
        Some(other) => return unreadable(&format!("“text” must be a string, not {}", kind(&other))),
        None => return unreadable("has no field “text”"),
    };
    let mut fields = Fields { source: "the record", ..Fields::default() };
    let mut warnings = Vec::new();
    if text.trim().is_empty() {
        // It stays: who joins results to records by their order or id misses none.
        warnings.push(Warning::notice(place, "the field “text” is empty").at_line(line));
    }
    for key in FIELDS {
        let set = match map.remove(key).map(|json| value(key, json)) {
            None | Some(Ok(None)) => continue,
            Some(Ok(Some(value))) => fields.set(key, value),
            Some(Err(reason)) => Err(reason),
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

/// The value of a field, `None` for null.
fn value(key: &str, json: Json) -> Result<Option<Value>, String> {
    let wrong = |json: &Json| format!("“{key}” must be a string, not {}", kind(json));
    Ok(Some(match json {
        Json::Null => return Ok(None),
        Json::String(text) => Value::Text(text),
        Json::Number(number) => Value::Text(number.to_string()),
        Json::Array(items) if matches!(key, "tags" | "author") => Value::List(
            items
                .into_iter()
                .map(|item| if let Json::String(text) = item { Ok(text) } else { Err(wrong(&item)) })
                .collect::<Result<_, _>>()?,
        ),
        other => return Err(wrong(&other)),
    }))
}

const fn kind(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "a number",
        Json::String(_) => "a string",
        Json::Array(_) => "an array",
        Json::Object(_) => "an object",
    }
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

/// The outermost objects of a text with their lines, and the line of one that never ends. Found by counting braces
/// outside strings, so that a mistake in one object costs only that object.
fn objects(text: &str) -> (Vec<Record<'_>>, Option<usize>) {
    let bytes = text.as_bytes();
    let (mut found, mut line, mut depth) = (Vec::new(), 1, 0usize);
    let (mut start, mut started) = (0, 1);
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => line += 1,
            b'"' => {
                let end = string_end(bytes, at);
                line += memchr::memchr_iter(b'\n', &bytes[at..end]).count();
                at = end;
                continue;
            }
            b'{' => {
                if depth == 0 {
                    (start, started) = (at, line);
                }
                depth += 1;
            }
            b'}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    // Braces are ASCII: both ends are character boundaries.
                    found.push((started, &text[start..=at]));
                }
            }
            _ => {}
        }
        at += 1;
    }
    (found, (depth > 0).then_some(started))
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
