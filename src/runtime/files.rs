//! Files that are written for a person: whole or not at all, and never over another unless that is asked for. What stands
//! in them is not known here.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Bytes of a name made from words.
const LONGEST: usize = 80;

/// `to-vima-china-russia-alliance`: letters and digits of ASCII, nothing that a shell or a file system minds. Empty where
/// the words have none.
pub(crate) fn slug<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut slug = String::new();
    for word in words {
        let mut between = !slug.is_empty();
        for c in word.chars() {
            if c.is_ascii_alphanumeric() {
                if between {
                    slug.push('-');
                }
                slug.push(c.to_ascii_lowercase());
            }
            between = !c.is_ascii_alphanumeric() && !slug.is_empty();
        }
    }
    slug.truncate(LONGEST);
    slug.trim_end_matches('-').to_owned()
}

/// Writes a file that is not there yet, or with `over` one in the place of another.
///
/// # Errors
/// Of kind [`io::ErrorKind::AlreadyExists`] where there is one and it is not to be written over; else where it cannot be
/// written. Nothing is left behind then.
pub(crate) fn write(
    target: &Path,
    over: bool,
    written_by: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    // The name is taken first, so that nothing there is written over, whoever else writes at the same time.
    let new = match OpenOptions::new().write(true).create_new(true).open(target) {
        Ok(_) => true,
        Err(error) if over && error.kind() == io::ErrorKind::AlreadyExists && !target.is_dir() => false,
        Err(error) => return Err(error),
    };
    let temporary = beside(target);
    let written = whole(&temporary, written_by).and_then(|()| fs::rename(&temporary, target));
    if let Err(error) = written {
        // What failed half way leaves nothing behind.
        let _ = fs::remove_file(&temporary);
        if new {
            let _ = fs::remove_file(target);
        }
        return Err(error);
    }
    if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        // Not every system can promise that the new name is on the disk too.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

fn beside(target: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(format!(".part-{}", std::process::id()));
    target.with_file_name(name)
}

fn whole(file: &Path, written_by: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(OpenOptions::new().write(true).create_new(true).open(file)?);
    written_by(&mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_plain() {
        for (words, expected) in [
            (&["2025-09-03", "To Vima", "A title: here"][..], "2025-09-03-to-vima-a-title-here"),
            (&["../../etc/passwd", "-rf *"], "etc-passwd-rf"),
            (&["Ελλάδα", "日本"], ""),
            (&["a\0b", "", "c"], "a-b-c"),
            (&["  x  ", "—", "y"], "x-y"),
            (&[], ""),
        ] {
            assert_eq!(slug(words.iter().copied()), expected, "{words:?}");
        }
        assert!(slug([&*"long ".repeat(90)]).len() <= LONGEST);
    }

    #[test]
    fn nothing_is_written_over_unless_asked_and_nothing_half_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        let saying = |words: &'static str| move |out: &mut dyn Write| out.write_all(words.as_bytes());
        write(&file, false, saying("one")).unwrap();
        let again = write(&file, false, saying("two")).unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&file).unwrap(), "one");
        write(&file, true, saying("three")).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "three");
        let failing = |out: &mut dyn Write| {
            out.write_all(b"half")?;
            Err(io::Error::other("no more"))
        };
        assert!(write(&file, true, failing).is_err());
        assert!(write(&folder.path().join("b.txt"), false, failing).is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "three");
        assert!(write(&folder.path().join("nowhere/c.txt"), false, saying("x")).is_err());
        assert!(write(folder.path(), true, saying("x")).is_err());
        // A link that leads elsewhere is not followed.
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path().join("elsewhere"), &link).unwrap();
        assert!(write(&link, false, saying("x")).is_err());
        write(&link, true, saying("x")).unwrap();
        assert!(!folder.path().join("elsewhere").exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
