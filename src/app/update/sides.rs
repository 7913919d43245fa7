//! Choosing the sides of a comparison: by two that are picked in the list, by the names of two outlets in the palette, by a story
//! of two outlets.

use crate::analysis::comparison::covered;
use crate::analysis::coverage::Column;
use crate::app::compare::CompareScreen;
use crate::app::layout::Pane;
use crate::app::menu::{Choice, Item};
use crate::app::message::Effect;
use crate::app::state::{App, COMPARE_HEAD, Screen};
use crate::index::fuzzy::rank;
use crate::model::ArticleIndex;
use crate::model::text::counted;
use std::collections::BTreeSet;

/// What begins a line of the palette that names two outlets.
const COMPARE: &str = "compare ";
/// Outlets offered for one name typed.
const MOST: usize = 6;

impl App {
    /// Lays the two articles that are picked in the list side by side; without any asks what to lay the selected one
    /// beside.
    pub(super) fn compare_picked(&mut self) -> Vec<Effect> {
        let listing = self.screen() == Screen::Main && self.focus == Pane::List && !self.picked.is_empty();
        let picked = if listing { self.subjects() } else { Vec::new() };
        match picked.as_slice() {
            &[left, right] => {
                self.picked.clear();
                return self.ask_comparison(vec![left], vec![right]);
            }
            [] | [_] => self.menu = self.compare_menu(),
            more => self.told = Some(format!("two can be laid side by side; {} are marked", more.len())),
        }
        Vec::new()
    }

    /// Offers in the palette the comparisons that a line such as `compare To Vima / Daily Sabah` means.
    pub(super) fn offer_comparisons(&mut self) {
        let Some(menu) = self.menu.as_ref().filter(|menu| menu.palette) else { return };
        let typed = menu.input.value();
        let Some(names) = typed.get(..COMPARE.len()).filter(|head| head.eq_ignore_ascii_case(COMPARE)) else {
            return;
        };
        let names = &typed[names.len()..];
        let Some(library) = &self.library else { return };
        let columns = &self.timeline.coverage.columns;
        let fitting = |name: &str| -> Vec<&Column> {
            let labels = columns.iter().map(|column| column.label.as_str());
            rank(labels, name.trim()).into_iter().map(|found| &columns[found.item]).collect()
        };
        let (left, right) = names.split_once('/').unwrap_or((names, ""));
        let (lefts, rights) = (fitting(left), fitting(right));
        let mut items = Vec::new();
        for left in lefts.iter().take(if right.trim().is_empty() { 1 } else { MOST }) {
            for right in rights.iter().filter(|right| right.label != left.label).take(MOST) {
                let (ours, theirs, shared) = covered(&library.corpus, &left.articles, &right.articles);
                let story = |i: &ArticleIndex| library.corpus.story_of.get(i.get()).copied();
                let stories = ours.iter().map(story).collect::<BTreeSet<_>>().len();
                items.push(Item {
                    label: format!("compare {} / {}", left.label, right.label),
                    detail: "the two outlets side by side".to_owned(),
                    aside: match stories {
                        _ if !shared => "no shared story".to_owned(),
                        1 => "one shared story".to_owned(),
                        n => format!("{n} shared stories"),
                    },
                    choice: Choice::CompareSides(ours, theirs),
                });
            }
        }
        items.truncate(3 * MOST);
        if let Some(menu) = &mut self.menu {
            menu.offer(items);
        }
    }

    /// Lays the accounts of the selected story side by side; the comparison of the outlets stays behind it.
    pub(super) fn open_story(&mut self) -> Option<Vec<Effect>> {
        let screen = self.compare.as_ref()?;
        let story = screen.story()?;
        let (left, right) = (story.left.clone(), story.right.clone());
        self.compare_before.push(screen.clone());
        Some(self.ask_comparison(left, right))
    }

    /// Back from a story to the outlets. Whether there was anything to go back to.
    pub(super) fn back_to_outlets(&mut self) -> bool {
        if self.screen() != Screen::Compare {
            return false;
        }
        match self.compare_before.pop() {
            Some(before) => {
                self.compare = Some(before);
                true
            }
            None => false,
        }
    }

    /// Selects the next pair or section of the comparison, or the one before.
    pub(super) fn step_comparison(
        &mut self,
        place: fn(&CompareScreen, bool) -> Option<usize>,
        forward: bool,
    ) {
        let height = self.body_height(COMPARE_HEAD);
        let Some(compare) = &mut self.compare else { return };
        match place(compare, forward) {
            Some(row) => {
                let by = row.cast_signed() - compare.scroll.selected.cast_signed();
                compare.go(crate::app::scroll::Motion::Lines(by), height);
            }
            None => {
                self.told = Some(if forward { "that was the last" } else { "that was the first" }.to_owned());
            }
        }
    }

    /// Gives the third column to the next outlet.
    pub(super) fn turn_third(&mut self) {
        let columns = crate::app::state::THREE_COLUMNS;
        let narrow = self.size.0 < columns;
        let (Some(compare), Some(library)) = (&mut self.compare, &self.library) else { return };
        self.told = Some(if narrow {
            format!(
                "a third column needs {columns} columns; “also in” names {}",
                counted(compare.comparison.others.len(), "outlet")
            )
        } else {
            compare.turn_third(&library.corpus)
        });
    }

    /// Folds or unfolds what both say word for word.
    pub(super) fn fold_comparison(&mut self, all: bool) {
        let (Some(compare), Some(library)) = (&mut self.compare, &self.library) else { return };
        if !compare.fold(&library.corpus, all) {
            self.told = Some("nothing here is the same word for word".to_owned());
        }
    }
}
