//! From the tables to the gazetteer: entities, their names with senses, terms of office, events, outlets.
//!
//! A line that cannot be used is skipped and told in [`Gazetteer::mistakes`](super::Gazetteer::mistakes).

use super::fold;
use super::lexicon::{Folded, FoldedSet, Lexicon, Sense};
use super::naming::{alias_form, bare_outlet, best_known, last_word, phrase, slug, term};
use super::table::{Mistake, Row, Table};
use super::{Gazetteer, KnownEvent, KnownOutlet, Sex, Tables, Tenure};
use crate::model::{CountryCode, Entity, EntityId, EntityKind, EntityTable, Form, SafeText};
use std::sync::Arc;

/// Builds the gazetteer from its tables.
pub(super) fn build(tables: &Tables<'_>) -> Gazetteer {
    let mut builder = Builder::default();
    builder.reserve(tables);
    builder.countries(tables.countries);
    builder.organisations(tables.organisations);
    builder.places(tables.places);
    builder.capitals(tables.countries);
    builder.people(tables.people);
    builder.events(tables.events);
    builder.outlets(tables.outlets);
    builder.given_names(tables.given_names);
    builder.finish()
}

/// What a row of the tables of entities takes, a little less than on average.
const BYTES_A_ROW: usize = 70;
/// What a name of these tables takes with all that is told beside it.
const BYTES_A_NAME: usize = 34;
/// What a row of the table of first names takes.
const BYTES_A_GIVEN_NAME: usize = 8;

#[derive(Default)]
struct Builder {
    entities: EntityTable,
    lexicon: Lexicon,
    tenures: Vec<Tenure>,
    events: Vec<KnownEvent>,
    outlets: Vec<KnownOutlet>,
    country_names: Folded<CountryCode>,
    surnames: Folded<Vec<EntityId>>,
    given_names: Folded<Sex>,
    family_first: FoldedSet,
    mistakes: Vec<Mistake>,
}

/// What a row says of an entity, before it is interned.
struct Draft<'t> {
    key: &'t str,
    name: &'t str,
    kind: EntityKind,
    country: Option<CountryCode>,
    aliases: Vec<&'t str>,
    note: &'t str,
}

impl Builder {
    /// Makes room for what tables of that length hold, so that nothing is moved while they are read.
    fn reserve(&mut self, tables: &Tables<'_>) {
        let Tables { countries, people, organisations, places, events, .. } = tables;
        let bytes: usize = [countries, people, organisations, places, events].iter().map(|t| t.len()).sum();
        self.entities.reserve(bytes / BYTES_A_ROW);
        self.lexicon.reserve(bytes / BYTES_A_NAME);
        self.surnames.reserve(people.len() / BYTES_A_ROW);
        self.given_names.reserve(tables.given_names.len() / BYTES_A_GIVEN_NAME);
    }

    fn wrong(&mut self, file: &'static str, row: &Row<'_>, reason: impl Into<String>) {
        self.mistakes.push(Mistake { file: file.into(), line: row.line, reason: reason.into() });
    }

    /// Adds an entity, or tells why not.
    fn entity(&mut self, file: &'static str, row: &Row<'_>, draft: &Draft<'_>) -> Option<EntityId> {
        if draft.key.is_empty() || draft.name.is_empty() {
            self.wrong(file, row, "no key or no name");
            return None;
        }
        let aliases =
            draft.aliases.iter().map(|alias| SafeText::line(alias.trim_start_matches('?'))).collect();
        let entity = Entity {
            key: draft.key.into(),
            name: SafeText::line(draft.name),
            kind: draft.kind,
            country: draft.country,
            aliases,
            note: SafeText::line(draft.note),
            listed: true,
        };
        let added = self.entities.add(Arc::new(entity)).ok();
        if added.is_none() {
            self.wrong(file, row, format!("the key “{}” is already in use", draft.key));
        }
        added
    }

    /// Makes a name findable. A leading `?` marks it weak, a leading small `the` is required before it.
    fn name(&mut self, name: &str, entity: EntityId, form: Form) {
        let weak = name.starts_with('?');
        let name = name.trim_start_matches('?');
        let (name, after_the) = name.strip_prefix("the ").map_or((name, false), |rest| (rest, true));
        self.lexicon.add(name, Sense { entity, form, weak, after_the });
    }

    fn country_cell(&mut self, file: &'static str, row: &Row<'_>, column: usize) -> Option<CountryCode> {
        let cell = row.cell(column);
        let code = CountryCode::new(cell);
        if code.is_none() && !cell.is_empty() {
            self.wrong(file, row, format!("“{cell}” is no country code"));
        }
        code
    }

    fn countries(&mut self, text: &str) {
        const FILE: &str = "countries.tsv";
        let table = Table::new(text);
        let [code, name, aliases, former, demonyms, capital, institutions, region] = table.columns([
            "code",
            "name",
            "aliases",
            "former",
            "demonyms",
            "capital",
            "institutions",
            "region",
        ]);
        for row in table.rows() {
            let Some(country) = CountryCode::new(row.cell(code)) else {
                self.wrong(FILE, &row, "no country code");
                continue;
            };
            let others: Vec<_> = [aliases, former, demonyms, capital, institutions]
                .into_iter()
                .flat_map(|c| row.values(c))
                .collect();
            let draft = Draft {
                key: country.as_str(),
                name: row.cell(name),
                kind: EntityKind::Country,
                country: Some(country),
                aliases: others,
                note: row.cell(region),
            };
            let Some(id) = self.entity(FILE, &row, &draft) else { continue };
            self.name(row.cell(name), id, Form::Name);
            for alias in row.values(aliases).chain(row.values(former)) {
                self.name(alias, id, alias_form(alias));
            }
            for demonym in row.values(demonyms) {
                self.name(demonym, id, Form::Demonym);
            }
            for institution in row.values(institutions) {
                self.name(institution, id, Form::Institution);
            }
            let known = [row.cell(name), row.cell(code)].into_iter();
            for known in known.chain(row.values(aliases)).chain(row.values(former)) {
                self.country_names.entry(phrase(known)).or_insert(country);
            }
        }
    }

    /// Capitals come after the places, so that the city has its own entry; one that has none gets it here.
    fn capitals(&mut self, text: &str) {
        const FILE: &str = "countries.tsv";
        let table = Table::new(text);
        let [code, capital] = table.columns(["code", "capital"]);
        for row in table.rows() {
            let country = CountryCode::new(row.cell(code));
            let Some(id) = country.and_then(|c| self.entities.find(c.as_str())) else { continue };
            for (i, name) in row.values(capital).enumerate() {
                let key = slug(name);
                if i == 0 && self.entities.find(&key).is_none() {
                    let draft = Draft {
                        key: &key,
                        name,
                        kind: EntityKind::Place,
                        country,
                        aliases: Vec::new(),
                        note: "capital",
                    };
                    if let Some(city) = self.entity(FILE, &row, &draft) {
                        self.name(name, city, Form::Name);
                    }
                }
                self.name(name, id, Form::Capital);
            }
        }
    }

    fn organisations(&mut self, text: &str) {
        const FILE: &str = "organisations.tsv";
        let table = Table::new(text);
        let [key, name, aliases, acronyms, kind, country, note] =
            table.columns(["key", "name", "aliases", "acronyms", "kind", "country", "note"]);
        for row in table.rows() {
            let kind = match row.cell(kind) {
                "" | "organisation" => EntityKind::Organisation,
                "bloc" => EntityKind::Bloc,
                other => {
                    self.wrong(FILE, &row, format!("the kind “{other}” is neither organisation nor bloc"));
                    continue;
                }
            };
            let draft = Draft {
                key: row.cell(key),
                name: row.cell(name),
                kind,
                country: self.country_cell(FILE, &row, country),
                aliases: row.values(aliases).chain(row.values(acronyms)).collect(),
                note: row.cell(note),
            };
            let Some(id) = self.entity(FILE, &row, &draft) else { continue };
            self.name(row.cell(name), id, Form::Name);
            // `Russian military` is a nationality and a common noun, to be found as such.
            let proper = |alias: &&str| {
                alias.rsplit(' ').next().is_some_and(|last| !last.starts_with(char::is_lowercase))
            };
            for alias in row.values(aliases).filter(proper) {
                self.name(alias, id, alias_form(alias));
            }
            for acronym in row.values(acronyms) {
                self.name(acronym, id, Form::Acronym);
            }
        }
    }

    fn places(&mut self, text: &str) {
        const FILE: &str = "places.tsv";
        let table = Table::new(text);
        let [key, name, aliases, country, kind, demonyms] =
            table.columns(["key", "name", "aliases", "country", "kind", "demonyms"]);
        for row in table.rows() {
            let draft = Draft {
                key: row.cell(key),
                name: row.cell(name),
                kind: EntityKind::Place,
                country: self.country_cell(FILE, &row, country),
                aliases: row.values(aliases).chain(row.values(demonyms)).collect(),
                note: row.cell(kind),
            };
            let Some(id) = self.entity(FILE, &row, &draft) else { continue };
            self.name(row.cell(name), id, Form::Name);
            for alias in row.values(aliases) {
                self.name(alias, id, alias_form(alias));
            }
            for demonym in row.values(demonyms) {
                self.name(demonym, id, Form::Demonym);
            }
        }
    }

    fn people(&mut self, text: &str) {
        const FILE: &str = "people.tsv";
        let table = Table::new(text);
        let [key, name, aliases, country, offices, family] =
            table.columns(["key", "name", "aliases", "country", "offices", "family"]);
        for row in table.rows() {
            let draft = Draft {
                key: row.cell(key),
                name: row.cell(name),
                kind: EntityKind::Person,
                country: self.country_cell(FILE, &row, country),
                aliases: row.values(aliases).collect(),
                note: best_known(row.values(offices)).unwrap_or(""),
            };
            let Some(id) = self.entity(FILE, &row, &draft) else { continue };
            let surname = match row.cell(family) {
                "" => last_word(row.cell(name)),
                family => family,
            };
            self.surnames.entry(phrase(surname)).or_default().push(id);
            self.order_of(row.cell(name), surname);
            if row.cell(name) != surname {
                self.name(row.cell(name), id, Form::Name);
            }
            for alias in row.values(aliases) {
                self.person_alias(alias, id);
            }
            for office in row.values(offices) {
                self.office(FILE, &row, id, draft.country, office);
            }
        }
    }

    /// Learns first names, and the surnames that stand first, from a listed person's name.
    fn order_of(&mut self, name: &str, surname: &str) {
        let Some((first, _)) = name.split_once(' ') else { return };
        if first == surname {
            self.family_first.insert(fold::word(first));
        } else if first.chars().filter(|c| c.is_alphabetic()).count() > 2 && !first.ends_with('.') {
            self.given_names.entry(fold::word(first)).or_insert(Sex::Unknown);
        }
    }

    /// A one-word alias is a surname (another spelling of it): who is meant is for the article to say. Others are
    /// names; their last words are spellings of the surname too.
    fn person_alias(&mut self, alias: &str, id: EntityId) {
        let bare = alias.trim_start_matches('?');
        if bare.contains([' ', '-']) {
            self.name(alias, id, Form::Alias);
        }
        let people = self.surnames.entry(phrase(last_word(bare))).or_default();
        if !people.contains(&id) {
            people.push(id);
        }
    }

    /// Reads `title@from..to` or `title@CC@from..to`.
    fn office(
        &mut self,
        file: &'static str,
        row: &Row<'_>,
        holder: EntityId,
        home: Option<CountryCode>,
        office: &str,
    ) {
        let mut parts = office.split('@').map(str::trim);
        let (Some(title), Some(second), third) = (parts.next(), parts.next(), parts.next()) else {
            return self.wrong(file, row, format!("the office “{office}” has no dates"));
        };
        let (held_in, days) = third.map_or((None, second), |third| (Some(second), third));
        let Some(days) = term(days) else {
            return self.wrong(file, row, format!("the office “{office}” has no readable dates"));
        };
        let (mut country, mut organisation) = (None, None);
        match held_in {
            None => country = home,
            Some(code) if code.len() == 2 => country = CountryCode::new(code),
            Some(key) => match self.entities.find(key) {
                Some(id) => organisation = Some(id),
                None => return self.wrong(file, row, format!("nothing has the key “{key}”")),
            },
        }
        self.tenures.push(Tenure { holder, title: title.into(), country, organisation, days });
    }

    fn events(&mut self, text: &str) {
        const FILE: &str = "events.tsv";
        let table = Table::new(text);
        let [key, name, aliases, from, to, place, country, kind] =
            table.columns(["key", "name", "aliases", "from", "to", "place", "country", "kind"]);
        for row in table.rows() {
            let draft = Draft {
                key: row.cell(key),
                name: row.cell(name),
                kind: EntityKind::Event,
                country: self.country_cell(FILE, &row, country),
                aliases: row.values(aliases).collect(),
                note: row.cell(kind),
            };
            let Some(entity) = self.entity(FILE, &row, &draft) else { continue };
            self.name(row.cell(name), entity, Form::Name);
            for alias in row.values(aliases) {
                self.name(alias, entity, alias_form(alias));
            }
            if row.cell(from).is_empty() {
                continue;
            }
            let Some(days) = term(&format!("{}..{}", row.cell(from), row.cell(to))) else {
                self.wrong(FILE, &row, "unreadable dates");
                continue;
            };
            let place = self.entities.find(&slug(row.cell(place)));
            let place = place.or_else(|| draft.country.and_then(|c| self.entities.find(c.as_str())));
            self.events.push(KnownEvent { entity, days, place, kind: row.cell(kind).into() });
        }
    }

    fn outlets(&mut self, text: &str) {
        const FILE: &str = "outlets.tsv";
        let table = Table::new(text);
        let [name, aliases, country, domain] = table.columns(["name", "aliases", "country", "domain"]);
        for row in table.rows() {
            if row.cell(name).is_empty() {
                self.wrong(FILE, &row, "no name");
                continue;
            }
            let country = self.country_cell(FILE, &row, country);
            self.outlets.push(KnownOutlet {
                name: row.cell(name).into(),
                aliases: row.values(aliases).map(Into::into).collect(),
                country,
                domain: row.cell(domain).trim_start_matches("www.").into(),
            });
        }
    }

    fn given_names(&mut self, text: &str) {
        let table = Table::new(text);
        let [name, sex] = table.columns(["name", "sex"]);
        for row in table.rows() {
            let sex = match row.cell(sex) {
                "f" => Sex::Female,
                "m" => Sex::Male,
                _ => Sex::Unknown,
            };
            self.given_names.insert(fold::word(row.cell(name)), sex);
        }
    }

    fn finish(mut self) -> Gazetteer {
        self.tenures.sort_by_key(|tenure| (tenure.holder, tenure.days.from));
        self.events.sort_by_key(|event| event.entity);
        let by_office = by_office(&self.tenures);
        let mut outlet_names = Folded::default();
        let mut outlet_domains = std::collections::HashMap::new();
        for (i, outlet) in self.outlets.iter().enumerate() {
            for name in std::iter::once(&outlet.name).chain(&outlet.aliases) {
                outlet_names.entry(phrase(bare_outlet(name))).or_insert(i as u32);
            }
            if !outlet.domain.is_empty() {
                outlet_domains.entry(outlet.domain.clone()).or_insert(i as u32);
            }
        }
        Gazetteer {
            overlaid: String::new(),
            entities: Arc::new(self.entities),
            tenures: self.tenures,
            by_office,
            events: self.events,
            outlets: self.outlets,
            outlet_names,
            outlet_domains,
            country_names: self.country_names,
            lexicon: self.lexicon,
            surnames: self.surnames,
            sounding: std::sync::OnceLock::new(),
            given_names: self.given_names,
            family_first: self.family_first,
            mistakes: self.mistakes,
            corrections: super::corrections::Corrections::default(),
            recurring: std::sync::OnceLock::new(),
        }
    }
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
