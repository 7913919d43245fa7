//! Two accounts side by side: relation, alignment, words chosen, sources, emphasis.
//!
//! What is not found on the other side is only that: nothing here says that an outlet left something out.

mod account;
mod align;
mod apart;
mod besides;
mod clauses;
mod common;
mod concepts;
mod differences;
mod distinctive;
mod elsewhere;
mod grade;
mod likeness;
mod naming;
mod notice;
mod numbers;
mod quotation;
mod relation;
#[cfg(test)]
mod sides_tests;
mod similarity;
mod sources;
mod stories;
#[cfg(test)]
mod tests;
mod told;
mod topics;
mod units;
mod verbatim;

pub use account::account;
pub use apart::own_words;
pub use stories::covered;

use super::terms::{Extractor, Rarity};
use crate::model::comparison::{NumberClash, Only, Side};
use crate::model::{
    ArticleIndex, Comparison, Corpus, EventRef, Grade, Happening, Pair, Passage, SafeText, width,
};
use grade::Support;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use units::Unit;

/// Articles beside those compared that are read to learn how rare a word is.
const BACKGROUND: usize = 24;

/// Columns of the label of a side that has no outlet to be called by.
const LABEL_COLUMNS: usize = 80;

/// The sentences of some articles, by article.
type Read = BTreeMap<ArticleIndex, Vec<Unit>>;

/// Compares two sides of a corpus: two articles, or the articles of two outlets. With several articles on a side,
/// sentences are aligned story by story, where the sides share a story.
#[must_use]
pub fn compare(corpus: &Corpus, left: &[ArticleIndex], right: &[ArticleIndex]) -> Comparison {
    compare_beside(corpus, left, right, &[])
}

/// As [`compare`], with articles of a third side; what it says of the same is found beside the other two.
#[must_use]
pub fn compare_beside(
    corpus: &Corpus,
    left: &[ArticleIndex],
    right: &[ArticleIndex],
    third: &[ArticleIndex],
) -> Comparison {
    let groups = stories::groups(corpus, left, right);
    let others = elsewhere::others(corpus, left, right, third, &groups);
    let (mut ours, mut theirs) = (read(corpus, left), read(corpus, right));
    let mut beside = read(corpus, &others.articles());
    let rarity = rarity(corpus, [&ours, &theirs, &beside], left.len() + right.len());
    let read_in: Vec<ArticleIndex> =
        [&ours, &theirs, &beside].into_iter().flat_map(|units| units.keys().copied()).collect();
    let told = events(corpus, read_in.iter().copied());
    for units in [&mut ours, &mut theirs, &mut beside] {
        units.par_iter_mut().flat_map(|(_, units)| units.par_iter_mut()).for_each(|unit| {
            unit.weigh(&rarity);
            unit.events = told.get(&unit.passage).cloned().unwrap_or_default();
        });
    }
    let known = relation::Known::of(corpus, read_in);
    let sides = Sides { corpus, rarity: &rarity, known, ours: &ours, theirs: &theirs };
    let parts: Vec<Aligned> = groups.par_iter().map(|group| sides.aligned(group)).collect();
    let mut comparison = sides.joined(&groups, parts, left.len() > 1 || right.len() > 1);
    comparison.left = side(corpus, left);
    comparison.right = side(corpus, right);
    comparison.notice = notice::notice(corpus, left, right);
    comparison.naming = naming::naming(corpus, left, right, &mut Extractor::default());
    if left.len().min(right.len()) > 1 {
        comparison.distinctive = distinctive::distinctive(corpus, left, right);
    }
    comparison.speakers_left = sources::speakers(corpus, left);
    comparison.speakers_right = sources::speakers(corpus, right);
    let weights = sources::weigh(corpus, left, right);
    comparison.emphasis = weights.shared;
    comparison.named_left = weights.only_left;
    comparison.named_right = weights.only_right;
    comparison.events = sources::events(corpus, left, right);
    others.mark(&sides, &beside, &groups, &mut comparison);
    (comparison.topics_left, comparison.topics_right) = topics::topics(corpus, &mut comparison);
    comparison.verbatim = verbatim::verbatim(corpus, left, right, &comparison.pairs);
    comparison
}

/// The sentences of some articles.
fn read(corpus: &Corpus, articles: &[ArticleIndex]) -> Read {
    let read = |extractor: &mut Extractor, &article: &ArticleIndex| {
        (article, units::read(corpus, article, extractor))
    };
    let all: Vec<_> = articles.par_iter().map_init(Extractor::default, read).collect();
    all.into_iter().collect()
}

/// How rare terms are among all sentences compared, and those of some more articles where that is few.
fn rarity(corpus: &Corpus, read_already: [&Read; 3], compared: usize) -> Rarity {
    let mut rarity = Rarity::default();
    for unit in read_already.iter().flat_map(|units| units.values()).flatten() {
        rarity.add(&unit.features);
    }
    if compared <= BACKGROUND {
        let known = |article: &ArticleIndex| read_already.iter().any(|units| units.contains_key(article));
        for unit in read(corpus, &background(corpus, known)).values().flatten() {
            rarity.add(&unit.features);
        }
    }
    rarity
}

/// What is compared, read and weighed.
struct Sides<'a> {
    corpus: &'a Corpus,
    rarity: &'a Rarity,
    known: relation::Known<'a>,
    ours: &'a Read,
    theirs: &'a Read,
}

/// What the alignment of one story gave.
struct Aligned {
    pairs: Vec<Pair>,
    numbers: Vec<NumberClash>,
    only_left: Vec<Passage>,
    only_right: Vec<Passage>,
}

impl Sides<'_> {
    fn aligned(&self, group: &stories::Group) -> Aligned {
        let (left, right) = (gather(self.ours, &group.left), gather(self.theirs, &group.right));
        let mut found =
            Aligned { pairs: Vec::new(), numbers: Vec::new(), only_left: Vec::new(), only_right: Vec::new() };
        let mut of_one_story: HashSet<(Passage, Passage)> = HashSet::new();
        let mut clashes: Vec<(usize, NumberClash)> = Vec::new();
        for link in align::align(&left, &right) {
            let (l, r) = (left[link.left], right[link.right]);
            let Some((mut pair, support)) = grade::pair(self.corpus, self.rarity, l, r, link) else {
                continue;
            };
            let two = self.known.of_two_happenings(l, r);
            if two && pair.grade == Grade::Differs && pair.quotation.is_none() {
                grade::tell_of_two_happenings(&mut pair);
            }
            // Of two articles on other happenings sentences on one theme are alike too: only what is each other's
            // best match, on more than a few common words, is shown there.
            if pair.grade == Grade::Related && !(support == Support::Strong && link.mutual) {
                of_one_story.insert((pair.left, pair.right));
            }
            if !two {
                clashes.extend(number_clashes(l, r).into_iter().map(|clash| (found.pairs.len(), clash)));
            }
            found.pairs.push(pair);
        }
        let near = self.known.near(&found.pairs);
        let stays = |pair: &Pair| {
            near.contains(&(pair.left.article, pair.right.article))
                || !of_one_story.contains(&(pair.left, pair.right))
        };
        found.numbers =
            clashes.into_iter().filter(|(i, _)| stays(&found.pairs[*i])).map(|(_, clash)| clash).collect();
        found.pairs.retain(stays);
        let alone = |units: &[&Unit], met: HashSet<Passage>| -> Vec<Passage> {
            units.iter().map(|unit| unit.passage).filter(|passage| !met.contains(passage)).collect()
        };
        found.only_left = alone(&left, found.pairs.iter().map(|pair| pair.left).collect());
        found.only_right = alone(&right, found.pairs.iter().map(|pair| pair.right).collect());
        found
    }

    /// All stories one after the other; told story by story where there are several articles on a side.
    fn joined(&self, groups: &[stories::Group], parts: Vec<Aligned>, several: bool) -> Comparison {
        let mut comparison = Comparison::default();
        let only = |passage| Only { passage, topic: 0, elsewhere: Vec::new() };

        let mut told = Vec::new();
        for (group, part) in groups.iter().zip(parts) {
            let (relation, why) = self.known.relation(&group.pairs(), &part.pairs);
            told.push((relation, why.clone()));
            let from = (comparison.pairs.len(), comparison.only_left.len(), comparison.only_right.len());
            comparison.pairs.extend(part.pairs);
            comparison.only_left.extend(part.only_left.into_iter().map(only));
            comparison.only_right.extend(part.only_right.into_iter().map(only));
            comparison.numbers.extend(part.numbers);
            if several && groups.len() > 1 {
                let ranges = (
                    from.0..comparison.pairs.len(),
                    from.1..comparison.only_left.len(),
                    from.2..comparison.only_right.len(),
                );
                comparison.stories.push(group.shared(self.corpus, relation, &why, ranges));
            }
        }
        (comparison.relation, comparison.why) = stories::overall(&told, !comparison.stories.is_empty());
        comparison
    }
}

/// The sentences of some of the articles read, in the order of the articles.
fn gather<'u>(units: &'u Read, articles: &[ArticleIndex]) -> Vec<&'u Unit> {
    articles.iter().filter_map(|article| units.get(article)).flatten().collect()
}

/// The sentences of some articles, at least, that tell events of the timeline, with which, in order.
fn events(
    corpus: &Corpus,
    articles: impl IntoIterator<Item = ArticleIndex>,
) -> HashMap<Passage, Vec<EventRef>> {
    let mut told: HashMap<Passage, Vec<EventRef>> = HashMap::new();
    let briefs = corpus.briefs();
    for at in briefs.told_by_any(articles) {
        let event = briefs.get(at.place(briefs));
        if event.happening() != Happening::Event {
            continue;
        }
        for telling in event.mentions().iter().filter(|telling| telling.likely) {
            let passage = Passage { article: telling.article, span: telling.span };
            let events = told.entry(passage).or_default();
            if events.last() != Some(&at) {
                events.push(at);
            }
        }
    }
    told
}

fn side(corpus: &Corpus, articles: &[ArticleIndex]) -> Side {
    let label = match articles.first() {
        Some(&first) if corpus.head(first).outlet.name.is_some() => corpus.outlet_label(first),
        // Without a title that is a whole paragraph.
        Some(&first) => SafeText::line(&width::fit(corpus.head(first).display_title(), LABEL_COLUMNS)),
        None => SafeText::default(),
    };
    let mut articles = articles.to_vec();
    let day = |i: &ArticleIndex| corpus.published(*i).map(|published| published.date);
    articles.sort_by_key(|i| (day(i).is_none(), day(i), *i));
    Side { label, articles }
}

/// Other articles of the corpus, evenly spread over it.
fn background(corpus: &Corpus, known: impl Fn(&ArticleIndex) -> bool) -> Vec<ArticleIndex> {
    let step = (corpus.len() / BACKGROUND).max(1);
    corpus.indices().step_by(step).filter(|i| !known(i)).take(BACKGROUND).collect()
}

/// The quantities of two aligned sentences with two values.
fn number_clashes(left: &Unit, right: &Unit) -> Vec<NumberClash> {
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
