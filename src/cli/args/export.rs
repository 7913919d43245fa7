//! The arguments of `export`.

use super::Over;
use clap::Args;
use std::path::PathBuf;

/// What `export` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "As md each article is a file of its own in the folder that -o names, with front matter; as jsonl \
                        each is a line. Both are taken in again by `dateline import`.\n\n\
                        Examples:\n  dateline export articles --format md -o notes/ --query is:starred\n  \
                        dateline export articles --format jsonl -o all.jsonl\n  \
                        dateline export timeline --format html -o line.html articles/\n  dateline export feeds -o feeds.opml"
)]
pub(crate) struct Export {
    /// What to write
    #[arg(value_enum, value_name = "WHAT")]
    pub(crate) what: Exported,
    /// How to write it: jsonl, json, md, csv, html or text; feeds are written as OPML [default: jsonl]
    #[arg(short, long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) format: Option<ExportFormat>,
    /// The file, or the folder for files of one article each [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Write over files that are there
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) over: Over,
}

/// What an export is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ExportFormat {
    Jsonl,
    Json,
    Md,
    Csv,
    Html,
    Text,
    Opml,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Exported {
    /// The articles with their texts
    Articles,
    /// Which articles tell the same happening
    Stories,
    /// What happened when
    Timeline,
    /// The feeds you follow
    Feeds,
}
