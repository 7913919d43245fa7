//! What third outlets tell of the same stories: which of them have a sentence too.

use super::stories::Group;
use super::{Read, Sides, align, gather, grade, told};
use crate::model::comparison::Side;
use crate::model::{ArticleIndex, Comparison, Corpus, Grade, OutletLabels, Passage, SafeText};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Articles of third outlets read for a story at most, outlets in turn.
const MOST_ARTICLES: usize = 8;
/// The same where many stories are compared.
const MOST_OF_MANY: usize = 2;
/// So many stories are many.
const MANY: usize = 40;
/// Up to so many stories the articles are read too that only share an event with one.
const FEW: usize = 4;
/// From this similarity on a sentence of a third outlet tells the same.
const SAME: f64 = 0.4;

/// The articles of third outlets, with the group they are laid beside.
pub(super) struct Others {
    sides: Vec<Side>,
    by_group: Vec<Vec<ArticleIndex>>,
}

/// Articles asked for, then those of other outlets in the stories that are compared.
pub(super) fn others(
    corpus: &Corpus,
    left: &[ArticleIndex],
    right: &[ArticleIndex],
    third: &[ArticleIndex],
    groups: &[Group],
) -> Others {
    let labels = corpus.outlet_labels();
    let own: HashSet<&SafeText> = left.iter().chain(right).map(|&i| &labels[i]).collect();
    let most = if groups.len() > MANY { MOST_OF_MANY } else { MOST_ARTICLES };
    let asked: BTreeSet<ArticleIndex> =
        third.iter().copied().filter(|i| !left.contains(i) && !right.contains(i)).collect();
    // Who tells an event of it tells of it too; where many stories are compared, the stories are enough.
    let sharing = |group: &Group| -> Vec<ArticleIndex> {
        let own: Vec<ArticleIndex> = group.left.iter().chain(&group.right).copied().collect();
        if groups.len() > FEW { Vec::new() } else { told::sharing_events(corpus, &own) }
    };
    let mut by_group = Vec::with_capacity(groups.len());
    for group in groups {
        let stories: BTreeSet<u32> = group
            .left
            .iter()
            .chain(&group.right)
            .filter_map(|i| corpus.story_of.get(i.get()).copied())
            .collect();
        let of_group = |i: &ArticleIndex| {
            groups.len() == 1 || corpus.story_of.get(i.get()).is_some_and(|story| stories.contains(story))
        };
        let mut articles: Vec<ArticleIndex> = asked.iter().copied().filter(of_group).collect();
        let others = of_stories(corpus, &stories).chain(sharing(group));
        articles.extend(in_turn(others, &labels, most, |label| !own.contains(label)));
        articles.sort_unstable();
        articles.dedup();
        by_group.push(articles);
    }
    let mut sides: Vec<Side> = Vec::new();
    let all: BTreeSet<ArticleIndex> = by_group.iter().flatten().copied().collect();
    let mut place: HashMap<&SafeText, usize> = HashMap::new();
    // The side asked for is the first.
    for article in asked.iter().filter(|i| all.contains(i)).chain(all.iter().filter(|i| !asked.contains(i))) {
        let label = &labels[*article];
        let at = *place.entry(label).or_insert_with(|| {
            sides.push(Side { label: label.clone(), articles: Vec::new() });
            sides.len() - 1
        });
        sides[at].articles.push(*article);
    }
    let asked_first = usize::from(!asked.is_empty());
    if sides.len() > asked_first {
        sides[asked_first..]
            .sort_by(|a, b| b.articles.len().cmp(&a.articles.len()).then(a.label.cmp(&b.label)));
    }
    Others { sides, by_group }
}

/// The articles of some stories, in order.
fn of_stories<'c>(corpus: &'c Corpus, stories: &'c BTreeSet<u32>) -> impl Iterator<Item = ArticleIndex> + 'c {
    let stories = stories.iter().filter_map(|&story| corpus.stories.get(story as usize));
    stories.flat_map(|story| story.articles.iter().copied())
}

/// Of some articles first one of each outlet, then a second of each; the first named come first.
fn in_turn(
    articles: impl Iterator<Item = ArticleIndex>,
    labels: &OutletLabels,
    most: usize,
    wanted: impl Fn(&SafeText) -> bool,
) -> Vec<ArticleIndex> {
    let mut turns: BTreeMap<(usize, usize), ArticleIndex> = BTreeMap::new();
    let mut seen: HashMap<&SafeText, usize> = HashMap::new();
    let mut taken: HashSet<ArticleIndex> = HashSet::new();
    for (place, article) in articles.enumerate() {
        let label = &labels[article];
        let turn = seen.entry(label).or_default();
        if *turn < most && wanted(label) && taken.insert(article) {
            turns.insert((*turn, place), article);
            *turn += 1;
        }
    }
    turns.into_values().take(most).collect()
}

impl Others {
    /// All articles of third outlets, each once.
    pub(super) fn articles(&self) -> Vec<ArticleIndex> {
        let all: BTreeSet<ArticleIndex> = self.by_group.iter().flatten().copied().collect();
        all.into_iter().collect()
    }

    /// Marks the passages of both sides that third outlets tell too.
    pub(super) fn mark(
        self,
        sides: &Sides<'_>,
        beside: &Read,
        groups: &[Group],
        comparison: &mut Comparison,
    ) {
        use rayon::prelude::*;
        let found: Vec<Vec<(Passage, Passage, f64)>> = groups
            .par_iter()
            .zip(&self.by_group)
            .map(|(group, articles)| told_too(sides, beside, group, articles))
            .collect();
        let outlet: HashMap<ArticleIndex, usize> = self
            .sides
            .iter()
            .enumerate()
            .flat_map(|(place, side)| side.articles.iter().map(move |&article| (article, place)))
            .collect();
        // Of each outlet the sentence most like it.
        let mut best: HashMap<Passage, BTreeMap<usize, (f64, Passage)>> = HashMap::new();
        for (own, other, score) in found.into_iter().flatten() {
            let Some(&place) = outlet.get(&other.article) else { continue };
            let known = best.entry(own).or_default().entry(place).or_insert((score, other));
            if known.0 < score {
                *known = (score, other);
            }
        }
        let of = |passages: &[Passage]| -> Vec<Passage> {
            let mut all: BTreeMap<usize, (f64, Passage)> = BTreeMap::new();
            for (&place, &(score, other)) in passages.iter().filter_map(|own| best.get(own)).flatten() {
                let known = all.entry(place).or_insert((score, other));
                if known.0 < score {
                    *known = (score, other);
                }
            }
            all.into_values().map(|(_, passage)| passage).collect()
        };
        for pair in &mut comparison.pairs {
            pair.elsewhere = of(&[pair.left, pair.right]);
        }
        for only in comparison.only_left.iter_mut().chain(&mut comparison.only_right) {
            only.elsewhere = of(&[only.passage]);
        }
        comparison.others = self.sides;
    }
}

/// The sentences of a group that third articles tell too, with theirs and how alike the two are.
fn told_too(
    sides: &Sides<'_>,
    beside: &Read,
    group: &Group,
    articles: &[ArticleIndex],
) -> Vec<(Passage, Passage, f64)> {
    let mut own = gather(sides.ours, &group.left);
    own.extend(gather(sides.theirs, &group.right));
    let mut found = Vec::new();
    for article in articles {
        let other = gather(beside, std::slice::from_ref(article));
        for link in align::align(&own, &other) {
            let (l, r) = (own[link.left], other[link.right]);
            let pair = grade::pair(sides.corpus, sides.rarity, l, r, link);
            if let Some((pair, _)) =
                pair.filter(|(pair, _)| pair.grade != Grade::Related || pair.score >= SAME)
            {
                found.push((l.passage, r.passage, pair.score));
            }
        }
    }
    found
}
