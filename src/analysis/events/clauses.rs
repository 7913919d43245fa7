//! The clauses of a unit: where each begins, and which of them only goes on with one that began before.
//!
//! Method: clause splitting by the words that open a clause, by commas and by finite verbs (Ejerhed 1988). “The man | who killed Abe | was sentenced” has three stretches, of which the third goes on with the first.
//! It knows no participants: who is the subject of a clause is told in [`subject`](super::subject).

use super::triggers::{Inflection, lexicon};
use super::unit::{OPENERS, Unit};
use super::wordlists::{AUXILIARIES, BREAKS, DETERMINERS, IRREGULAR};
use crate::analysis::tokens::TokenKind;
use crate::analysis::words::{List, words};

/// Verbs after which what was said may follow without “that”.
const REPORTS: List<22> = List::of([
    "said",
    "says",
    "say",
    "added",
    "argued",
    "claimed",
    "claims",
    "believes",
    "believed",
    "thinks",
    "knows",
    "knew",
    "confirmed",
    "announced",
    "reported",
    "insisted",
    "warned",
    "alleged",
    "stated",
    "acknowledged",
    "hopes",
    "feared",
]);

/// Words that make of what follows a clause about the noun before it.
pub(super) const RELATIVES: List<5> = List::of(["who", "which", "whom", "whose", "where"]);

/// Tokens after a conjunction or a report within which the verb of a clause must come.
const REACH: usize = 8;

/// A clause inside another one that goes on behind it.
struct Inner {
    home: u16,
    /// Whether a comma stands before it, and so one behind it.
    comma: bool,
    /// Whether its own verb has been read.
    told: bool,
}

/// Clauses by token, in rising order, and for each clause the one it goes on with (itself, where it is new).
pub(super) fn clauses(unit: &Unit<'_>) -> (Vec<u16>, Vec<u16>) {
    let mut of = Vec::with_capacity(unit.tokens.len());
    let mut homes: Vec<u16> = vec![0];
    let mut inner: Vec<Inner> = Vec::new();
    let mut fronted = unit.is(0, &OPENERS) && !unit.is(0, &RELATIVES);
    for i in 0..unit.tokens.len() {
        let now = homes.len() as u16 - 1;
        if unit.tokens[i].kind == TokenKind::Punct
            && matches!(unit.word(i), ";" | ":" | "—" | "–" | "“" | "”" | "\"")
        {
            inner.clear();
            homes.push(now + 1);
        } else if i > 0 && (unit.is(i, &OPENERS) || unit.is(i, words!["whose"]) || is_that(unit, i)) {
            if is_relative(unit, i) {
                inner.push(Inner {
                    home: homes[usize::from(now)],
                    comma: unit.word(i - 1) == ",",
                    told: false,
                });
            }
            homes.push(now + 1);
        } else if let Some(home) = resumed(unit, i, &mut inner) {
            homes.push(home);
        } else if fronted && i > 0 && unit.word(i - 1) == "," && !in_enumeration(unit, i - 1) {
            // “After Anna left, Boris resigned”
            fronted = false;
            homes.push(now + 1);
        } else if begins_second(unit, i, &of, now) || begins_report(unit, i) {
            homes.push(now + 1);
        }
        of.push(homes.len() as u16 - 1);
    }
    (of, homes)
}

/// “said that”, “the talks that Anna had”
fn is_that(unit: &Unit<'_>, i: usize) -> bool {
    unit.is(i, words!["that"]) && unit.tokens[i - 1].kind == TokenKind::Word
}

/// Whether the opener makes a clause about the noun before it, behind which the sentence may go on.
fn is_relative(unit: &Unit<'_>, i: usize) -> bool {
    let noun = || {
        unit.tokens[i - 1].kind == TokenKind::Word && !is_finite(unit, i - 1) && !unit.is(i - 1, &BREAKS)
            || unit.word(i - 1) == ","
    };
    unit.is(i, &RELATIVES) && noun() || unit.is(i, words!["that"]) && noun() && !unit.is(i - 1, &REPORTS)
}

/// The clause that goes on with the token, if an inner one ends before it.
fn resumed(unit: &Unit<'_>, i: usize, inner: &mut Vec<Inner>) -> Option<u16> {
    let last = inner.last_mut()?;
    let verb = is_finite(unit, i);
    let ends = if last.comma {
        let adverb = unit.word(i).ends_with("ly") || unit.is(i, words!["also", "then", "still", "later"]);
        last.told
            && unit.is(i.wrapping_sub(1), words![","])
            && (verb
                || adverb && is_finite(unit, i + 1)
                || unit.is(i, words!["and"]) && is_finite(unit, i + 1))
    } else {
        let joins = words!["and", "or", "but", ",", "to", "not", "also", "then", "never", "later", "only"];
        let goes_on = i > 0
            && (unit.is(i - 1, joins)
                || unit.is(i - 1, &AUXILIARIES)
                || is_finite(unit, i - 1)
                || unit.word(i - 1).ends_with("ly"));
        last.told && verb && !goes_on
    };
    if ends {
        let home = last.home;
        inner.pop();
        return Some(home);
    }
    last.told |= verb;
    None
}

/// Whether the comma is one between names or numbers: “Russia, China and India”.
fn in_enumeration(unit: &Unit<'_>, i: usize) -> bool {
    let capital = |j: usize| unit.tokens.get(j).is_some_and(|token| token.is_capitalised(unit.text));
    let number = |j: usize| unit.tokens.get(j).is_some_and(|token| token.kind == TokenKind::Number);
    // “By March 3, 2020, …”
    number(i.wrapping_sub(1)) && number(i + 1)
        || capital(i + 1)
            && i > 0
            && capital(i - 1)
            && (i + 2..(i + 5).min(unit.tokens.len())).any(|j| unit.is(j, words!["and"]))
            && !(i + 1..(i + 4).min(unit.tokens.len())).any(|j| is_finite(unit, j))
}

/// “…, and his coalition collapsed”: a clause of its own after the conjunction.
fn begins_second(unit: &Unit<'_>, i: usize, of: &[u16], now: u16) -> bool {
    if i < 2 || !unit.is(i - 1, words!["and", "so", "or"]) || unit.word(i - 2) != "," {
        return false;
    }
    let has_verb = of.iter().rposition(|&clause| clause != now).map_or(0, |at| at + 1);
    (has_verb..i - 2).any(|j| is_finite(unit, j)) && verb_follows(unit, i)
}

/// “Norway said Sweden attacked”: what was said begins right after the verb.
fn begins_report(unit: &Unit<'_>, i: usize) -> bool {
    i > 1
        && unit.is(i - 1, &REPORTS)
        && !unit.is(i, &BREAKS)
        && !unit.is(i, words!["of", "earlier", "later", "last", "yesterday", "today"])
        && unit.tokens[i].kind != TokenKind::Punct
        && !is_finite(unit, i)
        && verb_follows(unit, i)
}

/// Whether a noun phrase and a finite verb begin at the token.
fn verb_follows(unit: &Unit<'_>, i: usize) -> bool {
    !is_finite(unit, i)
        && (i + 1..(i + 1 + REACH).min(unit.tokens.len()))
            .take_while(|&j| !matches!(unit.word(j), "," | ";" | "“" | "\"" | "”"))
            .any(|j| is_finite(unit, j))
}

/// Whether the word is a finite verb; each word is looked at once.
pub(super) fn is_finite(unit: &Unit<'_>, i: usize) -> bool {
    unit.is_finite(i)
}

/// Whether the word is a finite verb, as far as its form and the word before it tell: an auxiliary, a past that is
/// no participle before a noun, the present of a word that cannot be a noun.
pub(super) fn finds_finite(unit: &Unit<'_>, i: usize) -> bool {
    let Some(token) = unit.tokens.get(i).filter(|token| token.kind == TokenKind::Word) else { return false };
    let word = unit.word(i);
    if unit.is(i, &AUXILIARIES) && word != "May" && !unit.is(i, words!["be", "been"]) {
        return true;
    }
    if i == 0 || token.is_capitalised(unit.text) && !unit.is_display() {
        return false;
    }
    let before = i - 1;
    if unit.is(before, &DETERMINERS)
        || unit.is(before, words!["to", "of", "in", "by", "with", "for", "be", "been", "being", "-"])
        || unit.tokens[before].kind == TokenKind::Possessive
    {
        return false;
    }
    if unit.is(i, &IRREGULAR) {
        return true;
    }
    // “the letter signed by all” has its participle behind the noun.
    if word.len() > 4 && word.ends_with("ed") {
        return !unit.is(i + 1, words!["by"]);
    }
    let readings = lexicon().at(unit.text, unit.tokens, i);
    let finite = |form| matches!(form, Inflection::Past | Inflection::Present);
    let nominal = |form| matches!(form, Inflection::Noun | Inflection::Ing);
    readings.iter().any(|found| finite(found.form))
        && !readings.iter().any(|found| nominal(found.form))
        && !unit.is(i + 1, words!["by"])
}
