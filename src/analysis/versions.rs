//! What changed between two versions of an article: sentences that are gone, new or worded otherwise, with the words that
//! differ. By the crate `similar` (Myers 1986), over sentences first, then over the words of those that answer to one
//! another. Page furniture does not count.

use super::sentences;
use crate::model::{Article, Role, Span};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Sentences of one version beyond which nothing is compared: the work may grow with their product.
const MOST: usize = 20_000;

/// Words of one sentence beyond which only the sentence as a whole is compared.
const MOST_WORDS: usize = 2_000;

/// The share of common words from which one sentence is another wording of the other.
const ALIKE: f64 = 0.4;

/// A sentence of the one version or the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Where it stands in its version.
    pub span: Span,
    /// The words in it that the other version does not have; empty where the whole of it is gone or new.
    pub differing: Vec<Span>,
}

/// One step from the earlier version to the later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// So many sentences stay; the first and the last of them in the later version.
    Kept(usize, Span, Span),
    /// A sentence is gone.
    Gone(Unit),
    /// A sentence is new.
    New(Unit),
    /// A sentence has another wording: before and now.
    Reworded(Unit, Unit),
}

/// The changes from the earlier version to the later, in order; `None` where the texts are too long to compare.
#[must_use]
pub fn changes(before: &Article, after: &Article) -> Option<Vec<Change>> {
    let (old, new) = (units(before), units(after));
    if old.len().max(new.len()) > MOST {
        return None;
    }
    let words = |article: &Article, units: &[Span]| -> Vec<String> {
        units
            .iter()
            .map(|span| article.words(*span).split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    };
    let ops = capture_diff_slices(Algorithm::Myers, &words(before, &old), &words(after, &new));
    let mut out = Vec::new();
    for op in ops {
        match op {
            DiffOp::Equal { new_index, len, .. } => {
                out.push(Change::Kept(len, new[new_index], new[new_index + len - 1]));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                out.extend(old[old_index..old_index + old_len].iter().map(|span| Change::Gone(whole(*span))));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                out.extend(new[new_index..new_index + new_len].iter().map(|span| Change::New(whole(*span))));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let (old, new) = (&old[old_index..old_index + old_len], &new[new_index..new_index + new_len]);
                replaced((before, old), (after, new), &mut out);
            }
        }
    }
    Some(out)
}

const fn whole(span: Span) -> Unit {
    Unit { span, differing: Vec::new() }
}

/// The sentences, and the lines that are none, without furniture.
fn units(article: &Article) -> Vec<Span> {
    let sentences = sentences::split(article);
    let mut units = Vec::new();
    for part in article.parts.iter().filter(|part| part.role != Role::Furniture) {
        let inside = crate::model::span::within(&sentences, part.span, |span| *span);
        if inside.is_empty() {
            units.push(part.span);
        } else {
            units.extend_from_slice(inside);
        }
    }
    units
}

/// Sentences in the place of others: each new one is a wording of the first old one, in order, that is like it.
fn replaced((before, old): (&Article, &[Span]), (after, new): (&Article, &[Span]), out: &mut Vec<Change>) {
    let mut at = 0;
    for &span in new {
        let like = (at..old.len().min(at + 8))
            .find_map(|i| reworded((before, old[i]), (after, span)).map(|pair| (i, pair)));
        match like {
            Some((i, (was, is))) => {
                out.extend(old[at..i].iter().map(|span| Change::Gone(whole(*span))));
                out.push(Change::Reworded(was, is));
                at = i + 1;
            }
            None => out.push(Change::New(whole(span))),
        }
    }
    out.extend(old[at..].iter().map(|span| Change::Gone(whole(*span))));
}

/// Two sentences as wordings of one, with the words that differ; `None` where too few are common.
fn reworded((before, old): (&Article, Span), (after, new): (&Article, Span)) -> Option<(Unit, Unit)> {
    let (was, is) = (words(before, old), words(after, new));
    if was.len().max(is.len()) > MOST_WORDS {
        return None;
    }
    let plain = |article: &Article, words: &[Span]| -> Vec<String> {
        words.iter().map(|span| article.words(*span).to_owned()).collect()
    };
    let ops = capture_diff_slices(Algorithm::Myers, &plain(before, &was), &plain(after, &is));
    let (mut gone, mut come, mut common) = (Vec::new(), Vec::new(), 0);
    for op in ops {
        let (old, new) = (op.old_range(), op.new_range());
        if let DiffOp::Equal { len, .. } = op {
            common += len;
            continue;
        }
        gone.extend(covered(&was[old]));
        come.extend(covered(&is[new]));
    }
    let longest = was.len().max(is.len()).max(1);
    let alike = common as f64 / longest as f64 >= ALIKE;
    alike.then_some((Unit { span: old, differing: gone }, Unit { span: new, differing: come }))
}

/// One span over words in a row.
fn covered(words: &[Span]) -> Option<Span> {
    words.first().zip(words.last()).map(|(first, last)| first.cover(*last))
}

/// The words of a span, marks beside them.
fn words(article: &Article, span: Span) -> Vec<Span> {
    let text = article.words(span);
    let mut words = Vec::new();
    let mut at = 0;
    for word in text.split_whitespace() {
        // Each is found from the end of the one before, and so exactly once.
        let start = at + text[at..].find(word).unwrap_or(0);
        at = start + word.len();
        let from = span.start + start as u32;
        words.push(Span::new(from, from + word.len() as u32));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing;
    use proptest::prelude::*;

    fn article(text: &str) -> Article {
        testing::article("a", None, "", text)
    }

    /// The changes in words: `=2`, `-gone`, `+new`, `-was{old}` and `+is{new}`.
    fn told(before: &str, after: &str) -> Vec<String> {
        let (before, after) = (article(before), article(after));
        let marked = |article: &Article, unit: &Unit| {
            let mut words = article.words(unit.span).to_owned();
            for span in unit.differing.iter().rev() {
                words.insert((span.end - unit.span.start) as usize, '}');
                words.insert((span.start - unit.span.start) as usize, '{');
            }
            words
        };
        let mut out = Vec::new();
        for change in changes(&before, &after).expect("short texts are compared") {
            match change {
                Change::Kept(n, ..) => out.push(format!("={n}")),
                Change::Gone(unit) => out.push(format!("-{}", marked(&before, &unit))),
                Change::New(unit) => out.push(format!("+{}", marked(&after, &unit))),
                Change::Reworded(was, is) => {
                    out.push(format!("-{}", marked(&before, &was)));
                    out.push(format!("+{}", marked(&after, &is)));
                }
            }
        }
        out
    }

    #[test]
    fn changes_are_told_by_sentence_and_word() {
        for (before, after, expected) in [
            ("It rained. The harbour closed.", "It rained. The harbour closed.", vec!["=2"]),
            (
                "It rained. Two people died in the storm.\n\nThe harbour closed.",
                "It rained. Four people died in the storm on Monday.\n\nThe harbour closed.",
                vec![
                    "=1",
                    "-{Two} people died in the {storm.}",
                    "+{Four} people died in the {storm on Monday.}",
                    "=1",
                ],
            ),
            ("It rained.", "It rained.\n\nThe mayor spoke.", vec!["=1", "+The mayor spoke."]),
            ("It rained.\n\nThe mayor spoke.", "It rained.", vec!["=1", "-The mayor spoke."]),
            (
                "A cat sat down.",
                "Grain prices fell sharply.",
                vec!["+Grain prices fell sharply.", "-A cat sat down."],
            ),
            ("It  rained.", "It rained.", vec!["=1"]),
            ("", "New words.", vec!["+New words."]),
        ] {
            assert_eq!(told(before, after), expected, "{before} → {after}");
        }
    }

    proptest! {
        #[test]
        fn every_sentence_is_told_once(
            before in "([a-dé]{1,4}[ .]{1,2}|\n){0,30}", after in "([a-dé]{1,4}[ .]{1,2}|\n){0,30}",
        ) {
            let (before, after) = (article(&before), article(&after));
            let all = changes(&before, &after).unwrap();
            let (mut old, mut new) = (0, 0);
            for change in &all {
                match change {
                    Change::Kept(n, ..) => {
                        old += n;
                        new += n;
                    }
                    Change::Gone(_) => old += 1,
                    Change::New(_) => new += 1,
                    Change::Reworded(was, is) => {
                        old += 1;
                        new += 1;
                        for (article, unit) in [(&before, was), (&after, is)] {
                            for span in &unit.differing {
                                prop_assert!(unit.span.contains(*span) && !article.words(*span).is_empty());
                            }
                        }
                    }
                }
            }
            prop_assert_eq!((old, new), (units(&before).len(), units(&after).len()));
        }
    }
}
