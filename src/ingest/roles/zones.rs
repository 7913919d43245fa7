//! Where on a page the article begins and ends.

use super::evidence;
use super::units::{End, Unit};

/// Beyond so many unexplained lines, what stands before the first paragraph is no page's head.
const LONGEST_HEAD: usize = 8;

/// The three stretches of a page, as indices of its units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Zones {
    /// The first unit of the article's own words.
    pub(crate) body: usize,
    /// One past the last sentence.
    pub(crate) end: usize,
    /// The first unit of the block of furniture that closes the page; the number of units where there is none.
    pub(crate) tail: usize,
}

/// Finds the zones. `open` tells which units are still unexplained: neither certain furniture nor caption or the like.
pub(crate) fn find(units: &[Unit<'_>], open: &[bool], certain: &[bool]) -> Zones {
    let long = (0..units.len()).find(|&i| open[i] && units[i].is_long());
    let sentence = (0..units.len()).find(|&i| open[i] && units[i].is_sentence() && units[i].end == End::Stop);
    let Some(first) = long.or(sentence) else {
        return Zones { body: 0, end: units.len(), tail: tail(units, open, certain, 0) };
    };
    let body = begin(units, open, certain, first);
    let tail = tail(units, open, certain, first);
    let end = (body..tail).rev().find(|&i| open[i] && units[i].is_sentence()).map_or(tail, |last| last + 1);
    Zones { body, end, tail }
}

/// The beginning: the first paragraph, or the short sentences that lead to it.
fn begin(units: &[Unit<'_>], open: &[bool], certain: &[bool], first: usize) -> usize {
    let mut begin = first;
    while begin > 0 && open[begin - 1] && units[begin - 1].is_sentence() && units[begin - 1].end == End::Stop
    {
        begin -= 1;
    }
    let unexplained = (0..begin).filter(|&i| open[i]).count();
    let page_like = (0..begin).filter(|&i| certain[i]).count();
    // Verses, dialogue, a list of items: lines without a paragraph are the article, not its head.
    if unexplained > LONGEST_HEAD && page_like * 10 < unexplained { 0 } else { begin }
}

/// The closing block: from the first line that is certainly furniture and after which no paragraph stands, provided
/// that what follows it does not read like sentences of an article.
fn tail(units: &[Unit<'_>], open: &[bool], certain: &[bool], first: usize) -> usize {
    let last = (first..units.len())
        .rev()
        .find(|&i| open[i] && is_paragraph(&units[i]))
        .map_or(first, |last| last + 1);
    let Some(tail) = (last..units.len()).find(|&i| certain[i] && units[i].has_words()) else {
        return units.len();
    };
    let rest = tail..units.len();
    let told =
        rest.clone().filter(|&i| open[i] && units[i].is_sentence() && evidence::appeal(&units[i]) < 0.75);
    if told.count() * 10 <= rest.len() * 4 { tail } else { units.len() }
}

/// Whether the line is an article's paragraph beyond doubt: long, and not addressed to the page's reader.
fn is_paragraph(unit: &Unit<'_>) -> bool {
    unit.weight >= 20 || unit.is_long() && evidence::appeal(unit) < 0.5
}
