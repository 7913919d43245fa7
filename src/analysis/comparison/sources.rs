//! Who is quoted on each side, and the weight each side gives to what both name.

use crate::analysis::Gazetteer;
use crate::model::comparison::{Emphasis, EntityCount, EventEmphasis, Source, SourceKind, Weight};
use crate::model::{ArticleIndex, Corpus, EntityId, EntityKind, Event, Happening, SafeText, Span};
use std::collections::HashMap;

/// Entities shown by weight.
const MOST: usize = 40;

/// Who is quoted or reported in the articles, most often first, ties in reading order. Speakers without an entity are
/// joined by their words (“analysts”, “the report”), those without a name as “not named”.
pub(super) fn speakers(corpus: &Corpus, articles: &[ArticleIndex]) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let mut place: HashMap<String, usize> = HashMap::new();
    for &article in articles {
        for quote in &corpus.annotated(article).quotes {
            let name = quote.speaker_name.clone().unwrap_or_else(|| SafeText::line("not named"));
            let key = match quote.speaker {
                Some(id) => format!("#{}", id.0),
                None => bare(&name),
            };
            let i = *place.entry(key).or_insert_with(|| {
                let kind = kind(corpus, &name, quote.speaker);
                sources.push(Source { name, kind, entity: quote.speaker, direct: 0, reported: 0 });
                sources.len() - 1
            });
            if quote.direct {
                sources[i].direct += 1;
            } else {
                sources[i].reported += 1;
            }
        }
    }
    sources.sort_by_key(|source| std::cmp::Reverse(source.direct + source.reported));
    sources
}

/// News agencies, as they are called in the lists of outlets and bodies, without “the” and “agency”.
const AGENCIES: &[&str] = &[
    "agence france-presse",
    "anadolu",
    "ansa",
    "ap",
    "afp",
    "associated press",
    "bloomberg news",
    "dpa",
    "efe",
    "interfax",
    "irna",
    "islamic republic news",
    "korean central news",
    "kyodo",
    "kyodo news",
    "press trust of india",
    "reuters",
    "ria novosti",
    "tasnim",
    "tass",
    "ukrinform",
    "xinhua",
    "yonhap",
    "yonhap news",
];

/// What kind of source a speaker is: by the lists of outlets, then by whether it has a name.
fn kind(corpus: &Corpus, name: &str, entity: Option<EntityId>) -> SourceKind {
    let lower = bare(name);
    let stem = lower.trim_end_matches(" agency").trim_end_matches(" news");
    if AGENCIES.contains(&stem) || AGENCIES.contains(&lower.trim_end_matches(" agency")) {
        return SourceKind::Agency;
    }
    let of_kind = entity.map(|id| corpus.entities.get(id).kind);
    let body = matches!(of_kind, None | Some(EntityKind::Organisation));
    if body && Gazetteer::bundled().outlet(name).is_some() {
        return SourceKind::Media;
    }
    // A capital at the beginning may be the sentence's.
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let named = entity.is_some() || name.split(' ').skip(1).any(capital);
    if named { SourceKind::Named } else { SourceKind::Unnamed }
}

/// A common noun phrase without article and case: “The minister” and “the minister” are one.
fn bare(name: &str) -> String {
    let lower = name.to_lowercase();
    let cut = ["the ", "a ", "an ", "some "].iter().find_map(|article| lower.strip_prefix(article));
    cut.map_or(lower.clone(), str::to_owned)
}

/// The weight of what both sides name, and what only one names.
pub(super) struct Weights {
    pub(super) shared: Vec<Emphasis>,
    pub(super) only_left: Vec<EntityCount>,
    pub(super) only_right: Vec<EntityCount>,
}

/// The entities both sides mention, by their joint share of sentences; those only one mentions, most often first.
pub(super) fn weigh(corpus: &Corpus, left: &[ArticleIndex], right: &[ArticleIndex]) -> Weights {
    let (left, right) = (weights(corpus, left), weights(corpus, right));
    let mut shared: Vec<Emphasis> = left
        .iter()
        .filter_map(|(&entity, &left)| Some(Emphasis { entity, left, right: *right.get(&entity)? }))
        .collect();
    let joint = |emphasis: &Emphasis| joint(emphasis.left, emphasis.right);
    shared.sort_by(|a, b| joint(b).total_cmp(&joint(a)).then(a.entity.cmp(&b.entity)));
    shared.truncate(MOST);
    let alone = |own: &HashMap<EntityId, Weight>, other: &HashMap<EntityId, Weight>| {
        let mut alone: Vec<EntityCount> = own
            .iter()
            .filter(|(id, _)| !other.contains_key(id) && corpus.entities.get(**id).kind != EntityKind::Event)
            .map(|(&entity, weight)| EntityCount { entity, count: weight.count })
            .collect();
        alone.sort_unstable_by_key(|one| (std::cmp::Reverse(one.count), one.entity));
        alone.truncate(MOST);
        alone
    };
    let (only_left, only_right) = (alone(&left, &right), alone(&right, &left));
    Weights { shared, only_left, only_right }
}

/// What both make much of before what one does.
fn joint(left: Weight, right: Weight) -> f64 {
    left.share.min(right.share) + 0.01 * (left.share + right.share)
}

/// The events of the timeline both sides tell, by their joint share of sentences.
pub(super) fn events(corpus: &Corpus, left: &[ArticleIndex], right: &[ArticleIndex]) -> Vec<EventEmphasis> {
    let (places, others) = (Places::of(corpus, left), Places::of(corpus, right));
    let mut shared = Vec::new();
    for event in corpus.briefs().told_by_any(left.iter().copied()).into_iter().map(|event| event.of(corpus)) {
        if event.happening != Happening::Event {
            continue;
        }
        let (Some(left), Some(right)) = (places.weight(corpus, event), others.weight(corpus, event)) else {
            continue;
        };
        shared.push(EventEmphasis { key: event.key.clone(), label: event.label.clone(), left, right });
    }
    shared.sort_by(|a, b| {
        joint(b.left, b.right).total_cmp(&joint(a.left, a.right)).then_with(|| a.key.cmp(&b.key))
    });
    shared.truncate(MOST);
    shared
}

/// Where the sentences of a side's articles stand among all of that side.
struct Places {
    before: HashMap<ArticleIndex, usize>,
    total: usize,
}

impl Places {
    fn of(corpus: &Corpus, articles: &[ArticleIndex]) -> Self {
        let mut places = Self { before: HashMap::new(), total: 0 };
        for &article in articles {
            places.before.insert(article, places.total);
            places.total += corpus.annotated(article).sentences.len();
        }
        places
    }

    /// The weight of an event on this side; `None` where no sentence tells it.
    fn weight(&self, corpus: &Corpus, event: &Event) -> Option<Weight> {
        let mut told: Vec<usize> = Vec::new();
        let mut headline = false;
        for mention in &event.mentions {
            let Some(before) = self.before.get(&mention.article) else { continue };
            let title = corpus.head(mention.article).title.as_ref().and_then(|title| title.span);
            headline |= title.is_some_and(|title| title.overlaps(mention.span));
            let sentences = &corpus.annotated(mention.article).sentences;
            told.extend(sentence_index(sentences, mention.span).map(|i| before + i));
        }
        let count = told.len();
        told.sort_unstable();
        told.dedup();
        if told.is_empty() && !headline {
            return None;
        }
        let last = self.total.saturating_sub(1).max(1) as f64;
        Some(Weight {
            share: told.len() as f64 / self.total.max(1) as f64,
            first: told.first().map_or(0.0, |&first| first as f64 / last),
            headline,
            count: count.max(1),
        })
    }
}

fn weights(corpus: &Corpus, articles: &[ArticleIndex]) -> HashMap<EntityId, Weight> {
    let mut weights: HashMap<EntityId, Weight> = HashMap::new();
    let total: usize = articles.iter().map(|&article| corpus.annotated(article).sentences.len()).sum();
    let mut before = 0;
    let mut last_sentence: HashMap<EntityId, usize> = HashMap::new();
    for &article in articles {
        let found = corpus.annotated(article);
        let title = corpus.head(article).title.as_ref().and_then(|title| title.span).unwrap_or_default();
        for mention in &found.mentions {
            let weight = weights.entry(mention.entity).or_insert(Weight {
                share: 0.0,
                first: 1.0,
                headline: false,
                count: 0,
            });
            weight.count += 1;
            weight.headline |= title.contains(mention.span);
            let Some(i) = sentence_index(&found.sentences, mention.span).map(|i| before + i) else {
                continue;
            };
            if last_sentence.insert(mention.entity, i) != Some(i) {
                weight.share += 1.0 / total as f64;
            }
            if total > 1 {
                weight.first = weight.first.min(i as f64 / (total - 1) as f64);
            } else {
                weight.first = 0.0;
            }
        }
        before += found.sentences.len();
    }
    weights
}

fn sentence_index(sentences: &[Span], span: Span) -> Option<usize> {
    let i = sentences.partition_point(|sentence| sentence.end <= span.start);
    sentences.get(i).filter(|sentence| sentence.overlaps(span)).map(|_| i)
}
