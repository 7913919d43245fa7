//! People by form: first names, initials, particles, and what is said of people only.

use super::chunk::{self, Piece};
use super::cues::Cues;
use super::finder::{Finder, What};
use super::page::Page;
use super::places;
use crate::analysis::gazetteer::fold::{self, Shape};
use crate::analysis::tokens::TokenKind;
use crate::model::EntityKind;

/// Words that never belong to a person's name.
const NOT_IN_NAMES: Cues = Cues::ORG_HEAD
    .or(Cues::ORG_SUFFIX)
    .or(Cues::PLACE_TAIL)
    .or(Cues::DIRECTION)
    .or(Cues::WORK)
    .or(Cues::COMMON);

/// Takes a run as one person's full name, or leaves it.
pub(super) fn full_name(finder: &mut Finder<'_>, pieces: &[Piece], titled: bool) -> bool {
    let length = length(finder, pieces);
    if length < 2 && !(titled && length == 1 && pieces.len() > 1 && pieces[1].hit.is_some()) {
        return false;
    }
    let last = pieces[length - 1].to;
    if !titled && is_in_it(finder, pieces[0].from, last) {
        let why = "somebody or something is in it";
        finder.push(pieces[0].from, last, What::Kind(EntityKind::Place), why, false);
        finder.settle(&pieces[length..], false);
        return true;
    }
    let junior = ["Jr", "Sr"].iter().any(|word| finder.page.is_word(last - 1, word));
    let dot = junior && finder.page.is_mark(last, &["."]) && !finder.page.items[last].spaced;
    finder.push(
        pieces[0].from,
        last + usize::from(dot),
        What::Kind(EntityKind::Person),
        "a first name and a surname",
        titled,
    );
    finder.settle(&pieces[length..], false);
    true
}

/// `in Sandy Reach`, `to Sandy Reach, Vermont`: a first name and a surname by form, and a place by what stands before.
fn is_in_it(finder: &Finder<'_>, from: usize, to: usize) -> bool {
    let page = finder.page;
    let Some(before) = from.checked_sub(1).filter(|&k| k >= finder.line.from) else { return false };
    let next = page.items.get(to).filter(|next| !next.opens);
    let owns = next.is_some_and(|next| next.kind == TokenKind::Possessive || next.is_name_like());
    let regional =
        page.cues(before).any(Cues::AT) || page.is_word(before, "to") || page.is_word(before, "from");
    if regional && places::by_neighbours(finder, from, to) {
        return true;
    }
    let trust = before.checked_sub(1).is_some_and(|k| TRUST.iter().any(|word| page.is_word(k, word)));
    // Only two words: `in José María Aznar` is more likely cut off from its noun.
    page.is_word(before, "in") && !page.items[before].opens && to - from == 2 && !owns && !trust
}

/// Words before “in” and a person.
const TRUST: [&str; 16] = [
    "confidence",
    "faith",
    "trust",
    "interest",
    "interested",
    "believe",
    "believes",
    "believed",
    "belief",
    "invest",
    "invested",
    "found",
    "has",
    "have",
    "had",
    "see",
];

/// `Paris Okonski, who`: a town before a word that is a first name or a surname as well, and what follows is said of people.
pub(super) fn is_named_like_a_town(finder: &Finder<'_>, pieces: &[Piece]) -> bool {
    let [town, name, ..] = pieces else { return false };
    let page = finder.page;
    let surname = fold::join(fold::EMPTY, page.items[name.from].word.hash);
    let known = name.cues.any(Cues::GIVEN) || !finder.gazetteer.people_named(surname).is_empty();
    let placed =
        town.from.checked_sub(1).is_some_and(|k| page.cues(k).any(Cues::AT) || page.is_word(k, "from"));
    let says = page
        .items
        .get(name.to)
        .is_some_and(|next| !next.is_name_like() && !next.opens && next.cues.any(Cues::SPEECH))
        || page.items.get(name.to).is_some_and(|next| next.word.shape == Shape::Lower)
            && page.surface(name.to).ends_with("ed");
    let plain = name.hit.is_none() && !name.joiner && name.to == name.from + 1 && town.to == town.from + 1;
    let town =
        finder.is_listed(town, &[EntityKind::Place]) && page.items[town.from].word.shape == Shape::Capital;
    let told = says || page.is_mark(name.to, &[","]) && role_after(finder, name.to + 1);
    plain && town && known && !placed && told && pieces.len() == 2
}

/// Whether the pieces are one person's full name.
pub(super) fn is_full_name(finder: &Finder<'_>, pieces: &[Piece]) -> bool {
    pieces.len() >= 2 && length(finder, pieces) == pieces.len()
}

/// How many of the pieces make a full name: a first name or an initial, then more words; 0 where they make none.
fn length(finder: &Finder<'_>, pieces: &[Piece]) -> usize {
    let Some(first) = pieces.first() else { return 0 };
    let initial = is_initial(finder, first);
    if !initial && (!first.cues.any(Cues::GIVEN) || finder.is_demonym(first))
        || first.cues.any(Cues::COMMON) && finder.page.items[first.from].opens
    {
        return 0;
    }
    let mut length = 1;
    let mut surname = false;
    for piece in &pieces[1..] {
        // `Jane Doe & John Roe`: two people.
        if finder.page.is_mark(piece.from, &["&"]) {
            break;
        }
        // `Paris Hilton`, `Henry Ford`: after a first name a listed place or company is a surname.
        let surname_hit = piece.hit.is_some()
            && piece.to == piece.from + 1
            && !surname
            && first.hit.is_none()
            && finder.page.items[piece.from].word.shape != Shape::Upper
            && !finder.is_demonym(piece);
        let fits = piece.joiner
            || is_initial(finder, piece)
            || surname_hit
            || piece.hit.is_none()
                && (!piece.cues.any(NOT_IN_NAMES) || piece.cues.any(Cues::SURNAME_TOO) && !surname);
        if !fits || length == 6 {
            break;
        }
        surname |= !piece.joiner && !is_initial(finder, piece);
        length += 1;
    }
    while length > 1 && pieces[length - 1].joiner {
        length -= 1;
    }
    // `Dallas Cowboys`: a listed place that is a first name too, before a plural.
    let plural = finder.page.words(pieces[length - 1].from, pieces[length - 1].to).ends_with('s');
    let team =
        first.hit.is_some() && (plural || first.from > 0 && finder.page.is_word(first.from - 1, "the"));
    if surname && !team { length } else { 0 }
}

fn is_initial(finder: &Finder<'_>, piece: &Piece) -> bool {
    let surface = finder.page.words(piece.from, piece.to);
    let letters = surface.chars().filter(|c| c.is_alphabetic()).count();
    piece.hit.is_none()
        && surface.ends_with('.')
        && letters <= 2
        && letters > 0
        && surface.chars().all(|c| c.is_uppercase() || c == '.' || c == '-')
}

/// Words before a month that is one.
const TIMES: [&str; 14] = [
    "of", "since", "until", "till", "by", "before", "after", "from", "last", "next", "this", "early", "late",
    "mid",
];

/// `May said`: the name of a month that does what people do, where no word before it tells of time.
pub(super) fn is_month_who_speaks(finder: &Finder<'_>, at: usize) -> bool {
    let page = finder.page;
    let month = page.items[at].is_name_like()
        && page.cues(at).any(Cues::CALENDAR)
        && page.cues(at).any(Cues::SURNAME_TOO);
    if !month || at + 1 >= finder.line.to {
        return false;
    }
    let next = &page.items[at + 1];
    // `May say` is no May.
    let says = next.kind == TokenKind::Word
        && !next.is_name_like()
        && next.cues.any(Cues::SPEECH)
        && !["say", "tell"].iter().any(|word| page.is_word(at + 1, word));
    let timed = at > finder.line.from
        && (page.items[at - 1].kind == TokenKind::Number
            || page.is_hyphen(at - 1)
            || page.cues(at - 1).any(Cues::AT)
            || TIMES.iter().any(|word| page.is_word(at - 1, word)));
    says && !timed
}

/// A word whose neighbours are said of people.
pub(super) fn single(finder: &mut Finder<'_>, piece: &Piece) -> bool {
    if is_brand(finder.page, piece) || !by_neighbours(finder, piece.from, piece.to) {
        return false;
    }
    finder.push(
        piece.from,
        piece.to,
        What::Kind(EntityKind::Person),
        "what stands beside it is said of people",
        false,
    );
    true
}

/// `LumoTank`, `iPlan`: a capital inside a word that is no `Mac`, `De` or `O’` of a surname.
fn is_brand(page: &Page<'_>, piece: &Piece) -> bool {
    let surface = page.words(piece.from, piece.to);
    let inner = surface.char_indices().skip(1).find(|(_, c)| c.is_uppercase());
    piece.to == piece.from + 1
        && page.items[piece.from].word.shape == Shape::Mixed
        && inner.is_some_and(|(at, _)| at > 3 && surface[..at].ends_with(char::is_lowercase))
}

/// Whether what stands beside a name is said of people: an age, a role after a comma, a role in small letters before.
pub(super) fn by_neighbours(finder: &Finder<'_>, from: usize, to: usize) -> bool {
    let page = finder.page;
    if page.is_mark(to, &[","]) && to + 1 < finder.line.to {
        let next = &page.items[to + 1];
        let age = next.kind == TokenKind::Number
            && next.span.len() == 2
            && (page.is_mark(to + 2, &[",", "."]) || to + 2 >= finder.line.to);
        let role = role_after(finder, to + 1);
        if age || role && (!followed_by_list(finder, to) || is_of_country(finder, to + 1)) {
            return true;
        }
    }
    // `Hicham Belkadi (Morocco)` in a report of sport.
    if page.sport && to - from > 1 && page.is_mark(to, &["("]) {
        let country = chunk::look(page, finder.gazetteer, to + 1, finder.line.to, false);
        if country.is_some_and(|hit| page.is_mark(to + 1 + hit.tokens, &[")"])) {
            return true;
        }
    }
    let before = from.checked_sub(1).filter(|&k| k >= finder.line.from);
    before.is_some_and(|k| {
        let item = &page.items[k];
        !item.is_name_like()
            && item.cues.any(Cues::ROLE)
            && item.cues.any(Cues::TITLE)
            && !page.is_word(k, "general")
    })
}

/// Whether a role begins at an item: `who`, `a pianist`, `director of`, `the chief economist at`.
fn role_after(finder: &Finder<'_>, at: usize) -> bool {
    let page = finder.page;
    if page.is_word(at, "who") {
        return true;
    }
    let the = page.is_word(at, "the");
    let mut from = at + usize::from(the || page.is_word(at, "a") || page.is_word(at, "an"));
    // `Tarvo Ilmaste, Norway's deputy envoy`: a country before the role.
    if is_of_country(finder, from)
        && let Some(hit) = chunk::look(page, finder.gazetteer, from, finder.line.to, false)
    {
        from += hit.tokens + 1;
        return (from..(from + 4).min(finder.line.to))
            .any(|k| page.cues(k).any(Cues::ROLE) && !page.items[k].is_name_like());
    }
    let is_role = |k: &usize| page.cues(*k).any(Cues::ROLE) && !page.cues(*k).any(Cues::SPEECH);
    let Some(role) = (from..(from + 3).min(finder.line.to)).find(is_role) else { return false };
    let goes_on = ["of", "at", "for", "in", "with"].iter().any(|word| page.is_word(role + 1, word));
    !the || goes_on || page.is_mark(role + 1, &[","])
}

/// Whether a listed name in the possessive stands at an item: `Norway’s`.
fn is_of_country(finder: &Finder<'_>, at: usize) -> bool {
    let hit = chunk::look(finder.page, finder.gazetteer, at, finder.line.to, false);
    let next = hit.and_then(|hit| finder.page.items.get(at + hit.tokens));
    next.is_some_and(|next| next.kind == TokenKind::Possessive)
}

/// `Oslo, Bergen and …`: after the comma another name follows at once.
fn followed_by_list(finder: &Finder<'_>, to: usize) -> bool {
    finder.page.items.get(to + 1).is_some_and(super::page::Item::is_name_like)
}
