//! The patterns: which runs of tokens are temporal expressions, and what they say. Nothing here knows any anchor.
//!
//! After `HeidelTime` (Strötgen & Gertz 2010, 2013), but as a descent over the tokens rather than as regular
//! expressions: one pass, each token looked at a bounded number of times.

mod clock;
mod dates;
mod ranges;
mod relative;
mod spans;

use super::guard;
use super::lexicon::{Relation, Sym, Word};
use super::line::Line;
use super::meaning::{Found, Meaning, Point, Which};
use super::numbers::Digits;

/// A point and the index after it.
type Parsed = (Point, usize);

/// All expressions of the line, in order, not overlapping.
pub(super) fn scan(line: &Line<'_>, found: &mut Vec<Found>) {
    let mut i = line.from;
    while i < line.to {
        if !line.may_be_feast(i) && !can_begin(line, i) {
            i += 1;
            continue;
        }
        let read = ranges::further_day(line, i, found.last()).or_else(|| expression(line, i));
        match read.filter(|expression| guard::is_date(line, expression)) {
            Some(expression) => {
                i = expression.to.max(i + 1);
                found.push(expression);
            }
            None => i += 1,
        }
    }
}

/// Whether an expression can begin with the token: spares nearly all of a text the patterns.
fn can_begin(line: &Line<'_>, i: usize) -> bool {
    let temporal = |sym: Sym| {
        !matches!(sym, Sym::Other | Sym::Edge | Sym::Verb(_) | Sym::Counted | Sym::Games | Sym::Mark(_))
    };
    match line.sym(i) {
        Sym::Mark(mark) => mark == b'\'' && line.sym(i + 1) == Sym::Number,
        // “at the moment”
        Sym::Word(Word::The) if line.is(i + 1, Word::Moment) => true,
        // “a significant week” has its unit one word on.
        Sym::Word(Word::A) => temporal(line.sym(i + 1)) || matches!(line.sym(i + 2), Sym::Unit(..)),
        Sym::Word(Word::The | Word::From | Word::Between) => {
            temporal(line.sym(i + 1)) || line.may_be_feast(i + 1)
        }
        Sym::Word(
            Word::Earlier
            | Word::Later
            | Word::Every
            | Word::Half
            | Word::Couple
            | Word::Few
            | Word::Several
            | Word::Once
            | Word::Fiscal,
        ) => true,
        // “FY19”, “all day”, “another week”
        Sym::Other if matches!(line.sym(i + 1), Sym::Unit(_, false)) => {
            matches!(line.word(i), "all" | "another") || line.word(i).starts_with("FY")
        }
        Sym::Other => line.word(i).starts_with("FY"),
        Sym::Word(_)
        | Sym::Edge
        | Sym::Verb(_)
        | Sym::Counted
        | Sym::Games
        | Sym::Meridiem(_)
        | Sym::Zone(_) => false,
        _ => true,
    }
}

/// The expression that begins at the token: the longest of what the patterns read, the earlier pattern on a tie.
fn expression(line: &Line<'_>, i: usize) -> Option<Found> {
    if only_counts(line, i) {
        return None;
    }
    let point = |(point, to): Parsed| (Meaning::Point(point), to);
    let readings = [
        ranges::range(line, i),
        spans::anniversary(line, i),
        spans::set(line, i),
        spans::reference(line, i),
        moment(line, i).map(point),
        spans::stretch(line, i),
        spans::fiscal(line, i),
        spans::duration(line, i),
    ];
    let mut best: Option<(Meaning, usize)> = None;
    for reading in readings.into_iter().flatten() {
        if best.as_ref().is_none_or(|&(_, to)| reading.1 > to) {
            best = Some(reading);
        }
    }
    let (meaning, to) = best?;
    let meaning = match meaning {
        Meaning::Point(point) if since(line, i) => Meaning::Since(Box::new(point)),
        meaning => meaning,
    };
    Some(Found { from: i, to, meaning })
}

/// Whether a number counts an ordinary word that follows it: no pattern has such a word after its number, but for a year
/// (“2019 elections”) and “three times a day”.
fn only_counts(line: &Line<'_>, i: usize) -> bool {
    matches!(line.sym(i + 1), Sym::Other | Sym::Counted | Sym::Verb(_))
        && line.digits(i).is_some_and(|digits| match digits {
            Digits::Plain(_, length) => length != 4,
            Digits::Grouped => true,
            _ => false,
        })
        && !line.word(i + 1).eq_ignore_ascii_case("times")
}

/// Whether “since” stands before the expression.
fn since(line: &Line<'_>, i: usize) -> bool {
    let before = if line.back(i, 1) == Sym::Word(Word::The) { 2 } else { 1 };
    line.back(i, before) == Sym::Word(Word::Since)
}

/// A point with the time of day that goes with it.
fn moment(line: &Line<'_>, i: usize) -> Option<Parsed> {
    if let Some(clock) = clock::clock_first(line, i) {
        return Some(clock);
    }
    let (base, end) = point(line, i)?;
    Some(clock::with_time(line, base, end))
}

/// A point of the calendar that begins at the token, without a time of day.
fn point(line: &Line<'_>, i: usize) -> Option<Parsed> {
    if let Some(feast) = dates::feast(line, i) {
        return Some(feast);
    }
    if line.is(i, Word::The) {
        // “the” belongs to expressions that need it (“the day before”, “the first week of March”), not to a year
        // that stands before a noun (“the 2016 elections”).
        let named = matches!(line.sym(i + 1), Sym::Month(..) | Sym::Weekday(..));
        let article = |point: &Point| match point {
            Point::Year(_)
            | Point::Weekday { .. }
            | Point::Month { .. }
            | Point::Numeric { .. }
            | Point::Fixed { .. } => false,
            Point::Day { .. } => !named,
            _ => true,
        };
        let found = relative::after_the(line, i).or_else(|| point_without_article(line, i + 1));
        let (point, end) = found.filter(|(point, _)| article(point))?;
        return relative::with_article(line, i, point, end);
    }
    point_without_article(line, i)
}

fn point_without_article(line: &Line<'_>, i: usize) -> Option<Parsed> {
    // Dates in digits and names of months are by far the commonest, and nothing else begins with a month.
    let relative = relative::relative(line, i);
    let date = dates::date(line, i);
    match (relative, date) {
        (Some(a), Some(b)) => Some(if b.1 > a.1 { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// Which of the like a relation picks.
fn which_of(relation: Relation) -> Option<Which> {
    Some(match relation {
        Relation::Last | Relation::Past | Relation::Previous => Which::Last,
        Relation::Next => Which::Next,
        Relation::Coming | Relation::Following => Which::Coming,
        Relation::This => Which::This,
        _ => return None,
    })
}
