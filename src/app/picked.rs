//! The articles picked out of the list, for what is done to several at once. They are known by their ids, so that they
//! stay picked under another filter and when articles come in.

use crate::model::{ArticleIndex, Corpus, SafeText};
use std::collections::BTreeMap;

/// Articles picked out of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picked {
    /// Each with how many were picked before it.
    ids: BTreeMap<SafeText, usize>,
    /// How many were ever picked.
    count: usize,
    /// The one picked last: a range begins there.
    last: Option<SafeText>,
}

impl Picked {
    /// Picks an article, or no longer; whether it is picked now.
    pub fn toggle(&mut self, id: &SafeText) -> bool {
        if self.ids.remove(id).is_some() {
            self.last = None;
            return false;
        }
        self.pick(id);
        true
    }

    /// Picks an article; one that is picked stays in its place.
    pub fn pick(&mut self, id: &SafeText) {
        self.ids.entry(id.clone()).or_insert(self.count);
        self.count += 1;
        self.last = Some(id.clone());
    }

    /// Picks none.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Whether an article is picked.
    #[must_use]
    pub fn has(&self, id: &SafeText) -> bool {
        self.ids.contains_key(id)
    }

    /// The article picked last, where it is picked still.
    #[must_use]
    pub const fn last(&self) -> Option<&SafeText> {
        self.last.as_ref()
    }

    /// Whether none is picked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// How many are picked.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The picked articles of a corpus, in the order in which they were picked.
    #[must_use]
    pub fn of(&self, corpus: &Corpus) -> Vec<ArticleIndex> {
        if self.ids.is_empty() {
            return Vec::new();
        }
        let place = |article: ArticleIndex| Some((*self.ids.get(corpus.head(article).id)?, article));
        let mut picked: Vec<_> = corpus.indices().filter_map(place).collect();
        picked.sort_unstable();
        picked.into_iter().map(|(_, article)| article).collect()
    }
}
