//! The reading pane: what the article is, its text with everything found in it, and a panel of its entities.

use super::layers::Layers;
use super::paint::{Painter, rect, row};
use super::theme::Paint;
use crate::app::Library;
use crate::app::command::Command;
use crate::app::layout::{Area, Pane};
use crate::app::reader::sentences_of;
use crate::app::rows::{Row, indent};
use crate::app::state::{READER_HEAD, READER_PANEL};
use crate::model::span::within;
use crate::model::width::{fit, width};
use crate::model::{ArticleIndex, EntityKind, Quote, Role, Span};
use ratatui::Frame;
use ratatui::style::Style;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

pub(super) fn draw(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, area: Area) {
    let app = painter.app;
    let focus = app.focus == Pane::Reader;
    let Some(article) = app.reader.article else {
        painter.border(frame, area, focus, "", "");
        return;
    };
    let height = app.reader_height();
    let percent = format!("{} %", app.reader.percent(height));
    let title = library.corpus.head(article).display_title();
    let inner = painter.border(frame, area, focus, title, &percent);
    let mut text = inner;
    if inner.height > 3 * READER_HEAD {
        head(frame, painter, library, article, inner);
        text = Area { y: inner.y + READER_HEAD, height: inner.height - READER_HEAD, ..inner };
    }
    if app.has_panel() {
        text.height = text.height.saturating_sub(READER_PANEL);
        let panel = Area { y: text.y + text.height, height: READER_PANEL, ..inner };
        draw_panel(frame, painter, library, article, panel);
    }
    rows(frame, painter, library, article, text);
}

/// Outlet, country, date, notes, how much is hidden, and the person's tags.
fn head(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, article: ArticleIndex, inner: Area) {
    let corpus = &library.corpus;
    let place = corpus.article(article);
    let mut words = vec![Painter::outlet(corpus, article), Painter::published(corpus, article)];
    words.extend(place.byline.as_ref().map(|byline| format!("by {byline}")));
    words.extend(painter.app.noted.told());
    if let Some(revised) = library.revised.get(place.id.as_str()) {
        let key = painter.app.keymap.keys_of(painter.app.screen_scope(), Command::Versions).join(" ");
        words.insert(0, format!("{} ({key})", revised.told()));
    }
    let hidden = place.parts.iter().filter(|part| part.role == Role::Furniture);
    let hidden: usize = hidden.map(|part| place.words(part.span).lines().count()).sum();
    if hidden > 0 {
        let key = painter.app.keymap.keys_of(painter.app.screen_scope(), Command::Furniture).join(" ");
        let what = if painter.app.settings.furniture { "shown" } else { "hidden" };
        let lines = if hidden == 1 { "line" } else { "lines" };
        words.push(format!("{hidden} furniture {lines} {what} ({key})"));
    }
    let columns = usize::from(inner.width);
    let tags = painter.tags(&place.id, columns / 2);
    let line = fit(&format!(" {}", words.join(" · ")), columns.saturating_sub(width(&tags)));
    let line = Line::from(vec![painter.span(Paint::Faint, line), painter.span(Paint::Tag, tags)]);
    if let Some(place) = row(inner, 0) {
        frame.render_widget(Paragraph::new(line), place);
    }
}

fn rows(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, article: ArticleIndex, area: Area) {
    let app = painter.app;
    let height = usize::from(area.height);
    let visible: &[Row] = app.reader.rows.get(app.reader.top..).unwrap_or_default();
    let visible = &visible[..visible.len().min(height)];
    let (Some(first), Some(last)) = (visible.first(), visible.last()) else { return };
    let span = first.span.cover(last.span);
    let telling = told(app, library, article);
    let layers = layers(painter, library, article, span, &telling);
    let text = &library.corpus.article(article).text;
    for (y, line) in visible.iter().enumerate() {
        let Some(place) = row(area, y) else { continue };
        let marked = !line.span.is_empty() && telling.iter().any(|told| told.overlaps(line.span));
        let mut spans = vec![painter.span(Paint::Shared, if marked { "▌" } else { " " })];
        spans.push(speech_mark(painter, &library.corpus.annotated(article).quotes, line));
        // The sign of a note stands where its passage begins.
        let noted = app.noted.spans.iter().any(|noted| line.span.holds(noted.start));
        spans.push(if noted { painter.span(Paint::Mark, "✎") } else { Run::raw(" ") });
        spans.push(Run::raw(" ".repeat(usize::from(indent(line.role)))));
        spans.extend(layers.runs(text, line.span, base(painter, line.role)));
        frame.render_widget(Paragraph::new(Line::from(spans)), place);
    }
}

/// The mark beside quoted speech: a whole stroke for own words, a broken one for words that are only reported.
fn speech_mark<'t>(painter: &Painter<'_>, quotes: &[Quote], line: &Row) -> Run<'t> {
    let quote = within(quotes, line.span, |quote| quote.span).first();
    let pointed_at = quote.is_some_and(|quote| painter.app.reader.cursor == Some(quote.span));
    let paint = if pointed_at { Paint::Focus } else { Paint::Quote };
    let set_off = line.role == Role::Quote && !line.span.is_empty();
    painter.span(
        paint,
        match quote {
            Some(quote) if quote.direct => "┃",
            Some(_) => "┆",
            None if set_off => "┃",
            None => " ",
        },
    )
}

/// The sentences of the selected event in this article.
fn told(app: &crate::app::App, library: &Library, article: ArticleIndex) -> Vec<Span> {
    let event = app.timeline.selected().map(|event| event.of(&library.corpus));
    event.map_or_else(Vec::new, |event| sentences_of(event, article).collect())
}

fn layers(
    painter: &Painter<'_>,
    library: &Library,
    article: ArticleIndex,
    span: Span,
    telling: &[Span],
) -> Layers {
    let (app, corpus) = (painter.app, &library.corpus);
    let found = corpus.annotated(article);
    let mut layers = Layers::default();
    layers.push(app.noted.spans.iter().map(|noted| (*noted, painter.style(Paint::Note))));
    layers.push(telling.iter().map(|told| (*told, painter.style(Paint::Telling))));
    let dates = found.expressions_in(span).iter().filter(|expression| expression.range.is_some());
    layers.push(dates.map(|expression| (expression.span, painter.style(Paint::Date))));
    let entity =
        |mention: &crate::model::Mention| painter.theme.entity(corpus.entities.get(mention.entity).kind);
    layers.push(found.mentions_in(span).iter().map(|mention| (mention.span, entity(mention))));
    let hits = within(&app.reader.find.hits, span, |hit| *hit);
    layers.push(hits.iter().map(|hit| (*hit, painter.style(Paint::Hit))));
    layers.push(app.reader.selection().map(|selected| (selected, painter.style(Paint::Current))));
    layers
}

fn base(painter: &Painter<'_>, role: Role) -> Style {
    painter.style(match role {
        Role::Title => Paint::Title,
        Role::Heading => Paint::Heading,
        Role::Caption => Paint::Caption,
        Role::Quote => Paint::Quote,
        Role::Furniture => Paint::Furniture,
        Role::Outlet | Role::Byline | Role::Dateline | Role::Tag => Paint::Faint,
        Role::Body | Role::List => Paint::Text,
    })
}

/// The people, countries and organisations of the article with counts, as many as fit.
fn draw_panel(
    frame: &mut Frame<'_>,
    painter: &Painter<'_>,
    library: &Library,
    article: ArticleIndex,
    area: Area,
) {
    let corpus = &library.corpus;
    let columns = usize::from(area.width);
    let rule = Area { height: 1, ..area };
    frame.render_widget(Paragraph::new(painter.span(Paint::Border, "─".repeat(columns))), rect(rule));
    let counts = corpus.annotated(article).entity_counts();
    let kinds = [EntityKind::Person, EntityKind::Country, EntityKind::Organisation];
    for (y, kind) in kinds.into_iter().enumerate() {
        let mut spans = vec![painter.span(Paint::Faint, format!(" {:<14}", kind.plural()))];
        let mut used = 15;
        let of_kind = counts.iter().filter(|(id, _)| corpus.entities.get(*id).kind == kind);
        let names: Vec<(&str, usize)> =
            of_kind.map(|(id, count)| (corpus.entities.get(*id).name.as_str(), *count)).collect();
        if names.is_empty() {
            spans.push(painter.span(Paint::Faint, "–"));
        }
        for (i, (name, count)) in names.iter().enumerate() {
            let aside = format!(" {count}  ");
            let more = format!("+{}", names.len() - i);
            // The first name always stands, cut where it must be.
            let room = columns.saturating_sub(used + width(&aside) + width(&more));
            if width(name) > room && i > 0 {
                spans.push(painter.span(Paint::Faint, more));
                break;
            }
            let name = fit(name, room);
            used += width(&name) + width(&aside);
            spans.push(Run::styled(name, painter.theme.entity(kind)));
            spans.push(painter.span(Paint::Faint, aside));
        }
        if let Some(place) = row(area, y + 1) {
            frame.render_widget(Paragraph::new(Line::from(spans)), place);
        }
    }
}
