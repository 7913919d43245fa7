//! What the person keeps between sessions, in the data folder: the library of articles, marks, and corrections as a plain
//! file. Never decides, never draws.

pub mod arrivals;
pub mod catalogue;
pub mod corrections;
pub mod damage;
pub mod findings;
pub mod marks;
mod plain;
pub mod queries;
pub mod sessions;
pub mod store;

pub use catalogue::Catalogue;
pub use corrections::CorrectionStore;
pub use findings::Findings;
pub use marks::MarkStore;
pub use plain::KeepError;
pub use queries::QueryStore;
pub use sessions::SessionStore;
pub use store::articles::{Incoming, Kept, Listed, Listing, Past, Taken};
pub use store::{Store, StoreError};

use etcetera::BaseStrategy;
use std::path::PathBuf;

/// The folder for the person's own data: `$XDG_DATA_HOME/dateline`, else its usual place; `None` where there is no
/// home folder to put it in.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    etcetera::choose_base_strategy().ok().map(|strategy| strategy.data_dir().join("dateline"))
}
