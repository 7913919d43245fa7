//! `note`: notes without a screen.

use super::args::{Noting, Which};
use super::own::folder;
use super::star::{Meant, ended, marks, meant};
use super::{Outcome, sources, usage};
use crate::library::{MarkStore, Store};
use crate::model::note::{joined, note};
use crate::model::{Anchor, Place, SafeText, Span};
use anyhow::{Result, bail};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Writes a note and says so; deletes one; lists those of the article where nothing is to be written.
pub(super) fn run(arguments: &Noting, out: &mut dyn Write) -> Result<Outcome> {
    let Noting { article, text, at, replace, remove, home } = arguments;
    let folder = folder(home)?;
    let mut store = marks(&folder);
    let which = Which { articles: vec![article.clone()], query: None, home: home.clone() };
    let (found, _) = meant(&which, &folder, &store);
    let Some(one) = found.into_iter().next() else { return Ok(Outcome::Nothing) };
    let words = text_of(&one.id, article, &folder)?;
    if text.is_none() && !remove {
        return list(&one, words.as_deref(), at.as_deref(), &store, out);
    }
    let on = anchor(&one, words.as_deref(), at.as_deref(), &store)?;
    let before = store.marks().notes.get(&one.id).and_then(|notes| notes.get(&on)).cloned();
    let (after, said) = match (text, &before) {
        (None, None) => bail!("there is no such note on “{}”", one.title),
        (None, Some(before)) => {
            writeln!(out, "{before}")?;
            (None, "deleted")
        }
        (Some(text), before) => {
            let text = note(&read(text)?)?;
            let Some(text) = text else { usage::wrong("a note needs words; --remove deletes one") };
            match before {
                Some(before) if !replace => (Some(joined(before, &text)), "put behind the note on"),
                Some(_) => (Some(text), "put in the place of the note on"),
                None => (Some(text), "noted on"),
            }
        }
    };
    let change = store.marks().noting(&one.id, on.clone(), after);
    store.record(&[change])?;
    let what = on.words().map_or_else(String::new, |words| format!("“{}” in ", SafeText::line(words)));
    if *remove {
        super::outcome::complain(&format!("deleted from {what}“{}”", one.title));
    } else {
        writeln!(out, "{said} {what}“{}”", one.title)?;
    }
    Ok(Outcome::Done)
}

/// The text of an argument; that of standard input for `-`.
fn read(text: &str) -> Result<String> {
    if text != "-" {
        return Ok(text.to_owned());
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(2 << 20).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The text of an article of the library, of the bundled ones, or of a file; `None` where it is nowhere.
fn text_of(id: &str, named: &str, folder: &Path) -> Result<Option<SafeText>> {
    if let Some(article) = Store::open(folder, super::shelf::now())?.article(id)? {
        return Ok(Some(article.text));
    }
    let file = PathBuf::from(named);
    let (articles, _) = if file.exists() { sources::read(&[file]) } else { sources::read(&[]) };
    Ok(articles.into_iter().find(|article| *article.id == *id).map(|article| article.text))
}

/// What the note is on: the first place of the words, or the note there that has these words.
fn anchor(one: &Meant, text: Option<&str>, at: Option<&str>, store: &MarkStore) -> Result<Anchor> {
    let Some(words) = at else { return Ok(Anchor::Article) };
    let wanted = Anchor::quoting(0, words);
    if wanted == Anchor::Article {
        usage::wrong("--at needs words of the article");
    }
    let place = text.map_or(Place::Gone, |text| wanted.locate(text));
    let there = store.marks().notes_of(&one.id).map(|(on, _)| on);
    if let (Place::At(span), Some(text)) = (place, text) {
        let overlaps = |on: &&Anchor| matches!(on.locate(text), Place::At(at) if at.overlaps(span));
        return Ok(there.into_iter().find(overlaps).cloned().unwrap_or_else(|| Anchor::of(text, span)));
    }
    // A note whose passage is gone is still known by its words.
    match there.into_iter().find(|on| on.words().is_some_and(|have| have.contains(words.trim()))) {
        Some(on) => Ok(on.clone()),
        None => bail!("the words “{words}” are not in “{}”", one.title),
    }
}

fn list(
    one: &Meant,
    text: Option<&str>,
    at: Option<&str>,
    store: &MarkStore,
    out: &mut dyn Write,
) -> Result<Outcome> {
    let only = at.map(|_| anchor(one, text, at, store)).transpose()?;
    let mut any = false;
    for (on, note) in store.marks().notes_of(&one.id).filter(|(on, _)| only.as_ref().is_none_or(|o| o == *on))
    {
        if std::mem::replace(&mut any, true) {
            writeln!(out)?;
        }
        let place = text.map_or(Place::Gone, |text| on.locate(text));
        match (on.words(), place) {
            (None, _) => writeln!(out, "On the whole article:")?,
            (Some(words), Place::At(Span { .. })) => writeln!(out, "On “{}”:", SafeText::line(words))?,
            (Some(words), _) => {
                writeln!(out, "On “{}”, which is no longer in the text:", SafeText::line(words))?;
            }
        }
        for line in note.lines() {
            writeln!(out, "  {line}")?;
        }
    }
    if !any {
        super::outcome::complain(&format!("there is no note on “{}”", one.title));
    }
    Ok(ended(any, true))
}
