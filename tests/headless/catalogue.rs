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

    // What is damaged within is told, the first time; then it is made anew.
    let title = b"Harbour 44 closed";
    let mut damaged = std::fs::read(house.path("library/catalogue")).unwrap();
    let place = damaged.windows(title.len()).position(|words| words == title).unwrap();
    damaged[place] ^= 1;
    std::fs::write(house.path("library/catalogue"), &damaged).unwrap();
    let once = house.run(ASKED[0]);
    assert_eq!(once.status, 2, "{}", once.err);
    assert!(once.err.contains("damaged"), "{}", once.err);
    assert_eq!(told(&house), read);

    // What is added is there, and a catalogue of before is believed only with what came since.
    house.put("more.jsonl", "{\"id\":\"late\",\"title\":\"Late\",\"text\":\"Rain fell on Lima.\"}\n");
    house.run(&["import", "--library", "library", "more.jsonl"]).done();
    assert_eq!(house.run(ASKED[0]).lines().len(), 521);
    std::fs::write(house.path("library/catalogue"), &whole).unwrap();
    assert_eq!(house.run(ASKED[0]).lines().len(), 521);
}

/// Stories of three articles each, one a day, told by other outlets a day later; those of every fifth have one more, which comes
/// later, and so does a story of its own.
fn told_by_several() -> (String, String) {
    const NAMES: [&str; 7] =
        ["Lindqvist", "Okonjo", "Farrukh", "Delacroix", "Tolvik", "Brannagh", "Quillfeather"];
    const PLACES: [&str; 8] = ["Lisbon", "Tallinn", "Nairobi", "Lima", "Hanoi", "Vienna", "Oslo", "Riga"];
    const MATTERS: [[&str; 3]; 9] = [
        ["closed the ferry", "Rust had eaten the hull of the ferry", "Passengers wait at the quay"],
        ["opened the quarry", "Granite will be cut in the quarry again", "Masons came from afar"],
        ["sold the orchestra", "Violins and drums went with the orchestra", "The concert hall is dark"],
        ["drained the marsh", "Herons left the marsh in spring", "Peat will be dug for gardens"],
        ["crowned the beekeeper", "Honey of the beekeeper won each year", "Hives stand on every roof"],
        ["buried the telegraph", "Copper wires of the telegraph hummed", "No message was sent for years"],
        ["mended the glacier", "Blankets were laid over the glacier", "Skiers paid for the wool"],
        ["tasted the cheese", "Mould ripened the cheese in caves", "Goats graze above the village"],
        ["counted the meteorites", "Iron was found in the meteorites", "Astronomers drew a map of craters"],
    ];
    let (mut first, mut more) = (String::new(), String::new());
    for story in 0..180_usize {
        let (who, place, day) = (NAMES[story % 7], PLACES[story % 8], 1 + story % 28);
        let month = ["January", "February", "March", "April", "May", "June", "July"][story / 28];
        let [what, how, besides] = MATTERS[story % 9];
        for teller in 0..3 + usize::from(story % 5 == 0) {
            let opening = ["On Monday", "It was said that", "As was told,"][teller % 3];
            let text = format!(
                "{opening} Mara {who} {what} in {place}. {how}. {besides}, said {who}, who met Olaf Scholz in {place} on \
                 {day} {month} 2024."
            );
            let line = format!(
                "{{\"id\":\"s{story}t{teller}\",\"title\":\"{who} {what} in {place}\",\"outlet\":\"Post {teller}\",\
                 \"date\":\"2024-{:02}-{:02}\",\"text\":\"{text}\"}}\n",
                1 + story / 28,
                day + usize::from(teller > 0)
            );
            if teller < 3 { first.push_str(&line) } else { more.push_str(&line) }
        }
    }
    more.push_str(
        "{\"id\":\"own\",\"title\":\"Zebra born\",\"outlet\":\"New Post\",\"date\":\"2024-03-09\",\"text\":\"A zebra was born in \
         the zoo of Bergen on Friday, said Ulrika Hammarskog. Her keepers named it Stripe.\"}\n",
    );
    (first, more)
}

const OF_SEVERAL: [&[&str]; 10] = [
    &["list", "--library", "library", "--format", "jsonl"],
    &["list", "--library", "library"],
    &["list", "--library", "library", "--query", "tolvik on:2024-03"],
    &["list", "--library", "library", "--query", "\"goats graze above\" OR zebra"],
    &["search", "--library", "library", "zebra"],
    &["stories", "--library", "library", "--format", "json"],
    &["timeline", "--library", "library", "--format", "json"],
    &["entities", "--library", "library", "--format", "json"],
    &["show", "--library", "library", "own", "--format", "json"],
    &["takes", "--library", "library", "s5t3"],
];

#[test]
fn what_comes_to_a_large_library_is_joined_as_if_all_were_joined_anew() {
    let house = House::new();
    let (first, more) = told_by_several();
    let said = |house: &House| OF_SEVERAL.map(|asked| house.run(asked).done());
    let import = |name: &str, text: &str| {
        house.put(name, text);
        house.run(&["import", "--library", "library", name]).done();
    };
    import("first.jsonl", &first);
    house.run(OF_SEVERAL[0]).done();
    let catalogue = std::fs::read(house.path("library/catalogue")).unwrap();
    // In two parts, with a look between.
    let (some, others) = more.split_at(more.match_indices('\n').nth(10).unwrap().0 + 1);
    import("some.jsonl", some);
    assert_eq!(house.run(OF_SEVERAL[0]).lines().len(), 551);
    import("others.jsonl", others);
    let quick = said(&house);
    assert!(quick[1].contains("Zebra born") && quick[3].contains("cheese"), "{}", quick[1]);
    assert_eq!(std::fs::read(house.path("library/catalogue")).unwrap(), catalogue, "nothing was joined anew");
    assert!(house.path("library/arrivals").exists());
    // From what was kept of it.
    assert_eq!(said(&house), quick);
    // Half of a record is none, and what it held is joined again.
    let records = std::fs::read(house.path("library/arrivals")).unwrap();
    std::fs::write(house.path("library/arrivals"), &records[..records.len() - 9]).unwrap();
    assert_eq!(said(&house), quick);
    // Joined anew.
    std::fs::remove_file(house.path("library/catalogue")).unwrap();
    let whole = said(&house);
    for (asked, (quick, whole)) in OF_SEVERAL.iter().zip(quick.iter().zip(&whole)) {
        let differing: Vec<_> =
            quick.lines().zip(whole.lines()).filter(|(quick, whole)| quick != whole).collect();
        assert!(quick == whole, "{asked:?}: {} {:#?}", differing.len(), differing.first());
    }
    assert!(!house.path("library/arrivals").exists(), "the catalogue is of now");
    // Another version of an article that was there: joined anew, too.
    let before = std::fs::read(house.path("library/catalogue")).unwrap();
    import(
        "changed.jsonl",
        &more.lines().last().unwrap().replace("zebra was born", "zebra and a foal were born"),
    );
    assert!(house.run(OF_SEVERAL[8]).done().contains("a foal"));
    assert_ne!(std::fs::read(house.path("library/catalogue")).unwrap(), before);
}
