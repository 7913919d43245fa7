//! Everything that can be on the screen.

use super::awaited::Awaited;
use super::command::Scope;
use super::compare::{Columns, CompareScreen, GUTTER};
use super::entities::EntityScreen;
use super::event::EventScreen;
use super::fetching::Fetching;
use super::folders::Folders;
use super::keymap::Keymap;
use super::layout::{Area, Layout, Pane};
use super::list::{List, View};
use super::loading::Stage;
use super::menu::Menu;
use super::message::Library;
use super::notes::{NoteBox, Noted};
use super::picked::Picked;
use super::reader::{Reader, Setting};
use super::session::Resuming;
use super::takes::{BETWEEN, BOTH, Part, TakesScreen};
use super::timeline::{MOST_EXTRA, TimelineState};
use super::why::Page;
use crate::model::{CorrectionChange, Corrections, MarkChange, Marks, Passage, SavedChange, Warning};
use std::sync::Arc;
use tui_input::Input;

/// What the whole screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The panes.
    Main,
    /// The timeline with a column for each outlet.
    Matrix,
    /// One event.
    Event,
    /// Two sides in columns.
    Compare,
    /// People, countries, organisations, places, and the page of one of them.
    Entities,
    /// Other accounts of a story.
    Takes,
}

/// A line being typed at the foot of the screen.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What it is for.
    pub kind: PromptKind,
    /// What was typed.
    pub input: Input,
    /// What stood there before, to go back to.
    pub before: String,
    /// Whether what stands there is of before, and selected as a whole: what is typed takes its place.
    pub selected: bool,
}

/// What is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromptKind {
    /// A filter of the list.
    Filter,
    /// Words to find in the article.
    Find,
    /// A name to look for on the entity screen.
    Name,
    /// Tags of the article, or of all that are picked.
    Tags,
    /// The name under which the filter is saved.
    Save,
    /// Another name for a saved query.
    Rename,
}

/// What the person chose about the looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Name of the theme.
    pub theme: String,
    /// Widest line of the reading pane, in columns.
    pub measure: u16,
    /// Whether furniture is shown.
    pub furniture: bool,
    /// Whether the panel of entities is shown.
    pub panel: bool,
    /// Whether the program takes the mouse.
    pub mouse: bool,
    /// Parts of 100 of the width for the list and the timeline.
    pub shares: (u16, u16),
    /// The themes there are, in the order in which a key steps through them.
    pub themes: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: "dark".to_owned(),
            measure: 72,
            furniture: false,
            panel: true,
            mouse: true,
            shares: (25, 31),
            themes: super::session::THEMES.map(str::to_owned).to_vec(),
        }
    }
}

/// A step that leads back to before something the person did, or forth again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// Marks were changed: what is told of it, and the changes that lead back.
    Marks(String, Vec<MarkChange>),
    /// A rule was made or taken back: the change that leads back.
    Correction(Box<CorrectionChange>),
    /// A query was saved, renamed or removed.
    Saved(Box<SavedChange>),
}

impl Done {
    /// What was done, in a word or two.
    #[must_use]
    pub fn what(&self) -> &str {
        match self {
            Self::Marks(what, _) => what,
            Self::Correction(change) => change.correction.rule.name(),
            Self::Saved(_) => "saved query",
        }
    }
}

/// Keys typed so far that are not yet a command.
#[derive(Debug, Clone, Default)]
pub struct Pending {
    /// The count before a command.
    pub count: Option<usize>,
    /// The beginning of a sequence.
    pub keys: Vec<super::chord::Chord>,
}

/// The newest request of each kind of work.
#[derive(Debug, Clone, Copy, Default)]
pub struct Newest {
    /// Of a filter.
    pub filter: u64,
    /// Of a filter whose result is shown.
    pub listed: u64,
    /// Of a comparison.
    pub compare: u64,
    /// Of a roster of entities.
    pub roster: u64,
    /// Of the page of an entity.
    pub portrait: u64,
    /// Of joining anew after a correction.
    pub correct: u64,
    /// Of the filter that what is joined so is listed by.
    pub corrected_under: u64,
    /// Of other accounts.
    pub takes: u64,
    /// Of words in a long article.
    pub look: u64,
    /// Of the line of events.
    pub line: u64,
    /// Of the counts of saved queries.
    pub tally: u64,
    /// Of showing what was fetched.
    pub renew: u64,
}

/// The state of the program. Only [`update`](super::App::update) changes it.
#[derive(Debug, Clone)]
pub struct App {
    /// What there is to read; `None` while it is being read in.
    pub library: Option<Library>,
    /// How far it is with that, where it takes long.
    pub loading: Option<Stage>,
    /// The person's marks.
    pub marks: Arc<Marks>,
    /// What was done, to be undone, the last thing last.
    pub undo: Vec<Done>,
    /// What was undone, to be done again. Whatever else is done clears it.
    pub redo: Vec<Done>,
    /// What the person corrected.
    pub corrections: Corrections,
    /// The sentence that stays selected when the articles are joined anew.
    pub(super) follow: Option<Passage>,
    /// How it is to look.
    pub settings: Settings,
    /// Bindings.
    pub keymap: Keymap,
    /// Columns and rows.
    pub size: (u16, u16),
    /// What is shown, and what was shown before it, to go back to.
    pub screens: Vec<Screen>,
    /// The pane in focus on the main screen.
    pub focus: Pane,
    /// The saved queries above the list.
    pub folders: Folders,
    /// The articles.
    pub list: List,
    /// The article.
    pub reader: Reader,
    /// The events.
    pub timeline: TimelineState,
    /// The event on its screen.
    pub event: Option<EventScreen>,
    /// The entity screen, which stays as it was left.
    pub entities: EntityScreen,
    /// Which request the counts on the entity screen are of.
    pub counted: u64,
    /// The comparison on its screen.
    pub compare: Option<CompareScreen>,
    /// Comparisons of outlets behind the one of a story.
    pub compare_before: Vec<CompareScreen>,
    /// The articles picked out of the list.
    pub picked: Picked,
    /// The notes of the article that is read.
    pub noted: Noted,
    /// A note being written.
    pub note: Option<NoteBox>,
    /// A note that was left without keeping what was typed.
    pub(super) left_note: Option<NoteBox>,
    /// The other accounts on their screen.
    pub takes: Option<TakesScreen>,
    /// A menu on top.
    pub menu: Option<Menu>,
    /// An explanation on top.
    pub page: Option<Page>,
    /// A line being typed.
    pub prompt: Option<Prompt>,
    /// Keys typed so far.
    pub pending: Pending,
    /// One line to the person, until the next key.
    pub told: Option<String>,
    /// Whether the hint of the first run is shown. Any key and the mouse close it, and it does not come back.
    pub hint: bool,
    /// What went wrong so far.
    pub warnings: Vec<Warning>,
    /// The filter whose word is being read in other ways.
    pub rereading: Option<super::reading::Rereading>,
    /// Fetching beside the screen.
    pub fetching: Fetching,
    /// The newest requests; answers to older ones are dropped.
    pub newest: Newest,
    /// What is waited for.
    pub awaited: Awaited,
    /// The border that the mouse drags: the pane to its left.
    pub dragging: Option<Pane>,
    /// What is remembered for the session.
    pub(super) resuming: Resuming,
}

/// Rows of the reading pane above the text: what the article is, and a blank.
pub const READER_HEAD: u16 = 2;

/// Columns of the reading pane before the text: the mark of a sentence that tells the selected event, that of
/// quoted speech, and a blank.
pub const READER_MARGIN: u16 = 3;

/// Rows of the panel of entities below the text, with its rule.
pub const READER_PANEL: u16 = 4;

/// Rows of the head of the compare screen.
pub const COMPARE_HEAD: u16 = 6;

/// Columns of the terminal from which a comparison has a third column.
pub const THREE_COLUMNS: u16 = 160;

/// Rows of the head of the screen of other accounts.
pub const TAKES_HEAD: u16 = 4;

/// Rows of the head of the timeline screen: events by period, articles by period beside the names of the columns, a
/// rule.
pub const MATRIX_HEAD: u16 = 3;

/// Rows of the head of the event screen: when, who, where, who of the articles is earliest, a blank.
pub const EVENT_HEAD: u16 = 5;

impl App {
    /// A program that waits for its articles.
    #[must_use]
    pub fn new(settings: Settings, keymap: Keymap, marks: Marks, size: (u16, u16)) -> Self {
        Self {
            library: None,
            loading: None,
            hint: true,
            marks: Arc::new(marks),
            undo: Vec::new(),
            redo: Vec::new(),
            corrections: Corrections::default(),
            follow: None,
            settings,
            keymap,
            size,
            screens: vec![Screen::Main],
            focus: Pane::List,
            folders: Folders::default(),
            list: List::default(),
            reader: Reader::default(),
            timeline: TimelineState::default(),
            event: None,
            entities: EntityScreen::default(),
            counted: 0,
            compare: None,
            compare_before: Vec::new(),
            picked: Picked::default(),
            noted: Noted::default(),
            note: None,
            left_note: None,
            takes: None,
            menu: None,
            page: None,
            prompt: None,
            pending: Pending::default(),
            told: None,
            warnings: Vec::new(),
            rereading: None,
            fetching: Fetching::default(),
            newest: Newest::default(),
            awaited: Awaited::default(),
            dragging: None,
            resuming: Resuming::default(),
        }
    }

    /// What the whole screen shows.
    #[must_use]
    pub fn screen(&self) -> Screen {
        self.screens.last().copied().unwrap_or(Screen::Main)
    }

    /// Whose bindings apply.
    #[must_use]
    pub fn scope(&self) -> Scope {
        if self.menu.is_some() || self.page.is_some() {
            return Scope::Menu;
        }
        self.screen_scope()
    }

    /// Whose bindings apply below a menu or an explanation.
    #[must_use]
    pub fn screen_scope(&self) -> Scope {
        match (self.screen(), self.focus) {
            (Screen::Matrix, _) => Scope::Matrix,
            (Screen::Event, _) => Scope::Event,
            (Screen::Compare, _) => Scope::Compare,
            (Screen::Entities, _) => Scope::Entities,
            (Screen::Takes, _) => Scope::Takes,
            (Screen::Main, Pane::List) => Scope::List,
            (Screen::Main, Pane::Reader) => Scope::Reader,
            (Screen::Main, Pane::Timeline) => Scope::Timeline,
        }
    }

    /// Where everything is; `None` on a screen that is too small.
    #[must_use]
    pub fn layout(&self) -> Option<Layout> {
        Layout::new(self.size, self.focus, self.settings.shares)
    }

    /// The area of a pane as it is now, or as it would be with the focus there.
    #[must_use]
    pub fn pane_area(&self, pane: Pane) -> Area {
        let here = self.layout().and_then(|layout| layout.pane(pane));
        let there =
            || Layout::new(self.size, pane, self.settings.shares).and_then(|layout| layout.pane(pane));
        here.or_else(there).unwrap_or_default()
    }

    /// How much of the list is in view. Titles get a second row where the pane is narrow and has the height for it.
    #[must_use]
    pub fn list_view(&self) -> View {
        let inner = self.pane_area(Pane::List).inner();
        let rows = if inner.width < 56 && inner.height >= 15 { 3 } else { 2 };
        View { height: usize::from(inner.height).saturating_sub(self.folder_rows()), rows }
    }

    /// Whether the reading pane has room for the panel of entities.
    #[must_use]
    pub fn has_panel(&self) -> bool {
        self.settings.panel && self.pane_area(Pane::Reader).inner().height >= 4 * READER_PANEL
    }

    /// Rows in view of the article's text.
    #[must_use]
    pub fn reader_height(&self) -> usize {
        let inner = self.pane_area(Pane::Reader).inner().height;
        let head = if inner > 3 * READER_HEAD { READER_HEAD } else { 0 };
        let panel = if self.has_panel() { READER_PANEL } else { 0 };
        usize::from(inner.saturating_sub(head + panel)).max(1)
    }

    /// How the rows of the article are made.
    #[must_use]
    pub fn reader_setting(&self) -> Setting {
        // One column at the right is for air.
        let room = self.pane_area(Pane::Reader).inner().width.saturating_sub(READER_MARGIN + 1);
        Setting { columns: room.min(self.settings.measure).max(1), furniture: self.settings.furniture }
    }

    /// Lines in view of the timeline, in its pane or on the whole screen, when the selected event takes all the rows
    /// that it may.
    #[must_use]
    pub fn timeline_height(&self) -> usize {
        self.timeline_room() - if self.expands() { MOST_EXTRA } else { 0 }
    }

    /// Rows of the timeline, in its pane or on the whole screen.
    pub(crate) fn timeline_room(&self) -> usize {
        match self.screen() {
            Screen::Matrix => self.body_height(MATRIX_HEAD),
            _ => usize::from(self.pane_area(Pane::Timeline).inner().height),
        }
    }

    /// Lines in view below the head of a whole screen, inside its border.
    #[must_use]
    pub fn body_height(&self, head: u16) -> usize {
        let body = self.layout().map_or(0, |layout| layout.body.inner().height);
        usize::from(body.saturating_sub(head)).max(1)
    }

    /// Columns inside the border of a whole screen.
    #[must_use]
    pub fn body_width(&self) -> usize {
        self.layout().map_or(0, |layout| usize::from(layout.body.inner().width))
    }

    /// Columns of the text on the event screen.
    #[must_use]
    pub fn event_columns(&self) -> usize {
        self.body_width().saturating_sub(4).min(usize::from(self.settings.measure) + 12)
    }

    /// The columns of the compare screen: two sides, and a third outlet where there is one and room for it.
    #[must_use]
    pub fn compare_columns(&self, others: bool) -> Columns {
        let third = others && self.size.0 >= THREE_COLUMNS;
        let sides = if third { 3 } else { 2 };
        let width = self.body_width().saturating_sub(GUTTER * (sides - 1) + 2) / sides;
        Columns { width, third }
    }

    /// The parts of the screen of other accounts that are in view, with the areas below its head.
    #[must_use]
    pub fn takes_parts(&self) -> Vec<(Part, Area)> {
        let inner = self.layout().map(|layout| layout.body.inner()).unwrap_or_default();
        let head = TAKES_HEAD.min(inner.height);
        let below = Area { y: inner.y + head, height: inner.height - head, ..inner };
        if self.body_width() < BOTH {
            let part = self.takes.as_ref().map_or(Part::Takes, |takes| takes.part);
            return vec![(part, below)];
        }
        let between = u16::try_from(BETWEEN).unwrap_or(0);
        let left = below.width.saturating_sub(between) / 2;
        let right = below.width - left - between;
        vec![
            (Part::Takes, Area { width: left, ..below }),
            (Part::Common, Area { x: below.x + left + between, width: right, ..below }),
        ]
    }

    /// Columns of each part of the screen of other accounts: no wider than is good to read.
    #[must_use]
    pub fn takes_columns(&self) -> usize {
        let widest = usize::from(self.settings.measure) + 12;
        self.takes_parts().iter().map(|(_, area)| usize::from(area.width)).min().unwrap_or(0).min(widest)
    }

    /// Items in view of a menu.
    #[must_use]
    pub fn menu_height(&self) -> usize {
        usize::from(overlay_area(self.size).inner().height.saturating_sub(2)).max(1)
    }
}

/// Where menus and explanations stand on a screen.
#[must_use]
pub fn overlay_area(size: (u16, u16)) -> Area {
    let (columns, rows) = size;
    let width = columns.saturating_sub(if columns > 60 { 8 } else { 2 }).min(92);
    let height = rows.saturating_sub(if rows > 16 { 6 } else { 2 }).min(36);
    Area { x: (columns - width) / 2, y: (rows - height) / 2, width, height }
}
