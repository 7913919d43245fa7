//! From articles to a corpus: annotate each, in parallel, then join what they tell.

use super::elsewhere::Elsewhere;
use super::gazetteer::{Origin, Overlay};
use super::joined::Joined;
use super::kept::{NoShelf, Shelf, draft};
use super::temporal::{Dates, NotDates};
use super::{Gazetteer, events, mentions, quotes, sentences, stories, temporal, tokens};
use crate::model::article::SEARCHED_BYTES;
use crate::model::{
    Annotations, Article, ArticleIndex, Chunked, Corpus, Corrected, Corrections, Deferred, Entity, EntityId,
    EntityTable, Mention, Quote, Rarities, Rule, Span, Story,
};
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::Arc;

/// What was found in one article, before its unlisted entities have a place in the corpus.
#[derive(Debug, Default)]
pub struct Draft {
    /// The findings; entities beyond the gazetteer are numbered after it, by their place in `unlisted`.
    pub annotations: Annotations,
    /// Entities beyond the gazetteer, in order; mentions point at `gazetteer.len() + index`.
    pub unlisted: Vec<Arc<Entity>>,
    /// Words that the reader said are no date, with the index of the rule.
    pub struck: Vec<(Span, u32)>,
}

/// Annotates the articles on all cores and joins them. The result does not depend on the number of cores.
#[must_use]
pub fn assemble(articles: Vec<Article>, gazetteer: &Gazetteer) -> Corpus {
    assemble_corrected(articles.into_iter().map(Arc::new).collect(), gazetteer, &Arc::default())
}

/// As [`assemble`], with the reader's corrections replayed.
#[must_use]
pub fn assemble_corrected(
    articles: Vec<Arc<Article>>,
    gazetteer: &Gazetteer,
    corrections: &Arc<Corrections>,
) -> Corpus {
    assemble_kept(articles, gazetteer, corrections, &NoShelf)
}

/// As [`assemble_corrected`]; findings that a shelf keeps are not worked out again.
#[must_use]
pub fn assemble_kept(
    articles: Vec<Arc<Article>>,
    gazetteer: &Gazetteer,
    corrections: &Arc<Corrections>,
    shelf: &dyn Shelf,
) -> Corpus {
    let gazetteer = &*lists_under(gazetteer, corrections);
    let (annotations, entities, mut corrected) = annotate_all(&articles, gazetteer, corrections, shelf);
    let articles: Chunked<Arc<Article>> = articles.into();
    let annotations: Chunked<Arc<Annotations>> = annotations.into();
    let kept = shelf.joined().and_then(|joined| Joined::decode(&joined, &articles, &annotations, &entities));
    let Joined { stories, timeline, corrected: more, rarities } = kept.unwrap_or_else(|| {
        let joined = join(&articles, &annotations, &entities, gazetteer, corrections);
        if shelf.keeps_joined() {
            shelf.put_joined(joined.encode());
        }
        joined
    });
    let story_of = stories::places(&stories, articles.len());
    corrected.extend(more);
    corrected.sort();
    let corrections = corrections.clone();
    Corpus {
        articles,
        annotations,
        entities,
        stories,
        story_of,
        timeline,
        corrections,
        corrected,
        rarities: Arc::new(Deferred::of(rarities)),
        ..Corpus::default()
    }
}

/// The articles as they were read, before anything is looked for in them: each is a story of its own, and nothing is
/// told of its names, days and events yet. For a screen that shows long texts while they are gone through.
#[must_use]
pub fn unsearched(
    articles: Vec<Arc<Article>>,
    gazetteer: &Gazetteer,
    corrections: &Arc<Corrections>,
) -> Corpus {
    let gazetteer = &*lists_under(gazetteer, corrections);
    let annotations: Chunked<Arc<Annotations>> = articles.iter().map(|_| Arc::default()).collect();
    let (articles, entities) = (articles.into(), EntityTable::over(gazetteer.entities()));
    let stories: Chunked<Story> = stories::apart(&articles, &annotations, &entities).into();
    Corpus {
        story_of: stories::places(&stories, articles.len()),
        articles,
        annotations,
        entities,
        stories,
        corrections: corrections.clone(),
        ..Corpus::default()
    }
}

/// Stories and events of all articles.
fn join(
    articles: &Chunked<Arc<Article>>,
    annotations: &Chunked<Arc<Annotations>>,
    entities: &EntityTable,
    gazetteer: &Gazetteer,
    corrections: &Corrections,
) -> Joined {
    let (known, stories) = stories::Stories::of(articles, annotations, entities);
    let counts = known.counts();
    drop(known);
    let stories: Chunked<Story> = stories.into();
    let (timeline, corrected, tellings) =
        events::timeline(articles, annotations, entities, &stories, gazetteer, corrections);
    Joined { stories, timeline, corrected, rarities: Rarities { articles: counts, tellings } }
}

/// What each article alone tells, worked out on all cores, the entities of all of them, and what was struck.
#[must_use]
pub fn annotate_all(
    articles: &[Arc<Article>],
    gazetteer: &Gazetteer,
    corrections: &Corrections,
    shelf: &dyn Shelf,
) -> (Vec<Arc<Annotations>>, EntityTable, Vec<Corrected>) {
    let not_dates = NotDates::new(corrections);
    let drafts: Vec<Draft> = articles
        .par_iter()
        .enumerate()
        .map(|(i, article)| draft((i, article), gazetteer, &not_dates, shelf))
        .collect();
    let mut entities = EntityTable::over(gazetteer.entities());
    let listed = entities.len() as u32;
    let mut annotations = Vec::with_capacity(drafts.len());
    let mut corrected = Vec::new();
    for (i, draft) in drafts.into_iter().enumerate() {
        let article = ArticleIndex(i as u32);
        corrected.extend(draft.struck.iter().map(|&(span, rule)| {
            let told = corrections.rules[rule as usize].told();
            Corrected { article, span, rule, told }
        }));
        annotations.push(Arc::new(draft.adopt(listed, &mut entities)));
    }
    explain(articles, &mut annotations, &entities);
    (annotations, entities, corrected)
}

/// What one article leaves open and another explains.
fn explain(articles: &[Arc<Article>], annotations: &mut Vec<Arc<Annotations>>, entities: &EntityTable) {
    let elsewhere = Elsewhere::of(articles.iter(), annotations.iter(), entities);
    let (articles, found) = (articles.to_vec(), &*annotations);
    let explained: Vec<Option<Annotations>> = (0..articles.len())
        .into_par_iter()
        .map(|i| {
            let this = (&*articles[i], &*found[i]);
            elsewhere.explain(ArticleIndex(i as u32), this, &articles, found, entities)
        })
        .collect();
    for (annotations, explained) in annotations.iter_mut().zip(explained) {
        if let Some(explained) = explained {
            *annotations = Arc::new(explained);
        }
    }
}

/// The corpus under other corrections. Where they differ only in how events hang together, the articles are not read
/// again.
#[must_use]
pub fn reassemble(corpus: &Corpus, gazetteer: &Gazetteer, corrections: &Arc<Corrections>) -> Corpus {
    let of_words = |corrections: &Corrections| -> Vec<Rule> {
        let rules = corrections.rules.iter().map(|correction| &correction.rule);
        rules.filter(|rule| rule.is_about_words()).cloned().collect()
    };
    let corpus = &corpus.hold();
    if of_words(&corpus.corrections) != of_words(corrections) {
        return assemble_corrected(corpus.articles.iter().cloned().collect(), gazetteer, corrections);
    }
    let (timeline, more, _) = events::timeline(
        &corpus.articles,
        &corpus.annotations,
        &corpus.entities,
        &corpus.stories,
        gazetteer,
        corrections,
    );
    // The rules about words are the same, but may stand elsewhere in the list now.
    let place = |old: u32| {
        let rule = &corpus.corrections.rules[old as usize].rule;
        corrections.rules.iter().position(|correction| correction.rule == *rule)
    };
    let of_words = corpus.corrected.iter().filter_map(|old| {
        let about_words = corpus.corrections.rules[old.rule as usize].rule.is_about_words();
        let rule = about_words.then(|| place(old.rule)).flatten()? as u32;
        Some(Corrected { rule, ..old.clone() })
    });
    let mut corrected: Vec<Corrected> = of_words.chain(more).collect();
    corrected.sort();
    Corpus { timeline, corrections: corrections.clone(), corrected, ..corpus.clone() }
}

/// The lists under the reader's corrections, some of which merge two of them.
#[must_use]
pub fn lists_under<'g>(gazetteer: &'g Gazetteer, corrections: &Corrections) -> Cow<'g, Gazetteer> {
    overlay_of(corrections).map_or(Cow::Borrowed(gazetteer), |overlay| Cow::Owned(gazetteer.with(&overlay)))
}

/// The rules that two names mean one, as changes to the lists.
pub(super) fn overlay_of(corrections: &Corrections) -> Option<Overlay> {
    let mut overlay = Overlay::default();
    for (i, correction) in corrections.rules.iter().enumerate() {
        if let Rule::SamePerson { this, is } = &correction.rule {
            let origin = Origin { file: "corrections".into(), line: i + 1 };
            overlay.merge(origin, this, is);
        }
    }
    (!overlay.is_empty()).then_some(overlay)
}

/// Everything that one article alone tells. Of a text beyond [`SEARCHED_BYTES`] only the beginning is searched: a
/// text of a hundred megabytes is no article, and must not keep a person waiting for those that are.
#[must_use]
pub fn annotate(article: &Article, gazetteer: &Gazetteer, not_dates: &NotDates) -> Draft {
    let beginning = (article.text.len() > SEARCHED_BYTES).then(|| article.beginning(SEARCHED_BYTES));
    let article = beginning.as_ref().unwrap_or(article);
    let tokens = tokens::tokenise(&article.text, Span::of(0, article.text.len()));
    let sentences = sentences::split(article);
    let mut entities = EntityTable::over(gazetteer.entities());
    let mut mentions = mentions::recognise(article, &tokens, &sentences, gazetteer, &mut entities);
    let reader = temporal::Reader::new(article, &tokens, gazetteer, not_dates);
    let published = reader.publication(&mentions);
    mentions::resolve_offices(article, &tokens, published.as_ref(), gazetteer, &mut mentions, &mut entities);
    let Dates { expressions, struck, contradiction } =
        reader.expressions(&sentences, &mentions, published.as_ref());
    let quotes = quotes::find(article, &sentences, &tokens, &mentions, &entities, gazetteer);
    let unlisted = entities.own().iter().cloned().collect();
    Draft {
        annotations: Annotations { published, contradiction, sentences, mentions, expressions, quotes },
        unlisted,
        struck,
    }
}

impl Draft {
    /// Gives the unlisted entities their places in the corpus' table and points the mentions there.
    pub(super) fn adopt(mut self, listed: u32, entities: &mut EntityTable) -> Annotations {
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
