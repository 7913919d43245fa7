//! How two aligned sentences relate, and why: the same fact, the same matter, or the same matter told otherwise.
//!
//! The limits of similarity are those measured on pairs judged by hand: from 0.4 on mostly the same fact, between 0.2
//! and 0.4 only together with a shared entity, number or quotation.

use super::align::Link;
use super::numbers::Quantity;
use super::units::{Cue, Unit};
use crate::analysis::quotes::Stance;
use crate::analysis::terms::{Rarity, TermId};
use crate::model::{Corpus, EntityId, Grade, Pair, SafeText, Span};
use std::collections::HashSet;

/// From this similarity on two sentences can tell the same fact.
const SAME: f64 = 0.4;
/// From this similarity on two telling words are enough without a shared name.
const WORDS_ONLY: f64 = 0.3;
/// From this similarity on a negation on one side is a difference.
const SURE: f64 = 0.6;
/// Up to this share of words without a partner a negation on one side turns the sense round.
const ALIKE: f64 = 0.4;
/// From this similarity on other values and stances mean a difference and not just another matter.
const COMPARABLE: f64 = 0.35;

/// The pair a link stands for; `None` where nothing but a few common words joins the two.
pub(super) fn pair(corpus: &Corpus, rarity: &Rarity, left: &Unit, right: &Unit, link: Link) -> Option<Pair> {
    let shared = Shared::of(corpus, left, right);
    let cosine = left.vector.cosine(&right.vector);
    let alike = if link.run > 0 { cosine.clamp(SAME, SURE - f64::EPSILON) } else { cosine };
    let clash = clash(corpus, left, right, alike);
    let grade = if clash.is_some() {
        Grade::Differs
    } else if same_words(link) || cosine >= limit(shared.plain.len()) {
        Grade::Same
    } else if shared.supports(rarity, link.score) {
        Grade::Related
    } else {
        return None;
    };
    let (mut differing_left, mut differing_right) = (unmatched(left, right), unmatched(right, left));
    let mut why = shared.describe(corpus, link);
    if let Some(clash) = clash {
        why = format!("{}; {why}", clash.why);
        differing_left.extend(clash.left);
        differing_right.extend(clash.right);
    }
    Some(Pair {
        left: left.passage,
        right: right.passage,
        grade,
        score: (link.score * 1000.0).round() / 1000.0,
        why: SafeText::line(&why),
        differing_left: merged(differing_left),
        differing_right: merged(differing_right),
    })
}

/// Whether the quotations of both are the same; a short shared run must not be all they share.
fn same_words(link: Link) -> bool {
    link.run >= 6 || link.run > 0 && link.score >= super::align::LEAST
}

/// The similarity from which two sentences tell the same fact, by how many words beside names they share.
fn limit(words: usize) -> f64 {
    match words {
        0 => f64::INFINITY,
        1 => 0.7,
        2 => 0.47,
        _ => SAME,
    }
}

/// What two sentences have in common. All of it is the same, mirrored, when the sides are changed over.
struct Shared {
    /// Entities, those of the left in order of id.
    entities: Vec<EntityId>,
    /// Terms that are no entities, with the word that stands for each on the left and on the right, by what they add
    /// to the similarity.
    words: Vec<(TermId, String, String)>,
    /// Those of the words that are part of no name.
    plain: Vec<TermId>,
    /// Quantities that agree, as written; both ways of writing where they are not the same.
    quantities: Vec<String>,
}

impl Shared {
    fn of(corpus: &Corpus, left: &Unit, right: &Unit) -> Self {
        let entities =
            left.entities.iter().copied().filter(|id| right.entities.binary_search(id).is_ok()).collect();
        let mentioned = || left.entities.iter().chain(&right.entities).map(|&id| corpus.entities.get(id));
        let named: HashSet<TermId> = mentioned().map(|entity| TermId::of_entity(&entity.key)).collect();
        let spelt: HashSet<String> = mentioned().map(|entity| entity.name.to_lowercase()).collect();
        let mut words: Vec<_> = left
            .vector
            .shared(&right.vector)
            .into_iter()
            .filter(|(term, _)| !named.contains(term))
            .filter_map(|(term, weight)| {
                let (a, b) = both_words(corpus, left, right, term)?;
                Some((term, weight, a, b))
            })
            .collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        // A word and its group are one piece of evidence.
        let (mut seen_left, mut seen_right) = (HashSet::new(), HashSet::new());
        words.retain(|(_, _, a, b)| {
            let (new_left, new_right) = (seen_left.insert(a.clone()), seen_right.insert(b.clone()));
            new_left || new_right
        });
        let words: Vec<_> = words.into_iter().map(|(term, _, a, b)| (term, a, b)).collect();
        let name = |word: &String| word.contains(' ') || spelt.contains(word);
        let plain = words.iter().filter(|(_, a, b)| !name(a) && !name(b)).map(|(term, ..)| *term).collect();
        Self { entities, words, plain, quantities: agreeing(corpus, left, right) }
    }

    /// Whether a weak similarity still means the same matter: a shared entity or number beside a telling word, or two
    /// telling words. A word tells where it is neither a name nor common, in news or in these two texts.
    fn supports(&self, rarity: &Rarity, score: f64) -> bool {
        let rare =
            |term: TermId| f64::from(rarity.frequency(term)) <= 0.15 * f64::from(rarity.documents()) + 2.0;
        let telling = |&&term: &&TermId| rare(term) && !super::units::is_common(term);
        let telling = self.plain.iter().filter(telling).count();
        let anchored = !self.entities.is_empty() || !self.quantities.is_empty();
        anchored && telling >= 1 || telling >= 2 && score >= WORDS_ONLY
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
        let told = self.words.iter().filter(|(_, a, b)| !(in_name(a) && in_name(b))).take(5);
        let (same, alike): (Vec<_>, Vec<_>) = told.partition(|(_, a, b)| a == b);
        if !same.is_empty() {
            let same: Vec<&str> = same.iter().map(|(_, word, _)| word.as_str()).collect();
            parts.push(format!("shared words: {}", same.join(", ")));
        }
        if !alike.is_empty() {
            let alike: Vec<String> = alike.iter().map(|(_, a, b)| format!("{a} / {b}")).collect();
            parts.push(format!("of like meaning: {}", alike.join(", ")));
        }
        parts.push(format!("similarity {:.2}", link.score));
        parts.join("; ")
    }
}

/// The words that stand for a term on the left and on the right: the same word where both have one.
fn both_words(corpus: &Corpus, left: &Unit, right: &Unit, term: TermId) -> Option<(String, String)> {
    let forms = |unit: &Unit| -> Vec<String> {
        unit.places(term).map(|span| words(corpus, unit, span).to_lowercase()).collect()
    };
    let (a, b) = (forms(left), forms(right));
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
        Some(if x.eq_ignore_ascii_case(y) { x.to_owned() } else { format!("{x} / {y}") })
    });
    agreeing.collect()
}

/// What cannot be right in both.
struct Clash {
    why: String,
    left: Vec<Span>,
    right: Vec<Span>,
}

/// A clash between two sentences that are alike enough to be compared in that respect.
fn clash(corpus: &Corpus, left: &Unit, right: &Unit, cosine: f64) -> Option<Clash> {
    let comparable = |least: f64| cosine >= least;
    comparable(COMPARABLE)
        .then(|| numbers(corpus, left, right))
        .flatten()
        .or_else(|| comparable(COMPARABLE).then(|| stances(corpus, left, right)).flatten())
        .or_else(|| comparable(SAME).then(|| days(corpus, left, right)).flatten())
        .or_else(|| comparable(SURE).then(|| negations(corpus, left, right)).flatten())
}

/// The same quantity with two values, where no value of it agrees.
fn numbers(corpus: &Corpus, left: &Unit, right: &Unit) -> Option<Clash> {
    let open = |a: &Quantity| !right.quantities.iter().any(|b| a.matches(b));
    let settled = |b: &Quantity| left.quantities.iter().any(|a| a.matches(b));
    for a in left.quantities.iter().filter(|a| open(a)) {
        let Some(b) = right.quantities.iter().find(|b| a.clashes(b) && !settled(b)) else { continue };
        let (x, y) = (words(corpus, left, a.span), words(corpus, right, b.span));
        return Some(Clash {
            why: format!("“{x}” against “{y}”"), left: vec![a.span], right: vec![b.span]
        });
    }
    None
}

/// One says it was denied, the other that it was confirmed; or one and the same speaker condemns here and praises
/// there.
fn stances(corpus: &Corpus, left: &Unit, right: &Unit) -> Option<Clash> {
    let opposite = |a: &Cue, b: &Cue| match (a.stance, b.stance) {
        (Stance::Denying, Stance::Agreeing) => {
            a.speaker == b.speaker || a.speaker.is_none() || b.speaker.is_none()
        }
        (Stance::Denying | Stance::Critical, Stance::Supportive) => {
            a.speaker.is_some() && a.speaker == b.speaker
        }
        _ => false,
    };
    for a in &left.cues {
        for b in &right.cues {
            if opposite(a, b) || opposite(b, a) {
                let (x, y) = (words(corpus, left, a.span), words(corpus, right, b.span));
                return Some(Clash {
                    why: format!("“{x}” against “{y}”"),
                    left: vec![a.span],
                    right: vec![b.span],
                });
            }
        }
    }
    None
}

/// A word that one side negates and the other states, in sentences that are alike in most else.
fn negations(corpus: &Corpus, left: &Unit, right: &Unit) -> Option<Clash> {
    let find = |a: &Unit, b: &Unit| {
        let stated =
            |term: TermId| b.features.iter().find(|feature| feature.term == term).map(|feature| feature.span);
        let free = |term: TermId| b.negated.is_empty() || b.negated.iter().all(|&(other, _)| other != term);
        a.negated.iter().filter(|(term, _)| free(*term)).find_map(|&(term, span)| Some((span, stated(term)?)))
    };
    let negative =
        |unit: &Unit| !unit.negated.is_empty() || unit.cues.iter().any(|cue| cue.stance == Stance::Denying);
    let alone = |a: &Unit, b: &Unit| unmatched(a, b).len() as f64 / a.features.len().max(1) as f64;
    let short = left.features.len().min(right.features.len()) < 4;
    if short || negative(left) && negative(right) || alone(left, right) > ALIKE || alone(right, left) > ALIKE
    {
        return None;
    }
    let (side, (negated, stated)) = match (find(left, right), find(right, left)) {
        (Some(found), None) => (true, found),
        (None, Some(found)) => (false, found),
        _ => return None,
    };
    let (l, r) = if side { (negated, stated) } else { (stated, negated) };
    let word = words(corpus, left, l);
    let who = if side { "left" } else { "right" };
    Some(Clash { why: format!("“{word}” is negated on the {who} only"), left: vec![l], right: vec![r] })
}

/// Both name exactly one day, and not the same.
fn days(corpus: &Corpus, left: &Unit, right: &Unit) -> Option<Clash> {
    let only = |unit: &Unit| {
        let found = corpus.annotated(unit.passage.article).expressions_in(unit.passage.span);
        let mut dated = found.iter().filter_map(|expression| Some((expression.range?, expression.span)));
        let first = dated.next().filter(|(range, _)| range.days() == 1)?;
        dated.next().is_none().then_some(first)
    };
    let ((a, a_span), (b, b_span)) = (only(left)?, only(right)?);
    (a != b).then(|| Clash {
        why: format!("{} against {}", a.from, b.from),
        left: vec![a_span],
        right: vec![b_span],
    })
}

fn words<'a>(corpus: &'a Corpus, unit: &Unit, span: Span) -> &'a str {
    corpus.article(unit.passage.article).words(span)
}

/// The words of a sentence whose stem, entity and group the other has not.
fn unmatched(unit: &Unit, other: &Unit) -> Vec<Span> {
    let known = |term: TermId| other.vector.weight(term) > 0.0;
    unit.features
        .iter()
        .filter(|feature| {
            !known(feature.term)
                && !super::concepts::of(feature.term).iter().any(|concept| known(concept.term))
        })
        .map(|feature| feature.span)
        .collect()
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
