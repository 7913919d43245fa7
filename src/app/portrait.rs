//! The page of an entity or outlet: what it is, what outlets call it, when, with whom, and what it said. Laid out as
//! lines once; every line that leads somewhere can be selected.

use super::scroll::{Motion, Scroll};
use crate::index::{Index, Profile, Target};
use crate::model::dates::show;
use crate::model::text::counted;
use crate::model::wrap::wrap;
use crate::model::{Corpus, Passage, SafeText, Span};
use std::collections::BTreeSet;
use std::ops::Range;

/// Rows of a section before the rest of it is folded away.
const UNFOLDED: usize = 8;

/// A section that may be folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What outlets call it.
    Names,
    /// Who mentions it.
    Outlets,
    /// Who is named together with it.
    Beside,
}

/// What a line of the page that can be selected stands for; the numbers are places in the profile's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// A name it is called by.
    Name(usize),
    /// A stretch of time.
    Stretch(usize),
    /// An outlet.
    Outlet(usize),
    /// Somebody named together with it.
    Beside(usize),
    /// The folded rest of a section.
    More(Part),
    /// A quotation.
    Said(usize),
}

/// A line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PortraitLine {
    /// Nothing.
    Blank,
    /// A heading, and what stands at its right end.
    Heading(String, String),
    /// A row of what it is.
    Fact(SafeText),
    /// One row for the item.
    Row(Item),
    /// How much of a section is folded away.
    More(Part, usize),
    /// The outlet of the quotations below, and how many.
    Group(usize, usize),
    /// When and with which verb something was said.
    Source(usize),
    /// A row of what was said: the place of the quotation, and the words.
    Words(usize, Span),
}

/// The state of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portrait {
    /// What it shows.
    pub profile: Profile,
    /// Its lines.
    pub lines: Vec<PortraitLine>,
    /// The selected item and the first line in view.
    pub scroll: Scroll,
    items: Vec<(Item, Range<usize>)>,
    unfolded: BTreeSet<Part>,
    columns: usize,
}

impl Portrait {
    /// Lays out a profile at a width in columns.
    #[must_use]
    pub fn new(index: &Index, profile: Profile, columns: usize) -> Self {
        let mut portrait = Self {
            profile,
            lines: Vec::new(),
            scroll: Scroll::default(),
            items: Vec::new(),
            unfolded: BTreeSet::new(),
            columns,
        };
        portrait.write(index.corpus());
        portrait
    }

    /// Lays it out anew where the width changed.
    pub fn lay(&mut self, corpus: &Corpus, columns: usize) {
        if columns != self.columns {
            self.columns = columns;
            self.write(corpus);
        }
    }

    /// Shows all of a section.
    pub fn unfold(&mut self, corpus: &Corpus, part: Part) {
        self.unfolded.insert(part);
        self.write(corpus);
    }

    /// The selected item.
    #[must_use]
    pub fn selected(&self) -> Option<Item> {
        self.items.get(self.scroll.selected).map(|(item, _)| *item)
    }

    /// Whether a line belongs to the selected item.
    #[must_use]
    pub fn is_selected(&self, line: usize) -> bool {
        self.items.get(self.scroll.selected).is_some_and(|(_, lines)| lines.contains(&line))
    }

    /// Where the selected item leads in the articles.
    #[must_use]
    pub fn passage(&self) -> Option<Passage> {
        match self.selected()? {
            Item::Name(i) => Some(self.profile.names[i].first),
            Item::Beside(i) => self.profile.beside[i].first,
            Item::Said(i) => Some(self.profile.said[i].passage),
            Item::Stretch(_) | Item::Outlet(_) | Item::More(_) => None,
        }
    }

    /// Moves the selection.
    pub fn go(&mut self, motion: Motion, height: usize) {
        let items = &self.items;
        // The heading above an item belongs into view with it.
        let lines = |i: usize| {
            let before = if i == 0 { 0 } else { items[i - 1].1.end };
            let own = &items[i].1;
            own.start.saturating_sub(own.start.saturating_sub(before).min(2))..own.end
        };
        self.scroll.go(motion, items.len(), self.lines.len(), height, lines);
        if items.is_empty() {
            self.scroll.top = 0;
        }
    }

    /// Selects the item on a line, if there is one.
    pub fn select_line(&mut self, line: usize) -> bool {
        let found = self.items.iter().position(|(_, lines)| lines.contains(&line));
        found.map(|i| self.scroll.selected = i).is_some()
    }

    /// How far one has read, in percent of the lines.
    #[must_use]
    pub fn percent(&self, height: usize) -> usize {
        let seen = (self.scroll.top + height).min(self.lines.len());
        if self.lines.is_empty() { 100 } else { seen * 100 / self.lines.len() }
    }

    fn write(&mut self, corpus: &Corpus) {
        self.lines.clear();
        self.items.clear();
        self.facts(corpus);
        let profile = &self.profile;
        let (names, outlets, beside, over) =
            (profile.names.len(), profile.outlets.len(), profile.beside.len(), profile.over.len());
        let is_outlet = matches!(profile.target, Target::Outlet(_));
        let dated = profile.over.iter().any(|stretch| stretch.on.is_some());
        if names > 0 {
            self.section("Called", counted(names, "name"), Some(Part::Names), names, Item::Name);
        }
        if dated {
            let what = if is_outlet { "articles" } else { "mentions in articles" };
            self.section("Over time", what.to_owned(), None, over, Item::Stretch);
        }
        if outlets > 0 && !is_outlet {
            self.section(
                "Mentioned by",
                counted(outlets, "outlet"),
                Some(Part::Outlets),
                outlets,
                Item::Outlet,
            );
        }
        if beside > 0 {
            let (title, what) = if is_outlet {
                ("Mentions", "mentions in articles")
            } else {
                ("Named together with", "sentences in articles")
            };
            self.section(title, what.to_owned(), Some(Part::Beside), beside, Item::Beside);
        }
        self.said(corpus);
    }

    fn facts(&mut self, corpus: &Corpus) {
        let mut facts: Vec<String> = Vec::new();
        if let Target::Entity(id) = self.profile.target {
            let entity = corpus.entities.get(id);
            let country = entity.country.and_then(|code| corpus.entities.find(code.as_str()));
            let country = country.filter(|country| *country != id).map(|id| &corpus.entities.get(id).name);
            let mut what = vec![entity.kind.name().to_owned()];
            what.extend(country.map(ToString::to_string));
            what.extend(
                (self.profile.offices.is_empty() && !entity.note.is_empty()).then(|| entity.note.to_string()),
            );
            what.extend((!entity.listed).then(|| "not listed, recognised by its form".to_owned()));
            facts.push(what.join(" · "));
        }
        facts.extend(self.profile.offices.iter().map(ToString::to_string));
        facts.push(self.counts(corpus));
        for fact in facts {
            let fact = SafeText::line(&fact);
            let rows = wrap(&fact, Span::of(0, fact.len()), self.columns.saturating_sub(1).max(10));
            self.lines.extend(rows.iter().map(|row| PortraitLine::Fact(SafeText::line(row.slice(&fact)))));
        }
    }

    /// How often, in how many articles, and from when to when.
    fn counts(&self, corpus: &Corpus) -> String {
        let profile = &self.profile;
        let articles = format!("{} of {}", profile.articles, counted(profile.of, "article"));
        let date = |passage: Passage| {
            let published = corpus.published(passage.article)?;
            Some(format!(" · first {}", show(published.date, published.precision)))
        };
        let first = profile.first.and_then(date).unwrap_or_default();
        match profile.target {
            Target::Entity(_) => format!("{} in {articles}{first}", counted(profile.mentions, "mention")),
            Target::Outlet(_) => articles,
        }
    }

    fn heading(&mut self, title: &str, aside: String) {
        self.lines.extend([PortraitLine::Blank, PortraitLine::Heading(title.to_owned(), aside)]);
    }

    /// A section of one row an item, its end folded away where it is long.
    fn section(
        &mut self,
        title: &str,
        aside: String,
        part: Option<Part>,
        count: usize,
        item: fn(usize) -> Item,
    ) {
        self.heading(title, aside);
        let whole = part.is_none_or(|part| self.unfolded.contains(&part)) || count <= UNFOLDED + 1;
        let shown = if whole { count } else { UNFOLDED };
        for i in 0..shown {
            self.items.push((item(i), self.lines.len()..self.lines.len() + 1));
            self.lines.push(PortraitLine::Row(item(i)));
        }
        if let Some(part) = part.filter(|_| !whole) {
            self.items.push((Item::More(part), self.lines.len()..self.lines.len() + 1));
            self.lines.push(PortraitLine::More(part, count - shown));
        }
    }

    /// What it is quoted with, by outlet.
    fn said(&mut self, corpus: &Corpus) {
        let said = std::mem::take(&mut self.profile.said);
        if !said.is_empty() {
            let name = match self.profile.target {
                Target::Entity(id) => corpus.entities.get(id).name.to_string(),
                Target::Outlet(_) => String::new(),
            };
            self.heading(&format!("What {name} said"), counted(said.len(), "quotation"));
        }
        let mut outlet = None;
        for (i, one) in said.iter().enumerate() {
            if outlet != Some(one.outlet) {
                outlet = Some(one.outlet);
                let count = said[i..].iter().take_while(|other| other.outlet == one.outlet).count();
                self.lines.push(PortraitLine::Group(one.outlet, count));
            }
            let from = self.lines.len();
            self.lines.push(PortraitLine::Source(i));
            let text = &corpus.article(one.passage.article).text;
            let rows = wrap(text, one.passage.span, self.columns.saturating_sub(6).max(10));
            self.lines.extend(rows.into_iter().map(|row| PortraitLine::Words(i, row)));
            self.items.push((Item::Said(i), from..self.lines.len()));
        }
        self.profile.said = said;
    }
}
