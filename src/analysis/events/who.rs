//! What linking asks of an entity again and again, side by side in one short list: entities themselves lie all over
//! the memory.

use crate::model::{CountryCode, Entity, EntityId, EntityKind, EntityTable};
use rayon::prelude::*;

/// One entity in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Who {
    pub kind: EntityKind,
    /// The country it is, or the one it belongs to.
    pub country: Option<CountryCode>,
    /// Whether it is a place no larger than a city.
    pub city: bool,
}

/// So few are not worth waking another thread.
const FEW: usize = 256;

/// All entities of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Directory {
    listed: Vec<Who>,
    /// The table itself, where few of them will be asked for.
    table: Option<EntityTable>,
}

impl Directory {
    /// One that looks into the table each time: for some tellings only.
    pub(super) fn asking(entities: &EntityTable) -> Self {
        Self { listed: Vec::new(), table: Some(entities.clone()) }
    }

    /// Takes in the entities that the table has more.
    pub(super) fn follow(&mut self, entities: &EntityTable) {
        let more = self.listed.len() as u32..entities.len() as u32;
        let who = |id| Who::of(entities.get(EntityId(id)));
        if more.len() < FEW {
            self.listed.extend(more.map(who));
        } else {
            self.listed.par_extend(more.into_par_iter().map(who));
        }
    }

    /// One of them.
    pub(super) fn get(&self, id: EntityId) -> Who {
        match &self.table {
            Some(table) => Who::of(table.get(id)),
            None => self.listed[id.0 as usize],
        }
    }
}

impl Who {
    fn of(entity: &Entity) -> Self {
        let is_country = entity.kind == EntityKind::Country;
        let is_city = || entity.note.contains("city") || entity.note.contains("capital");
        Self {
            kind: entity.kind,
            country: if is_country { CountryCode::new(&entity.key) } else { entity.country },
            city: entity.kind == EntityKind::Place && is_city(),
        }
    }

    /// The same entity's side: a person and their country can be told for one another, “Putin” and “Moscow”.
    pub(super) fn stands_for(self, other: Self) -> bool {
        let pair = matches!(
            (self.kind, other.kind),
            (EntityKind::Person, EntityKind::Country) | (EntityKind::Country, EntityKind::Person)
        );
        pair && self.country.is_some() && self.country == other.country
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SafeText;
    use std::sync::Arc;

    #[test]
    fn people_stand_for_their_country_and_cities_are_told_by_their_notes() {
        let entity = |key: &str, kind, country: Option<&str>, note: &str| {
            Arc::new(Entity {
                key: key.into(),
                name: SafeText::line(key),
                kind,
                country: country.and_then(CountryCode::new),
                aliases: Vec::new(),
                note: SafeText::line(note),
                listed: true,
            })
        };
        let mut entities = EntityTable::default();
        let mut directory = Directory::default();
        let add = |entity| entities.intern(entity);
        let [france, macron, tusk, lyon] = [
            entity("FR", EntityKind::Country, None, ""),
            entity("macron", EntityKind::Person, Some("FR"), ""),
            entity("tusk", EntityKind::Person, Some("PL"), ""),
            entity("lyon", EntityKind::Place, Some("FR"), "city in France"),
        ]
        .map(add);
        directory.follow(&entities);
        let who = |id| directory.get(id);
        assert!(who(france).stands_for(who(macron)) && who(macron).stands_for(who(france)));
        assert!(!who(france).stands_for(who(tusk)) && !who(france).stands_for(who(lyon)));
        assert!(who(lyon).city && !who(france).city);
        assert_eq!(who(france).country, who(lyon).country);
    }
}
