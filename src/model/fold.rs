//! Folding: the form in which names and words are compared, without case, accents and punctuation.
//!
//! Method: compatibility decomposition (Unicode Standard Annex 15) with the combining marks dropped, lower case, and
//! the few Latin letters that do not decompose spelled out.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Calls `out` with each character the character folds to: none for a combining mark.
pub(crate) fn fold_char(c: char, mut out: impl FnMut(char)) {
    if c.is_ascii() {
        return out(c.to_ascii_lowercase());
    }
    if let Some(spelled) = spelled_out(c) {
        return spelled.chars().for_each(out);
    }
    for part in std::iter::once(c).nfkd().filter(|&part| !is_mark(part)) {
        match spelled_out(part) {
            Some(spelled) => spelled.chars().for_each(&mut out),
            None => part.to_lowercase().filter(|&part| !is_mark(part)).for_each(&mut out),
        }
    }
}

/// Latin letters that decompose into nothing simpler.
const fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

/// Whether the character is a combining mark of the blocks that Latin, Greek and Cyrillic use.
pub(crate) const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}')
}

/// Whether the character belongs to a word.
pub(crate) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// A folded text with the way back to the one it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    /// Words in lower case, one blank between them.
    pub text: String,
    /// For each character of `text`, the bytes of the source character it stands for.
    from: Vec<Range<usize>>,
}

impl Folded {
    /// Folds a name or line. Apostrophes and the dots of initials vanish (`O’Brien` is one word, `U.S.` is `us`);
    /// every other run of characters that are no letters or digits separates words.
    pub(crate) fn new(raw: &str) -> Self {
        let mut folded = Self::default();
        let mut blank = false;
        let mut chars = raw.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next_is_word = chars.peek().is_some_and(|&(_, next)| is_word_char(next));
            if !is_word_char(c) {
                let inner = matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`') || c == '.' && next_is_word;
                blank |= !inner;
                continue;
            }
            if blank && !folded.text.is_empty() {
                folded.push(' ', at..at);
            }
            blank = false;
            fold_char(c, |part| folded.push(part, at..at + c.len_utf8()));
        }
        folded
    }

    fn push(&mut self, c: char, source: Range<usize>) {
        self.text.push(c);
        self.from.push(source);
    }

    /// The byte ranges of the source that the characters at `places` (in order) stand for, neighbours joined.
    pub(crate) fn source(&self, places: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for range in places.into_iter().filter_map(|place| self.from.get(place)) {
            match ranges.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ if range.is_empty() => {}
                _ => ranges.push(range.clone()),
            }
        }
        ranges
    }

    /// The byte ranges of the source for some bytes of the folded text.
    pub(crate) fn source_of_bytes(&self, bytes: Range<usize>) -> Vec<Range<usize>> {
        let places = self.text.char_indices().enumerate().filter(|(_, (at, _))| bytes.contains(at));
        self.source(places.map(|(place, _)| place).collect::<Vec<_>>())
    }
}

/// The folded form alone.
pub(crate) fn fold(raw: &str) -> String {
    Folded::new(raw).text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_fold_to_what_people_type() {
        for (raw, folded) in [
            ("Élysée", "elysee"),
            ("E\u{301}lyse\u{301}e", "elysee"),
            ("  Xi  Jinping ", "xi jinping"),
            ("Kim Jong-un", "kim jong un"),
            ("O’Brien’s", "obriens"),
            ("U.S. and U.K.", "us and uk"),
            ("Straße Łódź Ærø Đorđe İstanbul ısı", "strasse lodz aero dorde istanbul isi"),
            ("Ζαχάροβα Зеленський", "ζαχαροβα зеленськии"),
            ("ＮＡＴＯ ﬁx", "nato fix"),
            ("—", ""),
        ] {
            assert_eq!(fold(raw), folded, "{raw:?}");
        }
    }

    #[test]
    fn the_way_back_leads_to_the_source() {
        let raw = "L’Élysée, Paris";
        let folded = Folded::new(raw);
        let at = folded.text.find("ely").unwrap();
        let ranges = folded.source_of_bytes(at..at + 3);
        assert_eq!(ranges.iter().map(|r| &raw[r.clone()]).collect::<Vec<_>>(), ["Ély"]);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_and_ranges_are_sound(raw in "\\PC{0,40}") {
            let folded = Folded::new(&raw);
            prop_assert_eq!(folded.text.chars().count(), folded.from.len());
            for range in folded.source(0..folded.from.len()) {
                prop_assert!(raw.get(range).is_some());
            }
            prop_assert_eq!(fold(&folded.text), fold(&fold(&folded.text)));
        }
    }
}
