//! The timeline pane: one row an event, with the outlets that tell it.

use super::paint::{Painter, basis_mark, day_in_year, row, spread};
use super::theme::Paint;
use crate::app::Library;
use crate::app::layout::{Area, Pane};
use crate::app::timeline::{EventRef, Line};
use crate::model::text::counted;
use crate::model::width::{fit, pad, width};
use crate::model::{ArticleIndex, Event};
use ratatui::Frame;
use ratatui::text::Span;
use ratatui::widgets::Paragraph;

/// More outlets than this are counted, not drawn one by one, in the narrow pane.
const MOST_MARKS: usize = 8;

pub(super) fn draw(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, area: Area) {
    let app = painter.app;
    let state = &app.timeline;
    let focus = app.focus == Pane::Timeline;
    let count = counted(state.len(), "event");
    let inner = painter.border(frame, area, focus, "Timeline", &count);
    if state.is_empty() {
        painter.line(frame, super::paint::rect(inner), " No event in the listed articles.");
        return;
    }
    let reading = app.reader.article;
    let day = day_columns(library, &state.lines[state.scroll.top..], usize::from(inner.height));
    for (y, (i, line)) in state.lines.iter().enumerate().skip(state.scroll.top).enumerate() {
        let Some(place) = row(inner, y) else { break };
        let selected = state.selected_line() == Some(i);
        let columns = usize::from(inner.width);
        let drawn = match line {
            Line::Heading(words) => vec![painter.span(Paint::Title, format!(" {words}"))].into(),
            Line::Event(event) => event_line(painter, library, *event, selected, reading, (columns, day)),
        };
        let base = if selected { painter.style(Paint::Selection) } else { painter.style(Paint::Text) };
        frame.render_widget(Paragraph::new(drawn).style(base), place);
    }
}

/// Columns for the days of the lines in view, with a blank behind them.
fn day_columns(library: &Library, lines: &[Line], height: usize) -> usize {
    let days = lines.iter().take(height).map(|line| match line {
        Line::Event(event) => width(&day_in_year(event.of(&library.corpus))) + 1,
        Line::Heading(_) => 0,
    });
    days.max().unwrap_or(0)
}

fn event_line<'t>(
    painter: &Painter<'_>,
    library: &Library,
    event: EventRef,
    selected: bool,
    reading: Option<ArticleIndex>,
    (columns, day): (usize, usize),
) -> ratatui::text::Line<'t> {
    let state = &painter.app.timeline;
    let event: &Event = event.of(&library.corpus);
    let tells: Vec<bool> = state.columns.iter().map(|column| column.tells(event) > 0).collect();
    let telling = tells.iter().filter(|tells| **tells).count();
    let marks: String = if tells.len() > MOST_MARKS || columns < 40 {
        format!(" {telling}")
    } else {
        format!(" {}", tells.iter().map(|tells| if *tells { '●' } else { '·' }).collect::<String>())
    };
    let shared = telling > 1;
    let here = reading.is_some_and(|article| event.mentions.iter().any(|mention| mention.article == article));
    let label_paint = if shared { Paint::Shared } else { Paint::Text };
    // The undated need no room for a date; their section says that they have none.
    let date = event.days.map(|_| format!("{}{}", basis_mark(event), pad(&day_in_year(event), day)));
    let mut left = vec![
        painter.span(Paint::Focus, if selected { "▌" } else { " " }),
        painter.span(Paint::Date, date.unwrap_or_default()),
        painter.span(label_paint, if shared { "◆ " } else { "· " }),
    ];
    let used: usize = left.iter().map(|span| width(&span.content)).sum::<usize>() + width(&marks);
    let label = fit(&event.label, columns.saturating_sub(used));
    // Events of the article being read stand out from those of the others.
    let paint = if here || shared { label_paint } else { Paint::Faint };
    left.push(painter.span(paint, label));
    let right: Vec<Span<'_>> = vec![painter.span(if shared { Paint::Shared } else { Paint::Faint }, marks)];
    spread(left, right, columns)
}
