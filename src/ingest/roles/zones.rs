//! Where on a page the article begins and ends.
//!
//! Method: body text extraction as by Finn, Kushmerick and Smyth (2001): the stretches in which the words of
//! sentences outweigh labels. Texts with few paragraphs (verses, a short report, dialogue) are read more simply.

use super::evidence;
use super::units::{End, Unit};

/// Beyond so many unexplained lines, what stands before the first paragraph is no page's head.
const LONGEST_HEAD: usize = 8;

/// A text with so many paragraphs and so many words in them is judged by the weight of its stretches.
const PARAGRAPHS: usize = 3;
const PARAGRAPH_WORDS: usize = 120;

/// What a label and a line of certain furniture weigh against a stretch, in words.
const LABEL: i64 = 6;
const FURNITURE: i64 = 4;

/// The most one line weighs for a stretch: one long line of a cookie box must not outweigh an article.
const HEAVIEST: usize = 60;

/// The three stretches of a page, as indices of its units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Zones {
    /// The first unit of the article's own words.
    pub(crate) body: usize,
    /// One past the last sentence.
    pub(crate) end: usize,
    /// The first unit of the block of furniture that closes the page; the number of units where there is none.
    pub(crate) tail: usize,
    /// Whether the text is made of paragraphs, so that short lines around them can be judged.
    pub(crate) prosy: bool,
}

/// Finds the zones. `open` tells which units are still unexplained: neither certain furniture nor caption or the like.
pub(crate) fn find(units: &[Unit<'_>], open: &[bool], certain: &[bool]) -> Zones {
    let long: Vec<usize> = (0..units.len()).filter(|&i| open[i] && units[i].is_long()).collect();
    let words: usize = long.iter().map(|&i| units[i].weight.min(HEAVIEST)).sum();
    let prosy = long.len() >= PARAGRAPHS && words >= PARAGRAPH_WORDS;
    if prosy {
        let (heaviest_start, heaviest_end) = heaviest(units, open, certain);
        let body =
            (heaviest_start..heaviest_end).find(|&i| !is_headline_like(units, i)).unwrap_or(heaviest_start);
        let tail = tail(units, open, certain, body);
        return Zones { body, end: heaviest_end.min(tail), tail, prosy };
    }
    let sentence = (0..units.len()).find(|&i| open[i] && units[i].is_sentence() && units[i].end == End::Stop);
    let Some(first) = long.first().copied().or(sentence) else {
        return Zones { body: 0, end: units.len(), tail: tail(units, open, certain, 0), prosy };
    };
    let body = begin(units, open, certain, first);
    let tail = tail(units, open, certain, first);
    let end = (body..tail).rev().find(|&i| open[i] && units[i].is_sentence()).map_or(tail, |last| last + 1);
    Zones { body, end, tail, prosy }
}

/// From the first to the last stretch that weighs something beside the heaviest one: tables and code part an article
/// into several. A stretch ends where its labels have used up the words of its sentences.
fn heaviest(units: &[Unit<'_>], open: &[bool], certain: &[bool]) -> (usize, usize) {
    let mut stretches: Vec<(i64, usize, usize)> = Vec::new();
    let mut sum = 0;
    for i in 0..units.len() {
        if sum <= 0 {
            sum = 0;
            stretches.push((0, i, i));
        }
        sum += weight(&units[i], open[i], certain[i]);
        if let Some(stretch) = stretches.last_mut()
            && sum > stretch.0
        {
            (stretch.0, stretch.2) = (sum, i + 1);
        }
    }
    let best = stretches.iter().map(|stretch| stretch.0).max().unwrap_or(0);
    let mut weighty = stretches
        .iter()
        .filter(|stretch| stretch.0 > 0 && stretch.0 * 6 >= best && stretch.0.min(best) >= best.min(80));
    let first = weighty.next().map_or((0, units.len()), |stretch| (stretch.1, stretch.2));
    (first.0, weighty.next_back().map_or(first.1, |stretch| stretch.2))
}

/// Whether a line that could open the body is a headline by its shape: a question or an exclamation of few words, or
/// words with capitals as headlines have them, on a line of its own above other lines.
fn is_headline_like(units: &[Unit<'_>], i: usize) -> bool {
    let unit = &units[i];
    let apart = unit.after_blank && units.get(i + 1).is_some_and(|next| next.after_blank);
    let capitals = (4..=25).contains(&unit.words.len()) && unit.capital_share() >= 0.75;
    let call = unit.end == End::Call
        && unit.weight <= 14
        && !unit.text.starts_with(['“', '"', '«', '„', '—', '–', '‘']);
    apart && i < 40 && !(unit.end == End::Colon) && (capitals || call)
}

/// What a line adds to a stretch: its words where it is a sentence, a loss where it is a label.
fn weight(unit: &Unit<'_>, open: bool, certain: bool) -> i64 {
    if certain {
        return -FURNITURE;
    }
    if !open {
        return 0;
    }
    if unit.is_sentence() || unit.end != End::Open {
        return i64::try_from(unit.weight.min(HEAVIEST)).unwrap_or(0);
    }
    -LABEL
}

/// The beginning of a text of few paragraphs: the first of them, or the short sentences that lead to it.
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
    let mut last = (first..units.len())
        .rev()
        .find(|&i| open[i] && is_paragraph(&units[i]))
        .map_or(first, |last| last + 1);
    let tail = loop {
        let Some(tail) = (last..units.len()).find(|&i| certain[i] && units[i].has_words()) else {
            return units.len();
        };
        // After a link between paragraphs the article goes on, be it with a short sentence.
        match (tail..units.len()).find(|&i| !certain[i]) {
            Some(next) if open[next] && resumes(&units[next]) => last = next + 1,
            _ => break tail,
        }
    };
    let rest = tail..units.len();
    let told =
        rest.clone().filter(|&i| open[i] && units[i].is_sentence() && evidence::appeal(&units[i]) < 0.75);
    if told.count() * 10 <= rest.len() * 4 { tail } else { units.len() }
}

/// Whether a line after furniture is the article's again: a sentence of its own that speaks to nobody.
fn resumes(unit: &Unit<'_>) -> bool {
    unit.end == End::Stop && unit.weight >= 6 && unit.starts_high() && evidence::appeal(unit) < 0.5
}

/// Whether the line is an article's paragraph beyond doubt: long, and not addressed to the page's reader.
fn is_paragraph(unit: &Unit<'_>) -> bool {
    unit.weight >= 20 || unit.is_long() && evidence::appeal(unit) < 0.5
}
