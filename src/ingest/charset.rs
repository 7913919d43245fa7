//! Bytes to characters: byte order marks, UTF-16, UTF-8, else a guess; and the refusal of what is no text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes are looked at to tell text from other data, and a character set from another.
const SAMPLE: usize = 64 * 1024;

/// Decoded text, with what the person should know of the decoding.
#[derive(Debug)]
pub(crate) struct Decoded {
    /// The text, without a byte order mark.
    pub(crate) text: String,
    /// Which character set was guessed, or what was lost.
    pub(crate) notice: Option<String>,
}

/// Decodes a file's bytes, or says why they are no text.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<Decoded, String> {
    decode_as(bytes, None)
}

/// Decodes bytes that came with the name of their character set: it yields to a byte order mark only.
pub(crate) fn decode_as(bytes: Vec<u8>, label: Option<&str>) -> Result<Decoded, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return Ok(by_encoding(&bytes[mark..], encoding, "its byte order mark"));
    }
    if let Some(encoding) = label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        let (text, lossy) = encoding.decode_without_bom_handling(&bytes);
        let notice = lossy.then(|| {
            format!("is not all {}, as it says; damaged places are shown as \u{fffd}", encoding.name())
        });
        return Ok(Decoded { text: text.into_owned(), notice });
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return Ok(by_encoding(&bytes, encoding, "the pattern of its zero bytes"));
    }
    if let Some(reason) = not_text(&bytes) {
        return Err(reason);
    }
    if let Some(decoded) = as_declared(&bytes) {
        return Ok(decoded);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            let nul = memchr::memchr(0, text.as_bytes());
            let notice = nul.map(|_| "has NUL bytes, shown as ␀".to_owned());
            return Ok(Decoded { text, notice });
        }
        Err(error) => error.into_bytes(),
    };
    let (valid, invalid) = utf8_evidence(&bytes);
    if valid > 2 * invalid {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let notice = format!("UTF-8 with {invalid} damaged places, shown as \u{fffd}");
        return Ok(Decoded { text, notice: Some(notice) });
    }
    let mut decoded = by_encoding(&bytes, guess(&bytes), "a guess from its bytes");
    decoded.notice.get_or_insert_default();
    Ok(decoded)
}

/// Decodes with a known character set; the notice names the set and the evidence unless it is UTF-8.
fn by_encoding(bytes: &[u8], encoding: &'static Encoding, evidence: &str) -> Decoded {
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    let name = encoding.name();
    let notice = match (lossy, encoding == UTF_8 || evidence.contains("mark")) {
        (true, _) => Some(format!("read as {name} ({evidence}); damaged places are shown as \u{fffd}")),
        (false, true) => None,
        (false, false) => Some(format!("is not UTF-8; read as {name} ({evidence})")),
    };
    Decoded { text: text.into_owned(), notice }
}

/// Decodes markup with the character set that it declares. What is valid UTF-8 and more than ASCII stays that: pages are
/// often saved in UTF-8 with the declaration of old, and no other set looks like it by chance.
fn as_declared(bytes: &[u8]) -> Option<Decoded> {
    let encoding = super::markup::declared_charset(bytes).filter(|encoding| *encoding != UTF_8)?;
    let utf8 = std::str::from_utf8(bytes).is_ok();
    if utf8 && (!bytes.is_ascii() || encoding.is_ascii_compatible()) {
        return None;
    }
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    let notice = lossy
        .then(|| format!("is not all {}, as it says; damaged places are shown as \u{fffd}", encoding.name()));
    Some(Decoded { text: text.into_owned(), notice })
}

/// UTF-16 of mostly Latin text without a byte order mark: every second byte is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.len() < 4 {
        return None;
    }
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 10 >= half * 7 && even * 20 <= half {
        return Some(UTF_16LE);
    }
    (even * 10 >= half * 7 && odd * 20 <= half).then_some(UTF_16BE)
}

/// Valid characters beyond ASCII, and damaged places, both counted over the whole text.
fn utf8_evidence(bytes: &[u8]) -> (usize, usize) {
    let mut valid = 0;
    let mut invalid = 0;
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    (valid, invalid)
}

/// The likeliest character set of bytes that are not UTF-8, from the stretch that begins at the first byte beyond ASCII.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0).saturating_sub(64);
    let end = bytes.len().min(first + 4 * SAMPLE);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[first..end], end == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// Beginnings of common files that are no text, with what to call them.
const MAGIC: [(&[u8], &str); 18] = [
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ", "compressed with xz"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a rich text document"),
];

/// Why the bytes are no text, or `None` where they may be.
fn not_text(bytes: &[u8]) -> Option<String> {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        let binary = *kind != "a sound" && *kind != "compressed with bzip2" || has_many_controls(bytes);
        if binary {
            return Some(format!("is no text: {kind}"));
        }
    }
    has_many_controls(bytes).then(|| "is no text: it holds binary data".to_owned())
}

/// Whether more than one byte in a hundred (and more than two in all) is a control that no text has.
fn has_many_controls(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let controls = sample.iter().filter(|byte| matches!(byte, 0..=6 | 14..=26 | 28..=31 | 127)).count();
    controls * 100 > sample.len().max(200)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn character_sets() {
        let utf16 = |text: &str, swap: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        let mut marked = vec![0xff, 0xfe];
        marked.extend(utf16("Zażółć", false));
        for (bytes, text, noticed) in [
            (b"plain".to_vec(), "plain", false),
            ("Größe".as_bytes().to_vec(), "Größe", false),
            (b"\xef\xbb\xbfmarked".to_vec(), "marked", false),
            (marked, "Zażółć", false),
            (utf16("No mark at all, little", false), "No mark at all, little", true),
            (utf16("No mark at all, big", true), "No mark at all, big", true),
            (b"The caf\xe9 on the Champs-\xc9lys\xe9es".to_vec(), "The café on the Champs-Élysées", true),
            (b"\x93Quoted\x94 in windows-1252".to_vec(), "“Quoted” in windows-1252", true),
            ("Größe, Länge, Höhe \u{0}".as_bytes().to_vec(), "Größe, Länge, Höhe \u{0}", true),
            (
                b"M\xc3\xbcller, K\xc3\xb6ln, Gr\xc3\xbc\xc3\x9fe \xff".to_vec(),
                "Müller, Köln, Grüße \u{fffd}",
                true,
            ),
        ] {
            let decoded = decode(bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.notice.is_some()), (text, noticed), "{decoded:?}");
        }
        let (russian, _, _) =
            encoding_rs::WINDOWS_1251.encode("Президент прибыл в Пекин с официальным визитом");
        assert!(decode(russian.into_owned()).unwrap().text.starts_with("Президент прибыл"));
    }

    #[test]
    fn markup_is_read_in_the_character_set_it_declares() {
        for (bytes, text, noticed) in [
            (
                b"<html><meta charset=windows-1251>\xcf\xf0\xe5\xe7".to_vec(),
                "<html><meta charset=windows-1251>През",
                false,
            ),
            (
                b"<?xml version='1.0' encoding='iso-8859-2'?><rss>\xb1</rss>".to_vec(),
                "<?xml version='1.0' encoding='iso-8859-2'?><rss>ą</rss>",
                false,
            ),
            (
                "<html><meta charset=iso-8859-1>Größe".as_bytes().to_vec(),
                "<html><meta charset=iso-8859-1>Größe",
                false,
            ),
            (
                b"<html><meta charset=iso-2022-jp>\x1b$B$\"\x1b(B".to_vec(),
                "<html><meta charset=iso-2022-jp>あ",
                false,
            ),
            (b"<html><meta charset=euc-jp>\x8f\x8f".to_vec(), "<html><meta charset=euc-jp>\u{fffd}", true),
        ] {
            let decoded = decode(bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.notice.is_some()), (text, noticed), "{decoded:?}");
        }
    }

    #[test]
    fn what_is_no_text() {
        for bytes in [
            &b"%PDF-1.7 stream"[..],
            b"PK\x03\x04\x14\0",
            b"\x89PNG\r\n\x1a\n\0\0",
            b"\0\x01\x02\x03\x04\x05\x06\x10\x11",
        ] {
            assert!(decode(bytes.to_vec()).is_err(), "{bytes:?}");
        }
        assert!(decode(b"ID3 tags are a matter of dispute.".to_vec()).is_ok());
    }

    proptest! {
        #[test]
        fn any_bytes_decode_or_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = decode(bytes);
        }
    }
}
