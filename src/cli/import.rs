//! `import`: articles into the library, a batch at a time, so that an interruption keeps what was stored.

use super::args::Import;
use super::intake::{Intake, Tally};
use super::interrupt::asked_to_end;
use super::own::Own;
use super::progress::{self, Progress};
use super::sources::{Directory, own_lists, resolve};
use super::{Outcome, outcome};
use crate::analysis::Gazetteer;
use crate::analysis::kept::Annotator;
use crate::fetch::Cancel;
use crate::ingest::batches::Batch;
use crate::ingest::{self, Input};
use crate::library::StoreError;
use crate::model::text::counted;
use crate::model::{Warning, WarningKind};
use anyhow::{Result, bail};
use std::fmt::Write as _;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

/// Takes the inputs in and says what became of them.
pub(crate) fn run(arguments: &Import, out: &mut dyn Write) -> Result<Outcome> {
    let Import { files, inputs } = arguments;
    let own = Own::of(files);
    let folder = own.folder()?.to_owned();
    let mut warnings = Vec::new();
    let (lists, rules) = own_lists(&own, &mut warnings);
    let annotator = Annotator::new(lists.gazetteer(), &rules);
    let inputs = resolve(inputs, &mut warnings);
    outcome::warn(&warnings);
    let (intake, saved) = Intake::open(&folder, annotator)?;
    outcome::warn(saved.as_slice());
    let cancel = asked_to_end()?;
    let mut counts = Counts::default();
    counts.heed(&warnings);
    let (failed, counts, saved) = std::thread::scope(|scope| {
        let (intake, cancel) = (intake.beside(scope), cancel.clone());
        let mut importer = Importer { intake, counts, progress: Progress::new(), cancel };
        let failed = importer.all(&inputs);
        importer.progress.clear();
        (failed, importer.counts, importer.intake.saved)
    });
    writeln!(out, "{}", counts.told(&folder))?;
    if let Some(error) = failed {
        out.flush()?;
        bail!("stopped: {error}; what was stored stays, and the same command goes on from there");
    }
    if cancel.is_set() {
        outcome::complain("stopped; what was stored stays, and the same command goes on from there");
        return Ok(Outcome::Partial);
    }
    Ok(match (counts.tally.all() > 0, counts.unreadable) {
        (false, _) => Outcome::Nothing,
        (true, 0) if !saved => Outcome::Done,
        (true, _) => Outcome::Partial,
    })
}

/// What became of the articles.
#[derive(Debug, Default)]
struct Counts {
    tally: Tally,
    unreadable: usize,
}

impl Counts {
    fn heed(&mut self, warnings: &[Warning]) {
        self.unreadable += warnings.iter().filter(|w| w.kind == WarningKind::Unreadable).count();
    }

    fn told(&self, folder: &Path) -> String {
        let mut told = format!("{} stored in {}", counted(self.tally.new, "article"), folder.display());
        let more = [
            (self.tally.changed, "changed and kept as a new version"),
            (self.tally.known, "there already"),
            (self.unreadable, "could not be read"),
        ];
        for (count, what) in more.into_iter().filter(|(count, _)| *count > 0) {
            let _ = write!(told, "; {count} {what}");
        }
        told
    }
}

struct Importer<'i> {
    intake: Intake<'i>,
    counts: Counts,
    progress: Progress,
    /// Set where no more is wanted.
    cancel: Cancel,
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
                Ok(()) if self.cancel.is_set() => ControlFlow::Break(()),
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
        let (tally, told) = self.intake.take(arrivals)?;
        outcome::warn(told.as_slice());
        self.counts.tally.add(tally);
        let done = self.counts.tally.all();
        self.progress.tell(|spent| how_far(done, read, total, spent));
        Ok(())
    }
}

/// Count, how much of what is read, rate, time left.
fn how_far(articles: usize, read: u64, total: u64, spent: Duration) -> String {
    let mb = |bytes: u64| bytes as f64 / 1e6;
    let rate = mb(read) / spent.as_secs_f64().max(0.001);
    let left = mb(total.saturating_sub(read)) / rate.max(0.001);
    let (read, total) = (mb(read), mb(total));
    format!("{articles} articles, {read:.0} of {total:.0} MB, {rate:.1} MB/s, {}", progress::left(left))
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
        let counts = Counts { tally: Tally { new: 1, changed: 0, known: 2 }, unreadable: 3 };
        let told = "1 article stored in x; 2 there already; 3 could not be read";
        assert_eq!(counts.told(Path::new("x")), told);
    }
}
