//! Marks in the store: what the person did to articles, whether or not these are in the library.

use super::Store;
use super::error::StoreError;
use crate::model::marks::settled;
use crate::model::{Anchor, Mark, MarkChange, Marking, Marks, SafeText, Tag};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

/// Where a note on the whole article begins, as the store has it.
const WHOLE: i64 = -1;

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
            // A damaged row costs itself only.
            for (sql, read) in READ {
                let mut statement = db.prepare_cached(sql)?;
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    let change = row.get_ref(0)?.as_str().ok().zip(read(row));
                    if let Some((article, marking)) = change {
                        marks.apply(&MarkChange::new(article, marking));
                    }
                }
            }
            Ok(marks)
        })
    }

    /// Keeps changes of marks, all or none. A note that another program changed meanwhile keeps what that wrote.
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
        self.change_marks(&marks.changes().collect::<Vec<_>>())
    }

    /// A number that changes when another program has changed the store.
    pub(in crate::library) fn changes(&self) -> Option<i64> {
        let db = &self.db.as_ref()?.db;
        db.pragma_query_value(None, "data_version", |row| row.get(0)).ok()
    }
}

/// How a row becomes a change; `None` where it is damaged or of a later program.
type Read = fn(&Row<'_>) -> Option<Marking>;

/// The tables of marks, with what their rows say.
const READ: [(&str, Read); 3] = [
    ("SELECT article, mark FROM mark", mark),
    ("SELECT article, tag FROM tag", tag),
    ("SELECT article, start, words, text FROM note", note),
];

fn mark(row: &Row<'_>) -> Option<Marking> {
    let kind = row.get_ref(1).ok()?.as_str().ok()?;
    let known = [Mark::Read, Mark::Star].into_iter().find(|mark| name(*mark) == kind);
    known.map(|mark| Marking::Mark(mark, true))
}

fn tag(row: &Row<'_>) -> Option<Marking> {
    Tag::new(row.get_ref(1).ok()?.as_str().ok()?).ok().map(|tag| Marking::Tag(tag, true))
}

fn note(row: &Row<'_>) -> Option<Marking> {
    let (words, text) = (row.get_ref(2).ok()?.as_str().ok()?, row.get_ref(3).ok()?.as_str().ok()?);
    let on = match row.get::<_, i64>(1).ok()? {
        WHOLE => Anchor::Article,
        start => Anchor::quoting(u32::try_from(start).unwrap_or(u32::MAX), words),
    };
    Some(Marking::Note { on, before: None, after: Some(SafeText::new(text)) })
}

fn apply(step: &Transaction<'_>, change: &MarkChange) -> rusqlite::Result<()> {
    let article = change.article.as_str();
    let (sql, value) = match &change.marking {
        Marking::Mark(mark, true) => ("INSERT OR IGNORE INTO mark VALUES (?1, ?2)", name(*mark)),
        Marking::Mark(mark, false) => ("DELETE FROM mark WHERE article = ?1 AND mark = ?2", name(*mark)),
        Marking::Tag(tag, true) => {
            let sql = "INSERT OR IGNORE INTO tag VALUES (?1, ?2, ?3)";
            return step.prepare_cached(sql)?.execute([article, tag.key(), tag.text()]).map(|_| ());
        }
        Marking::Tag(tag, false) => ("DELETE FROM tag WHERE article = ?1 AND key = ?2", tag.key()),
        Marking::Note { on, before, after } => {
            return write_note(step, article, on, before.as_ref(), after.as_ref());
        }
    };
    step.prepare_cached(sql)?.execute([article, value]).map(|_| ())
}

fn write_note(
    db: &Connection,
    article: &str,
    on: &Anchor,
    before: Option<&SafeText>,
    after: Option<&SafeText>,
) -> rusqlite::Result<()> {
    let (start, words) = match on {
        Anchor::Article => (WHOLE, ""),
        Anchor::Passage { start, words } => (i64::from(*start), words.as_str()),
    };
    let sql = "SELECT text FROM note WHERE article = ?1 AND start = ?2 AND words = ?3";
    let there: Option<String> =
        db.prepare_cached(sql)?.query_row(params![article, start, words], |row| row.get(0)).optional()?;
    if let Some(text) = settled(there.as_deref().map(SafeText::new).as_ref(), before, after) {
        let sql = "INSERT INTO note VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET text = excluded.text";
        db.prepare_cached(sql)?.execute(params![article, start, words, text.as_str()]).map(|_| ())
    } else {
        let sql = "DELETE FROM note WHERE article = ?1 AND start = ?2 AND words = ?3";
        db.prepare_cached(sql)?.execute(params![article, start, words]).map(|_| ())
    }
}
