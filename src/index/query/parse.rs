//! From typed text to a [`Query`]. What is unfinished narrows nothing; only what cannot become right is an error, as
//! suits text that is still being typed. Text that is not is for [`parse_whole`](super::parse_whole).

use super::fields::{Choice, FIELDS, Field, SORTS, STATES, choose};
use super::{Node, Query, QueryError, Sort, Term, dates};
use crate::model::spelling::nearest;
use std::ops::Range;

/// Parentheses deeper than this are an error: nobody types them, and each level costs stack.
const DEEPEST: usize = 50;

/// Reads a query.
///
/// # Errors
/// For a field there is not, a state or date that cannot be meant, or a parenthesis that closes nothing. Whatever can
/// still become right by typing on (`country:`, `is:s`, `after:20`, `"no lim`, `(a OR`) is no error.
pub fn parse(typed: &str) -> Result<Query, QueryError> {
    read(typed).map(|(query, _)| query)
}

/// The query with the tokens it was read from.
pub(super) fn read(typed: &str) -> Result<(Query, Vec<Token>), QueryError> {
    let mut parser = Parser { tokens: lex(typed)?, at: 0, sort: None };
    let root = parser.either(Field::Any, 0)?;
    match parser.tokens.get(parser.at) {
        Some(stray) => {
            Err(error(stray.span.clone(), "no parenthesis is open here".to_owned(), Some(String::new())))
        }
        None => Ok((Query { root, sort: parser.sort }, parser.tokens)),
    }
}

pub(super) fn error(span: Range<usize>, message: String, suggestion: Option<String>) -> QueryError {
    QueryError { span, message, suggestion }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Not,
    Or,
    And,
    Field(Field),
    Word,
    /// A phrase, and whether its end is missing.
    Quoted {
        open: bool,
    },
}

#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// The word or the inside of the quotation marks.
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Where the run that begins at `from` ends: the first character for which `stop` holds.
fn run_end(typed: &str, from: usize, stop: impl Fn(char) -> bool) -> usize {
    typed[from..].find(stop).map_or(typed.len(), |length| from + length)
}

fn lex(typed: &str) -> Result<Vec<Token>, QueryError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = typed[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        let kind = match c {
            c if c.is_whitespace() => continue,
            '(' => Kind::Open,
            ')' => Kind::Close,
            // A dash with blanks around it is punctuation.
            '-' if !after_field(&tokens, start) && typed[at..].starts_with(char::is_whitespace) => continue,
            '-' if !after_field(&tokens, start) => Kind::Not,
            c if is_quote(c) => {
                let inside = at;
                let end = run_end(typed, inside, is_quote);
                at = end + typed[end..].chars().next().map_or(0, char::len_utf8);
                let open = end == typed.len();
                tokens.push(Token {
                    kind: Kind::Quoted { open },
                    text: typed[inside..end].to_owned(),
                    span: start..at,
                });
                continue;
            }
            _ => {
                let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c);
                at = run_end(typed, start, ends);
                let (kind, end) = word(typed, start..at, after_field(&tokens, start))?;
                at = end;
                kind
            }
        };
        tokens.push(Token { kind, text: typed[start..at].to_owned(), span: start..at });
    }
    Ok(tokens)
}

/// Whether the text at `start` follows a field's colon at once, and so is its value whatever it looks like.
fn after_field(tokens: &[Token], start: usize) -> bool {
    tokens.last().is_some_and(|token| matches!(token.kind, Kind::Field(_)) && token.span.end == start)
}

/// What a run without blanks is, and where it ends: a field ends at its colon.
fn word(typed: &str, run: Range<usize>, is_value: bool) -> Result<(Kind, usize), QueryError> {
    let text = &typed[run.clone()];
    if is_value {
        return Ok((Kind::Word, run.end));
    }
    match text {
        "OR" => return Ok((Kind::Or, run.end)),
        "AND" => return Ok((Kind::And, run.end)),
        "NOT" => return Ok((Kind::Not, run.end)),
        _ => {}
    }
    let Some((name, rest)) = text.split_once(':') else { return Ok((Kind::Word, run.end)) };
    // `9:30`, `:)` and addresses are words, not fields.
    if name.is_empty() || !name.chars().all(char::is_alphabetic) || rest.starts_with("//") {
        return Ok((Kind::Word, run.end));
    }
    let colon = run.start + name.len() + 1;
    if let Some(field) = Field::named(name) {
        return Ok((Kind::Field(field), colon));
    }
    let names = FIELDS.iter().flat_map(|row| std::iter::once(row.name).chain(row.also.iter().copied()));
    let near = nearest(name, names).and_then(Field::named).map(|field| format!("{}:", field.name()));
    Err(error(run.start..colon, format!("there is no field “{name}:”"), near))
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    sort: Option<Sort>,
}

impl Parser {
    fn take(&mut self, kind: &Kind) -> bool {
        let found = self.tokens.get(self.at).is_some_and(|token| token.kind == *kind);
        self.at += usize::from(found);
        found
    }

    /// Alternatives, up to a closing parenthesis or the end. Words without a field of their own get `field`.
    fn either(&mut self, field: Field, depth: usize) -> Result<Option<Node>, QueryError> {
        let mut nodes = Vec::new();
        loop {
            nodes.extend(self.together(field, depth)?);
            if !self.take(&Kind::Or) {
                return Ok(Node::any(nodes));
            }
        }
    }

    /// Conditions that must hold together, up to OR, a closing parenthesis or the end.
    fn together(&mut self, field: Field, depth: usize) -> Result<Option<Node>, QueryError> {
        let mut nodes = Vec::new();
        let mut excluded = false;
        while let Some(token) = self.tokens.get(self.at) {
            match token.kind {
                Kind::Or | Kind::Close => break,
                Kind::And => self.at += 1,
                Kind::Not => {
                    excluded = !excluded;
                    self.at += 1;
                }
                _ => {
                    let node = self.one(field, depth)?;
                    nodes.extend(node.map(|node| if excluded { node.not() } else { node }));
                    excluded = false;
                }
            }
        }
        Ok(Node::all(nodes))
    }

    fn one(&mut self, field: Field, depth: usize) -> Result<Option<Node>, QueryError> {
        let token = self.tokens[self.at].clone();
        self.at += 1;
        match token.kind {
            Kind::Open => self.group(field, depth, token.span),
            Kind::Field(own) => self.value(own, depth, token.span),
            Kind::Quoted { open } => {
                let field = if field == Field::Any { Field::Text } else { field };
                self.term(Term { field, value: token.text, span: token.span, open, inside: None })
            }
            _ => self.term(Term { field, value: token.text, span: token.span, open: false, inside: None }),
        }
    }

    fn group(&mut self, field: Field, depth: usize, at: Range<usize>) -> Result<Option<Node>, QueryError> {
        if depth == DEEPEST {
            return Err(error(at, format!("more than {DEEPEST} parentheses in one another"), None));
        }
        let inside = self.either(field, depth + 1)?;
        self.take(&Kind::Close);
        Ok(inside)
    }

    /// What follows a field's colon, with or without a blank: a word, a phrase, a group, or nothing yet.
    fn value(&mut self, field: Field, depth: usize, name: Range<usize>) -> Result<Option<Node>, QueryError> {
        let Some(next) = self.tokens.get(self.at).cloned() else {
            return self.term(Term { field, value: String::new(), span: name, open: true, inside: None });
        };
        let open = match next.kind {
            Kind::Open => {
                self.at += 1;
                return self.group(field, depth, next.span);
            }
            Kind::Word => false,
            Kind::Quoted { open } => open,
            _ => {
                return self.term(Term { field, value: String::new(), span: name, open: true, inside: None });
            }
        };
        self.at += 1;
        self.term(Term { field, value: next.text, span: name.start..next.span.end, open, inside: None })
    }

    /// Checks a term's value; `sort:` is kept aside.
    fn term(&mut self, term: Term) -> Result<Option<Node>, QueryError> {
        let value = term.value.trim();
        let names = |list: Vec<&'static str>| (nearest(value, list.iter().copied()), list.join(", "));
        let wrong = |message: String, near: Option<&str>| {
            let suggestion = near.map(|near| format!("{}:{near}", term.field.name()));
            Err(error(term.span.clone(), message, suggestion))
        };
        match term.field {
            Field::Sort => match choose(SORTS, value) {
                Choice::Is(sort) => self.sort = Some(sort),
                Choice::Open => {}
                Choice::No => {
                    let (near, all) = names(SORTS.iter().map(|(name, _)| *name).collect());
                    return wrong(format!("there is no order “{value}”; there are {all}"), near);
                }
            },
            Field::Is if choose(STATES, value) == Choice::No => {
                let (near, all) = names(STATES.iter().map(|(name, _)| *name).collect());
                return wrong(format!("there is no state “{value}”; there are {all}"), near);
            }
            Field::After | Field::Before | Field::On if dates::read(value) == dates::Typed::No => {
                let message = format!("“{value}” is no date; dates are 2025, 2025-09, 2025-09-03 or 7d");
                return wrong(message, dates::nearest(value).as_deref());
            }
            _ => {}
        }
        Ok((term.field != Field::Sort).then_some(Node::Term(term)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn queries_in_their_canonical_form() {
        for (typed, canonical) in [
            ("", ""),
            ("  putin  xi ", "putin xi"),
            ("who:\"xi jinping\"", "who:\"xi jinping\""),
            ("who: putin", "who:putin"),
            ("WHO:putin Person:xi", "who:putin who:xi"),
            ("“no limits”", "\"no limits\""),
            ("\"no lim", "\"no lim\""),
            ("country:", "country:\"\""),
            ("country: who:xi", "country:\"\" who:xi"),
            ("-country:russia NOT xi --a", "-country:russia -xi a"),
            ("a OR b c", "a OR b c"),
            ("(a OR b) c", "(a OR b) c"),
            ("(a (b c)) OR (d OR e)", "a b c OR d OR e"),
            ("-(a OR b)", "-(a OR b)"),
            ("who:(xi OR \"li qiang\") x", "(who:xi OR who:\"li qiang\") x"),
            ("(a OR", "a"),
            ("OR a OR", "a"),
            ("a AND b", "a b"),
            ("()", ""),
            ("-", ""),
            ("a - b", "a b"),
            ("china-russia 9:30 https://x.y/z", "china-russia 9:30 https://x.y/z"),
            ("sort:title a", "a sort:title"),
            ("sort:", ""),
            ("sort:rel", "sort:relevance"),
            ("is:s after:20 on:2025-", "is:s after:20 on:2025-"),
            ("who:-x who:OR", "who:-x who:OR"),
            ("said:\"\"", "said:\"\""),
        ] {
            let query = parse(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
            assert_eq!(query.to_string(), canonical, "{typed}");
            assert_eq!(parse(canonical).unwrap(), query, "{typed}");
        }
    }

    #[test]
    fn mistakes_have_a_place_and_a_way_out() {
        for (typed, at, message, suggestion) in [
            ("a contry:x", "contry:", "there is no field “contry:”", Some("country:")),
            ("blah:x", "blah:", "there is no field “blah:”", None),
            ("is:stared", "is:stared", "there is no state “stared”", Some("is:starred")),
            ("x sort:dates", "sort:dates", "there is no order “dates”", Some("sort:date")),
            ("after:monday", "after:monday", "“monday” is no date", None),
            ("x after:2025-13", "after:2025-13", "“2025-13” is no date", Some("after:2025-12")),
            ("before:2025-00-31", "before:2025-00-31", "“2025-00-31” is no date", Some("before:2025-01-31")),
            ("on:2025-2-30", "on:2025-2-30", "“2025-2-30” is no date", Some("on:2025-02-28")),
            ("on:13/2025", "on:13/2025", "“13/2025” is no date", None),
            ("a) b", ")", "no parenthesis is open here", Some("")),
        ] {
            let error = parse(typed).unwrap_err();
            assert_eq!(&typed[error.span.clone()], at, "{typed}");
            assert!(error.message.starts_with(message), "{typed}: {}", error.message);
            assert_eq!(error.suggestion.as_deref(), suggestion, "{typed}");
        }
        assert!(parse(&"(".repeat(10_000)).is_err());
        assert!(parse(&"-".repeat(10_000)).unwrap().is_empty());
    }

    #[test]
    fn nothing_typed_on_the_way_to_a_query_is_an_error() {
        let whole =
            "(who:\"xi jinping\" OR country:greece) -is:starred after:2025-09-03 sort:outlet said:(a b)";
        for (end, _) in whole.char_indices() {
            assert!(parse(&whole[..end]).is_ok(), "{}", &whole[..end]);
        }
    }

    proptest! {
        #[test]
        fn what_parses_prints_to_the_same(
            typed in "((who|country|is|said|on|x)?:?[a-z\"“(): -]{0,6}( OR | AND | NOT |-)?){0,6}|\\PC{0,30}"
        ) {
            if let Ok(query) = parse(&typed) {
                let printed = query.to_string();
                prop_assert_eq!(parse(&printed), Ok(query), "{}", printed);
            }
        }
    }
}
