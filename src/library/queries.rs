//! The person's saved queries, as a program knows them: read from the library, every change written at once.

use super::store::{Store, StoreError};
use crate::model::{SavedChange, SavedQueries};
use std::path::{Path, PathBuf};

/// Where saved queries are kept.
#[derive(Debug)]
pub struct QueryStore {
    /// The folder of the library and the time; `None` keeps them in memory only.
    place: Option<(PathBuf, i64)>,
    /// `None` where it could not be opened yet.
    store: Option<Store>,
    queries: SavedQueries,
    /// What the store was when it was last read.
    seen: Option<i64>,
}

impl QueryStore {
    /// Opens the library in a folder, which need not exist; `now` is in seconds since 1970. What is wrong with the
    /// library is told by those who read its articles and marks; here there are no saved queries then.
    #[must_use]
    pub fn open(folder: &Path, now: i64) -> Self {
        let store = Store::open(folder, now).ok();
        let queries = store.as_ref().and_then(|store| store.queries().ok()).unwrap_or_default();
        let seen = store.as_ref().and_then(Store::changes);
        Self { place: Some((folder.to_owned(), now)), store, queries, seen }
    }

    /// A store that forgets with the program.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { place: None, store: None, queries: SavedQueries::default(), seen: None }
    }

    /// All of them, as of the last look.
    #[must_use]
    pub const fn queries(&self) -> &SavedQueries {
        &self.queries
    }

    /// Keeps a change, on the disk before it returns.
    ///
    /// # Errors
    /// Where it could not be written; the program goes on with it.
    pub fn record(&mut self, change: &SavedChange) -> Result<(), StoreError> {
        self.queries.apply(change);
        let Some((folder, now)) = &self.place else { return Ok(()) };
        if self.store.is_none() {
            self.store = Some(Store::open(folder, *now)?);
        }
        match &mut self.store {
            Some(store) => store.change_query(change),
            None => Ok(()),
        }
    }

    /// All of them, where another program has changed some since the last look.
    pub fn renewed(&mut self) -> Option<SavedQueries> {
        let store = self.store.as_ref()?;
        let changes = store.changes();
        if changes == self.seen {
            return None;
        }
        self.seen = changes;
        // What cannot be read now is asked for again with the next change.
        let queries = store.queries().ok()?;
        (queries != self.queries).then(|| {
            self.queries = queries.clone();
            queries
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SavedQuery, saved};

    fn save(store: &mut QueryStore, name: &str, query: &str) {
        let change = store.queries().saving(&saved::name_of(name).unwrap(), query);
        store.record(&change).unwrap();
    }

    fn kept(folder: &Path) -> Vec<String> {
        let store = QueryStore::open(folder, 1);
        store.queries().all().iter().map(|query| format!("{}={}", query.name, query.query)).collect()
    }

    #[test]
    fn what_is_saved_is_there_next_time() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("deep");
        let mut store = QueryStore::open(&folder, 1);
        assert_eq!((kept(&folder), folder.exists()), (Vec::new(), false), "looking makes nothing");
        save(&mut store, "Grain", "place:odesa");
        save(&mut store, "Talks", "who:lavrov OR who:kuleba");
        save(&mut store, "grain", "place:izmail");
        assert_eq!(kept(&folder), ["grain=place:izmail", "Talks=who:lavrov OR who:kuleba"]);
        let talks = store.queries().named("talks").cloned();
        let renamed = talks.clone().map(|talks| SavedQuery { name: saved::name_of("A b").unwrap(), ..talks });
        let change = SavedChange { before: talks, after: renamed };
        store.record(&change).unwrap();
        assert_eq!(kept(&folder)[1], "A b=who:lavrov OR who:kuleba");
        store.record(&change.inverse()).unwrap();
        store.record(&SavedChange { before: store.queries().named("grain").cloned(), after: None }).unwrap();
        assert_eq!(kept(&folder), ["Talks=who:lavrov OR who:kuleba"]);
    }

    #[test]
    fn two_programs_see_each_others_queries() {
        let home = tempfile::tempdir().unwrap();
        let mut one = QueryStore::open(home.path(), 1);
        save(&mut one, "first", "a");
        let mut two = QueryStore::open(home.path(), 1);
        assert_eq!(two.renewed(), None);
        save(&mut one, "second", "b");
        assert_eq!(two.renewed().map(|queries| queries.all().len()), Some(2));
        save(&mut two, "third", "c");
        assert_eq!(kept(home.path()), ["first=a", "second=b", "third=c"]);
    }

    #[test]
    fn where_nothing_can_be_kept_that_is_told_and_the_program_goes_on_with_it() {
        let home = tempfile::tempdir().unwrap();
        let blocked = home.path().join("blocked");
        std::fs::write(&blocked, "a file").unwrap();
        let mut store = QueryStore::open(&blocked, 1);
        let change = store.queries().saving(&saved::name_of("x").unwrap(), "y");
        assert!(store.record(&change).is_err());
        assert_eq!(store.queries().all().len(), 1);
        let mut memory = QueryStore::in_memory();
        save(&mut memory, "x", "y");
        assert_eq!((memory.queries().all().len(), memory.renewed()), (1, None));
    }

    #[test]
    fn a_damaged_library_gives_its_queries_back() {
        let home = tempfile::tempdir().unwrap();
        let mut store = QueryStore::open(home.path(), 1);
        save(&mut store, "Grain", "place:odesa");
        drop(store);
        let file = Store::file_in(home.path());
        let mut bytes = std::fs::read(&file).unwrap();
        bytes[16] ^= 0x55;
        std::fs::write(&file, bytes).unwrap();
        let (_, told) = Store::open_or_save(home.path(), 1).unwrap();
        assert!(told.is_some());
        assert_eq!(kept(home.path()), ["Grain=place:odesa"]);
    }
}
