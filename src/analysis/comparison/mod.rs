//! Two accounts side by side: relation, alignment, words chosen, sources, emphasis.
//!
//! What is not found on the other side is only that: nothing here says that an outlet left something out.

mod account;
mod align;
mod apart;
mod common;
mod concepts;
mod grade;
mod likeness;
mod naming;
mod numbers;
mod relation;
mod similarity;
mod sources;
#[cfg(test)]
mod tests;
mod units;

pub use account::account;
pub use apart::own_words;

use super::terms::{Extractor, Rarity};
use crate::model::comparison::{NumberClash, Side};
use crate::model::{
    ArticleIndex, Comparison, Confidence, Corpus, Grade, Happening, Pair, Passage, SafeText, width,
};
use grade::Support;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use units::Unit;

/// Articles beside those compared that are read to learn how rare a word is.
const BACKGROUND: usize = 24;

/// From this similarity on sentences of articles that share no story are shown as related.
const ELSEWHERE: f64 = 0.3;

/// Columns of the label of a side that has no outlet to be called by.
const LABEL_COLUMNS: usize = 80;

/// Compares two sides of a corpus: two articles, or the articles of two outlets. With several articles on a side,
/// sentences are aligned story by story, where the sides share a story.
#[must_use]
pub fn compare(corpus: &Corpus, left: &[ArticleIndex], right: &[ArticleIndex]) -> Comparison {
    let mut extractor = Extractor::default();
    let mut read = |articles: &[ArticleIndex]| -> BTreeMap<ArticleIndex, Vec<Unit>> {
        articles.iter().map(|&article| (article, units::read(corpus, article, &mut extractor))).collect()
    };
    let (mut ours, mut theirs) = (read(left), read(right));
    let mut rarity = Rarity::default();
    for unit in ours.values().chain(theirs.values()).flatten() {
        rarity.add(&unit.features);
    }
    for unit in read(&background(corpus, left, right)).values().flatten() {
        rarity.add(&unit.features);
    }
    let told = events(corpus);
    for unit in ours.values_mut().chain(theirs.values_mut()).flatten() {
        unit.weigh(&rarity);
        unit.events = told.get(&unit.passage).cloned().unwrap_or_default();
    }
    let groups = groups(corpus, left, right);
    let aligned = aligned(corpus, &rarity, &groups, &ours, &theirs);
    let (relation, why) = relation::relation(corpus, &article_pairs(&groups), &aligned.pairs);
    let only =
        |side: &BTreeMap<ArticleIndex, Vec<Unit>>, articles: &[ArticleIndex], found: &BTreeSet<Passage>| {
            let all = articles.iter().filter_map(|article| side.get(article)).flatten();
            all.map(|unit| unit.passage).filter(|passage| !found.contains(passage)).collect()
        };
    let (in_left, in_right): (BTreeSet<Passage>, BTreeSet<Passage>) = (
        aligned.pairs.iter().map(|pair| pair.left).collect(),
        aligned.pairs.iter().map(|pair| pair.right).collect(),
    );
    Comparison {
        left: side(corpus, left),
        right: side(corpus, right),
        relation,
        why: SafeText::line(&why),
        only_left: only(&ours, left, &in_left),
        only_right: only(&theirs, right, &in_right),
        naming: naming::naming(corpus, left, right, &mut extractor),
        numbers: aligned.numbers,
        speakers_left: sources::speakers(corpus, left),
        speakers_right: sources::speakers(corpus, right),
        emphasis: sources::emphasis(corpus, left, right),
        pairs: aligned.pairs,
    }
}

/// The sentences that tell events of the timeline, with which: by place in it, in order.
fn events(corpus: &Corpus) -> HashMap<Passage, Vec<usize>> {
    let mut told: HashMap<Passage, Vec<usize>> = HashMap::new();
    for (i, event) in corpus.timeline.events.iter().chain(&corpus.timeline.undated).enumerate() {
        if event.happening != Happening::Event {
            continue;
        }
        for mention in event.mentions.iter().filter(|mention| mention.confidence >= Confidence::Likely) {
            let passage = Passage { article: mention.article, span: mention.span };
            let events = told.entry(passage).or_default();
            if events.last() != Some(&i) {
                events.push(i);
            }
        }
    }
    told
}

fn side(corpus: &Corpus, articles: &[ArticleIndex]) -> Side {
    let label = match articles.first() {
        Some(&first) if corpus.article(first).outlet.name.is_some() => corpus.outlet_label(first),
        // Without a title that is a whole paragraph.
        Some(&first) => SafeText::line(&width::fit(corpus.article(first).display_title(), LABEL_COLUMNS)),
        None => SafeText::default(),
    };
    let mut articles = articles.to_vec();
    let day = |i: &ArticleIndex| corpus.annotated(*i).published.as_ref().map(|published| published.date);
    articles.sort_by_key(|i| (day(i).is_none(), day(i), *i));
    Side { label, articles }
}

/// Other articles of the corpus, evenly spread over it.
fn background(corpus: &Corpus, left: &[ArticleIndex], right: &[ArticleIndex]) -> Vec<ArticleIndex> {
    if left.len() + right.len() > BACKGROUND {
        return Vec::new();
    }
    let step = (corpus.articles.len() / BACKGROUND).max(1);
    let others = corpus.indices().step_by(step).filter(|i| !left.contains(i) && !right.contains(i));
    others.take(BACKGROUND).collect()
}

/// Articles of both sides that are aligned with one another: those of one story, or all where a side is one article
/// or no story is shared.
fn groups(
    corpus: &Corpus,
    left: &[ArticleIndex],
    right: &[ArticleIndex],
) -> Vec<(Vec<ArticleIndex>, Vec<ArticleIndex>)> {
    let all = || vec![(left.to_vec(), right.to_vec())];
    if left.len() <= 1 && right.len() <= 1 {
        return all();
    }
    let mut stories: BTreeMap<u32, (Vec<ArticleIndex>, Vec<ArticleIndex>)> = BTreeMap::new();
    let story = |i: &ArticleIndex| corpus.story_of.get(i.get()).copied().unwrap_or(u32::MAX);
    for article in left {
        stories.entry(story(article)).or_default().0.push(*article);
    }
    for article in right {
        stories.entry(story(article)).or_default().1.push(*article);
    }
    let shared: Vec<_> =
        stories.into_values().filter(|(left, right)| !left.is_empty() && !right.is_empty()).collect();
    if shared.is_empty() { all() } else { shared }
}

/// The pairs of articles in the groups, each group's in turn.
fn article_pairs(groups: &[(Vec<ArticleIndex>, Vec<ArticleIndex>)]) -> Vec<(ArticleIndex, ArticleIndex)> {
    let pairs =
        groups.iter().flat_map(|(left, right)| left.iter().flat_map(|&l| right.iter().map(move |&r| (l, r))));
    pairs.take(2_000).collect()
}

/// What alignment gave.
struct Aligned {
    pairs: Vec<Pair>,
    numbers: Vec<NumberClash>,
}

fn aligned(
    corpus: &Corpus,
    rarity: &Rarity,
    groups: &[(Vec<ArticleIndex>, Vec<ArticleIndex>)],
    ours: &BTreeMap<ArticleIndex, Vec<Unit>>,
    theirs: &BTreeMap<ArticleIndex, Vec<Unit>>,
) -> Aligned {
    let mut found = Aligned { pairs: Vec::new(), numbers: Vec::new() };
    let mut of_one_story: HashSet<(Passage, Passage)> = HashSet::new();
    for (left, right) in groups {
        let gather = |side: &BTreeMap<ArticleIndex, Vec<Unit>>, articles: &[ArticleIndex]| -> Vec<Unit> {
            articles.iter().filter_map(|article| side.get(article)).flatten().cloned().collect()
        };
        let (left, right) = (gather(ours, left), gather(theirs, right));
        for link in align::align(&left, &right) {
            let (l, r) = (&left[link.left], &right[link.right]);
            let Some((pair, support)) = grade::pair(corpus, rarity, l, r, link) else { continue };
            // Of two articles on other happenings sentences on one theme are alike too.
            if pair.grade == Grade::Related && !(support == Support::Strong && pair.score >= ELSEWHERE) {
                of_one_story.insert((pair.left, pair.right));
            }
            found.pairs.push(pair);
            found.numbers.extend(clashes(l, r));
        }
    }
    let near = relation::near(corpus, &found.pairs);
    found.pairs.retain(|pair| {
        near.contains(&(pair.left.article, pair.right.article))
            || !of_one_story.contains(&(pair.left, pair.right))
    });
    found
}

/// The quantities of two aligned sentences with two values.
fn clashes(left: &Unit, right: &Unit) -> Vec<NumberClash> {
    let mut clashes = Vec::new();
    for a in &left.quantities {
        if right.quantities.iter().any(|b| a.matches(b)) {
            continue;
        }
        let open = |b: &&numbers::Quantity| a.clashes(b) && !left.quantities.iter().any(|a| a.matches(b));
        if let Some(b) = right.quantities.iter().find(open) {
            clashes.push(NumberClash {
                quantity: SafeText::line(&a.label),
                left: Passage { span: a.span, ..left.passage },
                right: Passage { span: b.span, ..right.passage },
            });
        }
    }
    clashes
}
