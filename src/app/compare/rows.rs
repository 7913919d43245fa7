//! The rows of a comparison, one section after the other, as lines of columns.

use super::weights::{self, Bars};
use super::{Cell, Columns, CompareLine, RowKind, is, of_kind};
use crate::model::comparison::{Cut, NamingKind, Only, Phrase, Topic};
use crate::model::text::counted;
use crate::model::width::fit;
use crate::model::wrap::wrap;
use crate::model::{ArticleIndex, Comparison, Corpus, Grade, Pair, Passage, Relation, SafeText, Span};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// With more sentences than this on both sides the stories are listed, and each is laid out when it is opened.
const INLINE: usize = 600;
/// Phrases of a slot on a side.
const MOST_PHRASES: usize = 4;

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
    labels: Vec<SafeText>,
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
            labels: if comparison.others.is_empty() { Vec::new() } else { corpus.outlet_labels() },
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

    fn pairs(&mut self, name: &'static str, told: &str, range: Range<usize>, of: impl Fn(&Pair) -> bool) {
        let comparison = self.comparison;
        let wanted: Vec<usize> = range.filter(|&i| of(&comparison.pairs[i])).collect();
        if wanted.is_empty() {
            return;
        }
        self.section(name, told);
        let mut before: Option<&Pair> = None;
        for i in wanted {
            let pair = &comparison.pairs[i];
            if let Some(&fold) = self.fold_of.get(&i).filter(|fold| !self.unfolded.contains(fold)) {
                if comparison.verbatim.folds[fold].pairs.first() == Some(&i) {
                    self.fold(fold);
                }
                continue;
            }
            // A passage that several passages answer to stands once.
            let again = |side: fn(&Pair) -> Passage| before.is_some_and(|before| side(before) == side(pair));
            let mut left = if again(|pair| pair.left) { self.same_as_above() } else { self.text(pair.left) };
            let mut right =
                if again(|pair| pair.right) { self.same_as_above() } else { self.text(pair.right) };
            if let Some((a, b)) = &pair.quotation {
                let (a, b) = (self.cut(a), self.cut(b));
                left.resize(left.len().max(right.len()), Cell::Empty);
                right.resize(left.len(), Cell::Empty);
                left.extend(a);
                right.extend(b);
            }
            left.extend(self.also(&pair.elsewhere));
            before = Some(pair);
            let third = self.beside(&pair.elsewhere);
            self.spaced(RowKind::Pair(i), [left, right, third]);
        }
    }

    fn same_as_above(&self) -> Vec<Cell> {
        self.words_cell("″", Cell::Aside)
    }

    /// What one side quotes of words both quote, who says it, and the word that introduces it.
    fn cut(&self, cut: &Cut) -> Vec<Cell> {
        let article = self.corpus.article(cut.words.article);
        let words = fit(&SafeText::line(article.words(cut.words.span)), self.columns.width.saturating_sub(4));
        let cue = cut.cue.map(|cue| format!("“{}”", article.words(cue)));
        let facts: Vec<String> =
            [cue, cut.speaker.as_ref().map(ToString::to_string)].into_iter().flatten().collect();
        let told = if facts.is_empty() { "no word introduces it".to_owned() } else { facts.join(", ") };
        let mut cells = self.words_cell(&format!("❝ {words}"), Cell::Aside);
        cells.extend(self.words_cell(&format!("  {told}"), Cell::Aside));
        cells
    }

    /// Which third outlets tell it too; nothing where they have a column.
    fn also(&self, elsewhere: &[Passage]) -> Vec<Cell> {
        if elsewhere.is_empty() || self.columns.third {
            return Vec::new();
        }
        let names: Vec<&str> =
            elsewhere.iter().map(|passage| self.labels[passage.article.get()].as_str()).collect();
        self.words_cell(&format!("↳ also in {}", names.join(", ")), Cell::Aside)
    }

    /// The sentence of the third outlet that tells the same.
    fn beside(&self, elsewhere: &[Passage]) -> Vec<Cell> {
        let told = elsewhere.iter().find(|passage| self.third.contains(&passage.article));
        told.map_or_else(Vec::new, |passage| self.text(*passage))
    }

    fn fold(&mut self, i: usize) {
        let fold = &self.comparison.verbatim.folds[i];
        let label = format!("▸ {} word for word the same", counted(fold.pairs.len(), "sentence"));
        let cell = |passage: Passage| {
            let words = SafeText::line(self.corpus.article(passage.article).words(passage.span));
            let mut cells = self.words_cell(&label, Cell::Words);
            cells.extend(self.words_cell(&fit(&words, self.columns.width), Cell::Aside));
            cells
        };
        let (left, right) = (cell(fold.left), cell(fold.right));
        self.spaced(RowKind::Fold(i), [left, right, Vec::new()]);
    }

    fn numbers(&mut self) {
        let comparison = self.comparison;
        if comparison.numbers.is_empty() {
            return;
        }
        self.section("numbers", "one quantity, two values");
        for (i, clash) in comparison.numbers.iter().enumerate() {
            let cell = |passage: Passage| {
                let words = self.corpus.article(passage.article).words(passage.span);
                self.words_cell(&format!("{}: {words}", clash.quantity), Cell::Words)
            };
            let (left, right) = (cell(clash.left), cell(clash.right));
            self.row(RowKind::Number(i), [left, right, Vec::new()]);
        }
    }

    /// Both sides' sentences without partner, the topics of the one beside those of the other.
    fn only(&mut self, left: Range<usize>, right: Range<usize>) {
        let comparison = self.comparison;
        if left.is_empty() && right.is_empty() {
            return;
        }
        self.section("not found in the other", "sentences without a partner, by what they are about");
        let ours = by_topic(&comparison.only_left, left);
        let theirs = by_topic(&comparison.only_right, right);
        let label = |topics: &[Topic], group: Option<&(usize, Vec<usize>)>| {
            group.map_or_else(SafeText::default, |(topic, _)| topic_label(&topics[*topic]))
        };
        for k in 0..ours.len().max(theirs.len()) {
            let (l, r) = (ours.get(k), theirs.get(k));
            let (a, b) = (label(&comparison.topics_left, l), label(&comparison.topics_right, r));
            if !a.is_empty() || !b.is_empty() {
                if matches!(self.lines.last(), Some(CompareLine::Cells { .. })) {
                    self.lines.push(CompareLine::Blank);
                }
                self.lines.push(CompareLine::Topic(a, b));
            }
            let members =
                |group: Option<&(usize, Vec<usize>)>| group.map_or_else(Vec::new, |(_, all)| all.clone());
            let (l, r) = (members(l), members(r));
            for i in 0..l.len().max(r.len()) {
                self.only_row(l.get(i).copied(), r.get(i).copied());
            }
        }
    }

    fn only_row(&mut self, left: Option<usize>, right: Option<usize>) {
        let comparison = self.comparison;
        let cell = |only: Option<&Only>| {
            only.map_or_else(Vec::new, |only| {
                let mut cells = self.text(only.passage);
                cells.extend(self.also(&only.elsewhere));
                cells
            })
        };
        let (l, r) = (left.map(|i| &comparison.only_left[i]), right.map(|i| &comparison.only_right[i]));
        let third = [l, r].into_iter().flatten().map(|only| self.beside(&only.elsewhere));
        let third = third.filter(|cells| !cells.is_empty()).collect::<Vec<_>>().join(&Cell::Empty);
        let (l, r) = (cell(l), cell(r));
        self.spaced(RowKind::Only(left, right), [l, r, third]);
    }

    /// What each side calls the same thing, then the same person.
    fn words(&mut self) {
        for (kind, name, told) in [
            (NamingKind::Thing, "words", "what each side calls the same thing"),
            (NamingKind::Person, "names and titles", "how each side names the same person"),
        ] {
            let comparison = self.comparison;
            let all: Vec<usize> =
                (0..comparison.naming.len()).filter(|&i| of_kind(kind)(&comparison.naming[i])).collect();
            if all.is_empty() {
                continue;
            }
            self.section(name, told);
            for i in all {
                let naming = &comparison.naming[i];
                let cell = |phrases: &[Phrase]| {
                    let list: Vec<String> = phrases.iter().take(MOST_PHRASES).map(phrase).collect();
                    let list = if list.is_empty() { "–".to_owned() } else { list.join(", ") };
                    self.words_cell(&format!("{}: {list}", naming.slot), Cell::Words)
                };
                let (left, right) = (cell(&naming.left), cell(&naming.right));
                self.row(RowKind::Naming(i), [left, right, Vec::new()]);
            }
        }
    }

    fn distinctive(&mut self) {
        let words = &self.comparison.distinctive;
        let (left, right): (Vec<usize>, Vec<usize>) = (0..words.len()).partition(|&i| words[i].z > 0.0);
        if words.is_empty() {
            return;
        }
        self.section(
            "words one side uses far more",
            "uses left : right, and by how many standard deviations",
        );
        for k in 0..left.len().max(right.len()) {
            let (l, r) = (left.get(k).copied(), right.get(k).copied());
            let cell = |i: Option<usize>| {
                i.map_or_else(Vec::new, |i| {
                    let word = &words[i];
                    let told =
                        format!("{}  {} : {}  z {:.1}", word.word, word.left, word.right, word.z.abs());
                    self.words_cell(&told, Cell::Words)
                })
            };
            let (a, b) = (cell(l), cell(r));
            self.row(RowKind::Distinctive(l, r), [a, b, Vec::new()]);
        }
    }

    fn sources(&mut self) {
        let (left, right) = (&self.comparison.speakers_left, &self.comparison.speakers_right);
        if left.is_empty() && right.is_empty() {
            return;
        }
        self.section("sources", "who is quoted or reported, and how often");
        for (l, r) in weights::beside(left, right) {
            let cell = |source: Option<&crate::model::comparison::Source>| {
                source.map_or_else(Vec::new, |source| self.words_cell(&weights::source(source), Cell::Words))
            };
            let (a, b) = (cell(l.map(|i| &left[i])), cell(r.map(|i| &right[i])));
            self.row(RowKind::Source(l, r), [a, b, Vec::new()]);
        }
    }

    fn weights(&mut self) {
        let comparison = self.comparison;
        if !comparison.emphasis.is_empty() {
            self.section("emphasis", "share of the sentences that mention it, and where it first stands");
            let name = |i: usize| self.corpus.entities.get(comparison.emphasis[i].entity).name.as_str();
            let bars = Bars::new((0..comparison.emphasis.len()).map(name), self.columns.width);
            for (i, one) in comparison.emphasis.iter().enumerate() {
                let name = self.corpus.entities.get(one.entity).name.as_str();
                let [left, right] =
                    [one.left, one.right].map(|weight| self.words_cell(&bars.row(name, weight), Cell::Words));
                self.row(RowKind::Weight(i), [left, right, Vec::new()]);
            }
        }
        if !comparison.events.is_empty() {
            self.section(
                "events both tell",
                "share of the sentences that tell it, and where it first stands",
            );
            let bars =
                Bars::new(comparison.events.iter().map(|event| event.label.as_str()), self.columns.width);
            for (i, one) in comparison.events.iter().enumerate() {
                let [left, right] = [one.left, one.right]
                    .map(|weight| self.words_cell(&bars.row(&one.label, weight), Cell::Words));
                self.row(RowKind::Event(i), [left, right, Vec::new()]);
            }
        }
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

fn phrase(phrase: &Phrase) -> String {
    if phrase.count > 1 { format!("{} ({})", phrase.text, phrase.count) } else { phrase.text.to_string() }
}

/// The places of some passages, by topic.
fn by_topic(all: &[Only], range: Range<usize>) -> Vec<(usize, Vec<usize>)> {
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for i in range {
        match groups.last_mut().filter(|(topic, _)| *topic == all[i].topic) {
            Some((_, members)) => members.push(i),
            None => groups.push((all[i].topic, vec![i])),
        }
    }
    groups
}

fn topic_label(topic: &Topic) -> SafeText {
    if topic.absent {
        SafeText::line(&format!("{} – not named in the other", topic.label))
    } else {
        topic.label.clone()
    }
}
