//! Compressed inputs: gzip and zstd, also one within the other, with a limit on what they may grow to.

use std::cell::Cell;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::rc::Rc;

/// The most bytes a packed input may give that is read as a whole.
const MAX_BYTES: u64 = 512 << 20;
/// Texts of every kind pack to a twentieth; what grows more than this much, and beyond [`SMALL`], is a trap.
const MAX_GROWTH: u64 = 100;
/// What any packed input may give, in bytes.
const SMALL: u64 = 16 << 20;
/// How often an input may be packed.
const MAX_LAYERS: usize = 3;
/// Bytes that tell how something is packed.
const MAGIC: usize = 4;

/// The bytes as they were before they were packed; others as they are. Damage at the end costs only the end.
pub(super) fn unpack(bytes: Vec<u8>) -> Result<(Vec<u8>, Option<String>), String> {
    unpack_up_to(bytes, MAX_BYTES)
}

/// As [`unpack`], to so many bytes at most.
pub(super) fn unpack_up_to(bytes: Vec<u8>, most: u64) -> Result<(Vec<u8>, Option<String>), String> {
    if packing(&bytes).is_none() {
        return Ok((bytes, None));
    }
    let mut plain = Vec::new();
    let read = reader(Cursor::new(bytes), most).and_then(|mut from| from.plain.read_to_end(&mut plain));
    let damage = read.err();
    if let Some(Grown(limit)) = damage.as_ref().and_then(Grown::of) {
        return Err(Grown(*limit).to_string());
    }
    if plain.is_empty() {
        let reason = damage.map_or_else(|| "nothing is in it".to_owned(), |error| error.to_string());
        return Err(format!("is compressed, but cannot be unpacked: {reason}"));
    }
    Ok((plain, damage.map(|error| damaged(&error))))
}

/// Whether a file can be read and is packed.
pub(super) fn is_packed(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAGIC as u64).read_to_end(&mut start));
    read.is_ok() && packing(&start).is_some()
}

/// What is told of an input whose end cannot be unpacked.
pub(super) fn damaged(error: &io::Error) -> String {
    format!("is damaged; what could be unpacked of it is read ({error})")
}

/// An input that may be packed.
pub(super) struct Unpacked<'r> {
    /// Its bytes as they were before they were packed.
    pub(super) plain: Box<dyn Read + 'r>,
    /// Whether they were.
    pub(super) packed: bool,
}

/// Reads an input as it was before it was packed, up to `most` bytes. Reading ends with an error that
/// [`Grown::of`] knows where it grows beyond measure.
pub(super) fn reader<'r>(from: impl Read + 'r, most: u64) -> io::Result<Unpacked<'r>> {
    let (mut start, mut plain): (Vec<u8>, Box<dyn Read + 'r>) = peeked(Box::new(from))?;
    let mut packed = false;
    for _ in 0..MAX_LAYERS {
        let Some(packing) = packing(&start) else { break };
        packed = true;
        let taken = Rc::new(Cell::new(0));
        let counted = BufReader::with_capacity(1 << 16, Counted { from: plain, taken: taken.clone() });
        let from: Box<dyn Read + 'r> = match packing {
            Packing::Gzip => Box::new(super::members::Members::new(counted)),
            Packing::Zstd => Box::new(Frames { frame: None, rest: Some(counted) }),
        };
        (start, plain) = peeked(Box::new(Limited { from, taken, given: 0, most }))?;
    }
    Ok(Unpacked { plain, packed })
}

/// The first bytes of an input, and the input with them.
fn peeked<'r>(mut from: Box<dyn Read + 'r>) -> io::Result<(Vec<u8>, Box<dyn Read + 'r>)> {
    let mut start = Vec::new();
    from.by_ref().take(MAGIC as u64).read_to_end(&mut start)?;
    Ok((start.clone(), Box::new(Cursor::new(start).chain(from))))
}

enum Packing {
    Gzip,
    Zstd,
}

fn packing(bytes: &[u8]) -> Option<Packing> {
    if bytes.starts_with(b"\x1f\x8b\x08") {
        return Some(Packing::Gzip);
    }
    bytes.starts_with(b"\x28\xb5\x2f\xfd").then_some(Packing::Zstd)
}

/// Tells how much was taken from an input.
pub(super) struct Counted<R> {
    pub(super) from: R,
    /// Bytes.
    pub(super) taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        self.taken.set(self.taken.get() + count as u64);
        Ok(count)
    }
}

/// Gives no more than the packed bytes may grow to.
struct Limited<R> {
    from: R,
    taken: Rc<Cell<u64>>,
    given: u64,
    most: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        self.given += count as u64;
        let limit = self.most.min(SMALL + MAX_GROWTH * self.taken.get());
        if self.given > limit {
            return Err(io::Error::other(Grown(limit)));
        }
        Ok(count)
    }
}

/// An input gives more bytes than this when it is unpacked, which is more than it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grown(u64);

impl Grown {
    /// Whether this is what an error tells.
    pub(super) fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref().and_then(|inner| inner.downcast_ref())
    }
}

impl fmt::Display for Grown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "grows to more than {} MiB when it is unpacked, the most it may", self.0 >> 20)
    }
}

impl std::error::Error for Grown {}

/// All frames of a zstd file.
struct Frames<R: Read> {
    /// The frame at hand.
    frame: Option<ruzstd::decoding::StreamingDecoder<R, ruzstd::decoding::FrameDecoder>>,
    /// What comes behind it, where there is none.
    rest: Option<R>,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let count = frame.read(buffer)?;
                if count > 0 || buffer.is_empty() {
                    return Ok(count);
                }
                self.rest = self.frame.take().map(ruzstd::decoding::StreamingDecoder::into_inner);
            }
            let Some(mut rest) = self.rest.take() else { return Ok(0) };
            if rest.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.frame = Some(ruzstd::decoding::StreamingDecoder::new(rest).map_err(io::Error::other)?);
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;

    pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    pub(crate) fn zstd_of(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn packed_once_and_twice_and_in_pieces() {
        let words = b"The ferry sailed again.".to_vec();
        let two = |pack: fn(&[u8]) -> Vec<u8>| [pack(b"The ferry "), pack(b"sailed again.")].concat();
        for packed in
            [words.clone(), gzip(&words), zstd_of(&words), gzip(&zstd_of(&words)), two(gzip), two(zstd_of)]
        {
            assert_eq!(unpack(packed), Ok((words.clone(), None)));
        }
    }

    #[test]
    fn what_is_damaged_gives_its_beginning() {
        let words = "The ferry sailed again on day ".repeat(9000);
        for packed in [gzip(words.as_bytes()), zstd_of(words.as_bytes())] {
            let (plain, notice) = unpack(packed[..packed.len() - 20].to_vec()).unwrap_or_default();
            assert!(words.as_bytes().starts_with(&plain));
            assert!(notice.is_some() || plain.is_empty());
        }
        for packed in [&b"\x1f\x8b\x08\x00"[..], b"\x28\xb5\x2f\xfd", b"\x28\xb5\x2f\xfd\xff\xff\xff\xff\xff"]
        {
            assert!(unpack(packed.to_vec()).is_err(), "{packed:?}");
        }
    }

    #[test]
    fn what_grows_without_measure_is_refused() {
        let bomb = gzip(&vec![b' '; 40 << 20]);
        assert!(bomb.len() < 1 << 18);
        assert!(unpack(bomb).is_err_and(|reason| reason.contains("grows to more than")));
    }

    proptest! {
        #[test]
        fn any_bytes_are_unpacked_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), zstd in any::<bool>()) {
            let magic: &[u8] = if zstd { b"\x28\xb5\x2f\xfd" } else { b"\x1f\x8b\x08" };
            let _ = unpack([magic, &bytes].concat());
        }
    }
}
