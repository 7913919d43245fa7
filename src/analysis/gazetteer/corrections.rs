//! What a person's own changes ask of mentions that are already found: those of muted entities go, those of one that is
//! held to be another's point there, and each mention that a change touches says so. Also reaches the unlisted.
//!
//! Must not look for names.

use super::naming::phrase;
use super::overlay::Origin;
use crate::model::{Entity, EntityId, EntityTable, Mention, SafeText, Span};
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::Arc;

/// The changes by the id of the entity they are about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Corrections {
    pub(super) muted: HashSet<Arc<str>>,
    pub(super) merged: HashMap<Arc<str>, Target>,
    pub(super) added: HashMap<Arc<str>, Origin>,
    pub(super) renamed: HashMap<Arc<str>, (SafeText, Origin)>,
    /// Names given to an entity, by the folded name.
    pub(super) names: HashMap<(Arc<str>, u64), Origin>,
}

/// Who a merged entity is.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) key: Arc<str>,
    /// Its name, for where it is not listed and not in the article.
    pub(super) name: SafeText,
    pub(super) origin: Origin,
}

impl Corrections {
    fn is_empty(&self) -> bool {
        self.muted.is_empty()
            && self.merged.is_empty()
            && self.added.is_empty()
            && self.renamed.is_empty()
            && self.names.is_empty()
    }

    /// The last of the entities that one is held to be. Circles were told and left out when the changes were read.
    fn target(&self, key: &str) -> Option<&Target> {
        let mut target = self.merged.get(key)?;
        while let Some(next) = self.merged.get(&target.key) {
            target = next;
        }
        Some(target)
    }

    /// Whether a merge would make a circle.
    pub(super) fn would_circle(&self, key: &str, into: &str) -> bool {
        key == into || self.target(into).is_some_and(|target| &*target.key == key)
    }

    /// Applies the changes to the mentions of an article.
    pub(crate) fn apply(&self, text: &str, mentions: &mut Vec<Mention>, entities: &mut EntityTable) {
        if self.is_empty() {
            return;
        }
        mentions.retain_mut(|mention| {
            let said = self.move_to_target(&mut mention.entity, entities);
            mention.rivals.iter_mut().for_each(|rival| {
                self.move_to_target(rival, entities);
            });
            let entity = mention.entity;
            mention
                .rivals
                .retain(|rival| *rival != entity && !self.muted.contains(&entities.get(*rival).key));
            let key = entities.get(entity).key.clone();
            if self.muted.contains(&key) {
                return false;
            }
            if let Some(said) = said.or_else(|| self.told(text, mention.span, &key))
                && !mention.why.ends_with(&said)
            {
                let mut why = std::mem::take(&mut mention.why).into_owned();
                let _ = write!(why, "; {said}");
                mention.why = why.into();
            }
            true
        });
    }

    /// Points an id at the entity it is held to be, and says by which change.
    fn move_to_target(&self, id: &mut EntityId, entities: &mut EntityTable) -> Option<String> {
        let old = entities.get(*id).clone();
        let target = self.target(&old.key)?;
        let said = format!("{} is {} by {}", old.name, target.name, place(&target.origin));
        *id = entities.find(&target.key).unwrap_or_else(|| {
            let (key, name) = (target.key.clone(), target.name.clone());
            entities.intern(Arc::new(Entity { key, name, listed: false, ..old }))
        });
        Some(said)
    }

    /// What a person's file has to do with a mention, the most particular first.
    fn told(&self, text: &str, span: Span, key: &Arc<str>) -> Option<String> {
        if let Some(origin) = self.names.get(&(key.clone(), phrase(span.slice(text)))) {
            return Some(format!("a name from {}", place(origin)));
        }
        if let Some(origin) = self.added.get(key) {
            return Some(format!("from {}", place(origin)));
        }
        let (old, origin) = self.renamed.get(key)?;
        Some(format!("{old} is called so by {}", place(origin)))
    }
}

/// `your entities.toml, line 3`.
fn place(origin: &Origin) -> String {
    let file = origin.file.rsplit(['/', '\\']).next().unwrap_or(&origin.file);
    format!("your {file}, line {}", origin.line)
}
