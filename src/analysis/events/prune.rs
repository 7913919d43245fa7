//! Which of the happenings one sentence tells are kept: those that differ, the strongest first.

use super::candidate::Candidate;
use super::class::Class;
use super::noun_group;
use super::roles::Roles;
use super::unit::{Kind, Unit};
use crate::analysis::words::words;
use crate::model::Happening;

/// Happenings taken from one sentence.
pub(super) const EACH: usize = 3;

/// Keeps of one unit what differs: one candidate a class, the strongest first, at most [`EACH`], in order of place.
pub(super) fn prune(unit: &Unit<'_>, here: &mut Vec<(usize, Candidate)>) {
    here.sort_by_key(|(at, candidate)| {
        let real = candidate.happening != Happening::Event;
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
                && !on_other_days(other, &candidate)
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
            !(candidate.class == Class::Announce
                && unit.is(unit.token_at(candidate.trigger.end), words!["that"]))
        });
    }
    // “Condemned the agreement”: what a verb that is told does something to is told with it.
    let objects: Vec<usize> = kept.iter().filter_map(|(_, verb)| object_of(unit, verb)).collect();
    kept.retain(|(at, candidate)| !(candidate.noun && objects.contains(at)));
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

/// The noun right behind a verb that it does something to, but for verbs that only say that the noun took place.
fn object_of(unit: &Unit<'_>, verb: &Candidate) -> Option<usize> {
    let after = unit.token_at(verb.trigger.end - 1) + 1;
    let told = !verb.noun && verb.known.is_none() && verb.happening == Happening::Event;
    let holds = matches!(verb.class, Class::Hold | Class::Meet | Class::Talk) || verb.lemma == "host";
    let group = noun_group::group(unit, after, unit.tokens.len()).filter(|_| told && !holds)?;
    Some(group.to - 1)
}

/// Whether the sentence gives each a day of its own.
fn on_other_days(a: &Candidate, b: &Candidate) -> bool {
    matches!((a.when, b.when), (Some(a), Some(b)) if !a.guessed && !b.guessed && !a.reach.overlaps(b.reach))
}

/// Whether two happenings of one class in a sentence have other agents and other targets.
fn differ(a: &Roles, b: &Roles) -> bool {
    !a.agents.is_empty()
        && !b.agents.is_empty()
        && !a.agents.iter().any(|id| b.agents.contains(id))
        && (a.targets != b.targets)
}
