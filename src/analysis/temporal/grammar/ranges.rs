//! Ranges of two dates that share words: `from 3 to 5 May`, `May 3–5, 2020`, `between 2010 and 2012`, `Monday to Friday`.

use super::dates::{month, year_after};
use super::{clock, moment};
use crate::analysis::temporal::lexicon::{Sym, Word};
use crate::analysis::temporal::line::Line;
use crate::analysis::temporal::meaning::{Meaning, Point, Which};
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

/// `18 and 19 June`: days that follow upon each other make a range; of others (`18 or 25 June`) the first is read here,
/// the second by itself.
fn listed_days(line: &Line<'_>, opening: Opening, i: usize) -> Option<(Meaning, usize)> {
    let (first, after) = bare_day(line, i)?;
    if opening != Opening::None || !matches!(line.sym(after), Sym::Word(Word::And | Word::Or)) {
        return None;
    }
    let at = line.skip_word(after + 1, Word::The);
    if !matches!(line.sym(at), Sym::Number | Sym::Ordinal(_)) {
        return None;
    }
    let (point, end) = super::point(line, at)?;
    let Point::Day { year, month, day, .. } = point else { return None };
    let left = Point::Day { year, month, day: first, weekday: None };
    if first + 1 == day && line.is(after, Word::And) {
        let right = Point::Day { year, month, day, weekday: None };
        return Some((Meaning::Range(Box::new(left), Box::new(right)), end));
    }
    (first < day).then_some((Meaning::Point(left), after))
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
    let of = day.map_or(of, |day| Box::new(day.clone()));
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
    let (right, end) = moment(line, at)?;
    let left = share(left, &right);
    let kin = alike(&left, &right);
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
