//! Numbers in digits and in words, as far as dates and durations use them.

use super::lexicon::{Sym, Unit, Word};
use super::line::Line;

/// What a token that begins with a digit says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digits {
    /// Only digits: their value and how many they are.
    Plain(u32, u8),
    /// `2.5`, in hundredths.
    Decimal(u32),
    /// `100,000`.
    Grouped,
    /// `3rd`, `80th`.
    Ordinal(u32),
    /// `1990s`, `80s`.
    Decade(u32),
    /// `4pm`, `15h30`, `0730z`: hour and minute.
    Clock(u8, u8),
    /// `31.10.1974`.
    Dotted(u32, u32, u32),
    /// `3,2025`: a day and a year set without a blank.
    DayYear(u32, u32),
    /// Anything else: `747s`, `5G`, `3x`.
    Other,
}

/// Reads a token that begins with a digit.
pub(super) fn digits(token: &str) -> Digits {
    let bytes = token.as_bytes();
    let (mut value, mut length) = (0_u32, 0);
    while let Some(digit) = bytes.get(length).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10)
    {
        if length == 9 {
            return Digits::Other;
        }
        value = value * 10 + u32::from(digit);
        length += 1;
    }
    if length == bytes.len() && length > 0 {
        return Digits::Plain(value, length as u8);
    }
    let rest = &token[length..];
    match rest {
        _ if length == 0 => return Digits::Other,
        "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" => return Digits::Ordinal(value),
        "s" | "S" if value % 10 == 0 && matches!(length, 2 | 4) => return Digits::Decade(value),
        _ => {}
    }
    clock(value, length, rest).or_else(|| separated(value, length, rest)).unwrap_or(Digits::Other)
}

fn clock(value: u32, length: usize, rest: &str) -> Option<Digits> {
    let (hour, minute) = if length <= 2 { (value, 0) } else { (value / 100, value % 100) };
    if length > 4 || minute > 59 {
        return None;
    }
    let is = |suffix: &str| rest.eq_ignore_ascii_case(suffix);
    let twelve = (1..=12).contains(&hour);
    let hour = if twelve && (is("am") || is("a")) {
        hour % 12
    } else if twelve && (is("pm") || is("p")) {
        hour % 12 + 12
    } else if is("z") && length == 4 && hour < 24 {
        hour
    } else {
        let minute = rest.strip_prefix(['h', 'H'])?;
        let minute = if minute.is_empty() { 0 } else { minute.parse().ok().filter(|m| *m < 60)? };
        return (length <= 2 && hour < 24).then_some(Digits::Clock(hour as u8, minute));
    };
    // A bare `5a` is more often a paragraph than an hour.
    (!is("a")).then_some(Digits::Clock(hour as u8, minute as u8))
}

fn separated(value: u32, length: usize, rest: &str) -> Option<Digits> {
    if let Some(tail) = rest.strip_prefix(',') {
        let all_digits = tail.bytes().all(|b| b.is_ascii_digit());
        return match (tail.len(), all_digits) {
            (4, true) if length <= 2 => Some(Digits::DayYear(value, tail.parse().ok()?)),
            (3, true) => Some(Digits::Grouped),
            _ => None,
        };
    }
    let tail = rest.strip_prefix('.')?;
    if let Some((month, year)) = tail.split_once('.') {
        // Version numbers have no year of two or four digits.
        if !matches!(year.len(), 2 | 4) {
            return None;
        }
        return Some(Digits::Dotted(value, month.parse().ok()?, year.parse().ok()?));
    }
    let hundredths = match tail.len() {
        1 => tail.parse::<u32>().ok()? * 10,
        2 => tail.parse::<u32>().ok()?,
        _ => return None,
    };
    (value < 1_000_000).then(|| Digits::Decimal(value * 100 + hundredths))
}

/// How many: in hundredths, so that halves and quarters stay whole; `None` where the words leave it open (`several`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount(pub(super) Option<u32>);

impl Amount {
    /// A whole number, where it is one.
    pub(super) fn whole(self) -> Option<i64> {
        self.0.filter(|n| n % 100 == 0).map(|n| i64::from(n / 100))
    }
}

/// A cardinal number in words or digits, with the index after it: `two`, `twenty-five`, `one hundred and ten`, `24`.
pub(super) fn cardinal(line: &Line<'_>, i: usize) -> Option<(u32, usize)> {
    match line.sym(i) {
        Sym::Number => match line.digits(i)? {
            Digits::Plain(value, 1..=4) => Some((value, i + 1)),
            _ => None,
        },
        Sym::Cardinal(_) => words(line, i),
        Sym::Word(Word::A) if matches!(line.sym(i + 1), Sym::Cardinal(100 | 1000 | 12)) => {
            let Sym::Cardinal(n) = line.sym(i + 1) else { return None };
            Some((u32::from(n), i + 2))
        }
        _ => None,
    }
}

fn words(line: &Line<'_>, i: usize) -> Option<(u32, usize)> {
    let mut total = 0;
    let mut at = i;
    let mut last = u32::MAX;
    loop {
        let next = match line.sym(at) {
            // “twenty-five”, “hundred and ten”
            Sym::Mark(b'-') if at > i => at + 1,
            Sym::Word(Word::And) if at > i && last >= 100 => at + 1,
            _ => at,
        };
        let Sym::Cardinal(n) = line.sym(next) else { break };
        let n = u32::from(n);
        if at > i && n >= 100 && n > last {
            total *= n;
        } else if at > i && (n >= last || !fits(last, n)) {
            // “two dozen”
            if n == 12 && line.word(next).eq_ignore_ascii_case("dozen") {
                return Some((total * 12, next + 1));
            }
            break;
        } else {
            total += n;
        }
        last = n;
        at = next + 1;
    }
    (at > i).then_some((total, at))
}

/// Whether a smaller number word can follow a greater one.
fn fits(last: u32, n: u32) -> bool {
    last >= 100 || (20..100).contains(&last) && n < 10
}

/// An amount before a unit, with the index after it: also `a`, `half a`, `two and a half`, `a couple of`, `several`.
pub(super) fn amount(line: &Line<'_>, i: usize) -> Option<(Amount, usize)> {
    let vague = |end| Some((Amount(None), end));
    match line.sym(i) {
        Sym::Word(Word::Half) => {
            let end = if line.is(i + 1, Word::A) { i + 2 } else { line.skip(i + 1, b'-') };
            return Some((Amount(Some(50)), end));
        }
        Sym::Word(Word::Several) => return vague(i + 1),
        Sym::Word(Word::Few | Word::Couple) => return vague(line.skip_word(i + 1, Word::Of)),
        Sym::Word(Word::A) => match line.sym(i + 1) {
            Sym::Word(Word::Few | Word::Couple) => return vague(line.skip_word(i + 2, Word::Of)),
            Sym::Word(Word::Half) => return Some((Amount(Some(50)), i + 2)),
            Sym::Cardinal(100 | 1000 | 12) => {}
            _ => return Some((Amount(Some(100)), i + 1)),
        },
        Sym::Number => {
            if let Some(Digits::Decimal(hundredths)) = line.digits(i) {
                return Some((Amount(Some(hundredths)), i + 1));
            }
        }
        _ => {}
    }
    let (n, end) = cardinal(line, i)?;
    let joined =
        |at: usize| line.is(at, Word::And) && line.is(at + 1, Word::A) && line.is(at + 2, Word::Half);
    let hyphened = |at: usize| {
        let marks = [at, at + 2, at + 4].iter().all(|&i| line.mark(i, b'-'));
        marks && line.is(at + 1, Word::And) && line.is(at + 3, Word::A) && line.is(at + 5, Word::Half)
    };
    let (half, end) = if joined(end) {
        (50, end + 3)
    } else if hyphened(end) {
        (50, end + 6)
    } else {
        (0, end)
    };
    Some((Amount(Some(n.checked_mul(100)?.checked_add(half)?)), end))
}

/// An ordinal from 1 in words or digits with the index after it; -1 for “last” and “final”.
pub(super) fn ordinal(line: &Line<'_>, i: usize) -> Option<(i32, usize)> {
    match line.sym(i) {
        Sym::Ordinal(n) => Some((i32::from(n), i + 1)),
        Sym::Relation(super::lexicon::Relation::Last) => Some((-1, i + 1)),
        Sym::Cardinal(tens @ 20..=90) => {
            let at = line.skip(i + 1, b'-');
            match line.sym(at) {
                Sym::Ordinal(n @ 1..=9) => Some((i32::from(tens) + i32::from(n), at + 1)),
                _ => None,
            }
        }
        Sym::Number => match line.digits(i)? {
            Digits::Ordinal(n) => i32::try_from(n).ok().map(|n| (n, i + 1)),
            _ => None,
        },
        _ => None,
    }
}

/// A year written in words, with the index after it: `nineteen eighty-four`, `two thousand and five`, `twenty ten`.
pub(super) fn year_words(line: &Line<'_>, i: usize) -> Option<(i32, usize)> {
    let Sym::Cardinal(first) = line.sym(i) else { return None };
    if first == 2 && line.sym(i + 1) == Sym::Cardinal(1000) {
        let (n, end) = words(line, i)?;
        return i32::try_from(n).ok().filter(|year| *year < 2100).map(|year| (year, end));
    }
    // “nineteen hundred ninety-three”
    if matches!(first, 11..=20) && line.sym(i + 1) == Sym::Cardinal(100) {
        let (n, end) = words(line, i)?;
        let year = i32::try_from(n).ok().filter(|year| (1100..2100).contains(year) && year % 100 > 0)?;
        return Some((year, end));
    }
    let (rest, end) = matches!(first, 18..=20).then(|| words(line, i + 1)).flatten()?;
    (10..100).contains(&rest).then(|| (i32::from(first) * 100 + rest.cast_signed(), end))
}

/// A duration as in TIMEX3: `P3D`, `PT2H30M`, `P1Y6M`, `PXY` where the number is open.
pub(super) fn duration(amount: Amount, unit: Unit) -> String {
    let (letter, clock, times) = match unit {
        Unit::Second => ("S", true, 1),
        Unit::Minute => ("M", true, 1),
        Unit::Hour => ("H", true, 1),
        Unit::Day | Unit::BusinessDay | Unit::Night => ("D", false, 1),
        Unit::Weekend => ("WE", false, 1),
        Unit::Week => ("W", false, 1),
        Unit::Fortnight => ("W", false, 2),
        Unit::Month => ("M", false, 1),
        Unit::Quarter => ("M", false, 3),
        Unit::Year => ("Y", false, 1),
        Unit::Decade => ("Y", false, 10),
        Unit::Century => ("Y", false, 100),
        Unit::Millennium => ("Y", false, 1000),
    };
    let lead = if clock { "PT" } else { "P" };
    let Some(hundredths) = amount.0.and_then(|n| n.checked_mul(times)) else {
        return format!("{lead}X{letter}");
    };
    let (whole, part) = (hundredths / 100, hundredths % 100);
    let lesser = match unit {
        Unit::Hour => Some((60, "M")),
        Unit::Minute => Some((60, "S")),
        Unit::Year => Some((12, "M")),
        Unit::Day => Some((24, "H")),
        _ => None,
    };
    match lesser {
        _ if part == 0 => format!("{lead}{whole}{letter}"),
        Some((per, lesser)) if part * per % 100 == 0 && unit != Unit::Day => {
            let greater = if whole == 0 { String::new() } else { format!("{whole}{letter}") };
            format!("{lead}{greater}{}{lesser}", part * per / 100)
        }
        Some((per, lesser)) if part * per % 100 == 0 => {
            let greater = if whole == 0 { String::new() } else { format!("{whole}{letter}") };
            format!("P{greater}T{}{lesser}", part * per / 100)
        }
        _ if part % 10 == 0 => format!("{lead}{whole}.{}{letter}", part / 10),
        _ => format!("{lead}{whole}.{part:02}{letter}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::temporal::line::entries;
    use crate::analysis::tokens::tokenise;
    use crate::model::Span;

    #[test]
    fn tokens_of_digits() {
        for (token, expected) in [
            ("2023", Digits::Plain(2023, 4)),
            ("05", Digits::Plain(5, 2)),
            ("2.5", Digits::Decimal(250)),
            ("2,019", Digits::Grouped),
            ("80th", Digits::Ordinal(80)),
            ("1990s", Digits::Decade(1990)),
            ("747s", Digits::Other),
            ("4pm", Digits::Clock(16, 0)),
            ("12am", Digits::Clock(0, 0)),
            ("15h30", Digits::Clock(15, 30)),
            ("0730z", Digits::Clock(7, 30)),
            ("5G", Digits::Other),
            ("31.10.1974", Digits::Dotted(31, 10, 1974)),
            ("3,2025", Digits::DayYear(3, 2025)),
            ("99999999999", Digits::Other),
            ("1.2.3.4", Digits::Other),
            ("1.2.3", Digits::Other),
        ] {
            assert_eq!(digits(token), expected, "{token}");
        }
    }

    #[test]
    fn amounts_and_durations() {
        for (text, unit, expected) in [
            ("three", Unit::Day, "P3D"),
            ("twenty-five", Unit::Year, "P25Y"),
            ("one hundred and ten", Unit::Day, "P110D"),
            ("two hundred", Unit::Year, "P200Y"),
            ("two and a half", Unit::Hour, "PT2H30M"),
            ("one-and-a-half", Unit::Year, "P1Y6M"),
            ("half an", Unit::Hour, "PT30M"),
            ("half a", Unit::Day, "PT12H"),
            ("2.5", Unit::Month, "P2.5M"),
            ("two", Unit::Decade, "P20Y"),
            ("several", Unit::Year, "PXY"),
            ("a couple of", Unit::Week, "PXW"),
            ("two dozen", Unit::Day, "P24D"),
            ("a", Unit::Fortnight, "P2W"),
        ] {
            let tokens = tokenise(text, Span::of(0, text.len()));
            let entries = entries(text, &tokens);
            let line = Line::new(text, &tokens, &entries, 0, tokens.len());
            let (amount, end) = amount(&line, 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((duration(amount, unit).as_str(), end), (expected, tokens.len()), "{text}");
        }
    }
}
