//! The timeline pane and screen: events of the listed articles in order of date, and who tells them.

use super::scroll::{Motion, Scroll};
use crate::model::{ArticleIndex, Corpus, DateBasis, Event, Happening, SafeText};
use std::collections::BTreeSet;

/// An event's place in the corpus' timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventRef {
    /// Among the dated events.
    Dated(usize),
    /// Among the undated matters.
    Undated(usize),
}

impl EventRef {
    /// The event itself.
    #[must_use]
    pub fn of(self, corpus: &Corpus) -> &Event {
        match self {
            Self::Dated(i) => &corpus.timeline.events[i],
            Self::Undated(i) => &corpus.timeline.undated[i],
        }
    }
}

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The heading of a year, or of the undated.
    Heading(String),
    /// One event.
    Event(EventRef),
}

/// An outlet with its listed articles: a column of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The outlet, or `unknown 2`.
    pub label: SafeText,
    /// Its articles.
    pub articles: BTreeSet<ArticleIndex>,
}

impl Column {
    /// How many sentences of this outlet tell the event.
    #[must_use]
    pub fn tells(&self, event: &Event) -> usize {
        event.mentions.iter().filter(|mention| self.articles.contains(&mention.article)).count()
    }
}

/// The state of the timeline.
#[derive(Debug, Clone, Default)]
pub struct TimelineState {
    /// Headings and events.
    pub lines: Vec<Line>,
    /// The outlets of the listed articles, in the list's order of their first article.
    pub columns: Vec<Column>,
    /// The selected event, counted among the events, and the first line in view.
    pub scroll: Scroll,
    /// The lines that are events.
    events: Vec<usize>,
}

impl TimelineState {
    /// Shows the events that the listed articles tell; stays at the selected event where it is still there.
    pub fn show(&mut self, corpus: &Corpus, listed: &[ArticleIndex]) {
        let before = self.selected();
        let set: BTreeSet<ArticleIndex> = listed.iter().copied().collect();
        self.columns = columns(corpus, listed);
        self.lines = lines(corpus, &set);
        self.events = (0..self.lines.len()).filter(|&i| matches!(self.lines[i], Line::Event(_))).collect();
        self.scroll = Scroll::default();
        if let Some(event) = before {
            self.select(event, usize::MAX);
        }
    }

    /// The selected event.
    #[must_use]
    pub fn selected(&self) -> Option<EventRef> {
        match self.lines.get(*self.events.get(self.scroll.selected)?)? {
            Line::Event(event) => Some(*event),
            Line::Heading(_) => None,
        }
    }

    /// The line of the selected event.
    #[must_use]
    pub fn selected_line(&self) -> Option<usize> {
        self.events.get(self.scroll.selected).copied()
    }

    /// How many events there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there is no event.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Moves the selection. `height` lines are in view.
    pub fn go(&mut self, motion: Motion, height: usize) {
        let events = &self.events;
        // A heading right above belongs into view with its first event.
        let lines = |i: usize| {
            let line = events[i];
            let first = if i == 0 || events[i - 1] + 1 < line { line.saturating_sub(1) } else { line };
            first..line + 1
        };
        self.scroll.go(motion, events.len(), self.lines.len(), height, lines);
    }

    /// Selects an event, if it is shown. `height` lines are in view.
    pub fn select(&mut self, event: EventRef, height: usize) {
        let found = self.events.iter().position(|&line| self.lines[line] == Line::Event(event));
        if let Some(i) = found {
            let by = i.cast_signed() - self.scroll.selected.cast_signed();
            let (line, seen) = (self.events[i], self.scroll.top..self.scroll.top.saturating_add(height));
            self.go(Motion::Lines(by), height);
            // After a leap there is as much to see before the event as behind it.
            if !seen.contains(&line) {
                let last = self.lines.len().saturating_sub(height);
                self.scroll.top = line.saturating_sub(height / 2).min(last);
            }
        }
    }

    /// Selects the event that an article tells most about: of those it tells with the most sentences one that others
    /// tell too, else the latest. A named war or treaty of long ago gives way to what happened around the article.
    pub fn select_of(&mut self, corpus: &Corpus, article: ArticleIndex, height: usize) {
        let weigh = |event: EventRef| {
            let event = event.of(corpus);
            let told = event.mentions.iter().filter(|mention| mention.article == article).count();
            let background = event.basis == DateBasis::KnownEvent;
            let shared = event.articles().len() > 1;
            (told > 0).then_some((
                !background,
                event.days.is_some(),
                shared,
                told,
                event.days.map(|days| days.from),
            ))
        };
        let events = self.lines.iter().filter_map(|line| match line {
            Line::Event(event) => Some(*event),
            Line::Heading(_) => None,
        });
        let best = events.filter_map(|event| Some((weigh(event)?, event))).max_by(|a, b| a.0.cmp(&b.0));
        if let Some((_, event)) = best {
            self.select(event, height);
        }
    }

    /// Selects the event on a line, if there is one there.
    pub fn select_line(&mut self, line: usize) -> bool {
        self.events.binary_search(&line).map(|i| self.scroll.selected = i).is_ok()
    }
}

fn columns(corpus: &Corpus, listed: &[ArticleIndex]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for &article in listed {
        let label = corpus.outlet_label(article);
        match columns.iter_mut().find(|column| column.label == label) {
            Some(column) => {
                column.articles.insert(article);
            }
            None => columns.push(Column { label, articles: BTreeSet::from([article]) }),
        }
    }
    columns
}

fn lines(corpus: &Corpus, listed: &BTreeSet<ArticleIndex>) -> Vec<Line> {
    let told = |event: &Event| event.mentions.iter().any(|mention| listed.contains(&mention.article));
    let mut lines = Vec::new();
    let mut year = None;
    for (i, event) in corpus.timeline.events.iter().enumerate().filter(|(_, event)| told(event)) {
        let this = event.days.map(|days| chrono::Datelike::year(&days.from));
        if this != year {
            year = this;
            lines.push(Line::Heading(this.map_or_else(String::new, |year| year.to_string())));
        }
        lines.push(Line::Event(EventRef::Dated(i)));
    }
    for (heading, kind) in
        [("undated", Happening::Event), ("proposed, planned, foreseen", Happening::Proposal)]
    {
        let undated = corpus.timeline.undated.iter().enumerate();
        let of_kind = undated.filter(|(_, event)| event.happening == kind && told(event));
        let section: Vec<Line> = of_kind.map(|(i, _)| Line::Event(EventRef::Undated(i))).collect();
        if !section.is_empty() {
            lines.push(Line::Heading(heading.to_owned()));
            lines.extend(section);
        }
    }
    lines
}
