//! Screens as people see them: a fixture, a string of keys, a snapshot. Style runs are printed as text. Update with
//! `INSTA_UPDATE=always cargo test --test screens` after looking at what changed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use dateline::app::awaited::Work;
use dateline::app::chord::parse_keys;
use dateline::app::keymap::Keymap;
use dateline::app::loading::{Stage, Step};
use dateline::app::{App, Effect, Library, Message, Screen, Settings};
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

/// One accident as five outlets of four countries tell it, one of them with an agency's text.
fn story() -> Library {
    static STORY: OnceLock<Library> = OnceLock::new();
    STORY.get_or_init(|| library(&[PathBuf::from("tests/fixtures/story")])).clone()
}

/// Fifty outlets that tell one meeting, and each something else besides.
fn fifty() -> Library {
    let article = |i: usize| {
        let outlet = format!(
            "{} {}",
            ["Morning", "Evening", "Harbour", "Valley", "Northern"][i % 5],
            ["Post", "Times", "Courier", "Star", "Echo", "Herald", "Mail", "Standard", "Voice", "Gazette"]
                [i / 5]
        );
        let day = 3 + i % 3;
        let text = format!(
            "Russian President Vladimir Putin met Chinese President Xi Jinping in Beijing on September 3, 2025. \
             Mayor Number{i} opened a bridge in town on August {}, 2025. In {} the old bridge burned down.",
            1 + i % 28,
            1900 + i
        );
        format!(
            r#"{{"id":"o{i}","title":"Putin and Xi in Beijing, seen from {outlet}","outlet":"{outlet}","date":"2025-09-0{day}","text":"{text}"}}"#
        )
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("fifty.jsonl");
    std::fs::write(&file, (0..50).map(article).collect::<Vec<_>>().join("\n")).unwrap();
    library(&[file])
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
const SCREENS: [(&str, &str); 34] = [
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
    ("takes", "a"),
    ("compare_menu", "c"),
    ("entities", "e"),
    ("countries", "e/rus<enter>"),
    ("entity_page", "e<tab>G"),
    ("entity_followed", "e}}l8j<enter>"),
    ("entity_of_mention", "j<enter>]]]e"),
    ("entity_why", "e<tab>Gi"),
    ("why", "<enter>]i"),
    ("picked", "vjv"),
    ("tagging", "xlater, china<space>trip<enter>svjvxch<tab>"),
    ("tagged", "xlater, china<space>trip<enter>s<enter>"),
    ("note", "<enter>...;ask<space>the<space>ministry<c-j>- who was there?"),
    ("noted", "<enter>...;ask<space>the<space>ministry<enter>.;twice<enter>,<esc>;on all<enter>("),
    ("notes", "j;on all<enter>k<enter>...;ask<space>the<space>ministry<enter>gn<tab>"),
    ("help", "?"),
    ("palette", ":tim"),
];

#[test]
fn every_screen_at_140_columns() {
    for (name, keys) in SCREENS {
        let buffer = played(bundled(), (140, 40), "dark", &format!("#{keys}"));
        insta::assert_snapshot!(format!("wide_{name}"), headless::text(&buffer));
    }
}

#[test]
fn the_panes_at_other_sizes() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 20), (58, 60)] {
        for (name, keys) in [
            ("first", "#"),
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
fn other_accounts_of_a_story() {
    for (columns, rows) in [(140, 36), (100, 30), (80, 24), (60, 20)] {
        let buffer = played(story(), (columns, rows), "dark", "/ferry with<enter>a");
        insta::assert_snapshot!(format!("takes_{columns}"), headless::text(&buffer));
    }
    for (name, keys) in [
        ("why", "/ferry with<enter>ai"),
        ("common", "/ferry with<enter>alj"),
        ("common_why", "/ferry with<enter>ali"),
        ("compared", "/ferry with<enter>ajc"),
        ("opened", "/ferry with<enter>aj<enter>"),
        ("alone", "/fish market<enter>a"),
    ] {
        let buffer = played(story(), (110, 30), "mono", keys);
        insta::assert_snapshot!(format!("takes_{name}"), headless::text(&buffer));
    }
    let buffer = played(story(), (110, 16), "mono", "/ferry with<enter>a");
    insta::assert_snapshot!("takes_styles", headless::styles(&buffer));
}

#[test]
fn many_outlets_side_by_side() {
    let library = fifty();
    for (name, size, keys) in [
        ("first", (140, 30), "t"),
        ("slid", (140, 30), "t3l"),
        ("end", (140, 30), "t99l"),
        ("unfolded", (100, 30), "tgg<enter>jj"),
        ("narrow", (60, 20), "t2l"),
        ("silent", (100, 30), "tG"),
    ] {
        let buffer = played(library.clone(), size, "mono", keys);
        insta::assert_snapshot!(format!("fifty_{name}"), headless::text(&buffer));
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
        for (i, keys) in ["#", "<enter>", "j<enter>", "jj<enter>", "jjj<enter>"].into_iter().enumerate() {
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
        let library = [bundled, scripts, story][i % 3]();
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
        Library::new(&std::sync::Arc::default(), vec![Warning::unreadable("gone.txt", "no such file")]);
    let mut app = app(nothing, (80, 24), "mono");
    let first = headless::text(&headless::screen(&app));
    headless::play(&mut app, &parse_keys("W").unwrap());
    let warnings = headless::text(&headless::screen(&app));
    insta::assert_snapshot!("nothing_to_read", format!("{first}{warnings}"));
    headless::play(&mut app, &parse_keys("qjk<enter>tcei?<esc>/x<enter><bs>sux<c-z>").unwrap());
    check(&headless::screen(&app), "keys over nothing");
}

#[test]
fn what_takes_long_is_told_and_what_does_not_is_not() {
    let mut app = App::new(Settings::default(), Keymap::default(), Marks::default(), (80, 14));
    let shown = |app: &App| headless::text(&headless::screen(app));
    app.update(Message::Loading(Stage { step: Step::Search, done: 500, of: 1200 }));
    assert!(!shown(&app).contains("Joining"), "it may be done in a moment");
    app.update(Message::Waited(Work::Load));
    let joining = shown(&app);
    let mut jobs = app.update(Message::Loaded(bundled()));
    assert!(shown(&app).contains("by date"));
    app.update(Message::Waited(Work::Filter));
    let filtering = shown(&app);
    assert!(!filtering.contains("No articles"), "nothing is known of them yet");
    for effect in std::mem::take(&mut jobs) {
        if let Effect::Work(job) = effect {
            jobs.extend(app.update(job.run()));
        }
    }
    assert!(shown(&app).contains("by date"));
    insta::assert_snapshot!("long_work", format!("{joining}{filtering}"));
}

#[test]
fn the_count_of_several_words_is_never_cut() {
    for (keys, count) in [
        ("/country:greece who:zelinsky", "0 of 5"),
        ("/who:xi country:russia outlet:vima after:2020", "1 of 5"),
        ("/who:xi country:russia outlet:vima after:2020 -lid", "1 of 5"),
    ] {
        for size in [(80, 24), (100, 30), (140, 45)] {
            let screen = played(bundled(), size, "mono", keys);
            let head: String = (0..size.0).map(|x| screen[(x, 0)].symbol()).collect();
            assert!(head.trim_end().ends_with(count), "{keys} at {size:?}: {head}");
        }
    }
}

/// The app after some keys over the bundled articles.
fn after(keys: &str) -> App {
    let mut app = app(bundled(), (140, 40), "dark");
    headless::play(&mut app, &parse_keys(keys).unwrap());
    app
}

fn subject(app: &App) -> String {
    let library = app.library.as_ref().unwrap();
    let portrait = app.entities.portrait.as_ref().map(|portrait| portrait.profile.target);
    portrait.map_or_else(String::new, |target| library.index.target_name(target).to_string())
}

#[test]
fn the_entity_screen_leads_on() {
    for (keys, screen, query, page) in [
        ("e", Screen::Entities, "", "Vladimir Putin"),
        ("ej", Screen::Entities, "", "Xi Jinping"),
        ("ee", Screen::Main, "", "Vladimir Putin"),
        ("e<enter>", Screen::Main, "who:\"vladimir putin\"", "Vladimir Putin"),
        ("e/putn<enter><enter>", Screen::Main, "who:\"vladimir putin\"", "Vladimir Putin"),
        ("e/kremlin<enter>", Screen::Entities, "", "Russia"),
        ("e/jinping<enter>j", Screen::Entities, "", "Xi Jinping"),
        ("e}", Screen::Entities, "", "China"),
        ("e{", Screen::Entities, "", "Daily Sabah"),
        ("e]", Screen::Main, "", "Vladimir Putin"),
        ("e]q", Screen::Entities, "", "Vladimir Putin"),
        ("/xi jinping<enter>e}<enter>", Screen::Main, "xi jinping country:china", "China"),
        ("/who:merz<enter>ea}<enter>", Screen::Main, "country:china", "China"),
        ("e<tab><enter>", Screen::Main, "", "Vladimir Putin"),
        ("e/kremlin<enter>q", Screen::Entities, "", "Russia"),
        ("e/kremlin<enter>qq", Screen::Main, "", "Russia"),
        ("e/zzzz<enter>", Screen::Entities, "", ""),
        ("e/zzzz<esc>", Screen::Entities, "", "Vladimir Putin"),
    ] {
        let app = after(keys);
        assert_eq!((app.screen(), app.list.query.as_str()), (screen, query), "{keys}");
        assert_eq!(subject(&app), page, "{keys}");
    }
}

#[test]
fn a_page_is_gone_through_and_left_again() {
    use dateline::app::portrait::Item;
    let mut app = after("e<tab>");
    let step = |app: &mut App, keys: &str| headless::play(app, &parse_keys(keys).unwrap());
    let selected = |app: &App| app.entities.portrait.as_ref().unwrap().selected().unwrap();
    // Steps down to the first line of a sort; the page is finite.
    let step_to = |app: &mut App, wanted: fn(Item) -> bool| {
        (0..200).any(|_| {
            wanted(selected(app)) || {
                step(app, "j");
                false
            }
        })
    };
    assert!(step_to(&mut app, |item| matches!(item, Item::Beside(_))));
    step(&mut app, "<enter>");
    assert_eq!((app.screen(), subject(&app).as_str()), (Screen::Entities, "China"));
    step(&mut app, "q");
    assert_eq!(subject(&app), "Vladimir Putin", "back to whose page led there");
    assert!(step_to(&mut app, |item| matches!(item, Item::More(_))));
    let before = app.entities.portrait.as_ref().unwrap().lines.len();
    step(&mut app, "<enter>");
    assert!(app.entities.portrait.as_ref().unwrap().lines.len() > before, "the rest is unfolded");
    step(&mut app, "G");
    assert!(matches!(selected(&app), Item::Said(_)));
    let passage = app.entities.passage().unwrap();
    step(&mut app, "<enter>");
    assert_eq!((app.screen(), app.reader.article), (Screen::Main, Some(passage.article)));
    assert_eq!(app.reader.cursor, Some(passage.span), "at the sentence");
    step(&mut app, "i");
    let why = app.page.as_ref().map(|page| page.title.clone()).unwrap_or_default();
    assert_eq!(why, "Why Vladimir Putin is said to have said this");
}

#[test]
fn a_mention_leads_to_the_page_of_who_is_meant() {
    let app = after("j<enter>]]]e");
    let library = app.library.as_ref().unwrap();
    let cursor = app.reader.cursor.unwrap();
    let found = library.corpus.annotated(app.reader.article.unwrap());
    let meant = found.mentions_in(cursor)[0].entity;
    assert_eq!(subject(&app), library.corpus.entities.get(meant).name.as_str());
    assert_eq!(app.entities.side, dateline::app::entities::Side::Page);
}

#[test]
fn what_counts_is_what_is_listed_or_all() {
    let counted = |keys: &str| after(keys).entities.roster.as_ref().map(|roster| roster.articles.len());
    for (keys, expected) in
        [("e", 5), ("/who:merz<enter>e", 1), ("/who:merz<enter>ea", 5), ("/who:merz<enter>eaa", 1)]
    {
        assert_eq!(counted(keys), Some(expected), "{keys}");
    }
}

#[test]
fn quotations_are_stepped_through() {
    let app = after("j<enter>\"");
    let quotes: Vec<_> = {
        let library = app.library.as_ref().unwrap();
        library.corpus.annotated(app.reader.article.unwrap()).quotes.iter().map(|quote| quote.span).collect()
    };
    for (keys, place) in [("j<enter>\"", 0), ("j<enter>\"\"\"", 2), ("j<enter>\"\"'", 0)] {
        assert_eq!(after(keys).reader.cursor, Some(quotes[place]), "{keys}");
    }
}

#[test]
fn a_word_of_the_filter_is_read_otherwise() {
    for (keys, query) in [
        ("/putn<enter>", "putn"),
        ("/putn<enter><c-n>", "org:Sputnik"),
        ("/putn<c-n>", "org:Sputnik"),
        ("/putn<c-n><c-n>", "putn"),
        ("/putn<c-p><c-p>", "putn"),
        ("/lang:en putn<c-n>", "lang:en org:Sputnik"),
        ("/putn<c-n><esc>", ""),
        ("<c-n>", ""),
        ("/🚀<c-n>", "🚀"),
    ] {
        assert_eq!(after(keys).list.query.to_lowercase(), query.to_lowercase(), "{keys}");
    }
}

#[test]
fn hostile_names_break_nothing() {
    let long = "x".repeat(10_000);
    let wide = "日本語 ".repeat(2_000);
    for typed in ["🇷🇺🚀", "פוטין", "\u{202e}nitup", "\u{0}\u{1b}[31m", "\"", &long, &wide] {
        for keys in ["e/", "/"] {
            for size in [(140, 40), (60, 20), (20, 5)] {
                let mut app = app(bundled(), size, "mono");
                headless::play(&mut app, &parse_keys(keys).unwrap());
                headless::settle(&mut app, Message::Paste(typed.to_owned()));
                check(&headless::screen(&app), keys);
                headless::play(&mut app, &parse_keys("<c-n><enter><c-n>j<tab>G<enter>iq").unwrap());
                check(&headless::screen(&app), keys);
            }
        }
    }
}

#[test]
fn the_hint_goes_with_any_key_and_with_the_mouse_and_stays_away() {
    let mut app = app(bundled(), (140, 40), "dark");
    assert!(app.hint);
    headless::settle(&mut app, Message::Mouse(dateline::app::Mouse::Click, 3, 3));
    assert!(!app.hint);
    headless::play(&mut app, &parse_keys("jjkk<enter>q").unwrap());
    assert!(!app.hint);
}
