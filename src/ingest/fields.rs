//! What a format, a sidecar or a block of front matter states about an article: one table of keys for all of them.

use super::{dates, format};
use crate::model::GivenDate;
use crate::model::spelling::nearest;

/// The statements about one article. Raw text: it becomes safe when the article is finished.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    pub(crate) id: Option<String>,
    /// What tells it from others of its source, beside an address: no name to show, but it stays when the text changes.
    pub(crate) key: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) date: Option<GivenDate>,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) tags: Vec<String>,
    /// What stated them: `the record`, `the sidecar`, `the front matter`.
    pub(crate) source: &'static str,
    /// Where the name of the outlet was found, where that is not a field of the name.
    pub(crate) outlet_from: Option<&'static str>,
}

/// The value of a key, as the formats have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// One text (or number).
    Text(String),
    /// A list of texts.
    List(Vec<String>),
}

impl Value {
    /// One text; the items of a list joined.
    fn text(self) -> String {
        match self {
            Self::Text(text) => text.trim().to_owned(),
            Self::List(items) => items
                .iter()
                .map(|item| item.trim())
                .filter(|item| !item.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
        }
    }

    /// The items of a list, or of a text with commas.
    fn items(self) -> Vec<String> {
        let items = match self {
            Self::List(items) => items,
            Self::Text(text) => text.split([',', ';']).map(str::to_owned).collect(),
        };
        items.into_iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
    }
}

/// The keys that are known, each with the words people write for it elsewhere.
const KEYS: [(&str, &[&str]); 9] = [
    ("id", &["guid", "identifier", "uuid", "slug"]),
    ("title", &["headline", "head", "heading", "name", "subject"]),
    ("outlet", &["source", "publisher", "publication", "site", "newspaper", "site_name"]),
    ("country", &["nation", "place", "location", "region"]),
    ("author", &["byline", "authors", "by", "writer", "creator"]),
    ("date", &["published", "pubdate", "datetime", "time", "published_at", "day", "created"]),
    ("url", &["link", "href", "permalink", "address", "uri"]),
    ("language", &["lang", "locale"]),
    ("tags", &["tag", "keywords", "topics", "categories", "category", "subjects", "labels"]),
];

impl Fields {
    /// Sets a key. The error says what is wrong with the key or the value, and what would be right.
    pub(crate) fn set(&mut self, key: &str, value: Value) -> Result<(), String> {
        let lower = key.trim().to_lowercase();
        if lower == "tags" {
            self.tags = value.items();
            return Ok(());
        }
        if let Value::List(items) = &value
            && is_key(&lower)
            && lower != "author"
            && !items.is_empty()
        {
            return Err(format!("“{lower}” must be one text, not a list"));
        }
        let text = value.text();
        if lower == "url" && !is_web_address(&text) {
            let shown = format::head(&text, 40);
            return Err(format!("“url” must begin with http:// or https://, not “{shown}”"));
        }
        let slot = match lower.as_str() {
            "id" => &mut self.id,
            "title" => &mut self.title,
            "outlet" => &mut self.outlet,
            "country" => &mut self.country,
            "author" => &mut self.author,
            "url" => &mut self.url,
            "language" => &mut self.language,
            "date" if text.is_empty() => return Ok(()),
            "date" => {
                self.date = Some(dates::given(&text, &format!("the field “date” of {}", self.source))?);
                return Ok(());
            }
            _ => return Err(unknown(key)),
        };
        *slot = (!text.is_empty()).then_some(text);
        Ok(())
    }

    /// Takes from `other` what is not stated here.
    pub(crate) fn or(self, other: Self) -> Self {
        let own_outlet = self.outlet.is_some();
        Self {
            id: self.id.or(other.id),
            key: self.key.or(other.key),
            title: self.title.or(other.title),
            outlet: self.outlet.or(other.outlet),
            country: self.country.or(other.country),
            author: self.author.or(other.author),
            date: self.date.or(other.date),
            url: self.url.or(other.url),
            language: self.language.or(other.language),
            tags: if self.tags.is_empty() { other.tags } else { self.tags },
            source: self.source,
            outlet_from: if own_outlet { self.outlet_from } else { other.outlet_from },
        }
    }
}

/// Whether a key is one of those that are read; case does not count.
pub(crate) fn is_key(key: &str) -> bool {
    KEYS.iter().any(|(known, _)| known.eq_ignore_ascii_case(key.trim()))
}

/// The complaint about a bare number where a name or an address belongs. An id, a title and a year may be numbers.
pub(crate) fn refuse_number(key: &str) -> Result<(), String> {
    let lower = key.trim().to_lowercase();
    if !is_key(&lower) || matches!(lower.as_str(), "id" | "title" | "date") {
        return Ok(());
    }
    Err(format!("“{lower}” must be a string, not a number; put it in quotation marks if it is meant so"))
}

/// Whether an address names no scheme or one of the web's: nothing else is to be opened from an article.
fn is_web_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some((scheme, _)) = lower.split_once(':') else { return true };
    // Before a colon further on, or with a dot in it, stands a host or a path.
    matches!(scheme, "http" | "https") || scheme.contains(['.', '/', '?'])
}

/// The complaint about a key nobody knows, with the nearest known one.
fn unknown(key: &str) -> String {
    let shown = format::head(key.trim(), 40);
    let lower = shown.to_lowercase();
    let alias = KEYS.iter().find(|(_, aliases)| aliases.contains(&lower.as_str())).map(|(key, _)| *key);
    let near = || nearest(&lower, KEYS.iter().map(|(key, _)| *key));
    if let Some(meant) = alias.or_else(near) {
        return format!("unknown key “{shown}”; “{meant}” is meant?");
    }
    let keys: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
    format!("unknown key “{shown}”; known are {}", keys.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_keys_name_the_nearest() {
        for (key, expected) in [
            ("titel", "unknown key “titel”; “title” is meant?"),
            ("Published", "unknown key “Published”; “date” is meant?"),
            ("tag", "unknown key “tag”; “tags” is meant?"),
            (
                "layout",
                "unknown key “layout”; known are id, title, outlet, country, author, date, url, language, tags",
            ),
        ] {
            assert_eq!(Fields::default().set(key, Value::Text("x".into())).unwrap_err(), expected);
        }
    }

    #[test]
    fn addresses_of_other_schemes_are_refused() {
        for (url, expected) in [
            ("https://example.org/a", true),
            ("HTTP://example.org", true),
            ("example.org/a:b", true),
            ("example.org:8080/a", true),
            ("javascript:alert(1)", false),
            ("file:///etc/hosts", false),
            ("mailto:jane@example.org", false),
        ] {
            let mut fields = Fields::default();
            assert_eq!(fields.set("url", Value::Text(url.into())).is_ok(), expected, "{url}");
            assert_eq!(fields.url.is_some(), expected, "{url}");
        }
    }

    #[test]
    fn values_of_both_shapes() {
        let mut fields = Fields { source: "the record", ..Fields::default() };
        fields.set("Tags", Value::Text("war, peace;  trade".into())).unwrap();
        fields.set("author", Value::List(vec!["Ann".into(), "Ben".into()])).unwrap();
        fields.set("title", Value::Text("   ".into())).unwrap();
        fields.set("date", Value::Text("2024-02".into())).unwrap();
        assert_eq!(fields.tags, ["war", "peace", "trade"]);
        assert_eq!((fields.author.as_deref(), fields.title), (Some("Ann, Ben"), None));
        assert_eq!(fields.date.unwrap().source.as_str(), "the field “date” of the record");
    }
}
