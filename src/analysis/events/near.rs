//! The events of articles that come to a corpus of which only their neighbours are read.
//!
//! What was joined before hangs together as it is kept; the tellings of the new articles are linked with those of their
//! neighbours by the one [`join`], under the rarities of the whole corpus. Neighbours are the articles of the story, and
//! for each telling those of the kept events that share most names with it on days it can mean. Of an event that changes
//! all articles are read and it is made anew; one of very many keeps its wording and days and is only told once more.

use super::candidate::Candidate;
use super::extract::{Told, extract};
use super::groups::{Cluster, Groups};
use super::growing::passes;
use super::known::{self, Known};
use super::link::Judge;
use super::ruling::Texts;
use super::who::Directory;
use super::wording::Wording;
use super::{Builder, join};
use crate::analysis::Gazetteer;
use crate::analysis::arrival::{Local, Pool};
use crate::analysis::terms::Extractor;
use crate::model::{
    ArticleIndex, Briefs, Chunked, Corpus, DayRange, EntityId, EntityTable, Event, EventRef, Happening, Span,
};
use chrono::Days;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Kept events that a telling may be of: those that share most with it.
const LIKELIEST: usize = 6;
/// Of these, so many are looked at by two of their articles.
const TWICE: usize = 2;
/// Names of a telling that are looked at.
const NAMES: usize = 5;
/// Days on which a telling can have been that are looked at on each side of its middle.
const REACH: u64 = 46;
/// Days for which an event may go on that is found by its first.
const LASTS: u64 = 31;
/// An event of more articles is not made anew.
const WHOLE: usize = 40;

/// An event that is new or changed, and the kept ones in whose place it stands.
pub(in crate::analysis) struct Made {
    pub event: Event,
    pub of: Vec<EventRef>,
}

/// What the new articles come to.
pub(in crate::analysis) struct Events<'a> {
    corpus: &'a Corpus,
    entities: &'a EntityTable,
    known: Known<'a>,
    /// The place of each article's story, a new one's too.
    story_of: &'a (dyn Fn(ArticleIndex) -> u32 + Sync),
    briefs: Arc<Briefs>,
    told: HashMap<ArticleIndex, Told>,
}

/// Tellings of a small corpus, joined.
struct Joined {
    candidates: Vec<Candidate>,
    /// The kept event of each telling that was there before.
    known: Vec<Option<EventRef>>,
    groups: Groups,
    changed: Vec<u32>,
}

impl<'a> Events<'a> {
    pub(in crate::analysis) fn of(
        corpus: &'a Corpus,
        entities: &'a EntityTable,
        gazetteer: &'a Gazetteer,
        story_of: &'a (dyn Fn(ArticleIndex) -> u32 + Sync),
    ) -> Self {
        let (known, briefs) = (known::known(gazetteer), corpus.briefs().clone());
        Self { corpus, entities, known, story_of, briefs, told: HashMap::new() }
    }

    /// The events of the articles that are new, and those that they change. `beside` are the articles of their stories.
    pub(in crate::analysis) fn join(
        mut self,
        pool: &mut Pool<'_>,
        new: &[ArticleIndex],
        beside: &[ArticleIndex],
    ) -> Vec<Made> {
        self.read(pool, new);
        let likely = self.likely(new);
        let mut near: BTreeSet<ArticleIndex> = likely.into_iter().chain(beside.iter().copied()).collect();
        near.extend(new);
        pool.load(near.iter().copied());
        self.read(pool, &near.iter().copied().collect::<Vec<_>>());
        let none = BTreeMap::new();
        let touched = self.touched(&pool.local(near.iter().copied()), &none);
        let exact: BTreeMap<EventRef, Event> =
            touched.into_iter().map(|event| (event, event.of(self.corpus).clone())).collect();
        for event in exact.values() {
            near.extend(event.articles().into_iter().take(WHOLE));
        }
        pool.load(near.iter().copied());
        self.read(pool, &near.iter().copied().collect::<Vec<_>>());
        self.made(&pool.local(near), &exact)
    }

    /// Finds what articles tell, each once.
    fn read(&mut self, pool: &Pool<'_>, articles: &[ArticleIndex]) {
        let missing: Vec<_> = articles
            .iter()
            .filter(|index| !self.told.contains_key(index))
            .filter_map(|&index| Some((index, pool.get(index)?)))
            .collect();
        let told: Vec<Told> = missing
            .par_iter()
            .map_init(Extractor::default, |extractor, (_, read)| {
                extract(ArticleIndex(0), &read.article, &read.found, self.entities, &self.known, extractor)
            })
            .collect();
        self.told.extend(missing.into_iter().map(|(index, _)| index).zip(told));
    }

    /// Articles that tell the kept events which the tellings of some articles are most likely of.
    fn likely(&self, new: &[ArticleIndex]) -> Vec<ArticleIndex> {
        let told = new.iter().filter_map(|index| self.told.get(index)).flat_map(|told| &told.candidates);
        let told: Vec<&Candidate> = told.collect();
        told.par_iter().flat_map_iter(|telling| self.likely_of(telling)).collect()
    }

    fn likely_of(&self, telling: &Candidate) -> Vec<ArticleIndex> {
        let names: Vec<EntityId> =
            telling.roles.participants.iter().copied().chain(telling.roles.place).take(NAMES).collect();
        let when = telling.when.filter(|_| telling.happening == Happening::Event && !names.is_empty());
        let Some(when) = when else { return Vec::new() };
        let (from, to) = (when.days.from, when.days.to);
        let earliest = from.checked_sub_days(Days::new(REACH)).unwrap_or(from);
        let latest = to.checked_add_days(Days::new(REACH)).unwrap_or(to);
        let reach = DayRange { from: when.reach.from.max(earliest), to: when.reach.to.min(latest) };
        let first = reach.from.checked_sub_days(Days::new(LASTS)).unwrap_or(reach.from);
        let briefs = &self.briefs;
        let begins = |place: usize| briefs.get(place).days().map(|days| days.from);
        let start = partition(0..briefs.dated(), |place| begins(place).is_some_and(|day| day < first));
        let mut likely: Vec<_> = (start..briefs.dated())
            .take_while(|&place| begins(place).is_some_and(|day| day <= reach.to))
            .filter_map(|place| {
                let event = briefs.get(place);
                let days = event.days().filter(|days| days.to >= reach.from)?;
                let there = event.names();
                let shared = names.iter().filter(|name| there.contains(name)).count();
                let apart = (days.from - from).num_days().abs();
                (shared > 0).then_some((Reverse(shared), apart, Reverse(event.mentions().len()), place))
            })
            .collect();
        likely.sort_unstable();
        likely.truncate(LIKELIEST);
        let articles = likely.into_iter().enumerate().flat_map(|(rank, (.., place))| {
            let mentions = briefs.get(place).mentions();
            let last = mentions.last().filter(|_| rank < TWICE);
            mentions.first().into_iter().chain(last).map(|mention| mention.article)
        });
        articles.collect()
    }

    /// The kept events that new tellings were joined to.
    fn touched(&self, local: &Local, exact: &BTreeMap<EventRef, Event>) -> BTreeSet<EventRef> {
        let mut wording = Wording::default();
        let joined = self.joined(local, exact, &mut wording);
        let members = joined.changed.iter().flat_map(|&root| joined.groups.members(root));
        let mut touched = BTreeSet::new();
        for i in members {
            match joined.known.get(i as usize) {
                Some(Some(event)) => drop(touched.insert(*event)),
                // Of several events of one sentence it is told later which it is.
                Some(None) => touched.extend(self.of_sentence(local, &joined.candidates[i as usize])),
                None => {}
            }
        }
        touched
    }

    /// Joins the tellings of a small corpus.
    fn joined(&self, local: &Local, exact: &BTreeMap<EventRef, Event>, wording: &mut Wording) -> Joined {
        let mut candidates: Vec<Candidate> = Vec::new();
        for (place, index) in (0..).zip(&local.global) {
            let mut told = self.told.get(index).cloned().unwrap_or_default();
            told.candidates.iter_mut().for_each(|candidate| candidate.article = ArticleIndex(place));
            told.adopt(&mut candidates, wording);
        }
        let named = local.annotations.iter().flat_map(|found| &found.mentions).map(|mention| mention.entity);
        wording.settle_under(&self.corpus.rarities.get().tellings, named, self.entities);
        for candidate in &mut candidates {
            candidate.weight = wording.length(candidate.words);
        }
        let first = local.global.partition_point(|index| index.get() < self.corpus.len()) as u32;
        let from = candidates.partition_point(|candidate| candidate.article.0 < first);
        let known: Vec<Option<EventRef>> =
            candidates[..from].iter().map(|telling| self.event_of(local, telling, exact)).collect();
        let numbers: Vec<Option<usize>> =
            known.iter().map(|event| event.map(|event| event.place(&self.briefs))).collect();
        let (who, story_of) = (Directory::asking(self.entities), self.stories(local));
        let judge = Judge { entities: self.entities, who: &who, wording, story_of: &story_of };
        let (groups, changed) = join::join_near(&mut candidates, from, &numbers, &judge);
        Joined { candidates, known, groups, changed }
    }

    fn stories(&self, local: &Local) -> Chunked<u32> {
        local.global.iter().map(|&index| (self.story_of)(index)).collect()
    }

    /// The kept events that a telling's sentence tells.
    fn of_sentence(&self, local: &Local, telling: &Candidate) -> Vec<EventRef> {
        let article = local.global[telling.article.get()];
        let span = self.texts(local).sentence(telling);
        let tells = |event: &EventRef| {
            let mentions = self.briefs.get(event.place(&self.briefs)).mentions();
            mentions.iter().any(|mention| mention.article == article && mention.span == span)
        };
        self.briefs.told_by(article).filter(tells).collect()
    }

    /// The kept event of a telling: by its word where the event is known exactly, else by its sentence.
    fn event_of(
        &self,
        local: &Local,
        telling: &Candidate,
        exact: &BTreeMap<EventRef, Event>,
    ) -> Option<EventRef> {
        let article = local.global[telling.article.get()];
        let here = |trigger: Span, event: &Event| {
            event.mentions.iter().any(|mention| mention.article == article && mention.trigger == trigger)
        };
        let mut all = self.of_sentence(local, telling);
        let own = all.iter().find(|event| exact.get(event).is_some_and(|event| here(telling.trigger, event)));
        own.copied().or_else(|| {
            all.retain(|event| !exact.contains_key(event));
            <[EventRef; 1]>::try_from(all).ok().map(|[event]| event)
        })
    }

    fn texts<'t>(&'t self, local: &'t Local) -> Texts<'t> {
        Texts { articles: &local.articles, annotations: &local.annotations, entities: self.entities }
    }

    /// The events that new tellings make or change.
    fn made(&self, local: &Local, exact: &BTreeMap<EventRef, Event>) -> Vec<Made> {
        let mut wording = Wording::default();
        let joined = self.joined(local, exact, &mut wording);
        let (who, story_of) = (Directory::asking(self.entities), self.stories(local));
        let judge = Judge { entities: self.entities, who: &who, wording: &wording, story_of: &story_of };
        let texts = self.texts(local);
        let builder = Builder { candidates: &joined.candidates, texts: &texts, judge: &judge };
        let mut used: BTreeSet<EventRef> = BTreeSet::new();
        let mut all = Vec::new();
        for &root in &joined.changed {
            let cluster = joined.groups.cluster(root);
            if passes(&joined.candidates, &cluster) {
                continue;
            }
            let of: BTreeSet<EventRef> =
                kept(&joined, &cluster).filter(|event| !used.contains(event)).collect();
            let mut event = builder.event(&cluster);
            event.mentions.iter_mut().for_each(|told| told.article = local.global[told.article.get()]);
            let is_here = |article: ArticleIndex| local.place(article).is_some();
            let whole =
                |of: &EventRef| exact.get(of).is_some_and(|event| event.articles().into_iter().all(is_here));
            if of.iter().all(whole) {
                let before: Vec<&Event> = of.iter().filter_map(|of| exact.get(of)).collect();
                as_told_before(&mut event, &before);
                used.extend(&of);
                all.push(Made { event, of: of.into_iter().collect() });
            } else {
                let large = of
                    .into_iter()
                    .max_by_key(|of| (exact.get(of).map_or(0, |e| e.mentions.len()), Reverse(*of)));
                let Some((large, before)) = large.and_then(|of| Some((of, exact.get(&of)?))) else {
                    continue;
                };
                used.insert(large);
                all.push(Made { event: told_once_more(before, event, self.corpus.len()), of: vec![large] });
            }
        }
        all
    }
}

/// The kept events of a group's members.
fn kept<'j>(joined: &'j Joined, cluster: &'j Cluster) -> impl Iterator<Item = EventRef> + 'j {
    cluster.members.iter().filter_map(|&(i, _)| joined.known.get(i as usize).copied().flatten())
}

/// What linked the sentences of before stays as it was told.
fn as_told_before(event: &mut Event, before: &[&Event]) {
    for told in &mut event.mentions {
        let mut all = before.iter().flat_map(|event| &event.mentions);
        if let Some(same) = all.find(|old| old.article == told.article && old.span == told.span) {
            told.clone_from(same);
        }
    }
}

/// An event as it was, with the new tellings of it.
fn told_once_more(before: &Event, now: Event, first: usize) -> Event {
    let mut event = before.clone();
    event.mentions.extend(now.mentions.into_iter().filter(|told| told.article.get() >= first));
    event
}

/// The first of some numbers for which it does not hold; it holds for all before.
fn partition(range: std::ops::Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let (mut from, mut to) = (range.start, range.end);
    while from < to {
        let middle = from.midpoint(to);
        if holds(middle) { from = middle + 1 } else { to = middle }
    }
    from
}
