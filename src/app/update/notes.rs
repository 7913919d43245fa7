//! Notes: choosing a passage, writing a note on it or on the whole article, and going to one.

use crate::app::chord::{Chord, KeyCode};
use crate::app::command::Command;
use crate::app::layout::Pane;
use crate::app::menu::{Menu, Source};
use crate::app::message::Effect;
use crate::app::notes::{NoteBox, all_items, items_of};
use crate::app::state::{App, Screen};
use crate::model::note::note;
use crate::model::{Anchor, ArticleIndex, MarkChange, Marking, Passage, Place, Span};

impl App {
    /// Runs a command about notes and passages; whether it was one.
    pub(super) fn run_note(&mut self, command: Command) -> bool {
        match command {
            Command::Note => self.open_note(),
            Command::Notes => self.list_notes(),
            Command::NextSentence | Command::PreviousSentence => {
                self.step(command == Command::NextSentence, Self::sentences);
            }
            Command::Extend => self.extend(),
            _ => return false,
        }
        true
    }

    /// The sentences of the article, and what stands outside of prose.
    fn sentences(&self) -> Vec<Span> {
        let Some((library, article)) = self.library.as_ref().zip(self.reader.article) else {
            return Vec::new();
        };
        let found = library.corpus.annotated(article);
        let shown = |role| role != crate::model::Role::Furniture || self.settings.furniture;
        let body = library.corpus.article(article);
        let parts = body.parts.iter().filter(|part| shown(part.role));
        let mut spans: Vec<Span> = Vec::new();
        for part in parts {
            let inside = crate::model::span::within(&found.sentences, part.span, |span| *span);
            if inside.is_empty() { spans.push(part.span) } else { spans.extend(inside) }
        }
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    /// What is selected becomes the beginning of a longer passage, or is one again by itself.
    fn extend(&mut self) {
        if self.reader.from.take().is_some() {
            return;
        }
        match self.chosen_passage() {
            Some(span) => {
                self.reader.from = Some(span);
                self.reader.cursor = Some(span);
                self.told = Some("what you step to is added to the passage".to_owned());
            }
            None => self.told = Some("step to a sentence first: the passage begins there".to_owned()),
        }
    }

    /// The passage that is chosen in the reader: from where it was begun, else the sentence of what is pointed at, or
    /// more where that is longer.
    fn chosen_passage(&self) -> Option<Span> {
        let (library, article) = self.library.as_ref().zip(self.reader.article)?;
        let selected = self.reader.selection()?;
        if self.reader.from.is_some() {
            return Some(selected);
        }
        let sentence = library.corpus.annotated(article).sentence_at(selected.start);
        Some(sentence.filter(|sentence| sentence.contains(selected)).unwrap_or(selected))
    }

    /// Opens the note on the chosen passage; without one, that on the whole article.
    fn open_note(&mut self) {
        let Some((library, article)) = self.library.as_ref().zip(self.subject()) else { return };
        let found = library.corpus.article(article);
        let reading = self.screen() == Screen::Main && self.focus == Pane::Reader;
        let passage = self.chosen_passage().filter(|_| reading);
        let on = passage.map_or(Anchor::Article, |passage| {
            self.noted.on(passage).cloned().unwrap_or_else(|| Anchor::of(&found.text, passage))
        });
        self.open_note_on(article, on);
    }

    fn open_note_on(&mut self, article: ArticleIndex, on: Anchor) {
        let Some(library) = &self.library else { return };
        let id = library.corpus.head(article).id.clone();
        let before = self.marks.notes.get(id.as_str()).and_then(|notes| notes.get(&on)).cloned();
        // What was typed and not kept is there again.
        let left = self.left_note.take().filter(|left| left.article == id && left.on == on);
        let mut note = NoteBox::new(id, on, before);
        if let Some(left) = left {
            note.editor = left.editor;
        }
        self.note = Some(note);
    }

    pub(super) fn key_in_note(&mut self, chord: Chord) -> Vec<Effect> {
        let columns = self.note_columns();
        let Some(open) = &mut self.note else { return Vec::new() };
        match chord.code {
            KeyCode::Enter if !chord.alt && !chord.ctrl => return self.keep_note(),
            _ if chord.code == KeyCode::Esc || super::keys::is_interrupt(chord) => {
                if open.is_changed() {
                    let key = self.keymap.keys_of(self.screen_scope(), Command::Note).into_iter().next();
                    let again = key.map(|key| format!("; {key} there brings it back")).unwrap_or_default();
                    self.told = Some(format!("what you typed is not kept{again}"));
                    self.left_note = self.note.take();
                }
                self.note = None;
            }
            _ => {
                open.editor.key(chord, columns);
            }
        }
        Vec::new()
    }

    fn keep_note(&mut self) -> Vec<Effect> {
        let Some(open) = &self.note else { return Vec::new() };
        let after = match note(open.editor.text()) {
            Ok(after) => after,
            Err(fault) => {
                self.told = Some(fault.to_string());
                return Vec::new();
            }
        };
        let Some(NoteBox { article, on, before, .. }) = self.note.take() else { return Vec::new() };
        let what = match (&before, &after) {
            (None, _) => "note",
            (Some(_), Some(_)) => "change of a note",
            (Some(_), None) => "note deleted",
        };
        if before == after {
            return Vec::new();
        }
        let key = self.keymap.keys_of(self.screen_scope(), Command::Undo).into_iter().next();
        if let (None, Some(key)) = (&after, key) {
            self.told = Some(format!("note deleted; {key} brings it back"));
        }
        let marking = Marking::Note { on, before, after };
        self.do_marks(what, vec![MarkChange::new(article.to_string(), marking)])
    }

    /// Lists the notes of the article, and all there are.
    fn list_notes(&mut self) {
        let Some(library) = &self.library else { return };
        let corpus = &library.corpus;
        let own = self.subject().map(|article| items_of(corpus, &self.marks, article)).unwrap_or_default();
        let all = all_items(corpus, &self.marks);
        if all.is_empty() {
            let key = self.keymap.keys_of(self.screen_scope(), Command::Note).into_iter().next();
            let write = key.map(|key| format!("; {key} writes one")).unwrap_or_default();
            self.told = Some(format!("there are no notes yet{write}"));
            return;
        }
        let none = own.is_empty();
        let pages =
            vec![Source { name: "of this article", items: own }, Source { name: "all notes", items: all }];
        let mut menu = Menu::paged("Notes", pages);
        if none {
            menu.turn(1);
        }
        self.menu = Some(menu);
    }

    /// Goes to what a note is on and opens it.
    pub(super) fn go_to_note(&mut self, article: ArticleIndex, on: Anchor) -> Vec<Effect> {
        let Some(library) = &self.library else { return Vec::new() };
        let place = on.locate(&library.corpus.article(article).text);
        let span = if let Place::At(span) = place { span } else { Span::default() };
        let here = self.screen() == Screen::Main && self.reader.article == Some(article);
        let effects = if here {
            self.focus = Pane::Reader;
            let height = self.reader_height();
            self.reader.point(span, height);
            Vec::new()
        } else {
            self.open_passage(Passage { article, span })
        };
        if span.is_empty() {
            self.reader.cursor = None;
        }
        self.open_note_on(article, on);
        effects
    }

    /// Columns of the text in the box of a note.
    #[must_use]
    pub fn note_columns(&self) -> usize {
        usize::from(crate::app::state::overlay_area(self.size).inner().width).saturating_sub(2).max(1)
    }
}
