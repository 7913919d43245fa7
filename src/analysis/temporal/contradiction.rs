//! A date that contradicts the text: an article that tells as past what its own words date after its publication.
//!
//! Only full dates in the words themselves count, in a clause whose verb is past and which speaks of no plan: to miss a
//! wrong date is better than to doubt a right one.

use super::expressions::Reading;
use super::lexicon::{Sym, Verb, Word};
use super::meaning::{Found, Meaning, Point, Which};
use super::tense::Direction;
use crate::model::dates::show;
use crate::model::{DateBasis, Expression, Published, SafeText};

/// The sentence that says what contradicts the publication date; `None` where nothing does. `expressions` are those
/// of the reading, in its order.
pub(super) fn find(
    reading: &Reading<'_>,
    expressions: &[Expression],
    published: Option<&Published>,
) -> Option<SafeText> {
    let published = published?;
    let last = published.days().to;
    let (_, found) = reading.found.iter().zip(expressions).find(|((line, found), expression)| {
        let late = expression.basis == DateBasis::Stated
            // A day more, for articles of the far side of the date line.
            && expression.range.is_some_and(|range| (range.from - last).num_days() > 1);
        late && is_full(found) && reading.lines[*line].2.is_prose() && tells_past(reading, *line, found)
    })?;
    let words = SafeText::line(found.span.slice(&reading.article.text));
    let day = show(published.date, published.precision);
    Some(SafeText::line(&format!("it tells of “{words}” as past, but is dated {day}")))
}

/// Whether the words name a day or a month with its year.
fn is_full(found: &Found) -> bool {
    matches!(
        found.meaning,
        Meaning::Point(
            Point::Day { year: Which::Year(_), .. }
                | Point::Numeric { year: Some(_), .. }
                | Point::Month { year: Which::Year(_), .. }
        )
    )
}

fn tells_past(reading: &Reading<'_>, line: usize, found: &Found) -> bool {
    let (from, to, _) = reading.lines[line];
    let words = reading.line(line);
    let ahead = (from..to).any(|i| {
        matches!(
            words.sym(i),
            Sym::Verb(Verb::Future | Verb::Plan) | Sym::Word(Word::To | Word::Until | Word::By)
        )
    });
    !ahead && reading.tense(line, found).direction == Direction::Past
}
