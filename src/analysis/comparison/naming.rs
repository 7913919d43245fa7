//! The words each side chooses for one thing: phrases around nouns of one group, and how people are named and titled.
//!
//! Noun phrases are told by words alone: from the noun left over adjectives, nouns and names, right over “of …”. Slots
//! are ranked by how far the sides' choices lie apart and how often they are used.

use super::concepts;
use crate::analysis::quotes::stance;
use crate::analysis::terms::{Extractor, TermId};
use crate::analysis::tokens::{Token, TokenKind, tokenise};
use crate::model::comparison::{Naming, NamingKind, Phrase};
use crate::model::{ArticleIndex, Corpus, EntityId, EntityKind, Form, SafeText, Span};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Slots shown at most.
const MOST_SLOTS: usize = 14;
/// Words before a noun that do not name the thing.
const COUNTING: &[&str] = &[
    "many",
    "several",
    "some",
    "few",
    "more",
    "most",
    "other",
    "another",
    "such",
    "still",
    "also",
    "even",
    "all",
    "numerous",
    "various",
    "including",
    "certain",
    "first",
    "second",
    "last",
    "next",
    "recent",
    "latest",
];
/// Phrases of a slot shown at most on each side.
const MOST_PHRASES: usize = 8;

/// Phrases with their counts and the head word they are built around, in order of first use.
type Used = Vec<(String, String, usize)>;

/// The slots that both sides fill, with other words.
pub(super) fn naming(
    corpus: &Corpus,
    left: &[ArticleIndex],
    right: &[ArticleIndex],
    extractor: &mut Extractor,
) -> Vec<Naming> {
    let (mut ours, mut theirs) = (Phrases::default(), Phrases::default());
    for &article in left {
        ours.read(corpus, article, extractor);
    }
    for &article in right {
        theirs.read(corpus, article, extractor);
    }
    let mut slots: Vec<(f64, Naming)> = Vec::new();
    for (name, left) in &ours.by_group {
        if let Some(right) = theirs.by_group.get(name) {
            slots.extend(slot(name, NamingKind::Thing, left, right));
        }
    }
    for (id, left) in &ours.people {
        if let Some(right) = theirs.people.get(id) {
            slots.extend(
                slot(&corpus.entities.get(*id).name, NamingKind::Person, left, right)
                    .map(|(score, naming)| (score * 0.5, naming)),
            );
        }
    }
    slots.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.slot.cmp(&b.1.slot)));
    slots.into_iter().take(MOST_SLOTS).map(|(_, naming)| naming).collect()
}

/// A slot with its rank; `None` where both sides choose the same words.
fn slot(name: &str, kind: NamingKind, left: &Used, right: &Used) -> Option<(f64, Naming)> {
    let words =
        |used: &Used| -> HashSet<String> { used.iter().map(|(text, _, _)| text.to_lowercase()).collect() };
    let (a, b) = (words(left), words(right));
    if a == b || kind == NamingKind::Thing && left_bare(left, right) {
        return None;
    }
    let count = |used: &Used| used.iter().map(|(_, _, count)| count).sum::<usize>();
    let distance = distance(left, right);
    let weight = (count(left).min(count(right)) as f64).ln_1p();
    let heads = [left, right].map(heads);
    let phrases = |used: &Used, side: usize| {
        let mut phrases: Vec<_> = used.iter().enumerate().collect();
        // Words that this side prefers before words that both use, then the most used; longer phrases tell more.
        let preferred = |head: &str| {
            let count = |side: usize| heads[side].get(head).copied().unwrap_or(0).cast_signed();
            count(side) - count(1 - side)
        };
        phrases.sort_by_key(|(i, (text, head, count))| {
            (
                std::cmp::Reverse(preferred(head)),
                std::cmp::Reverse(*count),
                std::cmp::Reverse(text.split(' ').count().min(4)),
                *i,
            )
        });
        let phrase = |(_, (text, _, count)): (usize, &(String, String, usize))| Phrase {
            text: SafeText::line(text),
            count: *count,
        };
        phrases.into_iter().take(MOST_PHRASES).map(phrase).collect()
    };
    let naming =
        Naming { kind, slot: SafeText::line(name), left: phrases(left, 0), right: phrases(right, 1) };
    Some(((0.2 + distance) * weight, naming))
}

/// Whether both sides use one and the same word for it, and one of them nothing but that: “war” and “long war”.
fn left_bare(left: &Used, right: &Used) -> bool {
    let mut heads: Vec<String> = left.iter().chain(right).map(|(_, head, _)| singular(head)).collect();
    heads.sort_unstable();
    heads.dedup();
    let bare = |used: &Used| used.iter().all(|(text, head, _)| text.eq_ignore_ascii_case(head));
    heads.len() == 1 && (bare(left) || bare(right))
}

/// Near enough to tell the plural of a word from another word.
fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    word.strip_suffix('s').map_or_else(|| word.clone(), str::to_owned)
}

/// How often a side uses each head word.
fn heads(used: &Used) -> HashMap<&str, usize> {
    let mut heads = HashMap::new();
    for (_, head, count) in used {
        *heads.entry(head.as_str()).or_insert(0) += count;
    }
    heads
}

/// How far two sides' choices of head words lie apart: the mean absolute log-odds, smoothed by half a use each
/// (Monroe, Colaresi and Quinn 2008 with a flat prior), by share of use.
fn distance(left: &Used, right: &Used) -> f64 {
    let mut heads: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (_, head, count) in left {
        heads.entry(head).or_default().0 += *count as f64;
    }
    for (_, head, count) in right {
        heads.entry(head).or_default().1 += *count as f64;
    }
    let n = heads.len() as f64;
    let (total_left, total_right) =
        heads.values().fold((0.0, 0.0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    let odds = |count: f64, total: f64| ((count + 0.5) / (total - count + 0.5 * n.max(2.0))).ln();
    heads
        .values()
        .map(|&(a, b)| {
            (odds(a, total_left) - odds(b, total_right)).abs() * (a + b) / (total_left + total_right)
        })
        .sum()
}

/// The phrases of one side.
#[derive(Default)]
struct Phrases {
    by_group: BTreeMap<&'static str, Used>,
    people: BTreeMap<EntityId, Used>,
    places: HashMap<(String, String), usize>,
}

impl Phrases {
    fn read(&mut self, corpus: &Corpus, article: ArticleIndex, extractor: &mut Extractor) {
        let text = &corpus.article(article).text;
        let found = corpus.annotated(article);
        let title = corpus.head(article).title.as_ref().and_then(|title| title.span);
        for &stretch in title.iter().chain(&found.sentences) {
            let tokens = tokenise(text, stretch);
            let line = Line { text, tokens: &tokens, mentions: found.mentions_in(stretch) };
            for (i, token) in tokens.iter().enumerate() {
                if line.named(i) || token.kind != TokenKind::Word {
                    continue;
                }
                let Some(stem) = extractor.word(token.text(text)) else { continue };
                if !concepts::is_listed(token.text(text)) {
                    continue;
                }
                for concept in concepts::of(stem).iter().filter(|concept| concept.slot) {
                    if let Some(phrase) = line.phrase(i, extractor) {
                        let head = token.text(text).to_lowercase();
                        self.add_group(concept.name, phrase, head);
                    }
                }
            }
            for mention in found.mentions_in(stretch) {
                if corpus.entities.get(mention.entity).kind == EntityKind::Person {
                    let phrase = line.titled(mention.span);
                    self.add_person(mention.entity, phrase);
                }
            }
        }
    }

    fn add_group(&mut self, group: &'static str, phrase: String, head: String) {
        let used = self.by_group.entry(group).or_default();
        let place = self.places.entry((group.to_owned(), phrase.to_lowercase()));
        add(used, place, phrase, head);
    }

    fn add_person(&mut self, id: EntityId, phrase: String) {
        let used = self.people.entry(id).or_default();
        let place = self.places.entry((id.0.to_string(), phrase.to_lowercase()));
        let head = phrase.clone();
        add(used, place, phrase, head);
    }
}

fn add(
    used: &mut Used,
    place: std::collections::hash_map::Entry<'_, (String, String), usize>,
    phrase: String,
    head: String,
) {
    let i = *place.or_insert_with(|| {
        used.push((phrase, head, 0));
        used.len() - 1
    });
    used[i].2 += 1;
}

/// One sentence's tokens.
struct Line<'a> {
    text: &'a str,
    tokens: &'a [Token],
    mentions: &'a [crate::model::Mention],
}

impl Line<'_> {
    fn word(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |token| token.text(self.text))
    }

    fn named(&self, i: usize) -> bool {
        let Some(token) = self.tokens.get(i) else { return false };
        !crate::model::span::within(self.mentions, token.span, |mention| mention.span).is_empty()
    }

    /// The noun phrase around the head at `i`; `None` where the word is a verb here.
    fn phrase(&self, i: usize, extractor: &Extractor) -> Option<String> {
        let stop = |i: usize| extractor.terms().is_stop(self.word(i));
        let mut begin = i;
        while begin > 0 && i - begin < 5 {
            let before = begin - 1;
            let word = self.word(before);
            let joins = matches!(word, "-") || self.tokens[before].kind == TokenKind::Possessive;
            let modifier =
                self.tokens[before].kind == TokenKind::Word && !stop(before) && !self.is_verb(before);
            if !(joins || modifier || self.named(before) && self.tokens[before].kind != TokenKind::Punct) {
                break;
            }
            begin = before;
        }
        // “in-person talks” keeps its first part, though that is a function word.
        if begin > 1 && self.word(begin) == "-" {
            begin -= 1;
        }
        // “Russia’s” at the front is kept, a bare mark or hyphen is not.
        while begin < i && (self.word(begin) == "-" || self.tokens[begin].kind == TokenKind::Possessive) {
            begin += 1;
        }
        // “still many disagreements”: how many there are is no word chosen for them.
        while begin < i && COUNTING.contains(&self.word(begin).to_lowercase().as_str()) {
            begin += 1;
        }
        // “takes Sino-Russian loans”: before a name a word in “s” is a verb; before a plain noun it may be “arms”.
        while begin < i && self.tokens[begin + 1].is_capitalised(self.text) && self.is_inflected(begin) {
            begin += 1;
        }
        let before = begin.checked_sub(1).map_or("", |i| self.word(i)).to_lowercase();
        let verb = matches!(
            before.as_str(),
            "to" | "will"
                | "would"
                | "could"
                | "may"
                | "can"
                | "must"
                | "should"
                | "they"
                | "he"
                | "she"
                | "it"
                | "we"
                | "who"
        ) || begin == i && before.is_empty() && !self.tokens[i].is_capitalised(self.text);
        let head = self.word(i);
        if self.is_part(i, begin, extractor) || begin < i && self.is_said_of(i) {
            return None;
        }
        if verb || head.ends_with("ing") && begin == i || head.ends_with("ed") {
            return None;
        }
        let mut end = i + 1;
        if matches!(self.word(end), "of" | "in" | "between" | "with" | "against") {
            let mut next = end + 1;
            let mut steps = 0;
            while steps < 7
                && self.tokens.get(next).is_some_and(|token| {
                    matches!(token.kind, TokenKind::Word | TokenKind::Number) || token.text(self.text) == "-"
                })
                && (!stop(next) || matches!(self.word(next), "the" | "a" | "of" | "and"))
                && !self.is_verb(next)
            {
                next += 1;
                steps += 1;
            }
            while next > end && (stop(next - 1) || self.word(next - 1) == "-") {
                next -= 1;
            }
            let of = self.word(end) == "of" && steps > 0;
            if self.word(end) == "between" {
                next = self.end_of_pair(end + 1, next);
            }
            if next > end + 1 && (of || self.named(end + 1) || self.named(next - 1)) {
                end = next;
            }
        }
        let span = self.tokens[begin].span.cover(self.tokens[end - 1].span);
        Some(span.slice(self.text).to_owned())
    }

    /// Whether the noun is only part of a longer term (“war games”) or of a name (“the Harbour Games”).
    fn is_part(&self, i: usize, begin: usize, extractor: &Extractor) -> bool {
        let next = self.tokens.get(i + 1).filter(|token| token.kind == TokenKind::Word);
        let stem = next.and_then(|token| extractor.terms().term(token.text(self.text)));
        let qualifies =
            stem.is_some_and(|stem| concepts::of(TermId::of_stem(&stem)).iter().any(|concept| concept.slot));
        let capital = |i: usize| self.tokens[i].is_capitalised(self.text);
        qualifies || begin == i && i > 0 && capital(i) && capital(i - 1)
    }

    /// Whether the word is what a name right before it does: “Oslo supports”, “Oslo included talks”, not “Oslo talks”.
    fn is_said_of(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return false };
        let word = self.word(i);
        let inflected =
            word.ends_with("ed") || stance(word).is_some() || self.is_inflected(i) && self.has_object(i);
        let names =
            crate::model::span::within(self.mentions, self.tokens[before].span, |mention| mention.span);
        let joined = before > 0 && self.word(before - 1) == "-";
        inflected && !joined && names.first().is_some_and(|name| name.form != Form::Demonym)
    }

    /// Whether what follows the word can only be its object.
    fn has_object(&self, i: usize) -> bool {
        let determiners = ["the", "a", "an", "their", "its", "his", "her", "no", "any"];
        determiners.contains(&self.word(i + 1)) || self.named(i + 1)
    }

    /// Whether the word ends as a verb of the third person does, and is no name.
    fn is_inflected(&self, i: usize) -> bool {
        let word = self.word(i);
        !self.named(i)
            && !self.tokens[i].is_capitalised(self.text)
            && self.tokens[i].kind == TokenKind::Word
            && word.ends_with('s')
            && !word.ends_with("ss")
    }

    /// Where “Russia and China” ends in “Russia and China poses”; a name that qualifies a noun (“Chinese firms”) goes on.
    fn end_of_pair(&self, begin: usize, end: usize) -> usize {
        let Some(second) = (begin..end).find(|at| self.word(*at) == "and").map(|and| and + 1) else {
            return end;
        };
        let Some(token) = self.tokens.get(second) else { return end };
        let names = crate::model::span::within(self.mentions, token.span, |mention| mention.span);
        match names.first() {
            Some(name) if name.form != Form::Demonym => {
                (second..end).find(|at| !self.named(*at)).unwrap_or(end)
            }
            _ => end,
        }
    }

    /// Whether the word is more likely a finite verb than part of a noun phrase.
    fn is_verb(&self, i: usize) -> bool {
        let word = self.word(i);
        !self.named(i)
            && (self.has_object(i) && !self.word(i + 1).starts_with(char::is_uppercase)
                || self.is_said_of(i)
                || matches!(word, "amid" | "amidst" | "despite" | "via" | "toward" | "towards")
                || word.ends_with('s') && matches!(self.word(i + 1), "amid" | "as" | "at" | "after")
                || word.ends_with("ed") && stance(word).is_some()
                || word.ends_with('s') && stance(word).is_some())
    }

    /// A person's name as printed, with the capitalised or official words right before it.
    fn titled(&self, mention: Span) -> String {
        let first = self.tokens.partition_point(|token| token.span.end <= mention.start);
        let last = self.tokens.partition_point(|token| token.span.start < mention.end);
        let mut begin = first;
        while begin > 0 && first - begin < 4 {
            let token = &self.tokens[begin - 1];
            if !token.is_capitalised(self.text)
                || self.word(begin - 1) == "I"
                || begin - 1 == 0 && self.word(0).len() < 4
            {
                break;
            }
            begin -= 1;
        }
        let (Some(from), Some(to)) =
            (self.tokens.get(begin), last.checked_sub(1).and_then(|i| self.tokens.get(i)))
        else {
            return mention.slice(self.text).to_owned();
        };
        from.span.cover(to.span).slice(self.text).to_owned()
    }
}
