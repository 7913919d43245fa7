//! A few articles more for a corpus whose articles are not in memory: they are joined with their neighbours, which alone
//! are read, by the same rules and code as all are joined at once ([`stories`](super::stories), [`events`](super::events)).
//!
//! What comes out is what joining all anew would give but for this: rarities of words are those of when all was joined;
//! an article is compared with the neighbours that it is given; what was joined before is neither parted nor, where it
//! is stories, made one; names that the new articles leave open are explained by their neighbours only, and they explain
//! none of those before. Where the reader corrected events nothing is done: such rules bear on all of them.

mod local;
mod placed;
#[cfg(test)]
mod tests;

pub(in crate::analysis) use local::{Local, Pool, Read};

use super::assemble::Draft;
use super::elsewhere::Elsewhere;
use super::events::near::Events;
use super::gazetteer::Gazetteer;
use super::kept::{Shelf, draft};
use super::stories::near::{Near, extended};
use super::temporal::NotDates;
use crate::model::{
    Annotations, Arrival, Article, ArticleIndex, Corpus, Corrected, EntityTable, KeptHead, Story,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A story of more articles is not read whole for one more.
const WHOLE: usize = 60;

/// Tells the articles of a corpus that are nearest to a new one, told by what it is and what was found in it.
pub type Nearest<'n> = &'n (dyn Fn(&Article, &Annotations) -> Vec<ArticleIndex> + Sync);

/// Joins articles with a corpus that keeps its articles elsewhere, under the lists as the reader corrected them
/// ([`lists_under`](super::lists_under)). The shelf keeps what was found in the new articles, by their places among
/// these. `None` where all must be joined anew.
#[must_use]
pub fn arrive(
    corpus: &Corpus,
    articles: &[Arc<Article>],
    gazetteer: &Gazetteer,
    shelf: &dyn Shelf,
    nearest: Nearest<'_>,
) -> Option<Arrival> {
    let rules = &corpus.corrections.rules;
    let about_words = rules.iter().all(|correction| correction.rule.is_about_words());
    let counted = corpus.rarities.get().articles.documents() > 0;
    let listed = gazetteer.entities().len();
    if !about_words || !counted || corpus.entities.len() - corpus.entities.own().len() != listed {
        return None;
    }
    let not_dates = NotDates::new(&corpus.corrections);
    let drafts: Vec<Draft> = articles
        .par_iter()
        .enumerate()
        .map(|(i, article)| draft((i, article), gazetteer, &not_dates, shelf))
        .collect();
    let mut arrival = Arrival::default();
    let mut entities = corpus.entities.clone();
    let mut pool = Pool::over(corpus);
    let new: Vec<ArticleIndex> = (corpus.len() as u32..).take(articles.len()).map(ArticleIndex).collect();
    for ((draft, article), &index) in drafts.into_iter().zip(articles).zip(&new) {
        arrival.corrected.extend(draft.struck.iter().map(|&(span, rule)| Corrected {
            article: index,
            span,
            rule,
            told: rules[rule as usize].told(),
        }));
        let found = Arc::new(draft.adopt(listed as u32, &mut entities));
        pool.put(index, Read { article: article.clone(), found });
    }
    arrival.entities = entities.own().iter().skip(corpus.entities.own().len()).cloned().collect();
    let near = new.par_iter().filter_map(|&index| pool.get(index));
    let near: Vec<Vec<ArticleIndex>> = near.map(|read| nearest(&read.article, &read.found)).collect();
    pool.load(near.into_iter().flatten());
    explain(&mut pool, &new, &entities);
    let beside = place_stories(&mut arrival, &mut pool, corpus, &new, &entities);
    let story_of = |index: ArticleIndex| match index.get().checked_sub(corpus.len()) {
        Some(place) => arrival.story_of[place],
        None => corpus.story_of[index.get()],
    };
    let made = Events::of(corpus, &entities, gazetteer, &story_of).join(&mut pool, &new, &beside);
    (arrival.dated, arrival.undated) = placed::placed(corpus, made);
    for read in new.iter().filter_map(|&index| pool.get(index)) {
        arrival.heads.push(KeptHead::of(&read.article, &read.found));
        arrival.found.push(read.found.clone());
    }
    Some(arrival)
}

/// What the new articles leave open and their neighbours explain.
fn explain(pool: &mut Pool<'_>, new: &[ArticleIndex], entities: &EntityTable) {
    let local = pool.local(pool.indices());
    let elsewhere = Elsewhere::of(local.articles.iter(), local.annotations.iter(), entities);
    for &index in new {
        let (Some(place), Some(read)) = (local.place(index), pool.get(index).cloned()) else { continue };
        let this = (&*read.article, &*read.found);
        if let Some(found) = elsewhere.explain(place, this, &local.articles, &local.annotations, entities) {
            pool.put(index, Read { found: Arc::new(found), ..read });
        }
    }
}

/// Finds the stories of the new articles among those of their neighbours. Returns the kept articles of those stories.
fn place_stories(
    arrival: &mut Arrival,
    pool: &mut Pool<'_>,
    corpus: &Corpus,
    new: &[ArticleIndex],
    entities: &EntityTable,
) -> Vec<ArticleIndex> {
    let is_new = |article: &ArticleIndex| article.get() >= corpus.len();
    let mut near = Near::under(corpus.rarities.clone());
    let neighbours: Vec<ArticleIndex> = pool.indices().filter(|index| !is_new(index)).collect();
    near.take_in(pool, &neighbours, entities);
    near.take_in(pool, new, entities);
    // Of the stories that they may be of, all articles have a say.
    let linked = new.iter().flat_map(|&index| near.linked(index)).filter(|index| !is_new(index));
    let stories: BTreeSet<u32> = linked.map(|index| corpus.story_of[index.get()]).collect();
    let members = stories.iter().map(|&story| &corpus.stories[story as usize].articles);
    let members: Vec<ArticleIndex> = members
        .filter(|articles| articles.len() <= WHOLE)
        .flatten()
        .copied()
        .filter(|&index| !near.has(index))
        .collect();
    pool.load(members.iter().copied());
    near.take_in(pool, &members, entities);
    let mut grown: BTreeMap<u32, BTreeSet<ArticleIndex>> = BTreeMap::new();
    let mut own: BTreeSet<Vec<ArticleIndex>> = BTreeSet::new();
    for &index in new {
        let group = near.together(index);
        let newcomers = group.iter().copied().filter(is_new);
        match most_of(corpus, &group) {
            Some(story) => grown.entry(story).or_default().extend(newcomers),
            None => drop(own.insert(newcomers.collect())),
        }
    }
    arrival.story_of = vec![0; new.len()];
    let mut tell = |articles: &[ArticleIndex], story: usize| {
        for place in articles.iter().filter_map(|index| index.get().checked_sub(corpus.len())) {
            arrival.story_of[place] = story as u32;
        }
    };
    let mut beside = Vec::new();
    for (place, more) in grown {
        let more: Vec<ArticleIndex> = more.into_iter().collect();
        let before = &corpus.stories[place as usize];
        let all = [&before.articles[..], &more].concat();
        let story = if all.iter().all(|&index| near.has(index)) {
            near.story(&all, &pool.local(all.iter().copied()), entities)
        } else {
            extended(corpus, before, pool, &more)
        };
        tell(&more, place as usize);
        beside.extend(before.articles.iter().copied().filter(|&index| pool.has(index)));
        arrival.grown.push((place, story));
    }
    for articles in own {
        let story: Story = near.story(&articles, &pool.local(articles.iter().copied()), entities);
        tell(&articles, corpus.stories.len() + arrival.stories.len());
        arrival.stories.push(story);
    }
    beside
}

/// The kept story that most of a group are of; of several the first.
fn most_of(corpus: &Corpus, group: &[ArticleIndex]) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for index in group.iter().filter(|index| index.get() < corpus.len()) {
        *counts.entry(corpus.story_of[index.get()]).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(story, count)| (count, std::cmp::Reverse(story))).map(|(story, _)| story)
}
