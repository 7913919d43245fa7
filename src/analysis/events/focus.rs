//! Whom an article speaks of: the names its main matter turns on, and those named last, for what points back to them.

use super::roles::dedup;
use super::subject::actors;
use super::unit::Unit;
use crate::model::{Annotations, Article, EntityId, EntityKind, EntityTable, Role};
use std::collections::HashMap;

/// Whom pronouns and “the two leaders” mean: the names of the sentences before.
#[derive(Debug)]
pub(super) struct Focus {
    /// People and countries, the latest last, each once.
    pub people: Vec<EntityId>,
    countries: Vec<EntityId>,
    /// The first person of the unit before who is its subject, else the last person named.
    pub subject: Option<EntityId>,
    /// The people and countries the article mentions most.
    pub main: Vec<EntityId>,
    /// Whom “they” means: people, if the unit before named two of them, else countries.
    pub spoken_of: EntityKind,
}

impl Default for Focus {
    fn default() -> Self {
        Self {
            people: Vec::new(),
            countries: Vec::new(),
            subject: None,
            main: Vec::new(),
            spoken_of: EntityKind::Country,
        }
    }
}

impl Focus {
    /// Takes note of the names of a unit that has been read.
    pub(super) fn read(&mut self, unit: &Unit<'_>) {
        let people = || actors(unit).filter(|name| name.kind == EntityKind::Person);
        let mut named: Vec<EntityId> =
            people().filter(|name| !unit.owns(name)).map(|name| name.entity).collect();
        dedup(&mut named);
        if named.len() > 1 {
            self.spoken_of = EntityKind::Person;
        } else if actors(unit).any(|name| name.kind == EntityKind::Country) {
            self.spoken_of = EntityKind::Country;
        }
        let subject = people()
            .find(|name| name.governor.is_none() && !unit.owns(name))
            .or_else(|| people().next_back());
        self.subject = subject.map(|name| name.entity).or(self.subject);
        for name in unit.names.iter().filter(|name| !name.attribute) {
            let list = match name.kind {
                EntityKind::Person => &mut self.people,
                EntityKind::Country => &mut self.countries,
                _ => continue,
            };
            list.retain(|&other| other != name.entity);
            list.push(name.entity);
            if list.len() > 8 {
                list.remove(0);
            }
        }
    }

    /// The two of a kind that “the two” means: those of the sentence, those the article is about, the last two.
    pub(super) fn pair(&self, kind: EntityKind, here: &[EntityId]) -> Vec<EntityId> {
        let mut here = here.to_vec();
        dedup(&mut here);
        if here.len() == 2 {
            return here;
        }
        let recent = if kind == EntityKind::Person { &self.people } else { &self.countries };
        let main: Vec<EntityId> = self.main.iter().copied().filter(|id| recent.contains(id)).collect();
        if main.len() >= 2 { main[..2].to_vec() } else { Self::last(recent, 2) }
    }

    pub(super) fn last(list: &[EntityId], n: usize) -> Vec<EntityId> {
        list[list.len().saturating_sub(n)..].to_vec()
    }
}

/// A mention in headline or lead counts for so many.
const LEAD: usize = 4;

/// The two people and the two countries an article is about, people first: those it mentions most, those of
/// headline and lead before all.
pub(super) fn main_names(article: &Article, found: &Annotations, entities: &EntityTable) -> Vec<EntityId> {
    let lead = found.sentences.get(1).or(found.sentences.first()).map_or(0, |sentence| sentence.end);
    let mut counts: HashMap<EntityId, (usize, usize)> = HashMap::new();
    for (i, mention) in found.mentions.iter().enumerate() {
        let (count, _) = counts.entry(mention.entity).or_insert((0, i));
        let early = mention.span.end <= lead || article.role_at(mention.span.start) == Some(Role::Title);
        *count += if early { LEAD } else { 1 };
    }
    let mut ranked: Vec<(usize, usize, EntityId)> =
        counts.into_iter().map(|(id, (n, i))| (n, i, id)).collect();
    ranked.sort_unstable_by_key(|&(count, first, _)| (std::cmp::Reverse(count), first));
    let of = |kind: EntityKind| {
        let all = ranked.iter().filter(move |&&(n, _, id)| n >= 2 && entities.get(id).kind == kind);
        all.map(|&(_, _, id)| id).take(2)
    };
    of(EntityKind::Person).chain(of(EntityKind::Country)).collect()
}
