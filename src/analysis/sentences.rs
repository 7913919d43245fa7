//! Where sentences begin and end.

use crate::model::{Article, Span};

/// The sentences of the article's prose, in order; none crosses a part.
#[must_use]
pub fn split(article: &Article) -> Vec<Span> {
    let mut sentences = Vec::new();
    for part in article.prose() {
        split_span(&article.text, part.span, &mut sentences);
    }
    sentences
}

/// Appends the sentences of one stretch of text.
fn split_span(text: &str, span: Span, sentences: &mut Vec<Span>) {
    let slice = span.slice(text);
    let mut start = 0;
    for (i, c) in slice.char_indices() {
        if !matches!(c, '.' | '!' | '?' | '…' | '\n') || i < start {
            continue;
        }
        if let Some(end) = boundary(slice, i, c) {
            push(span, slice, start, end, sentences);
            start = end;
        }
    }
    push(span, slice, start, slice.len(), sentences);
}

/// The end of the sentence that the mark at `i` closes, or `None` where the mark closes none.
fn boundary(slice: &str, i: usize, c: char) -> Option<usize> {
    if c == '\n' {
        return Some(i + 1);
    }
    let mut end = i + c.len_utf8();
    while let Some(next) = slice[end..].chars().next() {
        if !matches!(next, '.' | '!' | '?' | '…' | '"' | '\'' | '”' | '’' | ')' | ']' | '»') {
            break;
        }
        end += next.len_utf8();
    }
    let rest = &slice[end..];
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let starts_sentence = rest
        .trim_start()
        .chars()
        .next()
        .is_none_or(|next| !next.is_lowercase() && !matches!(next, ',' | ';' | ':' | ')' | '-' | '–'));
    (starts_sentence && !(c == '.' && is_abbreviation(&slice[..i]))).then_some(end)
}

/// Whether the dot that follows `before` belongs to an abbreviation or initials.
fn is_abbreviation(before: &str) -> bool {
    let word =
        before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '‘')).next().unwrap_or("");
    let initial = word.len() == 1 && word.chars().all(|c| c.is_ascii_uppercase());
    initial || word.contains('.') && word.len() <= 4 || ABBREVIATIONS.contains(&word)
}

/// Words whose dot does not end a sentence.
const ABBREVIATIONS: [&str; 44] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Lt", "Col", "Sgt", "Capt", "Maj", "Adm", "Rep", "Sen",
    "Gov", "Pres", "Sec", "Hon", "Rev", "Jr", "Sr", "vs", "No", "Nos", "Inc", "Ltd", "Co", "Corp", "Jan",
    "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "approx", "Fig", "al",
];

fn push(span: Span, slice: &str, start: usize, end: usize, sentences: &mut Vec<Span>) {
    let piece = &slice[start..end];
    let lead = piece.len() - piece.trim_start().len();
    let body = piece.trim();
    if body.chars().any(char::is_alphanumeric) {
        let from = span.start + (start + lead) as u32;
        sentences.push(Span::new(from, from + body.len() as u32));
    }
}
