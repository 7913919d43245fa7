//! Marks as a plain JSON file: an array with one object an article. Reading costs nobody anything: what is wrong is named
//! with its line, and the rest counts. Must not know where marks are kept.

use crate::ingest::json_records;
use crate::library::StoreError;
use crate::model::note::note;
use crate::model::{Anchor, Article, Marks, SafeText, Tag};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// What a note of a file is on: nothing for the whole article, else where in its text, in characters, and the words.
pub(super) type OfArticle = Option<(usize, String)>;

/// The marks of one article, as a file has them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) read: bool,
    pub(super) starred: bool,
    pub(super) tags: Vec<Tag>,
    pub(super) notes: Vec<(OfArticle, SafeText)>,
}

/// One article of the file.
#[derive(Serialize)]
struct Record<'m> {
    id: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'m str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    read: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    starred: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'m str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<NoteRecord<'m>>,
}

#[derive(Serialize)]
struct NoteRecord<'m> {
    text: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    passage: Option<PassageRecord<'m>>,
}

#[derive(Serialize)]
struct PassageRecord<'m> {
    start: usize,
    words: &'m str,
}

/// Writes marks, one article a line, in order of id; `article` gives what is known of one. Returns how many there are.
pub(super) fn write(
    marks: &Marks,
    article: impl Fn(&str) -> Result<Option<Article>, StoreError>,
    out: &mut impl Write,
) -> anyhow::Result<usize> {
    let marked = marks.read.iter().chain(&marks.starred).chain(marks.tags.keys()).chain(marks.notes.keys());
    let ids: BTreeSet<&String> = marked.collect();
    for (i, id) in ids.iter().enumerate() {
        out.write_all(if i == 0 { b"[\n" } else { b",\n" })?;
        write_one(marks, id, article(id)?.as_ref(), out)?;
    }
    out.write_all(if ids.is_empty() { b"[]\n" } else { b"\n]\n" })?;
    Ok(ids.len())
}

fn write_one(marks: &Marks, id: &str, article: Option<&Article>, out: &mut impl Write) -> io::Result<()> {
    let notes = marks.notes_of(id).map(|(on, text)| {
        let passage = match on {
            Anchor::Article => None,
            Anchor::Passage { start, words } => {
                let before = article.and_then(|article| article.text.get(..*start as usize));
                Some(PassageRecord {
                    start: before.map_or(*start as usize, |before| before.chars().count()),
                    words,
                })
            }
        };
        NoteRecord { text, passage }
    });
    let record = Record {
        id,
        title: article.and_then(|article| article.title.as_ref()).map(|title| title.text.as_str()),
        url: article.and_then(|article| article.url.as_deref()),
        read: marks.read.contains(id),
        starred: marks.starred.contains(id),
        tags: marks.tags_of(id).map(|tag| tag.text().as_str()).collect(),
        notes: notes.collect(),
    };
    serde_json::to_writer(out, &record).map_err(io::Error::from)
}

/// Reads a file of marks: an array of such objects, objects one after the other, or the `{"read": […], "starred": […]}`
/// of earlier programs. What cannot be read is told with its line, from 1.
pub(super) fn read(text: &str) -> (Vec<Entry>, Vec<(usize, String)>) {
    let (records, mut faults) = json_records(text.trim_start_matches('\u{feff}'));
    let mut entries = Vec::new();
    for (line, record) in records {
        let mut fault = |reason: String| faults.push((line, reason));
        match serde_json::from_str::<Map<String, Value>>(record) {
            Err(error) => {
                let message = error.to_string();
                let cut = message.find(" at line").unwrap_or(message.len());
                fault(format!("is no JSON: {}", &message[..cut]));
            }
            Ok(map) if map.contains_key("id") => entries.extend(entry(&map, &mut fault)),
            Ok(map) if map.contains_key("read") || map.contains_key("starred") => {
                earlier(&map, &mut entries, &mut fault);
            }
            Ok(_) => fault("names no article: it lacks an “id”".to_owned()),
        }
    }
    if entries.is_empty() && faults.is_empty() && text.trim() != "[]" {
        faults.push((1, "holds no marks".to_owned()));
    }
    faults.sort();
    (entries, faults)
}

/// One article; what is wrong with a field or an element costs that one only.
fn entry(map: &Map<String, Value>, fault: &mut impl FnMut(String)) -> Option<Entry> {
    let Some(id) = map["id"].as_str().filter(|id| !id.trim().is_empty()) else {
        fault("“id” must be a text that is not empty".to_owned());
        return None;
    };
    // Ids of articles are safe text.
    let id = SafeText::line(id).to_string();
    let mut entry = Entry { id: id.clone(), ..Entry::default() };
    for (name, on) in [("read", &mut entry.read), ("starred", &mut entry.starred)] {
        match map.get(name) {
            None | Some(Value::Null) => {}
            Some(Value::Bool(value)) => *on = *value,
            Some(_) => fault(format!("“{id}”: “{name}” must be true or false")),
        }
    }
    for word in list(map, "tags", &id, fault) {
        match word.as_str().map(Tag::new) {
            Some(Ok(tag)) => entry.tags.push(tag),
            Some(Err(reason)) => fault(format!("“{id}”: a tag is left out: {reason}")),
            None => fault(format!("“{id}”: a tag must be a text")),
        }
    }
    for value in list(map, "notes", &id, fault) {
        match note_of(value) {
            Ok(note) => entry.notes.push(note),
            Err(reason) => fault(format!("“{id}”: a note is left out: {reason}")),
        }
    }
    Some(entry)
}

fn list<'v>(
    map: &'v Map<String, Value>,
    name: &str,
    id: &str,
    fault: &mut impl FnMut(String),
) -> &'v [Value] {
    match map.get(name) {
        None | Some(Value::Null) => &[],
        Some(Value::Array(values)) => values,
        Some(_) => {
            fault(format!("“{id}”: “{name}” must be a list"));
            &[]
        }
    }
}

fn note_of(value: &Value) -> Result<(OfArticle, SafeText), String> {
    let text = match value {
        Value::String(text) => text,
        Value::Object(map) => map.get("text").and_then(Value::as_str).ok_or("it lacks a “text”")?,
        _ => return Err("it must be an object with a “text”".to_owned()),
    };
    let text = note(text).map_err(|fault| fault.to_string())?.ok_or("it is empty")?;
    let passage = match value.get("passage") {
        None | Some(Value::Null) => None,
        Some(passage) => {
            let words = passage.get("words").and_then(Value::as_str).filter(|words| !words.trim().is_empty());
            let words = words.ok_or("its “passage” lacks “words”")?;
            // Where it was is a hint only: the words decide.
            let start = passage.get("start").and_then(Value::as_u64).unwrap_or(0);
            Some((usize::try_from(start).unwrap_or(usize::MAX), words.to_owned()))
        }
    };
    Ok((passage, text))
}

/// Lists of ids, as earlier programs kept them.
fn earlier(map: &Map<String, Value>, entries: &mut Vec<Entry>, fault: &mut impl FnMut(String)) {
    for name in ["read", "starred"] {
        for id in list(map, name, "marks of an earlier program", fault) {
            match id.as_str().filter(|id| !id.trim().is_empty()) {
                Some(id) => entries.push(Entry {
                    id: SafeText::line(id).to_string(),
                    read: name == "read",
                    starred: name == "starred",
                    ..Entry::default()
                }),
                None => fault(format!("“{name}” has what is no id")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mark, MarkChange, Marking};
    use proptest::prelude::*;

    #[test]
    fn what_is_wrong_is_named_and_the_rest_is_read() {
        for (text, entries, faults) in [
            ("[]", 0, &[][..]),
            ("", 0, &[(1, "holds no marks")]),
            (
                "[\n{\"id\":\"a\",\"read\":true},\n{\"id\":\"b\",\"starred\":1}\n]",
                2,
                &[(3, "“b”: “starred” must be")],
            ),
            ("{\"id\":\"a\"}\n{\"id\":\"b\"}", 2, &[]),
            ("[{\"id\":\"a\"},\n{\"id\":\"b\"}\n", 2, &[(2, "the array that begins on line 1 has")]),
            ("[{\"id\":\"a\"},\n{\"id\":\"b\", oops},\n{\"id\":\"c\"}]", 2, &[(2, "is no JSON")]),
            ("[{\"id\":\"a\"},\n{\"id\":\"b\",\"tags\":[\"x\",", 1, &[(2, "the record that begins here")]),
            (
                "[{\"id\":7},\n{\"id\":\" \"},\n{\"title\":\"x\"}]",
                0,
                &[(1, "“id” must"), (2, "“id” must"), (3, "names no")],
            ),
            (
                "{\"id\":\"a\",\"tags\":[\"ok\",\"a,b\",7,\"-x\"],\"notes\":[{},\"n\",{\"text\":\"\"},{\"text\":\"t\",\"passage\":{}}]}",
                1,
                &[
                    (1, "“a”: a note"),
                    (1, "“a”: a note"),
                    (1, "“a”: a note"),
                    (1, "“a”: a tag is"),
                    (1, "“a”: a tag is"),
                    (1, "“a”: a tag must"),
                ],
            ),
            ("{\"read\":[\"a\",5],\"starred\":\"b\"}", 1, &[(1, "“marks of an earlier"), (1, "“read” has")]),
            ("no json at all", 0, &[(1, "“no json at all”")]),
        ] {
            let (found, told) = read(text);
            assert_eq!((found.len(), told.len()), (entries, faults.len()), "{text}: {told:?}");
            for ((line, reason), (at, begins)) in told.iter().zip(faults) {
                assert!(line == at && reason.starts_with(begins), "{text}: {line} {reason}");
            }
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "it stands for a look into the library")]
    fn none(_: &str) -> Result<Option<Article>, StoreError> {
        Ok(None)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            ids in proptest::collection::vec("[a-zé\"]{1,8}", 0..6), tag in "[a-zé ]{1,9}", text in "\\PC{1,20}|[a\n\u{7}\u{202e}\"\\\\]{1,9}"
        ) {
            let mut marks = Marks::default();
            for (i, id) in ids.iter().filter(|id| !id.trim().is_empty()).enumerate() {
                let on = Anchor::quoting(i as u32, if i % 2 == 0 { "words" } else { "" });
                marks.apply(&MarkChange::new(id.clone(), Marking::Mark(Mark::Read, true)));
                if let Ok(tag) = Tag::new(&tag) {
                    marks.apply(&MarkChange::new(id.clone(), Marking::Tag(tag, true)));
                }
                marks.apply(&marks.noting(id, on, note(&text).unwrap()));
            }
            let mut bytes = Vec::new();
            write(&marks, none, &mut bytes).unwrap();
            let (entries, faults) = read(std::str::from_utf8(&bytes).unwrap());
            prop_assert_eq!(faults, Vec::new());
            let mut again = Marks::default();
            for entry in entries {
                if entry.read {
                    again.apply(&MarkChange::new(entry.id.clone(), Marking::Mark(Mark::Read, true)));
                }
                for tag in entry.tags {
                    again.apply(&MarkChange::new(entry.id.clone(), Marking::Tag(tag, true)));
                }
                for (on, text) in entry.notes {
                    let on = on.map_or(Anchor::Article, |(start, words)| Anchor::quoting(start as u32, &words));
                    again.apply(&again.noting(&entry.id, on, Some(text)));
                }
            }
            prop_assert_eq!(again, marks);
        }

        #[test]
        fn any_text_is_read_or_named(text in "([\\[\\]{}\",:\\\\\n 1a]|\\{\"id\":\"A\"\\}|\\PC){0,40}") {
            let (entries, faults) = read(&text);
            prop_assert!(!entries.is_empty() || !faults.is_empty() || text.trim() == "[]");
        }
    }
}
