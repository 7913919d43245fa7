//! Which articles tell an event of the timeline together with others.

use crate::model::{ArticleIndex, Brief, Corpus, DateBasis, EventRef};
use std::collections::BTreeSet;

/// The articles given, and all that tell an event with one of them, in order. Named wars and treaties of long ago join
/// nothing, and neither does a link that is only possible.
pub(super) fn sharing_events(corpus: &Corpus, articles: &[ArticleIndex]) -> Vec<ArticleIndex> {
    let own: BTreeSet<ArticleIndex> = articles.iter().copied().collect();
    let mut found = own.clone();
    let briefs = corpus.briefs();
    let dated = |event: &EventRef| matches!(event, EventRef::Dated(_));
    for event in briefs.told_by_any(own.iter().copied()).into_iter().filter(dated) {
        let event = briefs.get(event.place(briefs));
        if event.basis() != DateBasis::KnownEvent && tellers(&event).any(|article| own.contains(&article)) {
            found.extend(tellers(&event));
        }
    }
    found.into_iter().collect()
}

/// The articles that tell an event, as far as that is likely.
fn tellers<'b>(event: &Brief<'b>) -> impl Iterator<Item = ArticleIndex> + use<'b> {
    let tellings = event.mentions().iter().filter(|telling| telling.likely);
    tellings.map(|telling| telling.article)
}
