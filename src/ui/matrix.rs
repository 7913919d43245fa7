//! The timeline on the whole screen: one column an outlet, so that silence shows.

use super::paint::{Painter, basis_mark, day_in_year, row};
use super::theme::Paint;
use crate::app::Library;
use crate::app::layout::Area;
use crate::app::state::MATRIX_HEAD;
use crate::app::timeline::{Column, EventRef, Line};
use crate::model::text::counted;
use crate::model::width::{fit, pad, width};
use ratatui::Frame;
use ratatui::text::Span;
use ratatui::widgets::Paragraph;

/// Columns for the day below the heading of its year.
const DAY: usize = 11;

/// The least columns a label needs to say something.
const LEAST_LABEL: usize = 30;

/// The columns of the outlets: how wide each is, and how many fit.
struct Grid {
    label: usize,
    cell: usize,
    shown: usize,
}

impl Grid {
    fn new(columns: usize, outlets: &[Column]) -> Self {
        let room = columns.saturating_sub(DAY + 6 + LEAST_LABEL);
        let widest = outlets.iter().map(|outlet| width(&outlet.label) + 2).max().unwrap_or(4).clamp(4, 16);
        let count = outlets.len().max(1);
        let cell = (room / count).clamp(4, widest);
        let shown = outlets.len().min(room / cell);
        Self { label: columns.saturating_sub(DAY + 6 + cell * shown), cell, shown }
    }

    /// A cell's words in the middle of its column.
    fn centre(&self, words: &str) -> String {
        let words = fit(words, self.cell.saturating_sub(1));
        let before = (self.cell - width(&words)) / 2;
        pad(&format!("{}{words}", " ".repeat(before)), self.cell)
    }
}

pub(super) fn draw(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, area: Area) {
    let state = &painter.app.timeline;
    let title = format!(
        "Timeline of {} in {}",
        counted(state.len(), "event"),
        counted(state.columns.len(), "outlet")
    );
    let inner = painter.border(frame, area, true, &title, "● told  – not found  ~ worked out  ? guessed");
    let grid = Grid::new(usize::from(inner.width), &state.columns);
    head(frame, painter, &grid, inner);
    let body = Area { y: inner.y + MATRIX_HEAD, height: inner.height.saturating_sub(MATRIX_HEAD), ..inner };
    for (y, (i, line)) in state.lines.iter().enumerate().skip(state.scroll.top).enumerate() {
        let Some(place) = row(body, y) else { break };
        let selected = state.selected_line() == Some(i);
        let spans = match line {
            Line::Heading(words) => vec![painter.span(Paint::Title, format!(" {words}"))],
            Line::Event(event) => event_line(painter, library, &grid, *event, selected),
        };
        let base = if selected { painter.style(Paint::Selection) } else { painter.style(Paint::Text) };
        frame.render_widget(Paragraph::new(ratatui::text::Line::from(spans)).style(base), place);
    }
}

/// The years with their events, the names of the outlets above their columns, and a rule.
fn head(frame: &mut Frame<'_>, painter: &Painter<'_>, grid: &Grid, inner: Area) {
    let state = &painter.app.timeline;
    let hidden = state.columns.len() - grid.shown;
    let note = if hidden > 0 { format!("+{hidden} ") } else { String::new() };
    let room = (DAY + 6 + grid.label).saturating_sub(width(&note));
    let mut spans = years(painter, room);
    spans.push(painter.span(Paint::Faint, note));
    for column in &state.columns[..grid.shown] {
        spans.push(painter.span(Paint::Title, grid.centre(&column.label)));
    }
    if let Some(place) = row(inner, 0) {
        frame.render_widget(Paragraph::new(ratatui::text::Line::from(spans)), place);
    }
    if let Some(place) = row(inner, 1) {
        let rule = "─".repeat(usize::from(inner.width));
        frame.render_widget(Paragraph::new(painter.span(Paint::Border, rule)), place);
    }
}

/// Every year with its number of events, that of the selected event marked; the years farthest from it give way
/// where there is no room for all.
fn years<'t>(painter: &Painter<'_>, room: usize) -> Vec<Span<'t>> {
    let state = &painter.app.timeline;
    let mut years: Vec<(String, usize, bool)> = Vec::new();
    for (i, line) in state.lines.iter().enumerate() {
        match line {
            Line::Heading(words) => {
                let short = words.split([' ', ',']).next().unwrap_or_default();
                years.push((short.to_owned(), 0, false));
            }
            Line::Event(_) => {
                if let Some((_, count, here)) = years.last_mut() {
                    *count += 1;
                    *here |= state.selected_line() == Some(i);
                }
            }
        }
    }
    let words = |(year, count, _): &(String, usize, bool)| format!(" {year} {count} ");
    let wide = |years: &[(String, usize, bool)]| years.iter().map(|year| width(&words(year))).sum::<usize>();
    while wide(&years) + 2 > room && years.len() > 1 {
        let here = years.iter().position(|(_, _, here)| *here).unwrap_or(0);
        if here < years.len() - 1 - here { years.truncate(years.len() - 1) } else { drop(years.remove(0)) }
    }
    let used = wide(&years);
    let mut spans = vec![Span::raw(" ")];
    for year in &years {
        spans.push(painter.span(if year.2 { Paint::Chip } else { Paint::Faint }, words(year)));
    }
    spans.push(Span::raw(" ".repeat(room.saturating_sub(used + 1))));
    spans
}

fn event_line<'t>(
    painter: &Painter<'_>,
    library: &Library,
    grid: &Grid,
    event: EventRef,
    selected: bool,
) -> Vec<Span<'t>> {
    let state = &painter.app.timeline;
    let event = event.of(&library.corpus);
    let telling = state.columns.iter().filter(|column| column.tells(event) > 0).count();
    let shared = telling > 1;
    let paint = if shared { Paint::Shared } else { Paint::Text };
    let mark = if event.days.is_some() { basis_mark(event) } else { " " };
    let date = format!(" {mark}{}", pad(&day_in_year(event), DAY));
    let mut spans = vec![
        painter.span(Paint::Focus, if selected { "▌" } else { " " }),
        painter.span(Paint::Date, date),
        painter.span(paint, if shared { "◆ " } else { "· " }),
        painter.span(paint, pad(&event.label, grid.label)),
        Span::raw(" "),
    ];
    for column in &state.columns[..grid.shown] {
        let cell = match column.tells(event) {
            0 => painter.span(Paint::Faint, grid.centre("–")),
            1 => painter.span(paint, grid.centre("●")),
            n => painter.span(paint, grid.centre(&format!("●{n}"))),
        };
        spans.push(cell);
    }
    spans
}
