//! From what a format read to an article: fields made safe, roles given, id and language settled.

use super::OutletDirectory;
use super::fields::Fields;
use super::language;
use super::lines;
use super::outlet;
use super::roles::{self, Recurring};
use crate::model::{Article, Part, Role, SafeText, Span, Title};
use sha2::{Digest, Sha256};
use std::path::Path;

/// One article as a format read it.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// The whole text, already safe; all spans point into it.
    pub(crate) text: SafeText,
    /// What the format, the front matter or the sidecar states.
    pub(crate) fields: Fields,
    /// What is known of its lines.
    pub(crate) layout: Layout,
    /// The file, as named by the person.
    pub(crate) path: Option<String>,
    /// The line of the file, from 1, where the format has many articles a file.
    pub(crate) line: Option<usize>,
}

/// What a format knows of its lines.
#[derive(Debug, Clone)]
pub(crate) enum Layout {
    /// The text is the article's body as it is.
    Plain,
    /// A saved page: the roles are to be found, from this byte on; what stands before is front matter.
    Page(usize),
    /// The format says which line is what; its plain paragraphs are looked at as those of a page.
    Marked(Vec<(Span, Role, &'static str)>),
    /// The format says which line is what, and has set apart what is not the article.
    Given(Vec<(Span, Role, &'static str)>),
}

/// A text whose lines have their roles, with what those lines say.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) parts: Vec<Part>,
    pub(crate) title: Option<Title>,
    pub(crate) byline: Option<SafeText>,
    pub(crate) tags: Vec<SafeText>,
    pub(crate) outlet: Option<crate::model::Outlet>,
}

impl Draft {
    /// A draft of a bare text.
    pub(crate) fn new(text: SafeText) -> Self {
        Self { text, fields: Fields::default(), layout: Layout::Plain, path: None, line: None }
    }

    /// What warnings call it: the path, or `-`.
    pub(crate) fn place(&self) -> &str {
        self.path.as_deref().unwrap_or("-")
    }

    /// The finished article.
    pub(crate) fn finish(self, recurring: &Recurring, directory: &dyn OutletDirectory) -> Article {
        let read = match &self.layout {
            Layout::Page(from) => roles::read(&self.text, *from, &[], &self.fields, recurring, directory),
            Layout::Plain => plain(&self.text, self.fields.title.as_deref()),
            Layout::Given(marked) => roles::given(&self.text, marked, super::html::PARAGRAPH),
            Layout::Marked(marked) => roles::read(&self.text, 0, marked, &self.fields, recurring, directory),
        };
        let stated = self.fields.title.as_deref().map(SafeText::line).filter(|title| !title.is_empty());
        let title = match (stated, read.title) {
            (Some(text), Some(found)) if same_words(&text, &found.text) => Some(Title { text, ..found }),
            (Some(text), _) => Some(Title { text, span: None }),
            (None, found) => found,
        };
        let outlet = outlet::decide(&self.fields, read.outlet, directory);
        let language = language::settle(self.fields.language.as_deref(), &self.text, &read.parts);
        let line = |field: Option<&str>| field.map(SafeText::line).filter(|text| !text.is_empty());
        let tags = if self.fields.tags.is_empty() {
            read.tags
        } else {
            self.fields.tags.iter().map(|tag| SafeText::line(tag)).collect()
        };
        Article {
            id: line(self.fields.id.as_deref()).unwrap_or_else(|| self.derived_id()),
            path: self.path.as_deref().map(SafeText::line),
            url: line(self.fields.url.as_deref()),
            title,
            outlet,
            byline: line(self.fields.author.as_deref()).or(read.byline),
            language,
            tags,
            given_date: self.fields.date,
            text: self.text,
            parts: read.parts,
        }
    }

    /// An id from the URL, else the file's name, and the key, else the text: the same wherever the program is started
    /// from.
    fn derived_id(&self) -> SafeText {
        let name = self.path.as_deref().and_then(|path| Path::new(path).file_name()).unwrap_or_default();
        let origin = self.fields.url.as_deref().map_or(name.as_encoded_bytes(), str::as_bytes);
        let mut hash = Sha256::new();
        hash.update(origin);
        hash.update([0]);
        match &self.fields.key {
            Some(key) => hash.update(key),
            None => hash_text(&mut hash, &self.text),
        }
        let hex: Vec<String> = hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        SafeText::line(&hex.concat())
    }
}

/// Bytes of a text up to which all of them count for its id.
const WHOLE: usize = 4 << 20;

/// Of a longer text its length and some stretches from beginning to end tell it from others.
fn hash_text(hash: &mut Sha256, text: &str) {
    const STRETCHES: usize = 64;
    const STRETCH: usize = 16 << 10;
    let bytes = text.as_bytes();
    if bytes.len() <= WHOLE {
        return hash.update(bytes);
    }
    hash.update(bytes.len().to_le_bytes());
    for i in 0..STRETCHES {
        let from = (bytes.len() - STRETCH) / (STRETCHES - 1) * i;
        hash.update(&bytes[from..from + STRETCH]);
    }
    hash.update(&bytes[bytes.len() - STRETCH..]);
}

/// Every line is body, but for a first line that only repeats the title.
fn plain(text: &SafeText, title: Option<&str>) -> Read {
    let body = SafeText::line("the record gives it as the text of the article");
    let mut read = Read::default();
    for (i, span) in lines::spans(text).enumerate() {
        let repeats = i == 0 && title.is_some_and(|title| same_words(title, span.slice(text)));
        if repeats {
            read.title = Some(Title { text: SafeText::line(span.slice(text)), span: Some(span) });
            let why = SafeText::line("the first line repeats the title of the record");
            read.parts.push(Part { span, role: Role::Title, why });
        } else {
            read.parts.push(Part { span, role: Role::Body, why: body.clone() });
        }
    }
    read
}

/// Whether two texts have the same letters and digits in the same order; case, marks and blanks do not count.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    letters(a).next().is_some() && letters(a).eq(letters(b))
}
