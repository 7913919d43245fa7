//! The dateline that a report begins with: `PARIS (Agency) -`, `STOCKHOLM, Feb 5 —`. It says where and for whom the
//! report was written, and is no part of its first sentence.

use memchr::memchr3;

/// The words before the dash are at most so long.
const LONGEST: usize = 60;

/// The dashes that end a dateline.
const DASHES: [&str; 5] = [" -- ", " - ", " – ", " — ", "—"];

/// Bytes of the dateline that a sentence begins with; 0 where it has none.
pub(super) fn length(sentence: &str) -> usize {
    if !sentence.starts_with(char::is_uppercase) {
        return 0;
    }
    let end = (0..=LONGEST.min(sentence.len())).rev().find(|&at| sentence.is_char_boundary(at)).unwrap_or(0);
    let head = &sentence[..end];
    // Nearly all sentences are told by one look: each dash has one of these bytes, the last of `–` or of `—`.
    if memchr3(b'-', 0x93, 0x94, head.as_bytes()).is_none() {
        return 0;
    }
    let first = DASHES.iter().filter_map(|dash| Some((head.find(dash)?, dash.len())));
    let Some((end, dash)) = first.min_by_key(|&(at, dash)| (at, std::cmp::Reverse(dash))) else { return 0 };
    let (place, rest) = (sentence[..end].trim_end(), &sentence[end + dash..]);
    let begins = rest.trim_start().starts_with(|c: char| !c.is_lowercase());
    // “Paris — Soldiers”: a long dash that nothing closes, after one or two names.
    let bare =
        matches!(DASHES.iter().find(|known| sentence[end..].starts_with(**known)), Some(&(" — " | " – ")))
            && !rest.contains(['—', '–'])
            && rest.trim_start().starts_with(char::is_uppercase)
            && is_named(place)
            && place.split_whitespace().count() <= 2;
    if begins && (bare || is_dateline(place)) { sentence.len() - rest.trim_start().len() } else { 0 }
}

/// Bytes of the place in capitals, with its colon, that a sentence begins with; 0 where it has none: `OSLO: A bridge fell.`
pub(super) fn before_colon(sentence: &str) -> usize {
    // Two capitals, or there is no need to look further.
    if sentence.chars().take(2).any(|c| !c.is_uppercase()) {
        return 0;
    }
    let Some((place, rest)) = sentence.split_once(": ").filter(|(place, _)| place.len() <= LONGEST / 2)
    else {
        return 0;
    };
    let begins = rest.trim_start().starts_with(char::is_uppercase);
    if begins && is_dateline(place) { sentence.len() - rest.trim_start().len() } else { 0 }
}

/// Whether the words before a dash are a place, with the agency in brackets, or in capitals with a date or a region.
fn is_dateline(words: &str) -> bool {
    let (before, agency) = match words.strip_suffix(')').and_then(|inner| inner.split_once('(')) {
        Some((before, _)) => (before.trim_end(), true),
        None => (words, false),
    };
    let (city, after) = before.split_once(',').unwrap_or((before, ""));
    let capitals = city.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !city.chars().any(|c| c.is_lowercase() || c.is_ascii_digit());
    (agency || capitals) && is_named(city) && is_named(after) && before.split_whitespace().count() <= 5
}

/// Whether all words begin like names or are numbers.
fn is_named(words: &str) -> bool {
    words.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_ends_with_its_dash() {
        for (line, rest) in [
            ("OSLO (AP) - A bridge fell.", "A bridge fell."),
            ("Oslo (Reuters) — A bridge fell.", "A bridge fell."),
            ("OSLO, Feb 5 - A bridge fell.", "A bridge fell."),
            ("SAN JOSE, Costa Rica — “Nothing,” he said.", "“Nothing,” he said."),
            ("OSLO—A bridge fell.", "A bridge fell."),
            ("Oslo — Soldiers came.", "Soldiers came."),
            ("Norway — Europe’s oil state — met Sweden.", "Norway — Europe’s oil state — met Sweden."),
            ("Norway — the oil state — met Sweden.", "Norway — the oil state — met Sweden."),
            ("NATO — the alliance — met.", "NATO — the alliance — met."),
            ("Anna (left) and Boris - A couple.", "Anna (left) and Boris - A couple."),
            ("He fell.", "He fell."),
            ("", ""),
        ] {
            assert_eq!(&line[length(line)..], rest, "{line}");
        }
    }

    #[test]
    fn a_place_in_capitals_may_end_with_a_colon() {
        for (line, rest) in [
            ("OSLO: A bridge fell.", "A bridge fell."),
            ("NEW DELHI: A bridge fell.", "A bridge fell."),
            ("OSLO: a bridge", "OSLO: a bridge"),
            ("Oslo: A bridge fell.", "Oslo: A bridge fell."),
            ("The bridge: A tale.", "The bridge: A tale."),
        ] {
            assert_eq!(&line[before_colon(line)..], rest, "{line}");
        }
    }
}
