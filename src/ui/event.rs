//! One event: what, when, where, who, and the sentences of all outlets below one another.

use super::layers::Layers;
use super::paint::{Painter, row};
use super::theme::Paint;
use crate::analysis::coverage::earliest_in_words;
use crate::app::Library;
use crate::app::event::{EventLine, EventScreen};
use crate::app::layout::Area;
use crate::app::state::EVENT_HEAD;
use crate::model::dates::show_day_range;
use crate::model::text::counted;
use crate::model::width::fit;
use crate::model::{DateBasis, Event, EventMention, Happening, Span};
use ratatui::Frame;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

pub(super) fn draw(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, area: Area) {
    let Some(screen) = &painter.app.event else { return };
    let event = screen.event.of(&library.corpus);
    let told = format!(
        "{} in {}",
        counted(event.mentions.len(), "sentence"),
        counted(event.articles().len(), "article")
    );
    let inner = painter.border(frame, area, true, &event.label, &told);
    if event.articles().len() > 1 {
        painter.below(frame, area, "underlined: no other outlet has this word");
    }
    head(frame, painter, library, event, inner);
    let body = Area { y: inner.y + EVENT_HEAD, height: inner.height.saturating_sub(EVENT_HEAD), ..inner };
    for (y, line) in screen.lines.iter().skip(screen.scroll.top).enumerate() {
        let Some(place) = row(body, y) else { break };
        frame.render_widget(Paragraph::new(draw_line(painter, library, screen, event, line)), place);
    }
}

fn head(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, event: &Event, inner: Area) {
    let name = |id: &crate::model::EntityId| library.corpus.entities.get(*id).name.to_string();
    let mut lines = vec![format!("When   {}", when(event))];
    let who: Vec<String> = event.participants.iter().map(name).collect();
    lines.push(format!("Who    {}", if who.is_empty() { "–".to_owned() } else { who.join(", ") }));
    lines.push(format!("Where  {}", event.place.as_ref().map_or_else(|| "–".to_owned(), name)));
    let earliest = earliest_in_words(&library.corpus, &painter.app.timeline.coverage, event);
    lines.push(earliest.map_or_else(String::new, |first| format!("Earliest in your articles: {first}")));
    for (y, words) in lines.iter().enumerate() {
        if let Some(place) = row(inner, y) {
            let words = fit(&format!(" {words}"), usize::from(inner.width));
            frame.render_widget(Paragraph::new(painter.span(Paint::Text, words)), place);
        }
    }
}

/// The date with its basis in words.
fn when(event: &Event) -> String {
    if event.happening == Happening::Proposal {
        return "proposed, planned or foreseen; not a happening".to_owned();
    }
    if event.happening == Happening::Habit {
        return "again and again; not one happening".to_owned();
    }
    let Some(days) = event.days else { return "no date in the text".to_owned() };
    let basis = match (event.guessed, event.basis) {
        (true, _) => "guessed from the article's own date",
        (false, DateBasis::Stated) => "stated",
        (false, DateBasis::KnownEvent) => "from the list of known events",
        (false, DateBasis::Anniversary) => "counted from an anniversary",
        (false, DateBasis::Published) => "worked out from the publication date",
        (false, DateBasis::Text) => "worked out from another date in the text",
    };
    format!("{} ({basis})", show_day_range(days, event.precision))
}

fn draw_line<'a>(
    painter: &Painter<'_>,
    library: &'a Library,
    screen: &EventScreen,
    event: &Event,
    line: &'a EventLine,
) -> Line<'a> {
    let corpus = &library.corpus;
    match line {
        EventLine::Blank => Line::default(),
        EventLine::Silent(words) => Line::from(painter.span(Paint::Only, format!("  {words}"))),
        EventLine::Source(i) => {
            let Some(article) = mention(screen, event, *i).map(|mention| mention.article) else {
                return Line::default();
            };
            let selected = *i == screen.scroll.selected;
            let source =
                format!("{} · {}", Painter::outlet(corpus, article), Painter::published(corpus, article));
            let title = corpus.head(article).title.as_ref().map(|title| format!(" · {}", title.text));
            Line::from(vec![
                painter.span(Paint::Focus, if selected { "▌ " } else { "  " }),
                painter.span(if selected { Paint::Title } else { Paint::Heading }, source),
                painter.span(Paint::Faint, title.unwrap_or_default()),
            ])
        }
        EventLine::Words(i, span) => {
            let Some(mention) = mention(screen, event, *i) else { return Line::default() };
            let selected = *i == screen.scroll.selected;
            let mut spans = vec![painter.span(Paint::Focus, if selected { "▌ " } else { "  " })];
            spans.extend(sentence(painter, library, mention, *span, screen.own(*i)));
            Line::from(spans)
        }
    }
}

fn mention<'e>(screen: &EventScreen, event: &'e Event, place: usize) -> Option<&'e EventMention> {
    event.mentions.get(screen.mention(place)?)
}

/// A row of a sentence with the word that names the happening, and the words that no other outlet has.
fn sentence<'a>(
    painter: &Painter<'_>,
    library: &'a Library,
    mention: &EventMention,
    span: Span,
    own: &[Span],
) -> Vec<Run<'a>> {
    let corpus = &library.corpus;
    let mut layers = Layers::default();
    layers.push([(mention.trigger, painter.style(Paint::Shared))]);
    layers.push(own.iter().map(|own| (*own, painter.style(Paint::Differing))));
    layers.own_runs(&corpus.article(mention.article).text, span, painter.style(Paint::Text))
}
