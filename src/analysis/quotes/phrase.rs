//! Noun phrases: where the one before a verb begins, and whom it names.

use super::pronouns::Antecedent;
use super::speaker::{Context, Sort, Speaker, distinct_mentions};
use super::view::{AUXILIARIES, CONJUNCTIONS, POSSIBLE, PREPOSITIONS, View};
use crate::analysis::words::{List, Words, words};
use crate::model::dates::is_weekday;
use crate::model::{EntityKind, Form, Mention, SafeText};
use std::ops::Range;
use std::sync::LazyLock;

impl Context<'_, '_> {
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
            let word = view.number(i);
            let stop = view.is_punct(i) && !matches!(view.word(i), "-" | "." | "&" | "’")
                || word.is_in(CONJUNCTIONS)
                || word.is_in(AUXILIARIES)
                || word.is_in(POSSIBLE)
                || view.finite_cue(i) && view.ends_with(i, "ed") && !view.is_any(i + 1, PREPOSITIONS)
                || word.is_in(words![
                    "said", "told", "says", "wrote", "as", "after", "before", "since", "there"
                ]);
            let joint = view.is(i, "and");
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
            view.is_punct(i)
                || view.is_any(i, words!["that", "both", "while", "and", "but", "when", "the", "as"])
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
            && !view.is_adverb(last)
            && (!head_word.ends_with("ing") || can_say(&head_word))
            && !view.is_any(last, FUNCTION)
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
}

/// Whether a nationality is one person of it: `the Spaniard`, `the German`; `the French` are many.
fn is_one_of_a_people(view: &View<'_>, begin: usize, last: usize) -> bool {
    let word = view.lower(last);
    let one = [
        "ian", "an", "ard", "man", "woman", "er", "on", "i", "swede", "dane", "finn", "pole", "scot", "turk",
    ];
    begin + 1 == last && view.is(begin, "the") && one.iter().any(|end| word.ends_with(end))
}
/// Words that head no noun phrase.
const FUNCTION: &List<50> = words![
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
    view.is_any(i, words!["he", "she", "they", "i", "we", "you", "who"])
        || matches!(view.word(i), "--" | "—" | "–")
        || view.word(i) == "-" && view.word(i + 1) == "-"
}

/// Whether the words can be a whole noun group: no verb with its object or preposition at the front (“published a
/// letter”), and no article left alone at the end.
fn is_whole(view: &View<'_>, begin: usize, end: usize) -> bool {
    let article = |i: usize| view.is_any(i, words!["a", "an", "the"]);
    let first = view.lower(begin);
    let shaped = first.len() > 4 && (first.ends_with("ed") || first.ends_with("ing"));
    let governs = article(begin + 1)
        || view.is_any(begin + 1, PREPOSITIONS)
        || view.is_any(begin + 1, words!["his", "her", "its", "their", "that"]);
    let verb = shaped && begin + 1 < end && governs && !view.is_capitalised(begin) && !can_say(&first);
    !verb && !article(end - 1)
}

/// Whether a common noun names somebody or something that speaks: by its ending (`minister`, `analysts`,
/// `spokeswoman`) or by the list.
fn can_say(noun: &str) -> bool {
    static SAYERS: LazyLock<Words<bool>> = LazyLock::new(|| {
        let lines = include_str!("../../../assets/sayers.txt").lines().filter(|line| !line.starts_with('#'));
        let mut sayers = Words::default();
        for word in lines.flat_map(str::split_whitespace) {
            *sayers.entry(word) = true;
        }
        sayers
    });
    let single = noun.strip_suffix('s').unwrap_or(noun);
    let ending = |end: &&str| single.len() > end.len() + 2 && single.ends_with(*end);
    ["man", "men", "woman", "women", "person", "er", "or", "ist", "ian", "ant", "yst", "ee"]
        .iter()
        .any(ending)
        || SAYERS.get(single).is_some()
        || SAYERS.get(noun).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Gazetteer, tokens::tokenise};
    use crate::model::{EntityTable, Span};

    #[test]
    fn words_that_can_be_a_whole_noun_group() {
        for (words, expected) in [
            ("the tall keeper", true),
            ("keepers of the gate", true),
            ("mended the gate", false),
            ("mended his gate", false),
            ("walking with dogs", false),
            // A participle that belongs to its noun, and one that is a noun.
            ("mended gates", true),
            ("the wounded in town", true),
            // Short words end so by chance.
            ("king of the hill", true),
            ("the keeper and the", false),
            ("mended", true),
        ] {
            let tokens = tokenise(words, Span::of(0, words.len()));
            let (entities, gazetteer) = (EntityTable::default(), Gazetteer::default());
            let view = View::new(words, &tokens, &[], &entities, &gazetteer);
            assert_eq!(is_whole(&view, 0, tokens.len()), expected, "{words}");
        }
    }
}
