//! Two accounts side by side: the relation first, then what both say, where they differ, what only one has.

use super::words::{self, grade};
use crate::model::comparison::{Phrase, Side, Source, Weight};
use crate::model::{Comparison, Grade, Pair, Passage, Span};
use crate::report::View;
use crate::report::document::{Align, Block, Document, Item, Line, Look, Table};

/// The page.
pub(crate) fn page(view: &View<'_>, comparison: &Comparison) -> Document {
    let (left, right) = (&comparison.left.label, &comparison.right.label);
    let title = format!("{left} and {right}");
    let mut page = Document::new(&title);
    page.heading(1, Line::of(&title));
    let relation = Line::strong(words::relation(comparison.relation));
    let why = if comparison.why.is_empty() { String::new() } else { format!(": {}", comparison.why) };
    page.paragraph(relation.plain(&why));
    side(&mut page, view, &comparison.left);
    side(&mut page, view, &comparison.right);
    pairs(&mut page, view, comparison, "Both say", |pair| pair.grade != Grade::Differs);
    pairs(&mut page, view, comparison, "They differ", |pair| pair.grade == Grade::Differs);
    numbers(&mut page, view, comparison);
    only(&mut page, view, &format!("Not found in {right}"), &comparison.only_left);
    only(&mut page, view, &format!("Not found in {left}"), &comparison.only_right);
    naming(&mut page, comparison);
    speakers(&mut page, comparison);
    emphasis(&mut page, view, comparison);
    page
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

fn pairs(
    page: &mut Document,
    view: &View<'_>,
    comparison: &Comparison,
    heading: &str,
    wanted: impl Fn(&Pair) -> bool,
) {
    let pairs: Vec<&Pair> = comparison.pairs.iter().filter(|pair| wanted(pair)).collect();
    if pairs.is_empty() {
        return;
    }
    page.heading(2, heading);
    for pair in pairs {
        let why = if pair.why.is_empty() { String::new() } else { format!(": {}", pair.why) };
        let label = |label: &str| Line::strong(label);
        page.push(Block::Pair {
            head: Line::faint(&format!("{} {:.2}{why}", grade(pair.grade), pair.score)),
            left: (label(&comparison.left.label), differing(view, pair.left, &pair.differing_left)),
            right: (label(&comparison.right.label), differing(view, pair.right, &pair.differing_right)),
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
    let row = |clash: &crate::model::comparison::NumberClash| {
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

fn naming(page: &mut Document, comparison: &Comparison) {
    if comparison.naming.is_empty() {
        return;
    }
    page.heading(2, "Words each side uses for the same thing");
    let phrases = |all: &[Phrase]| {
        let all: Vec<String> = all.iter().map(|phrase| format!("{} {}", phrase.text, phrase.count)).collect();
        Line::of(&all.join(", "))
    };
    let row = |naming: &crate::model::comparison::Naming| {
        vec![Line::of(&naming.slot), phrases(&naming.left), phrases(&naming.right)]
    };
    page.push(Block::Table(Table {
        columns: vec![("for", Align::Left), ("left", Align::Left), ("right", Align::Left)],
        rows: comparison.naming.iter().map(row).collect(),
    }));
}

fn speakers(page: &mut Document, comparison: &Comparison) {
    let names = |all: &[Source]| {
        let one = |source: &Source| {
            let reported = if source.direct == 0 { " (reported)" } else { "" };
            format!("{} {}{reported}", source.name, source.direct + source.reported)
        };
        let all: Vec<String> = all.iter().map(one).collect();
        if all.is_empty() { "nobody".to_owned() } else { all.join(", ") }
    };
    page.heading(2, "Who is quoted or reported");
    page.items(
        [(&comparison.left, &comparison.speakers_left), (&comparison.right, &comparison.speakers_right)]
            .map(|(side, sources)| Item {
                marker: String::new(),
                first: Line::strong(&side.label).plain(&format!(": {}", names(sources))),
                under: Vec::new(),
            })
            .into(),
    );
}

fn emphasis(page: &mut Document, view: &View<'_>, comparison: &Comparison) {
    if comparison.emphasis.is_empty() {
        return;
    }
    page.heading(2, "Weight of what both name: share of sentences, * in the headline");
    let weight = |weight: Weight| {
        Line::of(&format!("{:.0} %{}", weight.share * 100.0, if weight.headline { " *" } else { "" }))
    };
    let row = |one: &crate::model::comparison::Emphasis| {
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
