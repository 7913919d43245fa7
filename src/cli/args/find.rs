//! The arguments of the commands that look for something in the articles: words, one article, two accounts, names.

use super::Common;
use crate::model::EntityKind;
use clap::Args;

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

fn kind(name: &str) -> Result<EntityKind, String> {
    let known = EntityKind::ALL.into_iter().find(|kind| [kind.name(), kind.plural()].contains(&name));
    let names = EntityKind::ALL.map(EntityKind::name).join(", ");
    known.ok_or_else(|| format!("the kinds are {names}"))
}
