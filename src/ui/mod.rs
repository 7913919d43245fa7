//! From state to cells. Draws what [`App`] holds; never parses, never queries, never changes state.

mod compare;
mod entities;
mod event;
mod folders;
mod frame;
pub mod layers;
mod list;
mod matrix;
mod overlay;
mod paint;
mod portrait;
mod reader;
mod takes;
pub mod theme;
mod timeline;

use crate::app::layout::{Pane, SMALLEST};
use crate::app::{App, Screen};
use crate::model::width::width;
use paint::Painter;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use theme::Theme;
use unicode_segmentation::UnicodeSegmentation;

/// Draws the whole screen.
pub fn draw(frame: &mut Frame<'_>, app: &App) {
    let painter = Painter { app, theme: Theme::named(&app.settings.theme) };
    let Some(layout) = app.layout() else {
        let (columns, rows) = SMALLEST;
        let words = format!("too small: {columns}×{rows} is least");
        let room = usize::from(frame.area().width);
        painter.line(frame, frame.area(), if width(&words) <= room { &words } else { "too small" });
        return;
    };
    frame::header(frame, &painter, layout.header);
    match (app.screen(), &app.library) {
        (_, None) => frame::waiting(frame, &painter, layout.body),
        (Screen::Main, Some(library)) => {
            for &(pane, area) in &layout.panes {
                match pane {
                    Pane::List => list::draw(frame, &painter, library, area),
                    Pane::Reader => reader::draw(frame, &painter, library, area),
                    Pane::Timeline => timeline::draw(frame, &painter, library, area),
                }
            }
        }
        (Screen::Matrix, Some(library)) => matrix::draw(frame, &painter, library, layout.body),
        (Screen::Event, Some(library)) => event::draw(frame, &painter, library, layout.body),
        (Screen::Entities, Some(library)) => entities::draw(frame, &painter, library),
        (Screen::Takes, Some(library)) => takes::draw(frame, &painter, library, layout.body),
        (Screen::Compare, Some(library)) => compare::draw(frame, &painter, library, layout.body),
    }
    frame::footer(frame, &painter, layout.footer);
    overlay::draw(frame, &painter);
    tame(frame.buffer_mut());
}

/// Bytes of the longest symbol a cell may hold; longer ones are towers of combining marks that terminals choke on.
const LONGEST_SYMBOL: usize = 64;

/// Combining marks that stay on a letter whose tower is cut.
const MARKS: usize = 8;

/// Cuts towers of combining marks, wherever they were drawn.
fn tame(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        if symbol.len() > LONGEST_SYMBOL / 2 && symbol.chars().count() > MARKS + 1 {
            let cut: String = symbol.chars().take(MARKS + 1).collect();
            let cut = cut.graphemes(true).next().unwrap_or(" ").to_owned();
            cell.set_symbol(&cut);
        }
    }
}
