//! Keys pressed on the screen: how long each takes until a frame is there, and a long use of everything.

use super::session::Session;
use super::table::{Figure, Unit};
use std::time::{Duration, Instant};

/// How often the long use is gone through after the first time, each a few hundred keys.
pub(crate) const ROUNDS: u32 = 5;

/// How long a frame is waited for. Where a key changes nothing none comes, which is no mistake.
const PATIENCE: Duration = Duration::from_secs(2);

/// Between two keys: what the one before led to is not taken for the answer to the next.
const PAUSE: Duration = Duration::from_millis(4);

/// Words that are typed into the filter.
const TYPED: [&str; 4] = ["putin", "country:russia", "said:merkel", "is:unread"];

/// Page down, which works while the filter is typed too.
const PAGE: &str = "\u{6}";

/// Seconds from a key to the end of the frame that it leads to, and to the last frame that comes of it.
#[derive(Clone, Copy)]
struct Taken {
    frame: f64,
    settled: f64,
}

/// What keys take over a library of so many articles.
pub(crate) fn times(session: &mut Session, articles: u32) -> Vec<Figure> {
    // Work beside the screen is longer than a pause between its frames.
    let quiet = Duration::from_millis(250) + Duration::from_micros(5) * articles;
    let mut figures = Vec::new();
    still(session, &["g", "g"]);
    figures.extend(frames("line move in the list", &moves(session, "j", 100)));
    figures.extend(frames("page move in the list", &moves(session, PAGE, 60)));
    still(session, &["g", "g"]);
    let opened = (0..40).map(|_| {
        let taken = pressed(session, "\r", PAUSE);
        still(session, &["q", "j"]);
        taken
    });
    figures.extend(frames("opening an article", &opened.collect::<Vec<_>>()));
    let mut typed = Vec::new();
    for words in TYPED {
        still(session, &["/"]);
        typed.extend(words.chars().map(|key| pressed(session, &key.to_string(), quiet)));
        still(session, &["\r", "\u{1b}", "\u{1b}"]);
        session.settle(quiet);
    }
    figures.extend(frames("typing in the filter", &typed));
    figures.extend(hundredths("typing in the filter, settled", &typed, |taken| taken.settled));
    let line = pressed(session, "t", quiet);
    figures.push(Figure::new("key: the whole timeline", Unit::Seconds, line.frame));
    figures.extend(frames("line move on the timeline", &moves(session, "j", 100)));
    figures.extend(frames("page move on the timeline", &moves(session, PAGE, 60)));
    still(session, &["t"]);
    session.settle(quiet);
    figures
}

/// Everything a person does, at another place of the library each round.
pub(crate) fn long_use(session: &mut Session, articles: u32, round: u32) {
    let place = articles / (ROUNDS + 1) * round + 1;
    let place = format!("{place}G");
    still(session, &[&place]);
    for _ in 0..40 {
        still(session, &["j", "\r", PAGE, "]", "}", "q"]);
    }
    still(session, &[PAGE; 40]);
    for words in TYPED {
        still(session, &["/"]);
        for key in words.chars() {
            still(session, &[&key.to_string()]);
        }
        still(session, &["\r", "j", "\r", "q", "\u{1b}", "\u{1b}"]);
    }
    still(session, &["t", &place]);
    still(session, &["j"; 40]);
    still(session, &["\r", "j", "q", "z", "z", "+", "-", "t", "e", "j", "j", "\r", "q", "e"]);
    session.settle(Duration::from_secs(1));
}

/// Seconds until the frame of each of so many pages further.
pub(crate) fn pages(session: &mut Session, times: usize) -> Vec<f64> {
    still(session, &["\r"]);
    moves(session, PAGE, times).iter().map(|taken| taken.frame).collect()
}

/// Presses a key so many times.
fn moves(session: &mut Session, key: &str, times: usize) -> Vec<Taken> {
    (0..times).map(|_| pressed(session, key, PAUSE)).collect()
}

/// Presses a key, and waits until its frame is there and nothing more has come for a while.
fn pressed(session: &mut Session, key: &str, quiet: Duration) -> Taken {
    session.settle(PAUSE);
    let begun = Instant::now();
    session.press(key);
    let drawn = session.frame(PATIENCE);
    let since =
        |heard: Instant| if drawn { heard.saturating_duration_since(begun).as_secs_f64() } else { 0.0 };
    let frame = since(session.heard);
    session.settle(quiet);
    Taken { frame, settled: since(session.heard) }
}

/// Presses keys that are not measured, each once the one before was obeyed.
fn still(session: &mut Session, keys: &[&str]) {
    for key in keys {
        session.press(key);
        session.settle(Duration::from_millis(12));
    }
}

fn frames(name: &str, taken: &[Taken]) -> Vec<Figure> {
    hundredths(name, taken, |taken| taken.frame)
}

/// The median and the 99th of a hundred.
fn hundredths(name: &str, taken: &[Taken], of: fn(&Taken) -> f64) -> Vec<Figure> {
    [50, 99]
        .map(|at| {
            let value = hundredth(taken.iter().map(of).collect(), at);
            Figure::new(&format!("key: {name}, p{at}"), Unit::Seconds, value)
        })
        .into()
}

/// The value that so many hundredths of all lie below.
pub(crate) fn hundredth(mut all: Vec<f64>, hundredths: usize) -> f64 {
    all.sort_by(f64::total_cmp);
    all[((all.len() - 1) * hundredths + 50) / 100]
}
