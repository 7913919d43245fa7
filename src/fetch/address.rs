//! Which addresses may be asked for: of the web, without a name and password in them, and not in one's own network
//! unless the person named it or allows it. A feed comes from strangers; it must not make the program knock at doors
//! that only this machine can reach.

use crate::model::SafeText;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// The most bytes of an address, as browsers and servers have it.
const LONGEST: usize = 2048;

/// An address of the web that may be written down and, as far as its words tell, asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address(Url);

/// Why words are no address that may be asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// They are no address.
    #[error("is no web address ({0})")]
    Unreadable(SafeText),
    /// It is of something else than the web.
    #[error("begins with “{0}:”; only http and https are asked for")]
    Scheme(SafeText),
    /// A name or a password stands in it, which would be written down and sent along.
    #[error("has a name or a password in it; such addresses are not asked for")]
    User,
    /// It is longer than any server takes.
    #[error("is longer than {LONGEST} bytes")]
    Long,
}

impl Address {
    /// Reads an address as a person writes it; one without a scheme is taken for https.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, Refused> {
        let text = text.trim();
        let plain = text.strip_prefix("feed://").map(|rest| format!("http://{rest}"));
        let text = plain.as_deref().or_else(|| text.strip_prefix("feed:")).unwrap_or(text);
        match Url::parse(text) {
            Err(url::ParseError::RelativeUrlWithoutBase) => Self::of(Url::parse(&format!("https://{text}"))),
            parsed => Self::of(parsed),
        }
    }

    /// An address as it stands in an answer from here, whole or only a path.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn join(&self, text: &str) -> Result<Self, Refused> {
        Self::of(self.0.join(text.trim()))
    }

    fn of(parsed: Result<Url, url::ParseError>) -> Result<Self, Refused> {
        let mut url = parsed.map_err(|error| Refused::Unreadable(SafeText::line(&error.to_string())))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refused::Scheme(SafeText::line(url.scheme())));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refused::User);
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(Refused::Unreadable(SafeText::line("no host")));
        }
        // What is behind `#` is for whoever shows the page.
        url.set_fragment(None);
        if url.as_str().len() > LONGEST {
            return Err(Refused::Long);
        }
        Ok(Self(url))
    }

    /// The address as it is sent: in ASCII, with the host in its plain form, so that a name in look-alike letters shows.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The address to be shown.
    #[must_use]
    pub fn safe(&self) -> SafeText {
        SafeText::line(self.as_str())
    }

    /// Whose address it is, by which requests are spaced out.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Host and port.
    #[must_use]
    pub fn door(&self) -> (&str, u16) {
        (self.host(), self.0.port_or_known_default().unwrap_or_default())
    }

    /// The last part of the path, as a file would be called.
    #[must_use]
    pub fn file(&self) -> &str {
        self.0.path_segments().and_then(Iterator::last).unwrap_or_default()
    }

    pub(super) fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The number that the host is written as, if it is one.
    pub(super) fn number(&self) -> Option<IpAddr> {
        match self.0.host()? {
            Host::Ipv4(v4) => Some(v4.into()),
            Host::Ipv6(v6) => Some(v6.into()),
            Host::Domain(_) => None,
        }
    }

    /// Whether the words alone say that it is in one's own network: a person who writes it means it.
    #[must_use]
    pub fn names_own_network(&self) -> bool {
        let name = self.host().trim_end_matches('.');
        self.number().map_or(name == "localhost" || name.ends_with(".localhost"), |ip| !is_public(ip))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether a number belongs to the open internet: not to this machine, its network, a group, documentation or a test
/// (IANA's registries of special addresses). What carries one of version 4 inside is judged by that.
pub(super) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

/// Whether a number is one that no router passes on.
pub(super) fn is_link_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => v4.is_link_local(),
        IpAddr::V6(v6) => {
            v6.segments()[0] & 0xffc0 == 0xfe80 || v6.to_ipv4_mapped().is_some_and(|v4| v4.is_link_local())
        }
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224.., _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let inside = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match ip.segments() {
        // Mapped (RFC 4291), translated by a network (RFC 6052), 6to4.
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => inside(high, low),
        // Teredo and other protocols, documentation.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_that_may_be_asked_for() {
        for (text, expected) in [
            ("https://courier.example.org/rss.xml", Ok("https://courier.example.org/rss.xml")),
            (" courier.example.org/feed ", Ok("https://courier.example.org/feed")),
            ("feed://courier.example.org/a#top", Ok("http://courier.example.org/a")),
            ("feed:https://courier.example.org/a", Ok("https://courier.example.org/a")),
            ("HTTP://EXAMPLE.org:80/a b", Ok("http://example.org/a%20b")),
            ("http://0x7f.1/", Ok("http://127.0.0.1/")),
            ("https://b\u{fc}cher.example/", Ok("https://xn--bcher-kva.example/")),
            ("file:///etc/passwd", Err("begins with “file:”; only http and https are asked for")),
            ("javascript:alert(1)", Err("begins with “javascript:”; only http and https are asked for")),
            (
                "https://me:secret@example.org/",
                Err("has a name or a password in it; such addresses are not asked for"),
            ),
            (
                "https://me@example.org/",
                Err("has a name or a password in it; such addresses are not asked for"),
            ),
            ("https://", Err("is no web address (empty host)")),
            ("", Err("is no web address (empty host)")),
            ("http://[::1", Err("is no web address (invalid IPv6 address)")),
        ] {
            let read = Address::read(text).map(|address| address.to_string());
            let read = read.as_deref().map_err(ToString::to_string);
            assert_eq!(read, expected.map_err(str::to_owned), "{text:?}");
        }
        assert_eq!(Address::read(&format!("http://a.example/{}", "x".repeat(3000))), Err(Refused::Long));
    }

    #[test]
    fn paths_are_completed_and_schemes_refused() {
        let base = Address::read("https://a.example/news/feed").unwrap();
        for (text, expected) in [
            ("old", Some("https://a.example/news/old")),
            ("/x?y=1", Some("https://a.example/x?y=1")),
            ("//b.example/", Some("https://b.example/")),
            ("http://b.example", Some("http://b.example/")),
            ("file:///etc/passwd", None),
            ("ftp://b.example/", None),
            ("https://u:p@b.example/", None),
        ] {
            let joined = base.join(text).ok().map(|address| address.to_string());
            assert_eq!(joined.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn numbers_of_the_open_internet() {
        for (number, public) in [
            ("93.184.216.34", true),
            ("8.8.8.8", true),
            ("100.128.0.1", true),
            ("172.32.0.1", true),
            ("192.0.1.1", true),
            ("0.0.0.0", false),
            ("10.1.2.3", false),
            ("100.64.0.1", false),
            ("127.0.0.1", false),
            ("127.255.255.254", false),
            ("169.254.169.254", false),
            ("172.16.0.1", false),
            ("172.31.255.255", false),
            ("192.168.1.1", false),
            ("192.0.2.1", false),
            ("198.19.0.1", false),
            ("203.0.113.9", false),
            ("224.0.0.1", false),
            ("239.255.255.250", false),
            ("240.0.0.1", false),
            ("255.255.255.255", false),
            ("2606:2800:220:1::1", true),
            ("2a00:1450::1", true),
            ("::", false),
            ("::1", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:10.0.0.1", false),
            ("::ffff:8.8.8.8", true),
            ("::127.0.0.1", false),
            ("64:ff9b::7f00:1", false),
            ("64:ff9b::a9fe:a9fe", false),
            ("64:ff9b::808:808", true),
            ("64:ff9b:1::808:808", false),
            ("2002:7f00:1::", false),
            ("2002:808:808::", true),
            ("2001::1", false),
            ("2001:db8::1", false),
            ("3fff::1", false),
            ("fc00::1", false),
            ("fd12::1", false),
            ("fe80::1", false),
            ("fec0::1", false),
            ("ff02::1", false),
        ] {
            assert_eq!(is_public(number.parse().unwrap()), public, "{number}");
        }
    }

    #[test]
    fn words_that_name_ones_own_network() {
        for (text, own) in [
            ("http://localhost:8080/", true),
            ("http://feeds.localhost/", true),
            ("http://127.1/", true),
            ("http://192.168.0.7/rss", true),
            ("http://[::1]/", true),
            ("http://[::ffff:7f00:1]/", true),
            ("https://localhost.example.org/", false),
            ("https://8.8.8.8/", false),
        ] {
            assert_eq!(Address::read(text).unwrap().names_own_network(), own, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_words_are_read_or_refused(text in "\\PC{0,40}|(https?://)?[a-z0-9@:/.#?%\\[\\]-]{0,40}") {
            if let Ok(address) = Address::read(&text) {
                prop_assert!(address.as_str().is_ascii());
                prop_assert_eq!(Address::read(address.as_str()), Ok(address.clone()));
            }
        }
    }
}
