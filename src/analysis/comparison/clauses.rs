//! Clauses of a sentence, as far as words and marks tell without a parser: what one account says in a sentence another
//! may say in half of one.

use crate::analysis::quotes::stance;
use crate::analysis::tokens::{Token, TokenKind};
use crate::model::Span;

/// Words that begin a clause wherever they stand.
const OPENERS: &[&str] = &[
    "which", "who", "whom", "whose", "where", "while", "whereas", "although", "though", "because", "unless",
    "whereby",
];
/// Words that begin a clause after a comma or dash.
const AFTER_COMMA: &[&str] = &[
    "and", "but", "or", "as", "when", "after", "before", "since", "until", "if", "so", "yet", "nor", "with",
    "that", "once",
];
/// A sentence is cut into no more clauses than this; the last holds the rest.
const MOST: usize = 12;
/// Words, marks not counted, below which a piece is no clause of its own.
const SHORTEST: usize = 4;

/// The clauses of a sentence in order, without gaps; one where nothing divides it.
pub(super) fn split(text: &str, tokens: &[Token]) -> Vec<Span> {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Vec::new() };
    let whole = first.span.cover(last.span);
    let mut cuts: Vec<usize> = Vec::new();
    let mut begin = 0;
    for i in 1..tokens.len() {
        if cuts.len() + 1 < MOST
            && begins_clause(text, tokens, i)
            && words(&tokens[begin..i]) >= SHORTEST
            && words(&tokens[i..]) >= SHORTEST
        {
            cuts.push(i);
            begin = i;
        }
    }
    let mut start = whole.start;
    let mut spans: Vec<Span> = Vec::with_capacity(cuts.len() + 1);
    for i in cuts {
        spans.push(Span::new(start, tokens[i - 1].span.end));
        start = tokens[i].span.start;
    }
    spans.push(Span::new(start, whole.end));
    spans
}

fn words(tokens: &[Token]) -> usize {
    tokens
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
        .take(SHORTEST)
        .count()
}

/// Whether a clause begins at token `i`, which is not the first.
fn begins_clause(text: &str, tokens: &[Token], i: usize) -> bool {
    let word = tokens[i].text(text);
    let before = tokens[i - 1].text(text);
    if matches!(before, ";" | ":" | "–" | "—") {
        return true;
    }
    if tokens[i].kind != TokenKind::Word {
        return false;
    }
    let is = |list: &[&str]| list.iter().any(|known| word.eq_ignore_ascii_case(known));
    if is(OPENERS) {
        return true;
    }
    // “said that”, “emphasising that”: what is said begins after it.
    if before.eq_ignore_ascii_case("that") && i > 1 && stance(tokens[i - 2].text(text)).is_some() {
        return true;
    }
    before == "," && (is(AFTER_COMMA) || word.len() > 4 && word.ends_with("ing"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokens::tokenise;

    #[test]
    fn clauses_of_sentences() {
        for (text, expected) in [
            ("The ferry sank in the bay.", &["The ferry sank in the bay."][..]),
            (
                "The ferry sank in the bay, while the coast guard was on strike.",
                &["The ferry sank in the bay,", "while the coast guard was on strike."],
            ),
            (
                "The mayor opened the bridge, praising the builders of the town.",
                &["The mayor opened the bridge,", "praising the builders of the town."],
            ),
            (
                "He said that the old harbour would be sold next year.",
                &["He said that the old harbour would be sold next year."],
            ),
            (
                "The angry mayor said that the old harbour would be sold.",
                &["The angry mayor said that", "the old harbour would be sold."],
            ),
            ("Bread, milk, and eggs.", &["Bread, milk, and eggs."]),
            ("", &[]),
        ] {
            let tokens = tokenise(text, Span::of(0, text.len()));
            let found: Vec<_> = split(text, &tokens).into_iter().map(|span| span.slice(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_long_list_of_clauses_is_cut_no_further() {
        let text = "the old men went home, and ".repeat(60);
        let tokens = tokenise(&text, Span::of(0, text.len()));
        assert_eq!(split(&text, &tokens).len(), MOST);
    }
}
