//! What a person does to articles: stars, read marks, and picking the articles to do it to; and undoing all that was
//! done, a step at a time.

use crate::app::command::Command;
use crate::app::layout::Pane;
use crate::app::message::Effect;
use crate::app::state::{App, Done, Screen};
use crate::model::head::LOST;
use crate::model::text::counted;
use crate::model::{ArticleIndex, Mark, MarkChange, Marking, SafeText};
use std::sync::Arc;

impl App {
    /// Runs a command that marks, picks what is marked, or undoes; `None` where it is another one.
    pub(super) fn run_mark(&mut self, command: Command) -> Option<Vec<Effect>> {
        match command {
            Command::Undo => return Some(self.undo()),
            Command::Redo => return Some(self.redo()),
            Command::Star => return Some(self.mark_subjects(Mark::Star)),
            Command::Unread => return Some(self.mark_subjects(Mark::Read)),
            Command::ReadAll => return Some(self.read_all()),
            Command::Tag => self.start_tags(),
            Command::Pick => self.pick(),
            Command::PickTo => self.pick_to(),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// The articles that a command about articles means: in the list those that are picked, else the one selected.
    pub(in crate::app) fn subjects(&self) -> Vec<ArticleIndex> {
        let listing = self.screen() == Screen::Main && self.focus == Pane::List;
        let picked = self.library.as_ref().filter(|_| listing).map(|library| self.picked.of(&library.corpus));
        picked.filter(|picked| !picked.is_empty()).unwrap_or_else(|| self.subject().into_iter().collect())
    }

    /// The ids of these articles.
    pub(super) fn subject_ids(&self) -> Vec<SafeText> {
        let Some(library) = &self.library else { return Vec::new() };
        self.subjects().into_iter().map(|article| library.corpus.head(article).id.clone()).collect()
    }

    /// Gives all of what is meant a mark, or takes it where all have it.
    fn mark_subjects(&mut self, mark: Mark) -> Vec<Effect> {
        let ids = self.subject_ids();
        let on = !ids.iter().all(|id| self.marks.has(mark, id));
        let effects = self.mark_ids(&ids, mark, on);
        if ids.len() > 1 {
            self.tell_many(ids.len(), mark, on);
        }
        effects
    }

    /// Marks all that is listed as read. Asks nothing: it is undone as one step.
    fn read_all(&mut self) -> Vec<Effect> {
        let Some(library) = &self.library else { return Vec::new() };
        let ids = self.list.order().iter().map(|&article| library.corpus.head(article).id.clone());
        let ids: Vec<SafeText> = ids.filter(|id| !self.marks.has(Mark::Read, id)).collect();
        if ids.is_empty() {
            self.told = Some("all that is listed is read".to_owned());
            return Vec::new();
        }
        let effects = self.mark_ids(&ids, Mark::Read, true);
        self.tell_many(ids.len(), Mark::Read, true);
        effects
    }

    fn tell_many(&mut self, count: usize, mark: Mark, on: bool) {
        let done = match (mark, on) {
            (Mark::Read, true) => "read",
            (Mark::Read, false) => "unread",
            (Mark::Star, true) => "starred",
            (Mark::Star, false) => "no longer starred",
        };
        let key = self.keymap.keys_of(self.scope(), Command::Undo).into_iter().next();
        let undo = key.map(|key| format!("; {key} takes it back")).unwrap_or_default();
        self.told = Some(format!("{} {done}{undo}", counted(count, "article")));
    }

    /// Marks an article, and remembers how to undo it.
    pub(super) fn mark(&mut self, article: ArticleIndex, mark: Mark, on: bool) -> Vec<Effect> {
        let Some(library) = &self.library else { return Vec::new() };
        let id = library.corpus.head(article).id.clone();
        self.mark_ids(&[id], mark, on)
    }

    fn mark_ids(&mut self, ids: &[SafeText], mark: Mark, on: bool) -> Vec<Effect> {
        let noun = if mark == Mark::Star { "star" } else { "read mark" };
        let what = if ids.len() == 1 { noun.to_owned() } else { counted(ids.len(), noun) };
        let change = |id: &SafeText| MarkChange::new(id.to_string(), Marking::Mark(mark, on));
        self.do_marks(&what, ids.iter().map(change).collect())
    }

    pub(super) fn has_mark(&self, article: ArticleIndex, mark: Mark) -> bool {
        let id = self.library.as_ref().map(|library| library.corpus.head(article).id.clone());
        id.is_some_and(|id| self.marks.has(mark, &id))
    }

    /// Picks the selected article out of the list, or no longer.
    fn pick(&mut self) {
        let Some((library, article)) = self.library.as_ref().zip(self.list.selected()) else { return };
        self.picked.toggle(library.corpus.head(article).id);
    }

    /// Picks all from the one picked last to the selected one.
    fn pick_to(&mut self) {
        let Some(library) = &self.library else { return };
        let corpus = &library.corpus;
        let here = self.list.scroll.selected;
        let id = |&article: &ArticleIndex| corpus.head(article).id;
        let last = self.picked.last();
        let from = last.and_then(|last| self.list.order().iter().position(|article| id(article) == last));
        let from = from.unwrap_or(here);
        for article in self.list.order().get(from.min(here)..=from.max(here)).unwrap_or_default() {
            self.picked.pick(id(article));
        }
    }

    /// Does what changes something of some changes, as one step that can be undone and is told as `what`.
    pub(super) fn do_marks(&mut self, what: &str, changes: Vec<MarkChange>) -> Vec<Effect> {
        let before = changes.len();
        let changes: Vec<MarkChange> = changes.into_iter().filter(|change| change.article != LOST).collect();
        if changes.len() < before {
            self.told = Some("what cannot be read cannot be marked either".to_owned());
        }
        let (done, back) = self.apply_marks(changes);
        if done.is_empty() {
            return Vec::new();
        }
        self.undo.push(Done::Marks(what.to_owned(), back));
        self.redo.clear();
        vec![Effect::Record(done)]
    }

    /// Applies changes; returns those that changed something, and what undoes them.
    fn apply_marks(&mut self, changes: Vec<MarkChange>) -> (Vec<MarkChange>, Vec<MarkChange>) {
        let marks = Arc::make_mut(&mut self.marks);
        let (mut done, mut back) = (Vec::new(), Vec::new());
        for change in changes {
            if let Some(inverse) = marks.apply(&change) {
                done.push(change);
                back.push(inverse);
            }
        }
        back.reverse();
        (done, back)
    }

    fn undo(&mut self) -> Vec<Effect> {
        let Some(step) = self.undo.pop() else {
            self.told = Some("nothing to undo".to_owned());
            return Vec::new();
        };
        let (contrary, effects) = self.take_step(step);
        self.told = Some(format!("undone: {}", contrary.what()));
        self.redo.push(contrary);
        effects
    }

    fn redo(&mut self) -> Vec<Effect> {
        let Some(step) = self.redo.pop() else {
            self.told = Some("nothing was undone that could be done again".to_owned());
            return Vec::new();
        };
        let (contrary, effects) = self.take_step(step);
        self.told = Some(format!("done again: {}", contrary.what()));
        self.undo.push(contrary);
        effects
    }

    /// Takes one step back or forth; returns the step that leads to where one was.
    fn take_step(&mut self, step: Done) -> (Done, Vec<Effect>) {
        match step {
            Done::Marks(what, changes) => {
                let (done, back) = self.apply_marks(changes);
                // Another program may have done the same: then there is nothing to keep.
                let effects = if done.is_empty() { Vec::new() } else { vec![Effect::Record(done)] };
                (Done::Marks(what, back), effects)
            }
            Done::Correction(change) => {
                let effects = self.correct_again(&change);
                (Done::Correction(Box::new(change.inverse())), effects)
            }
            Done::Saved(change) => {
                let back = Done::Saved(Box::new(change.inverse()));
                (back, self.keep_saved(*change))
            }
        }
    }
}
