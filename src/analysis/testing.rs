//! Miniature articles for the tests of this layer, read by the real pipeline.

use super::{Gazetteer, assemble};
use crate::model::{Article, Corpus, GivenDate, Precision, SafeText, Title, testing};
use chrono::NaiveDate;

/// An article of body paragraphs, one a line, with a headline of its own.
pub(crate) fn article(id: &str, day: Option<&str>, title: &str, body: &str) -> Article {
    let given_date = day.map(|day| GivenDate {
        date: NaiveDate::parse_from_str(day, "%Y-%m-%d").expect("a test's date"),
        precision: Precision::Day,
        minute: None,
        source: SafeText::line("the test"),
    });
    Article {
        title: (!title.is_empty()).then(|| Title { text: SafeText::line(title), span: None }),
        language: Some(SafeText::line("en")),
        given_date,
        ..testing::article(id, body)
    }
}

/// The corpus of some articles, with the bundled gazetteer.
pub(crate) fn corpus(articles: Vec<Article>) -> Corpus {
    assemble(articles, Gazetteer::bundled())
}
