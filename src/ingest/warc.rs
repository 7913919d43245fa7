//! WARC: what a crawler of the web kept. Of its records those are read that answer with a page.

use super::draft::Draft;
use super::{charset, html, pack};
use crate::model::Warning;

/// Whether the bytes are a WARC file.
pub(crate) fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(b"WARC/1.") || bytes.starts_with(b"WARC/0.")
}

/// A record: its header and its block.
struct Record<'b> {
    header: Header<'b>,
    block: &'b [u8],
}

/// Fields of a header, names as they are written.
struct Header<'b>(Vec<(&'b [u8], &'b [u8])>);

impl<'b> Header<'b> {
    /// The lines up to the first that is empty, and the length of all that, or `None` where it does not end.
    fn read(bytes: &'b [u8]) -> Option<(Self, usize)> {
        let mut fields = Vec::new();
        let mut at = 0;
        loop {
            let end = at + memchr::memchr(b'\n', &bytes[at..])?;
            let line = bytes[at..end].trim_ascii();
            at = end + 1;
            if line.is_empty() {
                return Some((Self(fields), at));
            }
            if let Some(colon) = memchr::memchr(b':', line) {
                fields.push((line[..colon].trim_ascii(), line[colon + 1..].trim_ascii()));
            }
        }
    }

    fn get(&self, name: &str) -> Option<&'b str> {
        let found = self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.as_bytes()));
        found.and_then(|(_, value)| std::str::from_utf8(value).ok())
    }
}

/// The articles of all pages. A record that is damaged costs itself, or, where its length is, those behind up to the
/// next that can be found.
pub(crate) fn read(place: &str, bytes: &[u8], warnings: &mut Vec<Warning>) -> Vec<Draft> {
    read_piece(place, bytes, &mut Count::default(), true, warnings)
}

/// How much was read of a file that comes in pieces.
#[derive(Debug, Default)]
pub(crate) struct Count {
    records: usize,
    pages: usize,
    /// Whether the last record told where it ends.
    sound: bool,
}

impl Count {
    /// Tells of what stands behind a record that should have ended.
    fn heed(&self, place: &str, between: &[u8], warnings: &mut Vec<Warning>) {
        if self.sound && !between.trim_ascii().is_empty() {
            let reason =
                format!("record {}: is longer than it says; what is beyond is left out", self.records);
            warnings.push(Warning::notice(place, &reason));
        }
    }
}

/// As [`read`], of one piece of a file after the other, each of whole records.
pub(crate) fn read_piece(
    place: &str,
    bytes: &[u8],
    count: &mut Count,
    last: bool,
    warnings: &mut Vec<Warning>,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&bytes[at..], BEGINNING) {
        count.heed(place, &bytes[at..at + found], warnings);
        count.records += 1;
        let number = count.records;
        at += found;
        let (record, end) = match record(bytes, at) {
            Ok(read) => read,
            Err(reason) => {
                warnings.push(Warning::unreadable(place, &format!("record {number}: {reason}")));
                at += BEGINNING.len();
                count.sound = false;
                continue;
            }
        };
        count.sound = true;
        at = end;
        match page(&record) {
            Ok(None) => {}
            Ok(Some(text)) => {
                let uri = record.header.get("WARC-Target-URI").map(|uri| uri.trim_matches(['<', '>']));
                let named = format!("{place} record {number}");
                for mut draft in html::read(&named, &text, warnings) {
                    let address = uri.and_then(super::format::web_address).map(str::to_owned);
                    draft.fields.url = draft.fields.url.or(address);
                    drafts.push(draft);
                }
            }
            Err(reason) => warnings.push(Warning::unreadable(place, &format!("record {number}: {reason}"))),
        }
    }
    count.heed(place, &bytes[at..], warnings);
    count.pages += drafts.len();
    if last && count.pages == 0 {
        warnings.push(Warning::notice(place, "is a WARC file without any page that could be read"));
    }
    drafts
}

/// What every record begins with.
const BEGINNING: &[u8] = b"WARC/";
const UNSTATED: &str = "its length is not stated";

/// The bytes up to the end of the last whole record; 0 where there is none.
pub(crate) fn whole(bytes: &[u8]) -> usize {
    let (mut at, mut end) = (0, 0);
    while let Some(found) = memchr::memmem::find(&bytes[at..], BEGINNING) {
        match record(bytes, at + found) {
            Ok((_, ended)) => (at, end) = (ended, ended),
            // One that does not tell where it ends cannot be waited for.
            Err(UNSTATED) => at += found + BEGINNING.len(),
            Err(_) => break,
        }
    }
    end
}

/// The record at a place, and where it ends.
fn record(bytes: &[u8], at: usize) -> Result<(Record<'_>, usize), &'static str> {
    let (header, length) = Header::read(&bytes[at..]).ok_or("its header has no end")?;
    let from = at + length;
    let size: usize = header.get("Content-Length").and_then(|size| size.parse().ok()).ok_or(UNSTATED)?;
    let end = from.checked_add(size).filter(|end| *end <= bytes.len()).ok_or("it is cut off")?;
    Ok((Record { header, block: &bytes[from..end] }, end))
}

/// The decoded page of a record; `None` where it holds something else.
fn page(record: &Record<'_>) -> Result<Option<String>, String> {
    let kind = record.header.get("WARC-Type").unwrap_or_default();
    let (header, body) = match kind {
        "response" => {
            let Some((header, length)) = Header::read(record.block) else { return Ok(None) };
            let status = record.block.split(|byte| *byte == b'\n').next().unwrap_or_default();
            // Redirections, errors, parts.
            if status.split(|byte| *byte == b' ').nth(1).is_none_or(|code| code.trim_ascii() != b"200") {
                return Ok(None);
            }
            (header, &record.block[length..])
        }
        "resource" => (
            Header(vec![(b"Content-Type", record.header.get("Content-Type").unwrap_or_default().as_bytes())]),
            record.block,
        ),
        _ => return Ok(None),
    };
    let media = header.get("Content-Type").unwrap_or_default().to_ascii_lowercase();
    if !media.contains("html") {
        return Ok(None);
    }
    let chunked = header.get("Transfer-Encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked"));
    let body = if chunked { unchunked(body) } else { body.to_vec() };
    let (body, _) = match header.get("Content-Encoding").map(str::to_ascii_lowercase).as_deref() {
        None | Some("identity" | "gzip" | "x-gzip" | "zstd" | "") => pack::unpack(body)?,
        Some(other) => {
            return Err(format!(
                "its page is packed with {}, which is not read",
                super::format::head(other, 20)
            ));
        }
    };
    let label =
        media.split_once("charset=").map(|(_, label)| label.trim_matches(['"', '\'', ' ', ';']).to_owned());
    charset::decode_as(body, label.as_deref()).map(|decoded| Some(decoded.text))
}

/// The pieces of a chunked body, joined; one that was kept as joined already stays.
fn unchunked(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let size = rest[..end].split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        let size = std::str::from_utf8(size).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
        let Some(size) = size else { break };
        let Some(piece) = rest.get(end + 1..).and_then(|rest| rest.get(..size)) else { break };
        if size == 0 {
            return out;
        }
        out.extend_from_slice(piece);
        rest = rest[end + 1 + size..].trim_ascii_start();
    }
    if out.is_empty() { body.to_vec() } else { out }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::ingest::pack::tests::gzip;
    use proptest::prelude::*;

    pub(crate) fn record(kind: &str, url: &str, block: &[u8]) -> Vec<u8> {
        let header = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-15T00:00:00Z\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [header.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    pub(crate) fn answer(header: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 200 OK\r\n{header}\r\n\r\n").as_bytes(), body].concat()
    }

    #[test]
    fn pages_are_taken_and_the_rest_is_passed_over() {
        let page = b"<html><head><title>Ferry sails</title></head><body><p>The ferry sailed again on Thursday, two winters after.</p></body></html>";
        let latin = b"<html><body><p>The ferry left Ume\xe5 on Thursday, two winters after ice had stopped it.</p></body></html>";
        let mut chunks = Vec::new();
        for piece in page.chunks(40) {
            chunks.extend(format!("{:x}\r\n", piece.len()).into_bytes());
            chunks.extend(piece);
            chunks.extend(b"\r\n");
        }
        chunks.extend(b"0\r\n\r\n");
        let file = [
            record("warcinfo", "", b"software: x"),
            record("request", "https://a.example/1", b"GET / HTTP/1.1\r\n\r\n"),
            record("response", "https://a.example/1", &answer("Content-Type: text/html", page)),
            record(
                "response",
                "https://a.example/2",
                &answer("Content-Type: text/html; charset=iso-8859-1", latin),
            ),
            record(
                "response",
                "<https://a.example/3>",
                &answer("Content-Type: text/html\r\nTransfer-Encoding: chunked", &chunks),
            ),
            record(
                "response",
                "https://a.example/4",
                &answer("Content-Type: text/html\r\nContent-Encoding: gzip", &gzip(page)),
            ),
            record(
                "response",
                "https://a.example/5",
                b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No such page.",
            ),
            record("response", "https://a.example/6", &answer("Content-Type: image/png", b"\x89PNG")),
            record("resource", "https://a.example/7", b"not said to be a page"),
            record(
                "response",
                "https://a.example/8",
                &answer("Content-Type: text/html\r\nContent-Encoding: br", b"\x1b"),
            ),
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999\r\n\r\ncut".to_vec(),
        ]
        .concat();
        assert!(looks_like(&file));
        let mut warnings = Vec::new();
        let drafts = read("x.warc", &file, &mut warnings);
        let urls: Vec<_> = drafts.iter().filter_map(|draft| draft.fields.url.as_deref()).collect();
        assert_eq!(
            urls,
            ["https://a.example/1", "https://a.example/2", "https://a.example/3", "https://a.example/4"]
        );
        assert!(drafts[1].text.contains("Umeå"), "{}", drafts[1].text);
        assert_eq!(drafts[0].text, drafts[2].text);
        assert_eq!(drafts[0].text, drafts[3].text);
        let told: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "x.warc: record 10: its page is packed with br, which is not read",
                "x.warc: record 11: it is cut off",
            ]
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_told(bytes in "(WARC/1\\.0\r\n|WARC-Type: response\r\n|Content-Length: [0-9]{1,3}\r\n|\r\n|HTTP/1.1 200 OK\r\n|Content-Type: text/html\r\n|<p>a|Transfer-Encoding: chunked\r\n|f\r\n|\\PC){0,30}") {
            let mut warnings = Vec::new();
            let drafts = read("x", bytes.as_bytes(), &mut warnings);
            prop_assert!(!drafts.is_empty() || !warnings.is_empty());
        }
    }
}
