//! `show --versions` and `show --diff`: the versions of an article that the library has, and what changed between them.

use super::args::{ShowArticle, What};
use super::own::Own;
use super::shelf::now;
use super::{Outcome, find, outcome, terminal, usage};
use crate::analysis::versions::{Change, Unit, changes};
use crate::app::versions::{Revised, page};
use crate::library::{Past, Store};
use crate::model::{Article, Span};
use crate::report::Format;
use anyhow::Result;
use chrono::DateTime;
use serde_json::{Value, json};
use std::io::Write;

/// Writes the versions, or what changed between them, oldest first.
pub(super) fn run(show: &ShowArticle, what: What, out: &mut dyn Write) -> Result<Outcome> {
    let common = &show.show.common;
    if !matches!(common.format, Format::Text | Format::Json | Format::Jsonl) {
        usage::unsupported("show --versions", common.format, &[Format::Text, Format::Json, Format::Jsonl]);
    }
    let own = Own::of(&common.over.files);
    let (gathered, index) = find::one(&show.show.article, &common.over.inputs, &own)?;
    let article = gathered.corpus.article(index);
    let revised = gathered.revised.get(article.id.as_str()).copied();
    let past = match (&own.library, revised) {
        (Some(folder), Some(_)) => Store::open(folder, now())?.past(&article.id)?,
        _ => Vec::new(),
    };
    if past.is_empty() && what == What::Diff {
        outcome::complain("the library has one version of this article");
        return Ok(Outcome::Nothing);
    }
    let revised = revised.unwrap_or(Revised { version: 1, at: 0 });
    match (what, common.format) {
        (What::Diff, Format::Text) => differences(&article, revised, &past, out)?,
        (What::Diff, format) => records(&compared(&article, revised, &past), format, out)?,
        (What::Versions, Format::Text) => list(&article, revised, &past, out)?,
        (What::Versions, format) => records(&versions(&article, revised, &past), format, out)?,
    }
    Ok(Outcome::of(true, &gathered.warnings))
}

fn records(all: &[Value], format: Format, out: &mut dyn Write) -> Result<()> {
    if format == Format::Json {
        writeln!(out, "{}", serde_json::to_string_pretty(all)?)?;
    } else {
        for one in all {
            writeln!(out, "{one}")?;
        }
    }
    Ok(())
}

/// All versions with their numbers and times, oldest first; the time of one that was never replaced is not known here.
fn all<'a>(article: &'a Article, revised: Revised, past: &'a [Past]) -> Vec<(u32, i64, &'a Article)> {
    let earlier = past.iter().map(|one| (one.version, one.added, &one.article));
    earlier.chain([(revised.version, revised.at, article)]).collect()
}

/// A time as ISO 8601; null where it is not known.
fn time(at: i64) -> Value {
    let time = DateTime::from_timestamp(at, 0).filter(|_| at > 0);
    time.map_or(Value::Null, |time| json!(time.format("%Y-%m-%dT%H:%M:%SZ").to_string()))
}

fn versions(article: &Article, revised: Revised, past: &[Past]) -> Vec<Value> {
    let record = |(version, at, article): (u32, i64, &Article)| {
        let title = article.title.as_ref().map(|title| title.text.as_str());
        json!({"id": *article.id, "version": version, "added": time(at), "title": title, "text": *article.text})
    };
    all(article, revised, past).into_iter().map(record).collect()
}

fn list(article: &Article, revised: Revised, past: &[Past], out: &mut dyn Write) -> Result<()> {
    for (version, at, article) in all(article, revised, past) {
        let day = if at > 0 { crate::app::versions::day(at) } else { String::new() };
        let line = format!("{version}  {day:<11}  {}", article.display_title());
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn compared(article: &Article, revised: Revised, past: &[Past]) -> Vec<Value> {
    let all = all(article, revised, past);
    let step = |pair: &[(u32, i64, &Article)]| {
        let ((from, _, before), (to, at, after)) = (pair[0], pair[1]);
        let words = |article: &Article, unit: &Unit| article.words(unit.span).to_owned();
        let differing = |article: &Article, unit: &Unit| -> Vec<String> {
            unit.differing.iter().map(|span| article.words(*span).to_owned()).collect()
        };
        let change = |change: &Change| match change {
            Change::Kept(..) => None,
            Change::Gone(unit) => Some(json!({"kind": "gone", "before": words(before, unit)})),
            Change::New(unit) => Some(json!({"kind": "new", "after": words(after, unit)})),
            Change::Reworded(was, is) => Some(json!({
                "kind": "reworded", "before": words(before, was), "after": words(after, is),
                "differing_before": differing(before, was), "differing_after": differing(after, is),
            })),
        };
        let changes = changes(before, after);
        let changes = changes.map(|all| all.iter().filter_map(change).collect::<Vec<_>>());
        json!({"id": *after.id, "from": from, "to": to, "changed": time(at), "changes": changes})
    };
    all.windows(2).map(step).collect()
}

/// As on the screen, newest first; words that differ stand in brackets.
fn differences(article: &Article, revised: Revised, past: &[Past], out: &mut dyn Write) -> Result<()> {
    let page = page(article, revised, past);
    let rows = page.rows(terminal::layout().columns);
    let end = rows.iter().rposition(|(_, words, _)| !words.is_empty()).map_or(0, |last| last + 1);
    for (_, words, marked) in &rows[..end] {
        writeln!(out, "{}", bracketed(words, marked))?;
    }
    Ok(())
}

fn bracketed(words: &str, marked: &[Span]) -> String {
    let mut line = words.to_owned();
    for span in marked.iter().rev() {
        let (start, end) = (span.start as usize, span.end as usize);
        // What is gone or new as a whole says so by its sign.
        let whole = end == words.len() && words[..start].chars().filter(|c| !c.is_whitespace()).count() <= 1;
        if !whole {
            line.insert(end, ']');
            line.insert(start, '[');
        }
    }
    line
}
