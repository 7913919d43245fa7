//! Whose words stand between quotation marks, and which marks set off no speech at all.

use super::cues::Inflection;
use super::marks::Marked;
use super::speaker::{Context, Speaker, Subject};
use super::view::PREPOSITIONS;
use crate::analysis::words::words;
use std::ops::Range;

/// Who says a quotation, by which words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attribution {
    pub(crate) speaker: Option<Speaker>,
    /// Tokens of the cue.
    pub(crate) cue: Option<Range<usize>>,
    pub(crate) why: &'static str,
}

/// The surroundings of a marked stretch: the sentences it lies in, as tokens.
pub(crate) struct Frame {
    /// Its first sentence.
    pub(crate) sentence: usize,
    /// Tokens of these sentences before the opening mark, back to the previous quotation.
    pub(crate) before: Range<usize>,
    /// The tokens between the marks.
    pub(crate) inside: Range<usize>,
    /// Tokens after the closing mark, up to the next quotation.
    pub(crate) after: Range<usize>,
    /// Who spoke last in the same paragraph, or in the one before where the quotation went on.
    pub(crate) carried: Option<Speaker>,
}

/// Who speaks the marked words; `None` where the marks only set off a word or a title.
pub(crate) fn attribute(context: &Context<'_, '_>, mark: Marked, frame: &Frame) -> Option<Attribution> {
    let view = context.view;
    let words = view.words_in(frame.inside.clone());
    if is_title(context, frame) {
        return None;
    }
    let tagged = ends_open(context, frame) || frame.before.is_empty();
    let (first, second): (Rule, Rule) = if tagged { (after, before) } else { (before, after) };
    if let Some(found) = first(context, frame).or_else(|| second(context, frame)) {
        return Some(found);
    }
    let whole = frame.before.is_empty() && view.words_in(frame.after.clone()) == 0;
    if let (true, Some(speaker)) = (whole && words >= 2, &frame.carried) {
        let why = "all between marks, after words of the same speaker";
        return Some(Attribution { speaker: Some(speaker.clone()), cue: None, why });
    }
    if let (true, Some(speaker)) = (words >= 4, &context.spoken[frame.sentence]) {
        let why = "between marks, in a sentence whose speaker is named";
        return Some(Attribution { speaker: Some(speaker.clone()), cue: None, why });
    }
    let enough = if mark.single { 5 } else { 4 };
    let unnamed = Attribution { speaker: None, cue: None, why: "between marks, without a speaker" };
    (words >= enough && mark.closed).then_some(unnamed)
}

type Rule = fn(&Context<'_, '_>, &Frame) -> Option<Attribution>;

/// A name in marks: capitalised in mid-sentence right after a noun, with no punctuation that speech would have.
fn is_title(context: &Context<'_, '_>, frame: &Frame) -> bool {
    let view = context.view;
    let Some(previous) = frame.before.end.checked_sub(1).filter(|&i| frame.before.contains(&i)) else {
        return false;
    };
    if frame.inside.is_empty() || !view.is_word(previous) {
        return false;
    }
    let capital = view.is_capitalised(frame.inside.start);
    let last = view.word(frame.inside.end - 1);
    let speech = matches!(last, "," | "." | "!" | "?") || view.finite_cue(previous);
    let after_noun = !view.is_any(previous, PREPOSITIONS)
        && !view.is_any(previous, words!["that", "and", "was", "is", "are", "were"]);
    let capitals = frame.inside.clone().filter(|&i| view.is_capitalised(i)).count();
    let words = view.words_in(frame.inside.clone());
    capital
        && !speech
        && (after_noun || capitals * 2 > words)
        && !view.is_any(frame.inside.start, words!["I", "We", "My", "Our"])
}

/// Whether the sentence goes on after the quotation: it ends with a comma or a mark of tone.
fn ends_open(context: &Context<'_, '_>, frame: &Frame) -> bool {
    let view = context.view;
    let last = frame.inside.end.checked_sub(1).map_or("", |i| view.word(i));
    let next = view.word(frame.after.start);
    !frame.after.is_empty()
        && (matches!(last, "," | "?" | "!" | "…") || matches!(next, "," | "-" | "–" | "—"))
}

/// `“…,” Name said` and `“…,” said Name`, `“…,” according to Name`.
fn after(context: &Context<'_, '_>, frame: &Frame) -> Option<Attribution> {
    let view = context.view;
    let mut begin = frame.after.start;
    while begin < frame.after.end && matches!(view.word(begin), "," | "-" | "–" | "—" | "”" | "\"") {
        begin += 1;
    }
    if let Some(found) = according(context, begin..frame.after.end.min(begin + 2), frame.after.end) {
        return Some(found);
    }
    if !ends_open(context, frame) && !frame.before.is_empty() {
        return None;
    }
    for i in begin..frame.after.end.min(begin + 24) {
        if matches!(view.word(i), ";" | "“" | "\"") {
            break;
        }
        let Some((cue, len)) = view.cue(i) else { continue };
        let why = "marks, then the cue with its speaker";
        if i == begin && cue.inflection != Inflection::Gerund {
            let speaker = inverted(context, frame.sentence, i + len, frame.after.end)?;
            return Some(Attribution { speaker: Some(speaker), cue: Some(i..i + len), why });
        }
        let past = cue.inflection == Inflection::Past;
        match context.subject(frame.sentence, begin, i, cue.inflection == Inflection::Gerund, past) {
            Subject::Found(speaker) => {
                return Some(Attribution { speaker: Some(speaker), cue: Some(i..i + len), why });
            }
            Subject::Impersonal | Subject::Missing => {
                // A pronoun whose antecedent is unknown: the cue is kept, without a speaker.
                let unknown = i > begin && view.is_any(i - 1, words!["he", "she", "they", "it", "i", "we"]);
                if unknown {
                    return Some(Attribution { speaker: None, cue: Some(i..i + len), why });
                }
            }
        }
    }
    None
}

/// The speaker after an inverted cue: `said Anna Berg, head of the board`, `said the group’s head, Anna Berg`.
pub(crate) fn inverted(
    context: &Context<'_, '_>,
    sentence: usize,
    from: usize,
    end: usize,
) -> Option<Speaker> {
    let view = context.view;
    if view.is_any(from, words!["he", "she", "they", "it"]) {
        return context.phrase(sentence, from, from);
    }
    let mut stop = from;
    while stop < end && stop < from + 12 {
        let break_here = view.mention(stop).is_none()
            && (view.is_punct(stop) && !matches!(view.word(stop), "-" | "." | "’")
                || view.is_any(
                    stop,
                    words![
                        "in", "on", "at", "who", "during", "after", "as", "when", "while", "and", "to",
                        "that"
                    ],
                ) && !view.is_any(stop + 1, words!["of"]));
        if break_here {
            break;
        }
        stop += 1;
    }
    while stop > from && view.is_punct(stop - 1) {
        stop -= 1;
    }
    let speaker = context.named(from..stop)?;
    let apposition = speaker.entity.is_none() && view.word(stop) == ",";
    if apposition && let Some(mention) = view.mention(stop + 1) {
        let named = context.of_mention(mention);
        if named.sort == super::speaker::Sort::Person {
            return Some(named);
        }
    }
    Some(speaker)
}

/// “according to X” beginning in `starts`.
pub(crate) fn according(
    context: &Context<'_, '_>,
    mut starts: Range<usize>,
    end: usize,
) -> Option<Attribution> {
    let view = context.view;
    let i = starts.find(|&i| view.is(i, "according") && view.is(i + 1, "to"))?;
    let speaker = inverted(context, 0, i + 2, end)?;
    Some(Attribution { speaker: Some(speaker), cue: Some(i..i + 2), why: "according to" })
}

/// `Name said: “…”`, `Name called it “…”`, `Name: “…”`.
fn before(context: &Context<'_, '_>, frame: &Frame) -> Option<Attribution> {
    let view = context.view;
    let from = frame.before.start;
    let mut i = frame.before.end;
    let nearest = frame.before.end.saturating_sub(30).max(from);
    while i > nearest {
        i -= 1;
        if view.word(i) == ";" {
            break;
        }
        let Some((cue, len)) = view.cue(i) else { continue };
        let past = cue.inflection == Inflection::Past;
        let gerund = cue.inflection == Inflection::Gerund;
        if let Subject::Found(speaker) = context.subject(frame.sentence, from, i, gerund, past) {
            let why = "the speaker with the cue, then marks";
            return Some(Attribution { speaker: Some(speaker), cue: Some(i..i + len), why });
        }
    }
    if let Some(found) = according(context, from..frame.before.end, frame.before.end) {
        return Some(found);
    }
    let colon = frame.before.end.checked_sub(1).filter(|&i| i > from && view.word(i) == ":")?;
    let speaker = context.phrase(frame.sentence, from, colon - 1)?;
    Some(Attribution { speaker: Some(speaker), cue: None, why: "the speaker, a colon, then marks" })
}
