//! Lengths of time, what recurs, anniversaries, and words that point at no certain day: `the past three years`,
//! `two and a half hours`, `every Monday`, `the 80th anniversary`, `now`.

use super::dates::plain_year;
use crate::analysis::temporal::lexicon::{FREQUENCIES, Relation, Sym, Unit, Word};
use crate::analysis::temporal::line::Line;
use crate::analysis::temporal::meaning::{Meaning, Which};
use crate::analysis::temporal::numbers::{Amount, Digits, amount, cardinal, duration as name, ordinal};

/// What it says and the index after it.
type Said = (Meaning, usize);

/// `[the] 80th anniversary`, `the 30-year anniversary`.
pub(super) fn anniversary(line: &Line<'_>, i: usize) -> Option<Said> {
    let at = line.skip_word(i, Word::The);
    let (n, end) = if let Some(found) = ordinal(line, at).filter(|&(n, _)| n > 0) {
        found
    } else {
        let (n, end) = cardinal(line, at)?;
        let year = line.skip(end, b'-');
        (line.sym(year) == Sym::Unit(Unit::Year, false)).then_some((i32::try_from(n).ok()?, year + 1))?
    };
    line.is(end, Word::Anniversary).then_some((Meaning::Anniversary { n }, end + 1))
}

/// `every Monday`, `each year`, `every two weeks`, `Mondays`, `weekly`, `once a year`.
pub(super) fn set(line: &Line<'_>, i: usize) -> Option<Said> {
    match line.sym(i) {
        // “everyday life” is no day.
        Sym::Frequency(_) if line.word(i) == "everyday" && line.is_word(i + 1) => None,
        Sym::Frequency(n) => {
            let value = FREQUENCIES.get(usize::from(n)).map(|&value| value.to_owned());
            Some((Meaning::Set(value), i + 1))
        }
        Sym::Weekday(day, true) if line.word(i).ends_with('s') => {
            Some((Meaning::Set(Some(format!("XXXX-WXX-{}", day + 1))), i + 1))
        }
        // “Friday mornings”
        Sym::Weekday(day, true) => match line.sym(i + 1) {
            Sym::DayPart(part) if line.word(i + 1).ends_with('s') => Some((
                Meaning::Set(Some(format!("XXXX-WXX-{}T{}", day + 1, String::from_utf8_lossy(&part)))),
                i + 2,
            )),
            _ => None,
        },
        // “in the evenings”
        Sym::DayPart(part) if line.word(i).ends_with('s') => {
            Some((Meaning::Set(Some(format!("T{}", String::from_utf8_lossy(&part)))), i + 1))
        }
        Sym::Word(Word::Every) => every(line, i + 1).map(|(set, end)| at_time(line, set, end)),
        Sym::Word(Word::Once) => rate(line, i + 1),
        Sym::Cardinal(_) | Sym::Number => {
            let (_, at) = cardinal(line, i)?;
            line.word(at).eq_ignore_ascii_case("times").then(|| rate(line, at + 1)).flatten()
        }
        _ => None,
    }
}

/// `every day at 7:13 p.m.`, `each Monday at 4 pm`: the time belongs to what recurs, not to today.
fn at_time(line: &Line<'_>, set: Meaning, end: usize) -> Said {
    let Meaning::Set(Some(value)) = &set else { return (set, end) };
    let daily =
        value == "P1D" || value.starts_with("TMO") || value.starts_with("TEV") || value.starts_with("TAF");
    if !(daily || value.starts_with("XXXX-WXX-")) || value.len() > 10 || !line.is(end, Word::At) {
        return (set, end);
    }
    match super::clock::time(line, end + 1) {
        Some(((hour, minute, _), after)) => {
            let time = format!("T{hour:02}:{minute:02}");
            let value = if daily { time } else { format!("{value}{time}") };
            (Meaning::Set(Some(value)), after)
        }
        None => (set, end),
    }
}

fn every(line: &Line<'_>, i: usize) -> Option<Said> {
    let at = line.skip_word(i, Word::Other);
    let times = if at > i { 2 } else { 1 };
    match line.sym(at) {
        Sym::Weekday(day, _) => Some((Meaning::Set(Some(format!("XXXX-WXX-{}", day + 1))), at + 1)),
        Sym::Month(month, _) => Some((Meaning::Set(Some(format!("XXXX-{month:02}"))), at + 1)),
        Sym::Unit(unit, _) => Some((Meaning::Set(Some(name(Amount(Some(times * 100)), unit))), at + 1)),
        Sym::DayPart(part) => {
            Some((Meaning::Set(Some(format!("T{}", String::from_utf8_lossy(&part)))), at + 1))
        }
        Sym::Season(_) => Some((Meaning::Set(None), at + 1)),
        _ => {
            let (amount, at) = amount(line, at).or_else(|| {
                let (n, at) = ordinal(line, at)?;
                Some((Amount(u32::try_from(n).ok()?.checked_mul(100)), at))
            })?;
            match line.sym(at) {
                Sym::Unit(unit, _) => Some((Meaning::Set(Some(name(amount, unit))), at + 1)),
                _ => None,
            }
        }
    }
}

/// After “once” or “three times”: `a year`, `per day`, `every week`.
fn rate(line: &Line<'_>, i: usize) -> Option<Said> {
    let Sym::Word(Word::A | Word::Per | Word::Every) = line.sym(i) else { return None };
    match line.sym(i + 1) {
        Sym::Unit(unit, false) => Some((Meaning::Set(Some(name(Amount(Some(100)), unit))), i + 2)),
        _ => None,
    }
}

/// `the past three years`, `the next few weeks`, `recent years`, `these days`, `over the past decade`.
pub(super) fn stretch(line: &Line<'_>, i: usize) -> Option<Said> {
    let the = line.skip_word(i, Word::The);
    let (before, relation, after) = if let Sym::Relation(relation) = line.sym(the) {
        (Amount(Some(100)), relation, the + 1)
    } else {
        // “the two past years”, “5 upcoming days”
        let (amount, at) = amount(line, the)?;
        let Sym::Relation(relation @ (Relation::Past | Relation::Coming | Relation::Last | Relation::Next)) =
            line.sym(at)
        else {
            return None;
        };
        (amount, relation, at + 1)
    };
    let ahead = match relation {
        Relation::Last | Relation::Past | Relation::Previous | Relation::Recent => false,
        Relation::Next | Relation::Coming | Relation::Following => true,
        Relation::These => return these(line, after),
        _ => return None,
    };
    let counted = !matches!(line.sym(the), Sym::Relation(_));
    let (amount, at) = if counted { (before, after) } else { after_relation(line, after)? };
    let Sym::Unit(unit, plural) = line.sym(at) else { return None };
    let open = at == after && !counted;
    if open && plural {
        let meaning = match unit {
            Unit::Hour | Unit::Minute if !ahead => Meaning::DaysBefore(1),
            _ if unit == Unit::Weekend => return None,
            // How far “the coming months” reach nobody knows; “recent years” are gone by.
            _ if ahead => Meaning::Open,
            _ => Meaning::Reference("PAST_REF"),
        };
        return Some((meaning, at + 1));
    }
    if open {
        // Of one unit only with the article (“the past decade”); “last week” is a week of the calendar.
        let over = matches!(
            line.back(the, 2),
            Sym::Word(Word::Over | Word::For | Word::Within | Word::During | Word::In)
        );
        let stretches = the > i && (!ahead || over) && relation != Relation::Previous && unit != Unit::Night;
        if relation == Relation::Coming
            && the > i
            && matches!(unit, Unit::Century | Unit::Decade | Unit::Year)
        {
            return Some((Meaning::Open, at + 1));
        }
        return stretches.then_some((Meaning::Stretch { amount, unit, ahead }, at + 1));
    }
    if matches!(unit, Unit::Second) && amount.whole() == Some(1) {
        return None;
    }
    Some((Meaning::Stretch { amount, unit, ahead }, at + 1))
}

/// The amount after “past” or “next”; one, where there is none.
fn after_relation(line: &Line<'_>, i: usize) -> Option<(Amount, usize)> {
    match line.sym(i) {
        Sym::Unit(..) => Some((Amount(Some(100)), i)),
        Sym::Word(Word::A | Word::Half) => None,
        _ => amount(line, i).map(|(amount, at)| {
            (
                amount,
                if matches!(line.sym(at), Sym::Word(Word::Whole | Word::Business)) { at + 1 } else { at },
            )
        }),
    }
}

/// `these days`: of an action going on, the days just now; of a habit, nowadays.
fn these(line: &Line<'_>, i: usize) -> Option<Said> {
    let Sym::Unit(Unit::Day, true) = line.sym(i) else { return None };
    let going_on = (1..12).any(|n| {
        let at = (i - 1).checked_sub(n);
        at.is_some_and(|at| {
            matches!(line.sym(at), Sym::Verb(crate::analysis::temporal::lexicon::Verb::Present))
                && line.word(at + 1).ends_with("ing")
        })
    });
    let meaning = if going_on { Meaning::DaysBefore(2) } else { Meaning::Reference("PRESENT_REF") };
    Some((meaning, i + 1))
}

/// `fiscal 2019`, `fiscal year 2019`, `the financial year 2019`.
pub(super) fn fiscal(line: &Line<'_>, i: usize) -> Option<Said> {
    if let Some(short) = abbreviated_fiscal(line, i) {
        return Some(short);
    }
    let at = line.skip_word(i, Word::The);
    if !line.is(at, Word::Fiscal) {
        return None;
    }
    let year = if line.sym(at + 1) == Sym::Unit(Unit::Year, false) { at + 2 } else { at + 1 };
    let related = match line.back(at, 1) {
        Sym::Relation(Relation::Last | Relation::Past | Relation::Previous) => Which::Relative(-1),
        Sym::Relation(Relation::This) => Which::Relative(0),
        Sym::Relation(Relation::Next | Relation::Coming) => Which::Relative(1),
        _ => Which::Open,
    };
    match plain_year(line, year) {
        Some(found) => {
            // “fiscal 2024-25”
            let pair = line.dash(year + 1) && matches!(line.digits(year + 2), Some(Digits::Plain(_, 2)));
            Some((Meaning::Fiscal(Which::Year(found)), if pair { year + 3 } else { year + 1 }))
        }
        None => (year == at + 2).then_some((Meaning::Fiscal(related), year)),
    }
}

/// `FY19`, `FY2019`.
pub(super) fn abbreviated_fiscal(line: &Line<'_>, i: usize) -> Option<Said> {
    let digits = line.word(i).strip_prefix("FY")?;
    let year: i32 = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let which = match digits.len() {
        2 => Which::Short(u8::try_from(year).ok()?),
        4 if (1900..2100).contains(&year) => Which::Year(year),
        _ => return None,
    };
    Some((Meaning::Fiscal(which), i + 1))
}

/// `now`, `recently`, `soon`, `at present`, and “today” where it means nowadays.
pub(super) fn reference(line: &Line<'_>, i: usize) -> Option<Said> {
    match line.sym(i) {
        Sym::Reference(time) => Some((Meaning::Reference(time.name()), i + 1)),
        // “in the past”, “in the near future”
        Sym::Word(Word::The) if line.is(i.wrapping_sub(1), Word::In) => {
            let at = if matches!(line.word(i + 1), "near" | "distant" | "recent") { i + 2 } else { i + 1 };
            let value = match (line.sym(at), line.word(at)) {
                (Sym::Relation(Relation::Past), _) => "PAST_REF",
                (_, "future") => "FUTURE_REF",
                _ => return None,
            };
            let alone = !line.is_word(at + 1) && line.sym(at + 1) != Sym::Number
                || matches!(
                    line.sym(at + 1),
                    Sym::Verb(_) | Sym::Word(Word::And | Word::Or | Word::By | Word::At)
                );
            alone.then_some((Meaning::Reference(value), at + 1))
        }
        Sym::Deictic(0) if nowadays(line, i) => Some((Meaning::Reference("PRESENT_REF"), i + 1)),
        // “at the moment”, “at this time”, “at the present time”
        Sym::Word(Word::The) | Sym::Relation(Relation::This) if line.is(i.wrapping_sub(1), Word::At) => {
            let at = if line.is(i, Word::The) && line.word(i + 1) == "present" { i + 2 } else { i + 1 };
            let present = at > i + 1 || !line.is(i, Word::The);
            let said = line.is(at, Word::Moment) || (present && line.word(at) == "time");
            said.then_some((Meaning::Reference("PRESENT_REF"), at + 1)).or_else(|| at_present(line, i))
        }
        _ => None,
    }
}

/// `present` after “at”.
fn at_present(line: &Line<'_>, i: usize) -> Option<Said> {
    (line.word(i) == "present" && !matches!(line.sym(i + 1), Sym::Unit(..)))
        .then_some((Meaning::Reference("PRESENT_REF"), i + 1))
}

/// Nouns for which “today’s” means those of our time.
const OF_OUR_TIME: [&str; 18] = [
    "world",
    "society",
    "generation",
    "youth",
    "age",
    "era",
    "standards",
    "climate",
    "environment",
    "culture",
    "economy",
    "technology",
    "children",
    "consumers",
    "standard",
    "terms",
    "young",
    "realities",
];

fn nowadays(line: &Line<'_>, i: usize) -> bool {
    if line.mark(i + 1, b's') {
        return OF_OUR_TIME.iter().any(|noun| line.word(i + 2).eq_ignore_ascii_case(noun));
    }
    let before = line.word(i.wrapping_sub(1));
    ["even", "still", "than"].iter().any(|word| before.eq_ignore_ascii_case(word))
        || line.word(i + 1).eq_ignore_ascii_case("still")
        || line.is(i + 1, Word::Than)
}

/// `two and a half hours`, `three-day`, `27-year-old`, `several weeks`, `for decades`, `two years and three months`.
pub(super) fn duration(line: &Line<'_>, i: usize) -> Option<Said> {
    if let Sym::Unit(unit, true) = line.sym(i) {
        return bare_plural(line, i, unit);
    }
    // “all day”, “another week”
    if matches!(line.word(i), "all" | "another")
        && let Sym::Unit(unit, false) = line.sym(i + 1)
        && !matches!(unit, Unit::Second | Unit::Minute | Unit::Quarter | Unit::Weekend | Unit::Century)
    {
        return Some((Meaning::Duration(name(Amount(Some(100)), unit)), i + 2));
    }
    // “the week-long talks”
    if let Sym::Unit(unit, false) = line.sym(i)
        && line.mark(i + 1, b'-')
        && line.is(i + 2, Word::Long)
        && !line.dash(i.wrapping_sub(1))
    {
        return Some((Meaning::Duration(name(Amount(Some(100)), unit)), i + 3));
    }
    let (amount, unit, end) = counted(line, i)?;
    if line.is(i, Word::A) && amount.0 == Some(100) && !measured(line, i) {
        // “a day” is a rate or a turn of phrase; “for a day” a duration.
        return None;
    }
    if unit == Unit::Quarter && !measured(line, i) {
        // “three quarters of voters”
        return None;
    }
    let tail = line.skip(end, b'-');
    let old_or_long = tail > end && matches!(line.sym(tail), Sym::Word(Word::Old | Word::Long));
    if old_or_long {
        return Some((Meaning::Duration(name(amount, unit)), tail + 1));
    }
    let joined = line.skip_word(line.skip(end, b','), Word::And);
    if let Some((more, lesser, after)) = (joined > end).then(|| counted(line, joined)).flatten()
        && more.0.is_some()
        && order(lesser) < order(unit)
    {
        return Some((Meaning::Duration(join(&name(amount, unit), &name(more, lesser))), after));
    }
    let inside = matches!(line.back(i, 1), Sym::Word(Word::In | Word::Within));
    let hyphened = end >= 2 && line.mark(end - 2, b'-');
    if inside && !hyphened && amount.0.is_some() {
        return Some((Meaning::Within { amount, unit }, end));
    }
    Some((Meaning::Duration(name(amount, unit)), end))
}

/// An amount and its unit, over a hyphen and words like “straight”.
fn counted(line: &Line<'_>, i: usize) -> Option<(Amount, Unit, usize)> {
    let (amount, at) = amount(line, i)?;
    let at = line.skip_word(line.skip_word(line.skip(at, b'-'), Word::More), Word::Whole);
    let at = line.skip_word(at, Word::Business);
    match line.sym(at) {
        Sym::Unit(unit, _) => Some((amount, unit, at + 1)),
        _ => None,
    }
}

fn order(unit: Unit) -> u8 {
    unit as u8
}

/// `P2Y` and `P3M` make `P2Y3M`, `P1D` and `PT3H` make `P1DT3H`.
fn join(greater: &str, lesser: &str) -> String {
    let tail = if greater.starts_with("PT") { lesser.strip_prefix("PT") } else { lesser.strip_prefix('P') };
    format!("{greater}{}", tail.unwrap_or_default())
}

/// Whether the words before say that a length is meant.
fn measured(line: &Line<'_>, i: usize) -> bool {
    matches!(
        line.back(i, 1),
        Sym::Word(
            Word::For
                | Word::Over
                | Word::Within
                | Word::About
                | Word::Than
                | Word::Lasting
                | Word::During
                | Word::In
        )
    )
}

/// `for years`, `decades-old`, `centuries-long`.
fn bare_plural(line: &Line<'_>, i: usize, unit: Unit) -> Option<Said> {
    let tail = line.mark(i + 1, b'-') && matches!(line.sym(i + 2), Sym::Word(Word::Old | Word::Long));
    let open = Meaning::Duration(name(Amount(None), unit));
    if tail {
        return Some((open, i + 3));
    }
    match line.sym(i + 1) {
        Sym::Word(Word::Ago) => Some((Meaning::Reference("PAST_REF"), i + 2)),
        Sym::Word(Word::Later | Word::Earlier) => Some((Meaning::Open, i + 2)),
        _ => (line.back(i, 1) == Sym::Word(Word::For)).then_some((open, i + 1)),
    }
}
