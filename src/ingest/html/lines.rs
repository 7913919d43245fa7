//! The lines of a page's article with their roles, read off its elements: what is a heading, an item, a quotation, a
//! caption is said by the markup. Judges nothing and leaves nothing out but what is no text.

use crate::ingest::draft::same_words;
use crate::model::{Role, SafeText, Span};
use dom_query::{NodeData, NodeRef};

/// Why a line is body that is nothing else by its markup.
pub(crate) const PARAGRAPH: &str = "a paragraph of the page’s article";

/// A text under construction, with the roles of its lines.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// The text so far; each line ends with a line end, paragraphs with an empty line.
    pub(crate) text: String,
    /// The lines that are not blank, in order, with their roles and why they have them.
    pub(crate) marked: Vec<(Span, Role, &'static str)>,
    line: String,
    /// Whether an empty line belongs before the next.
    gap: bool,
    /// The headline, which a page often has twice.
    title: Option<String>,
}

/// What the elements around a text say of it.
#[derive(Debug, Clone, Copy)]
struct Around {
    role: Role,
    why: &'static str,
    /// Line ends count.
    preformatted: bool,
}

/// What an element does to the lines.
enum Kind {
    Inline,
    Skipped,
    Break,
    Cell,
    /// Lines of its own; `true` where an empty line sets it apart.
    Block(bool),
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "script" | "style" | "template" | "noscript" | "svg" | "button" | "select" | "textarea"
            | "head" | "iframe" | "object" | "audio" | "video" | "canvas" | "map" => Self::Skipped,
            "br" => Self::Break,
            "td" | "th" => Self::Cell,
            "li" | "tr" | "dt" | "dd" | "option" => Self::Block(false),
            "address" | "article" | "aside" | "blockquote" | "caption" | "center" | "details" | "dialog"
            | "div" | "dl" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2"
            | "h3" | "h4" | "h5" | "h6" | "header" | "hr" | "main" | "menu" | "nav" | "ol" | "p" | "pre"
            | "section" | "summary" | "table" | "tbody" | "thead" | "tfoot" | "ul" | "body" | "html" => {
                Self::Block(true)
            }
            _ => Self::Inline,
        }
    }
}

impl Lines {
    /// Lines that begin with a headline.
    pub(crate) fn under(title: Option<&str>) -> Self {
        let mut lines = Self::default();
        if let Some(title) = title {
            lines.add(title, Role::Title, "the headline that the page states");
            lines.gap = true;
            lines.title = Some(title.to_owned());
        }
        lines
    }

    /// Adds the lines of an element and all in it.
    pub(crate) fn element(&mut self, node: &NodeRef<'_>) {
        let around = Around { role: Role::Body, why: PARAGRAPH, preformatted: false };
        self.children(node, around);
        self.flush(around);
    }

    /// Adds one line.
    pub(crate) fn line(&mut self, line: &str, role: Role, why: &'static str) {
        self.add(line, role, why);
    }

    /// Adds text whose lines are paragraphs.
    pub(crate) fn paragraphs(&mut self, text: &str, why: &'static str) {
        for paragraph in text.lines() {
            self.add(paragraph, Role::Body, why);
            self.gap = true;
        }
    }

    // Elements nest no deeper than `tame` lets them.
    fn children(&mut self, node: &NodeRef<'_>, around: Around) {
        for child in node.children_it(false) {
            let text = child.query_or(None, |node| match &node.data {
                NodeData::Text { contents } => Some(contents.to_string()),
                _ => None,
            });
            if let Some(text) = text {
                self.words(&text, around);
            } else if child.is_element() {
                self.child(&child, around);
            }
        }
    }

    fn child(&mut self, node: &NodeRef<'_>, around: Around) {
        let name = node.node_name().unwrap_or_default();
        match Kind::of(&name) {
            Kind::Skipped => {}
            _ if is_hidden(node) => {}
            Kind::Inline => self.children(node, around),
            Kind::Break => self.flush(around),
            Kind::Cell => {
                self.line.push(' ');
                self.children(node, around);
                self.line.push(' ');
            }
            Kind::Block(apart) => {
                self.flush(around);
                self.gap |= apart;
                let inside = inside(&name, around);
                self.children(node, inside);
                self.flush(inside);
                self.gap |= apart;
            }
        }
    }

    fn words(&mut self, text: &str, around: Around) {
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                if around.preformatted { self.flush(around) } else { self.line.push(' ') }
            }
            self.line.push_str(line);
        }
    }

    /// Ends the line.
    fn flush(&mut self, around: Around) {
        let line = std::mem::take(&mut self.line);
        self.add(&line, around.role, around.why);
    }

    fn add(&mut self, line: &str, role: Role, why: &'static str) {
        // Safe before it is measured: what is made visible has other lengths.
        let line = SafeText::new(&tidy(line));
        if line.is_empty() || self.repeats_title(&line) {
            return;
        }
        if std::mem::take(&mut self.gap) && !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(&line);
        self.marked.push((Span::of(start, self.text.len()), role, why));
        self.text.push('\n');
    }

    /// Whether a line near the top says the headline again.
    fn repeats_title(&self, line: &str) -> bool {
        self.marked.len() <= 3 && self.title.as_deref().is_some_and(|title| same_words(title, line))
    }
}

/// Whether an element is not meant to be seen, as the lines that letters carry for the list of a mail program.
fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").map(|style| style.to_lowercase().replace(' ', "")).unwrap_or_default();
    style.contains("display:none") || style.contains("visibility:hidden") || node.has_attr("hidden")
}

/// What an element says of the text in it, within what those around it say.
fn inside(name: &str, around: Around) -> Around {
    let (role, why) = match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (Role::Heading, "marked as a heading"),
        "blockquote" => (Role::Quote, "marked as a quotation"),
        "figcaption" | "caption" => (Role::Caption, "marked as the caption of a picture or table"),
        "li" | "dt" | "dd" => (Role::List, "marked as an item of a list"),
        "pre" if around.why == PARAGRAPH => {
            return Around { why: "set line by line", preformatted: true, ..around };
        }
        "pre" => return Around { preformatted: true, ..around },
        "table" if around.why == PARAGRAPH => return Around { why: "a row of a table", ..around },
        _ => return around,
    };
    // A paragraph of a quotation or caption is one, whatever else it is.
    let stays = matches!(around.role, Role::Caption | Role::Quote) && role != Role::Caption;
    if stays { around } else { Around { role, why, ..around } }
}

/// A line with single blanks and without the invisible marks that only say where a word may be broken.
fn tidy(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let unseen =
        |c: char| matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}');
    for word in line.split_whitespace() {
        let from = out.len();
        out.extend(word.chars().filter(|c| !unseen(*c)));
        if out.len() > from && from > 0 {
            out.insert(from, ' ');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    #[test]
    fn elements_say_what_their_lines_are() {
        let page = "<h1>Grain  talks</h1><p>The <b>tal</b>ks be\u{ad}gan&nbsp;on<br>Monday.</p><h2>Why</h2>\
            <blockquote><p>“We waited.”</p><ul><li>Long.</li></ul></blockquote><ul><li>one <p>two</p></li><li>three</ul>\
            <figure><img><figcaption>A ship. <cite>Photo: A</cite></figcaption></figure>\
            <table><tr><th>Port<td>Ships<tr><td>Odesa<td>5</table><pre>a\nb</pre><script>x</script>\u{200b}";
        let document = Document::from(page);
        let mut lines = Lines::under(Some("Grain talks"));
        lines.element(&document.body().unwrap());
        let expected = [
            (Role::Title, "Grain talks"),
            (Role::Body, "The talks began on"),
            (Role::Body, "Monday."),
            (Role::Heading, "Why"),
            (Role::Quote, "“We waited.”"),
            (Role::Quote, "Long."),
            (Role::List, "one"),
            (Role::List, "two"),
            (Role::List, "three"),
            (Role::Caption, "A ship. Photo: A"),
            (Role::Body, "Port Ships"),
            (Role::Body, "Odesa 5"),
            (Role::Body, "a"),
            (Role::Body, "b"),
        ];
        let got: Vec<_> =
            lines.marked.iter().map(|(span, role, _)| (*role, span.slice(&lines.text))).collect();
        assert_eq!(got, expected);
        assert!(
            lines.text.starts_with("Grain talks\n\nThe talks began on\nMonday.\n\nWhy\n\n"),
            "{:?}",
            lines.text
        );
    }
}
