//! Where two sentences on one matter cannot both be right: another number, day, place, speaker or stance.

use super::grade::{SAME, unmatched, words};
use super::numbers::Quantity;
use super::similarity::Match;
use super::units::{Cue, Unit};
use crate::analysis::opposites::{are_opposite, is_act};
use crate::analysis::quotes::Stance;
use crate::analysis::terms::TermId;
use crate::analysis::tokens::tokenise;
use crate::model::comparison::Cut;
use crate::model::{Corpus, EntityId, EntityKind, Span};
use chrono::Datelike;

/// From this similarity on a negation, another place or another speaker on one side is a difference.
pub(super) const SURE: f64 = 0.6;
/// Up to this share of words without a partner a negation on one side turns the sense round.
const ALIKE: f64 = 0.4;
/// From this similarity on other values and stances mean a difference and not just another matter.
const COMPARABLE: f64 = 0.35;
/// Words before a place where something happened.
const PLACING: &[&str] = &["in", "at", "near", "outside", "off"];

/// What cannot be right in both.
pub(super) struct Difference {
    pub(super) why: String,
    pub(super) left: Vec<Span>,
    pub(super) right: Vec<Span>,
}

impl Difference {
    /// What stands in the left and what in the right, against each other.
    fn between(corpus: &Corpus, left: &Unit, in_left: Span, right: &Unit, in_right: Span) -> Self {
        let (x, y) = (words(corpus, left, in_left), words(corpus, right, in_right));
        Self { why: format!("“{x}” against “{y}”"), left: vec![in_left], right: vec![in_right] }
    }
}

/// A difference between two sentences that are alike enough to be compared in that respect. `quotation` are the cuts
/// of one quotation, where both quote the same words.
pub(super) fn find(
    corpus: &Corpus,
    left: &Unit,
    right: &Unit,
    cosine: f64,
    matches: &[Match],
    quotation: Option<&(Cut, Cut)>,
) -> Option<Difference> {
    let comparable = |least: f64| cosine >= least;
    comparable(COMPARABLE)
        .then(|| numbers(corpus, left, right))
        .flatten()
        .or_else(|| comparable(COMPARABLE).then(|| stances(corpus, left, right)).flatten())
        .or_else(|| quotation.and_then(|(a, b)| quoted_speakers(corpus, left, right, a, b)))
        .or_else(|| comparable(SAME).then(|| days(corpus, left, right, matches, comparable(SURE))).flatten())
        .or_else(|| comparable(SURE).then(|| negations(corpus, left, right, matches)).flatten())
        .or_else(|| comparable(SAME).then(|| opposites(corpus, left, right, matches)).flatten())
        .or_else(|| comparable(SURE).then(|| places(corpus, left, right)).flatten())
        .or_else(|| comparable(SURE).then(|| speakers(corpus, left, right)).flatten())
}

/// The same words in quotation marks, of two speakers.
fn quoted_speakers(corpus: &Corpus, left: &Unit, right: &Unit, a: &Cut, b: &Cut) -> Option<Difference> {
    let speaker = |unit: &Unit, cut: &Cut| {
        let quotes = &corpus.annotated(unit.passage.article).quotes;
        let quote = quotes.iter().find(|quote| quote.span == cut.words.span)?;
        quote.speaker
    };
    let (x, y) = (speaker(left, a)?, speaker(right, b)?);
    attributed(corpus, left, right, (x, y))
}

/// What both report in the same words said one person here and another there, and neither sentence names both.
fn speakers(corpus: &Corpus, left: &Unit, right: &Unit) -> Option<Difference> {
    let only = |unit: &Unit| match unit.cues.as_slice() {
        [one] => one.speaker.filter(|&id| corpus.entities.get(id).kind == EntityKind::Person),
        _ => None,
    };
    attributed(corpus, left, right, (only(left)?, only(right)?))
}

fn attributed(
    corpus: &Corpus,
    left: &Unit,
    right: &Unit,
    (x, y): (EntityId, EntityId),
) -> Option<Difference> {
    let name = |id: EntityId| corpus.entities.get(id).name.as_str();
    if x == y || left.entities.contains(&y) || right.entities.contains(&x) || share_a_name(name(x), name(y)) {
        return None;
    }
    let place = |unit: &Unit, id: EntityId| -> Vec<Span> {
        let findings = corpus.annotated(unit.passage.article);
        let mentions = findings.mentions_in(unit.passage.span);
        let named = mentions.iter().find(|mention| mention.entity == id).map(|mention| mention.span);
        named.or_else(|| unit.cues.first().map(|cue| cue.span)).into_iter().collect()
    };
    Some(Difference {
        why: format!("attributed to {} against {}", name(x), name(y)),
        left: place(left, x),
        right: place(right, y),
    })
}

/// Whether two names can be of one person: “Berg” and “Anna Berg”, “Jan Berg” and “Jan Berg Jr.”.
fn share_a_name(one: &str, other: &str) -> bool {
    one.split(' ').any(|part| part.chars().count() > 2 && other.split(' ').any(|its| its == part))
}

/// Both name exactly one place where it happened, not the same, and neither article names the other's.
fn places(corpus: &Corpus, left: &Unit, right: &Unit) -> Option<Difference> {
    let only = |unit: &Unit| -> Option<(EntityId, Span)> {
        let article = corpus.article(unit.passage.article);
        let findings = corpus.annotated(unit.passage.article);
        let mentions = findings.mentions_in(unit.passage.span);
        let mut at = mentions.iter().filter(|mention| {
            let before = &article.text[unit.passage.span.start as usize..mention.span.start as usize];
            let word = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
            corpus.entities.get(mention.entity).kind == EntityKind::Place && PLACING.contains(&word.as_str())
        });
        let first = at.next()?;
        at.next().is_none().then_some((first.entity, first.span))
    };
    let names = |unit: &Unit, id: EntityId| {
        corpus.annotated(unit.passage.article).mentions.iter().any(|mention| mention.entity == id)
    };
    let ((a, a_span), (b, b_span)) = (only(left)?, only(right)?);
    if a == b || names(left, b) || names(right, a) {
        return None;
    }
    Some(Difference::between(corpus, left, a_span, right, b_span))
}

/// The same quantity with two values, where no value of it agrees.
fn numbers(corpus: &Corpus, left: &Unit, right: &Unit) -> Option<Difference> {
    // An equal number on the other side, however it is counted there, tells the same.
    let open =
        |a: &Quantity| !right.quantities.iter().any(|b| a.matches(b)) && !stands(corpus, right, a.value);
    let settled =
        |b: &Quantity| left.quantities.iter().any(|a| a.matches(b)) || stands(corpus, left, b.value);
    for a in left.quantities.iter().filter(|a| open(a)) {
        let Some(b) = right.quantities.iter().find(|b| a.clashes(b) && !settled(b)) else { continue };
        return Some(Difference::between(corpus, left, a.span, right, b.span));
    }
    None
}

/// Whether the number stands anywhere in the sentence.
fn stands(corpus: &Corpus, unit: &Unit, value: f64) -> bool {
    let text = &corpus.article(unit.passage.article).text;
    super::numbers::values(text, &tokenise(text, unit.passage.span))
        .any(|other| (other - value).abs() < 0.005 * value.abs().max(1.0))
}

/// One says it was denied, the other that it was confirmed; or one and the same speaker condemns here and praises
/// there.
fn stances(corpus: &Corpus, left: &Unit, right: &Unit) -> Option<Difference> {
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
                return Some(Difference::between(corpus, left, a.span, right, b.span));
            }
        }
    }
    None
}

/// A word that one side negates and the other states, in sentences that are alike in most else.
fn negations(corpus: &Corpus, left: &Unit, right: &Unit, matches: &[Match]) -> Option<Difference> {
    let find = |a: &Unit, b: &Unit| {
        let stated =
            |term: TermId| b.features.iter().find(|feature| feature.term == term).map(|feature| feature.span);
        let free = |term: TermId| b.negated.is_empty() || b.negated.iter().all(|&(other, _)| other != term);
        a.negated.iter().filter(|(term, _)| free(*term)).find_map(|&(term, span)| Some((span, stated(term)?)))
    };
    let negative =
        |unit: &Unit| !unit.negated.is_empty() || unit.cues.iter().any(|cue| cue.stance == Stance::Denying);
    let (alone_left, alone_right) = unmatched(left, right, matches);
    let alone = |unit: &Unit, spans: &[Span]| spans.len() as f64 / unit.features.len().max(1) as f64;
    let short = left.features.len().min(right.features.len()) < 4;
    if short
        || negative(left) && negative(right)
        || alone(left, &alone_left) > ALIKE
        || alone(right, &alone_right) > ALIKE
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
    Some(Difference {
        why: format!("“{word}” is negated on the {who} only"), left: vec![l], right: vec![r]
    })
}

/// Each side has a word that is the opposite of one of the other, in sentences that are alike in most else.
fn opposites(corpus: &Corpus, left: &Unit, right: &Unit, matches: &[Match]) -> Option<Difference> {
    let (alone_left, alone_right) = unmatched(left, right, matches);
    let most = |unit: &Unit, alone: &[Span]| alone.len() as f64 <= ALIKE * unit.features.len() as f64;
    let negative = |unit: &Unit, term: TermId| unit.negated.iter().any(|&(other, _)| other == term);
    if !most(left, &alone_left) || !most(right, &alone_right) {
        return None;
    }
    // Where one side has both words, it tells two things.
    let own = |unit: &Unit, other: &Unit| -> Vec<(TermId, Span)> {
        let has = |unit: &Unit, fits: &dyn Fn(TermId) -> bool| unit.features.iter().any(|f| fits(f.term));
        let acts = unit.features.iter().filter(|feature| is_act(feature.term));
        acts.filter(|act| {
            !has(other, &|term| term == act.term) && !has(unit, &|term| are_opposite(term, act.term))
        })
        .map(|act| (act.term, act.span))
        .collect()
    };
    let theirs = own(right, left);
    for (a, a_span) in own(left, right) {
        let fits = |&&(b, _): &&(TermId, Span)| are_opposite(a, b) && negative(left, a) == negative(right, b);
        if let Some(&(_, b_span)) = theirs.iter().find(fits) {
            return Some(Difference::between(corpus, left, a_span, right, b_span));
        }
    }
    None
}

/// Both name exactly one day, or where `sure` one month or year, and the one is not in the other. The dates are of the
/// same happening only where the words around both are.
fn days(corpus: &Corpus, left: &Unit, right: &Unit, matches: &[Match], sure: bool) -> Option<Difference> {
    let only = |unit: &Unit| {
        let findings = corpus.annotated(unit.passage.article);
        let found = findings.expressions_in(unit.passage.span);
        let mut dated = found.iter().filter_map(|expression| Some((expression.range?, expression.span)));
        let first = dated.next()?;
        dated.next().is_none().then_some(first)
    };
    let ((a, a_span), (b, b_span)) = (only(left)?, only(right)?);
    let since = |unit: &Unit, span: Span| {
        let article = corpus.article(unit.passage.article);
        let text = &article.text[unit.passage.span.start as usize..span.end as usize];
        text.split_whitespace().rev().take(2).any(|word| word.eq_ignore_ascii_case("since"))
    };
    let (open_a, open_b) = (since(left, a_span), since(right, b_span));
    if open_a && open_b {
        return (a.from.year() != b.from.year())
            .then(|| Difference::between(corpus, left, a_span, right, b_span));
    }
    let longest = if sure { 366 } else { 1 };
    if open_a
        || open_b
        || a.days() > longest
        || b.days() > longest
        || !meet_around(left, right, a_span, b_span, matches)
    {
        return None;
    }
    let one_day = a.days() == 1 && b.days() == 1;
    (!a.overlaps(b)).then(|| Difference {
        why: if one_day {
            format!("{} against {}", a.from, b.from)
        } else {
            format!("“{}” against “{}”", words(corpus, left, a_span), words(corpus, right, b_span))
        },
        left: vec![a_span],
        right: vec![b_span],
    })
}

/// Whether the clauses that hold the two spans share more than a word.
fn meet_around(left: &Unit, right: &Unit, in_left: Span, in_right: Span, matches: &[Match]) -> bool {
    let bit = |unit: &Unit, span: Span| {
        unit.clauses.iter().position(|clause| clause.span.overlaps(span)).map_or(u16::MAX, |i| 1 << i)
    };
    let whole =
        |unit: &Unit, term: TermId| if unit.clauses.is_empty() { u16::MAX } else { unit.clauses_of(term) };
    let (l, r) = (bit(left, in_left), bit(right, in_right));
    let meeting =
        matches.iter().filter(|found| whole(left, found.left) & l != 0 && whole(right, found.right) & r != 0);
    meeting.take(2).count() == 2
}
