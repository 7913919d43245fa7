//! Ranges of two dates that share words: `from 3 to 5 May`, `May 3–5, 2020`, `between 2010 and 2012`, `Monday to Friday`.

use super::dates::{month, year_after};
use super::{clock, moment};
use crate::analysis::temporal::calendar::Grain;
use crate::analysis::temporal::lexicon::{Reference, Sym, Word};
use crate::analysis::temporal::line::Line;
use crate::analysis::temporal::meaning::{Found, Meaning, Origin, Point, Which};
use crate::analysis::temporal::numbers::{Digits, ordinal};

/// What stands between the two ends of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// `from`: any of “to”, “until”, a dash follows.
    From,
    /// `between`: “and” follows.
    Between,
    /// Nothing: only what cannot be anything else.
    None,
}

/// A range that begins at the token.
pub(super) fn range(line: &Line<'_>, i: usize) -> Option<(Meaning, usize)> {
    let (opening, at) = match line.sym(i) {
        Sym::Word(Word::From) => (Opening::From, i + 1),
        Sym::Word(Word::Between) => (Opening::Between, i + 1),
        _ => (Opening::None, i),
    };
    let left = if opening == Opening::None { at } else { line.skip_word(at, Word::The) };
    bare_left(line, opening, left)
        .or_else(|| listed_days(line, opening, left))
        .or_else(|| hours(line, opening, at, None))
        .or_else(|| full_left(line, opening, at))
}

/// The index after the word or dash that joins the ends.
fn joint(line: &Line<'_>, opening: Opening, i: usize) -> Option<usize> {
    let joins = match line.sym(i) {
        Sym::Mark(b'-' | b'~') | Sym::Word(Word::To | Word::Through) => true,
        Sym::Word(Word::And) => opening == Opening::Between,
        Sym::Word(Word::Until) => opening == Opening::From,
        _ => false,
    };
    joins.then_some(i + 1)
}

/// A day's number that is not followed by its month: `3` of `3–5 May`.
fn bare_day(line: &Line<'_>, i: usize) -> Option<(u8, usize)> {
    match line.sym(i) {
        Sym::Number => match line.digits(i)? {
            Digits::Plain(day @ 1..=31, 1..=2) | Digits::Ordinal(day @ 1..=31) => Some((day as u8, i + 1)),
            _ => None,
        },
        Sym::Ordinal(_) | Sym::Cardinal(_) => {
            let (n, end) = ordinal(line, i)?;
            u8::try_from(n).ok().filter(|day| (1..=31).contains(day)).map(|day| (day, end))
        }
        _ => None,
    }
}

/// `3–5 May 2020`, `from the 3rd to the 5th of May`.
fn bare_left(line: &Line<'_>, opening: Opening, i: usize) -> Option<(Meaning, usize)> {
    let (first, end) = bare_day(line, i)?;
    let at = line.skip_word(joint(line, opening, end)?, Word::The);
    let (point, end) = super::point(line, at)?;
    let Point::Day { year, month, day, .. } = point else { return None };
    let left = Point::Day { year, month, day: first, weekday: None };
    let right = Point::Day { year, month, day, weekday: None };
    (first < day).then(|| (Meaning::Range(Box::new(left), Box::new(right)), end))
}

/// Days that a list can name before its month.
const LISTED: usize = 6;

/// `3` of `3, 4 and 5 May`: the first day is read here, with the month that closes the list; the others by themselves.
fn listed_days(line: &Line<'_>, opening: Opening, i: usize) -> Option<(Meaning, usize)> {
    if opening != Opening::None || !matches!(line.sym(i), Sym::Number | Sym::Ordinal(_)) {
        return None;
    }
    let (first, after) = bare_day(line, i)?;
    let (mut last, mut end) = (first, after);
    for _ in 0..LISTED {
        let joint = line.skip(end, b',');
        let closes = matches!(line.sym(joint), Sym::Word(Word::And | Word::Or));
        let at = if closes { line.skip_word(joint + 1, Word::The) } else { joint };
        if at == end || !matches!(line.sym(at), Sym::Number | Sym::Ordinal(_)) {
            return None;
        }
        if closes {
            let Point::Day { year, month, day, .. } = super::point(line, at)?.0 else { return None };
            let left = Point::Day { year, month, day: first, weekday: None };
            return (last < day).then_some((Meaning::Point(left), after));
        }
        let next = bare_day(line, at).filter(|&(day, _)| day > last)?;
        (last, end) = next;
    }
    None
}

/// `18th` of `July 17th, 18th or 19th`: a day that goes on a list begun with a month and its first day.
pub(super) fn further_day(line: &Line<'_>, i: usize, before: Option<&Found>) -> Option<Found> {
    let before = before?;
    let Meaning::Point(Point::Day { year, month, day: last, .. }) = before.meaning else { return None };
    let comma = line.skip(before.to, b',');
    let joint = if matches!(line.sym(comma), Sym::Word(Word::And | Word::Or)) { comma + 1 } else { comma };
    if joint == before.to || line.skip_word(joint, Word::The) != i {
        return None;
    }
    let (day, end) = bare_day(line, i).filter(|&(day, _)| day > last)?;
    // A bare number may count what follows it, or be an hour.
    let ordinal = !matches!(line.digits(i), Some(Digits::Plain(..)));
    let ends =
        !line.is_word(end) || matches!(line.sym(end), Sym::Word(Word::And | Word::Or | Word::At | Word::In));
    let other = matches!(line.sym(end), Sym::Mark(b':' | b'%' | b'/' | b'-' | b'.' | b'$') | Sym::Number)
        && !(line.mark(end, b'.') && end + 1 == line.to);
    if !(ordinal || ends && !other) || matches!(line.sym(end), Sym::Month(..) | Sym::Unit(..)) {
        return None;
    }
    let (year, end) = match year_after(line, line.skip(end, b',')) {
        Some((found @ Which::Year(_), end)) if year == Which::Open => (found, end),
        _ => (year, end),
    };
    Some(Found { from: i, to: end, meaning: Meaning::Point(Point::Day { year, month, day, weekday: None }) })
}

/// `from 9:30 to 11:00 on Friday`, `10 to 11:30 am`, `8am - 1pm`: the day and the half of the day of the right end are
/// those of the left as well.
fn hours(line: &Line<'_>, opening: Opening, i: usize, day: Option<&Point>) -> Option<(Meaning, usize)> {
    let ((hour, minute, utc), end, bare) = match clock::time(line, i) {
        Some((time, end)) => (time, end, false),
        None => match line.digits(i)? {
            Digits::Plain(hour @ 0..=23, 1..=2) => ((hour as u8, 0, false), i + 1, true),
            _ => return None,
        },
    };
    let at = joint(line, opening, end)?;
    let (Point::Clock { hour: last, minute: last_minute, utc: last_utc, of }, end) =
        clock::clock_first(line, at)?
    else {
        return None;
    };
    let said = line.sym(at - 2) == Sym::Number && (12..24).contains(&last) && hour + 12 <= last;
    let hour = if said && (bare || hour < 12) { hour + 12 } else { hour };
    // “this evening from 7 to 7:30”
    let evening = matches!(day, Some(Point::DayPart { part: [b'E', b'V'] | [b'A', b'F'], .. })) && last < 12;
    let (hour, last) = if evening { (hour % 12 + 12, last + 12) } else { (hour, last) };
    let of = match day {
        Some(Point::DayPart { of, .. }) => of.clone(),
        Some(day) => Box::new(day.clone()),
        None => of,
    };
    let left = Point::Clock { hour, minute, utc: utc || last_utc, of: of.clone() };
    let right = Point::Clock { hour: last, minute: last_minute, utc: last_utc, of };
    Some((Meaning::Range(Box::new(left), Box::new(right)), end))
}

fn full_left(line: &Line<'_>, opening: Opening, i: usize) -> Option<(Meaning, usize)> {
    if opening == Opening::None
        && !matches!(
            line.sym(i),
            Sym::Month(..) | Sym::Weekday(..) | Sym::Number | Sym::Quarter(_) | Sym::Deictic(_)
        )
        && !(matches!(line.sym(i), Sym::Relation(_))
            && matches!(line.sym(i + 1), Sym::DayPart(_) | Sym::Weekday(..)))
    {
        return None;
    }
    let (left, end) = moment(line, i)?;
    // “Tuesday from 2:00 to 2:30 pm”
    let opens = match line.sym(end) {
        Sym::Word(Word::From) => Some(Opening::From),
        Sym::Word(Word::Between) => Some(Opening::Between),
        Sym::Word(Word::At) => Some(Opening::None),
        _ => None,
    };
    if let Some(found) =
        opens.filter(|_| clock::is_day(&left)).and_then(|opens| hours(line, opens, end + 1, Some(&left)))
    {
        return Some(found);
    }
    let at = joint(line, opening, end)?;
    let dashed = line.dash(end);
    let the = line.skip_word(at, Word::The);
    if let Some(found) = day_alone(line, &left, the, dashed) {
        return Some(found);
    }
    if let Some((year, end)) = short_year(line, &left, at).filter(|_| dashed) {
        return Some((Meaning::Range(Box::new(left), Box::new(Point::Year(Which::Year(year)))), end));
    }
    if opening != Opening::None && line.sym(at) == Sym::Reference(Reference::Present) && !clock::is_day(&left)
    {
        let today = super::relative::cell(Grain::Day, 0, Origin::Publication);
        return Some((Meaning::Range(Box::new(left), Box::new(today)), at + 1));
    }
    let (right, end) = moment(line, at)?;
    let right = day_of_left(&left, right);
    let left = share(left, &right);
    let kin = alike(&left, &right) || dated(&left) && (dated(&right) || is_today(&right));
    (kin || opening != Opening::None && fits(&left, &right))
        .then(|| (Meaning::Range(Box::new(left), Box::new(right)), end))
}

/// `5, 2020` of `May 3–5, 2020`: a day of the left end's month.
fn day_alone(line: &Line<'_>, left: &Point, i: usize, dashed: bool) -> Option<(Meaning, usize)> {
    let Point::Day { year, month: left_month, day, weekday } = *left else { return None };
    let (last, end) = bare_day(line, i).filter(|&(last, _)| last > day)?;
    let on_its_own = month(line, line.skip_word(end, Word::Of)).is_none()
        && !line.mark(end, b'/')
        && !line.mark(end, b':');
    if !on_its_own || (!dashed && matches!(line.sym(end), Sym::Counted | Sym::Mark(b'%') | Sym::Unit(..))) {
        return None;
    }
    let (year, end) = match year_after(line, line.skip(end, b',')) {
        Some((found @ (Which::Year(_) | Which::Short(_)), end)) if year == Which::Open => (found, end),
        _ => (year, end),
    };
    let from = Point::Day { year, month: left_month, day, weekday };
    let to = Point::Day { year, month: left_month, day: last, weekday: None };
    Some((Meaning::Range(Box::new(from), Box::new(to)), end))
}

/// `85` of `1984–85`.
fn short_year(line: &Line<'_>, left: &Point, i: usize) -> Option<(i32, usize)> {
    let Point::Year(Which::Year(first)) = *left else { return None };
    match line.digits(i)? {
        Digits::Plain(last @ 0..=99, 2) if line.glued(i - 1) => {
            let last = first.div_euclid(100) * 100 + last.cast_signed();
            (last > first).then_some((last, i + 1))
        }
        _ => None,
    }
}

/// `1:15 PM` of `Jan 15, 1:00 PM - 1:15 PM`: a time without a day of its own is of the left end's day.
fn day_of_left(left: &Point, right: Point) -> Point {
    match (left, right) {
        (Point::Clock { of: day, .. }, Point::Clock { hour, minute, utc, of }) if is_today(&of) => {
            Point::Clock { hour, minute, utc, of: day.clone() }
        }
        (_, right) => right,
    }
}

fn is_today(point: &Point) -> bool {
    matches!(point, Point::Cell { grain: Grain::Day, shift: 0, origin: Origin::Publication })
}

/// Whether the point is a day with its year, which nothing can be mistaken for.
fn dated(point: &Point) -> bool {
    matches!(point, Point::Day { year: Which::Year(_), .. } | Point::Numeric { year: Some(_), .. })
}

/// The left end with the year that only the right one names.
fn share(left: Point, right: &Point) -> Point {
    let year = match right {
        Point::Day { year, .. } | Point::Month { year, .. } | Point::Quarter { year, .. } => *year,
        _ => return left,
    };
    match left {
        Point::Day { year: Which::Open, month, day, weekday } => Point::Day { year, month, day, weekday },
        Point::Month { year: Which::Open, month } => Point::Month { year, month },
        Point::Quarter { year: Which::Open, n } => Point::Quarter { year, n },
        left => left,
    }
}

/// Whether the two ends are of one kind, so that a dash between them can only mean a range.
fn alike(left: &Point, right: &Point) -> bool {
    std::mem::discriminant(left) == std::mem::discriminant(right)
}

/// Whether two ends of different kinds make a range after “from” or “between”.
fn fits(left: &Point, right: &Point) -> bool {
    !matches!(left, Point::Clock { .. }) && !matches!(right, Point::Clock { .. })
}
