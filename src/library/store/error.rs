//! Why the store could not do what it was asked.

use rusqlite::ErrorCode;
use std::io;
use std::path::{Path, PathBuf};

/// Why something could not be kept or read. What the person did stays with the session and is written with the next
/// change that succeeds.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The data folder cannot be made or used: it is a file, or may not be written.
    #[error("nothing can be kept in {folder}: {reason}")]
    Folder {
        /// The data folder.
        folder: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Another program has been writing for longer than one waits.
    #[error("not kept yet: another program is busy with {file}")]
    Busy {
        /// The store.
        file: PathBuf,
    },
    /// The store can be read but not written.
    #[error("{file} cannot be written: it is read-only")]
    ReadOnly {
        /// The store.
        file: PathBuf,
    },
    /// The disk is full. What was kept before is kept.
    #[error("not kept: there is no room left on the disk for {file}")]
    Full {
        /// The store.
        file: PathBuf,
    },
    /// The file is damaged.
    #[error("{file} is damaged: {reason}")]
    Corrupt {
        /// The store.
        file: PathBuf,
        /// What `SQLite` says.
        reason: String,
    },
    /// A later version of the program made it.
    #[error("{file} was made by a later dateline (its form is {form}, this one knows forms up to {known})")]
    Newer {
        /// The store.
        file: PathBuf,
        /// The form it is in.
        form: u32,
        /// The newest form this program knows.
        known: u32,
    },
    /// Anything else.
    #[error("{file}: {source}")]
    Other {
        /// The store.
        file: PathBuf,
        /// What `SQLite` says.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// What an error of `SQLite` means for a store.
    pub(super) fn of(file: &Path, source: rusqlite::Error) -> Self {
        let file = file.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { file },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { file },
            Some(ErrorCode::DiskFull) => Self::Full { file },
            // What is written always keeps the rules of the form: where one is broken, what stands there is not what
            // was written.
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::ConstraintViolation) => {
                Self::Corrupt { file, reason: source.to_string() }
            }
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                let folder = file.parent().unwrap_or(&file).to_owned();
                Self::Folder { folder, reason: source.to_string() }
            }
            _ if is_damage(&source) => Self::Corrupt { file, reason: source.to_string() },
            _ => Self::Other { file, source },
        }
    }

    pub(super) fn of_folder(folder: &Path, error: &io::Error) -> Self {
        let blocked = folder.ancestors().find(|above| above.exists() && !above.is_dir());
        let reason = match blocked {
            Some(file) => format!("{} is a file, no folder; move it away", file.display()),
            None => error.to_string(),
        };
        Self::Folder { folder: folder.to_owned(), reason }
    }

    /// Whether the file is damaged.
    #[must_use]
    pub const fn is_corrupt(&self) -> bool {
        matches!(self, Self::Corrupt { .. })
    }
}

/// The error of `SQLite` for damage that it did not see itself.
pub(super) fn damage(reason: &str) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(
        rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT),
        Some(reason.to_owned()),
    )
}

/// Whether what was read is of another kind than what is ever written, or a table of the form is missing.
fn is_damage(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::Utf8Error(..) => true,
        rusqlite::Error::SqlInputError { msg, .. } => msg.starts_with("no such"),
        rusqlite::Error::SqliteFailure(_, Some(message)) => {
            message.starts_with("no such table") || message.starts_with("no such column")
        }
        _ => false,
    }
}
