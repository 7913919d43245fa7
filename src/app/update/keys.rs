//! Keys: into a line being typed, into a menu, or through the bindings to a command.

use crate::app::chord::{Chord, KeyCode};
use crate::app::command::Command;
use crate::app::keymap::Resolution;
use crate::app::menu::Choice;
use crate::app::message::{Effect, Exported};
use crate::app::scroll::Motion;
use crate::app::state::{App, Prompt, PromptKind};
use tui_input::{Input, InputRequest};

/// The editing that a key asks for in a line being typed.
pub(super) fn editing(chord: Chord) -> Option<InputRequest> {
    Some(match (chord.code, chord.ctrl) {
        (KeyCode::Char(c), false) if !chord.alt => InputRequest::InsertChar(c),
        (KeyCode::Backspace, false) => InputRequest::DeletePrevChar,
        (KeyCode::Delete, false) => InputRequest::DeleteNextChar,
        (KeyCode::Left, false) => InputRequest::GoToPrevChar,
        (KeyCode::Right, false) => InputRequest::GoToNextChar,
        (KeyCode::Left, true) => InputRequest::GoToPrevWord,
        (KeyCode::Right, true) => InputRequest::GoToNextWord,
        (KeyCode::Home, _) | (KeyCode::Char('a'), true) => InputRequest::GoToStart,
        (KeyCode::End, _) | (KeyCode::Char('e'), true) => InputRequest::GoToEnd,
        (KeyCode::Char('w'), true) => InputRequest::DeletePrevWord,
        (KeyCode::Char('u'), true) => InputRequest::DeleteFromStart,
        (KeyCode::Char('k'), true) => InputRequest::DeleteTillEnd,
        _ => return None,
    })
}

/// A line being typed with more put in at the cursor, at once however much it is.
fn with_inserted(input: &Input, more: &str) -> Input {
    let value = input.value();
    let at = value.char_indices().nth(input.cursor()).map_or(value.len(), |(at, _)| at);
    let whole = [&value[..at], more, &value[at..]].concat();
    Input::new(whole).with_cursor(input.cursor() + more.chars().count())
}

/// Edits what is typed. Where it is selected as a whole, what is typed takes its place and what deletes takes all of
/// it away; a blank or a movement goes on with it.
fn edit(prompt: &mut Prompt, chord: Chord) {
    let Some(request) = editing(chord) else { return };
    let whole = std::mem::take(&mut prompt.selected);
    match request {
        InputRequest::InsertChar(' ') => {}
        InputRequest::InsertChar(_) if whole => prompt.input = Input::default(),
        InputRequest::DeletePrevChar
        | InputRequest::DeleteNextChar
        | InputRequest::DeletePrevWord
        | InputRequest::DeleteFromStart
            if whole =>
        {
            prompt.input = Input::default();
        }
        _ => {}
    }
    prompt.input.handle(request);
}

pub(super) const fn is_interrupt(chord: Chord) -> bool {
    chord.ctrl && matches!(chord.code, KeyCode::Char('c'))
}

impl App {
    pub(super) fn on_key(&mut self, chord: Chord) -> Vec<Effect> {
        self.told = None;
        let greeted = std::mem::take(&mut self.hint);
        if self.prompt.is_some() {
            return self.key_in_prompt(chord);
        }
        if self.note.is_some() {
            return self.key_in_note(chord);
        }
        if self.menu.is_some() {
            return self.key_in_menu(chord);
        }
        if let Some(digit) = chord.typed().and_then(|c| c.to_digit(10))
            && self.pending.keys.is_empty()
            && (digit != 0 || self.pending.count.is_some())
        {
            let count = self.pending.count.unwrap_or(0).saturating_mul(10).saturating_add(digit as usize);
            self.pending.count = Some(count.min(1_000_000));
            return Vec::new();
        }
        self.pending.keys.push(chord);
        match self.keymap.resolve(self.scope(), &self.pending.keys) {
            Resolution::Command(command) => {
                let count = self.pending.count.take();
                self.pending.keys.clear();
                self.run(command, count)
            }
            Resolution::Prefix => Vec::new(),
            Resolution::None => {
                let alone = self.pending.keys.len() == 1;
                self.pending = crate::app::state::Pending::default();
                // A key that breaks off a sequence still means what it means alone.
                if !alone {
                    return self.on_key(chord);
                }
                // The key that closed the greeting did something.
                if greeted {
                    return Vec::new();
                }
                let help = self.keymap.keys_of(self.scope(), Command::Help).into_iter().next();
                let help = help.map(|key| format!("; {key} lists the keys")).unwrap_or_default();
                self.told = Some(format!("{} does nothing here{help}", chord.label()));
                Vec::new()
            }
        }
    }

    pub(super) fn on_paste(&mut self, text: &str) -> Vec<Effect> {
        let line = crate::model::SafeText::line(text);
        (self.told, self.hint) = (None, false);
        if let Some(prompt) = &mut self.prompt {
            if std::mem::take(&mut prompt.selected) {
                prompt.input = Input::default();
            }
            prompt.input = with_inserted(&prompt.input, &line);
            let (kind, typed) = (prompt.kind, prompt.input.value().to_owned());
            return self.typed(kind, &typed);
        }
        if let Some(note) = &mut self.note {
            note.editor.insert(text);
            return Vec::new();
        }
        if let Some(menu) = &mut self.menu {
            menu.input = with_inserted(&menu.input, &line);
            menu.narrow();
            self.offer_comparisons();
        }
        Vec::new()
    }

    /// Starts typing a line.
    pub(super) fn start_prompt(&mut self, kind: PromptKind) {
        let before = match kind {
            PromptKind::Filter => self.list.query.clone(),
            PromptKind::Find => self.reader.find.needle.clone(),
            PromptKind::Name => self.entities.typed.clone(),
            PromptKind::Tags => String::new(),
            PromptKind::Save | PromptKind::Rename => self.name_to_offer(kind),
        };
        if kind == PromptKind::Filter {
            self.list.hold();
        }
        // A filter is there to be changed; words to find begin anew.
        let value = if kind == PromptKind::Find { String::new() } else { before.clone() };
        self.prompt = Some(Prompt { kind, selected: !value.is_empty(), input: Input::new(value), before });
    }

    fn key_in_prompt(&mut self, chord: Chord) -> Vec<Effect> {
        let Some(prompt) = &mut self.prompt else { return Vec::new() };
        let (kind, before) = (prompt.kind, prompt.before.clone());
        if kind == PromptKind::Tags {
            return self.key_in_tags(chord);
        }
        if matches!(kind, PromptKind::Save | PromptKind::Rename) && chord.code == KeyCode::Enter {
            let typed = prompt.input.value().to_owned();
            self.prompt = None;
            return self.take_name(kind, &typed);
        }
        let leave = match chord.code {
            KeyCode::Enter | KeyCode::Tab => true,
            _ if chord.code == KeyCode::Esc || is_interrupt(chord) => {
                self.prompt = None;
                self.list.hold_first();
                return self.typed(kind, &before);
            }
            KeyCode::Backspace => prompt.input.value().is_empty(),
            _ => false,
        };
        if leave {
            self.prompt = None;
            if kind == PromptKind::Find {
                self.told = self.reader.find.nowhere();
            }
            if kind == PromptKind::Filter {
                self.told = self.mistake().or_else(|| self.unfinished());
            }
            return Vec::new();
        }
        if kind == PromptKind::Filter && matches!(chord.code, KeyCode::Up | KeyCode::Down) {
            let step = if chord.code == KeyCode::Down { 1 } else { -1 };
            let effects = self.go(Motion::Lines(step), None);
            self.list.hold_chosen();
            return effects;
        }
        if let (PromptKind::Filter, true, KeyCode::Char(c @ ('n' | 'p'))) = (kind, chord.ctrl, chord.code) {
            return self.read_otherwise(if c == 'n' { 1 } else { -1 });
        }
        if kind == PromptKind::Name && matches!(chord.code, KeyCode::Up | KeyCode::Down) {
            self.entities.side = crate::app::entities::Side::Names;
            self.go_entities(Motion::Lines(if chord.code == KeyCode::Down { 1 } else { -1 }), None);
            return Vec::new();
        }
        let before = prompt.input.value().to_owned();
        edit(prompt, chord);
        let after = prompt.input.value().to_owned();
        if after == before { Vec::new() } else { self.typed(kind, &after) }
    }

    /// What a line being typed does at once.
    fn typed(&mut self, kind: PromptKind, text: &str) -> Vec<Effect> {
        match kind {
            PromptKind::Filter => self.filter(text),
            PromptKind::Name => {
                self.type_name(text);
                Vec::new()
            }
            PromptKind::Tags => {
                if let Some(prompt) = &mut self.prompt {
                    text.clone_into(&mut prompt.before);
                }
                Vec::new()
            }
            // Nothing is saved before it is confirmed.
            PromptKind::Save | PromptKind::Rename => Vec::new(),
            PromptKind::Find => {
                let height = self.reader_height();
                self.reader.look_for(text, height);
                Vec::new()
            }
        }
    }

    fn key_in_menu(&mut self, chord: Chord) -> Vec<Effect> {
        let height = self.menu_height();
        let Some(menu) = &mut self.menu else { return Vec::new() };
        match (chord.code, chord.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('c'), true) => self.menu = None,
            (KeyCode::Enter, _) => return self.take_chosen(),
            (KeyCode::Tab, _) => menu.turn(1),
            (KeyCode::BackTab, _) => menu.turn(-1),
            (KeyCode::Up, _) | (KeyCode::Char('p'), true) => menu.go(Motion::Lines(-1), height),
            (KeyCode::Down, _) | (KeyCode::Char('n'), true) => menu.go(Motion::Lines(1), height),
            (KeyCode::PageUp, _) => menu.go(Motion::Pages(-1), height),
            (KeyCode::PageDown, _) => menu.go(Motion::Pages(1), height),
            _ => {
                let before = menu.input.value().to_owned();
                if let Some(request) = editing(chord) {
                    menu.input.handle(request);
                }
                if menu.input.value() != before {
                    menu.narrow();
                    self.offer_comparisons();
                }
            }
        }
        Vec::new()
    }

    /// Does what the selected item of the menu stands for; the menu goes, unless several of its items can be chosen.
    pub(super) fn take_chosen(&mut self) -> Vec<Effect> {
        let choice = self.menu.as_ref().and_then(|menu| menu.chosen().cloned());
        if !matches!(choice, Some(Choice::Outlet(_))) {
            self.menu = None;
        }
        choice.map_or_else(Vec::new, |choice| self.choose(choice))
    }

    /// Does what an item of a menu stands for.
    pub(super) fn choose(&mut self, choice: Choice) -> Vec<Effect> {
        match choice {
            Choice::Run(command) => self.run(command, None),
            Choice::Filter(term) => {
                let joined = [self.list.query.trim(), term.as_str()].join(" ");
                self.focus_on_listing();
                self.filter(joined.trim())
            }
            Choice::Folder(place) => self.open_folder(place),
            Choice::CompareWith(articles) => self.compare_with(articles),
            Choice::CompareSides(left, right) => self.ask_comparison(left, right),
            Choice::Export(form) => self.export_comparison(form),
            Choice::ExportArticles(articles, form) => self.export(Exported::Articles(articles), form),
            Choice::Outlet(which) => {
                self.switch_outlet(which);
                Vec::new()
            }
            Choice::Join(this, other) => self.join(this, other),
            Choice::NotDate(passage) => self.not_date(passage),
            Choice::SamePerson(this, is) => self.same_person(this, is),
            Choice::Note(article, on) => self.go_to_note(article, on),
            Choice::Nothing => Vec::new(),
        }
    }

    /// Whether a command leaves the program wherever one is.
    pub(super) const fn leaves(command: Command) -> bool {
        matches!(command, Command::Leave)
    }
}
