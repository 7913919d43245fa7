//! Times of day, alone and together with a day: `4 pm`, `08:30 UTC on Friday`, `Friday morning`, `the night of May 3`.

use super::relative::cell;
use super::{Parsed, dates, point};
use crate::analysis::temporal::calendar::Grain;
use crate::analysis::temporal::lexicon::{Part, Relation, Sym, Unit, Word};
use crate::analysis::temporal::line::Line;
use crate::analysis::temporal::meaning::{Origin, Point, Which};
use crate::analysis::temporal::numbers::{Digits, cardinal};

/// Hour, minute, and whether it is universal time.
type Time = (u8, u8, bool);

/// An expression that begins with a time of day.
pub(super) fn clock_first(line: &Line<'_>, i: usize) -> Option<Parsed> {
    if let Sym::DayPart(part) = line.sym(i) {
        return part_of_day(line, i, part);
    }
    let (time, end) = time(line, i)?;
    if let Some((of, end)) = day_after(line, end) {
        return Some((clock(time, of), end));
    }
    // `3:16` alone may be a verse or a score; a word before it must say that it is a time.
    let bare = line.mark(i + 1, b':') && end == i + 3 && line.word(i + 2).len() == 2;
    let said = matches!(
        line.back(i, 1),
        Sym::Edge
            | Sym::Mark(b',' | b'(' | b'-' | b'~' | b'@')
            | Sym::Word(
                Word::At
                    | Word::By
                    | Word::Until
                    | Word::Before
                    | Word::After
                    | Word::From
                    | Word::To
                    | Word::About
                    | Word::Since
                    | Word::Between
                    | Word::And
                    | Word::Through
            )
    );
    (!bare || said).then(|| (clock(time, cell(Grain::Day, 0, Origin::Publication)), end))
}

/// `the morning of May 3`, `midnight on Friday`; noon and midnight also alone after “at” and the like.
fn part_of_day(line: &Line<'_>, i: usize, part: [u8; 2]) -> Option<Parsed> {
    let on = if matches!(line.sym(i + 1), Sym::Word(Word::Of | Word::On)) { i + 2 } else { i + 1 };
    // “midnight Tuesday”, “noon tomorrow”
    let next = matches!(&part, b"MI" | b"00") && matches!(line.sym(on), Sym::Weekday(..) | Sym::Deictic(_));
    if (on > i + 1 || next)
        && let Some((of, end)) = day(line, on)
    {
        return Some((Point::DayPart { part, of: Box::new(of) }, end));
    }
    let hour = match &part {
        b"MI" => 12,
        b"00" => 0,
        _ => return None,
    };
    let at = matches!(
        line.back(i, 1),
        Sym::Word(Word::At | Word::By | Word::Before | Word::Until | Word::After | Word::About | Word::Since)
    );
    at.then(|| (clock((hour, 0, false), cell(Grain::Day, 0, Origin::Publication)), i + 1))
}

fn clock((hour, minute, utc): Time, of: Point) -> Point {
    Point::Clock { hour, minute, utc, of: Box::new(of) }
}

/// The point with the part of the day or the time that follows it, where it is a day.
pub(super) fn with_time(line: &Line<'_>, base: Point, end: usize) -> Parsed {
    if !is_day(&base) {
        return (base, end);
    }
    // “Sunday early morning”
    let end = match (line.sym(end), line.sym(end + 1)) {
        (Sym::Part(Part::Early | Part::Mid | Part::Late), Sym::DayPart(_)) => end + 1,
        _ => end,
    };
    let (base, end) = match line.sym(end) {
        Sym::DayPart(part) if !matches!(base, Point::DayPart { .. }) && !line.word(end).ends_with('s') => {
            (Point::DayPart { part, of: Box::new(base) }, end + 1)
        }
        // “Monday in the morning”
        Sym::Word(Word::In) => match (line.sym(line.skip_word(end + 1, Word::The)), &base) {
            (Sym::DayPart(part), Point::Day { .. } | Point::Weekday { .. } | Point::Cell { .. }) => {
                let after = line.skip_word(end + 1, Word::The) + 1;
                (Point::DayPart { part, of: Box::new(base) }, after)
            }
            _ => (base, end),
        },
        Sym::Unit(Unit::Night, false) if !matches!(base, Point::DayPart { .. }) => {
            (Point::DayPart { part: *b"NI", of: Box::new(base) }, end + 1)
        }
        _ => (base, end),
    };
    let comma = line.skip(end, b',');
    let at = match line.sym(comma) {
        // “5/3/18 @ 17:49”, “today before 4 pm”
        Sym::Word(Word::At | Word::Before | Word::After | Word::Until | Word::By) | Sym::Mark(b'@') => {
            comma + 1
        }
        _ => comma,
    };
    match time(line, at).filter(|_| line.sym(at) == Sym::Number || at > comma) {
        Some((time, end)) => {
            let of = match base {
                Point::DayPart { of, .. } => *of,
                base => base,
            };
            // “Wed Oct 26 15:50:06 2016”
            match (of, dates::plain_year(line, end)) {
                (Point::Day { year: Which::Open, month, day, weekday }, Some(year)) => {
                    (clock(time, Point::Day { year: Which::Year(year), month, day, weekday }), end + 1)
                }
                (of, _) => (clock(time, of), end),
            }
        }
        None => (base, end),
    }
}

/// Whether a time of day can go with the point.
pub(super) fn is_day(point: &Point) -> bool {
    match point {
        // “late Thursday night”
        Point::Part { of, part: Part::Early | Part::Mid | Part::Late } => is_day(of),
        Point::Day { .. }
        | Point::DayOfMonth { .. }
        | Point::Weekday { .. }
        | Point::Feast { .. }
        | Point::Numeric { .. }
        | Point::NthWeekday { .. }
        | Point::DayPart { .. } => true,
        Point::Cell { grain, .. } | Point::Nth { grain, .. } | Point::Offset { grain, .. } => {
            *grain == Grain::Day
        }
        _ => false,
    }
}

/// A day that begins at the token.
fn day(line: &Line<'_>, i: usize) -> Option<Parsed> {
    point(line, i).filter(|(point, _)| is_day(point))
}

/// The day after a time: `on Friday`, `Friday`, `, 3 May`.
fn day_after(line: &Line<'_>, end: usize) -> Option<Parsed> {
    let at = line.skip(end, b',');
    let on = line.skip_word(at, Word::On);
    // “8 am next Monday”, “9:30 last night”
    let related = matches!(line.sym(at), Sym::Relation(Relation::Next | Relation::Last | Relation::This))
        && matches!(line.sym(at + 1), Sym::Weekday(..) | Sym::DayPart(_) | Sym::Unit(Unit::Night, false));
    let day_word = matches!(line.sym(at), Sym::Weekday(..) | Sym::Deictic(_) | Sym::Month(..) | Sym::Number);
    if on == at && !day_word && !related {
        return None;
    }
    day(line, on).map(|(of, end)| match of {
        Point::DayPart { of, .. } if related => (*of, end),
        of => (of, end),
    })
}

/// A time of day that begins at the token.
pub(super) fn time(line: &Line<'_>, i: usize) -> Option<(Time, usize)> {
    if let Sym::DayPart(part @ ([b'M', b'I'] | [b'0', b'0'])) = line.sym(i) {
        return Some((((if part[0] == b'M' { 12 } else { 0 }), 0, false), i + 1));
    }
    if let Some(spoken) = spoken(line, i) {
        return Some(spoken);
    }
    let (hour, minute, end, sure) = match line.digits(i)? {
        Digits::Clock(hour, minute) => (hour, minute, i + 1, true),
        Digits::Plain(hour @ 0..=23, 1..=2)
            if line.mark(i + 1, b':') && line.glued(i) && line.glued(i + 1) =>
        {
            colon(line, i, hour as u8)?
        }
        Digits::Plain(hour @ 1..=12, 1..=2) => match line.sym(i + 1) {
            Sym::Meridiem(_) | Sym::Word(Word::OClock) => (
                hour as u8,
                0,
                if line.is(i + 1, Word::OClock) { i + 2 } else { i + 1 },
                line.is(i + 1, Word::OClock),
            ),
            _ => return None,
        },
        // “2.30 pm”
        Digits::Decimal(time)
            if matches!(line.sym(i + 1), Sym::Meridiem(_)) && time < 1300 && time % 100 < 60 =>
        {
            ((time / 100) as u8, (time % 100) as u8, i + 1, false)
        }
        Digits::Plain(time @ 0..=2359, 4) if line.sym(i + 1) == Sym::Zone(true) && time % 100 < 60 => {
            ((time / 100) as u8, (time % 100) as u8, i + 1, true)
        }
        // “at 2030 hours”
        Digits::Plain(time @ 0..=2359, 4)
            if line.sym(i + 1) == Sym::Unit(Unit::Hour, true)
                && time % 100 < 60
                && (line.word(i).starts_with('0')
                    || matches!(
                        line.back(i, 1),
                        Sym::Word(Word::At | Word::By | Word::Until | Word::From | Word::To | Word::About)
                    )) =>
        {
            ((time / 100) as u8, (time % 100) as u8, i + 2, true)
        }
        _ => return None,
    };
    let (hour, end, said) = meridiem(line, hour, end);
    let (utc, end) = zone(line, end);
    (sure || said).then_some(((hour, minute, utc), end))
}

/// `half past seven`, `ten to nine`, `a quarter past five in the evening`, `six o’clock`, `seven p.m.`: a time of day in
/// words.
fn spoken(line: &Line<'_>, i: usize) -> Option<(Time, usize)> {
    let start = line.skip_word(i, Word::A);
    let small = |at: usize| cardinal(line, at).filter(|&(n, _)| n <= 59);
    let (minutes, at) = match line.sym(start) {
        Sym::Word(Word::Half) if start == i => (30, start + 1),
        Sym::Unit(Unit::Quarter, false) => (15, start + 1),
        Sym::Number
            if !matches!(line.sym(i + 1), Sym::Relation(Relation::Past) | Sym::Unit(Unit::Minute, _)) =>
        {
            return None;
        }
        Sym::Cardinal(_) | Sym::Number if start == i => {
            let (n, at) = small(i)?;
            // “twenty minutes past”
            (n as u8, if matches!(line.sym(at), Sym::Unit(Unit::Minute, _)) { at + 1 } else { at })
        }
        _ => return None,
    };
    let past = line.sym(at) == Sym::Relation(Relation::Past);
    let to =
        line.is(at, Word::To) && matches!(minutes, 15 | 5 | 10 | 20 | 25) && line.sym(start) != Sym::Number;
    if past || to {
        let (hour, at) = small(at + 1).filter(|&(hour, _)| (1..=12).contains(&hour))?;
        let (hour, end, said) = half_of_day(line, hour as u8, line.skip_word(at, Word::OClock));
        let introduced = matches!(
            line.back(i, 1),
            Sym::Word(
                Word::At | Word::By | Word::Until | Word::Before | Word::After | Word::About | Word::Since
            )
        );
        let quarter = matches!(line.sym(start), Sym::Unit(..));
        let counts = line.is_word(end) && line.sym(end) == Sym::Other || line.mark(end, b'%');
        let sure = past || line.is(at, Word::OClock) || said || (introduced || quarter) && !counts;
        let total =
            u16::from(hour) * 60 + if past { u16::from(minutes) } else { 24 * 60 - u16::from(minutes) };
        let total = total % (24 * 60);
        return sure.then_some((((total / 60) as u8, (total % 60) as u8, false), end));
    }
    // “six o’clock”, “seven p.m.”: the hour itself in words.
    let hour =
        (line.sym(i) != Sym::Number && (1..=12).contains(&minutes) && start == i).then_some(minutes)?;
    let oclock = line.is(at, Word::OClock);
    let (hour, end, said) = half_of_day(line, hour, line.skip_word(at, Word::OClock));
    (oclock || said && matches!(line.sym(at), Sym::Meridiem(_))).then_some(((hour, 0, false), end))
}

/// The hour with `p.m.` or `in the evening` after it, and whether one was there.
fn half_of_day(line: &Line<'_>, hour: u8, at: usize) -> (u8, usize, bool) {
    let (later, end, said) = meridiem(line, hour, at);
    if said {
        return (later, end, true);
    }
    let part =
        if line.is(at, Word::In) { line.skip_word(at + 1, Word::The) } else { return (hour, at, false) };
    match line.sym(part) {
        Sym::DayPart([b'M', b'O']) => (hour % 12, part + 1, true),
        Sym::DayPart([b'A', b'F'] | [b'E', b'V']) => (hour % 12 + 12, part + 1, true),
        _ => (hour, at, false),
    }
}

/// `8:30`, `08:30:15`: the minutes have two digits, or it is a score.
fn colon(line: &Line<'_>, i: usize, hour: u8) -> Option<(u8, u8, usize, bool)> {
    let minute = match line.digits(i + 2)? {
        Digits::Plain(minute @ 0..=59, 2) => minute as u8,
        // “9:30pm” comes as one token after the colon.
        _ => return glued_meridiem(line, i, hour),
    };
    let seconds = line.mark(i + 3, b':')
        && line.glued(i + 2)
        && matches!(line.digits(i + 4), Some(Digits::Plain(0..=59, 2)));
    Some((hour, minute, if seconds { i + 5 } else { i + 3 }, true))
}

fn glued_meridiem(line: &Line<'_>, i: usize, hour: u8) -> Option<(u8, u8, usize, bool)> {
    let word = line.word(i + 2);
    let (minute, suffix) = (word.get(..2)?, word.get(2..)?.to_ascii_lowercase());
    let minute: u8 = minute.parse().ok().filter(|minute| *minute < 60)?;
    let hour = match suffix.as_str() {
        "am" | "a" if (1..=12).contains(&hour) => hour % 12,
        "pm" | "p" if (1..=12).contains(&hour) => hour % 12 + 12,
        "z" => hour,
        _ => return None,
    };
    Some((hour, minute, i + 3, true))
}

/// `am` or `pm` after the hour, and whether one was there.
fn meridiem(line: &Line<'_>, hour: u8, end: usize) -> (u8, usize, bool) {
    match line.sym(end) {
        Sym::Meridiem(pm) if (1..=12).contains(&hour) => (hour % 12 + if pm { 12 } else { 0 }, end + 1, true),
        _ => (hour, end, false),
    }
}

fn zone(line: &Line<'_>, end: usize) -> (bool, usize) {
    let at = line.skip(end, b'(');
    match line.sym(at) {
        // “est” and “z” in small letters are other words.
        Sym::Zone(utc) if line.capital(at) || line.word(at).len() > 2 => {
            (utc, if at > end { line.skip(at + 1, b')') } else { at + 1 })
        }
        _ => (false, end),
    }
}
