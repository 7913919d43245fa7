//! The rows of a comparison, one section after the other, as lines of columns.

mod measures;
mod sentences;

use super::{Cell, Columns, CompareLine, RowKind, is};
use crate::model::text::counted;
use crate::model::wrap::wrap;
use crate::model::{
    ArticleIndex, Comparison, Corpus, Grade, OutletLabels, Passage, Relation, SafeText, Span,
};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// With more sentences than this on both sides the stories are listed, and each is laid out when it is opened.
const INLINE: usize = 600;
/// Collects rows and their lines.
pub(super) struct Builder<'c> {
    corpus: &'c Corpus,
    comparison: &'c Comparison,
    columns: Columns,
    /// The articles of the third column.
    third: &'c [ArticleIndex],
    unfolded: &'c BTreeSet<usize>,
    /// The fold a pair is in.
    fold_of: HashMap<usize, usize>,
    labels: OutletLabels,
    rows: Vec<RowKind>,
    lines: Vec<CompareLine>,
    blocks: Vec<Range<usize>>,
    sections: Vec<usize>,
}

impl<'c> Builder<'c> {
    pub(super) fn new(
        corpus: &'c Corpus,
        comparison: &'c Comparison,
        columns: Columns,
        third: usize,
        unfolded: &'c BTreeSet<usize>,
    ) -> Self {
        let folds = comparison.verbatim.folds.iter().enumerate();
        let fold_of = folds.flat_map(|(i, fold)| fold.pairs.iter().map(move |&pair| (pair, i))).collect();
        let third = comparison.others.get(third).filter(|_| columns.third);
        Self {
            corpus,
            comparison,
            columns,
            third: third.map_or(&[], |side| side.articles.as_slice()),
            unfolded,
            fold_of,
            labels: if comparison.others.is_empty() {
                OutletLabels::default()
            } else {
                corpus.outlet_labels()
            },
            rows: Vec::new(),
            lines: Vec::new(),
            blocks: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// Rows, lines, the lines of each row, the first rows of the sections.
    pub(super) fn finish(self) -> (Vec<RowKind>, Vec<CompareLine>, Vec<Range<usize>>, Vec<usize>) {
        (self.rows, self.lines, self.blocks, self.sections)
    }

    /// Where one happening is told, what both say comes first; where only a theme is shared, who and what they speak
    /// of and in which words.
    pub(super) fn all(&mut self) {
        self.notes();
        let comparison = self.comparison;
        let told = comparison.relation <= Relation::SameStory;
        if !comparison.stories.is_empty() {
            self.stories();
            self.words();
            self.distinctive();
            self.weights();
            self.sources();
            self.numbers();
            let sentences =
                comparison.pairs.len() * 2 + comparison.only_left.len() + comparison.only_right.len();
            if sentences <= INLINE {
                self.each_story();
            }
        } else if told {
            self.pairs("both", "the same fact", 0..comparison.pairs.len(), is(Grade::Same));
            self.pairs("differ", DIFFER, 0..comparison.pairs.len(), is(Grade::Differs));
            self.words();
            self.pairs("related", RELATED, 0..comparison.pairs.len(), is(Grade::Related));
            self.numbers();
            self.only(0..comparison.only_left.len(), 0..comparison.only_right.len());
            self.sources();
            self.weights();
        } else {
            self.weights();
            self.words();
            self.sources();
            self.pairs("alike", "sentences on one matter", 0..comparison.pairs.len(), |_| true);
            self.numbers();
            self.only(0..comparison.only_left.len(), 0..comparison.only_right.len());
        }
    }

    fn notes(&mut self) {
        let comparison = self.comparison;
        let mut notes: Vec<String> = Vec::new();
        notes.extend((!comparison.notice.is_empty()).then(|| comparison.notice.to_string()));
        let (left, right) = (comparison.verbatim.left, comparison.verbatim.right);
        if left.max(right) >= 0.1 {
            let percent = |share: f64| (share * 100.0).round();
            notes.push(format!(
                "word for word the same: {:.0} % of the left text, {:.0} % of the right",
                percent(left),
                percent(right)
            ));
        }
        let empty = |articles: &[ArticleIndex]| {
            articles.iter().all(|&i| self.corpus.annotated(i).sentences.is_empty())
        };
        for (name, side) in [("left", &comparison.left), ("right", &comparison.right)] {
            if empty(&side.articles) {
                notes.push(format!("the {name} side has no sentence that could be compared"));
            }
        }
        for note in notes {
            let note = SafeText::line(&note);
            let whole = self.columns.width * 2 + super::GUTTER;
            for row in wrap(&note, Span::of(0, note.len()), whole) {
                self.lines.push(CompareLine::Note(SafeText::line(row.slice(&note))));
            }
        }
    }

    fn section(&mut self, name: &'static str, explanation: &str) {
        if !self.lines.is_empty() {
            self.lines.push(CompareLine::Blank);
        }
        self.lines.push(CompareLine::Section(name, SafeText::line(explanation)));
        self.sections.push(self.rows.len());
    }

    /// A row whose columns may be of different height.
    fn row(&mut self, kind: RowKind, columns: [Vec<Cell>; 3]) {
        let (row, from) = (self.rows.len(), self.lines.len());
        let height = columns.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let mut columns = columns.map(Vec::into_iter);
        for line in 0..height {
            let cells = columns.each_mut().map(|column| column.next().unwrap_or(Cell::Empty));
            self.lines.push(CompareLine::Cells { row, first: line == 0, cells: Box::new(cells) });
        }
        self.rows.push(kind);
        self.blocks.push(from..self.lines.len());
    }

    /// A row with a blank line before it, unless it is the first under its heading.
    fn spaced(&mut self, kind: RowKind, columns: [Vec<Cell>; 3]) {
        if matches!(self.lines.last(), Some(CompareLine::Cells { .. })) {
            self.lines.push(CompareLine::Blank);
        }
        self.row(kind, columns);
    }

    fn text(&self, passage: Passage) -> Vec<Cell> {
        let rows = wrap(&self.corpus.article(passage.article).text, passage.span, self.columns.width);
        rows.into_iter().map(|row| Cell::Text(passage.article, row)).collect()
    }

    pub(super) fn words_cell(&self, words: &str, cell: fn(SafeText) -> Cell) -> Vec<Cell> {
        let words = SafeText::line(words);
        let rows = wrap(&words, Span::of(0, words.len()), self.columns.width);
        rows.into_iter().map(|row| cell(SafeText::line(row.slice(&words)))).collect()
    }

    fn stories(&mut self) {
        let explanation = format!(
            "{}; Enter lays one side by side",
            if self.comparison.stories.len() == 1 {
                "one story both cover".to_owned()
            } else {
                format!("{} stories both cover", self.comparison.stories.len())
            }
        );
        self.section("stories", &explanation);
        for (i, story) in self.comparison.stories.iter().enumerate() {
            let graded = |grade| {
                self.comparison.pairs[story.pairs.clone()].iter().filter(|pair| pair.grade == grade).count()
            };
            let mut facts = vec![words_of(story.relation).to_owned()];
            for (grade, name) in
                [(Grade::Same, "the same"), (Grade::Differs, "differ"), (Grade::Related, "related")]
            {
                let count = graded(grade);
                facts.extend((count > 0).then(|| format!("{count} {name}")));
            }
            facts.push(format!("only left {}, only right {}", story.only_left.len(), story.only_right.len()));
            let articles = story.left.len() + story.right.len();
            facts.extend((articles > 2).then(|| counted(articles, "article")));
            let label = self.words_cell(&story.label, Cell::Words);
            let facts = self.words_cell(&facts.join(" · "), Cell::Aside);
            self.row(RowKind::Story(i), [label, facts, Vec::new()]);
        }
    }

    /// The pairs and passages of each story under its headline.
    fn each_story(&mut self) {
        for story in &self.comparison.stories {
            self.pairs("story", &story.label, story.pairs.clone(), |_| true);
            self.only(story.only_left.clone(), story.only_right.clone());
        }
    }

    /// Which third outlets tell it too; nothing where they have a column.
    fn also(&self, elsewhere: &[Passage]) -> Vec<Cell> {
        if elsewhere.is_empty() || self.columns.third {
            return Vec::new();
        }
        let names: Vec<&str> =
            elsewhere.iter().map(|passage| self.labels[passage.article].as_str()).collect();
        self.words_cell(&format!("↳ also in {}", names.join(", ")), Cell::Aside)
    }

    /// The sentence of the third outlet that tells the same.
    fn beside(&self, elsewhere: &[Passage]) -> Vec<Cell> {
        let told = elsewhere.iter().find(|passage| self.third.contains(&passage.article));
        told.map_or_else(Vec::new, |passage| self.text(*passage))
    }
}

const DIFFER: &str = "the same matter, another number, date, place, speaker or stance";
const RELATED: &str = "the same matter, not the same fact";

const fn words_of(relation: Relation) -> &'static str {
    match relation {
        Relation::SameEvent => "same event",
        Relation::SameStory => "same story",
        Relation::ThemeOnly => "theme only",
        Relation::Unrelated => "unrelated",
    }
}
