//! Expressions that need an anchor: `last week`, `two days ago`, `the first week of March`, `early next year`.

use super::dates::{date, feast, plain_year, related, year_after};
use super::{Parsed, point};
use crate::analysis::temporal::calendar::Grain;
use crate::analysis::temporal::lexicon::{Part, Reference, Relation, Sym, Unit, Word};
use crate::analysis::temporal::line::Line;
use crate::analysis::temporal::meaning::{Origin, Point, Which, grain};
use crate::analysis::temporal::numbers::{amount, ordinal};
use chrono::Weekday;

/// How deep “the end of the first week of …” may go.
const DEPTH: usize = 4;

/// A relative expression that begins at the token.
pub(super) fn relative(line: &Line<'_>, i: usize) -> Option<Parsed> {
    match line.sym(i) {
        Sym::Deictic(shift) => Some((cell(Grain::Day, i64::from(shift), Origin::Publication), i + 1)),
        Sym::Tonight => {
            let today = cell(Grain::Day, 0, Origin::Publication);
            Some((Point::DayPart { part: *b"NI", of: Box::new(today) }, i + 1))
        }
        Sym::Relation(relation) => {
            // “last week” against “last week of March”
            let related = relation_first(line, i, relation);
            let longer = |end: usize| related.as_ref().is_none_or(|(_, known)| end > *known);
            counted(line, i).filter(|&(_, end)| longer(end)).or(related)
        }
        Sym::Part(part) => part_first(line, i, part),
        Sym::Word(Word::Earlier) => to_anchor(line, i, Part::Earlier),
        Sym::Word(Word::Later) => to_anchor(line, i, Part::Later),
        Sym::Unit(unit, _) => unit_first(line, i, unit),
        Sym::Word(Word::A) if line.sym(i + 1) == Sym::Other => just_over(line, i),
        _ => counted(line, i).or_else(|| distance(line, i)),
    }
}

/// What may stand after “the” only: `the day before`, `the week after next`, `the 18th`.
pub(super) fn after_the(line: &Line<'_>, i: usize) -> Option<Parsed> {
    if let Sym::Unit(unit, false) = line.sym(i + 1) {
        let said = beside(line, i + 1, unit).or_else(|| unit_first(line, i + 1, unit));
        return said.or_else(|| current(line, i, unit));
    }
    let (n, end) = ordinal(line, i + 1).filter(|&(n, _)| (1..=31).contains(&n))?;
    let stands_alone = !line.is_word(end) || matches!(line.sym(end), Sym::Verb(_) | Sym::Word(_));
    let dated =
        matches!(line.back(i, 1), Sym::Word(Word::On | Word::Until | Word::By | Word::From | Word::Since));
    let day_of_month = stands_alone
        && dated
        && !line.is(end, Word::Anniversary)
        && !line.dash(end)
        && !line.is(end, Word::Of);
    let day = u8::try_from(n).ok()?;
    day_of_month.then_some((Point::DayOfMonth { day, weekday: None }, end))
}

/// Verbs and prepositions after which “a busy week” is the one that ends with the publication.
const CLOSES: [&str; 12] = [
    "after",
    "concluded",
    "concludes",
    "ended",
    "ends",
    "end",
    "capped",
    "caps",
    "closed",
    "closes",
    "finished",
    "completed",
];

/// `a significant week` after “concluded” and its like: the present one, seen from its end.
fn just_over(line: &Line<'_>, i: usize) -> Option<Parsed> {
    let Sym::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year), false) = line.sym(i + 2) else {
        return None;
    };
    let closed =
        CLOSES.contains(&line.word(i.checked_sub(1)?)) && line.is_word(i + 1) && !line.capital(i + 1);
    closed.then(|| grain(unit).map(|(grain, _)| (cell(grain, 0, Origin::Publication), i + 3))).flatten()
}

/// What the article makes of a relation: “the next day” is the one after the date just named, “the past decade” is a
/// length of time.
pub(super) fn with_article(line: &Line<'_>, i: usize, point: Point, end: usize) -> Option<Parsed> {
    let Point::Cell { grain, origin: Origin::Publication, .. } = point else { return Some((point, end)) };
    if matches!(grain, Grain::Weekend | Grain::Quarter) {
        return Some((point, end));
    }
    match line.sym(i + 1) {
        Sym::Relation(Relation::Next) => Some((cell(grain, 1, Origin::Text), end)),
        Sym::Relation(Relation::Last | Relation::Past | Relation::Coming) => None,
        _ => Some((point, end)),
    }
}

/// `the weekend`; `the day`, `the week` after “ended” and its like.
fn current(line: &Line<'_>, i: usize, unit: Unit) -> Option<Parsed> {
    if unit == Unit::Weekend {
        return Some((Point::Weekend, i + 2));
    }
    let fits = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
    let closed = fits && i.checked_sub(1).is_some_and(|before| CLOSING.contains(&line.word(before)));
    closed.then(|| grain(unit).map(|(grain, _)| (cell(grain, 0, Origin::Publication), i + 2))).flatten()
}

/// Verbs that close a trading day or a year: “ended the day”.
const CLOSING: [&str; 8] = ["end", "ended", "ending", "finish", "finished", "finishing", "closed", "closing"];

pub(super) fn cell(grain: Grain, shift: i64, origin: Origin) -> Point {
    Point::Cell { grain, shift, origin }
}

/// `last week`, `this coming Friday`, `next year`, `the following month`, `that day`, `this morning`, `last night`.
fn relation_first(line: &Line<'_>, i: usize, relation: Relation) -> Option<Parsed> {
    // “this past weekend”, “this coming Friday”
    let (relation, at) = match (relation, line.sym(i + 1)) {
        (Relation::This, Sym::Relation(Relation::Past | Relation::Last)) => (Relation::Past, i + 2),
        (Relation::This, Sym::Relation(Relation::Coming | Relation::Next)) => (Relation::Coming, i + 2),
        (Relation::That | Relation::This, Sym::Relation(Relation::Same)) => (Relation::Same, i + 2),
        _ => (relation, i + 1),
    };
    let at = line.skip_word(at, Word::Business);
    match line.sym(at) {
        Sym::Unit(unit, plural) => {
            // “recent days” is a stretch, and “last minute” hardly ever a date.
            (!plural || unit == Unit::Weekend).then_some(())?;
            let (grain, times) = grain(unit)?;
            let (shift, origin) = step(relation)?;
            let whole = cell(grain, shift * times, origin);
            if unit == Unit::Night {
                let of = if relation == Relation::Last { cell(Grain::Day, -1, origin) } else { whole };
                return Some((Point::DayPart { part: *b"NI", of: Box::new(of) }, at + 1));
            }
            let possessive = grain == Grain::Year && origin == Origin::Publication && line.mark(at + 1, b's');
            if let Some(part) = possessive.then(|| of_year(line, shift, at + 2)).flatten() {
                return Some(part);
            }
            with_weekday(line, whole, at + 1)
        }
        Sym::DayPart(part) => {
            let (shift, origin) = step(relation)?;
            // “last evening” is yesterday's.
            let of = cell(Grain::Day, shift, origin);
            Some((Point::DayPart { part, of: Box::new(of) }, at + 1))
        }
        _ => related(line, at, relation),
    }
}

/// `this year’s third quarter`, `last year’s first half`.
fn of_year(line: &Line<'_>, shift: i64, i: usize) -> Option<Parsed> {
    let year = Which::Relative(i32::try_from(shift).ok()?);
    let (n, at) = ordinal(line, i).filter(|&(n, _)| (1..=4).contains(&n))?;
    let n = u8::try_from(n).ok()?;
    match line.sym(line.skip(at, b'-')) {
        Sym::Unit(Unit::Quarter, false) => Some((Point::Quarter { n, year }, line.skip(at, b'-') + 1)),
        Sym::Word(Word::Half) if n <= 2 => Some((Point::Half { n, year }, at + 1)),
        _ => None,
    }
}

/// `next week Wednesday`, `next week on Tuesday`.
fn with_weekday(line: &Line<'_>, whole: Point, end: usize) -> Option<Parsed> {
    let at = line.skip_word(end, Word::On);
    match (&whole, line.sym(at)) {
        (Point::Cell { grain: Grain::Week, origin: Origin::Publication, .. }, Sym::Weekday(number, _)) => {
            let weekday = Weekday::try_from(number).ok()?;
            Some((Point::NthWeekday { n: 1, weekday, of: Box::new(whole) }, at + 1))
        }
        _ => Some((whole, end)),
    }
}

/// How many cells a relation steps, and from where.
fn step(relation: Relation) -> Option<(i64, Origin)> {
    Some(match relation {
        Relation::Last | Relation::Past => (-1, Origin::Publication),
        Relation::Next | Relation::Coming => (1, Origin::Publication),
        Relation::This => (0, Origin::Publication),
        Relation::Previous => (-1, Origin::Text),
        Relation::Following => (1, Origin::Text),
        Relation::That | Relation::Same => (0, Origin::Text),
        Relation::These | Relation::Recent => return None,
    })
}

/// `early 2012`, `mid-March`, `late on Tuesday`, `the beginning of the year`, `end of next week`.
fn part_first(line: &Line<'_>, i: usize, part: Part) -> Option<Parsed> {
    let (of, end) = match part {
        Part::Start | Part::Middle | Part::End => {
            let at = if line.is(i + 1, Word::Of) { i + 2 } else { return None };
            whole(line, line.skip_word(at, Word::The), DEPTH)?
        }
        _ => {
            let at = line.skip(i + 1, b'-');
            let at = if line.is(at, Word::In) || line.is(at, Word::On) { at + 1 } else { at };
            whole(line, line.skip_word(at, Word::The), DEPTH)?
        }
    };
    Some((Point::Part { part, of: Box::new(of) }, end))
}

/// `earlier this month`, `earlier today`, `later in the week`, `earlier in 2012`.
fn to_anchor(line: &Line<'_>, i: usize, part: Part) -> Option<Parsed> {
    let at = if line.is(i + 1, Word::In) || line.is(i + 1, Word::On) { i + 2 } else { i + 1 };
    let (of, end) = whole(line, line.skip_word(at, Word::The), DEPTH)?;
    let fits =
        matches!(of, Point::Cell { .. } | Point::Year(_) | Point::Month { .. } | Point::DayPart { .. })
            || matches!(of, Point::Weekday { .. } | Point::Day { .. });
    fits.then(|| (Point::Part { part, of: Box::new(of) }, end))
}

/// A period that a part can be of: also a bare unit, which is then the current one (“the end of the year”).
fn whole(line: &Line<'_>, i: usize, depth: usize) -> Option<Parsed> {
    if depth == 0 {
        return None;
    }
    if let Sym::Unit(
        unit @ (Unit::Day
        | Unit::Week
        | Unit::Weekend
        | Unit::Month
        | Unit::Quarter
        | Unit::Year
        | Unit::Decade
        | Unit::Century),
        false,
    ) = line.sym(i)
        && plain_year(line, line.skip_word(i + 1, Word::Of)).is_none()
    {
        let (grain, _) = grain(unit)?;
        return Some((cell(grain, 0, Origin::Publication), i + 1));
    }
    let nth = nth_of(line, i, depth - 1);
    nth.or_else(|| period(line, i)).or_else(|| date(line, i)).or_else(|| feast(line, i))
}

/// A period named by its relation to the anchor alone.
pub(super) fn period(line: &Line<'_>, i: usize) -> Option<Parsed> {
    match line.sym(i) {
        Sym::Relation(relation) => relation_first(line, i, relation),
        Sym::Deictic(shift) => Some((cell(Grain::Day, i64::from(shift), Origin::Publication), i + 1)),
        _ => None,
    }
}

/// `first week of March`, `last day of the year`, `third quarter of 2009`, `first half of last year`, `20th century`,
/// `second Monday of last month`.
fn counted(line: &Line<'_>, i: usize) -> Option<Parsed> {
    nth_of(line, i, DEPTH)
}

fn nth_of(line: &Line<'_>, i: usize, depth: usize) -> Option<Parsed> {
    let (n, at) = ordinal(line, i)?;
    let at = line.skip(at, b'-');
    if let Some(run) = run_of(line, n, at, depth) {
        return Some(run);
    }
    match line.sym(at) {
        Sym::Unit(Unit::Century, false) if n > 0 => {
            let before = line.is(at + 1, Word::BeforeEra);
            (!before && n <= 30).then(|| (Point::Century((n - 1) * 100), at + 1))
        }
        Sym::Unit(Unit::Quarter, false) => quarter(line, n, at),
        Sym::Word(Word::Half) => {
            let half = if n < 0 { 2 } else { u8::try_from(n).ok().filter(|n| *n <= 2)? };
            let (of, end) = of_period(line, at + 1, depth)?;
            Some((half_of(half, of), end))
        }
        Sym::Unit(unit, false) => {
            let (grain, _) = grain(unit)?;
            let (of, end) = of_period(line, at + 1, depth)?;
            Some((Point::Nth { n, grain, of: Box::new(of) }, end))
        }
        Sym::Weekday(number, _) => {
            let weekday = Weekday::try_from(number).ok()?;
            let (of, end) = of_period(line, at + 1, depth)?;
            Some((Point::NthWeekday { n, weekday, of: Box::new(of) }, end))
        }
        _ => None,
    }
}

/// `three months of 2009` after “first” or “last”.
fn run_of(line: &Line<'_>, n: i32, at: usize, depth: usize) -> Option<Parsed> {
    if n.abs() != 1 || !matches!(line.sym(at), Sym::Number | Sym::Cardinal(_)) {
        return None;
    }
    let (count, at) = crate::analysis::temporal::numbers::cardinal(line, at)?;
    let Sym::Unit(unit, true) = line.sym(at) else { return None };
    let (grain, times) = grain(unit)?;
    let (of, end) = of_period(line, at + 1, depth)?;
    let n = n.checked_mul(i32::try_from(count).ok()?)?.checked_mul(times as i32)?;
    Some((Point::Run { n, grain, of: Box::new(of) }, end))
}

/// `of March`, `of the year`, `in 2012`.
fn of_period(line: &Line<'_>, i: usize, depth: usize) -> Option<Parsed> {
    if !matches!(line.sym(i), Sym::Word(Word::Of | Word::In)) {
        return None;
    }
    whole(line, line.skip_word(i + 1, Word::The), depth.checked_sub(1)?)
}

fn half_of(half: u8, of: Point) -> Point {
    match of {
        Point::Year(year) => Point::Half { n: half, year },
        Point::Cell { grain: Grain::Year, shift, origin: Origin::Publication } => {
            Point::Half { n: half, year: Which::Relative(shift as i32) }
        }
        of => Point::Part { part: if half == 1 { Part::Early } else { Part::Late }, of: Box::new(of) },
    }
}

/// `third quarter of this year`, `fourth-quarter`, `first quarter 2013`.
fn quarter(line: &Line<'_>, n: i32, at: usize) -> Option<Parsed> {
    let n = if n < 0 {
        // “last quarter” is the one before this; “the last quarter of 2009” the fourth.
        4
    } else {
        u8::try_from(n).ok().filter(|n| *n <= 4)?
    };
    let year = year_after(line, at + 1).or_else(|| {
        let (of, end) = of_period(line, at + 1, 2)?;
        match of {
            Point::Cell { grain: Grain::Year, shift, .. } => Some((Which::Relative(shift as i32), end)),
            _ => None,
        }
    });
    if year.is_none() && matches!(line.sym(at - 1), Sym::Relation(_)) {
        return None;
    }
    let (year, end) = year.unwrap_or((Which::Open, at + 1));
    Some((Point::Quarter { n, year }, end))
}

/// `week 3 of 2027`; `day before yesterday`, where “the” is left out.
fn unit_first(line: &Line<'_>, i: usize, unit: Unit) -> Option<Parsed> {
    if unit == Unit::Week
        && let Some(crate::analysis::temporal::numbers::Digits::Plain(n @ 1..=53, 1..=2)) = line.digits(i + 1)
        && let Some((year, end)) = year_after(line, line.skip(i + 2, b','))
    {
        return Some((Point::Week { n: n as u8, year }, end));
    }
    // “the night of May 3”
    if unit == Unit::Night
        && line.is(i + 1, Word::Of)
        && let Some((of @ (Point::Day { .. } | Point::DayOfMonth { .. } | Point::Weekday { .. }), end)) =
            date(line, line.skip_word(i + 2, Word::The))
    {
        return Some((Point::DayPart { part: *b"NI", of: Box::new(of) }, end));
    }
    // “the year-earlier period”, “a year-ago profit”
    let hyphen = line.skip(i + 1, b'-');
    if hyphen > i + 1
        && matches!(line.sym(hyphen), Sym::Word(Word::Earlier | Word::Ago))
        && matches!(unit, Unit::Year | Unit::Month | Unit::Week | Unit::Quarter)
    {
        let (grain, _) = grain(unit)?;
        let period = matches!(line.word(hyphen + 1), "period" | "quarter" | "month" | "week");
        return Some((cell(grain, -1, Origin::Publication), if period { hyphen + 2 } else { hyphen + 1 }));
    }
    // “the year to date”
    let to = line.skip(i + 1, b'-');
    if unit == Unit::Year && line.is(to, Word::To) && line.is(line.skip(to + 1, b'-'), Word::Date) {
        let of = Box::new(cell(Grain::Year, 0, Origin::Publication));
        return Some((Point::Part { part: Part::Earlier, of }, line.skip(to + 1, b'-') + 1));
    }
    // “the week of October 6”
    let bounded = matches!(
        line.word(i + 1),
        "commencing" | "beginning" | "starting" | "ending" | "ended" | "ends" | "begins"
    );
    let from = if bounded { line.skip_word(i + 2, Word::On) } else { i + 2 };
    if unit == Unit::Week
        && (line.is(i + 1, Word::Of) || bounded)
        && let Some((of @ (Point::Day { .. } | Point::DayOfMonth { .. } | Point::Numeric { .. }), end)) =
            date(line, line.skip_word(from, Word::The))
    {
        return Some((Point::Around { grain: Grain::Week, of: Box::new(of) }, end));
    }
    if unit == Unit::Day && matches!(line.sym(i + 1), Sym::Word(Word::Before | Word::After)) {
        return beside(line, i, unit).filter(|(_, end)| *end > i + 2);
    }
    None
}

/// `day before`, `week after next`, `day after tomorrow`, `year before last`, `day before Christmas`, `year earlier`.
fn beside(line: &Line<'_>, i: usize, unit: Unit) -> Option<Parsed> {
    let (grain, times) = grain(unit)?;
    let sign = match line.sym(i + 1) {
        Sym::Word(Word::Before | Word::Earlier) | Sym::Relation(Relation::Previous) => -1,
        Sym::Word(Word::After | Word::Later) | Sym::Relation(Relation::Following) => 1,
        _ => return None,
    };
    let end = i + 2;
    match (sign, line.sym(end)) {
        (-1, Sym::Relation(Relation::Last)) | (1, Sym::Relation(Relation::Next))
            if !matches!(
                line.sym(end + 1),
                Sym::Unit(..) | Sym::Weekday(..) | Sym::Month(..) | Sym::Season(_)
            ) =>
        {
            return Some((cell(grain, 2 * sign, Origin::Publication), end + 1));
        }
        _ => {}
    }
    let named = matches!(line.sym(i + 1), Sym::Word(Word::Before | Word::After));
    if let Some((of, end)) = named.then(|| anchor(line, end)).flatten() {
        return Some((Point::Offset { shift: sign * times, grain, of: Box::new(of) }, end));
    }
    // “the day before the vote” tells no date; “the day before,” the one before the date just named.
    let alone = !line.is_word(end) && line.sym(end) != Sym::Number
        || matches!(
            line.sym(end),
            Sym::Verb(_) | Sym::Word(Word::In | Word::At | Word::On | Word::And | Word::Of | Word::By)
        );
    (alone || !named).then(|| (cell(grain, sign * times, Origin::Text), end))
}

/// A date that a distance can be counted from.
fn anchor(line: &Line<'_>, i: usize) -> Option<Parsed> {
    if matches!(line.sym(i), Sym::Word(Word::A | Word::In)) {
        return None;
    }
    let found = point(line, i)?;
    let safe = match found.0 {
        Point::Month { .. } | Point::Year(_) => false,
        Point::Weekday { .. } => line.capital(i) || i + 1 < found.1,
        _ => true,
    };
    safe.then_some(found)
}

/// `two days ago`, `three weeks later`, `a year earlier`, `five days before Christmas`, `three weeks from tomorrow`.
fn distance(line: &Line<'_>, i: usize) -> Option<Parsed> {
    let (amount, at) = amount(line, i)?;
    let at = line.skip_word(at, Word::More);
    let (weekday, unit) = match line.sym(at) {
        Sym::Unit(unit, _) => (None, Some(unit)),
        Sym::Weekday(number, true) => (Some(Weekday::try_from(number).ok()?), None),
        _ => return None,
    };
    let (sign, origin, end) = direction(line, at + 1)?;
    let n = amount.whole();
    if let Some(weekday) = weekday {
        // “two Sundays ago”
        let n = n? * sign;
        let day = Point::Weekday { weekday, which: if n < 0 { Which::Last } else { Which::Coming } };
        return Some((Point::Offset { shift: n - sign, grain: Grain::Week, of: Box::new(day) }, end));
    }
    let unit = unit?;
    let Some((grain, times)) = grain(unit) else {
        let hours = match unit {
            Unit::Hour => n.unwrap_or(24),
            _ => 1,
        };
        return Some((Point::Moment { origin: origin?, hours: sign * hours }, end));
    };
    let half = amount.0.filter(|n| n % 100 == 50);
    let (grain, shift) = match (n, half, grain) {
        (Some(n), _, grain) => (grain, n * times),
        // “half a year ago”, “one and a half years ago”
        (None, Some(h), Grain::Year) => (Grain::Month, i64::from(h) * 12 / 100),
        (None, Some(h), Grain::Decade) => (Grain::Year, i64::from(h) / 10),
        (None, Some(h), Grain::Century) => (Grain::Year, i64::from(h)),
        _ => return None,
    };
    if let Some(origin) = origin {
        return Some((cell(grain, sign * shift, origin), end));
    }
    let (of, end) = anchor(line, end)?;
    Some((Point::Offset { shift: sign * shift, grain, of: Box::new(of) }, end))
}

/// Which way a distance goes and from where: `ago`, `later`, `from now`, or (`None`) from the date that follows.
fn direction(line: &Line<'_>, i: usize) -> Option<(i64, Option<Origin>, usize)> {
    let publication = Some(Origin::Publication);
    match (line.sym(i), line.sym(i + 1)) {
        (Sym::Word(Word::Ago), _) => {
            // “two years ago today” keeps its own day.
            Some((-1, publication, i + 1))
        }
        (Sym::Word(Word::Hence), _) => Some((1, publication, i + 1)),
        (Sym::Word(Word::From), Sym::Reference(Reference::Present) | Sym::Deictic(0)) => {
            Some((1, publication, i + 2))
        }
        (Sym::Word(Word::Earlier), _) => Some((-1, Some(Origin::Text), i + 1)),
        (Sym::Word(Word::Later), _) => Some((1, Some(Origin::Text), i + 1)),
        (Sym::Word(Word::Before), _) => Some((-1, None, i + 1)),
        (Sym::Word(Word::After | Word::From), _) => Some((1, None, i + 1)),
        _ => None,
    }
}
