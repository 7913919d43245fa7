//! Happenings that come again every few years, by the names they have while they are on: without the year.
//!
//! Must not decide which one is meant: the same name finds all of them.

use super::KnownEvent;
use super::lexicon::Folded;
use crate::analysis::gazetteer::fold;
use crate::analysis::tokens::{Token, tokenise};
use crate::model::{EntityTable, Span};
use std::collections::BTreeMap;

/// The names, by the folded hash of their last word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recurring(Folded<Vec<Name>>);

#[derive(Debug, Clone)]
struct Name {
    words: Box<str>,
    /// The place of the event in the gazetteer's list.
    event: usize,
    /// Its place among the event's names: the first that stands in a text is taken.
    rank: usize,
}

impl Recurring {
    /// The names of what comes again among the events.
    pub(super) fn of(events: &[KnownEvent], entities: &EntityTable) -> Self {
        let mut recurring = Self::default();
        for (i, event) in events.iter().enumerate() {
            if &*event.kind != "games" && &*event.kind != "summit" {
                continue;
            }
            let entity = entities.get(event.entity);
            let names = std::iter::once(&entity.name).chain(&entity.aliases);
            // A city with a year stands for the games there; without the year it is the city.
            let place = event.place.map(|place| entities.get(place));
            let is_place = |words: &str| {
                let same = |name: &str| name.eq_ignore_ascii_case(words);
                place.is_some_and(|place| same(&place.name) || place.aliases.iter().any(|alias| same(alias)))
            };
            let names = names.flat_map(|name| without_year(name)).filter(|words| !is_place(words));
            for (rank, words) in names.enumerate() {
                let Some(last) = tokenise(&words, Span::of(0, words.len())).pop() else { continue };
                let names = recurring.0.entry(fold::word(last.text(&words))).or_default();
                names.push(Name { words: words.into(), event: i, rank });
            }
        }
        recurring
    }

    /// The events that the text names so, each by its place in the gazetteer's list with the byte where its name
    /// begins.
    pub(crate) fn find(&self, text: &str, tokens: &[Token]) -> BTreeMap<usize, usize> {
        let mut found: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for token in tokens {
            let Some(names) = self.0.get(&fold::word(token.text(text))) else { continue };
            let end = token.span.end as usize;
            for name in names.iter().filter(|name| text[..end].ends_with(&*name.words)) {
                let here = (name.rank, end - name.words.len());
                found.entry(name.event).and_modify(|known| *known = here.min(*known)).or_insert(here);
            }
        }
        found.into_iter().map(|(event, (_, at))| (event, at)).collect()
    }
}

/// A name without its year where more than one word is left: “Winter Olympics”, and “Winter Olympic Games” for it.
fn without_year(name: &str) -> impl Iterator<Item = String> + use<> {
    let words = name.split(' ').filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    let generic = words.collect::<Vec<_>>().join(" ");
    let longer = generic.strip_suffix("ics").map(|stem| format!("{stem}ic Games"));
    [Some(generic), longer].into_iter().flatten().filter(|name| name.contains(' '))
}

#[cfg(test)]
mod tests {
    use crate::analysis::Gazetteer;
    use crate::analysis::tokens::tokenise;
    use crate::model::Span;

    #[test]
    fn what_comes_again_is_found_by_its_name_without_the_year() {
        let gazetteer = Gazetteer::bundled();
        for (text, expected) in [
            ("He came for the Winter Olympics.", Some("Winter Olympics")),
            ("The Winter Olympic Games began.", Some("Winter Olympic Games")),
            ("The Winter Olympicsite is new.", None),
            ("It was a summit of sorts.", None),
        ] {
            let found = gazetteer.recurring().find(text, &tokenise(text, Span::of(0, text.len())));
            let winter = found.iter().find(|&(&event, _)| {
                let entity = gazetteer.events()[event].entity;
                gazetteer.entities().get(entity).name.contains("Winter")
            });
            assert_eq!(winter.map(|(_, &at)| at), expected.and_then(|name| text.find(name)), "{text}");
        }
    }
}
