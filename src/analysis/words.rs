//! Tables of words in lower case, looked up in any case without making a copy: one probe a word, and none for most.

use super::bytes;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Words up to this many bytes are kept as numbers.
const SHORT: usize = 16;

/// A table of words with what is known of them. Case is that of ASCII.
#[derive(Debug, Clone)]
pub(crate) struct Words<V> {
    short: HashMap<u128, V, BuildHasherDefault<Mix>>,
    long: HashMap<Box<str>, V>,
    /// For each first and last letter the lengths of the words that have them, up to 31; other characters come last.
    lengths: Box<[u32; ENDS * ENDS]>,
}

/// The letters, and all other characters as one.
const ENDS: usize = 27;

impl<V> Default for Words<V> {
    fn default() -> Self {
        Self { short: HashMap::default(), long: HashMap::default(), lengths: Box::new([0; ENDS * ENDS]) }
    }
}

impl<V: Default> Words<V> {
    /// What is known of a word in lower case, to be added to.
    pub(crate) fn entry(&mut self, word: &str) -> &mut V {
        self.lengths[ends(word)] |= length(word);
        match key(word) {
            Some(key) => self.short.entry(key).or_default(),
            None => self.long.entry(word.into()).or_default(),
        }
    }
}

impl<V> Words<V> {
    /// What is known of a word in any case.
    #[inline]
    pub(crate) fn get(&self, word: &str) -> Option<&V> {
        if self.lengths[ends(word)] & length(word) == 0 {
            return None;
        }
        match key(word) {
            Some(key) => self.short.get(&key),
            None => self.long.get(word.to_ascii_lowercase().as_str()),
        }
    }
}

/// The place of a word's first and last letter in the table of lengths.
#[inline]
fn ends(word: &str) -> usize {
    let letter = |byte: Option<&u8>| {
        let byte = byte.map_or(0, u8::to_ascii_lowercase);
        usize::from(byte.wrapping_sub(b'a')).min(ENDS - 1)
    };
    letter(word.as_bytes().first()) * ENDS + letter(word.as_bytes().last())
}

fn length(word: &str) -> u32 {
    1 << word.len().min(31)
}

/// A short word in lower case as a number.
fn key(word: &str) -> Option<u128> {
    let word = word.as_bytes();
    let (first, rest) = word.split_at(word.len().min(8));
    let eight = |bytes: &[u8]| u128::from(bytes::lower(bytes::load(bytes)));
    (word.len() <= SHORT).then(|| eight(first) | eight(rest) << 64)
}

/// A word in any case as a number, to be compared with short lists of words: empty for no word and for one of more than
/// sixteen bytes, which no list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Word(u128);

impl Word {
    /// The number of a word.
    #[inline]
    pub(crate) fn of(word: &str) -> Self {
        Self(key(word).unwrap_or(0))
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

/// Spreads the bits of such a number. The factor is that of Fibonacci hashing (Knuth 1973).
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u128(byte.into());
        }
    }
    fn write_u128(&mut self, key: u128) {
        let folded = key as u64 ^ ((key >> 64) as u64).rotate_left(29) ^ self.0;
        self.0 = folded.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

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
