//! Which article of the store an incoming one is, if any: a state of one that is there, its very text, or a stranger.
//! Must not change anything. Taking two for one hides an article behind another, which is worse than one too many.

use super::articles::{article, is_bare};
use super::error::damage;
use super::head;
use crate::model::{Article, SafeText};
use rusqlite::{Connection, params};
use std::collections::HashSet;
use unicode_segmentation::UnicodeSegmentation;

/// One that is there already: its number, the keys of its text and content, and how many versions it has.
pub(super) struct There {
    pub(super) number: i64,
    pub(super) text: Vec<u8>,
    pub(super) content: Vec<u8>,
    pub(super) version: u32,
}

/// What an article is known by.
pub(super) struct Keys {
    pub(super) address: Option<String>,
    pub(super) text: [u8; 16],
    pub(super) content: [u8; 16],
}

/// What of an article is there.
pub(super) enum Same {
    Nothing,
    /// Its very text, as another article: what is said of that one stays.
    Text,
    /// The article itself.
    Article(There),
}

/// What of an article is there: by its id, its address, its text, or the file it alone stands in.
pub(super) fn same(
    db: &Connection,
    article: &Article,
    source: Option<&str>,
    keys: &Keys,
) -> rusqlite::Result<Same> {
    for k in 1.. {
        let Some((there, known)) = first(db, "id", &id_of(&article.id, k), |_| true)? else { break };
        if is_of_id(&known, article) {
            return Ok(Same::Article(there));
        }
    }
    if let Some(address) = &keys.address
        && let Some((there, _)) = first(db, "address", address, |there| is_of_address(there, article))?
    {
        return Ok(Same::Article(there));
    }
    if !article.text.trim().is_empty() && same_text(db, article, keys)? {
        return Ok(Same::Text);
    }
    let revised = |there: &Article| is_revision(&there.text, &article.text);
    let there = source.map(|source| first(db, "source", &source, revised)).transpose()?.flatten();
    Ok(there.map_or(Same::Nothing, |(there, _)| Same::Article(there)))
}

/// The first article with a value in a column that is as asked for. Where one has lost its text the store is damaged:
/// what is asked about may be there.
fn first(
    db: &Connection,
    column: &str,
    value: &dyn rusqlite::ToSql,
    fits: impl Fn(&Article) -> bool,
) -> rusqlite::Result<Option<(There, Article)>> {
    let sql = format!(
        "SELECT n, text_hash, content, version, id, url, path, head, text, body.n FROM article LEFT JOIN body USING (n)
         WHERE {column} = ?1 ORDER BY n LIMIT 256"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query([value])?;
    while let Some(row) = rows.next()? {
        if is_bare(row, 9)? {
            return Err(damage("the text of an article is missing"));
        }
        if let Some(article) = article(row, 4)?.ok().filter(&fits) {
            let there =
                There { number: row.get(0)?, text: row.get(1)?, content: row.get(2)?, version: row.get(3)? };
            return Ok(Some((there, article)));
        }
    }
    Ok(None)
}

/// Whether an article is a state of one that has its id. Archives number their records, each from 1: the id alone says
/// little. With the address it says all; other addresses are other articles. Where not both have one, the headlines,
/// the file or the words must say it.
fn is_of_id(there: &Article, article: &Article) -> bool {
    if outlets_differ(there, article) || addresses_differ(there, article) {
        return false;
    }
    if there.url.is_some() && article.url.is_some() {
        return true;
    }
    match headlines(there, article) {
        Some((one, other)) => one == other || is_revision(&there.text, &article.text),
        None => {
            there.path.is_some() && there.path == article.path
                || is_revision(&there.text, &article.text)
                || is_akin(&there.text, &article.text)
        }
    }
}

/// Whether an article is a state of one that has its address. There are feeds whose entries all lead to one page:
/// another outlet, or another headline over another text, is another article.
fn is_of_address(there: &Article, article: &Article) -> bool {
    !outlets_differ(there, article)
        && (headlines(there, article).is_none_or(|(one, other)| one == other)
            || is_revision(&there.text, &article.text))
}

fn outlets_differ(one: &Article, other: &Article) -> bool {
    one.outlet.name.as_ref().zip(other.outlet.name.as_ref()).is_some_and(|(one, other)| one != other)
}

fn addresses_differ(one: &Article, other: &Article) -> bool {
    let addresses = one.url.as_deref().zip(other.url.as_deref());
    addresses.is_some_and(|(one, other)| head::address(one) != head::address(other))
}

/// The headlines, where both have one.
fn headlines<'a>(one: &'a Article, other: &'a Article) -> Option<(&'a SafeText, &'a SafeText)> {
    Some((&one.title.as_ref()?.text, &other.title.as_ref()?.text))
}

/// The id of the `k`th article of one id, as the reading of files makes them: `7`, `7-2`, `7-3`.
fn id_of(id: &str, k: usize) -> String {
    if k == 1 { id.to_owned() } else { format!("{id}-{k}") }
}

/// The first of these ids that no article has.
pub(super) fn free_id(db: &Connection, id: &str) -> rusqlite::Result<String> {
    let mut taken = db.prepare_cached("SELECT 1 FROM article WHERE id = ?1")?;
    for k in 1.. {
        let id = id_of(id, k);
        if !taken.exists([&id])? {
            return Ok(id);
        }
    }
    Ok(id.to_owned())
}

/// Whether this very text is there from the same outlet, address and day, as far as both are known. From another
/// outlet it is a reprint, which is of interest.
fn same_text(db: &Connection, article: &Article, keys: &Keys) -> rusqlite::Result<bool> {
    let sql = "SELECT id, url, path, head, text FROM article JOIN body USING (n) WHERE text_hash = ?1";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params![keys.text])?;
    while let Some(row) = rows.next()? {
        let Ok(there) = self::article(row, 0)? else { continue };
        let days = there.given_date.as_ref().zip(article.given_date.as_ref());
        let differ = outlets_differ(&there, article)
            || addresses_differ(&there, article)
            || days.is_some_and(|(one, other)| one.date != other.date);
        if !differ {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a text is another version of the one that stood in its file before: a third of the longer one's lines are
/// in both.
fn is_revision(before: &str, after: &str) -> bool {
    fn lines(text: &str) -> HashSet<&str> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
    }
    let (before, after) = (lines(before), lines(after));
    3 * before.intersection(&after).count() >= before.len().max(after.len())
}

/// Whether two texts have much of their wording in common: a quarter of the pairs of neighbouring words of the one that
/// has fewer (the shingles of Broder, “On the resemblance and containment of documents”, 1997). Texts on other matters
/// in one language share single words, and few pairs.
fn is_akin(before: &str, after: &str) -> bool {
    fn pairs(text: &str) -> HashSet<(String, String)> {
        let words: Vec<String> = text.unicode_words().map(str::to_lowercase).collect();
        words.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect()
    }
    let (before, after) = (pairs(before), pairs(after));
    let common = before.intersection(&after).count();
    common > 0 && 4 * common >= before.len().min(after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_were_rewritten_are_akin_and_strangers_are_not() {
        for (before, after, expected) in [
            ("Rain fell on Oslo on Monday.", "Rain fell on Oslo on Tuesday.", true),
            ("Three are missing.", "Two are missing.", true),
            (
                "A ferry ran aground off Bergen on Friday.",
                "A ferry with 90 aboard ran aground off Bergen.",
                true,
            ),
            ("渡轮在卑尔根附近搁浅。", "渡轮周五在卑尔根附近搁浅，无人受伤。", true),
            ("The ferry was late in Bergen.", "The council met in Vilnius, and the mayor was late.", false),
            ("One.", "Two.", false),
            ("", "Rain fell.", false),
            ("", "", false),
        ] {
            assert_eq!(is_akin(before, after), expected, "{before} {after}");
        }
    }
}
