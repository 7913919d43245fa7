//! Finding an article by what a person calls it: number, id, beginning of an id, file.

use super::own::Own;
use super::sources::{Gathered, gather};
use crate::model::{ArticleIndex, Corpus, SafeText};
use anyhow::{Result, anyhow, bail};
use std::path::{Path, PathBuf};

/// The article of that name among the inputs. Where nothing is called so but a file is, the file's first article.
pub(crate) fn one(name: &str, inputs: &[PathBuf], own: &Own) -> Result<(Gathered, ArticleIndex)> {
    if inputs.is_empty() && is_file(name) {
        let gathered = gather(&[PathBuf::from(name)], own);
        let first = first(&gathered.corpus).ok_or_else(|| anyhow!("{name}: holds no article"))?;
        return Ok((gathered, first));
    }
    let gathered = gather(inputs, own);
    let index = within(name, &gathered.corpus)?;
    Ok((gathered, index))
}

/// Whether the name is that of something to read.
pub(crate) fn is_file(name: &str) -> bool {
    name == "-" || Path::new(name).exists()
}

fn first(corpus: &Corpus) -> Option<ArticleIndex> {
    corpus.indices().next()
}

/// The article of that name in a corpus: by id, by number from 1, by file, by the beginning of its id.
///
/// # Errors
/// Where no article, or more than one, is called so.
pub(crate) fn within(name: &str, corpus: &Corpus) -> Result<ArticleIndex> {
    let named: Vec<Named<'_>> = corpus.heads().map(|head| (head.id, head.path)).collect();
    among(name, &named).map(|place| ArticleIndex(place as u32))
}

/// Id and file of an article.
pub(crate) type Named<'a> = (&'a SafeText, Option<&'a SafeText>);

/// The place of the article of that name among some, found as [`within`] a corpus.
///
/// # Errors
/// As there.
pub(crate) fn among(name: &str, all: &[Named<'_>]) -> Result<usize> {
    if let Some(place) = all.iter().position(|(id, _)| ***id == *name) {
        return Ok(place);
    }
    if let Some(number) = name.parse::<usize>().ok().filter(|number| (1..=all.len()).contains(number)) {
        return Ok(number - 1);
    }
    let named = |path: &str| path == name || Path::new(path).file_name().is_some_and(|file| file == name);
    if let Some(place) = all.iter().position(|(_, path)| path.is_some_and(|path| named(path))) {
        return Ok(place);
    }
    let begins = |place: &usize| !name.is_empty() && all[*place].0.starts_with(name);
    let beginning: Vec<usize> = (0..all.len()).filter(begins).collect();
    match beginning.as_slice() {
        [place] => Ok(*place),
        [] if all.is_empty() => bail!("no article “{name}”: nothing was read"),
        [] => bail!(
            "no article “{name}”: there are {}; “dateline list” shows their numbers and “--format csv” their ids",
            all.len()
        ),
        several => {
            let ids: Vec<&str> = several.iter().take(5).map(|&place| all[place].0.as_str()).collect();
            bail!("“{name}” begins {} ids: {}", several.len(), ids.join(", "))
        }
    }
}
