//! The sentences of a side, made ready for comparison: terms, numbers, quoted words, stance.

use super::numbers::{self, Quantity};
use super::{besides, clauses};
use crate::analysis::quotes::{Stance, stance};
use crate::analysis::terms::{Extractor, Feature, Rarity, TermId, Terms, Vector};
use crate::analysis::tokens::{Token, TokenKind, tokenise};
use crate::model::{
    Annotations, ArticleIndex, Corpus, EntityId, EntityKind, EventRef, Mention, Passage, Quote, Span,
};
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a word counts that is frequent in news of any matter. Two articles alone do not show how common a word is.
const COMMON: f64 = 0.7;
/// What an entity counts that a sentence means but does not name.
const IMPLIED: f64 = 0.5;

/// One sentence with what alignment and grading look at.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Where it is.
    pub(super) passage: Passage,
    /// Words and entities in order.
    pub(super) features: Vec<Feature>,
    /// Its weighted terms, those implied too; filled once the rarity of terms is known.
    pub(super) vector: Vector,
    /// Entities mentioned, sorted, each once.
    pub(super) entities: Vec<EntityId>,
    /// Terms of entities it means without naming them: “the two countries”, “their”.
    pub(super) implied: Vec<TermId>,
    /// The names in it, and the stretches that only say who somebody named is.
    pub(super) besides: Vec<Span>,
    /// Whether it tells what is still to come.
    pub(super) coming: bool,
    /// Which events of the timeline it tells, sorted.
    pub(super) events: Vec<EventRef>,
    /// Counted quantities.
    pub(super) quantities: Vec<Quantity>,
    /// Terms of the words in quotation marks, in order, one list for each quotation.
    pub(super) quoted: Vec<Vec<TermId>>,
    /// The cue verbs of its quotations.
    pub(super) cues: Vec<Cue>,
    /// Stems under a negation, with the place of the word.
    pub(super) negated: Vec<(TermId, Span)>,
    /// Its clauses; none where it is one.
    pub(super) clauses: Vec<Clause>,
    /// For each term of `vector`, in its order, a bit for each clause that has it.
    masks: Vec<u16>,
}

/// A clause of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clause {
    pub(super) span: Span,
    /// Which share of the sentence's weight it has: the length of its part of the vector, 0 to 1.
    pub(super) length: f64,
    /// How many different terms it has.
    pub(super) terms: u32,
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
    let reader = Reader { corpus, article, text, found: &found };
    let mut context = Context::default();
    let read = |&sentence: &Span| {
        let mut unit = reader.unit(sentence, extractor);
        unit.implied = context.implied(corpus, sentence.slice(text), &unit.entities);
        unit
    };
    found.sentences.iter().map(read).collect()
}

/// Whom the words before a sentence were about: what “they”, “his”, “the two countries” in it stand for.
#[derive(Default)]
struct Context {
    /// Entities of the last sentence that names any.
    last: Vec<EntityId>,
    /// The two countries of the last sentence that names exactly two.
    countries: Vec<EntityId>,
    /// The two people of the last sentence that names exactly two.
    people: Vec<EntityId>,
}

impl Context {
    /// The terms of the entities that a sentence means without naming them; then takes note of the sentence.
    fn implied(&mut self, corpus: &Corpus, words: &str, named: &[EntityId]) -> Vec<TermId> {
        const PRONOUNS: &[&str] = &[
            "he", "she", "they", "it", "his", "her", "hers", "their", "its", "him", "them", "this", "these",
            "such",
        ];
        let lower: Vec<String> = words.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        let mut implied: Vec<EntityId> = Vec::new();
        for pair in lower.windows(2).filter(|pair| matches!(pair[0].as_str(), "two" | "both")) {
            match pair[1].as_str() {
                "countries" | "nations" | "states" | "sides" | "governments" | "powers" => {
                    implied.extend(&self.countries);
                }
                "leaders" | "presidents" | "men" | "ministers" => implied.extend(&self.people),
                _ => {}
            }
        }
        if named.len() < 2 && lower.iter().any(|word| PRONOUNS.contains(&word.as_str())) {
            implied.extend(&self.last);
        }
        let of = |kind| -> Vec<EntityId> {
            named.iter().copied().filter(|&id| corpus.entities.get(id).kind == kind).collect()
        };
        let (countries, people) = (of(EntityKind::Country), of(EntityKind::Person));
        if countries.len() == 2 {
            self.countries = countries;
        }
        if people.len() == 2 {
            self.people = people;
        }
        if !named.is_empty() {
            self.last = named.to_vec();
        }
        implied.retain(|id| !named.contains(id));
        implied.sort_unstable();
        implied.dedup();
        implied.into_iter().map(|id| TermId::of_entity(&corpus.entities.get(id).key)).collect()
    }
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
        let person = |mention: &&Mention| self.corpus.entities.get(mention.entity).kind == EntityKind::Person;
        let people = mentions.iter().filter(person).map(|mention| mention.span);
        let mut besides = besides::find(self.text, &tokens, people);
        besides.extend(mentions.iter().map(|mention| mention.span));
        Unit {
            passage: Passage { article: self.article, span: sentence },
            vector: Vector::default(),
            entities,
            implied: Vec::new(),
            besides,
            coming: besides::is_coming(self.text, &tokens),
            events: Vec::new(),
            quantities: numbers::find(self.text, &tokens, mentions, expressions),
            quoted,
            cues: said.iter().filter_map(cue).collect(),
            negated: negated(self.text, &tokens, extractor),
            clauses: clauses(self.text, &tokens),
            masks: Vec::new(),
            features,
        }
    }
}

fn clauses(text: &str, tokens: &[Token]) -> Vec<Clause> {
    let spans = clauses::split(text, tokens);
    if spans.len() < 2 {
        return Vec::new();
    }
    spans.into_iter().map(|span| Clause { span, length: 0.0, terms: 0 }).collect()
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
    /// Weighs the terms by their rarity.
    pub(super) fn weigh(&mut self, rarity: &Rarity) {
        let own = |feature: &Feature| (feature.term, if is_common(feature.term) { COMMON } else { 1.0 });
        let implied = self.implied.iter().map(|&term| (term, IMPLIED));
        self.vector = rarity.weighted(self.features.iter().map(own).chain(implied));
        self.weigh_clauses();
    }

    /// Divides the weight among the clauses.
    fn weigh_clauses(&mut self) {
        if self.clauses.is_empty() {
            return;
        }
        let weights = self.vector.weights();
        self.masks = vec![0; weights.len()];
        for feature in &self.features {
            let Ok(at) = weights.binary_search_by_key(&feature.term, |&(term, _)| term) else { continue };
            let clause = self.clauses.iter().position(|clause| clause.span.holds(feature.span.start));
            self.masks[at] |= clause.map_or(0, |i| 1 << i);
        }
        for (i, clause) in self.clauses.iter_mut().enumerate() {
            let own = self.masks.iter().zip(weights).filter(|(mask, _)| *mask & 1 << i != 0);
            let (mut squares, mut terms) = (0.0, 0);
            for (_, (_, weight)) in own {
                squares += weight * weight;
                terms += 1;
            }
            (clause.length, clause.terms) = (f64::sqrt(squares), terms);
        }
    }

    /// A bit for each clause that has the term.
    pub(super) fn clauses_of(&self, term: TermId) -> u16 {
        let at = self.vector.weights().binary_search_by_key(&term, |&(term, _)| term);
        at.ok().and_then(|at| self.masks.get(at)).copied().unwrap_or(0)
    }

    /// Whether the term tells nothing of a happening here: it says only who somebody is, or how something was told.
    pub(super) fn is_beside(&self, term: TermId) -> bool {
        let beside = |span: Span| self.besides.iter().any(|stretch| stretch.contains(span));
        besides::is_telling(term) || self.places(term).all(beside)
    }

    /// The words that make a term in this sentence.
    pub(super) fn places(&self, term: TermId) -> impl Iterator<Item = Span> + '_ {
        self.features.iter().filter(move |feature| feature.term == term).map(|feature| feature.span)
    }
}

/// Whether the stem is of a word frequent in news of any matter.
pub(super) fn is_common(term: TermId) -> bool {
    static WORDS: LazyLock<HashSet<TermId>> = LazyLock::new(|| {
        let rules = Terms::default();
        let lines = include_str!("../../../assets/commonwords.txt").lines();
        let words = lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        words.filter_map(|word| rules.term(word)).map(|stem| TermId::of_stem(&stem)).collect()
    });
    WORDS.contains(&term)
}
