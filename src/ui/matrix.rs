//! The timeline on the whole screen: one column an outlet, so that silence shows, and is not taken for absence.

use super::list::paragraphs;
use super::paint::{Painter, row};
use super::theme::Paint;
use super::timeline::{count, nothing, rows};
use crate::analysis::coverage::{Teller, Told};
use crate::app::Library;
use crate::app::awaited::Work;
use crate::app::layout::Area;
use crate::app::state::MATRIX_HEAD;
use crate::app::timeline::{Grid, name};
use crate::model::text::counted;
use crate::model::width::{fit, pad, prefix, width};
use crate::model::{Event, SafeText};
use ratatui::Frame;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// What the marks mean, in words of two lengths.
const LEGEND: [&str; 3] = [
    "● told   ○ a reprint   – not found   ░ no article of this outlet in these days   date: ~ worked out  ? guessed",
    "● told  ○ reprint  – not found  ░ no article in these days  ~ worked out  ? guessed",
    "● told  ○ reprint  – not found  ░ no article then",
];

/// Columns below which a bar says nothing.
const LEAST_BAR: usize = 10;

/// Steps of the bar of articles.
const STEPS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

pub(super) fn draw(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, area: Area) {
    let state = &painter.app.timeline;
    let of = if painter.app.awaited.is_told(Work::Line) { ": " } else { " of " };
    let title = format!("Timeline{of}{}", count(painter));
    let (shown, hidden) = (state.coverage.columns.len(), state.outlets.len() - state.coverage.columns.len());
    let mut outlets = counted(shown, "outlet");
    if hidden > 0 {
        outlets = format!("{outlets}, {hidden} left out");
    }
    let inner = painter.border(frame, area, true, &title, &outlets);
    let room = usize::from(area.width.saturating_sub(4));
    if let Some(legend) = LEGEND.iter().find(|legend| width(legend) + 2 <= room) {
        painter.below(frame, area, legend);
    }
    let grid = painter.app.timeline_grid();
    head(frame, painter, grid, inner);
    let body = Area { y: inner.y + MATRIX_HEAD, height: inner.height.saturating_sub(MATRIX_HEAD), ..inner };
    if state.is_empty() && state.is_waiting() {
        return;
    }
    if state.is_empty() {
        return paragraphs(frame, painter, body, &nothing(painter));
    }
    let left = state.left.min(state.coverage.columns.len().saturating_sub(grid.shown));
    let cells = |shared: bool, event: &Event| {
        let paint = if shared { Paint::Shared } else { Paint::Text };
        let told = state.coverage.row(&library.corpus, event, left..left + grid.shown);
        let cell = |told: &Told| match told {
            Told::Silent => painter.span(Paint::Faint, centre(grid, "–")),
            Told::NoArticle => painter.span(Paint::Faint, centre(grid, "░")),
            Told::Sentences(1) => painter.span(paint, centre(grid, "●")),
            Told::Sentences(n) => painter.span(paint, centre(grid, &format!("●{n}"))),
            Told::Copied(1) => painter.span(paint, centre(grid, "○")),
            Told::Copied(n) => painter.span(paint, centre(grid, &format!("○{n}"))),
        };
        let beyond = beyond(&state.coverage.tellers(event), left..left + grid.shown);
        let first = painter.span(Paint::Shared, beyond);
        std::iter::once(first).chain(told.iter().map(cell)).collect()
    };
    rows(frame, painter, library, body, grid, cells);
}

/// Where an outlet out of view tells the event too.
fn beyond(tellers: &[Teller], shown: std::ops::Range<usize>) -> &'static str {
    let before = tellers.iter().any(|teller| teller.column < shown.start);
    let after = tellers.iter().any(|teller| teller.column >= shown.end);
    match (before, after) {
        (false, false) => " ",
        (true, false) => "‹",
        (false, true) => "›",
        (true, true) => "↔",
    }
}

/// A cell's words in the middle of its column.
fn centre(grid: Grid, words: &str) -> String {
    let words = fit(words, grid.cell.saturating_sub(1));
    let before = (grid.cell - width(&words)) / 2;
    pad(&format!("{}{words}", " ".repeat(before)), grid.cell)
}

/// Events by period above articles by period, the names of the outlets above their columns, and a rule.
fn head(frame: &mut Frame<'_>, painter: &Painter<'_>, grid: Grid, inner: Area) {
    let state = &painter.app.timeline;
    let columns = &state.coverage.columns;
    let left = state.left.min(columns.len().saturating_sub(grid.shown));
    let room = usize::from(inner.width).saturating_sub(grid.cell * grid.shown);
    let after = columns.len().saturating_sub(left + grid.shown);
    let more = |arrow: &str, n: usize| if n > 0 { format!("{arrow}{n} ") } else { String::new() };
    let mut lines = [periods(painter, room, &more("‹", left)), written(painter, room, &more("›", after))];
    for column in columns.iter().skip(left).take(grid.shown) {
        for (line, words) in lines.iter_mut().zip(two_rows(&column.label, grid.cell.saturating_sub(1))) {
            line.push(painter.span(Paint::Title, centre(grid, &words)));
        }
    }
    for (y, line) in lines.into_iter().enumerate() {
        if let Some(place) = row(inner, y) {
            frame.render_widget(Paragraph::new(Line::from(line)), place);
        }
    }
    if let Some(place) = row(inner, 2) {
        let rule = "─".repeat(usize::from(inner.width));
        frame.render_widget(Paragraph::new(painter.span(Paint::Border, rule)), place);
    }
}

/// A name in two rows of a width, broken between words where it can be.
fn two_rows(name: &SafeText, columns: usize) -> [String; 2] {
    if width(name) <= columns {
        return [String::new(), name.to_string()];
    }
    let first = prefix(name, columns);
    let at = match first.rfind(' ') {
        // A whole word fits, or the break falls between two.
        _ if name[first.len()..].starts_with(' ') => first.len(),
        Some(at) => at,
        // A first word that is too long gives way, so that the second is there to tell it from others.
        None => match name.split_once(' ') {
            Some((first, rest)) => return [fit(first, columns), fit(rest, columns)],
            None => return [String::new(), fit(name, columns)],
        },
    };
    [name[..at].trim_end().to_owned(), fit(name[at..].trim_start(), columns)]
}

/// Every period with its number of events, that of the selected event marked; those farthest from it give way where
/// there is no room for all. `note` stands at the end.
fn periods<'t>(painter: &Painter<'_>, room: usize, note: &str) -> Vec<Span<'t>> {
    let state = &painter.app.timeline;
    let room = room.saturating_sub(width(note));
    let short = |heading: &str| heading.split([',']).next().unwrap_or_default().to_owned();
    let words =
        |i: usize| format!(" {} ({}) ", short(&state.groups[i].heading), state.groups[i].events.len());
    let here = state.selected_group();
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    if let Some(from) = here.or((!state.groups.is_empty()).then_some(0)) {
        let (mut first, mut last, mut taken) = (from, from, width(&words(from)));
        // Outwards from the selected one, on both sides in turn, as far as there is room.
        loop {
            let before = first.checked_sub(1).map(|i| width(&words(i))).filter(|w| used + taken + w <= room);
            if let Some(wide) = before {
                first -= 1;
                taken += wide;
            }
            let after = (last + 1 < state.groups.len()).then(|| width(&words(last + 1)));
            let after = after.filter(|w| used + taken + w <= room);
            if let Some(wide) = after {
                last += 1;
                taken += wide;
            }
            if before.is_none() && after.is_none() {
                break;
            }
        }
        for i in first..=last {
            spans.push(
                painter.span(if here == Some(i) { Paint::Chip } else { Paint::Faint }, fit(&words(i), room)),
            );
        }
        used += taken;
    }
    spans.push(Span::raw(" ".repeat(room.saturating_sub(used))));
    spans.push(painter.span(Paint::Key, note.to_owned()));
    spans
}

/// How much was written when: a bar over the time of the articles, the period of the selected event marked.
fn written<'t>(painter: &Painter<'_>, room: usize, note: &str) -> Vec<Span<'t>> {
    let state = &painter.app.timeline;
    let zoom = state.choice.zoom;
    let here = state.selected_group().map(|group| state.groups[group].period);
    let here = here.filter(|period| period.exact() == Some(zoom));
    let room = room.saturating_sub(width(note) + 1);
    let end = |period: crate::app::timeline::Period| {
        let heading = period.heading(zoom);
        heading.split(',').next().unwrap_or_default().to_owned()
    };
    let ends = state.volume.ends().map(|(first, last)| (end(first), end(last)));
    let unlisted = painter.app.list.order().is_empty();
    let unwritten = if unlisted { " no article is listed" } else { " no article is so exactly dated" };
    let (lead, tail) = ends.map_or((unwritten.to_owned(), String::new()), |(first, last)| {
        (format!(" written {first} "), format!(" {last}"))
    });
    let count = here.map(|period| (end(period), state.volume.articles(period))).filter(|(_, n)| *n > 0);
    let count =
        count.map_or_else(String::new, |(period, n)| format!(" · {} in {period}", counted(n, "article")));
    let ends = width(&lead) + width(&tail);
    let count = if ends + width(&count) + LEAST_BAR <= room { count } else { String::new() };
    let (cells, step) = state.volume.bar(room.saturating_sub(ends + width(&count)), here);
    let most = cells.iter().map(|cell| cell.articles).max().unwrap_or(0).max(1);
    let mut spans = vec![painter.span(Paint::Faint, lead.clone())];
    for cell in &cells {
        let step = match cell.articles {
            0 => " ",
            n => STEPS[(n * STEPS.len()).div_ceil(most).clamp(1, STEPS.len()) - 1],
        };
        spans.push(painter.span(if cell.here { Paint::Chip } else { Paint::Bar }, step));
    }
    let mut used = width(&lead) + cells.len();
    let mut words = format!("{tail}{count}");
    let scale = format!(" · a bar is {step} {}s", name(zoom));
    if step > 1 && used + width(&words) + width(&scale) <= room {
        words.push_str(&scale);
    }
    let words = fit(&words, room.saturating_sub(used));
    used += width(&words);
    spans.push(painter.span(Paint::Faint, words));
    spans.push(Span::raw(" ".repeat((room + 1).saturating_sub(used))));
    spans.push(painter.span(Paint::Key, note.to_owned()));
    spans
}
