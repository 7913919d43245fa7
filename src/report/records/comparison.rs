//! The record of a comparison: the whole of `compare`.

use crate::model::comparison::{Naming, NumberClash, Side, Source, Weight};
use crate::model::{Comparison, Grade, Pair, Passage, Relation};
use crate::report::View;
use crate::report::offsets::CharSpan;
use serde::Serialize;

/// Two accounts side by side: the whole of `compare`.
#[derive(Serialize)]
pub(crate) struct ComparisonRecord<'a> {
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
    pub(crate) fn new(view: &'a View<'_>, comparison: &'a Comparison) -> Self {
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
                    name: view.name(one.entity),
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
            paths: articles.map(|&i| view.corpus().article(i).path.as_deref()).collect(),
            outlets: view.outlets(side.articles.iter().copied()),
        }
    }
}

impl<'a> PassageRecord<'a> {
    fn new(view: &'a View<'_>, passage: Passage) -> Self {
        Self {
            article: view.id(passage.article),
            span: view.span(passage.article, passage.span),
            text: view.words(passage),
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
