//! From events to lines: the order, the headings of a zoom, and the rows of what is folded.

use super::fold::{self, Fold, Folding};
use super::lines::{Lines, What};
use super::order::Order;
use super::period::Period;
use crate::analysis::coverage::Coverage;
use crate::model::text::counted;
use crate::model::{ArticleIndex, Briefs, Precision};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::fmt::Write;
use std::ops::Range;

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

/// A line laid out.
pub(super) struct Laid {
    pub(super) order: Order,
    pub(super) groups: Vec<Group>,
    pub(super) lines: Lines,
}

/// An event that outlets tell, by its place among all in brief, and whether several of them do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) place: u32,
    pub(super) shared: bool,
}

/// Fewer events than these are not worth another core.
pub(super) const AT_LEAST: usize = 8192;
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
        let shared = coverage.told_by_several(sentences.map(|mention| (mention.article, mention.span)))?;
        Some(Told { place, shared })
    };
    if listed.len() * FEW < articles {
        let places = briefs.places_of(listed.iter().copied());
        return places.into_par_iter().with_min_len(AT_LEAST).filter_map(told).collect();
    }
    (0..briefs.len() as u32).into_par_iter().with_min_len(AT_LEAST).filter_map(told).collect()
}

/// Lays out events at a zoom: every event stands exactly once, by itself or in a fold. `first` is the day of the first of
/// the articles.
pub(super) fn lay(
    briefs: &Briefs,
    told: &[Told],
    first: Option<NaiveDate>,
    zoom: Precision,
    folding: &Folding,
) -> Laid {
    let (told, groups) = grouped(briefs, told, zoom);
    let order = Order::new(briefs, told.iter().map(|told| told.place).collect());
    let long_ago = fold::long_ago(first);
    // What begins later than that is not over by then.
    let old =
        groups.partition_point(|group| group.period.begins().zip(long_ago).is_some_and(|(a, b)| a <= b));
    let old = old.checked_sub(1).map_or(0, |last| groups[last].events.end);
    let background = |(place, told): (usize, &Told)| {
        !order.get(place).is_some_and(|event| folding.opened.contains(&event))
            && fold::is_background(briefs.get(told.place as usize), told.shared, long_ago)
    };
    let background = told[..old].iter().enumerate().map(background).collect();
    let mut layer = Layer { groups: &groups, background, zoom, folding, lines: Lines::default() };
    layer.all();
    let lines = layer.lines;
    Laid { order, groups, lines }
}

/// The events by period, with what stands in each: what is less exact than the zoom comes before the rest of its
/// period. The corpus has its events by first day, so those of one period stand together but for few.
fn grouped(briefs: &Briefs, told: &[Told], zoom: Precision) -> (Vec<Told>, Vec<Group>) {
    let chunks = told.par_chunks(AT_LEAST).enumerate();
    let mut runs: Vec<(Period, Range<usize>)> =
        chunks.flat_map_iter(|(i, chunk)| runs(briefs, chunk, i * AT_LEAST, zoom)).collect();
    runs.sort_by_key(|(period, _)| *period);
    let mut ordered = Vec::with_capacity(told.len());
    let mut groups: Vec<Group> = Vec::new();
    for (period, run) in runs {
        let (start, end) = (ordered.len(), ordered.len() + run.len());
        let shared = told[run.clone()].iter().filter(|told| told.shared).count();
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
