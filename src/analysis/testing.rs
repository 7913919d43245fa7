//! Miniature articles for the tests of this layer, read by the real pipeline.

use super::{Gazetteer, assemble};
use crate::model::{Article, Corpus, GivenDate, Outlet, Part, Precision, Role, SafeText, Span, Title};
use chrono::NaiveDate;

/// An article of body paragraphs, one a line, with a headline of its own.
pub(crate) fn article(id: &str, day: Option<&str>, title: &str, body: &str) -> Article {
    let text = SafeText::new(body);
    let mut parts = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let lead = line.len() - line.trim_start().len();
        let span = Span::of(at + lead, at + lead + line.trim().len());
        if !span.is_empty() {
            parts.push(Part { span, role: Role::Body, why: SafeText::default() });
        }
        at += line.len() + 1;
    }
    let given_date = day.map(|day| GivenDate {
        date: NaiveDate::parse_from_str(day, "%Y-%m-%d").expect("a test's date"),
        precision: Precision::Day,
        minute: None,
        source: SafeText::line("the test"),
    });
    Article {
        id: SafeText::line(id),
        path: None,
        url: None,
        title: (!title.is_empty()).then(|| Title { text: SafeText::line(title), span: None }),
        outlet: Outlet::unknown("a test"),
        byline: None,
        language: Some(SafeText::line("en")),
        tags: Vec::new(),
        given_date,
        text,
        parts,
    }
}

/// The corpus of some articles, with the bundled gazetteer.
pub(crate) fn corpus(articles: Vec<Article>) -> Corpus {
    assemble(articles, Gazetteer::bundled())
}
