//! The sentence that says why an expression is the day it is: what was counted from what.

use super::calendar::Grain;
use super::expressions::Reading;
use super::meaning::Found;
use super::resolve::Anchor;
use super::tense::{Direction, Tense};
use crate::model::{DateBasis, DayRange, Precision, SafeText, Span, dates, dates::WEEKDAYS};
use chrono::{Datelike, NaiveDate};
use std::borrow::Cow;

/// A date an expression named, for those that refer back to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) range: DayRange,
    pub(super) grain: Grain,
    pub(super) line: usize,
    pub(super) at: Span,
}

/// What the reasons name: the publication as it is shown, and the date just named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'s> {
    pub(super) published: &'s str,
    pub(super) near: Option<Named>,
}

/// A publication date with its weekday, where the day is known: `Monday 2025 Sep 3`.
pub(super) fn shown(day: NaiveDate, precision: Precision) -> String {
    let weekday = WEEKDAYS[day.weekday().num_days_from_monday() as usize];
    let shown = dates::show(day, precision);
    if precision == Precision::Day { [weekday, " ", &shown].concat() } else { shown }
}

/// The sentence that says what was counted from what.
pub(super) fn why(
    reading: &Reading<'_>,
    found: &Found,
    tense: Tense,
    basis: DateBasis,
    anchor: Anchor,
    seen: Seen<'_>,
) -> Cow<'static, str> {
    if basis == DateBasis::Stated {
        return Cow::Borrowed("the words say it in full");
    }
    let mut why = String::with_capacity(120);
    why.push('“');
    SafeText::add_line(&mut why, reading.article.words(reading.span(found)));
    if basis == DateBasis::Published && anchor.published.is_some() {
        why += "” seen from the publication, ";
        why += seen.published;
        add_verb(&mut why, reading, tense);
    } else if let Some(named) = seen.near {
        why += "” counted from “";
        SafeText::add_line(&mut why, reading.article.words(named.at));
        why += "” just before";
    } else if let Some(day) = anchor.reference {
        why += "” around ";
        why += &dates::show(day, Precision::Day);
        why += ", a day the text names";
    } else {
        why += "” in the year the text names";
    }
    Cow::Owned(why)
}

/// Adds the verb that told the tense.
fn add_verb(why: &mut String, reading: &Reading<'_>, tense: Tense) {
    let kind = match tense.direction {
        Direction::Past => " (past: “",
        Direction::Ahead => " (ahead: “",
        Direction::Open => return,
    };
    if let Some(word) = tense.word.and_then(|i| reading.tokens.get(i)) {
        *why += kind;
        *why += word.text(&reading.article.text);
        *why += "”)";
    }
}
