//! Which format a file is in, told by its name and its first characters. One more format is one more file beside
//! this one and one more line in [`read`].

use super::draft::Draft;
use super::{html, json, markdown, markup, text};
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
    /// A web page.
    Html,
    /// A feed: RSS, RDF, Atom.
    Feed,
    /// A list of feeds.
    Opml,
    /// Another XML document: known, not read.
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
            "xml" | "rss" | "atom" | "rdf" => Some(Self::Feed),
            "opml" => Some(Self::Opml),
            _ => None,
        }
    }

    /// By name, corrected by what the text plainly is.
    pub(crate) fn of(name: Option<Self>, text: &str) -> Self {
        if let Some(plain) = markup::format(text) {
            return plain;
        }
        match name {
            Some(Self::Html) if text.contains('<') => Self::Html,
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

/// The words with single blanks between them.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The address, if it is one of the web and whole: others are not to be opened or shown as the article's place.
pub(crate) fn web_address(text: &str) -> Option<&str> {
    const LONGEST: usize = 2048;
    let text = text.trim();
    let (scheme, rest) = text.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let whole = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'));
    (web && whole && text.len() <= LONGEST).then_some(text)
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
        Format::Html => html::read(place, text, warnings),
        Format::Feed | Format::Opml => refuse(place, "is a feed; feeds are not read yet", warnings),
        Format::Xml => {
            refuse(place, "is an XML document, but no feed, no list of feeds and no page", warnings)
        }
    }
}

fn refuse(place: &str, reason: &str, warnings: &mut Vec<Warning>) -> Vec<Draft> {
    warnings.push(Warning::unreadable(place, reason));
    Vec::new()
}
