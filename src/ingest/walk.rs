//! Which files to read: the paths given, folders walked in name order. Opens nothing but folders.

use super::format::{self, Format};
use crate::model::{Warning, WarningKind};
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// How deep folders may nest; deeper ones are named in a warning.
const MAX_DEPTH: usize = 64;

/// Files to read, in order, and what was passed over.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// The files.
    pub(crate) files: Vec<PathBuf>,
    /// What the person must hear about.
    pub(crate) warnings: Vec<Warning>,
}

/// Extensions that were passed over: how many files, and the first of them.
type Passed = BTreeMap<String, (usize, PathBuf)>;

/// The files under a folder, in name order. Hidden files are passed over, a folder reached twice is read once.
pub(crate) fn folder(root: &Path) -> Walk {
    let mut walk = Walk::default();
    let mut passed = Passed::new();
    descend(root, 0, &mut HashSet::new(), &mut walk, &mut passed);
    for (extension, (count, example)) in passed {
        let kind =
            if extension.is_empty() { "without an extension".to_owned() } else { format!(".{extension}") };
        let files = if count == 1 { "file" } else { "files" };
        let name = example.display();
        walk.warnings.push(Warning::notice(
            &root.display().to_string(),
            &format!("{count} {files} {kind} passed over, a format that is not read (such as {name})"),
        ));
    }
    // What could not be opened may hold articles: then nobody knows that there are none.
    let opened = walk.warnings.iter().all(|warning| warning.kind == WarningKind::Notice);
    if walk.files.is_empty() && opened {
        let place = root.display().to_string();
        walk.warnings.push(Warning::unreadable(&place, "no articles in this folder"));
    }
    walk
}

fn descend(folder: &Path, depth: usize, seen: &mut HashSet<PathBuf>, walk: &mut Walk, passed: &mut Passed) {
    let refuse = |walk: &mut Walk, reason: &str| {
        walk.warnings.push(Warning::unreadable(&folder.display().to_string(), reason));
    };
    if depth > MAX_DEPTH {
        return refuse(walk, "folders nest too deep");
    }
    // A symbolic link may lead back up: a folder is known by where it really is.
    match folder.canonicalize() {
        Ok(real) => {
            if !seen.insert(real) {
                return;
            }
        }
        Err(error) => return refuse(walk, &format!("cannot be opened: {error}")),
    }
    let mut entries = Vec::new();
    match fs::read_dir(folder) {
        Ok(listing) => {
            for entry in listing {
                match entry {
                    Ok(entry) => entries.push(entry.path()),
                    Err(error) => refuse(walk, &format!("cannot be listed to its end: {error}")),
                }
            }
        }
        Err(error) => return refuse(walk, &format!("cannot be opened: {error}")),
    }
    entries.sort();
    for path in entries {
        if path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")) {
            continue;
        }
        match fs::metadata(&path) {
            Ok(meta) if meta.is_dir() && is_of_page(&path) => {}
            Ok(meta) if meta.is_dir() => descend(&path, depth + 1, seen, walk, passed),
            Ok(meta) if meta.is_file() => file(path, walk, passed),
            Ok(_) => walk.warnings.push(Warning::notice(
                &path.display().to_string(),
                "passed over: a pipe, socket or device, no file",
            )),
            Err(error) => walk.warnings.push(Warning::unreadable(
                &path.display().to_string(),
                &format!("cannot be opened: {error}"),
            )),
        }
    }
}

/// Whether a folder holds what a browser saved beside a page: `NAME_files` beside `NAME.html`.
fn is_of_page(folder: &Path) -> bool {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let page =
        ["_files", "-Dateien", "_fichiers", "_archivos"].into_iter().find_map(|end| name.strip_suffix(end));
    page.is_some_and(|page| {
        ["html", "htm"].iter().any(|end| folder.with_file_name(format!("{page}.{end}")).is_file())
    })
}

/// Takes a file whose name tells a format that is read; counts the others. A sidecar belongs to its article.
fn file(path: PathBuf, walk: &mut Walk, passed: &mut Passed) {
    if format::is_sidecar(&path) {
        return;
    }
    if Format::of_name(&path).is_some() {
        walk.files.push(path);
        return;
    }
    let extension =
        path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    passed.entry(extension).or_insert((0, path)).0 += 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_saved_beside_a_page_is_no_page() {
        let root = tempfile::tempdir().unwrap();
        for name in ["a.html", "a_files/frame.html", "b_files/page.html"] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "<p>x").unwrap();
        }
        let walk = folder(root.path());
        let names: Vec<_> =
            walk.files.iter().filter_map(|path| path.strip_prefix(root.path()).ok()).collect();
        assert_eq!(names, [Path::new("a.html"), Path::new("b_files/page.html")]);
    }

    #[test]
    fn a_folder_that_cannot_be_opened_is_not_called_empty() {
        let root = tempfile::tempdir().unwrap();
        for (path, expected) in [
            (root.path().join("gone"), "cannot be opened"),
            (root.path().to_owned(), "no articles in this folder"),
        ] {
            let walk = folder(&path);
            let [warning] = walk.warnings.as_slice() else { panic!("{walk:?}") };
            assert!(warning.reason.starts_with(expected), "{warning}");
        }
    }
}
