//! Saved queries without a screen.

use crate::house::House;

#[test]
fn queries_are_saved_listed_used_and_removed() {
    let house = House::new().with_three_articles();
    house.run(&["import", "three.jsonl"]).done();
    let none = house.run(&["queries"]);
    assert_eq!((none.status, none.out.as_str()), (1, ""));
    house.run(&["queries", "--save", "The harbour", "harbour sort:oldest"]).done();
    assert_eq!(house.run(&["queries", "--save", "not football", "-saved:football"]).status, 2);
    house.run(&["queries", "--save", "Football", "lisbon"]).done();
    house.run(&["queries", "--save", "none of it", "-saved:football"]).done();
    let listed = house.run(&["queries"]).done();
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(
        lines,
        ["The harbour  harbour sort:oldest", "Football     lisbon", "none of it   -saved:football"]
    );
    let records = house.run(&["queries", "--format", "jsonl"]).lines();
    assert_eq!(records[1]["name"], "Football");
    assert_eq!(records[1]["mistake"], serde_json::Value::Null);
    let ids = |query: &str| -> Vec<String> {
        let all = house.run(&["list", "--format", "jsonl", "--query", query]).lines();
        all.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids("saved:football"), ["football"]);
    assert_eq!(ids("saved:\"none of it\""), ["harbour-1", "harbour-2"]);
    assert_eq!(ids("-saved:foot"), ["harbour-1", "harbour-2"]);
    let removed = house.run(&["queries", "--remove", "FOOTBALL"]).done();
    assert_eq!(removed, "removed “Football”; it was lisbon\n");
    let listed = house.run(&["queries"]).done();
    assert!(
        listed.contains("none of it   -saved:football  (not understood: no query is saved as “football”)"),
        "{listed}"
    );
    let again = house.run(&["queries", "--remove", "football"]);
    assert_eq!(again.status, 1);
    assert!(again.err.contains("no query is saved as “football”"), "{}", again.err);
}

#[test]
fn a_mistake_is_pointed_at() {
    let house = House::new().with_three_articles();
    house.run(&["queries", "--save", "Harbour", "harbour"]).done();
    for (query, told) in [
        ("storm saved:harbuor", "\n    storm saved:harbuor\n          ^^^^^^^^^^^^^\n"),
        ("日本 contry:x", "\n    日本 contry:x\n         ^^^^^^^\n"),
        ("a) b", "\n    a) b\n     ^\n"),
        ("after:2025-13", "\n    after:2025-13\n    ^^^^^^^^^^^^^\n"),
        ("who:", "\n    who:\n    ^^^^\n"),
        ("harbour AND", "\n    harbour AND\n            ^^^\n"),
        ("who:putin OR OR x", "\n    who:putin OR OR x\n              ^^\n"),
        ("(who:putin", "\n    (who:putin\n    ^\n"),
        ("-", "\n    -\n    ^\n"),
    ] {
        let run = house.run(&["list", "--query", query, "three.jsonl"]);
        assert_eq!(run.status, 2, "{query}");
        assert!(run.err.contains(told), "{query}: {}", run.err);
    }
    let run = house.run(&["list", "--query", "saved:harbuor", "three.jsonl"]);
    assert!(run.err.contains("try “saved:\"Harbour\"”"), "{}", run.err);
}

#[test]
fn the_screen_shows_saved_queries_as_folders() {
    let house = House::new().with_three_articles();
    house.run(&["import", "--library", "mine", "three.jsonl"]).done();
    house.run(&["queries", "--library", "mine", "--save", "The harbour", "harbour"]).done();
    let screen =
        house.run(&["--library", "mine", "--print", "--size", "140x20", "--keys", "k<enter>"]).done();
    assert!(screen.contains("▾ The harbour"), "{screen}");
    assert!(screen.contains("2 · 2 unread"), "{screen}");
    let run = house.run(&["--library", "mine", "--print", "--query", "saved:nothing"]);
    assert_eq!(run.status, 2, "{}", run.err);
}
