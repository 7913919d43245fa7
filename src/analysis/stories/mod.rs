//! Which articles tell the same happening, and which are largely one text.
//!
//! Reads articles and their annotations; decides nothing about sentences, which is [`events`](super::events)' part.
//! [`cluster`] takes a whole corpus, [`Stories`] keeps what is needed to take in one article more; both go the same way:
//! [`features`] reads each article, [`clusterer`] groups them, `story` says what a group is.

mod clusterer;
mod features;
mod group;
mod joining;
mod label;
pub(super) mod near;
mod postings;
mod reprints;
mod runs;
mod story;
#[cfg(test)]
mod tests;
mod vocabulary;

pub(crate) use reprints::Runs;

use super::terms::Extractor;
use crate::model::{Annotations, Article, ArticleIndex, Chunked, Corpus, Counts, EntityTable, Story};
use clusterer::{Changes, Clusterer};
use features::Profile;
use rayon::prelude::*;
use std::sync::Arc;
use story::{Source, story};

/// Articles read before their terms are put away: what is held of them meanwhile is large.
const AT_ONCE: usize = 2048;

/// The stories of a corpus, in order of their first article. Every article is in exactly one.
#[must_use]
pub fn cluster(
    articles: &Chunked<Arc<Article>>,
    annotations: &Chunked<Arc<Annotations>>,
    entities: &EntityTable,
) -> Vec<Story> {
    Stories::of(articles, annotations, entities).1
}

/// Each article as a story of its own.
#[must_use]
pub(super) fn apart(
    articles: &Chunked<Arc<Article>>,
    annotations: &Chunked<Arc<Annotations>>,
    entities: &EntityTable,
) -> Vec<Story> {
    let (source, sample) = (Source { articles, annotations, entities }, runs::Sample::default());
    let all = (0..articles.len() as u32).into_par_iter().map(ArticleIndex);
    all.map(|article| story(vec![article], source, |_| &sample)).collect()
}

/// The place of each article's story, of so many articles.
#[must_use]
pub fn places<'s>(stories: impl IntoIterator<Item = &'s Story>, articles: usize) -> Chunked<u32> {
    let mut places: Chunked<u32> = std::iter::repeat_n(0, articles).collect();
    for (i, story) in stories.into_iter().enumerate() {
        tell(&mut places, story, i);
    }
    places
}

/// What is kept of a corpus to find the story of one article more.
///
/// Adding an article gives the stories that [`cluster`] would give for all of them, but for two things: rarities of
/// terms are those of the time when each article was added, and no more than some thousand articles are looked at
/// again for one. Articles are best added in order of their days. Memory grows with the number of articles.
#[derive(Default)]
pub struct Stories {
    clusterer: Clusterer,
    /// The article of each number of the clusterer, and the number of each article.
    article_of: Vec<ArticleIndex>,
    number_of: Vec<u32>,
}

/// What adding an article did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The story it is in now, as a place in `Corpus::stories`.
    pub story: u32,
    /// Keys of stories that are no more or no more as they were, by place.
    pub gone: Vec<Arc<str>>,
    /// Keys of the stories in their place, the article's among them, by place.
    pub made: Vec<Arc<str>>,
}

impl Stories {
    /// The stories of a corpus, as [`cluster`], and what is needed to add to them.
    #[must_use]
    pub fn of(
        articles: &Chunked<Arc<Article>>,
        annotations: &Chunked<Arc<Annotations>>,
        entities: &EntityTable,
    ) -> (Self, Vec<Story>) {
        // Oldest first, then by id: a pair is linked alike in whatever order the articles came.
        let mut order: Vec<ArticleIndex> = (0..articles.len() as u32).map(ArticleIndex).collect();
        order.sort_by_cached_key(|&i| {
            let day = features::day(&annotations[i.get()]);
            (day.is_none(), day, articles[i.get()].id.clone(), i)
        });
        let mut all = Self { number_of: vec![0; articles.len()], ..Self::default() };
        for (number, i) in order.iter().enumerate() {
            all.number_of[i.get()] = number as u32;
        }
        let source = Source { articles, annotations, entities };
        // While some are read on all cores, the terms of those before are put away.
        let mut waiting: Vec<Profile> = Vec::new();
        for some in order.chunks(AT_ONCE) {
            let before = std::mem::take(&mut waiting);
            let read = || {
                some.par_iter()
                    .map_init(Extractor::default, |extractor, &i| source.profile(i, extractor))
                    .collect()
            };
            (waiting, ()) = rayon::join(read, || all.note(before));
        }
        all.note(waiting);
        all.article_of = order;
        all.clusterer.settle();
        let mut groups: Vec<Vec<ArticleIndex>> = all.clusterer.names().map(|name| all.group(name)).collect();
        groups.sort_unstable();
        let stories = groups.into_par_iter().map(|group| story(group, source, |i| all.sample(i))).collect();
        (all, stories)
    }

    fn note(&mut self, profiles: Vec<Profile>) {
        for profile in profiles {
            self.clusterer.note(profile);
        }
    }

    /// In how many articles each term is.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.clusterer.counts()
    }

    /// Finds the story of the last article of a corpus, which must be the only one not yet added, and brings the
    /// corpus' stories up to date.
    pub fn add(&mut self, corpus: &mut Corpus) -> Joined {
        let new = ArticleIndex(self.number_of.len() as u32);
        debug_assert_eq!(new.get() + 1, corpus.len(), "one article is new");
        let profile = Source::of(corpus).profile(new, &mut Extractor::default());
        self.number_of.push(self.clusterer.note(profile));
        self.article_of.push(new);
        let changes = self.clusterer.settle();
        self.replace(corpus, &changes, new)
    }

    /// The articles of a group, in order.
    fn group(&self, name: u32) -> Vec<ArticleIndex> {
        let numbers = self.clusterer.group(name);
        let mut articles: Vec<_> = numbers.iter().map(|&number| self.article_of[number as usize]).collect();
        articles.sort_unstable();
        articles
    }

    fn sample(&self, article: ArticleIndex) -> &runs::Sample {
        self.clusterer.sample(self.number_of[article.get()])
    }

    /// Puts the stories of changed groups in the place of those that were there.
    fn replace(&self, corpus: &mut Corpus, changes: &Changes, new: ArticleIndex) -> Joined {
        let mut gone: Vec<usize> = changes
            .gone
            .iter()
            .map(|&name| corpus.story_of[self.article_of[name as usize].get()] as usize)
            .collect();
        gone.sort_unstable();
        let made: Vec<Story> = changes
            .made
            .iter()
            .map(|&name| story(self.group(name), Source::of(corpus), |i| self.sample(i)))
            .collect();
        let gone_keys = gone.iter().map(|&i| corpus.stories[i].key.clone()).collect();
        corpus.story_of.push(0);
        let more = grow(corpus, made, &mut gone);
        rearrange(corpus, &gone, more);
        let place = |&name: &u32| corpus.story_of[self.article_of[name as usize].get()];
        let mut places: Vec<u32> = changes.made.iter().map(place).collect();
        places.sort_unstable();
        Joined {
            story: corpus.story_of[new.get()],
            gone: gone_keys,
            made: places.iter().map(|&i| corpus.stories[i as usize].key.clone()).collect(),
        }
    }
}

/// Puts stories that only grew in their own place, where no other must be moved for them; hands back the others.
fn grow(corpus: &mut Corpus, made: Vec<Story>, gone: &mut Vec<usize>) -> Vec<Story> {
    let mut more = Vec::new();
    for story in made {
        let place = gone.iter().position(|&i| first(&corpus.stories[i]) == first(&story));
        match place.map(|place| gone.remove(place)) {
            Some(i) => {
                tell(&mut corpus.story_of, &story, i);
                if let Some(place) = corpus.stories.get_mut(i) {
                    *place = story;
                }
            }
            None => more.push(story),
        }
    }
    more
}

/// Takes out stories, by place, and puts others in, in the order of their first articles.
fn rearrange(corpus: &mut Corpus, gone: &[usize], more: Vec<Story>) {
    let mut from = corpus.stories.len();
    for &i in gone.iter().rev() {
        corpus.stories.remove(i);
        from = i;
    }
    for story in more {
        let at = corpus.stories.partition_point(|other| first(other) < first(&story));
        corpus.stories.insert(at, story);
        from = from.min(at);
    }
    for (i, story) in corpus.stories.iter().enumerate().skip(from) {
        tell(&mut corpus.story_of, story, i);
    }
}

/// The lowest article of a story.
fn first(story: &Story) -> Option<ArticleIndex> {
    story.articles.iter().copied().min()
}

/// Notes the place of a story at its articles.
fn tell(story_of: &mut Chunked<u32>, story: &Story, place: usize) {
    for article in &story.articles {
        let there = story_of.get(article.get()).copied();
        if there != Some(place as u32)
            && let Some(there) = story_of.get_mut(article.get())
        {
            *there = place as u32;
        }
    }
}

impl Source<'_> {
    fn profile(&self, i: ArticleIndex, extractor: &mut Extractor) -> Profile {
        features::profile(&self.articles[i.get()], &self.annotations[i.get()], self.entities, extractor)
    }
}
