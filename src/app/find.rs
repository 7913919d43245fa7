//! Words looked for in the article that is read: at once in an article of ordinary length, by a worker in a long one.

use crate::model::{Article, Role, Span};
use memchr::{memchr_iter, memchr2_iter};
use std::sync::Arc;

/// Bytes of text up to which words are looked for at once.
const AT_ONCE: usize = 1 << 20;

/// More places than this nobody goes through; those behind them are not looked for.
pub const MOST_HITS: usize = 1_000_000;

/// Words looked for in the article.
#[derive(Debug, Clone, Default)]
pub struct Find {
    /// What was typed.
    pub needle: String,
    /// Where it stands, in order; [`MOST_HITS`] at most.
    pub hits: Vec<Span>,
    /// What a worker is to look for, until somebody takes it up.
    asked: Option<Look>,
    /// Whether an answer is still to come, and whether the first place is to be pointed at then.
    waiting: Option<bool>,
}

/// Words to be looked for in a long article.
#[derive(Debug, Clone)]
pub struct Look {
    article: Arc<Article>,
    needle: String,
}

impl Look {
    /// Looks for them.
    #[must_use]
    pub fn look(&self) -> Vec<Span> {
        find(&self.article, &self.needle)
    }
}

impl Find {
    /// Looks for words in an article, or asks that it be done. `point` says whether the first is to be pointed at.
    pub(super) fn begin(needle: String, article: &Arc<Article>, point: bool) -> Self {
        if article.text.len() <= AT_ONCE || needle.is_empty() {
            return Self { hits: find(article, &needle), needle, ..Self::default() };
        }
        let asked = Some(Look { article: article.clone(), needle: needle.clone() });
        Self { needle, asked, waiting: Some(point), ..Self::default() }
    }

    /// What a worker is to do, if anything.
    pub fn work(&mut self) -> Option<Look> {
        self.asked.take()
    }

    /// Whether an answer is still to come.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Takes in what a worker found; whether the first place is to be pointed at.
    pub(super) fn take(&mut self, hits: Vec<Span>) -> bool {
        self.hits = hits;
        self.waiting.take().unwrap_or(false)
    }

    /// What is told of words that stand nowhere; `None` where they do.
    #[must_use]
    pub fn nowhere(&self) -> Option<String> {
        let none = !self.needle.is_empty() && self.hits.is_empty();
        none.then(|| match self.waiting {
            Some(_) => format!("still looking for “{}”", self.needle),
            None => format!("“{}” is not in this article", self.needle),
        })
    }
}

/// Where words stand in the article, without regard to case unless they hold a capital; hidden lines are left out.
fn find(article: &Article, needle: &str) -> Vec<Span> {
    let Some(first) = needle.chars().next() else { return Vec::new() };
    let exact = needle.chars().any(char::is_uppercase);
    let same = |a: char, b: char| a == b || !exact && a.to_lowercase().eq(b.to_lowercase());
    let matches_at = |rest: &str| {
        let mut end = 0;
        let mut chars = rest.chars();
        for wanted in needle.chars() {
            let c = chars.next().filter(|&c| same(c, wanted) || wanted == ' ' && c.is_whitespace())?;
            end += c.len_utf8();
        }
        Some(end)
    };
    let mut hits = Vec::new();
    for part in article.parts.iter().filter(|part| part.role != Role::Furniture) {
        let words = article.words(part.span);
        let mut past = 0;
        for at in starts(words, first, exact) {
            if at < past {
                continue;
            }
            if let Some(len) = matches_at(&words[at..]) {
                past = at + len;
                hits.push(Span::new(part.span.start + at as u32, part.span.start + past as u32));
                if hits.len() == MOST_HITS {
                    return hits;
                }
            }
        }
    }
    hits
}

/// Where words may begin that have this first character.
fn starts<'w>(words: &'w str, first: char, exact: bool) -> Box<dyn Iterator<Item = usize> + 'w> {
    let byte = u8::try_from(first).ok().filter(u8::is_ascii_graphic);
    match byte {
        Some(byte) if exact || !byte.is_ascii_alphabetic() => Box::new(memchr_iter(byte, words.as_bytes())),
        // The sign for kelvin is a k in lower case.
        Some(byte) if byte != b'k' => {
            Box::new(memchr2_iter(byte, byte.to_ascii_uppercase(), words.as_bytes()))
        }
        _ => Box::new(words.char_indices().map(|(at, _)| at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing;
    use proptest::prelude::*;

    fn found(text: &str, needle: &str) -> Vec<String> {
        let article = testing::article("a", text);
        find(&article, needle).into_iter().map(|hit| article.words(hit).to_owned()).collect()
    }

    #[test]
    fn case_counts_where_a_capital_is_typed_and_any_blank_is_a_blank() {
        let text = "Kilo kilo \u{212a}ilo. No limits, no\u{a0}limits. Übel übel";
        for (needle, expected) in [
            ("kilo", vec!["Kilo", "kilo", "\u{212a}ilo"]),
            ("Kilo", vec!["Kilo"]),
            ("no limits", vec!["No limits", "no\u{a0}limits"]),
            ("übel", vec!["Übel", "übel"]),
            (".", vec![".", "."]),
            (" u", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(found(text, needle), expected, "{needle}");
        }
    }

    #[test]
    fn a_long_article_is_looked_through_by_a_worker() {
        let text = "One word and another word. ".repeat(50_000);
        let article = Arc::new(testing::article("a", &text));
        let mut looking = Find::begin("word".to_owned(), &article, true);
        assert!(looking.is_waiting() && looking.hits.is_empty());
        assert_eq!(looking.nowhere().as_deref(), Some("still looking for “word”"));
        let hits = looking.work().expect("work to do").look();
        assert!(looking.work().is_none(), "it is taken up once");
        assert!(looking.take(hits) && !looking.is_waiting());
        assert_eq!((looking.hits.len(), looking.nowhere()), (100_000, None));
    }

    proptest! {
        #[test]
        fn what_may_begin_words_does(text in "[a-cA-C .é]{0,60}", needle in "[a-cA-Cé.]{1,3}") {
            let exact = needle.chars().any(char::is_uppercase);
            let lower = |text: &str| if exact { text.to_owned() } else { text.to_lowercase() };
            let expected = lower(&text).matches(&lower(&needle)).count();
            prop_assert_eq!(found(&text, &needle).len(), expected);
        }
    }
}
