//! What was found, written out: JSON and JSON Lines for programs, text, Markdown, CSV and HTML for people.
//!
//! Takes a [`View`] of a corpus and a writer; never reads, never analyses, never decides what to show. Field names and
//! meanings of the JSON forms are a contract with other programs: fields may be added, none may change its meaning.
//! Text, Markdown and HTML are three writers of one [`document`], so that no format knows more than another.

mod document;
pub mod exported;
mod feeds;
mod html;
mod json;
mod markdown;
mod offsets;
pub mod opml;
mod pages;
mod paint;
mod records;
mod tables;
mod text;
mod view;
mod wrap;

pub use feeds::write_feeds;
pub use offsets::{CharOffsets, CharSpan};
pub use paint::Paint;
pub use text::Layout;
pub use view::View;

use crate::index::{Profile, Snippet};
use crate::model::{Account, ArticleIndex, Comparison, EntityKind};
use std::io::{self, Write};

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Plain text for reading.
    Text,
    /// One JSON document.
    Json,
    /// JSON Lines: one JSON object a line.
    Jsonl,
    /// Markdown.
    Md,
    /// Comma-separated values with a header row.
    Csv,
    /// One self-contained HTML page.
    Html,
}

impl Format {
    /// How the name of a file in this form ends, without the dot.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Md => "md",
            Self::Csv => "csv",
            Self::Html => "html",
        }
    }
}

/// A result that can be written.
#[derive(Debug, Clone, Copy)]
pub enum Report<'a> {
    /// The articles, short.
    List,
    /// Everything found in each article.
    Analysis,
    /// The articles with their texts and what their sources state, to be read elsewhere or again.
    Texts,
    /// One article with its text.
    Article(ArticleIndex),
    /// Articles by happening.
    Stories,
    /// What happened when.
    Timeline,
    /// Two accounts side by side.
    Comparison(&'a Comparison),
    /// What others make of the story of an article, and what most of them say.
    Account(&'a Account),
    /// Names, of one kind or all.
    Entities(Option<EntityKind>),
    /// All there is on one name.
    Entity(&'a Profile),
    /// What a search found, best first.
    Search(&'a [Found]),
}

/// An article a search found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The article.
    pub article: ArticleIndex,
    /// Where the words stand, in order of the text; empty where only its title or names fit.
    pub snippets: Vec<Snippet>,
}

/// Writes a result in a format.
///
/// # Errors
/// Where the output cannot be written, and of kind [`io::ErrorKind::Unsupported`] where the result has no such form.
pub fn write(
    report: Report<'_>,
    view: &View<'_>,
    format: Format,
    layout: Layout,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json | Format::Jsonl => json::write(report, view, format == Format::Jsonl, out),
        Format::Csv => table(report, view, out),
        Format::Text => text::write(&page(report, view), layout, out),
        Format::Md => markdown::write(&page(report, view), out),
        Format::Html => html::write(&page(report, view), out),
    }
}

fn page(report: Report<'_>, view: &View<'_>) -> document::Document {
    match report {
        Report::List => pages::list::page(view),
        Report::Analysis => pages::article::analysis(view),
        Report::Article(index) => pages::article::page(view, index),
        Report::Texts => pages::article::texts(view),
        Report::Stories => pages::stories::page(view),
        Report::Timeline => pages::timeline::page(view),
        Report::Comparison(comparison) => pages::comparison::page(view, comparison),
        Report::Account(account) => pages::account::page(view, account),
        Report::Search(found) => pages::search::page(view, found),
        Report::Entity(profile) => pages::profile::page(view, profile),
        Report::Entities(kind) => pages::entities::page(view, &view.entities_of(kind)),
    }
}

fn table(report: Report<'_>, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    match report {
        Report::List => tables::list(view, out),
        Report::Analysis => tables::mentions(view, out),
        Report::Article(index) => tables::mentions(&View::of(view.corpus(), vec![index]), out),
        Report::Texts => tables::texts(view, out),
        Report::Stories => tables::stories(view, out),
        Report::Timeline => tables::timeline(view, out),
        Report::Comparison(comparison) => tables::comparison(view, comparison, out),
        Report::Account(account) => tables::account(view, account, out),
        Report::Search(found) => tables::search(view, found, out),
        Report::Entities(kind) => tables::entities(view, &view.entities_of(kind), out),
        Report::Entity(_) => Err(io::ErrorKind::Unsupported.into()),
    }
}
