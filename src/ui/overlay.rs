//! What stands on top: menus, explanations, and the hint of the first run.

use super::layers::Layers;
use super::paint::{Painter, rect, row, spread};
use super::theme::Paint;
use crate::app::layout::Area;
use crate::app::menu::{Item, Menu};
use crate::app::notes::{NOTE_ROWS, NoteBox};
use crate::app::state::overlay_area;
use crate::app::why::{Page, Tone};
use crate::model::Span;
use crate::model::width::{fit, pad, prefix, width};
use crate::model::wrap::wrap;
use ratatui::Frame;
use ratatui::layout::Position;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::{Clear, Paragraph};

pub(super) fn draw(frame: &mut Frame<'_>, painter: &Painter<'_>) {
    let app = painter.app;
    if let Some(page) = &app.page {
        draw_page(frame, painter, page);
    }
    if let Some(menu) = &app.menu {
        draw_menu(frame, painter, menu);
    }
    if let Some(note) = &app.note {
        draw_note(frame, painter, note);
    }
    if app.hint && app.menu.is_none() && app.page.is_none() && app.library.is_some() {
        hint(frame, painter);
    }
}

fn draw_page(frame: &mut Frame<'_>, painter: &Painter<'_>, page: &Page) {
    let mut area = overlay_area(painter.app.size);
    let columns = usize::from(area.inner().width);
    let rows = page.rows(columns.saturating_sub(2));
    // A short explanation covers no more than it needs.
    area.height = area.height.min(u16::try_from(rows.len() + 2).unwrap_or(u16::MAX));
    frame.render_widget(Clear, rect(area));
    let height = usize::from(area.inner().height);
    let shown = (page.scroll.top + height).min(rows.len());
    let percent = if rows.len() > height { format!("{} %", shown * 100 / rows.len()) } else { String::new() };
    let inner = painter.border(frame, area, true, &page.title, &percent);
    for (y, (tone, words, marked)) in rows.iter().skip(page.scroll.top).enumerate() {
        let Some(place) = row(inner, y) else { break };
        let paint = match tone {
            Tone::Heading => Paint::Title,
            Tone::Plain => Paint::Text,
            Tone::Words => Paint::Quote,
            Tone::Faint => Paint::Faint,
        };
        let mut layers = Layers::default();
        layers.push(marked.iter().map(|span| (*span, painter.style(Paint::Differing))));
        let mut runs = vec![Run::raw(" ")];
        runs.extend(layers.runs(words, Span::of(0, words.len()), painter.style(paint)));
        frame.render_widget(Paragraph::new(Line::from(runs)), place);
    }
}

/// The box a note is written in, as high as it needs to be; the words it is on stand in its border.
fn draw_note(frame: &mut Frame<'_>, painter: &Painter<'_>, note: &NoteBox) {
    let mut area = overlay_area(painter.app.size);
    let columns = painter.app.note_columns();
    let rows = note.editor.rows(columns);
    let (least, most) = NOTE_ROWS;
    let high = u16::try_from(rows.len().clamp(least, most) + 2).unwrap_or(u16::MAX).min(area.height);
    // As low as may be: the passage it is on should stay in view.
    area = Area { y: area.y + area.height - high, height: high, ..area };
    frame.render_widget(Clear, rect(area));
    let inner = painter.border(frame, area, true, &note.title(), "");
    painter.below(frame, area, "Enter keeps · Ctrl-j new line · Esc leaves · empty deletes");
    let height = usize::from(inner.height);
    let (row_of, column) = note.editor.cursor(&rows, columns);
    let top = (row_of + 1).saturating_sub(height);
    for (y, span) in rows.iter().skip(top).take(height).enumerate() {
        let Some(place) = row(inner, y) else { break };
        painter.line(frame, place, &format!(" {}", prefix(span.slice(note.editor.text()), columns)));
    }
    let at = |offset: usize, start: u16, end: u16| {
        start.saturating_add(u16::try_from(offset).unwrap_or(u16::MAX)).min(end.saturating_sub(1))
    };
    let (x, y) =
        (at(column + 1, inner.x, area.x + area.width), at(row_of - top, inner.y, area.y + area.height));
    frame.set_cursor_position(Position { x, y });
}

fn draw_menu(frame: &mut Frame<'_>, painter: &Painter<'_>, menu: &Menu) {
    let area = overlay_area(painter.app.size);
    frame.render_widget(Clear, rect(area));
    let count = format!("{} of {}", menu.shown.len().min(menu.scroll.selected + 1), menu.shown.len());
    let inner = painter.border(frame, area, true, &menu.title, &count);
    if let Some(place) = row(inner, 0) {
        let typed = menu.input.value();
        let line = Line::from(vec![painter.span(Paint::Key, " › "), painter.span(Paint::Text, typed)]);
        frame.render_widget(Paragraph::new(line), place);
        let x = place.x + 3 + u16::try_from(menu.input.visual_cursor()).unwrap_or(0);
        frame.set_cursor_position(Position { x: x.min(place.x + place.width.saturating_sub(1)), y: place.y });
    }
    if let Some(place) = row(inner, 1) {
        frame.render_widget(Paragraph::new(tabs(painter, menu, usize::from(inner.width))), place);
    }
    let body = Area { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    if menu.shown.is_empty() {
        painter.line(frame, rect(body), " Nothing fits what is typed.");
    }
    let columns = usize::from(body.width);
    let label_room = room_for_labels(menu, columns);
    for (y, (i, (item, ranges))) in menu.shown.iter().enumerate().skip(menu.scroll.top).enumerate() {
        let Some(place) = row(body, y) else { break };
        let selected = i == menu.scroll.selected;
        let base = if selected { painter.style(Paint::Selection) } else { painter.style(Paint::Text) };
        let line = item_line(painter, &menu.items[*item], ranges, selected, label_room, columns);
        frame.render_widget(Paragraph::new(line).style(base), place);
    }
}

/// The names of the pages, or a rule where there is one page.
fn tabs<'t>(painter: &Painter<'_>, menu: &Menu, columns: usize) -> Line<'t> {
    if menu.pages.len() < 2 {
        return Line::from(painter.span(Paint::Border, "─".repeat(columns)));
    }
    let mut spans = vec![Run::raw(" ")];
    for (i, page) in menu.pages.iter().enumerate() {
        let paint = if i == menu.page { Paint::Chip } else { Paint::Faint };
        spans.push(painter.span(paint, format!(" {} ", page.name)));
        spans.push(Run::raw(" "));
    }
    Line::from(spans)
}

/// The columns of the labels: all they need where what stands behind them leaves it, else half.
fn room_for_labels(menu: &Menu, columns: usize) -> usize {
    let room = columns.saturating_sub(3);
    let shown = || menu.shown.iter().map(|(item, _)| &menu.items[*item]);
    let widest = shown().map(|item| width(&item.label)).max().unwrap_or(0);
    let behind =
        shown().map(|item| width(&item.detail) + width(&item.aside).min(room / 3)).max().unwrap_or(0);
    widest.min(room.saturating_sub(behind + 4).max(room / 2)).max(room.min(12))
}

fn item_line<'a>(
    painter: &Painter<'_>,
    item: &'a Item,
    ranges: &[std::ops::Range<usize>],
    selected: bool,
    label_room: usize,
    columns: usize,
) -> Line<'a> {
    let room = columns.saturating_sub(3);
    let whole = width(&item.label) <= label_room;
    let cut = prefix(&item.label, if whole { label_room } else { label_room.saturating_sub(1) });
    let mut layers = Layers::default();
    layers.push(ranges.iter().map(|range| (Span::of(range.start, range.end), painter.style(Paint::Hit))));
    let mut left = vec![painter.span(Paint::Focus, if selected { "▌ " } else { "  " })];
    left.extend(layers.runs(&item.label, Span::of(0, cut.len()), painter.style(Paint::Text)));
    let blanks = label_room.saturating_sub(width(cut) + usize::from(!whole)) + 2;
    left.push(Run::raw(format!("{}{}", if whole { "" } else { "…" }, " ".repeat(blanks))));
    let aside = fit(&item.aside, room / 3);
    let detail = room.saturating_sub(label_room + width(&aside) + 3);
    left.push(painter.span(Paint::Faint, pad(&item.detail, detail)));
    spread(left, vec![painter.span(Paint::Key, format!("{aside} "))], columns)
}

/// A few lines for the first time, gone with any key.
fn hint(frame: &mut Frame<'_>, painter: &Painter<'_>) {
    let lines = [
        "j k move, Enter reads, Tab changes panes, / filters by name, country, outlet.",
        "t shows who tells which event, c lays two articles side by side, i says why.",
        ": lists all commands, ? the keys of where you are. Any key closes this hint.",
    ];
    let (columns, rows) = painter.app.size;
    if columns < 40 || rows < 16 {
        return;
    }
    let widest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    let room = widest.min(usize::from(columns).saturating_sub(4));
    let wrapped: Vec<&str> = lines
        .iter()
        .flat_map(|line| wrap(line, Span::of(0, line.len()), room).into_iter().map(|row| row.slice(line)))
        .collect();
    let wide = u16::try_from(room + 4).unwrap_or(columns);
    let high = u16::try_from(wrapped.len() + 2).unwrap_or(rows).min(rows - 2);
    let area = Area { x: (columns - wide) / 2, y: rows - high - 2, width: wide, height: high };
    frame.render_widget(Clear, rect(area));
    let inner = painter.border(frame, area, true, "", "");
    for (y, words) in wrapped.iter().enumerate() {
        if let Some(place) = row(inner, y) {
            painter.line(frame, place, &format!(" {words}"));
        }
    }
}
