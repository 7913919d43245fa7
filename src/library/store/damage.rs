//! Whether a store is damaged: its pages, and tables that do not agree with each other. Must not change anything.

use rusqlite::Connection;

/// What is damaged in a store, where something is: pages, or tables that do not agree with each other.
pub(super) fn found(db: &Connection) -> rusqlite::Result<Option<String>> {
    if let Some(told) = told(db, "PRAGMA quick_check(1)")? {
        return Ok(Some(told));
    }
    for (sql, what) in [
        (
            "SELECT 1 FROM article LEFT JOIN body USING (n) WHERE body.n IS NULL",
            "an article has lost its text",
        ),
        (
            "SELECT 1 FROM body LEFT JOIN article USING (n) WHERE article.n IS NULL",
            "a text has lost its article",
        ),
        (
            "SELECT 1 FROM past JOIN article USING (n) WHERE past.version >= article.version",
            "versions are out of order",
        ),
    ] {
        if db.prepare(sql)?.exists([])? {
            return Ok(Some(what.to_owned()));
        }
    }
    Ok(None)
}

/// What a check of `SQLite` finds wrong.
pub(super) fn told(db: &Connection, check: &str) -> rusqlite::Result<Option<String>> {
    let told: String = db.query_row(check, [], |row| row.get(0))?;
    // The first line only names the database.
    Ok((told != "ok").then(|| told.lines().last().unwrap_or_default().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::articles::{Incoming, Taken};
    use super::super::{Store, StoreError};
    use crate::model::testing;
    use rusqlite::Connection;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    const NOW: i64 = 1_700_000_000;

    fn incoming(number: usize, words: usize) -> Incoming {
        let text: Vec<String> =
            (0..words).map(|word| format!("w{}", number * 7919 + word * 104_729)).collect();
        let article = testing::article(&format!("n{number}"), &text.join(" "));
        Incoming { article, source: None }
    }

    /// A store of so many articles, wholly in its file.
    fn store(folder: &Path, articles: usize, words: usize) -> Store {
        let mut store = Store::open(folder, NOW).unwrap();
        let all: Vec<Incoming> = (0..articles).map(|number| incoming(number, words)).collect();
        store.take_in(&all).unwrap();
        drop(store);
        Store::open(folder, NOW).unwrap()
    }

    fn change(folder: &Path, sql: &str) {
        Connection::open(Store::file_in(folder)).unwrap().execute_batch(sql).unwrap();
    }

    #[test]
    fn what_does_not_agree_is_told_and_saved() {
        for (sql, reason, saved) in [
            ("DELETE FROM body WHERE n = 2", "an article has lost its text", 2),
            ("INSERT INTO body VALUES (4, 'A text of nobody.')", "a text has lost its article", 3),
            (
                "INSERT INTO past SELECT n, 1, 1, text_hash, head, 'Before.' FROM article WHERE n = 1",
                "versions are out of order",
                3,
            ),
        ] {
            let home = tempfile::tempdir().unwrap();
            assert_eq!(store(home.path(), 3, 20).damage().unwrap(), None);
            change(home.path(), sql);
            let mut store = Store::open(home.path(), NOW).unwrap();
            assert_eq!(store.damage().unwrap().as_deref(), Some(reason));
            let told = store.save_again(reason).unwrap().to_string();
            assert!(told.contains(&format!("saved: {saved} articles")), "{told}");
            assert_eq!(
                told.contains("of 1 more article only a part"),
                saved == 2 || sql.contains("nobody"),
                "{told}"
            );
            assert_eq!((store.damage().unwrap(), store.count().unwrap()), (None, saved));
        }
    }

    #[test]
    fn a_lost_text_is_no_smaller_library() {
        let home = tempfile::tempdir().unwrap();
        let mut store = store(home.path(), 3, 20);
        change(home.path(), "DELETE FROM body WHERE n = 2");
        let error = store.articles().unwrap_err();
        assert!(
            error.is_corrupt() && error.to_string().contains("the text of 1 article is missing: “n1”"),
            "{error}"
        );
        assert!(store.take_in(&[incoming(1, 20)]).unwrap_err().is_corrupt(), "it may be the same");
        store.save_again("it lacks a text").unwrap();
        assert_eq!(store.articles().unwrap().0.len(), 2);
        assert_eq!(store.take_in(&[incoming(1, 20)]).unwrap(), [Taken::New(4)]);
    }

    #[test]
    fn a_number_that_is_taken_already_is_damage() {
        let home = tempfile::tempdir().unwrap();
        let mut store = store(home.path(), 3, 20);
        change(home.path(), "INSERT INTO body VALUES (4, 'A text of nobody.')");
        let error = store.take_in(&[incoming(9, 20)]).unwrap_err();
        assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
        store.save_again("a number is taken").unwrap();
        assert_eq!(store.take_in(&[incoming(9, 20)]).unwrap(), [Taken::New(4)]);
        assert_eq!(store.articles().unwrap().0.len(), 4);
    }

    #[test]
    fn no_block_that_is_lost_hides_articles_silently() {
        let home = tempfile::tempdir().unwrap();
        drop(store(home.path(), 120, 90));
        let whole = fs::read(Store::file_in(home.path())).unwrap();
        let mut told = BTreeSet::new();
        for at in (0..whole.len()).step_by(4096) {
            let home = tempfile::tempdir().unwrap();
            let mut bytes = whole.clone();
            bytes[at..at + 4096].fill(0);
            fs::write(Store::file_in(home.path()), bytes).unwrap();
            let all = Store::open(home.path(), NOW).and_then(|store| store.articles());
            match all {
                Ok((all, damaged)) => {
                    assert!(all.len() + damaged.len() == 120, "block {}: {}", at / 4096, all.len());
                }
                Err(error) => assert!(error.is_corrupt(), "block {}: {error}", at / 4096),
            }
            let all = Store::open(home.path(), NOW).and_then(|store| store.damage());
            told.insert(all.is_ok_and(|damage| damage.is_none()));
        }
        assert!(told.contains(&false));
    }
}
