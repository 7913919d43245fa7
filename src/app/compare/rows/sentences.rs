//! Rows of sentences: those that answer to one another, those folded together, and those without a partner.

use super::Builder;
use crate::app::compare::{Cell, CompareLine, RowKind};
use crate::model::comparison::{Cut, Only, Topic};
use crate::model::text::counted;
use crate::model::width::fit;
use crate::model::{Pair, Passage, SafeText};
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn pairs(
        &mut self,
        name: &'static str,
        told: &str,
        range: Range<usize>,
        of: impl Fn(&Pair) -> bool,
    ) {
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

    /// Both sides' sentences without partner, the topics of the one beside those of the other.
    pub(super) fn only(&mut self, left: Range<usize>, right: Range<usize>) {
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
