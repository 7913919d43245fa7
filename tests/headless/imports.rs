//! Every format, as a person has it: what the whole program makes of a realistic file.

use crate::house::House;
use serde_json::Value;

/// The records of `analyze` over a file of this content.
fn analyzed(name: &str, content: &[u8]) -> (Vec<Value>, String) {
    let house = House::new();
    house.put(name, content);
    let run = house.run(&["analyze", "--format", "jsonl", name]);
    let records = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (records, run.err)
}

/// The words of the parts with one of these roles.
fn parts<'r>(record: &'r Value, role: &str) -> Vec<String> {
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    let parts = record["parts"].as_array().unwrap().iter().filter(|part| part["role"] == role);
    let place = |part: &'r Value, key: &str| usize::try_from(part[key].as_u64().unwrap()).unwrap();
    parts.map(|part| text[place(part, "start")..place(part, "end")].iter().collect()).collect()
}

#[test]
fn a_web_page() {
    let (records, err) = analyzed("page.html", include_bytes!("../fixtures/formats/page.html"));
    let [page] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!(err, "");
    assert_eq!(page["title"], "Ferry line to Korsholm reopens after two winters");
    assert_eq!(page["outlet"]["name"], "The Bothnian Courier");
    assert_eq!(page["published"]["date"], "2024-03-14");
    assert_eq!(page["published"]["why"], "datePublished in the page’s JSON-LD says so");
    assert_eq!(parts(page, "heading"), ["What the towns want"]);
    assert_eq!(parts(page, "list").len(), 3);
    assert_eq!(parts(page, "furniture"), ["Subscribe to our newsletter"]);
    let quoted = page["quotes"].as_array().unwrap().iter().any(|quote| quote["speaker_name"] == "Helga Sund");
    assert!(quoted, "{}", page["quotes"]);
}

#[test]
fn a_page_stands_on_the_screen_as_an_article() {
    let house = House::new();
    house.put("page.html", include_bytes!("../fixtures/formats/page.html"));
    let screen = house.run(&["page.html", "--keys", "<enter>", "--print", "--size", "120x40"]).done();
    for words in ["The Bothnian Courier", "2024 Mar 14", "What the towns want", "Helga Sund"] {
        assert!(screen.contains(words), "{words} in {screen}");
    }
    assert!(!screen.contains("Privacy policy") && !screen.contains("<p>"), "{screen}");
}

/// What a record states of its article, in one line.
fn stated(record: &Value) -> String {
    let shown = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let tags: Vec<String> = record["tags"].as_array().unwrap().iter().map(shown).collect();
    [
        shown(&record["title"]),
        shown(&record["outlet"]["name"]),
        shown(&record["byline"]),
        shown(&record["published"]["date"]),
        shown(&record["url"]),
        shown(&record["language"]),
        tags.join(","),
    ]
    .join("|")
}

#[test]
fn what_crawlers_write() {
    let (records, err) = analyzed("crawls.jsonl", include_bytes!("../fixtures/formats/crawls.jsonl"));
    assert_eq!(
        records.iter().map(stated).collect::<Vec<_>>(),
        [
            "Ferry line reopens|The Bothnian Courier|Maija Lindqvist, Otto Brandt|2024-03-14|https://courier.example.org/2024/ferry|en|Shipping,Finland",
            "Fähre fährt wieder|-|Jana Roth|2024-03-14|https://old.example.org/1|de|",
            "Grain ships leave|Harbour Post|Ivo Kern|2024-03-15|https://post.example.org/g|en|grain,ports",
            "Fares rise|The Bothnian Courier|Jane Doe, Otto Brandt|2024-03-16|https://courier.example.org/2024/fares|en|fares,ferries",
            "A bad one|-|-|-|-|-|",
        ]
    );
    assert!(
        records[0]["text"]
            .as_str()
            .unwrap()
            .ends_with("What the towns want\n\nBoth councils want a second ship.")
    );
    assert!(err.contains("crawls.jsonl:5: “outlet” must be a string, not a number"), "{err}");
    assert!(err.contains("crawls.jsonl:6: has no field “text”"), "{err}");
}

#[test]
fn feeds_of_every_kind() {
    for (name, content, count, outlet) in [
        ("rss.xml", &include_bytes!("../fixtures/formats/rss.xml")[..], 3, "The Bothnian Courier"),
        ("atom.xml", include_bytes!("../fixtures/formats/atom.xml"), 2, "Hamnposten — nyheter"),
        ("rdf.xml", include_bytes!("../fixtures/formats/rdf.xml"), 1, "Alte Hafenzeitung"),
        ("feed.json", include_bytes!("../fixtures/formats/feed.json"), 2, "Harbour Notes"),
        // Told by content, whatever the name.
        ("rss.txt", include_bytes!("../fixtures/formats/rss.xml"), 3, "The Bothnian Courier"),
    ] {
        let (records, err) = analyzed(name, content);
        assert_eq!(
            (records.len(), records[0]["outlet"]["name"].as_str()),
            (count, Some(outlet)),
            "{name}: {err}"
        );
        assert!(!err.contains('\u{1b}'), "{err:?}");
        assert!(
            records.iter().all(|record| record["url"].as_str().is_none_or(|url| url.starts_with("https://")))
        );
    }
}

#[test]
fn letters_lists_and_what_is_packed() {
    let (records, err) = analyzed("letters.mbox", include_bytes!("../fixtures/formats/letters.mbox"));
    assert_eq!(
        records.iter().map(stated).collect::<Vec<_>>(),
        [
            "Ports this week: ice, fares and a möle|Harbour Letter|-|2024-03-15|-|en|",
            "Grain ships|post.example.org|-|2024-03-16|-|en|",
        ]
    );
    assert_eq!(parts(&records[0], "list").len(), 2, "{}", records[0]["text"]);
    assert_eq!(parts(&records[0], "furniture"), ["Unsubscribe"]);
    assert!(err.contains("letters.mbox:48: is a letter without a text"), "{err}");
    let house = House::new();
    house.put("feeds.opml", include_bytes!("../fixtures/formats/feeds.opml"));
    let run = house.run(&["list", "feeds.opml"]);
    assert!(run.err.contains("feeds.opml: is a list of 3 feeds and holds no articles itself"), "{}", run.err);
    assert_ne!(run.status, 0);
}

#[test]
fn a_folder_with_every_format_is_read_whole() {
    let house = House::new();
    let gzip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, bytes).unwrap();
        encoder.finish().unwrap()
    };
    house.put("a/page.html", include_bytes!("../fixtures/formats/page.html"));
    house.put("a/rss.xml.gz", gzip(include_bytes!("../fixtures/formats/rss.xml")));
    house.put("a/feed.json", include_bytes!("../fixtures/formats/feed.json"));
    house.put("a/letters.mbox", include_bytes!("../fixtures/formats/letters.mbox"));
    house.put("a/feeds.opml", include_bytes!("../fixtures/formats/feeds.opml"));
    house.put("a/crawls.jsonl", include_bytes!("../fixtures/formats/crawls.jsonl"));
    house.put("a/again.html", include_bytes!("../fixtures/formats/page.html"));
    let run = house.run(&["list", "--format", "jsonl", "a"]);
    assert_eq!((run.status, run.out.lines().count()), (2, 13), "{}", run.err);
    assert!(run.err.contains("a/page.html: the same address as a/again.html"), "{}", run.err);
    let screen = house.run(&["a", "--keys", "G", "--print", "--size", "120x40"]).out;
    assert!(screen.contains("13 articles"), "{screen}");
}
