//! The README says what the program does: its tables of keys and query fields are those compiled in.
//!
//! After a change of a table: `UPDATE_README=1 cargo test --test papers`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use dateline::app::command::{Scope, table};
use dateline::app::keymap::Keymap;
use dateline::index::query::FIELDS;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn readme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// The lines between `<!-- NAME -->` and `<!-- end -->` must be these.
fn holds(name: &str, expected: &str) {
    let path = readme();
    let text = fs::read_to_string(&path).unwrap();
    let begin = format!("<!-- {name} -->\n");
    let from = text.find(&begin).unwrap_or_else(|| panic!("the README has a place for {name}")) + begin.len();
    let to = from + text[from..].find("<!-- end -->").unwrap();
    if text[from..to] == *expected {
        return;
    }
    if env::var_os("UPDATE_README").is_some() {
        fs::write(&path, format!("{}{expected}{}", &text[..from], &text[to..])).unwrap();
        return;
    }
    panic!("{name} in the README are not those of the program; UPDATE_README=1 puts in:\n{expected}");
}

fn code(words: &str) -> String {
    let words = words.replace('|', "\\|");
    if words.contains('`') { format!("`` {words} ``") } else { format!("`{words}`") }
}

#[test]
fn the_readme_is_that_of_this_program() {
    // One test, because both tables stand in one file.
    holds("keys", &keys());
    holds("fields", &fields());
}

fn keys() -> String {
    let keymap = Keymap::default();
    let mut out = String::from("| Key | Does | Where |\n|---|---|---|\n");
    for spec in table() {
        let scope = spec.scopes[0];
        let keys: Vec<String> = keymap.keys_of(scope, spec.command).iter().map(|keys| code(keys)).collect();
        if keys.is_empty() {
            continue;
        }
        let places: Vec<&str> = spec.scopes.iter().map(|scope| scope.name()).collect();
        let places =
            if places.len() >= Scope::ALL.len() - 1 { "everywhere".to_owned() } else { places.join(", ") };
        let _ = writeln!(out, "| {} | {} | {places} |", keys.join(" "), spec.description);
    }
    out
}

fn fields() -> String {
    let mut out = String::from("| Field | Finds | Example |\n|---|---|---|\n");
    for field in FIELDS {
        let _ = writeln!(
            out,
            "| {} | {} | {} |",
            code(&format!("{}:", field.name)),
            field.meaning,
            code(field.example)
        );
    }
    out
}

#[test]
fn every_command_is_told() {
    let text = fs::read_to_string(readme()).unwrap();
    let help = std::process::Command::new(env!("CARGO_BIN_EXE_dateline")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let mut count = 0;
    for command in commands.filter_map(|line| line.split_whitespace().next()) {
        assert!(text.contains(&format!("dateline {command}")), "the README tells of {command}");
        count += 1;
    }
    assert!(count >= 11, "the commands were found in the help");
}

fn architecture() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap()
}

#[test]
fn every_dependency_is_accounted_for() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let text = architecture();
    let table = &text[text.find("## Dependencies").unwrap()..text.find("## Tests").unwrap()];
    let told: Vec<&str> = table.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').collect();
    for section in ["dependencies", "dev-dependencies"] {
        for name in manifest[section].as_table().unwrap().keys() {
            assert!(told.contains(&name.as_str()), "ARCHITECTURE.md tells why {name} is there");
        }
    }
}

#[test]
fn every_room_is_told_and_every_path_exists() {
    let text = architecture();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in fs::read_dir(root.join("src")).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            let name = entry.file_name().into_string().unwrap();
            assert!(text.contains(&format!("\n| `{name}` |")), "ARCHITECTURE.md tells of the room {name}");
        }
    }
    for path in text.split('`').skip(1).step_by(2).filter(|word| word.contains('/') && !word.contains(' ')) {
        let path = path.trim_end_matches('/');
        let there = [root.join(path), root.join("src").join(path), root.join("assets/gazetteer").join(path)];
        assert!(there.iter().any(|path| path.exists()), "{path} of ARCHITECTURE.md is there");
    }
}
