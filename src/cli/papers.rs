//! Shell completions and manual pages, made from the arguments.

use super::args::Arguments;
use super::{Outcome, usage};
use anyhow::Result;
use clap::CommandFactory;
use std::io::Write;

/// Completions for a shell. They are made in memory, because clap panics where writing fails.
pub(crate) fn completions(shell: clap_complete::Shell, out: &mut dyn Write) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "dateline", &mut script);
    out.write_all(&script)?;
    Ok(Outcome::Done)
}

/// The manual page of the program, or of one command.
pub(crate) fn man(command: Option<&str>, out: &mut dyn Write) -> Result<Outcome> {
    let mut program = Arguments::command();
    // Building gives the commands their full names, as `dateline-compare`.
    program.build();
    let page = match command {
        None => program,
        Some(name) => program.find_subcommand(name).cloned().unwrap_or_else(|| {
            let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
            usage::wrong(&format!("no command “{name}”; the commands are {}", names.join(", ")))
        }),
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    out.write_all(&text)?;
    Ok(Outcome::Done)
}
