//! The roles of the lines of a saved page.

use super::draft::{Read, same_words};
use super::fields::Fields;
use super::{OutletDirectory, lines};
use crate::model::{Part, Role, SafeText, Title};

/// Lines that stand on several pages of one load.
#[derive(Debug, Default)]
pub(crate) struct Recurring;

/// Gives every line that is not blank its role.
pub(crate) fn read(
    text: &SafeText,
    from: usize,
    fields: &Fields,
    _: &Recurring,
    _: &dyn OutletDirectory,
) -> Read {
    let mut read = Read::default();
    let all: Vec<_> = lines::spans(text).collect();
    let prose = |line: &str| line.len() > 120 || line.ends_with(['.', '!', '?', '”', '"']) && line.len() > 60;
    let first = all.iter().position(|span| prose(span.slice(text))).unwrap_or(0);
    let last = all.iter().rposition(|span| prose(span.slice(text))).unwrap_or(all.len());
    for (i, &span) in all.iter().enumerate() {
        let line = span.slice(text);
        let titled = fields
            .title
            .as_deref()
            .map_or(line.len() > 35 && line.contains(' '), |title| same_words(title, line));
        let (role, why) = if (span.start as usize) < from {
            (Role::Furniture, "front matter")
        } else if i < first && read.title.is_none() && titled {
            read.title = Some(Title { text: SafeText::line(line), span: Some(span) });
            (Role::Title, "the first long line before the body")
        } else if i < first || i > last {
            (Role::Furniture, "it stands outside the prose")
        } else if line.len() < 60 && !line.ends_with(['.', '!', '?', '”', '"']) {
            (Role::Heading, "a short line between paragraphs")
        } else {
            (Role::Body, "prose")
        };
        read.parts.push(Part { span, role, why: SafeText::line(why) });
    }
    read
}
