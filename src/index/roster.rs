//! Rosters: everyone and everything that occurs in some articles, counted once, narrowed by a typed word as often as
//! one types. A roster holds numbers only; names are looked up for the rows in view.

use super::Index;
use super::fold::{Folded, fold};
use super::fuzzy::{Pattern, Strength, highlight, letters};
use super::names::{OutletId, Target};
use super::query::Field;
use crate::model::{ArticleIndex, CountryCode, EntityKind, SafeText};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::ops::Range;

/// A section of a roster.
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
    /// Named events: wars, treaties, summits.
    Events,
    /// Outlets.
    Outlets,
}

impl Facet {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::People, Self::Countries, Self::Organisations, Self::Places, Self::Events, Self::Outlets];

    /// The heading.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Countries => "countries",
            Self::Organisations => "organisations",
            Self::Places => "places",
            Self::Events => "events",
            Self::Outlets => "outlets",
        }
    }

    /// What one of them is.
    #[must_use]
    pub const fn one(self) -> &'static str {
        match self {
            Self::People => "person",
            Self::Countries => "country",
            Self::Organisations => "organisation",
            Self::Places => "place",
            Self::Events => "event",
            Self::Outlets => "outlet",
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
            Self::Events => Field::About,
            Self::Outlets => Field::Outlet,
        }
    }

    /// The section of a kind of entity.
    #[must_use]
    pub const fn of(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Person => Self::People,
            EntityKind::Country => Self::Countries,
            EntityKind::Organisation | EntityKind::Bloc => Self::Organisations,
            EntityKind::Place => Self::Places,
            EntityKind::Event => Self::Events,
        }
    }
}

/// Parts into which the time of the articles is cut for the small bar of a row.
pub const PARTS: usize = 8;

/// One of a roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Who or what.
    pub target: Target,
    /// Articles that have it.
    pub articles: u32,
    /// Mentions in them; for an outlet the same as `articles`.
    pub mentions: u32,
    /// Articles by part of the time that all articles take; those without a date are left out.
    pub parts: [u32; PARTS],
}

/// Everyone and everything that occurs in some articles.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    /// The articles.
    pub articles: Vec<ArticleIndex>,
    /// The first and the last day of those that are dated, but for the odd ones far off; `None` where all are of one
    /// day.
    pub days: Option<(NaiveDate, NaiveDate)>,
    groups: [Vec<Entry>; 6],
    /// Place in its group of each entity and, behind them, each outlet; `u32::MAX` where it does not occur.
    places: Vec<u32>,
    entities: usize,
}

/// One that fits a typed word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// Its place in the section.
    pub place: u32,
    /// Which of its names fits: 0 is the canonical one.
    name: u32,
}

/// What a row says of one, besides its counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Face {
    /// Its name.
    pub name: SafeText,
    /// What it is, in a few words; may be empty.
    pub note: SafeText,
    /// Its country, for people, places and organisations.
    pub country: Option<CountryCode>,
    /// The other name that fits what was typed, where `name` does not.
    pub via: Option<SafeText>,
    /// Byte ranges of `name` to highlight.
    pub ranges: Vec<Range<usize>>,
}

impl Roster {
    /// Goes once over the articles.
    #[must_use]
    pub fn of(index: &Index, articles: Vec<ArticleIndex>) -> Self {
        let entities = index.corpus.entities.len();
        let size = entities + index.postings.outlets.len();
        let mut roster =
            Self { days: days(index, &articles), places: vec![u32::MAX; size], entities, ..Self::default() };
        let mut counted: Vec<Entry> = Vec::new();
        for &article in &articles {
            let part = roster.part(index, article);
            let mut count = |slot: usize, target: Target, mentions: u32| {
                let Some(place) = roster.places.get_mut(slot) else { return };
                if *place == u32::MAX {
                    *place = counted.len() as u32;
                    counted.push(Entry { target, articles: 0, mentions: 0, parts: [0; PARTS] });
                }
                let entry = &mut counted[*place as usize];
                entry.articles += 1;
                entry.mentions += mentions;
                if let Some(part) = part {
                    entry.parts[part] += 1;
                }
            };
            if let Some(outlet) = index.postings.outlet_of.get(article.get()).copied().flatten() {
                count(entities + outlet.0 as usize, Target::Outlet(outlet), 1);
            }
            for &(entity, mentions) in index.postings.of_article(article) {
                count(entity.0 as usize, Target::Entity(entity), mentions);
            }
        }
        for entry in counted {
            roster.groups[facet_of(index, entry.target) as usize].push(entry);
        }
        for group in &mut roster.groups {
            group.sort_by_cached_key(|entry| {
                (Reverse((entry.articles, entry.mentions)), index.target_name(entry.target), entry.target)
            });
            for (place, entry) in group.iter().enumerate() {
                let slot = slot(entities, entry.target);
                roster.places[slot] = place as u32;
            }
        }
        roster.articles = articles;
        roster
    }

    /// The part of the time that an article is of, by the middle of the days it may be of.
    fn part(&self, index: &Index, article: ArticleIndex) -> Option<usize> {
        let (first, last) = self.days?;
        let days = index.postings.days.get(article.get()).copied().flatten()?;
        // What lies outside counts with the nearest part.
        let middle = (days.from - first).num_days() + (days.to - days.from).num_days() / 2;
        let all = (last - first).num_days() + 1;
        let middle = usize::try_from(middle.clamp(0, all - 1)).ok()?;
        Some(middle * PARTS / usize::try_from(all).ok()?)
    }

    /// All of a section, most articles first, then most mentions, then by name.
    #[must_use]
    pub fn section(&self, facet: Facet) -> &[Entry] {
        &self.groups[facet as usize]
    }

    /// The place of a target in its section.
    #[must_use]
    pub fn place(&self, target: Target) -> Option<u32> {
        self.places.get(slot(self.entities, target)).copied().filter(|place| *place != u32::MAX)
    }

    /// Those of a section that fit a typed word, best fit first, then in the section's order; all where nothing was
    /// typed.
    #[must_use]
    pub fn narrow(&self, index: &Index, facet: Facet, typed: &str) -> Vec<Shown> {
        let section = self.section(facet);
        let pattern = Pattern::new(typed);
        if pattern.is_empty() {
            let all = if typed.trim().is_empty() { section.len() as u32 } else { 0 };
            return (0..all).map(|place| Shown { place, name: 0 }).collect();
        }
        let here = |target| self.place(target).is_some() && facet_of(index, target) == facet;
        let fits = index.names().fits(&pattern, here);
        let place = |fit: &super::names::Fit| self.place(fit.target).unwrap_or(u32::MAX);
        let mut fits: Vec<_> = fits.into_iter().map(|fit| (place(&fit), fit)).collect();
        fits.sort_by_key(|(place, fit)| (fit.strength, Reverse(fit.quality), *place));
        fits.into_iter().map(|(place, fit)| Shown { place, name: fit.name }).collect()
    }
}

impl Roster {
    /// The entity that a person means by a name: of those that fit best the one with the most articles, and the next
    /// best; `None` where nobody is called so.
    #[must_use]
    pub fn called(&self, index: &Index, typed: &str) -> Option<(Target, Vec<Target>)> {
        let pattern = Pattern::new(typed);
        let entity = |target: Target| matches!(target, Target::Entity(_)) && self.place(target).is_some();
        let mut fits = index.names().fits(&pattern, entity);
        let articles = |target: Target| {
            let place = self.place(target).unwrap_or(u32::MAX) as usize;
            self.section(facet_of(index, target)).get(place).map_or(0, |entry| entry.articles)
        };
        fits.sort_by_key(|fit| (fit.strength, Reverse((fit.quality, articles(fit.target))), fit.target));
        let mut targets = fits.into_iter().map(|fit| fit.target);
        Some((targets.next()?, targets.take(5).collect()))
    }
}

const fn slot(entities: usize, target: Target) -> usize {
    match target {
        Target::Entity(id) => id.0 as usize,
        Target::Outlet(id) => entities + id.0 as usize,
    }
}

/// The section a target stands in.
pub(super) fn facet_of(index: &Index, target: Target) -> Facet {
    match target {
        Target::Entity(id) => Facet::of(index.corpus.entities.get(id).kind),
        Target::Outlet(_) => Facet::Outlets,
    }
}

/// The first and last day of the articles that are dated, unless that is one day. Of many articles the hundredth part
/// at each end is left out: one that is dated a century off must not press all others into one part.
fn days(index: &Index, articles: &[ArticleIndex]) -> Option<(NaiveDate, NaiveDate)> {
    let dated =
        || articles.iter().filter_map(|article| index.postings.days.get(article.get()).copied().flatten());
    let (mut first, mut last): (Vec<_>, Vec<_>) = dated().map(|days| (days.from, days.to)).unzip();
    first.sort_unstable();
    last.sort_unstable();
    let odd = first.len() / 100;
    let (first, last) = (*first.get(odd)?, *last.get(last.len().checked_sub(odd + 1)?)?);
    (first < last).then_some((first, last))
}

impl Index {
    /// The section a target stands in.
    #[must_use]
    pub fn facet_of(&self, target: Target) -> Facet {
        facet_of(self, target)
    }

    /// What a row says of a target, with what fits of a typed word.
    #[must_use]
    pub fn face(&self, target: Target, shown: Shown, typed: &str) -> Face {
        let pattern = Pattern::new(typed);
        let Target::Entity(id) = target else {
            let name = self.target_name(target);
            let ranges = highlight(&pattern, &Folded::new(&name));
            return Face { name, ranges, ..Face::default() };
        };
        let entity = self.corpus.entities.get(id);
        let other = (shown.name as usize).checked_sub(1).and_then(|place| entity.aliases.get(place));
        let via = other.filter(|_| {
            let own = fold(&entity.name);
            pattern.cheap_fit(&own, letters(&own)).is_none_or(|(strength, _)| strength == Strength::Rough)
        });
        let ranges = if via.is_some() { Vec::new() } else { highlight(&pattern, &Folded::new(&entity.name)) };
        let country = entity.country.filter(|_| entity.kind != EntityKind::Country);
        Face { name: entity.name.clone(), note: entity.note.clone(), country, via: via.cloned(), ranges }
    }

    /// The name of an article's outlet, or a stand-in that tells unknown outlets apart.
    #[must_use]
    pub fn outlet_label(&self, article: ArticleIndex) -> SafeText {
        if let Some(OutletId(id)) = self.postings.outlet_of.get(article.get()).copied().flatten() {
            return self.postings.outlets.get(id as usize).cloned().unwrap_or_default();
        }
        let number = self.postings.unknown.get(article.get()).copied().unwrap_or_default();
        SafeText::line(&format!("unknown {number}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::What;
    use crate::index::tests::{corpus, run};

    fn names(index: &Index, roster: &Roster, facet: Facet, typed: &str) -> Vec<String> {
        let told = |shown: Shown| {
            let entry = &roster.section(facet)[shown.place as usize];
            format!("{} {}/{}", index.target_name(entry.target), entry.articles, entry.mentions)
        };
        roster.narrow(index, facet, typed).into_iter().map(told).collect()
    }

    fn roster(index: &Index, query: &str) -> Roster {
        Roster::of(index, run(index, query).articles)
    }

    #[test]
    fn everyone_is_counted_and_found() {
        let index = Index::build(&corpus());
        for (query, facet, typed, expected) in [
            (
                "",
                Facet::People,
                "",
                "Friedrich Merz 1/1|Vladimir Putin 1/1|Volodymyr Zelenskyy 1/1|Xi Jinping 1/1",
            ),
            ("", Facet::Countries, "rus", "Russia 2/3|Cyprus 1/1"),
            ("", Facet::Countries, "kremlin", "Russia 2/3"),
            ("", Facet::People, "zelinsky", "Volodymyr Zelenskyy 1/1"),
            ("", Facet::People, "putn", "Vladimir Putin 1/1"),
            ("who:putin", Facet::Countries, "", "China 1/1|Russia 1/1"),
            ("", Facet::Organisations, "atlantic", "NATO 1/1"),
            ("", Facet::Events, "", ""),
            ("", Facet::Outlets, "", "Eastern Wire 2/2|The Harbour Post 1/1"),
            ("", Facet::Outlets, "harbor", "The Harbour Post 1/1"),
            ("", Facet::People, "russia", ""),
            ("", Facet::People, "🚀", ""),
            ("", Facet::People, "\u{202e}", ""),
            (
                "",
                Facet::People,
                "  ",
                "Friedrich Merz 1/1|Vladimir Putin 1/1|Volodymyr Zelenskyy 1/1|Xi Jinping 1/1",
            ),
        ] {
            let roster = roster(&index, query);
            assert_eq!(names(&index, &roster, facet, typed).join("|"), expected, "{query} {facet:?} {typed}");
        }
        let all = roster(&index, "");
        assert!(names(&index, &all, Facet::People, &"x".repeat(10_000)).is_empty());
    }

    #[test]
    fn a_row_says_which_name_fits() {
        let index = Index::build(&corpus());
        let all = roster(&index, "");
        let face = |facet: Facet, typed: &str| {
            let shown = all.narrow(&index, facet, typed)[0];
            index.face(all.section(facet)[shown.place as usize].target, shown, typed)
        };
        assert_eq!(face(Facet::Countries, "kreml").via.as_deref(), Some("Kremlin"));
        let xi = face(Facet::People, "xi");
        assert_eq!((&xi.name[xi.ranges[0].clone()], xi.country), ("Xi", CountryCode::new("CN")));
    }

    #[test]
    fn the_term_of_each_takes_it_and_its_place_is_known() {
        let index = Index::build(&corpus());
        let all = roster(&index, "");
        for facet in Facet::ALL {
            for (place, entry) in all.section(facet).iter().enumerate() {
                let term = index.term_of(facet.field(), entry.target);
                assert_eq!(run(&index, &term).chips[0].took[0].what, What::Name(entry.target), "{term}");
                assert_eq!(all.place(entry.target), Some(place as u32));
            }
        }
    }

    #[test]
    fn one_that_is_dated_far_off_moves_no_other() {
        let mut many = (*corpus()).clone();
        let (article, found) = (many.articles[0].clone(), many.annotations[0].clone());
        for day in 0..400 {
            let mut found = (*found).clone();
            if let Some(published) = &mut found.published {
                published.date =
                    if day == 0 { NaiveDate::MIN } else { published.date + chrono::Days::new(day) };
            }
            many.articles.push(article.clone());
            many.annotations.push(std::sync::Arc::new(found));
            many.story_of.push(0);
        }
        let index = Index::build(&std::sync::Arc::new(many));
        let all = Roster::of(&index, index.corpus().indices().collect());
        let (first, last) = all.days.unwrap();
        assert!((last - first).num_days() < 1000, "{first} to {last}");
        let putin = all.section(Facet::People)[0];
        assert_eq!(putin.parts.iter().sum::<u32>(), putin.articles, "each is counted in some part");
    }

    #[test]
    fn time_is_cut_into_even_parts() {
        let index = Index::build(&corpus());
        let all = roster(&index, "");
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(all.days, Some((day("2023-03-01"), day("2025-09-03"))));
        let russia =
            all.section(Facet::Countries).iter().find(|entry| entry.articles == 2 && entry.mentions == 3);
        assert_eq!(russia.map(|entry| entry.parts), Some([1, 0, 0, 0, 0, 0, 0, 1]));
        assert_eq!(roster(&index, "merz").days, None, "one day has no parts");
    }
}
