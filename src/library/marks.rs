//! The person's marks on disk: `marks.json`, plain and readable.
//!
//! Every change is written at once: under a lock the file is read again, this session's changes are applied, and the
//! result replaces the file in one step. So two programs at a time lose nothing of each other, and a crash leaves the
//! old file or the new one. A file that cannot be understood is kept aside, never overwritten.

use super::plain::{self, KeepError};
use crate::model::{MarkChange, Marks, Warning};
use serde_json::{Map, Value};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The file's name in the data folder.
const FILE: &str = "marks.json";

/// Where marks are kept.
#[derive(Debug)]
pub struct MarkStore {
    /// `None` keeps them in memory only.
    folder: Option<PathBuf>,
    /// All marks as this session knows them.
    marks: Marks,
    /// Changes that are not on disk yet.
    pending: Vec<MarkChange>,
    /// Whether there was no file yet.
    new: bool,
}

impl MarkStore {
    /// Opens the store in a folder, which need not exist yet. What cannot be read is told in the warnings, and the
    /// session begins without it.
    #[must_use]
    pub fn open(folder: &Path) -> (Self, Marks, Vec<Warning>) {
        let file = folder.join(FILE);
        let (mut warnings, mut new) = (Vec::new(), false);
        let marks = match read(&file) {
            Ok(Content::Marks(marks, _)) => marks,
            Ok(Content::Nothing) => {
                new = true;
                Marks::default()
            }
            Ok(Content::Corrupt(reason)) => {
                warnings.push(open_corrupt(folder, &file, &reason));
                Marks::default()
            }
            Err(source) => {
                let error = KeepError::Read { file: file.clone(), source };
                warnings.push(Warning::unreadable(&file.display().to_string(), &error.to_string()));
                Marks::default()
            }
        };
        let store = Self { folder: Some(folder.to_owned()), marks: marks.clone(), pending: Vec::new(), new };
        (store, marks, warnings)
    }

    /// A store that forgets with the program: for printing a screen, and for tests.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { folder: None, marks: Marks::default(), pending: Vec::new(), new: true }
    }

    /// Whether nothing was ever kept here: the program runs for the first time.
    #[must_use]
    pub const fn is_new(&self) -> bool {
        self.new
    }

    /// Keeps that the program was here, so that the next time is not the first.
    ///
    /// # Errors
    /// Where nothing can be written; the next time is then greeted as the first again.
    pub fn begin(&mut self) -> Result<(), KeepError> {
        let Some(folder) = self.folder.clone().filter(|_| std::mem::take(&mut self.new)) else {
            return Ok(());
        };
        self.save(&folder).map(|_| ())
    }

    /// All marks as this session knows them, those of other programs as of the last change included.
    #[must_use]
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Keeps a change, on disk before it returns. A warning tells of a damaged file that was kept aside.
    ///
    /// # Errors
    /// Where the change could not be written; it is held and written with the next one.
    pub fn record(&mut self, change: &MarkChange) -> Result<Option<Warning>, KeepError> {
        self.marks.apply(change);
        let Some(folder) = self.folder.clone() else { return Ok(None) };
        self.pending.push(change.clone());
        let warning = self.save(&folder)?;
        self.pending.clear();
        Ok(warning)
    }

    /// Merges the pending changes into the file.
    fn save(&mut self, folder: &Path) -> Result<Option<Warning>, KeepError> {
        fs::create_dir_all(folder)
            .map_err(|source| KeepError::Folder { folder: folder.to_owned(), source })?;
        let _lock = lock(folder)?;
        let file = folder.join(FILE);
        let mut warning = None;
        let content = read(&file).map_err(|source| KeepError::Read { file: file.clone(), source })?;
        let (mut marks, others) = match content {
            Content::Marks(marks, others) => (marks, others),
            Content::Nothing => (Marks::default(), Map::new()),
            Content::Corrupt(reason) => {
                // What this session knows is better than nothing.
                warning = Some(keep_aside(&file, &reason)?);
                (self.marks.clone(), Map::new())
            }
        };
        for change in &self.pending {
            marks.apply(change);
        }
        replace(&file, &marks, others).map_err(|source| KeepError::Write { file, source })?;
        self.marks = marks;
        Ok(warning)
    }
}

/// What the file holds.
enum Content {
    Nothing,
    /// Marks, and what else is in the file: a later version of the program may keep more there.
    Marks(Marks, Map<String, Value>),
    Corrupt(String),
}

fn read(file: &Path) -> io::Result<Content> {
    let Some(bytes) = plain::read(file)? else { return Ok(Content::Nothing) };
    let parsed = serde_json::from_slice::<Map<String, Value>>(&bytes)
        .and_then(|map| Ok((serde_json::from_value(Value::Object(map.clone()))?, map)));
    Ok(match parsed {
        Ok((marks, others)) => Content::Marks(marks, others),
        Err(error) => Content::Corrupt(error.to_string()),
    })
}

/// Takes the lock for as long as the returned file lives.
fn lock(folder: &Path) -> Result<File, KeepError> {
    plain::lock(folder.join("marks.lock"))
}

/// Keeps a damaged file aside when the store is opened. Under the lock it is looked at again: another program may
/// have done the same a moment ago.
fn open_corrupt(folder: &Path, file: &Path, reason: &str) -> Warning {
    let place = file.display().to_string();
    let kept = lock(folder).and_then(|_lock| match read(file) {
        Ok(Content::Corrupt(reason)) => keep_aside(file, &reason),
        _ => {
            Ok(Warning::notice(&place, &format!("was damaged ({reason}); another program has kept it aside")))
        }
    });
    kept.unwrap_or_else(|error| {
        Warning::unreadable(&place, &format!("is damaged ({reason}) and could not be kept aside: {error}"))
    })
}

/// Gives a damaged file a name of its own.
fn keep_aside(file: &Path, reason: &str) -> Result<Warning, KeepError> {
    let names = (1u32..).map(|n| file.with_file_name(format!("{FILE}.corrupt-{n}")));
    let free = names.into_iter().find(|name| fs::symlink_metadata(name).is_err());
    let free = free.unwrap_or_else(|| file.with_file_name(format!("{FILE}.corrupt-0")));
    fs::rename(file, &free).map_err(|source| KeepError::Write { file: file.to_owned(), source })?;
    let told =
        format!("is damaged ({reason}); it is kept as {} and new marks begin a new file", free.display());
    Ok(Warning::unreadable(&file.display().to_string(), &told))
}

/// Replaces the file; what a later version keeps in it stays.
fn replace(file: &Path, marks: &Marks, mut others: Map<String, Value>) -> io::Result<()> {
    if let Value::Object(map) = serde_json::to_value(marks)? {
        others.extend(map);
    }
    let mut bytes = serde_json::to_vec_pretty(&others)?;
    bytes.push(b'\n');
    plain::replace(file, &bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mark;

    fn star(article: &str, on: bool) -> MarkChange {
        MarkChange { article: article.to_owned(), mark: Mark::Star, on }
    }

    fn starred(folder: &Path) -> Vec<String> {
        MarkStore::open(folder).1.starred.into_iter().collect()
    }

    #[test]
    fn what_is_recorded_is_there_next_time() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("deep/dateline");
        let (mut store, marks, warnings) = MarkStore::open(&folder);
        assert_eq!((marks, warnings), (Marks::default(), Vec::new()));
        store.record(&star("a", true)).unwrap();
        store.record(&star("b", true)).unwrap();
        store.record(&star("a", false)).unwrap();
        store.record(&MarkChange { article: "c".into(), mark: Mark::Read, on: true }).unwrap();
        let (again, marks, _) = MarkStore::open(&folder);
        assert_eq!(marks.starred.iter().collect::<Vec<_>>(), ["b"]);
        assert_eq!(marks.read.iter().collect::<Vec<_>>(), ["c"]);
        assert_eq!(again.marks(), &marks);
        let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names.len(), 2, "no temporary file is left: {names:?}");
    }

    #[test]
    fn two_sessions_keep_each_others_marks() {
        let home = tempfile::tempdir().unwrap();
        let (mut one, ..) = MarkStore::open(home.path());
        one.record(&star("first", true)).unwrap();
        let (mut two, ..) = MarkStore::open(home.path());
        one.record(&star("first", false)).unwrap();
        two.record(&star("second", true)).unwrap();
        one.record(&star("third", true)).unwrap();
        assert_eq!(starred(home.path()), ["second", "third"]);
    }

    #[test]
    fn many_writers_lose_nothing() {
        let home = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let folder = home.path();
                scope.spawn(move || {
                    let (mut store, ..) = MarkStore::open(folder);
                    for i in 0..8 {
                        let change = star(&format!("{writer}-{i}"), true);
                        // A busy lock holds the change back; it is written with the next.
                        let _ = store.record(&change);
                    }
                    while store.record(&star(&format!("{writer}-0"), true)).is_err() {}
                });
            }
        });
        assert_eq!(starred(home.path()).len(), 32);
    }

    #[test]
    fn a_damaged_file_is_kept_aside() {
        for damage in [&b"{\"read\": [\"a\", "[..], b"", b"[1]", b"{\"read\": 7}", b"\xff\0"] {
            let home = tempfile::tempdir().unwrap();
            let file = home.path().join(FILE);
            fs::write(&file, damage).unwrap();
            fs::write(home.path().join("marks.json.corrupt-1"), "older").unwrap();
            let (mut store, marks, warnings) = MarkStore::open(home.path());
            assert_eq!((marks, warnings.len()), (Marks::default(), 1), "{damage:?}");
            assert_eq!(fs::read(home.path().join("marks.json.corrupt-2")).unwrap(), damage);
            store.record(&star("a", true)).unwrap();
            assert_eq!(starred(home.path()), ["a"]);
            assert_eq!(fs::read(home.path().join("marks.json.corrupt-1")).unwrap(), b"older");
        }
    }

    #[test]
    fn damage_during_a_session_costs_nothing_this_session_knows() {
        let home = tempfile::tempdir().unwrap();
        let (mut store, ..) = MarkStore::open(home.path());
        store.record(&star("a", true)).unwrap();
        fs::write(home.path().join(FILE), "half a fi").unwrap();
        let warning = store.record(&star("b", true)).unwrap();
        assert!(warning.is_some_and(|warning| warning.reason.contains("corrupt-1")));
        assert_eq!(starred(home.path()), ["a", "b"]);
    }

    #[test]
    fn what_a_later_version_keeps_in_the_file_stays() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join(FILE), r#"{"starred": ["a"], "notes": {"a": "later"}}"#).unwrap();
        let (mut store, ..) = MarkStore::open(home.path());
        store.record(&star("b", true)).unwrap();
        let text = fs::read_to_string(home.path().join(FILE)).unwrap();
        assert!(text.contains("later") && text.contains("\"b\""), "{text}");
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_an_error_and_the_change_is_held() {
        let home = tempfile::tempdir().unwrap();
        let blocked = home.path().join("blocked");
        fs::write(&blocked, "a file where the folder should be").unwrap();
        let (mut store, ..) = MarkStore::open(&blocked);
        assert!(matches!(
            store.record(&star("a", true)),
            Err(KeepError::Folder { .. } | KeepError::Read { .. })
        ));
        assert!(store.marks().has(Mark::Star, "a"), "the session goes on with it");
        fs::remove_file(&blocked).unwrap();
        store.record(&star("b", true)).unwrap();
        assert_eq!(starred(&blocked), ["a", "b"]);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_not_written_over() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join(FILE)).unwrap();
        let (mut store, _, warnings) = MarkStore::open(home.path());
        assert_eq!(warnings.len(), 1);
        assert!(matches!(store.record(&star("a", true)), Err(KeepError::Read { .. })));
    }

    #[test]
    fn a_lock_that_another_holds_is_an_error_and_nothing_is_lost() {
        let home = tempfile::tempdir().unwrap();
        let (mut store, ..) = MarkStore::open(home.path());
        let held = lock(home.path()).unwrap();
        assert!(matches!(store.record(&star("a", true)), Err(KeepError::Busy { .. })));
        drop(held);
        store.record(&star("b", true)).unwrap();
        assert_eq!(starred(home.path()), ["a", "b"]);
    }

    #[test]
    fn the_first_time_is_over_once_it_has_begun() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("dateline");
        let (mut store, ..) = MarkStore::open(&folder);
        assert!(store.is_new());
        assert!(MarkStore::open(&folder).0.is_new(), "looking alone leaves nothing behind");
        store.begin().unwrap();
        let (again, marks, warnings) = MarkStore::open(&folder);
        assert_eq!((again.is_new(), marks, warnings), (false, Marks::default(), Vec::new()));
        fs::write(folder.join(FILE), r#"{"starred": ["a"]}"#).unwrap();
        store.begin().unwrap();
        assert_eq!(starred(&folder), ["a"], "beginning twice writes nothing");
    }

    #[test]
    fn a_store_in_memory_forgets() {
        let mut store = MarkStore::in_memory();
        store.record(&star("a", true)).unwrap();
        assert!(store.marks().has(Mark::Star, "a"));
    }
}
