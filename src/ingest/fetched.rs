//! What an address of the web gave: what kind of thing it is, the feeds a page points to, and its text in the right
//! character set. Asks for nothing itself.

use super::charset::{self, Decoded};
use super::format::Format;
use super::load::Outcome;
use super::{feed, html, load, opml, pack};
use crate::model::{FeedSource, SafeText, Warning};
use std::path::Path;

/// The bytes behind an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The address, whole.
    pub url: String,
    /// The bytes, unpacked as the web packs them; they may be a packed file all the same.
    pub bytes: Vec<u8>,
    /// The character set that the server names.
    pub charset: Option<String>,
    /// The most bytes they may become.
    pub most: u64,
}

/// What an address gave.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// A feed, with what it calls itself; its address is the one asked for.
    Feed(FeedSource),
    /// A list of feeds, with what is wrong with it.
    List(Vec<FeedSource>, Vec<Warning>),
    /// A web page, with the feeds that it points to; their addresses may be paths, to be completed.
    Page(Vec<FeedSource>),
    /// Neither.
    Other,
}

impl Fetched {
    /// What it is.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn look(&self) -> Result<Found, String> {
        let (text, _) = self.text()?;
        Ok(match Format::of(self.named(), &text) {
            Format::Feed | Format::JsonFeed => {
                let channel = feed::channel_of(&text);
                let line = |text: &String| SafeText::line(text);
                Found::Feed(FeedSource {
                    url: SafeText::line(&self.url),
                    title: channel.title.as_ref().map(line),
                    site: channel.link.as_ref().map(line),
                    folders: Vec::new(),
                })
            }
            Format::Opml => {
                let (feeds, warnings) = opml::feeds(&self.url, &text);
                Found::List(feeds, warnings)
            }
            Format::Html => Found::Page(html::feeds(&text)),
            _ => Found::Other,
        })
    }

    /// By the last part of the address.
    fn named(&self) -> Option<Format> {
        let path = self.url.split(['?', '#']).next().unwrap_or_default();
        Format::of_name(Path::new(path.rsplit('/').next().unwrap_or_default()))
    }

    fn unpacked(&self) -> Result<(Vec<u8>, Option<String>), String> {
        if self.bytes.is_empty() {
            Err("is empty".to_owned())
        } else {
            pack::unpack_up_to(self.bytes.clone(), self.most)
        }
    }

    /// The text, with what the person should know of its reading.
    fn text(&self) -> Result<(String, Vec<String>), String> {
        let (bytes, damage) = self.unpacked()?;
        let decoded = decode(bytes, self.charset.as_deref())?;
        Ok((decoded.text, damage.into_iter().chain(decoded.notice).collect()))
    }

    /// Its articles.
    pub(super) fn read(&self) -> Outcome {
        let (bytes, damage) = match self.unpacked() {
            Ok(unpacked) => unpacked,
            Err(reason) => return (Vec::new(), vec![Warning::unreadable(&self.url, &reason)]),
        };
        let warnings: Vec<Warning> = damage.iter().map(|lost| Warning::unreadable(&self.url, lost)).collect();
        let decode = |bytes| decode(bytes, self.charset.as_deref());
        let (mut drafts, warnings) =
            load::read_unpacked(None, self.named(), bytes, &self.url, warnings, decode);
        for draft in &mut drafts {
            if draft.line.is_none() {
                // A page is where it was found, if it names no other place.
                draft.fields.url.get_or_insert_with(|| self.url.clone());
            }
        }
        (drafts, warnings)
    }
}

/// Decodes by what the server says, unless it is plainly wrong: many name the character set that they always name.
fn decode(bytes: Vec<u8>, label: Option<&str>) -> Result<Decoded, String> {
    let western = matches!(label, Some("iso-8859-1" | "latin1" | "us-ascii" | "windows-1252"));
    if label.is_none() || western && std::str::from_utf8(&bytes).is_ok() {
        return charset::decode(bytes);
    }
    let decoded = charset::decode_as(bytes.clone(), label)?;
    if decoded.notice.is_none() {
        return Ok(decoded);
    }
    // Damaged by that measure: by what the bytes say themselves it may be whole.
    match charset::decode(bytes) {
        Ok(other) if !other.text.contains('\u{fffd}') => {
            let notice = format!("is not {}, as the server says", label.unwrap_or_default());
            Ok(Decoded { notice: Some(notice), ..other })
        }
        _ => Ok(decoded),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::testing::NoDirectory;
    use crate::ingest::{Input, load};

    fn fetched(bytes: &[u8], charset: Option<&str>) -> Fetched {
        Fetched {
            url: "https://a.example/news/x".into(),
            bytes: bytes.to_vec(),
            charset: charset.map(str::to_owned),
            most: 1 << 20,
        }
    }

    const FEED: &str = "<rss><channel><title>The Courier</title><link>https://a.example/</link>\
        <item><title>Ferry sails</title><link>https://a.example/1</link><description>It sailed.</description></item></channel></rss>";

    #[test]
    fn what_an_address_gave_is_told() {
        let named = |title: &str, url: &str| FeedSource {
            url: url.into(),
            title: Some(SafeText::line(title)),
            site: None,
            folders: Vec::new(),
        };
        let page = "<html><head><link rel='stylesheet' type='text/css' href='/a.css'>\
            <link rel=\"Alternate\" type=\"application/rss+xml\" title=\"All &amp; more\" href=\"/feed?a=1&amp;b=2\">\
            <link rel='alternate' hreflang='de' href='/de'><link rel='alternate' type='application/atom+xml' href=''>\
            <link rel='alternate nofollow' type='Application/Atom+XML; charset=utf-8' href='atom'></head><body>Words.</body></html>";
        for (text, expected) in [
            (
                FEED,
                Found::Feed(FeedSource {
                    site: Some("https://a.example/".into()),
                    ..named("The Courier", "https://a.example/news/x")
                }),
            ),
            (
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title></feed>",
                Found::Feed(named("A", "https://a.example/news/x")),
            ),
            (
                "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J\",\"items\":[]}",
                Found::Feed(named("J", "https://a.example/news/x")),
            ),
            (
                "<opml><body><outline title='B' xmlUrl='https://b.example/'/></body></opml>",
                Found::List(vec![named("B", "https://b.example/")], Vec::new()),
            ),
            (
                page,
                Found::Page(vec![
                    named("All & more", "/feed?a=1&b=2"),
                    FeedSource { title: None, ..named("", "atom") },
                ]),
            ),
            ("Plain words.", Found::Other),
        ] {
            assert_eq!(fetched(text.as_bytes(), None).look(), Ok(expected), "{text}");
        }
        assert!(fetched(b"", None).look().is_err());
    }

    #[test]
    fn articles_know_where_they_were_found() {
        let page = b"<html><head><title>Ferry</title></head><body><p>The ferry sailed on Thursday again, two winters after.</p></body></html>";
        for (bytes, url) in
            [(&page[..], "https://a.example/news/x"), (FEED.as_bytes(), "https://a.example/1")]
        {
            let loaded = load(&[Input::Fetched(std::sync::Arc::new(fetched(bytes, None)))], &NoDirectory);
            assert_eq!(loaded.articles[0].url.as_deref(), Some(url), "{loaded:?}");
        }
    }

    #[test]
    fn the_character_set_is_the_servers_unless_it_is_plainly_wrong() {
        let utf8 = "<rss><channel><title>Ume\u{e5} \u{2014} Vaasa</title></channel></rss>";
        let latin = b"<rss><channel><title>Ume\xe5</title></channel></rss>";
        for (bytes, charset, expected) in [
            (utf8.as_bytes(), None, "Ume\u{e5} \u{2014} Vaasa"),
            (utf8.as_bytes(), Some("utf-8"), "Ume\u{e5} \u{2014} Vaasa"),
            (utf8.as_bytes(), Some("iso-8859-1"), "Ume\u{e5} \u{2014} Vaasa"),
            (utf8.as_bytes(), Some("no-such-set"), "Ume\u{e5} \u{2014} Vaasa"),
            (&latin[..], Some("iso-8859-1"), "Ume\u{e5}"),
            (&latin[..], Some("utf-8"), "Ume\u{e5}"),
            (&latin[..], None, "Ume\u{e5}"),
            (
                b"<rss><channel><title>\xcc\xee\xf1\xea\xe2\xe0</title></channel></rss>",
                Some("windows-1251"),
                "\u{41c}\u{43e}\u{441}\u{43a}\u{432}\u{430}",
            ),
        ] {
            let Ok(Found::Feed(feed)) = fetched(bytes, charset).look() else { panic!("{charset:?}") };
            assert_eq!(feed.title.as_deref(), Some(expected), "{charset:?}");
        }
    }

    #[test]
    fn a_packed_file_may_not_grow_beyond_measure() {
        let bomb = super::super::pack::tests::gzip(&vec![b' '; 3 << 20]);
        let reason = fetched(&bomb, None).look().unwrap_err();
        assert!(reason.contains("grows to more than 1 MiB"), "{reason}");
        let packed = fetched(&super::super::pack::tests::gzip(FEED.as_bytes()), None);
        assert!(matches!(packed.look(), Ok(Found::Feed(_))));
    }
}
