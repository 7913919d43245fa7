//! From annotated articles to stories and events, all at once and one by one: time, memory and truth over generated
//! news of known stories.
//!
//! `cargo bench --bench stories` runs 1,000 and 10,000 articles; `cargo bench --bench stories -- 100000` what is named.
//! Each size runs in a process of its own, so that the peak of memory is its own.

#![expect(clippy::print_stdout, reason = "a bench tells its figures")]

#[path = "generate/mod.rs"]
#[allow(dead_code, reason = "each program takes what it needs")]
mod generate;

use dateline::analysis::Gazetteer;
use dateline::analysis::assemble::annotate_all;
use dateline::analysis::events::Events;
use dateline::analysis::kept::NoShelf;
use dateline::analysis::stories::{self, Stories};
use dateline::model::{Article, Corpus, Corrections};
use rayon::prelude::*;
use std::collections::HashMap;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Articles that are added one by one.
const MORE: usize = 200;
const RUN: &str = "DATELINE_BENCH_SIZE";

fn main() {
    if let Some(size) = std::env::var(RUN).ok().and_then(|size| size.parse().ok()) {
        return run(size);
    }
    let named: Vec<String> = std::env::args().skip(1).filter(|arg| arg.parse::<usize>().is_ok()).collect();
    let sizes = if named.is_empty() { vec!["1000".into(), "10000".into()] } else { named };
    for size in sizes {
        let program = std::env::current_exe().expect("this program");
        let status = Command::new(program).env(RUN, size).status().expect("a run");
        assert!(status.success());
    }
}

fn run(size: usize) {
    let clock = Clock::start();
    let library = generate::Library::new(1, size as u32);
    let written = (0..library.len()).into_par_iter().map(|i| library.article(i));
    let (mut articles, truth): (Vec<Arc<Article>>, Vec<u32>) =
        written.map(|written| (Arc::new(written.article()), written.story)).unzip();
    clock.told("made", size);
    let clock = Clock::start();
    let gazetteer = Gazetteer::bundled();
    let (mut annotations, entities, _) =
        annotate_all(&articles, gazetteer, &Corrections::default(), &NoShelf);
    clock.told("annotated", size);
    // The newest come one by one in the end.
    let first = size - MORE.min(size / 2);
    let (new_articles, new_annotations) = (articles.split_off(first), annotations.split_off(first));
    let (articles, annotations) = (articles.into(), annotations.into());
    let mut corpus = Corpus { articles, annotations, entities, ..Corpus::default() };
    let clock = Clock::start();
    let (mut stories, all) = Stories::of(&corpus.articles, &corpus.annotations, &corpus.entities);
    clock.told("stories", first);
    corpus.story_of = stories::places(&all, first);
    corpus.stories = all.into();
    let clock = Clock::start();
    let mut events = Events::of_corpus(&mut corpus, gazetteer);
    clock.told("events", first);
    let mut times: Vec<[Duration; 3]> = Vec::new();
    // What was there before stays in use, as on the screen, so that what changes is copied.
    let mut shown = corpus.clone();
    for (article, found) in new_articles.into_iter().zip(new_annotations) {
        corpus.articles.push(article);
        corpus.annotations.push(found);
        let start = Instant::now();
        stories.add(&mut corpus);
        let joined = start.elapsed();
        events.add(&mut corpus, gazetteer);
        let linked = start.elapsed();
        let next = corpus.clone();
        let copied = start.elapsed();
        shown = next;
        times.push([joined, linked.saturating_sub(joined), copied.saturating_sub(linked)]);
    }
    assert_eq!(shown.articles.len(), size);
    let of = |name: &str, time: fn(&[Duration; 3]) -> Duration| {
        let mut all: Vec<Duration> = times.iter().map(time).collect();
        all.sort_unstable();
        let (median, most) = (all[all.len() / 2], all[all.len() - 1]);
        println!("{size:>7} one more: {name:<7} {median:>10.2?} median {most:>10.2?} at most");
    };
    of("stories", |&[stories, ..]| stories);
    of("events", |&[_, events, _]| events);
    of("a copy", |&[.., copy]| copy);
    of("all", |times| times.iter().sum());
    quality(&corpus, &truth);
}

/// How well the stories agree with the happenings (B³), and how many events link several articles.
fn quality(corpus: &Corpus, truth: &[u32]) {
    let Corpus { stories, timeline, .. } = corpus;
    let mut sizes: HashMap<u32, usize> = HashMap::new();
    for &happening in truth {
        *sizes.entry(happening).or_default() += 1;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for story in stories {
        let mut both: HashMap<u32, usize> = HashMap::new();
        for article in &story.articles {
            *both.entry(truth[article.get()]).or_default() += 1;
        }
        for (happening, count) in both {
            precision += (count * count) as f64 / story.articles.len() as f64;
            recall += (count * count) as f64 / sizes[&happening] as f64;
        }
    }
    let (precision, recall) = (precision / truth.len() as f64, recall / truth.len() as f64);
    let linked = timeline.events.iter().filter(|event| event.articles().len() > 1);
    let (mut pure, mut all) = (0, 0);
    for event in linked {
        let told = event.articles();
        all += 1;
        pure += usize::from(told.iter().all(|i| truth[i.get()] == truth[told[0].get()]));
    }
    println!(
        "    {} happenings, {} stories, B3 P {precision:.3} R {recall:.3} F {:.3}; {} events, {all} of several articles, {pure} of one happening",
        sizes.len(),
        stories.len(),
        2.0 * precision * recall / (precision + recall),
        timeline.events.len(),
    );
}

/// Wall and processor time since a moment.
struct Clock {
    wall: Instant,
    used: Option<Duration>,
}

impl Clock {
    fn start() -> Self {
        Self { wall: Instant::now(), used: used() }
    }

    fn told(&self, what: &str, size: usize) {
        let wall = self.wall.elapsed().as_secs_f64();
        let used =
            used().zip(self.used).map_or(f64::NAN, |(now, then)| now.saturating_sub(then).as_secs_f64());
        let peak = peak().map_or(f64::NAN, |kib| kib as f64 / 1024.0);
        println!("{size:>7} {what:<10} {wall:8.2} s wall {used:8.2} s processor, peak {peak:6.0} MB");
    }
}

/// Processor time of this process, where the system tells it (Linux).
fn used() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// The most memory this process has held, in KiB, where the system tells it (Linux).
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
