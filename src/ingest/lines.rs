//! The lines of a text that are not blank, as ranges without their leading and trailing blank space.

use crate::model::Span;

/// The trimmed ranges of all lines that are not blank, in order.
pub(crate) fn spans(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut next = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len()));
    ends.filter_map(move |end| {
        let (start, line) = (next, &text[next..end]);
        next = end + 1;
        let lead = line.len() - line.trim_start().len();
        let trimmed = line.trim();
        (!trimmed.is_empty()).then(|| Span::of(start + lead, start + lead + trimmed.len()))
    })
}
