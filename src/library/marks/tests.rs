use super::*;
use crate::model::{Anchor, Mark, Marking, SafeText, Tag};

const NOW: i64 = 1_700_000_000;

fn star(article: &str, on: bool) -> [MarkChange; 1] {
    [MarkChange::new(article, Marking::Mark(Mark::Star, on))]
}

fn tag(article: &str, words: &str, on: bool) -> [MarkChange; 1] {
    [MarkChange::new(article, Marking::Tag(Tag::new(words).unwrap(), on))]
}

fn note(article: &str, on: Anchor, before: Option<&str>, after: Option<&str>) -> [MarkChange; 1] {
    let (before, after) = (before.map(SafeText::new), after.map(SafeText::new));
    [MarkChange::new(article, Marking::Note { on, before, after })]
}

fn says(marks: &Marks, article: &str) -> Vec<String> {
    marks.notes_of(article).map(|(_, text)| text.to_string()).collect()
}

fn open(folder: &Path) -> MarkStore {
    MarkStore::open(folder, NOW).0
}

fn starred(folder: &Path) -> Vec<String> {
    MarkStore::open(folder, NOW).1.starred.into_iter().collect()
}

#[test]
fn what_is_recorded_is_there_next_time() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("deep/dateline");
    let (mut store, marks, warnings) = MarkStore::open(&folder, NOW);
    assert_eq!((marks, warnings), (Marks::default(), Vec::new()));
    store.record(&star("a", true)).unwrap();
    store.record(&star("b", true)).unwrap();
    store.record(&star("a", false)).unwrap();
    store.record(&[MarkChange::new("c", Marking::Mark(Mark::Read, true))]).unwrap();
    let (again, marks, _) = MarkStore::open(&folder, NOW);
    assert_eq!(marks.starred.iter().collect::<Vec<_>>(), ["b"]);
    assert_eq!(marks.read.iter().collect::<Vec<_>>(), ["c"]);
    assert_eq!(again.marks(), &marks);
}

#[test]
fn two_sessions_keep_and_see_each_others_marks() {
    let home = tempfile::tempdir().unwrap();
    let mut one = open(home.path());
    one.record(&star("first", true)).unwrap();
    let mut two = open(home.path());
    assert!(two.renewed().is_none(), "nothing has changed since");
    one.record(&star("first", false)).unwrap();
    two.record(&star("second", true)).unwrap();
    one.record(&star("third", true)).unwrap();
    assert_eq!(starred(home.path()), ["second", "third"]);
    let seen = two.renewed().expect("the other one has changed something");
    assert_eq!(seen.starred.iter().collect::<Vec<_>>(), ["second", "third"]);
    assert_eq!(two.renewed(), None);
    assert_eq!(two.marks(), &seen);
}

#[test]
fn tags_and_notes_are_kept_as_they_were_written() {
    let home = tempfile::tempdir().unwrap();
    let passage = Anchor::quoting(120, "Die Fähre sank.");
    let hostile = "\u{1b}[2J\u{202e}\0\nline two";
    let mut store = open(home.path());
    for change in [
        tag("a", "Später", true),
        tag("a", "SPATER", true),
        tag("a", "China trip", true),
        tag("a", "china TRIP", false),
        tag("gone", "never imported", true),
        note("a", passage.clone(), None, Some(hostile)),
        note("a", Anchor::Article, None, Some("on the whole")),
        note("b", Anchor::quoting(7, "x"), None, Some("soon gone")),
        note("b", Anchor::quoting(7, "x"), Some("soon gone"), None),
        note("huge", Anchor::Article, None, Some(&"n".repeat(1_000_000))),
    ] {
        store.record(&change).unwrap();
    }
    let (again, marks, warnings) = MarkStore::open(home.path(), NOW);
    assert!(warnings.is_empty() && again.marks() == store.marks());
    let tags: Vec<&str> = marks.tags.values().flatten().map(|tag| tag.text().as_str()).collect();
    assert_eq!(tags, ["Später", "never imported"]);
    assert_eq!(says(&marks, "a"), ["on the whole", "␛[2J\u{fffd}␀\nline two"]);
    assert_eq!(marks.notes_of("a").map(|(on, _)| on).max(), Some(&passage));
    assert_eq!((says(&marks, "b").len(), says(&marks, "huge")[0].len()), (0, 1_000_000));
}

#[test]
fn a_note_that_two_sessions_write_keeps_both() {
    let home = tempfile::tempdir().unwrap();
    let (mut one, mut two) = (open(home.path()), open(home.path()));
    one.record(&note("a", Anchor::Article, None, Some("one"))).unwrap();
    two.record(&note("a", Anchor::Article, None, Some("two"))).unwrap();
    assert_eq!(says(&open(home.path()).marks().clone(), "a"), ["one\n\ntwo"]);
    assert_eq!(says(&one.renewed().expect("the other one wrote"), "a"), ["one\n\ntwo"]);
    assert_eq!(says(&two.renewed().expect("there was a note"), "a"), ["one\n\ntwo"]);
    // One deletes what it has not seen changed.
    two.record(&note("a", Anchor::Article, Some("one\n\ntwo"), Some("better"))).unwrap();
    one.record(&note("a", Anchor::Article, Some("one\n\ntwo"), None)).unwrap();
    assert_eq!(says(&open(home.path()).marks().clone(), "a"), ["better"]);
}

#[test]
fn what_many_change_at_once_is_one_step() {
    let home = tempfile::tempdir().unwrap();
    let mut store = open(home.path());
    let many: Vec<MarkChange> =
        (0..5000).map(|i| MarkChange::new(i.to_string(), Marking::Mark(Mark::Read, true))).collect();
    store.record(&many).unwrap();
    assert_eq!(open(home.path()).marks().read.len(), 5000);
}

#[test]
fn many_writers_lose_nothing() {
    let home = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let folder = home.path();
            scope.spawn(move || {
                let mut store = open(folder);
                for i in 0..8 {
                    store.record(&star(&format!("{writer}-{i}"), true)).unwrap();
                    store.record(&tag("same", &format!("{writer}-{i}"), true)).unwrap();
                    let line = format!("{writer}-{i}");
                    store.record(&note("same", Anchor::Article, None, Some(&line))).unwrap();
                }
            });
        }
    });
    assert_eq!(starred(home.path()).len(), 32);
    let marks = MarkStore::open(home.path(), NOW).1;
    let lines: usize = says(&marks, "same").iter().map(|note| note.split("\n\n").count()).sum();
    assert_eq!((marks.tags_of("same").count(), lines), (32, 32));
}

#[test]
fn marks_of_an_earlier_program_are_taken_in_and_its_file_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join(FILE);
    let written = r#"{"read": ["a", "b"], "starred": ["b"], "notes": {"a": "later"}}"#;
    fs::write(&file, written).unwrap();
    let (mut store, marks, warnings) = MarkStore::open(home.path(), NOW);
    assert_eq!((marks.read.len(), marks.starred.len(), warnings.len()), (2, 1, 0));
    assert!(!store.is_new(), "the person was here before");
    assert!(!file.exists());
    assert_eq!(fs::read_to_string(home.path().join("marks.json.taken-in")).unwrap(), written);
    store.record(&star("b", false)).unwrap();
    assert!(starred(home.path()).is_empty(), "it is taken in once");
    fs::write(&file, r#"{"starred": ["c"]}"#).unwrap();
    assert_eq!(starred(home.path()), ["c"], "an earlier program was used again");
    assert!(home.path().join("marks.json.taken-in-2").exists());
}

#[test]
fn a_damaged_file_of_an_earlier_program_is_kept_aside() {
    for damage in [&b"{\"read\": [\"a\", "[..], b"", b"[1]", b"{\"read\": 7}", b"\xff\0"] {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join(FILE), damage).unwrap();
        let (mut store, marks, warnings) = MarkStore::open(home.path(), NOW);
        assert_eq!((marks, warnings.len()), (Marks::default(), 1), "{damage:?}");
        assert_eq!(fs::read(home.path().join("marks.json.corrupt")).unwrap(), damage);
        store.record(&star("a", true)).unwrap();
        assert_eq!(starred(home.path()), ["a"]);
    }
}

#[test]
fn a_folder_that_cannot_be_used_is_an_error_and_the_change_is_held() {
    let home = tempfile::tempdir().unwrap();
    let blocked = home.path().join("blocked");
    fs::write(&blocked, "a file where the folder should be").unwrap();
    let (mut store, _, warnings) = MarkStore::open(&blocked, NOW);
    assert_eq!(warnings.len(), 1);
    assert!(matches!(store.record(&star("a", true)), Err(StoreError::Folder { .. })));
    assert!(store.marks().has(Mark::Star, "a"), "the session goes on with it");
    fs::remove_file(&blocked).unwrap();
    store.record(&star("b", true)).unwrap();
    assert_eq!(starred(&blocked), ["a", "b"]);
}

#[test]
fn the_first_time_is_over_once_it_has_begun() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("dateline");
    let mut store = open(&folder);
    assert!(store.is_new());
    assert!(open(&folder).is_new() && !folder.exists(), "looking alone leaves nothing behind");
    store.begin().unwrap();
    let (again, marks, warnings) = MarkStore::open(&folder, NOW);
    assert_eq!((again.is_new(), marks, warnings), (false, Marks::default(), Vec::new()));
}

/// A library with stars, closed, as the bytes of its file.
fn library(folder: &Path) -> Vec<u8> {
    let mut store = open(folder);
    for i in 0..40 {
        store.record(&star(&format!("article-{i:02}"), true)).unwrap();
    }
    for i in 0..40 {
        store.record(&tag(&format!("article-{i:02}"), "later", true)).unwrap();
        store
            .record(&note(&format!("article-{i:02}"), Anchor::quoting(i, "words"), None, Some("mine")))
            .unwrap();
    }
    drop(store);
    fs::read(Store::file_in(folder)).unwrap()
}

#[test]
fn a_damaged_library_is_kept_aside_and_its_stars_are_saved() {
    let home = tempfile::tempdir().unwrap();
    let bytes = library(home.path());
    let file = Store::file_in(home.path());
    // The head, the form of writing, the size of a page, the description of the first table.
    for at in [0_usize, 16, 18, 100, 103] {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        fs::write(&file, &damaged).unwrap();
        let (_, marks, warnings) = MarkStore::open(home.path(), NOW);
        assert_eq!(warnings.len(), usize::from(!warnings.is_empty()), "told once: {warnings:?}");
        if at < 100 {
            assert_eq!(marks.starred.len(), 40, "byte {at}: {warnings:?}");
            assert_eq!((marks.tags.len(), marks.notes.len()), (40, 40), "byte {at}: {warnings:?}");
        }
    }
    let aside = fs::read(home.path().join("library.db.corrupt-2023-11-14")).unwrap();
    assert_eq!(aside.len(), bytes.len(), "as it was");
}

#[test]
fn no_damage_of_a_byte_stops_the_program() {
    let home = tempfile::tempdir().unwrap();
    let bytes = library(home.path());
    let mut kept = 0;
    for i in 0..120_usize {
        let folder = home.path().join(i.to_string());
        fs::create_dir(&folder).unwrap();
        let mut damaged = bytes.clone();
        let at = (i * 7919) % damaged.len();
        damaged[at] ^= 1 << (i % 8);
        fs::write(Store::file_in(&folder), &damaged).unwrap();
        let (mut store, marks, _) = MarkStore::open(&folder, NOW);
        let all = [marks.starred.len(), marks.tags.len(), marks.notes.len()];
        kept += usize::from(all == [40; 3]);
        store.record(&star("new", true)).unwrap();
        assert!(starred(&folder).contains(&"new".to_owned()), "byte {at}");
    }
    assert!(kept >= 110, "nearly every time all marks are there: {kept} of 120");
}

#[test]
fn a_store_in_memory_forgets() {
    let mut store = MarkStore::in_memory();
    store.record(&star("a", true)).unwrap();
    assert!(store.marks().has(Mark::Star, "a"));
}
