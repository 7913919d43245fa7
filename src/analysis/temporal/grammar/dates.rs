//! Calendar dates: days, months, years, weekdays, quarters, seasons, decades, centuries, feasts, in every order and
//! punctuation.

use super::relative::period;
use super::{Parsed, which_of};
use crate::analysis::temporal::calendar::Grain;
use crate::analysis::temporal::lexicon::{Relation, Sym, Unit, Word};
use crate::analysis::temporal::line::Line;
use crate::analysis::temporal::meaning::{Point, Which};
use crate::analysis::temporal::numbers::{Digits, cardinal, ordinal, year_words};
use chrono::Weekday;

/// A date that begins at the token.
pub(super) fn date(line: &Line<'_>, i: usize) -> Option<Parsed> {
    match line.sym(i) {
        Sym::Number => number(line, i),
        Sym::Month(month, _) => month_first(line, i, month, None),
        Sym::Weekday(day, _) => weekday(line, i, day),
        Sym::Season(n) => {
            let (year, end) = year_after(line, i + 1).unwrap_or((Which::Open, i + 1));
            Some((Point::Season { n, year }, end))
        }
        Sym::Quarter(n) => {
            let at = if line.mark(i + 1, b',') || line.mark(i + 1, b'-') { i + 2 } else { i + 1 };
            let (year, end) = year_after(line, at).unwrap_or((Which::Open, i + 1));
            Some((Point::Quarter { n, year }, end))
        }
        Sym::HalfYear(n) => {
            let (year, end) = year_after(line, i + 1)?;
            Some((Point::Half { n, year }, end))
        }
        Sym::Decade(n) => Some((Point::OpenDecade(n), i + 1)),
        Sym::Mark(b'\'') => apostrophe(line, i),
        // “the year 2008”, “in the year of 2008”
        Sym::Unit(Unit::Year, false) => {
            let at = line.skip_word(i + 1, Word::Of);
            plain_year(line, at).map(|year| (Point::Year(Which::Year(year)), at + 1))
        }
        Sym::Ordinal(_) | Sym::Cardinal(_) => ordinal_first(line, i).or_else(|| {
            let (year, end) = year_words(line, i)?;
            Some((Point::Year(Which::Year(year)), end))
        }),
        _ => None,
    }
}

/// The feast that begins at the token, with its year.
pub(super) fn feast(line: &Line<'_>, i: usize) -> Option<Parsed> {
    let (feast, end) = line.feast(i)?;
    // “Labor Day weekend 2021”, “Labor Day 2021 weekend”
    let weekend = |at: usize| line.sym(at) == Sym::Unit(Unit::Weekend, false);
    let inner = if weekend(end) { end + 1 } else { end };
    let (year, end) = year_after(line, line.skip(inner, b',')).unwrap_or((Which::Open, inner));
    let day = Point::Feast { feast, year };
    if weekend(inner - 1) || weekend(end) {
        let end = if weekend(end) { end + 1 } else { end };
        return Some((Point::Around { grain: Grain::Weekend, of: Box::new(day) }, end));
    }
    Some((day, end))
}

/// A number of four digits that can be a year.
pub(super) fn plain_year(line: &Line<'_>, i: usize) -> Option<i32> {
    match line.digits(i)? {
        Digits::Plain(year @ 1000..=2999, 4) => Some(year.cast_signed()),
        _ => None,
    }
}

/// The year that follows a month, season or feast: `2025`, `of 2025`, `in 2025`, `’82`, `last year`, `of next year`.
pub(super) fn year_after(line: &Line<'_>, i: usize) -> Option<(Which, usize)> {
    let at = if matches!(line.sym(i), Sym::Word(Word::Of | Word::In)) { i + 1 } else { i };
    let at = line.skip_word(at, Word::The);
    let at = if line.sym(at) == Sym::Unit(Unit::Year, false) { at + 1 } else { at };
    if let Some(year) = plain_year(line, at) {
        let counted = at > i && matches!(line.sym(at + 1), Sym::Counted | Sym::Mark(b'%'));
        return (!counted).then_some((Which::Year(year), at + 1));
    }
    if let Some((year, end)) = year_words(line, at) {
        return Some((Which::Year(year), end));
    }
    match (line.sym(at), line.sym(at + 1)) {
        (Sym::Mark(b'\''), Sym::Number) if line.glued(at) => match line.digits(at + 1)? {
            Digits::Plain(year, 2) => Some((Which::Short(year as u8), at + 2)),
            _ => None,
        },
        (Sym::Relation(relation), Sym::Unit(Unit::Year, false)) => {
            let shift = match relation {
                Relation::Last | Relation::Past | Relation::Previous => -1,
                Relation::Next | Relation::Coming => 1,
                Relation::This => 0,
                _ => return None,
            };
            Some((Which::Relative(shift), at + 2))
        }
        _ => None,
    }
}

/// A day of a month in digits, ordinal or not.
fn day_number(line: &Line<'_>, i: usize) -> Option<u8> {
    match line.digits(i)? {
        Digits::Plain(day @ 1..=31, 1..=2) | Digits::Ordinal(day @ 1..=31) => Some(day as u8),
        _ => None,
    }
}

/// A day in digits or in words, with the index after it.
fn day(line: &Line<'_>, i: usize) -> Option<(u8, usize)> {
    if let Some(day) = day_number(line, i) {
        return Some((day, i + 1));
    }
    let (n, end) =
        matches!(line.sym(i), Sym::Ordinal(_) | Sym::Cardinal(_)).then(|| ordinal(line, i)).flatten()?;
    u8::try_from(n).ok().filter(|day| (1..=31).contains(day)).map(|day| (day, end))
}

/// A day in a plain number word, where a month stands beside it: `January twenty-five`, `fifteen August`.
fn spoken_day(line: &Line<'_>, i: usize) -> Option<(u8, usize)> {
    if !matches!(line.sym(i), Sym::Cardinal(1..=30)) {
        return None;
    }
    let (n, end) = cardinal(line, i)?;
    u8::try_from(n).ok().filter(|day| (1..=31).contains(day)).map(|day| (day, end))
}

/// A month's name, with the index after it and its full stop.
pub(super) fn month(line: &Line<'_>, i: usize) -> Option<(u8, usize)> {
    let Sym::Month(month, _) = line.sym(i) else { return None };
    let abbreviated = matches!(line.word(i).len(), 3..=5)
        && !["May", "March", "April", "June", "July"].contains(&line.word(i));
    // The full stop at a sentence's end is the sentence's.
    let dotted = abbreviated && line.mark(i + 1, b'.') && line.glued(i) && i + 2 < line.to;
    Some((month, if dotted { i + 2 } else { i + 1 }))
}

/// `September 3rd, 2025`, `Sept. 7`, `March the 3rd`, `March 2020`, `March of last year`, `March`.
fn month_first(line: &Line<'_>, i: usize, number: u8, weekday: Option<Weekday>) -> Option<Parsed> {
    let (_, after) = month(line, i)?;
    if let Some(Digits::DayYear(day @ 1..=31, year)) = line.digits(after) {
        let year = Which::Year(year.cast_signed());
        return Some((Point::Day { year, month: number, day: day as u8, weekday }, after + 1));
    }
    let at = line.skip_word(line.skip(after, b'-'), Word::The);
    let at = if line.mark(at, b'/') { at + 1 } else { at };
    // “January twenty-five, nineteen eighty-six”; without a year it would be any number.
    if let Some((day, end)) = spoken_day(line, at)
        && let (year @ Which::Year(_), end) = year_tail(line, end)
    {
        return Some((Point::Day { year, month: number, day, weekday }, end));
    }
    if let Some((day, end)) =
        day(line, at).filter(|&(_, end)| !counts(line, end) && !clock_follows(line, end))
    {
        let (year, end) = year_tail(line, end);
        let attacks = matches!(
            line.word(end),
            "attack" | "attacks" | "terror" | "terrorist" | "terrorists" | "hijackers" | "hijackings"
        );
        if (number, day, year) == (9, 11, Which::Open) && attacks {
            return Some((Point::Fixed { year: 2001, month: 9, day: 11 }, end));
        }
        return Some((Point::Day { year, month: number, day, weekday }, end));
    }
    let at = if line.mark(after, b',') || line.mark(after, b'/') { after + 1 } else { after };
    let (year, end) = year_after(line, at).unwrap_or((Which::Open, after));
    Some((Point::Month { year, month: number }, end))
}

/// Whether the number just read counts what follows it (`May 10 percent`).
fn counts(line: &Line<'_>, end: usize) -> bool {
    matches!(line.sym(end), Sym::Counted | Sym::Mark(b'%'))
}

/// Whether the number just read is an hour: `September 9:30`.
fn clock_follows(line: &Line<'_>, end: usize) -> bool {
    line.mark(end, b':') && line.glued(end) && line.sym(end + 1) == Sym::Number
        || matches!(line.sym(end), Sym::Meridiem(_))
}

/// The year after a day and a month, over a comma.
fn year_tail(line: &Line<'_>, end: usize) -> (Which, usize) {
    let at = line.skip(end, b',');
    let at = if line.mark(at, b'-') || line.mark(at, b'/') { at + 1 } else { at };
    match year_after(line, at) {
        // After a comma only a bare year belongs to the date: “on May 3, last year's winner …”
        Some((Which::Relative(_), _)) if at > end => (Which::Open, end),
        Some((year, after)) if !counts(line, after) => (year, after),
        _ => (Which::Open, end),
    }
}

/// `Wednesday, September 3`, `Thursday the 18th`, `Friday 23 May`, `Monday next week`, `Friday`.
fn weekday(line: &Line<'_>, i: usize, number: u8) -> Option<Parsed> {
    let weekday = Weekday::try_from(number).ok()?;
    let abbreviated = matches!(line.sym(i), Sym::Weekday(_, false));
    let after = if abbreviated && line.mark(i + 1, b'.') { i + 2 } else { i + 1 };
    let at = if line.mark(after, b',') || line.mark(after, b'-') { after + 1 } else { after };
    let at = line.skip_word(line.skip_word(at, Word::On), Word::The);
    if let Sym::Month(month, _) = line.sym(at)
        && let Some((point @ Point::Day { .. }, end)) = month_first(line, at, month, Some(weekday))
    {
        return Some((point, end));
    }
    if let Some((point, end)) = number_or_ordinal(line, at) {
        match point {
            Point::Day { year, month, day, .. } => {
                return Some((Point::Day { year, month, day, weekday: Some(weekday) }, end));
            }
            Point::Numeric { .. } => return Some((point, end)),
            _ => {}
        }
    }
    let ordinal =
        matches!(line.digits(at), Some(Digits::Ordinal(_))) || line.is(at.wrapping_sub(1), Word::The);
    let ordinal = ordinal || at == after && stands_alone(line, at);
    if let Some((day, end)) = day(line, at).filter(|&(_, end)| ordinal && !line.is(end, Word::Anniversary)) {
        return Some((Point::DayOfMonth { day, weekday: Some(weekday) }, end));
    }
    let at = line.skip_word(line.skip_word(after, Word::Of), Word::The);
    if let Some((of, end)) = period(line, at)
        && matches!(of, Point::Cell { grain: crate::analysis::temporal::calendar::Grain::Week, .. })
    {
        return Some((Point::NthWeekday { n: 1, weekday, of: Box::new(of) }, end));
    }
    let end = if after > i + 1 && !line.starts(i) { i + 2 } else { i + 1 };
    Some((Point::Weekday { weekday, which: Which::Open }, if abbreviated { end } else { i + 1 }))
}

/// Whether a number after a weekday can be a day of the month (`Monday 21`): nothing follows that it would count, nor
/// what makes it a time, a score or a fraction.
fn stands_alone(line: &Line<'_>, i: usize) -> bool {
    let number = matches!(line.digits(i), Some(Digits::Plain(1..=31, 1..=2)));
    number
        && match line.sym(i + 1) {
            Sym::Edge => true,
            Sym::Mark(mark) => matches!(mark, b',' | b';' | b')' | b'"') || mark == b'.' && i + 2 >= line.to,
            Sym::Word(word) => {
                matches!(word, Word::At | Word::Between | Word::From | Word::And | Word::In | Word::Until)
            }
            _ => false,
        }
}

fn number_or_ordinal(line: &Line<'_>, i: usize) -> Option<Parsed> {
    match line.sym(i) {
        Sym::Number => number(line, i),
        Sym::Ordinal(_) | Sym::Cardinal(_) => ordinal_first(line, i),
        _ => None,
    }
}

/// `third of March`, `fourth of July 1995`, and in digits through [`number`].
fn ordinal_first(line: &Line<'_>, i: usize) -> Option<Parsed> {
    if let Some((day, end)) = spoken_day(line, i)
        && let Some(found @ (Point::Day { year: Which::Year(_), .. }, _)) = day_then_month(line, day, end)
    {
        return Some(found);
    }
    let (day, end) = day(line, i)?;
    day_then_month(line, day, end)
}

/// After a day: `[of] September [2025]`.
fn day_then_month(line: &Line<'_>, day: u8, after: usize) -> Option<Parsed> {
    let at = line.skip_word(line.skip_word(after, Word::Of), Word::The);
    let at = if line.mark(at, b'-') || line.mark(at, b'/') { at + 1 } else { at };
    let (month, end) = month(line, at)?;
    let (year, end) = year_tail(line, end);
    Some((Point::Day { year, month, day, weekday: None }, end))
}

/// `’82`, `the ’80s`.
fn apostrophe(line: &Line<'_>, i: usize) -> Option<Parsed> {
    if !line.glued(i) || line.sym(i.wrapping_sub(1)) == Sym::Number {
        return None;
    }
    match line.digits(i + 1)? {
        Digits::Plain(year, 2) => Some((Point::Year(Which::Short(year as u8)), i + 2)),
        Digits::Decade(year @ 0..=90) => Some((Point::OpenDecade(year as u8), i + 2)),
        _ => None,
    }
}

/// Dates that begin with a digit.
fn number(line: &Line<'_>, i: usize) -> Option<Parsed> {
    match line.digits(i)? {
        Digits::Dotted(first, second, year) => {
            numeric(first, second, full_year(year)?, true).map(|p| (p, i + 1))
        }
        Digits::Decade(year @ 1000..=2990) if year % 100 == 0 => {
            // “the 1900s” is the century, “the 2000s” in news the decade.
            let point = if year < 2000 {
                Point::Century(year.cast_signed())
            } else {
                Point::Decade(year.cast_signed())
            };
            Some((point, i + 1))
        }
        Digits::Decade(year @ 1000..=2990) => Some((Point::Decade(year.cast_signed()), i + 1)),
        Digits::Decade(year @ 20..=90) => Some((Point::OpenDecade(year as u8), i + 1)),
        Digits::Ordinal(n @ 1..=31) => day_then_month(line, n as u8, i + 1),
        // “the 1980's”
        Digits::Plain(year @ 1100..=2990, 4) if year % 10 == 0 && old_decade(line, i).is_some() => {
            Some((Point::Decade(year.cast_signed()), old_decade(line, i)?))
        }
        Digits::Plain(year @ 1000..=2999, 4) => year_first(line, i, year.cast_signed()),
        Digits::Plain(n, 1..=2) => slashed(line, i, n).or_else(|| {
            let day = u8::try_from(n).ok().filter(|day| (1..=31).contains(day))?;
            let found = day_then_month(line, day, i + 1)?;
            (!counts_dated(line, i) && !named_by_date(line, i)).then_some(found)
        }),
        _ => None,
    }
}

/// Whether the number counts what a date after it tells more of: “the 40 Nov. 3 voters”.
fn counts_dated(line: &Line<'_>, i: usize) -> bool {
    let dated = month(line, i + 1).and_then(|(_, after)| day(line, after));
    line.is(i.wrapping_sub(1), Word::The)
        && dated.is_some_and(|(_, end)| line.is_word(end) && !clock_follows(line, end))
}

/// Whether the number ends a date in digits that a noun follows, not a month: “the 9/12 march”.
fn named_by_date(line: &Line<'_>, i: usize) -> bool {
    let slash = i.wrapping_sub(1);
    line.mark(slash, b'/') && line.glued(slash) && line.back(i, 2) == Sym::Number && !line.capital(i + 1)
}

/// The end of `'s` after a year of ten where it is the plural of older print, not a possessive: after “the”, and before
/// no noun.
fn old_decade(line: &Line<'_>, i: usize) -> Option<usize> {
    let end = if line.mark(i + 1, b's') {
        i + 2
    } else if line.mark(i + 1, b'\'') && line.glued(i) && line.glued(i + 1) && line.word(i + 2) == "s" {
        i + 3
    } else {
        return None;
    };
    let the = line.is(i.wrapping_sub(1), Word::The)
        || matches!(line.back(i, 1), Sym::Part(_)) && line.is(i.wrapping_sub(2), Word::The)
        || line.dash(i.wrapping_sub(1)) && matches!(line.back(i, 2), Sym::Part(_));
    let ends = !line.is_word(end) || matches!(line.sym(end), Sym::Word(_) | Sym::Verb(_));
    (the && ends).then_some(end)
}

/// Two digits of a year mean the hundred years around 2000, as everybody reads them.
fn full_year(year: u32) -> Option<i32> {
    match year {
        0..=49 => Some(2000 + year.cast_signed()),
        50..=99 => Some(1900 + year.cast_signed()),
        1000..=2999 => Some(year.cast_signed()),
        _ => None,
    }
}

/// A date in digits whose order is told by its numbers, or must be guessed.
fn numeric(first: u32, second: u32, year: i32, dotted: bool) -> Option<Point> {
    let (first, second) = (u8::try_from(first).ok()?, u8::try_from(second).ok()?);
    let possible = (1..=31).contains(&first) && (1..=31).contains(&second) && (first <= 12 || second <= 12);
    possible.then_some(Point::Numeric { first, second, year: Some(year), dotted })
}

/// `3/9/2025`, `3-9-2025`, `10-31-74`, `9/11`.
fn slashed(line: &Line<'_>, i: usize, first: u32) -> Option<Parsed> {
    let Sym::Mark(separator @ (b'/' | b'-')) = line.sym(i + 1) else { return None };
    let Digits::Plain(second, 1..=2) = line.digits(i + 2)? else { return None };
    if line.mark(i + 3, separator)
        && let Some(Digits::Plain(year, 2 | 4)) = line.digits(i + 4)
    {
        // More of the same behind or before it is a number of something, not a date.
        let longer = (line.mark(i + 5, separator) && line.sym(i + 6) == Sym::Number)
            || (line.back(i, 1) == Sym::Mark(separator) && line.back(i, 2) == Sym::Number);
        return if longer {
            None
        } else {
            numeric(first, second, full_year(year)?, false).map(|p| (p, i + 5))
        };
    }
    if separator != b'/' || line.mark(i + 3, b'/') || !line.glued(i) {
        return None;
    }
    if (first, second) == (9, 11) && line.word(i) == "9" {
        return Some((Point::Fixed { year: 2001, month: 9, day: 11 }, i + 3));
    }
    if (first, second) == (24, 7) {
        return None;
    }
    // Without a year it is a fraction or a score unless a word before it says that it is a day.
    let dated = matches!(
        line.back(i, 1),
        Sym::Word(Word::On | Word::Since | Word::Until | Word::By | Word::From | Word::Between | Word::To)
            | Sym::Weekday(..)
            | Sym::Relation(Relation::Next | Relation::Last)
    ) || (line.back(i, 1) == Sym::Mark(b',') && matches!(line.back(i, 2), Sym::Weekday(..)));
    let (first, second) = (first as u8, second as u8);
    let possible = (1..=31).contains(&first) && (1..=31).contains(&second) && (first <= 12 || second <= 12);
    (dated && possible).then_some((Point::Numeric { first, second, year: None, dotted: false }, i + 3))
}

/// `2025-09-03`, `2025/9/3`, `2019/aug/01`, `2017 april`, `2019 Q3`, `2025-09`, `2025`.
fn year_first(line: &Line<'_>, i: usize, year: i32) -> Option<Parsed> {
    let which = Which::Year(year);
    if let Sym::Mark(mark @ (b'-' | b'/')) = line.sym(i + 1)
        && line.glued(i)
        && line.glued(i + 1)
    {
        if let Some((month, after)) = month(line, i + 2)
            && line.mark(after, mark)
            && let Some(day) = day_number(line, after + 1)
        {
            return Some((Point::Day { year: which, month, day, weekday: None }, after + 2));
        }
        if let Some(Digits::Plain(month, 1..=2)) = line.digits(i + 2) {
            if line.mark(i + 3, mark)
                && let Some(day) = day_number(line, i + 4)
            {
                let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
                return Some((Point::Day { year: which, month, day, weekday: None }, i + 5));
            }
            if mark == b'-' && (1..=12).contains(&month) && line.word(i + 2).len() == 2 && !line.dash(i + 3) {
                return Some((Point::Month { year: which, month: month as u8 }, i + 3));
            }
        }
    }
    if let Some((month, end)) = month(line, i + 1).filter(|_| line.sym(i + 2) != Sym::Number) {
        return Some((Point::Month { year: which, month }, end));
    }
    let next = line.skip(i + 1, b'-');
    match line.sym(next) {
        Sym::Quarter(n) => Some((Point::Quarter { n, year: which }, next + 1)),
        Sym::HalfYear(n) => Some((Point::Half { n, year: which }, next + 1)),
        _ => Some((Point::Year(which), i + 1)),
    }
}

/// `last September`, `next Friday`, `this spring`, `last Thanksgiving`: a relation and what it picks.
pub(super) fn related(line: &Line<'_>, i: usize, relation: Relation) -> Option<Parsed> {
    let which = which_of(relation)?;
    if let Some((feast, end)) = line.feast(i) {
        return Some((Point::Feast { feast, year: which }, end));
    }
    match line.sym(i) {
        Sym::Weekday(number, _) => {
            let weekday = Weekday::try_from(number).ok()?;
            // “next Monday, 5 May”: the date says more than the relation.
            match self::weekday(line, i, number) {
                Some((point @ (Point::Day { .. } | Point::Numeric { .. }), end)) => Some((point, end)),
                _ => Some((Point::Weekday { weekday, which }, i + 1)),
            }
        }
        Sym::Month(month, _) => match month_first(line, i, month, None)? {
            (Point::Day { year: Which::Open, month, day, weekday }, end) => {
                Some((Point::Day { year: which, month, day, weekday }, end))
            }
            (Point::Month { year: Which::Open, month }, end) => {
                Some((Point::Month { year: which, month }, end))
            }
            explicit => Some(explicit),
        },
        Sym::Season(n) => Some((Point::Season { n, year: which }, i + 1)),
        _ => None,
    }
}
