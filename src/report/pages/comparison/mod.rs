//! Two accounts side by side: the relation first, then what both say, where they differ, what only one has.

mod choices;

use super::words::{self, grade};
use crate::model::comparison::{Cut, Only, SharedStory, Side, Topic};
use crate::model::{Comparison, Grade, Pair, Passage, Relation, Span};
use crate::report::View;
use crate::report::document::{Align, Block, Document, Item, Line, Look, Table};
use std::collections::HashMap;
use std::ops::Range;

/// The page.
pub(crate) fn page(view: &View<'_>, comparison: &Comparison) -> Document {
    let labels = labels(view, comparison);
    let title = format!("{} and {}", labels[0], labels[1]);
    let mut page = Document::new(&title);
    page.heading(1, Line::of(&title));
    let relation = Line::strong(words::relation(comparison.relation));
    let why = if comparison.why.is_empty() { String::new() } else { format!(": {}", comparison.why) };
    page.paragraph(relation.plain(&why));
    notes(&mut page, comparison);
    let writer = Writer { view, comparison, labels: &labels };
    if comparison.stories.is_empty() {
        side(&mut page, view, &comparison.left);
        side(&mut page, view, &comparison.right);
        if comparison.relation > Relation::SameStory {
            writer.choices(&mut page);
            writer.passages(&mut page, 2, comparison.relation, 0..comparison.pairs.len());
            writer.only(&mut page, 2, 0..comparison.only_left.len(), 0..comparison.only_right.len());
        } else {
            writer.passages(&mut page, 2, comparison.relation, 0..comparison.pairs.len());
            choices::numbers(&mut page, view, comparison);
            writer.only(&mut page, 2, 0..comparison.only_left.len(), 0..comparison.only_right.len());
            writer.choices(&mut page);
        }
    } else {
        writer.stories(&mut page);
        writer.choices(&mut page);
        choices::numbers(&mut page, view, comparison);
        for story in &comparison.stories {
            writer.story(&mut page, story);
        }
    }
    page
}

/// What must be known before the rest is trusted.
fn notes(page: &mut Document, comparison: &Comparison) {
    if !comparison.notice.is_empty() {
        page.paragraph(Line::of(&format!("Note: {}.", comparison.notice)));
    }
    let verbatim = &comparison.verbatim;
    if verbatim.left.max(verbatim.right) >= 0.1 {
        page.paragraph(Line::of(&format!(
            "Word for word the same: {:.0} % of the left text, {:.0} % of the right.",
            verbatim.left * 100.0,
            verbatim.right * 100.0
        )));
    }
}

/// What to call the sides: by their outlets, told apart where both are one outlet's.
fn labels(view: &View<'_>, comparison: &Comparison) -> [String; 2] {
    let outlets = |side: &Side| {
        let labels = view.outlets(side.articles.iter().copied());
        labels.into_iter().map(words::outlet).collect::<Vec<_>>().join(", ")
    };
    let (left, right) = (outlets(&comparison.left), outlets(&comparison.right));
    if left == right { [format!("{left} (left)"), format!("{right} (right)")] } else { [left, right] }
}

fn side(page: &mut Document, view: &View<'_>, side: &Side) {
    page.items(side.articles.iter().map(|&index| article(view, index)).collect());
}

/// An article with where it comes from, and its link.
fn article(view: &View<'_>, index: crate::model::ArticleIndex) -> Item {
    let [outlet, country, date] = words::provenance(view, index);
    let article = view.corpus().article(index);
    let mut under = vec![Line::facts([&*outlet, &country, &date])];
    under.extend(article.url.as_ref().map(|url| Line::default().with(url, Look::Link)));
    Item { marker: String::new(), first: Line::of(&super::list::short(article.display_title())), under }
}

/// The parts that pairs stand in, in their order.
const PARTS: [&str; 4] = [BOTH, DIFFER, RELATED, ALIKE];
const BOTH: &str = "Both say";
const DIFFER: &str = "They differ";
const RELATED: &str = "The same matter, not the same fact";
const ALIKE: &str = "Sentences on one matter";

/// Which part a pair stands in. Accounts of different happenings have no fact in common, as on the screen.
fn part(relation: Relation, grade: Grade) -> &'static str {
    match grade {
        _ if relation > Relation::SameStory => ALIKE,
        Grade::Same => BOTH,
        Grade::Differs => DIFFER,
        Grade::Related => RELATED,
    }
}

/// The words of one side that stand out: those that cannot be right in both where the sides differ, those that the
/// other has not where both say the same. What makes up half of a passage is not marked: it would mark nothing.
fn emphasised(pair: &Pair, left: bool) -> &[Span] {
    let (passage, words, clash) = if left {
        (pair.left, &pair.differing_left, &pair.clash.left)
    } else {
        (pair.right, &pair.differing_right, &pair.clash.right)
    };
    let marked = match pair.grade {
        Grade::Same => words,
        Grade::Differs => clash,
        Grade::Related => return &[],
    };
    let length: u32 = marked.iter().map(|span| span.end - span.start).sum();
    if length * 2 < passage.span.end - passage.span.start { marked } else { &[] }
}

/// Writes the parts of a comparison.
struct Writer<'a, 'v> {
    view: &'a View<'v>,
    comparison: &'a Comparison,
    labels: &'a [String; 2],
}

impl Writer<'_, '_> {
    fn choices(&self, page: &mut Document) {
        choices::naming(page, self.comparison, self.labels);
        choices::distinctive(page, self.comparison, self.labels);
        choices::speakers(page, self.comparison, self.labels);
        choices::named(page, self.view, self.comparison, self.labels);
        choices::emphasis(page, self.view, self.comparison);
        if self.comparison.stories.is_empty() && self.comparison.relation > Relation::SameStory {
            choices::numbers(page, self.view, self.comparison);
        }
    }

    /// All shared stories in a table: how each is told by both.
    fn stories(&self, page: &mut Document) {
        let comparison = self.comparison;
        page.heading(2, "Stories both cover");
        let row = |story: &SharedStory| {
            let pairs = &comparison.pairs[story.pairs.clone()];
            let count = |grade: Grade| pairs.iter().filter(|pair| pair.grade == grade).count();
            let number = |count: usize| Line::of(&count.to_string());
            vec![
                Line::of(&story.label),
                Line::of(words::relation(story.relation)),
                number(count(Grade::Same)),
                number(count(Grade::Differs)),
                number(count(Grade::Related)),
                number(story.only_left.len()),
                number(story.only_right.len()),
            ]
        };
        page.push(Block::Table(Table {
            columns: vec![
                ("story", Align::Left),
                ("relation", Align::Left),
                ("same", Align::Right),
                ("differ", Align::Right),
                ("related", Align::Right),
                ("only left", Align::Right),
                ("only right", Align::Right),
            ],
            rows: comparison.stories.iter().map(row).collect(),
        }));
    }

    fn story(&self, page: &mut Document, story: &SharedStory) {
        page.heading(2, Line::of(&story.label));
        let why = if story.why.is_empty() { String::new() } else { format!(": {}", story.why) };
        page.paragraph(Line::strong(words::relation(story.relation)).plain(&why));
        page.items(story.left.iter().chain(&story.right).map(|&index| article(self.view, index)).collect());
        self.passages(page, 3, story.relation, story.pairs.clone());
        self.only(page, 3, story.only_left.clone(), story.only_right.clone());
    }

    /// The passages that answer to one another: what both say, where they differ, what is only related.
    fn passages(&self, page: &mut Document, level: u8, relation: Relation, range: Range<usize>) {
        let parted = range.map(|i| (part(relation, self.comparison.pairs[i].grade), i));
        let parted: Vec<(&str, usize)> = parted.collect();
        for heading in PARTS {
            let here = parted.iter().filter(|(part, _)| *part == heading).map(|&(_, i)| i);
            self.pairs(page, level, heading, &here.collect::<Vec<_>>());
        }
    }

    fn pairs(&self, page: &mut Document, level: u8, heading: &str, pairs: &[usize]) {
        if pairs.is_empty() {
            return;
        }
        page.heading(level, heading);
        let folds = &self.comparison.verbatim.folds;
        let fold_of: HashMap<usize, usize> = folds
            .iter()
            .enumerate()
            .flat_map(|(i, fold)| fold.pairs.iter().map(move |&pair| (pair, i)))
            .collect();
        for &i in pairs {
            match fold_of.get(&i).map(|&fold| &folds[fold]) {
                None => page.push(self.pair(&self.comparison.pairs[i])),
                Some(fold) if fold.pairs[0] == i => {
                    let told = format!("{} sentences in a row, word for word the same: ", fold.pairs.len());
                    page.paragraph(Line::faint(&told).plain(&super::list::short(self.view.words(fold.left))));
                }
                Some(_) => {}
            }
        }
    }

    fn pair(&self, pair: &Pair) -> Block {
        let mut head = format!("{}: {}", grade(pair.grade), pair.why);
        if pair.why.is_empty() {
            grade(pair.grade).clone_into(&mut head);
        }
        if let Some((a, b)) = &pair.quotation {
            head = format!("{head}; quoted {} against {}", self.cut(a), self.cut(b));
        }
        if let Some(also) = self.also(&pair.elsewhere) {
            head = format!("{head}; {also}");
        }
        let [left, right] = self.labels;
        Block::Pair {
            head: Line::faint(&head),
            left: (Line::strong(left), self.differing(pair.left, emphasised(pair, true))),
            right: (Line::strong(right), self.differing(pair.right, emphasised(pair, false))),
        }
    }

    /// One side's cut of a quotation with what introduces it: `“we shall” (claimed, Ann Bell)`.
    fn cut(&self, cut: &Cut) -> String {
        let words = self.view.words(cut.words);
        let cue = cut.cue.map(|span| self.view.words(Passage { span, ..cut.words }).to_owned());
        let facts: Vec<String> =
            [cue, cut.speaker.as_ref().map(ToString::to_string)].into_iter().flatten().collect();
        if facts.is_empty() {
            format!("“{words}”")
        } else {
            format!("“{words}” ({})", facts.join(", "))
        }
    }

    /// Which third outlets tell it too.
    fn also(&self, elsewhere: &[Passage]) -> Option<String> {
        let names = self.view.outlets(elsewhere.iter().map(|passage| passage.article));
        let names: Vec<String> = names.into_iter().map(words::outlet).collect();
        (!names.is_empty()).then(|| format!("also in {}", names.join(", ")))
    }

    /// A passage with words marked.
    fn differing(&self, passage: Passage, differing: &[Span]) -> Line {
        let text = &self.view.corpus().article(passage.article).text;
        let mut line = Line::default();
        let mut at = passage.span.start;
        for span in differing.iter().filter(|span| passage.span.contains(**span)) {
            if span.start < at {
                continue;
            }
            line = line.plain(Span::new(at, span.start).slice(text)).with(span.slice(text), Look::Differs);
            at = span.end;
        }
        line.plain(Span::new(at, passage.span.end).slice(text))
    }

    /// What each side has and the other has not, by topic.
    fn only(&self, page: &mut Document, level: u8, left: Range<usize>, right: Range<usize>) {
        let comparison = self.comparison;
        let [a, b] = self.labels;
        self.only_of(page, level, b, &comparison.only_left[left], &comparison.topics_left);
        self.only_of(page, level, a, &comparison.only_right[right], &comparison.topics_right);
    }

    fn only_of(&self, page: &mut Document, level: u8, other: &str, all: &[Only], topics: &[Topic]) {
        if all.is_empty() {
            return;
        }
        page.heading(level, Line::of(&format!("Not found in {other}")));
        let item = |only: &Only| Item {
            marker: String::new(),
            first: Line::of(self.view.words(only.passage)),
            under: self.also(&only.elsewhere).map(|also| Line::faint(&also)).into_iter().collect(),
        };
        for group in all.chunk_by(|a, b| a.topic == b.topic) {
            let topic = &topics[group[0].topic];
            if !topic.label.is_empty() {
                let absent = if topic.absent { " (not named in the other)" } else { "" };
                page.paragraph(Line::strong(&topic.label).with(absent, Look::Faint));
            }
            page.items(group.iter().map(item).collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleIndex, SafeText};

    #[test]
    fn each_grade_has_its_part() {
        for (relation, grade, expected) in [
            (Relation::SameEvent, Grade::Same, BOTH),
            (Relation::SameEvent, Grade::Related, RELATED),
            (Relation::SameStory, Grade::Differs, DIFFER),
            (Relation::SameStory, Grade::Related, RELATED),
            (Relation::ThemeOnly, Grade::Same, ALIKE),
            (Relation::Unrelated, Grade::Differs, ALIKE),
        ] {
            assert_eq!(part(relation, grade), expected, "{relation:?} {grade:?}");
            assert!(PARTS.contains(&expected));
        }
    }

    #[test]
    fn only_words_that_differ_stand_out() {
        let spans = |spans: &[(u32, u32)]| spans.iter().map(|&(a, b)| Span::new(a, b)).collect::<Vec<_>>();
        let passage = Passage { article: ArticleIndex(0), span: Span::new(100, 140) };
        for (grade, differing, clash, expected) in [
            (Grade::Same, &[(100, 105)][..], &[][..], &[(100, 105)][..]),
            (Grade::Same, &[(100, 112), (120, 128)], &[], &[]),
            (Grade::Related, &[(100, 105)], &[], &[]),
            (Grade::Differs, &[(100, 112), (120, 135)], &[(120, 122)], &[(120, 122)]),
            (Grade::Differs, &[(100, 105)], &[], &[]),
        ] {
            let pair = Pair {
                left: passage,
                right: passage,
                grade,
                score: 0.5,
                why: SafeText::default(),
                differing_left: spans(differing),
                differing_right: Vec::new(),
                clash: crate::model::comparison::Clash { left: spans(clash), right: Vec::new() },
                clauses: None,
                quotation: None,
                elsewhere: Vec::new(),
            };
            assert_eq!(emphasised(&pair, true), spans(expected), "{grade:?} {differing:?}");
            assert!(emphasised(&pair, false).is_empty(), "the other side has nothing to mark");
        }
    }
}
