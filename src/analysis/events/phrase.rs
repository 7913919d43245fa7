//! Cuts phrases out of a sentence for labels: subject, verb in the present, the rest up to a natural end.

use super::candidate::{Candidate, Standing};
use super::clauses::is_finite;
use super::focus::Focus;
use super::label::{Line, NOWHERE, WIDTH, capitalised, tidy};
use super::noun_group::{self, Group, head};
use super::pieces::{MORE, fit, join};
use super::roles::is_passive;
use super::subject::{is_in_subject, subject};
use super::triggers::{Found, lexicon};
use super::unit::{Kind, OPENERS, Unit};
use super::wordlists::SURNAMES_FIRST;
use crate::analysis::tokens::{Token, tokenise};
use crate::analysis::words::words;
use crate::model::{Annotations, Article, EntityId, EntityKind, EntityTable, Form, Span};
use std::cell::RefCell;
use std::collections::HashMap;

/// A sentence with its article, ready to be phrased.
pub(super) struct Phraser<'a> {
    article: &'a Article,
    found: &'a Annotations,
    entities: &'a EntityTable,
    pub unit: Unit<'a>,
    /// Names already looked for, which takes a walk over the article's mentions.
    names: RefCell<HashMap<EntityId, String>>,
}

impl<'a> Phraser<'a> {
    pub(super) fn new(
        article: &'a Article,
        found: &'a Annotations,
        entities: &'a EntityTable,
        tokens: &'a [Token],
        span: Span,
    ) -> Self {
        let unit = Unit::new(article, span, Kind::Sentence(0), tokens, found, entities);
        Self { article, found, entities, unit, names: RefCell::default() }
    }

    /// The words of a span.
    pub(super) fn words(&self, span: Span) -> &'a str {
        self.article.words(span)
    }

    /// The headline.
    pub(super) fn title(&self) -> Option<&'a str> {
        self.article.title.as_ref().map(|title| title.text.as_str())
    }

    /// Whether the headline tells the candidate's happening: its trigger, and someone who takes part.
    pub(super) fn title_tells(&self, candidate: &Candidate) -> bool {
        let Some(title) = &self.article.title else { return false };
        let text: &str = &title.text;
        let tokens = tokenise(text, Span::of(0, text.len()));
        let told = (0..tokens.len())
            .any(|at| lexicon().at(text, &tokens, at).iter().any(|f| *f.trigger.lemma == *candidate.lemma));
        let lower = text.to_lowercase();
        let named = candidate.roles.participants.iter().filter(|&&id| {
            let name = self.name(id).to_lowercase();
            lower.contains(&name)
        });
        told && named.count() >= candidate.roles.participants.len().clamp(1, 2)
    }

    /// What to call an entity in a short line: a person by surname where the article does so, a country by name.
    pub(super) fn name(&self, id: EntityId) -> String {
        self.names.borrow_mut().entry(id).or_insert_with(|| self.find_name(id)).clone()
    }

    fn find_name(&self, id: EntityId) -> String {
        let entity = self.entities.get(id);
        if entity.kind == EntityKind::Person {
            let surname = self.found.mentions.iter().find(|m| m.entity == id && m.form == Form::Surname);
            let country = entity.country.map(|country| country.as_str().to_owned());
            let short = surname.map_or_else(
                || short_person(&entity.name, country.as_deref()),
                |mention| self.words(mention.span).to_owned(),
            );
            // Two of one surname in a text are told apart by their full names.
            let shared = self.found.mentions.iter().any(|mention| {
                let other = self.entities.get(mention.entity);
                mention.entity != id && other.kind == EntityKind::Person && other.name.ends_with(&*short)
            });
            return if shared { entity.name.to_string() } else { short };
        }
        match &*entity.key {
            "US" => "US".into(),
            "GB" => "UK".into(),
            _ => entity.name.to_string(),
        }
    }

    /// A place by its name.
    pub(super) fn place(&self, id: EntityId) -> String {
        let name = self.name(id);
        if name == "US" || name == "UK" { format!("the {name}") } else { name }
    }

    pub(super) fn is_country(&self, id: EntityId) -> bool {
        self.entities.get(id).kind == EntityKind::Country
    }

    pub(super) fn trigger(&self, candidate: &Candidate) -> Option<Found> {
        let first = self.unit.token_at(candidate.trigger.start);
        let last = self.unit.token_at(candidate.trigger.end.saturating_sub(1)).max(first);
        if first >= self.unit.tokens.len() {
            return None;
        }
        lexicon().at(self.unit.text, self.unit.tokens, first).into_iter().find(|found| {
            found.last == last
                && *found.trigger.lemma == *candidate.lemma
                && found.trigger.noun == candidate.noun
        })
    }

    /// “Xi invites Putin to the forum”: who, the verb in the present, the rest.
    pub(super) fn clause(&self, candidate: &Candidate, score: f64) -> Option<Line> {
        let found = self.trigger(candidate)?;
        let passive = is_passive(&self.unit, &found);
        let named = if passive { &candidate.roles.targets } else { &candidate.roles.agents };
        if candidate.roles.borrowed {
            return None;
        }
        let (who, many) = self.subject(&found, named)?;
        let verb = match (found.form, passive) {
            (_, true) => self.verb_words(&found).to_lowercase(),
            _ if many => found.trigger.lemma.to_string(),
            _ => found.trigger.present.to_string(),
        };
        let room = WIDTH.saturating_sub(who.chars().count() + verb.chars().count() + 2);
        let rest = self.rest(found.last + 1, room);
        let text = tidy(&format!("{who} {verb} {}", rest.trim_start_matches([',', ' '])));
        let bare = rest.is_empty() && !matches!(found.trigger.strength, 1);
        let poor = if bare { 0.9 } else { 0.0 };
        Some(Line { text: capitalised(&text), score: score - poor })
    }

    /// The subject of a verb in words, and whether it is plural: those it names by their names, else its noun groups.
    fn subject(&self, found: &Found, named: &[EntityId]) -> Option<(String, bool)> {
        let groups = subject(&self.unit, found.first, &Focus::default()).groups;
        let nouns = groups.iter().any(|&group| head(&self.unit, group).is_none());
        if !named.is_empty() && !nouns {
            return Some((self.list(named), named.len() > 1));
        }
        let last = groups.last()?;
        let mut words: Vec<String> = Vec::new();
        for group in &groups {
            words.push(tidy(&join(&self.pieces(group.from, self.with_rest(*group, found.first)))));
        }
        let many = groups.len() > 1 || is_plural(self.unit.word(last.to - 1));
        let last = words.pop()?;
        let who = if words.is_empty() { last } else { format!("{} and {last}", words.join(", ")) };
        (!who.is_empty() && who.chars().count() <= SUBJECT).then_some((who, many))
    }

    /// The end of a group with what hangs on it: “leaders of the largest union”, “the man who killed Ann”.
    fn with_rest(&self, group: Group, verb: usize) -> usize {
        let clause = self.unit.clauses().get(group.to).copied().unwrap_or(0);
        if self.unit.is(group.to, words!["who", "that", "which"]) && self.unit.clauses()[verb] > clause {
            return self.unit.clauses().partition_point(|&other| other <= clause);
        }
        if !self.unit.is(group.to, words!["of"]) {
            return group.to;
        }
        noun_group::group(&self.unit, group.to + 1, self.unit.tokens.len()).map_or(group.to, |of| of.to)
    }

    /// “Russia and China plan to issue a joint statement”: the clause around a trigger in its own words.
    pub(super) fn own_clause(&self, candidate: &Candidate, score: f64) -> Option<Line> {
        let found = self.trigger(candidate)?;
        let unit = &self.unit;
        let clause = unit.clauses()[found.first];
        let mut from = (0..found.first).rev().take_while(|&i| unit.clauses()[i] == clause).last()?;
        while unit.is(from, &OPENERS)
            || unit.is(from, words!["that", "and", "or", "“", "\"", ",", ";", ":", "–", "—"])
        {
            from += 1;
        }
        if from >= found.first {
            return None;
        }
        let mut pieces = self.pieces(from, found.last + 1);
        pieces.extend(self.pieces(found.last + 1, self.clause_end(found.last + 1, true)));
        let width = WIDTH + MORE;
        let whole = join(&pieces).chars().count() <= width;
        let text = tidy(&fit(&pieces, if whole { width } else { WIDTH }));
        // “Will join the pact”: nobody knows who, and the sentence says it better.
        if self.is_verb(from) && (candidate.roles.agents.is_empty() || candidate.roles.borrowed) {
            return None;
        }
        let named = unit.names.iter().any(|name| name.first >= from && !name.attribute);
        let score = if named { score } else { score - 0.8 } - if whole { 0.0 } else { 0.7 };
        Some(Line { text: capitalised(&text), score })
    }

    /// “A quake killed 14 people”: the clause whose subject names the happening.
    pub(super) fn noun_clause(&self, candidate: &Candidate, score: f64) -> Option<Line> {
        let found = self.trigger(candidate)?;
        if !is_in_subject(&self.unit, found.first) || candidate.class.is_speech() {
            return None;
        }
        let clause = self.unit.clauses()[found.first];
        let start = self.unit.clauses().partition_point(|&other| other < clause);
        let mut from = found.first;
        while from > start
            && noun_group::group(&self.unit, from - 1, found.last + 1).is_some_and(|g| g.to > found.last)
        {
            from -= 1;
        }
        let pieces = self.pieces(from, self.clause_end(from, true));
        let text = tidy(&fit(&pieces, WIDTH));
        let cut = if text.chars().count() < join(&pieces).chars().count() { 0.5 } else { 0.0 };
        Some(Line { text: capitalised(&text), score: score - cut })
    }

    fn verb_words(&self, found: &Found) -> &'a str {
        self.words(self.unit.tokens[found.first].span.cover(self.unit.tokens[found.last].span))
    }

    /// “Putin and Xi”, “Russia, China and South Africa”.
    pub(super) fn list(&self, ids: &[EntityId]) -> String {
        let names: Vec<String> = ids.iter().take(3).map(|&id| self.name(id)).collect();
        match &names[..] {
            [head @ .., last] if !head.is_empty() => format!("{} and {last}", head.join(", ")),
            _ => names.concat(),
        }
    }

    /// The words from a token on, dates left out and names made short, up to a natural end within `room` characters.
    fn rest(&self, from: usize, room: usize) -> String {
        let pieces = self.pieces(from, self.clause_end(from, true));
        let rest = fit(&pieces, room);
        if rest.len() < join(&pieces).len() { mended(&rest) } else { unfinished(&rest) }
    }

    /// Where the phrase that begins at a token ends: before another clause, a dash, a comma that is not one of a list.
    /// What begins with “that” right after a verb, or after few words, is what was said, and belongs to it.
    pub(super) fn clause_end(&self, from: usize, of_verb: bool) -> usize {
        let unit = &self.unit;
        let mut clause = unit.clauses().get(from).copied();
        (from..unit.tokens.len())
            .find(|&i| {
                let said = of_verb && i < from + 5 && unit.is(i, words!["that"]);
                if said {
                    clause = unit.clauses().get(i).copied();
                }
                let other = unit.clauses().get(i).copied() != clause;
                let stop = unit.is(i, words![",", ";", "—", "–", ":"]) && !self.in_list(i);
                let quoted =
                    unit.is(i, words!["“", "\""]) && (!of_verb || i > from && self.quotation_is_long(i));
                if !quoted && unit.is(i, words!["“", "”", "\""]) {
                    clause = unit.clauses().get(i + 1).copied();
                    return false;
                }
                // “seized power and suspended the law”: another happening.
                let second = unit.is(i, words!["and"]) && (i + 1..i + 3).any(|j| is_finite(unit, j));
                other && !said || stop || quoted || second
            })
            .unwrap_or(unit.tokens.len())
    }

    /// Whether the quotation that opens at `i` is more than a few words, or never ends.
    fn quotation_is_long(&self, i: usize) -> bool {
        let rest = &self.unit.tokens[i + 1..];
        !rest.iter().take(6).any(|token| matches!(token.text(self.unit.text), "”" | "\""))
    }

    /// Whether the comma at `i` is one between names: “Russia, China and India”.
    fn in_list(&self, i: usize) -> bool {
        let ends = self.unit.names.iter().any(|name| name.last + 1 == i);
        let begins = self.unit.names.iter().any(|name| name.first == i + 1);
        let next = self.unit.names.iter().find(|name| name.first == i + 1).map_or(i, |name| name.last + 1);
        ends && begins && self.unit.is(next, words![",", "and"])
    }

    /// The whole clause around a noun, from its subject on, where it is short.
    pub(super) fn sentence_around(&self, candidate: &Candidate, score: f64) -> Option<Line> {
        let whole = tidy(self.words(candidate.span));
        let length = whole.chars().count();
        let better = if candidate.standing == Standing::Display { 1.0 } else { 0.0 };
        (length <= WIDTH + 12).then(|| Line { text: capitalised(&whole), score: score + better })
    }

    /// The beginning of the sentence, cut at a word: the last resort.
    pub(super) fn clipped(&self, span: Span, score: f64) -> Option<Line> {
        if span == NOWHERE {
            return None;
        }
        let pieces = self.pieces(0, self.unit.tokens.len());
        let mut text = String::new();
        for piece in &pieces {
            if text.chars().count() + piece.text.chars().count() + 2 > WIDTH {
                text.push('…');
                break;
            }
            piece.push_to(&mut text);
        }
        let text = tidy(&text);
        (!text.is_empty()).then(|| Line { text: capitalised(&text), score })
    }
}

/// Characters of a subject, at most.
const SUBJECT: usize = 44;

/// Whether a common noun is plural.
fn is_plural(noun: &str) -> bool {
    let irregular = ["people", "police", "men", "women", "children", "forces", "troops"];
    irregular.contains(&noun)
        || noun.ends_with('s') && !["ss", "us", "is"].iter().any(|end| noun.ends_with(end))
}

/// Words after “that” with which nothing has been said yet: “affirm that their new relationship”.
const TOO_FEW: usize = 4;

/// A phrase without the beginning of a clause that was cut off right after its subject.
fn unfinished(text: &str) -> String {
    match text.rsplit_once(" that ").or_else(|| text.strip_prefix("that ").map(|rest| ("", rest))) {
        Some((before, after)) if after.split_whitespace().count() <= TOO_FEW => before.to_owned(),
        _ => text.to_owned(),
    }
}

/// A phrase that was cut, without the coordinated part that the cut left without its end: “… and its treatment”.
pub(super) fn mended(text: &str) -> String {
    let text = unfinished(text);
    match text.rsplit_once(" and ") {
        Some((before, after)) if is_owned(after) && after.split_whitespace().count() <= TOO_FEW => {
            before.to_owned()
        }
        _ => text,
    }
}

/// Whether the words begin with a possessive pronoun: whose they are was said before.
pub(super) fn is_owned(text: &str) -> bool {
    ["its ", "their ", "his ", "her "].iter().any(|owner| text.starts_with(owner))
}

/// The surname of a full name: the last word with its particles; where names begin with the surname, the first.
fn short_person(name: &str, country: Option<&str>) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() < 2 {
        return name.to_owned();
    }
    let eastern = matches!(country, Some("CN" | "KP" | "KR" | "TW" | "VN"));
    if eastern || country.is_none() && SURNAMES_FIRST.contains(&words[0]) {
        return words[0].to_owned();
    }
    let mut from = words.len() - 1;
    // “Charles III” is no “III”.
    if words[from].chars().all(|c| "IVX".contains(c)) {
        return name.to_owned();
    }
    if ["Jr", "Jr.", "Sr", "Sr."].contains(&words[from]) && from > 1 {
        from -= 1;
    }
    while from > 1 && words[from - 1].chars().next().is_some_and(char::is_lowercase) {
        from -= 1;
    }
    words[from..].join(" ")
}
