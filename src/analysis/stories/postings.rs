//! Which articles can be alike at all: an inverted index over the weightiest terms of each, by day.
//!
//! Two articles meet only where they share weighty terms within some days of one another; no pair is looked at that
//! shares nothing rare. Each list is in order of day and then of number, so that articles that come in order of their
//! days are appended, and of one day no list keeps more than [`COMMON`] and one: a term with more is no sign there.

use super::vocabulary::{Weighted, keep_weightiest};

/// Beyond these many days no similarity of the texts can make up for the distance.
pub(super) const WINDOW: i32 = 6;
/// A term in more articles of the window than this tells them apart no longer.
const COMMON: usize = 400;
/// Terms under which an article is found.
const INDEXED: usize = 96;
/// Terms by which candidates are looked up.
const KEYS: usize = 24;
/// Where so few of them are rare, all are too common: a text in hundreds of copies.
const FEW: usize = 4;
/// Of a common term so many of the latest articles are looked at, for want of better ones.
const LATEST: usize = 64;
/// Articles handed on, those that share most.
const CANDIDATES: usize = 48;

/// Stands for the day of an article that has none; those come last in a list.
const NO_DAY: i32 = i32::MAX;

/// The index. Memory grows with the number of articles.
pub(super) struct Postings {
    of_term: Vec<Vec<u32>>,
    days: Vec<i32>,
    latest: i32,
    /// Whether the numbers are in order of days.
    in_order: bool,
}

/// What a look-up needs again and again. One for each thread.
#[derive(Default)]
pub(super) struct Scratch {
    /// How much of its weight an article shares, by number; all 0 between look-ups.
    shared: Vec<f32>,
    met: Vec<u32>,
}

impl Default for Postings {
    fn default() -> Self {
        Self { of_term: Vec::new(), days: Vec::new(), latest: i32::MIN, in_order: true }
    }
}

impl Postings {
    /// The day of an article.
    pub(super) fn day(&self, article: u32) -> Option<i32> {
        Some(self.days[article as usize]).filter(|&day| day != NO_DAY)
    }

    /// Whether articles of these days stand behind all there are, so that lists stay in order of numbers too.
    pub(super) fn are_next(&self, days: &[Option<i32>]) -> bool {
        let mut latest = self.latest;
        days.iter().map(|day| day.unwrap_or(NO_DAY)).all(|day| std::mem::replace(&mut latest, day) <= day)
    }

    /// Adds the next article, its terms sorted; its number is how many there were.
    pub(super) fn add(&mut self, terms: &[Weighted], day: Option<i32>) {
        let (number, day) = (self.days.len() as u32, day.unwrap_or(NO_DAY));
        self.days.push(day);
        self.in_order &= self.latest <= day;
        self.latest = self.latest.max(day);
        let known = terms.last().map_or(0, |&(term, _)| term as usize + 1).max(self.of_term.len());
        self.of_term.resize_with(known, Vec::new);
        let mut keys = terms.to_vec();
        keep_weightiest(&mut keys, INDEXED);
        for (term, _) in keys {
            let list = &mut self.of_term[term as usize];
            let appended = list.last().is_none_or(|&last| self.days[last as usize] <= day);
            let at = if appended {
                list.len()
            } else {
                list.partition_point(|&other| self.days[other as usize] <= day)
            };
            let full = at.checked_sub(COMMON + 1).is_some_and(|i| self.days[list[i] as usize] == day);
            if !full {
                list.insert(at, number);
            }
        }
    }

    /// The articles before `number` that share weighty terms with these within the window, those that share most
    /// first. What comes after `number` has no influence, so that many can be added before the first is looked up:
    /// but then only in order of their days (see [`Self::are_next`]).
    pub(super) fn candidates<'s>(
        &self,
        number: u32,
        terms: &[Weighted],
        scratch: &'s mut Scratch,
    ) -> &'s [u32] {
        let mut keys = terms.to_vec();
        keys.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        scratch.shared.resize(self.days.len(), 0.0);
        scratch.met.clear();
        let window = self.window_of(number);
        let mut used = 0;
        for &(term, weight) in &keys {
            let (dated, undated) = self.within(term, &window);
            if dated.len() + undated.len() <= COMMON {
                scratch.take(dated, weight);
                scratch.take(undated, weight);
                used += 1;
            }
            if used == KEYS {
                break;
            }
        }
        if used < FEW {
            for &(term, weight) in keys.iter().take(KEYS) {
                let (dated, undated) = self.within(term, &window);
                if dated.len() + undated.len() > COMMON {
                    scratch.take(&dated[dated.len().saturating_sub(LATEST)..], weight);
                    scratch.take(&undated[undated.len().saturating_sub(LATEST)..], weight);
                }
            }
        }
        scratch.best()
    }

    /// What the day of an article leaves open.
    fn window_of(&self, number: u32) -> Window {
        let day = self.days[number as usize];
        let (from, to) = if day == NO_DAY {
            (i32::MIN, NO_DAY - 1)
        } else {
            (day.saturating_sub(WINDOW), day.saturating_add(WINDOW).min(NO_DAY - 1))
        };
        let first = |day: i32| self.days.partition_point(|&other| other < day) as u32;
        let numbers = self.in_order.then(|| [first(from), first(to + 1), first(NO_DAY)]);
        Window { number, from, to, numbers }
    }

    /// The stretches of a list in a window, as they were before its article: the dated, the undated.
    fn within(&self, term: u32, window: &Window) -> (&[u32], &[u32]) {
        let list = &self.of_term[term as usize][..];
        if let Some(numbers) = window.numbers {
            let [from, to, undated] = numbers.map(|first| list.partition_point(|&other| other < first));
            return (before(&list[from..to], window.number), before(&list[undated..], window.number));
        }
        let day = |other: u32| self.days[other as usize];
        let (dated, undated) = list.split_at(list.partition_point(|&other| day(other) < NO_DAY));
        let from = dated.partition_point(|&other| day(other) < window.from);
        let to = dated.partition_point(|&other| day(other) <= window.to);
        (before(&dated[from..to], window.number), before(undated, window.number))
    }
}

/// The days on which what an article is compared with must have been published.
struct Window {
    number: u32,
    /// First and last day.
    from: i32,
    to: i32,
    /// Where days stand in order, the first number in the window, the first behind it, and the first undated: lists of
    /// numbers are then cut without a look at the days.
    numbers: Option<[u32; 3]>,
}

/// What of a list was there before an article: its beginning, for lists are in order of numbers or have nothing later.
fn before(list: &[u32], number: u32) -> &[u32] {
    &list[..list.partition_point(|&other| other < number)]
}

impl Scratch {
    fn take(&mut self, articles: &[u32], weight: f32) {
        for &article in articles {
            let shared = &mut self.shared[article as usize];
            if *shared == 0.0 {
                self.met.push(article);
            }
            *shared += weight * weight;
        }
    }

    /// Those that share most; sets all back.
    fn best(&mut self) -> &[u32] {
        let shared = &mut self.shared;
        let order = |&a: &u32, &b: &u32| shared[b as usize].total_cmp(&shared[a as usize]).then(a.cmp(&b));
        if self.met.len() > CANDIDATES {
            self.met.select_nth_unstable_by(CANDIDATES, order);
        }
        let kept = self.met.len().min(CANDIDATES);
        self.met[..kept].sort_unstable_by(order);
        for &article in &self.met {
            shared[article as usize] = 0.0;
        }
        self.met.truncate(kept);
        &self.met
    }
}
