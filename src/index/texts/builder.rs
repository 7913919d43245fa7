//! The words of some articles, gathered text by text.

use super::said::Said;
use crate::index::fold::{fold_char, is_mark, is_word_char};
use crate::index::fulltext::runs_on;
use crate::index::postings::title;
use crate::model::{ArticleIndex, Corpus, Role};
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// Between texts that no phrase goes over: their words do not stand side by side.
const GAP: u32 = 2;

/// Appends a number, seven bits a byte, lowest first; all but the last byte have their highest bit set.
pub(super) fn push(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// What is kept of each word while a part is made.
#[derive(Default)]
pub(super) struct Builder {
    numbers: HashMap<Box<str>, u32, FixedState>,
    lists: Vec<Growing>,
    /// The words of the article at hand by number, with their places.
    here: Vec<(u32, u32)>,
    /// Where in the text its words begin, each with its place.
    begin: Vec<(u32, u32)>,
    folded: String,
}

#[derive(Default)]
struct Growing {
    bytes: Vec<u8>,
    /// The last article that has it.
    article: u32,
}

impl Builder {
    /// Reads an article; the place from which on the words are of its title.
    pub(super) fn article(&mut self, corpus: &Corpus, index: ArticleIndex, said: &mut Said) -> u32 {
        let article = corpus.article(index);
        let mut place = 0;
        self.begin.clear();
        for part in article.parts.iter().filter(|part| part.role != Role::Furniture) {
            place = self.words(article.words(part.span), part.span.start, place) + GAP;
        }
        said.put(&corpus.annotated(index).quotes, &self.begin);
        self.words(title(corpus, index), 0, place);
        place
    }

    /// Reads the words of a text that begins at a byte, the first of which stands at that place; the place behind the
    /// last.
    fn words(&mut self, text: &str, base: u32, mut place: u32) -> u32 {
        self.folded.clear();
        let mut before = None;
        for (at, c) in text.char_indices() {
            if !is_word_char(c) || before.is_some_and(runs_on) {
                place = self.word(place);
            }
            if self.folded.is_empty() && is_word_char(c) {
                self.begin.push((base + at as u32, place));
            }
            let folded = &mut self.folded;
            if is_mark(c) && folded.is_empty() {
                // A mark on nothing: no word that can be typed begins so.
                folded.push(c);
            } else if is_word_char(c) {
                fold_char(c, |part| folded.push(part));
            }
            before = Some(c);
        }
        self.word(place)
    }

    /// Takes up the word that was read, if there is one.
    fn word(&mut self, place: u32) -> u32 {
        if self.folded.is_empty() {
            return place;
        }
        let known = self.numbers.get(self.folded.as_str()).copied();
        let number = known.unwrap_or_else(|| {
            let number = self.lists.len() as u32;
            self.numbers.insert(self.folded.as_str().into(), number);
            self.lists.push(Growing::default());
            number
        });
        self.here.push((number, place));
        self.folded.clear();
        place + 1
    }

    /// Keeps what was read, as that article's.
    pub(super) fn put(&mut self, article: u32) {
        self.here.sort_unstable();
        for of_word in self.here.chunk_by(|a, b| a.0 == b.0) {
            let Growing { bytes, article: last } = &mut self.lists[of_word[0].0 as usize];
            push(bytes, article - *last);
            push(bytes, of_word.len() as u32);
            *last = article;
            let mut before = 0;
            for &(_, place) in of_word {
                push(bytes, place - before);
                before = place;
            }
        }
        self.here.clear();
    }

    /// The words in order, where each and what is kept of it ends, and what is kept of all of them.
    pub(super) fn done(self) -> (String, Vec<(u32, u32)>, Vec<u8>) {
        let mut sorted: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        sorted.sort_unstable();
        let mut words = String::with_capacity(sorted.iter().map(|(word, _)| word.len()).sum());
        let mut lists = Vec::with_capacity(self.lists.iter().map(|list| list.bytes.len()).sum());
        let mut ends = Vec::with_capacity(sorted.len());
        for (word, number) in sorted {
            words.push_str(&word);
            lists.extend_from_slice(&self.lists[number as usize].bytes);
            ends.push((words.len() as u32, lists.len() as u32));
        }
        (words, ends, lists)
    }
}
