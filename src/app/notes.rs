//! The person's notes on the screen: where they stand in the article that is read, the box one is written in, and the
//! lists of them.

use super::editor::Editor;
use super::menu::{Choice, Item};
use crate::model::marks::Notes;
use crate::model::width::fit;
use crate::model::{Anchor, Article, ArticleIndex, Corpus, Marks, Place, SafeText, Span};

/// Columns of a note's first line where notes are listed.
const LISTED: usize = 100;

/// Rows of a note's text in its box, at most and at least.
pub const NOTE_ROWS: (usize, usize) = (4, 14);

/// The notes of the article that is read, where they stand in it.
#[derive(Debug, Clone, Default)]
pub struct Noted {
    article: Option<ArticleIndex>,
    notes: Notes,
    /// What each is on and where that is, by place: those on the whole article first, those without their passage last.
    pub places: Vec<(Place, Anchor)>,
    /// What of the text has notes, in order, without overlap.
    pub spans: Vec<Span>,
}

impl Noted {
    /// Finds the places anew where it is another article, or its notes have changed.
    pub fn settle(&mut self, corpus: &Corpus, article: Option<ArticleIndex>, marks: &Marks) {
        let notes = article.and_then(|article| marks.notes.get(corpus.head(article).id.as_str()));
        if self.article == article && notes.map_or(self.notes.is_empty(), |notes| *notes == self.notes) {
            return;
        }
        *self = Self { article, notes: notes.cloned().unwrap_or_default(), ..Self::default() };
        let Some(article) = article else { return };
        self.places = placed(&corpus.article(article), &self.notes);
        for span in self.places.iter().filter_map(|(place, _)| at(*place)) {
            match self.spans.last_mut() {
                Some(last) if span.start <= last.end => *last = last.cover(span),
                _ => self.spans.push(span),
            }
        }
    }

    /// The note on a passage: the one that begins nearest before its start or in it; `None` where there is none.
    #[must_use]
    pub fn on(&self, passage: Span) -> Option<&Anchor> {
        let here = self.places.iter().filter(|(place, _)| at(*place).is_some_and(|at| at.overlaps(passage)));
        here.min_by_key(|(place, _)| at(*place).map(|at| at.start.abs_diff(passage.start))).map(|(_, on)| on)
    }

    /// What a note says.
    #[must_use]
    pub fn text(&self, on: &Anchor) -> Option<&SafeText> {
        self.notes.get(on)
    }

    /// How many notes there are, and of how many the passage is gone.
    #[must_use]
    pub fn told(&self) -> Option<String> {
        let gone = self.places.iter().filter(|(place, _)| *place == Place::Gone).count();
        let count = match self.places.len() {
            0 => return None,
            count => crate::model::text::counted(count, "note"),
        };
        Some(if gone == 0 { count } else { format!("{count}, {gone} without the passage it was on") })
    }
}

/// Notes by their places in an article.
fn placed(article: &Article, notes: &Notes) -> Vec<(Place, Anchor)> {
    let mut places: Vec<(Place, Anchor)> =
        notes.keys().map(|on| (on.locate(&article.text), on.clone())).collect();
    places.sort();
    places
}

const fn at(place: Place) -> Option<Span> {
    match place {
        Place::At(span) => Some(span),
        Place::Article | Place::Gone => None,
    }
}

/// A note being written.
#[derive(Debug, Clone)]
pub struct NoteBox {
    /// The article's id.
    pub article: SafeText,
    /// What it is on.
    pub on: Anchor,
    /// What it said when the box was opened.
    pub before: Option<SafeText>,
    /// What is typed.
    pub editor: Editor,
}

impl NoteBox {
    /// A box for a note on something, with what it says already.
    #[must_use]
    pub fn new(article: SafeText, on: Anchor, before: Option<SafeText>) -> Self {
        let editor = Editor::new(before.as_deref().unwrap_or_default());
        Self { article, on, before, editor }
    }

    /// Its heading.
    #[must_use]
    pub fn title(&self) -> String {
        match self.on.words() {
            Some(words) => format!("Note on “{}”", SafeText::line(words)),
            None => "Note on the whole article".to_owned(),
        }
    }

    /// Whether something was typed that is not kept.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.editor.text() != self.before.as_deref().unwrap_or_default()
    }
}

/// The notes of an article, to be chosen from.
#[must_use]
pub fn items_of(corpus: &Corpus, marks: &Marks, article: ArticleIndex) -> Vec<Item> {
    let found = corpus.article(article);
    let Some(notes) = marks.notes.get(found.id.as_str()) else { return Vec::new() };
    let places = placed(&found, notes);
    places.into_iter().map(|(place, on)| item(&notes[&on], place, Some(article), on, "")).collect()
}

/// All notes: those of articles that are there, in their order, then the others.
#[must_use]
pub fn all_items(corpus: &Corpus, marks: &Marks) -> Vec<Item> {
    let mut left: std::collections::BTreeSet<&str> = marks.notes.keys().map(String::as_str).collect();
    let mut items = Vec::new();
    for article in corpus.indices() {
        let found = corpus.article(article);
        let Some(notes) = marks.notes.get(found.id.as_str()).filter(|_| left.remove(found.id.as_str()))
        else {
            continue;
        };
        let title = found.display_title();
        let placed = placed(&found, notes).into_iter();
        items.extend(placed.map(|(place, on)| item(&notes[&on], place, Some(article), on, title)));
    }
    for (id, (on, text)) in left.iter().flat_map(|id| marks.notes_of(id).map(move |note| (id, note))) {
        items.push(item(
            text,
            Place::Gone,
            None,
            on.clone(),
            &format!("of “{}”, which is not here", SafeText::line(id)),
        ));
    }
    items
}

fn item(text: &SafeText, place: Place, article: Option<ArticleIndex>, on: Anchor, of: &str) -> Item {
    let words = on.words().map(|words| format!("“{}”", SafeText::line(&fit(words, LISTED))));
    let words = words.unwrap_or_else(|| "the whole article".to_owned());
    let detail = if of.is_empty() { words } else { format!("{} · {words}", fit(of, LISTED)) };
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let lines = text.lines().count();
    Item {
        label: fit(first.trim(), LISTED),
        detail,
        aside: match place {
            Place::Gone if article.is_some() => "passage gone".to_owned(),
            _ if lines > 1 => format!("{lines} lines"),
            _ => String::new(),
        },
        choice: article.map_or(Choice::Nothing, |article| Choice::Note(article, on)),
    }
}
