//! What only looks like a date: `may`, `march`, `2,000 troops`, `the 2020 Olympics`, “1984”, `Windows 2000`.

use super::lexicon::{Relation, Sym, Word};
use super::line::Line;
use super::meaning::{Found, Meaning, Point, Which};
use super::numbers::Digits;

/// Whether the expression is one, judged by the words around it.
pub(super) fn is_date(line: &Line<'_>, found: &Found) -> bool {
    let (from, to) = (found.from, found.to);
    match &found.meaning {
        Meaning::Point(point) => point_is_date(line, point, from, to),
        Meaning::Since(point) => point_is_date(line, point, from, to),
        Meaning::Range(left, _) => range_is_date(line, left, from, to),
        // “The Daily Sabah”, “Weekly World News”
        Meaning::Set(_) | Meaning::Reference(_) => {
            let weekday = matches!(line.sym(from), Sym::Weekday(..));
            weekday || !line.capital(from) || line.starts(from) && !line.capital(to)
        }
        _ => true,
    }
}

fn point_is_date(line: &Line<'_>, point: &Point, from: usize, to: usize) -> bool {
    match *point {
        Point::Year(Which::Year(year)) if to == from + 1 && line.sym(from) == Sym::Number => {
            year_is_date(line, year, from)
        }
        // “nineteen eighty-four” is a year after “in” and its like only.
        Point::Year(Which::Year(_)) if matches!(line.sym(from), Sym::Cardinal(_)) => introduced(line, from),
        Point::Year(Which::Short(_)) => introduced(line, from) || line.capital(from.wrapping_sub(1)),
        Point::Month { year: Which::Open, .. } if to <= from + 2 => month_is_date(line, from, to),
        // “this may take longer”
        Point::Month { .. } => !modal(line, to - 1) && !modal(line, from),
        Point::Weekday { which: Which::Open, .. } if matches!(line.sym(from), Sym::Weekday(_, false)) => {
            abbreviated_weekday(line, from, to)
        }
        Point::Weekday { which: Which::Open, .. } => weekday_is_date(line, from, to),
        Point::Season { year: Which::Open, .. } => season_is_date(line, from, to),
        Point::Day { .. } => day_is_date(line, from, to),
        Point::OpenDecade(_) => decade_is_date(line, from),
        Point::Century(_) => !line.capital(to) || line.is(to, Word::Era),
        Point::Feast { .. } => {
            line.capital(from) || line.starts(from) || to > from + 1 || introduced(line, from)
        }
        _ => true,
    }
}

/// Whether a word that introduces a date stands before it.
fn introduced(line: &Line<'_>, from: usize) -> bool {
    matches!(
        line.back(from, 1),
        Sym::Word(
            Word::In
                | Word::Since
                | Word::By
                | Word::Until
                | Word::Before
                | Word::After
                | Word::From
                | Word::Of
                | Word::During
                | Word::Through
                | Word::Between
                | Word::Date
                | Word::On
                | Word::Earlier
                | Word::Later
        ) | Sym::Part(_)
            | Sym::Relation(_)
    )
}

/// A number of four digits that stands alone.
fn year_is_date(line: &Line<'_>, year: i32, i: usize) -> bool {
    let (before, after) = (line.back(i, 1), line.sym(i + 1));
    let quoted =
        line.quote_mark(i.wrapping_sub(1)) && line.glued(i.wrapping_sub(1)) && line.quote_mark(i + 1);
    let marked = matches!(before, Sym::Mark(b'$' | b'#' | b'/' | b'@' | b'+' | b'=' | b':' | b'.'))
        || (line.sym(i.wrapping_sub(1)) == Sym::Other
            && !line.is_word(i.wrapping_sub(1))
            && i > line.from
            && line.glued(i.wrapping_sub(1)));
    let counted =
        matches!(after, Sym::Counted | Sym::Mark(b'%' | b'$') | Sym::Unit(_, true) | Sym::Weekday(..));
    let glued = line.glued(i) && matches!(after, Sym::Mark(b'-' | b':' | b'/' | b'@' | b'_'));
    let compound = glued && (line.digits(i + 2).is_some() || !line.mark(i + 1, b'-'));
    // The middle of a telephone number or of a code.
    let chained =
        line.dash(i.wrapping_sub(1)) && line.glued(i.wrapping_sub(1)) && line.back(i, 2) == Sym::Number;
    if quoted || marked || counted || compound || chained || in_name(line, i) {
        return false;
    }
    let introduced = introduced(line, i)
        || line.is(i.wrapping_sub(1), Word::To) && matches!(line.word(i.wrapping_sub(2)), "back" | "backed");
    let determined = line.is(i.wrapping_sub(1), Word::The) || line.mark(i.wrapping_sub(1), b'(');
    match year {
        1900..=2100 => introduced || determined || free_standing(line, i),
        1000..=1899 => introduced && !counts_plural(line, i + 1) || line.mark(i.wrapping_sub(1), b'('),
        _ => matches!(before, Sym::Word(Word::By | Word::Until | Word::In)) && !line.is_word(i + 1),
    }
}

/// A year without a word that introduces it: not after “some” or a name, not before what it would count.
fn free_standing(line: &Line<'_>, i: usize) -> bool {
    if i == line.from && i + 1 == line.to {
        return true;
    }
    let before = i.wrapping_sub(1);
    let after_name = line.capital(before) && line.sym(before) == Sym::Other;
    let after_number =
        matches!(line.back(i, 1), Sym::Number | Sym::Word(Word::About | Word::Than | Word::More));
    !after_name && !after_number && !counts_plural(line, i + 1)
}

/// Whether a small plural noun follows that the number would count.
fn counts_plural(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    line.sym(i) == Sym::Counted
        || (line.sym(i) == Sym::Other
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !line.capital(i)
            && word.len() > 3
            && !word.ends_with("ics")
            && !["elections", "polls", "results", "protests", "attacks", "sanctions", "talks", "riots"]
                .contains(&word))
}

/// Whether the year belongs to a name: `2020 Olympics`, `Euro 2004`, `Agenda 2030`.
fn in_name(line: &Line<'_>, i: usize) -> bool {
    let names = |at: usize| line.sym(at) == Sym::Games && line.capital(at);
    let behind =
        names(i + 1) || (line.capital(i + 1) && (names(i + 2) || (line.capital(i + 2) && names(i + 3))));
    let before = i.checked_sub(1).is_some_and(names) && !line.starts(i - 1);
    behind || before
}

/// A month alone: unmistakable names with a capital letter; others where a word beside them says so.
fn month_is_date(line: &Line<'_>, from: usize, to: usize) -> bool {
    if to > from + 1 && !line.mark(from + 1, b'.') {
        return true;
    }
    let sure = matches!(line.sym(from), Sym::Month(_, true));
    let introduced = introduced(line, from) && !matches!(line.back(from, 1), Sym::Relation(Relation::Same));
    // “in May Day celebrations”, “in March Madness”, “June Carter”
    let named = line.capital(to) && line.sym(to) == Sym::Other && line.capital(from);
    match (sure, line.capital(from)) {
        (true, true) => !named || introduced,
        (true, false) => line.word(from) != "august" || introduced,
        (false, true) => introduced && !line.is(from.wrapping_sub(1), Word::On) && !named,
        (false, false) => false,
    }
}

/// `Sun`, `Mon`, `Wed` alone are days before a comma, a time or a date only.
fn abbreviated_weekday(line: &Line<'_>, from: usize, to: usize) -> bool {
    let introduced = matches!(line.back(from, 1), Sym::Word(Word::On | Word::Until | Word::By) | Sym::Relation(_))
            // “Mon or Tue”
            || matches!(line.back(from, 1), Sym::Word(Word::Or | Word::And))
                && matches!(line.back(from, 2), Sym::Weekday(..));
    line.capital(from) && introduced && !line.capital(to)
}

fn weekday_is_date(line: &Line<'_>, from: usize, to: usize) -> bool {
    // “Bloody Sunday”, “the Sunday Times”, “Sheffield Wednesday”: names, unless a word introduces the day.
    let named_after = line.capital(to)
        && matches!(line.sym(to), Sym::Other | Sym::Counted)
        && to < line.to
        && ["Times", "Telegraph", "Mail", "Express", "Post", "Mirror", "Herald", "Club", "Live"]
            .contains(&line.word(to));
    let named_before = from > line.from
        && ["Bloody", "Ruby", "Sheffield", "Giving", "Man", "Freaky"].contains(&line.word(from - 1));
    !named_after && !named_before
}

/// “spring” and “fall” are verbs as well: a season needs a word before it or a year after it.
fn season_is_date(line: &Line<'_>, from: usize, to: usize) -> bool {
    let alone = from == line.from && to == line.to;
    let the = matches!(line.back(from, 1), Sym::Word(Word::The)) || line.is(from, Word::The);
    let introduced = matches!(
        line.back(from, if line.is(from.wrapping_sub(1), Word::The) { 2 } else { 1 }),
        Sym::Word(
            Word::In | Word::Since | Word::During | Word::By | Word::Until | Word::Over | Word::Through
        ) | Sym::Part(_)
    );
    let of = line.is(to, Word::Of);
    let capital_name = line.capital(to) && line.sym(to) == Sym::Other;
    let fall = line.word(to.wrapping_sub(1)).eq_ignore_ascii_case("fall");
    (alone || introduced && (the || !fall)) && !of && !capital_name
}

/// A day of a month: not where the number is part of something else, nor where “may” or “march” is a verb.
fn day_is_date(line: &Line<'_>, from: usize, to: usize) -> bool {
    // A day of “march” with its year can be nothing else.
    let dated = matches!(line.digits(to - 1), Some(Digits::Plain(1000.., 4)));
    !line.mark(to, b'%') && (dated || !modal(line, from))
}

/// Whether it is “may” or “march” in small letters.
fn modal(line: &Line<'_>, i: usize) -> bool {
    matches!(line.sym(i), Sym::Month(_, false)) && ["may", "march", "mar"].contains(&line.word(i))
}

fn decade_is_date(line: &Line<'_>, from: usize) -> bool {
    let the = line.is(from, Word::The) || line.is(from.wrapping_sub(1), Word::The);
    // “in her twenties” is an age; “temperatures in the 70s” cannot be told from a decade, but is rarer in news.
    the || line.mark(from, b'\'') || matches!(line.back(from, 1), Sym::Part(_))
}

fn range_is_date(line: &Line<'_>, left: &Point, from: usize, to: usize) -> bool {
    match left {
        Point::Year(Which::Year(year)) => {
            let counted = line.sym(to) == Sym::Counted || line.mark(to, b'%');
            let money = matches!(line.back(from, 1), Sym::Mark(b'$' | b'#'));
            let longer = line.dash(to) && matches!(line.digits(to + 1), Some(Digits::Plain(..)));
            let chained = line.dash(from.wrapping_sub(1)) && line.back(from, 2) == Sym::Number;
            (1000..=2200).contains(year) && !counted && !money && !longer && !chained
        }
        Point::Day { .. } => day_is_date(line, from, to),
        Point::Month { .. } => {
            matches!(line.sym(from), Sym::Word(_))
                || line.capital(from)
                || matches!(line.sym(from), Sym::Month(_, true))
        }
        _ => true,
    }
}
