//! What each of two sentences quotes of the same words, and how it introduces them.

use super::align::longest_run;
use super::units::Unit;
use crate::analysis::tokens::{TokenKind, tokenise};
use crate::model::comparison::Cut;
use crate::model::{Corpus, Passage, Quote};

/// Each side's cut: of the quotations of both sentences the two that share the longest run of words.
pub(super) fn cuts(corpus: &Corpus, left: &Unit, right: &Unit) -> Option<(Cut, Cut)> {
    let (ours, theirs) = (quotes(corpus, left), quotes(corpus, right));
    let mut best: Option<(usize, usize, usize)> = None;
    for (l, (_, a)) in ours.iter().enumerate() {
        for (r, (_, b)) in theirs.iter().enumerate() {
            let run = longest_run(a, b);
            if run > 0 && best.is_none_or(|(known, _, _)| known < run) {
                best = Some((run, l, r));
            }
        }
    }
    let (_, l, r) = best?;
    let cut = |unit: &Unit, quote: &Quote| Cut {
        words: Passage { article: unit.passage.article, span: quote.span },
        cue: quote.cue,
        speaker: quote.speaker_name.clone(),
    };
    Some((cut(left, &ours[l].0), cut(right, &theirs[r].0)))
}

/// The quotations of a sentence in own words, with their words in lower case.
fn quotes(corpus: &Corpus, unit: &Unit) -> Vec<(Quote, Vec<String>)> {
    let text = &corpus.article(unit.passage.article).text;
    let found = corpus.annotated(unit.passage.article);
    let said = crate::model::span::within(&found.quotes, unit.passage.span, |quote| quote.span);
    let words = |quote: &Quote| {
        let tokens = tokenise(text, quote.span);
        let words = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number));
        words.map(|token| token.text(text).to_lowercase().replace('’', "'")).collect()
    };
    said.iter().filter(|quote| quote.direct).map(|quote| (quote.clone(), words(quote))).collect()
}
