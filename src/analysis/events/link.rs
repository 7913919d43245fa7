//! Whether two tellings are of one happening: what speaks for it, and what forbids it.
//!
//! Method: participants and (date or place) must agree and the triggers go together; clashing years, cities, numbers
//! or roles veto. Words only add weight. (Lemma and argument overlap is the baseline of event coreference: Cybulska
//! and Vossen 2014, ECB+; Upadhyay et al. 2016.) The figures weigh evidence; a link needs [`ENOUGH`].

use super::candidate::Candidate;
use super::class::Class;
use super::numbers;
use super::who::Directory;
use super::wording::Wording;
use crate::analysis::opposites::are_opposite;
use crate::model::{Chunked, CountryCode, EntityId, EntityKind, EntityTable, Happening, Precision, SafeText};
use chrono::NaiveDate;

/// What linked two tellings.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Evidence {
    /// About 0 to 1.8; a link needs [`ENOUGH`].
    pub score: f64,
    pub shared: Vec<EntityId>,
    pub place: Option<EntityId>,
    pub same_day: bool,
    pub same_trigger: bool,
    pub words: f64,
    /// Whether the reader said so; then nothing else counts.
    pub by_reader: bool,
}

impl Evidence {
    /// The word of the reader.
    pub(super) const fn by_reader() -> Self {
        Self {
            score: 2.0,
            shared: Vec::new(),
            place: None,
            same_day: false,
            same_trigger: false,
            words: 0.0,
            by_reader: true,
        }
    }
}

/// What a link needs.
pub(super) const ENOUGH: f64 = 0.6;

/// What linking looks at beyond the two candidates.
pub(super) struct Judge<'a> {
    pub entities: &'a EntityTable,
    /// What linking asks of them.
    pub who: &'a Directory,
    /// Counted over the sentences of candidates.
    pub wording: &'a Wording,
    /// The story of each article.
    pub story_of: &'a Chunked<u32>,
}

impl Judge<'_> {
    /// The evidence that two candidates of different sentences tell one happening, or `None` where something
    /// forbids it or too little speaks for it.
    pub(super) fn link(&self, a: &Candidate, b: &Candidate) -> Option<Evidence> {
        if let (Some(x), Some(y)) = (a.known, b.known) {
            return (x == y && begins(a) == begins(b)).then(|| self.known(x));
        }
        let borrowed = a.roles.borrowed || b.roles.borrowed;
        if self.forbidden(a, b) || borrowed && a.lemma != b.lemma {
            return None;
        }
        let evidence = self.evidence(a, b);
        let anchored = evidence.same_day || evidence.place.is_some();
        (anchored && evidence.score >= ENOUGH && self.bears(a, b, &evidence)).then_some(evidence)
    }

    /// Whether what is shared can bear a link. A country and a day are shared by all the news of that country: two who
    /// take part, or one and the same word, city or wording, must be common.
    fn bears(&self, a: &Candidate, b: &Candidate, evidence: &Evidence) -> bool {
        let (speech, same) = (a.class.is_speech() || b.class.is_speech(), a.class == b.class);
        let qualifies = |id: &EntityId| a.roles.qualifiers.contains(id) || b.roles.qualifiers.contains(id);
        let is_state = |id: EntityId| matches!(self.who.get(id).kind, EntityKind::Country | EntityKind::Bloc);
        let firm = evidence.shared.iter().filter(|&id| !is_state(*id) && !qualifies(id)).count();
        let states = evidence.shared.len() - firm;
        let city = evidence.place.is_some_and(|place| self.who.get(place).kind == EntityKind::Place);
        let beyond = self.beyond(a, b);
        let alike = |least: f64| beyond >= least;
        if is_stay(a, b) || is_stay(b, a) {
            // That the meeting was on the visit has been asked for already.
            return firm > 0;
        }
        if speech {
            let one = firm > 1 && evidence.same_trigger && a.class == b.class;
            return !evidence.shared.is_empty() && (one || alike(0.2));
        }
        let all = same_number(a, b) && evidence.shared.len() == a.roles.participants.len();
        // “Jailed a smuggler”, “jailed a banker”
        let unnamed = a.roles.targets.is_empty() && b.roles.targets.is_empty();
        if firm < 2 && unnamed && matches!((a.object, b.object), (Some(x), Some(y)) if x != y) {
            return alike(0.4);
        }
        match (firm, states) {
            (2.., _) => same || city || alike(0.1) || evidence.same_trigger,
            (1, _) => {
                evidence.same_trigger && (all || city || alike(0.1)) || city && alike(0.05) || alike(0.15)
            }
            (_, 2..) => same && (a.class.is_mutual() || alike(0.1)),
            (_, 1) => same && (alike(0.25) || city && alike(0.12)),
            // A city has one quake a day, or one flood, but many arrests.
            _ if same && city && a.class == Class::Disaster && on_one_day(a, b) => true,
            _ => same && city && alike(if evidence.same_trigger { 0.12 } else { 0.2 }),
        }
    }

    pub(super) fn known(&self, id: EntityId) -> Evidence {
        debug_assert!(self.who.get(id).kind == EntityKind::Event);
        Evidence {
            shared: vec![id],
            same_day: true,
            same_trigger: true,
            by_reader: false,
            ..Evidence::by_reader()
        }
    }

    /// Whether the two cannot be one: another kind, time, place, count, or other roles.
    pub(super) fn forbidden(&self, a: &Candidate, b: &Candidate) -> bool {
        let stay = is_stay(a, b) || is_stay(b, a);
        a.known.is_some() != b.known.is_some()
            || a.happening != b.happening
            || !(a.class.kinship(b.class) > 0 || a.lemma == b.lemma || stay)
            || apart(a, b)
            || contrary(a, b)
            || self.elsewhere(a.roles.place, b.roles.place)
            || a.class == b.class && numbers::clash(&a.counts, &b.counts)
            || self.other_roles(a, b)
            || stay && !self.is_hosted(a, b)
    }

    /// As [`Self::forbidden`], for two members of groups that others link: only what clashes, for members may tell
    /// different sides of one happening.
    pub(super) fn clashes(&self, a: &Candidate, b: &Candidate) -> bool {
        a.known != b.known
            || a.happening != b.happening
            || apart(a, b)
            || contrary(a, b)
            || self.elsewhere(a.roles.place, b.roles.place)
            || a.class == b.class && (numbers::clash(&a.counts, &b.counts) || self.other_roles(a, b))
    }

    /// Other people on the two sides, or the same in other roles.
    fn other_roles(&self, a: &Candidate, b: &Candidate) -> bool {
        if a.roles.borrowed || b.roles.borrowed {
            // Who takes part was guessed from the sentences before: only they can bear it out.
            if a.article == b.article || a.roles.borrowed && b.roles.borrowed {
                return a.article != b.article;
            }
        }
        let (x, y) = (&a.roles, &b.roles);
        let disjoint = |one: &[EntityId], other: &[EntityId]| self.disjoint(one, other);
        if a.class.is_mutual() && b.class.is_mutual() {
            let (left, right) = (self.people(&x.participants).count(), self.people(&y.participants).count());
            let common = self.people(&x.participants).filter(|id| y.participants.contains(id)).count();
            return common < left.min(right).min(2) || disjoint(&x.participants, &y.participants);
        }
        let swapped = !disjoint(&x.agents, &y.targets)
            && !disjoint(&x.targets, &y.agents)
            && !x.targets.is_empty()
            && !y.targets.is_empty()
            && disjoint(&x.agents, &y.agents);
        if is_stay(a, b) || is_stay(b, a) {
            return false;
        }
        swapped || disjoint(&x.agents, &y.agents) || self.other_people(&x.agents, &y.agents) || {
            let targets_differ =
                disjoint(&x.targets, &y.targets) || self.other_people(&x.targets, &y.targets);
            targets_differ && a.class != Class::Visit
        }
    }

    /// Both name someone, and nobody is akin.
    fn disjoint(&self, one: &[EntityId], other: &[EntityId]) -> bool {
        !one.is_empty() && !other.is_empty() && !one.iter().any(|&id| other.iter().any(|&q| self.akin(id, q)))
    }

    /// Both name people, and nobody is on both sides.
    fn other_people(&self, a: &[EntityId], b: &[EntityId]) -> bool {
        let common = self.people(a).any(|id| b.contains(&id));
        !common && self.people(a).next().is_some() && self.people(b).next().is_some()
    }

    fn people<'i>(&self, ids: &'i [EntityId]) -> impl Iterator<Item = EntityId> + use<'_, 'i> {
        ids.iter().copied().filter(|&id| self.who.get(id).kind == EntityKind::Person)
    }

    /// The same entity, or a person and their country: “Putin” and “Moscow” can be told for one another.
    fn akin(&self, a: EntityId, b: EntityId) -> bool {
        a == b || self.who.get(a).stands_for(self.who.get(b))
    }

    /// Two places that cannot be one: in other countries, or two cities.
    fn elsewhere(&self, a: Option<EntityId>, b: Option<EntityId>) -> bool {
        let (Some(a), Some(b)) = (a, b) else { return false };
        if a == b {
            return false;
        }
        match (self.country(a), self.country(b)) {
            (Some(x), Some(y)) if x != y => true,
            (Some(_), Some(_)) => self.is_city(a) && self.is_city(b),
            _ => true,
        }
    }

    fn country(&self, id: EntityId) -> Option<CountryCode> {
        self.who.get(id).country
    }

    fn is_city(&self, id: EntityId) -> bool {
        self.who.get(id).city
    }

    /// Whether one place is or holds the other; the narrower one.
    fn common_place(&self, a: Option<EntityId>, b: Option<EntityId>) -> Option<EntityId> {
        let (a, b) = (a?, b?);
        if a == b {
            return Some(a);
        }
        let same = self.country(a).is_some() && self.country(a) == self.country(b);
        let whole = |id| self.who.get(id).kind == EntityKind::Country;
        match (same, whole(a), whole(b)) {
            (true, true, false) => Some(b),
            (true, false, _) => Some(a),
            _ => None,
        }
    }

    /// A visit and a meeting are one stay where the visitor is at the meeting, and it is with the hosts.
    fn is_hosted(&self, a: &Candidate, b: &Candidate) -> bool {
        let (visit, meeting) = if a.class == Class::Visit { (a, b) } else { (b, a) };
        let visitors = &visit.roles.agents;
        let Some(host) = visit.roles.place.and_then(|place| self.country(place)) else { return false };
        let beside = a.article == b.article && a.unit.abs_diff(b.unit) <= 3 && meeting.roles.place.is_none();
        let there = beside || self.common_place(visit.roles.place, meeting.roles.place).is_some();
        let others = || self.people(&meeting.roles.participants);
        let with_host = others().any(|id| !visitors.contains(&id) && self.country(id) == Some(host));
        let alone = others().all(|id| visitors.contains(&id));
        there && visitors.iter().any(|id| meeting.roles.participants.contains(id)) && (with_host || alone)
    }

    /// What speaks for it.
    pub(super) fn evidence(&self, a: &Candidate, b: &Candidate) -> Evidence {
        let mut shared: Vec<EntityId> =
            a.roles.participants.iter().copied().filter(|id| b.roles.participants.contains(id)).collect();
        if shared.is_empty() {
            let akin = |&id: &EntityId| b.roles.participants.iter().any(|&other| self.akin(id, other));
            shared = a.roles.participants.iter().copied().filter(akin).collect();
        }
        let place = self.common_place(a.roles.place, b.roles.place);
        let words = self.words(a, b);
        let trigger = match a.class.kinship(b.class) {
            2 if a.lemma == b.lemma => 0.25,
            2 => 0.2,
            1 => 0.1,
            _ => 0.05,
        };
        let people = match shared.len() {
            0 => 0.0,
            1 => 0.15,
            _ => 0.3,
        };
        let all = same_number(a, b) && shared.len() == a.roles.participants.len();
        let (time, same_day) = nearness(a, b);
        let story = self.story_of[a.article.get()] == self.story_of[b.article.get()];
        let mut score = trigger + people + time + words * 0.5;
        score += if place.is_some() { 0.2 } else { 0.0 };
        score += if all { 0.1 } else { 0.0 };
        score += if story { 0.1 } else { 0.0 };
        if a.class.is_speech() && b.class.is_speech() && words < 0.2 {
            // Two acts of speech are one only where the same is said.
            score -= 0.4;
        }
        if a.roles.borrowed || b.roles.borrowed {
            score -= 0.1;
        }
        let same_trigger = a.lemma == b.lemma;
        Evidence { score, shared, place, same_day, same_trigger, words, by_reader: false }
    }

    /// Likeness of the words that are neither trigger nor names of either side, which count for themselves: what is told
    /// beyond who takes part and where. From 0 to 1.
    fn beyond(&self, a: &Candidate, b: &Candidate) -> f64 {
        let roles = [&a.roles, &b.roles].into_iter();
        let named = roles.flat_map(|roles| roles.participants.iter().chain(&roles.place));
        let mut known: Vec<u32> = named.map(|&id| self.wording.entity(id)).collect();
        known.extend(a.word.iter().chain(&b.word).map(|&at| self.wording.at(at)));
        let rest = |candidate: &Candidate| {
            let words = self.wording.of(candidate.words).iter().copied();
            words.filter(|word| !known.contains(word))
        };
        let weight = |word: u32| self.wording.weight(word);
        let length = |of: &Candidate| rest(of).map(weight).sum::<f64>().sqrt();
        let theirs = self.wording.of(b.words);
        let shared: f64 = rest(a).filter(|word| theirs.binary_search(word).is_ok()).map(weight).sum();
        let both = if shared > 0.0 { length(a) * length(b) } else { 0.0 };
        if both > 0.0 { (shared / both).min(1.0) } else { 0.0 }
    }

    /// Cosine over words by rarity, each counted once.
    fn words(&self, a: &Candidate, b: &Candidate) -> f64 {
        let (ours, theirs) = (self.wording.of(a.words), self.wording.of(b.words));
        let (mut i, mut j, mut shared) = (0, 0, 0.0);
        while let (Some(x), Some(y)) = (ours.get(i), theirs.get(j)) {
            if x == y {
                shared += self.wording.weight(*x);
            }
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        let weighed = self.wording.is_weighed();
        let weight = |of: &Candidate| if weighed { of.weight } else { self.wording.length(of.words) };
        let both = if shared > 0.0 { weight(a) * weight(b) } else { 0.0 };
        if both > 0.0 { (shared / both).min(1.0) } else { 0.0 }
    }

    /// The reason of a link in words: shared people, place, date, words.
    pub(super) fn why(&self, evidence: &Evidence) -> SafeText {
        if evidence.by_reader {
            return SafeText::line("joined by you");
        }
        let mut parts: Vec<String> = Vec::new();
        if !evidence.shared.is_empty() {
            let names: Vec<&str> =
                evidence.shared.iter().take(4).map(|&id| &*self.entities.get(id).name).collect();
            parts.push(names.join(", "));
        }
        if let Some(place) = evidence.place {
            parts.push(format!("in {}", self.entities.get(place).name));
        }
        parts.push(if evidence.same_day { "dates agree" } else { "no date against it" }.into());
        parts.push(if evidence.same_trigger { "same word" } else { "kindred words" }.into());
        if evidence.words >= 0.2 {
            parts.push(format!("{:.0} % of the wording", evidence.words * 100.0));
        }
        SafeText::line(&parts.join("; "))
    }
}

/// Whether the one is a visit and the other a meeting on it.
pub(super) fn is_stay(a: &Candidate, b: &Candidate) -> bool {
    a.class == Class::Visit && matches!(b.class, Class::Meet | Class::Talk)
}

fn same_number(a: &Candidate, b: &Candidate) -> bool {
    a.roles.participants.len() == b.roles.participants.len()
}

/// Whether each has the same day by its own words.
fn on_one_day(a: &Candidate, b: &Candidate) -> bool {
    matches!((a.when, b.when), (Some(x), Some(y))
        if !x.guessed && !y.guessed && x.precision == Precision::Day && x.days == y.days)
}

fn begins(candidate: &Candidate) -> Option<NaiveDate> {
    candidate.when.map(|when| when.days.from)
}

/// Whether one tells the opposite of the other: convicted and acquitted, a train crash and a bus
/// crash, two crashes of planes with other tolls.
fn contrary(a: &Candidate, b: &Candidate) -> bool {
    a.acts.iter().any(|&x| b.acts.iter().any(|&y| are_opposite(x, y)))
        || a.crafts.differ(b.crafts)
        || a.crafts.agree(b.crafts) && numbers::apart(&a.counts, &b.counts)
}

/// Whether the times cannot be one.
fn apart(a: &Candidate, b: &Candidate) -> bool {
    match (a.when, b.when) {
        (Some(x), Some(y)) => !x.reach.overlaps(y.reach),
        _ => false,
    }
}

/// The weight of agreeing dates, and whether they agree to a few days.
fn nearness(a: &Candidate, b: &Candidate) -> (f64, bool) {
    let (Some(x), Some(y)) = (a.when, b.when) else { return (0.0, false) };
    let coarse = x.precision.max(y.precision);
    let weight = match (coarse, x.guessed || y.guessed) {
        (Precision::Day, false) => 0.3,
        (Precision::Day, true) => 0.2,
        (Precision::Month, _) => 0.15,
        (Precision::Year, _) => 0.1,
    };
    (weight, a.happening == Happening::Event)
}
