//! The shapes of the JSON output. Offsets count characters into the article's `text`.

use super::offsets::{CharOffsets, CharSpan};
use crate::model::comparison::{Naming, NumberClash, Side, Source, Weight};
use crate::model::{
    ArticleIndex, Basis, Comparison, Confidence, Corpus, CountryCode, DateBasis, EntityId, EntityKind, Event,
    EventMention, Form, Grade, Happening, Mention, Pair, Passage, Precision, Published, Quote, Relation,
    Role, SafeText, Span, Story,
};
use chrono::NaiveDate;
use serde::Serialize;
use std::cell::OnceCell;

/// A corpus with what writing it needs again and again, made once.
pub struct View<'a> {
    corpus: &'a Corpus,
    labels: Vec<SafeText>,
    offsets: Vec<OnceCell<CharOffsets<'a>>>,
}

impl<'a> View<'a> {
    /// Over a corpus.
    #[must_use]
    pub fn new(corpus: &'a Corpus) -> Self {
        let offsets = corpus.articles.iter().map(|_| OnceCell::new()).collect();
        Self { corpus, labels: corpus.outlet_labels(), offsets }
    }

    /// The corpus it stands over.
    #[must_use]
    pub fn corpus(&self) -> &'a Corpus {
        self.corpus
    }

    /// The outlet of an article, or a stand-in that tells unknown ones apart.
    #[must_use]
    pub fn label(&self, article: ArticleIndex) -> &str {
        &self.labels[article.get()]
    }

    fn span(&self, article: ArticleIndex, span: Span) -> CharSpan {
        let text = &self.corpus.articles[article.get()].text;
        self.offsets[article.get()].get_or_init(|| CharOffsets::new(text)).span(span)
    }

    fn id(&self, article: ArticleIndex) -> &'a str {
        &self.corpus.articles[article.get()].id
    }

    fn key(&self, entity: EntityId) -> &'a str {
        &self.corpus.entities.get(entity).key
    }
}

/// A date at its own precision: `2025-09-03`, `2025-09` or `2025`.
#[must_use]
pub fn date(day: NaiveDate, precision: Precision) -> String {
    let form = match precision {
        Precision::Day => "%Y-%m-%d",
        Precision::Month => "%Y-%m",
        Precision::Year => "%Y",
    };
    day.format(form).to_string()
}

/// One article with everything found in it: a line of `analyze`.
#[derive(Serialize)]
pub struct ArticleRecord<'a> {
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
struct OutletRecord<'a> {
    name: Option<&'a str>,
    country: Option<CountryCode>,
    basis: Basis,
    why: &'a str,
}

#[derive(Serialize)]
struct PublishedRecord<'a> {
    date: String,
    precision: Precision,
    basis: DateBasis,
    why: &'a str,
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
    #[must_use]
    pub fn new(corpus: &'a Corpus, index: ArticleIndex) -> Self {
        let (article, found) = (corpus.article(index), corpus.annotated(index));
        let offsets = CharOffsets::new(&article.text);
        let parts = article.parts.iter();
        let outlet = &article.outlet;
        Self {
            id: &article.id,
            path: article.path.as_deref(),
            url: article.url.as_deref(),
            title: article.title.as_ref().map(|title| title.text.as_str()),
            byline: article.byline.as_deref(),
            language: article.language.as_deref(),
            tags: &article.tags,
            outlet: OutletRecord {
                name: outlet.name.as_deref(),
                country: outlet.country,
                basis: outlet.basis,
                why: &outlet.why,
            },
            published: found.published.as_ref().map(PublishedRecord::from),
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
                    to: found.range.map(|range| range.to),
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

impl<'a> From<&'a Published> for PublishedRecord<'a> {
    fn from(published: &'a Published) -> Self {
        Self {
            date: date(published.date, published.precision),
            precision: published.precision,
            basis: published.basis,
            why: &published.why,
        }
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

/// One story: a line of `stories`.
#[derive(Serialize)]
pub struct StoryRecord<'a> {
    id: &'a str,
    label: &'a str,
    articles: Vec<&'a str>,
    outlets: Vec<&'a str>,
    countries: Vec<CountryCode>,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    reprints: Vec<Vec<&'a str>>,
    why: &'a str,
}

impl<'a> StoryRecord<'a> {
    /// The record of one story.
    #[must_use]
    pub fn new(view: &'a View<'_>, story: &'a Story) -> Self {
        let mut countries: Vec<CountryCode> =
            story.articles.iter().filter_map(|&i| view.corpus.article(i).outlet.country).collect();
        countries.sort_unstable();
        countries.dedup();
        let ids = |articles: &[ArticleIndex]| articles.iter().map(|&i| view.id(i)).collect();
        Self {
            id: &story.key,
            label: &story.label,
            articles: ids(&story.articles),
            outlets: outlets(view, &story.articles),
            countries,
            first: story.days.map(|days| days.from),
            last: story.days.map(|days| days.to),
            reprints: story.reprints.iter().map(|reprint| ids(&reprint.articles)).collect(),
            why: &story.why,
        }
    }
}

/// The outlets of articles, each once, in order of first appearance.
fn outlets<'v>(view: &'v View<'_>, articles: &[ArticleIndex]) -> Vec<&'v str> {
    let mut seen = std::collections::HashSet::new();
    articles.iter().map(|&i| view.label(i)).filter(|label| seen.insert(*label)).collect()
}

/// The line of events: the whole of `timeline`.
#[derive(Serialize)]
pub struct TimelineRecord<'a> {
    events: Vec<EventRecord<'a>>,
    undated: Vec<EventRecord<'a>>,
}

impl<'a> TimelineRecord<'a> {
    /// Of events and undated matters, each in the order in which they are to be shown.
    #[must_use]
    pub fn new(view: &'a View<'_>, events: &[&'a Event], undated: &[&'a Event]) -> Self {
        let records =
            |events: &[&'a Event]| events.iter().map(|event| EventRecord::new(view, event)).collect();
        Self { events: records(events), undated: records(undated) }
    }
}

/// One event: a line of `timeline --format jsonl`.
#[derive(Serialize)]
pub struct EventRecord<'a> {
    id: &'a str,
    kind: Happening,
    label: &'a str,
    date: Option<String>,
    end: Option<String>,
    precision: Option<Precision>,
    basis: Option<DateBasis>,
    guessed: bool,
    place: Option<&'a str>,
    participants: Vec<&'a str>,
    outlets: Vec<&'a str>,
    confidence: Confidence,
    mentions: Vec<EventMentionRecord<'a>>,
}

#[derive(Serialize)]
struct EventMentionRecord<'a> {
    article: &'a str,
    path: Option<&'a str>,
    outlet: &'a str,
    #[serde(flatten)]
    span: CharSpan,
    why: &'a str,
    confidence: Confidence,
}

impl<'a> EventRecord<'a> {
    /// The record of one event.
    #[must_use]
    pub fn new(view: &'a View<'_>, event: &'a Event) -> Self {
        let dated = event.days.is_some();
        Self {
            id: &event.key,
            kind: event.happening,
            label: &event.label,
            date: event.days.map(|days| date(days.from, event.precision)),
            end: event.days.map(|days| date(days.to, event.precision)),
            precision: dated.then_some(event.precision),
            basis: dated.then_some(event.basis),
            guessed: event.guessed,
            place: event.place.map(|id| view.key(id)),
            participants: event.participants.iter().map(|&id| view.key(id)).collect(),
            outlets: outlets(view, &event.articles()),
            confidence: event.confidence,
            mentions: event.mentions.iter().map(|mention| EventMentionRecord::new(view, mention)).collect(),
        }
    }
}

impl<'a> EventMentionRecord<'a> {
    fn new(view: &'a View<'_>, mention: &'a EventMention) -> Self {
        Self {
            article: view.id(mention.article),
            path: view.corpus.article(mention.article).path.as_deref(),
            outlet: view.label(mention.article),
            span: view.span(mention.article, mention.span),
            why: &mention.why,
            confidence: mention.confidence,
        }
    }
}

/// Two accounts side by side: the whole of `compare`.
#[derive(Serialize)]
pub struct ComparisonRecord<'a> {
    left: SideRecord<'a>,
    right: SideRecord<'a>,
    relation: Relation,
    why: &'a str,
    pairs: Vec<PairRecord<'a>>,
    only_left: Vec<PassageRecord<'a>>,
    only_right: Vec<PassageRecord<'a>>,
    naming: &'a [Naming],
    numbers: Vec<NumberRecord<'a>>,
    speakers: Speakers<'a>,
    emphasis: Vec<EmphasisRecord<'a>>,
}

#[derive(Serialize)]
struct SideRecord<'a> {
    label: &'a str,
    articles: Vec<&'a str>,
    paths: Vec<Option<&'a str>>,
    outlets: Vec<&'a str>,
}

#[derive(Serialize)]
struct PassageRecord<'a> {
    article: &'a str,
    #[serde(flatten)]
    span: CharSpan,
    text: &'a str,
}

#[derive(Serialize)]
struct PairRecord<'a> {
    left: PassageRecord<'a>,
    right: PassageRecord<'a>,
    grade: Grade,
    score: f64,
    why: &'a str,
}

#[derive(Serialize)]
struct NumberRecord<'a> {
    quantity: &'a str,
    left: PassageRecord<'a>,
    right: PassageRecord<'a>,
}

#[derive(Serialize)]
struct Speakers<'a> {
    left: Vec<SourceRecord<'a>>,
    right: Vec<SourceRecord<'a>>,
}

#[derive(Serialize)]
struct SourceRecord<'a> {
    name: &'a str,
    entity: Option<&'a str>,
    count: usize,
    direct: usize,
    reported: usize,
}

#[derive(Serialize)]
struct EmphasisRecord<'a> {
    entity: &'a str,
    name: &'a str,
    left: WeightRecord,
    right: WeightRecord,
}

#[derive(Serialize)]
struct WeightRecord {
    share: f64,
    first: f64,
    headline: bool,
    count: usize,
}

impl<'a> ComparisonRecord<'a> {
    /// The record of a comparison made over the view's corpus.
    #[must_use]
    pub fn new(view: &'a View<'_>, comparison: &'a Comparison) -> Self {
        let passages = |all: &[Passage]| all.iter().map(|&one| PassageRecord::new(view, one)).collect();
        let sources = |all: &'a [Source]| all.iter().map(|one| SourceRecord::new(view, one)).collect();
        Self {
            left: SideRecord::new(view, &comparison.left),
            right: SideRecord::new(view, &comparison.right),
            relation: comparison.relation,
            why: &comparison.why,
            pairs: comparison.pairs.iter().map(|pair| PairRecord::new(view, pair)).collect(),
            only_left: passages(&comparison.only_left),
            only_right: passages(&comparison.only_right),
            naming: &comparison.naming,
            numbers: comparison.numbers.iter().map(|clash| NumberRecord::new(view, clash)).collect(),
            speakers: Speakers {
                left: sources(&comparison.speakers_left),
                right: sources(&comparison.speakers_right),
            },
            emphasis: comparison
                .emphasis
                .iter()
                .map(|one| EmphasisRecord {
                    entity: view.key(one.entity),
                    name: &view.corpus.entities.get(one.entity).name,
                    left: one.left.into(),
                    right: one.right.into(),
                })
                .collect(),
        }
    }
}

impl<'a> SideRecord<'a> {
    fn new(view: &'a View<'_>, side: &'a Side) -> Self {
        let articles = side.articles.iter();
        Self {
            label: &side.label,
            articles: articles.clone().map(|&i| view.id(i)).collect(),
            paths: articles.map(|&i| view.corpus.article(i).path.as_deref()).collect(),
            outlets: outlets(view, &side.articles),
        }
    }
}

impl<'a> PassageRecord<'a> {
    fn new(view: &'a View<'_>, passage: Passage) -> Self {
        Self {
            article: view.id(passage.article),
            span: view.span(passage.article, passage.span),
            text: view.corpus.article(passage.article).words(passage.span),
        }
    }
}

impl<'a> PairRecord<'a> {
    fn new(view: &'a View<'_>, pair: &'a Pair) -> Self {
        Self {
            left: PassageRecord::new(view, pair.left),
            right: PassageRecord::new(view, pair.right),
            grade: pair.grade,
            score: rounded(pair.score),
            why: &pair.why,
        }
    }
}

impl<'a> NumberRecord<'a> {
    fn new(view: &'a View<'_>, clash: &'a NumberClash) -> Self {
        Self {
            quantity: &clash.quantity,
            left: PassageRecord::new(view, clash.left),
            right: PassageRecord::new(view, clash.right),
        }
    }
}

impl<'a> SourceRecord<'a> {
    fn new(view: &'a View<'_>, source: &'a Source) -> Self {
        Self {
            name: &source.name,
            entity: source.entity.map(|id| view.key(id)),
            count: source.direct + source.reported,
            direct: source.direct,
            reported: source.reported,
        }
    }
}

impl From<Weight> for WeightRecord {
    fn from(weight: Weight) -> Self {
        Self {
            share: rounded(weight.share),
            first: rounded(weight.first),
            headline: weight.headline,
            count: weight.count,
        }
    }
}

/// To four decimals: enough for a score, and free of the last bits' noise.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
