//! Speech without quotation marks: reported (“X said that …”), fronted (“…, X said”), “according to X”, “as X
//! reports”, and acts of speech (“X denied …”).

use super::clauses::{
    after_addressee, begins_adjunct, clause, clause_begin, has_verb, own_words, that_after, trim,
};
use super::cues::{Cue, Inflection, Stance};
use super::direct::{Attribution, according, inverted};
use super::speaker::{Context, Sort, Speaker, Subject};
use super::view::{AUXILIARIES, PREPOSITIONS, View};
use crate::analysis::words::{List, words};
use crate::model::{EntityKind, Form};
use std::ops::Range;

/// Reported speech in one sentence.
pub(crate) struct Reported {
    /// Tokens of the content.
    pub(crate) content: Range<usize>,
    pub(crate) attribution: Attribution,
    /// Whether the words are the speaker's own, printed without marks.
    pub(crate) own_words: bool,
}

/// The reported speech of the sentence with tokens `tokens`, left to right, not overlapping. `blocked` tells tokens
/// that stand between quotation marks.
pub(crate) fn find(
    ctx: &mut Context<'_, '_>,
    sentence: usize,
    tokens: Range<usize>,
    blocked: impl Fn(usize) -> bool,
) -> Vec<Reported> {
    let mut found: Vec<Reported> = Vec::new();
    let mut i = tokens.start;
    while i < tokens.end {
        let free_from = found.last().map_or(tokens.start, |last| last.content.end);
        if !ctx.view.may_tell(i) || blocked(i) || found.last().is_some_and(|last| last.content.contains(&i)) {
            i += 1;
            continue;
        }
        let sought = Sought { sentence, begin: tokens.start, end: tokens.end, free_from };
        match at_token(ctx, &sought, i) {
            Some(reported) => {
                if let Some(speaker) = &reported.attribution.speaker {
                    ctx.spoken[sentence] = Some(speaker.clone());
                }
                let behind = reported.content.start > i;
                let next = reported.attribution.cue.as_ref().map_or(i + 1, |cue| cue.end);
                found.push(reported);
                i = if behind { next.max(i + 1) } else { i + 1 };
            }
            None => i += 1,
        }
    }
    found.sort_by_key(|reported| reported.content.start);
    found
}

/// Where to look.
struct Sought {
    sentence: usize,
    begin: usize,
    end: usize,
    /// First token that no earlier content of the sentence holds.
    free_from: usize,
}

fn at_token(ctx: &Context<'_, '_>, sought: &Sought, i: usize) -> Option<Reported> {
    let view = ctx.view;
    if is_according(view, i) {
        return accorded(ctx, sought, i);
    }
    if let Some(found) = noun_of_speech(ctx, sought, i) {
        return Some(found);
    }
    let (cue, len) = view.cue(i)?;
    let gerund = cue.inflection == Inflection::Gerund;
    let past = cue.inflection == Inflection::Past;
    if past && view.is_any(i + len, words!["of", "by"]) {
        return None;
    }
    let from = clause_begin(view, sought.begin, i);
    let subject = ctx.subject(sought.sentence, from, i, gerund, past);
    let cue_tokens = i..i + len;
    let speaker = match subject {
        Subject::Found(speaker) => speaker,
        Subject::Impersonal if view.is(i + len, "that") => {
            let content = clause(view, i + len + 1, sought.end);
            let nested = content.clone().any(|i| view.finite_cue(i));
            let attribution = Attribution { speaker: None, cue: Some(cue_tokens), why: "it is said that" };
            return (!nested).then(|| reported(view, content, attribution));
        }
        Subject::Impersonal | Subject::Missing => return fronted_inverted(ctx, sought, cue, cue_tokens),
    };
    if !verb_not_noun(view, i, cue, &speaker, view.is(i + len, "that")) {
        return None;
    }
    let attribute = |why| Attribution { speaker: Some(speaker.clone()), cue: Some(cue_tokens.clone()), why };
    if let Some(content) = fronted(view, sought, &speaker, cue, &cue_tokens) {
        let own = own_words(view, content.clone());
        let why = if own {
            "own words without marks, then the speaker with the cue"
        } else {
            "a clause, then the speaker with the cue"
        };
        return Some(Reported { own_words: own, ..reported(view, content, attribute(why)) });
    }
    let (content, why) = following(view, sought, cue, i + len, &speaker)?;
    (view.words_in(content.clone()) >= 2).then(|| reported(view, content, attribute(why)))
}

fn is_according(view: &View<'_>, i: usize) -> bool {
    view.is(i, "according") && view.is(i + 1, "to")
}

fn reported(view: &View<'_>, content: Range<usize>, attribution: Attribution) -> Reported {
    Reported { content: trim(view, content), attribution, own_words: false }
}

/// Whether the cue is a verb here. `claims`, `reports`, `notes` are nouns too: then a subject that can govern them
/// must stand right before, and what follows must look like content.
fn verb_not_noun(view: &View<'_>, i: usize, cue: Cue, speaker: &Speaker, that: bool) -> bool {
    let adjective =
        i.checked_sub(1).and_then(|i| view.mention(i)).is_some_and(|mention| mention.form == Form::Demonym);
    if adjective && matches!(cue.inflection, Inflection::Present | Inflection::Base) {
        return false;
    }
    match cue.inflection {
        Inflection::Past | Inflection::Gerund => true,
        Inflection::Present => {
            let name = i.checked_sub(1).and_then(|i| view.mention(i));
            let body = name.is_some_and(|mention| view.entity(mention).kind != EntityKind::Person);
            let adjective =
                name.is_some_and(|mention| view.is_capitalised(i - 1) && mention.form != Form::Name);
            if body
                && adjective
                && !that
                && !matches!(cue.lemma, "say" | "tell" | "deny" | "insist" | "argue")
            {
                return false;
            }
            if i > 0
                && view
                    .is_any(i - 1, words!["other", "many", "some", "several", "all", "these", "those", "new"])
            {
                return false;
            }
            let right = view.is_any(i + 1, words!["of", "and", "or", "from", "by", "were", "are", "is"]);
            !right
                && (speaker.entity.is_some() || speaker.sort != Sort::Several)
                && (that || !view.is_capitalised(i))
        }
        Inflection::Base => {
            let plural = speaker.sort == Sort::Several;
            plural && !view.is_any(i + 1, words!["of", "and", "or", "from", "by"])
        }
    }
}

/// Content that follows the cue.
fn following(
    view: &View<'_>,
    sought: &Sought,
    cue: Cue,
    after: usize,
    speaker: &Speaker,
) -> Option<(Range<usize>, &'static str)> {
    let frames = cue.frames;
    if speaker.sort == Sort::Other && !matches!(cue.lemma, "say" | "tell") && !view.is(after, "that") {
        return None;
    }
    let speaks = frames.clause || frames.that || frames.addressee;
    if speaks && let Some(that) = that_after(view, after, sought.end, frames.addressee) {
        return Some((clause(view, that + 1, sought.end), "the speaker with the cue, then that"));
    }
    if speaks && view.is_any(after, words!["how", "why", "what", "whether", "where"]) {
        return Some((clause(view, after, sought.end), "the speaker with the cue, then a question"));
    }
    // `which the opposition says was rigged`: the verb’s subject stands before the speaker.
    if view.is_any(after, AUXILIARIES) || view.is_any(after, words!["would", "will", "should"]) {
        return None;
    }
    let open = |i: usize| i < sought.end && !view.is_punct(i);
    let begin = if frames.addressee { after_addressee(view, after, sought.end) } else { Some(after) };
    if let Some(begin) =
        begin.filter(|&i| (frames.clause || i > after) && open(i) && !begins_adjunct(view, i))
    {
        let plain = matches!(cue.lemma, "say" | "add") && view.words_in(begin..sought.end) >= 3;
        if plain || has_verb(view, begin, sought.end) {
            let said = until_main_clause(view, sought.begin, clause(view, begin, sought.end));
            return Some((said, "the speaker with the cue, then a clause"));
        }
    }
    let can_act = speaker.sort != Sort::Other;
    // `praised his side`: what somebody does by speaking, without what was said; `accused Norland of lying` tells it.
    let judges = matches!(cue.stance, Stance::Critical | Stance::Supportive);
    let told = (after..clause(view, after, sought.end).end)
        .any(|i| view.is_any(i, words!["of", "for", "over", "as", "to"]));
    if frames.act
        && can_act
        && (!judges || told)
        && (open(after) && !view.is_any(after, words!["in", "on", "at", "by"]))
    {
        let act = clause(view, after, sought.end);
        return Some((until_main_clause(view, sought.begin, act), "an act of speech"));
    }
    None
}

/// `After she denied the report, it rained`: in a sentence that begins with “after” and the like, what was said ends at the
/// comma.
fn until_main_clause(view: &View<'_>, begin: usize, content: Range<usize>) -> Range<usize> {
    let side =
        words!["after", "when", "as", "although", "though", "if", "since", "because", "once", "before"];
    if !view.is_any(begin, side) {
        return content;
    }
    let end = content.clone().find(|&i| view.word(i) == ",").unwrap_or(content.end);
    content.start..end
}

/// “CONTENT, X said[, among other things].”
fn fronted(
    view: &View<'_>,
    sought: &Sought,
    speaker: &Speaker,
    cue: Cue,
    cue_tokens: &Range<usize>,
) -> Option<Range<usize>> {
    let speech =
        (cue.frames.clause || cue.frames.addressee) && (speaker.sort != Sort::Other || cue.lemma == "say");
    let comma = speaker
        .begin
        .checked_sub(1)
        .filter(|&i| i >= sought.free_from && speaker.begin < cue_tokens.start)?;
    if view.is(comma, "as") {
        return as_clause(view, sought, comma, cue_tokens.end);
    }
    let title = (sought.free_from..=comma)
        .rev()
        .find(|&i| !view.is_capitalised(i) && !view.is_any(i, words!["the", "a"]))?;
    if !speech || view.word(title) != "," {
        return None;
    }
    let begin = content_begin(view, sought, title);
    let after = cue_tokens.end;
    let last = after >= sought.end || view.is_punct(after) && after + 1 >= sought.end;
    let closed = last || matches!(view.word(after), "," | "." | ";") || begins_adjunct(view, after);
    let words = view.words_in(begin..title);
    let introduces = view.is_any(begin, PREPOSITIONS)
        || view.is_any(
            begin,
            words![
                "when",
                "while",
                "asked",
                "if",
                "but",
                "however",
                "meanwhile",
                "although",
                "because",
                "speaking",
                "then",
            ],
        );
    let enough = if last { words >= 2 && (!introduces || words >= 8) } else { words >= 3 && !introduces };
    (closed && enough && that_after(view, after, sought.end, true).is_none()).then_some(begin..title)
}

/// Where fronted content begins: at the sentence's start or after earlier content and its comma.
fn content_begin(view: &View<'_>, sought: &Sought, end: usize) -> usize {
    let from = sought.free_from;
    (from..end).rev().find(|&i| matches!(view.word(i), ";" | "”" | "\"")).map_or(from, |i| i + 1)
}

/// “as X reports, CONTENT”, or at the end “CONTENT, as X put it”.
fn as_clause(view: &View<'_>, sought: &Sought, at: usize, after: usize) -> Option<Range<usize>> {
    if view.word(after) == "," && after + 1 < sought.end {
        return Some(clause(view, after + 1, sought.end));
    }
    let comma = at.checked_sub(1).filter(|&i| i > sought.free_from && view.word(i) == ",")?;
    (after + 3 >= sought.end).then_some(sought.free_from..comma)
}

/// “CONTENT, said X.”
fn fronted_inverted(
    ctx: &Context<'_, '_>,
    sought: &Sought,
    cue: Cue,
    cue_tokens: Range<usize>,
) -> Option<Reported> {
    let view = ctx.view;
    let comma = cue_tokens.start.checked_sub(1).filter(|&i| i > sought.free_from && view.word(i) == ",")?;
    if cue.inflection == Inflection::Gerund || !(cue.frames.clause || cue.frames.addressee) {
        return None;
    }
    let begin = content_begin(view, sought, comma);
    if view.words_in(begin..comma) < 3 || view.is_any(begin, PREPOSITIONS) {
        return None;
    }
    let speaker = inverted(ctx, sought.sentence, cue_tokens.end, sought.end)?;
    let own = own_words(view, begin..comma);
    let attribution = Attribution {
        speaker: Some(speaker),
        cue: Some(cue_tokens),
        why: "a clause, then the cue with its speaker",
    };
    Some(Reported { own_words: own, ..reported(view, begin..comma, attribution) })
}

/// “According to X, CONTENT” and “CONTENT, according to X”.
fn accorded(ctx: &Context<'_, '_>, sought: &Sought, i: usize) -> Option<Reported> {
    let view = ctx.view;
    let attribution = according(ctx, i..i + 1, sought.end)?;
    let speaker = attribution.speaker.as_ref()?;
    let determined =
        view.is_any(i + 2, words!["the", "a", "an", "his", "her", "its", "their", "some", "several", "two"]);
    let known =
        speaker.entity.is_some() || determined || speaker.sort == Sort::Several || view.is_capitalised(i + 2);
    let name_end = view.text.len();
    let opens = i == sought.begin
        || matches!(view.word(i - 1), "," | "but" | "and" | "But" | "And") && i - 1 <= sought.free_from;
    let content = if opens {
        let comma = (i + 2..sought.end).find(|&i| view.word(i) == ",")?;
        clause(view, comma + 1, sought.end)
    } else {
        sought.free_from..i
    };
    (known && name_end > 0 && view.words_in(content.clone()) >= 3)
        .then(|| reported(view, content, attribution))
}

/// “X’s claim that …”, “X’s proposal to …”.
fn noun_of_speech(ctx: &Context<'_, '_>, sought: &Sought, i: usize) -> Option<Reported> {
    const NOUNS: &List<30> = words![
        "claim",
        "claims",
        "statement",
        "assertion",
        "suggestion",
        "warning",
        "argument",
        "proposal",
        "call",
        "calls",
        "demand",
        "demands",
        "promise",
        "pledge",
        "insistence",
        "allegation",
        "allegations",
        "belief",
        "contention",
        "vow",
        "threat",
        "threats",
        "admission",
        "prediction",
        "remark",
        "remarks",
        "offer",
        "complaint",
        "accusation",
        "accusations",
    ];
    let view = ctx.view;
    if !view.is_owned(i) || !view.is_any(i + 1, words!["that", "to", "for"]) || !view.is_any(i, NOUNS) {
        return None;
    }
    let possessive = i.checked_sub(1).filter(|&i| i > sought.begin)?;
    let mention = view.mention(possessive - 1)?;
    let speaker = ctx.of_mention(mention);
    let from = if view.is(i + 1, "that") { i + 2 } else { i + 1 };
    let end = (from..sought.end).find(|&i| matches!(view.word(i), "," | ";")).unwrap_or(sought.end);
    let attribution =
        Attribution { speaker: Some(speaker), cue: Some(i..i + 1), why: "a noun of speech with its speaker" };
    (view.words_in(from..end) >= 3).then(|| reported(view, from..end, attribution))
}
