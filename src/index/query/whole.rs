//! Queries that are not being typed any more: on the command line, in a script, after Enter. What is unfinished there
//! is a mistake: it would narrow nothing, and what was meant to act on a few articles would act on all.

use super::fields::{Choice, Field, SORTS, STATES, choose};
use super::parse::{Kind, Token, error, read};
use super::{Query, QueryError, Term, dates};
use std::ops::Range;

/// Reads a query that is typed to its end. An empty one asks for everything.
///
/// # Errors
/// Those of [`parse`](super::parse), and for what is unfinished: a field without a value (`who:`), half a date, a
/// beginning of several states, `AND`, `OR` or a minus that joins nothing, a parenthesis or quotation that is open.
pub fn parse_whole(typed: &str) -> Result<Query, QueryError> {
    let (query, tokens) = read(typed)?;
    let nothing = tokens.is_empty() && !typed.trim().is_empty();
    let nothing = nothing.then(|| error(0..typed.len(), "it asks for nothing".to_owned(), None));
    let terms = query.terms().into_iter().filter_map(|(term, _)| open_value(term));
    let mistakes = open_tokens(typed, &tokens).into_iter().chain(terms).chain(nothing);
    match mistakes.min_by_key(|mistake| mistake.span.start) {
        Some(mistake) => Err(mistake),
        None => Ok(query),
    }
}

impl Query {
    /// What is wrong with a `saved:` that begins the names of several queries, once what is saved was put in.
    #[must_use]
    pub fn undecided(&self) -> Option<QueryError> {
        let mut terms = self.terms().into_iter().map(|(term, _)| term);
        let term = terms.find(|term| term.field == Field::Saved && term.inside.is_none())?;
        let message = format!("several saved queries begin with “{}”", term.value.trim());
        Some(error(term.span.clone(), message, None))
    }
}

/// Tokens that want another beside them.
fn open_tokens(typed: &str, tokens: &[Token]) -> Vec<QueryError> {
    let mut out = Vec::new();
    let mut tell = |span: &Range<usize>, message: String, instead: Option<String>| {
        out.push(error(span.clone(), message, instead));
    };
    let mut groups: Vec<&Token> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let words = &typed[token.span.clone()];
        let before = i.checked_sub(1).map(|i| &tokens[i].kind);
        let next = tokens.get(i + 1);
        let ends = matches!(before, Some(Kind::Word | Kind::Quoted { .. } | Kind::Close));
        let begins = next.is_some_and(|next| !matches!(next.kind, Kind::Or | Kind::And | Kind::Close));
        // What joins nothing can be left out where something else stands.
        let without = (tokens.len() > 1).then(String::new);
        match &token.kind {
            Kind::Or | Kind::And if !ends => {
                tell(&token.span, format!("nothing stands before {words}"), without);
            }
            Kind::Or | Kind::And | Kind::Not if !begins => {
                tell(&token.span, format!("nothing stands after {words}"), without);
            }
            Kind::Field(field) => match next {
                Some(Token { kind: Kind::Open, .. }) => {}
                Some(value) if matches!(value.kind, Kind::Word | Kind::Quoted { .. }) => {
                    let undecided = *field == Field::Sort && choose(SORTS, &value.text) == Choice::Open;
                    if undecided {
                        let span = token.span.start..value.span.end;
                        tell(&span, several(&value.text, SORTS.iter().map(|(name, _)| *name)), None);
                    }
                    let minus = value.text.strip_prefix('-').filter(|rest| !rest.is_empty());
                    if let (Some(rest), Kind::Word) = (minus, &value.kind) {
                        let span = token.span.start..value.span.end;
                        let instead = Some(format!("-{words}{rest}"));
                        tell(&span, "a minus stands before the field".to_owned(), instead);
                    }
                }
                _ => tell(&token.span, format!("nothing stands after {words}"), None),
            },
            Kind::Quoted { open: true } => {
                tell(&token.span, "the quotation mark is not closed".to_owned(), Some(format!("{words}\"")));
            }
            Kind::Quoted { .. } if token.text.trim().is_empty() => {
                tell(&token.span, "nothing stands between the quotation marks".to_owned(), None);
            }
            Kind::Open => {
                groups.push(token);
                if next.is_some_and(|next| next.kind == Kind::Close) {
                    tell(&token.span, "nothing stands in the parentheses".to_owned(), None);
                }
            }
            Kind::Close => {
                groups.pop();
            }
            _ => {}
        }
    }
    for group in groups {
        tell(&group.span, "the parenthesis is not closed".to_owned(), None);
    }
    out
}

/// A value that could still become several.
fn open_value(term: &Term) -> Option<QueryError> {
    let value = term.value.trim();
    let message = match term.field {
        _ if value.is_empty() => return None,
        Field::Is if choose(STATES, value) == Choice::Open => {
            several(value, STATES.iter().map(|(name, _)| *name))
        }
        Field::After | Field::Before | Field::On if dates::read(value) == dates::Typed::Open => {
            format!("“{value}” is no whole date; dates are 2025, 2025-09, 2025-09-03 or 7d")
        }
        _ => return None,
    };
    Some(error(term.span.clone(), message, None))
}

/// `“s” can be starred or shared`.
fn several<'n>(value: &str, names: impl Iterator<Item = &'n str>) -> String {
    let begun = value.trim().to_lowercase();
    let names: Vec<&str> = names.filter(|name| name.starts_with(&begun)).collect();
    format!("“{value}” can be {}", names.join(" or "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::query::parse;
    use proptest::prelude::*;

    #[test]
    fn what_is_unfinished_is_told_at_its_place() {
        for (typed, at, message, suggestion) in [
            ("who:", "who:", "nothing stands after who:", None),
            ("x who: -country:y", "who:", "nothing stands after who:", None),
            ("before:", "before:", "nothing stands after before:", None),
            ("who:\"\"", "\"\"", "nothing stands between the quotation marks", None),
            ("AND", "AND", "nothing stands before AND", None),
            ("a AND", "AND", "nothing stands after AND", Some("")),
            ("OR a", "OR", "nothing stands before OR", Some("")),
            ("who:a OR OR x", "OR", "nothing stands after OR", Some("")),
            ("(a OR) b", "OR", "nothing stands after OR", Some("")),
            ("-", "-", "nothing stands after -", None),
            ("a NOT", "NOT", "nothing stands after NOT", Some("")),
            (" - ", " - ", "it asks for nothing", None),
            ("(who:a", "(", "the parenthesis is not closed", None),
            ("(a (b) c", "(", "the parenthesis is not closed", None),
            ("a () b", "(", "nothing stands in the parentheses", None),
            ("x \"no lim", "\"no lim", "the quotation mark is not closed", Some("\"no lim\"")),
            ("is:s", "is:s", "“s” can be starred or shared", None),
            ("is:(s OR read)", "s", "“s” can be starred or shared", None),
            ("a sort:o", "sort:o", "“o” can be oldest or outlet", None),
            ("after:20 a", "after:20", "“20” is no whole date", None),
            ("on:2025-09-", "on:2025-09-", "“2025-09-” is no whole date", None),
            ("who:-merkel", "who:-merkel", "a minus stands before the field", Some("-who:merkel")),
            ("contry:x who:", "contry:", "there is no field “contry:”", Some("country:")),
        ] {
            let error = parse_whole(typed).unwrap_err();
            assert_eq!(&typed[error.span.clone()], at, "{typed}");
            assert!(error.message.starts_with(message), "{typed}: {}", error.message);
            assert_eq!(error.suggestion.as_deref(), suggestion, "{typed}");
        }
    }

    #[test]
    fn what_is_whole_is_read_as_while_it_was_typed() {
        for typed in [
            "",
            "  ",
            "putin xi",
            "(who:a OR -who:b) AND NOT (c d)",
            "said:(a b) sort:rel is:star",
            "a - b",
            "--a",
            "who: putin",
            "after:2025-09 before:7d on:2023..2024",
            "\"no limits\" china-russia 9:30 who:OR",
        ] {
            assert_eq!(parse_whole(typed), parse(typed), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn the_place_of_a_mistake_is_in_what_was_typed(
            typed in "((who|is|said|on|sort)?:?[a-z\"“(): -]{0,6}( OR | AND | NOT |-)?){0,6}|\\PC{0,30}"
        ) {
            if let Err(error) = parse_whole(&typed) {
                prop_assert!(typed.get(error.span).is_some());
            }
        }
    }
}
