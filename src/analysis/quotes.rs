//! Quotations: who said what.

use super::tokens::Token;
use crate::model::{Article, EntityTable, Mention, Quote, Span};

/// The quotations of an article, in order of their spans.
#[must_use]
pub fn find(
    _article: &Article,
    _sentences: &[Span],
    _tokens: &[Token],
    _mentions: &[Mention],
    _entities: &EntityTable,
) -> Vec<Quote> {
    Vec::new()
}
