//! A file of named sections, each whole or in pieces that can be read one by one: what was worked out of a library, so
//! that the library can be opened without working it out, or reading it all, again. All of it can be made anew, so that a
//! file that is damaged, or of another state of the library, is as good as none. What is in the sections is for others
//! to know.
//!
//! The sections stand one behind the other, then where each is, then the key, the place of that directory, and a word
//! by which a file that was not finished is known. A file is written beside the old one and takes its place when it is
//! whole; who has the old one open reads on in it.

use super::damage;
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file's name in the data folder.
const FILE: &str = "catalogue";
/// The last bytes of a file that is whole, and of this form.
const WHOLE: [u8; 8] = *b"dlcat\0\0\x01";
/// Bytes behind the directory: its place, its length and sum, the key, the word.
const END: usize = 8 + 4 + 4 + KEY + 8;
/// Bytes of a key.
const KEY: usize = 16;

/// What a catalogue is of: another key, another state of the library or of the analysis.
pub type Key = [u8; KEY];

/// Where a section is.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Section {
    start: u64,
    /// Of each piece its end, counted from the start of the section, and its sum.
    pieces: Vec<(u64, u32)>,
}

/// A catalogue being written.
pub struct Writer {
    out: BufWriter<File>,
    temporary: PathBuf,
    file: PathBuf,
    at: u64,
    directory: BTreeMap<String, Section>,
}

impl Writer {
    /// One for a folder that exists.
    ///
    /// # Errors
    /// Where no file can be made there.
    pub fn new(folder: &Path) -> io::Result<Self> {
        remove_left_behind(folder);
        let temporary = folder.join(format!("{FILE}.{}", std::process::id()));
        let out = BufWriter::with_capacity(1 << 20, File::create(&temporary)?);
        Ok(Self { out, temporary, file: folder.join(FILE), at: 0, directory: BTreeMap::new() })
    }

    /// Puts a section of one piece.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.begin(name);
        self.piece(name, bytes)
    }

    /// Begins a section, for whose pieces [`Writer::piece`] is then called.
    pub fn begin(&mut self, name: &str) {
        self.directory.insert(name.to_owned(), Section { start: self.at, pieces: Vec::new() });
    }

    /// Puts a piece more to the section begun last.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn piece(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.at += bytes.len() as u64;
        if let Some(section) = self.directory.get_mut(name) {
            section.pieces.push((self.at - section.start, crc32fast::hash(bytes)));
        }
        Ok(())
    }

    /// Finishes the file and puts it in the place of the one before.
    ///
    /// # Errors
    /// Where it cannot be written or put there; what was written is removed.
    pub fn finish(mut self, key: &Key) -> io::Result<()> {
        let finished = self.end(key).and_then(|()| fs::rename(&self.temporary, &self.file));
        if finished.is_err() {
            // It is of no use, and may be what fills the disk.
            let _ = fs::remove_file(&self.temporary);
        }
        finished
    }

    /// Removes what was written, which will not be finished.
    pub fn give_up(self) {
        // It is of no use, and may be what fills the disk.
        let _ = fs::remove_file(&self.temporary);
    }

    fn end(&mut self, key: &Key) -> io::Result<()> {
        let directory = postcard::to_stdvec(&self.directory).map_err(io::Error::other)?;
        self.out.write_all(&directory)?;
        self.out.write_all(&self.at.to_le_bytes())?;
        self.out.write_all(&(directory.len() as u32).to_le_bytes())?;
        self.out.write_all(&crc32fast::hash(&directory).to_le_bytes())?;
        self.out.write_all(key)?;
        self.out.write_all(&WHOLE)?;
        self.out.flush()
    }
}

/// Removes what programs that are gone did not finish: it may be large.
fn remove_left_behind(folder: &Path) {
    let Ok(all) = fs::read_dir(folder) else { return };
    for entry in all.filter_map(Result::ok) {
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(FILE)?.strip_prefix('.')?.parse().ok());
        let Some(process) = number.and_then(Pid::from_raw) else { continue };
        if test_kill_process(process) == Err(Errno::SRCH) {
            // What cannot be removed is tried again next time.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A catalogue to read.
#[derive(Debug)]
pub struct Catalogue {
    place: PathBuf,
    file: File,
    directory: BTreeMap<String, Section>,
}

impl Catalogue {
    /// The catalogue in a folder, where there is one of that key that is whole.
    #[must_use]
    pub fn open(folder: &Path, key: &Key) -> Option<Arc<Self>> {
        Self::open_last(folder).filter(|(of, _)| of == key).map(|(_, catalogue)| catalogue)
    }

    /// The catalogue in a folder, whatever it is of, with its key; `None` where there is none that is whole.
    #[must_use]
    pub fn open_last(folder: &Path) -> Option<(Key, Arc<Self>)> {
        let place = folder.join(FILE);
        let file = File::open(&place).ok()?;
        let len = file.metadata().ok()?.len();
        let mut end = [0; END];
        file.read_exact_at(&mut end, len.checked_sub(END as u64)?).ok()?;
        let (directory, rest) = end.split_first_chunk::<8>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let (sum, rest) = rest.split_first_chunk::<4>()?;
        let (of, word) = rest.split_first_chunk::<KEY>()?;
        if *word != WHOLE {
            return None;
        }
        let (start, length) = (u64::from_le_bytes(*directory), u32::from_le_bytes(*length));
        if start.checked_add(u64::from(length)).is_none_or(|end| end > len) {
            return None;
        }
        let mut bytes = vec![0; length as usize];
        file.read_exact_at(&mut bytes, start).ok()?;
        if crc32fast::hash(&bytes) != u32::from_le_bytes(*sum) {
            return None;
        }
        let directory = postcard::from_bytes(&bytes).ok()?;
        Some((*of, Arc::new(Self { place, file, directory })))
    }

    /// How many pieces a section has; 0 where there is none.
    #[must_use]
    pub fn pieces(&self, name: &str) -> usize {
        self.directory.get(name).map_or(0, |section| section.pieces.len())
    }

    /// A piece of a section; `None` where there is none, or where it is damaged: then the file is removed, so that it is
    /// made anew next time.
    #[must_use]
    pub fn piece(&self, name: &str, number: usize) -> Option<Vec<u8>> {
        let section = self.directory.get(name)?;
        let &(end, sum) = section.pieces.get(number)?;
        let start = number.checked_sub(1).map_or(Some(0), |before| Some(section.pieces.get(before)?.0))?;
        let mut bytes = vec![0; usize::try_from(end.checked_sub(start)?).ok()?];
        self.file.read_exact_at(&mut bytes, section.start + start).ok()?;
        let good = crc32fast::hash(&bytes) == sum;
        if !good {
            damage::meet();
            self.remove();
        }
        good.then_some(bytes)
    }

    /// Removes the file, where another program did not put a new one in its place meanwhile.
    fn remove(&self) {
        let number = |file: io::Result<Metadata>| file.ok().map(|file| (file.dev(), file.ino()));
        if number(fs::metadata(&self.place)) == number(self.file.metadata()) {
            // What cannot be removed is found damaged again.
            let _ = fs::remove_file(&self.place);
        }
    }

    /// Some bytes of a section's first piece, unchecked: what is in them must bear being damaged.
    #[must_use]
    pub fn part(&self, name: &str, range: std::ops::Range<usize>) -> Option<Vec<u8>> {
        let section = self.directory.get(name)?;
        let &(end, _) = section.pieces.first()?;
        if range.end as u64 > end {
            return None;
        }
        let mut bytes = vec![0; range.len()];
        self.file.read_exact_at(&mut bytes, section.start + range.start as u64).ok()?;
        Some(bytes)
    }

    /// A section of one piece.
    #[must_use]
    pub fn section(&self, name: &str) -> Option<Vec<u8>> {
        self.piece(name, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Key = [1; 16];

    fn written(folder: &Path) {
        let mut writer = Writer::new(folder).unwrap();
        writer.put("whole", b"all of it").unwrap();
        writer.begin("pieces");
        for piece in [&b"one"[..], b"", b"three"] {
            writer.piece("pieces", piece).unwrap();
        }
        writer.finish(&ONE).unwrap();
    }

    #[test]
    fn what_was_put_is_there_under_its_key() {
        let home = tempfile::tempdir().unwrap();
        assert!(Catalogue::open(home.path(), &ONE).is_none());
        written(home.path());
        let catalogue = Catalogue::open(home.path(), &ONE).unwrap();
        assert_eq!(catalogue.section("whole").as_deref(), Some(&b"all of it"[..]));
        let pieces: Vec<_> = (0..4).map(|i| catalogue.piece("pieces", i)).collect();
        assert_eq!(pieces, [Some(b"one".to_vec()), Some(Vec::new()), Some(b"three".to_vec()), None]);
        assert_eq!((catalogue.pieces("pieces"), catalogue.pieces("none")), (3, 0));
        assert_eq!(catalogue.part("whole", 4..6).as_deref(), Some(&b"of"[..]));
        assert_eq!((catalogue.part("whole", 4..10), catalogue.section("none")), (None, None));
        assert!(Catalogue::open(home.path(), &[2; 16]).is_none(), "of another state");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "nothing else is left");
        fs::remove_file(home.path().join(FILE)).unwrap();
        assert!(catalogue.section("whole").is_some(), "who has it open reads on");
    }

    #[test]
    fn what_a_program_that_is_gone_left_behind_is_removed() {
        let home = tempfile::tempdir().unwrap();
        // No process has such a number.
        let (gone, other) = (home.path().join("catalogue.2147483646"), home.path().join("catalogue.notes"));
        fs::write(&gone, "half").unwrap();
        fs::write(&other, "a person's own").unwrap();
        written(home.path());
        assert!(!gone.exists() && other.exists() && home.path().join(FILE).exists());
    }

    #[test]
    fn a_damaged_file_costs_none_that_took_its_place() {
        let home = tempfile::tempdir().unwrap();
        written(home.path());
        let file = home.path().join(FILE);
        let mut bad = fs::read(&file).unwrap();
        bad[0] ^= 1;
        fs::write(&file, bad).unwrap();
        let old = Catalogue::open(home.path(), &ONE).unwrap();
        written(home.path());
        assert_eq!(old.section("whole"), None);
        let new = Catalogue::open(home.path(), &ONE).expect("it is still there");
        assert_eq!(new.section("whole").as_deref(), Some(&b"all of it"[..]));
    }

    #[test]
    fn a_damaged_file_gives_nothing_wrong() {
        let home = tempfile::tempdir().unwrap();
        written(home.path());
        let file = home.path().join(FILE);
        let good = fs::read(&file).unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 0x10;
            fs::write(&file, &bad).unwrap();
            let Some(catalogue) = Catalogue::open(home.path(), &ONE) else { continue };
            let whole = catalogue.section("whole");
            assert_eq!(whole.is_some(), file.exists(), "what is damaged is removed");
            assert!(whole.is_none_or(|whole| whole == b"all of it"), "byte {at}");
            assert!(catalogue.piece("pieces", 2).is_none_or(|piece| piece == b"three"), "byte {at}");
        }
        for len in 0..good.len() {
            fs::write(&file, &good[..len]).unwrap();
            assert!(Catalogue::open(home.path(), &ONE).is_none(), "cut at {len}");
        }
    }
}
