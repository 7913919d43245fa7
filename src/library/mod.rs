//! What the person keeps between sessions, as plain files in the data folder. Never decides, never draws.

pub mod corrections;
pub mod marks;
mod plain;

pub use corrections::CorrectionStore;
pub use marks::MarkStore;
pub use plain::KeepError;

use etcetera::BaseStrategy;
use std::path::PathBuf;

/// The folder for the person's own data: `$XDG_DATA_HOME/dateline`, else its usual place; `None` where there is no
/// home folder to put it in.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    etcetera::choose_base_strategy().ok().map(|strategy| strategy.data_dir().join("dateline"))
}
