//! The record of an article as it is exported: what its source states in the fields that are read back, what was found
//! beside them.

use crate::model::dates::iso;
use crate::model::{Article, ArticleIndex, Basis, Corpus, CountryCode, DateBasis, Precision, SafeText};
use serde::Serialize;

/// One article with its text, as JSON Lines take it in.
#[derive(Serialize)]
pub(crate) struct ExportRecord<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: Option<&'a str>,
    pub(crate) outlet: Option<&'a str>,
    pub(crate) country: Option<&'a str>,
    pub(crate) author: Option<&'a str>,
    pub(crate) date: Option<String>,
    pub(crate) url: Option<&'a str>,
    pub(crate) language: Option<&'a str>,
    pub(crate) tags: &'a [SafeText],
    /// What no field and no line of its own states.
    #[serde(skip_serializing_if = "Inferred::is_empty")]
    pub(crate) found: Inferred<'a>,
    pub(crate) text: &'a str,
}

/// What was worked out: to be told, not to be taken for what a source states.
#[derive(Serialize, Default)]
pub(crate) struct Inferred<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) outlet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) date: Option<String>,
}

impl Inferred<'_> {
    fn is_empty(&self) -> bool {
        self.outlet.is_none() && self.date.is_none()
    }
}

impl<'a> ExportRecord<'a> {
    /// The record of one article.
    pub(crate) fn new(corpus: &'a Corpus, index: ArticleIndex, article: &'a Article) -> Self {
        let stated = article.outlet.basis == Basis::Stated;
        let name = article.outlet.name.as_deref();
        let published = corpus.published(index);
        let found = published.map(|one| (iso(one.date, one.precision), one.basis == DateBasis::Stated));
        let (date, inferred) = match (given(article), found) {
            (Some(date), _) | (None, Some((date, true))) => (Some(date), None),
            (None, Some((date, false))) => (None, Some(date)),
            (None, None) => (None, None),
        };
        Self {
            id: &article.id,
            title: article.title.as_ref().map(|title| title.text.as_str()),
            outlet: name.filter(|_| stated),
            country: article.outlet.country.as_ref().filter(|_| stated).map(CountryCode::as_str),
            author: article.byline.as_deref(),
            date,
            url: article.url.as_deref(),
            language: article.language.as_deref(),
            tags: &article.tags,
            found: Inferred { outlet: name.filter(|_| !stated), date: inferred },
            text: &article.text,
        }
    }
}

/// The date a field gave, with its time where it carried one.
fn given(article: &Article) -> Option<String> {
    let given = article.given_date.as_ref()?;
    let day = iso(given.date, given.precision);
    Some(match given.minute.filter(|_| given.precision == Precision::Day) {
        Some((hour, minute)) => format!("{day}T{hour:02}:{minute:02}:00Z"),
        None => day,
    })
}
