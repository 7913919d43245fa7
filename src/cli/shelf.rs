//! The library joined with the analysis: its articles with the findings that are kept of them, and what `doctor`
//! tells of it.

use super::doctor::{Check, check};
use crate::analysis::kept::Shelf;
use crate::app::versions::Revised;
use crate::library::findings::Found;
use crate::library::{Findings, Store, StoreError};
use crate::model::text::counted;
use crate::model::{Article, Corrections, Feed, SafeText, Warning};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// Bytes of findings that are kept at a time.
const AT_ONCE: usize = 8 << 20;

/// Seconds since 1970, by universal time.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(0))
}

/// What stands in a library.
pub(crate) struct Shelved {
    pub(crate) articles: Vec<Article>,
    /// Number and key of each.
    keys: Vec<(i64, [u8; 16])>,
    pub(crate) warnings: Vec<Warning>,
    /// Those of which there were earlier versions, by id.
    pub(crate) revised: BTreeMap<String, Revised>,
}

impl Shelved {
    /// Number and key of the content of each article.
    pub(super) fn keys(&self) -> &[(i64, [u8; 16])] {
        &self.keys
    }
}

/// The articles of the library in a folder; `None` where there are none. A library that cannot be used is told.
pub(crate) fn articles(folder: &Path, warnings: &mut Vec<Warning>) -> Option<Shelved> {
    match read(folder, warnings) {
        Ok((kept, damaged)) if !kept.is_empty() => {
            let keys = kept.iter().map(|one| (one.number, one.content)).collect();
            let changed = kept.iter().filter(|one| one.version > 1);
            let revised = changed
                .map(|one| (one.article.id.to_string(), Revised { version: one.version, at: one.changed }))
                .collect();
            let articles = kept.into_iter().map(|one| one.article).collect();
            Some(Shelved { articles, keys, warnings: damaged, revised })
        }
        Ok((_, damaged)) => {
            warnings.extend(damaged);
            None
        }
        Err(error) => {
            warnings.push(trouble(&error));
            None
        }
    }
}

/// All articles; a library that turns out to be damaged is saved as far as it can be.
fn read(
    folder: &Path,
    warnings: &mut Vec<Warning>,
) -> Result<(Vec<crate::library::Kept>, Vec<Warning>), StoreError> {
    let (store, told) = Store::open_or_save(folder, now())?;
    warnings.extend(told);
    match store.articles() {
        Err(StoreError::Corrupt { reason, .. }) => {
            drop(store);
            let (store, told) = Store::save(folder, now(), &reason)?;
            warnings.extend(told);
            store.articles()
        }
        all => all,
    }
}

/// What to tell of a library that cannot be used.
pub(crate) fn trouble(error: &StoreError) -> Warning {
    Warning::unreadable("library", &error.to_string())
}

/// The findings kept of the articles of a library; those that have to be worked out are kept with them.
pub(crate) struct Kept {
    /// `None` where none can be kept.
    findings: Option<Mutex<Hand>>,
    keys: Vec<(i64, [u8; 16])>,
    /// What that hangs on which joins all articles.
    all: [u8; 16],
}

struct Hand {
    findings: Findings,
    /// What is to be kept, and its bytes.
    pending: Vec<Found>,
    bytes: usize,
}

impl Hand {
    fn put(&mut self) {
        // What is not kept is worked out again next time.
        let _ = self.findings.put(&std::mem::take(&mut self.pending));
        self.bytes = 0;
    }
}

impl Kept {
    /// Of the articles of the library in a folder, in their order, by one version of the analysis, under the reader's
    /// corrections.
    pub(crate) fn of(folder: &Path, shelved: &Shelved, version: &str, corrections: &Corrections) -> Self {
        let hand = |findings| Mutex::new(Hand { findings, pending: Vec::new(), bytes: 0 });
        Self {
            findings: Findings::open(folder, version).map(hand),
            keys: shelved.keys.clone(),
            all: all(shelved, version, corrections),
        }
    }

    /// Of some articles of the library, told by their numbers and keys; what joins all of them is not kept.
    pub(crate) fn some(folder: &Path, keys: Vec<(i64, [u8; 16])>, version: &str) -> Self {
        let hand = |findings| Mutex::new(Hand { findings, pending: Vec::new(), bytes: 0 });
        Self { findings: Findings::open(folder, version).map(hand), keys, all: [0; 16] }
    }

    fn hand(&self) -> Option<MutexGuard<'_, Hand>> {
        // A thread that died in the midst leaves at worst findings out.
        self.findings.as_ref().map(|hand| hand.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Articles, the order in which they stand, the analysis and the corrections as one.
fn all(shelved: &Shelved, version: &str, corrections: &Corrections) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update(version);
    for (article, (number, content)) in shelved.articles.iter().zip(&shelved.keys) {
        hash.update(number.to_le_bytes());
        hash.update(content);
        hash.update(article.id.as_bytes());
        hash.update([0]);
    }
    hash.update(format!("{:?}", corrections.rules));
    let mut all = [0; 16];
    all.copy_from_slice(&hash.finalize()[..16]);
    all
}

impl Shelf for Kept {
    fn take(&self, place: usize) -> Option<Vec<u8>> {
        let &(number, content) = self.keys.get(place)?;
        self.hand()?.findings.get(number, content)
    }

    fn put(&self, place: usize, findings: Vec<u8>) {
        let (Some(&(number, content)), Some(mut hand)) = (self.keys.get(place), self.hand()) else { return };
        hand.bytes += findings.len();
        hand.pending.push((number, content, findings));
        if hand.bytes >= AT_ONCE {
            hand.put();
        }
    }

    fn joined(&self) -> Option<Vec<u8>> {
        self.hand()?.findings.joined(self.all)
    }

    fn put_joined(&self, joined: Vec<u8>) {
        if let Some(mut hand) = self.hand() {
            // What is not kept is joined again next time.
            let _ = hand.findings.put_joined(self.all, &joined);
        }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if let Some(mut hand) = self.hand().filter(|hand| !hand.pending.is_empty()) {
            hand.put();
        }
    }
}

/// How many feeds are followed, and how many of them fail.
fn going(feeds: &[Feed]) -> String {
    let failing = feeds.iter().filter(|feed| feed.state.failures > 0).count();
    let told = if failing > 0 {
        format!(", {failing} of them failing: “dateline feeds” tells why")
    } else {
        String::new()
    };
    format!("{} followed{told}", feeds.len())
}

/// What `doctor` tells of the library in a folder.
pub(super) fn checks(folder: Option<&Path>) -> Vec<Check> {
    let Some(folder) = folder else { return Vec::new() };
    let file = Store::file_in(folder);
    let size = |file: &Path| std::fs::metadata(file).map_or(0, |meta| meta.len());
    let mut place = check("Library", "file", &file.display().to_string());
    let opened = Store::open(folder, now()).and_then(|store| {
        let (count, feeds) = (store.count()?, store.feeds()?);
        Ok((count, feeds, store.is_read_only(), store.damage()?))
    });
    let (state, followed) = match opened {
        Err(error) => {
            place.trouble = Some(SafeText::line(&error.to_string()));
            return vec![place];
        }
        Ok((count, feeds, read_only, damage)) => {
            if let Some(damage) = damage {
                let told = format!(
                    "is damaged ({damage}): it is kept aside, and what can be read of it saved, by the command that comes upon the damage"
                );
                place.trouble = Some(SafeText::line(&told));
            } else if read_only {
                place.trouble = Some(SafeText::line("is read-only: nothing can be added or marked"));
            }
            let state = if file.exists() { counted(count, "article") } else { "none yet".to_owned() };
            (state, feeds)
        }
    };
    let bytes = size(&file) + size(&Findings::file_in(folder));
    vec![
        place,
        check("Library", "holds", &state),
        check("Library", "size", &format!("{:.1} MB", bytes as f64 / 1e6)),
        check("Library", "feeds", &going(&followed)),
        check("Library", "SQLite", rusqlite::version()),
    ]
}
