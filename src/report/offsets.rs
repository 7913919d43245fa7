//! Byte offsets to character offsets: the headless contract counts Unicode scalar values, as Python strings do.

use crate::model::Span;
use serde::Serialize;

/// Distance in bytes between two stored counts: a look-up then counts at most this many bytes.
const STEP: usize = 64;

/// Converts the byte offsets of one text. Building it is one pass over the text; a look-up costs a constant time,
/// in whatever order the offsets come.
pub struct CharOffsets<'a> {
    text: &'a str,
    counts: Counts,
}

/// What is counted of one text.
#[derive(Debug)]
pub(super) struct Counts {
    /// Characters that begin before byte `STEP * index`; empty where the text is ASCII and both counts agree.
    before: Vec<u32>,
}

/// A range in characters, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CharSpan {
    /// First character, from 0.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl<'a> CharOffsets<'a> {
    /// Over one text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, counts: Counts::of(text) }
    }

    /// The number of characters before a byte offset. Offsets beyond the end count as the end.
    #[must_use]
    pub fn at(&self, byte: u32) -> u32 {
        self.counts.at(self.text, byte)
    }

    /// The range in characters.
    #[must_use]
    pub fn span(&self, span: Span) -> CharSpan {
        self.counts.span(self.text, span)
    }
}

impl Counts {
    pub(super) fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self { before: Vec::new() };
        }
        let mut count = 0;
        let before = text
            .as_bytes()
            .chunks(STEP)
            .map(|chunk| {
                let here = count;
                count += begun(chunk);
                here
            })
            .collect();
        Self { before }
    }

    fn at(&self, text: &str, byte: u32) -> u32 {
        let byte = (byte as usize).min(text.len());
        match self.before.get(byte / STEP) {
            Some(&before) => before + begun(&text.as_bytes()[byte / STEP * STEP..byte]),
            // ASCII, or exactly the end of a text whose length is a multiple of the step.
            None => match self.before.last() {
                Some(&last) => last + begun(&text.as_bytes()[(self.before.len() - 1) * STEP..byte]),
                None => byte as u32,
            },
        }
    }

    /// A range of the text they are of.
    pub(super) fn span(&self, text: &str, span: Span) -> CharSpan {
        CharSpan { start: self.at(text, span.start), end: self.at(text, span.end) }
    }
}

/// Characters that begin in these bytes: all bytes but UTF-8 continuations.
fn begun(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| (byte & 0xC0) != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_places() {
        let text = "Żółć — 東京 👩‍🚀 end";
        let offsets = CharOffsets::new(text);
        for (i, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.at(byte as u32), i as u32);
        }
        assert_eq!(offsets.at(9999), text.chars().count() as u32);
    }

    proptest! {
        #[test]
        fn agrees_with_counting(text in "(?s)(\\PC|[a-z ]{40}|é){0,80}") {
            let offsets = CharOffsets::new(&text);
            for (i, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(offsets.at(byte as u32), i as u32);
            }
            prop_assert_eq!(offsets.at(text.len() as u32), text.chars().count() as u32);
        }
    }
}
