//! What decides where events stand on a line, and who tells them, as columns of numbers: whoever lays out hundreds of
//! thousands of events goes through these, and asks for an event itself only where it is in view.

mod changed;
mod kept;

pub use kept::EventColumns;

use super::{
    ArticleIndex, Confidence, Corpus, DateBasis, DayRange, Deferred, EntityId, Event, EventMention,
    Happening, Precision, Span,
};
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// An event's place in the corpus' timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventRef {
    /// Among the dated events.
    Dated(usize),
    /// Among the undated matters.
    Undated(usize),
}

impl EventRef {
    /// The event itself.
    #[must_use]
    pub fn of(self, corpus: &Corpus) -> &Event {
        match self {
            Self::Dated(i) => &corpus.timeline.events[i],
            Self::Undated(i) => &corpus.timeline.undated[i],
        }
    }

    /// Its place among all events in brief.
    #[must_use]
    pub const fn place(self, briefs: &Briefs) -> usize {
        match self {
            Self::Dated(i) => i,
            Self::Undated(i) => briefs.dated() + i,
        }
    }

    /// The event at a place among all in brief.
    #[must_use]
    pub fn at(place: usize, briefs: &Briefs) -> Self {
        place.checked_sub(briefs.dated()).map_or(Self::Dated(place), Self::Undated)
    }
}

/// All events of a corpus in brief: the dated ones in order, then the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Briefs {
    dated: u32,
    events: Vec<Entry>,
    mentions: Vec<BriefMention>,
    /// The places of the events that each article tells, one article after the other, each in order.
    told: Vec<u32>,
    /// Where those of each article end.
    ends: Vec<u32>,
    /// Asked for where a filter names somebody.
    names: Deferred<Names>,
    /// Sums of the keys of the events.
    keys: Deferred<Vec<u32>>,
}

/// The numbers of one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    /// When, and what it is.
    stamp: Stamp,
    /// How the date was found.
    basis: DateBasis,
    /// Where its mentions end.
    mentions: u32,
}

/// When an event was, and what decides under which heading it stands. Cheap to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// First and last day, counted from the first of the first year.
    days: Option<(i32, i32)>,
    happening: Happening,
    precision: Precision,
}

/// Who is named by the events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Names {
    /// Of each event where its own names begin and end.
    own: Vec<(u32, u32)>,
    /// Of each mention where the names in it end. They stand behind those of the mention before, those of an event's
    /// first mention behind its own.
    ends: Vec<u32>,
    ids: Vec<EntityId>,
}

/// A sentence that tells an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BriefMention {
    /// The article.
    pub article: ArticleIndex,
    /// The sentence.
    pub span: Span,
    /// Whether it is at least likely that it tells this event.
    pub likely: bool,
}

/// One event in brief.
#[derive(Debug, Clone, Copy)]
pub struct Brief<'b> {
    all: &'b Briefs,
    place: usize,
}

impl Briefs {
    /// Of all events of a corpus.
    #[must_use]
    pub fn of(corpus: &Corpus) -> Self {
        let timeline = &corpus.timeline;
        let mut briefs = Self { dated: timeline.events.len() as u32, ..Self::default() };
        let (mut names, mut keys) = (Names::default(), Vec::new());
        for event in timeline.events.iter().chain(timeline.undated.iter()) {
            briefs.push(event);
            names.push(corpus, event);
            keys.push(crc32fast::hash(event.key.as_bytes()));
        }
        (briefs.names, briefs.keys) = (Deferred::of(names), Deferred::of(keys));
        briefs.gather(corpus.len());
        briefs
    }

    fn push(&mut self, event: &Event) {
        self.mentions.extend(event.mentions.iter().map(
            |&EventMention { article, span, confidence, .. }| BriefMention {
                article,
                span,
                likely: confidence >= Confidence::Likely,
            },
        ));
        let &Event { days, happening, precision, basis, .. } = event;
        let days = days.map(|days| (days.from.num_days_from_ce(), days.to.num_days_from_ce()));
        let stamp = Stamp { days, happening, precision };
        self.events.push(Entry { stamp, basis, mentions: self.mentions.len() as u32 });
    }

    /// Sorts the events by the articles that tell them.
    fn gather(&mut self, articles: usize) {
        let mut by_article: Vec<(u32, u32)> = (0_u32..)
            .zip(self.iter())
            .flat_map(|(place, event)| event.mentions().iter().map(move |told| (told.article.0, place)))
            .collect();
        by_article.sort_unstable();
        by_article.dedup();
        let behind = |article: u32| by_article.partition_point(|(other, _)| *other <= article) as u32;
        self.ends = (0..articles as u32).map(behind).collect();
        self.told = by_article.into_iter().map(|(_, place)| place).collect();
    }

    /// The places of the events that an article tells, in order.
    fn places(&self, article: ArticleIndex) -> &[u32] {
        let end = |article: usize| self.ends.get(article).map(|&end| end as usize);
        let to = end(article.get()).unwrap_or(0);
        let from = article.get().checked_sub(1).and_then(end).unwrap_or(0).min(to);
        &self.told[from..to]
    }

    /// The events that an article tells, the dated ones first.
    pub fn told_by(&self, article: ArticleIndex) -> impl Iterator<Item = EventRef> {
        self.places(article).iter().map(|&place| EventRef::at(place as usize, self))
    }

    /// The places of the events that any of some articles tells, each once, in order.
    #[must_use]
    pub fn places_of(&self, articles: impl IntoIterator<Item = ArticleIndex>) -> Vec<u32> {
        let mut all: Vec<u32> =
            articles.into_iter().flat_map(|article| self.places(article)).copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The events that any of some articles tells, each once, the dated ones first.
    #[must_use]
    pub fn told_by_any(&self, articles: impl IntoIterator<Item = ArticleIndex>) -> Vec<EventRef> {
        let all = self.places_of(articles).into_iter();
        all.map(|place| EventRef::at(place as usize, self)).collect()
    }

    /// The events that may have a key: it, and hardly ever another.
    pub fn perhaps_called(&self, key: &str) -> impl Iterator<Item = EventRef> {
        let sum = crc32fast::hash(key.as_bytes());
        let alike = self.keys.get().iter().enumerate().filter(move |(_, other)| **other == sum);
        alike.map(|(place, _)| EventRef::at(place, self))
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// How many of them, from the first on, are the dated ones.
    #[must_use]
    pub const fn dated(&self) -> usize {
        self.dated as usize
    }

    /// The event at a place.
    #[must_use]
    pub const fn get(&self, place: usize) -> Brief<'_> {
        Brief { all: self, place }
    }

    /// All of them in order.
    pub fn iter(&self) -> impl Iterator<Item = Brief<'_>> {
        (0..self.len()).map(|place| self.get(place))
    }
}

impl Names {
    /// Of the event that comes behind those already there.
    fn push(&mut self, corpus: &Corpus, event: &Event) {
        self.push_by(event, |article, span| {
            corpus.annotated(article).mentions_in(span).iter().map(|mention| mention.entity).collect()
        });
    }

    /// The same, where the names in a sentence are told.
    fn push_by(&mut self, event: &Event, names_in: impl Fn(ArticleIndex, Span) -> Vec<EntityId>) {
        let start = self.ids.len() as u32;
        self.ids.extend(event.participants.iter().chain(&event.place));
        self.own.push((start, self.ids.len() as u32));
        for mention in &event.mentions {
            self.ids.extend(names_in(mention.article, mention.span));
            self.ends.push(self.ids.len() as u32);
        }
    }
}

impl<'b> Brief<'b> {
    fn range(&self) -> Range<usize> {
        let end = |place: usize| self.all.events[place].mentions as usize;
        self.place.checked_sub(1).map_or(0, end)..end(self.place)
    }

    /// When it was, and what it is.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        self.all.events[self.place].stamp
    }

    /// When.
    #[must_use]
    pub fn days(&self) -> Option<DayRange> {
        self.stamp().days()
    }

    /// Event, proposal or habit.
    #[must_use]
    pub fn happening(&self) -> Happening {
        self.stamp().happening
    }

    /// How exact the days are.
    #[must_use]
    pub fn precision(&self) -> Precision {
        self.stamp().precision
    }

    /// How the date was found.
    #[must_use]
    pub fn basis(&self) -> DateBasis {
        self.all.events[self.place].basis
    }

    /// The sentences that tell it, by article and position.
    #[must_use]
    pub fn mentions(&self) -> &'b [BriefMention] {
        &self.all.mentions[self.range()]
    }

    /// Who took part, and the place.
    #[must_use]
    pub fn names(&self) -> &'b [EntityId] {
        let names = self.all.names.get();
        let own = names.own.get(self.place).map(|&(from, to)| from as usize..to as usize);
        own.and_then(|own| names.ids.get(own)).unwrap_or_default()
    }

    /// The names in one of its sentences, counted among [its mentions](Self::mentions).
    #[must_use]
    pub fn names_in(&self, mention: usize) -> &'b [EntityId] {
        let (names, place) = (self.all.names.get(), self.range().start + mention);
        let before = if mention == 0 {
            names.own.get(self.place).map(|&(_, to)| to)
        } else {
            names.ends.get(place - 1).copied()
        };
        let within = before.zip(names.ends.get(place)).map(|(from, &to)| from as usize..to as usize);
        within.and_then(|within| names.ids.get(within)).unwrap_or_default()
    }
}

impl Stamp {
    /// When.
    #[must_use]
    pub fn days(self) -> Option<DayRange> {
        let day = |day| NaiveDate::from_num_days_from_ce_opt(day).unwrap_or(NaiveDate::MAX);
        self.days.map(|(from, to)| DayRange { from: day(from), to: day(to) })
    }

    /// Event, proposal or habit.
    #[must_use]
    pub const fn happening(self) -> Happening {
        self.happening
    }

    /// How exact the days are.
    #[must_use]
    pub const fn precision(self) -> Precision {
        self.precision
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Timeline, testing};

    fn kept(columns: [Vec<u8>; 8], counts: [usize; 3]) -> Option<Briefs> {
        let column: EventColumns = std::sync::Arc::new(move |number| columns.get(number).cloned());
        Briefs::kept(&column, counts[0], counts[1], counts[2])
    }

    #[test]
    fn each_event_has_its_own_numbers() {
        let people = |ids: &[u32]| ids.iter().map(|&id| EntityId(id)).collect();
        let told = |articles: &[u32], participants: &[u32], place: Option<u32>| Event {
            participants: people(participants),
            place: place.map(EntityId),
            ..testing::told_by(articles)
        };
        let events = vec![told(&[0, 1], &[3], Some(4)), told(&[], &[], None)];
        let undated = vec![told(&[1], &[5, 6], None)];
        let articles: Vec<_> = (0..2).map(|_| testing::article("a", "Words.").into()).collect();
        let corpus = Corpus {
            articles: articles.into(),
            annotations: vec![std::sync::Arc::default(); 2].into(),
            timeline: Timeline::new(events.clone().into(), undated.clone().into()),
            ..Corpus::default()
        };
        let briefs = Briefs::of(&corpus);
        assert_eq!((briefs.len(), briefs.dated()), (3, 2));
        for (brief, event) in briefs.iter().zip(events.iter().chain(&undated)) {
            let of = |mention: &BriefMention| (mention.article, mention.span);
            let mentions: Vec<_> = brief.mentions().iter().map(of).collect();
            let expected: Vec<_> = event.mentions.iter().map(|told| (told.article, told.span)).collect();
            assert_eq!(mentions, expected);
            let names: Vec<EntityId> = event.participants.iter().chain(&event.place).copied().collect();
            assert_eq!(brief.names(), names);
            assert_eq!((brief.days(), brief.precision()), (event.days, event.precision));
            assert!((0..mentions.len()).all(|i| brief.names_in(i).is_empty()));
        }
        assert_eq!(**corpus.briefs(), briefs);
        let (first, last) = (EventRef::Dated(0), EventRef::Undated(0));
        for (article, told) in [(0, &[first][..]), (1, &[first, last]), (2, &[])] {
            assert_eq!(briefs.told_by(ArticleIndex(article)).collect::<Vec<_>>(), told, "article {article}");
        }
        assert_eq!(briefs.told_by_any([1, 0].map(ArticleIndex)), [first, last]);
        let called = |key: &str| briefs.perhaps_called(key).next();
        assert_eq!((called("e"), called("f")), (Some(first), None));

        let columns = briefs.columns();
        assert_eq!(kept(columns.clone(), [2, 1, 2]).as_ref(), Some(&briefs));
        for others in [[1, 1, 2], [2, 1, 1], [2, 1, 3]] {
            assert!(kept(columns.clone(), others).is_none(), "{others:?}");
        }
        assert_eq!(kept(Briefs::default().columns(), [0, 0, 0]), Some(Briefs::default()));
        // What is damaged and was not noticed is borne.
        for (column, byte) in (0..8).flat_map(|i| (0..columns[i].len()).map(move |byte| (i, byte))) {
            let mut damaged = columns.clone();
            damaged[column][byte] ^= 0x42;
            for event in kept(damaged, [2, 1, 2]).iter().flat_map(Briefs::iter) {
                let _ = (event.names(), event.days(), event.basis());
                (0..event.mentions().len()).for_each(|mention| drop(event.names_in(mention).to_vec()));
            }
        }
    }
}
