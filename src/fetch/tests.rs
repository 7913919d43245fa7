//! The client against a server on loopback: good, slow, broken, redirecting, packed and hostile answers.

use super::loopback::{Asked, Reply, Server, page, redirect, reply};
use super::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// Small limits, so that no test waits.
fn limits() -> Limits {
    Limits { bytes: 1 << 20, pause: Duration::ZERO, parallel: 3, ..Limits::default() }
}

fn client(limits: Limits) -> Client {
    Client::new(limits, Slots::new(limits.pause), Cancel::default(), 1_445_412_390)
}

/// Asks for an address that a person named.
fn get(url: &str) -> Result<Answer, Failure> {
    client(limits()).get(&Request::named(Address::read(url).unwrap()))
}

fn told(url: &str) -> String {
    match get(url) {
        Ok(answer) => {
            format!("{:?}", answer.body.map(|body| String::from_utf8_lossy(&body.bytes).into_owned()))
        }
        Err(failure) => failure.reason.to_string(),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// 10,000 zero bytes in brotli.
const BROTLI: [u8; 13] = [31, 15, 39, 248, 39, 0, 226, 177, 64, 32, 217, 3, 0];

#[test]
fn a_good_answer_comes_with_all_that_is_needed_next_time() {
    let server = Server::start(|_| {
        let fields = [
            ("Content-Type", "text/xml; charset=ISO-8859-1"),
            ("ETag", "\"v1\""),
            ("Last-Modified", "Tue, 20 Oct 2015 07:28:00 GMT"),
        ];
        reply("200 OK", &fields, b"<rss/>")
    });
    let answer = get(&server.url("/feed#part")).unwrap();
    let body = answer.body.unwrap();
    assert_eq!((body.bytes.as_slice(), body.charset.as_deref()), (&b"<rss/>"[..], Some("iso-8859-1")));
    assert_eq!(answer.conditions.etag.as_deref(), Some("\"v1\""));
    assert_eq!(answer.conditions.modified.as_deref(), Some("Tue, 20 Oct 2015 07:28:00 GMT"));
    assert_eq!((answer.moved, answer.notes), (None, vec![]));
    let [asked] = server.asked().try_into().unwrap();
    assert_eq!(asked.path, "/feed");
    assert_eq!(asked.field("user-agent"), Some(NAME_AND_VERSION));
    assert_eq!(asked.field("accept-encoding"), Some("gzip, br"));
    assert!(asked.field("accept").is_some_and(|accept| accept.contains("application/rss+xml")));
    assert_eq!(asked.field("cookie"), None);
}

const NAME_AND_VERSION: &str = concat!("dateline/", env!("CARGO_PKG_VERSION"));

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = Server::start(|asked| {
        let same = asked.field("if-none-match") == Some("\"v1\"")
            && asked.field("if-modified-since") == Some("Tue, 20 Oct 2015 07:28:00 GMT");
        if same { reply("304 Not Modified", &[("ETag", "\"v2\"")], b"") } else { page("text/xml", b"all") }
    });
    let conditions =
        Conditions { etag: Some("\"v1\"".into()), modified: Some("Tue, 20 Oct 2015 07:28:00 GMT".into()) };
    let request = Request {
        conditions: conditions.clone(),
        ..Request::named(Address::read(&server.url("/")).unwrap())
    };
    let answer = client(limits()).get(&request).unwrap();
    assert_eq!(answer.body, None);
    assert_eq!(answer.conditions, Conditions { etag: Some("\"v2\"".into()), ..conditions });
    assert!(get(&server.url("/")).unwrap().body.is_some());
}

#[test]
fn not_changed_without_having_asked_so_is_no_answer() {
    let server = Server::start(|_| reply("304 Not Modified", &[], b""));
    assert_eq!(told(&server.url("/")), "gave another answer than a page (304)");
}

#[test]
fn packed_answers_are_unpacked_up_to_the_limit() {
    let packed = |how: &'static str, bytes: Vec<u8>| reply("200 OK", &[("Content-Encoding", how)], &bytes);
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/gzip" => packed("gzip", gzip(b"The ferry sailed.")),
        "/brotli" => packed("br", BROTLI.to_vec()),
        "/plain" => packed("identity", b"plain".to_vec()),
        "/bomb" => packed("gzip", gzip(&vec![b' '; 60 << 20])),
        "/torn" => packed(
            "gzip",
            gzip(&(0..200_000u32).flat_map(u32::to_le_bytes).collect::<Vec<u8>>())[..90_000].to_vec(),
        ),
        "/false" => packed("gzip", b"no gzip at all".to_vec()),
        "/other" => packed("zstd", b"x".to_vec()),
        "/twice" => packed("gzip, gzip", gzip(&gzip(b"x"))),
        "/most" => page("text/plain", &vec![b'x'; 1 << 20]),
        _ => page("text/plain", &vec![b'x'; (1 << 20) + 1]),
    });
    let length = |path| get(&server.url(path)).map(|answer| answer.body.unwrap().bytes.len());
    assert_eq!(told(&server.url("/gzip")), "Some(\"The ferry sailed.\")");
    assert_eq!(length("/brotli"), Ok(10_000));
    assert_eq!(length("/plain"), Ok(5));
    assert_eq!(length("/most"), Ok(1 << 20));
    for path in ["/bomb", "/huge"] {
        assert_eq!(length(path), Err(Reason::Large(1 << 20).into()), "{path}");
    }
    for path in ["/torn", "/false"] {
        assert!(
            told(&server.url(path)).starts_with("broke off or is damaged"),
            "{}",
            told(&server.url(path))
        );
    }
    assert_eq!(told(&server.url("/other")), "is packed as “zstd”, which was not asked for");
    assert!(told(&server.url("/twice")).contains("was not asked for"), "{}", told(&server.url("/twice")));
}

#[test]
fn answers_that_break_off_or_are_none() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/short" => Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>".to_vec()),
        "/chunk" => {
            Reply::Bytes(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n<rss>".to_vec())
        }
        "/chunks" => {
            Reply::Bytes(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss>".to_vec())
        }
        "/nothing" => Reply::Bytes(Vec::new()),
        "/control" => {
            Reply::Bytes(b"HTTP/1.1 200 OK\r\nETag: \"a\x1b[31m\"\r\nContent-Length: 1\r\n\r\nx".to_vec())
        }
        "/long" => {
            Reply::Bytes([b"HTTP/1.1 200 OK\r\nX: ", vec![b'x'; 200_000].as_slice(), b"\r\n\r\n"].concat())
        }
        _ => Reply::Bytes(b"SSH-2.0-OpenSSH_9.9\r\n".to_vec()),
    });
    for path in ["/short", "/chunk", "/chunks", "/nothing", "/control", "/long", "/ssh"] {
        let failure = get(&server.url(path)).unwrap_err().reason.to_string();
        assert!(!failure.is_empty() && !failure.chars().any(char::is_control), "{path}: {failure}");
    }
}

#[test]
fn what_a_server_says_of_itself_is_never_sent_to_the_terminal() {
    let server =
        Server::start(|_| reply("301 Moved", &[("Location", "http://a.example/\u{202e}\u{9b}x y")], b""));
    let failure = get(&server.url("/")).unwrap_err().reason.to_string();
    assert!(!failure.chars().any(|c| c.is_control() || c == '\u{202e}'), "{failure:?}");
}

#[test]
fn a_server_that_is_slow_is_given_up() {
    for head in [&b""[..], b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<rss"] {
        let server = Server::start(move |_| Reply::Hang(head.to_vec()));
        let limits = Limits { whole: Duration::from_millis(300), ..limits() };
        let request = Request::named(Address::read(&server.url("/")).unwrap());
        assert_eq!(client(limits).get(&request), Err(Reason::Slow(0).into()), "{head:?}");
    }
}

#[test]
fn redirects_are_followed_so_far_and_remembered_where_they_are_for_good() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/moved" => redirect("301 Moved Permanently", "/again"),
        "/again" => redirect("308 Permanent Redirect", "/for-now"),
        "/for-now" => redirect("302 Found", "/late"),
        "/late" => redirect("301 Moved Permanently", "/end"),
        "/now" => redirect("307 Temporary Redirect", "end"),
        "/other" => redirect("303 See Other", "/end"),
        "/round" => redirect("302 Found", "/and-round"),
        "/and-round" => redirect("302 Found", "/round"),
        "/nowhere" => reply("302 Found", &[], b""),
        "/kept" => redirect("301 Moved Permanently", "/conditions"),
        "/end" => page("text/plain", b"here"),
        path => match path.strip_prefix("/count-").and_then(|n| n.parse::<u32>().ok()) {
            Some(0) | None => page("text/plain", b"end"),
            Some(n) => redirect("302 Found", &format!("/count-{}", n - 1)),
        },
    });
    for (path, moved) in
        [("/moved", Some("/for-now")), ("/late", Some("/end")), ("/now", None), ("/other", None)]
    {
        let answer = get(&server.url(path)).unwrap();
        let body = answer.body.unwrap();
        assert_eq!(
            (body.bytes.as_slice(), body.address.as_str()),
            (&b"here"[..], server.url("/end").as_str()),
            "{path}"
        );
        assert_eq!(answer.moved.map(|to| to.to_string()), moved.map(|to| server.url(to)), "{path}");
    }
    assert!(get(&server.url("/count-5")).is_ok());
    for path in ["/count-6", "/round"] {
        assert_eq!(get(&server.url(path)), Err(Reason::Redirects(6).into()), "{path}");
    }
    assert_eq!(get(&server.url("/nowhere")), Err(Reason::Nowhere.into()));
}

#[test]
fn redirects_to_what_is_not_to_be_asked_are_refused() {
    let inner = Arc::new(Server::start(|_| page("text/plain", b"a secret of this machine")));
    let (port, inside) = (inner.port(), inner.clone());
    let server = Server::start(move |asked| {
        let port = inside.port();
        let to = match asked.path.as_str() {
            "/file" => "file:///etc/passwd".to_owned(),
            "/user" => "http://me:secret@a.example/".to_owned(),
            "/number" => format!("http://127.0.0.1:{port}/"),
            "/decimal" => format!("http://2130706433:{port}/"),
            "/mapped" => format!("http://[::ffff:127.0.0.1]:{port}/"),
            "/name" => format!("http://localhost:{port}/"),
            "/metadata" => "http://169.254.169.254/latest/meta-data/".to_owned(),
            _ => "gopher://a.example/".to_owned(),
        };
        redirect("302 Found", &to)
    });
    for (path, reason) in [
        (
            "/file",
            "leads to file:///etc/passwd, which begins with “file:”; only http and https are asked for",
        ),
        ("/user", "which has a name or a password in it"),
        ("/number", "127.0.0.1 is in your own network (127.0.0.1), and is not asked for"),
        ("/decimal", "127.0.0.1 is in your own network"),
        ("/mapped", "is in your own network"),
        ("/name", "localhost is in your own network (this machine)"),
        ("/metadata", "169.254.169.254 is in your own network"),
        ("/gopher", "leads to gopher://a.example/"),
    ] {
        let failure = get(&server.url(path)).unwrap_err().reason.to_string();
        assert!(failure.contains(reason), "{path}: {failure}");
    }
    assert_eq!(inner.paths(), Vec::<String>::new(), "port {port} was never asked");
    let open = Limits { private: true, ..limits() };
    let request = Request::named(Address::read(&server.url("/number")).unwrap());
    assert!(client(open).get(&request).is_ok(), "the person allows it");
    let request = Request::named(Address::read(&server.url("/metadata")).unwrap());
    let failure = client(open).get(&request).unwrap_err().reason.to_string();
    assert!(failure.contains("169.254.169.254 is in your own network"), "not that, all the same: {failure}");
}

#[test]
fn an_address_that_nobody_named_is_not_sought_in_the_own_network() {
    let server = Server::start(|_| page("text/plain", b"here"));
    let by = |url: &str, named: Option<&str>| {
        let named = named.map(|named| Address::read(named).unwrap());
        let request = Request { named, ..Request::named(Address::read(url).unwrap()) };
        client(limits()).get(&request).is_ok()
    };
    let (port, url) = (server.port(), server.url("/a"));
    assert!(!by(&url, None));
    assert!(by(&url, Some(&server.url("/other"))), "the same host and port");
    assert!(!by(&url, Some("http://127.0.0.1:1/")), "another port is another server");
    assert!(!by(&url, Some("https://a.example/")), "the person named no number of their own");
    assert!(by(&format!("http://localhost:{port}/"), Some(&format!("http://localhost:{port}/x"))));
    assert_eq!(server.paths().len(), 2);
}

#[test]
fn what_is_refused_is_told_with_how_long_to_wait() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/gone" => reply("410 Gone", &[], b""),
        "/often" => reply("429 Too Many Requests", &[("Retry-After", "120")], b""),
        "/down" => {
            reply("503 Service Unavailable", &[("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")], b"<html>")
        }
        "/error" => reply("500 Oops\u{7}", &[("Retry-After", "soon")], b""),
        _ => reply("404 Not Found", &[], b"<html>"),
    });
    for (path, reason, wait) in [
        ("/gone", Reason::Gone, None),
        ("/often", Reason::Status(429), Some(120)),
        ("/down", Reason::Status(503), Some(90)),
        ("/none", Reason::Status(404), None),
    ] {
        assert_eq!(get(&server.url(path)), Err(Failure { reason, wait }), "{path}");
    }
    assert!(get(&server.url("/error")).is_err());
}

#[test]
fn a_host_that_is_not_there() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    assert_eq!(told(&format!("http://{address}/")), "127.0.0.1 takes no connection");
}

/// Asks for all and gives what they were asked for with what became of them, in order.
fn all(limits: Limits, cancel: &Cancel, urls: &[String]) -> Vec<(usize, bool)> {
    let mut crew = Crew::start(limits, cancel, 0).unwrap();
    for (place, url) in urls.iter().enumerate() {
        crew.ask(Request::named(Address::read(url).unwrap()), place);
    }
    let mut done: Vec<(usize, bool)> =
        std::iter::from_fn(|| crew.answer()).map(|done| (done.what, done.answer.is_ok())).collect();
    done.sort_unstable();
    done
}

#[test]
fn of_one_host_one_thing_is_asked_at_a_time() {
    use std::sync::atomic::AtomicUsize;
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (inside, highest) = (now.clone(), most.clone());
    let server = Server::start(move |asked: &Asked| {
        highest.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        let answer =
            if asked.path == "/3" { reply("404 Not Found", &[], b"") } else { page("text/plain", b"x") };
        inside.fetch_sub(1, Ordering::SeqCst);
        answer
    });
    let urls: Vec<String> = (0..12).map(|n| server.url(&format!("/{n}"))).collect();
    let done = all(limits(), &Cancel::default(), &urls);
    assert_eq!(done, (0..12).map(|n| (n, n != 3)).collect::<Vec<_>>());
    assert_eq!(most.load(Ordering::SeqCst), 1);
    assert_eq!(server.paths(), (0..12).map(|n| format!("/{n}")).collect::<Vec<_>>(), "in order");
}

#[test]
fn a_server_that_wants_to_be_left_alone_is() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/1" => reply("429 Too Many Requests", &[("Retry-After", "60")], b""),
        _ => page("text/plain", b"x"),
    });
    let other = Server::start(|_| page("text/plain", b"x"));
    let mut urls: Vec<String> = (0..5).map(|n| server.url(&format!("/{n}"))).collect();
    urls.push(format!("http://localhost:{}/", other.port()));
    let mut crew = Crew::start(limits(), &Cancel::default(), 0).unwrap();
    for (place, url) in urls.iter().enumerate() {
        crew.ask(Request::named(Address::read(url).unwrap()), place);
    }
    let mut done: Vec<_> = std::iter::from_fn(|| crew.answer())
        .map(|done| (done.what, done.answer.is_ok(), done.asked))
        .collect();
    done.sort_unstable();
    let left = |place| (place, false, false);
    assert_eq!(done, [(0, true, true), (1, false, true), left(2), left(3), left(4), (5, true, true)]);
    assert_eq!(server.paths(), ["/0", "/1"]);
}

#[test]
fn several_hosts_are_asked_at_a_time() {
    // Each answers only when both are being asked.
    let meeting = Arc::new(std::sync::Barrier::new(2));
    let meet = |meeting: Arc<std::sync::Barrier>| {
        Server::start(move |_| {
            meeting.wait();
            page("text/plain", b"x")
        })
    };
    let (one, other) = (meet(meeting.clone()), meet(meeting));
    let urls = [one.url("/"), format!("http://localhost:{}/", other.port())];
    assert_eq!(all(limits(), &Cancel::default(), &urls), [(0, true), (1, true)]);
}

#[test]
fn two_that_redirect_to_each_others_host_do_not_wait_for_ever() {
    let server = Server::start(|asked| {
        let port = asked.field("host").and_then(|host| host.split(':').nth(1)).unwrap_or_default().to_owned();
        match asked.path.as_str() {
            "/a" => redirect("302 Found", &format!("http://localhost:{port}/end")),
            "/b" => redirect("302 Found", &format!("http://127.0.0.1:{port}/end")),
            _ => page("text/plain", b"x"),
        }
    });
    let urls: Vec<String> =
        (0..10).flat_map(|_| [server.url("/a"), format!("http://localhost:{}/b", server.port())]).collect();
    let done = all(Limits { private: true, ..limits() }, &Cancel::default(), &urls);
    assert_eq!(done.len(), 20);
    assert!(done.iter().all(|(_, ok)| *ok));
}

#[test]
fn stopping_waits_for_nobody() {
    let (server, cancel) = (Server::start(|_| Reply::Hang(Vec::new())), Cancel::default());
    let mut crew = Crew::start(limits(), &cancel, 0).unwrap();
    for n in 0..3 {
        crew.ask(Request::named(Address::read(&server.url(&format!("/{n}"))).unwrap()), n);
    }
    cancel.set();
    assert!(crew.answer().is_none());
    assert_eq!(crew.under_way(), 3);
}
