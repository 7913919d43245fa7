//! Events in brief after some articles came: what did not change is copied, not worked out again.

use super::{Brief, Briefs, Entry, Names};
use crate::model::{Arrival, ArticleIndex, Corpus, Deferred, EntityId, Event, Replaced, Span};

/// An event that was there, by its place, or one that is new.
enum Source<'e> {
    Kept(usize),
    Made(&'e Event),
}

/// Stands for an event that is no more.
const GONE: u32 = u32::MAX;

impl Briefs {
    /// As [`Briefs::of`] the corpus that some arrivals, one after the other, made of the one that these are of.
    #[must_use]
    pub fn with(&self, corpus: &Corpus, arrivals: &[Arrival]) -> Self {
        let mut dated: Vec<Source<'_>> = (0..self.dated()).map(Source::Kept).collect();
        let mut undated: Vec<Source<'_>> = (self.dated()..self.len()).map(Source::Kept).collect();
        for arrival in arrivals {
            dated = replaced(dated, &arrival.dated);
            undated = replaced(undated, &arrival.undated);
        }
        let mut now = vec![GONE; self.len()];
        let mut briefs = Self { dated: dated.len() as u32, ..Self::default() };
        let (mut names, mut keys) = (Names::default(), Vec::with_capacity(self.len()));
        briefs.events.reserve(dated.len() + undated.len());
        briefs.mentions.reserve(self.mentions.len());
        names.reserve(self.names.get());
        let old_keys = self.keys.get();
        let mut more: Vec<(u32, u32)> = Vec::new();
        for (place, source) in (0..).zip(dated.into_iter().chain(undated)) {
            match source {
                Source::Kept(old) => {
                    now[old] = place;
                    let event = self.get(old);
                    briefs.mentions.extend_from_slice(event.mentions());
                    briefs.events.push(Entry { mentions: briefs.mentions.len() as u32, ..self.events[old] });
                    names.copy(event);
                    keys.push(old_keys.get(old).copied().unwrap_or_default());
                }
                Source::Made(event) => {
                    more.extend(event.articles().into_iter().map(|article| (article.0, place)));
                    briefs.push(event);
                    names.push_by(event, |article, span| self.names_of(corpus, article, span));
                    keys.push(crc32fast::hash(event.key.as_bytes()));
                }
            }
        }
        (briefs.names, briefs.keys) = (Deferred::of(names), Deferred::of(keys));
        more.sort_unstable();
        briefs.tell(self, &now, &more, corpus.len());
        briefs
    }

    /// The names in a sentence; those of one that told an event before are known.
    fn names_of(&self, corpus: &Corpus, article: ArticleIndex, span: Span) -> Vec<EntityId> {
        let known = self.told_by(article).find_map(|event| {
            let event = self.get(event.place(self));
            let number =
                event.mentions().iter().position(|one| one.article == article && one.span == span)?;
            Some(event.names_in(number).to_vec())
        });
        known.unwrap_or_else(|| {
            corpus.annotated(article).mentions_in(span).iter().map(|mention| mention.entity).collect()
        })
    }

    /// Takes over which events each article tells, by their places now, and what some tell more.
    fn tell(&mut self, before: &Self, now: &[u32], more: &[(u32, u32)], articles: usize) {
        let mut more = more.iter().peekable();
        self.told.reserve(before.told.len() + more.len());
        self.ends.reserve(articles);
        for article in 0..articles as u32 {
            let from = self.told.len();
            let old = before.places(ArticleIndex(article)).iter().map(|&place| now[place as usize]);
            self.told.extend(old.filter(|&place| place != GONE));
            while let Some(&(_, place)) = more.next_if(|(other, _)| *other == article) {
                self.told.push(place);
            }
            self.told[from..].sort_unstable();
            self.ends.push(self.told.len() as u32);
        }
    }
}

impl Names {
    fn reserve(&mut self, others: &Self) {
        self.own.reserve(others.own.len());
        self.ends.reserve(others.ends.len());
        self.ids.reserve(others.ids.len());
    }

    /// Puts those of an event of others behind these.
    fn copy(&mut self, event: Brief<'_>) {
        let start = self.ids.len() as u32;
        self.ids.extend_from_slice(event.names());
        self.own.push((start, self.ids.len() as u32));
        for mention in 0..event.mentions().len() {
            self.ids.extend_from_slice(event.names_in(mention));
            self.ends.push(self.ids.len() as u32);
        }
    }
}

/// A list of events with some replaced.
fn replaced<'e>(list: Vec<Source<'e>>, replaced: &'e Replaced) -> Vec<Source<'e>> {
    let mut all = Vec::with_capacity(list.len() + replaced.made.len());
    let mut gone = replaced.gone.iter().map(|&place| place as usize).peekable();
    let mut kept = list.into_iter().enumerate().filter(|(place, _)| gone.next_if_eq(place).is_none());
    for (place, event) in &replaced.made {
        let before = (*place as usize).saturating_sub(all.len());
        all.extend(kept.by_ref().take(before).map(|(_, source)| source));
        all.push(Source::Made(event));
    }
    all.extend(kept.map(|(_, source)| source));
    all
}
