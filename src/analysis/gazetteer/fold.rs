//! Words made comparable: without case, diacritics, dots and the shape of apostrophes, as 64-bit hashes.
//!
//! Names are compared by these hashes and by [`Shape`]; no text is kept for matching. Must not know any name.

use crate::analysis::bytes::{EACH, between, load};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The hash of no words; [`join`] adds to it.
pub(crate) const EMPTY: u64 = 0x9e37_79b9_7f4a_7c15;

/// Words that British and American writers spell differently inside names; compared as the second.
const SPELLINGS: [(&str, &str); 15] = [
    ("organisation", "organization"),
    ("organisations", "organizations"),
    ("centre", "center"),
    ("centres", "centers"),
    ("defence", "defense"),
    ("labour", "labor"),
    ("programme", "program"),
    ("theatre", "theater"),
    ("harbour", "harbor"),
    ("neighbourhood", "neighborhood"),
    ("fibre", "fiber"),
    ("metre", "meter"),
    ("civilisation", "civilization"),
    ("modernisation", "modernization"),
    ("industrialisation", "industrialization"),
];

/// The hash of a lower-case ASCII word, at compile time: what [`look`] finds for it before spellings are one.
const fn ascii(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut hash, mut i) = (EMPTY, 0);
    while i < bytes.len() {
        let (mut eight, mut k) = (0, 0);
        while k < 8 && i + k < bytes.len() {
            eight |= (bytes[i + k] as u64) << (8 * k);
            k += 1;
        }
        hash = mix(hash, eight);
        i += 8;
    }
    mix(hash, bytes.len() as u64)
}

/// The hashes of [`SPELLINGS`].
const SPELT: [(u64, u64); SPELLINGS.len()] = {
    let mut spelt = [(0, 0); SPELLINGS.len()];
    let mut i = 0;
    while i < spelt.len() {
        spelt[i] = (ascii(SPELLINGS[i].0), ascii(SPELLINGS[i].1));
        i += 1;
    }
    spelt
};

/// A bit for each remainder that the hash of such a spelling has: spares nearly all words the list.
const LISTED: u64 = {
    let (mut listed, mut i) = (0, 0);
    while i < SPELT.len() {
        listed |= 1 << (SPELT[i].0 % 64);
        i += 1;
    }
    listed
};

/// A word in the one spelling that names are compared in: `centre` as `center`.
pub(crate) fn one_spelling(word: &str) -> &str {
    SPELLINGS.iter().find(|(spelling, _)| *spelling == word).map_or(word, |(_, one)| one)
}

/// The folded hash of one word.
#[must_use]
pub(crate) fn word(word: &str) -> u64 {
    look(word).0
}

/// The folded hash of one word, and how it is written.
#[inline]
#[must_use]
pub(crate) fn look(word: &str) -> (u64, Shape) {
    let bytes = word.as_bytes();
    let told = match bytes {
        // The marks of print are common, and fold to themselves or to an apostrophe.
        [b'.'] => plain(b""),
        [0xe2, 0x80, 0x98 | 0x99] => plain(b"'"),
        [0xe2, 0x80, 0x98 | 0x99, b's'] => plain(b"'s"),
        [0xe2, 0x80, 0x90..=0xa7] => Some((mix(mix(EMPTY, load(bytes)), 3), Shape::Lower)),
        _ => plain(bytes).or_else(|| without_marks(bytes)),
    };
    let (hash, shape) = told.unwrap_or_else(|| (slowly(word), Shape::of(word)));
    (spelt(hash), shape)
}

/// The hash of the one spelling of a word.
fn spelt(hash: u64) -> u64 {
    let listed = LISTED >> (hash % 64) & 1 == 1;
    let found = SPELT.iter().filter(|_| listed).find(|(spelling, _)| *spelling == hash);
    found.map_or(hash, |(_, one)| *one)
}

/// Hash and shape of a word of ASCII that holds nothing to be dropped or replaced, eight bytes at a time; `None` for
/// any other.
fn plain(word: &[u8]) -> Option<(u64, Shape)> {
    if let Some(small) = small(word) {
        return Some((small, Shape::Lower));
    }
    let mut hash = EMPTY;
    let (mut letters, mut capitals, mut begins_upper) = (0, 0, false);
    let mut bytes = word;
    loop {
        let (chunk, rest) = bytes.split_at(bytes.len().min(8));
        let eight = load(chunk);
        if eight & (EACH * 0x80) != 0 || has(eight, b'.') || has(eight, b'`') {
            return None;
        }
        let upper = between(eight, b'A', b'Z');
        let lower = eight | (upper >> 2);
        let alphabetic = between(lower, b'a', b'z');
        begins_upper |= letters == 0 && upper & alphabetic & alphabetic.wrapping_neg() != 0;
        letters += highest_bits(alphabetic);
        capitals += highest_bits(upper);
        hash = mix(hash, lower);
        if rest.is_empty() {
            break;
        }
        bytes = rest;
    }
    Some((mix(hash, word.len() as u64), Shape::told(capitals as usize, letters as usize, begins_upper)))
}

/// The hash of a word of small letters of ASCII alone, as most are.
#[inline]
fn small(word: &[u8]) -> Option<u64> {
    let mut hash = EMPTY;
    let mut rest = word;
    while let Some((eight, after)) = rest.split_first_chunk() {
        let eight = u64::from_le_bytes(*eight);
        if eight & HIGHEST != 0 || between(eight, b'a', b'z') != HIGHEST {
            return None;
        }
        hash = mix(hash, eight);
        rest = after;
    }
    if !rest.is_empty() || word.is_empty() {
        let eight = load(rest);
        let all = HIGHEST & ((1 << (8 * rest.len())) - 1);
        if eight & HIGHEST != 0 || between(eight, b'a', b'z') != all {
            return None;
        }
        hash = mix(hash, eight);
    }
    Some(mix(hash, word.len() as u64))
}

/// The highest bit of each byte.
const HIGHEST: u64 = EACH * 0x80;

/// How many bytes have their highest bit, where no other bit is set.
const fn highest_bits(bytes: u64) -> u64 {
    (bytes >> 7).wrapping_mul(EACH) >> 56
}

/// As [`plain`], of a word of ASCII with dots, which are dropped, and apostrophes of any shape: `U.S.`, `won’t`.
fn without_marks(word: &[u8]) -> Option<(u64, Shape)> {
    let mut kept = [0; 32];
    let mut len = 0;
    let mut rest = word;
    while let [byte, after @ ..] = rest {
        let (folded, after) = match (byte, after) {
            (b'.', _) => {
                rest = after;
                continue;
            }
            (b'`', _) => (b'\'', after),
            (0xe2, [0x80, 0x98 | 0x99, after @ ..]) => (b'\'', after),
            (0x80.., _) => return None,
            _ => (*byte, after),
        };
        *kept.get_mut(len)? = folded;
        len += 1;
        rest = after;
    }
    plain(&kept[..len])
}

/// The hash of any other word, over its folded letters: the same as of the plain word that it folds to.
fn slowly(word: &str) -> u64 {
    let mut folded = String::with_capacity(word.len());
    fold_chars(word, |c| folded.push(c));
    let hash = folded.as_bytes().chunks(8).fold(EMPTY, |hash, chunk| mix(hash, load(chunk)));
    mix(if folded.is_empty() { mix(hash, 0) } else { hash }, folded.len() as u64)
}

/// Whether one of the bytes is that one; all must be ASCII.
const fn has(eight: u64, byte: u8) -> bool {
    between(eight, byte, byte) != 0
}

/// Takes eight bytes more into a hash (the multiply and shift of Fibonacci hashing, Knuth 1973).
const fn mix(hash: u64, eight: u64) -> u64 {
    let product = (hash ^ eight).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ (product >> 32)
}

/// The hash of a phrase so far and one word more.
#[must_use]
pub(crate) const fn join(phrase: u64, word: u64) -> u64 {
    (phrase.rotate_left(23) ^ word).wrapping_mul(0x2545_f491_4f6c_dd1d)
}

/// Calls `each` with the folded characters of a word.
fn fold_chars(word: &str, mut each: impl FnMut(char)) {
    if word.is_ascii() {
        for byte in word.bytes().filter(|&byte| byte != b'.') {
            each(if byte == b'`' { '\'' } else { char::from(byte.to_ascii_lowercase()) });
        }
        return;
    }
    for c in word.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
        match c {
            '.' => {}
            '’' | '‘' | 'ʼ' | '`' => each('\''),
            'ß' => "ss".chars().for_each(&mut each),
            'æ' => "ae".chars().for_each(&mut each),
            'œ' => "oe".chars().for_each(&mut each),
            'ø' => each('o'),
            'ł' => each('l'),
            'đ' | 'ð' => each('d'),
            'þ' => "th".chars().for_each(&mut each),
            'ı' => each('i'),
            c if is_combining_mark(c) => {}
            c => each(c),
        }
    }
}

/// A word or phrase folded to text: lower case, no diacritics, no dots, straight apostrophes, single blanks.
#[must_use]
pub(crate) fn text(phrase: &str) -> String {
    let mut out = String::with_capacity(phrase.len());
    for (i, part) in
        phrase.split(|c: char| c.is_whitespace() || c == '-').filter(|p| !p.is_empty()).enumerate()
    {
        if i > 0 {
            out.push(' ');
        }
        fold_chars(part, |c| out.push(c));
    }
    out
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// No upper-case letter, or no letter at all.
    Lower = 0,
    /// An upper-case letter first, lower case after it; or one upper-case letter.
    Capital = 1,
    /// Two letters or more, all upper case.
    Upper = 2,
    /// Anything else: `iPhone`, `McCain`, `UKs`.
    Mixed = 3,
}

impl Shape {
    /// The shape of a word.
    #[must_use]
    pub(crate) fn of(word: &str) -> Self {
        let (mut letters, mut upper, mut first_upper) = (0, 0, false);
        for c in word.chars().filter(|c| c.is_alphabetic()) {
            first_upper |= letters == 0 && c.is_uppercase();
            letters += 1;
            upper += usize::from(c.is_uppercase());
        }
        Self::told(upper, letters, first_upper)
    }

    /// The shape of a word with so many capitals among so many letters.
    const fn told(upper: usize, letters: usize, first_upper: bool) -> Self {
        match (upper, letters) {
            (0, _) => Self::Lower,
            (1, _) if first_upper => Self::Capital,
            (u, l) if u == l => Self::Upper,
            _ => Self::Mixed,
        }
    }

    /// The shape of two bits.
    #[must_use]
    pub(crate) const fn from_bits(bits: u64) -> Self {
        match bits & 3 {
            0 => Self::Lower,
            1 => Self::Capital,
            2 => Self::Upper,
            _ => Self::Mixed,
        }
    }

    /// Whether the word begins like a name.
    #[inline]
    #[must_use]
    pub(crate) const fn is_name_like(self) -> bool {
        !matches!(self, Self::Lower)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_word_hash_alike() {
        for (a, b) in [
            ("Erdoğan", "Erdogan"),
            ("U.S.", "US"),
            ("d’Ivoire", "D'Ivoire"),
            ("GENÈVE", "geneve"),
            ("Straße", "Strasse"),
            ("Łódź", "Lodz"),
            ("İzmir", "Izmir"),
            ("Organisation", "Organization"),
            ("CENTRE", "center"),
            ("Defence", "Defense"),
        ] {
            assert_eq!(word(a), word(b), "{a} {b}");
        }
        assert_ne!(word("Iran"), word("Iraq"));
        assert_ne!(join(join(EMPTY, word("a")), word("b")), join(join(EMPTY, word("b")), word("a")));
    }

    proptest! {
        #[test]
        fn plain_words_are_read_as_any_other(text in "[a-zA-Z0-9'.`&_-]{0,20}|[‐–—‘’“”…‧]s?|[a-zé’]{0,9}") {
            let folded = text.replace('.', "").replace('`', "'").to_lowercase();
            prop_assert_eq!(word(&text), spelt(slowly(&text)));
            prop_assert_eq!(word(&text), word(&folded));
            prop_assert_eq!(look(&text), (word(&text), Shape::of(&text)));
        }
    }

    #[test]
    fn spellings_are_hashed_as_words_are() {
        for (spelling, one) in SPELLINGS {
            assert_eq!((word(spelling), one_spelling(spelling)), (ascii(one), one));
            assert_eq!(word(one), ascii(one), "{one} has no other spelling itself");
        }
    }

    #[test]
    fn shapes() {
        for (word, shape) in [
            ("the", Shape::Lower),
            ("80th", Shape::Lower),
            ("A", Shape::Capital),
            ("Xi", Shape::Capital),
            ("O’Brien", Shape::Mixed),
            ("U.S.", Shape::Upper),
            ("G7", Shape::Capital),
            ("iPhone", Shape::Mixed),
            ("ÅÉ", Shape::Upper),
        ] {
            assert_eq!(Shape::of(word), shape, "{word}");
        }
    }

    #[test]
    fn folded_text() {
        assert_eq!(text("  Côte  d’Ivoire "), "cote d'ivoire");
        assert_eq!(text("Guinea-Bissau"), "guinea bissau");
    }
}
