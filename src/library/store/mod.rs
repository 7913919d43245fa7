//! The library: articles with their texts and versions, and what the person did to them, in one `SQLite` file.
//!
//! Every change is on the disk before it is called kept (WAL, synchronous FULL). Several programs may use one library:
//! a writer takes its place before it looks (BEGIN IMMEDIATE) and waits for others. Looking alone makes no file. What
//! can be worked out again is kept elsewhere ([`Findings`](super::Findings)). Must not analyse, and asks no clock.

pub mod articles;
mod damage;
mod error;
mod feeds;
mod head;
mod marks;
mod queries;
mod salvage;
mod same;
mod schema;
mod state;

pub use error::StoreError;

use crate::model::Warning;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The file's name in the data folder.
const FILE: &str = "library.db";

/// How long one waits for another program's writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// `SQLite` before this loses committed changes when a log is begun anew (the “WAL-reset” bug).
const OLDEST_SQLITE: i32 = 3_051_003;

/// A library that is open, or could be made.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// `None` while there is no file.
    db: Option<Open>,
    /// Seconds since 1970, by universal time, that changes are dated with.
    now: i64,
}

#[derive(Debug)]
struct Open {
    db: Connection,
    /// Which file it is: another program may have put another in its place.
    identity: Option<(u64, u64)>,
    writable: bool,
}

impl Store {
    /// Opens the library in a folder, neither of which need exist yet; nothing is made before something is kept.
    /// `now` is in seconds since 1970, by universal time.
    ///
    /// # Errors
    /// Where there is one that cannot be used; [`StoreError::is_corrupt`] tells whether it may be saved.
    pub fn open(folder: &Path, now: i64) -> Result<Self, StoreError> {
        let mut store = Self { folder: folder.to_owned(), db: None, now };
        let file = store.file();
        if folder.exists() && !folder.is_dir() || fs::symlink_metadata(&file).is_err() && is_blocked(folder) {
            return Err(StoreError::of_folder(folder, &std::io::ErrorKind::NotADirectory.into()));
        }
        if file.exists() {
            store.db = Some(open(&file)?);
        }
        Ok(store)
    }

    /// As [`open`](Self::open); a damaged library is kept aside, and what can be read of it saved into a new one. What
    /// was done is told.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_or_save(folder: &Path, now: i64) -> Result<(Self, Option<Warning>), StoreError> {
        match Self::open(folder, now) {
            Err(StoreError::Corrupt { reason, .. }) => Self::save(folder, now, &reason),
            opened => Ok((opened?, None)),
        }
    }

    /// Keeps a library that was found damaged aside, and begins another with what can be read of it.
    ///
    /// # Errors
    /// Where it cannot be moved or no new one can be made.
    pub fn save(folder: &Path, now: i64, reason: &str) -> Result<(Self, Option<Warning>), StoreError> {
        let told = salvage::save(folder, now, reason)?;
        Ok((Self::open(folder, now)?, Some(told)))
    }

    /// As [`save`](Self::save), of a library that is open: what is asked of it next is asked of the new one.
    ///
    /// # Errors
    /// As [`save`](Self::save).
    pub fn save_again(&mut self, reason: &str) -> Result<Warning, StoreError> {
        // Closed before its file is moved: closing removes what stands beside the old name.
        self.db = None;
        let told = salvage::save(&self.folder, self.now, reason)?;
        *self = Self::open(&self.folder, self.now)?;
        Ok(told)
    }

    /// What is damaged in the file, where something is: it is looked through to its end.
    ///
    /// # Errors
    /// Where it cannot be read at all.
    pub fn damage(&self) -> Result<Option<String>, StoreError> {
        self.read(None, damage::found)
    }

    /// The file of the library in a folder.
    #[must_use]
    pub fn file_in(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    /// The file, which need not exist.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        Self::file_in(&self.folder)
    }

    /// Whether there is a file and it can only be read.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.db.as_ref().is_some_and(|open| !open.writable)
    }

    /// Reads something; `nothing` is the answer where there is no file.
    fn read<T>(
        &self,
        nothing: T,
        ask: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let Some(open) = &self.db else { return Ok(nothing) };
        ask(&open.db).map_err(|error| StoreError::of(&self.file(), error))
    }

    /// Changes something, wholly or not at all; it is on the disk when this returns.
    fn write<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let file = self.file();
        let db = self.writable()?;
        let changed = db.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|step| {
            let changed = change(&step)?;
            step.commit()?;
            Ok(changed)
        });
        changed.map_err(|error| StoreError::of(&file, error))
    }

    /// The library to write to, made where there is none.
    fn writable(&mut self) -> Result<&mut Connection, StoreError> {
        let file = self.file();
        if self.db.as_ref().is_some_and(|open| open.identity != identity(&file)) {
            self.db = None;
        }
        if self.db.is_none() {
            if !file.exists() {
                fs::create_dir_all(&self.folder).map_err(|e| StoreError::of_folder(&self.folder, &e))?;
            }
            self.db = Some(open(&file)?);
        }
        match &mut self.db {
            Some(Open { db, writable: true, .. }) => Ok(db),
            _ => Err(StoreError::ReadOnly { file }),
        }
    }
}

/// Whether a folder cannot be made because a file stands in its way.
fn is_blocked(folder: &Path) -> bool {
    folder.ancestors().find(|above| above.exists()).is_some_and(|above| !above.is_dir())
}

fn identity(file: &Path) -> Option<(u64, u64)> {
    fs::metadata(file).ok().map(|meta| (meta.dev(), meta.ino()))
}

/// Opens a file, makes it where there is none, and brings it to the newest form. Where it cannot be written it is
/// opened to be read.
fn open(file: &Path) -> Result<Open, StoreError> {
    let of = |error| StoreError::of(file, error);
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let may_write = rustix::fs::access(file, rustix::fs::Access::WRITE_OK).is_ok() || !file.exists();
    if may_write {
        let flags = flags | OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        match prepared(file, flags) {
            Ok(db) => {
                check_form(file, &db)?;
                return Ok(Open { db, identity: identity(file), writable: true });
            }
            Err(error) => match of(error) {
                StoreError::ReadOnly { .. } => {}
                other => return Err(other),
            },
        }
    }
    let db = open_to_read(file, flags).map_err(of)?;
    check_form(file, &db)?;
    Ok(Open { db, identity: identity(file), writable: false })
}

fn check_form(file: &Path, db: &Connection) -> Result<(), StoreError> {
    let form = schema::form(db).map_err(|error| StoreError::of(file, error))?;
    if form > schema::NEWEST {
        return Err(StoreError::Newer { file: file.to_owned(), form, known: schema::NEWEST });
    }
    Ok(())
}

/// A connection set up for writing. Two programs that make one file at a time are in each other's way in places where
/// `SQLite` does not wait by itself.
fn prepared(file: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let mut attempts = 0;
    loop {
        let made = Connection::open_with_flags(file, flags).and_then(|mut db| {
            prepare(&mut db)?;
            Ok(db)
        });
        attempts += 1;
        match made {
            Err(error) if attempts < 8 && error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                std::thread::sleep(Duration::from_millis(25));
            }
            made => return made,
        }
    }
}

/// Sets a connection up for writing.
fn prepare(db: &mut Connection) -> rusqlite::Result<()> {
    debug_assert!(rusqlite::version_number() >= OLDEST_SQLITE, "the bundled SQLite is newer");
    db.busy_timeout(PATIENCE)?;
    db.pragma_update(None, "page_size", schema::PAGE)?;
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "cell_size_check", true)?;
    db.pragma_update(None, "temp_store", "memory")?;
    // Another program may be doing the same.
    let _: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    db.pragma_update(None, "synchronous", "full")?;
    schema::migrate(db, schema::STEPS)
}

/// Opens a file that cannot be written. Where not even the files beside it can, it is read as it stands: nobody who
/// could change it is expected then.
fn open_to_read(file: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_READ_ONLY;
    let plain = Connection::open_with_flags(file, flags).and_then(|db| {
        db.busy_timeout(PATIENCE)?;
        schema::form(&db)?;
        Ok(db)
    });
    plain.or_else(|_| {
        let path = file.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        Connection::open_with_flags(format!("file:{path}?immutable=1"), flags)
    })
}

#[cfg(test)]
mod tests;
