//! What a page says, before it is text, Markdown or HTML: blocks of lines of runs. One page, three writers.
//!
//! Every word in a document is safe text by type; the writers add nothing but their own marks.

use crate::model::{EntityKind, SafeText};

/// How a run of words is to look. Writers that have no looks drop it; no meaning hangs on it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// As it is.
    Plain,
    /// Stands out.
    Strong,
    /// Stands back.
    Faint,
    /// A name of this kind.
    Entity(EntityKind),
    /// Differs from the other side.
    Differs,
    /// What was searched for.
    Hit,
    /// A link: the words are its address. Only addresses of the web are made links.
    Link,
}

/// Words of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: SafeText,
    pub(crate) look: Look,
}

/// Words in a row, to be wrapped by the writer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Line(pub(crate) Vec<Run>);

impl Line {
    /// One plain run.
    pub(crate) fn of(text: &str) -> Self {
        Self::default().plain(text)
    }

    /// One run that stands out.
    pub(crate) fn strong(text: &str) -> Self {
        Self::default().with(text, Look::Strong)
    }

    /// One run that stands back.
    pub(crate) fn faint(text: &str) -> Self {
        Self::default().with(text, Look::Faint)
    }

    /// With another plain run.
    pub(crate) fn plain(self, text: &str) -> Self {
        self.with(text, Look::Plain)
    }

    /// With another run.
    pub(crate) fn with(mut self, text: &str, look: Look) -> Self {
        if !text.is_empty() {
            self.0.push(Run { text: SafeText::new(text), look });
        }
        self
    }

    /// Facts separated by middle dots; empty ones are left out.
    pub(crate) fn facts<'a>(facts: impl IntoIterator<Item = &'a str>) -> Self {
        let all: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        Self::of(&all.join(" · "))
    }

    /// The words alone.
    pub(crate) fn text(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self::of(text)
    }
}

/// Where the words of a table's column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// Rows of cells under headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) columns: Vec<(&'static str, Align)>,
    pub(crate) rows: Vec<Vec<Line>>,
}

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// A heading, level 1 to 3.
    Heading(u8, Line),
    /// Prose.
    Paragraph(Line),
    /// A passage of somebody else's words, with its source.
    Quote(Line, Line),
    /// Names with values.
    Fields(Vec<(&'static str, Line)>),
    /// Items with a marker (`1.`, or empty for a dash), a first line, and lines under it.
    Items(Vec<Item>),
    /// A table.
    Table(Table),
    /// Two passages that belong together, under a line that says how.
    Pair { head: Line, left: (Line, Line), right: (Line, Line) },
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// A number or a date; empty for a dash.
    pub(crate) marker: String,
    /// The item.
    pub(crate) first: Line,
    /// What stands under it.
    pub(crate) under: Vec<Line>,
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Document {
    /// For the title bar of an HTML page.
    pub(crate) title: SafeText,
    pub(crate) blocks: Vec<Block>,
}

impl Document {
    /// An empty page of that title.
    pub(crate) fn new(title: &str) -> Self {
        Self { title: SafeText::line(title), blocks: Vec::new() }
    }

    pub(crate) fn heading(&mut self, level: u8, line: impl Into<Line>) {
        self.blocks.push(Block::Heading(level, line.into()));
    }

    pub(crate) fn paragraph(&mut self, line: impl Into<Line>) {
        self.blocks.push(Block::Paragraph(line.into()));
    }

    /// Fields; those without a value are left out.
    pub(crate) fn fields(&mut self, fields: Vec<(&'static str, Line)>) {
        let fields: Vec<_> = fields.into_iter().filter(|(_, value)| !value.0.is_empty()).collect();
        if !fields.is_empty() {
            self.blocks.push(Block::Fields(fields));
        }
    }

    /// Items, if there are any.
    pub(crate) fn items(&mut self, items: Vec<Item>) {
        if !items.is_empty() {
            self.blocks.push(Block::Items(items));
        }
    }

    pub(crate) fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }
}
