//! The arguments of the commands that follow feeds.

use super::{Files, LibraryFolder};
use crate::report::Format;
use clap::Args;
use std::ffi::OsString;

/// What `add` takes.
#[derive(Debug, Args)]
pub(crate) struct Add {
    #[command(flatten)]
    pub(crate) home: LibraryFolder,
    /// Fetch the pages of their entries too, where the feed has only the beginning of an article
    #[arg(long)]
    pub(crate) full_text: bool,
    /// Addresses, or files with lists of feeds (OPML)
    #[arg(value_name = "ADDRESS", required = true)]
    pub(crate) sources: Vec<OsString>,
}

/// What `feeds` takes.
#[derive(Debug, Args)]
#[command(after_help = "FEED is an address, a title, or words that only one of them has.")]
pub(crate) struct Feeds {
    /// How to write the result
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t = Format::Text, hide_possible_values = true,
          help = "How to write the result: text, json, jsonl, md, csv or html")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) home: LibraryFolder,
    /// Follow a feed no more; its articles stay
    #[arg(long, value_name = "FEED")]
    pub(crate) remove: Vec<String>,
    /// Fetch the pages of a feed’s entries too, where it has only the beginning of an article
    #[arg(long, value_name = "FEED")]
    pub(crate) full_text: Vec<String>,
    /// Fetch only what a feed itself has
    #[arg(long, value_name = "FEED")]
    pub(crate) teaser: Vec<String>,
}

/// What `fetch` takes.
#[derive(Debug, Args)]
#[command(after_help = "FEED is an address, a title, or words that only one of them has.")]
pub(crate) struct Fetch {
    /// Ask also those that answered less than ten minutes ago, and those that are gone
    #[arg(long)]
    pub(crate) all: bool,
    /// Ask all, also those whose server wants to be left alone, for everything they have
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) files: Files,
    /// Only these feeds [default: all of them]
    #[arg(value_name = "FEED")]
    pub(crate) feeds: Vec<String>,
}
