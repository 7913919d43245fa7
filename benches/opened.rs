//! A library opened by its catalogue: what each query takes, and what memory grows to with use.
//!
//! `cargo bench --bench opened` makes a library of 10,000 generated articles and opens it; `cargo bench --bench opened --
//! FOLDER` opens the one in a folder (`dateline import --library FOLDER`). Of each query the first run, which may
//! have to read, and the median of the next are told, in milliseconds by the clock; then what stays in memory after
//! everything there is was looked at.

#![expect(clippy::print_stdout, reason = "a bench tells its figures")]

#[path = "generate/mod.rs"]
#[allow(dead_code, reason = "each program takes what it needs")]
mod generate;

use dateline::app::chord::parse_keys;
use dateline::app::keymap::Keymap;
use dateline::app::{App, Effect, Library, Message, Settings};
use dateline::cli::library_in;
use dateline::index::query::parse;
use dateline::model::Marks;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// One or more of each field of the query language, and some together.
const QUERIES: &[&str] = &[
    "",
    "putin",
    "qzxkvw",
    "minister of finance",
    "who:merkel",
    "who:zelinsky",
    "country:russia",
    "org:nato",
    "place:berlin",
    "from:germany",
    "outlet:a",
    "\"prime minister\"",
    "\"the minister\"",
    "said:we",
    "said:agreement",
    "said:\"we agreed\"",
    "said:merkel",
    "lang:en",
    "story:talks",
    "tag:politics",
    "note:gas",
    "on:2016-02",
    "before:2016",
    "after:2016-06",
    "7d",
    "is:unread",
    "is:read",
    "is:starred",
    "is:shared",
    "is:reprint",
    "sort:title",
    "sort:outlet",
    "putin OR merkel OR nato",
    "country:russia -who:putin after:2016",
    "said:we is:unread country:germany",
];

fn main() {
    let named = std::env::args().skip(1).find(|arg| !arg.starts_with("--")).map(PathBuf::from);
    let made = named.is_none().then(|| tempfile::tempdir().expect("a folder"));
    let folder = named.unwrap_or_else(|| make(made.as_ref().expect("it was made").path()));
    let start = Instant::now();
    let library = library_in(&folder);
    println!("{} articles, opened in {:.0} ms, {:.0} MB", library.corpus.len(), ms(start), memory());
    queries(&library);
    everything(library);
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

/// What is in memory of this process, in MB.
fn memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1e3
}

/// A library of generated articles below a folder.
fn make(folder: &Path) -> PathBuf {
    let news = generate::Library::new(1, 10_000);
    let lines: Vec<String> = (0..news.len()).map(|i| news.article(i).json()).collect();
    let (file, library) = (folder.join("news.jsonl"), folder.join("library"));
    fs::write(&file, lines.join("\n")).expect("it is written");
    let mut import = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let done = import.arg("import").arg("--library").arg(&library).arg(&file).output().expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    // Opened once, so that there is a catalogue.
    drop(library_in(&library));
    library
}

fn queries(library: &Library) {
    println!("\n{:40} found  first    next ms", "query");
    // Every tenth article was read.
    let ids = library.corpus.indices().step_by(10).map(|article| library.corpus.head(article).id.to_string());
    let marks = Marks { read: ids.collect(), ..Marks::default() };
    for typed in QUERIES {
        let query = parse(typed).expect("a query");
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..6 {
            let start = Instant::now();
            found = library.index.run(&query, &marks).articles.len();
            times.push(ms(start));
        }
        let first = times.remove(0);
        times.sort_by(f64::total_cmp);
        println!("{typed:38} {found:7} {first:6.1} {:10.1}", times[times.len() / 2]);
    }
    println!("after these {:.0} MB", memory());
}

/// Looks at all there is, as a person could.
fn everything(library: Library) {
    let mut app = App::new(Settings::default(), Keymap::default(), Marks::default(), (140, 45));
    settle(&mut app, Message::Loaded(library));
    println!("\non the screen {:.0} MB", memory());
    let articles = app.list.order().len();
    press(&mut app, &format!("{}gg", " ".repeat(articles / 10)));
    println!("after going through the list {:.0} MB", memory());
    press(&mut app, "t");
    press(&mut app, &" ".repeat(30_000));
    println!("after going through the timeline {:.0} MB", memory());
    press(&mut app, "gg+++G---ggt");
    for keys in
        ["/putin<enter>", "/is:unread<enter>", "/said:we<enter>", "/country:russia<enter>", "/<c-u><enter>"]
    {
        press(&mut app, keys);
        press(&mut app, &format!("G{}gg", "j<enter><esc>".repeat(200)));
        press(&mut app, "e<enter>jjjjjjjj<esc><esc><esc>tGggt");
    }
    println!("after filters, names and articles {:.0} MB", memory());
}

fn settle(app: &mut App, message: Message) {
    let mut queue = vec![message];
    while let Some(message) = queue.pop() {
        for effect in app.update(message) {
            if let Effect::Work(job) = effect {
                queue.push(job.run());
            }
        }
    }
}

fn press(app: &mut App, keys: &str) {
    for chord in parse_keys(keys).expect("keys") {
        settle(app, Message::Key(chord));
    }
}
