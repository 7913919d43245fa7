//! The screen in a pseudo-terminal: how soon it is there, what it costs while it is used, and that it is still when
//! nobody does anything.

use super::library::FOLDER;
use super::session::Session;
use super::table::{Figure, Unit};
use super::{PROGRAM, keys, proc};
use std::path::Path;
use std::time::{Duration, Instant};

/// How often the start on the bundled articles is measured.
pub(crate) const STARTS: usize = 20;

/// How often the start on a library is measured.
const OPENED: usize = 3;

const SIZE: (u16, u16) = (45, 140);

/// After so long without a byte nothing more comes: the time told is that of the last byte.
const QUIET: Duration = Duration::from_millis(1500);

/// How long idleness is looked at, and how long before that nothing is done: where one is, is kept ten seconds after the
/// last key.
const IDLE: (Duration, Duration) = (Duration::from_secs(12), Duration::from_secs(5));

/// When the screen was there, in seconds since the program was started.
#[derive(Clone, Copy)]
pub(crate) struct Start {
    /// Until the frame that shows articles.
    pub(crate) shown: f64,
    /// Until the last frame.
    pub(crate) settled: f64,
    /// Processor time of all threads until then, in hundredths of a second; 0 where the system does not tell.
    pub(crate) cpu: f64,
}

/// The start on the bundled articles, the median of several.
pub(crate) fn bundled_start() -> Start {
    let home = tempfile::tempdir().expect("a temporary folder");
    let starts = (0..STARTS).map(|_| start(home.path(), &[], 5, Duration::from_millis(300)).1);
    median(&starts.collect::<Vec<_>>())
}

/// Everything about the screen over the library in a folder, or only how it is opened.
pub(crate) fn of_library(folder: &Path, articles: u32, opening: bool) -> Vec<Figure> {
    eprintln!("{articles} articles: the screen");
    let library = folder.join(FOLDER);
    let arguments = ["--library", library.to_str().expect("a temporary path is text")];
    let mut opened = (0..OPENED).map(|_| start(folder, &arguments, articles, QUIET));
    let (mut session, first) = opened.next().expect("it is opened at least once");
    let mut starts = vec![first];
    for (next, start) in opened {
        leave(std::mem::replace(&mut session, next));
        starts.push(start);
    }
    let start = median(&starts);
    let mut figures = vec![
        Figure::new("screen: until the first articles", Unit::Seconds, start.shown),
        Figure::new("screen: until settled", Unit::Seconds, start.settled),
        Figure::new("screen: until settled: cpu", Unit::Seconds, start.cpu).per_article("screen"),
    ];
    let process = session.process();
    let memory = |name: &str, field: &str| {
        let bytes = proc::memory(process?, field)?;
        Some(Figure::new(name, Unit::Bytes, bytes as f64))
    };
    figures.extend(memory("screen: memory", "VmRSS").map(|figure| figure.per_article("screen")));
    if opening {
        leave(session);
        return figures;
    }
    figures.extend(keys::times(&mut session, articles));
    keys::long_use(&mut session, articles, 0);
    figures.extend(memory("screen: memory after some use", "VmRSS"));
    for round in 1..=keys::ROUNDS {
        keys::long_use(&mut session, articles, round);
    }
    figures.extend(memory("screen: memory after long use", "VmRSS"));
    figures.extend(memory("screen: most memory", "VmHWM"));
    figures.extend(idle(&mut session));
    leave(session);
    figures
}

/// Opens the screen, and waits until so many articles are shown and nothing more is drawn.
pub(crate) fn start(folder: &Path, arguments: &[&str], articles: u32, quiet: Duration) -> (Session, Start) {
    let begun = Instant::now();
    let mut session = Session::start_sized(PROGRAM, arguments, folder, SIZE);
    let count = if articles == 1 { " 1 article ".to_owned() } else { format!(" {articles} articles ") };
    session.until_shown(&count);
    let shown = (session.heard - begun).as_secs_f64();
    session.settle(quiet);
    let settled = (session.heard - begun).as_secs_f64();
    let cpu = session.process().and_then(proc::seconds).unwrap_or(0.0);
    (session, Start { shown, settled, cpu })
}

pub(crate) fn leave(mut session: Session) {
    session.press("Q");
    assert_eq!(session.end(), 0, "the program was left");
}

pub(crate) fn median(starts: &[Start]) -> Start {
    let middle = |of: fn(&Start) -> f64| keys::hundredth(starts.iter().map(of).collect(), 50);
    Start {
        shown: middle(|start| start.shown),
        settled: middle(|start| start.settled),
        cpu: middle(|start| start.cpu),
    }
}

/// What the program does while nobody does anything, a second.
fn idle(session: &mut Session) -> Vec<Figure> {
    session.settle(IDLE.0);
    let Some(process) = session.process() else { return Vec::new() };
    let Some(before) = proc::used(process) else { return Vec::new() };
    let begun = Instant::now();
    let shown = session.raw.len();
    session.settle(IDLE.1);
    let shown = session.raw.len() - shown;
    let seconds = begun.elapsed().as_secs_f64();
    let Some(after) = proc::used(process) else { return Vec::new() };
    let written = (after.written - before.written).max(shown as u64);
    vec![
        Figure::new("idle: bytes written", Unit::Count, written as f64),
        Figure::new("idle: wake-ups", Unit::Count, (after.woken - before.woken) as f64),
        Figure::new("idle: cpu", Unit::Share, (after.cpu - before.cpu) / seconds),
    ]
}
