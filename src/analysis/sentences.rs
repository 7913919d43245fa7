//! Where sentences begin and end.
//!
//! Method: every mark that can end a sentence is a candidate; what stands around it decides (the rules of Grefenstette
//! and Tapanainen 1994, with lists for abbreviations). Only the bytes of marks are looked at closely, the rest is passed
//! over. Semicolons and colons do not split, nor does a stop inside a number, a name or an address.

use super::bytes;
use super::terms::Keep;
use crate::model::{Article, Span};
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// The sentences of the article's prose, in order; none crosses a part.
#[must_use]
pub fn split(article: &Article) -> Vec<Span> {
    let mut sentences = Vec::new();
    for part in article.prose() {
        split_span(&article.text, part.span, &mut sentences);
    }
    sentences
}

/// Bytes of a run without blanks that are looked at: a text of nothing but stops must not be read anew at each.
const LONGEST_WORD: usize = 500;

/// Appends the sentences of one stretch of text.
pub(crate) fn split_span(text: &str, span: Span, sentences: &mut Vec<Span>) {
    let slice = span.slice(text);
    let mut start = 0;
    let mut at = 0;
    while let Some(i) = next_mark(slice, at) {
        let c = slice[i..].chars().next().unwrap_or('.');
        let after = i + c.len_utf8();
        at = after;
        let end = if c == '\n' { line_end(slice, start, i) } else { stop_end(slice, start, i, c) };
        if let Some(end) = end {
            push(span, slice, start, end, sentences);
            start = end;
            at = end;
        }
    }
    push(span, slice, start, slice.len(), sentences);
}

/// The next character that may end a sentence, from byte `at`.
fn next_mark(slice: &str, at: usize) -> Option<usize> {
    // The marks of ASCII, and the lead bytes of those of other scripts.
    const MAY_STOP: [bool; 256] = bytes::table(b".!?\n\xd8\xe0\xe2\xe3\xef");
    let mut from = at;
    loop {
        let far = slice.as_bytes().get(from..)?.iter().position(|&byte| MAY_STOP[usize::from(byte)])?;
        let i = from + far;
        if slice.as_bytes()[i] == b'\n' || slice[i..].starts_with(is_stop) {
            return Some(i);
        }
        from = i + 1;
    }
}

/// Marks that end a sentence, of all scripts news is read in.
const fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '؟' | '।' | '。' | '｡' | '！' | '？')
}

/// Scripts written without blanks end a sentence by the mark alone.
const fn needs_no_blank(c: char) -> bool {
    matches!(c, '。' | '｡' | '！' | '？' | '।')
}

const fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»' | '›' | '」' | '』' | '）')
}

const fn opens(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '„' | '«' | '‹' | '(' | '[' | '「' | '『' | '¿' | '¡')
}

/// A line end inside a part ends the sentence, unless the line was only wrapped: it stops in mid-sentence and the
/// next goes on.
fn line_end(slice: &str, start: usize, i: usize) -> Option<usize> {
    let line = slice[start..i].rsplit('\n').next().unwrap_or("").trim_end();
    let next = slice[i + 1..].split('\n').next().unwrap_or("");
    let first = next.trim_start().chars().next();
    let wrapped = !line.is_empty()
        && first.is_some_and(|c| c.is_lowercase() || (line.len() >= 50 && c.is_alphanumeric()))
        && line
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ';' | '-' | '–' | '’' | '”' | '"'));
    (!wrapped).then_some(i + 1)
}

/// The end of the sentence that the mark `c` at `i` closes, or `None` where it closes none.
fn stop_end(slice: &str, start: usize, i: usize, c: char) -> Option<usize> {
    let mut end = i + c.len_utf8();
    let mut stops = 1;
    while let Some(next) = slice[end..].chars().next().filter(|&next| is_stop(next)) {
        end += next.len_utf8();
        stops += 1;
    }
    let bare = end;
    while let Some(next) = slice[end..].chars().next().filter(|&next| closes(next) || is_stop(next)) {
        end += next.len_utf8();
    }
    end = after_footnote(slice, end);
    let rest = &slice[end..];
    if rest.is_empty() || needs_no_blank(c) {
        return Some(end);
    }
    if !rest.starts_with(char::is_whitespace) {
        let glued = stops == 1 && c != '…' && glued_sentence(slice, start, i, rest);
        return glued.then_some(end);
    }
    let next = rest.trim_start();
    let single_dot = c == '.' && stops == 1;
    let word = last_word(&slice[start..i]);
    let ends = if single_dot && bare == end && is_list_number(&slice[start..i]) {
        false
    } else if single_dot {
        dot_ends(word, next, bare < end)
    } else {
        begins_sentence(next)
    };
    ends.then_some(end)
}

/// Past footnote marks such as `[12]` that stick to the stop.
fn after_footnote(slice: &str, mut end: usize) -> usize {
    while let Some(inner) = slice[end..].strip_prefix('[') {
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || !inner[digits..].starts_with(']') {
            break;
        }
        end += digits + 2;
    }
    end
}

/// `ended.The next`: the blank was lost. Only where a lower-case word (or a year) meets a capitalised one and nothing
/// looks like an address.
fn glued_sentence(slice: &str, start: usize, i: usize, rest: &str) -> bool {
    let before = last_word(&slice[start..i]);
    let rest = &rest[..boundary(rest, LONGEST_WORD)];
    let next: &str = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let chunk_end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let mut letters = next.chars();
    let capitalised = letters.next().is_some_and(char::is_uppercase)
        && letters.clone().next().is_none_or(char::is_lowercase);
    let plain_before = before.chars().count() >= 3
        && (before.chars().all(char::is_lowercase)
            || before.chars().skip(1).all(char::is_lowercase) && before.chars().all(char::is_alphabetic)
            || before.len() == 4 && before.bytes().all(|b| b.is_ascii_digit()));
    let address = rest[..chunk_end].contains(['/', '@', '='])
        || before.contains(['/', '@', '='])
        || listed(List::Domain, &next.to_lowercase());
    let enough = next.chars().count() >= 2 || matches!(next, "A" | "I");
    capitalised && enough && plain_before && !address
}

/// The run of characters without blanks and opening marks that ends the text.
fn last_word(before: &str) -> &str {
    before[boundary(before, before.len().saturating_sub(LONGEST_WORD))..]
        .rsplit(|c: char| c.is_whitespace() || opens(c) || matches!(c, '—' | '–' | '’' | ','))
        .next()
        .unwrap_or("")
}

/// The character boundary at a byte or before it.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// `1.`, `a.`, `IV.` as all there is of the sentence so far: the number of a list item.
fn is_list_number(so_far: &str) -> bool {
    let so_far = so_far.trim();
    so_far.len() <= 3
        && !so_far.is_empty()
        && (so_far.bytes().all(|b| b.is_ascii_digit())
            || so_far.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
            || so_far.len() == 1 && so_far.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// Whether a single dot after `word` ends the sentence when `next` follows after a blank. `closed` tells that a
/// closing mark stands between.
fn dot_ends(word: &str, next: &str, closed: bool) -> bool {
    if !begins_sentence(next) {
        return false;
    }
    if closed {
        // `(the U.S.) President` against `in the U.S.” President Smith left`: a closing mark after an
        // abbreviation is as weak as none, after any other word it ends.
        return !is_abbreviation(word) || begins_with_starter(next);
    }
    let digit = next.starts_with(|c: char| c.is_ascii_digit());
    match abbreviation(word) {
        Abbreviation::None => true,
        Abbreviation::Never => false,
        Abbreviation::BeforeNumber => !digit,
        Abbreviation::Open => begins_with_starter(next),
    }
}

/// How the dot of an abbreviation behaves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Abbreviation {
    /// It is none: the dot is a full stop.
    None,
    /// Something always follows: `Mr.`, `e.g.`.
    Never,
    /// A number follows: `No. 5`; otherwise the dot is a full stop.
    BeforeNumber,
    /// It may end a sentence or not: `U.S.`, `Inc.`, `a.m.`; only a typical first word then tells.
    Open,
}

fn is_abbreviation(word: &str) -> bool {
    matches!(abbreviation(word), Abbreviation::Never | Abbreviation::Open)
}

fn abbreviation(word: &str) -> Abbreviation {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let bare = word.rsplit(['-', '/']).next().unwrap_or(word);
    if bare.len() > 14 {
        return Abbreviation::None;
    }
    let lists = lists_of(&lower(bare));
    let listed_as = |list| lists & list as u8 != 0;
    if listed_as(List::Before) {
        return Abbreviation::Never;
    }
    if listed_as(List::Number) {
        return Abbreviation::BeforeNumber;
    }
    let capital = bare.starts_with(|c: char| c.is_uppercase());
    let initial = bare.chars().count() == 1 && capital;
    let dotted =
        bare.contains('.') && bare.split('.').all(|piece| !piece.is_empty() && piece.chars().count() <= 2);
    if initial || dotted && !bare.starts_with(|c: char| c.is_ascii_digit()) {
        return Abbreviation::Open;
    }
    // `Mass.` abbreviates, `mass.` ends.
    if listed_as(List::Open) || capital && listed(List::Capital, bare) {
        Abbreviation::Open
    } else {
        Abbreviation::None
    }
}

/// Whether text after a blank can be the beginning of a sentence.
fn begins_sentence(next: &str) -> bool {
    let mut chars = next.chars();
    let Some(first) = chars.next() else { return true };
    if opens(first) {
        return chars.next().is_some_and(|c| !c.is_whitespace() && !matches!(c, ',' | ';' | ':' | '.'));
    }
    if first.is_lowercase() {
        return lower_case_name(next);
    }
    first.is_alphanumeric() || matches!(first, '$' | '€' | '£' | '¥' | '#' | '@' | '•' | '·' | '*' | '…')
}

/// `iPhone`, `eBay`, `al-Assad`, `bin Salman`, `von der Leyen`: names that begin in lower case.
fn lower_case_name(next: &str) -> bool {
    let mut words = next.split(char::is_whitespace).take(4);
    let Some(first) = words.next() else { return false };
    let inner_capital =
        first.len() <= 16 && !first.contains(['.', '/']) && first.chars().skip(1).any(char::is_uppercase);
    if inner_capital {
        return true;
    }
    let mut word = first;
    while listed(List::Particle, word) {
        match words.next() {
            Some(name) if name.starts_with(char::is_uppercase) => return true,
            Some(other) => word = other,
            None => return false,
        }
    }
    false
}

/// Whether the text begins with a word that typically opens a sentence and never goes on after an abbreviation.
fn begins_with_starter(next: &str) -> bool {
    let text = next.trim_start_matches(opens);
    let quoted = text.len() < next.len();
    let word = text.split(|c: char| !c.is_alphabetic() && c != '’' && c != '\'').next().unwrap_or("");
    word.starts_with(char::is_uppercase)
        && (quoted || listed(List::Starter, &word.to_lowercase().replace('’', "'")))
}

/// The lists of `assets/abbreviations.txt`, each one bit.
#[derive(Debug, Clone, Copy)]
enum List {
    Before = 1,
    Number = 2,
    Open = 4,
    Capital = 8,
    Starter = 16,
    Particle = 32,
    Domain = 64,
}

impl List {
    const ALL: [(&'static str, Self); 7] = [
        ("before", Self::Before),
        ("number", Self::Number),
        ("open", Self::Open),
        ("capital", Self::Capital),
        ("starter", Self::Starter),
        ("particle", Self::Particle),
        ("domain", Self::Domain),
    ];
}

/// The words of the lists, with the bits of those they are in.
static LISTED: LazyLock<HashMap<&'static str, u8, BuildHasherDefault<Keep>>> = LazyLock::new(|| {
    let mut listed: HashMap<_, u8, _> = HashMap::default();
    for line in include_str!("../../assets/abbreviations.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let name = words.next().unwrap_or("");
        let Some((_, list)) = List::ALL.iter().find(|(known, _)| *known == name) else { continue };
        for word in words {
            *listed.entry(word).or_default() |= *list as u8;
        }
    }
    listed
});

/// Whether the word is in that list.
fn listed(list: List, word: &str) -> bool {
    lists_of(word) & list as u8 != 0
}

/// Whether a word without its dot is one of those cut short in print: `Sen`, `Vol`, `Okla`.
pub(crate) fn is_cut_short(word: &str) -> bool {
    let cut = List::Before as u8 | List::Number as u8 | List::Open as u8;
    listed(List::Capital, word) || lists_of(&lower(word)) & cut != 0
}

/// The bits of the lists the word is in.
fn lists_of(word: &str) -> u8 {
    LISTED.get(word).copied().unwrap_or(0)
}

/// The word in lower case; as it is where it has no other letters.
fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

/// Appends the piece without the blanks around it; a piece without a letter or digit is none.
fn push(span: Span, slice: &str, start: usize, end: usize, sentences: &mut Vec<Span>) {
    let piece = &slice[start..end];
    let lead = piece.len() - piece.trim_start().len();
    let body = piece.trim();
    if body.chars().any(char::is_alphanumeric) {
        let from = span.start + (start + lead) as u32;
        sentences.push(Span::new(from, from + body.len() as u32));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(text: &str) -> Vec<&str> {
        let mut sentences = Vec::new();
        split_span(text, Span::of(0, text.len()), &mut sentences);
        sentences.into_iter().map(|span| span.slice(text)).collect()
    }

    #[test]
    fn sentences_of_a_stretch() {
        // A bar marks each boundary; the bar and the blank after it are not part of the text.
        for marked in [
            "Talks began on Monday.| They ended on Friday.",
            "The U.S. President met Mr. Smith and Gen. J. R. Lowe.| Nobody else came.",
            "He lives in the U.S.| The family left.",
            "They met at 9 a.m. Tuesday in Washington, D.C. for talks.| At 5 p.m.| The doors closed.",
            "Growth was 2.5 per cent.| In 2019 it was 3.1 per cent.| 40 firms closed.",
            "“We will stay,” she said.| “We have no choice.”| He agreed.",
            "\"Is it over?\" he asked.| \"No.\"| The crowd left.",
            "‘Enough!’ cried one.| Others sang.",
            "He paused ... and went on.| Then silence…| Nobody spoke.",
            "Prices rose; wages did not: that was all.| Shops shut.",
            "The war ended.|The next began in May.| See example.com or Node.js for more.",
            "Sales fell in 2021.|This year they rose.",
            "She sold shares.| iPhone sales fell.| al-Assad left.| von der Leyen stayed.",
            "It hired 40 people, incl. engineers, at Acme Inc. headquarters.| It was late.",
            "No. 5 won on Sept. 7, vs. No. 3 in Aug. heat.| No.| They lost.",
            "The court ruled in Harbour Board v. Lund in May.| It was close.",
            "The firm (of St. Gallen) grew.[12] |Its rivals shrank.",
            "1. Wash your hands.| 2. Stay at home.",
            "He spoke to Sen. John Roe, R-Ky., on Tuesday.| Roe left.",
            "The mass.| It weighed much.",
            "Plan B.| It failed.",
            "“It is over.| We go home,” he said.",
            "He said “yes.”| Nobody heard.",
            "Ein Satz.| ¿Qué pasa?| Nada.",
            "今日は晴れです。|明日は雨です。",
            "A line that was wrapped by hand because it was longer than\nthe page is wide.| A second.",
            "First heading|\n- one item|\n- another item",
            "Talks with Kyiv.\u{a0}| The end.",
            "Visit www.Example.Com/The.Page now.| Done.",
            "George W. Bush met John F. Kennedy Jr. in Texas.| Both smiled.",
        ] {
            let text = marked.replace('|', "");
            let expected: Vec<_> = marked.split('|').map(str::trim).collect();
            assert_eq!(pieces(&text), expected, "{text:?}");
        }
    }

    #[test]
    fn marks_alone_are_no_sentence() {
        assert!(pieces(" .\n ... \n— ”").is_empty());
    }

    proptest! {
        #[test]
        fn sentences_are_in_order_and_lose_no_word(text in "[a-zA-Z0-9 .!?…“”\"'’()\n,é。-]{0,120}|\\PC{0,60}") {
            let mut sentences = Vec::new();
            split_span(&text, Span::of(0, text.len()), &mut sentences);
            let mut at = 0;
            for sentence in &sentences {
                let range = sentence.range();
                prop_assert!(range.start >= at && range.start < range.end);
                prop_assert!(!text[at..range.start].chars().any(char::is_alphanumeric));
                prop_assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
                at = range.end;
            }
            prop_assert!(!text[at..].chars().any(char::is_alphanumeric));
        }
    }
}
