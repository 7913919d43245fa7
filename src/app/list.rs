//! The list pane: which articles, in which order, and which one is selected.

use super::scroll::{Motion, Scroll};
use crate::index::Hits;
use crate::index::query::Sort;
use crate::model::ArticleIndex;

/// How much of the list is in view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Rows in view.
    pub height: usize,
    /// Rows of one article: one or two for the title, one for what is known about it.
    pub rows: usize,
}

/// Where one was when a filter began to be typed. What it finds on the way does not lose that place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    /// The article that was selected, and where it stood.
    from: Option<(ArticleIndex, Scroll)>,
    /// The article chosen among what was found since.
    chosen: Option<ArticleIndex>,
}

/// The state of the list.
#[derive(Debug, Clone)]
pub struct List {
    /// The filter as typed; empty where all articles are shown.
    pub query: String,
    /// What the filter found, in the order shown.
    pub hits: Hits,
    /// The order asked for with a key.
    pub sort: Sort,
    /// The selected article, counted as shown, and the first row in view.
    pub scroll: Scroll,
    /// How often what is shown has changed.
    pub version: u64,
    /// Where one was, while a filter is being typed.
    pub(super) held: Option<Held>,
}

impl Default for List {
    fn default() -> Self {
        Self {
            query: String::new(),
            hits: Hits::default(),
            sort: Sort::Date,
            scroll: Scroll::default(),
            version: 0,
            held: None,
        }
    }
}

impl List {
    /// The articles in the order shown.
    #[must_use]
    pub fn order(&self) -> &[ArticleIndex] {
        &self.hits.articles
    }

    /// The selected article.
    #[must_use]
    pub fn selected(&self) -> Option<ArticleIndex> {
        self.order().get(self.scroll.selected).copied()
    }

    /// Takes the result of a filter; stays at the selected article where it is still there. While a filter is being
    /// typed that is the one selected before, which may have been missing among what was found on the way.
    pub fn take(&mut self, hits: Hits, view: View) {
        let held = self.held.unwrap_or(Held { from: None, chosen: self.selected() });
        self.hits = hits;
        self.version += 1;
        self.scroll = Scroll::default();
        let place = |article| self.order().iter().position(|&listed| listed == article);
        if let Some(place) = held.chosen.and_then(place) {
            return self.select(place, view);
        }
        let Some((article, scroll)) = held.from else { return };
        match place(article) {
            Some(place) if place == scroll.selected => self.scroll = scroll,
            Some(place) => self.select(place, view),
            None => {}
        }
    }

    /// Remembers the place: a filter begins to be typed.
    pub(super) fn hold(&mut self) {
        let from = self.selected().map(|article| (article, self.scroll));
        self.held = Some(Held { from, chosen: None });
    }

    /// Prefers what is selected now to what was selected when the filter began to be typed.
    pub(super) fn hold_chosen(&mut self) {
        let chosen = self.selected();
        if let Some(held) = &mut self.held {
            held.chosen = chosen;
        }
    }

    /// Prefers again what was selected when the filter began to be typed.
    pub(super) fn hold_first(&mut self) {
        if let Some(held) = &mut self.held {
            held.chosen = None;
        }
    }

    /// Moves the selection.
    pub fn go(&mut self, motion: Motion, view: View) {
        let count = self.order().len();
        let lines = |i: usize| i * view.rows..(i + 1) * view.rows;
        self.scroll.go(motion, count, count * view.rows, view.height, lines);
    }

    /// Selects a place in the order.
    pub fn select(&mut self, place: usize, view: View) {
        let by = place.cast_signed() - self.scroll.selected.cast_signed();
        self.go(Motion::Lines(by), view);
    }

    /// Selects an article, if it is listed.
    pub fn select_article(&mut self, article: ArticleIndex, view: View) {
        if let Some(place) = self.order().iter().position(|&listed| listed == article) {
            self.select(place, view);
        }
    }
}
