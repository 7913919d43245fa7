//! A name of a country and of a part of another: `Georgia`. What stands beside it tells which: `Atlanta, Georgia`, `the governor
//! of Georgia`, `Georgia’s prime minister`.
//!
//! Must not look beyond the sentence.

use super::chunk;
use super::finder::Found;
use super::page::Page;
use crate::analysis::Gazetteer;
use crate::analysis::tokens::TokenKind;
use crate::model::{CountryCode, Entity, EntityKind};
use std::ops::Range;

/// Points of a good reason; as much as ten other names of the country in the article.
const GOOD: u32 = 20;
/// How many items of a sentence are looked at on either side.
const REACH: usize = 24;
/// How many items may stand between an office and the name.
const NEAR: usize = 6;

/// Offices of a state or province.
const OF_A_STATE: [&str; 12] = [
    "governor",
    "gov",
    "senator",
    "sen",
    "congressman",
    "congresswoman",
    "representative",
    "rep",
    "republican",
    "democrat",
    "sheriff",
    "attorney",
];
/// Offices and bodies of a country.
const OF_A_COUNTRY: [&str; 14] = [
    "president",
    "premier",
    "minister",
    "ministers",
    "parliament",
    "ambassador",
    "embassy",
    "envoy",
    "king",
    "diplomats",
    "ministry",
    "opposition",
    "foreign",
    "army",
];

/// What stands beside one name.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The countries of the places before the comma: `Atlanta, Georgia`.
    towns: Vec<CountryCode>,
    state: bool,
    country: bool,
}

impl Beside {
    /// Looks around a name.
    pub(super) fn of(page: &Page<'_>, found: &Found, gazetteer: &Gazetteer) -> Self {
        let sentence = sentence(page, found.from);
        let from = sentence.start.max(found.from.saturating_sub(NEAR));
        let to = sentence.end.min(found.to + NEAR);
        let said = |words: &[&str], range: Range<usize>| {
            range.clone().any(|i| words.iter().any(|word| page.is_word(i, word)))
        };
        let owned = page.items.get(found.to).is_some_and(|next| next.kind == TokenKind::Possessive);
        let of = found.from > 0 && page.is_word(found.from - 1, "of");
        let its = page
            .items
            .get(found.to..to)
            .is_some_and(|after| after.iter().any(|item| item.span.slice(page.text) == "its"));
        let before = if of { from..found.from } else { 0..0 };
        let after = if owned || its || !of { found.to..to } else { 0..0 };
        Self {
            towns: towns_before(page, found.from, gazetteer),
            state: said(&OF_A_STATE, before.clone()) || owned && said(&OF_A_STATE, after.clone()),
            country: said(&OF_A_COUNTRY, before) || (owned || its) && said(&OF_A_COUNTRY, after),
        }
    }

    /// How much it speaks for an entity.
    pub(super) fn points(&self, entity: &Entity) -> u32 {
        let state = entity.kind == EntityKind::Place;
        let town = state && entity.country.is_some_and(|country| self.towns.contains(&country));
        let office = if state { self.state } else { self.country && !self.state };
        GOOD * (2 * u32::from(town) + u32::from(office))
    }
}

/// The items of the sentence around one, [`REACH`] on either side at most.
pub(super) fn sentence(page: &Page<'_>, at: usize) -> Range<usize> {
    let stops =
        |i: usize| page.is_mark(i, &[".", "?", "!"]) && page.items.get(i + 1).is_none_or(|next| next.opens);
    let first = at.saturating_sub(REACH);
    let from = (first..at).rev().find(|&i| stops(i)).map_or(first, |i| i + 1);
    let last = (at + REACH).min(page.items.len());
    let to = (at..last).find(|&i| stops(i)).unwrap_or(last);
    from..to
}

/// The countries of the town that stands before a comma before an item.
fn towns_before(page: &Page<'_>, from: usize, gazetteer: &Gazetteer) -> Vec<CountryCode> {
    let comma = from.checked_sub(1).filter(|&k| page.is_mark(k, &[","]));
    let Some(comma) = comma else { return Vec::new() };
    let table = gazetteer.entities();
    for first in comma.saturating_sub(3)..comma {
        let Some(hit) = chunk::look(page, gazetteer, first, comma, false) else { continue };
        if first + hit.tokens == comma {
            let places = gazetteer.lexicon().senses(&hit).map(|sense| table.get(sense.entity));
            return places
                .filter(|e| e.kind == EntityKind::Place)
                .filter_map(|entity| entity.country)
                .collect();
        }
    }
    Vec::new()
}
