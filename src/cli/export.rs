//! `dateline export`: results as files, none written over another unless asked, each whole or not at all.

use super::args::{Export, ExportFormat, Exported};
use super::own::Own;
use super::shelf::now;
use super::sources::{Gathered, gather};
use super::{Outcome, outcome, select, terminal, usage};
use crate::library::Store;
use crate::model::text::counted;
use crate::report::{self, Format, Report, View, exported};
use crate::runtime::export::article_name;
use crate::runtime::files;
use anyhow::{Context, Result};
use std::collections::HashSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes what is asked for, and tells what was written.
pub(super) fn run(export: &Export, out: &mut dyn Write) -> Result<Outcome> {
    let format = match export.format {
        None | Some(ExportFormat::Jsonl) => Format::Jsonl,
        Some(ExportFormat::Json) => Format::Json,
        Some(ExportFormat::Md) => Format::Md,
        Some(ExportFormat::Csv) => Format::Csv,
        Some(ExportFormat::Html) => Format::Html,
        Some(ExportFormat::Opml) if export.what != Exported::Feeds => {
            usage::wrong("only feeds are written as opml");
        }
        Some(ExportFormat::Text | ExportFormat::Opml) => Format::Text,
    };
    if export.what == Exported::Feeds {
        return feeds(export, out);
    }
    let own = Own::of(&export.over.files);
    let gathered = gather(&export.over.inputs, &own);
    let view = View::of(&gathered.corpus, select::articles(&gathered, export.over.query.as_ref()));
    if view.articles().is_empty() {
        return Ok(Outcome::Nothing);
    }
    if export.what == Exported::Articles && format == Format::Md {
        return markdown(export, &view, &gathered, out);
    }
    let report = match export.what {
        Exported::Articles => Report::Texts,
        Exported::Stories => Report::Stories,
        // Feeds were written above.
        Exported::Timeline | Exported::Feeds => Report::Timeline,
    };
    let written_by = |out: &mut dyn Write| report::write(report, &view, format, terminal::layout(), out);
    match &export.output {
        None => written_by(out)?,
        Some(path) => {
            let file = file_of(path, export.what, format);
            put(&file, export.force, written_by)?;
            outcome::complain(&format!("written: {}", file.display()));
        }
    }
    Ok(Outcome::of(true, &gathered.warnings))
}

/// The file that is meant: itself, or in a folder one named after what is written.
fn file_of(path: &Path, what: Exported, format: Format) -> PathBuf {
    if !path.is_dir() {
        return path.to_owned();
    }
    let name = match what {
        Exported::Articles => "articles",
        Exported::Stories => "stories",
        Exported::Timeline => "timeline",
        Exported::Feeds => return path.join("feeds.opml"),
    };
    path.join(format!("{name}.{}", format.ending()))
}

/// The feeds that are followed, as a list for other readers.
fn feeds(export: &Export, out: &mut dyn Write) -> Result<Outcome> {
    if !matches!(export.format, None | Some(ExportFormat::Opml)) {
        usage::wrong("feeds are exported as opml; “dateline feeds --format” writes what is known of them");
    }
    if export.over.query.is_some() || !export.over.inputs.is_empty() {
        usage::wrong("feeds are those of the library: a query and inputs do not narrow them");
    }
    let folder = super::own::folder(&export.over.files.home)?;
    let (store, saved) = Store::open_or_save(&folder, now())?;
    outcome::warn(saved.as_slice());
    let all: Vec<_> = store.feeds()?.into_iter().map(|feed| feed.source).collect();
    if all.is_empty() {
        outcome::complain("no feed is followed yet");
        return Ok(Outcome::Nothing);
    }
    let list = report::opml::opml(&all);
    match &export.output {
        None => out.write_all(list.as_bytes())?,
        Some(path) => {
            let file = file_of(path, Exported::Feeds, Format::Text);
            put(&file, export.force, |out| out.write_all(list.as_bytes()))?;
            outcome::complain(&format!("written: {}", file.display()));
        }
    }
    Ok(Outcome::Done)
}

fn put(file: &Path, force: bool, written_by: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    files::write(file, force, written_by).with_context(|| {
        if file.exists() && !force {
            format!("{} is there already; --force writes over it", file.display())
        } else {
            format!("{} cannot be written", file.display())
        }
    })
}

/// One file an article. A single article may go to standard output, or into a file of that name.
fn markdown(export: &Export, view: &View<'_>, gathered: &Gathered, out: &mut dyn Write) -> Result<Outcome> {
    let articles = view.articles();
    let folder = match &export.output {
        Some(path) if articles.len() == 1 && !path.is_dir() && !ends_as_folder(path) => {
            let text = exported::markdown(view, articles[0]);
            put(path, export.force, |out| out.write_all(text.as_bytes()))?;
            outcome::complain(&format!("written: {}", path.display()));
            return Ok(Outcome::of(true, &gathered.warnings));
        }
        Some(folder) => folder,
        None if articles.len() == 1 => {
            out.write_all(exported::markdown(view, articles[0]).as_bytes())?;
            return Ok(Outcome::of(true, &gathered.warnings));
        }
        None => {
            usage::wrong("several articles as md are several files: name a folder for them with -o FOLDER")
        }
    };
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut taken = HashSet::new();
    let mut failed = 0;
    for &index in articles {
        let file = folder.join(article_name(view, index, "md", &mut taken));
        let text = exported::markdown(view, index);
        if let Err(error) = put(&file, export.force, |out| out.write_all(text.as_bytes())) {
            outcome::complain(&format!("{error:#}"));
            failed += 1;
        }
    }
    let written = counted(articles.len() - failed, "file");
    outcome::complain(&format!("{written} written to {}", folder.display()));
    Ok(match failed {
        0 => Outcome::of(true, &gathered.warnings),
        n if n == articles.len() => Outcome::Nothing,
        _ => Outcome::Partial,
    })
}

fn ends_as_folder(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"/")
}
