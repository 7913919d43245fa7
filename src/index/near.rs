//! Which articles are nearest to one that is new: those that share rare names and rare words of the headline with it, of
//! the days about its own. They are what it is compared with; whether it tells the same is for the analysis to say.

use super::Index;
use super::fold::fold;
use crate::model::{Annotations, Article, ArticleIndex, DayRange, Precision};
use chrono::Days;
use std::collections::HashMap;

/// Days on each side within which two articles can tell one story.
const WINDOW: u64 = 6;
/// Articles handed on.
const NEAREST: usize = 48;
/// What is in more than one of so many articles tells none of them apart.
const COMMON: usize = 12;
/// Fewer articles than these are no reason to leave anything out.
const FEW: usize = 400;

impl Index {
    /// The articles nearest to a new one, told by what it is and what was found in it; the nearest first.
    #[must_use]
    pub fn nearest(&self, article: &Article, found: &Annotations) -> Vec<ArticleIndex> {
        let published = found.published.as_ref().filter(|published| published.precision == Precision::Day);
        let window = published.map(|published| DayRange {
            from: published.date.checked_sub_days(Days::new(WINDOW)).unwrap_or(published.date),
            to: published.date.checked_add_days(Days::new(WINDOW)).unwrap_or(published.date),
        });
        let is_near = |place: u32| match (window, self.postings.days.get(place as usize)) {
            (Some(window), Some(Some(days))) => days.from <= window.to && days.to >= window.from,
            _ => true,
        };
        let mut shared: HashMap<u32, f64> = HashMap::new();
        let most = (self.len() / COMMON).max(FEW);
        let mut meet = |count: usize, articles: &mut dyn Iterator<Item = u32>| {
            if count > most {
                return;
            }
            let weight = (1.0 + self.len() as f64 / count.max(1) as f64).ln().powi(2);
            for place in articles.filter(|&place| is_near(place)) {
                *shared.entry(place).or_default() += weight;
            }
        };
        for (entity, _) in found.entity_counts() {
            let list = self.postings.entity(entity);
            meet(list.len(), &mut list.iter().map(|posting| posting.article));
        }
        let title = article.title.as_ref().map(|title| fold(&title.text)).unwrap_or_default();
        let mut words: Vec<&str> = title.split(' ').filter(|word| word.chars().count() > 2).collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            let list = self.postings.titled_exactly(word);
            meet(list.len(), &mut list.iter().copied());
        }
        let mut nearest: Vec<(u32, f64)> = shared.into_iter().collect();
        nearest.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        nearest.truncate(NEAREST);
        nearest.into_iter().map(|(place, _)| ArticleIndex(place)).collect()
    }
}
