//! A text of several lines being typed: the cursor, what keys do to it, and how it stands in rows.

use super::chord::{Chord, KeyCode};
use crate::model::width::{prefix, width};
use crate::model::wrap::wrap;
use crate::model::{SafeText, Span};
use unicode_segmentation::UnicodeSegmentation;

/// A text being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Editor {
    text: String,
    /// The cursor, in bytes, on the border of a character as one sees it.
    at: usize,
}

impl Editor {
    /// A text to go on with, the cursor at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), at: text.len() }
    }

    /// The text as typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Puts more in at the cursor.
    pub fn insert(&mut self, more: &str) {
        let more = SafeText::new(more);
        self.text.insert_str(self.at, &more);
        self.at += more.len();
        // What was put in may have become one character with what stands behind it.
        while !self.is_border(self.at) {
            self.at += self.text[self.at..].chars().next().map_or(1, char::len_utf8);
        }
    }

    /// Does what a key asks for, on rows of some columns; false where it asks for nothing here.
    pub fn key(&mut self, chord: Chord, columns: usize) -> bool {
        match (chord.code, chord.ctrl) {
            (KeyCode::Char('j'), true) | (KeyCode::Enter, _) => self.insert("\n"),
            (KeyCode::Char(c), false) if !chord.alt => self.insert(c.encode_utf8(&mut [0; 4])),
            (KeyCode::Backspace, false) => self.delete_to(self.before()),
            (KeyCode::Delete, false) => self.delete_to(self.after()),
            (KeyCode::Char('w'), true) => self.delete_to(self.word_before()),
            (KeyCode::Char('u'), true) => self.delete_to(self.line_start()),
            (KeyCode::Char('k'), true) => self.delete_to(self.line_end()),
            (KeyCode::Left, false) => self.at = self.before(),
            (KeyCode::Right, false) => self.at = self.after(),
            (KeyCode::Left, true) => self.at = self.word_before(),
            (KeyCode::Right, true) => self.at = self.word_after(),
            (KeyCode::Home, true) => self.at = 0,
            (KeyCode::End, true) => self.at = self.text.len(),
            (KeyCode::Home, _) | (KeyCode::Char('a'), true) => self.at = self.line_start(),
            (KeyCode::End, _) | (KeyCode::Char('e'), true) => self.at = self.line_end(),
            (KeyCode::Up, _) => self.step(columns, -1),
            (KeyCode::Down, _) => self.step(columns, 1),
            _ => return false,
        }
        true
    }

    /// The rows of the text: each byte but line ends is on one of them.
    #[must_use]
    pub fn rows(&self, columns: usize) -> Vec<Span> {
        let (mut rows, mut start) = (Vec::new(), 0);
        for line in self.text.split('\n') {
            let end = start + line.len();
            let starts = wrap(&self.text, Span::of(start, end), columns);
            let mut from = Span::of(start, start).start;
            for next in starts.iter().skip(1).map(|row| row.start) {
                rows.push(Span::new(from, next));
                from = next;
            }
            rows.push(Span::new(from, end as u32));
            start = end + 1;
        }
        rows
    }

    /// The row of the cursor, and its column there.
    #[must_use]
    pub fn cursor(&self, rows: &[Span], columns: usize) -> (usize, usize) {
        let row = rows.partition_point(|row| row.start as usize <= self.at).saturating_sub(1);
        let start = rows.get(row).map_or(0, |row| row.start as usize);
        (row, width(&self.text[start..self.at]).min(columns))
    }

    /// A row up or down, as near to the column as it goes; at the first and last row to the end of the text.
    fn step(&mut self, columns: usize, by: isize) {
        let rows = self.rows(columns);
        let (row, column) = self.cursor(&rows, columns);
        self.at = match row.checked_add_signed(by).and_then(|row| rows.get(row)) {
            Some(row) => row.start as usize + prefix(row.slice(&self.text).trim_end(), column).len(),
            None if by < 0 => 0,
            None => self.text.len(),
        };
    }

    fn delete_to(&mut self, to: usize) {
        let range = to.min(self.at)..to.max(self.at);
        self.at = range.start;
        self.text.replace_range(range, "");
        // What now stands together may be one character.
        while !self.is_border(self.at) {
            self.at -= 1;
        }
    }

    fn is_border(&self, at: usize) -> bool {
        at == self.text.len()
            || self.text.is_char_boundary(at) && {
                let line = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
                self.text[line..]
                    .grapheme_indices(true)
                    .map(|(i, _)| line + i)
                    .take_while(|&i| i <= at)
                    .last()
                    == Some(at)
            }
    }

    fn before(&self) -> usize {
        self.text[..self.at].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.text[self.at..].graphemes(true).next().map_or(self.at, |cluster| self.at + cluster.len())
    }

    fn word_before(&self) -> usize {
        let before = self.text[..self.at].trim_end();
        before
            .rfind(char::is_whitespace)
            .map_or(0, |blank| blank + before[blank..].chars().next().map_or(1, char::len_utf8))
    }

    fn word_after(&self) -> usize {
        let rest = &self.text[self.at..];
        let blanks = rest.len() - rest.trim_start().len();
        let word = rest[blanks..].find(char::is_whitespace).unwrap_or(rest.len() - blanks);
        self.at + blanks + word
    }

    fn line_start(&self) -> usize {
        self.text[..self.at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    fn line_end(&self) -> usize {
        self.text[self.at..].find('\n').map_or(self.text.len(), |newline| self.at + newline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::chord::parse_keys;
    use proptest::prelude::*;

    fn typed(start: &str, keys: &str, columns: usize) -> String {
        let mut editor = Editor::new(start);
        for chord in parse_keys(keys).unwrap() {
            editor.key(chord, columns);
        }
        editor.insert("|");
        editor.text
    }

    #[test]
    fn keys_edit() {
        for (start, keys, expected) in [
            ("", "ab<c-j>c", "ab\nc|"),
            ("one two", "<c-w>x", "one x|"),
            ("one\ntwo", "<c-u>", "one\n|"),
            ("one\ntwo", "<home><c-k>", "one\n|"),
            ("one\ntwo", "<up>", "one|\ntwo"),
            ("one\ntwo", "<up><up>", "|one\ntwo"),
            ("one\ntwo", "<c-home><down>", "one\n|two"),
            ("one two", "<c-left><c-left><c-right>", "one| two"),
            ("日e\u{301}本", "<bs><bs>", "日|"),
            ("日本", "<left><left><del>", "|本"),
            ("aaaa bbbb", "<left><left><up>", "aa|aa bbbb"),
            ("ab", "<left>\u{301}", "a\u{301}|b"),
        ] {
            assert_eq!(typed(start, keys, 5), expected, "{start:?} {keys}");
        }
    }

    proptest! {
        #[test]
        fn any_keys_on_any_text_keep_the_cursor_on_a_border(
            start in "(\\PC|[a \n\u{301}\u{200d}👩🇫🇷]){0,30}",
            keys in proptest::collection::vec(0usize..18, 0..30),
            columns in 1usize..12
        ) {
            let all = parse_keys("a<bs><del><left><right><c-left><c-right><home><end><up><down><c-w><c-u><c-k><c-j><c-home><c-end><space>").unwrap();
            let mut editor = Editor::new(&SafeText::new(&start));
            for key in keys {
                editor.key(all[key], columns);
                prop_assert!(editor.text.is_char_boundary(editor.at));
                let rows = editor.rows(columns);
                let joined: usize = rows.iter().map(|row| row.len() as usize).sum();
                prop_assert_eq!(joined, editor.text.len() - editor.text.matches('\n').count());
                let (row, _) = editor.cursor(&rows, columns);
                prop_assert!(row < rows.len());
            }
        }
    }
}
