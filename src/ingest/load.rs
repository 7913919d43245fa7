//! All inputs to articles: what is read, in which order, and what is said about the rest.

use super::charset::Decoded;
use super::draft::{Draft, Layout};
use super::format::{self, Format};
use super::roles::{Recurring, Tally};
use super::{
    Fetched, Input, Loaded, OutletDirectory, bundled, charset, doubles, pack, sidecar, source, text, walk,
};
use crate::model::{Article, SafeText, Warning};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One thing to read, or a warning that stands in its place.
pub(super) enum Item {
    Bundled(&'static str, &'static [u8]),
    File(PathBuf),
    Stdin,
    Fetched(Arc<Fetched>),
    Warning(Warning),
}

/// What one item gave.
pub(super) type Outcome = (Vec<Draft>, Vec<Warning>);

/// Reads all inputs, in order. Nothing that is wrong with one costs another.
#[must_use]
pub fn load(inputs: &[Input], directory: &dyn OutletDirectory) -> Loaded {
    let (mut finished, mut warnings) = finish(read_items(inputs.iter().flat_map(items).collect()), directory);
    doubles::leave_out(&mut finished, &mut warnings);
    make_ids_unique(&mut finished, &mut warnings);
    let articles = finished.into_iter().map(|(article, _)| article).collect();
    Loaded { articles, warnings: in_line_order(warnings) }
}

/// Reads some items on all cores, in order.
pub(super) fn read_items(items: Vec<Item>) -> Vec<Outcome> {
    items.into_par_iter().map(read_item).collect()
}

/// Where an article stood in its input.
#[derive(Debug)]
pub(super) struct Origin {
    /// What warnings call it.
    pub(super) place: String,
    /// The line, from 1, where the format has many articles a file.
    pub(super) line: Option<usize>,
    /// Whether its id is given.
    pub(super) given: bool,
}

/// The articles of what was read, with their ids as given, and what is to be said.
pub(super) fn finish(
    read: Vec<Outcome>,
    directory: &dyn OutletDirectory,
) -> (Vec<(Article, Origin)>, Vec<Warning>) {
    let mut warnings = Vec::new();
    let mut drafts = Vec::new();
    for (articles, complaints) in read {
        drafts.extend(articles);
        warnings.extend(complaints);
    }
    let recurring = recurring(&drafts);
    warnings.extend(drafts.iter().filter_map(|draft| unknown_country(draft, directory)));
    let finish = |draft: Draft| {
        let (place, given) = (draft.place().to_owned(), draft.fields.id.is_some());
        let origin = Origin { place, line: draft.line, given };
        (draft.finish(&recurring, directory), origin)
    };
    (drafts.into_par_iter().map(finish).collect(), in_line_order(warnings))
}

/// The warnings of one place together and by line; places stay in the order in which they first came up.
fn in_line_order(mut warnings: Vec<Warning>) -> Vec<Warning> {
    let mut ranks: HashMap<SafeText, usize> = HashMap::new();
    for warning in &warnings {
        let next = ranks.len();
        ranks.entry(warning.place.clone()).or_insert(next);
    }
    warnings.sort_by_key(|warning| (ranks.get(&warning.place).copied(), warning.line));
    warnings
}

/// The short lines that several of the pages carry.
fn recurring(drafts: &[Draft]) -> Recurring {
    let pages: Vec<(&SafeText, usize)> = drafts
        .iter()
        .filter_map(
            |draft| if let Layout::Page(from) = draft.layout { Some((&draft.text, from)) } else { None },
        )
        .collect();
    if pages.len() < 3 {
        return Recurring::default();
    }
    let tallies: Vec<Tally> = pages.par_iter().map(|(text, from)| Tally::of(text, *from)).collect();
    Recurring::of(&tallies)
}

/// The notice about a country that the directory does not know.
fn unknown_country(draft: &Draft, directory: &dyn OutletDirectory) -> Option<Warning> {
    let country = draft.fields.country.as_deref()?;
    if directory.country(country).is_some() {
        return None;
    }
    let shown = format::head(country, 60);
    let reason = format!(
        "“{shown}” is no country that is known; write a name or an ISO code such as GR; the field is left out"
    );
    let warning = Warning::notice(draft.place(), &reason);
    Some(match draft.line {
        Some(line) => warning.at_line(line),
        None => warning,
    })
}

pub(super) fn items(input: &Input) -> Vec<Item> {
    match input {
        Input::Bundled => bundled::ARTICLES.iter().map(|(path, bytes)| Item::Bundled(path, bytes)).collect(),
        Input::Stdin => vec![Item::Stdin],
        Input::Fetched(fetched) => vec![Item::Fetched(fetched.clone())],
        Input::Path(path) if path.is_dir() => {
            let walk = walk::folder(path);
            let files = walk.files.into_iter().map(Item::File);
            files.chain(walk.warnings.into_iter().map(Item::Warning)).collect()
        }
        Input::Path(path) => vec![Item::File(path.clone())],
    }
}

fn read_item(item: Item) -> Outcome {
    match item {
        Item::Warning(warning) => (Vec::new(), vec![warning]),
        Item::Bundled(path, bytes) => read_bytes(Some(Path::new(path)), Ok(bytes.to_vec())),
        Item::Stdin => read_bytes(None, source::stdin()),
        Item::Fetched(fetched) => fetched.read(),
        Item::File(path) if format::is_sidecar(&path) => {
            let reason = "is a sidecar: it belongs to the article beside it; name that one";
            (Vec::new(), vec![Warning::unreadable(&path.display().to_string(), reason)])
        }
        Item::File(path) => read_bytes(Some(&path), source::read(&path)),
    }
}

/// What a file, or standard input, is called in warnings.
pub(super) fn place(path: Option<&Path>) -> String {
    path.map_or_else(|| "-".to_owned(), |path| path.display().to_string())
}

/// The articles of one file's bytes.
pub(super) fn read_bytes(path: Option<&Path>, bytes: Result<Vec<u8>, String>) -> Outcome {
    let place = place(path);
    let mut warnings = Vec::new();
    let unpacked = bytes
        .and_then(|bytes| if bytes.is_empty() { Err("is empty".to_owned()) } else { pack::unpack(bytes) });
    let bytes = match unpacked {
        Ok((bytes, notice)) => {
            warnings.extend(notice.map(|lost| Warning::unreadable(&place, &lost)));
            bytes
        }
        Err(reason) => return (Vec::new(), vec![Warning::unreadable(&place, &reason)]),
    };
    let named = path.and_then(Format::of_name);
    read_unpacked(path, named, bytes, &place, warnings, charset::decode)
}

/// The articles of bytes that are packed no more, in the character set that `decode` finds.
pub(super) fn read_unpacked(
    path: Option<&Path>,
    named: Option<Format>,
    bytes: Vec<u8>,
    place: &str,
    mut warnings: Vec<Warning>,
    decode: impl FnOnce(Vec<u8>) -> Result<Decoded, String>,
) -> Outcome {
    let mut drafts = match Format::of_bytes(named, &bytes) {
        Some(format) => format::read_bytes(format, place, &bytes, &mut warnings),
        None => read_text(path, named, decode(bytes), place, &mut warnings),
    };
    for draft in &mut drafts {
        draft.path = path.map(|path| path.display().to_string());
    }
    (drafts, warnings)
}

/// The articles of one file's text.
fn read_text(
    path: Option<&Path>,
    named: Option<Format>,
    decoded: Result<Decoded, String>,
    place: &str,
    warnings: &mut Vec<Warning>,
) -> Vec<Draft> {
    let decoded = match decoded {
        Ok(decoded) if decoded.text.trim().is_empty() => Err("holds nothing but blanks".to_owned()),
        other => other,
    };
    let decoded = match decoded {
        Ok(decoded) => decoded,
        Err(reason) => {
            warnings.push(Warning::unreadable(place, &reason));
            return Vec::new();
        }
    };
    if let Some(notice) = &decoded.notice {
        warnings.push(Warning::notice(place, notice));
    }
    let format = Format::of(named, &decoded.text);
    let mut drafts = match format {
        // A text that may be long is not copied.
        Format::Text => text::read(place, decoded.text, warnings),
        _ => format::read(format, place, &decoded.text, warnings),
    };
    if let ([draft], Some(path), Format::Text | Format::Markdown) = (drafts.as_mut_slice(), path, format)
        && let Some(stated) = sidecar::read(path, warnings)
    {
        draft.fields = stated.or(std::mem::take(&mut draft.fields));
    }
    drafts
}

/// Gives a second article of the same id another one; where the ids were given, the person hears of it.
fn make_ids_unique(finished: &mut [(Article, Origin)], warnings: &mut Vec<Warning>) {
    let mut taken: HashSet<SafeText> = finished.iter().map(|(article, _)| article.id.clone()).collect();
    let mut seen = HashSet::new();
    // Where to go on counting, so that a thousand articles of one id do not cost a million steps.
    let mut counters: HashMap<SafeText, u32> = HashMap::new();
    for (article, Origin { place, line, given }) in finished {
        if seen.insert(article.id.clone()) {
            continue;
        }
        let counter = counters.entry(article.id.clone()).or_insert(1);
        let free = loop {
            *counter += 1;
            let id = SafeText::line(&format!("{}-{counter}", article.id));
            if !taken.contains(&id) {
                break id;
            }
        };
        if *given {
            let reason = format!("the id “{}” is given twice; this one becomes “{free}”", article.id);
            let warning = Warning::notice(place, &reason);
            warnings.push(match line {
                Some(line) => warning.at_line(*line),
                None => warning,
            });
        }
        taken.insert(free.clone());
        seen.insert(free.clone());
        article.id = free;
    }
}

#[cfg(test)]
mod tests;
