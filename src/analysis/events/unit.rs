//! The stretches of an article that can tell an event: headline, captions, sentences, with their tokens, clauses
//! and names at hand. Reads; decides nothing.

use super::clauses::{clauses, finds_finite};
use super::governor::govern;
use crate::analysis::dateline;
use crate::analysis::tokens::{Token, TokenKind};
use crate::analysis::words::{List, Word, words};
use crate::model::{
    Annotations, Article, EntityId, EntityKind, EntityTable, Expression, Form, Mention, Quote, Role, Span,
};
use std::cell::OnceCell;

/// What a stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Title,
    Heading,
    Caption,
    /// The sentence of that number in the article's prose.
    Sentence(usize),
}

/// A headline, caption or sentence.
pub(super) struct Unit<'a> {
    pub text: &'a str,
    pub span: Span,
    pub kind: Kind,
    pub tokens: &'a [Token],
    pub mentions: &'a [Mention],
    pub expressions: &'a [Expression],
    /// Each token as a number.
    numbers: Vec<Word>,
    /// Of each token whether it is part of a [name](NAMED) or a [date](DATED).
    marks: Vec<u8>,
    /// The clauses by token and the homes by clause, found when first asked for: most units tell nothing.
    split: OnceCell<(Vec<u16>, Vec<u16>)>,
    /// Of each token whether it is a finite verb, as far as that was asked.
    finite: Vec<OnceCell<bool>>,
    quotes: &'a [Quote],
    /// The names in order.
    pub names: Vec<Name>,
}

/// A name in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    pub entity: EntityId,
    pub kind: EntityKind,
    pub form: Form,
    pub span: Span,
    /// First and last token.
    pub first: usize,
    pub last: usize,
    /// Whether it only says whose somebody else is: the country before “President Putin”.
    pub attribute: bool,
    /// The token of the preposition that governs it: “with Xi”, “in Beijing”.
    pub governor: Option<usize>,
    /// Whether that preposition makes it where something is.
    pub is_where: bool,
}

/// The units of an article, in order of their place, and where an article has a title beyond its text, none for it.
pub(super) fn units<'a>(
    article: &'a Article,
    tokens: &'a [Token],
    found: &'a Annotations,
    entities: &EntityTable,
) -> Vec<Unit<'a>> {
    let mut spans: Vec<(Span, Kind)> = found
        .sentences
        .iter()
        .enumerate()
        .map(|(i, &span)| (told(article, span), Kind::Sentence(i)))
        .collect();
    let searched = article.searched().end;
    for part in article.parts.iter().take_while(|part| part.span.start < searched) {
        let kind = match part.role {
            Role::Title => Kind::Title,
            Role::Heading => Kind::Heading,
            Role::Caption => Kind::Caption,
            _ => continue,
        };
        spans.push((first_sentence(&article.text, part.span), kind));
    }
    spans.sort_by_key(|(span, _)| *span);
    let pieces = spans
        .into_iter()
        .flat_map(|(span, kind)| pieces(span, tokens, found).into_iter().map(move |p| (p, kind)));
    pieces.map(|(span, kind)| Unit::new(article, span, kind, tokens, found, entities)).collect()
}

/// A sentence without the dateline it may begin with.
fn told(article: &Article, span: Span) -> Span {
    Span::new(span.start + dateline::length(span.slice(&article.text)) as u32, span.end)
}

/// Tokens of a unit. Prose has no sentence so long; what has is a list, or has lost its stops, and one end of it
/// tells nothing of the other. So what is looked up around each trigger of a unit is bounded.
const LONGEST: usize = 200;

/// A stretch in pieces of at most [`LONGEST`] tokens, none of which begins inside a name or a date.
fn pieces(span: Span, tokens: &[Token], found: &Annotations) -> Vec<Span> {
    let from = tokens.partition_point(|token| token.span.end <= span.start);
    let to = tokens.partition_point(|token| token.span.start < span.end).max(from);
    let mut pieces = Vec::new();
    let (mut begin, mut start) = (from, span.start);
    while to - begin > LONGEST {
        let inside = |cut: usize| {
            let at = tokens[cut].span;
            let crosses = |other: Span| other.start < at.start && at.start < other.end;
            found.mentions_in(at).iter().any(|mention| crosses(mention.span))
                || found.expressions_in(at).iter().any(|expression| crosses(expression.span))
        };
        let full = begin + LONGEST;
        let cut = (begin + LONGEST / 2..=full).rev().find(|&cut| !inside(cut)).unwrap_or(full);
        let next = tokens[cut].span.start;
        // Without the blanks between the pieces.
        pieces.push(Span::new(start, tokens[cut - 1].span.end));
        (begin, start) = (cut, next);
    }
    pieces.push(Span::new(start, span.end));
    pieces
}

/// A caption's own words end with its first sentence; what follows is the credit.
fn first_sentence(text: &str, span: Span) -> Span {
    let slice = span.slice(text);
    let end = slice
        .match_indices(". ")
        .map(|(i, _)| i + 1)
        .find(|&end| {
            let word = slice[..end - 1].rsplit(' ').next().unwrap_or("");
            word.chars().count() > 3 || word.chars().any(|c| c.is_ascii_digit())
        })
        .unwrap_or(slice.len());
    Span::new(span.start, span.start + end as u32)
}

const NAMED: u8 = 1;
const DATED: u8 = 2;

/// Words from which on a quotation is speech.
const SPEECH: usize = 6;

/// Words that open a clause of their own.
pub(super) const OPENERS: List<17> = List::of([
    "while", "but", "although", "though", "because", "when", "which", "who", "whom", "where", "as", "if",
    "whether", "whereas", "since", "after", "before",
]);

impl<'a> Unit<'a> {
    /// Reads one stretch; `tokens` hold at least those of it.
    pub(super) fn new(
        article: &'a Article,
        span: Span,
        kind: Kind,
        tokens: &'a [Token],
        found: &'a Annotations,
        entities: &EntityTable,
    ) -> Self {
        let from = tokens.partition_point(|token| token.span.end <= span.start);
        let to = tokens.partition_point(|token| token.span.start < span.end);
        let tokens = &tokens[from..to.max(from)];
        let mut unit = Self {
            text: &article.text,
            span,
            kind,
            tokens,
            mentions: found.mentions_in(span),
            expressions: found.expressions_in(span),
            numbers: tokens.iter().map(|token| Word::of(token.text(&article.text))).collect(),
            marks: vec![0; tokens.len()],
            split: OnceCell::new(),
            finite: vec![OnceCell::new(); tokens.len()],
            quotes: crate::model::span::within(&found.quotes, span, |quote| quote.span),
            names: Vec::new(),
        };
        unit.names = unit.find_names(entities);
        unit.mark();
        govern(&mut unit);
        unit
    }

    /// Marks the tokens of names and dates.
    fn mark(&mut self) {
        for name in &self.names {
            for mark in self.marks.iter_mut().take(name.last + 1).skip(name.first) {
                *mark |= NAMED;
            }
        }
        for date in self.expressions.iter().filter(|date| date.range.is_some()) {
            let first = self.token_at(date.span.start);
            let last = self.tokens.partition_point(|token| token.span.start < date.span.end);
            for mark in self.marks.iter_mut().take(last).skip(first) {
                *mark |= DATED;
            }
        }
    }

    /// Whether the token is part of a name: “Security Council” has no “council”, “Winter Games” no “games”.
    pub(super) fn is_named(&self, i: usize) -> bool {
        self.marks.get(i).is_some_and(|mark| mark & NAMED != 0)
    }

    /// Whether the token belongs to a date: “March 21” has no march.
    pub(super) fn is_dated(&self, i: usize) -> bool {
        self.marks.get(i).is_some_and(|mark| mark & DATED != 0)
    }

    /// The word of a token; empty beyond the ends.
    pub(super) fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |token| token.text(self.text))
    }

    /// Whether the token is one of these words, in any case.
    #[inline]
    pub(super) fn is<const N: usize>(&self, i: usize, words: &List<N>) -> bool {
        self.numbers.get(i).is_some_and(|number| number.is_in(words))
    }

    /// The token as a number to compare with lists; none beyond the ends.
    pub(super) fn number(&self, i: usize) -> Option<Word> {
        self.numbers.get(i).copied()
    }

    /// The clause of each token, from 0.
    pub(super) fn clauses(&self) -> &[u16] {
        &self.split().0
    }

    /// For each clause the one it goes on with; itself where it is new.
    pub(super) fn homes(&self) -> &[u16] {
        &self.split().1
    }

    fn split(&self) -> &(Vec<u16>, Vec<u16>) {
        self.split.get_or_init(|| clauses(self))
    }

    /// Whether the token is a finite verb.
    pub(super) fn is_finite(&self, i: usize) -> bool {
        self.finite.get(i).is_some_and(|known| *known.get_or_init(|| finds_finite(self, i)))
    }

    /// Whether the two tokens are of one clause, also where another one stands between.
    pub(super) fn is_one_clause(&self, i: usize, j: usize) -> bool {
        let home = |i: usize| self.clauses().get(i).map(|&clause| self.homes()[usize::from(clause)]);
        home(i) == home(j)
    }

    /// Whether the token is somebody's own words, and more than a few of them.
    pub(super) fn is_quoted(&self, i: usize) -> bool {
        let span = self.tokens[i].span;
        self.quotes
            .iter()
            .any(|quote| quote.direct && quote.span.contains(span) && self.is_speech(quote.span))
    }

    /// Whether a quotation is a clause at least, not a word or two put in marks.
    fn is_speech(&self, span: Span) -> bool {
        span.slice(self.text).split_whitespace().nth(SPEECH - 1).is_some()
    }

    /// The date or length of time that holds the token.
    pub(super) fn date_at(&self, i: usize) -> Option<&'a Expression> {
        let span = self.tokens.get(i)?.span;
        self.expressions.iter().find(|expression| expression.span.overlaps(span))
    }

    /// The names that hold the token.
    pub(super) fn names_at(&self, i: usize) -> impl Iterator<Item = &Name> {
        self.names_between(i, i)
    }

    /// The names that reach into the tokens from the first to the last.
    pub(super) fn names_between(&self, first: usize, last: usize) -> impl DoubleEndedIterator<Item = &Name> {
        let from = self.names.partition_point(|name| name.last < first);
        let to = self.names.partition_point(|name| name.first <= last);
        self.names[from..to.max(from)].iter()
    }

    /// The token at or after a byte offset.
    pub(super) fn token_at(&self, offset: u32) -> usize {
        self.tokens.partition_point(|token| token.span.end <= offset)
    }

    /// Whether the unit is a headline or caption, whose present tense tells what happened.
    pub(super) const fn is_display(&self) -> bool {
        !matches!(self.kind, Kind::Sentence(_))
    }

    /// Whether it stands at the beginning of the article.
    pub(super) const fn is_lead(&self) -> bool {
        matches!(self.kind, Kind::Title | Kind::Caption | Kind::Sentence(0..=2))
    }

    fn find_names(&self, entities: &EntityTable) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::with_capacity(self.mentions.len());
        for mention in self.mentions.iter().filter(|mention| self.span.contains(mention.span)) {
            let first = self.token_at(mention.span.start);
            let last = self.token_at(mention.span.end.saturating_sub(1)).max(first);
            names.push(Name {
                entity: mention.entity,
                kind: entities.get(mention.entity).kind,
                form: mention.form,
                span: mention.span,
                first,
                last,
                attribute: false,
                governor: None,
                is_where: false,
            });
        }
        for i in 0..names.len() {
            names[i].attribute = self.is_attribute(&names, i, entities);
        }
        names
    }

    /// Whether a country only qualifies the person named next: “Chinese Foreign Minister Wang Yi”, “China's
    /// President Xi”. Between the two stand only words of the title.
    fn is_attribute(&self, names: &[Name], i: usize, entities: &EntityTable) -> bool {
        let (name, Some(next)) = (&names[i], names.get(i + 1)) else { return false };
        if !matches!(name.kind, EntityKind::Country | EntityKind::Organisation)
            || next.kind != EntityKind::Person
            || next.first > name.last + 7
        {
            return false;
        }
        let own = name.form == Form::Demonym || self.tokens.get(name.last + 1).is_some_and(is_possessive);
        let bare = name.kind == EntityKind::Organisation
            || name.kind == EntityKind::Country
                && entities
                    .get(next.entity)
                    .country
                    .is_some_and(|c| c.as_str() == &*entities.get(name.entity).key);
        let between = name.last + 1..next.first;
        (own || bare)
            && between.clone().all(|j| {
                matches!(self.tokens[j].kind, TokenKind::Word | TokenKind::Possessive)
                    && !self.is(j, words!["and", "with", "to", "in", "at", "told", "met", "by", "from"])
                    || self.is(j, words!["-", "."])
            })
            && between.into_iter().any(|j| self.tokens[j].kind == TokenKind::Word)
    }

    /// Whether the possessive follows the name: “Putin’s”.
    pub(super) fn owns(&self, name: &Name) -> bool {
        self.tokens.get(name.last + 1).is_some_and(is_possessive)
    }
}

fn is_possessive(token: &Token) -> bool {
    token.kind == TokenKind::Possessive
}
