//! One sentence as the patterns see it: tokens with their meanings, read by index without fear of the edges.

use super::feasts;
use super::lexicon::{Entry, Lexicon, Sym, Word};
use super::numbers::{Digits, digits};
use crate::analysis::tokens::{Token, TokenKind};

/// A stretch of tokens that an expression may not cross. Indices are those of the article's tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    tokens: &'a [Token],
    entries: &'a [Entry],
    /// Index of the first token, and of the one past the last.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The meanings of all tokens of a text, in one pass.
pub(super) fn entries(text: &str, tokens: &[Token]) -> Vec<Entry> {
    let lexicon = Lexicon::bundled();
    tokens.iter().map(|token| lexicon.token(token, text)).collect()
}

impl<'a> Line<'a> {
    pub(super) fn new(
        text: &'a str,
        tokens: &'a [Token],
        entries: &'a [Entry],
        from: usize,
        to: usize,
    ) -> Self {
        Self { text, tokens, entries, from, to: to.min(tokens.len()).min(entries.len()) }
    }

    #[inline]
    fn inside(&self, i: usize) -> bool {
        (self.from..self.to).contains(&i)
    }

    /// What the token can mean; [`Sym::Edge`] outside the line.
    #[inline]
    pub(super) fn sym(&self, i: usize) -> Sym {
        if self.inside(i) { self.entries[i].sym } else { Sym::Edge }
    }

    /// The token `n` before `i`.
    #[inline]
    pub(super) fn back(&self, i: usize, n: usize) -> Sym {
        i.checked_sub(n).map_or(Sym::Edge, |i| self.sym(i))
    }

    /// Whether a feast's name can begin here.
    #[inline]
    pub(super) fn may_be_feast(&self, i: usize) -> bool {
        self.inside(i) && self.entries[i].feast
    }

    /// The characters of the token; empty outside the line.
    #[inline]
    pub(super) fn word(&self, i: usize) -> &'a str {
        if self.inside(i) { self.tokens[i].text(self.text) } else { "" }
    }

    /// What a token that begins with a digit says.
    #[inline]
    pub(super) fn digits(&self, i: usize) -> Option<Digits> {
        (self.sym(i) == Sym::Number).then(|| digits(self.word(i)))
    }

    /// Whether the token is the word.
    #[inline]
    pub(super) fn is(&self, i: usize, word: Word) -> bool {
        self.sym(i) == Sym::Word(word)
    }

    /// Whether the token is the punctuation mark.
    #[inline]
    pub(super) fn mark(&self, i: usize, mark: u8) -> bool {
        self.sym(i) == Sym::Mark(mark)
    }

    /// Whether it is a hyphen or a dash.
    pub(super) fn dash(&self, i: usize) -> bool {
        matches!(self.sym(i), Sym::Mark(b'-' | b'~'))
    }

    /// The index after the mark where it stands here, else the index itself.
    #[inline]
    pub(super) fn skip(&self, i: usize, mark: u8) -> usize {
        if self.mark(i, mark) { i + 1 } else { i }
    }

    /// The index after the word where it stands here, else the index itself.
    #[inline]
    pub(super) fn skip_word(&self, i: usize, word: Word) -> usize {
        if self.is(i, word) { i + 1 } else { i }
    }

    /// Whether nothing stands between the token and the next.
    pub(super) fn glued(&self, i: usize) -> bool {
        self.inside(i) && self.inside(i + 1) && self.tokens[i].span.end == self.tokens[i + 1].span.start
    }

    /// Whether the token begins with a capital letter.
    pub(super) fn capital(&self, i: usize) -> bool {
        self.word(i).starts_with(char::is_uppercase)
    }

    /// Whether the token is a word, of whatever meaning.
    pub(super) fn is_word(&self, i: usize) -> bool {
        self.inside(i) && self.tokens[i].kind == TokenKind::Word
    }

    /// Whether an opening or closing mark of quotation stands here.
    pub(super) fn quote_mark(&self, i: usize) -> bool {
        matches!(self.sym(i), Sym::Mark(b'"' | b'\'' | b's'))
    }

    /// Whether the first word of the line stands here, after marks at most.
    pub(super) fn starts(&self, i: usize) -> bool {
        (self.from..i).all(|before| !self.is_word(before) && self.sym(before) != Sym::Number)
    }

    /// The feast named here, with the index after its name.
    pub(super) fn feast(&self, i: usize) -> Option<(u16, usize)> {
        if !self.may_be_feast(i) && !self.digits(i).is_some_and(|digits| matches!(digits, Digits::Ordinal(4)))
        {
            return None;
        }
        feasts::find(&At(self, i)).map(|(feast, taken)| (feast, i + taken))
    }
}

/// A line from one of its tokens on, for the names of feasts.
struct At<'l, 'a>(&'l Line<'a>, usize);

impl feasts::Words for At<'_, '_> {
    fn word(&self, after: usize) -> Option<(&str, usize)> {
        let mut i = self.1 + after;
        while matches!(self.0.sym(i), Sym::Mark(b'\'' | b'.' | b'-')) && after > 0 {
            i += 1;
        }
        let word = match self.0.sym(i) {
            Sym::Edge => return None,
            Sym::Mark(b's') => "s",
            _ => self.0.word(i),
        };
        Some((word, i + 1 - self.1))
    }

    fn capital(&self) -> bool {
        self.0.capital(self.1)
    }

    fn after_name(&self) -> bool {
        let Some(before) = self.1.checked_sub(1) else { return false };
        self.0.mark(before, b's') || (self.0.sym(before) == Sym::Other && self.0.capital(before))
    }
}
