//! Which tellings say too little of when it was to be given the article's own day.
//!
//! News tells what is new with a verb of its main clauses, in the first sentences with a noun, too. What stands further
//! down as a noun, in a relative clause, or as what had been before is as a rule what led to the news.

use super::class::Class;
use super::clauses::RELATIVES;
use super::modality::Mode;
use super::subject::{is_in_subject, is_reduced};
use super::triggers::{Found, Inflection};
use super::unit::Unit;
use super::wordlists::LIGHT;
use crate::analysis::words::{List, words};

/// Words that say of a noun that it took place.
const TAKES_PLACE: List<34> = List::of([
    "began",
    "begin",
    "begins",
    "started",
    "starts",
    "took",
    "takes",
    "held",
    "ended",
    "ends",
    "continued",
    "continues",
    "erupted",
    "broke",
    "opened",
    "opens",
    "concluded",
    "hosted",
    "hosts",
    "staged",
    "launched",
    "conducted",
    "resumed",
    "followed",
    "killed",
    "wounded",
    "injured",
    "left",
    "destroyed",
    "damaged",
    "struck",
    "underway",
    "attended",
    "attending",
]);
/// Tokens around a noun among which such a word is looked for.
const NEAR: usize = 8;

/// Whether a happening without a date of its own is more likely earlier than the news.
pub(super) fn is_loose(unit: &Unit<'_>, found: &Found, mode: Mode) -> bool {
    let clause = unit.clauses()[found.first];
    let start = unit.clauses().partition_point(|&other| other < clause);
    let fresh = unit.is_display() || unit.is_lead();
    let aside = unit.is(start, &RELATIVES)
        || unit.is(start, words!["after", "since", "when", "because", "as", "while"]);
    match mode {
        Mode::Named => {
            let meets = found.trigger.class.is_mutual() || found.trigger.class == Class::Visit;
            let told = fresh && (unit.is_display() || is_setting(unit, found))
                || meets && is_in_subject(unit, found.first);
            is_presupposed(unit, found) || !told && !is_said_to_take_place(unit, found)
        }
        // “… , denying it”: whose it is, and when, hangs on a verb before it.
        Mode::Past if found.form == Inflection::Ing => true,
        Mode::Past | Mode::Perfect | Mode::Present => {
            let news = fresh || found.trigger.class.is_speech();
            aside
                || is_reduced(unit, found.first)
                || !news && (mode == Mode::Perfect || is_narrated(unit, found, start))
        }
        _ => false,
    }
}

/// Whether a clause further down tells what somebody named before did then: “he lost the vote”, “earlier they signed”,
/// “that aides mediated”.
fn is_narrated(unit: &Unit<'_>, found: &Found, start: usize) -> bool {
    let then =
        words!["earlier", "previously", "once", "then", "originally", "initially", "formerly", "ago", "that"];
    let named = unit.names_between(start, found.first).next().is_some();
    let pronoun = words!["he", "she", "they", "it", "we", "i"];
    (start..found.first).any(|i| unit.is(i, then) || !named && unit.is(i, pronoun))
}

/// Whether a noun is only what something else is about, or one of a kind told of before: “over his meeting”, “the last
/// election”.
fn is_presupposed(unit: &Unit<'_>, found: &Found) -> bool {
    let about = words!["over", "about", "regarding", "concerning", "against"];
    let earlier = words!["last", "previous", "earlier", "past", "former", "then", "original"];
    let clause = unit.clauses()[found.first];
    let before = (found.first.saturating_sub(4)..found.first).filter(|&i| unit.clauses()[i] == clause);
    before.clone().any(|i| unit.is(i, about)) && !unit.is_lead()
        || before.rev().take(2).any(|i| unit.is(i, earlier))
}

/// Whether the noun is where the news was made, or what somebody made: “at a rally”, “offered a truce”.
fn is_setting(unit: &Unit<'_>, found: &Found) -> bool {
    let clause = unit.clauses()[found.first];
    let before = || (found.first.saturating_sub(4)..found.first).filter(|&i| unit.clauses()[i] == clause);
    let gathers = found.trigger.class.is_mutual()
        || matches!(found.trigger.class, Class::Say | Class::Hold | Class::Protest);
    gathers && before().any(|i| unit.is(i, words!["at", "in", "during", "after", "following"]))
        || before().any(|i| unit.is(i, &LIGHT))
}

/// Whether a verb of the clause says that it took place.
fn is_said_to_take_place(unit: &Unit<'_>, found: &Found) -> bool {
    let clause = unit.clauses()[found.first];
    let near = found.first.saturating_sub(NEAR)..(found.last + 1 + NEAR).min(unit.tokens.len());
    near.into_iter().any(|i| unit.clauses()[i] == clause && unit.is(i, &TAKES_PLACE))
}
