//! Whether something of a library that was needed turned out to be damaged. It may be found by any thread, long after the
//! answer that needs it was begun, where no warning can be handed back: so it is remembered for the whole program, which
//! tells it once the answer is there.

use std::sync::atomic::{AtomicBool, Ordering};

static MET: AtomicBool = AtomicBool::new(false);

/// Remembers that something could not be read.
pub fn meet() {
    MET.store(true, Ordering::Relaxed);
}

/// Whether something could not be read since this was asked last.
#[must_use]
pub fn was_met() -> bool {
    MET.swap(false, Ordering::Relaxed)
}

/// What to tell then.
pub const WORDS: &str = "something of it is damaged, or was changed by another program, and could not be read: what is \
     told may not be whole. What can be made anew is made anew when the library is opened again";
