//! Tagging: a line of tags that is typed for the article, or for all that are picked.

use crate::app::chord::{Chord, KeyCode};
use crate::app::message::Effect;
use crate::app::state::{App, PromptKind};
use crate::app::tagging::{Line, completions, had};
use crate::model::text::counted;
use crate::model::{MarkChange, Marking, SafeText, Tag};
use tui_input::Input;

impl App {
    /// Starts typing tags for the article, or for all that are picked.
    pub(super) fn start_tags(&mut self) {
        if self.subjects().is_empty() {
            self.told = Some("there is no article to tag".to_owned());
            return;
        }
        self.start_prompt(PromptKind::Tags);
    }

    pub(super) fn key_in_tags(&mut self, chord: Chord) -> Vec<Effect> {
        let Some(prompt) = &mut self.prompt else { return Vec::new() };
        let typed = prompt.input.value().to_owned();
        match chord.code {
            KeyCode::Enter => return self.take_tags(&typed),
            KeyCode::Esc => self.prompt = None,
            KeyCode::Backspace if typed.is_empty() => self.prompt = None,
            KeyCode::Tab | KeyCode::BackTab => self.complete_tag(chord.code == KeyCode::Tab),
            _ if super::keys::is_interrupt(chord) => self.prompt = None,
            _ => {
                if let Some(request) = super::keys::editing(chord) {
                    prompt.input.handle(request);
                }
                // What is completed next begins with what stands there now.
                let now = prompt.input.value();
                if now != typed {
                    now.clone_into(&mut prompt.before);
                }
            }
        }
        Vec::new()
    }

    /// Puts the next way in which the last word may go on there, around the end to what was typed.
    fn complete_tag(&mut self, forward: bool) {
        let (known, there) = (self.known_tags(), self.tags_there());
        let Some(prompt) = &mut self.prompt else { return };
        let mut ways = completions(&prompt.before, &known, &there);
        if ways.is_empty() {
            self.told = Some("no tag begins so".to_owned());
            return;
        }
        ways.insert(0, prompt.before.clone());
        ways.dedup();
        let here = ways.iter().position(|way| way == prompt.input.value()).unwrap_or(0);
        let step = if forward { 1 } else { ways.len() - 1 };
        prompt.input = Input::new(ways.swap_remove((here + step) % ways.len()));
    }

    /// Does what the line asks for; one that cannot be understood stays to be set right.
    fn take_tags(&mut self, typed: &str) -> Vec<Effect> {
        let line = match Line::read(typed, &self.known_tags()) {
            Ok(line) => line,
            Err(fault) => {
                self.told = Some(fault);
                return Vec::new();
            }
        };
        self.prompt = None;
        let there = self.tags_there();
        let missing: Vec<&str> =
            line.remove.iter().filter(|tag| !there.contains(tag)).map(|tag| tag.text().as_str()).collect();
        let ids = self.subject_ids();
        let of = |tag: &Tag, on| {
            let change = Marking::Tag(tag.clone(), on);
            ids.iter().map(move |id| MarkChange::new(id.to_string(), change.clone())).collect::<Vec<_>>()
        };
        let added = line.add.iter().flat_map(|tag| of(tag, true));
        let changes = added.chain(line.remove.iter().flat_map(|tag| of(tag, false))).collect();
        let words = |tags: &[Tag]| tags.iter().map(|tag| tag.text().as_str()).collect::<Vec<_>>().join(", ");
        let what = match (line.add.as_slice(), line.remove.as_slice()) {
            (add, []) => format!("tag {}", words(add)),
            ([], remove) => format!("tag {} taken away", words(remove)),
            (add, remove) => format!("tags {}, -{}", words(add), words(remove)),
        };
        let effects = self.do_marks(&what, changes);
        self.told = match (missing.as_slice(), effects.is_empty()) {
            ([], true) if line == Line::default() => None,
            ([], true) => Some("nothing to change: it is so already".to_owned()),
            ([], false) if ids.len() > 1 => Some(format!("{}: {what}", counted(ids.len(), "article"))),
            ([], false) => None,
            (missing, _) => Some(format!("there is no tag {} here to take away", missing.join(", "))),
        };
        effects
    }

    /// What stands behind the line being typed: the tags that are there, or what is wrong.
    #[must_use]
    pub fn tags_aside(&self) -> String {
        let Some(prompt) = &self.prompt else { return String::new() };
        if let Err(fault) = Line::read(prompt.input.value(), &self.known_tags()) {
            return fault;
        }
        let ids = self.subject_ids();
        let had: Vec<String> = had(&self.marks, ids.iter().map(SafeText::as_str))
            .into_iter()
            .map(|(tag, count)| {
                let of =
                    if count == ids.len() { String::new() } else { format!(" ({count} of {})", ids.len()) };
                format!("{}{of}", tag.text())
            })
            .collect();
        let several =
            if ids.len() > 1 { format!("{} · ", counted(ids.len(), "article")) } else { String::new() };
        if had.is_empty() {
            return format!("{several}no tags yet · commas between tags, Tab completes");
        }
        format!("{several}has {} · -word takes one away, Tab completes", had.join(", "))
    }

    /// All tags there are, the most used first.
    fn known_tags(&self) -> Vec<Tag> {
        self.marks.all_tags().into_iter().map(|(tag, _)| tag).collect()
    }

    /// The tags of what is to be tagged.
    fn tags_there(&self) -> Vec<Tag> {
        let ids = self.subject_ids();
        had(&self.marks, ids.iter().map(SafeText::as_str)).into_iter().map(|(tag, _)| tag).collect()
    }
}
