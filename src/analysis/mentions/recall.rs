//! Names that the article has given in full and goes on with in part: `the Commission`, people whose first name is in no
//! list. Must not take in a name that the article does not give.

use super::cues::Cues;
use super::finder::{Found, What};
use super::memory;
use super::ordinary;
use super::settle::Settler;
use crate::analysis::tokens::TokenKind;
use crate::model::{EntityId, EntityKind, Form, Mention};

impl Settler<'_> {
    /// Notes a body under the words that tell what it is: the last (`European Commission`) and, where “of” follows it,
    /// that before it (`League of Nations`, `Borvik Office of Works`).
    pub(super) fn remember_heads(&mut self, from: usize, to: usize, entity: EntityId) {
        if to - from < 2 {
            return;
        }
        let is_head = |i: usize| self.page.cues(i).any(Cues::ORG_HEAD.or(Cues::ORG_OF));
        for i in from..to {
            let ends = i == to - 1 || self.page.is_word(i + 1, "of");
            if ends && self.page.items[i].is_name_like() && is_head(i) {
                self.memory.note_body(self.page.items[i].word.hash, from, entity);
            }
        }
    }

    /// `the Commission`: a word for a body, with its capital in mid-sentence, after the body’s full name.
    pub(super) fn by_head(&self, found: &Found) -> Option<Mention> {
        let from = found.from;
        let short = found.to == from + 1 && !found.doubtful && from > 0 && self.page.is_word(from - 1, "the");
        let goes_on = self.page.items.get(found.to).is_some_and(|next| next.is_name_like() && !next.opens);
        if !short || goes_on || self.page.is_word(found.to, "of") {
            return None;
        }
        let entity = self.memory.body(self.page.items[from].word.hash, from)?;
        let why = format!("short for {}, named before in this article", self.entities.get(entity).name);
        Some(self.mention(found, entity, Form::Alias, why))
    }

    /// People by the words beside them, whose first names are in no list: what is said of the surname alone counts for
    /// the full name, and the surname alone then means them.
    pub(super) fn remember_people(&mut self, found: &[Found]) {
        for found in found.iter().filter(|found| matches!(found.what, What::Unsure)) {
            let (from, to) = (found.from, found.to);
            let mut words = self.page.items[from..to].iter();
            let family_first = self.is_given_in_two_parts(from, to);
            let plain = (2..=3).contains(&(to - from)) && words.all(|item| item.kind == TokenKind::Word);
            if !plain && !family_first {
                continue;
            }
            let surname = memory::surname(self.page, if family_first { from } else { to - 1 });
            if found.doubtful
                && (self.memory.person(surname, from).is_some() || !self.may_be_first_name(from))
            {
                continue;
            }
            let alone = self.evidence.get(&surname).copied().unwrap_or_default();
            let hash = memory::phrase(self.page, from, to);
            let Some(points) = self.evidence.get_mut(&hash) else { continue };
            // What stands beside the whole name says more: `the firm Borvik Marine`.
            if points.organisation > points.person + 6 || points.place > points.person + 6 {
                continue;
            }
            points.favour(EntityKind::Person, (alone.person - alone.place - alone.organisation).clamp(0, 12));
            if points.best() == Some(EntityKind::Person) {
                let entity = self.intern(from, to, EntityKind::Person);
                self.memory.note_person(self.page, from, to, surname, entity);
            }
        }
        self.memory.sort();
    }

    /// Whether a full name at a sentence’s start was noted as a person’s.
    pub(super) fn is_known_person(&self, found: &Found) -> bool {
        let surname = memory::surname(self.page, found.to - 1);
        self.memory.is_full_name(surname, found.from)
    }

    /// `Zelmar said`, `Zelmar, a maker of valves,`: no ordinary word begins the sentence, and what follows is said of somebody
    /// or something with a name.
    pub(super) fn acts_as_name(&self, found: &Found) -> bool {
        let page = self.page;
        let item = &page.items[found.from];
        let line_start = found.from.checked_sub(1).is_none_or(|k| page.items[k].span.end < item.span.start);
        let sentence = line_start || page.is_mark(found.from.saturating_sub(1), &["“", "\""]);
        let next = page.items.get(found.to).filter(|next| !next.opens);
        let acts = next.is_some_and(|next| {
            let small = next.kind == TokenKind::Word && !next.is_name_like();
            small && next.cues.any(Cues::SPEECH.or(Cues::ACTS)) || next.kind == TokenKind::Possessive
        });
        let told = page.is_mark(found.to, &[","])
            && ["a", "an", "the", "which", "who"].iter().any(|word| page.is_word(found.to + 1, word));
        sentence
            && (acts || told)
            && item.cues == Cues::default()
            && !page.is_lower_elsewhere(found.from)
            && !ordinary::is_ordinary(page.surface(found.from))
    }

    /// Whether a word at a sentence’s start may be a first name: it is no word that begins sentences, and stands nowhere in
    /// small letters.
    fn may_be_first_name(&self, at: usize) -> bool {
        let other = Cues::COMMON.or(Cues::TITLE).or(Cues::TITLE_MODIFIER).or(Cues::DIRECTION).or(Cues::WORK);
        let surface = self.page.surface(at);
        let ending = ["ly", "ed", "ing", "ers", "ists"].iter().any(|end| surface.ends_with(end));
        surface.len() > 2 && !ending && !self.page.cues(at).any(other) && !self.page.is_lower_elsewhere(at)
    }
}
