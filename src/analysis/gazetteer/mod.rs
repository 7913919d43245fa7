//! The gazetteer: known names, and the dated facts that go with them.
//!
//! The lists are sorted tab-separated files in `assets/gazetteer/`, compiled into the program. The first line names
//! the columns, lines beginning with `#` tell source and licence. In a cell, `|` separates several values; dates are
//! `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; an empty cell is unknown. There is no quoting. A name or alias that begins with `?` is
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
//! An alias that begins with `?` is weak: it is also a common word or the name of something else, and counts only
//! with other evidence. One that begins with a small `the` counts only after that word. `people.tsv` may have a column
//! `family` for surnames that are not the last word.
//!
//! Must not look at articles: it answers what a name can mean, never what it means here.

mod apply;
mod build;
mod corrections;
pub(crate) mod fold;
pub(crate) mod lexicon;
mod naming;
pub mod overlay;
mod recurring;
mod rows;
mod sound;
mod table;

pub(crate) use naming::{phrase, slug};
pub use overlay::{Addition, Origin, Overlay};
pub(crate) use sound::key as sound;
pub use table::Mistake;

use crate::model::{CountryCode, DayRange, Entity, EntityId, EntityKind, EntityTable};
use chrono::NaiveDate;
use corrections::Corrections;
use lexicon::{Folded, FoldedSet, Lexicon};
use recurring::Recurring;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, OnceLock};

/// The sex that a first name tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Sex {
    Female,
    Male,
    /// Borne by both, or not known.
    #[default]
    Unknown,
}

impl Sex {
    /// Whether one word for a person and another can be of one person.
    pub(crate) fn fits(self, other: Self) -> bool {
        self == Self::Unknown || other == Self::Unknown || self == other
    }
}

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

/// The texts of the tables.
struct Tables {
    countries: &'static str,
    people: &'static str,
    organisations: &'static str,
    places: &'static str,
    events: &'static str,
    outlets: &'static str,
    given_names: &'static str,
}

/// The known names with their facts. Built once, shared by all threads.
#[derive(Debug, Default, Clone)]
pub struct Gazetteer {
    entities: Arc<EntityTable>,
    tenures: Vec<Tenure>,
    /// Indices into `tenures` by country, title, first day.
    by_office: Vec<u32>,
    events: Vec<KnownEvent>,
    outlets: Vec<KnownOutlet>,
    outlet_names: Folded<u32>,
    outlet_domains: HashMap<Box<str>, u32>,
    country_names: Folded<CountryCode>,
    lexicon: Lexicon,
    surnames: Folded<Vec<EntityId>>,
    given_names: Folded<Sex>,
    /// People of countries with another script, by the sound of their surnames; made when first asked for.
    sounding: OnceLock<Folded<Vec<EntityId>>>,
    /// Surnames of people whose surname stands first.
    family_first: FoldedSet,
    mistakes: Vec<Mistake>,
    corrections: Corrections,
    /// The changes laid over the lists, in words.
    overlaid: String,
    /// Made on first use: only articles whose date must be found out need it.
    recurring: OnceLock<Recurring>,
}

impl Gazetteer {
    /// The gazetteer compiled into the program, built on first use.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static BUNDLED: OnceLock<Gazetteer> = OnceLock::new();
        BUNDLED.get_or_init(Self::build)
    }

    /// Builds the gazetteer of the bundled tables anew; [`bundled`](Self::bundled) is what the program uses.
    #[must_use]
    pub fn build() -> Self {
        build::build(&Tables {
            countries: include_str!("../../../assets/gazetteer/countries.tsv"),
            people: include_str!("../../../assets/gazetteer/people.tsv"),
            organisations: include_str!("../../../assets/gazetteer/organisations.tsv"),
            places: include_str!("../../../assets/gazetteer/places.tsv"),
            events: include_str!("../../../assets/gazetteer/events.tsv"),
            outlets: include_str!("../../../assets/gazetteer/outlets.tsv"),
            given_names: include_str!("../../../assets/gazetteer/given_names.tsv"),
        })
    }

    /// The gazetteer with a person's own changes laid over it. What of them cannot be done is told in
    /// [`mistakes`](Self::mistakes); all else is done.
    #[must_use]
    pub fn with(&self, overlay: &Overlay) -> Self {
        let mut gazetteer = Self { recurring: OnceLock::new(), ..self.clone() };
        if !overlay.is_empty() {
            let _ = write!(gazetteer.overlaid, "{:?}", overlay.changes);
        }
        apply::apply(&mut gazetteer, overlay);
        gazetteer
    }

    /// What was laid over the bundled lists; empty where nothing was. Two gazetteers that have the same laid over them
    /// find the same.
    pub(crate) fn overlaid(&self) -> &str {
        &self.overlaid
    }

    /// What a person's own changes ask of mentions that are already found.
    pub(crate) fn corrections(&self) -> &Corrections {
        &self.corrections
    }

    /// All listed entities; every corpus' table begins with these.
    #[must_use]
    pub fn entities(&self) -> &Arc<EntityTable> {
        &self.entities
    }

    /// All terms of office, by holder, then first day.
    #[must_use]
    pub fn tenures(&self) -> &[Tenure] {
        &self.tenures
    }

    /// The terms of office of one person, by first day.
    #[must_use]
    pub fn tenures_of(&self, holder: EntityId) -> &[Tenure] {
        let from = self.tenures.partition_point(|tenure| tenure.holder < holder);
        let rest = &self.tenures[from..];
        &rest[..rest.iter().take_while(|tenure| tenure.holder == holder).count()]
    }

    /// The country of an office: the one it is held in, or that of the body it is held in; `None` for those of bodies of many
    /// countries.
    pub(crate) fn country_of(&self, tenure: &Tenure) -> Option<CountryCode> {
        tenure.country.or_else(|| tenure.organisation.and_then(|body| self.entities.get(body).country))
    }

    /// Who holds an office of a country on a day; the title in lower case. The one who began last comes first.
    #[must_use]
    pub fn holders(&self, title: &str, country: CountryCode, day: NaiveDate) -> Vec<EntityId> {
        let held = self.tenures_in(title, country);
        let mut holders: Vec<_> =
            held.filter(|t| t.days.from <= day && day <= t.days.to).map(|t| t.holder).collect();
        holders.reverse();
        holders.dedup();
        holders
    }

    /// Everybody who ever held an office of a country, each once, in the order of the list.
    pub(crate) fn ever_held(&self, title: &str, country: CountryCode) -> Vec<EntityId> {
        let mut holders: Vec<_> = self.tenures_in(title, country).map(|tenure| tenure.holder).collect();
        holders.sort_unstable();
        holders.dedup();
        holders
    }

    /// The terms of an office of a country, by first day.
    fn tenures_in(&self, title: &str, country: CountryCode) -> impl Iterator<Item = &Tenure> {
        let tenure = |&i: &u32| &self.tenures[i as usize];
        let order = |i: &u32| (tenure(i).country, &*tenure(i).title).cmp(&(Some(country), title));
        let from = self.by_office.partition_point(|i| order(i).is_lt());
        let to = self.by_office.partition_point(|i| order(i).is_le());
        self.by_office[from..to].iter().map(move |&i| &self.tenures[i as usize])
    }

    /// All named events with dates, by entity.
    #[must_use]
    pub fn events(&self) -> &[KnownEvent] {
        &self.events
    }

    /// The named events that come again, by their names without the year.
    pub(crate) fn recurring(&self) -> &Recurring {
        self.recurring.get_or_init(|| Recurring::of(&self.events, &self.entities))
    }

    /// The dated facts of a named event.
    #[must_use]
    pub fn known_event_of(&self, entity: EntityId) -> Option<&KnownEvent> {
        let i = self.events.binary_search_by_key(&entity, |event| event.entity).ok()?;
        self.events.get(i)
    }

    /// All known outlets.
    #[must_use]
    pub fn outlets(&self) -> &[KnownOutlet] {
        &self.outlets
    }

    /// The outlet of that name or alias, without regard to case or a leading “The”.
    #[must_use]
    pub fn outlet(&self, name: &str) -> Option<&KnownOutlet> {
        self.outlet_names.get(&phrase(naming::bare_outlet(name))).map(|&i| &self.outlets[i as usize])
    }

    /// The outlet of a web domain or of one above it: `www.` and `edition.` before a known domain do not matter.
    #[must_use]
    pub fn outlet_of_domain(&self, domain: &str) -> Option<&KnownOutlet> {
        let lower = domain.trim_end_matches('.').to_ascii_lowercase();
        let mut rest = lower.as_str();
        loop {
            if let Some(&i) = self.outlet_domains.get(rest) {
                return Some(&self.outlets[i as usize]);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// The country of a name, former name or ISO code, without regard to case.
    #[must_use]
    pub fn country(&self, name: &str) -> Option<CountryCode> {
        let name = name.trim();
        let bare = name.get(..4).filter(|the| the.eq_ignore_ascii_case("the ")).map_or(name, |_| &name[4..]);
        self.country_names.get(&phrase(bare)).copied()
    }

    /// Whether the word is a first name.
    #[must_use]
    pub fn is_given_name(&self, word: &str) -> bool {
        self.given_names.contains_key(&fold::word(word))
    }

    /// The sex of those who bear a first name, by its folded hash.
    pub(crate) fn sex_of(&self, given_name: u64) -> Sex {
        self.given_names.get(&given_name).copied().unwrap_or_default()
    }

    /// The sex of a person by the first name in a full one, where surnames do not come first.
    pub(crate) fn sex_of_person(&self, name: &str) -> Sex {
        let Some((first, rest)) = name.split_once(' ') else { return Sex::Unknown };
        let first = fold::word(first);
        if rest.is_empty() || self.has_family_first(first) { Sex::Unknown } else { self.sex_of(first) }
    }

    /// Whether the word of that folded hash is a first name.
    pub(crate) fn has_given_name(&self, word: u64) -> bool {
        self.given_names.contains_key(&word)
    }

    /// Whether the word of that folded hash is a surname that stands before the first name: `Kim`, `Xi`.
    pub(crate) fn has_family_first(&self, word: u64) -> bool {
        self.family_first.contains(&word)
    }

    /// The listed people of a surname, in the order of the list.
    pub(crate) fn people_named(&self, surname: u64) -> &[EntityId] {
        self.surnames.get(&surname).map_or(&[], Vec::as_slice)
    }

    /// The listed people of countries with another script whose surname is another spelling of the word.
    pub(crate) fn people_sounding(&self, surname: &str) -> &[EntityId] {
        let sounding = self.sounding.get_or_init(|| {
            let mut all: Folded<Vec<EntityId>> = Folded::default();
            let romanised =
                |e: &Entity| e.kind == EntityKind::Person && e.country.is_some_and(sound::is_romanised);
            for (id, entity) in self.entities.iter().filter(|(_, entity)| romanised(entity)) {
                let people = all.entry(sound::key(naming::last_word(&entity.name))).or_default();
                if !people.contains(&id) {
                    people.push(id);
                }
            }
            all
        });
        sounding.get(&sound::key(surname)).map_or(&[], Vec::as_slice)
    }

    /// The names to look up.
    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Lines of the tables, and of a person's own changes, that could not be used.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }
}

#[cfg(test)]
mod overlay_tests;
#[cfg(test)]
mod tests;
