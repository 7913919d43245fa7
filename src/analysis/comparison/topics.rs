//! What the sentences without partner are about, so that they can be read matter by matter.
//!
//! A sentence belongs to the name in it that most marks off what this side has and the other has not: one the other
//! side does not name at all before one it also names, and one that many such sentences name before one of few. A
//! sentence that names nobody goes with the one before it, where that stands right before it.

use crate::model::comparison::{Only, Topic};
use crate::model::{ArticleIndex, Comparison, Corpus, EntityId, EntityKind, Passage, SafeText};
use std::collections::{BTreeMap, HashMap};

/// Sentences of a topic below which it stands among the other matters, unless the other side names nothing of it.
const FEWEST: usize = 2;
/// Names in the label of a topic.
const MOST_NAMES: usize = 3;
/// What a name that the other side has too counts, by how often it has it, against one it has not.
const SHARED: f64 = 0.5;

/// Sorts the passages of both sides without partner by topic, story by story, and names the topics.
pub(super) fn topics(corpus: &Corpus, comparison: &mut Comparison) -> (Vec<Topic>, Vec<Topic>) {
    let (left, right) =
        (counts(corpus, &comparison.left.articles), counts(corpus, &comparison.right.articles));
    let ranges = |of: fn(&crate::model::comparison::SharedStory) -> std::ops::Range<usize>, whole: usize| {
        if comparison.stories.is_empty() {
            return std::iter::once(0..whole).collect::<Vec<_>>();
        }
        comparison.stories.iter().map(of).collect()
    };
    let on_left = ranges(|story| story.only_left.clone(), comparison.only_left.len());
    let on_right = ranges(|story| story.only_right.clone(), comparison.only_right.len());
    let side = |only: &mut Vec<Only>, ranges, other: &HashMap<EntityId, usize>| {
        let mut topics = Vec::new();
        for range in ranges {
            sort(corpus, &mut only[range], other, &mut topics);
        }
        topics
    };
    let mut only = std::mem::take(&mut comparison.only_left);
    let topics_left = side(&mut only, on_left, &right);
    comparison.only_left = only;
    let mut only = std::mem::take(&mut comparison.only_right);
    let topics_right = side(&mut only, on_right, &left);
    comparison.only_right = only;
    (topics_left, topics_right)
}

/// How often each entity is named in some articles.
fn counts(corpus: &Corpus, articles: &[ArticleIndex]) -> HashMap<EntityId, usize> {
    let mut counts = HashMap::new();
    for &article in articles {
        for mention in &corpus.annotated(article).mentions {
            *counts.entry(mention.entity).or_insert(0) += 1;
        }
    }
    counts
}

/// Sorts some passages by topic: topics in order of their first sentence, sentences in reading order, what belongs to
/// no topic last.
fn sort(corpus: &Corpus, only: &mut [Only], other: &HashMap<EntityId, usize>, topics: &mut Vec<Topic>) {
    let named: Vec<Vec<EntityId>> = only.iter().map(|only| names(corpus, only.passage)).collect();
    let mut weight: BTreeMap<EntityId, f64> = BTreeMap::new();
    for id in named.iter().flatten() {
        *weight.entry(*id).or_default() += 1.0;
    }
    for (id, weight) in &mut weight {
        *weight *= match other.get(id) {
            None => 1.0 + SHARED,
            Some(&count) => SHARED / (1.0 + count as f64),
        };
    }
    let best =
        |ids: &[EntityId]| ids.iter().copied().max_by(|a, b| weight[a].total_cmp(&weight[b]).then(b.cmp(a)));
    let mut about: Vec<Option<EntityId>> = Vec::with_capacity(only.len());
    for (i, ids) in named.iter().enumerate() {
        let goes_on = i > 0 && follows(corpus, only[i - 1].passage, only[i].passage);
        let before = if goes_on { about[i - 1] } else { None };
        about.push(if ids.is_empty() { before } else { best(ids) });
    }
    let mut members: BTreeMap<EntityId, usize> = BTreeMap::new();
    for id in about.iter().flatten() {
        *members.entry(*id).or_default() += 1;
    }
    for id in &mut about {
        *id = id.filter(|id| members[id] >= FEWEST || !other.contains_key(id));
    }
    let mut order: Vec<Option<EntityId>> = Vec::new();
    for id in about.iter().filter(|id| id.is_some()) {
        if !order.contains(id) {
            order.push(*id);
        }
    }
    let divided = !order.is_empty();
    order.push(None);
    let base = topics.len();
    for (only, id) in only.iter_mut().zip(&about) {
        only.topic = base + order.iter().position(|known| known == id).unwrap_or(order.len() - 1);
    }
    for id in &order {
        let members: Vec<&[EntityId]> =
            named.iter().zip(&about).filter(|(_, about)| *about == id).map(|(ids, _)| &ids[..]).collect();
        topics.push(match id {
            None => {
                Topic { label: SafeText::line(if divided { "other matters" } else { "" }), absent: false }
            }
            Some(id) => label(corpus, *id, &members, other),
        });
    }
    only.sort_by_key(|only| only.topic);
}

/// The name a topic goes by, with those that stand beside it in its sentences and that the other side has not either.
fn label(corpus: &Corpus, id: EntityId, named: &[&[EntityId]], other: &HashMap<EntityId, usize>) -> Topic {
    let mut beside: BTreeMap<EntityId, usize> = BTreeMap::new();
    for other_id in
        named.iter().copied().flatten().filter(|known| **known != id && !other.contains_key(known))
    {
        *beside.entry(*other_id).or_default() += 1;
    }
    let mut beside: Vec<(EntityId, usize)> = beside.into_iter().collect();
    beside.sort_by_key(|&(id, count)| (std::cmp::Reverse(count), id));
    let ids = std::iter::once(id).chain(beside.into_iter().map(|(id, _)| id)).take(MOST_NAMES);
    let told: Vec<&str> = ids.map(|id| corpus.entities.get(id).name.as_str()).collect();
    Topic { label: SafeText::line(&told.join(", ")), absent: !other.contains_key(&id) }
}

/// Whom and what a sentence names, each once; happenings are none.
fn names(corpus: &Corpus, passage: Passage) -> Vec<EntityId> {
    let findings = corpus.annotated(passage.article);
    let mentions = findings.mentions_in(passage.span);
    let mut ids: Vec<EntityId> = mentions
        .iter()
        .map(|mention| mention.entity)
        .filter(|id| corpus.entities.get(*id).kind != EntityKind::Event)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Whether a sentence stands right after another.
fn follows(corpus: &Corpus, before: Passage, after: Passage) -> bool {
    if before.article != after.article {
        return false;
    }
    let sentences = &corpus.annotated(before.article).sentences;
    let at = sentences.partition_point(|sentence| sentence.end <= before.span.start);
    sentences.get(at + 1) == Some(&after.span)
}
