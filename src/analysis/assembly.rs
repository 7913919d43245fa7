//! A corpus that takes in one article after another.
//!
//! Goes the way of [`assemble`](fn@super::assemble), but keeps what stories and events need to take in one more: an
//! article is compared with its neighbours only. A copy of the corpus shares all but what was changed since, so that
//! one can be read on the screen while the next article is joined.

use super::assemble::{annotate, annotate_all, overlay_of};
use super::elsewhere::Elsewhere;
use super::events::{self, Events};
use super::gazetteer::Gazetteer;
use super::kept::NoShelf;
use super::stories::{self, Joined, Stories};
use super::temporal::NotDates;
use crate::model::{Article, ArticleIndex, Corpus, Corrected, Corrections};
use std::sync::Arc;

/// A corpus with what is needed to add to it, which takes about as much memory again as its stories and events.
pub struct Assembly {
    corpus: Corpus,
    stories: Stories,
    /// Names that the articles give in full, for those that do not.
    elsewhere: Elsewhere,
    /// Nothing where the reader corrected events: such rules bear on all of them, and they are joined anew each time.
    events: Option<Events>,
    /// The lists with the reader's corrections; nothing stands for the bundled ones as they are.
    gazetteer: Option<Arc<Gazetteer>>,
    not_dates: NotDates,
}

impl Assembly {
    /// The corpus of some articles, as [`assemble_corrected`](super::assemble::assemble_corrected) makes it. Without a
    /// gazetteer the bundled lists are in use.
    #[must_use]
    pub fn of(
        articles: Vec<Arc<Article>>,
        gazetteer: Option<Arc<Gazetteer>>,
        corrections: &Arc<Corrections>,
    ) -> Self {
        let gazetteer = corrected(gazetteer, corrections);
        let lists = gazetteer.as_deref().unwrap_or_else(|| Gazetteer::bundled());
        let (annotations, entities, corrected) = annotate_all(&articles, lists, corrections, &NoShelf);
        let corrections = corrections.clone();
        let (articles, annotations) = (articles.into(), annotations.into());
        let corpus = Corpus { articles, annotations, entities, corrections, corrected, ..Corpus::default() };
        Self::joining(corpus, gazetteer)
    }

    /// A corpus that was assembled before, ready to be added to. The gazetteer must be the one it was assembled with.
    /// Its articles are not read again; stories and events are joined anew, which takes some time where there are many.
    #[must_use]
    pub fn over(corpus: &Corpus, gazetteer: Option<Arc<Gazetteer>>) -> Self {
        let gazetteer = corrected(gazetteer, &corpus.corrections);
        Self::joining(corpus.hold(), gazetteer)
    }

    fn joining(mut corpus: Corpus, gazetteer: Option<Arc<Gazetteer>>) -> Self {
        let lists = gazetteer.as_deref().unwrap_or_else(|| Gazetteer::bundled());
        let (stories, all) = Stories::of(&corpus.articles, &corpus.annotations, &corpus.entities);
        corpus.story_of = stories::places(&all, corpus.articles.len());
        corpus.stories = all.into();
        let mut events = None;
        if corpus.corrections.rules.iter().all(|correction| correction.rule.is_about_words()) {
            events = Some(Events::of_corpus(&mut corpus, lists));
        } else {
            join_events(&mut corpus, lists);
        }
        let not_dates = NotDates::new(&corpus.corrections);
        let (articles, annotations) = (corpus.articles.iter(), corpus.annotations.iter());
        let elsewhere = Elsewhere::of(articles, annotations, &corpus.entities);
        Self { corpus, stories, elsewhere, events, gazetteer, not_dates }
    }

    /// Adds an article at the end: reads it, finds its story and its events. Returns the story and what else changed.
    pub fn add(&mut self, article: Arc<Article>) -> Joined {
        let lists = self.gazetteer.as_deref().unwrap_or_else(|| Gazetteer::bundled());
        let corpus = &mut self.corpus;
        let draft = annotate(&article, lists, &self.not_dates);
        let index = ArticleIndex(corpus.articles.len() as u32);
        corpus.corrected.extend(draft.struck.iter().map(|&(span, rule)| {
            let told = corpus.corrections.rules[rule as usize].told();
            Corrected { article: index, span, rule, told }
        }));
        let listed = lists.entities().len() as u32;
        let found = draft.adopt(listed, &mut corpus.entities);
        // Earlier articles are not looked at again until all are joined anew.
        let elsewhere = &mut self.elsewhere;
        elsewhere.learn(index, &article, &found, &corpus.entities);
        let Corpus { articles, annotations, entities, .. } = &*corpus;
        let explained = elsewhere.explain(index, (&article, &found), articles, annotations, entities);
        corpus.annotations.push(Arc::new(explained.unwrap_or(found)));
        corpus.articles.push(article);
        let joined = self.stories.add(corpus);
        match &mut self.events {
            Some(events) => events.add(corpus, lists),
            None => join_events(corpus, lists),
        }
        joined
    }

    /// The corpus as it is.
    #[must_use]
    pub const fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The corpus as it is, to be kept: it does not change with what is added later. Takes well under a millisecond.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Corpus> {
        Arc::new(self.corpus.clone())
    }
}

/// The lists with what the reader said of names.
fn corrected(gazetteer: Option<Arc<Gazetteer>>, corrections: &Corrections) -> Option<Arc<Gazetteer>> {
    let Some(overlay) = overlay_of(corrections) else { return gazetteer };
    let lists = gazetteer.as_deref().unwrap_or_else(|| Gazetteer::bundled());
    Some(Arc::new(lists.with(&overlay)))
}

/// Joins all events of a corpus anew, with the reader's rules about them.
fn join_events(corpus: &mut Corpus, gazetteer: &Gazetteer) {
    let Corpus { articles, annotations, entities, stories, corrections, .. } = &*corpus;
    let (timeline, more, _) =
        events::timeline(articles, annotations, entities, stories, gazetteer, corrections);
    corpus.timeline = timeline;
    let rules = &corpus.corrections.rules;
    corpus.corrected.retain(|corrected| rules[corrected.rule as usize].rule.is_about_words());
    corpus.corrected.extend(more);
    corpus.corrected.sort();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::assemble::assemble_corrected;
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
        let mut assembly = Assembly::of(Vec::new(), None, corrections);
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
    fn a_snapshot_stays_as_it_is_and_a_corpus_can_be_taken_up() {
        let mut assembly = Assembly::of(Vec::new(), None, &Arc::default());
        let mut before = Vec::new();
        for article in articles() {
            assembly.add(Arc::new(article));
            before.push((assembly.snapshot(), assembly.corpus().clone()));
        }
        for (n, (snapshot, then)) in before.iter().enumerate() {
            assert_eq!((snapshot.articles.len(), snapshot.story_of.len()), (n + 1, n + 1));
            assert_eq!((&snapshot.stories, &snapshot.timeline), (&then.stories, &then.timeline));
        }
        let mut taken_up = Assembly::over(&before[1].0, None);
        taken_up.add(Arc::new(articles().remove(2)));
        assert_eq!(taken_up.corpus().stories, assembly.corpus().stories);
        assert_eq!(taken_up.corpus().timeline, assembly.corpus().timeline);
    }

    #[test]
    fn with_corrections_too_an_article_more_gives_what_is_assembled() {
        let rule = Rule::SamePerson { this: "xi-jinping".into(), is: "vladimir-putin".into() };
        let corrections = Arc::new(Corrections {
            rules: vec![Correction { rule, when: String::new(), why: String::new() }],
        });
        let (corpus, joined) = grown(&corrections);
        let articles = articles().into_iter().map(Arc::new).collect();
        let whole = assemble_corrected(articles, Gazetteer::bundled(), &corrections);
        assert_eq!(corpus.stories, whole.stories);
        assert_eq!(corpus.timeline, whole.timeline);
        assert_eq!(corpus.corrected, whole.corrected);
        assert_eq!((joined.story, joined.gone.len(), joined.made.len()), (0, 1, 1));
    }
}
