//! How two aligned sentences relate, and why: the same fact, the same matter, or the same matter told otherwise.
//!
//! The limits of similarity are those measured on pairs judged by hand: with a shared quotation, or from 0.5 on, nine in
//! ten are the same fact; between 0.4 and 0.5 only where several words meet beside names; below only the same matter.

use super::align::Link;
use super::differences::{self, SURE};
use super::quotation;
use super::similarity::{self, Match};
use super::units::Unit;
use crate::analysis::terms::{Rarity, TermId};
use crate::model::comparison::{Clash, Cut};
use crate::model::{Corpus, EntityId, Grade, Pair, SafeText, Span};
use std::collections::HashSet;

/// From this similarity on two sentences can tell the same fact.
pub(super) const SAME: f64 = 0.4;
/// From this similarity on they do where they share three words beside names and no quotation.
const SAME_UNQUOTED: f64 = 0.5;
/// From this similarity on two telling words are enough without a shared name.
const WORDS_ONLY: f64 = 0.3;
/// What two sentences without a shared name or number must be more alike to tell the same fact.
const UNANCHORED: f64 = 0.1;
/// So many words in a row are the same quotation, whatever else is quoted.
const LONG_RUN: usize = 6;
/// A shorter run must be this share of the shorter quotation.
const MOST_OF_IT: f64 = 0.5;

/// The pair a link stands for; `None` where nothing but a few common words joins the two.
pub(super) fn pair(
    corpus: &Corpus,
    rarity: &Rarity,
    left: &Unit,
    right: &Unit,
    link: Link,
) -> Option<(Pair, Support)> {
    let matches = similarity::matches(left, right);
    let shared = Shared::of(corpus, left, right, &matches);
    // What a sentence only implies does not make it tell the same fact.
    let said = |found: &&Match| !left.implied.contains(&found.left) && !right.implied.contains(&found.right);
    let cosine: f64 = matches.iter().filter(said).map(|found| found.weight).sum();
    let quotation = if link.run > 0 { quotation::cuts(corpus, left, right) } else { None };
    let same_words = same_words(link)
        && (link.run >= LONG_RUN || meet_outside(left, right, &shared.plain, quotation.as_ref()));
    let alike =
        if link.run >= LONG_RUN || same_words { cosine.clamp(SAME, SURE - f64::EPSILON) } else { cosine };
    let clash =
        differences::find(corpus, left, right, alike, &matches, quotation.as_ref().filter(|_| same_words));
    let grade = if clash.is_some() {
        Grade::Differs
    } else if same_words || identical(left, right) || cosine >= shared.limit(left, right) {
        Grade::Same
    } else {
        Grade::Related
    };
    let support = if grade == Grade::Related { shared.support(rarity, link.score)? } else { Support::Strong };
    let (mut differing_left, mut differing_right) = unmatched(left, right, &matches);
    let mut why = shared.describe(corpus, link);
    let mut spans = Clash::default();
    if let Some(clash) = clash {
        why = format!("{}; {why}", clash.why);
        spans = Clash { left: merged(clash.left), right: merged(clash.right) };
        differing_left.extend(&spans.left);
        differing_right.extend(&spans.right);
    }
    // Where whole sentences are alike, their clauses need no telling apart.
    let clauses = similarity::clauses(left, right, &matches).filter(|part| part.score > cosine);
    let pair = Pair {
        left: left.passage,
        right: right.passage,
        grade,
        score: (link.score * 1000.0).round() / 1000.0,
        why: SafeText::line(&why),
        differing_left: merged(differing_left),
        differing_right: merged(differing_right),
        clash: spans,
        clauses: clauses.map(|part| (part.left, part.right)),
        quotation,
        elsewhere: Vec::new(),
    };
    Some((pair, support))
}

/// Makes of a pair that differs one that is only related: each sentence tells its own happening, and both are right.
pub(super) fn tell_of_two_happenings(pair: &mut Pair) {
    pair.grade = Grade::Related;
    pair.clash = Clash::default();
    pair.why = SafeText::line(&format!("of two happenings, on other days; {}", pair.why));
}

/// How much joins the two sentences of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Support {
    /// Enough between any two articles.
    Strong,
    /// Enough between articles that tell one story.
    Weak,
}

/// Whether the quotations of both are the same. A short shared run must be most of what is quoted, and not all the two
/// sentences share: a slogan and the name of a law are quoted on many occasions.
fn same_words(link: Link) -> bool {
    link.run >= LONG_RUN || link.run > 0 && link.share >= MOST_OF_IT && link.score >= WORDS_ONLY
}

/// Whether a word that is no name meets outside the quotations: a short one may be but a name or an office.
fn meet_outside(
    left: &Unit,
    right: &Unit,
    plain: &[(TermId, TermId)],
    quotation: Option<&(Cut, Cut)>,
) -> bool {
    let Some((a, b)) = quotation else { return true };
    let outside =
        |unit: &Unit, term: TermId, cut: &Cut| unit.places(term).any(|place| !cut.words.span.overlaps(place));
    plain.iter().any(|&(x, y)| outside(left, x, a) && outside(right, y, b))
        || [(left, a), (right, b)].iter().all(|(unit, cut)| is_most(unit, cut))
}

/// Whether little is said beside the quotation.
fn is_most(unit: &Unit, cut: &Cut) -> bool {
    let all = unit.features.len();
    let inside = unit.features.iter().filter(|feature| cut.words.span.overlaps(feature.span)).count();
    2 * inside >= all
}

/// Whether both consist of the same words.
fn identical(left: &Unit, right: &Unit) -> bool {
    let terms = |unit: &Unit| unit.features.iter().map(|feature| feature.term).collect::<Vec<_>>();
    left.features.len() > 1 && terms(left) == terms(right)
}

/// What two sentences have in common. All of it is the same, mirrored, when the sides are changed over.
struct Shared {
    /// Entities, those of the left in order of id.
    entities: Vec<EntityId>,
    /// The words on the left and on the right that meet and are no entities, by what they add to the similarity.
    words: Vec<(String, String)>,
    /// The terms of those that are no name.
    plain: Vec<(TermId, TermId)>,
    /// How many of these are part of no name and come along with none.
    facts: usize,
    /// Whether one means an entity, without naming it, that the other names or means.
    implied: bool,
    /// Quantities that agree, as written; both ways of writing where they are not the same.
    quantities: Vec<String>,
}

impl Shared {
    fn of(corpus: &Corpus, left: &Unit, right: &Unit, matches: &[Match]) -> Self {
        let entities =
            left.entities.iter().copied().filter(|id| right.entities.binary_search(id).is_ok()).collect();
        let mentioned = || left.entities.iter().chain(&right.entities).map(|&id| corpus.entities.get(id));
        let named: HashSet<TermId> = mentioned().map(|entity| TermId::of_entity(&entity.key)).collect();
        let spelt: HashSet<String> = mentioned().map(|entity| entity.name.to_lowercase()).collect();
        let mut words: Vec<_> = matches
            .iter()
            .filter(|found| !named.contains(&found.left) && !named.contains(&found.right))
            .filter_map(|found| {
                let (a, b) = both_words(corpus, left, right, found)?;
                Some((found.left, found.right, found.weight, a, b))
            })
            .collect();
        let ends = |a: TermId, b: TermId| (a.min(b), a.max(b));
        words.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| ends(a.0, a.1).cmp(&ends(b.0, b.1))));
        let name = |word: &String| word.contains(' ') || spelt.contains(word);
        let plain: Vec<_> =
            words.iter().filter(|(.., a, b)| !name(a) && !name(b)).map(|&(a, b, ..)| (a, b)).collect();
        let facts = plain.iter().filter(|&&(a, b)| !left.is_beside(a) || !right.is_beside(b)).count();
        let words = words.into_iter().map(|(.., a, b)| (a, b)).collect();
        let means = |unit: &Unit, term: TermId| unit.implied.contains(&term);
        let implied = matches.iter().any(|found| means(left, found.left) || means(right, found.right));
        Self { entities, words, plain, facts, implied, quantities: agreeing(corpus, left, right) }
    }

    /// The similarity from which two sentences tell the same fact: higher the fewer words they share beside names, and
    /// where they share no name or number. What is to come is not the same as what has come.
    fn limit(&self, left: &Unit, right: &Unit) -> f64 {
        if left.coming != right.coming {
            return f64::INFINITY;
        }
        let short = left.features.len().min(right.features.len()) < 3;
        let anchored = !self.entities.is_empty() || !self.quantities.is_empty();
        let words = match self.facts {
            0 => f64::INFINITY,
            1 if short => f64::INFINITY,
            1 => 0.7,
            2 => 0.55,
            // One name brings its words along: “real estate tycoon Donald Trump said”.
            3 if anchored => SAME_UNQUOTED,
            _ => SAME,
        };
        if anchored { words } else { words + UNANCHORED }
    }

    /// How much speaks for the same matter where the similarity is weak. A word tells where it is neither a name nor
    /// common, in news or in these two texts.
    fn support(&self, rarity: &Rarity, score: f64) -> Option<Support> {
        let rare =
            |term: TermId| f64::from(rarity.frequency(term)) <= 0.15 * f64::from(rarity.documents()) + 2.0;
        let telling = |&&(a, b): &&(TermId, TermId)| {
            [a, b].into_iter().all(|term| rare(term) && !super::units::is_common(term))
        };
        let telling = self.plain.iter().filter(telling).count();
        let anchored = !self.entities.is_empty() || !self.quantities.is_empty();
        if anchored && telling >= 1 || telling >= 2 && score >= WORDS_ONLY {
            Some(Support::Strong)
        } else if !self.plain.is_empty() && (anchored || self.implied) || self.plain.len() >= 2 {
            Some(Support::Weak)
        } else {
            None
        }
    }

    fn describe(&self, corpus: &Corpus, link: Link) -> String {
        let mut parts = Vec::new();
        if link.run > 0 {
            parts.push(format!("the same quotation, {} words in a row", link.run));
        }
        let names: Vec<&str> =
            self.entities.iter().take(4).map(|&id| corpus.entities.get(id).name.as_str()).collect();
        if !names.is_empty() {
            parts.push(format!("both name {}", names.join(", ")));
        }
        if !self.quantities.is_empty() {
            parts.push(format!("both have {}", self.quantities.join(", ")));
        }
        let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let in_name = |word: &String| lower.iter().any(|name| name.contains(word.as_str()));
        let told = self.words.iter().filter(|(a, b)| !(in_name(a) && in_name(b))).take(5);
        let (same, alike): (Vec<_>, Vec<_>) = told.partition(|(a, b)| a == b);
        if !same.is_empty() {
            let same: Vec<&str> = same.iter().map(|(word, _)| word.as_str()).collect();
            parts.push(format!("shared words: {}", same.join(", ")));
        }
        if !alike.is_empty() {
            let alike: Vec<String> = alike.iter().map(|(a, b)| format!("{a} / {b}")).collect();
            parts.push(format!("of like meaning: {}", alike.join(", ")));
        }
        parts.push(format!("similarity {:.2}", link.score));
        parts.join("; ")
    }
}

/// The words that meet on the left and on the right: the same word where both have one.
fn both_words(corpus: &Corpus, left: &Unit, right: &Unit, found: &Match) -> Option<(String, String)> {
    let forms = |unit: &Unit, term: TermId| -> Vec<String> {
        unit.places(term).map(|span| words(corpus, unit, span).to_lowercase()).collect()
    };
    let (a, b) = (forms(left, found.left), forms(right, found.right));
    if let Some(word) = a.iter().filter(|word| b.contains(word)).min() {
        return Some((word.clone(), word.clone()));
    }
    a.into_iter().next().zip(b.into_iter().next())
}

/// The quantities of the left that agree with one of the right.
fn agreeing(corpus: &Corpus, left: &Unit, right: &Unit) -> Vec<String> {
    let agreeing = left.quantities.iter().filter_map(|a| {
        let b = right.quantities.iter().find(|b| a.matches(b))?;
        let (x, y) = (words(corpus, left, a.span), words(corpus, right, b.span));
        Some(if x.eq_ignore_ascii_case(&y) { x } else { format!("{x} / {y}") })
    });
    agreeing.collect()
}

pub(super) fn words(corpus: &Corpus, unit: &Unit, span: Span) -> String {
    corpus.article(unit.passage.article).words(span).to_owned()
}

/// The words of each sentence that meet none of the other.
pub(super) fn unmatched(left: &Unit, right: &Unit, matches: &[Match]) -> (Vec<Span>, Vec<Span>) {
    let alone = |unit: &Unit, met: HashSet<TermId>| {
        unit.features
            .iter()
            .filter(|feature| !met.contains(&feature.term))
            .map(|feature| feature.span)
            .collect()
    };
    (
        alone(left, matches.iter().map(|found| found.left).collect()),
        alone(right, matches.iter().map(|found| found.right).collect()),
    )
}

/// Sorted, each once, overlapping ones joined.
pub(super) fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.cover(span),
            _ => merged.push(span),
        }
    }
    merged
}
