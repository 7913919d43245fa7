use super::*;
use crate::ingest::testing::NoDirectory;
use crate::model::Role;
use crate::model::WarningKind::{self, Notice, Unreadable};
use proptest::prelude::*;
use std::fs;

fn load_files(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Loaded) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let loaded = load(&[Input::Path(folder.path().to_owned())], &NoDirectory);
    (folder, loaded)
}

#[test]
fn json_lines_keep_the_good_records_and_name_the_bad() {
    let lines = br#"{"id":"a","title":"Talks open","date":"2024-05-06T10:00:00Z","tags":["x"],"text":"Talks open\nThe talks opened."}

{"id":"b","text":""}
not json
{"title":"no text"}
[1]
{"id":"a","text":"Again.","date":"soon","author":7,"extra":{}}
"#;
    let (_folder, loaded) = load_files(&[("crawl.jsonl", lines)]);
    let ids: Vec<_> = loaded.articles.iter().map(|article| article.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "a-2"]);
    let roles: Vec<_> = loaded.articles[0].parts.iter().map(|part| part.role).collect();
    assert_eq!(roles, [Role::Title, Role::Body]);
    let told: Vec<_> = loaded.warnings.iter().map(|warning| (warning.line.unwrap(), warning.kind)).collect();
    assert_eq!(
        told,
        [
            (3, Notice),
            (4, Unreadable),
            (5, Unreadable),
            (6, Unreadable),
            (7, Notice),
            (7, Notice),
            (7, Notice)
        ]
    );
}

#[test]
fn an_array_and_a_spread_object_are_read_by_content() {
    let array = b"[\n {\"text\": \"One }\\\" brace.\"},\n {\"text\": 5},\n {\"text\": \"Two.\"}\n]";
    let (_folder, loaded) = load_files(&[
        ("a.jsonl", array),
        ("b.json", b"{\n\"text\": \"Three.\"\n}"),
        ("c.json", b"{\"text\":\"Four.\"}\n{\"text\":\"Five.\"}"),
    ]);
    let texts: Vec<_> = loaded.articles.iter().map(|article| article.text.as_str()).collect();
    assert_eq!(texts, ["One }\" brace.", "Two.", "Three.", "Four.", "Five."]);
    assert_eq!(loaded.warnings.len(), 1);
    assert_eq!(loaded.warnings[0].line, Some(3));
}

#[test]
fn a_folder_is_walked_in_name_order_and_says_what_it_passes_over() {
    let (_folder, loaded) = load_files(&[
        ("b.txt", b"Second."),
        ("a/z.txt", b"First."),
        (".hidden.txt", b"Hidden."),
        ("c.pdf", b"%PDF-"),
        ("d.pdf", b"%PDF-"),
        ("e.txt", b""),
        ("f.txt", b"\x89PNG\0\0\0\0"),
    ]);
    let texts: Vec<_> = loaded.articles.iter().map(|article| article.text.as_str()).collect();
    assert_eq!(texts, ["First.", "Second."]);
    let told: Vec<_> = loaded.warnings.iter().map(|warning| warning.kind).collect();
    assert_eq!(told, [WarningKind::Unreadable, WarningKind::Unreadable, WarningKind::Notice]);
    assert!(loaded.warnings[2].reason.starts_with("2 files .pdf passed over"), "{:?}", loaded.warnings[2]);
}

#[test]
fn front_matter_and_sidecars_state_fields() {
    let text =
        b"---\ntitle: From the file\noutlet: File Post\n---\nFrom the file\n\nThe talks opened on Monday.";
    let (_folder, loaded) = load_files(&[
        ("a.txt", text),
        ("a.toml", b"outlet = \"Side Post\"\ndate = 2024-05-03\nauthr = \"x\"\n"),
        ("b.md", b"# Head\n\nThe *talks* opened."),
        ("c.toml", b"x = 1"),
        ("d.txt", b"Words."),
        ("d.toml", b"title = "),
    ]);
    let [a, b, _] = loaded.articles.as_slice() else { panic!("{loaded:?}") };
    assert_eq!(
        a.title.as_ref().map(|title| (title.text.as_str(), title.span.is_some())),
        Some(("From the file", true))
    );
    assert_eq!(a.outlet.name.as_deref(), Some("Side Post"));
    assert_eq!(
        a.given_date.as_ref().map(|given| given.source.as_str()),
        Some("the field “date” of the sidecar")
    );
    assert_eq!(a.text.as_bytes(), text);
    assert_eq!(
        a.parts.iter().map(|part| part.role).collect::<Vec<_>>(),
        [Role::Furniture, Role::Title, Role::Body]
    );
    assert_eq!(
        (b.title.as_ref().unwrap().text.as_str(), b.text.as_str()),
        ("Head", "Head\n\nThe talks opened.\n")
    );
    let told: Vec<_> = loaded.warnings.iter().map(|warning| (warning.line, warning.kind)).collect();
    assert_eq!(told, [(Some(3), Notice), (Some(1), Unreadable), (None, Notice)]);
}

#[test]
fn the_bundled_articles_open_without_a_warning() {
    let loaded = load(&[Input::Bundled], &NoDirectory);
    assert_eq!((loaded.articles.len(), loaded.warnings), (5, Vec::new()));
    assert_eq!(loaded.articles[0].path.as_deref(), Some("seeds/000_671eebf690b4f501.txt"));
}

#[test]
fn a_country_that_is_not_known_is_told() {
    let lines = b"{\"text\":\"A.\",\"country\":\"GR\"}\n{\"text\":\"B.\",\"country\":\"Atlantis\"}\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    fs::write(&path, lines).unwrap();
    let loaded = load(&[Input::Path(path)], &crate::ingest::testing::FewNames);
    assert_eq!(loaded.articles[0].outlet.country.map(|code| code.as_str().to_owned()).as_deref(), Some("GR"));
    assert_eq!(loaded.warnings.iter().map(|warning| warning.line).collect::<Vec<_>>(), [Some(2)]);
}

#[test]
fn warnings_of_a_file_come_in_the_order_of_its_lines() {
    let records = b"{\"text\":\"A.\",\"id\":\"a\"}\n{\"text\":\"B.\",\"id\":\"a\",\"country\":\"Atlantis\"}\nno record\n";
    let (_folder, loaded) = load_files(&[("a.jsonl", records), ("b.jsonl", b"[1]\n")]);
    let told: Vec<_> = loaded.warnings.iter().map(|warning| warning.line).collect();
    assert_eq!(told, [Some(2), Some(2), Some(3), Some(1)], "{:?}", loaded.warnings);
}

#[cfg(unix)]
#[test]
fn loops_pipes_and_dangling_links_stop_nothing() {
    let (folder, _) = load_files(&[("a/one.txt", b"One.")]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).unwrap();
    std::os::unix::fs::symlink("/no/such/place", folder.path().join("gone.txt")).unwrap();
    let pipe = folder.path().join("pipe.txt");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR, 0)
        .unwrap();
    let loaded = load(&[Input::Path(folder.path().to_owned()), Input::Path(pipe)], &NoDirectory);
    assert_eq!(loaded.articles.len(), 1);
    let told: Vec<_> = loaded.warnings.iter().map(|warning| warning.kind).collect();
    assert_eq!(told, [Unreadable, Notice, Unreadable], "{:?}", loaded.warnings);
}

#[test]
fn ids_are_stable_and_do_not_depend_on_the_folder() {
    let id = |name: &str, text: &[u8]| {
        let (_folder, loaded) = load_files(&[(name, text)]);
        loaded.articles[0].id.to_string()
    };
    assert_eq!(id("a.txt", b"Words."), id("deep/er/a.txt", b"Words."));
    assert_ne!(id("a.txt", b"Words."), id("b.txt", b"Words."));
    assert_ne!(id("a.txt", b"Words."), id("a.txt", b"Other words."));
    assert_eq!(id("a.txt", b"Words.").len(), 12);
}

#[test]
fn a_file_of_another_name_is_read_if_it_is_text() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        Input::Path(path)
    };
    let inputs = [
        file("notes.log", b"The talks opened on Monday."),
        file("crawl.out", b"{\"text\":\"From a crawler.\"}\n"),
        file("page.txt", b"<!DOCTYPE html><p>Tags</p>"),
        file("scan", b"%PDF-1.7"),
    ];
    let loaded = load(&inputs, &NoDirectory);
    let texts: Vec<_> = loaded.articles.iter().map(|article| article.text.as_str()).collect();
    assert_eq!(texts, ["The talks opened on Monday.", "From a crawler.", "Tags\n"]);
    assert_eq!(loaded.warnings.iter().map(|warning| warning.kind).collect::<Vec<_>>(), [Unreadable]);
}

#[test]
fn what_is_not_there_is_named() {
    let loaded = load(&[Input::Path("/no/such/file.txt".into())], &NoDirectory);
    assert_eq!(loaded.warnings[0].to_string(), "/no/such/file.txt: there is no such file");
}

/// Bytes that look like the formats, and bytes that look like nothing.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        "\\PC{0,40}".prop_map(String::into_bytes),
        proptest::collection::vec(any::<u8>(), 0..40),
        proptest::sample::select(vec![
            "{\"text\":\"",
            "\"}\n",
            "[{",
            "}]",
            "---\n",
            "title: x\n",
            "# H\n",
            "> q\n",
            "- i\n",
            "\r\n",
            "\n\n",
            "Share\n",
            "By Jane Doe\n",
            "3 May 2024\n",
            "\u{feff}",
            "\0",
            "The ministers met on Monday and talked for nine hours about grain.\n",
        ])
        .prop_map(|piece: &str| piece.as_bytes().to_vec()),
    ];
    proptest::collection::vec(pieces, 0..25).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_give_articles_whose_parts_cover_them(bytes in bytes(), name in "(a\\.(txt|md|json|jsonl|bin)|a)") {
        let (drafts, _) = read_bytes(Some(Path::new(&name)), Ok(bytes));
        for draft in drafts {
            let article = draft.finish(&Recurring::default(), &NoDirectory);
            let mut end = 0;
            for part in &article.parts {
                prop_assert!(part.span.start >= end && !part.span.is_empty(), "{:?}", article);
                prop_assert!(article.text[end as usize..part.span.start as usize].trim().is_empty());
                prop_assert_eq!(article.words(part.span).trim(), article.words(part.span));
                prop_assert!(!part.why.is_empty());
                end = part.span.end;
            }
            prop_assert!(article.text[end as usize..].trim().is_empty());
        }
    }
}
