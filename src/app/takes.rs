//! Other accounts of the story of an article: one sentence for each outlet, and beside it what most of them say.

use super::scroll::{Motion, Scroll};
use super::state::App;
use super::why::{Page, Tone};
use crate::model::wrap::wrap;
use crate::model::{Account, ArticleIndex, Corpus, Passage, Span, Statement, Take};
use std::ops::Range;

/// Columns from which both parts stand side by side.
pub const BOTH: usize = 110;

/// Columns between the two.
pub const BETWEEN: usize = 2;

/// One of the two parts of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// The accounts of the other outlets.
    #[default]
    Takes,
    /// What most of them say.
    Common,
}

impl Part {
    /// Both, from left to right.
    pub const ALL: [Self; 2] = [Self::Takes, Self::Common];

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Takes => Self::Common,
            Self::Common => Self::Takes,
        }
    }
}

/// What can be selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// An outlet's account.
    Take(usize),
    /// A source of a statement; the first stands for it.
    Source(usize, usize),
}

/// A line of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakesLine {
    /// Nothing.
    Blank,
    /// The outlet, country and date of an account.
    Outlet(usize),
    /// The outlet that an account is largely a copy of.
    Copy(usize),
    /// How many outlets say a statement.
    Told(usize),
    /// A row of the words of what can be selected, by its place in the part.
    Words(usize, ArticleIndex, Span),
    /// A further source of a statement in one row, by its place in the part.
    Further(usize, usize, usize),
}

/// One part of the screen, laid out.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Its lines.
    pub lines: Vec<TakesLine>,
    /// What can be selected, in order.
    pub chosen: Vec<Chosen>,
    /// The selected place and the first line in view.
    pub scroll: Scroll,
    blocks: Vec<Range<usize>>,
}

impl Listing {
    fn block(&mut self, chosen: Chosen, lines: impl FnOnce(&mut Vec<TakesLine>, usize)) {
        let (from, place) = (self.lines.len(), self.chosen.len());
        lines(&mut self.lines, place);
        self.chosen.push(chosen);
        self.blocks.push(from..self.lines.len());
    }

    fn go(&mut self, motion: Motion, height: usize) {
        let blocks = &self.blocks;
        self.scroll.go(motion, blocks.len(), self.lines.len(), height, |i| blocks[i].clone());
    }
}

/// The state of the screen.
#[derive(Debug, Clone)]
pub struct TakesScreen {
    /// What was found.
    pub account: Account,
    /// The part that has the keys.
    pub part: Part,
    takes: Listing,
    common: Listing,
    columns: usize,
}

impl TakesScreen {
    /// Lays out an account at a width in columns for each part.
    #[must_use]
    pub fn new(corpus: &Corpus, account: Account, columns: usize) -> Self {
        let (takes, common) = (Listing::default(), Listing::default());
        let mut screen = Self { account, part: Part::Takes, takes, common, columns: usize::MAX };
        screen.lay(corpus, columns);
        screen
    }

    /// Lays it out anew where the width changed.
    pub fn lay(&mut self, corpus: &Corpus, columns: usize) {
        if columns == self.columns {
            return;
        }
        self.columns = columns;
        let columns = columns.saturating_sub(2).max(8);
        let before = [self.takes.scroll, self.common.scroll];
        self.takes = takes(corpus, &self.account, columns);
        self.common = common(corpus, &self.account, columns);
        [self.takes.scroll, self.common.scroll] = before;
    }

    /// One of the parts.
    #[must_use]
    pub const fn listing(&self, part: Part) -> &Listing {
        match part {
            Part::Takes => &self.takes,
            Part::Common => &self.common,
        }
    }

    fn listing_mut(&mut self, part: Part) -> &mut Listing {
        match part {
            Part::Takes => &mut self.takes,
            Part::Common => &mut self.common,
        }
    }

    /// Moves the selection in the part that has the keys.
    pub fn go(&mut self, motion: Motion, height: usize) {
        self.listing_mut(self.part).go(motion, height);
    }

    /// Selects what is on a line of a part, counted from the first in view, if there is something.
    pub fn select_row(&mut self, part: Part, row: usize) -> bool {
        self.part = part;
        let listing = self.listing_mut(part);
        let line = listing.scroll.top + row;
        let found = listing.blocks.iter().position(|block| block.contains(&line));
        found.map(|i| listing.scroll.selected = i).is_some()
    }

    /// What is selected.
    #[must_use]
    pub fn selected(&self) -> Option<Chosen> {
        let listing = self.listing(self.part);
        listing.chosen.get(listing.scroll.selected).copied()
    }

    /// The selected sentence.
    #[must_use]
    pub fn passage(&self) -> Option<Passage> {
        Some(match self.selected()? {
            Chosen::Take(i) => self.account.takes[i].passage,
            Chosen::Source(i, j) => self.account.common[i].sources[j].passage,
        })
    }
}

fn words(corpus: &Corpus, passage: Passage, columns: usize) -> Vec<Span> {
    wrap(&corpus.article(passage.article).text, passage.span, columns)
}

fn takes(corpus: &Corpus, account: &Account, columns: usize) -> Listing {
    let mut listing = Listing::default();
    for (i, take) in account.takes.iter().enumerate() {
        if i > 0 {
            listing.lines.push(TakesLine::Blank);
        }
        listing.block(Chosen::Take(i), |lines, place| {
            lines.push(TakesLine::Outlet(i));
            let rows = words(corpus, take.passage, columns);
            lines.extend(rows.into_iter().map(|row| TakesLine::Words(place, take.passage.article, row)));
            if take.copy_of.is_some() {
                lines.push(TakesLine::Copy(i));
            }
        });
    }
    listing
}

fn common(corpus: &Corpus, account: &Account, columns: usize) -> Listing {
    let mut listing = Listing::default();
    for (i, told) in account.common.iter().enumerate() {
        if i > 0 {
            listing.lines.push(TakesLine::Blank);
        }
        for (j, source) in told.sources.iter().enumerate() {
            listing.block(Chosen::Source(i, j), |lines, place| {
                if j == 0 {
                    lines.push(TakesLine::Told(i));
                    let rows = words(corpus, source.passage, columns);
                    lines.extend(
                        rows.into_iter().map(|row| TakesLine::Words(place, source.passage.article, row)),
                    );
                } else {
                    lines.push(TakesLine::Further(place, i, j));
                }
            });
        }
    }
    listing
}

/// Why the selected sentence stands where it does.
pub(super) fn why(app: &App, corpus: &Corpus) -> Option<Page> {
    let screen = app.takes.as_ref()?;
    match screen.selected()? {
        Chosen::Take(i) => Some(why_take(corpus, &screen.account.takes[i])),
        Chosen::Source(i, _) => Some(why_statement(corpus, &screen.account, &screen.account.common[i])),
    }
}

fn quoted(corpus: &Corpus, passage: Passage) -> String {
    let label = corpus.outlet_label(passage.article);
    format!("{label}: “{}”", corpus.article(passage.article).words(passage.span))
}

fn why_take(corpus: &Corpus, take: &Take) -> Page {
    let mut page = Page::new(&format!("Why this sentence stands for {}", take.label));
    page.add(Tone::Words, quoted(corpus, take.passage));
    page.add(Tone::Plain, format!("It is {}.", take.why));
    if let Some(copied) = take.copy_of {
        let from = corpus.outlet_label(copied);
        page.add(Tone::Plain, format!("More than half of its runs of five words are those of {from}."));
    }
    let story = corpus.story(take.passage.article);
    if !story.why.is_empty() {
        page.add(Tone::Heading, "Why it is in its story");
        page.add(Tone::Plain, format!("{}.", story.why.trim_end_matches('.')));
    }
    page
}

fn why_statement(corpus: &Corpus, account: &Account, told: &Statement) -> Page {
    let mut page = Page::new("Why these sentences say the same");
    let of = account.outlets;
    page.add(Tone::Heading, format!("{} of {of} outlets, copies of one text counted once", told.outlets));
    for source in &told.sources {
        page.add(Tone::Words, quoted(corpus, source.passage));
        let sign = if source.differs { "told otherwise; " } else { "" };
        page.add(Tone::Plain, format!("{sign}{}.", source.why.trim_end_matches('.')));
    }
    page
}
