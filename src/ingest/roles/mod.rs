//! The roles of the lines of a saved page: what is the article, what speaks about it, what is furniture.
//!
//! Rules are general: vocabulary (`assets/furniture.toml`), shape, recurrence over pages, and place between the first
//! and the last paragraph. In doubt a line is body: prose that is hidden is worse than furniture that is shown.

mod evidence;
mod head;
mod meta;
mod naming;
mod recurring;
mod rest;
mod units;
mod vocabulary;
mod zones;

pub(crate) use recurring::{Recurring, Tally};

use super::OutletDirectory;
use super::draft::{Read, same_words};
use super::fields::Fields;
use crate::model::{Part, Role, SafeText, Span, Title};
use std::collections::HashMap;
use units::Unit;
use zones::Zones;

/// A page at work: its units, and the role each has been given so far.
pub(crate) struct Page<'t, 'd> {
    units: Vec<Unit<'t>>,
    roles: Vec<Option<(Role, &'static str)>>,
    zones: Zones,
    /// The title that a field states.
    stated: Option<&'t str>,
    directory: &'d dyn OutletDirectory,
}

impl Page<'_, '_> {
    /// Gives a role to a unit that has none.
    fn give(&mut self, unit: usize, role: Role, why: &'static str) {
        self.roles[unit].get_or_insert((role, why));
    }

    fn is_open(&self, unit: usize) -> bool {
        self.roles[unit].is_none()
    }

    fn has(&self, unit: usize, role: Role) -> bool {
        self.roles[unit].is_some_and(|(given, _)| given == role)
    }
}

/// What the format itself says of lines: their ranges, in order.
pub(crate) type Marked = [(Span, Role, &'static str)];

/// Gives every line that is not blank its role, and reads what those lines say. Lines before byte `from` are front
/// matter; what the format says of a line in `marked` holds, but for its plain paragraphs.
pub(crate) fn read(
    text: &SafeText,
    from: usize,
    marked: &Marked,
    fields: &Fields,
    recurring: &Recurring,
    directory: &dyn OutletDirectory,
) -> Read {
    let (lines, rest) = units::page_and_rest(text, from);
    let units = units::split(text, &lines, marked.is_empty());
    let count = units.len();
    let zones = Zones { body: 0, end: count, tail: count, prosy: false };
    let stated = fields.title.as_deref();
    let mut page = Page { units, roles: vec![None; count], zones, stated, directory };
    for i in 0..count {
        let start = page.units[i].span.start;
        if let Ok(at) = marked.binary_search_by_key(&start, |(span, ..)| span.start)
            && marked[at].1 != Role::Body
        {
            page.give(i, marked[at].1, marked[at].2);
        }
    }
    mark_plain(&mut page, recurring);
    let open: Vec<bool> = page.roles.iter().map(Option::is_none).collect();
    let certain: Vec<bool> = (0..count).map(|i| page.has(i, Role::Furniture)).collect();
    page.zones = zones::find(&page.units, &open, &certain);
    if !rest.is_empty() {
        (page.zones.end, page.zones.tail) = (count, count);
    }
    let mut read = Read::default();
    head::read(&mut page, &mut read);
    rest::read(&mut page);
    naming::read(&page, &mut read);
    collect(&page, &mut read);
    let why = SafeText::line("the text is longer than any page; this far down its lines are not told apart");
    read.parts.extend(rest.into_iter().map(|span| Part { span, role: Role::Body, why: why.clone() }));
    if from > 0 {
        read.parts.splice(0..0, front_matter(text, from));
    }
    read
}

/// Roles that a line's own words settle, wherever it stands.
fn mark_plain(page: &mut Page<'_, '_>, recurring: &Recurring) {
    for i in 0..page.units.len() {
        let unit = &page.units[i];
        if !page.is_open(i) {
            continue;
        }
        if page.stated.is_some_and(|title| same_words(title, unit.text)) {
            page.give(i, Role::Title, "it repeats the title that a field states");
        } else if let Some((role, why)) = by_its_words(unit) {
            page.give(i, role, why);
        } else if recurring.holds(unit) {
            page.give(i, Role::Furniture, "the same short line stands on other pages that were read");
        }
    }
}

/// The role that a line's own words settle.
fn by_its_words(unit: &Unit<'_>) -> Option<(Role, &'static str)> {
    Some(if meta::dateline(unit) {
        (Role::Dateline, "it holds a date and nothing else")
    } else if meta::caption(unit) {
        (Role::Caption, "it carries the credit of a picture")
    } else if meta::byline(unit).is_some() {
        (Role::Byline, "it names who wrote the article")
    } else if meta::agency(unit) {
        (Role::Byline, "it names a news agency and nothing else: a credit")
    } else {
        let (score, why) = evidence::of(unit);
        return (score >= evidence::CERTAIN).then_some((Role::Furniture, why));
    })
}

/// How many lines from the top a date or a name that stands alone is the article's own.
const TOP: usize = 6;

/// The lines of an article that its format has taken out of its page: they have the roles that the format gives. Only of
/// paragraphs, by the reason that they carry, the words are looked at.
pub(crate) fn given(text: &SafeText, marked: &Marked, paragraph: &str) -> Read {
    let mut reasons: HashMap<&'static str, SafeText> = HashMap::new();
    let mut read = Read::default();
    for (i, &(span, role, why)) in marked.iter().enumerate() {
        let judged = (why == paragraph).then(|| Unit::new(text, span, true));
        let found = judged.as_ref().and_then(by_its_words);
        let own = |role| i < TOP || !matches!(role, Role::Dateline | Role::Byline);
        let (role, why) = found.filter(|(role, _)| own(*role)).unwrap_or((role, why));
        if role == Role::Title && read.title.is_none() {
            read.title = Some(Title { text: SafeText::line(span.slice(text)), span: Some(span) });
        }
        if role == Role::Byline && read.byline.is_none() {
            let name = judged.as_ref().and_then(meta::byline).unwrap_or_else(|| span.slice(text).to_owned());
            read.byline = Some(SafeText::line(&name)).filter(|name| !name.is_empty());
        }
        let why = reasons.entry(why).or_insert_with(|| SafeText::line(why)).clone();
        read.parts.push(Part { span, role, why });
    }
    read
}

/// Parts, byline and tags from the finished roles.
fn collect(page: &Page<'_, '_>, read: &mut Read) {
    let mut reasons: HashMap<&'static str, SafeText> = HashMap::new();
    for (unit, role) in page.units.iter().zip(&page.roles) {
        let (role, why) = role.unwrap_or((Role::Body, "it reads as the article's own words"));
        let why = reasons.entry(why).or_insert_with(|| SafeText::line(why)).clone();
        read.parts.push(Part { span: unit.span, role, why });
        match role {
            Role::Byline if read.byline.is_none() => {
                let name = meta::byline(unit)
                    .unwrap_or_else(|| unit.text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
                read.byline = Some(SafeText::line(&name)).filter(|name| !name.is_empty());
            }
            Role::Tag => read.tags.push(SafeText::line(unit.text)),
            _ => {}
        }
    }
}

/// The block before byte `from` as one part.
fn front_matter(text: &str, from: usize) -> Option<Part> {
    let block = text.get(..from)?;
    let lead = block.len() - block.trim_start().len();
    let span = Span::of(lead, block.trim_end().len());
    let why = SafeText::line("it is the front matter, which states fields of the article");
    (!span.is_empty()).then_some(Part { span, role: Role::Furniture, why })
}

#[cfg(test)]
mod tests;
