//! Words that come along with a name, and words of how something was told: that two sentences share them does not
//! make them tell the same fact.
//!
//! “Veteran coach Ana Moreau doubted it” and “veteran coach Ana Moreau left” share who is told of, not what.

use crate::analysis::quotes::stance;
use crate::analysis::terms::{TermId, Terms};
use crate::analysis::tokens::{Token, TokenKind};
use crate::model::Span;
use std::collections::HashSet;
use std::sync::LazyLock;

/// So many words before a name are read as what the person is called.
const BEFORE: usize = 5;
/// So many words between commas behind a name are.
const BEHIND: usize = 12;

/// The stretches of a sentence that say who somebody named is: the words right before the name, and what stands
/// between commas behind it.
pub(super) fn find(text: &str, tokens: &[Token], people: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut found = Vec::new();
    for name in people {
        let first = tokens.partition_point(|token| token.span.end <= name.start);
        let last = tokens.partition_point(|token| token.span.start < name.end);
        // “The island’s attorney general, Ana Moreau, doubted it”: the words before the comma, too.
        let comma = |i: usize| tokens.get(i).is_some_and(|token| token.text(text) == ",");
        let end = if first > 0 && comma(first - 1) && comma(last) { first - 1 } else { first };
        let begin = before(text, tokens, end);
        if begin < end {
            found.push(tokens[begin].span.cover(tokens[end - 1].span));
        }
        found.extend(behind(text, tokens, last));
    }
    found
}

/// Where the words begin that stand before the name at `first` and belong to it: up to a function word or a verb.
fn before(text: &str, tokens: &[Token], first: usize) -> usize {
    let mut begin = first;
    while begin > 0 && first - begin < BEFORE {
        let token = &tokens[begin - 1];
        let word = token.text(text);
        let joins = word == "-" || token.kind == TokenKind::Possessive;
        let verb = stance(word).is_some() || word.ends_with("ed") || begin == first && word.ends_with("ing");
        if !joins && (token.kind != TokenKind::Word || verb || TERMS.is_stop(word)) {
            break;
        }
        begin -= 1;
    }
    begin
}

/// “, a lawyer for the bank,”: an article or a plain noun behind the comma, and another comma or the end of the sentence.
fn behind(text: &str, tokens: &[Token], last: usize) -> Option<Span> {
    const OPENERS: &[&str] = &["a", "an", "the", "his", "her", "their"];
    const NO_NOUN: &[&str] =
        &["who", "which", "where", "when", "and", "but", "or", "as", "with", "in", "on", "at"];
    let word = |i: usize| tokens.get(i).map_or("", |token| token.text(text));
    let opener = word(last + 1);
    let opens = OPENERS.contains(&opener)
        || opener.starts_with(char::is_lowercase)
            && !NO_NOUN.contains(&opener)
            && stance(opener).is_none()
            && !opener.ends_with("ing")
            && !opener.ends_with("ed");
    if word(last) != "," || !opens {
        return None;
    }
    let closes = |i: &usize| matches!(word(*i), "," | "." | "—" | "–" | ";");
    let end = (last + 1..tokens.len()).take(BEHIND).find(closes)?;
    if word(end) != "," && !OPENERS.contains(&opener) {
        return None;
    }
    (end > last + 1).then(|| tokens[last + 1].span.cover(tokens[end - 1].span))
}

static TERMS: LazyLock<Terms> = LazyLock::new(Terms::default);

/// Whether the stem is of a word that says how, where or by whom something was told.
pub(super) fn is_telling(term: TermId) -> bool {
    const WORDS: &[&str] = &[
        "statement",
        "interview",
        "conference",
        "briefing",
        "press",
        "news",
        "reporter",
        "journalist",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "remark",
        "comment",
        "speech",
        "tweet",
        "twitter",
        "telephone",
        "newspaper",
        "agency",
        "broadcaster",
        "television",
        "radio",
    ];
    static STEMS: LazyLock<HashSet<TermId>> = LazyLock::new(|| {
        WORDS.iter().filter_map(|word| TERMS.term(word)).map(|stem| TermId::of_stem(&stem)).collect()
    });
    STEMS.contains(&term)
}

/// Whether the sentence tells, outside quotation marks, what is still to come.
pub(super) fn is_coming(text: &str, tokens: &[Token]) -> bool {
    const COMING: &[&str] = &["will", "upcoming", "forthcoming", "planned", "plans", "next"];
    const SET: &[&str] = &[
        "set",
        "expected",
        "due",
        "scheduled",
        "poised",
        "about",
        "planning",
        "preparing",
        "slated",
        "hopes",
    ];
    let mut quoted = false;
    for (i, token) in tokens.iter().enumerate() {
        let word = token.text(text);
        match word {
            "“" => quoted = true,
            "”" => quoted = false,
            "\"" => quoted = !quoted,
            _ if quoted => {}
            _ if COMING.contains(&word) => return true,
            "to" if i > 0 && SET.contains(&tokens[i - 1].text(text)) => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokens::tokenise;

    #[test]
    fn what_says_who_somebody_is() {
        for (text, name, expected) in [
            ("Veteran coach Ana Moreau doubted it.", "Ana Moreau", vec!["Veteran coach"]),
            ("Critics praised Ana Moreau.", "Ana Moreau", vec![]),
            ("The club’s chairwoman Ana Moreau left.", "Ana Moreau", vec!["club’s chairwoman"]),
            ("The port’s harbour master, Ana Moreau, left.", "Ana Moreau", vec!["port’s harbour master"]),
            (
                "It ended, said Ana Moreau, a lawyer for the bank.",
                "Ana Moreau",
                vec!["a lawyer for the bank"],
            ),
            ("Ana Moreau, who left the bank, sang.", "Ana Moreau", vec![]),
        ] {
            let tokens = tokenise(text, Span::of(0, text.len()));
            let at = text.find(name).unwrap();
            let found = find(text, &tokens, std::iter::once(Span::of(at, at + name.len())));
            let found: Vec<&str> = found.into_iter().map(|span| span.slice(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_is_still_to_come() {
        for (text, expected) in [
            ("The senate will vote on Monday.", true),
            ("The senate is set to vote.", true),
            ("The senate voted on Monday.", false),
            ("“It will pass,” she told the senate.", false),
            ("The vote took until ten to end.", false),
        ] {
            assert_eq!(is_coming(text, &tokenise(text, Span::of(0, text.len()))), expected, "{text}");
        }
    }
}
