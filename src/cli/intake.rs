//! Articles into the library, with what is found in them: the way that `import` and `fetch` go.

use crate::analysis::kept::Annotator;
use crate::ingest::batches::Arrival;
use crate::library::findings::Found;
use crate::library::store::articles::content;
use crate::library::{Findings, Incoming, Store, StoreError, Taken};
use crate::model::{Article, Warning};
use std::path::{Path, PathBuf};

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
    /// Opened with the first articles: the library's folder may have to be made.
    findings: Option<Findings>,
    pub(super) folder: PathBuf,
    annotator: Annotator<'i>,
}

impl<'i> Intake<'i> {
    /// Opens the library in a folder; what had to be saved of a damaged one is told.
    pub(super) fn open(
        folder: &Path,
        annotator: Annotator<'i>,
    ) -> Result<(Self, Option<Warning>), StoreError> {
        let (store, told) = Store::open_or_save(folder, shelf::now())?;
        let saved = told.is_some();
        Ok((Self { store, saved, findings: None, folder: folder.to_owned(), annotator }, told))
    }

    /// Takes articles in, all or none, and keeps what is found in the new ones. What had to be saved of a library that
    /// turns out to be damaged is told.
    pub(super) fn take(&mut self, arrivals: Vec<Arrival>) -> Result<(Tally, Option<Warning>), StoreError> {
        let incoming: Vec<Incoming> = arrivals.into_iter().map(incoming).collect();
        let (taken, told) = self.store_all(&incoming)?;
        let mut tally = Tally::default();
        let mut fresh: Vec<(i64, &Article)> = Vec::new();
        for (one, incoming) in taken.iter().zip(&incoming) {
            match *one {
                Taken::New(number) => {
                    tally.new += 1;
                    fresh.push((number, &incoming.article));
                }
                Taken::Changed(number) => {
                    tally.changed += 1;
                    fresh.push((number, &incoming.article));
                }
                Taken::Known => tally.known += 1,
            }
        }
        self.keep_findings(&fresh);
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

    /// Works out what is in the new articles, so that the library opens at once. Without room for it the library is
    /// only slower to open.
    fn keep_findings(&mut self, fresh: &[(i64, &Article)]) {
        if self.findings.is_none() {
            self.findings = Findings::open(&self.folder, self.annotator.version());
        }
        let Some(findings) = self.findings.as_mut().filter(|_| !fresh.is_empty()) else { return };
        let articles: Vec<&Article> = fresh.iter().map(|(_, article)| *article).collect();
        let found = self.annotator.findings(&articles);
        let rows: Vec<Found> = fresh
            .iter()
            .zip(found)
            .map(|(&(number, article), found)| (number, content(article), found))
            .collect();
        let _ = findings.put(&rows);
    }
}

/// An article as the store takes it in. A file is known by its whole path, wherever the program is started.
fn incoming(Arrival { article, alone }: Arrival) -> Incoming {
    let path = article.path.as_deref().filter(|_| alone && article.url.is_none());
    let source = path.and_then(|path| std::fs::canonicalize(path).ok());
    Incoming { source: source.map(|path| path.display().to_string()), article }
}
