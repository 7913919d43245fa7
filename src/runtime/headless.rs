//! The screen without a terminal: keys are played on a screen in memory, work is done at once, the last screen is text.

use super::{export, versions};
use crate::app::chord::Chord;
use crate::app::fetching::News;
use crate::app::{App, Effect, Message};
use crate::library::{CorrectionStore, MarkStore};
use crate::model::Warning;
use crate::model::width::width;
use crate::ui::draw;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::collections::VecDeque;
use std::fmt::Write;
use std::path::PathBuf;

/// Where what the person does on a screen in memory is kept.
#[derive(Debug)]
pub struct Keeping {
    /// Corrections.
    pub corrections: CorrectionStore,
    /// Marks.
    pub marks: MarkStore,
    /// The folder of the library, where earlier versions of articles are.
    pub library: Option<PathBuf>,
}

impl Default for Keeping {
    /// Keeps nothing.
    fn default() -> Self {
        Self { corrections: CorrectionStore::in_memory(), marks: MarkStore::in_memory(), library: None }
    }
}

/// Takes a message in and does all the work it leads to before returning. Effects on the world beyond the screen
/// are told in words where a person would notice them, and are otherwise left out. True where the program would end.
pub fn settle(app: &mut App, message: Message) -> bool {
    settle_keeping(app, message, &mut Keeping::default())
}

/// As [`settle`]; what the person marks and corrects is kept.
pub fn settle_keeping(app: &mut App, message: Message, keeping: &mut Keeping) -> bool {
    let mut queue = VecDeque::from([message]);
    while let Some(message) = queue.pop_front() {
        for effect in app.update(message) {
            match effect {
                Effect::Quit => return true,
                Effect::Work(job) => queue.push_back(job.run()),
                Effect::Copy(text) => {
                    queue.push_back(Message::Told(format!("copied {} characters", text.chars().count())));
                }
                Effect::Export(what) => {
                    queue.push_back(Message::Told(format!("would write {}", export::name(&what))));
                }
                Effect::Fetch(_) => {
                    let told = "would fetch what is new in the feeds".to_owned();
                    queue.push_back(Message::Fetching(News::Ended(told)));
                }
                Effect::OpenLink(url) => queue.push_back(Message::Told(format!("would open {url}"))),
                Effect::Versions(id) => queue.push_back(versions(keeping.library.as_deref(), id)),
                Effect::Correct(change) => {
                    if let Err(error) = keeping.corrections.record(&change) {
                        queue.push_back(Message::Trouble(Warning::notice("corrections", &error.to_string())));
                    }
                }
                Effect::Record(changes) => {
                    if let Err(error) = keeping.marks.record(&changes) {
                        queue.push_back(Message::Trouble(Warning::notice("marks", &error.to_string())));
                    }
                }
                Effect::Suspend | Effect::Save(_) | Effect::Repaint | Effect::CaptureMouse(_) => {}
            }
        }
    }
    false
}

/// Plays keys one after another, each until everything has settled; stops where one leaves the program.
pub fn play(app: &mut App, keys: &[Chord]) {
    play_keeping(app, keys, &mut Keeping::default());
}

/// As [`play`]; what the person marks and corrects is kept.
pub fn play_keeping(app: &mut App, keys: &[Chord], keeping: &mut Keeping) {
    for key in keys {
        if settle_keeping(app, Message::Key(*key), keeping) {
            break;
        }
    }
}

/// The screen as it is now.
#[must_use]
pub fn screen(app: &App) -> Buffer {
    let (columns, rows) = app.size;
    let Ok(mut terminal) = Terminal::new(TestBackend::new(columns, rows));
    let Ok(_) = terminal.draw(|frame| draw(frame, app));
    terminal.backend().buffer().clone()
}

/// The words on a screen, blanks at the ends of lines left out.
#[must_use]
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let line: String = cells(buffer, y).map(|(_, cell)| cell.symbol()).collect();
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The cells of a row that show something: those behind the first column of a wide character are left out.
fn cells(buffer: &Buffer, y: u16) -> impl Iterator<Item = (u16, &Cell)> {
    let mut covered = 0;
    (0..buffer.area.width).filter_map(move |x| {
        let cell = &buffer[(x, y)];
        if x < covered {
            return None;
        }
        covered = x + columns(cell);
        Some((x, cell))
    })
}

/// The style runs of a screen, one a line: row, first and last column from 1, colours and attributes. Runs without
/// any style are left out.
#[must_use]
pub fn styles(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        // What lies behind a wide character is never seen, and has no look of its own.
        let mut runs: Vec<(u16, u16, String)> = Vec::new();
        for (x, cell) in cells(buffer, y) {
            let (end, style) = (x + columns(cell), look(cell));
            match runs.last_mut() {
                Some((_, last, same)) if *same == style => *last = end,
                _ => runs.push((x, end, style)),
            }
        }
        for (from, end, style) in runs.iter().filter(|(.., style)| !style.is_empty()) {
            let _ = writeln!(out, "{:>3} {:>3}-{end:<3} {style}", y + 1, from + 1);
        }
    }
    out
}

/// Columns a cell covers.
fn columns(cell: &Cell) -> u16 {
    width(cell.symbol()).max(1) as u16
}

/// Colours and attributes of a cell in words; empty for a plain one.
fn look(cell: &Cell) -> String {
    let mut words = Vec::new();
    if cell.fg != Color::Reset {
        words.push(cell.fg.to_string().to_lowercase());
    }
    if cell.bg != Color::Reset {
        words.push(format!("on {}", cell.bg.to_string().to_lowercase()));
    }
    for (modifier, name) in [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::ITALIC, "italic"),
        (Modifier::UNDERLINED, "underline"),
        (Modifier::REVERSED, "reverse"),
    ] {
        if cell.modifier.contains(modifier) {
            words.push(name.to_owned());
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    #[test]
    fn cells_become_text_and_runs() {
        let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, 12, 3));
        buffer.set_string(0, 0, "日本 ok", Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD));
        buffer.set_string(2, 1, "plain", Style::new());
        buffer.set_string(8, 1, "x", Style::new().bg(Color::Rgb(1, 2, 3)));
        buffer.set_string(9, 1, " ", Style::new().add_modifier(Modifier::REVERSED));
        assert_eq!(text(&buffer), "日本 ok\n  plain x\n\n");
        let runs: Vec<String> =
            styles(&buffer).lines().map(|run| run.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(runs, ["1 1-7 cyan bold", "2 9-9 on #010203", "2 10-10 reverse"]);
    }
}
