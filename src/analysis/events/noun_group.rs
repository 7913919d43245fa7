//! Noun groups: a noun with what stands before it, and several of them coordinated.
//!
//! Method: chunking by the words a group cannot hold (Abney 1991), without a lexicon of nouns. Knows tokens and names,
//! not what is told of them.

use super::clauses::is_finite;
use super::numbers::CARDINALS;
use super::unit::{Name, Unit};
use super::wordlists::{AUXILIARIES, BREAKS, DANGLING, DETERMINERS, PRONOUNS};
use crate::analysis::tokens::TokenKind;
use crate::analysis::words::words;

/// Tokens from the first to before the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    pub from: usize,
    pub to: usize,
}

/// Groups in a list, at most.
const LISTED: usize = 6;

/// The group that begins at a token and ends before `end`.
pub(super) fn group(unit: &Unit<'_>, from: usize, end: usize) -> Option<Group> {
    let mut to = from;
    while to < end && goes_on(unit, from, to, end) {
        // A name is in the group whole.
        let name = unit.names_at(to).map(|name| name.last).max();
        to = name.map_or(to, |last| last) + 1;
    }
    let to = to.min(end);
    let bare = (from..to).all(|i| unit.is(i, &DETERMINERS));
    (to > from && !bare).then_some(Group { from, to })
}

/// Whether the token belongs to the group that began at `from`.
fn goes_on(unit: &Unit<'_>, from: usize, i: usize, end: usize) -> bool {
    if unit.is_named(i) || is_quantifier(unit, from, i) {
        return true;
    }
    let word = unit.word(i);
    match unit.tokens[i].kind {
        TokenKind::Punct => matches!(word, "-" | "‐" | "." | "&" | "%") && i > from,
        TokenKind::Possessive | TokenKind::Number => true,
        TokenKind::Word => {
            let first = i == from;
            let determiner = unit.is(i, &DETERMINERS);
            let after_start = first
                || unit.is(i - 1, &DETERMINERS)
                || unit.is(i - 1, &CARDINALS)
                || matches!(unit.tokens[i - 1].kind, TokenKind::Possessive | TokenKind::Number);
            let adverb = word.ends_with("ly") && !unit.tokens[i].is_capitalised(unit.text);
            // “the elected president” has its participle at the beginning, “protesters stormed her” has a verb.
            let shaped = word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"));
            let verb = shaped && !after_start && !unit.is(i - 1, words!["-"]) && !before_noun(unit, i, end);
            let finite = !first && !after_start && !shaped && is_finite(unit, i) && !determiner;
            if determiner {
                return first || unit.is(i - 1, words!["both", "all", "of"]) && after_start;
            }
            !(verb
                || finite
                || adverb && !(after_start && i + 1 < end)
                || unit.is(i, &BREAKS)
                || unit.is(i, &AUXILIARIES)
                || unit.is(i, &PRONOUNS)
                || unit.is(i, &DANGLING) && !unit.is(i, words!["more"])
                || unit.is(
                    i,
                    words!["also", "then", "still", "when", "if", "than", "both", "yet", "so", "because"],
                ))
        }
    }
}

/// Whether the token begins how many there are: “more than 300 people”, “at least four”.
fn is_quantifier(unit: &Unit<'_>, from: usize, i: usize) -> bool {
    let words = words![
        "more", "than", "at", "least", "up", "to", "about", "around", "nearly", "almost", "over", "some",
        "fewer", "less", "as", "many", "roughly",
    ];
    let number = |j: usize| {
        unit.tokens.get(j).is_some_and(|token| token.kind == TokenKind::Number) || unit.is(j, &CARDINALS)
    };
    i < from + 3 && (from..=i).all(|j| unit.is(j, words)) && (i + 1..i + 4).any(number)
}

/// Whether a word like a noun follows, so that a participle stands before it: “the former elected president”.
fn before_noun(unit: &Unit<'_>, i: usize, end: usize) -> bool {
    i + 1 < end
        && unit.tokens[i + 1].kind == TokenKind::Word
        && !unit.is(i + 1, &BREAKS)
        && !unit.is(i + 1, &DANGLING)
        && !unit.is(i + 1, &DETERMINERS)
        && !unit.is(i + 1, &AUXILIARIES)
        && !unit.is_named(i + 1)
        && unit.is(
            i.wrapping_sub(1),
            words!["former", "newly", "then", "first", "last", "new", "most", "recently"],
        )
}

/// The groups coordinated from a token on: “Russia, China and India”.
pub(super) fn list(unit: &Unit<'_>, from: usize, end: usize) -> Vec<Group> {
    let Some(first) = group(unit, from, end) else { return Vec::new() };
    let mut all = vec![first];
    let mut joined = false;
    while all.len() < LISTED && !joined {
        let at = all[all.len() - 1].to;
        let comma = at < end && unit.word(at) == ",";
        let and = at + usize::from(comma);
        joined = and < end && unit.is(and, words!["and", "&"]);
        if !comma && !joined {
            break;
        }
        let Some(next) = group(unit, and + usize::from(joined), end) else { break };
        all.push(next);
    }
    if !joined || all.len() == 1 {
        all.truncate(1);
    }
    all
}

/// The name a group ends with, or that stands alone in it: its head, where it is no common noun.
pub(super) fn head<'u>(unit: &'u Unit<'_>, group: Group) -> Option<&'u Name> {
    unit.names_between(group.from, group.to - 1)
        .filter(|name| name.first >= group.from && name.last + 1 == group.to)
        .max_by_key(|name| name.last - name.first)
}
