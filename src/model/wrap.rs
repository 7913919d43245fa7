//! From text to rows: where lines are broken for a given width, as byte ranges into the untouched text.
//!
//! Break opportunities are those of Unicode Standard Annex 14 (crate `unicode-linebreak`); filling is greedy. Where a
//! text goes on for long without the end of a line, rows begin anew now and then, at places that the text alone
//! decides: so the rows at any place of it are known without those before ([`pieces`]).

use super::Span;
use super::width::{cluster_width, width};
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// Bytes of text after which rows begin anew. What is shorter than two of them is one piece, and no paragraph that
/// anybody wrote is longer.
pub const PIECE: usize = 32 << 10;

/// How far behind its place a good beginning of a piece is looked for, in bytes: a good part of [`PIECE`] at most.
const LOOK: usize = 2 << 10;

/// The pieces that a span of a text is wrapped in, each by itself.
#[derive(Debug, Clone, Copy)]
pub struct Pieces<'t> {
    text: &'t str,
    span: Span,
    piece: usize,
}

/// The pieces of a span.
#[must_use]
pub const fn pieces(text: &str, span: Span) -> Pieces<'_> {
    pieces_of(text, span, PIECE)
}

/// As [`pieces`], with pieces of another length (but for tests [`PIECE`]).
pub(crate) const fn pieces_of(text: &str, span: Span, piece: usize) -> Pieces<'_> {
    Pieces { text, span, piece }
}

impl Pieces<'_> {
    /// How many there are, at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        (self.span.len() as usize / self.piece).max(1)
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, i: usize) -> Span {
        let end = if i + 1 < self.count() { self.begin(i + 1) } else { self.span.end };
        Span::new(self.begin(i), end)
    }

    /// Which of them holds a byte offset; the nearest where none does.
    #[must_use]
    pub fn at(&self, offset: u32) -> usize {
        let into = offset.saturating_sub(self.span.start) as usize;
        let i = (into / self.piece).min(self.count() - 1);
        if i > 0 && offset < self.begin(i) { i - 1 } else { i }
    }

    /// Where one begins: behind the end of a line, else of a sentence, else of a word, else of a cluster.
    fn begin(&self, i: usize) -> u32 {
        if i == 0 {
            return self.span.start;
        }
        let from = boundary(self.text, self.span.start as usize + i * self.piece);
        let look = LOOK.min(self.piece / 2);
        let to = boundary(self.text, (from + look).min(self.span.end as usize));
        let ahead = self.text.get(from..to).unwrap_or_default();
        let ends = ["\n", ". ", " "].iter().find_map(|end| ahead.find(end).map(|at| from + at + end.len()));
        let cluster = || {
            let mut cursor = GraphemeCursor::new(from, self.text.len(), true);
            cursor.next_boundary(self.text, 0).ok().flatten().unwrap_or(from)
        };
        ends.unwrap_or_else(cluster).min(self.span.end as usize) as u32
    }
}

/// The first boundary of characters from a place on.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// Rows of at most `columns` columns over the span of a text. White space at the ends of rows is left out; a word
/// wider than the row is cut between clusters. An empty span gives no row.
#[must_use]
pub fn wrap(text: &str, span: Span, columns: usize) -> Vec<Span> {
    let pieces = pieces(text, span);
    match pieces.count() {
        1 => wrap_piece(text, span, columns),
        count => (0..count).flat_map(|i| wrap_piece(text, pieces.get(i), columns)).collect(),
    }
}

/// The rows of one piece.
#[must_use]
pub fn wrap_piece(text: &str, span: Span, columns: usize) -> Vec<Span> {
    let columns = columns.max(1);
    let slice = span.slice(text);
    let mut rows = Vec::new();
    let (mut start, mut last, mut used) = (0, 0, 0);
    for (end, opportunity) in linebreaks(slice) {
        let piece = &slice[last..end];
        let solid = width(piece.trim_end());
        if used + solid > columns && start < last {
            push(span, slice, start, last, &mut rows);
            (start, used) = (last, 0);
        }
        if used + solid > columns {
            start = cut(span, slice, start, end, columns, &mut rows);
            used = width(&slice[start..end]);
        } else {
            used += width(piece);
        }
        if opportunity == BreakOpportunity::Mandatory {
            push(span, slice, start, end, &mut rows);
            (start, used) = (end, 0);
        }
        last = end;
    }
    push(span, slice, start, slice.len(), &mut rows);
    rows
}

/// Cuts a word that is wider than a row; returns where its last row begins.
fn cut(span: Span, slice: &str, mut start: usize, end: usize, columns: usize, rows: &mut Vec<Span>) -> usize {
    let mut used = 0;
    for (i, cluster) in
        slice[start..end].grapheme_indices(true).map(|(i, c)| (start + i, c)).collect::<Vec<_>>()
    {
        let wide = cluster_width(cluster);
        if used + wide > columns && i > start {
            push(span, slice, start, i, rows);
            (start, used) = (i, 0);
        }
        used += wide;
    }
    start
}

fn push(span: Span, slice: &str, start: usize, end: usize, rows: &mut Vec<Span>) {
    let piece = &slice[start..end];
    let lead = piece.len() - piece.trim_start().len();
    let solid = piece.trim().len();
    if solid > 0 {
        let from = span.start + (start + lead) as u32;
        rows.push(Span::new(from, from + solid as u32));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, Span::of(0, text.len()), columns).into_iter().map(|span| span.slice(text)).collect()
    }

    #[test]
    fn rows_break_at_words() {
        for (text, columns, expected) in [
            ("one two three", 7, vec!["one two", "three"]),
            ("one two three", 8, vec!["one two", "three"]),
            ("unbreakable", 4, vec!["unbr", "eaka", "ble"]),
            ("a unbreakable b", 5, vec!["a", "unbre", "akabl", "e b"]),
            ("日本語の新聞", 5, vec!["日本", "語の", "新聞"]),
            ("first\nsecond", 20, vec!["first", "second"]),
            ("", 5, vec![]),
            ("   ", 5, vec![]),
        ] {
            assert_eq!(lines(text, columns), expected, "{text:?} in {columns}");
        }
    }

    #[test]
    fn pieces_begin_where_a_line_a_sentence_or_a_word_does() {
        for (text, expected) in [
            ("short enough.", vec!["short enough."]),
            ("0123456789 word end. Next one here", vec!["0123456789 word end. ", "Next one here"]),
            ("0123456789abcd efg\nhij klmnopqrstu", vec!["0123456789abcd efg\n", "hij klmnopqrstu"]),
            ("0123456789abcde fg hij klmnopqrstuv", vec!["0123456789abcde fg ", "hij klmnopqrstuv"]),
            ("0123456789abcdefghijklmnopqrstuvwxyz", vec!["0123456789abcdefg", "hijklmnopqrstuvwxyz"]),
            ("0123456789abcde👩\u{200d}🚀jklmnopqrstu", vec!["0123456789abcde👩\u{200d}🚀", "jklmnopqrstu"]),
        ] {
            let pieces = pieces_of(text, Span::of(0, text.len()), 16);
            let found: Vec<&str> = (0..pieces.count()).map(|i| pieces.get(i).slice(text)).collect();
            assert_eq!(found, expected);
        }
    }

    proptest! {
        #[test]
        fn pieces_are_the_whole_and_each_place_is_in_one(
            text in "([a-é日👩\u{200d}\u{301}]{0,20}[. \n]?){0,30}", piece in 16usize..40, offset in 0u32..600,
        ) {
            let pieces = pieces_of(&text, Span::of(0, text.len()), piece);
            let all: Vec<Span> = (0..pieces.count()).map(|i| pieces.get(i)).collect();
            prop_assert_eq!(all.iter().map(|span| span.slice(&text)).collect::<String>(), text.clone());
            let at = pieces.at(offset);
            prop_assert!((offset as usize) >= text.len() || all[at].holds(offset), "{at}: {all:?}");
        }

        #[test]
        fn rows_are_narrow_enough_and_lose_nothing(text in "(\\PC|[ \n]){0,120}", columns in 1usize..30) {
            let rows = wrap(&text, Span::of(0, text.len()), columns);
            let mut at = 0;
            for row in &rows {
                let range = row.range();
                prop_assert!(range.start >= at);
                prop_assert!(text[at..range.start].trim().is_empty(), "only blanks are left out");
                let slice = &text[range.clone()];
                prop_assert!(width(slice) <= columns.max(2), "{slice:?} is wider than {columns}");
                at = range.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
