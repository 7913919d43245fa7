//! Organisations by form: heads (`Ministry`, `University of …`), legal forms, acronyms.

use super::chunk::Piece;
use super::cues::Cues;
use super::finder::{Finder, What};
use crate::analysis::gazetteer::fold::Shape;
use crate::model::EntityKind;

/// Takes the run up to its last head of a body as one organisation, or leaves it.
pub(super) fn tail(finder: &mut Finder<'_>, pieces: &[Piece], titled: bool) -> bool {
    let is_tail = |piece: &Piece| {
        piece.hit.is_none() && !piece.joiner && piece.cues.any(Cues::ORG_HEAD.or(Cues::ORG_SUFFIX))
    };
    let Some(head) = pieces.iter().rposition(is_tail) else { return false };
    let first = &pieces[0];
    let person = head == 1
        && first.cues.any(Cues::GIVEN)
        && first.hit.is_none()
        && pieces[1].cues.any(Cues::SURNAME_TOO);
    if person || titled && head <= 1 {
        return false;
    }
    let from = begin(finder, &pieces[..=head]);
    if from == head && !complete(finder, &pieces[head]) {
        // The head alone: whatever stands before it was a title or a nationality.
        return false;
    }
    finder.settle(&pieces[..from], titled);
    finder.push(
        pieces[from].from,
        pieces[head].to,
        What::Kind(EntityKind::Organisation),
        "a word for a body ends it",
        false,
    );
    finder.settle(&pieces[head + 1..], false);
    true
}

/// Where the organisation begins: after titles that stand before a person inside the run.
fn begin(finder: &Finder<'_>, pieces: &[Piece]) -> usize {
    let mut from = 0;
    // `Foreign Minister Ivan Petrov Foundation` is rare; `Director Carnegie Center` is a title and a body.
    while from + 1 < pieces.len()
        && pieces[from].hit.is_none()
        && pieces[from].cues.any(Cues::TITLE)
        && !pieces[from].cues.any(Cues::TITLE_MODIFIER.or(Cues::ORG_HEAD))
        && !finder.is_listed(&pieces[from + 1], &[EntityKind::Country])
        && pieces.len() - from > 2
    {
        from += 1;
    }
    from
}

/// Whether a head stands for a body without words before it: it has its “of …”.
fn complete(finder: &Finder<'_>, piece: &Piece) -> bool {
    (piece.from..piece.to).any(|k| finder.page.is_word(k, "of") || finder.page.is_word(k, "for"))
}

/// A head with its “of …”, or an acronym.
pub(super) fn single(finder: &mut Finder<'_>, piece: &Piece) -> bool {
    let page = finder.page;
    if piece.cues.any(Cues::ORG_HEAD) && complete(finder, piece) {
        finder.push(
            piece.from,
            piece.to,
            What::Kind(EntityKind::Organisation),
            "a word for a body begins it",
            false,
        );
        return true;
    }
    let item = &page.items[piece.from];
    let acronym = piece.to == piece.from + 1 && item.word.shape == Shape::Upper && item.span.len() >= 3;
    let shares = page.is_word(piece.to, "shares")
        || page.is_word(piece.to, "employees")
        || page.is_word(piece.to, "executives");
    if acronym || shares {
        let why = if acronym { "an abbreviation" } else { "what stands beside it is said of companies" };
        finder.push(piece.from, piece.to, What::Kind(EntityKind::Organisation), why, false);
        return true;
    }
    false
}
