//! Runs of capitalised words, cut into pieces: listed names, and single words with what they tell.
//!
//! Must not decide what a run is; that is the rule families' part.

use super::cues::Cues;
use super::page::{Item, Page};
use crate::analysis::Gazetteer;
use crate::analysis::gazetteer::fold::{self, Shape};
use crate::analysis::gazetteer::lexicon::{Hit, Link};
use crate::analysis::tokens::TokenKind;

/// A listed name, or one word (with its dot or hyphenated parts), inside a chunk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// First item.
    pub(super) from: usize,
    /// One past the last item.
    pub(super) to: usize,
    /// The listed name, where it is one.
    pub(super) hit: Option<Hit>,
    /// The cues of the word; none for a listed name of several words.
    pub(super) cues: Cues,
    /// Whether a small particle or `&`.
    pub(super) joiner: bool,
}

/// Whether a capitalised word can begin or go on with a name.
fn is_part(page: &Page<'_>, i: usize, limit: usize) -> bool {
    let Some(item) = page.items.get(i).filter(|item| i < limit && item.is_name_like()) else { return false };
    let money = page.is_mark(i + 1, &["$", "£", "€"]) && !page.items[i + 1].spaced;
    let calendar = item.cues.any(Cues::CALENDAR) && !is_name_of_month(page, i);
    let no_name = item.cues.any(Cues::NO_NAME) && !is_first_name(page, i);
    !calendar && !no_name && !page.is_word(i, "I") && !money
}

/// `Christian Okonski`: what is no name by itself is one before a surname.
fn is_first_name(page: &Page<'_>, i: usize) -> bool {
    let next = page.items.get(i + 1).filter(|next| next.is_name_like() && next.spaced && !next.opens);
    let other =
        Cues::ORG_HEAD.or(Cues::ORG_OF).or(Cues::COMMON).or(Cues::NO_NAME).or(Cues::WORK).or(Cues::CALENDAR);
    page.cues(i).any(Cues::GIVEN)
        && page.items[i].word.shape == Shape::Capital
        && next.is_some_and(|next| !next.cues.any(other) && next.word.shape == Shape::Capital)
        && !page.surface(i + 1).ends_with('s')
}

/// `John May`, `Jan von Gerich`: the name of a month after a first name, or before a surname where nothing tells of time.
fn is_name_of_month(page: &Page<'_>, i: usize) -> bool {
    let cues = page.cues(i);
    let capital =
        |k: usize| page.items.get(k).is_some_and(|item| item.is_name_like() && item.spaced && !item.opens);
    let number = page.items.get(i + 1).is_some_and(|next| next.kind == TokenKind::Number);
    let joint = page.is_mark(i + 1, &["."]) && !page.items[i + 1].spaced;
    if number || joint || page.items[i].word.shape != Shape::Capital {
        return false;
    }
    let first = i.checked_sub(1).filter(|_| !page.items[i].opens);
    let after_first = first.is_some_and(|k| {
        page.items[k].is_name_like() && page.cues(k).any(Cues::GIVEN) && !page.cues(k).any(Cues::CALENDAR)
    });
    if after_first && cues.any(Cues::SURNAME_TOO) {
        return true;
    }
    let timed = first.is_some_and(|k| {
        page.items[k].kind == TokenKind::Number
            || page.cues(k).any(Cues::AT)
            || [
                "of", "since", "until", "by", "last", "next", "this", "early", "late", "mid", "from", "to",
                "on",
            ]
            .iter()
            .any(|word| page.is_word(k, word))
    });
    let surname = capital(i + 1) && !page.cues(i + 1).any(Cues::CALENDAR.or(Cues::COMMON));
    let particle = page.cues(i + 1).any(Cues::PARTICLE)
        && page.items[i + 1].word.shape == Shape::Lower
        && !page.is_word(i + 1, "and")
        && capital(i + 2);
    cues.any(Cues::GIVEN) && !page.items[i].opens && !timed && (surname || particle)
}

/// Reads the chunk that begins at item `i` into `pieces`; gives the item after it, or `None` where none begins.
pub(super) fn read(
    page: &Page<'_>,
    gazetteer: &Gazetteer,
    i: usize,
    limit: usize,
    caps: bool,
    pieces: &mut Vec<Piece>,
) -> Option<usize> {
    pieces.clear();
    let mut at = i;
    loop {
        let hit = look(page, gazetteer, at, limit, caps);
        // A legal form after a name is no name of its own: `Lund Group PLC`.
        let legal =
            !pieces.is_empty() && page.items.get(at).is_some_and(|item| item.cues.any(Cues::ORG_SUFFIX));
        // `Chimwemwe Banda-Phiri`: after a first name in mid-sentence both parts are the surname.
        let double =
            pieces.last().is_some_and(|last: &Piece| last.hit.is_none() && !last.joiner && last.to == at)
                && hit.is_some_and(|hit| hit.tokens == 1)
                && page.items[at].word.shape == Shape::Capital
                && at + 2 < limit
                && page.is_hyphen(at + 1)
                && page.items[at + 2].is_name_like()
                && page.items[at].spaced;
        if let Some(hit) =
            hit.filter(|hit| hit.tokens > 1 || !legal && !double && !is_mere_head(page, gazetteer, at, hit))
        {
            let single = hit.tokens == 1;
            let cues = if single { page.items[at].cues } else { Cues::default() };
            pieces.push(Piece { from: at, to: at + hit.tokens, hit: Some(hit), cues, joiner: false });
            at += hit.tokens;
        } else if is_part(page, at, limit) && (at > i || may_begin(page, at, limit)) {
            let to = word_end(page, gazetteer, at, limit, caps);
            let cues = (at..to).fold(Cues::default(), |all, k| all.or(page.cues(k)));
            pieces.push(Piece { from: at, to, hit: None, cues, joiner: false });
            at = to;
        } else {
            break;
        }
        match join(page, at, limit) {
            Some(next) => {
                if next > at {
                    pieces.push(Piece { from: at, to: next, hit: None, cues: Cues::PARTICLE, joiner: true });
                }
                at = next;
            }
            None => break,
        }
    }
    // A joiner with nothing after it belongs to no name.
    while pieces.last().is_some_and(|piece| piece.joiner) {
        pieces.pop();
    }
    pieces.last().map(|piece| piece.to)
}

/// Whether a one-word name is weak, and a word for a body, place or title besides: `League`, of a club or of none.
fn is_mere_head(page: &Page<'_>, gazetteer: &Gazetteer, at: usize, hit: &Hit) -> bool {
    let head = Cues::ORG_HEAD.or(Cues::ORG_OF).or(Cues::PLACE_TAIL).or(Cues::TITLE);
    page.cues(at).any(head) && gazetteer.lexicon().senses(hit).all(|sense| sense.weak)
}

/// The listed name at an item.
pub(super) fn look(
    page: &Page<'_>,
    gazetteer: &Gazetteer,
    at: usize,
    limit: usize,
    caps: bool,
) -> Option<Hit> {
    let item = page.items.get(at).filter(|_| at < limit)?;
    if item.kind == TokenKind::Possessive
        || item.kind == TokenKind::Punct
        || !gazetteer.lexicon().may_begin_with(item.word.hash)
    {
        return None;
    }
    let end = limit.min(at + 40);
    let hit = gazetteer.lexicon().longest((at..end).map(|k| page.items[k].word), caps)?;
    // `The National` gives way to `National Guard of …`, which begins after the article.
    let article = hit.tokens > 1 && page.is_word(at, "the");
    if article && look(page, gazetteer, at + 1, limit, caps).is_some_and(|after| after.tokens >= hit.tokens) {
        return None;
    }
    // `The Australian League`: the newspaper's name ends where it is followed by no other.
    let after = page.items.get(at + hit.tokens);
    if article
        && hit.tokens == 2
        && page.items[at].opens
        && after.is_some_and(|next| next.is_name_like() && next.spaced && !next.opens)
        && look(page, gazetteer, at + 1, limit, caps).is_some()
    {
        return None;
    }
    // `St. Mary’s Hospital` is no place of that saint.
    let saint = ["St", "Saint"].contains(&page.surface(at))
        && page.items.get(at + hit.tokens).is_some_and(|next| next.kind == TokenKind::Possessive)
        && page.items.get(at + hit.tokens + 1).is_some_and(Item::is_name_like)
        && page.cues(at + hit.tokens + 1).any(Cues::ORG_HEAD);
    if saint {
        return None;
    }
    // `Tessa Dunn Wash`: without its dot, or a comma as in `Tacoma, Wash`, nothing is cut short.
    if hit.tokens == 1
        && (!page.is_mark(at + 1, &["."]) || page.items[at + 1].spaced)
        && !at.checked_sub(1).is_some_and(|before| page.is_mark(before, &[","]))
        && gazetteer.lexicon().senses(&hit).all(|sense| sense.cut_short)
    {
        return None;
    }
    // `war in Bosnia` gives way to `Bosnia and Herzegovina`: the longer name is meant from its first word on.
    let last = at + hit.tokens - 1;
    if hit.tokens > 1
        && item.word.shape == Shape::Lower
        && look(page, gazetteer, last, limit, caps).is_some_and(|longer| longer.tokens > 1)
    {
        return None;
    }
    // `US$5 million` is money.
    let money = page.is_mark(at + hit.tokens, &["$", "£", "€"]) && !page.items[at + hit.tokens].spaced;
    (!money).then_some(hit)
}

/// An ordinary word at a sentence's start begins no name; nor does a small word with a capital in mid-sentence.
fn may_begin(page: &Page<'_>, at: usize, limit: usize) -> bool {
    let item = &page.items[at];
    // `Apparently Lund`, `Attended Ann Lee College`.
    let before_name = page.cues(at + 1).any(Cues::GIVEN);
    let ending = page.surface(at).ends_with("ly") || before_name && page.surface(at).ends_with("ed");
    let adverb = item.opens && item.span.len() > 5 && ending && !item.cues.any(Cues::GIVEN);
    if !item.cues.any(Cues::COMMON) && !adverb {
        return true;
    }
    // `The Stooges` in mid-sentence: the article is part of the name.
    let possessive = at + 2 < limit && is_inner_mark(page, at, at + 1);
    let goes_on = possessive || is_part(page, at + 1, limit);
    !item.opens && goes_on && item.span.len() > 2 && !page.is_word(at, "and")
}

/// The end of the word at `at`: with the dot of an initial or abbreviation, with hyphenated parts that are no
/// listed names of their own.
fn word_end(page: &Page<'_>, gazetteer: &Gazetteer, at: usize, limit: usize, caps: bool) -> usize {
    let mut to = at + 1;
    loop {
        if to + 1 < limit && page.is_hyphen(to) && page.items[to + 1].is_name_like() {
            // After a first name both parts are the surname: `Ann Lund-Hale`.
            let surname = at > 0
                && page.items[at - 1].is_name_like()
                && page.cues(at - 1).any(Cues::GIVEN)
                && page.items[at].spaced
                && !page.items[at].opens
                && look(page, gazetteer, at, limit, caps).is_none();
            let next = look(page, gazetteer, to + 1, limit, caps);
            if !surname
                && next.is_some_and(|hit| !is_second_half(page, gazetteer, at, &hit))
                && page.items[at].span.len() > 3
            {
                return to;
            }
            to += 2;
            continue;
        }
        if to + 1 < limit && is_inner_mark(page, at, to) && page.items[to + 1].is_name_like() {
            to += 2;
            continue;
        }
        if is_korean(page, at, to, limit) {
            return to + 2;
        }
        let dotted = to < limit
            && page.items[to].word.link == Link::Joint
            && page.surface(to) == "."
            && (page.items[to - 1].span.len() == 1
                || page.items[to - 1].cues.any(Cues::TITLE.or(Cues::PLACE_START).or(Cues::ORG_SUFFIX)))
            && to + 1 < limit
            && page.items[to + 1].is_name_like()
            && page.items[to + 1].spaced;
        return if dotted { to + 1 } else { to };
    }
}

/// `Okonski-Harnwick`: a word that is nobody’s surname before a hyphen, and a town after it, are one name.
fn is_second_half(page: &Page<'_>, gazetteer: &Gazetteer, at: usize, hit: &Hit) -> bool {
    use crate::model::{EntityKind, Form};
    let surname = fold::join(fold::EMPTY, page.items[at].word.hash);
    let town = |id| gazetteer.entities().get(id).kind == EntityKind::Place;
    let mut senses = gazetteer.lexicon().senses(hit);
    gazetteer.people_named(surname).is_empty()
        && hit.tokens == 1
        && page.items[at].word.shape == Shape::Capital
        && senses
            .all(|sense| sense.form != Form::Capital && sense.form != Form::Demonym && town(sense.entity))
}

/// A mark inside a name: the possessive of `People’s Congress`, the apostrophe of a split `O’ Leary`.
fn is_inner_mark(page: &Page<'_>, at: usize, to: usize) -> bool {
    let split = to == at + 1 && page.surface(at) == "O" && page.is_mark(to, &["'", "’", "‘"]);
    let of_many =
        ["people", "women", "men", "children", "workers", "farmers", "teachers", "veterans", "students"];
    let possessive = page.items[to].kind == TokenKind::Possessive
        && of_many.iter().any(|word| page.is_word(to - 1, word))
        && (to + 1..to + 4)
            .take_while(|&i| page.items.get(i).is_some_and(Item::is_name_like))
            .any(|i| page.cues(i).any(Cues::ORG_HEAD.or(Cues::ORG_OF)));
    // `Lund’s Shipping Ltd`: a possessive inside a company's name.
    let company = page.items[to].kind == TokenKind::Possessive
        && (to + 1..to + 5)
            .take_while(|&i| page.items.get(i).is_some_and(Item::is_name_like))
            .any(|i| page.cues(i).any(Cues::ORG_SUFFIX));
    // `St. Mary’s Hospital`, `King’s College`.
    let saint = page.items[to].kind == TokenKind::Possessive
        && page.items.get(to + 1).is_some_and(Item::is_name_like)
        && page.cues(to + 1).any(Cues::ORG_HEAD)
        && (["St", "Saint"].iter().any(|word| is_just_before(page, at, word))
            || ["King", "Queen"].iter().any(|word| page.surface(to - 1) == *word));
    // `Okonski’s Brigade`: an armed unit named after its head.
    let unit = page.items[to].kind == TokenKind::Possessive
        && ["Brigade", "Division", "Corps", "Regiment", "Battalion"]
            .iter()
            .any(|head| page.items.get(to + 1).is_some() && page.surface(to + 1) == *head)
        && !page.items.get(to + 2).is_some_and(Item::is_name_like);
    split || possessive || company || saint || unit
}

/// Whether the word stands before an item, perhaps with its dot.
fn is_just_before(page: &Page<'_>, at: usize, word: &str) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let before = if page.is_mark(before, &["."]) { before.checked_sub(1) } else { Some(before) };
    before.is_some_and(|k| page.is_word(k, word))
}

/// `Kim Jong-un`: a small letter after the hyphen, in the second part of a name of short words.
fn is_korean(page: &Page<'_>, at: usize, to: usize, limit: usize) -> bool {
    let short = |i: usize| page.items[i].span.len() <= 5;
    at > 0
        && to == at + 1
        && to + 1 < limit
        && page.is_hyphen(to)
        && page.items[at - 1].is_name_like()
        && !page.items[at].opens
        && short(at - 1)
        && short(at)
        && page.items[to + 1].word.shape == Shape::Lower
        && page.items[to + 1].span.len() <= 5
        && !page.cues(to + 1).any(Cues::ALL)
        && !["led", "era", "run", "like", "born", "made", "wide", "held"].contains(&page.surface(to + 1))
}

/// Where the chunk goes on after `at`: right there, or after particles or `&`; `None` where it ends.
fn join(page: &Page<'_>, at: usize, limit: usize) -> Option<usize> {
    if at >= limit {
        return None;
    }
    let item = &page.items[at];
    if item.word.link == Link::LineStart {
        return None;
    }
    if item.is_name_like() {
        return Some(at);
    }
    if page.is_mark(at, &["&"]) {
        return (at + 1 < limit && page.items[at + 1].is_name_like()).then_some(at + 1);
    }
    let mut to = at;
    while to < limit
        && to < at + 3
        && page.items[to].kind == TokenKind::Word
        && page.items[to].cues.any(Cues::PARTICLE)
        && page.items[to].word.shape == Shape::Lower
    {
        to += 1;
        if to < limit && page.is_hyphen(to) {
            to += 1;
        }
    }
    (to > at && to < limit && page.items[to].is_name_like() && page.items[to].word.link != Link::LineStart)
        .then_some(to)
}
