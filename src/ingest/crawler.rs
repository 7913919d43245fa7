//! The fields of a JSON record, under the names that crawlers give them: Fundus, news-please, newspaper4k, trafilatura,
//! and services of like shape. A field under its own name must be right; a crawler's is taken where it fits.

use super::fields::{self, Value};
use super::format;
use serde_json::{Map, Value as Json};

/// The fields a record may have beside `text`, each with its names in order of trust; the first is the field's own.
pub(crate) const FIELDS: [(&str, &[&str]); 9] = [
    ("id", &["id", "guid", "uuid", "_id"]),
    ("title", &["title", "headline", "title_page", "title_rss"]),
    (
        "outlet",
        &[
            "outlet",
            "publisher",
            "meta_site_name",
            "site_name",
            "sitename",
            "source-hostname",
            "source_name",
            "source",
            "publication",
        ],
    ),
    ("country", &["country"]),
    ("author", &["author", "authors", "byline", "creator"]),
    (
        "date",
        &[
            "date",
            "publishing_date",
            "date_publish",
            "publish_date",
            "date_published",
            "published",
            "published_at",
            "publishedAt",
            "publication_date",
            "pub_date",
            "pubDate",
            "datePublished",
            "created_at",
        ],
    ),
    ("url", &["url", "link", "canonical_link", "source_url", "source"]),
    ("language", &["language", "lang", "meta_lang"]),
    ("tags", &["tags", "topics", "keywords", "categories", "meta_keywords", "category", "section"]),
];

/// The names under which a text may stand.
const TEXTS: [&str; 9] = [
    "text",
    "maintext",
    "plaintext",
    "body",
    "articleBody",
    "article_text",
    "full_text",
    "content",
    "raw_text",
];

/// Whether a record has a text under one of its names.
pub(crate) fn has_text(map: &Map<String, Json>) -> bool {
    TEXTS.iter().any(|name| map.get(*name).is_some_and(|json| text_of(json).is_some()))
}

/// Takes the text of a record, or says why it has none.
pub(crate) fn take_text(map: &mut Map<String, Json>) -> Result<String, String> {
    match map.get("text") {
        // Some crawlers leave it null and put the text elsewhere.
        None | Some(Json::Null) => {}
        Some(Json::String(_)) => {
            let Some(Json::String(text)) = map.remove("text") else { return Ok(String::new()) };
            let other = || TEXTS[1..].iter().find_map(|name| map.get(*name).and_then(text_of));
            return Ok(if text.trim().is_empty() { other().unwrap_or(text) } else { text });
        }
        Some(other) => return Err(format!("“text” must be a string, not {}", kind(other))),
    }
    let found = TEXTS[1..].iter().find_map(|name| map.get(*name).and_then(text_of));
    found.ok_or_else(|| "has no field “text”".to_owned())
}

/// A text, or the sections of a body as Fundus has them.
fn text_of(json: &Json) -> Option<String> {
    match json {
        Json::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Json::Object(body) => {
            let lines = |value: Option<&Json>| -> Vec<String> {
                value
                    .and_then(Json::as_array)
                    .into_iter()
                    .flatten()
                    .filter_map(Json::as_str)
                    .map(str::to_owned)
                    .collect()
            };
            let mut all = lines(body.get("summary"));
            for section in body.get("sections").and_then(Json::as_array).into_iter().flatten() {
                all.extend(lines(section.get("headline")));
                all.extend(lines(section.get("paragraphs")));
            }
            all.retain(|line| !line.trim().is_empty());
            (!all.is_empty()).then(|| all.join("\n\n"))
        }
        _ => None,
    }
}

/// The value of a field, `None` where the record does not state it. The error is about a field under its own name.
pub(crate) fn take(map: &Map<String, Json>, key: &str, names: &[&str]) -> Result<Option<Value>, String> {
    if let Some(json) = map.get(key).filter(|json| !blank(json)) {
        let own = own_value(key, json);
        // A crawler's `url` or `author` of another shape is looked at below.
        if own.is_ok() || !matches!(json, Json::Object(_)) {
            return own.map(Some);
        }
    }
    let found =
        names.iter().filter(|name| **name != key).find_map(|name| crawled(key, name, map.get(*name)?));
    if found.is_none() && key == "url" {
        let responded =
            map.get("html").and_then(|html| html.get("responded_url").or(html.get("requested_url")));
        return Ok(responded.and_then(|json| crawled(key, "url", json)));
    }
    match (found, map.get(key)) {
        (None, Some(json)) if !blank(json) => own_value(key, json).map(Some),
        (found, _) => Ok(found),
    }
}

/// Nothing, or what programs write for nothing.
fn blank(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::String(text) => matches!(text.trim(), "" | "None" | "null" | "NaN"),
        Json::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// The value of a field under its own name.
fn own_value(key: &str, json: &Json) -> Result<Value, String> {
    let wrong = |json: &Json| format!("“{key}” must be a string, not {}", kind(json));
    Ok(match json {
        Json::String(text) if key == "author" => Value::Text(joined(text)),
        Json::String(text) => Value::Text(text.clone()),
        Json::Number(number) => {
            fields::refuse_number(key)?;
            Value::Text(number.to_string())
        }
        Json::Array(items) if matches!(key, "tags" | "author") => Value::List(
            items
                .iter()
                .map(|item| item.as_str().map(str::to_owned).ok_or_else(|| wrong(item)))
                .collect::<Result<_, _>>()?,
        ),
        other => return Err(wrong(other)),
    })
}

/// The value of a field under a crawler's name, if it can be one.
fn crawled(key: &str, name: &str, json: &Json) -> Option<Value> {
    if blank(json) {
        return None;
    }
    match json {
        Json::String(text) => {
            let address = text.contains("://");
            let fits = match key {
                "url" => format::web_address(text).is_some(),
                "outlet" => !address,
                _ => true,
            };
            let text = if key == "author" { joined(text) } else { text.clone() };
            fits.then_some(Value::Text(text))
        }
        Json::Number(number) if matches!(key, "id" | "date") => Some(Value::Text(number.to_string())),
        Json::Array(items) if matches!(key, "tags" | "author") => {
            let items: Vec<String> = items
                .iter()
                .filter_map(|item| item.as_str().or_else(|| item.get("name")?.as_str()))
                .map(str::to_owned)
                .collect();
            (!items.is_empty()).then_some(Value::List(items))
        }
        Json::Object(object) => {
            let inner = if name == "_id" { "$oid" } else { "name" };
            object.get(inner)?.as_str().map(|text| Value::Text(text.to_owned()))
        }
        _ => None,
    }
}

/// Several names in one text, as trafilatura writes them, with commas.
fn joined(names: &str) -> String {
    names.split(';').map(str::trim).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What a value is, for a complaint about it.
pub(crate) const fn kind(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "a number",
        Json::String(_) => "a string",
        Json::Array(_) => "an array",
        Json::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_under_their_own_names_must_be_right() {
        for (record, key, expected) in [
            (
                r#"{"outlet":5}"#,
                "outlet",
                Err("“outlet” must be a string, not a number; put it in quotation marks if it is meant so"),
            ),
            (r#"{"outlet":["a"]}"#, "outlet", Err("“outlet” must be a string, not an array")),
            (r#"{"tags":["a",1]}"#, "tags", Err("“tags” must be a string, not a number")),
            (r#"{"url":true}"#, "url", Err("“url” must be a string, not true or false")),
            (r#"{"id":7}"#, "id", Ok(Some("7"))),
            (r#"{"title":1984}"#, "title", Ok(Some("1984"))),
            (r#"{"date":null,"publish_date":"2024-05-06"}"#, "date", Ok(Some("2024-05-06"))),
            (r#"{"author":"None","authors":["A","B"]}"#, "author", Ok(Some("A|B"))),
            (r#"{"author":"Doe, Jane; Kern, Ivo"}"#, "author", Ok(Some("Doe, Jane, Kern, Ivo"))),
            (r#"{"source":{"id":"x","name":"The Post"}}"#, "outlet", Ok(Some("The Post"))),
            (r#"{"source":"https://post.example/a"}"#, "outlet", Ok(None)),
            (r#"{"source":"https://post.example/a"}"#, "url", Ok(Some("https://post.example/a"))),
            (r#"{"link":"javascript:x"}"#, "url", Ok(None)),
            (r#"{"_id":{"$oid":"5f"}}"#, "id", Ok(Some("5f"))),
            (r#"{"keywords":[{"name":"war"},"peace",3]}"#, "tags", Ok(Some("war|peace"))),
        ] {
            let map: Map<String, Json> = serde_json::from_str(record).unwrap();
            let names = FIELDS.iter().find(|(known, _)| *known == key).unwrap().1;
            let got = take(&map, key, names).map(|value| {
                value.map(|value| match value {
                    Value::Text(text) => text,
                    Value::List(items) => items.join("|"),
                })
            });
            assert_eq!(got.as_ref().map(Option::as_deref).map_err(String::as_str), expected, "{record}");
        }
    }

    #[test]
    fn texts_under_many_names() {
        for (record, expected) in [
            (r#"{"text":"A","maintext":"B"}"#, Some("A")),
            (r#"{"text":null,"maintext":"B"}"#, Some("B")),
            (r#"{"text":" ","raw_text":"B"}"#, Some("B")),
            (r#"{"text":"","title":"B"}"#, Some("")),
            (
                r#"{"body":{"summary":["S"],"sections":[{"headline":["H"],"paragraphs":["P","Q"]},{"headline":[],"paragraphs":["R"]}]}}"#,
                Some("S\n\nH\n\nP\n\nQ\n\nR"),
            ),
            (r#"{"body":{"sections":[]}}"#, None),
            (r#"{"text":5,"body":"B"}"#, None),
        ] {
            let mut map: Map<String, Json> = serde_json::from_str(record).unwrap();
            assert_eq!(take_text(&mut map).ok().as_deref(), expected, "{record}");
        }
    }
}
