//! Organisations by form: heads (`Ministry`, `University of …`), legal forms, acronyms.

use super::chunk::Piece;
use super::cues::Cues;
use super::finder::{Finder, What};
use super::page::Page;
use crate::analysis::tokens::TokenKind;
use crate::model::EntityKind;

/// Takes the run up to its last head of a body as one organisation, or leaves it.
pub(super) fn tail(finder: &mut Finder<'_>, pieces: &[Piece], titled: bool) -> bool {
    let Some(head) = head(pieces) else { return false };
    let first = &pieces[0];
    let person = head == 1
        && first.cues.any(Cues::GIVEN)
        && first.hit.is_none()
        && pieces[1].cues.any(Cues::SURNAME_TOO);
    if person || titled && head <= 1 {
        return false;
    }
    // `China-Russia Alliance`: what touches a hyphen is a name of its own.
    if head == 1 && first.hit.is_some() && first.from > 0 && finder.page.is_hyphen(first.from - 1) {
        return false;
    }
    let from = begin(finder, &pieces[..=head]);
    if from == head && !complete(finder, &pieces[head]) {
        // The head alone: whatever stands before it was a title or a nationality.
        return false;
    }
    // `Western Front`: a theatre of war.
    let compass = pieces[from..head].iter().all(|piece| piece.cues.any(Cues::DIRECTION));
    let theatre = compass && head > from && finder.page.is_word(pieces[head].from, "front");
    let kind = if theatre { EntityKind::Place } else { EntityKind::Organisation };
    finder.settle(&pieces[..from], titled);
    finder.push(
        with_number(finder.page, pieces[from].from, pieces[head].to),
        with_dot(finder.page, pieces[head].to),
        What::Kind(kind),
        "a word for a body ends it",
        false,
    );
    finder.settle(&pieces[head + 1..], false);
    true
}

/// The piece that ends the body's name: a legal form, else the last head that is no part of a title after it.
fn head(pieces: &[Piece]) -> Option<usize> {
    let plain = |piece: &Piece| piece.hit.is_none() && !piece.joiner;
    let legal = |piece: &Piece| plain(piece) && piece.cues.any(Cues::ORG_SUFFIX);
    let in_title = |i: usize| {
        let rest = &pieces[i..];
        let modifiers = rest.iter().take_while(|p| plain(p) && p.cues.any(Cues::TITLE_MODIFIER)).count();
        modifiers > 0 && rest.get(modifiers).is_some_and(|p| plain(p) && p.cues.any(Cues::TITLE))
    };
    if let Some(i) = pieces.iter().position(legal).filter(|&i| i > 0) {
        // `Pty Ltd`
        return Some(i + pieces[i + 1..].iter().take_while(|piece| legal(piece)).count());
    }
    (0..pieces.len()).rev().find(|&i| plain(&pieces[i]) && pieces[i].cues.any(Cues::ORG_HEAD) && !in_title(i))
}

/// Units of armed forces, which are numbered.
const UNITS: [&str; 13] = [
    "army",
    "corps",
    "division",
    "brigade",
    "regiment",
    "battalion",
    "squadron",
    "fleet",
    "wing",
    "force",
    "group",
    "infantry",
    "cavalry",
];

/// Numbers in words before the name of an armed unit.
const ORDINALS: [&str; 10] =
    ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"];

/// Where a body's name begins, with the number of an armed unit before it: `82nd Airborne Division`, `3 Corps`.
fn with_number(page: &Page<'_>, from: usize, to: usize) -> usize {
    let Some(before) = from.checked_sub(1).filter(|_| page.items[from].spaced) else { return from };
    let item = &page.items[before];
    // `Ninth Air Group`, `Second Fleet`.
    let counted = item.is_name_like() && ORDINALS.contains(&page.surface(before));
    if counted && UNITS.iter().any(|unit| page.is_word(to - 1, unit)) {
        return before;
    }
    // `9th Circuit Court of Appeals`: courts are numbered by ordinals.
    let ordinal = page.surface(before).ends_with(|c: char| c.is_ascii_alphabetic());
    let court = ordinal && (from..to).any(|i| page.is_word(i, "court") || page.is_word(i, "circuit"));
    let unit = court || UNITS.iter().any(|unit| page.is_word(to - 1, unit));
    let short = page.surface(before).chars().filter(char::is_ascii_digit).count() <= 3;
    let plain = page.surface(before).chars().all(|c| c.is_ascii_alphanumeric());
    if unit && item.kind == TokenKind::Number && short && plain { before } else { from }
}

/// The end of a name with the dot of its abbreviation: `Inc.`
pub(super) fn with_dot(page: &Page<'_>, to: usize) -> usize {
    let abbreviated = ["inc", "ltd", "corp", "co", "bros"].iter().any(|word| page.is_word(to - 1, word));
    let dot = page.is_mark(to, &["."]) && !page.items[to].spaced;
    to + usize::from(abbreviated && dot)
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

/// A head with its “of …”.
pub(super) fn single(finder: &mut Finder<'_>, piece: &Piece) -> bool {
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
    let surface = finder.page.words(piece.from, piece.to);
    if ["-TV", "-FM", "-AM"].iter().any(|end| surface.len() > 4 && surface.ends_with(end)) {
        let why = "the call sign of a station";
        finder.push(piece.from, piece.to, What::Kind(EntityKind::Organisation), why, false);
        return true;
    }
    let owned = finder.page.items[piece.from..piece.to].iter().any(|item| item.kind == TokenKind::Possessive);
    if owned && finder.page.cues(piece.to - 1).any(Cues::ORG_HEAD) {
        let why = "a word for a body ends it";
        finder.push(piece.from, piece.to, What::Kind(EntityKind::Organisation), why, false);
        return true;
    }
    let numbered = with_number(finder.page, piece.from, piece.to);
    if piece.cues.any(Cues::ORG_HEAD) && numbered < piece.from {
        finder.push(
            numbered,
            piece.to,
            What::Kind(EntityKind::Organisation),
            "the number of an armed unit begins it",
            false,
        );
        return true;
    }
    false
}
