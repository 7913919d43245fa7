//! A list of feeds as OPML, which readers of feeds exchange: folders as outlines around those of their feeds.

use crate::model::FeedSource;
use std::fmt::Write;

/// A folder: its name, the feeds in it, the folders in it, all in their order.
#[derive(Default)]
struct Folder<'f> {
    name: &'f str,
    feeds: Vec<&'f FeedSource>,
    folders: Vec<Folder<'f>>,
}

/// The list.
#[must_use]
pub fn opml(feeds: &[FeedSource]) -> String {
    let mut top = Folder::default();
    for feed in feeds {
        let mut folder = &mut top;
        for name in &feed.folders {
            let place = folder.folders.iter().position(|known| known.name == name.as_str());
            let place = place.unwrap_or_else(|| {
                folder.folders.push(Folder { name, ..Folder::default() });
                folder.folders.len() - 1
            });
            folder = &mut folder.folders[place];
        }
        folder.feeds.push(feed);
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n");
    out.push_str("<head><title>Feeds of dateline</title></head>\n<body>\n");
    write(&top, 1, &mut out);
    out.push_str("</body>\n</opml>\n");
    out
}

fn write(folder: &Folder<'_>, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for feed in &folder.feeds {
        let title = escaped(feed.title.as_deref().unwrap_or(&feed.url));
        let _ = write!(
            out,
            "{indent}<outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{}\"",
            escaped(&feed.url)
        );
        if let Some(site) = &feed.site {
            let _ = write!(out, " htmlUrl=\"{}\"", escaped(site));
        }
        out.push_str("/>\n");
    }
    for inner in &folder.folders {
        let name = escaped(inner.name);
        let _ = writeln!(out, "{indent}<outline text=\"{name}\" title=\"{name}\">");
        write(inner, depth + 1, out);
        let _ = writeln!(out, "{indent}</outline>");
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::feeds_of_list as feeds;
    use crate::model::SafeText;

    #[test]
    fn a_list_is_read_again_as_it_was() {
        let feed = |url: &str, title: Option<&str>, folders: &[&str]| FeedSource {
            url: SafeText::line(url),
            title: title.map(SafeText::line),
            site: title.map(|_| SafeText::line("https://example.org/?a=1&b=2")),
            folders: folders.iter().map(|name| SafeText::line(name)).collect(),
        };
        let all = [
            feed("https://example.org/a?x=1&y=2", Some("A & \"B\" <c>"), &[]),
            feed("https://example.org/c", Some("C"), &["World", "Asia & more"]),
            feed("https://example.org/d", Some("D"), &["World"]),
            feed("https://example.org/e", Some("E"), &["World", "Asia & more"]),
        ];
        let (mut read, warnings) = feeds("x", &opml(&all));
        assert_eq!(warnings, []);
        let mut all = all.to_vec();
        all.sort_by_key(|feed| feed.url.clone());
        read.sort_by_key(|feed| feed.url.clone());
        assert_eq!(read, all);
        assert_eq!(feeds("x", &opml(&[])).0, []);
        assert_eq!(feeds("x", &opml(&[feed("https://example.org/f", None, &[])])).0.len(), 1);
    }
}
