//! The arguments of `queries`.

use super::LibraryFolder;
use crate::report::Format;
use clap::Args;

/// What `queries` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  dateline queries --save 'Ukraine talks' 'country:ukraine \"peace talks\"'\n  \
                        dateline list --query 'saved:\"ukraine talks\" is:unread'"
)]
pub(crate) struct Queries {
    /// How to write the list: text, json or jsonl
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t = Format::Text, hide_possible_values = true)]
    pub(crate) format: Format,
    /// Save a query under a name, in the place of the one that has it
    #[arg(long, num_args = 2, value_names = ["NAME", "QUERY"], conflicts_with = "remove", allow_hyphen_values = true)]
    pub(crate) save: Option<Vec<String>>,
    /// Remove the query of a name
    #[arg(long, value_name = "NAME")]
    pub(crate) remove: Option<String>,
    #[command(flatten)]
    pub(crate) home: LibraryFolder,
}
