//! The reading pane: the rows of the article, where one is in it, what is found and what is pointed at.

use super::rows::{Row, article_rows};
use super::scroll::Motion;
use crate::model::{Article, ArticleIndex, Corpus, Event, Span};

/// Words looked for in the article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Find {
    /// What was typed.
    pub needle: String,
    /// Where it stands, in order.
    pub hits: Vec<Span>,
}

/// How rows are made: columns, and whether furniture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Setting {
    /// Columns of the text.
    pub columns: u16,
    /// Whether furniture is shown.
    pub furniture: bool,
}

/// The state of the reading pane.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// The article, unless the list is empty.
    pub article: Option<ArticleIndex>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The first row in view.
    pub top: usize,
    /// What is pointed at: a mention, a match, or a sentence of an event.
    pub cursor: Option<Span>,
    /// Where a longer passage begins, which goes on to what is pointed at.
    pub from: Option<Span>,
    /// What is looked for.
    pub find: Find,
    setting: Setting,
}

impl Reader {
    /// Shows an article from its beginning, unless it is the one already shown.
    pub fn show(&mut self, corpus: &Corpus, article: Option<ArticleIndex>, setting: Setting) {
        if self.article != article {
            *self = Self {
                article,
                setting,
                find: Find { needle: std::mem::take(&mut self.find.needle), ..Find::default() },
                ..Self::default()
            };
            if let Some(article) = article {
                self.rows = article_rows(corpus.article(article), setting.columns, setting.furniture);
                self.find.hits = find(corpus.article(article), &self.find.needle);
            }
        }
        self.lay(corpus, setting);
    }

    /// Shows the article that it shows already out of a corpus that was joined anew, where it may have another number
    /// and another text than `before`; stays at the same place in it.
    pub fn renew(&mut self, corpus: &Corpus, article: ArticleIndex, setting: Setting, before: &str) {
        self.article = Some(article);
        if *corpus.article(article).text == *before {
            return self.lay(corpus, setting);
        }
        self.cursor = None;
        self.find.hits = find(corpus.article(article), &self.find.needle);
        // No setting is like it, so that the rows are made.
        self.setting = Setting { columns: 0, ..setting };
        self.lay(corpus, setting);
    }

    /// Makes the rows anew where the setting changed, and stays at the same words.
    pub fn lay(&mut self, corpus: &Corpus, setting: Setting) {
        let Some(article) = self.article.filter(|_| self.setting != setting) else { return };
        let anchor = self.rows.get(self.top).map_or(0, |row| row.span.start);
        self.setting = setting;
        self.rows = article_rows(corpus.article(article), setting.columns, setting.furniture);
        self.top = if self.top == 0 { 0 } else { self.row_of(anchor) };
    }

    /// What is pointed at, with all from where a longer passage begins.
    #[must_use]
    pub fn selection(&self) -> Option<Span> {
        let cursor = self.cursor?;
        Some(self.from.map_or(cursor, |from| from.cover(cursor)))
    }

    /// The row that holds a byte offset, or the one before it.
    #[must_use]
    pub fn row_of(&self, offset: u32) -> usize {
        self.rows.partition_point(|row| row.span.start <= offset).saturating_sub(1)
    }

    /// Scrolls by rows; the last page is never left.
    pub fn scroll(&mut self, motion: Motion, height: usize) {
        let places = self.rows.len().saturating_sub(height) + 1;
        self.top = motion.from(self.top, places, height);
    }

    /// Points at a span and brings it into view, a third from the top where it was not.
    pub fn point(&mut self, span: Span, height: usize) {
        self.cursor = Some(span);
        let row = self.row_of(span.start);
        if row < self.top || row + 1 >= self.top + height {
            self.top = row.saturating_sub(height / 3).min(self.rows.len().saturating_sub(height));
        }
    }

    /// Points at the next or previous of some sorted spans, seen from the cursor, else from the first row in view.
    /// False where there is none in that direction.
    pub fn step(&mut self, spans: &[Span], forward: bool, height: usize) -> bool {
        let visible = |span: &&Span| {
            let row = self.row_of(span.start);
            row >= self.top && row < self.top + height
        };
        let here = self.cursor.as_ref().filter(visible).copied();
        let from =
            here.map_or_else(|| self.rows.get(self.top).map_or(0, |row| row.span.start), |span| span.start);
        let next = if forward {
            spans.iter().find(|span| span.start > from || here.is_none() && span.start >= from)
        } else {
            spans.iter().rev().find(|span| span.start < from)
        };
        next.copied().inspect(|span| self.point(*span, height)).is_some()
    }

    /// Looks for words; points at the first hit from the top of the view on.
    pub fn look_for(&mut self, corpus: &Corpus, needle: &str, height: usize) {
        let Some(article) = self.article else { return };
        self.find = Find { needle: needle.to_owned(), hits: find(corpus.article(article), needle) };
        (self.cursor, self.from) = (None, None);
        let hits = self.find.hits.clone();
        if !self.step(&hits, true, height)
            && let Some(first) = hits.first()
        {
            self.point(*first, height);
        }
    }

    /// The starts of paragraphs.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<Span> {
        self.rows.iter().filter(|row| row.first).map(|row| row.span).collect()
    }

    /// How far one has read, in percent of the rows, 100 at the end.
    #[must_use]
    pub fn percent(&self, height: usize) -> usize {
        let seen = (self.top + height).min(self.rows.len());
        if self.rows.is_empty() { 100 } else { seen * 100 / self.rows.len() }
    }
}

/// Where words stand in the article, without regard to case unless they hold a capital; hidden lines are left out.
fn find(article: &Article, needle: &str) -> Vec<Span> {
    if needle.is_empty() {
        return Vec::new();
    }
    let exact = needle.chars().any(char::is_uppercase);
    let same = |a: char, b: char| a == b || !exact && a.to_lowercase().eq(b.to_lowercase());
    let matches_at = |rest: &str| {
        let mut end = 0;
        let mut chars = rest.chars();
        for wanted in needle.chars() {
            let c = chars.next().filter(|&c| same(c, wanted) || wanted == ' ' && c.is_whitespace())?;
            end += c.len_utf8();
        }
        Some(end)
    };
    let mut hits = Vec::new();
    for part in article.parts.iter().filter(|part| part.role != crate::model::Role::Furniture) {
        let words = article.words(part.span);
        let mut past = 0;
        for (i, _) in words.char_indices() {
            if i < past {
                continue;
            }
            if let Some(len) = matches_at(&words[i..]) {
                past = i + len;
                hits.push(Span::new(part.span.start + i as u32, part.span.start + past as u32));
            }
        }
    }
    hits
}

/// The sentences of an article that tell an event, in order, without those of proposals.
#[must_use]
pub fn telling(corpus: &Corpus, article: ArticleIndex) -> Vec<Span> {
    let mut spans: Vec<Span> =
        corpus.timeline.events.iter().flat_map(|event| sentences_of(event, article)).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// The sentences of one article that tell one event.
pub fn sentences_of(event: &Event, article: ArticleIndex) -> impl Iterator<Item = Span> + '_ {
    event.mentions.iter().filter(move |mention| mention.article == article).map(|mention| mention.span)
}
