//! The records of the line of events.

use crate::analysis::coverage;
use crate::model::dates::iso;
use crate::model::{
    ArticleIndex, Confidence, DateBasis, DayRange, Event, EventMention, Happening, Precision, SafeText,
};
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
    /// How many outlets tell it in words of their own: those that print one text count once.
    accounts: usize,
    /// Outlets that have an article of those days and nothing on it in it; null where there are too many outlets.
    silent: Option<Vec<&'a str>>,
    earliest: Vec<EarliestRecord<'a>>,
    confidence: Confidence,
    mentions: Vec<EventMentionRecord<'a>>,
    /// What the reader corrected in it, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrected: Vec<&'a str>,
}

/// An article that may be the earliest of those that tell it; several where no times tell which.
#[derive(Serialize)]
struct EarliestRecord<'a> {
    article: &'a str,
    outlet: &'a str,
    date: String,
    /// Hour and minute in UTC, where stated.
    time: Option<String>,
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
            accounts: told.accounts(view),
            silent: silent(view, event),
            earliest: earliest(view, event),
            confidence: event.confidence,
            mentions: told.mentions.iter().map(|mention| EventMentionRecord::new(view, mention)).collect(),
            corrected: view.corpus().corrections_of(event).into_iter().map(|c| c.told.as_str()).collect(),
        }
    }
}

fn silent<'a>(view: &'a View<'_>, event: &Event) -> Option<Vec<&'a str>> {
    let [silent, _] = view.coverage().others(view.corpus(), event)?;
    Some(silent.into_iter().map(|column| column.label.as_str()).collect())
}

fn earliest<'a>(view: &'a View<'_>, event: &Event) -> Vec<EarliestRecord<'a>> {
    let first = coverage::earliest(view.corpus(), view.coverage(), event);
    let record = |(article, at): (ArticleIndex, coverage::Instant)| EarliestRecord {
        article: view.id(article),
        outlet: view.label(article),
        date: iso(at.date, at.precision),
        time: at.minute.map(|(hour, minute)| format!("{hour:02}:{minute:02}")),
    };
    first.into_iter().map(record).collect()
}

impl<'a> EventMentionRecord<'a> {
    fn new(view: &'a View<'_>, mention: &'a EventMention) -> Self {
        Self {
            article: view.id(mention.article),
            path: view.corpus().head(mention.article).path.map(SafeText::as_str),
            outlet: view.label(mention.article),
            span: view.span(mention.article, mention.span),
            why: &mention.why,
            confidence: mention.confidence,
        }
    }
}
