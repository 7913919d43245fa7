//! The entity screen: who and what occurs in the articles, a section a kind, and the page of the one selected.
//!
//! Holds what was counted and what is selected; the counting itself is work beside the screen.

use super::layout::Area;
use super::portrait::Portrait;
use super::scroll::{Motion, Scroll};
use crate::index::{Entry, Facet, Index, Roster, Shown, Target};
use crate::model::Passage;
use std::sync::Arc;

/// Rows above the names: the sections, and the heads of the columns.
pub const ENTITY_HEAD: u16 = 2;

/// The side of the screen that has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    /// The names.
    #[default]
    Names,
    /// The page of the selected one.
    Page,
}

/// Where the names and the page are; the one that has no keys may have no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sides {
    /// The names.
    pub names: Option<Area>,
    /// The page.
    pub page: Option<Area>,
}

impl Sides {
    /// Both from 80 columns; below that one, or one over the other where the screen is tall.
    #[must_use]
    pub fn new(body: Area, side: Side) -> Self {
        if body.width >= 80 {
            let width = if body.width >= 120 { body.width * 9 / 20 } else { body.width * 2 / 5 };
            let page = Area { x: body.x + width, width: body.width - width, ..body };
            return Self { names: Some(Area { width, ..body }), page: Some(page) };
        }
        if body.height >= 30 && body.height > body.width * 3 / 5 {
            let height = body.height * 2 / 5;
            let page = Area { y: body.y + height, height: body.height - height, ..body };
            return Self { names: Some(Area { height, ..body }), page: Some(page) };
        }
        match side {
            Side::Names => Self { names: Some(body), page: None },
            Side::Page => Self { names: None, page: Some(body) },
        }
    }
}

/// What a roster was asked for: the version of the list, and whether all articles are meant.
type Asked = (u64, bool);

/// The state of the entity screen.
#[derive(Debug, Clone)]
pub struct EntityScreen {
    /// The section in view.
    pub facet: Facet,
    /// What was typed to narrow the names.
    pub typed: String,
    /// Whether all articles count, whatever the list is filtered to.
    pub everywhere: bool,
    /// What was counted.
    pub roster: Option<Arc<Roster>>,
    /// Those of each section that fit what was typed, best first.
    pub shown: [Vec<Shown>; 6],
    /// The selected name and the first row in view.
    pub scroll: Scroll,
    /// Which side has the keys.
    pub side: Side,
    /// The page of the selected name.
    pub portrait: Option<Box<Portrait>>,
    /// The section the person chose; another is in view while nothing in this one fits what is typed.
    chosen: Facet,
    /// Those whose pages led here, to go back to.
    trail: Vec<Target>,
    /// Who is to be selected once everything is counted.
    seek: Option<Target>,
    asked_roster: Option<Asked>,
    asked_portrait: Option<(Target, u64)>,
}

impl Default for EntityScreen {
    fn default() -> Self {
        Self {
            facet: Facet::People,
            typed: String::new(),
            everywhere: false,
            roster: None,
            shown: Default::default(),
            scroll: Scroll::default(),
            side: Side::Names,
            portrait: None,
            chosen: Facet::People,
            trail: Vec::new(),
            seek: None,
            asked_roster: None,
            asked_portrait: None,
        }
    }
}

impl EntityScreen {
    /// The names in view's section that fit.
    #[must_use]
    pub fn names(&self) -> &[Shown] {
        &self.shown[self.facet as usize]
    }

    /// The counts of a name of the section in view.
    #[must_use]
    pub fn entry(&self, shown: Shown) -> Option<&Entry> {
        self.roster.as_ref()?.section(self.facet).get(shown.place as usize)
    }

    /// Who or what is selected.
    #[must_use]
    pub fn selected(&self) -> Option<Target> {
        self.entry(*self.names().get(self.scroll.selected)?).map(|entry| entry.target)
    }

    /// The sentence that the selected item of the page stands for.
    #[must_use]
    pub fn passage(&self) -> Option<Passage> {
        self.portrait.as_ref().filter(|_| self.side == Side::Page)?.passage()
    }

    /// Whether a new count is needed for that; notes that it is asked for.
    pub(super) fn asks_roster(&mut self, version: u64) -> bool {
        let asked = Some((version, self.everywhere));
        std::mem::replace(&mut self.asked_roster, asked) != asked
    }

    /// Whose page is needed and not asked for yet; notes that it is asked for.
    pub(super) fn asks_portrait(&mut self, counted: u64) -> Option<Target> {
        let asked = self.selected().map(|target| (target, counted));
        if asked.is_none() {
            self.portrait = None;
        }
        let before = std::mem::replace(&mut self.asked_portrait, asked);
        asked.filter(|_| before != asked).map(|(target, _)| target)
    }

    /// Takes in what was counted; stays at who was selected.
    pub(super) fn take(&mut self, index: &Index, roster: Arc<Roster>, height: usize) {
        let before = self.seek.take().or_else(|| self.selected());
        self.roster = Some(roster);
        self.narrow(index, height);
        if let Some(target) = before {
            self.select_target(index, target, height);
        }
    }

    /// Narrows every section by what is typed; the best fit is selected.
    pub(super) fn narrow(&mut self, index: &Index, height: usize) {
        let Some(roster) = &self.roster else { return };
        for facet in Facet::ALL {
            self.shown[facet as usize] = roster.narrow(index, facet, &self.typed);
        }
        self.scroll = Scroll::default();
        // A section in which nothing fits gives way to the first in which something does.
        self.facet = self.chosen;
        if self.names().is_empty() {
            let other = Facet::ALL.into_iter().find(|facet| !self.shown[*facet as usize].is_empty());
            self.facet = other.unwrap_or(self.facet);
        }
        self.go(Motion::Lines(0), height);
    }

    /// Types another word.
    pub(super) fn retype(&mut self, index: &Index, typed: &str, height: usize) {
        typed.clone_into(&mut self.typed);
        self.trail.clear();
        self.narrow(index, height);
    }

    /// Selects a target, in its section and out of the word typed where that hides it. False where it does not occur.
    pub(super) fn select_target(&mut self, index: &Index, target: Target, height: usize) -> bool {
        let Some(place) = self.roster.as_ref().and_then(|roster| roster.place(target)) else { return false };
        let facet = index.facet_of(target);
        let at = |screen: &Self| screen.shown[facet as usize].iter().position(|shown| shown.place == place);
        if at(self).is_none() {
            self.typed.clear();
            self.narrow(index, height);
        }
        let found = at(self);
        (self.facet, self.chosen) = (facet, facet);
        self.scroll = Scroll { selected: found.unwrap_or(0), top: self.scroll.top };
        self.go(Motion::Lines(0), height);
        found.is_some()
    }

    /// Asks for the page of somebody, once everything is counted.
    pub(super) fn seek(&mut self, index: &Index, target: Target, height: usize) {
        self.trail.clear();
        self.side = Side::Page;
        if !self.select_target(index, target, height) {
            self.seek = Some(target);
        }
    }

    /// As [`seek`](Self::seek), on the side where one was, with the word that was typed.
    pub(super) fn resume(&mut self, index: &Index, target: Target, page: bool, height: usize) {
        self.seek(index, target, height);
        self.side = if page { Side::Page } else { Side::Names };
    }

    /// Goes from a page to that of somebody named on it.
    pub(super) fn follow(&mut self, index: &Index, target: Target, height: usize) {
        let from = self.selected();
        if self.select_target(index, target, height) {
            self.trail.extend(from);
        }
    }

    /// One step back within the screen: to the page that led here, to the names, out of the word typed. False where
    /// there is none.
    pub(super) fn back(&mut self) -> Option<Back> {
        if let Some(target) = self.trail.pop() {
            return Some(Back::To(target));
        }
        if self.side == Side::Page {
            self.side = Side::Names;
            return Some(Back::Done);
        }
        (!self.typed.is_empty()).then_some(Back::Untyped)
    }

    /// Moves the selection among the names.
    pub fn go(&mut self, motion: Motion, height: usize) {
        let count = self.names().len();
        self.scroll.go(motion, count, count, height, |i| i..i + 1);
    }

    /// Shows the next section, or the previous one.
    pub(super) fn turn(&mut self, step: isize) {
        let at = (self.facet as usize).cast_signed() + step;
        self.turn_to(Facet::ALL[at.rem_euclid(6).unsigned_abs()]);
    }

    /// Shows a section.
    pub(super) fn turn_to(&mut self, facet: Facet) {
        (self.facet, self.chosen) = (facet, facet);
        self.scroll = Scroll::default();
        self.trail.clear();
    }

    /// Selects the name on a row below the head, if there is one.
    pub(super) fn select_row(&mut self, row: usize) -> bool {
        let place = self.scroll.top + row;
        let there = place < self.names().len();
        if there {
            self.scroll.selected = place;
            self.trail.clear();
        }
        there
    }
}

/// What a step back within the entity screen asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Back {
    /// Nothing more.
    Done,
    /// The page of this one.
    To(Target),
    /// All names, without the word that was typed.
    Untyped,
}
