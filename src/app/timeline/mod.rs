//! The timeline pane and screen: events of the listed articles in order of date, and who tells them.
//!
//! Everything is worked out once for a list of articles, a zoom and what is folded; moving about only counts.

mod about;
mod fold;
mod grid;
mod lay;
mod lines;
mod made;
mod order;
mod period;
#[cfg(test)]
mod tests;
mod volume;

pub use crate::model::EventRef;
pub use about::About;
pub use fold::Fold;
pub(crate) use grid::MOST_EXTRA;
pub use grid::{Expansion, Grid, day_below};
pub use lay::Group;
pub use lines::{Line, Lines};
pub use made::{Ask, Made};
pub use order::Order;
pub use period::{Period, name};
pub use volume::{Cell, Volume};

use super::scroll::{Motion, Scroll};
use crate::analysis::coverage::Coverage;
use crate::model::{ArticleIndex, Corpus, DateBasis, Event, OutletLabels, Precision, SafeText};
use fold::Folding;
use std::collections::BTreeSet;
use std::sync::{Arc, Weak};

/// What a person chose to see of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Whether headings are years, months or days.
    pub zoom: Precision,
    /// Only events that several outlets tell.
    pub shared: bool,
    /// Only events that concern what the filter names.
    pub about: bool,
    /// Outlets that are left out.
    pub off: BTreeSet<SafeText>,
}

impl Default for Choice {
    fn default() -> Self {
        Self { zoom: Precision::Year, shared: false, about: true, off: BTreeSet::new() }
    }
}

/// The state of the timeline.
#[derive(Debug, Clone, Default)]
pub struct TimelineState {
    /// What is to be seen.
    pub choice: Choice,
    /// Headings, events and rows of folded events.
    pub lines: Lines,
    /// The headings with what stands below each.
    pub groups: Vec<Group>,
    /// At what zoom these are: until another line is worked out not that of the choice.
    laid_at: Option<Precision>,
    /// The outlets of the listed articles that are not left out.
    pub coverage: Arc<Coverage>,
    /// All outlets of the listed articles, with their number of articles.
    pub outlets: Vec<(SafeText, usize)>,
    /// The articles by period.
    pub volume: Volume,
    /// The first outlet in view on the whole screen.
    pub left: usize,
    /// The selected event or fold, counted among those, and the first line in view.
    pub scroll: Scroll,
    /// Events of the listed articles, whether shown or not.
    pub of: usize,
    /// What the filter names.
    pub about: About,
    /// The events shown, in order.
    order: Order,
    folding: Folding,
    listed: Vec<ArticleIndex>,
    /// Outlet labels of the whole corpus, with the corpus they are of.
    labels: Option<(Weak<Corpus>, Arc<OutletLabels>)>,
    work: Work,
}

/// A line that is being worked out beside the screen.
#[derive(Debug, Clone, Default)]
struct Work {
    /// What is to be worked out, until somebody takes it up.
    asked: Option<Ask>,
    /// Whether an answer is still to come.
    waiting: bool,
    /// What is to be selected then.
    wish: Option<Wish>,
    /// Where the line stood before its events were forgotten.
    place: Option<Scroll>,
}

#[derive(Debug, Clone, Copy)]
enum Wish {
    Event(EventRef),
    Of(ArticleIndex),
}

/// Events of a corpus up to which the line is worked out at once: well within a frame.
const AT_ONCE: usize = 8_000;

impl TimelineState {
    /// Shows the events that the listed articles tell; stays at the selected event where it is still there. Where there
    /// are very many, that is [work](Self::work) for others, and the line stays as it was until it is done.
    pub fn show(&mut self, corpus: &Arc<Corpus>, listed: &[ArticleIndex], about: About) {
        // Of a line that is given up before it was there the place is given up too.
        if self.work.waiting {
            self.work.place = None;
        }
        listed.clone_into(&mut self.listed);
        self.about = about;
        self.rebuild(corpus, 0);
        self.left = 0;
    }

    /// Forgets the events, which are others now; what the person chose to see stays, and the place on the line that is
    /// shown next.
    pub fn forget(&mut self) {
        self.folding.opened.clear();
        self.order = Order::default();
        self.lines = Lines::default();
        // While the next line is worked out there is none that one could be on.
        let place = self.work.place.unwrap_or(self.scroll);
        self.work = Work { place: Some(place), ..Work::default() };
    }

    /// Goes on with another copy of the corpus that it shows.
    pub(in crate::app) fn go_on_with(&mut self, corpus: &Arc<Corpus>, before: &Arc<Corpus>) {
        if let Some((of, _)) = &mut self.labels
            && Weak::ptr_eq(of, &Arc::downgrade(before))
        {
            *of = Arc::downgrade(corpus);
        }
    }

    /// Changes what is to be seen of the same articles. `height` lines are in view.
    pub fn choose(&mut self, corpus: &Arc<Corpus>, height: usize, change: impl FnOnce(&mut Choice)) {
        change(&mut self.choice);
        self.rebuild(corpus, height);
    }

    fn rebuild(&mut self, corpus: &Arc<Corpus>, height: usize) {
        let ask = Ask {
            corpus: corpus.clone(),
            labels: self
                .labels
                .as_ref()
                .filter(|(of, _)| Weak::ptr_eq(of, &Arc::downgrade(corpus)))
                .map(|(_, labels)| labels.clone()),
            listed: self.listed.clone(),
            about: self.about.clone(),
            choice: self.choice.clone(),
            folding: self.folding.clone(),
        };
        if corpus.timeline.events.len() + corpus.timeline.undated.len() <= AT_ONCE {
            self.take(ask.make(), height);
        } else {
            self.work = Work { asked: Some(ask), waiting: true, ..std::mem::take(&mut self.work) };
        }
    }

    /// What is to be worked out beside the screen, if anything is; [`take`](Self::take) takes the answer to the last
    /// that was asked for.
    pub fn work(&mut self) -> Option<Ask> {
        self.work.asked.take()
    }

    /// Whether an answer is still to come.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        self.work.waiting
    }

    /// Shows a line that was worked out; stays where one was. `height` lines are in view, or it is 0 where that does not
    /// matter.
    pub fn take(&mut self, made: Made, height: usize) {
        let before = self.first_selected();
        let at = self.selected_line().map_or(0, |line| line.saturating_sub(self.scroll.top));
        let Work { wish, place, .. } = std::mem::take(&mut self.work);
        self.labels = Some((Arc::downgrade(&made.corpus), made.labels));
        (self.coverage, self.outlets, self.volume) = (made.coverage, made.outlets, made.volume);
        (self.of, self.order, self.groups, self.lines) = (made.of, made.order, made.groups, made.lines);
        self.laid_at = Some(made.zoom);
        self.scroll = place.unwrap_or_default();
        if let Some(event) = before {
            self.select(event, usize::MAX);
            // What was looked at stays at its height on the screen.
            if let Some(line) = self.selected_line().filter(|_| height > 0) {
                let last = self.lines.len().saturating_sub(height);
                self.scroll.top = line.saturating_sub(at.min(height - 1)).min(last);
            }
        }
        match wish {
            Some(Wish::Event(event)) => self.select(event, height),
            Some(Wish::Of(article)) => self.select_of(&made.corpus, article, height),
            None => {}
        }
    }

    /// The event at a place in the order of the line.
    #[must_use]
    pub fn event_at(&self, place: usize) -> Option<EventRef> {
        self.order.get(place)
    }

    /// The selected event.
    #[must_use]
    pub fn selected(&self) -> Option<EventRef> {
        match self.lines.get(self.selected_line()?)? {
            Line::Event(place) => self.order.get(place),
            Line::Heading(_) | Line::Fold(_) => None,
        }
    }

    /// The selected row of folded events.
    #[must_use]
    pub fn selected_fold(&self) -> Option<&Fold> {
        match self.lines.get(self.selected_line()?)? {
            Line::Fold(fold) => Some(fold),
            Line::Heading(_) | Line::Event(_) => None,
        }
    }

    /// The selected event, or the first of those folded into the selected row.
    pub(in crate::app) fn first_selected(&self) -> Option<EventRef> {
        self.selected().or_else(|| self.order.get(self.selected_fold()?.events.start))
    }

    /// The heading that the selection stands under.
    #[must_use]
    pub fn selected_group(&self) -> Option<usize> {
        let line = self.selected_line()?;
        let place = match self.lines.get(line)? {
            Line::Fold(fold) => fold.events.start,
            Line::Event(place) => place,
            Line::Heading(group) => return Some(group),
        };
        Some(self.groups.partition_point(|group| group.events.end <= place))
    }

    /// The line of the selected event or fold.
    #[must_use]
    pub fn selected_line(&self) -> Option<usize> {
        self.lines.of_stop(self.scroll.selected)
    }

    /// How many events are shown, folded ones too.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is no event.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Moves the selection. `height` lines are in view.
    pub fn go(&mut self, motion: Motion, height: usize) {
        let all = &self.lines;
        // A heading right above belongs into view with its first event.
        let lines = |i: usize| {
            let line = all.of_stop(i).unwrap_or(0);
            let before = i.checked_sub(1).and_then(|i| all.of_stop(i));
            let first =
                if before.is_none_or(|before| before + 1 < line) { line.saturating_sub(1) } else { line };
            first..line + 1
        };
        self.scroll.go(motion, all.stops(), all.len(), height, lines);
    }

    /// Selects an event, or the row it is folded into, if it is shown. `height` lines are in view.
    pub fn select(&mut self, event: EventRef, height: usize) {
        if self.work.waiting {
            self.work.wish = Some(Wish::Event(event));
        }
        let stop = self.order.place(event).and_then(|place| self.lines.stop_of(place));
        if let Some((i, line)) = stop.and_then(|i| Some((i, self.lines.of_stop(i)?))) {
            let by = i.cast_signed() - self.scroll.selected.cast_signed();
            let seen = self.scroll.top..self.scroll.top.saturating_add(height);
            self.go(Motion::Lines(by), height);
            // After a leap there is as much to see before the event as behind it.
            if !seen.contains(&line) {
                let last = self.lines.len().saturating_sub(height);
                self.scroll.top = line.saturating_sub(height / 2).min(last);
            }
        }
    }

    /// Selects the event that an article tells most about: of those it tells with the most sentences one that others
    /// tell too, else the latest. A named war or treaty of long ago gives way to what happened around the article.
    pub fn select_of(&mut self, corpus: &Corpus, article: ArticleIndex, height: usize) {
        let weigh = |event: EventRef| {
            let event = event.of(corpus);
            let told = event.mentions.iter().filter(|mention| mention.article == article).count();
            let background = event.basis == DateBasis::KnownEvent;
            let shared = event.mentions.iter().any(|mention| mention.article != article);
            (!background, event.days.is_some(), shared, told, event.days.map(|days| days.from))
        };
        let shown = |event: EventRef| Some((weigh(event), self.order.place(event)?, event));
        let told = corpus.briefs().told_by(article).take_while(|_| !self.order.is_empty());
        if let Some((_, _, event)) = told.filter_map(shown).max_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1))) {
            self.select(event, height);
        }
        if self.work.waiting {
            self.work.wish = Some(Wish::Of(article));
        }
    }

    /// The zoom of the headings that are shown.
    fn laid_zoom(&self) -> Precision {
        self.laid_at.unwrap_or(self.choice.zoom)
    }

    /// Selects the event or fold on a line, if there is one there.
    pub fn select_line(&mut self, line: usize) -> bool {
        self.lines.stop_at(line).map(|i| self.scroll.selected = i).is_some()
    }

    /// Unfolds the selected row. Whether there was one.
    pub fn unfold(&mut self, corpus: &Arc<Corpus>, height: usize) -> bool {
        let Some(fold) = self.selected_fold().cloned() else { return false };
        match fold.period {
            Some(period) => {
                self.folding.closed.remove(&(self.laid_zoom(), period));
            }
            None => self.folding.opened.extend(fold.events.filter_map(|place| self.order.get(place))),
        }
        self.rebuild(corpus, height);
        true
    }

    /// Folds what the selected event stands in: the background that was unfolded, else its period; unfolds a fold.
    pub fn toggle_fold(&mut self, corpus: &Arc<Corpus>, height: usize) {
        if self.unfold(corpus, height) {
            return;
        }
        let Some((event, group)) = self.selected().zip(self.selected_group()) else { return };
        if self.folding.opened.contains(&event) {
            let place = self.order.place(event).unwrap_or(0);
            let opened = |place: &usize| {
                self.order.get(*place).is_some_and(|shown| self.folding.opened.contains(&shown))
            };
            let before = (0..place).rev().take_while(opened).count();
            let after = (place..self.order.len()).take_while(opened).count();
            for shown in (place - before..place + after).filter_map(|place| self.order.get(place)) {
                self.folding.opened.remove(&shown);
            }
        } else {
            self.folding.closed.insert((self.laid_zoom(), self.groups[group].period));
        }
        self.rebuild(corpus, height);
    }

    /// Folds every period into its row, or unfolds them all where they are.
    pub fn fold_all(&mut self, corpus: &Arc<Corpus>, height: usize) {
        let zoom = self.laid_zoom();
        let key = |group: &Group| (zoom, group.period);
        let all: Vec<(Precision, Period)> = self.groups.iter().map(key).collect();
        if all.iter().all(|period| self.folding.closed.contains(period)) {
            for period in all {
                self.folding.closed.remove(&period);
            }
        } else {
            self.folding.closed.extend(all);
        }
        self.rebuild(corpus, height);
    }

    /// Moves the outlets in view of the whole screen, where `shown` of them fit.
    pub fn slide(&mut self, step: isize, shown: usize) {
        let last = self.coverage.columns.len().saturating_sub(shown);
        self.left = self.left.saturating_add_signed(step).min(last);
    }

    /// Slides to the first outlet that tells an event, where none in view does.
    pub fn slide_to(&mut self, event: &Event, shown: usize) {
        let last = self.coverage.columns.len().saturating_sub(shown);
        let (left, tellers) = (self.left.min(last), self.coverage.tellers(event));
        let in_view = tellers.iter().any(|teller| (left..left + shown).contains(&teller.column));
        if let Some(first) = tellers.first().filter(|_| !in_view) {
            self.left = first.column.min(last);
        }
    }
}
