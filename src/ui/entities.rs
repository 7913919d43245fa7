//! The entity screen: names by kind with their counts, only those in view, and beside them the page of the one selected.

use super::layers::Layers;
use super::paint::{Painter, row, spread};
use super::theme::Paint;
use super::{portrait, theme::Theme};
use crate::app::Library;
use crate::app::entities::{ENTITY_HEAD, Side};
use crate::app::layout::Area;
use crate::app::tabs::tabs;
use crate::index::{Entry, Facet, PARTS, Roster, Shown};
use crate::model::text::counted;
use crate::model::width::{fit, pad, prefix, width};
use crate::model::{EntityKind, Span};
use ratatui::Frame;
use ratatui::style::Style;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

/// Columns of the counts: mentions and articles.
const COUNTS: usize = 9;

/// Columns from which a row has room for the small bar, and for what the entity is.
const ROOM: (usize, usize) = (44, 56);

pub(super) fn draw(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library) {
    let (sides, screen) = (painter.app.entity_sides(), &painter.app.entities);
    if let Some(area) = sides.names {
        names(frame, painter, library, area);
    }
    if let Some(area) = sides.page {
        portrait::draw(frame, painter, library, area, screen.side == Side::Page);
    }
}

fn names(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, area: Area) {
    let screen = &painter.app.entities;
    let roster = screen.roster.as_deref();
    let inner = painter.border(
        frame,
        area,
        screen.side == Side::Names,
        &title(painter, library, roster),
        &place(painter),
    );
    sections(frame, painter, inner);
    let columns = usize::from(inner.width);
    if let Some(place) = row(inner, 1) {
        frame.render_widget(Paragraph::new(head(painter, roster, columns)), place);
    }
    let body = Area { y: inner.y + ENTITY_HEAD, height: inner.height.saturating_sub(ENTITY_HEAD), ..inner };
    if screen.names().is_empty() {
        nothing(frame, painter, body);
        return;
    }
    for (y, (i, shown)) in screen.names().iter().enumerate().skip(screen.scroll.top).enumerate() {
        let Some(place) = row(body, y) else { break };
        let selected = i == screen.scroll.selected;
        let base = painter.style(if selected { Paint::Selection } else { Paint::Text });
        if let Some(entry) = screen.entry(*shown) {
            let line = name_line(painter, library, *shown, entry, selected, columns);
            frame.render_widget(Paragraph::new(line).style(base), place);
        }
    }
}

/// Of which articles, and the word that narrows.
fn title(painter: &Painter<'_>, library: &Library, roster: Option<&Roster>) -> String {
    let screen = &painter.app.entities;
    let all = library.corpus.len();
    let of = match roster.map(|roster| roster.articles.len()) {
        None => "…".to_owned(),
        Some(count) if count == all => counted(all, "article"),
        Some(count) => format!("{count} of {}", counted(all, "article")),
    };
    let typed =
        if screen.typed.is_empty() { String::new() } else { format!("“{}” in ", fit(&screen.typed, 20)) };
    format!("{typed}{of}")
}

fn place(painter: &Painter<'_>) -> String {
    let screen = &painter.app.entities;
    let count = screen.names().len();
    format!("{} of {count}", count.min(screen.scroll.selected + 1))
}

fn sections(frame: &mut Frame<'_>, painter: &Painter<'_>, inner: Area) {
    let screen = &painter.app.entities;
    let Some(place) = row(inner, 0) else { return };
    let mut spans = vec![Run::raw(" ")];
    for tab in tabs(screen.facet, &screen.shown, inner) {
        let paint = if tab.facet == Some(screen.facet) { Paint::Chip } else { Paint::Faint };
        spans.push(painter.span(paint, tab.words));
        spans.push(Run::raw("  "));
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), place);
}

/// The heads of the columns.
fn head<'t>(painter: &Painter<'_>, roster: Option<&Roster>, columns: usize) -> Line<'t> {
    let bars = columns >= ROOM.0 && roster.is_some_and(|roster| roster.days.is_some());
    let over = if bars { format!(" {:PARTS$}", "when") } else { String::new() };
    let words = format!("{:>5}{:>4}{over} ", "times", "in");
    spread(Vec::new(), vec![painter.span(Paint::Faint, words)], columns)
}

fn name_line<'t>(
    painter: &Painter<'_>,
    library: &Library,
    shown: Shown,
    entry: &Entry,
    selected: bool,
    columns: usize,
) -> Line<'t> {
    let screen = &painter.app.entities;
    let face = library.index.face(entry.target, shown, &screen.typed);
    let mut right = vec![painter.span(Paint::Text, format!("{:>5}", entry.mentions))];
    right.push(painter.span(Paint::Faint, format!("{:>4}", entry.articles)));
    let bars = columns >= ROOM.0 && screen.roster.as_ref().is_some_and(|roster| roster.days.is_some());
    if bars {
        right.push(painter.span(Paint::Bar, format!(" {}", small_bar(&entry.parts))));
    }
    right.push(Run::raw(" "));
    let used = 2 + COUNTS + if bars { PARTS + 1 } else { 0 } + 1;
    let room = columns.saturating_sub(used);
    let mut about: Vec<String> = Vec::new();
    about.extend(face.country.map(|code| code.to_string()));
    about.extend(face.via.as_ref().map(|via| format!("“{via}”")));
    about.extend((!face.note.is_empty()).then(|| face.note.to_string()));
    let mut about = if columns >= ROOM.1 { about.join(" · ") } else { String::new() };
    let name_room =
        if about.is_empty() { room } else { room.saturating_sub(width(&about).min(room / 2) + 2) };
    let whole = width(&face.name) <= name_room;
    let name = prefix(&face.name, if whole { name_room } else { name_room.saturating_sub(1) }).to_owned();
    about = fit(&about, room.saturating_sub(width(&name) + usize::from(!whole) + 2));
    let mut layers = Layers::default();
    layers
        .push(face.ranges.iter().map(|range| (Span::of(range.start, range.end), painter.style(Paint::Hit))));
    let runs = layers.runs(&name, Span::of(0, name.len()), kind_style(painter.theme, screen.facet));
    let mut left = vec![painter.span(Paint::Focus, if selected { "▌ " } else { "  " })];
    left.extend(runs.into_iter().map(|run| Run::styled(run.content.into_owned(), run.style)));
    left.extend((!whole).then(|| Run::styled("…", kind_style(painter.theme, screen.facet))));
    if !about.is_empty() {
        left.push(painter.span(Paint::Faint, format!("  {about}")));
    }
    spread(left, right, columns)
}

/// The look of the names of a section.
pub(super) fn kind_style(theme: &Theme, facet: Facet) -> Style {
    match facet {
        Facet::People => theme.entity(EntityKind::Person),
        Facet::Countries => theme.entity(EntityKind::Country),
        Facet::Organisations => theme.entity(EntityKind::Organisation),
        Facet::Places => theme.entity(EntityKind::Place),
        Facet::Events => theme.entity(EntityKind::Event),
        Facet::Outlets => theme.style(Paint::Title),
    }
}

/// Articles over time, each part as high as its share of the fullest.
fn small_bar(parts: &[u32; PARTS]) -> String {
    const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = parts.iter().copied().max().unwrap_or(0).max(1);
    let step = |&count: &u32| match count {
        0 => ' ',
        count => STEPS[(u64::from(count) * 8).div_ceil(u64::from(most)) as usize - 1],
    };
    parts.iter().map(step).collect()
}

/// Why there is no name.
fn nothing(frame: &mut Frame<'_>, painter: &Painter<'_>, body: Area) {
    let screen = &painter.app.entities;
    let words = match (&screen.roster, screen.typed.is_empty()) {
        (None, _) => " Counting …".to_owned(),
        (Some(_), true) => format!(" No {} in these articles.", screen.facet.name()),
        (Some(_), false) => {
            pad(&format!(" Nobody and nothing here is called “{}”.", screen.typed), usize::from(body.width))
        }
    };
    painter.line(frame, super::paint::rect(body), &words);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_bars_show_shares() {
        for (parts, expected) in [
            ([0; PARTS], "        "),
            ([1, 0, 2, 4, 8, 3, 5, 7], "▁ ▂▄█▃▅▇"),
            ([0, 0, 0, 0, 0, 0, 0, 1], "       █"),
            ([1, u32::MAX, 0, 0, 0, 0, 0, 0], "▁█      "),
        ] {
            assert_eq!(small_bar(&parts), expected);
        }
    }
}
