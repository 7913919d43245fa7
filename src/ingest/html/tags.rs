//! One tag of HTML: its name and attributes, and what is known of elements by their names.

use memchr::memmem;

/// What an element's name says of how it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// `html`, `head`, `body`.
    Root,
    /// Has no content.
    Void,
    /// The tag is left out, its content stays.
    Dropped,
    /// Is left out with its content.
    Skipped,
    /// `script`.
    Script,
    /// `title`.
    Title,
    /// A table or a part of one.
    Table,
    /// Begins a line.
    Block,
    /// Stands in a line.
    Inline,
}

impl Class {
    /// By the name in lower case.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "html" | "head" | "body" => Self::Root,
            "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "param"
            | "source" | "track" | "wbr" => Self::Void,
            "plaintext" | "frameset" | "frame" | "listing" => Self::Dropped,
            "style" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes" | "svg" | "template" => {
                Self::Skipped
            }
            "script" => Self::Script,
            "title" => Self::Title,
            "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption" | "colgroup" => {
                Self::Table
            }
            "address" | "article" | "aside" | "blockquote" | "button" | "center" | "dd" | "details"
            | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer"
            | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "li" | "main"
            | "menu" | "nav" | "object" | "ol" | "p" | "pre" | "search" | "section" | "select"
            | "summary" | "ul" | "video" | "audio" | "noscript" | "applet" | "marquee" | "option"
            | "optgroup" => Self::Block,
            _ => Self::Inline,
        }
    }
}

/// What a start tag closes, with the elements that it does not look beyond.
type Implied = &'static [(&'static str, &'static [&'static str])];

/// The elements that a start tag of this name closes.
pub(super) fn implied(name: &str, class: Class) -> Implied {
    const P: (&str, &[&str]) = ("p", &["td", "th", "table", "caption", "button", "object"]);
    const TABLE: &[&str] = &["table"];
    match name {
        "li" => &[P, ("li", &["ul", "ol", "menu", "dir", "td", "th", "table"])],
        "dd" | "dt" => &[P, ("dd", &["dl", "td", "th", "table"]), ("dt", &["dl", "td", "th", "table"])],
        "option" | "optgroup" => &[("option", &["select"])],
        "td" | "th" => &[("td", TABLE), ("th", TABLE)],
        "tr" => &[("tr", TABLE)],
        "tbody" | "thead" | "tfoot" => &[("tbody", TABLE), ("thead", TABLE), ("tfoot", TABLE), ("tr", TABLE)],
        // A table in a table and not in one of its cells ends it.
        "table" => &[("table", &["td", "th", "caption"])],
        "hr" => &[P],
        _ if class == Class::Block && !matches!(name, "button" | "select") => &[P],
        _ => &[],
    }
}

/// The attributes that anything here looks at; others are left out.
const ATTRIBUTES: [&str; 34] = [
    "alt",
    "aria-hidden",
    "aria-modal",
    "charset",
    "class",
    "colspan",
    "content",
    "data-src",
    "data-srcset",
    "datatable",
    "datetime",
    "dir",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemid",
    "itemprop",
    "itemscope",
    "itemtype",
    "lang",
    "name",
    "property",
    "pubdate",
    "rel",
    "role",
    "rowspan",
    "src",
    "srcset",
    "style",
    "summary",
    "title",
    "type",
    "xml:lang",
];

/// The longest value of an attribute that is kept, in bytes.
const MAX_VALUE: usize = 8192;

/// A tag as it stands in the source.
#[derive(Debug)]
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    attributes: Vec<(&'static str, String)>,
    /// One past its `>`, or the end of the source.
    pub(super) end: usize,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Writes it as a start tag.
    pub(super) fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.extend([" ", name, "=\""]);
            for (i, piece) in value.split('"').enumerate() {
                out.push_str(if i > 0 { "&quot;" } else { "" });
                out.push_str(piece);
            }
            out.push('"');
        }
        out.push('>');
    }
}

/// Reads the tag whose name begins one byte behind `at`. A tag without an end is as long as the source.
pub(super) fn read(source: &str, at: usize) -> Tag {
    let bytes = source.as_bytes();
    let is_end = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    let from = at + 1;
    let mut at = until(bytes, from, is_end);
    let name = super::super::format::head(&source[from..at], 64).to_ascii_lowercase();
    // What is no plain name is no element that means anything.
    let name = if name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'_')) {
        name
    } else {
        "span".to_owned()
    };
    let mut tag = Tag { name, attributes: Vec::new(), end: bytes.len() };
    loop {
        at = until(bytes, at, |byte| !byte.is_ascii_whitespace() && byte != b'/');
        match bytes.get(at) {
            None => return unfinished(bytes.len()),
            Some(b'>') => {
                tag.end = at + 1;
                return tag;
            }
            Some(_) => {}
        }
        let begin = at;
        // A name may begin with an equals sign, but not go on with one.
        at = until(bytes, begin + 1, |byte| is_end(byte) || byte == b'=');
        let attribute = &source[begin..at.max(begin)];
        let after = until(bytes, at, |byte| !byte.is_ascii_whitespace());
        let mut value = "";
        if bytes.get(after) == Some(&b'=') {
            let start = until(bytes, after + 1, |byte| !byte.is_ascii_whitespace());
            (value, at) = self::value(source, start);
        }
        let known = ATTRIBUTES.iter().find(|known| known.eq_ignore_ascii_case(attribute));
        if let Some(known) = known
            && value.len() <= MAX_VALUE
            && tag.value(known).is_none()
        {
            tag.attributes.push((known, value.to_owned()));
        }
    }
}

/// What is left of a tag that does not end: nothing, as browsers have it.
fn unfinished(end: usize) -> Tag {
    Tag { name: "plaintext".to_owned(), attributes: Vec::new(), end }
}

/// The value that begins at `start`, and where to go on.
fn value(source: &str, start: usize) -> (&str, usize) {
    let bytes = source.as_bytes();
    if let Some(quote @ (b'"' | b'\'')) = bytes.get(start).copied() {
        let end = until(bytes, start + 1, |byte| byte == quote);
        return (&source[start + 1..end], (end + 1).min(bytes.len()));
    }
    let end = until(bytes, start, |byte| byte.is_ascii_whitespace() || byte == b'>');
    (&source[start..end], end)
}

/// The first place from `from` on whose byte fulfils the condition, or the end. Conditions are about ASCII only, so
/// that it is a character boundary.
fn until(bytes: &[u8], from: usize, condition: impl Fn(u8) -> bool) -> usize {
    let from = from.min(bytes.len());
    bytes[from..].iter().position(|byte| condition(*byte)).map_or(bytes.len(), |found| from + found)
}

/// Where the end tag of an element begins whose content is no markup, or the end of the source.
pub(super) fn end_of(source: &str, from: usize, name: &str) -> usize {
    let bytes = source.as_bytes();
    let from = from.min(bytes.len());
    for found in memmem::find_iter(&bytes[from..], b"</") {
        let at = from + found;
        let named =
            bytes[at + 2..].get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()));
        let ended = bytes
            .get(at + 2 + name.len())
            .is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
        if named && ended {
            return at;
        }
    }
    bytes.len()
}
