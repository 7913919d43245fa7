//! `feeds`: the feeds that are followed with how it goes with each; following them no more, fetching their pages too.

use super::args::Feeds;
use super::own::folder;
use super::{Outcome, outcome, shelf, terminal};
use crate::library::Store;
use crate::model::Feed;
use crate::model::spelling::nearest;
use crate::model::text::counted;
use crate::report::{self, Format};
use anyhow::Result;
use std::io::Write;
use std::path::Path;

/// Lists the feeds, or changes what is asked for.
pub(crate) fn run(arguments: &Feeds, out: &mut dyn Write) -> Result<Outcome> {
    let Feeds { format, home, remove, full_text, teaser } = arguments;
    let folder = folder(home)?;
    let (mut store, saved) = Store::open_or_save(&folder, shelf::now())?;
    outcome::warn(saved.as_slice());
    let followed = store.feeds()?;
    if remove.is_empty() && full_text.is_empty() && teaser.is_empty() {
        return list(&followed, *format, &folder, out);
    }
    let mut missed = 0;
    let mut chosen = |names: &[String]| {
        let (chosen, unknown) = named(&followed, names);
        missed += unknown;
        chosen
    };
    let (gone, full, short) = (chosen(remove), chosen(full_text), chosen(teaser));
    store.remove_feeds(&urls(&gone))?;
    store.fetch_full_text(&urls(&full), true)?;
    store.fetch_full_text(&urls(&short), false)?;
    let said = [
        (&gone, "is followed no more; its articles stay"),
        (&full, "from now on the pages of its entries are fetched too"),
        (&short, "from now on only what the feed itself has is fetched"),
    ];
    for (feeds, what) in said {
        for feed in feeds {
            writeln!(out, "{}: {what}", feed.source.name())?;
        }
    }
    let done = gone.len() + full.len() + short.len();
    Ok(match (done, missed) {
        (0, _) => Outcome::Nothing,
        (_, 0) => Outcome::Done,
        _ => Outcome::Partial,
    })
}

fn urls(feeds: &[Feed]) -> Vec<&str> {
    feeds.iter().map(|feed| feed.source.url.as_str()).collect()
}

fn list(feeds: &[Feed], format: Format, folder: &Path, out: &mut dyn Write) -> Result<Outcome> {
    if feeds.is_empty() {
        let place = folder.display();
        outcome::complain(&format!("no feed is followed in {place}: “dateline add ADDRESS” adds one"));
    }
    if !feeds.is_empty() || matches!(format, Format::Json | Format::Jsonl | Format::Csv) {
        report::write_feeds(feeds, format, terminal::layout(), out)?;
    }
    Ok(if feeds.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// The feeds that names mean, each once, in order; and how many names mean none, which is told. A name is an address,
/// a title, or words that only one address or title has.
pub(super) fn named(feeds: &[Feed], names: &[String]) -> (Vec<Feed>, usize) {
    let (mut chosen, mut unknown) = (vec![false; feeds.len()], 0);
    for name in names {
        match find(feeds, name) {
            Ok(place) => chosen[place] = true,
            Err(reason) => {
                unknown += 1;
                outcome::complain(&reason);
            }
        }
    }
    let chosen = feeds.iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(feed, _)| feed.clone());
    (chosen.collect(), unknown)
}

fn find(feeds: &[Feed], name: &str) -> Result<usize, String> {
    let address = crate::fetch::Address::read(name).map(|address| address.to_string()).ok();
    let same = |feed: &Feed| {
        Some(feed.source.url.as_str()) == address.as_deref()
            || feed.source.title.as_ref().is_some_and(|title| title.to_lowercase() == name.to_lowercase())
    };
    if let Some(place) = feeds.iter().position(same) {
        return Ok(place);
    }
    let part = name.to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&part);
    let having: Vec<usize> = (0..feeds.len())
        .filter(|&place| has(&feeds[place].source.url) || has(feeds[place].source.name()))
        .collect();
    match having.as_slice() {
        [one] if !part.trim().is_empty() => Ok(*one),
        [] => {
            let names = feeds.iter().flat_map(|feed| [feed.source.name().as_str(), feed.source.url.as_str()]);
            let meant = nearest(name, names).map(|meant| format!("; did you mean “{meant}”?"));
            Err(format!("no feed “{name}” is followed{}", meant.unwrap_or_default()))
        }
        many => {
            Err(format!("“{name}” may be any of {}; write more of its address", counted(many.len(), "feed")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedSource, FeedState, SafeText};

    #[test]
    fn feeds_are_found_by_address_title_and_part() {
        let feed = |url: &str, title: &str| Feed {
            source: FeedSource {
                url: url.into(),
                title: Some(SafeText::line(title)),
                site: None,
                folders: Vec::new(),
            },
            named: true,
            full_text: false,
            state: FeedState::default(),
        };
        let feeds = [
            feed("https://courier.example/rss", "The Courier"),
            feed("https://courier.example/atom", "Courier Sport"),
            feed("https://post.example/feed", "Harbour Post"),
        ];
        for (name, expected) in [
            ("https://courier.example/atom", Some(1)),
            ("courier.example/rss", Some(0)),
            ("the courier", Some(0)),
            ("harbour", Some(2)),
            ("courier", None),
            ("Harbor Post", None),
            ("", None),
        ] {
            assert_eq!(find(&feeds, name).ok(), expected, "{name}");
        }
        assert_eq!(
            find(&feeds, "Harbor Post"),
            Err("no feed “Harbor Post” is followed; did you mean “Harbour Post”?".into())
        );
        let names = ["harbour".to_owned(), "the courier".to_owned(), "harbour".to_owned(), "x".to_owned()];
        let (chosen, unknown) = named(&feeds, &names);
        assert_eq!((chosen, unknown), (vec![feeds[0].clone(), feeds[2].clone()], 1));
    }
}
