//! The line of events.

use super::words::{basis, confidence, count, outlet};
use crate::analysis::coverage;
use crate::model::dates::show_below;
use crate::model::width::fit;
use crate::model::{Happening, Passage, Precision};
use crate::report::View;
use crate::report::document::{Document, Item, Line, Look};
use crate::report::view::ToldEvent;
use chrono::Datelike;
use std::collections::HashSet;

/// Columns of a sentence quoted under its event.
const SENTENCE: usize = 220;
/// Silent outlets are named while there are no more outlets than this.
const NAMED_OUTLETS: usize = 8;

/// The page: dated events by year, then what has no date, then what is only proposed.
pub(crate) fn page(view: &View<'_>) -> Document {
    let (events, undated) = (view.events(), view.undated());
    let all = nameable(view);
    let mut page = Document::new("Timeline");
    let shared = events.iter().filter(|told| told.accounts(view) > 1).count();
    page.heading(
        1,
        Line::facts([
            &*count(events.len(), "dated event", "dated events"),
            &format!("{shared} told by several outlets"),
        ]),
    );
    let mut rest = events.as_slice();
    while let Some(year) = rest.first().and_then(year) {
        let n = rest.iter().take_while(|told| self::year(told) == Some(year)).count();
        page.heading(2, Line::of(&year.to_string()));
        page.items(rest[..n].iter().map(|told| item(view, told, &all)).collect());
        rest = &rest[n..];
    }
    for (heading, happening) in [
        ("Without a date", Happening::Event),
        ("Proposals, plans and forecasts", Happening::Proposal),
        ("Again and again", Happening::Habit),
    ] {
        let told: Vec<_> = undated.iter().filter(|told| told.event.happening == happening).collect();
        if !told.is_empty() {
            page.heading(2, heading);
            page.items(told.into_iter().map(|told| item(view, told, &all)).collect());
        }
    }
    page
}

fn year(told: &ToldEvent<'_>) -> Option<i32> {
    told.event.days.map(|days| days.from.year())
}

fn item(view: &View<'_>, told: &ToldEvent<'_>, all: &[&str]) -> Item {
    let event = told.event;
    let outlets = told.outlets(view);
    let dated = match event.days {
        None => "",
        Some(_) if event.guessed => "date guessed from the article's own",
        Some(_) => basis(event.basis),
    };
    let sure = format!("link {}", confidence(event.confidence));
    let place = event.place.map(|id| view.name(id)).unwrap_or_default();
    let by = count(outlets.len(), "outlet", "outlets");
    let accounts = told.accounts(view);
    let own = if accounts < outlets.len() {
        count(accounts, "account of its own", "accounts of their own")
    } else {
        String::new()
    };
    let mut under = vec![Line::faint(
        &Line::facts([&*by, &own, place, dated, if outlets.len() > 1 { &sure } else { "" }]).text(),
    )];
    under.extend(sentences(view, told));
    if outlets.len() > 1 {
        under.extend(others(view, told, all));
    }
    let marker =
        event.days.map(|days| show_below(days, event.precision, Precision::Year)).unwrap_or_default();
    let look = if accounts > 1 { Look::Strong } else { Look::Plain };
    Item { marker, first: Line::default().with(&fit(&event.label, 150), look), under }
}

/// Who of the articles is earliest, who has nothing on it, and who has no article of those days.
fn others(view: &View<'_>, told: &ToldEvent<'_>, all: &[&str]) -> Vec<Line> {
    let coverage = view.coverage();
    let first = coverage::earliest_in_words(view.corpus(), coverage, told.event);
    let mut lines: Vec<Line> =
        first.iter().map(|first| Line::faint(&format!("earliest in these articles: {first}"))).collect();
    let Some(others) = coverage.others(view.corpus(), told.event) else { return lines };
    for (what, columns) in ["not found in", "no article of those days"].into_iter().zip(others) {
        let labels: Vec<String> = columns.iter().map(|column| outlet(&column.label)).collect();
        if !labels.is_empty() && !all.is_empty() {
            lines.push(Line::faint(&format!("{what}: {}", labels.join(", "))));
        }
    }
    lines
}

/// The first sentence of each outlet.
fn sentences(view: &View<'_>, told: &ToldEvent<'_>) -> Vec<Line> {
    let mut seen = HashSet::new();
    let firsts = told.mentions.iter().filter(|mention| seen.insert(view.label(mention.article)));
    firsts
        .map(|mention| {
            let words = view.words(Passage { article: mention.article, span: mention.span });
            let words = fit(&words.replace('\n', " "), SENTENCE);
            Line::strong(&outlet(view.label(mention.article))).plain(&format!(": {words}"))
        })
        .collect()
}

/// All outlets of the view, where they are few enough to be named; else none.
fn nameable<'v>(view: &'v View<'_>) -> Vec<&'v str> {
    let all = view.outlets(view.articles().iter().copied());
    if all.len() > NAMED_OUTLETS { Vec::new() } else { all }
}
