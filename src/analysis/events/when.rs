//! When a happening was: the date its own sentence gives, else the article's, as a guess.

use super::loose::is_loose;
use super::modality::Mode;
use super::triggers::{Found, Inflection};
use super::unit::Unit;
use super::wordlists::{AUXILIARIES, BREAKS};
use crate::analysis::tokens::TokenKind;
use crate::analysis::words::{List, words};
use crate::model::corpus::Published;
use crate::model::{DateBasis, DayRange, Expression, Precision};
use chrono::{Days, NaiveDate};

/// The date of a happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub days: DayRange,
    pub precision: Precision,
    pub basis: DateBasis,
    pub guessed: bool,
    /// Whether even the guess is loose: enough to join another outlet's telling, not enough for a place on the line.
    pub loose: bool,
    /// The days on which it can have been as far as the words tell: wider than `days` where that is a guess.
    pub reach: DayRange,
}

/// What a sentence tells of the time of one of its triggers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Timing {
    At(When),
    /// Its date lies after publication.
    Ahead,
    /// No date is to be had.
    Open,
}

/// Longer stretches (“in recent decades”) tell no date.
const LONGEST_DAYS: i64 = 800;
/// Prepositions after which a date bounds the happening and is not its own.
const BOUNDS: List<8> = List::of(["since", "until", "till", "before", "by", "after", "from", "of"]);

/// The date of a trigger in its unit.
pub(super) fn timing(unit: &Unit<'_>, found: &Found, mode: Mode, published: Option<&Published>) -> Timing {
    if let Some(expression) = own_date(unit, found)
        && let Some(days) = expression.range
    {
        let past = matches!(mode, Mode::Past | Mode::Perfect);
        if published.is_some_and(|published| days.from > last_day(published)) && !past {
            return Timing::Ahead;
        }
        let precision = precision_of(expression, days);
        return Timing::At(When {
            days,
            precision,
            basis: expression.basis,
            guessed: false,
            loose: false,
            reach: days,
        });
    }
    // Talks after which something is said were held just before.
    if let Some(after) = follows(unit, found.first).filter(|_| !found.trigger.class.is_mutual()) {
        return earlier(unit, after, published);
    }
    let Some(published) = published else { return Timing::Open };
    if is_background(unit, found, mode) {
        return Timing::Open;
    }
    Timing::At(When { loose: is_loose(unit, found, mode), ..guess(unit, published) })
}

/// The “after” that a trigger stands behind, where it makes the trigger the earlier of two happenings: “two days
/// after the visit”, “resigned after protesters stormed her office”.
fn follows(unit: &Unit<'_>, first: usize) -> Option<usize> {
    let clause = unit.clauses()[first];
    let start = unit.clauses().partition_point(|&other| other < clause);
    (start > 0 && unit.is(start, words!["after"])).then_some(start)
}

/// Lengths of time, in the order of their days below.
const LENGTHS: List<2> = List::of(["day", "week"]);

/// The time of what the sentence tells as earlier: so many days before what came after it; for the rest it is open,
/// but where the words say that only hours lay between.
fn earlier(unit: &Unit<'_>, after: usize, published: Option<&Published>) -> Timing {
    let gap = unit.expressions.iter().find(|expression| {
        let end = unit.token_at(expression.span.end.saturating_sub(1));
        end + 1 == after || end == after
    });
    let later = unit.expressions.iter().rfind(|expression| {
        unit.token_at(expression.span.start) < after && expression.range.is_some_and(|days| days.days() == 1)
    });
    let later = later.and_then(|expression| Some((expression.range?, expression.basis)));
    // “A day after” is no length of time by itself.
    let single = after > 1 && unit.is(after - 2, words!["a", "one", "the"]);
    let single = unit.number(after.wrapping_sub(1)).filter(|_| single).and_then(|word| LENGTHS.place(word));
    let back = gap.and_then(|gap| days_of(gap.value.as_deref()?)).or(single.map(|place| [1, 7][place]));
    let Some(back) = back else {
        let near = unit.is_lead()
            || (after > 0 && unit.is(after - 1, words!["hours", "minutes", "shortly", "soon"]));
        return match published.filter(|_| near) {
            Some(published) => Timing::At(guess(unit, published)),
            None => Timing::Open,
        };
    };
    let guessed = later.is_none();
    let base = later.or_else(|| {
        let exact = published.filter(|published| published.precision == Precision::Day)?;
        Some((DayRange::day(exact.date), DateBasis::Published))
    });
    let day = base.and_then(|(days, _)| days.from.checked_sub_days(Days::new(back)));
    let Some(day) = day else { return Timing::Open };
    // “Five weeks after” is said of four weeks and a half as well.
    let slack = if back > 6 { 4 } else { u64::from(guessed) };
    let reach = DayRange {
        from: day.checked_sub_days(Days::new(slack)).unwrap_or(day),
        to: day.checked_add_days(Days::new(slack)).unwrap_or(day),
    };
    let basis = DateBasis::Text;
    Timing::At(When {
        days: DayRange::day(day),
        precision: Precision::Day,
        basis,
        guessed,
        loose: false,
        reach,
    })
}

/// The days of a length of some days or weeks: `P2D`, `P3W`.
fn days_of(value: &str) -> Option<u64> {
    let length = value.strip_prefix('P')?;
    let count = |text: &str| text.parse::<u64>().ok().filter(|&n| n > 0 && n < 60);
    match length.strip_suffix('D') {
        Some(days) => count(days),
        None => count(length.strip_suffix('W')?).map(|weeks| weeks * 7),
    }
}

fn precision_of(expression: &Expression, days: DayRange) -> Precision {
    match expression.value.as_deref() {
        Some(value) if value.len() == 4 => Precision::Year,
        Some(value) if value.len() == 7 && !value.contains('W') => Precision::Month,
        _ => days.precision(),
    }
}

/// The date in the trigger's clause nearest to it, else one that opens the sentence, else the only one there is for
/// the only clause.
pub(super) fn own_date<'u>(unit: &'u Unit<'_>, found: &Found) -> Option<&'u Expression> {
    let usable = |expression: &&Expression| {
        expression.range.is_some_and(|days| days.days() <= LONGEST_DAYS)
            && !is_bound(unit, expression)
            && !dates_another(unit, expression, found)
    };
    let place = |expression: &Expression| unit.token_at(expression.span.start);
    let clause_of = |expression: &Expression| unit.clauses().get(place(expression)).copied();
    let same = unit
        .expressions
        .iter()
        .filter(usable)
        .filter(|expression| unit.is_one_clause(place(expression), found.first));
    if let Some(near) =
        same.min_by_key(|expression| (place(expression).abs_diff(found.first), expression.span.start))
    {
        return Some(near);
    }
    unit.expressions.iter().filter(usable).find(|expression| {
        let at = place(expression);
        let opens = at <= 2 && clause_of(expression) == Some(0);
        let last_clause = unit.clauses().last() == Some(&0);
        opens || last_clause
    })
}

/// Whether the date only says which one a noun means that is not the trigger: “his 2004 campaign”, “the 2011 quake”.
fn dates_another(unit: &Unit<'_>, expression: &Expression, found: &Found) -> bool {
    let first = unit.token_at(expression.span.start);
    let last = unit.token_at(expression.span.end.saturating_sub(1));
    let determined = first > 0
        && (unit.is(first - 1, words!["the", "a", "an", "his", "her", "its", "their", "this"])
            || unit.tokens[first - 1].kind == TokenKind::Possessive);
    let next = unit.word(last + 1);
    let noun = next.starts_with(char::is_alphabetic)
        && !unit.is(last + 1, &BREAKS)
        && !unit.is(last + 1, &AUXILIARIES);
    let year = first == last && unit.tokens[first].kind == TokenKind::Number;
    year && determined && noun && !(last + 1..last + 4).contains(&found.first)
}

/// Whether the date only bounds: “since 2019”, “by 2025”.
fn is_bound(unit: &Unit<'_>, expression: &Expression) -> bool {
    let at = unit.token_at(expression.span.start);
    // The preposition may be inside the expression or right before it.
    unit.is(at, &BOUNDS) || at > 0 && unit.is(at - 1, &BOUNDS) && !unit.is(at, words!["the"])
}

/// Words before a noun that make it the reason or the background of what the sentence tells.
const REASONS: List<7> = List::of(["due", "since", "because", "despite", "given", "wake", "owing"]);
/// Words for more than one happening, or for times long gone.
const SERIES: List<14> = List::of([
    "series",
    "several",
    "many",
    "decades",
    "years",
    "numerous",
    "repeatedly",
    "previous",
    "past",
    "former",
    "long",
    "various",
    "successive",
    "countless",
]);

/// Whether the sentence tells of something earlier that it does not date.
fn is_background(unit: &Unit<'_>, found: &Found, mode: Mode) -> bool {
    let clause = unit.clauses()[found.first];
    let before =
        |n: usize| (found.first.saturating_sub(n)..found.first).filter(|&i| unit.clauses()[i] == clause);
    let vague = unit.expressions.iter().any(|expression| {
        let words = expression.span.slice(unit.text);
        expression.range.is_none_or(|days| days.days() > LONGEST_DAYS)
            && ["year", "decade", "centur", "past", "history"].iter().any(|word| words.contains(word))
    });
    // “It has already been approved”: before now, nobody knows when.
    let already = mode == Mode::Perfect && before(4).any(|i| unit.is(i, words!["already"]));
    let series = already || before(8).any(|i| unit.is(i, &SERIES));
    let since = unit.expressions.iter().any(|expression| is_bound(unit, expression));
    // “The first to be sanctioned” was so at some time.
    let thanked = found.form == Inflection::Ing && before(1).any(|i| unit.is(i, words!["for"]));
    let attribute =
        thanked || before(4).any(|i| unit.is(i, words!["to"])) && before(3).any(|i| unit.is(i, words!["be"]));
    match mode {
        Mode::Perfect => vague || series || since || attribute,
        Mode::Past => series || vague && !unit.is_lead() || attribute,
        Mode::Named => series || vague && !unit.is_lead() || before(5).any(|i| unit.is(i, &REASONS)),
        _ => false,
    }
}

/// The article's own day, and how far back the words let the happening be.
fn guess(unit: &Unit<'_>, published: &Published) -> When {
    let last = last_day(published);
    let days = DayRange { from: published.date, to: last };
    let back = if (0..unit.tokens.len())
        .any(|i| unit.is(i, words!["recent", "recently", "week", "earlier", "latest"]))
    {
        10
    } else {
        2
    };
    let from = published.date.checked_sub_days(Days::new(back)).unwrap_or(published.date);
    When {
        days,
        precision: published.precision,
        basis: DateBasis::Published,
        guessed: true,
        loose: false,
        reach: DayRange { from, to: last },
    }
}

/// The last day a publication date can mean.
pub(super) fn last_day(published: &Published) -> NaiveDate {
    use chrono::{Datelike, Months};
    let date = published.date;
    let end = match published.precision {
        Precision::Day => return date,
        Precision::Month => date.with_day(1).and_then(|first| first.checked_add_months(Months::new(1))),
        Precision::Year => NaiveDate::from_ymd_opt(date.year() + 1, 1, 1),
    };
    end.and_then(|next| next.pred_opt()).unwrap_or(date)
}
