//! Who and where: entities, and the mentions that refer to them.

use super::{Chunked, CountryCode, SafeText, Span};
use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::hash::BuildHasher;
use std::sync::Arc;

/// The place of an entity in its [`EntityTable`]. Not stable between corpora; [`Entity::key`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityId(pub u32);

/// What sort of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A country or territory with an ISO code.
    Country,
    /// A city, region, sea, building.
    Place,
    /// A body with a name.
    Organisation,
    /// A group of states spoken of as one: the West, NATO is an organisation but the Global South a bloc.
    Bloc,
    /// A named happening, war, treaty, project.
    Event,
}

impl EntityKind {
    /// All kinds, in the order in which they are listed to a person.
    pub const ALL: [Self; 6] =
        [Self::Person, Self::Country, Self::Organisation, Self::Place, Self::Bloc, Self::Event];

    /// The heading for several of them.
    #[must_use]
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Person => "people",
            Self::Country => "countries",
            Self::Place => "places",
            Self::Organisation => "organisations",
            Self::Bloc => "blocs",
            Self::Event => "events",
        }
    }

    /// The word for one.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Country => "country",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Bloc => "bloc",
            Self::Event => "event",
        }
    }
}

/// One person, country, place, organisation, bloc or named event, over the whole corpus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Stable id: a country's ISO code (`RU`), else a slug of the canonical name (`vladimir-putin`).
    pub key: Arc<str>,
    /// Canonical name.
    pub name: SafeText,
    /// What sort of thing it is.
    pub kind: EntityKind,
    /// Its country, for people, places and organisations that have one.
    pub country: Option<CountryCode>,
    /// Other names people search by: aliases, demonyms, capitals, institutions, transliterations.
    pub aliases: Vec<SafeText>,
    /// What the entity is, in a few words for a panel: the latest office, the kind of place. May be empty.
    pub note: SafeText,
    /// Whether it is in the gazetteer; otherwise it was recognised by its form in the text.
    pub listed: bool,
}

/// In what form a mention refers to its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// The canonical or full name.
    Name,
    /// Another name or spelling.
    Alias,
    /// A person's surname alone.
    Surname,
    /// Initials or abbreviation.
    Acronym,
    /// An adjective or noun of nationality.
    Demonym,
    /// A capital that stands for its country.
    Capital,
    /// An institution that stands for its country.
    Institution,
    /// An office that stands for its holder: “the Russian president”.
    Office,
}

/// A span that refers to an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// Who or what is meant.
    pub entity: EntityId,
    /// In what form.
    pub form: Form,
    /// The evidence in a short sentence: which list, which rule, which other mention.
    #[serde(with = "super::reason")]
    pub why: Cow<'static, str>,
    /// Other entities it could also mean, best first; empty where the evidence settles it.
    pub rivals: Vec<EntityId>,
}

/// Where an own entity stands, with bits of its key's hash: nearly all other keys are told from it without a look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot {
    bits: u32,
    place: u32,
}

/// A slot without an entity.
const FREE: Slot = Slot { bits: 0, place: u32::MAX };

/// The hash of a key.
fn hash(key: &str) -> u64 {
    FixedState::default().hash_one(key)
}

/// The bits of a hash that a slot keeps: others than choose the slot.
const fn bits(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// All entities of a corpus: the gazetteer's first, in its order, then the unlisted in order of first mention.
///
/// A table may stand over a shared one: the ids of the lower table keep their meaning and additions go on top, so
/// that the many listed entities are never copied.
#[derive(Debug, Clone, Default)]
pub struct EntityTable {
    base: Option<Arc<EntityTable>>,
    /// How many entities the shared table has: it does not change while another stands over it.
    below: usize,
    entities: Chunked<Arc<Entity>>,
    /// The own entities by the hashes of their keys: each in the first slot from there on that was free. A power of two
    /// of slots, at most half of them taken; as plain numbers, so that a copy that grows is quickly made.
    slots: Arc<Vec<Slot>>,
}

impl EntityTable {
    /// An empty table over a shared one.
    #[must_use]
    pub fn over(base: &Arc<Self>) -> Self {
        Self { base: Some(base.clone()), below: base.len(), ..Self::default() }
    }

    /// What was put over `base` before, as it was kept: its own entities, and [`slots`](Self::slots).
    #[must_use]
    pub fn kept(base: &Arc<Self>, entities: Chunked<Arc<Entity>>, slots: Vec<(u32, u32)>) -> Self {
        let slot =
            |(bits, place)| if (place as usize) < entities.len() { Slot { bits, place } } else { FREE };
        let mut all: Vec<Slot> = slots.into_iter().map(slot).collect();
        // A search ends at a free one, and goes round by a power of two.
        if !all.len().is_power_of_two() || !all.contains(&FREE) {
            all = vec![FREE];
        }
        Self { base: Some(base.clone()), below: base.len(), entities, slots: Arc::new(all) }
    }

    /// Where the keys of its own entities are found, to be kept with them.
    #[must_use]
    pub fn slots(&self) -> Vec<(u32, u32)> {
        self.slots.iter().map(|slot| (slot.bits, slot.place)).collect()
    }

    /// Adds the entity, or finds the one that already has its key.
    pub fn intern(&mut self, entity: Arc<Entity>) -> EntityId {
        self.add(entity).unwrap_or_else(|there| there)
    }

    /// Adds the entity.
    ///
    /// # Errors
    /// Where one has its key already: that one's id.
    pub fn add(&mut self, entity: Arc<Entity>) -> Result<EntityId, EntityId> {
        if let Some(there) = self.base.as_ref().and_then(|base| base.find(&entity.key)) {
            return Err(there);
        }
        self.make_room(1);
        let slot = self.slot(&entity.key)?;
        let place = self.entities.len() as u32;
        Arc::make_mut(&mut self.slots)[slot] = Slot { bits: bits(hash(&entity.key)), place };
        self.entities.push(entity);
        Ok(EntityId(self.len() as u32 - 1))
    }

    /// The slot that is free for a key.
    ///
    /// # Errors
    /// Where an own entity has the key: its id.
    fn slot(&self, key: &str) -> Result<usize, EntityId> {
        let last = self.slots.len() - 1;
        let hash = hash(key);
        let mut slot = hash as usize & last;
        while self.slots[slot] != FREE {
            let Slot { bits: there, place } = self.slots[slot];
            let alike = there == bits(hash);
            if alike && self.entities.get(place as usize).is_some_and(|entity| *entity.key == *key) {
                return Err(EntityId(place + self.below as u32));
            }
            slot = (slot + 1) & last;
        }
        Ok(slot)
    }

    /// Makes slots for so many more.
    fn make_room(&mut self, more: usize) {
        let wanted = ((self.entities.len() + more) * 2).next_power_of_two();
        if self.slots.len() >= wanted {
            return;
        }
        let mut slots = vec![FREE; wanted];
        for (i, entity) in self.entities.iter().enumerate() {
            let hash = hash(&entity.key);
            let mut slot = hash as usize & (wanted - 1);
            while slots[slot] != FREE {
                slot = (slot + 1) & (wanted - 1);
            }
            slots[slot] = Slot { bits: bits(hash), place: i as u32 };
        }
        self.slots = Arc::new(slots);
    }

    /// Makes room for so many more.
    pub fn reserve(&mut self, more: usize) {
        self.make_room(more);
    }

    /// Puts another description in the place of an entity of this table's own layer; its key stays what it was.
    /// Ids of the shared layer are left as they are.
    pub fn redescribe(&mut self, id: EntityId, entity: Entity) {
        let own = (id.0 as usize).checked_sub(self.below);
        if let Some(place) = own.and_then(|i| self.entities.get_mut(i)) {
            let key = place.key.clone();
            *place = Arc::new(Entity { key, ..entity });
        }
    }

    /// The entity of an id of this table.
    ///
    /// # Panics
    /// Where the id is of another table; ids never leave the corpus they were made for.
    #[inline]
    #[must_use]
    pub fn get(&self, id: EntityId) -> &Entity {
        let place = id.0 as usize;
        match &self.base {
            Some(base) if place < self.below => base.get(id),
            _ => &self.entities[place - self.below],
        }
    }

    /// The entity with a stable id.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<EntityId> {
        let own = || if self.entities.is_empty() { None } else { self.slot(key).err() };
        self.base.as_ref().and_then(|base| base.find(key)).or_else(own)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.below + self.entities.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        (0..self.len() as u32).map(EntityId).map(|id| (id, self.get(id)))
    }

    /// The entities of this table's own layer, above the shared one.
    #[must_use]
    pub const fn own(&self) -> &Chunked<Arc<Entity>> {
        &self.entities
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing;

    fn entity(key: &str) -> Arc<Entity> {
        Arc::new(testing::person(key))
    }

    #[test]
    fn a_description_changes_and_the_key_stays() {
        let mut lower = EntityTable::default();
        let a = lower.intern(entity("a"));
        lower.redescribe(a, Entity { name: SafeText::line("A."), ..(*entity("other")).clone() });
        assert_eq!(
            (lower.get(a).key.as_ref(), lower.get(a).name.as_str(), lower.find("a")),
            ("a", "A.", Some(a))
        );
        let mut upper = EntityTable::over(&Arc::new(lower));
        upper.redescribe(a, (*entity("b")).clone());
        assert_eq!(upper.get(a).name.as_str(), "A.");
    }

    #[test]
    fn a_layer_keeps_the_ids_below_and_adds_its_own() {
        let mut lower = EntityTable::default();
        let a = lower.intern(entity("a"));
        let mut upper = EntityTable::over(&Arc::new(lower));
        assert_eq!(upper.intern(entity("a")), a);
        let b = upper.intern(entity("b"));
        assert_eq!((b, upper.get(b).key.as_ref(), upper.get(a).key.as_ref()), (EntityId(1), "b", "a"));
        assert_eq!((upper.len(), upper.own().len(), upper.find("b")), (2, 1, Some(b)));
        assert_eq!(upper.iter().map(|(id, _)| id.0).collect::<Vec<_>>(), [0, 1]);
    }
}
