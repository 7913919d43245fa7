//! What the reading of a sentence hands on: a happening that is told, not yet linked to others.

use super::class::Class;
use super::numbers::Count;
use super::roles::Roles;
use super::unit::Unit;
use super::when::When;
use super::wording::Words;
use crate::analysis::opposites::Crafts;
use crate::analysis::terms::TermId;
use crate::model::{ArticleIndex, EntityId, Happening, Span};

/// A sentence that tells a happening, before it is linked to others.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub article: ArticleIndex,
    /// The sentence, headline or caption.
    pub span: Span,
    pub trigger: Span,
    /// The number of the unit in the article: neighbours differ by one.
    pub unit: u32,
    /// Where it stands in the article.
    pub standing: Standing,
    pub class: Class,
    pub lemma: &'static str,
    pub noun: bool,
    /// 1 to 3, as in the table of triggers.
    pub strength: u8,
    pub happening: Happening,
    pub when: Option<When>,
    pub roles: Roles,
    /// Whether it points back: “this visit”.
    pub anaphoric: bool,
    /// The named event it is.
    pub known: Option<EntityId>,
    /// The words of the sentence but for its dates; all that it tells share them.
    pub words: Words,
    /// How much the words weigh together: the length of their vector, by the rarities of when they were counted.
    pub weight: f64,
    /// The word of the trigger, by its place in the list.
    pub word: Option<u32>,
    /// The common noun of what it is done to: other ones are other happenings.
    pub object: Option<TermId>,
    pub counts: Box<[Count]>,
    /// What was wrecked, where it tells that.
    pub crafts: Crafts,
    /// What is done, where that has an opposite: the trigger, by a noun the words beside it.
    pub acts: Box<[TermId]>,
}

/// Where in an article a telling stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Headline, heading or caption.
    Display,
    /// One of the first sentences.
    Lead,
    /// Further down.
    Body,
}

impl Standing {
    fn of(unit: &Unit<'_>) -> Self {
        match (unit.is_display(), unit.is_lead()) {
            (true, _) => Self::Display,
            (false, true) => Self::Lead,
            (false, false) => Self::Body,
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "one plain constructor for both kinds of candidate")]
pub(super) fn candidate(
    unit: &Unit<'_>,
    trigger: Span,
    class: Class,
    lemma: &'static str,
    noun: bool,
    strength: u8,
    happening: Happening,
    when: Option<When>,
    roles: Roles,
) -> Candidate {
    Candidate {
        article: ArticleIndex(0),
        span: unit.span,
        trigger,
        unit: 0,
        standing: Standing::of(unit),
        class,
        lemma,
        noun,
        strength,
        happening,
        when,
        roles,
        anaphoric: false,
        known: None,
        words: Words::default(),
        weight: 0.0,
        word: None,
        object: None,
        counts: Box::default(),
        crafts: Crafts::default(),
        acts: Box::default(),
    }
}
