//! What came to a library after its [catalogue](super::catalogue) was written: records in one file beside it, each of which
//! leads from one state of the library to the next. All of it can be made anew, so that a record that is damaged, or leads
//! from another state, is as good as none. What is in the records is for others to know.

use super::catalogue::Key;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

/// The file's name in the data folder.
const FILE: &str = "arrivals";
/// Bytes before what a record holds: its length, its sum, the states that it leads from and to.
const FRAME: usize = 4 + 4 + 2 * KEY;
const KEY: usize = size_of::<Key>();

/// What leads on from a state of the library, record by record, each with the state it leads to.
#[must_use]
pub fn from(folder: &Path, state: &Key) -> Vec<(Key, Vec<u8>)> {
    let mut bytes = Vec::new();
    let read = File::open(folder.join(FILE)).and_then(|mut file| file.read_to_end(&mut bytes));
    let (mut rest, mut all, mut now) = (&bytes[..], Vec::new(), *state);
    while let Some((before, after, record, behind)) = read.is_ok().then(|| next(rest)).flatten() {
        // Of two programs that wrote at a time the first one's counts.
        if before == now {
            all.push((after, record.to_vec()));
            now = after;
        }
        rest = behind;
    }
    all
}

/// The first record of some bytes: the states it leads from and to, what it holds, and the bytes behind it.
fn next(bytes: &[u8]) -> Option<(Key, Key, &[u8], &[u8])> {
    let (frame, rest) = bytes.split_at_checked(FRAME)?;
    let (length, frame) = frame.split_first_chunk::<4>()?;
    let (sum, states) = frame.split_first_chunk::<4>()?;
    let (before, after) = states.split_first_chunk::<KEY>()?;
    let (record, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let good = sum_of(states, record) == u32::from_le_bytes(*sum);
    good.then_some((*before, after.try_into().ok()?, record, rest))
}

fn sum_of(states: &[u8], record: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(states);
    sum.update(record);
    sum.finalize()
}

/// Puts a record behind the others.
///
/// # Errors
/// Where it cannot be written.
pub fn append(folder: &Path, before: &Key, after: &Key, record: &[u8]) -> io::Result<()> {
    let length = u32::try_from(record.len()).map_err(io::Error::other)?;
    let states = [&before[..], after].concat();
    let sum = sum_of(&states, record);
    let bytes = [&length.to_le_bytes()[..], &sum.to_le_bytes(), &states, record].concat();
    // In one go: another program may do the same.
    OpenOptions::new().create(true).append(true).open(folder.join(FILE))?.write_all(&bytes)
}

/// Removes them all: the catalogue is of now.
pub fn forget(folder: &Path) {
    // Those that stay lead from a state that no catalogue is of.
    let _ = fs::remove_file(folder.join(FILE));
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Key = [1; 16];
    const B: Key = [2; 16];
    const C: Key = [3; 16];

    #[test]
    fn records_lead_from_state_to_state() {
        let home = tempfile::tempdir().unwrap();
        assert!(from(home.path(), &A).is_empty());
        for (before, after, record) in [(A, B, "one"), (A, C, "late"), (B, C, ""), (C, A, "three")] {
            append(home.path(), &before, &after, record.as_bytes()).unwrap();
        }
        let all = |state: &Key| -> Vec<(Key, String)> {
            from(home.path(), state)
                .into_iter()
                .map(|(key, text)| (key, String::from_utf8(text).unwrap()))
                .collect()
        };
        assert_eq!(all(&A), [(B, "one".to_owned()), (C, String::new()), (A, "three".to_owned())]);
        assert_eq!(all(&C), [(A, "three".to_owned())]);
        forget(home.path());
        assert!(all(&A).is_empty());
    }

    #[test]
    fn a_damaged_file_gives_what_stands_before_the_damage() {
        let home = tempfile::tempdir().unwrap();
        append(home.path(), &A, &B, b"one").unwrap();
        append(home.path(), &B, &C, b"two").unwrap();
        let good = fs::read(home.path().join(FILE)).unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 4;
            fs::write(home.path().join(FILE), &bad).unwrap();
            let all = from(home.path(), &A);
            assert!(all.len() < 2 && all.iter().all(|(_, record)| record == b"one"), "byte {at}");
        }
        for len in 0..good.len() {
            fs::write(home.path().join(FILE), &good[..len]).unwrap();
            assert_eq!(from(home.path(), &A).len(), usize::from(len >= FRAME + 3), "cut at {len}");
        }
    }
}
