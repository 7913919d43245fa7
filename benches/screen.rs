//! From a key to a frame: the program's state over generated news, drawn on a screen in memory.
//!
//! `cargo bench --bench screen` runs 1,000 and 10,000 articles held in memory; `cargo bench --bench screen -- 100000` what
//! is named, each size in a process of its own; a folder that is named is that of a library, which is opened as the
//! program opens it. A key is taken in and a frame drawn (`key`); where it asked for work beside the screen,
//! that is done and drawn too (`settled`), though on the terminal the keys do not wait for it. Of both the median and
//! the 99th of a hundred are told, in milliseconds by the clock; `cpu` is the processor time of all threads until it is
//! settled, which other programs do not lengthen.

#![expect(clippy::print_stdout, reason = "a bench tells its figures")]

#[path = "generate/mod.rs"]
#[allow(dead_code, reason = "each program takes what it needs")]
mod generate;

use dateline::analysis::{Gazetteer, assemble};
use dateline::app::chord::parse_keys;
use dateline::app::keymap::Keymap;
use dateline::app::{App, Effect, Library, Message, Settings};
use dateline::cli::library_in;
use dateline::model::{Article, Basis, Marks, Outlet, Part, Role, SafeText, Span};
use dateline::ui::draw;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use rayon::prelude::*;
use rustix::time::{ClockId, clock_gettime};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

const RUN: &str = "DATELINE_BENCH_SIZE";
const SIZE: (u16, u16) = (140, 45);

/// Bytes of the texts that no article has: many lines, and one.
const VERY_LONG: usize = 100 << 20;

fn main() {
    if let Ok(run) = std::env::var(RUN) {
        return match run.parse() {
            Ok(0) => very_long(),
            Ok(size) => generated(size),
            Err(_) => over(&run, library_in(Path::new(&run))),
        };
    }
    let is_run = |arg: &String| arg.parse::<u32>().is_ok() || Path::new(arg).is_dir();
    let named: Vec<String> = std::env::args().skip(1).filter(is_run).collect();
    let sizes = if named.is_empty() { vec!["1000".into(), "10000".into()] } else { named };
    for size in sizes.into_iter().chain(["0".to_owned()]) {
        let program = std::env::current_exe().expect("this program");
        let status = Command::new(program).env(RUN, size).status().expect("a run");
        assert!(status.success());
    }
}

/// Everything a person does most over so many articles, held in memory.
fn generated(size: u32) {
    let news = generate::Library::new(1, size);
    let articles: Vec<Article> = (0..news.len()).into_par_iter().map(|i| news.article(i).article()).collect();
    let corpus = Arc::new(assemble(articles, Gazetteer::bundled()));
    over("held in memory", Library::new(&corpus, Vec::new()));
}

/// Everything a person does most.
fn over(whose: &str, library: Library) {
    let (size, timeline) = (library.corpus.len(), &library.corpus.timeline);
    let (dated, undated) = (timeline.events.len(), timeline.undated.len());
    println!("\n{whose}: {size} articles, {dated} dated events, {undated} undated");
    println!("{:<46} {:>9} {:>6} {:>12} {:>6} {:>9}", "", "key p50", "p99", "settled p50", "p99", "cpu p50");
    let mut bench = Bench::new(library);
    bench.keys("line move in the list", "", &"j".repeat(200), "");
    bench.keys("page move in the list", "", &" ".repeat(100), "gg");
    bench.keys("end and beginning of the list", "", &"Ggg".repeat(10), "");
    for typed in [
        "putin",
        "qzxkvw",
        "minister of finance",
        "country:russia",
        "who:merkel",
        "said:talks",
        "\"the minister\"",
        "is:unread",
    ] {
        for _ in 0..3 {
            bench.keys(&format!("/{typed}"), "/", typed, "<esc><esc><esc>");
        }
    }
    bench.keys("opening an article", "gg", &"<enter><esc>j".repeat(60), "gg");
    bench.keys("line move in the article", "<enter>", &"j".repeat(60), "gg");
    bench.keys("page move in the article", "", &" b".repeat(60), "<esc>");
    bench.keys("whole timeline, there and back", "", &"tt".repeat(10), "t");
    bench.keys("line move on the timeline", "", &"j".repeat(200), "");
    bench.keys("page move on the timeline", "", &" ".repeat(100), "");
    bench.keys("zoom of the timeline", "", &"+-".repeat(5), "t");
    bench.keys("resizing the panes", "", &"<tab>".repeat(30), "");
    bench.told();
}

/// Scrolling and finding in texts of a hundred megabytes.
fn very_long() {
    let news = generate::Library::new(1, 2000);
    for (what, joint) in [("100 MB in paragraphs", "\n\n"), ("100 MB in one line", " ")] {
        let mut text = String::with_capacity(VERY_LONG + (1 << 16));
        let mut parts = Vec::new();
        for i in (0..news.len()).cycle() {
            if text.len() >= VERY_LONG {
                break;
            }
            for paragraph in news.article(i).text.split("\n\n") {
                parts.push(Span::of(text.len(), text.len() + paragraph.len()));
                text.push_str(paragraph);
                text.push_str(joint);
            }
        }
        if joint == " " {
            parts = vec![Span::of(0, text.trim_end().len())];
        }
        let mut bench = Bench::new(Library::new(
            &Arc::new(assemble(vec![article(&text, &parts)], Gazetteer::bundled())),
            Vec::new(),
        ));
        drop((text, parts));
        println!("\n{what}                                    key p50   p99  settled p50   p99   cpu p50");
        bench.keys("line move", "<enter>", &"j".repeat(300), "");
        bench.keys("page move", "", &" ".repeat(300), "");
        bench.keys("the end and the beginning", "", &"Ggg".repeat(20), "");
        bench.keys("a thousand lines on and back", "", &"1000j1000k".repeat(10), "");
        bench.keys("narrower and wider, in the middle", "500000j", &"<lt><gt>".repeat(20), "");
        bench.keys("finding a word", "/", "minister", "<enter>");
        bench.keys("next match", "", &"n".repeat(100), "");
        bench.told();
    }
}

fn article(text: &str, parts: &[Span]) -> Article {
    let why = SafeText::line("a long text");
    Article {
        id: SafeText::line("long"),
        path: None,
        url: None,
        title: None,
        outlet: Outlet { name: None, country: None, basis: Basis::Unknown, why: why.clone() },
        byline: None,
        language: None,
        tags: Vec::new(),
        given_date: None,
        text: SafeText::new(text),
        parts: parts.iter().map(|&span| Part { span, role: Role::Body, why: why.clone() }).collect(),
    }
}

/// The program on a screen in memory, with what was measured.
struct Bench {
    app: App,
    terminal: Terminal<TestBackend>,
    rows: Vec<(String, Vec<Taken>)>,
}

/// Seconds that one key took.
struct Taken {
    key: f64,
    settled: f64,
    cpu: f64,
}

impl Bench {
    fn new(library: Library) -> Self {
        let terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1));
        let terminal = terminal.unwrap_or_else(|never| match never {});
        let app = App::new(Settings::default(), Keymap::default(), Marks::default(), SIZE);
        let mut bench = Self { app, terminal, rows: Vec::new() };
        bench.take(Message::Loaded(library));
        bench
    }

    /// Takes a message in, with all the work that it leads to, and draws after each.
    fn take(&mut self, message: Message) -> Taken {
        let begun = [ClockId::Monotonic, ClockId::ProcessCPUTime].map(now);
        let mut key = None;
        let mut waiting = vec![message];
        while let Some(message) = waiting.pop() {
            let effects = self.app.update(message);
            let Ok(_) = self.terminal.draw(|frame| draw(frame, &self.app));
            key.get_or_insert_with(|| now(ClockId::Monotonic) - begun[0]);
            let work = effects.into_iter().filter_map(|effect| match effect {
                Effect::Work(job) => Some(job.run()),
                _ => None,
            });
            waiting.extend(work);
        }
        let settled = now(ClockId::Monotonic) - begun[0];
        Taken { key: key.unwrap_or(settled), settled, cpu: now(ClockId::ProcessCPUTime) - begun[1] }
    }

    /// Measures keys; others go before and behind. Those of one name are told together.
    fn keys(&mut self, name: &str, before: &str, measured: &str, behind: &str) {
        let keys = |keys: &str| parse_keys(keys).expect("keys");
        for key in keys(before) {
            self.take(Message::Key(key));
        }
        let taken: Vec<Taken> = keys(measured).into_iter().map(|key| self.take(Message::Key(key))).collect();
        for key in keys(behind) {
            self.take(Message::Key(key));
        }
        match self.rows.iter_mut().find(|(other, _)| other == name) {
            Some((_, all)) => all.extend(taken),
            None => self.rows.push((name.to_owned(), taken)),
        }
    }

    fn told(&self) {
        for (name, taken) in &self.rows {
            // In hundredths, counted from the shortest; in milliseconds.
            let of = |what: fn(&Taken) -> f64, hundredths: usize| {
                let mut all: Vec<f64> = taken.iter().map(what).collect();
                all.sort_by(f64::total_cmp);
                1e3 * all[((all.len() - 1) * hundredths + 50) / 100]
            };
            let key = |taken: &Taken| taken.key;
            let settled = |taken: &Taken| taken.settled;
            println!(
                "{name:<46} {:>9.2} {:>6.2} {:>12.2} {:>6.2} {:>9.2}",
                of(key, 50),
                of(key, 99),
                of(settled, 50),
                of(settled, 99),
                of(|t| t.cpu, 50)
            );
        }
    }
}

fn now(clock: ClockId) -> f64 {
    let time = clock_gettime(clock);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
