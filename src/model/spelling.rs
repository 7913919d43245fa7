//! The nearest right word for a wrong one, for messages that help.
//!
//! Edit distance with transpositions (Damerau 1964, optimal string alignment), by the crate `strsim`.

/// The candidate nearest to a mistyped word: one that begins with it or that it begins with, else the one with the
/// fewest edits, at most a third of its characters; ties go to the first. Case does not count.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    if word.is_empty() || word.chars().count() > 64 {
        return None;
    }
    let edits = |candidate: &str| {
        let lower = candidate.to_lowercase();
        let begins = word.len() > 1 && (lower.starts_with(&word) || word.starts_with(&lower));
        if begins { 0 } else { strsim::osa_distance(&word, &lower) }
    };
    let most = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|c| (edits(c), c))
        .filter(|(n, _)| *n <= most)
        .min_by_key(|(n, _)| *n)
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_words_are_found() {
        let words = ["enter", "esc", "country", "title"];
        for (typed, expected) in [
            ("entre", Some("enter")),
            ("ener", Some("enter")),
            ("counrty", Some("country")),
            ("TITEL", Some("title")),
            ("co", Some("country")),
            ("xyz", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, words), expected, "{typed}");
        }
    }
}
