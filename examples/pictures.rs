//! Draws the pictures in `assets/` from the real screen: plays keys on a screen in memory over the bundled articles
//! and writes what it shows as SVG. Run it with `cargo run --release --example pictures` after the screen has changed.

use anyhow::{Context, Result};
use dateline::app::chord::parse_keys;
use dateline::app::keymap::Keymap;
use dateline::app::{App, Message, Settings};
use dateline::cli::library;
use dateline::model::Marks;
use dateline::model::width::width;
use dateline::runtime::headless;
use dateline::ui::theme::Theme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;
use std::path::Path;

/// Name, keys, columns and rows, theme of each picture.
const PICTURES: [(&str, &str, (u16, u16), &str); 3] = [
    ("screen", "j<enter>]]]", (140, 42), "dark"),
    ("timeline", "t", (140, 36), "dark"),
    ("compare", "/to vima<enter>c<enter>", (140, 36), "dark"),
];

/// Size of a cell in the picture's units.
const CELL: (f64, f64) = (8.4, 18.0);

fn main() -> Result<()> {
    for (name, keys, size, theme) in PICTURES {
        let settings = Settings { theme: theme.to_owned(), ..Settings::default() };
        let mut app = App::new(settings, Keymap::default(), Marks::default(), size);
        headless::settle(&mut app, Message::Loaded(library(&[])));
        headless::play(&mut app, &parse_keys(keys)?);
        let path = Path::new("assets").join(format!("{name}.svg"));
        let svg = svg(&headless::screen(&app), Theme::named(theme));
        std::fs::write(&path, svg).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// The screen as SVG: backgrounds first, then one text element for each run of cells of one look.
fn svg(buffer: &Buffer, theme: &Theme) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (w, h) = (f64::from(columns) * CELL.0, f64::from(rows) * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w:.0} {h:.0}\" font-family=\"DejaVu Sans Mono, \
         Menlo, Consolas, monospace\" font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n",
        hex(theme.background)
    );
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            let from = x;
            let look = |x: u16| buffer[(x, y)].style();
            while x < columns && look(x) == look(from) {
                x += 1;
            }
            run(&mut out, buffer, theme, (from, x, y));
        }
    }
    out.push_str("</svg>\n");
    out
}

/// The cells `from..to` of a row, which have one look.
fn run(out: &mut String, buffer: &Buffer, theme: &Theme, (from, to, y): (u16, u16, u16)) {
    let cell = &buffer[(from, y)];
    let (front, back) = colours(cell, theme);
    let (x, top) = (f64::from(from) * CELL.0, f64::from(y) * CELL.1);
    let wide = f64::from(to - from) * CELL.0;
    if back != theme.background {
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{}\" fill=\"{}\"/>",
            CELL.1,
            hex(back)
        );
    }
    let mut text = String::new();
    let mut covered = from;
    for at in from..to {
        if at >= covered {
            let symbol = buffer[(at, y)].symbol();
            text.push_str(symbol);
            covered = at + u16::try_from(width(symbol).max(1)).unwrap_or(1);
        }
    }
    if text.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::DIM, " opacity=\"0.6\""),
    ] {
        if cell.modifier.contains(modifier) {
            style.push_str(attribute);
        }
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{wide:.1}\" fill=\"{}\" xml:space=\"preserve\"{style}>{text}</text>",
        top + 13.5,
        hex(front)
    );
}

fn colours(cell: &Cell, theme: &Theme) -> (Color, Color) {
    let or = |colour: Color, default: Color| if colour == Color::Reset { default } else { colour };
    let (front, back) = (or(cell.fg, theme.foreground), or(cell.bg, theme.background));
    if cell.modifier.contains(Modifier::REVERSED) { (back, front) } else { (front, back) }
}

fn hex(colour: Color) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        other => other.to_string().to_lowercase(),
    }
}
