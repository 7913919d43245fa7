//! A corpus that takes in one article after another.
//!
//! Goes the way of [`assemble`](fn@super::assemble), but keeps what stories and events need to take in one more: an
//! article is compared with its neighbours only. What still grows with the corpus is bringing the line of events up
//! to date, a copy of a plain list.

use super::assemble::{annotate, annotate_all, assemble_corrected};
use super::events::Events;
use super::gazetteer::Gazetteer;
use super::kept::NoShelf;
use super::stories::{self, Joined, Stories};
use super::temporal::NotDates;
use crate::model::{Article, Corpus, Corrections};
use std::collections::HashSet;
use std::sync::Arc;

/// A corpus with what is needed to add to it, which takes about as much memory again as its stories and events.
pub struct Assembly<'g> {
    corpus: Corpus,
    /// Nothing where the reader corrected something: corrections bear on everything, and all is joined anew for them.
    kept: Option<(Stories, Events)>,
    gazetteer: &'g Gazetteer,
}

impl<'g> Assembly<'g> {
    /// The corpus of some articles, as [`assemble_corrected`] makes it.
    #[must_use]
    pub fn of(articles: Vec<Arc<Article>>, gazetteer: &'g Gazetteer, corrections: &Arc<Corrections>) -> Self {
        if !corrections.rules.is_empty() {
            return Self {
                corpus: assemble_corrected(articles, gazetteer, corrections),
                kept: None,
                gazetteer,
            };
        }
        let (annotations, entities, _) = annotate_all(&articles, gazetteer, corrections, &NoShelf);
        let (stories, all) = Stories::of(&articles, &annotations, &entities);
        let story_of = stories::places(&all, articles.len());
        let mut corpus =
            Corpus { articles, annotations, entities, stories: all, story_of, ..Corpus::default() };
        let events = Events::of_corpus(&mut corpus, gazetteer);
        Self { corpus, kept: Some((stories, events)), gazetteer }
    }

    /// Adds an article at the end: reads it, finds its story and its events. Returns the story and what else changed.
    pub fn add(&mut self, article: Arc<Article>) -> Joined {
        let Some((stories, events)) = &mut self.kept else { return self.add_anew(article) };
        let draft = annotate(&article, self.gazetteer, &NotDates::new(&self.corpus.corrections));
        let listed = self.gazetteer.entities().len() as u32;
        self.corpus.annotations.push(Arc::new(draft.adopt(listed, &mut self.corpus.entities)));
        self.corpus.articles.push(article);
        let joined = stories.add(&mut self.corpus);
        events.add(&mut self.corpus, self.gazetteer);
        joined
    }

    /// The corpus as it is.
    #[must_use]
    pub const fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// Joins everything anew with an article more.
    fn add_anew(&mut self, article: Arc<Article>) -> Joined {
        let mut articles = self.corpus.articles.clone();
        articles.push(article);
        let corpus = assemble_corrected(articles, self.gazetteer, &self.corpus.corrections);
        let before = std::mem::replace(&mut self.corpus, corpus);
        let beyond = |these: &Corpus, those: &Corpus| -> Vec<Arc<str>> {
            let known: HashSet<&Arc<str>> = those.stories.iter().map(|story| &story.key).collect();
            let keys = these.stories.iter().map(|story| &story.key);
            keys.filter(|key| !known.contains(key)).cloned().collect()
        };
        Joined {
            story: self.corpus.story_of.last().copied().unwrap_or_default(),
            gone: beyond(&before, &self.corpus),
            made: beyond(&self.corpus, &before),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{article, corpus};
    use crate::model::{Correction, Rule};

    fn articles() -> Vec<Article> {
        let putin =
            "Vladimir Putin met Xi Jinping in Beijing on Friday, and they signed an agreement on gas.";
        let xi = "Xi Jinping met Vladimir Putin in Beijing on Friday. Gas was the matter of the agreement.";
        vec![
            article("a", Some("2022-02-04"), "Putin meets Xi over gas", putin),
            article("b", Some("2022-02-05"), "A day of rain", "Rain fell on the hills of Harnwick all day."),
            article("c", Some("2022-02-05"), "Gas agreement as Putin meets Xi", xi),
        ]
    }

    fn grown(corrections: &Arc<Corrections>) -> (Corpus, Joined) {
        let mut assembly = Assembly::of(Vec::new(), Gazetteer::bundled(), corrections);
        let all = articles().into_iter().map(|article| assembly.add(Arc::new(article)));
        let last = all.last().expect("an article");
        (assembly.corpus, last)
    }

    #[test]
    fn what_is_added_one_by_one_is_what_is_assembled() {
        let whole = corpus(articles());
        let (corpus, joined) = grown(&Arc::default());
        assert_eq!((&corpus.stories, &corpus.story_of), (&whole.stories, &whole.story_of));
        let labels =
            |corpus: &Corpus| corpus.timeline.events.iter().map(|e| e.label.to_string()).collect::<Vec<_>>();
        assert_eq!(labels(&corpus), labels(&whole));
        assert_eq!((joined.story, joined.gone.len(), joined.made.len()), (0, 1, 1));
        assert_eq!(corpus.entities.len(), whole.entities.len());
    }

    #[test]
    fn with_corrections_all_is_joined_anew() {
        let rule = Rule::SamePerson { this: "xi-jinping".into(), is: "vladimir-putin".into() };
        let corrections = Arc::new(Corrections {
            rules: vec![Correction { rule, when: String::new(), why: String::new() }],
        });
        let (corpus, joined) = grown(&corrections);
        assert_eq!(corpus.stories.len(), 2);
        assert_eq!((joined.story, joined.gone.len(), joined.made.len()), (0, 1, 1));
    }
}
