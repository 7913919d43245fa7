//! The arguments, as clap reads them. What can be wrong with an argument alone is found here, with exit status 2.

use super::select::{self, QueryArgument};
use crate::report::Format;
use clap::{Args, CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;

mod export;
mod feeds;
mod find;
mod marks;
mod queries;
mod screen;
pub(crate) use export::{Export, ExportFormat, Exported};
pub(crate) use feeds::{Add, Feeds, Fetch};
pub(crate) use find::{Compare, Entities, Search, Show, ShowArticle, What};
pub(crate) use marks::{MarksCommand, Noting, Switch, Tagging, Which};
pub(crate) use queries::Queries;
pub(crate) use screen::{Screen, Size};

const EXAMPLES: &str = "\
Examples:
  dateline                               open your library, or the bundled articles where it is empty
  dateline import crawl.jsonl saved/     take articles into your library
  dateline add courier.example.org       follow a feed; “dateline fetch” fetches what is new
  dateline articles/ page.txt            open a folder and a file
  dateline list articles/                the articles as text
  dateline show 3 articles/              one of them, by its number
  dateline compare one.txt two.txt       two accounts side by side
  dateline compare --left 'To Vima' --right 'Daily Sabah' articles/
  dateline takes 3 articles/             what other outlets make of the same story
  dateline timeline --query 'who:xi after:2025' --format html articles/ > timeline.html
  dateline analyze --format jsonl articles/ | jq .mentions

“dateline COMMAND --help” tells what a command takes.
Exit status: 0 all done; 1 nothing matched or nothing could be read; 2 some input could not be read, or the arguments are wrong.";

/// Read many outlets on one matter: who, where, when, and how the accounts differ.
#[derive(Debug, Parser)]
#[command(
    name = "dateline",
    version,
    max_term_width = 100,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = EXAMPLES
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) screen: Screen,
}

/// What to do without a screen.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// The articles: title, outlet, country, date
    List(Common),
    /// One article with everything found in it
    Show(ShowArticle),
    /// The articles with these words, and the sentences they stand in
    Search(Search),
    /// Everything found in each article: names, dates, quotations
    Analyze(Common),
    /// Which articles tell the same happening, and which are reprints
    Stories(Common),
    /// What happened when, and who tells it
    Timeline(Common),
    /// Two articles or two outlets side by side
    Compare(Compare),
    /// Other outlets' accounts of the story of an article, and what most of them say
    Takes(Show),
    /// People, countries, organisations and places, with counts
    Entities(Entities),
    /// Take articles into your library, each once; what changed becomes a new version
    Import(Import),
    /// Star articles, or take their stars
    Star(Switch),
    /// Mark articles as read, or as unread
    Read(Switch),
    /// Tag articles, or list the tags
    Tag(Tagging),
    /// Write a note on an article or a passage of it, or list its notes
    Note(Noting),
    /// All your marks as a JSON file, and back
    Marks {
        #[command(subcommand)]
        command: MarksCommand,
    },
    /// Write articles, stories, the timeline or your feeds into files
    Export(Export),
    /// Your saved queries: list them, save one, remove one
    Queries(Queries),
    /// Follow feeds: by address, by a page that points to one, by a list
    Add(Add),
    /// The feeds you follow, and how it goes with each
    Feeds(Feeds),
    /// Fetch what is new in your feeds; Ctrl-C stops, the next time goes on
    Fetch(Fetch),
    /// Check the installation, the terminal and the configuration
    Doctor(Doctor),
    /// Print the configuration's defaults, commented, to begin a file of one's own with
    Config,
    /// Write completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual page, of the program or of a command
    Man {
        /// The command [default: the program]
        command: Option<String>,
    },
}

/// The person's own files, whatever a command does.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Files {
    /// Your own people, places and bodies [default: entities.toml in the configuration folder]
    #[arg(long, value_name = "FILE")]
    pub(crate) entities: Option<PathBuf>,
    /// Your corrections of events, dates and names [default: corrections.jsonl in the library’s folder]
    #[arg(long, value_name = "FILE")]
    pub(crate) corrections: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) home: LibraryFolder,
}

/// Where the library is, for every command that uses it.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct LibraryFolder {
    /// The folder of your library [default: dateline in the folder for data]
    #[arg(long, value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
}

/// Which articles a command is about.
#[derive(Debug, Args)]
pub(crate) struct Over {
    /// Only the articles that match, as 'country:russia who:xi after:2025-09'
    #[arg(short, long, value_name = "QUERY", value_parser = select::argument, allow_hyphen_values = true)]
    pub(crate) query: Option<QueryArgument>,
    #[command(flatten)]
    pub(crate) files: Files,
    /// Files, folders, web addresses, or - for standard input [default: your library, or the bundled articles where it is empty]
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// How to write the result
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t = Format::Text, hide_possible_values = true,
          help = "How to write the result: text, json, jsonl, md, csv or html")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) over: Over,
}

/// What `import` takes.
#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(flatten)]
    pub(crate) files: Files,
    /// Files, folders, web addresses, or - for standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
}

/// What `doctor` takes.
#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// How to write the result: text or json
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t = Format::Text, hide_possible_values = true)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) files: Files,
}

/// Options that the screen and most commands take, each with a value.
const BEFORE: [&str; 5] = ["--library", "--entities", "--corrections", "--query", "-q"];

/// The arguments with such options behind the command, where they stand before one: `dateline --library DIR list` is
/// `dateline list --library DIR`. A word is no command where a file is called so.
pub(crate) fn command_first(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let mut at = 1;
    while let Some(option) = arguments.get(at).and_then(|one| one.to_str()) {
        let (name, joined) = option.split_once('=').map_or((option, false), |(name, _)| (name, true));
        if !BEFORE.contains(&name) {
            break;
        }
        at += if joined { 1 } else { 2 };
    }
    let program = Arguments::command();
    let is_command = |word: &str| program.get_subcommands().any(|command| command.get_name() == word);
    let word = arguments.get(at).and_then(|word| word.to_str());
    if at > 1 && word.is_some_and(|word| is_command(word) && !std::path::Path::new(word).exists()) {
        let command = arguments.remove(at);
        arguments.insert(1, command);
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn options_before_a_command_are_its_own() {
        for (given, expected) in [
            ("dateline --library d import a", "dateline import --library d a"),
            ("dateline --library=d -q x list", "dateline list --library=d -q x"),
            ("dateline --library d", "dateline --library d"),
            ("dateline --library list", "dateline --library list"),
            ("dateline --library d a.txt list", "dateline --library d a.txt list"),
            ("dateline --print --library d list", "dateline --print --library d list"),
            ("dateline list --library d", "dateline list --library d"),
        ] {
            let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
            assert_eq!(command_first(words(given)), words(expected));
        }
    }
}
