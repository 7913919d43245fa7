//! The reading pane: the rows of the article, where one is in it, what is found and what is pointed at.

pub use super::find::Find;
use super::rows::Rows;
pub use super::rows::Setting;
use super::scroll::Motion;
use crate::model::{Article, ArticleIndex, Corpus, Event, EventRef, Span};
use std::sync::Arc;

/// Rows over which the view goes row by row where not all rows are made; what is further away is gone to by bytes.
const COUNTED: usize = 20_000;

/// The state of the reading pane.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// The article, unless the list is empty.
    pub article: Option<ArticleIndex>,
    /// Its rows near the view; all of them where it is of ordinary length.
    pub rows: Rows,
    /// The first row in view, among `rows`.
    pub top: usize,
    /// What is pointed at: a mention, a match, or a sentence of an event.
    pub cursor: Option<Span>,
    /// Where a longer passage begins, which goes on to what is pointed at.
    pub from: Option<Span>,
    /// What is looked for.
    pub find: Find,
}

impl Reader {
    /// Shows an article from its beginning, unless it is the one already shown.
    pub fn show(&mut self, corpus: &Corpus, article: Option<ArticleIndex>, setting: Setting) {
        if self.article != article {
            let needle = std::mem::take(&mut self.find.needle);
            *self = Self { article, ..Self::default() };
            if let Some(article) = article {
                let article = corpus.article(article);
                self.find = Find::begin(needle, &article, false);
                self.rows = Rows::of(article, setting);
            } else {
                self.find.needle = needle;
            }
        }
        self.lay(setting);
    }

    /// Shows the article that it shows already out of a corpus that was joined anew, where it may have another number
    /// and another text; stays at the same place in it.
    pub fn renew(&mut self, corpus: &Corpus, article: ArticleIndex, setting: Setting) {
        self.article = Some(article);
        let article = &corpus.article(article);
        let same = |before: &Arc<Article>| Arc::ptr_eq(before, article) || before.text == article.text;
        if !self.rows.article().is_some_and(same) {
            self.cursor = None;
            self.find = Find::begin(std::mem::take(&mut self.find.needle), article, false);
            self.lay_anew(article.clone(), setting);
        }
        self.lay(setting);
    }

    /// Makes the rows anew where the setting changed, and stays at the same words.
    pub fn lay(&mut self, setting: Setting) {
        if let Some(article) = self.rows.article().filter(|_| self.rows.setting() != setting) {
            self.lay_anew(article.clone(), setting);
        }
    }

    fn lay_anew(&mut self, article: Arc<Article>, setting: Setting) {
        let at = self.at();
        self.rows = self.rows.again(article, setting);
        self.top = 0;
        if at > 0 {
            self.go_to(at);
        }
    }

    /// The byte at which the view begins, 0 at the beginning of the article.
    #[must_use]
    pub fn at(&self) -> u32 {
        let row = self.rows.get(self.top).filter(|_| self.top > 0 || self.rows.goes_back());
        row.map_or(0, |row| row.span.start)
    }

    /// Puts the row that holds a byte offset at the top of the view.
    pub fn go_to(&mut self, offset: u32) {
        self.rows.reach(offset);
        self.top = self.rows.row_of(offset);
    }

    /// What is pointed at, with all from where a longer passage begins.
    #[must_use]
    pub fn selection(&self) -> Option<Span> {
        let cursor = self.cursor?;
        Some(self.from.map_or(cursor, |from| from.cover(cursor)))
    }

    /// Scrolls by rows; the last page is never left.
    pub fn scroll(&mut self, motion: Motion, height: usize) {
        let step = match (motion, motion.step(height)) {
            (_, Some(step)) => step,
            (Motion::Top, None) => {
                self.rows.reach(0);
                return self.put_top(0, height);
            }
            (_, None) => {
                self.rows.reach(self.rows.end());
                return self.put_top(self.rows.len().cast_signed(), height);
            }
        };
        let far = step.unsigned_abs() > COUNTED && (self.rows.goes_on() || self.rows.goes_back());
        if far {
            let bytes = step.saturating_mul(self.rows.bytes_a_row().cast_signed());
            let bytes = i32::try_from(bytes).unwrap_or(if bytes < 0 { i32::MIN } else { i32::MAX });
            self.go_to(self.at().saturating_add_signed(bytes).min(self.rows.end()));
        }
        self.put_top(self.top.cast_signed().saturating_add(if far { 0 } else { step }), height);
    }

    /// Puts the top of the view on a row, counted from the first row that is made; those that are wanted are made.
    fn put_top(&mut self, mut top: isize, height: usize) {
        while top < 0 {
            match self.rows.go_back() {
                0 => break,
                more => top += more.cast_signed(),
            }
        }
        top = top.max(0);
        while top.saturating_add_unsigned(height) > self.rows.len().cast_signed() && self.rows.go_on() > 0 {}
        // The last page may begin before the rows that are made.
        while self.rows.len() < height {
            match self.rows.go_back() {
                0 => break,
                more => top += more.cast_signed(),
            }
        }
        let top = usize::try_from(top).unwrap_or(0).min(self.rows.len().saturating_sub(height));
        self.top = top - self.rows.keep_near(top..top + height);
    }

    /// Points at a span and brings it into view, a third from the top where it was not.
    pub fn point(&mut self, span: Span, height: usize) {
        self.cursor = Some(span);
        let moved = self.rows.reach(span.start);
        let row = self.rows.row_of(span.start);
        if moved || row < self.top || row + 1 >= self.top + height {
            self.put_top(row.cast_signed() - (height / 3).cast_signed(), height);
        }
    }

    /// Points at the next or previous of some sorted spans, seen from the cursor, else from the first row in view.
    /// False where there is none in that direction.
    pub fn step(&mut self, spans: &[Span], forward: bool, height: usize) -> bool {
        let here = self.cursor.filter(|span| self.shows(span.start, height));
        let first = self.rows.get(self.top).map_or(0, |row| row.span.start);
        let from = here.map_or(first, |span| span.start);
        let next = if forward {
            let past = |span: &Span| span.start < from || here.is_some() && span.start == from;
            spans.get(spans.partition_point(past))
        } else {
            spans[..spans.partition_point(|span| span.start < from)].last()
        };
        next.copied().inspect(|span| self.point(*span, height)).is_some()
    }

    /// Whether the row of a byte offset is in view.
    fn shows(&self, offset: u32, height: usize) -> bool {
        let begins = |row: usize| self.rows.get(row).map(|row| row.span.start);
        let after_top = begins(self.top).is_none_or(|top| top <= offset) || self.at() == 0;
        let before_end = begins(self.top + height).map_or(!self.rows.goes_on(), |end| offset < end);
        after_top && before_end
    }

    /// Looks for words; points at the first hit from the top of the view on.
    pub fn look_for(&mut self, needle: &str, height: usize) {
        let Some(article) = self.rows.article() else { return };
        self.find = Find::begin(needle.to_owned(), article, true);
        (self.cursor, self.from) = (None, None);
        self.step_hit(true, height);
    }

    /// Takes in where a worker found the words.
    pub fn found(&mut self, hits: Vec<Span>, height: usize) {
        if self.find.take(hits) && self.cursor.is_none() {
            self.step_hit(true, height);
        }
    }

    /// Points at the next or previous hit, around the end. False where it went around.
    pub fn step_hit(&mut self, forward: bool, height: usize) -> bool {
        let hits = std::mem::take(&mut self.find.hits);
        let there = self.step(&hits, forward, height);
        let end = if forward { hits.first() } else { hits.last() };
        if let Some(end) = end.filter(|_| !there) {
            self.point(*end, height);
        }
        self.find.hits = hits;
        there
    }

    /// Goes to the beginning of the next part, or of this or the one before.
    pub fn step_part(&mut self, forward: bool, height: usize) {
        let Some(row) = self.rows.get(self.top) else { return };
        // A blank row has the place of the part below it.
        let from =
            if row.span.is_empty() && forward { row.span.start.saturating_sub(1) } else { row.span.start };
        if let Some(part) = self.rows.part_from(from, forward) {
            self.go_to(part.start);
            self.put_top(self.top.cast_signed(), height);
        }
    }

    /// How far one has read, in percent, 100 at the end: of the rows, or of the text where not all rows are made.
    #[must_use]
    pub fn percent(&self, height: usize) -> usize {
        let seen = (self.top + height).min(self.rows.len());
        if !self.rows.goes_back() && !self.rows.goes_on() {
            return if self.rows.is_empty() { 100 } else { seen * 100 / self.rows.len() };
        }
        let read = seen.checked_sub(1).map_or(0, |last| self.rows[last].span.end);
        read as usize * 100 / (self.rows.end() as usize).max(1)
    }
}

/// The sentences of an article that tell an event, in order, without those of proposals.
#[must_use]
pub fn telling(corpus: &Corpus, article: ArticleIndex) -> Vec<Span> {
    let mut spans: Vec<Span> =
        dated_events(corpus, article).flat_map(|event| sentences_of(event, article)).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// The dated events that an article tells.
pub(super) fn dated_events(corpus: &Corpus, article: ArticleIndex) -> impl Iterator<Item = &Event> {
    let told = corpus.briefs().told_by(article).filter(|event| matches!(event, EventRef::Dated(_)));
    told.map(|event| event.of(corpus))
}

/// The sentences of one article that tell one event.
pub fn sentences_of(event: &Event, article: ArticleIndex) -> impl Iterator<Item = Span> + '_ {
    event.mentions.iter().filter(move |mention| mention.article == article).map(|mention| mention.span)
}
