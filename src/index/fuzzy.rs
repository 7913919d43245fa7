//! How well a typed word fits a name: exactly, as a whole word, as a beginning, or only roughly.
//!
//! The strengths are kept apart because a rough fit must not dilute a good one: `rus` is Russia, and Cyprus only
//! where there is nothing better. Rough fits are misspellings (edit distance, Damerau 1964, restricted form of
//! Boytsov 2011), letters inside a word, and letters left out (skim's algorithm, crate `fuzzy-matcher`).

use super::fold::{Folded, fold};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use memchr::memmem::Finder;
use std::ops::Range;

/// How a typed word fits a name, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// It is the name.
    Exact,
    /// It is a word of the name, or several in a row.
    Word,
    /// It is the beginning of the name or of its words.
    Prefix,
    /// It is near: misspelt, cut out of the middle, or letters left out.
    Rough,
}

/// Patterns beyond this many characters fit nothing roughly; it bounds the work per name.
const LONGEST_ROUGH: usize = 40;

/// Quality of a rough fit that stands somewhere inside a word.
pub(crate) const INSIDE: u8 = 80;

/// A typed pattern, folded, with what is needed to try it on many names.
pub(crate) struct Pattern {
    folded: String,
    joined: String,
    words: usize,
    letters: u64,
    finder: Finder<'static>,
    skim: SkimMatcherV2,
    perfect: i64,
}

impl Pattern {
    /// Folds what was typed.
    pub(crate) fn new(typed: &str) -> Self {
        let folded = fold(typed);
        let joined: String = folded.split(' ').collect();
        let skim = SkimMatcherV2::default().ignore_case();
        let short = folded.chars().count() <= LONGEST_ROUGH;
        let perfect = if short { skim.fuzzy_match(&folded, &joined).unwrap_or(0) } else { 0 };
        let finder = Finder::new(&folded).into_owned();
        Self {
            letters: letters(&joined),
            words: folded.split(' ').count(),
            finder,
            folded,
            joined,
            skim,
            perfect,
        }
    }

    /// Whether nothing was typed that a name could hold.
    pub(crate) fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// Whether it is a single word.
    pub(crate) fn is_one_word(&self) -> bool {
        !self.folded.contains(' ')
    }

    /// How it fits a folded name with these [`letters`], if it does, with a quality from 0 to 100 within that strength.
    pub(crate) fn fit(&self, name: &str, letters: u64) -> Option<(Strength, u8)> {
        self.strong_fit(name, letters).or_else(|| Some((Strength::Rough, self.rough_fit(name, letters)?)))
    }

    /// The fits that are cheap to find: the strong ones, and what was typed anywhere inside.
    pub(crate) fn cheap_fit(&self, name: &str, letters: u64) -> Option<(Strength, u8)> {
        self.strong_fit(name, letters)
            .or_else(|| self.inside(name, letters).map(|quality| (Strength::Rough, quality)))
    }

    /// The fit where it is better than rough.
    fn strong_fit(&self, name: &str, letters: u64) -> Option<(Strength, u8)> {
        if self.letters & !letters != 0 || self.folded.is_empty() || name.is_empty() {
            return None;
        }
        if name == self.folded {
            return Some((Strength::Exact, 100));
        }
        if self.joined.len() > 3 && name.split(' ').flat_map(str::bytes).eq(self.joined.bytes()) {
            return Some((Strength::Exact, 90));
        }
        let bytes = name.as_bytes();
        let starts = self.finder.find_iter(bytes).filter(|&at| at == 0 || bytes[at - 1] == b' ');
        let mut best = None;
        for at in starts {
            let whole = matches!(bytes.get(at + self.folded.len()), None | Some(b' '));
            let quality = if at == 0 { 100 } else { 80 };
            let fit = (if whole { Strength::Word } else { Strength::Prefix }, quality);
            if best.is_none_or(|(strength, _)| fit.0 < strength) {
                best = Some(fit);
            }
        }
        best.or_else(|| self.scattered_fit(name))
    }

    /// Several typed words, each of them a word or the beginning of another word of the name, in any order.
    fn scattered_fit(&self, name: &str) -> Option<(Strength, u8)> {
        if self.is_one_word() {
            return None;
        }
        let mut free: Vec<&str> = name.split(' ').collect();
        let mut whole = true;
        for wanted in self.folded.split(' ') {
            let place = free
                .iter()
                .position(|word| *word == wanted)
                .or_else(|| free.iter().position(|word| word.starts_with(wanted)))?;
            whole &= free.remove(place) == wanted;
        }
        Some(if whole { (Strength::Word, 60) } else { (Strength::Prefix, 50) })
    }

    /// Quality of a rough fit: one edit 90, inside a word 80, two edits 70, a misspelt beginning 60, letters left
    /// out up to 50.
    fn rough_fit(&self, name: &str, letters: u64) -> Option<u8> {
        if !self.may_be_rough() {
            return None;
        }
        // Each edit brings in at most one letter that the name has not.
        let strange = (self.letters & !letters).count_ones() as usize;
        let misspelt = if strange <= 2 * self.words { self.misspelt(name) } else { None };
        if misspelt == Some(90) {
            return misspelt;
        }
        self.inside(name, letters).or(misspelt).or_else(|| self.letters_left_out(name, letters))
    }

    /// Shorter patterns are inside of and near to everything.
    fn may_be_rough(&self) -> bool {
        (3..=LONGEST_ROUGH).contains(&self.joined.chars().count())
    }

    /// Quality of a single word that stands somewhere inside a name.
    fn inside(&self, name: &str, letters: u64) -> Option<u8> {
        let may = self.letters & !letters == 0 && self.is_one_word() && self.may_be_rough();
        (may && self.finder.find(name.as_bytes()).is_some()).then_some(INSIDE)
    }

    /// Each typed word within its tolerance of a word of the name: the quality of the worst.
    fn misspelt(&self, name: &str) -> Option<u8> {
        let mut worst = 90;
        for wanted in self.folded.split(' ') {
            let best = name.split(' ').filter_map(|word| word_misspelt(wanted, word)).max()?;
            worst = worst.min(best);
        }
        Some(worst)
    }

    /// The letters in order anywhere in the name, as ranges of its source; none where they are not all there.
    fn scattered(&self, name: &Folded) -> Vec<Range<usize>> {
        let found = (self.perfect > 0).then(|| self.skim.fuzzy_indices(&name.text, &self.joined)).flatten();
        found.map_or_else(Vec::new, |(_, places)| name.source(places))
    }

    /// Skim's fit where it is compact: it begins at a word, and the letters between the matched ones are few or lie
    /// before the beginning of another word.
    fn letters_left_out(&self, name: &str, letters: u64) -> Option<u8> {
        if self.letters & !letters != 0 || self.perfect <= 0 {
            return None;
        }
        let (score, places) = self.skim.fuzzy_indices(name, &self.joined)?;
        if !is_compact(name, &places) || score * 100 < self.perfect * 40 {
            return None;
        }
        u8::try_from((score * 50 / self.perfect).clamp(1, 50)).ok()
    }
}

/// Whether matched characters begin at a word and skip fewer than half as many letters inside words.
/// Going on at the beginning of another word skips nothing: `uae` is United Arab Emirates.
fn is_compact(name: &str, places: &[usize]) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let at_word = |place: usize| place == 0 || chars.get(place - 1) == Some(&' ');
    if !places.first().is_some_and(|&place| at_word(place)) {
        return false;
    }
    let skips = places.windows(2).filter(|pair| !at_word(pair[1])).map(|pair| pair[1] - pair[0] - 1);
    skips.sum::<usize>() * 2 < places.len()
}

/// One bit for each letter or digit that occurs: what a subsequence needs at least.
pub(crate) fn letters(folded: &str) -> u64 {
    folded.chars().fold(0, |bits, c| match c {
        'a'..='z' => bits | 1 << (c as u32 - 'a' as u32),
        '0'..='9' => bits | 1 << (26 + c as u32 - '0' as u32),
        ' ' => bits,
        c => bits | 1 << (36 + c as u32 % 28),
    })
}

/// Quality of a typed word against one word: whole within the tolerance, or the beginning within one edit.
fn word_misspelt(wanted: &str, word: &str) -> Option<u8> {
    if wanted == word || word.starts_with(wanted) {
        return Some(90);
    }
    let tolerance = match wanted.chars().count() {
        0..=3 => return None,
        4 => 1,
        _ => 2,
    };
    // A slip seldom falls on the first letter; without this every short word is near every other.
    if wanted.chars().next() != word.chars().next() {
        return (tolerance > 0 && slips_at_start(wanted, word)).then_some(90);
    }
    match edit_distances(wanted, word) {
        (1, _) => Some(90),
        (2, _) if tolerance == 2 => Some(70),
        (_, beginning) => (beginning <= 1 && tolerance == 2).then_some(60),
    }
}

/// Whether one edit at the very beginning makes one word of the other.
fn slips_at_start(a: &str, b: &str) -> bool {
    fn split(word: &str) -> (Option<char>, &str) {
        let mut chars = word.chars();
        (chars.next(), chars.as_str())
    }
    let ((first_a, rest_a), (first_b, rest_b)) = (split(a), split(b));
    let ((second_a, tail_a), (second_b, tail_b)) = (split(rest_a), split(rest_b));
    let swapped = (first_a, second_a) == (second_b, first_b) && tail_a == tail_b;
    rest_a == rest_b || rest_a == b || a == rest_b || swapped
}

/// Edit distance (insertion, deletion, substitution, swap of neighbours) to the whole word, and to its nearest
/// beginning. Distances above 2 are reported as 3 or more.
pub(crate) fn edit_distances(a: &str, b: &str) -> (usize, usize) {
    if a.is_ascii() && b.is_ascii() {
        return distances(a.as_bytes(), b.as_bytes());
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    distances(&a, &b)
}

fn distances<T: PartialEq>(a: &[T], b: &[T]) -> (usize, usize) {
    const WIDTH: usize = LONGEST_ROUGH + 3;
    if a.len() > b.len() + 2 || a.len() > LONGEST_ROUGH {
        return (3, 3);
    }
    // What lies further behind is beyond every distance that counts.
    let whole = b.len() <= a.len() + 2;
    let b = &b[..b.len().min(a.len() + 2)];
    let mut rows = [[0u8; WIDTH]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j as u8;
    }
    for i in 1..=a.len() {
        let (now, last, before) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[now][0] = i as u8;
        for j in 1..=b.len() {
            let change = rows[last][j - 1] + u8::from(a[i - 1] != b[j - 1]);
            let mut cell = change.min(rows[last][j] + 1).min(rows[now][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cell = cell.min(rows[before][j - 2] + 1);
            }
            rows[now][j] = cell;
        }
    }
    let end = &rows[a.len() % 3][..=b.len()];
    let beginning = end.iter().copied().min().unwrap_or(3);
    (if whole { usize::from(end[b.len()]) } else { 3 }, usize::from(beginning))
}

/// An item that fits a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Its place among the items given.
    pub item: usize,
    /// How it fits.
    pub strength: Strength,
    /// Byte ranges of the item to highlight, in order; empty for a misspelling.
    pub ranges: Vec<Range<usize>>,
}

/// The items that fit a typed pattern, best first, ties in the order given. An empty pattern fits all.
///
/// For lists that a person chooses from, so rough fits are kept below good ones, not dropped, and letters in order
/// anywhere are enough: `tgm` is “toggle the mouse”.
#[must_use]
pub fn rank<'a>(items: impl IntoIterator<Item = &'a str>, typed: &str) -> Vec<Ranked> {
    let pattern = Pattern::new(typed);
    let mut ranked: Vec<(u8, Ranked)> = Vec::new();
    for (item, raw) in items.into_iter().enumerate() {
        if pattern.is_empty() {
            ranked.push((0, Ranked { item, strength: Strength::Prefix, ranges: Vec::new() }));
            continue;
        }
        let folded = Folded::new(raw);
        let fit = pattern.fit(&folded.text, letters(&folded.text));
        let ranges = if fit.is_some() { highlight(&pattern, &folded) } else { pattern.scattered(&folded) };
        let Some((strength, quality)) = fit.or((!ranges.is_empty()).then_some((Strength::Rough, 0))) else {
            continue;
        };
        ranked.push((100 - quality, Ranked { item, strength, ranges }));
    }
    ranked.sort_by_key(|(quality, ranked)| (ranked.strength, *quality, ranked.item));
    ranked.into_iter().map(|(_, ranked)| ranked).collect()
}

/// What of a name to highlight for a pattern: the words or beginnings that were typed, else the letters skim finds.
pub(crate) fn highlight(pattern: &Pattern, name: &Folded) -> Vec<Range<usize>> {
    if pattern.is_empty() {
        return Vec::new();
    }
    let text = name.text.as_str();
    if let Some(at) = word_start(text, &pattern.folded) {
        return name.source_of_bytes(at..at + pattern.folded.len());
    }
    let starts = pattern.folded.split(' ').map(|word| word_start(text, word).map(|at| at..at + word.len()));
    if let Some(mut found) = starts.collect::<Option<Vec<_>>>() {
        found.sort_by_key(|range| range.start);
        return found.into_iter().flat_map(|range| name.source_of_bytes(range)).collect();
    }
    if let Some(at) = text.find(&pattern.folded) {
        return name.source_of_bytes(at..at + pattern.folded.len());
    }
    let found = pattern.skim.fuzzy_indices(text, &pattern.joined);
    found
        .filter(|(_, places)| is_compact(text, places))
        .map_or_else(Vec::new, |(_, places)| name.source(places))
}

/// Where `wanted` begins a word of `text`.
fn word_start(text: &str, wanted: &str) -> Option<usize> {
    text.match_indices(wanted).map(|(at, _)| at).find(|&at| at == 0 || text.as_bytes()[at - 1] == b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(typed: &str, name: &str) -> Option<Strength> {
        let name = fold(name);
        Pattern::new(typed).fit(&name, letters(&name)).map(|(strength, _)| strength)
    }

    #[test]
    fn strengths_of_a_fit() {
        use Strength::{Exact, Prefix, Rough, Word};
        for (typed, name, expected) in [
            ("russia", "Russia", Some(Exact)),
            ("elysee", "Élysée", Some(Exact)),
            ("northkorea", "North Korea", Some(Exact)),
            ("xi", "Xi Jinping", Some(Word)),
            ("jinping xi", "Xi Jinping", Some(Word)),
            ("rus", "Russia", Some(Prefix)),
            ("kor", "North Korea", Some(Prefix)),
            ("xi jin", "Xi Jinping", Some(Prefix)),
            ("putn", "Vladimir Putin", Some(Rough)),
            ("zelinsky", "Volodymyr Zelenskyy", Some(Rough)),
            ("zelensky", "Volodymyr Zelenskyy", Some(Prefix)),
            ("zelin", "Volodymyr Zelensky", Some(Rough)),
            ("vladmir puttin", "Vladimir Putin", Some(Rough)),
            ("rus", "Cyprus", Some(Rough)),
            ("kygyz", "Kyrgyzstan", Some(Rough)),
            ("kazkh", "Kazakhstan", Some(Rough)),
            ("gas", "Global South", None),
            ("gas", "Olympic Games", None),
            ("iran", "Northern Ireland", None),
            ("uae", "United Arab Emirates", Some(Rough)),
            ("rus", "Burundi is", None),
            ("ra", "Iran", None),
            ("gbm", "Great Britain and Samoa", None),
            ("merz", "Mexico", None),
            ("", "Russia", None),
            ("?", "Russia", None),
        ] {
            assert_eq!(fit(typed, name), expected, "{typed} / {name}");
        }
    }

    #[test]
    fn distances() {
        for (a, b, whole, beginning) in [
            ("putin", "putin", 0, 0),
            ("putn", "putin", 1, 1),
            ("puitn", "putin", 1, 1),
            ("put", "putin", 2, 0),
            ("zelinsky", "zelenskyy", 2, 1),
            ("", "abc", 3, 0),
            ("zelin", "zelenskyy", 3, 1),
            ("abcd", "a", 3, 3),
        ] {
            assert_eq!(edit_distances(a, b), (whole, beginning), "{a} {b}");
        }
    }

    #[test]
    fn a_list_is_ranked_best_first_with_what_to_highlight() {
        let items = ["Belarus", "Toggle rusty mode", "Cyprus", "Russia", "France"];
        let got: Vec<_> = rank(items, "rus")
            .into_iter()
            .map(|ranked| {
                let marked: Vec<_> = ranked.ranges.iter().map(|r| &items[ranked.item][r.clone()]).collect();
                (items[ranked.item], marked.join("|"))
            })
            .collect();
        assert_eq!(
            got,
            [("Russia", "Rus"), ("Toggle rusty mode", "rus"), ("Belarus", "rus"), ("Cyprus", "rus")]
                .map(|(item, marked)| (item, marked.to_owned()))
        );
        assert_eq!(rank(items, "").len(), items.len());
        let scattered = rank(items, "tgmd");
        assert_eq!(
            scattered.iter().map(|ranked| items[ranked.item]).collect::<Vec<_>>(),
            ["Toggle rusty mode"]
        );
    }
}
