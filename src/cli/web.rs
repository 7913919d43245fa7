//! What an address of the web gives, for the commands: the client with the person's limits, its answers as `ingest`
//! reads them.

use super::{config, shelf};
use crate::fetch::{Address, Body, Cancel, Crew, Limits, Request};
use crate::ingest::{Fetched, Input};
use crate::model::Warning;
use std::sync::Arc;

/// The person's limits, and what is wrong with the configuration: a limit that is written wrong does not hold, and a
/// person who relies on it must hear of that.
pub(super) fn limits(warnings: &mut Vec<Warning>) -> Limits {
    let config = config::load();
    warnings.extend(config.warnings);
    config.fetch
}

/// An answer as `ingest` reads it.
pub(super) fn fetched(body: Body, limits: &Limits) -> Fetched {
    Fetched { url: body.address.to_string(), bytes: body.bytes, charset: body.charset, most: limits.bytes }
}

/// Whether an argument is an address and no file.
pub(super) fn is_url(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// What addresses give, in their order, side by side; what gives nothing becomes a warning.
pub(super) fn inputs(urls: &[&str], warnings: &mut Vec<Warning>) -> Vec<Option<Input>> {
    let mut all: Vec<Option<Input>> = vec![None; urls.len()];
    if urls.is_empty() {
        return all;
    }
    let limits = limits(warnings);
    let mut told: Vec<Option<Warning>> = vec![None; urls.len()];
    let unreadable = |place: usize, reason: &str| Some(Warning::unreadable(urls[place], reason));
    let mut crew = match Crew::start(limits, &Cancel::default(), shelf::now()) {
        Ok(crew) => crew,
        Err(error) => {
            warnings.extend(urls.iter().map(|url| Warning::unreadable(url, &error.to_string())));
            return all;
        }
    };
    for (place, url) in urls.iter().enumerate() {
        match Address::read(url) {
            Ok(address) => crew.ask(Request::named(address), place),
            Err(refused) => told[place] = unreadable(place, &refused.to_string()),
        }
    }
    while let Some(done) = crew.answer() {
        match done.answer {
            Ok(answer) => {
                let notes = answer.notes.iter().map(|note| Warning::notice(urls[done.what], note));
                warnings.extend(notes);
                let body = answer.body.map(|body| Arc::new(fetched(body, &limits)));
                all[done.what] = body.map(Input::Fetched);
            }
            Err(failure) => told[done.what] = unreadable(done.what, &failure.reason.to_string()),
        }
    }
    warnings.extend(told.into_iter().flatten());
    all
}
