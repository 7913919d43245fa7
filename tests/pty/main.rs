//! The real program in a pseudo-terminal: it opens, obeys, and gives the terminal back whatever ends it.

mod fetching;
#[path = "../loopback/mod.rs"]
mod loopback;
mod resume;
#[allow(dead_code, reason = "the benches take some of it, too")]
mod session;

use rustix::process::Signal;
use session::{PATIENCE, Session, signal};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_dateline");

/// On the screen once everything has been read.
const READY: &str = "5 articles";

/// Starts the program under a shell that stays, so that the terminal can be looked at afterwards: it tells the
/// program's process number before and its exit status after.
fn under_a_shell(folder: &Path) -> (Session, i32) {
    let script = "sh -c 'echo process $$.; exec \"$0\"' \"$0\"; echo status $?.; read answer";
    let mut session = Session::start("/bin/sh", &["-c", script, PROGRAM], folder);
    session.until("the number of the process", |session| session.screen().contains('.'));
    let screen = session.screen();
    let number = screen.split("process ").nth(1).and_then(|rest| rest.split('.').next());
    let process = number.and_then(|number| number.parse().ok()).expect("the shell tells the number");
    session.until_shown(READY);
    (session, process)
}

#[test]
fn it_opens_and_is_left_and_the_terminal_is_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let (mut session, _) = under_a_shell(folder.path());
    assert!(session.is_taken() && session.is_raw());
    assert_ne!(session.parser.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    session.press("Q");
    session.until_shown("status 0.");
    session.assert_given_back();
    assert!(session.screen().contains("process"), "what was there before is there again");
    session.press("\n");
    assert_eq!(session.end(), 0);
}

#[test]
fn signals_that_end_it_give_the_terminal_back() {
    for (name, number) in [(Signal::TERM, 15), (Signal::HUP, 1), (Signal::INT, 2), (Signal::QUIT, 3)] {
        let folder = tempfile::tempdir().unwrap();
        let (mut session, process) = under_a_shell(folder.path());
        signal(process, name);
        session.until_shown(&format!("status {}.", 128 + number));
        session.assert_given_back();
    }
}

#[test]
fn stopped_it_gives_the_terminal_back_and_continued_takes_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let (mut session, process) = under_a_shell(folder.path());
    for stop in ["signal", "command"] {
        match stop {
            "signal" => signal(process, Signal::TSTP),
            _ => session.press(":suspend\r"),
        }
        session.until("the terminal is given back", |session| !session.is_taken());
        session.assert_given_back();
        wait_until_stopped(process);
        // The whole group, as a shell's fg does: the command stopped the shell beside the program too.
        let group =
            rustix::process::Pid::from_raw(process).and_then(|pid| rustix::process::getpgid(Some(pid)).ok());
        let group = group.expect("a process has a group");
        rustix::process::kill_process_group(group, Signal::CONT).expect("the group is ours");
        session.until("the terminal is taken again", Session::is_taken);
        session.until_shown(READY);
        assert!(session.is_raw(), "after {stop}");
    }
    session.press("Q");
    session.until_shown("status 0.");
    session.assert_given_back();
}

/// Asks again and again: that another's child stopped is told to nobody.
fn wait_until_stopped(process: i32) {
    let end = Instant::now() + PATIENCE;
    loop {
        let ps =
            Command::new("ps").args(["-o", "stat=", "-p", &process.to_string()]).output().expect("ps runs");
        if ps.stdout.starts_with(b"T") {
            return;
        }
        assert!(Instant::now() < end, "it never stopped: {ps:?}");
    }
}

#[test]
fn it_follows_the_size_and_writes_nothing_while_nothing_happens() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::start(PROGRAM, &[], folder.path());
    session.until_shown(READY);
    for (rows, columns) in [(10, 40), (3, 10), (1, 1), (45, 140)] {
        session.resize(rows, columns);
        session.until("the end of a frame", |session| session.raw.ends_with(b"\x1b[?2026l"));
    }
    session.until("a wide screen", |session| {
        let screen = session.screen();
        let lines: Vec<&str> = screen.lines().collect();
        lines.len() == 45 && lines[0].contains(READY) && lines[44].contains("help")
    });
    session.press("?");
    session.until_shown("Help for");
    session.press("\u{1b}");
    session.until("no help", |session| {
        session.raw.ends_with(b"\x1b[?2026l") && !session.screen().contains("Help for")
    });
    assert!(session.is_quiet(Duration::from_millis(700)), "a still screen costs nothing");
    session.press("Q");
    assert_eq!(session.end(), 0);
}

#[test]
fn nothing_wakes_it_while_nothing_happens() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::start(PROGRAM, &[], folder.path());
    session.until_shown(READY);
    session.press("j");
    session.until("a frame", |session| session.raw.ends_with(b"\x1b[?2026l"));
    let end = Instant::now() + PATIENCE;
    // Threads that read the articles end, and where one is, is kept once, some time after the last key.
    while let Some(before) = session.wake_ups() {
        let quiet = session.is_quiet(Duration::from_secs(2));
        let after = session.wake_ups().expect("the system told before");
        if quiet && before == after {
            assert!(before.iter().any(|(_, count)| *count > 0), "they are counted");
            break;
        }
        assert!(Instant::now() < end, "it is woken again and again: {before:?}, then {after:?}");
    }
    session.press("Q");
    assert_eq!(session.end(), 0);
}

#[test]
fn nothing_in_an_article_reaches_the_terminal_as_a_command() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = r#"{"title": "Title \u001b]0;owned\u0007 and \u001b[5n more", "outlet": "An\u009b6n Outlet",
        "text": "A body\u009b6n with \u001bP$q\u001b\\ and \u000eshift\u000f, back\b\bspace, \u007f, \u202eturned\u2066. Vladimir Putin\u001b[6n met Xi Jinping in Beijing.\u001b]52;c;AAAA\u0007"}"#;
    std::fs::write(folder.path().join("a\u{1b}]2;name\u{7}.jsonl"), hostile.replace('\n', " ")).unwrap();
    std::fs::write(folder.path().join("b\u{1b}[7n.txt"), "Text \u{1b}[6n\u{9b}6n\u{7} of a file.\n").unwrap();
    std::fs::write(folder.path().join("c\u{1b}[7n.bin"), [0, 159, 146, 150]).unwrap();
    let mut session = Session::start(PROGRAM, &["."], folder.path());
    session.until("the article", |session| session.screen().contains("Title"));
    session.until_shown("␛");
    for keys in ["\r", "f", "i", "q", "\u{1b}", "t", "q", "e", "\u{1b}", "/putin\r", ":warn\r", "q", "\u{c}"]
    {
        session.press(keys);
    }
    session.press("Q");
    session.end();
    let written = String::from_utf8(session.raw.clone()).expect("whole characters are written");
    let rest = without_own_sequences(&written);
    let screen = rest.split("\u{1b}[?1049l").next().unwrap_or_default();
    let control = screen.char_indices().find(|(_, c)| c.is_control() && !matches!(c, '\r' | '\n'));
    assert_eq!(control.map(|(at, c)| (c, &screen[at..screen.len().min(at + 40)])), None);
    for invisible in ['\u{202e}', '\u{2066}'] {
        assert!(!written.contains(invisible));
    }
}

/// The output without the sequences a screen is made of: cursor, colours, erasing, modes.
fn without_own_sequences(written: &str) -> String {
    let mut rest = String::new();
    let mut parts = written.split("\u{1b}[");
    rest.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(|c: char| !matches!(c, '0'..='9' | ';' | '?')).unwrap_or(part.len());
        let (last, after) = part[end..].split_at(part[end..].chars().next().map_or(0, char::len_utf8));
        let own = matches!((last, part.starts_with('?')), ("H" | "m" | "J" | "K", false) | ("h" | "l", true));
        if !own {
            rest.push_str("\u{1b}[");
            rest.push_str(&part[..end]);
            rest.push_str(last);
        }
        rest.push_str(after);
    }
    rest
}

#[test]
fn it_ends_when_the_terminal_vanishes() {
    for (what, script) in [
        ("told by a signal", "exec \"$0\"; true"),
        // The shell is the one told; the program must notice by itself.
        ("told nothing", "trap '' HUP; \"$0\"; echo $? > status; true"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session::start("/bin/sh", &["-c", script, PROGRAM], folder.path());
        session.until_shown(READY);
        let mut child = session.vanish();
        let (sender, ended) = channel();
        std::thread::spawn(move || sender.send(child.wait()));
        let status = ended.recv_timeout(PATIENCE.min(Duration::from_secs(5)));
        assert!(status.is_ok(), "{what}: it still runs");
        if let Ok(status) = std::fs::read_to_string(folder.path().join("status")) {
            assert_eq!(status.trim(), "129", "{what}");
        }
    }
}

#[test]
fn a_panic_in_any_thread_gives_the_terminal_back_before_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let this = std::env::current_exe().unwrap();
    for test in ["panics_in_a_thread_of_its_own", "panics_where_it_took_the_terminal"] {
        let script = "\"$0\" --ignored --nocapture --exact \"$1\"; echo status $?.; read answer";
        let this = this.to_str().expect("the path of the tests is text");
        let mut session = Session::start("/bin/sh", &["-c", script, this, test], folder.path());
        session.until("the end", |session| session.screen().contains("status 101."));
        session.assert_given_back();
        assert!(session.screen().contains("on purpose"), "{test}:\n{}", session.screen());
        let left = session.raw.windows(8).rposition(|window| window == b"\x1b[?1049l").expect("it was left");
        let told = session.raw.windows(10).position(|window| window == b"on purpose").expect("it was told");
        assert!(left < told, "{test}: the reason must not vanish with the screen");
    }
}

/// Takes the terminal of the tests; only ever run by the test above, in a terminal of its own.
fn take_terminal() -> dateline::runtime::terminal::Guard {
    let terminal = Arc::new(dateline::runtime::terminal::Terminal::default());
    terminal.restore_on_panic();
    terminal.capture_mouse(true).expect("the terminal is there");
    terminal.take().expect("the terminal is there");
    terminal.show(b"a frame").expect("the terminal is there");
    dateline::runtime::terminal::Guard(terminal)
}

#[test]
#[ignore = "run by another test, in a terminal"]
fn panics_in_a_thread_of_its_own() {
    let _guard = take_terminal();
    let thread = std::thread::spawn(|| panic!("on purpose"));
    thread.join().expect_err("it panicked");
    unreachable!("the panic ended the program");
}

#[test]
#[ignore = "run by another test, in a terminal"]
fn panics_where_it_took_the_terminal() {
    let _guard = take_terminal();
    panic!("on purpose");
}
