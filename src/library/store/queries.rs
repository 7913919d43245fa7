//! Saved queries in the store. Must not know what a query means.

use super::Store;
use super::error::StoreError;
use crate::model::{SafeText, SavedChange, SavedQueries, SavedQuery};
use rusqlite::params;

impl Store {
    /// All saved queries.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn queries(&self) -> Result<SavedQueries, StoreError> {
        self.read(SavedQueries::default(), |db| {
            let mut all = Vec::new();
            let mut statement =
                db.prepare_cached("SELECT name, query, place FROM query ORDER BY place, name")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                // A damaged row costs itself only.
                let (Ok(name), Ok(query)) = (row.get_ref(0)?.as_str(), row.get_ref(1)?.as_str()) else {
                    continue;
                };
                let (name, query) = (SafeText::line(name), SafeText::line(query));
                all.push(SavedQuery { name, query, place: row.get(2).unwrap_or(0) });
            }
            Ok(SavedQueries::of(all))
        })
    }

    /// Keeps a change of a saved query.
    ///
    /// # Errors
    /// Where it could not be written.
    pub fn change_query(&mut self, change: &SavedChange) -> Result<(), StoreError> {
        self.write(|step| {
            for gone in [&change.before, &change.after].into_iter().flatten() {
                step.execute("DELETE FROM query WHERE name = ?1", [gone.name.as_str()])?;
            }
            if let Some(SavedQuery { name, query, place }) = &change.after {
                let sql = "INSERT INTO query (name, query, place) VALUES (?1, ?2, ?3)";
                step.execute(sql, params![name.as_str(), query.as_str(), place])?;
            }
            Ok(())
        })
    }
}
