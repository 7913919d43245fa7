//! Feeds of every kind as people meet them, broken ones, and such as want to harm.

use super::*;
use crate::ingest::load::read_bytes;
use crate::ingest::roles::Recurring;
use crate::ingest::testing::NoDirectory;
use crate::model::testing::assert_covered;
use crate::model::{Article, Role};
use proptest::prelude::*;
use std::path::Path;

fn articles(name: &str, bytes: &[u8]) -> (Vec<Article>, Vec<String>) {
    let (drafts, warnings) = read_bytes(Some(Path::new(name)), Ok(bytes.to_vec()));
    let articles =
        drafts.into_iter().map(|draft| draft.finish(&Recurring::default(), &NoDirectory)).collect();
    (articles, warnings.iter().map(ToString::to_string).collect())
}

/// What a feed states of an article, in one line: title, outlet, byline, date, address, language, topics, text.
fn told(article: &Article) -> String {
    let date = article.given_date.as_ref().map(|given| given.date.to_string());
    let tags: Vec<&str> = article.tags.iter().map(crate::model::SafeText::as_str).collect();
    let fields = [
        article.title.as_ref().map(|title| title.text.as_str()),
        article.outlet.name.as_deref(),
        article.byline.as_deref(),
        date.as_deref(),
        article.url.as_deref(),
        article.language.as_deref(),
    ];
    let fields: Vec<&str> = fields.iter().map(|field| field.unwrap_or("-")).collect();
    format!("{}|{}|{}", fields.join("|"), tags.join(","), article.text.trim().replace('\n', "/"))
}

const RSS: &[u8] = include_bytes!("../../../tests/fixtures/formats/rss.xml");
const ATOM: &[u8] = include_bytes!("../../../tests/fixtures/formats/atom.xml");
const RDF: &[u8] = include_bytes!("../../../tests/fixtures/formats/rdf.xml");
const JSON: &[u8] = include_bytes!("../../../tests/fixtures/formats/feed.json");

#[test]
fn an_entry_keeps_its_id_when_its_words_change() {
    let feed = |items: &[(&str, &str, &str)]| {
        let item = |(guid, link, text): &(&str, &str, &str)| {
            format!("<item><guid>{guid}</guid><link>{link}</link><description>{text}</description></item>")
        };
        let items = items.iter().map(item).collect::<Vec<_>>().concat();
        let all = format!("<rss><channel><link>https://e.example/</link>{items}</channel></rss>");
        articles("rss.xml", all.as_bytes())
            .0
            .into_iter()
            .map(|article| article.id.to_string())
            .collect::<Vec<_>>()
    };
    let link = "https://e.example/storm";
    for (before, after, same) in [
        (("7", link, "Nobody was hurt."), ("7", link, "Three died."), true),
        (("7", link, "Nobody was hurt."), ("8", link, "Three died."), false),
        (("7", link, "Nobody was hurt."), ("7", "https://f.example/ice", "Three died."), false),
        // All entries of some feeds lead to the first page of the site.
        (("7", "https://e.example/", "Nobody was hurt."), ("7", "https://e.example/", "Three died."), false),
    ] {
        assert_eq!(feed(&[before]) == feed(&[after]), same, "{before:?} {after:?}");
    }
    let shared = feed(&[("7", link, "Nobody was hurt."), ("7", link, "Three died.")]);
    assert_ne!(shared[0], shared[1], "a key of several is none");
}

#[test]
fn rss() {
    let (articles, warnings) = articles("rss.xml", RSS);
    assert_eq!(
        articles.iter().map(told).collect::<Vec<_>>(),
        [
            "Ferry line to Korsholm reopens & fares rise|The Bothnian Courier|Maija Lindqvist|2024-03-14|https://courier.example.org/2024/03/14/korsholm-ferry|en|Shipping,Finland|The ferry between Umeå and Korsholm sailed again on Thursday.//What the towns want//a second ship,/a berth free of ice.//We have waited for two winters.",
            "Mayor of Vaasa resigns|The Bothnian Courier|Otto Brandt|-|-|en||The mayor resigned – after ␛[2J nine years.",
            "Only a headline|Northern Agency|-|-|https://courier.example.org/2024/03/13/headline|en||Only a headline",
        ]
    );
    let roles: Vec<Role> = articles[0].parts.iter().map(|part| part.role).collect();
    assert_eq!(roles, [Role::Body, Role::Heading, Role::List, Role::List, Role::Quote]);
    assert_eq!(articles[1].id.as_str(), "courier-4712");
    assert_eq!(
        warnings,
        [
            "rss.xml:22: “soon” is no date that is understood; write 2025-09-03, 2025-09 or 2025; the field is left out",
            "rss.xml:22: the link “javascript:alert(1)” is no web address; it is left out",
        ]
    );
}

#[test]
fn atom() {
    let (articles, warnings) = articles("atom.xml", ATOM);
    assert_eq!(
        articles.iter().map(told).collect::<Vec<_>>(),
        [
            "Hamnen i Umeå < isen|Hamnposten — nyheter|Redaktionen|2024-03-14|https://post.example.org/2024/hamnen|sv|Hamnen|Isen låg kvar i hamnen.//Färjan väntade.",
            "Bara en bild|Hamnposten — nyheter|Eva Ek, Bo Ö|2024-03-15|https://post.example.org/2024/bild|sv||En bild av hamnen.",
        ]
    );
    assert_eq!(warnings, Vec::<String>::new());
}

#[test]
fn rdf_in_another_character_set() {
    let (articles, warnings) = articles("rdf.xml", RDF);
    assert_eq!(
        articles.iter().map(told).collect::<Vec<_>>(),
        [
            "Fähre fährt wieder|Alte Hafenzeitung|Jana Roth|2024-03-14|https://old.example.org/1|de|Verkehr|Die Fähre fuhr am Donnerstag zum ersten Mal seit zwei Wintern.",
        ]
    );
    assert_eq!(warnings, Vec::<String>::new());
}

#[test]
fn json_feed() {
    let (articles, warnings) = articles("feed.json", JSON);
    assert_eq!(
        articles.iter().map(told).collect::<Vec<_>>(),
        [
            "Grain ships leave|Harbour Notes|Ivo Kern|2024-03-15|https://notes.example.org/1|en|grain,ports|Twelve grain ships left Odesa on Friday.",
            "-|Harbour Notes|Jane Doe|-|-|en||A note without a title.//In two lines.",
        ]
    );
    assert_eq!(
        warnings,
        [
            "feed.json: entry 2: the link “javascript:alert(1)” is no web address; it is left out",
            "feed.json: entry 3 is no object",
        ]
    );
}

#[test]
fn the_older_and_the_odd_kinds() {
    for (source, expected) in [
        (
            "<rss version='0.91'><channel><title>T</title><item><title>A</title><description>B</description></item></channel></rss>",
            "A|T|B",
        ),
        (
            "<rss><channel><title>T</title><item><description>B only</description></item></channel></rss>",
            "-|T|B only",
        ),
        (
            "<rdf:RDF xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>T</title></channel><item><title>A</title></item></rdf:RDF>",
            "A|T|A",
        ),
        (
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>T</title><entry><title mode='escaped' type='text/html'>&lt;b&gt;A&lt;/b&gt;</title><content type='text/html' mode='escaped'>&lt;p&gt;B&lt;/p&gt;</content></entry></feed>",
            "A|T|B",
        ),
        (
            "<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'><atom:title>T</atom:title><atom:entry><atom:title>A</atom:title><atom:summary>B</atom:summary></atom:entry></atom:feed>",
            "A|T|B",
        ),
        ("<entry xmlns='http://www.w3.org/2005/Atom'><title>A</title><content>B</content></entry>", "A|-|B"),
        (
            "<?xml version='1.0'?><rss version='2.0'><channel><title>T</title><item><title>A</title><media:group><media:description>B</media:description></media:group></item></channel></rss>",
            "A|T|B",
        ),
        (
            "<rss version='2.0'><channel><title>AT&amp;T &amp;amp; co</title><item><title>1 &lt; 2</title><description><p>B</p><p>C</p></description></item></channel></rss>",
            "1 < 2|AT&T & co|B//C",
        ),
    ] {
        let (articles, _) = articles("x.xml", source.as_bytes());
        let [article] = articles.as_slice() else { panic!("{source}: {articles:?}") };
        let title = article.title.as_ref().map_or("-", |title| title.text.as_str());
        let outlet = article.outlet.name.as_deref().unwrap_or("-");
        assert_eq!(
            format!("{title}|{outlet}|{}", article.text.trim().replace('\n', "/")),
            expected,
            "{source}"
        );
    }
}

#[test]
fn dates_as_feeds_write_them() {
    for (value, expected) in [
        ("Thu, 14 Mar 2024 06:30:00 GMT", Some("2024-03-14")),
        ("Mon, 14 Mar 2024 06:30:00 GMT", Some("2024-03-14")),
        ("14 Mar 2024 06:30 CET", Some("2024-03-14")),
        ("Donnerstag, 14 March 2024 06:30:00", Some("2024-03-14")),
        ("2024-03-14T06:30:00Zulu", Some("2024-03-14")),
        ("2024-03-14 06:30:00 Europe/Berlin", Some("2024-03-14")),
        ("yesterday", None),
        ("", None),
    ] {
        let got = entry::lenient(value, "x").ok().map(|given| given.date.to_string());
        assert_eq!(got.as_deref(), expected, "{value:?}");
    }
}

#[test]
fn utf16_and_broken_feeds() {
    let text = std::str::from_utf8(RSS).unwrap();
    let wide = |swap: bool, mark: bool| -> Vec<u8> {
        let units = mark
            .then_some(0xfeff)
            .into_iter()
            .chain(text.replace("UTF-8", "UTF-16").encode_utf16().collect::<Vec<_>>());
        units.flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    for (swap, mark) in [(false, true), (true, true), (false, false), (true, false)] {
        assert_eq!(articles("rss.xml", &wide(swap, mark)).0.len(), 3, "{swap} {mark}");
    }
    // Cut off at every place: what stands before is there, and the end is told.
    for cut in (400..RSS.len() - 20).step_by(61) {
        let Ok(part) = std::str::from_utf8(&RSS[..cut]) else { continue };
        let (articles, warnings) = articles("rss.xml", part.as_bytes());
        let whole = part.matches("</item>").count();
        assert!(articles.len() >= whole && !warnings.is_empty(), "{cut}: {warnings:?}");
    }
    let mistake = text.replace("<title>Mayor of Vaasa resigns</title>", "<title>Mayor <!- of Vaasa");
    let (articles, warnings) = articles("rss.xml", mistake.as_bytes());
    assert!(
        articles.iter().any(|article| article
            .title
            .as_ref()
            .is_some_and(|title| title.text.as_str() == "Only a headline")),
        "{articles:?}"
    );
    assert!(warnings[0].starts_with("rss.xml:23: is no whole XML"), "{warnings:?}");
}

#[test]
fn hostile_feeds_are_read_or_told() {
    let (read, warnings) =
        articles("x.xml", b"<?xml version='1.0'?><rss><channel><title>T</title></channel></rss>");
    assert_eq!((read.len(), warnings.len()), (0, 1));
    for source in [
        "<rss><channel>".to_owned() + &"<item>".repeat(50_000),
        "<rss><channel><item><description>".to_owned()
            + &"&lt;div&gt;".repeat(50_000)
            + "</description></item></channel></rss>",
        "<feed>".to_owned() + &"<a>".repeat(100_000),
        "<feed><entry><title>".to_owned() + &"<![CDATA[".repeat(10_000),
        "<rss><channel><item><title>".to_owned()
            + &"&lt;".repeat(100_000)
            + "</title></item></channel></rss>",
        "<rss ".to_owned() + &"a='b' ".repeat(50_000) + "><channel><item/></channel></rss>",
    ] {
        let (articles, warnings) = articles("x.xml", source.as_bytes());
        assert!(!articles.is_empty() || !warnings.is_empty());
    }
}

#[test]
fn parts_fit_where_controls_are_made_visible() {
    let (all, _) = articles(
        "x.xml",
        b"<rss><channel><item><description>&#1; The &#27;port.</description></item></channel></rss>",
    );
    let part = all[0].parts.last().unwrap();
    assert_eq!(&all[0].text[part.span.range()], "\u{2401} The \u{241b}port.");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_feed_gives_articles_whose_parts_cover_them(source in "<(rss|feed|rdf:RDF)>(</?(item|entry|title|link|description|content|channel|guid|author|pubDate)( type=\"(html|xhtml)\"| href=\"\\PC{0,6}\")?>|<!\\[CDATA\\[|\\]\\]>|&[a-z#0-9]{1,4};|[a-z <>]{0,9}|\\PC){0,50}") {
        let (articles, _) = articles("x.xml", source.as_bytes());
        for article in articles {
            assert_covered(&article);
        }
    }
}
