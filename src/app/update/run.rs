//! What each command does.

use crate::app::command::{Command, Scope};
use crate::app::compare::{CompareScreen, SideOf};
use crate::app::entities::Side;
use crate::app::layout::Pane;
use crate::app::menu::Menu;
use crate::app::message::Effect;
use crate::app::reader::telling;
use crate::app::scroll::Motion;
use crate::app::state::{App, PromptKind, Screen};
use crate::app::why::Page;
use crate::index::query::{SORTS, Sort};
use crate::model::{Mark, Span};

impl App {
    /// Runs a command, `count` times where that makes sense.
    pub(super) fn run(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        if Self::leaves(command) {
            return vec![Effect::Quit];
        }
        if let Some(motion) = Motion::of(command, count.unwrap_or(1)) {
            return self.go(motion, count.filter(|_| matches!(command, Command::Bottom | Command::Top)));
        }
        if let Some(effects) = self.run_correction(command).or_else(|| self.run_mark(command)) {
            return effects;
        }
        if let Some(effects) = self.run_saved(command) {
            return effects;
        }
        if self.refuse_unsearched(command) {
            return Vec::new();
        }
        match command {
            Command::Open => return self.open(),
            Command::Back => return self.back(),
            Command::Filter => {
                self.focus_on_listing();
                self.start_prompt(PromptKind::Filter);
            }
            Command::Find => self.start_prompt(PromptKind::Find),
            Command::ClearFilter => return self.filter(""),
            Command::NextReading => return self.read_otherwise(1),
            Command::PreviousReading => return self.read_otherwise(-1),
            Command::NextMatch | Command::PreviousMatch => self.step_match(command == Command::NextMatch),
            Command::NextMention | Command::PreviousMention => {
                self.step(command == Command::NextMention, Self::mentions);
            }
            Command::NextEvent | Command::PreviousEvent => {
                self.step(command == Command::NextEvent, Self::events);
            }
            Command::NextQuote | Command::PreviousQuote => {
                self.step(command == Command::NextQuote, Self::quotes);
            }
            Command::NextParagraph | Command::PreviousParagraph => {
                self.step_paragraph(command == Command::NextParagraph);
            }
            Command::Entities => self.toggle_entities(),
            Command::FindName => self.start_prompt(PromptKind::Name),
            Command::FirstMention => return self.open_first_mention(),
            Command::NextKind => self.entities.turn(1),
            Command::PreviousKind => self.entities.turn(-1),
            Command::Everywhere => self.toggle_everywhere(),
            Command::Compare if self.screen() == Screen::Takes => return self.compare_take(),
            Command::Takes => return self.ask_takes(),
            Command::Compare => return self.compare_picked(),
            Command::Swap => return self.swap(),
            Command::NextPair | Command::PreviousPair => {
                self.step_comparison(CompareScreen::pair_after, command == Command::NextPair);
            }
            Command::NextSection | Command::PreviousSection => {
                self.step_comparison(CompareScreen::section_after, command == Command::NextSection);
            }
            Command::Third => self.turn_third(),
            Command::Export | Command::ExportArticles => self.menu = self.export_menu(),
            Command::Fold | Command::FoldAll if self.screen() == Screen::Compare => {
                self.fold_comparison(command == Command::FoldAll);
            }
            Command::Timeline => self.toggle_matrix(),
            Command::Why => {
                self.page = Page::why(self);
                if self.page.is_none() {
                    self.told = Some("nothing is selected that could be explained".to_owned());
                }
            }
            Command::Versions => return self.ask_versions(),
            Command::Warnings => self.page = Some(Page::warnings(self)),
            Command::Palette => {
                self.menu = Some(Menu::palette(self.scope(), &self.keymap, self.folder_items()));
            }
            Command::Help => self.menu = Some(Menu::help(self.scope(), &self.keymap)),
            Command::NextPane => self.turn(1, count),
            Command::PreviousPane => self.turn(-1, count),
            Command::Sort => return self.next_sort(),
            Command::Fetch => return self.toggle_fetching(),
            Command::Link | Command::CopyLink | Command::CopyPassage => return self.run_link(command),
            Command::Repaint => return vec![Effect::Repaint],
            Command::Suspend => return vec![Effect::Suspend],
            _ if self.run_line(command) || self.run_note(command) => {}
            _ => return self.run_setting(command),
        }
        Vec::new()
    }

    /// Commands that change how things look.
    fn run_setting(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Furniture => self.settings.furniture = !self.settings.furniture,
            Command::Panel => self.settings.panel = !self.settings.panel,
            Command::Narrower => self.settings.measure = self.settings.measure.saturating_sub(4).max(24),
            Command::Wider => self.settings.measure = (self.settings.measure + 4).min(200),
            Command::Theme => {
                let themes = &self.settings.themes;
                let here = themes.iter().position(|name| *name == self.settings.theme).unwrap_or(0);
                let next = themes.get((here + 1) % themes.len().max(1)).cloned();
                self.settings.theme = next.unwrap_or_else(|| self.settings.theme.clone());
                self.told = Some(format!("theme {}", self.settings.theme));
            }
            Command::Mouse => {
                self.settings.mouse = !self.settings.mouse;
                let held = if self.settings.mouse {
                    "the program has the mouse"
                } else {
                    "the terminal has the mouse"
                };
                self.told = Some(held.to_owned());
                return vec![Effect::CaptureMouse(self.settings.mouse)];
            }
            _ => {}
        }
        Vec::new()
    }

    /// Moves in whatever has the keys. A number before `G` or `gg` goes to that place.
    pub(super) fn go(&mut self, motion: Motion, place: Option<usize>) -> Vec<Effect> {
        let (list, reader, timeline) = (self.list_view(), self.reader_height(), self.timeline_height());
        if let Some(page) = &mut self.page {
            let inner = crate::app::state::overlay_area(self.size).inner();
            let rows = page.rows(usize::from(inner.width)).len();
            let places = rows.saturating_sub(usize::from(inner.height)) + 1;
            page.scroll.top = motion.from(page.scroll.top, places, usize::from(inner.height));
            return Vec::new();
        }
        match (self.screen(), self.focus) {
            (Screen::Main, Pane::List) => {
                if place.is_none() && self.go_folders(motion) {
                    return Vec::new();
                }
                self.folders.at = None;
                match place {
                    Some(place) => self.list.select(place.saturating_sub(1), list),
                    None => self.list.go(motion, list),
                }
                self.follow_list(false);
            }
            (Screen::Main, Pane::Reader) => self.reader.scroll(motion, reader),
            (Screen::Main, Pane::Timeline) | (Screen::Matrix, _) => self.timeline.go(motion, timeline),
            (Screen::Entities, _) => self.go_entities(motion, place),
            (Screen::Event, _) => {
                let height = self.body_height(crate::app::state::EVENT_HEAD);
                if let Some(event) = &mut self.event {
                    event.go(motion, height);
                }
            }
            (Screen::Takes, _) => {
                let height = self.body_height(crate::app::state::TAKES_HEAD);
                if let Some(takes) = &mut self.takes {
                    takes.go(motion, height);
                }
            }
            (Screen::Compare, _) => {
                let height = self.body_height(crate::app::state::COMPARE_HEAD);
                if let Some(compare) = &mut self.compare {
                    compare.go(motion, height);
                }
            }
        }
        Vec::new()
    }

    fn turn(&mut self, step: isize, count: Option<usize>) {
        let on_line = matches!(self.scope(), Scope::Timeline | Scope::Matrix);
        if on_line && step > 0 && self.unfold() {
            return;
        }
        match self.screen() {
            Screen::Matrix => {
                let shown = self.timeline_grid().shown;
                self.timeline.slide(step * count.unwrap_or(1).cast_signed(), shown);
            }
            Screen::Takes => {
                if let Some(takes) = &mut self.takes {
                    takes.part = takes.part.other();
                }
            }
            Screen::Compare => {
                if let Some(compare) = &mut self.compare {
                    compare.side = if step > 0 { SideOf::Right } else { SideOf::Left };
                }
            }
            Screen::Entities => {
                self.entities.side = if self.entities.side == Side::Names { Side::Page } else { Side::Names };
            }
            _ => self.focus = self.focus.turn(step),
        }
    }

    fn toggle_matrix(&mut self) {
        if self.screen() == Screen::Matrix {
            self.screens.pop();
        } else {
            self.screens.push(Screen::Matrix);
        }
    }

    /// The spans of the mentions in the article.
    fn mentions(&self) -> Vec<Span> {
        let found = self.library.as_ref().zip(self.reader.article).map(|(library, article)| {
            library.corpus.annotated(article).mentions.iter().map(|mention| mention.span).collect()
        });
        found.unwrap_or_default()
    }

    /// The quotations of the article.
    fn quotes(&self) -> Vec<Span> {
        let found = self.library.as_ref().zip(self.reader.article);
        found.map_or_else(Vec::new, |(library, article)| {
            library.corpus.annotated(article).quotes.iter().map(|quote| quote.span).collect()
        })
    }

    /// The sentences of the article that tell an event.
    fn events(&self) -> Vec<Span> {
        let found = self.library.as_ref().zip(self.reader.article);
        found.map_or_else(Vec::new, |(library, article)| telling(&library.corpus, article))
    }

    pub(super) fn step(&mut self, forward: bool, spans: fn(&Self) -> Vec<Span>) {
        let (spans, height) = (spans(self), self.reader_height());
        if !self.reader.step(&spans, forward, height) {
            let side = if forward { "after" } else { "before" };
            self.told = Some(format!("none {side} this"));
        }
    }

    fn step_paragraph(&mut self, forward: bool) {
        let height = self.reader_height();
        self.reader.step_part(forward, height);
    }

    /// The next match in the article, or the next unread article where nothing is looked for.
    fn step_match(&mut self, forward: bool) {
        let find = &self.reader.find;
        if let Some(nowhere) = find.nowhere().filter(|_| self.focus == Pane::Reader) {
            self.told = Some(nowhere);
            return;
        }
        if self.focus == Pane::Reader && !find.hits.is_empty() {
            let height = self.reader_height();
            // Around the end, as readers do.
            if !self.reader.step_hit(forward, height) {
                self.told = Some("around the end".to_owned());
            }
            return;
        }
        let here = self.list.scroll.selected;
        let unread = |place: &usize| !self.has_mark(self.list.order()[*place], Mark::Read);
        let target = if forward {
            (here + 1..self.list.order().len()).find(unread)
        } else {
            (0..here).rev().find(unread)
        };
        match target {
            Some(place) => {
                let height = self.list_view();
                self.list.select(place, height);
                self.follow_list(false);
            }
            None => self.told = Some("no other unread article".to_owned()),
        }
    }

    fn next_sort(&mut self) -> Vec<Effect> {
        let here = SORTS.iter().position(|(_, sort)| *sort == self.list.sort).unwrap_or(0);
        let (name, sort): (&str, Sort) = SORTS[(here + 1) % SORTS.len()];
        self.list.sort = sort;
        self.told = Some(format!("sorted by {name}"));
        self.filter(&self.list.query.clone())
    }
}
