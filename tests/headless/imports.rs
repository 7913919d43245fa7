//! Every format, as a person has it: what the whole program makes of a realistic file.

use crate::house::House;
use serde_json::Value;

/// The records of `analyze` over a file of this content.
fn analyzed(name: &str, content: &[u8]) -> (Vec<Value>, String) {
    let house = House::new();
    house.put(name, content);
    let run = house.run(&["analyze", "--format", "jsonl", name]);
    let err = run.err.clone();
    (run.lines(), err)
}

/// The words of the parts with one of these roles.
fn parts<'r>(record: &'r Value, role: &str) -> Vec<String> {
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    let parts = record["parts"].as_array().unwrap().iter().filter(|part| part["role"] == role);
    let place = |part: &'r Value, key: &str| usize::try_from(part[key].as_u64().unwrap()).unwrap();
    parts.map(|part| text[place(part, "start")..place(part, "end")].iter().collect()).collect()
}

#[test]
fn a_web_page() {
    let (records, err) = analyzed("page.html", include_bytes!("../fixtures/formats/page.html"));
    let [page] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!(err, "");
    assert_eq!(page["title"], "Ferry line to Korsholm reopens after two winters");
    assert_eq!(page["outlet"]["name"], "The Bothnian Courier");
    assert_eq!(page["published"]["date"], "2024-03-14");
    assert_eq!(page["published"]["why"], "datePublished in the page’s JSON-LD says so");
    assert_eq!(parts(page, "heading"), ["What the towns want"]);
    assert_eq!(parts(page, "list").len(), 3);
    assert_eq!(parts(page, "furniture"), ["Subscribe to our newsletter"]);
    let quoted = page["quotes"].as_array().unwrap().iter().any(|quote| quote["speaker_name"] == "Helga Sund");
    assert!(quoted, "{}", page["quotes"]);
}

#[test]
fn a_page_stands_on_the_screen_as_an_article() {
    let house = House::new();
    house.put("page.html", include_bytes!("../fixtures/formats/page.html"));
    let screen = house.run(&["page.html", "--keys", "<enter>", "--print", "--size", "120x40"]).done();
    for words in ["The Bothnian Courier", "2024 Mar 14", "What the towns want", "Helga Sund"] {
        assert!(screen.contains(words), "{words} in {screen}");
    }
    assert!(!screen.contains("Privacy policy") && !screen.contains("<p>"), "{screen}");
}
