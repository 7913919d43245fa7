//! When: the publication date of an article, and the temporal expressions in its text.

use super::Gazetteer;
use super::tokens::Token;
use crate::model::{Article, Expression, Mention, Published, Span};

/// When the article was published, by the strongest evidence there is; `None` where nothing tells.
#[must_use]
pub fn publication(
    _article: &Article,
    _tokens: &[Token],
    _mentions: &[Mention],
    _gazetteer: &Gazetteer,
) -> Option<Published> {
    None
}

/// The temporal expressions of the article, in order of their spans, not overlapping.
#[must_use]
pub fn expressions(
    _article: &Article,
    _tokens: &[Token],
    _sentences: &[Span],
    _mentions: &[Mention],
    _published: Option<&Published>,
    _gazetteer: &Gazetteer,
) -> Vec<Expression> {
    Vec::new()
}
