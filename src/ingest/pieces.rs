//! A long input cut into pieces of whole records, so that it need not be in memory as a whole. Knows where records end,
//! not what is in them.

use super::format::Format;
use super::source::MAX_BYTES;
use super::{charset, json, mail, warc};
use crate::ingest::draft::Draft;
use crate::model::Warning;
use std::io::{self, Read};

/// Bytes of a piece: enough to keep all cores busy, little beside what a program needs anyway.
pub(super) const PIECE: u64 = 8 << 20;

/// The formats of many records a file, with how far such a file is read.
pub(super) enum Framing {
    /// One object a line; lines of the pieces before.
    Lines(usize),
    /// An array of objects, or one object after the other.
    Array(json::Open),
    /// A box of letters; lines of the pieces before.
    Letters(usize),
    /// What a crawler of the web kept.
    Pages(warc::Count),
}

impl Framing {
    /// By what a file is called and how it begins; `None` where it must be read as a whole.
    pub(super) fn of(named: Option<Format>, start: &[u8]) -> Option<Self> {
        match Format::of_bytes(named, start) {
            Some(Format::Warc) => return Some(Self::Pages(warc::Count::default())),
            Some(Format::Letters) => return Some(Self::Letters(0)),
            Some(_) => return None,
            None => {}
        }
        // Records are written in UTF-8.
        let bare = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        if !matches!(bare.trim_ascii_start().first(), Some(b'{' | b'[')) {
            return None;
        }
        match Format::of(named, &String::from_utf8_lossy(bare)) {
            Format::JsonLines => Some(Self::Lines(0)),
            Format::Json => Some(Self::Array(json::Open::default())),
            _ => None,
        }
    }

    /// The bytes up to the end of the last whole record; 0 where there is none.
    fn whole(&self, bytes: &[u8]) -> usize {
        match self {
            Self::Lines(_) => memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1),
            Self::Array(_) => json::whole(bytes),
            Self::Letters(_) => mail::whole(bytes),
            Self::Pages(_) => warc::whole(bytes),
        }
    }

    /// The articles of the next piece.
    pub(super) fn read(&mut self, place: &str, piece: Piece, warnings: &mut Vec<Warning>) -> Vec<Draft> {
        let Piece { bytes, last } = piece;
        match self {
            Self::Letters(before) => {
                let lines = memchr::memchr_iter(b'\n', &bytes).count();
                let told = warnings.len();
                let drafts = mail::read_box(place, &bytes, warnings);
                further(drafts, &mut warnings[told..], before, lines)
            }
            Self::Pages(count) => warc::read_piece(place, &bytes, count, last, warnings),
            Self::Lines(_) | Self::Array(_) => match charset::decode(bytes) {
                Ok(decoded) => self.records(place, &decoded.text, last, warnings),
                Err(reason) => {
                    warnings.push(Warning::unreadable(place, &reason));
                    Vec::new()
                }
            },
        }
    }

    fn records(&mut self, place: &str, text: &str, last: bool, warnings: &mut Vec<Warning>) -> Vec<Draft> {
        match self {
            Self::Array(open) => json::read_piece(place, text, open, last, warnings),
            Self::Lines(before) => {
                let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count();
                let told = warnings.len();
                let drafts = json::read_lines(place, text, warnings);
                further(drafts, &mut warnings[told..], before, lines)
            }
            Self::Letters(_) | Self::Pages(_) => Vec::new(),
        }
    }
}

/// What was read of a piece, its lines counted from the beginning of the file.
fn further(mut drafts: Vec<Draft>, warnings: &mut [Warning], before: &mut usize, lines: usize) -> Vec<Draft> {
    let of_drafts = drafts.iter_mut().map(|draft| &mut draft.line);
    for line in of_drafts.chain(warnings.iter_mut().map(|warning| &mut warning.line)).flatten() {
        *line += *before;
    }
    *before += lines;
    drafts
}

/// Whole records.
pub(super) struct Piece {
    pub(super) bytes: Vec<u8>,
    /// Whether nothing comes behind them.
    pub(super) last: bool,
}

/// A file on the way.
pub(super) struct Pieces<R> {
    from: R,
    /// What was read, and belongs to the next piece.
    held: Vec<u8>,
    /// About so many bytes are a piece.
    piece: u64,
    ended: bool,
    /// What kept the rest from being read.
    failed: Option<io::Error>,
}

impl<R: Read> Pieces<R> {
    /// Reads the beginning: `piece` bytes.
    pub(super) fn begin(from: R, piece: u64) -> Self {
        let mut pieces = Self { from, held: Vec::new(), piece, ended: false, failed: None };
        pieces.more(piece);
        pieces
    }

    /// What was read and not yet handed on.
    pub(super) fn held(&self) -> &[u8] {
        &self.held
    }

    /// Whether there is no more than what is held.
    pub(super) const fn is_all(&self) -> bool {
        self.ended
    }

    fn more(&mut self, bytes: u64) {
        let before = self.held.len() as u64;
        self.failed = self.from.by_ref().take(bytes).read_to_end(&mut self.held).err();
        self.ended = self.failed.is_some() || (self.held.len() as u64) < before + bytes;
    }

    /// About as many bytes as a piece has, up to the end of a record; `None` where all were given.
    pub(super) fn next(&mut self, framing: &Framing) -> Option<Piece> {
        loop {
            if self.ended {
                let bytes = std::mem::take(&mut self.held);
                return (!bytes.is_empty()).then_some(Piece { bytes, last: true });
            }
            let whole = framing.whole(&self.held);
            if whole > 0 {
                let rest = self.held.split_off(whole);
                return Some(Piece { bytes: std::mem::replace(&mut self.held, rest), last: false });
            }
            if self.held.len() as u64 > MAX_BYTES {
                self.failed = Some(io::Error::other("a record of it is larger than any may be"));
                (self.ended, self.held) = (true, Vec::new());
            } else {
                // Twice as much each time: a record of many pieces is not looked through once a piece.
                self.more(self.piece.max(self.held.len() as u64));
            }
        }
    }

    /// What kept the rest from being read, once all pieces were given.
    pub(super) fn failure(&mut self) -> Option<io::Error> {
        self.failed.take()
    }

    /// All that is left, as one; up to `most` bytes.
    ///
    /// # Errors
    /// Where there is more, and where it cannot be read.
    pub(super) fn whole(mut self, most: u64) -> io::Result<Vec<u8>> {
        if !self.ended {
            self.more((most + 1).saturating_sub(self.held.len() as u64));
        }
        match self.failed {
            Some(error) if self.held.is_empty() => Err(error),
            _ if self.held.len() as u64 > most => Err(io::Error::other(format!(
                "is larger than {} MiB, the most one input may have",
                most >> 20
            ))),
            _ => Ok(self.held),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::format;
    use crate::ingest::warc::tests::{answer, record};

    /// What is read of an input in pieces of that size: titles, beginnings of texts, lines; and what is told.
    fn read(named: Format, bytes: &[u8], piece: u64) -> (Vec<String>, Vec<String>) {
        let mut framing = Framing::of(Some(named), bytes).expect("a format of records");
        let mut pieces = Pieces::begin(bytes, piece);
        let (mut drafts, mut warnings) = (Vec::new(), Vec::new());
        while let Some(piece) = pieces.next(&framing) {
            drafts.extend(framing.read("x", piece, &mut warnings));
        }
        assert!(pieces.failure().is_none());
        (drafts.iter().map(told).collect(), warnings.iter().map(ToString::to_string).collect())
    }

    fn told(draft: &Draft) -> String {
        format!("{:?} {:?} {}", draft.line, draft.fields.title, format::head(&draft.text, 40))
    }

    #[test]
    fn pieces_of_any_size_give_what_the_whole_gives() {
        let array = "[{\"text\":\"A } \\\" {\"},\n3, {\"text\":\"B\"}\n,[{\"text\":\"C\"}],\n{\"text\":\"Dé\"}\n] end\n";
        let lines = "{\"text\":\"A\"}\n\nno\n{\"text\":\"B\"}\n{\"text\":7}\n{\"text\":\"C\"}";
        let page = b"<html><head><title>Ferry sails</title></head><body><p>The ferry sailed again on Thursday.</p></body></html>";
        let page = record("response", "https://a.example/1", &answer("Content-Type: text/html", page));
        let damaged = [&b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"[..], &page, b"more"].concat();
        let crawl = [&page[..], &damaged, &page, b"beyond", &page[..page.len() - 30]].concat();
        let cases: [(Format, &[u8]); 6] = [
            (Format::Json, array.as_bytes()),
            (Format::Json, &array.as_bytes()[..array.len() - 20]),
            (Format::Json, b"[{\"text\":\"A\"},\n"),
            (Format::JsonLines, lines.as_bytes()),
            (Format::Letters, include_bytes!("../../tests/fixtures/formats/letters.mbox")),
            (Format::Warc, &crawl),
        ];
        for (format, bytes) in cases {
            let mut warnings = Vec::new();
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            let whole = match format {
                Format::Warc | Format::Letters => format::read_bytes(format, "x", bytes, &mut warnings),
                _ => format::read(format, "x", text, &mut warnings),
            };
            let mut expected: Vec<String> = warnings.iter().map(ToString::to_string).collect();
            expected.sort();
            for size in [1, 7, 64, 1000, 1 << 20] {
                let (drafts, mut warnings) = read(format, bytes, size);
                warnings.sort();
                assert_eq!(drafts, whole.iter().map(told).collect::<Vec<_>>(), "{format:?} {size}");
                assert_eq!(warnings, expected, "{format:?} {size}");
            }
        }
    }

    #[test]
    fn what_cannot_be_read_further_costs_what_is_behind_it_only() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("torn"))
            }
        }
        let mut pieces = Pieces::begin((&b"{}\n{}\n{}"[..]).chain(Broken), 4);
        let framing = Framing::Lines(0);
        let given: Vec<Vec<u8>> =
            std::iter::from_fn(|| pieces.next(&framing)).map(|piece| piece.bytes).collect();
        assert_eq!(given, [&b"{}\n"[..], b"{}\n", b"{}"]);
        assert_eq!(pieces.failure().map(|error| error.to_string()).as_deref(), Some("torn"));
    }
}
