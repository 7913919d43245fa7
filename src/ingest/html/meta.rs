//! What a page states of its article: JSON-LD, `OpenGraph` and other meta fields, `<time>`; with where each statement
//! was found. Reads the parsed page, not the article's words.

use super::linked::{self, Linked};
use crate::ingest::dates;
use crate::ingest::fields::Fields;
use crate::ingest::format;
use dom_query::{Document, NodeRef};
use std::collections::HashSet;

/// How many topic labels are taken, and how long one may be, in characters: what is beyond is written for search engines.
const MOST_TAGS: usize = 16;
const LONGEST_TAG: usize = 60;

/// Meta fields in order of trust, with colons for dots.
const TITLES: &[&str] =
    &["og:title", "twitter:title", "dc:title", "dcterms:title", "parsely-title", "sailthru:title", "title"];
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "sailthru:author",
    "dc:creator",
    "dcterms:creator",
    "byl",
    "citation_author",
];
const OUTLETS: &[&str] =
    &["og:site_name", "application-name", "dc:publisher", "dcterms:publisher", "publisher"];
const DATES: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru:date",
    "dcterms:issued",
    "dc:date:issued",
    "dcterms:created",
    "dcterms:date",
    "dc:date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "article:published",
    "citation_publication_date",
    "citation_date",
    "displaydate",
    "date",
];
const LANGUAGES: &[&str] = &["og:locale", "content-language", "language", "dc:language", "dcterms:language"];
const TAGS: &[&str] = &["article:tag", "news_keywords", "article:section", "parsely-tags", "sailthru:tags"];

/// The statements of a page.
#[derive(Debug, Default)]
pub(super) struct Stated {
    pub(super) fields: Fields,
    /// The text of the article, where a script carries it.
    pub(super) body: Option<String>,
}

/// A parsed page with its meta fields, names in lower case.
struct Page<'d> {
    document: &'d Document,
    metas: Vec<(String, String)>,
    linked: Linked,
}

/// Reads all of a page's statements. `saved_from` is the address that a browser noted.
pub(super) fn read(document: &Document, saved_from: Option<&str>) -> Stated {
    let scripts: Vec<String> = document
        .select("script[type*='ld+json']")
        .nodes()
        .iter()
        .map(|script| script.text().to_string())
        .collect();
    let page = Page {
        document,
        metas: metas(document),
        linked: linked::read(&scripts, &document.select_single("title").text()).unwrap_or_default(),
    };
    let (outlet, outlet_from) = page.outlet().map_or((None, None), |(name, from)| (Some(name), Some(from)));
    let fields = Fields {
        title: page.title(outlet.as_deref()),
        outlet,
        outlet_from,
        author: page.author(),
        date: page.date(),
        url: page.url(saved_from),
        language: page.language(),
        tags: page.tags(),
        source: "the page",
        ..Fields::default()
    };
    Stated { fields, body: page.linked.body.as_deref().map(plain).filter(|body| !body.trim().is_empty()) }
}

/// The page's meta fields that have a value, in order.
fn metas(document: &Document) -> Vec<(String, String)> {
    let mut metas = Vec::new();
    for node in document.select("meta[content]").nodes() {
        let Some(content) = node.attr("content").filter(|content| !content.trim().is_empty()) else {
            continue;
        };
        for key in ["property", "name", "itemprop", "http-equiv"] {
            // `DC.title` and `dc:title` are one.
            let names = node.attr(key).unwrap_or_default().to_lowercase().replace('.', ":");
            metas.extend(names.split_whitespace().map(|name| (name.to_owned(), content.trim().to_owned())));
        }
    }
    metas
}

impl Page<'_> {
    fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> + 'p {
        self.metas.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The first field that has a value, with its name.
    fn first(&self, names: &[&'static str]) -> Option<(&'static str, &str)> {
        names.iter().find_map(|name| self.all(name).next().map(|value| (*name, value)))
    }

    fn title(&self, outlet: Option<&str>) -> Option<String> {
        let stated = self.linked.headline.as_deref().or_else(|| self.first(TITLES).map(|(_, value)| value));
        let title = match stated {
            Some(title) => plain(title),
            None => self.title_element(),
        };
        let title = without_outlet(title.trim(), outlet).to_owned();
        Some(title).filter(|title| !title.is_empty())
    }

    /// The page's `<title>`, or the one heading of the highest rank that is a part of it.
    fn title_element(&self) -> String {
        let whole = self.document.select_single("title").text().trim().to_owned();
        let headings: Vec<String> =
            self.document.select("h1").nodes().iter().map(|h1| format::squeeze(&h1.text())).collect();
        let held = headings.iter().find(|heading| {
            heading.chars().count() > 8 && format::squeeze(&whole).contains(heading.as_str())
        });
        match (held, headings.as_slice()) {
            (Some(heading), _) => heading.clone(),
            (None, [only]) if whole.is_empty() => only.clone(),
            _ => dom_smoothie::Readability::from(self.document.select_single("head").html())
                .get_article_title()
                .to_string(),
        }
    }

    fn author(&self) -> Option<String> {
        let mut names: Vec<String> = self.linked.authors.iter().map(|name| person(name)).collect();
        if names.iter().all(String::is_empty) {
            let field =
                AUTHORS.iter().find(|field| self.all(field).any(|value| !person(value).is_empty()))?;
            names = self.all(field).map(person).collect();
        }
        let mut seen = HashSet::new();
        names.retain(|name| !name.is_empty() && seen.insert(name.clone()));
        Some(names.join(", ")).filter(|names| !names.is_empty())
    }

    fn outlet(&self) -> Option<(String, &'static str)> {
        let publisher =
            self.linked.publisher.as_deref().map(|name| (name, "the publisher in the page’s JSON-LD"));
        let (name, from) = publisher.or_else(|| {
            let (field, value) = self.first(OUTLETS)?;
            Some((
                value,
                if field == "og:site_name" { "og:site_name of the page" } else { "a meta field of the page" },
            ))
        })?;
        let name = format::squeeze(&plain(name));
        (!name.is_empty() && name.chars().count() <= 80 && !name.contains("://")).then_some((name, from))
    }

    /// The publication date by the most trusted statement that is a date.
    fn date(&self) -> Option<crate::model::GivenDate> {
        let linked = self
            .linked
            .published
            .iter()
            .map(|value| (value.clone(), "datePublished in the page’s JSON-LD".to_owned()));
        let metas = DATES.iter().flat_map(|name| {
            self.all(name).map(move |value| (value.to_owned(), format!("the page’s meta field “{name}”")))
        });
        let mut stated = linked.chain(metas).chain(self.time_elements());
        stated.find_map(|(value, source)| dates::given(&value, &source).ok())
    }

    /// Dates that elements mark as the publication's, then the first `<time>` of the article's own head.
    fn time_elements(&self) -> Vec<(String, String)> {
        let value = |node: &NodeRef<'_>| {
            let stated = ["datetime", "content", "title"].iter().find_map(|name| node.attr(name));
            stated.map_or_else(|| format::squeeze(&node.text()), |value| value.to_string())
        };
        let marked = self.document.select("[itemprop~=datePublished], time[pubdate]");
        let mut found: Vec<_> = marked
            .nodes()
            .iter()
            .map(|node| (value(node), "the element marked as its date of publication".to_owned()))
            .collect();
        let within =
            self.document.select("article time[datetime], main time[datetime], header time[datetime]");
        let alone = self.document.select("time[datetime]");
        let times = if within.is_empty() && alone.length() == 1 { alone } else { within };
        let changed = |node: &NodeRef<'_>| {
            let class = node.class().unwrap_or_default().to_lowercase();
            class.contains("updat") || class.contains("modif")
        };
        let first = times.nodes().iter().find(|node| !changed(node));
        found.extend(first.map(|node| (value(node), "the first <time> of the page’s article".to_owned())));
        found
    }

    /// Where the page says it is. The bare address of a site is taken only if there is no better one.
    fn url(&self, saved_from: Option<&str>) -> Option<String> {
        let canonical = self.document.select_single("link[rel~=canonical]").attr("href");
        let stated = canonical.as_deref().into_iter().chain(self.all("og:url"));
        let all: Vec<&str> = stated
            .chain(self.linked.url.as_deref())
            .chain(saved_from)
            .filter_map(format::web_address)
            .collect();
        let deep = |url: &&&str| {
            url.split("://").nth(1).is_some_and(|rest| rest.trim_end_matches('/').contains('/'))
        };
        all.iter().find(deep).or(all.first()).map(|url| (*url).to_owned())
    }

    fn language(&self) -> Option<String> {
        let html = self.document.select_single("html");
        let named = html.attr("lang").or_else(|| html.attr("xml:lang"));
        let all = named.as_deref().into_iter().chain(self.linked.language.as_deref());
        let code = |text: &&str| {
            let first = text.trim().split(['-', '_', ',']).next().unwrap_or_default();
            (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        };
        all.chain(LANGUAGES.iter().flat_map(|name| self.all(name)))
            .find(code)
            .map(|text| text.trim().to_owned())
    }

    fn tags(&self) -> Vec<String> {
        let stated = TAGS.iter().flat_map(|name| self.all(name)).map(str::to_owned);
        let mut all: Vec<String> = stated.chain(self.linked.tags.iter().cloned()).collect();
        if all.is_empty() {
            all.extend(self.all("keywords").map(str::to_owned));
        }
        let mut seen = HashSet::new();
        let split = all.iter().flat_map(|text| text.split(',')).map(|tag| format::squeeze(&plain(tag)));
        split
            .filter(|tag| !tag.is_empty() && tag.chars().count() <= LONGEST_TAG && !tag.contains("://"))
            .filter(|tag| seen.insert(tag.to_lowercase()))
            .take(MOST_TAGS)
            .collect()
    }
}

/// The name in a byline field; empty where it is an address.
fn person(field: &str) -> String {
    let name = format::squeeze(&plain(field));
    let bare = ["By ", "by ", "BY "].iter().find_map(|by| name.strip_prefix(by)).unwrap_or(&name);
    let fits = !bare.contains("://") && !bare.starts_with('@') && bare.chars().count() <= 200;
    if fits { bare.to_owned() } else { String::new() }
}

/// A title without the name of the outlet that pages put behind it (`Ports open | The Post`).
fn without_outlet<'t>(title: &'t str, outlet: Option<&str>) -> &'t str {
    let Some(outlet) = outlet.map(str::trim).filter(|outlet| !outlet.is_empty()) else { return title };
    let rest = title.strip_suffix(outlet).map(str::trim_end);
    let cut = rest
        .and_then(|rest| ["|", "-", "–", "—", "·", "•", ":"].iter().find_map(|mark| rest.strip_suffix(mark)));
    cut.map(str::trim_end).filter(|title| !title.is_empty()).unwrap_or(title)
}

/// Text out of text that may hold character references or tags.
fn plain(text: &str) -> String {
    if text.contains(['&', '<']) {
        Document::fragment(super::tame::tame(text).html).text().to_string()
    } else {
        text.to_owned()
    }
}
