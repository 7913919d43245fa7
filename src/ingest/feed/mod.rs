//! Feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed. Each entry is an article; what an entry lacks its feed may state.
//! Fetches nothing: what a feed cuts short stays short.

mod body;
mod entry;
mod json;

pub(crate) use body::{Source, draft};
pub(crate) use json::{looks_like_feed, read as read_json};

use super::draft::Draft;
use super::format;
use super::xml::{self, Node};
use crate::model::Warning;
use std::collections::HashMap;

/// What a feed states for all its entries.
#[derive(Debug, Default, Clone)]
pub(crate) struct Channel {
    pub(crate) title: Option<String>,
    /// The site, against which addresses are completed.
    pub(crate) link: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) author: Option<String>,
}

/// The articles of a feed in XML. A mistake costs the entry it stands in.
pub(crate) fn read(place: &str, source: &str, warnings: &mut Vec<Warning>) -> Vec<Draft> {
    let document = xml::read(source, &["<item", "<entry"]);
    let told =
        document.troubles.iter().map(|(line, reason)| Warning::unreadable(place, reason).at_line(*line));
    warnings.extend(told);
    let Some(root) = document.root.elements().find(|node| is_root(node)) else {
        if document.troubles.is_empty() {
            warnings.push(Warning::unreadable(place, "is no feed: it has neither <rss> nor <feed>"));
        }
        return Vec::new();
    };
    let channel_node = root.elements().find(|node| node.name == "channel").unwrap_or(root);
    let channel = if root.name == "entry" { Channel::default() } else { channel(channel_node) };
    let mut entries: Vec<&Node> = Vec::new();
    if root.name == "entry" {
        entries.push(root);
    }
    // RDF has its items beside the channel; what went on behind a mistake may stand beside the root.
    let mut holders: Vec<&Node> = vec![root, &document.root];
    if !std::ptr::eq(channel_node, root) {
        holders.push(channel_node);
    }
    for holder in holders {
        entries.extend(holder.elements().filter(|node| is_entry(node) && !std::ptr::eq(*node, root)));
    }
    entries.sort_by_key(|node| node.line);
    if entries.is_empty() {
        warnings.push(Warning::notice(place, "is a feed without entries"));
    }
    let mut drafts: Vec<Draft> =
        entries.iter().map(|node| entry::read(place, node, &channel, warnings)).collect();
    drafts.retain(|draft| {
        let says = says_something(draft);
        if !says {
            let told = Warning::notice(place, "an entry says nothing; it is left out");
            warnings.push(draft.line.map_or(told.clone(), |line| told.at_line(line)));
        }
        says
    });
    without_shared_keys(&mut drafts);
    drafts
}

/// Takes the keys away that several entries of one address share: they tell none from another.
fn without_shared_keys(drafts: &mut [Draft]) {
    let known = |draft: &Draft| Some((draft.fields.url.clone()?, draft.fields.key.clone()?));
    let mut times: HashMap<(String, String), usize> = HashMap::new();
    for key in drafts.iter().filter_map(known) {
        *times.entry(key).or_default() += 1;
    }
    for draft in drafts {
        if known(draft).is_some_and(|key| times.get(&key).is_some_and(|times| *times > 1)) {
            draft.fields.key = None;
        }
    }
}

/// Whether there is anything to an entry: where a feed breaks off, its last one may be nothing but its name.
fn says_something(draft: &Draft) -> bool {
    let fields = &draft.fields;
    fields.title.is_some() || fields.url.is_some() || fields.id.is_some() || !draft.text.trim().is_empty()
}

/// What a feed states of itself; nothing where it is none.
pub(crate) fn channel_of(source: &str) -> Channel {
    if looks_like_feed(source) {
        return json::channel_of(source);
    }
    let document = xml::read(source, &["<item", "<entry"]);
    let root = document.root.elements().find(|node| is_root(node));
    let node = root.map(|root| root.elements().find(|node| node.name == "channel").unwrap_or(root));
    node.map(channel).unwrap_or_default()
}

fn is_root(node: &Node) -> bool {
    matches!(node.name.as_str(), "rss" | "feed" | "rdf" | "channel" | "entry")
}

fn is_entry(node: &Node) -> bool {
    matches!(node.name.as_str(), "item" | "entry") && matches!(node.space.as_str(), "" | "atom")
}

fn channel(node: &Node) -> Channel {
    let own = |name: &'static str| first(node, &[("", name), ("atom", name)]);
    let author =
        first(node, &[("", "author"), ("", "managingeditor"), ("dc", "creator"), ("itunes", "author")]);
    let language = own("language").or_else(|| first(node, &[("dc", "language")]));
    Channel {
        title: own("title").map(entry::title).and_then(|title| nonempty(&title)),
        link: entry::link(node, None),
        language: language
            .map(Node::text)
            .and_then(|text| nonempty(&text))
            .or_else(|| node.attribute("xml:lang").map(str::to_owned)),
        author: author.and_then(entry::person),
    }
}

/// The first element of the names, each with its vocabulary, that says something.
fn first<'n>(node: &'n Node, names: &[(&'n str, &'n str)]) -> Option<&'n Node> {
    names.iter().find_map(|(space, name)| {
        node.all(space, name).find(|found| !found.children.is_empty() || !found.attributes.is_empty())
    })
}

/// The words with single blanks, unless there are none.
fn nonempty(text: &str) -> Option<String> {
    Some(format::squeeze(text)).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests;
