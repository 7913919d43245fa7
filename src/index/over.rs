//! The index of a corpus that some articles came to: what was indexed as a whole is shared, and only what the new
//! articles change stands over it.

use super::fold::fold;
use super::names::OutletId;
use super::newest;
use super::postings::{ORDERS, Occurring, Posting, Standing};
use super::{Index, Kinds};
use crate::model::{ArticleIndex, Corpus, EntityId, EntityKind, Published};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Who and what occurs in the articles that came; of whatever does, also where it occurs in those before.
#[derive(Debug, Default)]
pub(super) struct Over {
    pub entities: HashMap<EntityId, Vec<Posting>>,
    /// For each article that came its entities with counts, most mentioned first.
    pub of_article: Vec<Vec<(EntityId, u32)>>,
    pub speakers: BTreeMap<EntityId, Vec<u32>>,
    pub titles: BTreeMap<Box<str>, Vec<u32>>,
    /// How many entities there are.
    pub known: usize,
}

impl Over {
    /// Of the articles of a corpus from `first` on, over those before.
    pub(super) fn of(below: &Occurring, corpus: &Corpus, first: usize) -> Self {
        let came = Occurring::of(corpus, corpus.indices().skip(first));
        let joined = |before: Option<&Vec<u32>>, more: Vec<u32>| {
            before.into_iter().flatten().copied().chain(more).collect::<Vec<u32>>()
        };
        let entities = (0..).zip(came.entities).filter(|(_, list)| !list.is_empty());
        let entities = entities.map(|(id, list)| {
            let before = below.entities.get(id as usize).into_iter().flatten().copied();
            (EntityId(id), before.chain(list).collect())
        });
        let speakers = came.speakers.into_iter();
        let titles = came.titles.into_iter();
        Self {
            entities: entities.collect(),
            of_article: came.of_article,
            speakers: speakers.map(|(id, list)| (id, joined(below.speakers.get(&id), list))).collect(),
            titles: titles
                .map(|(word, list)| {
                    let all = joined(below.titles.get(&word), list);
                    (word, all)
                })
                .collect(),
            known: corpus.entities.len(),
        }
    }
}

/// Where an article was put into each order when it came.
type Places = [u32; ORDERS.len()];

/// What is known of the index with some articles that came, so that it need not be worked out again.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Known {
    kinds: Kinds,
    places: Vec<Places>,
}

impl Known {
    /// With what is known once more came.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.places.extend(more.places);
        Self { kinds: more.kinds, ..self }
    }
}

impl Standing {
    /// With the articles of a corpus that came: their indices, and where each is put into the orders where that is
    /// known. Tells where they were put.
    fn grown(&self, corpus: &Corpus, came: Range<u32>, known: &[Places]) -> (Self, Vec<Places>) {
        let mut standing = self.clone();
        let mut places = vec![Places::default(); came.len()];
        let names = self.outlets.iter().enumerate().map(|(i, name)| (fold(name), OutletId(i as u32)));
        let mut ids: HashMap<String, OutletId> = names.collect();
        for index in came.clone().map(ArticleIndex) {
            standing.add_outlet(corpus, index, &mut ids);
            standing.days.push(corpus.published(index).map(Published::days));
        }
        let days = standing.days.iter().flatten().map(|days| days.from).collect();
        standing.newest = newest::borne_out(days);
        for (number, sort) in ORDERS.into_iter().enumerate() {
            let mut order = std::mem::take(&mut standing.orders[number]);
            for (i, article) in came.clone().enumerate() {
                let found = || {
                    let key = (standing.sort_key(corpus, sort, article), article);
                    order.partition_point(|&other| (standing.sort_key(corpus, sort, other), other) < key)
                };
                let at = known.get(i).map_or_else(found, |places| places[number] as usize).min(order.len());
                order.insert(at, article);
                places[i][number] = at as u32;
            }
            standing.orders[number] = order;
        }
        standing.add_recency();
        (standing, places)
    }
}

impl Index {
    /// What is known of the articles that came from an index on.
    #[must_use]
    pub fn known_from(&self, first: usize) -> Known {
        let places = self.came.get(first.saturating_sub(self.whole)..).unwrap_or_default();
        Known { kinds: self.kinds(), places: places.to_vec() }
    }

    /// The index of a corpus that some articles came to, of whose articles before this one is, with what is known of it.
    #[must_use]
    pub fn grown(&self, corpus: &Arc<Corpus>, known: Option<&Known>) -> Self {
        let came = self.len() as u32..corpus.len() as u32;
        let places = known.map_or(&[][..], |known| &known.places);
        let (standing, places) = self.postings.standing().grown(corpus, came.clone(), places);
        let (whole, kinds) = (self.whole, known.map(|known| known.kinds));
        let grown = Self {
            corpus: corpus.clone(),
            postings: Arc::new(self.postings.grown(standing, corpus, whole)),
            kinds: kinds.map(OnceLock::from).unwrap_or_default(),
            names: Arc::default(),
            texts: Arc::default(),
            catalogue: self.catalogue.clone(),
            whole,
            came: [&self.came[..], &places].concat(),
        };
        if kinds.is_none() && self.kinds.get().is_some() || self.names.get().is_some() {
            self.pass_on(&grown, came.clone());
        }
        if let Some(Some(texts)) = self.texts.get() {
            let _ = grown.texts.set(Some(texts.grown(corpus, came.start as usize)));
        }
        grown
    }

    /// Hands on what is known of entities and names to an index that has some articles more.
    fn pass_on(&self, grown: &Self, came: Range<u32>) {
        let mut fresh = self.fresh(grown, came);
        if let Some(mut kinds) = self.kinds.get().copied() {
            for id in &fresh {
                let kind = grown.corpus.entities.get(*id).kind;
                let of_kind = kinds.iter_mut().zip(EntityKind::ALL).filter(|(_, other)| *other == kind);
                of_kind.for_each(|(count, _)| *count += 1);
            }
            // Unless it is known already.
            let _ = grown.kinds.set(kinds);
        }
        if let Some(names) = self.names.get() {
            // The countries of outlets have names without being mentioned.
            let home = |index: &Self| -> Vec<EntityId> {
                let from = index.postings.from.keys();
                from.filter_map(|code| grown.corpus.entities.find(code.as_str())).collect()
            };
            let before = home(self);
            fresh.extend(home(grown).into_iter().filter(|id| self.counts(*id).0 == 0));
            fresh.retain(|id| !before.contains(id));
            fresh.sort_unstable();
            fresh.dedup();
            let names = names.grown(&grown.corpus, &grown.postings, &fresh, self.outlets().len());
            let _ = grown.names.set(names);
        }
    }

    /// The entities that are mentioned for the first time.
    fn fresh(&self, grown: &Self, came: Range<u32>) -> Vec<EntityId> {
        let mentioned = came.map(ArticleIndex).flat_map(|index| grown.postings.of_article(index));
        let fresh = mentioned.map(|&(id, _)| id).filter(|id| self.counts(*id).0 == 0);
        let mut fresh: Vec<EntityId> = fresh.collect();
        fresh.sort_unstable();
        fresh.dedup();
        fresh
    }
}
