//! The one tokeniser: words, numbers and punctuation with their byte ranges.
//!
//! Made for speed on ASCII and for correctness elsewhere: a word is a run of alphanumeric characters and combining
//! marks. Hyphens separate (`Kim Jong-un` is four tokens), a possessive is a token of its own (`Putin` + `’s`),
//! dotted initials stay together (`U.S.`), numbers keep their separators (`100,000`, `2.5`).

use crate::model::Span;
use crate::model::span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits or inner apostrophes: `won’t`, `G7`, `O’Brien`.
    Word,
    /// Starts with a digit: `2023`, `100,000`, `2.5`, `80th`.
    Number,
    /// `’s` or a bare `’` after a plural, where it follows a word at once.
    Possessive,
    /// One character that is none of these.
    Punct,
}

/// A token with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The byte range.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

impl Token {
    /// The characters of the token.
    #[inline]
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        self.span.slice(text)
    }

    /// Whether it is a word that begins with an upper-case letter.
    #[must_use]
    pub fn is_capitalised(&self, text: &str) -> bool {
        self.kind == TokenKind::Word && self.text(text).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is a word of at least two letters, all upper case (digits and dots do not count).
    #[must_use]
    pub fn is_all_caps(&self, text: &str) -> bool {
        self.kind == TokenKind::Word
            && self.text(text).chars().filter(|c| c.is_alphabetic()).count() >= 2
            && !self.text(text).chars().any(char::is_lowercase)
    }
}

/// Whether the character is an apostrophe in any of the shapes found in print.
#[must_use]
pub const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// The first token that begins at a byte or after it, looked for from token `near` on.
#[inline]
pub(crate) fn from(tokens: &[Token], near: usize, byte: u32) -> usize {
    span::seek(tokens, near, |token| token.span.start < byte)
}

/// The tokens of `span` of `text`, in order. White space is between tokens, never in them.
#[must_use]
pub fn tokenise(text: &str, span: Span) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(span.slice(text).len() / 5);
    tokenise_into(text, span, &mut tokens);
    tokens
}

/// As [`tokenise`], into a list that is used again for many short texts; what it held is gone.
pub(crate) fn tokenise_into(text: &str, span: Span, tokens: &mut Vec<Token>) {
    tokens.clear();
    let slice = span.slice(text);
    let bytes = slice.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let plain = match CLASSES[usize::from(byte)] {
            Class::Blank => {
                at += 1;
                continue;
            }
            Class::Mark => Some((at + 1, TokenKind::Punct)),
            Class::Letter => plain_word_end(bytes, at).map(|end| (end, TokenKind::Word)),
            Class::Other if is_plain_mark(&bytes[at..]) => Some((at + 3, TokenKind::Punct)),
            Class::Digit | Class::Other => None,
        };
        let (end, kind) = if let Some(plain) = plain {
            plain
        } else {
            let Some(c) = slice[at..].chars().next() else { break };
            if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            next_token(slice, at, c, tokens.last())
        };
        tokens.push(Token { span: Span::new(span.start + at as u32, span.start + end as u32), kind });
        at = end;
    }
}

/// What can be said of a byte before its neighbours are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// ASCII white space.
    Blank,
    /// An ASCII letter or `_`.
    Letter,
    Digit,
    /// ASCII punctuation that is a token by itself wherever it stands.
    Mark,
    /// An apostrophe, or part of a character beyond ASCII.
    Other,
}

/// The class of each byte: nearly all of an English text is told apart by it.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            // As `char::is_whitespace` has it.
            b'\t'..=b'\r' | b' ' => Class::Blank,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\'' | b'`' => Class::Other,
            _ => Class::Mark,
        };
        byte += 1;
    }
    classes
};

/// The end of the word that begins at `at` with an ASCII letter, where its ASCII letters and digits are all of it;
/// `None` where what follows must be looked at: an apostrophe, a letter beyond ASCII, the dot of an initial.
fn plain_word_end(bytes: &[u8], at: usize) -> Option<usize> {
    let long = bytes[at + 1..]
        .iter()
        .position(|&byte| !matches!(CLASSES[usize::from(byte)], Class::Letter | Class::Digit));
    let end = long.map_or(bytes.len(), |long| at + 1 + long);
    match bytes.get(end) {
        Some(b'.') if end == at + 1 => None,
        Some(&byte) if CLASSES[usize::from(byte)] == Class::Other && !is_plain_mark(&bytes[end..]) => None,
        _ => Some(end),
    }
}

/// Whether the bytes begin with a dash, a quotation mark or the like of U+2010 to U+2027, but no apostrophe.
fn is_plain_mark(bytes: &[u8]) -> bool {
    matches!(bytes, [0xe2, 0x80, 0x90..=0x97 | 0x9a..=0xa7, ..])
}

fn next_token(slice: &str, at: usize, c: char, previous: Option<&Token>) -> (usize, TokenKind) {
    if c.is_ascii_digit() || c.is_numeric() {
        return (number_end(slice, at), TokenKind::Number);
    }
    if is_word_char(c) {
        return (word_end(slice, at), TokenKind::Word);
    }
    let after = at + c.len_utf8();
    if is_apostrophe(c) && previous.is_some_and(|token| token.kind == TokenKind::Word) {
        let touches =
            slice[..at].chars().next_back().is_some_and(|before| is_word_char(before) || before == '.');
        if touches {
            return possessive_end(slice, at, after);
        }
    }
    (after, TokenKind::Punct)
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || ('\u{300}'..='\u{36f}').contains(&c)
}

/// `’s` not followed by more letters, or a bare apostrophe after an `s` (`states’`); otherwise punctuation.
fn possessive_end(slice: &str, at: usize, after: usize) -> (usize, TokenKind) {
    let rest = &slice[after..];
    let mut chars = rest.chars();
    if matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(is_word_char) {
        return (after + 1, TokenKind::Possessive);
    }
    let closes_plural = slice[..at].ends_with(['s', 'S']) && !rest.chars().next().is_some_and(is_word_char);
    if closes_plural { (after, TokenKind::Possessive) } else { (after, TokenKind::Punct) }
}

fn number_end(slice: &str, at: usize) -> usize {
    let mut end = at;
    let mut chars = slice[at..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let joins = matches!(c, '.' | ',') && chars.peek().is_some_and(|&(_, next)| next.is_ascii_digit());
        if !is_word_char(c) && !joins {
            break;
        }
        end = at + i + c.len_utf8();
    }
    end
}

/// The end of the word that begins at `at`: its letters, dotted initials, and inner apostrophes that are not the
/// start of a possessive.
fn word_end(slice: &str, at: usize) -> usize {
    if let Some(end) = initials_end(slice, at) {
        return end;
    }
    let mut end = at;
    for (i, c) in slice[at..].char_indices() {
        if is_word_char(c) {
            end = at + i + c.len_utf8();
            continue;
        }
        let rest = &slice[at + i + c.len_utf8()..];
        let inner = is_apostrophe(c)
            && rest.chars().next().is_some_and(char::is_alphabetic)
            && possessive_end(slice, at + i, at + i + c.len_utf8()).1 == TokenKind::Punct;
        if !inner {
            break;
        }
    }
    end
}

/// `U.S.`, `J.K.`, `U.N`: single letters with dots, at least two of them.
fn initials_end(slice: &str, at: usize) -> Option<usize> {
    let bytes = slice.as_bytes();
    let mut i = at;
    let mut letters = 0;
    while i + 1 < bytes.len() && bytes[i].is_ascii_alphabetic() && bytes[i + 1] == b'.' {
        letters += 1;
        i += 2;
    }
    let ends_in_letter = i < bytes.len()
        && bytes[i].is_ascii_alphabetic()
        && letters > 0
        && !slice[i + 1..].chars().next().is_some_and(is_word_char);
    if ends_in_letter {
        return Some(i + 1);
    }
    let more = slice[i..].chars().next().is_some_and(is_word_char);
    (letters >= 2 && !more).then_some(i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tokens_of_a_line() {
        for (line, expected) in [
            ("Putin's visit", "Putin|'s|visit"),
            ("Putin‘s week", "Putin|‘s|week"),
            ("against US’ ‘malign’ effect", "against|US|’|‘|malign|’|effect"),
            ("the U.S. and U.N., J.K. Rowling", "the|U.S.|and|U.N.|,|J.K.|Rowling"),
            ("China-Russia Kim Jong-un", "China|-|Russia|Kim|Jong|-|un"),
            ("100,000 troops, 2.5 per cent.", "100,000|troops|,|2.5|per|cent|."),
            ("won’t O’Brien’s states’", "won’t|O’Brien|’s|states|’"),
            ("the 80th, G7", "the|80th|,|G7"),
            ("npr_socialshare4", "npr_socialshare4"),
            ("Tomásdóttir e\u{301}te\u{301}", "Tomásdóttir|e\u{301}te\u{301}"),
            ("A. said. I. P", "A|.|said|.|I|.|P"),
        ] {
            let tokens = tokenise(line, Span::of(0, line.len()));
            let got: Vec<_> = tokens.iter().map(|token| token.text(line)).collect();
            assert_eq!(got.join("|"), expected, "{line:?}");
        }
    }

    /// The tokens without the table of bytes.
    fn slowly(text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let (end, kind) = next_token(text, at, c, tokens.last());
            tokens.push(Token { span: Span::of(at, end), kind });
            at = end;
        }
        tokens
    }

    proptest! {
        #[test]
        fn the_table_of_bytes_changes_nothing(
            text in "[a-zA-Z0-9 .,'’`_“”–…\\-\n\u{b}\u{1c}\u{7f}\u{2009}é\u{301}]{0,60}|\\PC{0,40}"
        ) {
            prop_assert_eq!(tokenise(&text, Span::of(0, text.len())), slowly(&text));
        }

        #[test]
        fn tokens_cover_all_but_blanks_in_order(text in "[a-zA-Z0-9 .,'’\\-\néß中]{0,80}|\\PC{0,40}") {
            let tokens = tokenise(&text, Span::of(0, text.len()));
            let mut at = 0;
            for token in &tokens {
                let range = token.span.range();
                prop_assert!(range.start >= at && !range.is_empty());
                prop_assert!(text[at..range.start].chars().all(char::is_whitespace));
                prop_assert!(!text[range.clone()].contains(char::is_whitespace));
                at = range.end;
            }
            prop_assert!(text[at..].chars().all(char::is_whitespace));
        }
    }
}
