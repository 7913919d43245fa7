//! What was found in an article as bytes, so that it need not be found again: the findings of one text stay the same
//! for as long as the analysis, the lists and the person's changes to them do. Must not read or write: where the bytes
//! are kept is for others to know.
//!
//! The form is postcard's: fields in their order, small numbers in few bytes. It is not meant to outlive a version of
//! the analysis; [`version`] tells whether it can be read.

use super::assemble::{Draft, annotate, lists_under, overlay_of};
use super::gazetteer::Gazetteer;
use super::temporal::NotDates;
use crate::model::{Annotations, Article, Corrections, Entity, EntityId, Span};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::sync::Arc;

/// Where findings are kept; asked from several threads at a time.
pub trait Shelf: Sync {
    /// The findings of the article at this place of the articles, where they are kept.
    fn take(&self, place: usize) -> Option<Vec<u8>>;
    /// Keeps findings that had to be worked out.
    fn put(&self, place: usize, findings: Vec<u8>);
    /// What joins all the articles, in this order and under these corrections, where it is kept.
    fn joined(&self) -> Option<Vec<u8>>;
    /// Keeps what joins them.
    fn put_joined(&self, joined: Vec<u8>);
    /// Whether it does: else it need not be made.
    fn keeps_joined(&self) -> bool {
        true
    }
}

/// Keeps nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoShelf;

impl Shelf for NoShelf {
    fn take(&self, _: usize) -> Option<Vec<u8>> {
        None
    }

    fn put(&self, _: usize, _: Vec<u8>) {}

    fn joined(&self) -> Option<Vec<u8>> {
        None
    }

    fn put_joined(&self, _: Vec<u8>) {}

    fn keeps_joined(&self) -> bool {
        false
    }
}

/// Which analysis this is: findings kept under another version must not be used.
#[must_use]
pub fn version(gazetteer: &Gazetteer, corrections: &Corrections) -> String {
    let mut hash = Sha256::new();
    hash.update(env!("DATELINE_ANALYSIS"));
    hash.update([0]);
    hash.update(gazetteer.overlaid());
    hash.update([0]);
    if let Some(overlay) = overlay_of(corrections) {
        hash.update(format!("{overlay:?}"));
    }
    let hex: Vec<String> = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    hex.concat()
}

/// Findings as they are kept.
#[derive(Serialize, Deserialize)]
struct Kept<'d> {
    annotations: Cow<'d, Annotations>,
    unlisted: Cow<'d, [Arc<Entity>]>,
}

/// The findings as bytes. What the reader struck is not among them: it is worked out from the corrections.
fn encode(draft: &Draft) -> Vec<u8> {
    let kept = Kept {
        annotations: Cow::Borrowed(&draft.annotations),
        unlisted: Cow::Borrowed(draft.unlisted.as_slice()),
    };
    // Nothing in it has a length that is not known or a form that cannot be written; no bytes are no findings.
    postcard::to_stdvec(&kept).unwrap_or_default()
}

/// The findings of an article from their bytes; `None` where they are damaged or are not of this article.
fn decode(bytes: &[u8], article: &Article, gazetteer: &Gazetteer) -> Option<Draft> {
    let kept: Kept<'static> = postcard::from_bytes(bytes).ok()?;
    let draft = Draft {
        annotations: kept.annotations.into_owned(),
        unlisted: kept.unlisted.into_owned(),
        struck: Vec::new(),
    };
    fits(&draft, article, gazetteer).then_some(draft)
}

/// Whether all that findings point at is there.
fn fits(draft: &Draft, article: &Article, gazetteer: &Gazetteer) -> bool {
    let known = (gazetteer.entities().len() + draft.unlisted.len()) as u32;
    let text: &str = &article.text;
    let inside = |span: Span| span.start <= span.end && text.get(span.range()).is_some();
    let there = |id: EntityId| id.0 < known;
    let found = &draft.annotations;
    found.sentences.iter().all(|span| inside(*span))
        && found.expressions.iter().all(|expression| inside(expression.span))
        && found.mentions.iter().all(|mention| {
            inside(mention.span) && there(mention.entity) && mention.rivals.iter().all(|id| there(*id))
        })
        && found.quotes.iter().all(|quote| {
            inside(quote.span) && quote.cue.is_none_or(inside) && quote.speaker.is_none_or(there)
        })
}

/// Works out findings to keep, for whoever takes articles in one batch after another.
pub struct Annotator<'g> {
    gazetteer: Cow<'g, Gazetteer>,
    version: String,
}

impl<'g> Annotator<'g> {
    /// With some lists, and the corrections that bear on every text.
    #[must_use]
    pub fn new(gazetteer: &'g Gazetteer, corrections: &Corrections) -> Self {
        Self { version: version(gazetteer, corrections), gazetteer: lists_under(gazetteer, corrections) }
    }

    /// Which analysis this is.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The findings of some articles as bytes to keep, worked out on all cores, in their order.
    #[must_use]
    pub fn findings(&self, articles: &[&Article]) -> Vec<Vec<u8>> {
        let none = NotDates::default();
        articles.par_iter().map(|article| encode(&annotate(article, &self.gazetteer, &none))).collect()
    }
}

/// The findings of one article under the reader's corrections, taken from a shelf where they can be.
pub(super) fn draft(
    (place, article): (usize, &Article),
    gazetteer: &Gazetteer,
    not_dates: &NotDates,
    shelf: &dyn Shelf,
) -> Draft {
    let kept = shelf.take(place).and_then(|findings| decode(&findings, article, gazetteer));
    let kept = kept.unwrap_or_else(|| {
        let draft = annotate(article, gazetteer, &NotDates::default());
        shelf.put(place, encode(&draft));
        draft
    });
    let concerned = |span: Span| not_dates.concern(article.words(span));
    if kept.annotations.expressions.iter().any(|expression| concerned(expression.span)) {
        return annotate(article, gazetteer, not_dates);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::article;
    use crate::model::{Correction, Rule};
    use proptest::prelude::*;

    fn of(text: &str) -> (Article, Draft) {
        let article = article("a", Some("2024-03-11"), "Talks in Vienna", text);
        let draft = annotate(&article, Gazetteer::bundled(), &NotDates::default());
        (article, draft)
    }

    const TEXT: &str =
        "Olaf Scholz met Harvey Quillfeather in Vienna on Monday. “We agreed,” Quillfeather said.";

    #[test]
    fn what_is_kept_is_what_was_found() {
        let (article, draft) = of(TEXT);
        assert!(!draft.unlisted.is_empty() && !draft.annotations.quotes.is_empty());
        let again = decode(&encode(&draft), &article, Gazetteer::bundled()).unwrap();
        assert_eq!((again.annotations, again.unlisted), (draft.annotations, draft.unlisted));
    }

    #[test]
    fn findings_of_another_text_are_none() {
        let (_, draft) = of(TEXT);
        let (short, _) = of("Rain.");
        assert!(decode(&encode(&draft), &short, Gazetteer::bundled()).is_none());
    }

    #[test]
    fn the_version_is_that_of_the_rules_that_change_every_text() {
        let rules = |rule: Rule| Corrections {
            rules: vec![Correction { rule, when: String::new(), why: String::new() }],
        };
        let same = rules(Rule::SamePerson { this: "a".into(), is: "b".into() });
        let date = rules(Rule::NotDate { words: "May".into(), sentence: String::new() });
        let of = |corrections: &Corrections| version(Gazetteer::bundled(), corrections);
        assert_ne!(of(&Corrections::default()), of(&same));
        assert_eq!(of(&Corrections::default()), of(&date), "is looked at article by article");
    }

    proptest! {
        #[test]
        fn damaged_bytes_are_findings_or_none(at in 0_usize..2000, bit in 0_u8..8) {
            let (article, draft) = of(TEXT);
            let mut bytes = encode(&draft);
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            if let Some(draft) = decode(&bytes, &article, Gazetteer::bundled()) {
                for mention in &draft.annotations.mentions {
                    prop_assert!(article.text.get(mention.span.range()).is_some());
                }
            }
        }
    }
}
