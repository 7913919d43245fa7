//! What happened: event mentions in sentences, linked within and across articles.
//!
//! [`extract`] finds the sentences that tell a happening, [`link`] weighs whether two of them tell one, [`join`]
//! groups them at the scale of a corpus, [`label`] finds the wording. Nothing here asks a clock: an article without
//! a date gives undated events.

mod blocks;
mod candidate;
mod class;
mod clauses;
mod extract;
mod focus;
mod governor;
mod groups;
mod growing;
mod join;
mod known;
mod label;
mod link;
mod loose;
#[cfg(test)]
mod loose_tests;
mod modality;
pub(super) mod near;
mod noun_group;
mod noun_phrase;
mod numbers;
mod phrase;
mod pieces;
mod place;
mod prune;
mod roles;
mod ruling;
#[cfg(test)]
mod ruling_tests;
mod speech;
mod subject;
mod support;
#[cfg(test)]
mod tests;
mod triggers;
mod unit;
mod when;
mod who;
mod wording;
mod wordlists;

use super::Gazetteer;
use crate::model::{
    Annotations, Article, ArticleIndex, Chunked, Confidence, Corrected, Corrections, Counts, DateBasis,
    DayRange, EntityId, EntityKind, EntityTable, Event, EventMention, Happening, Precision, SafeText, Story,
    Timeline,
};
use candidate::{Candidate, Standing};
use groups::{Cluster, Tie};
pub use growing::Events;
pub(super) use growing::order;
use link::Judge;
use ruling::Texts;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;
use when::When;

/// The timeline of a corpus, where the reader's corrections were applied to it, and how rare the words of what is told
/// are.
#[must_use]
pub fn timeline(
    articles: &Chunked<Arc<Article>>,
    annotations: &Chunked<Arc<Annotations>>,
    entities: &EntityTable,
    stories: &Chunked<Story>,
    gazetteer: &Gazetteer,
    corrections: &Corrections,
) -> (Timeline, Vec<Corrected>, Counts) {
    let story_of = super::stories::places(stories, articles.len());
    let texts = Texts { articles, annotations, entities };
    let (mut all, timeline, corrected) = Events::of(&texts, &story_of, gazetteer, corrections, false);
    (timeline, corrected, all.take_counts())
}

/// Numbers keys that would be the same. Of a key that many share the last number is kept, so that each is numbered
/// in one step.
fn name_apart(events: &mut [Event], last: &mut HashMap<Arc<str>, usize>) {
    for event in events {
        let n = last.entry(event.key.clone()).and_modify(|n| *n += 1).or_insert(1);
        if *n > 1 {
            event.key = format!("{}-{n}", event.key).into();
        }
    }
}

/// Whether an event stands on the line; the others are undated or no more than proposed.
pub(super) fn is_placed(event: &Event) -> bool {
    event.happening == Happening::Event && event.days.is_some()
}

/// Makes an event of a cluster.
struct Builder<'a> {
    candidates: &'a [Candidate],
    texts: &'a Texts<'a>,
    judge: &'a Judge<'a>,
}

impl Builder<'_> {
    fn event(&self, cluster: &Cluster) -> Event {
        let members: Vec<&Candidate> =
            cluster.members.iter().map(|&(i, _)| &self.candidates[i as usize]).collect();
        let entities = self.judge.entities;
        let place = place(&members, entities);
        let label = label::best(members.iter(), |member, least| {
            let (article, found) =
                (&self.texts.articles[member.article.get()], &self.texts.annotations[member.article.get()]);
            label::line(member, place, least, article, found, entities)
        });
        // What only one article tells, and not when, has no place on the line.
        let alone = members.iter().all(|member| member.article == members[0].article);
        let loose = members.iter().all(|member| member.when.is_none_or(|when| when.loose));
        let when = when(&members).filter(|_| !(loose && alone));
        let told: Vec<&&Candidate> = members.iter().filter(|member| !member.roles.borrowed).collect();
        let sure: Vec<&&Candidate> = if told.is_empty() { members.iter().collect() } else { told };
        let participants = ranked(sure.iter().flat_map(|member| member.roles.participants.iter().copied()));
        let mentions = self.mentions(cluster);
        // The reader may have joined what happened to the plan for it.
        let happened = members.iter().any(|member| member.happening == Happening::Event);
        let happening = if happened { Happening::Event } else { members[0].happening };
        Event {
            key: key(&label, when.as_ref(), &participants, entities),
            label,
            happening,
            days: when.map(|when| when.days),
            precision: when.map_or(Precision::Day, |when| when.precision),
            basis: when.map_or(DateBasis::Text, |when| when.basis),
            guessed: when.is_some_and(|when| when.guessed),
            place,
            participants,
            confidence: confidence(&members, when.as_ref()),
            mentions,
        }
    }

    /// The sentences, each once, with what linked it.
    fn mentions(&self, cluster: &Cluster) -> Vec<EventMention> {
        let mut mentions: Vec<EventMention> = Vec::new();
        let mut linked: Vec<(u32, Tie)> = cluster.members.clone();
        linked.sort_by_key(|&(i, _)| {
            let member = &self.candidates[i as usize];
            (member.article, member.span, member.trigger)
        });
        for (i, tie) in linked {
            let member = &self.candidates[i as usize];
            let span = self.texts.sentence(member);
            if mentions.last().is_some_and(|last| last.article == member.article && last.span == span) {
                continue;
            }
            let (why, confidence) = match join::evidence(self.candidates, self.judge, i, tie) {
                Some(evidence) => {
                    let sure = if evidence.score >= 1.0 { Confidence::Certain } else { Confidence::Likely };
                    (self.judge.why(&evidence), sure)
                }
                None => (self.own_why(member), own_confidence(member)),
            };
            mentions.push(EventMention {
                article: member.article,
                span,
                trigger: member.trigger,
                why,
                confidence,
            });
        }
        mentions
    }

    /// Why a sentence that was linked to none before it is a telling: its trigger, and how it is dated.
    fn own_why(&self, member: &Candidate) -> SafeText {
        let word = self.texts.articles[member.article.get()].words(member.trigger);
        let date = match member.when {
            Some(When { loose: true, .. }) => "no date of its own",
            Some(When { guessed: true, .. }) => "dated by the article",
            Some(When { basis: DateBasis::KnownEvent, .. }) => "a known event",
            Some(_) => "dated by its own words",
            None if member.happening == Happening::Proposal => "not (yet) a fact",
            None if member.happening == Happening::Habit => "again and again",
            None => "undated",
        };
        SafeText::line(&format!("“{word}”; {date}"))
    }
}

/// The best date among the tellings: stated before guessed, narrow before wide, then the one most often given; among
/// guesses the earliest, for reports follow what they tell.
fn when(members: &[&Candidate]) -> Option<When> {
    let all: Vec<When> = members.iter().filter_map(|member| member.when).collect();
    if members[0].known.is_some() {
        return all.iter().max_by_key(|when| when.days.to).copied();
    }
    let mut votes: HashMap<DayRange, usize> = HashMap::new();
    for when in &all {
        *votes.entry(when.days).or_default() += 1;
    }
    all.iter()
        .min_by_key(|when| {
            let votes = if when.guessed { 0 } else { votes[&when.days] };
            (when.guessed, when.precision, when.days.days(), std::cmp::Reverse(votes), when.days)
        })
        .copied()
}

/// Each once, most often first, ties in order of appearance.
fn ranked(all: impl Iterator<Item = EntityId>) -> Vec<EntityId> {
    let mut counts: Vec<(EntityId, usize)> = Vec::new();
    for id in all {
        match counts.iter_mut().find(|(other, _)| *other == id) {
            Some((_, count)) => *count += 1,
            None => counts.push((id, 1)),
        }
    }
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    counts.into_iter().map(|(id, _)| id).collect()
}

/// The place most tellings give, a city before a country.
fn place(members: &[&Candidate], entities: &EntityTable) -> Option<EntityId> {
    let all = ranked(members.iter().filter_map(|member| member.roles.place));
    let exact = all.iter().copied().find(|&id| entities.get(id).kind == EntityKind::Place);
    exact.or_else(|| all.first().copied())
}

fn own_confidence(member: &Candidate) -> Confidence {
    let stated = member.when.is_some_and(|when| !when.guessed);
    match (stated, member.roles.borrowed, member.strength) {
        (true, false, _) => Confidence::Certain,
        (_, true, _) | (false, false, 3) => Confidence::Weak,
        _ => Confidence::Likely,
    }
}

/// How sure the event is: told by several articles with a stated date, by one, or only guessed at.
fn confidence(members: &[&Candidate], when: Option<&When>) -> Confidence {
    let mut articles: Vec<ArticleIndex> = members.iter().map(|member| member.article).collect();
    articles.dedup();
    let stated = when.is_some_and(|when| !when.guessed);
    let best = members.iter().map(|member| own_confidence(member)).max().unwrap_or(Confidence::Weak);
    match (articles.len() > 1, stated) {
        (true, true) => Confidence::Certain,
        (true, false) => best.max(Confidence::Likely),
        // One sentence far down that says neither when nor anything that others take up: an opinion's aside.
        (false, false) if members.len() == 1 && is_aside(members[0]) => Confidence::Weak,
        (false, _) => best,
    }
}

/// Whether a group is no more than asides of one article that say neither when nor anything another outlet takes up.
fn is_passing(members: &[&Candidate]) -> bool {
    let one = members.iter().all(|member| member.article == members[0].article);
    let aside = |member: &&Candidate| {
        let dated = member.when.is_some_and(|when| !when.guessed);
        let roles = &member.roles;
        // None where a qualifier takes part in nothing.
        let own = roles.participants.len().checked_sub(roles.qualifiers.len());
        let vague = member.class.is_speech()
            || own.is_some_and(|own| own < 2) && roles.place.is_none() && member.strength > 1
            || roles.borrowed && !member.class.is_mutual()
            || member.strength > 1 && !member.class.is_mutual() && member.when.is_some_and(|when| when.loose);
        vague && is_aside(member) && !dated && member.happening == Happening::Event && member.known.is_none()
    };
    one && members.iter().all(aside)
}

/// Whether a telling is only in passing: further down, named by a noun or as what somebody says.
fn is_aside(member: &Candidate) -> bool {
    member.standing == Standing::Body && (member.noun || member.class.is_speech())
}

/// A stable id from date, label and participants.
fn key(label: &str, when: Option<&When>, participants: &[EntityId], entities: &EntityTable) -> Arc<str> {
    let mut hash = Sha256::new();
    hash.update(label.as_bytes());
    if let Some(when) = when {
        hash.update(format!("{}/{}", when.days.from, when.days.to).as_bytes());
    }
    for &id in participants {
        hash.update(entities.get(id).key.as_bytes());
        hash.update([0]);
    }
    let head = hash.finalize().iter().take(6).fold(0_u64, |sum, &byte| sum << 8 | u64::from(byte));
    format!("event-{head:012x}").into()
}
