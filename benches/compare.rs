//! How long a comparison takes, on generated news: two articles of 2,000 words, and two outlets that share a thousand
//! stories. What is read once (the tables of like words) is read before.

#[path = "generate/mod.rs"]
#[allow(dead_code, reason = "each program takes what it needs")]
mod generate;

use dateline::analysis::comparison::compare;
use dateline::analysis::{Gazetteer, assemble};
use dateline::model::{Article, ArticleIndex, Comparison, Corpus};
use generate::Library;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Bytes of an article of about 2,000 words.
const LONG: usize = 12_500;
/// Stories both outlets tell.
const STORIES: usize = 1_000;

static PAIR: LazyLock<Corpus> = LazyLock::new(|| {
    let long = |seed: u64, id: &str| Article { id: id.into(), ..Library::new(seed, 200).long(LONG) };
    assemble(vec![long(1, "left"), long(2, "right")], Gazetteer::bundled())
});

/// An article of each of two outlets for every story, the left one first.
static OUTLETS: LazyLock<Corpus> = LazyLock::new(|| {
    let library = Library::new(3, 8_000);
    let mut told: BTreeMap<u32, Vec<Article>> = BTreeMap::new();
    for i in 0..library.len() {
        let written = library.article(i);
        let articles = told.entry(written.story).or_default();
        if articles.len() < 2 {
            articles.push(written.article());
        }
    }
    let shared = told.into_values().filter(|articles| articles.len() == 2).take(STORIES);
    let mut corpus = assemble(shared.flatten().collect(), Gazetteer::bundled());
    // What is measured is the comparison, not whether the stories were found.
    corpus.story_of = (0..corpus.articles.len() as u32).map(|i| i / 2).collect();
    corpus
});

fn main() {
    LazyLock::force(&PAIR);
    LazyLock::force(&OUTLETS);
    two_articles();
    divan::main();
}

#[divan::bench(sample_count = 50)]
fn two_articles() -> Comparison {
    compare(&PAIR, &[ArticleIndex(0)], &[ArticleIndex(1)])
}

#[divan::bench(sample_count = 3)]
fn two_outlets_with_a_thousand_stories() -> Comparison {
    let side = |first: u32| -> Vec<ArticleIndex> {
        (first..OUTLETS.articles.len() as u32).step_by(2).map(ArticleIndex).collect()
    };
    compare(&OUTLETS, &side(0), &side(1))
}
