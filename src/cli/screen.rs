//! The screen: on the terminal, or in memory for `--print`.

use super::args::{Screen, Size};
use super::config::{self, Config};
use super::live::Live;
use super::own::Own;
use super::shelf::now;
use super::stages::Tell;
use super::{Outcome, fetch, outcome, select, sources, terminal};
use crate::app::session::Session;
use crate::app::{App, Message, Settings};
use crate::library::{CorrectionStore, MarkStore, QueryStore, SessionStore};
use crate::model::{Marks, Warning};
use crate::runtime::{self, Ending, Stores, headless};
use crate::ui::theme::Theme;
use anyhow::Result;
use sha2::{Digest, Sha256};
use std::env;
use std::fmt::Write as _;
use std::io::{IsTerminal, Write, stdout};
use std::path::PathBuf;
use std::sync::Arc;

/// Whether there is a terminal that a screen can be drawn on.
pub(crate) fn is_possible() -> bool {
    stdout().is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Opens the screen on the terminal and waits until it is left. What could not be read is told again afterwards,
/// where it stays.
pub(crate) fn open(screen: &Screen) -> Result<Outcome> {
    let mut config = config::load();
    Theme::adopt(std::mem::take(&mut config.own_themes));
    let theme = config.theme.take().unwrap_or_else(|| fitting_theme().to_owned());
    let configured = Settings { theme, ..config.settings.clone() };
    let own = Own::of(&screen.files);
    let (store, marks, mut warnings) = match &own.library {
        Some(folder) => MarkStore::open(folder, now()),
        None => (MarkStore::in_memory(), Marks::default(), vec![Warning::notice("marks", NO_HOME)]),
    };
    warnings.append(&mut config.warnings);
    let kept =
        opened(&screen.inputs).and_then(|opened| Some(SessionStore::of(own.library.as_deref()?, &opened)));
    let session = kept.as_ref().and_then(SessionStore::last).as_deref().and_then(Session::read);
    config.settings =
        session.as_ref().map_or_else(|| configured.clone(), |session| session.over(&configured));
    let theme = screen.theme.clone().unwrap_or_else(|| config.settings.theme.clone());
    let mut app = app(screen, config, &theme, marks, &own);
    app.resume(session, configured);
    app.hint = store.is_new();
    for warning in warnings {
        app.update(Message::Trouble(warning));
    }
    let inputs = screen.inputs.clone();
    // What is wrong with the file is told with the articles, which are joined under its rules.
    let corrections = own.corrections.as_deref().map(CorrectionStore::open);
    let corrections = corrections.map_or_else(CorrectionStore::in_memory, |(store, _)| store);
    let queries =
        own.library.as_deref().map_or_else(QueryStore::in_memory, |folder| QueryStore::open(folder, now()));
    let stores = Stores { marks: store, corrections, queries, library: own.library.clone(), session: kept };
    app.fetching.refused = refused(screen, &own);
    let live = Arc::new(Live::default());
    let fetch = app.fetching.refused.is_none().then(|| fetch::beside(own.clone(), live.clone()));
    let opened = move |tell: Tell<'_>| sources::opened(&inputs, &own, tell, &live);
    let (app, ending) = runtime::run(app, stores, fetch, opened)?;
    match ending {
        Ending::Left => {
            outcome::warn(&app.warnings);
            Ok(Outcome::of(true, &app.warnings))
        }
        ended => Ok(Outcome::Ended(ended.status())),
    }
}

/// What names the session of what is opened: the library, or the same files in the same order from wherever they are
/// named. What is read from standard input is another thing each time.
fn opened(inputs: &[PathBuf]) -> Option<String> {
    if inputs.is_empty() {
        return Some("library".to_owned());
    }
    let mut hash = Sha256::new();
    for input in inputs {
        if input.as_os_str() == "-" {
            return None;
        }
        let whole = std::fs::canonicalize(input).unwrap_or_else(|_| input.clone());
        hash.update(whole.as_os_str().as_encoded_bytes());
        hash.update([0]);
    }
    Some(hash.finalize().iter().take(16).fold(String::new(), |mut name, byte| {
        let _ = write!(name, "{byte:02x}");
        name
    }))
}

/// Why nothing can be fetched into what is opened, where that is so.
fn refused(screen: &Screen, own: &Own) -> Option<&'static str> {
    if !screen.inputs.is_empty() {
        return Some(
            "these articles are read without being stored: “dateline” alone opens your library, and fetches",
        );
    }
    own.library.is_none().then_some("there is no home folder, and so no library to fetch into")
}

/// What is told where there is no folder for the person's own data.
const NO_HOME: &str = "there is no home folder: what you mark is forgotten when the program ends";

/// Draws in memory, plays the keys and prints the last screen. The person's configuration is left out, and so are
/// entities, corrections and the marks of a library unless they are named: the same command prints the same screen on
/// any machine. Corrections and marks that are named are added to, as on the terminal.
pub(crate) fn print(screen: &Screen, out: &mut dyn Write) -> Result<Outcome> {
    let Size { columns, rows } = screen.size.unwrap_or_default();
    let own = Own::named(&screen.files);
    let gathered = sources::gather(&screen.inputs, &own);
    let outcome = Outcome::of(true, &gathered.warnings);
    if screen.theme.is_some() {
        // One that is named may be the person's own.
        Theme::adopt(config::load().own_themes);
    }
    let theme = screen.theme.as_deref().unwrap_or(if terminal::no_color() { "mono" } else { "dark" });
    // What is wrong with the library was told when its articles were read.
    let marks = own.library.as_deref().map(|folder| MarkStore::open(folder, now()).0);
    let marks = marks.unwrap_or_else(MarkStore::in_memory);
    let mut app = app(screen, Config::default(), theme, marks.marks().clone(), &own);
    if let Some(folder) = &own.library {
        headless::settle(&mut app, Message::Saved(QueryStore::open(folder, now()).queries().clone()));
    }
    app.fetching.refused = refused(screen, &own);
    headless::settle(&mut app, Message::Resize(columns, rows));
    headless::settle(&mut app, Message::Loaded(gathered.into_library()));
    let corrections = own.corrections.as_deref().map(CorrectionStore::open);
    let corrections = corrections.map_or_else(CorrectionStore::in_memory, |(store, _)| store);
    let mut keeping = headless::Keeping { corrections, marks, library: own.library.clone() };
    headless::play_keeping(&mut app, screen.keys.as_ref().map_or(&[], |keys| &keys.0), &mut keeping);
    let buffer = headless::screen(&app);
    write!(out, "{}", headless::text(&buffer))?;
    if screen.styles {
        write!(out, "\n{}", headless::styles(&buffer))?;
    }
    Ok(outcome)
}

fn app(screen: &Screen, config: Config, theme: &str, marks: Marks, own: &Own) -> App {
    let settings = Settings { theme: theme.to_owned(), ..config.settings };
    let mut app = App::new(settings, config.keymap, marks, (0, 0));
    if let Some(query) = &screen.query {
        // A name that nothing is saved under is told before the screen opens.
        let _ = select::filled(query, own.library.as_deref());
        app.list.query = query.0.to_string();
    }
    app
}

/// The theme for what the terminal says of itself: no colours where they are refused, the 16 of the terminal where
/// it knows no more.
fn fitting_theme() -> &'static str {
    let says = |variable: &str| env::var(variable).unwrap_or_default().to_lowercase();
    let (term, depth) = (says("TERM"), says("COLORTERM"));
    let many = ["256color", "direct", "truecolor", "kitty", "alacritty", "ghostty", "foot", "wezterm"];
    if !terminal::colour_wanted() {
        "mono"
    } else if many.iter().any(|word| term.contains(word)) || matches!(depth.as_str(), "truecolor" | "24bit") {
        "dark"
    } else {
        "ansi"
    }
}
