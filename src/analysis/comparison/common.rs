//! What several outlets say: sentences of a story that tell the same fact, gathered.
//!
//! Method: one pass over the articles, oldest first (single-pass clustering, as for stories): the sentences of each are
//! aligned with those read before, by the very alignment and grading of a comparison, and join what they tell the same
//! fact as. A sentence that joins through one member must also be like the sentence that began the group, so that a
//! group does not drift from one fact to the next. Each article is read against what came before through an inverted
//! index; no two articles are compared by themselves.

use super::align::{self, Link};
use super::grade;
use super::numbers::Quantity;
use super::similarity;
use super::units::Unit;
use crate::analysis::terms::Rarity;
use crate::model::account::Source;
use crate::model::{ArticleIndex, Corpus, Grade, OutletLabels, Passage, SafeText, Statement};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

/// Likeness to the first sentence of a group below which a sentence does not join it, whoever it is aligned with.
const DRIFT: f64 = 0.35;
/// Likeness from which a sentence says what several outlets say. Higher than where a pair of a comparison begins to tell
/// the same fact: there both sentences are read side by side, here one is said to stand for all.
const SAME: f64 = 0.45;

/// Sentences that tell one fact, by their places among all sentences read.
struct Group {
    members: Vec<usize>,
    /// Those that tell it with another number, date or stance.
    differing: Vec<usize>,
}

/// The statements of at least two outlets, that of most outlets first, then of most countries, then the one that
/// stands earliest in its articles.
///
/// Beside them all sentences that are in one of them.
pub(super) fn statements(
    corpus: &Corpus,
    rarity: &Rarity,
    units: &[Vec<Unit>],
    labels: &OutletLabels,
    copies: &BTreeMap<ArticleIndex, ArticleIndex>,
) -> (Vec<Statement>, HashSet<Passage>) {
    let mut pool = Pool { corpus, rarity, sentences: Vec::new(), groups: Vec::new(), group_of: Vec::new() };
    for article in units {
        pool.take_in(article);
    }
    let origin = |i: ArticleIndex| &labels[copies.get(&i).copied().unwrap_or(i)];
    let mut shared = HashSet::new();
    let mut told: Vec<(Reverse<usize>, Reverse<usize>, usize, Statement)> = Vec::new();
    for group in pool.groups.iter().filter(|group| group.members.len() > 1) {
        let articles_of = || group.members.iter().map(|&place| pool.sentences[place].passage.article);
        let mut outlets: Vec<&SafeText> = articles_of().map(origin).collect();
        outlets.sort_unstable();
        outlets.dedup();
        if outlets.len() < 2 {
            continue;
        }
        shared.extend(group.members.iter().map(|&place| pool.sentences[place].passage));
        let mut countries: Vec<_> = articles_of().filter_map(|i| corpus.head(i).outlet.country).collect();
        countries.sort_unstable();
        countries.dedup();
        let statement = Statement { outlets: outlets.len(), sources: pool.sources(group, labels), countries };
        told.push((
            Reverse(outlets.len()),
            Reverse(statement.countries.len()),
            pool.place(group, units),
            statement,
        ));
    }
    told.sort_by_key(|told| (told.0, told.1, told.2));
    (told.into_iter().map(|(.., statement)| statement).collect(), shared)
}

/// How alike two sentences are by their own words, whatever stands around them, 0 to 1.
fn likeness(left: &Unit, right: &Unit) -> f64 {
    similarity::matches(left, right).iter().map(|found| found.weight).sum()
}

/// All sentences read so far and what they tell together.
struct Pool<'a> {
    corpus: &'a Corpus,
    rarity: &'a Rarity,
    sentences: Vec<Unit>,
    groups: Vec<Group>,
    group_of: Vec<usize>,
}

impl Pool<'_> {
    /// Takes in the sentences of one more article.
    fn take_in(&mut self, article: &[Unit]) {
        let mut best: Vec<Option<(bool, f64, usize)>> = vec![None; article.len()];
        for link in align::align(article, &self.sentences) {
            let (unit, other) = (&article[link.left], &self.sentences[link.right]);
            let Some((pair, _)) = grade::pair(self.corpus, self.rarity, other, unit, link) else { continue };
            let group = self.group_of[link.right];
            let first = &self.sentences[self.groups[group].members[0]];
            let alike = likeness(unit, other) >= SAME && likeness(unit, first) >= DRIFT;
            if pair.grade == Grade::Related || !alike && link.run == 0 {
                continue;
            }
            let found = (pair.grade == Grade::Same, pair.score, group);
            if best[link.left].is_none_or(|known| (known.0, known.1) < (found.0, found.1)) {
                best[link.left] = Some(found);
            }
        }
        for (unit, found) in article.iter().zip(best) {
            let place = self.sentences.len();
            self.sentences.push(unit.clone());
            let group = if let Some((same, _, group)) = found {
                // Who tells another figure than any of the group tells it otherwise, even if it is like one of them.
                let same = same && !self.counts_otherwise(&unit.quantities, group);
                let told = &mut self.groups[group];
                if same { &mut told.members } else { &mut told.differing }.push(place);
                group
            } else {
                self.groups.push(Group { members: vec![place], differing: Vec::new() });
                self.groups.len() - 1
            };
            self.group_of.push(group);
        }
    }

    /// Whether a sentence of a group counts something with another figure.
    fn counts_otherwise(&self, quantities: &[Quantity], group: usize) -> bool {
        let members = self.groups[group].members.iter().map(|&place| &self.sentences[place].quantities);
        members.flatten().any(|known| quantities.iter().any(|own| own.clashes(known)))
    }

    /// The sentences of a group, the one most like the others first; one an article.
    fn sources(&self, group: &Group, labels: &OutletLabels) -> Vec<Source> {
        let likeness = |place: usize| -> f64 {
            let own = &self.sentences[place].vector;
            group.members.iter().map(|&other| own.cosine(&self.sentences[other].vector)).sum()
        };
        let length = |place: usize| self.sentences[place].passage.span.len();
        let best = group.members.iter().copied().max_by(|&a, &b| {
            likeness(a).total_cmp(&likeness(b)).then(length(b).cmp(&length(a))).then(b.cmp(&a))
        });
        let Some(best) = best else { return Vec::new() };
        let nearness = |place: usize| self.sentences[best].vector.cosine(&self.sentences[place].vector);
        // Of each article the sentence most like the one that stands for all; one that agrees before one that does not.
        let mut of_article: BTreeMap<ArticleIndex, (bool, usize)> = BTreeMap::new();
        let agreeing = group.members.iter().map(|&place| (false, place));
        for (differs, place) in agreeing.chain(group.differing.iter().map(|&place| (true, place))) {
            let known = of_article.entry(self.sentences[place].passage.article).or_insert((differs, place));
            if known.0 == differs && nearness(place) > nearness(known.1) {
                *known = (differs, place);
            }
        }
        of_article.insert(self.sentences[best].passage.article, (false, best));
        // Articles are read in order of publication, and so are the places of their sentences.
        let mut all: Vec<(bool, usize)> = of_article.into_values().collect();
        all.sort_unstable_by_key(|&(differs, place)| (place != best, differs, place));
        let mut sources = Vec::new();
        for (differs, place) in all {
            let passage = self.sentences[place].passage;
            let why = if place == best { Self::stands_for(group) } else { self.joined(best, place) };
            let label = labels[passage.article].clone();
            sources.push(Source { passage, label, differs, why: SafeText::line(&why) });
        }
        sources
    }

    fn stands_for(group: &Group) -> String {
        match group.members.len() {
            2 => "of the two the shorter, or the earlier".to_owned(),
            n => format!("of the {n} sentences the one most like all the others"),
        }
    }

    /// What joins a sentence with the one that stands for its group.
    fn joined(&self, best: usize, place: usize) -> String {
        let (left, right) = (&self.sentences[best], &self.sentences[place]);
        let links: Vec<Link> = align::align(std::slice::from_ref(left), std::slice::from_ref(right));
        let pair = links.first().and_then(|&link| grade::pair(self.corpus, self.rarity, left, right, link));
        pair.map_or_else(
            || "through another sentence of the group".to_owned(),
            |(pair, _)| pair.why.to_string(),
        )
    }

    /// How far down its articles a group stands, in thousandths.
    fn place(&self, group: &Group, units: &[Vec<Unit>]) -> usize {
        let down = |&place: &usize| {
            let passage = self.sentences[place].passage;
            let article = units
                .iter()
                .find(|units| units.first().is_some_and(|u| u.passage.article == passage.article));
            article.map_or(0, |units| {
                units.partition_point(|unit| unit.passage.span < passage.span) * 1000 / units.len().max(1)
            })
        };
        group.members.iter().map(down).sum::<usize>() / group.members.len().max(1)
    }
}
