//! The record of a comparison: the whole of `compare`.

use crate::model::comparison::{
    Cut, Distinctive, EntityCount, Naming, NumberClash, Only, SharedStory, Side, Source, SourceKind, Topic,
    Weight,
};
use crate::model::{Comparison, Grade, Pair, Passage, Relation, SafeText, Span};
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
    notice: Option<&'a str>,
    others: Vec<SideRecord<'a>>,
    stories: Vec<StoryRecord<'a>>,
    pairs: Vec<PairRecord<'a>>,
    only_left: Vec<OnlyRecord<'a>>,
    only_right: Vec<OnlyRecord<'a>>,
    verbatim: VerbatimRecord,
    naming: &'a [Naming],
    distinctive: &'a [Distinctive],
    numbers: Vec<NumberRecord<'a>>,
    speakers: Speakers<'a>,
    emphasis: Vec<EmphasisRecord<'a>>,
    events: Vec<EventRecord<'a>>,
    named_left: Vec<NamedRecord<'a>>,
    named_right: Vec<NamedRecord<'a>>,
}

/// A story both outlets cover; the numbers say how its sentences are graded.
#[derive(Serialize)]
struct StoryRecord<'a> {
    label: &'a str,
    left: Vec<&'a str>,
    right: Vec<&'a str>,
    relation: Relation,
    why: &'a str,
    same: usize,
    differs: usize,
    related: usize,
    only_left: usize,
    only_right: usize,
}

/// A sentence without partner, what it is about, and which third outlets tell it.
#[derive(Serialize)]
struct OnlyRecord<'a> {
    #[serde(flatten)]
    passage: PassageRecord<'a>,
    topic: &'a str,
    elsewhere: Vec<PassageRecord<'a>>,
}

/// How much of each text stands word for word in the other.
#[derive(Serialize)]
struct VerbatimRecord {
    left: f64,
    right: f64,
}

#[derive(Serialize)]
struct EventRecord<'a> {
    event: &'a str,
    label: &'a str,
    left: WeightRecord,
    right: WeightRecord,
}

#[derive(Serialize)]
struct NamedRecord<'a> {
    entity: &'a str,
    name: &'a str,
    count: usize,
}

/// One side's cut of a quotation.
#[derive(Serialize)]
struct CutRecord<'a> {
    #[serde(flatten)]
    words: PassageRecord<'a>,
    cue: Option<&'a str>,
    speaker: Option<&'a str>,
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
    /// The words that cannot be right in both.
    differing: Option<[Vec<CharSpan>; 2]>,
    /// The clauses that answer to one another, where whole sentences do not.
    clauses: Option<[CharSpan; 2]>,
    quotation: Option<[CutRecord<'a>; 2]>,
    elsewhere: Vec<PassageRecord<'a>>,
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
    kind: SourceKind,
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
        let only = |all: &'a [Only], topics: &'a [Topic]| {
            all.iter().map(|one| OnlyRecord::new(view, one, topics)).collect()
        };
        let named = |all: &'a [EntityCount]| {
            let record = |one: &EntityCount| NamedRecord {
                entity: view.key(one.entity),
                name: view.name(one.entity),
                count: one.count,
            };
            all.iter().map(record).collect()
        };
        let sources = |all: &'a [Source]| all.iter().map(|one| SourceRecord::new(view, one)).collect();
        Self {
            left: SideRecord::new(view, &comparison.left),
            right: SideRecord::new(view, &comparison.right),
            relation: comparison.relation,
            why: &comparison.why,
            pairs: comparison.pairs.iter().map(|pair| PairRecord::new(view, pair)).collect(),
            notice: (!comparison.notice.is_empty()).then_some(comparison.notice.as_str()),
            others: comparison.others.iter().map(|side| SideRecord::new(view, side)).collect(),
            stories: comparison
                .stories
                .iter()
                .map(|story| StoryRecord::new(view, comparison, story))
                .collect(),
            only_left: only(&comparison.only_left, &comparison.topics_left),
            only_right: only(&comparison.only_right, &comparison.topics_right),
            verbatim: VerbatimRecord {
                left: rounded(comparison.verbatim.left),
                right: rounded(comparison.verbatim.right),
            },
            events: comparison
                .events
                .iter()
                .map(|one| EventRecord {
                    event: &one.key,
                    label: &one.label,
                    left: one.left.into(),
                    right: one.right.into(),
                })
                .collect(),
            named_left: named(&comparison.named_left),
            named_right: named(&comparison.named_right),
            naming: &comparison.naming,
            distinctive: &comparison.distinctive,
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
            paths: articles.map(|&i| view.corpus().head(i).path.map(SafeText::as_str)).collect(),
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
            differing: (pair.grade == Grade::Differs).then(|| {
                let spans =
                    |article, all: &[Span]| all.iter().map(|&span| view.span(article, span)).collect();
                [spans(pair.left.article, &pair.clash.left), spans(pair.right.article, &pair.clash.right)]
            }),
            clauses: pair
                .clauses
                .map(|(l, r)| [view.span(pair.left.article, l), view.span(pair.right.article, r)]),
            quotation: pair
                .quotation
                .as_ref()
                .map(|(a, b)| [CutRecord::new(view, a), CutRecord::new(view, b)]),
            elsewhere: pair.elsewhere.iter().map(|&one| PassageRecord::new(view, one)).collect(),
        }
    }
}

impl<'a> CutRecord<'a> {
    fn new(view: &'a View<'_>, cut: &'a Cut) -> Self {
        Self {
            words: PassageRecord::new(view, cut.words),
            cue: cut.cue.map(|span| view.words(Passage { span, ..cut.words })),
            speaker: cut.speaker.as_deref(),
        }
    }
}

impl<'a> OnlyRecord<'a> {
    fn new(view: &'a View<'_>, only: &Only, topics: &'a [Topic]) -> Self {
        Self {
            passage: PassageRecord::new(view, only.passage),
            topic: topics.get(only.topic).map_or("", |topic| &topic.label),
            elsewhere: only.elsewhere.iter().map(|&one| PassageRecord::new(view, one)).collect(),
        }
    }
}

impl<'a> StoryRecord<'a> {
    fn new(view: &'a View<'_>, comparison: &Comparison, story: &'a SharedStory) -> Self {
        let pairs = &comparison.pairs[story.pairs.clone()];
        let count = |grade: Grade| pairs.iter().filter(|pair| pair.grade == grade).count();
        Self {
            label: &story.label,
            left: story.left.iter().map(|&i| view.id(i)).collect(),
            right: story.right.iter().map(|&i| view.id(i)).collect(),
            relation: story.relation,
            why: &story.why,
            same: count(Grade::Same),
            differs: count(Grade::Differs),
            related: count(Grade::Related),
            only_left: story.only_left.len(),
            only_right: story.only_right.len(),
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
            kind: source.kind,
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
