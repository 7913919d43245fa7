//! A gzip file of many members, one after another, read so that a damaged member costs itself only: archives of the
//! web are packed a record a member for that. The damage is told at the end.

use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};

/// How every member begins.
const MAGIC: &[u8] = b"\x1f\x8b\x08";

/// A member of at most so many bytes is handed on only when it is known to be whole, unless it is the last.
const HELD: u64 = 1 << 20;

/// After so many damaged members the rest is given up: what looks like the beginning of one costs work.
const MOST_DAMAGED: usize = 10_000;

/// The members of a gzip file, unpacked. An error at the end tells of damage before it.
pub(super) struct Members<R> {
    decoder: Option<GzDecoder<Fed<R>>>,
    /// What of the member is held, and how much of it was handed on.
    held: Vec<u8>,
    at: usize,
    /// Whether the member is too long to be held.
    long: bool,
    /// The first damage, and how often there was any.
    damage: Option<io::Error>,
    damaged: usize,
}

impl<R: BufRead> Members<R> {
    /// Of an input that begins with one.
    pub(super) fn new(from: R) -> Self {
        let decoder = Some(GzDecoder::new(Fed { ahead: Vec::new(), at: 0, from }));
        Self { decoder, held: Vec::new(), at: 0, long: false, damage: None, damaged: 0 }
    }

    /// Goes on to the next member; false where there is none.
    fn next(&mut self) -> bool {
        self.long = false;
        let Some(mut rest) = self.decoder.take().map(GzDecoder::into_inner) else { return false };
        match rest.skip_to_magic() {
            Ok((found, clean)) => {
                if !clean && self.damage.is_none() {
                    self.damage =
                        Some(io::Error::other("something else stands between its parts or behind them"));
                }
                if found && self.damaged < MOST_DAMAGED {
                    self.decoder = Some(GzDecoder::new(rest));
                }
            }
            Err(error) => self.damage = Some(error),
        }
        self.decoder.is_some()
    }

    /// Takes the next member up, as far as it is held.
    fn take_up(&mut self) {
        self.held.clear();
        self.at = 0;
        let Some(decoder) = &mut self.decoder else { return };
        match decoder.by_ref().take(HELD + 1).read_to_end(&mut self.held) {
            Ok(_) if self.held.len() as u64 > HELD => self.long = true,
            Ok(_) => {
                self.next();
            }
            Err(error) => {
                if self.broke(error) {
                    self.held.clear();
                }
            }
        }
    }

    /// A member is damaged; whether there is another.
    fn broke(&mut self, error: io::Error) -> bool {
        self.damaged += 1;
        self.damage.get_or_insert(error);
        self.next()
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if self.at < self.held.len() {
                let count = buffer.len().min(self.held.len() - self.at);
                buffer[..count].copy_from_slice(&self.held[self.at..self.at + count]);
                self.at += count;
                return Ok(count);
            }
            let Some(decoder) = self.decoder.as_mut() else {
                return self.damage.take().map_or(Ok(0), Err);
            };
            if !self.long {
                self.take_up();
                continue;
            }
            match decoder.read(buffer) {
                Ok(0) => {
                    self.next();
                }
                Ok(count) => return Ok(count),
                Err(error) => {
                    self.broke(error);
                }
            }
        }
    }
}

/// An input with some of its bytes looked at beforehand.
struct Fed<R> {
    ahead: Vec<u8>,
    at: usize,
    from: R,
}

impl<R: BufRead> Fed<R> {
    /// Goes on to where a member may begin: whether there is such a place, and whether nothing but zeros, which fill
    /// blocks, stood before it.
    fn skip_to_magic(&mut self) -> io::Result<(bool, bool)> {
        let mut clean = true;
        loop {
            let waiting = self.fill_buf()?;
            let Some(first) = memchr::memchr(MAGIC[0], waiting) else {
                let count = waiting.len();
                clean &= waiting.iter().all(|byte| *byte == 0);
                if count == 0 {
                    return Ok((false, clean));
                }
                self.consume(count);
                continue;
            };
            clean &= waiting[..first].iter().all(|byte| *byte == 0);
            self.consume(first);
            let start = self.peek(MAGIC.len())?;
            if start == MAGIC {
                return Ok((true, clean));
            }
            clean = false;
            self.consume(1);
        }
    }

    /// The next bytes, as many as asked for where there are so many.
    fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        if self.fill_buf()?.len() >= count {
            return Ok(&self.fill_buf()?[..count]);
        }
        self.ahead.drain(..self.at);
        self.at = 0;
        while self.ahead.len() < count {
            let more = self.from.fill_buf()?;
            let taken = more.len().min(count - self.ahead.len());
            if taken == 0 {
                break;
            }
            self.ahead.extend_from_slice(&more[..taken]);
            self.from.consume(taken);
        }
        Ok(&self.ahead)
    }
}

impl<R: BufRead> Read for Fed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let waiting = self.fill_buf()?;
        let count = waiting.len().min(buffer.len());
        buffer[..count].copy_from_slice(&waiting[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Fed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.ahead.len() { Ok(&self.ahead[self.at..]) } else { self.from.fill_buf() }
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.ahead.len() {
            self.at += count;
        } else {
            self.from.consume(count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pack::tests::gzip;
    use proptest::prelude::*;
    use std::io::BufReader;

    /// What is read through a buffer of that size, and whether damage is told.
    fn read(bytes: &[u8], buffer: usize) -> (Vec<u8>, bool) {
        let mut plain = Vec::new();
        let told = Members::new(BufReader::with_capacity(buffer, bytes)).read_to_end(&mut plain);
        (plain, told.is_err())
    }

    fn line(n: u32) -> Vec<u8> {
        format!("line {n}: the ferry sailed {}\n", n * 7919).into_bytes()
    }

    #[test]
    fn a_damaged_member_costs_itself() {
        let members: Vec<Vec<u8>> = (0..5).map(|n| gzip(&line(n))).collect();
        let lines = |all: &[u32]| all.iter().flat_map(|&n| line(n)).collect::<Vec<u8>>();
        let mut broken = members.clone();
        let middle = broken[1].len() / 2;
        broken[1][middle] ^= 0xff;
        broken[1][middle + 1] ^= 0xff;
        let mut cut = members.clone();
        cut[2].truncate(12);
        for (bytes, expected, damaged) in [
            (members.concat(), lines(&[0, 1, 2, 3, 4]), false),
            ([members.concat(), vec![0; 512]].concat(), lines(&[0, 1, 2, 3, 4]), false),
            ([members.concat(), b"more".to_vec()].concat(), lines(&[0, 1, 2, 3, 4]), true),
            ([members[0].clone(), b"\x1f?".to_vec(), members[1].clone()].concat(), lines(&[0, 1]), true),
            (broken.concat(), lines(&[0, 2, 3, 4]), true),
        ] {
            for buffer in [1, 2, 3, 7, 64, 65_536] {
                assert_eq!(read(&bytes, buffer), (expected.clone(), damaged), "{buffer}");
            }
        }
        let (plain, told) = read(&cut.concat(), 100);
        assert!(told && plain.starts_with(&lines(&[0, 1])) && plain.ends_with(&line(4)));
    }

    #[test]
    fn a_long_member_is_read_as_far_as_it_goes() {
        let words: Vec<u8> = (0..200_000).flat_map(line).collect();
        assert!(words.len() as u64 > 2 * HELD);
        let packed = gzip(&words);
        assert_eq!(read(&packed, 4096), (words.clone(), false));
        let (plain, told) = read(&packed[..packed.len() - 9], 4096);
        assert!(told && words.starts_with(&plain) && plain.len() > words.len() / 2);
        let (plain, told) = read(&[&packed[..packed.len() / 2], &gzip(&line(1))].concat(), 4096);
        assert!(told && plain.len() as u64 > HELD);
    }

    #[test]
    fn what_only_looks_like_many_members_ends() {
        let (plain, told) = read(&MAGIC.repeat(200_000), 4096);
        assert!(told && plain.is_empty());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_told(bytes in proptest::collection::vec(any::<u8>(), 0..300), buffer in 1usize..20) {
            let _ = read(&[MAGIC, &bytes, &gzip(b"x"), &bytes].concat(), buffer);
        }
    }
}
