//! The feeds that are followed, written out: when each last answered, how many articles came, what goes wrong.

use super::document::{Document, Item, Line, Look};
use super::tables::Rows;
use super::{Format, Layout, html, json, markdown, text};
use crate::model::text::counted;
use crate::model::{Feed, SafeText};
use chrono::DateTime;
use serde::Serialize;
use std::io::{self, Write};

/// Writes feeds in a format.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_feeds(feeds: &[Feed], format: Format, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Json | Format::Jsonl => {
            json::each(feeds.iter().map(Record::new), format == Format::Jsonl, out)
        }
        Format::Csv => table(feeds, out),
        Format::Text => text::write(&page(feeds), layout, out),
        Format::Md => markdown::write(&page(feeds), out),
        Format::Html => html::write(&page(feeds), out),
    }
}

/// A feed for programs. Times are by universal time, as ISO 8601 has them.
#[derive(Serialize)]
struct Record<'f> {
    url: &'f SafeText,
    title: Option<&'f SafeText>,
    site: Option<&'f SafeText>,
    folders: &'f [SafeText],
    full_text: bool,
    articles: u32,
    fetched: Option<String>,
    tried: Option<String>,
    wait_until: Option<String>,
    failures: u32,
    reason: Option<&'f SafeText>,
    gone: bool,
}

impl<'f> Record<'f> {
    fn new(feed: &'f Feed) -> Self {
        let Feed { source, full_text, state, .. } = feed;
        let time = |at: Option<i64>| at.and_then(|at| time(at, "%Y-%m-%dT%H:%M:%SZ"));
        Self {
            url: &source.url,
            title: source.title.as_ref(),
            site: source.site.as_ref(),
            folders: &source.folders,
            full_text: *full_text,
            articles: state.articles,
            fetched: time(state.fetched),
            tried: time(state.tried),
            wait_until: time(state.wait_until),
            failures: state.failures,
            reason: state.reason.as_ref(),
            gone: state.gone,
        }
    }
}

/// Seconds since 1970 in a form; `None` where no calendar has them.
fn time(at: i64, form: &str) -> Option<String> {
    DateTime::from_timestamp(at, 0).map(|at| at.format(form).to_string())
}

fn table(feeds: &[Feed], out: &mut dyn Write) -> io::Result<()> {
    let header = [
        "url",
        "title",
        "site",
        "folders",
        "full_text",
        "articles",
        "fetched",
        "tried",
        "wait_until",
        "failures",
        "reason",
        "gone",
    ];
    let mut rows = Rows::new(out, &header)?;
    for feed in feeds {
        let record = Record::new(feed);
        let folders: Vec<&str> = record.folders.iter().map(SafeText::as_str).collect();
        rows.row(&[
            record.url,
            record.title.map_or("", SafeText::as_str),
            record.site.map_or("", SafeText::as_str),
            &folders.join("/"),
            if record.full_text { "true" } else { "false" },
            &record.articles.to_string(),
            record.fetched.as_deref().unwrap_or_default(),
            record.tried.as_deref().unwrap_or_default(),
            record.wait_until.as_deref().unwrap_or_default(),
            &record.failures.to_string(),
            record.reason.map_or("", SafeText::as_str),
            if record.gone { "true" } else { "false" },
        ])?;
    }
    rows.end()
}

fn page(feeds: &[Feed]) -> Document {
    let mut page = Document::new("Feeds");
    page.heading(1, Line::of(&counted(feeds.len(), "feed")));
    let item = |feed: &Feed| {
        let fetched = feed.state.fetched.and_then(|at| time(at, "%Y-%m-%d %H:%M"));
        let fetched = fetched.map_or_else(|| "never fetched".to_owned(), |at| format!("fetched {at} UTC"));
        let articles = counted(feed.state.articles as usize, "article");
        let under = [
            Line::default().with(&feed.source.url, Look::Link),
            Line::facts([fetched.as_str(), &articles]),
            Line::of(&going(feed)),
        ];
        Item {
            marker: String::new(),
            first: Line::strong(feed.source.name()),
            under: under.into_iter().filter(|line| !line.0.is_empty()).collect(),
        }
    };
    page.items(feeds.iter().map(item).collect());
    page
}

/// How it goes with a feed, in words; nothing where all is well.
fn going(feed: &Feed) -> String {
    let state = &feed.state;
    let mut all = Vec::new();
    if feed.full_text {
        all.push("with pages".to_owned());
    }
    if state.gone {
        all.push("gone for good".to_owned());
    } else if state.failures > 0 {
        let times = if state.failures == 1 { String::new() } else { format!(" {} times", state.failures) };
        let reason = state.reason.as_deref().unwrap_or("no reason is known");
        all.push(format!("failed{times}: {reason}"));
    }
    if let Some(until) = state.wait_until.and_then(|at| time(at, "%Y-%m-%d %H:%M")) {
        all.push(format!("not asked before {until} UTC"));
    }
    all.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedSource, FeedState};
    use crate::report::Paint;

    fn written(format: Format) -> String {
        let source = |url: &str, title: Option<&str>| FeedSource {
            url: url.into(),
            title: title.map(SafeText::line),
            site: Some("https://a.example/".into()),
            folders: vec!["News".into(), "North".into()],
        };
        let good = FeedState {
            fetched: Some(1_700_000_000),
            tried: Some(1_700_000_000),
            articles: 12,
            ..FeedState::default()
        };
        let bad = FeedState {
            tried: Some(1_700_000_000),
            wait_until: Some(1_700_000_600),
            failures: 2,
            reason: Some("was asked too often (429)".into()),
            ..FeedState::default()
        };
        let feeds = [
            Feed {
                source: source("https://a.example/rss", Some("=The Courier")),
                named: true,
                full_text: true,
                state: good,
            },
            Feed { source: source("https://b.example/", None), named: false, full_text: false, state: bad },
        ];
        let mut out = Vec::new();
        write_feeds(&feeds, format, Layout { columns: 140, paint: Paint::off() }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn feeds_are_written_for_people_and_programs() {
        insta::assert_snapshot!(
            [Format::Text, Format::Jsonl, Format::Csv, Format::Md].map(written).join("\n")
        );
        assert!(serde_json::from_str::<serde_json::Value>(&written(Format::Json)).unwrap().is_array());
        assert!(written(Format::Html).contains("The Courier"));
    }
}
