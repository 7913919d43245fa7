//! Fetching beside the screen, with a server on loopback: what came appears, what is read stays, stopping stops.

use crate::PROGRAM;
use crate::loopback::{Reply, Server, page};
use crate::session::Session;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A feed of so many entries, each with a text of several screens.
fn rss(entries: usize) -> String {
    let entry = |n: usize| {
        let text = format!("The ferry number {n} sailed to Korsholm again on that day. ").repeat(100);
        format!(
            "<item><title>Ferry {n} sails</title><link>http://courier.example/{n}</link>\
             <pubDate>{:02} Mar 2024 09:00:00 GMT</pubDate><description>{text}</description></item>",
            n + 1
        )
    };
    let entries = (0..entries).map(entry).collect::<Vec<_>>().concat();
    format!("<rss version=\"2.0\"><channel><title>Courier</title>{entries}</channel></rss>")
}

/// Runs a command of the program to its end.
fn run(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).current_dir(folder).env("HOME", folder);
    let ended = command.output().expect("the program was built with the test");
    assert!(ended.status.success(), "{ended:?}");
}

#[test]
fn what_came_appears_and_what_is_read_stays() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let server = Server::start(move |_| match count.fetch_add(1, Ordering::SeqCst) {
        // Added, fetched on the command line; then with two entries more; then for ever.
        0 | 1 => page("text/xml", rss(3).as_bytes()),
        2 => page("text/xml", rss(5).as_bytes()),
        _ => Reply::Hang(Vec::new()),
    });
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join(".config/dateline");
    std::fs::create_dir_all(&config).unwrap();
    std::fs::write(config.join("config.toml"), "[fetch]\npause = 0\n").unwrap();
    run(folder.path(), &["add", "--library", "lib", &server.url("/rss")]);
    run(folder.path(), &["fetch", "--library", "lib"]);
    // As if it had been some time ago: the library of an hour ago.
    let library = rusqlite::Connection::open(folder.path().join("lib/library.db")).unwrap();
    library.execute("UPDATE feed SET fetched = fetched - 3600", []).unwrap();
    let mut session = Session::start(PROGRAM, &["--library", "lib"], folder.path());
    session.until_shown("3 articles");
    session.press("j\rjjjj");
    session.until("the second article, scrolled", |session| session.screen().contains("Ferry 1 sails"));
    session.press("r");
    session.until_shown("2 new articles from 1 feed");
    session.until_shown("5 articles");
    assert!(session.screen().contains("Ferry 1 sails"), "{}", session.screen());
    assert!(session.screen().contains("of 5"), "{}", session.screen());
    library.execute("UPDATE feed SET fetched = fetched - 3600", []).unwrap();
    session.press("r");
    session.until_shown("fetching");
    session.press("r");
    session.until_shown("1 not asked any more");
    session.press("Q");
    assert_eq!(session.end(), 0);
}

#[test]
fn what_comes_to_a_large_library_is_joined_to_what_is_there() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let server = Server::start(move |_| match count.fetch_add(1, Ordering::SeqCst) {
        0 | 1 => page("text/xml", rss(3).as_bytes()),
        _ => page("text/xml", rss(5).as_bytes()),
    });
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join(".config/dateline");
    std::fs::create_dir_all(&config).unwrap();
    std::fs::write(config.join("config.toml"), "[fetch]\npause = 0\n").unwrap();
    let told = |n: usize| {
        format!(
            "{{\"id\":\"h{n}\",\"title\":\"Harbour {n} closed\",\"outlet\":\"Post\",\"date\":\"2023-03-{:02}\",\
             \"text\":\"Mara Lindqvist closed harbour {n} of Lisbon.\"}}\n",
            1 + n % 28
        )
    };
    std::fs::write(folder.path().join("many.jsonl"), (0..510).map(told).collect::<String>()).unwrap();
    run(folder.path(), &["import", "--library", "lib", "many.jsonl"]);
    run(folder.path(), &["add", "--library", "lib", &server.url("/rss")]);
    run(folder.path(), &["fetch", "--library", "lib"]);
    let library = rusqlite::Connection::open(folder.path().join("lib/library.db")).unwrap();
    library.execute("UPDATE feed SET fetched = fetched - 3600", []).unwrap();
    let mut session = Session::start(PROGRAM, &["--library", "lib"], folder.path());
    session.until_shown("513 articles ·");
    let catalogue = || std::fs::read(folder.path().join("lib/catalogue")).unwrap();
    let before = catalogue();
    session.press("j\rjjjj");
    session.until("the second article, scrolled", |session| session.screen().contains("Ferry 1 sails"));
    session.press("r");
    session.until_shown("2 new articles from 1 feed");
    session.until_shown("515 articles ·");
    assert!(session.screen().contains("Ferry 1 sails"), "{}", session.screen());
    session.press("q/ferry\r");
    session.until("the five that came", |session| session.screen().contains("Ferry 4 sails"));
    session.press("Q");
    assert_eq!(session.end(), 0);
    assert!(catalogue() == before && folder.path().join("lib/arrivals").exists(), "nothing was joined anew");
}

#[test]
fn files_that_are_not_stored_are_not_fetched_into() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "A title\n\nThe ferry sailed again on Thursday.\n").unwrap();
    let mut session = Session::start(PROGRAM, &["a.txt"], folder.path());
    session.until_shown("1 article");
    session.press("r");
    session.until_shown("read without being stored");
    session.press("Q");
    assert_eq!(session.end(), 0);
    let mut library = Session::start(PROGRAM, &[], folder.path());
    library.until_shown("5 articles");
    library.press("r");
    library.until_shown("no feed is followed yet");
    library.press("Q");
    assert_eq!(library.end(), 0);
}
