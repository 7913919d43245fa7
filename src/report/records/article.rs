//! The record of an article: a line of `analyze`.

use crate::model::dates::iso;
use crate::model::{
    Annotations, Article, ArticleIndex, Basis, Corpus, CountryCode, DateBasis, DayRange, EntityKind, Form,
    Head, Mention, Outlet, Precision, Quote, Role, SafeText,
};
use crate::report::offsets::{CharOffsets, CharSpan};
use chrono::NaiveDate;
use serde::Serialize;

/// One article with everything found in it: a line of `analyze`.
#[derive(Serialize)]
pub(crate) struct ArticleRecord<'a> {
    id: &'a str,
    path: Option<&'a str>,
    url: Option<&'a str>,
    title: Option<&'a str>,
    byline: Option<&'a str>,
    language: Option<&'a str>,
    tags: &'a [SafeText],
    outlet: OutletRecord<'a>,
    published: Option<PublishedRecord<'a>>,
    story: &'a str,
    text: &'a str,
    parts: Vec<PartRecord<'a>>,
    sentences: Vec<CharSpan>,
    mentions: Vec<MentionRecord<'a>>,
    dates: Vec<DateRecord<'a>>,
    quotes: Vec<QuoteRecord<'a>>,
}

#[derive(Serialize)]
pub(super) struct OutletRecord<'a> {
    name: Option<&'a str>,
    country: Option<CountryCode>,
    basis: Basis,
    why: &'a str,
}

#[derive(Serialize)]
pub(super) struct PublishedRecord<'a> {
    date: String,
    precision: Precision,
    basis: DateBasis,
    why: &'a str,
    /// What in the text contradicts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    contradiction: Option<&'a str>,
}

#[derive(Serialize)]
struct PartRecord<'a> {
    #[serde(flatten)]
    span: CharSpan,
    role: Role,
    why: &'a str,
}

#[derive(Serialize)]
struct MentionRecord<'a> {
    #[serde(flatten)]
    span: CharSpan,
    surface: &'a str,
    #[serde(rename = "type")]
    kind: EntityKind,
    entity: &'a str,
    name: &'a str,
    form: Form,
    why: &'a str,
    rivals: Vec<&'a str>,
}

#[derive(Serialize)]
struct DateRecord<'a> {
    #[serde(flatten)]
    span: CharSpan,
    surface: &'a str,
    value: Option<&'a str>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    basis: DateBasis,
    why: &'a str,
}

#[derive(Serialize)]
struct QuoteRecord<'a> {
    #[serde(flatten)]
    span: CharSpan,
    direct: bool,
    speaker: Option<&'a str>,
    speaker_name: Option<&'a str>,
    cue: Option<&'a str>,
    why: &'a str,
}

impl<'a> ArticleRecord<'a> {
    /// The record of one article.
    pub(crate) fn new(
        corpus: &'a Corpus,
        index: ArticleIndex,
        (article, found): (&'a Article, &'a Annotations),
    ) -> Self {
        let offsets = CharOffsets::new(&article.text);
        let parts = article.parts.iter();
        Self {
            id: &article.id,
            path: article.path.as_deref(),
            url: article.url.as_deref(),
            title: article.title.as_ref().map(|title| title.text.as_str()),
            byline: article.byline.as_deref(),
            language: article.language.as_deref(),
            tags: &article.tags,
            outlet: OutletRecord::from(&article.outlet),
            published: PublishedRecord::of(corpus.head(index)),
            story: &corpus.story(index).key,
            text: &article.text,
            parts: parts
                .map(|part| PartRecord { span: offsets.span(part.span), role: part.role, why: &part.why })
                .collect(),
            sentences: found.sentences.iter().map(|&span| offsets.span(span)).collect(),
            mentions: found
                .mentions
                .iter()
                .map(|mention| MentionRecord::new(corpus, &article.text, &offsets, mention))
                .collect(),
            dates: found
                .expressions
                .iter()
                .map(|found| DateRecord {
                    span: offsets.span(found.span),
                    surface: found.span.slice(&article.text),
                    value: found.value.as_deref(),
                    from: found.range.map(|range| range.from),
                    to: found.range.and_then(DayRange::end),
                    basis: found.basis,
                    why: &found.why,
                })
                .collect(),
            quotes: found
                .quotes
                .iter()
                .map(|quote| QuoteRecord::new(corpus, &article.text, &offsets, quote))
                .collect(),
        }
    }
}

impl<'a> From<&'a Outlet> for OutletRecord<'a> {
    fn from(outlet: &'a Outlet) -> Self {
        Self { name: outlet.name.as_deref(), country: outlet.country, basis: outlet.basis, why: &outlet.why }
    }
}

impl<'a> PublishedRecord<'a> {
    /// Of what was found in an article.
    pub(super) fn of(head: Head<'a>) -> Option<Self> {
        head.published.map(|published| Self {
            date: iso(published.date, published.precision),
            precision: published.precision,
            basis: published.basis,
            why: &published.why,
            contradiction: head.contradiction.map(SafeText::as_str),
        })
    }
}

impl<'a> MentionRecord<'a> {
    fn new(corpus: &'a Corpus, text: &'a str, offsets: &CharOffsets<'_>, mention: &'a Mention) -> Self {
        let entity = corpus.entities.get(mention.entity);
        Self {
            span: offsets.span(mention.span),
            surface: mention.span.slice(text),
            kind: entity.kind,
            entity: &entity.key,
            name: &entity.name,
            form: mention.form,
            why: &mention.why,
            rivals: mention.rivals.iter().map(|&id| corpus.entities.get(id).key.as_ref()).collect(),
        }
    }
}

impl<'a> QuoteRecord<'a> {
    fn new(corpus: &'a Corpus, text: &'a str, offsets: &CharOffsets<'_>, quote: &'a Quote) -> Self {
        Self {
            span: offsets.span(quote.span),
            direct: quote.direct,
            speaker: quote.speaker.map(|id| corpus.entities.get(id).key.as_ref()),
            speaker_name: quote.speaker_name.as_deref(),
            cue: quote.cue.map(|span| span.slice(text)),
            why: &quote.why,
        }
    }
}
