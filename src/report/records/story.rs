//! The record of a story: a line of `stories`.

use crate::model::{ArticleIndex, CountryCode, Story};
use crate::report::View;
use chrono::NaiveDate;
use serde::Serialize;

/// One story: a line of `stories`.
#[derive(Serialize)]
pub(crate) struct StoryRecord<'a> {
    id: &'a str,
    label: &'a str,
    articles: Vec<&'a str>,
    outlets: Vec<&'a str>,
    countries: Vec<CountryCode>,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    reprints: Vec<Vec<&'a str>>,
    why: &'a str,
}

impl<'a> StoryRecord<'a> {
    /// The record of one story with those of its articles that are to be written.
    pub(crate) fn new(view: &'a View<'_>, story: &'a Story, articles: &[ArticleIndex]) -> Self {
        let mut countries: Vec<CountryCode> =
            articles.iter().filter_map(|&i| view.corpus().article(i).outlet.country).collect();
        countries.sort_unstable();
        countries.dedup();
        let ids = |articles: &[ArticleIndex]| articles.iter().map(|&i| view.id(i)).collect();
        let reprints = story.reprints.iter().filter_map(|reprint| {
            let here: Vec<_> = reprint.articles.iter().copied().filter(|&i| view.holds(i)).collect();
            (here.len() > 1).then(|| ids(&here))
        });
        let reprints = reprints.collect();
        Self {
            id: &story.key,
            label: &story.label,
            articles: ids(articles),
            outlets: view.outlets(articles.iter().copied()),
            countries,
            first: story.days.map(|days| days.from),
            last: story.days.map(|days| days.to),
            reprints,
            why: &story.why,
        }
    }
}
