//! The bytes of one file or of standard input, with every way in which they may be out of reach.

use std::fs::File;
use std::io::{self, Read};
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
    read_all(file, meta.len(), MAX_BYTES)
}

/// Reads standard input to its end.
pub(crate) fn stdin() -> Result<Vec<u8>, String> {
    read_all(io::stdin().lock(), 0, MAX_BYTES)
}

/// Reads up to `limit` bytes; more is an error.
fn read_all(from: impl Read, expected: u64, limit: u64) -> Result<Vec<u8>, String> {
    let too_large = || format!("is larger than {} MiB, the most one input may have", limit >> 20);
    if expected > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let room = usize::try_from(expected).unwrap_or(0);
    bytes.try_reserve_exact(room + 1).map_err(|_| "there is not enough memory for it".to_owned())?;
    from.take(limit + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
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
    fn what_is_larger_than_the_limit_is_refused() {
        assert_eq!(read_all(&b"12345"[..], 5, 5).unwrap(), b"12345");
        assert!(read_all(&b"123456"[..], 6, 5).is_err(), "told beforehand");
        assert!(read_all(&b"123456"[..], 0, 5).is_err(), "found while reading");
    }
}
