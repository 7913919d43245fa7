//! Whole pages: what is the article, what the page states, and what hostile pages cost.

use super::*;
use crate::ingest::roles::Recurring;
use crate::ingest::testing::{FewNames, NoDirectory};
use crate::model::testing::assert_covered;
use crate::model::{Article, WarningKind};
use proptest::prelude::*;

const PAGE: &str = include_str!("../../../tests/fixtures/formats/page.html");

fn page(source: &str) -> (Option<Article>, Vec<Warning>) {
    let mut warnings = Vec::new();
    let draft = read("page.html", source, &mut warnings).pop();
    (draft.map(|draft| draft.finish(&Recurring::default(), &NoDirectory)), warnings)
}

#[test]
fn a_page_gives_its_article_and_what_it_states() {
    let (article, warnings) = page(PAGE);
    let article = article.unwrap();
    assert_eq!(warnings, []);
    let roles: Vec<_> = article.parts.iter().map(|part| part.role).collect();
    let expected = [
        Role::Title,
        Role::Dateline,
        Role::Body,
        Role::Body,
        Role::Caption,
        Role::Heading,
        Role::Body,
        Role::List,
        Role::List,
        Role::List,
        Role::Quote,
        Role::Body,
        Role::Furniture,
    ];
    assert_eq!(roles, expected, "{}", article.text);
    let title = article.title.as_ref().unwrap();
    assert_eq!(title.text.as_str(), "Ferry line to Korsholm reopens after two winters");
    assert_eq!(article.words(title.span.unwrap()), title.text.as_str());
    assert_eq!(article.outlet.name.as_deref(), Some("The Bothnian Courier"));
    assert_eq!(article.outlet.why.as_str(), "the publisher in the page’s JSON-LD");
    assert_eq!(article.byline.as_deref(), Some("Maija Lindqvist, Otto Brandt"));
    assert_eq!(article.url.as_deref(), Some("https://courier.example.org/2024/03/14/korsholm-ferry"));
    assert_eq!(article.language.as_deref(), Some("en"));
    assert_eq!(
        article.tags.iter().map(SafeText::as_str).collect::<Vec<_>>(),
        ["Shipping", "Finland", "Business"]
    );
    let date = article.given_date.unwrap();
    assert_eq!((date.date.to_string().as_str(), date.minute), ("2024-03-14", Some((4, 30))));
    assert_eq!(date.source.as_str(), "datePublished in the page’s JSON-LD");
    for furniture in ["Most read", "Sign up", "dataLayer", "All rights", "Tweet"] {
        assert!(!article.text.contains(furniture), "{furniture}");
    }
}

#[test]
fn what_a_page_states_is_found_where_it_stands() {
    let body = "<p>The ferry sailed again on Thursday, two winters after ice had stopped it.</p>";
    for (head, expected) in [
        (
            "<title>Ports open - The Post</title><meta property=og:site_name content='The Post'>",
            "Ports open|The Post|-|-|-|-|-",
        ),
        (
            "<meta property='og:title' content='Ports &amp;amp; ships'><meta name=author content='By Jane Doe'><meta name=date content='2024-05-06'>",
            "Ports & ships|-|Jane Doe|2024-05-06|-|-|-",
        ),
        (
            "<meta property='article:author' content='https://social.example/jane'><meta name='parsely-author' content='Ivo Kern'><meta name=parsely-author content='Jane Doe'>",
            "-|-|Ivo Kern, Jane Doe|-|-|-|-",
        ),
        ("<meta name=date content='one day'><meta name=dc.date content='2024-05'>", "-|-|-|2024-05-01|-|-|-"),
        (
            "<link rel=canonical href='/a/b'><meta property=og:url content='https://post.example/'><!-- saved from url=(0024)https://post.example/a/b -->",
            "-|-|-|-|https://post.example/a/b|-|-",
        ),
        (
            "<link rel=canonical href='javascript:alert(1)'><meta property=og:url content='file:///etc/hosts'>",
            "-|-|-|-|-|-|-",
        ),
        (
            "<meta property=og:locale content=pt_BR><meta name=keywords content='grain, ports,Grain,,x://y'>",
            "-|-|-|-|-|pt|grain,ports",
        ),
        (
            "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"A &quot;B&quot;\",\"datePublished\":\"soon\"}</script><meta property='article:published_time' content='2024-05-06T01:00:00Z'>",
            "A \"B\"|-|-|2024-05-06|-|-|-",
        ),
    ] {
        let (article, warnings) =
            page(&format!("<html><head>{head}</head><body><article>{body}</article></body></html>"));
        let article = article.unwrap();
        let shown = |text: Option<&str>| text.unwrap_or("-").to_owned();
        let tags = article.tags.iter().map(SafeText::as_str).collect::<Vec<_>>().join(",");
        let language = article.language.as_deref().filter(|code| *code != "en");
        let date = article.given_date.as_ref().map(|given| given.date.to_string());
        let got = [
            shown(article.title.as_ref().map(|title| title.text.as_str())),
            shown(article.outlet.name.as_deref()),
            shown(article.byline.as_deref()),
            shown(date.as_deref()),
            shown(article.url.as_deref()),
            shown(language),
            shown(Some(tags.as_str()).filter(|tags| !tags.is_empty())),
        ];
        assert_eq!(got.join("|"), expected, "{head}");
        assert_eq!(warnings, []);
    }
}

#[test]
fn the_outlet_of_a_page_may_follow_from_its_address() {
    let source =
        "<html><link rel=canonical href=https://www.theguardian.com/a><p>The ferry sailed again on Thursday.";
    let mut warnings = Vec::new();
    let draft = read("page.html", source, &mut warnings).remove(0);
    let article = draft.finish(&Recurring::default(), &FewNames);
    assert_eq!(article.outlet.name.as_deref(), Some("The Guardian"));
}

#[test]
fn a_page_whose_text_is_in_a_script_is_read() {
    let words =
        "The ferry sailed again on Thursday, two winters after ice had stopped it.\\n\\nIt was full. "
            .repeat(12);
    let source = format!(
        "<html><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Ports\",\"articleBody\":\"{words}\"}}</script><div id=app>Loading…</div>"
    );
    let article = page(&source).0.unwrap();
    assert!(article.text.starts_with("Ports\n\nThe ferry sailed again"), "{}", article.text);
    assert!(!article.text.contains("Loading"));
}

#[test]
fn little_pages_and_empty_ones() {
    for (source, expected) in [
        ("<html><body>Only a line.</body></html>", Some("Only a line.\n")),
        ("<html><head><title>Title</title></head><body><p>Word.</p></body></html>", Some("Title\n\nWord.\n")),
        ("<html><body><script>x</script><img src=a></body></html>", None),
        ("<html><head><title>Only a title</title></head></html>", None),
        ("<!doctype html>", None),
    ] {
        let (article, warnings) = page(source);
        assert_eq!(article.as_ref().map(|article| article.text.as_str()), expected, "{source}");
        assert_eq!(warnings.len(), usize::from(expected.is_none()), "{source}");
        assert!(warnings.iter().all(|warning| warning.kind == WarningKind::Unreadable));
    }
}

#[test]
fn hostile_pages_are_read_or_told() {
    for pattern in [
        "<div>",
        "<ul><li>",
        "<table>",
        "<table><tr><td>",
        "<p><b>",
        "<a><p>",
        "<font><p>",
        "<svg>",
        "<br>a",
        "<br>",
        "<p>a",
        "<h1>a",
        "<img src=a>",
        "</p>",
        "<template>",
        "<math><mi>",
        "<select><option>x",
        "<script>",
        "<title>",
    ] {
        let (article, warnings) = page(&format!("<html><body>{}<p>The end.", pattern.repeat(3_000)));
        assert!(article.is_some() || !warnings.is_empty(), "{pattern}");
    }
    let (article, warnings) = page(&format!("<html><body>{}Deep words.", "<div>".repeat(200_000)));
    assert!(article.unwrap().text.contains("Deep words."));
    assert!(warnings.iter().all(|warning| warning.kind == WarningKind::Notice), "{warnings:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_page_gives_parts_that_cover_it(source in "(</?(html|head|body|article|div|p|b|a|li|ul|td|table|h1|figure|figcaption|blockquote|pre|br|meta|time)( [a-z]{1,4}=\\PC{0,5})?>|[A-Za-z ]{0,30}|\\PC){0,60}") {
        let (article, warnings) = page(&source);
        prop_assert!(article.is_some() || !warnings.is_empty());
        if let Some(article) = article {
            assert_covered(&article);
        }
    }
}
