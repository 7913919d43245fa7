//! The arguments, as clap reads them.

use crate::report::Format;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Read many outlets on one matter: who, where, when, and how the accounts differ.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What to do without a screen.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Everything found in each article: entities, dates, quotations
    Analyze(Common),
    /// Which articles tell the same happening, and which are reprints
    Stories(Common),
    /// What happened when, and who tells it
    Timeline(Common),
    /// Two articles or two outlets side by side
    Compare(Compare),
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// How to write the result
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// A file, a folder, or - for standard input [default: the bundled articles]
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
}

/// What `compare` takes.
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The outlet on the left
    #[arg(long, value_name = "OUTLET", requires = "right")]
    pub(crate) left: Option<String>,
    /// The outlet on the right
    #[arg(long, value_name = "OUTLET", requires = "left")]
    pub(crate) right: Option<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}
