//! From the inputs named on the command line, or the library, to a corpus.

use super::arrive::{Standing, Under};
use super::catalogue;
use super::entities::Lists;
use super::live::Live;
use super::own::Own;
use super::stages::{self, Tell, Watched};
use super::{entities, outcome, shelf, web};
use crate::analysis::{Gazetteer, assemble_corrected, assemble_kept, kept, lists_under, unsearched};
use crate::app::Library;
use crate::app::loading::{Stage, Step};
use crate::app::versions::Revised;
use crate::index::Index;
use crate::ingest::{self, Input, OutletDirectory};
use crate::library::CorrectionStore;
use crate::library::damage;
use crate::model::article::SEARCHED_BYTES;
use crate::model::{Article, Corpus, Corrections, CountryCode, Warning};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A corpus with what could not be read.
pub(crate) struct Gathered {
    pub(crate) corpus: Arc<Corpus>,
    /// Its index, where there is one already.
    index: OnceLock<Arc<Index>>,
    pub(crate) warnings: Vec<Warning>,
    /// The lists it was read with, where they are not the bundled ones.
    pub(crate) gazetteer: Option<Arc<Gazetteer>>,
    /// The folder of the library, which the person's marks are in.
    pub(crate) library: Option<PathBuf>,
    /// The articles of the library of which there were earlier versions, by id.
    pub(crate) revised: Arc<BTreeMap<String, Revised>>,
    /// The library as it stands, where it was opened by its catalogue.
    standing: Option<Standing>,
}

impl Gathered {
    fn joined(corpus: Arc<Corpus>) -> Self {
        Self {
            corpus,
            index: OnceLock::new(),
            warnings: Vec::new(),
            gazetteer: None,
            library: None,
            revised: Arc::default(),
            standing: None,
        }
    }

    /// A library as it stands.
    pub(super) fn standing(standing: Standing) -> Self {
        let (index, revised) = (standing.index.clone(), standing.revised.clone());
        Self { revised, standing: Some(standing), ..Self::of(&index) }
    }

    fn of(index: &Arc<Index>) -> Self {
        Self { index: index.clone().into(), ..Self::joined(index.corpus().clone()) }
    }

    /// The index of the corpus.
    pub(crate) fn index(&self) -> &Arc<Index> {
        self.index.get_or_init(|| Arc::new(Index::build(&self.corpus)))
    }

    /// For the screen.
    pub(crate) fn into_library(self) -> Library {
        let library = Library::of(self.index().clone(), self.warnings);
        Library { gazetteer: self.gazetteer, revised: self.revised, ..library }
    }
}

/// Reads and analyses the inputs, or the library where none is named, or the bundled articles where that is empty.
/// Warnings are told at once.
pub(crate) fn gather(inputs: &[PathBuf], own: &Own) -> Gathered {
    let gathered = stages::aloud(|tell| read_and_analyse(inputs, own, tell));
    outcome::warn(&gathered.warnings);
    gathered
}

fn read_and_analyse(inputs: &[PathBuf], own: &Own, tell: Tell<'_>) -> Gathered {
    let mut warnings = Vec::new();
    let (lists, corrections) = own_lists(own, &mut warnings);
    let library = own.library.as_deref().filter(|_| inputs.is_empty());
    let kept = library.and_then(|folder| of_library(folder, &lists, &corrections, &mut warnings, tell));
    let found = kept.unwrap_or_else(|| {
        let (articles, mut told) = read(inputs);
        warnings.append(&mut told);
        assembled(articles, &lists, &corrections)
    });
    Gathered { warnings, gazetteer: lists.own.map(Arc::new), library: own.library.clone(), ..found }
}

/// The library in a folder, out of its catalogue or read whole; `None` where there is nothing in it.
fn of_library(
    folder: &Path,
    lists: &Lists,
    corrections: &Arc<Corrections>,
    warnings: &mut Vec<Warning>,
    tell: Tell<'_>,
) -> Option<Gathered> {
    let version = kept::version(lists.gazetteer(), corrections);
    let under = lists_under(lists.gazetteer(), corrections);
    let under = Under { folder, version: &version, lists: &under, corrections };
    if let Some(standing) = Standing::open(under, tell) {
        return Some(Gathered::standing(standing));
    }
    // What is damaged of what was worked out before is not needed: it is worked out again.
    let _ = damage::was_met();
    let edition = || under.store()?.edition().ok()?;
    let before = edition();
    let count = under.store().and_then(|store| store.count().ok()).unwrap_or(0);
    if count > 0 {
        tell(Stage::begun(Step::Read, count));
    }
    let mut shelved = shelf::articles(folder, warnings)?;
    let whole = shelved.warnings.is_empty();
    warnings.append(&mut shelved.warnings);
    let found = shelf::Kept::of(folder, &shelved, &version, corrections);
    let articles: Vec<_> = std::mem::take(&mut shelved.articles).into_iter().map(Arc::new).collect();
    let found = Watched::new(&found, tell, articles.len());
    let corpus = Arc::new(assemble_kept(articles, lists.gazetteer(), corrections, &found));
    // Damage is told of each time; and what another program changed meanwhile is not what was read.
    let edition = before.filter(|_| whole && edition() == before);
    if let Some(edition) = edition.filter(|_| corpus.len() >= catalogue::LEAST) {
        tell(Stage::begun(Step::Index, corpus.len()));
        let index = Index::build(&corpus);
        drop(corpus);
        tell(Stage::begun(Step::Keep, index.len()));
        if catalogue::write(under, edition, &shelved, &index).is_ok()
            && let Some(standing) = Standing::open(under, tell)
        {
            return Some(Gathered::standing(standing));
        }
        return Some(Gathered { revised: Arc::new(shelved.revised), ..Gathered::of(&Arc::new(index)) });
    }
    Some(Gathered { revised: Arc::new(shelved.revised), ..Gathered::joined(corpus) })
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

/// Articles joined under a person's own entities and corrections.
fn assembled(articles: Vec<Article>, lists: &Lists, corrections: &Arc<Corrections>) -> Gathered {
    let articles = articles.into_iter().map(Arc::new).collect();
    Gathered::joined(Arc::new(assemble_corrected(articles, lists.gazetteer(), corrections)))
}

/// Reads and analyses the inputs with the lists as they are; the bundled articles where none is named.
#[must_use]
pub fn library(inputs: &[PathBuf]) -> Library {
    library_with(inputs, &Own::NOBODYS)
}

/// The library in a folder as nobody's: without a person's entities, by its catalogue where it has many articles.
#[must_use]
pub fn library_in(folder: &Path) -> Library {
    library_with(&[], &Own { library: Some(folder.to_owned()), ..Own::NOBODYS })
}

/// Reads and analyses the inputs for the screen, which shows the warnings itself.
pub(crate) fn library_with(inputs: &[PathBuf], own: &Own) -> Library {
    library_told(inputs, own, &|_| ())
}

/// As [`library_with`]; tells how far it is.
fn library_told(inputs: &[PathBuf], own: &Own, tell: Tell<'_>) -> Library {
    let library = read_and_analyse(inputs, own, tell).into_library();
    library.index.warm();
    library
}

/// The library; it is noted how it stands, for what comes to it.
pub(super) fn library_standing(own: &Own, tell: Tell<'_>, live: &Live) -> Library {
    let gathered = read_and_analyse(&[], own, tell);
    live.put(gathered.standing.as_ref());
    let library = gathered.into_library();
    library.index.warm();
    library
}

/// Bytes of text from which a screen shows the texts before anything is looked for in them: below, both come at once
/// sooner than two screens would.
const SHOWN_FIRST: usize = 1 << 20;

/// As [`library_with`]; long texts are given as they were read, for the screen to have them searched beside it.
pub(super) fn opened(inputs: &[PathBuf], own: &Own, tell: Tell<'_>, live: &Live) -> Library {
    if inputs.is_empty() {
        return library_standing(own, tell, live);
    }
    let mut warnings = Vec::new();
    let (lists, corrections) = own_lists(own, &mut warnings);
    let (articles, mut told) = read(inputs);
    warnings.append(&mut told);
    let searched = articles.iter().map(|article| article.text.len().min(SEARCHED_BYTES)).sum::<usize>();
    if searched < SHOWN_FIRST {
        let found = assembled(articles, &lists, &corrections);
        return Gathered { warnings, gazetteer: lists.own.map(Arc::new), ..found }.into_library();
    }
    let articles = articles.into_iter().map(Arc::new).collect();
    let corpus = Arc::new(unsearched(articles, lists.gazetteer(), &corrections));
    Library { gazetteer: lists.own.map(Arc::new), ..Library::unsearched(&corpus, warnings) }
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
    let mut told = Vec::new();
    let (lists, corrections) = own_lists(own, &mut told);
    told.append(&mut warnings);
    let found = assembled(articles, &lists, &corrections);
    let (gazetteer, library) = (lists.own.map(Arc::new), own.library.clone());
    let gathered = Gathered { warnings: told, gazetteer, library, ..found };
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
