//! Who speaks: the subject of a cue verb, also before an apposition or shared with another verb.

use super::view::{AUXILIARIES, BE, MODALS, NEGATIONS, PREPOSITIONS, View};
use crate::analysis::words::words;
use crate::model::{EntityId, EntityKind, Form, Mention, SafeText, Span};
use std::ops::Range;

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Speaker {
    /// The entity, where it is one.
    pub(crate) entity: Option<EntityId>,
    /// Canonical name, or the words of the text.
    pub(crate) name: SafeText,
    /// What sort of thing it is: a person answers to “he”, others to “it”, several to “they”.
    pub(crate) sort: Sort,
    /// The two, where it is a pair of entities.
    pub(crate) pair: Option<(EntityId, EntityId)>,
    /// First token of the noun phrase, or of the pronoun.
    pub(crate) begin: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Person,
    Body,
    Several,
    /// Somebody or something not named that can speak: an official, a report.
    Sayer,
    /// Any other noun phrase.
    Other,
}

/// What was understood before the place that is looked at.
pub(crate) struct Context<'v, 'a> {
    pub(crate) view: &'v View<'a>,
    /// Sentences of the article, in order.
    pub(crate) sentences: &'v [Span],
    /// The last speaker of each sentence so far.
    pub(crate) spoken: Vec<Option<Speaker>>,
}

/// How a verb stands to its subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Somebody says it.
    Found(Speaker),
    /// Nobody is named: “it was noted that”.
    Impersonal,
    /// It is denied, only possible, or no subject is there.
    Missing,
}

impl Context<'_, '_> {
    /// The subject of the verb at token `verb`, looked for from `from` on. `gerund` tells that it has the subject of
    /// another verb (“…, saying that …”).
    pub(crate) fn subject(
        &self,
        sentence: usize,
        from: usize,
        verb: usize,
        gerund: bool,
        past: bool,
    ) -> Subject {
        let view = self.view;
        let mut left = verb;
        let mut passive = false;
        while left > from {
            let word = view.number(left - 1);
            if word.is_in(NEGATIONS) || word.is_in(MODALS) {
                return Subject::Missing;
            }
            if word.is_in(AUXILIARIES) {
                passive |= word.is_in(BE) && past;
            } else if !view.is_adverb(left - 1) || view.mention(left - 1).is_some() {
                break;
            }
            left -= 1;
        }
        if left == from {
            return if gerund { self.shared(sentence, from, verb) } else { Subject::Missing };
        }
        if passive {
            return if view.is(left - 1, "it") { Subject::Impersonal } else { Subject::Missing };
        }
        let last = left - 1;
        if gerund
            && (view.is_punct(last)
                || view.is_any(last, PREPOSITIONS)
                || view.is_any(last, words!["and", "while", "but"]))
        {
            return self.shared(sentence, from, verb);
        }
        if view.is_any(last, words!["and", "but", "then", "or"]) {
            return self.shared(sentence, from, verb);
        }
        if gerund && view.mention(last).is_none() && left == verb {
            // “the report saying that”: a noun directly before a gerund is its subject only where it is a name.
            return Subject::Missing;
        }
        let found = if view.word(last) == "," {
            self.before_apposition(from, last)
        } else if view.is_any(last, words!["who", "which"]) {
            let end = if last > from && view.word(last - 1) == "," { last - 1 } else { last };
            end.checked_sub(1).filter(|&end| end >= from).and_then(|end| self.phrase(sentence, from, end))
        } else {
            self.phrase(sentence, from, last)
        };
        found.map_or(Subject::Missing, Subject::Found)
    }

    /// The subject a coordinated or participial verb shares with an earlier one.
    fn shared(&self, sentence: usize, from: usize, verb: usize) -> Subject {
        if let Some(speaker) = &self.spoken[sentence] {
            return Subject::Found(speaker.clone());
        }
        let free = |kinds: fn(EntityKind) -> bool| {
            let view = self.view;
            let mut i = verb;
            let mut found = None;
            while i > from {
                i -= 1;
                if let Some(mention) = view.mention(i) {
                    i = view.tokens_of(mention).start;
                    if kinds(view.entity(mention).kind) && self.is_free(mention, from) {
                        found = Some(mention);
                        break;
                    }
                }
            }
            found
        };
        let person = free(|kind| kind == EntityKind::Person);
        let any =
            person.or_else(|| free(|kind| matches!(kind, EntityKind::Country | EntityKind::Organisation)));
        any.map_or(Subject::Missing, |mention| Subject::Found(self.of_mention(mention)))
    }

    /// Whether a mention can be a subject: not behind a preposition or a verb, not a genitive, not an adjective.
    pub(crate) fn is_free(&self, mention: &Mention, from: usize) -> bool {
        let view = self.view;
        let tokens = view.tokens_of(mention);
        let genitive = view.tokens.get(tokens.end).is_some_and(|token| {
            token.kind == crate::analysis::tokens::TokenKind::Possessive || view.word(tokens.end) == "-"
        });
        if genitive || mention.form == Form::Demonym {
            return false;
        }
        // Step over what belongs to the name: “German Chancellor Friedrich Merz”, “the president”.
        let mut before = tokens.start;
        while before > from
            && (view.is_capitalised(before - 1) && !view.is_any(before - 1, PREPOSITIONS)
                || view.is_any(before - 1, words!["the", "a", "an", "its", "his"]))
        {
            before -= 1;
        }
        let Some(i) = before.checked_sub(1).filter(|_| before > from) else { return true };
        let long = view.word(i).len();
        let verb = view.ends_with(i, "ing") && long > 5 || view.ends_with(i, "ed") && long > 4;
        !(verb
            || view.is_any(i, PREPOSITIONS)
            || view.cue(i).is_some()
            || view.is_any(i, words!["met", "and"]))
    }

    /// “Analysts, such as A. Gold, director of a centre, have said”: the speaker before an apposition that ends with
    /// the comma at `comma`.
    fn before_apposition(&self, from: usize, comma: usize) -> Option<Speaker> {
        let view = self.view;
        let mut end = comma;
        let mut fallback = None;
        for _ in 0..5 {
            let mut begin = end;
            while begin > from
                && !matches!(view.word(begin - 1), "," | ";" | ":" | "—" | "–" | "“" | "”" | "\"")
            {
                begin -= 1;
            }
            let mut name = begin;
            while view.is_any(name, words!["such", "as", "including", "like", "the", "a"])
                || view.is_capitalised(name) && view.mention(name).is_none()
            {
                name += 1;
            }
            if let Some(mention) = view.mention(name).filter(|_| name < end) {
                let after = view.tokens_of(mention).end;
                let possessive = view
                    .tokens
                    .get(after)
                    .is_some_and(|token| token.kind == crate::analysis::tokens::TokenKind::Possessive);
                let speaks = matches!(
                    view.entity(mention).kind,
                    EntityKind::Person | EntityKind::Organisation | EntityKind::Country
                );
                let whole = after == end || !view.is_word(after) || view.is_any(after, PREPOSITIONS);
                if speaks && !possessive && whole {
                    return Some(Speaker { begin: name, ..self.of_mention(mention) });
                }
            }
            // `Norland’s Senator Anna Berg, the top member of the Road Board, said`: the person who ends a part.
            let person = view.mention(end.saturating_sub(1)).filter(|mention| {
                let tokens = view.tokens_of(mention);
                let titled = (begin..tokens.start).all(|i| {
                    view.is_capitalised(i)
                        || view.mention(i).is_some()
                        || !view.is_word(i)
                        || view.is_any(i, words!["the", "a"])
                });
                view.entity(mention).kind == EntityKind::Person
                    && tokens.end == end
                    && tokens.start >= begin
                    && titled
            });
            if let Some(person) = person {
                return Some(self.of_mention(person));
            }
            let relative = view.is_any(begin, words!["who", "which", "whose", "where"]);
            if !relative && begin < end && fallback.is_none() {
                fallback = Some((begin, end));
            }
            let Some(comma) = begin.checked_sub(1).filter(|&i| i > from && view.word(i) == ",") else {
                if relative {
                    return None;
                }
                break;
            };
            end = comma;
        }
        // No name anywhere: the first phrase that is no apposition by itself.
        let (begin, end) = fallback?;
        let end = end.checked_sub(1)?;
        self.phrase(usize::MAX, begin, end)
    }

    /// A mention as a speaker.
    pub(crate) fn of_mention(&self, mention: &Mention) -> Speaker {
        let entity = self.view.entity(mention);
        let sort = if entity.kind == EntityKind::Person { Sort::Person } else { Sort::Body };
        Speaker {
            entity: Some(mention.entity),
            name: entity.name.clone(),
            sort,
            pair: None,
            begin: self.view.tokens_of(mention).start,
        }
    }

    pub(crate) fn pair(&self, first: EntityId, second: EntityId, begin: usize) -> Speaker {
        let name = |id| self.view.entity_of(id).name.clone();
        let name = SafeText::line(&format!("{} and {}", name(first), name(second)));
        Speaker { entity: None, name, sort: Sort::Several, pair: Some((first, second)), begin }
    }
}

/// The mentions among some tokens, each once, in order.
pub(crate) fn distinct_mentions<'a>(view: &View<'a>, tokens: Range<usize>) -> Vec<&'a Mention> {
    if tokens.is_empty() {
        return Vec::new();
    }
    crate::model::span::within(view.mentions, view.span(tokens), |mention| mention.span).iter().collect()
}
