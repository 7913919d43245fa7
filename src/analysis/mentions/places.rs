//! Places by form: heads (`River`, `Lake …`, `County`), points of the compass, prepositions, `Name, Country`.

use super::chunk::{self, Piece};
use super::cues::Cues;
use super::finder::{Finder, What};
use super::page::Page;
use crate::model::EntityKind;

/// Takes the run up to its last head of a place as one place, or leaves it.
pub(super) fn tail(finder: &mut Finder<'_>, pieces: &[Piece], titled: bool) -> bool {
    let is_tail = |piece: &Piece| piece.hit.is_none() && !piece.joiner && piece.cues.any(Cues::PLACE_TAIL);
    if let Some(head) = pieces.iter().rposition(is_tail) {
        let first = &pieces[0];
        let person =
            titled || head == 1 && first.cues.any(Cues::GIVEN) && pieces[1].cues.any(Cues::SURNAME_TOO);
        if head > 0 && !person && !finder.is_demonym(first) {
            finder.push(
                first.from,
                pieces[head].to,
                What::Kind(EntityKind::Place),
                "a word for a place ends it",
                false,
            );
            finder.settle(&pieces[head + 1..], false);
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
        if region && !lists {
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
