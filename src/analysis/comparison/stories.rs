//! Which articles of two sides are laid against one another: story by story, where the sides share one.

use crate::model::comparison::SharedStory;
use crate::model::text::counted;
use crate::model::{ArticleIndex, Corpus, Relation, SafeText};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// On big sides only this many pairs of articles of a story are looked at.
const MOST_PAIRS: usize = 200;

/// Articles of both sides that are aligned with one another.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The story they tell, as a place in the corpus; `None` where all are laid against all.
    pub(super) story: Option<u32>,
    pub(super) left: Vec<ArticleIndex>,
    pub(super) right: Vec<ArticleIndex>,
}

/// The articles of two outlets in the stories both cover; all of both where they share none, and then `false`.
#[must_use]
pub fn covered(
    corpus: &Corpus,
    left: &[ArticleIndex],
    right: &[ArticleIndex],
) -> (Vec<ArticleIndex>, Vec<ArticleIndex>, bool) {
    let story = |i: &ArticleIndex| corpus.story_of.get(i.get()).copied();
    let stories = |side: &[ArticleIndex]| -> BTreeSet<u32> { side.iter().filter_map(story).collect() };
    let shared: BTreeSet<u32> = stories(left).intersection(&stories(right)).copied().collect();
    if shared.is_empty() {
        return (left.to_vec(), right.to_vec(), false);
    }
    let covered = |side: &[ArticleIndex]| {
        side.iter().copied().filter(|i| story(i).is_some_and(|story| shared.contains(&story))).collect()
    };
    (covered(left), covered(right), true)
}

/// The groups by first publication of the story: those of one story, or all where a side is one article or no story
/// is shared.
pub(super) fn groups(corpus: &Corpus, left: &[ArticleIndex], right: &[ArticleIndex]) -> Vec<Group> {
    let all = || vec![Group { story: None, left: left.to_vec(), right: right.to_vec() }];
    if left.len() <= 1 && right.len() <= 1 {
        return all();
    }
    let mut stories: BTreeMap<u32, Group> = BTreeMap::new();
    let story = |i: &ArticleIndex| corpus.story_of.get(i.get()).copied().unwrap_or(u32::MAX);
    let empty = |story| Group { story: Some(story), left: Vec::new(), right: Vec::new() };
    for article in left {
        let story = story(article);
        stories.entry(story).or_insert_with(|| empty(story)).left.push(*article);
    }
    for article in right {
        let story = story(article);
        stories.entry(story).or_insert_with(|| empty(story)).right.push(*article);
    }
    let mut shared: Vec<_> =
        stories.into_values().filter(|group| !group.left.is_empty() && !group.right.is_empty()).collect();
    let day = |article: &ArticleIndex| corpus.published(*article).map(|p| p.date);
    shared.sort_by_cached_key(|group| {
        let first = group.left.iter().chain(&group.right).filter_map(day).min();
        (first.is_none(), first, group.story)
    });
    if shared.is_empty() { all() } else { shared }
}

impl Group {
    /// The pairs of articles, as many as are looked at.
    pub(super) fn pairs(&self) -> Vec<(ArticleIndex, ArticleIndex)> {
        let pairs = self.left.iter().flat_map(|&l| self.right.iter().map(move |&r| (l, r)));
        pairs.take(MOST_PAIRS).collect()
    }

    /// The story with what was found in it.
    pub(super) fn shared(
        &self,
        corpus: &Corpus,
        relation: Relation,
        why: &str,
        (pairs, only_left, only_right): (Range<usize>, Range<usize>, Range<usize>),
    ) -> SharedStory {
        let known = self.story.and_then(|story| corpus.stories.get(story as usize));
        let label = known.map_or_else(
            || SafeText::line(corpus.head(self.left[0]).display_title()),
            |story| story.label.clone(),
        );
        let oldest_first = |articles: &[ArticleIndex]| {
            let mut articles = articles.to_vec();
            articles.sort_by_cached_key(|&i| {
                let day = corpus.published(i).map(|published| published.date);
                (day.is_none(), day, i)
            });
            articles
        };
        SharedStory {
            label,
            left: oldest_first(&self.left),
            right: oldest_first(&self.right),
            relation,
            why: SafeText::line(why),
            pairs,
            only_left,
            only_right,
        }
    }
}

/// The relation of the two sides as a whole: the closest of any story, with its reason, or how many stories they share.
pub(super) fn overall(told: &[(Relation, String)], by_story: bool) -> (Relation, SafeText) {
    let best = told.iter().min_by_key(|(relation, _)| *relation);
    let Some((relation, why)) = best else { return (Relation::Unrelated, SafeText::default()) };
    if !by_story || told.len() < 2 {
        return (*relation, SafeText::line(why));
    }
    let same = told.iter().filter(|(relation, _)| *relation == Relation::SameEvent).count();
    let stories = format!("both cover {}", counted(told.len(), "story").replace("storys", "stories"));
    (*relation, SafeText::line(&format!("{stories}, in {same} of them they tell one happening")))
}
