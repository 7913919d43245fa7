//! What a text in angle brackets is, and which character set it declares: read off its beginning, not parsed.

use super::format::{Format, head};

/// How far into a text its first element is looked for; comments may stand before it.
const REACH: usize = 16 * 1024;

/// The format of a text that begins with markup; `None` where it does not, or with markup of no known kind.
pub(crate) fn format(text: &str) -> Option<Format> {
    let mut rest = head(text, REACH).trim_start_matches('\u{feff}').trim_start();
    let mut declared = false;
    loop {
        if let Some(comment) = rest.strip_prefix("<!--") {
            // Browsers note in a comment from where they saved a page.
            rest = comment.split_once("-->")?.1.trim_start();
        } else if let Some(instruction) = rest.strip_prefix("<?") {
            declared |= instruction.starts_with("xml");
            rest = instruction.split_once('>')?.1.trim_start();
        } else if let Some(kind) = rest.strip_prefix("<!") {
            let kind = head(kind, 64).to_ascii_lowercase();
            if kind.starts_with("doctype html") {
                return Some(Format::Html);
            }
            // An internal subset has marks of its own.
            rest = after_declaration(rest)?.trim_start();
        } else {
            return element(rest.strip_prefix('<')?).or(declared.then_some(Format::Xml));
        }
    }
}

/// Behind a document type, with the declarations in its brackets.
fn after_declaration(text: &str) -> Option<&str> {
    let end = text.find('>')?;
    if text[..end].contains('[') {
        return text.split_once(']').and_then(|(_, rest)| rest.split_once('>')).map(|(_, rest)| rest);
    }
    Some(&text[end + 1..])
}

/// The format by the name of the first element.
fn element(rest: &str) -> Option<Format> {
    let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?.to_ascii_lowercase();
    match name.rsplit(':').next()? {
        "html" | "head" | "body" => Some(Format::Html),
        "rss" | "feed" | "rdf" | "entry" | "channel" => Some(Format::Feed),
        "opml" => Some(Format::Opml),
        _ => None,
    }
}

/// The character set that markup declares: `<?xml encoding="…"?>`, `<meta charset=…>`, `<meta … content="…; charset=…">`.
pub(crate) fn declared_charset(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample: Vec<u8> = bytes[..bytes.len().min(REACH)].to_ascii_lowercase();
    let start = sample.trim_ascii_start();
    if !start.starts_with(b"<") {
        return None;
    }
    let label = if start.starts_with(b"<?xml") {
        let end = memchr::memchr(b'>', start).unwrap_or(start.len());
        label(&start[..end], b"encoding").or_else(|| in_meta(start))
    } else {
        in_meta(start)
    }?;
    let encoding = encoding_rs::Encoding::for_label(label)?;
    // Had it been UTF-16, this could not have been read.
    let wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    Some(if wide { encoding_rs::UTF_8 } else { encoding })
}

fn in_meta(sample: &[u8]) -> Option<&[u8]> {
    memchr::memmem::find_iter(sample, b"<meta").find_map(|at| {
        let end = memchr::memchr(b'>', &sample[at..]).map_or(sample.len(), |found| at + found);
        label(&sample[at..end], b"charset")
    })
}

/// The value behind `name=`, with or without quotation marks.
fn label<'s>(tag: &'s [u8], name: &[u8]) -> Option<&'s [u8]> {
    memchr::memmem::find_iter(tag, name).find_map(|at| {
        let value = tag[at + name.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|byte| {
            matches!(byte, b'"' | b'\'' | b';' | b'/' | b'?' | b'>') || byte.is_ascii_whitespace()
        });
        Some(&value[..end.unwrap_or(value.len())]).filter(|label| !label.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_element_tells() {
        for (text, expected) in [
            ("<!DOCTYPE html><p>x", Some(Format::Html)),
            ("\u{feff} <!-- saved from url=(0020)https://example.org -->\n<html>", Some(Format::Html)),
            ("<?xml version='1.0'?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML\"><html>", Some(Format::Html)),
            (
                "<?xml version='1.0'?>\n<?xml-stylesheet href='a'?><!-- c --><rss version='2.0'>",
                Some(Format::Feed),
            ),
            ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", Some(Format::Feed)),
            ("<rdf:RDF xmlns='x'>", Some(Format::Feed)),
            ("<feed>", Some(Format::Feed)),
            ("<atom:entry>", Some(Format::Feed)),
            ("<opml version='2.0'>", Some(Format::Opml)),
            ("<?xml version='1.0'?><catalog>", Some(Format::Xml)),
            ("<p>A note in HTML.", None),
            ("< 5 is less", None),
            ("<!-- never closed", None),
            ("plain <html>", None),
            ("", None),
        ] {
            assert_eq!(format(text), expected, "{text}");
        }
    }

    #[test]
    fn declarations_of_character_sets() {
        for (text, expected) in [
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss>", Some("windows-1252")),
            ("<?xml version='1.0' encoding = 'utf-16'?>", Some("UTF-8")),
            ("<html><head><meta charset=koi8-r>", Some("KOI8-R")),
            (
                "<html><META http-equiv=Content-Type content='text/html; charset=Shift_JIS'>",
                Some("Shift_JIS"),
            ),
            ("<html><meta name=charset><meta charset=\"no-such\">", None),
            ("charset=koi8-r", None),
        ] {
            assert_eq!(
                declared_charset(text.as_bytes()).map(encoding_rs::Encoding::name),
                expected,
                "{text}"
            );
        }
    }
}
