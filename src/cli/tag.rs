//! `tag`: tags without a screen.

use super::args::{Tagging, Which};
use super::own::folder;
use super::star::{ended, marks, meant, said};
use super::{Outcome, outcome, usage};
use crate::library::MarkStore;
use crate::model::{MarkChange, Marking, Tag};
use anyhow::Result;
use std::io::Write;

/// Adds tags and takes some away, and says so; lists them where nothing is to be changed.
pub(super) fn run(arguments: &Tagging, out: &mut dyn Write) -> Result<Outcome> {
    let Tagging { add, remove, which } = arguments;
    let (add, remove) = (tags(add), tags(remove));
    let folder = folder(&which.home)?;
    let mut store = marks(&folder);
    let none = which.articles.is_empty() && which.query.is_none();
    if add.is_empty() && remove.is_empty() {
        return if none { list_all(&store, out) } else { list(which, &folder, &store, out) };
    }
    if none {
        usage::wrong("name an ARTICLE, or --query for all that match");
    }
    let (found, all) = meant(which, &folder, &store);
    // A tag that is known is spelt as it is known.
    let known = store.marks().all_tags();
    let spelt =
        |tag: Tag| known.iter().find(|(known, _)| *known == tag).map_or(tag, |(known, _)| known.clone());
    let changes = add
        .into_iter()
        .map(|tag| (spelt(tag), true))
        .chain(remove.into_iter().map(|tag| (spelt(tag), false)));
    for (tag, on) in changes {
        let has = |id: &str| store.marks().tags_of(id).any(|there| *there == tag);
        let (done, before): (Vec<_>, Vec<_>) = found.iter().partition(|one| has(&one.id) != on);
        let change = |id: &String| MarkChange::new(id.clone(), Marking::Tag(tag.clone(), on));
        let recorded: Vec<MarkChange> = done.iter().map(|one| change(&one.id)).collect();
        store.record(&recorded)?;
        let verb = if on { "tagged" } else { "no longer tagged" };
        let several = |count| crate::model::text::counted(count, "article");
        if let [one] = done.as_slice() {
            writeln!(out, "“{}” {verb} {}", one.title, tag.text())?;
        } else if !done.is_empty() {
            writeln!(out, "{} {verb} {}", several(done.len()), tag.text())?;
        }
        if !before.is_empty() {
            writeln!(out, "{} {verb} {} before", several(before.len()), tag.text())?;
        }
    }
    Ok(ended(!found.is_empty(), all))
}

/// The tags of arguments, or the end of the program with what is wrong with one.
fn tags(words: &[String]) -> Vec<Tag> {
    let tag = |word: &String| {
        Tag::new(word).unwrap_or_else(|fault| usage::wrong(&format!("“{word}” is no tag: {fault}")))
    };
    words.iter().map(tag).collect()
}

fn list_all(store: &MarkStore, out: &mut dyn Write) -> Result<Outcome> {
    let all = store.marks().all_tags();
    for (tag, count) in &all {
        writeln!(out, "{count:>6}  {}", tag.text())?;
    }
    if all.is_empty() {
        outcome::complain("there are no tags yet; “dateline tag ARTICLE --add WORD” adds one");
    }
    Ok(ended(!all.is_empty(), true))
}

fn list(which: &Which, folder: &std::path::Path, store: &MarkStore, out: &mut dyn Write) -> Result<Outcome> {
    let (found, all) = meant(which, folder, store);
    for one in &found {
        let tags: Vec<&str> = store.marks().tags_of(&one.id).map(|tag| tag.text().as_str()).collect();
        let tags = if tags.is_empty() { "no tags".to_owned() } else { tags.join(", ") };
        writeln!(out, "{}: {tags}", said(std::slice::from_ref(one)))?;
    }
    Ok(ended(!found.is_empty(), all))
}
