//! What a person does to the line of events itself: zoom, folding, which events and outlets stand on it.

use crate::app::command::Command;
use crate::app::menu::{Choice, Item, Menu, OutletChoice};
use crate::app::state::App;
use crate::app::timeline::name;
use crate::model::Precision;
use crate::model::text::counted;

impl App {
    /// Runs a command about the line; whether it was one.
    pub(super) fn run_line(&mut self, command: Command) -> bool {
        let Some(library) = &self.library else { return false };
        let (corpus, height) = (library.corpus.clone(), self.timeline_height());
        let line = &mut self.timeline;
        let told = match command {
            Command::ZoomIn | Command::ZoomOut => {
                let zoom = zoomed(line.choice.zoom, command == Command::ZoomIn);
                let before = line.choice.zoom;
                line.choose(&corpus, height, |choice| choice.zoom = zoom);
                let end = if command == Command::ZoomIn { "no nearer" } else { "no farther" };
                if before == zoom { end.to_owned() } else { format!("by {}", name(zoom)) }
            }
            Command::Fold => {
                line.toggle_fold(&corpus, height);
                return true;
            }
            Command::FoldAll => {
                line.fold_all(&corpus, height);
                return true;
            }
            Command::Shared => {
                line.choose(&corpus, height, |choice| choice.shared = !choice.shared);
                if line.choice.shared { "events that several outlets tell" } else { "all events" }.to_owned()
            }
            Command::About if line.about.is_empty() => "the filter names nobody and nothing".to_owned(),
            Command::About => {
                line.choose(&corpus, height, |choice| choice.about = !choice.about);
                let about = "events that concern what the filter names";
                if line.choice.about { about } else { "all events of the listed articles" }.to_owned()
            }
            Command::Outlets => {
                self.menu = Some(Menu::new("Outlets on the line", self.outlet_items()));
                return true;
            }
            _ => return false,
        };
        self.told = Some(told);
        true
    }

    /// Unfolds the selected row of the timeline; whether there was one.
    pub(super) fn unfold(&mut self) -> bool {
        let height = self.timeline_height();
        let Some(library) = &self.library else { return false };
        self.timeline.unfold(&library.corpus, height)
    }

    /// Shows the events of outlets or leaves them out; an open menu of them stays.
    pub(super) fn switch_outlet(&mut self, which: OutletChoice) {
        let height = self.timeline_height();
        let Some(library) = &self.library else { return };
        let all = self.timeline.outlets.iter().map(|(label, _)| label.clone()).collect();
        self.timeline.choose(&library.corpus.clone(), height, |choice| match which {
            OutletChoice::All => choice.off.clear(),
            OutletChoice::None => choice.off = all,
            OutletChoice::One(label) => {
                if !choice.off.remove(&label) {
                    choice.off.insert(label);
                }
            }
        });
        let items = self.outlet_items();
        if let Some(menu) = &mut self.menu {
            menu.refill(items);
        }
    }

    fn outlet_items(&self) -> Vec<Item> {
        let line = &self.timeline;
        let item = |label: &str, mark: &str, aside: String, which| Item {
            label: format!("{mark}{label}"),
            detail: String::new(),
            aside,
            choice: Choice::Outlet(which),
        };
        let mut items = vec![
            item("all of them", "", String::new(), OutletChoice::All),
            item("none of them, to choose anew", "", String::new(), OutletChoice::None),
        ];
        items.extend(line.outlets.iter().map(|(label, articles)| {
            let mark = if line.choice.off.contains(label) { "○ " } else { "● " };
            item(label, mark, counted(*articles, "article"), OutletChoice::One(label.clone()))
        }));
        items
    }
}

/// The next nearer or farther zoom.
const fn zoomed(zoom: Precision, nearer: bool) -> Precision {
    match (zoom, nearer) {
        (Precision::Year | Precision::Month, false) => Precision::Year,
        (Precision::Year, true) | (Precision::Day, false) => Precision::Month,
        (Precision::Month | Precision::Day, true) => Precision::Day,
    }
}
