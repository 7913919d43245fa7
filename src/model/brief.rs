//! What decides where events stand on a line, and who tells them, as columns of numbers: whoever lays out hundreds of
//! thousands of events goes through these, and asks for an event itself only where it is in view.

use super::{
    ArticleIndex, Confidence, Corpus, DateBasis, DayRange, EntityId, Event, EventMention, Happening,
    Precision, Span,
};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Briefs {
    dated: u32,
    events: Vec<Entry>,
    mentions: Vec<BriefMention>,
    /// Of each event its own names, then those of each of its mentions.
    names: Vec<EntityId>,
    /// The places of the events that each article tells, one article after the other, each in order.
    told: Vec<u32>,
    /// Where those of each article end.
    ends: Vec<u32>,
    /// Sums of the keys of the events.
    keys: Vec<u32>,
}

/// The numbers of one event, with where its mentions and names begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    /// First and last, counted from the first day of the first year.
    days: Option<(i32, i32)>,
    happening: Happening,
    precision: Precision,
    basis: DateBasis,
    mentions: u32,
    names: u32,
    /// Where its own names end.
    own: u32,
}

/// A sentence that tells an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefMention {
    /// The article.
    pub article: ArticleIndex,
    /// The sentence.
    pub span: Span,
    /// Whether it is at least likely that it tells this event.
    pub likely: bool,
    /// Where the names in it begin.
    names: u32,
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
        for event in timeline.events.iter().chain(timeline.undated.iter()) {
            briefs.push(corpus, event);
        }
        briefs.gather(corpus.len());
        briefs
    }

    fn push(&mut self, corpus: &Corpus, event: &Event) {
        let (mentions, names) = (self.mentions.len() as u32, self.names.len() as u32);
        self.names.extend(event.participants.iter().chain(&event.place));
        let own = self.names.len() as u32;
        for &EventMention { article, span, confidence, .. } in &event.mentions {
            let (names, likely) = (self.names.len() as u32, confidence >= Confidence::Likely);
            self.mentions.push(BriefMention { article, span, likely, names });
            let found = corpus.annotated(article);
            self.names.extend(found.mentions_in(span).iter().map(|mention| mention.entity));
        }
        self.keys.push(crc32fast::hash(event.key.as_bytes()));
        let &Event { days, happening, precision, basis, .. } = event;
        let days = days.map(|days| (days.from.num_days_from_ce(), days.to.num_days_from_ce()));
        self.events.push(Entry { days, happening, precision, basis, mentions, names, own });
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

    /// The events that an article tells, the dated ones first.
    pub fn told_by(&self, article: ArticleIndex) -> impl Iterator<Item = EventRef> {
        let end = |article: usize| self.ends.get(article).map(|&end| end as usize);
        let to = end(article.get()).unwrap_or(0);
        let from = article.get().checked_sub(1).and_then(end).unwrap_or(0).min(to);
        self.told[from..to].iter().map(|&place| EventRef::at(place as usize, self))
    }

    /// The events that any of some articles tells, each once, the dated ones first.
    #[must_use]
    pub fn told_by_any(&self, articles: impl IntoIterator<Item = ArticleIndex>) -> Vec<EventRef> {
        let mut all: Vec<EventRef> = articles.into_iter().flat_map(|article| self.told_by(article)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The events that may have a key: it, and hardly ever another.
    pub fn perhaps_called(&self, key: &str) -> impl Iterator<Item = EventRef> {
        let sum = crc32fast::hash(key.as_bytes());
        let alike = self.keys.iter().enumerate().filter(move |(_, other)| **other == sum);
        alike.map(|(place, _)| EventRef::at(place, self))
    }

    /// Whether they can be of so many dated and undated events that so many articles tell.
    #[must_use]
    pub fn fits(&self, dated: usize, undated: usize, articles: usize) -> bool {
        let (mentions, names) = (self.mentions.len() as u32, self.names.len() as u32);
        self.dated() == dated
            && self.len() == dated + undated
            && self.keys.len() == self.len()
            && self.events.is_sorted_by_key(|event| event.mentions)
            && self.events.is_sorted_by_key(|event| event.names)
            && self
                .events
                .iter()
                .all(|one| one.mentions <= mentions && one.names <= one.own && one.own <= names)
            && self.mentions.is_sorted_by_key(|mention| mention.names)
            && self.mentions.iter().all(|one| one.names <= names && one.article.get() < articles)
            && self.ends.len() == articles
            && self.ends.is_sorted()
            && self.ends.last().is_none_or(|&end| end as usize <= self.told.len())
            && self.told.iter().all(|&place| (place as usize) < self.len())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
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

impl<'b> Brief<'b> {
    fn entry(&self) -> &'b Entry {
        &self.all.events[self.place]
    }

    fn next(&self) -> Option<&'b Entry> {
        self.all.events.get(self.place + 1)
    }

    /// When.
    #[must_use]
    pub fn days(&self) -> Option<DayRange> {
        let day = |day| NaiveDate::from_num_days_from_ce_opt(day).unwrap_or(NaiveDate::MAX);
        self.entry().days.map(|(from, to)| DayRange { from: day(from), to: day(to) })
    }

    /// Event, proposal or habit.
    #[must_use]
    pub fn happening(&self) -> Happening {
        self.entry().happening
    }

    /// How exact the days are.
    #[must_use]
    pub fn precision(&self) -> Precision {
        self.entry().precision
    }

    /// How the date was found.
    #[must_use]
    pub fn basis(&self) -> DateBasis {
        self.entry().basis
    }

    /// The sentences that tell it, by article and position.
    #[must_use]
    pub fn mentions(&self) -> &'b [BriefMention] {
        let end = self.next().map_or(self.all.mentions.len(), |next| next.mentions as usize);
        &self.all.mentions[self.entry().mentions as usize..end]
    }

    /// Who took part, and the place.
    #[must_use]
    pub fn names(&self) -> &'b [EntityId] {
        &self.all.names[self.entry().names as usize..self.entry().own as usize]
    }

    /// The names in one of its sentences, counted among [its mentions](Self::mentions).
    #[must_use]
    pub fn names_in(&self, mention: usize) -> &'b [EntityId] {
        let mentions = self.mentions();
        let after = || self.next().map_or(self.all.names.len(), |next| next.names as usize);
        let end = mentions.get(mention + 1).map_or_else(after, |next| next.names as usize);
        &self.all.names[mentions[mention].names as usize..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Timeline, testing};

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
        assert!(briefs.fits(2, 1, 2) && !briefs.fits(1, 2, 2) && !briefs.fits(2, 1, 1));
        assert!(Briefs::default().fits(0, 0, 0));
    }
}
