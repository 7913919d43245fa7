//! What to call an event: a line that reads like one on a timeline, made of the outlets' own words.
//!
//! For happenings with a plain shape (a meeting of A and B in P) the line is built from who, what and where; for the
//! rest from the clause around the trigger, in the present, cut at a phrase. A headline that tells the event is
//! taken as it is. Each attempt has a score; the best of all tellings wins.

use super::candidate::{Candidate, Standing};
use super::class::Class;
use super::phrase::Phraser;
use crate::analysis::tokens::tokenise;
use crate::model::{Annotations, Article, EntityId, EntityKind, EntityTable, Happening, SafeText, Span};

/// A line and how good it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub text: String,
    pub score: f64,
}

/// Characters that fit the pane.
pub(super) const WIDTH: usize = 64;

/// The most that [`quality`] gives.
const WELL_READ: f64 = 0.1;

/// The most an attempt can score, whether it is for this telling, and how it is made.
type Attempt<'a> = (f64, bool, &'a dyn Fn() -> Option<Line>);

/// The best line one telling gives; what scores no more than `least` need not be made.
/// `place` is the event's, for tellings that leave it out.
pub(super) fn line(
    candidate: &Candidate,
    place: Option<EntityId>,
    least: f64,
    article: &Article,
    found: &Annotations,
    entities: &EntityTable,
) -> Line {
    if let Some(known) = candidate.known {
        return Line { text: entities.get(known).name.to_string(), score: 9.0 };
    }
    let standing = if candidate.standing == Standing::Display { 0.1 } else { 0.0 };
    let standing = standing - if candidate.roles.borrowed { 0.8 } else { 0.0 };
    let least = least - standing;
    let tokens = tokenise(&article.text, candidate.span);
    let phraser = Phraser::new(article, found, entities, &tokens, candidate.span);
    let told = candidate.happening == Happening::Event;
    let display = candidate.standing == Standing::Display;
    let own = if told { 1.1 } else { 2.2 };
    let around = if display { 2.4 } else { 1.4 };
    // Each attempt with the most it can score but for how it reads; one that cannot be the best is not made.
    let attempts: [Attempt<'_>; 8] = [
        (3.1, true, &|| shaped(candidate, candidate.roles.place.or(place), &phraser, entities, 3.0)),
        (2.8, true, &|| headline(candidate, &phraser, 2.8)),
        (1.6, candidate.noun, &|| phraser.noun_phrase(candidate, 1.6)),
        (2.0, !candidate.noun, &|| phraser.clause(candidate, 2.0)),
        (1.9, candidate.noun, &|| phraser.noun_clause(candidate, 1.9)),
        (own, !told || !candidate.noun, &|| phraser.own_clause(candidate, own)),
        (around, candidate.noun || display, &|| phraser.sentence_around(candidate, 1.4)),
        (0.3, true, &|| phraser.clipped(candidate.span, 0.3)),
    ];
    let mut best = Line { text: String::new(), score: f64::NEG_INFINITY };
    for (most, fits, make) in attempts {
        if !fits || most + WELL_READ <= best.score.max(least) {
            continue;
        }
        if let Some(line) = make() {
            let line = Line { score: line.score + quality(&line.text), ..line };
            if line.score > best.score {
                best = line;
            }
        }
    }
    best.score += standing;
    best
}

/// What makes a line better or worse to read.
fn quality(text: &str) -> f64 {
    let length = text.chars().count();
    let words = text.split_whitespace().count();
    let mut quality = match length {
        24..=64 => WELL_READ,
        12..24 => -0.1,
        65..=86 => -0.3,
        _ => -1.0,
    };
    if words < 3 {
        quality -= 0.5;
    }
    let first = text.split(' ').next().unwrap_or("");
    if ["He", "She", "It", "They", "We", "Who", "Will", "This", "These", "There"].contains(&first) {
        quality -= 0.8;
    }
    if text.ends_with('…') {
        quality -= 0.3;
    }
    for (open, close) in [('“', '”'), ('(', ')'), ('‘', '’')] {
        if text.matches(open).count() > text.matches(close).count() {
            quality -= 0.6;
        }
    }
    quality
}

/// A line for happenings with a plain shape.
fn shaped(
    candidate: &Candidate,
    place: Option<EntityId>,
    phraser: &Phraser<'_>,
    entities: &EntityTable,
    score: f64,
) -> Option<Line> {
    // Who meets is plain even where a sentence only takes up what was told before; of the rest too little is.
    let plain = matches!(candidate.class, Class::Meet | Class::Talk | Class::Call);
    if candidate.happening != Happening::Event || candidate.roles.borrowed && !plain {
        return None;
    }
    let roles = &candidate.roles;
    let core: Vec<EntityId> =
        roles.participants.iter().copied().take(roles.agents.len() + roles.targets.len()).collect();
    let actors: Vec<EntityId> = of_one_kind(&core, entities);
    let name = |id: &EntityId| phraser.name(*id);
    let place = place
        .filter(|place| !actors.contains(place))
        .map(|place| format!(" in {}", phraser.place(place)))
        .unwrap_or_default();
    let text = match (candidate.class, &actors[..]) {
        // Two of one surname: nobody meets himself.
        (Class::Meet | Class::Talk | Class::Call, [a, b]) if name(a) == name(b) => return None,
        (Class::Meet, [a, b]) => format!("{} meets {}{place}", name(a), name(b)),
        (Class::Talk, [a, b]) => format!("{} and {} hold talks{place}", name(a), name(b)),
        (Class::Exercise, [_, _, ..]) if candidate.noun => {
            let what = phraser.words(candidate.trigger).to_lowercase();
            format!("{} hold {what}{place}", phraser.list(&actors))
        }
        (Class::Say, _) if candidate.noun => {
            let [speaker] = &roles.agents[..] else { return None };
            let who = name(speaker);
            match candidate.lemma {
                "interview" => format!("{who} gives an interview"),
                "interviews" => format!("{who} gives interviews"),
                "news conference" | "press conference" => format!("{who} holds a {}", candidate.lemma),
                "testimony" => format!("{who} testifies{place}"),
                "speech" | "address" => format!("{who} gives a speech{place}"),
                _ => return None,
            }
        }
        (Class::Call, [a, b]) => format!("{} and {} speak by phone", name(a), name(b)),
        (Class::Visit, _) => {
            let ([visitor], Some(place)) = (&roles.agents[..], roles.place) else { return None };
            format!("{} visits {}", name(visitor), phraser.place(place))
        }
        (Class::Invite, _) => {
            let ([host], [guest]) = (&roles.agents[..], &roles.targets[..1.min(roles.targets.len())]) else {
                return None;
            };
            format!("{} invites {}{}", name(host), name(guest), destination(candidate, phraser))
        }
        _ => return None,
    };
    let score = if place.is_empty() { score } else { score + 0.1 };
    Some(Line { text: capitalised(&text), score })
}

/// “ to Russia”: where an invitation leads.
fn destination(candidate: &Candidate, phraser: &Phraser<'_>) -> String {
    let to = candidate.roles.targets.iter().skip(1).chain(candidate.roles.place.iter()).next();
    to.filter(|&&id| phraser.is_country(id))
        .map(|&id| format!(" to {}", phraser.name(id)))
        .unwrap_or_default()
}

/// The people where there are any, else the countries: “Putin meets Xi”, not “Putin meets China”.
fn of_one_kind(participants: &[EntityId], entities: &EntityTable) -> Vec<EntityId> {
    for kind in [EntityKind::Person, EntityKind::Country] {
        let all: Vec<_> = participants.iter().copied().filter(|&id| entities.get(id).kind == kind).collect();
        if all.len() >= 2 {
            return all;
        }
    }
    Vec::new()
}

/// The article's headline where this is its telling, short and plain enough.
fn headline(candidate: &Candidate, phraser: &Phraser<'_>, score: f64) -> Option<Line> {
    let title = phraser.title()?;
    let length = title.chars().count();
    if !(16..=84).contains(&length) || title.contains('?') || title.contains("...") {
        return None;
    }
    let is_title =
        candidate.standing == Standing::Display && phraser.words(candidate.span).trim() == title.trim();
    let covers = candidate.standing != Standing::Body && phraser.title_tells(candidate);
    if !(is_title || covers) {
        return None;
    }
    Some(Line { text: title.to_owned(), score: score - if covers && !is_title { 0.2 } else { 0.0 } })
}

/// With a capital first letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The label of the best of some lines, as safe text; ties go to the earlier telling. Each line is made with the
/// score it must beat.
pub(super) fn best<T>(tellings: impl Iterator<Item = T>, line: impl Fn(T, f64) -> Line) -> SafeText {
    let mut best = Line { text: String::new(), score: f64::NEG_INFINITY };
    for telling in tellings {
        let line = line(telling, best.score);
        if !line.text.is_empty() && line.score > best.score {
            best = line;
        }
    }
    SafeText::line(&best.text)
}

/// The words of a span in one line, without quotation marks and brackets that lost their partner.
pub(super) fn tidy(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (open, close) in [('“', '”'), ('(', ')'), ('[', ']')] {
        if line.matches(open).count() != line.matches(close).count() {
            line = line.replace([open, close], "");
        }
    }
    if line.matches('"').count() % 2 == 1 {
        line = line.replace('"', "");
    }
    line.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | '.'))
        .to_owned()
}

/// An empty span of no text, for callers that have none.
pub(super) const NOWHERE: Span = Span { start: 0, end: 0 };
