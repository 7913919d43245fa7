//! All inputs to articles: what is read, in which order, and what is said about the rest.

use super::charset::Decoded;
use super::draft::{Draft, Layout};
use super::format::{self, Format};
use super::roles::{Recurring, Tally};
use super::{
    Fetched, Input, Loaded, OutletDirectory, bundled, charset, doubles, pack, sidecar, source, walk,
};
use crate::model::{Article, SafeText, Warning};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One thing to read, or a warning that stands in its place.
pub(super) enum Item {
    Bundled(&'static str, &'static [u8]),
    File(PathBuf),
    Stdin,
    Fetched(Arc<Fetched>),
    Warning(Warning),
}

/// What one item gave.
pub(super) type Outcome = (Vec<Draft>, Vec<Warning>);

/// Reads all inputs, in order. Nothing that is wrong with one costs another.
#[must_use]
pub fn load(inputs: &[Input], directory: &dyn OutletDirectory) -> Loaded {
    let (mut finished, mut warnings) = finish(read_items(inputs.iter().flat_map(items).collect()), directory);
    doubles::leave_out(&mut finished, &mut warnings);
    make_ids_unique(&mut finished, &mut warnings);
    let articles = finished.into_iter().map(|(article, _)| article).collect();
    Loaded { articles, warnings: in_line_order(warnings) }
}

/// Reads some items on all cores, in order.
pub(super) fn read_items(items: Vec<Item>) -> Vec<Outcome> {
    items.into_par_iter().map(read_item).collect()
}

/// Where an article stood in its input.
#[derive(Debug)]
pub(super) struct Origin {
    /// What warnings call it.
    pub(super) place: String,
    /// The line, from 1, where the format has many articles a file.
    pub(super) line: Option<usize>,
    /// Whether its id is given.
    pub(super) given: bool,
}

/// The articles of what was read, with their ids as given, and what is to be said.
pub(super) fn finish(
    read: Vec<Outcome>,
    directory: &dyn OutletDirectory,
) -> (Vec<(Article, Origin)>, Vec<Warning>) {
    let mut warnings = Vec::new();
    let mut drafts = Vec::new();
    for (articles, complaints) in read {
        drafts.extend(articles);
        warnings.extend(complaints);
    }
    let recurring = recurring(&drafts);
    warnings.extend(drafts.iter().filter_map(|draft| unknown_country(draft, directory)));
    let finish = |draft: Draft| {
        let (place, given) = (draft.place().to_owned(), draft.fields.id.is_some());
        let origin = Origin { place, line: draft.line, given };
        (draft.finish(&recurring, directory), origin)
    };
    (drafts.into_par_iter().map(finish).collect(), in_line_order(warnings))
}

/// The warnings of one place together and by line; places stay in the order in which they first came up.
fn in_line_order(mut warnings: Vec<Warning>) -> Vec<Warning> {
    let mut ranks: HashMap<SafeText, usize> = HashMap::new();
    for warning in &warnings {
        let next = ranks.len();
        ranks.entry(warning.place.clone()).or_insert(next);
    }
    warnings.sort_by_key(|warning| (ranks.get(&warning.place).copied(), warning.line));
    warnings
}

/// The short lines that several of the pages carry.
fn recurring(drafts: &[Draft]) -> Recurring {
    let pages: Vec<(&SafeText, usize)> = drafts
        .iter()
        .filter_map(
            |draft| if let Layout::Page(from) = draft.layout { Some((&draft.text, from)) } else { None },
        )
        .collect();
    if pages.len() < 3 {
        return Recurring::default();
    }
    let tallies: Vec<Tally> = pages.par_iter().map(|(text, from)| Tally::of(text, *from)).collect();
    Recurring::of(&tallies)
}

/// The notice about a country that the directory does not know.
fn unknown_country(draft: &Draft, directory: &dyn OutletDirectory) -> Option<Warning> {
    let country = draft.fields.country.as_deref()?;
    if directory.country(country).is_some() {
        return None;
    }
    let shown = format::head(country, 60);
    let reason = format!(
        "“{shown}” is no country that is known; write a name or an ISO code such as GR; the field is left out"
    );
    let warning = Warning::notice(draft.place(), &reason);
    Some(match draft.line {
        Some(line) => warning.at_line(line),
        None => warning,
    })
}

pub(super) fn items(input: &Input) -> Vec<Item> {
    match input {
        Input::Bundled => bundled::ARTICLES.iter().map(|(path, bytes)| Item::Bundled(path, bytes)).collect(),
        Input::Stdin => vec![Item::Stdin],
        Input::Fetched(fetched) => vec![Item::Fetched(fetched.clone())],
        Input::Path(path) if path.is_dir() => {
            let walk = walk::folder(path);
            let files = walk.files.into_iter().map(Item::File);
            files.chain(walk.warnings.into_iter().map(Item::Warning)).collect()
        }
        Input::Path(path) => vec![Item::File(path.clone())],
    }
}

fn read_item(item: Item) -> Outcome {
    match item {
        Item::Warning(warning) => (Vec::new(), vec![warning]),
        Item::Bundled(path, bytes) => read_bytes(Some(Path::new(path)), Ok(bytes.to_vec())),
        Item::Stdin => read_bytes(None, source::stdin()),
        Item::Fetched(fetched) => fetched.read(),
        Item::File(path) if format::is_sidecar(&path) => {
            let reason = "is a sidecar: it belongs to the article beside it; name that one";
            (Vec::new(), vec![Warning::unreadable(&path.display().to_string(), reason)])
        }
        Item::File(path) => read_bytes(Some(&path), source::read(&path)),
    }
}

/// What a file, or standard input, is called in warnings.
pub(super) fn place(path: Option<&Path>) -> String {
    path.map_or_else(|| "-".to_owned(), |path| path.display().to_string())
}

/// The articles of one file's bytes.
pub(super) fn read_bytes(path: Option<&Path>, bytes: Result<Vec<u8>, String>) -> Outcome {
    let place = place(path);
    let mut warnings = Vec::new();
    let unpacked = bytes
        .and_then(|bytes| if bytes.is_empty() { Err("is empty".to_owned()) } else { pack::unpack(bytes) });
    let bytes = match unpacked {
        Ok((bytes, notice)) => {
            warnings.extend(notice.map(|lost| Warning::unreadable(&place, &lost)));
            bytes
        }
        Err(reason) => return (Vec::new(), vec![Warning::unreadable(&place, &reason)]),
    };
    let named = path.and_then(Format::of_name);
    read_unpacked(path, named, bytes, &place, warnings, charset::decode)
}

/// The articles of bytes that are packed no more, in the character set that `decode` finds.
pub(super) fn read_unpacked(
    path: Option<&Path>,
    named: Option<Format>,
    bytes: Vec<u8>,
    place: &str,
    mut warnings: Vec<Warning>,
    decode: impl FnOnce(Vec<u8>) -> Result<Decoded, String>,
) -> Outcome {
    let mut drafts = match Format::of_bytes(named, &bytes) {
        Some(format) => format::read_bytes(format, place, &bytes, &mut warnings),
        None => read_text(path, named, decode(bytes), place, &mut warnings),
    };
    for draft in &mut drafts {
        draft.path = path.map(|path| path.display().to_string());
    }
    (drafts, warnings)
}

/// The articles of one file's text.
fn read_text(
    path: Option<&Path>,
    named: Option<Format>,
    decoded: Result<Decoded, String>,
    place: &str,
    warnings: &mut Vec<Warning>,
) -> Vec<Draft> {
    let decoded = match decoded {
        Ok(decoded) if decoded.text.trim().is_empty() => Err("holds nothing but blanks".to_owned()),
        other => other,
    };
    let decoded = match decoded {
        Ok(decoded) => decoded,
        Err(reason) => {
            warnings.push(Warning::unreadable(place, &reason));
            return Vec::new();
        }
    };
    if let Some(notice) = &decoded.notice {
        warnings.push(Warning::notice(place, notice));
    }
    let format = Format::of(named, &decoded.text);
    let mut drafts = format::read(format, place, &decoded.text, warnings);
    if let ([draft], Some(path), Format::Text | Format::Markdown) = (drafts.as_mut_slice(), path, format)
        && let Some(stated) = sidecar::read(path, warnings)
    {
        draft.fields = stated.or(std::mem::take(&mut draft.fields));
    }
    drafts
}

/// Gives a second article of the same id another one; where the ids were given, the person hears of it.
fn make_ids_unique(finished: &mut [(Article, Origin)], warnings: &mut Vec<Warning>) {
    let mut taken: HashSet<SafeText> = finished.iter().map(|(article, _)| article.id.clone()).collect();
    let mut seen = HashSet::new();
    // Where to go on counting, so that a thousand articles of one id do not cost a million steps.
    let mut counters: HashMap<SafeText, u32> = HashMap::new();
    for (article, Origin { place, line, given }) in finished {
        if seen.insert(article.id.clone()) {
            continue;
        }
        let counter = counters.entry(article.id.clone()).or_insert(1);
        let free = loop {
            *counter += 1;
            let id = SafeText::line(&format!("{}-{counter}", article.id));
            if !taken.contains(&id) {
                break id;
            }
        };
        if *given {
            let reason = format!("the id “{}” is given twice; this one becomes “{free}”", article.id);
            let warning = Warning::notice(place, &reason);
            warnings.push(match line {
                Some(line) => warning.at_line(*line),
                None => warning,
            });
        }
        taken.insert(free.clone());
        seen.insert(free.clone());
        article.id = free;
    }
}

#[cfg(test)]
mod tests {
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
        let told: Vec<_> =
            loaded.warnings.iter().map(|warning| (warning.line.unwrap(), warning.kind)).collect();
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
        assert!(
            loaded.warnings[2].reason.starts_with("2 files .pdf passed over"),
            "{:?}",
            loaded.warnings[2]
        );
    }

    #[test]
    fn front_matter_and_sidecars_state_fields() {
        let text = b"---\ntitle: From the file\noutlet: File Post\n---\nFrom the file\n\nThe talks opened on Monday.";
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
        assert_eq!(
            loaded.articles[0].outlet.country.map(|code| code.as_str().to_owned()).as_deref(),
            Some("GR")
        );
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
}
