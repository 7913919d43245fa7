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
