//! Colour in text for a terminal: the one place that writes escape sequences, and it is off unless asked for.

use super::document::Look;
use crate::model::EntityKind;

/// Whether runs are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint(bool);

impl Paint {
    /// No escape sequence ever.
    #[must_use]
    pub const fn off() -> Self {
        Self(false)
    }

    /// Colours where `wanted`: the caller knows whether the output is a terminal and what `NO_COLOR` says.
    #[must_use]
    pub const fn when(wanted: bool) -> Self {
        Self(wanted)
    }

    /// The words, in their look.
    #[must_use]
    pub(crate) fn apply(self, look: Look, words: &str) -> String {
        match code(look) {
            Some(code) if self.0 && !words.trim().is_empty() => format!("\u{1b}[{code}m{words}\u{1b}[0m"),
            _ => words.to_owned(),
        }
    }
}

/// The parameters of the SGR sequence. Kinds of names differ by bold and underline as well as by colour.
const fn code(look: Look) -> Option<&'static str> {
    Some(match look {
        Look::Plain => return None,
        Look::Strong => "1",
        Look::Faint => "2",
        Look::Link => "4",
        Look::Differs => "1;4",
        Look::Hit => "1;7",
        Look::Entity(EntityKind::Person) => "1;33",
        Look::Entity(EntityKind::Country) => "4;36",
        Look::Entity(EntityKind::Organisation) => "35",
        Look::Entity(EntityKind::Place) => "36",
        Look::Entity(EntityKind::Bloc) => "4;35",
        Look::Entity(EntityKind::Event) => "32",
    })
}
