//! A person's own entities: from the file in the configuration folder, or the one named, into every result.

use crate::house::House;

const ARTICLE: &str = r#"{"id":"one","date":"2024-03-05","text":"Tane Loku spoke in Tuvalu on Monday. “We will rebuild,” Loku said. The Tuvaluan defence minister thanked Sefo Milu, and Reading FC gave money. Vovan the Great was silent."}
"#;

const OWN: &str = r#"# mine
[[add]]
name = "Tane Loku"
kind = "person"
country = "TV"
offices = ["defence minister@2023.."]

[[alias]]
entity = "Vladimir Putin"
names = ["Vovan the Great"]

[[rename]]
entity = "TV"
name = "The Eight Islands"

[[merge]]
entity = "Sefo Milu"
into = "Tane Loku"

[[mute]]
entity = "Reading FC"
"#;

/// The mentions of the one article as `words=id`.
fn marks(run: &serde_json::Value) -> Vec<String> {
    let text = run["text"].clone();
    let mentions = run["mentions"].as_array().unwrap().iter();
    mentions.map(|m| format!("{}={}", crate::house::slice(&text, m), m["entity"].as_str().unwrap())).collect()
}

#[test]
fn the_usual_file_reaches_analysis_names_and_reasons() {
    let house = House::new();
    house.put("one.jsonl", ARTICLE);
    let plain = house.run(&["analyze", "--format", "jsonl", "one.jsonl"]).lines();
    assert!(!marks(&plain[0]).contains(&"Vovan the Great=vladimir-putin".to_owned()));
    house.put(".config/dateline/entities.toml", OWN);
    let run = house.run(&["analyze", "--format", "jsonl", "one.jsonl"]);
    assert_eq!(run.err, "");
    let own = run.lines();
    let marks = marks(&own[0]);
    for mark in [
        "Tane Loku=tane-loku",
        "Loku=tane-loku",
        "The Tuvaluan defence minister=tane-loku",
        "Sefo Milu=tane-loku",
        "Vovan the Great=vladimir-putin",
    ] {
        assert!(marks.iter().any(|found| found == mark), "{mark}: {marks:?}");
    }
    assert!(!marks.iter().any(|found| found.contains("reading")), "{marks:?}");
    let whys = own[0]["mentions"].to_string();
    assert!(whys.contains("a name from your entities.toml, line 8"), "{whys}");
    let entities = house.run(&["entities", "one.jsonl"]).done();
    assert!(entities.contains("Tane Loku") && entities.contains("The Eight Islands"), "{entities}");
    for query in ["who:\"sefo milu\"", "who:vovan", "country:\"eight islands\"", "country:tuvalu"] {
        let run = house.run(&["list", "--format", "jsonl", "--query", query, "one.jsonl"]);
        assert_eq!((run.status, run.out.lines().count()), (0, 1), "{query}: {}", run.err);
    }
    let doctor = house.run(&["doctor"]).out;
    assert!(doctor.contains("entities.toml (5 changes to the lists)"), "{doctor}");
}

#[test]
fn a_file_is_named_and_the_screen_in_memory_knows_only_that_one() {
    let house = House::new();
    house.put("one.jsonl", ARTICLE);
    house.put(".config/dateline/entities.toml", "[[mute]]\nentity = \"TV\"\n");
    house.put("mine.toml", OWN);
    let named = house.run(&["entities", "--entities", "mine.toml", "one.jsonl"]).done();
    assert!(named.contains("The Eight Islands"), "{named}");
    let usual = house.run(&["entities", "one.jsonl"]).done();
    assert!(!usual.contains("Tuvalu") && !usual.contains("The Eight Islands"), "{usual}");
    let screen = |more: &[&str]| {
        let keys = ["--print", "--keys", "e", "--size", "140x45"];
        house.run(&[&keys[..], more, &["one.jsonl"]].concat()).done()
    };
    assert!(screen(&[]).contains("Tuvalu"));
    assert!(screen(&["--entities", "mine.toml"]).contains("The Eight Islands"));
}

#[test]
fn mistakes_are_told_with_file_line_and_reason_and_the_rest_counts() {
    let house = House::new();
    house.put("one.jsonl", ARTICLE);
    house.put(
        "mine.toml",
        "[[add]]\nname = \"Tane Loku\"\nkind = \"horse\"\n\n[[rename]]\nentity = \"Nobody At All\"\nname = \"X\"\n\n[[muet]]\nentity = \"TV\"\n\n[[mute]]\nentity = \"TV\"\n\n[[alias]]\nentity = \n",
    );
    let run = house.run(&["entities", "--entities", "mine.toml", "one.jsonl"]);
    assert_eq!(run.status, 0, "{}", run.err);
    for said in [
        "mine.toml:1: kind “horse”: write person, organisation, place, bloc, event",
        "mine.toml:5: nothing in the lists is called “Nobody At All”; add it first",
        "mine.toml:9: unknown table “muet”; did you mean [[mute]]?",
        "mine.toml:16: ",
    ] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    assert!(!run.out.contains("Tuvalu"), "{}", run.out);
    let doctor = house.run(&["doctor", "--entities", "mine.toml"]);
    assert_eq!(doctor.status, 1);
    assert!(doctor.out.contains("mine.toml:9: unknown table"), "{}", doctor.out);
    let missing = house.run(&["entities", "--entities", "none.toml", "one.jsonl"]);
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("none.toml: not read: "), "{}", missing.err);
    assert!(missing.out.contains("Tuvalu"), "{}", missing.out);
}
