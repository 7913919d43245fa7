//! Finding articles: who, what and where occurs in which, the query language, and the searches behind every prompt.
//!
//! Built once for a [`Corpus`] and never changed; the words of many texts are gathered when a phrase is first asked for. Queries are answered with windows' worth of indices and counts;
//! nothing here draws, keeps state between queries, or reads a text unless a phrase is asked for.
//!
//! - [`query`]: what a person types, parsed and printed
//! - [`Index::run`]: a query to articles in order, with chips and, where nothing is left, the reason
//! - [`Index::matched`], [`Index::snippets`]: what matched, for what is visible
//! - [`Roster`]: people, countries, organisations, places, events, outlets with counts, narrowed by a typed word
//! - [`Index::profile`]: everything some articles have on one of them
//! - [`Index::readings`]: whom else a typed name could stand for
//! - [`fuzzy::rank`]: any list narrowed by a typed word

mod chips;
mod conditions;
mod fulltext;
pub mod fuzzy;
mod highlight;
pub mod kept;
mod marked;
mod names;
mod near;
mod newest;
mod over;
mod postings;
mod profile;
pub mod query;
mod readings;
mod resolve;
mod roster;
mod run;
mod set;
mod stretch;
#[cfg(test)]
mod tests;
mod texts;

pub(crate) use crate::model::fold;
pub use chips::{Chip, Empty, Took, What, Wider};
pub use fulltext::Snippet;
pub use highlight::Matched;
pub use names::{OutletId, Target};
pub use over::Known;
pub use profile::{Beside, Naming, Profile, Said, Teller};
pub use query::{Query, QueryError};
pub use readings::Reading;
pub use roster::{Entry, Face, Facet, PARTS, Roster, Shown};
pub use run::Hits;
pub use stretch::Stretch;

use crate::library::Catalogue;
use crate::model::{Corpus, EntityId, EntityKind, SafeText};
use names::Names;
use postings::Postings;
use std::sync::{Arc, OnceLock};
use texts::Texts;

/// The index of one corpus.
#[derive(Debug, Clone, Default)]
pub struct Index {
    corpus: Arc<Corpus>,
    postings: Arc<Postings>,
    /// How many entities of each kind are mentioned, in the order of all kinds, once that was asked for.
    kinds: OnceLock<Kinds>,
    /// Gathered when a name is first asked for.
    names: Arc<OnceLock<Names>>,
    /// The words of the texts, where there is too much of them to be read; made when a phrase is first asked for.
    texts: Arc<OnceLock<Option<Texts>>>,
    /// Where they are kept.
    catalogue: Option<Arc<Catalogue>>,
    /// How many articles were indexed as a whole; the others came later.
    whole: usize,
    /// Where each of these was put into the orders.
    came: Vec<[u32; 4]>,
}

/// How many entities of each kind there are of something, in the order of all kinds.
type Kinds = [usize; EntityKind::ALL.len()];

/// Bytes of text up to which a phrase is looked for by reading all of it.
const READ: usize = 4 << 20;

impl Index {
    /// Goes once over the corpus.
    #[must_use]
    pub fn build(corpus: &Arc<Corpus>) -> Self {
        let postings = Arc::new(Postings::of(corpus));
        Self { corpus: corpus.clone(), postings, whole: corpus.len(), ..Self::default() }
    }

    /// The same index of the same corpus without what was read of it and can be read again.
    #[must_use]
    pub fn lightened(&self) -> Self {
        Self { corpus: Arc::new(self.corpus.lightened()), ..self.clone() }
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::gather(&self.corpus, &self.postings))
    }

    /// Makes what the first filter needs beside the screen, where it has to be read.
    pub fn warm(self: &Arc<Self>) {
        if self.corpus.kept.is_some() {
            let index = self.clone();
            rayon::spawn(move || {
                index.names();
            });
        }
    }

    /// The words of the texts; `None` where reading them is as quick.
    fn texts(&self) -> Option<&Texts> {
        let large = || self.corpus.indices().map(|index| self.corpus.bytes(index)).sum::<usize>() > READ;
        let kept = || {
            let texts = Texts::kept(self.catalogue.as_ref()?, self.whole)?;
            Some(texts.grown(&self.corpus, self.whole))
        };
        let made = || large().then(|| Texts::of(&self.corpus));
        self.texts.get_or_init(|| kept().or_else(made)).as_ref()
    }

    /// The corpus it was built for.
    #[must_use]
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.corpus
    }

    /// How many articles there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.corpus.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.corpus.is_empty()
    }

    /// The entities that are mentioned, in order of id.
    pub fn mentioned(&self) -> impl Iterator<Item = EntityId> {
        self.postings.mentioned()
    }

    /// How many entities of a kind are mentioned.
    #[must_use]
    pub fn mentioned_of(&self, kind: EntityKind) -> usize {
        let mut kinds = EntityKind::ALL.iter().zip(self.kinds());
        kinds.find(|(other, _)| **other == kind).map_or(0, |(_, count)| count)
    }

    /// How many entities of each kind are mentioned.
    fn kinds(&self) -> Kinds {
        *self.kinds.get_or_init(|| {
            let mentioned = || self.mentioned().map(|id| self.corpus.entities.get(id).kind);
            EntityKind::ALL.map(|kind| mentioned().filter(|other| *other == kind).count())
        })
    }

    /// In how many articles an entity is mentioned, and how often.
    #[must_use]
    pub fn counts(&self, entity: EntityId) -> (usize, usize) {
        let list = self.postings.entity(entity);
        (list.len(), list.iter().map(|posting| posting.count as usize).sum())
    }

    /// The names of the outlets, in order of first appearance; an article without one is not counted.
    #[must_use]
    pub fn outlets(&self) -> &[SafeText] {
        &self.postings.outlets
    }

    /// The name of a target.
    #[must_use]
    pub fn target_name(&self, target: Target) -> SafeText {
        match target {
            Target::Entity(id) => self.corpus.entities.get(id).name.clone(),
            Target::Outlet(id) => self.postings.outlets.get(id.0 as usize).cloned().unwrap_or_default(),
        }
    }
}
