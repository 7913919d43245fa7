//! Saved queries as folders above the list: which there are, how many articles each has, and which one is selected.

use super::state::App;
use crate::index::query::{Query, QueryError, parse, parse_whole};
use crate::model::{SavedQueries, SavedQuery};

/// Rows of the list pane below which there are no folders in it.
const LOWEST: usize = 10;

/// What is known of the articles of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tally {
    /// Not counted yet.
    Open,
    /// How many there are, and how many of them were not read.
    Of(usize, usize),
    /// The query is not understood: why.
    Wrong(String),
}

/// The state of the folders.
#[derive(Debug, Clone, Default)]
pub struct Folders {
    /// The saved queries.
    pub saved: SavedQueries,
    /// What is known of each.
    pub tallies: Vec<Tally>,
    /// The selected one; `None` where an article is.
    pub at: Option<usize>,
    /// The filter that one stands for, and the filter before, to go back to.
    pub(super) entered: Option<(String, String)>,
    /// Whether the counts are of before something changed.
    pub(super) stale: bool,
}

impl Folders {
    /// The selected saved query.
    #[must_use]
    pub fn selected(&self) -> Option<&SavedQuery> {
        self.saved.all().get(self.at?)
    }

    /// The filter that shows the articles of a saved query.
    #[must_use]
    pub fn filter_of(saved: &SavedQuery) -> String {
        format!("saved:\"{}\"", saved.name)
    }

    /// The first folder in view, where `shown` have room.
    #[must_use]
    pub fn first(&self, shown: usize) -> usize {
        self.at.map_or(0, |at| (at + 1).saturating_sub(shown))
    }

    /// Takes other saved queries; counts of those that stay the same stay until they are counted anew.
    pub(super) fn take(&mut self, saved: SavedQueries) {
        let before = std::mem::replace(&mut self.saved, saved);
        let tallies = std::mem::take(&mut self.tallies);
        let known = |query: &SavedQuery| {
            let place = before.all().iter().position(|known| known.query == query.query);
            place.and_then(|place| tallies.get(place).cloned()).unwrap_or(Tally::Open)
        };
        self.tallies = self.saved.all().iter().map(known).collect();
        let last = self.saved.all().len().checked_sub(1);
        self.at = self.at.and_then(|at| last.map(|last| at.min(last)));
        self.stale = true;
    }
}

impl App {
    /// Reads a query with what is saved.
    ///
    /// # Errors
    /// What is not understood in it, and where.
    pub fn read_query(&self, text: &str) -> Result<Query, QueryError> {
        parse(text)?.with_saved(&self.folders.saved)
    }

    /// What is wrong with the filter as typed, and the nearest that is right.
    #[must_use]
    pub fn mistake(&self) -> Option<String> {
        let error = self.read_query(&self.list.query).err()?;
        Some(told(error))
    }

    /// What is not yet a whole condition in the filter, now that nothing more is typed.
    #[must_use]
    pub(super) fn unfinished(&self) -> Option<String> {
        if self.list.query.trim().is_empty() {
            return None;
        }
        let query = parse_whole(&self.list.query).and_then(|query| query.with_saved(&self.folders.saved));
        let error = query.map_or_else(Some, |query| query.undecided())?;
        Some(told(error))
    }

    /// How many folders are in view; a rule stands below them.
    #[must_use]
    pub fn folders_shown(&self) -> usize {
        let height = usize::from(self.pane_area(super::layout::Pane::List).inner().height);
        if height < LOWEST { 0 } else { self.folders.saved.all().len().min(height / 3) }
    }

    /// Rows of the list pane above the articles.
    #[must_use]
    pub fn folder_rows(&self) -> usize {
        match self.folders_shown() {
            0 => 0,
            shown => shown + 1,
        }
    }
}

/// A mistake on one line. Where there is a way out, all the others there are need not stand before it.
fn told(error: QueryError) -> String {
    match error.suggestion.filter(|word| !word.is_empty()) {
        Some(word) => {
            let message = error.message.split_once("; ").map_or(&*error.message, |(first, _)| first);
            format!("{message}; did you mean {word}?")
        }
        None => error.message,
    }
}
