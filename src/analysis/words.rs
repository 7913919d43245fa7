//! Tables of words in lower case, looked up in any case without making a copy: one probe a word, and none for most.

use super::bytes;
use std::collections::HashMap;

/// Words up to this many bytes are kept as numbers.
const SHORT: usize = 16;

/// A table of words with what is known of them. Case is that of ASCII.
///
/// Method: open addressing with steps of one (Knuth 1973, 6.4), a third of the slots taken at most, so that nearly every
/// word is told by the first slot that is looked at.
#[derive(Debug, Clone)]
pub(crate) struct Words<V> {
    /// A power of two of slots.
    short: Vec<Slot<V>>,
    taken: usize,
    long: HashMap<Box<str>, V>,
}

/// A short word and what is known of it.
#[derive(Debug, Clone, Default)]
struct Slot<V> {
    /// The word as a number; of no word, 0.
    key: [u64; 2],
    known: V,
}

/// Slots of a table without words.
const FEWEST: usize = 16;

impl<V: Default> Default for Words<V> {
    fn default() -> Self {
        Self { short: slots(FEWEST), taken: 0, long: HashMap::default() }
    }
}

fn slots<V: Default>(n: usize) -> Vec<Slot<V>> {
    std::iter::repeat_with(|| Slot { key: [0; 2], known: V::default() }).take(n).collect()
}

impl<V: Default> Words<V> {
    /// What is known of a word in lower case, to be added to. The empty word is none.
    pub(crate) fn entry(&mut self, word: &str) -> &mut V {
        let Some(key) = key(word) else { return self.long.entry(word.into()).or_default() };
        if (self.taken + 1) * 3 > self.short.len() {
            let more = slots(self.short.len() * 2);
            for slot in std::mem::replace(&mut self.short, more) {
                if slot.key != [0; 2] {
                    let place = self.place(slot.key);
                    self.short[place] = slot;
                }
            }
        }
        let place = self.place(key);
        let slot = &mut self.short[place];
        self.taken += usize::from(slot.key == [0; 2]);
        slot.key = key;
        &mut slot.known
    }
}

impl<V> Words<V> {
    /// What is known of a word in any case.
    #[inline]
    pub(crate) fn get(&self, word: &str) -> Option<&V> {
        match key(word) {
            Some(key) => {
                let slot = &self.short[self.place(key)];
                (slot.key == key && key != [0; 2]).then_some(&slot.known)
            }
            None if self.long.is_empty() => None,
            None => self.long.get(word.to_ascii_lowercase().as_str()),
        }
    }

    /// The slot of a word, or the free one where it would be.
    #[inline]
    fn place(&self, key: [u64; 2]) -> usize {
        let last = self.short.len() - 1;
        let mut place = mix(key) as usize & last;
        while self.short[place].key != key && self.short[place].key != [0; 2] {
            place = (place + 1) & last;
        }
        place
    }
}

/// Spreads the bits of such a number. The factor is that of Fibonacci hashing (Knuth 1973).
#[inline]
fn mix([first, rest]: [u64; 2]) -> u64 {
    (first ^ rest.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32
}

/// A short word in lower case as a number.
#[inline]
fn key(word: &str) -> Option<[u64; 2]> {
    let word = word.as_bytes();
    let eight = |bytes: &[u8]| bytes::lower(bytes::load(bytes));
    if word.len() <= 8 {
        return Some([eight(word), 0]);
    }
    (word.len() <= SHORT).then(|| [eight(word), eight(&word[8..])])
}

/// A word in any case as a number, to be compared with short lists of words: empty for no word and for one of more than
/// sixteen bytes, which no list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Word(u128);

impl Word {
    /// The number of a word.
    #[inline]
    pub(crate) fn of(word: &str) -> Self {
        let [first, rest] = key(word).unwrap_or_default();
        Self(u128::from(first) | u128::from(rest) << 64)
    }

    /// Whether it is one of these.
    #[inline]
    pub(crate) fn is_in<const N: usize>(self, list: &List<N>) -> bool {
        // Nearly all words are in no list: one look at a mask tells for most of them.
        (N < 3 || list.mask & sign(self.0) != 0) && list.words.iter().any(|word| word.0 == self.0)
    }
}

/// One bit of 64 for a word.
#[inline]
const fn sign(key: u128) -> u64 {
    let folded = key as u64 ^ ((key >> 64) as u64).rotate_left(29);
    1 << (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58)
}

/// A list of words to compare a [`Word`] with, made at compile time.
#[derive(Debug)]
pub(crate) struct List<const N: usize> {
    words: [Word; N],
    /// The signs of all of them.
    mask: u64,
}

impl<const N: usize> List<N> {
    /// The list of some words, in any case.
    ///
    /// # Panics
    /// Where a word is empty or too long, which stops the build.
    pub(crate) const fn of(words: [&str; N]) -> Self {
        let mut list = Self { words: [Word(0); N], mask: 0 };
        let mut i = 0;
        while i < N {
            let word = words[i].as_bytes();
            assert!(!word.is_empty() && word.len() <= SHORT, "a word of a list has one to sixteen bytes");
            let mut at = word.len();
            while at > 0 {
                at -= 1;
                list.words[i].0 = list.words[i].0 << 8 | word[at].to_ascii_lowercase() as u128;
            }
            list.mask |= sign(list.words[i].0);
            i += 1;
        }
        list
    }

    /// The place of a word in the list.
    pub(crate) fn place(&self, word: Word) -> Option<usize> {
        if word.is_in(self) { self.words.iter().position(|&other| other == word) } else { None }
    }
}

/// A list of words, made at compile time.
macro_rules! words {
    ($($word:literal),* $(,)?) => {
        &const { $crate::analysis::words::List::of([$($word),*]) }
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_nothing_else() {
        let mut words: Words<usize> = Words::default();
        let known = ["said", "a", "extraordinarily so", "’s", "straße", "sixteen-letters!"];
        for (i, word) in known.into_iter().enumerate() {
            *words.entry(word) = i;
        }
        for (word, expected) in [
            ("said", Some(0)),
            ("SAID", Some(0)),
            ("A", Some(1)),
            ("Extraordinarily So", Some(2)),
            ("’S", Some(3)),
            ("Straße", Some(4)),
            ("STRASSE", None),
            ("sixteen-letters!", Some(5)),
            ("sai", None),
            ("saie", None),
            ("", None),
        ] {
            assert_eq!(words.get(word).copied(), expected, "{word}");
        }
    }

    #[test]
    fn words_of_a_list_are_compared_as_they_are_read() {
        const LIST: List<4> = List::of(["said", "’re", "sixteen-letters!", "May"]);
        for (word, expected) in [
            ("said", true),
            ("Said", true),
            ("may", true),
            ("’RE", true),
            ("SIXTEEN-letters!", true),
            ("sixteen-letters!!", false),
            ("sai", false),
            ("saids", false),
            ("", false),
        ] {
            assert_eq!(Word::of(word).is_in(&LIST), expected, "{word}");
        }
        assert_eq!((LIST.place(Word::of("MAY")), LIST.place(Word::of("might"))), (Some(3), None));
        assert!(Word::of("met").is_in(words!["told", "met"]) && !Word::of("me").is_in(words!["told", "met"]));
    }
}
