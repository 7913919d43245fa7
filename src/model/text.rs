//! Text that is safe to show.

use rayon::prelude::*;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// Text without control, bidirectional or invisible characters: the only text that `ui` and `report` accept.
///
/// Making one replaces each dangerous character by exactly one visible character, so that character offsets stay
/// those of the decoded input. Line ends (`\r\n`, `\r`) become `\n` first and a tab becomes one blank; after that
/// the characters and their count never change. Cloning is cheap.
#[derive(Clone)]
pub struct SafeText(Words);

/// Where the words stand.
#[derive(Clone)]
enum Words {
    /// In the program itself, as those of the lists do.
    Compiled(&'static str),
    Shared(Arc<str>),
    /// A long text as it was read: it is not copied.
    Long(Arc<String>),
}

/// Bytes from which a text that is owned already is not copied to be shared.
const LONG: usize = 1 << 20;

impl SafeText {
    /// Text of many lines: `\n` stays.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        if is_safe(raw) {
            return Self::shared(raw);
        }
        Self::shared(&made_safe(raw))
    }

    /// As [`new`](Self::new), of a text that is owned: nothing is copied where it is long and safe already.
    #[must_use]
    pub fn of(raw: String) -> Self {
        if raw.len() < LONG {
            return Self::new(&raw);
        }
        Self(Words::Long(Arc::new(if is_safe(&raw) { raw } else { made_safe(&raw) })))
    }

    /// Text of one line: every run of white space becomes one blank, the ends are trimmed.
    #[must_use]
    pub fn line(raw: &str) -> Self {
        if is_line(raw) {
            return Self::shared(raw);
        }
        let mut out = String::with_capacity(raw.len());
        Self::add_line(&mut out, raw);
        Self::shared(&out)
    }

    /// Adds to a sentence in the making what [`line`](Self::line) makes of some words.
    pub(crate) fn add_line(out: &mut String, raw: &str) {
        if is_line(raw) {
            return out.push_str(raw);
        }
        for (i, word) in raw.split_whitespace().enumerate() {
            if i > 0 {
                out.push(' ');
            }
            out.extend(word.chars().map(|c| replacement(c).unwrap_or(c)));
        }
    }

    /// As [`line`](Self::line), of words that are part of the program: nothing is copied where they are safe already.
    #[must_use]
    pub fn compiled(raw: &'static str) -> Self {
        if is_line(raw) { Self(Words::Compiled(raw)) } else { Self::line(raw) }
    }

    fn shared(safe: &str) -> Self {
        Self(if safe.is_empty() { Words::Compiled("") } else { Words::Shared(safe.into()) })
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Words::Compiled(text) => text,
            Words::Shared(text) => text,
            Words::Long(text) => text,
        }
    }
}

impl Default for SafeText {
    fn default() -> Self {
        Self(Words::Compiled(""))
    }
}

impl PartialEq for SafeText {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for SafeText {}

impl PartialOrd for SafeText {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SafeText {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for SafeText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

/// Whether [`SafeText::new`] would change nothing. A long text is gone through on all cores.
fn is_safe(raw: &str) -> bool {
    let stretches = raw.len().div_ceil(LONG);
    let stretch = |i: usize| is_safe_between(raw, i * LONG, raw.len().min((i + 1) * LONG));
    if stretches > 1 { (0..stretches).into_par_iter().all(stretch) } else { (0..stretches).all(stretch) }
}

/// Whether the characters that begin in a stretch stay. Most of a text is told safe by its bytes alone, many at once.
fn is_safe_between(raw: &str, from: usize, to: usize) -> bool {
    const AT_ONCE: usize = 64;
    // A control, or a part of a character that is not plain.
    let uncommon = |byte: u8| !matches!(byte, b'\n' | 0x20..=0x7e);
    // Controls, and what the other characters that are replaced begin with.
    let odd =
        |byte: u8| matches!(byte, 0..=0x09 | 0x0b..=0x1f | 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xef | 0xf3);
    let any = |chunk: &[u8], is: fn(u8) -> bool| chunk.iter().fold(false, |any, &byte| any | is(byte));
    let mut begin = from;
    raw.as_bytes()[from..to].chunks(AT_ONCE).all(|chunk| {
        let end = begin + chunk.len();
        let safe = !any(chunk, uncommon) || !any(chunk, odd) || {
            let first = (begin..end).find(|&at| raw.is_char_boundary(at)).unwrap_or(end);
            let chars = raw[first..].char_indices().take_while(|(at, _)| first + at < end);
            chars.into_iter().all(|(_, c)| c == '\n' || replacement(c).is_none())
        };
        begin = end;
        safe
    })
}

/// The text with what is not safe replaced.
fn made_safe(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => out.push('\n'),
            '\r' => {
                if chars.peek() == Some(&'\n') {
                    chars.next();
                }
                out.push('\n');
            }
            c => out.push(replacement(c).unwrap_or(c)),
        }
    }
    out
}

/// Whether [`SafeText::line`] would change nothing: nearly all names are so.
fn is_line(raw: &str) -> bool {
    let mut after_blank = true;
    if raw.is_ascii() {
        let mut safe = true;
        for byte in raw.bytes() {
            let blank = byte == b' ';
            safe &= if blank { !after_blank } else { byte.is_ascii_graphic() };
            after_blank = blank;
        }
        return safe && (raw.is_empty() || !after_blank);
    }
    let safe = raw.chars().all(|c| {
        let blank = c == ' ';
        let stays = if blank { !after_blank } else { !c.is_whitespace() && replacement(c).is_none() };
        after_blank = blank;
        stays
    });
    safe && (raw.is_empty() || !after_blank)
}

/// What stands in for a character that must not reach a terminal, or `None` where the character may.
///
/// C0 controls get their picture (`␛`), so that one can see what was there; C1 and bidirectional controls and tag
/// characters get the replacement character; characters of no width that split words get a middle dot. The joiner
/// and the emoji variation selector stay: emoji and several scripts need them.
fn replacement(c: char) -> Option<char> {
    match c {
        '\t' => Some(' '),
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('\u{2421}'),
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => Some('·'),
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{e0000}'..='\u{e007f}' => Some('\u{fffd}'),
        _ => None,
    }
}

impl Deref for SafeText {
    type Target = str;
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Serialize for SafeText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for SafeText {
    /// What was kept is made safe again: who can write to the disk must not be able to write to the terminal.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Kept)
    }
}

struct Kept;

impl Visitor<'_> for Kept {
    type Value = SafeText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, kept: &str) -> Result<SafeText, E> {
        Ok(SafeText::new(kept))
    }
}

impl From<&str> for SafeText {
    /// Many lines, as [`SafeText::new`].
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

/// A count with its noun: `1 article`, `5 articles`. For nouns whose plural adds an s.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_danger_becomes_one_visible_character() {
        for (raw, safe) in [
            ("plain\ntext", "plain\ntext"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("a\tb", "a b"),
            ("\u{1b}[31mred\u{7}", "␛[31mred␇"),
            ("\u{7f}\u{9b}", "␡\u{fffd}"),
            ("a\u{202e}b\u{2066}", "a\u{fffd}b\u{fffd}"),
            ("soft\u{ad}hyphen", "soft·hyphen"),
            ("👩\u{200d}🚀 ❤\u{fe0f}", "👩\u{200d}🚀 ❤\u{fe0f}"),
        ] {
            assert_eq!(SafeText::new(raw).as_str(), safe, "{raw:?}");
        }
        assert_eq!(SafeText::line("  two\n lines\u{7} ").as_str(), "two lines␇");
    }

    proptest! {
        #[test]
        fn no_control_survives_and_the_count_stays(raw in any::<String>()) {
            let safe = SafeText::new(&raw);
            prop_assert!(safe.chars().all(|c| c == '\n' || !c.is_control()));
            let expected = raw.replace("\r\n", "\n").chars().count();
            prop_assert_eq!(safe.chars().count(), expected);
            prop_assert_eq!(SafeText::new(&safe), safe.clone(), "making it safe twice changes nothing");
            prop_assert!(is_safe(&safe));
        }

        #[test]
        fn what_is_told_safe_at_once_is_safe(raw in "[a-zé日\u{ad}\u{7f}\u{9b}\u{61c}\u{180e}“\u{202e}\u{feff}\u{e0041}\n\r\t👩]{0,80}|[ -~]{0,200}") {
            let one_by_one = raw.chars().all(|c| c == '\n' || replacement(c).is_none());
            prop_assert_eq!(is_safe(&raw), one_by_one);
            prop_assert_eq!(SafeText::of(raw.clone()), SafeText::new(&raw));
        }

        #[test]
        fn a_line_has_single_blanks_inside_only(raw in "[a-c \t\u{a0}\u{ad}é\u{7}]{0,12}|\\PC{0,20}") {
            let line = SafeText::line(&raw);
            let words = raw.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(line, SafeText::new(&words));
        }
    }
}
