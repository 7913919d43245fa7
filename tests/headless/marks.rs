//! The person's own marks: kept by the screen, found by queries, seen by other programs.

use crate::house::House;

/// Plays keys on the library of that name and returns the screen.
fn play(house: &House, keys: &str) -> String {
    house.run(&["--library", "mine", "--print", "--size", "140x30", "--keys", keys]).done()
}

fn found(house: &House, query: &str) -> Vec<String> {
    let run = house.run(&["list", "--library", "mine", "--format", "jsonl", "--query", query]);
    run.out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].to_string())
        .collect()
}

#[test]
fn what_is_tagged_on_the_screen_is_kept_and_found() {
    let house = House::new().with_three_articles();
    house.run(&["import", "--library", "mine", "three.jsonl"]).done();
    let screen = play(&house, "vjvxstorm<space>watch, Łódź<enter>");
    assert!(screen.contains("#Łódź") && screen.contains("2 articles: tag storm watch, Łódź"), "{screen}");
    for (query, count) in [
        ("tag:storm", 2),
        ("tag:lodz", 2),
        ("tag:\"storm watch\" -tag:lodz", 0),
        ("is:tagged", 2),
        ("is:starred", 0),
        ("is:unread", 3),
    ] {
        assert_eq!(found(&house, query).len(), count, "{query}");
    }
    play(&house, "Ax-lodz<enter>");
    assert_eq!((found(&house, "tag:lodz").len(), found(&house, "is:read").len()), (1, 3));
    play(&house, "vGVsxall<enter><c-z><c-z>");
    assert_eq!((found(&house, "tag:all").len(), found(&house, "is:starred").len()), (0, 0), "undone");
    let run = house.run(&["list", "--library", "mine", "--query", "tag:strom"]);
    assert_eq!(run.status, 1);
    assert!(
        run.err.contains("no tag here is “strom”") && run.err.contains("tag:\"storm watch\""),
        "{}",
        run.err
    );
}
