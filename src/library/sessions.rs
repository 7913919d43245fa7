//! Where one was, kept in the library from one time to the next. Nobody is told where that does not work: the program
//! then begins as new.

use super::store::Store;
use std::path::{Path, PathBuf};

/// The session of one thing that can be opened.
#[derive(Debug, Clone)]
pub struct SessionStore {
    folder: PathBuf,
    opened: String,
}

impl SessionStore {
    /// The session of what is `opened`, in the library of a folder. Neither need exist.
    #[must_use]
    pub fn of(folder: &Path, opened: &str) -> Self {
        Self { folder: folder.to_owned(), opened: opened.to_owned() }
    }

    /// What was kept last, by whichever program left last.
    #[must_use]
    pub fn last(&self) -> Option<String> {
        Store::open(&self.folder, 0).ok()?.session(&self.opened).ok()?
    }

    /// Keeps a session; `now` is in seconds since 1970. A session alone makes no library.
    pub fn keep(&self, session: &str, now: i64) {
        if !Store::file_in(&self.folder).exists() {
            return;
        }
        if let Ok(mut store) = Store::open(&self.folder, now) {
            // Read-only, full or busy: the next time begins where an earlier one was left.
            let _ = store.keep_session(&self.opened, session);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::MarkStore;

    /// A folder with a library.
    fn library() -> tempfile::TempDir {
        let home = tempfile::tempdir().unwrap();
        MarkStore::open(home.path(), 1).0.begin().unwrap();
        home
    }

    #[test]
    fn the_last_one_to_leave_is_come_back_to() {
        let home = library();
        let (one, other) = (SessionStore::of(home.path(), "library"), SessionStore::of(home.path(), "other"));
        assert_eq!(one.last(), None);
        one.keep("first", 10);
        SessionStore::of(home.path(), "library").keep("second\nline", 11);
        other.keep("elsewhere", 12);
        assert_eq!(one.last().as_deref(), Some("second\nline"));
        assert_eq!(other.last().as_deref(), Some("elsewhere"));
        // A clock that was set back.
        one.keep("third", -5);
        assert_eq!(one.last().as_deref(), Some("third"));
    }

    #[test]
    fn those_left_longest_ago_make_room() {
        let home = library();
        for n in 0..80 {
            SessionStore::of(home.path(), &format!("{n}")).keep("x", 100 + n);
        }
        let known = (0..80).filter(|n| SessionStore::of(home.path(), &n.to_string()).last().is_some());
        assert_eq!(known.collect::<Vec<_>>(), (16..80).collect::<Vec<_>>());
        assert!(!MarkStore::open(home.path(), 1).0.is_new(), "what else is kept stays");
    }

    #[test]
    fn without_a_library_nothing_is_kept_and_nothing_is_made() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("none");
        let store = SessionStore::of(&folder, "library");
        store.keep("x", 1);
        assert_eq!((store.last(), folder.exists()), (None, false));
        std::fs::write(home.path().join("library.db"), "no library at all").unwrap();
        let store = SessionStore::of(home.path(), "library");
        store.keep("x", 1);
        assert_eq!(store.last(), None);
        assert_eq!(std::fs::read(home.path().join("library.db")).unwrap(), b"no library at all");
    }
}
