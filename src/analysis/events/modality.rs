//! Whether a trigger tells what happened, or what is planned, wished, usual or denied.
//!
//! Method: cue words in a window before the trigger within its clause, after the way of negation and speculation
//! detection by cue and scope (`NegEx`, Chapman et al. 2001); tense from the form of the verb and its auxiliaries.

use super::triggers::{Found, Inflection};
use super::unit::Unit;
use crate::analysis::tokens::TokenKind;
use crate::analysis::words::{List, words};

/// How a trigger is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// It happened.
    Past,
    /// It happened, at some time up to now: “has held”, “had met”.
    Perfect,
    /// A headline's present, or one that tells news.
    Present,
    /// A noun: only its surroundings tell.
    Named,
    /// Plan, forecast, wish, demand.
    Proposed,
    /// Again and again.
    Habit,
    /// No happening at all.
    Nothing,
}

const MODALS: List<11> =
    List::of(["will", "would", "could", "may", "might", "should", "must", "can", "shall", "cannot", "’ll"]);
/// Those that after a noun make it a plan, too.
const PLANNING: List<6> = List::of(["will", "would", "could", "may", "might", "should"]);
const NEGATIONS: List<13> = List::of([
    "not",
    "never",
    "no",
    "without",
    "don’t",
    "didn’t",
    "doesn’t",
    "won’t",
    "wasn’t",
    "weren’t",
    "isn’t",
    "don't",
    "didn't",
]);
/// Words that make what follows a plan or a thought: stems, matched at the beginning of a word.
const IRREALIS: [&str; 30] = [
    "plan",
    "expect",
    "propos",
    "intend",
    "aim",
    "hope",
    "hoping",
    "want",
    "seek",
    "possib",
    "potential",
    "likel",
    "unlikel",
    "upcoming",
    "future",
    "forthcoming",
    "schedul",
    "poised",
    "consider",
    "explor",
    "threaten",
    "prepar",
    "ready",
    "prospect",
    "hypothetical",
    "idea",
    "imminent",
    "attempt",
    "propose",
    "pend",
];
/// Stems after which a happening is one that did not come about.
const AVERTED: [&str; 12] = [
    "avoid", "prevent", "fear", "risk", "avert", "deter", "threat", "denied", "denies", "cancel", "postpon",
    "scrapp",
];
/// Words after which “for” leads to what is still wanted: “called for a vote”, “the way for an election”.
const WANTED: List<33> = List::of([
    "run",
    "runs",
    "running",
    "stand",
    "standing",
    "candidate",
    "candidates",
    "way",
    "called",
    "call",
    "calls",
    "calling",
    "push",
    "pushed",
    "pushing",
    "bid",
    "pressed",
    "pressing",
    "appealed",
    "appeal",
    "appeals",
    "date",
    "hopes",
    "demand",
    "demands",
    "demanded",
    "waiting",
    "ready",
    "campaign",
    "campaigning",
    "asked",
    "asking",
    "deadline",
]);
const HABITS: List<11> = List::of([
    "every",
    "each",
    "usually",
    "often",
    "regularly",
    "annually",
    "always",
    "routinely",
    "frequently",
    "yearly",
    "habitually",
]);
const BE: List<8> = List::of(["is", "are", "was", "were", "be", "been", "being", "’re"]);
const HAVE: List<5> = List::of(["has", "have", "had", "having", "’ve"]);

/// How the trigger is meant in its unit.
pub(super) fn mode(unit: &Unit<'_>, found: &Found) -> Mode {
    let window = scope(unit, found.first);
    if window.clone().any(|i| unit.is(i, &HABITS)) {
        return Mode::Habit;
    }
    if is_denied(unit, found.first) || is_open(unit, found.first) {
        return Mode::Nothing;
    }
    if found.form == Inflection::Noun { noun(unit, found, window) } else { verb(unit, found, window) }
}

/// The tokens before the trigger that can bear on it: at most twelve, of the same clause.
fn scope(unit: &Unit<'_>, first: usize) -> std::ops::Range<usize> {
    let from = first.saturating_sub(12);
    let clause = unit.clauses()[first];
    let start = (from..first).rev().take_while(|&i| unit.clauses()[i] == clause).last().unwrap_or(first);
    start..first
}

/// Whether the clause that tells it is what somebody denies: “denied on Monday that he had attacked her”, “denied she
/// was arrested”.
fn is_denied(unit: &Unit<'_>, first: usize) -> bool {
    let clause = unit.clauses()[first];
    let opening = unit.clauses().partition_point(|&other| other < clause);
    let denies = |i: &usize| unit.is(*i, words!["denied", "denies", "deny", "denying"]);
    let that = unit.is(opening, words!["that"])
        && (opening.saturating_sub(5)..opening)
            .rev()
            .take_while(|&i| unit.word(i) != ",")
            .any(|i| denies(&i));
    let bare = (scope(unit, first).start..first)
        .rev()
        .take_while(|&i| unit.word(i) != "," && !unit.is(i, words!["and", "but"]))
        .find(denies)
        .is_some_and(|i| i + 1 == first || unit.is(i + 1, words!["he", "she", "it", "they", "having"]));
    that || bare
}

/// Whether the clause that tells it leaves it open: “if the party wins”, “whether they agreed”.
fn is_open(unit: &Unit<'_>, first: usize) -> bool {
    let clause = unit.clauses()[first];
    let opening = unit.clauses().partition_point(|&other| other < clause);
    let even = opening > 0 && unit.is(opening - 1, words!["as", "even"]);
    unit.is(opening, words!["if", "whether", "unless", "until"])
        && !even
        && (opening..first).all(|i| unit.word(i) != "," && unit.word(i) != "?")
}

/// Whether the token is one of these modals; “May” with a capital is the month.
fn is_modal<const N: usize>(unit: &Unit<'_>, i: usize, modals: &List<N>) -> bool {
    unit.is(i, modals) && unit.word(i) != "May"
}

fn starts_with_any(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.get(..stem.len()).is_some_and(|head| head.eq_ignore_ascii_case(stem)))
}

/// Whether one of the tokens is irrealis; a comma between it and the trigger ends its reach.
fn irrealis(unit: &Unit<'_>, window: std::ops::Range<usize>) -> bool {
    window
        .rev()
        .take_while(|&i| unit.word(i) != "," && !unit.is(i, words!["was", "were", "has", "had"]))
        .any(|i| is_modal(unit, i, &MODALS) || starts_with_any(unit.word(i), &IRREALIS))
}

fn noun(unit: &Unit<'_>, found: &Found, window: std::ops::Range<usize>) -> Mode {
    if window.clone().rev().take(4).any(|i| unit.is(i, &NEGATIONS)) {
        return Mode::Nothing;
    }
    let before = found.first.checked_sub(1);
    if window.clone().rev().take(6).any(|i| starts_with_any(unit.word(i), &AVERTED)) {
        return Mode::Nothing;
    }
    let open =
        window.clone().rev().take(8).any(|i| unit.is(i, words!["to"]) && is_infinitive(unit, i, found.first));
    let wanted =
        window.clone().rev().take(5).any(|i| i > 0 && unit.is(i, words!["for"]) && unit.is(i - 1, &WANTED));
    if open || wanted || irrealis(unit, window) {
        return Mode::Proposed;
    }
    let after = found.last + 1..(found.last + 4).min(unit.tokens.len());
    let clause = unit.clauses()[found.last];
    if after.take_while(|&i| unit.clauses()[i] == clause).any(|i| is_modal(unit, i, &PLANNING)) {
        return Mode::Proposed;
    }
    if is_coming(unit, found) {
        return Mode::Proposed;
    }
    // “summit plan”, “attack fears”: the noun only qualifies another.
    if starts_with_any(unit.word(found.last + 1), &["plan", "proposal", "fear", "threat", "prospect"]) {
        return Mode::Proposed;
    }
    if before.is_some_and(|i| unit.is(i, words!["annual", "yearly", "regular", "routine", "such", "any"])) {
        return if before.is_some_and(|i| unit.is(i, words!["such", "any"])) {
            Mode::Nothing
        } else {
            Mode::Named
        };
    }
    Mode::Named
}

/// Whether what is said of a noun is that it is still to come: “ahead of talks”, “a summit between A and B is planned”,
/// “demanded his resignation”.
fn is_coming(unit: &Unit<'_>, found: &Found) -> bool {
    let (clause, first) = (unit.clauses()[found.first], found.first);
    let before = |n: usize| (first.saturating_sub(n)..first).filter(|&i| unit.clauses()[i] == clause);
    let ahead = before(4)
        .any(|i| unit.is(i, words!["ahead", "run-up", "runup", "eve"]) && unit.is(i + 1, words!["of", "to"]));
    let demanded = before(4).any(|i| starts_with_any(unit.word(i), &["demand", "urg"]));
    let after = found.last + 1..(found.last + 14).min(unit.tokens.len());
    let planned = after.into_iter().take_while(|&i| unit.clauses()[i] == clause).any(|i| {
        let stems = ["plan", "expect", "schedul", "due", "slat", "propos", "likel", "possib"];
        unit.is(i, &BE) && (starts_with_any(unit.word(i + 1), &stems) || unit.is(i + 1, words!["to", "set"]))
            || unit.is(i, words!["will"])
    });
    ahead || demanded || planned
}

/// Whether the “to” at `i` begins an infinitive that leaves what follows open: “to hold talks”, “to provide a pledge”,
/// not “to naval drills”.
fn is_infinitive(unit: &Unit<'_>, i: usize, noun: usize) -> bool {
    let verbs = words![
        "hold", "host", "have", "make", "stage", "launch", "impose", "join", "end", "start", "begin", "sign",
        "reach", "organise", "organize", "convene", "schedule", "deploy", "lift", "ease", "conduct", "carry",
        "mount", "seek", "call", "stop",
    ];
    let determiners = words!["a", "an", "the", "their", "its", "his", "her", "any", "more", "all"];
    i + 1 < noun
        && (unit.is(i + 1, verbs)
            || i + 2 < noun && unit.is(i + 2, determiners) && !unit.is(i + 1, determiners))
        && !leads_to_fact(unit, i)
}

/// Whether the “to” at `i` follows a word after which the infinitive tells a fact: “managed to hold talks”, “arrived
/// in the city to attend the ceremony”.
fn leads_to_fact(unit: &Unit<'_>, i: usize) -> bool {
    let next = words!["managed", "began", "started", "continued", "continue", "continues"];
    let moved = words!["arrived", "came", "went", "travelled", "traveled", "flew", "gathered"];
    i > 0 && unit.is(i - 1, next) || (i.saturating_sub(4)..i).any(|j| unit.is(j, moved))
}

fn verb(unit: &Unit<'_>, found: &Found, window: std::ops::Range<usize>) -> Mode {
    let back = |n: usize| found.first.checked_sub(n).filter(|&i| window.contains(&i));
    let near = || (1..=4).filter_map(back);
    let nobody = unit.is(found.last + 1, words!["nobody", "none", "nothing"]);
    if nobody || near().any(|i| unit.is(i, &NEGATIONS)) {
        return Mode::Nothing;
    }
    let modal = near().take_while(|&i| unit.word(i) != ",").any(|i| is_modal(unit, i, &MODALS));
    match found.form {
        Inflection::Base => base(unit, &near, modal, back(1)),
        Inflection::Present | Inflection::Past if modal => Mode::Proposed,
        Inflection::Present if subject_before(unit, found.first) => Mode::Present,
        Inflection::Past => past(unit, &near, back(1)),
        Inflection::Ing => gerund(unit, found, &near, back(1)),
        Inflection::Present | Inflection::Noun => Mode::Nothing,
    }
}

/// `to meet`, `will meet`, and in a headline “leaders meet”.
fn base<I: Iterator<Item = usize>>(
    unit: &Unit<'_>,
    near: &impl Fn() -> I,
    modal: bool,
    before: Option<usize>,
) -> Mode {
    if modal {
        return Mode::Proposed;
    }
    if let Some(to) = near().take(2).find(|&i| unit.is(i, words!["to"])) {
        let past_intent = (to.saturating_sub(3)..to).any(|i| starts_with_any(unit.word(i), &IRREALIS));
        let future = to > 0 && unit.is(to - 1, words!["set", "due", "agreed", "vowed", "pledged", "going"]);
        let headline = unit.is_display();
        return if past_intent || future || headline { Mode::Proposed } else { Mode::Nothing };
    }
    let subject = before.is_some_and(|i| unit.names_at(i).any(|name| name.last == i && !name.attribute));
    if unit.is_display() && subject { Mode::Present } else { Mode::Nothing }
}

fn past<I: Iterator<Item = usize>>(unit: &Unit<'_>, near: &impl Fn() -> I, before: Option<usize>) -> Mode {
    if let Some(to) = near().find(|&i| unit.is(i, words!["to"]))
        && near().any(|i| unit.is(i, words!["be", "have"]))
    {
        // “the first to be sanctioned” was.
        let first = (to.saturating_sub(8)..to).any(|i| unit.is(i, words!["first", "last", "latest", "only"]));
        return if first { Mode::Past } else { Mode::Proposed };
    }
    if near().any(|i| unit.is(i, &HAVE)) {
        return Mode::Perfect;
    }
    if before.is_some_and(|i| unit.is(i, words!["is", "are"])) {
        // “is banned”: a state, not a happening.
        return Mode::Nothing;
    }
    Mode::Past
}

fn gerund<I: Iterator<Item = usize>>(
    unit: &Unit<'_>,
    found: &Found,
    near: &impl Fn() -> I,
    before: Option<usize>,
) -> Mode {
    // “He’s meeting” is, “a war of Ann’s choosing” is not.
    let short = |i: usize| {
        unit.tokens[i].kind == TokenKind::Possessive
            && i > 0
            && unit.is(i - 1, words!["he", "she", "it", "who", "there"])
    };
    if near().take(2).any(|i| unit.is(i, &BE) || short(i)) {
        return Mode::Present;
    }
    let Some(before) = before else { return Mode::Nothing };
    // “… , accusing the West”; “thanked him for sending troops”; “after meeting Xi”; “this time attacking”.
    let factive = unit.is(before, words![",", "for", "after", "by", "time", "and"]);
    let object = unit.names_between(found.last + 1, found.last + 4).any(|name| name.first > found.last);
    let finite = (0..found.first).any(|i| unit.clauses()[i] == unit.clauses()[found.first]);
    if factive && finite && (object || !unit.is(before, words!["and"])) { Mode::Past } else { Mode::Nothing }
}

/// Whether a name, a pronoun or a relative stands a little before: the subject of a present-tense verb.
fn subject_before(unit: &Unit<'_>, first: usize) -> bool {
    let from = first.saturating_sub(3);
    unit.is_display()
        || unit.names_between(from, first).any(|name| !name.attribute && name.last < first)
        || (from..first).any(|i| unit.is(i, words!["he", "she", "it", "they", "who", "which"]))
}
