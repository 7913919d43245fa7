//! The head of a page: the headline, and what stands around it before the first paragraph.

use super::units::{End, Unit};
use super::{Page, meta, vocabulary};
use crate::ingest::draft::Read;
use crate::ingest::format;
use crate::model::{Basis, Outlet, Role, SafeText, Title};
use std::collections::HashSet;

/// At this score a line of the head is the headline.
const ENOUGH: f64 = 2.0;

/// Scores this close are nearly equal.
const NEARLY: f64 = 0.7;

/// So many lines of the head are considered; a headline stands near the top or near the text.
const CONSIDERED: usize = 60;

/// Settles the roles of the head and reads title and outlet from it.
pub(crate) fn read(page: &mut Page<'_, '_>, read: &mut Read) {
    let body = body_words(page);
    mark_places(page, read);
    let title = stated_line(page).or_else(|| choose_title(page, &body));
    if let Some(title) = title {
        let unit = &page.units[title];
        read.title = Some(Title { text: SafeText::line(unit.text), span: Some(unit.span) });
        page.give(title, Role::Title, "of the lines above the text it reads most like the headline");
        mark_repeats(page, title);
    }
    name_outlet(page, title, read);
    let names = names_of_body(page);
    mark_rest(page, title, &names);
}

/// The line that repeats the title a field states.
fn stated_line(page: &Page<'_, '_>) -> Option<usize> {
    (0..page.units.len()).find(|&i| page.has(i, Role::Title))
}

/// The longer words of the first paragraphs.
fn body_words(page: &Page<'_, '_>) -> HashSet<String> {
    let units = page.units[page.zones.body..page.zones.tail].iter().filter(|unit| unit.is_sentence());
    let words = units.take(60).flat_map(|unit| &unit.words).filter(|word| is_content(word));
    words.take(4000).cloned().collect::<HashSet<String>>()
}

/// Whether a word is long enough to mean something; `of`, `the`, `and` recur anywhere.
fn is_content(word: &str) -> bool {
    word.chars().count() >= 4 || word.chars().any(|c| c > '\u{2e80}')
}

/// The longer words that the first paragraphs write with a capital inside a sentence: names.
fn names_of_body(page: &Page<'_, '_>) -> HashSet<String> {
    let mut names = HashSet::new();
    let units = page.units[page.zones.body..page.zones.tail].iter().filter(|unit| unit.is_sentence());
    for unit in units.take(60) {
        let mut inside = false;
        for word in format::head(unit.text, 4000).split_whitespace() {
            let ends = word.ends_with(['.', '!', '?', ':', '”', '"']);
            if inside && word.starts_with(char::is_uppercase) {
                names.extend(vocabulary::words(word).into_iter().filter(|word| is_content(word)));
            }
            inside = !ends;
        }
    }
    names
}

/// How many content words a line has, and how many of them recur in the text.
fn overlap(unit: &Unit<'_>, body: &HashSet<String>) -> (usize, usize) {
    let content = unit.words.iter().filter(|word| is_content(word));
    content.fold((0, 0), |(all, shared), word| (all + 1, shared + usize::from(body.contains(word))))
}

/// Known outlets and countries on lines of their own.
fn mark_places(page: &mut Page<'_, '_>, read: &mut Read) {
    for i in 0..page.zones.body.min(CONSIDERED) {
        let unit = &page.units[i];
        if !(page.is_open(i) && unit.end == End::Open && unit.words.len() <= 6) {
            continue;
        }
        if let Some((name, country)) = page.directory.outlet(unit.text) {
            if read.outlet.is_none() {
                let why = SafeText::line("a line near the headline names it");
                read.outlet =
                    Some(Outlet { name: Some(SafeText::line(&name)), country, basis: Basis::Stated, why });
            }
            page.give(i, Role::Outlet, "it names a known outlet and nothing else");
        } else if unit.words.len() <= 4 && page.directory.country(unit.text).is_some() {
            // Beside an outlet it is the outlet's country; `name_outlet` says so then.
            page.give(i, Role::Tag, "it names a country and nothing else");
        }
    }
}

/// The open line of the head that reads most like a headline.
fn choose_title(page: &Page<'_, '_>, body: &HashSet<String>) -> Option<usize> {
    let limit = page.zones.body;
    let candidates: Vec<usize> = (0..limit.min(CONSIDERED))
        .chain(limit.saturating_sub(CONSIDERED).max(CONSIDERED)..limit)
        .filter(|&i| page.is_open(i) && page.units[i].end != End::Colon)
        .collect();
    let scores: Vec<f64> =
        (0..candidates.len()).map(|place| title_score(page, &candidates, place, body)).collect();
    let mut best: Option<usize> = None;
    for (place, score) in scores.iter().enumerate() {
        if *score >= ENOUGH && best.is_none_or(|best| *score > scores[best]) {
            best = Some(place);
        }
    }
    // A line below the headline may share more words with the text: of near equals the upper one is the headline, and
    // all the more where one stands right below the other.
    let upper = best.map(|best| {
        let margin = |place: usize| match candidates[best] - candidates[place] {
            1 if page.units[candidates[place]].weight >= 5 => 2.0 * NEARLY,
            1..=3 => NEARLY,
            _ => -1.0,
        };
        (0..best).find(|&place| scores[place] >= scores[best] - margin(place)).unwrap_or(best)
    });
    upper.map(|place| candidates[place]).or_else(|| verse_title(page)).or_else(|| lone_title(page))
}

/// The title of a short text, be it of one word: a short line without an end mark, the only one above the first
/// paragraph that neither says something about the article nor belongs to the page.
fn lone_title(page: &Page<'_, '_>) -> Option<usize> {
    let body = page.zones.body;
    let first = (0..body).find(|&i| page.is_open(i))?;
    let unit = &page.units[first];
    let alone = (0..body).all(|i| i == first || !page.is_open(i) && !page.has(i, Role::Furniture));
    let short = unit.end == End::Open && unit.words.len() <= 14 && !unit.text.ends_with(',');
    let opens = page.units.get(body).is_some_and(|next| page.is_open(body) && next.is_sentence());
    (alone && short && opens && unit.has_words() && unit.starts_high()).then_some(first)
}

fn title_score(page: &Page<'_, '_>, candidates: &[usize], place: usize, body: &HashSet<String>) -> f64 {
    let i = candidates[place];
    let unit = &page.units[i];
    let mut score = match unit.weight {
        2 => 0.5,
        3..=4 | 19..=30 => 1.25,
        5..=18 => 2.0,
        _ => 0.0,
    };
    let (all, shared) = overlap(unit, body);
    score += 2.0 * shared as f64 / all.max(2) as f64;
    if unit.end == End::Stop && unit.capital_share() < 0.75 {
        score -= 1.5;
    }
    if !unit.starts_high() || unit.text.ends_with(',') {
        score -= 1.0;
    }
    let about = |j: usize| [Role::Byline, Role::Dateline, Role::Outlet].iter().any(|role| page.has(j, *role));
    if page.roles.get(i + 1).is_some() && about(i + 1) {
        score += 0.5;
    }
    // Above the text with nothing between but lines about the article: where a headline stands.
    if (i + 1..page.zones.body).all(|j| !page.is_open(j) && !page.has(j, Role::Furniture)) {
        score += 0.5;
    }
    let others = candidates.iter().filter(|other| **other != i).map(|other| &page.units[*other]);
    for other in others {
        score += match contained(unit, other) {
            Some(true) => 1.5,
            Some(false) => -2.0,
            None => 0.0,
        };
    }
    score - 0.1 * place.min(10) as f64
}

/// Whether `unit` stands whole in the longer line `other` (true), or holds that one (false); `None` for neither.
fn contained(unit: &Unit<'_>, other: &Unit<'_>) -> Option<bool> {
    let within = |short: &[String], long: &[String]| {
        short.len() >= 4 && short.len() < long.len() && (long.ends_with(short) || long.starts_with(short))
    };
    if within(&unit.words, &other.words) {
        return Some(true);
    }
    within(&other.words, &unit.words).then_some(false)
}

/// The title of a text without paragraphs: its first line, where a blank line parts it from the verses.
fn verse_title(page: &Page<'_, '_>) -> Option<usize> {
    let first = (0..page.units.len()).find(|&i| page.is_open(i))?;
    let (unit, next) = (&page.units[first], page.units.get(first + 1)?);
    let follows = page.units[first + 1..].iter().take(6).filter(|unit| !unit.after_blank).count();
    let whole =
        page.zones.body <= first && !unit.is_sentence() && unit.end != End::Colon && unit.words.len() <= 14;
    (whole && unit.starts_high() && next.after_blank && follows >= 2).then_some(first)
}

/// Other lines that repeat the headline: breadcrumbs, the page's own title, a second copy.
fn mark_repeats(page: &mut Page<'_, '_>, title: usize) {
    let words = page.units[title].words.clone();
    for i in 0..page.units.len() {
        let head_or_tail = i < page.zones.body || i >= page.zones.end;
        if i == title || !head_or_tail || !page.is_open(i) {
            continue;
        }
        let other = &page.units[i].words;
        if *other == words {
            page.give(i, Role::Furniture, "it repeats the headline");
        } else if words.len() >= 3 && other.len() <= words.len() + 12 && other.ends_with(&words) {
            page.give(i, Role::Furniture, "it is the trail of sections that ends in the headline");
        } else if words.len() >= 3 && other.len() <= words.len() + 8 && other.starts_with(&words) {
            page.give(i, Role::Furniture, "it is the page's title: the headline and the site's name");
        }
    }
}

/// The outlet's line where no list knows it: a short name beside a country's, near headline or date.
fn name_outlet(page: &mut Page<'_, '_>, title: Option<usize>, read: &mut Read) {
    let countries: Vec<usize> = (0..page.zones.body.min(CONSIDERED))
        .filter(|&i| page.has(i, Role::Tag) && page.directory.country(page.units[i].text).is_some())
        .collect();
    for i in countries {
        let country = page.directory.country(page.units[i].text);
        let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten().find(|&j| {
            j < page.zones.body
                && (page.has(j, Role::Outlet) || page.is_open(j) && read.outlet.is_none() && is_name(page, j))
        });
        let near = |j: usize| {
            title.is_some_and(|title| title.abs_diff(j) <= 3)
                || (j.saturating_sub(3)..(j + 4).min(page.zones.body)).any(|k| page.has(k, Role::Dateline))
        };
        let Some(name) = beside.filter(|&j| near(j)) else { continue };
        let why = SafeText::line("a line beside the country near the headline names it");
        let outlet = read.outlet.get_or_insert_with(|| Outlet {
            name: Some(SafeText::line(page.units[name].text)),
            country: None,
            basis: Basis::Stated,
            why,
        });
        outlet.country = outlet.country.or(country);
        page.give(name, Role::Outlet, "it is a name beside a country near the headline");
        page.roles[i] = Some((Role::Outlet, "it names the outlet's country"));
    }
}

/// Whether the line can be the name of an outlet: one to five words, with capitals.
fn is_name(page: &Page<'_, '_>, i: usize) -> bool {
    let unit = &page.units[i];
    (1..=5).contains(&unit.words.len())
        && unit.end == End::Open
        && unit.starts_high()
        && unit.capital_share() > 0.6
}

/// `Jane Doe in Tbilisi` anywhere below the headline, or `Jane Doe` above the date, where the text has no such name.
fn is_writer(page: &Page<'_, '_>, i: usize, shared: usize) -> bool {
    let unit = &page.units[i];
    let words: Vec<&str> = unit.text.split_whitespace().collect();
    let high =
        |word: &&str| word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
    let place = words.iter().position(|word| matches!(*word, "in" | "à" | "en" | "aus"));
    let name = &words[..place.unwrap_or(words.len())];
    let named = (2..=3).contains(&name.len()) && name.iter().all(high) && unit.end == End::Open;
    let placed = place.is_some_and(|place| {
        (1..=3).contains(&words[place + 1..].len()) && words[place + 1..].iter().all(high)
    });
    let beside = i + 1 < page.units.len() && page.has(i + 1, Role::Dateline);
    named && (placed || place.is_none() && shared == 0 && beside)
}

/// The lines of the head that are still open: sentences stay body, one line above the text is a heading, the others
/// are topics where the text speaks of them, else labels of the page.
fn mark_rest(page: &mut Page<'_, '_>, title: Option<usize>, names: &HashSet<String>) {
    let open: Vec<usize> = (0..page.zones.body).filter(|&i| page.is_open(i)).collect();
    let below = open.iter().filter(|&&i| title.is_none_or(|title| i > title)).count();
    for i in open {
        let unit = &page.units[i];
        let above = title.is_some_and(|title| i < title);
        let (all, shared) = overlap(unit, names);
        let (role, why) = if !above && is_writer(page, i, shared) {
            (Role::Byline, "it reads as a name above the date or below the headline")
        } else if meta::holds_full_date(unit) {
            (Role::Dateline, "it holds a full date above the text")
        } else if unit.weight >= 20
            || !above && (unit.is_sentence() || unit.end == End::Colon && unit.weight >= 6)
        {
            (Role::Body, "it is a sentence above the first paragraph")
        } else if !above && (below == 1 || unit.weight >= 9 && title.is_some_and(|title| i <= title + 2)) {
            (Role::Heading, "it stands between the headline and the text")
        } else if shared >= 2 && shared * 2 >= all || unit.words.len() <= 2 && all > 0 && shared == all {
            (Role::Tag, "a short line above the text, made of names that the text has")
        } else {
            (Role::Furniture, "a short line above the text that is neither headline nor topic")
        };
        page.give(i, role, why);
    }
}
