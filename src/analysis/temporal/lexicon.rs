//! What single tokens can mean in a temporal expression: the word table of `assets/temporal/words.tsv`, looked up once
//! a token. It knows nothing of how words combine.

use super::feasts;
use crate::analysis::tokens::{Token, TokenKind};
use crate::analysis::words::Words;
use std::sync::OnceLock;

/// A unit of time that can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    BusinessDay,
    Night,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

/// Where a period lies, seen from the anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Last,
    Past,
    Previous,
    Next,
    Coming,
    Following,
    This,
    These,
    That,
    Same,
    Recent,
}

/// A part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
    Start,
    Middle,
    End,
    /// From the period's first day to the anchor.
    Earlier,
    /// From the anchor to the period's last day.
    Later,
}

/// What a verb tells of the time of its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Past,
    Present,
    Future,
    /// Plans and appointments: what they date lies ahead, in whatever tense they stand.
    Plan,
}

/// Small words that hold expressions together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Earlier,
    Later,
    Ago,
    Hence,
    Before,
    After,
    Since,
    Until,
    Through,
    To,
    From,
    Between,
    And,
    Or,
    Of,
    In,
    On,
    At,
    By,
    Within,
    Over,
    For,
    During,
    The,
    A,
    Every,
    Other,
    Per,
    Once,
    About,
    Than,
    Lasting,
    Whole,
    More,
    Old,
    Long,
    Aged,
    Anniversary,
    Fiscal,
    OClock,
    Half,
    Couple,
    Few,
    Several,
    Date,
    Era,
    BeforeEra,
    Not,
    Moment,
    Business,
}

/// A time that the words leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reference {
    Past,
    Present,
    Future,
}

impl Reference {
    const ALL: [Self; 3] = [Self::Past, Self::Present, Self::Future];

    /// The value TIMEX3 has for it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Past => "PAST_REF",
            Self::Present => "PRESENT_REF",
            Self::Future => "FUTURE_REF",
        }
    }
}

/// The values of what recurs: `monthly`.
pub(super) const FREQUENCIES: [&str; 9] = ["P1D", "P1W", "P2W", "P1M", "P3M", "P6M", "P1Y", "P2Y", "PT1H"];

/// What a token can mean. There is one for each token of a text: it must stay a few bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sym {
    /// Nothing temporal.
    Other,
    /// Beyond the sentence.
    Edge,
    /// One ASCII punctuation character; every long dash is `~`, every apostrophe `'`.
    Mark(u8),
    /// Begins with a digit.
    Number,
    Cardinal(u16),
    /// From 1; -1 is “final”.
    Ordinal(i8),
    /// From 1, and whether the word is a month without help from its neighbours.
    Month(u8, bool),
    /// From Monday, 0, and whether it is written out.
    Weekday(u8, bool),
    /// The unit, and whether it is plural.
    Unit(Unit, bool),
    /// “the nineties”: the year within the century.
    Decade(u8),
    /// From spring, 0.
    Season(u8),
    /// Two letters as in TIMEX3.
    DayPart([u8; 2]),
    /// Days from today.
    Deictic(i8),
    Tonight,
    Reference(Reference),
    Relation(Relation),
    Part(Part),
    Word(Word),
    /// The place of its value in [`FREQUENCIES`].
    Frequency(u8),
    Quarter(u8),
    HalfYear(u8),
    /// Whether afternoon.
    Meridiem(bool),
    /// Whether it is universal time.
    Zone(bool),
    /// A noun that a number before it counts.
    Counted,
    /// A noun that makes a year beside it part of a name.
    Games,
    Verb(Verb),
}

/// An entry: its meaning, and whether the name of a feast can begin with the word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) sym: Sym,
    pub(super) feast: bool,
}

/// What a word that is not in the table means.
const NOTHING: Entry = Entry { sym: Sym::Other, feast: false };

/// The table.
#[derive(Debug, Default)]
pub(super) struct Lexicon(Words<Option<Entry>>);

impl Lexicon {
    /// The table compiled into the program, read on first use.
    pub(super) fn bundled() -> &'static Self {
        static BUNDLED: OnceLock<Lexicon> = OnceLock::new();
        BUNDLED.get_or_init(|| Self::read(include_str!("../../../assets/temporal/words.tsv")))
    }

    fn read(table: &'static str) -> Self {
        let mut lexicon = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(class), Some(meaning), Some(words)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            let Some(sym) = meaning_of(class, meaning) else { continue };
            for word in words.split(' ') {
                // The first meaning of a word stands, so that the order of the table decides between two.
                lexicon.0.entry(word).get_or_insert(Entry { sym: plural(sym, word), feast: false });
            }
        }
        for word in feasts::first_words() {
            lexicon.0.entry(word).get_or_insert(NOTHING).feast = true;
        }
        lexicon
    }

    /// The meaning of a word in any case.
    fn word(&self, word: &str) -> Entry {
        self.0.get(word).copied().flatten().unwrap_or(NOTHING)
    }

    /// The meaning of a token.
    pub(super) fn token(&self, token: &Token, text: &str) -> Entry {
        let sym = match token.kind {
            TokenKind::Word => return self.word(token.text(text)),
            TokenKind::Number => Sym::Number,
            TokenKind::Possessive => Sym::Mark(b's'),
            TokenKind::Punct => match token.text(text).as_bytes() {
                [mark] if mark.is_ascii_punctuation() => Sym::Mark(*mark),
                _ => match token.text(text) {
                    "–" | "—" | "‒" | "―" | "−" => Sym::Mark(b'~'),
                    "‐" | "‑" => Sym::Mark(b'-'),
                    "’" | "‘" | "ʼ" => Sym::Mark(b'\''),
                    "“" | "”" | "„" | "«" | "»" => Sym::Mark(b'"'),
                    "…" => Sym::Mark(b'.'),
                    _ => Sym::Other,
                },
            },
        };
        Entry { sym, feast: false }
    }
}

/// Units are plural by their last letter; nothing else depends on number.
fn plural(sym: Sym, word: &str) -> Sym {
    match sym {
        Sym::Unit(unit, _) => Sym::Unit(unit, word.ends_with('s') || word == "millennia"),
        sym => sym,
    }
}

fn meaning_of(class: &str, meaning: &'static str) -> Option<Sym> {
    let number = || meaning.trim_end_matches('?').parse::<i16>().ok();
    let small = || number().and_then(|n| u8::try_from(n).ok());
    Some(match class {
        "month" => Sym::Month(small()?, !meaning.ends_with('?')),
        "month-abbreviation" => Sym::Month(small()?, false),
        "weekday" => Sym::Weekday(small()?, true),
        "weekday-abbreviation" => Sym::Weekday(small()?, false),
        "unit" => Sym::Unit(unit(meaning)?, false),
        "cardinal" => Sym::Cardinal(u16::try_from(number()?).ok()?),
        "ordinal" => Sym::Ordinal(i8::try_from(number()?).ok()?),
        "decade" => Sym::Decade(small()?),
        "season" => Sym::Season(small()?),
        "day-part" => Sym::DayPart(meaning.as_bytes().try_into().ok()?),
        "deictic" => Sym::Deictic(i8::try_from(number()?).ok()?),
        "tonight" => Sym::Tonight,
        "reference" => Sym::Reference(Reference::ALL.into_iter().find(|known| known.name() == meaning)?),
        "relation" => Sym::Relation(relation(meaning)?),
        "part" => Sym::Part(part(meaning)?),
        "word" => Sym::Word(word(meaning)?),
        "frequency" => Sym::Frequency(FREQUENCIES.iter().position(|known| *known == meaning)? as u8),
        "quarter" => Sym::Quarter(small()?),
        "half-year" => Sym::HalfYear(small()?),
        "meridiem" => Sym::Meridiem(meaning == "pm"),
        "zone" => Sym::Zone(meaning == "Z"),
        "counted" => Sym::Counted,
        "games" => Sym::Games,
        "verb" => Sym::Verb(match meaning {
            "past" => Verb::Past,
            "present" => Verb::Present,
            "future" => Verb::Future,
            "plan" => Verb::Plan,
            _ => return None,
        }),
        _ => return None,
    })
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "business-day" => Unit::BusinessDay,
        "night" => Unit::Night,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        "millennium" => Unit::Millennium,
        _ => return None,
    })
}

fn relation(name: &str) -> Option<Relation> {
    Some(match name {
        "last" => Relation::Last,
        "past" => Relation::Past,
        "previous" => Relation::Previous,
        "next" => Relation::Next,
        "coming" => Relation::Coming,
        "following" => Relation::Following,
        "this" => Relation::This,
        "these" => Relation::These,
        "that" => Relation::That,
        "same" => Relation::Same,
        "recent" => Relation::Recent,
        _ => return None,
    })
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "early" => Part::Early,
        "mid" => Part::Mid,
        "late" => Part::Late,
        "start" => Part::Start,
        "middle" => Part::Middle,
        "end" => Part::End,
        _ => return None,
    })
}

fn word(name: &str) -> Option<Word> {
    Some(match name {
        "earlier" => Word::Earlier,
        "later" => Word::Later,
        "ago" => Word::Ago,
        "hence" => Word::Hence,
        "before" => Word::Before,
        "after" => Word::After,
        "since" => Word::Since,
        "until" => Word::Until,
        "through" => Word::Through,
        "to" => Word::To,
        "from" => Word::From,
        "between" => Word::Between,
        "and" => Word::And,
        "or" => Word::Or,
        "of" => Word::Of,
        "in" => Word::In,
        "on" => Word::On,
        "at" => Word::At,
        "by" => Word::By,
        "within" => Word::Within,
        "over" => Word::Over,
        "for" => Word::For,
        "during" => Word::During,
        "the" => Word::The,
        "a" => Word::A,
        "every" => Word::Every,
        "other" => Word::Other,
        "per" => Word::Per,
        "once" => Word::Once,
        "about" => Word::About,
        "than" => Word::Than,
        "lasting" => Word::Lasting,
        "whole" => Word::Whole,
        "more" => Word::More,
        "old" => Word::Old,
        "long" => Word::Long,
        "aged" => Word::Aged,
        "anniversary" => Word::Anniversary,
        "fiscal" => Word::Fiscal,
        "oclock" => Word::OClock,
        "half" => Word::Half,
        "couple" => Word::Couple,
        "few" => Word::Few,
        "several" => Word::Several,
        "date" => Word::Date,
        "era" => Word::Era,
        "before-era" => Word::BeforeEra,
        "not" => Word::Not,
        "moment" => Word::Moment,
        "business" => Word::Business,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_understood_and_every_word_can_be_found() {
        let table = include_str!("../../../assets/temporal/words.tsv");
        for (i, line) in table.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let cells: Vec<_> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "line {}: {line:?}", i + 1);
            assert!(meaning_of(cells[0], cells[1]).is_some(), "line {}: {line:?}", i + 1);
            for word in cells[2].split(' ') {
                assert!(!word.is_empty(), "line {}: {word:?}", i + 1);
                assert_eq!(word, word.to_lowercase(), "line {}", i + 1);
                assert_ne!(Lexicon::bundled().word(word).sym, Sym::Other, "line {}: {word:?}", i + 1);
            }
        }
    }

    #[test]
    fn a_meaning_takes_little_room() {
        assert!(size_of::<Entry>() <= 8, "{}", size_of::<Entry>());
    }

    #[test]
    fn case_does_not_matter_and_strangers_mean_nothing() {
        let lexicon = Lexicon::bundled();
        for (word, expected) in [
            ("SEPTEMBER", Sym::Month(9, true)),
            ("May", Sym::Month(5, false)),
            ("Tues", Sym::Weekday(1, false)),
            ("centuries", Sym::Unit(Unit::Century, true)),
            ("will", Sym::Verb(Verb::Future)),
            ("Tuesdayish", Sym::Other),
            ("naïve", Sym::Other),
            ("", Sym::Other),
        ] {
            assert_eq!(lexicon.word(word).sym, expected, "{word:?}");
        }
    }
}
