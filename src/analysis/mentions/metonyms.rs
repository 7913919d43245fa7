//! Which of its senses a listed name has here: a capital for its city or its government, one name of two countries.

use super::cues::Cues;
use super::finder::Found;
use super::page::{Item, Page};
use super::regions;
use crate::analysis::Gazetteer;
use crate::analysis::dateline;
use crate::analysis::gazetteer::fold::Shape;
use crate::analysis::gazetteer::lexicon::{Folded, Hit, Ready, Sense};
use crate::analysis::tokens::TokenKind;
use crate::model::{CountryCode, EntityId, EntityKind, Form};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasherDefault;

/// What the article's unambiguous names tell about the others.
#[derive(Default)]
pub(super) struct Context {
    /// How often each country, or something of it, is named.
    countries: BTreeMap<CountryCode, u32>,
    /// Entities named in a way that leaves no doubt.
    sure: HashSet<EntityId, BuildHasherDefault<Ready>>,
    /// How often each listed name stands in the article, by its words.
    spelled: Folded<u32>,
    /// The unambiguous names of a country's people, places and bodies, by their items, in order.
    near: Vec<(usize, CountryCode)>,
}

/// A sense chosen, with the reason and what else it could be.
pub(super) struct Choice {
    pub(super) sense: Sense,
    pub(super) why: Cow<'static, str>,
    pub(super) rivals: Vec<EntityId>,
}

impl Context {
    /// Counts the listed names that have one sense.
    pub(super) fn of(page: &Page<'_>, found: &[Found], gazetteer: &Gazetteer) -> Self {
        let mut context = Self::default();
        for (found, hit) in listed(found) {
            *context.spelled.entry(super::memory::phrase(page, found.from, found.to)).or_default() += 1;
            let mut senses = usable(page, found, hit, gazetteer);
            let Some(first) = senses.next() else { continue };
            let country = |sense: &Sense| gazetteer.entities().get(sense.entity).country;
            let home = country(&first);
            let mut alone = true;
            let of_one_country = senses.all(|sense| {
                alone = false;
                country(&sense) == home
            });
            if let Some(code) = home.filter(|_| of_one_country) {
                *context.countries.entry(code).or_default() += 1;
                context.near.push((found.from, code));
            }
            if alone && !first.weak {
                context.sure.insert(first.entity);
            }
        }
        context
    }

    /// How often a country, or something of it, is named.
    pub(super) fn weight(&self, country: Option<CountryCode>) -> u32 {
        country.and_then(|code| self.countries.get(&code)).copied().unwrap_or(0)
    }

    /// How often a country is named by other words than these.
    pub(super) fn weight_beside(&self, country: Option<CountryCode>, words: u64) -> u32 {
        self.weight(country).saturating_sub(self.spelled.get(&words).copied().unwrap_or(0))
    }

    /// How many unambiguous names of a country stand within the sentence, three at most.
    fn close_by(&self, page: &Page<'_>, found: &Found, country: Option<CountryCode>) -> u32 {
        let sentence = regions::sentence(page, found.from);
        let from = self.near.partition_point(|&(at, _)| at < sentence.start);
        let near = self.near[from..].iter().take_while(|&&(at, _)| at < sentence.end).take(12);
        near.filter(|&&(at, code)| at != found.from && Some(code) == country).count().min(3) as u32
    }

    /// Chooses among the senses of a listed name; `None` where a weak name has no other evidence.
    pub(super) fn choose(
        &self,
        page: &Page<'_>,
        found: &Found,
        hit: &Hit,
        gazetteer: &Gazetteer,
    ) -> Option<Choice> {
        let counts = |sense: &Sense| {
            let place = || gazetteer.entities().get(sense.entity).kind == EntityKind::Place;
            let placed = || super::places::is_placed(page, found.from, found.to);
            !sense.weak || self.sure.contains(&sense.entity) || place() && placed()
        };
        let mut usable = usable(page, found, hit, gazetteer).filter(counts);
        let only = |sense: Sense, why: &'static str| {
            Some(Choice { sense, why: Cow::Borrowed(why), rivals: Vec::new() })
        };
        // Nearly all names have one sense: they need no list.
        let (first, second) = (usable.next()?, usable.next());
        if second.is_none() && first.form != Form::Institution {
            return only(first, "in the list of names");
        }
        let senses: Vec<Sense> = std::iter::once(first).chain(second).chain(usable).collect();
        let kind = |sense: &Sense| gazetteer.entities().get(sense.entity).kind;
        let metonym = senses.iter().find(|s| matches!(s.form, Form::Capital | Form::Institution)).copied();
        let place = senses.iter().find(|s| kind(s) == EntityKind::Place).copied();
        if let Some(metonym) = metonym {
            let institution = metonym.form == Form::Institution;
            let acts = acts(page, found.from, found.to, institution);
            match (acts, place) {
                (true, _) | (false, None) => {
                    let why = if institution {
                        "an institution that stands for its country"
                    } else {
                        "a capital that acts stands for its country"
                    };
                    return only(metonym, why);
                }
                (false, Some(place)) => return only(place, "a place here: it does not act"),
            }
        }
        self.weigh(page, found, &senses, gazetteer)
    }

    /// One name of several things: the one whose country the article speaks of most.
    fn weigh(
        &self,
        page: &Page<'_>,
        found: &Found,
        senses: &[Sense],
        gazetteer: &Gazetteer,
    ) -> Option<Choice> {
        let entity = |sense: &Sense| gazetteer.entities().get(sense.entity);
        // What stands beside it says more than the article as a whole.
        let beside = regions::Beside::of(page, found, gazetteer);
        let near = |sense: &Sense| {
            beside.points(entity(sense)) + 8 * self.close_by(page, found, entity(sense).country)
        };
        // What is said of all alike tells nothing.
        let least = senses.iter().map(near).min().unwrap_or(0);
        let evidence = |sense: &Sense| {
            let own = u32::from(self.sure.contains(&sense.entity)) * 8;
            2 * self.weight(entity(sense).country) + own + near(sense) - least
        };
        // Without evidence a country is likelier than a region or town of its name.
        let score =
            |sense: &Sense| 2 * evidence(sense) + u32::from(entity(sense).kind == EntityKind::Country);
        let best =
            senses.iter().enumerate().max_by_key(|(i, sense)| (score(sense), std::cmp::Reverse(*i)))?.1;
        let mut rivals: Vec<EntityId> = Vec::new();
        for sense in senses {
            // With no evidence at all, all stay open.
            let close = evidence(sense) * 2 >= evidence(best);
            if sense.entity != best.entity && close && !rivals.contains(&sense.entity) {
                rivals.push(sense.entity);
            }
        }
        let why = if rivals.is_empty() {
            "of several of that name, the one whose country the article speaks of"
        } else {
            "of several of that name the likeliest; the article does not settle it"
        };
        Some(Choice { sense: *best, why: Cow::Borrowed(why), rivals })
    }
}

/// The listed names among what was found.
fn listed(found: &[Found]) -> impl Iterator<Item = (&Found, &Hit)> {
    found.iter().filter_map(|found| match &found.what {
        super::finder::What::Listed(hit) => Some((found, hit)),
        _ => None,
    })
}

/// The senses whose conditions the words around fulfil.
fn usable<'a>(
    page: &'a Page<'a>,
    found: &Found,
    hit: &Hit,
    gazetteer: &'a Gazetteer,
) -> impl Iterator<Item = Sense> + use<'a> {
    let from = found.from;
    gazetteer.lexicon().senses(hit).filter(move |sense| !sense.after_the || page.is_after_the(from))
}

/// Whether an institution's name stands for its building: somebody is “at the Kremlin”, and no building of that name is
/// listed.
pub(super) fn is_building(page: &Page<'_>, found: &Found, hit: &Hit, gazetteer: &Gazetteer) -> bool {
    let mut senses = gazetteer.lexicon().senses(hit);
    let institution = senses.next().is_some_and(|sense| sense.form == Form::Institution);
    institution && senses.next().is_none() && !acts(page, found.from, found.to, true)
}

/// Whether a capital or institution is spoken of as one that acts, or is acted on.
fn acts(page: &Page<'_>, from: usize, to: usize, institution: bool) -> bool {
    let before = before(page, from);
    if institution {
        let inside = before
            .is_some_and(|k| ["in", "at", "inside", "outside", "near"].iter().any(|w| page.is_word(k, w)));
        return !inside;
    }
    let next = page.items.get(to).filter(|next| !next.opens);
    if next.is_some_and(|next| next.kind == TokenKind::Possessive) {
        return !before.is_some_and(|k| page.cues(k).any(Cues::AT));
    }
    if next.is_some() && page.is_hyphen(to) {
        return !["based", "born", "area", "bound"].iter().any(|word| page.is_word(to + 1, word));
    }
    if next.is_some_and(|next| !next.is_name_like() && next.cues.any(Cues::PLACE_NOUN)) {
        return false;
    }
    // A dateline, `Moscow (Agency)`, and a city with its country or region, `Moscow, Idaho`.
    let dateline = page.items[from].opens
        && (dateline::length(&page.text[page.items[from].span.start as usize..]) > 0
            || page.is_mark(to, &["(", "—", "–"])
            || page.is_mark(to, &[":"]) && page.items[from].word.shape == Shape::Upper
            || next.is_none());
    let with_region = page.is_mark(to, &[","]) && page.items.get(to + 1).is_some_and(Item::is_name_like);
    if dateline || with_region {
        return false;
    }
    !before.is_some_and(|k| page.cues(k).any(Cues::LIVED) || in_places(page, k))
}

/// Whether the comma or “and” at `k` goes on with a row that began with “in”, “to” or the like.
fn in_places(page: &Page<'_>, k: usize) -> bool {
    if !page.is_word(k, "and") && !page.is_mark(k, &[","]) {
        return false;
    }
    let mut at = k;
    while at > 0
        && !page.items[at].opens
        && (page.items[at].is_name_like() || page.is_word(at, "and") || page.is_mark(at, &[","]))
    {
        at -= 1;
    }
    page.cues(at).any(Cues::LIVED)
}

/// The word before, passing over an article.
fn before(page: &Page<'_>, from: usize) -> Option<usize> {
    let k = from.checked_sub(1)?;
    if page.is_word(k, "the") { k.checked_sub(1) } else { Some(k) }
}
