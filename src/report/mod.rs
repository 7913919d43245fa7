//! What was found, written out: JSON and JSON Lines for programs, text, Markdown, CSV and HTML for people.
//!
//! Takes a [`Corpus`](crate::model::Corpus) and a writer; never reads, never analyses, never decides what to show.
//! Field names and meanings of the JSON forms are a contract with other programs: fields may be added, none may
//! change its meaning.

pub mod json;
pub mod offsets;
pub mod records;

pub use offsets::CharOffsets;
pub use records::View;

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
