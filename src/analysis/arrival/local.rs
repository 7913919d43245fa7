//! Some articles of a corpus, and some that come to it, as a small corpus of their own: what joins articles looks at
//! these as at any others. They stand in the order in which they stand in the large one.

use crate::model::{Annotations, Article, ArticleIndex, Chunked, Corpus};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An article with what was found in it.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Read {
    pub article: Arc<Article>,
    pub found: Arc<Annotations>,
}

/// The articles that were read so far, each once.
#[derive(Debug)]
pub(in crate::analysis) struct Pool<'c> {
    corpus: &'c Corpus,
    read: BTreeMap<ArticleIndex, Read>,
}

impl<'c> Pool<'c> {
    /// None yet.
    pub(super) fn over(corpus: &'c Corpus) -> Self {
        Self { corpus, read: BTreeMap::new() }
    }

    /// Takes in one that comes to the corpus, or what is now known of one.
    pub(super) fn put(&mut self, index: ArticleIndex, read: Read) {
        self.read.insert(index, read);
    }

    /// Reads those of the corpus that were not read yet, on all cores.
    pub(in crate::analysis) fn load(&mut self, wanted: impl IntoIterator<Item = ArticleIndex>) {
        let missing: BTreeSet<ArticleIndex> =
            wanted.into_iter().filter(|index| !self.read.contains_key(index)).collect();
        let missing: Vec<ArticleIndex> = missing.into_iter().collect();
        let corpus = self.corpus;
        let read = missing
            .par_iter()
            .map(|&index| (index, Read { article: corpus.article(index), found: corpus.annotated(index) }));
        self.read.extend(read.collect::<Vec<_>>());
    }

    /// Whether one was read.
    pub(in crate::analysis) fn has(&self, index: ArticleIndex) -> bool {
        self.read.contains_key(&index)
    }

    /// One that was read.
    pub(in crate::analysis) fn get(&self, index: ArticleIndex) -> Option<&Read> {
        self.read.get(&index)
    }

    /// All that were read, in order.
    pub(in crate::analysis) fn indices(&self) -> impl Iterator<Item = ArticleIndex> + '_ {
        self.read.keys().copied()
    }

    /// Some of those that were read.
    pub(in crate::analysis) fn local(&self, wanted: impl IntoIterator<Item = ArticleIndex>) -> Local {
        let wanted: BTreeSet<ArticleIndex> = wanted.into_iter().collect();
        let mut local = Local::default();
        for (index, read) in wanted.into_iter().filter_map(|index| Some((index, self.read.get(&index)?))) {
            local.articles.push(read.article.clone());
            local.annotations.push(read.found.clone());
            local.global.push(index);
        }
        local
    }
}

/// A small corpus.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Local {
    pub articles: Chunked<Arc<Article>>,
    pub annotations: Chunked<Arc<Annotations>>,
    /// Where each stands in the large one, in order.
    pub global: Vec<ArticleIndex>,
}

impl Local {
    /// Where one of the large corpus stands here.
    pub(in crate::analysis) fn place(&self, global: ArticleIndex) -> Option<ArticleIndex> {
        self.global.binary_search(&global).ok().map(|place| ArticleIndex(place as u32))
    }
}
