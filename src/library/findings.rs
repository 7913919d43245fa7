//! What was found in the articles of the library, so that opening it need not find it again. Nothing here is lost with
//! the file: all of it can be worked out anew, so that a damaged file is thrown away, and writing does not wait for
//! the disk (synchronous NORMAL). What is in the findings is for others to know.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The file's name in the data folder.
const FILE: &str = "analysis.db";

/// Another form of the file is begun anew.
const FORM: i32 = 2;

/// Findings by the number of the article.
#[derive(Debug)]
pub struct Findings {
    db: Connection,
    /// The analysis they are of.
    version: String,
}

/// Findings of one article: its number, what they hang on, and the findings.
pub type Found = (i64, [u8; 16], Vec<u8>);

impl Findings {
    /// The findings in a folder that exists, of one version of the analysis; `None` where nothing can be kept there.
    #[must_use]
    pub fn open(folder: &Path, version: &str) -> Option<Self> {
        let file = folder.join(FILE);
        let open = || Self::open_file(&file).ok();
        let db = open().or_else(|| {
            throw_away(&file);
            open()
        })?;
        Some(Self { db, version: version.to_owned() })
    }

    fn open_file(file: &Path) -> rusqlite::Result<Connection> {
        let mut db = Connection::open(file)?;
        db.busy_timeout(Duration::from_secs(5))?;
        db.pragma_update(None, "page_size", 8192)?;
        db.pragma_update(None, "cell_size_check", true)?;
        let _: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        db.pragma_update(None, "synchronous", "normal")?;
        let step = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let form: i32 = step.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if form != FORM {
            step.execute_batch(
                "DROP TABLE IF EXISTS finding;
                 DROP TABLE IF EXISTS joined;
                 CREATE TABLE joined (one INTEGER PRIMARY KEY CHECK (one = 1), content BLOB NOT NULL, found BLOB NOT NULL);
                 CREATE TABLE finding (n INTEGER PRIMARY KEY, content BLOB NOT NULL, version TEXT NOT NULL, found BLOB NOT NULL);",
            )?;
            step.pragma_update(None, "user_version", FORM)?;
        }
        step.commit()?;
        Ok(db)
    }

    /// The file in a folder.
    #[must_use]
    pub fn file_in(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    /// What was found in an article of this content by this analysis.
    #[must_use]
    pub fn get(&self, number: i64, content: [u8; 16]) -> Option<Vec<u8>> {
        let sql = "SELECT found FROM finding WHERE n = ?1 AND content = ?2 AND version = ?3";
        let mut statement = self.db.prepare_cached(sql).ok()?;
        statement.query_row(params![number, content, self.version], |row| row.get(0)).optional().ok()?
    }

    /// What joins all articles of this content.
    #[must_use]
    pub fn joined(&self, content: [u8; 16]) -> Option<Vec<u8>> {
        let sql = "SELECT found FROM joined WHERE content = ?1";
        self.db.query_row(sql, [content], |row| row.get(0)).optional().ok()?
    }

    /// Keeps what joins all articles, in place of what joined them before; false where that failed.
    pub fn put_joined(&mut self, content: [u8; 16], joined: &[u8]) -> bool {
        let sql = "INSERT OR REPLACE INTO joined VALUES (1, ?1, ?2)";
        self.db.execute(sql, params![content, joined]).is_ok()
    }

    /// How many articles have findings of this analysis.
    #[must_use]
    pub fn count(&self) -> usize {
        let sql = "SELECT count(*) FROM finding WHERE version = ?1";
        let count: i64 = self.db.query_row(sql, [&self.version], |row| row.get(0)).unwrap_or(0);
        usize::try_from(count).unwrap_or(0)
    }

    /// Keeps findings, all or none; false where that failed, which costs only time later.
    pub fn put(&mut self, found: &[Found]) -> bool {
        let put = || -> rusqlite::Result<()> {
            let step = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut statement =
                step.prepare_cached("INSERT OR REPLACE INTO finding VALUES (?1, ?2, ?3, ?4)")?;
            for (number, content, findings) in found {
                statement.execute(params![number, content, self.version, findings])?;
            }
            drop(statement);
            step.commit()
        };
        let mut put = put;
        put().is_ok()
    }
}

/// Removes a file that cannot be used, with what `SQLite` keeps beside it.
fn throw_away(file: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        // What cannot be removed cannot be used either; opening it again tells.
        let _ = fs::remove_file(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: [u8; 16] = [1; 16];

    #[test]
    fn findings_are_of_one_article_content_and_analysis() {
        let home = tempfile::tempdir().unwrap();
        let mut findings = Findings::open(home.path(), "a").unwrap();
        assert!(findings.put(&[(7, ONE, b"found".to_vec()), (8, ONE, b"more".to_vec())]));
        assert_eq!(findings.get(7, ONE).as_deref(), Some(&b"found"[..]));
        assert_eq!((findings.get(9, ONE), findings.get(7, [2; 16])), (None, None));
        let mut later = Findings::open(home.path(), "b").unwrap();
        assert_eq!((later.get(7, ONE), later.count()), (None, 0));
        assert!(later.put(&[(7, ONE, b"else".to_vec())]));
        assert_eq!((findings.get(7, ONE), findings.count(), later.count()), (None, 1, 1));
    }

    #[test]
    fn what_joins_the_articles_is_of_all_of_them() {
        let home = tempfile::tempdir().unwrap();
        let mut findings = Findings::open(home.path(), "a").unwrap();
        assert!(findings.put_joined(ONE, b"two") && findings.put_joined([2; 16], b"three"));
        let again = Findings::open(home.path(), "a").unwrap();
        assert_eq!((again.joined(ONE), again.joined([2; 16])), (None, Some(b"three".to_vec())));
    }

    #[test]
    fn a_damaged_file_is_begun_anew() {
        let home = tempfile::tempdir().unwrap();
        fs::write(Findings::file_in(home.path()), "no database at all, but long enough to look like one")
            .unwrap();
        let mut findings = Findings::open(home.path(), "a").unwrap();
        assert!(findings.put(&[(7, ONE, b"found".to_vec())]));
        assert!(Findings::open(&home.path().join("no folder"), "a").is_none());
    }
}
