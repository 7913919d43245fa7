//! Which words refer to whom: recognition of mentions and their resolution to entities.

use super::Gazetteer;
use super::tokens::Token;
use crate::model::{Article, EntityTable, Mention, Published, Span};

/// The mentions of an article before its publication date is known: everything but offices (“the Russian
/// president”), in order of their spans, not overlapping. Unlisted entities are interned into `entities`, which
/// begins as the gazetteer's table.
#[must_use]
pub fn recognise(
    _article: &Article,
    _tokens: &[Token],
    _sentences: &[Span],
    _gazetteer: &Gazetteer,
    _entities: &mut EntityTable,
) -> Vec<Mention> {
    Vec::new()
}

/// Adds the offices that stand for their holders on the publication date, and settles what only the date can settle.
pub fn resolve_offices(
    _article: &Article,
    _tokens: &[Token],
    _published: Option<&Published>,
    _gazetteer: &Gazetteer,
    _mentions: &mut Vec<Mention>,
) {
}
