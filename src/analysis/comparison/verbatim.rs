//! Text that both sides share word for word: how much of each side it is, and which sentences can be folded away.

use crate::analysis::stories::Runs;
use crate::model::comparison::{Fold, Verbatim};
use crate::model::{Article, ArticleIndex, Corpus, Grade, Pair, Passage};
use std::collections::HashMap;
use std::sync::Arc;

/// Sentences in a row that are folded.
const FEWEST: usize = 2;

/// What two sides share word for word. `pairs` are the aligned passages.
pub(super) fn verbatim(
    corpus: &Corpus,
    left: &[ArticleIndex],
    right: &[ArticleIndex],
    pairs: &[Pair],
) -> Verbatim {
    let read = |articles: &[ArticleIndex]| -> Vec<Arc<Article>> {
        articles.iter().map(|&i| corpus.article(i)).collect()
    };
    let (left, right) = (read(left), read(right));
    let of = |articles: &[Arc<Article>]| Runs::of(articles.iter().map(|article| &**article));
    let (ours, theirs) = (of(&left), of(&right));
    Verbatim { left: ours.share_in(&theirs), right: theirs.share_in(&ours), folds: folds(corpus, pairs) }
}

/// Pairs that are the same letter for letter, in rows of sentences that follow one another on both sides.
fn folds(corpus: &Corpus, pairs: &[Pair]) -> Vec<Fold> {
    let words = |passage: Passage| corpus.article(passage.article).words(passage.span).to_owned();
    let place = |passage: Passage| {
        let sentences = &corpus.annotated(passage.article).sentences;
        sentences.partition_point(|sentence| sentence.end <= passage.span.start)
    };
    let mut copies: Vec<usize> = (0..pairs.len())
        .filter(|&i| {
            pairs[i].grade == Grade::Same && same_words(&words(pairs[i].left), &words(pairs[i].right))
        })
        .collect();
    // A sentence that stands twice on a side is folded with its first partner only.
    let mut taken: HashMap<Passage, usize> = HashMap::new();
    copies.retain(|&i| {
        let free = !taken.contains_key(&pairs[i].left) && !taken.contains_key(&pairs[i].right);
        if free {
            taken.insert(pairs[i].left, i);
            taken.insert(pairs[i].right, i);
        }
        free
    });
    let follows = |before: Passage, after: Passage| {
        before.article == after.article && place(after) == place(before) + 1
    };
    let mut folds: Vec<Fold> = Vec::new();
    for i in copies {
        let pair = &pairs[i];
        let goes_on = |fold: &&mut Fold| {
            let last = fold.pairs.last().map(|&last| &pairs[last]);
            last.is_some_and(|last| follows(last.left, pair.left) && follows(last.right, pair.right))
        };
        if let Some(fold) = folds.last_mut().filter(goes_on) {
            fold.left.span = fold.left.span.cover(pair.left.span);
            fold.right.span = fold.right.span.cover(pair.right.span);
            fold.pairs.push(i);
        } else {
            folds.push(Fold { left: pair.left, right: pair.right, pairs: vec![i] });
        }
    }
    folds.retain(|fold| fold.pairs.len() >= FEWEST);
    folds
}

/// Whether two passages are the same but for blanks, marks and case.
fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &'_ str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    words(a) == words(b)
}
