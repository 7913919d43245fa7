//! The mouse: a click focuses and selects, a second click opens, the wheel scrolls what it is over, a drag moves borders.

use crate::app::entities::{ENTITY_HEAD, Side};
use crate::app::layout::Pane;
use crate::app::message::{Effect, Mouse};
use crate::app::scroll::Motion;
use crate::app::state::{
    App, COMPARE_HEAD, EVENT_HEAD, MATRIX_HEAD, READER_MARGIN, Screen, TAKES_HEAD, overlay_area,
};
use crate::app::tabs::tabs;
use crate::app::takes::Part;

/// Lines that one turn of the wheel moves.
const WHEEL: isize = 3;

impl App {
    pub(super) fn on_mouse(&mut self, mouse: Mouse, x: u16, y: u16) -> Vec<Effect> {
        if self.note.is_some() {
            return Vec::new();
        }
        if self.menu.is_some() || self.page.is_some() {
            return self.mouse_on_top(mouse, x, y);
        }
        match mouse {
            Mouse::Wheel(by) => self.wheel(by, x, y),
            Mouse::Click if self.screen() == Screen::Main => return self.click_pane(x, y),
            Mouse::Click if self.screen() == Screen::Entities => return self.click_entities(x, y),
            Mouse::Click => return self.click_line(x, y),
            Mouse::Drag => self.drag(x),
            Mouse::Release => self.dragging = None,
        }
        Vec::new()
    }

    fn mouse_on_top(&mut self, mouse: Mouse, x: u16, y: u16) -> Vec<Effect> {
        let (area, height) = (overlay_area(self.size), self.menu_height());
        let inner = area.inner();
        match mouse {
            Mouse::Click if !area.holds(x, y) => (self.menu, self.page) = (None, None),
            Mouse::Click => {
                // The line being typed and its rule stand above the items.
                let Some(row) = y.checked_sub(inner.y + 2) else { return Vec::new() };
                if let Some(menu) = &mut self.menu {
                    let item = menu.scroll.top + usize::from(row);
                    if item < menu.shown.len() {
                        menu.scroll.selected = item;
                        return self.take_chosen();
                    }
                }
            }
            Mouse::Wheel(by) => match (&mut self.menu, &mut self.page) {
                (Some(menu), _) => menu.go(Motion::Lines(by), height),
                (None, Some(page)) => {
                    let rows = page.rows(usize::from(inner.width)).len();
                    let places = rows.saturating_sub(usize::from(inner.height)) + 1;
                    page.scroll.top = Motion::Lines(by * WHEEL).from(page.scroll.top, places, 1);
                }
                (None, None) => {}
            },
            Mouse::Drag | Mouse::Release => {}
        }
        Vec::new()
    }

    fn wheel(&mut self, by: isize, x: u16, y: u16) {
        let lines = Motion::Lines(by * WHEEL);
        let (list, reader, timeline) = (self.list_view(), self.reader_height(), self.timeline_height());
        match self.screen() {
            Screen::Main => {
                let Some(layout) = self.layout() else { return };
                let over = layout.panes.iter().find(|(_, area)| area.holds(x, y)).map(|(pane, _)| *pane);
                match over {
                    Some(Pane::List) => {
                        self.list.go(Motion::Lines(by), list);
                        self.follow_list(false);
                    }
                    Some(Pane::Reader) => self.reader.scroll(lines, reader),
                    Some(Pane::Timeline) => self.timeline.go(Motion::Lines(by), timeline),
                    None => {}
                }
            }
            Screen::Matrix => self.timeline.go(Motion::Lines(by), timeline),
            Screen::Entities => self.wheel_entities(by, x, y),
            Screen::Event => {
                let height = self.body_height(EVENT_HEAD);
                if let Some(event) = &mut self.event {
                    event.go(Motion::Lines(by), height);
                }
            }
            Screen::Takes => {
                let height = self.body_height(TAKES_HEAD);
                if let Some(part) = self.take_part_at(x, y)
                    && let Some(takes) = &mut self.takes
                {
                    takes.part = part;
                    takes.go(Motion::Lines(by), height);
                }
            }
            Screen::Compare => {
                let height = self.body_height(COMPARE_HEAD);
                if let Some(compare) = &mut self.compare {
                    compare.go(Motion::Lines(by), height);
                }
            }
        }
    }

    fn click_pane(&mut self, x: u16, y: u16) -> Vec<Effect> {
        let Some(layout) = self.layout() else { return Vec::new() };
        let Some(&(pane, area)) = layout.panes.iter().find(|(_, area)| area.holds(x, y)) else {
            return Vec::new();
        };
        let last = layout.panes.last().map(|(pane, _)| *pane);
        if x + 1 == area.x + area.width && Some(pane) != last && layout.panes.len() == 3 {
            self.dragging = Some(pane);
            return Vec::new();
        }
        let again = self.focus == pane;
        self.focus = pane;
        let inner = area.inner();
        let Some(row) = y.checked_sub(inner.y).filter(|row| *row < inner.height).map(usize::from) else {
            return Vec::new();
        };
        match pane {
            Pane::List if row < self.folder_rows() => {
                let shown = self.folders_shown();
                let place = self.folders.first(shown) + row;
                if row == shown {
                    return Vec::new();
                }
                let opens = again && self.folders.at == Some(place);
                self.folders.at = Some(place);
                if opens { self.open() } else { Vec::new() }
            }
            Pane::List => {
                let row = row - self.folder_rows();
                let folder = self.folders.at.take();
                let place = (self.list.scroll.top + row) / self.list_view().rows;
                if place >= self.list.order().len() {
                    return Vec::new();
                }
                let opens = again && folder.is_none() && place == self.list.scroll.selected;
                let height = self.list_view();
                self.list.select(place, height);
                self.follow_list(false);
                if opens { self.open() } else { Vec::new() }
            }
            Pane::Reader => {
                self.click_text(x - inner.x, row);
                Vec::new()
            }
            Pane::Timeline => {
                let before = self.timeline.scroll.selected;
                let line = self.timeline_line_at(row);
                let opens =
                    self.timeline.select_line(line) && again && before == self.timeline.scroll.selected;
                if opens { self.open() } else { Vec::new() }
            }
        }
    }

    /// Points at the mention under the mouse.
    fn click_text(&mut self, x: u16, row: usize) {
        let Some(row) = row.checked_sub(usize::from(self.reader_head())) else { return };
        let Some(line) = self.reader.rows.get(self.reader.top + row).copied() else { return };
        let Some((library, article)) = self.library.as_ref().zip(self.reader.article) else { return };
        let body = library.corpus.article(article);
        let words = body.words(line.span);
        let columns = usize::from(x.saturating_sub(READER_MARGIN + crate::app::rows::indent(line.role)));
        let at = line.span.start + crate::model::width::prefix(words, columns).len() as u32;
        let findings = library.corpus.annotated(article);
        let found = findings.mentions.iter().find(|mention| mention.span.holds(at));
        self.reader.from = None;
        self.reader.cursor = found.map(|mention| mention.span);
    }

    /// Selects what is on a line of a whole screen; a second click opens it.
    fn click_line(&mut self, x: u16, y: u16) -> Vec<Effect> {
        let top = self.layout().map_or(0, |layout| layout.body.inner().y);
        let head = match self.screen() {
            Screen::Matrix => MATRIX_HEAD,
            Screen::Event => EVENT_HEAD,
            Screen::Compare => COMPARE_HEAD,
            Screen::Takes => TAKES_HEAD,
            Screen::Main | Screen::Entities => 0,
        };
        let Some(row) = y.checked_sub(top + head).map(usize::from) else { return Vec::new() };
        let before = self.selection();
        let hit = match self.screen() {
            Screen::Matrix => {
                let line = self.timeline_line_at(row);
                self.timeline.select_line(line)
            }
            Screen::Event => {
                self.event.as_mut().is_some_and(|event| event.select_line(event.scroll.top + row))
            }
            Screen::Compare => self.compare.as_mut().is_some_and(|c| c.select_line(c.scroll.top + row)),
            Screen::Takes => {
                let part = self.take_part_at(x, y);
                part.zip(self.takes.as_mut()).is_some_and(|(part, takes)| takes.select_row(part, row))
            }
            Screen::Main | Screen::Entities => false,
        };
        if hit && before == self.selection() { self.open() } else { Vec::new() }
    }

    /// What is selected on a whole screen.
    fn selection(&self) -> Option<usize> {
        match self.screen() {
            Screen::Matrix => Some(self.timeline.scroll.selected),
            Screen::Event => self.event.as_ref().map(|event| event.scroll.selected),
            Screen::Compare => self.compare.as_ref().map(|compare| compare.scroll.selected),
            // Both parts count through, so that a click in the other part is no second click.
            Screen::Takes => self.takes.as_ref().map(|takes| {
                takes.listing(takes.part).scroll.selected * 2 + usize::from(takes.part == Part::Common)
            }),
            Screen::Main | Screen::Entities => None,
        }
    }

    /// Selects a kind, a name or a line of a page; a second click opens it.
    fn click_entities(&mut self, x: u16, y: u16) -> Vec<Effect> {
        let sides = self.entity_sides();
        if let Some(area) = sides.names.filter(|area| area.holds(x, y)) {
            self.entities.side = Side::Names;
            let Some(row) = y.checked_sub(area.inner().y) else { return Vec::new() };
            if row == 0 {
                let tabs = tabs(self.entities.facet, &self.entities.shown, area.inner());
                if let Some(facet) = tabs.iter().find(|tab| tab.area.holds(x, y)).and_then(|tab| tab.facet) {
                    self.entities.turn_to(facet);
                }
                return Vec::new();
            }
            let before = self.entities.selected();
            let row = row.checked_sub(ENTITY_HEAD).filter(|_| y + 1 < area.y + area.height);
            let hit = row.is_some_and(|row| self.entities.select_row(usize::from(row)));
            return if hit && before == self.entities.selected() { self.open_entity() } else { Vec::new() };
        }
        let Some(area) = sides.page.filter(|area| area.holds(x, y)) else { return Vec::new() };
        let focused = std::mem::replace(&mut self.entities.side, Side::Page) == Side::Page;
        let (Some(portrait), Some(row)) = (&mut self.entities.portrait, y.checked_sub(area.inner().y)) else {
            return Vec::new();
        };
        let before = portrait.scroll.selected;
        let hit = portrait.select_line(portrait.scroll.top + usize::from(row));
        if hit && focused && before == portrait.scroll.selected { self.open_entity() } else { Vec::new() }
    }

    /// The wheel over the names or the page.
    fn wheel_entities(&mut self, by: isize, x: u16, y: u16) {
        let (sides, names, page) = (self.entity_sides(), self.names_height(), self.portrait_height());
        if sides.names.is_some_and(|area| area.holds(x, y)) {
            self.entities.go(Motion::Lines(by), names);
        } else if let Some(portrait) = &mut self.entities.portrait {
            portrait.go(Motion::Lines(by), page);
        }
    }

    /// The part of the screen of other accounts under the mouse.
    fn take_part_at(&self, x: u16, y: u16) -> Option<Part> {
        self.takes_parts().iter().find(|(_, area)| area.holds(x, y)).map(|(part, _)| *part)
    }

    fn drag(&mut self, x: u16) {
        let width = u32::from(self.size.0.max(1));
        let share = |columns: u16| u16::try_from((u32::from(columns) * 100).div_ceil(width)).unwrap_or(50);
        match self.dragging {
            Some(Pane::List) => self.settings.shares.0 = share(x).clamp(15, 50),
            Some(Pane::Reader) => self.settings.shares.1 = share(self.size.0.saturating_sub(x)).clamp(15, 50),
            Some(Pane::Timeline) | None => {}
        }
    }
}
