//! What two sides have to do with one another, said before anything else.
//!
//! Publication dates weeks apart forbid one happening, and so do beginnings that tell of other days. An event of the
//! timeline that leads both speaks for it, several sentences that tell the same, or the same people at the same place in
//! both beginnings. Two articles of one story tell one event where they share one, or where they are of one day or
//! the next and begin with the same names: a story may hold two meetings of the same two.

mod evidence;

use super::units::Unit;
use crate::model::{ArticleIndex, Corpus, DayRange, Event, Grade, Pair, Passage, Precision, Relation};
use evidence::{
    LEAD, Told, by_article, days_told, gap, lead, names, shared, shared_events, shared_lead, shared_visit,
};
use std::collections::{BTreeMap, BTreeSet};

/// Days between publications beyond which two articles do not report one happening as news.
const SAME_EVENT_DAYS: i64 = 10;
/// Days beyond which they are not one story.
const SAME_STORY_DAYS: i64 = 45;
/// So many sentences that tell the same make it one happening.
const SHARED_FACTS: usize = 2;
/// Days between publications of what a story tells of one day: printed in the evening, and the next morning.
const SAME_NEWS_DAYS: i64 = 1;
/// Names both begin with that make an account of such days one of the same event.
const CORE_NAMES: usize = 2;

/// What is known of the events of a corpus, gathered once.
pub(super) struct Known<'a> {
    corpus: &'a Corpus,
    events: Told<'a>,
    /// The days of which the beginning of each article tells, as far as its words state them.
    days: BTreeMap<ArticleIndex, Vec<DayRange>>,
}

impl<'a> Known<'a> {
    pub(super) fn of(corpus: &'a Corpus, articles: impl IntoIterator<Item = ArticleIndex>) -> Self {
        let events = by_article(corpus, articles);
        let days = events.iter().map(|(&article, told)| (article, days_told(corpus, article, told)));
        let days = days.filter(|(_, days)| !days.is_empty()).collect();
        Self { corpus, events, days }
    }

    /// Whether two articles begin with what happened on other days: the day before and the next morning are not.
    pub(super) fn of_other_days(&self, left: ArticleIndex, right: ArticleIndex) -> bool {
        let (Some(a), Some(b)) = (self.days.get(&left), self.days.get(&right)) else { return false };
        let between = |a: &DayRange, b: &DayRange| (a.from - b.to).max(b.from - a.to).num_days();
        a.iter().all(|a| b.iter().all(|b| between(a, b) > SAME_NEWS_DAYS))
    }

    /// Whether a difference of two sentences is none because their articles tell of other days: not where the sentences
    /// tell one event, or name one day.
    pub(super) fn of_two_happenings(&self, left: &Unit, right: &Unit) -> bool {
        let days = |passage: Passage| {
            let found = self.corpus.annotated(passage.article);
            found
                .expressions_in(passage.span)
                .iter()
                .filter_map(|expression| expression.range)
                .collect::<Vec<_>>()
        };
        let (l, r) = (left.passage, right.passage);
        self.of_other_days(l.article, r.article)
            && !left.events.iter().any(|event| right.events.binary_search(event).is_ok())
            && !days(l).iter().any(|day| days(r).contains(day))
    }

    /// The closest relation between an article of the left and one of the right, with its reason. `aligned` are the
    /// pairs of sentences found between the two sides.
    pub(super) fn relation(
        &self,
        pairs: &[(ArticleIndex, ArticleIndex)],
        aligned: &[Pair],
    ) -> (Relation, String) {
        let facts = facts(aligned);
        let mut best = (Relation::Unrelated, "they share no name of weight".to_owned());
        for &(left, right) in pairs {
            let alike = facts.get(&(left, right)).copied().unwrap_or(0);
            let found = self.of_pair(left, right, alike);
            if found.0 < best.0 {
                best = found;
            }
            if best.0 == Relation::SameEvent {
                break;
            }
        }
        best
    }

    /// The pairs of articles, among those with aligned sentences, that are of one story at least.
    pub(super) fn near(&self, aligned: &[Pair]) -> BTreeSet<(ArticleIndex, ArticleIndex)> {
        let facts = facts(aligned);
        let pairs: BTreeSet<_> = aligned.iter().map(|pair| (pair.left.article, pair.right.article)).collect();
        let story = |article: ArticleIndex| self.corpus.story_of.get(article.get());
        let near = |&(left, right): &(ArticleIndex, ArticleIndex)| {
            let alike = facts.get(&(left, right)).copied().unwrap_or(0);
            story(left).is_some() && story(left) == story(right)
                || self.of_pair(left, right, alike).0 <= Relation::SameStory
        };
        pairs.into_iter().filter(near).collect()
    }

    fn of_pair(&self, left: ArticleIndex, right: ArticleIndex, facts: usize) -> (Relation, String) {
        if left == right {
            return (Relation::SameEvent, "it is the same article".into());
        }
        let corpus = self.corpus;
        let gap = gap(corpus, left, right);
        let apart = evidence::apart(corpus, left, right, Precision::Day);
        if gap.is_some_and(|days| days > SAME_STORY_DAYS) {
            let names = names(corpus, &shared(corpus, left, right));
            return if names.is_empty() {
                (Relation::Unrelated, format!("published{apart}, and they share no name of weight"))
            } else {
                (Relation::ThemeOnly, format!("published{apart}: other happenings; both name {names}"))
            };
        }
        let same_story = corpus.story_of.get(left.get()) == corpus.story_of.get(right.get());
        let events = shared_events(corpus, left, right, &self.events);
        if gap.is_none_or(|days| days <= SAME_EVENT_DAYS)
            && let Some(why) = self.one_event(left, right, &events, same_story, facts)
        {
            return (Relation::SameEvent, why);
        }
        let event = events.first().map(|(event, _)| format!("both mention “{}”", event.label));
        let visit = || shared_visit(corpus, left, right).map(|visit| format!("both begin with {visit}"));
        let story = || {
            let days =
                if self.of_other_days(left, right) { "one story, told of other days" } else { "one story" };
            same_story.then(|| days.to_owned())
        };
        if let Some(why) = event.or_else(visit).or_else(story) {
            let published = if apart.is_empty() { String::new() } else { format!(", published{apart}") };
            return (Relation::SameStory, format!("{why}{published}"));
        }
        let names = names(corpus, &shared(corpus, left, right));
        if names.is_empty() {
            return (Relation::Unrelated, "they share no name of weight".into());
        }
        (Relation::ThemeOnly, format!("no happening is shared; both name {names}"))
    }

    /// Why two articles published near one another tell one event; `None` where nothing says so.
    fn one_event(
        &self,
        left: ArticleIndex,
        right: ArticleIndex,
        events: &[(&Event, usize)],
        same_story: bool,
        facts: usize,
    ) -> Option<String> {
        let corpus = self.corpus;
        let apart = |least| evidence::apart(corpus, left, right, least);
        if let Some((event, _)) = events.iter().find(|(_, place)| *place < LEAD) {
            return Some(format!("both report “{}”{}", event.label, apart(event.precision)));
        }
        if self.of_other_days(left, right) {
            return None;
        }
        let apart = apart(Precision::Day);
        if same_story {
            let told = if apart.is_empty() { String::new() } else { format!(", told{apart}") };
            if let Some((event, _)) = events.first() {
                return Some(format!("one story, and both tell “{}”{told}", event.label));
            }
            let at_once = gap(corpus, left, right).is_none_or(|days| days <= SAME_NEWS_DAYS);
            let core = || lead(corpus, left).intersection(&lead(corpus, right)).count() >= CORE_NAMES;
            if at_once && (facts > 0 || core()) {
                return Some(format!("one story{told}"));
            }
        }
        if facts >= SHARED_FACTS {
            return Some(format!("{facts} sentences tell the same{apart}"));
        }
        shared_lead(corpus, left, right).map(|lead| format!("both begin with {lead}{apart}"))
    }
}

/// How many sentences of two articles tell the same.
fn facts(aligned: &[Pair]) -> BTreeMap<(ArticleIndex, ArticleIndex), usize> {
    let mut facts: BTreeMap<(ArticleIndex, ArticleIndex), usize> = BTreeMap::new();
    for pair in aligned.iter().filter(|pair| pair.grade != Grade::Related) {
        *facts.entry((pair.left.article, pair.right.article)).or_default() += 1;
    }
    facts
}
