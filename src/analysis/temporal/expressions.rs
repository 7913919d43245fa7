//! The expressions of one article: where to look, and in what order to resolve.

use super::Reader;
use super::anniversary;
use super::calendar::{Cell, Grain, add_days};
use super::grammar;
use super::lexicon::{Entry, Unit};
use super::line::Line;
use super::meaning::{Found, Meaning, Origin, Point, Which, grain};
use super::numbers::{Amount, duration};
use super::reasons::{Named, Seen, shown, why};
use super::resolve::{Anchor, Context, Resolved};
use super::tense::{Direction, Tense, tense};
use crate::analysis::Gazetteer;
use crate::analysis::tokens::{self, Token};
use crate::model::{
    Article, DateBasis, DayRange, EntityKind, Expression, Mention, Precision, Published, Role, SafeText, Span,
};
use chrono::{Datelike, NaiveDate};
use std::borrow::Cow;

/// How many sentences back a date is still “just named”.
const NEAR: usize = 2;

/// An article with its tokens' meanings and the expressions found, not yet resolved.
pub(super) struct Reading<'a> {
    pub(super) article: &'a Article,
    pub(super) tokens: &'a [Token],
    pub(super) mentions: &'a [Mention],
    pub(super) gazetteer: &'a Gazetteer,
    entries: &'a [Entry],
    /// Token ranges of the sentences and lines searched, with the role of their part.
    pub(super) lines: Vec<(usize, usize, Role)>,
    /// The expressions, each with the index of its line.
    pub(super) found: Vec<(usize, Found)>,
    /// What the reader said is no date, with the index of the rule.
    pub(super) struck: Vec<(Span, u32)>,
}

impl<'a> Reading<'a> {
    /// Reads all parts that can date something: prose, titles, headings, captions, date lines.
    pub(super) fn new(reader: &'a Reader<'a>, sentences: &[Span], mentions: &'a [Mention]) -> Self {
        let Reader { article, tokens, ref entries, gazetteer, not_dates } = *reader;
        let lines = lines(article, tokens, sentences);
        let (found, struck) = (Vec::new(), Vec::new());
        let mut reading = Self { article, tokens, mentions, gazetteer, entries, lines, found, struck };
        let mut of_line = Vec::new();
        for i in 0..reading.lines.len() {
            grammar::scan(&reading.line(i), &mut of_line);
            for found in of_line.drain(..) {
                if reading.is_in_name(&found) {
                    continue;
                }
                let rule = if not_dates.is_empty() {
                    None
                } else {
                    not_dates.rule(&reading.words(&found), reading.words_of_line(i))
                };
                match rule {
                    Some(rule) => reading.struck.push((reading.span(&found), rule)),
                    None => reading.found.push((i, found)),
                }
            }
        }
        reading
    }

    /// The line of an index.
    pub(super) fn line(&self, i: usize) -> Line<'_> {
        let (from, to, _) = self.lines[i];
        Line::new(&self.article.text, self.tokens, self.entries, from, to)
    }

    /// The words of the line of an index.
    fn words_of_line(&self, i: usize) -> &str {
        let (from, to, _) = self.lines[i];
        let span = self.tokens.get(from..to).and_then(|all| Some(all.first()?.span.cover(all.last()?.span)));
        span.map_or("", |span| span.slice(&self.article.text))
    }

    /// The bytes of an expression.
    pub(super) fn span(&self, found: &Found) -> Span {
        self.tokens[found.from].span.cover(self.tokens[found.to - 1].span)
    }

    /// The words of an expression on one line.
    pub(super) fn words(&self, found: &Found) -> SafeText {
        SafeText::line(self.article.words(self.span(found)))
    }

    /// Whether the expression is part of a longer name, or a person's name as a whole (`May`).
    fn is_in_name(&self, found: &Found) -> bool {
        let span = self.span(found);
        crate::model::span::within(self.mentions, span, |mention| mention.span).iter().any(|mention| {
            let longer = mention.span.contains(span) && mention.span.len() > span.len();
            let whole = mention.span.contains(span) && self.kind(mention) != Some(EntityKind::Event);
            longer || (whole && found.to == found.from + 1)
        })
    }

    fn kind(&self, mention: &Mention) -> Option<EntityKind> {
        let listed = self.gazetteer.entities();
        ((mention.entity.0 as usize) < listed.len()).then(|| listed.get(mention.entity).kind)
    }

    /// The tense that governs an expression.
    pub(super) fn tense(&self, line: usize, found: &Found) -> Tense {
        tense(&self.line(line), found.from, found.to)
    }
}

/// The token ranges to search: sentences of prose, whole lines elsewhere.
fn lines(article: &Article, tokens: &[Token], sentences: &[Span]) -> Vec<(usize, usize, Role)> {
    let mut lines = Vec::new();
    let mut near = 0;
    let mut range = |span: Span| {
        let from = tokens::from(tokens, near, span.start);
        near = from;
        (from, tokens::from(tokens, from, span.end))
    };
    for part in &article.parts {
        if part.role.is_prose() {
            let (mut at, end) = range(part.span);
            for sentence in crate::model::span::within(sentences, part.span, |sentence| *sentence) {
                let (from, to) = range(*sentence);
                let (from, to) = (from.max(at), to.min(end));
                if from > at {
                    lines.push((at, from, part.role));
                }
                if to > from {
                    lines.push((from, to, part.role));
                }
                at = to.max(at);
            }
            if end > at {
                lines.push((at, end, part.role));
            }
        } else if matches!(part.role, Role::Title | Role::Heading | Role::Caption | Role::Dateline) {
            let (from, to) = range(part.span);
            lines.push((from, to, part.role));
        }
    }
    lines
}

/// Whether the day comes first in dates of digits: as other dates of the article show, else as in the outlet's country.
pub(super) fn day_first(reading: &Reading<'_>) -> bool {
    let shown = reading.found.iter().find_map(|(_, found)| match &found.meaning {
        Meaning::Point(Point::Numeric { first, second, dotted: false, .. }) if first.max(second) > &12 => {
            Some(*first > 12)
        }
        _ => None,
    });
    // Only the United States and what follows their usage put the month first; so does most unattributed English.
    let country = reading.article.outlet.country;
    shown.unwrap_or_else(|| {
        country.is_some_and(|code| !matches!(code.as_str(), "US" | "PH" | "PR" | "GU" | "FM"))
    })
}

/// Resolves everything found, in reading order.
pub(super) fn resolve(reading: &Reading<'_>, published: Option<&Published>) -> Vec<Expression> {
    let mut anchor = Anchor {
        published: published.map(|published| (published.date, published.precision)),
        day_first: day_first(reading),
        year: first_year(reading),
        ..Anchor::default()
    };
    if published.is_some_and(|published| published.precision != Precision::Day) {
        anchor.reference = reference_day(reading, anchor);
    }
    let published =
        published.map_or_else(String::new, |published| shown(published.date, published.precision));
    let mut named: Option<Named> = None;
    let mut expressions = Vec::with_capacity(reading.found.len());
    for (line, found) in &reading.found {
        let near = named.filter(|named| line - named.line <= NEAR);
        anchor.named = near.map(|named| (named.range, named.grain));
        anchor.named_before = named.is_some();
        let seen = Seen { published: &published, near };
        let (expression, placed) = one(reading, *line, found, anchor, seen);
        if let Some((range, grain)) = placed {
            named = Some(Named { range, grain, line: *line, at: expression.span });
        }
        expressions.push(expression);
    }
    expressions
}

/// The first year the text names, to stand in where nothing tells when the article was published.
fn first_year(reading: &Reading<'_>) -> Option<i32> {
    reading.found.iter().find_map(|(_, found)| match found.meaning {
        Meaning::Point(
            Point::Day { year: Which::Year(year), .. }
            | Point::Month { year: Which::Year(year), .. }
            | Point::Year(Which::Year(year)),
        ) => Some(year),
        _ => None,
    })
}

/// The latest day named within the publication's own month or year: what “this week” is the week of.
fn reference_day(reading: &Reading<'_>, anchor: Anchor) -> Option<NaiveDate> {
    let (published, precision) = anchor.published?;
    let grain = if precision == Precision::Month { Grain::Month } else { Grain::Year };
    let period = Cell::around(grain, published)?.range;
    let days = reading.found.iter().filter_map(|(_, found)| match &found.meaning {
        Meaning::Point(point @ (Point::Day { .. } | Point::Numeric { .. })) => {
            let context = Context { anchor, direction: Direction::Open, after: None };
            context.point(point).map(|resolved| resolved.cell.range.from)
        }
        _ => None,
    });
    days.filter(|day| period.overlaps(DayRange::day(*day))).max()
}

/// One expression, and the date it names for those that follow.
fn one(
    reading: &Reading<'_>,
    line: usize,
    found: &Found,
    anchor: Anchor,
    seen: Seen<'_>,
) -> (Expression, Option<(DayRange, Grain)>) {
    let span = reading.span(found);
    let unplaced = |value: Option<String>, why: &'static str| {
        let value = value.map(String::into_boxed_str);
        (Expression { span, value, range: None, basis: DateBasis::Stated, why: Cow::Borrowed(why) }, None)
    };
    let tense = if needs_tense(&found.meaning) {
        reading.tense(line, found)
    } else {
        Tense { direction: Direction::Open, word: None }
    };
    let context = Context { anchor, direction: tense.direction, after: None };
    let placed = match &found.meaning {
        Meaning::Point(point) => context.point(point),
        Meaning::Since(point) => context.point(point).map(|resolved| until_published(resolved, anchor)),
        Meaning::Range(left, right) => range(&context, left, right),
        Meaning::Within { amount, unit } => match within(&context, *amount, *unit) {
            Some(resolved) => Some(resolved),
            None => return unplaced(Some(duration(*amount, *unit)), LENGTH),
        },
        Meaning::Stretch { amount, unit, ahead } => {
            let value = duration(*amount, *unit);
            match stretch(anchor, *amount, *unit, *ahead) {
                Some(range) => {
                    let cell = Cell { value, range, grain: Grain::Decade };
                    Some(Resolved { cell, basis: DateBasis::Published })
                }
                None => return unplaced(Some(value), LENGTH),
            }
        }
        Meaning::DaysBefore(days) => match days_before(anchor, *days) {
            Some(range) => {
                let why = why(reading, found, tense, DateBasis::Published, anchor, seen);
                let basis = DateBasis::Published;
                return (Expression { span, value: None, range: Some(range), basis, why }, None);
            }
            None => None,
        },
        Meaning::Anniversary { n } => match anniversary::day(reading, line, found, *n) {
            Some((cell, why)) => {
                let expression = Expression {
                    span,
                    value: Some(cell.value.into_boxed_str()),
                    range: Some(cell.range),
                    basis: DateBasis::Anniversary,
                    why: Cow::Owned(why),
                };
                return (expression, None);
            }
            None => return unplaced(None, "an anniversary of something whose date is not known here"),
        },
        Meaning::Duration(value) => return unplaced(Some(value.clone()), LENGTH),
        Meaning::Set(value) => return unplaced(value.clone(), "something that recurs, not one day"),
        Meaning::Reference(value) => return unplaced(Some((*value).to_owned()), OPEN),
        Meaning::Fiscal(which @ (Which::Year(_) | Which::Short(_) | Which::Relative(_))) => {
            let year = context.point(&Point::Year(*which)).map(|year| year.cell.range.from.year());
            return unplaced(
                year.map(|year| format!("FY{year:04}")),
                "a fiscal year: its days depend on the country or firm",
            );
        }
        Meaning::Fiscal(_) | Meaning::Open => return unplaced(None, OPEN),
    };
    let Some(Resolved { cell, basis }) = placed else {
        return unplaced(None, "nothing in the article tells which day or year is meant");
    };
    let why = why(reading, found, tense, basis, anchor, seen);
    let grain = cell.grain;
    let refers = !matches!(found.meaning, Meaning::Stretch { .. });
    let placed = refers.then_some((cell.range, grain));
    let value = Some(cell.value.into_boxed_str());
    (Expression { span, value, range: Some(cell.range), basis, why }, placed)
}

const LENGTH: &str = "a length of time, not a day";
const OPEN: &str = "the words leave the time open";

/// Whether tense can decide where the expression lies.
fn needs_tense(meaning: &Meaning) -> bool {
    fn open(point: &Point) -> bool {
        match point {
            Point::Day { year, .. }
            | Point::Month { year, .. }
            | Point::Quarter { year, .. }
            | Point::Half { year, .. }
            | Point::Season { year, .. }
            | Point::Feast { year, .. } => *year == Which::Open,
            Point::Numeric { year, .. } => year.is_none(),
            Point::Weekday { which, .. } => *which == Which::Open,
            Point::DayOfMonth { .. }
            | Point::Weekend
            | Point::Cell { origin: Origin::Text, shift: 1.., .. } => true,
            Point::Nth { of, .. }
            | Point::NthWeekday { of, .. }
            | Point::Part { of, .. }
            | Point::Run { of, .. }
            | Point::Around { of, .. }
            | Point::Offset { of, .. }
            | Point::DayPart { of, .. }
            | Point::Clock { of, .. } => open(of),
            _ => false,
        }
    }
    match meaning {
        Meaning::Point(point) => open(point),
        Meaning::Since(point) => open(point),
        Meaning::Range(left, right) => open(left) || open(right),
        Meaning::Within { .. } => true,
        _ => false,
    }
}

/// “since 2019” reaches from then to the publication.
fn until_published(mut resolved: Resolved, anchor: Anchor) -> Resolved {
    if let Some((published, precision)) = anchor.published {
        let end = match precision {
            Precision::Day => Some(published),
            Precision::Month => Cell::around(Grain::Month, published).map(|cell| cell.range.to),
            Precision::Year => Cell::around(Grain::Year, published).map(|cell| cell.range.to),
        };
        resolved.cell.range.to = end.unwrap_or(published).max(resolved.cell.range.to);
    }
    resolved
}

/// A range of two points: the right end is the first that fits after the left; ISO 8601 has the notation.
fn range(context: &Context, left: &Point, right: &Point) -> Option<Resolved> {
    let from = context.point(left)?;
    let follows = Context { after: Some(from.cell.range.from), ..*context };
    let to = follows.point(right)?;
    if to.cell.range.from < from.cell.range.from {
        return None;
    }
    let basis = if from.basis == DateBasis::Stated { to.basis } else { from.basis };
    let range = DayRange { from: from.cell.range.from, to: to.cell.range.to.max(from.cell.range.to) };
    let value = if from.cell.value == to.cell.value {
        from.cell.value
    } else {
        format!("{}/{}", from.cell.value, to.cell.value)
    };
    Some(Resolved { cell: Cell { value, range, grain: to.cell.grain }, basis })
}

/// “in three weeks”: ahead, unless the clause tells of the past, where it is how long something took.
fn within(context: &Context, amount: Amount, unit: Unit) -> Option<Resolved> {
    let n = amount.whole().filter(|_| context.direction != Direction::Past);
    let Some((grain, times)) = grain(unit) else {
        // Less than a day ahead is a day only where the clause speaks of what is to come.
        let hours = if unit == Unit::Hour { n? } else { 1 };
        let mut resolved = context
            .point(&Point::Moment { origin: Origin::Publication, hours })
            .filter(|_| context.direction == Direction::Ahead)?;
        resolved.cell.value = duration(amount, unit);
        return Some(resolved);
    };
    let n = n?;
    context.point(&Point::Cell { grain, shift: n * times, origin: Origin::Publication })
}

/// The days of “the past three years”, rolling to the day before publication, or from the day after it.
fn stretch(anchor: Anchor, amount: Amount, unit: Unit, ahead: bool) -> Option<DayRange> {
    let Some((published, Precision::Day)) = anchor.published else { return None };
    let Some((grain, times)) = grain(unit) else {
        let days = if unit == Unit::Hour { (amount.whole()? + 23) / 24 } else { 0 };
        let far = add_days(published, if ahead { days } else { -days })?;
        return Some(DayRange { from: published.min(far), to: published.max(far) });
    };
    let n = amount.whole()?.checked_mul(times)?;
    let signed = if ahead { n } else { -n };
    if grain == Grain::Quarter {
        // Quarters are those of the calendar: the last two ended with the one before this.
        let near = Cell::away(grain, published, if ahead { 1 } else { -1 })?.range;
        let far = Cell::away(grain, published, signed)?.range;
        return Some(DayRange { from: near.from.min(far.from), to: near.to.max(far.to) });
    }
    let far = match grain {
        Grain::Day => add_days(published, signed)?,
        Grain::Week | Grain::Weekend => add_days(published, signed.checked_mul(7)?)?,
        _ => {
            let there = Cell::away(grain.max(Grain::Month), published, signed)?.range.from;
            let month = if matches!(grain, Grain::Month | Grain::Quarter) {
                Cell::away(
                    Grain::Month,
                    published,
                    if grain == Grain::Quarter { signed * 3 } else { signed },
                )?
                .range
                .from
            } else {
                let years = i64::from(if grain == Grain::Decade { 10 } else { 1 }).checked_mul(signed)?;
                Cell::away(Grain::Month, published, years.checked_mul(12)?)
                    .map_or(there, |cell| cell.range.from)
            };
            let last = super::calendar::month_end(month.year(), month.month())?;
            month.with_day(published.day().min(last.day()))?
        }
    };
    let range = if ahead {
        DayRange { from: add_days(published, 1)?, to: far }
    } else {
        DayRange { from: far, to: add_days(published, -1)? }
    };
    (range.from <= range.to).then_some(range)
}

fn days_before(anchor: Anchor, days: i64) -> Option<DayRange> {
    let Some((published, Precision::Day)) = anchor.published else { return None };
    Some(DayRange { from: add_days(published, -days)?, to: published })
}
