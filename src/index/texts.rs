//! Where each word of the texts stands, so that a phrase is found among a hundred thousand articles without reading
//! them.
//!
//! Method: an inverted file with positions (Zobel and Moffat 2006). Words are kept in order, so that one that is still
//! being typed finds all that it begins; numbers are differences, seven bits a byte. It is built in parts, on all cores.
//! Beside the words stands from which place to which each quotation goes, so that a phrase is also found in what is said.
//! Finds what [`Phrase::find`] finds in each text and title. Must not read a text once it is built.

use super::fulltext::{Phrase, runs_on};
use crate::library::Catalogue;
use crate::library::catalogue::Writer;
use crate::model::{ArticleIndex, Corpus};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io;
use std::ops::Range;
use std::sync::Arc;

mod builder;
mod said;

use builder::Builder;
use said::Said;

/// Articles of a part.
const PART: usize = 4096;
/// Parts that are made at a time to be written.
const AT_ONCE: usize = 4;

/// The words of all texts.
#[derive(Debug)]
pub(crate) struct Texts(Vec<Arc<Part>>);

/// An article with a phrase in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) article: u32,
    /// How often its text has it.
    pub(crate) count: u32,
    /// Whether its headline has it.
    pub(crate) titled: bool,
}

impl Texts {
    /// Goes once over all texts and titles; furniture is left out.
    pub(crate) fn of(corpus: &Corpus) -> Self {
        let count = corpus.len();
        let parts = (0..count.div_ceil(PART)).into_par_iter();
        Self(parts.map(|i| Arc::new(Part::of(corpus, i * PART..count.min((i + 1) * PART)))).collect())
    }

    /// With the words of the articles of a corpus from a number on, which came to those before.
    pub(crate) fn grown(&self, corpus: &Corpus, first: usize) -> Self {
        let mut parts = self.0.clone();
        parts.extend((first < corpus.len()).then(|| Arc::new(Part::of(corpus, first..corpus.len()))));
        Self(parts)
    }

    /// Writes the words of a corpus, some parts in memory at a time.
    pub(crate) fn write(corpus: &Corpus, out: &mut Writer) -> io::Result<()> {
        let (count, mut heads) = (corpus.len(), Vec::new());
        let all: Vec<usize> = (0..count.div_ceil(PART)).collect();
        for some in all.chunks(AT_ONCE) {
            let part = |&i: &usize| (i, Part::of(corpus, i * PART..count.min((i + 1) * PART)));
            let parts: Vec<(usize, Part)> = some.par_iter().map(part).collect();
            for (i, Part { first, words, ends, lists: all, titles, said }) in parts {
                let bytes = ends.last().map_or(0, |end| end.1 as usize);
                out.put(&lists(i), &all.bytes(0..bytes))?;
                heads.push(Head { first, words, ends, titles, said });
            }
        }
        out.begin(HEADS);
        for head in heads {
            out.piece(HEADS, &postcard::to_stdvec(&head).map_err(io::Error::other)?)?;
        }
        Ok(())
    }

    /// The words of so many articles that a catalogue holds; `None` where it does not.
    pub(crate) fn kept(catalogue: &Arc<Catalogue>, articles: usize) -> Option<Self> {
        let parts = (0..articles.div_ceil(PART)).into_par_iter().map(|i| {
            let Head { first, words, ends, titles, said } =
                postcard::from_bytes(&catalogue.piece(HEADS, i)?).ok()?;
            let here = PART.min(articles - i * PART);
            let sound = first as usize == i * PART
                && titles.len() == here
                && said.is_of(here)
                && ends.is_sorted_by_key(|end| end.0)
                && ends.is_sorted_by_key(|end| end.1)
                && ends.iter().all(|end| words.is_char_boundary(end.0 as usize));
            let lists = Lists::Kept(catalogue.clone(), lists(i));
            sound.then(|| Arc::new(Part { first, words, ends, lists, titles, said }))
        });
        parts.collect::<Option<Vec<Arc<Part>>>>().map(Self)
    }

    /// The articles that have the phrase, in order; `None` where its script does not part words, so that the texts
    /// must be read.
    pub(crate) fn find(&self, phrase: &Phrase) -> Option<Vec<Found>> {
        self.ask(phrase, Part::find)
    }

    /// The articles that have the phrase in a quotation, in order; `None` as for [`find`](Self::find).
    pub(crate) fn said(&self, phrase: &Phrase) -> Option<Vec<u32>> {
        self.ask(phrase, Part::quoting)
    }

    fn ask<T: Clone + Send>(&self, phrase: &Phrase, ask: fn(&Part, &Phrase) -> Vec<T>) -> Option<Vec<T>> {
        if phrase.words().iter().any(|word| word.chars().any(runs_on)) {
            return None;
        }
        let found: Vec<Vec<T>> = self.0.par_iter().map(|part| ask(part, phrase)).collect();
        Some(found.concat())
    }
}

/// What is kept of the words of a part.
#[derive(Debug)]
enum Lists {
    Held(Vec<u8>),
    /// In a catalogue, as the section of that name; read word by word.
    Kept(Arc<Catalogue>, String),
}

impl Default for Lists {
    fn default() -> Self {
        Self::Held(Vec::new())
    }
}

impl Lists {
    /// Some bytes of them; none where they cannot be read.
    fn bytes(&self, range: Range<usize>) -> Cow<'_, [u8]> {
        match self {
            Self::Held(all) => Cow::Borrowed(&all[range]),
            Self::Kept(catalogue, name) => Cow::Owned(catalogue.part(name, range).unwrap_or_default()),
        }
    }
}

/// What is kept of a part besides its lists.
#[derive(Serialize, Deserialize)]
struct Head {
    first: u32,
    words: String,
    ends: Vec<(u32, u32)>,
    titles: Vec<u32>,
    said: Said,
}

/// The section of the heads of all parts.
const HEADS: &str = "texts";

/// The section of the lists of a part.
fn lists(part: usize) -> String {
    format!("texts {part}")
}

/// The words of some articles.
#[derive(Debug, Default)]
struct Part {
    /// The first article; others are counted from it.
    first: u32,
    /// The words in order, one after the other.
    words: String,
    /// Where each word, and what is kept of it, ends.
    ends: Vec<(u32, u32)>,
    /// Of each word for each article that has it: how many articles further on, how often, and at which places, each
    /// counted from the one before.
    lists: Lists,
    /// Of each article the place from which on the words are of its title.
    titles: Vec<u32>,
    /// Where its quotations are.
    said: Said,
}

impl Part {
    fn of(corpus: &Corpus, articles: Range<usize>) -> Self {
        let mut builder = Builder::default();
        let mut part = Self { first: articles.start as u32, ..Self::default() };
        for (number, index) in articles.enumerate() {
            let index = ArticleIndex(index as u32);
            part.titles.push(builder.article(corpus, index, &mut part.said));
            builder.put(number as u32);
        }
        let (words, ends, lists) = builder.done();
        (part.words, part.ends) = (words, ends);
        part.lists = Lists::Held(lists);
        part
    }

    /// Where a word, and what is kept of it, begins and ends.
    fn ranges(&self, i: usize) -> (Range<usize>, Range<usize>) {
        let before = i.checked_sub(1).map_or((0, 0), |before| self.ends[before]);
        let end = self.ends[i];
        (before.0 as usize..end.0 as usize, before.1 as usize..end.1 as usize)
    }

    fn bytes(&self, i: usize) -> Cow<'_, [u8]> {
        self.lists.bytes(self.ranges(i).1)
    }

    /// The places of the words that are that one, or begin with it.
    fn alike(&self, word: &str, open: bool) -> Range<usize> {
        let text = |i: usize| &self.words[self.ranges(i).0];
        let all = || 0..self.ends.len();
        let from = partition(all(), |i| text(i) < word);
        let to = if open {
            partition(from..self.ends.len(), |i| text(i).starts_with(word))
        } else {
            from + usize::from(from < self.ends.len() && text(from) == word)
        };
        from..to
    }

    fn find(&self, phrase: &Phrase) -> Vec<Found> {
        match self.alike_each(phrase).as_slice() {
            [] => Vec::new(),
            [word] => self.count_each(word.clone()),
            words => self.count(&self.starts(words), words.len() as u32),
        }
    }

    /// The articles that have a phrase in a quotation.
    fn quoting(&self, phrase: &Phrase) -> Vec<u32> {
        match self.alike_each(phrase).as_slice() {
            [] => Vec::new(),
            [word] => self.quoting_each(word.clone()),
            words => {
                let said = |&&(article, place): &&(u32, u32)| {
                    self.said.has(article as usize, place, words.len() as u32)
                };
                let mut articles: Vec<u32> =
                    self.starts(words).iter().filter(said).map(|start| self.first + start.0).collect();
                articles.dedup();
                articles
            }
        }
    }

    /// For each word of a phrase the places of those it may be.
    fn alike_each(&self, phrase: &Phrase) -> Vec<Range<usize>> {
        let words = phrase.words();
        let open = |i: usize| i + 1 == words.len() && phrase.is_open();
        words.iter().enumerate().map(|(i, word)| self.alike(word, open(i))).collect()
    }

    /// Where a phrase of some words begins: articles with places, in order.
    fn starts(&self, words: &[Range<usize>]) -> Vec<(u32, u32)> {
        let weight = |range: &Range<usize>| range.clone().map(|i| self.ranges(i).1.len()).sum::<usize>();
        let Some(rarest) = (0..words.len()).min_by_key(|&i| weight(&words[i])) else { return Vec::new() };
        let mut starts = self.places(words[rarest].clone(), rarest as u32);
        for (i, range) in words.iter().enumerate().filter(|(i, _)| *i != rarest) {
            starts = self.narrow(&starts, range.clone(), i as u32);
        }
        starts
    }

    /// The articles that have any of some words in a quotation.
    fn quoting_each(&self, words: Range<usize>) -> Vec<u32> {
        let mut quoting = vec![false; self.titles.len()];
        let mut places = Vec::new();
        for word in words {
            let bytes = self.bytes(word);
            let mut list = List { rest: &bytes, article: 0 };
            while let Some((article, count)) = list.next() {
                match quoting.get_mut(article as usize) {
                    // Bytes that are damaged may tell of articles that are not there.
                    None => break,
                    Some(quoting) if !*quoting && self.said.is_any(article as usize) => {
                        list.places(count, &mut places);
                        *quoting = places.iter().any(|&place| self.said.has(article as usize, place, 1));
                    }
                    Some(_) => list.skip(count),
                }
            }
        }
        let told = quoting.into_iter().enumerate().filter(|(_, quoting)| *quoting);
        told.map(|(i, _)| self.first + i as u32).collect()
    }

    /// How often each article has any of some words.
    fn count_each(&self, words: Range<usize>) -> Vec<Found> {
        let mut found = vec![(0, false); self.titles.len()];
        let mut places = Vec::new();
        for word in words {
            let bytes = self.bytes(word);
            let mut list = List { rest: &bytes, article: 0 };
            while let Some((article, count)) = list.next() {
                list.places(count, &mut places);
                // Bytes that are damaged may tell of articles that are not there.
                let Some(&title) = self.titles.get(article as usize) else { break };
                let (times, titled) = &mut found[article as usize];
                let in_text = places.partition_point(|place| *place < title);
                *times += in_text as u32;
                *titled |= in_text < places.len();
            }
        }
        let told = found.into_iter().enumerate().filter(|(_, (count, titled))| *count > 0 || *titled);
        told.map(|(i, (count, titled))| Found { article: self.first + i as u32, count, titled }).collect()
    }

    /// Where a phrase would begin whose word of that number is one of these: articles with places, in order.
    fn places(&self, words: Range<usize>, number: u32) -> Vec<(u32, u32)> {
        let mut all = Vec::new();
        let mut places = Vec::new();
        let several = words.len() > 1;
        for word in words {
            let bytes = self.bytes(word);
            let mut list = List { rest: &bytes, article: 0 };
            while let Some((article, count)) = list.next() {
                list.places(count, &mut places);
                all.extend(places.iter().filter_map(|place| Some((article, place.checked_sub(number)?))));
            }
        }
        if several {
            all.sort_unstable();
        }
        all
    }

    /// Those beginnings whose word of that number is one of these.
    fn narrow(&self, starts: &[(u32, u32)], words: Range<usize>, number: u32) -> Vec<(u32, u32)> {
        let mut kept = vec![false; starts.len()];
        let mut places = Vec::new();
        for word in words {
            let bytes = self.bytes(word);
            let mut list = List { rest: &bytes, article: 0 };
            let mut at = 0;
            while let Some((article, count)) = list.next() {
                at += starts[at..].partition_point(|start| start.0 < article);
                match starts.get(at) {
                    None => break,
                    Some(start) if start.0 > article => list.skip(count),
                    Some(_) => {
                        list.places(count, &mut places);
                        let here = starts[at..].partition_point(|start| start.0 == article);
                        for (start, kept) in starts[at..at + here].iter().zip(&mut kept[at..at + here]) {
                            *kept |= places.binary_search(&start.1.saturating_add(number)).is_ok();
                        }
                        at += here;
                    }
                }
            }
        }
        starts.iter().zip(kept).filter_map(|(start, kept)| kept.then_some(*start)).collect()
    }

    /// The beginnings by article; of those that overlap the first counts.
    fn count(&self, starts: &[(u32, u32)], words: u32) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut free = 0;
        for &(article, place) in starts {
            // Bytes that are damaged may tell of articles that are not there.
            let Some(&title) = self.titles.get(article as usize) else { break };
            let whole = self.first + article;
            if found.last().is_none_or(|last| last.article != whole) {
                found.push(Found { article: whole, count: 0, titled: false });
                free = 0;
            }
            let in_title = place >= title;
            if let Some(last) = found.last_mut().filter(|_| place >= free) {
                last.titled |= in_title;
                last.count += u32::from(!in_title);
                free = place.saturating_add(words);
            }
        }
        found
    }
}

/// The first of some numbers for which it does not hold; it holds for all before.
fn partition(range: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let (mut from, mut to) = (range.start, range.end);
    while from < to {
        let middle = from.midpoint(to);
        if holds(middle) { from = middle + 1 } else { to = middle }
    }
    from
}

/// What is kept of a word, read from its beginning.
struct List<'p> {
    rest: &'p [u8],
    article: u32,
}

impl List<'_> {
    /// The next article and how often it has the word; its places come next, to be read or skipped.
    fn next(&mut self) -> Option<(u32, u32)> {
        let further = self.number()?;
        self.article = self.article.saturating_add(further);
        Some((self.article, self.number()?))
    }

    fn places(&mut self, count: u32, places: &mut Vec<u32>) {
        places.clear();
        let mut place: u32 = 0;
        for _ in 0..count {
            place = place.saturating_add(self.number().unwrap_or(0));
            places.push(place);
        }
    }

    fn skip(&mut self, count: u32) {
        for _ in 0..count {
            self.number();
        }
    }

    fn number(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    }
}

#[cfg(test)]
mod tests;
