//! Which articles tell an event of the timeline together with others.

use crate::model::{ArticleIndex, Confidence, Corpus, DateBasis, Event};
use std::collections::BTreeSet;

/// The articles given, and all that tell an event with one of them, in order. Named wars and treaties of long ago join
/// nothing, and neither does a link that is only possible.
pub(super) fn sharing_events(corpus: &Corpus, articles: &[ArticleIndex]) -> Vec<ArticleIndex> {
    let own: BTreeSet<ArticleIndex> = articles.iter().copied().collect();
    let mut found = own.clone();
    let events = corpus.timeline.events.iter().filter(|event| event.basis != DateBasis::KnownEvent);
    for event in events.filter(|event| tellers(event).any(|article| own.contains(&article))) {
        found.extend(tellers(event));
    }
    found.into_iter().collect()
}

/// The articles that tell an event, as far as that is likely.
fn tellers(event: &Event) -> impl Iterator<Item = ArticleIndex> + '_ {
    let sure = event.mentions.iter().filter(|mention| mention.confidence >= Confidence::Likely);
    sure.map(|mention| mention.article)
}
