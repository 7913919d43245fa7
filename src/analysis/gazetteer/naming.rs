//! What the form of a listed name tells: its id, its surname, whether it is an acronym; and the reading of terms and titles.
//!
//! Must not know any list.

use super::{fold, table};
use crate::analysis::terms::STOP_WORDS;
use crate::model::{DayRange, Form};
use chrono::NaiveDate;

/// An outlet's name without its article.
pub(super) fn bare_outlet(name: &str) -> &str {
    let name = name.trim();
    name.get(..4).filter(|the| the.eq_ignore_ascii_case("the ")).map_or(name, |_| name[4..].trim_start())
}

/// The folded hash of a name of one or more words.
pub(crate) fn phrase(name: &str) -> u64 {
    name.split(|c: char| c.is_whitespace() || c == '-')
        .filter(|part| !part.is_empty())
        .fold(fold::EMPTY, |hash, part| fold::join(hash, fold::word(part)))
}

/// A stable id from a name: folded words joined by hyphens, at most 80 bytes.
pub(crate) fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in fold::text(name).chars() {
        if out.len() >= 80 {
            break;
        }
        match c {
            '\'' => {}
            c if c.is_alphanumeric() => out.push(c),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

pub(super) fn last_word(name: &str) -> &str {
    let last = |name: &str| name.rfind(' ').map_or(0, |blank| blank + 1);
    let word = &name[last(name)..];
    if matches!(word, "Jr." | "Jr" | "Sr." | "II" | "III" | "IV") {
        let rest = name[..name.len() - word.len()].trim_end_matches([' ', ',']);
        return &rest[last(rest)..];
    }
    word
}

/// Abbreviations are acronyms, all else aliases.
pub(super) fn alias_form(alias: &str) -> Form {
    let alias = alias.trim_start_matches('?');
    let acronym = !alias.contains(' ')
        && alias.chars().filter(|c| c.is_uppercase()).count() >= 2
        && !alias.chars().any(char::is_lowercase);
    if acronym { Form::Acronym } else { Form::Alias }
}

/// `from..to`, both of any precision; open ends reach as far as dates do.
pub(super) fn term(days: &str) -> Option<DayRange> {
    let (from, to) = days.split_once("..").unwrap_or((days, days));
    let first = if from.is_empty() { NaiveDate::MIN } else { table::days(from)?.0 };
    let last = if to.is_empty() { NaiveDate::MAX } else { table::days(to)?.1 };
    (first <= last).then_some(DayRange { from: first, to: last })
}

/// The title a person is known by: the highest office still held where it makes a head of state or government, else
/// the latest.
pub(super) fn best_known<'t>(offices: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    const HEADS: [&str; 12] = [
        "supreme leader",
        "pope",
        "king",
        "queen",
        "emperor",
        "president",
        "state president",
        "chancellor",
        "prime minister",
        "premier",
        "taoiseach",
        "leader",
    ];
    let offices: Vec<&str> = offices.collect();
    let title = |office: &&'t str| office.split('@').next();
    let held = offices.iter().filter(|office| office.ends_with("..")).filter_map(title);
    let rank = |title: &str| HEADS.iter().position(|head| *head == title);
    let highest = held.filter_map(|title| rank(title).map(|place| (place, title))).min();
    highest.map(|(_, title)| title).or_else(|| offices.last().and_then(title))
}

/// Whether a name a person writes down can be looked for: not one letter, nor function words (`the`), which would be
/// found all over. `WHO`, `May` and `The Who` are names.
pub(super) fn worthy(name: &str) -> Result<(), String> {
    let name = name.trim();
    if name.chars().filter(|c| c.is_alphanumeric()).count() == 1 {
        return Err(format!("“{name}” is one letter, which is no name"));
    }
    let stops = |word: &str| STOP_WORDS.split_whitespace().any(|stop| stop.eq_ignore_ascii_case(word));
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let function =
        |word: &str| stops(word) && !(capital(word) && word != "I" && !word.chars().any(char::is_lowercase));
    let mut words = name.split_whitespace();
    let all = words.clone().count() > 0 && words.clone().all(function);
    let lone = words.clone().count() == 1 && !["May", "Will", "Most", "Just"].contains(&name);
    if all && (lone || !words.all(capital)) {
        return Err(format!("“{name}” is made of function words alone, which are no name"));
    }
    Ok(())
}
