//! The arguments of the screen: what it begins with, and how it is drawn without a terminal.

use super::Files;
use crate::app::chord::{Chord, parse_keys};
use crate::cli::select::{self, QueryArgument};
use clap::Args;
use std::path::PathBuf;

/// The screen, with a terminal or without.
#[derive(Debug, Args)]
pub(crate) struct Screen {
    /// Files, folders, web addresses, or - for standard input, to be read without being stored [default: your library, or the
    /// bundled articles where it is empty]
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Begin with the articles that match, as 'country:russia who:xi after:2025-09'
    #[arg(short, long, value_name = "QUERY", value_parser = select::argument, allow_hyphen_values = true)]
    pub(crate) query: Option<QueryArgument>,
    #[command(flatten)]
    pub(crate) files: Files,
    /// Colours: dark, light, ansi (16 colours) or mono
    #[arg(long, value_name = "NAME", value_parser = theme, help_heading = "Screen")]
    pub(crate) theme: Option<String>,
    /// Print the list as text: no screen, no boxes, nothing overwritten
    #[arg(long, conflicts_with = "print", help_heading = "Screen")]
    pub(crate) plain: bool,
    /// Draw in memory and print the last screen, without a terminal
    #[arg(long, help_heading = "Screen")]
    pub(crate) print: bool,
    /// Keys to play first, such as '/merz<enter>'; needs --print
    #[arg(long, value_name = "KEYS", value_parser = keys, requires = "print", allow_hyphen_values = true, help_heading = "Screen")]
    pub(crate) keys: Option<Keys>,
    /// Size of the screen in memory [default: 120x40]
    #[arg(long, value_name = "COLSxROWS", value_parser = size, requires = "print", help_heading = "Screen")]
    pub(crate) size: Option<Size>,
    /// Print the style runs below the screen
    #[arg(long, requires = "print", help_heading = "Screen")]
    pub(crate) styles: bool,
}

/// Keys to play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Keys(pub(crate) Vec<Chord>);

fn keys(text: &str) -> Result<Keys, String> {
    parse_keys(text).map(Keys).map_err(|error| error.to_string())
}

/// Columns and rows of a screen in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) columns: u16,
    pub(crate) rows: u16,
}

impl Default for Size {
    fn default() -> Self {
        Self { columns: 120, rows: 40 }
    }
}

/// The largest screen in memory: far beyond any terminal, far below what would exhaust memory.
const LARGEST: u16 = 1000;

fn size(text: &str) -> Result<Size, String> {
    let side = |text: &str| text.parse::<u16>().ok().filter(|n| (1..=LARGEST).contains(n));
    let sides = text.split_once(['x', 'X', '×']).and_then(|(a, b)| Some((side(a)?, side(b)?)));
    let wrong = || format!("write columns and rows as in 120x40, each from 1 to {LARGEST}");
    sides.map(|(columns, rows)| Size { columns, rows }).ok_or_else(wrong)
}

fn theme(name: &str) -> Result<String, String> {
    let names: Vec<&str> =
        crate::ui::theme::Theme::bundled().iter().map(|theme| theme.name.as_str()).collect();
    let own = crate::cli::config::load().settings.themes;
    if names.contains(&name) || own.iter().any(|theme| theme == name) {
        Ok(name.to_owned())
    } else {
        Err(format!("the themes are {}", names.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (text, expected) in
            [("120x40", Some((120, 40))), ("1x1", Some((1, 1))), ("80X24", Some((80, 24))), ("0x5", None)]
                .into_iter()
                .chain(["", "x", "120", "120x", "axb", "99999x1", "-1x5", "1001x2"].map(|bad| (bad, None)))
        {
            assert_eq!(size(text).ok().map(|s| (s.columns, s.rows)), expected, "{text:?}");
        }
    }
}
