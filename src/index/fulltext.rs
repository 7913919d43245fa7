//! Phrases in the texts, and the snippets that show them.
//!
//! A phrase is a run of words; case, accents and what stands between the words do not matter, so `kim jong un`
//! finds “Kim Jong-un” over a line break. Furniture is not searched. Every search is one pass over the text.

use super::fold::{fold_char, is_mark, is_word_char};
use crate::model::span::within;
use crate::model::{Annotations, Article, Part, Quote, Role, Span};
use std::ops::Range;

/// A phrase to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    words: Vec<String>,
    /// The last word may go on: it is still being typed.
    open: bool,
}

impl Phrase {
    /// Splits what was typed into folded words.
    pub(crate) fn new(typed: &str, open: bool) -> Self {
        let split = typed.split(|c: char| !is_word_char(c)).map(|word| {
            let mut folded = String::new();
            word.chars().for_each(|c| fold_char(c, |part| folded.push(part)));
            folded
        });
        let words: Vec<_> = split.filter(|word| !word.is_empty()).collect();
        Self { open: open && typed.ends_with(is_word_char), words }
    }

    /// Whether there is no word to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The folded words.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether the last word may go on.
    pub(crate) const fn is_open(&self) -> bool {
        self.open
    }

    /// All places in a text, in order, not overlapping.
    pub(crate) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let Some(first) = self.words.first().and_then(|word| word.chars().next()) else { return found };
        let mut try_at = |at: usize| {
            let overlaps = found.last().is_some_and(|last| at < last.end);
            if text.is_char_boundary(at) && starts_word(text, at) && !overlaps {
                found.extend(self.end_at(text, at).map(|end| at..end));
            }
        };
        if !first.is_ascii() {
            text.char_indices().filter(|(_, c)| !c.is_ascii()).for_each(|(at, _)| try_at(at));
            return found;
        }
        // An accented first letter begins with one of few bytes in Latin scripts; both streams are merged in order.
        let (lower, upper) = (first as u8, first.to_ascii_uppercase() as u8);
        let mut plain = memchr::memchr2_iter(lower, upper, text.as_bytes()).peekable();
        let mut accented = memchr::memchr3_iter(0xC3, 0xC4, 0xC5, text.as_bytes()).peekable();
        loop {
            let next = match (plain.peek(), accented.peek()) {
                (Some(a), Some(b)) if b < a => accented.next(),
                (Some(_), _) => plain.next(),
                _ => accented.next(),
            };
            match next {
                Some(at) => try_at(at),
                None => return found,
            }
        }
    }

    /// Where the phrase that begins at `at` ends, if it stands there.
    fn end_at(&self, text: &str, at: usize) -> Option<usize> {
        let mut at = at;
        for (i, word) in self.words.iter().enumerate() {
            if i > 0 {
                at += text[at..].find(is_word_char)?;
                // A mark on nothing: no word that can be typed begins so.
                if text[at..].starts_with(is_mark) {
                    return None;
                }
            }
            at = word_end(text, at, word)?;
            let last = i + 1 == self.words.len();
            let goes_on = text[at..].chars().next().is_some_and(is_word_char);
            if goes_on && !(last && (self.open || word.chars().next_back().is_some_and(runs_on))) {
                return None;
            }
        }
        Some(at)
    }
}

/// Whether the script writes words without blanks, so that a word's end says nothing.
pub(crate) const fn runs_on(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn starts_word(text: &str, at: usize) -> bool {
    // Most places are inside of words in plain letters: these are told apart by one byte.
    if at > 0 && text.as_bytes()[at - 1].is_ascii_alphanumeric() && text.as_bytes()[at].is_ascii() {
        return false;
    }
    let before = text[..at].chars().next_back();
    let here = text[at..].chars().next();
    here.is_some_and(is_word_char) && !before.is_some_and(|c| is_word_char(c) && !runs_on(c))
}

/// The end of a folded word that begins at `at`, if it stands there.
fn word_end(text: &str, at: usize, word: &str) -> Option<usize> {
    let mut wanted = word.chars();
    let mut end = at;
    for c in text[at..].chars() {
        if wanted.as_str().is_empty() && !is_mark(c) {
            break;
        }
        let mut same = true;
        fold_char(c, |part| same &= wanted.next() == Some(part));
        if !same {
            return None;
        }
        end += c.len_utf8();
    }
    wanted.as_str().is_empty().then_some(end)
}

/// Where a phrase stands in an article's text, furniture aside.
pub(crate) fn find_in(article: &Article, phrase: &Phrase) -> Vec<Span> {
    let searched = article.parts.iter().filter(|part| part.role != Role::Furniture);
    let in_part = |span: Span| {
        let base = span.start as usize;
        phrase.find(article.words(span)).into_iter().map(move |at| Span::of(base + at.start, base + at.end))
    };
    searched.flat_map(|part| in_part(part.span)).collect()
}

/// Whether a phrase stands in a quotation, furniture aside.
pub(crate) fn is_said(article: &Article, found: &Annotations, phrase: &Phrase) -> bool {
    let quoted = |part: &Part| {
        let inside = |quote: &Quote| {
            let span =
                Span { start: part.span.start.max(quote.span.start), end: part.span.end.min(quote.span.end) };
            span.start < span.end && !phrase.find(article.words(span)).is_empty()
        };
        found.quotes.iter().any(inside)
    };
    article.parts.iter().filter(|part| part.role != Role::Furniture).any(quoted)
}

/// A piece of text around a place, with what to highlight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// One line; `…` where the sentence was cut.
    pub text: String,
    /// Byte ranges of `text` to highlight, in order.
    pub marked: Vec<Range<usize>>,
    /// Where the place stands in the article.
    pub span: Span,
}

/// The sentence (or line) around a place, cut to about `width` characters, with every one of the `marks` in it.
#[must_use]
pub(crate) fn snippet(
    article: &Article,
    annotations: &Annotations,
    place: Span,
    marks: &[Span],
    width: usize,
) -> Snippet {
    let text = article.text.as_str();
    let line = || {
        let at = place.range();
        let before = text.get(..at.start).unwrap_or("");
        let after = text.get(at.end..).unwrap_or("");
        let end = at.end + after.find('\n').unwrap_or(after.len());
        Span::of(before.rfind('\n').map_or(0, |newline| newline + 1), end)
    };
    let around =
        annotations.sentence_at(place.start).filter(|sentence| sentence.contains(place)).unwrap_or_else(line);
    let shown = cut(text, around, place, width);
    let mut out = Snippet { text: String::new(), marked: Vec::new(), span: place };
    if shown.start > around.start {
        out.text.push('…');
    }
    push_line(&mut out, text, shown, marks);
    if shown.end < around.end {
        out.text.push('…');
    }
    out
}

/// At most `width` characters of `around` with `place` a third of the way in, cut between words.
fn cut(text: &str, around: Span, place: Span, width: usize) -> Span {
    let whole = around.slice(text);
    if whole.chars().count() <= width {
        return around;
    }
    let before = &text[around.start as usize..place.start as usize];
    let back = before.chars().count().min(width / 3);
    let start = before.char_indices().rev().nth(back.saturating_sub(1)).map_or(0, |(i, _)| i);
    let start = if back < before.chars().count() {
        before[start..].find(char::is_whitespace).map_or(before.len(), |blank| start + blank + 1)
    } else {
        0
    };
    let start = around.start as usize + start;
    let rest = &text[start..around.end as usize];
    let length = rest.char_indices().nth(width).map_or(rest.len(), |(i, _)| i);
    let end = if length < rest.len() {
        let least = (place.end as usize).saturating_sub(start).min(length);
        rest[least..length].rfind(char::is_whitespace).map_or(length, |blank| least + blank)
    } else {
        length
    };
    Span::of(start, start + end)
}

/// Appends a stretch as one line and marks what the marks cover.
fn push_line(out: &mut Snippet, text: &str, shown: Span, marks: &[Span]) {
    let marks = within(marks, shown, |mark| *mark);
    for (i, c) in shown.slice(text).char_indices() {
        let at = shown.start + i as u32;
        let from = out.text.len();
        if !c.is_whitespace() {
            out.text.push(c);
        } else if !out.text.ends_with(' ') {
            out.text.push(' ');
        }
        if marks.iter().any(|mark| mark.holds(at)) {
            match out.marked.last_mut() {
                Some(last) if last.end == from => last.end = out.text.len(),
                _ if out.text.len() > from => out.marked.push(from..out.text.len()),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn phrases_in_a_text() {
        for (typed, open, text, expected) in [
            ("no limits", false, "a “No\nLimits” deal, no limit, no limits.", "No\nLimits|no limits"),
            ("kim jong un", false, "Kim Jong-un met KIM JONG UN", "Kim Jong-un|KIM JONG UN"),
            ("elysee", false, "the Élysée, E\u{301}lyse\u{301}e and Elysees", "Élysée|E\u{301}lyse\u{301}e"),
            ("gas", false, "gas Gasparov", "gas"),
            ("gas", true, "gas Gasparov", "gas|Gas"),
            ("putin", false, "Putin’s", "Putin"),
            ("100,000", false, "100,000 troops", "100,000"),
            ("путин", false, "Владимир Путин", "Путин"),
            ("习近平", false, "中国国家主席习近平说", "习近平"),
            ("strasse", false, "die Straße", "Straße"),
            ("a a", false, "a a a a", "a a|a a"),
            ("", false, "text", ""),
            ("…", false, "text …", ""),
        ] {
            let found = Phrase::new(typed, open).find(text);
            let words: Vec<_> = found.into_iter().map(|range| &text[range]).collect();
            assert_eq!(words.join("|"), expected, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn found_places_lie_on_character_boundaries(typed in "\\PC{0,6}", text in "\\PC{0,60}") {
            let text = format!("{text} {typed} {text}");
            for range in Phrase::new(&typed, true).find(&text) {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
