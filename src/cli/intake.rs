//! Articles into the library, with what is found in them: the way that `import` and `fetch` go.

use crate::analysis::kept::Annotator;
use crate::ingest::batches::Arrival;
use crate::library::findings::Found;
use crate::library::store::articles::content;
use crate::library::{Findings, Incoming, Store, StoreError, Taken};
use crate::model::{Article, Warning};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{Builder, Scope};

use super::shelf;

/// What became of some articles.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) new: usize,
    pub(super) changed: usize,
    pub(super) known: usize,
}

impl Tally {
    pub(super) fn all(self) -> usize {
        self.new + self.changed + self.known
    }

    pub(super) fn add(&mut self, other: Self) {
        self.new += other.new;
        self.changed += other.changed;
        self.known += other.known;
    }
}

/// A library that articles are taken into.
pub(super) struct Intake<'i> {
    pub(super) store: Store,
    /// Whether it was damaged, and saved as far as it could be.
    pub(super) saved: bool,
    keeping: Keeping<'i>,
}

/// Where it is worked out what is in the new articles.
enum Keeping<'i> {
    /// At once, before the next are taken.
    Here(Box<Keeper<'i>>),
    /// By a thread of its own.
    Beside(SyncSender<Vec<Fresh>>),
}

/// A new article with its number in the library.
type Fresh = (i64, Article);

/// Batches that wait for the thread at most: so many texts are in memory, however long the input.
const WAITING: usize = 1;

impl<'i> Intake<'i> {
    /// Opens the library in a folder; what had to be saved of a damaged one is told.
    pub(super) fn open(
        folder: &Path,
        annotator: Annotator<'i>,
    ) -> Result<(Self, Option<Warning>), StoreError> {
        let (store, told) = Store::open_or_save(folder, shelf::now())?;
        let saved = told.is_some();
        let version = annotator.version().to_owned();
        let shelf = Shelf { findings: None, folder: folder.to_owned(), version };
        let keeping = Keeping::Here(Box::new(Keeper { shelf, annotator }));
        Ok((Self { store, saved, keeping }, told))
    }

    /// The same, but what is in the articles is worked out while the next are read and stored. It is done when the
    /// scope ends, and that is when this is dropped before.
    pub(super) fn beside<'s>(self, scope: &'s Scope<'s, '_>) -> Self
    where
        'i: 's,
    {
        let Keeping::Here(keeper) = self.keeping else { return self };
        let (sender, receiver) = sync_channel::<Vec<Fresh>>(WAITING);
        let (found, rows) = sync_channel::<Vec<Found>>(WAITING);
        let Keeper { mut shelf, annotator } = *keeper;
        // Where a thread cannot be had nothing is kept, and the library is only slower to open.
        let keep = move || rows.into_iter().all(|rows| shelf.put(&rows));
        let _ = Builder::new().name("keep".into()).spawn_scoped(scope, keep);
        // What was found is written while the next is looked for: that takes all cores, writing one. And it has threads
        // of its own: reading the next batch would stand in line behind all articles of this one, and then hold it up.
        let pool = ThreadPoolBuilder::new().build();
        let rows_of = move |fresh: Vec<Fresh>| match &pool {
            Ok(pool) => pool.install(|| rows_of(&annotator, &fresh)),
            Err(_) => rows_of(&annotator, &fresh),
        };
        let find = move || receiver.into_iter().all(|fresh| found.send(rows_of(fresh)).is_ok());
        let _ = Builder::new().name("findings".into()).spawn_scoped(scope, find);
        Self { keeping: Keeping::Beside(sender), ..self }
    }

    /// Takes articles in, all or none, and keeps what is found in the new ones. What had to be saved of a library that
    /// turns out to be damaged is told.
    pub(super) fn take(&mut self, arrivals: Vec<Arrival>) -> Result<(Tally, Option<Warning>), StoreError> {
        let incoming: Vec<Incoming> = arrivals.into_iter().map(incoming).collect();
        let (taken, told) = self.store_all(&incoming)?;
        let mut tally = Tally::default();
        let mut fresh: Vec<Fresh> = Vec::new();
        for (one, incoming) in taken.into_iter().zip(incoming) {
            match one {
                Taken::New(number) => {
                    tally.new += 1;
                    fresh.push((number, incoming.article));
                }
                Taken::Changed(number) => {
                    tally.changed += 1;
                    fresh.push((number, incoming.article));
                }
                Taken::Known => tally.known += 1,
            }
        }
        match &mut self.keeping {
            _ if fresh.is_empty() => {}
            Keeping::Here(keeper) => keeper.keep(&fresh),
            Keeping::Beside(thread) => {
                let _ = thread.send(fresh);
            }
        }
        Ok((tally, told))
    }

    /// Stores articles; a library that turns out to be damaged is saved once, as far as it can be.
    fn store_all(&mut self, incoming: &[Incoming]) -> Result<(Vec<Taken>, Option<Warning>), StoreError> {
        match self.store.take_in(incoming) {
            Err(StoreError::Corrupt { reason, .. }) if !self.saved => {
                self.saved = true;
                let told = self.store.save_again(&reason)?;
                Ok((self.store.take_in(incoming)?, Some(told)))
            }
            taken => Ok((taken?, None)),
        }
    }
}

/// Works out what is in articles, so that the library opens at once, and keeps it.
struct Keeper<'i> {
    shelf: Shelf,
    annotator: Annotator<'i>,
}

impl Keeper<'_> {
    fn keep(&mut self, fresh: &[Fresh]) {
        self.shelf.put(&rows_of(&self.annotator, fresh));
    }
}

/// What is found in articles, as it is kept; worked out on all cores.
fn rows_of(annotator: &Annotator<'_>, fresh: &[Fresh]) -> Vec<Found> {
    let articles: Vec<&Article> = fresh.iter().map(|(_, article)| article).collect();
    let found = annotator.findings(&articles);
    let row = |((number, article), found): (&Fresh, Vec<u8>)| (*number, content(article), found);
    fresh.par_iter().zip(found).map(row).collect()
}

/// Where findings are kept: opened with the first, as the library's folder may have to be made.
struct Shelf {
    findings: Option<Findings>,
    folder: PathBuf,
    version: String,
}

impl Shelf {
    /// False where there is no room for what is found: the library is then only slower to open.
    fn put(&mut self, rows: &[Found]) -> bool {
        if self.findings.is_none() {
            self.findings = Findings::open(&self.folder, &self.version);
        }
        self.findings.as_mut().is_some_and(|findings| {
            let _ = findings.put(rows);
            true
        })
    }
}

/// An article as the store takes it in. A file is known by its whole path, wherever the program is started.
fn incoming(Arrival { article, alone }: Arrival) -> Incoming {
    let path = article.path.as_deref().filter(|_| alone && article.url.is_none());
    let source = path.and_then(|path| std::fs::canonicalize(path).ok());
    Incoming { source: source.map(|path| path.display().to_string()), article }
}
