//! Who speaks: the subject of a cue verb, pronouns, collective speakers.

use super::pronouns::Antecedent;
use super::view::{AUXILIARIES, BE, CONJUNCTIONS, MODALS, NEGATIONS, PREPOSITIONS, View, is_adverb};
use crate::model::dates::is_weekday;
use crate::model::{EntityId, EntityKind, Form, Mention, SafeText, Span};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

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
            let lower = view.lower(left - 1);
            if NEGATIONS.contains(&&*lower) || MODALS.contains(&&*lower) {
                return Subject::Missing;
            }
            if AUXILIARIES.contains(&&*lower) {
                passive |= BE.contains(&&*lower) && past;
            } else if !is_adverb(&lower) || view.mention(left - 1).is_some() {
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
                || view.is_any(last, &["and", "while", "but"]))
        {
            return self.shared(sentence, from, verb);
        }
        if view.is_any(last, &["and", "but", "then", "or"]) {
            return self.shared(sentence, from, verb);
        }
        if gerund && view.mention(last).is_none() && left == verb {
            // “the report saying that”: a noun directly before a gerund is its subject only where it is a name.
            return Subject::Missing;
        }
        let found = if view.word(last) == "," {
            self.before_apposition(from, last)
        } else if view.is_any(last, &["who", "which"]) {
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
                || view.is_any(before - 1, &["the", "a", "an", "its", "his"]))
        {
            before -= 1;
        }
        let Some(i) = before.checked_sub(1).filter(|_| before > from) else { return true };
        let word = view.lower(i);
        let verb = word.ends_with("ing") && word.len() > 5 || word.ends_with("ed") && word.len() > 4;
        !(verb || PREPOSITIONS.contains(&&*word) || view.cue(i).is_some() || view.is_any(i, &["met", "and"]))
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
            while view.is_any(name, &["such", "as", "including", "like", "the", "a"])
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
                        || view.is_any(i, &["the", "a"])
                });
                view.entity(mention).kind == EntityKind::Person
                    && tokens.end == end
                    && tokens.start >= begin
                    && titled
            });
            if let Some(person) = person {
                return Some(self.of_mention(person));
            }
            let relative = view.is_any(begin, &["who", "which", "whose", "where"]);
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

    /// The noun phrase that ends with token `last`, as a speaker.
    pub(crate) fn phrase(&self, sentence: usize, from: usize, last: usize) -> Option<Speaker> {
        match self.pronoun(sentence, last) {
            Some(Antecedent::Found(speaker)) => return Some(speaker),
            Some(Antecedent::Nobody) => return None,
            None => {}
        }
        let begin = self.phrase_begin(from, last);
        self.named(begin..last + 1)
    }

    /// Where the noun phrase that ends with `last` begins.
    fn phrase_begin(&self, from: usize, last: usize) -> usize {
        let view = self.view;
        let mut begin = last + 1;
        while begin > from && last - begin.min(last) < 12 {
            let i = begin - 1;
            if let Some(mention) = view.mention(i) {
                begin = view.tokens_of(mention).start.max(from);
                continue;
            }
            let lower = view.lower(i);
            let stop = view.is_punct(i) && !matches!(view.word(i), "-" | "." | "&" | "’")
                || CONJUNCTIONS.contains(&&*lower)
                || AUXILIARIES.contains(&&*lower)
                || MODALS[..7].contains(&&*lower)
                || view.finite_cue(i) && lower.ends_with("ed") && !view.is_any(i + 1, PREPOSITIONS)
                || matches!(
                    &*lower,
                    "said" | "told" | "says" | "wrote" | "as" | "after" | "before" | "since" | "there"
                );
            let joint = lower == "and";
            if stop || joint && !self.joins_names(i, last) {
                break;
            }
            begin = i;
        }
        begin
    }

    /// Whether the “and” at `i` joins two names, as in “Moscow and Beijing”.
    fn joins_names(&self, i: usize, last: usize) -> bool {
        let view = self.view;
        let name = |i: usize| view.mention(i).is_some() || view.is_capitalised(i);
        let Some(before) = i.checked_sub(1).filter(|&before| name(before)) else { return false };
        let start = view.mention(before).map_or(before, |mention| view.tokens_of(mention).start);
        let opens = start.checked_sub(1).is_none_or(|i| {
            view.is_punct(i) || view.is_any(i, &["that", "both", "while", "and", "but", "when", "the", "as"])
        });
        opens && i < last && name(i + 1)
    }

    /// The speaker that a noun phrase names.
    pub(crate) fn named(&self, phrase: Range<usize>) -> Option<Speaker> {
        let view = self.view;
        // A preposition at its front is none of it: “In Moscow Putin”.
        let preposition = |i: usize| view.mention(i).is_none() && view.is_any(i, PREPOSITIONS);
        let mut begin = phrase.start;
        while begin < phrase.end && (preposition(begin) || view.is_punct(begin)) {
            begin += 1;
        }
        let head_end = (begin..phrase.end).find(|&i| preposition(i)).unwrap_or(phrase.end);
        let last = head_end.checked_sub(1).filter(|&last| last >= begin)?;
        let head: Vec<&Mention> = distinct_mentions(view, begin..head_end);
        if let Some(mention) = view.mention(last) {
            let kind = view.entity(mention).kind;
            if kind == EntityKind::Event {
                return None;
            }
            if let [first, second] = head[..]
                && (view.tokens_of(first).end..view.tokens_of(second).start).any(|i| view.is(i, "and"))
            {
                return Some(self.pair(first.entity, second.entity, begin));
            }
            if mention.form == Form::Demonym && head_end < phrase.end {
                return None;
            }
            if mention.form == Form::Demonym && is_one_of_a_people(view, begin, last) {
                return Some(self.one_of_a_people(
                    mention,
                    begin,
                    view.span(begin..phrase.end).slice(view.text),
                ));
            }
            return Some(Speaker { begin, ..self.of_mention(mention) });
        }
        if (begin..phrase.end).any(|i| is_clause_mark(view, i)) || !is_whole(view, begin, phrase.end) {
            return None;
        }
        let text = view.span(begin..phrase.end).slice(view.text);
        let head_word = view.lower(last);
        let quantity = [
            "other", "some", "many", "several", "these", "those", "most", "few", "such", "new", "more",
            "recent",
        ];
        let plain = view.is_word(last)
            && !quantity.contains(&&*head_word)
            && head_word.chars().all(|c| c.is_alphabetic() || c == '’' || c == '\'')
            && head_word.len() > 2
            && !is_adverb(&head_word)
            && (!head_word.ends_with("ing") || can_say(&head_word))
            && !FUNCTION.contains(&&*head_word)
            && !is_weekday(&head_word);
        if !plain {
            return None;
        }
        if let Some(speaker) = self.collective(begin, last, &head_word) {
            return Some(speaker);
        }
        let several = head_word.ends_with('s') && !head_word.ends_with("ss")
            || matches!(&*head_word, "people" | "police");
        let sort = match (can_say(&head_word), several) {
            (true, true) => Sort::Several,
            (true, false) => Sort::Sayer,
            (false, _) => Sort::Other,
        };
        Some(Speaker { entity: None, name: SafeText::line(text), sort, pair: None, begin })
    }

    /// `the Spaniard said`: the last person named before, in this sentence or the three before; else somebody who is not
    /// named, never the country.
    fn one_of_a_people(&self, people: &Mention, begin: usize, words: &str) -> Speaker {
        let view = self.view;
        let sentence = self.sentences.partition_point(|sentence| sentence.start <= people.span.start);
        let from = self.sentences.get(sentence.saturating_sub(4)).map_or(0, |sentence| sentence.start);
        let before = view.mentions.partition_point(|mention| mention.span.start < people.span.start);
        let near = view.mentions[..before].iter().rev().take_while(|mention| mention.span.start >= from);
        let mut persons = near.filter(|mention| view.entity(mention).kind == EntityKind::Person);
        match persons.next() {
            Some(person) => Speaker { begin, ..self.of_mention(person) },
            None => {
                Speaker { entity: None, name: SafeText::line(words), sort: Sort::Sayer, pair: None, begin }
            }
        }
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

/// Whether a nationality is one person of it: `the Spaniard`, `the German`; `the French` are many.
fn is_one_of_a_people(view: &View<'_>, begin: usize, last: usize) -> bool {
    let word = view.lower(last);
    let one = [
        "ian", "an", "ard", "man", "woman", "er", "on", "i", "swede", "dane", "finn", "pole", "scot", "turk",
    ];
    begin + 1 == last && view.is(begin, "the") && one.iter().any(|end| word.ends_with(end))
}

/// The mentions among some tokens, each once, in order.
pub(crate) fn distinct_mentions<'a>(view: &View<'a>, tokens: Range<usize>) -> Vec<&'a Mention> {
    if tokens.is_empty() {
        return Vec::new();
    }
    crate::model::span::within(view.mentions, view.span(tokens), |mention| mention.span).iter().collect()
}

/// Words that head no noun phrase.
const FUNCTION: &[&str] = &[
    "the",
    "and",
    "but",
    "that",
    "this",
    "there",
    "here",
    "not",
    "when",
    "then",
    "well",
    "also",
    "more",
    "most",
    "than",
    "too",
    "out",
    "off",
    "down",
    "away",
    "back",
    "today",
    "yesterday",
    "tomorrow",
    "what",
    "which",
    "who",
    "why",
    "how",
    "him",
    "her",
    "them",
    "whom",
    "neither",
    "either",
    "none",
    "both",
    "almost",
    "far",
    "much",
    "less",
    "never",
    "even",
    "just",
    "still",
    "yet",
    "again",
    "soon",
    "often",
    "quite",
];

/// Whether the token shows that the words are no noun group: a subject of their own, or a dash that cuts them.
fn is_clause_mark(view: &View<'_>, i: usize) -> bool {
    view.is_any(i, &["he", "she", "they", "i", "we", "you", "who"])
        || matches!(view.word(i), "--" | "—" | "–")
        || view.word(i) == "-" && view.word(i + 1) == "-"
}

/// Whether the words can be a whole noun group: no verb with its object or preposition at the front (“published a
/// letter”), and no article left alone at the end.
fn is_whole(view: &View<'_>, begin: usize, end: usize) -> bool {
    let article = |i: usize| view.is_any(i, &["a", "an", "the"]);
    let first = view.lower(begin);
    let shaped = first.len() > 4 && (first.ends_with("ed") || first.ends_with("ing"));
    let governs = article(begin + 1)
        || view.is_any(begin + 1, PREPOSITIONS)
        || view.is_any(begin + 1, &["his", "her", "its", "their", "that"]);
    let verb = shaped && begin + 1 < end && governs && !view.is_capitalised(begin) && !can_say(&first);
    !verb && !article(end - 1)
}

/// Whether a common noun names somebody or something that speaks: by its ending (`minister`, `analysts`,
/// `spokeswoman`) or by the list.
fn can_say(noun: &str) -> bool {
    static SAYERS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let lines = include_str!("../../../assets/sayers.txt").lines();
        lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
    });
    let single = noun.strip_suffix('s').unwrap_or(noun);
    let ending = |end: &&str| single.len() > end.len() + 2 && single.ends_with(*end);
    ["man", "men", "woman", "women", "person", "er", "or", "ist", "ian", "ant", "yst", "ee"]
        .iter()
        .any(ending)
        || SAYERS.contains(single)
        || SAYERS.contains(noun)
}
