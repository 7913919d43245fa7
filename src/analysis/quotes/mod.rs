//! Quotations: who said what, in own words or reported.
//!
//! Method: quotation marks, cue verbs (`assets/cues.tsv`) and the order of their parts (Pouliquen, Steinberger and
//! Best 2007; O'Keefe et al. 2012), worked over tokens without a parser. Subjects are found by walking left from the
//! verb over adverbs, appositions and relative clauses; pronouns take the last speaker or actor that fits. Short
//! stretches between marks without a cue are names or words set off, not speech.

mod clauses;
mod cues;
mod direct;
mod marks;
mod phrase;
mod pronouns;
mod reported;
mod speaker;
#[cfg(test)]
mod tests;
mod view;

pub use cues::{Stance, stance};

use super::Gazetteer;
use super::tokens::Token;
use crate::analysis::dateline;
use crate::model::{Article, EntityKind, EntityTable, Mention, Quote, Span};
use direct::{Attribution, Frame};
use marks::Marked;
use speaker::{Context, Speaker};
use view::View;

/// The quotations of an article, in order of their spans, not overlapping. `tokens` are those of the whole text.
#[must_use]
pub fn find(
    article: &Article,
    sentences: &[Span],
    tokens: &[Token],
    mentions: &[Mention],
    entities: &EntityTable,
    gazetteer: &Gazetteer,
) -> Vec<Quote> {
    let view = View::new(&article.text, tokens, mentions, entities, gazetteer);
    let context = Context { view: &view, sentences, spoken: vec![None; sentences.len()] };
    let mut finder = Finder { context, quotes: Vec::new(), went_on: None, near: 0 };
    let mut first = 0;
    for part in article.prose() {
        let marks = marks::marked(&article.text, part.span);
        let last = first + sentences[first..].partition_point(|sentence| sentence.start < part.span.end);
        finder.paragraph(first..last, &marks);
        first = last;
    }
    let mut quotes = finder.quotes;
    quotes.sort_by_key(|quote| (quote.span.start, quote.span.end));
    quotes.dedup_by(|next, kept| next.span.overlaps(kept.span));
    quotes
}

/// Tokens of a sentence in which reported speech is looked for: none in print is as long, and a text without full
/// stops must not be read anew for each of its verbs.
const LONGEST: usize = 1_000;

struct Finder<'v, 'a> {
    context: Context<'v, 'a>,
    quotes: Vec<Quote>,
    /// The speaker of a quotation whose marks were not closed in the paragraph before, or that ended it.
    went_on: Option<Speaker>,
    /// The first token of the sentence that was looked at last: the next is not far.
    near: usize,
}

impl Finder<'_, '_> {
    /// All quotations of one paragraph with sentences `range`.
    fn paragraph(&mut self, range: std::ops::Range<usize>, marks: &[Marked]) {
        let mut next = 0;
        let mut carried = self.went_on.take();
        let mut spoken_to_the_end = false;
        for sentence in range.clone() {
            let span = self.context.sentences[sentence];
            self.reported(sentence, marks);
            while let Some(&mark) = marks.get(next).filter(|mark| mark.outer.start < span.end) {
                let frame = self.frame(sentence, &range, marks, next, carried.clone());
                next += 1;
                if !mark.closed && !unclosed_is_speech(&self.context, &frame) {
                    continue;
                }
                let Some(attribution) = direct::attribute(&self.context, mark, &frame) else { continue };
                if let Some(speaker) = &attribution.speaker {
                    carried = Some(speaker.clone());
                    self.context.spoken[sentence] = Some(speaker.clone());
                }
                spoken_to_the_end = !mark.closed || range.end == sentence + 1;
                self.push(mark.inner, true, attribution);
            }
            if let Some(speaker) = &self.context.spoken[sentence] {
                carried = Some(speaker.clone());
            } else if !marks[..next].last().is_some_and(|mark| mark.outer.overlaps(span)) {
                carried = None;
            }
        }
        if spoken_to_the_end {
            self.went_on = carried;
        }
    }

    /// Reported speech of one sentence, around what stands between marks.
    fn reported(&mut self, sentence: usize, marks: &[Marked]) {
        let view = self.context.view;
        let span = self.context.sentences[sentence];
        let text = span.slice(view.text);
        // `OSLO: …`; before a person’s words stands the person: `ANNA BERG: …`.
        let colon = dateline::before_colon(text);
        let begin = view.range_near(self.near, span).start;
        let person = colon > 0
            && view.mention(begin).is_some_and(|mention| view.entity(mention).kind == EntityKind::Person);
        let dateline = dateline::length(text).max(if person { 0 } else { colon }) as u32;
        let tokens = view.range_near(self.near, Span::new(span.start + dateline, span.end));
        self.near = tokens.start;
        let tokens = tokens.start..tokens.end.min(tokens.start + LONGEST);
        let between = |i: usize| {
            let Some(at) = view.tokens.get(i).map(|token| token.span.start) else { return false };
            let mark = marks.partition_point(|mark| mark.outer.end <= at);
            marks.get(mark).is_some_and(|mark| mark.outer.holds(at))
        };
        for found in reported::find(&mut self.context, sentence, tokens, between) {
            let pieces = outside(found.content, between);
            // Beside a quotation a few words that lead up to it are no report of their own.
            let least = if pieces.len() > 1 || pieces.first().is_some_and(|piece| between(piece.end)) {
                4
            } else {
                2
            };
            for piece in pieces {
                if view.words_in(piece.clone()) >= least {
                    let span = view.span(piece);
                    self.push(span, found.own_words, found.attribution.clone());
                }
            }
        }
    }

    /// The surroundings of the mark with index `i`, which begins in `sentence`.
    fn frame(
        &self,
        sentence: usize,
        paragraph: &std::ops::Range<usize>,
        marks: &[Marked],
        i: usize,
        carried: Option<Speaker>,
    ) -> Frame {
        let view = self.context.view;
        let mark = marks[i];
        let begin = self.context.sentences[sentence].start;
        let floor = i.checked_sub(1).map_or(begin, |i| marks[i].outer.end.max(begin));
        let sentences = &self.context.sentences[paragraph.clone()];
        let last = sentences.partition_point(|sentence| sentence.end < mark.outer.end);
        let last = sentences.get(last).map_or(mark.outer.end, |sentence| sentence.end);
        let ceiling = marks.get(i + 1).map_or(last, |next| next.outer.start.min(last));
        Frame {
            sentence,
            before: view.range_near(self.near, Span::new(floor, mark.outer.start.max(floor))),
            inside: view.range_near(self.near, mark.inner),
            after: view.range_near(self.near, Span::new(mark.outer.end, ceiling.max(mark.outer.end))),
            carried,
        }
    }

    fn push(&mut self, span: Span, direct: bool, attribution: Attribution) {
        let view = self.context.view;
        let Attribution { speaker, cue, why } = attribution;
        let cue = cue.map(|cue| view.span(cue));
        let (speaker, speaker_name) = speaker.map_or((None, None), |who| (who.entity, Some(who.name)));
        self.quotes.push(Quote { span, direct, speaker, speaker_name, cue, why: why.into() });
    }
}

/// Marks never closed are speech where they open the paragraph or follow a cue, a comma or a colon.
fn unclosed_is_speech(context: &Context<'_, '_>, frame: &Frame) -> bool {
    let previous = frame.before.end.checked_sub(1).filter(|_| !frame.before.is_empty());
    previous.is_none_or(|i| matches!(context.view.word(i), "," | ":") || context.view.cue(i).is_some())
}

/// The stretches of `content` outside the blocked tokens.
fn outside(content: std::ops::Range<usize>, blocked: impl Fn(usize) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut pieces: Vec<std::ops::Range<usize>> = Vec::new();
    for i in content.filter(|&i| !blocked(i)) {
        match pieces.last_mut() {
            Some(piece) if piece.end == i => piece.end = i + 1,
            _ => pieces.push(i..i + 1),
        }
    }
    pieces
}
