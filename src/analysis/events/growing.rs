//! The events of a corpus that takes in one article after another.
//!
//! What the articles before told is kept as candidates in their blocks: one article more is read, linked with its
//! neighbours there, and only the events that this changes are made anew. What was joined before is not taken apart,
//! and rarities and stories count as they are when an article comes: events may hang together a little otherwise than
//! where all are joined at once, from the surest link down.

use super::candidate::Candidate;
use super::extract::{Told, extract};
use super::groups::Cluster;
use super::join::{self, Joins};
use super::known::Known;
use super::link::Judge;
use super::ruling::{Ruling, Texts};
use super::who::Directory;
use super::wording::Wording;
use super::{Builder, is_passing, is_placed, known, name_apart};
use crate::analysis::Gazetteer;
use crate::analysis::terms::Extractor;
use crate::model::{
    ArticleIndex, Chunked, Corpus, Corrected, Corrections, Counts, DayRange, Event, Timeline,
};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// Articles whose tellings are read before they are put with the others.
const AT_ONCE: usize = 2048;
/// Events that there is room for beside those of a whole corpus.
const ROOM: usize = 16_384;

/// What is kept of a corpus to find the events of one article more. Memory grows with the number of tellings.
#[derive(Default)]
pub struct Events {
    candidates: Vec<Candidate>,
    wording: Wording,
    who: Directory,
    joins: Joins,
    /// How often each key was given, before numbers were put to it.
    keys: HashMap<Arc<str>, usize>,
    /// Where the event of each group is.
    places: HashMap<u32, Place>,
    /// The groups of the undated, in their order.
    undated: Vec<u32>,
    /// In how many tellings each word was when all were joined.
    counts: Counts,
}

/// Whether a group says too little for an event: nothing but asides.
pub(super) fn passes(candidates: &[Candidate], cluster: &Cluster) -> bool {
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
        story_of: &Chunked<u32>,
        gazetteer: &Gazetteer,
        corrections: &Corrections,
        grows: bool,
    ) -> (Self, Timeline, Vec<Corrected>) {
        let mut all = Self::default();
        all.read(texts, &known::known(gazetteer));
        if !grows {
            all.counts = all.wording.counts();
        }
        all.wording.settle(texts.entities, grows);
        all.who.follow(texts.entities);
        let wording = &all.wording;
        all.candidates
            .par_iter_mut()
            .for_each(|candidate| candidate.weight = wording.length(candidate.words));
        let judge = Judge { entities: texts.entities, who: &all.who, wording: &all.wording, story_of };
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
        if grows {
            // Room for the articles of some days: a table that grows keeps the one who adds an article waiting.
            all.places.reserve(events.len() + ROOM);
            all.keys.reserve(ROOM);
        }
        for (root, event) in roots.zip(events) {
            if grows {
                all.places.insert(root, Place::of(&event));
            }
            if is_placed(&event) {
                dated.push(event);
            } else {
                all.undated.push(root);
                undated.push(event);
            }
        }
        dated.par_sort_unstable_by(|a, b| order(a).cmp(&order(b)));
        (all, Timeline::new(dated.into(), undated.into()), corrected)
    }

    /// In how many tellings each word was when all were joined.
    pub(super) fn take_counts(&mut self) -> Counts {
        std::mem::take(&mut self.counts)
    }

    /// Reads all articles. While some are read on all cores, the words of those before are numbered.
    fn read(&mut self, texts: &Texts<'_>, known: &Known<'_>) {
        let mut waiting: Vec<Told> = Vec::new();
        let count = texts.articles.len();
        for from in (0..count).step_by(AT_ONCE) {
            let some = from..count.min(from + AT_ONCE);
            let read = || {
                let told = some.into_par_iter().map_init(Extractor::default, |extractor, i| {
                    let (article, found) = (&texts.articles[i], &texts.annotations[i]);
                    extract(ArticleIndex(i as u32), article, found, texts.entities, known, extractor)
                });
                told.collect()
            };
            let before = std::mem::take(&mut waiting);
            (waiting, ()) = rayon::join(read, || self.adopt(before));
        }
        self.adopt(waiting);
    }

    fn adopt(&mut self, told: Vec<Told>) {
        for told in told {
            told.adopt(&mut self.candidates, &mut self.wording);
        }
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
        let Some(last) = corpus.len().checked_sub(1) else { return };
        let from = self.candidates.len();
        let texts = texts(corpus);
        let known = known::known(gazetteer);
        let (article, found) = (&texts.articles[last], &texts.annotations[last]);
        let extractor = &mut Extractor::default();
        let index = ArticleIndex(last as u32);
        let told = extract(index, article, found, texts.entities, &known, extractor);
        told.adopt(&mut self.candidates, &mut self.wording);
        // Rarities have changed: few pairs are looked at, and weighed by those of now.
        for sentence in self.candidates[from..].chunk_by_mut(|a, b| a.words == b.words) {
            self.wording.sort(sentence[0].words, sentence.iter_mut().filter_map(|one| one.word.as_mut()));
        }
        self.wording.learn(found.mentions.iter().map(|mention| mention.entity), texts.entities);
        self.who.follow(texts.entities);
        let (who, wording) = (&self.who, &self.wording);
        let judge = Judge { entities: texts.entities, who, wording, story_of: &corpus.story_of };
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
        timeline.briefs = OnceLock::new();
        for (root, place) in gone {
            if place.dated {
                let at = timeline.events.partition_point(|event| order(event) < (place.days, &place.key));
                if timeline.events.get(at).is_some_and(|event| event.key == place.key) {
                    timeline.events.remove(at);
                }
            } else if let Ok(i) = self.undated.binary_search(&root) {
                self.undated.remove(i);
                timeline.undated.remove(i);
            }
        }
        for (root, event) in made {
            self.places.insert(root, Place::of(&event));
            if is_placed(&event) {
                let at = timeline.events.partition_point(|other| order(other) < order(&event));
                timeline.events.insert(at, event);
            } else {
                let at = self.undated.partition_point(|&other| other < root);
                self.undated.insert(at, root);
                timeline.undated.insert(at, event);
            }
        }
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
pub(crate) fn order(event: &Event) -> (Option<DayRange>, &Arc<str>) {
    (event.days, &event.key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{article, corpus};

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
        grown.articles = Chunked::default();
        grown.annotations = Chunked::default();
        let gazetteer = Gazetteer::bundled();
        let mut events = Events::of_corpus(&mut grown, gazetteer);
        assert!(grown.timeline.events.is_empty());
        for i in 0..whole.articles.len() {
            grown.articles.push(whole.articles[i].clone());
            grown.annotations.push(whole.annotations[i].clone());
            events.add(&mut grown, gazetteer);
            let line = &grown.timeline.events;
            assert!(line.iter().is_sorted_by_key(|event| (event.days, event.key.clone())));
            assert_eq!(events.places.len(), line.len() + grown.timeline.undated.len());
        }
        let told = |corpus: &Corpus| -> Vec<(String, usize)> {
            let all = corpus.timeline.events.iter().chain(&corpus.timeline.undated);
            all.map(|event| (event.label.to_string(), event.mentions.len())).collect()
        };
        assert_eq!(told(&grown), told(&whole));
        assert!(told(&grown).iter().any(|(_, mentions)| *mentions == 3), "{:?}", told(&grown));
    }
}
