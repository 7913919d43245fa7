//! The words of the query language: one table for the parser, the help and the suggestions.

/// What a term of a query speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A bare word: any name, outlet or word of a title.
    Any,
    /// A phrase in quotation marks: the texts.
    Text,
    /// People.
    Who,
    /// Organisations and blocs.
    Org,
    /// Places, and countries with the places in them.
    Place,
    /// Who published.
    Outlet,
    /// A country that is mentioned or that the outlet is from.
    Country,
    /// Anything mentioned; the outlet's country does not count.
    About,
    /// The outlet's country.
    From,
    /// The language.
    Lang,
    /// A tag of the person's own, or a topic label.
    Tag,
    /// Words of the person's own notes.
    Note,
    /// Words of a story's label, or its id.
    Story,
    /// A state: unread, starred, noted, shared.
    Is,
    /// Published on or after a date.
    After,
    /// Published before a date.
    Before,
    /// Published in a day, month or year.
    On,
    /// Quotations: the speaker, or words in them.
    Said,
    /// A query that was saved.
    Saved,
    /// The order of the results.
    Sort,
}

/// A row of the table of fields.
#[derive(Debug, Clone, Copy)]
pub struct FieldInfo {
    /// Which field.
    pub field: Field,
    /// The word before the colon.
    pub name: &'static str,
    /// Other words taken for it.
    pub also: &'static [&'static str],
    /// What it means, in a line of help.
    pub meaning: &'static str,
    /// A term that uses it.
    pub example: &'static str,
}

/// Every field a person can type, in the order of the help.
pub const FIELDS: &[FieldInfo] = &[
    row(
        Field::Who,
        "who",
        &["person", "people", "leader"],
        "a person who is mentioned",
        "who:\"xi jinping\"",
    ),
    row(Field::Country, "country", &[], "a country mentioned, or the outlet's own", "country:russia"),
    row(
        Field::Org,
        "org",
        &["organisation", "organization"],
        "an organisation or bloc mentioned",
        "org:nato",
    ),
    row(
        Field::Place,
        "place",
        &["where", "city"],
        "a place mentioned; a country takes its places too",
        "place:beijing",
    ),
    row(Field::Outlet, "outlet", &["source", "publisher"], "who published it", "outlet:\"to vima\""),
    row(Field::About, "about", &["mentions"], "anyone or anything mentioned", "about:ukraine"),
    row(Field::From, "from", &[], "the country the outlet is from", "from:greece"),
    row(
        Field::Said,
        "said",
        &["quote", "quotes"],
        "a speaker who is quoted, or words in quotations",
        "said:putin",
    ),
    row(Field::Story, "story", &[], "words of a story's headline, or its id", "story:olympics"),
    row(Field::Tag, "tag", &["tags", "topic"], "a tag of yours, or a topic label", "tag:energy"),
    row(Field::Note, "note", &["notes"], "words of your notes", "note:\"ask the port\""),
    row(Field::Lang, "lang", &["language"], "the language of the text", "lang:en"),
    row(
        Field::Is,
        "is",
        &[],
        "unread, read, starred, tagged, noted, shared (told by several), reprint",
        "is:unread",
    ),
    row(
        Field::After,
        "after",
        &["since"],
        "published on that day or later; 7d counts back from the newest",
        "after:2025-09",
    ),
    row(Field::Before, "before", &["until"], "published before that day", "before:2023"),
    row(Field::On, "on", &["date"], "published in that day, month, year or range", "on:2023-03..2023-05"),
    row(
        Field::Saved,
        "saved",
        &["query"],
        "the articles of a query you saved; the beginning of its name is enough",
        "saved:\"ukraine talks\"",
    ),
    row(
        Field::Sort,
        "sort",
        &["order"],
        "date, oldest, outlet, title or relevance (best fit, of equal ones the newest)",
        "sort:oldest",
    ),
];

const fn row(
    field: Field,
    name: &'static str,
    also: &'static [&'static str],
    meaning: &'static str,
    example: &'static str,
) -> FieldInfo {
    FieldInfo { field, name, also, meaning, example }
}

impl Field {
    /// The word before the colon; empty for bare words and phrases.
    #[must_use]
    pub fn name(self) -> &'static str {
        FIELDS.iter().find(|row| row.field == self).map_or("", |row| row.name)
    }

    /// The field of a word, in any case.
    pub(super) fn named(word: &str) -> Option<Self> {
        let same = |name: &&str| name.eq_ignore_ascii_case(word);
        FIELDS.iter().find(|row| same(&row.name) || row.also.iter().any(same)).map(|row| row.field)
    }
}

/// A state that `is:` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum State {
    Unread,
    Read,
    Starred,
    Tagged,
    Noted,
    Shared,
    Reprint,
}

/// The states with their words.
pub(crate) const STATES: &[(&str, State)] = &[
    ("unread", State::Unread),
    ("read", State::Read),
    ("starred", State::Starred),
    ("tagged", State::Tagged),
    ("noted", State::Noted),
    ("shared", State::Shared),
    ("reprint", State::Reprint),
];

/// In which order the articles stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Newest first, undated last.
    Date,
    /// Oldest first, undated last.
    Oldest,
    /// By outlet, then newest first; unknown outlets last.
    Outlet,
    /// By headline.
    Title,
    /// Best fit first, then newest first.
    Relevance,
}

/// The orders with their words.
pub const SORTS: &[(&str, Sort)] = &[
    ("date", Sort::Date),
    ("oldest", Sort::Oldest),
    ("outlet", Sort::Outlet),
    ("title", Sort::Title),
    ("relevance", Sort::Relevance),
];

impl Sort {
    /// Its word.
    #[must_use]
    pub fn name(self) -> &'static str {
        SORTS.iter().find(|(_, sort)| *sort == self).map_or("", |(name, _)| name)
    }
}

/// What a word of a closed list means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice<T> {
    /// It is that.
    Is(T),
    /// It may become one of several, or nothing was typed yet.
    Open,
    /// It is none and cannot become one.
    No,
}

/// Finds a word in a closed list; a beginning that leaves no doubt is enough.
pub(crate) fn choose<T: Copy>(list: &[(&str, T)], word: &str) -> Choice<T> {
    let word = word.trim().to_lowercase();
    if let Some(&(_, value)) = list.iter().find(|(name, _)| *name == word) {
        return Choice::Is(value);
    }
    let mut begun = list.iter().filter(|(name, _)| name.starts_with(&word));
    match (begun.next(), begun.next()) {
        (None, _) => Choice::No,
        (Some(&(_, value)), None) => Choice::Is(value),
        _ => Choice::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_field_once() {
        for (i, row) in FIELDS.iter().enumerate() {
            assert_eq!(Field::named(row.name), Some(row.field));
            assert_eq!(row.field.name(), row.name);
            assert!(row.example.starts_with(&format!("{}:", row.name)), "{}", row.example);
            assert!(
                FIELDS[i + 1..].iter().all(|other| other.name != row.name && !other.also.contains(&row.name))
            );
        }
    }

    #[test]
    fn words_of_a_closed_list() {
        for (word, expected) in [
            ("unread", Choice::Is(State::Unread)),
            ("READ", Choice::Is(State::Read)),
            ("st", Choice::Is(State::Starred)),
            ("s", Choice::Open),
            ("", Choice::Open),
            ("rare", Choice::No),
        ] {
            assert_eq!(choose(STATES, word), expected, "{word}");
        }
    }
}
