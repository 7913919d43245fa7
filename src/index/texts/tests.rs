use super::builder::push;
use super::*;
use crate::analysis::testing::article;
use crate::index::fulltext::{find_in, is_said};
use crate::index::postings::title;
use crate::model::{Annotations, Article, Quote, Span};
use proptest::prelude::*;
use std::sync::Arc;

fn corpus(articles: Vec<Article>) -> Corpus {
    let mut corpus = Corpus::default();
    for article in articles {
        corpus.articles.push(Arc::new(article));
        corpus.annotations.push(Arc::default());
    }
    corpus
}

/// What reading all texts finds.
fn read(corpus: &Corpus, phrase: &Phrase) -> Vec<Found> {
    let found = |index: ArticleIndex| Found {
        article: index.0,
        count: find_in(&corpus.article(index), phrase).len() as u32,
        titled: !phrase.find(title(corpus, index)).is_empty(),
    };
    corpus.indices().map(found).filter(|found| found.count > 0 || found.titled).collect()
}

#[test]
fn phrases_are_found_with_counts_and_headlines() {
    let corpus = corpus(vec![
        article("a", None, "No limits", "No limits, they said. “No” — limits it is: nolimits."),
        article("b", None, "Gas", "Kim Jong-un sold gas to Gasparov; 在Putin met him."),
        article("c", None, "", "In the café, \u{301}1 of them."),
    ]);
    let texts = Texts::of(&corpus);
    let told = |typed: &str, open: bool| -> Vec<(u32, u32, bool)> {
        let phrase = Phrase::new(typed, open);
        let found = texts.find(&phrase).unwrap();
        assert_eq!(found, read(&corpus, &phrase), "{typed}");
        found.into_iter().map(|found| (found.article, found.count, found.titled)).collect()
    };
    for (typed, open, expected) in [
        ("no limits", false, &[(0, 2, true)][..]),
        ("no lim", true, &[(0, 2, true)]),
        ("no lim", false, &[]),
        ("cafe 1", false, &[]),
        ("gas", false, &[(1, 1, true)]),
        ("gas", true, &[(1, 2, true)]),
        ("kim jong un", false, &[(1, 1, false)]),
        ("putin met", false, &[(1, 1, false)]),
        ("limits no", false, &[]),
        ("nothing", true, &[]),
    ] {
        assert_eq!(told(typed, open), expected, "{typed}");
    }
    assert!(texts.find(&Phrase::new("在", false)).is_none());
}

#[test]
fn numbers_come_back_as_they_went() {
    let numbers = [0, 1, 0x7f, 0x80, 0x3fff, 0x4000, u32::MAX];
    let mut bytes = Vec::new();
    for number in numbers {
        push(&mut bytes, number);
    }
    let mut list = List { rest: &bytes, article: 0 };
    assert_eq!(std::iter::from_fn(|| list.number()).collect::<Vec<_>>(), numbers);
}

proptest! {
    #[test]
    fn what_is_kept_finds_what_reading_quotations_finds(
        words in proptest::collection::vec(("[ab]{1,2}|é", " |, |\n"), 1..20),
        quotes in proptest::collection::vec((0_usize..20, 1_usize..6), 0..6),
        typed in "[abé] ?[ab]{0,2} ?[ab]?",
        open in any::<bool>(),
    ) {
        let body: String = words.iter().flat_map(|(word, after)| [word.as_str(), after]).collect();
        let mut corpus = corpus(vec![article("x", None, "a b", "a b a"), article("y", None, "", &body)]);
        let article = corpus.article(ArticleIndex(1));
        let base = article.text.find(&body).unwrap();
        let at = |i: usize| base + words.iter().take(i).map(|(a, b)| a.len() + b.len()).sum::<usize>();
        let mut found = Annotations::default();
        for (from, count) in quotes {
            let from = from.min(words.len() - 1);
            let last = (from + count - 1).min(words.len() - 1);
            let span = Span::of(at(from), at(last) + words[last].0.len());
            let (speaker, cue) = (None, None);
            found.quotes.push(Quote { span, direct: true, speaker, speaker_name: None, cue, why: "".into() });
        }
        found.quotes.sort_by_key(|quote| quote.span);
        let phrase = Phrase::new(&typed, open);
        let said = is_said(&article, &found, &phrase);
        corpus.annotations = [Arc::default(), Arc::new(found)].into_iter().collect();
        if !phrase.is_empty() {
            let kept = Texts::of(&corpus).said(&phrase).unwrap();
            prop_assert_eq!(kept, if said { vec![1] } else { vec![] });
        }
    }

    #[test]
    fn what_is_kept_finds_what_reading_finds(
        bodies in proptest::collection::vec("([abAé\u{301}在] ?|\n|, |ß|1){0,30}", 1..5),
        title in "[ab ]{0,6}",
        typed in "[abé] ?[ab]{0,2} ?[abß1]?",
        open in any::<bool>(),
    ) {
        let articles = bodies.iter().enumerate().map(|(i, body)| {
            article(&i.to_string(), None, if i == 0 { &title } else { "" }, body)
        });
        let corpus = corpus(articles.collect());
        let phrase = Phrase::new(&typed, open);
        if let (false, Some(found)) = (phrase.is_empty(), Texts::of(&corpus).find(&phrase)) {
            prop_assert_eq!(found, read(&corpus, &phrase));
        }
    }
}
