//! Eight bytes of a word at a time, as one number, first byte lowest. Knows nothing of words.

/// One in each byte.
pub(crate) const EACH: u64 = 0x0101_0101_0101_0101;

/// The bytes as a number: up to eight of them, what lies beyond is left out.
///
/// Short slices are read as two halves that may overlap, so that no loop over their bytes is needed.
#[inline]
pub(crate) fn load(bytes: &[u8]) -> u64 {
    if let Some(eight) = bytes.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    let len = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return u64::from(first) | u64::from(last) << (8 * (len - 4));
    }
    let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else { return 0 };
    let middle = len / 2;
    u64::from(first) | u64::from(bytes[middle]) << (8 * middle) | u64::from(last) << (8 * (len - 1))
}

/// A table that tells the bytes of a list from all others, made at compile time: for going over a text in search of the few
/// bytes at which something may stand.
pub(crate) const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
}

/// The highest bit of each byte that lies between two; all bytes must be ASCII (Mycroft 1987, as told by Warren 2012).
#[inline]
pub(crate) const fn between(eight: u64, first: u8, last: u8) -> u64 {
    let at_least = eight.wrapping_add(EACH * (0x80 - first as u64));
    let beyond = eight.wrapping_add(EACH * (0x7f - last as u64));
    at_least & !beyond & (EACH * 0x80)
}

/// The bytes with the capital letters of ASCII made small; other bytes stay, of whatever value.
#[inline]
pub(crate) const fn lower(eight: u64) -> u64 {
    let upper = between(eight & (EACH * 0x7f), b'A', b'Z') & !eight;
    eight | (upper >> 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slowly(bytes: &[u8]) -> u64 {
        bytes.iter().take(8).rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
    }

    proptest! {
        #[test]
        fn bytes_are_read_in_order(bytes in proptest::collection::vec(any::<u8>(), 0..12)) {
            prop_assert_eq!(load(&bytes), slowly(&bytes));
            prop_assert_eq!(lower(load(&bytes)), slowly(&bytes.to_ascii_lowercase()));
        }

        #[test]
        fn bytes_between_two_are_told(bytes in proptest::collection::vec(0_u8..128, 8), two in (0_u8..128, 0_u8..128)) {
            let (first, last) = (two.0.min(two.1), two.0.max(two.1));
            let expected: Vec<u8> = bytes.iter().map(|b| if (first..=last).contains(b) { 0x80 } else { 0 }).collect();
            prop_assert_eq!(between(load(&bytes), first, last), slowly(&expected));
        }
    }
}
