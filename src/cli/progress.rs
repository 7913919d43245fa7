//! How far long work is, on standard error: one line that changes where that is a terminal, else a line now and then.
//! Work that is soon done tells nothing.

use crate::model::SafeText;
use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

/// How long work goes on before it is told of.
const SOON: Duration = Duration::from_secs(1);

/// How long between two lines where they all stay.
const BETWEEN: Duration = Duration::from_secs(10);

/// What is told of work that goes on.
pub(super) struct Progress {
    began: Instant,
    told: Instant,
    terminal: bool,
    /// Whether a line stands on the terminal.
    stands: bool,
}

impl Progress {
    pub(super) fn new() -> Self {
        let now = Instant::now();
        Self { began: now, told: now, terminal: stderr().is_terminal(), stands: false }
    }

    /// Tells how far it is, if it is time to; the line is made from how long the work has gone on.
    pub(super) fn tell(&mut self, line: impl FnOnce(Duration) -> String) {
        let first = self.told == self.began;
        let wait = if self.terminal { Duration::from_millis(200) } else { BETWEEN };
        let wait = if first { SOON } else { wait };
        if self.told.elapsed() < wait {
            return;
        }
        self.told = Instant::now();
        let line = SafeText::line(&line(self.began.elapsed()));
        // Whether anybody reads it is no reason to stop.
        let _ = if self.terminal {
            self.stands = true;
            write!(stderr(), "\r\x1b[K{line}")
        } else {
            writeln!(stderr(), "dateline: {line}")
        };
    }

    /// Takes the line away, for another to stand there.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.stands) {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}

/// Time left, in words.
pub(super) fn left(seconds: f64) -> String {
    if seconds < 90.0 { format!("{seconds:.0} s left") } else { format!("{:.0} min left", seconds / 60.0) }
}
