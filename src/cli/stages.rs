//! How far it is with a library that is read and joined: told to whoever opens it.

use super::progress::Progress;
use crate::analysis::kept::Shelf;
use crate::app::loading::{Stage, Step};
use crate::model::text::counted;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Who is told.
pub(super) type Tell<'t> = &'t (dyn Fn(Stage) + Sync);

/// Articles between two tellings of one step.
const BETWEEN: usize = 500;

/// Kept findings that are counted while they are taken.
pub(super) struct Watched<'w> {
    shelf: &'w dyn Shelf,
    tell: Tell<'w>,
    done: AtomicUsize,
    of: usize,
}

impl<'w> Watched<'w> {
    /// Those of so many articles.
    pub(super) fn new(shelf: &'w dyn Shelf, tell: Tell<'w>, of: usize) -> Self {
        tell(Stage::begun(Step::Search, of));
        Self { shelf, tell, done: AtomicUsize::new(0), of }
    }

    /// One more is done.
    fn count(&self) {
        let done = 1 + self.done.fetch_add(1, Ordering::Relaxed);
        if done.is_multiple_of(BETWEEN) {
            (self.tell)(Stage { step: Step::Search, done, of: self.of });
        }
    }
}

impl Shelf for Watched<'_> {
    fn take(&self, place: usize) -> Option<Vec<u8>> {
        let found = self.shelf.take(place);
        if found.is_some() {
            self.count();
        }
        found
    }

    fn put(&self, place: usize, findings: Vec<u8>) {
        self.count();
        self.shelf.put(place, findings);
    }

    fn joined(&self) -> Option<Vec<u8>> {
        (self.tell)(Stage::begun(Step::Join, self.of));
        self.shelf.joined()
    }

    fn put_joined(&self, joined: Vec<u8>) {
        self.shelf.put_joined(joined);
    }

    fn keeps_joined(&self) -> bool {
        self.shelf.keeps_joined()
    }
}

/// Tells on standard error, where it takes long.
pub(super) fn aloud<T>(work: impl FnOnce(Tell<'_>) -> T) -> T {
    let progress = Mutex::new(Progress::new());
    let done = work(&|stage| {
        // A thread that failed while telling takes the progress with it, and nothing else.
        if let Ok(mut progress) = progress.lock() {
            progress.tell(|_| format!("joining {}, {}", counted(stage.of, "article"), stage.told()));
        }
    });
    if let Ok(mut progress) = progress.lock() {
        progress.clear();
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::kept::NoShelf;

    #[test]
    fn the_steps_are_told_in_order() {
        let told = Mutex::new(Vec::new());
        let tell = |stage: Stage| told.lock().unwrap().push(stage);
        let watched = Watched::new(&NoShelf, &tell, 1200);
        for place in 0..1200 {
            assert_eq!(watched.take(place), None);
            watched.put(place, Vec::new());
        }
        assert_eq!(watched.joined(), None);
        let told: Vec<_> = told.into_inner().unwrap().into_iter().map(|s| (s.step, s.done, s.of)).collect();
        let search = |done| (Step::Search, done, 1200);
        assert_eq!(told, [search(0), search(500), search(1000), (Step::Join, 0, 1200)]);
    }
}
