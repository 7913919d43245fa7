//! The form of the store, and how an older form becomes the newest. A step that was once released is never changed:
//! another form is another step.

use rusqlite::{Connection, TransactionBehavior};

/// Says that a file is a store of dateline (`date`, in ASCII), for `file` and the like.
pub(super) const APPLICATION: i32 = 0x6461_7465;

/// Bytes of a page: texts of some thousand bytes stand in one or two.
pub(super) const PAGE: u32 = 8192;

/// The steps from nothing to the newest form.
pub(super) const STEPS: &[&str] = &[
    // 1: articles, their texts, and earlier versions of both.
    "CREATE TABLE article (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        url TEXT,
        path TEXT,
        address TEXT,
        source TEXT,
        text_hash BLOB NOT NULL,
        content BLOB NOT NULL,
        version INTEGER NOT NULL DEFAULT 1,
        added INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        head BLOB NOT NULL
    );
    CREATE INDEX article_address ON article (address) WHERE address IS NOT NULL;
    CREATE INDEX article_source ON article (source) WHERE source IS NOT NULL;
    CREATE INDEX article_text ON article (text_hash);
    CREATE TABLE body (n INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE past (
        n INTEGER NOT NULL,
        version INTEGER NOT NULL,
        added INTEGER NOT NULL,
        text_hash BLOB NOT NULL,
        head BLOB NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (n, version)
    );",
    // 2: what the person did to articles, whether or not these are in the library, and what is to be as it was left.
    "CREATE TABLE mark (
        article TEXT NOT NULL,
        mark TEXT NOT NULL,
        PRIMARY KEY (article, mark)
    ) WITHOUT ROWID;
    CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;",
    // 3: tags by what they are compared by, and notes on articles (which begin at -1) and on passages (at a byte).
    "CREATE TABLE tag (
        article TEXT NOT NULL,
        key TEXT NOT NULL,
        tag TEXT NOT NULL,
        PRIMARY KEY (article, key)
    ) WITHOUT ROWID;
    CREATE TABLE note (
        article TEXT NOT NULL,
        start INTEGER NOT NULL,
        words TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (article, start, words)
    );",
    // 4: saved queries.
    "CREATE TABLE query (name TEXT PRIMARY KEY, query TEXT NOT NULL, place INTEGER NOT NULL) WITHOUT ROWID;",
    // 5: the feeds that are followed, and how it goes with each.
    "CREATE TABLE feed (
        n INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        title TEXT,
        site TEXT,
        folders TEXT NOT NULL DEFAULT '',
        named INTEGER NOT NULL DEFAULT 0,
        full_text INTEGER NOT NULL DEFAULT 0,
        added INTEGER NOT NULL,
        etag TEXT,
        modified TEXT,
        tried INTEGER,
        fetched INTEGER,
        wait_until INTEGER,
        failures INTEGER NOT NULL DEFAULT 0,
        reason TEXT,
        gone INTEGER NOT NULL DEFAULT 0,
        articles INTEGER NOT NULL DEFAULT 0
    );",
    // 6: which state of the articles this is, so that what was worked out of them is known to be of it: at random, as a
    // copy that is put back and goes on from there is another state than what it went on to before.
    "CREATE TABLE edition (one INTEGER PRIMARY KEY CHECK (one = 1), library BLOB NOT NULL, number INTEGER NOT NULL);
    INSERT INTO edition VALUES (1, randomblob(16), 0);
    CREATE TRIGGER article_came AFTER INSERT ON article BEGIN UPDATE edition SET number = random(); END;
    CREATE TRIGGER article_changed AFTER UPDATE ON article BEGIN UPDATE edition SET number = random(); END;
    CREATE TRIGGER article_went AFTER DELETE ON article BEGIN UPDATE edition SET number = random(); END;",
];

/// The newest form.
pub(super) const NEWEST: u32 = STEPS.len() as u32;

/// The form a store is in; 0 where it is empty.
pub(super) fn form(db: &Connection) -> rusqlite::Result<u32> {
    // No program writes a negative one.
    db.pragma_query_value(None, "user_version", |row| Ok(u32::try_from(row.get::<_, i32>(0)?).unwrap_or(0)))
}

/// Brings a store to the newest form, in one step for whoever looks at it. A store in a later form stays as it is.
pub(super) fn migrate(db: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    let newest = steps.len() as u32;
    if form(db)? >= newest {
        return Ok(());
    }
    let step = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have done it while this one waited.
    let from = form(&step)?;
    for sql in steps.iter().skip(from as usize) {
        step.execute_batch(sql)?;
    }
    if from < newest {
        step.pragma_update(None, "user_version", newest)?;
        step.pragma_update(None, "application_id", APPLICATION)?;
    }
    step.commit()
}
