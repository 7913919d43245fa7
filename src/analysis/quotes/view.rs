//! One article's tokens with their mentions, as the rules for speech look at them.

use super::cues::{Cue, Inflection, forms, forms_of};
use crate::analysis::Gazetteer;
use crate::analysis::gazetteer::Sex;
use crate::analysis::tokens::{self, Token, TokenKind};
use crate::analysis::words::{List, Word, words};
use crate::model::{Entity, EntityId, EntityKind, EntityTable, Mention, Span};
use std::borrow::Cow;
use std::ops::Range;

/// The bit of tokens that tell of speech without a cue verb: `according`, and what somebody has: `her claim`.
const OTHER: u16 = 1 << 15;

const ACCORDING: &str = "according";

/// Tokens, and which mention each belongs to. Token indices are those of the whole article.
pub(crate) struct View<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) mentions: &'a [Mention],
    entities: &'a EntityTable,
    gazetteer: &'a Gazetteer,
    /// For each token the index of its mention plus one; 0 for none.
    mention_of: Vec<u32>,
    /// For each token the number of the cue verbs that can begin with it; 0 for none, and in a name. [`OTHER`] is added.
    cues: Vec<u16>,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        text: &'a str,
        tokens: &'a [Token],
        mentions: &'a [Mention],
        entities: &'a EntityTable,
        gazetteer: &'a Gazetteer,
    ) -> Self {
        let mut mention_of = vec![0; tokens.len()];
        let mut token = 0;
        for (i, mention) in mentions.iter().enumerate() {
            while tokens.get(token).is_some_and(|token| token.span.end <= mention.span.start) {
                token += 1;
            }
            while tokens.get(token).is_some_and(|token| token.span.start < mention.span.end) {
                mention_of[token] = i as u32 + 1;
                token += 1;
            }
        }
        let mut owned = false;
        let cues = tokens.iter().zip(&mention_of).map(|(token, &mention)| {
            let (word, before) = (token.text(text), owned);
            owned = token.kind == TokenKind::Possessive;
            let cue = if mention == 0 && token.kind == TokenKind::Word { forms_of(word) } else { 0 };
            let according = word.len() == ACCORDING.len() && word.eq_ignore_ascii_case(ACCORDING);
            if before || according { cue | OTHER } else { cue }
        });
        Self { text, tokens, mentions, entities, gazetteer, cues: cues.collect(), mention_of }
    }

    /// The characters of a token; empty beyond the last.
    #[inline]
    pub(crate) fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |token| token.text(self.text))
    }

    /// Whether the token is this word, in any case.
    #[inline]
    pub(crate) fn is(&self, i: usize, word: &str) -> bool {
        self.tokens.get(i).is_some_and(|token| token.span.len() as usize == word.len())
            && self.word(i).eq_ignore_ascii_case(word)
    }

    /// Whether the token is one of these words, in any case.
    #[inline]
    pub(crate) fn is_any<const N: usize>(&self, i: usize, words: &List<N>) -> bool {
        self.number(i).is_in(words)
    }

    /// The token as a number that tells it from the words of lists.
    #[inline]
    pub(crate) fn number(&self, i: usize) -> Word {
        Word::of(self.word(i))
    }

    /// Whether the token ends so, in any case.
    pub(crate) fn ends_with(&self, i: usize, end: &str) -> bool {
        let word = self.word(i).as_bytes();
        word.len().checked_sub(end.len()).is_some_and(|at| word[at..].eq_ignore_ascii_case(end.as_bytes()))
    }

    /// Whether the token is a word that stands between a subject and its verb and may be passed over.
    pub(crate) fn is_adverb(&self, i: usize) -> bool {
        let word = self.number(i);
        word.is_in(ADVERBS)
            || self.ends_with(i, "ly") && self.word(i).len() > 4 && !word.is_in(words!["family", "italy"])
    }

    /// A token in lower case.
    pub(crate) fn lower(&self, i: usize) -> Cow<'a, str> {
        let word = self.word(i);
        if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            Cow::Borrowed(word)
        } else {
            Cow::Owned(word.to_lowercase())
        }
    }

    pub(crate) fn is_punct(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.kind == TokenKind::Punct)
    }

    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
    }

    pub(crate) fn is_capitalised(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.is_capitalised(self.text))
    }

    /// The index of the mention the token is part of.
    #[inline]
    pub(crate) fn mention_index(&self, i: usize) -> Option<usize> {
        self.mention_of.get(i).and_then(|&mention| (mention as usize).checked_sub(1))
    }

    /// The mention the token is part of.
    #[inline]
    pub(crate) fn mention(&self, i: usize) -> Option<&'a Mention> {
        self.mention_index(i).map(|mention| &self.mentions[mention])
    }

    pub(crate) fn entity(&self, mention: &Mention) -> &'a Entity {
        self.entities.get(mention.entity)
    }

    pub(crate) fn entity_of(&self, id: EntityId) -> &'a Entity {
        self.entities.get(id)
    }

    /// The sex of a person, as far as the first name tells; unknown for everything else.
    pub(crate) fn sex(&self, id: EntityId) -> Sex {
        let entity = self.entity_of(id);
        if entity.kind == EntityKind::Person {
            self.gazetteer.sex_of_person(&entity.name)
        } else {
            Sex::Unknown
        }
    }

    /// The tokens of a mention.
    pub(crate) fn tokens_of(&self, mention: &Mention) -> Range<usize> {
        self.range(mention.span)
    }

    /// The tokens that lie in a span.
    pub(crate) fn range(&self, span: Span) -> Range<usize> {
        self.range_near(0, span)
    }

    /// The tokens that lie in a span, looked for from token `near` on.
    pub(crate) fn range_near(&self, near: usize, span: Span) -> Range<usize> {
        let mut from = tokens::from(self.tokens, near, span.start);
        // One that the span begins inside of lies in it as well.
        let inside = |token: &Token| token.span.end > span.start;
        if from > 0 && inside(&self.tokens[from - 1]) {
            from -= 1;
        }
        from..tokens::from(self.tokens, from, span.end).max(from)
    }

    /// The span of some tokens; empty for none.
    pub(crate) fn span(&self, tokens: Range<usize>) -> Span {
        match (
            self.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if tokens.start < tokens.end => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// Whether a cue verb may begin at a token, or it tells of speech in another way.
    #[inline]
    pub(crate) fn may_tell(&self, i: usize) -> bool {
        self.cues.get(i).is_some_and(|&known| known != 0)
    }

    /// Whether a possessive stands before a token.
    pub(crate) fn is_owned(&self, i: usize) -> bool {
        let before = i.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.is_some_and(|before| before.kind == TokenKind::Possessive)
    }

    /// The cue verb that begins at a token, with the number of its tokens. Names are never cues.
    pub(crate) fn cue(&self, i: usize) -> Option<(Cue, usize)> {
        let known = self.cues.get(i).map(|&known| known & !OTHER).filter(|&known| known != 0)?;
        forms(known).iter().find_map(|(follow, cue)| {
            let mut len = 1;
            for next in follow.split(' ').filter(|next| !next.is_empty()) {
                if !self.is(i + len, next) {
                    return None;
                }
                len += 1;
            }
            Some((*cue, len))
        })
    }

    /// Whether the token is a finite cue verb: no gerund, no bare base form.
    pub(crate) fn finite_cue(&self, i: usize) -> bool {
        self.cue(i).is_some_and(|(cue, _)| matches!(cue.inflection, Inflection::Past | Inflection::Present))
    }

    /// How many of the tokens are words or numbers.
    pub(crate) fn words_in(&self, tokens: Range<usize>) -> usize {
        tokens.filter(|&i| self.is_word(i)).count()
    }
}

/// Words that stand between a subject and its verb and may be passed over, beside those in `-ly`.
const ADVERBS: &List<27> = words![
    "also",
    "earlier",
    "later",
    "then",
    "previously",
    "again",
    "even",
    "once",
    "often",
    "now",
    "further",
    "himself",
    "herself",
    "themselves",
    "itself",
    "both",
    "all",
    "just",
    "since",
    "still",
    "too",
    "first",
    "soon",
    "never",
    "already",
    "long",
    "always",
];
/// Forms of “have”, “do”, “be” and the future.
pub(crate) const AUXILIARIES: &List<16> = words![
    "has", "have", "had", "is", "are", "was", "were", "been", "be", "being", "did", "do", "does", "will",
    "’ve", "’d",
];
/// Forms of “be”, which make a past participle passive.
pub(crate) const BE: &List<7> = words!["is", "are", "was", "were", "been", "be", "being"];
/// Verbs that make a saying only possible.
pub(crate) const MODALS: &List<9> =
    words!["would", "could", "might", "may", "can", "should", "must", "to", "cannot"];
/// Those of them that stand before a verb only.
pub(crate) const POSSIBLE: &List<7> = words!["would", "could", "might", "may", "can", "should", "must"];
/// Words that deny what follows.
pub(crate) const NEGATIONS: &List<11> = words![
    "not",
    "never",
    "didn’t",
    "didn't",
    "hasn’t",
    "hasn't",
    "don’t",
    "don't",
    "doesn’t",
    "doesn't",
    "without",
];
/// Words before which a noun phrase begins.
pub(crate) const PREPOSITIONS: &List<36> = words![
    "of",
    "in",
    "on",
    "at",
    "for",
    "from",
    "with",
    "to",
    "by",
    "over",
    "about",
    "under",
    "after",
    "before",
    "during",
    "through",
    "against",
    "between",
    "among",
    "into",
    "near",
    "outside",
    "inside",
    "within",
    "via",
    "since",
    "as",
    "toward",
    "towards",
    "despite",
    "behind",
    "like",
    "without",
    "throughout",
    "upon",
    "around",
];
/// Words that begin a clause of its own.
pub(crate) const CONJUNCTIONS: &List<25> = words![
    "that", "while", "when", "because", "which", "who", "whose", "whom", "but", "if", "than", "whether",
    "until", "although", "though", "where", "so", "or", "nor", "yet", "unless", "whereas", "what", "how",
    "why",
];
