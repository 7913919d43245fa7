//! The page of an entity or outlet, only the lines in view.

use super::paint::{Painter, rect, row, spread};
use super::theme::Paint;
use crate::app::Library;
use crate::app::layout::Area;
use crate::app::portrait::{Item, Part, Portrait, PortraitLine};
use crate::index::Profile;
use crate::model::width::{bar, fit, pad, width};
use crate::model::{CountryCode, Form, Quote};
use ratatui::Frame;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

/// Columns of a bar.
const BAR: usize = 16;

pub(super) fn draw(frame: &mut Frame<'_>, painter: &Painter<'_>, library: &Library, area: Area, focus: bool) {
    let Some(portrait) = &painter.app.entities.portrait else {
        painter.border(frame, area, focus, "", "");
        return;
    };
    let height = painter.app.portrait_height();
    let name = library.index.target_name(portrait.profile.target);
    let inner = painter.border(frame, area, focus, &name, &format!("{} %", portrait.percent(height)));
    let view = View { painter, library, portrait, columns: usize::from(inner.width) };
    for (y, (i, line)) in portrait.lines.iter().enumerate().skip(portrait.scroll.top).enumerate() {
        let Some(place) = row(inner, y) else { break };
        let selected = focus && portrait.is_selected(i);
        let base = painter.style(if selected { Paint::Selection } else { Paint::Text });
        frame.render_widget(Paragraph::new(view.line(line, selected)).style(base), place);
    }
    if portrait.lines.is_empty() {
        painter.line(frame, rect(inner), " Nothing is known.");
    }
}

struct View<'a> {
    painter: &'a Painter<'a>,
    library: &'a Library,
    portrait: &'a Portrait,
    columns: usize,
}

impl View<'_> {
    fn profile(&self) -> &Profile {
        &self.portrait.profile
    }

    fn line(&self, line: &PortraitLine, selected: bool) -> Line<'_> {
        let painter = self.painter;
        let mark = painter.span(Paint::Focus, if selected { "▌" } else { " " });
        match line {
            PortraitLine::Blank => Line::default(),
            PortraitLine::Heading(words, aside) => {
                let room = self.columns.saturating_sub(width(aside) + 3);
                let left = vec![painter.span(Paint::Heading, fit(words, room))];
                let mut all = vec![Run::raw(" ")];
                all.extend(left);
                spread(all, vec![painter.span(Paint::Faint, format!("{aside} "))], self.columns)
            }
            PortraitLine::Fact(words) => Line::from(painter.span(Paint::Text, format!(" {words}"))),
            PortraitLine::Row(item) => self.item(*item, mark),
            PortraitLine::More(part, count) => {
                let what = match part {
                    Part::Names => "names",
                    Part::Outlets => "outlets",
                    Part::Beside => "more",
                };
                let words = format!(" + {count} {what}, Enter shows them");
                Line::from(vec![
                    mark,
                    painter.span(Paint::Faint, fit(&words, self.columns.saturating_sub(1))),
                ])
            }
            PortraitLine::Group(outlet, count) => self.group(*outlet, *count),
            PortraitLine::Source(said) => self.source(*said, mark),
            PortraitLine::Words(said, span) => {
                let direct = self.quote(*said).is_none_or(|quote| quote.direct);
                let article = self.profile().said[*said].passage.article;
                let words = self.library.corpus.article(article).words(*span).to_owned();
                Line::from(vec![
                    mark,
                    painter.span(Paint::Quote, if direct { "  ┃ " } else { "  ┆ " }),
                    painter.span(Paint::Quote, words),
                ])
            }
        }
    }

    fn quote(&self, said: usize) -> Option<Quote> {
        let said = &self.profile().said[said];
        self.library.corpus.annotated(said.passage.article).quotes.get(said.quote).cloned()
    }

    /// A row with a name, a bar, counts, and words behind them.
    fn row<'t>(
        &self,
        mark: Run<'t>,
        name: &Run<'_>,
        share: Option<f64>,
        counts: &str,
        behind: &str,
    ) -> Line<'t> {
        let room = self.columns.saturating_sub(width(counts) + 4);
        let bars = if self.columns >= 56 { BAR } else { BAR / 2 };
        let bars = if share.is_some() && room > bars + 12 { bars } else { 0 };
        let names =
            if behind.is_empty() { room.saturating_sub(bars + 1) } else { (room / 3).clamp(8, 28) }.min(36);
        let style = name.style;
        let name = Run::styled(pad(&name.content, names), style);
        let drawn = share.map_or_else(String::new, |share| bar(share, bars));
        let behind_room = self.columns.saturating_sub(names + bars + width(counts) + 5);
        Line::from(vec![
            mark,
            Run::raw(" "),
            name,
            Run::raw(" "),
            self.painter.span(Paint::Bar, pad(&drawn, bars)),
            self.painter.span(Paint::Text, format!(" {counts}")),
            self.painter.span(Paint::Faint, format!("  {}", fit(behind, behind_room))),
        ])
    }

    fn item<'t>(&self, item: Item, mark: Run<'t>) -> Line<'t> {
        let (profile, painter) = (self.profile(), self.painter);
        let share = |count: usize, most: usize| Some(count as f64 / most.max(1) as f64);
        match item {
            Item::Name(i) => {
                let name = &profile.names[i];
                let outlets = name.outlets.iter().take(6);
                let outlets = outlets.map(|&(at, count)| format!("{} {count}", profile.outlets[at].label));
                let behind = format!("{} · {}", form(name.form), outlets.collect::<Vec<_>>().join(", "));
                let most = profile.names.first().map_or(0, |first| first.count);
                let words = painter.span(Paint::Text, name.words.to_string());
                self.row(mark, &words, share(name.count, most), &format!("{:>4}", name.count), &behind)
            }
            Item::Stretch(i) => {
                let stretch = &profile.over[i];
                let most = profile.over.iter().map(|stretch| stretch.mentions).max().unwrap_or(0);
                let paint = if stretch.articles == 0 { Paint::Faint } else { Paint::Date };
                let words = painter.span(paint, stretch.label.clone());
                let counts = match stretch.articles {
                    0 => "   –".to_owned(),
                    _ => format!("{:>4} in {}", stretch.mentions, stretch.articles),
                };
                self.row(mark, &words, share(stretch.mentions, most), &counts, "")
            }
            Item::Outlet(i) => {
                let outlet = &profile.outlets[i];
                let most = profile.outlets.first().map_or(0, |first| first.mentions);
                let country = self.library.corpus.head(outlet.first).outlet.country;
                let words = painter.span(Paint::Text, with_country(&outlet.label, country));
                let counts = format!("{:>4} in {}", outlet.mentions, outlet.articles);
                self.row(mark, &words, share(outlet.mentions, most), &counts, "")
            }
            Item::Beside(i) => {
                let beside = &profile.beside[i];
                let entity = self.library.corpus.entities.get(beside.entity);
                let most = profile.beside.first().map_or(0, |first| first.sentences);
                let words = Run::styled(entity.name.to_string(), painter.theme.entity(entity.kind));
                let counts = format!("{:>4} in {}", beside.sentences, beside.articles);
                self.row(mark, &words, share(beside.sentences, most), &counts, "")
            }
            Item::More(_) | Item::Said(_) => Line::from(mark),
        }
    }

    fn group(&self, outlet: usize, count: usize) -> Line<'_> {
        let outlet = &self.profile().outlets[outlet];
        let country = self.library.corpus.head(outlet.first).outlet.country;
        let words = with_country(&outlet.label, country);
        let room = self.columns.saturating_sub(8);
        Line::from(vec![
            Run::raw(" "),
            self.painter.span(Paint::Title, fit(&words, room)),
            self.painter.span(Paint::Faint, format!(" {count}")),
        ])
    }

    /// When it was said, with which verb, and whether in own words.
    fn source<'t>(&self, said: usize, mark: Run<'t>) -> Line<'t> {
        let article = self.profile().said[said].passage.article;
        let corpus = &self.library.corpus;
        let mut words = vec![Painter::published(corpus, article)];
        if let Some(quote) = self.quote(said) {
            words.extend(quote.cue.map(|cue| cue.slice(&corpus.article(article).text).to_owned()));
            words.push(if quote.direct { "own words" } else { "reported" }.to_owned());
        }
        let words = fit(&words.join(" · "), self.columns.saturating_sub(3));
        Line::from(vec![mark, Run::raw(" "), self.painter.span(Paint::Faint, words)])
    }
}

fn with_country(label: &str, country: Option<CountryCode>) -> String {
    country.map_or_else(|| label.to_owned(), |code| format!("{label} · {code}"))
}

/// In what form a name stands for somebody, for a person.
const fn form(form: Form) -> &'static str {
    match form {
        Form::Name => "name",
        Form::Alias => "other name",
        Form::Surname => "surname",
        Form::Acronym => "initials",
        Form::Demonym => "nationality",
        Form::Capital => "capital",
        Form::Institution => "institution",
        Form::Office => "office",
    }
}
