//! The list pane: two rows an article, only those in view.

use super::layers::Layers;
use super::paint::{Painter, row, spread};
use super::theme::Paint;
use crate::app::Library;
use crate::app::awaited::Work;
use crate::app::layout::{Area, Pane};
use crate::model::width::{prefix, width};
use crate::model::wrap::wrap;
use crate::model::{ArticleIndex, Mark, Span};
use ratatui::Frame;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

/// Columns before the title: selection, star, unread.
const MARKS: usize = 4;

pub(super) fn draw(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, area: Area) {
    let app = painter.app;
    let by = app.list.hits.sort.unwrap_or(app.list.sort).name();
    let filtering = app.awaited.is_told(Work::Filter);
    let by = if filtering { "filtering …".to_owned() } else { format!("by {by}") };
    let inner = painter.border(frame, area, app.focus == Pane::List, "Articles", &by);
    let inner = super::folders::draw(frame, painter, inner);
    // Until the first filter has run there is neither something to show nor a reason why not.
    if app.list.order().is_empty() && app.newest.listed == 0 {
        return;
    }
    if app.list.order().is_empty() {
        nothing(frame, painter, inner);
        return;
    }
    let rows = app.list_view().rows;
    let first = app.list.scroll.top / rows;
    let skip = app.list.scroll.top % rows;
    let places = usize::from(inner.height).div_ceil(rows) + 1;
    let columns = usize::from(inner.width);
    for (i, &article) in app.list.order().iter().enumerate().skip(first).take(places) {
        let selected = i == app.list.scroll.selected && app.folders.at.is_none();
        let mut lines = title(painter, library, article, selected, columns, rows - 1);
        lines.push(about(painter, library, article, selected, columns));
        lines.resize_with(rows, Line::default);
        for (at, line) in lines.into_iter().enumerate() {
            let Some(y) = ((i - first) * rows + at).checked_sub(skip) else { continue };
            let Some(place) = row(inner, y) else { continue };
            let base = if selected { painter.style(Paint::Selection) } else { painter.style(Paint::Text) };
            frame.render_widget(Paragraph::new(line).style(base), place);
        }
    }
}

/// Selection, star and unread mark, then the title with what the filter matched, on at most `most` rows.
fn title<'a>(
    painter: &Painter<'_>,
    library: &'a Library,
    article: ArticleIndex,
    selected: bool,
    columns: usize,
    most: usize,
) -> Vec<Line<'a>> {
    let app = painter.app;
    let place = library.corpus.head(article);
    let (star, read) = (app.marks.has(Mark::Star, place.id), app.marks.has(Mark::Read, place.id));
    let words = place.display_title();
    let room = columns.saturating_sub(MARKS);
    // A display title may be a whole paragraph; only its beginning can be in view.
    let beginning = prefix(words, room * (most + 1));
    let wrapped = wrap(beginning, Span::of(0, beginning.len()), room);
    let mut layers = Layers::default();
    let matched = library.index.matched(&app.list.hits, article);
    layers.push(
        matched.title.iter().map(|range| (Span::of(range.start, range.end), painter.style(Paint::Hit))),
    );
    let base = if read { painter.style(Paint::Text) } else { painter.style(Paint::Title) };
    let mut lines = Vec::new();
    for (i, span) in wrapped.iter().take(most).enumerate() {
        let first = i == 0;
        let mut runs = vec![
            painter.span(Paint::Focus, if selected { "▌" } else { " " }),
            painter.span(
                Paint::Mark,
                match first {
                    true if app.picked.has(place.id) => "✓",
                    true if star => "★",
                    _ => " ",
                },
            ),
            painter.span(Paint::Focus, if !first || read { "  " } else { "• " }),
        ];
        let cut = i + 1 == most && (wrapped.len() > most || beginning.len() < words.len());
        let shown = if cut { prefix(span.slice(words), room.saturating_sub(1)) } else { span.slice(words) };
        runs.extend(layers.runs(words, Span::new(span.start, span.start + shown.len() as u32), base));
        if cut {
            runs.push(Run::styled("…", base));
        }
        lines.push(Line::from(runs));
    }
    lines
}

/// Outlet, country, date, tags, and how many tell the same story in words of their own, with how many reprints.
fn about<'a>(
    painter: &Painter<'_>,
    library: &'a Library,
    article: ArticleIndex,
    selected: bool,
    columns: usize,
) -> Line<'a> {
    let corpus = &library.corpus;
    let story = corpus.story(article);
    let (articles, accounts) = (story.articles.len(), story.accounts(|_| true));
    let mark = match articles - accounts {
        _ if articles == 1 => String::new(),
        0 => format!(" ◆{accounts} "),
        copies => format!(" ◆{accounts} ○{copies} "),
    };
    let room = columns.saturating_sub(MARKS + width(&mark));
    let id = &corpus.head(article).id;
    // A mark in the star's place does not hide it.
    let star = painter.app.picked.has(id) && painter.app.marks.has(Mark::Star, id);
    let noted = painter.app.marks.notes.contains_key(id.as_str());
    let tags = painter.tags(id, Painter::room_for_tags(corpus, article, room));
    let words = Painter::about(corpus, article, room.saturating_sub(width(&tags)));
    let left = vec![
        painter.span(Paint::Focus, if selected { "▌" } else { " " }),
        if star { painter.span(Paint::Mark, "★") } else { Run::raw(" ") },
        if noted { painter.span(Paint::Mark, "✎ ") } else { Run::raw("  ") },
        painter.span(Paint::Faint, words),
        painter.span(Paint::Tag, tags),
    ];
    spread(left, vec![painter.span(Paint::Shared, mark)], columns)
}

/// Why the list is empty, and how to widen the filter.
fn nothing(frame: &mut Frame<'_>, painter: &Painter<'_>, inner: Area) {
    let words = unmatched(painter).unwrap_or_else(|| {
        vec![
            "No articles. Name files or folders when starting, or see W for what could not be read."
                .to_owned(),
        ]
    });
    paragraphs(frame, painter, inner, &words);
}

/// Why the filter matches nothing, and how to widen it; `None` where that is not why nothing is to be seen.
pub(super) fn unmatched(painter: &Painter<'_>) -> Option<Vec<String>> {
    let app = painter.app;
    let empty = app.list.hits.empty.as_ref()?;
    let mut words = vec![empty.why.clone()];
    for wider in &empty.widen {
        let count = wider.articles.map(|n| format!(" ({n})")).unwrap_or_default();
        words.push(format!("· {}{count}", wider.label));
    }
    let clear = app.keymap.keys_of(app.scope(), crate::app::command::Command::ClearFilter).join(" ");
    words.push(format!("{clear} clears the filter."));
    Some(words)
}

/// Lines of the program's own words, wrapped, where a pane has nothing else to show.
pub(super) fn paragraphs(frame: &mut Frame<'_>, painter: &Painter<'_>, inner: Area, words: &[String]) {
    let mut y = 0;
    for paragraph in words {
        for line in wrap(paragraph, Span::of(0, paragraph.len()), usize::from(inner.width).saturating_sub(2))
        {
            if let Some(place) = row(inner, y) {
                painter.line(frame, place, &format!(" {}", line.slice(paragraph)));
            }
            y += 1;
        }
    }
}
