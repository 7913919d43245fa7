//! What joins the articles, stories and events, as bytes, so that a library in which nothing changed need not be joined
//! again. Must not read or write: where the bytes are kept, and whether they are of these articles, is for others to know.
//!
//! The form is that of [`kept`](super::kept).

use crate::model::{
    Annotations, Article, ArticleIndex, Chunked, Corrected, EntityId, EntityTable, Event, Rarities, Span,
    Story, Timeline,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What joins some articles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Joined {
    pub(super) stories: Chunked<Story>,
    pub(super) timeline: Timeline,
    /// Where the reader's corrections of events were applied.
    pub(super) corrected: Vec<Corrected>,
    /// How rare words are.
    pub(super) rarities: Rarities,
}

impl Joined {
    /// As bytes; none where they cannot be made.
    pub(super) fn encode(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// From bytes; `None` where they are damaged or speak of what is not there.
    pub(super) fn decode(
        bytes: &[u8],
        articles: &Chunked<Arc<Article>>,
        annotations: &Chunked<Arc<Annotations>>,
        entities: &EntityTable,
    ) -> Option<Joined> {
        let joined: Joined = postcard::from_bytes(bytes).ok()?;
        let known = Known { articles, entities: entities.len() as u32 };
        (annotations.len() == articles.len() && known.all(&joined)).then_some(joined)
    }
}

/// What can be spoken of.
struct Known<'k> {
    articles: &'k Chunked<Arc<Article>>,
    entities: u32,
}

impl Known<'_> {
    fn all(&self, joined: &Joined) -> bool {
        let timeline = &joined.timeline;
        self.partitions(&joined.stories)
            && joined.stories.iter().all(|story| self.story(story))
            && timeline.events.iter().chain(timeline.undated.iter()).all(|event| self.event(event))
            && joined.corrected.iter().all(|corrected| self.span(corrected.article, corrected.span))
    }

    /// Whether every article is in one story.
    fn partitions(&self, stories: &Chunked<Story>) -> bool {
        let mut told = vec![false; self.articles.len()];
        let once = stories
            .iter()
            .flat_map(|story| &story.articles)
            .all(|article| told.get_mut(article.get()).is_some_and(|told| !std::mem::replace(told, true)));
        once && told.into_iter().all(|told| told)
    }

    fn story(&self, story: &Story) -> bool {
        story.reprints.iter().all(|reprint| {
            reprint.articles.len() == reprint.shared.len() + 1
                && reprint.articles.iter().all(|article| story.articles.contains(article))
                && reprint.articles.iter().skip(1).zip(&reprint.shared).all(|(&article, (share, spans))| {
                    share.is_finite() && spans.iter().all(|span| self.span(article, *span))
                })
        })
    }

    fn event(&self, event: &Event) -> bool {
        let there = |id: &EntityId| id.0 < self.entities;
        event.place.iter().all(there)
            && event.participants.iter().all(there)
            && !event.mentions.is_empty()
            && event.mentions.iter().all(|mention| {
                self.span(mention.article, mention.span) && self.span(mention.article, mention.trigger)
            })
    }

    fn span(&self, article: ArticleIndex, span: Span) -> bool {
        span.start <= span.end
            && self
                .articles
                .get(article.get())
                .is_some_and(|article| article.text.get(span.range()).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::super::kept::Shelf;
    use super::super::{Gazetteer, assemble_corrected, assemble_kept};
    use super::*;
    use crate::analysis::testing::article;
    use crate::model::{Corpus, Corrections};
    use proptest::prelude::*;
    use std::sync::Mutex;

    /// Keeps what joins the articles, and nothing else.
    #[derive(Default)]
    struct Held(Mutex<Vec<Vec<u8>>>);

    impl Shelf for Held {
        fn take(&self, _: usize) -> Option<Vec<u8>> {
            None
        }

        fn put(&self, _: usize, _: Vec<u8>) {}

        fn joined(&self) -> Option<Vec<u8>> {
            self.0.lock().unwrap().last().cloned()
        }

        fn put_joined(&self, joined: Vec<u8>) {
            self.0.lock().unwrap().push(joined);
        }
    }

    fn articles() -> Vec<Arc<Article>> {
        let told = "Olaf Scholz met Emmanuel Macron in Paris on Monday. They spoke of grain and of the war in Ukraine.";
        let other =
            "A ferry ran aground in the harbour of Turku on Tuesday, and forty passengers were taken off.";
        [("a", told), ("b", told), ("c", other)]
            .into_iter()
            .map(|(id, text)| Arc::new(article(id, Some("2024-03-12"), "", text)))
            .collect()
    }

    fn of(shelf: &dyn Shelf) -> Corpus {
        assemble_kept(articles(), Gazetteer::bundled(), &Arc::default(), shelf)
    }

    #[test]
    fn what_is_kept_joins_as_before_and_is_kept_once() {
        let shelf = Held::default();
        let fresh = assemble_corrected(articles(), Gazetteer::bundled(), &Arc::<Corrections>::default());
        assert!(!fresh.timeline.events.is_empty() && fresh.stories.len() == 2);
        for _ in 0..3 {
            let corpus = of(&shelf);
            assert_eq!((&corpus.stories, &corpus.timeline), (&fresh.stories, &fresh.timeline));
            assert_eq!((&corpus.story_of, &corpus.corrected), (&fresh.story_of, &fresh.corrected));
        }
        assert_eq!(shelf.0.lock().unwrap().len(), 1);
    }

    #[test]
    fn what_joins_other_articles_is_none() {
        let shelf = Held::default();
        let corpus = of(&shelf);
        let bytes = shelf.joined().unwrap();
        let two: Chunked<Arc<Article>> = articles().into_iter().take(2).collect();
        let found: Chunked<_> = corpus.annotations.iter().take(2).cloned().collect();
        assert!(Joined::decode(&bytes, &two, &found, &corpus.entities).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn damaged_bytes_are_sound_or_none(at in 0_usize..4000, bit in 0_u8..8) {
            let shelf = Held::default();
            let corpus = of(&shelf);
            let mut bytes = shelf.joined().unwrap();
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            let joined = Joined::decode(&bytes, &corpus.articles, &corpus.annotations, &corpus.entities);
            for event in joined.iter().flat_map(|joined| joined.timeline.events.iter()) {
                for mention in &event.mentions {
                    prop_assert!(corpus.article(mention.article).text.get(mention.span.range()).is_some());
                }
            }
        }
    }
}
