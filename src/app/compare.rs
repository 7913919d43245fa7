//! Two sides in columns: the rows of the compare screen, and where one is on it.

use super::scroll::{Motion, Scroll};
use crate::model::comparison::{Emphasis, Phrase, Source, Weight};
use crate::model::wrap::wrap;
use crate::model::{Article, ArticleIndex, Comparison, Corpus, Grade, Passage, SafeText, Span};
use std::ops::Range;

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
    /// An aligned pair, by its index.
    Pair(usize),
    /// Passages with no partner, by their indices.
    Only(Option<usize>, Option<usize>),
    /// A quantity with two values, by its index.
    Number(usize),
    /// The words for one thing, by its index.
    Naming(usize),
    /// The weight of a shared entity, by its index.
    Weight(usize),
    /// Who is quoted, by place in the two lists.
    Source(usize),
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
}

/// A line of the compare screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompareLine {
    /// Nothing.
    Blank,
    /// The heading of a section, with a word of explanation.
    Section(&'static str, &'static str),
    /// Both columns of a line of a row.
    Cells {
        /// Which row.
        row: usize,
        /// The left column.
        left: Cell,
        /// The right column.
        right: Cell,
    },
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
    columns: usize,
    blocks: Vec<Range<usize>>,
}

/// Columns of the space between the two sides.
pub const GUTTER: usize = 5;

impl CompareScreen {
    /// Lays a comparison out at a width in columns for each side.
    #[must_use]
    pub fn new(corpus: &Corpus, comparison: Comparison, columns: usize) -> Self {
        let mut screen = Self {
            comparison,
            rows: Vec::new(),
            lines: Vec::new(),
            scroll: Scroll::default(),
            side: SideOf::Left,
            columns: 0,
            blocks: Vec::new(),
        };
        screen.lay(corpus, columns);
        screen
    }

    /// Lays it out anew where the width changed.
    pub fn lay(&mut self, corpus: &Corpus, columns: usize) {
        let columns = columns.max(8);
        if columns == self.columns {
            return;
        }
        let comparison = std::mem::replace(&mut self.comparison, empty());
        let mut builder =
            Builder { corpus, columns, rows: Vec::new(), lines: Vec::new(), blocks: Vec::new() };
        builder.all(&comparison);
        let Builder { rows, lines, blocks, .. } = builder;
        *self = Self { comparison, rows, lines, blocks, columns, scroll: self.scroll, side: self.side };
        self.scroll.selected = self.scroll.selected.min(self.rows.len().saturating_sub(1));
    }

    /// Moves the selection among the rows.
    pub fn go(&mut self, motion: Motion, height: usize) {
        let blocks = &self.blocks;
        // The heading above a section's first row belongs into view with it.
        let lines = |i: usize| {
            let block = &blocks[i];
            let after_heading =
                block.start > 0 && i.checked_sub(1).is_none_or(|j| blocks[j].end < block.start);
            block.start.saturating_sub(usize::from(after_heading))..block.end
        };
        self.scroll.go(motion, blocks.len(), self.lines.len(), height, lines);
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

    /// The passage that Enter opens: of the chosen side, else of the other.
    #[must_use]
    pub fn passage(&self) -> Option<Passage> {
        let (left, right) = match self.selected()? {
            RowKind::Pair(i) => (Some(self.comparison.pairs[i].left), Some(self.comparison.pairs[i].right)),
            RowKind::Only(l, r) => {
                (l.map(|i| self.comparison.only_left[i]), r.map(|i| self.comparison.only_right[i]))
            }
            RowKind::Number(i) => {
                (Some(self.comparison.numbers[i].left), Some(self.comparison.numbers[i].right))
            }
            RowKind::Naming(_) | RowKind::Weight(_) | RowKind::Source(_) => return None,
        };
        if self.side == SideOf::Left { left.or(right) } else { right.or(left) }
    }
}

fn empty() -> Comparison {
    use crate::model::{Relation, comparison::Side};
    let side = || Side { label: SafeText::default(), articles: Vec::new() };
    Comparison {
        left: side(),
        right: side(),
        relation: Relation::Unrelated,
        why: SafeText::default(),
        pairs: Vec::new(),
        only_left: Vec::new(),
        only_right: Vec::new(),
        naming: Vec::new(),
        numbers: Vec::new(),
        speakers_left: Vec::new(),
        speakers_right: Vec::new(),
        emphasis: Vec::new(),
    }
}

/// Collects rows and their lines.
struct Builder<'c> {
    corpus: &'c Corpus,
    columns: usize,
    rows: Vec<RowKind>,
    lines: Vec<CompareLine>,
    blocks: Vec<Range<usize>>,
}

impl Builder<'_> {
    fn all(&mut self, comparison: &Comparison) {
        self.pairs(comparison, "both", "the same fact", |grade| grade == Grade::Same);
        self.pairs(comparison, "differ", "the same matter, another number, date or stance", |grade| {
            grade == Grade::Differs
        });
        self.pairs(comparison, "related", "the same matter, not the same fact", |grade| {
            grade == Grade::Related
        });
        self.numbers(comparison);
        self.only(comparison);
        self.naming(comparison);
        self.sources(&comparison.speakers_left, &comparison.speakers_right);
        self.weights(&comparison.emphasis);
    }

    fn section(&mut self, name: &'static str, explanation: &'static str) {
        if !self.lines.is_empty() {
            self.lines.push(CompareLine::Blank);
        }
        self.lines.push(CompareLine::Section(name, explanation));
    }

    /// A row whose columns may be of different height.
    fn row(&mut self, kind: RowKind, left: Vec<Cell>, right: Vec<Cell>) {
        let (row, from) = (self.rows.len(), self.lines.len());
        let height = left.len().max(right.len()).max(1);
        let (mut left, mut right) = (left.into_iter(), right.into_iter());
        for _ in 0..height {
            let (left, right) = (left.next().unwrap_or(Cell::Empty), right.next().unwrap_or(Cell::Empty));
            self.lines.push(CompareLine::Cells { row, left, right });
        }
        self.rows.push(kind);
        self.blocks.push(from..self.lines.len());
    }

    fn text(&self, passage: Passage) -> Vec<Cell> {
        let article: &Article = self.corpus.article(passage.article);
        let rows = wrap(&article.text, passage.span, self.columns);
        rows.into_iter().map(|row| Cell::Text(passage.article, row)).collect()
    }

    fn words(&self, words: &str) -> Vec<Cell> {
        let words = SafeText::line(words);
        let rows = wrap(&words, Span::of(0, words.len()), self.columns);
        rows.into_iter().map(|row| Cell::Words(SafeText::line(row.slice(&words)))).collect()
    }

    fn pairs(
        &mut self,
        comparison: &Comparison,
        name: &'static str,
        told: &'static str,
        of: fn(Grade) -> bool,
    ) {
        let wanted: Vec<usize> =
            (0..comparison.pairs.len()).filter(|&i| of(comparison.pairs[i].grade)).collect();
        if wanted.is_empty() {
            return;
        }
        self.section(name, told);
        let mut before = None;
        for i in wanted {
            let pair = &comparison.pairs[i];
            // A passage that several passages answer to stands once.
            let again = before == Some(pair.left);
            before = Some(pair.left);
            let left = if again { self.words("″") } else { self.text(pair.left) };
            let right = self.text(pair.right);
            self.spaced(RowKind::Pair(i), left, right);
        }
    }

    /// A row with a blank line before it, unless it is the first of its section.
    fn spaced(&mut self, kind: RowKind, left: Vec<Cell>, right: Vec<Cell>) {
        if !matches!(self.lines.last(), Some(CompareLine::Section(..)) | None) {
            self.lines.push(CompareLine::Blank);
        }
        self.row(kind, left, right);
    }

    fn numbers(&mut self, comparison: &Comparison) {
        if comparison.numbers.is_empty() {
            return;
        }
        self.section("numbers", "one quantity, two values");
        for (i, clash) in comparison.numbers.iter().enumerate() {
            let cell = |passage: Passage| {
                let words = self.corpus.article(passage.article).words(passage.span);
                self.words(&format!("{}: {words}", clash.quantity))
            };
            let (left, right) = (cell(clash.left), cell(clash.right));
            self.row(RowKind::Number(i), left, right);
        }
    }

    fn only(&mut self, comparison: &Comparison) {
        let (left, right) = (&comparison.only_left, &comparison.only_right);
        let count = left.len().max(right.len());
        if count == 0 {
            return;
        }
        self.section("not found in the other", "sentences without a partner, each side in its own order");
        for i in 0..count {
            let cell =
                |passages: &[Passage]| passages.get(i).map_or_else(Vec::new, |passage| self.text(*passage));
            let (l, r) = (cell(left), cell(right));
            let kind = RowKind::Only((i < left.len()).then_some(i), (i < right.len()).then_some(i));
            self.spaced(kind, l, r);
        }
    }

    fn naming(&mut self, comparison: &Comparison) {
        if comparison.naming.is_empty() {
            return;
        }
        self.section("words", "what each side calls the same thing");
        for (i, naming) in comparison.naming.iter().enumerate() {
            let cell = |phrases: &[Phrase]| {
                let phrase = |p: &Phrase| {
                    if p.count > 1 { format!("{} ({})", p.text, p.count) } else { p.text.to_string() }
                };
                let list: Vec<String> = phrases.iter().map(phrase).collect();
                self.words(&format!(
                    "{}: {}",
                    naming.slot,
                    if list.is_empty() { "–".to_owned() } else { list.join(", ") }
                ))
            };
            let (left, right) = (cell(&naming.left), cell(&naming.right));
            self.row(RowKind::Naming(i), left, right);
        }
    }

    fn sources(&mut self, left: &[Source], right: &[Source]) {
        let count = left.len().max(right.len());
        if count == 0 {
            return;
        }
        self.section("sources", "who is quoted or reported, and how often");
        for i in 0..count {
            let cell = |sources: &[Source]| {
                sources.get(i).map_or_else(Vec::new, |source| self.words(&source_words(source)))
            };
            let (l, r) = (cell(left), cell(right));
            self.row(RowKind::Source(i), l, r);
        }
    }

    fn weights(&mut self, emphasis: &[Emphasis]) {
        if emphasis.is_empty() {
            return;
        }
        self.section("emphasis", "share of the sentences that mention it, and where it first stands");
        for (i, shared) in emphasis.iter().enumerate() {
            let name = &self.corpus.entities.get(shared.entity).name;
            let (left, right) =
                (self.words(&weight_words(name, shared.left)), self.words(&weight_words(name, shared.right)));
            self.row(RowKind::Weight(i), left, right);
        }
    }
}

/// “Dmitry Peskov: 1 in own words, 2 reported”.
fn source_words(source: &Source) -> String {
    let direct = (source.direct > 0).then(|| format!("{} in own words", source.direct));
    let reported = (source.reported > 0).then(|| format!("{} reported", source.reported));
    let counts: Vec<String> = [direct, reported].into_iter().flatten().collect();
    format!("{}: {}", source.name, counts.join(", "))
}

/// “Xi Jinping ███▌ 24 %, in the headline”; the bar is one cell for each eight of a hundred.
fn weight_words(name: &str, weight: Weight) -> String {
    let percent = (weight.share * 100.0).round().clamp(0.0, 100.0);
    let bar = crate::model::width::bar(weight.share, 13);
    let place = if weight.headline {
        "in the headline".to_owned()
    } else if weight.count == 0 {
        "not mentioned".to_owned()
    } else {
        format!("first after {:.0} %", weight.first * 100.0)
    };
    format!("{name} {bar} {percent:.0} %, {place}")
}
