//! Lines that speak about the article: who wrote it, when, and what the pictures show.

use super::units::{End, Unit};
use super::vocabulary::{VOCABULARY, words};
use crate::ingest::format;

/// Bylines and date lines have no more words than this.
const SHORT: usize = 18;

/// The writer named by a byline, or `None` where the line is none.
///
/// `By Jane Doe and John Roe`, `Von Anna Muster`, `Jane Doe, foreign correspondent`, `(Reporting by ...; editing by ...)`.
pub(crate) fn byline(unit: &Unit<'_>) -> Option<String> {
    let words = &unit.words;
    if words.is_empty() || words.len() > 30 {
        return None;
    }
    let opener = VOCABULARY.byline_openers.starting(words);
    if opener > 0 {
        let credit = opener == 2 && matches!(words[0].as_str(), "reporting" | "editing");
        let rest = after_words(unit.text, opener);
        let name = cut_date(rest).trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, ':' | '|' | '·' | '•' | '-' | '–' | ',' | '(' | ')' | '.')
        });
        let fits = words.len() <= SHORT || credit;
        let stops = unit.end == End::Stop && !credit && words.len() > 6;
        return (fits && !stops && is_names(name, credit)).then(|| name.to_owned());
    }
    let (name, post) = unit.text.split_once([',', '|', '–', '-'])?;
    let tells_post = self::words(post).iter().any(|word| VOCABULARY.posts.contains(word));
    let whole = words.len() <= 10 && unit.end == End::Open && tells_post;
    (whole && (2..=4).contains(&name.split_whitespace().count()) && is_names(name.trim(), false))
        .then(|| name.trim().to_owned())
}

/// Whether the line names an agency and nothing else: `(Reuters)`, `– AFP`, `Agencies`.
pub(crate) fn agency(unit: &Unit<'_>) -> bool {
    (1..=4).contains(&unit.words.len())
        && (VOCABULARY.agencies.contains(&unit.words.join(" "))
            || unit.text.contains(['/', '|', ','])
                && unit.words.iter().all(|word| VOCABULARY.agencies.contains(word)))
}

/// The text after its first `count` words.
fn after_words(text: &str, count: usize) -> &str {
    let mut left = count;
    let mut inside = false;
    for (i, c) in text.char_indices() {
        if c.is_alphanumeric() {
            inside = true;
        } else if inside {
            inside = false;
            left -= 1;
            if left == 0 {
                return &text[i..];
            }
        }
    }
    ""
}

/// The part before a date that shares the line with the name.
fn cut_date(text: &str) -> &str {
    let mut end = text.len();
    for divider in [" | ", " • ", " · ", " – ", " — ", ", ", " on ", " - "] {
        for (i, _) in text.match_indices(divider) {
            let words = words(&text[i..]);
            let first = words.iter().find(|word| !VOCABULARY.date_words.contains(*word));
            let dated = first.is_some_and(|word| {
                VOCABULARY.months.contains(word)
                    || VOCABULARY.weekdays.contains(word)
                    || word.starts_with(|c: char| c.is_ascii_digit())
            });
            if dated {
                end = end.min(i);
            }
        }
    }
    &text[..end]
}

/// Whether it reads as names: capitals but for particles and `and`; an agency will do.
fn is_names(text: &str, lenient: bool) -> bool {
    let mut names = 0;
    for word in text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '&'))
        .filter(|word| !word.is_empty())
    {
        let first = word.chars().find(|c| c.is_alphanumeric());
        match first {
            Some(c) if c.is_lowercase() => {
                let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
                let post = VOCABULARY.posts.contains(bare) || bare == "agencies";
                if !(post || lenient || word.chars().count() <= 3 || matches!(bare, "with" | "from")) {
                    return false;
                }
                names += usize::from(post);
            }
            Some(c) if c.is_numeric() => return false,
            Some(_) => names += 1,
            None => {}
        }
    }
    (1..=16).contains(&names)
}

/// Whether the line holds nothing but a date, a time and the words that go with them.
pub(crate) fn dateline(unit: &Unit<'_>) -> bool {
    let words = &unit.words;
    if words.is_empty() || words.len() > SHORT || unit.text.len() > 140 {
        return false;
    }
    let (mut months, mut weekdays, mut numbers, mut others) = (0usize, 0usize, 0usize, 0usize);
    for word in words {
        if VOCABULARY.months.contains(word) {
            months += 1;
        } else if VOCABULARY.weekdays.contains(word) {
            weekdays += 1;
        } else if is_date_number(word) {
            numbers += 1;
        } else if !VOCABULARY.date_words.contains(word) {
            others += 1;
        }
    }
    let numeric = numbers >= 3
        && months == 0
        && words.iter().any(|word| word.len() == 4 || word.len() == 2)
        && has_numeric_date(unit.text);
    let dated = months > 0 && (numbers > 0 || weekdays > 0) || weekdays > 0 && numbers > 0 || numeric;
    let relative = numbers > 0 && words.iter().any(|word| word == "ago") && others == 0;
    // A place may stand before the date, in capitals: `MOSCOW, March 21, 2023`.
    let place = others <= 2
        && words.len() > others
        && unit
            .text
            .chars()
            .take_while(|c| !matches!(c, ',' | '–' | '-' | '—' | '|'))
            .all(|c| !c.is_lowercase());
    let open = !(unit.end == End::Stop && others > 0);
    open && (dated && (others == 0 || place) || relative)
}

/// `3`, `3rd`, `2025`, `10am`, `08h30`.
fn is_date_number(word: &str) -> bool {
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let rest = &word[digits..];
    digits > 0
        && digits <= 4
        && (matches!(rest, "" | "st" | "nd" | "rd" | "th" | "am" | "pm" | "h" | "er" | "e" | "t")
            || rest.len() <= 5 && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, 'h' | 't' | 'z')))
}

/// `2025-09-03`, `03.09.2025`, `3/9/2025`.
fn has_numeric_date(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | 'T')).any(|token| {
        let pieces: Vec<&str> = token.split(['-', '.', '/']).filter(|piece| !piece.is_empty()).collect();
        pieces.len() == 3
            && pieces.iter().all(|piece| piece.len() <= 4 && piece.bytes().all(|byte| byte.is_ascii_digit()))
            && (pieces[0].len() == 4 || pieces[2].len() == 4 || pieces[2].len() == 2)
    })
}

/// Whether a date of day, month and year stands in a line of the page's head that also holds something else.
pub(crate) fn holds_full_date(unit: &Unit<'_>) -> bool {
    unit.words.len() <= SHORT
        && (has_numeric_date(unit.text)
            || unit.words.iter().any(|word| VOCABULARY.months.contains(word))
                && unit
                    .words
                    .iter()
                    .any(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())))
}

/// Whether the line is a caption: it opens or closes with a picture's credit.
pub(crate) fn caption(unit: &Unit<'_>) -> bool {
    if unit.weight > 110 || unit.words.len() < 2 {
        return false;
    }
    opens_with_credit(unit) || closes_with_credit(unit.text)
}

/// `Photo: ...`, `Image credit: ...`, `Photograph by ...`.
fn opens_with_credit(unit: &Unit<'_>) -> bool {
    let Some((before, _)) = unit.text.split_once([':', '：']) else {
        let two = unit.words[..2].join(" ");
        return unit.weight <= 12
            && unit.end == End::Open
            && two.ends_with(" by")
            && VOCABULARY.credit_openers.contains(&two);
    };
    let opener = words(format::head(before, 60)).join(" ");
    let short = unit.weight <= 40;
    short
        && VOCABULARY.credit_openers.contains(&opener)
        && !matches!(opener.as_str(), "watch" | "video" | "file" | "credit" if unit.weight > 25)
}

/// `... NAME/SPUTNIK/AFP via Getty Images`, `... /REUTERS`, `(AP Photo/Name)`, `[Name/Anadolu]`, `... Photo: AFP`.
fn closes_with_credit(text: &str) -> bool {
    let start = text.char_indices().rev().nth(90).map_or(0, |(i, _)| i);
    let tail = text[start..].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '"' | '”'));
    let bracketed = tail
        .strip_suffix([')', ']'])
        .and_then(|inner| inner.rfind(['(', '[']).map(|open| &inner[open + 1..]));
    if let Some(inner) = bracketed {
        return is_credit(inner, true);
    }
    let tail = tail.trim_end_matches(')');
    // What follows the last full stop, colon, dash or bar is the credit.
    let cut = tail
        .rfind(['.', ':', '—', '–', '|', '©'])
        .map_or(0, |i| i + tail[i..].chars().next().map_or(1, char::len_utf8));
    let marked = tail[..cut].trim_end_matches([':', '©']).to_lowercase();
    let told = tail[..cut].ends_with('©') && tail[..cut].len() > '©'.len_utf8()
        || tail[..cut].ends_with(':')
            && ["photo", "image", "picture", "credit", "foto", "photograph", "courtesy"]
                .iter()
                .any(|word| marked.ends_with(word));
    let last = &tail[cut..];
    told && words(last).len() <= 8 || is_credit(last, false) || is_credit(last_pieces(tail), false)
}

/// From the last token that holds a stroke on: `Xi speaks in Beijing JANE DOE/REUTERS` gives `DOE/REUTERS`.
fn last_pieces(tail: &str) -> &str {
    tail.rfind('/').map_or("", |stroke| {
        let start = tail[..stroke].rfind(char::is_whitespace).unwrap_or(0);
        tail[start..].trim()
    })
}

/// Whether the words are a picture's credit: an agency beside a stroke, `via`, or a word for pictures.
fn is_credit(text: &str, bracketed: bool) -> bool {
    let words = words(text);
    if words.is_empty() || words.len() > 12 {
        return false;
    }
    let ends_with_agency =
        (1..=4.min(words.len())).any(|n| VOCABULARY.credits.contains(&words[words.len() - n..].join(" ")));
    let starts_with_agency =
        (1..=3.min(words.len())).any(|n| VOCABULARY.credits.contains(&words[..n].join(" ")));
    let stroke = text.contains('/');
    let via = words.iter().any(|word| word == "via");
    let picture = words.iter().any(|word| {
        matches!(
            word.as_str(),
            "photo"
                | "image"
                | "images"
                | "getty"
                | "picture"
                | "photograph"
                | "courtesy"
                | "handout"
                | "shutterstock"
                | "foto"
                | "file"
                | "pic"
        )
    });
    let short = words.len() <= 7;
    let agency = ends_with_agency || starts_with_agency;
    agency && (stroke && short || via) || picture && short && (bracketed || agency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    fn unit(line: &str) -> Unit<'_> {
        Unit::new(line, Span::of(0, line.len()), true)
    }

    #[test]
    fn bylines() {
        for (line, expected) in [
            ("By Agencies", Some("Agencies")),
            ("By Jane Doe and John Roe", Some("Jane Doe and John Roe")),
            ("BY JANE DOE", Some("JANE DOE")),
            ("Von Anna Muster, Berlin", Some("Anna Muster, Berlin")),
            ("Written by Ludwig van Beethoven | 3 May 2024", Some("Ludwig van Beethoven")),
            ("By: Maria de la Cruz on May 3, 2024", Some("Maria de la Cruz")),
            ("Jane Doe, foreign correspondent", Some("Jane Doe")),
            (
                "(Reporting by Jane Doe in Moscow; Editing by John Roe)",
                Some("Jane Doe in Moscow; Editing by John Roe"),
            ),
            ("By the time he left, nobody was there.", None),
            ("By morning the city had fallen", None),
            ("Par ailleurs, le ministre a démissionné", None),
            ("The editor of the paper", None),
            ("China-Russia alliance – desk", None),
        ] {
            assert_eq!(byline(&unit(line)).as_deref(), expected, "{line:?}");
        }
    }

    #[test]
    fn datelines() {
        for line in [
            "7 September, 2025",
            "Wednesday, September 3",
            "Published: 3 September 2025, 10:45 GMT",
            "2025-09-03",
            "Updated on Sept. 3rd, 2025 at 8:15 a.m. ET",
            "03.09.2025 - 10:45 Uhr",
            "Dienstag, 3. September 2025",
            "3 hours ago",
            "Publié le 3 septembre 2025 à 10h45",
            "3 сентября 2025",
            "MOSCOW, March 21, 2023",
            "Sep 3, 2025 | 5 min read",
            "2025-09-03T10:45:00Z",
        ] {
            assert!(dateline(&unit(line)), "{line:?}");
        }
        for line in [
            "MOSCOW, March 21 (Reuters) — The president of the country arrived in the capital on Tuesday.",
            "May day",
            "March of the ministers",
            "The talks of March 21, 2023",
            "On Friday he left.",
            "September",
            "10 people died on Friday",
            "3.5 million on Sunday",
        ] {
            assert!(!dateline(&unit(line)), "{line:?}");
        }
    }

    #[test]
    fn captions() {
        for line in [
            "The two presidents raise their glasses on March 21. JANE DOE/SPUTNIK/AFP via Getty Images",
            "A soldier stands guard near the border, May 3, 2024. REUTERS/Jane Doe",
            "Protesters in the capital (AP Photo/John Roe)",
            "The harbour at dawn [Jane Doe/Anadolu]",
            "Photo: Jane Doe",
            "Photograph by Jane Doe",
            "The minister arrives at the summit. Photo: AFP",
            "The minister in his office | Image: Example Studio",
            "A view of the plant (File photo)",
            "The new bridge. Foto: dpa",
        ] {
            assert!(caption(&unit(line)), "{line:?}");
        }
        for line in [
            "The president left the hall, according to Reuters.",
            "The talks will go on next week (Reuters)",
            "Inflation rose to 3/4 of a per cent.",
            "He asked for a photo: nobody took one, and so the afternoon passed without any picture of the five ministers and their guests at the lake.",
            "The image of the country has suffered.",
            "Police and/or soldiers were seen at the gate.",
        ] {
            assert!(!caption(&unit(line)), "{line:?}");
        }
    }
}
