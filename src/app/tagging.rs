//! A line of tags as one types it: `later, china trip, -urgent`. What it adds and takes away, and how the word at its
//! end may go on.

use crate::model::{Marks, Tag, tag};

/// What a line of tags asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Tags to add.
    pub add: Vec<Tag>,
    /// Tags to take away.
    pub remove: Vec<Tag>,
}

impl Line {
    /// Reads a line. A tag that is known is spelt as it is known.
    ///
    /// # Errors
    /// What is wrong with one of the words.
    pub fn read(typed: &str, known: &[Tag]) -> Result<Self, String> {
        let mut line = Self::default();
        for word in typed.split(',').map(str::trim).filter(|word| !matches!(*word, "" | "-")) {
            let (list, word) = match word.strip_prefix('-') {
                Some(word) => (&mut line.remove, word),
                None => (&mut line.add, word),
            };
            let tag = Tag::new(word).map_err(|fault| fault.to_string())?;
            let tag = known.iter().find(|known| **known == tag).cloned().unwrap_or(tag);
            if !list.contains(&tag) {
                list.push(tag);
            }
        }
        Ok(line)
    }
}

/// What some articles have: each tag with how many of them have it, in order.
#[must_use]
pub fn had<'m>(marks: &'m Marks, articles: impl Iterator<Item = &'m str>) -> Vec<(Tag, usize)> {
    let mut had: std::collections::BTreeMap<&Tag, usize> = std::collections::BTreeMap::new();
    for tag in articles.flat_map(|article| marks.tags_of(article)) {
        *had.entry(tag).or_default() += 1;
    }
    had.into_iter().map(|(tag, count)| (tag.clone(), count)).collect()
}

/// The lines that a line of tags may become by completing its last word: with a known tag, or after a dash with one that
/// is there to take away. Tags the line has already are left out.
#[must_use]
pub fn completions(typed: &str, known: &[Tag], there: &[Tag]) -> Vec<String> {
    let (before, word) = typed.rfind(',').map_or(("", typed), |comma| typed.split_at(comma + 1));
    let blank = if before.is_empty() { "" } else { " " };
    let word = word.trim_start();
    let (dash, begun, choices) = match word.strip_prefix('-') {
        Some(begun) => ("-", begun, there),
        None => ("", word, known),
    };
    let begun = tag::key(begun.trim_start_matches(['#', '+']));
    let used = Line::read(before, known).unwrap_or_default();
    let used = if dash.is_empty() { used.add } else { used.remove };
    let fits = |choice: &&Tag| choice.key().starts_with(&begun) && !used.contains(choice);
    choices.iter().filter(fits).map(|choice| format!("{before}{blank}{dash}{}", choice.text())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(words: &[&str]) -> Vec<Tag> {
        words.iter().map(|word| Tag::new(word).unwrap()).collect()
    }

    fn shown(tags: &[Tag]) -> Vec<&str> {
        tags.iter().map(|tag| tag.text().as_str()).collect()
    }

    #[test]
    fn a_line_adds_and_takes_away() {
        let known = tags(&["Élysée", "later"]);
        for (typed, add, remove) in [
            ("", &[][..], &[][..]),
            ("later", &["later"], &[]),
            (" LATER , china trip,,  -elysee, later", &["later", "china trip"], &["Élysée"]),
            ("a, -", &["a"], &[]),
            ("- a", &[], &["a"]),
        ] {
            let line = Line::read(typed, &known).unwrap();
            assert_eq!(
                (shown(&line.add).as_slice(), shown(&line.remove).as_slice()),
                (add, remove),
                "{typed}"
            );
        }
        assert!(Line::read("--a", &known).unwrap_err().contains("dash"));
        assert!(Line::read(&"x".repeat(61), &known).is_err());
    }

    #[test]
    fn the_last_word_is_completed() {
        let known = tags(&["later", "China trip", "chips", "Élysée"]);
        let there = tags(&["chips"]);
        for (typed, expected) in [
            ("", &["later", "China trip", "chips", "Élysée"][..]),
            ("CH", &["China trip", "chips"]),
            ("ely", &["Élysée"]),
            ("later, ch", &["later, China trip", "later, chips"]),
            ("chips,c", &["chips, China trip"]),
            ("-", &["-chips"]),
            ("later, -c", &["later, -chips"]),
            ("zz", &[]),
            ("#lat", &["later"]),
        ] {
            assert_eq!(completions(typed, &known, &there), expected, "{typed}");
        }
    }
}
