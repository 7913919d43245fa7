//! The person's marks, as a session knows them: read from the library, every change written at once.
//!
//! Two programs at a time lose nothing of each other, and see what the other does. Marks that an earlier program kept
//! in `marks.json` are taken in, and the file is kept aside.

use super::plain;
use super::store::{Store, StoreError};
use crate::model::{MarkChange, Marks, Warning};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The file in which earlier programs kept marks.
const FILE: &str = "marks.json";

/// Under what name the store keeps that the person was here.
const BEGUN: &str = "begun";

/// Where marks are kept.
#[derive(Debug)]
pub struct MarkStore {
    /// The folder of the library and the time changes are dated with; `None` keeps them in memory only.
    place: Option<(PathBuf, i64)>,
    /// `None` where it could not be opened yet.
    store: Option<Store>,
    /// All marks as this session knows them.
    marks: Marks,
    /// Changes that are not on disk yet.
    pending: Vec<MarkChange>,
    /// Whether nothing was ever kept.
    new: bool,
    /// What the store was when it was last read.
    seen: Option<i64>,
}

impl MarkStore {
    /// Opens the library in a folder, which need not exist yet; `now` is in seconds since 1970. What cannot be read is
    /// told in the warnings, and the session begins without it.
    #[must_use]
    pub fn open(folder: &Path, now: i64) -> (Self, Marks, Vec<Warning>) {
        let mut warnings = Vec::new();
        let mut marks = Self {
            place: Some((folder.to_owned(), now)),
            store: None,
            marks: Marks::default(),
            pending: Vec::new(),
            new: false,
            seen: None,
        };
        if let Err(error) = marks.begin_with(folder, now, &mut warnings) {
            warnings.push(Warning::unreadable("library", &error.to_string()));
        }
        let known = marks.marks.clone();
        (marks, known, warnings)
    }

    fn begin_with(&mut self, folder: &Path, now: i64, warnings: &mut Vec<Warning>) -> Result<(), StoreError> {
        let (mut store, told) = Store::open_or_save(folder, now)?;
        warnings.extend(told);
        let read = store.marks().and_then(|marks| Ok((marks, store.state(BEGUN)?)));
        if let Err(StoreError::Corrupt { reason, .. }) = read {
            let (saved, told) = Store::save(folder, now, &reason)?;
            warnings.extend(told);
            store = saved;
        }
        self.new = store.state(BEGUN)?.is_none();
        if take_in(folder, &mut store, warnings)? {
            self.new = false;
        }
        self.marks = store.marks()?;
        self.seen = store.changes();
        self.store = Some(store);
        Ok(())
    }

    /// A store that forgets with the program: for printing a screen, and for tests.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { place: None, store: None, marks: Marks::default(), pending: Vec::new(), new: true, seen: None }
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
    pub fn begin(&mut self) -> Result<(), StoreError> {
        if !std::mem::take(&mut self.new) {
            return Ok(());
        }
        match self.store()? {
            Some(store) => store.keep_state(BEGUN, "yes"),
            None => Ok(()),
        }
    }

    /// All marks as this session knows them, those of other programs as of the last look included.
    #[must_use]
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Keeps changes, all or none of them, on disk before it returns.
    ///
    /// # Errors
    /// Where they could not be written; they are held and written with the next ones.
    pub fn record(&mut self, changes: &[MarkChange]) -> Result<(), StoreError> {
        for change in changes {
            self.marks.apply(change);
        }
        if self.place.is_none() {
            return Ok(());
        }
        self.pending.extend_from_slice(changes);
        let pending = std::mem::take(&mut self.pending);
        let mut kept = self.write(&pending);
        if let (Err(StoreError::Corrupt { reason, .. }), Some((folder, now))) = (&kept, &self.place) {
            // Found while writing: what can be read is saved, and the changes go there.
            let saved = Store::save(folder, *now, reason);
            kept = saved.and_then(|(store, _)| {
                self.store = Some(store);
                self.write(&pending)
            });
        }
        if kept.is_err() {
            self.pending = pending;
        }
        kept
    }

    /// All marks, where another program has changed some since the last look. What is not on disk yet is among them.
    pub fn renewed(&mut self) -> Option<Marks> {
        let store = self.store.as_ref()?;
        let changes = store.changes();
        if changes == self.seen {
            return None;
        }
        self.seen = changes;
        // What cannot be read now is asked for again with the next change.
        let mut marks = store.marks().ok()?;
        for change in &self.pending {
            marks.apply(change);
        }
        (marks != self.marks).then(|| {
            self.marks = marks.clone();
            marks
        })
    }

    fn write(&mut self, changes: &[MarkChange]) -> Result<(), StoreError> {
        self.store()?.map_or(Ok(()), |store| store.change_marks(changes))
    }

    /// The store, opened now where it could not be before; `None` in memory.
    fn store(&mut self) -> Result<Option<&mut Store>, StoreError> {
        if let (None, Some((folder, now))) = (&self.store, &self.place) {
            self.store = Some(Store::open(folder, *now)?);
        }
        Ok(self.store.as_mut())
    }
}

/// Takes in the marks an earlier program kept, and keeps its file aside; false where there is no such file.
fn take_in(folder: &Path, store: &mut Store, warnings: &mut Vec<Warning>) -> Result<bool, StoreError> {
    let file = folder.join(FILE);
    let place = file.display().to_string();
    if !file.is_file() || store.is_read_only() {
        return Ok(false);
    }
    // Held against an earlier program that still runs; where it is busy there is another time.
    let Ok(_lock) = plain::lock(folder.join("marks.lock")) else { return Ok(false) };
    let marks = match plain::read(&file) {
        Ok(None) => return Ok(false),
        Ok(Some(bytes)) => parse(&bytes),
        Err(error) => {
            warnings.push(Warning::unreadable(&place, &format!("cannot be read: {error}")));
            return Ok(false);
        }
    };
    let (marks, end) = match marks {
        Ok(marks) => (marks, "taken-in"),
        Err(reason) => {
            let told = format!("is damaged ({reason}); it is kept beside as {FILE}.corrupt");
            warnings.push(Warning::unreadable(&place, &told));
            (Marks::default(), "corrupt")
        }
    };
    store.add_marks(&marks)?;
    keep_aside(&file, end, warnings);
    Ok(true)
}

/// Marks as earlier programs wrote them.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Earlier {
    read: BTreeSet<String>,
    starred: BTreeSet<String>,
}

fn parse(bytes: &[u8]) -> Result<Marks, String> {
    let map: Map<String, Value> = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    let Earlier { read, starred } =
        serde_json::from_value(Value::Object(map)).map_err(|error| error.to_string())?;
    Ok(Marks { read, starred, ..Marks::default() })
}

/// Gives a file a name that none has yet.
fn keep_aside(file: &Path, end: &str, warnings: &mut Vec<Warning>) {
    let name = |n: u32| {
        let number = if n == 1 { String::new() } else { format!("-{n}") };
        file.with_file_name(format!("{FILE}.{end}{number}"))
    };
    let free =
        (1..=u32::MAX).map(name).find(|name| fs::symlink_metadata(name).is_err()).unwrap_or_else(|| name(0));
    if let Err(error) = fs::rename(file, &free) {
        let told = format!("was taken in, but cannot be kept aside: {error}");
        warnings.push(Warning::notice(&file.display().to_string(), &told));
    }
}

#[cfg(test)]
mod tests;
