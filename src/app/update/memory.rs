//! What was read of a large library does not stay in memory for good: where it has become much, the state goes on with a
//! copy of the same library in which nothing is read yet.

use crate::app::state::App;
use std::mem::replace;
use std::sync::Arc;

/// Bytes, about, of heads, stories and events that stay in memory after they were looked at.
pub(super) const LIGHT: usize = 64 << 20;

impl App {
    /// Lets go of what was read, where it is more than so many bytes. Work that is under way holds on to it until it
    /// is done; nothing of what is shown changes.
    pub(super) fn lighten(&mut self, most: usize) {
        let Some(library) = self.library.as_mut().filter(|library| library.corpus.weight() > most) else {
            return;
        };
        let index = Arc::new(library.index.lightened());
        let corpus = index.corpus().clone();
        self.timeline.go_on_with(&corpus, &library.corpus);
        let before = (replace(&mut library.index, index), replace(&mut library.corpus, corpus));
        // Many small pieces: to free them takes longer than a frame.
        rayon::spawn(move || drop(before));
    }
}
