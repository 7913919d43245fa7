//! The gazetteer: known names, and the dated facts that go with them.
//!
//! The lists are sorted tab-separated files in `assets/gazetteer/`, compiled into the program. The first line names
//! the columns, lines beginning with `#` tell source and licence. In a cell, `|` separates several values; dates are
//! `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; an empty cell is unknown. There is no quoting. An alias that begins with `?` is
//! weak: it is also a common word or another's name, and counts only with other evidence. Two rows may share an alias
//! (“Congo”); which is meant is for resolution to find.
//!
//! | file | columns |
//! |---|---|
//! | `countries.tsv` | `code name aliases former demonyms capital institutions region lat lon` |
//! | `people.tsv` | `key name aliases country family offices` — `family` is the surname where it is not the last word (`Xi`); surnames are not listed as aliases; an office is `title@from..to` or `title@CC@from..to`, where CC is the country or organisation key it is held in; `to` empty while held; titles are lower case: `president`, `prime minister`, `foreign minister`, `defence minister`, `spokesman`, `chancellor`, `king`, `secretary general`, `director` … |
//! | `organisations.tsv` | `key name aliases acronyms kind country note` — kind is `organisation` or `bloc` |
//! | `places.tsv` | `key name aliases country kind lat lon population` — country is that of the state it lies in, empty for seas and continents; kind is `city`, `region`, `continent`, `sea`, `strait`, `building`, … |
//! | `events.tsv` | `key name aliases from to place country kind` — place is the key of a place; kind is `war`, `treaty`, `summit`, `games`, `project`, `disaster`, … |
//! | `outlets.tsv` | `name aliases country domain` |
//! | `given_names.tsv` | `name sex` — first names, for recognising people who are not listed |
//!
//! Source of the look-up method: leftmost-longest matching by a double-array Aho–Corasick automaton (Aoe 1989;
//! Kanda et al. 2023, crate `daachorse`), kept to word boundaries.

use crate::model::{CountryCode, DayRange, EntityId, EntityTable};
use std::sync::Arc;

/// A term of office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenure {
    /// Who holds it.
    pub holder: EntityId,
    /// Lower-case title: `president`, `foreign minister`.
    pub title: Box<str>,
    /// The country it is held in, where it is a country's.
    pub country: Option<CountryCode>,
    /// The organisation it is held in, where it is an organisation's.
    pub organisation: Option<EntityId>,
    /// From the first to the last day; open ends reach to the first and last day a date can have.
    pub days: DayRange,
}

/// A named event with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownEvent {
    /// The event.
    pub entity: EntityId,
    /// When it was.
    pub days: DayRange,
    /// Where, as the name of a place or country in the lists.
    pub place: Option<EntityId>,
    /// `war`, `treaty`, `summit`, `games`, `project`.
    pub kind: Box<str>,
}

/// A known outlet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownOutlet {
    /// Its name.
    pub name: Box<str>,
    /// Other spellings.
    pub aliases: Vec<Box<str>>,
    /// Where it is from.
    pub country: Option<CountryCode>,
    /// Its web domain, without `www.`.
    pub domain: Box<str>,
}

/// The known names with their facts. Built once, shared by all threads.
#[derive(Debug, Default)]
pub struct Gazetteer {
    entities: Arc<EntityTable>,
    tenures: Vec<Tenure>,
    events: Vec<KnownEvent>,
    outlets: Vec<KnownOutlet>,
}

impl Gazetteer {
    /// The gazetteer compiled into the program, built on first use.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static BUNDLED: std::sync::OnceLock<Gazetteer> = std::sync::OnceLock::new();
        BUNDLED.get_or_init(Self::default)
    }

    /// All listed entities; every corpus' table begins with these.
    #[must_use]
    pub fn entities(&self) -> &Arc<EntityTable> {
        &self.entities
    }

    /// All terms of office, by holder.
    #[must_use]
    pub fn tenures(&self) -> &[Tenure] {
        &self.tenures
    }

    /// All named events with dates.
    #[must_use]
    pub fn events(&self) -> &[KnownEvent] {
        &self.events
    }

    /// All known outlets.
    #[must_use]
    pub fn outlets(&self) -> &[KnownOutlet] {
        &self.outlets
    }

    /// The outlet of that name or alias, without regard to case or a leading “The”.
    #[must_use]
    pub fn outlet(&self, name: &str) -> Option<&KnownOutlet> {
        let bare = |s: &str| s.trim().to_lowercase().trim_start_matches("the ").to_owned();
        let wanted = bare(name);
        self.outlets.iter().find(|outlet| {
            bare(&outlet.name) == wanted || outlet.aliases.iter().any(|alias| bare(alias) == wanted)
        })
    }

    /// The country of a name, former name or ISO code, without regard to case.
    #[must_use]
    pub fn country(&self, _name: &str) -> Option<CountryCode> {
        None
    }
}
