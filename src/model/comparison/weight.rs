//! Who is quoted, and the weight that sides give to whom and what they name.

use crate::model::{EntityId, SafeText};
use serde::Serialize;
use std::sync::Arc;

/// What kind of source somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// A person, country or body that is named.
    Named,
    /// A news agency.
    Agency,
    /// A newspaper, broadcaster or site.
    Media,
    /// Somebody without a name: “analysts”, “a source”.
    Unnamed,
}

/// Somebody quoted or reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// As named.
    pub name: SafeText,
    /// What kind of source.
    pub kind: SourceKind,
    /// Where it is an entity.
    pub entity: Option<EntityId>,
    /// Quotations in the speaker's own words.
    pub direct: usize,
    /// Reported speech.
    pub reported: usize,
}

/// The weight an entity has on one side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// Share of the side's sentences that mention it, 0 to 1.
    pub share: f64,
    /// Place of the first sentence that mentions it, 0 (beginning) to 1 (end).
    pub first: f64,
    /// Whether the headline has it.
    pub headline: bool,
    /// Mentions.
    pub count: usize,
}

/// The weight one shared entity has on both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Emphasis {
    /// The entity.
    pub entity: EntityId,
    /// On the left.
    pub left: Weight,
    /// On the right.
    pub right: Weight,
}

/// The weight one event of the timeline has on both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct EventEmphasis {
    /// The event's stable id.
    pub key: Arc<str>,
    /// What happened.
    pub label: SafeText,
    /// On the left.
    pub left: Weight,
    /// On the right.
    pub right: Weight,
}

/// An entity and how often it is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntityCount {
    /// The entity.
    pub entity: EntityId,
    /// Mentions.
    pub count: usize,
}
