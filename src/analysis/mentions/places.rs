//! Places by form: heads (`River`, `Lake …`, `County`), points of the compass, prepositions, `Name, Country`.

use super::chunk::{self, Piece};
use super::cues::Cues;
use super::finder::{Finder, What};
use super::page::Page;
use crate::analysis::gazetteer::fold::Shape;
use crate::analysis::tokens::TokenKind;
use crate::model::{EntityKind, Span};

/// Takes the run up to its last head of a place as one place, or leaves it.
pub(super) fn tail(finder: &mut Finder<'_>, pieces: &[Piece], titled: bool) -> bool {
    let is_tail = |piece: &Piece| piece.hit.is_none() && !piece.joiner && piece.cues.any(Cues::PLACE_TAIL);
    if let Some(head) = pieces.iter().rposition(is_tail) {
        let first = &pieces[0];
        // `Warren Park` by itself is a person as well as a place; after “the” or “in” it is a place.
        let name = head == 1 && first.cues.any(Cues::GIVEN) && pieces[1].cues.any(Cues::SURNAME_TOO);
        let place = is_of_place(finder.page, first.from) || is_lived_in(finder.page, pieces[head].to);
        let person = titled || name && !place;
        if head > 0 && !person && !finder.is_demonym(first) {
            let rest = &pieces[head + 1..];
            let more = words_more(rest);
            let (kind, why) = match more {
                0 => (EntityKind::Place, "a word for a place ends it"),
                // `Tampa Bay Times`, `Hudson River Sloops`.
                _ => (EntityKind::Organisation, "a place's name goes on"),
            };
            let to = if more > 0 { rest[more - 1].to } else { pieces[head].to };
            finder.push(first.from, to, What::Kind(kind), why, false);
            finder.settle(&rest[more..], false);
            return true;
        }
    }
    let first = &pieces[0];
    let starts = first.hit.is_none() && first.cues.any(Cues::PLACE_START) && !first.cues.any(Cues::GIVEN);
    if starts && !titled && pieces.len() <= 3 && pieces[1..].iter().all(|p| !p.joiner) {
        finder.push(
            first.from,
            pieces[pieces.len() - 1].to,
            What::Kind(EntityKind::Place),
            "a word for a place begins it",
            false,
        );
        return true;
    }
    false
}

/// How many plain words go on with the name of a place, so that it names a body; 0 where a person, a title, a listed name
/// or an ordinary word follows.
fn words_more(rest: &[Piece]) -> usize {
    let other = Cues::TITLE.or(Cues::TITLE_MODIFIER).or(Cues::GIVEN).or(Cues::COMMON).or(Cues::WORK);
    let plain = |piece: &&Piece| piece.hit.is_none() && !piece.joiner && !piece.cues.any(other);
    let more = rest.iter().take_while(plain).count();
    if more == rest.len() { more } else { 0 }
}

/// Whether “the” or a preposition of place stands before an item.
fn is_of_place(page: &Page<'_>, from: usize) -> bool {
    let before = from.checked_sub(1).filter(|_| !page.items[from].opens);
    before.is_some_and(|k| {
        page.is_word(k, "the") || page.cues(k).any(Cues::AT) && !page.items[k].is_name_like()
    })
}

/// `Warren Park residents`: a word said of places stands after it.
fn is_lived_in(page: &Page<'_>, to: usize) -> bool {
    let noun = page.items.get(to).is_some_and(|next| !next.is_name_like() && !next.opens);
    noun && page.cues(to).any(Cues::PLACE_NOUN) && !page.cues(to).any(Cues::BODY_NOUN)
}

/// The items between two spans of the page, looked for from item `near` on.
pub(super) fn items_between(page: &Page<'_>, near: usize, left: Span, right: Span) -> std::ops::Range<usize> {
    let from = page.first_from(near, left.end);
    from..page.first_from(from, right.start).max(from)
}

/// One word that is a place by what stands beside it.
pub(super) fn single(finder: &mut Finder<'_>, piece: &Piece) -> bool {
    let complement = piece.cues.any(Cues::PLACE_TAIL) && finder.page.is_word(piece.from + 1, "of");
    if !complement && !by_neighbours(finder, piece.from, piece.to) {
        return false;
    }
    finder.push(
        piece.from,
        piece.to,
        What::Kind(EntityKind::Place),
        "a place by what stands beside it",
        false,
    );
    true
}

/// “Name, Country” and “Name, State”.
pub(super) fn by_neighbours(finder: &Finder<'_>, from: usize, to: usize) -> bool {
    let page = finder.page;
    if page.is_mark(to, &[","]) && to + 1 < finder.line.to {
        let next = chunk::look(page, finder.gazetteer, to + 1, finder.line.to, false);
        let after = next.map(|hit| Piece {
            from: to + 1,
            to: to + 1 + hit.tokens,
            hit: Some(hit),
            cues: Cues::default(),
            joiner: false,
        });
        let region = after.is_some_and(|piece| {
            finder.is_listed(&piece, &[EntityKind::Country]) || is_region(finder, &piece)
        });
        let lists = from > finder.line.from && page.is_mark(from - 1, &[","]);
        // `Ann Lee, Mali's envoy`: who belongs to a country is in no place of it. `Remember, Mali …` begins a sentence.
        let owned = after.is_some_and(|piece| {
            page.items.get(piece.to).is_some_and(|next| next.kind == TokenKind::Possessive)
        });
        let word = to == from + 1 && page.items[from].opens && page.items[from].word.shape == Shape::Capital;
        let dated = after.is_some_and(|piece| page.is_mark(piece.to, &["(", "—", "–", "-"]));
        if region && !lists && !owned && (!word || dated) {
            return true;
        }
    }
    false
}

/// Whether a listed place is a state, province or region, as stands after a town's name.
fn is_region(finder: &Finder<'_>, piece: &Piece) -> bool {
    finder.senses(piece).any(|sense| {
        let entity = finder.gazetteer.entities().get(sense.entity);
        entity.kind == EntityKind::Place
            && matches!(entity.note.as_str(), "state" | "province" | "region" | "continent" | "island")
    })
}

/// Whether a preposition of place stands before the name.
pub(super) fn is_placed(page: &Page<'_>, from: usize, to: usize) -> bool {
    let before = from.checked_sub(1).filter(|_| !page.items[from].opens);
    let at = before.is_some_and(|k| page.cues(k).any(Cues::AT) && !page.items[k].is_name_like());
    at && !page.items.get(to).is_some_and(|next| next.is_name_like() && next.spaced && !next.opens)
}
