//! Sides in a match: `Leeds beat Hull 3-0`, a table of results, `the Otters outlasted Borvik`. In a report of sport a town that
//! plays is its team.
//!
//! Countries stay countries. Must not look at texts that tell of no sport.

use super::cues::Cues;
use super::finder::{Found, What};
use super::memory;
use super::page::{Item, Line, Page};
use crate::analysis::Gazetteer;
use crate::analysis::gazetteer::lexicon::{FoldedSet, Hit};
use crate::analysis::tokens::TokenKind;
use crate::model::{EntityId, EntityKind, Form};

/// So many different words of sport make a report of sport; with a score or a table one of them is enough.
const WORDS_OF_SPORT: usize = 4;

/// The reason of a side.
const WHY: &str = "a side in a match: what stands beside it is said of teams";

/// Whether an article is a report of sport.
pub(super) fn is_sport(page: &Page<'_>) -> bool {
    let mut words: Vec<u64> = Vec::new();
    let mut scores = 0;
    for (i, item) in page.items.iter().enumerate() {
        if item.kind == TokenKind::Number {
            scores += usize::from(is_score(page, i));
        } else if item.cues.any(Cues::SPORT)
            && !words.contains(&item.word.hash)
            && words.len() < WORDS_OF_SPORT
        {
            words.push(item.word.hash);
        }
    }
    let tables = page.lines.iter().filter(|line| is_result(page, line)).take(2).count();
    words.len() >= WORDS_OF_SPORT
        || words.len() >= 2 && scores > 0
        || !words.is_empty() && (scores > 1 || tables > 1)
}

/// Turns the towns and unknown names that play into sides, and leaves out grounds with a country’s name: `at the Emirates`.
pub(super) fn mark(page: &Page<'_>, gazetteer: &Gazetteer, found: &mut Vec<Found>) {
    if !page.sport {
        return;
    }
    found.retain(|find| !is_ground(page, find, gazetteer));
    let mut sides = FoldedSet::default();
    let rows: Vec<bool> = page.lines.iter().map(|line| is_result(page, line)).collect();
    let mut line = 0;
    for find in found.iter_mut().filter(|find| may_be_side(find, gazetteer)) {
        while page.lines.get(line).is_some_and(|l| l.to <= find.from) {
            line += 1;
        }
        if rows.get(line).is_some_and(|&row| row) || plays(page, find) {
            sides.insert(memory::phrase(page, find.from, find.to));
            (find.what, find.why) = (side(find, gazetteer), WHY);
        }
    }
    for find in found.iter_mut().filter(|find| may_be_side(find, gazetteer)) {
        if sides.contains(&memory::phrase(page, find.from, find.to)) && !is_placed(page, find) {
            (find.what, find.why) = (side(find, gazetteer), WHY);
        }
    }
}

/// Whether a find is a town, or nothing that is known.
fn may_be_side(found: &Found, gazetteer: &Gazetteer) -> bool {
    let town = |hit: &Hit| {
        let mut senses = gazetteer.lexicon().senses(hit).filter(|sense| !sense.weak).peekable();
        senses.peek().is_none()
            || senses.all(|sense| {
                sense.form == Form::Capital
                    || gazetteer.entities().get(sense.entity).kind == EntityKind::Place
            })
    };
    match &found.what {
        What::Listed(hit) => town(hit),
        What::Unsure => true,
        What::Kind(EntityKind::Place) => found.to - found.from < 3,
        _ => false,
    }
}

/// `at the Emirates`: a match is at a ground, not at a country.
fn is_ground(page: &Page<'_>, found: &Found, gazetteer: &Gazetteer) -> bool {
    let What::Listed(hit) = &found.what else { return false };
    let at_the = found.from > 1 && page.is_word(found.from - 1, "the") && page.is_word(found.from - 2, "at");
    let kind = |entity| gazetteer.entities().get(entity).kind;
    at_the && gazetteer.lexicon().senses(hit).all(|sense| kind(sense.entity) == EntityKind::Country)
}

/// The side of that name: the club in the list, else a new one.
fn side(found: &Found, gazetteer: &Gazetteer) -> What {
    let club = |hit: &Hit| -> Option<EntityId> {
        let mut senses = gazetteer.lexicon().senses(hit).map(|sense| sense.entity);
        senses.find(|&id| gazetteer.entities().get(id).kind == EntityKind::Organisation)
    };
    match &found.what {
        What::Listed(hit) => What::Side(club(hit)),
        _ => What::Side(None),
    }
}

/// Whether a name wins, loses, meets another or stands beside a score.
fn plays(page: &Page<'_>, found: &Found) -> bool {
    let (from, to) = (found.from, found.to);
    let next = page.items.get(to).filter(|next| !next.opens);
    let beats = next.is_some_and(|next| !next.is_name_like() && next.cues.any(Cues::BEATS))
        && (to + 1..(to + 7).min(page.items.len()))
            .take_while(|&i| !page.items[i].opens)
            .any(|i| page.items[i].is_name_like() || is_score(page, i));
    if !is_placed(page, found) && (beats || is_subject(page, found)) {
        return true;
    }
    let Some(before) = from.checked_sub(1).filter(|_| !page.items[from].opens) else { return false };
    let before =
        if page.is_word(before, "visiting") || page.is_word(before, "hosts") || page.is_word(before, "the") {
            before.saturating_sub(1)
        } else {
            before
        };
    let lower = |k: usize| !page.items[k].is_name_like();
    // `drew 1-1 with`
    let drew = |k: usize| {
        let from = k.saturating_sub(5);
        (from..k).any(|i| {
            ["drew", "draw", "draws", "tied", "draw", "level"].iter().any(|word| page.is_word(i, word))
        })
    };
    let lost = |k: usize| {
        let from = k.saturating_sub(3);
        (from..k).any(|i| {
            ["lost", "lose", "loss", "defeat", "defeats", "losing"].iter().any(|word| page.is_word(i, word))
        })
    };
    lower(before) && page.cues(before).any(Cues::BEATS)
        || ["against", "versus", "v", "vs"].iter().any(|word| page.is_word(before, word))
        || page.is_word(before, "over")
            && ["win", "victory", "triumph"].iter().any(|word| has_before(page, before, word))
        || page.is_word(before, "with") && drew(before)
        || (page.is_word(before, "to") || page.is_word(before, "by") || page.is_word(before, "at"))
            && lost(before)
        || is_score(page, to) && lower(before) && !page.cues(before).any(Cues::AT)
}

/// `Leeds were held`, `Leeds, who had lost`, `Leeds’ Ann Lee`: a town does in the plural what its team does; in the singular only
/// a listed town.
fn is_subject(page: &Page<'_>, found: &Found) -> bool {
    let to = found.to;
    let before = found.from.checked_sub(1).filter(|_| !page.items[found.from].opens);
    let clause = before.is_none_or(|k| {
        page.is_mark(k, &[",", ";"]) && !page.items[k.saturating_sub(1)].is_name_like()
            || ["and", "but", "while", "as", "when", "that", "said", "if", "because"]
                .iter()
                .any(|w| page.is_word(k, w))
    });
    let Some(next) = page.items.get(to).filter(|next| !next.opens && clause) else { return false };
    let town = matches!(found.what, What::Listed(_));
    let plural = ["were", "are", "have", "stay", "remain", "lead", "play", "face", "meet", "need", "take"]
        .iter()
        .any(|word| page.is_word(to, word));
    let acts = next.kind == TokenKind::Word
        && !next.is_name_like()
        && (next.cues.any(Cues::ACTS.or(Cues::BEATS)) || page.surface(to).ends_with("ed"));
    let who = page.is_mark(to, &[","]) && page.is_word(to + 1, "who");
    let owns = next.kind == TokenKind::Possessive
        && page.cues(to + 1).any(Cues::GIVEN)
        && page.items.get(to + 2).is_some_and(Item::is_name_like);
    plural || town && (acts || who || owns)
}

/// Whether a word stands within four words before an item.
fn has_before(page: &Page<'_>, at: usize, word: &str) -> bool {
    (at.saturating_sub(4)..at).any(|i| page.is_word(i, word))
}

/// Whether a word before a name says that it is a place here: `in Leeds`, `the Leeds suburb`, a dateline.
fn is_placed(page: &Page<'_>, found: &Found) -> bool {
    let next = page.items.get(found.to).filter(|next| !next.opens);
    let noun = next.is_some_and(|next| !next.is_name_like() && next.cues.any(Cues::PLACE_NOUN));
    let region =
        page.is_mark(found.to, &[","]) && page.items.get(found.to + 1).is_some_and(Item::is_name_like);
    let dated = next.is_some_and(|next| next.kind == TokenKind::Number && next.span.len() == 4)
        || page.is_mark(found.to, &["(", "—", "–", "-", ":"]) && page.items[found.from].opens;
    let Some(before) = found.from.checked_sub(1).filter(|_| !page.items[found.from].opens) else {
        return noun || region || dated;
    };
    let at = page.cues(before).any(Cues::AT) && !page.is_word(before, "at");
    let home = ["from", "of", "to"].iter().any(|word| page.is_word(before, word));
    at || home || noun || region
}

/// `2-1`, `101-98`, `0:3`: two numbers of points.
fn is_score(page: &Page<'_>, i: usize) -> bool {
    let points = |k: usize| {
        page.items.get(k).is_some_and(|item| {
            item.kind == TokenKind::Number
                && item.span.len() <= 3
                && page.surface(k).bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    points(i)
        && points(i + 2)
        && page.is_mark(i + 1, &["-", "–"])
        && !page.items[i + 1].spaced
        && !page.items[i + 2].spaced
        && page.items[i].spaced
}

/// A row of results: names and numbers by turns, `Borvik 3 Leeds 0`; or fixtures, `Borvik at Leeds`.
fn is_result(page: &Page<'_>, line: &Line) -> bool {
    let items = &page.items[line.from..line.to];
    if !(4..=14).contains(&items.len()) || !items[0].is_name_like() {
        return false;
    }
    let small = |item: &Item| item.kind == TokenKind::Number && item.span.len() <= 3;
    let numbers = items.iter().filter(|item| small(item)).count();
    let names = items.windows(2).filter(|pair| pair[0].is_name_like() && small(&pair[1])).count();
    let plain = items.iter().all(|item| item.is_name_like() || small(item) || item.kind == TokenKind::Punct);
    plain && names == 2 && numbers == 2 && items.last().is_some_and(small)
}
