//! The record of the accounts of a story: the whole of `takes`.

use crate::model::account::Source;
use crate::model::dates::iso;
use crate::model::{Account, ArticleIndex, CountryCode, Ground, Passage, SafeText, Statement, Take};
use crate::report::View;
use crate::report::offsets::CharSpan;
use serde::Serialize;

/// What others make of the story of an article: the whole of `takes`.
#[derive(Serialize)]
pub(crate) struct AccountRecord<'a> {
    article: &'a str,
    ground: Ground,
    story: &'a str,
    articles: Vec<&'a str>,
    of: usize,
    outlets: usize,
    takes: Vec<TakeRecord<'a>>,
    common: Vec<StatementRecord<'a>>,
}

#[derive(Serialize)]
struct PassageRecord<'a> {
    article: &'a str,
    path: Option<&'a str>,
    outlet: &'a str,
    country: Option<CountryCode>,
    date: Option<String>,
    #[serde(flatten)]
    span: CharSpan,
    text: &'a str,
}

#[derive(Serialize)]
struct TakeRecord<'a> {
    #[serde(flatten)]
    passage: PassageRecord<'a>,
    articles: Vec<&'a str>,
    copy_of: Option<&'a str>,
    why: &'a str,
}

#[derive(Serialize)]
struct StatementRecord<'a> {
    outlets: usize,
    countries: &'a [CountryCode],
    sources: Vec<SourceRecord<'a>>,
}

#[derive(Serialize)]
struct SourceRecord<'a> {
    #[serde(flatten)]
    passage: PassageRecord<'a>,
    differs: bool,
    why: &'a str,
}

impl<'a> AccountRecord<'a> {
    /// The record of one account.
    pub(crate) fn new(view: &'a View<'_>, account: &'a Account) -> Self {
        Self {
            article: view.id(account.article),
            ground: account.ground,
            story: &view.corpus().story(account.article).key,
            articles: ids(view, &account.articles),
            of: account.of,
            outlets: account.outlets,
            takes: account.takes.iter().map(|take| TakeRecord::new(view, take)).collect(),
            common: account.common.iter().map(|told| StatementRecord::new(view, told)).collect(),
        }
    }
}

fn ids<'a>(view: &'a View<'_>, articles: &[ArticleIndex]) -> Vec<&'a str> {
    articles.iter().map(|&article| view.id(article)).collect()
}

impl<'a> PassageRecord<'a> {
    fn new(view: &'a View<'_>, passage: Passage) -> Self {
        let article = view.corpus().head(passage.article);
        let published = view.corpus().published(passage.article);
        Self {
            article: article.id,
            path: article.path.map(SafeText::as_str),
            outlet: view.label(passage.article),
            country: article.outlet.country,
            date: published.map(|published| iso(published.date, published.precision)),
            span: view.span(passage.article, passage.span),
            text: view.words(passage),
        }
    }
}

impl<'a> TakeRecord<'a> {
    fn new(view: &'a View<'_>, take: &'a Take) -> Self {
        Self {
            passage: PassageRecord::new(view, take.passage),
            articles: ids(view, &take.articles),
            copy_of: take.copy_of.map(|copied| view.id(copied)),
            why: &take.why,
        }
    }
}

impl<'a> StatementRecord<'a> {
    fn new(view: &'a View<'_>, told: &'a Statement) -> Self {
        let source = |source: &'a Source| SourceRecord {
            passage: PassageRecord::new(view, source.passage),
            differs: source.differs,
            why: &source.why,
        };
        Self {
            outlets: told.outlets,
            countries: &told.countries,
            sources: told.sources.iter().map(source).collect(),
        }
    }
}
