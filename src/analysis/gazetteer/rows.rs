//! Reads one table of entities: what its rows say, without regard to the other tables, so that all can be read at once.
//!
//! An entity is named by its row here, counted from 0; [`build`](super::build) gives it its place. Must not look into
//! another table.

use super::fold;
use super::lexicon::Prepared;
use super::naming::{alias_form, best_known, last_word, phrase};
use super::table::{Row, Table};
use crate::model::{CountryCode, Entity, EntityId, EntityKind, Form, SafeText};
use std::sync::Arc;

/// What a row of the tables of entities takes, a little less than on average.
const BYTES_A_ROW: usize = 70;
/// What a name of these tables takes with all that is told beside it.
const BYTES_A_NAME: usize = 34;

/// What one table says.
#[derive(Default)]
pub(super) struct Part {
    /// The entities with their lines.
    pub(super) entities: Vec<(usize, Arc<Entity>)>,
    pub(super) names: Prepared,
    /// Lines that could not be used, and why.
    pub(super) wrong: Vec<(usize, String)>,
    /// Names of countries, folded.
    pub(super) country_names: Vec<(EntityId, (u64, CountryCode))>,
    /// Surnames, folded.
    pub(super) surnames: Vec<(EntityId, u64)>,
    /// First names of people, folded.
    pub(super) given_names: Vec<(EntityId, u64)>,
    /// Surnames that stand first, folded.
    pub(super) family_first: Vec<(EntityId, u64)>,
    pub(super) offices: Vec<Office>,
    pub(super) dated: Vec<Dated>,
}

/// A term of office as it is written.
pub(super) struct Office {
    pub(super) line: usize,
    pub(super) holder: EntityId,
    /// The country of the holder.
    pub(super) home: Option<CountryCode>,
    /// `title@from..to` or `title@CC@from..to`.
    pub(super) written: &'static str,
}

/// The facts of an event as they are written.
pub(super) struct Dated {
    pub(super) line: usize,
    pub(super) entity: EntityId,
    /// First and last day.
    pub(super) days: (&'static str, &'static str),
    pub(super) place: &'static str,
    pub(super) country: Option<CountryCode>,
    pub(super) kind: &'static str,
}

/// What a row says of an entity, before it is interned.
pub(super) struct Draft<'k> {
    pub(super) key: &'k str,
    pub(super) name: &'static str,
    pub(super) kind: EntityKind,
    pub(super) country: Option<CountryCode>,
    pub(super) aliases: Vec<&'static str>,
    pub(super) note: &'static str,
}

impl Draft<'_> {
    pub(super) fn entity(&self) -> Entity {
        let aliases =
            self.aliases.iter().map(|alias| SafeText::compiled(alias.trim_start_matches('?'))).collect();
        Entity {
            key: self.key.into(),
            name: SafeText::compiled(self.name),
            kind: self.kind,
            country: self.country,
            aliases,
            note: SafeText::compiled(self.note),
            listed: true,
        }
    }
}

impl Part {
    /// Reads a table by one of the readers below.
    pub(super) fn of(text: &'static str, read: fn(&mut Self, &'static str)) -> Self {
        let mut part = Self::default();
        part.entities.reserve(text.len() / BYTES_A_ROW);
        part.names.reserve(text.len() / BYTES_A_NAME);
        read(&mut part, text);
        part
    }

    fn wrong(&mut self, row: &Row<'_>, reason: impl Into<String>) {
        self.wrong.push((row.line, reason.into()));
    }

    /// Adds an entity, or tells why not.
    fn entity(&mut self, row: &Row<'_>, draft: &Draft<'_>) -> Option<EntityId> {
        if draft.key.is_empty() || draft.name.is_empty() {
            self.wrong(row, "no key or no name");
            return None;
        }
        self.entities.push((row.line, Arc::new(draft.entity())));
        Some(EntityId(self.entities.len() as u32 - 1))
    }

    fn name(&mut self, name: &str, entity: EntityId, form: Form) {
        self.names.name(name, entity, form);
    }

    fn country_cell(&mut self, row: &Row<'_>, column: usize) -> Option<CountryCode> {
        row.country(column).unwrap_or_else(|reason| {
            self.wrong(row, reason);
            None
        })
    }

    pub(super) fn countries(&mut self, text: &'static str) {
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
                self.wrong(&row, "no country code");
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
            let Some(id) = self.entity(&row, &draft) else { continue };
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
                self.country_names.push((id, (phrase(known), country)));
            }
        }
    }

    pub(super) fn organisations(&mut self, text: &'static str) {
        let table = Table::new(text);
        let [key, name, aliases, acronyms, kind, country, note] =
            table.columns(["key", "name", "aliases", "acronyms", "kind", "country", "note"]);
        for row in table.rows() {
            let kind = match row.cell(kind) {
                "" | "organisation" => EntityKind::Organisation,
                "bloc" => EntityKind::Bloc,
                other => {
                    self.wrong(&row, format!("the kind “{other}” is neither organisation nor bloc"));
                    continue;
                }
            };
            let draft = Draft {
                key: row.cell(key),
                name: row.cell(name),
                kind,
                country: self.country_cell(&row, country),
                aliases: row.values(aliases).chain(row.values(acronyms)).collect(),
                note: row.cell(note),
            };
            let Some(id) = self.entity(&row, &draft) else { continue };
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

    pub(super) fn places(&mut self, text: &'static str) {
        let table = Table::new(text);
        let [key, name, aliases, country, kind, demonyms] =
            table.columns(["key", "name", "aliases", "country", "kind", "demonyms"]);
        for row in table.rows() {
            let draft = Draft {
                key: row.cell(key),
                name: row.cell(name),
                kind: EntityKind::Place,
                country: self.country_cell(&row, country),
                aliases: row.values(aliases).chain(row.values(demonyms)).collect(),
                note: row.cell(kind),
            };
            let Some(id) = self.entity(&row, &draft) else { continue };
            self.name(row.cell(name), id, Form::Name);
            for alias in row.values(aliases) {
                self.name(alias, id, alias_form(alias));
            }
            for demonym in row.values(demonyms) {
                self.name(demonym, id, Form::Demonym);
            }
        }
    }

    pub(super) fn people(&mut self, text: &'static str) {
        let table = Table::new(text);
        let [key, name, aliases, country, offices, family] =
            table.columns(["key", "name", "aliases", "country", "offices", "family"]);
        for row in table.rows() {
            let draft = Draft {
                key: row.cell(key),
                name: row.cell(name),
                kind: EntityKind::Person,
                country: self.country_cell(&row, country),
                aliases: row.values(aliases).collect(),
                note: best_known(row.values(offices)).unwrap_or(""),
            };
            let Some(id) = self.entity(&row, &draft) else { continue };
            let surname = match row.cell(family) {
                "" => last_word(row.cell(name)),
                family => family,
            };
            self.surnames.push((id, phrase(surname)));
            self.order_of(id, row.cell(name), surname);
            if row.cell(name) != surname {
                self.name(row.cell(name), id, Form::Name);
            }
            for alias in row.values(aliases) {
                self.person_alias(alias, id);
            }
            for office in row.values(offices) {
                self.offices.push(Office {
                    line: row.line,
                    holder: id,
                    home: draft.country,
                    written: office,
                });
            }
        }
    }

    /// Learns first names, and the surnames that stand first, from a listed person's name.
    fn order_of(&mut self, id: EntityId, name: &str, surname: &str) {
        let Some((first, _)) = name.split_once(' ') else { return };
        if first == surname {
            self.family_first.push((id, fold::word(first)));
        } else if first.chars().filter(|c| c.is_alphabetic()).count() > 2 && !first.ends_with('.') {
            self.given_names.push((id, fold::word(first)));
        }
    }

    /// A one-word alias is a surname (another spelling of it): who is meant is for the article to say. Others are
    /// names; their last words are spellings of the surname too.
    fn person_alias(&mut self, alias: &str, id: EntityId) {
        let bare = alias.trim_start_matches('?');
        if bare.contains([' ', '-']) {
            self.name(alias, id, Form::Alias);
        }
        self.surnames.push((id, phrase(last_word(bare))));
    }

    pub(super) fn events(&mut self, text: &'static str) {
        let table = Table::new(text);
        let [key, name, aliases, from, to, place, country, kind] =
            table.columns(["key", "name", "aliases", "from", "to", "place", "country", "kind"]);
        for row in table.rows() {
            let draft = Draft {
                key: row.cell(key),
                name: row.cell(name),
                kind: EntityKind::Event,
                country: self.country_cell(&row, country),
                aliases: row.values(aliases).collect(),
                note: row.cell(kind),
            };
            let Some(entity) = self.entity(&row, &draft) else { continue };
            self.name(row.cell(name), entity, Form::Name);
            for alias in row.values(aliases) {
                self.name(alias, entity, alias_form(alias));
            }
            if row.cell(from).is_empty() {
                continue;
            }
            self.dated.push(Dated {
                line: row.line,
                entity,
                days: (row.cell(from), row.cell(to)),
                place: row.cell(place),
                country: draft.country,
                kind: row.cell(kind),
            });
        }
    }
}
