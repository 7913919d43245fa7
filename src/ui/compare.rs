//! Two sides in columns: the relation first, then aligned passages on the same row.

use super::layers::Layers;
use super::paint::{Painter, row};
use super::theme::Paint;
use crate::app::Library;
use crate::app::compare::{Cell, Columns, CompareLine, CompareScreen, GUTTER, RowKind, SideOf};
use crate::app::layout::Area;
use crate::app::state::COMPARE_HEAD;
use crate::model::comparison::Side;
use crate::model::width::{bar, fit, pad, width};
use crate::model::{ArticleIndex, Comparison, Grade, Relation, Span};
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
    let columns = columns(painter, screen);
    for (y, line) in screen.lines.iter().skip(screen.scroll.top).enumerate() {
        let Some(place) = row(body, y) else { break };
        let line = match line {
            CompareLine::Blank => Line::default(),
            CompareLine::Note(note) => {
                Line::from(vec![Run::raw(" "), painter.span(Paint::Warning, note.as_str())])
            }
            CompareLine::Section(name, told) => section(painter, name, told, usize::from(inner.width)),
            CompareLine::Topic(left, right) => {
                let topic = |label: &str| pad(&fit(label, columns.width), columns.width);
                Line::from(vec![
                    Run::raw(" "),
                    painter.span(Paint::Heading, topic(left)),
                    Run::raw(" ".repeat(GUTTER)),
                    painter.span(Paint::Heading, topic(right)),
                ])
            }
            CompareLine::Cells { row, first, cells } => {
                self::cells(painter, library, screen, (*row, *first), cells, columns)
            }
        };
        frame.render_widget(Paragraph::new(line), place);
    }
}

/// The columns the screen is laid out in.
fn columns(painter: &Painter<'_>, screen: &CompareScreen) -> Columns {
    painter.app.compare_columns(!screen.comparison.others.is_empty())
}

/// Who is compared, how the two relate and why, who speaks on each side.
fn head(
    frame: &mut Frame<'_>,
    painter: &Painter<'_>,
    library: &Library,
    screen: &CompareScreen,
    inner: Area,
) {
    let comparison = &screen.comparison;
    let columns = columns(painter, screen);
    let name = |side, which| {
        format!("{}{}", if screen.side == which { "▸ " } else { "  " }, side_name(library, side))
    };
    let third = comparison.others.get(screen.third).filter(|_| columns.third);
    let of_third = |words: fn(&Library, &Side) -> String| third.map(|side| words(library, side));
    let line = |paint, left: String, right: String, third: Option<String>| {
        let mut spans = Vec::new();
        for words in [Some(left), Some(right), third].into_iter().flatten() {
            if !spans.is_empty() {
                spans.push(Run::raw(" ".repeat(GUTTER)));
            }
            spans.push(painter.span(paint, pad(&words, columns.width)));
        }
        Line::from(spans)
    };
    let reason = format!(" {}: {}", relation(comparison.relation), comparison.why);
    let beside = of_third(|library, side| format!("  {}", side_name(library, side)));
    let (left, right) = (&comparison.left, &comparison.right);
    let lines = [
        Line::from(painter.span(Paint::Shared, fit(&reason, usize::from(inner.width)))),
        line(Paint::Title, name(left, SideOf::Left), name(right, SideOf::Right), beside),
        line(Paint::Faint, titles(library, left), titles(library, right), of_third(titles)),
        line(
            Paint::Faint,
            format!("  quotes: {}", screen.heads[0].quotes),
            format!("  quotes: {}", screen.heads[1].quotes),
            of_third(|_, _| "  what it tells of the same".to_owned()),
        ),
        line(
            Paint::Faint,
            format!("  only here: {}", screen.heads[0].alone),
            format!("  only here: {}", screen.heads[1].alone),
            None,
        ),
        line(Paint::Faint, weights(library, comparison, false), weights(library, comparison, true), None),
    ];
    for (y, line) in lines.into_iter().enumerate() {
        if let Some(place) = row(inner, y) {
            frame.render_widget(Paragraph::new(line), place);
        }
    }
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
    let first = side.articles.first().map(|&article| library.corpus.head(article).display_title());
    format!("  {}", first.unwrap_or_default())
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
    (row, first): (usize, bool),
    cells: &'a [Cell; 3],
    columns: Columns,
) -> Line<'a> {
    let selected = row == screen.scroll.selected;
    let kind = screen.rows[row];
    let (sign, paint) = sign(&screen.comparison, kind);
    let [left, right, third] = cells;
    let mut spans = vec![painter.span(Paint::Focus, if selected { "▌" } else { " " })];
    spans.extend(cell(painter, library, screen, (kind, SideOf::Left), left, columns.width));
    spans.push(painter.span(paint, format!("  {}  ", if first { sign } else { " " })));
    spans.extend(cell(painter, library, screen, (kind, SideOf::Right), right, columns.width));
    if columns.third {
        spans.push(Run::raw(" ".repeat(GUTTER)));
        spans.extend(cell(
            painter,
            library,
            screen,
            (RowKind::Only(None, None), SideOf::Right),
            third,
            columns.width,
        ));
    }
    Line::from(spans)
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
        RowKind::Naming(_) | RowKind::Distinctive(..) => ("↔", Paint::Related),
        RowKind::Fold(_) => ("=", Paint::Same),
        RowKind::Story(_)
        | RowKind::Only(..)
        | RowKind::Weight(_)
        | RowKind::Event(_)
        | RowKind::Source(..) => (" ", Paint::Only),
    }
}

fn cell<'a>(
    painter: &Painter<'_>,
    library: &'a Library,
    screen: &CompareScreen,
    (kind, side): (RowKind, SideOf),
    cell: &'a Cell,
    columns: usize,
) -> Vec<Run<'a>> {
    let mut spans = match cell {
        Cell::Empty => Vec::new(),
        Cell::Words(words) => vec![painter.span(Paint::Text, words.as_str())],
        Cell::Aside(words) => vec![painter.span(Paint::Faint, words.as_str())],
        Cell::Text(article, span) => text(painter, library, screen, (kind, side), *article, *span),
    };
    let used: usize = spans.iter().map(|span| width(&span.content)).sum();
    spans.push(Run::raw(" ".repeat(columns.saturating_sub(used))));
    spans
}

/// A row of an article's text with names, and in a pair with what differs, and what cannot be right in both.
fn text<'a>(
    painter: &Painter<'_>,
    library: &'a Library,
    screen: &CompareScreen,
    (kind, side): (RowKind, SideOf),
    article: ArticleIndex,
    span: Span,
) -> Vec<Run<'a>> {
    let found = library.corpus.annotated(article);
    let only = matches!(kind, RowKind::Only(..));
    let mut layers = Layers::default();
    let entity = |mention: &crate::model::Mention| {
        painter.theme.entity(library.corpus.entities.get(mention.entity).kind)
    };
    if !only {
        layers.push(found.mentions_in(span).iter().map(|mention| (mention.span, entity(mention))));
    }
    if let RowKind::Pair(i) = kind {
        let pair = &screen.comparison.pairs[i];
        let left = side == SideOf::Left;
        let passage = if left { pair.left } else { pair.right };
        let differing = if left { &pair.differing_left } else { &pair.differing_right };
        let clash = if left { &pair.clash.left } else { &pair.clash.right };
        layers.push(differing.iter().map(|words: &Span| (*words, painter.style(Paint::Differing))));
        layers.push(clash.iter().map(|words: &Span| (*words, painter.style(Paint::Differs))));
        // Where clauses answer to one another, the rest of the sentence stands back.
        if let Some((l, r)) = pair.clauses {
            let clause = if left { l } else { r };
            let around =
                [Span::new(passage.span.start, clause.start), Span::new(clause.end, passage.span.end)];
            let around = around.into_iter().filter(|span| !span.is_empty());
            layers.push(around.map(|span| (span, painter.style(Paint::Faint))));
        }
    }
    let base = painter.style(if only { Paint::Only } else { Paint::Text });
    layers.own_runs(&library.corpus.article(article).text, span, base)
}
