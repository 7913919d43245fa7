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
use super::wording::{Wording, Words};
use crate::analysis::opposites::{self, Crafts};
use crate::analysis::terms::{Extractor, TermId};
use crate::analysis::tokens::tokenise;
use crate::analysis::words::{List, words};
use crate::model::{Annotations, Article, ArticleIndex, EntityTable, Happening, Span};

/// Sentences beyond these many are read no more: an article of book length tells its news before.
const UNITS: usize = 2000;
/// Words on each side of a noun among which its verb is looked for.
const BESIDE: usize = 3;

/// The candidates of an article, in order of their place, and the terms that their words stand for: sorted for each
/// sentence, one sentence after another.
#[derive(Clone, Default)]
pub(super) struct Told {
    pub candidates: Vec<Candidate>,
    pub terms: Vec<TermId>,
}

impl Told {
    /// Puts the candidates behind others, their words into the one list.
    pub(super) fn adopt(self, into: &mut Vec<Candidate>, wording: &mut Wording) {
        let Self { mut candidates, terms } = self;
        for sentence in candidates.chunk_by_mut(|a, b| a.words == b.words) {
            let Words { from, to } = sentence[0].words;
            let words = wording.add(&terms[from as usize..to as usize], sentence.len() as u32);
            for candidate in sentence {
                candidate.words = words;
                candidate.word = candidate.word.map(|at| at - from + words.from);
            }
        }
        into.append(&mut candidates);
    }
}

/// Reads an article.
pub(super) fn extract(
    index: ArticleIndex,
    article: &Article,
    found: &Annotations,
    entities: &EntityTable,
    known: &Known<'_>,
    extractor: &mut Extractor,
) -> Told {
    let tokens = tokenise(&article.text, article.searched());
    let mut focus = Focus::default();
    focus.main = main_names(article, found, entities);
    let Told { candidates: mut all, mut terms } = Told::default();
    for (number, unit) in units(article, &tokens, found, entities).iter().take(UNITS).enumerate() {
        let from = all.len();
        named(unit, found, known, &mut all);
        if !addresses_reader(unit) {
            told(unit, &Reading { found, entities, focus: &focus, known }, &mut all);
        }
        if all.len() > from {
            let words = words_of(unit, entities, extractor, &mut terms);
            let sentence = &terms[words.from as usize..words.to as usize];
            let crafts = opposites::crafts(sentence);
            let counts = numbers::counts(unit, extractor);
            for candidate in &mut all[from..] {
                candidate.article = index;
                candidate.unit = number as u32;
                candidate.words = words;
                let at = unit.token_at(candidate.trigger.start);
                let word = extractor.word(unit.word(at));
                let place = word.and_then(|word| sentence.binary_search(&word).ok());
                candidate.word = place.map(|place| words.from + place as u32);
                candidate.object = object(unit, candidate).and_then(|noun| {
                    let word = unit.word(noun);
                    extractor.word(if word == "%" { "percent" } else { word })
                });
                candidate.counts = counts.clone().into();
                candidate.crafts = if candidate.class.is_wreck() { crafts } else { Crafts::default() };
                candidate.acts = acts(unit, candidate, extractor);
            }
        }
        focus.read(unit);
    }
    Told { candidates: all, terms }
}

/// Puts the terms of a unit behind others: without its dates, which are weighed for themselves. An empty list would
/// make neighbouring sentences one, which does no harm.
fn words_of(
    unit: &Unit<'_>,
    entities: &EntityTable,
    extractor: &mut Extractor,
    terms: &mut Vec<TermId>,
) -> Words {
    let features = extractor.features(unit.text, unit.tokens, unit.mentions, entities);
    let dated =
        |span: Span| unit.expressions.iter().any(|date| date.range.is_some() && date.span.overlaps(span));
    let undated = features.iter().filter(|feature| !dated(feature.span));
    let mut own: Vec<TermId> = undated.map(|feature| feature.term).collect();
    own.sort_unstable();
    own.dedup();
    let from = terms.len() as u32;
    terms.append(&mut own);
    Words { from, to: terms.len() as u32 }
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
const ROUGHLY: List<10> =
    List::of(["just", "over", "about", "only", "nearly", "almost", "roughly", "around", "exactly", "barely"]);

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
    (!unit.is_named(noun)).then_some(noun)
}

/// Whether the sentence speaks to the reader outside a quotation: terms of use, not news.
fn addresses_reader(unit: &Unit<'_>) -> bool {
    let mut tokens = 0..unit.tokens.len();
    tokens.clone().any(|i| unit.is(i, words!["you", "your"]))
        && !tokens.any(|i| unit.is(i, words!["“", "”", "\""]))
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
    let mut next = 0;
    for at in 0..unit.tokens.len() {
        if at < next || unit.is_named(at) || unit.is_dated(at) || is_proper(unit, at) {
            continue;
        }
        for sense in lexicon().at(unit.text, unit.tokens, at) {
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
