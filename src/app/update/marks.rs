//! What a person does to articles: stars, read marks; and undoing all that was done, a step at a time.

use crate::app::command::Command;
use crate::app::message::Effect;
use crate::app::state::{App, Done};
use crate::model::{ArticleIndex, Mark, MarkChange, Marking};
use std::sync::Arc;

impl App {
    /// Runs a command that marks, or undoes.
    pub(super) fn run_mark(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            _ => {
                let Some(article) = self.subject() else { return Vec::new() };
                let mark = if command == Command::Star { Mark::Star } else { Mark::Read };
                self.mark(article, mark, !self.has_mark(article, mark))
            }
        }
    }

    /// Marks an article, and remembers how to undo it.
    pub(super) fn mark(&mut self, article: ArticleIndex, mark: Mark, on: bool) -> Vec<Effect> {
        let Some(library) = &self.library else { return Vec::new() };
        let id = library.corpus.article(article).id.to_string();
        let what = if mark == Mark::Star { "star" } else { "read mark" };
        self.do_marks(what, vec![MarkChange::new(id, Marking::Mark(mark, on))])
    }

    pub(super) fn has_mark(&self, article: ArticleIndex, mark: Mark) -> bool {
        let id = self.library.as_ref().map(|library| library.corpus.article(article).id.clone());
        id.is_some_and(|id| self.marks.has(mark, &id))
    }

    /// Does what changes something of some changes, as one step that can be undone and is told as `what`.
    pub(super) fn do_marks(&mut self, what: &str, changes: Vec<MarkChange>) -> Vec<Effect> {
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
        }
    }
}
