//! An article laid out for the search of names: each token with its folded hash, shape, cues and place in its line.
//!
//! Only title, headings, captions and prose are laid out. Must not decide what anything refers to.

use super::cues::{self, Cues};
use super::teams;
use crate::analysis::Gazetteer;
use crate::analysis::gazetteer::fold::Shape;
use crate::analysis::gazetteer::lexicon::{FoldedSet, Link, Word};
use crate::analysis::tokens::{self, Token, TokenKind};
use crate::model::{Article, Role, Span, span};

/// A token ready for the search.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
    pub(super) word: Word,
    pub(super) cues: Cues,
    /// Whether a sentence, a line or a quotation begins here, so that a capital letter says little.
    pub(super) opens: bool,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

impl Item {
    /// Whether it is a word with a capital letter.
    #[inline]
    pub(super) const fn is_name_like(&self) -> bool {
        matches!(self.kind, TokenKind::Word) && self.word.shape.is_name_like()
    }
}

/// How much the capital letters of a line say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Casing {
    /// Names alone are capitalised.
    Sentence,
    /// Nearly every word is: a headline.
    Headline,
    /// All letters are capitals.
    Capitals,
}

/// A line of a searched part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Its items.
    pub(super) from: usize,
    /// One past its last item.
    pub(super) to: usize,
    pub(super) casing: Casing,
    pub(super) role: Role,
}

/// The layout.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) items: Vec<Item>,
    pub(super) lines: Vec<Line>,
    /// Those of the words with a capital that stand in small letters somewhere, and a few others.
    lower: FoldedSet,
    /// Whether it is a report of sport.
    pub(super) sport: bool,
}

/// Whether names are looked for in lines of that role.
const fn is_searched(role: Role) -> bool {
    matches!(role, Role::Title | Role::Heading | Role::Caption | Role::Body | Role::Quote | Role::List)
}

impl<'a> Page<'a> {
    /// Lays out an article.
    pub(super) fn new(
        article: &'a Article,
        tokens: &[Token],
        sentences: &[Span],
        gazetteer: &Gazetteer,
    ) -> Self {
        let text: &str = &article.text;
        let mut page = Self {
            text,
            items: Vec::with_capacity(tokens.len()),
            lines: Vec::new(),
            lower: FoldedSet::default(),
            sport: false,
        };
        let mut sentence_starts = sentences.iter().map(|sentence| sentence.start).peekable();
        let cue_table = cues::table();
        let mut to = 0;
        for part in article.parts.iter().filter(|part| is_searched(part.role)) {
            let from = tokens::from(tokens, to, part.span.start);
            to = tokens::from(tokens, from, part.span.end);
            // One that goes on beyond the part is not of it.
            if to > from && tokens[to - 1].span.end > part.span.end {
                to -= 1;
            }
            for i in from..to {
                let token = &tokens[i];
                let previous = (i > from).then(|| &tokens[i - 1]);
                let gap = previous.map_or(&[][..], |p| between(text, p, token));
                while sentence_starts.next_if(|&start| start < token.span.start).is_some() {}
                let starts_sentence = sentence_starts.peek() == Some(&token.span.start);
                // A sentence goes on over the end of a wrapped line, a headline does not.
                let breaks =
                    previous.is_none() || gap.contains(&b'\n') && (starts_sentence || !part.role.is_prose());
                if breaks {
                    page.end_line();
                    let at = page.items.len();
                    page.lines.push(Line { from: at, to: at, casing: Casing::Sentence, role: part.role });
                }
                let opens = breaks
                    || starts_sentence
                    || previous.is_some_and(|p| p.kind == TokenKind::Punct && opens_after(p.text(text)));
                let word = Word::of(text, token, previous, breaks);
                let is_word = token.kind == TokenKind::Word;
                let mut cues = if is_word {
                    cue_table.get(&word.hash).copied().unwrap_or_default()
                } else {
                    Cues::default()
                };
                if is_word && word.shape.is_name_like() && gazetteer.has_given_name(word.hash) {
                    cues = cues.or(Cues::GIVEN);
                }
                let spaced = breaks || !gap.is_empty();
                page.items.push(Item { span: token.span, kind: token.kind, word, cues, opens, spaced });
            }
            page.end_line();
        }
        page.lower = lower(&page.items);
        page.sport = teams::is_sport(&page);
        page
    }

    /// Closes the last line and looks at its capitals.
    fn end_line(&mut self) {
        let to = self.items.len();
        let Some(line) = self.lines.last_mut().filter(|line| line.to == line.from) else { return };
        line.to = to;
        line.casing = casing(&self.items[line.from..to], line.role);
    }

    /// The first item that begins at a byte or after it, looked for from item `near` on.
    pub(super) fn first_from(&self, near: usize, byte: u32) -> usize {
        span::seek(&self.items, near, |item| item.span.start < byte)
    }

    /// The line of an item.
    pub(super) fn line(&self, i: usize) -> Option<&Line> {
        self.lines.get(self.lines.partition_point(|line| line.to <= i))
    }

    /// How much the capital letters of an item’s line say.
    pub(super) fn casing(&self, i: usize) -> Casing {
        self.line(i).map_or(Casing::Sentence, |line| line.casing)
    }

    /// The words of an item.
    #[inline]
    pub(super) fn surface(&self, i: usize) -> &'a str {
        self.items[i].span.slice(self.text)
    }

    /// The words of a run of items.
    pub(super) fn words(&self, from: usize, to: usize) -> &'a str {
        self.span(from, to).slice(self.text)
    }

    /// The span of a run of items; empty for an empty run.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        if from >= to {
            return Span::default();
        }
        self.items[from].span.cover(self.items[to - 1].span)
    }

    /// Whether the item is this punctuation mark or one of these.
    #[inline]
    pub(super) fn is_mark(&self, i: usize, marks: &[&str]) -> bool {
        self.items.get(i).is_some_and(|item| item.kind == TokenKind::Punct)
            && marks.contains(&self.surface(i))
    }

    /// Whether the item is a hyphen that touches both neighbours.
    #[inline]
    pub(super) fn is_hyphen(&self, i: usize) -> bool {
        self.items[i].word.link == Link::Joint
            && !self.items[i].spaced
            && self.surface(i) != "."
            && self.items.get(i + 1).is_some_and(|next| !next.spaced)
    }

    /// Whether the item is the word, in any case.
    #[inline]
    pub(super) fn is_word(&self, i: usize, word: &str) -> bool {
        self.items.get(i).is_some_and(|item| {
            item.kind == TokenKind::Word
                && item.span.len() as usize == word.len()
                && self.surface(i).eq_ignore_ascii_case(word)
        })
    }

    /// Whether “the” stands before an item, also with a word for all of it between: `the entire West`.
    pub(super) fn is_after_the(&self, i: usize) -> bool {
        const WHOLE: [&str; 14] = [
            "entire",
            "whole",
            "collective",
            "combined",
            "united",
            "so-called",
            "political",
            "wider",
            "broader",
            "modern",
            "rich",
            "wealthy",
            "liberal",
            "democratic",
        ];
        let mut at = i;
        // Two adjectives at most: `the so-called collective West`; `so-called` is three items.
        for _ in 0..2 {
            let Some(before) = at.checked_sub(1) else { return false };
            if WHOLE.iter().any(|word| self.is_word(before, word)) {
                at = before;
            } else if before >= 2
                && self.is_word(before, "called")
                && self.is_hyphen(before - 1)
                && self.is_word(before - 2, "so")
            {
                at = before - 2;
            }
        }
        at > 0 && self.is_word(at - 1, "the")
    }

    /// Whether the word of an item stands in small letters elsewhere in the article.
    pub(super) fn is_lower_elsewhere(&self, i: usize) -> bool {
        is_lower(&self.items[i]) || self.lower.contains(&self.items[i].word.hash)
    }

    /// The cues of an item; none where there is no such item.
    #[inline]
    pub(super) fn cues(&self, i: usize) -> Cues {
        self.items.get(i).map_or(Cues::default(), |item| item.cues)
    }
}

/// Whether an item is a word in small letters, and no short one.
fn is_lower(item: &Item) -> bool {
    item.kind == TokenKind::Word && item.word.shape == Shape::Lower && item.span.len() >= 4
}

/// Bits of a hash that choose the bit of the filter over the words with a capital.
const FILTER_BITS: u32 = 12;

/// The words in small letters that stand with a capital elsewhere. A filter over those (Bloom 1970, with one hash) spares
/// nearly all words the set.
fn lower(items: &[Item]) -> FoldedSet {
    let place = |item: &Item| {
        let bit = item.word.hash >> (64 - FILTER_BITS);
        ((bit / 64) as usize, 1_u64 << (bit % 64))
    };
    let mut filter = [0; 1 << (FILTER_BITS - 6)];
    for item in items.iter().filter(|item| item.word.shape.is_name_like()) {
        let (at, bit) = place(item);
        filter[at] |= bit;
    }
    let is_noted = |item: &&Item| {
        let (at, bit) = place(item);
        filter[at] & bit != 0
    };
    items.iter().filter(|item| is_lower(item)).filter(is_noted).map(|item| item.word.hash).collect()
}

/// The bytes between two tokens.
fn between<'t>(text: &'t str, before: &Token, after: &Token) -> &'t [u8] {
    text.as_bytes().get(before.span.end as usize..after.span.start as usize).unwrap_or_default()
}

/// Whether a word after this mark begins something new.
fn opens_after(mark: &str) -> bool {
    matches!(mark, "“" | "\"" | "‘" | "«" | ":" | "•" | "·" | "…" | "?" | "!" | "—")
}

fn casing(items: &[Item], role: Role) -> Casing {
    let (mut words, mut capitalised, mut upper) = (0, 0, 0);
    for item in items.iter().filter(|item| item.kind == TokenKind::Word && item.span.len() >= 4) {
        words += 1;
        capitalised += usize::from(item.word.shape.is_name_like());
        upper += usize::from(item.word.shape == Shape::Upper);
    }
    if words >= 2 && upper * 10 >= words * 9 {
        return Casing::Capitals;
    }
    // A line of names alone is no headline; a headline has words that are no names, and no full stop.
    let ends_open = items.last().is_some_and(|item| item.kind != TokenKind::Punct);
    let least = if role.is_prose() { 5 } else { 3 };
    if words >= least && capitalised * 10 >= words * 8 && ends_open {
        Casing::Headline
    } else {
        Casing::Sentence
    }
}
