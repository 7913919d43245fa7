//! Where one was is come back to: on a screen in memory, over the same articles, others, and on another size.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use dateline::app::chord::parse_keys;
use dateline::app::keymap::Keymap;
use dateline::app::session::Session;
use dateline::app::{App, Library, Message, Screen, Settings};
use dateline::cli::library;
use dateline::model::Marks;
use dateline::runtime::headless;
use std::path::PathBuf;
use std::sync::OnceLock;

fn bundled() -> Library {
    static BUNDLED: OnceLock<Library> = OnceLock::new();
    BUNDLED.get_or_init(|| library(&[])).clone()
}

fn other() -> Library {
    static OTHER: OnceLock<Library> = OnceLock::new();
    OTHER.get_or_init(|| library(&[PathBuf::from("tests/fixtures/story")])).clone()
}

/// The program as it begins with a session, or as new.
fn begun(session: Option<Session>, library: Library, size: (u16, u16)) -> App {
    let configured = Settings::default();
    let settings = session.as_ref().map_or_else(|| configured.clone(), |session| session.over(&configured));
    let mut app = App::new(settings, Keymap::default(), Marks::default(), size);
    app.hint = false;
    app.resume(session, configured);
    headless::settle(&mut app, Message::Loaded(library));
    app
}

fn played(keys: &str) -> App {
    let mut app = begun(None, bundled(), (140, 45));
    headless::play(&mut app, &parse_keys(keys).unwrap());
    app
}

/// What is kept of a state, as the next program reads it.
fn kept(app: &App) -> Session {
    Session::read(&app.session().expect("everything is read").write()).expect("what is written can be read")
}

fn text(app: &App) -> String {
    headless::text(&headless::screen(app))
}

#[test]
fn the_screen_is_there_again_as_it_was_left() {
    for keys in [
        "",
        "j<enter>jjjjj",
        "2j<enter>G",
        "<enter>]]]",
        "/putin<enter>S<enter>3j",
        "j<enter>T--fm",
        "<tab><tab>++jjj",
        "tjj",
        "tv",
        "tjj<enter>",
        "e}j",
        "e/xi<enter><tab>",
        "c<enter>jjj",
        "ja",
        "<tab><tab>O<down><down><enter><esc>",
    ] {
        let before = played(keys);
        let mut shown = before.clone();
        // What is told for a moment is gone the next time.
        shown.told = None;
        let mut after = begun(Some(kept(&before)), bundled(), (140, 45));
        // Marks are kept for themselves.
        after.marks = before.marks.clone();
        let (is, was) = (text(&after), text(&shown));
        let differ = is.lines().zip(was.lines()).find(|(is, was)| is != was);
        assert_eq!(differ, None, "after {keys}");
        assert_eq!(kept(&after), kept(&before), "after {keys}");
    }
}

#[test]
fn a_place_is_one_of_the_text_and_not_of_the_screen() {
    let before = played("2j<enter>20j");
    let top = |app: &App| app.reader.rows[app.reader.top].span;
    for size in [(80, 24), (60, 20), (200, 60), (20, 5), (58, 60)] {
        let after = begun(Some(kept(&before)), bundled(), size);
        assert_eq!(after.reader.article, before.reader.article);
        let (was, is) = (top(&before).start, top(&after));
        // On a higher screen the last page begins above it.
        assert!(is.start <= was, "{size:?}");
        assert!(size.1 > 45 || was < is.end, "{size:?}: {was} is not in {is:?}");
        assert_eq!(after.focus, before.focus);
    }
}

#[test]
fn what_is_not_there_any_more_does_no_harm() {
    for keys in ["2j<enter>G]]", "c<enter>jj", "ja", "tjj<enter>", "e}j<tab>", "/who:xi<enter>", "tv"] {
        let before = played(keys);
        for library in [other(), Library::default()] {
            let mut app = begun(Some(kept(&before)), library, (100, 30));
            text(&app);
            headless::play(&mut app, &parse_keys("<esc><esc><esc>jk<enter>]q").unwrap());
            text(&app);
        }
    }
    let strange = r#"{"form":1,"filter":"contry:x AND (","sort":"up","focus":"left","article":"none","at":4294967295,
        "cursor":[9,2],"screens":["main","moon","compare"],"line":{"off":["nobody"],"event":"none"},
        "names":{"facet":"ghosts","entity":"none"},"compare":[["none"],[],99],"looks":{"theme":["dark","pink"]}}"#;
    let app = begun(Some(Session::read(strange).unwrap()), bundled(), (100, 30));
    let new = begun(None, bundled(), (100, 30));
    assert_eq!(text(&app), text(&new), "as new");
    // A place beyond the text, and one inside a character.
    let id = bundled().corpus.article(dateline::model::ArticleIndex(0)).id.to_string();
    for cursor in ["[4000000000,4000000001]", "[1,4294967295]", "[0,0]"] {
        let beyond = format!(
            r#"{{"form":1,"focus":"reader","article":"{id}","at":4294967295,"cursor":{cursor},"screens":["main"]}}"#
        );
        let app = begun(Some(Session::read(&beyond).unwrap()), bundled(), (100, 30));
        assert_eq!(app.reader.cursor, None);
        text(&app);
    }
}

#[test]
fn a_screen_over_the_panes_is_kept_until_it_is_left() {
    let app = played("e");
    assert_eq!(begun(Some(kept(&app)), bundled(), (100, 30)).screen(), Screen::Entities);
    let app = played("e<esc>");
    assert_eq!(begun(Some(kept(&app)), bundled(), (100, 30)).screen(), Screen::Main);
}

#[test]
fn nothing_is_kept_before_everything_is_read() {
    let mut app = App::new(Settings::default(), Keymap::default(), Marks::default(), (100, 30));
    let session = kept(&played("2j<enter>T"));
    app.resume(Some(session.clone()), Settings::default());
    assert_eq!(app.session(), None);
    headless::settle(&mut app, Message::Loaded(bundled()));
    assert_eq!(app.session().map(|session| session.write().len()), Some(session.write().len()));
}

#[test]
fn a_filter_that_is_asked_for_goes_before_the_one_of_the_session() {
    let session = kept(&played("/country:russia<enter>j"));
    let mut app = App::new(Settings::default(), Keymap::default(), Marks::default(), (100, 30));
    app.list.query = "who:xi".to_owned();
    app.resume(Some(session), Settings::default());
    headless::settle(&mut app, Message::Loaded(bundled()));
    assert_eq!(app.list.query, "who:xi");
}

#[test]
fn a_theme_for_one_time_is_not_what_was_chosen() {
    let session = kept(&played("T"));
    let configured = Settings::default();
    assert_eq!(session.over(&configured).theme, "light");
    // As with --theme mono.
    let settings = Settings { theme: "mono".to_owned(), ..session.over(&configured) };
    let mut app = App::new(settings, Keymap::default(), Marks::default(), (100, 30));
    app.resume(Some(session), configured.clone());
    headless::settle(&mut app, Message::Loaded(bundled()));
    assert_eq!(kept(&app).over(&configured).theme, "light");
}
