//! Dates that bound what is still to come: “by 2100”, “pushed back to October 2021”, “a goal for 2050”.
//!
//! The tense of the nearest verb does not tell them: “the study predicted losses by 2100”.

use super::lexicon::{Sym, Verb, Word};
use super::line::Line;
use super::meaning::Found;

/// How a date bounds what is told with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// It is no bound.
    None,
    /// Up to then it has come about: “by 2025 the alliance was strong”.
    SoFar,
    /// It may lie ahead.
    Ahead,
}

/// Tokens before the date in which a forecast, and after it in which what has come about, is looked for.
const REACH: usize = 12;

/// Beginnings of the words for what is foreseen or aimed at.
const FORESEEN: &[&str] = &[
    "predict",
    "forecast",
    "projected",
    "projection",
    "foresee",
    "expect",
    "deadline",
    "goal",
    "target",
    "aims",
    "aimed",
    "pledge",
    "promise",
    "vow",
    "schedule",
    "postpone",
];

/// How the date bounds what its clause tells.
pub(super) fn limit(line: &Line<'_>, found: &Found) -> Limit {
    let (from, to) = (found.from, found.to);
    let clause_ends = |i: usize| matches!(line.sym(i), Sym::Mark(b'.' | b';' | b'!' | b'?' | b'"'));
    let foreseen = (line.from..from).rev().take(REACH).take_while(|&i| !clause_ends(i)).any(|i| {
        let word = line.word(i).to_lowercase();
        FORESEEN.iter().any(|stem| word.starts_with(stem)) && !word.ends_with("edly")
    });
    if foreseen {
        return Limit::Ahead;
    }
    if !matches!(line.back(from, 1), Sym::Word(Word::By | Word::Until | Word::To | Word::Through)) {
        return Limit::None;
    }
    let so_far = line.is(from.wrapping_sub(1), Word::By)
        && (to..line.to)
            .take(REACH)
            .take_while(|&i| !clause_ends(i))
            .any(|i| line.sym(i) == Sym::Verb(Verb::Past) || matches!(line.word(i), "has" | "have" | "had"));
    if so_far { Limit::SoFar } else { Limit::Ahead }
}
