//! Newsletters: letters in files of their own (EML), and boxes of them (mbox). The sender is the outlet, the subject the
//! title, the text that of the letter.

use super::draft::{Draft, Layout};
use super::fields::Fields;
use super::{dates, format, html};
use crate::model::{SafeText, Warning};
use mail_parser::{Message, MessageParser, MimeHeaders};

/// How far into a file the header of a letter is looked at.
const REACH: usize = 16 * 1024;

/// Whether the bytes begin with the header of a letter. `named` is whether the name says so: then less is asked.
pub(crate) fn looks_like_letter(bytes: &[u8], named: bool) -> bool {
    let start = &bytes[..bytes.len().min(REACH)];
    let (mut fields, mut tells) = (0, 0);
    for line in start.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        // A line that is indented goes on with the field before.
        if line[0].is_ascii_whitespace() && fields > 0 {
            continue;
        }
        let Some(colon) = memchr::memchr(b':', line) else { return false };
        let name = line[..colon].to_ascii_lowercase();
        if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-') {
            return false;
        }
        fields += 1;
        tells += usize::from(matches!(
            name.as_slice(),
            b"message-id" | b"mime-version" | b"received" | b"return-path" | b"dkim-signature"
        ));
    }
    if named { fields >= 2 } else { fields >= 3 && tells > 0 }
}

/// Whether the bytes are a box of letters: they begin with `From `, and a header follows.
pub(crate) fn looks_like_box(bytes: &[u8]) -> bool {
    let header = bytes
        .starts_with(b"From ")
        .then(|| memchr::memchr(b'\n', &bytes[..bytes.len().min(REACH)]))
        .flatten();
    header.is_some_and(|end| looks_like_letter(&bytes[end + 1..], true))
}

/// The article of one letter.
pub(crate) fn read(place: &str, bytes: &[u8], warnings: &mut Vec<Warning>) -> Vec<Draft> {
    letter(place, bytes, None, warnings).into_iter().collect()
}

/// The articles of a box. A letter that cannot be read costs itself.
pub(crate) fn read_box(place: &str, bytes: &[u8], warnings: &mut Vec<Warning>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (line, letter_bytes) in letters(bytes) {
        drafts.extend(letter(place, &unquoted(letter_bytes), Some(line), warnings));
    }
    drafts
}

/// Whether a letter of a box begins at a place where `From ` stands: behind an empty line.
fn is_after_blank(bytes: &[u8], at: usize) -> bool {
    at == 0 || bytes[..at].ends_with(b"\n\n") || bytes[..at].ends_with(b"\n\r\n")
}

/// The bytes of a box up to the beginning of the last letter, which may not be whole; 0 where there is but one.
pub(crate) fn whole(bytes: &[u8]) -> usize {
    memchr::memmem::rfind_iter(bytes, b"From ").find(|&at| is_after_blank(bytes, at)).unwrap_or(0)
}

/// The letters of a box with their lines: each begins behind a line `From …` that follows an empty one.
fn letters(bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let begins = memchr::memmem::find_iter(bytes, b"From ");
    let begins = begins.filter(|at| is_after_blank(bytes, *at)).collect::<Vec<_>>();
    let mut letters = Vec::with_capacity(begins.len());
    let (mut line, mut counted) = (1, 0);
    for (i, &begin) in begins.iter().enumerate() {
        line += memchr::memchr_iter(b'\n', &bytes[counted..begin]).count();
        counted = begin;
        let end = begins.get(i + 1).copied().unwrap_or(bytes.len());
        let header = memchr::memchr(b'\n', &bytes[begin..end]).map_or(end, |found| begin + found + 1);
        letters.push((line, &bytes[header..end]));
    }
    letters
}

/// A letter without the mark that boxes put before lines that begin with `From `.
fn unquoted(letter: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(letter.len());
    for line in letter.split_inclusive(|byte| *byte == b'\n') {
        let marks = line.iter().take_while(|byte| **byte == b'>').count();
        let marked = marks > 0 && line[marks..].starts_with(b"From ");
        out.extend_from_slice(if marked { &line[1..] } else { line });
    }
    out
}

fn letter(place: &str, bytes: &[u8], line: Option<usize>, warnings: &mut Vec<Warning>) -> Option<Draft> {
    let told = |warning: Warning| match line {
        Some(line) => warning.at_line(line),
        None => warning,
    };
    let Some(message) = MessageParser::default().parse(bytes).filter(|message| !message.headers().is_empty())
    else {
        warnings.push(told(Warning::unreadable(place, "is no letter that can be read")));
        return None;
    };
    let mut draft = text(&message, fields(&message));
    if let (true, Some(closed)) = (draft.text.trim().is_empty(), closed(&message, bytes)) {
        let whole = MessageParser::default().parse(&closed);
        draft = whole.map_or(draft, |whole| text(&whole, fields(&whole)));
    }
    if draft.text.trim().is_empty() {
        warnings.push(told(Warning::unreadable(place, "is a letter without a text")));
        return None;
    }
    Some(Draft { line, ..draft })
}

/// The letter with the end of its parts, which one that was cut off lacks.
fn closed(message: &Message<'_>, bytes: &[u8]) -> Option<Vec<u8>> {
    let boundary = message.content_type()?.attribute("boundary")?;
    Some([bytes, format!("\r\n--{boundary}--\r\n").as_bytes()].concat())
}

/// What a sender calls itself that says nothing of who it is.
const NOBODY: [&str; 14] = [
    "news",
    "newsletter",
    "newsletters",
    "info",
    "editor",
    "editors",
    "the editors",
    "team",
    "mail",
    "updates",
    "alerts",
    "noreply",
    "no-reply",
    "hello",
];

fn fields(message: &Message<'_>) -> Fields {
    let sender = message.from().and_then(mail_parser::Address::first);
    let name = sender.and_then(mail_parser::Addr::name).map(format::squeeze);
    let name = name
        .filter(|name| !name.is_empty() && !NOBODY.iter().any(|nobody| name.eq_ignore_ascii_case(nobody)));
    let domain = || sender?.address()?.rsplit_once('@').map(|(_, domain)| domain.to_owned());
    let outlet_from = if name.is_some() { "the sender of the letter" } else { "the sender’s address" };
    let written = message.date().filter(|date| date.is_valid()).map(mail_parser::DateTime::to_rfc3339);
    let archived = ["Archived-At", "List-Post-URL", "X-Archived-At"].iter().find_map(|header| {
        let value = message.header_raw(*header)?;
        format::web_address(value.trim().trim_matches(['<', '>'])).map(str::to_owned)
    });
    Fields {
        id: message.message_id().map(str::to_owned),
        title: message.subject().map(format::squeeze).filter(|subject| !subject.is_empty()),
        outlet: name.or_else(domain),
        outlet_from: Some(outlet_from),
        date: written.and_then(|date| dates::given(&date, "the date of the letter").ok()),
        url: archived,
        source: "the letter",
        ..Fields::default()
    }
}

/// The text, from HTML where the letter has it: what comes beside as plain text is often only a hint to it.
fn text(message: &Message<'_>, fields: Fields) -> Draft {
    let has_html = message.html_part(0).is_some_and(mail_parser::MessagePart::is_text_html);
    let lines = has_html
        .then(|| message.body_html(0))
        .flatten()
        .map(|body| html::fragment(&body))
        .unwrap_or_default();
    let plain = message
        .text_part(0)
        .filter(|part| part.is_text() && !part.is_text_html())
        .and_then(mail_parser::MessagePart::text_contents);
    let plain = plain.unwrap_or_default();
    if lines.text.trim().is_empty() || plain.len() > 4 * lines.text.len() {
        return Draft { layout: Layout::Page(0), fields, ..Draft::new(SafeText::new(plain)) };
    }
    Draft { layout: Layout::Given(lines.marked), fields, ..Draft::new(SafeText::new(&lines.text)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOX: &[u8] = include_bytes!("../../tests/fixtures/formats/letters.mbox");

    #[test]
    fn a_box_gives_its_letters() {
        assert!(looks_like_box(BOX));
        let mut warnings = Vec::new();
        let drafts = read_box("letters.mbox", BOX, &mut warnings);
        let got: Vec<_> = drafts
            .iter()
            .map(|draft| {
                let date = draft.fields.date.as_ref().map(|date| date.date.to_string()).unwrap_or_default();
                (
                    draft.line.unwrap(),
                    draft.fields.title.clone().unwrap_or_default(),
                    draft.fields.outlet.clone().unwrap_or_default(),
                    date,
                )
            })
            .collect();
        let expected = [
            (1, "Ports this week: ice, fares and a möle", "Harbour Letter", "2024-03-15"),
            (34, "Grain ships", "post.example.org", "2024-03-16"),
        ];
        let expected: Vec<_> = expected
            .iter()
            .map(|(line, title, outlet, date)| {
                (*line, (*title).to_owned(), (*outlet).to_owned(), (*date).to_owned())
            })
            .collect();
        assert_eq!(got, expected);
        assert!(drafts[0].text.contains("The ferry sailed again – at last."), "{}", drafts[0].text);
        assert!(!drafts[0].text.contains("preheader"), "{}", drafts[0].text);
        assert!(drafts[1].text.contains("\nFrom the harbour"), "{}", drafts[1].text);
        let told: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["letters.mbox:48: is a letter without a text"]);
    }

    #[test]
    fn a_letter_without_its_end_is_read_and_a_mailbox_is_no_outlet() {
        let letter = b"Subject: multi\nFrom: News <news@bulletin.example>\nMIME-Version: 1.0\n\
            Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/html\n\n\
            <html><body><p>The ferry sailed again, two winters after.</p></body></html>\n";
        let mut warnings = Vec::new();
        let drafts = read("x.eml", letter, &mut warnings);
        assert_eq!(warnings, []);
        assert!(drafts[0].text.contains("The ferry sailed again"), "{}", drafts[0].text);
        assert_eq!(drafts[0].fields.outlet.as_deref(), Some("bulletin.example"));
    }

    #[test]
    fn what_begins_like_a_letter() {
        for (bytes, named, expected) in [
            (&b"From: a@b.example\nTo: c\nSubject: x\nMIME-Version: 1.0\n\nText"[..], false, true),
            (b"Subject: x\r\nFrom: a\r\n\r\nText", true, true),
            (b"Subject: x\nFrom: a\nDate: today\n\nText", false, false),
            (b"Note: this is a text.\n\nMore.", true, false),
            (b"The talks: opened\non Monday\n", true, false),
            (b"", true, false),
        ] {
            assert_eq!(looks_like_letter(bytes, named), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    proptest! {
        #[test]
        fn any_letter_is_read_or_told(bytes in proptest::collection::vec(any::<u8>(), 0..300), header in "(From a\n)?([A-Z][a-z-]{1,20}: [ -~]{0,40}\n){0,6}\n?") {
            let mut warnings = Vec::new();
            let letter = [header.as_bytes(), &bytes].concat();
            let drafts = read("x", &letter, &mut warnings);
            prop_assert!(!drafts.is_empty() || !warnings.is_empty());
            let _ = read_box("x", &letter, &mut warnings);
        }
    }
}
