//! What happened: events, and the sentences that tell them.

use super::{ArticleIndex, Briefs, Chunked, DateBasis, DayRange, EntityId, Precision, SafeText, Span};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};

/// How sure a link or a date is, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// One reading of the evidence.
    Weak,
    /// Several things agree.
    Likely,
    /// Date, people and words agree.
    Certain,
}

/// Whether a matter happened, or is only spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Happening {
    /// It took place, or is taking place.
    Event,
    /// A proposal, plan, forecast, wish or demand.
    Proposal,
    /// What happens again and again.
    Habit,
}

/// A sentence that tells an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventMention {
    /// The article.
    pub article: ArticleIndex,
    /// The sentence.
    pub span: Span,
    /// The word that names the happening, inside the sentence.
    pub trigger: Span,
    /// What linked this sentence to the event: shared people, place, date, words.
    pub why: SafeText,
    /// How sure the link is.
    pub confidence: Confidence,
}

/// One happening, told by one or more sentences of one or more outlets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Stable id, made from date, label and participants.
    pub key: Arc<str>,
    /// The clearest wording among the outlets.
    pub label: SafeText,
    /// Event or proposal.
    pub happening: Happening,
    /// When; `None` stands among the undated.
    pub days: Option<DayRange>,
    /// How exact `days` is.
    pub precision: Precision,
    /// How the date was found.
    pub basis: DateBasis,
    /// Whether the date is a guess: only the article's own date places it.
    pub guessed: bool,
    /// Where.
    pub place: Option<EntityId>,
    /// Who took part, most mentioned first.
    pub participants: Vec<EntityId>,
    /// How sure the event and its links are.
    pub confidence: Confidence,
    /// The sentences, by article and position.
    pub mentions: Vec<EventMention>,
}

impl Event {
    /// The articles that tell it, each once, in order.
    #[must_use]
    pub fn articles(&self) -> Vec<ArticleIndex> {
        let mut all: Vec<_> = self.mentions.iter().map(|mention| mention.article).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// All events of a corpus.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Timeline {
    /// Dated events, by first day, then key.
    pub events: Chunked<Event>,
    /// Undated events, all proposals and all habits.
    pub undated: Chunked<Event>,
    /// The same in brief, once it was asked for ([`Corpus::briefs`](super::Corpus::briefs)). To be emptied by whoever
    /// changes the events.
    #[serde(skip)]
    pub briefs: OnceLock<Arc<Briefs>>,
}

impl PartialEq for Timeline {
    /// By the events; whether they were asked for in brief makes no difference.
    fn eq(&self, other: &Self) -> bool {
        self.events == other.events && self.undated == other.undated
    }
}

impl Eq for Timeline {}

impl Timeline {
    /// Of events in their order.
    #[must_use]
    pub fn new(events: Chunked<Event>, undated: Chunked<Event>) -> Self {
        Self { events, undated, briefs: OnceLock::new() }
    }
}
