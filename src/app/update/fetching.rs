//! Fetching beside the screen: it is begun and stopped with a key, and what came is shown without moving what is read.

use crate::app::command::Command;
use crate::app::entities::EntityScreen;
use crate::app::fetching::News;
use crate::app::message::{Corrected, Effect, Job, Library};
use crate::app::scroll::Scroll;
use crate::app::state::{App, Screen};
use crate::app::timeline::About;
use crate::model::{ArticleIndex, Corpus, SafeText};
use std::sync::Arc;

impl App {
    /// Begins to fetch; again: stops it.
    pub(super) fn toggle_fetching(&mut self) -> Vec<Effect> {
        if let Some(refused) = self.fetching.refused {
            self.told = Some(refused.to_owned());
            return Vec::new();
        }
        if self.library.is_none() {
            self.told = Some("the articles are still being read".to_owned());
            return Vec::new();
        }
        let begin = self.fetching.under_way.is_none();
        if begin {
            (self.fetching.under_way, self.fetching.failed) = (Some((0, 0)), 0);
        } else {
            self.told = Some("stopping; what came is kept".to_owned());
        }
        vec![Effect::Fetch(begin)]
    }

    /// What comes from whoever fetches.
    pub(super) fn on_fetching(&mut self, news: News) -> Vec<Effect> {
        match news {
            News::Progress(done, of) => self.fetching.under_way = Some((done, of)),
            News::Failed(warning) => {
                self.fetching.failed += 1;
                self.warnings.push(warning);
            }
            News::Renewed(library) => self.fetching.held = Some(*library),
            News::Ended(said) => {
                self.fetching.under_way = None;
                let key = self.keymap.keys_of(self.screen_scope(), Command::Warnings).into_iter().next();
                let why =
                    key.filter(|_| self.fetching.failed > 0).map(|key| format!("; {key} shows what failed"));
                self.told = Some(format!("{said}{}", why.unwrap_or_default()));
            }
        }
        Vec::new()
    }

    /// The work that shows what came, once nothing on the screen speaks of the articles as they were.
    pub(super) fn renewal(&mut self) -> Vec<Effect> {
        if !self.is_calm() {
            return Vec::new();
        }
        let Ok(query) = self.read_query(&self.list.query) else { return Vec::new() };
        let Some(library) = self.fetching.held.take() else { return Vec::new() };
        self.newest.renew += 1;
        self.fetching.listed = self.newest.filter;
        let (generation, query) = (self.newest.renew, query.or_sort(self.list.sort));
        let (corrections, marks) = (Arc::new(self.corrections.clone()), self.marks.clone());
        vec![Effect::Work(Job::Renew { generation, library, corrections, query, marks })]
    }

    /// Whether the screen shows nothing but the panes or the line of events, and nothing is being typed or chosen.
    fn is_calm(&self) -> bool {
        let plain = self.screens.iter().all(|screen| matches!(screen, Screen::Main | Screen::Matrix));
        plain && self.menu.is_none() && self.page.is_none() && self.prompt.is_none()
    }

    /// Shows what there is to read now. What is selected and read stays where it is, by the ids of the articles.
    pub(super) fn on_renewed(&mut self, renewed: Corrected) -> Vec<Effect> {
        let Corrected { library, hits } = renewed;
        let changed =
            self.fetching.listed != self.newest.filter || *library.corpus.corrections != self.corrections;
        if changed || !self.is_calm() {
            // Asked for again, as it is then.
            self.fetching.held = Some(library);
            return Vec::new();
        }
        let Some(before) = self.library.take() else { return Vec::new() };
        let was = Was::of(self, &before.corpus);
        let corpus = library.corpus.clone();
        let fresh = library.warnings.iter().filter(|warning| !self.warnings.contains(warning));
        let fresh: Vec<_> = fresh.cloned().collect();
        self.warnings.extend(fresh);
        self.library = Some(library);
        self.forget_what_was_worked_out();
        self.folders.stale = true;
        self.list.hits = hits;
        self.list.version += 1;
        self.list_as_it_was(was.selected.and_then(|id| of_id(&corpus, &id)), was.above);
        let (setting, height) = (self.reader_setting(), self.timeline_height());
        match was.read.and_then(|id| of_id(&corpus, &id)) {
            Some(article) => self.reader.renew(&corpus, article, setting),
            None => self.reader.show(&corpus, self.list.selected(), setting),
        }
        let about = About::of(&self.list.query, &self.list.hits.chips);
        self.timeline.forget();
        self.timeline.show(&corpus, &self.list.hits.articles, about);
        if let Some(event) = was.event.and_then(|key| super::resume::event_of_key(&corpus, &key)) {
            self.timeline.select(event, height);
        }
        // Where one was is come back to once all is found.
        self.resume_rest()
    }

    /// Puts the selection of the list on an article with as many rows above it as before.
    fn list_as_it_was(&mut self, selected: Option<ArticleIndex>, above: isize) {
        let view = self.list_view();
        let place = selected.and_then(|selected| self.list.order().iter().position(|&one| one == selected));
        let last = self.list.order().len().saturating_sub(1);
        let selected = place.unwrap_or(self.list.scroll.selected.min(last));
        let top = (selected * view.rows).saturating_add_signed(-above);
        self.list.scroll = Scroll { selected, top };
    }

    /// What speaks of the articles as they were joined before; answers that are still to come are dropped.
    fn forget_what_was_worked_out(&mut self) {
        self.entities = EntityScreen::default();
        (self.event, self.compare, self.takes) = (None, None, None);
        self.compare_before.clear();
        (self.follow, self.rereading) = (None, None);
        let newest = &mut self.newest;
        for request in [
            &mut newest.filter,
            &mut newest.compare,
            &mut newest.roster,
            &mut newest.portrait,
            &mut newest.correct,
            &mut newest.takes,
            &mut newest.tally,
        ] {
            *request += 1;
        }
        // What is listed is what the filter finds now; no answer to it is still to come.
        newest.listed = newest.filter;
    }
}

/// Where one was, told by ids.
struct Was {
    selected: Option<SafeText>,
    /// Rows of the list between the top of its view and the selection.
    above: isize,
    read: Option<SafeText>,
    /// Of a row of folded events the first of them.
    event: Option<String>,
}

impl Was {
    fn of(app: &App, corpus: &Corpus) -> Self {
        let id = |article: ArticleIndex| corpus.head(article).id.clone();
        let Scroll { selected, top } = app.list.scroll;
        Self {
            selected: app.list.selected().map(id),
            above: (selected * app.list_view().rows).cast_signed() - top.cast_signed(),
            read: app.reader.article.map(id),
            event: app.timeline.first_selected().map(|event| event.of(corpus).key.to_string()),
        }
    }
}

fn of_id(corpus: &Corpus, id: &str) -> Option<ArticleIndex> {
    corpus.find(id)
}

/// What there is to read with the corrections as they are now.
pub(in crate::app) fn corrected(library: Library, corrections: &Arc<crate::model::Corrections>) -> Library {
    if *library.corpus.corrections == **corrections {
        return library;
    }
    let gazetteer = library.gazetteer.as_deref().unwrap_or_else(|| crate::analysis::Gazetteer::bundled());
    let corpus = Arc::new(crate::analysis::reassemble(&library.corpus, gazetteer, corrections));
    let (gazetteer, revised) = (library.gazetteer.clone(), library.revised.clone());
    let searched = library.searched;
    Library { gazetteer, revised, searched, ..Library::new(&corpus, library.warnings) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Gazetteer, assemble_corrected};
    use crate::app::chord::parse_keys;
    use crate::app::keymap::Keymap;
    use crate::app::{Message, Settings};
    use crate::model::{Article, GivenDate, Marks, Outlet, Part, Precision, Role, Span, Title, Warning};

    /// An article of the `n`th day, with a text of several screens.
    fn article(n: u32) -> Arc<Article> {
        let title = format!("Ferry {n} sails to Korsholm");
        let body = format!("The ferry number {n} sailed to Korsholm again. ").repeat(200);
        let text = format!("{title}\n\n{body}");
        let date = chrono::NaiveDate::from_num_days_from_ce_opt(738_000 + n.cast_signed()).unwrap();
        let part = |span, role| Part { span, role, why: SafeText::default() };
        let (head, rest) = (Span::of(0, title.len()), Span::of(title.len() + 2, text.len()));
        Arc::new(Article {
            id: SafeText::line(&format!("id-{n}")),
            path: None,
            url: None,
            title: Some(Title { text: SafeText::line(&title), span: Some(head) }),
            outlet: Outlet::unknown("not stated"),
            byline: None,
            language: None,
            tags: Vec::new(),
            given_date: Some(GivenDate { date, precision: Precision::Day, minute: None, source: "x".into() }),
            parts: vec![part(head, Role::Title), part(rest, Role::Body)],
            text: SafeText::new(&text),
        })
    }

    fn library(days: impl IntoIterator<Item = u32>) -> Library {
        let articles = days.into_iter().map(article).collect();
        Library::new(
            &Arc::new(assemble_corrected(articles, Gazetteer::bundled(), &Arc::default())),
            Vec::new(),
        )
    }

    /// Takes messages in with all the work they lead to; the other effects are returned.
    fn settle(app: &mut App, message: Message) -> Vec<Effect> {
        let (mut queue, mut others) = (vec![message], Vec::new());
        while let Some(message) = queue.pop() {
            for effect in app.update(message) {
                match effect {
                    Effect::Work(job) => queue.push(job.run()),
                    other => others.push(other),
                }
            }
        }
        others
    }

    fn opened(library: Library) -> App {
        let mut app = App::new(Settings::default(), Keymap::default(), Marks::default(), (120, 40));
        settle(&mut app, Message::Loaded(library));
        app
    }

    fn press(app: &mut App, keys: &str) -> Vec<Effect> {
        parse_keys(keys).unwrap().into_iter().flat_map(|chord| settle(app, Message::Key(chord))).collect()
    }

    fn renew(app: &mut App, library: Library) {
        settle(app, Message::Fetching(News::Renewed(Box::new(library))));
    }

    /// What is selected and read, by id, the row it stands on, and the place in the text.
    fn place(app: &App) -> (SafeText, Option<SafeText>, isize, usize) {
        let was = Was::of(app, &app.library.as_ref().unwrap().corpus);
        (was.selected.unwrap(), was.read, was.above, app.reader.top)
    }

    #[test]
    fn what_is_read_stays_where_it_is() {
        for keys in ["jjjjj", "jjjjjjjjjjjjjjjjjjjj", "jjjj<enter>jjjjjjj", "jj/ferry<enter>jj", "jjt", ""] {
            let mut app = opened(library(0..30));
            press(&mut app, keys);
            let before = place(&app);
            renew(&mut app, library(0..34));
            assert_eq!(place(&app), before, "{keys}");
            assert_eq!(app.list.order().len(), 34, "{keys}");
            let rows: Vec<_> = app.reader.rows.iter().map(|row| row.span).collect();
            let again = crate::app::rows::article_rows(
                &app.library.as_ref().unwrap().corpus.article(app.reader.article.unwrap()),
                app.reader_setting(),
            );
            assert_eq!(rows, again.iter().map(|row| row.span).collect::<Vec<_>>(), "{keys}");
        }
    }

    #[test]
    fn the_place_where_a_filter_was_begun_is_past_after_a_renewal_too() {
        let mut app = opened(library(0..8));
        renew(&mut app, library(0..9));
        press(&mut app, "gg/<enter>jjj");
        let before = app.list.selected();
        press(&mut app, "S");
        assert_eq!(app.list.selected(), before);
        assert!(app.list.held.is_none());
    }

    #[test]
    fn a_row_of_folded_events_stays_selected() {
        let visits = |years: &[u32]| {
            let visit = |year: &u32| format!("Vladimir Putin visited Helsinki in Finland on 16 July {year}.");
            let article = |year: &u32| crate::model::testing::article(&format!("id-{year}"), &visit(year));
            let articles = years.iter().map(|year| Arc::new(article(year))).collect();
            let corpus = assemble_corrected(articles, Gazetteer::bundled(), &Arc::default());
            Library::new(&Arc::new(corpus), Vec::new())
        };
        let mut app = opened(visits(&[2016, 2018]));
        press(&mut app, "<tab><tab>ZG");
        let period = |app: &App| app.timeline.selected_fold().map(|fold| fold.period);
        let before = period(&app);
        assert!(before.is_some() && app.timeline.scroll.selected == 1);
        renew(&mut app, visits(&[2014, 2016, 2018]));
        assert_eq!((period(&app), app.timeline.scroll.selected), (before, 2));
    }

    #[test]
    fn articles_in_another_order_and_others_altogether() {
        let mut app = opened(library(0..30));
        press(&mut app, "jj<enter>jjj");
        let before = place(&app);
        renew(&mut app, library((0..33).rev()));
        assert_eq!(place(&app), before, "known by its id, not by its number");
        renew(&mut app, library(20..25));
        assert_eq!((app.list.order().len(), app.reader.article), (5, app.list.selected()));
    }

    #[test]
    fn nothing_changes_below_what_is_on_top_and_the_filter_holds() {
        for (on, off) in
            [(":", "<esc>"), ("?", "<esc>"), ("e", "e"), ("/", "<esc>"), ("i", "q"), ("<enter>a", "q")]
        {
            let mut app = opened(library(0..3));
            press(&mut app, on);
            let screens = app.screens.clone();
            renew(&mut app, library(0..5));
            assert_eq!((app.list.order().len(), &app.screens), (3, &screens), "{on}");
            press(&mut app, off);
            assert_eq!(app.list.order().len(), 5, "{on}{off}");
        }
        let mut app = opened(library(0..3));
        press(&mut app, "/\"number 1\"<enter>");
        assert_eq!(app.list.order().len(), 1);
        renew(&mut app, library(0..5));
        assert_eq!(app.list.order().len(), 1);
        press(&mut app, "<bs>");
        assert_eq!(app.list.order().len(), 5);
    }

    #[test]
    fn what_is_filtered_or_corrected_meanwhile_is_heeded() {
        let mut app = opened(library(0..3));
        let mut effects = app.update(Message::Fetching(News::Renewed(Box::new(library(0..5)))));
        let Some(Effect::Work(job)) = effects.pop() else { panic!("{effects:?}") };
        press(&mut app, "/\"number 4\"<enter>");
        app.corrections.rules.push(crate::model::Correction {
            rule: crate::model::Rule::SamePerson { this: "a".into(), is: "b".into() },
            when: String::new(),
            why: String::new(),
        });
        settle(&mut app, job.run());
        let library = app.library.as_ref().unwrap();
        assert_eq!((library.corpus.len(), app.list.order().len()), (5, 1));
        assert_eq!(*library.corpus.corrections, app.corrections);
    }

    #[test]
    fn the_key_begins_and_stops_and_says_so() {
        let mut app = opened(library(0..2));
        assert_eq!(press(&mut app, "r"), [Effect::Fetch(true)]);
        assert_eq!(app.fetching.told().as_deref(), Some("fetching …"));
        settle(&mut app, Message::Fetching(News::Progress(1, 3)));
        assert_eq!(app.fetching.told().as_deref(), Some("fetching, 1 of 3"));
        assert_eq!(press(&mut app, "r"), [Effect::Fetch(false)]);
        settle(
            &mut app,
            Message::Fetching(News::Failed(Warning::unreadable("https://a.example/", "is gone"))),
        );
        settle(&mut app, Message::Fetching(News::Ended("2 new articles from 1 feed".into())));
        assert_eq!(app.told.as_deref(), Some("2 new articles from 1 feed; W shows what failed"));
        assert_eq!((app.fetching.told(), app.warnings.len()), (None, 1));
        app.fetching.refused = Some("not here");
        assert_eq!((press(&mut app, "r"), app.told.as_deref()), (vec![], Some("not here")));
    }
}
