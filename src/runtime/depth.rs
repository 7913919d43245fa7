//! How many colours a terminal has, and the nearest ones where it has fewer than a theme names.

use ratatui::buffer::Cell;
use ratatui::style::Color;
use std::env;

/// The colours a terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Any.
    True,
    /// The 256 of xterm.
    Indexed,
}

impl Depth {
    /// What the terminal says of itself.
    pub(crate) fn of_terminal() -> Self {
        let says = |variable: &str| env::var(variable).unwrap_or_default().to_lowercase();
        Self::said(&says("COLORTERM"), &says("TERM"))
    }

    fn said(colorterm: &str, term: &str) -> Self {
        let known = ["direct", "truecolor", "kitty", "alacritty", "ghostty", "foot", "wezterm"];
        let all = matches!(colorterm, "truecolor" | "24bit") || known.iter().any(|word| term.contains(word));
        if all { Self::True } else { Self::Indexed }
    }

    /// The cell in colours of this depth; `None` where it is in them already.
    pub(crate) fn fit(self, cell: &Cell) -> Option<Cell> {
        let fewer = |colour| matches!(colour, Color::Rgb(..)) && self == Self::Indexed;
        if !fewer(cell.fg) && !fewer(cell.bg) {
            return None;
        }
        let mut fitted = cell.clone();
        fitted.fg = nearest(cell.fg);
        fitted.bg = nearest(cell.bg);
        Some(fitted)
    }
}

/// Levels of red, green and blue in xterm's cube of 216 colours.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The nearest of xterm's cube and its 24 greys, by distance in red, green and blue. The first 16 colours are left
/// out: people set them to their liking.
fn nearest(colour: Color) -> Color {
    let Color::Rgb(red, green, blue) = colour else { return colour };
    let wanted = [red, green, blue];
    let level = |value: u8| (0..6u8).min_by_key(|&i| LEVELS[usize::from(i)].abs_diff(value)).unwrap_or(0);
    let distance = |colour: [u8; 3]| {
        let squares = colour.iter().zip(wanted).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2));
        squares.sum::<u32>()
    };
    let cube = wanted.map(level);
    let shade = |step: u8| [8 + 10 * step; 3];
    let grey = (0..24u8).min_by_key(|&step| distance(shade(step))).unwrap_or(0);
    if distance(shade(grey)) < distance(cube.map(|i| LEVELS[usize::from(i)])) {
        Color::Indexed(232 + grey)
    } else {
        Color::Indexed(16 + 36 * cube[0] + 6 * cube[1] + cube[2])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_the_nearest_of_xterm() {
        for (colour, expected) in [
            (Color::Rgb(0, 0, 0), Color::Indexed(16)),
            (Color::Rgb(255, 255, 255), Color::Indexed(231)),
            (Color::Rgb(255, 0, 0), Color::Indexed(196)),
            (Color::Rgb(95, 135, 175), Color::Indexed(67)),
            (Color::Rgb(20, 20, 20), Color::Indexed(233)),
            (Color::Rgb(127, 129, 128), Color::Indexed(244)),
            (Color::Cyan, Color::Cyan),
            (Color::Reset, Color::Reset),
        ] {
            assert_eq!(nearest(colour), expected, "{colour:?}");
        }
    }

    #[test]
    fn terminals_say_what_they_can() {
        for (colorterm, term, expected) in [
            ("truecolor", "xterm-256color", Depth::True),
            ("24bit", "screen", Depth::True),
            ("", "xterm-kitty", Depth::True),
            ("", "xterm-256color", Depth::Indexed),
            ("", "", Depth::Indexed),
        ] {
            assert_eq!(Depth::said(colorterm, term), expected, "{colorterm} {term}");
        }
        let mut cell = Cell::default();
        assert_eq!(Depth::Indexed.fit(&cell), None);
        cell.bg = Color::Rgb(255, 0, 0);
        assert_eq!(Depth::True.fit(&cell), None);
        assert_eq!(
            Depth::Indexed.fit(&cell).map(|cell| (cell.fg, cell.bg)),
            Some((Color::Reset, Color::Indexed(196)))
        );
    }
}
