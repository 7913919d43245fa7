//! Plain text: an article, or a web page saved as text. The text stays the whole file, front matter included.

use super::draft::{Draft, Layout};
use super::front;
use crate::model::{SafeText, Warning};

/// The one article of a text file.
pub(crate) fn read(place: &str, text: String, warnings: &mut Vec<Warning>) -> Vec<Draft> {
    let text = SafeText::of(text);
    let front = front::read(place, &text, warnings);
    vec![Draft { layout: Layout::Page(front.end), fields: front.fields, ..Draft::new(text) }]
}
