//! What a reader must know of a comparison before trusting it: that one side is in another language than English.

use crate::model::{ArticleIndex, Corpus, SafeText};
use std::collections::BTreeSet;

/// Says where a side is not in English that words are compared as they stand, without stems and like words; and
/// where the sides are in two languages, that only names and numbers can meet. Empty where both are in English, or
/// the language is not known.
pub(super) fn notice(corpus: &Corpus, left: &[ArticleIndex], right: &[ArticleIndex]) -> SafeText {
    let (left, right) = (languages(corpus, left), languages(corpus, right));
    let foreign: BTreeSet<&str> = left.union(&right).copied().filter(|language| *language != "en").collect();
    if foreign.is_empty() {
        return SafeText::default();
    }
    let names: Vec<&str> = foreign.iter().map(|code| name(code)).collect();
    let which = format!("not all is in English ({})", names.join(", "));
    let shared = left.intersection(&right).next().is_some();
    let how = if shared || left.is_empty() || right.is_empty() {
        "sentences are aligned by names, numbers and the words they share, not by words of like meaning"
    } else {
        "the two are in different languages: only names, numbers and the words they share can be aligned"
    };
    SafeText::line(&format!("{which}; {how}"))
}

/// The languages of some articles, as far as known.
fn languages<'a>(corpus: &'a Corpus, articles: &[ArticleIndex]) -> BTreeSet<&'a str> {
    articles.iter().filter_map(|&i| corpus.head(i).language.map(SafeText::as_str)).collect()
}

/// What a person calls a language; the code itself where it is a rarer one.
fn name(code: &str) -> &str {
    const NAMES: &[(&str, &str)] = &[
        ("ar", "Arabic"),
        ("de", "German"),
        ("el", "Greek"),
        ("es", "Spanish"),
        ("fa", "Persian"),
        ("fr", "French"),
        ("he", "Hebrew"),
        ("hi", "Hindi"),
        ("it", "Italian"),
        ("ja", "Japanese"),
        ("ko", "Korean"),
        ("nl", "Dutch"),
        ("pl", "Polish"),
        ("pt", "Portuguese"),
        ("ru", "Russian"),
        ("tr", "Turkish"),
        ("uk", "Ukrainian"),
        ("zh", "Chinese"),
    ];
    NAMES.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name)
}
