//! Runs of five words as numbers, and a sample of an article's runs by which copies are found without reading again.
//!
//! Method: shingles and their sampling by hash (Broder 1997, “On the resemblance and containment of documents”). A
//! run is in the sample of any text that has it or of none, up to the rate, which halves as texts grow: samples of
//! a short and a long text are compared at the coarser of their rates.

use crate::analysis::tokens::{Token, TokenKind};

/// Words in a run.
pub(super) const RUN: usize = 5;
/// Texts with fewer runs are too short to tell.
pub(super) const SHORTEST: usize = 20;
/// Runs of a text that is sampled whole; what is longer has about half as many to this in its sample.
const SAMPLE: usize = 64;

/// The last words of a text that is read word by word.
#[derive(Default)]
pub(super) struct Reader {
    words: [u32; RUN],
    read: usize,
}

impl Reader {
    /// The run that ends with this token; `None` where it is no word, or the first words of a part.
    pub(super) fn run(&mut self, token: &Token, text: &str) -> Option<u32> {
        if !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
            return None;
        }
        self.words.rotate_left(1);
        self.words[RUN - 1] = word(token.text(text));
        self.read += 1;
        (self.read >= RUN).then(|| {
            let mix = |sum: u64, &word: &u32| (sum ^ u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            (self.words.iter().fold(0x5eed, mix) >> 32) as u32
        })
    }
}

/// A word in lower case as a number: the Fowler–Noll–Vo hash 1a.
fn word(word: &str) -> u32 {
    let fnv = |hash: u32, c: u32| (hash ^ c).wrapping_mul(0x0100_0193);
    if word.is_ascii() {
        return word.bytes().fold(0x811c_9dc5, |hash, byte| fnv(hash, u32::from(byte.to_ascii_lowercase())));
    }
    word.chars().flat_map(char::to_lowercase).fold(0x811c_9dc5, |hash, c| fnv(hash, u32::from(c)))
}

/// A sample of the runs of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sample {
    /// Sorted, each once.
    runs: Box<[u32]>,
    /// One run in so many is taken: a power of two.
    rate: u32,
}

impl Sample {
    /// The sample of all runs of a text; nothing of a text that is too short to tell.
    pub(super) fn of(mut runs: Vec<u32>) -> Self {
        if runs.len() < SHORTEST {
            return Self::default();
        }
        let rate = (runs.len() / SAMPLE).max(1).next_power_of_two() as u32;
        runs.retain(|run| run % rate == 0);
        runs.sort_unstable();
        runs.dedup();
        Self { runs: runs.into(), rate }
    }

    /// The runs of the sample.
    pub(super) fn runs(&self) -> &[u32] {
        &self.runs
    }

    /// About what share of the shorter text's runs is in the longer, 0 to 1.
    pub(super) fn containment(&self, other: &Self) -> f64 {
        let rate = self.rate.max(other.rate);
        if self.rate == 0 || other.rate == 0 {
            return 0.0;
        }
        let at = |sample: &Self| -> Vec<u32> {
            sample.runs.iter().copied().filter(|run| run % rate == 0).collect()
        };
        containment(&at(self), &at(other))
    }
}

/// The share of the shorter list that is in the longer, 0 to 1. Both are sorted, each run once.
pub(super) fn containment(a: &[u32], b: &[u32]) -> f64 {
    let shorter = a.len().min(b.len());
    let (mut i, mut j, mut shared) = (0, 0, 0_usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        shared += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    if shorter > 0 { shared as f64 / shorter as f64 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokens::tokenise;
    use crate::model::Span;

    fn runs(text: &str) -> Vec<u32> {
        let mut reader = Reader::default();
        tokenise(text, Span::of(0, text.len())).iter().filter_map(|token| reader.run(token, text)).collect()
    }

    #[test]
    fn runs_are_of_five_words_whatever_their_case_and_stops() {
        assert!(runs("one two three four").is_empty());
        assert_eq!(runs("One, two: three FOUR five."), runs("one two three four five"));
        assert_eq!(runs("Über two three four five"), runs("über TWO three four five"));
        assert_ne!(runs("one two three four five"), runs("two one three four five"));
    }

    #[test]
    fn samples_of_a_text_and_of_a_longer_one_that_holds_it_agree() {
        let part: Vec<u32> = (0..200_u32).map(|i| i.wrapping_mul(2_654_435_761)).collect();
        let whole: Vec<u32> = (0..3000_u32).map(|i| i.wrapping_mul(2_654_435_761)).collect();
        let other: Vec<u32> = (5000..5400_u32).map(|i| i.wrapping_mul(2_654_435_761)).collect();
        let [part, whole, other] = [part, whole, other].map(Sample::of);
        assert!(whole.runs().len() < 200, "{}", whole.runs().len());
        assert!(part.containment(&whole) > 0.99);
        assert!(whole.containment(&other) < 0.01);
        assert!(Sample::of(vec![1; 19]).containment(&whole) < 0.01);
    }
}
