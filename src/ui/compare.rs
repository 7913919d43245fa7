//! Two sides in columns: the relation first, then aligned passages on the same row.

use super::layers::Layers;
use super::paint::{Painter, row};
use super::theme::Paint;
use crate::app::Library;
use crate::app::compare::{Cell, CompareLine, CompareScreen, GUTTER, RowKind, SideOf};
use crate::app::layout::Area;
use crate::app::state::COMPARE_HEAD;
use crate::model::comparison::{Side, Source};
use crate::model::width::{bar, fit, pad, width};
use crate::model::{Comparison, Grade, Relation, Span};
use ratatui::Frame;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

pub(super) fn draw(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, area: Area) {
    let Some(screen) = &painter.app.compare else { return };
    let pairs = screen.comparison.pairs.len();
    let told = format!(
        "{pairs} aligned · {} only left · {} only right",
        screen.comparison.only_left.len(),
        screen.comparison.only_right.len()
    );
    let inner = painter.border(frame, area, true, "Side by side", &told);
    head(frame, painter, library, screen, inner);
    let body = Area { y: inner.y + COMPARE_HEAD, height: inner.height.saturating_sub(COMPARE_HEAD), ..inner };
    let columns = painter.app.compare_columns();
    for (y, line) in screen.lines.iter().skip(screen.scroll.top).enumerate() {
        let Some(place) = row(body, y) else { break };
        let line = match line {
            CompareLine::Blank => Line::default(),
            CompareLine::Section(name, told) => section(painter, name, told, usize::from(inner.width)),
            CompareLine::Cells { row, left, right } => {
                cells(painter, library, screen, *row, (left, right), columns)
            }
        };
        frame.render_widget(Paragraph::new(line), place);
    }
}

/// Who is compared, how the two relate and why, who speaks on each side.
fn head(
    frame: &mut Frame<'_>,
    painter: &Painter<'_>,
    library: &Library,
    screen: &CompareScreen,
    inner: Area,
) {
    let (app, comparison) = (painter.app, &screen.comparison);
    let columns = app.compare_columns();
    let sides =
        [(&comparison.left, SideOf::Left), (&comparison.right, SideOf::Right)].map(|(side, which)| {
            let mark = if screen.side == which { "▸ " } else { "  " };
            format!("{mark}{}", side_name(library, side))
        });
    let relation = relation(comparison.relation);
    let title = Line::from(vec![
        painter.span(Paint::Title, pad(&sides[0], columns)),
        Run::raw(" ".repeat(GUTTER)),
        painter.span(Paint::Title, pad(&sides[1], columns)),
    ]);
    let reason = fit(&format!(" {relation}: {}", comparison.why), usize::from(inner.width));
    let lines = [
        Line::from(painter.span(Paint::Shared, reason)),
        title,
        both(painter, columns, &titles(library, &comparison.left), &titles(library, &comparison.right)),
        both(painter, columns, &speakers(&comparison.speakers_left), &speakers(&comparison.speakers_right)),
        both(painter, columns, &weights(library, comparison, false), &weights(library, comparison, true)),
    ];
    for (y, line) in lines.into_iter().enumerate() {
        if let Some(place) = row(inner, y) {
            frame.render_widget(Paragraph::new(line), place);
        }
    }
}

fn both<'t>(painter: &Painter<'_>, columns: usize, left: &str, right: &str) -> Line<'t> {
    Line::from(vec![
        painter.span(Paint::Faint, pad(left, columns)),
        Run::raw(" ".repeat(GUTTER)),
        painter.span(Paint::Faint, pad(right, columns)),
    ])
}

fn side_name(library: &Library, side: &Side) -> String {
    match side.articles.as_slice() {
        [one] => format!(
            "{} · {}",
            Painter::outlet(&library.corpus, *one),
            Painter::published(&library.corpus, *one)
        ),
        many => format!("{} · {} articles", side.label, many.len()),
    }
}

fn titles(library: &Library, side: &Side) -> String {
    let first = side.articles.first().map(|&article| library.corpus.article(article).display_title());
    format!("  {}", first.unwrap_or_default())
}

fn speakers(sources: &[Source]) -> String {
    let list: Vec<String> =
        sources.iter().map(|source| format!("{} {}", source.name, source.direct + source.reported)).collect();
    format!("  quotes: {}", if list.is_empty() { "nobody".to_owned() } else { list.join(", ") })
}

/// The shared entities with bars of their share of the sentences, the weightiest first.
fn weights(library: &Library, comparison: &Comparison, right: bool) -> String {
    let one = |shared: &crate::model::comparison::Emphasis| {
        let weight = if right { shared.right } else { shared.left };
        format!("{} {}", library.corpus.entities.get(shared.entity).name, bar(weight.share, 10))
    };
    let list: Vec<String> = comparison.emphasis.iter().take(4).map(one).collect();
    format!("  speaks of: {}", list.join("  "))
}

const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::SameEvent => "SAME EVENT",
        Relation::SameStory => "SAME STORY",
        Relation::ThemeOnly => "THEME ONLY",
        Relation::Unrelated => "UNRELATED",
    }
}

fn section<'t>(painter: &Painter<'_>, name: &str, told: &str, columns: usize) -> Line<'t> {
    let room = columns.saturating_sub(width(name) + 6);
    let told = fit(&format!("{told} "), room);
    let rest = columns.saturating_sub(width(name) + width(&told) + 5);
    Line::from(vec![
        painter.span(Paint::Border, "── "),
        painter.span(Paint::Title, format!("{name} ")),
        painter.span(Paint::Faint, told),
        painter.span(Paint::Border, "─".repeat(rest)),
    ])
}

fn cells<'a>(
    painter: &Painter<'_>,
    library: &'a Library,
    screen: &CompareScreen,
    row: usize,
    (left, right): (&'a Cell, &'a Cell),
    columns: usize,
) -> Line<'a> {
    let selected = row == screen.scroll.selected;
    let kind = screen.rows[row];
    let (sign, paint) = sign(&screen.comparison, kind);
    let mut spans = vec![painter.span(Paint::Focus, if selected { "▌" } else { " " })];
    spans.extend(cell(painter, library, screen, kind, left, columns));
    let first = row_starts(screen, left, right, row);
    spans.push(painter.span(paint, format!("  {}  ", if first { sign } else { " " })));
    spans.extend(cell(painter, library, screen, kind, right, columns));
    Line::from(spans)
}

/// Whether these are the first cells of their row.
fn row_starts(screen: &CompareScreen, left: &Cell, right: &Cell, row: usize) -> bool {
    let first = screen.lines.iter().find_map(|line| match line {
        CompareLine::Cells { row: of, left, right } if *of == row => Some((left, right)),
        _ => None,
    });
    first.is_some_and(|(l, r)| std::ptr::eq(l, left) && std::ptr::eq(r, right))
}

/// The sign between the columns.
fn sign(comparison: &Comparison, kind: RowKind) -> (&'static str, Paint) {
    match kind {
        RowKind::Pair(i) => match comparison.pairs[i].grade {
            Grade::Same => ("=", Paint::Same),
            Grade::Related => ("≈", Paint::Related),
            Grade::Differs => ("≠", Paint::Differs),
        },
        RowKind::Number(_) => ("≠", Paint::Differs),
        RowKind::Naming(_) => ("↔", Paint::Related),
        RowKind::Only(..) | RowKind::Weight(_) | RowKind::Source(_) => (" ", Paint::Only),
    }
}

fn cell<'a>(
    painter: &Painter<'_>,
    library: &'a Library,
    screen: &CompareScreen,
    kind: RowKind,
    cell: &'a Cell,
    columns: usize,
) -> Vec<Run<'a>> {
    let mut spans = match cell {
        Cell::Empty => Vec::new(),
        Cell::Words(words) => vec![painter.span(Paint::Text, words.as_str())],
        Cell::Text(article, span) => {
            let found = library.corpus.annotated(*article);
            let only = matches!(kind, RowKind::Only(..));
            let mut layers = Layers::default();
            let entity = |mention: &crate::model::Mention| {
                painter.theme.entity(library.corpus.entities.get(mention.entity).kind)
            };
            if !only {
                layers.push(found.mentions_in(*span).iter().map(|mention| (mention.span, entity(mention))));
            }
            if let RowKind::Pair(i) = kind {
                let pair = &screen.comparison.pairs[i];
                let differing =
                    if pair.left.article == *article { &pair.differing_left } else { &pair.differing_right };
                layers.push(differing.iter().map(|words: &Span| (*words, painter.style(Paint::Differing))));
            }
            let base = painter.style(if only { Paint::Only } else { Paint::Text });
            layers.runs(&library.corpus.article(*article).text, *span, base)
        }
    };
    let used: usize = spans.iter().map(|span| width(&span.content)).sum();
    spans.push(Run::raw(" ".repeat(columns.saturating_sub(used))));
    spans
}
