//! Plain text: an article, or a web page saved as text. The text stays the whole file.

use super::draft::{Draft, Layout};
use crate::model::{SafeText, Warning};

/// The one article of a text file.
pub(crate) fn read(_place: &str, text: &str, _warnings: &mut Vec<Warning>) -> Vec<Draft> {
    let text = SafeText::new(text);
    vec![Draft { layout: Layout::Page(0), ..Draft::new(text) }]
}
