//! A session: where one was, so that the next time begins there. What of the state it is made of, and its form as text.
//!
//! A place in a text is a byte offset, articles, events and names are told by their ids: rows and numbers are others on
//! another screen or after another import. Whatever of a session does not fit what there is to read is left out. How one
//! comes back is in `update`; keeping the text is for `library`.

use super::compare::CompareScreen;
use super::entities::Side;
use super::layout::Pane;
use super::state::{App, Screen, Settings};
use crate::index::query::SORTS;
use crate::index::{Facet, Target};
use crate::model::{ArticleIndex, Corpus, Precision};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form that is written. A session of a later one is not understood, and the program begins as new.
const FORM: u32 = 1;

/// Articles of one side of a comparison that are kept; with more of them one comes back to the screen before.
const MOST_SIDES: usize = 512;

/// The bundled themes in the order in which a key steps through them.
pub const THEMES: [&str; 4] = ["dark", "light", "ansi", "mono"];

/// Where one was.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    form: u32,
    /// The filter as typed.
    pub(super) filter: String,
    /// The order of the list.
    pub(super) sort: String,
    /// The pane that had the keys.
    pub(super) focus: String,
    /// The article that was read.
    pub(super) article: Option<String>,
    /// Bytes of its text before the first row in view; 0 at its beginning.
    pub(super) at: u32,
    /// What was pointed at in it, in bytes.
    pub(super) cursor: Option<(u32, u32)>,
    /// What the whole screen showed, the last on top.
    pub(super) screens: Vec<String>,
    /// The timeline.
    pub(super) line: Line,
    /// The entity screen.
    pub(super) names: Names,
    /// The two sides of the comparison, and its selected row.
    pub(super) compare: Option<(Vec<String>, Vec<String>, usize)>,
    /// The event on its screen.
    pub(super) event: Option<String>,
    /// The article whose other accounts were shown.
    pub(super) takes: Option<String>,
    /// What was changed by key: what the configuration said then, and what was chosen.
    looks: BTreeMap<String, (String, String)>,
}

/// What was to be seen of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Line {
    pub(super) zoom: Precision,
    pub(super) shared: bool,
    pub(super) about: bool,
    /// Outlets that are left out.
    pub(super) off: Vec<String>,
    /// The selected event.
    pub(super) event: Option<String>,
}

impl Default for Line {
    fn default() -> Self {
        Self { zoom: Precision::Year, shared: false, about: true, off: Vec::new(), event: None }
    }
}

/// What the entity screen showed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Names {
    pub(super) facet: String,
    pub(super) typed: String,
    pub(super) everywhere: bool,
    /// The selected entity, or the selected outlet.
    pub(super) entity: Option<String>,
    pub(super) outlet: Option<String>,
    /// Whether the page had the keys.
    pub(super) page: bool,
}

impl Session {
    /// Reads what was written; `None` where it is damaged or of a later program.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|session: &Self| session.form == FORM)
    }

    /// As text to keep.
    #[must_use]
    pub fn write(&self) -> String {
        // Only strings, numbers and lists of them: this cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Settings as the configuration has them, with what was changed by key since. A choice holds until the
    /// configuration says something else than it did when it was made.
    #[must_use]
    pub fn over(&self, configured: &Settings) -> Settings {
        let mut settings = configured.clone();
        for (name, before) in looks(configured) {
            if let Some((said, chosen)) = self.looks.get(name)
                && *said == before
            {
                set(&mut settings, name, chosen);
            }
        }
        settings
    }
}

/// What the state remembers for its session.
#[derive(Debug, Clone, Default)]
pub struct Resuming {
    /// Where one is to come back to, until one is there.
    pub(super) to: Option<Box<Session>>,
    /// The selected row of a comparison that is being made anew.
    pub(super) row: Option<usize>,
    /// Whether the article is shown where it was read, while the rest has to wait.
    pub(super) placed: bool,
    /// Whether one is there, so that what is on the screen is worth keeping.
    pub(super) there: bool,
    /// What was chosen in earlier sessions.
    looks: BTreeMap<String, (String, String)>,
    /// The settings as the configuration has them, and as the program began.
    configured: Settings,
    began: Settings,
}

impl App {
    /// Prepares to come back to where one was, once everything is read. `configured` is what the configuration says;
    /// the settings of the state are those the program begins with.
    pub fn resume(&mut self, session: Option<Session>, configured: Settings) {
        let looks = session.as_ref().map(|session| session.looks.clone()).unwrap_or_default();
        self.resuming = Resuming {
            to: session.map(Box::new),
            looks,
            configured,
            began: self.settings.clone(),
            ..Resuming::default()
        };
    }

    /// Where one is now; `None` before everything is read and found, when one has not come back yet.
    #[must_use]
    pub fn session(&self) -> Option<Session> {
        let library = self.library.as_ref().filter(|library| library.searched && self.resuming.there)?;
        let corpus = &library.corpus;
        let id = |article: ArticleIndex| corpus.head(article).id.to_string();
        let compare = self.compare.as_ref().and_then(|compare| sides(corpus, compare));
        Some(Session {
            form: FORM,
            filter: self.list.query.clone(),
            sort: self.list.sort.name().to_owned(),
            focus: pane_name(self.focus).to_owned(),
            article: self.reader.article.map(id),
            at: self.reader.at(),
            cursor: self.reader.cursor.map(|cursor| (cursor.start, cursor.end)),
            screens: self.screens.iter().map(|&screen| screen_name(screen).to_owned()).collect(),
            line: self.line_of_session(corpus),
            names: self.names_of_session(),
            compare: compare.filter(|_| self.screens.contains(&Screen::Compare)),
            event: self
                .event
                .as_ref()
                .filter(|_| self.screens.contains(&Screen::Event))
                .map(|screen| screen.event.of(corpus).key.to_string()),
            takes: self
                .takes
                .as_ref()
                .filter(|_| self.screens.contains(&Screen::Takes))
                .map(|takes| id(takes.account.article)),
            looks: self.looks_of_session(),
        })
    }

    fn line_of_session(&self, corpus: &Corpus) -> Line {
        let choice = &self.timeline.choice;
        Line {
            zoom: choice.zoom,
            shared: choice.shared,
            about: choice.about,
            off: choice.off.iter().map(ToString::to_string).collect(),
            event: self.timeline.selected().map(|event| event.of(corpus).key.to_string()),
        }
    }

    fn names_of_session(&self) -> Names {
        let (entities, index) = (&self.entities, self.library.as_ref().map(|library| &library.index));
        let target = entities.selected().zip(index);
        Names {
            facet: entities.facet.name().to_owned(),
            typed: entities.typed.clone(),
            everywhere: entities.everywhere,
            entity: target.and_then(|(target, index)| match target {
                Target::Entity(id) => Some(index.corpus().entities.get(id).key.to_string()),
                Target::Outlet(_) => None,
            }),
            outlet: target.and_then(|(target, index)| match target {
                Target::Outlet(_) => Some(index.target_name(target).to_string()),
                Target::Entity(_) => None,
            }),
            page: entities.side == Side::Page,
        }
    }

    /// What differs from the configuration: choices of earlier sessions, unless this one made another.
    fn looks_of_session(&self) -> BTreeMap<String, (String, String)> {
        let Resuming { looks: earlier, configured, began, .. } = &self.resuming;
        let mut kept = earlier.clone();
        let three = looks(configured).into_iter().zip(looks(began)).zip(looks(&self.settings));
        for (((name, said), (_, began)), (_, now)) in three {
            if now != began {
                kept.insert(name.to_owned(), (said, now));
            }
        }
        kept.retain(|_, (said, chosen)| said != chosen);
        kept
    }
}

/// The sides of a comparison, unless they are too long to keep.
fn sides(corpus: &Corpus, screen: &CompareScreen) -> Option<(Vec<String>, Vec<String>, usize)> {
    let ids = |articles: &[ArticleIndex]| -> Option<Vec<String>> {
        let few = articles.len() <= MOST_SIDES;
        few.then(|| articles.iter().map(|&article| corpus.head(article).id.to_string()).collect())
    };
    let comparison = &screen.comparison;
    Some((ids(&comparison.left.articles)?, ids(&comparison.right.articles)?, screen.scroll.selected))
}

/// The settings with their names, as text.
fn looks(settings: &Settings) -> [(&'static str, String); 7] {
    [
        ("theme", settings.theme.clone()),
        ("measure", settings.measure.to_string()),
        ("furniture", settings.furniture.to_string()),
        ("panel", settings.panel.to_string()),
        ("mouse", settings.mouse.to_string()),
        ("list", settings.shares.0.to_string()),
        ("timeline", settings.shares.1.to_string()),
    ]
}

/// Sets one of the settings; what it cannot be leaves it as it is.
fn set(settings: &mut Settings, name: &str, value: &str) {
    let number = |least: u16, most: u16| value.parse().ok().map(|n: u16| n.clamp(least, most));
    let switch = || value.parse::<bool>().ok();
    match name {
        "theme" if settings.themes.iter().any(|theme| theme == value) => {
            value.clone_into(&mut settings.theme);
        }
        "measure" => settings.measure = number(24, 200).unwrap_or(settings.measure),
        "furniture" => settings.furniture = switch().unwrap_or(settings.furniture),
        "panel" => settings.panel = switch().unwrap_or(settings.panel),
        "mouse" => settings.mouse = switch().unwrap_or(settings.mouse),
        "list" => settings.shares.0 = number(15, 50).unwrap_or(settings.shares.0),
        "timeline" => settings.shares.1 = number(15, 50).unwrap_or(settings.shares.1),
        _ => {}
    }
}

const fn pane_name(pane: Pane) -> &'static str {
    match pane {
        Pane::List => "list",
        Pane::Reader => "reader",
        Pane::Timeline => "timeline",
    }
}

/// The pane of a name; the list where there is none.
pub(super) fn pane(name: &str) -> Pane {
    Pane::ALL.into_iter().find(|pane| pane_name(*pane) == name).unwrap_or(Pane::List)
}

const SCREENS: [Screen; 6] =
    [Screen::Main, Screen::Matrix, Screen::Event, Screen::Compare, Screen::Entities, Screen::Takes];

const fn screen_name(screen: Screen) -> &'static str {
    match screen {
        Screen::Main => "main",
        Screen::Matrix => "matrix",
        Screen::Event => "event",
        Screen::Compare => "compare",
        Screen::Entities => "entities",
        Screen::Takes => "takes",
    }
}

/// The screen of a name; the panes where there is none.
pub(super) fn screen(name: &str) -> Screen {
    SCREENS.into_iter().find(|screen| screen_name(*screen) == name).unwrap_or(Screen::Main)
}

/// The order of a name, where there is one.
pub(super) fn sort(name: &str) -> Option<crate::index::query::Sort> {
    SORTS.iter().find(|(known, _)| *known == name).map(|(_, sort)| *sort)
}

/// The section of a name; people where there is none.
pub(super) fn facet(name: &str) -> Facet {
    Facet::ALL.into_iter().find(|facet| facet.name() == name).unwrap_or(Facet::People)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_changed_by_key_holds_until_the_configuration_changes() {
        let configured = Settings::default();
        let chosen = |name: &str, said: &str, value: &str| {
            let looks = [(name.to_owned(), (said.to_owned(), value.to_owned()))].into();
            Session { form: FORM, looks, ..Session::default() }.over(&configured)
        };
        assert_eq!(chosen("theme", "dark", "light").theme, "light");
        assert_eq!(chosen("theme", "mono", "light").theme, "dark", "the configuration was another then");
        assert_eq!(chosen("theme", "dark", "nonesuch").theme, "dark");
        assert_eq!(chosen("measure", "72", "80").measure, 80);
        assert_eq!(chosen("measure", "72", "9999").measure, 200);
        assert_eq!(chosen("measure", "72", "wide"), configured);
        assert_eq!(chosen("list", "25", "40").shares, (40, 31));
        assert_eq!(chosen("timeline", "31", "0").shares, (25, 15));
        assert!(!chosen("panel", "true", "false").panel);
        assert_eq!(chosen("nothing", "a", "b"), configured);
    }

    #[test]
    fn what_cannot_be_understood_is_no_session() {
        for text in [
            "",
            "{",
            "[]",
            "null",
            "{}",
            r#"{"form":2}"#,
            r#"{"form":1,"at":-1}"#,
            "{\"form\":1,\"at\":\"x\"}",
        ] {
            assert_eq!(Session::read(text), None, "{text}");
        }
        assert!(Session::read(r#"{"form":1,"of a later program":[]}"#).is_some());
    }

    proptest! {
        #[test]
        fn no_text_is_a_panic(text in "\\PC{0,60}|\\{\"form\":1,\"(at|cursor|focus|line|looks)\":[\\[\\]{}\",0-9a-z:]{0,20}\\}") {
            if let Some(session) = Session::read(&text) {
                prop_assert_eq!(Session::read(&session.write()), Some(session));
            }
        }
    }
}
