//! The arguments of the commands that mark articles.

use super::LibraryFolder;
use crate::cli::select::{self, QueryArgument};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Which articles a command marks.
#[derive(Debug, Args)]
pub(crate) struct Which {
    /// The articles: numbers in the list, ids or their beginnings, or files
    #[arg(value_name = "ARTICLE", conflicts_with = "query")]
    pub(crate) articles: Vec<String>,
    /// All that match, as 'country:russia is:unread'
    #[arg(short, long, value_name = "QUERY", value_parser = select::argument, allow_hyphen_values = true)]
    pub(crate) query: Option<QueryArgument>,
    #[command(flatten)]
    pub(crate) home: LibraryFolder,
}

/// What `star` and `read` take.
#[derive(Debug, Args)]
pub(crate) struct Switch {
    /// Take the mark away
    #[arg(long)]
    pub(crate) off: bool,
    #[command(flatten)]
    pub(crate) which: Which,
}

/// What `tag` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Without --add and --remove the tags of the ARTICLEs are listed; without ARTICLE all there are.\n\n\
                  Examples:\n  dateline tag 3 7 --add later --add 'china trip'\n  \
                  dateline tag --query 'country:russia' --add russia --remove later"
)]
pub(crate) struct Tagging {
    /// A tag to add; may be given several times
    #[arg(short, long, value_name = "WORD")]
    pub(crate) add: Vec<String>,
    /// A tag to take away; may be given several times
    #[arg(short, long, value_name = "WORD")]
    pub(crate) remove: Vec<String>,
    #[command(flatten)]
    pub(crate) which: Which,
}

/// What `note` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Without TEXT the notes of the article are listed. TEXT - is read from standard input.\n\n\
                  Examples:\n  dateline note 3 'ask the ministry'\n  \
                  dateline note 5 --at 'no limits' 'who said this first?'"
)]
pub(crate) struct Noting {
    /// The article: its number in the list, its id or the beginning of it, or its file
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: String,
    /// What to note; put behind a note that is there
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) text: Option<String>,
    /// The words of the passage it is on [default: the whole article]
    #[arg(long, value_name = "WORDS")]
    pub(crate) at: Option<String>,
    /// Put it in the place of a note that is there
    #[arg(long, requires = "text")]
    pub(crate) replace: bool,
    /// Delete the note that is there, and print it
    #[arg(long, conflicts_with_all = ["text", "replace"])]
    pub(crate) remove: bool,
    #[command(flatten)]
    pub(crate) home: LibraryFolder,
}

/// What `marks` does.
#[derive(Debug, Subcommand)]
pub(crate) enum MarksCommand {
    /// Write all marks as JSON: what is read, starred, tagged, noted
    Export {
        /// The file, or - for standard output
        #[arg(value_name = "FILE", default_value = "-")]
        file: PathBuf,
        #[command(flatten)]
        home: LibraryFolder,
    },
    /// Take marks in beside those that are there: nothing is deleted
    Import {
        /// The file, or - for standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        home: LibraryFolder,
    },
}
