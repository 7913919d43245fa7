//! Lays a person's own changes over the lists. What cannot be done becomes a mistake with file and line.

use super::build;
use super::corrections::Target;
use super::lexicon::Sense;
use super::naming::{self, phrase, slug};
use super::overlay::{Addition, Change, Origin, Overlay};
use super::table::Mistake;
use super::{Gazetteer, Tenure};
use crate::model::{CountryCode, Entity, EntityId, EntityKind, EntityTable, Form, SafeText};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Makes all changes of an overlay.
pub(super) fn apply(gazetteer: &mut Gazetteer, overlay: &Overlay) {
    if overlay.is_empty() {
        return;
    }
    let mut table = (*gazetteer.entities).clone();
    let mut names = Names::of(&table);
    let is_addition = |change: &Change| matches!(change, Change::Add(_));
    let first = overlay.changes.iter().filter(|(_, change)| is_addition(change));
    let rest = overlay.changes.iter().filter(|(_, change)| !is_addition(change));
    for (origin, change) in first.chain(rest) {
        let mut hand = Hand { gazetteer, table: &mut table, names: &mut names, origin };
        if let Err(reason) = hand.make(change) {
            let file = origin.file.to_string().into();
            gazetteer.mistakes.push(Mistake { file, line: origin.line, reason });
        }
    }
    gazetteer.entities = Arc::new(table);
    gazetteer.sounding = std::sync::OnceLock::new();
    gazetteer.tenures.sort_by_key(|tenure| (tenure.holder, tenure.days.from));
    gazetteer.by_office = build::by_office(&gazetteer.tenures);
}

/// All names of the lists, to find the entity a person means.
struct Names(BTreeMap<u64, Vec<EntityId>>);

impl Names {
    fn of(table: &EntityTable) -> Self {
        let mut names = Self(BTreeMap::new());
        for (id, entity) in table.iter() {
            for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                names.note(name, id);
            }
        }
        names
    }

    fn note(&mut self, name: &str, id: EntityId) {
        let ids = self.0.entry(phrase(name)).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
}

/// Whom a person means.
enum Meant {
    /// One of the lists.
    Listed(EntityId),
    /// One that is known from articles only, by its id and name.
    Unlisted(Arc<str>, SafeText),
}

/// One change being made.
struct Hand<'a> {
    gazetteer: &'a mut Gazetteer,
    table: &'a mut EntityTable,
    names: &'a mut Names,
    origin: &'a Origin,
}

impl Hand<'_> {
    fn make(&mut self, change: &Change) -> Result<(), String> {
        match change {
            Change::Add(addition) => self.add(addition),
            Change::Alias { entity, names } => self.alias(entity, names),
            Change::Rename { entity, name } => self.rename(entity, name),
            Change::Merge { entity, into } => self.merge(entity, into),
            Change::Mute { entity } => self.mute(entity),
        }
    }

    /// The entity of an id or name. A canonical name goes before other names; two that fit alike are a mistake.
    fn meant(&self, reference: &str) -> Result<Meant, String> {
        let reference = reference.trim();
        if let Some(id) = self.table.find(reference) {
            return Ok(Meant::Listed(id));
        }
        let key = slug(reference);
        if key.is_empty() {
            return Err(format!("“{reference}” is no name"));
        }
        let wanted = phrase(reference);
        let all = self.names.0.get(&wanted).map_or(&[][..], Vec::as_slice);
        let canonical: Vec<EntityId> =
            all.iter().copied().filter(|&id| phrase(&self.table.get(id).name) == wanted).collect();
        match if canonical.is_empty() { all } else { &canonical } {
            [] => match self.table.find(&key) {
                Some(id) => Ok(Meant::Listed(id)),
                None => Ok(Meant::Unlisted(key.into(), SafeText::line(reference))),
            },
            [one] => Ok(Meant::Listed(*one)),
            several => {
                let ids: Vec<&str> = several.iter().take(5).map(|&id| &*self.table.get(id).key).collect();
                Err(format!("“{reference}” is the name of several; write the id of one: {}", ids.join(", ")))
            }
        }
    }

    fn listed(&self, reference: &str) -> Result<EntityId, String> {
        match self.meant(reference)? {
            Meant::Listed(id) => Ok(id),
            Meant::Unlisted(..) => Err(format!("nothing in the lists is called “{reference}”; add it first")),
        }
    }

    fn add(&mut self, addition: &Addition) -> Result<(), String> {
        let key = slug(&addition.name);
        if key.is_empty() {
            return Err(format!("“{}” is no name", addition.name));
        }
        for name in std::iter::once(&addition.name).chain(&addition.aliases) {
            naming::worthy(name)?;
        }
        if let Some(known) = self.table.find(&key) {
            let name = &self.table.get(known).name;
            return Err(format!(
                "{name} is in the lists already (id {key}); give it more names with [[alias]]"
            ));
        }
        let terms = addition.offices.iter().map(|office| self.office(office, addition.country));
        let terms: Vec<Term> = terms.collect::<Result<_, _>>()?;
        let note = match (addition.note.as_str(), terms.last()) {
            ("", Some(term)) => term.title.clone(),
            (note, _) => note.to_owned(),
        };
        let key: Arc<str> = key.into();
        let id = self.table.intern(Arc::new(Entity {
            key: key.clone(),
            name: SafeText::line(&addition.name),
            kind: addition.kind,
            country: addition.country,
            aliases: Vec::new(),
            note: SafeText::line(&note),
            listed: true,
        }));
        for Term { title, country, organisation, days } in terms {
            self.gazetteer.tenures.push(Tenure {
                holder: id,
                title: title.into(),
                country,
                organisation,
                days,
            });
        }
        self.gazetteer.corrections.added.insert(key, self.origin.clone());
        self.name(id, &addition.name, Form::Name);
        self.more_names(id, &addition.aliases);
        Ok(())
    }

    /// Reads `title@from..to` or `title@CC@from..to`, CC a country's code or an organisation's id.
    fn office(&self, office: &str, home: Option<CountryCode>) -> Result<Term, String> {
        let parts: Vec<&str> = office.split('@').map(str::trim).collect();
        let (title, held_in, days) = match parts.as_slice() {
            [title, days] => (*title, None, *days),
            [title, held_in, days] => (*title, Some(*held_in), *days),
            _ => return Err(format!("the office “{office}” is not written as title@from..to")),
        };
        let days = naming::term(days)
            .ok_or_else(|| format!("the office “{office}” has no readable dates, as in 2019-05..2024"))?;
        let (mut country, mut organisation) = (None, None);
        match held_in {
            None => country = home,
            Some(code) if code.len() == 2 => {
                country = CountryCode::new(code);
                if country.and_then(|code| self.table.find(code.as_str())).is_none() {
                    return Err(format!("“{code}” is no country code"));
                }
            }
            Some(key) => organisation = Some(self.listed(key)?),
        }
        Ok(Term { title: title.to_lowercase(), country, organisation, days })
    }

    /// Makes a name findable.
    fn name(&mut self, id: EntityId, name: &str, form: Form) {
        let name = name.trim();
        let person = self.table.get(id).kind == EntityKind::Person;
        if person {
            let people = self.gazetteer.surnames.entry(phrase(naming::last_word(name))).or_default();
            if !people.contains(&id) {
                people.push(id);
            }
        }
        self.names.note(name, id);
        // A person writes down even a single word to have it found.
        self.gazetteer
            .lexicon
            .add(name, Sense { entity: id, form, weak: false, after_the: false, cut_short: false });
    }

    fn more_names(&mut self, id: EntityId, names: &[String]) {
        let mut entity = self.table.get(id).clone();
        for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            self.name(id, name, naming::alias_form(name));
            entity.aliases.push(SafeText::line(name));
            self.gazetteer.corrections.names.insert((entity.key.clone(), phrase(name)), self.origin.clone());
        }
        self.table.redescribe(id, entity);
    }

    fn alias(&mut self, entity: &str, names: &[String]) -> Result<(), String> {
        let id = self.listed(entity)?;
        names.iter().try_for_each(|name| naming::worthy(name))?;
        self.more_names(id, names);
        Ok(())
    }

    fn rename(&mut self, entity: &str, name: &str) -> Result<(), String> {
        let id = self.listed(entity)?;
        let name = name.trim();
        if slug(name).is_empty() {
            return Err(format!("“{name}” is no name"));
        }
        naming::worthy(name)?;
        let mut entity = self.table.get(id).clone();
        let old = std::mem::replace(&mut entity.name, SafeText::line(name));
        entity.aliases.retain(|alias| *alias != entity.name);
        entity.aliases.insert(0, old.clone());
        self.gazetteer.corrections.renamed.insert(entity.key.clone(), (old, self.origin.clone()));
        self.table.redescribe(id, entity);
        self.name(id, name, Form::Name);
        Ok(())
    }

    fn merge(&mut self, entity: &str, into: &str) -> Result<(), String> {
        let (from, into) = (self.meant(entity)?, self.meant(into)?);
        let (from_key, from_id) = self.key_of(&from);
        let (key, to_id) = self.key_of(&into);
        if self.gazetteer.corrections.would_circle(&from_key, &key) {
            return Err(format!("“{entity}” would become itself"));
        }
        let name = match into {
            Meant::Listed(id) => self.table.get(id).name.clone(),
            Meant::Unlisted(_, name) => name,
        };
        if let Some(to) = to_id {
            self.hand_over(from_id, entity, to);
        }
        let target = Target { key, name, origin: self.origin.clone() };
        self.gazetteer.corrections.merged.insert(from_key, target);
        Ok(())
    }

    fn key_of(&self, meant: &Meant) -> (Arc<str>, Option<EntityId>) {
        match meant {
            Meant::Listed(id) => (self.table.get(*id).key.clone(), Some(*id)),
            Meant::Unlisted(key, _) => (key.clone(), None),
        }
    }

    /// Gives the names, surnames and offices of one entity to another of the lists.
    fn hand_over(&mut self, from: Option<EntityId>, written: &str, to: EntityId) {
        let mut entity = self.table.get(to).clone();
        let mut more = vec![SafeText::line(written)];
        if let Some(from) = from {
            let old = self.table.get(from);
            more = std::iter::once(old.name.clone()).chain(old.aliases.iter().cloned()).collect();
            self.gazetteer.lexicon.redirect(from, to);
            for people in self.gazetteer.surnames.values_mut().filter(|people| people.contains(&from)) {
                let both = people.contains(&to);
                people.retain(|id| !both || *id != from);
                people.iter_mut().filter(|id| **id == from).for_each(|id| *id = to);
            }
            for tenure in self.gazetteer.tenures.iter_mut().filter(|tenure| tenure.holder == from) {
                tenure.holder = to;
            }
        }
        for name in more {
            self.names.note(&name, to);
            if name != entity.name && !entity.aliases.contains(&name) {
                entity.aliases.push(name);
            }
        }
        self.table.redescribe(to, entity);
    }

    fn mute(&mut self, entity: &str) -> Result<(), String> {
        let (key, id) = self.key_of(&self.meant(entity)?);
        if let Some(id) = id {
            self.gazetteer.lexicon.yield_shared(id);
            for people in self.gazetteer.surnames.values_mut() {
                people.retain(|person| *person != id);
            }
        }
        self.gazetteer.corrections.muted.insert(key);
        Ok(())
    }
}

/// A term of office before its holder has an id.
struct Term {
    title: String,
    country: Option<CountryCode>,
    organisation: Option<EntityId>,
    days: crate::model::DayRange,
}
