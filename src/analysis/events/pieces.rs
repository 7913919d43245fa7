//! A phrase as pieces: its words and names in order, dates and titles left out, cut to a width at a natural end.

use super::phrase::Phraser;
use super::unit::{Name, Unit};
use super::wordlists::{ADVERBIALS, BREAKS, DANGLING, TITLES};
use crate::analysis::tokens::TokenKind;
use crate::analysis::words::{Word, words};
use crate::model::dates::is_weekday;
use crate::model::{EntityKind, Form, Span};

/// A word or name of a phrase.
pub(super) struct Piece {
    pub text: String,
    /// Whether no blank stands before it.
    pub glued: bool,
    /// Whether the phrase may end before it.
    pub cut: bool,
}

impl Piece {
    pub(super) fn push_to(&self, text: &mut String) {
        if !text.is_empty() && !self.glued {
            text.push(' ');
        }
        text.push_str(&self.text);
    }
}

pub(super) fn join(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        piece.push_to(&mut text);
    }
    text
}

/// Characters a line may be longer where that saves cutting it.
pub(super) const MORE: usize = 22;

/// As many pieces as fit, cut at the last place where a phrase may end; where there is none, at a word.
pub(super) fn fit(pieces: &[Piece], room: usize) -> String {
    if join(pieces).chars().count() <= room + MORE / 2 {
        return trimmed(pieces);
    }
    let (mut end, mut fits, mut length) = (0, 0, 0);
    for (i, piece) in pieces.iter().enumerate() {
        if piece.cut {
            end = i;
        }
        length += piece.text.chars().count() + usize::from(!piece.glued);
        if length > room {
            break;
        }
        fits = i + 1;
    }
    trimmed(&pieces[..if end > 0 { end } else { fits }])
}

/// Without what must not stand at the end.
fn trimmed(pieces: &[Piece]) -> String {
    let mut end = pieces.len();
    while end > 0 {
        let word = pieces[end - 1].text.to_lowercase();
        let mark = !word.chars().any(char::is_alphanumeric) && !matches!(&*word, "”" | "\"" | ")" | "’");
        if !mark && !Word::of(&word).is_in(&DANGLING) {
            break;
        }
        end -= 1;
    }
    join(&pieces[..end])
}

/// Whether the word begins a date that needs no preposition.
fn begins_date(unit: &Unit<'_>, i: usize) -> bool {
    unit.is(i, &ADVERBIALS) || is_weekday(unit.word(i))
}

impl Phraser<'_> {
    /// The words of some tokens, one piece each (a name is one), with whether a cut may come before it.
    pub(super) fn pieces(&self, from: usize, to: usize) -> Vec<Piece> {
        let unit = &self.unit;
        let mut pieces: Vec<Piece> = Vec::new();
        let mut i = from;
        while i < to {
            let span = unit.tokens[i].span;
            if let Some(expression) =
                unit.expressions.iter().find(|e| e.span.overlaps(span) && e.range.is_some())
            {
                // “on Friday” goes: the line stands at its date. “The 80th anniversary of” stays.
                let governed =
                    |piece: &Piece| matches!(&*piece.text, "on" | "in" | "since" | "during" | "by" | "at");
                let adverbial =
                    begins_date(unit, i) || unit.is(i, words!["on", "in", "since", "during", "by", "at"]);
                if adverbial || pieces.last().is_some_and(governed) {
                    if !adverbial || begins_date(unit, i) && pieces.last().is_some_and(governed) {
                        pieces.pop();
                    }
                    while i < to && unit.tokens[i].span.start < expression.span.end {
                        i += 1;
                    }
                    // “Last October’s election”: without the date, its possessive.
                    while i < to && unit.tokens[i].kind == TokenKind::Possessive {
                        i += 1;
                    }
                    continue;
                }
            }
            if let Some(name) = unit.names.iter().find(|name| name.first == i) {
                i = name.last + 1;
                self.name_piece(name, span, &mut i, &mut pieces);
                continue;
            }
            let word = unit.word(i);
            let glued = i > 0 && unit.tokens[i - 1].span.end == span.start;
            pieces.push(Piece {
                text: word.to_owned(),
                glued,
                cut: unit.is(i, &BREAKS) || unit.is(i, words![","]),
            });
            i += 1;
        }
        pieces
    }

    /// A name: a person by the short name without the title before it, anything else as it stands.
    fn name_piece(&self, name: &Name, span: Span, next: &mut usize, pieces: &mut Vec<Piece>) {
        let unit = &self.unit;
        if name.attribute {
            let person =
                unit.names.iter().find(|other| other.first > name.last && other.kind == EntityKind::Person);
            let titled = person.is_some_and(|person| {
                (name.last + 1..person.first)
                    .all(|i| unit.is(i, &TITLES) || unit.tokens[i].kind != TokenKind::Word)
            });
            if titled {
                *next = person.map_or(*next, |person| person.first);
                while pieces.last().is_some_and(|piece| matches!(&*piece.text, "his" | "her" | "the" | "its"))
                {
                    pieces.pop();
                }
                return;
            }
        }
        let glued = name.first > 0 && unit.tokens[name.first - 1].span.end == span.start;
        if name.kind == EntityKind::Person && name.form != Form::Office {
            while pieces.last().is_some_and(|piece| {
                let lower = piece.text.to_lowercase();
                !piece.cut && Word::of(&lower).is_in(&TITLES) && lower != "of" && lower != "state"
            }) {
                pieces.pop();
            }
            pieces.push(Piece {
                text: self.name(name.entity),
                glued: glued && !pieces.is_empty() && name.first > 0 && unit.word(name.first - 1) == "“",
                cut: false,
            });
        } else {
            pieces.push(Piece { text: self.words(name.span).to_owned(), glued, cut: false });
        }
    }
}
