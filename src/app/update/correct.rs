//! What a reader corrects: splitting, joining and striking events, words that are no date, two names of one person.
//! Each becomes a rule that is kept, and the articles are joined anew under all rules beside the screen.

use crate::app::awaited::Work;
use crate::app::command::Command;
use crate::app::entities::EntityScreen;
use crate::app::event::EventScreen;
use crate::app::menu::{Choice, Item, Menu};
use crate::app::message::{Corrected, Effect, Job};
use crate::app::state::{App, Done, Screen};
use crate::app::timeline::{About, EventRef};
use crate::model::correction::written;
use crate::model::dates::show_day_range;
use crate::model::width::fit;
use crate::model::{
    Corpus, Correction, CorrectionChange, EntityId, Event, EventMention, Expression, Matter, Passage, Rule,
    Span, Telling,
};
use std::collections::HashMap;

/// Characters of a sentence that a rule quotes.
const QUOTED: usize = 400;
/// Sentences of an event that a rule quotes; what else tells it follows these.
const TELLINGS: usize = 100;
/// Events offered to join one with.
const OFFERED: usize = 200;

impl App {
    /// Runs a command that corrects; `None` where it is another one.
    pub(super) fn run_correction(&mut self, command: Command) -> Option<Vec<Effect>> {
        match command {
            Command::Split => return Some(self.split()),
            Command::NotEvent => return Some(self.not_event()),
            Command::Join => self.menu = self.join_menu(),
            Command::NotDate => self.menu = self.date_menu(),
            Command::SamePerson => self.menu = self.person_menu(),
            _ => return None,
        }
        if self.menu.is_none() {
            self.told = Some(nothing(command).to_owned());
        }
        Some(Vec::new())
    }

    /// The selected event, and the sentence of it that is selected, where one is.
    fn selected_event(&self) -> Option<(EventRef, Option<usize>)> {
        let corpus = &self.library.as_ref()?.corpus;
        match (self.screen(), self.focus) {
            (Screen::Event, _) => {
                let screen = self.event.as_ref()?;
                Some((screen.event, screen.mention(screen.scroll.selected)))
            }
            (Screen::Main, crate::app::layout::Pane::Reader) => {
                let (article, cursor) = (self.reader.article?, self.reader.cursor?);
                let told = |event: &Event| {
                    event.mentions.iter().position(|told| told.article == article && told.span == cursor)
                };
                corpus
                    .briefs()
                    .told_by(article)
                    .find_map(|event| Some((event, Some(told(event.of(corpus))?))))
            }
            _ => self.timeline.selected().map(|event| (event, None)),
        }
    }

    /// The selected sentence tells another event than the rest.
    fn split(&mut self) -> Vec<Effect> {
        let Some((corpus, (event, Some(mention)))) = self.corpus().zip(self.selected_event()) else {
            self.told = Some(nothing(Command::Split).to_owned());
            return Vec::new();
        };
        let event = event.of(&corpus);
        if event.mentions.len() < 2 {
            self.told =
                Some("one sentence alone tells this event: there is nothing to split it from".to_owned());
            return Vec::new();
        }
        let told = &event.mentions[mention];
        let rest = event.mentions.iter().filter(|other| *other != told);
        let rule = Rule::Split { this: matter(&corpus, event, [told]), from: matter(&corpus, event, rest) };
        let why = format!("“{}” tells another event than “{}”", short(&corpus, told), event.label);
        self.correct(rule, why, Some(place(told)))
    }

    /// What is selected is no event: the sentence on the event's screen, else the whole event.
    fn not_event(&mut self) -> Vec<Effect> {
        let Some((corpus, (event, mention))) = self.corpus().zip(self.selected_event()) else {
            self.told = Some(nothing(Command::NotEvent).to_owned());
            return Vec::new();
        };
        let event = event.of(&corpus);
        let Some(mention) = mention.filter(|_| event.mentions.len() > 1) else {
            let event_of = matter(&corpus, event, &event.mentions);
            let why = format!("“{}” is no event", event.label);
            return self.correct(Rule::NotEvent { event: event_of, only: false }, why, None);
        };
        let told = &event.mentions[mention];
        let rule = Rule::NotEvent { event: matter(&corpus, event, [told]), only: true };
        let rest = event.mentions.iter().find(|other| *other != told);
        let why = format!("“{}” does not tell “{}”", short(&corpus, told), event.label);
        self.correct(rule, why, rest.map(place))
    }

    /// The events that the selected one can be joined with: those of the same people and days first.
    fn join_menu(&self) -> Option<Menu> {
        let (corpus, (this, _)) = (self.corpus()?, self.selected_event()?);
        let event = this.of(&corpus);
        let briefs = corpus.briefs();
        let mut others: Vec<(usize, i64, EventRef)> = (0..briefs.len())
            .map(|place| EventRef::at(place, briefs))
            .filter(|&other| other != this)
            .map(|other| {
                let other_event = briefs.get(other.place(briefs));
                let shared = event.participants.iter().filter(|id| other_event.names().contains(id));
                let days = event.days.zip(other_event.days());
                let apart = days.map_or(i64::MAX, |(a, b)| (a.from - b.from).num_days().abs());
                (usize::MAX - shared.count(), apart, other)
            })
            .collect();
        others.sort_unstable();
        others.truncate(OFFERED);
        let item = |&(_, _, other): &(usize, i64, EventRef)| {
            let event = other.of(&corpus);
            let when =
                event.days.map_or_else(|| "no date".to_owned(), |d| show_day_range(d, event.precision));
            let aside = crate::model::text::counted(event.mentions.len(), "sentence");
            Item { label: event.label.to_string(), detail: when, aside, choice: Choice::Join(this, other) }
        };
        let items: Vec<Item> = others.iter().map(item).collect();
        let title = format!("“{}” is the same event as", fit(&event.label, 40));
        (!items.is_empty()).then(|| Menu::new(&title, items))
    }

    pub(super) fn join(&mut self, this: EventRef, other: EventRef) -> Vec<Effect> {
        let Some(corpus) = self.corpus() else { return Vec::new() };
        let (this, other) = (this.of(&corpus), other.of(&corpus));
        let rule = Rule::Join {
            this: matter(&corpus, this, &this.mentions),
            with: matter(&corpus, other, &other.mentions),
        };
        let why = format!("“{}” and “{}” are one event", this.label, other.label);
        self.correct(rule, why, this.mentions.first().map(place))
    }

    /// The dates of the selected sentence, of the article where none is selected.
    fn date_menu(&self) -> Option<Menu> {
        let corpus = self.corpus()?;
        let (article, within) = if self.screen() == Screen::Event {
            self.event_passage().map(|passage| (passage.article, passage.span))?
        } else {
            let article = self.reader.article?;
            let all = Span::of(0, corpus.article(article).text.len());
            let sentence = |cursor: Span| corpus.annotated(article).sentence_at(cursor.start);
            (article, self.reader.cursor.and_then(sentence).unwrap_or(all))
        };
        let text = corpus.article(article);
        let item = |found: &Expression| Item {
            label: text.words(found.span).to_string(),
            detail: found.value.as_deref().unwrap_or("left open").to_owned(),
            aside: String::new(),
            choice: Choice::NotDate(Passage { article, span: found.span }),
        };
        let items: Vec<Item> = corpus.annotated(article).expressions_in(within).iter().map(item).collect();
        (!items.is_empty()).then(|| Menu::new("Which of these is no date?", items))
    }

    pub(super) fn not_date(&mut self, passage: Passage) -> Vec<Effect> {
        let Some(corpus) = self.corpus() else { return Vec::new() };
        let article = corpus.article(passage.article);
        let words = article.words(passage.span).to_string();
        let sentence = corpus.annotated(passage.article).sentence_at(passage.span.start);
        let sentence = sentence.map_or_else(String::new, |sentence| quoted(article.words(sentence)));
        let why = format!("“{words}” is no date");
        self.correct(Rule::NotDate { words, sentence }, why, None)
    }

    /// Who the selected mention can also be: those of its kind, those of the article first.
    fn person_menu(&self) -> Option<Menu> {
        let corpus = self.corpus()?;
        let (article, cursor) = (self.reader.article?, self.reader.cursor?);
        let findings = corpus.annotated(article);
        let mention = findings.mentions_in(cursor).iter().find(|m| m.span == cursor)?;
        let this = mention.entity;
        let kind = corpus.entities.get(this).kind;
        let index = &self.library.as_ref()?.index;
        let here: HashMap<EntityId, usize> = findings.entity_counts().into_iter().collect();
        let count = |id: EntityId| (id, (here.get(&id).copied().unwrap_or(0), index.counts(id).1));
        let mut others: Vec<(EntityId, (usize, usize))> = index
            .mentioned()
            .filter(|id| *id != this && corpus.entities.get(*id).kind == kind)
            .map(count)
            .collect();
        others.sort_by_key(|&(id, count)| (std::cmp::Reverse(count), id));
        let item = |&(id, (_, all)): &(EntityId, (usize, usize))| {
            let entity = corpus.entities.get(id);
            Item {
                label: entity.name.to_string(),
                detail: entity.note.to_string(),
                aside: if all == 1 { "once".to_owned() } else { format!("{all} times") },
                choice: Choice::SamePerson(this, id),
            }
        };
        let items: Vec<Item> = others.iter().map(item).collect();
        let title = format!("“{}” is no other than", corpus.entities.get(this).name);
        (!items.is_empty()).then(|| Menu::new(&title, items))
    }

    pub(super) fn same_person(&mut self, this: EntityId, is: EntityId) -> Vec<Effect> {
        let Some(corpus) = self.corpus() else { return Vec::new() };
        // One that is not in the lists is known by its name.
        let known_by = |id: EntityId| {
            let entity = corpus.entities.get(id);
            if entity.listed { entity.key.to_string() } else { entity.name.to_string() }
        };
        let (one, other) = (corpus.entities.get(this), corpus.entities.get(is));
        let why = format!("“{}” is {}", one.name, other.name);
        self.correct(Rule::SamePerson { this: known_by(this), is: known_by(is) }, why, None)
    }

    fn corpus(&self) -> Option<std::sync::Arc<Corpus>> {
        self.library.as_ref().map(|library| library.corpus.clone())
    }

    /// Keeps a rule and joins the articles anew under it. `follow` is what stays selected.
    fn correct(&mut self, rule: Rule, why: String, follow: Option<Passage>) -> Vec<Effect> {
        let key = self.keymap.keys_of(self.scope(), Command::Undo).join(" ");
        self.told = Some(format!("{why}; {key} takes it back"));
        let correction = Correction { rule, when: String::new(), why };
        let change = CorrectionChange { correction, on: true };
        if !self.corrections.apply(&change) {
            self.told = Some("you said so before".to_owned());
            return Vec::new();
        }
        self.undo.push(Done::Correction(Box::new(change.inverse())));
        self.redo.clear();
        self.follow = follow;
        self.keep_correction(change)
    }

    /// Takes back what was corrected, or corrects it again.
    pub(super) fn correct_again(&mut self, change: &CorrectionChange) -> Vec<Effect> {
        self.corrections.apply(change);
        self.follow = self.event_passage();
        self.keep_correction(change.clone())
    }

    fn keep_correction(&mut self, change: CorrectionChange) -> Vec<Effect> {
        let Some(library) = &self.library else { return Vec::new() };
        self.newest.correct += 1;
        self.newest.corrected_under = self.newest.filter;
        let job = Job::Correct {
            generation: self.newest.correct,
            library: library.clone(),
            corrections: self.corrections.clone().into(),
            query: self.read_query(&self.list.query).unwrap_or_default().or_sort(self.list.sort),
            marks: self.marks.clone(),
        };
        vec![Effect::Correct(change), Effect::Work(job)]
    }

    /// Whether something is open that names events, people or whole accounts as they were joined before.
    fn speaks_of_before(&self) -> bool {
        let shown = |screen: &Screen| matches!(screen, Screen::Compare | Screen::Entities | Screen::Takes);
        let offered = |item: &Item| matches!(item.choice, Choice::Join(..) | Choice::SamePerson(..));
        self.screens.iter().any(shown)
            || self.menu.as_ref().is_some_and(|menu| menu.items.iter().any(offered))
    }

    /// Shows the articles as they are joined now; stays at the sentence that was corrected. A filter that was typed
    /// meanwhile is run again.
    pub(super) fn on_corrected(&mut self, corrected: Corrected) -> Vec<Effect> {
        if self.speaks_of_before() {
            // What is open is not shut for it: it is shown like what was fetched, once that is left. What was fetched
            // is joined under the same rules then, and is more.
            if self.fetching.held.is_none() && !self.awaited.holds(Work::Renew) {
                self.fetching.held = Some(corrected.library);
            }
            return Vec::new();
        }
        let corpus = corrected.library.corpus.clone();
        self.library = Some(corrected.library);
        self.folders.stale = true;
        // What else was worked out speaks of the articles as they were joined before.
        self.entities = EntityScreen::default();
        self.compare = None;
        self.compare_before.clear();
        self.takes = None;
        let newest = &mut self.newest;
        for request in [
            &mut newest.compare,
            &mut newest.roster,
            &mut newest.portrait,
            &mut newest.takes,
            &mut newest.tally,
        ] {
            *request += 1;
        }
        let is_listed = newest.corrected_under == newest.filter;
        if is_listed {
            self.list.take(corrected.hits, self.list_view());
        }
        self.timeline.forget();
        let about = About::of(&self.list.query, &self.list.hits.chips);
        self.timeline.show(&corpus, &self.list.hits.articles, about);
        let height = self.timeline_height();
        let found = self.follow.take().and_then(|passage| telling(&corpus, passage));
        if let Some((event, _)) = found {
            self.timeline.select(event, height);
        }
        match found {
            Some((event, mention)) if self.event.is_some() => {
                let columns = self.event_columns();
                let mut screen = EventScreen::new(&corpus, event, &self.timeline.coverage, columns);
                screen.select_mention(mention);
                self.event = Some(screen);
            }
            _ => {
                self.event = None;
                self.screens.retain(|screen| *screen != Screen::Event);
            }
        }
        if self.screens.is_empty() {
            self.screens.push(Screen::Main);
        }
        if is_listed { Vec::new() } else { self.filter(&self.list.query.clone()) }
    }
}

/// What is told where a command has nothing to act on.
const fn nothing(command: Command) -> &'static str {
    match command {
        Command::Split => "open an event and select the sentence that tells another",
        Command::NotDate => "there is no date here",
        Command::SamePerson => "go to a mention of the person first",
        _ => "no event is selected",
    }
}

/// The event that a sentence tells, and the mention of it.
fn telling(corpus: &Corpus, passage: Passage) -> Option<(EventRef, usize)> {
    let told = |event: &Event| {
        event.mentions.iter().position(|told| told.article == passage.article && told.span == passage.span)
    };
    corpus.briefs().told_by(passage.article).find_map(|at| Some((at, told(at.of(corpus))?)))
}

fn place(told: &EventMention) -> Passage {
    Passage { article: told.article, span: told.span }
}

fn short(corpus: &Corpus, told: &EventMention) -> String {
    fit(corpus.article(told.article).words(told.span), 60)
}

fn quoted(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    words.join(" ").chars().take(QUOTED).collect()
}

/// An event as a rule names it, by some of the sentences that tell it.
fn matter<'e>(corpus: &Corpus, event: &Event, told: impl IntoIterator<Item = &'e EventMention>) -> Matter {
    let telling = |told: &EventMention| {
        let article = corpus.article(told.article);
        Telling { sentence: quoted(article.words(told.span)), word: article.words(told.trigger).to_string() }
    };
    let mut told: Vec<Telling> = told.into_iter().take(TELLINGS).map(telling).collect();
    told.dedup();
    let name = |id: &EntityId| corpus.entities.get(*id).key.to_string();
    Matter {
        label: event.label.to_string(),
        date: event.days.map(written).unwrap_or_default(),
        participants: event.participants.iter().map(name).collect(),
        told,
    }
}
