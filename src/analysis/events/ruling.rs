//! The reader's corrections as they bear on the tellings of one run: which belong together, which apart, which are
//! nothing.
//!
//! Rules are taken in the order they were made: joining two events undoes an earlier split of them and the other way
//! round, as the reader saw it happen. Rules that do not contradict each other give the same in any order, and a rule
//! that is there twice does nothing more. What links to a corrected event later follows by the usual evidence.

use super::candidate::Candidate;
use super::groups::Cluster;
use crate::model::correction::{key, written};
use crate::model::{Annotations, Article, Chunked, Corrected, Corrections, EntityTable, Matter, Rule, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What was read, for the words of a telling.
pub(super) struct Texts<'a> {
    pub articles: &'a Chunked<Arc<Article>>,
    pub annotations: &'a Chunked<Arc<Annotations>>,
    pub entities: &'a EntityTable,
}

impl Texts<'_> {
    /// The sentence of a telling, whole where only a piece of it was read; a caption as it is.
    pub(super) fn sentence(&self, telling: &Candidate) -> Span {
        let sentence = self.annotations[telling.article.get()].sentence_at(telling.span.start);
        sentence.filter(|sentence| sentence.contains(telling.span)).unwrap_or(telling.span)
    }

    fn words(&self, telling: &Candidate, span: Span) -> &str {
        span.slice(&self.articles[telling.article.get()].text)
    }
}

/// What the rules say about the candidates of a run, by their indices.
#[derive(Default)]
pub(super) struct Ruling {
    /// Groups that are one happening each.
    pub together: Vec<Vec<u32>>,
    /// Those that are not of one happening with others.
    pub apart: HashMap<u32, BTreeSet<u32>>,
    /// Those that tell nothing: the rule, and whether it is about them alone.
    struck: BTreeMap<u32, (u32, bool)>,
    /// Where rules were applied: candidate and rule.
    applied: BTreeSet<(u32, u32)>,
}

impl Ruling {
    /// Applies the rules in order to what they quote.
    pub(super) fn new(corrections: &Corrections, candidates: &[Candidate], texts: &Texts<'_>) -> Self {
        let mut ruling = Self::default();
        if corrections.rules.iter().all(|correction| correction.rule.is_about_words()) {
            return ruling;
        }
        let quoted = Quoted::new(corrections, candidates, texts);
        for (number, correction) in corrections.rules.iter().enumerate() {
            let number = number as u32;
            match &correction.rule {
                Rule::Split { this, from } => {
                    ruling.split(number, &quoted.told(this), &quoted.told(from));
                }
                Rule::Join { this, with } => {
                    ruling.join(number, &quoted.meant(this), &quoted.meant(with));
                }
                Rule::NotEvent { event, only } => {
                    for i in quoted.meant(event) {
                        let known = ruling.struck.get(&i);
                        // That the whole event is none says more than that a sentence tells it not.
                        if known.is_none_or(|&(_, before)| before && !only) {
                            ruling.struck.insert(i, (number, *only));
                        }
                        ruling.applied.insert((i, number));
                    }
                }
                Rule::NotDate { .. } | Rule::SamePerson { .. } => {}
            }
        }
        ruling
    }

    fn split(&mut self, rule: u32, these: &[u32], others: &[u32]) {
        let (these, others): (BTreeSet<u32>, BTreeSet<u32>) =
            (these.iter().copied().collect(), others.iter().copied().collect());
        if these.is_empty() || others.is_empty() || !these.is_disjoint(&others) {
            return;
        }
        let mut parted = Vec::new();
        for group in &mut self.together {
            if group.iter().any(|i| others.contains(i)) {
                let (out, rest): (Vec<u32>, Vec<u32>) = group.iter().partition(|i| these.contains(i));
                *group = rest;
                parted.push(out);
            }
        }
        self.together.extend(parted);
        self.together.retain(|group| group.len() > 1);
        for &one in &these {
            for &other in &others {
                self.apart.entry(one).or_default().insert(other);
                self.apart.entry(other).or_default().insert(one);
            }
        }
        self.applied.extend(these.union(&others).map(|&i| (i, rule)));
    }

    fn join(&mut self, rule: u32, these: &[u32], others: &[u32]) {
        if these.is_empty() || others.is_empty() {
            return;
        }
        let mut all: BTreeSet<u32> = these.iter().chain(others).copied().collect();
        self.applied.extend(all.iter().map(|&i| (i, rule)));
        let (touched, rest): (Vec<Vec<u32>>, Vec<Vec<u32>>) = std::mem::take(&mut self.together)
            .into_iter()
            .partition(|group| group.iter().any(|i| all.contains(i)));
        all.extend(touched.into_iter().flatten());
        for i in &all {
            if let Some(others) = self.apart.get_mut(i) {
                others.retain(|other| !all.contains(other));
            }
        }
        self.apart.retain(|_, others| !others.is_empty());
        self.together = rest;
        self.together.push(all.into_iter().collect());
    }

    /// Takes out what is no event: the tellings that are quoted, or the whole of what they tell.
    pub(super) fn strike(&mut self, clusters: &mut Vec<Cluster>) {
        if self.struck.is_empty() {
            return;
        }
        clusters.retain_mut(|cluster| {
            let whole = cluster.members.iter().find_map(|(i, _)| match self.struck.get(i) {
                Some(&(rule, false)) => Some(rule),
                _ => None,
            });
            if let Some(rule) = whole {
                self.applied.extend(cluster.members.iter().map(|&(i, _)| (i, rule)));
                return false;
            }
            cluster.members.retain(|(i, _)| !self.struck.contains_key(i));
            !cluster.members.is_empty()
        });
    }

    /// Where the rules were applied, by article and place.
    pub(super) fn corrected(
        &self,
        corrections: &Corrections,
        candidates: &[Candidate],
        texts: &Texts<'_>,
    ) -> Vec<Corrected> {
        let place = |&(i, rule): &(u32, u32)| {
            let telling = &candidates[i as usize];
            let told = corrections.rules[rule as usize].told();
            Corrected { article: telling.article, span: texts.sentence(telling), rule, told }
        };
        let mut all: Vec<Corrected> = self.applied.iter().map(place).collect();
        all.sort();
        all.dedup();
        all
    }
}

/// The candidates in the sentences that rules quote.
struct Quoted<'a> {
    candidates: &'a [Candidate],
    texts: &'a Texts<'a>,
    by_sentence: HashMap<String, Vec<u32>>,
}

impl<'a> Quoted<'a> {
    fn new(corrections: &Corrections, candidates: &'a [Candidate], texts: &'a Texts<'a>) -> Self {
        let wanted: HashSet<String> = corrections
            .rules
            .iter()
            .flat_map(|correction| match &correction.rule {
                Rule::Split { this, from: other } | Rule::Join { this, with: other } => vec![this, other],
                Rule::NotEvent { event, .. } => vec![event],
                Rule::NotDate { .. } | Rule::SamePerson { .. } => Vec::new(),
            })
            .flat_map(|matter| matter.told.iter().map(|telling| key(&telling.sentence)))
            .filter(|key| !key.is_empty())
            .collect();
        let found: Vec<(String, u32)> = candidates
            .par_iter()
            .enumerate()
            .filter_map(|(i, candidate)| {
                let key = key(texts.words(candidate, texts.sentence(candidate)));
                wanted.contains(&key).then_some((key, i as u32))
            })
            .collect();
        let mut by_sentence: HashMap<String, Vec<u32>> = HashMap::new();
        for (key, i) in found {
            by_sentence.entry(key).or_default().push(i);
        }
        Self { candidates, texts, by_sentence }
    }

    fn word(&self, i: u32) -> String {
        let telling = &self.candidates[i as usize];
        self.texts.words(telling, telling.trigger).to_lowercase()
    }

    /// The tellings a rule quotes: by the word where the sentence has several, else all that the sentence tells.
    fn told(&self, matter: &Matter) -> Vec<u32> {
        let mut all = Vec::new();
        for telling in &matter.told {
            let Some(here) = self.by_sentence.get(&key(&telling.sentence)) else { continue };
            let word = telling.word.to_lowercase();
            let by_word: Vec<u32> = here.iter().copied().filter(|&i| self.word(i) == word).collect();
            all.extend(if by_word.is_empty() { here.clone() } else { by_word });
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The tellings a rule is about. Where none of its sentences was read, those of the same day and people with one
    /// of its words.
    fn meant(&self, matter: &Matter) -> Vec<u32> {
        let told = self.told(matter);
        if !told.is_empty() || matter.date.is_empty() || matter.participants.is_empty() {
            return told;
        }
        let people: BTreeSet<&str> = matter.participants.iter().map(String::as_str).collect();
        let words: HashSet<String> = matter.told.iter().map(|telling| telling.word.to_lowercase()).collect();
        let is_it = |candidate: &Candidate| {
            let here = &candidate.roles.participants;
            candidate.when.is_some_and(|when| written(when.days) == matter.date)
                && here.len() == people.len()
                && here.iter().all(|&id| people.contains(&*self.texts.entities.get(id).key))
        };
        let all = 0..self.candidates.len() as u32;
        all.filter(|&i| is_it(&self.candidates[i as usize]) && words.contains(&self.word(i))).collect()
    }
}
