//! Two sides in columns: the rows of the compare screen, and where one is on it.

mod rows;
mod weights;

use super::scroll::{Motion, Scroll};
use crate::model::comparison::{NamingKind, SharedStory};
use crate::model::{ArticleIndex, Comparison, Corpus, Grade, Pair, Passage, SafeText, Span};
use rows::Builder;
use std::collections::BTreeSet;
use std::ops::Range;
pub use weights::Heads;

/// One of the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SideOf {
    /// The left one.
    #[default]
    Left,
    /// The right one.
    Right,
}

/// What a row of the comparison is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A story both outlets cover, by its index.
    Story(usize),
    /// An aligned pair, by its index.
    Pair(usize),
    /// Sentences that are the same word for word, folded, by their index.
    Fold(usize),
    /// Passages with no partner, by their indices.
    Only(Option<usize>, Option<usize>),
    /// A quantity with two values, by its index.
    Number(usize),
    /// The words for one thing, or one person, by its index.
    Naming(usize),
    /// Words one outlet uses far more, by their indices.
    Distinctive(Option<usize>, Option<usize>),
    /// The weight of a shared entity, by its index.
    Weight(usize),
    /// The weight of a shared event, by its index.
    Event(usize),
    /// Who is quoted, by place in the two lists.
    Source(Option<usize>, Option<usize>),
}

/// One column of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A row of an article's text.
    Text(ArticleIndex, Span),
    /// The program's own words.
    Words(SafeText),
    /// The program's own words, standing back.
    Aside(SafeText),
}

/// A line of the compare screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompareLine {
    /// Nothing.
    Blank,
    /// Something said of the whole comparison.
    Note(SafeText),
    /// The heading of a section, with a word of explanation.
    Section(&'static str, SafeText),
    /// What the rows below are about on each side.
    Topic(SafeText, SafeText),
    /// The columns of a line of a row.
    Cells {
        /// Which row.
        row: usize,
        /// Whether it is the first line of its row.
        first: bool,
        /// The left column, the right one, and that of a third outlet.
        cells: Box<[Cell; 3]>,
    },
}

/// How wide the columns are and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// Columns of each side.
    pub width: usize,
    /// Whether a third outlet has a column.
    pub third: bool,
}

/// The state of the compare screen.
#[derive(Debug, Clone)]
pub struct CompareScreen {
    /// What is compared.
    pub comparison: Comparison,
    /// What each row is about.
    pub rows: Vec<RowKind>,
    /// The lines of all rows and sections.
    pub lines: Vec<CompareLine>,
    /// The selected row and the first line in view.
    pub scroll: Scroll,
    /// The side that Enter opens.
    pub side: SideOf,
    /// Who is quoted and named on the left, and on the right.
    pub heads: [Heads; 2],
    /// Which of the third outlets has the third column.
    pub third: usize,
    /// The folds that are open.
    unfolded: BTreeSet<usize>,
    columns: Option<Columns>,
    blocks: Vec<Range<usize>>,
    /// The first rows of the sections.
    sections: Vec<usize>,
}

/// Columns of the space between two sides.
pub const GUTTER: usize = 5;

impl CompareScreen {
    /// Lays a comparison out.
    #[must_use]
    pub fn new(corpus: &Corpus, comparison: Comparison, columns: Columns) -> Self {
        let heads = [
            Heads::of(corpus, &comparison.left.articles, &comparison.speakers_left, &comparison.named_left),
            Heads::of(
                corpus,
                &comparison.right.articles,
                &comparison.speakers_right,
                &comparison.named_right,
            ),
        ];
        let mut screen = Self {
            comparison,
            heads,
            rows: Vec::new(),
            lines: Vec::new(),
            scroll: Scroll::default(),
            side: SideOf::Left,
            third: 0,
            unfolded: BTreeSet::new(),
            columns: None,
            blocks: Vec::new(),
            sections: Vec::new(),
        };
        screen.lay(corpus, columns);
        screen
    }

    /// Lays it out anew where the width changed.
    pub fn lay(&mut self, corpus: &Corpus, columns: Columns) {
        let third = columns.third && !self.comparison.others.is_empty();
        let columns = Columns { width: columns.width.max(8), third };
        if self.columns == Some(columns) {
            return;
        }
        let mut builder = Builder::new(corpus, &self.comparison, columns, self.third, &self.unfolded);
        builder.all();
        (self.rows, self.lines, self.blocks, self.sections) = builder.finish();
        self.columns = Some(columns);
        self.scroll.selected = self.scroll.selected.min(self.rows.len().saturating_sub(1));
    }

    /// Lays it out anew at the same width, and stays at what is selected.
    fn relay(&mut self, corpus: &Corpus) {
        let (Some(columns), selected) = (self.columns.take(), self.selected()) else { return };
        self.lay(corpus, columns);
        if let Some(at) = self.rows.iter().position(|row| Some(*row) == selected) {
            self.scroll.selected = at;
        }
    }

    /// Gives the third column to the next of the other outlets; tells which, or that there is none.
    pub fn turn_third(&mut self, corpus: &Corpus) -> String {
        let others = &self.comparison.others;
        if others.is_empty() {
            return "no third outlet tells this".to_owned();
        }
        self.third = (self.third + 1) % others.len();
        let told = format!("beside: {} ({} of {})", others[self.third].label, self.third + 1, others.len());
        self.relay(corpus);
        told
    }

    /// Opens the selected fold, or closes the one the selected pair is in; all of them where `all` is set. Whether
    /// there was any.
    pub fn fold(&mut self, corpus: &Corpus, all: bool) -> bool {
        let folds = &self.comparison.verbatim.folds;
        let here: Vec<usize> = match self.selected() {
            _ if all => (0..folds.len()).collect(),
            Some(RowKind::Fold(i)) => vec![i],
            Some(RowKind::Pair(pair)) => {
                folds.iter().position(|fold| fold.pairs.contains(&pair)).into_iter().collect()
            }
            _ => Vec::new(),
        };
        let open = here.iter().any(|i| !self.unfolded.contains(i));
        for &i in &here {
            if open {
                self.unfolded.insert(i)
            } else {
                self.unfolded.remove(&i)
            };
        }
        if here.is_empty() {
            return false;
        }
        let first = folds[here[0]].pairs.first().copied();
        self.relay(corpus);
        let wanted = if open { first.map(RowKind::Pair) } else { Some(RowKind::Fold(here[0])) };
        if let Some(at) = self.rows.iter().position(|row| Some(*row) == wanted).filter(|_| !all) {
            self.scroll.selected = at;
        }
        true
    }

    /// Moves the selection among the rows.
    pub fn go(&mut self, motion: Motion, height: usize) {
        let blocks = &self.blocks;
        // The headings above a section's first row belong into view with it.
        let lines = |i: usize| {
            let from = i.checked_sub(1).map_or(0, |j| blocks[j].end);
            let block = &blocks[i];
            from.max(block.start.saturating_sub(3))..block.end
        };
        self.scroll.go(motion, blocks.len(), self.lines.len(), height, lines);
    }

    /// The place of the next row that is a pair or a story, or of the one before.
    #[must_use]
    pub fn pair_after(&self, forward: bool) -> Option<usize> {
        let wanted =
            |&i: &usize| matches!(self.rows[i], RowKind::Pair(_) | RowKind::Fold(_) | RowKind::Story(_));
        let here = self.scroll.selected;
        if forward {
            (here + 1..self.rows.len()).find(wanted)
        } else {
            (0..here.min(self.rows.len())).rev().find(wanted)
        }
    }

    /// The first row of the next section, or of the one before.
    #[must_use]
    pub fn section_after(&self, forward: bool) -> Option<usize> {
        let here = self.scroll.selected;
        let mut sections = self.sections.iter().copied();
        if forward { sections.find(|&row| row > here) } else { sections.rev().find(|&row| row < here) }
    }

    /// Selects the row on a line, if there is one.
    pub fn select_line(&mut self, line: usize) -> bool {
        self.blocks.iter().position(|block| block.contains(&line)).map(|i| self.scroll.selected = i).is_some()
    }

    /// The selected row.
    #[must_use]
    pub fn selected(&self) -> Option<RowKind> {
        self.rows.get(self.scroll.selected).copied()
    }

    /// The selected story.
    #[must_use]
    pub fn story(&self) -> Option<&SharedStory> {
        match self.selected()? {
            RowKind::Story(i) => self.comparison.stories.get(i),
            _ => None,
        }
    }

    /// The passage that Enter opens: of the chosen side, else of the other.
    #[must_use]
    pub fn passage(&self) -> Option<Passage> {
        let comparison = &self.comparison;
        let (left, right) = match self.selected()? {
            RowKind::Pair(i) => (Some(comparison.pairs[i].left), Some(comparison.pairs[i].right)),
            RowKind::Fold(i) => {
                let fold = &comparison.verbatim.folds[i];
                (Some(fold.left), Some(fold.right))
            }
            RowKind::Only(l, r) => {
                (l.map(|i| comparison.only_left[i].passage), r.map(|i| comparison.only_right[i].passage))
            }
            RowKind::Number(i) => (Some(comparison.numbers[i].left), Some(comparison.numbers[i].right)),
            RowKind::Naming(_)
            | RowKind::Weight(_)
            | RowKind::Source(..)
            | RowKind::Story(_)
            | RowKind::Event(_)
            | RowKind::Distinctive(..) => return None,
        };
        if self.side == SideOf::Left { left.or(right) } else { right.or(left) }
    }
}

/// The stance of the rows a person sees first: what is the same, or differs.
fn is(grade: Grade) -> impl Fn(&Pair) -> bool {
    move |pair| pair.grade == grade
}

/// Whether a slot is of that kind.
fn of_kind(kind: NamingKind) -> impl Fn(&crate::model::comparison::Naming) -> bool {
    move |naming| naming.kind == kind
}
