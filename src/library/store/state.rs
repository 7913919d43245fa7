//! What is to be as it was left, in the store: texts by name, and the sessions among them. Must not know what is in them.

use super::Store;
use super::error::StoreError;
use rusqlite::{OptionalExtension, params};

/// What the names of sessions begin with.
const SESSION: &str = "session ";

/// Sessions that are kept: more inputs than anybody goes back to.
const MOST: u32 = 64;

impl Store {
    /// What was kept under a name.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn state(&self, name: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT value FROM state WHERE name = ?1";
        self.read(None, |db| db.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional())
    }

    /// Keeps something under a name.
    ///
    /// # Errors
    /// Where it could not be written.
    pub fn keep_state(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO state VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value";
        self.write(|step| step.execute(sql, [name, value]).map(|_| ()))
    }

    /// The session of what was opened, as it was kept.
    pub(in crate::library) fn session(&self, opened: &str) -> Result<Option<String>, StoreError> {
        let value = self.state(&format!("{SESSION}{opened}"))?;
        Ok(value.and_then(|value| value.split_once('\n').map(|(_, session)| session.to_owned())))
    }

    /// Keeps the session of what was opened; those left longest ago make room.
    pub(in crate::library) fn keep_session(&mut self, opened: &str, session: &str) -> Result<(), StoreError> {
        // The time it was left stands before it, so long that texts are in the order of their times.
        let value = format!("{:020}\n{session}", self.now.max(0));
        let keep = "INSERT INTO state VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value";
        let forget = "DELETE FROM state WHERE substr(name, 1, length(?1)) = ?1 AND name NOT IN
                      (SELECT name FROM state WHERE substr(name, 1, length(?1)) = ?1
                       ORDER BY value DESC, name LIMIT ?2)";
        self.write(|step| {
            step.execute(keep, params![format!("{SESSION}{opened}"), value])?;
            step.execute(forget, params![SESSION, MOST]).map(|_| ())
        })
    }
}
