//! Long texts are shown before anything was looked for in them; what is found comes after, and moves nothing.

use crate::app::command::Command;
use crate::app::message::{Effect, Job, Library, Message};
use crate::app::state::App;
use crate::index::Hits;
use crate::index::query::Field;
use std::sync::Arc;

/// What is told where a command needs what is still being looked for.
const STILL: &str = "names, dates and events are still being looked for";

impl App {
    /// Whether what is shown was read, but nothing was looked for in it yet.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        self.library.as_ref().is_some_and(|library| !library.searched)
    }

    /// Asks that names, dates and events be looked for, where that was not done.
    pub(super) fn search_work(&self) -> Option<Effect> {
        let library = self.library.as_ref().filter(|library| !library.searched)?.clone();
        let corrections = Arc::new(self.corrections.clone());
        Some(Effect::Work(Job::Search { generation: self.newest.renew, library, corrections }))
    }

    /// What was found is shown as soon as that takes nothing away that is on the screen.
    pub(super) fn on_searched(&mut self, library: Library) -> Vec<Effect> {
        self.fetching.held = Some(library);
        Vec::new()
    }

    /// Who does something before all is there is not taken elsewhere afterwards.
    pub(super) fn stay(&mut self, message: &Message) {
        let acts = matches!(message, Message::Key(_) | Message::Paste(_) | Message::Mouse(..));
        if acts && self.is_searching() && self.resuming.to.take().is_some() {
            self.resuming.there = true;
        }
    }

    /// Refuses a command that leads to a screen of what is not found yet.
    pub(super) fn refuse_unsearched(&mut self, command: Command) -> bool {
        let needs = matches!(command, Command::Entities | Command::Compare | Command::Takes);
        let refused = needs && self.is_searching();
        if refused {
            self.told = Some(STILL.to_owned());
        }
        refused
    }

    /// That a filter matches nothing is not told as long as it is not known.
    pub(super) fn excuse_unsearched(&self, hits: &mut Hits) {
        if !self.is_searching() {
            return;
        }
        let unknown = hits.chips.iter().any(|chip| needs_findings(chip.field));
        if let Some(empty) = hits.empty.as_mut().filter(|_| unknown) {
            STILL.clone_into(&mut empty.why);
        }
    }
}

/// Whether what was looked for in the texts decides what a term matches.
const fn needs_findings(field: Field) -> bool {
    !matches!(
        field,
        Field::Text | Field::Outlet | Field::From | Field::Lang | Field::Tag | Field::Note | Field::Sort
    )
}

/// What there is to read, with all that is found in it.
pub(in crate::app) fn searched(library: Library, corrections: &Arc<crate::model::Corrections>) -> Library {
    let gazetteer = library.gazetteer.as_deref().unwrap_or_else(|| crate::analysis::Gazetteer::bundled());
    let articles = library.corpus.articles.iter().cloned().collect();
    let corpus = Arc::new(crate::analysis::assemble_corrected(articles, gazetteer, corrections));
    let (gazetteer, revised) = (library.gazetteer.clone(), library.revised.clone());
    Library { gazetteer, revised, ..Library::new(&corpus, library.warnings) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Gazetteer, unsearched};
    use crate::app::chord::parse_keys;
    use crate::app::keymap::Keymap;
    use crate::app::session::Session;
    use crate::app::{Screen, Settings};
    use crate::model::{Marks, testing};

    /// Two texts of several screens that were read and not searched.
    fn read() -> Library {
        let text = |ship: &str| {
            format!("{ship} sails\n\n")
                + &"The minister Antti Kurvinen opened a harbour in Finland on 3 May 2021.\n\n".repeat(80)
        };
        let articles = [("a", "Amanda"), ("b", "Berta")];
        let articles = articles.map(|(id, ship)| Arc::new(testing::article(id, &text(ship)))).to_vec();
        Library::unsearched(
            &Arc::new(unsearched(articles, Gazetteer::bundled(), &Arc::default())),
            Vec::new(),
        )
    }

    /// Takes a message in with the work it leads to, but for the search, which is returned.
    fn settle(app: &mut App, message: Message) -> Option<Job> {
        let (mut queue, mut search) = (vec![message], None);
        while let Some(message) = queue.pop() {
            for effect in app.update(message) {
                match effect {
                    Effect::Work(job @ Job::Search { .. }) => search = Some(job),
                    Effect::Work(job) => queue.push(job.run()),
                    _ => {}
                }
            }
        }
        search
    }

    fn press(app: &mut App, keys: &str) {
        for chord in parse_keys(keys).unwrap() {
            assert_eq!(settle(app, Message::Key(chord)), None);
        }
    }

    fn begin(session: Option<Session>) -> (App, Job) {
        let mut app = App::new(Settings::default(), Keymap::default(), Marks::default(), (120, 40));
        app.resume(session, Settings::default());
        let search = settle(&mut app, Message::Loaded(read())).unwrap();
        (app, search)
    }

    fn found(app: &App) -> usize {
        let (library, article) = (app.library.as_ref().unwrap(), app.reader.article.unwrap());
        library.corpus.annotated(article).mentions.len()
    }

    #[test]
    fn what_is_found_comes_after_and_the_place_stays() {
        for keys in ["", "j", "j<enter>jjjjjjjjj", "<enter>G", "/\"berta sails\"<enter>"] {
            let (mut app, search) = begin(None);
            press(&mut app, keys);
            assert!(app.is_searching() && app.session().is_none());
            let before = (app.reader.article, app.reader.at(), app.list.order().to_vec(), app.focus);
            assert_eq!(found(&app), 0);
            settle(&mut app, search.run());
            assert!(!app.is_searching() && app.session().is_some(), "{keys}");
            let after = (app.reader.article, app.reader.at(), app.list.order().to_vec(), app.focus);
            assert_eq!(after, before, "{keys}");
            assert!(found(&app) >= 80, "{keys}");
        }
    }

    #[test]
    fn what_needs_findings_waits_and_says_so() {
        let (mut app, search) = begin(None);
        for key in ["e", "c", "a"] {
            press(&mut app, key);
            assert_eq!((app.screen(), app.told.as_deref()), (Screen::Main, Some(STILL)), "{key}");
        }
        settle(&mut app, search.run());
        press(&mut app, "e");
        assert_eq!(app.screen(), Screen::Entities);
    }

    #[test]
    fn a_filter_by_what_is_not_found_yet_says_so() {
        let why = |app: &App| app.list.hits.empty.as_ref().map(|empty| empty.why.clone());
        for filter in ["country:finland", "finland", "country:finland \"berta sails\""] {
            let (mut app, search) = begin(None);
            press(&mut app, &format!("/{}<enter>", filter.replace(' ', "<space>")));
            assert_eq!(why(&app).as_deref(), Some(STILL), "{filter}");
            settle(&mut app, search.run());
            assert_eq!((app.list.order().is_empty(), why(&app)), (false, None), "{filter}");
        }
        let (mut app, search) = begin(None);
        press(&mut app, "/\"no<space>such<space>words\"<enter>");
        assert_eq!(why(&app).as_deref(), Some("“no such words” is not in any text here"), "that is known");
        press(&mut app, "/<c-u>country:norway<enter>");
        assert_eq!(why(&app).as_deref(), Some(STILL));
        settle(&mut app, search.run());
        assert_eq!(why(&app).as_deref(), Some("Norway is not mentioned in any of these articles"));
    }

    #[test]
    fn a_session_is_come_back_to_in_two_steps() {
        let (mut app, search) = begin(None);
        settle(&mut app, search.run());
        press(&mut app, "j<enter>jjjjjjjjjjt");
        let session = app.session().unwrap();
        let place = (app.reader.article, app.reader.at());
        assert!(place.1 > 0);
        let (mut app, search) = begin(Some(session.clone()));
        assert_eq!(((app.reader.article, app.reader.at()), app.screen()), (place, Screen::Main));
        settle(&mut app, search.run());
        assert_eq!((app.reader.article, app.reader.at()), place);
        assert_eq!(app.session(), Some(session.clone()));
        let (mut app, search) = begin(Some(session));
        press(&mut app, "j");
        let place = (app.reader.article, app.reader.at());
        settle(&mut app, search.run());
        assert_eq!(((app.reader.article, app.reader.at()), app.screen()), (place, Screen::Main));
    }
}
