//! A long list in chunks that copies of it share: a copy costs little, and a change to it only the chunk it falls in.
//!
//! A corpus that takes in an article is handed to the screen as it is then, while the next article is already being
//! joined: what the two have in common must not be copied. A chunk may also be one that is made when it is first asked
//! for, so that a list that is kept elsewhere can be gone through a piece at a time.

use super::Deferred;
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::Index;
use std::sync::Arc;

/// Elements of a chunk when a list is filled from its end. One that grows in the middle is parted at twice that.
pub const CHUNK: usize = 256;

/// A list of elements. To read one by its place takes a step or a binary search over the chunks.
pub struct Chunked<T> {
    chunks: Vec<Arc<Chunk<T>>>,
    /// How many elements stand before each chunk.
    starts: Vec<u32>,
    len: usize,
    /// Whether every chunk but the last is full: then places are found by division.
    even: bool,
}

/// Some elements, or what makes them.
type Chunk<T> = Deferred<Vec<T>>;

impl<T> Chunk<T> {
    fn all(&self) -> &Vec<T> {
        self.get()
    }

    fn at(&self, i: usize) -> Option<&T> {
        self.get().get(i)
    }
}

/// The elements to be changed; copies them where another list shares them.
fn change<T: Clone>(chunk: &mut Arc<Chunk<T>>) -> &mut Vec<T> {
    // Those that another list shares are copied when they are there, not made twice.
    chunk.all();
    Arc::make_mut(chunk).get_mut()
}

/// The elements in order.
pub struct Iter<'a, T> {
    chunks: std::slice::Iter<'a, Arc<Chunk<T>>>,
    here: std::slice::Iter<'a, T>,
}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Self { chunks: self.chunks.clone(), here: self.here.clone() }
    }
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        loop {
            if let Some(element) = self.here.next() {
                return Some(element);
            }
            self.here = self.chunks.next()?.all().iter();
        }
    }
}

impl<T> Chunked<T> {
    /// How many elements there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The places of all elements.
    #[must_use]
    pub const fn indices(&self) -> std::ops::Range<usize> {
        0..self.len
    }

    /// A list of that many elements, of which [`CHUNK`] at a time are made when one of them is first asked for. `make`
    /// is given the number of the chunk, and must give all its elements: as many as fit, in the last the rest.
    pub fn deferred(len: usize, make: impl Fn(usize) -> Vec<T> + Clone + Send + Sync + 'static) -> Self {
        let chunk = |number: usize| {
            let make = make.clone();
            Arc::new(Chunk::by(move || make(number)))
        };
        let starts = (0..len.div_ceil(CHUNK)).map(|number| (number * CHUNK) as u32).collect();
        Self { chunks: (0..len.div_ceil(CHUNK)).map(chunk).collect(), starts, len, even: true }
    }

    /// Bytes, about, of the elements that are there and could be made again. What hangs on an element is taken to be as
    /// much as itself.
    pub(crate) fn weight(&self) -> usize {
        let there = self.chunks.iter().filter(|chunk| chunk.can_go()).count();
        there * CHUNK * size_of::<T>() * 2
    }

    /// The same list without those: they are made again when they are asked for. What can be made again is not
    /// shared: what is asked of the one is not held by the other.
    pub(crate) fn lightened(&self) -> Self {
        let chunk = |chunk: &Arc<Chunk<T>>| chunk.again().map_or_else(|| chunk.clone(), Arc::new);
        Self { chunks: self.chunks.iter().map(chunk).collect(), ..self.clone() }
    }

    /// The elements in the chunks that [`Chunked::deferred`] would make of them.
    pub fn even_chunks(&self) -> impl Iterator<Item = Vec<&T>> {
        let mut all = self.iter();
        (0..self.len.div_ceil(CHUNK)).map(move |_| all.by_ref().take(CHUNK).collect())
    }

    /// The chunk of an element, and its place there; for the place behind the last element the end of the last chunk.
    #[inline]
    fn find(&self, i: usize) -> (usize, usize) {
        if self.even {
            return (i / CHUNK, i % CHUNK);
        }
        let chunk = self.starts.partition_point(|&start| start as usize <= i).saturating_sub(1);
        (chunk, i - self.starts.get(chunk).map_or(0, |&start| start as usize))
    }

    /// An element.
    #[must_use]
    pub fn get(&self, i: usize) -> Option<&T> {
        let (chunk, at) = self.find(i);
        self.chunks.get(chunk)?.at(at)
    }

    /// The first element.
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.get(0)
    }

    /// The last element.
    #[must_use]
    pub fn last(&self) -> Option<&T> {
        self.chunks.last()?.all().last()
    }

    /// The elements in order.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { chunks: self.chunks.iter(), here: [].iter() }
    }

    /// How many elements at the beginning are as asked, where none behind the first that is not is so.
    pub fn partition_point(&self, is_so: impl Fn(&T) -> bool) -> usize {
        let chunk = self.chunks.partition_point(|chunk| chunk.at(0).is_some_and(&is_so)).saturating_sub(1);
        let before = self.starts.get(chunk).map_or(0, |&start| start as usize);
        before + self.chunks.get(chunk).map_or(0, |chunk| chunk.all().partition_point(is_so))
    }
}

impl<T: Clone> Chunked<T> {
    /// Puts an element at the end.
    pub fn push(&mut self, element: T) {
        if self.chunks.last().is_none_or(|last| last.all().len() >= CHUNK) {
            self.starts.push(self.len as u32);
            self.chunks.push(Arc::new(Chunk::of(Vec::with_capacity(if self.len == 0 { 1 } else { CHUNK }))));
        }
        if let Some(last) = self.chunks.last_mut() {
            change(last).push(element);
        }
        self.len += 1;
    }

    /// An element to be changed; copies its chunk where another list shares it.
    pub fn get_mut(&mut self, i: usize) -> Option<&mut T> {
        let (chunk, at) = self.find(i);
        let chunk = self.chunks.get_mut(chunk).filter(|chunk| at < chunk.all().len())?;
        change(chunk).get_mut(at)
    }

    /// Puts an element before that of a place, or at the end. Chunks that were not asked for stay so.
    pub fn insert(&mut self, i: usize, element: T) {
        if i >= self.len {
            return self.push(element);
        }
        let (chunk, at) = self.find(i);
        self.even = false;
        let full = change(&mut self.chunks[chunk]);
        full.insert(at, element);
        self.len += 1;
        self.starts.iter_mut().skip(chunk + 1).for_each(|start| *start += 1);
        if full.len() >= 2 * CHUNK {
            let rest = full.split_off(CHUNK);
            self.chunks.insert(chunk + 1, Arc::new(Chunk::of(rest)));
            self.starts.insert(chunk + 1, self.starts[chunk] + CHUNK as u32);
        }
    }

    /// Takes out an element, where there is one. Chunks that were not asked for stay so.
    pub fn remove(&mut self, i: usize) -> Option<T> {
        if i >= self.len {
            return None;
        }
        let (chunk, at) = self.find(i);
        self.even &= i + 1 == self.len;
        let element = change(&mut self.chunks[chunk]).remove(at);
        self.len -= 1;
        self.starts.iter_mut().skip(chunk + 1).for_each(|start| *start -= 1);
        if self.chunks[chunk].all().is_empty() {
            self.chunks.remove(chunk);
            self.starts.remove(chunk);
        }
        Some(element)
    }
}

impl<T> Default for Chunked<T> {
    fn default() -> Self {
        Self { chunks: Vec::new(), starts: Vec::new(), len: 0, even: true }
    }
}

impl<T> Clone for Chunked<T> {
    fn clone(&self) -> Self {
        Self { chunks: self.chunks.clone(), starts: self.starts.clone(), len: self.len, even: self.even }
    }
}

impl<T: fmt::Debug> fmt::Debug for Chunked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl<T: PartialEq> PartialEq for Chunked<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other)
    }
}

impl<T: Eq> Eq for Chunked<T> {}

impl<T> Index<usize> for Chunked<T> {
    type Output = T;

    #[inline]
    fn index(&self, i: usize) -> &T {
        let (chunk, at) = self.find(i);
        &self.chunks[chunk].all()[at]
    }
}

impl<'a, T> IntoIterator for &'a Chunked<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> FromIterator<T> for Chunked<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        let mut list = Self::default();
        let mut elements = elements.into_iter();
        loop {
            let chunk: Vec<T> = elements.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                return list;
            }
            list.starts.push(list.len as u32);
            list.len += chunk.len();
            list.chunks.push(Arc::new(Chunk::of(chunk)));
        }
    }
}

impl<T: Serialize> Serialize for Chunked<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len))?;
        for element in self {
            list.serialize_element(element)?;
        }
        list.end()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Chunked<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into())
    }
}

impl<T> From<Vec<T>> for Chunked<T> {
    fn from(list: Vec<T>) -> Self {
        list.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, Clone)]
    enum Change {
        Push(u32),
        Insert(usize, u32),
        Remove(usize),
        Set(usize, u32),
    }

    fn change() -> impl Strategy<Value = Change> {
        prop_oneof![
            any::<u32>().prop_map(Change::Push),
            (0..2000_usize, any::<u32>()).prop_map(|(i, x)| Change::Insert(i, x)),
            (0..2000_usize).prop_map(Change::Remove),
            (0..2000_usize, any::<u32>()).prop_map(|(i, x)| Change::Set(i, x)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn it_is_a_list_and_a_copy_stays_what_it_was(
            begin in 0..1500_u32,
            changes in prop::collection::vec(change(), 0..400),
        ) {
            let mut plain: Vec<u32> = (0..begin).collect();
            let mut list: Chunked<u32> = plain.clone().into();
            let (before, copy) = (plain.clone(), list.clone());
            for change in changes {
                match change {
                    Change::Push(x) => {
                        plain.push(x);
                        list.push(x);
                    }
                    Change::Insert(i, x) => {
                        plain.insert(i.min(plain.len()), x);
                        list.insert(i, x);
                    }
                    Change::Remove(i) => {
                        let gone = (i < plain.len()).then(|| plain.remove(i));
                        prop_assert_eq!(list.remove(i), gone);
                    }
                    Change::Set(i, x) => {
                        if let Some(place) = plain.get_mut(i) {
                            *place = x;
                        }
                        if let Some(place) = list.get_mut(i) {
                            *place = x;
                        }
                    }
                }
            }
            prop_assert!(list.iter().eq(&plain) && list.len() == plain.len());
            prop_assert!((0..plain.len()).all(|i| list[i] == plain[i]));
            prop_assert_eq!((list.get(plain.len()), list.first(), list.last()), (None, plain.first(), plain.last()));
            prop_assert!(copy.iter().eq(&before));
        }

        #[test]
        fn what_is_made_when_asked_for_is_a_list_like_any_other(
            len in 0..1500_u32,
            changes in prop::collection::vec(change(), 0..40),
            asked in prop::collection::vec(0..1500_usize, 0..5),
        ) {
            let (whole, chunk) = (len as usize, CHUNK as u32);
            let mut list: Chunked<u32> = Chunked::deferred(whole, move |number| {
                let from = number as u32 * chunk;
                (from..len.min(from + chunk)).collect()
            });
            let mut plain: Chunked<u32> = (0..len).collect();
            prop_assert!(asked.iter().all(|&i| list.get(i) == plain.get(i)));
            let chunks: Vec<Vec<u32>> = list.even_chunks().map(|c| c.into_iter().copied().collect()).collect();
            prop_assert!(chunks.iter().rev().skip(1).all(|c| c.len() == CHUNK));
            prop_assert_eq!(chunks.concat().len(), whole);
            for change in changes {
                for list in [&mut list, &mut plain] {
                    match change {
                        Change::Push(x) => list.push(x),
                        Change::Insert(i, x) => list.insert(i, x),
                        Change::Remove(i) => drop(list.remove(i)),
                        Change::Set(i, x) => {
                            if let Some(place) = list.get_mut(i) {
                                *place = x;
                            }
                        }
                    }
                }
            }
            prop_assert_eq!(list, plain);
        }

        #[test]
        fn the_point_of_partition_is_that_of_a_plain_list(
            mut plain in prop::collection::vec(0..900_u32, 0..900),
            more in prop::collection::vec(0..900_u32, 0..300),
            asked in 0..900_u32,
        ) {
            plain.sort_unstable();
            let mut list: Chunked<u32> = plain.iter().copied().collect();
            for x in more {
                let at = list.partition_point(|&other| other < x);
                prop_assert_eq!(at, plain.partition_point(|&other| other < x));
                list.insert(at, x);
                plain.insert(at, x);
            }
            prop_assert_eq!(
                list.partition_point(|&other| other < asked),
                plain.partition_point(|&other| other < asked)
            );
        }
    }
}
