//! Articles in the store: taking them in, each once, and giving them back. Must not analyse them.

use super::error::{StoreError, damage};
use super::same::{Keys, Same, There, free_id, same};
use super::{Store, head, schema};
use crate::model::text::counted;
use crate::model::{Article, SafeText, Warning};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// An article to take in.
#[derive(Debug)]
pub struct Incoming {
    /// The article.
    pub article: Article,
    /// The file it alone stands in, where that is what tells it from others.
    pub source: Option<String>,
}

/// What became of an article that was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is new: its number in the store.
    New(i64),
    /// It is another version of one that was there: its number.
    Changed(i64),
    /// It was there.
    Known,
}

/// An article of the store.
#[derive(Debug)]
pub struct Kept {
    /// Its number, in order of arrival. Stays.
    pub number: i64,
    /// What its findings hang on: the same for the same content.
    pub content: [u8; 16],
    /// How many versions of it there were, this one included.
    pub version: u32,
    /// When this version came, in seconds since 1970, by universal time.
    pub changed: i64,
    /// The article as it is now.
    pub article: Article,
}

/// An article as it is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub number: i64,
    /// What its findings hang on.
    pub content: [u8; 16],
    /// How many versions of it there were, this one included.
    pub version: u32,
}

/// What is in a library in one state of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Which library, and which state: see [`Store::edition`].
    pub edition: ([u8; 16], i64),
    /// The articles in the order of their arrival.
    pub articles: Vec<Listed>,
}

/// A version of an article that was replaced.
#[derive(Debug)]
pub struct Past {
    /// Which, from 1.
    pub version: u32,
    /// When it came, in seconds since 1970, by universal time.
    pub added: i64,
    /// The article as it was.
    pub article: Article,
}

/// What of an article its findings hang on: all but its id and the file it was read from.
#[must_use]
pub fn content(article: &Article) -> [u8; 16] {
    content_of(&head::encode(article), article)
}

fn content_of(head: &[u8], article: &Article) -> [u8; 16] {
    head::key(&[head, article.url.as_deref().unwrap_or_default().as_bytes(), article.text.as_bytes()])
}

impl Store {
    /// Takes articles in, all or none of them: each once, by its id, address, text or file. One whose text changed
    /// becomes another version. What became of each is told in their order.
    ///
    /// # Errors
    /// Where nothing could be written; nothing is changed then.
    pub fn take_in(&mut self, incoming: &[Incoming]) -> Result<Vec<Taken>, StoreError> {
        let now = self.now;
        self.write(|db| incoming.iter().map(|one| take(db, one, now)).collect())
    }

    /// How many articles there are.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn count(&self) -> Result<usize, StoreError> {
        let count: i64 =
            self.read(0, |db| db.query_row("SELECT count(*) FROM article", [], |row| row.get(0)))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// All articles in the order of their arrival; one that is damaged is left out and told.
    ///
    /// # Errors
    /// Where the store cannot be read, or what it says of its articles does not agree: then some have lost their
    /// place or their text, which must not pass for a smaller library.
    pub fn articles(&self) -> Result<(Vec<Kept>, Vec<Warning>), StoreError> {
        let (mut all, mut damaged) = (Vec::new(), Vec::new());
        let read = self.read((), |db| {
            // One state of the library, whatever another program writes meanwhile.
            let db = db.unchecked_transaction()?;
            let mut statement = db.prepare(
                "SELECT n, content, version, id, url, path, head, text, changed, body.n FROM article LEFT JOIN body USING (n)
                 ORDER BY n",
            )?;
            let mut rows = statement.query([])?;
            let mut bare = Vec::new();
            while let Some(row) = rows.next()? {
                match kept(row)? {
                    _ if is_bare(row, 9)? => bare.push(row.get_ref(3)?.as_str().unwrap_or("?").to_owned()),
                    Ok(kept) => all.push(kept),
                    Err(id) => damaged.push(id),
                }
            }
            if !bare.is_empty() {
                return Err(damage(&without_text(&bare)));
            }
            // Counted by an index, which stands elsewhere than the rows.
            let stated: i64 = db.query_row("SELECT count(*) FROM article", [], |row| row.get(0))?;
            let found = all.len() + damaged.len();
            if usize::try_from(stated) != Ok(found) {
                return Err(damage(&format!("of {} there are {found}", counted(usize::try_from(stated).unwrap_or(0), "article"))));
            }
            Ok(())
        });
        read?;
        let place = self.place();
        let told =
            |id: String| Warning::unreadable(&place, &format!("the article “{id}” is damaged and left out"));
        Ok((all, damaged.into_iter().map(told).collect()))
    }

    /// Which library this is, and a number that each change of its articles makes anew. `None` where there
    /// is no library, or one of an older form that cannot be written.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn edition(&self) -> Result<Option<([u8; 16], i64)>, StoreError> {
        self.read(None, |db| {
            if schema::form(db)? < 6 {
                return Ok(None);
            }
            let sql = "SELECT library, number FROM edition";
            db.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()
        })
    }

    /// The articles without what is in them, and the state of the library that they are of. `None` as in
    /// [`edition`](Self::edition).
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn listing(&self) -> Result<Option<Listing>, StoreError> {
        self.read(None, |db| {
            if schema::form(db)? < 6 {
                return Ok(None);
            }
            let db = db.unchecked_transaction()?;
            let edition = db
                .query_row("SELECT library, number FROM edition", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let mut statement = db.prepare("SELECT n, content, version FROM article ORDER BY n")?;
            let listed = |row: &Row<'_>| {
                Ok(Listed { number: row.get(0)?, content: row.get(1)?, version: row.get(2)? })
            };
            let articles = statement.query_map([], listed)?.collect::<rusqlite::Result<_>>()?;
            Ok(Some(Listing { edition, articles }))
        })
    }

    /// The article of a number, with the key of its content; `None` where there is none or it is damaged.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn numbered(&self, number: i64) -> Result<Option<([u8; 16], Article)>, StoreError> {
        self.read(None, |db| numbered(db, number))
    }

    /// The article of an id; `None` where there is none, or it is damaged.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn article(&self, id: &str) -> Result<Option<Article>, StoreError> {
        let sql = "SELECT id, url, path, head, text FROM article JOIN body USING (n) WHERE id = ?1";
        let found =
            self.read(None, |db| db.prepare_cached(sql)?.query_row([id], |row| article(row, 0)).optional())?;
        Ok(found.and_then(Result::ok))
    }

    /// The versions of an article before the one that is there now, oldest first.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn past(&self, id: &str) -> Result<Vec<Past>, StoreError> {
        self.read(Vec::new(), |db| {
            let mut statement = db.prepare(
                "SELECT past.version, past.added, id, url, path, past.head, past.text FROM past JOIN article USING (n)
                 WHERE id = ?1 ORDER BY past.version",
            )?;
            let past = |row: &Row<'_>| {
                let article = article(row, 2)?;
                Ok(article.ok().map(|article| (row.get(0), row.get(1), article)))
            };
            let all = statement.query_map([id], past)?.filter_map(Result::transpose);
            all.map(|one| one.and_then(|(version, added, article)| Ok(Past { version: version?, added: added?, article })))
                .collect()
        })
    }
}

/// An article of the store, or the id of one that is damaged.
fn kept(row: &Row<'_>) -> rusqlite::Result<Result<Kept, String>> {
    let (number, content, version) = (row.get(0)?, row.get::<_, Vec<u8>>(1)?, row.get(2)?);
    let changed = row.get(8)?;
    Ok(article(row, 3)?.and_then(|article| match content.try_into() {
        Ok(content) => Ok(Kept { number, content, version, changed, article }),
        Err(_) => Err(article.id.to_string()),
    }))
}

/// Whether the number of a body, in a column, is missing: the article has lost its text.
pub(super) fn is_bare(row: &Row<'_>, at: usize) -> rusqlite::Result<bool> {
    Ok(row.get_ref(at)? == ValueRef::Null)
}

/// What to say of articles that have lost their texts: how many, and the first of them.
fn without_text(ids: &[String]) -> String {
    let named: Vec<String> = ids.iter().take(5).map(|id| format!("“{}”", SafeText::line(id))).collect();
    let more = if ids.len() > named.len() { ", …" } else { "" };
    format!("the text of {} is missing: {}{more}", counted(ids.len(), "article"), named.join(", "))
}

/// An article from id, url, path, head and text in columns from `at` on.
pub(super) fn article(row: &Row<'_>, at: usize) -> rusqlite::Result<Result<Article, String>> {
    // What is of another kind than what is ever written is damage of this article only.
    let id = row.get_ref(at)?.as_str().unwrap_or("?");
    let (url, path) = (row.get_ref(at + 1)?.as_str_or_null(), row.get_ref(at + 2)?.as_str_or_null());
    let (head, text) = (row.get_ref(at + 3)?.as_blob(), row.get_ref(at + 4)?.as_str());
    let (Ok(url), Ok(path), Ok(head), Ok(text)) = (url, path, head, text) else {
        return Ok(Err(id.to_owned()));
    };
    Ok(head::decode(head, id, url, path, text).ok_or_else(|| id.to_owned()))
}

fn take(db: &Connection, incoming: &Incoming, now: i64) -> rusqlite::Result<Taken> {
    let Incoming { article, source } = incoming;
    let head = head::encode(article);
    let keys = Keys {
        address: article.url.as_deref().map(head::address),
        text: head::key(&[article.text.trim().as_bytes()]),
        content: content_of(&head, article),
    };
    let found = match same(db, article, source.as_deref(), &keys)? {
        Same::Nothing => return insert(db, incoming, &head, &keys, now),
        Same::Text => return Ok(Taken::Known),
        Same::Article(there) => there,
    };
    if found.content == keys.content {
        return Ok(Taken::Known);
    }
    // The same text with less said of it, or a state it was in before: an older file, or a poorer source.
    if found.text == keys.text && tells_less(db, found.number, article)?
        || was_before(db, &found, &head, &keys)?
    {
        return Ok(Taken::Known);
    }
    replace(db, &found, article, (&head, &keys), now)?;
    Ok(Taken::Changed(found.number))
}

/// Whether the article was as the incoming one is, before it became what it is now.
fn was_before(db: &Connection, found: &There, head: &[u8], keys: &Keys) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM past WHERE n = ?1 AND text_hash = ?2 AND (?3 OR head = ?4)";
    db.prepare_cached(sql)?.exists(params![found.number, keys.text, found.text != keys.text, head])
}

/// Whether less is known of the incoming article than of the one that is there, and nothing that this one lacks.
fn tells_less(db: &Connection, number: i64, article: &Article) -> rusqlite::Result<bool> {
    let told = |article: &Article| {
        [
            article.title.is_some(),
            article.outlet.name.is_some(),
            article.byline.is_some(),
            article.given_date.is_some(),
            article.url.is_some(),
        ]
    };
    let Some((_, there)) = numbered(db, number)? else { return Ok(false) };
    let (there, now) = (told(&there), told(article));
    Ok(there != now && there.iter().zip(now).all(|(there, now)| *there || !now))
}

/// The article of a number; `None` where it is damaged.
fn numbered(db: &Connection, number: i64) -> rusqlite::Result<Option<([u8; 16], Article)>> {
    let sql = "SELECT content, id, url, path, head, text FROM article JOIN body USING (n) WHERE n = ?1";
    let read = |row: &Row<'_>| Ok((row.get::<_, Vec<u8>>(0)?, article(row, 1)?));
    let found = db.prepare_cached(sql)?.query_row([number], read).optional()?;
    Ok(found.and_then(|(content, article)| Some((content.try_into().ok()?, article.ok()?))))
}

fn insert(
    db: &Connection,
    Incoming { article, source }: &Incoming,
    head: &[u8],
    keys: &Keys,
    now: i64,
) -> rusqlite::Result<Taken> {
    let sql = "INSERT INTO article (id, url, path, address, source, text_hash, content, added, changed, head)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9)";
    db.prepare_cached(sql)?.execute(params![
        free_id(db, &article.id)?,
        article.url.as_deref(),
        article.path.as_deref(),
        keys.address,
        source,
        keys.text,
        keys.content,
        now,
        head
    ])?;
    let number = db.last_insert_rowid();
    let sql = "INSERT INTO body (n, text) VALUES (?1, ?2)";
    db.prepare_cached(sql)?.execute(params![number, article.text.as_str()])?;
    Ok(Taken::New(number))
}

/// Puts an article in the place of an earlier version, which is kept.
fn replace(
    db: &Connection,
    found: &There,
    article: &Article,
    (head, keys): (&[u8], &Keys),
    now: i64,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO past (n, version, added, text_hash, head, text)
               SELECT n, version, changed, text_hash, head, text FROM article JOIN body USING (n) WHERE n = ?1";
    db.prepare_cached(sql)?.execute([found.number])?;
    let sql = "UPDATE article SET head = ?2, content = ?3, text_hash = ?4, version = ?5, changed = ?6,
               url = coalesce(?7, url), address = coalesce(?8, address) WHERE n = ?1";
    db.prepare_cached(sql)?.execute(params![
        found.number,
        head,
        keys.content,
        keys.text,
        found.version + 1,
        now,
        article.url.as_deref(),
        keys.address
    ])?;
    let sql = "UPDATE body SET text = ?2 WHERE n = ?1";
    db.prepare_cached(sql)?.execute(params![found.number, article.text.as_str()])?;
    Ok(())
}

impl Store {
    /// The file, safe to be shown.
    fn place(&self) -> String {
        SafeText::line(&self.file().display().to_string()).to_string()
    }
}
