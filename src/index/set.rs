//! Sets of articles, one bit each: what a query narrows, joins and excludes.

/// A set of article places of one corpus.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ArticleSet {
    bits: Vec<u64>,
    size: usize,
}

impl ArticleSet {
    /// No article of a corpus of `size`.
    pub(crate) fn none(size: usize) -> Self {
        Self { bits: vec![0; size.div_ceil(64)], size }
    }

    /// Every article of a corpus of `size`.
    pub(crate) fn all(size: usize) -> Self {
        let mut set = Self { bits: vec![u64::MAX; size.div_ceil(64)], size };
        set.trim();
        set
    }

    /// The articles at some places.
    pub(crate) fn of(size: usize, places: impl IntoIterator<Item = u32>) -> Self {
        let mut set = Self::none(size);
        places.into_iter().for_each(|place| set.insert(place));
        set
    }

    /// Adds one article; a place outside the corpus is ignored.
    pub(crate) fn insert(&mut self, place: u32) {
        if (place as usize) < self.size {
            self.bits[place as usize / 64] |= 1 << (place % 64);
        }
    }

    /// Whether the article is in.
    pub(crate) fn holds(&self, place: u32) -> bool {
        self.bits.get(place as usize / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    /// How many are in.
    pub(crate) fn count(&self) -> usize {
        self.bits.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Keeps what is in both.
    pub(crate) fn narrow(&mut self, other: &Self) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(a, b)| *a &= b);
    }

    /// Takes in what is in the other.
    pub(crate) fn join(&mut self, other: &Self) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(a, b)| *a |= b);
    }

    /// Everything that was not in.
    pub(crate) fn inverse(mut self) -> Self {
        self.bits.iter_mut().for_each(|word| *word = !*word);
        self.trim();
        self
    }

    /// The places in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.bits.iter().enumerate().flat_map(|(i, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                rest &= rest.wrapping_sub(1);
                (bit < 64).then_some(i as u32 * 64 + bit)
            })
        })
    }

    /// Clears the bits beyond the last article.
    fn trim(&mut self) {
        if let (Some(last), used @ 1..) = (self.bits.last_mut(), self.size % 64) {
            *last &= (1 << used) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_narrow_join_and_turn_round() {
        for size in [0, 1, 63, 64, 65, 200] {
            let odd = ArticleSet::of(size, (0..size as u32).filter(|i| i % 2 == 1));
            let mut none = odd.clone();
            none.narrow(&odd.clone().inverse());
            let mut all = odd.clone();
            all.join(&odd.clone().inverse());
            assert_eq!((none.count(), all.clone()), (0, ArticleSet::all(size)), "{size}");
            assert_eq!((all.count(), odd.iter().count()), (size, size / 2), "{size}");
            assert!(odd.iter().all(|i| odd.holds(i)) && !odd.holds(0) && !odd.holds(size as u32));
        }
    }
}
