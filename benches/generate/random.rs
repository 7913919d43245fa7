//! Numbers that look random and are the same each time.

/// A stream of numbers. Source: `SplitMix64` (Steele, Lea and Flood 2014).
#[derive(Clone)]
pub(super) struct Random(u64);

impl Random {
    /// The stream that belongs to these numbers.
    pub(super) fn of(numbers: &[u64]) -> Self {
        let mut stream = Self(0x5eed);
        for &number in numbers {
            stream.0 = stream.next() ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        stream
    }

    /// The next number.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below the limit, which is at least 1.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// A share, from 0 and below 1.
    pub(super) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// About normal, with mean 0 and standard deviation 1.
    pub(super) fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }

    /// One of some things, each as likely.
    pub(super) fn pick<'t, T>(&mut self, things: &'t [T]) -> &'t T {
        &things[self.below(things.len() as u64) as usize]
    }

    /// One of some words, each as likely.
    pub(super) fn word<'t>(&mut self, words: &[&'t str]) -> &'t str {
        self.pick::<&'t str>(words)
    }

    /// A rank from 0 and below `limit`, the first the likeliest: Zipf's law by its continuous inverse.
    pub(super) fn rank(&mut self, limit: usize) -> usize {
        let rank = ((limit as f64 + 1.0).ln() * self.share()).exp() - 1.0;
        whole(rank).min(limit - 1)
    }
}

/// The whole part of a number that is not negative.
#[expect(clippy::cast_sign_loss, reason = "no caller has a negative one")]
pub(super) fn whole(number: f64) -> usize {
    number as usize
}
