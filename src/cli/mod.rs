//! The command line: arguments, what each command does with the library, messages and exit statuses.
//!
//! Reads through `ingest`, finds through `analysis`, writes through `report`. Results go to standard output,
//! everything else to standard error.

mod add;
mod args;
mod arrive;
mod catalogue;
mod commands;
mod compare;
mod config;
mod doctor;
mod entities;
mod export;
mod feeds;
mod fetch;
mod find;
mod follow;
mod import;
mod intake;
mod interrupt;
mod live;
mod marks;
mod marks_file;
mod note;
mod outcome;
mod own;
mod papers;
mod progress;
mod queries;
mod screen;
mod select;
mod shelf;
mod sources;
mod stages;
mod star;
mod tag;
mod terminal;
mod usage;
mod versions;
mod web;

use crate::library::damage;
use clap::Parser;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

pub(crate) use outcome::Outcome;
pub use sources::{library, library_in};

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match args::Arguments::try_parse_from(args::command_first(std::env::args_os().collect()))
    {
        Ok(arguments) => arguments,
        Err(error) => return usage::tell(&error),
    };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let result = commands::run(&arguments, &mut out).and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    match result {
        Ok(Outcome::Done | Outcome::Nothing) if damage::was_met() => {
            outcome::complain(&format!("library: {}", damage::WORDS));
            Outcome::Partial.into()
        }
        Ok(outcome) => outcome.into(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            outcome::complain(&format!("{error:#}"));
            Outcome::Nothing.into()
        }
    }
}

/// Whether the reader of our output went away, as `head` does: no error to tell anybody about.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    kinds.into_iter().any(|kind| kind == io::ErrorKind::BrokenPipe)
}
