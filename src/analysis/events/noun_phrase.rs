//! The phrase around a noun that names a happening: “Buildup of more than 100,000 troops near Ukraine”.

use super::candidate::Candidate;
use super::label::{Line, WIDTH, capitalised, tidy};
use super::phrase::{Phraser, is_owned, mended};
use super::pieces::{fit, join};
use super::triggers::{Inflection, lexicon};
use super::wordlists::{AUXILIARIES, BREAKS, DANGLING, LIGHT};
use crate::analysis::tokens::TokenKind;
use crate::analysis::words::words;

impl Phraser<'_> {
    /// “Buildup of more than 100,000 Russian troops near Ukraine”: the phrase around a noun.
    pub(super) fn noun_phrase(&self, candidate: &Candidate, score: f64) -> Option<Line> {
        let found = self.trigger(candidate)?;
        let unit = &self.unit;
        let mut from = found.first;
        while let Some(before) = from.checked_sub(1) {
            let name = unit
                .names
                .iter()
                .find(|name| name.last == before || name.first <= before && before <= name.last);
            let joint = unit.is(before, words!["’s", "'s", "‘s", "’", "-"]);
            let adjective = unit.tokens[before].kind == TokenKind::Word
                && !unit.is(before, &DANGLING)
                && !unit.is(before, &BREAKS)
                && unit.clauses()[before] == unit.clauses()[found.first]
                && !self.is_verb(before);
            if let Some(name) = name {
                from = name.first;
            } else if joint || adjective || unit.tokens[before].kind == TokenKind::Number {
                from = before;
            } else {
                break;
            }
        }
        let head = join(&self.pieces(from, found.last + 1));
        let room = WIDTH.saturating_sub(head.chars().count() + 1);
        let mut end = self.clause_end(found.last + 1, false);
        // The phrase ends where a verb begins.
        end = (found.last + 1..end).find(|&i| self.is_verb(i)).unwrap_or(end);
        let pieces = self.pieces(found.last + 1, end);
        let rest = fit(&pieces, room);
        let rest = if rest.len() < join(&pieces).len() { mended(&rest) } else { rest };
        // “Agreement and its timing highlight …”: the second is not part of the happening.
        let rest = if rest.strip_prefix("and ").is_some_and(is_owned) { String::new() } else { rest };
        let mut text = tidy(&format!("{head} {}", rest.trim_start_matches([',', ' '])));
        if let Some(place) = candidate.roles.place.map(|place| self.place(place))
            && !text.contains(place.trim_start_matches("the "))
            && !text.contains(" at ")
            && !text.contains(" in ")
            && text.chars().count() + place.chars().count() + 4 <= WIDTH
        {
            text = format!("{text} in {place}");
        }
        // “Agreement” alone says little; who came to it says more.
        if text.split_whitespace().count() < 3
            && candidate.class.is_mutual()
            && let [one, other] = candidate.roles.participants[..]
        {
            let named = tidy(&format!("{text} between {} and {}", self.name(one), self.name(other)));
            return Some(Line { text: capitalised(&named), score: score - 0.2 });
        }
        let anchored = candidate.roles.place.is_some()
            || unit.names.iter().any(|name| name.first >= from && name.first < end);
        let mut score = if anchored { score } else { score - 0.9 };
        if text.split_whitespace().count() < 3 {
            score -= 0.3;
        }
        Some(Line { text: capitalised(&text), score })
    }

    /// Whether the word is a finite verb as far as one can see without a lexicon of all verbs: an auxiliary, a
    /// trigger in a finite form, or a word of content with an article right after it (“highlight the”).
    pub(super) fn is_verb(&self, i: usize) -> bool {
        let unit = &self.unit;
        if i > 0 && unit.is(i - 1, words!["-"]) {
            return false;
        }
        let readings = lexicon().at(unit.text, unit.tokens, i);
        let word = unit.word(i);
        let content = word.chars().all(char::is_lowercase)
            && word.len() > 3
            && !unit.is(i, &BREAKS)
            && !unit.is(i, &DANGLING)
            && !unit.is(
                i,
                words!["both", "near", "between", "half", "upon", "without", "within", "around", "behind"],
            );
        let infinitive = i > 0 && unit.is(i - 1, words!["to"]);
        let finite = |form| {
            matches!(form, Inflection::Past | Inflection::Present) || infinitive && form == Inflection::Base
        };
        unit.is(i, &AUXILIARIES)
            || unit.is(i, &LIGHT)
            || unit.is(i, words!["also", "not", "still", "now", "only"])
            || !readings.is_empty() && readings.iter().all(|reading| finite(reading.form))
            || content && unit.is(i + 1, words!["a", "an", "the", "its", "their", "his", "her"])
    }
}
