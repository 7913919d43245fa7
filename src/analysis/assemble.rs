//! From articles to a corpus: annotate each, in parallel, then join what they tell.

use super::{Gazetteer, events, mentions, quotes, sentences, stories, temporal, tokens};
use crate::model::article::SEARCHED_BYTES;
use crate::model::{Annotations, Article, Corpus, Entity, EntityId, EntityTable, Mention, Quote, Span};
use rayon::prelude::*;
use std::sync::Arc;

/// What was found in one article, before its unlisted entities have a place in the corpus.
#[derive(Debug, Default)]
pub struct Draft {
    /// The findings; entities beyond the gazetteer are numbered after it, by their place in `unlisted`.
    pub annotations: Annotations,
    /// Entities beyond the gazetteer, in order; mentions point at `gazetteer.len() + index`.
    pub unlisted: Vec<Arc<Entity>>,
}

/// Annotates the articles on all cores and joins them. The result does not depend on the number of cores.
#[must_use]
pub fn assemble(articles: Vec<Article>, gazetteer: &Gazetteer) -> Corpus {
    let drafts: Vec<Draft> = articles.par_iter().map(|article| annotate(article, gazetteer)).collect();
    let mut entities = EntityTable::over(gazetteer.entities());
    let listed = entities.len() as u32;
    let annotations =
        drafts.into_iter().map(|draft| Arc::new(draft.adopt(listed, &mut entities))).collect::<Vec<_>>();
    let articles: Vec<Arc<Article>> = articles.into_iter().map(Arc::new).collect();
    let stories = stories::cluster(&articles, &annotations, &entities);
    let mut story_of = vec![0; articles.len()];
    for (i, story) in stories.iter().enumerate() {
        for article in &story.articles {
            story_of[article.get()] = i as u32;
        }
    }
    let timeline = events::timeline(&articles, &annotations, &entities, &stories, gazetteer);
    Corpus { articles, annotations, entities, stories, story_of, timeline }
}

/// Everything that one article alone tells. Of a text beyond [`SEARCHED_BYTES`] only the beginning is searched: a
/// text of a hundred megabytes is no article, and must not keep a person waiting for those that are.
#[must_use]
pub fn annotate(article: &Article, gazetteer: &Gazetteer) -> Draft {
    let beginning = (article.text.len() > SEARCHED_BYTES).then(|| article.beginning(SEARCHED_BYTES));
    let article = beginning.as_ref().unwrap_or(article);
    let tokens = tokens::tokenise(&article.text, Span::of(0, article.text.len()));
    let sentences = sentences::split(article);
    let mut entities = EntityTable::over(gazetteer.entities());
    let mut mentions = mentions::recognise(article, &tokens, &sentences, gazetteer, &mut entities);
    let published = temporal::publication(article, &tokens, &mentions, gazetteer);
    mentions::resolve_offices(article, &tokens, published.as_ref(), gazetteer, &mut mentions, &mut entities);
    let expressions =
        temporal::expressions(article, &tokens, &sentences, &mentions, published.as_ref(), gazetteer);
    let quotes = quotes::find(article, &sentences, &tokens, &mentions, &entities);
    let unlisted = entities.own().to_vec();
    Draft { annotations: Annotations { published, sentences, mentions, expressions, quotes }, unlisted }
}

impl Draft {
    /// Gives the unlisted entities their places in the corpus' table and points the mentions there.
    fn adopt(mut self, listed: u32, entities: &mut EntityTable) -> Annotations {
        let places: Vec<EntityId> = self.unlisted.into_iter().map(|entity| entities.intern(entity)).collect();
        let place = |id: &mut EntityId| {
            if id.0 >= listed {
                *id = places[(id.0 - listed) as usize];
            }
        };
        for Mention { entity, rivals, .. } in &mut self.annotations.mentions {
            place(entity);
            rivals.iter_mut().for_each(place);
        }
        for Quote { speaker, .. } in &mut self.annotations.quotes {
            speaker.iter_mut().for_each(place);
        }
        self.annotations
    }
}
