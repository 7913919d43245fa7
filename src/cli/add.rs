//! `add`: feeds to follow, by their address, that of a page which points to one, or a list of feeds. Each is looked at
//! before it is added; nothing is fetched into the library yet.

use super::args::Add;
use super::{Outcome, outcome, own, shelf, web};
use crate::fetch::{Address, Cancel, Client, Limits, Request, Slots};
use crate::ingest::{Fetched, Found};
use crate::library::Store;
use crate::model::text::counted;
use crate::model::{Feed, FeedSource, FeedState, SafeText, Warning};
use anyhow::Result;
use std::io::Write;
use std::path::Path;

/// Adds feeds and says of each whether it is new.
pub(crate) fn run(arguments: &Add, out: &mut dyn Write) -> Result<Outcome> {
    let Add { home, full_text, sources } = arguments;
    let folder = own::folder(home)?;
    let mut warnings = Vec::new();
    let limits = web::limits(&mut warnings);
    outcome::warn(&warnings);
    let slots = Slots::new(limits.pause);
    let adder = Adder {
        client: Client::new(limits, slots, Cancel::default(), shelf::now()),
        limits,
        full_text: *full_text,
    };
    let (mut store, saved) = Store::open_or_save(&folder, shelf::now())?;
    outcome::warn(saved.as_slice());
    let (mut fresh, mut there, mut failed) = (0, 0, 0);
    for source in sources {
        let mut warnings = Vec::new();
        let source = Path::new(source);
        let found = adder.look(source, &mut warnings);
        failed += warnings.iter().filter(|one| one.kind == crate::model::WarningKind::Unreadable).count();
        outcome::warn(&warnings);
        let found = match found {
            Ok(found) => found,
            Err(reason) => {
                failed += 1;
                outcome::warn(&[Warning::unreadable(&source.display().to_string(), &reason)]);
                continue;
            }
        };
        let new = store.add_feeds(&found)?;
        for (feed, new) in found.iter().zip(new) {
            *(if new { &mut fresh } else { &mut there }) += 1;
            let what = if new { "added" } else { "there already" };
            let Feed { source, .. } = feed;
            let title = source.title.as_ref().map(|title| format!("{title} ")).unwrap_or_default();
            writeln!(out, "{what}: {title}<{}>", source.url)?;
        }
    }
    if fresh > 0 {
        outcome::complain(&format!(
            "{} added; “dateline fetch” fetches the articles",
            counted(fresh, "feed")
        ));
    }
    Ok(match (fresh + there, failed) {
        (0, _) => Outcome::Nothing,
        (_, 0) if saved.is_none() => Outcome::Done,
        _ => Outcome::Partial,
    })
}

struct Adder {
    client: Client,
    limits: Limits,
    full_text: bool,
}

impl Adder {
    /// The feeds that an argument means.
    fn look(&self, source: &Path, warnings: &mut Vec<Warning>) -> Result<Vec<Feed>, String> {
        if source.exists() {
            return self.file(source, warnings);
        }
        let text = source.to_str().ok_or("is no file and no web address")?;
        let looks_like_file = !web::is_url(text) && source.extension().is_some_and(|end| end == "opml");
        if looks_like_file {
            return Err("there is no such file".to_owned());
        }
        let asked = Address::read(text).map_err(|refused| refused.to_string())?;
        let (address, found) = self.get(&asked, &asked, warnings)?;
        match found {
            Found::Feed(source) => Ok(vec![self.feed(source, &address, true)]),
            Found::List(feeds, told) => {
                warnings.extend(told);
                Ok(self.list(feeds))
            }
            Found::Page(feeds) => self.page(&asked, &address, &feeds, warnings),
            Found::Other => Err("is no feed, no list of feeds and no page".to_owned()),
        }
    }

    /// A list of feeds in a file.
    fn file(&self, file: &Path, warnings: &mut Vec<Warning>) -> Result<Vec<Feed>, String> {
        let bytes = std::fs::read(file).map_err(|error| format!("cannot be read: {error}"))?;
        let place = file.display().to_string();
        match (Fetched { url: place, bytes, charset: None, most: self.limits.bytes }).look()? {
            Found::List(feeds, told) => {
                warnings.extend(told);
                Ok(self.list(feeds))
            }
            Found::Feed(_) => Err("is a feed in a file: add its address, or import the file".to_owned()),
            _ => Err("is no list of feeds (OPML)".to_owned()),
        }
    }

    /// What an address gives, with the address that it has from now on. `named` is what the person wrote.
    fn get(
        &self,
        address: &Address,
        named: &Address,
        warnings: &mut Vec<Warning>,
    ) -> Result<(Address, Found), String> {
        let request = Request { named: Some(named.clone()), ..Request::named(address.clone()) };
        let answer = self.client.get(&request).map_err(|failure| failure.reason.to_string())?;
        warnings.extend(answer.notes.iter().map(|note| Warning::notice(address.as_str(), note)));
        let body = answer.body.ok_or("gave nothing")?;
        let found = web::fetched(body, &self.limits).look()?;
        Ok((answer.moved.unwrap_or_else(|| address.clone()), found))
    }

    /// The feed that a page points to; where there are several, the first, and the others are told.
    fn page(
        &self,
        asked: &Address,
        page: &Address,
        feeds: &[FeedSource],
        warnings: &mut Vec<Warning>,
    ) -> Result<Vec<Feed>, String> {
        let addresses: Vec<Address> = feeds.iter().filter_map(|feed| page.join(&feed.url).ok()).collect();
        let Some((first, others)) = addresses.split_first() else {
            return Err("is a web page that points to no feed".to_owned());
        };
        let (address, found) = self
            .get(first, asked, warnings)
            .map_err(|reason| format!("points to the feed {first}, which {reason}"))?;
        let Found::Feed(source) = found else {
            return Err(format!("points to {first} as its feed, which is none"));
        };
        if !others.is_empty() {
            let others: Vec<&str> = others.iter().map(Address::as_str).collect();
            let reason = format!("points to more feeds than the one added: {}", others.join(" "));
            warnings.push(Warning::notice(asked.as_str(), &reason));
        }
        // What is on the person's own server was named with it; elsewhere a page has no say.
        Ok(vec![self.feed(source, &address, address.door() == asked.door())])
    }

    fn feed(&self, source: FeedSource, address: &Address, named: bool) -> Feed {
        let source = FeedSource { url: SafeText::line(address.as_str()), ..source };
        Feed { source, named, full_text: self.full_text, state: FeedState::default() }
    }

    /// The feeds of a list: nobody has looked at their addresses one by one.
    fn list(&self, feeds: Vec<FeedSource>) -> Vec<Feed> {
        let known = feeds.into_iter().filter_map(|source| {
            let address = Address::read(&source.url).ok()?;
            Some(self.feed(source, &address, false))
        });
        known.collect()
    }
}
