//! What the person did to articles: read, starred, tagged, noted. Never lost, never guessed.

use super::note::joined;
use super::{Anchor, SafeText, Tag};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Notes by what they are on, those on the whole article first, then by their places.
pub type Notes = BTreeMap<Anchor, SafeText>;

/// The person's own marks, by article id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Articles that were opened, or marked read.
    pub read: BTreeSet<String>,
    /// Articles with a star.
    pub starred: BTreeSet<String>,
    /// Tags of articles that have any.
    pub tags: BTreeMap<String, BTreeSet<Tag>>,
    /// Notes of articles that have any.
    pub notes: BTreeMap<String, Notes>,
}

/// One thing the person did to one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkChange {
    /// The article's id.
    pub article: String,
    /// What was done.
    pub marking: Marking,
}

/// What can be done to an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marking {
    /// A mark was set or taken.
    Mark(Mark, bool),
    /// A tag was added or taken away.
    Tag(Tag, bool),
    /// A note was written, changed or deleted.
    Note {
        /// What it is on.
        on: Anchor,
        /// What it said before; `None` where there was none.
        before: Option<SafeText>,
        /// What it says; `None` where it is deleted.
        after: Option<SafeText>,
    },
}

/// A mark an article can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// It was opened, or marked read.
    Read,
    /// It has a star.
    Star,
}

impl MarkChange {
    /// A change of one article.
    #[must_use]
    pub fn new(article: impl Into<String>, marking: Marking) -> Self {
        Self { article: article.into(), marking }
    }
}

/// What a note says after a change, where it says `there` now: another program may have changed it meanwhile, and what
/// that wrote stays.
#[must_use]
pub fn settled(
    there: Option<&SafeText>,
    before: Option<&SafeText>,
    after: Option<&SafeText>,
) -> Option<SafeText> {
    match (there, after) {
        (Some(there), Some(after)) if Some(there) != before => Some(joined(there, after)),
        (Some(there), None) if Some(there) != before => Some(there.clone()),
        _ => after.cloned(),
    }
}

impl Marks {
    /// Whether the article has the mark.
    #[must_use]
    pub fn has(&self, mark: Mark, article: &str) -> bool {
        match mark {
            Mark::Read => self.read.contains(article),
            Mark::Star => self.starred.contains(article),
        }
    }

    /// The tags of an article, in order.
    pub fn tags_of(&self, article: &str) -> impl Iterator<Item = &Tag> + use<'_> {
        self.tags.get(article).into_iter().flatten()
    }

    /// The notes of an article, those on the whole of it first.
    pub fn notes_of(&self, article: &str) -> impl Iterator<Item = (&Anchor, &SafeText)> + use<'_> {
        self.notes.get(article).into_iter().flatten()
    }

    /// Applies a change; returns the one that undoes it, `None` where it changed nothing.
    pub fn apply(&mut self, change: &MarkChange) -> Option<MarkChange> {
        let article = &change.article;
        let back = match &change.marking {
            Marking::Mark(mark, on) => {
                let set = match mark {
                    Mark::Read => &mut self.read,
                    Mark::Star => &mut self.starred,
                };
                let changed = if *on { set.insert(article.clone()) } else { set.remove(article) };
                changed.then_some(Marking::Mark(*mark, !on))
            }
            Marking::Tag(tag, true) => {
                let tags = self.tags.entry(article.clone()).or_default();
                // A tag that is there keeps its spelling.
                (!tags.contains(tag) && tags.insert(tag.clone())).then(|| Marking::Tag(tag.clone(), false))
            }
            Marking::Tag(tag, false) => {
                let taken = self.tags.get_mut(article).and_then(|tags| tags.take(tag));
                if self.tags.get(article).is_some_and(BTreeSet::is_empty) {
                    self.tags.remove(article);
                }
                taken.map(|tag| Marking::Tag(tag, true))
            }
            Marking::Note { on, before, after } => {
                self.write_note(article, on, before.as_ref(), after.as_ref())
            }
        };
        back.map(|marking| MarkChange::new(article.clone(), marking))
    }

    fn write_note(
        &mut self,
        article: &str,
        on: &Anchor,
        before: Option<&SafeText>,
        after: Option<&SafeText>,
    ) -> Option<Marking> {
        let there = self.notes.get(article).and_then(|notes| notes.get(on)).cloned();
        let after = settled(there.as_ref(), before, after);
        if there == after {
            return None;
        }
        let notes = self.notes.entry(article.to_owned()).or_default();
        match &after {
            Some(text) => notes.insert(on.clone(), text.clone()),
            None => notes.remove(on),
        };
        if notes.is_empty() {
            self.notes.remove(article);
        }
        Some(Marking::Note { on: on.clone(), before: after, after: there })
    }

    /// The change that writes, changes or deletes a note that says now what these marks have.
    #[must_use]
    pub fn noting(&self, article: &str, on: Anchor, after: Option<SafeText>) -> MarkChange {
        let before = self.notes.get(article).and_then(|notes| notes.get(&on)).cloned();
        MarkChange::new(article, Marking::Note { on, before, after })
    }

    /// All tags with how many articles have each, the most used first. Where articles spell one differently the first
    /// article's spelling stands.
    #[must_use]
    pub fn all_tags(&self) -> Vec<(Tag, usize)> {
        let mut counts: BTreeMap<&Tag, usize> = BTreeMap::new();
        for tag in self.tags.values().flatten() {
            *counts.entry(tag).or_default() += 1;
        }
        let mut all: Vec<(Tag, usize)> =
            counts.into_iter().map(|(tag, count)| (tag.clone(), count)).collect();
        all.sort_by_key(|(_, count)| Reverse(*count));
        all
    }

    /// The changes that make these marks out of nothing, in order of article.
    pub fn changes(&self) -> impl Iterator<Item = MarkChange> + '_ {
        let of = |mark| move |article: &String| MarkChange::new(article.clone(), Marking::Mark(mark, true));
        let tagged = self.tags.iter().flat_map(|(article, tags)| {
            tags.iter().map(move |tag| MarkChange::new(article.clone(), Marking::Tag(tag.clone(), true)))
        });
        let noted = self.notes.iter().flat_map(|(article, notes)| {
            notes.iter().map(move |(on, text)| {
                let marking = Marking::Note { on: on.clone(), before: None, after: Some(text.clone()) };
                MarkChange::new(article.clone(), marking)
            })
        });
        let read = self.read.iter().map(of(Mark::Read));
        read.chain(self.starred.iter().map(of(Mark::Star))).chain(tagged).chain(noted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tag(words: &str) -> Tag {
        Tag::new(words).unwrap()
    }

    fn note(before: Option<&str>, after: Option<&str>) -> MarkChange {
        let (before, after) = (before.map(SafeText::new), after.map(SafeText::new));
        MarkChange::new("a", Marking::Note { on: Anchor::Article, before, after })
    }

    #[test]
    fn a_change_and_the_one_that_undoes_it_leave_nothing() {
        let mut marks = Marks::default();
        let star = MarkChange::new("a", Marking::Mark(Mark::Star, true));
        let back = marks.apply(&star).unwrap();
        assert!(marks.apply(&star).is_none() && marks.has(Mark::Star, "a"));
        assert_eq!(marks.apply(&back), Some(star));
        assert_eq!(marks, Marks::default());
    }

    #[test]
    fn a_tag_that_is_taken_away_comes_back_as_it_was_spelt() {
        let mut marks = Marks::default();
        marks.apply(&MarkChange::new("a", Marking::Tag(tag("Élysée"), true))).unwrap();
        assert!(marks.apply(&MarkChange::new("a", Marking::Tag(tag("ELYSEE"), true))).is_none());
        let back = marks.apply(&MarkChange::new("a", Marking::Tag(tag("elysee"), false))).unwrap();
        assert_eq!(marks, Marks::default());
        marks.apply(&back);
        let spelt: Vec<&str> = marks.tags_of("a").map(|tag| tag.text().as_str()).collect();
        assert_eq!(spelt, ["Élysée"]);
    }

    #[test]
    fn the_tags_used_most_come_first() {
        let mut marks = Marks::default();
        for (article, words) in [("a", "one"), ("b", "Two"), ("c", "two"), ("c", "three")] {
            marks.apply(&MarkChange::new(article, Marking::Tag(tag(words), true)));
        }
        let all: Vec<(String, usize)> =
            marks.all_tags().into_iter().map(|(tag, count)| (tag.text().to_string(), count)).collect();
        assert_eq!(all, [("Two".to_owned(), 2), ("one".to_owned(), 1), ("three".to_owned(), 1)]);
    }

    #[test]
    fn what_another_program_wrote_meanwhile_stays() {
        for (there, change, after) in [
            (None, note(None, Some("mine")), Some("mine")),
            (Some("mine"), note(Some("mine"), Some("better")), Some("better")),
            (Some("mine"), note(Some("mine"), None), None),
            (Some("theirs"), note(Some("mine"), Some("better")), Some("theirs\n\nbetter")),
            (Some("theirs"), note(Some("mine"), None), Some("theirs")),
            (None, note(Some("mine"), Some("better")), Some("better")),
            (Some("theirs"), note(None, Some("mine")), Some("theirs\n\nmine")),
        ] {
            let mut marks = Marks::default();
            if let Some(there) = there {
                marks.apply(&note(None, Some(there)));
            }
            let before = marks.clone();
            let back = marks.apply(&change);
            let says = marks.notes_of("a").next().map(|(_, text)| text.to_string());
            assert_eq!(says.as_deref(), after, "{there:?} {change:?}");
            if let Some(back) = back {
                marks.apply(&back);
            }
            assert_eq!(marks, before, "{there:?} {change:?}");
        }
    }

    /// Any change, of few articles, tags and places, so that changes meet.
    fn change() -> impl Strategy<Value = MarkChange> {
        let text = || proptest::option::of("[ab]").prop_map(|text| text.map(|text| SafeText::new(&text)));
        let anchor = prop_oneof![
            Just(Anchor::Article),
            (0u32..2, "[xy]").prop_map(|(start, words)| Anchor::quoting(start, &words)),
        ];
        let marking = prop_oneof![
            any::<bool>().prop_map(|on| Marking::Mark(Mark::Read, on)),
            any::<bool>().prop_map(|on| Marking::Mark(Mark::Star, on)),
            ("[tTuÜ]", any::<bool>()).prop_map(|(words, on)| Marking::Tag(Tag::new(&words).unwrap(), on)),
            (anchor, text(), text()).prop_map(|(on, before, after)| Marking::Note { on, before, after }),
        ];
        ("[pq]", marking).prop_map(|(article, marking)| MarkChange { article, marking })
    }

    proptest! {
        #[test]
        fn any_changes_undone_give_the_start_and_done_again_the_end(
            first in proptest::collection::vec(change(), 0..12),
            second in proptest::collection::vec(change(), 0..24)
        ) {
            let mut marks = Marks::default();
            for change in &first {
                marks.apply(change);
            }
            let start = marks.clone();
            let undo: Vec<_> = second.iter().filter_map(|change| marks.apply(change)).collect();
            let end = marks.clone();
            let redo: Vec<_> = undo.iter().rev().filter_map(|change| marks.apply(change)).collect();
            prop_assert_eq!(redo.len(), undo.len(), "each changed something, so undoing does too");
            prop_assert_eq!(&marks, &start);
            redo.iter().rev().for_each(|change| { marks.apply(change); });
            prop_assert_eq!(&marks, &end);
        }

        #[test]
        fn marks_are_made_again_out_of_their_changes(
            changes in proptest::collection::vec(change(), 0..24)
        ) {
            let (mut marks, mut again) = (Marks::default(), Marks::default());
            for change in &changes {
                marks.apply(change);
            }
            marks.changes().for_each(|change| { again.apply(&change); });
            prop_assert_eq!(again, marks);
        }
    }
}
