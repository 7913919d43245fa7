//! The lines of the timeline. Those that are alike are one stretch, so that a line of hundreds of thousands of events is
//! laid out as fast as its order is known, and takes little more room than that.

use super::fold::Fold;

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

/// What stands in a stretch of lines.
#[derive(Debug, Clone)]
pub(super) enum What {
    /// The heading of a group.
    Heading(usize),
    /// A line for each of some events.
    Events,
    /// One line for all of them.
    Fold(Fold),
}

impl Lines {
    /// Puts what so many events stand in at the end.
    pub(super) fn push(&mut self, what: What, events: usize) {
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
