//! Coming back to where one was: a session laid over the articles as they are now. What does not fit them is left out.

use crate::app::layout::Pane;
use crate::app::message::{Effect, Library};
use crate::app::scroll::Motion;
use crate::app::session::{self, Session};
use crate::app::state::{App, COMPARE_HEAD, Screen};
use crate::app::timeline::EventRef;
use crate::index::{OutletId, Target};
use crate::model::{ArticleIndex, Corpus, SafeText, Span};

impl App {
    /// Filter and order as they were, unless the person asked for others already.
    pub(super) fn resume_list(&mut self) {
        let Some(session) = self.resuming.to.as_deref() else {
            self.resuming.there = true;
            return;
        };
        if self.list.query.is_empty() && self.read_query(&session.filter).is_ok() {
            session.filter.clone_into(&mut self.list.query);
        }
        self.list.sort = session::sort(&session.sort).unwrap_or(self.list.sort);
    }

    /// Everything else, once the list is there; where nothing was looked for in the texts yet, only the place in them.
    pub(super) fn resume_rest(&mut self) -> Vec<Effect> {
        let Some(session) = self.resuming.to.take() else { return Vec::new() };
        let Some(library) = self.library.clone() else { return Vec::new() };
        let article = session.article.as_deref().and_then(|id| of_id(&library.corpus, id));
        if !library.searched {
            if let Some(article) = article {
                self.resume_article(&session, article, &library.corpus);
                self.resuming.placed = self.reader.article == Some(article);
            }
            self.resuming.to = Some(session);
            return Vec::new();
        }
        self.resuming.there = true;
        self.resume_line(&session, &library.corpus);
        if let Some(article) = article.filter(|_| !self.resuming.placed) {
            self.resume_article(&session, article, &library.corpus);
        }
        if let Some(key) = &session.line.event {
            let height = self.timeline_height();
            if let Some(event) = event_of_key(&library.corpus, key) {
                self.timeline.select(event, height);
            }
        }
        self.resume_screen(&session, &library)
    }

    fn resume_line(&mut self, session: &Session, corpus: &std::sync::Arc<Corpus>) {
        let height = self.timeline_height();
        self.timeline.choose(corpus, height, |choice| {
            choice.zoom = session.line.zoom;
            (choice.shared, choice.about) = (session.line.shared, session.line.about);
            choice.off = session.line.off.iter().map(|label| SafeText::line(label)).collect();
        });
    }

    /// The article, and the place in it. One that the filter hides is shown only where it was being read.
    fn resume_article(&mut self, session: &Session, article: ArticleIndex, corpus: &std::sync::Arc<Corpus>) {
        self.focus = session::pane(&session.focus);
        let view = self.list_view();
        self.list.select_article(article, view);
        if self.list.selected() != Some(article) && self.focus != Pane::Reader {
            return;
        }
        let (setting, height) = (self.reader_setting(), self.timeline_height());
        self.reader.show(corpus, Some(article), setting);
        self.timeline.select_of(corpus, article, height);
        if session.at > 0 {
            self.reader.go_to(session.at);
        }
        // The text may be another version: what lies outside it, or begins inside a character, is no place in it.
        let text = &corpus.article(article).text;
        let fits =
            |&(start, end): &(u32, u32)| start < end && text.get(start as usize..end as usize).is_some();
        self.reader.cursor = session.cursor.filter(fits).map(|(start, end)| Span::new(start, end));
    }

    /// The screen over the panes, if there was one.
    fn resume_screen(&mut self, session: &Session, library: &Library) -> Vec<Effect> {
        let names = session.screens.iter().rev().map(|name| session::screen(name));
        let mut names = names.take_while(|screen| *screen != Screen::Main);
        let (top, below) = (names.next(), names.next());
        if below == Some(Screen::Matrix) && top == Some(Screen::Event) {
            self.screens.push(Screen::Matrix);
        }
        match top {
            Some(Screen::Matrix) => self.screens.push(Screen::Matrix),
            Some(Screen::Entities) => self.resume_names(session, library),
            Some(Screen::Event) => {
                let event = session.event.as_deref().and_then(|key| event_of_key(&library.corpus, key));
                if let Some(event) = event {
                    self.open_event(event);
                }
            }
            Some(Screen::Compare) => return self.resume_comparison(session, &library.corpus),
            Some(Screen::Takes) => {
                let article = session.takes.as_deref().and_then(|id| of_id(&library.corpus, id));
                // Asked for only where it is the article read: the screen is about that one.
                if article.is_some() && article == self.reader.article {
                    return self.ask_takes();
                }
            }
            Some(Screen::Main) | None => {}
        }
        Vec::new()
    }

    fn resume_names(&mut self, session: &Session, library: &Library) {
        let names = &session.names;
        self.screens.push(Screen::Entities);
        self.entities.typed.clone_from(&names.typed);
        self.entities.everywhere = names.everywhere;
        self.entities.turn_to(session::facet(&names.facet));
        let entity = names.entity.as_deref().and_then(|key| library.corpus.entities.find(key));
        let outlet = names.outlet.as_deref().and_then(|name| {
            let place = library.index.outlets().iter().position(|outlet| **outlet == *name)?;
            Some(Target::Outlet(OutletId(u32::try_from(place).ok()?)))
        });
        if let Some(target) = entity.map(Target::Entity).or(outlet) {
            let height = self.names_height();
            self.entities.resume(&library.index, target, names.page, height);
        }
    }

    fn resume_comparison(&mut self, session: &Session, corpus: &Corpus) -> Vec<Effect> {
        let Some((left, right, row)) = &session.compare else { return Vec::new() };
        let side =
            |ids: &[String]| -> Vec<ArticleIndex> { ids.iter().filter_map(|id| of_id(corpus, id)).collect() };
        let (left, right) = (side(left), side(right));
        if left.is_empty() || right.is_empty() {
            return Vec::new();
        }
        self.resuming.row = Some(*row);
        self.ask_comparison(left, right)
    }

    /// Goes to the row that was selected, where a comparison was made anew for that.
    pub(super) fn resume_row(&mut self) {
        let Some(row) = self.resuming.row.take() else { return };
        let height = self.body_height(COMPARE_HEAD);
        if let Some(compare) = &mut self.compare {
            let row = row.min(compare.rows.len());
            compare.go(Motion::Lines(row.cast_signed()), height);
        }
    }
}

/// The article of an id.
fn of_id(corpus: &Corpus, id: &str) -> Option<ArticleIndex> {
    corpus.find(id)
}

/// The event of a key, dated or not.
pub(super) fn event_of_key(corpus: &Corpus, key: &str) -> Option<EventRef> {
    corpus.briefs().perhaps_called(key).find(|event| *event.of(corpus).key == *key)
}
