//! Words made comparable: without case, diacritics, dots and the shape of apostrophes, as 64-bit hashes.
//!
//! Names are compared by these hashes and by [`Shape`]; no text is kept for matching. Must not know any name.

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

/// The hash of a lower-case ASCII word, at compile time.
const fn ascii(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
        i += 1;
    }
    hash
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

/// A word in the one spelling that names are compared in: `centre` as `center`.
pub(crate) fn one_spelling(word: &str) -> &str {
    SPELLINGS.iter().find(|(spelling, _)| *spelling == word).map_or(word, |(_, one)| one)
}

/// The folded hash of one word. Source of the function: FNV-1a (Fowler, Noll, Vo 1991) over the folded bytes.
#[must_use]
pub(crate) fn word(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut push = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    if word.is_ascii() {
        for &byte in word.as_bytes() {
            if byte != b'.' {
                push(if byte == b'`' { b'\'' } else { byte.to_ascii_lowercase() });
            }
        }
    } else {
        fold_chars(word, |c| {
            let mut buffer = [0; 4];
            c.encode_utf8(&mut buffer).bytes().for_each(&mut push);
        });
    }
    // The shortest and the longest of the list.
    if (5..=17).contains(&word.len())
        && let Some((_, one)) = SPELT.iter().find(|(spelling, _)| *spelling == hash)
    {
        return *one;
    }
    hash
}

/// The hash of a phrase so far and one word more.
#[must_use]
pub(crate) const fn join(phrase: u64, word: u64) -> u64 {
    (phrase.rotate_left(23) ^ word).wrapping_mul(0x2545_f491_4f6c_dd1d)
}

/// Calls `each` with the folded characters of a word.
fn fold_chars(word: &str, mut each: impl FnMut(char)) {
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
    #[must_use]
    pub(crate) const fn is_name_like(self) -> bool {
        !matches!(self, Self::Lower)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn spellings_are_hashed_as_words_are() {
        for (spelling, one) in SPELLINGS {
            assert_eq!((word(spelling), one_spelling(spelling)), (ascii(one), one));
            assert!((5..=17).contains(&spelling.len()), "{spelling}");
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
