//! `update`: the only place where state changes. Messages in, effects out, no I/O.

mod correct;
mod entities;
mod export;
mod fetching;
mod folders;
mod keys;
mod line;
mod marks;
mod memory;
mod mouse;
mod notes;
mod open;
mod reading;
mod resume;
mod run;
mod searching;
mod sides;
mod tags;
mod versions;

pub(super) use fetching::corrected;
pub(super) use searching::searched;

use super::layout::Pane;
use super::message::{Effect, Job, Library, Message};
use super::scroll::Motion;
use super::state::{App, PromptKind, Screen};
use super::timeline::{About, EventRef, Made};
use crate::index::Hits;
use crate::index::query::Query;
use crate::model::{ArticleIndex, Span};
use memory::LIGHT;

impl App {
    /// Takes a message in; returns what the world is to do.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let before = self.told_across();
        self.stay(&message);
        self.awaited.answered(&message);
        let mut effects = match message {
            Message::Key(chord) => self.on_key(chord),
            Message::Paste(text) => self.on_paste(&text),
            Message::Mouse(mouse, x, y) => {
                self.hint = false;
                self.on_mouse(mouse, x, y)
            }
            Message::Resize(columns, rows) => {
                self.size = (columns, rows);
                Vec::new()
            }
            Message::Loading(stage) => {
                self.loading = Some(stage);
                Vec::new()
            }
            Message::Loaded(library) => self.on_loaded(library),
            Message::Filtered(generation, hits) => self.on_filtered(generation, *hits),
            Message::Compared(generation, comparison) => {
                if generation == self.newest.compare {
                    self.show_comparison(*comparison);
                }
                Vec::new()
            }
            Message::Counted(generation, roster) => {
                self.on_counted(generation, roster);
                Vec::new()
            }
            Message::Portrayed(generation, portrait) => {
                if generation == self.newest.portrait {
                    self.entities.portrait = Some(portrait);
                }
                Vec::new()
            }
            Message::Corrected(generation, corrected) => {
                if generation == self.newest.correct {
                    self.on_corrected(*corrected)
                } else {
                    Vec::new()
                }
            }
            Message::Renewed(generation, renewed) => {
                if generation == self.newest.renew {
                    self.on_renewed(*renewed)
                } else {
                    Vec::new()
                }
            }
            Message::Searched(library) => self.on_searched(*library),
            Message::Fetching(news) => self.on_fetching(news),
            Message::Accounted(generation, account) => {
                if generation == self.newest.takes {
                    self.show_account(*account);
                }
                Vec::new()
            }
            Message::Found(generation, hits) => self.on_found(generation, hits),
            Message::Lined(generation, made) => self.on_lined(generation, *made),
            Message::Saved(saved) => {
                self.on_saved(saved);
                Vec::new()
            }
            Message::Tallied(generation, place, counts) => self.on_tallied(generation, place, counts),
            Message::Marked(marks) => {
                self.folders.stale = true;
                self.marks = marks.into();
                Vec::new()
            }
            Message::Versions(id, past) => {
                self.show_versions(&id, &past);
                Vec::new()
            }
            Message::Waited(work) => {
                self.awaited.tell(work);
                Vec::new()
            }
            Message::Told(words) => {
                self.told = Some(words);
                Vec::new()
            }
            Message::Trouble(warning) => {
                self.told = Some(warning.to_string());
                self.warnings.push(warning);
                Vec::new()
            }
        };
        // Once the filter stands and what it finds is shown, the place before it is past.
        let typing = self.prompt.as_ref().is_some_and(|prompt| prompt.kind == PromptKind::Filter);
        if !typing && self.newest.listed == self.newest.filter {
            self.list.held = None;
        }
        self.settle();
        if self.told_across() != before {
            self.follow_event();
        }
        effects.extend(self.entity_work());
        self.folders.stale |= effects.iter().any(|effect| matches!(effect, Effect::Record(_)));
        self.ask_for_work(&mut effects);
        effects
    }

    /// Asks for the work that what is shown now needs, and takes note of all that is asked for.
    fn ask_for_work(&mut self, effects: &mut Vec<Effect>) {
        effects.extend(self.tally_work());
        effects.extend(self.line_work());
        effects.extend(self.find_work());
        effects.extend(self.renewal());
        for effect in effects {
            if let Effect::Work(job) = effect {
                self.awaited.asked(job);
            }
        }
        self.lighten(LIGHT);
    }

    /// Shows what a filter found.
    fn on_filtered(&mut self, generation: u64, mut hits: Hits) -> Vec<Effect> {
        if generation != self.newest.filter {
            return Vec::new();
        }
        self.newest.listed = generation;
        self.excuse_unsearched(&mut hits);
        self.list.take(hits, self.list_view());
        self.follow_list(true);
        self.resume_rest()
    }

    /// Shows the line of events that was worked out.
    fn on_lined(&mut self, generation: u64, made: Made) -> Vec<Effect> {
        if generation == self.newest.line && self.timeline.is_waiting() {
            let height = self.timeline_height();
            self.timeline.take(made, height);
        }
        Vec::new()
    }

    /// Shows where words stand in a long article.
    fn on_found(&mut self, generation: u64, hits: Vec<Span>) -> Vec<Effect> {
        if generation == self.newest.look && self.reader.find.is_waiting() {
            let (height, still) = (self.reader_height(), self.reader.find.nowhere());
            self.reader.found(hits, height);
            // That it was being looked for is told no longer.
            if self.told.is_some() && self.told == still {
                self.told = self.reader.find.nowhere();
            }
        }
        Vec::new()
    }

    /// Asks that words be looked for in an article that is too long for it to be done here.
    fn find_work(&mut self) -> Option<Effect> {
        let look = self.reader.find.work()?;
        self.newest.look += 1;
        Some(Effect::Work(Job::Look { generation: self.newest.look, look }))
    }

    /// Asks for the line of events, where it is too long to be worked out here.
    fn line_work(&mut self) -> Option<Effect> {
        let ask = self.timeline.work()?;
        self.newest.line += 1;
        Some(Effect::Work(Job::Line { generation: self.newest.line, ask }))
    }

    /// The event selected on the timeline of the whole screen.
    fn told_across(&self) -> Option<EventRef> {
        self.timeline.selected().filter(|_| self.screen() == Screen::Matrix)
    }

    /// Brings an outlet that tells the selected event into view.
    fn follow_event(&mut self) {
        let (Some(event), Some(library)) = (self.told_across(), &self.library) else { return };
        let (corpus, shown) = (library.corpus.clone(), self.timeline_grid().shown);
        self.timeline.slide_to(event.of(&corpus), shown);
    }

    /// Makes what hangs on sizes fit the screen as it is now.
    fn settle(&mut self) {
        let Some(library) = &self.library else { return };
        let corpus = library.corpus.clone();
        let (setting, still) = (self.reader_setting(), Motion::Lines(0));
        self.reader.lay(setting);
        let (reader, list, timeline) = (self.reader_height(), self.list_view(), self.timeline_height());
        self.reader.scroll(still, reader);
        self.noted.settle(&corpus, self.reader.article, &self.marks);
        self.list.go(still, list);
        self.timeline.go(still, timeline);
        let event_columns = self.event_columns();
        let others = self.compare.as_ref().is_some_and(|compare| !compare.comparison.others.is_empty());
        let columns = self.compare_columns(others);
        if let Some(compare) = &mut self.compare {
            compare.lay(&corpus, columns);
        }
        self.settle_entities();
        let takes_columns = self.takes_columns();
        if let Some(takes) = &mut self.takes {
            takes.lay(&corpus, takes_columns);
        }
        if let Some(event) = &mut self.event {
            event.lay(&corpus, &self.timeline.coverage, event_columns);
        }
    }

    fn on_loaded(&mut self, library: Library) -> Vec<Effect> {
        self.warnings.extend(library.warnings.iter().cloned());
        let unreadable = self.warnings.len();
        if unreadable > 0 {
            let key = self.keymap.keys_of(self.scope(), super::command::Command::Warnings).join(" ");
            let thing = if unreadable == 1 { "warning" } else { "warnings" };
            self.told = Some(format!("{unreadable} {thing} while reading; {key} shows them"));
        }
        self.corrections = (*library.corpus.corrections).clone();
        (self.library, self.loading) = (Some(library), None);
        self.folders.stale = true;
        self.resume_list();
        let mut effects = self.filter(&self.list.query.clone());
        effects.extend(self.search_work());
        effects
    }

    /// Runs a filter; its result comes as a message. Text that cannot be understood changes nothing yet.
    fn filter(&mut self, text: &str) -> Vec<Effect> {
        text.clone_into(&mut self.list.query);
        let Ok(query) = self.read_query(text) else {
            self.told = self.mistake();
            return Vec::new();
        };
        let Some(library) = &self.library else { return Vec::new() };
        self.newest.filter += 1;
        let query: Query = query.or_sort(self.list.sort);
        let (index, marks) = (library.index.clone(), self.marks.clone());
        vec![Effect::Work(Job::Filter { generation: self.newest.filter, index, query, marks })]
    }

    /// Shows in the other panes what the list now holds and selects.
    fn follow_list(&mut self, changed: bool) {
        let Some(library) = &self.library else { return };
        let corpus = library.corpus.clone();
        if changed {
            let about = About::of(&self.list.query, &self.list.hits.chips);
            self.timeline.show(&corpus, &self.list.hits.articles, about);
        }
        let (setting, before) = (self.reader_setting(), self.reader.article);
        self.reader.show(&corpus, self.list.selected(), setting);
        // The line of events goes along with the article that is looked at.
        if let Some(article) = self.reader.article.filter(|_| self.reader.article != before) {
            let height = self.timeline_height();
            self.timeline.select_of(&corpus, article, height);
        }
    }

    /// Puts the keys into a pane.
    fn focus_on(&mut self, pane: Pane) {
        self.focus = pane;
        if self.screen() != Screen::Main {
            self.screens = vec![Screen::Main];
        }
    }

    /// Puts the keys where a filter is seen at work: the list, or the timeline where one is there.
    fn focus_on_listing(&mut self) {
        let on_line =
            matches!((self.screen(), self.focus), (Screen::Matrix, _) | (Screen::Main, Pane::Timeline));
        if !on_line {
            self.focus_on(Pane::List);
        }
    }

    /// The article that commands about an article mean.
    fn subject(&self) -> Option<ArticleIndex> {
        match self.screen() {
            // A folder is no article, whichever is shown beside it.
            Screen::Main if self.focus == Pane::List => {
                self.list.selected().filter(|_| self.folders.at.is_none())
            }
            Screen::Event => {
                let screen = self.event.as_ref()?;
                let corpus = &self.library.as_ref()?.corpus;
                screen.selected(corpus).map(|mention| mention.article)
            }
            Screen::Takes => self.takes.as_ref()?.passage().map(|passage| passage.article),
            _ => self.reader.article,
        }
    }
}
