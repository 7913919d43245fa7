//! What a reader corrected, over several runs of the real program.

use crate::house::House;
use serde_json::Value;

const VISIT: &str = "Angela Merkel visited Warsaw on 2 June 2018.";
const ARTICLES: &str = r#"{"id":"one","outlet":"Die Zeit","date":"2018-06-03","text":"Angela Merkel visited Warsaw on 2 June 2018. Emmanuel Macron met Theresa May in London on 4 May 2018."}
"#;
const LATER: &str = r#"{"id":"two","outlet":"Le Monde","date":"2018-06-04","text":"On 2 June 2018 Angela Merkel visited Warsaw for the fair."}
"#;

/// The first words of the sentences on the line of events.
fn told(house: &House, arguments: &[&str]) -> Vec<String> {
    let run = house.run(&[&["timeline", "--format", "json"], arguments].concat());
    let line: Value = serde_json::from_str(&run.out).unwrap();
    let of = |event: &Value| event["label"].as_str().unwrap().to_owned();
    line["events"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn a_rule_holds_on_every_run_and_for_articles_that_come_later() {
    let house = House::new();
    house.put("one.jsonl", ARTICLES);
    house.put("two.jsonl", LATER);
    assert_eq!(told(&house, &["one.jsonl"]), ["Macron meets May in London", "Merkel visits Warsaw"]);
    let rule = format!(
        r#"{{"rule":"not-event","event":{{"told":[{{"sentence":"{VISIT}","word":"visited"}}]}},"when":"2018-07-01","why":"she was elsewhere"}}"#
    );
    house.put("mine.jsonl", format!("# mine\n{rule}\nno rule\n"));
    for inputs in [&["one.jsonl"][..], &["one.jsonl", "two.jsonl"], &["two.jsonl", "one.jsonl"]] {
        let arguments = [inputs, &["--corrections", "mine.jsonl"]].concat();
        assert_eq!(told(&house, &arguments), ["Macron meets May in London"], "{inputs:?}");
    }
    // From the folder where the program keeps them, without being asked.
    house.put(".local/share/dateline/corrections.jsonl", &rule);
    assert_eq!(told(&house, &["one.jsonl"]), ["Macron meets May in London"]);
    let print = house.run(&["--print", "--size", "140x40", "one.jsonl"]);
    assert!(
        print.out.contains("Merkel visits Warsaw"),
        "a printed screen is the same for everybody: {}",
        print.out
    );
}

#[test]
fn what_is_no_rule_is_named_and_the_others_hold() {
    let house = House::new();
    house.put("one.jsonl", ARTICLES);
    house.put("mine.jsonl", "{\"rule\":\"not-date\",\"words\":\"2 June 2018\"}\nno rule\n");
    let run = house.run(&["analyze", "--format", "jsonl", "--corrections", "mine.jsonl", "one.jsonl"]);
    assert_eq!(run.status, 0);
    assert!(run.err.contains("mine.jsonl:2: is no rule"), "{}", run.err);
    let article: Value = serde_json::from_str(&run.out).unwrap();
    let dates: Vec<&str> =
        article["dates"].as_array().unwrap().iter().map(|date| date["surface"].as_str().unwrap()).collect();
    assert_eq!(dates, ["4 May 2018"]);
    let doctor = house.run(&["doctor", "--corrections", "mine.jsonl"]);
    assert!(doctor.out.contains("1 not a date") && doctor.out.contains("mine.jsonl:2"), "{}", doctor.out);
    assert_eq!(doctor.status, 1);
}

const TWO: &str = r#"{"id":"one","outlet":"Die Zeit","date":"2018-05-05","text":"Angela Merkel met Emmanuel Macron in Paris on 4 May 2018 to talk about the budget."}
{"id":"two","outlet":"Le Monde","date":"2018-05-05","text":"Emmanuel Macron received Angela Merkel in Paris on 4 May 2018 for talks on the budget."}
"#;

/// How many articles tell each event.
fn articles_of_events(house: &House, inputs: &[&str]) -> Vec<usize> {
    let arguments = [&["timeline", "--format", "json", "--corrections", "mine.jsonl"], inputs].concat();
    let line: Value = serde_json::from_str(&house.run(&arguments).out).unwrap();
    let of = |event: &Value| event["mentions"].as_array().unwrap().len();
    line["events"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn what_is_corrected_on_the_screen_holds_on_the_next_run_and_can_be_taken_back() {
    let house = House::new();
    house.put("two.jsonl", TWO);
    let screen = |keys: &str| {
        let arguments =
            ["--print", "--size", "160x45", "--corrections", "mine.jsonl", "--keys", keys, "two.jsonl"];
        house.run(&arguments).done()
    };
    assert_eq!(articles_of_events(&house, &["two.jsonl"]), [2]);
    // The second sentence of the event, on its screen, tells another.
    let shown = screen("<tab><tab><enter>jX");
    assert!(shown.contains("tells another event"), "{shown}");
    assert_eq!(articles_of_events(&house, &["two.jsonl"]), [1, 1]);
    let rules = std::fs::read_to_string(house.folder.path().join("mine.jsonl")).unwrap();
    assert_eq!(rules.lines().count(), 1);
    assert!(rules.contains("\"rule\":\"split\"") && rules.contains("received Angela Merkel"), "{rules}");
    let why = screen("<tab><tab><enter>i");
    assert!(why.contains("You corrected this on 2"), "{why}");
    // Joined again, from the line.
    screen("<tab><tab>J<enter>");
    assert_eq!(articles_of_events(&house, &["two.jsonl"]), [2]);
    // Struck, and taken back.
    screen("<tab><tab>E<c-z>");
    assert_eq!(articles_of_events(&house, &["two.jsonl"]), [2]);
    screen("<tab><tab>E");
    assert_eq!(articles_of_events(&house, &["two.jsonl"]), Vec::<usize>::new());
}

#[test]
fn dates_and_people_are_corrected_in_the_article() {
    let house = House::new();
    house.put("two.jsonl", TWO);
    let keys = |keys: &str| {
        let arguments =
            ["--print", "--size", "160x45", "--corrections", "mine.jsonl", "--keys", keys, "two.jsonl"];
        house.run(&arguments).done()
    };
    keys("<tab>D<enter>");
    let analysed = house.run(&["analyze", "--format", "jsonl", "--corrections", "mine.jsonl", "two.jsonl"]);
    let dates: Vec<usize> =
        analysed.lines().iter().map(|article| article["dates"].as_array().unwrap().len()).collect();
    assert_eq!(dates.iter().sum::<usize>(), 1, "the words are no date in one of the sentences: {dates:?}");
    let shown = keys("<tab>]Pmacron<enter>");
    assert!(shown.contains("is Emmanuel Macron"), "{shown}");
    let why = keys("<tab>]i");
    assert!(why.contains("is Emmanuel Macron"), "{why}");
    let rules = std::fs::read_to_string(house.folder.path().join("mine.jsonl")).unwrap();
    assert!(
        rules.contains(r#""rule":"same-person","this":"angela-merkel","is":"emmanuel-macron""#),
        "{rules}"
    );
}
