//! Offices that stand for their holders: “the Russian president”, “the Kremlin spokesman”.

use crate::analysis::Gazetteer;
use crate::analysis::tokens::Token;
use crate::model::{Article, Mention, Published};

/// Adds a mention for each office that stands alone for its holder on the publication date.
pub(super) fn resolve(
    _article: &Article,
    _tokens: &[Token],
    _published: Option<&Published>,
    _gazetteer: &Gazetteer,
    _mentions: &mut Vec<Mention>,
) {
}
