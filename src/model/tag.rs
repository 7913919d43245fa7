//! A tag: a word or a few of the person's own on an article. Safe to show, and the same in any case and accent.

use super::SafeText;
use super::fold::fold_char;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// Characters of the longest tag.
pub const LONGEST_TAG: usize = 60;

/// A tag as it is shown. Two tags are the same where they differ in case, accents and blanks only.
#[derive(Debug, Clone)]
pub struct Tag {
    text: SafeText,
    key: String,
}

/// Why words are no tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TagFault {
    /// There is nothing.
    #[error("a tag needs a letter, a digit or a sign")]
    Empty,
    /// There is too much.
    #[error("a tag has at most {LONGEST_TAG} characters")]
    Long,
    /// A comma stands between two tags.
    #[error("a tag has no comma: commas stand between tags")]
    Comma,
    /// A dash takes a tag away.
    #[error("a tag does not begin with a dash: a dash takes one away")]
    Dash,
}

impl Tag {
    /// The tag of some words. A `#` or `+` before them is left out.
    ///
    /// # Errors
    /// Where they are no tag.
    pub fn new(raw: &str) -> Result<Self, TagFault> {
        // What is far too long is not looked through.
        if raw.len() > 16 * LONGEST_TAG {
            return Err(TagFault::Long);
        }
        let sign = |c: char| matches!(c, '#' | '+') || c.is_whitespace();
        let text = SafeText::line(raw.trim_start_matches(sign));
        if text.is_empty() {
            return Err(TagFault::Empty);
        }
        if text.starts_with('-') {
            return Err(TagFault::Dash);
        }
        if text.contains(',') {
            return Err(TagFault::Comma);
        }
        if text.chars().count() > LONGEST_TAG {
            return Err(TagFault::Long);
        }
        let key = key(&text);
        Ok(Self { text, key })
    }

    /// The tag as it is shown.
    #[must_use]
    pub const fn text(&self) -> &SafeText {
        &self.text
    }

    /// What it is compared by.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// What a tag, or the beginning of one, is compared by.
#[must_use]
pub fn key(words: &str) -> String {
    let mut key = String::with_capacity(words.len());
    words.chars().for_each(|c| fold_char(c, |part| key.push(part)));
    // Accents without a letter are all there is.
    if key.is_empty() { words.to_owned() } else { key }
}

impl PartialEq for Tag {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Tag {}

impl PartialOrd for Tag {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Tag {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl Hash for Tag {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_become_tags() {
        let long = "x".repeat(61);
        let endless = "x".repeat(1 << 20);
        for (raw, expected) in [
            ("later", Ok(("later", "later"))),
            ("  China   Trip ", Ok(("China Trip", "china trip"))),
            ("#Élysée", Ok(("Élysée", "elysee"))),
            ("++c", Ok(("c", "c"))),
            ("C++", Ok(("C++", "c++"))),
            ("🔥", Ok(("🔥", "🔥"))),
            ("\u{301}", Ok(("\u{301}", "\u{301}"))),
            ("to\u{1b}[31mread", Ok(("to␛[31mread", "to␛[31mread"))),
            ("\u{202e}x", Ok(("\u{fffd}x", "\u{fffd}x"))),
            (" # ", Err(TagFault::Empty)),
            ("\n", Err(TagFault::Empty)),
            ("-later", Err(TagFault::Dash)),
            ("a,b", Err(TagFault::Comma)),
            (&long, Err(TagFault::Long)),
            (&endless, Err(TagFault::Long)),
        ] {
            let tag = Tag::new(raw);
            let told = tag.as_ref().map(|tag| (tag.text().as_str(), tag.key())).map_err(Clone::clone);
            assert_eq!(told, expected, "{raw:?}");
        }
        assert_eq!(Tag::new("Straße"), Tag::new("strasse"));
    }

    proptest! {
        #[test]
        fn a_tag_is_the_tag_of_its_own_words(raw in "\\PC{0,30}|[#+\\- a-z\u{301}\u{7}]{0,12}") {
            if let Ok(tag) = Tag::new(&raw) {
                let again = Tag::new(tag.text()).unwrap();
                prop_assert_eq!(again.text(), tag.text());
                prop_assert_eq!(again, tag);
            }
        }
    }
}
