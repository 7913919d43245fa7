//! The whole program over generated libraries of growing size, as a person runs it: import, the first joining, lists and
//! queries as processes of their own, and the screen in a pseudo-terminal.
//!
//! `cargo bench --bench whole` takes 1,000 and 10,000 articles, `cargo bench --bench whole -- 1000 10000 100000` what is
//! named. `cargo bench --bench whole -- --curve FILE 1000 10000 100000` measures only what grows with them, and draws its cost
//! per article against their number. Everything stands in a temporary folder (`TMPDIR`)
//! that is removed at the end: about 20 KB an article. Times are by the clock, so the machine should be quiet; `cpu` is
//! the processor time of all threads, which other programs lengthen less. Of what is short the fastest of several runs
//! counts, which is warm; of keys the median and the 99th of a hundred. Memory, wake-ups and bytes are told on Linux only.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench tells its figures")]

mod child;
#[path = "../generate/mod.rs"]
#[allow(dead_code, reason = "each program takes what it needs")]
mod generate;
mod keys;
mod library;
mod long;
mod picture;
mod proc;
mod screen;
#[path = "../../tests/pty/session.rs"]
#[allow(dead_code, reason = "the tests take what the bench does not need")]
mod session;
mod table;

use std::path::PathBuf;
use table::Column;

const PROGRAM: &str = env!("CARGO_BIN_EXE_dateline");

fn main() {
    // `cargo test --benches` runs it too, and means only that it can be run.
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        return;
    }
    let curve = arguments.iter().position(|argument| argument == "--curve");
    let curve = curve.and_then(|at| arguments.get(at + 1)).map(PathBuf::from);
    let named: Vec<u32> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if named.is_empty() { vec![1_000, 10_000] } else { named };
    let mut columns: Vec<Column> = Vec::new();
    for size in sizes {
        columns.push(column(size, curve.is_some()));
        // Who stops it has what was measured so far.
        if let Some(file) = &curve {
            std::fs::write(file, picture::draw(&columns)).expect("the picture can be written");
            println!("{}", table::per_article(&columns));
        }
    }
    println!("{}", table::figures(&columns));
    if curve.is_none() {
        println!("{}", table::per_article(&columns));
        print!("{}{}", small(), long::told());
    }
}

/// Everything that is measured of a library of so many articles, or only what grows with it.
fn column(articles: u32, curve: bool) -> Column {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut figures = library::import_and_join(folder.path(), articles);
    figures.extend(library::lists(folder.path()));
    if !curve {
        figures.extend(library::queries(folder.path()));
    }
    figures.extend(screen::of_library(folder.path(), articles, curve));
    Column { articles, figures }
}

/// What does not depend on a library: the start on the bundled articles, and the program's size.
fn small() -> String {
    let start = screen::bundled_start();
    let size = std::fs::metadata(PROGRAM).map_or(0, |file| file.len());
    format!(
        "start on the five bundled articles, until settled: {:.0} ms (median of {}), first articles {:.0} ms, cpu {:.0} ms\n\
         the program: {:.1} MB\n",
        start.settled * 1e3,
        screen::STARTS,
        start.shown * 1e3,
        start.cpu * 1e3,
        size as f64 / 1e6
    )
}
