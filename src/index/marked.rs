//! Terms that ask for what the person wrote: tags, notes. Topic labels of the articles stand beside the tags.

use super::Index;
use super::chips::{Took, What};
use super::conditions::holds;
use super::fold::fold;
use super::resolve::Resolved;
use crate::model::spelling::nearest;
use crate::model::{ArticleIndex, Marks, SafeText, Tag, tag};
use std::collections::BTreeMap;

/// Tags offered for one that there is not.
const OFFERED: usize = 3;

impl Index {
    /// Tags of the person's and topic labels: folded words that must all be there, the last one perhaps only begun.
    pub(super) fn resolve_tag(&self, resolved: &mut Resolved, marks: &Marks) {
        let typed = resolved.term.value.trim();
        let (wanted, key) = (fold(typed), tag::key(typed));
        // What has signs only, as an emoji, is no word.
        let fits = |have: &str| {
            if wanted.is_empty() { tag::key(have).starts_with(&key) } else { holds(have, &wanted) }
        };
        // Each tag is looked at once, however many articles have it.
        let mut own: BTreeMap<&str, bool> = BTreeMap::new();
        for tag in marks.tags.values().flatten() {
            own.entry(tag.key()).or_insert_with(|| fits(tag.text()));
        }
        let tagged = |id: &str| marks.tags_of(id).any(|tag| own.get(tag.key()).copied().unwrap_or(false));
        let any = own.values().any(|fits| *fits);
        let matches = |index: &ArticleIndex| {
            let article = self.corpus.head(*index);
            any && tagged(article.id) || article.tags.iter().any(|tag| fits(tag))
        };
        let places: Vec<u32> = self.corpus.indices().filter(matches).map(|index| index.0).collect();
        if places.is_empty() {
            resolved.chip.alternatives = self.near_tags(typed, marks);
        }
        self.take_marked(resolved, places);
    }

    /// Words of the person's notes, whatever stands between them.
    pub(super) fn resolve_note(&self, resolved: &mut Resolved, marks: &Marks) {
        let wanted = fold(&resolved.term.value);
        if wanted.is_empty() {
            return;
        }
        let matches = |index: &ArticleIndex| {
            let id = &self.corpus.head(*index).id;
            marks.notes_of(id).any(|(_, text)| holds(text, &wanted))
        };
        let any = !marks.notes.is_empty();
        let places = self.corpus.indices().filter(|_| any).filter(matches).map(|index| index.0).collect();
        self.take_marked(resolved, places);
    }

    fn take_marked(&self, resolved: &mut Resolved, places: Vec<u32>) {
        let name = resolved.term.value.clone();
        resolved.add(self.len(), std::iter::empty());
        resolved.take(self.len(), What::Other, &name, places.into_iter().map(|place| (place, 1.0)));
    }

    /// Tags and topic labels that are spelt nearly so, or have a word that is, with how many articles have each.
    fn near_tags(&self, typed: &str, marks: &Marks) -> Vec<Took> {
        let mut counts: BTreeMap<String, (SafeText, usize)> = BTreeMap::new();
        for article in self.corpus.heads() {
            let own = marks.tags_of(article.id).map(Tag::text);
            for text in own.chain(article.tags) {
                counts.entry(tag::key(text)).or_insert_with(|| (text.clone(), 0)).1 += 1;
            }
        }
        let mut near = Vec::new();
        let wanted = tag::key(typed);
        while near.len() < OFFERED {
            let words = counts.keys().flat_map(|key| std::iter::once(key.as_str()).chain(key.split(' ')));
            let Some(word) = nearest(&wanted, words) else { break };
            let of_word = |key: &&String| *key == word || key.split(' ').any(|other| other == word);
            let Some(key) = counts.keys().find(of_word).cloned() else { break };
            let found = counts.remove(&key);
            near.extend(found.map(|(name, articles)| Took { what: What::Other, name, articles }));
        }
        near
    }
}
