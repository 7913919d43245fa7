//! Words that one account has and no other: what differs between sentences that tell one thing.

use super::concepts;
use crate::analysis::terms::{Extractor, Feature, TermId, TermMap};
use crate::analysis::tokens::tokenise;
use crate::model::{Corpus, Passage, Span};

/// For each passage the words that stand in no passage of another group: neither the word, nor another form of it,
/// nor another word for the same thing, nor another name of the same person. Empty where there is one group only.
/// Linear in the words of the passages.
#[must_use]
pub fn own_words(corpus: &Corpus, passages: &[(usize, Passage)]) -> Vec<Vec<Span>> {
    let mut extractor = Extractor::default();
    let read: Vec<(usize, Vec<Feature>)> = passages
        .iter()
        .map(|&(group, passage)| {
            let text = &corpus.article(passage.article).text;
            let findings = corpus.annotated(passage.article);
            let mentions = findings.mentions_in(passage.span);
            let tokens = tokenise(text, passage.span);
            (group, extractor.features(text, &tokens, mentions, &corpus.entities))
        })
        .collect();
    let several = read.windows(2).any(|pair| pair[0].0 != pair[1].0);
    let mut holders: TermMap<TermId, Holder> = TermMap::default();
    for (group, features) in &read {
        for term in features.iter().flat_map(|feature| terms(*feature)) {
            holders.entry(term).and_modify(|holder| holder.join(*group)).or_insert(Holder::One(*group));
        }
    }
    let own =
        |feature: &Feature| terms(*feature).all(|term| matches!(holders.get(&term), Some(Holder::One(_))));
    read.iter()
        .map(|(_, features)| {
            let own = features.iter().filter(|feature| several && own(feature));
            super::grade::merged(own.map(|feature| feature.span).collect())
        })
        .collect()
}

/// Which groups have a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    One(usize),
    Several,
}

impl Holder {
    fn join(&mut self, group: usize) {
        if *self != Self::One(group) {
            *self = Self::Several;
        }
    }
}

/// A word's own term and those of the groups of words it belongs to.
fn terms(feature: Feature) -> impl Iterator<Item = TermId> {
    std::iter::once(feature.term).chain(concepts::of(feature.term).iter().map(|concept| concept.term))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{article, corpus};

    fn own(all: &[(usize, &str)]) -> Vec<Vec<String>> {
        let articles = all.iter().enumerate().map(|(i, (_, words))| article(&i.to_string(), None, "", words));
        let corpus = corpus(articles.collect());
        let passages: Vec<(usize, Passage)> = corpus
            .indices()
            .zip(all)
            .map(|(i, (group, words))| (*group, Passage { article: i, span: Span::of(0, words.len()) }))
            .collect();
        let words = |(spans, (_, passage)): (Vec<Span>, &(usize, Passage))| {
            spans.iter().map(|span| corpus.article(passage.article).words(*span).to_owned()).collect()
        };
        own_words(&corpus, &passages).into_iter().zip(&passages).map(words).collect()
    }

    #[test]
    fn only_what_no_other_account_says_in_any_form() {
        for (all, expected) in [
            (
                &[(0, "The ferry was ramming a pier."), (1, "The ferries rammed the piers at dawn.")][..],
                &[&[][..], &["dawn"]][..],
            ),
            (&[(0, "The ferry sank."), (0, "The crew swam.")], &[&[], &[]]),
            (
                &[(0, "The ferry sank."), (0, "The crew swam."), (1, "The crew was saved.")],
                &[&["ferry", "sank"], &["swam"], &["saved"]],
            ),
            (&[], &[]),
        ] {
            assert_eq!(own(all), expected, "{all:?}");
        }
    }
}
