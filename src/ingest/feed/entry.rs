//! One entry of a feed in XML: its title, address, date, author, topics and text, whichever vocabulary states them.

use super::{Channel, body, first, nonempty};
use crate::ingest::dates;
use crate::ingest::draft::Draft;
use crate::ingest::fields::Fields;
use crate::ingest::format;
use crate::ingest::html;
use crate::ingest::xml::Node;
use crate::model::{GivenDate, Warning};
use std::collections::HashSet;

/// How many topic labels of an entry are taken.
const MOST_TAGS: usize = 16;

/// The dates that can be an entry's publication, in order of trust.
const DATES: [(&str, &str); 12] = [
    ("", "published"),
    ("atom", "published"),
    ("", "pubdate"),
    ("dc", "date"),
    ("", "issued"),
    ("dcterms", "issued"),
    ("prism", "publicationdate"),
    ("", "created"),
    ("dcterms", "created"),
    ("", "updated"),
    ("atom", "updated"),
    ("", "modified"),
];

/// Where the text of an entry may stand; the longest of them is it.
const TEXTS: [(&str, &str); 8] = [
    ("content", "encoded"),
    ("", "content"),
    ("atom", "content"),
    ("", "description"),
    ("", "summary"),
    ("atom", "summary"),
    ("media", "description"),
    ("itunes", "summary"),
];

/// The article of an entry.
pub(super) fn read(place: &str, node: &Node, channel: &Channel, warnings: &mut Vec<Warning>) -> Draft {
    let mut notice = |reason: &str| warnings.push(Warning::notice(place, reason).at_line(node.line));
    let (date, complaint) = date(node);
    if let Some(complaint) = complaint {
        notice(&format!("{complaint}; the field is left out"));
    }
    let found = link(node, channel.link.as_deref());
    if let (None, Some(refused)) = (&found, refused_link(node)) {
        notice(&format!("the link “{}” is no web address; it is left out", format::head(&refused, 60)));
    }
    let title =
        first(node, &[("", "title"), ("atom", "title"), ("dc", "title"), ("media", "title")]).map(title);
    let title = title.as_deref().and_then(nonempty);
    let author = ["author", "creator", "contributor"].iter().find_map(|name| authors(node, name));
    let (outlet, outlet_from) = outlet(node, channel);
    let id = first(node, &[("", "guid"), ("", "id"), ("atom", "id")]).and_then(|id| nonempty(&id.text()));
    let text = longest(node);
    let fields = Fields {
        key: id.clone().filter(|_| found.is_some() && found != channel.link),
        id: id.filter(|_| found.is_none()),
        title,
        outlet,
        outlet_from,
        author: author.or_else(|| channel.author.clone()),
        date,
        url: found,
        language: node.attribute("xml:lang").map(str::to_owned).or_else(|| channel.language.clone()),
        tags: tags(node),
        source: "the feed",
        ..Fields::default()
    };
    Draft { line: Some(node.line), ..body::draft(&text, fields) }
}

/// The words of a title: HTML where the feed says so, or where it plainly is.
pub(super) fn title(node: &Node) -> String {
    let text = node.text();
    if node.has_elements()
        || node.attribute("type") == Some("text")
        || node.attribute("type") == Some("text/plain")
    {
        return text;
    }
    if body::is_markup(&text) { html::words(&text) } else { text }
}

/// The address of an entry or a feed; what is not of the web is refused.
pub(super) fn link(node: &Node, base: Option<&str>) -> Option<String> {
    let base = node.attribute("xml:base").or(base);
    let of = |text: &str| format::complete_address(text, base);
    let origin = node.all("feedburner", "origlink").find_map(|link| of(&link.text()));
    let links: Vec<&Node> = node
        .elements()
        .filter(|link| link.name == "link" && matches!(link.space.as_str(), "" | "atom"))
        .collect();
    let plain =
        links.iter().filter(|link| link.attribute("href").is_none()).find_map(|link| of(&link.text()));
    let alternate = links
        .iter()
        .filter(|link| link.attribute("rel").is_none_or(|rel| rel.eq_ignore_ascii_case("alternate")))
        .find_map(|link| of(link.attribute("href")?));
    let mut permanent = node.all("", "guid").filter(|guid| guid.attribute("ispermalink") != Some("false"));
    let about = || node.attribute("rdf:about").and_then(format::web_address).map(str::to_owned);
    origin
        .or(plain)
        .or(alternate)
        .or_else(|| permanent.find_map(|guid| format::web_address(&guid.text()).map(str::to_owned)))
        .or_else(about)
}

/// What stands where a link should, if it is none.
fn refused_link(node: &Node) -> Option<String> {
    let links = node
        .elements()
        .filter(|link| link.name == "link" && link.attribute("rel").is_none_or(|rel| rel == "alternate"));
    let mut stated =
        links.filter_map(|link| link.attribute("href").map(str::to_owned).or_else(|| nonempty(&link.text())));
    stated.find(|text| {
        text.split_once(':').is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric()))
    })
}

/// The date of publication, or why what is stated is none.
fn date(node: &Node) -> (Option<GivenDate>, Option<String>) {
    let mut complaint = None;
    for (space, name) in DATES {
        for stated in node.all(space, name) {
            let value = format::squeeze(&stated.text());
            if value.is_empty() {
                continue;
            }
            match lenient(&value, &format!("the feed’s <{name}> of the entry")) {
                Ok(date) => return (Some(date), None),
                Err(reason) => complaint = complaint.or(Some(reason)),
            }
        }
    }
    (None, complaint)
}

/// A date as feeds write it: the day of the week may be wrong or in another language, the zone unknown.
pub(super) fn lenient(value: &str, source: &str) -> Result<GivenDate, String> {
    let given = dates::given(value, source);
    if given.is_ok() {
        return given;
    }
    let bare = value.split_once(',').map_or(value, |(_, rest)| rest).trim();
    let words: Vec<&str> = bare.split_whitespace().collect();
    let shorter = (1..words.len()).rev().map(|count| words[..count].join(" "));
    let day = value.split(['T', ' ']).next().unwrap_or_default();
    let candidates = std::iter::once(bare.to_owned())
        .chain(shorter.filter(|text| text.len() >= 8))
        .chain([day.to_owned()]);
    candidates
        .filter(|text| text.len() >= 8)
        .find_map(|text| dates::given(&text, source).ok())
        .map_or(given, Ok)
}

/// The names in all elements of a kind, once each.
fn authors(node: &Node, name: &str) -> Option<String> {
    let mut seen = HashSet::new();
    let elements = node.elements().filter(|author| {
        author.name == name && matches!(author.space.as_str(), "" | "atom" | "dc" | "itunes")
    });
    let names: Vec<String> = elements.filter_map(person).filter(|name| seen.insert(name.clone())).collect();
    Some(names.join(", ")).filter(|names| !names.is_empty())
}

/// The name in `<name>`, in `address (name)`, or by itself; an address alone is no name.
pub(super) fn person(node: &Node) -> Option<String> {
    let named = node.elements().find(|inner| inner.name == "name").map(Node::text);
    let text = named.or_else(|| (!node.has_elements()).then(|| node.text()))?;
    let text = if body::is_markup(&text) { html::words(&text) } else { text };
    let inner = text
        .split_once('(')
        .and_then(|(before, rest)| before.contains('@').then(|| rest.trim_end().trim_end_matches(')')));
    let name = inner.unwrap_or(&text);
    let name = name.split_once('<').map_or(name, |(name, _)| name);
    nonempty(name).filter(|name| !name.contains('@') && !name.contains("://"))
}

/// The entry's own source, for feeds that gather from several, else the feed.
fn outlet(node: &Node, channel: &Channel) -> (Option<String>, Option<&'static str>) {
    let source = node.all("", "source").next().and_then(|source| {
        let titled = source.elements().find(|inner| inner.name == "title").map(title);
        titled.or_else(|| (!source.has_elements()).then(|| source.text())).and_then(|text| nonempty(&text))
    });
    match (source, &channel.title) {
        (Some(source), _) if !source.contains("://") => {
            (Some(source), Some("the source that the feed names for the entry"))
        }
        (_, Some(title)) => (Some(title.clone()), Some("the title of the feed")),
        _ => (None, None),
    }
}

fn tags(node: &Node) -> Vec<String> {
    let mut seen = HashSet::new();
    let elements = node.elements().filter(|tag| match tag.name.as_str() {
        "category" => matches!(tag.space.as_str(), "" | "atom" | "media"),
        "subject" => tag.space == "dc",
        _ => false,
    });
    let stated = elements.filter_map(|tag| {
        tag.attribute("label")
            .or_else(|| tag.attribute("term"))
            .map(str::to_owned)
            .or_else(|| nonempty(&tag.text()))
    });
    let tags = stated
        .map(|tag| if body::is_markup(&tag) { html::words(&tag) } else { tag })
        .filter_map(|tag| nonempty(&tag));
    tags.filter(|tag| tag.chars().count() <= 60 && !tag.contains("://") && seen.insert(tag.to_lowercase()))
        .take(MOST_TAGS)
        .collect()
}

/// The longest of the texts that an entry has.
fn longest(node: &Node) -> body::Source {
    let media = node.elements().filter(|group| group.space == "media" && group.name == "group");
    let holders = std::iter::once(node).chain(media);
    let texts = holders.flat_map(|holder| TEXTS.iter().flat_map(|(space, name)| holder.all(space, name)));
    texts
        .map(source)
        .reduce(
            |longest, other| {
                if other.text.trim().len() > longest.text.trim().len() { other } else { longest }
            },
        )
        .unwrap_or_default()
}

/// What one element gives: HTML as text, HTML as elements, or plain words. Content that is elsewhere or no text gives none.
fn source(node: &Node) -> body::Source {
    let kind = node.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let elsewhere = node.attribute("src").is_some();
    let binary =
        kind.contains('/') && !kind.starts_with("text/") && !kind.contains("xml") && !kind.contains("html");
    if elsewhere || binary {
        return body::Source::default();
    }
    if node.has_elements() {
        let mut markup = String::new();
        node.markup(&mut markup);
        return body::Source { text: markup, markup: true };
    }
    let text = node.text();
    let markup = kind != "text" && kind != "text/plain" && (kind.contains("html") || body::is_markup(&text));
    body::Source { text, markup }
}
