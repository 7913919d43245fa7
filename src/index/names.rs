//! The names a person can search by: entities that occur in the corpus, countries of outlets, and outlets.

use super::fold::fold;
use super::fuzzy::{Pattern, Strength, letters};
use super::postings::Postings;
use crate::analysis::Gazetteer;
use crate::model::{Corpus, EntityId, EntityKind, SafeText};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};

/// The place of an outlet among the index's outlets, in order of first appearance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OutletId(pub u32);

/// What a name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// An entity of the corpus.
    Entity(EntityId),
    /// An outlet of the index.
    Outlet(OutletId),
}

/// One name of one target, folded.
#[derive(Debug, Clone)]
struct Name {
    target: Target,
    folded: Box<str>,
    letters: u64,
    /// Place among the target's names: 0 is the canonical one.
    place: u32,
}

/// A name of a listed entity, folded.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Listed {
    folded: Box<str>,
    entity: EntityId,
    letters: u64,
}

/// All names, in order of target.
#[derive(Debug, Default)]
pub(crate) struct Names {
    gathered: Arc<Vec<Name>>,
    /// Those of what came later.
    more: Vec<Name>,
    /// Folded names of every listed entity, made when first asked for.
    listed: Arc<OnceLock<Vec<Listed>>>,
}

/// A target that fits what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fit {
    pub target: Target,
    pub strength: Strength,
    /// 0 to 100 within the strength.
    pub quality: u8,
    /// Which of its names fits: 0 is the canonical one.
    pub name: u32,
}

/// What was found for a typed pattern: those taken for it, and the next best.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub taken: Vec<Fit>,
    pub others: Vec<Fit>,
}

impl Found {
    /// How the taken ones fit.
    pub(crate) fn strength(&self) -> Option<Strength> {
        self.taken.first().map(|fit| fit.strength)
    }
}

/// Fewer names than these are not worth another core.
const AT_LEAST: usize = 1024;

/// How far below the best a rough fit may lie and still be taken for the pattern.
const ROUGH_MARGIN: u8 = 4;

impl Names {
    /// Gathers the names of what occurs.
    pub(crate) fn gather(corpus: &Corpus, postings: &Postings) -> Self {
        let mut names = Self::default();
        let home = postings.from.keys().filter_map(|code| corpus.entities.find(code.as_str()));
        let mut occurring: Vec<EntityId> = postings.mentioned().chain(home).collect();
        occurring.sort_unstable();
        occurring.dedup();
        names.add_all(corpus, postings, &occurring, 0);
        names.gathered = Arc::new(std::mem::take(&mut names.more));
        names
    }

    /// With those of entities that occur for the first time, and of the outlets from a number on.
    pub(super) fn grown(
        &self,
        corpus: &Corpus,
        postings: &Postings,
        fresh: &[EntityId],
        outlets: usize,
    ) -> Self {
        let mut names =
            Self { gathered: self.gathered.clone(), more: self.more.clone(), listed: self.listed.clone() };
        names.add_all(corpus, postings, fresh, outlets);
        names
    }

    fn add_all(&mut self, corpus: &Corpus, postings: &Postings, occurring: &[EntityId], outlets: usize) {
        for &entity in occurring {
            let known = corpus.entities.get(entity);
            self.add(Target::Entity(entity), std::iter::once(&known.name).chain(&known.aliases));
        }
        for (i, outlet) in postings.outlets.iter().enumerate().skip(outlets) {
            let known = Gazetteer::bundled().outlet(outlet);
            let aliases = known.into_iter().flat_map(|known| {
                [&known.name, &known.domain]
                    .into_iter()
                    .chain(&known.aliases)
                    .map(|alias| SafeText::line(alias))
            });
            let all: Vec<SafeText> = std::iter::once(outlet.clone()).chain(aliases).collect();
            self.add(Target::Outlet(OutletId(i as u32)), &all);
        }
    }

    fn all(&self) -> impl Iterator<Item = &Name> {
        self.gathered.iter().chain(&self.more)
    }

    fn add<'a>(&mut self, target: Target, all: impl IntoIterator<Item = &'a SafeText>) {
        for (place, name) in all.into_iter().enumerate() {
            let folded = fold(name).into_boxed_str();
            if !folded.is_empty() {
                self.more.push(Name { target, letters: letters(&folded), folded, place: place as u32 });
            }
        }
    }

    /// The targets of an accepted sort that fit, best first; ties by the target's order. Rough fits are only looked
    /// for where nothing fits well: they cost most and count least.
    pub(crate) fn fits(&self, pattern: &Pattern, accepts: impl Fn(Target) -> bool + Sync) -> Vec<Fit> {
        let cheap = self.fits_by(&accepts, |name| pattern.cheap_fit(&name.folded, name.letters));
        if cheap.first().is_some_and(|best| best.strength < Strength::Rough) {
            return cheap;
        }
        // A rough fit costs more to find than to accept.
        self.fits_by(&accepts, |name| {
            accepts(name.target).then(|| pattern.fit(&name.folded, name.letters)).flatten()
        })
    }

    fn fits_by(
        &self,
        accepts: &(impl Fn(Target) -> bool + Sync),
        fit: impl Fn(&Name) -> Option<(Strength, u8)> + Sync,
    ) -> Vec<Fit> {
        let fits = |name: &Name| {
            let (strength, quality) = fit(name).filter(|_| accepts(name.target))?;
            let quality = if name.place == 0 { quality } else { quality.saturating_sub(5) };
            Some(Fit { target: name.target, strength, quality, name: name.place })
        };
        let all: Vec<Fit> =
            self.gathered.par_iter().chain(&self.more).with_min_len(AT_LEAST).filter_map(fits).collect();
        // The names of a target stand together; the best of them counts.
        let rank = |fit: &Fit| (fit.strength, 100 - fit.quality);
        let of_targets = all.chunk_by(|a, b| a.target == b.target);
        let mut fits: Vec<Fit> =
            of_targets.filter_map(|names| names.iter().min_by_key(|fit| rank(fit)).copied()).collect();
        fits.sort_by_key(|fit| (rank(fit), fit.target));
        fits
    }

    /// What a pattern is taken for: all that fit as well as the best does. `codes` leads from a country code.
    pub(crate) fn find(
        &self,
        typed: &str,
        corpus: &Corpus,
        accepts: impl Fn(Target) -> bool + Sync,
        code: Option<EntityId>,
    ) -> Found {
        let pattern = Pattern::new(typed);
        let mut fits = self.fits(&pattern, &accepts);
        for fit in &mut fits {
            // A surname is a whole name in use; another's alias must not shut it out.
            let person = matches!(fit.target, Target::Entity(id) if corpus.entities.get(id).kind == EntityKind::Person);
            if person && pattern.is_one_word() && fit.strength == Strength::Exact {
                fit.strength = Strength::Word;
            }
        }
        if let Some(target) = code.map(Target::Entity).filter(|target| accepts(*target)) {
            let shouted = typed.trim().chars().all(char::is_uppercase);
            if shouted || fits.first().is_none_or(|best| best.strength == Strength::Rough) {
                fits.retain(|fit| fit.target != target);
                fits.push(Fit { target, strength: Strength::Exact, quality: 100, name: 0 });
            }
        }
        fits.sort_by_key(|fit| (fit.strength, 100 - fit.quality, fit.target));
        split(fits)
    }

    /// A listed entity of an accepted sort that is called exactly so, whether it occurs or not.
    pub(crate) fn listed(
        &self,
        corpus: &Corpus,
        typed: &str,
        accepts: impl Fn(Target) -> bool,
    ) -> Option<EntityId> {
        let listed = self.all_listed(corpus);
        let wanted = fold(typed);
        let from = listed.partition_point(|name| *name.folded < *wanted);
        let same = listed[from..].iter().take_while(|name| *name.folded == *wanted);
        same.map(|name| name.entity).find(|&id| accepts(Target::Entity(id)))
    }

    /// The listed entity of an accepted sort whose name is nearest to what was typed, whether it occurs or not.
    pub(crate) fn listed_nearly(
        &self,
        corpus: &Corpus,
        typed: &str,
        accepts: impl Fn(Target) -> bool,
    ) -> Option<Fit> {
        let pattern = Pattern::new(typed);
        let accepted = self.all_listed(corpus).iter().filter(|name| accepts(Target::Entity(name.entity)));
        let fits = accepted.filter_map(|name| {
            let (strength, quality) = pattern.fit(&name.folded, name.letters)?;
            Some(Fit { target: Target::Entity(name.entity), strength, quality, name: 0 })
        });
        fits.min_by_key(|fit| (fit.strength, 100 - fit.quality, fit.target))
    }

    /// The names of every listed entity, sorted.
    fn all_listed(&self, corpus: &Corpus) -> &[Listed] {
        self.listed.get_or_init(|| {
            let mut all = Vec::new();
            for (entity, listed) in corpus.entities.iter().filter(|(_, entity)| entity.listed) {
                let names = std::iter::once(&listed.name).chain(&listed.aliases);
                all.extend(names.map(|name| {
                    let folded = fold(name).into_boxed_str();
                    Listed { entity, letters: letters(&folded), folded }
                }));
            }
            all.sort();
            all
        })
    }

    /// Whether some name is, or begins with, several words typed in a row.
    pub(crate) fn begins_with(&self, typed: &str) -> bool {
        let folded = fold(typed);
        folded.contains(' ') && self.all().any(|name| name.folded.starts_with(&folded))
    }
}

/// Rough fits below this quality are not worth naming beside a good one: `rus` inside of “Prussia”, which is no more
/// than another name of a country.
const WORTH_NAMING: u8 = super::fuzzy::INSIDE;

/// Those that fit as well as the best, and the rest.
fn split(fits: Vec<Fit>) -> Found {
    let Some(&best) = fits.first() else { return Found::default() };
    let as_good = |fit: &Fit| {
        fit.strength == best.strength
            && (best.strength != Strength::Rough || fit.quality + ROUGH_MARGIN >= best.quality)
    };
    let (taken, mut others): (Vec<Fit>, Vec<Fit>) = fits.into_iter().partition(as_good);
    if best.strength != Strength::Rough {
        others.retain(|fit| fit.strength != Strength::Rough || fit.quality >= WORTH_NAMING);
    }
    Found { taken, others }
}
