//! Wrong arguments and inputs that cannot be read: what is said, where, and with which exit status.

use crate::house::House;
use std::fs;

#[test]
fn wrong_arguments_end_with_status_2_and_say_what_is_right() {
    let house = House::new().with_three_articles();
    for (arguments, said) in [
        (vec!["list", "--format", "xml"], "xml"),
        (vec!["list", "--no-such-flag"], "--no-such-flag"),
        (vec!["--print", "--size", "0x5"], "120x40"),
        (vec!["--print", "--size", "big"], "120x40"),
        (vec!["--print", "--keys", "<nokey>"], "unknown key “<nokey>”"),
        (vec!["--print", "--keys", "<enter"], "no “>”"),
        (vec!["--print", "--theme", "plaid"], "the themes are"),
        (vec!["--keys", "j"], "--print"),
        (vec!["list", "--query", "whoo:x"], "who:x"),
        (vec!["search", "sort:title"], "needs words"),
        (vec!["search", "("], "the parenthesis is not closed"),
        (vec!["list", "--query", "who:"], "nothing stands after who:"),
        (vec!["search", "whoo:x"], "who:x"),
        (vec!["show"], "ARTICLE"),
        (vec!["compare"], "two articles"),
        (vec!["compare", "one"], "two articles"),
        (vec!["compare", "--left", "A"], "--right"),
        (vec!["entities", "--type", "horse"], "the kinds are"),
        (vec!["doctor", "--format", "csv"], "text, json"),
        (vec!["completions", "ksh"], "bash"),
        (vec!["man", "nothing"], "the commands are"),
    ] {
        let run = house.run(&arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.err);
        assert!(run.err.contains(said), "{arguments:?} says {said}: {}", run.err);
    }
}

#[test]
fn what_cannot_be_read_is_named_and_costs_nothing_else() {
    let house = House::new();
    house.put("good.jsonl", "{\"id\":\"good\",\"text\":\"Words.\"}\n");
    house.put("empty.txt", "");
    house.put("blank.txt", " \n\n\t\n");
    house.put("binary.bin", [0_u8, 159, 146, 150, 0, 1, 2, 3].repeat(100));
    house.put(
        "broken.jsonl",
        "{\"text\":\"One.\"}\n{\"text\": oops}\n\n{\"title\":\"no text\"}\n{\"text\":\"Two.\"}\n",
    );
    fs::create_dir(house.folder.path().join("hollow")).unwrap();
    for (input, said, articles) in [
        ("missing.txt", "missing.txt: ", 1),
        ("empty.txt", "empty.txt: ", 1),
        ("blank.txt", "blank.txt: ", 1),
        ("binary.bin", "binary.bin: ", 1),
        ("hollow", "hollow: ", 1),
        ("https://example.org/a", "https://example.org/a: ", 1),
        ("broken.jsonl", "broken.jsonl:2: ", 3),
        ("broken.jsonl", "broken.jsonl:4: ", 3),
    ] {
        let run = house.run(&["list", "--format", "jsonl", input, "good.jsonl"]);
        assert_eq!(run.status, 2, "{input}: {}", run.err);
        assert_eq!(run.out.lines().count(), articles, "{input}: {}", run.out);
        assert!(
            run.err.lines().any(|line| line.starts_with(&format!("dateline: {said}"))),
            "{input}: {}",
            run.err
        );
    }
    for input in ["missing.txt", "empty.txt", "binary.bin", "hollow"] {
        let run = house.run(&["list", input]);
        assert_eq!((run.status, run.out.as_str()), (1, ""), "{input}: {}", run.err);
    }
}

#[test]
fn a_query_may_begin_with_what_is_excluded() {
    let house = House::new().with_three_articles();
    for query in [["--query", "-qqqq"], ["-q", "-qqqq"]] {
        let run = house.run(&[&["list", "--format", "jsonl", "three.jsonl"][..], &query].concat());
        assert_eq!((run.status, run.out.lines().count()), (0, 3), "{query:?}: {}", run.err);
        let run = house.run(&[&["--print", "three.jsonl"][..], &query].concat());
        assert_eq!(run.status, 0, "{query:?}: {}", run.err);
    }
}

#[test]
fn corrections_in_a_folder_that_is_not_there_are_told() {
    let house = House::new().with_three_articles();
    for (file, status, said) in
        [("none/c.jsonl", 2, "none/c.jsonl: not read: there is no folder none"), ("c.jsonl", 0, "")]
    {
        let run = house.run(&["list", "--corrections", file, "three.jsonl"]);
        assert_eq!(run.status, status, "{file}: {}", run.err);
        assert!(run.err.contains(said), "{file}: {}", run.err);
        assert_eq!(run.err.is_empty(), said.is_empty(), "{file}: {}", run.err);
    }
}

#[test]
fn what_does_not_exist_is_told_with_what_does() {
    let house = House::new().with_three_articles();
    for (arguments, said) in [
        (vec!["show", "99", "three.jsonl"], "there are 3"),
        (vec!["compare", "1", "99", "three.jsonl"], "no article “99”"),
        (vec!["compare", "--left", "Nobody", "--right", "Sports Daily", "three.jsonl"], "Baltic Gazette"),
        (
            vec!["compare", "1", "2", "--query", "country:portugal", "three.jsonl"],
            "no article of the left side",
        ),
        (vec!["show", "1", "--query", "country:portugal", "three.jsonl"], "does not match"),
    ] {
        let run = house.run(&arguments);
        assert_eq!((run.status, run.out.as_str()), (1, ""), "{arguments:?}: {}", run.err);
        assert!(run.err.starts_with("dateline: ") && run.err.contains(said), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let house = House::new();
    let article = |i| format!("{{\"id\":\"a{i}\",\"text\":\"Words and words, {i} of them.\"}}\n");
    let long = (0..3000).map(article).collect::<Vec<_>>().concat();
    house.put("long.jsonl", long);
    for format in ["text", "json", "jsonl", "csv", "md", "html"] {
        let run = house.run_and_leave(&["list", "--format", format, "long.jsonl"]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{format}");
    }
}
