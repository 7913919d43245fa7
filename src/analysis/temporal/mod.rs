//! When: the publication date of an article, and the temporal expressions in its text.
//!
//! First the patterns find what says something about time and what it says ([`grammar`], [`guard`]), without any
//! anchor; then each is placed in the calendar against the publication date or a date just named ([`resolve`],
//! [`expressions`]). The way of `HeidelTime` (Strötgen & Gertz 2010, 2013), with its separation of finding and normalising.
//! Nothing here reads a clock: an article without evidence of its date has none.

mod ahead;
mod anniversary;
mod beside;
mod calendar;
mod contradiction;
mod evidence;
mod expressions;
mod feasts;
mod grammar;
mod guard;
mod lexicon;
mod line;
mod meaning;
mod numbers;
mod publication;
#[cfg(test)]
mod publication_tests;
mod reasons;
mod resolve;
mod struck;
mod tense;
#[cfg(test)]
mod tests;

pub use struck::NotDates;

use super::Gazetteer;
use super::tokens::Token;
use crate::model::{Article, Expression, Mention, Published, SafeText, Span};

/// What an article says of time. The meanings of its tokens are looked up once for all that is asked.
pub struct Reader<'a> {
    article: &'a Article,
    tokens: &'a [Token],
    entries: Vec<lexicon::Entry>,
    gazetteer: &'a Gazetteer,
    not_dates: &'a NotDates,
}

/// What was found of dates in an article.
#[derive(Debug, Default)]
pub struct Dates {
    /// The temporal expressions, in order of their spans, not overlapping.
    pub expressions: Vec<Expression>,
    /// What the reader said is no date, with the index of the rule.
    pub struck: Vec<(Span, u32)>,
    /// What in the text contradicts the publication date, in a short sentence.
    pub contradiction: Option<SafeText>,
}

impl<'a> Reader<'a> {
    /// Looks at the tokens of the whole text.
    #[must_use]
    pub fn new(
        article: &'a Article,
        tokens: &'a [Token],
        gazetteer: &'a Gazetteer,
        not_dates: &'a NotDates,
    ) -> Self {
        Self { article, tokens, entries: line::entries(&article.text, tokens), gazetteer, not_dates }
    }

    /// When the article was published, by the strongest evidence there is; `None` where nothing tells.
    ///
    /// In order of trust: a field of the format, a date line, the path of the URL, a day and month that fit a year in
    /// which the people named held office, dates and anniversaries the text tells of, known events.
    #[must_use]
    pub fn publication(&self, mentions: &[Mention]) -> Option<Published> {
        publication::find(self, mentions)
    }

    /// The temporal expressions of the article.
    #[must_use]
    pub fn expressions(
        &self,
        sentences: &[Span],
        mentions: &[Mention],
        published: Option<&Published>,
    ) -> Dates {
        let reading = expressions::Reading::new(self, sentences, mentions);
        let expressions = expressions::resolve(&reading, published);
        let contradiction = contradiction::find(&reading, &expressions, published);
        Dates { expressions, struck: reading.struck, contradiction }
    }
}
