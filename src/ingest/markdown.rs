//! Markdown: the marks are stripped, what they say about a line becomes its role.

use super::draft::Draft;
use crate::model::Warning;

/// The one article of a Markdown file.
pub(crate) fn read(place: &str, text: &str, warnings: &mut Vec<Warning>) -> Vec<Draft> {
    super::text::read(place, text, warnings)
}
