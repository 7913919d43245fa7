//! Short records: an article of a list or of a search, an entity of a table.

use super::article::{ArticleRecord, OutletRecord, PublishedRecord};
use crate::model::{Anchor, ArticleIndex, CountryCode, EntityKind, Mark, Place, SafeText, Span};
use crate::report::offsets::{CharOffsets, CharSpan};
use crate::report::view::EntityCount;
use crate::report::{Found, View};
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
    #[serde(skip_serializing_if = "Option::is_none")]
    marks: Option<MarksRecord<'a>>,
}

/// What the person did to an article.
#[derive(Serialize)]
pub(crate) struct MarksRecord<'a> {
    read: bool,
    starred: bool,
    tags: Vec<&'a str>,
    notes: usize,
}

impl<'a> MarksRecord<'a> {
    /// The record of one article; `None` where marks are not to be told.
    pub(crate) fn of(view: &'a View<'_>, index: ArticleIndex) -> Option<Self> {
        let (marks, id) = (view.marks()?, view.corpus().head(index).id.as_str());
        Some(Self {
            read: marks.has(Mark::Read, id),
            starred: marks.has(Mark::Star, id),
            tags: marks.tags_of(id).map(|tag| tag.text().as_str()).collect(),
            notes: marks.notes_of(id).count(),
        })
    }
}

/// One article with everything found in it, and what the person did to it: `show`.
#[derive(Serialize)]
pub(crate) struct MarkedRecord<'a> {
    #[serde(flatten)]
    article: ArticleRecord<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    marks: Option<MarksRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<Vec<NoteRecord<'a>>>,
}

/// A note: where it stands, the words it was written on, and what it says. On the whole article it has neither place nor
/// words; where its passage is not in this text, no place.
#[derive(Serialize)]
struct NoteRecord<'a> {
    start: Option<u32>,
    end: Option<u32>,
    words: Option<&'a str>,
    text: &'a str,
}

impl<'a> MarkedRecord<'a> {
    /// The record of one article.
    pub(crate) fn new(view: &'a View<'_>, index: ArticleIndex) -> Self {
        let article = view.article(index);
        let offsets = CharOffsets::new(&article.text);
        let note = |(on, text): (&'a Anchor, &'a SafeText)| {
            let span = match on.locate(&article.text) {
                Place::At(span) => Some(offsets.span(span)),
                Place::Article | Place::Gone => None,
            };
            NoteRecord {
                start: span.map(|span| span.start),
                end: span.map(|span| span.end),
                words: on.words().map(SafeText::as_str),
                text,
            }
        };
        Self {
            article: ArticleRecord::new(view.corpus(), index, (article, view.annotated(index))),
            marks: MarksRecord::of(view, index),
            notes: view.marks().map(|marks| marks.notes_of(&article.id).map(note).collect()),
        }
    }
}

impl<'a> SummaryRecord<'a> {
    /// The record of one article. Its number is its place in the input, from 1.
    pub(crate) fn new(view: &'a View<'_>, index: ArticleIndex) -> Self {
        let corpus = view.corpus();
        let head = corpus.head(index);
        Self {
            number: index.get() + 1,
            id: head.id,
            path: head.path.map(SafeText::as_str),
            url: head.url.map(SafeText::as_str),
            title: head.title.map(|title| title.text.as_str()),
            display_title: head.display_title(),
            byline: head.byline.map(SafeText::as_str),
            language: head.language.map(SafeText::as_str),
            tags: head.tags,
            outlet: OutletRecord::from(head.outlet),
            published: PublishedRecord::of(head),
            story: &corpus.story(index).key,
            marks: MarksRecord::of(view, index),
        }
    }
}

/// One article of `search`, with where the words stand.
#[derive(Serialize)]
pub(crate) struct FoundRecord<'a> {
    #[serde(flatten)]
    article: SummaryRecord<'a>,
    hits: Vec<HitRecord<'a>>,
}

/// A place in the text, and the piece of text around it with the places to mark in that piece.
#[derive(Serialize)]
struct HitRecord<'a> {
    #[serde(flatten)]
    span: CharSpan,
    snippet: &'a str,
    marked: Vec<CharSpan>,
}

impl<'a> FoundRecord<'a> {
    /// The record of one article.
    pub(crate) fn new(view: &'a View<'_>, found: &'a Found) -> Self {
        let hits = found.snippets.iter().map(|snippet| {
            let offsets = CharOffsets::new(&snippet.text);
            let marked = snippet.marked.iter().map(|range| offsets.span(Span::of(range.start, range.end)));
            HitRecord {
                span: view.span(found.article, snippet.span),
                snippet: &snippet.text,
                marked: marked.collect(),
            }
        });
        Self { article: SummaryRecord::new(view, found.article), hits: hits.collect() }
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
    pub(crate) fn new(view: &'a View<'_>, count: EntityCount) -> Self {
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
