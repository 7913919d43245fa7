//! Saved queries: what a person asks for again and again, by a name. Must not know what a query means.

use super::SafeText;

/// Characters of a name, at most.
const LONGEST: usize = 60;

/// A query with the name it was saved under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedQuery {
    /// Its name, as [`name_of`] makes it.
    pub name: SafeText,
    /// The query as typed, right or wrong.
    pub query: SafeText,
    /// Where it stands among the others.
    pub place: i64,
}

/// A saved query before and after something was done to it. Applying the [`inverse`](Self::inverse) undoes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedChange {
    /// As it was; `None` where there was none.
    pub before: Option<SavedQuery>,
    /// As it is now; `None` where it was removed.
    pub after: Option<SavedQuery>,
}

impl SavedChange {
    /// The change that undoes this one.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

/// All saved queries, in their order. No two have the same name, whatever its case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SavedQueries(Vec<SavedQuery>);

impl SavedQueries {
    /// Those that are kept; of several of one name the first counts.
    #[must_use]
    pub fn of(all: impl IntoIterator<Item = SavedQuery>) -> Self {
        let mut queries = Self::default();
        for query in all {
            if queries.named(&query.name).is_none() {
                queries.0.push(query);
            }
        }
        queries.sort();
        queries
    }

    fn sort(&mut self) {
        self.0.sort_by(|one, other| (one.place, &one.name).cmp(&(other.place, &other.name)));
    }

    /// The queries in their order.
    #[must_use]
    pub fn all(&self) -> &[SavedQuery] {
        &self.0
    }

    /// The one of a name, in any case.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&SavedQuery> {
        let wanted = name.trim().to_lowercase();
        self.0.iter().find(|query| query.name.to_lowercase() == wanted)
    }

    /// The ones whose names begin so.
    pub fn begun(&self, name: &str) -> impl Iterator<Item = &SavedQuery> {
        let wanted = name.trim().to_lowercase();
        self.0.iter().filter(move |query| query.name.to_lowercase().starts_with(&wanted))
    }

    /// What saves a query under a name: beside the others, or in the place of the one that is called so.
    #[must_use]
    pub fn saving(&self, name: &SafeText, query: &str) -> SavedChange {
        let before = self.named(name).cloned();
        let last = self.0.last().map_or(0, |last| last.place.saturating_add(1));
        let place = before.as_ref().map_or(last, |before| before.place);
        let after = SavedQuery { name: name.clone(), query: SafeText::line(query), place };
        SavedChange { before, after: Some(after) }
    }

    /// Applies a change.
    pub fn apply(&mut self, change: &SavedChange) {
        for gone in [&change.before, &change.after].into_iter().flatten() {
            let name = gone.name.to_lowercase();
            self.0.retain(|query| query.name.to_lowercase() != name);
        }
        self.0.extend(change.after.clone());
        self.sort();
    }
}

/// What a typed name becomes: one line without quotation marks, which a query could not tell from its own; `None`
/// where nothing is left.
#[must_use]
pub fn name_of(typed: &str) -> Option<SafeText> {
    let plain = typed.replace(['"', '“', '”', '„', '«', '»'], "'");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(LONGEST).collect();
    let name = SafeText::line(name.trim());
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(queries: &SavedQueries) -> Vec<&str> {
        queries.all().iter().map(|query| query.name.as_str()).collect()
    }

    #[test]
    fn a_change_and_its_inverse_leave_what_was() {
        let mut queries = SavedQueries::default();
        for (name, query) in [("Grain", "place:odesa"), ("Talks", "who:lavrov"), ("Elections", "tag:vote")] {
            queries.apply(&queries.saving(&name_of(name).unwrap(), query));
        }
        assert_eq!(names(&queries), ["Grain", "Talks", "Elections"]);
        let before = queries.clone();
        let talks = queries.named("TALKS").cloned().unwrap();
        let renamed = SavedQuery { name: name_of("Negotiations").unwrap(), ..talks.clone() };
        for change in [
            queries.saving(&name_of("talks").unwrap(), "who:kuleba"),
            SavedChange { before: Some(talks.clone()), after: None },
            SavedChange { before: Some(talks), after: Some(renamed) },
        ] {
            queries.apply(&change);
            assert_ne!(queries, before);
            queries.apply(&change.inverse());
            assert_eq!(queries, before, "{change:?}");
        }
    }

    #[test]
    fn names_as_typed() {
        for (typed, expected) in [
            ("  Ukraine   talks ", Some("Ukraine talks")),
            ("the “deal”", Some("the 'deal'")),
            ("a\u{1b}[2J\nb", Some("a␛[2J b")),
            (" \t ", None),
            ("", None),
        ] {
            assert_eq!(name_of(typed).as_deref(), expected, "{typed:?}");
        }
        assert_eq!(name_of(&"é".repeat(100)).unwrap().chars().count(), LONGEST);
    }
}
