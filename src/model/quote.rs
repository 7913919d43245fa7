//! Quotations, direct and reported.

use super::{EntityId, SafeText, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What somebody is said to have said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The content, without the quotation marks and without the clause that names the speaker.
    pub span: Span,
    /// Whether these are the speaker's own words; false for reported speech.
    pub direct: bool,
    /// The speaker, where it is an entity.
    pub speaker: Option<EntityId>,
    /// The speaker as named: the entity's canonical name, else the words of the text (`the two countries`).
    pub speaker_name: Option<SafeText>,
    /// The verb or phrase that introduces it: `said`, `according to`.
    pub cue: Option<Span>,
    /// Which pattern found it, in a short sentence.
    #[serde(with = "super::reason")]
    pub why: Cow<'static, str>,
}
