//! The program as it runs: the terminal, signals, the queue and the loop, and the same without a terminal.
//!
//! One thread holds the state. It blocks on one queue, takes in all that waits, and draws once; while nothing
//! happens nothing is written. Everything else that waits or works is a thread of its own that sends a message.

mod depth;
mod ending;
mod event_loop;
pub(crate) mod export;
mod fetching;
pub(crate) mod files;
pub mod headless;
mod input;
mod jobs;
mod keeper;
mod paper;
mod patience;
mod queue;
pub mod terminal;
mod world;

pub use ending::Ending;
pub use event_loop::{Stores, run};
pub use fetching::Fetch;

/// The earlier versions of an article in the library of a folder, as a message; none where that cannot be read.
fn versions(library: Option<&std::path::Path>, id: String) -> crate::app::Message {
    let past = library.and_then(|folder| crate::library::Store::open(folder, 0).ok()?.past(&id).ok());
    crate::app::Message::Versions(id, past.unwrap_or_default())
}

/// How long the program has to obey a signal before the terminal is given back over its head.
const GRACE: std::time::Duration = std::time::Duration::from_secs(1);
