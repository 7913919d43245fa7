//! The clearest headline of a story.

use crate::analysis::tokens::{TokenKind, tokenise};
use crate::model::{Annotations, Article, ArticleIndex, Chunked, SafeText, Span};
use std::collections::HashMap;
use std::sync::Arc;

/// The headline that says most of what the others say too, of a length that fits a line; a question, a quotation or
/// a teaser loses against a statement. Ties go to the older article.
pub(super) fn clearest(
    group: &[ArticleIndex],
    articles: &Chunked<Arc<Article>>,
    annotations: &Chunked<Arc<Annotations>>,
) -> SafeText {
    let titles: Vec<&str> = group.iter().map(|i| articles[i.get()].display_title()).collect();
    let words: Vec<Vec<String>> = titles.iter().map(|title| words(title)).collect();
    let mut spread: HashMap<&str, usize> = HashMap::new();
    for word in words.iter().flatten() {
        *spread.entry(word).or_insert(0) += 1;
    }
    let score = |i: usize| {
        let shared: usize = words[i].iter().map(|word| spread[word.as_str()] - 1).sum();
        let shared = shared as f64 / (words[i].len().max(4) as f64 * group.len() as f64);
        let named = annotations[group[i].get()].mentions_in(headline(&articles[group[i].get()])).len();
        shared + 0.1 * named.min(3) as f64 - blemishes(titles[i]) - length_cost(titles[i])
    };
    let best = (0..group.len()).max_by(|&i, &j| score(i).total_cmp(&score(j)).then(j.cmp(&i)));
    best.map(|i| SafeText::line(titles[i])).unwrap_or_default()
}

fn headline(article: &Article) -> Span {
    article.title.as_ref().and_then(|title| title.span).unwrap_or_default()
}

fn words(title: &str) -> Vec<String> {
    let tokens = tokenise(title, Span::of(0, title.len()));
    let mut words: Vec<String> = tokens
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
        .map(|token| token.text(title).to_lowercase())
        .filter(|word| word.len() > 3)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// What makes a headline a poor label: questions, teasers, shouting, section names before a colon or bar.
fn blemishes(title: &str) -> f64 {
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = title.chars().filter(|c| c.is_uppercase()).count();
    let mut cost = 0.0;
    for (found, price) in [
        (title.contains('?'), 0.4),
        (title.contains('!'), 0.2),
        (title.contains('…') || title.contains("..."), 0.2),
        (title.contains(" | ") || title.contains("LIVE") || title.starts_with("WATCH"), 0.3),
        (title.contains(':'), 0.1),
        (letters > 0 && capitals * 2 > letters, 0.3),
    ] {
        if found {
            cost += price;
        }
    }
    cost
}

/// Headlines of 30 to 90 characters say enough and fit.
fn length_cost(title: &str) -> f64 {
    match title.chars().count() {
        0..10 => 1.0,
        30..=90 => 0.0,
        10..=140 => 0.2,
        _ => 0.5,
    }
}
