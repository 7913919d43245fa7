//! Which words refer to whom: recognition of mentions and their resolution to entities.
//!
//! [`page`] lays the article out, [`finder`] collects what looks like a name (with the rule families [`people`],
//! [`organisations`], [`places`], [`compounds`], [`beside_listed`], [`teams`]), [`settle`] decides what is meant, with [`memory`], [`recall`], [`evidence`],
//! [`metonyms`], [`regions`] and [`surnames`]; [`junk`] and [`ordinary`] tell what is no name; [`offices`] and [`holders`] add what the date decides. Must not read anything but the article and the
//! gazetteer.

mod beside_listed;
mod chunk;
mod compounds;
mod cues;
mod evidence;
mod finder;
mod holders;
mod homonyms;
mod junk;
mod memory;
mod metonyms;
mod offices;
mod ordinary;
mod organisations;
mod page;
mod people;
mod places;
mod recall;
mod regions;
mod settle;
mod surnames;
mod teams;

use super::Gazetteer;
use super::tokens::Token;
use crate::model::{Article, EntityTable, Mention, Published, Span};

/// The mentions of an article before its publication date is known: everything but offices (“the Russian
/// president”), in order of their spans, not overlapping. Unlisted entities are interned into `entities`, which
/// begins as the gazetteer's table.
#[must_use]
pub fn recognise(
    article: &Article,
    tokens: &[Token],
    sentences: &[Span],
    gazetteer: &Gazetteer,
    entities: &mut EntityTable,
) -> Vec<Mention> {
    let page = page::Page::new(article, tokens, sentences, gazetteer);
    let mut found = finder::Finder::run(&page, gazetteer);
    teams::mark(&page, gazetteer, &mut found);
    let mut mentions = settle::Settler::new(&page, gazetteer, entities, &found).run(&found);
    gazetteer.corrections().apply(&article.text, &mut mentions, entities);
    mentions
}

/// Adds the offices that stand for their holders on the publication date, and settles what only the date can settle.
pub fn resolve_offices(
    article: &Article,
    tokens: &[Token],
    published: Option<&Published>,
    gazetteer: &Gazetteer,
    mentions: &mut Vec<Mention>,
    entities: &mut EntityTable,
) {
    holders::resolve(article, published, gazetteer, mentions, entities);
    offices::resolve(article, tokens, published, gazetteer, mentions);
    gazetteer.corrections().apply(&article.text, mentions, entities);
}

#[cfg(test)]
mod form_tests;
#[cfg(test)]
mod meaning_tests;
#[cfg(test)]
mod tests;
