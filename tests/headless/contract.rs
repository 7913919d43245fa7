//! The JSON forms: names, shapes, offsets, order. Other programs rely on them.

use crate::house::{House, seeds, slice};
use serde_json::Value;
use std::fs;

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn has(value: &Value, names: &[&str]) {
    for name in names {
        assert!(keys(value).contains(name), "{name} is missing among {:?}", keys(value));
    }
}

fn items<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().unwrap_or_else(|| panic!("{name} is a list")).as_slice()
}

#[test]
fn analyze_has_its_fields_and_every_span_fits_its_words() {
    let house = House::new().with_three_articles();
    for input in [seeds(), "three.jsonl".to_owned()] {
        let articles = house.run(&["analyze", "--format", "jsonl", &input]).lines();
        assert!(articles.len() >= 3);
        for article in &articles {
            let names = [
                "id",
                "path",
                "url",
                "title",
                "byline",
                "language",
                "tags",
                "outlet",
                "published",
                "text",
                "parts",
                "sentences",
                "mentions",
                "dates",
                "quotes",
            ];
            has(article, &names);
            has(&article["outlet"], &["name", "country", "basis"]);
            assert_eq!(article["outlet"]["name"].is_null(), article["outlet"]["basis"] == "unknown");
            if !article["published"].is_null() {
                has(&article["published"], &["date", "precision", "basis", "why"]);
            }
            let text = &article["text"];
            for found in ["mentions", "dates"] {
                for one in items(article, found) {
                    assert_eq!(slice(text, one), one["surface"].as_str().unwrap(), "{one}");
                }
            }
            for mention in items(article, "mentions") {
                has(mention, &["start", "end", "surface", "type", "entity", "name", "form"]);
            }
            for date in items(article, "dates") {
                has(date, &["start", "end", "surface", "value", "from", "to", "basis"]);
            }
            for quote in items(article, "quotes") {
                has(quote, &["start", "end", "direct", "speaker", "speaker_name", "cue"]);
                assert!(!slice(text, quote).is_empty());
            }
        }
    }
}

#[test]
fn parts_cover_every_line_and_are_disjoint() {
    for article in House::new().run(&["analyze", "--format", "jsonl", &seeds()]).lines() {
        let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
        let mut covered = vec![false; text.len()];
        let mut end = 0;
        for part in items(&article, "parts") {
            let (start, stop) = (part["start"].as_u64().unwrap(), part["end"].as_u64().unwrap());
            assert!(start >= end && stop > start, "in order and disjoint: {part}");
            end = stop;
            covered[usize::try_from(start).unwrap()..usize::try_from(stop).unwrap()].fill(true);
        }
        let missed: String = text
            .iter()
            .zip(&covered)
            .filter(|(c, covered)| !c.is_whitespace() && !**covered)
            .map(|(c, _)| c)
            .collect();
        assert_eq!(missed, "", "every character that is not blank has a role");
    }
}

#[test]
fn the_text_of_a_text_file_is_the_file() {
    let articles = House::new().run(&["analyze", "--format", "jsonl", &seeds()]).lines();
    assert_eq!(articles.len(), 5);
    for article in articles {
        let file = fs::read_to_string(article["path"].as_str().unwrap()).unwrap();
        assert_eq!(article["text"].as_str().unwrap(), file);
    }
}

#[test]
fn offsets_count_characters() {
    let house = House::new();
    let text = "Żółć 👩‍🚀 東京: Vladimir Putin met Xi Jinping in Beijing on 3 September 2025 — e\u{301}tude.";
    house.put("a.jsonl", serde_json::json!({ "text": text }).to_string());
    let article = house.run(&["analyze", "--format", "jsonl", "a.jsonl"]).lines().remove(0);
    assert_eq!(article["text"], text);
    let mention = items(&article, "mentions").iter().find(|m| m["entity"] == "vladimir-putin").unwrap();
    // Four letters, a blank, three characters of one cluster, a blank, two, a colon, a blank.
    assert_eq!((mention["start"].as_u64(), mention["end"].as_u64()), (Some(13), Some(27)));
}

#[test]
fn given_fields_come_back() {
    let house = House::new();
    let given = r#"{"id":"x-1","title":"T","outlet":"Daily Sabah","country":"TR","author":"A. Writer","date":"2022-02-04T10:00:00+03:00","url":"https://example.org/a","language":"en","tags":["one","two"],"text":"Body.","extra":1}"#;
    house.put("a.jsonl", given);
    let article = house.run(&["analyze", "--format", "jsonl", "a.jsonl"]).lines().remove(0);
    for (name, value) in [("id", "x-1"), ("title", "T"), ("byline", "A. Writer"), ("language", "en")] {
        assert_eq!(article[name], value);
    }
    assert_eq!(article["url"], "https://example.org/a");
    assert_eq!(article["tags"], serde_json::json!(["one", "two"]));
    assert_eq!(article["outlet"]["basis"], "stated");
    assert_eq!(article["outlet"]["country"], "TR");
    assert_eq!(article["published"]["date"], "2022-02-04");
    assert_eq!(article["text"], "Body.");
}

#[test]
fn every_article_is_in_exactly_one_story() {
    let house = House::new().with_three_articles();
    let stories = house.run(&["stories", "--format", "jsonl", "three.jsonl"]).lines();
    let mut articles: Vec<&str> = Vec::new();
    for story in &stories {
        has(story, &["id", "label", "articles", "outlets", "countries", "first", "last", "reprints"]);
        has(story, &["accounts", "copies"]);
        articles.extend(items(story, "articles").iter().map(|id| id.as_str().unwrap()));
    }
    articles.sort_unstable();
    assert_eq!(articles, ["football", "harbour-1", "harbour-2"]);
}

#[test]
fn the_timeline_is_in_order_and_points_into_the_articles() {
    let house = House::new();
    let articles = house.run(&["analyze", "--format", "jsonl", &seeds()]).lines();
    let line = house.run(&["timeline", "--format", "json", &seeds()]).json();
    let mut last = String::new();
    for event in items(&line, "events").iter().chain(items(&line, "undated")) {
        let names = [
            "id",
            "label",
            "date",
            "end",
            "precision",
            "basis",
            "place",
            "participants",
            "outlets",
            "confidence",
            "mentions",
        ];
        has(event, &names);
        for mention in items(event, "mentions") {
            has(mention, &["article", "path", "outlet", "start", "end", "why"]);
            let article = articles.iter().find(|article| article["id"] == mention["article"]).unwrap();
            assert!(!slice(&article["text"], mention).trim().is_empty());
        }
    }
    for event in items(&line, "events") {
        let day = event["date"].as_str().unwrap().to_owned();
        // A year stands before its months: compared at the shorter one's precision.
        let n = day.len().min(last.len());
        assert!(last[..n] <= day[..n], "{last} before {day}");
        last = day;
    }
}

#[test]
fn compare_has_its_fields() {
    let house = House::new().with_three_articles();
    let compared =
        house.run(&["compare", "--format", "json", "harbour-1", "harbour-2", "three.jsonl"]).json();
    let names = [
        "left",
        "right",
        "relation",
        "pairs",
        "only_left",
        "only_right",
        "naming",
        "numbers",
        "speakers",
        "emphasis",
    ];
    has(&compared, &names);
    assert!(
        ["same-event", "same-story", "theme-only", "unrelated"]
            .contains(&compared["relation"].as_str().unwrap())
    );
    has(&compared["speakers"], &["left", "right"]);
    let articles = house.run(&["analyze", "--format", "jsonl", "three.jsonl"]).lines();
    for pair in items(&compared, "pairs") {
        has(pair, &["left", "right", "grade", "score", "why"]);
        for side in ["left", "right"] {
            let article = articles.iter().find(|article| article["id"] == pair[side]["article"]).unwrap();
            assert_eq!(slice(&article["text"], &pair[side]), pair[side]["text"].as_str().unwrap());
        }
    }
    assert!(!items(&compared, "pairs").is_empty(), "two accounts of one storm share something");
}

#[test]
fn two_files_compare_as_two_articles_of_one_input() {
    let house = House::new();
    house.put("a.txt", "A bridge in Oslo fell into the river on Monday.\n\nNo one was hurt.\n");
    house.put("b.txt", "On Monday a bridge fell in Oslo.\n\nThree cars were lost.\n");
    let files = house.run(&["compare", "--format", "json", "a.txt", "b.txt"]).json();
    let numbers = house.run(&["compare", "--format", "json", "1", "2", "a.txt", "b.txt"]).json();
    assert_eq!(files, numbers);
    assert_eq!(files["left"]["paths"], serde_json::json!(["a.txt"]));
}

#[test]
fn two_outlets_compare_in_the_stories_both_cover() {
    let house = House::new().with_three_articles();
    let run = house.run(&[
        "compare",
        "--format",
        "json",
        "--left",
        "baltic gazette",
        "--right",
        "Northern Courier",
        "three.jsonl",
    ]);
    let compared = run.json();
    assert_eq!(compared["left"]["articles"], serde_json::json!(["harbour-1"]));
    assert_eq!(compared["right"]["articles"], serde_json::json!(["harbour-2"]));
}

#[test]
fn a_query_narrows_every_command() {
    let house = House::new().with_three_articles();
    for command in ["list", "analyze", "stories", "timeline", "entities"] {
        let all = house.run(&[command, "--format", "jsonl", "three.jsonl"]).lines();
        let some = house.run(&[command, "--format", "jsonl", "--query", "country:portugal", "three.jsonl"]);
        let none = house.run(&[command, "--format", "jsonl", "--query", "on:1999", "three.jsonl"]);
        assert!(some.out.lines().count() <= all.len(), "{command}");
        assert!(some.out.contains("football") || command == "entities" || command == "timeline", "{command}");
        assert!(!some.out.contains("harbour-1"), "{command}");
        assert_eq!((none.status, none.out.as_str()), (1, ""), "{command}: {}", none.err);
        assert!(none.err.starts_with("dateline: "), "the reason is told: {}", none.err);
    }
}

#[test]
fn search_finds_words_and_says_where() {
    let house = House::new().with_three_articles();
    let found = house.run(&["search", "cranes", "--format", "jsonl", "three.jsonl"]).lines();
    assert_eq!(found.len(), 2);
    let articles = house.run(&["analyze", "--format", "jsonl", "three.jsonl"]).lines();
    for one in &found {
        let text = &articles.iter().find(|article| article["id"] == one["id"]).unwrap()["text"];
        for hit in items(one, "hits") {
            assert_eq!(slice(text, hit), "cranes");
            assert_eq!(slice(&hit["snippet"], &hit["marked"][0]), "cranes");
        }
    }
    let nothing = house.run(&["search", "elephants", "three.jsonl"]);
    assert_eq!((nothing.status, nothing.out.as_str()), (1, ""));
}

#[test]
fn show_finds_an_article_by_all_its_names() {
    let house = House::new().with_three_articles();
    for name in ["2", "harbour-2"] {
        let article = house.run(&["show", name, "--format", "json", "three.jsonl"]).json();
        assert_eq!(article["id"], "harbour-2", "{name}");
    }
    assert_eq!(house.run(&["show", "foot", "--format", "json", "three.jsonl"]).json()["id"], "football");
    let ambiguous = house.run(&["show", "harb", "three.jsonl"]);
    assert_eq!((ambiguous.status, ambiguous.out.as_str()), (1, ""));
    assert!(ambiguous.err.contains("harbour-1, harbour-2"), "{}", ambiguous.err);
    house.put("one.txt", "A title\n\nA body that is a sentence of its own.\n");
    assert!(house.run(&["show", "one.txt"]).done().contains("a sentence of its own"));
    assert!(
        house.run(&["show", "001_7464f5b2b0583fe2.txt"]).done().contains("Moscow"),
        "of the bundled articles"
    );
}

#[test]
fn bytes_are_the_same_for_any_number_of_threads() {
    let run = |threads: &str, arguments: &[&str]| {
        House::new().with_three_articles().with("RAYON_NUM_THREADS", threads).run(arguments)
    };
    for command in [
        vec!["analyze", "--format", "jsonl"],
        vec!["stories", "--format", "jsonl"],
        vec!["timeline", "--format", "json"],
        vec!["entities"],
        vec!["list", "--format", "csv"],
    ] {
        let seeds = seeds();
        let mut arguments = command.clone();
        arguments.extend([seeds.as_str(), "three.jsonl"]);
        let one = run("1", &arguments);
        assert_eq!(one.status, 0);
        for threads in ["2", "5"] {
            assert!(one == run(threads, &arguments), "{command:?} with {threads} threads");
        }
    }
}
