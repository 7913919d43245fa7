//! Whom a name is taken for: told in words, and the page of one of them.

use crate::house::{House, slice};

const ARTICLES: &str = r#"{"id":"one","date":"2023-05-02","outlet":"Northern Courier","text":"Volodymyr Zelenskyy met Olaf Scholz in Berlin. “We need more,” Zelenskyy said. Benjamin Netanyahu was not there."}
{"id":"two","date":"2023-05-09","outlet":"Baltic Gazette","text":"Zelenskyy thanked Germany. The Kremlin was silent, and so were the Czech Republic and Côte d'Ivoire."}
{"id":"three","date":"2023","outlet":"Baltic Gazette","text":"Vladimir Putin spoke in Moscow. Olena Zelenska was in Paris."}
"#;

fn house() -> House {
    let house = House::new();
    house.put("articles.jsonl", ARTICLES);
    house
}

#[test]
fn a_query_tells_whom_it_took() {
    let house = house();
    for (query, told, count) in [
        ("zelinsky", "“zelinsky” is taken for Volodymyr Zelenskyy (2 of 3)", 2),
        ("kremlin", "“kremlin” is taken for Russia", 1),
        ("czechia", "“czechia” is taken for Czech Republic (1 of 3)", 1),
        ("ivory coast", "", 1),
        ("cote d'ivoire", "“cote d'ivoire” is taken for Ivory Coast (1 of 3)", 1),
        ("bibi", "“bibi” is taken for Benjamin Netanyahu (1 of 3)", 1),
        ("putn", "“putn” is taken for Vladimir Putin (1 of 3)", 1),
        ("who:scholtz", "“scholtz” is taken for Olaf Scholz (1 of 3)", 1),
        ("german", "", 1),
        ("netanyahu", "", 1),
        ("merkel", "no name and no title here has “merkel”", 0),
        ("who:merkel", "Angela Merkel is not mentioned", 0),
        ("ivory coast netanyahu", "no article matches all of these together", 0),
    ] {
        let run = house.run(&["list", "--query", query, "--format", "jsonl", "articles.jsonl"]);
        assert_eq!(run.out.lines().count(), count, "{query}: {}", run.err);
        assert!(run.err.contains(told), "{query}: {}", run.err);
        assert_eq!(run.err.is_empty(), told.is_empty(), "{query}: {}", run.err);
    }
    let err = house.run(&["list", "--query", "zelinsky", "articles.jsonl"]).err;
    assert!(err.contains("next best: ") && err.contains("Olena Zelenska"), "{err}");
}

#[test]
fn the_page_of_a_name_has_what_there_is() {
    let house = house();
    let run = house.run(&["entities", "--name", "zelinsky", "--format", "json", "articles.jsonl"]);
    assert!(run.err.contains("“zelinsky” is taken for Volodymyr Zelenskyy"), "{}", run.err);
    let page = run.json();
    assert_eq!(
        (page["entity"].as_str(), page["type"].as_str()),
        (Some("volodymyr-zelenskyy"), Some("person"))
    );
    assert_eq!((page["mentions"].as_u64(), page["articles"].as_u64()), (Some(3), Some(2)));
    assert!(page["offices"][0].as_str().unwrap().starts_with("president of Ukraine"), "{page}");
    assert_eq!(page["names"][0]["text"], "Zelenskyy");
    assert_eq!(page["names"][0]["count"], 2);
    assert_eq!(page["outlets"].as_array().unwrap().len(), 2);
    assert_eq!(page["over_time"][0]["when"], "2023-05-02");
    let together: Vec<_> =
        page["together"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
    assert!(together.contains(&"Olaf Scholz".into()), "{together:?}");
    let quote = &page["quotes"][0];
    assert_eq!((quote["outlet"].as_str(), quote["direct"].as_bool()), (Some("Northern Courier"), Some(true)));
    let article = house.run(&["analyze", "--format", "jsonl", "articles.jsonl"]).lines().remove(0);
    assert_eq!(quote["text"], slice(&article["text"], quote));
    let text = house.run(&["entities", "--name", "Zelenskyy", "articles.jsonl"]).done();
    for words in [
        "Volodymyr Zelenskyy",
        "Called",
        "Over time",
        "Mentioned by",
        "Named together with",
        "“We need more,”",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn names_that_nobody_has_are_told() {
    let house = house();
    let long = "z".repeat(10_000);
    for name in ["qqqqqq", "🇷🇺", "זלנסקי", "\u{202e}nitup", "", &long] {
        let run = house.run(&["entities", "--name", name, "articles.jsonl"]);
        assert_eq!((run.status, run.out.as_str()), (1, ""), "{name}");
        assert!(run.err.contains("is called") && !run.err.contains('\u{202e}'), "{}", run.err);
        let query = house.run(&["list", "--query", name, "articles.jsonl"]);
        assert!(matches!(query.status, 0 | 1), "{}", query.err);
    }
}
