//! Which format a file is in, told by its name and its first characters. One more format is one more file beside
//! this one and one more line in [`read`].

use super::draft::Draft;
use super::{feed, html, json, mail, markdown, markup, newsboat, opml, text, warc};
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
    /// A feed in JSON.
    JsonFeed,
    /// A list of feeds.
    Opml,
    /// A letter.
    Letter,
    /// A box of letters.
    Letters,
    /// What a crawler of the web kept.
    Warc,
    /// A database: newsboat's cache.
    Database,
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
            "eml" => Some(Self::Letter),
            "mbox" | "mbx" => Some(Self::Letters),
            "warc" => Some(Self::Warc),
            "db" if path.file_name().is_some_and(|name| name == "cache.db") => Some(Self::Database),
            // What is packed is what its name says before that.
            "gz" | "gzip" | "zst" | "zstd" => Self::of_name(&path.with_extension("")),
            _ => None,
        }
    }

    /// The formats that are no text as a whole, by what their bytes plainly are.
    pub(crate) fn of_bytes(named: Option<Self>, bytes: &[u8]) -> Option<Self> {
        let letter = named == Some(Self::Letter);
        match bytes {
            _ if newsboat::looks_like(bytes) => Some(Self::Database),
            _ if warc::looks_like(bytes) => Some(Self::Warc),
            _ if mail::looks_like_box(bytes) => Some(Self::Letters),
            _ if mail::looks_like_letter(bytes, letter) => Some(Self::Letter),
            _ => None,
        }
    }

    /// By name, corrected by what the text plainly is.
    pub(crate) fn of(name: Option<Self>, text: &str) -> Self {
        if let Some(plain) = markup::format(text) {
            return plain;
        }
        if feed::looks_like_feed(text) {
            return Self::JsonFeed;
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

/// An address of the web, completed by that of its site where it is only a path.
pub(crate) fn complete_address(text: &str, base: Option<&str>) -> Option<String> {
    let text = text.trim();
    if text.contains("://") || text.is_empty() {
        return web_address(text).map(str::to_owned);
    }
    let base = web_address(base?)?;
    let scheme_end = base.find("://")? + 3;
    let host_end = base[scheme_end..].find(['/', '?', '#']).map_or(base.len(), |at| scheme_end + at);
    let (head, first) = (&base[..host_end], text.split(['/', '?', '#']).next().unwrap_or_default());
    if first.contains(':') {
        // Another scheme: `javascript:`, `mailto:`.
        return None;
    }
    let whole = if text.starts_with("//") {
        format!("{}{text}", &base[..scheme_end - 2])
    } else if text.starts_with('/') {
        format!("{head}{text}")
    } else {
        let path = base[host_end..].split(['?', '#']).next().unwrap_or_default();
        let folder = path.rfind('/').map_or("", |at| &path[..at]);
        format!("{head}{folder}/{text}")
    };
    web_address(&whole).map(str::to_owned)
}

/// Whether the file states something about an article beside it: `NAME.toml` beside `NAME.txt` or `NAME.md`.
pub(crate) fn is_sidecar(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
        && ["txt", "text", "md", "markdown"].iter().any(|extension| path.with_extension(extension).is_file())
}

/// Reads the articles of one decoded text.
pub(crate) fn read(format: Format, place: &str, text: &str, warnings: &mut Vec<Warning>) -> Vec<Draft> {
    match format {
        Format::Text => text::read(place, text.to_owned(), warnings),
        Format::Markdown => markdown::read(place, text, warnings),
        Format::JsonLines => json::read_lines(place, text, warnings),
        Format::Json => json::read_whole(place, text, warnings),
        Format::Html => html::read(place, text, warnings),
        Format::Feed => feed::read(place, text, warnings),
        Format::JsonFeed => feed::read_json(place, text, warnings),
        Format::Opml => {
            opml::told(place, text, warnings);
            Vec::new()
        }
        Format::Letter | Format::Letters | Format::Warc | Format::Database => {
            refuse(place, "is not what its name says", warnings)
        }
        Format::Xml => {
            refuse(place, "is an XML document, but no feed, no list of feeds and no page", warnings)
        }
    }
}

/// Reads the articles of bytes that are no text as a whole.
pub(crate) fn read_bytes(
    format: Format,
    place: &str,
    bytes: &[u8],
    warnings: &mut Vec<Warning>,
) -> Vec<Draft> {
    match format {
        Format::Letter => mail::read(place, bytes, warnings),
        Format::Letters => mail::read_box(place, bytes, warnings),
        Format::Warc => warc::read(place, bytes, warnings),
        Format::Database => newsboat::read(place, bytes, warnings),
        _ => Vec::new(),
    }
}

fn refuse(place: &str, reason: &str, warnings: &mut Vec<Warning>) -> Vec<Draft> {
    warnings.push(Warning::unreadable(place, reason));
    Vec::new()
}
