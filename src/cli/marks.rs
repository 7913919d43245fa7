//! `marks`: all marks as a file, and those of a file beside one's own.

use super::args::MarksCommand;
use super::marks_file::{Entry, OfArticle, read, write};
use super::own::folder;
use super::star::marks;
use super::{Outcome, outcome, shelf};
use crate::library::{MarkStore, Store, StoreError};
use crate::model::note::joined;
use crate::model::text::counted;
use crate::model::{Anchor, Article, Mark, MarkChange, Marking, Marks, Place, Warning};
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;

/// Writes the marks, or takes some in.
pub(super) fn run(command: &MarksCommand, out: &mut dyn Write) -> Result<Outcome> {
    match command {
        MarksCommand::Export { file, home } => export(file, &folder(home)?, out),
        MarksCommand::Import { file, home } => import(file, &folder(home)?, out),
    }
}

fn export(file: &Path, folder: &Path, out: &mut dyn Write) -> Result<Outcome> {
    let store = marks(folder);
    let articles = Articles::of(folder)?;
    let mut bytes = Vec::new();
    let count = write(store.marks(), |id| articles.get(id), &mut bytes)?;
    if file.as_os_str() == "-" {
        out.write_all(&bytes)?;
        return Ok(Outcome::Done);
    }
    // Replaced in one step: an earlier export stays whole where this one cannot be written.
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let new = file.with_file_name(name);
    let written = fs::write(&new, &bytes).and_then(|()| fs::rename(&new, file));
    if written.is_err() {
        let _ = fs::remove_file(&new);
    }
    written.with_context(|| format!("{} cannot be written", file.display()))?;
    writeln!(out, "marks of {} written to {}", counted(count, "article"), file.display())?;
    Ok(Outcome::Done)
}

fn import(file: &Path, folder: &Path, out: &mut dyn Write) -> Result<Outcome> {
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    }
    let (entries, faults) = read(&String::from_utf8_lossy(&bytes));
    let place =
        if file.as_os_str() == "-" { "standard input".to_owned() } else { file.display().to_string() };
    let told = faults.iter().map(|(line, reason)| Warning::unreadable(&place, reason).at_line(*line));
    outcome::warn(&told.collect::<Vec<_>>());
    let mut store = marks(folder);
    let articles = Articles::of(folder)?;
    let mut counts = Counts::default();
    let mut changes = Vec::new();
    let mut seen: Marks = store.marks().clone();
    for entry in &entries {
        take(entry, &mut seen, &articles, &mut changes, &mut counts)?;
    }
    record(&mut store, &changes)?;
    let articles: BTreeSet<&str> = changes.iter().map(|change| change.article.as_str()).collect();
    writeln!(out, "{}", counts.told(articles.len(), faults.len()))?;
    Ok(match (entries.is_empty(), faults.is_empty()) {
        (false, true) => Outcome::Done,
        (false, false) => Outcome::Partial,
        (true, true) if bytes.trim_ascii() == b"[]" => Outcome::Done,
        (true, _) => Outcome::Nothing,
    })
}

fn record(store: &mut MarkStore, changes: &[MarkChange]) -> Result<(), StoreError> {
    if changes.is_empty() { Ok(()) } else { store.record(changes) }
}

/// What was new of what was read.
#[derive(Debug, Default)]
struct Counts {
    read: usize,
    starred: usize,
    tags: usize,
    notes: usize,
}

impl Counts {
    fn told(&self, articles: usize, faults: usize) -> String {
        let new = [
            (self.read, format!("{} read", self.read)),
            (self.starred, format!("{} starred", self.starred)),
            (self.tags, counted(self.tags, "tag")),
            (self.notes, counted(self.notes, "note")),
        ];
        let new: Vec<String> =
            new.into_iter().filter(|(count, _)| *count > 0).map(|(_, told)| told).collect();
        let mut told = if new.is_empty() {
            "nothing new: all of it was there".to_owned()
        } else {
            format!("{} marked: {}", counted(articles, "article"), new.join(", "))
        };
        if faults > 0 {
            let noun = if faults == 1 { "entry" } else { "entries" };
            told = format!("{told}; {faults} {noun} could not be read");
        }
        told
    }
}

/// Lays an entry beside the marks that are there; what is new is put with the changes.
fn take(
    entry: &Entry,
    marks: &mut Marks,
    articles: &Articles,
    changes: &mut Vec<MarkChange>,
    counts: &mut Counts,
) -> Result<()> {
    let mut apply = |marking: Marking, count: &mut usize| {
        let change = MarkChange::new(entry.id.clone(), marking);
        if marks.apply(&change).is_some() {
            *count += 1;
            changes.push(change);
        }
    };
    if entry.read {
        apply(Marking::Mark(Mark::Read, true), &mut counts.read);
    }
    if entry.starred {
        apply(Marking::Mark(Mark::Star, true), &mut counts.starred);
    }
    for tag in &entry.tags {
        apply(Marking::Tag(tag.clone(), true), &mut counts.tags);
    }
    if entry.notes.is_empty() {
        return Ok(());
    }
    let article = articles.get(&entry.id)?;
    let text = article.as_ref().map(|article| &*article.text);
    for (on, note) in &entry.notes {
        let on = there(on, &entry.id, text, marks);
        let before = marks.notes.get(&entry.id).and_then(|notes| notes.get(&on)).cloned();
        let after = before.as_ref().map_or_else(|| note.clone(), |before| joined(before, note));
        let change = MarkChange::new(entry.id.clone(), Marking::Note { on, before, after: Some(after) });
        if marks.apply(&change).is_some() {
            counts.notes += 1;
            changes.push(change);
        }
    }
    Ok(())
}

/// What a note of a file is on here: what a note is on that stands at the same place, or on the same words where the text
/// is not known; else its passage as it is in the text.
fn there(on: &OfArticle, id: &str, text: Option<&str>, marks: &Marks) -> Anchor {
    let Some((start, words)) = on else { return Anchor::Article };
    let byte = text.and_then(|text| text.char_indices().nth(*start)).map_or(*start, |(at, _)| at);
    let wanted = Anchor::quoting(u32::try_from(byte).unwrap_or(u32::MAX), words);
    let mut known = marks.notes_of(id).map(|(on, _)| on);
    if let (Some(text), Place::At(span)) = (text, text.map_or(Place::Gone, |text| wanted.locate(text))) {
        let same = known.find(|on| on.locate(text) == Place::At(span));
        return same.cloned().unwrap_or_else(|| Anchor::of(text, span));
    }
    known.find(|on| on.words() == wanted.words()).cloned().unwrap_or(wanted)
}

/// The articles of the library; the bundled ones where it is empty.
struct Articles {
    store: Store,
    bundled: Vec<Article>,
}

impl Articles {
    fn of(folder: &Path) -> Result<Self, StoreError> {
        let store = Store::open(folder, shelf::now())?;
        let bundled = if store.count()? == 0 { super::sources::read(&[]).0 } else { Vec::new() };
        Ok(Self { store, bundled })
    }

    fn get(&self, id: &str) -> Result<Option<Article>, StoreError> {
        match self.bundled.iter().find(|article| *article.id == *id) {
            Some(article) => Ok(Some(article.clone())),
            None => self.store.article(id),
        }
    }
}
