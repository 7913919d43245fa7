//! Templates and lists of words, and how a template is filled.

use super::random::Random;
use std::collections::HashMap;

/// The lists of `templates.txt`.
pub(super) struct Grammar {
    templates: HashMap<&'static str, Vec<&'static str>>,
    words: HashMap<&'static str, Vec<&'static str>>,
}

/// Who fills the slots that no list fills, and chooses from a list of words.
pub(super) trait Filler {
    /// The words for a slot; `None` where a list is to fill it.
    fn fill(&mut self, slot: &str, random: &mut Random) -> Option<String>;
    /// Which of `count` words to take, the first being the commonest.
    fn choose(&mut self, count: usize, random: &mut Random) -> usize;
}

impl Grammar {
    /// Reads the lists.
    pub(super) fn read() -> Self {
        let mut grammar = Self { templates: HashMap::new(), words: HashMap::new() };
        let mut section = "";
        for line in include_str!("templates.txt").lines() {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
            } else if let Some(words) = section.strip_prefix('=') {
                grammar.words.entry(words).or_default().extend(line.split_whitespace());
            } else if !line.is_empty() && !line.starts_with('#') {
                grammar.templates.entry(section).or_default().push(line);
            }
        }
        grammar
    }

    /// The words of a list, the commonest first.
    pub(super) fn words(&self, list: &str) -> &[&'static str] {
        &self.words[list]
    }

    /// A text made from one of the templates of that name.
    pub(super) fn make(&self, name: &str, filler: &mut impl Filler, random: &mut Random) -> String {
        let mut out = String::new();
        self.slot(name, filler, random, &mut out);
        out
    }

    fn slot(&self, name: &str, filler: &mut impl Filler, random: &mut Random, out: &mut String) {
        let start = out.len();
        let lower = name.to_ascii_lowercase();
        if let Some(words) = filler.fill(&lower, random) {
            out.push_str(&words);
        } else if let Some(words) = self.words.get(lower.as_str()) {
            out.push_str(words[filler.choose(words.len(), random)]);
        } else {
            let mut rest = *random.pick(&self.templates[lower.as_str()]);
            while let Some((before, after)) = rest.split_once('{') {
                out.push_str(before);
                let (slot, after) = after.split_once('}').expect("a slot ends");
                self.slot(slot, filler, random, out);
                rest = after;
            }
            out.push_str(rest);
        }
        if name.starts_with(char::is_uppercase)
            && let Some(first) = out[start..].chars().next()
        {
            let upper: String = first.to_uppercase().collect();
            out.replace_range(start..start + first.len_utf8(), &upper);
        }
    }
}
