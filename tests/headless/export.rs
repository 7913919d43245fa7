//! What is exported, and that it is read again as it was.

use crate::house::{House, seeds};
use serde_json::Value;
use std::collections::BTreeMap;

/// Fields of the analysis by id.
fn analysed(house: &House, inputs: &[&str]) -> BTreeMap<String, Value> {
    let all = house.run(&[&["analyze", "--format", "jsonl"], inputs].concat()).lines();
    all.into_iter().map(|one| (one["id"].as_str().unwrap().to_owned(), one)).collect()
}

#[test]
fn json_lines_are_taken_in_again_as_they_were() {
    let house = House::new().with_three_articles();
    for input in ["three.jsonl", &seeds()] {
        let file = house.path("out.jsonl");
        house.run(&["export", "articles", "-o", "out.jsonl", "--force", input]).done();
        let (before, after) = (analysed(&house, &[input]), analysed(&house, &["out.jsonl"]));
        assert!(!before.is_empty() && before.keys().eq(after.keys()));
        for (id, was) in &before {
            let is = &after[id];
            assert_eq!(is["text"], was["text"], "byte for byte");
            for field in ["title", "byline", "language", "tags", "url"] {
                assert_eq!(is[field], was[field], "{field} of {id}");
            }
            if was["published"]["basis"] == "stated" {
                assert_eq!(is["published"]["date"], was["published"]["date"]);
                assert_eq!(is["published"]["precision"], was["published"]["precision"]);
            }
            if was["outlet"]["basis"] == "stated" {
                assert_eq!(is["outlet"]["name"], was["outlet"]["name"]);
                assert_eq!(is["outlet"]["country"], was["outlet"]["country"]);
            }
        }
        // As an array too.
        house.run(&["export", "articles", "--format", "json", "-o", "out.json", "--force", input]).done();
        assert_eq!(analysed(&house, &["out.json"]).len(), before.len());
        assert!(file.exists());
    }
    house.run(&["import", "three.jsonl"]).done();
    house.run(&["export", "articles", "-o", "mine.jsonl"]).done();
    let again = house.run(&["import", "mine.jsonl"]).done();
    assert!(again.ends_with("; 3 there already\n"), "{again}");
}

/// The lines of an article, with those of page furniture where `all` are asked for.
fn lines(record: &Value, all: bool) -> Vec<String> {
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    let mut lines = Vec::new();
    for part in record["parts"].as_array().unwrap() {
        let at = |name: &str| usize::try_from(part[name].as_u64().unwrap()).unwrap();
        let words: String = text[at("start")..at("end")].iter().collect();
        let role = part["role"].as_str().unwrap();
        if all || role != "furniture" {
            let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
            lines.extend(words.lines().filter(|line| !line.trim().is_empty()).map(line));
        }
    }
    lines
}

#[test]
fn markdown_is_read_again_line_by_line() {
    let house = House::new().with_three_articles();
    for (input, folder) in [("three.jsonl", "three"), (&*seeds(), "seeds")] {
        let told = house.run(&["export", "articles", "--format", "md", "-o", folder, input]);
        assert_eq!(told.status, 0, "{}", told.err);
        let (before, after) = (analysed(&house, &[input]), analysed(&house, &[folder]));
        assert!(before.keys().eq(after.keys()), "the ids stay");
        for (id, was) in &before {
            let is = &after[id];
            for field in ["title", "language", "tags", "url"] {
                assert_eq!(is[field], was[field], "{field} of {id}");
            }
            if was["published"]["basis"] == "stated" {
                assert_eq!(is["published"]["date"], was["published"]["date"], "{id}");
            }
            if was["outlet"]["basis"] == "stated" {
                assert_eq!(is["outlet"]["name"], was["outlet"]["name"], "{id}");
            }
            assert_eq!(lines(is, false), lines(was, false), "{id}");
        }
    }
}

#[test]
fn what_looks_like_markdown_comes_back_as_words() {
    let house = House::new();
    let hard = [
        "# no heading",
        "> no quotation",
        "- no item",
        "* no item",
        "+ 3 percent",
        "1. no item",
        "12) no item",
        "---",
        "===",
        "~~~",
        "```",
        "a *b* _c_ `d` snake_case",
        "[e](https://example.org/f) and ![g](h)",
        "<!-- no comment -->",
        "<https://example.org/x>",
        "[ref]: https://example.org",
        "C:\\new\\table",
        "title: no field",
        "| a | b |",
        "***",
        "He said: \"100 % *sure*\" \\o/ done",
        "日本語の文。",
        "a — b – c… “d”",
    ];
    let record = serde_json::json!({
        "id": "hard: \"one\" \\two", "title": "Talks: \"the\" #1 \\ a 'new' round", "outlet": "The #1 Post: daily",
        "author": "Ann \"A\" Roe, Ben Doe", "date": "2025-09-03T10:30:00Z", "url": "https://example.org/a?b=c#d",
        "tags": ["grain, sea", "\"quoted\"", "#hash", "- dash"], "text": hard.join("\n\n"),
    });
    house.put("hard.jsonl", record.to_string());
    house.run(&["export", "articles", "--format", "md", "-o", "out/", "hard.jsonl"]).done();
    let (before, after) = (analysed(&house, &["hard.jsonl"]), analysed(&house, &["out"]));
    let (was, is) = (&before["hard: \"one\" \\two"], &after["hard: \"one\" \\two"]);
    for field in ["title", "byline", "tags", "url"] {
        assert_eq!(is[field], was[field], "{field}");
    }
    assert_eq!(is["outlet"]["name"], was["outlet"]["name"]);
    assert_eq!(is["published"]["date"], was["published"]["date"]);
    // Rows of signs look like furniture of a page; their words are there all the same.
    assert_eq!(lines(is, true), hard);
}

#[test]
fn no_file_is_written_over_unasked() {
    let house = House::new().with_three_articles();
    house.put("out.csv", "mine");
    let run = house.run(&["export", "articles", "--format", "csv", "-o", "out.csv", "three.jsonl"]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("out.csv is there already; --force writes over it"), "{}", run.err);
    assert_eq!(std::fs::read_to_string(house.path("out.csv")).unwrap(), "mine");
    house.run(&["export", "articles", "--format", "csv", "-o", "out.csv", "--force", "three.jsonl"]).done();
    assert!(std::fs::read_to_string(house.path("out.csv")).unwrap().starts_with("id,title,"));
    let folder = ["export", "articles", "--format", "md", "-o", "notes", "three.jsonl"];
    house.run(&folder).done();
    let mut names: Vec<String> = std::fs::read_dir(house.path("notes"))
        .unwrap()
        .map(|one| one.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 3);
    assert!(
        names.iter().all(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b))),
        "{names:?}"
    );
    let again = house.run(&folder);
    assert_eq!(again.status, 1, "{}", again.err);
    assert_eq!(again.err.matches("is there already").count(), 3);
    std::fs::remove_file(house.path("notes").join(&names[0])).unwrap();
    assert_eq!(house.run(&folder).status, 2, "one of them was written");
    let run = house.run(&["export", "articles", "--format", "md", "three.jsonl"]);
    assert_eq!(run.status, 2, "several files go nowhere else: {}", run.err);
    let one = house.run(&["export", "articles", "--format", "md", "-q", "lisbon", "three.jsonl"]).done();
    assert!(one.starts_with("---\nid: \"football\"\n"), "{one}");
    assert_eq!(house.run(&["export", "articles", "-q", "nothing-has-this", "three.jsonl"]).status, 1);
}

#[test]
fn a_page_is_safe_and_links_to_its_sources() {
    let house = House::new();
    let record = serde_json::json!({
        "title": "<script>alert(1)</script>", "outlet": "A & B", "url": "https://example.org/a?x=1&y=2",
        "date": "2025-09-03", "text": "Vladimir Putin met Xi Jinping in Beijing on Wednesday and said <b>no</b>.\n\n=1+1",
    });
    house.put("a.jsonl", record.to_string());
    let page = house.run(&["export", "articles", "--format", "html", "a.jsonl"]).done();
    assert!(page.contains("<a href=\"https://example.org/a?x=1&amp;y=2\""), "{page}");
    assert!(!page.contains("<script>") && !page.contains("<b>no</b>"));
    let line = house.run(&["export", "timeline", "--format", "json", "a.jsonl"]).done();
    assert_eq!(line, house.run(&["timeline", "--format", "json", "a.jsonl"]).done());
}

#[test]
fn feeds_are_exported_as_a_list() {
    let house = House::new();
    assert_eq!(house.run(&["export", "feeds"]).status, 1, "none is followed");
    let list = "<opml version=\"2.0\"><body><outline text=\"World\"><outline text=\"One &amp; two\" \
                xmlUrl=\"https://feeds.example/one.xml\"/></outline></body></opml>";
    house.put("list.opml", list);
    house.run(&["add", "list.opml"]);
    house.run(&["export", "feeds", "-o", "mine.opml"]).done();
    let mine = std::fs::read_to_string(house.path("mine.opml")).unwrap();
    assert!(
        mine.contains("<outline text=\"World\"") && mine.contains("xmlUrl=\"https://feeds.example/one.xml\""),
        "{mine}"
    );
    assert!(mine.contains("One &amp; two"), "{mine}");
    assert_eq!(house.run(&["export", "feeds", "--format", "csv"]).status, 2);
    assert_eq!(house.run(&["export", "articles", "--format", "opml"]).status, 2);
}
