//! The stories of articles that come to a corpus of which only their neighbours are read: grouped with these by the one
//! [`Clusterer`], under the rarities of the whole corpus.

use super::clusterer::Clusterer;
use super::features;
use super::runs::Sample;
use super::story::{self, Source, story};
use crate::analysis::arrival::{Local, Pool};
use crate::analysis::terms::Extractor;
use crate::model::{ArticleIndex, Corpus, DayRange, Deferred, EntityTable, Rarities, SafeText, Story};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// Articles that were grouped, told by their places in the whole corpus.
pub(in crate::analysis) struct Near {
    clusterer: Clusterer,
    article_of: Vec<ArticleIndex>,
    number_of: HashMap<ArticleIndex, u32>,
}

impl Near {
    /// None yet.
    pub(in crate::analysis) fn under(rarities: Arc<Deferred<Rarities>>) -> Self {
        Self { clusterer: Clusterer::under(rarities), article_of: Vec::new(), number_of: HashMap::new() }
    }

    /// Whether one was taken in.
    pub(in crate::analysis) fn has(&self, article: ArticleIndex) -> bool {
        self.number_of.contains_key(&article)
    }

    /// Groups articles with those before, the oldest first.
    pub(in crate::analysis) fn take_in(
        &mut self,
        pool: &Pool<'_>,
        wanted: &[ArticleIndex],
        entities: &EntityTable,
    ) {
        let mut order: Vec<_> = wanted.iter().filter_map(|&index| Some((index, pool.get(index)?))).collect();
        order.sort_by_cached_key(|(index, read)| {
            let day = features::day(&read.found);
            (day.is_none(), day, read.article.id.clone(), *index)
        });
        let profiles: Vec<_> = order
            .par_iter()
            .map_init(Extractor::default, |extractor, (_, read)| {
                features::profile(&read.article, &read.found, entities, extractor)
            })
            .collect();
        for ((index, _), profile) in order.into_iter().zip(profiles) {
            self.number_of.insert(index, self.clusterer.note(profile));
            self.article_of.push(index);
        }
        self.clusterer.settle();
    }

    /// The articles that one is linked to.
    pub(in crate::analysis) fn linked(&self, article: ArticleIndex) -> Vec<ArticleIndex> {
        let number = self.number_of.get(&article);
        let linked = number.into_iter().flat_map(|&number| self.clusterer.linked(number));
        linked.map(|other| self.article_of[other as usize]).collect()
    }

    /// The articles of one's group, itself among them, in order.
    pub(in crate::analysis) fn together(&self, article: ArticleIndex) -> Vec<ArticleIndex> {
        let group = self.number_of.get(&article).map(|&number| self.clusterer.group_of(number));
        let group = group.unwrap_or_default().iter();
        let mut all: Vec<ArticleIndex> = group.map(|&number| self.article_of[number as usize]).collect();
        all.sort_unstable();
        all
    }

    /// The story of some articles, all of which are in the local corpus and were taken in.
    pub(in crate::analysis) fn story(
        &self,
        articles: &[ArticleIndex],
        local: &Local,
        entities: &EntityTable,
    ) -> Story {
        let source = Source { articles: &local.articles, annotations: &local.annotations, entities };
        let group = articles.iter().filter_map(|&article| local.place(article)).collect();
        let none = Sample::default();
        let sample = |place: ArticleIndex| {
            let number = self.number_of.get(&local.global[place.get()]);
            number.map_or(&none, |&number| self.clusterer.sample(number))
        };
        let mut story = story(group, source, sample);
        let all =
            story.articles.iter_mut().chain(story.reprints.iter_mut().flat_map(|one| &mut one.articles));
        all.for_each(|article| *article = local.global[article.get()]);
        story
    }
}

/// A story of a corpus with some articles more, where there are too many to read them all: its name and what is told of
/// its copies stay.
pub(in crate::analysis) fn extended(
    corpus: &Corpus,
    before: &Story,
    pool: &Pool<'_>,
    more: &[ArticleIndex],
) -> Story {
    let read = |article: ArticleIndex| pool.get(article).filter(|_| article.get() >= corpus.len());
    let published = |article: ArticleIndex| match read(article) {
        Some(read) => read.found.published.as_ref().map(|published| published.date),
        None => corpus.dated(article).map(|(date, _)| date),
    };
    let mut articles = [&before.articles[..], more].concat();
    articles.sort_by_key(|&article| (published(article).is_none(), published(article), article));
    let ids = articles.iter().map(|&article| match read(article) {
        Some(read) => read.article.id.clone(),
        None => corpus.head(article).id.clone(),
    });
    let ids: Vec<_> = ids.collect();
    let days = more.iter().filter_map(|&article| published(article)).fold(before.days, |days, day| {
        let days = days.unwrap_or(DayRange { from: day, to: day });
        Some(DayRange { from: days.from.min(day), to: days.to.max(day) })
    });
    Story { key: story::key(ids.iter().map(SafeText::as_str)), articles, days, ..before.clone() }
}
