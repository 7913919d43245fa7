//! What each command does: gather the articles, choose what to write, write it.

use super::args::{Arguments, Command, Common, Entities, Screen, Show};
use super::sources::{Gathered, gather};
use super::{Outcome, compare, doctor, find, papers, terminal, usage};
use crate::report::{self, Format, Report, View};
use anyhow::{Result, bail};
use std::io::Write;

/// Runs a command and writes its result.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome> {
    match &arguments.command {
        None => screen(&arguments.screen, out),
        Some(Command::List(common)) => whole(common, Report::List, out),
        Some(Command::Show(show)) => self::show(show, out),
        Some(Command::Analyze(common)) => whole(common, Report::Analysis, out),
        Some(Command::Stories(common)) => whole(common, Report::Stories, out),
        Some(Command::Timeline(common)) => whole(common, Report::Timeline, out),
        Some(Command::Compare(compare)) => compare::run(compare, out),
        Some(Command::Entities(Entities { kind, common })) => whole(common, Report::Entities(*kind), out),
        Some(Command::Doctor(doctor)) => doctor::run(doctor, out),
        Some(Command::Completions { shell }) => papers::completions(*shell, out),
        Some(Command::Man { command }) => papers::man(command.as_deref(), out),
    }
}

/// The screen where there is one; else the list as text.
fn screen(screen: &Screen, out: &mut dyn Write) -> Result<Outcome> {
    if screen.print {
        bail!("this build has no screen to print");
    }
    let gathered = gather(&screen.inputs);
    write(&gathered, Report::List, Format::Text, out)
}

/// A result over all articles.
fn whole(common: &Common, report: Report<'_>, out: &mut dyn Write) -> Result<Outcome> {
    let gathered = gather(&common.inputs);
    write(&gathered, report, common.format, out)
}

fn write(gathered: &Gathered, report: Report<'_>, format: Format, out: &mut dyn Write) -> Result<Outcome> {
    let view = View::new(&gathered.corpus);
    report::write(report, &view, format, terminal::layout(), out)?;
    Ok(Outcome::of(!view.articles().is_empty(), &gathered.warnings))
}

fn show(show: &Show, out: &mut dyn Write) -> Result<Outcome> {
    let Common { format, inputs } = &show.common;
    if *format == Format::Csv {
        usage::unsupported(
            "show",
            *format,
            &[Format::Text, Format::Json, Format::Jsonl, Format::Md, Format::Html],
        );
    }
    let (gathered, index) = find::one(&show.article, inputs)?;
    write(&gathered, Report::Article(index), *format, out)
}
