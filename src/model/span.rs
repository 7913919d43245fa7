//! Byte ranges over an article's text.

use serde::{Deserialize, Serialize};

/// A half-open byte range `[start, end)` into an article's text. Both ends lie on character boundaries.
///
/// Offsets are bytes because slicing is then free; the headless contract counts characters, and `report` converts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The range of a `usize` pair, as slicing code has them. Texts are capped below 4 GiB when they are read.
    #[must_use]
    pub const fn of(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the range holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The range as slice indices.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words of `text` this range covers; empty where the range does not lie in the text.
    #[inline]
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Whether both share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte offset lies inside.
    #[must_use]
    pub const fn holds(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The smallest range around both.
    #[inline]
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// The items of `sorted` (by start, not overlapping one another) that overlap `span`, found by binary search.
#[must_use]
pub fn within<T>(sorted: &[T], span: Span, at: impl Fn(&T) -> Span) -> &[T] {
    let from = sorted.partition_point(|item| at(item).end <= span.start);
    let to = sorted.partition_point(|item| at(item).start < span.end);
    sorted.get(from..to.max(from)).unwrap_or(&[])
}

/// The first item that is not before a place, in a list where those before it come first; sought from item `near` on in
/// doubling steps (Bentley and Yao 1976). For those who go through a long list, whom a search of all of it would cost a
/// walk through memory each time.
pub(crate) fn seek<T>(sorted: &[T], near: usize, before: impl Fn(&T) -> bool) -> usize {
    let near = near.min(sorted.len());
    if near > 0 && !before(&sorted[near - 1]) {
        return sorted[..near].partition_point(before);
    }
    let (mut from, mut step) = (near, 1);
    while sorted.get(from + step).is_some_and(&before) {
        from += step;
        step *= 2;
    }
    let to = sorted.len().min(from + step);
    from + sorted[from..to].partition_point(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_search_from_nearby_finds_what_one_of_all_does(
            mut list in proptest::collection::vec(0_u8..40, 0..40), near in 0_usize..50, place in 0_u8..42
        ) {
            list.sort_unstable();
            let before = |item: &u8| *item < place;
            prop_assert_eq!(seek(&list, near, before), list.partition_point(before));
        }
    }

    #[test]
    fn relations_between_spans() {
        let a = Span::new(2, 5);
        for (b, overlaps, contains) in [
            (Span::new(0, 2), false, false),
            (Span::new(0, 3), true, false),
            (Span::new(2, 5), true, true),
            (Span::new(3, 4), true, true),
            (Span::new(4, 9), true, false),
            (Span::new(5, 9), false, false),
        ] {
            assert_eq!((a.overlaps(b), a.contains(b)), (overlaps, contains), "{b:?}");
        }
    }

    #[test]
    fn a_span_outside_the_text_slices_to_nothing() {
        assert_eq!(Span::new(3, 99).slice("abc"), "");
        assert_eq!(Span::new(1, 2).slice("é"), "", "inside a character");
    }

    #[test]
    fn within_finds_the_overlapping_run() {
        let spans = [Span::new(0, 2), Span::new(4, 6), Span::new(6, 9)];
        assert_eq!(within(&spans, Span::new(1, 5), |s| *s), &spans[0..2]);
        assert_eq!(within(&spans, Span::new(2, 4), |s| *s), &[]);
        assert_eq!(within(&spans, Span::new(5, 99), |s| *s), &spans[1..3]);
    }
}
