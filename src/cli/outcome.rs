//! How a run ended, as an exit status, and the messages on the way.

use crate::model::{SafeText, Warning, WarningKind};
use std::io::Write;
use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All was done: 0.
    Done,
    /// Nothing matched, or nothing could be read: 1.
    Nothing,
    /// Some input could not be read, the rest was done: 2.
    Partial,
    /// The screen was ended from outside, with this status.
    Ended(u8),
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Nothing => Self::from(1),
            Outcome::Partial => Self::from(2),
            Outcome::Ended(status) => Self::from(status),
        }
    }
}

impl Outcome {
    /// The outcome of a command that found something or not, after reading with these warnings.
    pub(crate) fn of(found: bool, warnings: &[Warning]) -> Self {
        match found {
            false => Self::Nothing,
            true if warnings.iter().any(|warning| warning.kind == WarningKind::Unreadable) => Self::Partial,
            true => Self::Done,
        }
    }
}

/// Tells the person on standard error, as safe text. That standard error may be closed is no reason to stop.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "dateline: {}", SafeText::new(message));
}

/// Tells all warnings.
pub(crate) fn warn(warnings: &[Warning]) {
    for warning in warnings {
        complain(&warning.to_string());
    }
}
