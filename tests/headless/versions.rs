//! Versions of an article: what changed, on the screen and without it.

use crate::house::House;

const FIRST: &str = r#"{"id":"storm","title":"Storm closes the harbour","outlet":"Harbour Post","date":"2025-03-04","text":"A storm closed the harbour of Trieste on Tuesday.\n\nTwo people died in the floods, the mayor said.\n\nThe sea rose by two metres.\n\nFerries stay in port."}"#;
const SECOND: &str = r#"{"id":"storm","title":"Storm closes the harbour, four dead","outlet":"Harbour Post","date":"2025-03-04","text":"A storm closed the harbour of Trieste on Tuesday.\n\nFour people died in the floods, the mayor said on Wednesday.\n\nThe sea rose by two metres.\n\nThe army sent helicopters."}"#;

fn revised() -> House {
    let house = House::new();
    house.put("a.jsonl", FIRST);
    house.run(&["import", "--library", "mine", "a.jsonl"]).done();
    house.put("a.jsonl", SECOND);
    house.run(&["import", "--library", "mine", "a.jsonl"]).done();
    house
}

#[test]
fn the_reader_says_that_an_article_changed_and_shows_what() {
    let house = revised();
    let screen = house.run(&["--library", "mine", "--print", "--size", "140x30", "--keys", "<enter>"]).done();
    assert!(screen.contains("version 2, changed "), "{screen}");
    assert!(screen.contains("(H)"), "{screen}");
    let page = house.run(&["--library", "mine", "--print", "--size", "140x40", "--keys", "<enter>H"]).done();
    for told in [
        "What changed",
        "title: Storm closes the harbour → Storm closes the harbour, four dead",
        "− Two people died in the floods, the mayor said.",
        "+ Four people died in the floods, the mayor said on Wednesday.",
        "− Ferries stay in port.",
        "+ The army sent helicopters.",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    house.put("b.jsonl", r#"{"id":"calm","title":"Calm","text":"Nothing happened in Trieste."}"#);
    let none = house.run(&["--print", "--keys", "H", "b.jsonl"]).done();
    assert!(none.contains("there is one version of this article"), "{none}");
}

#[test]
fn versions_are_told_without_a_screen() {
    let house = revised();
    let versions =
        house.run(&["show", "storm", "--versions", "--library", "mine", "--format", "jsonl"]).lines();
    assert_eq!(versions.len(), 2);
    assert_eq!((&versions[0]["version"], &versions[1]["version"]), (&1.into(), &2.into()));
    assert!(versions[0]["text"].as_str().unwrap().contains("Two people"));
    assert!(versions[0]["added"].is_string());
    let text = house.run(&["show", "storm", "--versions", "--library", "mine"]).done();
    assert!(text.lines().nth(1).unwrap().ends_with("Storm closes the harbour, four dead"), "{text}");
    let diff = house.run(&["show", "storm", "--diff", "--library", "mine"]).done();
    assert!(diff.contains("− [Two] people died in the floods, the mayor [said.]"), "{diff}");
    assert!(diff.contains("\n− Ferries stay in port.\n"), "{diff}");
    let json = house.run(&["show", "storm", "--diff", "--library", "mine", "--format", "json"]).json();
    let kinds: Vec<&str> =
        json[0]["changes"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"reworded") && kinds.contains(&"new") && kinds.contains(&"gone"), "{kinds:?}");
    house.put("b.jsonl", r#"{"id":"calm","title":"Calm","text":"Nothing happened in Trieste."}"#);
    let one = house.run(&["show", "calm", "--diff", "b.jsonl"]);
    assert_eq!(one.status, 1);
    assert!(one.err.contains("one version"), "{}", one.err);
}
