//! From text to rows: where lines are broken for a given width, as byte ranges into the untouched text.
//!
//! Break opportunities are those of Unicode Standard Annex 14 (crate `unicode-linebreak`); filling is greedy.

use super::Span;
use super::width::{cluster_width, width};
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

/// Rows of at most `columns` columns over the span of a text. White space at the ends of rows is left out; a word
/// wider than the row is cut between clusters. An empty span gives no row.
#[must_use]
pub fn wrap(text: &str, span: Span, columns: usize) -> Vec<Span> {
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

    proptest! {
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
