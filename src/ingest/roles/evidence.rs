//! How much of a line speaks for furniture, by its own words and shape. Its place on the page is weighed elsewhere.

use super::units::{End, Unit};
use super::vocabulary::VOCABULARY;

/// At this score a line is furniture wherever it stands.
pub(crate) const CERTAIN: f64 = 2.0;

/// Why a line is furniture that says what a label says.
pub(crate) const LABEL: &str = "these words alone on a line are a label of the page";

/// Why a line is furniture that begins like a link.
pub(crate) const LINK: &str = "it begins like a link or an appeal of the page";

/// Lines with more words than this are never judged by their words.
const LONGEST: usize = 70;

/// The score of a line, and the strongest reason. Below [`CERTAIN`] the reason is not to be relied on.
pub(crate) fn of(unit: &Unit<'_>) -> (f64, &'static str) {
    if let Some(reason) = by_shape(unit) {
        return (3.0, reason);
    }
    if unit.weight > LONGEST {
        return (0.0, "it is prose by its length");
    }
    let words = &unit.words;
    if VOCABULARY.whole.contains(&words.join(" ")) {
        return (3.0, LABEL);
    }
    by_words(unit)
}

/// Marks, names of files and pictures, menus: no sentence looks so.
fn by_shape(unit: &Unit<'_>) -> Option<&'static str> {
    let words = &unit.words;
    if !unit.has_words() {
        return Some("it has no words");
    }
    if unit.weight > 30 {
        return None;
    }
    if !unit.text.contains(char::is_whitespace) && is_file_name(unit.text) {
        return Some("it is the name of a file or picture");
    }
    if !unit.text.contains(char::is_whitespace)
        && (unit.text.contains("://") || unit.text.starts_with("www."))
    {
        return Some("it is a bare web address");
    }
    if !unit.text.contains(char::is_whitespace) && unit.text.starts_with(['@', '#']) {
        return Some("it is a handle or a hashtag");
    }
    let counter = words.len() <= 3 && words.last().is_some_and(|last| VOCABULARY.counters.contains(last));
    if unit.end == End::Open && (counter || words.len() <= 4 && ends_with_any(words)) {
        return Some("its last word names a picture or a box of the page");
    }
    if words.len() <= 2 && is_number(words) {
        return Some("it is a counter or a number of the page");
    }
    if words.len() == 2 && VOCABULARY.numbered.contains(&words[0]) && is_number(&words[1..])
        || words.len() == 2 && VOCABULARY.numbered.contains(&words[1]) && is_number(&words[..1])
    {
        return Some("it is a label with a number");
    }
    if unit.text.contains('©') || words[0] == "copyright" && words.len() > 1 {
        return Some("it is a copyright line");
    }
    if is_menu(unit) {
        return Some("it is a row of labels");
    }
    None
}

fn ends_with_any(words: &[String]) -> bool {
    (1..=3.min(words.len())).any(|n| VOCABULARY.endings.contains(&words[words.len() - n..].join(" ")))
}

fn is_number(words: &[String]) -> bool {
    words.iter().all(|word| word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 6)
        && !(words.len() == 1 && words[0].len() == 4)
}

/// `npr_socialshare4`, `IMG-2041`, `header-image.jpg`: underscores, or letters with digits, or a known ending.
fn is_file_name(token: &str) -> bool {
    let lower = token.to_ascii_lowercase();
    let picture = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".mp4", ".mp3", ".pdf"];
    if picture.iter().any(|ending| lower.ends_with(ending)) {
        return true;
    }
    let plain = token.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let letters = token.chars().filter(char::is_ascii_alphabetic).count();
    let digits = token.chars().filter(char::is_ascii_digit).count();
    plain
        && letters > 0
        && (token.contains('_') || digits >= 3 && letters + digits >= 7 && token.contains('-'))
}

/// `Home > World > Asia`, `News | Sport | Weather`: at least two dividers, short pieces between, no sentence.
fn is_menu(unit: &Unit<'_>) -> bool {
    if unit.end != End::Open || unit.text.len() > 300 {
        return false;
    }
    [" > ", " » ", " › ", " | ", " / ", " • ", " · ", " → "].iter().any(|divider| {
        let pieces: Vec<&str> = unit.text.split(divider).collect();
        pieces.len() >= 3
            && pieces.iter().filter(|piece| piece.split_whitespace().count() <= 4).count() + 1 >= pieces.len()
    })
}

fn by_words(unit: &Unit<'_>) -> (f64, &'static str) {
    let words = &unit.words;
    let mut score = 0.0;
    let mut reason = "its words are those of the page, not of the article";
    let begins = Some(VOCABULARY.begins.starting(words))
        .filter(|begins| words.len() <= if *begins > 2 { 45 } else { 25 })
        .unwrap_or(0);
    if begins > 0 {
        // Two words are weaker than three: “follow us” opens other sentences than “sign up for”.
        score += if begins > 1 { 1.5 } else { 1.0 };
        reason = LINK;
    }
    let holds = VOCABULARY.holds.count(words);
    // A sentence that speaks to nobody may name three social networks and still be news of them.
    let told = words.len() > 8 && unit.end == End::Stop && begins == 0 && appeal(unit) == 0.0;
    score += holds.min(if told { 1 } else { 4 }) as f64;
    if holds > 0 && begins == 0 {
        reason = "it speaks of subscriptions, sharing, apps or terms";
    }
    if score == 0.0 {
        return (appeal(unit), "it speaks to the reader, not of the news");
    }
    score += appeal(unit);
    if unit.end == End::Open && words.len() <= 12 {
        score += 0.5;
    }
    if words.len() <= 8 {
        score += 0.25;
    }
    if words.iter().any(|word| VOCABULARY.reporting.contains(word)) {
        score -= 1.5;
    }
    if unit.text.contains(['“', '"', '«', '„']) {
        score -= 1.25;
    }
    // An article about newsletters is longer than a newsletter box, and rarely speaks to its reader.
    if words.len() > 20 {
        score -= 1.0;
    }
    if words.len() > 40 {
        score -= 1.0;
    }
    (score, reason)
}

/// How much a line speaks to its reader: up to 1.5.
pub(crate) fn appeal(unit: &Unit<'_>) -> f64 {
    let mut score = 0.0;
    if unit.words.first().is_some_and(|first| VOCABULARY.imperatives.contains(first)) {
        score += 0.75;
    }
    // In quotation marks somebody else is addressed.
    let quotes = unit.text.contains(['“', '"', '«', '„']);
    if !quotes && unit.words.iter().any(|word| VOCABULARY.address.contains(word)) {
        score += 0.5;
    }
    if unit.end == End::Call && unit.text.ends_with('!') {
        score += 0.25;
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    fn score(line: &str) -> f64 {
        of(&Unit::new(line, Span::of(0, line.len()), true)).0
    }

    #[test]
    fn furniture_of_many_pages() {
        for line in [
            "Share",
            "ADVERTISEMENT",
            "Read more: Five things to know about the vote",
            "Sign up for our morning newsletter",
            "***",
            "•",
            ".",
            "hero_image_final2",
            "photo-20240506.jpg",
            "https://example.org/a",
            "@jane_doe",
            "Facebook logo",
            "Home > World > Asia",
            "News | Sport | Weather | Culture",
            "1,204 comments",
            "Channel 1",
            "3",
            "5 min read",
            "We use cookies to improve your experience on our website.",
            "© 2024 Example Media. All rights reserved.",
            "Download the app from Google Play",
            "Follow us on Twitter and Facebook",
            "Lesen Sie auch: Was nun kommt",
            "À lire aussi",
            "Читайте также: что дальше",
            "Click here to subscribe!",
            "Enter your email address",
            "By signing up you agree to our Terms of Use and Privacy Policy.",
            "Website | + posts",
            "Subscribe to continue reading",
            "Don’t miss our weekly briefing, straight to your inbox",
        ] {
            assert!(score(line) >= CERTAIN, "{line:?} scores {}", score(line));
        }
    }

    #[test]
    fn prose_that_uses_the_words_of_furniture() {
        for line in [
            "The company said its newsletter would be closed.",
            "Google changed its privacy policy on Tuesday.",
            "The group paid for the ads and posted them on Facebook and Instagram.",
            "He told followers on Facebook and Twitter to stay at home.",
            "Share prices fell by three per cent.",
            "“Follow us,” the guide said.",
            "Subscribers have left the paper since the scandal.",
            "More on Monday was not to be learned from the ministry.",
            "You have no idea how cold it was.",
            "We will not give up.",
            "Channel 4 said the film would be shown.",
            "Read the letter.",
            "2024",
            "Minister criticised for comments",
            "Army fights for its image",
            "The minister signed up to the plan, which would enable the country to download fewer alerts from its neighbours.",
        ] {
            assert!(score(line) < CERTAIN, "{line:?} scores {}", score(line));
        }
    }
}
