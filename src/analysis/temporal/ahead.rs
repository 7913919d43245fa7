//! Dates that bound what is still to come: “by 2090”, “put off until March 2034”, “a target for 2060”.
//!
//! The tense of the nearest verb does not tell them: “the survey forecast floods by 2090”.

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::temporal::expressions::Reading;
    use crate::analysis::temporal::tests::article;
    use crate::analysis::temporal::{NotDates, Reader};
    use crate::analysis::{Gazetteer, sentences, tokens::tokenise};
    use crate::model::Span;

    #[test]
    fn dates_that_bound_what_is_to_come() {
        for (text, expected) in [
            ("The survey forecast floods by 2090.", Limit::Ahead),
            ("The opening was put off until March 2034.", Limit::Ahead),
            ("The board named a target for 2060.", Limit::Ahead),
            ("The harbour was expected to open in May 2031.", Limit::Ahead),
            ("They extended the lease to 2044.", Limit::Ahead),
            ("By 2025 the ferry line had doubled its fleet.", Limit::SoFar),
            ("By June 2024 the town had 300 new homes.", Limit::SoFar),
            // The verb of another sentence tells nothing of this one.
            ("The road will be whole by 2041. It had been narrow.", Limit::Ahead),
            ("A forecast was read out. The bridge fell in 2012.", Limit::None),
            ("The bridge fell in 2012.", Limit::None),
            // An adverb of surprise is no forecast.
            ("She unexpectedly resigned in March 2019.", Limit::None),
            ("The town was expectedly calm in March 2019.", Limit::None),
        ] {
            let (article, none, empty) = (article(text, None), NotDates::default(), Gazetteer::default());
            let tokens = tokenise(text, Span::of(0, text.len()));
            let reader = Reader::new(&article, &tokens, &empty, &none);
            let reading = Reading::new(&reader, &sentences::split(&article), &[]);
            let [(line, found)] = &reading.found[..] else { panic!("not one date: {text}") };
            assert_eq!(limit(&reading.line(*line), found), expected, "{text}");
        }
    }
}
