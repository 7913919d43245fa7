//! What one person knows better than the lists: entities added, more names, other names, two that are one, and
//! those not to be shown. Laid over the shared lists by [`Gazetteer::with`](super::Gazetteer::with).
//!
//! An entity is named by its id (`RU`, `vladimir-putin`) or by any of its names; one that is not in the lists by the
//! name it has in the articles. Must not read a file: where a change stands written is told by its [`Origin`].

use crate::model::{CountryCode, EntityKind};
use std::sync::Arc;

/// Where a change stands written, for messages and for `why`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file, as the person knows it.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
}

/// An entity the lists lack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// Its name; the id is made from it.
    pub name: String,
    /// What sort of thing it is.
    pub kind: EntityKind,
    /// Other names.
    pub aliases: Vec<String>,
    /// Its country.
    pub country: Option<CountryCode>,
    /// A person's offices, as the lists write them: `foreign minister@2024..`, `director@who@2017..2022`.
    pub offices: Vec<String>,
    /// What it is, in a few words.
    pub note: String,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    Add(Addition),
    Alias { entity: String, names: Vec<String> },
    Rename { entity: String, name: String },
    Merge { entity: String, into: String },
    Mute { entity: String },
}

/// Changes to the lists, in the order in which they are made. Additions come first in any case, so that the other
/// changes can speak of what is added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overlay {
    pub(super) changes: Vec<(Origin, Change)>,
}

impl Overlay {
    /// Whether nothing is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many changes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Adds an entity.
    pub fn add(&mut self, origin: Origin, addition: Addition) {
        self.changes.push((origin, Change::Add(addition)));
    }

    /// Gives an entity more names.
    pub fn alias(&mut self, origin: Origin, entity: &str, names: Vec<String>) {
        self.changes.push((origin, Change::Alias { entity: entity.to_owned(), names }));
    }

    /// Gives an entity another canonical name; the old one stays among its names. Its id does not change.
    pub fn rename(&mut self, origin: Origin, entity: &str, name: &str) {
        self.changes.push((origin, Change::Rename { entity: entity.to_owned(), name: name.to_owned() }));
    }

    /// Holds two entities to be one: whatever means `entity` means `into`. Give the name rather than the id where
    /// `into` is not in the lists, so that it can be shown where an article has only the other one's name.
    pub fn merge(&mut self, origin: Origin, entity: &str, into: &str) {
        self.changes.push((origin, Change::Merge { entity: entity.to_owned(), into: into.to_owned() }));
    }

    /// Takes an entity out of everything found. A name of it that can mean another goes to that one.
    pub fn mute(&mut self, origin: Origin, entity: &str) {
        self.changes.push((origin, Change::Mute { entity: entity.to_owned() }));
    }

    /// Puts the changes of another overlay after these.
    pub fn append(&mut self, mut other: Self) {
        self.changes.append(&mut other.changes);
    }
}
