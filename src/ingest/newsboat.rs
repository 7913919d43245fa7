//! The cache of newsboat (`cache.db`): the articles of all feeds that it keeps. Opened in memory and only to be read; a
//! file that is broken or made to harm is given up with its reason.

use super::draft::Draft;
use super::feed::{self, Source};
use super::fields::Fields;
use super::{dates, format};
use crate::model::Warning;
use rusqlite::limits::Limit;
use rusqlite::{Connection, MAIN_DB, Row};

/// What a database begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// After so many thousand steps of the database a query is given up: a hundred thousand articles take far fewer.
const MOST_STEPS: usize = 200_000;

/// Whether the bytes are a database; which one is found out when it is read.
pub(crate) fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The articles that are not deleted, oldest first.
pub(crate) fn read(place: &str, bytes: &[u8], warnings: &mut Vec<Warning>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    if let Err(reason) = articles(place, bytes, &mut drafts, warnings) {
        warnings.push(Warning::unreadable(place, &reason));
    } else if drafts.is_empty() {
        warnings.push(Warning::notice(place, "is a newsboat cache without articles"));
    }
    drafts
}

fn articles(
    place: &str,
    bytes: &[u8],
    drafts: &mut Vec<Draft>,
    warnings: &mut Vec<Warning>,
) -> Result<(), String> {
    let damaged = |error: rusqlite::Error| format!("is a damaged database: {error}");
    let connection = open(bytes).map_err(damaged)?;
    let tables: i64 = connection
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('rss_item', 'rss_feed')",
            [],
            |row| row.get(0),
        )
        .map_err(damaged)?;
    if tables != 2 {
        return Err("is a database, but none of newsboat’s".to_owned());
    }
    let deleted = has_column(&connection, "deleted").map_err(damaged)?;
    let condition = if deleted { "WHERE i.deleted = 0" } else { "" };
    let query = format!(
        "SELECT i.guid, i.title, i.author, i.url, i.pubDate, i.content, f.title, f.url
         FROM rss_item i LEFT JOIN rss_feed f ON f.rssurl = i.feedurl {condition} ORDER BY i.pubDate, i.id"
    );
    let mut statement = connection
        .prepare(&query)
        .map_err(|error| format!("is a newsboat cache of another kind: {error}"))?;
    let mut rows = statement.query([]).map_err(damaged)?;
    loop {
        match rows.next() {
            Ok(Some(row)) => drafts.push(article(row)),
            Ok(None) => return Ok(()),
            Err(error) => {
                let reason = format!("is damaged behind article {}: {error}", drafts.len());
                warnings.push(Warning::unreadable(place, &reason));
                return Ok(());
            }
        }
    }
}

/// The database in memory, without anything that could write or run for long.
fn open(bytes: &[u8]) -> rusqlite::Result<Connection> {
    let mut copy = bytes.to_vec();
    // A database in memory has no log beside it; what says that it has one would refuse to open.
    for at in [18, 19] {
        if let Some(version @ 2) = copy.get_mut(at) {
            *version = 1;
        }
    }
    let mut connection = Connection::open_in_memory()?;
    connection.deserialize_read_exact(MAIN_DB, copy.as_slice(), copy.len(), true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    let mut steps = 0;
    connection.progress_handler(
        1000,
        Some(move || {
            steps += 1;
            steps > MOST_STEPS
        }),
    )?;
    Ok(connection)
}

fn has_column(connection: &Connection, column: &str) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare("PRAGMA table_info(rss_item)")?;
    let names: Vec<String> = statement.query_map([], |row| row.get(1))?.collect::<Result<_, _>>()?;
    Ok(names.iter().any(|name| name == column))
}

/// One row; a column of another type is as if it were empty.
fn article(row: &Row<'_>) -> Draft {
    let text = |column: usize| -> String {
        match row.get_ref(column) {
            Ok(rusqlite::types::ValueRef::Text(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        }
    };
    let line = |column: usize| Some(format::squeeze(&text(column))).filter(|text| !text.is_empty());
    let seconds: i64 = row.get(4).unwrap_or_default();
    let date = (seconds > 0).then(|| dates::given(&seconds.to_string(), "newsboat’s cache").ok()).flatten();
    let url = format::complete_address(&text(3), line(7).as_deref());
    let outlet = line(6);
    let fields = Fields {
        id: line(0).filter(|_| url.is_none()),
        title: line(1),
        outlet_from: outlet.as_ref().map(|_| "the title of the feed"),
        outlet,
        author: line(2),
        date,
        url,
        source: "newsboat’s cache",
        ..Fields::default()
    };
    feed::draft(&Source::of(text(5)), fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cache as newsboat makes it.
    fn cache(statements: &str) -> Vec<u8> {
        let mut connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL,
                   lastmodified INTEGER(11) NOT NULL DEFAULT 0, is_rtl INTEGER(1) NOT NULL DEFAULT 0, etag VARCHAR(128) NOT NULL DEFAULT '');
                 CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL,
                   author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL,
                   content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), deleted INTEGER(1) NOT NULL DEFAULT 0);",
            )
            .unwrap();
        connection.execute_batch(statements).unwrap();
        connection.serialize(MAIN_DB).unwrap().to_vec()
    }

    const ROWS: &str = "INSERT INTO rss_feed (rssurl, url, title) VALUES ('https://courier.example.org/rss', 'https://courier.example.org/', 'The Bothnian Courier');
        INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, deleted) VALUES
         ('g2', 'Fares rise', '', 'https://courier.example.org/2', 'https://courier.example.org/rss', 1710482400, '<p>Fares rise by <b>four</b> per cent.</p><p>From May.</p>', 1, 0),
         ('g1', 'Ferry sails', 'Maija Lindqvist', '/1', 'https://courier.example.org/rss', 1710396000, 'The ferry sailed again.', 0, 0),
         ('g3', 'Gone', '', '', 'https://courier.example.org/rss', 1710396001, 'Deleted.', 0, 1),
         ('g4', 'No link', '', 'javascript:alert(1)', 'gone', 0, 'Words.', 0, 0);";

    #[test]
    fn a_cache_gives_its_articles() {
        let mut bytes = cache(ROWS);
        bytes[18] = 2;
        bytes[19] = 2;
        assert!(looks_like(&bytes));
        let mut warnings = Vec::new();
        let drafts = read("cache.db", &bytes, &mut warnings);
        let shown = |text: &Option<String>| text.clone().unwrap_or_default();
        let got: Vec<String> = drafts
            .iter()
            .map(|draft| {
                let fields = &draft.fields;
                let date = fields.date.as_ref().map(|date| date.date.to_string());
                [
                    shown(&fields.id),
                    shown(&fields.title),
                    shown(&fields.outlet),
                    shown(&fields.url),
                    shown(&date),
                    draft.text.replace('\n', "/"),
                ]
                .join("|")
            })
            .collect();
        assert_eq!(
            got,
            [
                "g4|No link||||Words./",
                "|Ferry sails|The Bothnian Courier|https://courier.example.org/1|2024-03-14|The ferry sailed again./",
                "|Fares rise|The Bothnian Courier|https://courier.example.org/2|2024-03-15|Fares rise by four per cent.//From May./",
            ]
        );
        assert_eq!(warnings, []);
    }

    #[test]
    fn broken_and_hostile_databases_are_told() {
        let whole = cache(ROWS);
        let other = {
            let mut connection = Connection::open_in_memory().unwrap();
            connection.execute_batch("CREATE TABLE a (b); CREATE VIEW rss_item AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c;").unwrap();
            connection.serialize(MAIN_DB).unwrap().to_vec()
        };
        for (bytes, reason) in [
            (MAGIC.to_vec(), "database"),
            (whole[..600].to_vec(), "database"),
            (other, "none of newsboat’s"),
            (cache(""), "without articles"),
        ] {
            let mut warnings = Vec::new();
            assert!(read("x", &bytes, &mut warnings).is_empty());
            assert!(warnings[0].reason.contains(reason), "{warnings:?}");
        }
        // A byte of every stretch changed: read or told, never a panic.
        for at in (16..whole.len()).step_by(97) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0xff;
            let mut warnings = Vec::new();
            let drafts = read("x", &bytes, &mut warnings);
            assert!(!drafts.is_empty() || !warnings.is_empty(), "{at}");
        }
    }
}
