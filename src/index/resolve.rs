//! From a term to articles: what the corpus has that was meant, and how much each article has of it.

use super::Index;
use super::chips::{Chip, Took, What};
use super::fold::fold;
use super::fulltext::Phrase;
use super::fuzzy::{Strength, edit_distances};
use super::names::{Fit, Found, Target};
use super::query::{Field, Term};
use super::set::ArticleSet;
use crate::model::{CountryCode, EntityId, EntityKind, Marks, SafeText};
use std::cmp::Reverse;

/// Most alternatives a chip offers.
const ALTERNATIVES: usize = 5;

/// A term with what it was taken for.
#[derive(Debug, Clone)]
pub(crate) struct Resolved {
    pub term: Term,
    pub excluded: bool,
    /// The articles; `None` where the term is unfinished and narrows nothing.
    pub set: Option<ArticleSet>,
    /// How much each article has of it, by article, for those that have any.
    pub weights: Vec<(u32, f32)>,
    /// Names it was taken for.
    pub targets: Vec<Target>,
    /// Words of titles, and whether their beginning is enough.
    pub titles: Option<(Vec<String>, bool)>,
    /// A phrase to find in the texts.
    pub phrase: Option<Phrase>,
    pub chip: Chip,
    /// The terms of a saved query.
    pub inside: Vec<Resolved>,
}

impl Resolved {
    fn new(index: &Index, term: &Term, excluded: bool) -> Self {
        let chip = Chip {
            span: term.span.clone(),
            field: term.field,
            typed: SafeText::line(&term.value),
            excluded,
            renamed: false,
            strength: None,
            took: Vec::new(),
            alternatives: Vec::new(),
            articles: index.len(),
            of: index.len(),
        };
        Self {
            term: term.clone(),
            excluded,
            set: None,
            weights: Vec::new(),
            targets: Vec::new(),
            titles: None,
            phrase: None,
            chip,
            inside: Vec::new(),
        }
    }

    /// Adds articles with one weight each.
    pub(super) fn add(&mut self, size: usize, places: impl Iterator<Item = (u32, f32)>) -> usize {
        let set = self.set.get_or_insert_with(|| ArticleSet::none(size));
        let before = self.weights.len();
        for (place, weight) in places {
            set.insert(place);
            self.weights.push((place, weight));
        }
        self.weights.len() - before
    }

    /// Adds articles and says what for.
    pub(super) fn take(
        &mut self,
        size: usize,
        what: What,
        name: &str,
        places: impl Iterator<Item = (u32, f32)>,
    ) {
        let articles = self.add(size, places);
        if articles > 0 {
            self.chip.took.push(Took { what, name: SafeText::line(name), articles });
        }
    }
}

impl Index {
    /// Looks a term up.
    pub(crate) fn resolve(&self, term: &Term, excluded: bool, marks: &Marks) -> Resolved {
        let mut resolved = Resolved::new(self, term, excluded);
        if term.value.trim().is_empty() {
            return resolved;
        }
        match term.field {
            Field::Any => self.resolve_any(&mut resolved),
            Field::Text => self.resolve_text(&mut resolved),
            Field::Said => self.resolve_said(&mut resolved),
            Field::Lang | Field::Story => self.resolve_words(&mut resolved),
            Field::Tag => self.resolve_tag(&mut resolved, marks),
            Field::Note => self.resolve_note(&mut resolved, marks),
            Field::Is => self.resolve_state(&mut resolved, marks),
            Field::After | Field::Before | Field::On => self.resolve_date(&mut resolved),
            Field::Saved => self.resolve_saved(&mut resolved, marks),
            Field::Sort => {}
            _ => {
                let found = self.find(term.field, &term.value);
                self.take_names(&mut resolved, &found);
            }
        }
        if let Some(set) = &resolved.set {
            let matched = set.count();
            resolved.chip.articles = if excluded { self.len() - matched } else { matched };
        }
        resolved
    }

    /// The names that fit what was typed for a field.
    pub(crate) fn find(&self, field: Field, typed: &str) -> Found {
        let code = CountryCode::new(typed.trim()).and_then(|code| self.corpus.entities.find(code.as_str()));
        let code = code.filter(|_| matches!(field, Field::Country | Field::From | Field::About));
        let found = self.names().find(typed, &self.corpus, |target| self.accepts(field, target), code);
        // A name that is known but does not occur must not be taken for a misspelling of one that does.
        let best = found.taken.first().filter(|best| best.strength == Strength::Rough);
        let nearer = best.is_some_and(|best| {
            let listed =
                self.names().listed_nearly(&self.corpus, typed, |target| self.is_kind(field, target));
            listed.is_some_and(|listed| {
                let closer = (listed.strength, 100 - listed.quality) < (best.strength, 100 - best.quality);
                // What is only begun may become anything; five points are what an alias costs.
                closer
                    && match listed.strength {
                        Strength::Exact | Strength::Word => true,
                        Strength::Prefix => false,
                        Strength::Rough => listed.quality > best.quality + 5,
                    }
            })
        });
        if nearer {
            let others = found.taken.into_iter().chain(found.others).collect();
            return Found { taken: Vec::new(), others };
        }
        found
    }

    /// Whether a field speaks of targets of that sort.
    pub(crate) fn is_kind(&self, field: Field, target: Target) -> bool {
        use EntityKind::{Bloc, Country, Organisation, Person, Place};
        let Target::Entity(id) = target else { return matches!(field, Field::Any | Field::Outlet) };
        let kind = self.corpus.entities.get(id).kind;
        match field {
            Field::Any | Field::About | Field::Said => true,
            Field::Who => kind == Person,
            Field::Org => matches!(kind, Organisation | Bloc),
            Field::Place => matches!(kind, Place | Country),
            Field::Country | Field::From => kind == Country,
            _ => false,
        }
    }

    /// Whether a field could find articles by the target.
    fn accepts(&self, field: Field, target: Target) -> bool {
        let Target::Entity(id) = target else { return self.is_kind(field, target) };
        self.is_kind(field, target)
            && match field {
                Field::From => !self.home_of(id).is_empty(),
                Field::About | Field::Who | Field::Org => !self.postings.entity(id).is_empty(),
                Field::Said => self.postings.speaks_in(id).is_some(),
                _ => true,
            }
    }

    /// Articles whose outlet is from the country that an entity is.
    pub(crate) fn home_of(&self, entity: EntityId) -> &[u32] {
        let entity = self.corpus.entities.get(entity);
        let code = CountryCode::new(&entity.key).filter(|_| entity.kind == EntityKind::Country);
        code.map_or(&[], |code| self.postings.from(code))
    }

    pub(super) fn take_names(&self, resolved: &mut Resolved, found: &Found) {
        resolved.chip.strength = found.strength();
        resolved.set.get_or_insert_with(|| ArticleSet::none(self.len()));
        for fit in &found.taken {
            resolved.targets.push(fit.target);
            let places = self.places(resolved.term.field, fit.target);
            let name = self.target_name(fit.target);
            resolved.take(self.len(), What::Name(fit.target), &name, places.into_iter());
        }
        let field = resolved.term.field;
        // Best fit first was asked for by the search; among equals a person expects the most frequent first.
        resolved.chip.took.sort_by_key(|took| Reverse(took.articles));
        resolved.chip.renamed = Self::is_renamed(&resolved.chip);
        let mut others = found.others.clone();
        others.sort_by_key(|fit| {
            (fit.strength, Reverse(fit.quality), Reverse(self.frequency(fit.target)), fit.target)
        });
        let others = others.iter().take(ALTERNATIVES).map(|fit| self.alternative(field, fit));
        resolved.chip.alternatives = others.collect();
    }

    fn alternative(&self, field: Field, fit: &Fit) -> Took {
        let articles =
            ArticleSet::of(self.len(), self.places(field, fit.target).into_iter().map(|(place, _)| place));
        Took { what: What::Name(fit.target), name: self.target_name(fit.target), articles: articles.count() }
    }

    /// The articles of a target with how much each has of it: a mention counts more than the outlet's country, the
    /// headline more than the text, and the tenth mention little more than the ninth.
    fn places(&self, field: Field, target: Target) -> Vec<(u32, f32)> {
        let id = match target {
            Target::Outlet(outlet) => {
                let articles = self.postings.by_outlet.get(outlet.0 as usize).map_or(&[][..], Vec::as_slice);
                return articles.iter().map(|&place| (place, 10.0)).collect();
            }
            Target::Entity(id) => id,
        };
        if field == Field::Said {
            let said = self.postings.speaks_in(id).unwrap_or_default();
            return said.iter().map(|&place| (place, 8.0)).collect();
        }
        let mut places: Vec<(u32, f32)> = Vec::new();
        if field != Field::From {
            places.extend(self.mentions_of(id));
        }
        if field == Field::Place {
            self.places_inside(id).for_each(|inside| places.extend(self.mentions_of(inside)));
        }
        if matches!(field, Field::Any | Field::Country | Field::From) {
            places.extend(self.home_of(id).iter().map(|&place| (place, 8.0)));
        }
        places.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        places.dedup_by_key(|(place, _)| *place);
        places
    }

    fn mentions_of(&self, entity: EntityId) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.postings.entity(entity).iter().map(|posting| {
            let headline = if posting.headline { 4.0 } else { 0.0 };
            (posting.article, 10.0 + headline + (1.0 + posting.count as f32).ln())
        })
    }

    /// The places that occur and lie in a country.
    fn places_inside(&self, country: EntityId) -> impl Iterator<Item = EntityId> + '_ {
        let entity = self.corpus.entities.get(country);
        let code = CountryCode::new(&entity.key).filter(|_| entity.kind == EntityKind::Country);
        self.postings.mentioned().filter(move |id| {
            let place = self.corpus.entities.get(*id);
            code.is_some() && place.kind == EntityKind::Place && place.country == code
        })
    }

    /// A bare word: names first, and words of titles that fit as well.
    fn resolve_any(&self, resolved: &mut Resolved) {
        let typed = resolved.term.value.clone();
        let words: Vec<String> =
            fold(&typed).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        if words.is_empty() {
            return;
        }
        let mut found = self.find(Field::Any, &typed);
        let named = found.strength().unwrap_or(Strength::Rough);
        let (mut titles, mut beginning) = (self.titled(&words, false), false);
        if named >= Strength::Prefix {
            let begun = self.titled(&words, true);
            beginning = titles.count() == 0 || named == Strength::Prefix;
            titles = if beginning { begun } else { titles };
        }
        let mut weight = if beginning { 4.0 } else { 5.0 };
        let mut shown = words;
        if named == Strength::Rough && titles.count() > 0 {
            let others = found.taken.drain(..).chain(std::mem::take(&mut found.others)).collect();
            found = Found { taken: Vec::new(), others };
        } else if named == Strength::Rough
            && found.taken.is_empty()
            && let Some((near, set)) = self.titled_roughly(&shown)
        {
            (shown, titles, weight) = (near, set, 2.0);
        }
        self.take_names(resolved, &found);
        let name = format!("“{}” in titles", shown.join(" "));
        resolved.take(self.len(), What::Titles, &name, titles.iter().map(|place| (place, weight)));
        resolved.titles = Some((shown, beginning));
    }

    /// Articles with all the words in their title.
    fn titled(&self, words: &[String], beginning: bool) -> ArticleSet {
        let mut all = ArticleSet::all(self.len());
        for word in words {
            all.narrow(&self.postings.titled(word, beginning, self.len()));
        }
        all
    }

    /// The words of titles nearest to the misspelt ones, with the articles that have them all.
    fn titled_roughly(&self, words: &[String]) -> Option<(Vec<String>, ArticleSet)> {
        let near: Option<Vec<String>> = words
            .iter()
            .map(|word| {
                let allowed = usize::from(word.chars().count() >= 5);
                let all = self.postings.title_words();
                // Other lengths are more than one edit away.
                let length = word.len().saturating_sub(4)..=word.len() + 4;
                let near = all.filter(|(title, _)| length.contains(&title.len())).map(|(title, articles)| {
                    (edit_distances(word, title).0, usize::MAX - articles.len(), title)
                });
                near.filter(|near| near.0 <= allowed).min().map(|(_, _, title)| title.to_owned())
            })
            .collect();
        let near = near?;
        let set = self.titled(&near, false);
        (set.count() > 0).then_some((near, set))
    }
}
