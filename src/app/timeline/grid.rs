//! How the columns of a row are shared out, in the pane and on the whole screen. `ui` draws with these numbers and
//! `update` counts with them.

use super::EventRef;
use crate::analysis::coverage::{Column, Teller};
use crate::app::layout::Pane;
use crate::app::state::{App, Screen};
use crate::model::dates::show_below;
use crate::model::width::{fit, width};
use crate::model::wrap::wrap;
use crate::model::{Event, Precision, SafeText, Span};
use std::fmt::Write;

/// Rows that the selected event takes at most beyond its first.
pub(crate) const MOST_EXTRA: usize = 4;

/// Rows of a label at most.
const LABEL_ROWS: usize = 3;

/// More outlets than this are counted, not drawn one by one, in the narrow pane.
const MOST_MARKS: usize = 8;

/// The columns of a row before its label: selection, basis mark, day, mark of a shared event.
const MARGIN: usize = 4;

/// How wide the parts of a row are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// Of the day; a longer one takes from the label.
    pub day: usize,
    /// Of the label.
    pub label: usize,
    /// Of each outlet's cell.
    pub cell: usize,
    /// How many outlets are shown.
    pub shown: usize,
}

impl Grid {
    /// Of the whole screen.
    fn matrix(columns: usize, zoom: Precision, outlets: &[Column]) -> Self {
        let (least_label, least_cell) = if columns < 90 { (24, 6) } else { (40, 9) };
        let day = day(zoom) + 2;
        let room = columns.saturating_sub(day + MARGIN + 1 + least_label);
        let widest = outlets.iter().map(|outlet| width(&outlet.label) + 2).max().unwrap_or(0);
        let cell = (room / outlets.len().max(1)).clamp(least_cell, widest.clamp(least_cell, 16));
        let shown = outlets.len().min(room / cell);
        Self { day, label: columns.saturating_sub(day + MARGIN + 1 + cell * shown), cell, shown }
    }

    /// Of the narrow pane: marks without headings, or only a count.
    fn pane(columns: usize, zoom: Precision, outlets: usize) -> Self {
        let day = day(zoom);
        let marks = outlets <= MOST_MARKS && columns >= 40;
        let (cell, shown) = if marks { (1, outlets) } else { (4, 1) };
        Self { day, label: columns.saturating_sub(day + MARGIN + 1 + cell * shown), cell, shown }
    }

    /// Whether each outlet has its mark, or all of them a count.
    #[must_use]
    pub const fn marks(self) -> bool {
        self.cell == 1
    }
}

/// Columns that most dates below a heading of a zoom take.
const fn day(zoom: Precision) -> usize {
    match zoom {
        Precision::Year => 7,
        Precision::Month => 4,
        Precision::Day => 3,
    }
}

/// The date of an event below its heading: `Sep 3`, `20–22`, `to Oct`; empty where the heading says it all.
#[must_use]
pub fn day_below(event: &Event, zoom: Precision) -> String {
    let heading = super::Period::of(event, zoom).exact();
    event
        .days
        .zip(heading)
        .map_or_else(String::new, |(days, heading)| show_below(days, event.precision, heading))
}

/// The rows of the selected event: its label as far as it needs, and in the pane who tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expansion {
    /// The label, at least one row of it.
    pub label: Vec<SafeText>,
    /// Who tells it, who does not.
    pub told: Vec<SafeText>,
}

impl Expansion {
    /// Rows beyond the first.
    #[must_use]
    pub fn extra(&self) -> usize {
        (self.label.len() + self.told.len()).saturating_sub(1)
    }
}

impl App {
    /// How the rows of the timeline are shared out, in its pane or on the whole screen.
    #[must_use]
    pub fn timeline_grid(&self) -> Grid {
        let (zoom, outlets) = (self.timeline.choice.zoom, &self.timeline.coverage.columns);
        if self.screen() == Screen::Matrix {
            Grid::matrix(self.body_width(), zoom, outlets)
        } else {
            Grid::pane(usize::from(self.pane_area(Pane::Timeline).inner().width), zoom, outlets.len())
        }
    }

    /// The rows of the selected event, where there is the height for them.
    #[must_use]
    pub fn expansion(&self) -> Expansion {
        let selected = self.timeline.selected().zip(self.library.as_ref());
        let Some((event, library)) = selected.filter(|_| self.expands()) else { return Expansion::default() };
        let (grid, told) = (self.timeline_grid(), event.of(&library.corpus));
        let over = width(&day_below(told, self.timeline.choice.zoom)).saturating_sub(grid.day - 1);
        let columns = grid.label.saturating_sub(over).max(8);
        Expansion {
            label: rows(&told.label, columns, LABEL_ROWS),
            told: if self.screen() == Screen::Matrix { Vec::new() } else { self.tellers(event, columns) },
        }
    }

    /// Whether the selected event is shown in full.
    pub(crate) fn expands(&self) -> bool {
        self.timeline_room() > 3 * MOST_EXTRA
    }

    /// “To Vima, unknown 2 · 1 silent · 2 no article”.
    fn tellers(&self, event: EventRef, columns: usize) -> Vec<SafeText> {
        let Some(library) = &self.library else { return Vec::new() };
        let coverage = &self.timeline.coverage;
        let event = event.of(&library.corpus);
        let name = |teller: &Teller| {
            let label = &coverage.columns[teller.column].label;
            if teller.is_copy { format!("{label} (reprint)") } else { label.to_string() }
        };
        let names: Vec<String> = coverage.tellers(event).iter().map(name).collect();
        let others = coverage.others(&library.corpus, event);
        let [silent, none] = others.map_or([0, 0], |others| others.map(|columns| columns.len()));
        let mut words = names.join(", ");
        if silent > 0 {
            let _ = write!(words, " · {silent} silent");
        }
        if none > 0 {
            let _ = write!(words, " · {none} no article");
        }
        rows(&SafeText::line(&words), columns, MOST_EXTRA + 1 - LABEL_ROWS)
    }

    /// The line of the timeline that a row in view shows, counted from its first.
    pub(crate) fn timeline_line_at(&self, row: usize) -> usize {
        let (top, extra) = (self.timeline.scroll.top, self.expansion().extra());
        match self.timeline.selected_line().and_then(|line| line.checked_sub(top)) {
            Some(selected) if row > selected + extra => top + row - extra,
            Some(selected) if row > selected => top + selected,
            _ => top + row,
        }
    }
}

/// A text in at most `most` rows, the last cut where there is more.
fn rows(text: &SafeText, columns: usize, most: usize) -> Vec<SafeText> {
    let all = wrap(text, Span::of(0, text.len()), columns);
    let cut = |(i, row): (usize, &Span)| {
        let more = i + 1 == most && all.len() > most;
        let words = if more { &text[row.start as usize..] } else { row.slice(text) };
        SafeText::line(&fit(words, columns))
    };
    all.iter().enumerate().take(most).map(cut).collect()
}
