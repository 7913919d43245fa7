//! What a page says of its article as JSON-LD (schema.org): the object that is the article, and its fields.

use serde_json::{Map, Value};
use std::collections::HashMap;

/// The fields of the article that a page describes. Texts are as the page has them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) body: Option<String>,
}

/// Reads the article out of the page's scripts of type `application/ld+json`; broken scripts are passed over.
///
/// A page's `title` decides where an object has both a headline and another name.
pub(super) fn read(scripts: &[String], title: &str) -> Option<Linked> {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut objects = Vec::new();
    for value in &values {
        gather(value, 0, &mut objects);
    }
    let by_id: HashMap<&str, &Map<String, Value>> = objects
        .iter()
        .filter(|object| object.len() > 1)
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let article = objects.iter().find(|object| is_article(object))?;
    Some(fields(article, &by_id, title))
}

/// A script's value. Pages put marks around it, and line ends into its strings, that JSON does not know.
fn parse(script: &str) -> Option<Value> {
    let bare = script.trim().trim_start_matches("<!--").trim_start_matches("//").trim_start();
    let bare = bare.trim_start_matches("<![CDATA[").trim_end_matches("-->");
    let bare = bare.trim_end().trim_end_matches("]]>").trim_end_matches(['/', ';', ' ', '\n']);
    serde_json::from_str(bare).ok().or_else(|| {
        let flat: String = bare.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&flat).ok()
    })
}

/// How deep objects are looked for; an article stands at the top, in `@graph`, or as what a page is about.
const DEEPEST: usize = 4;

fn gather<'v>(value: &'v Value, depth: usize, objects: &mut Vec<&'v Map<String, Value>>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather(item, depth + 1, objects)),
        Value::Object(object) => {
            objects.push(object);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.get(key) {
                    gather(inner, depth + 1, objects);
                }
            }
        }
        _ => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    texts(object.get("@type")).iter().any(|kind| {
        let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
        kind.ends_with("Article") || kind.ends_with("Posting") && kind != "JobPosting" || kind == "Report"
    })
}

fn fields(article: &Map<String, Value>, by_id: &HashMap<&str, &Map<String, Value>>, title: &str) -> Linked {
    let one = |key: &str| texts(article.get(key)).into_iter().find(|text| !text.trim().is_empty());
    let names = |key: &str| names(article.get(key), by_id);
    let url = one("url").or_else(|| match article.get("mainEntityOfPage") {
        Some(Value::String(url)) => Some(url.clone()),
        Some(Value::Object(page)) => page.get("@id").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    });
    let mut tags: Vec<String> = Vec::new();
    for key in ["articleSection", "keywords"] {
        let found = texts(article.get(key)).into_iter().chain(names_of_objects(article.get(key)));
        tags.extend(
            found.flat_map(|text| text.split(',').map(|tag| tag.trim().to_owned()).collect::<Vec<_>>()),
        );
    }
    Linked {
        headline: match (one("headline"), one("name")) {
            // An encyclopedia's headline is a description.
            (Some(headline), Some(name)) if title.contains(&name) && !title.contains(&headline) => Some(name),
            (headline, name) => headline.or(name),
        },
        authors: names("author"),
        publisher: names("publisher")
            .into_iter()
            .next()
            .or_else(|| names("sourceOrganization").into_iter().next()),
        published: one("datePublished").or_else(|| one("dateCreated")),
        url,
        language: one("inLanguage"),
        tags,
        body: one("articleBody"),
    }
}

/// A text, or the texts of a list.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Number(number)) => vec![number.to_string()],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn names_of_objects(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| item.get("name")?.as_str().map(str::to_owned)).collect()
}

/// The names of people or bodies: texts, objects with a `name`, or references to such objects.
fn names(value: Option<&Value>, by_id: &HashMap<&str, &Map<String, Value>>) -> Vec<String> {
    let items = match value {
        Some(Value::Array(items)) => items.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let name = |item: &Value| match item {
        Value::String(name) => vec![name.clone()],
        Value::Object(object) => {
            let referred = || by_id.get(object.get("@id")?.as_str()?).copied();
            let named = object.get("name").or_else(|| referred()?.get("name"));
            texts(named)
        }
        _ => Vec::new(),
    };
    let names = items.iter().flat_map(name).map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_wherever_it_stands() {
        let plain = r#"{"@type":"NewsArticle","headline":"Ports open","datePublished":"2024-05-06T10:00:00Z","inLanguage":"en-GB",
            "author":[{"@type":"Person","name":"Jane Doe"},"Ivo Kern"],"publisher":{"name":"The Harbour Post"},
            "articleSection":"World","keywords":["grain","ports, ships"],"mainEntityOfPage":{"@id":"https://post.example/a"}}"#;
        let graph = r##"<!-- {"@context":"https://schema.org","@graph":[{"@type":"Organization","@id":"#org","name":"The Harbour Post"},
            {"@type":"WebPage","name":"no"},{"@type":["Article","NewsArticle"],"headline":"Ports open","datePublished":"2024-05-06T10:00:00Z",
            "author":{"@id":"#jane"},"publisher":{"@id":"#org"}},{"@type":"Person","@id":"#jane","name":"Jane Doe"}]} -->"##;
        let within = "[{\"@type\":\"WebPage\",\"mainEntity\":{\"@type\":\"https://schema.org/NewsArticle\",\"headline\":\"Ports\nopen\",\"author\":\"Jane Doe\"}}]";
        let article = read(&[plain.to_owned()], "").unwrap();
        assert_eq!(article.authors, ["Jane Doe", "Ivo Kern"]);
        assert_eq!(article.tags, ["World", "grain", "ports", "ships"]);
        assert_eq!(article.url.as_deref(), Some("https://post.example/a"));
        for (script, publisher) in
            [(plain, Some("The Harbour Post")), (graph, Some("The Harbour Post")), (within, None)]
        {
            let article = read(&["{ broken".to_owned(), script.to_owned()], "").unwrap();
            assert_eq!(article.headline.as_deref(), Some("Ports open"));
            assert_eq!((article.authors[0].as_str(), article.publisher.as_deref()), ("Jane Doe", publisher));
        }
        for script in [
            r#"{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle"}]}"#,
            "[]",
            "null",
            "",
            r#"{"@type":"JobPosting"}"#,
        ] {
            assert_eq!(read(&[script.to_owned()], ""), None, "{script}");
        }
        let nested = "[".repeat(100_000);
        assert_eq!(read(&[nested], ""), None);
    }
}
