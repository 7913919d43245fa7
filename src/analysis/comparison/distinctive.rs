//! The words that one of two outlets uses far more than the other in the stories both cover.
//!
//! Method: log-odds ratio with an informative Dirichlet prior, in standard deviations (Monroe, Colaresi and Quinn 2008,
//! “Fightin’ Words”). The prior is how often the word occurs on both sides together, worth so many words. Names are
//! left out: whom an outlet speaks of is shown by its weight, not among its words.

use crate::analysis::terms::{Extractor, TermId, TermMap};
use crate::analysis::tokens::{TokenKind, tokenise};
use crate::model::comparison::Distinctive;
use crate::model::{ArticleIndex, Corpus, SafeText};
use std::collections::BTreeMap;

/// Words of each side below which nothing is told.
const FEWEST_WORDS: u32 = 400;
/// Uses on both sides together below which a word is not looked at.
const FEWEST_USES: u32 = 5;
/// Articles of its side that a word must be in, so that it is the outlet's and not one article's.
const FEWEST_ARTICLES: u32 = 2;
/// Standard deviations from which a difference is told.
const TELLING: f64 = 1.96;
/// How many words the prior is worth.
const PRIOR: f64 = 500.0;
/// Words of each side that are told at most.
const MOST: usize = 12;

/// How often one word is used.
#[derive(Default)]
struct Use {
    count: [u32; 2],
    articles: [u32; 2],
    last: Option<ArticleIndex>,
    forms: BTreeMap<Box<str>, u32>,
}

/// The words of each side, the most telling first, those of the left before those of the right.
pub(super) fn distinctive(
    corpus: &Corpus,
    left: &[ArticleIndex],
    right: &[ArticleIndex],
) -> Vec<Distinctive> {
    let mut uses: TermMap<TermId, Use> = TermMap::default();
    let mut totals = [0_u32; 2];
    let mut extractor = Extractor::default();
    for (side, articles) in [left, right].into_iter().enumerate() {
        for &article in articles {
            totals[side] += count(corpus, article, side, &mut extractor, &mut uses);
        }
    }
    if totals.into_iter().min() < Some(FEWEST_WORDS) {
        return Vec::new();
    }
    let mut told: Vec<Distinctive> = uses.values().filter_map(|word| word.told(totals)).collect();
    told.sort_by(|a, b| b.z.abs().total_cmp(&a.z.abs()).then_with(|| a.word.cmp(&b.word)));
    let side = |left: bool| told.iter().filter(move |word| (word.z > 0.0) == left).take(MOST).cloned();
    side(true).chain(side(false)).collect()
}

/// Counts the words of an article's sentences outside names; returns how many there are.
fn count(
    corpus: &Corpus,
    article: ArticleIndex,
    side: usize,
    extractor: &mut Extractor,
    uses: &mut TermMap<TermId, Use>,
) -> u32 {
    let (text, found) = (&corpus.article(article).text, corpus.annotated(article));
    let mut total = 0;
    for &sentence in &found.sentences {
        let mentions = found.mentions_in(sentence);
        for token in tokenise(text, sentence).iter().filter(|token| token.kind == TokenKind::Word) {
            if mentions.iter().any(|mention| mention.span.overlaps(token.span)) {
                continue;
            }
            let Some(term) = extractor.word(token.text(text)) else { continue };
            total += 1;
            let word = uses.entry(term).or_default();
            word.count[side] += 1;
            if word.last.replace(article) != Some(article) {
                word.articles[side] += 1;
            }
            *word.forms.entry(token.text(text).to_lowercase().into()).or_default() += 1;
        }
    }
    total
}

impl Use {
    /// The word with its log-odds; `None` where the counts say too little.
    fn told(&self, totals: [u32; 2]) -> Option<Distinctive> {
        let [left, right] = self.count.map(f64::from);
        let [n_left, n_right] = totals.map(f64::from);
        if self.count[0] + self.count[1] < FEWEST_USES {
            return None;
        }
        let prior = PRIOR * (left + right) / (n_left + n_right);
        let odds = |count: f64, total: f64| ((count + prior) / (total + PRIOR - count - prior)).ln();
        let variance = 1.0 / (left + prior) + 1.0 / (right + prior);
        let z = (odds(left, n_left) - odds(right, n_right)) / variance.sqrt();
        let side = usize::from(z < 0.0);
        if z.abs() < TELLING || self.articles[side] < FEWEST_ARTICLES {
            return None;
        }
        let form = self.forms.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)))?.0;
        Some(Distinctive {
            word: SafeText::line(form),
            left: self.count[0] as usize,
            right: self.count[1] as usize,
            z: (z * 100.0).round() / 100.0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_counts_suffice_for_is_told_and_on_the_side_that_uses_it() {
        for (count, articles, expected) in [
            ([30, 2], [5, 2], Some(true)),
            ([2, 30], [2, 5], Some(false)),
            ([3, 1], [3, 1], None),
            ([30, 2], [1, 2], None),
            ([15, 15], [9, 9], None),
            ([4, 0], [4, 0], None),
        ] {
            let forms = BTreeMap::from([("pacts".into(), 2), ("pact".into(), 3)]);
            let word = Use { count, articles, last: None, forms };
            let told = word.told([4000, 4000]);
            assert_eq!(told.as_ref().map(|word| word.z > 0.0), expected, "{count:?} {told:?}");
            assert!(told.is_none_or(|told| told.word.as_str() == "pact"));
        }
    }
}
