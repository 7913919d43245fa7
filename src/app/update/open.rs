//! Going deeper and coming back: opening articles, events and comparisons, and the menus that lead there.

use crate::analysis::coverage::Column;
use crate::app::command::Command;
use crate::app::compare::CompareScreen;
use crate::app::event::EventScreen;
use crate::app::layout::Pane;
use crate::app::menu::{Choice, Item, Menu, Source};
use crate::app::message::{Effect, Job};
use crate::app::state::{App, READER_HEAD, Screen};
use crate::app::takes::TakesScreen;
use crate::app::timeline::EventRef;
use crate::model::text::counted;
use crate::model::{Account, ArticleIndex, Comparison, Corpus, Ground, Mark, Passage, SafeText};
use std::collections::BTreeMap;

impl App {
    pub(super) fn open(&mut self) -> Vec<Effect> {
        if self.page.take().is_some() {
            return Vec::new();
        }
        match (self.screen(), self.focus) {
            (Screen::Main, Pane::List) if self.folders.at.is_some() => {
                self.folders.at.map_or_else(Vec::new, |place| self.open_folder(place))
            }
            (Screen::Main, Pane::List) => match self.list.selected() {
                Some(article) => {
                    self.focus = Pane::Reader;
                    self.mark(article, Mark::Read, true)
                }
                None => Vec::new(),
            },
            (Screen::Main, Pane::Reader) => Vec::new(),
            (Screen::Main, Pane::Timeline) | (Screen::Matrix, _) => {
                if self.unfold() {
                    return Vec::new();
                }
                if let Some(event) = self.timeline.selected() {
                    self.open_event(event);
                }
                Vec::new()
            }
            (Screen::Entities, _) => self.open_entity(),
            (Screen::Event, _) => {
                let passage = self.event_passage();
                passage.map_or_else(Vec::new, |passage| self.open_passage(passage))
            }
            (Screen::Compare, _) => {
                if let Some(effects) = self.open_story() {
                    return effects;
                }
                let passage = self.compare.as_ref().and_then(CompareScreen::passage);
                passage.map_or_else(Vec::new, |passage| self.open_passage(passage))
            }
            (Screen::Takes, _) => {
                let passage = self.takes.as_ref().and_then(TakesScreen::passage);
                passage.map_or_else(Vec::new, |passage| self.open_passage(passage))
            }
        }
    }

    /// The selected sentence of the event screen.
    pub(super) fn event_passage(&self) -> Option<Passage> {
        let (screen, library) = (self.event.as_ref()?, self.library.as_ref()?);
        let mention = screen.selected(&library.corpus)?;
        Some(Passage { article: mention.article, span: mention.span })
    }

    pub(super) fn open_event(&mut self, event: EventRef) {
        let Some(library) = &self.library else { return };
        let columns = self.event_columns();
        self.event = Some(EventScreen::new(&library.corpus, event, &self.timeline.coverage, columns));
        self.screens.push(Screen::Event);
    }

    /// Opens the article of a passage there. A filter that hides the article is cleared.
    pub(super) fn open_passage(&mut self, passage: Passage) -> Vec<Effect> {
        let Some(library) = &self.library else { return Vec::new() };
        let corpus = library.corpus.clone();
        self.screens.push(Screen::Main);
        self.focus = Pane::Reader;
        let (setting, list_view) = (self.reader_setting(), self.list_view());
        self.list.select_article(passage.article, list_view);
        self.reader.show(&corpus, Some(passage.article), setting);
        let height = self.reader_height();
        self.reader.point(passage.span, height);
        self.mark(passage.article, Mark::Read, true)
    }

    /// One step back: out of a page, a screen, a pane; then nothing is marked; then the filter goes; then nothing.
    pub(super) fn back(&mut self) -> Vec<Effect> {
        if self.page.take().is_some() {
            return Vec::new();
        }
        if self.screen() == Screen::Entities && self.back_in_entities() {
            return Vec::new();
        }
        if self.back_to_outlets() {
            return Vec::new();
        }
        if self.screens.len() > 1 {
            self.screens.pop();
            return Vec::new();
        }
        if self.screen() == Screen::Main && self.focus != Pane::List {
            self.reader.from = None;
            if self.reader.cursor.take().is_none() || self.focus == Pane::Timeline {
                self.focus = Pane::List;
            }
            return Vec::new();
        }
        if !self.picked.is_empty() {
            self.picked.clear();
            return Vec::new();
        }
        if !self.list.query.is_empty() {
            let before = self.filter_before();
            return self.filter(&before);
        }
        let key = self.keymap.keys_of(self.scope(), Command::Leave).first().cloned().unwrap_or_default();
        self.told = Some(format!("{key} leaves dateline"));
        Vec::new()
    }

    /// What the article can be laid beside: its story first, then shared events, then the rest; then whole outlets.
    pub(super) fn compare_menu(&self) -> Option<Menu> {
        let corpus = &self.library.as_ref()?.corpus;
        let subject = self.subject()?;
        let telling = self.telling();
        let mut others: Vec<(u8, usize, ArticleIndex)> = Vec::new();
        let shared = shared_events(corpus, subject);
        let meant = |other: &ArticleIndex| telling.as_ref().is_none_or(|telling| telling.contains(other));
        for other in corpus.indices().filter(|&other| other != subject).filter(meant) {
            let same_story = corpus.story_of[other.get()] == corpus.story_of[subject.get()];
            others.push((
                u8::from(!same_story),
                usize::MAX - shared.get(&other).copied().unwrap_or(0),
                other,
            ));
        }
        others.sort_unstable();
        let item = |&(story, events, other): &(u8, usize, ArticleIndex)| {
            let events = usize::MAX - events;
            let relation = match (story, events) {
                (0, _) => "same story".to_owned(),
                (_, 0) => String::new(),
                (_, n) => counted(n, "shared event"),
            };
            Item {
                label: corpus.head(other).display_title().to_owned(),
                detail: corpus.outlet_label(other).to_string(),
                aside: relation,
                choice: Choice::CompareWith(vec![other]),
            }
        };
        let items = others.iter().map(item).collect();
        let outlet = |column: &Column| Item {
            label: column.label.to_string(),
            detail: "the whole outlet, against this article's outlet".to_owned(),
            aside: counted(column.articles.len(), "article"),
            choice: Choice::CompareWith(column.articles.clone()),
        };
        let elsewhere = self.timeline.coverage.columns.iter().filter(|column| {
            !column.articles.contains(&subject) && (telling.is_none() || column.articles.iter().any(meant))
        });
        let pages = vec![
            Source { name: "articles", items },
            Source { name: "outlets", items: elsewhere.map(outlet).collect() },
        ];
        let title = crate::model::width::fit(corpus.head(subject).display_title(), 40);
        Some(Menu::paged(&format!("Lay “{title}” beside"), pages))
    }

    /// On the screen of an event the articles that tell it, where another one than the selected does: only with them
    /// is there something to compare.
    fn telling(&self) -> Option<Vec<ArticleIndex>> {
        let corpus = &self.library.as_ref()?.corpus;
        let screen = self.event.as_ref().filter(|_| self.screen() == Screen::Event)?;
        Some(screen.event.of(corpus).articles()).filter(|articles| articles.len() > 1)
    }

    pub(super) fn compare_with(&mut self, right: Vec<ArticleIndex>) -> Vec<Effect> {
        let Some(subject) = self.subject() else { return Vec::new() };
        // Against a whole outlet stands the whole outlet of the article.
        let columns = &self.timeline.coverage.columns;
        let own = columns.iter().find(|column| right.len() > 1 && column.articles.contains(&subject));
        let left = own.map_or_else(|| vec![subject], |column| column.articles.clone());
        let Some(library) = self.library.as_ref().filter(|_| own.is_some()) else {
            return self.ask_comparison(left, right);
        };
        let (left, right, _) = crate::analysis::comparison::covered(&library.corpus, &left, &right);
        self.ask_comparison(left, right)
    }

    pub(super) fn ask_comparison(
        &mut self,
        left: Vec<ArticleIndex>,
        right: Vec<ArticleIndex>,
    ) -> Vec<Effect> {
        let Some(library) = &self.library else { return Vec::new() };
        self.newest.compare += 1;
        let corpus = library.corpus.clone();
        vec![Effect::Work(Job::Compare { generation: self.newest.compare, corpus, left, right })]
    }

    pub(super) fn show_comparison(&mut self, comparison: Comparison) {
        let Some(library) = &self.library else { return };
        let columns = self.compare_columns(!comparison.others.is_empty());
        self.compare = Some(CompareScreen::new(&library.corpus, comparison, columns));
        if self.screen() != Screen::Compare {
            self.compare_before.clear();
            self.screens.push(Screen::Compare);
        }
        self.resume_row();
    }

    /// Asks for the other accounts of the story of the article that is meant.
    pub(super) fn ask_takes(&mut self) -> Vec<Effect> {
        let Some((article, library)) = self.subject().zip(self.library.as_ref()) else { return Vec::new() };
        self.newest.takes += 1;
        let corpus = library.corpus.clone();
        vec![Effect::Work(Job::Account { generation: self.newest.takes, corpus, article })]
    }

    /// Shows other accounts; where there are none, only says so.
    pub(super) fn show_account(&mut self, account: Account) {
        let Some(library) = &self.library else { return };
        if account.ground == Ground::Nothing {
            self.told = Some("no other outlet among your articles tells this".to_owned());
            return;
        }
        let corpus = library.corpus.clone();
        self.takes = Some(TakesScreen::new(&corpus, account, self.takes_columns()));
        if self.screen() != Screen::Takes {
            self.screens.push(Screen::Takes);
        }
    }

    /// Lays the article read beside the one of the selected account.
    pub(super) fn compare_take(&mut self) -> Vec<Effect> {
        let Some(screen) = &self.takes else { return Vec::new() };
        let read = screen.account.article;
        match screen.passage().map(|passage| passage.article) {
            Some(other) if other != read => self.ask_comparison(vec![read], vec![other]),
            Some(_) => {
                self.told = Some("this sentence is of the article you read".to_owned());
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    pub(super) fn swap(&mut self) -> Vec<Effect> {
        let Some(compare) = &self.compare else { return Vec::new() };
        let (left, right) =
            (compare.comparison.left.articles.clone(), compare.comparison.right.articles.clone());
        self.ask_comparison(right, left)
    }

    pub(super) fn run_link(&mut self, command: Command) -> Vec<Effect> {
        let Some(library) = &self.library else { return Vec::new() };
        let corpus = library.corpus.clone();
        let Some(article) = self.subject() else { return Vec::new() };
        let place = corpus.head(article);
        match command {
            Command::Link => match place.url {
                Some(url) => return vec![Effect::OpenLink(url.to_string())],
                None => self.told = Some("this article states no link".to_owned()),
            },
            Command::CopyLink => {
                if let Some(link) = place.url.as_ref().or(place.path.as_ref()) {
                    return vec![Effect::Copy(link.to_string())];
                }
                self.told = Some("this article has neither link nor path".to_owned());
            }
            _ => {
                if let Some(passage) = self.passage() {
                    return vec![Effect::Copy(citation(&corpus, passage))];
                }
            }
        }
        Vec::new()
    }

    /// The passage that is selected, or the paragraph at the top of the reading pane.
    fn passage(&self) -> Option<Passage> {
        match self.screen() {
            Screen::Event => self.event_passage(),
            Screen::Compare => self.compare.as_ref().and_then(CompareScreen::passage),
            Screen::Entities => self.entities.passage(),
            Screen::Takes => self.takes.as_ref().and_then(TakesScreen::passage),
            _ => {
                let (article, library) = (self.reader.article?, self.library.as_ref()?);
                let row = self.reader.rows.get(self.reader.top)?;
                if let Some(passage) = self.reader.from.and(self.reader.selection()) {
                    return Some(Passage { article, span: passage });
                }
                let at = self.reader.cursor.map_or(row.span.start, |cursor| cursor.start);
                let sentence = library.corpus.annotated(article).sentence_at(at);
                Some(Passage { article, span: sentence.unwrap_or(row.span) })
            }
        }
    }

    /// Columns of the head of the reading pane, for tests and mouse.
    pub(super) fn reader_head(&self) -> u16 {
        if self.pane_area(Pane::Reader).inner().height > 3 * READER_HEAD { READER_HEAD } else { 0 }
    }
}

/// How many events each other article shares with this one.
fn shared_events(corpus: &Corpus, subject: ArticleIndex) -> BTreeMap<ArticleIndex, usize> {
    let mut shared = BTreeMap::new();
    for event in crate::app::reader::dated_events(corpus, subject) {
        for other in event.articles() {
            *shared.entry(other).or_insert(0) += 1;
        }
    }
    shared
}

/// A passage with its source, as one would quote it.
fn citation(corpus: &Corpus, passage: Passage) -> String {
    let article = corpus.article(passage.article);
    let mut source =
        vec![article.outlet.name.clone().unwrap_or_else(|| SafeText::line("unknown outlet")).to_string()];
    source.extend(article.title.as_ref().map(|title| format!("“{}”", title.text)));
    let published = corpus.published(passage.article);
    source.extend(published.map(|p| crate::model::dates::iso(p.date, p.precision)));
    source.extend(article.url.as_ref().or(article.path.as_ref()).map(ToString::to_string));
    format!("“{}” ({})", article.words(passage.span), source.join(", "))
}
