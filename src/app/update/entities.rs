//! The entity screen: coming there, what its lines lead to, and the work it asks for.

use crate::app::entities::{Back, ENTITY_HEAD, Side, Sides};
use crate::app::menu::Choice;
use crate::app::message::{Effect, Job};
use crate::app::portrait::Item;
use crate::app::scroll::Motion;
use crate::app::state::{App, Screen};
use crate::index::query::Field;
use crate::index::{Roster, Target};
use std::sync::Arc;

impl App {
    /// Where the names and the page of the entity screen are.
    #[must_use]
    pub fn entity_sides(&self) -> Sides {
        self.layout().map_or_else(Sides::default, |layout| Sides::new(layout.body, self.entities.side))
    }

    /// Rows in view of the names.
    #[must_use]
    pub fn names_height(&self) -> usize {
        let area = self.entity_sides().names.unwrap_or_default();
        usize::from(area.inner().height.saturating_sub(ENTITY_HEAD)).max(1)
    }

    /// Rows in view of the page.
    #[must_use]
    pub fn portrait_height(&self) -> usize {
        usize::from(self.entity_sides().page.unwrap_or_default().inner().height).max(1)
    }

    /// Columns of the page; where it has no room, those it had if it had the keys.
    fn portrait_columns(&self) -> usize {
        let there = || self.layout().and_then(|layout| Sides::new(layout.body, Side::Page).page);
        let area = self.entity_sides().page.or_else(there).unwrap_or_default();
        usize::from(area.inner().width)
    }

    /// Goes to the entity screen; from a mention that is pointed at, to the page of who is meant. Again: back.
    pub(super) fn toggle_entities(&mut self) {
        if self.screen() == Screen::Entities {
            self.screens.pop();
            return;
        }
        let target = self.pointed_at();
        self.screens.push(Screen::Entities);
        if let (Some(target), Some(library)) = (target, &self.library) {
            let (index, height) = (library.index.clone(), self.names_height());
            self.entities.seek(&index, target, height);
        }
    }

    /// Who is meant by the mention that is pointed at in the article.
    fn pointed_at(&self) -> Option<Target> {
        let (article, cursor) = (self.reader.article?, self.reader.cursor?);
        let found = self.library.as_ref()?.corpus.annotated(article);
        let mention = found.mentions_in(cursor).iter().find(|mention| mention.span == cursor)?;
        Some(Target::Entity(mention.entity))
    }

    /// The work that the entity screen needs for what it is to show, where that is not under way.
    pub(super) fn entity_work(&mut self) -> Vec<Effect> {
        let Some(library) = self.library.as_ref().filter(|_| self.screen() == Screen::Entities) else {
            return Vec::new();
        };
        let index = library.index.clone();
        if self.entities.asks_roster(self.list.version) {
            self.newest.roster += 1;
            let all = || library.corpus.indices().collect();
            let articles = if self.entities.everywhere { all() } else { self.list.hits.articles.clone() };
            return vec![Effect::Work(Job::Count { generation: self.newest.roster, index, articles })];
        }
        let Some(roster) = self.entities.roster.clone() else { return Vec::new() };
        let columns = self.portrait_columns();
        let Some(target) = self.entities.asks_portrait(self.counted) else { return Vec::new() };
        self.newest.portrait += 1;
        vec![Effect::Work(Job::Portray { generation: self.newest.portrait, index, roster, target, columns })]
    }

    /// Takes in what was counted.
    pub(super) fn on_counted(&mut self, generation: u64, roster: Arc<Roster>) {
        let Some(library) = self.library.as_ref().filter(|_| generation == self.newest.roster) else {
            return;
        };
        let (index, height) = (library.index.clone(), self.names_height());
        self.counted = generation;
        self.entities.take(&index, roster, height);
    }

    /// Makes the entity screen fit its size.
    pub(super) fn settle_entities(&mut self) {
        let Some(library) = self.library.as_ref().filter(|_| self.screen() == Screen::Entities) else {
            return;
        };
        let corpus = library.corpus.clone();
        let (columns, names, page) = (self.portrait_columns(), self.names_height(), self.portrait_height());
        self.entities.go(Motion::Lines(0), names);
        if let Some(portrait) = &mut self.entities.portrait {
            portrait.lay(&corpus, columns);
            portrait.go(Motion::Lines(0), page);
        }
    }

    /// Moves on the side that has the keys. A number goes to that name.
    pub(super) fn go_entities(&mut self, motion: Motion, place: Option<usize>) {
        let (names, page) = (self.names_height(), self.portrait_height());
        match (self.entities.side, &mut self.entities.portrait) {
            (Side::Names, _) => {
                let by = place.map(|place| {
                    Motion::Lines(
                        place.saturating_sub(1).cast_signed() - self.entities.scroll.selected.cast_signed(),
                    )
                });
                self.entities.go(by.unwrap_or(motion), names);
            }
            (Side::Page, Some(portrait)) => portrait.go(motion, page),
            (Side::Page, None) => {}
        }
    }

    /// Narrows the names by what is typed.
    pub(super) fn type_name(&mut self, typed: &str) {
        if let Some(library) = &self.library {
            let (index, height) = (library.index.clone(), self.names_height());
            self.entities.retype(&index, typed, height);
        }
    }

    /// One step back within the entity screen. False where it is to be left.
    pub(super) fn back_in_entities(&mut self) -> bool {
        match (self.entities.back(), &self.library) {
            (Some(Back::To(target)), Some(library)) => {
                let (index, height) = (library.index.clone(), self.names_height());
                self.entities.select_target(&index, target, height);
            }
            (Some(Back::Untyped), Some(library)) => {
                let (index, height, selected) =
                    (library.index.clone(), self.names_height(), self.entities.selected());
                self.type_name("");
                if let Some(target) = selected {
                    self.entities.select_target(&index, target, height);
                }
            }
            (Some(_), _) => {}
            (None, _) => return false,
        }
        true
    }

    /// Counts all articles, or those of the list again.
    pub(super) fn toggle_everywhere(&mut self) {
        self.entities.everywhere = !self.entities.everywhere;
        let words = if self.entities.everywhere { "all articles count" } else { "the listed articles count" };
        self.told = Some(words.to_owned());
    }

    /// Does what the selected line stands for: a name filters the articles, a line of the page leads on.
    pub(super) fn open_entity(&mut self) -> Vec<Effect> {
        let Some(library) = &self.library else { return Vec::new() };
        let index = library.index.clone();
        if self.entities.side == Side::Names {
            return self.entities.selected().map_or_else(Vec::new, |target| self.filter_by(target, None));
        }
        let Some(portrait) = &self.entities.portrait else { return Vec::new() };
        let (profile, height) = (&portrait.profile, self.names_height());
        let target = profile.target;
        match portrait.selected() {
            Some(Item::Name(_) | Item::Said(_)) => {
                return portrait.passage().map_or_else(Vec::new, |passage| self.open_passage(passage));
            }
            Some(Item::Stretch(i)) => {
                let on = profile.over[i].on.clone();
                return on.map_or_else(Vec::new, |on| self.filter_by(target, Some(format!("on:{on}"))));
            }
            Some(Item::Outlet(i)) => {
                let outlet = &profile.outlets[i];
                let Some(named) = outlet.target else {
                    let first = profile.said.iter().find(|said| said.outlet == i).map(|said| said.passage);
                    let whole =
                        crate::model::Passage { article: outlet.first, span: crate::model::Span::default() };
                    return self.open_passage(first.unwrap_or(whole));
                };
                return self.filter_by(target, Some(index.term_of(Field::Outlet, named)));
            }
            Some(Item::Beside(i)) => {
                let other = Target::Entity(profile.beside[i].entity);
                self.entities.follow(&index, other, height);
            }
            Some(Item::More(part)) => {
                let corpus = index.corpus().clone();
                if let Some(portrait) = &mut self.entities.portrait {
                    portrait.unfold(&corpus, part);
                }
            }
            None => {}
        }
        Vec::new()
    }

    /// Narrows the list to a target, and to what else is asked for. What counts everywhere replaces the filter.
    fn filter_by(&mut self, target: Target, and: Option<String>) -> Vec<Effect> {
        let Some(library) = &self.library else { return Vec::new() };
        let index = &library.index;
        let term = index.term_of(index.facet_of(target).field(), target);
        let term = and.map_or_else(|| term.clone(), |and| format!("{term} {and}"));
        if self.entities.everywhere {
            self.list.query.clear();
        }
        self.choose(Choice::Filter(term))
    }

    /// Opens the first mention of the selected name in the oldest article that has it.
    pub(super) fn open_first_mention(&mut self) -> Vec<Effect> {
        let portrait = self.entities.portrait.as_ref();
        let portrait = portrait.filter(|portrait| Some(portrait.profile.target) == self.entities.selected());
        if let Some(passage) = portrait.and_then(|portrait| portrait.profile.first) {
            return self.open_passage(passage);
        }
        self.told = Some("it is not mentioned in the text of any article".to_owned());
        Vec::new()
    }
}
