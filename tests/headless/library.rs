//! The library: taken in once, kept over an interruption, opened, and told of.

use crate::house::House;
use std::fmt::Write;
use std::io::{BufRead, BufReader, Read};

const SHORT: &str = "{\"id\":\"rain\",\"title\":\"Rain\",\"text\":\"Rain fell on Oslo on Monday.\"}\n";

fn ids(house: &House) -> Vec<String> {
    let all = house.run(&["list", "--format", "jsonl"]).lines();
    all.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_imported_is_what_opens() {
    let house = House::new().with_three_articles();
    assert_eq!(ids(&house).len(), 5, "the bundled ones, as long as there is no library");
    let said = house.run(&["import", "three.jsonl"]).done();
    assert!(said.starts_with("3 articles stored in "), "{said}");
    assert_eq!(ids(&house), ["harbour-1", "harbour-2", "football"]);
    let again = house.run(&["import", "three.jsonl"]).done();
    assert!(again.starts_with("0 articles stored in ") && again.ends_with("; 3 there already\n"), "{again}");
    let read = house.run(&["analyze", "--format", "jsonl", "three.jsonl"]).done();
    let opened = house.run(&["analyze", "--format", "jsonl"]).done();
    assert_eq!(opened, read, "the same, whether read or opened");
    let warmed = house.run(&["analyze", "--format", "jsonl"]).done();
    assert_eq!(warmed, read);
    assert_eq!(
        house.run(&["timeline", "--format", "json"]).done(),
        house.run(&["timeline", "--format", "json", "three.jsonl"]).done()
    );
    house.put("short.jsonl", SHORT);
    assert_eq!(house.run(&["list", "--format", "jsonl", "short.jsonl"]).lines().len(), 1);
    assert_eq!(ids(&house).len(), 3, "what is named is read without being stored");
}

#[test]
fn a_library_of_ones_own_place() {
    let house = House::new().with_three_articles();
    house.run(&["import", "--library", "mine", "three.jsonl"]).done();
    assert_eq!(ids(&house).len(), 5, "the usual one is empty");
    assert_eq!(house.run(&["list", "--library", "mine", "--format", "jsonl"]).lines().len(), 3);
    let screen = house.run(&["--library", "mine", "--print", "--size", "100x20"]).done();
    assert!(screen.contains("Storm closes the harbour"), "{screen}");
    let screen = house.run(&["--print", "--size", "100x20"]).done();
    assert!(!screen.contains("Storm closes"), "a printed screen is the same on any machine: {screen}");
}

#[test]
fn bad_lines_are_reported_and_the_rest_is_stored() {
    let house = House::new();
    house.put("mixed.jsonl", format!("{SHORT}no record\n{{\"title\":\"no text\"}}\n"));
    let run = house.run(&["import", "mixed.jsonl", "gone.txt"]);
    assert_eq!(run.status, 2, "{}", run.err);
    for told in ["mixed.jsonl:2: ", "mixed.jsonl:3: ", "gone.txt: there is no such file"] {
        assert!(run.err.contains(told), "{}", run.err);
    }
    assert!(
        run.out.starts_with("1 article stored") && run.out.contains("3 could not be read"),
        "{}",
        run.out
    );
    assert_eq!(house.run(&["import", "gone.txt"]).status, 1);
}

#[test]
fn a_changed_text_replaces_the_one_that_was_shown() {
    let house = House::new();
    house.put("a.jsonl", SHORT);
    house.run(&["import", "a.jsonl"]).done();
    house.put("a.jsonl", SHORT.replace("Monday", "Tuesday"));
    let said = house.run(&["import", "a.jsonl"]).done();
    assert!(said.contains("; 1 changed and kept as a new version"), "{said}");
    assert!(house.run(&["show", "rain"]).done().contains("Tuesday"));
}

/// Some megabytes of records, of which little is text: what is to be tried here is the reading.
fn many() -> (String, usize) {
    let filler = "x".repeat(64 << 10);
    let (mut lines, mut count) = (String::new(), 0);
    while lines.len() < 24 << 20 {
        count += 1;
        let _ =
            writeln!(lines, "{{\"id\":\"n{count}\",\"filler\":\"{filler}\",\"text\":\"Number {count}.\"}}");
    }
    (lines, count)
}

#[test]
fn an_interrupted_import_keeps_what_was_stored_and_goes_on() {
    let house = House::new();
    let (lines, count) = many();
    // A line that cannot be read stands in the second piece: when it is told, the first is stored.
    let middle = lines[12 << 20..].find('\n').unwrap() + (12 << 20) + 1;
    house.put("many.jsonl", format!("{}no record\n{}", &lines[..middle], &lines[middle..]));
    let mut child = house.start(&["import", "many.jsonl"]);
    let mut errors = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("many.jsonl:") {
        line.clear();
        assert!(errors.read_line(&mut line).unwrap() > 0, "the bad line is told");
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let _ = errors.read_to_string(&mut line);
    let kept = ids(&house);
    assert!(!kept.is_empty() && kept.len() < count, "{} of {count}", kept.len());
    let expected: Vec<String> = (1..=kept.len()).map(|i| format!("n{i}")).collect();
    assert_eq!(kept, expected, "whole pieces from the beginning");
    let run = house.run(&["import", "many.jsonl"]);
    assert_eq!(run.status, 2);
    assert!(run.out.contains(&format!("{} there already", kept.len())), "{}", run.out);
    assert_eq!(ids(&house).len(), count);
}

#[test]
fn a_data_folder_that_is_a_file_gives_one_message() {
    let house = House::new().with_three_articles();
    house.put("blocked", "a file");
    let run = house.run(&["import", "--library", "blocked", "three.jsonl"]);
    assert_eq!((run.status, run.err.lines().count()), (1, 1), "{}", run.err);
    assert!(run.err.contains("blocked is a file, no folder; move it away"), "{}", run.err);
    let run = house.run(&["list", "--library", "blocked", "--format", "jsonl"]);
    assert_eq!((run.status, run.err.lines().count(), run.out.lines().count()), (2, 1, 5), "{}", run.err);
}

#[test]
fn articles_are_taken_into_a_damaged_library_too() {
    // What is damaged, and what of the three articles can be saved.
    for (damaged, shift, there) in [
        ("CREATE TABLE article", 0, false),
        ("CREATE TABLE body", 3, true),
        ("body (n INTEGER", 11, true),
        ("CREATE TABLE mark", 3, true),
    ] {
        let house = House::new().with_three_articles();
        house.put("short.jsonl", SHORT);
        house.run(&["import", "--library", "mine", "three.jsonl"]).done();
        let file = house.folder.path().join("mine/library.db");
        let mut bytes = std::fs::read(&file).unwrap();
        let at = bytes.windows(damaged.len()).position(|part| part == damaged.as_bytes()).unwrap();
        bytes[at + shift] ^= 1;
        std::fs::write(&file, bytes).unwrap();
        let run = house.run(&["import", "--library", "mine", "short.jsonl"]);
        assert_eq!(run.status, 2, "{damaged}: {}", run.err);
        assert!(run.err.contains("it is kept as"), "{damaged}: {}", run.err);
        assert!(run.out.starts_with("1 article stored"), "{damaged}: {}", run.out);
        let again = house.run(&["import", "--library", "mine", "short.jsonl"]).done();
        assert!(again.ends_with("; 1 there already\n"), "{damaged}: {again}");
        let list = house.run(&["list", "--library", "mine", "--format", "jsonl"]).lines();
        assert!(!there || list.len() == 4, "{damaged}: {} {}", list.len(), run.err);
    }
}

#[test]
fn archives_that_number_their_records_stay_apart() {
    let house = House::new();
    let put = |name: &str, fields: &str| {
        house.put(name, format!("{{\"id\":1,{fields}}}\n"));
        house.run(&["import", name]).done()
    };
    put("a.jsonl", r#""url":"https://a.example/1","text":"The first archive tells of a flood in Kenya.""#);
    put("b.jsonl", r#""url":"https://b.example/1","title":"Title 1","text":"Elections in Norway.""#);
    put("c.jsonl", r#""text":"Grain prices rose in Odesa.""#);
    put("d.jsonl", r#""text":"The ferry to Bergen was late.""#);
    assert_eq!(ids(&house), ["1", "1-2", "1-3", "1-4"]);
    let said = put("a.jsonl", r#""url":"https://a.example/1","title":"Kenya","text":"Hundreds were saved.""#);
    assert!(said.contains("; 1 changed and kept as a new version"), "{said}");
    assert_eq!(ids(&house).len(), 4);
}

#[test]
fn a_library_that_lost_a_text_says_so() {
    let house = House::new().with_three_articles();
    house.run(&["import", "--library", "mine", "three.jsonl"]).done();
    let db = rusqlite::Connection::open(house.path("mine/library.db")).unwrap();
    db.execute("DELETE FROM body WHERE n = 2", []).unwrap();
    drop(db);
    let doctor = house.run(&["doctor", "--library", "mine"]);
    assert!(doctor.status == 1 && doctor.out.contains("an article has lost its text"), "{}", doctor.out);
    let list = house.run(&["list", "--library", "mine", "--format", "jsonl"]);
    assert_eq!((list.status, list.out.lines().count()), (2, 2), "{}", list.err);
    assert!(list.err.contains("harbour-2") && list.err.contains("it is kept as"), "{}", list.err);
    let again = house.run(&["import", "--library", "mine", "three.jsonl"]).done();
    assert!(again.starts_with("1 article stored"), "{again}");
    house.run(&["doctor", "--library", "mine"]).done();
}

#[test]
fn doctor_tells_of_the_library() {
    let house = House::new().with_three_articles();
    let before = house.run(&["doctor", "--library", "mine"]).done();
    assert!(before.contains("none yet"), "{before}");
    house.run(&["import", "--library", "mine", "three.jsonl"]).done();
    let after = house.run(&["doctor", "--library", "mine"]).done();
    assert!(after.contains("mine/library.db") && after.contains("3 articles"), "{after}");
}
