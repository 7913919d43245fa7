//! The text of an entry, from HTML or plain words, with roles.

use crate::ingest::draft::{Draft, Layout};
use crate::ingest::fields::Fields;
use crate::ingest::html::{self, Lines};
use crate::model::{Role, SafeText};

/// What a feed gives as the text of an entry.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) text: String,
    /// Whether it is HTML.
    pub(crate) markup: bool,
}

impl Source {
    /// Text of which nothing says what it is.
    pub(crate) fn of(text: String) -> Self {
        let markup = is_markup(&text);
        Self { text, markup }
    }
}

/// Whether words are plainly HTML: they have a tag or a character reference.
pub(crate) fn is_markup(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        let rest = &text[at + 1..];
        let named = rest.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic())
            || rest.starts_with("!--");
        // Only so far as a tag reaches: many marks must not cost more than their number.
        named && crate::ingest::format::head(rest, 2000).contains('>')
    });
    let reference = || {
        text.match_indices('&').any(|(at, _)| {
            let name = &text[at + 1..];
            let length = name
                .bytes()
                .take(32)
                .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
                .count();
            length > 1 && name[length..].starts_with(';')
        })
    };
    tag || reference()
}

/// The article of an entry. One without a text has its title only.
pub(crate) fn draft(source: &Source, fields: Fields) -> Draft {
    let mut lines = if source.markup { html::fragment(&source.text) } else { plain(&source.text) };
    if lines.marked.is_empty()
        && let Some(title) = &fields.title
    {
        lines.line(title, Role::Title, "the title of an entry that has no text");
    }
    Draft { layout: Layout::Given(lines.marked), fields, ..Draft::new(SafeText::new(&lines.text)) }
}

fn plain(text: &str) -> Lines {
    let mut lines = Lines::default();
    lines.paragraphs(text, html::PARAGRAPH);
    lines
}
