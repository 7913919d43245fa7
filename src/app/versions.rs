//! The page of what changed between the versions of an article, newest first. Read-only, on top of the screen.

use super::why::{Page, Tone};
use crate::analysis::versions::{Change, Unit, changes};
use crate::library::Past;
use crate::model::dates::show;
use crate::model::text::counted;
use crate::model::{Article, Precision, SafeText, Span};
use chrono::DateTime;

/// Which version of an article there is, of the articles that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revised {
    /// Its number, from 2.
    pub version: u32,
    /// When it came, in seconds since 1970, by universal time.
    pub at: i64,
}

impl Revised {
    /// `version 2, changed 2025 Sep 3`.
    #[must_use]
    pub fn told(self) -> String {
        format!("version {}, changed {}", self.version, day(self.at))
    }
}

/// The day of a time in seconds since 1970.
#[must_use]
pub fn day(at: i64) -> String {
    let day = DateTime::from_timestamp(at, 0).map(|time| show(time.date_naive(), Precision::Day));
    day.unwrap_or_else(|| "on an unknown day".to_owned())
}

/// The page; `past` are the earlier versions, oldest first.
#[must_use]
pub fn page(now: &Article, revised: Revised, past: &[Past]) -> Page {
    let mut page = Page::new("What changed");
    let mut later = (now, revised.version, revised.at);
    for one in past.iter().rev() {
        page.add(
            Tone::Heading,
            format!(
                "version {} of {}, before it version {} of {}",
                later.1,
                day(later.2),
                one.version,
                day(one.added)
            ),
        );
        heads(&one.article, later.0, &mut page);
        texts(&one.article, later.0, &mut page);
        page.add(Tone::Plain, "");
        later = (&one.article, one.version, one.added);
    }
    if past.is_empty() {
        page.add(Tone::Plain, "the earlier versions are not there any more");
    }
    page
}

/// What is said of the article, where that changed.
fn heads(before: &Article, after: &Article, page: &mut Page) {
    let title = |article: &Article| article.title.as_ref().map(|title| title.text.clone());
    let date = |article: &Article| {
        article.given_date.as_ref().map(|given| SafeText::line(&show(given.date, given.precision)))
    };
    for (name, was, is) in [
        ("title", title(before), title(after)),
        ("byline", before.byline.clone(), after.byline.clone()),
        ("outlet", before.outlet.name.clone(), after.outlet.name.clone()),
        ("date", date(before), date(after)),
    ] {
        if was != is {
            let or_none =
                |value: Option<SafeText>| value.map_or_else(|| "none".to_owned(), |text| text.to_string());
            page.add(Tone::Plain, format!("{name}: {} → {}", or_none(was), or_none(is)));
        }
    }
}

fn texts(before: &Article, after: &Article, page: &mut Page) {
    let Some(all) = changes(before, after) else {
        page.add(Tone::Plain, "the texts are too long to be compared");
        return;
    };
    if all.iter().all(|change| matches!(change, Change::Kept(..))) {
        page.add(Tone::Faint, "the text is the same");
        return;
    }
    for change in &all {
        match change {
            Change::Kept(1, only, _) => page.add(Tone::Faint, format!("  {}", after.words(*only))),
            Change::Kept(n, ..) => {
                page.add(Tone::Faint, format!("  … {} as before", counted(*n, "sentence")));
            }
            Change::Gone(unit) => add(page, "−", before, unit),
            Change::New(unit) => add(page, "+", after, unit),
            Change::Reworded(was, is) => {
                add(page, "−", before, was);
                add(page, "+", after, is);
            }
        }
    }
}

/// A sentence with its sign and the words that differ marked; all of it where it is gone or new as a whole.
fn add(page: &mut Page, sign: &str, article: &Article, unit: &Unit) {
    let lead = format!("{sign} ");
    // Line breaks become blanks of the same length, so that places stay.
    let words = article.words(unit.span).replace(['\n', '\t'], " ");
    let shift = |span: &Span| {
        let at = |offset: u32| offset - unit.span.start + lead.len() as u32;
        Span::new(at(span.start), at(span.end))
    };
    let marked = if unit.differing.is_empty() {
        vec![shift(&unit.span)]
    } else {
        unit.differing.iter().map(shift).collect()
    };
    page.add_marked(Tone::Plain, &format!("{lead}{words}"), marked);
}
