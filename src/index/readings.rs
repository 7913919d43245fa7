//! Other readings of a typed name: whom else it could stand for, each as a term that takes exactly that one.

use super::Index;
use super::chips::{Chip, Took, What};
use super::fold::fold;
use super::fuzzy::{Pattern, Strength, letters};
use super::names::Target;
use super::query::{Field, Term};
use crate::model::{EntityKind, SafeText};

/// One reading of a typed name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Whom or what it takes.
    pub name: SafeText,
    /// The term that takes it and nothing else: `who:"olena zelenska"`.
    pub term: String,
    /// Articles of the whole corpus that have it.
    pub articles: usize,
}

impl Index {
    /// What the chip's word can be taken for, beside all it was taken for together: each of those names alone where
    /// there are several, then the next best. Empty where nothing else fits.
    #[must_use]
    pub fn readings(&self, chip: &Chip) -> Vec<Reading> {
        let several = chip.names().count() > 1;
        let all = chip.names().filter(|_| several).chain(&chip.alternatives);
        all.filter_map(|took| self.reading(chip.field, took)).collect()
    }

    fn reading(&self, field: Field, took: &Took) -> Option<Reading> {
        let What::Name(target) = took.what else { return None };
        let field = if field == Field::Any { self.field_of(target) } else { field };
        Some(Reading { name: took.name.clone(), term: self.term_of(field, target), articles: took.articles })
    }

    /// The term of a field that takes a target.
    #[must_use]
    pub fn term_of(&self, field: Field, target: Target) -> String {
        let name = self.target_name(target);
        let value = name.to_lowercase().replace(['"', '“', '”', '„', '«', '»'], " ");
        Term { field, value, span: 0..0, open: false, inside: None }.to_string()
    }

    /// The field that speaks of targets of that sort.
    #[must_use]
    pub fn field_of(&self, target: Target) -> Field {
        let Target::Entity(id) = target else { return Field::Outlet };
        match self.corpus.entities.get(id).kind {
            EntityKind::Person => Field::Who,
            EntityKind::Country => Field::Country,
            EntityKind::Organisation | EntityKind::Bloc => Field::Org,
            EntityKind::Place => Field::Place,
            EntityKind::Event => Field::About,
        }
    }

    /// Whether a name that was taken does not show what was typed for it.
    pub(super) fn is_renamed(chip: &Chip) -> bool {
        chip.names().any(|took| !Self::shows(&took.name, &chip.typed))
    }

    /// Whether a name shows what was typed for it, as words of it or their beginnings.
    #[must_use]
    pub fn shows(name: &str, typed: &str) -> bool {
        let name = fold(name);
        let fit = Pattern::new(typed).cheap_fit(&name, letters(&name));
        fit.is_some_and(|(strength, _)| strength < Strength::Rough)
    }

    /// In how many articles a target is.
    pub(super) fn frequency(&self, target: Target) -> usize {
        match target {
            Target::Entity(id) => self.postings.entity(id).len(),
            Target::Outlet(id) => self.postings.by_outlet.get(id.0 as usize).map_or(0, Vec::len),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::parse;
    use super::super::tests::{corpus, run};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_can_be_read_in_other_ways() {
        let index = Index::build(&corpus());
        for (typed, expected) in [
            ("country:rus", "Cyprus = country:cyprus"),
            ("country:korea", "North Korea = country:\"north korea\", South Korea = country:\"south korea\""),
            ("country:ira", ""),
            ("country:iran", "Iraq = country:iraq"),
            ("putin", ""),
            ("qqqq", ""),
            ("\"no limits\"", ""),
            ("is:unread", ""),
        ] {
            let chip = run(&index, typed).chips.remove(0);
            let readings = index.readings(&chip);
            let told: Vec<_> = readings.iter().map(|r| format!("{} = {}", r.name, r.term)).collect();
            assert_eq!(told.join(", "), expected, "{typed}");
            for reading in readings {
                let hits = run(&index, &reading.term);
                let names: Vec<_> = hits.chips[0].names().map(|took| took.name.clone()).collect();
                assert_eq!(names, std::slice::from_ref(&reading.name), "{}", reading.term);
                assert_eq!(hits.articles.len(), reading.articles, "{}", reading.term);
            }
        }
    }

    #[test]
    fn nothing_that_can_be_typed_breaks_it() {
        let index = Index::build(&corpus());
        let long = "z".repeat(10_000);
        let words = "kim ".repeat(2_500);
        for typed in [
            "🇷🇺",
            "👩\u{200d}🚀 🚀",
            "פוטין",
            "بوتين زيلينسكي",
            "\u{202e}nitup",
            "e\u{301}\u{301}\u{301}\u{301}",
            "who:🚀",
            "-",
            "->",
            "→",
            "\0",
            "\u{feff}putin",
            &long,
            &words,
        ] {
            let hits = run(&index, typed);
            assert_eq!(hits.of, 4);
            for chip in &hits.chips {
                assert!(!index.readings(chip).iter().any(|reading| parse(&reading.term).is_err()));
            }
        }
    }

    proptest! {
        #[test]
        fn readings_parse_and_differ(typed in "[a-zé:\\-\" ()🚀א]{0,24}") {
            let index = Index::build(&corpus());
            let Ok(query) = parse(&typed) else { return Ok(()) };
            for chip in index.run(&query, &crate::model::Marks::default()).chips {
                let readings = index.readings(&chip);
                for reading in &readings {
                    prop_assert!(parse(&reading.term).is_ok(), "{}", reading.term);
                }
                prop_assert!(typed.get(chip.span.clone()).is_some());
            }
        }
    }
}
