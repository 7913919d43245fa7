//! The outlet as the page's own furniture names it: a newsletter box, a copyright line, “originally published by”.
//!
//! Names of pictures and credits of agencies never name the outlet.

use super::Page;
use super::units::Unit;
use super::vocabulary::{VOCABULARY, words};
use crate::ingest::draft::Read;
use crate::model::{Basis, CountryCode, Outlet, Role, SafeText};

/// A name with its country, and how it was come by; the smaller the rank, the surer.
type Found = (u8, String, Option<CountryCode>, &'static str);

/// Reads the outlet from the page where no line of its head states it.
pub(crate) fn read(page: &Page<'_, '_>, read: &mut Read) {
    if read.outlet.is_some() {
        return;
    }
    let mut best: Option<Found> = None;
    for (i, unit) in page.units.iter().enumerate() {
        if unit.weight > 60 {
            continue;
        }
        let furniture = page.has(i, Role::Furniture);
        let found = first_published(page, unit)
            .or_else(|| if furniture { of_furniture(page, unit) } else { None })
            .or_else(|| if furniture { page_title(page, unit) } else { None });
        if let Some(found) = found
            && best.as_ref().is_none_or(|best| found.0 < best.0)
        {
            best = Some(found);
        }
    }
    read.outlet = best.map(|(_, name, country, why)| Outlet {
        name: Some(SafeText::line(&name)),
        country,
        basis: Basis::Inferred,
        why: SafeText::line(why),
    });
}

/// A name the directory knows, with or without its article.
fn known(page: &Page<'_, '_>, name: &str) -> Option<(String, Option<CountryCode>)> {
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name);
    (!bare.is_empty()).then(|| page.directory.outlet(name).or_else(|| page.directory.outlet(bare)))?
}

/// The longest beginning of at most six words that the directory knows.
fn known_start(page: &Page<'_, '_>, text: &str) -> Option<(String, Option<CountryCode>)> {
    let ends: Vec<usize> = word_ends(text).take(6).collect();
    ends.into_iter().rev().find_map(|end| known(page, &text[..end]))
}

/// Byte offsets of the ends of the words of a text.
fn word_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let blank = |i: usize| text[i..].chars().next().is_none_or(char::is_whitespace);
    text.char_indices()
        .filter(|(_, c)| !c.is_whitespace())
        .map(|(i, c)| i + c.len_utf8())
        .filter(move |end| blank(*end))
}

/// “Originally published by …”, “This article first appeared in …”.
fn first_published(page: &Page<'_, '_>, unit: &Unit<'_>) -> Option<Found> {
    let lower = unit.text.to_ascii_lowercase();
    let told = [
        "originally published",
        "first published",
        "originally appeared",
        "first appeared",
        "was republished from",
        "is republished from",
        "republished from",
    ];
    let at = told.iter().find_map(|phrase| lower.find(phrase).map(|at| at + phrase.len()))?;
    let rest = unit.text.get(at..)?.trim_start();
    let rest =
        ["by ", "in ", "on ", "at ", "from "].iter().find_map(|link| rest.strip_prefix(link)).unwrap_or(rest);
    let why = "a line says where the article was first published";
    if let Some((name, country)) = known_start(page, rest) {
        return Some((0, name, country, why));
    }
    let name = capitalised_start(rest);
    is_name_like(&name).then_some((0, name, None, why))
}

/// Newsletter boxes, copyright lines, appeals to follow, subscribe or download.
fn of_furniture(page: &Page<'_, '_>, unit: &Unit<'_>) -> Option<Found> {
    let text = unit.text;
    let lower = text.to_ascii_lowercase();
    let copyright =
        lower.find('©').map(|at| at + '©'.len_utf8()).or_else(|| lower.find("copyright").map(|at| at + 9));
    if let Some(rest) = copyright.and_then(|at| text.get(at..)) {
        let holder = rest
            .trim_start_matches(|c: char| !c.is_alphabetic())
            .trim_start_matches("by ")
            .trim_start_matches("c) ");
        let holder = holder.trim_start_matches(|c: char| !c.is_alphabetic());
        let why = "a copyright line names it";
        if let Some((name, country)) = known_start(page, holder) {
            return Some((1, name, country, why));
        }
        let name = capitalised_start(holder);
        return (is_name_like(&name) && !lower.starts_with("all rights")).then_some((3, name, None, why));
    }
    if let Some(at) = lower.find("newsletter") {
        return newsletter(page, text.get(..at)?);
    }
    let openers = [
        "subscribe to ",
        "follow ",
        "download the ",
        "support ",
        "sign up for ",
        "sign up to ",
        "more from ",
        "more on ",
        "welcome to ",
        "join ",
        "get the ",
        "about ",
    ];
    let rest = openers
        .iter()
        .find(|opener| lower.starts_with(**opener))
        .and_then(|opener| text.get(opener.len()..))?;
    known_start(page, rest).map(|(name, country)| (4, name, country, "an appeal of the page names it"))
}

/// `The Daily Example Newsletter`, `Sign up for the Example Times`.
fn newsletter(page: &Page<'_, '_>, before: &str) -> Option<Found> {
    let why = "the newsletter box names it";
    let words: Vec<&str> = before.split_whitespace().collect();
    let from = words.len().saturating_sub(6);
    for start in from..words.len() {
        let tail = words[start..].join(" ");
        let tail = tail.trim_end_matches("’s").trim_end_matches("'s");
        if let Some((name, country)) = known(page, tail) {
            return Some((2, name, country, why));
        }
    }
    // Not in the directory: the capitalised words before “newsletter”, if they sound like a newspaper's name.
    let run = words.iter().rev().take_while(|word| word.starts_with(char::is_uppercase)).count();
    let mut name: Vec<&str> = words[words.len() - run..].to_vec();
    while name.first().is_some_and(|first| matches!(*first, "The" | "Our" | "Get" | "Join" | "Subscribe")) {
        name.remove(0);
    }
    let lower = self::words(&name.join(" "));
    let telling = lower.iter().any(|word| !VOCABULARY.no_outlet.contains(word));
    let sounds = lower.iter().any(|word| VOCABULARY.outlet_words.contains(word));
    (name.len() >= 2 && telling && sounds).then(|| (5, name.join(" "), None, why))
}

/// `Headline | Example Times`: what follows the headline in the page's own title.
fn page_title(page: &Page<'_, '_>, unit: &Unit<'_>) -> Option<Found> {
    let title = (0..page.zones.body).find(|&i| page.has(i, Role::Title))?;
    let headline = &page.units[title];
    let suffix = unit.words.len() > headline.words.len() && unit.words.starts_with(&headline.words);
    if !suffix {
        return None;
    }
    let name = unit.text.rsplit([' ', '\u{a0}']).scan(false, |done, word| {
        if *done || matches!(word, "|" | "-" | "–" | "—" | "·" | "•" | "::") {
            *done = true;
            return None;
        }
        Some(word)
    });
    let mut name: Vec<&str> = name.collect();
    name.reverse();
    let text = name.join(" ");
    let why = "the page's title ends in it";
    if let Some((name, country)) = known(page, &text) {
        return Some((1, name, country, why));
    }
    let sounds = words(&text).iter().any(|word| VOCABULARY.outlet_words.contains(word));
    (sounds && is_name_like(&text) && name.len() <= 5).then_some((4, text, None, why))
}

/// The leading words with capitals, with the particles between them, up to a mark that ends a name.
fn capitalised_start(text: &str) -> String {
    let mut name: Vec<&str> = Vec::new();
    for word in text.split_whitespace().take(8) {
        let high = word.starts_with(|c: char| c.is_uppercase() || c.is_numeric() && !name.is_empty());
        let particle = !name.is_empty()
            && matches!(word, "of" | "&" | "and" | "de" | "la" | "le" | "du" | "der" | "the" | "al");
        if !(high || particle)
            || matches!(
                word.trim_end_matches(['.', ',']).to_ascii_lowercase().as_str(),
                "all" | "ltd" | "inc" | "llc"
            )
        {
            break;
        }
        name.push(word.trim_end_matches([',', '.', ';', ':', ')', '|', '!']));
        if word.ends_with([',', '.', ';', ':', ')', '|', '!']) {
            break;
        }
    }
    while name.last().is_some_and(|last| last.starts_with(char::is_lowercase) || *last == "&") {
        name.pop();
    }
    name.join(" ")
}

/// Whether it can be a name at all.
fn is_name_like(name: &str) -> bool {
    let words = words(name);
    (1..=6).contains(&words.len())
        && name.chars().count() >= 3
        && words.iter().any(|word| {
            !VOCABULARY.no_outlet.contains(word) && !word.starts_with(|c: char| c.is_ascii_digit())
        })
}
