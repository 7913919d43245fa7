//! Quantities: a number with what it counts, and whether two of them clash.

use crate::analysis::terms::{TermId, Terms};
use crate::analysis::tokens::{Token, TokenKind};
use crate::model::{EntityId, Expression, Mention, Span};
use std::sync::LazyLock;

/// A number of something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quantity {
    /// The value, multipliers included: `2.5 million` is 2,500,000.
    pub(super) value: f64,
    /// Stems of the words that say what is counted; `%` and currencies too.
    pub(super) unit: Vec<TermId>,
    /// The number with its unit.
    pub(super) span: Span,
    /// The words of the unit, as a label.
    pub(super) label: Box<str>,
    /// How the number is bounded.
    pub(super) bound: Bound,
    /// What became of those counted: `dead` and `hurt` are two quantities of one unit.
    state: Option<&'static str>,
    /// Whose they are: `12 Norwegian trawlers` are not `30 Danish` ones.
    of: Vec<EntityId>,
    /// For shares and sums of money the words around them, which say of what.
    around: Vec<TermId>,
}

/// What stands before a number: “more than”, “nearly”.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// As it stands.
    Exact,
    /// At least that much.
    AtLeast,
    /// At most that much.
    AtMost,
    /// About that much.
    About,
}

impl Quantity {
    /// Whether both count one thing with values that cannot both be right.
    pub(super) fn clashes(&self, other: &Self) -> bool {
        self.counts_same(other) && !self.agrees(other)
    }

    /// Whether both count one thing and can both be right.
    pub(super) fn matches(&self, other: &Self) -> bool {
        self.counts_same(other) && self.agrees(other)
    }

    fn counts_same(&self, other: &Self) -> bool {
        let apart = |a: bool, b: bool| a && b;
        self.unit.last() == other.unit.last()
            && !apart(self.state.is_some(), other.state.is_some() && self.state != other.state)
            && !apart(!self.of.is_empty(), !other.of.is_empty() && self.of != other.of)
            && (self.around.is_empty() || self.around.iter().any(|word| other.around.contains(word)))
    }

    fn agrees(&self, other: &Self) -> bool {
        let (low, high) = if self.value <= other.value { (self, other) } else { (other, self) };
        let near = high.value - low.value <= 0.005 * high.value.abs();
        let about = matches!(low.bound, Bound::About) || matches!(high.bound, Bound::About);
        near || low.bound == Bound::AtLeast && low.value >= 0.75 * high.value
            || high.bound == Bound::AtMost && low.value >= 0.75 * high.value
            || about && low.value >= 0.9 * high.value
    }
}

/// The quantities among the tokens of a sentence. Years, dates, ordinals and numbers inside names are none.
pub(super) fn find(
    text: &str,
    tokens: &[Token],
    mentions: &[Mention],
    expressions: &[Expression],
) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let taken = |span: Span| {
            mentions.iter().any(|mention| mention.span.overlaps(span))
                || expressions.iter().any(|expression| expression.span.overlaps(span))
        };
        let Some((value, mut end)) = value(text, tokens, i).filter(|_| !taken(tokens[i].span)) else {
            i += 1;
            continue;
        };
        let (mut unit, words, mut label) = unit(text, tokens, i, &mut end, mentions);
        let last = end.max(words);
        let state = state(text, tokens, i, last);
        let mut span = tokens[i].span.cover(tokens[last - 1].span);
        // “34 killed”, “300 injured”: people are counted.
        if let (true, Some(next)) = (unit.is_empty(), tokens.get(last).filter(|_| state.is_some())) {
            unit.push(TermId::of_stem("peopl"));
            label = next.text(text).into();
            span = span.cover(next.span);
        }
        if let (true, Some(head)) = (unit.is_empty(), levelled(text, tokens, i)) {
            unit.push(head.0);
            label = head.1.into();
        }
        if !unit.is_empty() {
            let between = mentions.iter().filter(|mention| span.contains(mention.span));
            let of = between.map(|mention| mention.entity).collect();
            let around = if is_money(&label) { around(text, tokens, i, last) } else { Vec::new() };
            found.push(Quantity {
                value,
                unit,
                span,
                label,
                bound: bound(text, tokens, i),
                state,
                of,
                around,
            });
        }
        i = end.max(i + 1);
    }
    found
}

/// The values of all numbers among the tokens, whatever they count.
pub(super) fn values(text: &str, tokens: &[Token]) -> impl Iterator<Item = f64> {
    (0..tokens.len()).filter_map(|i| value(text, tokens, i).map(|(value, _)| value))
}

/// What can become of people, with the words for it.
const STATES: &[(&str, &[&str])] = &[
    (
        "dead",
        &[
            "dead", "died", "die", "dies", "killed", "killing", "kill", "kills", "deaths", "drowned",
            "perished", "slain", "executed",
        ],
    ),
    ("hurt", &["injured", "injuring", "wounded", "wounding", "hurt", "hospitalised", "hospitalized"]),
    ("missing", &["missing", "disappeared", "unaccounted"]),
    ("held", &["arrested", "arresting", "detained", "detaining", "jailed", "imprisoned", "captured"]),
    ("fled", &["displaced", "displacing", "evacuated", "evacuating", "fled", "homeless"]),
    ("saved", &["rescued", "rescuing", "saved", "freed", "released"]),
];

fn state_of(word: &str) -> Option<&'static str> {
    let known = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    STATES.iter().find(|(_, words)| known(words)).map(|(state, _)| *state)
}

/// What became of those counted at `i`: told right after them, or else right before (“killed at least 34 people”).
fn state(text: &str, tokens: &[Token], i: usize, last: usize) -> Option<&'static str> {
    let after = tokens[last..].iter().take(4).take_while(|token| token.kind == TokenKind::Word);
    let before = tokens[..i].iter().rev().take(3).take_while(|token| token.kind == TokenKind::Word);
    after.chain(before).find_map(|token| state_of(token.text(text)))
}

fn is_money(label: &str) -> bool {
    matches!(label, "$" | "€" | "£" | "¥" | "%")
}

/// The telling words near a number.
fn around(text: &str, tokens: &[Token], i: usize, last: usize) -> Vec<TermId> {
    static TERMS: LazyLock<Terms> = LazyLock::new(Terms::default);
    let near = tokens[i.saturating_sub(6)..i].iter().chain(tokens[last..].iter().take(5));
    near.filter(|token| token.kind == TokenKind::Word)
        .filter_map(|token| TERMS.term(token.text(text)))
        .map(|stem| TermId::of_stem(&stem))
        .collect()
}

/// The value that begins at token `i`, and the first token after it.
fn value(text: &str, tokens: &[Token], i: usize) -> Option<(f64, usize)> {
    let token = tokens.get(i)?;
    let word = token.text(text);
    let mut value = match token.kind {
        TokenKind::Number => word.replace(',', "").parse::<f64>().ok()?,
        TokenKind::Word => spelled(word)?,
        _ => return None,
    };
    let mut end = i + 1;
    let next = tokens.get(end).map_or("", |token| token.text(text));
    if let Some(factor) = multiplier(next) {
        value *= factor;
        end += 1;
    }
    Some((value, end))
}

fn spelled(word: &str) -> Option<f64> {
    const WORDS: &[(&str, f64)] = &[
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("eleven", 11.0),
        ("twelve", 12.0),
        ("fifteen", 15.0),
        ("twenty", 20.0),
        ("thirty", 30.0),
        ("forty", 40.0),
        ("fifty", 50.0),
        ("hundred", 100.0),
    ];
    WORDS.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|&(_, value)| value)
}

fn multiplier(word: &str) -> Option<f64> {
    match word.to_lowercase().as_str() {
        "hundred" => Some(100.0),
        "thousand" => Some(1e3),
        "million" | "mln" | "m" => Some(1e6),
        "billion" | "bn" => Some(1e9),
        "trillion" | "tn" => Some(1e12),
        _ => None,
    }
}

/// What is said to have reached a bare number: “the toll rose to 21”, “the toll stood at 21”.
fn levelled<'t>(text: &'t str, tokens: &[Token], i: usize) -> Option<(TermId, &'t str)> {
    const MOVED: &[&str] = &[
        "rose",
        "risen",
        "rises",
        "climbed",
        "climbs",
        "increased",
        "grew",
        "grown",
        "jumped",
        "soared",
        "fell",
        "fallen",
        "dropped",
        "declined",
    ];
    const BETWEEN: &[&str] =
        &["has", "have", "had", "sharply", "slightly", "now", "officially", "also", "since", "further"];
    static TERMS: LazyLock<Terms> = LazyLock::new(Terms::default);
    let word = |i: usize| tokens.get(i).map_or("", |token| token.text(text));
    let verb = match (word(i.checked_sub(2)?), word(i - 1)) {
        (verb, "to") if MOVED.contains(&verb) => i - 2,
        ("stood" | "stands", "at") => i - 2,
        _ => return None,
    };
    let head = (0..verb).rev().find(|&i| !BETWEEN.contains(&word(i)))?;
    let token = tokens.get(head).filter(|token| token.kind == TokenKind::Word)?;
    Some((TermId::of_stem(&TERMS.term(token.text(text))?), token.text(text)))
}

/// What the number counts: percent, a currency, or the noun phrase after it.
fn unit(
    text: &str,
    tokens: &[Token],
    i: usize,
    end: &mut usize,
    mentions: &[Mention],
) -> (Vec<TermId>, usize, Box<str>) {
    static TERMS: LazyLock<Terms> = LazyLock::new(Terms::default);
    let word = |i: usize| tokens.get(i).map_or("", |token| token.text(text));
    let before = i.checked_sub(1).map_or("", word);
    if matches!(before, "$" | "€" | "£" | "¥") {
        return (vec![TermId::of_stem(before)], *end, before.into());
    }
    let percent =
        matches!(word(*end), "%" | "percent" | "pct") || word(*end) == "per" && word(*end + 1) == "cent";
    if percent {
        return (vec![TermId::of_stem("%")], *end + 1, "%".into());
    }
    let mut unit = Vec::new();
    let mut at = *end;
    let mut label_end = at;
    while at < tokens.len() && at < *end + 4 {
        let token = &tokens[at];
        if token.text(text) == "-" {
            at += 1;
            continue;
        }
        if token.kind != TokenKind::Word {
            break;
        }
        let named = mentions.iter().any(|mention| mention.span.overlaps(token.span));
        match TERMS.term(token.text(text)) {
            Some(stem)
                if !named && !is_verb_like(token.text(text)) && state_of(token.text(text)).is_none() =>
            {
                unit.push(TermId::of_stem(&stem));
            }
            _ if named && unit.is_empty() => {}
            Some(_) | None => break,
        }
        at += 1;
        label_end = at;
    }
    let label = match (tokens.get(*end), label_end.checked_sub(1).and_then(|last| tokens.get(last))) {
        (Some(first), Some(last)) if label_end > *end => first.span.cover(last.span).slice(text).into(),
        _ => "".into(),
    };
    (unit, label_end, label)
}

/// Verbs that follow a counted noun: “20 people died”, “two others were hurt”.
fn is_verb_like(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed")
        || matches!(
            word,
            "say" | "says" | "died" | "left" | "hurt" | "took" | "came" | "met" | "have" | "were"
        )
}

fn bound(text: &str, tokens: &[Token], i: usize) -> Bound {
    let word =
        |back: usize| i.checked_sub(back).map_or(String::new(), |i| tokens[i].text(text).to_lowercase());
    let (first, second) = (word(1), word(2));
    match (second.as_str(), first.as_str()) {
        ("more", "than") | ("at", "least") | (_, "over" | "above") => Bound::AtLeast,
        ("less" | "fewer", "than") | ("up", "to") | (_, "under" | "below" | "nearly" | "almost") => {
            Bound::AtMost
        }
        (_, "about" | "around" | "some" | "roughly" | "approximately") => Bound::About,
        _ => Bound::Exact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokens::tokenise;

    fn quantities(text: &str) -> Vec<Quantity> {
        find(text, &tokenise(text, Span::of(0, text.len())), &[], &[])
    }

    #[test]
    fn quantities_of_a_sentence() {
        for (text, expected) in [
            ("More than 100,000 troops in the east.", vec![("troops", 100_000.0)]),
            ("It cost $2.5 million.", vec![("$", 2_500_000.0)]),
            ("Prices rose 3.5 percent.", vec![("%", 3.5)]),
            ("Two ministers and 12 aides in red.", vec![("ministers", 2.0), ("aides", 12.0)]),
            ("At least 20 people died.", vec![("people", 20.0)]),
            ("The 80th day of nothing.", vec![]),
            ("The toll has risen to 21 on Monday.", vec![("toll", 21.0)]),
            ("Membership stood at 400.", vec![("Membership", 400.0)]),
            ("A raid left 34 dead and 300 injured.", vec![("dead", 34.0), ("injured", 300.0)]),
        ] {
            let got = quantities(text);
            let got: Vec<_> = got.iter().map(|quantity| (&*quantity.label, quantity.value)).collect();
            assert_eq!(got, expected, "{text}");
        }
    }

    #[test]
    fn what_clashes() {
        for (left, right, clash) in [
            ("20 people died", "25 people died", true),
            ("20 people died", "20 people were killed", false),
            ("at least 20 people died", "23 people died", false),
            ("at least 20 people died", "90 people died", true),
            ("20 people died", "25 houses burned", false),
            ("about 100 people came", "95 people came", false),
            ("34 people were killed", "300 people were injured", false),
            ("34 killed in the raid", "300 injured in the raid", false),
            ("34 killed in the raid", "41 dead in the raid", true),
            ("the blast killed 34 people", "41 people died", true),
            ("34 people were killed", "the blast wounded 41 people", false),
            ("prices of bread rose 3 percent", "exports of cars fell 9 percent", false),
            ("prices of bread rose 3 percent", "bread prices rose 9 percent", true),
            ("it cost $2 million to build the bridge", "the bridge cost $5 million", true),
            ("the death toll rose to 21", "the toll stands at 22", true),
            ("20 army officers", "30 officers", true),
        ] {
            assert_eq!(quantities(left)[0].clashes(&quantities(right)[0]), clash, "{left} / {right}");
        }
    }
}
