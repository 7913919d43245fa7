//! How rare terms are in a corpus, counted when all of it was joined: what comes later is weighed by it.

use serde::{Deserialize, Serialize};

/// In how many documents each term stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    documents: u32,
    /// Terms as numbers, in order; those of a single document are left out.
    terms: Vec<(u64, u32)>,
}

impl Counts {
    /// Over so many documents.
    #[must_use]
    pub fn of(documents: u32, terms: impl Iterator<Item = (u64, u32)>) -> Self {
        let mut terms: Vec<(u64, u32)> = terms.filter(|(_, count)| *count > 1).collect();
        terms.sort_unstable();
        Self { documents, terms }
    }

    /// How many documents there are.
    #[must_use]
    pub const fn documents(&self) -> u32 {
        self.documents
    }

    /// In how many of them a term stands; 1 where it is not known.
    #[must_use]
    pub fn get(&self, term: u64) -> u32 {
        self.terms.binary_search_by_key(&term, |(other, _)| *other).map_or(1, |at| self.terms[at].1)
    }
}

/// How rare terms are, as those that join a corpus count them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rarities {
    /// Over articles, for stories.
    pub articles: Counts,
    /// Over the tellings of happenings, for events.
    pub tellings: Counts,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_rare() {
        let counts = Counts::of(9, [(7, 3), (2, 1), (5, 2)].into_iter());
        let of = |term| counts.get(term);
        assert_eq!([of(7), of(5), of(2), of(1)], [3, 2, 1, 1]);
        assert_eq!((counts.documents(), counts.terms.len()), (9, 2));
    }
}
