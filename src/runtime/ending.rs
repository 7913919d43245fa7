//! Why the program ends, and with which status.

use signal_hook::consts::SIGHUP;

/// Why the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The person left.
    Left,
    /// A signal asked for it.
    Signal(i32),
    /// The terminal is gone.
    Gone,
}

impl Ending {
    /// The exit status: 0, else 128 and the number of the signal, as shells have it.
    #[must_use]
    pub fn status(self) -> u8 {
        let signal = match self {
            Self::Left => return 0,
            Self::Signal(signal) => signal,
            Self::Gone => SIGHUP,
        };
        u8::try_from(128 + signal).unwrap_or(u8::MAX)
    }
}
