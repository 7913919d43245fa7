//! Whether a clause tells of the past or of what is to come, judged by the nearest verb: without a parser, by word
//! lists and distance.

use super::lexicon::{Relation, Sym, Verb, Word};
use super::line::Line;

/// Which way an expression without a year or a week points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Ahead,
    /// No verb tells.
    Open,
}

/// The direction, and the token that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tense {
    pub(super) direction: Direction,
    pub(super) word: Option<usize>,
}

/// Tokens looked at on either side.
const REACH: usize = 30;
/// Tokens of a line beyond which it is no headline, so that a text without line ends is not read anew for each date.
const LONG: usize = 200;
/// What it costs to cross a comma, a quotation mark or a relative pronoun, in tokens.
const BOUNDARY: usize = 6;
/// What it costs to look ahead rather than back.
const AHEAD: usize = 5;

/// The tense that governs tokens `from..to`.
pub(super) fn tense(line: &Line<'_>, from: usize, to: usize) -> Tense {
    match line.back(from, 1) {
        Sym::Word(Word::Since) => return Tense { direction: Direction::Past, word: from.checked_sub(1) },
        // “The vote is on Friday”
        Sym::Word(Word::On | Word::In) if matches!(line.back(from, 2), Sym::Verb(Verb::Present)) => {
            return Tense { direction: Direction::Ahead, word: from.checked_sub(2) };
        }
        _ => {}
    }
    // “ensured that it will become law after voting Wednesday”: what was done before has the tense of the main verb.
    if let Some(after) = earlier_act(line, from)
        && let Some((direction, at, _)) = nearest(line, (line.from..after).take(REACH))
    {
        return Tense { direction, word: Some(at) };
    }
    let back = nearest(line, (line.from..from).rev().take(REACH));
    let ahead =
        nearest(line, (to..line.to).take(REACH)).map(|(direction, at, cost)| (direction, at, cost + AHEAD));
    let best = match (back, ahead) {
        (Some(a), Some(b)) => Some(if b.2 < a.2 { b } else { a }),
        (a, b) => a.or(b),
    };
    if let Some((direction, at, _)) = best {
        return Tense { direction, word: Some(at) };
    }
    // A line of nothing but the date, a headline with an infinitive (“Leaders to meet Monday”), a deadline: ahead.
    let infinitive =
        (line.from..from).rev().take(LONG).find(|&i| line.is(i, Word::To) && verb_like(line, i + 1));
    let deadline = matches!(line.back(from, 1), Sym::Word(Word::Until | Word::By));
    let alone = line.to - line.from < LONG
        && (line.from..line.to).all(|i| line.sym(i) != Sym::Other || !line.is_word(i));
    let direction =
        if infinitive.is_some() || deadline || alone { Direction::Ahead } else { Direction::Open };
    Tense { direction, word: infinitive.or_else(|| from.checked_sub(1).filter(|_| deadline)) }
}

/// The “after” of “after voting …” where `from` stands in what it begins.
fn earlier_act(line: &Line<'_>, from: usize) -> Option<usize> {
    let ends = |i: usize| {
        matches!(line.sym(i), Sym::Verb(_) | Sym::Mark(b'.' | b',' | b';' | b':' | b'"'))
            || matches!(line.word(i), "who" | "which" | "but" | "while" | "and")
    };
    let mut clause = (line.from..from).rev().take(REACH).take_while(|&i| !ends(i));
    clause.find(|&i| line.is(i, Word::After) && line.word(i + 1).ends_with("ing"))
}

fn nearest(line: &Line<'_>, tokens: impl Iterator<Item = usize>) -> Option<(Direction, usize, usize)> {
    let mut cost = 0;
    for i in tokens {
        cost += 1;
        let direction = match line.sym(i) {
            // “to be held”, “must be completed”: the words before “be” tell.
            Sym::Verb(Verb::Past) => (!infinite(line, i)).then_some(Direction::Past),
            Sym::Verb(Verb::Future | Verb::Plan) => Some(Direction::Ahead),
            Sym::Month(5, _) => (line.word(i) == "may").then_some(Direction::Ahead),
            Sym::Word(Word::Lasting) => {
                matches!(line.word(i), "took" | "lasted" | "spent" | "waited").then_some(Direction::Past)
            }
            Sym::Mark(b'.' | b'!' | b'?') => {
                cost += 3 * BOUNDARY;
                None
            }
            Sym::Mark(b',' | b';' | b':' | b'"' | b'(' | b')' | b'~') | Sym::Relation(Relation::That) => {
                cost += BOUNDARY;
                None
            }
            Sym::Other => match line.word(i) {
                // “is seeking a fourth term in the election on Sunday”, “is meeting him on Friday”
                "seeking" | "preparing" | "awaiting" | "bracing" | "standing" | "heading" | "meeting"
                | "visiting" | "travelling" | "traveling" | "flying" | "hosting" | "attending"
                | "arriving" | "returning" | "leaving" | "opening" | "voting" => {
                    matches!(line.back(i, 1), Sym::Verb(Verb::Present)).then_some(Direction::Ahead)
                }
                "be" => line.is(i.wrapping_sub(1), Word::To).then_some(Direction::Ahead),
                "who" | "which" | "but" | "while" => {
                    cost += BOUNDARY;
                    None
                }
                _ => past_participle(line, i).then_some(Direction::Past),
            },
            _ => None,
        };
        if let Some(direction) = direction {
            return Some((direction, i, cost));
        }
    }
    None
}

/// Words in -ed that are no verbs of the past.
const NOT_PAST: [&str; 24] = [
    "need",
    "indeed",
    "speed",
    "seed",
    "feed",
    "breed",
    "proceed",
    "exceed",
    "succeed",
    "embed",
    "united",
    "limited",
    "unprecedented",
    "aged",
    "naked",
    "sacred",
    "hatred",
    "armed",
    "related",
    "alleged",
    "supposed",
    "red",
    "bed",
    "shed",
];

fn past_participle(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    word.len() >= 4
        && word.ends_with("ed")
        && !line.capital(i)
        && !NOT_PAST.contains(&word)
        // “the proposed talks”
        && !matches!(line.back(i, 1), Sym::Word(Word::The | Word::A))
        && !infinite(line, i)
}

/// Whether “be” or “being” stands before a participle, which then has the tense of the words before that.
fn infinite(line: &Line<'_>, i: usize) -> bool {
    i > line.from && matches!(line.word(i - 1), "be" | "being")
}

fn verb_like(line: &Line<'_>, i: usize) -> bool {
    line.is_word(i) && !line.capital(i) && line.sym(i) == Sym::Other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::temporal::line::entries;
    use crate::analysis::tokens::tokenise;
    use crate::model::Span;

    #[test]
    fn the_nearest_verb_decides() {
        for (text, at, expected) in [
            (
                "The minister stated in an interview on Tuesday that talks will follow.",
                "Tuesday",
                Direction::Past,
            ),
            ("Leaders who arrived Thursday were welcomed.", "Thursday", Direction::Past),
            ("On Friday the council will vote on the matter it debated.", "Friday", Direction::Ahead),
            ("The talks are scheduled for Monday.", "Monday", Direction::Ahead),
            ("The vote is on Sunday.", "Sunday", Direction::Ahead),
            ("Leaders to meet Monday", "Monday", Direction::Ahead),
            (
                "She is seeking a fourth term in the vote on Monday, after a rival was barred.",
                "Monday",
                Direction::Ahead,
            ),
            (
                "The board ensured that the plan will stand after voting to keep it Wednesday.",
                "Wednesday",
                Direction::Past,
            ),
            ("They will go home after playing here Wednesday.", "Wednesday", Direction::Ahead),
            ("A quiet Monday in the capital", "Monday", Direction::Open),
            ("The United Nations on Monday", "Monday", Direction::Open),
        ] {
            let tokens = tokenise(text, Span::of(0, text.len()));
            let entries = entries(text, &tokens);
            let line = Line::new(text, &tokens, &entries, 0, tokens.len());
            let i = (0..tokens.len()).find(|&i| line.word(i) == at).unwrap();
            assert_eq!(tense(&line, i, i + 1).direction, expected, "{text}");
        }
    }
}
