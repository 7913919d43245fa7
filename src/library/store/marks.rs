//! Marks in the store: what the person did to articles, whether or not these are in the library.

use super::Store;
use super::error::StoreError;
use crate::model::{Mark, MarkChange, Marks};
use rusqlite::Transaction;

/// How a mark is called in the store. The names stay.
const fn name(mark: Mark) -> &'static str {
    match mark {
        Mark::Read => "read",
        Mark::Star => "star",
    }
}

impl Store {
    /// All marks. Those of a kind that is not known are a later program's: they stay, and are left out here.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn marks(&self) -> Result<Marks, StoreError> {
        self.read(Marks::default(), |db| {
            let mut marks = Marks::default();
            let mut statement = db.prepare_cached("SELECT article, mark FROM mark")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                // A damaged row costs itself only.
                let (Ok(article), Ok(kind)) = (row.get_ref(0)?.as_str(), row.get_ref(1)?.as_str()) else {
                    continue;
                };
                let known = [Mark::Read, Mark::Star].into_iter().find(|mark| name(*mark) == kind);
                if let Some(mark) = known {
                    marks.apply(&MarkChange { article: article.to_owned(), mark, on: true });
                }
            }
            Ok(marks)
        })
    }

    /// Keeps changes of marks, all or none.
    ///
    /// # Errors
    /// Where they could not be written.
    pub fn change_marks(&mut self, changes: &[MarkChange]) -> Result<(), StoreError> {
        self.write(|step| changes.iter().try_for_each(|change| apply(step, change)))
    }

    /// Sets marks beside those that are there.
    ///
    /// # Errors
    /// Where they could not be written.
    pub fn add_marks(&mut self, marks: &Marks) -> Result<(), StoreError> {
        let of = |mark: Mark| move |article: &String| MarkChange { article: article.clone(), mark, on: true };
        let read = marks.read.iter().map(of(Mark::Read));
        let changes: Vec<MarkChange> = read.chain(marks.starred.iter().map(of(Mark::Star))).collect();
        self.change_marks(&changes)
    }

    /// A number that changes when another program has changed the store.
    pub(in crate::library) fn changes(&self) -> Option<i64> {
        let db = &self.db.as_ref()?.db;
        db.pragma_query_value(None, "data_version", |row| row.get(0)).ok()
    }
}

fn apply(step: &Transaction<'_>, change: &MarkChange) -> rusqlite::Result<()> {
    let sql = if change.on {
        "INSERT OR IGNORE INTO mark VALUES (?1, ?2)"
    } else {
        "DELETE FROM mark WHERE article = ?1 AND mark = ?2"
    };
    step.prepare_cached(sql)?.execute([change.article.as_str(), name(change.mark)]).map(|_| ())
}
