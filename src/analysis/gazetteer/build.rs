//! From the tables to the gazetteer: entities, their names with senses, terms of office, events, outlets.
//!
//! The tables of entities are read on two cores; then their entities get their places in the order of the tables, and
//! the look-up of names is filled on one core while what hangs on the entities is gathered on another. The result does
//! not depend on the number of cores. A line that cannot be used is skipped and told in
//! [`Gazetteer::mistakes`](super::Gazetteer::mistakes).

use super::fold;
use super::lexicon::{Folded, FoldedSet, Lexicon, Prepared};
use super::naming::{bare_outlet, phrase, slug, term};
use super::rows::{Dated, Draft, Office, Part};
use super::table::{Mistake, Table};
use super::{Gazetteer, KnownEvent, KnownOutlet, Sex, Tables, Tenure};
use crate::model::{CountryCode, EntityId, EntityKind, EntityTable, Form};
use std::sync::Arc;

/// Builds the gazetteer from its tables.
pub(super) fn build(tables: &Tables) -> Gazetteer {
    // The organisations take as long as all else together.
    let (organisations, (countries, places, people, events)) = at_once(
        || Part::of(tables.organisations, Part::organisations),
        || {
            let countries = Part::of(tables.countries, Part::countries);
            let places = Part::of(tables.places, Part::places);
            let people = Part::of(tables.people, Part::people);
            (countries, places, people, Part::of(tables.events, Part::events))
        },
    );
    let mut entities = EntityTable::default();
    let parts = [&countries, &organisations, &places, &people, &events];
    entities.reserve(parts.iter().map(|part| part.entities.len()).sum::<usize>() + MOST_CAPITALS);
    let mut mistakes = Mistakes::default();
    let countries = Placed::of(COUNTRIES, countries, &mut entities, &mut mistakes);
    let organisations = Placed::of(ORGANISATIONS, organisations, &mut entities, &mut mistakes);
    let places = Placed::of(PLACES, places, &mut entities, &mut mistakes);
    let capitals = capitals(tables.countries, &mut entities);
    let people = Placed::of(PEOPLE, people, &mut entities, &mut mistakes);
    let events = Placed::of(EVENTS, events, &mut entities, &mut mistakes);
    let fill = || {
        let mut lexicon = Lexicon::default();
        let all = [&countries, &organisations, &places, &people, &events];
        lexicon.reserve(all.iter().map(|placed| placed.part.names.len()).sum());
        for (i, placed) in all.into_iter().enumerate() {
            lexicon.add_all(&placed.part.names, |row| placed.place(EntityId(row)));
            if i == 2 {
                lexicon.add_all(&capitals, |entity| Some(EntityId(entity)));
            }
        }
        lexicon
    };
    let (lexicon, gazetteer) =
        at_once(fill, || facts(tables, entities, mistakes, &countries, &people, &events));
    Gazetteer { lexicon, ..gazetteer }
}

/// Does two things at once, the first on a thread of its own. Not on the pool of rayon: a thread of the pool that waits
/// takes up other work, which may ask for the very gazetteer that is being built and would wait for itself.
fn at_once<A: Send, B>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let a = scope.spawn(a);
        let b = b();
        (a.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), b)
    })
}

/// More than there are countries: each may add its capital.
const MOST_CAPITALS: usize = 256;

/// A table that mistakes are told of: its place in the order in which they are told, and its file.
type File = (u8, &'static str);
const COUNTRIES: File = (0, "countries.tsv");
const ORGANISATIONS: File = (1, "organisations.tsv");
const PLACES: File = (2, "places.tsv");
const PEOPLE: File = (3, "people.tsv");
const EVENTS: File = (4, "events.tsv");
const OUTLETS: File = (5, "outlets.tsv");

/// Lines that could not be used, in the order in which they were found to be so.
#[derive(Default)]
struct Mistakes(Vec<(File, usize, String)>);

impl Mistakes {
    fn note(&mut self, file: File, line: usize, reason: impl Into<String>) {
        self.0.push((file, line, reason.into()));
    }

    /// By table and line.
    fn told(mut self) -> Vec<Mistake> {
        self.0.sort_by_key(|(file, line, _)| (file.0, *line));
        let told =
            |((_, file), line, reason): (File, usize, String)| Mistake { file: file.into(), line, reason };
        self.0.into_iter().map(told).collect()
    }
}

/// What a table says, whose entities have their places.
struct Placed {
    part: Part,
    /// The entity of each row; `None` where another has its key.
    places: Vec<Option<EntityId>>,
}

impl Placed {
    fn of(file: File, mut part: Part, entities: &mut EntityTable, mistakes: &mut Mistakes) -> Self {
        for (line, reason) in part.wrong.drain(..) {
            mistakes.note(file, line, reason);
        }
        let add = |(line, entity): (usize, Arc<_>)| {
            let there = match entities.add(entity) {
                Ok(added) => return Some(added),
                Err(there) => &entities.get(there).key,
            };
            mistakes.note(file, line, format!("the key “{there}” is already in use"));
            None
        };
        let places = std::mem::take(&mut part.entities).into_iter().map(add).collect();
        Self { part, places }
    }

    /// The entity of a row that was counted as one.
    fn place(&self, row: EntityId) -> Option<EntityId> {
        self.places[row.0 as usize]
    }

    /// What is told of rows, of their entities.
    fn told<T: Copy>(&self, rows: &[(EntityId, T)]) -> impl Iterator<Item = (EntityId, T)> {
        rows.iter().filter_map(|&(row, told)| Some((self.place(row)?, told)))
    }
}

/// The names of the capitals. They come after the places, so that the city has its own entry; one that has none gets
/// it here.
fn capitals(text: &'static str, entities: &mut EntityTable) -> Prepared {
    let mut names = Prepared::default();
    let table = Table::new(text);
    let [code, capital] = table.columns(["code", "capital"]);
    for row in table.rows() {
        let country = CountryCode::new(row.cell(code));
        let Some(id) = country.and_then(|c| entities.find(c.as_str())) else { continue };
        for (i, name) in row.values(capital).enumerate() {
            let key = slug(name);
            if i == 0 && !key.is_empty() && entities.find(&key).is_none() {
                let aliases = Vec::new();
                let draft =
                    Draft { key: &key, name, kind: EntityKind::Place, country, aliases, note: "capital" };
                let city = entities.intern(Arc::new(draft.entity()));
                names.name(name, city, Form::Name);
            }
            names.name(name, id, Form::Capital);
        }
    }
    names
}

/// All but the look-up of names.
fn facts(
    tables: &Tables,
    entities: EntityTable,
    mut mistakes: Mistakes,
    countries: &Placed,
    people: &Placed,
    events: &Placed,
) -> Gazetteer {
    let mut country_names = Folded::default();
    for (_, (name, country)) in countries.told(&countries.part.country_names) {
        country_names.entry(name).or_insert(country);
    }
    let mut surnames: Folded<Vec<EntityId>> = Folded::default();
    surnames.reserve(people.places.len());
    for (id, surname) in people.told(&people.part.surnames) {
        let bearers = surnames.entry(surname).or_default();
        if bearers.last() != Some(&id) {
            bearers.push(id);
        }
    }
    let mut given_names = Folded::default();
    given_names.reserve(tables.given_names.len() / BYTES_A_GIVEN_NAME);
    given_names.extend(people.told(&people.part.given_names).map(|(_, name)| (name, Sex::Unknown)));
    given_names.extend(sexes(tables.given_names));
    let family_first: FoldedSet = people.told(&people.part.family_first).map(|(_, name)| name).collect();
    let mut tenures: Vec<Tenure> = Vec::with_capacity(people.part.offices.len());
    for office in &people.part.offices {
        let Some(holder) = people.place(office.holder) else { continue };
        match tenure(&entities, holder, office) {
            Ok(tenure) => tenures.push(tenure),
            Err(reason) => mistakes.note(PEOPLE, office.line, reason),
        }
    }
    tenures.sort_by_key(|tenure| (tenure.holder, tenure.days.from));
    let mut known = Vec::with_capacity(events.part.dated.len());
    for dated in &events.part.dated {
        let Some(entity) = events.place(dated.entity) else { continue };
        match known_event(&entities, entity, dated) {
            Some(event) => known.push(event),
            None => mistakes.note(EVENTS, dated.line, "unreadable dates"),
        }
    }
    known.sort_by_key(|event| event.entity);
    let outlets = outlets(tables.outlets, &mut mistakes);
    let mut outlet_names = Folded::default();
    let mut outlet_domains = std::collections::HashMap::new();
    for (i, outlet) in outlets.iter().enumerate() {
        for name in std::iter::once(&outlet.name).chain(&outlet.aliases) {
            outlet_names.entry(phrase(bare_outlet(name))).or_insert(i as u32);
        }
        if !outlet.domain.is_empty() {
            outlet_domains.entry(outlet.domain.clone()).or_insert(i as u32);
        }
    }
    Gazetteer {
        by_office: by_office(&tenures),
        entities: Arc::new(entities),
        tenures,
        events: known,
        outlets,
        outlet_names,
        outlet_domains,
        country_names,
        surnames,
        given_names,
        family_first,
        mistakes: mistakes.told(),
        ..Gazetteer::default()
    }
}

/// What a row of the table of first names takes.
const BYTES_A_GIVEN_NAME: usize = 8;

/// Reads `title@from..to` or `title@CC@from..to`. Bodies that stand after the holder are not known here.
fn tenure(entities: &EntityTable, holder: EntityId, told: &Office) -> Result<Tenure, String> {
    let office = told.written;
    let mut parts = office.split('@').map(str::trim);
    let (Some(title), Some(second), third) = (parts.next(), parts.next(), parts.next()) else {
        return Err(format!("the office “{office}” has no dates"));
    };
    let (held_in, days) = third.map_or((None, second), |third| (Some(second), third));
    let days = term(days).ok_or_else(|| format!("the office “{office}” has no readable dates"))?;
    let (mut country, mut organisation) = (None, None);
    match held_in {
        None => country = told.home,
        Some(code) if code.len() == 2 => country = CountryCode::new(code),
        Some(key) => {
            let body = entities.find(key).filter(|id| *id <= holder);
            organisation = Some(body.ok_or_else(|| format!("nothing has the key “{key}”"))?);
        }
    }
    Ok(Tenure { holder, title: title.into(), country, organisation, days })
}

/// The facts of an event; `None` where its dates cannot be read. Places that stand after it are not known here.
fn known_event(entities: &EntityTable, entity: EntityId, dated: &Dated) -> Option<KnownEvent> {
    let days = term(&format!("{}..{}", dated.days.0, dated.days.1))?;
    let find = |key: &str| entities.find(key).filter(|id| *id <= entity);
    let place = find(&slug(dated.place)).or_else(|| dated.country.and_then(|c| find(c.as_str())));
    Some(KnownEvent { entity, days, place, kind: dated.kind.into() })
}

fn outlets(text: &str, mistakes: &mut Mistakes) -> Vec<KnownOutlet> {
    let table = Table::new(text);
    let [name, aliases, country, domain] = table.columns(["name", "aliases", "country", "domain"]);
    let mut outlets = Vec::new();
    for row in table.rows() {
        if row.cell(name).is_empty() {
            mistakes.note(OUTLETS, row.line, "no name");
            continue;
        }
        let country = row.country(country).unwrap_or_else(|reason| {
            mistakes.note(OUTLETS, row.line, reason);
            None
        });
        outlets.push(KnownOutlet {
            name: row.cell(name).into(),
            aliases: row.values(aliases).map(Into::into).collect(),
            country,
            domain: row.cell(domain).trim_start_matches("www.").into(),
        });
    }
    outlets
}

/// First names, folded, with the sex of those who bear them.
fn sexes(text: &'static str) -> impl Iterator<Item = (u64, Sex)> {
    let table = Table::new(text);
    let [name, sex] = table.columns(["name", "sex"]);
    table.rows().map(move |row| {
        let sex = match row.cell(sex) {
            "f" => Sex::Female,
            "m" => Sex::Male,
            _ => Sex::Unknown,
        };
        (fold::word(row.cell(name)), sex)
    })
}

/// The places of terms of office by country, title, first day, holder.
pub(super) fn by_office(tenures: &[Tenure]) -> Vec<u32> {
    let mut places: Vec<u32> = (0..tenures.len() as u32).collect();
    places.sort_by(|&a, &b| {
        let (a, b) = (&tenures[a as usize], &tenures[b as usize]);
        (a.country, &a.title, a.days.from, a.holder).cmp(&(b.country, &b.title, b.days.from, b.holder))
    });
    places
}
