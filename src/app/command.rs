//! The table of commands: one source for bindings, footer, help, palette and README.

use super::chord::{Chord, parse_keys};

/// Defines the enum and its names together, so that no command can lack one.
macro_rules! commands {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// What a key, a palette entry or a click asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command { $(#[doc = concat!("`", $name, "` in `assets/commands.tsv`.")] $variant),+ }

        impl Command {
            /// Every command, in the order of the enum.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in the table, in the palette and in a person's key bindings.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

commands! {
    Open = "open", Back = "back", Leave = "leave", Filter = "filter", Find = "find",
    NextMatch = "next-match", PreviousMatch = "previous-match", Entities = "entities",
    FindName = "find-name", NextKind = "next-kind", PreviousKind = "previous-kind",
    FirstMention = "first-mention", Everywhere = "everywhere",
    ClearFilter = "clear-filter", NextReading = "next-reading", PreviousReading = "previous-reading", Compare = "compare", Swap = "swap", Pick = "pick", PickTo = "pick-to", ReadAll = "read-all", Tag = "tag", Note = "note", Notes = "notes", Extend = "extend",
    NextSentence = "next-sentence", PreviousSentence = "previous-sentence",
    NextPair = "next-pair", PreviousPair = "previous-pair", NextSection = "next-section",
    PreviousSection = "previous-section", Third = "third", Export = "export", ExportArticles = "export-articles", Timeline = "timeline", Why = "why",
    NextMention = "next-mention", PreviousMention = "previous-mention",
    NextEvent = "next-event", PreviousEvent = "previous-event",
    NextQuote = "next-quote", PreviousQuote = "previous-quote",
    NextParagraph = "next-paragraph", PreviousParagraph = "previous-paragraph",
    Furniture = "furniture", Panel = "panel", Narrower = "narrower", Wider = "wider", Sort = "sort",
    Split = "split", Join = "join", NotEvent = "not-event", NotDate = "not-date", SamePerson = "same-person",
    Star = "star", Unread = "unread", Undo = "undo", Redo = "redo", Link = "link", CopyLink = "copy-link",
    CopyPassage = "copy-passage", NextPane = "next-pane", PreviousPane = "previous-pane",
    Down = "down", Up = "up", HalfDown = "half-down", HalfUp = "half-up",
    PageDown = "page-down", PageUp = "page-up", Top = "top", Bottom = "bottom",
    Palette = "palette", Help = "help", Theme = "theme", Mouse = "mouse", Repaint = "repaint",
    Suspend = "suspend", Warnings = "warnings",
    ZoomIn = "zoom-in", ZoomOut = "zoom-out", Fold = "fold", FoldAll = "fold-all",
    Versions = "versions", SaveQuery = "save-query", RenameQuery = "rename-query", RemoveQuery = "remove-query",
    Fetch = "fetch", Shared = "shared", About = "about", Outlets = "outlets", Takes = "takes",
}

/// Where a command applies: the pane or screen that has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The list pane.
    List,
    /// The reading pane.
    Reader,
    /// The timeline pane.
    Timeline,
    /// The timeline on the whole screen.
    Matrix,
    /// One event with its sentences.
    Event,
    /// Two sides in columns.
    Compare,
    /// People, countries, organisations, places, and the page of one of them.
    Entities,
    /// Other accounts of a story.
    Takes,
    /// A menu, help or explanation on top.
    Menu,
}

impl Scope {
    /// All scopes with their names in the table.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::List, "list"),
        (Self::Reader, "reader"),
        (Self::Timeline, "timeline"),
        (Self::Matrix, "matrix"),
        (Self::Event, "event"),
        (Self::Compare, "compare"),
        (Self::Entities, "entities"),
        (Self::Takes, "takes"),
        (Self::Menu, "menu"),
    ];

    /// The name in the table.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(scope, _)| *scope == self).map_or("", |(_, name)| name)
    }
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// What it does.
    pub command: Command,
    /// Where it applies.
    pub scopes: Vec<Scope>,
    /// Default key sequences.
    pub keys: Vec<Vec<Chord>>,
    /// The word at the foot of the screen; empty where it is not offered there.
    pub footer: &'static str,
    /// One line for help and palette.
    pub description: &'static str,
}

const TABLE: &str = include_str!("../../assets/commands.tsv");

/// The rows of the table, in its order.
///
/// # Errors
/// The line, from 1, and what is wrong with it. The bundled table is checked by a test.
pub(crate) fn parse(table: &'static str) -> Result<Vec<Spec>, (usize, String)> {
    let rows = table.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    rows.skip(1).map(|(i, line)| row(line).map_err(|reason| (i + 1, reason))).collect()
}

fn row(line: &'static str) -> Result<Spec, String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [name, places, keys, footer, description] = cells[..] else {
        return Err(format!("{} columns instead of 5", cells.len()));
    };
    let command = Command::ALL.iter().copied().find(|command| command.name() == name);
    let scope = |word: &str| Scope::ALL.iter().find(|(_, known)| *known == word).map(|(scope, _)| *scope);
    let scopes = if places == "all" {
        Scope::ALL.iter().map(|(scope, _)| *scope).collect()
    } else {
        let read = |word: &str| scope(word).ok_or_else(|| format!("unknown place “{word}”"));
        places.split_whitespace().map(read).collect::<Result<_, _>>()?
    };
    let keys =
        keys.split_whitespace().map(parse_keys).collect::<Result<_, _>>().map_err(|e| e.to_string())?;
    Ok(Spec {
        command: command.ok_or_else(|| format!("unknown command “{name}”"))?,
        scopes,
        keys,
        footer,
        description,
    })
}

/// The bundled table.
#[must_use]
pub fn table() -> &'static [Spec] {
    static ROWS: std::sync::OnceLock<Vec<Spec>> = std::sync::OnceLock::new();
    ROWS.get_or_init(|| parse(TABLE).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_table_is_whole() {
        let rows = parse(TABLE).unwrap();
        let mut names: Vec<_> = rows.iter().map(|spec| spec.command).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Command::ALL.len(), "each command has exactly one row");
        assert!(rows.iter().all(|spec| !spec.description.is_empty() && !spec.scopes.is_empty()));
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let head = "name\twhere\tkeys\tfooter\tdescription\n";
        for (line, reason) in [
            ("fly\tall\tx\t\tup", "unknown command “fly”"),
            ("open\tmoon\tx\t\tup", "unknown place “moon”"),
            ("open\tall\t<entre>\t\tup", "unknown key “<entre>” at character 1"),
            ("open\tall", "2 columns instead of 5"),
        ] {
            let table: &'static str = Box::leak(format!("{head}{line}\n").into_boxed_str());
            let (at, told) = parse(table).unwrap_err();
            assert_eq!(at, 2);
            assert!(told.starts_with(reason), "{told}");
        }
    }
}
