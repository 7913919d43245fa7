//! One event on the screen: the sentences of all outlets below one another, the words that differ, and who is silent.

use super::scroll::{Motion, Scroll};
use super::timeline::EventRef;
use crate::analysis::comparison::own_words;
use crate::analysis::coverage::{Coverage, Instant, windows};
use crate::model::dates::show_day_range;
use crate::model::wrap::wrap;
use crate::model::{Corpus, EventMention, Passage, Precision, SafeText, Span};
use std::ops::Range;
use std::sync::Arc;

/// A line of the event screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventLine {
    /// Nothing.
    Blank,
    /// The outlet and date of the article that the next sentences are from; the place of the first of them.
    Source(usize),
    /// A row of a sentence: the place of the sentence, and the words.
    Words(usize, Span),
    /// The outlets that have nothing on it, or no article of those days.
    Silent(SafeText),
}

/// The state of the event screen.
#[derive(Debug, Clone)]
pub struct EventScreen {
    /// Which event.
    pub event: EventRef,
    /// Its lines.
    pub lines: Vec<EventLine>,
    /// The selected sentence and the first line in view.
    pub scroll: Scroll,
    /// The sentences in the order shown: by publication, then as they stand in the article.
    sentences: Arc<[Sentence]>,
    columns: usize,
    /// The lines of each sentence.
    blocks: Vec<Range<usize>>,
}

/// A sentence of the event.
#[derive(Debug, Clone)]
struct Sentence {
    /// Its place among the event's mentions.
    mention: usize,
    /// Words that no other outlet has.
    own: Vec<Span>,
}

impl EventScreen {
    /// Lays out an event at a width in columns. `coverage` is that of the listed articles.
    #[must_use]
    pub fn new(corpus: &Corpus, event: EventRef, coverage: &Coverage, columns: usize) -> Self {
        let sentences = sentences(corpus, event, coverage).into();
        let mut screen = Self {
            event,
            lines: Vec::new(),
            scroll: Scroll::default(),
            sentences,
            columns: usize::MAX,
            blocks: Vec::new(),
        };
        screen.lay(corpus, coverage, columns);
        screen
    }

    /// Lays it out anew where the width changed.
    pub fn lay(&mut self, corpus: &Corpus, coverage: &Coverage, columns: usize) {
        if columns == self.columns {
            return;
        }
        self.columns = columns;
        self.lines.clear();
        self.blocks.clear();
        let columns = columns.max(10);
        let event = self.event.of(corpus);
        let mut before = None;
        for (i, sentence) in self.sentences.iter().enumerate() {
            let mention = &event.mentions[sentence.mention];
            let from = self.lines.len();
            if before != Some(mention.article) {
                before = Some(mention.article);
                self.lines.push(EventLine::Source(i));
            }
            let rows = wrap(&corpus.article(mention.article).text, mention.span, columns);
            self.lines.extend(rows.into_iter().map(|row| EventLine::Words(i, row)));
            self.blocks.push(from..self.lines.len());
            self.lines.push(EventLine::Blank);
        }
        for words in silent(corpus, self.event, coverage) {
            for row in wrap(&words, Span::of(0, words.len()), columns) {
                self.lines.push(EventLine::Silent(SafeText::line(row.slice(&words))));
            }
        }
    }

    /// The mention at a place in the order shown, by its place in the event.
    #[must_use]
    pub fn mention(&self, place: usize) -> Option<usize> {
        self.sentences.get(place).map(|sentence| sentence.mention)
    }

    /// The selected mention.
    #[must_use]
    pub fn selected<'c>(&self, corpus: &'c Corpus) -> Option<&'c EventMention> {
        self.event.of(corpus).mentions.get(self.mention(self.scroll.selected)?)
    }

    /// The words of a sentence that no other outlet has.
    #[must_use]
    pub fn own(&self, place: usize) -> &[Span] {
        self.sentences.get(place).map_or(&[], |sentence| &sentence.own)
    }

    /// Moves the selection among the sentences.
    pub fn go(&mut self, motion: Motion, height: usize) {
        let blocks = &self.blocks;
        self.scroll.go(motion, blocks.len(), self.lines.len(), height, |i| blocks[i].clone());
        // What stands below the last sentence has no place of its own to go to.
        if self.scroll.selected + 1 >= blocks.len() {
            self.scroll.top = self.scroll.top.max(self.lines.len().saturating_sub(height));
            if let Some(block) = blocks.last() {
                self.scroll.top = self.scroll.top.min(block.start);
            }
        }
    }

    /// Selects the sentence of a mention.
    pub fn select_mention(&mut self, mention: usize) {
        if let Some(place) = self.sentences.iter().position(|sentence| sentence.mention == mention) {
            self.scroll.selected = place;
        }
    }

    /// Selects the sentence on a line, if there is one.
    pub fn select_line(&mut self, line: usize) -> bool {
        self.blocks.iter().position(|block| block.contains(&line)).map(|i| self.scroll.selected = i).is_some()
    }
}

/// The sentences of an event, earliest article first, with what each outlet alone says.
fn sentences(corpus: &Corpus, event: EventRef, coverage: &Coverage) -> Vec<Sentence> {
    let mentions = &event.of(corpus).mentions;
    let mut places: Vec<usize> = (0..mentions.len()).collect();
    places.sort_by_key(|&i| {
        let article = mentions[i].article;
        let minute = Instant::of(corpus, article).and_then(|at| at.minute);
        // By the last day it can mean, so that what is only known to a year comes behind what is known to a day.
        let day = corpus.published(article).map(|published| published.days().to);
        (day.is_none(), day, minute.is_none(), minute, article, mentions[i].span)
    });
    let outlet = |mention: &EventMention| {
        // Articles that are not listed are told apart by themselves.
        let column = coverage.column_of(mention.article);
        column.unwrap_or(coverage.columns.len() + mention.article.get())
    };
    let passages: Vec<(usize, Passage)> = places
        .iter()
        .map(|&i| (outlet(&mentions[i]), Passage { article: mentions[i].article, span: mentions[i].span }))
        .collect();
    let own = own_words(corpus, &passages);
    places.into_iter().zip(own).map(|(mention, own)| Sentence { mention, own }).collect()
}

/// Who has nothing on it, and who has no article in which it could stand.
fn silent(corpus: &Corpus, event: EventRef, coverage: &Coverage) -> Vec<SafeText> {
    let Some(others) = coverage.others(corpus, event.of(corpus)) else { return Vec::new() };
    let [silent, none] =
        others.map(|columns| columns.iter().map(|column| column.label.as_str()).collect::<Vec<_>>());
    let mut words = Vec::new();
    if !silent.is_empty() {
        words.push(format!("– Nothing on it in the listed articles of: {}", silent.join(", ")));
    }
    if !none.is_empty() {
        let days: Vec<String> = windows(corpus, event.of(corpus))
            .iter()
            .map(|days| show_day_range(*days, Precision::Day))
            .collect();
        words.push(format!("░ No article of these days ({}): {}", days.join("; "), none.join(", ")));
    }
    words.iter().map(|words| SafeText::line(words)).collect()
}
