//! Other accounts of a story beside what most of them say.

use super::layers::Layers;
use super::paint::{Painter, row};
use super::theme::Paint;
use crate::app::Library;
use crate::app::command::{Command, Scope};
use crate::app::layout::Area;
use crate::app::state::TAKES_HEAD;
use crate::app::takes::{BETWEEN, Part, TakesLine, TakesScreen};
use crate::model::text::counted;
use crate::model::width::{fit, pad, width};
use crate::model::{Account, ArticleIndex, CountryCode, Ground, SafeText, Span};
use ratatui::Frame;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

/// Columns of the name of a source in its row.
const NAME: usize = 22;

pub(super) fn draw(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, area: Area) {
    let Some(screen) = &painter.app.takes else { return };
    let told = format!(
        "{} · {}",
        counted(screen.account.takes.len(), "other account"),
        counted(screen.account.common.len(), "common statement")
    );
    let inner = painter.border(frame, area, true, "Alternative takes", &told);
    let parts = painter.app.takes_parts();
    let legend = "underlined: not in the article you read   ≠ told otherwise";
    if parts.len() > 1 {
        painter.below(frame, area, legend);
    } else {
        let keys = painter.app.keymap.keys_of(Scope::Takes, Command::NextPane);
        let key = keys.first().map(|key| format!("{key}: the other part   ")).unwrap_or_default();
        painter.below(frame, area, &format!("{key}{legend}"));
    }
    head(frame, painter, library, screen, inner);
    for &(part, place) in &parts {
        body(frame, painter, library, screen, (part, place));
    }
}

/// Which article is read, what joins the others with it, and the names of the parts.
fn head(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, screen: &TakesScreen, inner: Area) {
    let (account, columns) = (&screen.account, usize::from(inner.width));
    let article = library.corpus.head(account.article);
    let about = Painter::about(&library.corpus, account.article, columns / 2);
    let reading = fit(&format!(" You read {about} · {}", article.display_title()), columns);
    let mut lines = vec![
        Line::from(painter.span(Paint::Title, reading)),
        Line::from(painter.span(Paint::Faint, fit(&ground(account), columns))),
    ];
    let names = |part: Part| {
        let (name, count) = match part {
            Part::Takes => ("What others make of it", account.takes.len()),
            Part::Common => ("The common account", account.common.len()),
        };
        format!("{name} ({count})")
    };
    let parts = painter.app.takes_parts();
    let mut titles = Vec::new();
    for part in Part::ALL {
        let here = part == screen.part;
        let mark = if here { "▸ " } else { "  " };
        let words = format!(" {mark}{}", names(part));
        let room = parts.iter().find(|(shown, _)| *shown == part && parts.len() > 1);
        let words = room.map_or_else(
            || format!("{words}  "),
            |(_, place)| pad(&words, usize::from(place.width) + BETWEEN),
        );
        titles.push(painter.span(if here { Paint::Heading } else { Paint::Faint }, words));
    }
    lines.push(Line::from(titles));
    lines.push(Line::from(painter.span(Paint::Border, "─".repeat(columns))));
    for (y, line) in lines.into_iter().enumerate().take(usize::from(TAKES_HEAD)) {
        if let Some(place) = row(inner, y) {
            frame.render_widget(Paragraph::new(line), place);
        }
    }
}

/// What joins the accounts, how many there are, and how many of them were read.
fn ground(account: &Account) -> String {
    let joined = match account.ground {
        Ground::Story => "tell the same story",
        Ground::StoryAndEvent => "tell the same story or an event of it",
        Ground::Event => "tell an event of it; none tells the story as a whole",
        Ground::Nothing => return " No other outlet among your articles tells it.".to_owned(),
    };
    let read = account.articles.len();
    let of = if read < account.of {
        format!("the first {read} of {} articles, ", account.of)
    } else {
        String::new()
    };
    format!(" {of}{}, copies counted once, {joined}", counted(account.outlets, "outlet"))
}

fn body(
    frame: &mut Frame<'_>,
    painter: &Painter<'_>,
    library: &Library,
    screen: &TakesScreen,
    (part, area): (Part, Area),
) {
    let listing = screen.listing(part);
    if listing.lines.is_empty() {
        let words = match (part, screen.account.ground) {
            (_, Ground::Nothing) => "Nobody else tells it.",
            (Part::Takes, _) => "No other outlet tells it.",
            (Part::Common, _) => "No sentence of one is told by another.",
        };
        if let Some(place) = row(area, 0) {
            painter.line(frame, place, &format!("   {words}"));
        }
        return;
    }
    let selected = listing.scroll.selected;
    let drawing = Drawing {
        painter,
        library,
        screen,
        selected: (part == screen.part).then_some(selected),
        columns: usize::from(area.width),
    };
    for (y, line) in listing.lines.iter().skip(listing.scroll.top).enumerate() {
        let Some(place) = row(area, y) else { break };
        frame.render_widget(Paragraph::new(drawing.line(line)), place);
    }
}

/// What drawing a line of a part needs.
struct Drawing<'a> {
    painter: &'a Painter<'a>,
    library: &'a Library,
    screen: &'a TakesScreen,
    /// The selected place, in the part that has the keys.
    selected: Option<usize>,
    columns: usize,
}

impl<'a> Drawing<'a> {
    fn line(&self, line: &TakesLine) -> Line<'a> {
        let account = &self.screen.account;
        match *line {
            TakesLine::Blank => Line::default(),
            TakesLine::Outlet(i) => {
                let take = &account.takes[i];
                let date = Painter::published(&self.library.corpus, take.passage.article);
                let more = match take.articles.len() {
                    0 | 1 => String::new(),
                    n => format!(" · {}", counted(n, "article")),
                };
                self.head(i, take.country, &take.label, &format!(" · {date}{more}"))
            }
            TakesLine::Copy(i) => {
                let copied = account.takes[i].copy_of.map(|from| self.library.corpus.outlet_label(from));
                let words = format!("largely the text of {}", copied.unwrap_or_default());
                Line::from(vec![self.mark(i), self.painter.span(Paint::Only, self.fit(&words))])
            }
            TakesLine::Told(i) => {
                let told = &account.common[i];
                let mut words = format!("{} of {} outlets", told.outlets, account.outlets);
                if told.countries.len() > 1 {
                    words = format!("{words}, {} countries", told.countries.len());
                }
                let place = self.place_of(i);
                let by = told.sources.first().map(|source| format!(" · in the words of {}", source.label));
                let words = self.fit(&format!("{words}{}", by.unwrap_or_default()));
                Line::from(vec![self.mark(place), self.painter.span(Paint::Shared, words)])
            }
            TakesLine::Words(place, article, span) => {
                let mut spans = vec![self.mark(place)];
                spans.extend(self.words(place, article, span));
                Line::from(spans)
            }
            TakesLine::Further(place, i, j) => self.further(place, i, j),
        }
    }

    /// The place of the first source of a statement.
    fn place_of(&self, statement: usize) -> usize {
        self.screen.account.common[..statement].iter().map(|told| told.sources.len()).sum()
    }

    fn mark(&self, place: usize) -> Run<'a> {
        self.painter.span(Paint::Focus, if self.selected == Some(place) { "▌ " } else { "  " })
    }

    fn fit(&self, words: &str) -> String {
        fit(words, self.columns.saturating_sub(2))
    }

    /// Outlet with its country, and what is known besides.
    fn head(&self, place: usize, country: Option<CountryCode>, label: &SafeText, rest: &str) -> Line<'a> {
        let flag = country.map_or_else(|| "··".to_owned(), |code| code.to_string());
        let room = self.columns.saturating_sub(width(&flag) + 3);
        let paint = if self.selected == Some(place) { Paint::Title } else { Paint::Heading };
        let name = fit(label, room);
        let rest = fit(rest, room.saturating_sub(width(&name)));
        Line::from(vec![
            self.mark(place),
            self.painter.span(Paint::Country, flag),
            Run::raw(" "),
            self.painter.span(paint, name),
            self.painter.span(Paint::Faint, rest),
        ])
    }

    /// A row of a sentence; of an account with the words that the article read has nowhere.
    fn words(&self, place: usize, article: ArticleIndex, span: Span) -> Vec<Run<'a>> {
        let mut layers = Layers::default();
        let take = self.screen.account.takes.get(place).filter(|take| take.passage.article == article);
        if let Some(take) = take.filter(|take| take.passage.span.contains(span)) {
            let style = self.painter.style(Paint::Differing);
            layers.push(take.own.iter().map(|own| (*own, style)));
        }
        layers.own_runs(&self.library.corpus.article(article).text, span, self.painter.style(Paint::Text))
    }

    /// A further source in one row: its outlet, and how its sentence begins.
    fn further(&self, place: usize, i: usize, j: usize) -> Line<'a> {
        let source = &self.screen.account.common[i].sources[j];
        let body = self.library.corpus.article(source.passage.article);
        let sign = if source.differs { "≠ " } else { "= " };
        let country = body.outlet.country.map(|code| format!("{code} ")).unwrap_or_default();
        let name = pad(&format!("{country}{}", source.label), NAME.min(self.columns / 3));
        let used = 2 + width(sign) + width(&name) + 1;
        let words: String = body.words(source.passage.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let paint = if self.selected == Some(place) { Paint::Text } else { Paint::Faint };
        Line::from(vec![
            self.mark(place),
            self.painter.span(if source.differs { Paint::Differs } else { Paint::Same }, sign),
            self.painter.span(paint, name),
            Run::raw(" "),
            self.painter.span(paint, fit(&words, self.columns.saturating_sub(used))),
        ])
    }
}
