//! From events to lines: the order, the headings of a zoom, and the rows of what is folded.

use super::EventRef;
use super::fold::{self, Fold, Folding};
use super::period::Period;
use crate::analysis::coverage::Coverage;
use crate::model::text::counted;
use crate::model::{Briefs, Corpus, Precision};
use rayon::prelude::*;
use std::fmt::Write;
use std::ops::Range;

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The heading of a group, by its index.
    Heading(usize),
    /// One event.
    Event(EventRef),
    /// Events folded into one row.
    Fold(Fold),
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

/// A line laid out.
pub(super) struct Laid {
    pub(super) order: Vec<EventRef>,
    pub(super) groups: Vec<Group>,
    pub(super) lines: Vec<Line>,
}

/// An event that outlets tell, and how many of them do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) event: EventRef,
    pub(super) telling: u32,
}

/// Fewer events than these are not worth another core.
const AT_LEAST: usize = 8192;

/// The events that the outlets tell, in order of the corpus.
pub(super) fn told(briefs: &Briefs, coverage: &Coverage) -> Vec<Told> {
    let told = |place: usize| {
        let sentences = briefs.get(place).mentions().iter().map(|mention| (mention.article, mention.span));
        let telling = coverage.telling_by(sentences) as u32;
        (telling > 0).then(|| Told { event: EventRef::at(place, briefs), telling })
    };
    (0..briefs.len()).into_par_iter().with_min_len(AT_LEAST).filter_map(told).collect()
}

/// Lays out events at a zoom: every event stands exactly once, by itself or in a fold.
pub(super) fn lay(
    corpus: &Corpus,
    briefs: &Briefs,
    coverage: &Coverage,
    told: Vec<Told>,
    zoom: Precision,
    folding: &Folding,
) -> Laid {
    let brief = |told: &Told| briefs.get(told.event.place(briefs));
    let key = |told: Told| (Period::of_brief(brief(&told), zoom), told);
    let mut keyed: Vec<(Period, Told)> = told.into_par_iter().with_min_len(AT_LEAST).map(key).collect();
    // The corpus has its events by first day; what is less exact than the zoom comes before the rest of its period.
    keyed.par_sort_by_key(|(period, _)| *period);
    let groups = groups(&keyed, zoom);
    let long_ago = fold::long_ago(corpus, coverage);
    let background: Vec<bool> = keyed
        .par_iter()
        .with_min_len(AT_LEAST)
        .map(|(_, told)| {
            !folding.opened.contains(&told.event) && fold::is_background(brief(told), told.telling, long_ago)
        })
        .collect();
    let mut layer = Layer { keyed: &keyed, groups: &groups, background, zoom, folding, lines: Vec::new() };
    layer.all();
    let lines = layer.lines;
    Laid { order: keyed.into_iter().map(|(_, told)| told.event).collect(), groups, lines }
}

fn groups(keyed: &[(Period, Told)], zoom: Precision) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (i, (period, told)) in keyed.iter().enumerate() {
        let shared = usize::from(told.telling > 1);
        match groups.last_mut() {
            Some(group) if group.period == *period => {
                group.events.end = i + 1;
                group.shared += shared;
            }
            _ => groups.push(Group {
                period: *period,
                heading: period.heading(zoom),
                events: i..i + 1,
                shared,
                articles: 0,
            }),
        }
    }
    groups
}

struct Layer<'a> {
    keyed: &'a [(Period, Told)],
    groups: &'a [Group],
    background: Vec<bool>,
    zoom: Precision,
    folding: &'a Folding,
    lines: Vec<Line>,
}

impl Layer<'_> {
    fn all(&mut self) {
        let (mut at, mut group) = (0, 0);
        let mut headed = None;
        while at < self.keyed.len() {
            while self.groups[group].events.end <= at {
                group += 1;
            }
            let here = &self.groups[group];
            if at == here.events.start && self.is_closed(here) {
                self.lines.push(Line::Fold(closed(here)));
                at = here.events.end;
            } else if let Some(run) = fold::run(&self.background, at).map(|run| self.open(run, group)) {
                at = run.end;
                let fold = self.behind(run);
                self.lines.push(Line::Fold(fold));
            } else {
                if headed != Some(group) {
                    self.lines.push(Line::Heading(group));
                    headed = Some(group);
                }
                self.lines.push(Line::Event(self.keyed[at].1.event));
                at += 1;
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
        let year = |place: usize| self.keyed.get(place).and_then(|(period, _)| period.year());
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
