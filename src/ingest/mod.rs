//! From bytes to articles: character sets, safe text, roles of lines, one file per format. Never draws, never asks
//! the analysis; what it cannot read becomes a warning with path, line and reason.

pub mod batches;
mod bundled;
mod charset;
mod crawler;
mod dates;
mod doubles;
mod draft;
mod feed;
mod fetched;
mod fields;
mod format;
mod front;
mod html;
mod json;
mod language;
mod lines;
mod load;
mod mail;
mod markdown;
mod markup;
mod members;
mod newsboat;
mod opml;
mod outlet;
mod pack;
mod pieces;
mod roles;
mod sidecar;
mod source;
#[cfg(test)]
mod testing;
mod text;
mod walk;
mod warc;
mod xml;

pub use batches::in_batches;
pub use fetched::{Fetched, Found};
pub(crate) use json::records as json_records;
pub use load::load;
pub use opml::feeds as feeds_of_list;

use crate::model::{Article, Warning};
use std::path::PathBuf;
use std::sync::Arc;

/// Where articles come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The five articles compiled into the program.
    Bundled,
    /// A file or a folder, walked in name order.
    Path(PathBuf),
    /// Standard input.
    Stdin,
    /// What an address of the web gave.
    Fetched(Arc<Fetched>),
}

/// What was read, in input order, and what was not.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The articles.
    pub articles: Vec<Article>,
    /// Everything the person must hear about.
    pub warnings: Vec<Warning>,
}

/// What ingest must know of outlets and countries; the gazetteer answers, so that ingest need not import it.
pub trait OutletDirectory: Sync {
    /// The canonical name and country of an outlet, by name or alias.
    fn outlet(&self, name: &str) -> Option<(String, Option<crate::model::CountryCode>)>;
    /// The canonical name and country of an outlet, by web domain without `www.`.
    fn outlet_of_domain(&self, domain: &str) -> Option<(String, Option<crate::model::CountryCode>)>;
    /// The country of a name, former name or ISO code.
    fn country(&self, name: &str) -> Option<crate::model::CountryCode>;
}
