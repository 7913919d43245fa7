//! What is known of an article besides its text, as it is kept: a form of its own, so that a store outlives changes of
//! the types of the program. The first byte tells the form; a form that was once written can be read for ever.

use crate::model::{
    Article, Basis, CountryCode, GivenDate, Outlet, Part, Precision, Role, SafeText, Span, Title,
};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The first byte of the form that is written.
const FORM: u8 = 1;

/// The roles by their number in the store. New ones are added at the end.
const ROLES: [Role; 11] = [
    Role::Title,
    Role::Outlet,
    Role::Byline,
    Role::Dateline,
    Role::Tag,
    Role::Heading,
    Role::Body,
    Role::Caption,
    Role::Quote,
    Role::List,
    Role::Furniture,
];

/// How sure something is, by number.
const BASES: [Basis; 3] = [Basis::Stated, Basis::Inferred, Basis::Unknown];

/// How exact a date is, by number.
const PRECISIONS: [Precision; 3] = [Precision::Day, Precision::Month, Precision::Year];

#[derive(Serialize, Deserialize)]
struct Head {
    title: Option<String>,
    title_at: Option<(u32, u32)>,
    outlet: Option<String>,
    country: Option<String>,
    basis: u8,
    outlet_why: String,
    byline: Option<String>,
    language: Option<String>,
    tags: Vec<String>,
    date: Option<Date>,
    /// The reasons of the parts, each once.
    reasons: Vec<String>,
    /// First and last byte, role, and the number of the reason.
    parts: Vec<(u32, u32, u8, u32)>,
}

#[derive(Serialize, Deserialize)]
struct Date {
    /// Days since the first of January of the year 1.
    day: i32,
    precision: u8,
    minute: Option<(u8, u8)>,
    source: String,
}

fn number<T: PartialEq>(all: &[T], one: &T) -> u8 {
    all.iter().position(|other| other == one).unwrap_or(0) as u8
}

fn of_number<T: Copy>(all: &[T], number: u8) -> Option<T> {
    all.get(usize::from(number)).copied()
}

fn owned(text: Option<&SafeText>) -> Option<String> {
    text.map(ToString::to_string)
}

/// The bytes of what is known of an article besides id, places and text.
pub(super) fn encode(article: &Article) -> Vec<u8> {
    let mut reasons: Vec<String> = Vec::new();
    let mut parts = Vec::with_capacity(article.parts.len());
    for part in &article.parts {
        let known = reasons.iter().position(|reason| *reason == *part.why);
        let reason = known.unwrap_or_else(|| {
            reasons.push(part.why.to_string());
            reasons.len() - 1
        });
        parts.push((part.span.start, part.span.end, number(&ROLES, &part.role), reason as u32));
    }
    let title = article.title.as_ref();
    let head = Head {
        title: title.map(|title| title.text.to_string()),
        title_at: title.and_then(|title| title.span).map(|span| (span.start, span.end)),
        outlet: owned(article.outlet.name.as_ref()),
        country: article.outlet.country.map(|country| country.to_string()),
        basis: number(&BASES, &article.outlet.basis),
        outlet_why: article.outlet.why.to_string(),
        byline: owned(article.byline.as_ref()),
        language: owned(article.language.as_ref()),
        tags: article.tags.iter().map(ToString::to_string).collect(),
        date: article.given_date.as_ref().map(|given| Date {
            day: given.date.num_days_from_ce(),
            precision: number(&PRECISIONS, &given.precision),
            minute: given.minute,
            source: given.source.to_string(),
        }),
        reasons,
        parts,
    };
    // Strings and numbers can always be written; what is empty is read back as damage.
    postcard::to_extend(&head, vec![FORM]).unwrap_or_default()
}

/// An article from its parts in the store; `None` where they are damaged or of a form that is not known.
pub(super) fn decode(
    head: &[u8],
    id: &str,
    url: Option<&str>,
    path: Option<&str>,
    text: &str,
) -> Option<Article> {
    let (&FORM, bytes) = head.split_first()? else { return None };
    let head: Head = postcard::from_bytes(bytes).ok()?;
    let text = SafeText::new(text);
    let inside = |(start, end): (u32, u32)| {
        let span = Span::new(start, end);
        (start <= end && text.get(span.range()).is_some()).then_some(span)
    };
    let reasons: Vec<SafeText> = head.reasons.iter().map(|reason| SafeText::line(reason)).collect();
    let mut parts = Vec::with_capacity(head.parts.len());
    let mut end = 0;
    for (from, to, role, reason) in head.parts {
        let span = inside((from, to)).filter(|span| span.start >= end)?;
        end = span.end;
        parts.push(Part { span, role: of_number(&ROLES, role)?, why: reasons.get(reason as usize)?.clone() });
    }
    let line = |text: Option<String>| text.map(|text| SafeText::line(&text));
    let given = |date: Date| {
        Some(GivenDate {
            date: NaiveDate::from_num_days_from_ce_opt(date.day)?,
            precision: of_number(&PRECISIONS, date.precision)?,
            minute: date.minute.filter(|&(hour, minute)| hour < 24 && minute < 60),
            source: SafeText::line(&date.source),
        })
    };
    let title_at = head.title_at.map(inside);
    Some(Article {
        id: SafeText::line(id),
        path: path.map(SafeText::line),
        url: url.map(SafeText::line),
        title: match (head.title, title_at) {
            (Some(title), at) => Some(Title { text: SafeText::line(&title), span: at.flatten() }),
            (None, _) => None,
        },
        outlet: Outlet {
            name: line(head.outlet),
            country: head.country.as_deref().and_then(CountryCode::new),
            basis: of_number(&BASES, head.basis)?,
            why: SafeText::line(&head.outlet_why),
        },
        byline: line(head.byline),
        language: line(head.language),
        tags: head.tags.iter().map(|tag| SafeText::line(tag)).collect(),
        given_date: match head.date {
            Some(date) => Some(given(date)?),
            None => None,
        },
        text,
        parts,
    })
}

/// A key of 16 bytes for some pieces, each with its length.
pub(super) fn key(pieces: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for piece in pieces {
        hash.update((piece.len() as u64).to_le_bytes());
        hash.update(piece);
    }
    let mut key = [0; 16];
    key.copy_from_slice(&hash.finalize()[..16]);
    key
}

/// An address as it is compared: without scheme, `www.`, fragment, last stroke, and what only tells where a reader
/// came from.
pub(super) fn address(url: &str) -> String {
    let url = url.trim();
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.split('#').next().unwrap_or(bare);
    let (place, asked) = bare.split_once('?').unwrap_or((bare, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let tracks = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        name.starts_with("utm_") || matches!(name, "fbclid" | "gclid" | "mc_cid" | "mc_eid" | "ref")
    };
    let asked: Vec<&str> = asked.split('&').filter(|pair| !pair.is_empty() && !tracks(pair)).collect();
    let asked = if asked.is_empty() { String::new() } else { format!("?{}", asked.join("&")) };
    format!("{host}/{}{asked}", path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing;
    use proptest::prelude::*;

    fn article() -> Article {
        let text = "Tïtle\n\nFirst line.";
        let part = |start, end, role| Part {
            span: Span::new(start, end),
            role,
            why: SafeText::line("as it stands"),
        };
        Article {
            id: "a".into(),
            path: Some("a.txt".into()),
            url: Some("https://example.org/a".into()),
            title: Some(Title { text: "Tïtle".into(), span: Some(Span::new(0, 6)) }),
            outlet: Outlet {
                name: Some("Baltic Gazette".into()),
                country: CountryCode::new("PL"),
                basis: Basis::Inferred,
                why: "a box".into(),
            },
            byline: Some("Jane Doe".into()),
            language: Some("en".into()),
            tags: vec!["sea".into(), "storm".into()],
            given_date: Some(GivenDate {
                date: NaiveDate::from_ymd_opt(2024, 2, 29).unwrap(),
                precision: Precision::Month,
                minute: Some((23, 59)),
                source: "the record".into(),
            }),
            text: text.into(),
            parts: vec![part(0, 6, Role::Title), part(8, 19, Role::Body)],
        }
    }

    fn back(head: &[u8], article: &Article) -> Option<Article> {
        decode(head, &article.id, article.url.as_deref(), article.path.as_deref(), &article.text)
    }

    #[test]
    fn what_is_kept_comes_back() {
        let whole = article();
        let bare = Article {
            url: whole.url.clone(),
            path: whole.path.clone(),
            ..testing::article("a", "No part.\n")
        };
        for article in [whole, bare] {
            assert_eq!(back(&encode(&article), &article), Some(article));
        }
    }

    #[test]
    fn all_roles_have_a_number() {
        for role in ROLES {
            assert_eq!(of_number(&ROLES, number(&ROLES, &role)), Some(role));
        }
    }

    #[test]
    fn the_first_form_is_read_for_ever() {
        // As written when the form was made: a title, an outlet nobody names, no parts.
        let bytes = [1, 1, 1, b'T', 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0];
        let read = decode(&bytes, "a", None, None, "x").unwrap();
        assert_eq!((read.title.unwrap().text.as_str(), read.outlet.basis), ("T", Basis::Unknown));
        assert!(decode(&[2, 1, 1, b'T'], "a", None, None, "x").is_none(), "a form that is not known");
    }

    #[test]
    fn addresses_that_mean_one_page() {
        for (one, other, same) in [
            ("https://www.Example.org/a/", "http://example.org/a", true),
            ("https://example.org/a?utm_source=x&id=3#top", "https://example.org/a?id=3", true),
            ("https://example.org/a?id=3", "https://example.org/a?id=4", false),
            ("https://example.org/A", "https://example.org/a", false),
            ("https://example.org", "https://example.org/", true),
        ] {
            assert_eq!(address(one) == address(other), same, "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn damage_is_noticed_or_harmless(at in 0_usize..400, byte: u8) {
            let article = article();
            let mut head = encode(&article);
            let at = at % head.len();
            head[at] = byte;
            if let Some(read) = back(&head, &article) {
                for part in &read.parts {
                    prop_assert!(read.text.get(part.span.range()).is_some());
                }
            }
        }
    }
}
