//! Counted things in a sentence: “100,000 troops”, “the third forum”. They tell happenings of one kind apart.

use super::unit::Unit;
use crate::analysis::terms::{Extractor, TermId};
use crate::analysis::tokens::TokenKind;
use crate::analysis::words::List;

/// So many of something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Count {
    /// What is counted: the stem after the number.
    pub noun: TermId,
    pub value: f64,
    /// Whether it is a place in an order (“third”), which is another one if it differs at all.
    pub ordinal: bool,
}

const ORDINALS: List<10> =
    List::of(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]);
pub(super) const CARDINALS: List<12> = List::of([
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
]);

/// The counted things of a unit, dates left out.
pub(super) fn counts(unit: &Unit<'_>, extractor: &mut Extractor) -> Vec<Count> {
    let mut all = Vec::new();
    for i in 0..unit.tokens.len() {
        let Some((value, ordinal)) = value(unit, i) else { continue };
        if unit.expressions.iter().any(|expression| expression.span.overlaps(unit.tokens[i].span)) {
            continue;
        }
        let (value, next) = scaled(unit, i, value);
        let noun = (next..(next + 2).min(unit.tokens.len()))
            .take_while(|&j| unit.tokens[j].kind == TokenKind::Word)
            .find_map(|j| extractor.word(unit.word(j)));
        if let Some(noun) = noun {
            all.push(Count { noun, value, ordinal });
        }
    }
    all
}

fn value(unit: &Unit<'_>, i: usize) -> Option<(f64, bool)> {
    let word = unit.word(i);
    if unit.tokens[i].kind == TokenKind::Number {
        let digits: String = word.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end));
        return digits.trim_end_matches('.').parse().ok().map(|value| (value, ordinal));
    }
    let number = unit.number(i)?;
    let cardinal = CARDINALS.place(number).map(|n| (n as f64 + 1.0, false));
    cardinal.or_else(|| ORDINALS.place(number).map(|n| (n as f64 + 1.0, true)))
}

/// What multiplies the number before it, in the order of the factors below.
const SCALES: List<4> = List::of(["hundred", "thousand", "million", "billion"]);

/// The value with “thousand”, “million”, “billion” after it, and the token after that.
fn scaled(unit: &Unit<'_>, i: usize, value: f64) -> (f64, usize) {
    let scale = unit.number(i + 1).and_then(|word| SCALES.place(word));
    scale.map_or((value, i + 1), |place| (value * [1e2, 1e3, 1e6, 1e9][place], i + 2))
}

/// From this share of the greater on two tolls of a wreck differ: how many were aboard is soon known.
const ANOTHER_TOLL: f64 = 0.2;

/// Whether the same thing is counted on both sides, and otherwise on each: tolls of two wrecks.
pub(super) fn apart(a: &[Count], b: &[Count]) -> bool {
    let counted = |list: &[Count], noun: TermId| -> Vec<f64> {
        list.iter().filter(|count| count.noun == noun && !count.ordinal).map(|count| count.value).collect()
    };
    let differ = |x: f64, y: f64| (x - y).abs() > ANOTHER_TOLL * x.max(y);
    a.iter().filter(|count| !count.ordinal).any(|count| {
        let (ours, theirs) = (counted(a, count.noun), counted(b, count.noun));
        !theirs.is_empty() && ours.iter().all(|&x| theirs.iter().all(|&y| differ(x, y)))
    })
}

/// Whether the same thing is counted on both sides and the counts cannot be of one happening: another place in an
/// order, or more than twice as many. (Tolls and estimates grow from hour to hour.)
pub(super) fn clash(a: &[Count], b: &[Count]) -> bool {
    a.iter().any(|x| {
        let same: Vec<&Count> = b.iter().filter(|y| y.noun == x.noun && y.ordinal == x.ordinal).collect();
        !same.is_empty()
            && same.iter().all(|y| {
                let (low, high) = (x.value.min(y.value), x.value.max(y.value));
                if x.ordinal { (high - low).abs() > 0.1 } else { high > 2.0 * low }
            })
    })
}
