//! A note: the person's own words on an article or a passage of it, and how the passage is found again in another
//! version of the text. Must not lose a note: one whose passage is gone stands with the article.

use super::{SafeText, Span};
use std::borrow::Cow;

/// Bytes of the longest note.
pub const LONGEST_NOTE: usize = 1 << 20;

/// Bytes of a passage that a note quotes.
const LONGEST_PASSAGE: usize = 4000;

/// What a note is on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Anchor {
    /// The whole article.
    Article,
    /// A passage of its text.
    Passage {
        /// Where it began when the note was written, in bytes.
        start: u32,
        /// Its words.
        words: SafeText,
    },
}

/// Where a note stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// It is on the whole article.
    Article,
    /// Its passage is there.
    At(Span),
    /// Its passage is not in this text.
    Gone,
}

/// Why words are no note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    /// There is too much.
    #[error("a note has at most {} KB", LONGEST_NOTE >> 10)]
    Long,
}

/// The words of a note, safe, without blanks at the end; `None` where nothing is written.
///
/// # Errors
/// Where they are too many.
pub fn note(raw: &str) -> Result<Option<SafeText>, NoteFault> {
    let text = SafeText::new(raw.trim_end().trim_start_matches(['\n', '\r']));
    match text.len() {
        _ if text.trim().is_empty() => Ok(None),
        LONGEST_NOTE.. => Err(NoteFault::Long),
        _ => Ok(Some(text)),
    }
}

/// Two notes on one thing as one: both, one behind the other; the longer one where it has the other's lines already.
#[must_use]
pub fn joined(there: &SafeText, more: &SafeText) -> SafeText {
    if holds(there, more) {
        there.clone()
    } else if holds(more, there) {
        more.clone()
    } else {
        SafeText::new(&format!("{there}\n\n{more}"))
    }
}

/// Whether a note has all of another's lines in a row.
fn holds(note: &str, other: &str) -> bool {
    format!("\n{note}\n").contains(&format!("\n{other}\n"))
}

impl Anchor {
    /// The passage of a text that a span covers, the beginning of it where it is long; the whole article where it
    /// covers nothing.
    #[must_use]
    pub fn of(text: &str, span: Span) -> Self {
        let words = span.slice(text);
        Self::quoting(span.start + (words.len() - words.trim_start().len()) as u32, words)
    }

    /// The passage of these words, the beginning of it where it is long, which stood at a byte of the text; the whole
    /// article where there are no words.
    #[must_use]
    pub fn quoting(start: u32, words: &str) -> Self {
        let words = words.trim();
        let mut end = words.len().min(LONGEST_PASSAGE);
        while !words.is_char_boundary(end) {
            end -= 1;
        }
        let words = words[..end].trim_end();
        if words.is_empty() { Self::Article } else { Self::Passage { start, words: SafeText::new(words) } }
    }

    /// The words of the passage.
    #[must_use]
    pub const fn words(&self) -> Option<&SafeText> {
        match self {
            Self::Article => None,
            Self::Passage { words, .. } => Some(words),
        }
    }

    /// Where the passage is in a text, which may be another version than the one the note was written in: where it
    /// was, else where the same words are nearest to that place, else where words are that differ in case, blanks and
    /// marks only.
    #[must_use]
    pub fn locate(&self, text: &str) -> Place {
        let Self::Passage { start, words } = self else { return Place::Article };
        let there = Span::new(*start, start.saturating_add(words.len() as u32));
        if there.slice(text) == words.as_str() {
            return Place::At(there);
        }
        let exact = text.match_indices(words.as_str()).map(|(at, found)| Span::of(at, at + found.len()));
        nearest(*start, exact).or_else(|| by_letters(text, words, *start)).map_or(Place::Gone, Place::At)
    }
}

/// The span that begins nearest to a place; the first of two.
fn nearest(start: u32, spans: impl Iterator<Item = Span>) -> Option<Span> {
    spans.min_by_key(|span| (span.start.abs_diff(start), span.start))
}

/// Where the letters and digits of some words are in a text, whatever stands between them.
fn by_letters(text: &str, words: &str, start: u32) -> Option<Span> {
    let (wanted, _) = letters(words);
    if wanted.is_empty() {
        return None;
    }
    let (have, from) = letters(text);
    let found = have.match_indices(&*wanted).map(|(at, found)| {
        let (first, last) = (from[at], from[at + found.len() - 1]);
        let end = last as usize + text[last as usize..].chars().next().map_or(0, char::len_utf8);
        Span::of(first as usize, end)
    });
    nearest(start, found)
}

/// The letters and digits of a text in lower case, and for each of their bytes the byte where its character begins.
fn letters(text: &str) -> (Cow<'static, str>, Vec<u32>) {
    let (mut letters, mut from) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        letters.extend(c.to_lowercase());
        from.resize(letters.len(), at as u32);
    }
    (letters.into(), from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "Titel\n\nEs regnet in Łódź. Das Amt sagte: „Nein“.\nEs regnet weiter.";

    fn on(words: &str) -> Anchor {
        let at = TEXT.find(words).unwrap();
        Anchor::of(TEXT, Span::of(at, at + words.len()))
    }

    fn told(place: Place, text: &str) -> Option<String> {
        match place {
            Place::At(span) => Some(span.slice(text).to_owned()),
            Place::Article | Place::Gone => None,
        }
    }

    #[test]
    fn a_passage_is_found_again() {
        for (words, text, found) in [
            ("Das Amt sagte: „Nein“.", TEXT, Some("Das Amt sagte: „Nein“.")),
            ("Das Amt sagte: „Nein“.", "Neu.\n\nDas Amt sagte: „Nein“.", Some("Das Amt sagte: „Nein“.")),
            ("Das Amt sagte: „Nein“.", "DAS AMT SAGTE:\n\"nein\".", Some("DAS AMT SAGTE:\n\"nein")),
            ("Das Amt sagte: „Nein“.", "Das Amt sagte: „Ja“.", None),
            ("Es regnet weiter.", "Es regnet weiter. Und: Es regnet weiter.", Some("Es regnet weiter.")),
            ("in Łódź", "IN ŁÓDŹ!", Some("IN ŁÓDŹ")),
            ("in Łódź", "", None),
        ] {
            assert_eq!(told(on(words).locate(text), text).as_deref(), found, "{words} in {text}");
        }
        let twice = "Ja. Es regnet weiter. Und noch einmal, viel später: Es regnet weiter.";
        let Place::At(span) = on("Es regnet weiter.").locate(twice) else { panic!("it is there") };
        assert!(span.start > 40, "the one nearest to where it was: {span:?}");
    }

    #[test]
    fn what_a_note_is_on() {
        for (span, expected) in [
            (Span::new(0, 7), Anchor::quoting(0, "Titel")),
            (Span::new(5, 12), Anchor::quoting(7, "Es re")),
            (Span::new(5, 7), Anchor::Article),
            (Span::new(0, 0), Anchor::Article),
            (Span::new(500, 900), Anchor::Article),
        ] {
            assert_eq!(Anchor::of(TEXT, span), expected, "{span:?}");
        }
        let long = "ä".repeat(5000);
        let Anchor::Passage { words, .. } = Anchor::of(&long, Span::of(0, long.len())) else {
            panic!("there are words")
        };
        assert_eq!(words.len(), 4000);
        assert_eq!(Anchor::of(&long, Span::of(0, long.len())).locate(&long), Place::At(Span::new(0, 4000)));
        assert_eq!(Anchor::quoting(0, "…").locate("x"), Place::Gone);
    }

    #[test]
    fn words_become_notes() {
        for (raw, expected) in [
            ("see page 3", Some("see page 3")),
            ("\n  one\n\n two \n", Some("  one\n\n two")),
            (" \n ", None),
            ("\u{1b}]0;x\u{7}", Some("␛]0;x␇")),
        ] {
            assert_eq!(note(raw).unwrap().as_deref(), expected, "{raw:?}");
        }
        assert!(note(&"x".repeat(1_000_000)).unwrap().is_some());
        assert_eq!(note(&"x".repeat(2 << 20)), Err(NoteFault::Long));
    }

    #[test]
    fn two_notes_become_one_that_has_both() {
        for (there, more, both) in [
            ("a", "b", "a\n\nb"),
            ("a\n\nb", "b", "a\n\nb"),
            ("b", "a\n\nb", "a\n\nb"),
            ("ab", "b", "ab\n\nb"),
            ("a", "a", "a"),
        ] {
            assert_eq!(joined(&there.into(), &more.into()).as_str(), both, "{there} {more}");
        }
    }

    proptest! {
        #[test]
        fn a_passage_is_where_it_was_and_nothing_breaks(
            text in "(\\PC|[a-cİßé.,\n ]){0,60}", other in "(\\PC|[a-cİßé.,\n ]){0,60}", a in 0u32..90, b in 0u32..90
        ) {
            let text = SafeText::new(&text);
            let anchor = Anchor::of(&text, Span::new(a.min(b), a.max(b)));
            match (anchor.locate(&text), anchor.words()) {
                (Place::At(span), Some(words)) => prop_assert_eq!(span.slice(&text), words.as_str()),
                (place, words) => prop_assert!(place == Place::Article && words.is_none()),
            }
            if let Place::At(span) = anchor.locate(&other) {
                prop_assert!(!span.slice(&other).is_empty());
            }
            let whole = format!("{other}{text}");
            prop_assert!(anchor.words().is_none() || anchor.locate(&whole) != Place::Gone);
        }

        #[test]
        fn joining_loses_no_line(there in "[ab\n]{1,8}", more in "[ab\n]{1,8}") {
            let (there, more) = (SafeText::new(&there), SafeText::new(&more));
            let both = joined(&there, &more);
            prop_assert!(there.lines().chain(more.lines()).all(|line| both.lines().any(|l| l == line)));
            prop_assert_eq!(joined(&both, &more), both.clone());
        }
    }
}
