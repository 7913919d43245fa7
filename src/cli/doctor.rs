//! `doctor`: the state of the installation, the folders, the terminal and the data compiled in.

use super::args::Doctor;
use super::entities::{self, EntitiesFile};
use super::own::Own;
use super::sources::Directory;
use super::{Outcome, config, shelf, terminal, usage};
use crate::analysis::Gazetteer;
use crate::ingest::{self, Input};
use crate::library::CorrectionStore;
use crate::model::{EntityKind, SafeText};
use crate::report::Format;
use anyhow::Result;
use etcetera::{BaseStrategy, choose_base_strategy};
use rustix::fs::{Access, access};
use serde::Serialize;
use std::collections::BTreeMap;
use std::env;
use std::io::{IsTerminal, Write, stderr, stdin, stdout};
use std::path::Path;

/// One thing that was looked at.
#[derive(Serialize)]
pub(super) struct Check {
    section: &'static str,
    name: &'static str,
    value: SafeText,
    /// What is wrong with it, where something is.
    pub(super) trouble: Option<SafeText>,
}

/// Looks at everything and tells. The outcome is [`Outcome::Nothing`] where something is wrong.
pub(crate) fn run(arguments: &Doctor, out: &mut dyn Write) -> Result<Outcome> {
    let checks: Vec<Check> = [
        program(),
        folders(),
        configuration(),
        own_entities(arguments),
        shelf::checks(of(arguments).library.as_deref()),
        corrections(arguments),
        terminal(),
        data(),
    ]
    .into_iter()
    .flatten()
    .collect();
    match arguments.format {
        Format::Text => text(&checks, out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &checks)?;
            writeln!(out)?;
        }
        other => usage::unsupported("doctor", other, &[Format::Text, Format::Json]),
    }
    let healthy = checks.iter().all(|check| check.trouble.is_none());
    Ok(if healthy { Outcome::Done } else { Outcome::Nothing })
}

fn text(checks: &[Check], out: &mut dyn Write) -> Result<()> {
    let mut section = "";
    for check in checks {
        if check.section != section {
            let gap = if section.is_empty() { "" } else { "\n" };
            section = check.section;
            writeln!(out, "{gap}{section}")?;
        }
        let name = check.name;
        if let Some(trouble) = check.trouble.as_ref().filter(|_| check.value.is_empty()) {
            writeln!(out, "  {name:<14} {trouble}")?;
            continue;
        }
        writeln!(out, "  {name:<14} {}", check.value)?;
        if let Some(trouble) = &check.trouble {
            writeln!(out, "  {:<14} trouble: {trouble}", "")?;
        }
    }
    Ok(())
}

pub(super) fn check(section: &'static str, name: &'static str, value: &str) -> Check {
    Check { section, name, value: SafeText::line(value), trouble: None }
}

fn program() -> Vec<Check> {
    let platform = format!("{} on {}", env::consts::ARCH, env::consts::OS);
    vec![
        check("Program", "version", env!("CARGO_PKG_VERSION")),
        check("Program", "built for", &platform),
        check("Program", "threads", &rayon::current_num_threads().to_string()),
    ]
}

fn folders() -> Vec<Check> {
    let Ok(base) = choose_base_strategy() else {
        let mut lost = check("Folders", "home", "not found");
        lost.trouble = Some(SafeText::line("set HOME, so that configuration and data have a place"));
        return vec![lost];
    };
    vec![
        folder("configuration", &base.config_dir().join("dateline")),
        folder("data", &base.data_dir().join("dateline")),
    ]
}

/// A folder of the program: there or not, and whether it can be used.
fn folder(name: &'static str, path: &Path) -> Check {
    let mut state = if path.is_dir() { "is there" } else { "not made yet" }.to_owned();
    // The nearest folder that exists decides whether the missing ones can be made.
    let existing = path.ancestors().find(|folder| folder.exists());
    let may = |how| existing.is_some_and(|folder| access(folder, how).is_ok());
    let trouble = if path.exists() && !path.is_dir() {
        Some("is not a folder: move it away")
    } else if path.exists() && !may(Access::READ_OK) {
        Some("cannot be read: check its permissions")
    } else if !may(Access::WRITE_OK) {
        state.push_str(", read-only");
        Some("cannot be written: what you mark is forgotten when the program ends")
    } else {
        state.push_str(", can be written");
        None
    };
    let mut check = check("Folders", name, &format!("{} ({state})", path.display()));
    check.trouble = trouble.map(SafeText::line);
    check
}

/// The configuration file and every mistake in it.
fn configuration() -> Vec<Check> {
    let Some(path) = config::path() else { return Vec::new() };
    let state =
        if path.exists() { path.display().to_string() } else { "no file: the defaults hold".to_owned() };
    let mistakes = config::load().warnings.into_iter().map(|warning| {
        let mut mistake = check("Configuration", "mistake", "");
        mistake.trouble = Some(SafeText::line(&warning.to_string()));
        mistake
    });
    std::iter::once(check("Configuration", "file", &state)).chain(mistakes).collect()
}

/// The person's own entities and every mistake in their file.
fn own_entities(arguments: &Doctor) -> Vec<Check> {
    let file = EntitiesFile::or_usual(arguments.files.entities.as_ref());
    let path = arguments.files.entities.clone().or_else(entities::path);
    let state = match path.filter(|path| path.exists()) {
        Some(path) => {
            let (overlay, _) = entities::load(&path);
            format!("{} ({} changes to the lists)", path.display(), overlay.len())
        }
        None => "no file: the lists are as they come".to_owned(),
    };
    let mistakes = entities::lists(&file).warnings.into_iter().map(|warning| {
        let mut mistake = check("Entities", "mistake", "");
        mistake.trouble = Some(SafeText::line(&warning.to_string()));
        mistake
    });
    std::iter::once(check("Entities", "file", &state)).chain(mistakes).collect()
}

fn of(arguments: &Doctor) -> Own {
    Own::of(&arguments.files)
}

/// The reader's rules, counted by kind, and every line that is none.
fn corrections(arguments: &Doctor) -> Vec<Check> {
    let own = of(arguments);
    let Some(file) = own.corrections.clone() else { return Vec::new() };
    let (store, warnings) = CorrectionStore::open(&file);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for correction in &store.corrections().rules {
        *kinds.entry(correction.rule.name()).or_insert(0) += 1;
    }
    let counts: Vec<String> = kinds.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
    let rules = if counts.is_empty() { "none".to_owned() } else { counts.join(", ") };
    let state = if file.exists() { "" } else { " (not made yet)" };
    let mistakes = warnings.into_iter().chain(own.lost()).map(|warning| {
        let mut mistake = check("Corrections", "mistake", "");
        mistake.trouble = Some(SafeText::line(&warning.to_string()));
        mistake
    });
    [
        check("Corrections", "file", &format!("{}{state}", file.display())),
        check("Corrections", "rules", &rules),
    ]
    .into_iter()
    .chain(mistakes)
    .collect()
}

fn terminal() -> Vec<Check> {
    let variable = |name: &str| match env::var_os(name) {
        None => "not set".to_owned(),
        Some(value) if value.is_empty() => "empty".to_owned(),
        Some(value) => value.to_string_lossy().into_owned(),
    };
    let streams = [
        ("input", stdin().is_terminal()),
        ("output", stdout().is_terminal()),
        ("errors", stderr().is_terminal()),
    ]
    .map(|(name, is)| format!("{name} {}", if is { "yes" } else { "no" }))
    .join(", ");
    let size = terminal::size().map_or("unknown".to_owned(), |(columns, rows)| format!("{columns}x{rows}"));
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(env::var_os).find(|v| !v.is_empty());
    let locale = locale.map_or("not set".to_owned(), |value| value.to_string_lossy().into_owned());
    vec![
        check("Terminal", "is one", &streams),
        check("Terminal", "size", &size),
        check("Terminal", "TERM", &variable("TERM")),
        check("Terminal", "COLORTERM", &variable("COLORTERM")),
        check("Terminal", "NO_COLOR", &variable("NO_COLOR")),
        check("Terminal", "locale", &locale),
        check("Terminal", "colour", if terminal::colour_wanted() { "allowed" } else { "refused" }),
    ]
}

/// The lists and articles compiled into the program.
fn data() -> Vec<Check> {
    let gazetteer = Gazetteer::bundled();
    let mut checks: Vec<Check> = EntityKind::ALL
        .into_iter()
        .map(|kind| {
            let n = gazetteer.entities().iter().filter(|(_, entity)| entity.kind == kind).count();
            let mut check = check("Lists", kind.plural(), &n.to_string());
            check.trouble = (n == 0)
                .then(|| SafeText::line("the list is empty: the program was built without its assets"));
            check
        })
        .collect();
    checks.push(check("Lists", "outlets", &gazetteer.outlets().len().to_string()));
    checks.push(check("Lists", "terms", &format!("{} of office", gazetteer.tenures().len())));
    let bundled = ingest::load(&[Input::Bundled], &Directory(gazetteer));
    let mut articles = check("Bundled", "articles", &bundled.articles.len().to_string());
    articles.trouble = bundled.warnings.first().map(|warning| SafeText::line(&warning.to_string()));
    checks.push(articles);
    checks
}
