//! Two accounts side by side: the relation first, then what both say, where they differ, what only one has.

use super::words::{self, grade};
use crate::model::comparison::{Emphasis, Naming, NumberClash, Phrase, Side, Source, Weight};
use crate::model::{Comparison, Grade, Pair, Passage, Span};
use crate::report::View;
use crate::report::document::{Align, Block, Document, Item, Line, Look, Table};

/// The page.
pub(crate) fn page(view: &View<'_>, comparison: &Comparison) -> Document {
    let labels = labels(view, comparison);
    let [left, right] = [&labels[0], &labels[1]];
    let title = format!("{left} and {right}");
    let mut page = Document::new(&title);
    page.heading(1, Line::of(&title));
    let relation = Line::strong(words::relation(comparison.relation));
    let why = if comparison.why.is_empty() { String::new() } else { format!(": {}", comparison.why) };
    page.paragraph(relation.plain(&why));
    side(&mut page, view, &comparison.left);
    side(&mut page, view, &comparison.right);
    let (differ, agree): (Vec<&Pair>, Vec<&Pair>) =
        comparison.pairs.iter().partition(|pair| pair.grade == Grade::Differs);
    pairs(&mut page, view, "Both say", &agree, &labels);
    pairs(&mut page, view, "They differ", &differ, &labels);
    numbers(&mut page, view, comparison);
    only(&mut page, view, &format!("Not found in {right}"), &comparison.only_left);
    only(&mut page, view, &format!("Not found in {left}"), &comparison.only_right);
    naming(&mut page, comparison, &labels);
    speakers(&mut page, comparison, &labels);
    emphasis(&mut page, view, comparison);
    page
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
    page.items(
        side.articles
            .iter()
            .map(|&index| {
                let [outlet, country, date] = words::provenance(view, index);
                Item {
                    marker: String::new(),
                    first: Line::of(&super::list::short(view.corpus().article(index).display_title())),
                    under: vec![Line::facts([&*outlet, &country, &date])],
                }
            })
            .collect(),
    );
}

fn pairs(page: &mut Document, view: &View<'_>, heading: &str, pairs: &[&Pair], labels: &[String; 2]) {
    if pairs.is_empty() {
        return;
    }
    page.heading(2, heading);
    for pair in pairs {
        let why = if pair.why.is_empty() { String::new() } else { format!(": {}", pair.why) };
        page.push(Block::Pair {
            head: Line::faint(&format!("{}{why}", grade(pair.grade))),
            left: (Line::strong(&labels[0]), differing(view, pair.left, &pair.differing_left)),
            right: (Line::strong(&labels[1]), differing(view, pair.right, &pair.differing_right)),
        });
    }
}

/// A passage with the words marked that the other side has not.
fn differing(view: &View<'_>, passage: Passage, differing: &[Span]) -> Line {
    let text = &view.corpus().article(passage.article).text;
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

fn numbers(page: &mut Document, view: &View<'_>, comparison: &Comparison) {
    if comparison.numbers.is_empty() {
        return;
    }
    page.heading(2, "One quantity, two values");
    let row = |clash: &NumberClash| {
        vec![Line::of(&clash.quantity), Line::of(view.words(clash.left)), Line::of(view.words(clash.right))]
    };
    page.push(Block::Table(Table {
        columns: vec![("quantity", Align::Left), ("left", Align::Left), ("right", Align::Left)],
        rows: comparison.numbers.iter().map(row).collect(),
    }));
}

fn only(page: &mut Document, view: &View<'_>, heading: &str, passages: &[Passage]) {
    if passages.is_empty() {
        return;
    }
    page.heading(2, heading);
    let item = |&passage: &Passage| Item {
        marker: String::new(),
        first: Line::of(view.words(passage)),
        under: Vec::new(),
    };
    page.items(passages.iter().map(item).collect());
}

fn naming(page: &mut Document, comparison: &Comparison, labels: &[String; 2]) {
    if comparison.naming.is_empty() {
        return;
    }
    page.heading(2, "Words each side uses for the same thing");
    let phrases = |label: &str, all: &[Phrase]| {
        let all: Vec<String> = all.iter().map(|phrase| format!("{} {}", phrase.text, phrase.count)).collect();
        Line::of(&format!("{label}: {}", all.join(", ")))
    };
    let item = |naming: &Naming| Item {
        marker: String::new(),
        first: Line::strong(&naming.slot),
        under: vec![phrases(&labels[0], &naming.left), phrases(&labels[1], &naming.right)],
    };
    page.items(comparison.naming.iter().map(item).collect());
}

fn speakers(page: &mut Document, comparison: &Comparison, labels: &[String; 2]) {
    let names = |all: &[Source]| {
        let one = |source: &Source| {
            let reported = if source.direct == 0 { " (reported)" } else { "" };
            format!("{} {}{reported}", source.name, source.direct + source.reported)
        };
        let all: Vec<String> = all.iter().map(one).collect();
        if all.is_empty() { "nobody".to_owned() } else { all.join(", ") }
    };
    let side = |label: &str, sources: &[Source]| Item {
        marker: String::new(),
        first: Line::strong(label).plain(&format!(": {}", names(sources))),
        under: Vec::new(),
    };
    page.heading(2, "Who is quoted or reported");
    page.items(vec![
        side(&labels[0], &comparison.speakers_left),
        side(&labels[1], &comparison.speakers_right),
    ]);
}

fn emphasis(page: &mut Document, view: &View<'_>, comparison: &Comparison) {
    if comparison.emphasis.is_empty() {
        return;
    }
    page.heading(2, "Weight of what both name: share of sentences, * in the headline");
    let weight = |weight: Weight| {
        Line::of(&format!("{:.0} %{}", weight.share * 100.0, if weight.headline { " *" } else { "" }))
    };
    let row = |one: &Emphasis| {
        vec![
            Line::default().with(view.name(one.entity), Look::Entity(view.kind(one.entity))),
            weight(one.left),
            weight(one.right),
        ]
    };
    page.push(Block::Table(Table {
        columns: vec![("name", Align::Left), ("left", Align::Right), ("right", Align::Right)],
        rows: comparison.emphasis.iter().map(row).collect(),
    }));
}
