//! The arguments, as clap reads them. What can be wrong with an argument alone is found here, with exit status 2.

use super::select::{self, QueryArgument};
use crate::app::chord::{Chord, parse_keys};
use crate::model::EntityKind;
use crate::report::Format;
use clap::{Args, CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;

mod marks;
pub(crate) use marks::{MarksCommand, Noting, Switch, Tagging, Which};

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

/// The screen, with a terminal or without.
#[derive(Debug, Args)]
pub(crate) struct Screen {
    /// Files, folders, web addresses, or - for standard input, to be read without being stored [default: your library, or the
    /// bundled articles where it is empty]
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Begin with the articles that match, as 'country:russia who:xi after:2025-09'
    #[arg(short, long, value_name = "QUERY", value_parser = select::argument, allow_hyphen_values = true)]
    pub(crate) query: Option<QueryArgument>,
    #[command(flatten)]
    pub(crate) files: Files,
    /// Colours: dark, light, ansi (16 colours) or mono
    #[arg(long, value_name = "NAME", value_parser = theme, help_heading = "Screen")]
    pub(crate) theme: Option<String>,
    /// Print the list as text: no screen, no boxes, nothing overwritten
    #[arg(long, conflicts_with = "print", help_heading = "Screen")]
    pub(crate) plain: bool,
    /// Draw in memory and print the last screen, without a terminal
    #[arg(long, help_heading = "Screen")]
    pub(crate) print: bool,
    /// Keys to play first, such as '/merz<enter>'; needs --print
    #[arg(long, value_name = "KEYS", value_parser = keys, requires = "print", allow_hyphen_values = true, help_heading = "Screen")]
    pub(crate) keys: Option<Keys>,
    /// Size of the screen in memory [default: 120x40]
    #[arg(long, value_name = "COLSxROWS", value_parser = size, requires = "print", help_heading = "Screen")]
    pub(crate) size: Option<Size>,
    /// Print the style runs below the screen
    #[arg(long, requires = "print", help_heading = "Screen")]
    pub(crate) styles: bool,
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
    /// The folder of your library [default: dateline in the folder for data]
    #[arg(long, value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// How to write the result
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t = Format::Text, hide_possible_values = true,
          help = "How to write the result: text, json, jsonl, md, csv or html")]
    pub(crate) format: Format,
    /// Only the articles that match, as 'country:russia who:xi after:2025-09'
    #[arg(short, long, value_name = "QUERY", value_parser = select::argument, allow_hyphen_values = true)]
    pub(crate) query: Option<QueryArgument>,
    #[command(flatten)]
    pub(crate) files: Files,
    /// Files, folders, web addresses, or - for standard input [default: your library, or the bundled articles where it is empty]
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
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

/// What `add` takes.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The folder of your library [default: dateline in the folder for data]
    #[arg(long, value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
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
    /// The folder of your library [default: dateline in the folder for data]
    #[arg(long, value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
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

/// What `search` takes.
#[derive(Debug, Args)]
pub(crate) struct Search {
    /// What to look for in the texts; quote several words, write a phrase in double quotes
    #[arg(value_name = "WORDS")]
    pub(crate) words: String,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What `show` takes.
#[derive(Debug, Args)]
pub(crate) struct ShowArticle {
    /// List the versions of the article that your library has
    #[arg(long)]
    pub(crate) versions: bool,
    /// What changed between the versions of the article
    #[arg(long, conflicts_with = "versions")]
    pub(crate) diff: bool,
    #[command(flatten)]
    pub(crate) show: Show,
}

/// What of the versions of an article is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Versions,
    Diff,
}

/// How an article is named.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The article: its number in the list, its id or the beginning of it, or its file
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: String,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What `compare` takes.
#[derive(Debug, Args)]
#[command(
    override_usage = "dateline compare [OPTIONS] A B [INPUT]...\n       dateline compare [OPTIONS] --left OUTLET --right OUTLET [INPUT]...",
    after_help = "A and B are files, or articles of the INPUTs (of the bundled articles where there is none): \
                  a number in the list, an id or the beginning of one.\n\n\
                  Examples:\n  dateline compare 1 4\n  dateline compare one.txt two.txt\n  \
                  dateline compare --left 'To Vima' --right 'Daily Sabah' articles/"
)]
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

/// What `entities` takes.
#[derive(Debug, Args)]
pub(crate) struct Entities {
    /// Only one kind: person, country, organisation, place, bloc or event
    #[arg(short = 't', long = "type", value_name = "KIND", value_parser = kind)]
    pub(crate) kind: Option<EntityKind>,
    /// All there is on one of them: what outlets call it, when, with whom, and what it said
    #[arg(short, long, value_name = "NAME", conflicts_with = "kind")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}

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
    /// Only the articles that match, as 'country:russia who:xi after:2025-09'
    #[arg(short, long, value_name = "QUERY", value_parser = select::argument, allow_hyphen_values = true)]
    pub(crate) query: Option<QueryArgument>,
    #[command(flatten)]
    pub(crate) files: Files,
    /// Files, folders, or - for standard input [default: your library, or the bundled articles where it is empty]
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
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
    /// The folder of your library [default: dateline in the folder for data]
    #[arg(long, value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
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

/// Keys to play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Keys(pub(crate) Vec<Chord>);

fn keys(text: &str) -> Result<Keys, String> {
    parse_keys(text).map(Keys).map_err(|error| error.to_string())
}

/// Columns and rows of a screen in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) columns: u16,
    pub(crate) rows: u16,
}

impl Default for Size {
    fn default() -> Self {
        Self { columns: 120, rows: 40 }
    }
}

/// The largest screen in memory: far beyond any terminal, far below what would exhaust memory.
const LARGEST: u16 = 1000;

fn size(text: &str) -> Result<Size, String> {
    let side = |text: &str| text.parse::<u16>().ok().filter(|n| (1..=LARGEST).contains(n));
    let sides = text.split_once(['x', 'X', '×']).and_then(|(a, b)| Some((side(a)?, side(b)?)));
    let wrong = || format!("write columns and rows as in 120x40, each from 1 to {LARGEST}");
    sides.map(|(columns, rows)| Size { columns, rows }).ok_or_else(wrong)
}

fn theme(name: &str) -> Result<String, String> {
    let names: Vec<&str> =
        crate::ui::theme::Theme::bundled().iter().map(|theme| theme.name.as_str()).collect();
    let own = super::config::load().settings.themes;
    if names.contains(&name) || own.iter().any(|theme| theme == name) {
        Ok(name.to_owned())
    } else {
        Err(format!("the themes are {}", names.join(", ")))
    }
}

fn kind(name: &str) -> Result<EntityKind, String> {
    let known = EntityKind::ALL.into_iter().find(|kind| [kind.name(), kind.plural()].contains(&name));
    let names = EntityKind::ALL.map(EntityKind::name).join(", ");
    known.ok_or_else(|| format!("the kinds are {names}"))
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

    #[test]
    fn sizes() {
        for (text, expected) in
            [("120x40", Some((120, 40))), ("1x1", Some((1, 1))), ("80X24", Some((80, 24))), ("0x5", None)]
                .into_iter()
                .chain(["", "x", "120", "120x", "axb", "99999x1", "-1x5", "1001x2"].map(|bad| (bad, None)))
        {
            assert_eq!(size(text).ok().map(|s| (s.columns, s.rows)), expected, "{text:?}");
        }
    }
}
