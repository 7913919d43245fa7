//! What all panes draw with: areas, borders, lines, and the small words that stand for dates and outlets.

use super::theme::{Paint, Theme};
use crate::app::App;
use crate::app::layout::Area;
use crate::model::dates::show;
use crate::model::width::{fit, width};
use crate::model::{ArticleIndex, Basis, Corpus, DateBasis, Event};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Paragraph};

/// State and looks, as every pane needs them.
pub(super) struct Painter<'a> {
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
}

/// The screen library's rectangle for an area.
pub(super) const fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}

/// One row of an area, counted from its top; `None` below its end.
pub(super) fn row(area: Area, y: usize) -> Option<Rect> {
    let y = u16::try_from(y).ok().filter(|y| *y < area.height)?;
    Some(Rect { x: area.x, y: area.y + y, width: area.width, height: 1 })
}

/// Columns below which tags are only a mark.
const LEAST_TAG: usize = 6;

impl Painter<'_> {
    pub(super) fn style(&self, paint: Paint) -> Style {
        self.theme.style(paint)
    }

    /// Text in the style of a role.
    pub(super) fn span<'t>(&self, paint: Paint, text: impl Into<std::borrow::Cow<'t, str>>) -> Span<'t> {
        Span::styled(text, self.style(paint))
    }

    /// One line of plain text at the top of a rectangle.
    pub(super) fn line(&self, frame: &mut Frame<'_>, area: Rect, text: &str) {
        let text = fit(text, usize::from(area.width));
        frame.render_widget(Paragraph::new(self.span(Paint::Text, text)), area);
    }

    /// A border with a title at the left and one at the right; thick where the keys go. Returns the area inside.
    pub(super) fn border(
        &self,
        frame: &mut Frame<'_>,
        area: Area,
        focus: bool,
        left: &str,
        right: &str,
    ) -> Area {
        let (kind, paint) =
            if focus { (BorderType::Thick, Paint::Focus) } else { (BorderType::Plain, Paint::Border) };
        let style = self.style(paint);
        let room = usize::from(area.width.saturating_sub(4));
        let right_width = if right.is_empty() { 0 } else { width(right) + 3 };
        let mut block = Block::bordered().border_type(kind).border_style(style);
        if !left.is_empty() && room > right_width + 3 {
            let paint = if focus { Paint::Title } else { Paint::Faint };
            let title = format!(" {} ", fit(left, room.saturating_sub(right_width + 2)));
            block = block.title_top(Line::from(self.span(paint, title)));
        }
        if !right.is_empty() && right_width < room {
            block =
                block.title_top(Line::from(self.span(Paint::Faint, format!(" {right} "))).right_aligned());
        }
        frame.render_widget(block, rect(area));
        area.inner()
    }

    /// Words in the lower border of an area.
    pub(super) fn below(&self, frame: &mut Frame<'_>, area: Area, words: &str) {
        let bottom = area.y + area.height.saturating_sub(1);
        let place = Area { x: area.x + 2, y: bottom, width: area.width.saturating_sub(4), height: 1 };
        let words = fit(&format!(" {words} "), usize::from(place.width));
        let end = Rect { width: u16::try_from(width(&words)).unwrap_or(place.width), ..rect(place) };
        frame.render_widget(Paragraph::new(self.span(Paint::Faint, words)), end);
    }

    /// The name of an article's outlet with its country, and whether they are sure.
    pub(super) fn outlet(corpus: &Corpus, article: ArticleIndex) -> String {
        let outlet = &corpus.head(article).outlet;
        let country = outlet.country.map(|code| {
            corpus
                .entities
                .find(code.as_str())
                .map_or_else(|| code.to_string(), |id| corpus.entities.get(id).name.to_string())
        });
        let name = Self::outlet_name(corpus, article);
        country.map_or(name.clone(), |country| format!("{name} · {country}"))
    }

    /// The name of an article's outlet, `~` before one that was inferred.
    fn outlet_name(corpus: &Corpus, article: ArticleIndex) -> String {
        let mark = if corpus.head(article).outlet.basis == Basis::Inferred { "~" } else { "" };
        format!("{mark}{}", corpus.outlet_label(article))
    }

    /// Outlet, country and date of an article in a space of columns: the country gives way first, then the outlet,
    /// the date last.
    pub(super) fn about(corpus: &Corpus, article: ArticleIndex, columns: usize) -> String {
        let date = Self::published(corpus, article);
        let whole = Self::outlet(corpus, article);
        let room = columns.saturating_sub(width(&date) + 3);
        let outlet =
            if width(&whole) <= room { whole } else { fit(&Self::outlet_name(corpus, article), room) };
        fit(&format!("{outlet} · {date}"), columns)
    }

    /// The person's tags of an article behind a blank each, in a space of columns: ` #later #china trip`; ` #` where
    /// only a letter or two of them would be seen.
    pub(super) fn tags(&self, article: &str, columns: usize) -> String {
        let tags = self.app.marks.tags_of(article).flat_map(|tag| [" #", tag.text()]).collect::<String>();
        if width(&tags) > columns && columns < LEAST_TAG { " #".to_owned() } else { fit(&tags, columns) }
    }

    /// The columns that tags can have in a row of so many beside outlet and date: what these leave, at the least a
    /// third of what the date leaves, at the most a third of the row.
    pub(super) fn room_for_tags(corpus: &Corpus, article: ArticleIndex, columns: usize) -> usize {
        let beside = columns.saturating_sub(width(&Self::published(corpus, article)) + 3);
        let left = beside.saturating_sub(width(&Self::outlet_name(corpus, article)));
        left.max(beside / 3).min(columns / 3)
    }

    /// When an article was published, at its precision: `2025 Sep 3`, `~2023 Mar`, `undated`; `2025 Sep 3 !` where the
    /// text contradicts it.
    pub(super) fn published(corpus: &Corpus, article: ArticleIndex) -> String {
        let head = corpus.head(article);
        match head.published {
            Some(published) => {
                let mark = if published.basis == DateBasis::Stated { "" } else { "~" };
                // A date that the text contradicts is doubtful.
                let doubt = if head.contradiction.is_some() { " !" } else { "" };
                format!("{mark}{}{doubt}", show(published.date, published.precision))
            }
            None => "undated".to_owned(),
        }
    }
}

/// How the date of an event was found: stated, worked out, guessed.
pub(super) const fn basis_mark(event: &Event) -> &'static str {
    match (event.guessed, event.basis) {
        (true, _) => "?",
        (false, DateBasis::Stated) => " ",
        (false, _) => "~",
    }
}

/// Fills the middle of a line so that its last part ends at the right edge.
pub(super) fn spread<'t>(mut left: Vec<Span<'t>>, right: Vec<Span<'t>>, columns: usize) -> Line<'t> {
    let used: usize = left.iter().chain(&right).map(|span| width(&span.content)).sum();
    left.push(Span::raw(" ".repeat(columns.saturating_sub(used))));
    left.extend(right);
    Line::from(left)
}
