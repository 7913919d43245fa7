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

fn stored() -> House {
    let house = House::new().with_three_articles();
    house.run(&["import", "three.jsonl"]).done();
    house
}

fn exported(house: &House) -> Vec<serde_json::Value> {
    house.run(&["marks", "export"]).json().as_array().unwrap().clone()
}

#[test]
fn commands_mark_and_say_so() {
    let house = stored();
    for (arguments, status, said) in [
        (&["star", "1"][..], 0, "“Storm closes the harbour of Gdańsk” starred\n"),
        (&["star", "harbour-1"], 0, "“Storm closes the harbour of Gdańsk” starred before\n"),
        (
            &["star", "1", "2"],
            0,
            "“Gdańsk harbour shut as storm fells cranes” starred\n“Storm closes the harbour of Gdańsk” starred before\n",
        ),
        (
            &["star", "--off", "foot", "1"],
            0,
            "“Storm closes the harbour of Gdańsk” no longer starred\n“Late goal wins the cup for Lisbon” no longer starred before\n",
        ),
        (&["star", "nobody"], 1, ""),
        (&["star", "nobody", "2"], 2, "“Gdańsk harbour shut as storm fells cranes” starred before\n"),
        (&["read", "--query", "country:poland"], 0, "2 articles read\n"),
        (&["read", "--query", "is:unread"], 0, "“Late goal wins the cup for Lisbon” read\n"),
        (&["read", "--query", "is:unread"], 1, ""),
        (&["read", "--off", "3"], 0, "“Late goal wins the cup for Lisbon” unread\n"),
        (&["tag"], 1, ""),
        (
            &["tag", "1", "--add", "Łódź", "-a", "port watch"],
            0,
            "“Storm closes the harbour of Gdańsk” tagged Łódź\n“Storm closes the harbour of Gdańsk” tagged port watch\n",
        ),
        (
            &["tag", "--query", "storm", "--add", "lodz"],
            0,
            "“Gdańsk harbour shut as storm fells cranes” tagged Łódź\n1 article tagged Łódź before\n",
        ),
        (&["tag"], 0, "     2  Łódź\n     1  port watch\n"),
        (
            &["tag", "1", "3"],
            0,
            "“Storm closes the harbour of Gdańsk”: Łódź, port watch\n“Late goal wins the cup for Lisbon”: no tags\n",
        ),
        (&["tag", "1", "2", "--remove", "LODZ"], 0, "2 articles no longer tagged Łódź\n"),
        (&["note", "1"], 1, ""),
        (&["note", "1", "on all\nof it"], 0, "noted on “Storm closes the harbour of Gdańsk”\n"),
        (
            &["note", "1", "--at", "NOBODY was hurt", "says who?"],
            0,
            "noted on “Nobody was hurt” in “Storm closes the harbour of Gdańsk”\n",
        ),
        (
            &["note", "1", "--at", "Nobody was hurt", "asked"],
            0,
            "put behind the note on “Nobody was hurt” in “Storm closes the harbour of Gdańsk”\n",
        ),
        (&["note", "1", "--at", "never said", "x"], 1, ""),
        (
            &["note", "1"],
            0,
            "On the whole article:\n  on all\n  of it\n\nOn “Nobody was hurt”:\n  says who?\n  \n  asked\n",
        ),
        (&["note", "1", "--remove"], 0, "on all\nof it\n"),
        (&["note", "1", "--remove"], 1, ""),
        (
            &["note", "1", "--at", "hurt", "--replace", "all is known"],
            0,
            "put in the place of the note on “Nobody was hurt” in “Storm closes the harbour of Gdańsk”\n",
        ),
        (&["list", "--query", "note:known", "--format", "csv"], 0, ""),
    ] {
        let run = house.run(arguments);
        assert_eq!(run.status, status, "{arguments:?}: {}", run.err);
        if arguments[0] != "list" {
            assert_eq!(run.out, said, "{arguments:?}");
        }
    }
    for wrong in [
        &["star"][..],
        &["tag", "--add", "x"],
        &["tag", "1", "--add", "a,b"],
        &["note", "1", "--at", " ", "x"],
    ] {
        assert_eq!(house.run(wrong).status, 2, "{wrong:?}");
    }
    assert_eq!(house.run_on(&["note", "2", "-"], b"from\na pipe").status, 0);
    assert!(house.run(&["note", "2"]).done().contains("  from\n  a pipe\n"));
}

#[test]
fn marks_go_out_and_come_in_again() {
    let house = stored();
    for arguments in [
        &["star", "1"][..],
        &["tag", "1", "2", "--add", "later"],
        &["note", "1", "--at", "“We will rebuild it,” Tusk said.", "with\nwhose money?"],
        &["read", "3"],
    ] {
        house.run(arguments).done();
    }
    let said = house.run(&["marks", "export", "mine.json"]).done();
    assert_eq!(said, "marks of 3 articles written to mine.json\n");
    let all = exported(&house);
    let of = |id: &str| all.iter().find(|one| one["id"] == id).unwrap();
    assert_eq!(
        of("football"),
        &serde_json::json!({
            "id": "football", "title": "Late goal wins the cup for Lisbon", "read": true
        })
    );
    let passage = &of("harbour-1")["notes"][0]["passage"];
    let text = house.run(&["show", "1", "--format", "json"]).json()["text"].clone();
    let start = usize::try_from(passage["start"].as_u64().unwrap()).unwrap();
    let words = passage["words"].as_str().unwrap();
    let there: String = text.as_str().unwrap().chars().skip(start).take(words.chars().count()).collect();
    assert_eq!(there, words, "counted in characters");
    let again = house.run(&["marks", "import", "mine.json"]).done();
    assert_eq!(again, "nothing new: all of it was there\n");
    house.run(&["note", "1", "--at", "We will rebuild it", "--replace", "answered"]).done();
    let merged = house.run(&["marks", "import", "mine.json"]).done();
    assert_eq!(merged, "1 article marked: 1 note\n");
    assert_eq!(
        house.run(&["note", "1"]).done(),
        "On “““We will rebuild it,” Tusk said.”:\n  answered\n  \n  with\n  whose money?\n"
            .replace("“““", "““")
    );
    let elsewhere = House::new();
    elsewhere.put("mine.json", std::fs::read(house.folder.path().join("mine.json")).unwrap());
    let taken = elsewhere.run(&["marks", "import", "mine.json"]).done();
    assert_eq!(taken, "3 articles marked: 1 read, 1 starred, 2 tags, 1 note\n");
    assert_eq!(elsewhere.run(&["marks", "import", "mine.json"]).done(), "nothing new: all of it was there\n");
    elsewhere.put("three.jsonl", std::fs::read(house.folder.path().join("three.jsonl")).unwrap());
    elsewhere.run(&["import", "three.jsonl"]).done();
    assert_eq!(
        elsewhere.run(&["list", "--query", "tag:later is:starred", "--format", "jsonl"]).lines().len(),
        1
    );
    assert_eq!(elsewhere.run(&["marks", "import", "mine.json"]).done(), "nothing new: all of it was there\n");
}

#[test]
fn the_list_tells_the_marks() {
    let house = stored();
    house.run(&["star", "1"]).done();
    house.run(&["tag", "1", "--add", "later"]).done();
    house.run(&["note", "1", "x"]).done();
    let expected = serde_json::json!({ "read": false, "starred": true, "tags": ["later"], "notes": 1 });
    for arguments in [&["list", "--format", "jsonl"][..], &["search", "cranes", "--format", "jsonl"]] {
        let lines = house.run(arguments).lines();
        let one = lines.iter().find(|one| one["id"] == "harbour-1").unwrap();
        assert_eq!((&one["marks"], &one["tags"]), (&expected, &serde_json::json!([])), "{arguments:?}");
    }
    assert!(house.run(&["list"]).done().contains("★ #later 1 note"));
    assert!(house.run(&["analyze", "--format", "jsonl"]).lines()[0].get("marks").is_none());
}

#[test]
fn an_article_that_is_shown_tells_its_marks() {
    let house = stored();
    let plain = house.run(&["show", "1"]).done();
    assert!(!plain.contains("Your "), "nothing was marked: {plain}");
    let text = house.run(&["show", "1", "--format", "json"]).json()["text"].as_str().unwrap().to_owned();
    let words: String = text.chars().skip(4).take(12).collect();
    house.run(&["star", "1"]).done();
    house.run(&["tag", "1", "--add", "later"]).done();
    house.run(&["note", "1", "ask the port\nand the ministry"]).done();
    house.run(&["note", "1", "--at", &words, "who says so?"]).done();
    let shown = house.run(&["show", "1"]).done();
    for part in [
        "starred",
        "later",
        "on the whole article",
        "and the ministry",
        &format!("on “{words}”"),
        "who says so?",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let record = house.run(&["show", "1", "--format", "json"]).json();
    let marks = serde_json::json!({ "read": false, "starred": true, "tags": ["later"], "notes": 2 });
    let notes = serde_json::json!([
        { "start": null, "end": null, "words": null, "text": "ask the port\nand the ministry" },
        { "start": 4, "end": 16, "words": words, "text": "who says so?" },
    ]);
    assert_eq!((&record["marks"], &record["notes"]), (&marks, &notes));
}

#[test]
fn a_hostile_file_of_marks_costs_only_what_is_wrong_in_it() {
    let house = stored();
    let long = "n".repeat(1_000_000);
    let longer = "n".repeat(1_100_000);
    house.put("mine.json", format!(
        "[\n{{\"id\":\"harbour-1\",\"tags\":[\"\\u001b[2J\\u202e\",\"{0}\"],\"notes\":[{{\"text\":\"{long}\"}}]}},\n\
         {{\"id\":\"harbour-2\",\"notes\":[{{\"text\":\"{longer}\"}},{{\"text\":\"\\u0000\\u001b]0;x\\u0007\"}}]}},\n\
         {{\"id\":\"\\u001b[31mred\",\"starred\":true}},\nnonsense,\n{{\"id\":\"football\",\"read\":true}}",
        "t".repeat(70)
    ));
    let run = house.run(&["marks", "import", "mine.json"]);
    assert_eq!(run.status, 2, "{}", run.err);
    for told in [
        "mine.json:2: “harbour-1”: a tag is left out: a tag has at most 60 characters",
        "mine.json:3: “harbour-2”: a note is left out: a note has at most 1024 KB",
        "mine.json:5: ",
        "mine.json:6: the array that begins on line 1 has no “]”",
    ] {
        assert!(run.err.contains(told), "{told}: {}", run.err);
    }
    assert_eq!(
        run.out,
        "4 articles marked: 1 read, 1 starred, 1 tag, 2 notes; 4 entries could not be read\n"
    );
    for keys in ["", "<enter>;", "gn", "gn<tab>", "gn<enter>", "x", "<enter>;abc<up><up><home>x<enter>"] {
        let screen = house.run(&["--library", ".local/share/dateline", "--print", "--keys", keys]).done();
        assert!(!screen.chars().any(|c| c.is_control() && c != '\n'), "{keys}");
    }
    let text = house.run(&["note", "2"]).done();
    assert!(text.contains("␀␛]0;x␇"), "{text}");
    for (file, status) in
        [("[]", 0), ("", 1), ("{", 1), ("{\"read\":[\"football\"],\"starred\":[\"harbour-1\"]}", 0)]
    {
        house.put("other.json", file);
        assert_eq!(house.run(&["marks", "import", "other.json"]).status, status, "{file}");
    }
    assert!(exported(&house).iter().any(|one| one["id"] == "harbour-1" && one["starred"] == true));
    assert_eq!(house.run(&["marks", "import", "none.json"]).status, 1);
}
