//! Which articles belong together: candidates through an inverted index, links between them, groups of the linked.
//!
//! One mechanism serves a whole corpus and one article more: articles are [noted](Clusterer::note), then what is new
//! is [settled](Clusterer::settle). What is guaranteed:
//!
//! - Groups depend on links and on nothing else. Settling an article joins anew all groups that it is linked to,
//!   and those whose make-up that changes, and so on until nothing changes: what comes out is what joining all
//!   articles from the beginning would give. Two bounds keep that short: a group of more than [`WHOLE`] articles is
//!   not taken apart again, and no more than [`REACH`] articles are joined anew for one settling of a few.
//! - Links are found with those before; a day's articles are noted in order of their ids. Where articles come one
//!   by one in the order in which a batch would take them, the links are those of the batch as long as rarities are.
//! - Rarities are those of the moment when an article was settled; they are not worked out again for those before.
//!   Of a batch all are counted first. One article changes them by a part in the number of articles.

use super::features::Profile;
use super::group::{Group, Member, alike};
use super::joining::{self, Link};
use super::postings::{Postings, Scratch};
use super::runs::Sample;
use super::vocabulary::Vocabulary;
use crate::analysis::terms::TermMap;
use crate::model::{Counts, Deferred, Rarities};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A group of more articles is not taken apart when one more comes.
const WHOLE: usize = 300;
/// Articles that are joined anew at most when a few come.
const REACH: usize = 2000;
/// Links of an article with those before that are kept: the strongest.
const LINKS: usize = 16;

/// Groups articles. Memory grows with the number of articles.
#[derive(Default)]
pub(super) struct Clusterer {
    vocabulary: Vocabulary,
    postings: Postings,
    /// The terms of those not yet settled are counts, of the others weights.
    members: Vec<Member>,
    /// Days of those not yet settled.
    pending: Vec<Option<i32>>,
    /// Links of each article with those before and after.
    links: Vec<Vec<(u32, f32)>>,
    /// The group of each article, named by its lowest number.
    group_of: Vec<u32>,
    /// The articles of each group, at its name, in order.
    groups: Vec<Vec<u32>>,
    /// What joining needs of groups that are not taken apart, by name.
    wholes: HashMap<u32, Group<'static>>,
    /// For articles that come alone.
    scratch: Scratch,
}

/// What settling changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// Groups that are no more, or no more as they were.
    pub gone: Vec<u32>,
    /// Groups that are new or other than they were.
    pub made: Vec<u32>,
}

impl Clusterer {
    /// One that weighs by rarities that were counted before.
    pub(super) fn under(known: Arc<Deferred<Rarities>>) -> Self {
        Self { vocabulary: Vocabulary::under(known), ..Self::default() }
    }

    /// In how many articles each term is.
    pub(super) fn counts(&self) -> Counts {
        self.vocabulary.counts()
    }

    /// The articles that an article is linked to.
    pub(super) fn linked(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        self.links[number as usize].iter().map(|&(other, _)| other)
    }

    /// The group of an article.
    pub(super) fn group_of(&self, number: u32) -> &[u32] {
        self.group(self.group_of[number as usize])
    }

    /// Takes note of an article and counts its terms. Returns its number, from 0.
    pub(super) fn note(&mut self, profile: Profile) -> u32 {
        let number = self.members.len() as u32;
        let terms = self.vocabulary.count(&profile.terms);
        self.members.push(Member { terms, names: profile.names, sample: profile.sample });
        self.pending.push(profile.day);
        number
    }

    /// Links what was noted since the last time, and joins it.
    pub(super) fn settle(&mut self) -> Changes {
        let from = self.members.len() - self.pending.len();
        let vocabulary = &self.vocabulary;
        let weigh = |member: &mut Member| member.terms = vocabulary.weigh(&member.terms);
        match &mut self.members[from..] {
            // One article is not worth waking another thread, which may be busy.
            [one] => weigh(one),
            all => all.par_iter_mut().for_each(weigh),
        }
        self.place(from)
    }

    /// Finds the groups of those from a number on, whose terms are weights.
    fn place(&mut self, from: usize) -> Changes {
        for link in self.find_links(from) {
            self.links[link.a as usize].push((link.b, link.strength));
            self.links[link.b as usize].push((link.a, link.strength));
        }
        let new: Vec<u32> = (from as u32..self.members.len() as u32).collect();
        for &number in &new {
            self.group_of.push(number);
            self.groups.push(vec![number]);
        }
        self.regroup(&new)
    }

    /// The articles of a group.
    pub(super) fn group(&self, name: u32) -> &[u32] {
        &self.groups[name as usize]
    }

    /// The names of all groups, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.groups.len() as u32).filter(|&name| !self.groups[name as usize].is_empty())
    }

    /// A sample of an article's runs of words.
    pub(super) fn sample(&self, number: u32) -> &Sample {
        &self.members[number as usize].sample
    }

    /// Puts those from a number on into the index and links each with those before it.
    fn find_links(&mut self, from: usize) -> Vec<Link> {
        let days = std::mem::take(&mut self.pending);
        self.links.resize_with(self.members.len(), Vec::new);
        let numbers = from as u32..self.members.len() as u32;
        if !self.postings.are_next(&days) {
            let mut links = Vec::new();
            for (number, &day) in numbers.zip(&days) {
                self.postings.add(&self.members[number as usize].terms, day);
                links.extend(self.links_of_one(number));
            }
            return links;
        }
        for (number, &day) in numbers.clone().zip(&days) {
            self.postings.add(&self.members[number as usize].terms, day);
        }
        if numbers.len() == 1 {
            return self.links_of_one(numbers.start);
        }
        let found = numbers
            .into_par_iter()
            .with_min_len(256)
            .map_init(Scratch::default, |scratch, number| self.links_of(number, scratch));
        found.flatten_iter().collect()
    }

    /// As [`Self::links_of`], with what is kept for that.
    fn links_of_one(&mut self, number: u32) -> Vec<Link> {
        let mut scratch = std::mem::take(&mut self.scratch);
        let links = self.links_of(number, &mut scratch);
        self.scratch = scratch;
        links
    }

    /// The strongest links of an article with those before.
    fn links_of(&self, number: u32, scratch: &mut Scratch) -> Vec<Link> {
        let member = &self.members[number as usize];
        let day = self.postings.day(number);
        let mut links = Vec::new();
        for &other in self.postings.candidates(number, &member.terms, scratch) {
            let other_day = self.postings.day(other);
            if let Some(strength) = alike((member, day), (&self.members[other as usize], other_day)) {
                links.push(Link { a: other, b: number, strength: strength as f32 });
            }
        }
        links.sort_unstable_by(|x, y| y.strength.total_cmp(&x.strength).then(x.a.cmp(&y.a)));
        links.truncate(LINKS);
        links
    }

    /// Joins anew the groups of some articles and of those they are linked to, and all that this changes.
    fn regroup(&mut self, new: &[u32]) -> Changes {
        let mut open: BTreeSet<u32> = BTreeSet::new();
        if new.is_empty() {
            return Changes::default();
        }
        for &number in new {
            open.insert(self.group_of[number as usize]);
            open.extend(self.links[number as usize].iter().map(|&(other, _)| self.group_of[other as usize]));
        }
        let few = new.len() * 4 < self.members.len();
        loop {
            let reach = self.beside(&open);
            let joined = self.join(&reach);
            let changed = self.changed(&joined, &reach, &open);
            let size: usize = reach.iter().map(|&name| self.groups[name as usize].len().min(WHOLE)).sum();
            let last = changed.is_empty() || few && size > REACH;
            open.extend(changed);
            if last {
                let joined = joined.into_iter().filter(|group| {
                    group.articles.iter().any(|&article| open.contains(&self.group_of[article as usize]))
                });
                let joined: Vec<Group<'static>> = joined.map(|group| group.into_kept(WHOLE)).collect();
                return self.take(&open, joined, new[0]);
            }
        }
    }

    /// The groups with those they are linked to.
    fn beside(&self, open: &BTreeSet<u32>) -> BTreeSet<u32> {
        let mut reach = open.clone();
        let small = open.iter().map(|&name| self.group(name)).filter(|group| group.len() <= WHOLE);
        for &article in small.flatten() {
            reach
                .extend(self.links[article as usize].iter().map(|&(other, _)| self.group_of[other as usize]));
        }
        reach
    }

    /// Joins the articles of some groups from the beginning.
    fn join(&self, reach: &BTreeSet<u32>) -> Vec<Group<'_>> {
        let mut unit_of =
            Units::of(reach.iter().map(|&name| self.group(name).len()).sum(), self.members.len());
        let mut units: Vec<Group<'_>> = Vec::new();
        let mut single: Vec<u32> = Vec::new();
        for &name in reach {
            let articles = self.group(name);
            if let Some(whole) = self.wholes.get(&name) {
                for &article in articles {
                    unit_of.set(article, units.len() as u32);
                }
                units.push(whole.borrowed());
                continue;
            }
            for &article in articles {
                unit_of.set(article, units.len() as u32);
                let day = self.postings.day(article);
                units.push(Group::of(article, &self.members[article as usize], day));
                single.push(article);
            }
        }
        let mut links = Vec::new();
        for &article in &single {
            for &(other, strength) in &self.links[article as usize] {
                let Some(unit) = unit_of.get(other) else { continue };
                // A link of two single articles is met from both; of a group that stays whole only from outside.
                let whole = units[unit as usize].articles.len() > 1;
                if other < article || whole {
                    links.push(Link { a: article.min(other), b: article.max(other), strength });
                }
            }
        }
        joining::join(units, links, |article| unit_of.get(article).unwrap_or_default())
    }

    /// The groups beside the open ones that did not come out as they were.
    fn changed(&self, joined: &[Group<'_>], reach: &BTreeSet<u32>, open: &BTreeSet<u32>) -> BTreeSet<u32> {
        let mut same: BTreeSet<u32> = BTreeSet::new();
        for group in joined {
            let name = self.group_of[group.articles[0] as usize];
            let is_it = group.articles.len() == self.group(name).len()
                && group.articles.iter().all(|&article| self.group_of[article as usize] == name);
            if is_it {
                same.insert(name);
            }
        }
        reach.iter().copied().filter(|name| !open.contains(name) && !same.contains(name)).collect()
    }

    /// Puts groups in the place of the open ones. Articles from `new` on were in none before.
    fn take(&mut self, open: &BTreeSet<u32>, joined: Vec<Group<'static>>, new: u32) -> Changes {
        let mut before: HashMap<u32, Vec<u32>> = HashMap::new();
        for &name in open {
            before.insert(name, std::mem::take(&mut self.groups[name as usize]));
            self.wholes.remove(&name);
        }
        let mut changes = Changes::default();
        for mut group in joined {
            group.articles.sort_unstable();
            let name = group.articles[0];
            let same = name < new && before.get(&name) == Some(&group.articles);
            for &article in &group.articles {
                self.group_of[article as usize] = name;
            }
            self.groups[name as usize].clone_from(&group.articles);
            if group.articles.len() > WHOLE {
                self.wholes.insert(name, group);
            }
            if same {
                before.remove(&name);
            } else {
                changes.made.push(name);
            }
        }
        changes.gone = before.into_keys().filter(|&name| name < new).collect();
        changes.gone.sort_unstable();
        changes.made.sort_unstable();
        changes
    }
}

/// The unit of each article that is joined anew: a list over all articles, or a table of those few.
enum Units {
    All(Vec<u32>),
    Few(TermMap<u64, u32>),
}

impl Units {
    fn of(few: usize, all: usize) -> Self {
        if few * 8 > all { Self::All(vec![u32::MAX; all]) } else { Self::Few(TermMap::default()) }
    }

    fn set(&mut self, article: u32, unit: u32) {
        match self {
            Self::All(list) => list[article as usize] = unit,
            Self::Few(table) => {
                table.insert(u64::from(article), unit);
            }
        }
    }

    fn get(&self, article: u32) -> Option<u32> {
        match self {
            Self::All(list) => Some(list[article as usize]).filter(|&unit| unit != u32::MAX),
            Self::Few(table) => table.get(&u64::from(article)).copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stories::features::Names;
    use proptest::prelude::*;

    /// Articles of some terms and days, settled all at once or one by one.
    fn settled(articles: &[(Vec<u32>, Option<i32>)], at_once: bool) -> Clusterer {
        let mut clusterer = Clusterer::default();
        for (number, (terms, day)) in articles.iter().enumerate() {
            let mut terms = terms.clone();
            terms.sort_unstable();
            terms.dedup();
            let weight = 1.0 / (terms.len() as f32).sqrt();
            let terms = terms.into_iter().map(|term| (term, weight)).collect();
            clusterer.members.push(Member { terms, names: Names::default(), sample: Sample::default() });
            clusterer.pending.push(*day);
            if !at_once {
                clusterer.place(number);
            }
        }
        if at_once {
            clusterer.place(0);
        }
        clusterer
    }

    fn groups(clusterer: &Clusterer) -> Vec<&[u32]> {
        clusterer.names().map(|name| clusterer.group(name)).collect()
    }

    /// Articles in order of their days, of few terms, so that many are a little alike.
    fn articles(most: usize) -> impl Strategy<Value = Vec<(Vec<u32>, Option<i32>)>> {
        let article = (prop::collection::vec(0..40_u32, 1..9), prop::option::weighted(0.9, 0..12_i32));
        prop::collection::vec(article, 0..most).prop_map(|mut articles| {
            articles.sort_by_key(|(_, day)| (day.is_none(), *day));
            articles
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn one_by_one_gives_what_all_at_once_gives(articles in articles(70)) {
            let (once, grown) = (settled(&articles, true), settled(&articles, false));
            prop_assert_eq!(groups(&once), groups(&grown));
            for name in once.names() {
                prop_assert!(once.group(name).iter().all(|&article| once.group_of[article as usize] == name));
            }
        }

        #[test]
        fn changes_tell_all_that_changed(articles in articles(40)) {
            let mut clusterer = settled(&articles[..articles.len() / 2], true);
            for (number, (terms, day)) in articles.iter().enumerate().skip(articles.len() / 2) {
                let before: Vec<Vec<u32>> = groups(&clusterer).into_iter().map(<[u32]>::to_vec).collect();
                let terms = terms.iter().map(|&term| (term, 0.5)).collect::<std::collections::BTreeMap<_, _>>();
                let terms = terms.into_iter().collect();
                clusterer.members.push(Member { terms, names: Names::default(), sample: Sample::default() });
                clusterer.pending.push(*day);
                let changes = clusterer.place(number);
                let after: Vec<Vec<u32>> = groups(&clusterer).into_iter().map(<[u32]>::to_vec).collect();
                let gone: Vec<u32> = before.iter().filter(|g| !after.contains(g)).map(|g| g[0]).collect();
                let made: Vec<u32> = after.iter().filter(|g| !before.contains(g)).map(|g| g[0]).collect();
                prop_assert_eq!((gone, made), (changes.gone, changes.made));
            }
        }
    }

    #[test]
    fn hundreds_of_copies_are_one_group_in_whatever_way_they_come() {
        let copies = |day: Option<i32>| vec![((0..30).collect::<Vec<u32>>(), day); 900];
        for day in [Some(5), None] {
            assert_eq!(groups(&settled(&copies(day), true)).len(), 1);
            let grown = settled(&copies(day), false);
            assert_eq!((groups(&grown).len(), grown.wholes.len()), (1, 1));
        }
        assert_eq!(groups(&settled(&vec![(Vec::new(), None); 900], true)).len(), 900);
    }

    #[test]
    fn an_older_article_that_comes_late_finds_its_group() {
        let late =
            settled(&[(vec![1, 2, 3], Some(20)), (vec![1, 2, 4], Some(4)), (vec![1, 2, 3], Some(5))], false);
        assert_eq!(groups(&late), [&[0][..], &[1, 2][..]]);
    }
}
