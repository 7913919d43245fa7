//! Every command in every form it has, and what each form promises.

use crate::house::House;

const COMMANDS: &[&[&str]] = &[
    &["list"],
    &["show", "harbour-1"],
    &["search", "harbour"],
    &["analyze"],
    &["stories"],
    &["timeline"],
    &["compare", "1", "2"],
    &["entities"],
    &["entities", "--name", "tusk"],
];
const FORMATS: [&str; 6] = ["text", "json", "jsonl", "md", "csv", "html"];

fn run(house: &House, command: &[&str], format: &str) -> crate::house::Run {
    let mut arguments = command.to_vec();
    arguments.extend(["--format", format, "three.jsonl"]);
    house.run(&arguments)
}

#[test]
fn every_command_writes_every_form_it_names() {
    let house = House::new().with_three_articles();
    for command in COMMANDS {
        for format in FORMATS {
            let run = run(&house, command, format);
            if format == "csv" && (command[0] == "show" || command.len() == 3 && command[0] == "entities") {
                assert_eq!(run.status, 2);
                assert!(run.err.contains("it can be written as text, json, jsonl, md, html"), "{}", run.err);
                continue;
            }
            let out = run.done();
            let name = format!("{command:?} as {format}");
            assert!(out.ends_with('\n'), "{name}");
            assert!(!out.contains('\u{1b}'), "{name} has no colour where there is no terminal");
            match format {
                "json" => drop(serde_json::from_str::<serde_json::Value>(&out).expect(&name)),
                "jsonl" => out
                    .lines()
                    .for_each(|line| drop(serde_json::from_str::<serde_json::Value>(line).expect(&name))),
                "csv" => rectangular(&out, &name),
                "html" => well_formed(&out, &name),
                "text" => assert!(
                    out.lines().all(|line| line.chars().count() <= 80),
                    "{name} fits 80 columns:\n{out}"
                ),
                _ => assert!(out.starts_with("# "), "{name} begins with a heading: {out}"),
            }
        }
    }
}

/// Every row has the cells of the header, and there is one.
fn rectangular(out: &str, name: &str) {
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let columns = reader.headers().unwrap().len();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect(name);
    assert!(columns > 3 && !rows.is_empty(), "{name}");
}

/// Tags open and close in order, and nothing is fetched.
fn well_formed(out: &str, name: &str) {
    assert!(out.starts_with("<!doctype html>"), "{name}");
    let mut open: Vec<&str> = Vec::new();
    for tag in out.split('<').skip(2) {
        let tag = &tag[..tag.find('>').expect(name)];
        let word = tag.split_whitespace().next().unwrap_or_default();
        match word.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{name}"),
            None if matches!(word, "meta" | "br") => {}
            None => open.push(word),
        }
        assert!(!tag.contains("src=") && !tag.contains("href=") && word != "script", "{name}: <{tag}>");
    }
    assert!(open.is_empty(), "{name}: {open:?} stay open");
}

#[test]
fn words_of_articles_never_become_markup() {
    let house = House::new();
    let text = "<script>alert(1)</script> & *stars* [link](javascript:alert(1)) | bar `code`.\n\nAnother sentence stands here.";
    let article =
        serde_json::json!({ "title": "=1+1 <b>bold</b> # [x](y)", "outlet": "<i>Outlet</i>", "text": text });
    house.put("a.jsonl", article.to_string());
    let html = house.run(&["show", "1", "--format", "html", "a.jsonl"]).done();
    assert!(!html.contains("<script") && !html.contains("<b>bold") && !html.contains("<i>"), "{html}");
    let md = house.run(&["show", "1", "--format", "md", "a.jsonl"]).done();
    assert!(!md.contains("[link](") && !md.contains("<script>") && !md.contains("*stars*"), "{md}");
    assert!(md.contains("\\*stars\\*"), "{md}");
    let csv = house.run(&["list", "--format", "csv", "a.jsonl"]).done();
    assert!(csv.contains(",'=1+1"), "a formula is disarmed: {csv}");
}

#[test]
fn without_a_terminal_the_program_prints_the_list() {
    let house = House::new().with_three_articles();
    let list = house.run(&["list", "three.jsonl"]).done();
    for arguments in [vec!["three.jsonl"], vec!["--plain", "three.jsonl"]] {
        assert_eq!(house.run(&arguments).done(), list, "{arguments:?}");
    }
    assert!(list.starts_with("3 articles"), "{list}");
    for words in ["Storm closes the harbour of Gdańsk", "Baltic Gazette", "2024 Jan 11"] {
        assert!(list.contains(words), "{words} in {list}");
    }
    let bundled = house.run(&[]).done();
    assert!(bundled.starts_with("5 articles"), "{bundled}");
    assert!(!bundled.chars().any(|c| ('\u{2500}'..='\u{257f}').contains(&c)), "no boxes");
}

#[test]
fn standard_input_is_an_input() {
    let house = House::new();
    let out = house.run_on(&["list", "--format", "jsonl", "-"], b"{\"id\":\"in\",\"text\":\"Words.\"}\n");
    assert_eq!(out.lines()[0]["id"], "in");
}

#[test]
fn no_colour_without_a_terminal_whatever_the_environment_wants() {
    for (name, value) in
        [("NO_COLOR", "1"), ("NO_COLOR", ""), ("CLICOLOR_FORCE", "1"), ("COLORTERM", "truecolor")]
    {
        let out =
            House::new().with(name, value).with_three_articles().run(&["show", "1", "three.jsonl"]).done();
        assert!(!out.contains('\u{1b}'), "{name}={value}");
    }
}

#[test]
fn papers_are_written() {
    let house = House::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(house.run(&["completions", shell]).done().contains("dateline"), "{shell}");
    }
    let man = house.run(&["man"]).done();
    assert!(man.contains(".TH dateline 1") && man.contains("timeline"), "{man}");
    assert!(house.run(&["man", "compare"]).done().contains("left"));
    let help = house.run(&["--help"]).done();
    assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
    assert!(help.contains("Examples:") && help.contains("Exit status:"), "{help}");
    assert!(house.run(&["--version"]).done().starts_with(concat!("dateline ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn the_doctor_looks_at_everything() {
    let house = House::new().with("TERM", "xterm-256color\u{1b}[31m");
    let run = house.run(&["doctor"]);
    assert_eq!(run.status, 0, "{}", run.out);
    for words in [
        "version",
        "configuration",
        "data",
        "TERM",
        "COLORTERM",
        "NO_COLOR",
        "people",
        "countries",
        "articles",
    ] {
        assert!(run.out.contains(words), "{words} in {}", run.out);
    }
    assert!(!run.out.contains('\u{1b}') && !run.out.contains("trouble"), "{}", run.out);
    let checks = house.run(&["doctor", "--format", "json"]).json();
    assert!(checks.as_array().unwrap().len() > 10);
    house.put(".config/dateline", "a file where the folder should be");
    let ill = house.run(&["doctor"]);
    assert_eq!(ill.status, 1);
    assert!(ill.out.contains("trouble: is not a folder"), "{}", ill.out);
}
