//! Capitalised words that name nobody: `I’m`, `D-N.Y.`, `Jr`, `Tweeted`, `Fauci Says`.
//!
//! Must not look at the lists: what is listed is a name.

use super::cues::Cues;
use super::page::Page;
use crate::analysis::gazetteer::fold::Shape;
use crate::analysis::sentences;
use crate::model::Span;

/// Whether the words of a span, which stands about item `near`, are no name by their form.
pub(super) fn is_no_name(page: &Page<'_>, near: usize, span: Span) -> bool {
    let words = span.slice(page.text);
    let at = page.first_from(near, span.end);
    if words.contains(' ') {
        return is_headline_clause(words) || is_denial(words);
    }
    let bare = words.trim_end_matches('.');
    let one_letter = bare.chars().count() < 2;
    let shouted = at.checked_sub(1).is_some_and(|i| {
        let item = &page.items[i];
        item.word.shape == Shape::Upper && item.span == span && item.cues.any(Cues::ORG_HEAD)
    });
    let told = at.checked_sub(1).is_some_and(|i| {
        page.items[i].span == span
            && page.items[i].opens
            && words.ends_with("ed")
            && page.cues(i).any(Cues::SPEECH)
    });
    one_letter
        || shouted
        || told
        || is_short_for_another(bare)
        || is_contraction(words)
        || is_denial(words)
        || is_party_tag(page.text, span)
}

/// `Sen`, `Okla`, `III`: a title, a state or a number cut short names somebody only beside another word.
fn is_short_for_another(word: &str) -> bool {
    sentences::is_cut_short(word) || word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// `Don’t Ask`: a verb that denies.
fn is_denial(words: &str) -> bool {
    words.split(' ').any(|word| word.ends_with("n't") || word.ends_with("n’t"))
}

/// `I’m`, `We'll`: a pronoun and a verb.
fn is_contraction(word: &str) -> bool {
    let Some((pronoun, verb)) = word.split_once(['’', '\'', '‘']) else { return false };
    let pronouns =
        ["i", "you", "he", "she", "it", "we", "they", "who", "that", "there", "what", "here", "let"];
    let verbs = ["m", "d", "ll", "ve", "re", "s"];
    pronouns.iter().any(|p| p.eq_ignore_ascii_case(pronoun))
        && verbs.iter().any(|v| v.eq_ignore_ascii_case(verb))
}

/// `(D-N.Y.)`, `, R-Iowa,`: the party and the state of a member of Congress, set off behind the name.
fn is_party_tag(text: &str, span: Span) -> bool {
    let tag = ["D-", "R-", "I-"].iter().find_map(|party| span.slice(text).strip_prefix(party));
    let state = tag.is_some_and(|state| state.starts_with(char::is_uppercase));
    let before = text[..span.start as usize].trim_end();
    let after = &text[span.end as usize..];
    state && before.ends_with(['(', ',']) && after.trim_start_matches('.').starts_with([')', ','])
}

/// `Fauci Says`: a headline's verb of speech at the end.
fn is_headline_clause(words: &str) -> bool {
    [" Says", " Said", " Tells"].iter().any(|verb| words.ends_with(verb))
}
