//! Following feeds: each asked for, its entries taken into the library, how it went kept beside it. The way that
//! `fetch` and the screen go. What was done stays done whenever it is stopped; the next time goes on with the rest.

use super::intake::{Intake, Tally};
use super::sources::Directory;
use super::web;
use crate::analysis::Gazetteer;
use crate::fetch::{Address, Answer, Cancel, Conditions, Crew, Done, Failure, Limits, Reason, Request};
use crate::ingest::batches::Arrival;
use crate::ingest::{self, Fetched, Found, Input};
use crate::library::StoreError;
use crate::model::{Article, Feed, SafeText, Title, Warning, WarningKind};
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

/// An entry of fewer characters may be a teaser: the beginning of what stands on its page.
const TEASER: usize = 1500;

/// How much is said of one feed's entries.
const TOLD: usize = 5;

/// What to follow, and how.
pub(super) struct Orders {
    pub(super) feeds: Vec<Feed>,
    pub(super) limits: Limits,
    /// Whether entries are asked for that the server says are known.
    pub(super) anew: bool,
    /// Seconds since 1970, by universal time.
    pub(super) now: i64,
}

/// What there is to tell on the way.
pub(super) struct News<'n> {
    /// The feed that is done.
    pub(super) feed: &'n Feed,
    /// What became of its entries, or why there are none.
    pub(super) outcome: Result<Tally, &'n SafeText>,
    pub(super) warnings: Vec<Warning>,
    /// How many feeds are done, of how many.
    pub(super) done: usize,
    pub(super) of: usize,
}

/// What became of all.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Summary {
    pub(super) answered: usize,
    pub(super) failed: usize,
    /// Not asked, because their server had said that it wants to be left alone.
    pub(super) waiting: usize,
    pub(super) of: usize,
    pub(super) tally: Tally,
}

impl Summary {
    /// Whether it was stopped before all were asked.
    pub(super) fn is_stopped(&self) -> bool {
        self.answered + self.failed + self.waiting < self.of
    }
}

/// What is asked for.
enum What {
    /// The feed at a place.
    Feed(usize),
    /// The page of an entry of it.
    Page(usize, Box<Arrival>),
}

/// A feed under way.
struct Course {
    feed: Feed,
    /// What it gave.
    conditions: Conditions,
    moved: Option<Address>,
    tally: Tally,
    warnings: Vec<Warning>,
    /// Pages of its entries that are being asked for.
    pages: usize,
    /// Their texts: one that stands on two of them is no article, but what a site shows instead.
    texts: HashSet<SafeText>,
}

/// Follows feeds until all are done or `cancel` is set.
///
/// # Errors
/// Where the library cannot be written; what was done stays.
pub(super) fn follow(
    intake: &mut Intake<'_>,
    orders: Orders,
    cancel: &Cancel,
    each: &mut dyn FnMut(News<'_>),
) -> Result<Summary, StoreError> {
    let Orders { feeds, limits, anew, now } = orders;
    let of = feeds.len();
    let mut summary = Summary { of, ..Summary::default() };
    let Ok(mut crew) = Crew::start(limits, cancel, now) else { return Ok(summary) };
    let course = |feed| Course {
        feed,
        conditions: Conditions::default(),
        moved: None,
        tally: Tally::default(),
        warnings: Vec::new(),
        pages: 0,
        texts: HashSet::new(),
    };
    let courses: Vec<Course> = feeds.into_iter().map(course).collect();
    let mut early = Vec::new();
    for (place, course) in courses.iter().enumerate() {
        match request(&course.feed, anew) {
            Ok(request) => crew.ask(request, What::Feed(place)),
            Err(reason) => early.push((place, reason)),
        }
    }
    let mut follower = Follower { intake, courses, limits, now, crew, summary: &mut summary, each };
    for (place, reason) in early {
        follower.fail(place, &reason, None)?;
    }
    while let Some(Done { what, answer, asked }) = follower.crew.answer() {
        match what {
            What::Feed(place) if !asked => {
                follower.leave(place, answer.err().and_then(|failure| failure.wait))?;
            }
            What::Feed(place) => follower.feed(place, answer)?,
            What::Page(place, entry) => follower.page(place, *entry, answer)?,
        }
    }
    Ok(summary)
}

fn request(feed: &Feed, anew: bool) -> Result<Request, String> {
    let address = Address::read(&feed.source.url).map_err(|refused| refused.to_string())?;
    let conditions = if anew {
        Conditions::default()
    } else {
        Conditions { etag: feed.state.etag.clone(), modified: feed.state.modified.clone() }
    };
    Ok(Request { named: feed.named.then(|| address.clone()), address, conditions })
}

struct Follower<'f, 'i> {
    intake: &'f mut Intake<'i>,
    courses: Vec<Course>,
    limits: Limits,
    now: i64,
    crew: Crew<What>,
    summary: &'f mut Summary,
    each: &'f mut dyn FnMut(News<'_>),
}

impl Follower<'_, '_> {
    fn feed(&mut self, place: usize, answer: Result<Answer, Failure>) -> Result<(), StoreError> {
        let answer = match answer {
            Ok(answer) => answer,
            // Nobody is to blame for what was stopped.
            Err(Failure { reason: Reason::Cancelled, .. }) => return Ok(()),
            Err(failure) => {
                self.courses[place].feed.state.gone = failure.reason == Reason::Gone;
                return self.fail(place, &failure.reason.to_string(), failure.wait);
            }
        };
        let course = &mut self.courses[place];
        course.moved = answer.moved;
        course.conditions = answer.conditions;
        let url = course.feed.source.url.clone();
        course.warnings.extend(answer.notes.iter().map(|note| Warning::notice(&url, note)));
        let Some(body) = answer.body else { return self.settle(place) };
        match self.read(place, web::fetched(body, &self.limits)) {
            Ok(arrivals) => self.take(place, arrivals),
            Err(reason) => self.fail(place, &reason, None),
        }
    }

    /// The entries of a feed, or why it is none.
    fn read(&mut self, place: usize, fetched: Fetched) -> Result<Vec<Arrival>, String> {
        let course = &mut self.courses[place];
        let source = match fetched.look()? {
            Found::Feed(source) => source,
            Found::Page(_) => return Err("is a web page now, no feed".to_owned()),
            Found::List(..) => return Err("is a list of feeds; add it by its address".to_owned()),
            Found::Other => return Err("is no feed".to_owned()),
        };
        let own = &mut course.feed.source;
        own.title = own.title.take().or(source.title);
        own.site = own.site.take().or(source.site);
        let (arrivals, warnings) = articles(fetched);
        let trouble = warnings.iter().find(|warning| warning.kind == WarningKind::Unreadable);
        if let Some(trouble) = trouble {
            if arrivals.is_empty() {
                return Err(trouble.reason.to_string());
            }
            // What is damaged today may be whole tomorrow.
            course.conditions = Conditions::default();
        }
        course.warnings.extend(warnings);
        Ok(arrivals)
    }

    /// Takes entries in; of those that are new and may be teasers the pages are asked for first, where the person wants
    /// it.
    fn take(&mut self, place: usize, arrivals: Vec<Arrival>) -> Result<(), StoreError> {
        let mut plain = arrivals;
        if self.courses[place].feed.full_text {
            let urls: Vec<Option<&str>> = plain.iter().map(|one| one.article.url.as_deref()).collect();
            let mut unknown = self.intake.store.unknown_addresses(&urls)?.into_iter().peekable();
            let mut rest = Vec::new();
            for (at, arrival) in plain.into_iter().enumerate() {
                let known = arrival.article.url.is_some() && unknown.next_if_eq(&at).is_none();
                if known {
                    // Its page was fetched before; the teaser must not take its place.
                    self.courses[place].tally.known += 1;
                } else if let Some(request) = self.page_of(place, &arrival.article) {
                    self.courses[place].pages += 1;
                    self.crew.ask(request, What::Page(place, Box::new(arrival)));
                } else {
                    rest.push(arrival);
                }
            }
            plain = rest;
        }
        self.store(place, plain)?;
        if self.courses[place].pages == 0 { self.settle(place) } else { Ok(()) }
    }

    /// What to ask for where an entry may be a teaser.
    fn page_of(&self, place: usize, entry: &Article) -> Option<Request> {
        if entry.text.chars().count() >= TEASER {
            return None;
        }
        let feed = &self.courses[place].feed;
        let named = feed.named.then(|| Address::read(&feed.source.url).ok()).flatten();
        let address = Address::read(entry.url.as_deref()?).ok()?;
        Some(Request { address, named, conditions: Conditions::default() })
    }

    fn page(
        &mut self,
        place: usize,
        mut entry: Arrival,
        answer: Result<Answer, Failure>,
    ) -> Result<(), StoreError> {
        let url = entry.article.url.clone().unwrap_or_default();
        match answer {
            Err(Failure { reason: Reason::Cancelled, .. }) => return Ok(()),
            Err(failure) if failure.wait.is_some() => {
                // The entry comes again with the next fetch, which must see the whole feed for that.
                let reason = format!("{}; the article is left for the next fetch", failure.reason);
                self.courses[place].warnings.push(Warning::notice(&url, &reason));
                self.courses[place].conditions = Conditions::default();
                return self.page_done(place);
            }
            Err(failure) => {
                let reason = format!("{}; the article is what the feed has of it", failure.reason);
                self.courses[place].warnings.push(Warning::notice(&url, &reason));
            }
            Ok(answer) => {
                let fetched = answer.body.map(|body| web::fetched(body, &self.limits));
                let page = fetched.filter(|page| matches!(page.look(), Ok(Found::Page(_))));
                let page = page.and_then(|page| articles(page).0.into_iter().next());
                let texts = &mut self.courses[place].texts;
                if let Some(page) = page.filter(|page| texts.insert(page.article.text.clone())) {
                    entry.article = fuller(entry.article, page.article);
                }
            }
        }
        self.store(place, vec![entry])?;
        self.page_done(place)
    }

    fn page_done(&mut self, place: usize) -> Result<(), StoreError> {
        self.courses[place].pages -= 1;
        if self.courses[place].pages == 0 { self.settle(place) } else { Ok(()) }
    }

    fn store(&mut self, place: usize, arrivals: Vec<Arrival>) -> Result<(), StoreError> {
        if arrivals.is_empty() {
            return Ok(());
        }
        let (tally, told) = self.intake.take(arrivals)?;
        let course = &mut self.courses[place];
        course.tally.add(tally);
        course.warnings.extend(told);
        Ok(())
    }

    /// A feed is done: all its entries are in the library.
    fn settle(&mut self, place: usize) -> Result<(), StoreError> {
        let course = &mut self.courses[place];
        let state = &mut course.feed.state;
        let conditions = std::mem::take(&mut course.conditions);
        (state.etag, state.modified) = (conditions.etag, conditions.modified);
        (state.tried, state.fetched) = (Some(self.now), Some(self.now));
        (state.failures, state.reason, state.gone, state.wait_until) = (0, None, false, None);
        state.articles += course.tally.new as u32;
        self.intake.store.keep_feed(&course.feed)?;
        if let Some(moved) = course.moved.take().filter(|moved| moved.as_str() != &*course.feed.source.url) {
            let from = course.feed.source.url.clone();
            let told = if self.intake.store.move_feed(&from, moved.as_str())? {
                course.feed.source.url = moved.safe();
                format!("has moved for good and is followed at {moved} from now on")
            } else {
                format!("has moved for good to {moved}, which is followed already: remove this one")
            };
            course.warnings.push(Warning::notice(&from, &told));
        }
        self.summary.answered += 1;
        self.summary.tally.add(course.tally);
        let outcome = Ok(course.tally);
        self.tell(place, outcome);
        Ok(())
    }

    /// A feed gave nothing; its server may want to be left alone for so many seconds.
    fn fail(&mut self, place: usize, reason: &str, wait: Option<u64>) -> Result<(), StoreError> {
        let course = &mut self.courses[place];
        let state = &mut course.feed.state;
        let reason = SafeText::line(reason);
        state.tried = Some(self.now);
        state.failures = state.failures.saturating_add(1);
        state.reason = Some(reason.clone());
        let wait = wait.and_then(|wait| i64::try_from(wait).ok());
        state.wait_until = wait.map(|wait| self.now.saturating_add(wait));
        self.intake.store.keep_feed(&course.feed)?;
        self.summary.failed += 1;
        self.tell(place, Err(&reason));
        Ok(())
    }

    /// A feed was not asked, because its server has just said that it wants to be left alone for so many seconds.
    fn leave(&mut self, place: usize, wait: Option<u64>) -> Result<(), StoreError> {
        let feed = &mut self.courses[place].feed;
        let wait = wait.and_then(|wait| i64::try_from(wait).ok());
        feed.state.wait_until = wait.map(|wait| self.now.saturating_add(wait));
        self.intake.store.keep_feed(feed)?;
        self.summary.waiting += 1;
        Ok(())
    }

    fn tell(&mut self, place: usize, outcome: Result<Tally, &SafeText>) {
        let course = &mut self.courses[place];
        let mut warnings = std::mem::take(&mut course.warnings);
        if warnings.len() > TOLD {
            let more = warnings.len() - TOLD;
            warnings.truncate(TOLD);
            warnings.push(Warning::notice(&course.feed.source.url, &format!("{more} more of the like")));
        }
        let done = self.summary.answered + self.summary.failed + self.summary.waiting;
        (self.each)(News { feed: &course.feed, outcome, warnings, done, of: self.summary.of });
    }
}

/// The articles of what an address gave.
fn articles(fetched: Fetched) -> (Vec<Arrival>, Vec<Warning>) {
    let (mut arrivals, mut warnings) = (Vec::new(), Vec::new());
    let input = [Input::Fetched(Arc::new(fetched))];
    ingest::in_batches(&input, &Directory(Gazetteer::bundled()), &mut |batch| {
        arrivals.extend(batch.arrivals);
        warnings.extend(batch.warnings);
        ControlFlow::Continue(())
    });
    (arrivals, warnings)
}

/// An entry with the text of its page, if that has more of it; what the feed says of the entry holds.
fn fuller(entry: Article, page: Article) -> Article {
    if page.text.len() <= entry.text.len() {
        return entry;
    }
    let stated = entry.title.map(|title| Title { span: None, ..title });
    let outlet = if entry.outlet.name.is_some() { entry.outlet } else { page.outlet };
    Article {
        id: entry.id,
        path: None,
        url: entry.url,
        title: page.title.or(stated),
        outlet,
        byline: entry.byline.or(page.byline),
        language: page.language.or(entry.language),
        tags: if entry.tags.is_empty() { page.tags } else { entry.tags },
        given_date: entry.given_date.or(page.given_date),
        text: page.text,
        parts: page.parts,
    }
}
