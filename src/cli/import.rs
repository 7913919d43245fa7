//! `import`: articles into the library, a batch at a time, so that an interruption keeps what was stored.

use super::args::Import;
use super::own::Own;
use super::sources::{Directory, own_lists, resolve};
use super::{Outcome, outcome, shelf};
use crate::analysis::Gazetteer;
use crate::analysis::kept::Annotator;
use crate::ingest::batches::{Arrival, Batch};
use crate::ingest::{self, Input};
use crate::library::findings::Found;
use crate::library::store::articles::content;
use crate::library::{Findings, Incoming, Store, StoreError, Taken};
use crate::model::text::counted;
use crate::model::{Article, Warning, WarningKind};
use anyhow::{Result, bail};
use std::fmt::Write as _;
use std::io::{IsTerminal, Write, stderr};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

/// Takes the inputs in and says what became of them.
pub(crate) fn run(arguments: &Import, out: &mut dyn Write) -> Result<Outcome> {
    let Import { entities, corrections, library, inputs } = arguments;
    let own = Own::or_usual(entities.as_ref(), corrections.as_ref(), library.as_ref());
    let Some(folder) = own.library.clone() else {
        bail!("there is no home folder: name the folder of the library with --library");
    };
    let mut warnings = Vec::new();
    let (lists, rules) = own_lists(&own, &mut warnings);
    let annotator = Annotator::new(lists.gazetteer(), &rules);
    let inputs = resolve(inputs, &mut warnings);
    outcome::warn(&warnings);
    let (store, saved) = Store::open_or_save(&folder, shelf::now())?;
    outcome::warn(saved.as_slice());
    let mut importer = Importer {
        store,
        saved: saved.is_some(),
        findings: None,
        folder: &folder,
        annotator,
        counts: Counts::default(),
        progress: Progress::new(),
    };
    importer.counts.heed(&warnings);
    let failed = importer.all(&inputs);
    importer.progress.end();
    let (counts, saved) = (importer.counts, importer.saved);
    writeln!(out, "{}", counts.told(&folder))?;
    if let Some(error) = failed {
        out.flush()?;
        bail!("stopped: {error}; what was stored stays, and the same command goes on from there");
    }
    Ok(match (counts.new + counts.changed + counts.known > 0, counts.unreadable) {
        (false, _) => Outcome::Nothing,
        (true, 0) if !saved => Outcome::Done,
        (true, _) => Outcome::Partial,
    })
}

/// What became of the articles.
#[derive(Debug, Default)]
struct Counts {
    new: usize,
    changed: usize,
    known: usize,
    unreadable: usize,
}

impl Counts {
    fn heed(&mut self, warnings: &[Warning]) {
        self.unreadable += warnings.iter().filter(|w| w.kind == WarningKind::Unreadable).count();
    }

    fn told(&self, folder: &Path) -> String {
        let mut told = format!("{} stored in {}", counted(self.new, "article"), folder.display());
        let more = [
            (self.changed, "changed and kept as a new version"),
            (self.known, "there already"),
            (self.unreadable, "could not be read"),
        ];
        for (count, what) in more.into_iter().filter(|(count, _)| *count > 0) {
            let _ = write!(told, "; {count} {what}");
        }
        told
    }
}

struct Importer<'i> {
    store: Store,
    /// Whether it was damaged, and saved as far as it could be.
    saved: bool,
    /// Opened with the first batch: the library's folder may have to be made.
    findings: Option<Findings>,
    folder: &'i Path,
    annotator: Annotator<'i>,
    counts: Counts,
    progress: Progress,
}

impl Importer<'_> {
    /// Takes everything in; what stopped it, where something did.
    fn all(&mut self, inputs: &[Input]) -> Option<StoreError> {
        let mut failed = None;
        ingest::in_batches(inputs, &Directory(Gazetteer::bundled()), &mut |batch| {
            self.progress.clear();
            outcome::warn(&batch.warnings);
            self.counts.heed(&batch.warnings);
            match self.batch(batch) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        failed
    }

    fn batch(&mut self, batch: Batch) -> Result<(), StoreError> {
        let Batch { arrivals, read, total, .. } = batch;
        let incoming: Vec<Incoming> = arrivals.into_iter().map(incoming).collect();
        let taken = self.take_in(&incoming)?;
        let mut fresh: Vec<(i64, &Article)> = Vec::new();
        for (one, incoming) in taken.iter().zip(&incoming) {
            match *one {
                Taken::New(number) => {
                    self.counts.new += 1;
                    fresh.push((number, &incoming.article));
                }
                Taken::Changed(number) => {
                    self.counts.changed += 1;
                    fresh.push((number, &incoming.article));
                }
                Taken::Known => self.counts.known += 1,
            }
        }
        self.keep_findings(&fresh);
        let done = self.counts.new + self.counts.changed + self.counts.known;
        self.progress.tell(done, read, total);
        Ok(())
    }

    /// Stores articles; a library that turns out to be damaged is saved once, as far as it can be.
    fn take_in(&mut self, incoming: &[Incoming]) -> Result<Vec<Taken>, StoreError> {
        match self.store.take_in(incoming) {
            Err(StoreError::Corrupt { reason, .. }) if !self.saved => {
                self.saved = true;
                outcome::warn(&[self.store.save_again(&reason)?]);
                self.store.take_in(incoming)
            }
            taken => taken,
        }
    }

    /// Works out what is in the new articles, so that the library opens at once. Without room for it the library is
    /// only slower to open.
    fn keep_findings(&mut self, fresh: &[(i64, &Article)]) {
        if self.findings.is_none() {
            self.findings = Findings::open(self.folder, self.annotator.version());
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

/// How far it is, on standard error: one line that changes where that is a terminal, else a line now and then. Work
/// that is soon done tells nothing.
struct Progress {
    began: Instant,
    told: Instant,
    terminal: bool,
    /// Whether a line stands on the terminal.
    stands: bool,
}

/// How long work goes on before it is told of.
const SOON: Duration = Duration::from_secs(1);

/// How long between two lines where they all stay.
const BETWEEN: Duration = Duration::from_secs(10);

impl Progress {
    fn new() -> Self {
        let now = Instant::now();
        Self { began: now, told: now, terminal: stderr().is_terminal(), stands: false }
    }

    fn tell(&mut self, articles: usize, read: u64, total: u64) {
        let first = self.told == self.began;
        let wait = if self.terminal { Duration::from_millis(200) } else { BETWEEN };
        let wait = if first { SOON } else { wait };
        if self.told.elapsed() < wait {
            return;
        }
        self.told = Instant::now();
        let line = how_far(articles, read, total, self.began.elapsed());
        // Whether anybody reads it is no reason to stop.
        let _ = if self.terminal {
            self.stands = true;
            write!(stderr(), "\r\x1b[K{line}")
        } else {
            writeln!(stderr(), "dateline: {line}")
        };
    }

    /// Takes the line away, for another to stand there.
    fn clear(&mut self) {
        if std::mem::take(&mut self.stands) {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }

    fn end(&mut self) {
        self.clear();
    }
}

/// Count, how much of what is read, rate, time left.
fn how_far(articles: usize, read: u64, total: u64, spent: Duration) -> String {
    let mb = |bytes: u64| bytes as f64 / 1e6;
    let rate = mb(read) / spent.as_secs_f64().max(0.001);
    let left = mb(total.saturating_sub(read)) / rate.max(0.001);
    format!(
        "{articles} articles, {:.0} of {:.0} MB, {rate:.1} MB/s, {} left",
        mb(read),
        mb(total),
        if left < 90.0 { format!("{left:.0} s") } else { format!("{:.0} min", left / 60.0) }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_in_words() {
        for (read, total, seconds, told) in [
            (80_000_000, 240_000_000, 8, "12 articles, 80 of 240 MB, 10.0 MB/s, 16 s left"),
            (1_000_000, 901_000_000, 1, "12 articles, 1 of 901 MB, 1.0 MB/s, 15 min left"),
            (0, 0, 0, "12 articles, 0 of 0 MB, 0.0 MB/s, 0 s left"),
        ] {
            assert_eq!(how_far(12, read, total, Duration::from_secs(seconds)), told);
        }
    }

    #[test]
    fn what_became_of_the_articles_is_said() {
        let counts = Counts { new: 1, changed: 0, known: 2, unreadable: 3 };
        let told = "1 article stored in x; 2 there already; 3 could not be read";
        assert_eq!(counts.told(Path::new("x")), told);
    }
}
