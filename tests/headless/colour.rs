//! Colour on a real terminal: there unless refused, and nothing else of the terminal is touched.

use crate::house::House;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::Read;

/// The bytes that `dateline show` writes to a terminal, with these variables.
fn on_a_terminal(variables: &[(&str, &str)]) -> String {
    let house = House::new().with_three_articles();
    let size = PtySize { rows: 24, cols: 70, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["show", "1", "three.jsonl"]);
    command.cwd(house.folder.path());
    command.env_clear();
    command.env("HOME", house.folder.path());
    for (name, value) in variables {
        command.env(name, value);
    }
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut bytes = Vec::new();
    // Linux ends the reading side of a closed terminal with an error.
    let _ = reader.read_to_end(&mut bytes);
    assert!(child.wait().unwrap().success());
    String::from_utf8(bytes).unwrap()
}

/// The text without its SGR sequences; any other escape sequence stays and is seen.
fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        out.push_str(&rest[..at]);
        let sequence = &rest[at + 2..];
        match sequence.find(|c: char| !c.is_ascii_digit() && c != ';') {
            Some(end) if sequence[end..].starts_with('m') => rest = &sequence[end + 1..],
            _ => {
                out.push_str("\u{1b}[");
                rest = sequence;
            }
        }
    }
    out.push_str(rest);
    out
}

#[test]
fn text_is_coloured_on_a_terminal_unless_that_is_refused() {
    let coloured = on_a_terminal(&[("TERM", "xterm-256color")]);
    assert!(coloured.contains("\u{1b}["), "{coloured}");
    let plain = on_a_terminal(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]);
    assert!(!plain.contains('\u{1b}'), "{plain}");
    assert!(!on_a_terminal(&[("TERM", "dumb")]).contains('\u{1b}'));
    assert_eq!(on_a_terminal(&[("TERM", "xterm-256color"), ("NO_COLOR", "")]), coloured, "empty is not set");
    assert_eq!(bare(&coloured), plain, "colour alone differs");
    assert!(plain.lines().all(|line| line.trim_end().chars().count() <= 70), "the terminal's width is kept");
}
