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
    entries.iter().map(|node| entry::read(place, node, &channel, warnings)).collect()
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
