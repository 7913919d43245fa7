//! Where the panes are: pure functions of the screen's size and the pane in focus.
//!
//! `ui` draws into these areas and `update` counts lines with them; both ask here, so that they cannot disagree.

/// Columns and rows of a rectangle on the screen, from 0 at the top left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Leftmost column.
    pub x: u16,
    /// Topmost row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// The area inside a border of one cell.
    #[must_use]
    pub const fn inner(self) -> Self {
        Self {
            x: self.x.saturating_add(1),
            y: self.y.saturating_add(1),
            width: self.width.saturating_sub(2),
            height: self.height.saturating_sub(2),
        }
    }

    /// Whether the cell lies inside.
    #[must_use]
    pub const fn holds(self, x: u16, y: u16) -> bool {
        x >= self.x && y >= self.y && x - self.x < self.width && y - self.y < self.height
    }
}

/// A pane of the main screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pane {
    /// The articles.
    List,
    /// The article being read.
    Reader,
    /// The events.
    Timeline,
}

impl Pane {
    /// The panes from left to right.
    pub const ALL: [Self; 3] = [Self::List, Self::Reader, Self::Timeline];

    /// The neighbour `step` panes to the right, around the end.
    #[must_use]
    pub fn turn(self, step: isize) -> Self {
        let here = Self::ALL.iter().position(|pane| *pane == self).unwrap_or(0).cast_signed();
        Self::ALL[(here + step).rem_euclid(3).unsigned_abs()]
    }
}

/// The smallest screen anything is drawn on.
pub const SMALLEST: (u16, u16) = (20, 5);

/// The parts of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// The line at the top.
    pub header: Area,
    /// Everything between header and footer.
    pub body: Area,
    /// The line at the bottom.
    pub footer: Area,
    /// The visible panes, from left to right or top to bottom.
    pub panes: Vec<(Pane, Area)>,
}

impl Layout {
    /// The layout of a screen of `size` columns and rows; `None` where it is too small for anything.
    ///
    /// Three panes from 120 columns, two from 80, one below; a narrow screen that is taller than wide stacks the
    /// list over the reader. `shares` are the parts of 100 that the person gave the list and the timeline.
    #[must_use]
    pub fn new(size: (u16, u16), focus: Pane, shares: (u16, u16)) -> Option<Self> {
        let (width, height) = size;
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return None;
        }
        let row = |y| Area { x: 0, y, width, height: 1 };
        let body = Area { x: 0, y: 1, width, height: height - 2 };
        Some(Self { header: row(0), footer: row(height - 1), body, panes: panes(body, focus, shares) })
    }

    /// The area of a pane, where it is visible.
    #[must_use]
    pub fn pane(&self, pane: Pane) -> Option<Area> {
        self.panes.iter().find(|(known, _)| *known == pane).map(|(_, area)| *area)
    }
}

fn panes(body: Area, focus: Pane, shares: (u16, u16)) -> Vec<(Pane, Area)> {
    let share =
        |part: u16| u16::try_from(u32::from(body.width) * u32::from(part) / 100).unwrap_or(body.width);
    let (list, timeline) = (share(shares.0).max(24), share(shares.1).max(24));
    match body.width {
        120.. => {
            let reader = body.width.saturating_sub(list + timeline).max(30);
            columns(body, &[(Pane::List, list), (Pane::Reader, reader), (Pane::Timeline, timeline)])
        }
        80.. if focus == Pane::Timeline => {
            columns(body, &[(Pane::Reader, body.width / 2), (Pane::Timeline, body.width)])
        }
        80.. => columns(body, &[(Pane::List, share(36)), (Pane::Reader, body.width)]),
        _ if body.height > body.width.saturating_mul(3) / 5
            && body.height >= 24
            && focus != Pane::Timeline =>
        {
            let top = body.height / 3;
            let lower = Area { y: body.y + top, height: body.height - top, ..body };
            vec![(Pane::List, Area { height: top, ..body }), (Pane::Reader, lower)]
        }
        _ => vec![(focus, body)],
    }
}

/// Columns of the wanted widths; the last takes what is left.
fn columns(body: Area, wanted: &[(Pane, u16)]) -> Vec<(Pane, Area)> {
    let mut x = 0;
    let mut out = Vec::new();
    for (i, (pane, width)) in wanted.iter().enumerate() {
        let left = body.width - x;
        let width = if i + 1 == wanted.len() { left } else { (*width).min(left) };
        out.push((*pane, Area { x: body.x + x, width, ..body }));
        x += width;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn panes_by_width() {
        for (size, focus, expected) in [
            ((140, 45), Pane::List, vec![Pane::List, Pane::Reader, Pane::Timeline]),
            ((100, 30), Pane::List, vec![Pane::List, Pane::Reader]),
            ((100, 30), Pane::Timeline, vec![Pane::Reader, Pane::Timeline]),
            ((60, 20), Pane::Reader, vec![Pane::Reader]),
            ((60, 60), Pane::List, vec![Pane::List, Pane::Reader]),
            ((60, 60), Pane::Timeline, vec![Pane::Timeline]),
        ] {
            let layout = Layout::new(size, focus, (25, 27)).unwrap();
            assert_eq!(layout.panes.iter().map(|(pane, _)| *pane).collect::<Vec<_>>(), expected, "{size:?}");
        }
        assert_eq!(Layout::new((19, 40), Pane::List, (25, 27)), None);
        assert_eq!(Layout::new((40, 4), Pane::List, (25, 27)), None);
    }

    proptest! {
        #[test]
        fn panes_tile_the_body(
            width in 20u16..400, height in 5u16..200, pane in 0usize..3, list in 0u16..60, timeline in 0u16..60,
        ) {
            let layout = Layout::new((width, height), Pane::ALL[pane], (list, timeline)).unwrap();
            let cells: u32 = layout.panes.iter().map(|(_, a)| u32::from(a.width) * u32::from(a.height)).sum();
            prop_assert_eq!(cells, u32::from(layout.body.width) * u32::from(layout.body.height));
            prop_assert!(layout.pane(Pane::ALL[pane]).is_some(), "the focus is always visible");
            for (_, area) in &layout.panes {
                prop_assert!(area.x + area.width <= width && area.y + area.height < height);
            }
        }
    }
}
