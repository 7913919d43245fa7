//! One event on the screen: the sentences of all outlets below one another, and who is silent.

use super::scroll::{Motion, Scroll};
use super::timeline::{Column, EventRef};
use crate::model::wrap::wrap;
use crate::model::{Corpus, SafeText, Span};

/// A line of the event screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventLine {
    /// Nothing.
    Blank,
    /// The outlet and date of the article that the next sentence is from; the index of the event's mention.
    Source(usize),
    /// A row of a sentence: the index of the event's mention, and the words.
    Words(usize, Span),
    /// The outlets that have nothing on it.
    Silent(SafeText),
}

/// The state of the event screen.
#[derive(Debug, Clone)]
pub struct EventScreen {
    /// Which event.
    pub event: EventRef,
    /// Its lines.
    pub lines: Vec<EventLine>,
    /// The selected mention and the first line in view.
    pub scroll: Scroll,
    columns: usize,
    /// The lines of each mention.
    blocks: Vec<std::ops::Range<usize>>,
}

impl EventScreen {
    /// Lays out an event at a width in columns. `outlets` are those of the listed articles.
    #[must_use]
    pub fn new(corpus: &Corpus, event: EventRef, outlets: &[Column], columns: usize) -> Self {
        let mut lines = Vec::new();
        let mut blocks = Vec::new();
        for (i, mention) in event.of(corpus).mentions.iter().enumerate() {
            let from = lines.len();
            lines.push(EventLine::Source(i));
            let rows = wrap(&corpus.article(mention.article).text, mention.span, columns.max(10));
            lines.extend(rows.into_iter().map(|row| EventLine::Words(i, row)));
            blocks.push(from..lines.len());
            lines.push(EventLine::Blank);
        }
        let silent: Vec<&str> = outlets
            .iter()
            .filter(|outlet| outlet.tells(event.of(corpus)) == 0)
            .map(|o| o.label.as_str())
            .collect();
        if !silent.is_empty() {
            let words = format!("Nothing on it in the listed articles of: {}", silent.join(", "));
            let words = SafeText::line(&words);
            for row in wrap(&words, Span::of(0, words.len()), columns.max(10)) {
                lines.push(EventLine::Silent(SafeText::line(row.slice(&words))));
            }
        }
        Self { event, lines, scroll: Scroll::default(), columns, blocks }
    }

    /// Lays it out anew where the width changed.
    pub fn lay(&mut self, corpus: &Corpus, outlets: &[Column], columns: usize) {
        if columns != self.columns {
            let scroll = self.scroll;
            *self = Self { scroll, ..Self::new(corpus, self.event, outlets, columns) };
        }
    }

    /// Moves the selection among the sentences.
    pub fn go(&mut self, motion: Motion, height: usize) {
        let blocks = &self.blocks;
        self.scroll.go(motion, blocks.len(), self.lines.len(), height, |i| blocks[i].clone());
    }

    /// Selects the sentence on a line, if there is one.
    pub fn select_line(&mut self, line: usize) -> bool {
        self.blocks.iter().position(|block| block.contains(&line)).map(|i| self.scroll.selected = i).is_some()
    }
}
