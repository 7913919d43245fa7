//! Plain files that several programs may change at a time: the lock, and replacing a file in one step. Must not know
//! what is in them.

use rustix::fs::FlockOperation;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often, and how long between, a lock held by another program is asked for: a second in all.
const ATTEMPTS: u32 = 40;
const PAUSE: Duration = Duration::from_millis(25);

/// Why what a person did could not be kept. The change stays with the store and is written with the next one that
/// succeeds.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// The data folder cannot be made or written to, as on a read-only file system.
    #[error("nothing can be kept in {folder}: {source}")]
    Folder {
        /// The data folder.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another program holds the lock.
    #[error("not kept yet: another program is busy with {file}")]
    Busy {
        /// The lock file.
        file: PathBuf,
    },
    /// The file is there but cannot be read; it is left as it is.
    #[error("{file} cannot be read, so nothing is written over it: {source}")]
    Read {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The new file could not be written; the old one is untouched.
    #[error("{file} cannot be written: {source}")]
    Write {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Takes a lock for as long as the returned file lives.
pub(super) fn lock(path: PathBuf) -> Result<File, KeepError> {
    let file =
        OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(|source| {
            KeepError::Folder { folder: path.parent().unwrap_or(&path).to_owned(), source }
        })?;
    for attempt in 0..ATTEMPTS {
        match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Err(rustix::io::Errno::WOULDBLOCK | rustix::io::Errno::INTR) => {
                if attempt + 1 < ATTEMPTS {
                    std::thread::sleep(PAUSE);
                }
            }
            // It is taken, or the file system has no locks: then to be alone is the likelier case.
            Ok(()) | Err(_) => return Ok(file),
        }
    }
    Err(KeepError::Busy { file: path })
}

/// The bytes of a file; `None` where there is none.
pub(super) fn read(file: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        // Below a file there is none either; that its folder is a file is told where something is to be kept.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Replaces a file in one step: a new file beside it, flushed to the disk, takes its name.
pub(super) fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    // A file that is a link into somebody's own folders stays one.
    let target = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(format!(".new-{}", std::process::id()));
    let temporary = target.with_file_name(name);
    let written = File::create(&temporary).and_then(|mut new| {
        new.write_all(bytes)?;
        new.sync_all()
    });
    if let Err(error) = written.and_then(|()| fs::rename(&temporary, &target)) {
        let _ = fs::remove_file(&temporary);
        return Err(error);
    }
    // The new name is safe only once the folder is on the disk too; not every system can promise that.
    if let Some(folder) = target.parent() {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}
