//! `star` and `read`: marks without a screen; and for all commands that mark: which articles are meant.

use super::args::{Files, LibraryFolder, Switch, Which};
use super::own::{Own, folder};
use super::{Outcome, find, outcome, select, shelf, sources, usage};
use crate::library::MarkStore;
use crate::model::text::counted;
use crate::model::{Article, Mark, MarkChange, Marking, SafeText};
use anyhow::Result;
use std::io::Write;
use std::path::{Path, PathBuf};

/// An article that is meant.
pub(super) struct Meant {
    pub(super) id: String,
    /// What it is called; its id where it is not in the library.
    pub(super) title: SafeText,
}

/// The marks of the library in a folder; what is wrong with it is told.
pub(super) fn marks(folder: &Path) -> MarkStore {
    let (store, _, warnings) = MarkStore::open(folder, shelf::now());
    outcome::warn(&warnings);
    store
}

/// The articles that are meant, and whether all that were named were found. Who is not found is told.
pub(super) fn meant(which: &Which, folder: &Path, store: &MarkStore) -> (Vec<Meant>, bool) {
    if which.query.is_some() {
        let own =
            Own::of(&Files { home: LibraryFolder { library: Some(folder.to_owned()) }, ..Files::default() });
        let gathered = sources::gather(&[], &own);
        let found = select::articles(&gathered, which.query.as_ref()).into_iter();
        return (found.map(|article| of(&gathered.corpus.article(article))).collect(), true);
    }
    let mut warnings = Vec::new();
    let shelved = shelf::articles(folder, &mut warnings).map(|shelved| shelved.articles);
    let articles = shelved.unwrap_or_else(|| sources::read(&[]).0);
    outcome::warn(&warnings);
    let mut all = true;
    let mut meant: Vec<Meant> = Vec::new();
    for name in &which.articles {
        let found = named(name, &articles, store).unwrap_or_else(|error| {
            outcome::complain(&error.to_string());
            all = false;
            Vec::new()
        });
        for one in found {
            if meant.iter().all(|known| known.id != one.id) {
                meant.push(one);
            }
        }
    }
    (meant, all)
}

/// The articles of a name: one of the library, those of a file, or one that is gone but has marks.
fn named(name: &str, articles: &[Article], store: &MarkStore) -> Result<Vec<Meant>> {
    let error =
        match find::among(name, &articles.iter().map(|one| (&one.id, one.path.as_ref())).collect::<Vec<_>>())
        {
            Ok(place) => return Ok(vec![of(&articles[place])]),
            Err(error) => error,
        };
    if store.marks().changes().any(|change| change.article == name) {
        return Ok(vec![Meant { id: name.to_owned(), title: SafeText::line(name) }]);
    }
    if find::is_file(name) {
        let (found, warnings) = sources::read(&[PathBuf::from(name)]);
        outcome::warn(&warnings);
        if !found.is_empty() {
            return Ok(found.iter().map(of).collect());
        }
    }
    Err(error)
}

fn of(article: &Article) -> Meant {
    let title = crate::model::width::fit(article.display_title(), 80);
    Meant { id: article.id.to_string(), title: SafeText::line(&title) }
}

/// How a command that marks ends.
pub(super) const fn ended(any: bool, all: bool) -> Outcome {
    match (any, all) {
        (false, _) => Outcome::Nothing,
        (true, true) => Outcome::Done,
        (true, false) => Outcome::Partial,
    }
}

/// What is said of some articles: the title of one, the number of several.
pub(super) fn said(meant: &[Meant]) -> String {
    match meant {
        [one] => format!("“{}”", one.title),
        several => counted(several.len(), "article"),
    }
}

/// Sets a mark, or takes it away, and says so.
pub(super) fn run(mark: Mark, arguments: &Switch, out: &mut dyn Write) -> Result<Outcome> {
    let Switch { off, which } = arguments;
    if which.articles.is_empty() && which.query.is_none() {
        usage::wrong("name an ARTICLE, or --query for all that match");
    }
    let folder = folder(&which.home)?;
    let mut store = marks(&folder);
    let (meant, all) = meant(which, &folder, &store);
    let (done, before): (Vec<Meant>, Vec<Meant>) =
        meant.into_iter().partition(|one| store.marks().has(mark, &one.id) == *off);
    let change = |one: &Meant| MarkChange::new(one.id.clone(), Marking::Mark(mark, !off));
    store.record(&done.iter().map(change).collect::<Vec<_>>())?;
    let state = match (mark, off) {
        (Mark::Star, false) => "starred",
        (Mark::Star, true) => "no longer starred",
        (Mark::Read, false) => "read",
        (Mark::Read, true) => "unread",
    };
    if !done.is_empty() {
        writeln!(out, "{} {state}", said(&done))?;
    }
    if !before.is_empty() {
        writeln!(out, "{} {state} before", said(&before))?;
    }
    Ok(ended(!done.is_empty() || !before.is_empty(), all))
}
