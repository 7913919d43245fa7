//! The lines of a page with what can be seen of each alone. A paragraph that was wrapped by hand is one unit.

use super::vocabulary;
use crate::ingest::{format, lines};
use crate::model::Span;

/// How many bytes of a line are looked at for its words. What is longer is prose anyhow.
const LOOK: usize = 2000;

/// How many bytes of a line are looked at at all.
const LONGEST: usize = 64 << 10;

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// With a full stop or an ellipsis, perhaps in quotation marks or brackets.
    Stop,
    /// With a question or exclamation mark.
    Call,
    /// With a colon.
    Colon,
    /// With anything else.
    Open,
}

/// One line, or one wrapped paragraph.
#[derive(Debug, Clone)]
pub(crate) struct Unit<'t> {
    pub(crate) span: Span,
    /// Its words, or the beginning of very many.
    pub(crate) text: &'t str,
    /// Words in lower case of the first [`LOOK`] bytes.
    pub(crate) words: Vec<String>,
    /// Weight in words; scripts without blanks count by letters.
    pub(crate) weight: usize,
    pub(crate) end: End,
    /// Whether a blank line (or the beginning) stands before it.
    pub(crate) after_blank: bool,
}

impl<'t> Unit<'t> {
    pub(crate) fn new(text: &'t str, span: Span, after_blank: bool) -> Self {
        let line = span.slice(text);
        let looked = format::head(line, LOOK);
        let words = vocabulary::words(looked);
        let dense = looked.chars().filter(|c| is_dense(*c)).count();
        let beyond = (line.len() - looked.len()) / 6;
        let weight = if dense > 0 { dense / 2 + words.len() } else { words.len() } + beyond;
        Self { span, text: format::head(line, LONGEST), words, weight, end: end(line), after_blank }
    }

    /// Whether it can only be prose by its length and end.
    pub(crate) fn is_long(&self) -> bool {
        self.weight >= 25 || self.weight >= 12 && matches!(self.end, End::Stop | End::Call)
    }

    /// Whether it reads like a sentence, short or long.
    pub(crate) fn is_sentence(&self) -> bool {
        self.is_long() || self.has_words() && self.end == End::Stop || self.is_spoken()
    }

    /// Whether somebody speaks: it begins with a quotation mark or a dash, or with a name and a colon, and ends as
    /// speech does.
    fn is_spoken(&self) -> bool {
        let opened = self.text.starts_with(['“', '"', '«', '„', '—', '–', '‘']);
        let named = self.text.split_once(": ").is_some_and(|(name, speech)| {
            !speech.is_empty()
                && name.split_whitespace().count() <= 3
                && name.starts_with(|c: char| !c.is_lowercase())
        });
        self.has_words() && (opened || named) && matches!(self.end, End::Stop | End::Call)
    }

    /// Whether it has words.
    pub(crate) fn has_words(&self) -> bool {
        !self.words.is_empty()
    }

    /// Whether the first letter is a capital, a digit or of a script without capitals.
    pub(crate) fn starts_high(&self) -> bool {
        self.text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
    }

    /// The share of its longer words that begin with a capital.
    pub(crate) fn capital_share(&self) -> f64 {
        let mut long = 0usize;
        let mut high = 0usize;
        for word in format::head(self.text, LOOK).split_whitespace() {
            let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
            if word.chars().count() > 3 {
                long += 1;
                high += usize::from(word.starts_with(|c: char| !c.is_lowercase()));
            }
        }
        if long == 0 { 1.0 } else { high as f64 / long as f64 }
    }
}

/// Whether the script writes without blanks between words.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..='\u{3ffff}')
}

fn end(line: &str) -> End {
    let line = line.trim_end_matches(|c: char| c.is_whitespace() || is_closing(c));
    match line.chars().next_back() {
        Some('.' | '…' | '。' | '।' | '۔' | '．') => End::Stop,
        Some('?' | '!' | '？' | '！' | '؟') => End::Call,
        Some(':' | '：') => End::Colon,
        _ => End::Open,
    }
}

const fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '」' | '』')
}

/// A page has no more lines than this. What follows them is the text of something longer, and taken as it is.
const MOST_LINES: usize = 50_000;

/// Nor has it more bytes.
const MOST_BYTES: usize = 512 << 10;

/// The lines of a text from byte `from` on: those of a page, and those behind them.
pub(crate) fn page_and_rest(text: &str, from: usize) -> (Vec<Span>, Vec<Span>) {
    let mut lines = lines::spans(text).filter(|span| span.start as usize >= from).peekable();
    let mut page = Vec::new();
    while page.len() < MOST_LINES
        && let Some(line) = lines.next_if(|line| line.start as usize <= from + MOST_BYTES)
    {
        page.push(line);
    }
    (page, lines.collect())
}

/// The units of some lines of a text, in order. `join` says whether lines may have been wrapped by hand.
pub(crate) fn split<'t>(text: &'t str, spans: &[Span], join: bool) -> Vec<Unit<'t>> {
    let adjoin = |a: Span, b: Span| {
        text.get(a.end as usize..b.start as usize).is_some_and(|gap| gap.matches('\n').count() == 1)
    };
    let width = if join { wrap_width(text, spans, adjoin) } else { None };
    let mut units: Vec<Unit<'_>> = Vec::new();
    let mut at = 0;
    while at < spans.len() {
        let after_blank = at == 0 || !adjoin(spans[at - 1], spans[at]);
        let mut span = spans[at];
        while let (Some(width), Some(next)) = (width, spans.get(at + 1)) {
            if !(adjoin(spans[at], *next) && is_wrapped(text, spans[at], *next, width)) {
                break;
            }
            span = span.cover(*next);
            at += 1;
        }
        units.push(Unit::new(text, span, after_blank));
        at += 1;
    }
    units
}

/// The width at which the text was wrapped by hand, or `None` where its lines are paragraphs (or verses).
fn wrap_width(text: &str, spans: &[Span], adjoin: impl Fn(Span, Span) -> bool) -> Option<usize> {
    let pairs = spans.windows(2).filter(|pair| adjoin(pair[0], pair[1]));
    let (mut all, mut wrapped, mut widest) = (0usize, 0usize, 0usize);
    for pair in pairs {
        let line = pair[0].slice(text);
        let length = if line.len() > 400 { line.len() } else { line.chars().count() };
        all += 1;
        if (50..=100).contains(&length) {
            widest = widest.max(length);
            wrapped += usize::from(end(line) == End::Open);
        }
    }
    (wrapped >= 3 && wrapped * 2 >= all).then_some(widest)
}

/// Whether the next line's first word would not have fitted on this one, so that the break means nothing.
fn is_wrapped(text: &str, line: Span, next: Span, width: usize) -> bool {
    let (line, next) = (line.slice(text), next.slice(text));
    let word = next.split_whitespace().next().unwrap_or_default();
    let starts_item = word.len() <= 3
        && word.ends_with(['.', ')', '-', '•', '*'])
        && !word.starts_with(char::is_alphabetic);
    let length = line.chars().take(width + 2).count();
    !starts_item && length <= width && length + 1 + word.chars().count() + 4 > width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_paragraphs_are_joined_and_verses_are_not() {
        let wrapped = "The ministers of the three countries met on Monday to talk about\n\
            grain, and after nine hours they left the hall without a word to\n\
            the press. A second round is planned for the coming week, said a\n\
            spokesman.\n\nNobody was surprised.";
        let split = |text| split(text, &page_and_rest(text, 0).0, true);
        let units = split(wrapped);
        assert_eq!(units.len(), 2, "{units:?}");
        let verses = "The rain came down on Monday\nand stayed until the morning\nand nobody was sorry\nand nobody complained";
        assert_eq!(split(verses).len(), 4);
    }

    #[test]
    fn ends_and_weights() {
        for (line, expected, long) in [
            ("He left.”", End::Stop, false),
            ("Is it over?", End::Call, false),
            ("Each backed the other:", End::Colon, false),
            ("A headline without an end", End::Open, false),
            ("中国国家主席习近平星期三在北京天安门广场检阅了部队，俄罗斯总统普京出席。", End::Stop, true),
        ] {
            let unit = Unit::new(line, Span::of(0, line.len()), true);
            assert_eq!((unit.end, unit.is_long()), (expected, long), "{line:?}");
        }
    }
}
