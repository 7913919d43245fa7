//! Stretches between quotation marks of all shapes: curly, straight, guillemets, low-high, corner brackets, single.
//!
//! Marks inside a quotation (`“no ‘forbidden’ areas”`) belong to it. A mark that is never closed runs to the end of
//! its paragraph, as print has it where a quotation goes on in the next.

use crate::analysis::bytes;
use crate::model::Span;

/// A stretch between marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marked {
    /// With its marks.
    pub(crate) outer: Span,
    /// Without them and without blanks at the ends.
    pub(crate) inner: Span,
    /// Whether the closing mark is there.
    pub(crate) closed: bool,
    /// Whether the marks are single ones, which also set off words.
    pub(crate) single: bool,
}

/// The marked stretches of one paragraph, in order, not overlapping.
pub(crate) fn marked(text: &str, paragraph: Span) -> Vec<Marked> {
    let slice = paragraph.slice(text);
    let mut found = Vec::new();
    let mut singles = Singles::default();
    let mut at = 0;
    while let Some((start, mark)) = next_opening(slice, at) {
        let from = start + mark.len;
        let close = if mark.single { singles.closing(slice, from, mark) } else { closing(slice, from, mark) };
        let (end, after, closed) = match close {
            Some((end, after)) => (end, after, true),
            None if mark.single => {
                at = from;
                continue;
            }
            None => unclosed(slice, from),
        };
        at = after;
        let inner = &slice[from..end];
        let lead = inner.len() - inner.trim_start().len();
        let kept = inner.trim();
        if !kept.chars().any(char::is_alphanumeric) {
            continue;
        }
        let base = paragraph.start as usize;
        found.push(Marked {
            outer: Span::of(base + start, base + after),
            inner: Span::of(base + from + lead, base + from + lead + kept.len()),
            closed,
            single: mark.single,
        });
    }
    found
}

/// An opening mark.
#[derive(Debug, Clone, Copy)]
struct Opening {
    /// The marks that can close it.
    closers: &'static [char],
    /// Its bytes.
    len: usize,
    single: bool,
}

fn next_opening(slice: &str, at: usize) -> Option<(usize, Opening)> {
    // The marks of ASCII, and the lead bytes of all others.
    const MAY_OPEN: [bool; 256] = bytes::table(b"\"'`\xc2\xe2\xe3");
    let bytes = slice.as_bytes();
    let may_open = |byte: &u8| MAY_OPEN[usize::from(*byte)];
    let mut at = at;
    while let Some(far) = bytes.get(at..)?.iter().position(may_open) {
        if let Some(opening) = opening(slice, at + far) {
            return Some((at + far, opening));
        }
        at += far + 1;
    }
    None
}

fn opening(slice: &str, i: usize) -> Option<Opening> {
    // The bytes looked for may also stand inside another character.
    let c = slice.get(i..)?.chars().next()?;
    let before = slice[..i].chars().next_back();
    let after = slice[i + c.len_utf8()..].chars().next();
    let free = before.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '-' | '–' | '—' | '/' | '“' | '"' | ',')
    });
    let letter = after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '…' | '.' | '[' | '$'));
    let double = |closers| Some(Opening { closers, len: c.len_utf8(), single: false });
    match c {
        '“' | '‟' if !before.is_some_and(char::is_alphanumeric) => double(&['”', '"', '“']),
        '„' => double(&['“', '”', '"']),
        '«' if free || before.is_some_and(|c| !c.is_alphanumeric()) => double(&['»']),
        '»' if free && letter => double(&['«']),
        '「' => double(&['」']),
        '『' => double(&['』']),
        '"' if free && after.is_some_and(|c| !c.is_whitespace()) => double(&['"', '”']),
        '`' if slice[i..].starts_with("``") => Some(Opening { closers: &['\''], len: 2, single: false }),
        '‘' if free && letter => Some(Opening { closers: &['’'], len: c.len_utf8(), single: true }),
        '\'' if free && after.is_some_and(char::is_alphabetic) => {
            Some(Opening { closers: &['\''], len: 1, single: true })
        }
        _ => None,
    }
}

/// Where a quotation in double marks ends, and where its closing mark ends.
fn closing(slice: &str, from: usize, opening: Opening) -> Option<(usize, usize)> {
    for (i, c) in slice[from..].char_indices().map(|(i, c)| (from + i, c)) {
        if !opening.closers.contains(&c) {
            continue;
        }
        let after = i + c.len_utf8();
        if opening.closers == ['\''] {
            if slice[i..].starts_with("''") {
                return Some((i, i + 2));
            }
            continue;
        }
        // A blank before and a letter after make it the opening of another quotation.
        let reopens = slice[..i].ends_with(char::is_whitespace)
            && slice[after..].starts_with(|c: char| c.is_alphanumeric())
            && matches!(c, '"' | '“')
            && i > from;
        return (!reopens).then_some((i, after));
    }
    None
}

/// The single marks of a paragraph that can close a quotation, sought once for each shape: an apostrophe that opens
/// nothing must not cost a walk to the end of the text.
#[derive(Default)]
struct Singles {
    straight: Option<Closers>,
    curly: Option<Closers>,
}

/// Where single marks of one shape stand, and where they end.
struct Closers {
    sure: Vec<(usize, usize)>,
    /// After an `s` it may be a genitive: `the states’ vote`; a later mark is better.
    genitive: Vec<(usize, usize)>,
}

impl Singles {
    fn closing(&mut self, slice: &str, from: usize, opening: Opening) -> Option<(usize, usize)> {
        let closers = if opening.closers == ['\''] {
            self.straight.get_or_insert_with(|| Closers::of(slice, '\''))
        } else {
            self.curly.get_or_insert_with(|| Closers::of(slice, '’'))
        };
        let first = |marks: &[(usize, usize)]| marks.get(marks.partition_point(|&(i, _)| i <= from)).copied();
        first(&closers.sure).or_else(|| first(&closers.genitive))
    }
}

impl Closers {
    fn of(slice: &str, mark: char) -> Self {
        let mut closers = Self { sure: Vec::new(), genitive: Vec::new() };
        for (i, _) in slice.match_indices(mark) {
            let after = i + mark.len_utf8();
            let before = slice[..i].chars().next_back().unwrap_or(' ');
            if before.is_whitespace() || slice[after..].starts_with(|c: char| c.is_alphanumeric()) {
                continue;
            }
            let genitive = before == 's' && slice[after..].starts_with(' ');
            if genitive { &mut closers.genitive } else { &mut closers.sure }.push((i, after));
        }
        closers
    }
}

/// A quotation whose closing mark is missing: to the end of the paragraph.
fn unclosed(slice: &str, from: usize) -> (usize, usize, bool) {
    let end = slice[from..].find("\n\n").map_or(slice.len(), |i| from + i);
    (end, end, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_of_all_shapes() {
        for (text, expected) in [
            ("“We stay,” she said.", vec!["We stay,"]),
            ("\"We stay,\" she said. \"No.\"", vec!["We stay,", "No."]),
            ("« Nous restons », dit-elle.", vec!["Nous restons"]),
            ("„Wir bleiben“, sagte sie.", vec!["Wir bleiben"]),
            ("»Wir bleiben«, sagte sie.", vec!["Wir bleiben"]),
            ("「残る」と語った。", vec!["残る"]),
            ("``We stay,'' she said.", vec!["We stay,"]),
            ("‘We won’t go,’ she said.", vec!["We won’t go,"]),
            ("'We won't go,' she said.", vec!["We won't go,"]),
            ("‘The states’ vote is void,’ he said.", vec!["The states’ vote is void,"]),
            ("“There are no ‘closed’ doors,” he said.", vec!["There are no ‘closed’ doors,"]),
            ("“It goes on", vec!["It goes on"]),
            ("Against US’ ‘malign’ role and the firms’ plans, don’t", vec!["malign"]),
            ("The '90s and rock 'n' roll", vec!["n"]),
            ("A 5\" pipe and Putin‘s visit", vec![]),
            ("“” and “…”", vec![]),
        ] {
            let got: Vec<_> =
                marked(text, Span::of(0, text.len())).iter().map(|mark| mark.inner.slice(text)).collect();
            assert_eq!(got, expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn stretches_are_in_order(text in "[a-z ,.“”‘’\"'«»„`é\n]{0,60}|\\PC{0,40}") {
            let mut at = 0;
            for mark in marked(&text, Span::of(0, text.len())) {
                prop_assert!(mark.outer.start >= at && mark.outer.contains(mark.inner));
                prop_assert!(!mark.inner.slice(&text).is_empty());
                at = mark.outer.end;
            }
        }
    }
}
