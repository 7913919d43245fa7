//! A damaged store: kept aside as it is, and what can be read of it saved into a new one. Must not lose what was there
//! before: the damaged file stays until the person removes it.

use super::error::StoreError;
use super::{FILE, Store, damage, schema};
use crate::library::plain;
use crate::model::Warning;
use crate::model::text::counted;
use chrono::DateTime;
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, params_from_iter};
use std::fs;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What is saved: tables with their columns and the columns of their key, what the person did first.
const TABLES: [(&str, &str, &str); 9] = [
    ("note", "article, start, words, text", "rowid"),
    ("tag", "article, key, tag", "article, key"),
    ("mark", "article, mark", "article, mark"),
    ("query", "name, query, place", "name"),
    ("state", "name, value", "name"),
    (
        "feed",
        "n, url, title, site, folders, named, full_text, added, etag, modified, tried, fetched, wait_until, failures, \
         reason, gone, articles",
        "n",
    ),
    ("article", "n, id, url, path, address, source, text_hash, content, version, added, changed, head", "n"),
    ("body", "n, text", "n"),
    ("past", "n, version, added, text_hash, head, text", "rowid"),
];

/// What `SQLite` keeps beside a file.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// Keeps a damaged store aside and begins a new one with what can be read of it. Returns what to tell the person.
///
/// # Errors
/// Where the file cannot be moved or a new one made; the damaged one is then left as it is.
pub(super) fn save(folder: &Path, now: i64, reason: &str) -> Result<Warning, StoreError> {
    let file = Store::file_in(folder);
    let place = file.display().to_string();
    let of_io = |error: io::Error| StoreError::of_folder(folder, &error);
    let Ok(_lock) = plain::lock(folder.join("library.lock")) else {
        return Err(StoreError::Busy { file });
    };
    if is_sound(folder, now) {
        return Ok(Warning::notice(&place, "was damaged; another program has kept it aside"));
    }
    let aside = free_name(folder, now);
    fs::rename(&file, &aside).map_err(of_io)?;
    // What was not yet moved into the file belongs to it. Where there is none, nothing is lost.
    for end in BESIDE {
        let _ = fs::rename(with_end(&file, end), with_end(&aside, end));
    }
    let copy = folder.join(format!("{FILE}.mending"));
    let mended = mend(&aside, &copy).map_err(of_io).and_then(|()| {
        let mut store = Store::open(folder, now)?;
        match Connection::open(&copy) {
            Ok(old) => store.write(|step| Ok(pour(&old, step))),
            Err(_) => store.write(|_| Ok(Saved::default())),
        }
    });
    for end in [""].into_iter().chain(BESIDE) {
        // A copy that stays takes room and nothing else.
        let _ = fs::remove_file(with_end(&copy, end));
    }
    let saved = mended?;
    let told = format!("is damaged ({reason}); it is kept as {}; saved: {}", aside.display(), saved.told());
    Ok(Warning::unreadable(&place, &told))
}

/// Whether the store can be read to its end, and has the columns that are asked for.
fn is_sound(folder: &Path, now: i64) -> bool {
    let checked = Store::open(folder, now).and_then(|store| {
        store.read(None, |db| {
            // A name damaged in the description of a table passes the check of pages.
            for (table, columns, _) in TABLES {
                db.prepare(&format!("SELECT {columns} FROM {table} LIMIT 0"))?;
            }
            // What an index says and the rows do not shows in writing only.
            match damage::told(db, "PRAGMA integrity_check(1)")? {
                None => damage::found(db),
                told => Ok(told),
            }
        })
    });
    checked.is_ok_and(|damage| damage.is_none())
}

fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// A name for the damaged file that none has yet: with the day, and a number where one day sees several.
fn free_name(folder: &Path, now: i64) -> PathBuf {
    let day = DateTime::from_timestamp(now, 0).map_or_else(String::new, |at| at.date_naive().to_string());
    let name = |n: u32| {
        let number = if n == 1 { String::new() } else { format!("-{n}") };
        folder.join(format!("{FILE}.corrupt-{day}{number}"))
    };
    let taken = |name: &PathBuf| fs::symlink_metadata(name).is_ok();
    (1..=u32::MAX).map(name).find(|name| !taken(name)).unwrap_or_else(|| name(0))
}

/// A copy of the damaged file with those bytes of its head set right that are the same in every store.
fn mend(aside: &Path, copy: &Path) -> io::Result<()> {
    fs::copy(aside, copy)?;
    let log = with_end(aside, "-wal");
    if log.exists() {
        fs::copy(log, with_end(copy, "-wal"))?;
    }
    let mut head = b"SQLite format 3\0".to_vec();
    head.extend((schema::PAGE as u16).to_be_bytes());
    // Form of writing and reading: with a log; no bytes left free at the end of a page; three fractions that are fixed.
    head.extend([2, 2, 0, 64, 32, 32]);
    let mut file = fs::OpenOptions::new().write(true).open(copy)?;
    file.write_all(&head)?;
    // The form of the schema, and UTF-8.
    for (at, number) in [(44, 4_u32), (56, 1)] {
        file.seek(SeekFrom::Start(at))?;
        file.write_all(&number.to_be_bytes())?;
    }
    file.sync_all()
}

/// How much was saved.
#[derive(Debug, Default)]
struct Saved {
    articles: usize,
    /// Articles of which only a part could be read.
    halves: usize,
    marks: usize,
    tags: usize,
    notes: usize,
    feeds: usize,
}

impl Saved {
    fn told(&self) -> String {
        let (articles, marks) = (counted(self.articles, "article"), counted(self.marks, "mark"));
        let notes = [counted(self.tags, "tag"), counted(self.notes, "note"), counted(self.feeds, "feed")];
        let saved = [[articles, marks].as_slice(), &notes].concat().join(", ");
        match self.halves {
            0 => saved,
            halves => format!("{saved}; of {} only a part could be read", counted(halves, "more article")),
        }
    }
}

/// Pours what can be read of an old store into a new one.
fn pour(old: &Connection, new: &Transaction<'_>) -> Saved {
    // Damage of one table's description is no reason to leave the others out.
    let _ = old.pragma_update(None, "writable_schema", true);
    let _ = old.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
    // Where that fails, what can be read without it is saved.
    let _ = describe(old, new);
    for (table, columns, key) in TABLES {
        let order = |way: &str| {
            key.split(", ").map(|column| format!("{column} {way}")).collect::<Vec<_>>().join(", ")
        };
        // From the beginning to the damage, and from the end to the damage.
        if pour_rows(old, new, table, columns, &order("ASC")).is_err() {
            let _ = pour_rows(old, new, table, columns, &order("DESC"));
        }
    }
    // Half an article must not keep the whole one from being taken in again.
    let halves = [
        "DELETE FROM article WHERE n NOT IN (SELECT n FROM body)",
        "DELETE FROM body WHERE n NOT IN (SELECT n FROM article)",
    ]
    .map(|sql| new.execute(sql, []).unwrap_or(0));
    let _ = new.execute("DELETE FROM past WHERE n NOT IN (SELECT n FROM article)", []);
    // A number that a version before has is not this one's.
    let last = "(SELECT max(version) FROM past WHERE past.n = article.n)";
    let _ = new.execute(&format!("UPDATE article SET version = {last} + 1 WHERE version <= {last}"), []);
    let count = |table: &str| {
        let sql = format!("SELECT count(*) FROM {table}");
        let count: i64 = new.query_row(&sql, [], |row| row.get(0)).unwrap_or(0);
        usize::try_from(count).unwrap_or(0)
    };
    Saved {
        articles: count("article"),
        halves: halves.iter().sum(),
        marks: count("mark"),
        tags: count("tag"),
        notes: count("note"),
        feeds: count("feed"),
    }
}

/// Sets the descriptions of the tables in the copy right from those of the new store: their rows stand elsewhere, and
/// are as whole as before.
fn describe(old: &Connection, new: &Transaction<'_>) -> rusqlite::Result<()> {
    for (table, ..) in TABLES {
        let ask = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1";
        let known: String = new.query_row(ask, [table], |row| row.get(0))?;
        // Found by what of it is not damaged: the name stands there twice.
        old.execute(
            "UPDATE sqlite_schema SET type = 'table', name = ?1, tbl_name = ?1, sql = ?2
             WHERE (type = 'table' AND (name = ?1 OR tbl_name = ?1) OR name = ?1 AND tbl_name = ?1)
             AND (type, name, tbl_name, sql) IS NOT ('table', ?1, ?1, ?2)",
            [table, &known],
        )?;
    }
    // The descriptions are read anew.
    old.execute_batch("PRAGMA writable_schema = RESET; PRAGMA writable_schema = ON;")
}

fn pour_rows(
    old: &Connection,
    new: &Transaction<'_>,
    table: &str,
    columns: &str,
    order: &str,
) -> rusqlite::Result<()> {
    let mut from = old.prepare(&format!("SELECT {columns} FROM {table} NOT INDEXED ORDER BY {order}"))?;
    let width = from.column_count();
    let marks = vec!["?"; width].join(", ");
    let mut into = new.prepare(&format!("INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})"))?;
    let mut rows = from.query([])?;
    while let Some(row) = rows.next()? {
        let values = (0..width).map(|i| row.get::<_, Value>(i)).collect::<rusqlite::Result<Vec<Value>>>();
        if let Ok(values) = values {
            // A row that does not fit the form is part of the damage.
            let _ = into.execute(params_from_iter(values));
        }
    }
    Ok(())
}
