//! A large library opened by what was worked out of it before: who and what is in which article, stories, events are
//! read from its catalogue, the articles themselves when they are shown.
//!
//! The catalogue is of one state of the library, of one version of the analysis and under some corrections: where any
//! of them is another, everything is joined anew and the catalogue written again. A small library is read whole, which
//! takes no longer.

use super::arrive::Under;
use super::shelf::Shelved;
use crate::app::versions::Revised;
use crate::index::Index;
use crate::index::kept::{self, Findings};
use crate::library::catalogue::{Key, Writer};
use crate::library::{Catalogue, Store, arrivals, damage};
use crate::model::{Annotations, Article, ArticleIndex, Bodies, Corrections, EventColumns, SafeText};
use lru::LruCache;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

/// Articles from which on a library is opened by its catalogue.
pub(super) const LEAST: usize = 500;
/// Articles that are kept in memory after they were shown.
const RECENT: NonZeroUsize = NonZeroUsize::new(128).expect("it is not zero");
/// Another form of what is in the sections is another key.
const FORM: u8 = 7;

/// Which library, and which state of it.
pub(super) type Edition = ([u8; 16], i64);

/// An article's number in the library, the key of its content, and the bytes of its text.
pub(super) type Place = (i64, [u8; 16], u32);

/// What a catalogue of the library in a state would be of.
pub(super) fn key_of((library, number): Edition, version: &str, corrections: &Corrections) -> Key {
    let mut hash = Sha256::new();
    hash.update([FORM]);
    hash.update(env!("CARGO_PKG_VERSION"));
    hash.update(library);
    hash.update(number.to_le_bytes());
    hash.update(version);
    hash.update(format!("{:?}", corrections.rules));
    let mut key = Key::default();
    let length = key.len();
    key.copy_from_slice(&hash.finalize()[..length]);
    key
}

/// What the sections of the index do not hold.
#[derive(Serialize, Deserialize)]
struct Rest {
    edition: Edition,
    /// Of each article.
    places: Vec<Place>,
    /// Articles of which there are several versions: id, version, when it came.
    revised: Vec<(String, u32, i64)>,
}

const REST: &str = "library";

/// A library opened by its catalogue.
pub(super) struct Opened {
    pub(super) index: Index,
    pub(super) revised: BTreeMap<String, Revised>,
    pub(super) places: Arc<Vec<Place>>,
}

/// Opens a library by its catalogue, of whatever state of it that is, with the key of that; `None` where there is none
/// under these lists and corrections.
pub(super) fn open(under: Under<'_>) -> Option<(Key, Opened)> {
    let (key, catalogue) = Catalogue::open_last(under.folder)?;
    let store = under.store()?;
    let Rest { edition, places, revised } = postcard::from_bytes(&catalogue.section(REST)?).ok()?;
    if under.key(edition) != key || store.edition().ok()??.0 != edition.0 {
        return None;
    }
    let places = Arc::new(places);
    let of = |(id, version, at)| (id, Revised { version, at });
    let revised = revised.into_iter().map(of).collect();
    let bodies = Stored {
        store: Mutex::new(store),
        findings: Findings(catalogue.clone()),
        places: places.clone(),
        articles: Mutex::new(LruCache::new(RECENT)),
        annotations: Mutex::new(LruCache::new(RECENT)),
    };
    let index = kept::open(&catalogue, under.lists.entities(), under.corrections.clone(), Arc::new(bodies))?;
    Some((key, Opened { index, revised, places }))
}

/// Writes the catalogue of a library that was read and joined.
///
/// # Errors
/// Where it cannot be written; the library can be used without.
pub(super) fn write(under: Under<'_>, edition: Edition, shelved: &Shelved, index: &Index) -> io::Result<()> {
    let corpus = index.corpus();
    let bytes = corpus.indices().map(|article| corpus.bytes(article) as u32);
    let rest = Rest {
        edition,
        places: shelved
            .keys()
            .iter()
            .zip(bytes)
            .map(|(&(number, key), bytes)| (number, key, bytes))
            .collect(),
        revised: shelved.revised.iter().map(|(id, one)| (id.clone(), one.version, one.at)).collect(),
    };
    let mut writer = Writer::new(under.folder)?;
    let written = postcard::to_stdvec(&rest)
        .map_err(io::Error::other)
        .and_then(|rest| writer.put(REST, &rest))
        .and_then(|()| kept::write(index, &mut writer));
    match written {
        Ok(()) => {
            writer.finish(&under.key(edition))?;
            arrivals::forget(under.folder);
            Ok(())
        }
        Err(error) => {
            writer.give_up();
            Err(error)
        }
    }
}

/// Articles of a library, read when they are shown.
#[derive(Debug)]
struct Stored {
    store: Mutex<Store>,
    findings: Findings,
    places: Arc<Vec<Place>>,
    articles: Mutex<LruCache<u32, Arc<Article>>>,
    annotations: Mutex<LruCache<u32, Arc<Annotations>>>,
}

/// What was read of late, or is read now.
fn recent<T>(cache: &Mutex<LruCache<u32, Arc<T>>>, at: ArticleIndex, read: impl FnOnce() -> T) -> Arc<T> {
    // A thread that died in the midst left a cache behind, or an entry less.
    let there = || cache.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = there().get(&at.0) {
        return known.clone();
    }
    let read = Arc::new(read());
    there().put(at.0, read.clone());
    read
}

impl Bodies for Stored {
    fn article(&self, index: ArticleIndex) -> Arc<Article> {
        recent(&self.articles, index, || {
            let Some(&place) = self.places.get(index.get()) else {
                return Article::stand_in("?", GONE);
            };
            read(&self.store.lock().unwrap_or_else(PoisonError::into_inner), place)
        })
    }

    fn annotated(&self, index: ArticleIndex) -> Arc<Annotations> {
        let there = || self.annotations.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = there().get(&index.0) {
            return known.clone();
        }
        let Some((first, all)) = self.findings.around(index) else { return Arc::default() };
        let mut found = Arc::default();
        let mut cache = there();
        // The neighbours are read with it, and are often asked for next.
        for (place, annotations) in (first.0..).zip(all) {
            let annotations = Arc::new(annotations);
            if place == index.0 {
                found = annotations.clone();
            }
            cache.put(place, annotations);
        }
        found
    }

    fn event_columns(&self) -> Option<EventColumns> {
        Some(self.findings.event_columns())
    }
}

/// The article of a place, or what is said where it is another by now.
pub(super) fn read(store: &Store, (number, content, bytes): Place) -> Article {
    match store.numbered(number) {
        Ok(Some((now, article))) if now == content => article,
        _ => gone(bytes),
    }
}

/// What is said in place of an article that was changed or removed since the library was opened.
const GONE: &str = "This article was changed or removed by another program since the library was opened, or cannot be read. \
     Open the library again to see it.";

/// The same, as long as the text that was found things in: their places must be there.
fn gone(bytes: u32) -> Article {
    damage::meet();
    let fill = " ".repeat((bytes as usize).saturating_sub(GONE.len()));
    let mut article = Article::stand_in("?", GONE);
    article.text = SafeText::new(&format!("{GONE}{fill}"));
    article
}
