//! `fetch`: new articles of the feeds into the library, with progress; Ctrl-C stops it, keeping what was done.

use super::args::Fetch;
use super::feeds;
use super::follow::{self, News, Orders, Summary};
use super::intake::Intake;
use super::interrupt::asked_to_end;
use super::live::Live;
use super::own::Own;
use super::progress::{self, Progress};
use super::sources::own_lists;
use super::{Outcome, outcome, shelf, web};
use crate::analysis::kept::Annotator;
use crate::app::fetching as screen;
use crate::fetch::Cancel;
use crate::model::text::counted;
use crate::model::{Feed, Warning};
use crate::runtime;
use anyhow::{Result, bail};
use std::fmt::Write as _;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// A feed that answered so many seconds ago is not asked for again, unless it is named or all are wanted.
const FRESH: i64 = 600;

/// As [`FRESH`], where the person asks with a key.
const JUST_NOW: i64 = 60;

/// Which feeds are wanted.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    /// Not those that answered less than so many seconds ago.
    fresh: i64,
    /// Also those that are gone.
    gone: bool,
    /// All of them, whatever their servers say.
    force: bool,
}

/// Fetches and says what came.
pub(crate) fn run(arguments: &Fetch, out: &mut dyn Write) -> Result<Outcome> {
    let Fetch { all, force, files, feeds: named } = arguments;
    let own = Own::of(files);
    let folder = own.folder()?.to_owned();
    let mut warnings = Vec::new();
    let (lists, rules) = own_lists(&own, &mut warnings);
    let limits = web::limits(&mut warnings);
    outcome::warn(&warnings);
    let (mut intake, saved) = Intake::open(&folder, Annotator::new(lists.gazetteer(), &rules))?;
    outcome::warn(saved.as_slice());
    let followed = intake.store.feeds()?;
    if followed.is_empty() {
        bail!("no feed is followed yet: “dateline add ADDRESS” adds one");
    }
    let (chosen, unknown) = feeds::named(&followed, named);
    let chosen = if named.is_empty() { followed } else { chosen };
    let now = shelf::now();
    let named = !named.is_empty() || *all;
    let wanted = Wanted { fresh: if named { 0 } else { FRESH }, gone: named, force: *force };
    let (due, told) = due(chosen, now, wanted);
    for line in &told {
        outcome::complain(line);
    }
    let of = due.len();
    let orders = Orders { feeds: due, limits, anew: *force, now };
    let mut progress = Progress::new();
    let summary =
        follow::follow(&mut intake, orders, &asked_to_end()?, &mut |news| tell(&mut progress, news));
    progress.clear();
    let summary = match summary {
        Ok(summary) => summary,
        Err(error) => {
            bail!("stopped: {error}; what was stored stays, and the same command goes on from there")
        }
    };
    writeln!(out, "{}", said(&summary))?;
    Ok(match summary {
        _ if of == 0 && unknown > 0 => Outcome::Nothing,
        Summary { answered: 0, .. } if of > 0 => Outcome::Nothing,
        Summary { failed: 0, waiting: 0, .. } if unknown == 0 && !intake.saved && !summary.is_stopped() => {
            Outcome::Done
        }
        _ => Outcome::Partial,
    })
}

/// For the screen: fetches into the library beside it. One that is opened meanwhile is only told of what came.
pub(super) fn beside(own: Own, live: Arc<Live>) -> runtime::Fetch {
    Arc::new(move |stop: &Arc<AtomicBool>, tell: &dyn Fn(screen::News)| {
        let said = all_beside(&own, &live, &Cancel::of(stop.clone()), tell);
        tell(screen::News::Ended(said.unwrap_or_else(|error| format!("stopped: {error}"))));
    })
}

/// Fetches what may be fetched; what came, in a line.
fn all_beside(own: &Own, live: &Live, cancel: &Cancel, tell: &dyn Fn(screen::News)) -> Result<String> {
    let folder = own.folder()?;
    // What is wrong with these was told when the articles were read.
    let (lists, rules) = own_lists(own, &mut Vec::new());
    let limits = web::limits(&mut Vec::new());
    let (mut intake, saved) = Intake::open(folder, Annotator::new(lists.gazetteer(), &rules))?;
    if let Some(warning) = saved {
        tell(screen::News::Failed(warning));
    }
    let followed = intake.store.feeds()?;
    if followed.is_empty() {
        return Ok("no feed is followed yet: “dateline add ADDRESS” adds one".to_owned());
    }
    let now = shelf::now();
    let (due, told) = due(followed, now, Wanted { fresh: JUST_NOW, gone: false, force: false });
    if due.is_empty() {
        return Ok(told.join("; "));
    }
    tell(screen::News::Progress(0, due.len()));
    let orders = Orders { feeds: due, limits, anew: false, now };
    let summary = follow::follow(&mut intake, orders, cancel, &mut |news| {
        if let Err(reason) = news.outcome {
            tell(screen::News::Failed(Warning::unreadable(&news.feed.source.url, reason)));
        }
        tell(screen::News::Progress(news.done, news.of));
    });
    let came = summary.as_ref().map_or(1, |summary| summary.tally.new + summary.tally.changed);
    if came > 0 {
        tell(screen::News::Renewed(Box::new(live.renewed(own))));
    }
    Ok(said(&summary?))
}

/// The feeds that may be asked now, those that have waited longest first, and what to tell of the others.
fn due(feeds: Vec<Feed>, now: i64, wanted: Wanted) -> (Vec<Feed>, Vec<String>) {
    let (mut due, mut told, mut fresh) = (Vec::new(), Vec::new(), 0);
    for feed in feeds {
        let state = &feed.state;
        let wait = state.wait_until.filter(|until| *until > now);
        let recent = state.fetched.is_some_and(|at| at <= now && now - at < wanted.fresh);
        let name = feed.source.name();
        if wanted.force {
            due.push(feed);
        } else if let Some(until) = wait {
            let minutes = counted(((until - now + 59) / 60).unsigned_abs() as usize, "minute");
            told.push(format!("{name}: its server wants to be left alone for {minutes}"));
        } else if state.gone && !wanted.gone {
            told.push(format!(
                "{name}: is gone for good and not asked for; “dateline feeds --remove” forgets it"
            ));
        } else if recent {
            fresh += 1;
        } else {
            due.push(feed);
        }
    }
    if fresh > 0 {
        let (feeds, minutes) =
            (counted(fresh, "feed"), counted((wanted.fresh / 60).unsigned_abs() as usize, "minute"));
        let more = if wanted.fresh == FRESH { "; --all asks them again" } else { "" };
        told.push(format!("{feeds} answered less than {minutes} ago{more}"));
    }
    // Stable: those never asked keep their order.
    due.sort_by_key(|feed| feed.state.tried.unwrap_or(i64::MIN));
    (due, told)
}

/// Tells of one feed, and how far it is.
fn tell(progress: &mut Progress, news: News<'_>) {
    let News { feed, outcome, warnings, done, of } = news;
    progress.clear();
    outcome::warn(&warnings);
    match outcome {
        Ok(tally) if tally.new + tally.changed > 0 => {
            outcome::complain(&format!(
                "{}: {}",
                feed.source.name(),
                counted(tally.new + tally.changed, "new article")
            ));
        }
        Ok(_) => {}
        Err(reason) => outcome::warn(&[Warning::unreadable(&feed.source.url, reason)]),
    }
    progress.tell(|spent| how_far(done, of, spent));
}

fn how_far(done: usize, of: usize, spent: Duration) -> String {
    let each = spent.as_secs_f64() / done.max(1) as f64;
    format!("{done} of {}, {}", counted(of, "feed"), progress::left(each * of.saturating_sub(done) as f64))
}

/// What came, in words.
fn said(summary: &Summary) -> String {
    let Summary { answered, failed, waiting, of, tally } = summary;
    let mut said = format!("{} from {}", counted(tally.new, "new article"), counted(*answered, "feed"));
    let more = [
        (tally.changed, "changed and kept as a new version"),
        (*failed, "could not be fetched"),
        (*waiting, "left for later: their server wants to be left alone"),
        (of - answered - failed - waiting, "not asked any more: stopped; the next fetch goes on with them"),
    ];
    for (count, what) in more.into_iter().filter(|(count, _)| *count > 0) {
        let _ = write!(said, "; {count} {what}");
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::intake::Tally;
    use crate::model::{FeedSource, FeedState};

    fn feed(name: &str, state: FeedState) -> Feed {
        let source = FeedSource { url: name.into(), title: None, site: None, folders: Vec::new() };
        Feed { source, named: false, full_text: false, state }
    }

    #[test]
    fn who_is_asked_and_in_which_order() {
        let now = 10_000;
        let tried = |at| FeedState { tried: Some(at), fetched: Some(at), ..FeedState::default() };
        let all = || {
            vec![
                feed("fresh", tried(now - 10)),
                feed("old", tried(100)),
                feed("older", tried(50)),
                feed("new", FeedState::default()),
                feed("failed", FeedState { tried: Some(now - 5), failures: 2, ..FeedState::default() }),
                feed("waits", FeedState { wait_until: Some(now + 61), ..FeedState::default() }),
                feed("waited", FeedState { wait_until: Some(now), ..FeedState::default() }),
                feed("gone", FeedState { gone: true, ..FeedState::default() }),
                feed("later", tried(now + 500)),
            ]
        };
        for (wanted, force, expected, lines) in [
            (false, false, "new waited older old failed later", 3),
            (true, false, "new waited gone older old fresh failed later", 1),
            (false, true, "new waits waited gone older old fresh failed later", 0),
        ] {
            let wanted = Wanted { fresh: if wanted { 0 } else { FRESH }, gone: wanted, force };
            let (due, told) = due(all(), now, wanted);
            let names: Vec<&str> = due.iter().map(|feed| feed.source.url.as_str()).collect();
            assert_eq!((names.join(" ").as_str(), told.len()), (expected, lines), "{told:?}");
        }
        let (_, told) = due(all(), now, Wanted { fresh: JUST_NOW, gone: true, force: false });
        assert_eq!(told[1], "1 feed answered less than 1 minute ago");
        assert_eq!(told[0], "waits: its server wants to be left alone for 2 minutes");
    }

    #[test]
    fn what_came_is_said() {
        let tally = Tally { new: 1, changed: 2, known: 9 };
        let summary = Summary { answered: 3, failed: 1, waiting: 1, of: 7, tally };
        assert_eq!(
            said(&summary),
            "1 new article from 3 feeds; 2 changed and kept as a new version; 1 could not be fetched; 1 left for later: their server wants to be left alone; 2 not asked any \
             more: stopped; the next fetch goes on with them"
        );
        assert_eq!(how_far(5, 15, Duration::from_secs(10)), "5 of 15 feeds, 20 s left");
    }
}
