//! Words that tell what the capitalised words beside them are: titles, heads of bodies, prepositions of place.
//!
//! The words are in `assets/name-cues.txt`, by the part they play. Must not hold names.

use crate::analysis::gazetteer::fold;
use crate::analysis::gazetteer::lexicon::Folded;
use std::sync::OnceLock;

const LIST: &str = include_str!("../../../assets/name-cues.txt");

/// A set of parts a word can play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cues(u32);

macro_rules! cues {
    ($($(#[$doc:meta])* $constant:ident $bit:literal $section:literal;)*) => {
        impl Cues {
            $($(#[$doc])* pub(super) const $constant: Self = Self(1 << $bit);)*

            fn of_section(name: &str) -> Option<Self> {
                match name {
                    $($section => Some(Self::$constant),)*
                    _ => None,
                }
            }
        }
    };
}

cues! {
    /// Stands before a person's name.
    TITLE 0 "title";
    /// Stands before or inside a title.
    TITLE_MODIFIER 1 "title-modifier";
    /// Follows a person's name after a comma.
    ROLE 2 "role";
    /// Ends the name of a body.
    ORG_HEAD 3 "org-head";
    /// Begins the name of a body before “of”.
    ORG_OF 4 "org-of";
    /// A legal form after a company's name.
    ORG_SUFFIX 5 "org-suffix";
    /// Ends the name of a place.
    PLACE_TAIL 6 "place-head-after";
    /// Begins the name of a place.
    PLACE_START 7 "place-head-before";
    /// A point of the compass or a part of a place.
    DIRECTION 8 "direction";
    /// Joins the parts of a person's name.
    PARTICLE 9 "particle";
    /// A verb of saying or of a person's doing.
    SPEECH 10 "speech";
    /// Stands before a place.
    AT 11 "place-preposition";
    /// A month, weekday or feast.
    CALENDAR 12 "calendar";
    /// An ordinary word that often begins a sentence.
    COMMON 13 "common";
    /// A thing people make, a contest, a war: what is named so is no person, place or body.
    WORK 14 "work";
    /// What a government does.
    ACTS 15 "actor-verb";
    /// Stands before one that acts.
    ACTED_ON 16 "actor-cue";
    /// Stands before a city as a place.
    LIVED 17 "lived-place";
    /// A head or title that is a surname as well.
    SURNAME_TOO 18 "surname-too";
    /// Says of a name beside it that it is a body.
    BODY_NOUN 19 "body-noun";
    /// Says of a name beside it that it is a place.
    PLACE_NOUN 20 "place-noun";
    /// Joins a person and a body.
    MEMBER_VERB 21 "member-verb";
    /// Says of a name before it that it is none of the kinds.
    NOTHING_NOUN 22 "nothing-noun";
    /// Has capitals and names nobody.
    NO_NAME 23 "no-name";
    /// Ends the name of a place and takes “of …”.
    PLACE_OF 24 "place-of";
    /// A people, believers, followers.
    PEOPLE 25 "people";
    /// Tells of sport.
    SPORT 26 "sport";
    /// What one side does to another.
    BEATS 27 "beats";
}

impl Cues {
    /// A first name in the gazetteer.
    pub(super) const GIVEN: Self = Self(1 << 30);

    /// Every part.
    pub(super) const ALL: Self = Self(u32::MAX);

    /// Whether the word plays one of these parts.
    pub(super) const fn any(self, parts: Self) -> bool {
        self.0 & parts.0 != 0
    }

    /// Both sets.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The parts of every listed word, by its folded hash.
pub(super) fn table() -> &'static Folded<Cues> {
    static TABLE: OnceLock<Folded<Cues>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: Folded<Cues> = Folded::default();
        for (section, word) in words() {
            let part = Cues::of_section(section).unwrap_or_default();
            let cues = table.entry(fold::word(word)).or_default();
            *cues = cues.or(part);
        }
        table
    })
}

/// The list as pairs of section and word.
pub(super) fn words() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    LIST.lines().filter(|line| !line.starts_with('#')).flat_map(move |line| {
        let heading = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        section = heading.unwrap_or(section);
        let words = if heading.is_some() { "" } else { line };
        let here = section;
        words.split_whitespace().map(move |word| (here, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_known_and_has_words() {
        let mut seen = std::collections::BTreeSet::new();
        for (section, word) in words() {
            assert!(Cues::of_section(section).is_some(), "[{section}] of “{word}”");
            seen.insert(section);
        }
        assert_eq!(seen.len(), 28);
    }

    #[test]
    fn a_word_can_play_several_parts() {
        let president = table()[&fold::word("President")];
        assert!(president.any(Cues::TITLE) && president.any(Cues::ROLE) && !president.any(Cues::AT));
    }
}
