//! A large library is opened by what was worked out of it before, and tells the same.

use crate::house::House;
use std::fmt::Write;

/// Articles of short texts, more than a library has that is read whole.
fn many() -> String {
    let mut lines = String::new();
    for i in 0..520 {
        let (day, who) = (1 + i % 28, ["Lindqvist", "Okonjo", "Farrukh", "Delacroix"][i % 4]);
        let place = ["Lisbon", "Tallinn", "Nairobi", "Lima", "Hanoi"][i % 5];
        let text = format!(
            "Olaf Scholz met Emmanuel Macron in {place} on Monday, said Mara {who}, number {i} of the port. \
             “Nobody was hurt,” {who} said. Germany sent {i} pumps."
        );
        let _ = writeln!(
            lines,
            "{{\"id\":\"h{i}\",\"title\":\"Harbour {i} closed\",\"outlet\":\"Post {}\",\
             \"date\":\"2024-03-{day:02}\",\"text\":\"{text}\"}}",
            i % 9
        );
    }
    lines
}

const ASKED: [&[&str]; 16] = [
    &["list", "--library", "library", "--format", "jsonl"],
    &["list", "--library", "library", "--format", "jsonl", "--query", "okonjo on:2024-03-06"],
    &["timeline", "--library", "library", "--format", "json", "--query", "lisbon"],
    &["analyze", "--library", "library", "--format", "jsonl", "--query", "nairobi before:2024-03-04"],
    &["stories", "--library", "library", "--format", "json"],
    &["show", "--library", "library", "h77", "--format", "json"],
    // The pages for people go other ways than what is for programs.
    &["list", "--library", "library"],
    &["timeline", "--library", "library", "--query", "lisbon"],
    &["stories", "--library", "library"],
    &["show", "--library", "library", "h77"],
    &["entities", "--library", "library"],
    &["entities", "--library", "library", "--name", "okonjo"],
    &["search", "--library", "library", "pumps"],
    &["takes", "--library", "library", "h77"],
    &["compare", "--library", "library", "h77", "h78"],
    &["compare", "--library", "library", "--left", "Post 1", "--right", "Post 2"],
];

fn told(house: &House) -> Vec<String> {
    ASKED.iter().map(|asked| house.run(asked).done()).collect()
}

#[test]
fn a_large_library_tells_the_same_when_it_is_opened_by_its_catalogue() {
    let house = House::new();
    house.put("many.jsonl", many());
    house.run(&["import", "--library", "library", "many.jsonl"]).done();
    let read: Vec<String> = ASKED
        .iter()
        .map(|asked| {
            // Read and joined anew each time.
            let _ = std::fs::remove_file(house.path("library/catalogue"));
            let said = house.run(asked).done();
            assert!(house.path("library/catalogue").exists(), "{asked:?}");
            said
        })
        .collect();
    assert_eq!(told(&house), read);
    let screen = |house: &House| house.run(&["--library", "library", "--print"]).done();
    let opened = screen(&house);
    assert!(opened.contains("520 articles") && opened.contains("Harbour"), "{opened}");

    // A damaged one is as good as none.
    let whole = std::fs::read(house.path("library/catalogue")).unwrap();
    std::fs::write(house.path("library/catalogue"), &whole[..whole.len() / 2]).unwrap();
    assert_eq!(told(&house), read);

    // What is added is there, and no catalogue of before is believed.
    house.put("more.jsonl", "{\"id\":\"late\",\"title\":\"Late\",\"text\":\"Rain fell on Lima.\"}\n");
    house.run(&["import", "--library", "library", "more.jsonl"]).done();
    assert_eq!(house.run(ASKED[0]).lines().len(), 521);
    std::fs::write(house.path("library/catalogue"), &whole).unwrap();
    assert_eq!(house.run(ASKED[0]).lines().len(), 521);
}
