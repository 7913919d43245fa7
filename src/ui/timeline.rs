//! The timeline pane: one row an event, with the outlets that tell it; the selected one in full.

use super::list::{paragraphs, unmatched};
use super::paint::{Painter, basis_mark, row, spread};
use super::theme::Paint;
use crate::analysis::coverage::Told;
use crate::app::Library;
use crate::app::awaited::Work;
use crate::app::layout::{Area, Pane};
use crate::app::timeline::{EventRef, Expansion, Grid, Group, Line, day_below, name};
use crate::model::text::counted;
use crate::model::width::{fit, pad, width};
use crate::model::{Event, SafeText};
use ratatui::Frame;
use ratatui::text::{Line as Row, Span};
use ratatui::widgets::Paragraph;

pub(super) fn draw(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, area: Area) {
    let app = painter.app;
    let focus = app.focus == Pane::Timeline;
    let inner = painter.border(frame, area, focus, "Timeline", &count(painter));
    if app.timeline.is_empty() && app.timeline.is_waiting() {
        return;
    }
    if app.timeline.is_empty() {
        return paragraphs(frame, painter, inner, &nothing(painter));
    }
    let grid = app.timeline_grid();
    rows(frame, painter, library, inner, grid, |_, event| marks(painter, library, grid, event));
}

/// `66 events by year`, `12 of 66 events by month`; that it is worked out, where that takes long.
pub(super) fn count(painter: &Painter<'_>) -> String {
    let state = &painter.app.timeline;
    if painter.app.awaited.is_told(Work::Line) {
        return "laying out …".to_owned();
    }
    let (shown, of) = (state.len(), state.of);
    let events =
        if shown == of { counted(of, "event") } else { format!("{shown} of {}", counted(of, "event")) };
    format!("{events} by {}", name(state.choice.zoom))
}

/// Why there is no event to be seen, and which keys bring some back.
pub(super) fn nothing(painter: &Painter<'_>) -> Vec<String> {
    if let Some(words) = unmatched(painter) {
        return words;
    }
    let (app, state) = (painter.app, &painter.app.timeline);
    let key = |command| app.keymap.keys_of(app.scope(), command).first().cloned().unwrap_or_default();
    let mut words = Vec::new();
    if state.of == 0 && !state.choice.off.is_empty() {
        words.push(format!(
            "No event of the outlets shown; {} chooses others.",
            key(crate::app::command::Command::Outlets)
        ));
    } else if state.of == 0 {
        words.push("No event in the listed articles.".to_owned());
    } else {
        words.push(format!("None of the {} is left:", counted(state.of, "event")));
        if state.choice.shared {
            words.push(format!(
                "no other outlet tells it; {} shows all",
                key(crate::app::command::Command::Shared)
            ));
        }
        if state.choice.about && !state.about.is_empty() {
            words.push(format!("none names it; {} shows all", key(crate::app::command::Command::About)));
        }
    }
    words
}

/// Draws the lines in view into an area, the selected event in full. `cells` are what stands behind a label.
pub(super) fn rows<'t>(
    frame: &mut Frame<'_>,
    painter: &Painter<'_>,
    library: &Library,
    area: Area,
    grid: Grid,
    cells: impl Fn(bool, &Event) -> Vec<Span<'t>>,
) {
    let state = &painter.app.timeline;
    let columns = usize::from(area.width);
    let expansion = painter.app.expansion();
    let mut y = 0;
    for (i, line) in state.lines.from(state.scroll.top) {
        let Some(place) = row(area, y) else { break };
        y += 1;
        let selected = state.selected_line() == Some(i);
        let base = painter.style(if selected { Paint::Selection } else { Paint::Text });
        let drawn = match line {
            Line::Heading(group) => heading(painter, &state.groups[group], columns),
            Line::Fold(fold) => {
                let bar = painter.span(Paint::Focus, if selected { "▌" } else { " " });
                let label = fit(&format!("▸ {}", fold.label), columns.saturating_sub(1));
                Row::from(vec![bar, painter.span(Paint::Faint, label)])
            }
            Line::Event(place) => {
                let label = expansion.label.first().filter(|_| selected);
                let Some(event) = state.event_at(place) else { continue };
                event_row(painter, library, grid, event, (selected, label), &cells)
            }
        };
        frame.render_widget(Paragraph::new(drawn).style(base), place);
        if selected && matches!(line, Line::Event(_)) {
            for words in beneath(painter, grid, &expansion) {
                let Some(place) = row(area, y) else { break };
                y += 1;
                frame.render_widget(Paragraph::new(words).style(base), place);
            }
        }
    }
}

/// The words of a group, and how many events and articles are in it.
fn heading<'t>(painter: &Painter<'_>, group: &Group, columns: usize) -> Row<'t> {
    let left = format!(" {}", group.heading);
    let events = group.events.len();
    let whole = match group.articles {
        0 => format!("{events} "),
        n => format!("{} · {} written ", counted(events, "event"), counted(n, "article")),
    };
    let short = format!("{events} ");
    let room = columns.saturating_sub(width(&left) + 1);
    let right = [whole, short].into_iter().find(|words| width(words) <= room).unwrap_or_default();
    let left = vec![painter.span(Paint::Title, fit(&left, columns))];
    spread(left, vec![painter.span(Paint::Faint, right)], columns)
}

fn event_row<'t>(
    painter: &Painter<'_>,
    library: &Library,
    grid: Grid,
    event: EventRef,
    (selected, label): (bool, Option<&SafeText>),
    cells: impl Fn(bool, &Event) -> Vec<Span<'t>>,
) -> Row<'t> {
    let (app, state) = (painter.app, &painter.app.timeline);
    let event: &Event = event.of(&library.corpus);
    let shared = state.coverage.telling(event) > 1;
    let reading = app.reader.article;
    let here = reading.is_some_and(|article| event.mentions.iter().any(|mention| mention.article == article));
    let paint = if shared { Paint::Shared } else { Paint::Text };
    let day = day_below(event, state.choice.zoom);
    // A long date takes its room from the label; it is never cut.
    let over = width(&day).saturating_sub(grid.day - 1);
    let basis = if event.days.is_some() { basis_mark(event) } else { " " };
    let room = grid.label.saturating_sub(over);
    let words = label.map_or_else(|| fit(&event.label, room), ToString::to_string);
    // Events of the article being read stand out from those of the others.
    let label_paint = if here || shared || reading.is_none() { paint } else { Paint::Faint };
    let mut spans = vec![
        painter.span(Paint::Focus, if selected { "▌" } else { " " }),
        painter.span(Paint::Date, format!("{basis}{}", pad(&day, (grid.day - 1).max(width(&day)) + 1))),
        painter.span(paint, if shared { "◆ " } else { "· " }),
        painter.span(label_paint, pad(&words, room)),
    ];
    spans.extend(cells(shared, event));
    Row::from(spans)
}

/// The rows of the selected event below its first.
fn beneath<'t>(painter: &Painter<'_>, grid: Grid, expansion: &Expansion) -> Vec<Row<'t>> {
    let margin = " ".repeat(grid.day + 3);
    let line = |paint, words: &SafeText| {
        Row::from(vec![
            painter.span(Paint::Focus, "▌"),
            painter.span(Paint::Text, margin.clone()),
            painter.span(paint, words.to_string()),
        ])
    };
    let label = expansion.label.iter().skip(1).map(|words| line(Paint::Text, words));
    label.chain(expansion.told.iter().map(|words| line(Paint::Faint, words))).collect()
}

/// One mark an outlet, or how many tell it where there are too many for that.
fn marks<'t>(painter: &Painter<'_>, library: &Library, grid: Grid, event: &Event) -> Vec<Span<'t>> {
    let coverage = &painter.app.timeline.coverage;
    let telling = coverage.telling(event);
    let paint = if telling > 1 { Paint::Shared } else { Paint::Faint };
    if !grid.marks() {
        return vec![painter.span(paint, format!("{telling:>4}"))];
    }
    let mark = |told: &Told| match told {
        Told::Sentences(_) => painter.span(paint, "●"),
        Told::Copied(_) => painter.span(paint, "○"),
        Told::Silent => painter.span(Paint::Faint, "–"),
        // In so narrow a place what cannot be there is left blank; the selected event says it in words.
        Told::NoArticle => painter.span(Paint::Faint, " "),
    };
    let row = coverage.row(&library.corpus, event, 0..grid.shown);
    std::iter::once(Span::raw(" ")).chain(row.iter().map(mark)).collect()
}
