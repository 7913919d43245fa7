//! Whom “he”, “they” and “the two countries” mean.

use super::speaker::{Context, Sort, Speaker, distinct_mentions};
use crate::analysis::gazetteer::Sex;
use crate::analysis::words::words;
use crate::model::{EntityId, EntityKind, Mention};

/// Sentences back in which a pair is looked for: beyond these nobody remembers it.
const REACH: usize = 200;

/// What a pronoun means.
pub(crate) enum Antecedent {
    Found(Speaker),
    Nobody,
}

impl Context<'_, '_> {
    /// “the two countries”, “both leaders”: the pair in the nearest sentence before that names exactly two.
    pub(crate) fn collective(&self, begin: usize, last: usize, head: &str) -> Option<Speaker> {
        let countries = matches!(head, "countries" | "nations" | "states" | "governments" | "sides");
        let leaders = matches!(head, "leaders" | "presidents" | "ministers" | "men");
        let two = (begin..last).any(|i| self.view.is_any(i, words!["two", "both"]));
        if !two || !(countries || leaders) {
            return None;
        }
        let at = self.view.tokens[begin].span.start;
        let before = self.sentences.partition_point(|sentence| sentence.start <= at);
        if let Some(pair) = self.spoken_pair(before, leaders) {
            return Some(Speaker { begin, ..pair });
        }
        for sentence in self.sentences[..before].iter().rev().take(REACH) {
            let mut ids: Vec<EntityId> = Vec::new();
            for mention in crate::model::span::within(self.view.mentions, *sentence, |mention| mention.span) {
                let kind = self.view.entity(mention).kind;
                let fits = if countries { kind == EntityKind::Country } else { kind == EntityKind::Person };
                if fits && mention.span.start < at && !ids.contains(&mention.entity) {
                    ids.push(mention.entity);
                }
            }
            if let [first, second] = ids[..] {
                return Some(self.pair(first, second, begin));
            }
        }
        None
    }

    /// What the pronoun at `i` can mean; `None` where the token is no pronoun.
    pub(crate) fn pronoun(&self, sentence: usize, i: usize) -> Option<Antecedent> {
        let view = self.view;
        // No longer word is a pronoun of those below.
        if view.word(i).len() > "these".len() {
            return None;
        }
        let (sort, sex) = match &*view.lower(i) {
            "he" => (Sort::Person, Sex::Male),
            "she" => (Sort::Person, Sex::Female),
            "it" => (Sort::Body, Sex::Unknown),
            "they" => (Sort::Several, Sex::Unknown),
            "i" | "we" | "you" | "one" | "this" | "that" | "these" | "those" => {
                return Some(Antecedent::Nobody);
            }
            _ => return None,
        };
        let sentence = sentence.min(self.sentences.len().saturating_sub(1));
        let found = self.antecedent(sentence, i, sort, sex);
        Some(found.map_or(Antecedent::Nobody, |speaker| Antecedent::Found(Speaker { begin: i, ..speaker })))
    }

    /// The last one before token `i` whom a pronoun of this sort can mean: who spoke or acted in this sentence or in
    /// the four before it, the nearest first.
    fn antecedent(&self, sentence: usize, i: usize, sort: Sort, sex: Sex) -> Option<Speaker> {
        let view = self.view;
        let nearest = (sentence.saturating_sub(4)..=sentence).rev();
        for index in nearest.clone() {
            let of_sort = |speaker: &&Speaker| {
                let body = sort == Sort::Body && speaker.sort == Sort::Sayer && is_body(&speaker.name);
                (speaker.sort == sort || body) && speaker.entity.is_none_or(|id| view.sex(id).fits(sex))
            };
            if let Some(speaker) = self.spoken[index].as_ref().filter(of_sort) {
                return Some(speaker.clone());
            }
            let tokens = view.range(self.sentences[index]);
            let before = tokens.start..tokens.end.min(i);
            let mentions = distinct_mentions(view, before);
            let fitting = |mention: &&&Mention| {
                let kind = view.entity(mention).kind;
                match sort {
                    Sort::Person => kind == EntityKind::Person && view.sex(mention.entity).fits(sex),
                    Sort::Body => matches!(kind, EntityKind::Organisation | EntityKind::Country),
                    _ => false,
                }
            };
            if let Some(mention) =
                mentions.iter().filter(fitting).find(|mention| self.is_free(mention, tokens.start))
            {
                return Some(self.of_mention(mention));
            }
        }
        let mut all = nearest.flat_map(|index| {
            let tokens = view.range(self.sentences[index]);
            distinct_mentions(view, tokens.start..tokens.end.min(i)).into_iter().rev()
        });
        (sort == Sort::Person)
            .then(|| {
                all.find(|mention| {
                    view.entity(mention).kind == EntityKind::Person
                        && view.sex(mention.entity).fits(sex)
                        && !self.is_topic(mention, sentence)
                })
            })?
            .map(|mention| self.of_mention(mention))
    }

    /// Whether the sentence opens with whom it is about: “Of Smith, he said …” is another's word on Smith.
    fn is_topic(&self, mention: &Mention, sentence: usize) -> bool {
        let view = self.view;
        let from = view.range(self.sentences[sentence]).start;
        let before = view.tokens_of(mention).start;
        let preposition = if view.is(from, "as") { from + 1 } else { from };
        preposition < before
            && view.is_any(preposition, words!["of", "on", "about", "for", "regarding", "concerning"])
            && (preposition + 1..before)
                .all(|i| view.is_capitalised(i) || view.is_any(i, words!["the", "his", "her"]))
    }

    /// The pair that spoke last in the sentences up to `before`.
    fn spoken_pair(&self, before: usize, people: bool) -> Option<Speaker> {
        let pairs = self.spoken[..before.min(self.spoken.len())].iter().rev().take(REACH).flatten();
        let wanted = if people { EntityKind::Person } else { EntityKind::Country };
        pairs
            .filter(|speaker| speaker.pair.is_some_and(|(one, _)| self.view.entity_of(one).kind == wanted))
            .map(Clone::clone)
            .next()
    }
}

/// Whether a speaker without an entity is a body, of which one says “it”: `the ministry`, `a company spokesman` is none.
fn is_body(name: &str) -> bool {
    const BODIES: [&str; 20] = [
        "ministry",
        "government",
        "army",
        "military",
        "office",
        "agency",
        "company",
        "commission",
        "committee",
        "council",
        "court",
        "embassy",
        "party",
        "bank",
        "group",
        "union",
        "report",
        "statement",
        "parliament",
        "administration",
    ];
    name.rsplit(' ').next().is_some_and(|head| BODIES.contains(&head))
}
