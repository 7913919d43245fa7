//! The rules of the house, read off the sources: which room may import which, what a room must not touch, and how
//! long a file may be. The checker itself is tested on made-up trees, so that it is known to fail where it should.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A room, and the rooms it may import besides itself. A room that is not listed here is a mistake.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("config", &["model"]),
    ("ingest", &["model"]),
    ("analysis", &["model"]),
    ("library", &["model"]),
    ("fetch", &["model"]),
    ("index", &["model", "ingest", "analysis", "library"]),
    ("app", &["model", "config", "ingest", "analysis", "library", "index"]),
    ("report", &["model", "ingest", "analysis", "library", "index"]),
    ("ui", &["model", "config", "ingest", "analysis", "library", "index", "app"]),
    ("runtime", &["model", "config", "ingest", "analysis", "library", "index", "app", "ui", "report"]),
    (
        "cli",
        &[
            "model", "config", "fetch", "ingest", "analysis", "library", "index", "app", "ui", "report",
            "runtime",
        ],
    ),
];

/// What some rooms must not name, with the reason.
const FORBIDDEN: &[(&[&str], &[&str], &str)] = &[
    (
        &["model", "analysis", "index", "report", "app", "ui"],
        &["std::fs", "std::net", "std::process", "std::env"],
        "the world is for ingest, library, runtime and cli",
    ),
    (
        &["model", "analysis", "index", "report", "app", "ui", "ingest"],
        &["SystemTime", "Instant::now", "Utc::now", "Local::now"],
        "results must not depend on a clock",
    ),
    (
        &["model", "ingest", "analysis", "library", "fetch", "index", "report"],
        &["ratatui", "crossterm"],
        "drawing is for ui and runtime",
    ),
    (
        &["model", "analysis", "index", "report", "app", "ui", "ingest", "library", "runtime", "cli"],
        &["ureq", "TcpStream", "UdpSocket"],
        "only fetch opens a connection",
    ),
    (
        &["model", "ingest", "analysis", "library", "fetch", "index", "app", "ui", "runtime"],
        &["println!", "eprintln!", "print!", "eprint!"],
        "only cli and report write to the standard streams",
    ),
];

/// Lines of a file before its tests.
const LONGEST: usize = 500;

/// Everything that is wrong with a tree of `(path below src, content)`.
fn faults(tree: &[(String, String)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, content) in tree {
        let own = before_tests(content);
        let lines = own.lines().count();
        if lines > LONGEST {
            faults.push(format!("{path}: {lines} lines before its tests, more than {LONGEST}"));
        }
        let code = without_comments(own);
        let room = room_of(path);
        if matches!(room, "lib" | "main") {
            continue;
        }
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            faults.push(format!("{path}: the room “{room}” has no place in the order of imports"));
            continue;
        };
        for other in imports(path, &code) {
            if other != room && !allowed.contains(&other.as_str()) {
                faults.push(format!("{path}: {room} must not import {other}"));
            }
        }
        for (rooms, names, reason) in FORBIDDEN {
            for name in names.iter().filter(|name| rooms.contains(&room) && names_it(&code, name)) {
                faults.push(format!("{path}: names {name}, but {reason}"));
            }
        }
    }
    faults
}

/// `model` for `model/span.rs`, `cli` for `cli.rs`.
fn room_of(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

/// Whether the word itself is in the code, not as a part of a longer one (`print!` in `println!`, or a lint's name).
fn names_it(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + name.len()..].chars().next();
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !word(before) && (name.ends_with('!') || !word(after))
    })
}

fn before_tests(content: &str) -> &str {
    let tests = content.find("\n#[cfg(test)]\nmod ");
    // A module of tests in a file of its own (`mod tests;`) leaves the rest of this file in place.
    match tests {
        Some(at) if content[at..].lines().nth(2).is_some_and(|line| line.ends_with('{')) => &content[..at],
        _ => content,
    }
}

/// The code with line comments blanked. A `//` inside a string (`https://`) is preceded by a colon and stays.
fn without_comments(code: &str) -> String {
    let cut = |line: &str| {
        let comment = line.match_indices("//").map(|(at, _)| at).find(|&at| !line[..at].ends_with(':'));
        line[..comment.unwrap_or(line.len())].to_owned()
    };
    code.lines().map(cut).collect::<Vec<_>>().join("\n")
}

/// The rooms that the code names: by `crate::`, or by enough `super::` to leave its own room.
fn imports(path: &str, code: &str) -> BTreeSet<String> {
    let steps = path.trim_end_matches(".rs").trim_end_matches("/mod").split('/').count();
    let out = "super::".repeat(steps);
    after(code, "crate::").into_iter().chain(after(code, &out)).collect()
}

/// The first segments of the paths after a prefix: one, or those of a group `{a, b::c}`.
fn after(code: &str, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        if code[..at].ends_with("super::") {
            continue; // Counted from the beginning of the chain.
        }
        let rest = code[at + prefix.len()..].trim_start();
        if let Some(group) = rest.strip_prefix('{') {
            found.extend(group_heads(group));
        } else {
            found.push(head(rest));
        }
    }
    found.retain(|room| !room.is_empty() && room != "super" && room != "self");
    found
}

/// The first segments of the members of a group, up to its closing brace.
fn group_heads(group: &str) -> Vec<String> {
    let (mut depth, mut heads, mut begin) = (0, Vec::new(), 0);
    for (i, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                heads.push(head(group[begin..i].trim_start()));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                heads.push(head(group[begin..i].trim_start()));
                begin = i + 1;
            }
            _ => {}
        }
    }
    heads
}

fn head(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn read(folder: &Path, below: &str, tree: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(Result::unwrap).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            read(&entry.path(), &format!("{name}/"), tree);
        } else if Path::new(&name).extension().is_some_and(|extension| extension == "rs") {
            tree.push((name, fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

#[test]
fn the_house_keeps_its_rules() {
    let mut tree = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut tree);
    assert!(tree.len() > 30, "the sources were found");
    let faults = faults(&tree);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_checker_finds_what_it_must() {
    for (path, code, fault) in [
        ("model/a.rs", "use crate::ingest::load;", Some("model must not import ingest")),
        ("model/a.rs", "use crate::model::Span;", None),
        ("ingest/a.rs", "fn f(x: crate::analysis::Gazetteer) {}", Some("ingest must not import analysis")),
        ("analysis/a/b.rs", "use crate::{\n    model::{Span, Role},\n    ingest,\n};", Some("import ingest")),
        ("library/a.rs", "use crate::analysis::x;", Some("library must not import analysis")),
        ("fetch/a.rs", "use crate::ingest::x;", Some("fetch must not import ingest")),
        ("runtime/a.rs", "use crate::fetch::x;", Some("runtime must not import fetch")),
        ("cli/a.rs", "use crate::fetch::Client;", None),
        ("cli/a.rs", "fn f() { ureq::get(\"x\"); }", Some("names ureq")),
        ("app/a.rs", "use crate::ui::theme;", Some("app must not import ui")),
        ("ui/a.rs", "use super::super::runtime::x;", Some("ui must not import runtime")),
        ("ui/pane/a.rs", "use super::super::super::runtime::x;", Some("ui must not import runtime")),
        ("ui/pane/a.rs", "use super::super::theme;", None),
        ("ui.rs", "use super::runtime;", Some("ui must not import runtime")),
        ("report/a.rs", "use crate::app::x;", Some("report must not import app")),
        ("report/mod.rs", "use super::app::x;", Some("report must not import app")),
        ("cli/a.rs", "use crate::{runtime, ui, report};", None),
        ("runtime/a.rs", "use crate::cli::x;", Some("runtime must not import cli")),
        ("model/a.rs", "// as crate::ui does\n/// [`crate::app`]\nfn f() {}", None),
        ("model/a.rs", "fn f() {}\n#[cfg(test)]\nmod tests {\n use crate::ui::x;\n}", None),
        ("cellar/a.rs", "fn f() {}", Some("no place")),
        ("analysis/a.rs", "fn f() { std::fs::read(\"x\"); }", Some("names std::fs")),
        ("analysis/a.rs", "fn f() { Utc::now(); }", Some("names Utc::now")),
        ("index/a.rs", "use ratatui::text::Line;", Some("names ratatui")),
        ("ui/a.rs", "fn f() { println!(); }", Some("names println!")),
        ("ui/a.rs", "fn f() { sprint!(); }", None),
        ("main.rs", "use dateline::cli;", None),
    ] {
        let found = faults(&[(path.to_owned(), code.to_owned())]);
        match fault {
            None => assert!(found.is_empty(), "{path}: {code}: {found:?}"),
            Some(fault) => assert!(found.iter().any(|f| f.contains(fault)), "{path}: {code}: {found:?}"),
        }
    }
}

#[test]
fn the_checker_measures_files_without_their_tests() {
    let long = "fn f() {}\n".repeat(LONGEST + 1);
    let tested = format!("{}\n#[cfg(test)]\nmod tests {{\n{long}}}\n", "fn f() {}\n".repeat(LONGEST - 1));
    assert_eq!(faults(&[("model/a.rs".into(), tested)]), Vec::<String>::new());
    assert_eq!(faults(&[("model/a.rs".into(), long)]).len(), 1);
}
