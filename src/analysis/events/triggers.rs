//! The words that name happenings: the table `assets/triggers.tsv` with all inflections, looked up by token.

use super::class::Class;
use super::unit::Unit;
use crate::analysis::tokens::{Token, tokenise};
use crate::analysis::words::Words;
use crate::model::Span;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../../assets/triggers.tsv");

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trigger {
    pub class: Class,
    pub noun: bool,
    pub lemma: Box<str>,
    /// 1 names a happening alone; 2 needs a participant, a place or a date; 3 needs two of these.
    pub strength: u8,
    /// Words one of which must stand near, lower case; empty where any will do.
    pub with: Box<[Box<str>]>,
    /// The lengths they have, as [bits](length_bit).
    lengths: u32,
    /// Third person of the present, for labels; the lemma of a noun.
    pub present: Box<str>,
}

/// In what form a trigger stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Inflection {
    Noun,
    /// `meet`
    Base,
    /// `meets`
    Present,
    /// `met`, past or participle
    Past,
    /// `meeting`
    Ing,
}

/// How near a word must stand that the table asks for.
const NEAR: usize = 9;

impl Trigger {
    /// Whether one of the words the table asks for stands near: “raised rates”, not “raised hopes”.
    pub(super) fn goes_with(&self, unit: &Unit<'_>, found: &Found) -> bool {
        let mut near = found.first.saturating_sub(NEAR)..(found.last + NEAR).min(unit.tokens.len());
        self.with.is_empty()
            || near.any(|i| {
                let here = unit.word(i);
                self.lengths & length_bit(here) != 0
                    && self.with.iter().any(|word| here.eq_ignore_ascii_case(word))
            })
    }
}

/// A trigger in a run of tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub trigger: &'static Trigger,
    pub form: Inflection,
    /// First and last token.
    pub first: usize,
    pub last: usize,
}

struct Entry {
    /// The words after the first, lower case.
    rest: Vec<Box<str>>,
    row: usize,
    form: Inflection,
}

/// The table, ready to look up.
pub(super) struct Lexicon {
    rows: Vec<Trigger>,
    by_word: Words<Vec<Entry>>,
}

/// A bit for the length of a word in bytes; all beyond thirty have one.
fn length_bit(word: &str) -> u32 {
    1 << word.len().min(31)
}

/// The table compiled into the program.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::read(TABLE))
}

impl Lexicon {
    /// Reads the table; rows that are not understood are left out, and a test finds that there are none.
    fn read(table: &str) -> Self {
        let mut lexicon = Self { rows: Vec::new(), by_word: Words::default() };
        for line in table.lines().skip(1).filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [class, part, lemma, strength, forms, with] = cells[..] else { continue };
            let (Some(class), Ok(strength)) = (Class::of_name(class), strength.parse()) else { continue };
            let with: Box<[Box<str>]> =
                with.split('|').filter(|word| !word.is_empty()).map(Box::from).collect();
            let row = Trigger {
                lengths: with.iter().fold(0, |bits, word| bits | length_bit(word)),
                class,
                noun: part == "n",
                lemma: lemma.into(),
                strength,
                with,
                present: lemma.into(),
            };
            lexicon.add(row, forms);
        }
        lexicon
    }

    fn add(&mut self, mut trigger: Trigger, forms: &str) {
        let row = self.rows.len();
        let lemma = &*trigger.lemma.clone();
        if trigger.noun {
            self.enter(lemma, row, Inflection::Noun);
        } else {
            let (base, after) = split_inflected(lemma);
            let mut irregular = forms.split('|').filter(|form| !form.is_empty());
            let regular = || format!("{}{after}", inflect_past(base));
            let past = irregular.next().map_or_else(regular, str::to_owned);
            let participle = irregular.next().map_or_else(|| past.clone(), str::to_owned);
            let third = format!("{}{after}", inflect_third(base));
            trigger.present = third.as_str().into();
            self.enter(lemma, row, Inflection::Base);
            self.enter(&third, row, Inflection::Present);
            self.enter(&past, row, Inflection::Past);
            if participle != past {
                self.enter(&participle, row, Inflection::Past);
            }
            let ing = format!("{}{after}", inflect_ing(base, doubles(base, &past)));
            self.enter(&ing, row, Inflection::Ing);
        }
        self.rows.push(trigger);
    }

    fn enter(&mut self, words: &str, row: usize, form: Inflection) {
        let tokens = tokenise(words, Span::of(0, words.len()));
        let mut words = tokens.iter().map(|token| Box::<str>::from(token.text(words)));
        if let Some(first) = words.next() {
            let entries = self.by_word.entry(&first);
            let entry = Entry { rest: words.collect(), row, form };
            // The longest first, so that “missile strike” is not found as “missile”.
            let place = entries.partition_point(|other| other.rest.len() >= entry.rest.len());
            entries.insert(place, entry);
        }
    }

    /// All readings of the word at `at`: those of the longest phrase that begins there.
    pub(super) fn at(&'static self, text: &str, tokens: &[Token], at: usize) -> Vec<Found> {
        let Some(entries) = self.by_word.get(tokens[at].text(text)) else { return Vec::new() };
        let mut found: Vec<Found> = Vec::new();
        for entry in entries {
            let last = at + entry.rest.len();
            if found.first().is_some_and(|longer| longer.last > last) {
                break;
            }
            let fits = entry.rest.iter().enumerate().all(|(i, word)| {
                tokens.get(at + 1 + i).is_some_and(|token| token.text(text).eq_ignore_ascii_case(word))
            });
            if fits {
                found.push(Found { trigger: &self.rows[entry.row], form: entry.form, first: at, last });
            }
        }
        found
    }
}

/// The part of a lemma that is inflected and what follows it: `step| down`, `re-elect|`.
fn split_inflected(lemma: &str) -> (&str, &str) {
    lemma.split_at(lemma.find(' ').unwrap_or(lemma.len()))
}

const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

/// Whether the word ends in a consonant and `y`.
fn ends_in_y(base: &str) -> Option<&str> {
    base.strip_suffix('y').filter(|stem| !stem.ends_with(VOWELS))
}

fn inflect_third(base: &str) -> String {
    if let Some(stem) = ends_in_y(base) {
        return format!("{stem}ies");
    }
    let hisses = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| base.ends_with(end));
    format!("{base}{}", if hisses { "es" } else { "s" })
}

fn inflect_past(base: &str) -> String {
    if let Some(stem) = ends_in_y(base) {
        return format!("{stem}ied");
    }
    format!("{base}{}", if base.ends_with('e') { "d" } else { "ed" })
}

/// Whether the past shows that the last consonant is doubled (`banned`, and so `banning`), or the word is one of the
/// irregular ones that double it without showing it (`cut`, `win`, `begin`, `hit`, `sit`).
fn doubles(base: &str, past: &str) -> bool {
    let Some(last) = base.chars().last() else { return false };
    past.starts_with(&format!("{base}{last}"))
        || ["cut", "hit", "win", "begin", "quit", "shut", "set", "swim", "run", "put"].contains(&base)
}

fn inflect_ing(base: &str, double: bool) -> String {
    match base.strip_suffix('e') {
        Some(stem) if !base.ends_with("ee") => {
            stem.strip_suffix('i').map_or_else(|| format!("{stem}ing"), |stem| format!("{stem}ying"))
        }
        _ if double => format!("{base}{}ing", base.chars().last().unwrap_or_default()),
        _ => format!("{base}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(text: &str) -> Vec<(String, Inflection, Class)> {
        let tokens = tokenise(text, Span::of(0, text.len()));
        lexicon()
            .at(text, &tokens, 0)
            .iter()
            .map(|found| (found.trigger.lemma.to_string(), found.form, found.trigger.class))
            .collect()
    }

    #[test]
    fn every_row_of_the_table_is_understood() {
        let rows = TABLE.lines().skip(1).filter(|line| !line.starts_with('#')).count();
        assert_eq!(lexicon().rows.len(), rows);
        assert!(rows > 400, "{rows}");
    }

    #[test]
    fn words_are_found_in_every_form() {
        for (text, lemma, form, class) in [
            ("met", "meet", Inflection::Past, Class::Meet),
            ("Visiting", "visit", Inflection::Ing, Class::Visit),
            ("vetoes", "veto", Inflection::Present, Class::Law),
            ("banning", "ban", Inflection::Ing, Class::Restrict),
            ("denied", "deny", Inflection::Past, Class::Reject),
            ("stepped down", "step down", Inflection::Past, Class::Resign),
            ("steps down", "step down", Inflection::Present, Class::Resign),
            ("re-elected", "re-elect", Inflection::Past, Class::Elect),
            ("dying", "die", Inflection::Ing, Class::Die),
            ("war games", "war games", Inflection::Noun, Class::Exercise),
            ("fled", "flee", Inflection::Past, Class::Free),
            ("fleeing", "flee", Inflection::Ing, Class::Free),
        ] {
            assert!(
                readings(text).contains(&(lemma.to_owned(), form, class)),
                "{text:?}: {:?}",
                readings(text)
            );
        }
        assert!(readings("cheese").is_empty());
        assert_eq!(readings("war games").len(), 1, "the phrase, not the word");
    }
}
