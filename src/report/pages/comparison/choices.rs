//! What two sides choose: words, names, sources, weights, numbers.

use crate::model::Comparison;
use crate::model::comparison::{
    Distinctive, Emphasis, EntityCount, EventEmphasis, Naming, NamingKind, NumberClash, Phrase, Source,
    SourceKind, Weight,
};
use crate::report::View;
use crate::report::document::{Align, Block, Document, Item, Line, Look, Table};

pub(super) fn numbers(page: &mut Document, view: &View<'_>, comparison: &Comparison) {
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

pub(super) fn naming(page: &mut Document, comparison: &Comparison, labels: &[String; 2]) {
    let phrases = |label: &str, all: &[Phrase]| {
        let all: Vec<String> = all.iter().map(|phrase| format!("{} {}", phrase.text, phrase.count)).collect();
        Line::of(&format!("{label}: {}", all.join(", ")))
    };
    let item = |naming: &Naming| Item {
        marker: String::new(),
        first: Line::strong(&naming.slot),
        under: vec![phrases(&labels[0], &naming.left), phrases(&labels[1], &naming.right)],
    };
    for (kind, heading) in [
        (NamingKind::Thing, "Words each side uses for the same thing"),
        (NamingKind::Person, "How each side names and titles the same person"),
    ] {
        let all: Vec<Item> =
            comparison.naming.iter().filter(|naming| naming.kind == kind).map(item).collect();
        if !all.is_empty() {
            page.heading(2, heading);
            page.items(all);
        }
    }
}

pub(super) fn distinctive(page: &mut Document, comparison: &Comparison, labels: &[String; 2]) {
    if comparison.distinctive.is_empty() {
        return;
    }
    page.heading(2, "Words one side uses far more than the other: log-odds in standard deviations");
    let row = |word: &Distinctive| {
        let whose = if word.z > 0.0 { &labels[0] } else { &labels[1] };
        vec![
            Line::of(&word.word),
            Line::of(whose),
            Line::of(&word.left.to_string()),
            Line::of(&word.right.to_string()),
            Line::of(&format!("{:.1}", word.z.abs())),
        ]
    };
    page.push(Block::Table(Table {
        columns: vec![
            ("word", Align::Left),
            ("used more by", Align::Left),
            ("left", Align::Right),
            ("right", Align::Right),
            ("z", Align::Right),
        ],
        rows: comparison.distinctive.iter().map(row).collect(),
    }));
}

pub(super) fn speakers(page: &mut Document, comparison: &Comparison, labels: &[String; 2]) {
    let names = |all: &[Source]| {
        let one = |source: &Source| {
            let reported = if source.direct == 0 { " (reported)" } else { "" };
            let kind = match source.kind {
                SourceKind::Agency => " [news agency]",
                SourceKind::Media => " [other media]",
                SourceKind::Unnamed if source.name.as_str() != "not named" => " [not named]",
                SourceKind::Named | SourceKind::Unnamed => "",
            };
            format!("{}{kind} {}{reported}", source.name, source.direct + source.reported)
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

/// Whom and what only one side names.
pub(super) fn named(page: &mut Document, view: &View<'_>, comparison: &Comparison, labels: &[String; 2]) {
    let (left, right) = (&comparison.named_left, &comparison.named_right);
    if left.is_empty() && right.is_empty() {
        return;
    }
    page.heading(2, "Named on one side only");
    let side = |label: &str, all: &[EntityCount]| {
        let one = |one: &EntityCount| format!("{} {}", view.name(one.entity), one.count);
        let names: Vec<String> = all.iter().map(one).collect();
        let names = if names.is_empty() { "nobody".to_owned() } else { names.join(", ") };
        Item {
            marker: String::new(),
            first: Line::strong(label).plain(&format!(": {names}")),
            under: Vec::new(),
        }
    };
    page.items(vec![side(&labels[0], left), side(&labels[1], right)]);
}

pub(super) fn emphasis(page: &mut Document, view: &View<'_>, comparison: &Comparison) {
    let table = |rows: Vec<Vec<Line>>| {
        Block::Table(Table {
            columns: vec![
                ("name", Align::Left),
                ("left", Align::Right),
                ("first", Align::Right),
                ("right", Align::Right),
                ("first", Align::Right),
            ],
            rows,
        })
    };
    let weight = |weight: Weight| {
        [
            Line::of(&format!("{:.0} %{}", weight.share * 100.0, if weight.headline { " *" } else { "" })),
            Line::of(&format!("{:.0} %", weight.first * 100.0)),
        ]
    };
    let row = |name: Line, left: Weight, right: Weight| {
        let mut row = vec![name];
        row.extend(weight(left));
        row.extend(weight(right));
        row
    };
    if !comparison.emphasis.is_empty() {
        page.heading(
            2,
            "Weight of what both name: share of sentences, * in the headline, and how far down first",
        );
        let entity = |one: &Emphasis| {
            let name = Line::default().with(view.name(one.entity), Look::Entity(view.kind(one.entity)));
            row(name, one.left, one.right)
        };
        page.push(table(comparison.emphasis.iter().map(entity).collect()));
    }
    if !comparison.events.is_empty() {
        page.heading(2, "Weight of the events both tell");
        let event = |one: &EventEmphasis| row(Line::of(&one.label), one.left, one.right);
        page.push(table(comparison.events.iter().map(event).collect()));
    }
}
