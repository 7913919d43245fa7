//! Moving a selection through blocks of lines, and keeping it in view. Every pane and screen moves with this.

use super::command::Command;
use std::ops::Range;

/// A way to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// By blocks (or lines), down where positive.
    Lines(isize),
    /// By half pages, down where positive.
    Halves(isize),
    /// By pages, down where positive.
    Pages(isize),
    /// To the first.
    Top,
    /// To the last.
    Bottom,
}

impl Motion {
    /// The motion a command asks for, done `count` times.
    #[must_use]
    pub fn of(command: Command, count: usize) -> Option<Self> {
        let count = isize::try_from(count.clamp(1, 1_000_000)).unwrap_or(1);
        Some(match command {
            Command::Down => Self::Lines(count),
            Command::Up => Self::Lines(-count),
            Command::HalfDown => Self::Halves(count),
            Command::HalfUp => Self::Halves(-count),
            Command::PageDown => Self::Pages(count),
            Command::PageUp => Self::Pages(-count),
            Command::Top => Self::Top,
            Command::Bottom => Self::Bottom,
            _ => return None,
        })
    }

    /// Where this leads from `at` among `len` places when `page` of them are in view.
    #[must_use]
    pub fn from(self, at: usize, len: usize, page: usize) -> usize {
        let last = len.saturating_sub(1);
        match (self, self.step(page)) {
            (_, Some(step)) => at.saturating_add_signed(step).min(last),
            (Self::Top, None) => 0,
            (_, None) => last,
        }
    }

    /// How many places this leads on when `page` of them are in view; `None` where it leads to an end.
    #[must_use]
    pub fn step(self, page: usize) -> Option<isize> {
        let page = page.max(1).cast_signed();
        Some(match self {
            Self::Lines(n) => n,
            Self::Halves(n) => n.saturating_mul((page / 2).max(1)),
            Self::Pages(n) => n.saturating_mul((page - 1).max(1)),
            Self::Top | Self::Bottom => return None,
        })
    }
}

/// A selected block and the first line in view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    /// The selected block.
    pub selected: usize,
    /// The first line in view.
    pub top: usize,
}

impl Scroll {
    /// Moves the selection among blocks, then brings it into view. `lines` gives each block's lines; `total` counts all lines.
    pub fn go(
        &mut self,
        motion: Motion,
        blocks: usize,
        total: usize,
        height: usize,
        lines: impl Fn(usize) -> Range<usize>,
    ) {
        if blocks == 0 {
            *self = Self::default();
            return;
        }
        let first = lines(self.selected.min(blocks - 1));
        let page = (height / first.len().max(1)).max(1);
        self.selected = motion.from(self.selected, blocks, page);
        self.reveal(lines(self.selected), total, height);
        if self.selected == 0 {
            self.top = 0;
        }
    }

    /// Scrolls so far that the lines are in view, their beginning first.
    pub fn reveal(&mut self, lines: Range<usize>, total: usize, height: usize) {
        if lines.end > self.top + height {
            self.top = lines.end.saturating_sub(height);
        }
        self.top = self.top.min(lines.start).min(total.saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn motions_stay_inside() {
        for (motion, at, len, page, expected) in [
            (Motion::Lines(1), 0, 3, 10, 1),
            (Motion::Lines(9), 1, 3, 10, 2),
            (Motion::Lines(-9), 1, 3, 10, 0),
            (Motion::Halves(1), 0, 100, 10, 5),
            (Motion::Pages(1), 0, 100, 10, 9),
            (Motion::Bottom, 0, 100, 10, 99),
            (Motion::Top, 50, 100, 10, 0),
            (Motion::Bottom, 0, 0, 10, 0),
        ] {
            assert_eq!(motion.from(at, len, page), expected, "{motion:?}");
        }
    }

    proptest! {
        #[test]
        fn the_selection_is_always_in_view(
            heights in proptest::collection::vec(1usize..4, 1..40), height in 4usize..20,
            steps in proptest::collection::vec(-50isize..50, 1..10),
        ) {
            let start = |i: usize| heights[..i].iter().sum::<usize>();
            let total = start(heights.len());
            let mut scroll = Scroll::default();
            for step in steps {
                scroll.go(Motion::Lines(step), heights.len(), total, height, |i| start(i)..start(i + 1));
                let lines = start(scroll.selected)..start(scroll.selected + 1);
                prop_assert!(scroll.top <= lines.start && lines.end <= scroll.top + height);
                prop_assert!(scroll.top <= total.saturating_sub(height));
            }
        }
    }
}
