//! The event mentions of one article: which of its sentences tell a happening, who, where and when.
//!
//! Looks at one article at a time; what belongs together is decided in [`link`](super::link).

use super::class::Class;
use super::modality::{Mode, mode};
use super::numbers::{self, Count};
use super::roles::{Focus, Roles, roles};
use super::triggers::{Found, Inflection, lexicon};
use super::unit::{Kind, Unit, units};
use super::when::{Timing, When, last_day, timing};
use crate::analysis::Gazetteer;
use crate::analysis::gazetteer::KnownEvent;
use crate::analysis::terms::{Extractor, TermId};
use crate::analysis::tokens::tokenise;
use crate::model::{
    Annotations, Article, ArticleIndex, DateBasis, DayRange, EntityId, EntityKind, EntityTable, Happening,
    Role, Span,
};
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;

/// A sentence that tells a happening, before it is linked to others.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub article: ArticleIndex,
    /// The sentence, headline or caption.
    pub span: Span,
    pub trigger: Span,
    /// The number of the unit in the article: neighbours differ by one.
    pub unit: u32,
    /// Where it stands in the article.
    pub standing: Standing,
    pub class: Class,
    pub lemma: &'static str,
    pub noun: bool,
    /// 1 to 3, as in the table of triggers.
    pub strength: u8,
    pub happening: Happening,
    pub when: Option<When>,
    pub roles: Roles,
    /// Whether it points back: “this visit”.
    pub anaphoric: bool,
    /// The named event it is.
    pub known: Option<EntityId>,
    /// Terms of the sentence, sorted.
    pub words: Box<[TermId]>,
    pub counts: Box<[Count]>,
}

/// Where in an article a telling stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Headline, heading or caption.
    Display,
    /// One of the first sentences.
    Lead,
    /// Further down.
    Body,
}

impl Standing {
    fn of(unit: &Unit<'_>) -> Self {
        match (unit.is_display(), unit.is_lead()) {
            (true, _) => Self::Display,
            (false, true) => Self::Lead,
            (false, false) => Self::Body,
        }
    }
}

/// Named events by entity.
pub(super) type Known<'g> = HashMap<EntityId, Vec<&'g KnownEvent>>;

/// Whether a named event is one happening with a date, not an undertaking or a series.
fn is_happening(event: &KnownEvent) -> bool {
    let undertaking =
        ["project", "series", "initiative", "policy", "doctrine", "reform", "law", "prize", "festival"];
    !undertaking.contains(&&*event.kind) && event.days.from > NaiveDate::MIN
}

/// The named events of the gazetteer that are happenings: not projects and series.
pub(super) fn known(gazetteer: &Gazetteer) -> Known<'_> {
    let mut known: Known<'_> = HashMap::new();
    for event in gazetteer.events().iter().filter(|event| is_happening(event)) {
        known.entry(event.entity).or_default().push(event);
    }
    known
}

/// Sentences beyond these many are read no more: an article of book length tells its news before.
const UNITS: usize = 2000;
/// Happenings taken from one sentence.
const EACH: usize = 3;

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
            let mut words: Vec<TermId> = features.iter().map(|feature| feature.term).collect();
            words.sort_unstable();
            words.dedup();
            let counts = numbers::counts(unit, extractor);
            for candidate in &mut all[from..] {
                candidate.article = index;
                candidate.unit = number as u32;
                candidate.words = words.clone().into();
                candidate.counts = counts.clone().into();
            }
        }
        focus.read(unit);
    }
    all
}

/// Whether the sentence speaks to the reader outside a quotation: terms of use, not news.
fn addresses_reader(unit: &Unit<'_>) -> bool {
    let quoted = (0..unit.tokens.len()).any(|i| unit.is(i, &["“", "”", "\""]));
    !quoted && (0..unit.tokens.len()).any(|i| unit.is(i, &["you", "your"]))
}

/// A mention in headline or lead counts for so many.
const LEAD: usize = 4;

/// The two people and the two countries an article is about, people first: those it mentions most, those of
/// headline and lead before all.
fn main_names(article: &Article, found: &Annotations, entities: &EntityTable) -> Vec<EntityId> {
    let lead = found.sentences.get(1).or(found.sentences.first()).map_or(0, |sentence| sentence.end);
    let mut counts: HashMap<EntityId, (usize, usize)> = HashMap::new();
    for (i, mention) in found.mentions.iter().enumerate() {
        let (count, _) = counts.entry(mention.entity).or_insert((0, i));
        let early = mention.span.end <= lead || article.role_at(mention.span.start) == Some(Role::Title);
        *count += if early { LEAD } else { 1 };
    }
    let mut ranked: Vec<(usize, usize, EntityId)> =
        counts.into_iter().map(|(id, (n, i))| (n, i, id)).collect();
    ranked.sort_unstable_by_key(|&(count, first, _)| (std::cmp::Reverse(count), first));
    let of = |kind: EntityKind| {
        let all = ranked.iter().filter(move |&&(n, _, id)| n >= 2 && entities.get(id).kind == kind);
        all.map(|&(_, _, id)| id).take(2)
    };
    of(EntityKind::Person).chain(of(EntityKind::Country)).collect()
}

/// Named events of the unit.
fn named(unit: &Unit<'_>, found: &Annotations, known: &Known<'_>, all: &mut Vec<Candidate>) {
    let last = found.published.as_ref().map(last_day);
    for name in unit.names.iter().filter(|name| name.kind == EntityKind::Event) {
        let Some(events) = known.get(&name.entity) else { continue };
        // What had not begun when the article was written is not what it tells.
        let begun = events.iter().rev().find(|event| last.is_none_or(|last| event.days.from <= last));
        if let Some(event) = begun {
            all.extend(known_event(unit, name.span, event, last, all));
        }
    }
}

/// A telling of a named event, unless the sentence has one already.
fn known_event(
    unit: &Unit<'_>,
    trigger: Span,
    event: &KnownEvent,
    last: Option<NaiveDate>,
    all: &[Candidate],
) -> Option<Candidate> {
    if all
        .iter()
        .rev()
        .take(2 * EACH)
        .any(|other| other.span == unit.span && other.known == Some(event.entity))
    {
        return None;
    }
    // What goes on has no last day yet but that of the article.
    let open = event.days.to.year() > 9000;
    let to = if open { last.unwrap_or(event.days.from).max(event.days.from) } else { event.days.to };
    let days = DayRange { from: event.days.from, to };
    let when =
        When { days, precision: days.precision(), basis: DateBasis::KnownEvent, guessed: false, reach: days };
    let roles = Roles { place: event.place, ..Roles::default() };
    Some(Candidate {
        known: Some(event.entity),
        ..candidate(unit, trigger, Class::Known, "", true, 1, Happening::Event, Some(when), roles)
    })
}

/// “The conflict in Ukraine”: the war of the list that is being fought there when the article is written.
fn war_there<'g>(
    unit: &Unit<'_>,
    found: &Found,
    roles: &Roles,
    known: &Known<'g>,
    last: Option<NaiveDate>,
) -> Option<&'g KnownEvent> {
    let country = roles.place?;
    let near = unit.names.iter().find(|name| {
        name.entity == country
            && (name.first > found.last && name.first <= found.last + 3 || name.last + 1 == found.first)
    });
    let last = last?;
    near?;
    let wars = known.values().flatten().filter(|event| {
        &*event.kind == "war"
            && event.place == Some(country)
            && event.days.from <= last
            && last <= event.days.to
    });
    wars.max_by_key(|event| (event.days.from, event.entity)).copied()
}

#[expect(clippy::too_many_arguments, reason = "one plain constructor for both kinds of candidate")]
fn candidate(
    unit: &Unit<'_>,
    trigger: Span,
    class: Class,
    lemma: &'static str,
    noun: bool,
    strength: u8,
    happening: Happening,
    when: Option<When>,
    roles: Roles,
) -> Candidate {
    Candidate {
        article: ArticleIndex(0),
        span: unit.span,
        trigger,
        unit: 0,
        standing: Standing::of(unit),
        class,
        lemma,
        noun,
        strength,
        happening,
        when,
        roles,
        anaphoric: false,
        known: None,
        words: Box::default(),
        counts: Box::default(),
    }
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
        && !unit.is(at - 1, &["“", "\"", "‘", ":", "—"])
}

/// Words before a noun, and words before a verb.
fn fits_part(unit: &Unit<'_>, found: &Found) -> bool {
    let Some(before) = found.first.checked_sub(1) else {
        return found.form != Inflection::Base;
    };
    let nominal = unit.is(
        before,
        &[
            "the", "a", "an", "this", "these", "his", "her", "its", "their", "of", "in", "for", "with",
            "any", "no", "new", "on", "another",
        ],
    ) || unit.tokens[before].kind == crate::analysis::tokens::TokenKind::Possessive;
    let verbal = unit.is(
        before,
        &[
            "to", "will", "would", "could", "may", "might", "should", "must", "can", "not", "did", "does",
            "do", "he", "she", "they", "who", "we", "i",
        ],
    );
    match found.form {
        Inflection::Noun => !verbal,
        Inflection::Base | Inflection::Present => !nominal,
        // “China-hosted”, “the reported visit”: adjectives.
        Inflection::Past => !unit.is(before, &["the", "a", "an", "this", "its", "their", "his", "her", "-"]),
        Inflection::Ing => true,
    }
}

/// A trigger as a candidate, where it tells a happening and enough is known of it.
fn judge(unit: &Unit<'_>, found: &Found, reading: &Reading<'_>, all: &[Candidate]) -> Option<Candidate> {
    let &Reading { found: annotations, entities, focus, known } = reading;
    if !found.trigger.goes_with(unit, found) {
        return None;
    }
    let mode = mode(unit, found);
    let mut happening = match mode {
        Mode::Nothing => return None,
        Mode::Proposed | Mode::Habit => Happening::Proposal,
        Mode::Past | Mode::Perfect | Mode::Present | Mode::Named => Happening::Event,
    };
    let roles = roles(unit, found, focus);
    if matches!(found.trigger.class, Class::Fight | Class::Attack) && found.form == Inflection::Noun {
        let last = annotations.published.as_ref().map(last_day);
        if let Some(war) = war_there(unit, found, &roles, known, last) {
            return known_event(unit, unit.tokens[found.first].span, war, last, all);
        }
        let definite = found.first > 0 && unit.is(found.first - 1, &["the", "this"]);
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
        && unit.is(found.first - 1, &["this", "these", "the"]);
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

/// Whether an attack is one in words: on a person, by one, in a sentence of speech.
fn is_verbal(unit: &Unit<'_>, found: &Found, roles: &Roles, entities: &EntityTable) -> bool {
    let speech =
        ["saying", "said", "statement", "statements", "remarks", "comments", "words", "calling", "verbal"];
    found.trigger.class == Class::Attack
        && roles.targets.iter().chain(&roles.agents).any(|&id| entities.get(id).kind == EntityKind::Person)
        && (0..unit.tokens.len()).any(|i| unit.is(i, &speech))
}

/// Whether enough is known beside the trigger: participants, a place, a date of its own.
fn is_supported(
    unit: &Unit<'_>,
    found: &Found,
    roles: &Roles,
    dated: bool,
    happening: Happening,
    entities: &EntityTable,
) -> bool {
    let named = !roles.participants.is_empty();
    let own = named && !roles.borrowed;
    let support = usize::from(own) + usize::from(roles.place.is_some()) + usize::from(dated);
    let class = found.trigger.class;
    if matches!(class, Class::Say | Class::Ask) {
        let person = roles.participants.iter().any(|&id| entities.get(id).kind == EntityKind::Person);
        let marked = (0..unit.tokens.len())
            .any(|i| unit.is(i, &["earlier", "interview", "asked", "conference", "speech", "statement"]));
        return own
            && person
            && (dated || marked || found.form == Inflection::Noun)
            && happening == Happening::Event;
    }
    if class.is_speech() && found.form != Inflection::Noun && roles.agents.is_empty() && !unit.is_display() {
        return false;
    }
    if class.is_speech() && is_reduced(unit, found) {
        // “a video released by the Kremlin”
        return false;
    }
    match found.trigger.strength {
        1 => support >= 1 || roles.borrowed,
        2 => support >= 1 || roles.borrowed && found.form == Inflection::Noun,
        _ => support >= 2 || own && roles.participants.len() >= 2,
    }
}

/// Whether the verb only qualifies a noun: “released by”, without an auxiliary.
fn is_reduced(unit: &Unit<'_>, found: &Found) -> bool {
    let auxiliary = (1..=3)
        .filter_map(|n| found.first.checked_sub(n))
        .any(|i| unit.is(i, &["was", "were", "been", "being", "be"]));
    found.form == Inflection::Past && unit.is(found.last + 1, &["by"]) && !auxiliary
}

/// Keeps of one unit what differs: one candidate a class, the strongest first, at most [`EACH`], in order of place.
fn prune(unit: &Unit<'_>, here: &mut Vec<(usize, Candidate)>) {
    here.sort_by_key(|(at, candidate)| {
        let real = candidate.happening == Happening::Proposal;
        let bare =
            candidate.roles.borrowed || candidate.roles.agents.len() + candidate.roles.targets.len() == 0;
        (real, bare, candidate.class.is_speech() && candidate.noun, candidate.strength, candidate.noun, *at)
    });
    let mut kept: Vec<(usize, Candidate)> = Vec::new();
    for (at, candidate) in here.drain(..) {
        let hosted = |other: &Candidate| other.lemma == "host" && other.roles.targets.is_empty();
        kept.retain(|(_, other)| !(hosted(other) && candidate.noun && candidate.class == Class::Meet));
        let twin = kept.iter().any(|(_, other)| {
            other.class.kinship(candidate.class) > 0
                && (other.class != candidate.class || !differ(&other.roles, &candidate.roles))
        });
        if !twin {
            kept.push((at, candidate));
        }
    }
    if kept.iter().any(|(_, candidate)| !candidate.class.is_speech()) {
        kept.retain(|(_, candidate)| !matches!(candidate.class, Class::Say | Class::Ask));
    }
    if kept
        .iter()
        .any(|(_, candidate)| !candidate.class.is_speech() && candidate.happening == Happening::Event)
    {
        // “disclosed that he had invited”: the invitation is the news.
        kept.retain(|(_, candidate)| {
            !(candidate.class == Class::Announce && unit.is(unit.token_at(candidate.trigger.end), &["that"]))
        });
    }
    let mut spoken = false;
    kept.retain(|(_, candidate)| {
        let again = candidate.class.is_speech()
            && candidate.happening == Happening::Event
            && candidate.noun
            && spoken;
        spoken |= candidate.class.is_speech();
        !again
    });
    if kept.iter().any(|(_, candidate)| candidate.noun && candidate.class != Class::Hold) {
        // “staged exercises”: the exercises are the happening.
        kept.retain(|(_, candidate)| candidate.class != Class::Hold && candidate.lemma != "host");
    }
    kept.truncate(if unit.kind == Kind::Title { 1 } else { EACH });
    kept.sort_by_key(|&(at, _)| at);
    *here = kept;
}

/// Whether two happenings of one class in a sentence have other agents and other targets.
fn differ(a: &Roles, b: &Roles) -> bool {
    !a.agents.is_empty()
        && !b.agents.is_empty()
        && !a.agents.iter().any(|id| b.agents.contains(id))
        && (a.targets != b.targets)
}
