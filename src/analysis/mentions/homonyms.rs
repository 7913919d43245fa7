//! One word for a person and a place, or for places in two countries: `Jordan`, `Washington`, `Victoria`; `Paris, Texas`.
//!
//! Must not choose where the article says nothing: then the other reading is told as a rival.

use super::chunk;
use super::cues::Cues;
use super::finder::{Found, What};
use super::memory;
use super::places;
use super::settle::Settler;
use crate::analysis::gazetteer::lexicon::Hit;
use crate::analysis::gazetteer::slug;
use crate::model::{CountryCode, Entity, EntityId, EntityKind, Form, Mention, SafeText};
use std::sync::Arc;

/// Within so many words after a full name its last word is the person rather than a country.
const NEAR: usize = 40;

impl Settler<'_> {
    /// Whether a country's name or capital is rather the surname of somebody named in full: nothing else in the article is
    /// of that country, or the full name stands close before.
    pub(super) fn rather_a_surname(&self, found: &Found, country: EntityId) -> bool {
        let words = memory::phrase(self.page, found.from, found.to);
        let Some((person, _)) = self.memory.person(words, found.from) else { return false };
        let country = self.entities.get(country).country;
        // `King Abdullah of Jordan` is no Mr Jordan.
        if self.entities.get(person).country.is_some_and(|home| Some(home) == country) {
            return false;
        }
        let near = self.memory.last_before(words, found.from).is_some_and(|at| found.from - at <= NEAR);
        // One other name of the country may be a passing word; two make it the article's matter, and then a surname needs
        // somebody who speaks.
        let beside = self.context.weight_beside(country, words);
        let speaks = self.page.cues(found.to).any(Cues::SPEECH);
        beside == 0 || near && (beside < 2 || speaks)
    }

    /// A first name of somebody named in full. Where it is also a place of a country that the article speaks of, that place,
    /// with the person as the other reading.
    pub(super) fn by_first_name(&self, found: &Found, hash: u64) -> Option<Mention> {
        let person = self.memory.first_name(hash)?;
        if let What::Listed(hit) = &found.what {
            let table = self.gazetteer.entities();
            let mut senses = self.gazetteer.lexicon().senses(hit);
            let place = senses.find(|sense| {
                let entity = table.get(sense.entity);
                entity.kind == EntityKind::Place && self.context.weight(entity.country) > 0
            });
            if let Some(place) = place {
                let why = "a place of a country that the article speaks of; it may be the first name as well";
                return Some(Mention {
                    rivals: vec![person],
                    ..self.mention(found, place.entity, place.form, why)
                });
            }
        }
        let why = format!("first name of {}, named in this article", self.entities.get(person).name);
        Some(self.mention(found, person, Form::Alias, why))
    }

    /// `Lebanon, Pennsylvania`; `Cambridge, Massachusetts`: the place of that name in the region that follows, listed or not.
    pub(super) fn elsewhere(&mut self, found: &Found, hit: &Hit) -> Option<Mention> {
        let page = self.page;
        let comma = found.to;
        if !page.is_mark(comma, &[","]) || found.from > 0 && page.is_mark(found.from - 1, &[","]) {
            return None;
        }
        let table = self.gazetteer.entities();
        let end = page.items.len().min(comma + 8);
        let region = chunk::look(page, self.gazetteer, comma + 1, end, false)?;
        let after = comma + 1 + region.tokens;
        // `Paris, Texas and Ohio` may be a list.
        if ["and", "or"].iter().any(|word| page.is_word(after, word)) {
            return None;
        }
        let region =
            self.gazetteer.lexicon().senses(&region).map(|sense| table.get(sense.entity)).find(|entity| {
                entity.kind == EntityKind::Place
                    && matches!(entity.note.as_str(), "state" | "province" | "region")
            })?;
        let home = region.country?;
        let of = |id: EntityId| table.get(id);
        let senses: Vec<_> = self.gazetteer.lexicon().senses(hit).collect();
        if senses
            .iter()
            .all(|sense| !matches!(of(sense.entity).kind, EntityKind::Place | EntityKind::Country))
        {
            return None;
        }
        let there = senses.iter().find(|sense| {
            let entity = of(sense.entity);
            entity.kind == EntityKind::Place && entity.country == Some(home)
        });
        let why = format!("the place of that name in {}", region.name);
        if let Some(sense) = there {
            return Some(self.mention(found, sense.entity, sense.form, why));
        }
        let name = format!("{}, {}", page.words(found.from, found.to), region.name);
        let entity = self.place_in(&name, home);
        Some(self.mention(found, entity, Form::Name, why))
    }

    /// The unlisted place of a name in a country.
    fn place_in(&mut self, name: &str, country: CountryCode) -> EntityId {
        self.entities.intern(Arc::new(Entity {
            key: slug(name).into(),
            name: SafeText::line(name),
            kind: EntityKind::Place,
            country: Some(country),
            aliases: Vec::new(),
            note: SafeText::default(),
            listed: false,
        }))
    }

    /// The country and role of people who are not listed, from the words beside the name: `Norwegian foreign minister
    /// Tarvo Ilmaste`, `Tarvo Ilmaste, Norway's foreign minister`.
    pub(super) fn describe_people(&mut self, mentions: &[Mention]) {
        let mut near = 0;
        for pair in mentions.windows(2) {
            let [left, right] = pair else { continue };
            let is_new = |mention: &Mention| {
                let entity = self.entities.get(mention.entity);
                entity.kind == EntityKind::Person && !entity.listed && entity.country.is_none()
            };
            if !is_new(left) && !is_new(right) {
                continue;
            }
            let between = places::items_between(self.page, near, left.span, right.span);
            near = between.start;
            let roles = between.clone().all(|i| self.is_role_word(i));
            if roles && !between.is_empty() && is_new(right) {
                self.describe(right.entity, left, between.start, between.end);
            } else if is_new(left) && self.page.is_mark(between.start, &[","]) {
                let articles =
                    between.clone().skip(1).all(|i| self.page.is_word(i, "the") || self.page.is_word(i, "a"));
                let from = self.page.first_from(near, right.span.end);
                let to =
                    (from..self.page.items.len().min(from + 6)).take_while(|&i| self.is_role_word(i)).last();
                if articles && let Some(last) = to {
                    self.describe(left.entity, right, from, last + 1);
                }
            }
        }
    }

    /// Whether a word stands between a nationality and a name: part of a title, or `’s`.
    fn is_role_word(&self, i: usize) -> bool {
        use crate::analysis::tokens::TokenKind;
        let item = &self.page.items[i];
        item.kind == TokenKind::Possessive
            || item.kind == TokenKind::Word
                && item.cues.any(Cues::TITLE.or(Cues::TITLE_MODIFIER).or(Cues::ROLE))
    }

    /// Gives a person the country of a mention, and the role between two items as a note.
    fn describe(&mut self, person: EntityId, of: &Mention, from: usize, to: usize) {
        let home = self.entities.get(of.entity);
        let Some(country) = home.country.filter(|_| home.kind == EntityKind::Country) else { return };
        let from = if self.page.items[from].kind == crate::analysis::tokens::TokenKind::Possessive {
            from + 1
        } else {
            from
        };
        let title = (from..to).any(|i| self.page.cues(i).any(Cues::TITLE.or(Cues::ROLE)));
        if !title {
            return;
        }
        let mut entity = self.entities.get(person).clone();
        entity.country = Some(country);
        entity.note = SafeText::line(&self.page.words(from, to).to_lowercase());
        self.entities.redescribe(person, entity);
    }
}
