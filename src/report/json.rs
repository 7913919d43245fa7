//! JSON and JSON Lines.

use super::Format;
use super::records::{ArticleRecord, ComparisonRecord, EventRecord, StoryRecord, TimelineRecord, View};
use crate::model::{Comparison, Corpus, Event};
use serde::Serialize;
use std::io::{self, Write};

/// All articles with what was found in them.
///
/// # Errors
/// Where the output cannot be written.
pub fn articles(corpus: &Corpus, format: Format, out: &mut dyn Write) -> io::Result<()> {
    each(corpus.indices().map(|i| ArticleRecord::new(corpus, i)), format, out)
}

/// All stories.
///
/// # Errors
/// Where the output cannot be written.
pub fn stories(view: &View<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    each(view.corpus().stories.iter().map(|story| StoryRecord::new(view, story)), format, out)
}

/// The line of events; as JSON Lines one event a line, dated ones first.
///
/// # Errors
/// Where the output cannot be written.
pub fn timeline(view: &View<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    let line = &view.corpus().timeline;
    if format == Format::Jsonl {
        let all = line.events.iter().chain(&line.undated);
        return each(all.map(|event| EventRecord::new(view, event)), format, out);
    }
    let events: Vec<&Event> = line.events.iter().collect();
    let undated: Vec<&Event> = line.undated.iter().collect();
    one(&TimelineRecord::new(view, &events, &undated), out)
}

/// A comparison.
///
/// # Errors
/// Where the output cannot be written.
pub fn comparison(view: &View<'_>, comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    one(&ComparisonRecord::new(view, comparison), out)
}

/// Records as one array, or one a line.
fn each<T: Serialize>(
    records: impl Iterator<Item = T>,
    format: Format,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lines = format == Format::Jsonl;
    let mut between = if lines { "" } else { "[\n" };
    for record in records {
        out.write_all(between.as_bytes())?;
        serde_json::to_writer(&mut *out, &record)?;
        between = if lines { "\n" } else { ",\n" };
    }
    let end = match (lines, between) {
        (true, "") => "",
        (true, _) => "\n",
        (false, "[\n") => "[]\n",
        (false, _) => "\n]\n",
    };
    out.write_all(end.as_bytes())
}

/// One record, indented for reading.
fn one<T: Serialize>(record: &T, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, record)?;
    out.write_all(b"\n")
}
