//! Which format a file is in, told by its name and its first characters. One more format is one more file beside
//! this one and one more line in [`read`].

use super::draft::Draft;
use super::{json, markdown, text};
use crate::model::Warning;
use std::path::Path;

/// The formats that are known by name or content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Plain text: an article, or a saved web page with its furniture.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// One JSON object a line.
    JsonLines,
    /// A JSON array of objects, or one object.
    Json,
    /// A web page: known, so that it is not shown as a thicket of tags, but not read.
    Html,
    /// A feed or another XML document: known, not read.
    Xml,
}

impl Format {
    /// By the extension.
    pub(crate) fn of_name(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" | "mdown" | "mkd" => Some(Self::Markdown),
            "jsonl" | "ndjson" | "jsonlines" => Some(Self::JsonLines),
            "json" => Some(Self::Json),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "xml" | "rss" | "atom" | "opml" => Some(Self::Xml),
            _ => None,
        }
    }

    /// Whether articles are made of it.
    pub(crate) const fn is_read(self) -> bool {
        !matches!(self, Self::Html | Self::Xml)
    }

    /// By name, corrected by what the text plainly is.
    pub(crate) fn of(name: Option<Self>, text: &str) -> Self {
        let start = head(text.trim_start(), 512);
        let lower = start.to_ascii_lowercase();
        if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
            return Self::Html;
        }
        if lower.starts_with("<?xml") || lower.starts_with("<rss") || lower.starts_with("<feed") {
            return Self::Xml;
        }
        match name {
            Some(Self::Json | Self::JsonLines) => json::lines_or_whole(text),
            Some(Self::Markdown) => Self::Markdown,
            // A crawler's output under another name, or from standard input.
            _ if json::looks_like_records(text) => json::lines_or_whole(text),
            _ => Self::Text,
        }
    }
}

/// The first `limit` bytes, or a little less, so as to end between characters.
pub(crate) fn head(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether the file states something about an article beside it: `NAME.toml` beside `NAME.txt` or `NAME.md`.
pub(crate) fn is_sidecar(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
        && ["txt", "text", "md", "markdown"].iter().any(|extension| path.with_extension(extension).is_file())
}

/// Reads the articles of one decoded text.
pub(crate) fn read(format: Format, place: &str, text: &str, warnings: &mut Vec<Warning>) -> Vec<Draft> {
    match format {
        Format::Text => text::read(place, text, warnings),
        Format::Markdown => markdown::read(place, text, warnings),
        Format::JsonLines => json::read_lines(place, text, warnings),
        Format::Json => json::read_whole(place, text, warnings),
        Format::Html => {
            refuse(place, "is a web page; pages in HTML are not read yet, save it as text", warnings)
        }
        Format::Xml => refuse(place, "is an XML document; feeds are not read yet", warnings),
    }
}

fn refuse(place: &str, reason: &str, warnings: &mut Vec<Warning>) -> Vec<Draft> {
    warnings.push(Warning::unreadable(place, reason));
    Vec::new()
}
