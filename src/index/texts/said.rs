//! Where the quotations of some articles are, told by places of words.

use crate::model::Quote;
use serde::{Deserialize, Serialize};

/// The quotations of articles that follow one another.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said {
    /// From which place to before which each goes; of an article both numbers rise, as no quotation within another is
    /// kept.
    ranges: Vec<(u32, u32)>,
    /// Where those of each article end.
    ends: Vec<u32>,
}

impl Said {
    /// Takes up the quotations of the next article, in order, and where in its text its words begin, each with its place.
    pub(super) fn put(&mut self, quotes: &[Quote], begin: &[(u32, u32)]) {
        let mut last = 0;
        for span in quotes.iter().map(|quote| quote.span) {
            let from = begin.partition_point(|word| word.0 < span.start);
            let to = begin.partition_point(|word| word.0 < span.end);
            if let Some(&(_, place)) = begin.get(from..to).and_then(<[_]>::last)
                && place >= last
            {
                last = place + 1;
                self.ranges.push((begin[from].1, last));
            }
        }
        self.ends.push(self.ranges.len() as u32);
    }

    /// Whether it can be of so many articles.
    pub(super) fn is_of(&self, articles: usize) -> bool {
        let ends = self.ends.last().map_or(0, |end| *end as usize);
        self.ends.len() == articles && self.ends.is_sorted() && ends == self.ranges.len()
    }

    /// The quotations of an article.
    fn of(&self, article: usize) -> &[(u32, u32)] {
        let before = article.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(article).copied().unwrap_or(before);
        self.ranges.get(before as usize..end as usize).unwrap_or_default()
    }

    /// Whether there is any in an article.
    pub(super) fn is_any(&self, article: usize) -> bool {
        !self.of(article).is_empty()
    }

    /// Whether so many words from a place on stand in one of an article.
    pub(super) fn has(&self, article: usize, place: u32, words: u32) -> bool {
        let all = self.of(article);
        let before = all.partition_point(|range| range.0 <= place).checked_sub(1);
        before.is_some_and(|last| place.saturating_add(words) <= all[last].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    fn quote(start: u32, end: u32) -> Quote {
        Quote {
            span: Span::new(start, end),
            direct: true,
            speaker: None,
            speaker_name: None,
            cue: None,
            why: "".into(),
        }
    }

    #[test]
    fn words_are_told_to_be_in_quotations() {
        // Words begin at every tenth byte; after the fourth another part of the text begins.
        let begin: Vec<(u32, u32)> = (0..8).map(|i| (i * 10, if i < 4 { i } else { i + 2 })).collect();
        let mut said = Said::default();
        said.put(&[], &begin);
        said.put(&[quote(8, 31), quote(11, 25), quote(12, 19), quote(20, 45), quote(75, 80)], &begin);
        assert!(said.is_of(2) && !said.is_of(3) && !said.is_any(0) && said.is_any(1));
        for (place, words, expected) in [
            (0, 1, false),
            (1, 1, true),
            (1, 3, true),
            (1, 4, false),
            (2, 2, true),
            (3, 1, true),
            (6, 1, true),
            (7, 1, false),
            (9, 1, false),
        ] {
            assert_eq!(said.has(1, place, words), expected, "{place} {words}");
            assert!(!said.has(0, place, words) && !said.has(2, place, words));
        }
    }
}
