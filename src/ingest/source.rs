//! The bytes of one file or of standard input, with every way in which they may be out of reach.

use rayon::prelude::*;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;
use std::path::Path;

/// The most bytes a file may have. Offsets are 32 bits wide, and a replaced character may take three bytes for one.
pub(crate) const MAX_BYTES: u64 = 1 << 30;

/// Reads a file whole, or says why it cannot be.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, String> {
    // Asked before opening: opening a pipe waits for its other end.
    let meta = std::fs::metadata(path).map_err(|error| reason(&error))?;
    if !meta.is_file() {
        return Err("is a pipe, socket or device, no file".to_owned());
    }
    let file = File::open(path).map_err(|error| reason(&error))?;
    read_stretches(&file, meta.len(), STRETCH, MAX_BYTES)
        .unwrap_or_else(|| read_all(file, meta.len(), MAX_BYTES))
}

/// Bytes that one core reads at a time of a long file.
const STRETCH: usize = 4 << 20;

/// Reads a long file in stretches on all cores: most of the time goes into finding memory for it. `None` where it is
/// not long, or cannot be read so.
fn read_stretches(
    mut file: &File,
    length: u64,
    stretch: usize,
    limit: u64,
) -> Option<Result<Vec<u8>, String>> {
    let length =
        usize::try_from(length).ok().filter(|length| *length > stretch && *length as u64 <= limit)?;
    // Asked for where a refusal can be told; what is then given is zero without being written.
    Vec::<u8>::new().try_reserve_exact(length).ok()?;
    let mut bytes = vec![0; length];
    let read = bytes.par_chunks_mut(stretch).enumerate();
    read.try_for_each(|(i, part)| file.read_exact_at(part, (i * stretch) as u64)).ok()?;
    file.seek(SeekFrom::Start(length as u64)).ok()?;
    // What was added to the file meanwhile.
    Some(read_on(bytes, file, limit))
}

/// Reads standard input to its end.
pub(crate) fn stdin() -> Result<Vec<u8>, String> {
    read_all(io::stdin().lock(), 0, MAX_BYTES)
}

/// Reads up to `limit` bytes; more is an error.
fn read_all(from: impl Read, expected: u64, limit: u64) -> Result<Vec<u8>, String> {
    if expected > limit {
        return Err(too_large(limit));
    }
    let mut bytes = Vec::new();
    let room = usize::try_from(expected).unwrap_or(0);
    bytes.try_reserve_exact(room + 1).map_err(|_| "there is not enough memory for it".to_owned())?;
    read_on(bytes, from, limit)
}

/// Reads on to the end.
fn read_on(mut bytes: Vec<u8>, from: impl Read, limit: u64) -> Result<Vec<u8>, String> {
    let room = (limit + 1).saturating_sub(bytes.len() as u64);
    from.take(room).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > limit { Err(too_large(limit)) } else { Ok(bytes) }
}

fn too_large(limit: u64) -> String {
    format!("is larger than {} MiB, the most one input may have", limit >> 20)
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read: permission denied".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_read_in_stretches_as_it_is() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("long");
        let bytes: Vec<u8> = (0..1000_u32).map(|i| (i % 251) as u8).collect();
        std::fs::write(&path, &bytes).unwrap();
        let file = File::open(&path).unwrap();
        for (told, stretch, limit, expected) in [
            (1000, 64, 5000, Some(Ok(1000))),
            (1000, 999, 1000, Some(Ok(1000))),
            (900, 64, 5000, Some(Ok(1000))),
            (900, 64, 950, Some(Err(()))),
            (1001, 64, 5000, None),
            (1000, 1000, 5000, None),
            (1000, 64, 999, None),
        ] {
            let read = read_stretches(&file, told, stretch, limit);
            if let Some(Ok(read)) = &read {
                assert!(*read == bytes, "{told} {stretch}");
            }
            let length = read.map(|read| read.map(|read| read.len()).map_err(|_| ()));
            assert_eq!(length, expected, "{told} {stretch} {limit}");
        }
    }

    #[test]
    fn what_is_larger_than_the_limit_is_refused() {
        assert_eq!(read_all(&b"12345"[..], 5, 5).unwrap(), b"12345");
        assert!(read_all(&b"123456"[..], 6, 5).is_err(), "told beforehand");
        assert!(read_all(&b"123456"[..], 0, 5).is_err(), "found while reading");
    }
}
