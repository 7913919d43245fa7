//! Wrong use of the arguments that clap cannot see: told as clap tells it, with exit status 2.

use super::args::Arguments;
use crate::report::Format;
use clap::{CommandFactory, ValueEnum, error::ErrorKind};

/// Ends the program with a message and status 2.
pub(crate) fn wrong(message: &str) -> ! {
    Arguments::command().error(ErrorKind::ValueValidation, message).exit()
}

/// Ends the program because a command has no such form.
pub(crate) fn unsupported(command: &str, format: Format, supported: &[Format]) -> ! {
    let name = |format: &Format| format.to_possible_value().map(|value| value.get_name().to_owned());
    let names: Vec<String> = supported.iter().filter_map(name).collect();
    let asked = name(&format).unwrap_or_default();
    wrong(&format!("{command} cannot be written as {asked}; it can be written as {}", names.join(", ")))
}
