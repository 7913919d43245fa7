//! From the inputs named on the command line, or the library, to a corpus.

use super::entities::Lists;
use super::own::Own;
use super::shelf::{self, Shelved};
use super::{entities, outcome, web};
use crate::analysis::{Gazetteer, assemble_corrected, assemble_kept, kept};
use crate::app::Library;
use crate::app::versions::Revised;
use crate::ingest::{self, Input, OutletDirectory};
use crate::library::CorrectionStore;
use crate::model::article::SEARCHED_BYTES;
use crate::model::{Article, Corpus, Corrections, CountryCode, Warning};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A corpus with what could not be read.
pub(crate) struct Gathered {
    pub(crate) corpus: Arc<Corpus>,
    pub(crate) warnings: Vec<Warning>,
    /// The lists it was read with, where they are not the bundled ones.
    pub(crate) gazetteer: Option<Arc<Gazetteer>>,
    /// The folder of the library, which the person's marks are in.
    pub(crate) library: Option<PathBuf>,
    /// The articles of the library of which there were earlier versions, by id.
    pub(crate) revised: Arc<BTreeMap<String, Revised>>,
}

/// Reads and analyses the inputs, or the library where none is named, or the bundled articles where that is empty.
/// Warnings are told at once.
pub(crate) fn gather(inputs: &[PathBuf], own: &Own) -> Gathered {
    let gathered = read_and_analyse(inputs, own);
    outcome::warn(&gathered.warnings);
    gathered
}

fn read_and_analyse(inputs: &[PathBuf], own: &Own) -> Gathered {
    let mut warnings = Vec::new();
    let library = own.library.as_deref().filter(|_| inputs.is_empty());
    if let Some((folder, mut shelved)) =
        library.and_then(|folder| Some((folder, shelf::articles(folder, &mut warnings)?)))
    {
        warnings.append(&mut shelved.warnings);
        return analyse_shelved(folder, shelved, warnings, own);
    }
    let (articles, mut told) = read(inputs);
    warnings.append(&mut told);
    analyse(articles, warnings, own)
}

/// A person's own lists and corrections; what is wrong with these is told.
pub(super) fn own_lists(own: &Own, warnings: &mut Vec<Warning>) -> (Lists, Arc<Corrections>) {
    let mut lists = entities::lists(&own.entities);
    warnings.append(&mut lists.warnings);
    let corrections = own.corrections.as_deref().map(|file| {
        let (store, mut told) = CorrectionStore::open(file);
        warnings.append(&mut told);
        warnings.extend(own.lost());
        store.corrections().clone()
    });
    (lists, Arc::new(corrections.unwrap_or_default()))
}

/// Analyses with a person's own entities and corrections; what is wrong with these stands before the rest.
fn analyse(articles: Vec<Article>, mut warnings: Vec<Warning>, own: &Own) -> Gathered {
    let mut told = Vec::new();
    let (lists, corrections) = own_lists(own, &mut told);
    told.append(&mut warnings);
    let articles = articles.into_iter().map(Arc::new).collect();
    let corpus = assemble_corrected(articles, lists.gazetteer(), &corrections);
    Gathered {
        corpus: Arc::new(corpus),
        warnings: told,
        gazetteer: lists.own.map(Arc::new),
        library: own.library.clone(),
        revised: Arc::default(),
    }
}

/// As [`analyse`], with what is kept of the articles of a library.
fn analyse_shelved(folder: &Path, mut shelved: Shelved, mut warnings: Vec<Warning>, own: &Own) -> Gathered {
    let mut told = Vec::new();
    let (lists, corrections) = own_lists(own, &mut told);
    told.append(&mut warnings);
    let version = kept::version(lists.gazetteer(), &corrections);
    let kept = shelf::Kept::of(folder, &shelved, &version, &corrections);
    let articles = std::mem::take(&mut shelved.articles).into_iter().map(Arc::new).collect();
    let corpus = assemble_kept(articles, lists.gazetteer(), &corrections, &kept);
    Gathered {
        corpus: Arc::new(corpus),
        warnings: told,
        gazetteer: lists.own.map(Arc::new),
        library: own.library.clone(),
        revised: Arc::new(std::mem::take(&mut shelved.revised)),
    }
}

/// Reads and analyses the inputs with the lists as they are; the bundled articles where none is named.
#[must_use]
pub fn library(inputs: &[PathBuf]) -> Library {
    library_with(inputs, &Own::NOBODYS)
}

/// Reads and analyses the inputs for the screen, which shows the warnings itself.
pub(crate) fn library_with(inputs: &[PathBuf], own: &Own) -> Library {
    let Gathered { corpus, warnings, gazetteer, revised, .. } = read_and_analyse(inputs, own);
    Library { gazetteer, revised, ..Library::new(corpus, warnings) }
}

/// Reads the inputs, without analysing them; the bundled articles where none is named.
pub(super) fn read(inputs: &[PathBuf]) -> (Vec<Article>, Vec<Warning>) {
    let mut warnings = Vec::new();
    let inputs = resolve(inputs, &mut warnings);
    let articles = load(&inputs, &mut warnings);
    (articles, warnings)
}

/// Loads what the inputs stand for, and tells of texts that are too long to be searched as a whole.
fn load(inputs: &[Input], warnings: &mut Vec<Warning>) -> Vec<Article> {
    let mut loaded = ingest::load(inputs, &Directory(Gazetteer::bundled()));
    warnings.append(&mut loaded.warnings);
    for article in loaded.articles.iter().filter(|article| article.text.len() > SEARCHED_BYTES) {
        let place = article.path.as_ref().or(article.url.as_ref()).unwrap_or(&article.id);
        let (whole, searched) = (article.text.len() >> 20, SEARCHED_BYTES >> 20);
        let reason = format!(
            "a text of {whole} MB: names, dates and quotations are looked for in the first {searched} MB only; all \
             of it can be read"
        );
        warnings.push(Warning::notice(place, &reason));
    }
    loaded.articles
}

/// Reads two inputs, and tells how many articles the first gave: they come first in the corpus.
pub(crate) fn gather_apart(first: &Path, second: &Path, own: &Own) -> (Gathered, usize) {
    let (mut articles, mut warnings) = read(&[first.to_owned()]);
    let count = articles.len();
    let (mut others, mut more) = read(&[second.to_owned()]);
    articles.append(&mut others);
    warnings.append(&mut more);
    let gathered = analyse(articles, warnings, own);
    outcome::warn(&gathered.warnings);
    (gathered, count)
}

/// What each argument stands for; what cannot be one becomes a warning.
pub(super) fn resolve(inputs: &[PathBuf], warnings: &mut Vec<Warning>) -> Vec<Input> {
    if inputs.is_empty() {
        return vec![Input::Bundled];
    }
    let address =
        |input: &'_ &PathBuf| input.to_str().is_some_and(|text| web::is_url(text) && !input.exists());
    let urls: Vec<&str> = inputs.iter().filter(address).filter_map(|input| input.to_str()).collect();
    let mut fetched = web::inputs(&urls, warnings).into_iter();
    let mut all = Vec::new();
    for input in inputs {
        if input.as_os_str() == OsStr::new("-") {
            all.push(Input::Stdin);
        } else if address(&input) {
            all.extend(fetched.next().flatten());
        } else {
            all.push(Input::Path(input.clone()));
        }
    }
    all
}

/// The gazetteer as ingest needs it: the two rooms do not know each other.
pub(crate) struct Directory(pub(crate) &'static Gazetteer);

impl OutletDirectory for Directory {
    fn outlet(&self, name: &str) -> Option<(String, Option<CountryCode>)> {
        self.0.outlet(name).map(|outlet| (outlet.name.to_string(), outlet.country))
    }

    fn outlet_of_domain(&self, domain: &str) -> Option<(String, Option<CountryCode>)> {
        let outlet = self.0.outlets().iter().find(|outlet| &*outlet.domain == domain)?;
        Some((outlet.name.to_string(), outlet.country))
    }

    fn country(&self, name: &str) -> Option<CountryCode> {
        self.0.country(name)
    }
}
