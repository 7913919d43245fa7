//! Following feeds, with a server on loopback: adding them in every way, fetching, what fails, what comes again.

use crate::house::{House, Run};
use crate::loopback::{Asked, Reply, Server, page, redirect, reply};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A feed of so many entries, the last one first.
fn rss(title: &str, entries: usize) -> String {
    let entry = |n: usize| {
        format!(
            "<item><title>Ferry {n} sails to Korsholm</title><link>http://courier.example/{n}</link>\
             <pubDate>Thu, 14 Mar 2024 09:00:00 GMT</pubDate>\
             <description>The ferry number {n} sailed to Korsholm on Thursday, said Helga Sund.</description></item>"
        )
    };
    let entries: String = (1..=entries).rev().map(entry).collect();
    format!(
        "<rss version=\"2.0\"><channel><title>{title}</title><link>http://courier.example/</link>{entries}</channel></rss>"
    )
}

fn feed(title: &str, entries: usize) -> Reply {
    page("application/rss+xml", rss(title, entries).as_bytes())
}

/// A server with one good feed of two entries.
fn courier() -> Server {
    Server::start(|_| feed("The Courier", 2))
}

/// A house where nobody waits between two requests.
fn new_house() -> House {
    let house = House::new();
    house.put(".config/dateline/config.toml", "[fetch]\npause = 0\n");
    house
}

fn listed(house: &House) -> Vec<Value> {
    let run = house.run(&["feeds", "--format", "jsonl", "--library", "lib"]);
    run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn titles(house: &House) -> Vec<String> {
    let run = house.run(&["list", "--format", "jsonl", "--library", "lib"]);
    let title =
        |line: &str| serde_json::from_str::<Value>(line).unwrap()["title"].as_str().unwrap_or("-").to_owned();
    let mut titles: Vec<String> = run.out.lines().map(title).collect();
    titles.sort();
    titles
}

fn add(house: &House, source: &str) -> Run {
    house.run(&["add", "--library", "lib", source])
}

fn fetch(house: &House, more: &[&str]) -> Run {
    house.run(&[&["fetch", "--library", "lib"], more].concat())
}

#[test]
fn a_feed_is_added_fetched_and_read() {
    let (house, server) = (new_house(), courier());
    let url = server.url("/rss");
    let added = add(&house, &url);
    assert_eq!((added.status, added.out), (0, format!("added: The Courier <{url}>\n")));
    assert_eq!(add(&house, &url).out, format!("there already: The Courier <{url}>\n"));
    let fetched = fetch(&house, &[]);
    assert_eq!(
        (fetched.status, fetched.out.as_str()),
        (0, "2 new articles from 1 feed\n"),
        "{}",
        fetched.err
    );
    assert_eq!(fetched.err, "dateline: The Courier: 2 new articles\n");
    assert_eq!(titles(&house), ["Ferry 1 sails to Korsholm", "Ferry 2 sails to Korsholm"]);
    let [state] = listed(&house).try_into().unwrap();
    assert_eq!(
        (&state["title"], &state["articles"], &state["failures"]),
        (&"The Courier".into(), &2.into(), &0.into())
    );
    assert!(state["fetched"].as_str().is_some_and(|at| at.ends_with('Z')));
    let people = house.run(&["list", "--library", "lib", "--query", "who:sund"]);
    assert!(people.out.contains("Ferry 1 sails"), "{}", people.out);
    // Just fetched: asked again only when it is wanted.
    let again = fetch(&house, &[]);
    assert_eq!((again.status, again.out.as_str()), (0, "0 new articles from 0 feeds\n"));
    assert!(
        again.err.contains("1 feed answered less than 10 minutes ago; --all asks them again"),
        "{}",
        again.err
    );
    assert_eq!(fetch(&house, &["--all"]).out, "0 new articles from 1 feed\n");
    assert_eq!(fetch(&house, &["courier"]).out, "0 new articles from 1 feed\n");
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let sent = Arc::new(AtomicUsize::new(0));
    let count = sent.clone();
    let server = Server::start(move |asked| {
        if asked.field("if-none-match") == Some("\"v1\"") {
            return reply("304 Not Modified", &[], b"");
        }
        count.fetch_add(1, Ordering::SeqCst);
        reply("200 OK", &[("ETag", "\"v1\"")], rss("The Courier", 1).as_bytes())
    });
    let house = new_house();
    add(&house, &server.url("/"));
    for more in [&["--all"][..], &["--all"], &["--all"]] {
        assert_eq!(fetch(&house, more).status, 0);
    }
    assert_eq!(sent.load(Ordering::SeqCst), 2, "once to be added, once to be read");
    assert_eq!(fetch(&house, &["--force"]).out, "0 new articles from 1 feed\n");
    assert_eq!(sent.load(Ordering::SeqCst), 3, "all of it, because it is forced");
}

#[test]
fn what_is_there_already_is_there_once_and_a_correction_is_a_version() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let server = Server::start(move |_| {
        let text = rss("The Courier", 3);
        // The first time is when it is added.
        let later = count.fetch_add(1, Ordering::SeqCst) > 1;
        let text = if later { text.replace("number 2 sailed", "number 2 did not sail") } else { text };
        page("text/xml", text.as_bytes())
    });
    let house = new_house();
    add(&house, &server.url("/"));
    assert_eq!(fetch(&house, &[]).out, "3 new articles from 1 feed\n");
    assert_eq!(
        fetch(&house, &["--all"]).out,
        "0 new articles from 1 feed; 1 changed and kept as a new version\n"
    );
    assert_eq!(titles(&house).len(), 3);
}

#[test]
fn a_rolling_story_is_one_article() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let server = Server::start(move |_| {
        let (title, text) = match count.fetch_add(1, Ordering::SeqCst) {
            0 | 1 => ("Storm hits the coast", "Nobody was hurt."),
            _ => ("Three die in storm", "A ferry went down with its crew."),
        };
        let feed = format!(
            "<rss version=\"2.0\"><channel><title>Courier</title><link>http://courier.example/</link><item>\
             <title>{title}</title><link>http://courier.example/storm</link><guid isPermaLink=\"false\">77</guid>\
             <description>{text}</description></item></channel></rss>"
        );
        page("text/xml", feed.as_bytes())
    });
    let house = new_house();
    add(&house, &server.url("/"));
    assert_eq!(fetch(&house, &[]).out, "1 new article from 1 feed\n");
    assert_eq!(
        fetch(&house, &["--all"]).out,
        "0 new articles from 1 feed; 1 changed and kept as a new version\n"
    );
    assert_eq!(titles(&house), ["Three die in storm"]);
}

#[test]
fn feeds_are_found_by_pages_and_lists() {
    let server = Server::start(|asked| {
        match asked.path.as_str() {
        "/" => page(
            "text/html",
            b"<html><head><title>Courier</title><link rel=alternate type='application/rss+xml' href='/rss'>\
              <link rel=alternate type='application/atom+xml' title=Comments href='/comments'></head><body>Hello.</body></html>",
        ),
        "/bare" => page("text/html", b"<html><body><p>No feed here.</body></html>"),
        "/false" => page("text/html", b"<html><head><link rel=alternate type='application/rss+xml' href='/bare'></head></html>"),
        "/list" => page("text/x-opml", b"<opml><body><outline title='Away' xmlUrl='https://away.example/rss'/></body></opml>"),
        "/rss" => feed("The Courier", 1),
        "/old" => redirect("301 Moved Permanently", "/rss"),
        "/text" => page("text/plain", b"Just words."),
        _ => reply("404 Not Found", &[], b""),
    }
    });
    let house = new_house();
    let rss = server.url("/rss");
    let by_page = add(&house, &server.url("/"));
    assert_eq!(
        (by_page.status, by_page.out.as_str()),
        (0, format!("added: The Courier <{rss}>\n").as_str()),
        "{}",
        by_page.err
    );
    assert!(
        by_page
            .err
            .contains(&format!("points to more feeds than the one added: {}", server.url("/comments"))),
        "{}",
        by_page.err
    );
    assert_eq!(add(&house, &server.url("/old")).out, format!("there already: The Courier <{rss}>\n"));
    assert_eq!(add(&house, &server.url("/list")).out, "added: Away <https://away.example/rss>\n");
    house.put("feeds.opml", include_bytes!("../fixtures/formats/feeds.opml"));
    let list = add(&house, "feeds.opml");
    assert_eq!((list.status, list.out.lines().count()), (2, 3), "one of the list is no address");
    assert!(list.err.contains("feeds.opml:14: “javascript:alert(1)” is no web address"), "{}", list.err);
    assert_eq!(listed(&house).len(), 5);
    for (source, reason) in [
        (server.url("/bare"), "is a web page that points to no feed"),
        (server.url("/false"), "as its feed, which is none"),
        (server.url("/text"), "is no feed, no list of feeds and no page"),
        (server.url("/none"), "is not there (404)"),
        ("file:///etc/passwd".to_owned(), "begins with “file:”; only http and https are asked for"),
        ("https://me:secret@a.example/".to_owned(), "has a name or a password in it"),
        ("missing.opml".to_owned(), "there is no such file"),
    ] {
        let run = add(&house, &source);
        assert_eq!((run.status, run.out.as_str()), (1, ""), "{source}");
        assert!(run.err.contains(reason), "{source}: {}", run.err);
    }
}

#[test]
fn what_fails_is_kept_with_the_feed_and_costs_no_other() {
    let server = Server::start(|asked| {
        match asked.path.as_str() {
        "/good" => feed("Good", 1),
        "/page" => page("text/html", b"<html><head><title>Sorry</title></head><body>We closed.</body></html>"),
        "/torn" => page("text/xml", b"<rss><channel><title>Torn</title><item><title>One</title><description>It sailed.</description></item><item><title"),
        "/broken" => page("text/xml", b"<rss><channel><<<"),
        "/empty" => page("text/xml", b""),
        "/gone" => reply("410 Gone", &[], b""),
        "/often" => reply("429 Too Many Requests", &[("Retry-After", "7200")], b""),
        "/error" => reply("500 Oops", &[], b""),
        "/control" => reply("404 \x1b[2J", &[], b""),
        "/file" => redirect("302 Found", "file:///etc/passwd"),
        _ => reply("404 Not Found", &[], b""),
    }
    });
    let house = House::new();
    let paths =
        ["good", "page", "torn", "broken", "empty", "gone", "error", "control", "file", "none", "often"];
    let mut outlines = String::new();
    for path in paths {
        outlines.extend(["<outline title='", path, "' xmlUrl='", &server.url(&format!("/{path}")), "'/>"]);
    }
    house.put("all.opml", format!("<opml><body>{outlines}</body></opml>"));
    // A list does not open the doors of one's own network; the person does.
    assert_eq!(add(&house, "all.opml").status, 0);
    let closed = fetch(&house, &[]);
    assert_eq!(closed.status, 1);
    assert!(closed.err.contains("127.0.0.1 is in your own network (127.0.0.1)"), "{}", closed.err);
    assert!(closed.err.contains("private = true under [fetch]"), "{}", closed.err);
    assert_eq!(server.paths(), Vec::<String>::new());
    house.put(".config/dateline/config.toml", "[fetch]\nprivate = true\ntimeout = 20\npause = 0\n");
    let fetched = fetch(&house, &[]);
    assert_eq!(
        (fetched.status, fetched.out.as_str()),
        (2, "2 new articles from 2 feeds; 9 could not be fetched\n"),
        "{}",
        fetched.err
    );
    let all = listed(&house);
    for (name, reason) in [
        ("good", None),
        ("page", Some("is a web page now, no feed")),
        ("torn", None),
        ("broken", Some("")),
        ("empty", Some("is empty")),
        ("gone", Some("is gone for good, the server says (410)")),
        ("often", Some("was asked too often (429)")),
        ("error", Some("fails on the server’s side (500)")),
        ("control", Some("")),
        ("file", Some("leads to file:///etc/passwd, which begins with “file:”")),
        ("none", Some("is not there (404)")),
    ] {
        let state = all.iter().find(|feed| feed["title"] == name).unwrap();
        let told = state["reason"].as_str();
        assert_eq!(told.is_some(), reason.is_some(), "{name}: {state}");
        assert!(told.unwrap_or_default().contains(reason.unwrap_or_default()), "{name}: {state}");
        assert!(!state.to_string().contains('\u{1b}'));
        assert_eq!(state["failures"], if reason.is_some() { 2 } else { 0 }, "{name}");
        assert_eq!(
            (state["gone"] == true, state["wait_until"].is_string()),
            (name == "gone", name == "often"),
            "{name}"
        );
    }
    let shown = house.run(&["feeds", "--library", "lib"]).out;
    assert!(shown.contains("failed 2 times: is a web page now, no feed"), "{shown}");
    assert!(shown.contains("gone for good"), "{shown}");
    // What is gone and what wants to be left alone is not asked again.
    let before = server.paths().len();
    let again = fetch(&house, &[]);
    let asked = server.paths().split_off(before);
    assert!(!asked.iter().any(|path| path == "/gone" || path == "/often" || path == "/good"), "{asked:?}");
    assert!(again.err.contains("often: its server wants to be left alone for 120 minutes"), "{}", again.err);
    assert_eq!(again.status, 1, "nothing answered");
    assert!(fetch(&house, &["gone"]).err.contains("(410)"), "named, it is asked");
    assert!(!again.err.contains('\u{1b}'));
}

#[test]
fn a_feed_that_has_moved_for_good_is_followed_where_it_is() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/new" => feed("The Courier", 1),
        "/old" if asked.field("user-agent").is_some_and(|name| name.starts_with("dateline/")) => {
            redirect("301 Moved Permanently", "/new")
        }
        _ => redirect("302 Found", "/new"),
    });
    let house = House::new();
    house.put("a.opml", format!("<opml><body><outline xmlUrl='{}'/></body></opml>", server.url("/old")));
    house.put(".config/dateline/config.toml", "[fetch]\nprivate = true\npause = 0\n");
    add(&house, "a.opml");
    add(&house, &server.url("/for-now"));
    let fetched = fetch(&house, &[]);
    assert!(
        fetched
            .err
            .contains(&format!("has moved for good and is followed at {} from now on", server.url("/new"))),
        "{}",
        fetched.err
    );
    let urls: Vec<String> =
        listed(&house).iter().map(|feed| feed["url"].as_str().unwrap().to_owned()).collect();
    assert_eq!(urls, [server.url("/new"), server.url("/for-now")]);
}

#[test]
fn feeds_are_removed_and_their_articles_stay() {
    let (house, server) = (new_house(), courier());
    assert_eq!(house.run(&["feeds", "--library", "lib"]).status, 1, "none yet");
    assert!(fetch(&house, &[]).err.contains("no feed is followed yet: “dateline add ADDRESS” adds one"));
    add(&house, &server.url("/"));
    fetch(&house, &[]);
    let wrong = house.run(&["feeds", "--library", "lib", "--remove", "The Currier"]);
    assert_eq!(wrong.status, 1);
    assert!(
        wrong.err.contains("no feed “The Currier” is followed; did you mean “The Courier”?"),
        "{}",
        wrong.err
    );
    let removed = house.run(&["feeds", "--library", "lib", "--remove", "the courier"]);
    assert_eq!(
        (removed.status, removed.out.as_str()),
        (0, "The Courier: is followed no more; its articles stay\n")
    );
    assert_eq!((listed(&house).len(), titles(&house).len()), (0, 2));
}

#[test]
fn pages_are_fetched_where_the_feed_has_only_teasers() {
    let story = "The ferry sailed again on Thursday, two winters after ice had stopped it, and the towns on both shores sent their mayors. ".repeat(9);
    let wall = "We value your privacy and that of our partners, of whom there are many. ".repeat(9);
    let pages = move |asked: &Asked| {
        match asked.path.as_str() {
        "/rss" => {
            let host = asked.field("host").unwrap_or_default().to_owned();
            page("text/xml", rss("The Courier", 5).replace("http://courier.example/", &format!("http://{host}/")).as_bytes())
        }
        "/3" => reply("404 Not Found", &[], b""),
        "/4" | "/5" => page("text/html", format!("<html><body><article><p>{wall}</p></article></body></html>").as_bytes()),
        path => page(
            "text/html",
            format!("<html><head><title>Page {path}</title></head><body><article><h1>Page {path}</h1><p>{story}</p><p>{story}</p></article></body></html>").as_bytes(),
        ),
    }
    };
    let (house, server) = (new_house(), Server::start(pages));
    house.run(&["add", "--library", "lib", "--full-text", &server.url("/rss")]).done();
    let fetched = fetch(&house, &[]);
    assert_eq!(
        (fetched.status, fetched.out.as_str()),
        (0, "5 new articles from 1 feed\n"),
        "{}",
        fetched.err
    );
    assert!(
        fetched.err.contains("is not there (404); the article is what the feed has of it"),
        "{}",
        fetched.err
    );
    let texts = house.run(&["analyze", "--format", "jsonl", "--library", "lib"]).out;
    let records: Vec<Value> = texts.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let long = records
        .iter()
        .filter(|record| record["text"].as_str().is_some_and(|text| text.contains("sent their mayors")))
        .count();
    assert_eq!(long, 2);
    let walls = records
        .iter()
        .filter(|record| record["text"].as_str().is_some_and(|text| text.contains("privacy")))
        .count();
    assert_eq!(walls, 1, "what stands on two pages is no article");
    assert!(
        records.iter().all(|record| record["published"]["date"] == "2024-03-14"),
        "the feed's date holds"
    );
    // Not asked again, and the teasers do not take their place.
    let before = server.paths().len();
    assert_eq!(fetch(&house, &["--all"]).out, "0 new articles from 1 feed\n");
    assert_eq!(server.paths().len(), before + 1);
    // Off by default, and off again.
    let off = house.run(&["feeds", "--library", "lib", "--teaser", "courier"]);
    assert_eq!(off.out, "The Courier: from now on only what the feed itself has is fetched\n");
    assert_eq!(listed(&house)[0]["full_text"], false);
}

#[test]
fn a_page_whose_server_wants_to_be_left_alone_comes_the_next_time() {
    let busy = Arc::new(AtomicUsize::new(0));
    let count = busy.clone();
    let story = "The ferry sailed again on Thursday, two winters after ice had stopped it. ".repeat(9);
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/rss" => {
            let host = asked.field("host").unwrap_or_default().to_owned();
            let feed = rss("The Courier", 2).replace("http://courier.example/", &format!("http://{host}/"));
            reply("200 OK", &[("ETag", "\"v1\"")], feed.as_bytes())
        }
        _ if count.fetch_add(1, Ordering::SeqCst) == 0 => {
            reply("429 Too Many Requests", &[("Retry-After", "60")], b"")
        }
        path => page(
            "text/html",
            format!("<html><body><article><p>{story}</p><p>{path}</p></article></body></html>").as_bytes(),
        ),
    });
    let house = new_house();
    house.run(&["add", "--library", "lib", "--full-text", &server.url("/rss")]).done();
    let first = fetch(&house, &[]);
    assert_eq!(first.out, "0 new articles from 1 feed\n");
    assert!(
        first.err.contains("was asked too often (429); the article is left for the next fetch"),
        "{}",
        first.err
    );
    assert_eq!(busy.load(Ordering::SeqCst), 1, "the other page was not asked for");
    assert_eq!(fetch(&house, &["--all"]).out, "2 new articles from 1 feed\n");
}

#[test]
fn addresses_are_read_without_being_stored() {
    let server = Server::start(|asked| {
        match asked.path.as_str() {
        "/rss" => feed("The Courier", 2),
        "/page" => page("text/html", b"<html><head><title>Ferry sails again</title></head><body><p>The ferry sailed on Thursday again, two winters after ice had stopped it.</p></body></html>"),
        "/lines" => page("application/jsonl", b"{\"title\":\"One\",\"text\":\"It sailed.\"}\n{\"title\":\"Two\",\"text\":\"It did not.\"}\n"),
        _ => reply("404 Not Found", &[], b""),
    }
    });
    let house = new_house();
    for (path, count) in [("/rss", 2), ("/page", 1), ("/lines", 2)] {
        let run = house.run(&["list", "--format", "jsonl", "--library", "lib", &server.url(path)]);
        assert_eq!((run.status, run.out.lines().count(), run.err.as_str()), (0, count, ""), "{path}");
    }
    assert!(house.run(&["list", "--library", "lib", &server.url("/page")]).out.contains("Ferry sails again"));
    let some = house.run(&["list", "--format", "jsonl", &server.url("/none"), &server.url("/page")]);
    assert_eq!((some.status, some.out.lines().count()), (2, 1));
    assert!(some.err.contains("/none: is not there (404)"), "{}", some.err);
    let none = house.run(&["list", "ftp://a.example/x"]);
    assert_eq!(none.status, 1);
    assert!(none.err.contains("begins with “ftp:”"), "{}", none.err);
    let screen = house.run(&[&server.url("/page"), "--print", "--size", "100x30"]).done();
    assert!(screen.contains("Ferry sails again"), "{screen}");
    assert!(!house.folder.path().join("lib").exists(), "nothing was stored");
    let stored = house.run(&["import", "--library", "lib", &server.url("/rss")]);
    assert_eq!(stored.status, 0, "{}", stored.err);
    assert_eq!(titles(&house).len(), 2);
}

#[test]
fn a_host_that_wants_to_be_left_alone_is_left_with_all_its_feeds() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/b" => reply("429 Too Many Requests", &[("Retry-After", "120")], b""),
        path => feed(path, 1),
    });
    let house = House::new();
    house.put(".config/dateline/config.toml", "[fetch]\nprivate = true\npause = 0\n");
    let outline = |path: &str| format!("<outline title='{path}' xmlUrl='{}'/>", server.url(path));
    let outlines = ["/a", "/b", "/c", "/d"].map(outline).concat();
    house.put("four.opml", format!("<opml><body>{outlines}</body></opml>"));
    add(&house, "four.opml");
    let fetched = fetch(&house, &[]);
    let told = "1 new article from 1 feed; 1 could not be fetched; 2 left for later: their server wants to be left alone\n";
    assert_eq!((fetched.status, fetched.out.as_str()), (2, told), "{}", fetched.err);
    assert_eq!(server.paths(), ["/a", "/b"]);
    let states = listed(&house);
    assert!(states[2]["wait_until"].is_string() && states[2]["failures"] == 0, "{}", states[2]);
    let again = fetch(&house, &[]);
    assert_eq!(server.paths(), ["/a", "/b"], "{}", again.err);
}

#[test]
fn mistakes_are_told_where_they_matter() {
    let (house, server) = (House::new(), courier());
    house.put(".config/dateline/config.toml", "[fetch]\ntimout = 3\npause = -1\n");
    let url = server.url("/");
    let added = house.run(&["add", "--library", "lib", "", &url]);
    assert_eq!((added.status, added.out), (2, format!("added: The Courier <{url}>\n")), "{}", added.err);
    for run in [added.err, fetch(&house, &["--all"]).err, house.run(&["list", &url]).err] {
        assert!(
            run.contains("config.toml:2: unknown setting “timout” of [fetch]; did you mean “timeout”?"),
            "{run}"
        );
        assert!(run.contains("config.toml:3: pause takes milliseconds, from 0 to 60000"), "{run}");
    }
    // Options of a command may stand before it.
    house.put("one.jsonl", "{\"text\":\"The ferry sailed again.\"}\n");
    let stored = house.run(&["--library", "lib", "import", "one.jsonl"]);
    assert_eq!(stored.status, 0, "{}", stored.err);
    assert!(stored.out.starts_with("1 article stored"), "{}", stored.out);
}

#[test]
fn a_proxy_is_gone_through() {
    let proxy = Server::start(|asked| match asked.path.as_str() {
        "/inside" => redirect("302 Found", "http://10.0.0.1/"),
        _ => feed("The Courier", 2),
    });
    let house = House::new().with("HTTP_PROXY", &proxy.url(""));
    let run = house.run(&["list", "--format", "jsonl", "http://courier.example/rss"]);
    assert_eq!((run.status, run.out.lines().count()), (0, 2), "{}", run.err);
    assert_eq!(proxy.paths(), ["courier.example:80", "/rss"]);
    let inside = house.run(&["list", "http://courier.example/inside"]);
    assert_eq!(inside.status, 1);
    assert!(inside.err.contains("10.0.0.1 is in your own network"), "{}", inside.err);
}

#[test]
fn ctrl_c_keeps_what_was_done_and_the_next_time_goes_on() {
    use rustix::process::{Pid, Signal, kill_process};
    let reached = Arc::new((std::sync::Mutex::new(false), std::sync::Condvar::new()));
    let tell = reached.clone();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/first" => feed("First", 1),
        // The first time it hangs; whoever asks again gets it.
        "/second" if !std::mem::replace(&mut *tell.0.lock().unwrap(), true) => {
            tell.1.notify_all();
            Reply::Hang(Vec::new())
        }
        _ => feed("Second", 2),
    });
    let house = House::new();
    let outline = |path: &str| format!("<outline title='{path}' xmlUrl='{}'/>", server.url(path));
    house.put("two.opml", format!("<opml><body>{}{}</body></opml>", outline("/first"), outline("/second")));
    house.put(".config/dateline/config.toml", "[fetch]\nprivate = true\npause = 0\n");
    add(&house, "two.opml");
    let child = house.start(&["fetch", "--library", "lib"]);
    let mut is = reached.0.lock().unwrap();
    while !*is {
        is = reached.1.wait(is).unwrap();
    }
    drop(is);
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let ended = child.wait_with_output().unwrap();
    let out = String::from_utf8(ended.stdout).unwrap();
    assert_eq!(ended.status.code(), Some(2), "{out}");
    assert_eq!(
        out,
        "1 new article from 1 feed; 1 not asked any more: stopped; the next fetch goes on with them\n"
    );
    let next = fetch(&house, &[]);
    assert_eq!((next.status, next.out.as_str()), (0, "2 new articles from 1 feed\n"), "{}", next.err);
    assert_eq!(server.paths(), ["/first", "/second", "/second"]);
}
