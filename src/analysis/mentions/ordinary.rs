//! Whether a word is an ordinary English one, which at a sentence's start has its capital from there.
//!
//! Method: its stem (Snowball) is that of a word of the thesaurus, of the lists of cues, or of the lists of frequent words. What
//! is in none of them may still be a rare word: being no ordinary word is evidence of a name, never enough by itself.

use super::cues;
use crate::analysis::gazetteer::fold;
use crate::analysis::gazetteer::lexicon::FoldedSet;
use frostem::{Algorithm, Stemmer};
use std::sync::OnceLock;

/// Where English words are listed; of the thesaurus every line's first word and those like it.
const LISTS: [&str; 5] = [
    include_str!("../../../assets/thesaurus/words.tsv"),
    include_str!("../../../assets/commonwords.txt"),
    include_str!("../../../assets/stopwords.txt"),
    include_str!("../../../assets/triggers.tsv"),
    include_str!("../../../assets/sayers.txt"),
];

/// Endings that proper names seldom have and derived words often.
const ENDINGS: [&str; 22] = [
    "ing", "ings", "ed", "ly", "ness", "tion", "tions", "sion", "sions", "ment", "ments", "ers", "ors",
    "ists", "ians", "ees", "ities", "isms", "ants", "ents", "less", "able",
];

/// Whether a word with a capital letter is, but for that, an ordinary word by its stem or ending.
pub(super) fn is_ordinary(surface: &str) -> bool {
    let lower = surface.to_lowercase();
    let ending = ENDINGS.iter().any(|end| lower.len() > end.len() + 2 && lower.ends_with(end));
    ending || lower.len() < 3 || stems(&lower).contains(&fold::word(&stem(&lower)))
}

/// Whether a word with a capital letter is a listed word by its stem. Its ending alone tells nothing: many a surname ends in
/// `-ing` or `-ment`.
pub(super) fn is_listed_word(surface: &str) -> bool {
    let lower = surface.to_lowercase();
    lower.len() > 2 && stems(&lower).contains(&fold::word(&stem(&lower)))
}

/// The stem of a word in small letters.
fn stem(lower: &str) -> String {
    static STEMMER: OnceLock<Stemmer> = OnceLock::new();
    STEMMER.get_or_init(|| Stemmer::new(Algorithm::English)).stem(lower).into_owned()
}

/// The listed words of a first letter. No stem has another first letter than its word, so that a text needs the stems of a
/// few thousand words, and not of all at the start of the program.
#[derive(Default)]
struct Letter {
    words: Vec<&'static str>,
    stems: OnceLock<FoldedSet>,
}

/// The letters, and all other characters as one.
const LETTERS: usize = 27;

/// The stems of the listed words that have the first letter of a word in small letters.
fn stems(lower: &str) -> &'static FoldedSet {
    static WORDS: OnceLock<[Letter; LETTERS]> = OnceLock::new();
    let letters = WORDS.get_or_init(|| {
        let mut letters: [Letter; LETTERS] = Default::default();
        let lists = LISTS.iter().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#'));
        let words = lists.flat_map(|line| line.split(|c: char| !c.is_alphabetic()));
        for word in words.chain(cues::words().map(|(_, word)| word)).filter(|word| word.len() > 1) {
            // Names in capitals are no words.
            if word.chars().all(char::is_lowercase) {
                letters[letter(word)].words.push(word);
            }
        }
        letters
    });
    let Letter { words, stems } = &letters[letter(lower)];
    stems.get_or_init(|| words.iter().map(|word| fold::word(&stem(word))).collect())
}

/// The place of a word's first letter, as it is compared: without its accent.
fn letter(word: &str) -> usize {
    let first = word.as_bytes().first().copied().unwrap_or(0);
    let first = if first.is_ascii() { first } else { fold::text(word).bytes().next().unwrap_or(0) };
    usize::from(first.wrapping_sub(b'a')).min(LETTERS - 1)
}

#[cfg(test)]
mod tests {
    use super::{LETTERS, fold, is_ordinary, letter, stem, stems};

    #[test]
    fn a_stem_keeps_its_first_letter() {
        for lower in ["dying", "skies", "yearly", "élan", "über", "zoos"] {
            assert_eq!(letter(&stem(lower)), letter(lower), "{lower}");
        }
        let all = (b'a'..=b'z').map(|first| stems(&char::from(first).to_string()));
        assert_eq!(all.clone().count() + 1, LETTERS);
        assert!(all.map(std::collections::HashSet::len).sum::<usize>() > 10_000);
        assert_eq!(letter("élan"), letter(&fold::text("élan")));
    }

    #[test]
    fn words_in_any_of_their_forms_and_names() {
        for (word, expected) in [
            ("Villagers", true),
            ("Rescue", true),
            ("Firefighters", true),
            ("Votes", true),
            ("Remember", true),
            ("Meanwhile", true),
            ("Zelmar", false),
            ("Borvik", false),
            ("Okonski", false),
        ] {
            assert_eq!(is_ordinary(word), expected, "{word}");
        }
    }
}
