//! A library that is open, and what comes to it: new articles are joined with their neighbours in what its catalogue
//! holds, and what that changes is kept beside the catalogue, so that nothing is joined anew for a few of them.
//!
//! Only what came is taken in so. Where an article was changed or removed, the reader's corrections are others, or much
//! came, whoever asks joins all anew.

use super::catalogue::{self, Edition, Opened, Place};
use super::shelf;
use super::stages::Tell;
use crate::analysis::{Gazetteer, arrive};
use crate::app::loading::{Stage, Step};
use crate::app::versions::Revised;
use crate::index::{Index, Known};
use crate::library::catalogue::Key;
use crate::library::store::articles::Listed;
use crate::library::{Store, arrivals};
use crate::model::{Annotations, Arrival, Article, ArticleIndex, Bodies, Corpus, Corrections};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Of so many articles that were joined at once, one may come before all are joined anew; that many may always.
const SHARE: usize = 50;
const ALWAYS: usize = 100;
/// The same of what comes at one time: for more of it, joining all anew takes no longer.
const SHARE_AT_A_TIME: usize = 200;
const ALWAYS_AT_A_TIME: usize = 50;
/// Articles that are joined at a time.
const AT_ONCE: usize = 24;

/// What is known of an open library, to take in what comes to it.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    /// The state that it is in, with what came.
    now: Key,
    pub(super) index: Arc<Index>,
    pub(super) revised: Arc<BTreeMap<String, Revised>>,
    places: Arc<Vec<Place>>,
    came: Vec<Arc<Came>>,
    /// The texts of those that its catalogue is of.
    below: Arc<dyn Bodies>,
}

/// An article that came.
#[derive(Debug)]
struct Came {
    place: Place,
    found: Arc<Annotations>,
    article: OnceLock<Arc<Article>>,
}

/// What is kept of some articles that came together.
#[derive(Serialize, Deserialize)]
struct Record {
    places: Vec<Place>,
    arrivals: Vec<Arrival>,
    /// What is known of the index with them.
    known: Known,
}

/// Where a library is, and under what it was joined.
#[derive(Clone, Copy)]
pub(super) struct Under<'u> {
    pub(super) folder: &'u Path,
    pub(super) version: &'u str,
    pub(super) lists: &'u Gazetteer,
    pub(super) corrections: &'u Arc<Corrections>,
}

impl Under<'_> {
    pub(super) fn store(&self) -> Option<Store> {
        Store::open(self.folder, shelf::now()).ok()
    }

    /// The state that an edition is.
    pub(super) fn key(&self, edition: Edition) -> Key {
        catalogue::key_of(edition, self.version, self.corrections)
    }
}

impl Standing {
    fn of(state: Key, opened: Opened) -> Option<Self> {
        let Opened { index, revised, places } = opened;
        let below = index.corpus().kept.as_ref()?.bodies.clone();
        let (index, revised) = (Arc::new(index), Arc::new(revised));
        Some(Self { now: state, index, revised, places, came: Vec::new(), below })
    }

    /// The same without what was read of it and can be read again.
    pub(super) fn lightened(&self) -> Self {
        Self { index: Arc::new(self.index.lightened()), ..self.clone() }
    }

    /// Opens a library by its catalogue and what came to it since. `None` where all must be joined anew.
    pub(super) fn open(under: Under<'_>, tell: Tell<'_>) -> Option<Self> {
        let key = under.key(under.store()?.edition().ok()??);
        let (base, opened) = catalogue::open(under)?;
        let mut standing = Self::of(base, opened)?;
        if base != key {
            let records = arrivals::from(under.folder, &base);
            let last = records.iter().position(|(state, _)| *state == key).map_or(records.len(), |at| at + 1);
            standing = standing.with_records(&records[..last], under)?;
        }
        standing.renewed(under, tell)
    }

    /// With what was kept of articles that came.
    fn with_records(self, records: &[(Key, Vec<u8>)], under: Under<'_>) -> Option<Self> {
        let Some((now, _)) = records.last() else { return Some(self) };
        let records: Vec<Record> =
            records.iter().map(|(_, bytes)| postcard::from_bytes(bytes).ok()).collect::<Option<_>>()?;
        let mut standing = self;
        let mut all = Vec::new();
        let mut all_known = Known::default();
        for Record { places, arrivals, known } in records {
            all_known = all_known.and(known);
            let found = arrivals.iter().flat_map(|arrival| arrival.found.iter().cloned());
            let came = places.into_iter().zip(found);
            standing
                .came
                .extend(came.map(|(place, found)| Arc::new(Came { place, found, article: OnceLock::new() })));
            all.extend(arrivals);
        }
        standing.put(&all, Some(&all_known), under)?;
        standing.now = *now;
        Some(standing)
    }

    /// With what came to the library since; the same where nothing did. What is taken in is kept. `None` where all must
    /// be joined anew. Where it takes more than a moment, it is told how far it is.
    pub(super) fn renewed(&self, under: Under<'_>, tell: Tell<'_>) -> Option<Self> {
        let store = under.store()?;
        let edition = store.edition().ok()??;
        if under.key(edition) == self.now {
            return Some(self.clone());
        }
        let listing = store.listing().ok()??;
        let fresh = self.fresh(&listing.articles)?;
        let mut standing = self.clone();
        let mut record = Record { places: Vec::new(), arrivals: Vec::new(), known: Known::default() };
        for some in fresh.chunks(AT_ONCE) {
            let done = record.places.len();
            if done > 0 {
                tell(Stage { step: Step::Join, done, of: fresh.len() });
            }
            let arrival = standing.take_in(some, &store, under, &mut record.places)?;
            record.arrivals.push(arrival);
        }
        standing.now = under.key(listing.edition);
        record.known = standing.index.known_from(self.index.len());
        if let Ok(bytes) = postcard::to_stdvec(&record) {
            // What is not kept is joined again next time.
            let _ = arrivals::append(under.folder, &self.now, &standing.now, &bytes);
        }
        Some(standing)
    }

    /// The articles that came, where nothing else changed and they are not too many.
    fn fresh<'l>(&self, listed: &'l [Listed]) -> Option<&'l [Listed]> {
        let known = self.places.iter().chain(self.came.iter().map(|came| &came.place));
        let known: Vec<(i64, [u8; 16])> = known.map(|&(number, content, _)| (number, content)).collect();
        let (before, fresh) = listed.split_at_checked(known.len())?;
        let same = before.iter().map(|one| (one.number, one.content)).eq(known);
        let whole = self.places.len();
        let few = self.came.len() + fresh.len() <= (whole / SHARE).max(ALWAYS)
            && fresh.len() <= (whole / SHARE_AT_A_TIME).max(ALWAYS_AT_A_TIME);
        (same && few && fresh.iter().all(|one| one.version == 1)).then_some(fresh)
    }

    /// Joins some articles; what they change is returned, to be kept.
    fn take_in(
        &mut self,
        fresh: &[Listed],
        store: &Store,
        under: Under<'_>,
        places: &mut Vec<Place>,
    ) -> Option<Arrival> {
        let read = |one: &Listed| {
            let (content, article) = store.numbered(one.number).ok()??;
            (content == one.content).then(|| Arc::new(article))
        };
        let articles: Vec<Arc<Article>> = fresh.iter().map(read).collect::<Option<_>>()?;
        let keys = fresh.iter().map(|one| (one.number, one.content)).collect();
        let kept = shelf::Kept::some(under.folder, keys, under.version);
        let nearest = |article: &Article, found: &Annotations| self.index.nearest(article, found);
        let arrival = arrive(self.index.corpus(), &articles, under.lists, &kept, &nearest)?;
        for ((one, article), found) in fresh.iter().zip(articles).zip(&arrival.found) {
            let place = (one.number, one.content, article.text.len() as u32);
            places.push(place);
            self.came.push(Arc::new(Came { place, found: found.clone(), article: article.into() }));
        }
        self.put(std::slice::from_ref(&arrival), None, under)?;
        Some(arrival)
    }

    /// Puts arrivals upon the corpus and its index; what came is among `came` already. What is known of
    /// the index is not worked out again.
    fn put(&mut self, arrivals: &[Arrival], known: Option<&Known>, under: Under<'_>) -> Option<()> {
        let bodies: Arc<dyn Bodies> = Arc::new(Bodied {
            below: self.below.clone(),
            first: self.places.len(),
            came: self.came.clone(),
            store: Mutex::new(under.store()?),
        });
        let corpus: Corpus = self.index.corpus().with(arrivals, &bodies)?;
        self.index = Arc::new(self.index.grown(&Arc::new(corpus), known));
        Some(())
    }
}

/// The texts of a library with those that came.
#[derive(Debug)]
struct Bodied {
    below: Arc<dyn Bodies>,
    /// How many of them there are below.
    first: usize,
    came: Vec<Arc<Came>>,
    store: Mutex<Store>,
}

impl Bodied {
    fn came(&self, index: ArticleIndex) -> Option<&Came> {
        self.came.get(index.get().checked_sub(self.first)?).map(|came| &**came)
    }
}

impl Bodies for Bodied {
    fn article(&self, index: ArticleIndex) -> Arc<Article> {
        let Some(came) = self.came(index) else { return self.below.article(index) };
        let read = || {
            let store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::new(catalogue::read(&store, came.place))
        };
        came.article.get_or_init(read).clone()
    }

    fn annotated(&self, index: ArticleIndex) -> Arc<Annotations> {
        self.came(index).map_or_else(|| self.below.annotated(index), |came| came.found.clone())
    }
}
