//! An article as it came: its text, the roles of its lines, and what its source states about it.

use super::{Precision, SafeText, Span};
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The place of an article in its [`Corpus`](super::Corpus), from 0 in input order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleIndex(pub u32);

impl ArticleIndex {
    /// As a slice index.
    #[must_use]
    pub const fn get(self) -> usize {
        self.0 as usize
    }
}

/// An ISO 3166-1 alpha-2 code, upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// The code, or `None` unless it is two ASCII letters. Whether such a country exists is the gazetteer's to say.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => None,
        }
    }

    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Both bytes are ASCII letters by construction.
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for CountryCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CountryCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::new(&code).ok_or_else(|| serde::de::Error::custom("a country code has two letters"))
    }
}

/// What a line of the text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The headline.
    Title,
    /// The name of the outlet, or its country beside it.
    Outlet,
    /// Who wrote it.
    Byline,
    /// When (and where) it was written.
    Dateline,
    /// A topic or section label.
    Tag,
    /// A heading between paragraphs.
    Heading,
    /// The article's own words.
    Body,
    /// What stands under a picture, with its credit.
    Caption,
    /// A quotation set apart.
    Quote,
    /// An item of a list.
    List,
    /// Navigation, promotions, share links, newsletter boxes, alternative texts of logos.
    Furniture,
}

impl Role {
    /// Whether lines of this role are sentences to analyse: body, quotation, list.
    #[must_use]
    pub const fn is_prose(self) -> bool {
        matches!(self, Self::Body | Self::Quote | Self::List)
    }
}

/// A stretch of whole lines (without their line end) and what it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The stretch, without leading and trailing blank space.
    pub span: Span,
    /// What it is for.
    pub role: Role,
    /// Why it was taken for that, in a short sentence: the answer to `why` on a hidden line.
    pub why: SafeText,
}

impl Part {
    /// A text of one line as body; none where it is empty.
    pub(super) fn body(text: &str) -> Option<Self> {
        let span = Span::of(0, text.len());
        (!text.is_empty()).then(|| Self { span, role: Role::Body, why: SafeText::default() })
    }
}

/// How sure a statement about an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// A field of the format, a sidecar, or a line of its own says it.
    Stated,
    /// Read off something else, such as a newsletter box.
    Inferred,
    /// Not to be known from the text.
    Unknown,
}

/// Who published the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlet {
    /// Its name; `None` exactly when `basis` is [`Basis::Unknown`].
    pub name: Option<SafeText>,
    /// The country it is from.
    pub country: Option<CountryCode>,
    /// How sure the name is.
    pub basis: Basis,
    /// Which words decided, in a short sentence.
    pub why: SafeText,
}

impl Outlet {
    /// An outlet nobody names, with the reason.
    #[must_use]
    pub fn unknown(why: &str) -> Self {
        Self { name: None, country: None, basis: Basis::Unknown, why: SafeText::line(why) }
    }
}

/// The headline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// Its words.
    pub text: SafeText,
    /// Where it stands in the text, unless a field of the format gave it.
    pub span: Option<Span>,
}

/// A publication date that the format or a sidecar states, not the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenDate {
    /// The first day it can mean.
    pub date: NaiveDate,
    /// How exact it is.
    pub precision: Precision,
    /// Hour and minute in UTC, where the field carried a time.
    pub minute: Option<(u8, u8)>,
    /// Which field said so: `the field “date”`, `front matter`.
    pub source: SafeText,
}

/// One article, as read. Everything found in it later is in [`Annotations`](super::Annotations).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Given by the format, else stable over runs: made from path or URL and content.
    pub id: SafeText,
    /// The file it came from, as named by the person.
    pub path: Option<SafeText>,
    /// Where it is on the web.
    pub url: Option<SafeText>,
    /// The headline, or `None` where the text has none.
    pub title: Option<Title>,
    /// Who published it.
    pub outlet: Outlet,
    /// Who wrote it.
    pub byline: Option<SafeText>,
    /// ISO 639-1 code of the language of the body, given or detected.
    pub language: Option<SafeText>,
    /// Topic labels.
    pub tags: Vec<SafeText>,
    /// The publication date, where a field states it.
    pub given_date: Option<GivenDate>,
    /// The whole decoded text.
    pub text: SafeText,
    /// Roles of all lines that are not blank: disjoint and in order.
    pub parts: Vec<Part>,
}

/// Characters of a first line that stand in for a headline, at most: more than any screen shows in one.
const LONGEST_TITLE: usize = 1000;

/// Bytes of a text that are searched for names, dates and quotations; what lies behind can be read all the same.
pub const SEARCHED_BYTES: usize = 2 << 20;

impl Article {
    /// The article as if its text ended after at most `bytes`, at the end of a line where there is one. Spans into the
    /// beginning are spans into the whole.
    #[must_use]
    pub fn beginning(&self, bytes: usize) -> Self {
        if bytes >= self.text.len() {
            return self.clone();
        }
        let end = self.end_of(bytes);
        let inside = self.parts.iter().filter(|part| (part.span.start as usize) < end);
        let cut = |part: &Part| Part {
            span: Span::new(part.span.start, part.span.end.min(end as u32)),
            ..part.clone()
        };
        Self { text: SafeText::new(&self.text[..end]), parts: inside.map(cut).collect(), ..self.clone() }
    }

    /// What stands in for an article that cannot be read.
    #[must_use]
    pub fn stand_in(id: &str, text: &str) -> Self {
        Self {
            id: SafeText::line(id),
            path: None,
            url: None,
            title: None,
            outlet: Outlet::unknown("the article cannot be read"),
            byline: None,
            language: None,
            tags: Vec::new(),
            given_date: None,
            text: SafeText::new(text),
            parts: Part::body(text).into_iter().collect(),
        }
    }

    /// What of the text is searched for names, dates and quotations.
    #[must_use]
    pub fn searched(&self) -> Span {
        Span::of(0, self.end_of(SEARCHED_BYTES))
    }

    /// Where the beginning of at most so many bytes ends.
    fn end_of(&self, bytes: usize) -> usize {
        if bytes >= self.text.len() {
            return self.text.len();
        }
        let mut end = bytes;
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text[..end].rfind('\n').unwrap_or(end)
    }

    /// The words of a span.
    #[must_use]
    pub fn words(&self, span: Span) -> &str {
        span.slice(&self.text)
    }

    /// What to call the article: its headline, else the beginning of its first sentence (which the caller may cut).
    #[must_use]
    pub fn display_title(&self) -> &str {
        if let Some(title) = &self.title {
            return &title.text;
        }
        let first = self.parts.iter().find(|part| part.role == Role::Body);
        let words = first.map_or("(no text)", |part| self.words(part.span));
        // One line may be the whole of a very long text: its end is not looked for.
        let most = words.char_indices().nth(LONGEST_TITLE).map_or(words.len(), |(at, _)| at);
        words[..most].lines().next().unwrap_or_default()
    }

    /// The parts to analyse as prose, in order.
    pub fn prose(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.role.is_prose())
    }

    /// The role of the line that holds the byte offset; `None` between lines.
    #[must_use]
    pub fn role_at(&self, offset: u32) -> Option<Role> {
        let i = self.parts.partition_point(|part| part.span.end <= offset);
        self.parts.get(i).filter(|part| part.span.holds(offset)).map(|part| part.role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing;

    #[test]
    fn the_first_line_stands_in_for_a_headline() {
        for (text, expected) in [
            ("One line.\nAnother.", "One line."),
            (&"é".repeat(5000), &"é".repeat(LONGEST_TITLE)),
            ("", "(no text)"),
        ] {
            let part = Part { span: Span::of(0, text.len()), role: Role::Body, why: SafeText::default() };
            let parts = if text.is_empty() { Vec::new() } else { vec![part] };
            let article = Article { parts, ..Article::stand_in("a", text) };
            assert_eq!(article.display_title(), expected);
        }
    }

    #[test]
    fn the_beginning_of_an_article_keeps_its_places() {
        let text = "Tïtle\n\nFirst line.\nSecond line.";
        let article = testing::article("a", text);
        for (bytes, kept, words) in
            [(99, 3, "Second line."), (25, 2, "First line."), (10, 1, "Tïtle"), (2, 1, "T")]
        {
            let beginning = article.beginning(bytes);
            let last = beginning.parts.last().map(|part| beginning.words(part.span));
            assert_eq!((beginning.parts.len(), last), (kept, Some(words)), "{bytes}");
            assert!(text.starts_with(beginning.text.as_str()));
        }
    }
}
