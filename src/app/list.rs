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
}

impl Default for List {
    fn default() -> Self {
        Self {
            query: String::new(),
            hits: Hits::default(),
            sort: Sort::Date,
            scroll: Scroll::default(),
            version: 0,
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

    /// Takes the result of a filter; stays at the selected article where it is still there.
    pub fn take(&mut self, hits: Hits, view: View) {
        let before = self.selected();
        self.hits = hits;
        self.version += 1;
        self.scroll = Scroll::default();
        if let Some(place) =
            before.and_then(|before| self.order().iter().position(|&article| article == before))
        {
            self.select(place, view);
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
