//! Saved queries on the screen: moving among the folders, opening them, saving, renaming, removing, and keeping their
//! counts up.

use crate::app::command::Command;
use crate::app::folders::{Folders, Tally};
use crate::app::menu::{Choice, Item};
use crate::app::message::{Effect, Job};
use crate::app::scroll::Motion;
use crate::app::state::{App, Done, PromptKind};
use crate::model::saved::name_of;
use crate::model::text::counted;
use crate::model::{SavedChange, SavedQueries, SavedQuery};

impl App {
    /// Takes in what is saved, at the beginning and where another program changed it.
    pub(super) fn on_saved(&mut self, saved: SavedQueries) {
        self.folders.take(saved);
    }

    /// Moves among the folders, or from the first article to them. Whether that was it.
    pub(super) fn go_folders(&mut self, motion: Motion) -> bool {
        let count = if self.folders_shown() == 0 { 0 } else { self.folders.saved.all().len() };
        let first = self.list.scroll.selected == 0;
        let up = match motion {
            Motion::Lines(n) | Motion::Halves(n) | Motion::Pages(n) => n < 0,
            Motion::Top => true,
            Motion::Bottom => false,
        };
        match (self.folders.at, count) {
            (_, 0) => {
                self.folders.at = None;
                false
            }
            (None, _) if up && (first || self.list.order().is_empty()) => {
                self.folders.at = Some(if motion == Motion::Top { 0 } else { count - 1 });
                true
            }
            (None, _) => false,
            (Some(at), _) => {
                // Half pages and pages lead out at either end: there are few folders.
                let to = match motion {
                    Motion::Lines(n) => at.checked_add_signed(n),
                    Motion::Halves(_) | Motion::Pages(_) | Motion::Top | Motion::Bottom if up => Some(0),
                    _ => Some(count),
                };
                let to = to.unwrap_or(0);
                let inside = to < count || self.list.order().is_empty();
                self.folders.at = inside.then_some(to.min(count - 1));
                if !inside && motion == Motion::Bottom {
                    return false;
                }
                true
            }
        }
    }

    /// Shows the articles of a folder.
    pub(super) fn open_folder(&mut self, place: usize) -> Vec<Effect> {
        let Some(filter) = self.folders.saved.all().get(place).map(Folders::filter_of) else {
            return Vec::new();
        };
        self.folders.at = None;
        let before = match self.folders.entered.take() {
            Some((entered, before)) if entered == self.list.query => before,
            _ => self.list.query.clone(),
        };
        self.folders.entered = Some((filter.clone(), before));
        self.focus_on_listing();
        let effects = self.filter(&filter);
        self.list.scroll = crate::app::scroll::Scroll::default();
        effects
    }

    /// The filter to go back to from the one that is set.
    pub(super) fn filter_before(&mut self) -> String {
        let entered = self.folders.entered.take();
        entered
            .filter(|(entered, _)| *entered == self.list.query)
            .map(|(_, before)| before)
            .unwrap_or_default()
    }

    /// Runs a command about saved queries; `None` where it is another.
    pub(super) fn run_saved(&mut self, command: Command) -> Option<Vec<Effect>> {
        match command {
            Command::SaveQuery => self.start_saving(),
            Command::RenameQuery if self.meant().is_some() => self.start_prompt(PromptKind::Rename),
            Command::RemoveQuery => {
                if let Some(query) = self.meant().cloned() {
                    let told = format!("“{}” is removed{}", query.name, self.way_back());
                    return Some(self.change_saved(SavedChange { before: Some(query), after: None }, told));
                }
                self.told = Some(NONE.to_owned());
            }
            Command::RenameQuery => self.told = Some(NONE.to_owned()),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// The saved query that is meant: the selected folder, or the one whose articles are listed.
    fn meant(&self) -> Option<&SavedQuery> {
        let listed = || {
            self.folders.saved.all().iter().find(|query| Folders::filter_of(query) == self.list.query.trim())
        };
        self.folders.selected().or_else(listed)
    }

    /// Asks for the name under which the filter is to be saved.
    fn start_saving(&mut self) {
        if self.list.query.trim().is_empty() {
            self.told = Some("filter the articles first: the filter is what is saved".to_owned());
        } else if let Some(mistake) = self.mistake().or_else(|| self.unfinished()) {
            self.told = Some(format!("not saved: {mistake}"));
        } else {
            self.start_prompt(PromptKind::Save);
        }
    }

    /// What is offered as a name: whom the filter was taken for, else the filter itself.
    pub(super) fn name_to_offer(&self, kind: PromptKind) -> String {
        if kind == PromptKind::Rename {
            return self.meant().map(|query| query.name.to_string()).unwrap_or_default();
        }
        let chips = self.list.hits.chips.iter().filter(|chip| !chip.excluded);
        let names: Vec<String> =
            chips.filter_map(|chip| chip.names().next().map(|took| took.name.to_string())).collect();
        let offered = if names.is_empty() { self.list.query.clone() } else { names.join(", ") };
        name_of(&offered).map(|name| name.to_string()).unwrap_or_default()
    }

    /// Saves or renames under the name that was typed.
    pub(super) fn take_name(&mut self, kind: PromptKind, typed: &str) -> Vec<Effect> {
        let Some(name) = name_of(typed) else {
            self.told = Some("not saved: it needs a name".to_owned());
            return Vec::new();
        };
        if kind == PromptKind::Save {
            let change = self.folders.saved.saving(&name, self.list.query.trim());
            let told = match &change.before {
                Some(before) => format!("“{name}” was {}{}", before.query, self.way_back()),
                None => format!("saved as “{name}”"),
            };
            return self.change_saved(change, told);
        }
        let Some(before) = self.meant().cloned() else { return Vec::new() };
        let taken = self.folders.saved.named(&name).is_some_and(|other| other.name != before.name);
        if taken || before.name == name {
            self.told = taken.then(|| format!("another one is called “{name}”"));
            return Vec::new();
        }
        let told = format!("“{}” is “{name}” now", before.name);
        // Who looks at its articles goes on doing so.
        let listed = Folders::filter_of(&before) == self.list.query.trim();
        let after = SavedQuery { name, ..before.clone() };
        let filter = listed.then(|| Folders::filter_of(&after));
        let mut effects = self.change_saved(SavedChange { before: Some(before), after: Some(after) }, told);
        if let Some(filter) = filter {
            effects.extend(self.filter(&filter));
        }
        effects
    }

    fn change_saved(&mut self, change: SavedChange, told: String) -> Vec<Effect> {
        self.undo.push(Done::Saved(Box::new(change.inverse())));
        self.redo.clear();
        self.told = Some(told);
        self.keep_saved(change)
    }

    pub(super) fn keep_saved(&mut self, change: SavedChange) -> Vec<Effect> {
        let mut saved = self.folders.saved.clone();
        saved.apply(&change);
        self.folders.take(saved);
        vec![Effect::Save(change)]
    }

    /// ` ; Ctrl-z takes that back`, with the key as it is bound.
    fn way_back(&self) -> String {
        let key = self.keymap.keys_of(self.scope(), Command::Undo).into_iter().next();
        key.map(|key| format!("; {key} takes that back")).unwrap_or_default()
    }

    /// The work that the counts need: one folder after another, so that what a person waits for comes between.
    pub(super) fn tally_work(&mut self) -> Vec<Effect> {
        if !self.folders.stale || self.library.is_none() {
            return Vec::new();
        }
        self.folders.stale = false;
        self.newest.tally += 1;
        self.tally_from(0)
    }

    /// Takes in the counts of a folder, and asks for the next.
    pub(super) fn on_tallied(
        &mut self,
        generation: u64,
        place: usize,
        counts: (usize, usize),
    ) -> Vec<Effect> {
        if generation != self.newest.tally {
            return Vec::new();
        }
        if let Some(tally) = self.folders.tallies.get_mut(place) {
            *tally = Tally::Of(counts.0, counts.1);
        }
        self.tally_from(place + 1)
    }

    fn tally_from(&mut self, from: usize) -> Vec<Effect> {
        let Some(index) = self.library.as_ref().map(|library| library.index.clone()) else {
            return Vec::new();
        };
        for place in from..self.folders.saved.all().len() {
            match self.read_query(&self.folders.saved.all()[place].query) {
                Err(error) => self.folders.tallies[place] = Tally::Wrong(error.message),
                Ok(query) => {
                    let (generation, marks) = (self.newest.tally, self.marks.clone());
                    return vec![Effect::Work(Job::Tally { generation, place, index, query, marks })];
                }
            }
        }
        Vec::new()
    }

    /// The saved queries as items of the palette.
    pub(super) fn folder_items(&self) -> Vec<Item> {
        let item = |(place, query): (usize, &SavedQuery)| Item {
            label: format!("saved: {}", query.name),
            detail: query.query.to_string(),
            aside: match self.folders.tallies.get(place) {
                Some(Tally::Of(articles, _)) => counted(*articles, "article"),
                Some(Tally::Wrong(_)) => "not understood".to_owned(),
                Some(Tally::Open) | None => String::new(),
            },
            choice: Choice::Folder(place),
        };
        self.folders.saved.all().iter().enumerate().map(item).collect()
    }
}

/// What is told where no saved query is meant.
const NONE: &str = "select a saved query above the list first";
