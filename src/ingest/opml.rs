//! OPML: a list of feeds, as readers of feeds exchange them. Holds no articles.

use super::format;
use super::xml::{self, Node};
use crate::model::{FeedSource, SafeText, Warning};
use std::collections::HashSet;

/// The feeds of a list, each address once, in order. What is wrong with one is told and costs that one.
#[must_use]
pub fn feeds(place: &str, source: &str) -> (Vec<FeedSource>, Vec<Warning>) {
    let document = xml::read(source, &["<outline"]);
    let told = |(line, reason): &(usize, String)| Warning::unreadable(place, reason).at_line(*line);
    let mut list = List {
        place,
        feeds: Vec::new(),
        warnings: document.troubles.iter().map(told).collect(),
        seen: HashSet::new(),
    };
    list.outlines(&document.root, &mut Vec::new());
    (list.feeds, list.warnings)
}

/// What warnings say of a list that is given where articles are read.
pub(crate) fn told(place: &str, source: &str, warnings: &mut Vec<Warning>) {
    let (feeds, troubles) = feeds(place, source);
    let count = crate::model::text::counted(feeds.len(), "feed");
    warnings.push(Warning::notice(place, &format!("is a list of {count} and holds no articles itself")));
    warnings.extend(troubles);
}

struct List<'p> {
    place: &'p str,
    feeds: Vec<FeedSource>,
    warnings: Vec<Warning>,
    seen: HashSet<String>,
}

impl List<'_> {
    // Nests no deeper than the tree of XML does.
    fn outlines(&mut self, node: &Node, folders: &mut Vec<SafeText>) {
        for inner in node.elements() {
            if inner.name != "outline" {
                self.outlines(inner, folders);
                continue;
            }
            let title = inner.attribute("title").or_else(|| inner.attribute("text")).map(SafeText::line);
            match inner.attribute("xmlurl") {
                Some(url) => self.feed(url, title.clone(), inner, folders),
                None => folders.extend(title.clone()),
            }
            self.outlines(inner, folders);
            if inner.attribute("xmlurl").is_none() && title.is_some() {
                folders.pop();
            }
        }
    }

    fn feed(&mut self, url: &str, title: Option<SafeText>, node: &Node, folders: &[SafeText]) {
        // Some readers write their own scheme for what is fetched by http all the same.
        let plain = url.strip_prefix("feed://").map(|rest| format!("http://{rest}"));
        let plain = plain.as_deref().or_else(|| url.strip_prefix("feed:")).unwrap_or(url);
        let Some(address) = format::web_address(plain) else {
            let reason = format!("“{}” is no web address; the feed is left out", format::head(url, 60));
            self.warnings.push(Warning::unreadable(self.place, &reason).at_line(node.line));
            return;
        };
        if !self.seen.insert(address.to_owned()) {
            let reason =
                format!("the feed {} stands in the list twice; it is taken once", format::head(address, 80));
            self.warnings.push(Warning::notice(self.place, &reason).at_line(node.line));
            return;
        }
        let topics = node
            .attribute("category")
            .unwrap_or_default()
            .split(',')
            .map(|topic| SafeText::line(topic.trim_matches([' ', '/'])));
        let mut all = folders.to_vec();
        all.extend(topics.filter(|topic| !topic.is_empty()));
        self.feeds.push(FeedSource {
            url: SafeText::line(address),
            title,
            site: node.attribute("htmlurl").and_then(format::web_address).map(SafeText::line),
            folders: all,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_gives_its_feeds_with_their_folders() {
        let source = include_str!("../../tests/fixtures/formats/feeds.opml");
        let (feeds, warnings) = feeds("feeds.opml", source);
        let got: Vec<String> = feeds
            .iter()
            .map(|feed| {
                let folders: Vec<&str> = feed.folders.iter().map(SafeText::as_str).collect();
                format!("{} {} {}", feed.title.as_deref().unwrap_or("-"), feed.url, folders.join("/"))
            })
            .collect();
        assert_eq!(
            got,
            [
                "The Bothnian Courier https://courier.example.org/rss.xml News/North",
                "Harbour Post & Mail https://post.example.org/feed?a=1&b=2 News/ports/trade",
                "- http://old.example.org/index.rdf ",
            ]
        );
        let told: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "feeds.opml:14: “javascript:alert(1)” is no web address; the feed is left out",
                "feeds.opml:15: the feed https://courier.example.org/rss.xml stands in the list twice; it is taken once",
            ]
        );
    }

    #[test]
    fn a_broken_list_gives_what_stands_before_and_behind() {
        let (feeds, warnings) = feeds(
            "x",
            "<opml><body><outline xmlUrl='https://a.example/'/>\n<outline text='b <!- />\n<outline xmlUrl='https://c.example/'/></body>",
        );
        assert!(!feeds.is_empty() && !warnings.is_empty(), "{feeds:?} {warnings:?}");
    }
}
