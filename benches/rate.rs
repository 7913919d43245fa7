//! Megabytes of text a second of processor time, on one core: the whole analysis of one article of growing size, of a
//! corpus of articles of news length, and building the gazetteer.
//!
//! Processor time does not grow where other programs take the core in between: there an article that takes longer
//! than a slice of time seems to be read four times as slowly by the clock on the wall. Of all runs the fastest is told.

#![expect(clippy::print_stdout, reason = "a bench tells its figures")]

#[path = "generate/mod.rs"]
#[allow(dead_code, reason = "each program takes what it needs")]
mod generate;

use dateline::analysis::temporal::NotDates;
use dateline::analysis::{Gazetteer, annotate};
use dateline::model::Article;
use generate::Library;
use rustix::time::{ClockId, clock_gettime};
use std::hint::black_box;

/// Bytes of text that each size is run over, at the least.
const BYTES: usize = 24 << 20;

fn main() {
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    // Built on two cores: the time of both, and that by the clock.
    let best = |time: fn() -> f64| (0..20).map(|_| time()).fold(f64::INFINITY, f64::min) * 1e3;
    let all = best(|| seconds_of(ClockId::ProcessCPUTime, Gazetteer::build));
    let clock = best(|| seconds_of(ClockId::Monotonic, Gazetteer::build));
    println!("gazetteer          {all:5.1} ms, {clock:.1} ms by the clock");
    let library = Library::new(1, 2_000);
    let articles = library.bytes(2 << 20);
    let undated: Vec<Article> =
        articles.iter().map(|article| Article { given_date: None, ..article.clone() }).collect();
    println!("articles of news   {:5.1} MB/s", rate(&articles));
    println!("the same undated   {:5.1} MB/s", rate(&undated));
    for kilobytes in [1, 4, 16, 64, 256, 1024, 2048] {
        let article = library.long(kilobytes << 10);
        println!("one of {kilobytes:4} KB     {:5.1} MB/s", rate(&[article]));
    }
}

/// The rate over some articles, the best of as many runs as make up [`BYTES`].
fn rate(articles: &[Article]) -> f64 {
    let none = NotDates::default();
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let run = || {
        for article in articles {
            black_box(annotate(article, Gazetteer::bundled(), &none));
        }
    };
    run();
    let runs = (BYTES / bytes).max(3);
    let best = (0..runs).map(|_| seconds(run)).fold(f64::INFINITY, f64::min);
    bytes as f64 / best / 1e6
}

/// The processor time of a run of this thread.
fn seconds<T>(run: impl FnOnce() -> T) -> f64 {
    seconds_of(ClockId::ThreadCPUTime, run)
}

/// The time of a run by one of the clocks.
fn seconds_of<T>(clock: ClockId, run: impl FnOnce() -> T) -> f64 {
    let now = || {
        let time = clock_gettime(clock);
        time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
    };
    let before = now();
    let _ = black_box(run());
    now() - before
}
