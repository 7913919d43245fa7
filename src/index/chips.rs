//! What a query was taken for, in words a person can check: chips with counts, and why nothing is left.

use super::fuzzy::Strength;
use super::names::Target;
use super::query::Field;
use crate::model::SafeText;
use crate::model::width::fit;
use std::fmt;
use std::ops::Range;

/// What a term was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// An entity or outlet.
    Name(Target),
    /// Words of titles.
    Titles,
    /// Words of the texts.
    Texts,
    /// Words in quotations.
    Quotations,
    /// Anything else: a date, a state, a tag, a language, a story.
    Other,
}

/// One thing a term was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Took {
    /// What it is.
    pub what: What,
    /// Its name.
    pub name: SafeText,
    /// Articles of the whole corpus that have it.
    pub articles: usize,
}

/// One term of the query, with what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// Where the term stands in what was typed, in bytes.
    pub span: Range<usize>,
    /// The field.
    pub field: Field,
    /// What was typed for it.
    pub typed: SafeText,
    /// Whether the term excludes.
    pub excluded: bool,
    /// Whether a name it was taken for does not show what was typed: `zelinsky` for Volodymyr Zelenskyy.
    pub renamed: bool,
    /// How the names taken fit what was typed; `None` where no name was taken.
    pub strength: Option<Strength>,
    /// What it was taken for, best first; empty where nothing fits.
    pub took: Vec<Took>,
    /// The next best names, best first, at most five.
    pub alternatives: Vec<Took>,
    /// Articles of the whole corpus that match this condition alone: those without it where it excludes.
    pub articles: usize,
    /// Articles of the whole corpus.
    pub of: usize,
}

impl Chip {
    /// The term as understood: `country:Russia`, `Vladimir Putin`, `-outlet:To Vima`, `ko: 2 names`, `“no limits”`.
    /// Where the name does not show what was typed, both are told: `zelinsky → Volodymyr Zelenskyy`.
    #[must_use]
    pub fn label(&self) -> String {
        let sign = if self.excluded { "-" } else { "" };
        let field = match self.field {
            Field::Any | Field::Text => String::new(),
            field => format!("{}:", field.name()),
        };
        let names: Vec<&Took> = self.names().collect();
        let field = if self.renamed { format!("{field}{} → ", fit(&self.typed, 24)) } else { field };
        match names.as_slice() {
            [] if self.field == Field::Text => format!("{sign}“{}”", self.typed),
            [] => format!("{sign}{field}{}", self.typed),
            [one] => format!("{sign}{field}{}", one.name),
            [one, two] => format!("{sign}{field}{} | {}", one.name, two.name),
            [first, rest @ ..] if self.renamed => format!("{sign}{field}{} +{}", first.name, rest.len()),
            many => format!("{sign}{field}{}: {} names", self.typed, many.len()),
        }
    }

    /// The names it was taken for.
    pub fn names(&self) -> impl Iterator<Item = &Took> {
        self.took.iter().filter(|took| matches!(took.what, What::Name(_)))
    }
}

impl fmt::Display for Chip {
    /// The label with its count: `country:Russia 14 of 212`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} of {}", self.label(), self.articles, self.of)
    }
}

/// Why no article is left, and what would bring some back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Empty {
    /// The reason in a sentence.
    pub why: String,
    /// Queries that match something, with what each does in words and how many articles it leaves.
    pub widen: Vec<Wider>,
}

/// A query that matches more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wider {
    /// What it does: `without who:merz`.
    pub label: String,
    /// The query to put in place of the one typed.
    pub query: String,
    /// Articles it leaves; `None` where that was not counted.
    pub articles: Option<usize>,
}
