//! JSON Feed, versions 1 and 1.1.

use super::{Channel, body, entry, nonempty};
use crate::ingest::draft::Draft;
use crate::ingest::fields::Fields;
use crate::ingest::format;
use crate::model::Warning;
use serde_json::Value;

/// How far into a text the version of a feed is looked for.
const REACH: usize = 64 * 1024;

/// Whether a text is a JSON Feed: an object that says its version, and has items.
pub(crate) fn looks_like_feed(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('{') && format::head(text, REACH).contains("jsonfeed.org") && text.contains("\"items\"")
}

/// The articles of a feed. What is wrong with one entry costs that entry.
pub(crate) fn read(place: &str, text: &str, warnings: &mut Vec<Warning>) -> Vec<Draft> {
    let feed: Value = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(feed) => feed,
        Err(error) => {
            let reason = format!("is a JSON Feed with a mistake: {error}");
            warnings.push(Warning::unreadable(place, &reason).at_line(error.line()));
            return Vec::new();
        }
    };
    let channel = channel(&feed);
    let Some(items) = feed["items"].as_array() else {
        warnings.push(Warning::unreadable(place, "“items” of the JSON Feed must be an array"));
        return Vec::new();
    };
    let mut drafts = Vec::new();
    for (i, item) in items.iter().enumerate() {
        if item.is_object() {
            drafts.push(read_item(place, i + 1, item, &channel, warnings));
        } else {
            warnings.push(Warning::unreadable(place, &format!("entry {} is no object", i + 1)));
        }
    }
    super::without_shared_keys(&mut drafts);
    drafts
}

/// What a feed states of itself; nothing where it is none.
pub(super) fn channel_of(text: &str) -> Channel {
    let feed = serde_json::from_str(text.trim_start_matches('\u{feff}'));
    feed.map(|feed| channel(&feed)).unwrap_or_default()
}

fn channel(feed: &Value) -> Channel {
    Channel {
        title: text_of(feed, "title"),
        link: text_of(feed, "home_page_url").or_else(|| text_of(feed, "feed_url")),
        language: text_of(feed, "language"),
        author: authors(feed),
    }
}

fn read_item(
    place: &str,
    number: usize,
    item: &Value,
    channel: &Channel,
    warnings: &mut Vec<Warning>,
) -> Draft {
    let mut notice =
        |reason: &str| warnings.push(Warning::notice(place, &format!("entry {number}: {reason}")));
    let base = channel.link.as_deref();
    let stated = text_of(item, "url").or_else(|| text_of(item, "external_url"));
    let url = stated.as_deref().and_then(|url| format::complete_address(url, base));
    if let (Some(stated), None) = (&stated, &url) {
        notice(&format!("the link “{}” is no web address; it is left out", format::head(stated, 60)));
    }
    let date = ["date_published", "date_modified"].iter().find_map(|key| {
        let value = text_of(item, key)?;
        let date = entry::lenient(&value, &format!("“{key}” of the entry in the feed"));
        date.map_err(|reason| notice(&format!("{reason}; the field is left out"))).ok()
    });
    let id = text_of(item, "id").or_else(|| item["id"].as_number().map(ToString::to_string));
    let tags = item["tags"].as_array().into_iter().flatten().filter_map(Value::as_str).filter_map(nonempty);
    let source = match (item["content_html"].as_str(), item["content_text"].as_str()) {
        (Some(html), _) if !html.trim().is_empty() => body::Source { text: html.to_owned(), markup: true },
        (_, Some(text)) => body::Source { text: text.to_owned(), markup: false },
        _ => body::Source { text: item["summary"].as_str().unwrap_or_default().to_owned(), markup: false },
    };
    let fields = Fields {
        key: id.clone().filter(|_| url.is_some() && url != channel.link),
        id: id.filter(|_| url.is_none()),
        title: text_of(item, "title"),
        outlet: channel.title.clone(),
        outlet_from: channel.title.as_ref().map(|_| "the title of the feed"),
        author: authors(item).or_else(|| channel.author.clone()),
        date,
        url,
        language: text_of(item, "language").or_else(|| channel.language.clone()),
        tags: tags.collect(),
        source: "the feed",
        ..Fields::default()
    };
    body::draft(&source, fields)
}

fn text_of(object: &Value, key: &str) -> Option<String> {
    nonempty(object.get(key)?.as_str()?)
}

/// The names under `authors`, or the `author` of version 1.
fn authors(object: &Value) -> Option<String> {
    let several = object["authors"].as_array().into_iter().flatten();
    let names: Vec<String> = several
        .chain(std::iter::once(&object["author"]))
        .filter_map(|author| text_of(author, "name"))
        .collect();
    let mut names = names;
    names.dedup();
    Some(names.join(", ")).filter(|names| !names.is_empty())
}
