//! Where one was is there again the next time, whatever ended the program.

use crate::session::{Session, signal};
use crate::{PROGRAM, READY, under_a_shell};
use rustix::process::Signal;

/// Goes into the text of the second article; on the screen is then what `there` asks for.
const KEYS: &str = "/country:russia\rj\rjjjjj";

/// Whether the screen is where the keys lead: the article in focus, away from its beginning, and the filter.
fn there(session: &Session) -> bool {
    let screen = session.screen();
    screen.contains("Russia") && screen.contains("of 5") && focused(&screen) && scrolled(&screen)
}

/// Only the pane in focus has a thick border.
fn focused(screen: &str) -> bool {
    screen.contains('┏')
}

/// The head of the reading pane tells how far one has read, which in a text of several screens is less than all of it.
fn scrolled(screen: &str) -> bool {
    screen.contains(" % ┓") && screen.contains("China-Russia Alliance")
}

/// What tells where one is: the lines of the text in view, without marks that change.
fn text_of(session: &Session) -> Vec<String> {
    session.screen().lines().skip(4).take(20).map(|line| line.chars().skip(40).collect()).collect()
}

#[test]
fn it_begins_where_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::start(PROGRAM, &[], folder.path());
    session.until_shown(READY);
    let begun = text_of(&session);
    session.press(KEYS);
    session.until("the place", |session| there(session) && text_of(session) != begun);
    session.press("jjQ");
    assert_eq!(session.end(), 0);
    let mut again = Session::start(PROGRAM, &[], folder.path());
    // A frame that is half written shows half of the place.
    again.until("the place again", |session| there(session) && session.raw.ends_with(b"\x1b[?2026l"));
    let left = text_of(&again);
    assert_ne!(left, begun);
    again.press("Q");
    assert_eq!(again.end(), 0);
    // Something else is opened: it has a place of its own.
    std::fs::write(folder.path().join("other.txt"), "A title\n\nRussia is far away, and so is China.\n")
        .unwrap();
    let mut other = Session::start(PROGRAM, &["other.txt"], folder.path());
    other.until_shown("1 article");
    assert!(!other.screen().contains("China-Russia Alliance"));
    other.press("Q");
    assert_eq!(other.end(), 0);
    let mut third = Session::start(PROGRAM, &[], folder.path());
    third.until("the place as before", |session| there(session) && text_of(session) == left);
    third.press("Q");
    assert_eq!(third.end(), 0);
}

#[test]
fn a_signal_keeps_the_place_too() {
    for (name, number) in [(Signal::TERM, 15), (Signal::HUP, 1)] {
        let folder = tempfile::tempdir().unwrap();
        let (mut session, process) = under_a_shell(folder.path());
        session.press(KEYS);
        session.until("the place", there);
        signal(process, name);
        session.until_shown(&format!("status {}.", 128 + number));
        session.assert_given_back();
        let mut again = Session::start(PROGRAM, &[], folder.path());
        again.until("the place again", there);
        again.press("Q");
        assert_eq!(again.end(), 0);
    }
}

#[test]
fn of_two_programs_the_last_one_to_leave_is_come_back_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = Session::start(PROGRAM, &[], folder.path());
    one.until_shown(READY);
    one.press("/who:xi\r");
    one.until_shown("Xi Jinping");
    let mut two = Session::start(PROGRAM, &[], folder.path());
    two.until_shown(READY);
    two.press("/country:greece\r");
    two.until_shown("Greece");
    for session in [&mut one, &mut two] {
        session.press("Q");
        assert_eq!(session.end(), 0);
    }
    let mut third = Session::start(PROGRAM, &[], folder.path());
    third.until("the filter of the second", |session| {
        session.screen().lines().next().is_some_and(|line| line.contains("Greece"))
    });
    third.press("Q");
    assert_eq!(third.end(), 0);
}

#[test]
fn a_session_that_cannot_be_understood_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join(".local/share/dateline");
    for kept in ["", "garbage", "1\n{\"form\":1,\"at\":[]}", "1\n{\"form\":99,\"filter\":\"nothing\"}"] {
        let mut store = dateline::library::Store::open(&library, 1).unwrap();
        store.keep_state("session library", kept).unwrap();
        drop(store);
        let mut session = Session::start(PROGRAM, &[], folder.path());
        session.until_shown(READY);
        assert!(session.screen().contains("Articles"), "{kept}");
        session.press("jjQ");
        assert_eq!(session.end(), 0, "{kept}");
    }
}
