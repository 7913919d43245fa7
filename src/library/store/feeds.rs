//! The feeds that are followed, and how it goes with each.

use super::Store;
use super::error::StoreError;
use crate::model::{Feed, FeedSource, FeedState, SafeText};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};

/// The columns of a feed, in the order in which [`feed`] reads them.
const COLUMNS: &str = "url, title, site, folders, named, full_text, etag, modified, tried, fetched, wait_until, \
                       failures, reason, gone, articles";

impl Store {
    /// All feeds in the order in which they were added. One that is damaged is left out.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn feeds(&self) -> Result<Vec<Feed>, StoreError> {
        self.read(Vec::new(), |db| {
            let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM feed ORDER BY n"))?;
            let all = statement.query_map([], |row| Ok(feed(row)))?;
            Ok(all.collect::<rusqlite::Result<Vec<Option<Feed>>>>()?.into_iter().flatten().collect())
        })
    }

    /// Follows feeds from now on, all or none; tells of each whether it was not followed before. One that the person
    /// names now counts as named, and what it lacked is filled in.
    ///
    /// # Errors
    /// Where they could not be written.
    pub fn add_feeds(&mut self, feeds: &[Feed]) -> Result<Vec<bool>, StoreError> {
        let now = self.now;
        self.write(|db| feeds.iter().map(|feed| add(db, feed, now)).collect())
    }

    /// Follows feeds no more; tells how many of them were followed. Their articles stay.
    ///
    /// # Errors
    /// Where that could not be written.
    pub fn remove_feeds(&mut self, urls: &[&str]) -> Result<usize, StoreError> {
        self.write(|db| {
            let mut statement = db.prepare_cached("DELETE FROM feed WHERE url = ?1")?;
            urls.iter().try_fold(0, |count, url| Ok(count + statement.execute([url])?))
        })
    }

    /// Has the pages of feeds' entries fetched too, or no more; tells how many of them are followed.
    ///
    /// # Errors
    /// Where that could not be written.
    pub fn fetch_full_text(&mut self, urls: &[&str], full: bool) -> Result<usize, StoreError> {
        self.write(|db| {
            // With what the server said of its last answer the entries of today would not come again.
            let sql = "UPDATE feed SET full_text = ?2, etag = NULL, modified = NULL WHERE url = ?1";
            let mut statement = db.prepare_cached(sql)?;
            urls.iter().try_fold(0, |count, url| Ok(count + statement.execute(params![url, full])?))
        })
    }

    /// Keeps how it goes with a feed, and what it is called where nothing was known. A feed that is not followed any
    /// more stays so.
    ///
    /// # Errors
    /// Where that could not be written.
    pub fn keep_feed(&mut self, feed: &Feed) -> Result<(), StoreError> {
        let Feed { source, state, .. } = feed;
        self.write(|db| {
            let sql = "UPDATE feed SET title = coalesce(title, ?2), site = coalesce(site, ?3), etag = ?4,
                       modified = ?5, tried = ?6, fetched = ?7, wait_until = ?8, failures = ?9, reason = ?10,
                       gone = ?11, articles = ?12 WHERE url = ?1";
            db.prepare_cached(sql)?.execute(params![
                source.url.as_str(),
                source.title.as_deref(),
                source.site.as_deref(),
                state.etag,
                state.modified,
                state.tried,
                state.fetched,
                state.wait_until,
                state.failures,
                state.reason.as_deref(),
                state.gone,
                state.articles
            ])?;
            Ok(())
        })
    }

    /// Gives a feed another address; false where that one is followed already, or the old one is not.
    ///
    /// # Errors
    /// Where that could not be written.
    pub fn move_feed(&mut self, from: &str, to: &str) -> Result<bool, StoreError> {
        self.write(|db| {
            let sql = "UPDATE OR IGNORE feed SET url = ?2 WHERE url = ?1";
            Ok(db.prepare_cached(sql)?.execute([from, to])? == 1)
        })
    }

    /// Which of some addresses no article of the library has, by their places.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn unknown_addresses(&self, urls: &[Option<&str>]) -> Result<Vec<usize>, StoreError> {
        let all = || (0..urls.len()).filter(|&place| urls[place].is_some()).collect();
        self.read(all(), |db| {
            let mut statement = db.prepare_cached("SELECT 1 FROM article WHERE address = ?1")?;
            let mut unknown = Vec::new();
            for (place, url) in urls.iter().enumerate() {
                let Some(url) = url else { continue };
                if !statement.exists([super::head::address(url)])? {
                    unknown.push(place);
                }
            }
            Ok(unknown)
        })
    }
}

fn add(db: &Connection, feed: &Feed, now: i64) -> rusqlite::Result<bool> {
    let Feed { source, named, full_text, .. } = feed;
    let folders: Vec<&str> = source.folders.iter().map(SafeText::as_str).collect();
    let sql = "INSERT OR IGNORE INTO feed (url, title, site, folders, named, full_text, added)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let (url, title, site) = (source.url.as_str(), source.title.as_deref(), source.site.as_deref());
    // A line cannot hold a line end.
    let added = db.prepare_cached(sql)?.execute(params![
        url,
        title,
        site,
        folders.join("\n"),
        named,
        full_text,
        now
    ])?;
    if added == 0 {
        let sql =
            "UPDATE feed SET title = coalesce(title, ?2), site = coalesce(site, ?3), named = max(named, ?4),
                   full_text = max(full_text, ?5) WHERE url = ?1";
        db.prepare_cached(sql)?.execute(params![url, title, site, named, full_text])?;
    }
    Ok(added == 1)
}

/// A feed from the [`COLUMNS`]; `None` where what tells it is damaged. Other damage costs the one value.
fn feed(row: &Row<'_>) -> Option<Feed> {
    let text = |at: usize| match row.get_ref(at) {
        Ok(ValueRef::Text(text)) => std::str::from_utf8(text).ok(),
        _ => None,
    };
    let line = |at: usize| text(at).map(SafeText::line);
    let own = |at: usize| text(at).map(str::to_owned);
    let time = |at: usize| row.get::<_, Option<i64>>(at).ok().flatten();
    let count = |at: usize| time(at).and_then(|count| u32::try_from(count).ok()).unwrap_or(0);
    let folders = text(3).unwrap_or_default().lines().map(SafeText::line);
    Some(Feed {
        source: FeedSource { url: line(0)?, title: line(1), site: line(2), folders: folders.collect() },
        named: count(4) != 0,
        full_text: count(5) != 0,
        state: FeedState {
            etag: own(6),
            modified: own(7),
            tried: time(8),
            fetched: time(9),
            wait_until: time(10),
            failures: count(11),
            reason: line(12),
            gone: count(13) != 0,
            articles: count(14),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_700_000_000;

    fn of(url: &str, title: Option<&str>) -> Feed {
        let source =
            FeedSource { url: url.into(), title: title.map(SafeText::line), site: None, folders: Vec::new() };
        Feed { source, named: false, full_text: false, state: FeedState::default() }
    }

    fn names(store: &Store) -> Vec<String> {
        store.feeds().unwrap().iter().map(|feed| feed.source.name().to_string()).collect()
    }

    #[test]
    fn feeds_are_followed_once_and_keep_what_is_known_of_them() {
        let home = tempfile::tempdir().unwrap();
        let mut store = Store::open(home.path(), NOW).unwrap();
        assert_eq!(store.feeds().unwrap(), []);
        let a = of("https://a.example/", None);
        assert_eq!(store.add_feeds(&[a.clone(), of("https://b.example/", Some("B"))]).unwrap(), [true, true]);
        let named = Feed { named: true, full_text: true, ..of("https://a.example/", Some("A")) };
        assert_eq!(store.add_feeds(&[named.clone(), a]).unwrap(), [false, false]);
        assert_eq!(store.feeds().unwrap(), [named.clone(), of("https://b.example/", Some("B"))]);
        let state = FeedState {
            etag: Some("\"x\"".into()),
            modified: Some("Tue".into()),
            tried: Some(NOW),
            fetched: Some(NOW - 1),
            wait_until: Some(NOW + 5),
            failures: 3,
            reason: Some("is\u{1b} gone".into()),
            gone: true,
            articles: 9,
        };
        let kept = Feed { state, ..named };
        store
            .keep_feed(&Feed {
                source: FeedSource { title: Some("Other".into()), ..kept.source.clone() },
                ..kept.clone()
            })
            .unwrap();
        assert_eq!(Store::open(home.path(), NOW).unwrap().feeds().unwrap()[0], kept);
        assert_eq!(store.fetch_full_text(&["https://a.example/", "https://c.example/"], false).unwrap(), 1);
        let changed = store.feeds().unwrap().remove(0);
        assert_eq!((changed.full_text, changed.state.etag, changed.state.failures), (false, None, 3));
        assert_eq!(store.remove_feeds(&["https://a.example/", "https://a.example/"]).unwrap(), 1);
        assert_eq!(names(&store), ["B"]);
    }

    #[test]
    fn a_feed_moves_unless_another_is_there() {
        let home = tempfile::tempdir().unwrap();
        let mut store = Store::open(home.path(), NOW).unwrap();
        store.add_feeds(&[of("https://a.example/", Some("A")), of("https://b.example/", Some("B"))]).unwrap();
        assert!(!store.move_feed("https://a.example/", "https://b.example/").unwrap());
        assert!(!store.move_feed("https://c.example/", "https://d.example/").unwrap());
        assert!(store.move_feed("https://a.example/", "https://d.example/").unwrap());
        let urls: Vec<String> =
            store.feeds().unwrap().iter().map(|feed| feed.source.url.to_string()).collect();
        assert_eq!(urls, ["https://d.example/", "https://b.example/"]);
    }

    #[test]
    fn a_damaged_row_costs_itself() {
        let home = tempfile::tempdir().unwrap();
        let mut store = Store::open(home.path(), NOW).unwrap();
        store.add_feeds(&[of("https://a.example/", Some("A")), of("https://b.example/", Some("B"))]).unwrap();
        store
            .write(|db| {
                db.execute("UPDATE feed SET url = x'ff00' WHERE title = 'A'", [])?;
                db.execute(
                    "UPDATE feed SET tried = 'never', failures = -7, title = x'00' WHERE title = 'B'",
                    [],
                )
            })
            .unwrap();
        assert_eq!(store.feeds().unwrap(), [of("https://b.example/", None)]);
    }

    #[test]
    fn a_damaged_library_saves_its_feeds() {
        let home = tempfile::tempdir().unwrap();
        let mut store = Store::open(home.path(), NOW).unwrap();
        let kept = Feed {
            state: FeedState { articles: 7, ..FeedState::default() },
            ..of("https://a.example/", Some("A"))
        };
        store.add_feeds(std::slice::from_ref(&kept)).unwrap();
        store.keep_feed(&kept).unwrap();
        drop(store);
        // The head of the file, which no program can do without.
        let file = Store::file_in(home.path());
        let mut bytes = std::fs::read(&file).unwrap();
        bytes[..16].fill(b'x');
        std::fs::write(&file, bytes).unwrap();
        let (saved, told) = Store::open_or_save(home.path(), NOW).unwrap();
        assert!(told.unwrap().reason.ends_with("1 feed"));
        assert_eq!(saved.feeds().unwrap(), [kept]);
    }
}
