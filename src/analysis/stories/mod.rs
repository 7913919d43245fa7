//! Which articles tell the same happening, and which are largely one text.
//!
//! Reads articles and their annotations; decides nothing about sentences, which is [`events`](super::events)' part.

mod clusterer;
mod features;
mod label;
mod reprints;
#[cfg(test)]
mod tests;

use super::terms::Extractor;
use crate::model::dates::show;
use crate::model::{Annotations, Article, ArticleIndex, DayRange, EntityTable, Precision, SafeText, Story};
use chrono::NaiveDate;
use clusterer::Clusterer;
use features::Profile;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The stories of a corpus, in order of their first article. Every article is in exactly one.
#[must_use]
pub fn cluster(
    articles: &[Arc<Article>],
    annotations: &[Arc<Annotations>],
    entities: &EntityTable,
) -> Vec<Story> {
    let profiles: Vec<Profile> = articles
        .par_iter()
        .zip(annotations)
        .map_init(Extractor::default, |extractor, (article, found)| {
            features::profile(article, found, entities, extractor)
        })
        .collect();
    let mut clusterer = Clusterer::default();
    for profile in &profiles {
        clusterer.observe(profile);
    }
    let vectors: Vec<_> = profiles.par_iter().map(|profile| clusterer.vector(profile)).collect();
    // Oldest first, then by id: a pair is linked alike in whatever order the articles came.
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by(|&i, &j| {
        let key = |k: usize| (profiles[k].day.is_none(), profiles[k].day, &articles[k].id, k);
        key(i).cmp(&key(j))
    });
    for &i in &order {
        clusterer.add(&vectors[i], profiles[i].day, profiles[i].names.clone());
    }
    let mut groups: Vec<Vec<ArticleIndex>> = clusterer
        .groups()
        .into_iter()
        .map(|group| {
            let mut members: Vec<_> = group.iter().map(|&n| ArticleIndex(order[n as usize] as u32)).collect();
            members.sort_unstable();
            members
        })
        .collect();
    groups.sort_unstable();
    groups.into_par_iter().map(|group| story(group, articles, annotations, entities)).collect()
}

/// A story of some articles, given in input order.
fn story(
    mut group: Vec<ArticleIndex>,
    articles: &[Arc<Article>],
    annotations: &[Arc<Annotations>],
    entities: &EntityTable,
) -> Story {
    let published = |i: ArticleIndex| annotations[i.get()].published.as_ref().map(|p| p.date);
    group.sort_by_key(|&i| (published(i).is_none(), published(i), i));
    let mut days: Vec<NaiveDate> = group.iter().filter_map(|&i| published(i)).collect();
    days.sort_unstable();
    Story {
        key: key(&group, articles),
        label: label::clearest(&group, articles, annotations),
        days: days.first().zip(days.last()).map(|(&from, &to)| DayRange { from, to }),
        reprints: reprints::find(&group, articles),
        why: why(&group, annotations, entities),
        articles: group,
    }
}

/// A stable id, from the ids of the articles whatever their order.
fn key(group: &[ArticleIndex], articles: &[Arc<Article>]) -> Arc<str> {
    let mut ids: Vec<&str> = group.iter().map(|i| articles[i.get()].id.as_str()).collect();
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
fn why(group: &[ArticleIndex], annotations: &[Arc<Annotations>], entities: &EntityTable) -> SafeText {
    if group.len() < 2 {
        return SafeText::default();
    }
    let mut common = annotations[group[0].get()].entity_counts();
    for i in &group[1..] {
        let other = annotations[i.get()].entity_counts();
        common.retain(|(id, _)| other.iter().any(|(found, _)| found == id));
    }
    let names: Vec<&str> = common.iter().take(3).map(|&(id, _)| entities.get(id).name.as_str()).collect();
    let words = if names.is_empty() { "the same rare words".into() } else { names.join(", ") };
    let when = when(group, annotations).map_or(String::new(), |when| format!("; {when}"));
    SafeText::line(&format!("alike in their words, all with {words}{when}"))
}

/// How near to one another the articles were published, no more exact than their dates are; `None` where the least
/// exact of them leaves that open.
fn when(group: &[ArticleIndex], annotations: &[Arc<Annotations>]) -> Option<String> {
    let dates = || group.iter().filter_map(|i| annotations[i.get()].published.as_ref());
    let Some(precision) = dates().map(|published| published.precision).max() else {
        return Some("undated".to_owned());
    };
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
