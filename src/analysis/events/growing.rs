//! The events of a corpus that takes in one article after another.
//!
//! What the articles before told is kept as candidates in their blocks: one article more is read, linked with its
//! neighbours there, and only the events that this changes are made anew. What was joined before is not taken apart,
//! and rarities and stories count as they are when an article comes: events may hang together a little otherwise than
//! where all are joined at once, from the surest link down.

use super::candidate::Candidate;
use super::groups::Cluster;
use super::join::{self, Joins};
use super::link::Judge;
use super::ruling::{Ruling, Texts};
use super::{Builder, extract, is_passing, is_placed, known, name_apart};
use crate::analysis::Gazetteer;
use crate::analysis::terms::{Extractor, Rarity};
use crate::model::{ArticleIndex, Corpus, Corrected, Corrections, DayRange, Event, Timeline};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// What is kept of a corpus to find the events of one article more. Memory grows with the number of tellings.
#[derive(Default)]
pub struct Events {
    candidates: Vec<Candidate>,
    rarity: Rarity,
    joins: Joins,
    /// How often each key was given, before numbers were put to it.
    keys: HashMap<Arc<str>, usize>,
    /// Where the event of each group is.
    places: HashMap<u32, Place>,
    /// The groups of the undated, in their order.
    undated: Vec<u32>,
}

/// Whether a group says too little for an event: nothing but asides.
fn passes(candidates: &[Candidate], cluster: &Cluster) -> bool {
    let members: Vec<&Candidate> = cluster.members.iter().map(|&(i, _)| &candidates[i as usize]).collect();
    is_passing(&members)
}

/// What an event is found by: its days and key on the line.
struct Place {
    dated: bool,
    days: Option<DayRange>,
    key: Arc<str>,
}

impl Events {
    /// The events of a corpus, and what is needed to add to them (without their blocks where none will be added).
    pub(super) fn of(
        texts: &Texts<'_>,
        story_of: &[u32],
        gazetteer: &Gazetteer,
        corrections: &Corrections,
        grows: bool,
    ) -> (Self, Timeline, Vec<Corrected>) {
        let known = known::known(gazetteer);
        let candidates = texts
            .articles
            .par_iter()
            .zip(texts.annotations)
            .enumerate()
            .map_init(Extractor::default, |extractor, (i, (article, found))| {
                extract::extract(ArticleIndex(i as u32), article, found, texts.entities, &known, extractor)
            })
            .flatten_iter()
            .collect();
        let mut all = Self { candidates, ..Self::default() };
        for candidate in &all.candidates {
            all.rarity.add_terms(&candidate.words);
        }
        let rarity = &all.rarity;
        all.candidates.par_iter_mut().for_each(|candidate| candidate.weigh(rarity));
        let judge = Judge { entities: texts.entities, rarity: &all.rarity, story_of };
        let mut ruling = Ruling::new(corrections, &all.candidates, texts);
        all.joins = join::join(&mut all.candidates, &judge, &ruling, grows);
        let groups = &all.joins.groups;
        let mut clusters: Vec<Cluster> = groups.names().map(|name| groups.cluster(name)).collect();
        ruling.strike(&mut clusters);
        clusters.retain(|cluster| !passes(&all.candidates, cluster));
        let builder = Builder { candidates: &all.candidates, texts, judge: &judge };
        let mut events: Vec<Event> = clusters.par_iter().map(|cluster| builder.event(cluster)).collect();
        name_apart(&mut events, &mut all.keys);
        let corrected = ruling.corrected(corrections, &all.candidates, texts);
        let roots = clusters.iter().map(|cluster| cluster.members[0].0);
        let (mut dated, mut undated) = (Vec::new(), Vec::new());
        for (root, event) in roots.zip(events) {
            all.places.insert(root, Place::of(&event));
            if is_placed(&event) {
                dated.push(event);
            } else {
                all.undated.push(root);
                undated.push(event);
            }
        }
        dated.sort_by(|a, b| (a.days, &a.key).cmp(&(b.days, &b.key)));
        (all, Timeline { events: dated, undated }, corrected)
    }

    /// The events of a corpus without corrections whose stories are known, and what is needed to add to them. Its
    /// timeline is replaced.
    #[must_use]
    pub fn of_corpus(corpus: &mut Corpus, gazetteer: &Gazetteer) -> Self {
        let (all, timeline, _) =
            Self::of(&texts(corpus), &corpus.story_of, gazetteer, &corpus.corrections, true);
        corpus.timeline = timeline;
        all
    }

    /// Brings the timeline up to date after one article was added to the end of the corpus and put into its story.
    /// The corpus must have no corrections about events: they bear on everything, so that all is joined anew for them.
    pub fn add(&mut self, corpus: &mut Corpus, gazetteer: &Gazetteer) {
        let Some(last) = corpus.articles.len().checked_sub(1) else { return };
        let from = self.candidates.len();
        let texts = texts(corpus);
        let known = known::known(gazetteer);
        let (article, found) = (&texts.articles[last], &texts.annotations[last]);
        let extractor = &mut Extractor::default();
        let index = ArticleIndex(last as u32);
        self.candidates.extend(extract::extract(index, article, found, texts.entities, &known, extractor));
        for candidate in &self.candidates[from..] {
            self.rarity.add_terms(&candidate.words);
        }
        for candidate in &mut self.candidates[from..] {
            candidate.weigh(&self.rarity);
        }
        let judge = Judge { entities: texts.entities, rarity: &self.rarity, story_of: &corpus.story_of };
        let (changed, merged) = join::join_more(&mut self.candidates, from, &judge, &mut self.joins);
        let builder = Builder { candidates: &self.candidates, texts: &texts, judge: &judge };
        let told = |root: &u32| {
            let cluster = self.joins.groups.cluster(*root);
            (!passes(&self.candidates, &cluster)).then(|| (*root, builder.event(&cluster)))
        };
        let (roots, mut events): (Vec<u32>, Vec<Event>) = changed.iter().filter_map(told).unzip();
        let gone: Vec<(u32, Place)> = changed
            .iter()
            .chain(&merged)
            .filter_map(|&root| self.places.remove(&root).map(|place| (root, place)))
            .collect();
        for (_, place) in &gone {
            // The only one of a key gives it free; of several the numbers stay as they are.
            if self.keys.get(&place.key) == Some(&1) {
                self.keys.remove(&place.key);
            }
        }
        name_apart(&mut events, &mut self.keys);
        let events = roots.into_iter().zip(events).collect();
        self.replace(&mut corpus.timeline, gone, events);
    }

    /// Takes events out of the timeline and puts others in, each at its place.
    fn replace(&mut self, timeline: &mut Timeline, gone: Vec<(u32, Place)>, made: Vec<(u32, Event)>) {
        let mut out = (Vec::new(), Vec::new());
        for (root, place) in gone {
            if place.dated {
                let at =
                    timeline.events.binary_search_by(|event| order(event).cmp(&(place.days, &place.key)));
                out.0.extend(at);
            } else if let Ok(i) = self.undated.binary_search(&root) {
                out.1.push(i);
            }
        }
        let (mut dated, mut undated) = (Vec::new(), Vec::new());
        for (root, event) in made {
            self.places.insert(root, Place::of(&event));
            if is_placed(&event) { dated.push(event) } else { undated.push((root, event)) }
        }
        undated.sort_by_key(|&(root, _)| root);
        dated.sort_by(|a, b| order(a).cmp(&order(b)));
        let (roots, undated): (Vec<u32>, Vec<Event>) = undated.into_iter().unzip();
        let at: Vec<usize> =
            roots.iter().map(|root| self.undated.partition_point(|other| other < root)).collect();
        exchange(&mut self.undated, out.1.clone(), at.iter().copied().zip(roots).collect());
        exchange(&mut timeline.undated, out.1, at.into_iter().zip(undated).collect());
        let at: Vec<usize> = dated
            .iter()
            .map(|event| timeline.events.partition_point(|other| order(other) < order(event)))
            .collect();
        exchange(&mut timeline.events, out.0, at.into_iter().zip(dated).collect());
    }
}

impl Place {
    fn of(event: &Event) -> Self {
        Self { dated: is_placed(event), days: event.days, key: event.key.clone() }
    }
}

fn texts(corpus: &Corpus) -> Texts<'_> {
    Texts { articles: &corpus.articles, annotations: &corpus.annotations, entities: &corpus.entities }
}

/// The order of events on the line.
fn order(event: &Event) -> (Option<DayRange>, &Arc<str>) {
    (event.days, &event.key)
}

/// Takes out the elements at some places and puts others in before the elements that stand at theirs, in one pass from
/// the first place on. The places are those before the exchange; those of `put` are in order.
fn exchange<T>(list: &mut Vec<T>, mut take: Vec<usize>, put: Vec<(usize, T)>) {
    take.sort_unstable();
    let Some(from) = take.first().copied().into_iter().chain(put.first().map(|&(at, _)| at)).min() else {
        return;
    };
    let rest = list.split_off(from);
    let (mut take, mut put) = (take.into_iter().peekable(), put.into_iter().peekable());
    for (i, element) in rest.into_iter().enumerate() {
        while let Some((_, new)) = put.next_if(|&(at, _)| at <= from + i) {
            list.push(new);
        }
        if take.next_if_eq(&(from + i)).is_none() {
            list.push(element);
        }
    }
    list.extend(put.map(|(_, new)| new));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{article, corpus};
    use proptest::prelude::*;

    #[test]
    fn an_article_more_finds_its_events() {
        let told = [
            (
                "a",
                "2022-02-04",
                "Vladimir Putin met Xi Jinping in Beijing on Friday.\nBoris Johnson visited Kyiv.",
            ),
            ("b", "2022-02-05", "Xi Jinping met Vladimir Putin in Beijing on Friday."),
            ("c", "2022-05-01", "Emmanuel Macron met Olaf Scholz in Berlin on Sunday.\nProtests may follow."),
            (
                "d",
                "2022-02-06",
                "On Friday, Putin met Xi in Beijing. He had visited Sochi on 30 January 2022.",
            ),
        ];
        let articles = told.iter().map(|(id, day, body)| article(id, Some(day), "", body)).collect();
        let whole = corpus(articles);
        let mut grown = whole.clone();
        grown.articles.clear();
        grown.annotations.clear();
        let gazetteer = Gazetteer::bundled();
        let mut events = Events::of_corpus(&mut grown, gazetteer);
        assert!(grown.timeline.events.is_empty());
        for i in 0..whole.articles.len() {
            grown.articles.push(whole.articles[i].clone());
            grown.annotations.push(whole.annotations[i].clone());
            events.add(&mut grown, gazetteer);
            let line = &grown.timeline.events;
            assert!(line.is_sorted_by_key(|event| (event.days, event.key.clone())));
            assert_eq!(events.places.len(), line.len() + grown.timeline.undated.len());
        }
        let told = |corpus: &Corpus| -> Vec<(String, usize)> {
            let all = corpus.timeline.events.iter().chain(&corpus.timeline.undated);
            all.map(|event| (event.label.to_string(), event.mentions.len())).collect()
        };
        assert_eq!(told(&grown), told(&whole));
        assert!(told(&grown).iter().any(|(_, mentions)| *mentions == 3), "{:?}", told(&grown));
    }

    proptest! {
        #[test]
        fn exchange_is_taking_out_and_putting_in(
            list in prop::collection::vec(0..100_u32, 0..20),
            take in prop::collection::btree_set(0..20_usize, 0..6),
            put in prop::collection::vec((0..21_usize, 100..200_u32), 0..6),
        ) {
            let take: Vec<usize> = take.into_iter().filter(|&i| i < list.len()).collect();
            let mut put: Vec<(usize, u32)> = put.into_iter().map(|(at, x)| (at.min(list.len()), x)).collect();
            put.sort_by_key(|&(at, _)| at);
            let mut expected = Vec::new();
            for i in 0..=list.len() {
                expected.extend(put.iter().filter(|&&(at, _)| at == i).map(|&(_, x)| x));
                expected.extend(list.get(i).filter(|_| !take.contains(&i)));
            }
            let mut got = list;
            exchange(&mut got, take, put);
            prop_assert_eq!(got, expected);
        }
    }
}
