//! The look-up of names: which listed names begin at a token, the longest that fits.
//!
//! Method: a trie over words kept in one hash table, keyed by the hash of the words so far, so that a look-up costs
//! one probe a word and is kept to word boundaries by construction. Compared with a double-array Aho–Corasick
//! automaton over characters it needs no variants in the list (case, diacritics, apostrophes, hyphens are folded
//! before hashing, the case is checked afterwards by [`Shape`]) and is built in a fraction of the time.

use super::fold::{self, Shape};
use crate::analysis::tokens::{self, Token, TokenKind};
use crate::model::{EntityId, Form, Span};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// What a listed name can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sense {
    /// Who or what.
    pub(crate) entity: EntityId,
    /// In what form the name refers to it.
    pub(crate) form: Form,
    /// Whether the name alone is not evidence enough.
    pub(crate) weak: bool,
    /// Whether the name counts only after “the”.
    pub(crate) after_the: bool,
    /// Whether it is cut short, with a dot in print: `Ark.` for Arkansas.
    pub(crate) cut_short: bool,
}

#[derive(Debug, Clone, Copy)]
struct Name {
    sense: Sense,
    /// Two bits of [`Shape`] a word, first word lowest.
    shapes: u64,
    words: u8,
    /// The next name that ends at the same node, or `END`.
    next: u32,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    /// The first name that ends here, or `END`.
    first: u32,
    /// Whether longer names go on from here.
    more: bool,
}

const END: u32 = u32::MAX;
/// Longer names are cut off: no listed name has more words.
const MOST_WORDS: usize = 24;

/// The hashes are good already.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A map whose keys are folded hashes.
pub(crate) type Folded<V> = HashMap<u64, V, BuildHasherDefault<Ready>>;

/// A set of folded hashes.
pub(crate) type FoldedSet = HashSet<u64, BuildHasherDefault<Ready>>;

/// All names.
#[derive(Debug, Default, Clone)]
pub(crate) struct Lexicon {
    nodes: Folded<Node>,
    names: Vec<Name>,
    /// A bit for each hash of a first word, by its highest bits: tells at once that no name begins with a word (a
    /// filter after Bloom 1970, with one hash).
    first_words: Vec<u64>,
    /// The same for the nodes, which are too many to stay near.
    prefixes: Vec<u64>,
    /// The tokens of the name that is being added.
    tokens: Vec<Token>,
}

/// Puts a hash into a filter.
fn note(filter: &mut Vec<u64>, hash: u64) {
    filter.resize(1 << (FILTER_BITS - 6), 0);
    let (place, bit) = filter_bit(hash);
    filter[place] |= bit;
}

/// Whether a hash may be in a filter.
#[inline]
fn may_hold(filter: &[u64], hash: u64) -> bool {
    let (place, bit) = filter_bit(hash);
    filter.get(place).is_some_and(|bits| bits & bit != 0)
}

/// Bits of a hash that choose the bit of the filter: half a million, for some twenty thousand words.
const FILTER_BITS: u32 = 19;

/// The place of a hash in the filter, and its bit there.
const fn filter_bit(hash: u64) -> (usize, u64) {
    let bit = hash >> (64 - FILTER_BITS);
    ((bit / 64) as usize, 1 << (bit % 64))
}

/// A word of a text, ready to be looked up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// Its folded hash.
    pub(crate) hash: u64,
    /// How it is written.
    pub(crate) shape: Shape,
    /// What part it plays in a name.
    pub(crate) link: Link,
}

/// What part a token plays inside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// A word: it is compared.
    Word,
    /// A hyphen or a dot after an abbreviation: passed over, but a name does not begin or end with it.
    Joint,
    /// The first token of a line: no name goes on over it.
    LineStart,
}

impl Word {
    /// A token made ready. `line_start` tells whether a line begins with it; `previous` is the token before.
    pub(crate) fn of(text: &str, token: &Token, previous: Option<&Token>, line_start: bool) -> Self {
        let surface = token.text(text);
        let joint = token.kind == TokenKind::Punct
            && match surface {
                "-" | "‐" | "‑" | "–" => true,
                "." => previous.is_some_and(|p| {
                    p.kind == TokenKind::Word && p.span.end == token.span.start && p.span.len() <= 3
                }),
                _ => false,
            };
        let link = match (line_start, joint) {
            (true, _) => Link::LineStart,
            (_, true) => Link::Joint,
            _ => Link::Word,
        };
        // A possessive is compared with its apostrophe in one shape; the fold sees to that.
        let (hash, shape) = fold::look(surface);
        Self { hash, shape, link }
    }
}

/// The longest names found at a place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    /// How many tokens the name covers.
    pub(crate) tokens: usize,
    shapes: u64,
    first: u32,
    caps: bool,
}

/// A name taken apart: the words that are compared.
struct Taken {
    /// The folded hash of its first word.
    first_word: u64,
    /// The hashes of its words so far, up to each word.
    prefixes: [u64; MOST_WORDS],
    /// Two bits of [`Shape`] a word, first word lowest.
    shapes: u64,
    words: u8,
}

impl Taken {
    /// `None` for a name without words, and for one of too many.
    fn apart(name: &str, tokens: &mut Vec<Token>) -> Option<Self> {
        tokens::tokenise_into(name, Span::of(0, name.len()), tokens);
        let mut taken = Self { first_word: 0, prefixes: [0; MOST_WORDS], shapes: 0, words: 0 };
        let (mut hash, mut previous) = (fold::EMPTY, None);
        for token in tokens.iter() {
            let word = Word::of(name, token, previous, false);
            previous = Some(token);
            if word.link == Link::Joint {
                continue;
            }
            if taken.words == 0 {
                taken.first_word = word.hash;
            }
            hash = fold::join(hash, word.hash);
            *taken.prefixes.get_mut(usize::from(taken.words))? = hash;
            taken.shapes |= (word.shape as u64) << (2 * taken.words);
            taken.words += 1;
        }
        (taken.words > 0).then_some(taken)
    }
}

/// Names taken apart, each with what it can mean, in the order in which they are to be added: what can be done for
/// several tables at once, before their entities have places. A sense names its entity by the row until then.
#[derive(Default)]
pub(super) struct Prepared {
    names: Vec<Waiting>,
    prefixes: Vec<u64>,
    tokens: Vec<Token>,
}

/// One of [`Prepared`]; its prefixes follow those of the name before.
struct Waiting {
    first_word: u64,
    shapes: u64,
    sense: Sense,
    words: u8,
}

impl Prepared {
    /// Makes room for so many names.
    pub(super) fn reserve(&mut self, names: usize) {
        self.names.reserve(names);
        self.prefixes.reserve(names * 2);
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Makes a name of the tables findable. A leading `?` marks it weak, a leading small `the` is required before it.
    pub(super) fn name(&mut self, name: &str, entity: EntityId, form: Form) {
        let weak = name.starts_with('?');
        let name = name.trim_start_matches('?');
        let (name, after_the) = name.strip_prefix("the ").map_or((name, false), |rest| (rest, true));
        let cut_short = weak && name.ends_with('.');
        self.add(name, Sense { entity, form, weak, after_the, cut_short });
    }

    /// Takes a name apart.
    fn add(&mut self, name: &str, sense: Sense) {
        let Some(Taken { first_word, prefixes, shapes, words }) = Taken::apart(name, &mut self.tokens) else {
            return;
        };
        self.prefixes.extend_from_slice(&prefixes[..usize::from(words)]);
        self.names.push(Waiting { first_word, shapes, sense, words });
    }
}

impl Lexicon {
    /// Adds a name. A name that is already there with this sense is not added twice.
    pub(super) fn add(&mut self, name: &str, sense: Sense) {
        if let Some(taken) = Taken::apart(name, &mut self.tokens) {
            let prefixes = &taken.prefixes[..usize::from(taken.words)];
            self.put(taken.first_word, prefixes, taken.shapes, sense);
        }
    }

    /// Adds prepared names; `entity` tells the entity of a row, `None` where the row makes none.
    pub(super) fn add_all(&mut self, prepared: &Prepared, entity: impl Fn(u32) -> Option<EntityId>) {
        let mut rest = prepared.prefixes.as_slice();
        for name in &prepared.names {
            let (prefixes, after) = rest.split_at(usize::from(name.words));
            rest = after;
            if let Some(entity) = entity(name.sense.entity.0) {
                self.put(name.first_word, prefixes, name.shapes, Sense { entity, ..name.sense });
            }
        }
    }

    /// Makes room for so many names more.
    pub(super) fn reserve(&mut self, names: usize) {
        self.names.reserve(names);
        // Most names have a word or two that no other name begins with.
        self.nodes.reserve(names + names / 2);
    }

    /// Adds a name by the hashes of its words so far.
    fn put(&mut self, first_word: u64, prefixes: &[u64], shapes: u64, sense: Sense) {
        let Some((whole, before)) = prefixes.split_last() else { return };
        note(&mut self.first_words, first_word);
        for &hash in before {
            note(&mut self.prefixes, hash);
            self.nodes.entry(hash).or_insert(Node { first: END, more: true }).more = true;
        }
        note(&mut self.prefixes, *whole);
        let node = self.nodes.entry(*whole).or_insert(Node { first: END, more: false });
        // Kept in order of adding: the chain is short, and the order of the tables decides ties.
        let (mut at, mut last) = (node.first, END);
        while at != END {
            let there = &self.names[at as usize];
            if there.shapes == shapes
                && there.sense.entity == sense.entity
                && there.sense.after_the <= sense.after_the
            {
                return;
            }
            last = at;
            at = there.next;
        }
        let new = self.names.len() as u32;
        self.names.push(Name { sense, shapes, words: prefixes.len() as u8, next: END });
        match self.names.get_mut(last as usize) {
            Some(last) => last.next = new,
            None => node.first = new,
        }
    }

    /// Whether a name may begin with the word of that folded hash; seldom true without need.
    #[inline]
    pub(crate) fn may_begin_with(&self, word: u64) -> bool {
        may_hold(&self.first_words, word)
    }

    /// The longest name that begins at the first of `words`. With `caps` the line is all in capitals, and names
    /// are compared without case.
    pub(crate) fn longest(&self, words: impl Iterator<Item = Word>, caps: bool) -> Option<Hit> {
        let mut hash = fold::EMPTY;
        let mut shapes = 0_u64;
        let mut count = 0;
        let mut best = None;
        for (i, word) in words.enumerate() {
            match word.link {
                Link::LineStart if i > 0 => break,
                Link::Joint if i > 0 => continue,
                _ => {}
            }
            hash = fold::join(hash, word.hash);
            shapes |= (word.shape as u64) << (2 * count);
            count += 1;
            if !may_hold(&self.prefixes, hash) {
                break;
            }
            let Some(node) = self.nodes.get(&hash) else { break };
            let hit = Hit { tokens: i + 1, shapes, first: node.first, caps };
            if node.first != END && self.senses(&hit).next().is_some() {
                best = Some(hit);
            }
            if !node.more || count == MOST_WORDS {
                break;
            }
        }
        best
    }

    /// What the name can mean, in the order of the tables.
    pub(crate) fn senses(&self, hit: &Hit) -> impl Iterator<Item = Sense> + use<'_> {
        let (shapes, caps) = (hit.shapes, hit.caps);
        let mut at = hit.first;
        std::iter::from_fn(move || {
            while at != END {
                let name = &self.names[at as usize];
                at = name.next;
                if fits(name, shapes, caps) {
                    return Some(name.sense);
                }
            }
            None
        })
    }

    /// Points every name of an entity at another one.
    pub(super) fn redirect(&mut self, from: EntityId, to: EntityId) {
        for name in self.names.iter_mut().filter(|name| name.sense.entity == from) {
            name.sense.entity = to;
        }
    }

    /// Takes an entity out of the names that can mean another as well. Names of it alone stay, so that what they cover
    /// is not taken for something new.
    pub(super) fn yield_shared(&mut self, entity: EntityId) {
        for node in self.nodes.values() {
            let chain = |names: &[Name]| {
                let next = |at: &u32| Some(names[*at as usize].next).filter(|next| *next != END);
                std::iter::successors(Some(node.first).filter(|first| *first != END), next)
                    .collect::<Vec<_>>()
            };
            let chain = chain(&self.names);
            let of_entity = |at: &u32| self.names[*at as usize].sense.entity == entity;
            let own: Vec<u32> = chain.iter().copied().filter(of_entity).collect();
            if own.len() < chain.len() {
                // Without words nothing fits it.
                for at in own {
                    self.names[at as usize].words = 0;
                }
            }
        }
    }

    /// How many names there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }
}

/// Whether words written so can be the listed name.
fn fits(name: &Name, shapes: u64, caps: bool) -> bool {
    if name.words == 0 {
        return false;
    }
    let mut any_name_like = false;
    for i in 0..name.words {
        let listed = Shape::from_bits(name.shapes >> (2 * i));
        let found = Shape::from_bits(shapes >> (2 * i));
        any_name_like |= found.is_name_like();
        let ok = match (listed, found) {
            _ if listed == found => true,
            // Captions, headlines and datelines print any name in capitals.
            (Shape::Capital, Shape::Upper | Shape::Mixed) | (Shape::Mixed, Shape::Upper) => true,
            // `Let` is no `LeT`.
            (Shape::Mixed, Shape::Capital) => name.sense.form != Form::Acronym,
            (Shape::Lower, Shape::Upper) => caps || name.words > 1,
            // `The Hague` for `the Hague`, `Sea Of Japan`.
            (Shape::Lower, Shape::Capital) => name.words > 1,
            // `Kim Jong-un` for `Kim Jong Un`: a small letter after the first word.
            (Shape::Capital, Shape::Lower) => {
                i > 1 && i + 1 == name.words && name.sense.form != Form::Demonym
            }
            _ => false,
        };
        if !ok {
            return false;
        }
    }
    any_name_like || name.shapes == 0
}

#[cfg(test)]
mod tests;
