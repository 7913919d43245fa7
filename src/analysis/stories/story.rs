//! What a person is told of a story: its name, its articles in order, what joined them, which are copies.

use super::runs::Sample;
use super::{label, reprints};
use crate::model::dates::show;
use crate::model::{
    Annotations, Article, ArticleIndex, Chunked, Corpus, DayRange, EntityTable, Precision, SafeText, Story,
};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The articles that stories are made of.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub articles: &'a Chunked<Arc<Article>>,
    pub annotations: &'a Chunked<Arc<Annotations>>,
    pub entities: &'a EntityTable,
}

impl<'a> Source<'a> {
    pub(super) fn of(corpus: &'a Corpus) -> Self {
        Self { articles: &corpus.articles, annotations: &corpus.annotations, entities: &corpus.entities }
    }
}

/// A story of some articles, with a sample of the runs of each.
pub(super) fn story<'s>(
    mut group: Vec<ArticleIndex>,
    source: Source<'_>,
    sample: impl Fn(ArticleIndex) -> &'s Sample,
) -> Story {
    let Source { articles, annotations, entities } = source;
    let published = |i: ArticleIndex| annotations[i.get()].published.as_ref().map(|p| p.date);
    group.sort_by_key(|&i| (published(i).is_none(), published(i), i));
    let samples: Vec<&Sample> = group.iter().map(|&i| sample(i)).collect();
    let mut days: Vec<NaiveDate> = group.iter().filter_map(|&i| published(i)).collect();
    days.sort_unstable();
    Story {
        key: key(group.iter().map(|i| articles[i.get()].id.as_str())),
        label: label::clearest(&group, articles, annotations),
        days: days.first().zip(days.last()).map(|(&from, &to)| DayRange { from, to }),
        reprints: reprints::find(&group, articles, &samples),
        why: why(&group, annotations, entities),
        articles: group,
    }
}

/// A stable id, from the ids of the articles whatever their order.
pub(super) fn key<'i>(ids: impl Iterator<Item = &'i str>) -> Arc<str> {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    let mut hash = Sha256::new();
    for id in ids {
        hash.update(id.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    let head = digest.iter().take(6).fold(0_u64, |sum, &byte| sum << 8 | u64::from(byte));
    format!("story-{head:012x}").into()
}

/// What the articles have in common, in a short sentence.
fn why(group: &[ArticleIndex], annotations: &Chunked<Arc<Annotations>>, entities: &EntityTable) -> SafeText {
    if group.len() < 2 {
        return SafeText::default();
    }
    let mut common = annotations[group[0].get()].entity_counts();
    for i in &group[1..] {
        let other = &annotations[i.get()].mentions;
        common.retain(|(id, _)| other.iter().any(|mention| mention.entity == *id));
    }
    let names: Vec<&str> = common.iter().take(3).map(|&(id, _)| entities.get(id).name.as_str()).collect();
    let words = if names.is_empty() { "the same rare words".into() } else { names.join(", ") };
    let when = when(group, annotations).map_or(String::new(), |when| format!("; {when}"));
    SafeText::line(&format!("alike in their words, all with {words}{when}"))
}

/// How near to one another the articles were published, no more exact than their dates are; `None` where the least
/// exact of them leaves that open.
fn when(group: &[ArticleIndex], annotations: &Chunked<Arc<Annotations>>) -> Option<String> {
    let dates = || group.iter().filter_map(|i| annotations[i.get()].published.as_ref());
    let Some(precision) = dates().map(|published| published.precision).max() else {
        return Some("undated".to_owned());
    };
    // One without a date may be from any day.
    if dates().count() < group.len() {
        return None;
    }
    let (from, to) = (dates().map(|p| p.date).min()?, dates().map(|p| p.date).max()?);
    if precision != Precision::Day {
        let (first, last) = (show(from, precision), show(to, precision));
        return (first == last).then(|| format!("published in {first}"));
    }
    Some(match (to - from).num_days() {
        0 => "on the same day".to_owned(),
        1 => "one day apart".to_owned(),
        days => format!("{days} days apart at most"),
    })
}
