//! The records of the line of events.

use crate::model::dates::iso;
use crate::model::{Confidence, DateBasis, DayRange, EventMention, Happening, Precision};
use crate::report::View;
use crate::report::offsets::CharSpan;
use crate::report::view::ToldEvent;
use serde::Serialize;

/// The line of events: the whole of `timeline`.
#[derive(Serialize)]
pub(crate) struct TimelineRecord<'a> {
    events: Vec<EventRecord<'a>>,
    undated: Vec<EventRecord<'a>>,
}

impl<'a> TimelineRecord<'a> {
    /// Of what the view's articles tell.
    pub(crate) fn new(view: &'a View<'_>, events: &'a [ToldEvent<'_>], undated: &'a [ToldEvent<'_>]) -> Self {
        let records =
            |events: &'a [ToldEvent<'_>]| events.iter().map(|told| EventRecord::new(view, told)).collect();
        Self { events: records(events), undated: records(undated) }
    }
}

/// One event: a line of `timeline --format jsonl`.
#[derive(Serialize)]
pub(crate) struct EventRecord<'a> {
    id: &'a str,
    kind: Happening,
    label: &'a str,
    date: Option<String>,
    end: Option<String>,
    precision: Option<Precision>,
    basis: Option<DateBasis>,
    guessed: bool,
    place: Option<&'a str>,
    participants: Vec<&'a str>,
    outlets: Vec<&'a str>,
    confidence: Confidence,
    mentions: Vec<EventMentionRecord<'a>>,
    /// What the reader corrected in it, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrected: Vec<&'a str>,
}

#[derive(Serialize)]
struct EventMentionRecord<'a> {
    article: &'a str,
    path: Option<&'a str>,
    outlet: &'a str,
    #[serde(flatten)]
    span: CharSpan,
    why: &'a str,
    confidence: Confidence,
}

impl<'a> EventRecord<'a> {
    /// The record of one event.
    pub(crate) fn new(view: &'a View<'_>, told: &'a ToldEvent<'_>) -> Self {
        let event = told.event;
        let dated = event.days.is_some();
        Self {
            id: &event.key,
            kind: event.happening,
            label: &event.label,
            date: event.days.map(|days| iso(days.from, event.precision)),
            end: event.days.and_then(DayRange::end).map(|day| iso(day, event.precision)),
            precision: dated.then_some(event.precision),
            basis: dated.then_some(event.basis),
            guessed: event.guessed,
            place: event.place.map(|id| view.key(id)),
            participants: event.participants.iter().map(|&id| view.key(id)).collect(),
            outlets: told.outlets(view),
            confidence: event.confidence,
            mentions: told.mentions.iter().map(|mention| EventMentionRecord::new(view, mention)).collect(),
            corrected: view.corpus().corrections_of(event).into_iter().map(|c| c.told.as_str()).collect(),
        }
    }
}

impl<'a> EventMentionRecord<'a> {
    fn new(view: &'a View<'_>, mention: &'a EventMention) -> Self {
        Self {
            article: view.id(mention.article),
            path: view.corpus().article(mention.article).path.as_deref(),
            outlet: view.label(mention.article),
            span: view.span(mention.article, mention.span),
            why: &mention.why,
            confidence: mention.confidence,
        }
    }
}
