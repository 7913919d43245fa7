//! Compressed inputs: gzip and zstd, also one within the other, with a limit on what they may grow to.

use std::io::Read;

/// The most bytes a packed input may give.
const MAX_BYTES: u64 = 512 << 20;
/// Texts of every kind pack to a twentieth; what grows more than this much, and beyond [`SMALL`], is a trap.
const MAX_GROWTH: u64 = 100;
/// What any packed input may give, in bytes.
const SMALL: u64 = 16 << 20;
/// How often an input may be packed.
const MAX_LAYERS: usize = 3;

/// The bytes as they were before they were packed; others as they are. Damage at the end costs only the end.
pub(super) fn unpack(bytes: Vec<u8>) -> Result<(Vec<u8>, Option<String>), String> {
    unpack_up_to(bytes, MAX_BYTES)
}

/// As [`unpack`], to so many bytes at most.
pub(super) fn unpack_up_to(mut bytes: Vec<u8>, most: u64) -> Result<(Vec<u8>, Option<String>), String> {
    let mut notice = None;
    for _ in 0..MAX_LAYERS {
        let Some(packing) = packing(&bytes) else { break };
        let limit = most.min(SMALL + MAX_GROWTH * bytes.len() as u64);
        let (plain, damage) = match packing {
            Packing::Gzip => take(flate2::read::MultiGzDecoder::new(bytes.as_slice()), limit)?,
            Packing::Zstd => zstd(&bytes, limit)?,
        };
        if plain.is_empty() {
            let reason = damage.unwrap_or_else(|| "nothing is in it".to_owned());
            return Err(format!("is compressed, but cannot be unpacked: {reason}"));
        }
        let told = |reason| format!("is damaged; what could be unpacked of it is read ({reason})");
        notice = damage.map(told).or(notice);
        bytes = plain;
    }
    Ok((bytes, notice))
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

/// Reads to the end, or to where it is damaged.
fn take(from: impl Read, limit: u64) -> Result<(Vec<u8>, Option<String>), String> {
    let mut plain = Vec::new();
    let end = from.take(limit + 1).read_to_end(&mut plain);
    if plain.len() as u64 > limit {
        return Err(format!("grows to more than {} MiB when it is unpacked, the most it may", limit >> 20));
    }
    Ok((plain, end.err().map(|error| error.to_string())))
}

/// All frames of a zstd file.
fn zstd(bytes: &[u8], limit: u64) -> Result<(Vec<u8>, Option<String>), String> {
    let mut rest = bytes;
    let mut plain: Vec<u8> = Vec::new();
    while !rest.is_empty() {
        let frame = match ruzstd::decoding::StreamingDecoder::new(&mut rest) {
            Ok(frame) => frame,
            Err(error) => return Ok((plain, Some(error.to_string()))),
        };
        let (more, damage) = take(frame, limit - plain.len() as u64)?;
        plain.extend(more);
        if damage.is_some() {
            return Ok((plain, damage));
        }
    }
    Ok((plain, None))
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
