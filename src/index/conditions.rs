//! Terms that are no names: phrases, quotations, languages, stories, states, dates.

use super::chips::What;
use super::fold::fold;
use super::fulltext::{Phrase, find_in, is_said};
use super::fuzzy::Strength;
use super::query::Field;
use super::query::dates::{self, Typed};
use super::query::fields::{Choice, STATES, State, choose};
use super::resolve::Resolved;
use super::set::ArticleSet;
use super::texts::Found;
use super::{Index, postings};
use crate::model::{ArticleIndex, Marks, SafeText, Story};
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
        let places = match resolved.term.field {
            Field::Lang => {
                let begins = |have: &str| fold(have).starts_with(&wanted);
                let of = |code: &SafeText| code.as_str() == raw || language(code).is_some_and(begins);
                self.places_where(|index| self.corpus.head(index).language.is_some_and(of))
            }
            _ => self.in_stories(|story| *story.key == *raw || holds(&story.label, &wanted)),
        };
        let name = resolved.term.value.clone();
        resolved.add(self.len(), std::iter::empty());
        resolved.take(self.len(), What::Other, &name, places.into_iter().map(|place| (place, 1.0)));
    }

    /// The articles that are so, in order.
    fn places_where(&self, is_so: impl Fn(ArticleIndex) -> bool) -> Vec<u32> {
        self.corpus.indices().filter(|&index| is_so(index)).map(|index| index.0).collect()
    }

    /// The articles of the stories that are so, in order. Each story is looked at once, however many articles it has.
    fn in_stories(&self, is_so: impl Fn(&Story) -> bool + Sync) -> Vec<u32> {
        let stories = self.corpus.stories.indices().into_par_iter().map(|i| &self.corpus.stories[i]);
        let of = |story: &Story| story.articles.iter().map(|article| article.0).collect();
        let mut places = stories.filter(|story| is_so(story)).map(of).collect::<Vec<Vec<u32>>>().concat();
        places.sort_unstable();
        places
    }

    pub(super) fn resolve_state(&self, resolved: &mut Resolved, marks: &Marks) {
        let Choice::Is(state) = choose(STATES, &resolved.term.value) else { return };
        let places = match state {
            State::Unread => {
                let read = ArticleSet::of(self.len(), self.marked(marks.read.iter()));
                self.places_where(|index| !read.holds(index.0))
            }
            State::Read => self.marked(marks.read.iter()),
            State::Starred => self.marked(marks.starred.iter()),
            State::Tagged => self.marked(marks.tags.keys()),
            State::Noted => self.marked(marks.notes.keys()),
            State::Shared => self.in_stories(|story| story.articles.len() > 1),
            State::Reprint => {
                let copies = |story: &Story| {
                    let all = story.reprints.iter().flat_map(|reprint| &reprint.articles);
                    all.map(|article| article.0).collect::<Vec<u32>>()
                };
                let mut places: Vec<u32> = self.corpus.stories.iter().flat_map(copies).collect();
                places.sort_unstable();
                places.dedup();
                places
            }
        };
        let name = STATES.iter().find(|(_, known)| *known == state).map_or("", |(name, _)| name);
        resolved.add(self.len(), std::iter::empty());
        resolved.take(self.len(), What::Other, name, places.into_iter().map(|place| (place, 0.0)));
    }

    /// The articles of some ids, in order.
    fn marked<'i>(&self, ids: impl Iterator<Item = &'i String>) -> Vec<u32> {
        self.corpus.with_ids(ids.map(String::as_str)).into_iter().map(|index| index.0).collect()
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
