//! From what an expression says to days of the calendar: underspecified points resolved against the publication date
//! or a date just named, tense deciding between past and future.
//!
//! After `HeidelTime`'s normalisation for news (Strötgen & Gertz 2010). What cannot be known stays `None`.

use super::calendar::{Cell, Grain, add_days, date, monday, month_end, nth_weekday};
use super::feasts;
use super::lexicon::Part;
use super::meaning::{Origin, Point, Which};
use super::tense::Direction;
use crate::model::{DateBasis, DayRange, Precision};
use chrono::{Datelike, NaiveDate, Weekday};

/// What expressions are resolved against.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Anchor {
    /// The publication date and how exact it is.
    pub(super) published: Option<(NaiveDate, Precision)>,
    /// The date just named, near enough to be meant by “the day before”.
    pub(super) named: Option<(DayRange, Grain)>,
    /// Whether any date was named before in the text.
    pub(super) named_before: bool,
    /// A day named in the text that stands in for an inexact publication date.
    pub(super) reference: Option<NaiveDate>,
    /// A year named in the text, for dates without one where no publication date is known.
    pub(super) year: Option<i32>,
    /// Whether the day comes first in `3/9/2025`.
    pub(super) day_first: bool,
}

/// One expression's own circumstances.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    pub(super) anchor: Anchor,
    pub(super) direction: Direction,
    /// Where the left end of a range is known, the right end is the first that fits at or after it.
    pub(super) after: Option<NaiveDate>,
}

/// A resolved point, and what it was resolved from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) cell: Cell,
    pub(super) basis: DateBasis,
}

fn stated(cell: Cell) -> Resolved {
    Resolved { cell, basis: DateBasis::Stated }
}

impl Context {
    /// The point's place in the calendar; `None` where it must stay open.
    pub(super) fn point(&self, point: &Point) -> Option<Resolved> {
        match point {
            Point::Day { year, month, day, weekday } => self.day(*year, *month, *day, *weekday),
            Point::Numeric { first, second, year, dotted } => self.numeric(*first, *second, *year, *dotted),
            Point::Fixed { year, month, day } => {
                date(*year, u32::from(*month), u32::from(*day)).map(Cell::day).map(stated)
            }
            Point::DayOfMonth { day, weekday } => self.day_of_month(*day, *weekday),
            Point::Month { year, month } => {
                self.yearly(*year, |year| Cell::month(year, u32::from(*month)), Precision::Month)
            }
            Point::Quarter { n, year } => {
                self.yearly(*year, |year| Cell::quarter(year, u32::from(*n)), Precision::Month)
            }
            Point::Half { n, year } => {
                self.yearly(*year, |year| Cell::half(year, u32::from(*n)), Precision::Month)
            }
            Point::Season { n, year } => {
                self.yearly(*year, |year| Cell::season(year, u32::from(*n)), Precision::Month)
            }
            Point::Week { n, year } => self.yearly(*year, |year| iso_week(year, *n), Precision::Day),
            Point::Feast { feast, year } => {
                self.yearly(*year, |year| feast_cell(*feast, year), Precision::Day)
            }
            Point::Year(which) => self.year(*which),
            Point::Decade(first) => Cell::decade(*first).map(stated),
            Point::OpenDecade(n) => {
                let year = self.short(*n, 100);
                Cell::decade(year).map(|cell| self.of_publication(cell))
            }
            Point::Century(first) => Cell::century(*first).map(stated),
            Point::Weekday { weekday, which } => self.weekday(*weekday, *which),
            Point::Cell { grain, shift, origin } => self.cell(*grain, *shift, *origin),
            Point::Weekend => self.weekend(),
            Point::Moment { origin, hours } => self.moment(*origin, *hours),
            Point::Nth { n, grain, of } => nth(&self.point(of)?, *n, *grain),
            Point::NthWeekday { n, weekday, of } => {
                let Resolved { cell, basis } = self.point(of)?;
                nth_weekday(cell.range, *weekday, *n).map(|day| Resolved { cell: Cell::day(day), basis })
            }
            Point::Run { n, grain, of } => run(&self.point(of)?, *n, *grain),
            Point::Around { grain, of } => {
                let Resolved { cell, basis } = self.point(of)?;
                let mut day = cell.range.from;
                // A feast on a Monday or Tuesday has its weekend before it.
                if *grain == Grain::Weekend && day.weekday().num_days_from_monday() < 2 {
                    day = add_days(day, -3)?;
                }
                Cell::around(*grain, day).map(|cell| Resolved { cell, basis })
            }
            Point::Part { part, of } => self.part(*part, self.point(of)?),
            Point::Offset { shift, grain, of } => offset(&self.point(of)?, *shift, *grain),
            Point::DayPart { part, of } => {
                let mut resolved = self.single_day(of)?;
                let name = match part {
                    b"MI" => "12:00",
                    b"00" => "00:00",
                    b"AF" => "AF",
                    b"EV" => "EV",
                    b"NI" => "NI",
                    b"DT" => "DT",
                    _ => "MO",
                };
                resolved.cell.value = format!("{}T{name}", resolved.cell.value);
                Some(resolved)
            }
            Point::Clock { hour, minute, utc, of } => {
                let mut resolved = self.single_day(of)?;
                let zone = if *utc { "Z" } else { "" };
                resolved.cell.value = format!("{}T{hour:02}:{minute:02}{zone}", resolved.cell.value);
                Some(resolved)
            }
        }
    }

    /// A point that must be one day.
    fn single_day(&self, point: &Point) -> Option<Resolved> {
        self.point(point).filter(|resolved| resolved.cell.range.from == resolved.cell.range.to)
    }

    fn of_publication(&self, cell: Cell) -> Resolved {
        let basis = if self.anchor.published.is_some() { DateBasis::Published } else { DateBasis::Text };
        Resolved { cell, basis }
    }

    /// The year to count from, where one is known.
    fn anchor_year(&self) -> Option<i32> {
        self.anchor.published.map(|(day, _)| day.year()).or(self.anchor.year)
    }

    /// A year from its last digits: the latest that is not far ahead of the anchor.
    fn short(&self, n: u8, modulus: i32) -> i32 {
        let limit = self.anchor_year().unwrap_or(2030) + 10;
        limit - (limit - i32::from(n)).rem_euclid(modulus)
    }

    fn year(&self, which: Which) -> Option<Resolved> {
        match which {
            Which::Year(year) => Cell::year(year).map(stated),
            Which::Short(n) => Cell::year(self.short(n, 100)).map(|cell| self.of_publication(cell)),
            Which::Relative(shift) => {
                Cell::year(self.anchor_year()?.checked_add(shift)?).map(|cell| self.of_publication(cell))
            }
            _ => None,
        }
    }

    /// Something that comes once a year, in the year that is meant. `precision` is how exact the publication date must
    /// be to tell the last from the next.
    fn yearly(
        &self,
        which: Which,
        of: impl Fn(i32) -> Option<Cell>,
        precision: Precision,
    ) -> Option<Resolved> {
        if let Which::Year(_) | Which::Short(_) | Which::Relative(_) = which {
            let Resolved { cell: year, basis } = self.year(which)?;
            return of(year.range.from.year()).map(|cell| Resolved { cell, basis });
        }
        if let Some(left) = self.after {
            let found = (left.year()..=left.year() + 1)
                .find_map(|year| of(year).filter(|cell| cell.range.to >= left));
            return found.map(|cell| Resolved { cell, basis: DateBasis::Text });
        }
        let Some((day, known)) = self.anchor.published else {
            // Without a publication date a year named in the text stands in, for what has no relation of its own.
            let cell = if which == Which::Open { of(self.anchor.year?)? } else { return None };
            return Some(Resolved { cell, basis: DateBasis::Text });
        };
        if known == Precision::Year || (known == Precision::Month && precision == Precision::Day) {
            let fits = matches!(which, Which::Open | Which::This);
            return of(day.year()).filter(|_| fits).map(|cell| self.of_publication(cell));
        }
        let here = day;
        let cells = || (here.year() - 4..=here.year() + 4).filter_map(&of);
        let past = || cells().filter(|cell| cell.range.from <= here).last();
        let ahead = || cells().find(|cell| cell.range.to >= here);
        let cell = match (which, self.direction) {
            // “this winter” in January is the one that began last year.
            (Which::This, _) => {
                cells().find(|cell| cell.range.overlaps(DayRange::day(here))).or_else(|| of(here.year()))
            }
            (Which::Last, _) => cells().filter(|cell| cell.range.to < here).last(),
            (Which::Next | Which::Coming, _) => cells().find(|cell| cell.range.from > here),
            (_, Direction::Past) => past(),
            (_, Direction::Ahead) => ahead(),
            (_, Direction::Open) => cells().min_by_key(|cell| distance(cell.range, here)),
        };
        cell.map(|cell| self.of_publication(cell))
    }

    fn day(&self, year: Which, month: u8, day: u8, weekday: Option<Weekday>) -> Option<Resolved> {
        let of = |year: i32| date(year, u32::from(month), u32::from(day)).map(Cell::day);
        if let (Which::Open, Some(weekday), None) = (year, weekday, self.after) {
            // The weekday tells the year, if one near the anchor fits.
            let around = self.anchor_year()?;
            let fitting = (0..=11)
                .flat_map(|d| [around - d, around + d])
                .find_map(|year| of(year).filter(|cell| cell.range.from.weekday() == weekday));
            if let Some(cell) = fitting.filter(|cell| (cell.range.from.year() - around).abs() <= 1) {
                return Some(self.of_publication(cell));
            }
        }
        // In a passage about another year, a day without one belongs to that year.
        if let (Which::Open, Some((named, grain)), Some((published, _))) =
            (year, self.anchor.named, self.anchor.published)
            && grain <= Grain::Month
            && (published.year() - named.from.year()) > 1
        {
            return of(named.from.year()).map(|cell| Resolved { cell, basis: DateBasis::Text });
        }
        self.yearly(year, of, Precision::Month)
    }

    fn numeric(&self, first: u8, second: u8, year: Option<i32>, dotted: bool) -> Option<Resolved> {
        let day_first = first > 12 || (second <= 12 && (dotted || self.anchor.day_first));
        let (day, month) = if day_first { (first, second) } else { (second, first) };
        self.day(year.map_or(Which::Open, Which::Year), month, day, None)
    }

    /// “the 18th”: the month is the nearest that fits.
    fn day_of_month(&self, day: u8, weekday: Option<Weekday>) -> Option<Resolved> {
        let (here, Precision::Day) = self.anchor.published? else { return None };
        let of = |shift: i64| {
            let month = Cell::away(Grain::Month, here, shift)?.range.from;
            let found = date(month.year(), month.month(), u32::from(day))?;
            weekday.is_none_or(|weekday| found.weekday() == weekday).then_some(found)
        };
        let shifts = if weekday.is_some() { 12 } else { 2 };
        let days = || (-shifts..=shifts).filter_map(of);
        let found = match self.direction {
            Direction::Past => days().rev().find(|day| *day <= here),
            Direction::Ahead => days().find(|day| *day >= here),
            Direction::Open => days().min_by_key(|day| (*day - here).num_days().abs()),
        };
        found.map(|day| self.of_publication(Cell::day(day)))
    }

    fn weekday(&self, weekday: Weekday, which: Which) -> Option<Resolved> {
        if let Some(left) = self.after {
            let day = shift_to(left, weekday, 0)?;
            return Some(Resolved { cell: Cell::day(day), basis: DateBasis::Text });
        }
        let (here, basis) = self.day_anchor()?;
        let day = match (which, self.direction) {
            (Which::Last, _) => add_days(shift_to(here, weekday, 0)?, -7)?,
            (Which::Next, _) => add_days(monday(here)?, 7 + i64::from(weekday.num_days_from_monday()))?,
            (Which::Coming, _) => shift_to(add_days(here, 1)?, weekday, 0)?,
            (Which::This, _) => add_days(monday(here)?, i64::from(weekday.num_days_from_monday()))?,
            // A day that stands in for an inexact publication date has its week around it.
            _ if basis == DateBasis::Text => {
                let day = shift_to(here, weekday, 0)?;
                if (day - here).num_days() > 3 { add_days(day, -7)? } else { day }
            }
            (_, Direction::Ahead) => shift_to(here, weekday, 0)?,
            _ => {
                let day = shift_to(here, weekday, 0)?;
                if day == here { day } else { add_days(day, -7)? }
            }
        };
        Some(Resolved { cell: Cell::day(day), basis })
    }

    /// The day that “Tuesday” and “this week” count from.
    fn day_anchor(&self) -> Option<(NaiveDate, DateBasis)> {
        match self.anchor.published {
            Some((day, Precision::Day)) => Some((day, DateBasis::Published)),
            _ => self.anchor.reference.map(|day| (day, DateBasis::Text)),
        }
    }

    fn cell(&self, grain: Grain, shift: i64, origin: Origin) -> Option<Resolved> {
        if origin == Origin::Text {
            return self.of_named(grain, shift);
        }
        let (here, known) = self.anchor.published?;
        let exact = match known {
            Precision::Day => true,
            Precision::Month => grain >= Grain::Month,
            Precision::Year => grain >= Grain::Year,
        };
        if exact {
            return Cell::away(grain, here, shift).map(|cell| self.of_publication(cell));
        }
        let week = matches!(grain, Grain::Week | Grain::Weekend);
        let (here, basis) = self.day_anchor().filter(|_| week)?;
        Cell::away(grain, here, shift).map(|cell| Resolved { cell, basis })
    }

    /// Counted from the date just named, where that is exact enough.
    fn of_named(&self, grain: Grain, shift: i64) -> Option<Resolved> {
        if let Some((named, known)) = self.anchor.named.filter(|&(_, known)| known <= grain) {
            let here = if shift > 0 && known < grain {
                named.from
            } else if shift > 0 {
                named.to
            } else {
                named.from
            };
            return Cell::away(grain, here, shift).map(|cell| Resolved { cell, basis: DateBasis::Text });
        }
        // “a year earlier” in a report on the present is counted from the present, and so is all where no date was named.
        let free =
            self.anchor.named.is_none() && (!self.anchor.named_before || shift < 0 && grain >= Grain::Month);
        // “He was freed two days later” where no day was named: later than what, nobody knows.
        let untold = shift > 0 && self.direction == Direction::Past;
        if shift != 0 && free && !untold {
            return self.cell(grain, shift, Origin::Publication);
        }
        None
    }

    /// “the weekend”: the last that has begun, or the coming one.
    fn weekend(&self) -> Option<Resolved> {
        let (here, basis) = self.day_anchor()?;
        let this = Cell::weekend(here)?;
        let begun = this.range.from <= here;
        let ahead = self.direction == Direction::Ahead;
        let cell = if begun || ahead { this } else { Cell::away(Grain::Weekend, here, -1)? };
        Some(Resolved { cell, basis })
    }

    /// So many hours from the publication or from the day just named: which day that is, if not which hour.
    fn moment(&self, origin: Origin, hours: i64) -> Option<Resolved> {
        let (here, basis) = match (origin, self.anchor.published, self.anchor.named) {
            (Origin::Publication, Some((day, Precision::Day)), _) => (day, DateBasis::Published),
            (Origin::Text, _, Some((named, Grain::Day))) => (named.from, DateBasis::Text),
            _ => return None,
        };
        let mut cell = Cell::day(here);
        if hours < -1 {
            cell.range.from = add_days(here, hours.div_euclid(24))?;
        } else {
            cell.range.to = add_days(here, hours.max(0) / 24)?;
        }
        Some(Resolved { cell, basis })
    }

    fn part(&self, part: Part, of: Resolved) -> Option<Resolved> {
        let Resolved { mut cell, basis } = of;
        let whole = cell.range;
        let published =
            self.anchor.published.filter(|&(_, known)| known == Precision::Day).map(|(day, _)| day);
        let inside = published.filter(|day| whole.overlaps(DayRange::day(*day)));
        cell.range = match part {
            Part::Earlier => DayRange { from: whole.from, to: inside.unwrap_or(whole.to) },
            Part::Later => DayRange { from: inside.unwrap_or(whole.from), to: whole.to },
            Part::Early | Part::Start => third(whole, cell.grain, 0)?,
            Part::Mid | Part::Middle => third(whole, cell.grain, 1)?,
            Part::Late | Part::End => third(whole, cell.grain, 2)?,
        };
        Some(Resolved { cell, basis })
    }
}

/// The first such weekday at or after the day.
fn shift_to(day: NaiveDate, weekday: Weekday, more: i64) -> Option<NaiveDate> {
    let ahead = (7 + weekday.num_days_from_monday() - day.weekday().num_days_from_monday()) % 7;
    add_days(day, i64::from(ahead) + more)
}

fn distance(range: DayRange, day: NaiveDate) -> i64 {
    if range.overlaps(DayRange::day(day)) {
        0
    } else {
        (range.from - day).num_days().abs().min((range.to - day).num_days().abs())
    }
}

fn iso_week(year: i32, n: u8) -> Option<Cell> {
    NaiveDate::from_isoywd_opt(year, u32::from(n), Weekday::Mon).and_then(Cell::week)
}

fn feast_cell(feast: u16, year: i32) -> Option<Cell> {
    let range = feasts::days(feast, year)?;
    let value = if range.from == range.to {
        Cell::day(range.from).value
    } else {
        format!("{}/{}", Cell::day(range.from).value, Cell::day(range.to).value)
    };
    Some(Cell { value, range, grain: Grain::Day })
}

/// The `n`th day, week, month of a period; a week belongs where its Thursday lies (ISO 8601).
fn nth(of: &Resolved, n: i32, grain: Grain) -> Option<Resolved> {
    let (range, basis) = (of.cell.range, of.basis);
    let cell = match grain {
        Grain::Day if n > 0 => Cell::day(add_days(range.from, i64::from(n) - 1)?),
        Grain::Day => Cell::day(add_days(range.to, i64::from(n) + 1)?),
        Grain::Week => Cell::week(nth_weekday(range, Weekday::Thu, n)?)?,
        Grain::Weekend => Cell::weekend(nth_weekday(range, Weekday::Sat, n)?)?,
        _ if n > 0 => Cell::away(grain, range.from, i64::from(n) - 1)?,
        _ => Cell::away(grain, range.to, i64::from(n) + 1)?,
    };
    let inside = cell.range.overlaps(range) && cell.range.days() <= range.days();
    inside.then_some(Resolved { cell, basis })
}

/// The first or last so many days, weeks, months of a period.
fn run(of: &Resolved, n: i32, grain: Grain) -> Option<Resolved> {
    let (whole, basis) = (of.cell.range, of.basis);
    let near = nth(of, n.signum(), grain)?.cell;
    let far = nth(of, n, grain)?.cell;
    let (first, last) = if n > 0 { (near, far) } else { (far, near) };
    let range = DayRange { from: first.range.from.max(whole.from), to: last.range.to.min(whole.to) };
    let value = format!("{}/{}", first.value, last.value);
    Some(Resolved { cell: Cell { value, range, grain }, basis })
}

/// A day so many days, weeks, months from another.
fn offset(of: &Resolved, shift: i64, grain: Grain) -> Option<Resolved> {
    let (cell, basis) = (&of.cell, of.basis);
    let here = if shift < 0 { cell.range.from } else { cell.range.to };
    let day = match grain {
        Grain::Day => add_days(here, shift)?,
        Grain::Week | Grain::Weekend => add_days(here, shift.checked_mul(7)?)?,
        _ => {
            let there = Cell::away(grain.max(Grain::Month), here, shift)?;
            let month = if grain == Grain::Month { there.range.from.month() } else { here.month() };
            let last = month_end(there.range.from.year(), month)?;
            date(last.year(), month, here.day().min(last.day()))?
        }
    };
    Some(Resolved { cell: Cell::day(day), basis })
}

/// The first, middle or last third of a period: of a year by whole months, of a week Monday to Wednesday, Thursday,
/// Friday to Sunday.
fn third(whole: DayRange, grain: Grain, n: u8) -> Option<DayRange> {
    let (days, k) = (whole.days(), i64::from(n));
    let (from, to) = match (grain, days) {
        (Grain::Day, _) | (_, ..=2) => (0, days - 1),
        (Grain::Week, _) => [(0, 2), (2, 4), (4, 6)][usize::from(n)],
        (Grain::Month, _) => (k * 10, if n == 2 { days - 1 } else { k * 10 + 9 }),
        (Grain::Year, _) => {
            let year = whole.from.year();
            let first = 1 + 4 * u32::from(n);
            return super::calendar::months(year, first, first + 3);
        }
        _ => (days * k / 3, days * (k + 1) / 3 - 1),
    };
    Some(DayRange { from: add_days(whole.from, from)?, to: add_days(whole.from, to.max(from))? })
}
