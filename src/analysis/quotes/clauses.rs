//! Where clauses begin and end, and what stands in them, told from words alone.

use super::cues::Inflection;
use super::view::{AUXILIARIES, MODALS, PREPOSITIONS, View};
use crate::analysis::tokens::TokenKind;
use crate::analysis::words::{List, words};
use crate::model::Form;
use crate::model::dates::is_weekday;
use std::ops::Range;

/// Without punctuation and conjunctions at the ends.
pub(crate) fn trim(view: &View<'_>, mut content: Range<usize>) -> Range<usize> {
    let loose = |i: usize| view.is_punct(i) && !matches!(view.word(i), "$" | "€" | "£" | ")" | "(" | "%");
    while content.start < content.end && loose(content.start) {
        content.start += 1;
    }
    while content.start < content.end
        && (loose(content.end - 1) || view.is_any(content.end - 1, words!["and", "but", "while"]))
    {
        content.end -= 1;
    }
    content
}

/// The first token of the clause that holds `i`: after a semicolon, a colon, a dash or a conjunction that begins one.
pub(crate) fn clause_begin(view: &View<'_>, begin: usize, i: usize) -> usize {
    (begin..i)
        .rev()
        .find(|&at| {
            matches!(view.word(at), ";" | ":" | "—" | "–" | "“" | "”" | "\"" | "(")
                || view.mention(at).is_none() && view.is_any(at, words!["while", "whereas", "although"])
        })
        .map_or(begin, |at| at + 1)
}

/// The token after the addressee of “told reporters …”; `None` where none is there.
pub(crate) fn after_addressee(view: &View<'_>, after: usize, end: usize) -> Option<usize> {
    const ADDRESSEES: &List<21> = words![
        "reporters",
        "journalists",
        "him",
        "her",
        "them",
        "us",
        "me",
        "lawmakers",
        "parliament",
        "supporters",
        "crowds",
        "investors",
        "deputies",
        "senators",
        "officials",
        "voters",
        "people",
        "allies",
        "viewers",
        "court",
        "crowd",
    ];
    let mut i = after;
    while i < end && view.is_any(i, words!["the", "a", "his", "her", "its", "their", "our", "state"]) {
        i += 1;
    }
    if let Some(mention) = view.mention(i) {
        return Some(view.tokens_of(mention).end);
    }
    view.is_any(i, ADDRESSEES).then_some(i + 1)
}

/// The “that” a cue governs: at once, or after when and where or the addressee, with no other clause between.
pub(crate) fn that_after(view: &View<'_>, after: usize, end: usize, addressee: bool) -> Option<usize> {
    let reach = if addressee { 18 } else { 10 };
    for i in after..end.min(after + reach) {
        if view.is(i, "that") {
            let adjunct = i == after || begins_adjunct(view, after) || addressee;
            return adjunct.then_some(i);
        }
        if matches!(view.word(i), ";" | ":" | "“" | "\"")
            || view.is_any(i, words!["who", "which", "because", "but"])
        {
            return None;
        }
    }
    None
}

/// Whether the words tell when, where or to whom, not what was said.
pub(crate) fn begins_adjunct(view: &View<'_>, i: usize) -> bool {
    // Beside the days of the week.
    const DAYS: &List<14> = words![
        "yesterday",
        "today",
        "earlier",
        "later",
        "last",
        "this",
        "late",
        "early",
        "again",
        "separately",
        "recently",
        "publicly",
        "there",
        "afterwards",
    ];
    // “said this week” tells when, “said this was wrong” what.
    if view.is_any(i, words!["this", "last"]) {
        return view.is_any(
            i + 1,
            words![
                "week", "month", "year", "weekend", "morning", "evening", "spring", "summer", "autumn",
                "fall", "winter",
            ],
        ) || view.is_any(i, words!["last"]);
    }
    view.mention(i).is_none()
        && (view.is_any(i, PREPOSITIONS)
            && !view.is_any(i, words!["as", "after", "since", "despite", "without", "between"])
            || view.is_any(i, DAYS)
            || is_weekday(view.word(i)))
}

/// Whether something like a finite verb follows: speech without “that” is a clause.
pub(crate) fn has_verb(view: &View<'_>, from: usize, end: usize) -> bool {
    (from + 1..end.min(from + 25)).any(|i| {
        let word = view.word(i);
        view.is_any(i, AUXILIARIES)
            || view.is_any(i, MODALS) && !word.eq_ignore_ascii_case("to")
            || word.len() > 4 && word.ends_with("ed") && !view.is_capitalised(i)
            || word.ends_with("n’t")
            || word.ends_with("n't")
            || matches!(
                word,
                "took"
                    | "made"
                    | "went"
                    | "came"
                    | "gave"
                    | "got"
                    | "kept"
                    | "left"
                    | "met"
                    | "saw"
                    | "won"
                    | "lost"
                    | "held"
                    | "began"
                    | "fell"
                    | "rose"
                    | "need"
                    | "needs"
                    | "want"
                    | "wants"
                    | "supports"
                    | "remains"
                    | "remain"
                    | "has"
                    | "seems"
                    | "plan"
                    | "plans"
                    | "cannot"
                    | "’s"
                    | "’re"
                    | "’ll"
                    | "knew"
                    | "found"
                    | "spent"
                    | "sent"
                    | "brought"
                    | "led"
                    | "put"
                    | "set"
                    | "hit"
                    | "cut"
                    | "ran"
            )
            || view.tokens.get(i).is_some_and(|token| token.kind == TokenKind::Possessive)
                && view.is_any(i - 1, words!["he", "it", "she", "that", "there"])
    })
}

/// From `from` to where the clause ends: before a following clause with a cue of its own, else at the sentence's end.
pub(crate) fn clause(view: &View<'_>, from: usize, end: usize) -> Range<usize> {
    for i in from + 1..end {
        if view.word(i) == ";" {
            return from..i;
        }
        let next = i + 1;
        let cue = |i: usize| {
            view.cue(i).is_some_and(|(cue, _)| {
                cue.frames.clause || cue.frames.that || cue.frames.act || cue.frames.addressee
            })
        };
        if view.word(i) == "," && next < end {
            let gerund =
                view.cue(next).is_some_and(|(cue, _)| cue.inflection == Inflection::Gerund) && cue(next);
            let clause_with_cue =
                view.is(next, "but") && (next + 1..end.min(next + 9)).any(|i| view.finite_cue(i) && cue(i));
            // `…, and Anna Berg said`: another speaks.
            let another = view.is(next, "and") && speaks_next(view, next + 1, end);
            let source = view.is(next, "according") && view.is(next + 1, "to");
            // `…, while prices rose`, `…, amid protests`: what happens beside it is told by the article.
            let beside =
                view.is_any(next, words!["while", "whereas", "amid", "prompting", "triggering", "sparking"]);
            if gerund || clause_with_cue || another || source || beside {
                return from..i;
            }
        }
        let joined =
            view.is(i, "but") || view.is(i, "and") && (view.is(next + 1, "that") || view.is(next, "said"));
        if joined && (view.finite_cue(next) && cue(next)) {
            return from..i;
        }
    }
    from..end
}

/// Whether a name and a verb of saying follow within a few words, with no clause between: `Anna Berg of the board said`.
fn speaks_next(view: &View<'_>, from: usize, end: usize) -> bool {
    let last = end.min(from + 12);
    let says = (from + 1..last).find(|&i| {
        view.finite_cue(i)
            && view.cue(i).is_some_and(|(cue, _)| {
                cue.inflection == Inflection::Past && (cue.frames.clause || cue.frames.addressee)
            })
    });
    says.is_some_and(|verb| {
        let named =
            (from..verb).any(|i| view.mention(i).is_some_and(|mention| mention.form != Form::Demonym));
        let plain = !(from..verb).any(|i| {
            view.is_any(i, AUXILIARIES)
                || view.is_any(i, words!["that", "who", "which", "to", ","])
                || view.word(i) == ","
        });
        named && plain
    })
}

/// Whether the words speak of the speaker in the first person, or to somebody.
pub(crate) fn own_words(view: &View<'_>, content: Range<usize>) -> bool {
    content.into_iter().any(|i| {
        view.is_any(i, words!["we", "our", "ours", "us", "my", "mine", "me", "you", "your"])
            && view.mention(i).is_none()
            && view.word(i) != "US"
            || view.word(i) == "I"
            || matches!(view.word(i).get(..2), Some("I’" | "I'"))
            || ["we’", "We’", "we'", "We'", "you’", "You’", "you'"]
                .iter()
                .any(|start| view.word(i).starts_with(start))
    })
}
