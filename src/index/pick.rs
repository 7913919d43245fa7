//! Pickers: everyone and everything that occurs in the articles at hand, with counts, narrowed by a typed word.

use super::fold::{Folded, fold};
use super::fuzzy::{Pattern, Strength, highlight, letters};
use super::names::{Fit, OutletId, Target};
use super::query::Field;
use super::{Hits, Index};
use crate::model::{EntityId, EntityKind, SafeText};
use std::ops::Range;

/// What a picker lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// People.
    People,
    /// Countries that are mentioned.
    Countries,
    /// Organisations and blocs.
    Organisations,
    /// Places.
    Places,
    /// Outlets.
    Outlets,
}

impl Facet {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::People, Self::Countries, Self::Organisations, Self::Places, Self::Outlets];

    /// The heading.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Countries => "countries",
            Self::Organisations => "organisations",
            Self::Places => "places",
            Self::Outlets => "outlets",
        }
    }

    /// The field that narrows to one of them.
    #[must_use]
    pub const fn field(self) -> Field {
        match self {
            Self::People => Field::Who,
            Self::Countries => Field::Country,
            Self::Organisations => Field::Org,
            Self::Places => Field::Place,
            Self::Outlets => Field::Outlet,
        }
    }

    const fn holds(self, kind: EntityKind) -> bool {
        matches!(
            (self, kind),
            (Self::People, EntityKind::Person)
                | (Self::Countries, EntityKind::Country)
                | (Self::Organisations, EntityKind::Organisation | EntityKind::Bloc)
                | (Self::Places, EntityKind::Place)
        )
    }
}

/// A line of a picker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// Who or what.
    pub target: Target,
    /// Its name.
    pub name: SafeText,
    /// What it is, in a few words; may be empty.
    pub note: SafeText,
    /// Articles at hand that have it.
    pub articles: usize,
    /// Mentions in the articles at hand; for outlets the same as `articles`.
    pub mentions: usize,
    /// Byte ranges of `name` to highlight.
    pub ranges: Vec<Range<usize>>,
    /// The other name that fits what was typed, where `name` does not.
    pub via: Option<SafeText>,
    /// The term that narrows to it: `who:"xi jinping"`.
    pub term: String,
}

impl Index {
    /// What of a facet occurs in the articles of `hits`, narrowed by a typed word: best fit first, then most articles,
    /// most mentions, name.
    #[must_use]
    pub fn pick(&self, facet: Facet, hits: &Hits, typed: &str) -> Vec<Pick> {
        let pattern = Pattern::new(typed);
        let counts = self.count(facet, hits);
        let mut picks: Vec<(Fit, Pick)> = Vec::new();
        for fit in self.fitting(&pattern, &counts) {
            let (articles, mentions) = counts.of(fit.target);
            let (name, note, via) = self.described(&pattern, fit);
            let ranges = if via.is_some() { Vec::new() } else { highlight(&pattern, &Folded::new(&name)) };
            let term = self.term_of(facet.field(), fit.target);
            picks.push((fit, Pick { target: fit.target, name, note, articles, mentions, ranges, via, term }));
        }
        picks.sort_by(|(fit, a), (other, b)| {
            let by_fit = (fit.strength, other.quality).cmp(&(other.strength, fit.quality));
            let by_counts = (b.articles, b.mentions).cmp(&(a.articles, a.mentions));
            by_fit.then(by_counts).then_with(|| a.name.cmp(&b.name)).then(a.target.cmp(&b.target))
        });
        picks.into_iter().map(|(_, pick)| pick).collect()
    }

    /// What occurs and fits; everything that occurs where nothing was typed.
    fn fitting(&self, pattern: &Pattern, counts: &Counts) -> Vec<Fit> {
        if !pattern.is_empty() {
            return self.names.fits(pattern, |target| counts.of(target).0 > 0);
        }
        let places = (0..counts.counts.len() as u32).map(|place| counts.target(place));
        let occurring = places.filter(|target| counts.of(*target).0 > 0);
        occurring.map(|target| Fit { target, strength: Strength::Prefix, quality: 0, name: 0 }).collect()
    }

    /// Articles and mentions of the targets of a facet among the hits.
    fn count(&self, facet: Facet, hits: &Hits) -> Counts {
        let outlets = facet == Facet::Outlets;
        let size = if outlets { self.postings.outlets.len() } else { self.corpus.entities.len() };
        let mut counts = Counts { outlets, counts: vec![(0, 0); size] };
        for article in &hits.articles {
            if outlets {
                if let Some(outlet) = self.postings.outlet_of.get(article.get()).copied().flatten() {
                    counts.add(outlet.0, 1);
                }
                continue;
            }
            for &(entity, mentions) in
                self.postings.of_article.get(article.get()).map_or(&[][..], Vec::as_slice)
            {
                counts.add(entity.0, mentions);
            }
        }
        if !outlets {
            for (place, count) in counts.counts.iter_mut().enumerate().filter(|(_, count)| count.0 > 0) {
                if !facet.holds(self.corpus.entities.get(EntityId(place as u32)).kind) {
                    *count = (0, 0);
                }
            }
        }
        counts
    }

    /// Name, note, and the other name that fits where the name does not speak for itself.
    fn described(&self, pattern: &Pattern, fit: Fit) -> (SafeText, SafeText, Option<SafeText>) {
        let Target::Entity(id) = fit.target else {
            return (self.target_name(fit.target), SafeText::default(), None);
        };
        let entity = self.corpus.entities.get(id);
        let other = (fit.name as usize).checked_sub(1).and_then(|place| entity.aliases.get(place));
        let via = other.filter(|_| {
            let own = fold(&entity.name);
            pattern.cheap_fit(&own, letters(&own)).is_none_or(|(strength, _)| strength == Strength::Rough)
        });
        (entity.name.clone(), entity.note.clone(), via.cloned())
    }
}

/// Articles and mentions by place of an entity or outlet.
struct Counts {
    outlets: bool,
    counts: Vec<(usize, usize)>,
}

impl Counts {
    fn add(&mut self, place: u32, mentions: u32) {
        if let Some(count) = self.counts.get_mut(place as usize) {
            *count = (count.0 + 1, count.1 + mentions as usize);
        }
    }

    fn target(&self, place: u32) -> Target {
        if self.outlets { Target::Outlet(OutletId(place)) } else { Target::Entity(EntityId(place)) }
    }

    fn of(&self, target: Target) -> (usize, usize) {
        let place = match target {
            Target::Entity(id) if !self.outlets => id.0,
            Target::Outlet(id) if self.outlets => id.0,
            _ => return (0, 0),
        };
        self.counts.get(place as usize).copied().unwrap_or_default()
    }
}
