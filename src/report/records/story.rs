//! The record of a story: a line of `stories`.

use crate::model::{ArticleIndex, CountryCode, Story};
use crate::report::View;
use crate::report::offsets::CharSpan;
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
    /// How many the articles are where those that are largely one text count once.
    accounts: usize,
    copies: Vec<CopyRecord<'a>>,
    why: &'a str,
}

/// An article that is largely the text of an older one.
#[derive(Serialize)]
struct CopyRecord<'a> {
    article: &'a str,
    of: &'a str,
    /// The part of the shorter text's five-word runs that the longer has, 0 to 1.
    share: f64,
    /// What of the article is shared.
    shared: Vec<CharSpan>,
}

impl<'a> StoryRecord<'a> {
    /// The record of one story with those of its articles that are to be written.
    pub(crate) fn new(view: &'a View<'_>, story: &'a Story, articles: &[ArticleIndex]) -> Self {
        let mut countries: Vec<CountryCode> =
            articles.iter().filter_map(|&i| view.corpus().head(i).outlet.country).collect();
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
            accounts: story.accounts(|i| view.holds(i)),
            copies: copies(view, story),
            why: &story.why,
        }
    }
}

/// The copies among the articles that are to be written, each with the one it is measured against.
fn copies<'a>(view: &'a View<'_>, story: &'a Story) -> Vec<CopyRecord<'a>> {
    let mut copies = Vec::new();
    for reprint in &story.reprints {
        let of = reprint.articles[0];
        for (&article, (share, spans)) in reprint.articles[1..].iter().zip(&reprint.shared) {
            if view.holds(article) && view.holds(of) {
                copies.push(CopyRecord {
                    article: view.id(article),
                    of: view.id(of),
                    share: (share * 1000.0).round() / 1000.0,
                    shared: spans.iter().map(|&span| view.span(article, span)).collect(),
                });
            }
        }
    }
    copies
}
