//! Short records: an article of a list, an entity of a table.

use super::article::{OutletRecord, PublishedRecord};
use crate::model::{ArticleIndex, CountryCode, EntityKind, SafeText};
use crate::report::View;
use crate::report::view::EntityCount;
use serde::Serialize;

/// One article of `list`, without its text.
#[derive(Serialize)]
pub(crate) struct SummaryRecord<'a> {
    number: usize,
    id: &'a str,
    path: Option<&'a str>,
    url: Option<&'a str>,
    title: Option<&'a str>,
    display_title: &'a str,
    byline: Option<&'a str>,
    language: Option<&'a str>,
    tags: &'a [SafeText],
    outlet: OutletRecord<'a>,
    published: Option<PublishedRecord<'a>>,
    story: &'a str,
}

impl<'a> SummaryRecord<'a> {
    /// The record of one article. Its number is its place in the input, from 1.
    pub(crate) fn new(view: &View<'a>, index: ArticleIndex) -> Self {
        let corpus = view.corpus();
        let article = corpus.article(index);
        Self {
            number: index.get() + 1,
            id: &article.id,
            path: article.path.as_deref(),
            url: article.url.as_deref(),
            title: article.title.as_ref().map(|title| title.text.as_str()),
            display_title: article.display_title(),
            byline: article.byline.as_deref(),
            language: article.language.as_deref(),
            tags: &article.tags,
            outlet: OutletRecord::from(&article.outlet),
            published: corpus.annotated(index).published.as_ref().map(PublishedRecord::from),
            story: &corpus.story(index).key,
        }
    }
}

/// One entity of `entities`.
#[derive(Serialize)]
pub(crate) struct EntityRecord<'a> {
    entity: &'a str,
    name: &'a str,
    #[serde(rename = "type")]
    kind: EntityKind,
    country: Option<CountryCode>,
    note: Option<&'a str>,
    listed: bool,
    mentions: usize,
    articles: usize,
}

impl<'a> EntityRecord<'a> {
    /// The record of one entity.
    pub(crate) fn new(view: &View<'a>, count: EntityCount) -> Self {
        let entity = view.corpus().entities.get(count.entity);
        Self {
            entity: &entity.key,
            name: &entity.name,
            kind: entity.kind,
            country: entity.country,
            note: Some(entity.note.as_str()).filter(|note| !note.is_empty()),
            listed: entity.listed,
            mentions: count.mentions,
            articles: count.articles,
        }
    }
}
