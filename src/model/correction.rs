//! What the reader corrected: rules that are replayed on every run, and name what they are about by its content.
//!
//! A rule quotes the sentence it is about, or the date and the people; never a place in a run. So it holds when
//! other articles are read beside, and for the same sentence in an article that reprints it.

use super::{ArticleIndex, DayRange, SafeText, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Letters and digits of a sentence that tell it from others.
const TOLD_BY: usize = 240;

/// A sentence that tells an event, as a rule names it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telling {
    /// The sentence in its own words.
    pub sentence: String,
    /// The word that names the happening; empty means whatever the sentence tells.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub word: String,
}

/// An event as a rule names it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// How it was called. For the person who reads the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// First day, or first and last with a slash between: `2025-09-03`, `2025-09-01/2025-09-30`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Stable ids of those who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<String>,
    /// The sentences that told it.
    pub told: Vec<Telling>,
}

/// One rule. Later rules weigh more where two contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
pub enum Rule {
    /// Two events, not one.
    Split {
        /// What is told apart.
        this: Matter,
        /// From what.
        from: Matter,
    },
    /// One event, not two.
    Join {
        /// The one.
        this: Matter,
        /// The other.
        with: Matter,
    },
    /// Nothing happened.
    NotEvent {
        /// What was taken for an event.
        event: Matter,
        /// Whether only the quoted sentences are meant, not what else tells the same.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        only: bool,
    },
    /// The words are no date.
    NotDate {
        /// The words that were taken for one.
        words: String,
        /// The sentence they stand in; without it they are no date anywhere.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        sentence: String,
    },
    /// Two names of one person, country, place or organisation.
    SamePerson {
        /// Stable id of the one that is no other.
        this: String,
        /// Stable id of whom it stands for.
        is: String,
    },
}

impl Rule {
    /// What a person calls the kind of rule.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Split { .. } => "split",
            Self::Join { .. } => "join",
            Self::NotEvent { .. } => "not an event",
            Self::NotDate { .. } => "not a date",
            Self::SamePerson { .. } => "same person",
        }
    }

    /// Whether it changes what is found in single articles, not only how events hang together.
    #[must_use]
    pub const fn is_about_words(&self) -> bool {
        matches!(self, Self::NotDate { .. } | Self::SamePerson { .. })
    }

    /// What is wrong with it, where something is: a rule that could never apply, or to everything.
    #[must_use]
    pub fn fault(&self) -> Option<&'static str> {
        let empty = |matter: &Matter| !matter.told.iter().any(|telling| !key(&telling.sentence).is_empty());
        match self {
            Self::Split { this, from: other } | Self::Join { this, with: other }
                if empty(this) || empty(other) =>
            {
                Some("quotes no sentence on one of its sides")
            }
            Self::NotEvent { event, .. } if empty(event) => Some("quotes no sentence"),
            Self::NotDate { words, .. } if key(words).is_empty() => Some("names no words"),
            Self::SamePerson { this, is } if this.is_empty() || is.is_empty() => Some("lacks one of the two"),
            Self::SamePerson { this, is } if this == is => Some("names the same twice"),
            _ => None,
        }
    }
}

/// A rule with when and why it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What holds.
    #[serde(flatten)]
    pub rule: Rule,
    /// The day it was made, `2025-09-03`; empty where nobody noted it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub when: String,
    /// Why, in the reader's words or the program's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl Correction {
    /// The words in which the program tells what the reader said.
    #[must_use]
    pub fn told(&self) -> SafeText {
        let on = if self.when.is_empty() { String::new() } else { format!(" on {}", self.when) };
        let why = self.why.trim_end_matches('.');
        let why = if why.is_empty() { Cow::from(self.rule.name()) } else { Cow::from(why) };
        SafeText::line(&format!("you corrected this{on}: {why}"))
    }
}

/// All rules, in the order they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    /// The rules, each once.
    pub rules: Vec<Correction>,
}

/// One thing the reader said, or took back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionChange {
    /// The rule.
    pub correction: Correction,
    /// Made or taken back.
    pub on: bool,
}

impl CorrectionChange {
    /// The change that undoes this one.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { on: !self.on, ..self.clone() }
    }
}

impl Corrections {
    /// Applies a change; false where it changed nothing. A rule that is made again keeps its place.
    pub fn apply(&mut self, change: &CorrectionChange) -> bool {
        let at = self.rules.iter().position(|known| known.rule == change.correction.rule);
        match (at, change.on) {
            (None, true) => self.rules.push(change.correction.clone()),
            (Some(at), false) => {
                self.rules.remove(at);
            }
            _ => return false,
        }
        true
    }

    /// Whether there is no rule.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}

/// A place in the articles where a rule was applied.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Corrected {
    /// The article.
    pub article: ArticleIndex,
    /// The sentence or the words.
    pub span: Span,
    /// The index of the rule.
    pub rule: u32,
    /// What the reader said, in words.
    pub told: SafeText,
}

/// What tells a sentence from others: its letters and digits in small letters, the first [`TOLD_BY`] of them. Marks,
/// blanks and line ends may differ between two prints of the same words.
#[must_use]
pub fn key(sentence: &str) -> String {
    letters(sentence).take(TOLD_BY).flat_map(char::to_lowercase).collect()
}

/// Whether a text holds the sentence of a key.
#[must_use]
pub fn holds(text: &str, key: &str) -> bool {
    letters(text).flat_map(char::to_lowercase).collect::<String>().contains(key)
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric())
}

/// Days as a rule writes them: `2025-09-03`, `2025-09-01/2025-09-30`.
#[must_use]
pub fn written(days: DayRange) -> String {
    if days.from == days.to { days.from.to_string() } else { format!("{}/{}", days.from, days.to) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matter(sentence: &str) -> Matter {
        let told = vec![Telling { sentence: sentence.to_owned(), word: String::new() }];
        Matter { told, ..Matter::default() }
    }

    fn rule(rule: Rule) -> CorrectionChange {
        CorrectionChange {
            correction: Correction { rule, when: String::new(), why: String::new() },
            on: true,
        }
    }

    #[test]
    fn a_change_and_its_inverse_leave_nothing() {
        let mut corrections = Corrections::default();
        let change = rule(Rule::SamePerson { this: "a".into(), is: "b".into() });
        assert!(corrections.apply(&change) && !corrections.apply(&change));
        assert_eq!(corrections.rules.len(), 1);
        assert!(corrections.apply(&change.inverse()) && corrections.is_empty());
    }

    #[test]
    fn a_sentence_is_known_by_its_letters() {
        for (one, other, same) in [
            ("They met “on Monday”.", "They met \"on\nMonday\"", true),
            ("They met.", "THEY MET", true),
            ("They met on 3 May.", "They met on 4 May.", false),
        ] {
            assert_eq!(key(one) == key(other), same, "{one} {other}");
        }
    }

    #[test]
    fn rules_that_cannot_apply_are_faulty() {
        for (rule, faulty) in [
            (Rule::Split { this: matter("One."), from: matter("Two.") }, false),
            (Rule::Split { this: matter("…"), from: matter("Two.") }, true),
            (Rule::Join { this: matter("One."), with: Matter::default() }, true),
            (Rule::NotEvent { event: Matter::default(), only: false }, true),
            (Rule::NotDate { words: " ".into(), sentence: String::new() }, true),
            (Rule::NotDate { words: "May".into(), sentence: String::new() }, false),
            (Rule::SamePerson { this: "a".into(), is: "a".into() }, true),
        ] {
            assert_eq!(rule.fault().is_some(), faulty, "{rule:?}");
        }
    }

    #[test]
    fn a_rule_reads_as_it_is_written() {
        let change = rule(Rule::NotEvent { event: matter("The talks may resume."), only: true });
        let written = serde_json::to_string(&change.correction).unwrap();
        assert_eq!(
            written,
            r#"{"rule":"not-event","event":{"told":[{"sentence":"The talks may resume."}]},"only":true}"#
        );
        assert_eq!(serde_json::from_str::<Correction>(&written).unwrap(), change.correction);
    }
}
