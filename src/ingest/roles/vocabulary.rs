//! The words of page furniture, from `assets/furniture.toml`, made ready for quick look-up.

use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The asset as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asset {
    whole: Vec<String>,
    begins: Vec<String>,
    holds: Vec<String>,
    endings: Vec<String>,
    counters: Vec<String>,
    numbered: Vec<String>,
    imperatives: Vec<String>,
    address: Vec<String>,
    reporting: Vec<String>,
    credits: Vec<String>,
    credit_openers: Vec<String>,
    agencies: Vec<String>,
    byline_openers: Vec<String>,
    posts: Vec<String>,
    date_words: Vec<String>,
    months: Vec<String>,
    weekdays: Vec<String>,
    outlet_words: Vec<String>,
    no_outlet: Vec<String>,
}

/// Word classes. Every entry is in lower case, its words separated by single blanks.
pub(crate) struct Vocabulary {
    /// Lines that are furniture as they are.
    pub(crate) whole: HashSet<String>,
    /// Beginnings of furniture.
    pub(crate) begins: Phrases,
    /// Phrases that speak for furniture anywhere.
    pub(crate) holds: Phrases,
    /// Ends of names of pictures and boxes.
    pub(crate) endings: HashSet<String>,
    /// What a page counts.
    pub(crate) counters: HashSet<String>,
    /// Labels that a number follows.
    pub(crate) numbered: HashSet<String>,
    /// Verbs with which a page speaks to its reader.
    pub(crate) imperatives: HashSet<String>,
    /// Words that address the reader.
    pub(crate) address: HashSet<String>,
    /// Words of reported speech.
    pub(crate) reporting: HashSet<String>,
    /// Photo agencies.
    pub(crate) credits: HashSet<String>,
    /// Openers of picture credits.
    pub(crate) credit_openers: HashSet<String>,
    /// News agencies.
    pub(crate) agencies: HashSet<String>,
    /// Openers of bylines.
    pub(crate) byline_openers: Phrases,
    /// Posts of writers.
    pub(crate) posts: HashSet<String>,
    /// Words of date lines.
    pub(crate) date_words: HashSet<String>,
    /// Names of months.
    pub(crate) months: HashSet<String>,
    /// Names of weekdays.
    pub(crate) weekdays: HashSet<String>,
    /// Words in the names of outlets.
    pub(crate) outlet_words: HashSet<String>,
    /// Words that name no outlet.
    pub(crate) no_outlet: HashSet<String>,
}

/// Phrases by their first word.
#[derive(Debug, Default)]
pub(crate) struct Phrases(HashMap<String, Vec<Vec<String>>>);

impl Phrases {
    fn new(phrases: Vec<String>) -> Self {
        let mut by_first: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for phrase in phrases {
            let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
            by_first.entry(words[0].clone()).or_default().push(words);
        }
        // Longest first: “more on this” before “more on”.
        for list in by_first.values_mut() {
            list.sort_by_key(|words| std::cmp::Reverse(words.len()));
        }
        Self(by_first)
    }

    /// The number of words of the longest phrase with which `words` begin; 0 for none.
    pub(crate) fn starting(&self, words: &[String]) -> usize {
        let Some(list) = words.first().and_then(|first| self.0.get(first)) else { return 0 };
        list.iter().find(|phrase| words.starts_with(phrase)).map_or(0, Vec::len)
    }

    /// How many different phrases stand in `words`, none counted inside another.
    pub(crate) fn count(&self, words: &[String]) -> usize {
        let mut at = 0;
        let mut found: Vec<&[String]> = Vec::new();
        while at < words.len() {
            let length = self.starting(&words[at..]);
            let phrase = &words[at..at + length];
            if length > 0 && !found.contains(&phrase) {
                found.push(phrase);
            }
            at += length.max(1);
        }
        found.len()
    }
}

/// The vocabulary, read once.
pub(crate) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let asset: Asset = toml::from_str(include_str!("../../../assets/furniture.toml"))
        .expect("assets/furniture.toml is compiled in and read by a test");
    let set = |words: Vec<String>| words.into_iter().collect();
    Vocabulary {
        whole: set(asset.whole),
        begins: Phrases::new(asset.begins),
        holds: Phrases::new(asset.holds),
        endings: set(asset.endings),
        counters: set(asset.counters),
        numbered: set(asset.numbered),
        imperatives: set(asset.imperatives),
        address: set(asset.address),
        reporting: set(asset.reporting),
        credits: set(asset.credits),
        credit_openers: set(asset.credit_openers),
        agencies: set(asset.agencies),
        byline_openers: Phrases::new(asset.byline_openers),
        posts: set(asset.posts),
        date_words: set(asset.date_words),
        months: set(asset.months),
        weekdays: set(asset.weekdays),
        outlet_words: set(asset.outlet_words),
        no_outlet: set(asset.no_outlet),
    }
});

/// The words of a line in lower case; marks do not count.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_asset_is_written_as_lines_are_compared() {
        let asset: toml::Table = toml::from_str(include_str!("../../../assets/furniture.toml")).unwrap();
        for (class, phrases) in &asset {
            for phrase in phrases.as_array().unwrap() {
                let phrase = phrase.as_str().unwrap();
                assert_eq!(words(phrase).join(" "), phrase, "in {class}");
            }
        }
        assert!(VOCABULARY.whole.len() > 300);
    }

    #[test]
    fn phrases_are_found_longest_first() {
        let phrases = Phrases::new(vec!["sign up".into(), "sign up now".into(), "inbox".into()]);
        assert_eq!(phrases.starting(&words("Sign up now, please")), 3);
        assert_eq!(phrases.count(&words("To fill your inbox, sign up now. Sign here.")), 2);
    }
}
