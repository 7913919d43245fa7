//! Menus on top of the screen: the palette, help, what to compare with. One kind of thing: items, a typed word that
//! ranks them, and one selected.

use super::command::{Command, Scope, table};
use super::keymap::Keymap;
use super::scroll::{Motion, Scroll};
use super::timeline::EventRef;
use crate::index::fuzzy::rank;
use crate::model::{Anchor, ArticleIndex, EntityId, Passage, SafeText};
use std::collections::BTreeSet;
use std::ops::Range;
use tui_input::Input;

/// What choosing an item does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Runs a command.
    Run(Command),
    /// Filters the list by a query.
    Filter(String),
    /// Shows the articles of a saved query, by its place.
    Folder(usize),
    /// Compares what is selected with these articles.
    CompareWith(Vec<ArticleIndex>),
    /// Compares two outlets by their articles.
    CompareSides(Vec<ArticleIndex>, Vec<ArticleIndex>),
    /// Writes the comparison shown into a file.
    Export(ExportForm),
    /// Writes articles into files.
    ExportArticles(Vec<ArticleIndex>, ExportForm),
    /// Shows the events of outlets on the line or leaves them out; the menu stays.
    Outlet(OutletChoice),
    /// Holds two events to be one.
    Join(EventRef, EventRef),
    /// Holds words to be no date.
    NotDate(Passage),
    /// Holds the first to be the second.
    SamePerson(EntityId, EntityId),
    /// Goes to what a note is on and opens it.
    Note(ArticleIndex, Anchor),
    /// Nothing: the item only informs.
    Nothing,
}

/// What a comparison or articles are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportForm {
    /// Markdown; of articles each is a file.
    Markdown,
    /// JSON Lines, for programs.
    JsonLines,
    /// A table of comma-separated values.
    Csv,
    /// One HTML page with nothing outside it.
    Html,
    /// Plain text.
    Text,
}

impl ExportForm {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Markdown, Self::JsonLines, Self::Csv, Self::Html, Self::Text];
}

/// Whose events are shown or left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutletChoice {
    /// All outlets' are shown.
    All,
    /// All outlets' are left out.
    None,
    /// One outlet's are shown if they were left out, and the other way round.
    One(SafeText),
}

/// One line of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What is matched and shown first.
    pub label: String,
    /// What is shown beside it.
    pub detail: String,
    /// What is shown at the right end: keys, counts.
    pub aside: String,
    /// What choosing it does.
    pub choice: Choice,
}

/// A menu.
#[derive(Debug, Clone)]
pub struct Menu {
    /// The heading.
    pub title: String,
    /// The word typed so far.
    pub input: Input,
    /// All items.
    pub items: Vec<Item>,
    /// The items that fit, best first, with the ranges of their labels that matched.
    pub shown: Vec<(usize, Vec<Range<usize>>)>,
    /// The selected item among those shown, and the first in view.
    pub scroll: Scroll,
    /// The names of its pages, where it has several, and the one shown.
    pub pages: Vec<Source>,
    /// Which page is shown.
    pub page: usize,
    /// Whether it is the palette, where whole commands can be typed.
    pub palette: bool,
}

/// A page of a menu.
#[derive(Debug, Clone)]
pub struct Source {
    /// What it is called.
    pub name: &'static str,
    /// What it offers.
    pub items: Vec<Item>,
}

/// A word without a field, and the rule by which what it fits is ranked.
const WORD: (&str, &str) = (
    "xi jinping",
    "in a filter: names before titles, the newest breaks ties; whole words before beginnings before near ones",
);

impl Menu {
    /// A menu of one page.
    #[must_use]
    pub fn new(title: &str, items: Vec<Item>) -> Self {
        Self::paged(title, vec![Source { name: "", items }])
    }

    /// A menu of several pages, which Tab steps through.
    #[must_use]
    pub fn paged(title: &str, pages: Vec<Source>) -> Self {
        let mut menu = Self {
            title: title.to_owned(),
            input: Input::default(),
            items: Vec::new(),
            shown: Vec::new(),
            scroll: Scroll::default(),
            pages,
            page: 0,
            palette: false,
        };
        menu.narrow();
        menu
    }

    /// The palette: every command that applies in a scope, and what else can be gone to.
    #[must_use]
    pub fn palette(scope: Scope, keys: &Keymap, more: Vec<Item>) -> Self {
        let items = [commands(scope, keys, Choice::Run), more].concat();
        Self { palette: true, ..Self::new("Commands", items) }
    }

    /// Help: the keys of a scope. Choosing one runs it.
    #[must_use]
    pub fn help(scope: Scope, keys: &Keymap) -> Self {
        let mut items = commands(scope, keys, Choice::Run);
        items.push(Item {
            label: WORD.0.to_owned(),
            detail: WORD.1.to_owned(),
            aside: String::new(),
            choice: Choice::Filter(WORD.0.to_owned()),
        });
        for field in crate::index::query::FIELDS {
            items.push(Item {
                label: field.example.to_owned(),
                detail: format!("in a filter: {}", field.meaning),
                aside: String::new(),
                choice: Choice::Filter(field.example.to_owned()),
            });
        }
        Self::new(&format!("Help for {}", place(scope)), items)
    }

    /// Ranks the items by what is typed now.
    pub fn narrow(&mut self) {
        let typed = self.input.value();
        self.scroll = Scroll::default();
        self.items.clone_from(&self.pages[self.page].items);
        self.shown = ranked(&self.items, typed);
    }

    /// Puts other items into a page whose items are given; stays where one was.
    pub fn refill(&mut self, items: Vec<Item>) {
        let scroll = self.scroll;
        self.pages[self.page].items = items;
        self.narrow();
        self.scroll = scroll;
    }

    /// Puts items before those that fit what is typed.
    pub fn offer(&mut self, items: Vec<Item>) {
        let from = self.items.len();
        let offered = (from..from + items.len()).map(|item| (item, Vec::new()));
        self.items.extend(items);
        self.shown.splice(0..0, offered);
    }

    /// Shows the next page, or the previous one.
    pub fn turn(&mut self, step: isize) {
        self.page =
            (self.page.cast_signed() + step).rem_euclid(self.pages.len().cast_signed()).unsigned_abs();
        self.narrow();
    }

    /// Moves the selection.
    pub fn go(&mut self, motion: Motion, height: usize) {
        self.scroll.go(motion, self.shown.len(), self.shown.len(), height, |i| i..i + 1);
    }

    /// What the selected item does.
    #[must_use]
    pub fn chosen(&self) -> Option<&Choice> {
        self.shown.get(self.scroll.selected).map(|(item, _)| &self.items[*item].choice)
    }
}

/// The items that fit by their labels, then those whose details hold what was typed.
fn ranked(items: &[Item], typed: &str) -> Vec<(usize, Vec<Range<usize>>)> {
    let labels = items.iter().map(|item| item.label.as_str());
    let mut shown: Vec<_> =
        rank(labels, typed).into_iter().map(|ranked| (ranked.item, ranked.ranges)).collect();
    let named: BTreeSet<usize> = shown.iter().map(|(item, _)| *item).collect();
    let lower = typed.to_lowercase();
    let told = |item: &usize| !named.contains(item) && items[*item].detail.to_lowercase().contains(&lower);
    shown.extend((0..items.len()).filter(told).map(|item| (item, Vec::new())));
    shown
}

fn commands(scope: Scope, keys: &Keymap, choice: fn(Command) -> Choice) -> Vec<Item> {
    let here = table().iter().filter(|spec| spec.scopes.contains(&scope));
    here.map(|spec| Item {
        label: spec.command.name().replace('-', " "),
        detail: spec.description.to_owned(),
        aside: keys.keys_of(scope, spec.command).join(" "),
        choice: choice(spec.command),
    })
    .collect()
}

/// What a person calls a scope.
#[must_use]
pub const fn place(scope: Scope) -> &'static str {
    match scope {
        Scope::List => "the list of articles",
        Scope::Reader => "the article",
        Scope::Timeline | Scope::Matrix => "the timeline",
        Scope::Event => "the event",
        Scope::Compare => "the comparison",
        Scope::Entities => "people and places",
        Scope::Takes => "other accounts",
        Scope::Menu => "this menu",
    }
}
