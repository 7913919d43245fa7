//! Web pages: the article in a page, its lines with their roles, and what the page states of it. What is the article
//! and what its surroundings is for `dom_smoothie` to tell (Mozilla's Readability); a page is tamed before it is parsed.

mod lines;
mod linked;
mod meta;
mod tags;
mod tame;

pub(crate) use lines::{Lines, PARAGRAPH};

use super::draft::{Draft, Layout};
use super::format;
use crate::model::{FeedSource, Role, SafeText, Warning};
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use std::collections::HashSet;

/// A text of fewer characters is no article, if a script of the page carries a longer one.
const SHORT: usize = 400;

/// The one article of a page.
pub(crate) fn read(place: &str, source: &str, warnings: &mut Vec<Warning>) -> Vec<Draft> {
    let tamed = tame::tame(source);
    warnings.extend(tamed.notices.iter().map(|notice| Warning::notice(place, notice)));
    let document = Document::from(tamed.html.as_str());
    let stated = meta::read(&document, tamed.saved_from.as_deref());
    let mut fields = stated.fields;
    let title = fields.title.as_deref().map(format::squeeze);
    let (mut lines, byline) = extract(document, title.as_deref());
    if lines.is_bare() {
        // Nothing stands out as an article: all of the page's words.
        let whole = Document::from(tamed.html.as_str());
        lines = Lines::under(title.as_deref());
        lines.element(&whole.body().unwrap_or_else(|| whole.root()));
    }
    if let Some(body) = stated.body.filter(|body| body.len() > SHORT && body.len() > 2 * lines.text.len()) {
        lines = Lines::under(title.as_deref());
        lines.paragraphs(&body, "the page’s JSON-LD gives it as the text of the article");
    }
    if lines.is_bare() {
        warnings.push(Warning::unreadable(place, "is a web page without any text"));
        return Vec::new();
    }
    fields.author = fields.author.or(byline);
    vec![Draft { layout: Layout::Given(lines.marked), fields, ..Draft::new(SafeText::new(&lines.text)) }]
}

/// The lines of what stands out as the article, and the byline found beside it.
fn extract(document: Document, title: Option<&str>) -> (Lines, Option<String>) {
    let mut lines = Lines::under(title);
    let config = Config { disable_json_ld: true, ..Config::default() };
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else {
        return (lines, None);
    };
    let Ok(article) = readability.parse() else { return (lines, None) };
    if let Some(content) = readability.doc.select_single("#readability-page-1").nodes().first() {
        lines.element(content);
    }
    (lines, article.byline.map(|name| format::squeeze(&name)).filter(|name| name.chars().count() <= 100))
}

impl Lines {
    /// Whether there is nothing but a headline.
    fn is_bare(&self) -> bool {
        self.marked.iter().all(|(_, role, _)| *role == Role::Title)
    }
}

/// The lines of a piece of HTML, as feeds and letters carry it: all of it, with roles.
pub(crate) fn fragment(source: &str) -> Lines {
    let document = Document::from(tame::tame(source).html);
    let mut lines = Lines::default();
    lines.element(&document.body().unwrap_or_else(|| document.root()));
    lines
}

/// The words of a piece of HTML in one line.
pub(crate) fn words(source: &str) -> String {
    format::squeeze(&fragment(source).text)
}

/// The feeds that a page points to, as it writes their addresses, each once.
pub(crate) fn feeds(source: &str) -> Vec<FeedSource> {
    const KINDS: [&str; 4] =
        ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];
    let document = Document::from(tame::tame(source).html);
    let mut seen = HashSet::new();
    let feed = |link: &NodeRef<'_>| {
        let value = |name| link.attr(name).map(|value| value.trim().to_owned()).unwrap_or_default();
        let alternate = value("rel").split_whitespace().any(|rel| rel.eq_ignore_ascii_case("alternate"));
        let kind = value("type").to_ascii_lowercase();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let (url, title) = (SafeText::line(&value("href")), SafeText::line(&value("title")));
        (alternate && KINDS.contains(&kind) && !url.is_empty()).then(|| FeedSource {
            url,
            title: Some(title).filter(|title| !title.is_empty()),
            site: None,
            folders: Vec::new(),
        })
    };
    let links = document.select("link[rel][type][href]");
    links.nodes().iter().filter_map(feed).filter(|feed| seen.insert(feed.url.clone())).collect()
}

#[cfg(test)]
mod tests;
