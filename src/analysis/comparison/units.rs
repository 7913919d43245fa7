//! The sentences of a side, made ready for comparison: terms, numbers, quoted words, stance.

use super::concepts;
use super::numbers::{self, Quantity};
use crate::analysis::quotes::{Stance, stance};
use crate::analysis::terms::{Extractor, Feature, Rarity, TermId, Vector};
use crate::analysis::tokens::{Token, TokenKind, tokenise};
use crate::model::{Annotations, ArticleIndex, Corpus, EntityId, Passage, Quote, Span};

/// A word that belongs to a group weighs this much by itself and the rest by its group, so that both together are as
/// long as any other word: 0.5² + 0.87² = 1.
const OWN_WEIGHT: f64 = 0.5;
const GROUP_WEIGHT: f64 = 0.87;
/// What is left of the weight of a term that the other side has nowhere: it cannot be matched, and tells less about
/// whether two sentences belong together than a term the other side chose to put elsewhere.
const FOREIGN: f64 = 0.5;

/// One sentence with what alignment and grading look at.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Where it is.
    pub(super) passage: Passage,
    /// Words and entities in order.
    pub(super) features: Vec<Feature>,
    /// Its weighted terms; filled once the rarity of terms is known.
    pub(super) vector: Vector,
    /// The same with less weight on what the other side never says.
    pub(super) soft: Vector,
    /// Entities mentioned, sorted, each once.
    pub(super) entities: Vec<EntityId>,
    /// Counted quantities.
    pub(super) quantities: Vec<Quantity>,
    /// Terms of the words in quotation marks, in order, one list for each quotation.
    pub(super) quoted: Vec<Vec<TermId>>,
    /// The cue verbs of its quotations.
    pub(super) cues: Vec<Cue>,
    /// Stems under a negation, with the place of the word.
    pub(super) negated: Vec<(TermId, Span)>,
}

/// A cue verb with who it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cue {
    pub(super) stance: Stance,
    pub(super) speaker: Option<EntityId>,
    pub(super) span: Span,
}

/// The sentences of one article.
pub(super) fn read(corpus: &Corpus, article: ArticleIndex, extractor: &mut Extractor) -> Vec<Unit> {
    let text = &corpus.article(article).text;
    let found = corpus.annotated(article);
    let reader = Reader { corpus, article, text, found };
    found.sentences.iter().map(|&sentence| reader.unit(sentence, extractor)).collect()
}

struct Reader<'a> {
    corpus: &'a Corpus,
    article: ArticleIndex,
    text: &'a str,
    found: &'a Annotations,
}

impl Reader<'_> {
    fn unit(&self, sentence: Span, extractor: &mut Extractor) -> Unit {
        let tokens = tokenise(self.text, sentence);
        let mentions = self.found.mentions_in(sentence);
        let features = extractor.features(self.text, &tokens, mentions, &self.corpus.entities);
        let mut entities: Vec<EntityId> = mentions.iter().map(|mention| mention.entity).collect();
        entities.sort_unstable();
        entities.dedup();
        let expressions = self.found.expressions_in(sentence);
        let said = crate::model::span::within(&self.found.quotes, sentence, |quote| quote.span);
        let quoted = said
            .iter()
            .filter(|quote| quote.direct)
            .map(|quote| {
                let inside = tokens.iter().filter(|token| quote.span.contains(token.span));
                inside.filter_map(|token| every_word(token, self.text)).collect()
            })
            .collect();
        let cue = |quote: &Quote| {
            let span = quote.cue?;
            Some(Cue { stance: stance(span.slice(self.text))?, speaker: quote.speaker, span })
        };
        Unit {
            passage: Passage { article: self.article, span: sentence },
            vector: Vector::default(),
            soft: Vector::default(),
            entities,
            quantities: numbers::find(self.text, &tokens, mentions, expressions),
            quoted,
            cues: said.iter().filter_map(cue).collect(),
            negated: negated(self.text, &tokens, extractor),
            features,
        }
    }
}

/// Every word of a quotation counts, stop words too: quotations are compared word for word.
fn every_word(token: &Token, text: &str) -> Option<TermId> {
    let word = token.text(text);
    word.starts_with(char::is_alphanumeric).then(|| TermId::of_stem(&word.to_lowercase().replace('’', "'")))
}

/// The stems that stand shortly after a negation.
fn negated(text: &str, tokens: &[Token], extractor: &mut Extractor) -> Vec<(TermId, Span)> {
    const NEGATIONS: &[&str] = &["not", "never", "no", "nor", "cannot", "without", "none", "neither"];
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let word = token.text(text);
        let lower = word.to_lowercase();
        if !(NEGATIONS.contains(&lower.as_str()) || lower.ends_with("n’t") || lower.ends_with("n't")) {
            continue;
        }
        // “not only” adds, it does not deny.
        let only =
            tokens.get(i + 1).is_some_and(|next| matches!(next.text(text), "only" | "just" | "merely"));
        let next = tokens[i + 1..]
            .iter()
            .take(2)
            .take_while(|token| token.kind != TokenKind::Punct)
            .find_map(|token| extractor.word(token.text(text)).map(|term| (term, token.span)));
        if let (false, Some(next)) = (only, next) {
            found.push(next);
        }
    }
    found
}

impl Unit {
    /// Weighs the terms by their rarity; a group of words counts beside the word. `foreign` tells terms that the
    /// other side has nowhere.
    pub(super) fn weigh(&mut self, rarity: &Rarity, foreign: impl Fn(TermId) -> bool) {
        self.vector = rarity.weighted(self.terms());
        let weights = self.vector.weights().iter();
        self.soft = Vector::new(
            weights
                .map(|&(term, weight)| (term, if foreign(term) { weight * FOREIGN } else { weight }))
                .collect(),
        );
    }

    /// The terms with what each counts: words, their groups, entities.
    pub(super) fn terms(&self) -> impl Iterator<Item = (TermId, f64)> + '_ {
        self.features.iter().flat_map(|feature| {
            let groups = concepts::of(feature.term);
            let own = if groups.is_empty() { 1.0 } else { OWN_WEIGHT };
            let share = GROUP_WEIGHT / (groups.len().max(1) as f64).sqrt();
            std::iter::once((feature.term, own)).chain(groups.iter().map(move |group| (group.term, share)))
        })
    }

    /// The terms a document of this sentence counts for in the rarity.
    pub(super) fn counted(&self) -> Vec<Feature> {
        let groups = self.features.iter().flat_map(|feature| {
            concepts::of(feature.term)
                .iter()
                .map(|concept| Feature { term: concept.term, span: feature.span })
        });
        self.features.iter().copied().chain(groups).collect()
    }

    /// The words that make a term, own or by group, in this sentence.
    pub(super) fn places(&self, term: TermId) -> impl Iterator<Item = Span> + '_ {
        self.features
            .iter()
            .filter(move |feature| {
                feature.term == term || concepts::of(feature.term).iter().any(|concept| concept.term == term)
            })
            .map(|feature| feature.span)
    }
}
