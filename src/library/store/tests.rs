//! The store as a whole: what is taken in once, versions, two programs, files that cannot be used, forms.

use super::articles::{Incoming, Taken};
use super::*;
use crate::model::{Article, GivenDate, Outlet, Precision, SafeText, Title, testing};
use proptest::prelude::*;

const NOW: i64 = 1_700_000_000;

fn article(id: &str, text: &str) -> Article {
    Article { language: Some("en".into()), ..testing::article(id, text) }
}

fn with_url(id: &str, url: &str, text: &str) -> Article {
    Article { url: Some(url.into()), ..article(id, text) }
}

fn in_file(path: &str, id: &str, text: &str) -> Article {
    Article { path: Some(path.into()), ..article(id, text) }
}

fn of_outlet(id: &str, outlet: &str, text: &str) -> Article {
    Article { outlet: Outlet { name: Some(outlet.into()), ..Outlet::unknown("stated") }, ..article(id, text) }
}

fn of_day(id: &str, day: &str, text: &str) -> Article {
    let date = day.parse().unwrap();
    let given = GivenDate { date, precision: Precision::Day, minute: None, source: "a field".into() };
    Article { given_date: Some(given), ..article(id, text) }
}

fn plain(article: Article) -> Incoming {
    Incoming { article, source: None }
}

fn take(store: &mut Store, article: Article) -> Taken {
    store.take_in(&[plain(article)]).unwrap()[0]
}

fn texts(store: &Store) -> Vec<String> {
    store.articles().unwrap().0.iter().map(|one| one.article.text.to_string()).collect()
}

#[test]
fn the_bundled_sqlite_keeps_what_it_says_it_kept() {
    assert!(rusqlite::version_number() >= OLDEST_SQLITE, "{}", rusqlite::version());
}

#[test]
fn looking_makes_nothing_and_keeping_makes_all() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("deep/er");
    let mut store = Store::open(&folder, NOW).unwrap();
    assert_eq!((store.count().unwrap(), texts(&store).len(), folder.exists()), (0, 0, false));
    assert_eq!(take(&mut store, article("a", "One.")), Taken::New(1));
    let again = Store::open(&folder, NOW).unwrap();
    assert_eq!(texts(&again), ["One."]);
    let safe: i32 =
        again.db.as_ref().unwrap().db.pragma_query_value(None, "synchronous", |r| r.get(0)).unwrap();
    let log: String =
        again.db.as_ref().unwrap().db.pragma_query_value(None, "journal_mode", |r| r.get(0)).unwrap();
    assert_eq!((safe, log.as_str()), (2, "wal"), "FULL");
}

#[test]
fn an_article_is_there_once() {
    let page = |id, address: &str, text| with_url(id, &format!("https://{address}"), text);
    for (first, second, expected) in [
        (article("a", "One."), article("a", "One."), Taken::Known),
        (article("a", "One."), article("b", "One."), Taken::Known),
        (in_file("x.txt", "a", "One."), in_file("x.txt", "a", "Two."), Taken::Changed(1)),
        (in_file("x.txt", "a", "One."), in_file("y.txt", "a", "Two."), Taken::New(2)),
        (article("a", "One."), article("a", "Two."), Taken::New(2)),
        (
            in_file("x.txt", "a", "Rain fell on Oslo on Monday."),
            in_file("y.txt", "a", "Rain fell on Oslo on Tuesday."),
            Taken::Changed(1),
        ),
        (
            page("1", "e.org/1", "A flood came to Kenya."),
            page("1", "f.org/1", "Norway votes."),
            Taken::New(2),
        ),
        (page("1", "e.org/1", "One."), page("1", "f.org/1", "One."), Taken::New(2)),
        (page("1", "e.org/1", "One."), page("1", "e.org/1", "Two."), Taken::Changed(1)),
        (
            titled("Storm hits Spain", page("1", "e.org/1", "Nobody was hurt.")),
            titled("Three die", with_url("1", "http://e.org/1/", "A storm killed three.")),
            Taken::Changed(1),
        ),
        (article("a", "One."), article("b", "Two."), Taken::New(2)),
        (article("a", ""), article("b", ""), Taken::New(2)),
        (page("a", "e.org/x", "One."), with_url("b", "http://www.e.org/x/", "One."), Taken::Changed(1)),
        (page("a", "e.org/x", "One."), page("b", "e.org/x", "Two."), Taken::Changed(1)),
        (page("a", "e.org/x", "One."), page("b", "e.org/y", "Two."), Taken::New(2)),
        (of_outlet("a", "Gazette", "One."), of_outlet("b", "Gazette", "One."), Taken::Known),
        (of_outlet("a", "Gazette", "One."), of_outlet("b", "Courier", "One."), Taken::New(2)),
        (of_day("a", "2024-01-01", "No news."), of_day("b", "2024-01-02", "No news."), Taken::New(2)),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut store = Store::open(home.path(), NOW).unwrap();
        assert_eq!(take(&mut store, first.clone()), Taken::New(1));
        let told = format!("{first:?} {second:?}");
        assert_eq!(take(&mut store, second.clone()), expected, "{told}");
        let known = store.take_in(&[plain(first), plain(second)]).unwrap();
        assert!(known.iter().all(|taken| matches!(taken, Taken::Known | Taken::Changed(_))), "{told}");
        let count = store.count().unwrap();
        assert_eq!(count, if matches!(expected, Taken::New(_)) { 2 } else { 1 }, "{told}");
    }
}

#[test]
fn a_changed_text_is_a_new_version_and_the_old_one_stays() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(home.path(), NOW).unwrap();
    take(&mut store, in_file("x.txt", "a", "Three are missing."));
    let mut later = Store::open(home.path(), NOW + 60).unwrap();
    take(&mut later, in_file("x.txt", "a", "Two are missing."));
    take(&mut later, in_file("x.txt", "a", "One is missing."));
    assert_eq!(take(&mut later, in_file("x.txt", "a", "Two are missing.")), Taken::Known, "it was there");
    let (all, _) = store.articles().unwrap();
    assert_eq!((all.len(), all[0].version, all[0].article.text.as_str()), (1, 3, "One is missing."));
    let past = store.past("a").unwrap();
    let past: Vec<_> = past.iter().map(|p| (p.version, p.added, p.article.text.as_str())).collect();
    assert_eq!(past, [(1, NOW, "Three are missing."), (2, NOW + 60, "Two are missing.")]);
    assert!(store.past("b").unwrap().is_empty());
}

#[test]
fn a_file_tells_a_version_from_another_article() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(home.path(), NOW).unwrap();
    let file =
        |id: &str, text: &str| Incoming { article: article(id, text), source: Some("/x/a.txt".into()) };
    let before = "Head\nThe harbour was closed.\nThree cranes fell.";
    let after = "Head\nThe harbour was closed.\nFive cranes fell.";
    assert_eq!(store.take_in(&[file("a", before)]).unwrap(), [Taken::New(1)]);
    assert_eq!(store.take_in(&[file("b", after)]).unwrap(), [Taken::Changed(1)]);
    assert_eq!(store.take_in(&[file("c", "Quite\nanother\nmatter.")]).unwrap(), [Taken::New(2)]);
    assert_eq!(store.articles().unwrap().0[0].article.id.as_str(), "a", "marks hang on the first id");
}

#[test]
fn a_batch_is_taken_in_whole_or_not_at_all() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(home.path(), NOW).unwrap();
    take(&mut store, article("a", "One."));
    let db = &store.db.as_ref().unwrap().db;
    let pages: i64 = db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    let _: i64 =
        db.query_row(&format!("PRAGMA max_page_count = {}", pages + 4), [], |row| row.get(0)).unwrap();
    let long = "Rain fell. ".repeat(10_000);
    let refused = store.take_in(&[plain(article("b", "Two.")), plain(article("c", &long))]);
    assert!(matches!(refused, Err(StoreError::Full { .. })), "{refused:?}");
    assert_eq!(texts(&store), ["One."]);
    assert_eq!(take(&mut store, article("b", "Two.")), Taken::New(2), "the store goes on");
}

#[test]
fn two_programs_see_each_others_articles_and_wait_for_one_another() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(home.path(), NOW).unwrap();
    take(&mut store, article("a", "One."));
    std::thread::scope(|scope| {
        for writer in 0..2 {
            scope.spawn(move || {});
            let folder = home.path();
            scope.spawn(move || {
                let mut store = Store::open(folder, NOW).unwrap();
                for i in 0..20 {
                    let text = format!("Writer {writer}, text {i}.");
                    store.take_in(&[plain(article(&format!("{writer}-{i}"), &text))]).unwrap();
                }
            });
        }
    });
    assert_eq!(store.count().unwrap(), 41);
}

#[test]
fn a_folder_that_is_a_file_is_told_once_and_plainly() {
    let home = tempfile::tempdir().unwrap();
    let blocked = home.path().join("blocked");
    fs::write(&blocked, "a file").unwrap();
    for folder in [blocked.clone(), blocked.join("deeper")] {
        let error = Store::open(&folder, NOW).unwrap_err();
        assert!(error.to_string().ends_with("blocked is a file, no folder; move it away"), "{error}");
    }
}

#[test]
fn a_store_of_a_later_program_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    take(&mut Store::open(home.path(), NOW).unwrap(), article("a", "One."));
    let db = Connection::open(Store::file_in(home.path())).unwrap();
    db.pragma_update(None, "user_version", schema::NEWEST + 1).unwrap();
    drop(db);
    let error = Store::open(home.path(), NOW).unwrap_err();
    assert!(matches!(error, StoreError::Newer { .. }), "{error}");
}

#[test]
fn what_can_only_be_read_is_read() {
    let home = tempfile::tempdir().unwrap();
    take(&mut Store::open(home.path(), NOW).unwrap(), article("a", "One."));
    let file = Store::file_in(home.path());
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let db = open_to_read(&file, flags).unwrap();
    let open = Open { db, identity: identity(&file), writable: false };
    let mut store = Store { folder: home.path().to_owned(), db: Some(open), now: NOW };
    assert!(store.is_read_only());
    assert_eq!(texts(&store), ["One."]);
    let refused = store.take_in(&[plain(article("b", "Two."))]);
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{refused:?}");
}

#[test]
fn a_file_that_was_put_in_place_of_the_first_is_written_to() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(home.path(), NOW).unwrap();
    take(&mut store, article("a", "One."));
    for end in ["", "-wal", "-shm"] {
        let name = |base: &str| home.path().join(format!("{base}{end}"));
        let _ = fs::rename(name("library.db"), name("aside.db"));
    }
    take(&mut store, article("b", "Two."));
    assert_eq!(texts(&Store::open(home.path(), NOW).unwrap()), ["Two."]);
}

/// A store as an earlier program left it: the first `form` steps, and an article.
fn of_form(file: &Path, form: usize) {
    let mut db = Connection::open(file).unwrap();
    schema::migrate(&mut db, &schema::STEPS[..form]).unwrap();
    let head = head::encode(&article("a", "One."));
    let sql = "INSERT INTO article (id, text_hash, content, added, changed, head) VALUES ('a', x'00', zeroblob(16), 1, 1, ?1)";
    db.execute(sql, [head]).unwrap();
    db.execute("INSERT INTO body VALUES (1, 'One.')", []).unwrap();
}

#[test]
fn every_older_form_becomes_the_newest_and_keeps_what_it_has() {
    for form in 1..=schema::STEPS.len() {
        let home = tempfile::tempdir().unwrap();
        of_form(&Store::file_in(home.path()), form);
        let mut store = Store::open(home.path(), NOW).unwrap();
        assert_eq!(texts(&store), ["One."], "form {form}");
        let now = schema::form(&store.db.as_ref().unwrap().db).unwrap();
        assert_eq!(now, schema::NEWEST);
        assert_eq!(take(&mut store, article("b", "Two.")), Taken::New(2));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_comes_back(text in "\\PC{0,60}|(\\PC|\n){0,60}") {
        let home = tempfile::tempdir().unwrap();
        let mut store = Store::open(home.path(), NOW).unwrap();
        take(&mut store, article("a", &text));
        prop_assert_eq!(texts(&store), [SafeText::new(&text).to_string()]);
    }
}

fn titled(title: &str, article: Article) -> Article {
    Article { title: Some(Title { text: title.into(), span: None }), ..article }
}

#[test]
fn strangers_of_one_id_or_address_stay_apart() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(home.path(), NOW).unwrap();
    let front = "https://example.org/";
    let all = [
        titled("Xi visits", of_outlet("1", "A", "Xi visited Moscow.")),
        titled("Games open", of_outlet("1", "B", "Paris opened the games.")),
        titled("Ferry late", with_url("f1", front, "The ferry was late.")),
        titled("Grain dear", with_url("f2", front, "Grain prices rose.")),
        titled("13:00", with_url("f3", "https://example.org/#p2", "Xi spoke.")),
    ];
    for round in 0..2 {
        for (number, article) in (1..).zip(&all) {
            let expected = if round == 0 { Taken::New(number) } else { Taken::Known };
            assert_eq!(take(&mut store, article.clone()), expected, "{}", article.text);
        }
    }
    let ids: Vec<String> = store.articles().unwrap().0.iter().map(|one| one.article.id.to_string()).collect();
    assert_eq!(ids, ["1", "1-2", "f1", "f2", "f3"]);
}

#[test]
fn another_headline_is_another_version_and_a_poorer_source_is_none() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(home.path(), NOW).unwrap();
    let told = |title: &str| titled(title, of_outlet("x", "A", "Xi met Putin."));
    assert_eq!(take(&mut store, told("Old")), Taken::New(1));
    assert_eq!(take(&mut store, told("New")), Taken::Changed(1));
    assert_eq!(take(&mut store, titled("Other", article("x", "Xi met Putin."))), Taken::Known);
    for title in ["Old", "New"] {
        assert_eq!(take(&mut store, told(title)), Taken::Known, "the same files again: {title}");
    }
    let past = store.past("x").unwrap();
    assert_eq!(past.len(), 1);
    assert_eq!(past[0].article.title.as_ref().unwrap().text.as_str(), "Old");
}
