//! The folders above the list: saved queries with the number of their articles.

use super::paint::{Painter, row, spread};
use super::theme::Paint;
use crate::app::folders::{Folders, Tally};
use crate::app::layout::{Area, Pane};
use crate::model::width::{fit, width};
use ratatui::Frame;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Draws the folders that have room, with a rule below; returns the area that is left for the articles.
pub(super) fn draw(frame: &mut Frame<'_>, painter: &Painter<'_>, inner: Area) -> Area {
    let app = painter.app;
    let shown = app.folders_shown();
    if shown == 0 {
        return inner;
    }
    let first = app.folders.first(shown);
    for (y, place) in (first..first + shown).enumerate() {
        let Some(at) = row(inner, y) else { break };
        let selected = app.folders.at == Some(place) && app.focus == Pane::List;
        let base = if selected { painter.style(Paint::Selection) } else { painter.style(Paint::Text) };
        let line = folder(painter, place, selected, usize::from(inner.width));
        frame.render_widget(Paragraph::new(line).style(base), at);
    }
    if let Some(at) = row(inner, shown) {
        let more = app.folders.saved.all().len() - shown;
        let words = if more > 0 { format!(" {more} more ") } else { String::new() };
        let rule = "─".repeat(usize::from(inner.width).saturating_sub(width(&words)));
        let line = Line::from(vec![painter.span(Paint::Border, rule), painter.span(Paint::Faint, words)]);
        frame.render_widget(Paragraph::new(line), at);
    }
    let rows = u16::try_from(app.folder_rows()).unwrap_or(u16::MAX).min(inner.height);
    Area { y: inner.y + rows, height: inner.height - rows, ..inner }
}

/// `▸ Ukraine talks    12 · 3 unread`; open where its articles are listed.
fn folder<'t>(painter: &Painter<'_>, place: usize, selected: bool, columns: usize) -> Line<'t> {
    let folders = &painter.app.folders;
    let Some(query) = folders.saved.all().get(place) else { return Line::default() };
    let open = Folders::filter_of(query) == painter.app.list.query.trim();
    let (aside, wrong) = match folders.tallies.get(place) {
        Some(Tally::Of(articles, 0)) => (format!("{articles} "), false),
        Some(Tally::Of(articles, unread)) => (format!("{articles} · {unread} unread "), false),
        Some(Tally::Wrong(why)) => (format!("{} ", fit(why, columns / 2)), true),
        Some(Tally::Open) | None => ("… ".to_owned(), false),
    };
    let name = fit(&query.name, columns.saturating_sub(width(&aside) + 4));
    let left = vec![
        painter.span(Paint::Focus, if selected { "▌" } else { " " }),
        painter.span(Paint::Mark, if open { "▾ " } else { "▸ " }),
        painter.span(if open { Paint::Title } else { Paint::Text }, name),
    ];
    spread(left, vec![painter.span(if wrong { Paint::Warning } else { Paint::Faint }, aside)], columns)
}
