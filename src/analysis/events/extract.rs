//! The event mentions of one article: which of its sentences tell a happening, who, where and when.
//!
//! Looks at one article at a time; what belongs together is decided in [`link`](super::link).

use super::candidate::{Candidate, candidate};
use super::class::Class;
use super::focus::{Focus, main_names};
use super::known::{Known, known_event, named, names_war, war_there};
use super::modality::{Mode, mode};
use super::noun_group;
use super::numbers;
use super::prune::prune;
use super::roles::roles;
use super::subject::subject;
use super::support::{is_supported, is_verbal};
use super::triggers::{Found, Inflection, lexicon};
use super::unit::{Unit, units};
use super::when::{self, Timing, last_day, timing};
use crate::analysis::opposites;
use crate::analysis::terms::{Extractor, TermId};
use crate::analysis::tokens::tokenise;
use crate::analysis::words::{Word, words};
use crate::model::{Annotations, Article, ArticleIndex, EntityTable, Happening, Span};
use std::sync::Arc;

/// Sentences beyond these many are read no more: an article of book length tells its news before.
const UNITS: usize = 2000;
/// Words on each side of a noun among which its verb is looked for.
const BESIDE: usize = 3;

/// The candidates of an article, in order of their place.
pub(super) fn extract(
    index: ArticleIndex,
    article: &Article,
    found: &Annotations,
    entities: &EntityTable,
    known: &Known<'_>,
    extractor: &mut Extractor,
) -> Vec<Candidate> {
    let tokens = tokenise(&article.text, Span::of(0, article.text.len()));
    let mut focus = Focus::default();
    focus.main = main_names(article, found, entities);
    let mut all = Vec::new();
    for (number, unit) in units(article, &tokens, found, entities).iter().take(UNITS).enumerate() {
        let from = all.len();
        named(unit, found, known, &mut all);
        if !addresses_reader(unit) {
            told(unit, &Reading { found, entities, focus: &focus, known }, &mut all);
        }
        if all.len() > from {
            let features = extractor.features(unit.text, unit.tokens, unit.mentions, entities);
            // Days are weighed for themselves.
            let dated = |span: Span| {
                unit.expressions.iter().any(|date| date.range.is_some() && date.span.overlaps(span))
            };
            let undated = features.iter().filter(|feature| !dated(feature.span));
            let mut words: Vec<TermId> = undated.map(|feature| feature.term).collect();
            words.sort_unstable();
            words.dedup();
            let words: Arc<[TermId]> = words.into();
            let counts = numbers::counts(unit, extractor);
            for candidate in &mut all[from..] {
                candidate.article = index;
                candidate.unit = number as u32;
                candidate.words = words.clone();
                let at = unit.token_at(candidate.trigger.start);
                candidate.word = extractor.word(unit.word(at));
                candidate.object = object(unit, candidate).and_then(|noun| {
                    let word = unit.word(noun);
                    extractor.word(if word == "%" { "percent" } else { word })
                });
                candidate.counts = counts.clone().into();
                candidate.acts = acts(unit, candidate, extractor);
            }
        }
        focus.read(unit);
    }
    all
}

/// The words for what is done that have an opposite: the trigger itself, and those by a noun: “rejected the truce”.
fn acts(unit: &Unit<'_>, candidate: &Candidate, extractor: &mut Extractor) -> Box<[TermId]> {
    let (first, last) = (unit.token_at(candidate.trigger.start), unit.token_at(candidate.trigger.end - 1));
    let (before, after) = if candidate.noun { (BESIDE, BESIDE) } else { (0, 0) };
    let near = first.saturating_sub(before)..(last + 1 + after).min(unit.tokens.len());
    // Few words are acts; the clauses of a sentence are found only for those.
    let acts =
        near.filter_map(|i| Some((i, extractor.word(unit.word(i)).filter(|&term| opposites::is_act(term))?)));
    acts.filter(|&(i, _)| unit.is_one_clause(i, first)).map(|(_, term)| term).collect()
}

/// Words between a verb and the number of what it counts.
const ROUGHLY: [Word; 10] = Word::all([
    "just", "over", "about", "only", "nearly", "almost", "roughly", "around", "exactly", "barely",
]);

/// The common noun that is the object of a verb, of a passive one its subject.
fn object(unit: &Unit<'_>, candidate: &Candidate) -> Option<usize> {
    let (first, last) = (unit.token_at(candidate.trigger.start), unit.token_at(candidate.trigger.end - 1));
    if candidate.noun || candidate.known.is_some() {
        return None;
    }
    let passive =
        (first.saturating_sub(3)..first).any(|i| unit.is(i, words!["was", "were", "been", "being"]));
    let group = if passive {
        *subject(unit, first, &Focus::default()).groups.last()?
    } else {
        // “won just over 43 % of the vote”
        let from = (last + 1..unit.tokens.len()).find(|&i| !unit.is(i, &ROUGHLY))?;
        noun_group::group(unit, from, unit.tokens.len())?
    };
    let noun = group.to - 1;
    unit.names_at(noun).next().is_none().then_some(noun)
}

/// Whether the sentence speaks to the reader outside a quotation: terms of use, not news.
fn addresses_reader(unit: &Unit<'_>) -> bool {
    let any = |words: &[Word]| (0..unit.tokens.len()).any(|i| unit.is(i, words));
    any(words!["you", "your"]) && !any(words!["“", "”", "\""])
}

/// What is at hand when a trigger is judged.
struct Reading<'r> {
    found: &'r Annotations,
    entities: &'r EntityTable,
    focus: &'r Focus,
    known: &'r Known<'r>,
}

/// Happenings told by a trigger.
fn told(unit: &Unit<'_>, reading: &Reading<'_>, all: &mut Vec<Candidate>) {
    let mut here: Vec<(usize, Candidate)> = Vec::new();
    let mut buffer = String::new();
    let mut next = 0;
    for at in 0..unit.tokens.len() {
        if at < next || in_name(unit, at) || in_date(unit, at) || is_proper(unit, at) {
            continue;
        }
        for sense in lexicon().at(unit.text, unit.tokens, at, &mut buffer) {
            if !fits_part(unit, &sense) {
                continue;
            }
            if let Some(candidate) = judge(unit, &sense, reading, all) {
                next = sense.last + 1;
                here.push((at, candidate));
                break;
            }
        }
    }
    prune(unit, &mut here);
    all.extend(here.into_iter().map(|(_, candidate)| candidate));
}

/// Whether the token is part of a name: “Security Council” has no “council”, “Winter Games” no “games”.
fn in_name(unit: &Unit<'_>, at: usize) -> bool {
    unit.names_at(at).next().is_some()
}

/// Whether the token belongs to a date: “March 21” has no march.
fn in_date(unit: &Unit<'_>, at: usize) -> bool {
    let span = unit.tokens[at].span;
    unit.expressions.iter().any(|expression| expression.range.is_some() && expression.span.overlaps(span))
}

/// Whether the word is capitalised inside a sentence: part of a name that nobody recognised.
fn is_proper(unit: &Unit<'_>, at: usize) -> bool {
    at > 0
        && !unit.is_display()
        && unit.tokens[at].is_capitalised(unit.text)
        && !unit.is(at - 1, words!["“", "\"", "‘", ":", "—"])
}

/// Words before a noun, and words before a verb.
fn fits_part(unit: &Unit<'_>, found: &Found) -> bool {
    let Some(before) = found.first.checked_sub(1) else {
        return found.form != Inflection::Base;
    };
    let nominal = unit.is(
        before,
        words![
            "the", "a", "an", "this", "these", "his", "her", "its", "their", "of", "in", "for", "with",
            "any", "no", "new", "on", "another",
        ],
    ) || unit.tokens[before].kind == crate::analysis::tokens::TokenKind::Possessive;
    let verbal = unit.is(
        before,
        words![
            "to", "will", "would", "could", "may", "might", "should", "must", "can", "not", "did", "does",
            "do", "he", "she", "they", "who", "we", "i",
        ],
    );
    // “A veiled shot at the mayor”: a noun.
    let shot = words!["warning", "veiled", "parting", "cheap", "long", "opening", "first", "best", "thinly"];
    if unit.is(found.first, words!["shot"]) && found.first == found.last && (nominal || unit.is(before, shot))
    {
        return false;
    }
    // “Accused of killing the reform”: a verb with its object.
    let gerund = unit.word(found.last).ends_with("ing")
        && unit.is(before, words!["of", "for", "by", "after", "before", "without"])
        && unit.is(found.last + 1, words!["the", "a", "an", "his", "her", "its", "their"]);
    match found.form {
        Inflection::Noun if gerund => false,
        Inflection::Noun => !verbal,
        Inflection::Base | Inflection::Present => !nominal,
        // “China-hosted”, “the reported visit”: adjectives; “to quit”: no past.
        Inflection::Past => {
            !unit.is(before, words!["to", "the", "a", "an", "this", "its", "their", "his", "her", "-"])
        }
        Inflection::Ing => true,
    }
}

/// Whether the trigger is told in the past with a date of its own.
fn is_dated_past(unit: &Unit<'_>, found: &Found, mode: Mode) -> bool {
    matches!(mode, Mode::Past | Mode::Perfect) && when::own_date(unit, found).is_some()
}

/// A trigger as a candidate, where it tells a happening and enough is known of it.
fn judge(unit: &Unit<'_>, found: &Found, reading: &Reading<'_>, all: &[Candidate]) -> Option<Candidate> {
    let &Reading { found: annotations, entities, focus, known } = reading;
    if !found.trigger.goes_with(unit, found) {
        return None;
    }
    let mode = mode(unit, found);
    if unit.is_quoted(found.first) && !is_dated_past(unit, found, mode) {
        // What somebody says is their view of it, unless they tell what happened on a day.
        return None;
    }
    let mut happening = match mode {
        Mode::Nothing => return None,
        Mode::Proposed => Happening::Proposal,
        Mode::Habit => Happening::Habit,
        Mode::Past | Mode::Perfect | Mode::Present | Mode::Named => Happening::Event,
    };
    let roles = roles(unit, found, focus);
    if matches!(found.trigger.class, Class::Fight | Class::Attack) && found.form == Inflection::Noun {
        let last = annotations.published.as_ref().map(last_day);
        if let (true, Some(war)) =
            (names_war(&found.trigger.lemma), war_there(unit, found, &roles, known, last))
        {
            return known_event(unit, unit.tokens[found.first].span, war, last, all);
        }
        let definite = found.first > 0 && unit.is(found.first - 1, words!["the", "this"]);
        if definite && roles.place.is_none() && found.trigger.strength == 3 {
            return None;
        }
    }
    let mut when = None;
    if happening == Happening::Event {
        match timing(unit, found, mode, annotations.published.as_ref()) {
            Timing::At(at) => when = Some(at),
            Timing::Ahead => happening = Happening::Proposal,
            Timing::Open => {}
        }
    }
    let dated = when.is_some_and(|when| !when.guessed);
    if !is_supported(unit, found, &roles, dated, happening, entities) {
        return None;
    }
    let span = unit.tokens[found.first].span.cover(unit.tokens[found.last].span);
    let trigger = found.trigger;
    let class = if is_verbal(unit, found, &roles, entities) { Class::Criticise } else { trigger.class };
    let anaphoric = found.form == Inflection::Noun
        && found.first > 0
        && unit.is(found.first - 1, words!["this", "these", "the"]);
    Some(Candidate {
        anaphoric,
        ..candidate(
            unit,
            span,
            class,
            &trigger.lemma,
            found.form == Inflection::Noun,
            trigger.strength,
            happening,
            when,
            roles,
        )
    })
}
