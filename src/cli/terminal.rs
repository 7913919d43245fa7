//! What the terminal can do: width and colour of text, whether there is one at all.

use crate::report::{Layout, Paint};
use rustix::termios::tcgetwinsize;
use std::env;
use std::io::{IsTerminal, stdout};

/// Columns of text where the output is no terminal.
const COLUMNS: usize = 80;
/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: usize = 100;

/// How to lay out text on standard output.
pub(crate) fn layout() -> Layout {
    if !stdout().is_terminal() {
        return Layout { columns: COLUMNS, paint: Paint::off() };
    }
    let columns = size().map_or(COLUMNS, |(columns, _)| usize::from(columns).min(WIDEST));
    Layout { columns, paint: Paint::when(colour_wanted()) }
}

/// Columns and rows of the terminal on standard output, where there is one that tells.
pub(crate) fn size() -> Option<(u16, u16)> {
    let size = tcgetwinsize(stdout()).ok()?;
    (size.ws_col > 0 && size.ws_row > 0).then_some((size.ws_col, size.ws_row))
}

/// Whether the environment allows colour: see <https://no-color.org>.
pub(crate) fn colour_wanted() -> bool {
    let refused = no_color();
    !refused && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Whether the person asked for no colour at all (no-color.org).
pub(crate) fn no_color() -> bool {
    env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}
