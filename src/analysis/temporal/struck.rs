//! What the reader said is no date: words of one sentence, or words wherever they stand.

use crate::model::correction::{holds, key};
use crate::model::{Corrections, Rule};
use std::collections::HashMap;

/// The words that are no dates, by their letters.
#[derive(Debug, Default)]
pub struct NotDates {
    /// For each words the rules: their index, and the sentence, empty where the rule holds everywhere.
    rules: HashMap<String, Vec<(u32, String)>>,
}

impl NotDates {
    /// Reads the rules about dates.
    #[must_use]
    pub fn new(corrections: &Corrections) -> Self {
        let mut rules: HashMap<String, Vec<(u32, String)>> = HashMap::new();
        for (i, correction) in corrections.rules.iter().enumerate() {
            if let Rule::NotDate { words, sentence } = &correction.rule {
                rules.entry(key(words)).or_default().push((i as u32, key(sentence)));
            }
        }
        Self { rules }
    }

    /// Whether nothing is said of any words.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether something is said of these words, wherever they stand.
    pub(crate) fn concern(&self, words: &str) -> bool {
        !self.rules.is_empty() && self.rules.contains_key(&key(words))
    }

    /// The rule that says that words are no date in a line that is, or holds, their sentence.
    pub(super) fn rule(&self, words: &str, line: &str) -> Option<u32> {
        let rules = self.rules.get(&key(words))?;
        rules.iter().find(|(_, sentence)| sentence.is_empty() || holds(line, sentence)).map(|(rule, _)| *rule)
    }
}
