//! Wrong use of the arguments that clap cannot see: told as clap tells it, with exit status 2.

use super::args::Arguments;
use super::terminal;
use crate::model::SafeText;
use crate::report::Format;
use clap::{CommandFactory, ValueEnum, error::ErrorKind};
use std::io::{IsTerminal, Write, stderr};
use std::process::ExitCode;

/// Ends the program with a message and status 2.
pub(crate) fn wrong(message: &str) -> ! {
    let _ = tell(&Arguments::command().error(ErrorKind::ValueValidation, message));
    std::process::exit(2)
}

/// Tells what clap has to say: help and version on standard output, a mistake on standard error as safe text,
/// because it repeats what was typed.
pub(crate) fn tell(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.render();
    let shown = if stderr().is_terminal() && terminal::colour_wanted() && !poisoned(&text.to_string()) {
        text.ansi().to_string()
    } else {
        SafeText::new(&text.to_string()).to_string()
    };
    let _ = write!(stderr().lock(), "{shown}");
    ExitCode::from(2)
}

/// Whether the message itself repeats something that must not reach a terminal.
fn poisoned(plain: &str) -> bool {
    SafeText::new(plain).as_str() != plain
}

/// Ends the program because a command has no such form.
pub(crate) fn unsupported(command: &str, format: Format, supported: &[Format]) -> ! {
    let name = |format: &Format| format.to_possible_value().map(|value| value.get_name().to_owned());
    let names: Vec<String> = supported.iter().filter_map(name).collect();
    let asked = name(&format).unwrap_or_default();
    wrong(&format!("{command} cannot be written as {asked}; it can be written as {}", names.join(", ")))
}
