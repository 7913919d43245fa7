//! Terms that are no names: phrases, quotations, languages, stories, states, dates.

use super::chips::What;
use super::fold::fold;
use super::fulltext::{Phrase, find_in, is_said};
use super::fuzzy::Strength;
use super::query::Field;
use super::query::dates::{self, Typed};
use super::query::fields::{Choice, STATES, State, choose};
use super::resolve::Resolved;
use super::texts::Found;
use super::{Index, postings};
use crate::model::{ArticleIndex, Marks, SafeText};
use rayon::prelude::*;

impl Index {
    pub(super) fn resolve_text(&self, resolved: &mut Resolved) {
        let phrase = Phrase::new(&resolved.term.value, resolved.term.open);
        if phrase.is_empty() {
            return;
        }
        let weight = |found: Found| {
            let headline = if found.titled { 4.0 } else { 0.0 };
            (found.article, 3.0 + headline + (1.0 + found.count as f32 + f32::from(found.titled)).ln())
        };
        let places: Vec<(u32, f32)> = self.with_phrase(&phrase).into_iter().map(weight).collect();
        let name = format!("“{}” in the texts", resolved.term.value);
        resolved.add(self.len(), std::iter::empty());
        resolved.take(self.len(), What::Texts, &name, places.into_iter());
        resolved.phrase = Some(phrase);
    }

    /// The articles whose text or headline has a phrase, in order.
    fn with_phrase(&self, phrase: &Phrase) -> Vec<Found> {
        let read = || {
            let found = |i: u32| {
                let article = self.corpus.article(ArticleIndex(i));
                let titled = article.title.as_ref().is_some_and(|title| !phrase.find(&title.text).is_empty());
                let count = find_in(&article, phrase).len() as u32;
                (count > 0 || titled).then_some(Found { article: i, count, titled })
            };
            (0..self.len() as u32).into_par_iter().filter_map(found).collect()
        };
        self.texts().and_then(|texts| texts.find(phrase)).unwrap_or_else(read)
    }

    /// Quotations: the speaker where the word is one's name, else the words said.
    pub(super) fn resolve_said(&self, resolved: &mut Resolved) {
        let found = self.find(Field::Said, &resolved.term.value);
        if found.strength().is_some_and(|strength| strength < Strength::Rough) {
            return self.take_names(resolved, &found);
        }
        let phrase = Phrase::new(&resolved.term.value, true);
        if phrase.is_empty() {
            return;
        }
        let places = self.quoting(&phrase);
        if places.is_empty() {
            return self.take_names(resolved, &found);
        }
        let name = format!("“{}” in quotations", resolved.term.value);
        resolved.take(self.len(), What::Quotations, &name, places.into_iter().map(|place| (place, 6.0)));
        resolved.phrase = Some(phrase);
    }

    /// The articles that have a phrase in a quotation, in order.
    fn quoting(&self, phrase: &Phrase) -> Vec<u32> {
        let read = || {
            // What is quoted stands in the text.
            let candidates =
                self.with_phrase(phrase).into_par_iter().map(|found| ArticleIndex(found.article));
            let said = |index: &ArticleIndex| {
                is_said(&self.corpus.article(*index), &self.corpus.annotated(*index), phrase)
            };
            candidates.filter(said).map(|index| index.0).collect()
        };
        self.texts().and_then(|texts| texts.said(phrase)).unwrap_or_else(read)
    }

    /// Languages and stories: folded words that must all be there, the last one perhaps only begun.
    pub(super) fn resolve_words(&self, resolved: &mut Resolved) {
        let wanted = fold(&resolved.term.value);
        let raw = resolved.term.value.trim().to_lowercase();
        let begins = |have: &str| fold(have).starts_with(&wanted);
        let matches = |index: &ArticleIndex| {
            if resolved.term.field == Field::Lang {
                let of = |code: &SafeText| code.as_str() == raw || language(code).is_some_and(begins);
                return self.corpus.head(*index).language.is_some_and(of);
            }
            let story = self.corpus.story(*index);
            *story.key == *raw || holds(&story.label, &wanted)
        };
        let places: Vec<u32> = self.corpus.indices().filter(matches).map(|index| index.0).collect();
        let name = resolved.term.value.clone();
        resolved.add(self.len(), std::iter::empty());
        resolved.take(self.len(), What::Other, &name, places.into_iter().map(|place| (place, 1.0)));
    }

    pub(super) fn resolve_state(&self, resolved: &mut Resolved, marks: &Marks) {
        let Choice::Is(state) = choose(STATES, &resolved.term.value) else { return };
        let matches = |index: &ArticleIndex| {
            let id = || self.corpus.head(*index).id.as_str();
            let story = || {
                let story = self.corpus.story_of.get(index.get())?;
                self.corpus.stories.get(*story as usize)
            };
            match state {
                State::Unread => marks.read.is_empty() || !marks.read.contains(id()),
                State::Read => !marks.read.is_empty() && marks.read.contains(id()),
                State::Starred => !marks.starred.is_empty() && marks.starred.contains(id()),
                State::Tagged => marks.tags.contains_key(id()),
                State::Noted => marks.notes.contains_key(id()),
                State::Shared => story().is_some_and(|story| story.articles.len() > 1),
                State::Reprint => story().is_some_and(|story| {
                    story.reprints.iter().any(|reprint| reprint.articles.contains(index))
                }),
            }
        };
        let places: Vec<u32> = self.corpus.indices().filter(matches).map(|index| index.0).collect();
        let name = STATES.iter().find(|(_, known)| *known == state).map_or("", |(name, _)| name);
        resolved.add(self.len(), std::iter::empty());
        resolved.take(self.len(), What::Other, name, places.into_iter().map(|place| (place, 0.0)));
    }

    /// Publication dates. An article of a month matches every date it may be of.
    pub(super) fn resolve_date(&self, resolved: &mut Resolved) {
        let Typed::When(when) = dates::read(&resolved.term.value) else { return };
        let wanted = self.postings.newest.map(|newest| when.days(newest));
        let matches = |days: &postings::Days| {
            days.zip(wanted).is_some_and(|(days, wanted)| match resolved.term.field {
                Field::After => days.to >= wanted.from,
                Field::Before => days.from < wanted.from,
                _ => days.overlaps(wanted),
            })
        };
        let all = self.postings.days.iter().enumerate();
        let places: Vec<u32> = all.filter(|(_, days)| matches(days)).map(|(i, _)| i as u32).collect();
        let name = wanted.map_or_else(String::new, |wanted| match resolved.term.field {
            Field::On if wanted.from != wanted.to => format!("{} to {}", wanted.from, wanted.to),
            _ => wanted.from.to_string(),
        });
        resolved.add(self.len(), std::iter::empty());
        resolved.take(self.len(), What::Other, &name, places.into_iter().map(|place| (place, 0.0)));
    }
}

/// Whether all folded words are in some others, each at least as the beginning of one.
pub(super) fn holds(have: &str, wanted: &str) -> bool {
    let have = fold(have);
    wanted.split(' ').all(|word| have.split(' ').any(|other| other.starts_with(word)))
}

/// English names of the languages that ISO 639-1 codes name, for those news is most often read in.
fn language(code: &str) -> Option<&'static str> {
    const NAMES: &[(&str, &str)] = &[
        ("ar", "Arabic"),
        ("bg", "Bulgarian"),
        ("cs", "Czech"),
        ("da", "Danish"),
        ("de", "German"),
        ("el", "Greek"),
        ("en", "English"),
        ("es", "Spanish"),
        ("et", "Estonian"),
        ("fa", "Persian"),
        ("fi", "Finnish"),
        ("fr", "French"),
        ("he", "Hebrew"),
        ("hi", "Hindi"),
        ("hr", "Croatian"),
        ("hu", "Hungarian"),
        ("id", "Indonesian"),
        ("it", "Italian"),
        ("ja", "Japanese"),
        ("ko", "Korean"),
        ("lt", "Lithuanian"),
        ("lv", "Latvian"),
        ("nl", "Dutch"),
        ("no", "Norwegian"),
        ("pl", "Polish"),
        ("pt", "Portuguese"),
        ("ro", "Romanian"),
        ("ru", "Russian"),
        ("sk", "Slovak"),
        ("sl", "Slovenian"),
        ("sr", "Serbian"),
        ("sv", "Swedish"),
        ("tr", "Turkish"),
        ("uk", "Ukrainian"),
        ("vi", "Vietnamese"),
        ("zh", "Chinese"),
    ];
    NAMES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}
