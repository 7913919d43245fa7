//! `dateline queries`: the saved queries, without a screen.

use super::args::Queries;
use super::own::folder;
use super::shelf::now;
use super::{Outcome, outcome, select, usage};
use crate::index::query::{parse, parse_whole};
use crate::library::QueryStore;
use crate::model::saved::name_of;
use crate::model::width::{pad, width};
use crate::model::{SavedChange, SavedQueries, SavedQuery};
use crate::report::Format;
use anyhow::{Result, bail};
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// One of them, for programs.
#[derive(Serialize)]
struct Record<'q> {
    name: &'q str,
    query: &'q str,
    /// What is wrong with the query, where it is not understood.
    mistake: Option<String>,
}

/// Lists the saved queries, or saves or removes one.
pub(super) fn run(arguments: &Queries, out: &mut dyn Write) -> Result<Outcome> {
    if !matches!(arguments.format, Format::Text | Format::Json | Format::Jsonl) {
        usage::unsupported("queries", arguments.format, &[Format::Text, Format::Json, Format::Jsonl]);
    }
    let folder = folder(&arguments.home)?;
    if let Some(saved) = &arguments.save {
        return save(&folder, saved, out);
    }
    if let Some(name) = &arguments.remove {
        return remove(&folder, name, out);
    }
    let queries = saved(Some(&folder));
    let records: Vec<Record<'_>> = queries.all().iter().map(|query| record(query, &queries)).collect();
    match arguments.format {
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&records)?)?,
        Format::Jsonl => {
            for record in &records {
                writeln!(out, "{}", serde_json::to_string(record)?)?;
            }
        }
        _ => text(&records, out)?,
    }
    if records.is_empty() {
        outcome::complain("no query is saved yet");
    }
    Ok(if records.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// The queries saved in the library of a folder; what is wrong with the library is told by those who read it.
pub(super) fn saved(folder: Option<&Path>) -> SavedQueries {
    folder.map(|folder| QueryStore::open(folder, now()).queries().clone()).unwrap_or_default()
}

fn record<'q>(query: &'q SavedQuery, all: &SavedQueries) -> Record<'q> {
    let read = parse(&query.query).and_then(|parsed| parsed.with_saved(all));
    Record { name: &query.name, query: &query.query, mistake: read.err().map(|error| error.message) }
}

fn text(records: &[Record<'_>], out: &mut dyn Write) -> Result<()> {
    let widest = records.iter().map(|record| width(record.name)).max().unwrap_or(0);
    for record in records {
        let mistake =
            record.mistake.as_ref().map(|why| format!("  (not understood: {why})")).unwrap_or_default();
        writeln!(out, "{}  {}{mistake}", pad(record.name, widest), record.query)?;
    }
    Ok(())
}

fn save(folder: &Path, saved: &[String], out: &mut dyn Write) -> Result<Outcome> {
    let [name, query] = saved else { bail!("--save takes a name and a query") };
    let Some(name) = name_of(name) else { usage::wrong("a saved query needs a name") };
    let mut store = QueryStore::open(folder, now());
    let change = store.queries().saving(&name, query);
    // As it would be understood from now on: it may be meant to replace one it asks for.
    let mut after = store.queries().clone();
    after.apply(&change);
    let read = parse_whole(query).and_then(|parsed| {
        let root = parsed.root.is_some();
        let filled = parsed.with_saved(&after)?;
        filled.undecided().map_or(Ok(root), Err)
    });
    match read {
        Err(error) => usage::wrong(&select::explain(query, &error)),
        Ok(false) => usage::wrong("the query asks for nothing; what is saved must narrow"),
        Ok(true) => {}
    }
    store.record(&change)?;
    match &change.before {
        Some(before) => writeln!(out, "saved “{name}” in place of {}", before.query)?,
        None => writeln!(out, "saved “{name}”")?,
    }
    Ok(Outcome::Done)
}

fn remove(folder: &Path, name: &str, out: &mut dyn Write) -> Result<Outcome> {
    let mut store = QueryStore::open(folder, now());
    let Some(query) = store.queries().named(name).cloned() else {
        bail!("no query is saved as “{name}”; “dateline queries” lists them");
    };
    let told = format!("removed “{}”; it was {}", query.name, query.query);
    store.record(&SavedChange { before: Some(query), after: None })?;
    writeln!(out, "{told}")?;
    Ok(Outcome::Done)
}
