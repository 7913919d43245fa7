//! What some articles more change in a corpus that keeps its articles elsewhere: plain data, which can be kept and put
//! upon that corpus again.

use super::{
    Annotations, ArticleIndex, Bodies, Chunked, Corpus, Corrected, Deferred, Entity, Event, Kept, KeptHead,
    Reprint, Story, Timeline,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// Events of a list that are no more, and others in their place.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Replaced {
    /// The places of those that are no more, in order.
    pub gone: Vec<u32>,
    /// The others, with the places that they have then, in order.
    pub made: Vec<(u32, Event)>,
}

impl Replaced {
    /// Whether every place is there in a list of that length, and in the one it becomes.
    fn fits(&self, len: usize) -> bool {
        let left = len.saturating_sub(self.gone.len());
        self.gone.is_sorted_by(|a, b| a < b)
            && self.gone.last().is_none_or(|&last| (last as usize) < len)
            && self.made.is_sorted_by(|a, b| a.0 < b.0)
            && (left..).zip(&self.made).all(|(now, (place, _))| *place as usize <= now)
    }

    fn put_upon(&self, list: &mut Chunked<Event>) {
        for &place in self.gone.iter().rev() {
            list.remove(place as usize);
        }
        for (place, event) in &self.made {
            list.insert(*place as usize, event.clone());
        }
    }
}

/// What some articles more change. Articles, entities, stories and events are told by their places in the corpus as it
/// becomes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Arrival {
    /// The heads of the new articles.
    pub heads: Vec<KeptHead>,
    /// What was found in each.
    pub found: Vec<Arc<Annotations>>,
    /// Entities that only they name.
    pub entities: Vec<Arc<Entity>>,
    /// Where the reader's corrections were applied in them.
    pub corrected: Vec<Corrected>,
    /// The place of the story of each.
    pub story_of: Vec<u32>,
    /// Stories that grew, with their places.
    pub grown: Vec<(u32, Story)>,
    /// New stories, which come behind all others.
    pub stories: Vec<Story>,
    /// Dated events.
    pub dated: Replaced,
    /// The others.
    pub undated: Replaced,
}

impl Arrival {
    /// Whether it can be put upon a corpus: whether all that it speaks of is there.
    #[must_use]
    pub fn fits(&self, corpus: &Corpus) -> bool {
        let (articles, stories) =
            (corpus.len() + self.heads.len(), corpus.stories.len() + self.stories.len());
        let there = |article: &ArticleIndex| article.get() < articles;
        let told = self.grown.iter().map(|(_, story)| story).chain(&self.stories);
        let made = self.dated.made.iter().chain(&self.undated.made);
        self.found.len() == self.heads.len()
            && self.story_of.len() == self.heads.len()
            && self.story_of.iter().all(|&story| (story as usize) < stories)
            && self.grown.iter().all(|&(place, _)| (place as usize) < corpus.stories.len())
            && told.flat_map(|story| &story.articles).all(there)
            && self.corrected.iter().all(|corrected| there(&corrected.article))
            && self.dated.fits(corpus.timeline.events.len())
            && self.undated.fits(corpus.timeline.undated.len())
            && made.flat_map(|(_, event)| &event.mentions).all(|mention| there(&mention.article))
    }
}

impl Corpus {
    /// This corpus with what came to it, one arrival after the other. The texts and findings of all
    /// articles are given by `bodies`. `None` where its articles are all in memory, or it is another corpus than the
    /// arrivals are of.
    #[must_use]
    pub fn with(&self, arrivals: &[Arrival], bodies: &Arc<dyn Bodies>) -> Option<Self> {
        let mut corpus = self.clone();
        for arrival in arrivals {
            corpus = corpus.with_one(arrival, bodies)?;
        }
        let reprints = Arc::new(self.reprints_with(&corpus, arrivals));
        if let Some(kept) = &mut corpus.kept {
            kept.reprints = reprints;
        }
        let briefs = Arc::new(self.briefs().with(&corpus, arrivals));
        corpus.timeline = Timeline { briefs: OnceLock::from(briefs), ..corpus.timeline };
        Some(corpus)
    }

    /// The reprints of all stories with those of what came.
    fn reprints_with(&self, corpus: &Self, arrivals: &[Arrival]) -> Deferred<Vec<Reprint>> {
        let changed: BTreeSet<u32> =
            arrivals.iter().flat_map(|arrival| arrival.grown.iter().map(|&(place, _)| place)).collect();
        let (stories, first) = (corpus.stories.clone(), self.stories.len());
        let (story_of, before) =
            (self.story_of.clone(), self.kept.as_ref().map(|kept| kept.reprints.clone()));
        Deferred::by(move || {
            let place = |reprint: &Reprint| reprint.articles.first().map(|article| story_of[article.get()]);
            let before = before.iter().flat_map(|before| before.get().iter());
            let same = before.filter(|reprint| place(reprint).is_some_and(|place| !changed.contains(&place)));
            let mut all: Vec<(u32, Reprint)> =
                same.map(|reprint| (place(reprint).unwrap_or(u32::MAX), reprint.clone())).collect();
            let more = changed.iter().copied().filter(|&place| (place as usize) < first);
            for place in more.chain(first as u32..stories.len() as u32) {
                all.extend(stories[place as usize].reprints.iter().map(|reprint| (place, reprint.clone())));
            }
            all.sort_by_key(|&(place, _)| place);
            all.into_iter().map(|(_, reprint)| reprint).collect()
        })
    }

    fn with_one(self, arrival: &Arrival, bodies: &Arc<dyn Bodies>) -> Option<Self> {
        if !arrival.fits(&self) {
            return None;
        }
        let Self { kept, mut entities, mut stories, mut story_of, timeline, mut corrected, .. } = self;
        let Kept { mut heads, mut columns, reprints, .. } = kept?;
        let all = Arc::make_mut(&mut columns);
        for head in &arrival.heads {
            all.push(head.head());
            heads.push(head.clone());
        }
        for entity in &arrival.entities {
            entities.add(entity.clone()).ok()?;
        }
        for (place, story) in &arrival.grown {
            stories.get_mut(*place as usize)?.clone_from(story);
        }
        arrival.stories.iter().for_each(|story| stories.push(story.clone()));
        arrival.story_of.iter().for_each(|&place| story_of.push(place));
        let Timeline { mut events, mut undated, .. } = timeline;
        arrival.dated.put_upon(&mut events);
        arrival.undated.put_upon(&mut undated);
        corrected.extend(arrival.corrected.iter().cloned());
        Some(Self {
            kept: Some(Kept { heads, columns, reprints, bodies: bodies.clone() }),
            entities,
            stories,
            story_of,
            timeline: Timeline::new(events, undated),
            corrections: self.corrections,
            corrected,
            rarities: self.rarities,
            ..Self::default()
        })
    }
}
