//! Trouble that does not stop the work but must reach the person.

use super::SafeText;
use std::fmt;

/// How much was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WarningKind {
    /// Something is odd, nothing was lost: a lossy decoding, a date that contradicts the text.
    Notice,
    /// An input, or one record of it, could not be read. The exit status tells of it.
    Unreadable,
}

/// One thing that went wrong, with the place and the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// How much was lost.
    pub kind: WarningKind,
    /// Path, URL or `-`.
    pub place: SafeText,
    /// Line, from 1, where the trouble has one.
    pub line: Option<usize>,
    /// The reason in words a person can act on.
    pub reason: SafeText,
}

impl Warning {
    /// A notice: nothing was lost.
    #[must_use]
    pub fn notice(place: &str, reason: &str) -> Self {
        Self {
            kind: WarningKind::Notice,
            place: SafeText::line(place),
            line: None,
            reason: SafeText::line(reason),
        }
    }

    /// An input that could not be read.
    #[must_use]
    pub fn unreadable(place: &str, reason: &str) -> Self {
        Self { kind: WarningKind::Unreadable, ..Self::notice(place, reason) }
    }

    /// The same warning with its line, from 1.
    #[must_use]
    pub fn at_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.place, self.reason),
            None => write!(f, "{}: {}", self.place, self.reason),
        }
    }
}
