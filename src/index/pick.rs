//! Pickers: everyone and everything that occurs in the articles at hand, with counts, narrowed by a typed word.

use super::fold::Folded;
use super::fuzzy::{Pattern, Strength, highlight, letters};
use super::names::Target;
use super::query::{Field, Term};
use super::{Hits, Index};
use crate::model::{EntityKind, SafeText};
use std::collections::HashMap;
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
        let mut picks: Vec<(Strength, u8, Pick)> = Vec::new();
        for (target, (articles, mentions)) in self.occurring(facet, hits) {
            let (name, note, aliases) = self.described(target);
            let Some((strength, quality, via)) = best_name(&pattern, &name, &aliases) else { continue };
            let ranges = if via.is_some() { Vec::new() } else { highlight(&pattern, &Folded::new(&name)) };
            let value = name.to_lowercase().replace(['"', '“', '”', '„', '«', '»'], " ");
            let term = Term { field: facet.field(), value, span: 0..0, open: false }.to_string();
            let pick = Pick { target, name, note, articles, mentions, ranges, via, term };
            picks.push((strength, 100 - quality, pick));
        }
        picks.sort_by(|(s, q, a), (t, r, b)| {
            let fit = (s, q).cmp(&(t, r));
            let counts = (b.articles, b.mentions).cmp(&(a.articles, a.mentions));
            fit.then(counts).then_with(|| a.name.cmp(&b.name)).then(a.target.cmp(&b.target))
        });
        picks.into_iter().map(|(_, _, pick)| pick).collect()
    }

    /// Targets of a facet with articles and mentions among the hits.
    fn occurring(&self, facet: Facet, hits: &Hits) -> HashMap<Target, (usize, usize)> {
        let mut counts: HashMap<Target, (usize, usize)> = HashMap::new();
        let mut count = |target: Target, mentions: u32| {
            let entry = counts.entry(target).or_default();
            *entry = (entry.0 + 1, entry.1 + mentions as usize);
        };
        for article in &hits.articles {
            if facet == Facet::Outlets {
                if let Some(outlet) = self.postings.outlet_of.get(article.get()).copied().flatten() {
                    count(Target::Outlet(outlet), 1);
                }
                continue;
            }
            for &(entity, mentions) in
                self.postings.of_article.get(article.get()).map_or(&[][..], Vec::as_slice)
            {
                if facet.holds(self.corpus.entities.get(entity).kind) {
                    count(Target::Entity(entity), mentions);
                }
            }
        }
        counts
    }

    /// Name, note and other names.
    fn described(&self, target: Target) -> (SafeText, SafeText, Vec<SafeText>) {
        match target {
            Target::Entity(id) => {
                let entity = self.corpus.entities.get(id);
                (entity.name.clone(), entity.note.clone(), entity.aliases.clone())
            }
            Target::Outlet(_) => (self.target_name(target), SafeText::default(), Vec::new()),
        }
    }
}

/// How the pattern fits the name or else one of the other names, which is then given.
fn best_name(
    pattern: &Pattern,
    name: &SafeText,
    aliases: &[SafeText],
) -> Option<(Strength, u8, Option<SafeText>)> {
    if pattern.is_empty() {
        return Some((Strength::Prefix, 0, None));
    }
    let fit = |raw: &SafeText| {
        let folded = super::fold::fold(raw);
        pattern.fit(&folded, letters(&folded))
    };
    let own = fit(name);
    let others = aliases.iter().filter_map(|alias| {
        fit(alias).map(|(strength, quality)| (strength, quality.saturating_sub(5), Some(alias.clone())))
    });
    let all = own.map(|(strength, quality)| (strength, quality, None)).into_iter().chain(others);
    let (strength, quality, via) = all.min_by_key(|(strength, quality, _)| (*strength, 100 - quality))?;
    // A name that fits well by itself needs no other name to explain it.
    let speaks_for_itself = own.is_some_and(|(strength, _)| strength < Strength::Rough);
    Some((strength, quality, via.filter(|_| !speaks_for_itself)))
}
