//! Which articles belong together: candidates through an inverted index, then joining the most alike first.
//!
//! Method: TF-IDF cosine times a Gaussian in days (as in Miranda et al. 2018, “Multilingual clustering of streaming
//! news”), joined by average linkage from the strongest pair down (UPGMA, Sokal and Michener 1958) with a second
//! decision at each join that may refuse it. Candidates come from the postings of an article's weightiest terms
//! within the days the Gaussian leaves open, so that no two articles meet that share nothing rare: time and memory
//! grow with the number of articles. Joining sees only pairs and their strength, so the order of input decides
//! nothing but ties.

use super::features::{Names, Profile};
use crate::analysis::terms::{Rarity, TermId, TermMap, Vector};

/// Standard deviation of the Gaussian in days.
const SIGMA: f64 = 3.0;
/// Stands for the Gaussian where one side has no day: text alone must then be more alike.
const UNDATED: f64 = 0.6;
/// Joining needs this similarity, averaged over all pairs of the two sides.
const JOIN: f64 = 0.165;
/// What is left of the similarity where headlines and leads name other places and other people.
const CLASH: f64 = 0.7;
/// Beyond these many days the Gaussian is below `JOIN` whatever the texts say.
const WINDOW: i32 = 6;
/// Terms kept of an article: its weightiest.
const TERMS: usize = 300;
/// Terms by which candidates are looked up.
const KEYS: usize = 24;
/// A term found in more articles of the window than this tells none of them apart.
const COMMON: usize = 400;
/// Candidates whose similarity is worked out in full.
const CANDIDATES: usize = 48;

/// Groups articles that are added one by one. Memory grows with the number of articles.
#[derive(Default)]
pub(super) struct Clusterer {
    rarity: Rarity,
    places: TermMap<TermId, u32>,
    /// For each term the articles that have it, by day, the undated last.
    postings: Vec<Vec<Entry>>,
    articles: Vec<Member>,
    links: Vec<Link>,
    /// Scratch: the part of the similarity seen so far, by article.
    partial: Vec<f32>,
}

/// An article in a posting: its day and number.
type Entry = (i32, u32);

struct Member {
    day: Option<i32>,
    /// Term places with weights, sorted by place.
    terms: Box<[(u32, f32)]>,
    names: Names,
}

/// Two articles that are alike enough to be joined.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Link {
    a: u32,
    b: u32,
    strength: f32,
}

/// The day under which the undated stand in the postings.
const NO_DAY: i32 = i32::MAX;

impl Clusterer {
    /// Counts the terms of an article; to be done for all that are at hand before the first is added, so that what
    /// is rare is known.
    pub(super) fn observe(&mut self, profile: &Profile) {
        let features: Vec<_> = profile.terms.iter().map(|&(feature, _)| feature).collect();
        self.rarity.add(&features);
    }

    /// The weighted terms of an article, by the rarities counted so far.
    pub(super) fn vector(&self, profile: &Profile) -> Vector {
        self.rarity.weighted(profile.terms.iter().map(|&(feature, weight)| (feature.term, weight)))
    }

    /// Adds an article and links it to those before it. Returns its number, from 0.
    pub(super) fn add(&mut self, vector: &Vector, day: Option<i32>, names: Names) -> u32 {
        let number = self.articles.len() as u32;
        let member = Member { day, terms: self.intern(vector), names };
        self.partial.push(0.0);
        for other in self.candidates(&member) {
            let strength = alike(&member, &self.articles[other as usize]);
            if strength >= JOIN {
                self.links.push(Link { a: other, b: number, strength: strength as f32 });
            }
        }
        let at = day.unwrap_or(NO_DAY);
        for &(term, _) in &member.terms {
            let posting = &mut self.postings[term as usize];
            let i = posting.partition_point(|&(day, _)| day <= at);
            posting.insert(i, (at, number));
        }
        self.articles.push(member);
        number
    }

    /// The weightiest terms as places in the postings.
    fn intern(&mut self, vector: &Vector) -> Box<[(u32, f32)]> {
        let mut weights = vector.weights().to_vec();
        weights.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weights.truncate(TERMS);
        let mut terms: Vec<(u32, f32)> = Vec::with_capacity(weights.len());
        for (term, weight) in weights {
            let next = self.postings.len() as u32;
            let place = *self.places.entry(term).or_insert(next);
            if place == next {
                self.postings.push(Vec::new());
            }
            terms.push((place, weight as f32));
        }
        terms.sort_unstable_by_key(|&(place, _)| place);
        terms.into()
    }

    /// The articles before that share weighty terms within the window, those that share most.
    fn candidates(&mut self, member: &Member) -> Vec<u32> {
        let mut keys: Vec<(u32, f32)> = member.terms.to_vec();
        keys.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut met: Vec<u32> = Vec::new();
        let mut used = 0;
        for (term, weight) in keys {
            let (dated, undated) = window(&self.postings[term as usize], member.day);
            if dated.len() + undated.len() > COMMON {
                continue;
            }
            for &(_, article) in dated.iter().chain(undated) {
                let partial = &mut self.partial[article as usize];
                if *partial == 0.0 {
                    met.push(article);
                }
                *partial += weight * weight;
            }
            used += 1;
            if used == KEYS {
                break;
            }
        }
        let partial = &mut self.partial;
        met.sort_unstable_by(|&a, &b| partial[b as usize].total_cmp(&partial[a as usize]).then(a.cmp(&b)));
        for &article in &met {
            partial[article as usize] = 0.0;
        }
        met.truncate(CANDIDATES);
        met
    }

    /// The groups, each sorted, in order of their first article.
    pub(super) fn groups(&self) -> Vec<Vec<u32>> {
        let mut links = self.links.clone();
        links.sort_unstable_by(|x, y| {
            y.strength.total_cmp(&x.strength).then(x.a.cmp(&y.a)).then(x.b.cmp(&y.b))
        });
        let mut groups: Vec<Option<Group>> =
            (0..self.articles.len()).map(|i| Some(Group::of(i as u32, &self.articles[i]))).collect();
        let mut group_of: Vec<u32> = (0..self.articles.len() as u32).collect();
        for link in links {
            let (a, b) = (group_of[link.a as usize], group_of[link.b as usize]);
            let (a, b) = (a.min(b) as usize, a.max(b) as usize);
            if a == b || !groups[a].as_ref().zip(groups[b].as_ref()).is_some_and(|(x, y)| x.joins(y)) {
                continue;
            }
            if let Some(other) = groups[b].take()
                && let Some(group) = &mut groups[a]
            {
                for &article in &other.articles {
                    group_of[article as usize] = a as u32;
                }
                group.absorb(other);
            }
        }
        let mut all: Vec<Vec<u32>> = groups.into_iter().flatten().map(|group| group.articles).collect();
        for group in &mut all {
            group.sort_unstable();
        }
        all.sort_unstable();
        all
    }
}

/// The stretches of a posting that a day leaves open: the dated around it, and the undated.
fn window(posting: &[Entry], day: Option<i32>) -> (&[Entry], &[Entry]) {
    let dated = posting.partition_point(|&(other, _)| other < NO_DAY);
    let (dated, undated) = posting.split_at(dated);
    let Some(day) = day else { return (dated, undated) };
    let from = dated.partition_point(|&(other, _)| other < day.saturating_sub(WINDOW));
    let to = dated.partition_point(|&(other, _)| other <= day.saturating_add(WINDOW));
    (&dated[from..to], undated)
}

/// Similarity of two articles, 0 to 1.
fn alike(a: &Member, b: &Member) -> f64 {
    let clash = if a.names.clash(&b.names) { CLASH } else { 1.0 };
    dot(&a.terms, &b.terms) * near(a.day.map(f64::from), b.day.map(f64::from)) * clash
}

/// How near two days are, 0 to 1.
fn near(a: Option<f64>, b: Option<f64>) -> f64 {
    match (a, b) {
        (Some(a), Some(b)) => (-(a - b).powi(2) / (2.0 * SIGMA * SIGMA)).exp(),
        _ => UNDATED,
    }
}

/// The scalar product of two lists sorted by term.
fn dot(a: &[(u32, f32)], b: &[(u32, f32)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += f64::from(x.1) * f64::from(y.1);
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    sum
}

/// Articles joined so far.
struct Group {
    articles: Vec<u32>,
    /// The sum of the members' terms: its scalar product with another's is the sum over all pairs.
    terms: Vec<(u32, f32)>,
    /// Oldest and newest day, and the sum of the days of the dated members.
    days: Option<(i32, i32)>,
    sum: f64,
    dated: usize,
}

/// Terms kept of a group's sum: what only one of many members has does not decide.
const GROUP_TERMS: usize = 600;

impl Group {
    fn of(number: u32, member: &Member) -> Self {
        Self {
            articles: vec![number],
            terms: member.terms.to_vec(),
            days: member.day.map(|day| (day, day)),
            sum: member.day.map_or(0.0, f64::from),
            dated: usize::from(member.day.is_some()),
        }
    }

    fn mean(&self) -> Option<f64> {
        (self.dated > 0).then(|| self.sum / self.dated as f64)
    }

    /// The second decision: whether the two sides as wholes are alike, not only their nearest members.
    fn joins(&self, other: &Self) -> bool {
        let pairs = (self.articles.len() * other.articles.len()) as f64;
        let text = dot(&self.terms, &other.terms) / pairs;
        let time = match (self.days, other.days) {
            (Some((old, new)), Some((other_old, other_new))) => {
                let day = |d: i32| Some(f64::from(d));
                (near(self.mean(), other.mean())
                    + near(day(old), day(other_old))
                    + near(day(new), day(other_new)))
                    / 3.0
            }
            _ => UNDATED,
        };
        text * time >= JOIN * LINKAGE
    }

    fn absorb(&mut self, other: Self) {
        self.articles.extend(other.articles);
        self.days = match (self.days, other.days) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (days, None) | (None, days) => days,
        };
        self.sum += other.sum;
        self.dated += other.dated;
        self.terms = merge(&self.terms, &other.terms);
    }
}

/// The average may be a little below what a single pair needs: members of one story tell different parts of it.
const LINKAGE: f64 = 0.9;

/// The sum of two lists sorted by term, cut to the weightiest terms.
fn merge(a: &[(u32, f32)], b: &[(u32, f32)]) -> Vec<(u32, f32)> {
    let mut sum = [a, b].concat();
    sum.sort_by_key(|&(term, _)| term);
    sum.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    if sum.len() > GROUP_TERMS {
        sum.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        sum.truncate(GROUP_TERMS);
        sum.sort_unstable_by_key(|&(term, _)| term);
    }
    sum
}
