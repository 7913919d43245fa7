//! From events to lines: the order, the headings of a zoom, and the rows of what is folded.
//!
//! Lines that are alike are one stretch, so that a line of hundreds of thousands of events is laid out as fast as its
//! order is known, and takes little more room than that.

use super::EventRef;
use super::fold::{self, Fold, Folding};
use super::period::Period;
use crate::analysis::coverage::Coverage;
use crate::model::text::counted;
use crate::model::{ArticleIndex, Briefs, Precision};
use rayon::prelude::*;
use std::fmt::Write;
use std::ops::Range;

/// A line of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<'l> {
    /// The heading of a group, by its index.
    Heading(usize),
    /// One event, by its place in the order of the line.
    Event(usize),
    /// Events folded into one row.
    Fold(&'l Fold),
}

/// All lines.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    stretches: Vec<Stretch>,
    /// How many lines there are.
    len: usize,
    /// How many of them can be selected: all but the headings.
    stops: usize,
    /// How many events stand in them.
    events: usize,
}

/// Lines that are alike.
#[derive(Debug, Clone)]
struct Stretch {
    /// The first of its lines.
    line: usize,
    /// How many lines before it can be selected.
    stop: usize,
    /// How many events stand before it.
    place: usize,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Heading(usize),
    /// A line for each.
    Events,
    Fold(Fold),
}

impl Lines {
    fn push(&mut self, what: What, events: usize) {
        let lines = if matches!(what, What::Events) { events } else { 1 };
        let stops = if matches!(what, What::Heading(_)) { 0 } else { lines };
        let Self { len: line, stops: stop, events: place, .. } = *self;
        match self.stretches.last() {
            Some(Stretch { what: What::Events, .. }) if matches!(what, What::Events) => {}
            _ => self.stretches.push(Stretch { line, stop, place, what }),
        }
        self.len += lines;
        self.stops += stops;
        self.events += events;
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many of them can be selected.
    #[must_use]
    pub const fn stops(&self) -> usize {
        self.stops
    }

    /// The last stretch that begins no later than asked. A heading holds nothing that can be selected and no event, so
    /// that it is never the one of a stop or a place: what stands below it begins there too.
    fn stretch(&self, begins: impl Fn(&Stretch) -> bool) -> Option<&Stretch> {
        self.stretches[..self.stretches.partition_point(begins)].last()
    }

    /// A line.
    #[must_use]
    pub fn get(&self, line: usize) -> Option<Line<'_>> {
        let stretch = self.stretch(|stretch| stretch.line <= line).filter(|_| line < self.len)?;
        Some(match &stretch.what {
            What::Heading(group) => Line::Heading(*group),
            What::Events => Line::Event(stretch.place + line - stretch.line),
            What::Fold(fold) => Line::Fold(fold),
        })
    }

    /// The lines from one on.
    pub fn from(&self, line: usize) -> impl Iterator<Item = (usize, Line<'_>)> {
        (line..self.len).filter_map(|line| Some((line, self.get(line)?)))
    }

    /// The line of those that can be selected, counted among them.
    #[must_use]
    pub fn of_stop(&self, stop: usize) -> Option<usize> {
        let stretch = self.stretch(|stretch| stretch.stop <= stop).filter(|_| stop < self.stops)?;
        Some(stretch.line + stop - stretch.stop)
    }

    /// Which of those that can be selected a line is, if it is one.
    #[must_use]
    pub fn stop_at(&self, line: usize) -> Option<usize> {
        let stretch = self.stretch(|stretch| stretch.line <= line).filter(|_| line < self.len)?;
        (!matches!(stretch.what, What::Heading(_))).then(|| stretch.stop + line - stretch.line)
    }

    /// Which of those that can be selected holds an event, by its place in the order.
    #[must_use]
    pub fn stop_of(&self, place: usize) -> Option<usize> {
        let stretch = self.stretch(|stretch| stretch.place <= place).filter(|_| place < self.events)?;
        let within = if matches!(stretch.what, What::Events) { place - stretch.place } else { 0 };
        Some(stretch.stop + within)
    }
}

/// A heading with what stands below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Which stretch of the line it is.
    pub period: Period,
    /// Its words.
    pub heading: String,
    /// Its events, by their places in the order of the line.
    pub events: Range<usize>,
    /// How many of them several outlets tell.
    pub shared: usize,
    /// Articles published in it.
    pub articles: usize,
}

/// The events of a line in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// How many events of the corpus are dated.
    dated: usize,
    /// By their places among all events in brief.
    places: Vec<u32>,
    /// For each event of the corpus its place in the order, or [`NOWHERE`].
    of: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;

impl Order {
    fn new(briefs: &Briefs, told: &[Told]) -> Self {
        let mut of = vec![NOWHERE; briefs.len()];
        for (place, told) in (0..).zip(told) {
            of[told.place as usize] = place;
        }
        Self { dated: briefs.dated(), places: told.iter().map(|told| told.place).collect(), of }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The event at a place of the order.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<EventRef> {
        let place = *self.places.get(place)? as usize;
        Some(place.checked_sub(self.dated).map_or(EventRef::Dated(place), EventRef::Undated))
    }

    /// The events in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = EventRef> {
        (0..self.len()).filter_map(|place| self.get(place))
    }

    /// The place of an event in the order.
    #[must_use]
    pub fn place(&self, event: EventRef) -> Option<usize> {
        let place = match event {
            EventRef::Dated(i) => i,
            EventRef::Undated(i) => self.dated + i,
        };
        self.of.get(place).filter(|&&place| place != NOWHERE).map(|&place| place as usize)
    }
}

/// A line laid out.
pub(super) struct Laid {
    pub(super) order: Order,
    pub(super) groups: Vec<Group>,
    pub(super) lines: Lines,
}

/// An event that outlets tell, by its place among all in brief, and how many of them do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) place: u32,
    pub(super) telling: u32,
}

/// Fewer events than these are not worth another core.
const AT_LEAST: usize = 8192;
/// Where fewer articles than one in so many are listed, their events are gathered; else all are gone through.
const FEW: usize = 4;

/// The events that the outlets tell, in order of the corpus.
pub(super) fn told(
    briefs: &Briefs,
    coverage: &Coverage,
    listed: &[ArticleIndex],
    articles: usize,
) -> Vec<Told> {
    let told = |place: u32| {
        let sentences = briefs.get(place as usize).mentions().iter();
        let telling = coverage.telling_by(sentences.map(|mention| (mention.article, mention.span))) as u32;
        (telling > 0).then_some(Told { place, telling })
    };
    if listed.len() * FEW < articles {
        let places = briefs.places_of(listed.iter().copied());
        return places.into_par_iter().with_min_len(AT_LEAST).filter_map(told).collect();
    }
    (0..briefs.len() as u32).into_par_iter().with_min_len(AT_LEAST).filter_map(told).collect()
}

/// Lays out events at a zoom: every event stands exactly once, by itself or in a fold.
pub(super) fn lay(
    briefs: &Briefs,
    coverage: &Coverage,
    told: Vec<Told>,
    zoom: Precision,
    folding: &Folding,
) -> Laid {
    let (told, groups) = grouped(briefs, told, zoom);
    let order = Order::new(briefs, &told);
    let long_ago = fold::long_ago(coverage);
    // What begins later than that is not over by then.
    let old =
        groups.partition_point(|group| group.period.begins().zip(long_ago).is_some_and(|(a, b)| a <= b));
    let old = old.checked_sub(1).map_or(0, |last| groups[last].events.end);
    let background = |(place, told): (usize, &Told)| {
        !order.get(place).is_some_and(|event| folding.opened.contains(&event))
            && fold::is_background(briefs.get(told.place as usize), told.telling, long_ago)
    };
    let background = told[..old].iter().enumerate().map(background).collect();
    let mut layer = Layer { groups: &groups, background, zoom, folding, lines: Lines::default() };
    layer.all();
    let lines = layer.lines;
    Laid { order, groups, lines }
}

/// The events by period, with what stands in each: what is less exact than the zoom comes before the rest of its
/// period. The corpus has its events by first day, so those of one period stand together but for few.
fn grouped(briefs: &Briefs, told: Vec<Told>, zoom: Precision) -> (Vec<Told>, Vec<Group>) {
    let chunks = told.par_chunks(AT_LEAST).enumerate();
    let mut runs: Vec<(Period, Range<usize>)> =
        chunks.flat_map_iter(|(i, chunk)| runs(briefs, chunk, i * AT_LEAST, zoom)).collect();
    runs.sort_by_key(|(period, _)| *period);
    let mut ordered = Vec::with_capacity(told.len());
    let mut groups: Vec<Group> = Vec::new();
    for (period, run) in runs {
        let (start, end) = (ordered.len(), ordered.len() + run.len());
        let shared = told[run.clone()].iter().filter(|told| told.telling > 1).count();
        ordered.extend_from_slice(&told[run]);
        match groups.last_mut() {
            Some(group) if group.period == period => {
                group.events.end = end;
                group.shared += shared;
            }
            _ => {
                let heading = period.heading(zoom);
                groups.push(Group { period, heading, events: start..end, shared, articles: 0 });
            }
        }
    }
    (ordered, groups)
}

/// The stretches of some events that stand in one period, by their places from `first` on.
fn runs(briefs: &Briefs, told: &[Told], first: usize, zoom: Precision) -> Vec<(Period, Range<usize>)> {
    let mut runs: Vec<(Period, Range<usize>)> = Vec::new();
    let mut before = None;
    for (i, told) in (first..).zip(told) {
        let stamp = briefs.get(told.place as usize).stamp();
        let period = match before {
            // Most are of the day of the one before.
            Some((same, period)) if same == stamp => period,
            _ => Period::of_stamp(stamp, zoom),
        };
        before = Some((stamp, period));
        match runs.last_mut() {
            Some((last, run)) if *last == period => run.end = i + 1,
            _ => runs.push((period, i..i + 1)),
        }
    }
    runs
}

struct Layer<'a> {
    groups: &'a [Group],
    /// Of each event up to the last that can be, whether it is background.
    background: Vec<bool>,
    zoom: Precision,
    folding: &'a Folding,
    lines: Lines,
}

impl Layer<'_> {
    fn all(&mut self) {
        let (mut at, mut group) = (0, 0);
        let mut headed = None;
        while group < self.groups.len() {
            let here = &self.groups[group];
            if at >= here.events.end {
                group += 1;
            } else if at == here.events.start && self.is_closed(here) {
                self.lines.push(What::Fold(closed(here)), here.events.len());
                at = here.events.end;
            } else if let Some(run) = fold::run(&self.background, at).map(|run| self.open(run, group)) {
                at = run.end;
                let fold = self.behind(run.clone());
                self.lines.push(What::Fold(fold), run.len());
            } else {
                if headed != Some(group) {
                    self.lines.push(What::Heading(group), 0);
                    headed = Some(group);
                }
                // Where nothing can be background any more the rest of the period stands there.
                let end = if at < self.background.len() { at + 1 } else { here.events.end };
                self.lines.push(What::Events, end - at);
                at = end;
            }
        }
    }

    fn is_closed(&self, group: &Group) -> bool {
        self.folding.closed.contains(&(self.zoom, group.period))
    }

    /// The run as far as the next period that a person folded.
    fn open(&self, run: Range<usize>, group: usize) -> Range<usize> {
        let after = self.groups[group + 1..].iter().take_while(|next| next.events.start < run.end);
        let end = after.into_iter().find(|next| self.is_closed(next)).map(|next| next.events.start);
        run.start..end.unwrap_or(run.end)
    }

    /// A row of background.
    fn behind(&self, events: Range<usize>) -> Fold {
        let year = |place: usize| {
            let group = self.groups.partition_point(|group| group.events.end <= place);
            self.groups.get(group).and_then(|group| group.period.year())
        };
        let (first, last) = (year(events.start).unwrap_or(0), year(events.end - 1).unwrap_or(0));
        let label = fold::label(events.len(), first, last, events.start == 0, year(events.end));
        Fold { events, label, period: None }
    }
}

/// The row of a period that a person folded.
fn closed(group: &Group) -> Fold {
    let mut label = format!("{} · {}", group.heading, counted(group.events.len(), "event"));
    if group.shared > 0 {
        let _ = write!(label, ", {} told by several outlets", group.shared);
    }
    Fold { events: group.events.clone(), label, period: Some(group.period) }
}
