//! The body of a page and what closes it: paragraphs, headings between them, lists, quotations, and the end.

use super::units::{End, Unit};
use super::{Page, evidence, meta};
use crate::model::Role;
use std::collections::HashSet;

/// A heading is no heavier than this.
const HEADING: usize = 14;

/// So many units after the first paragraph a date line still belongs to the article's head.
const NEAR_HEAD: usize = 6;

/// Settles the roles from the first paragraph on.
pub(crate) fn read(page: &mut Page<'_, '_>) {
    let zones = page.zones;
    restore_inner_lines(page);
    mark_lists(page, zones.body, zones.tail);
    mark_headings(page, zones.body, zones.end);
    mark_close(page, zones.end, zones.tail);
    for i in zones.tail..page.units.len() {
        page.give(
            i,
            Role::Furniture,
            "it stands in the block that closes the page, after the last paragraph",
        );
    }
    for i in zones.body..zones.tail {
        let unit = &page.units[i];
        let apart = unit.after_blank && page.is_open(i) && is_set_apart(unit);
        if apart {
            page.give(i, Role::Quote, "it is a quotation on a line of its own");
        }
    }
}

/// Between paragraphs a date is a heading (of a chronicle, of a live report), unless it is the first one and near the
/// head, where some pages put their date below the first paragraph.
fn restore_inner_lines(page: &mut Page<'_, '_>) {
    let mut dated = (0..page.zones.body).any(|i| page.has(i, Role::Dateline));
    for i in page.zones.body..page.zones.end {
        if page.has(i, Role::Dateline) {
            if dated || i >= page.zones.body + NEAR_HEAD {
                page.roles[i] = Some((Role::Heading, "it is a date between paragraphs"));
            }
            dated = true;
        }
    }
}

/// `• item`, `- item`, `1. item`: at least two such lines next to one another.
fn mark_lists(page: &mut Page<'_, '_>, from: usize, to: usize) {
    let items: Vec<bool> = (from..to).map(|i| page.is_open(i) && is_item(page.units[i].text)).collect();
    for (k, item) in items.iter().enumerate() {
        let beside = k > 0 && items[k - 1] || items.get(k + 1).copied().unwrap_or(false);
        if *item && beside {
            page.give(from + k, Role::List, "it is an item of a list");
        }
    }
}

fn is_item(text: &str) -> bool {
    let Some((mark, rest)) = text.split_once(char::is_whitespace) else { return false };
    if rest.trim().is_empty() {
        return false;
    }
    if matches!(mark, "•" | "-" | "*" | "–" | "▪" | "‣" | "◦" | "·" | "●" | "■" | "→" | "✓" | "➤")
    {
        return true;
    }
    let label = mark.strip_suffix(['.', ')']).unwrap_or("");
    label.len() <= 2 && !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit())
}

/// Short lines without a sentence's end that a paragraph follows. Three or more in a row are verses or items.
fn mark_headings(page: &mut Page<'_, '_>, from: usize, to: usize) {
    let questions =
        page.units[from..to].iter().filter(|unit| is_short(unit) && unit.end == End::Call).count();
    let mut at = from;
    while at < to {
        if !(page.is_open(at) && is_short(&page.units[at])) {
            at += 1;
            continue;
        }
        let run = (at..to).take_while(|&i| page.is_open(i) && is_short(&page.units[i])).count();
        let after = at + run;
        let boxed = at > from
            && page.roles[at - 1].is_some_and(|(_, why)| matches!(why, evidence::LABEL | evidence::LINK));
        let like_links = |unit: &Unit<'_>| (4..=20).contains(&unit.weight) && unit.starts_high();
        if (2..=8).contains(&run) && boxed && page.units[at..after].iter().all(like_links) {
            for i in at..after {
                page.give(i, Role::Furniture, "it stands among links under a label of the page");
            }
        } else if run <= 2 && is_followed(page, after, to) {
            for i in at..after {
                // An interview's questions are part of the text.
                if can_head(&page.units[i]) && !(questions >= 3 && page.units[i].end == End::Call) {
                    page.give(i, Role::Heading, "a short line without a sentence's end, a paragraph follows");
                }
            }
        }
        at = after;
    }
}

/// Whether prose follows, with no more than pictures and furniture between.
fn is_followed(page: &Page<'_, '_>, from: usize, to: usize) -> bool {
    let next = (from..to).find(|&i| !(page.has(i, Role::Furniture) || page.has(i, Role::Caption)));
    next.is_some_and(|i| {
        page.has(i, Role::List) || page.is_open(i) && page.units[i].is_sentence() || page.units[i].is_long()
    })
}

/// A line that is no sentence.
fn is_short(unit: &Unit<'_>) -> bool {
    !unit.is_sentence() && unit.end != End::Stop && unit.end != End::Colon
}

fn can_head(unit: &Unit<'_>) -> bool {
    unit.weight <= HEADING
        && unit.starts_high()
        && !unit.text.ends_with([',', ';', '-', '–', '—'])
        && !unit.text.starts_with(['[', '('])
        && !is_set_apart(unit)
}

/// A line wholly in quotation marks that is not a sentence of the running text.
fn is_set_apart(unit: &Unit<'_>) -> bool {
    let marks = [('“', '”'), ('"', '"'), ('«', '»'), ('„', '“')];
    let inner = |open, close: char| {
        unit.text
            .strip_prefix::<char>(open)
            .and_then(|rest| rest.strip_suffix(close))
            .is_some_and(|inner| !inner.contains([open, close]))
    };
    (3..=40).contains(&unit.weight)
        && unit.end == End::Open
        && marks.iter().any(|(open, close)| inner(*open, *close))
}

/// What stands between the last sentence and the closing block: topics, names, labels. Verses stay body.
fn mark_close(page: &mut Page<'_, '_>, from: usize, to: usize) {
    let open = (from..to).filter(|&i| page.is_open(i)).count();
    let adjoining = (from..to).filter(|&i| page.is_open(i) && !page.units[i].after_blank).count();
    let own: Vec<usize> = (from..to).filter(|&i| page.is_open(i)).collect();
    let listed = from > 0 && page.units[from - 1].end == End::Colon;
    if (listed || !page.zones.prosy)
        && open >= 3
        && adjoining + 2 >= open
        && from == own.first().copied().unwrap_or(to)
    {
        return;
    }
    let body: HashSet<String> = page.units[page.zones.body..from]
        .iter()
        .flat_map(|unit| unit.words.iter().cloned())
        .take(20_000)
        .collect();
    for i in own {
        let unit = &page.units[i];
        let known = unit.words.iter().all(|word| body.contains(word));
        if meta::holds_full_date(unit) && unit.weight <= 10 {
            page.give(i, Role::Dateline, "it holds a full date below the text");
        } else if unit.words.len() <= 4 && known {
            page.give(i, Role::Tag, "a short line below the text, on a matter that the text speaks of");
        } else if unit.weight <= HEADING && unit.end == End::Open {
            page.give(i, Role::Furniture, "a short line below the last sentence");
        }
    }
}
