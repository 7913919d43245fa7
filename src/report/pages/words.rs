//! Facts in words: dates at their own precision, counts with their nouns, names of kinds and bases.

use crate::model::dates::show;
use crate::model::{ArticleIndex, Confidence, DateBasis, EntityKind, Grade, Published, Relation};
use crate::report::View;

/// When an article was published, and whether that was worked out; `undated` where it is not known.
pub(crate) fn published(published: Option<&Published>) -> String {
    match published {
        None => "undated".to_owned(),
        Some(published) if published.basis == DateBasis::Stated => show(published.date, published.precision),
        Some(published) => format!("{} (worked out)", show(published.date, published.precision)),
    }
}

/// Outlet, country and date of an article, as a person is told them.
pub(crate) fn provenance(view: &View<'_>, index: ArticleIndex) -> [String; 3] {
    let corpus = view.corpus();
    let country = corpus.head(index).outlet.country.map(|code| {
        corpus.entities.find(code.as_str()).map_or_else(|| code.to_string(), |id| view.name(id).to_owned())
    });
    [outlet(view.label(index)), country.unwrap_or_default(), published(corpus.published(index))]
}

/// An outlet's label as a person is told it: `unknown 2` is an unknown outlet, the second of them.
pub(crate) fn outlet(label: &str) -> String {
    match label.strip_prefix("unknown ") {
        Some(number) => format!("unknown outlet {number}"),
        None => label.to_owned(),
    }
}

/// `1 article`, `2 articles`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Where a date comes from.
pub(crate) const fn basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Stated => "date stated",
        DateBasis::Published => "date worked out from the publication date",
        DateBasis::Text => "date worked out from another date in the text",
        DateBasis::Anniversary => "date counted from an anniversary",
        DateBasis::KnownEvent => "date of a known event",
    }
}

/// How sure something is.
pub(crate) const fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "certain",
        Confidence::Likely => "likely",
        Confidence::Weak => "weak",
    }
}

/// What two sides have to do with one another.
pub(crate) const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::SameEvent => "Same event",
        Relation::SameStory => "Same story, different events of it",
        Relation::ThemeOnly => "A shared theme only",
        Relation::Unrelated => "Unrelated",
    }
}

/// How two passages relate.
pub(crate) const fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Same => "same",
        Grade::Related => "related",
        Grade::Differs => "differs",
    }
}

/// Several of a kind, as a heading.
pub(crate) const fn heading(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "People",
        EntityKind::Country => "Countries",
        EntityKind::Place => "Places",
        EntityKind::Organisation => "Organisations",
        EntityKind::Bloc => "Blocs",
        EntityKind::Event => "Named events",
    }
}
