//! Screens as people see them: a fixture, a string of keys, a snapshot. Style runs are printed as text. Update with
//! `INSTA_UPDATE=always cargo test --test screens` after looking at what changed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use dateline::app::chord::parse_keys;
use dateline::app::keymap::Keymap;
use dateline::app::{App, Library, Message, Settings};
use dateline::cli::library;
use dateline::model::{Marks, Warning};
use dateline::runtime::headless;
use ratatui::buffer::Buffer;
use std::path::PathBuf;
use std::sync::OnceLock;

/// The five bundled articles, read once.
fn bundled() -> Library {
    static BUNDLED: OnceLock<Library> = OnceLock::new();
    BUNDLED.get_or_init(|| library(&[])).clone()
}

/// Articles in many scripts, with what breaks careless screens.
fn scripts() -> Library {
    static SCRIPTS: OnceLock<Library> = OnceLock::new();
    SCRIPTS.get_or_init(|| library(&[PathBuf::from("tests/fixtures/scripts")])).clone()
}

fn app(library: Library, size: (u16, u16), theme: &str) -> App {
    let settings = Settings { theme: theme.to_owned(), ..Settings::default() };
    let mut app = App::new(settings, Keymap::default(), Marks::default(), size);
    headless::settle(&mut app, Message::Loaded(library));
    app
}

fn played(library: Library, size: (u16, u16), theme: &str, keys: &str) -> Buffer {
    let mut app = app(library, size, theme);
    headless::play(&mut app, &parse_keys(keys).unwrap());
    headless::screen(&app)
}

/// Every screen, menu and page, by the keys that lead there.
const SCREENS: [(&str, &str); 27] = [
    ("first", ""),
    ("reading", "j<enter>]]]"),
    ("furniture", "<enter>f"),
    ("found", "<enter>/alliance<enter>nn"),
    ("filter", "/who:merz"),
    ("filtered", "/country:greece<enter>"),
    ("nothing", "/who:merz -country:germany zzzz<enter>"),
    ("timeline", "<tab><tab>jjj"),
    ("matrix", "t"),
    ("months", "t+"),
    ("days", "t++"),
    ("folded", "tZ"),
    ("shared", "tvz"),
    ("outlets", "tO<down><down><down><enter>"),
    ("line_filter", "t/who:merz<enter>"),
    ("event", "t<enter>j"),
    ("compare", "/to vima<enter>c<enter>jj"),
    ("compare_menu", "c"),
    ("entities", "e"),
    ("countries", "e/rus<enter>"),
    ("entity_page", "e<tab>G"),
    ("entity_followed", "e}}l8j<enter>"),
    ("entity_of_mention", "j<enter>]]]e"),
    ("entity_why", "e<tab>Gi"),
    ("why", "<enter>]i"),
    ("help", "?"),
    ("palette", ":tim"),
];

#[test]
fn every_screen_at_140_columns() {
    for (name, keys) in SCREENS {
        let buffer = played(bundled(), (140, 40), "dark", &format!("x{keys}"));
        insta::assert_snapshot!(format!("wide_{name}"), headless::text(&buffer));
    }
}

#[test]
fn the_panes_at_other_sizes() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 20), (58, 60)] {
        for (name, keys) in [
            ("first", "x"),
            ("reading", "j<enter>"),
            ("matrix", "t"),
            ("compare", "c<enter>"),
            ("entities", "e"),
            ("entity_page", "e<tab>5j"),
        ] {
            let buffer = played(bundled(), (columns, rows), "dark", keys);
            insta::assert_snapshot!(format!("{columns}x{rows}_{name}"), headless::text(&buffer));
        }
    }
}

#[test]
fn styles_by_theme() {
    for theme in ["dark", "light", "ansi", "mono"] {
        let buffer = played(bundled(), (100, 16), theme, "j<enter>]");
        insta::assert_snapshot!(format!("styles_{theme}"), headless::styles(&buffer));
    }
}

#[test]
fn scripts_and_signs() {
    for (columns, rows) in [(100, 30), (60, 24)] {
        for (i, keys) in ["x", "<enter>", "j<enter>", "jj<enter>", "jjj<enter>"].into_iter().enumerate() {
            let buffer = played(scripts(), (columns, rows), "mono", keys);
            insta::assert_snapshot!(format!("scripts_{columns}_{i}"), headless::text(&buffer));
        }
    }
}

/// Cells hold no control characters, and none holds more than a terminal can take.
fn check(buffer: &Buffer, told: &str) {
    for cell in &buffer.content {
        let symbol = cell.symbol();
        assert!(symbol.len() <= 64, "{told}: a cell of {} bytes", symbol.len());
        assert!(!symbol.chars().any(char::is_control), "{told}: {symbol:?}");
    }
}

#[test]
fn no_size_breaks_any_screen() {
    let columns = (1..=300u16).step_by(23).chain([19, 20, 60, 79, 80, 120, 300]);
    let sizes = columns.flat_map(|columns| [1, 4, 5, 6, 9, 14, 24, 50, 100].map(|rows| (columns, rows)));
    let sizes: Vec<(u16, u16)> = sizes.collect();
    for (i, (name, keys)) in SCREENS.into_iter().enumerate() {
        let library = if i % 2 == 0 { bundled() } else { scripts() };
        let mut app = app(library, (140, 40), "dark");
        headless::play(&mut app, &parse_keys(keys).unwrap());
        for &(columns, rows) in &sizes {
            headless::settle(&mut app, Message::Resize(columns, rows));
            check(&headless::screen(&app), &format!("{name} at {columns}x{rows}"));
        }
    }
}

#[test]
fn keys_on_the_smallest_screens_break_nothing() {
    for size in [(1, 1), (19, 4), (20, 5), (24, 6), (40, 8)] {
        for (name, keys) in SCREENS {
            check(
                &played(bundled(), size, "mono", &format!("{keys}jkG<c-d>gg")),
                &format!("{name} at {size:?}"),
            );
        }
    }
}

#[test]
fn nothing_to_read_is_told() {
    let nothing =
        Library::new(std::sync::Arc::default(), vec![Warning::unreadable("gone.txt", "no such file")]);
    let mut app = app(nothing, (80, 24), "mono");
    let first = headless::text(&headless::screen(&app));
    headless::play(&mut app, &parse_keys("W").unwrap());
    let warnings = headless::text(&headless::screen(&app));
    insta::assert_snapshot!("nothing_to_read", format!("{first}{warnings}"));
    headless::play(&mut app, &parse_keys("qjk<enter>tcei?<esc>/x<enter><bs>sux<c-z>").unwrap());
    check(&headless::screen(&app), "keys over nothing");
}
